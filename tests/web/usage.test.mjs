// `usage.ts`, which the type checker reads, leaves out nothing that the package offers; and Python offers the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as offered from "pledgebook";

const read = (file) => readFileSync(new URL(file, import.meta.url), "utf8");
// What every class has for itself; `copied` is for the engine.
const EVERYWHERE = /^(__.*|constructor|copied|length|name|prototype)$/;

function members(made) {
  const names = [...Object.getOwnPropertyNames(made), ...Object.getOwnPropertyNames(made.prototype)];
  return names.filter((name) => !EVERYWHERE.test(name));
}

test("usage.ts is complete", () => {
  const used = new Set(read("usage.ts").match(/\w+/g));
  const names = Object.keys(offered);
  for (const made of Object.values(offered).filter((made) => made.prototype)) names.push(...members(made));
  assert.deepEqual(names.filter((name) => !used.has(name)), []);
});

test("the same is offered in both languages", () => {
  const both = JSON.parse(read("../api.json"));
  // JavaScript reads no files, so `read` is of a text; and it has a word for how many there are.
  const apart = { from_json: "read", __len__: "size" };
  const inJavaScript = (name) => apart[name] ?? name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  assert.deepEqual(Object.keys(offered).sort(), [...both.functions.map(inJavaScript), ...Object.keys(both.classes)].sort());
  for (const [name, ofPython] of Object.entries(both.classes)) {
    const onlyJavaScript = offered[name].prototype.free ? ["free"] : [];
    assert.deepEqual(members(offered[name]).sort(), [...ofPython.map(inJavaScript), ...onlyJavaScript].sort(), name);
  }
});
