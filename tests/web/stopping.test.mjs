// A match, what would be if, and advice stop when the caller says so; in the search for a plan under rows, too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Mission, Registry, match } from "pledgebook";

const read = (file) => readFileSync(new URL(`../../examples/data/small/${file}.json`, import.meta.url), "utf8");
const view = Registry.read(read("registry")).asOf("2026-11-23");
const missions = [Mission.read(read("mission")).starting("2026-12-01")];
const rows = {
  format: "pledgebook.match-options/1",
  rows: [{ id: "few", asks: { row: "state-in-mission", mission: "exercise", at_most: 1 } }],
};
const plan = match(view, missions, rows);
const need = { change: "need", requirement: "exercise/engineers", units: 3 };
// How often each asks at least whether to stop: before the first solve, and in the search under rows.
const ASKS = {
  "a match": [2, (stop) => match(view, missions, rows, stop).hash()],
  "what would be if": [2, (stop) => plan.whatIf(need, stop).plan().hash()],
  "what one unit is worth": [1, (stop) => JSON.stringify(plan.marginalValues(null, stop))],
  "the least that would be waived": [1, (stop) => JSON.stringify(plan.leastWaivers(stop))],
};

for (const [name, [least, ask]] of Object.entries(ASKS)) {
  test(`${name} stops whenever it is told to`, () => {
    const stopAt = (at) => {
      let asked = 0;
      const shouldStop = () => (asked += 1) === at;
      return { stop: { shouldStop }, asked: () => asked };
    };
    const never = stopAt(0);
    assert.equal(ask(never.stop), ask());
    assert.ok(never.asked() >= least, `${never.asked()}`);
    for (let at = 1; at <= never.asked(); at += 1) assert.throws(() => ask(stopAt(at).stop), { code: "cancelled" });
    const thrown = new RangeError("of the caller");
    assert.throws(() => ask({ shouldStop: () => { throw thrown; } }), thrown);
    assert.throws(() => ask({ shouldStop: true }), { code: "wrong-type", message: /`stop\.shouldStop`/ });
    assert.throws(() => ask({ should_stop: () => true }), { code: "unknown-key" });
    assert.equal(ask(), ask(null));
  });
}
