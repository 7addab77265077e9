// What is told to an audience, as JavaScript has it. What is withheld is tried in tests/tests/audiences.rs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Mission, PledgebookError, Registry, audienceRules, match } from "pledgebook";

const file = (name) => readFileSync(new URL(`../../examples/data/exercise/${name}`, import.meta.url), "utf8");
const registry = Registry.read(file("registry.json"));
const view = registry.asOf("2026-11-24");
const sentence = "Selection also weighs considerations not shown here.";

test("a State sees its own pledges, the public none, and all the sentence", () => {
  const told = view.told("XAA");
  assert.deepEqual([told.reader, told.on, told.sentence], ["XAA", "2026-11-24", sentence]);
  assert.ok(told.tables.pledges.length > 0 && told.tables.pledges.length < view.pledges().length);
  const { tables, ...head } = view.told("public");
  assert.deepEqual(head, { reader: "public", on: "2026-11-24", sentence });
  assert.deepEqual(Object.keys(tables), ["women"]);
  assert.equal(view.told("secretariat").tables.pledges.length, view.pledges().length);
});

test("a plan keeps its shortfalls for the Secretariat", () => {
  const plan = match(view, [Mission.read(file("mission-orvanda.json")).starting("2026-12-01")]);
  assert.equal(plan.told("XAA").tables.shortfalls, undefined);
  assert.equal(plan.told("secretariat").tables.shortfalls.length, plan.shortfalls().length);
});

test("rules of one's own open what they say, and are refused with every finding", () => {
  const rules = audienceRules();
  rules.opens = [{ table: "pledges", to: "public", rows: "all", columns: ["kind"] }];
  assert.deepEqual(Object.keys(view.told("public", rules).tables.pledges[0]), ["kind"]);
  rules.opens[0].columns = ["score"];
  rules.opens.push({ table: "scores", to: "public", rows: "all", columns: [] });
  const places = (error) => error instanceof PledgebookError && error.findings.map(({ path }) => path).join(" ");
  assert.throws(() => view.told("public", rules), (error) => places(error) === "/opens/0/columns/0 /opens/1/table");
});

test("a journal is cut for its reader", () => {
  const journal = registry.journal(new Uint8Array(32));
  const cut = journal.withhold([...registry.withheldFrom("XAA")]);
  assert.deepEqual(cut.checkpoint(), journal.checkpoint());
  assert.ok(cut.toLines().includes("xaa-eng-1") && !cut.toLines().includes("xab-"));
  assert.equal(registry.withheldFrom("secretariat").length, 0);
});
