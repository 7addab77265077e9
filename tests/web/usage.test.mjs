// `usage.ts`, which the type checker reads, leaves out nothing that the package offers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as offered from "pledgebook";

test("usage.ts is complete", () => {
  const used = new Set(readFileSync(new URL("usage.ts", import.meta.url), "utf8").match(/\w+/g));
  const names = Object.keys(offered).filter((name) => name !== "initSync"); // the package does that itself
  for (const made of Object.values(offered).filter((made) => made.prototype)) {
    names.push(...Object.getOwnPropertyNames(made), ...Object.getOwnPropertyNames(made.prototype));
  }
  const everywhere = /^(__.*|constructor|length|name|prototype)$/;
  assert.deepEqual(names.filter((name) => !used.has(name) && !everywhere.test(name)), []);
});
