// `verify` and the checker of `checker.mjs`, which uses nothing of the package, say the same of every certificate.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { Certificate, PledgebookError, solve } from "pledgebook";

import { holds } from "./checker.mjs";

const VECTORS = new URL("../vectors/", import.meta.url);
const SHAPES = ["open", "limits", "alike", "floors", "waived"];
const FIGURES = ["unknown", "late", "substitute", "preference"];

/** Draws whole numbers below a bound, the same every time (mulberry32). */
function dice(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function canonical(value) {
  const sorted = (_, part) =>
    part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part;
  return JSON.stringify(value, sorted);
}

function sealed({ seal, ...rest }) {
  return { ...rest, seal: createHash("sha256").update(canonical(rest)).digest("hex") };
}

/** What the package says; what it does not even read is not true either. */
function verified(certificate) {
  try {
    return Certificate.read(certificate).verify();
  } catch (error) {
    if (error instanceof PledgebookError) return false;
    throw error;
  }
}

function certificates(document) {
  if (!document || typeof document !== "object") return [];
  const within = Object.values(document).flatMap(certificates);
  return document.format === "pledgebook.certificate/1" ? [document, ...within] : within;
}

/** Limits in which any two are apart or one holds the other. */
function limits(draw, side, members, floors) {
  const made = [];
  for (const groups = [members]; groups.length > 0 && made.length < 8;) {
    const group = groups.pop();
    const limit = { id: `${side[0]}${made.length}`, side, members: group, at_most: draw(2 * group.length + 1) };
    if (floors && draw(5) < 3) limit.at_least = draw(limit.at_most + 1);
    if (draw(10) < 7) made.push(limit);
    const cut = draw(group.length + 1);
    if (group.length > 1 && draw(10) < 7) groups.push(group.slice(0, cut), group.slice(cut));
  }
  return made;
}

function randomProblem(draw, shape) {
  const many = (most, make) => Array.from({ length: draw(most) }, (_, i) => make(i));
  const requirements = many(7, (i) => ({ id: `m/r${i}`, class: shape === "alike" ? 1 : 1 + draw(3), units: draw(4) }));
  const lots = many(8, (i) => ({ id: `l${i}`, units: draw(4) }));
  const figure = () => (shape === "alike" ? 0 : [0, 0, 0, 1, 3][draw(5)]);
  const pairs = [];
  for (const { id: requirement } of requirements) {
    for (const { id: lot } of lots.filter(() => draw(10) < 6)) {
      const figures = Object.fromEntries(FIGURES.map((name) => [name, figure()]));
      const waived = shape === "waived" && draw(5) < 2 ? { waived: { rules: draw(3), days: draw(10) } } : {};
      pairs.push({ requirement, lot, ...figures, ...waived });
    }
  }
  const of = (side, ends) => (shape === "open" ? [] : limits(draw, side, ends.map(({ id }) => id), shape === "floors"));
  const all = [...of("supply", lots), ...of("demand", requirements)];
  return { format: "pledgebook.problem/1", requirements, lots, pairs, limits: all };
}

/** Certificates altered so that they are false, whatever their seal. */
function lies(certificate, draw) {
  const altered = (change) => {
    const copy = structuredClone(certificate);
    change(copy);
    return copy;
  };
  const any = (list) => list[draw(list.length)];
  const found = { unique: altered((copy) => (copy.unique = !copy.unique)) };
  found["the value"] = altered(({ value }) => (value[draw(value.length)] += 1));
  for (const list of Object.keys(certificate.prices).filter((list) => certificate.prices[list].length)) {
    found[`a price of ${list} left out`] = altered(({ prices }) => prices[list].splice(draw(prices[list].length), 1));
    found[`a price of ${list} twice`] = altered(({ prices }) => prices[list].unshift(prices[list][0]));
    found[`a price of ${list} too long`] = altered(({ prices }) => any(prices[list]).price.push(0));
  }
  if (certificate.shortages.length) found["a shortage left out"] = altered(({ shortages }) => shortages.shift());
  if (certificate.problem.requirements.length) {
    found["a need raised"] = altered(({ problem }) => (any(problem.requirements).units += 1));
  }
  if (certificate.proposals.length) {
    found["a unit too many"] = altered(({ proposals }) => (any(proposals).units += 1));
    found["a proposal twice"] = altered((copy) => copy.proposals.splice(0, 0, copy.proposals[0]));
    found["a figure of a used pair"] = altered(({ problem, proposals }) => {
      const { requirement, lot } = any(proposals);
      problem.pairs.find((pair) => pair.requirement === requirement && pair.lot === lot)[any(FIGURES)] += 1;
    });
    found["a unit given up"] = altered(({ proposals, shortages }) => {
      const given = any(proposals);
      given.units -= 1;
      if (given.units === 0) proposals.splice(proposals.indexOf(given), 1);
      const short = shortages.find(({ requirement }) => requirement === given.requirement);
      if (short) short.units += 1;
      else shortages.push({ requirement: given.requirement, units: 1 });
      shortages.sort((a, b) => (a.requirement < b.requirement ? -1 : 1));
    });
    const { requirement, lot } = any(certificate.proposals);
    const problem = structuredClone(certificate.problem);
    problem.pairs = problem.pairs.filter((pair) => pair.requirement !== requirement || pair.lot !== lot);
    const { proposals, shortages, value } = JSON.parse(solve(problem).toJson());
    if (value.length === certificate.value.length) {
      found["the second best plan"] = altered((copy) => Object.assign(copy, { proposals, shortages, value }));
    }
  }
  return Object.entries(found);
}

/** Certificates altered so that what they say may be true or not: other prices may prove the same plan. */
function changes(certificate, draw) {
  const places = [["prices", "requirements"], ["prices", "lots"], ["prices", "limits"]].map((at) => [...at, "price"]);
  places.push(["problem", "lots", "units"], ["problem", "limits", "at_most"], ["problem", "limits", "at_least"]);
  places.push(...FIGURES.map((name) => ["problem", "pairs", name]));
  const found = [];
  for (const [part, list, key] of places) {
    const copy = structuredClone(certificate);
    const having = copy[part][list].filter((one) => one[key] !== undefined);
    if (having.length === 0) continue;
    const one = having[draw(having.length)];
    const by = draw(2) ? 1 : -1;
    if (key === "price") one.price[draw(one.price.length)] += by;
    else one[key] = Math.max(0, one[key] + by);
    found.push([`${part} ${list} ${key}`, copy]);
  }
  return found;
}

const WRONG = [null, true, -1, 0, 0.5, 2 ** 60, "x", "", [], {}];

/** The same with one part of it of another shape, in every place; only some of these can be true. */
function* misshapen(value) {
  yield* WRONG.filter((wrong) => canonical(wrong) !== canonical(value));
  if (Array.isArray(value)) {
    if (canonical(value) !== canonical(value.toReversed())) yield value.toReversed();
    for (const [i, part] of value.entries()) {
      yield value.toSpliced(i, 1);
      yield value.toSpliced(i, 0, part);
      for (const wrong of misshapen(part)) yield value.with(i, wrong);
    }
  } else if (value && typeof value === "object") {
    yield { ...value, note: "trust me" };
    for (const [key, part] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
      for (const wrong of misshapen(part)) yield { ...value, [key]: wrong };
    }
  }
}

const FLAWS = {
  "true for one unit": ({ proposals }) => (proposals[0].units = true),
  "a fraction of a unit": ({ proposals }) => (proposals[0].units = 1.5),
  "a key of no meaning": (it) => (it.note = "trust me"),
  "a key of no meaning in a proposal": ({ proposals }) => (proposals[0].state = "xaa"),
  "a key of no meaning in the problem": ({ problem }) => (problem.note = "trust me"),
  "another format": (it) => (it.format = "pledgebook.certificate/2"),
  "a problem of another format": ({ problem }) => (problem.format = "pledgebook.problem/2"),
  "no prices": (it) => delete it.prices,
  "no prices of limits": ({ prices }) => delete prices.limits,
  "an unknown member of a limit": ({ problem }) => problem.limits[0].members.push("zz"),
  "a member of the other side": ({ problem }) => problem.limits[0].members.unshift("m/a"),
  "limits that cross": ({ problem, prices, value }) => {
    problem.limits.push({ id: "l", side: "supply", members: ["y", "z"], at_most: 9 });
    prices.limits.push({ limit: "l", price: value.map(() => 0) });
  },
  "a pair of an unknown lot": ({ problem }) => (problem.pairs.at(-1).lot = "zz"),
  "a pair twice": ({ problem }) => problem.pairs.push(problem.pairs.at(-1)),
  "lots out of order": ({ problem }) => problem.lots.reverse(),
};

test("a true certificate with one flaw of shape does not hold", () => {
  const figures = Object.fromEntries(FIGURES.map((name) => [name, 0]));
  const certificate = JSON.parse(solve({
    format: "pledgebook.problem/1",
    requirements: [{ id: "m/a", class: 1, units: 1 }],
    lots: [..."xyz"].map((id) => ({ id, units: 1 })),
    pairs: [..."xyz"].map((lot) => ({ requirement: "m/a", lot, ...figures })),
    limits: [{ id: "k", side: "supply", members: ["x", "y"], at_most: 9 }],
  }).toJson());
  assert.equal(holds(certificate), true);
  for (const [flaw, put] of Object.entries(FLAWS)) {
    const altered = structuredClone(certificate);
    put(altered);
    assert.deepEqual([holds(sealed(altered)), verified(sealed(altered))], [false, false], flaw);
  }
});

test("both accept every certificate in the vectors", () => {
  const folders = readdirSync(VECTORS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const texts = folders.map(({ name }) => readFileSync(new URL(`${name}/expected.jsonl`, VECTORS), "utf8"));
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line !== "");
  const found = lines.flatMap((line) => certificates(JSON.parse(line)));
  assert.ok(found.length > 100);
  for (const certificate of found) assert.deepEqual([verified(certificate), holds(certificate)], [true, true]);
});

test("the checker is short", () => {
  const text = readFileSync(new URL("checker.mjs", import.meta.url), "utf8");
  const functions = text.match(/^(export )?function [^]*?^}$/gm);
  assert.ok(functions.some((one) => one.startsWith("export function holds(")));
  for (const one of functions) assert.ok(one.split("\n").length < 60, one);
});

for (const [i, shape] of SHAPES.entries()) {
  test(`both accept what is solved and refuse what is altered: ${shape}`, () => {
    const draw = dice(i);
    const told = { true: 0, false: 0 };
    for (let times = 0; times < 60; times += 1) {
      const certificate = JSON.parse(solve(randomProblem(draw, shape)).toJson());
      assert.deepEqual([verified(certificate), holds(certificate)], [true, true], canonical(certificate));
      if (times % 4 > 0) continue;
      for (const [kind, altered] of lies(certificate, draw)) {
        const said = [verified(sealed(altered)), holds(sealed(altered)), holds(altered)];
        assert.deepEqual(said, [false, false, false], `${kind}: ${canonical(altered)}`);
      }
      for (const [kind, altered] of changes(certificate, draw)) {
        const true_ = verified(sealed(altered));
        assert.equal(holds(sealed(altered)), true_, `${kind}: ${canonical(altered)}`);
        told[true_] += 1;
      }
    }
    assert.ok(Math.min(told.true, told.false) > 10, canonical(told));
  });

  test(`what is not as the library writes it does not hold, whatever it is: ${shape}`, () => {
    const draw = dice(100 + i);
    let refused = 0;
    for (const certificate of Array.from({ length: 3 }, () => JSON.parse(solve(randomProblem(draw, shape)).toJson()))) {
      const every = [...misshapen(certificate)];
      for (let times = 0; times < 100; times += 1) {
        const altered = every[draw(every.length)];
        const again = altered?.seal === undefined ? altered : sealed(altered);
        const true_ = again !== null && typeof again === "object" && verified(again);
        assert.equal(holds(again), true_, canonical(again));
        refused += true_ ? 0 : 1;
      }
    }
    assert.ok(refused > 100, `${refused}`);
  });
}
