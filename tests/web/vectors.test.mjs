// The vectors in Node.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { hashOf } from "./vectors.mjs";

const VECTORS = new URL("../vectors/", import.meta.url);

test("every vector gives its expected bytes in Node", async () => {
  const folders = readdirSync(VECTORS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const hash = await hashOf(folders.map(({ name }) => name).sort(), (url) => readFileSync(url, "utf8"));
  console.log(`answers ${hash}`);
  assert.equal(hash, readFileSync(new URL("answers.sha256", VECTORS), "utf8").trim());
});
