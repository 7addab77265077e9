// The package as installed from npm, in Node.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { version } from "pledgebook";

test("the package loads by import alone and has the version of its manifest", () => {
  const manifest = new URL(import.meta.resolve("pledgebook/package.json"));
  assert.equal(version(), JSON.parse(readFileSync(manifest, "utf8")).version);
});
