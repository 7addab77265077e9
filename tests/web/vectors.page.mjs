// The vectors in a browser: the page loads the module that Node runs, and fetches each case.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { inBrowser } from "./browser.mjs";

const VECTORS = new URL("../vectors/", import.meta.url);
const ROOT = resolve(fileURLToPath(new URL("../..", import.meta.url)));

test("every vector gives its expected bytes in the browser", async () => {
  const folders = readdirSync(VECTORS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const inPage = async (names) => {
    const { hashOf } = await import("/tests/web/vectors.mjs");
    return hashOf(names, async (url) => (await fetch(url)).text());
  };
  const names = folders.map(({ name }) => name).sort();
  const hash = await inBrowser({ folder: ROOT, path: "/tests/web/vectors.html" }, (page) => page.evaluate(inPage, names));
  console.log(`answers ${hash}`);
  assert.equal(hash, readFileSync(new URL("answers.sha256", VECTORS), "utf8").trim());
});
