// The whole package: loads the engine once, then hands out what it exports. Node and browsers share this file and
// the one .wasm beside it.
import init from "./pledgebook.js";

const wasm = new URL("./pledgebook_bg.wasm", import.meta.url);

if (wasm.protocol === "file:") {
  // Node cannot fetch its own files. The name stands in a variable so that bundlers for the browser leave it alone.
  const fs = "node:fs";
  const { readFileSync } = await import(/* @vite-ignore */ /* webpackIgnore: true */ fs);
  await init({ module_or_path: readFileSync(wasm) });
} else {
  await init({ module_or_path: wasm });
}

export { Catalogue, Certificate, FollowUp, Journal, Mission, Plan, Registry, Scheme, View, WhatIf } from "./pledgebook.js";
export { ColumnPlan, Columns, ColumnWhatIf } from "./pledgebook.js";
export { audienceRules, codes, match, solve, version } from "./pledgebook.js";
export { PledgebookError } from "./errors.js";
