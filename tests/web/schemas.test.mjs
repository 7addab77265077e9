// The schemas by another validator, strict about the schemas themselves. `tests/python/test_schemas.py` holds the
// library against the same documents, and says more.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Ajv2020 } from "ajv/dist/2020.js";
import { Mission, PledgebookError, Registry, match } from "pledgebook";

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = (...path) => readFileSync(join(root, ...path), "utf8");
const json = (...path) => JSON.parse(text(...path));
const files = (folder, ending = ".json") =>
  readdirSync(join(root, folder), { recursive: true }).filter((file) => file.endsWith(ending)).map((file) => join(folder, file));

const ajv = new Ajv2020({ strict: true });
const schemas = Object.fromEntries(files("schemas").map((file) => [basename(file, ".json"), ajv.compile(json(file))]));
const { documents, edits } = json("tests/schemas.json");
const base = (kind) => (typeof documents[kind] === "string" ? json(documents[kind]) : structuredClone(documents[kind]));
const kindOf = (document) => document?.format?.replace(/^pledgebook\./, "").split("/")[0];
const seen = new Set(
  "wrong-type unknown-key missing-key unknown-word malformed-id malformed-text malformed-number malformed-state format-unsupported".split(" "),
);

/** Every document that a vector reads or records, with its kind, and the codes of what the library finds. */
const asked = files("tests/vectors", "expected.jsonl").flatMap((file) => {
  const answers = text(file).trim().split("\n").map((line) => JSON.parse(line));
  return json(file, "../case.json").asks.flatMap(({ ask, kind, document, events }, i) => {
    const found = (answers[i]?.refused ?? []).map((finding) => finding.code);
    if (ask === "read") return [{ file: join(file, "..", document), kind: kind.replace("options", "match-options"), found }];
    return ask === "record" ? [{ file: join(file, "..", events), kind: "events", found }] : [];
  });
});

function fits(kind, document) {
  return schemas[kind](document) || ajv.errorsText(schemas[kind].errors);
}

test("what names its format fits it", () => {
  const refused = new Set(asked.filter(({ found }) => found.length).map(({ file }) => file));
  const all = ["core/schemes", "core/src/words/catalogue", "examples/data", "tests/vectors"].flatMap((folder) => files(folder));
  const named = all.filter((file) => !refused.has(file) && kindOf(json(file)));
  assert.ok(named.length >= 6);
  for (const file of named) assert.equal(fits(kindOf(json(file)), json(file)), true, file);
});

test("an edit is judged as it is said", () => {
  for (const kind in documents) assert.equal(fits(kind, base(kind)), true, kind);
  for (const edit of edits) {
    const document = base(edit.kind);
    const [last, ...way] = edit.at.split("/").slice(1).reverse();
    const place = way.reverse().reduce((place, step) => place[step], document);
    if ("put" in edit) place[last] = edit.put;
    else delete place[last];
    assert.equal(fits(edit.kind, document) === true, edit.fits, `${edit.kind} ${edit.at}: ${edit.why}`);
  }
});

test("what vectors read is judged as the library judges it", () => {
  for (const { file, kind, found } of asked) {
    if (found.length && !found.some((code) => seen.has(code))) continue;
    assert.equal(fits(kind, json(file)) === true, found.length === 0, file);
  }
});

test("what the library writes fits", () => {
  const view = Registry.read(text("examples/data/small/registry.json")).asOf("2026-11-23");
  const mission = Mission.read(text("examples/data/small/mission.json")).starting("2026-12-01");
  const plan = match(view, [mission]);
  assert.equal(fits("plan", JSON.parse(plan.toJson())), true);
  assert.equal(fits("problem", plan.problem()), true);
  assert.equal(fits("certificate", plan.certificate().document()), true);
  assert.equal(fits("mission", mission.document), true);
  for (const { requirement } of plan.coverage()) {
    for (const { lot } of view.pledges()) assert.equal(fits("why-not", plan.whyNot(requirement, lot)), true, lot);
  }
  assert.throws(
    () => Mission.read("{}"),
    (error) => error instanceof PledgebookError && error.findings.length > 0 && fits("findings", error.findings) === true,
  );
});
