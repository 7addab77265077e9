// JavaScript checks no types, so the package does: a value of the wrong kind is refused, and the engine goes on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as pledgebook from "pledgebook";
import { Catalogue, Certificate, Columns, FollowUp, Journal, Mission, PledgebookError, Registry, Scheme, match, solve } from "pledgebook";

const read = (file) => readFileSync(new URL(`../../examples/data/small/${file}.json`, import.meta.url), "utf8");
const made = {
  catalogue: Catalogue.shipped(),
  mission: Mission.read(read("mission")).starting("2026-12-01"),
  registry: Registry.read(read("registry")),
  scheme: Scheme.unPcrs(),
};
const view = made.registry.asOf("2026-11-23");
const plan = match(view, [made.mission]);
const answer = plan.hash();

const freed = () => {
  const mission = Mission.read(read("mission"));
  mission.free();
  return mission;
};
const circular = {};
circular.itself = circular;

const KINDS = {
  undefined,
  null: null,
  boolean: true,
  number: 5,
  bigint: 5n,
  symbol: Symbol("a symbol"),
  function: () => "2026-11-23",
  date: new Date(0),
  object: {},
  list: [],
  text: "",
  boxed: new String("2026-11-23"),
  circular,
  catalogue: made.catalogue,
  registry: made.registry,
  freed: freed(),
};
// What an argument takes; the rest is refused by its type.
const TEXT = ["text"];
const JSON_VALUE = ["text", "object", "list"];
const LEFT_OUT = ["undefined", "null"];

const followUp = () =>
  FollowUp.read(JSON.stringify({ format: "pledgebook.follow-up/1", lessons: [], recommendations: [], sources: [] }));
const nothing = { needs: [], lots: [], requirement: [], lot: [], cost: [], shortage: [] };
const none = new Columns(nothing);
const now = "2026-11-23T09:00:00Z";
const secret = new Uint8Array(32);
const journal = made.registry.journal(secret);
const CALLS = [
  ["Catalogue.read text", TEXT, (it) => Catalogue.read(it)],
  ["Certificate.read certificate", JSON_VALUE, (it) => Certificate.read(it)],
  ["Columns.constructor columns", ["object", "circular"], (it) => new Columns(it)],
  ["ColumnWhatIf.change changes", JSON_VALUE, (it) => solve(none).whatIf().change(it)],
  ["ColumnWhatIf.change options", [...LEFT_OUT, "object", "circular"], (it) => solve(none).whatIf().change([], it)],
  ["ColumnWhatIf.undo options", [...LEFT_OUT, "object", "circular"], (it) => solve(none).whatIf().undo(it)],
  ["FollowUp.progress since", TEXT, (it) => followUp().progress(it, "2026-11-23")],
  ["FollowUp.progress until", TEXT, (it) => followUp().progress("2026-11-23", it)],
  ["FollowUp.read text", TEXT, (it) => FollowUp.read(it)],
  ["FollowUp.recommendations on", TEXT, (it) => followUp().recommendations(it)],
  ["Journal.fromLines lines", TEXT, (it) => Journal.fromLines(it)],
  ["Journal.continues checkpoint", JSON_VALUE, (it) => journal.continues(it)],
  ["Journal.inclusion seq", ["number"], (it) => journal.inclusion(it)],
  ["Journal.consistency first", ["number"], (it) => journal.consistency(it)],
  ["Journal.includes checkpoint", JSON_VALUE, (it) => Journal.includes(it, journal.line(1), journal.inclusion(1))],
  ["Journal.includes line", TEXT, (it) => Journal.includes(journal.checkpoint(), it, journal.inclusion(1))],
  ["Journal.includes proof", JSON_VALUE, (it) => Journal.includes(journal.checkpoint(), journal.line(1), it)],
  ["Journal.line seq", ["number"], (it) => journal.line(it)],
  ["Journal.registry catalogue", [...LEFT_OUT, "catalogue"], (it) => journal.registry(it)],
  ["Journal.goesOn earlier", JSON_VALUE, (it) => Journal.goesOn(it, journal.checkpoint(), journal.consistency(1))],
  ["Journal.goesOn later", JSON_VALUE, (it) => Journal.goesOn(journal.checkpoint(), it, journal.consistency(1))],
  ["Journal.goesOn proof", JSON_VALUE, (it) => Journal.goesOn(journal.checkpoint(), journal.checkpoint(), it)],
  ["Journal.withhold seqs", ["list"], (it) => journal.withhold(it)],
  ["Mission.read text", TEXT, (it) => Mission.read(it)],
  ["Mission.read catalogue", [...LEFT_OUT, "catalogue"], (it) => Mission.read(read("mission"), it)],
  ["Mission.starting day", TEXT, (it) => made.mission.starting(it)],
  ["Mission.under scenario", TEXT, (it) => made.mission.under(it)],
  ["Plan.arrivals days", [...LEFT_OUT, "list"], (it) => plan.arrivals(it)],
  ["Plan.arrivals days[1]", ["number"], (it) => plan.arrivals([30, it])],
  ["Plan.coverageByDay by", [...LEFT_OUT, ...TEXT], (it) => plan.coverageByDay(it)],
  ["Plan.firstDays by", [...LEFT_OUT, ...TEXT], (it) => plan.firstDays(it)],
  ["Plan.firstDays shares", [...LEFT_OUT, "list"], (it) => plan.firstDays("mission", it)],
  ["Plan.firstDays shares[1]", ["number"], (it) => plan.firstDays("mission", [50, it])],
  ["Plan.gapsByDay by", [...LEFT_OUT, ...TEXT], (it) => plan.gapsByDay(it)],
  ["Plan.marginalValues of", [...LEFT_OUT, ...TEXT], (it) => plan.marginalValues(it)],
  ["Plan.marginalValues stop", [...LEFT_OUT, "object", "circular"], (it) => plan.marginalValues(null, it)],
  ["Plan.leastWaivers stop", [...LEFT_OUT, "object", "circular"], (it) => plan.leastWaivers(it)],
  ["Plan.told reader", TEXT, (it) => plan.told(it)],
  ["Plan.told rules", [...LEFT_OUT, ...JSON_VALUE], (it) => plan.told("public", it)],
  ["Plan.whatIf changes", JSON_VALUE, (it) => plan.whatIf(it)],
  ["Plan.whatIf stop", [...LEFT_OUT, "object", "circular"], (it) => plan.whatIf([], it)],
  ["Plan.whyOthersNot requirement", TEXT, (it) => plan.whyOthersNot(it)],
  ["Plan.whyOthersNot most", [...LEFT_OUT, "number"], (it) => plan.whyOthersNot("engineers", it)],
  ["Plan.whyNot requirement", TEXT, (it) => plan.whyNot(it, "xac-hospital")],
  ["Plan.whyNot lot", TEXT, (it) => plan.whyNot("engineers", it)],
  ["Registry.constructor catalogue", [...LEFT_OUT, "catalogue"], (it) => new Registry(it)],
  ["Registry.asOf valid", TEXT, (it) => made.registry.asOf(it)],
  ["Registry.asOf known", [...LEFT_OUT, ...TEXT], (it) => made.registry.asOf("2026-11-23", it)],
  ["Registry.journal secret", [], (it) => made.registry.journal(it)],
  ["Registry.journal onto", LEFT_OUT, (it) => made.registry.journal(secret, it)],
  ["Registry.read text", TEXT, (it) => Registry.read(it)],
  ["Registry.read catalogue", [...LEFT_OUT, "catalogue"], (it) => Registry.read(read("registry"), it)],
  ["Registry.record events", JSON_VALUE, (it) => made.registry.record(it, now, "desk-3")],
  ["Registry.record known", TEXT, (it) => made.registry.record([], it, "desk-3")],
  ["Registry.record actor", TEXT, (it) => made.registry.record([], now, it)],
  ["Registry.withheldFrom reader", TEXT, (it) => made.registry.withheldFrom(it)],
  ["Registry.withheldFrom rules", [...LEFT_OUT, ...JSON_VALUE], (it) => made.registry.withheldFrom("public", it)],
  ["Scheme.read text", TEXT, (it) => Scheme.read(it)],
  ["Scheme.read catalogue", [...LEFT_OUT, "catalogue"], (it) => Scheme.read(Scheme.unPcrs().toJson(), it)],
  ["Scheme.shipped id", TEXT, (it) => Scheme.shipped(it)],
  ["View.assess scheme", LEFT_OUT, (it) => view.assess(it)],
  ["View.blocks scheme", LEFT_OUT, (it) => view.blocks(it)],
  ["View.fallsBackOn scheme", LEFT_OUT, (it) => view.fallsBackOn(it)],
  ["View.onFile scheme", LEFT_OUT, (it) => view.onFile(it)],
  ["View.verificationDue within", ["number"], (it) => view.verificationDue(it)],
  ["View.verificationDue scheme", LEFT_OUT, (it) => view.verificationDue(90, it)],
  ["View.told reader", TEXT, (it) => view.told(it)],
  ["View.told rules", [...LEFT_OUT, ...JSON_VALUE], (it) => view.told("public", it)],
  ["View.told scheme", LEFT_OUT, (it) => view.told("public", null, it)],
  ["View.delivered since", TEXT, (it) => view.delivered(it, "2027-01-01")],
  ["View.delivered until", TEXT, (it) => view.delivered("2020-01-01", it)],
  ["View.delivered reader", [...LEFT_OUT, ...TEXT], (it) => view.delivered("2020-01-01", "2027-01-01", it)],
  ["View.delivered scheme", LEFT_OUT, (it) => view.delivered("2020-01-01", "2027-01-01", "public", it)],
  ["View.diff earlier", [], (it) => view.diff(it)],
  ["View.freshness scheme", LEFT_OUT, (it) => view.freshness(it)],
  ["View.history pledge", TEXT, (it) => view.history(it)],
  ["View.recordedSince day", TEXT, (it) => view.recordedSince(it)],
  ["View.timeline lot", TEXT, (it) => view.timeline(it)],
  ["View.timeline mission", LEFT_OUT, (it) => view.timeline("xac-hospital", it)],
  ["View.usableNow scheme", LEFT_OUT, (it) => view.usableNow(it)],
  ["match view", [], (it) => match(it, [made.mission])],
  ["match missions", ["list"], (it) => match(view, it)],
  ["match missions[1]", [], (it) => match(view, [made.mission, it])],
  ["match options", [...LEFT_OUT, ...JSON_VALUE], (it) => match(view, [made.mission], it)],
  ["match stop", [...LEFT_OUT, "object", "circular"], (it) => match(view, [made.mission], null, it)],
  ["solve problem", JSON_VALUE, (it) => solve(it)],
  ["solve options", [...LEFT_OUT, "object", "circular"], (it) => solve(none, it)],
];

for (const [name, taken, call] of CALLS) {
  test(`${name}: the wrong kind of value is refused`, () => {
    const argument = name.split(" ").at(-1);
    for (const [kind, value] of Object.entries(KINDS)) {
      let error;
      try {
        call(value);
      } catch (thrown) {
        error = thrown;
      }
      if (taken.includes(kind)) {
        assert.ok(error === undefined || error instanceof PledgebookError, `${kind}: ${error}`);
        continue;
      }
      assert.ok(error instanceof PledgebookError, `${kind}: ${error}`);
      assert.equal(error.code, "wrong-type", kind);
      const [{ message, help }] = error.findings;
      assert.ok(message.startsWith(`The argument \`${argument}\` is of the type \``), message);
      assert.ok(help.startsWith("Pass "), help);
    }
    assert.equal(match(view, [made.mission]).hash(), answer);
  });
}

test("a Date is told how days are written", () => {
  const refused = (call) => {
    assert.throws(call, ({ findings: [{ message, help }] }) => /`Date`/.test(message) && /an ISO (day|instant)/.test(help));
  };
  refused(() => made.registry.asOf(new Date()));
  refused(() => made.registry.asOf("2026-11-23", new Date()));
  refused(() => made.mission.starting(new Date()));
  refused(() => made.registry.record([], new Date(), "desk-3"));
});

test("a mission alone is no list of missions", () => {
  assert.throws(() => match(view, made.mission), { code: "wrong-type", message: /`missions`.*should be a list.*`\[mission\]`/ });
});

/** The functions, methods and getters of the package, with how many arguments each takes. */
function* offered() {
  for (const [name, value] of Object.entries(pledgebook)) {
    if (value === PledgebookError) continue;
    if (!value.prototype?.free) {
      yield [name, value.length];
      continue;
    }
    yield [`${name}.constructor`, value.length];
    for (const owner of [value, value.prototype]) {
      for (const [member, { value: call }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
        if (typeof call === "function" && !/^(__.*|constructor)$/.test(member)) yield [`${name}.${member}`, call.length];
      }
    }
  }
}

test("no argument of the package is left out here", () => {
  for (const [name, arity] of offered()) {
    const tried = CALLS.filter(([call]) => call.startsWith(`${name} `) && !call.endsWith("]"));
    assert.equal(tried.length, arity, name);
  }
});

test("a freed object is refused, whatever it is asked", () => {
  const makers = [
    () => Catalogue.shipped(),
    () => plan.certificate(),
    () => new Columns(nothing),
    () => solve(none),
    () => solve(none).whatIf(),
    () => followUp(),
    () => made.registry.journal(secret),
    () => made.mission.starting("2026-12-01"),
    () => match(view, [made.mission]),
    () => Registry.read(read("registry")),
    () => Scheme.unPcrs(),
    () => made.registry.asOf("2026-11-23"),
    () => match(view, [made.mission]).whatIf([]),
  ];
  const classes = Object.values(pledgebook).filter((value) => value.prototype?.free);
  assert.equal(new Set(makers.map((make) => make().constructor)).size, classes.length);
  for (const make of makers) {
    const gone = make();
    gone.free();
    const members = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(gone));
    for (const [name, { get, value }] of Object.entries(members)) {
      if (/^(__.*|constructor|free)$/.test(name)) continue;
      assert.throws(() => (get ?? value).call(gone), { name: "PledgebookError", code: "wrong-type" }, name);
    }
  }
  assert.equal(match(view, [made.mission]).hash(), answer);
});
