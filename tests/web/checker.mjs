// Checks a `pledgebook.certificate/1` by sums, comparisons and one walk: no solver, and nothing of pledgebook.
//
// Why this proves a plan best: docs/why-the-plan-is-best.md. A cost is a list of figures, the most important first, and
// lists are compared figure by figure; figures are BigInt, for sums can leave the exact numbers.
import { createHash } from "node:crypto";

const NAME = "[a-z0-9][a-z0-9._-]{0,63}";
const NEED = new RegExp(`^${NAME}/${NAME}$`);
const LOT = new RegExp(`^${NAME}$`);
const LIMIT = LOT;
const whole = (least, most) => (value) => Number.isSafeInteger(value) && least <= value && value <= most;
const [UNITS, DAYS, FIGURE] = [whole(0, 10 ** 6), whole(0, 36_500), whole(0, 2 ** 32 - 1)];
const PRICE = Number.isSafeInteger;
const TEXT = (value) => typeof value === "string";
const FIGURES = { unknown: FIGURE, late: DAYS, substitute: FIGURE, preference: FIGURE };
const SHAPE = { // texts are as they stand here or fit a pattern, functions say the rest; a key with `?` may be missing
  format: "pledgebook.certificate/1",
  problem: {
    format: "pledgebook.problem/1",
    requirements: [{ id: NEED, class: whole(1, 16), units: UNITS }],
    lots: [{ id: LOT, units: UNITS }],
    pairs: [{ requirement: TEXT, lot: TEXT, ...FIGURES, "waived?": { rules: FIGURE, days: DAYS } }],
    limits: [{ id: LIMIT, side: TEXT, members: [TEXT], at_most: UNITS, "at_least?": UNITS }],
  },
  proposals: [{ requirement: TEXT, lot: TEXT, units: UNITS }],
  shortages: [{ requirement: TEXT, units: UNITS }],
  value: [PRICE],
  prices: {
    requirements: [{ requirement: TEXT, price: [PRICE] }],
    lots: [{ lot: TEXT, price: [PRICE] }],
    limits: [{ limit: TEXT, price: [PRICE] }],
  },
  unique: (value) => typeof value === "boolean",
  seal: TEXT,
};

/** Whether it is as the library writes it, and all it states is true. */
export function holds(certificate) {
  return shaped(certificate, SHAPE) && inOrder(certificate) && proves(certificate);
}

/** Whether a value is of a shape, with every key that this has and no other. */
function shaped(value, shape) {
  if (typeof shape === "function") return shape(value);
  if (shape instanceof RegExp) return TEXT(value) && shape.test(value);
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((one) => shaped(one, shape[0]));
  if (typeof shape !== "object") return value === shape;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const parts = new Map(Object.entries(shape).map(([key, part]) => [key.replace("?", ""), part]));
  const needed = Object.keys(shape).filter((key) => parts.has(key));
  return needed.every((key) => Object.hasOwn(value, key))
    && Object.entries(value).every(([key, part]) => parts.has(key) && shaped(part, parts.get(key)));
}

/** Whether all lists stand in order with nothing twice, name only what there is, and price all that there is. */
function inOrder({ problem, prices, proposals }) {
  const [needs, lots, limits] = ["requirements", "lots", "limits"].map((name) => problem[name].map(({ id }) => id));
  const pairs = problem.pairs.map(({ requirement, lot }) => `${requirement} ${lot}`);
  const plan = proposals.map(({ requirement, lot }) => `${requirement} ${lot}`);
  const lists = [needs, lots, limits, pairs, plan, ...problem.limits.map(({ members }) => members)];
  const ends = { supply: new Set(lots), demand: new Set(needs) };
  const within = (some, all) => [...some].every((one) => all.has(one));
  let known = problem.pairs.every(({ requirement, lot }) => ends.demand.has(requirement) && ends.supply.has(lot))
    && within(plan, new Set(pairs)) && problem.limits.every(({ side }) => Object.hasOwn(ends, side));
  for (const side of Object.keys(ends)) {
    const members = problem.limits.filter((one) => one.side === side).map((one) => new Set(one.members));
    const apart = (one, other) => ![...one].some((member) => other.has(member));
    known &&= members.every((one) => within(one, ends[side]));
    known &&= members.every((one, i) =>
      members.slice(i + 1).every((other) => within(one, other) || within(other, one) || apart(one, other)));
  }
  const named = (list, key) => canonical(list.map((one) => one[key]));
  const priced = named(prices.requirements, "requirement") === canonical(needs)
    && named(prices.lots, "lot") === canonical(lots) && named(prices.limits, "limit") === canonical(limits);
  return known && priced && lists.every((list) => list.every((one, i) => i === 0 || list[i - 1] < one));
}

/** Whether the prices prove the plan best, and all else it states is true. */
function proves({ seal, ...certificate }) {
  const { problem, prices, proposals, shortages, value, unique } = certificate;
  const { levels, pairs, gates } = costs(problem);
  const ends = [...problem.requirements, ...problem.lots];
  const earned = new Map(prices.requirements.map((one) => [one.requirement, one.price.map(BigInt)])); // by a unit
  for (const { lot, price } of prices.lots) earned.set(lot, price.map((figure) => -BigInt(figure)));
  for (const { limit, price } of prices.limits) earned.set(`limit ${limit}`, price.map((figure) => -BigInt(figure)));
  if ([...earned.values()].some((price) => price.length !== levels.length)) return false;
  const ways = new Map(ends.map(({ id }) => [id, [id]])); // the gates of each, from the inside out
  for (const { id, members } of [...problem.limits].sort((a, b) => a.members.length - b.members.length)) {
    for (const member of members) ways.get(member).push(`limit ${id}`);
  }
  const total = (parts) =>
    levels.map((_, level) => parts.reduce((sum, [units, cost]) => sum + BigInt(units) * cost[level], 0n));

  // 1. The plan lets no more units through a gate than it has. What is left of the needs is short.
  const plan = new Map(proposals.map(({ requirement, lot, units }) => [`${requirement} ${lot}`, units]));
  const passed = new Map(gates.map(({ gate }) => [gate, 0]));
  for (const { requirement, lot, units } of proposals) {
    for (const gate of [...ways.get(requirement), ...ways.get(lot)]) passed.set(gate, passed.get(gate) + units);
  }
  const room = new Map(gates.map(({ gate, most }) => [gate, most]));
  const short = problem.requirements.map(({ id, units }) => ({ requirement: id, units: units - passed.get(id) }));
  const kept = proposals.every(({ units }) => units > 0)
    && [...room].every(([gate, most]) => passed.get(gate) <= most)
    && canonical(shortages) === canonical(short.filter(({ units }) => units !== 0));

  // 2. No unit earns more at its gates than its pair costs, nor at one gate more than it saves there. So no plan costs
  //    less than what the units of all gates save or earn, whichever is less; and this plan costs just that.
  const spare = new Map([...pairs].map(([key, { requirement, lot, cost }]) =>
    [key, total([[1, cost], ...[...ways.get(requirement), ...ways.get(lot)].map((gate) => [-1, earned.get(gate)])])]));
  const allowed = [...spare.values()].every((cost) => !less(cost, total([])))
    && gates.every(({ gate, start, most, saved }) => start <= most && (start > 0 || !less(saved, earned.get(gate))));
  const lesser = ({ gate, saved }) => (less(saved, earned.get(gate)) ? saved : earned.get(gate));
  const bound = total(gates.map((one) => [one.most - one.start, lesser(one)]));
  const missed = ({ gate, start, most }) => most - Math.max(start, Math.min(passed.get(gate), most));
  const costing = [...plan].map(([key, units]) => [units, pairs.get(key).cost]);
  const spent = total([...gates.map((one) => [missed(one), one.saved]), ...costing]);

  // 3. Another plan is as good where units can go round, at no cost before the tie and not straight there and back.
  const tight = (cost, other) => cost.slice(0, -1).every((figure, level) => figure === other[level]);
  const arcs = [...pairs].filter(([key]) => tight(spare.get(key), total([]))).map(([key, { requirement, lot }]) =>
    ({ step: [lot, requirement], on: true, back: plan.has(key) }));
  const outer = new Map(ends.flatMap(({ id }) => ways.get(id).map((gate, i, way) => [gate, way[i + 1]])));
  const needed = new Set(problem.requirements.flatMap(({ id }) => ways.get(id)));
  for (const { gate, start, most } of gates.filter(({ gate, saved }) => tight(earned.get(gate), saved))) {
    const step = needed.has(gate) ? [gate, outer.get(gate)] : [outer.get(gate), gate];
    arcs.push({ step, on: passed.get(gate) < most, back: passed.get(gate) > start });
  }

  const stated = unique === !goesRound(arcs) && seal === sha256(canonical(certificate)).toString("hex");
  return kept && allowed && stated && [bound, value].every((other) => `${other}` === `${spent}`);
}

/** Whether steps, on or back over arcs, lead round without going straight there and back. */
function goesRound(arcs) {
  const steps = new Set();
  for (const { step, on, back } of arcs) {
    if (on) steps.add(step);
    if (back) steps.add([step[1], step[0]]);
  }
  const into = new Map([...steps].flat().map((node) => [node, new Set()]));
  for (const [start, end] of steps) into.get(end).add(start);
  let dead = []; // steps that no other step leads on to
  do {
    dead = [...steps].filter(([start, end]) => into.get(start).size === (into.get(start).has(end) ? 1 : 0));
    for (const step of dead) steps.delete(step) && into.get(step[1]).delete(step[0]);
  } while (dead.length > 0);
  return steps.size > 0;
}

/** The levels; what a unit costs over each pair; which units save what at each gate (a need, a lot, a limit). */
function costs({ requirements, lots, limits, pairs }) {
  const classOf = new Map(requirements.map((one) => [one.id, one.class]));
  const classes = Array.from({ length: Math.max(0, ...classOf.values()) }, (_, i) => i + 1);
  const levels = classes.map((number) => `short-${number}`);
  if (limits.some((one) => one.at_least > 0)) levels.push("below-floor");
  if (pairs.some((one) => one.waived)) levels.push("rules", "days");
  levels.push(...classes.map((number) => `conditional-${number}`));
  levels.push("unknown", "late", "substitute", "preference", "tie");
  const cost = (figures) => levels.map((level) => BigInt(figures[level] ?? 0));
  const gates = requirements.map((one) =>
    ({ gate: one.id, start: 0, most: one.units, saved: cost({ [`short-${one.class}`]: 1 }) }));
  for (const { id, units } of lots) gates.push({ gate: id, start: 0, most: units, saved: cost({}) });
  for (const { id, at_least: floor = 0, at_most: most } of limits) { // up to its floor, and from there
    if (floor > 0) gates.push({ gate: `limit ${id}`, start: 0, most: floor, saved: cost({ "below-floor": 1 }) });
    gates.push({ gate: `limit ${id}`, start: floor, most, saved: cost({}) });
  }
  const priced = pairs.map(({ requirement, lot, waived, ...figures }) => {
    const tie = sha256(`pledgebook.tie/1\0${requirement}\0${lot}`).readUInt32BE() >>> 1;
    const conditional = { [`conditional-${classOf.get(requirement)}`]: figures.unknown > 0 ? 1 : 0 };
    return [`${requirement} ${lot}`, { requirement, lot, cost: cost({ ...figures, ...waived, ...conditional, tie }) }];
  });
  return { levels, pairs: new Map(priced), gates };
}

/** Whether the first of two costs is the less. */
function less(cost, other) {
  const level = cost.findIndex((figure, i) => figure !== other[i]);
  return level >= 0 && cost[level] < other[level];
}

/** The text of a value: keys in order, no white space. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

const sha256 = (text) => createHash("sha256").update(text).digest();
