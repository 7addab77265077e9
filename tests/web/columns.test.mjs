// Problems as columns: the same answer as of a document, from every kind of array; what is refused, and what stops.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Columns, PledgebookError, match, solve } from "pledgebook";

/** Numbers that only look random. */
function drawn(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

const LEVELS = ["unknown", "late", "substitute", "preference"];

/** Columns with levels, pairs in no order, and nested limits with floors on both sides. */
function problem(seed, needs = 9, lots = 12) {
  const draw = drawn(seed);
  const all = Array.from({ length: needs * lots }, (_, i) => [Math.floor(i / lots), i % lots]);
  const pairs = all.filter(() => draw(2) === 0).map((pair) => [draw(1e6), pair]);
  pairs.sort(([one], [other]) => one - other);
  const figures = (count, below, least = 0) => Array.from({ length: count }, () => least + draw(below));
  return {
    needs: figures(needs, 5),
    lots: figures(lots, 4),
    requirement: pairs.map(([, [need]]) => need),
    lot: pairs.map(([, [, lot]]) => lot),
    class: figures(needs, 3, 1),
    ...Object.fromEntries(LEVELS.map((level) => [level, figures(pairs.length, 4)])),
    limits: [
      { side: "supply", members: [0, 1, 2, 3, 4, 5], at_most: 5 },
      { side: "supply", members: [0, 1, 2], at_most: 2, at_least: 1 },
      { side: "supply", members: [6, 7, 8, 9, 10, 11], at_most: 9, at_least: 8 },
      { side: "demand", members: [0, 2, 4], at_most: 5, at_least: 3 },
      { side: "demand", members: [2, 4], at_most: 3 },
    ],
  };
}

const lotId = (place) => String(place).padStart(6, "0");
const needId = (place) => `r/${lotId(place)}`;

/** The same problem with ids that stand in the order of the places. */
function documentOf(columns) {
  const ids = { supply: lotId, demand: needId };
  const pair = (lot, i) => {
    const figures = Object.fromEntries(LEVELS.map((level) => [level, columns[level][i]]));
    return { requirement: needId(columns.requirement[i]), lot: lotId(lot), ...figures };
  };
  return {
    format: "pledgebook.problem/1",
    requirements: columns.needs.map((units, i) => ({ id: needId(i), class: columns.class[i], units })),
    lots: columns.lots.map((units, i) => ({ id: lotId(i), units })),
    pairs: columns.lot.map(pair),
    limits: columns.limits.map((limit, i) => ({ ...limit, id: `limit-${i}`, members: limit.members.map(ids[limit.side]) })),
  };
}

/** By price phases it takes many times the steps that pass between two questions whether to stop. */
function large(lots = 500) {
  const draw = drawn(1);
  const pairs = lots * lots;
  return new Columns({
    needs: new Uint32Array(lots).fill(1),
    lots: new Uint32Array(lots).fill(1),
    requirement: Uint32Array.from({ length: pairs }, (_, i) => Math.floor(i / lots)),
    lot: Uint32Array.from({ length: pairs }, (_, i) => i % lots),
    cost: Int32Array.from({ length: pairs }, () => 1 + draw(10_000)),
    shortage: new Int32Array(lots).fill(100_000),
  });
}

function refused(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof PledgebookError, String(error));
    return error.findings.map(({ code, path }) => [code, path]);
  }
  return assert.fail("was not refused");
}

test("columns have the answer of the document, by every strategy", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const columns = problem(seed);
    const certificate = solve(documentOf(columns));
    const ready = new Columns(columns);
    const used = certificate.document().proposals;
    for (const strategy of ["auto", "paths", "phases"]) {
      const plan = solve(ready, { strategy });
      const units = plan.units();
      assert.ok(units instanceof Uint32Array);
      const pairs = columns.lot.map((lot, i) => ({ requirement: needId(columns.requirement[i]), lot: lotId(lot), units: units[i] }));
      const order = (one, other) => (one.requirement + one.lot < other.requirement + other.lot ? -1 : 1);
      assert.deepEqual(pairs.filter((pair) => pair.units > 0).sort(order), [...used].sort(order));
      const covered = (place) => used.filter((use) => use.requirement === needId(place)).reduce((sum, use) => sum + use.units, 0);
      assert.deepEqual([...plan.short()], columns.needs.map((need, place) => need - covered(place)));
      assert.deepEqual(plan.value(), certificate.value());
      assert.ok(plan.verify());
      assert.ok(plan.steps > 0);
      plan.free();
    }
    for (const made of [certificate, ready]) made.free();
  }
});

test("every kind of array is read", () => {
  const columns = problem(5);
  const wanted = solve(new Columns(columns));
  const kinds = [Uint32Array, Int32Array, Uint16Array, Int16Array, Uint8Array, Int8Array, Float64Array, BigInt64Array, BigUint64Array];
  const shared = (numbers) => {
    const array = new Uint32Array(new SharedArrayBuffer(4 * numbers.length));
    array.set(numbers);
    return array;
  };
  const makers = kinds.map((kind) => (numbers) => kind.from(numbers, kind.name.startsWith("Big") ? BigInt : Number));
  for (const make of [...makers, shared]) {
    const given = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, make(name === "limits" ? [] : column)]));
    const limits = columns.limits.map((limit) => ({ ...limit, members: make(limit.members) }));
    const plan = solve(new Columns({ ...given, limits }));
    assert.deepEqual([plan.units(), plan.short(), plan.value()], [wanted.units(), wanted.short(), wanted.value()]);
  }
});

const ONE = { needs: [1], lots: [1], requirement: [0], lot: [0], cost: [1], shortage: [9] };
const LIMIT = { side: "supply", members: [0], at_most: 1 };

test("one figure may weigh everything", () => {
  const two = { needs: [1, 1], lots: [1, 1], requirement: [0, 0, 1], lot: [0, 1, 1], cost: [7, 3, 5], shortage: [100, 100] };
  const plan = solve(new Columns(two));
  // 7 + 5 is all that covers both; by 3 alone one would be short.
  assert.deepEqual([...plan.units()], [1, 0, 1]);
  assert.deepEqual(plan.value()[0], ["cost", 12]);
  assert.equal(plan.unique, true);
});

test("a cost beyond the exact numbers is a bigint", () => {
  const most = 2 ** 40;
  const plan = solve(new Columns({ ...ONE, needs: [2 ** 14], lots: [2 ** 14], cost: [most - 1], shortage: [most] }));
  // All is covered, at 2^40 - 1 a unit.
  assert.deepEqual(plan.value()[0], ["cost", 2n ** 54n - 2n ** 14n]);
});

const REFUSED = {
  "below zero": [{ lot: [-1] }, [["malformed-number", "/lot/0"]]],
  "below zero in an array": [{ lot: Int32Array.of(-1) }, [["malformed-number", "/lot/0"]]],
  "too large": [{ needs: [2 ** 32] }, [["malformed-number", "/needs/0"]]],
  "too large in an array": [{ cost: BigUint64Array.of(2n ** 63n) }, [["malformed-number", "/cost/0"]]],
  "a cost below zero": [{ cost: [-1] }, [["cost-out-of-range", "/cost/0"]]],
  "a fraction": [{ lot: Float64Array.of(0.5) }, [["malformed-number", "/lot/0"]]],
  "no number": [{ lot: [NaN] }, [["malformed-number", "/lot/0"]]],
  "a text in a list": [{ lot: ["0"] }, [["malformed-number", "/lot/0"]]],
  "an array of another kind": [{ lot: Float32Array.of(0) }, [["wrong-type", "/lot"]]],
  "no column": [{ lot: 3, needs: undefined }, [["wrong-type", "/needs"], ["wrong-type", "/lot"]]],
  "all at once": [
    { cost: [0.5], lot: [-1], limits: [{ side: "suply", members: [-1], at_most: -1 }] },
    [
      ["malformed-number", "/cost/0"],
      ["malformed-number", "/lot/0"],
      ["malformed-number", "/limits/0/members/0"],
      ["unknown-word", "/limits/0/side"],
      ["malformed-number", "/limits/0/at_most"],
    ],
  ],
  "a short column": [{ cost: [] }, [["columns-differ", "/cost"]]],
  "a column left out": [{ shortage: undefined }, [["columns-differ", "/shortage"]]],
  "no such place": [{ requirement: [1], lot: [7] }, [["not-found", "/requirement/0"], ["not-found", "/lot/0"]]],
  "a pair twice": [{ requirement: [0, 0], lot: [0, 0], cost: [1, 2] }, [["duplicate-pair", "/lot"]]],
  "a level beside a cost": [{ late: [0] }, [["not-of-this-kind", "/late"]]],
  "no such column": [{ costs: [0] }, [["unknown-key", ""]]],
  "an unknown key": [{ limits: [{ ...LIMIT, atLeast: 1 }] }, [["unknown-key", "/limits/0/atLeast"]]],
  "no members": [{ limits: [{ side: "supply", at_most: 1 }] }, [["wrong-type", "/limits/0/members"]]],
  "a floor above the limit": [{ limits: [{ ...LIMIT, at_least: 2 }] }, [["limit-cannot-hold", "/limits/0/at_least"]]],
};

for (const [name, [change, findings]] of Object.entries(REFUSED)) {
  test(`refused: ${name}`, () => assert.deepEqual(refused(() => new Columns({ ...ONE, ...change })), findings));
}

test("limits that are no list, and options that do not fit, are refused by their type", () => {
  const ready = new Columns(ONE);
  assert.throws(() => new Columns({ ...ONE, limits: LIMIT }), { code: "wrong-type", message: /`limits`/ });
  for (const steps of [-1, 0.5, "5", NaN]) assert.throws(() => solve(ready, { steps }), { code: "wrong-type", message: /`options\.steps`/ });
  assert.throws(() => solve(ready, { strategy: "phases", shouldStop: true }), { code: "wrong-type", message: /`options\.shouldStop`/ });
  assert.throws(() => solve(ready, { strategy: 3 }), { code: "wrong-type", message: /`options\.strategy`/ });
  assert.deepEqual(refused(() => solve(ready, { strategy: "fast" })), [["unknown-word", ""]]);
  assert.deepEqual(refused(() => solve(ready, { step: 3 })), [["unknown-key", "/step"]]);
});

test("the work limit is the same for every run", () => {
  const columns = problem(2);
  const ready = new Columns(columns);
  for (const asked of [ready, documentOf(columns)]) assert.deepEqual(refused(() => solve(asked, { steps: 1 })), [["work-limit", ""]]);
  const { steps } = solve(ready);
  assert.equal(solve(ready, { steps }).steps, steps);
  assert.deepEqual(refused(() => solve(ready, { steps: steps - 1 })), [["work-limit", ""]]);
});

test("a flag in shared memory stops a solve, and what `shouldStop` throws comes through", () => {
  const ready = large();
  const flag = new Int32Array(new SharedArrayBuffer(4));
  let asked = 0;
  const shouldStop = () => {
    asked += 1;
    return Atomics.load(flag, 0) === 1;
  };
  assert.ok(solve(ready, { strategy: "phases", shouldStop }).verify());
  assert.ok(asked > 2);
  Atomics.store(flag, 0, 1);
  assert.deepEqual(refused(() => solve(ready, { strategy: "phases", shouldStop })), [["cancelled", ""]]);
  // An error of the caller is no fault of the engine, whatever its class: it goes on.
  const thrown = new RangeError("of the caller");
  assert.throws(() => solve(ready, { strategy: "phases", shouldStop: () => { throw thrown; } }), thrown);
  assert.throws(() => solve(ready, { strategy: "phases", shouldStop: () => match(3) }), { code: "wrong-type" });
  // Columns that are freed meanwhile stay until the answer is there.
  assert.ok(solve(ready, { strategy: "phases", shouldStop: () => void (ready.__wbg_ptr && ready.free()) }).verify());
});

test("a change on a plan that is kept gives the plan of a new problem, and can be taken back", () => {
  const draw = drawn(6);
  const columns = problem(6);
  let plan = solve(new Columns(columns));
  const first = plan.units();
  const whatIf = plan.whatIf();
  for (let i = 0; i < 20; i += 1) {
    const [lot, requirement, limit] = [draw(12), draw(9), draw(5)];
    columns.lots[lot] = draw(4);
    columns.needs[requirement] = draw(5);
    columns.limits[limit].at_most = 8 + draw(5);
    const told = whatIf.change([
      { lot, units: columns.lots[lot] },
      { requirement, units: columns.needs[requirement] },
      { limit, at_most: columns.limits[limit].at_most },
    ]);
    const wanted = solve(new Columns(columns));
    assert.ok(whatIf.plan().verify());
    assert.deepEqual(whatIf.plan().units(), wanted.units());
    const before = plan.value();
    assert.deepEqual(told.value, wanted.value().map(([level, cost], at) => [level, cost - before[at][1]]));
    const moved = (old, now) => [...now].flatMap((units, at) => (units === old[at] ? [] : [[at, old[at], units]]));
    assert.deepEqual(told.moves, moved(plan.units(), wanted.units()));
    assert.deepEqual(told.short, moved(plan.short(), wanted.short()));
    plan = wanted;
  }
  while (whatIf.undo() !== undefined);
  assert.deepEqual(whatIf.plan().units(), first);
});

test("a change that is not possible changes nothing", () => {
  const plan = solve(new Columns(ONE));
  const whatIf = plan.whatIf();
  const withdraw = { lot: 0, units: 0 };
  assert.deepEqual(refused(() => whatIf.change([withdraw, { lot: 1, units: 0 }])), [["not-found", "/changes/1/lot"]]);
  assert.deepEqual(refused(() => whatIf.change([withdraw, { lot: 0 }])), [["not-of-this-kind", "/changes/1"]]);
  assert.throws(() => whatIf.change(3), { code: "wrong-type", message: /`changes`/ });
  assert.deepEqual(refused(() => whatIf.change([withdraw], { strategy: "paths" })), [["unknown-key", "/strategy"]]);
  assert.deepEqual(refused(() => whatIf.change([withdraw], { steps: 0 })), [["work-limit", ""]]);
  assert.deepEqual(refused(() => whatIf.change([withdraw], { shouldStop: () => true })), [["cancelled", ""]]);
  assert.equal(whatIf.undo(), undefined);
  assert.deepEqual(whatIf.plan().units(), plan.units());
  assert.deepEqual(whatIf.change([withdraw]).short, [[0, 0, 1]]);
});
