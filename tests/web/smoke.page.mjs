// The package as installed from npm, in a browser.
import assert from "node:assert/strict";
import { test } from "node:test";

import { version } from "pledgebook";

import { inBrowser } from "./browser.mjs";

test("the browser loads the package by import alone and answers as Node does", async () => {
  const answer = await inBrowser({}, (page) => page.evaluate(async () => (await import("pledgebook")).version()));
  assert.equal(answer, version());
});

test("a page that reaches for another host fails", async () => {
  const elsewhere = "http://elsewhere.invalid/picture.png";
  const reach = (page) => page.evaluate((url) => fetch(url).catch(() => undefined), elsewhere);
  await assert.rejects(inBrowser({}, reach), /elsewhere\.invalid/);
});
