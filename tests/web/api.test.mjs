// The JavaScript API and its manners: what goes in, what comes out, what is refused, what is freed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as pledgebook from "pledgebook";
import { Catalogue, Certificate, Mission, PledgebookError, Registry, Scheme, codes, match, solve } from "pledgebook";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const registryText = read("examples/data/small/registry.json");
const missionText = read("examples/data/small/mission.json");

const book = () => Registry.read(registryText);
const view = () => book().asOf("2026-11-23");
const mission = () => Mission.read(missionText).starting("2026-12-01");
const plan = () => match(view(), [mission()]);
const limit = { id: "one-each", at_most: 1, scope: { of: "each-state" } };
const options = { format: "pledgebook.match-options/1", limits: [limit] };

function announced(pledge, state = "XAA", unit_type = "engineering-company") {
  const lots = [{ id: pledge, described_as: "a unit", unit_type, units: 2 }];
  const contributors = [{ state, roles: ["lead"] }];
  const what = { event: "announced", pledge: { id: pledge, kind: "formed-unit", title: "Two units", contributors, lots } };
  return { id: `${pledge}-announced`, what, sources: [], reconstructed: false };
}

function refused(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof PledgebookError, String(error));
    assert.ok(error instanceof Error);
    assert.equal(error.name, "PledgebookError");
    assert.ok(error.stack.includes("api.test.mjs"));
    assert.equal(error.code, error.findings[0].code);
    for (const finding of error.findings) assert.ok(error.message.includes(finding.message));
    return error;
  }
  return assert.fail("was not refused");
}

test("an error has every finding at once", () => {
  const document = JSON.parse(missionText);
  document.host.state = "XXX";
  document.requirements[0].unit_type = "engineering-compnay";
  document.requirements[1].class = 99;
  const { findings } = refused(() => Mission.read(JSON.stringify(document)));
  const found = Object.fromEntries(findings.map((finding) => [finding.path, finding]));
  assert.deepEqual(Object.keys(found).sort(), ["/host/state", "/requirements/0/unit_type", "/requirements/1/class"]);
  const typed = found["/requirements/0/unit_type"];
  assert.equal(typed.code, "unit-type-unknown");
  assert.equal(typed.severity, "refused");
  assert.match(typed.help, /engineering-company/);
  assert.equal(typed.line, 1);
  assert.equal(typeof typed.column, "number");
});

test("what is refused changes nothing", () => {
  const registry = book();
  const before = registry.toJson();
  const both = [announced("xad-new", "XAD"), announced("xae-new", "XAE", "no-such-type")];
  const { findings } = refused(() => registry.record(both, "2026-11-23T09:00:00Z", "desk-3"));
  assert.deepEqual(findings.map(({ path }) => path), ["/1/what/pledge/lots/0/unit_type"]);
  assert.equal(registry.toJson(), before);
  const first = registry.record(both.slice(0, 1), "2026-11-23T09:00:00Z", "desk-3");
  assert.deepEqual(first, { recorded: 1, already: 0, head: 10 });
  const again = registry.record(JSON.stringify(both.slice(0, 1)), "2026-11-24T09:00:00Z", "desk-3");
  assert.deepEqual(again, { recorded: 0, already: 1, head: 10 });
});

test("days and instants are ISO texts, and nothing else is guessed", () => {
  assert.equal(view().valid, "2026-11-23");
  assert.equal(view().known, "2026-11-23T23:59:59Z");
  assert.equal(book().asOf("2026-06-01", "2026-06-01T09:00:00Z").known, "2026-06-01T09:00:00Z");
  assert.deepEqual(book().asOf("2026-06-01", "2026-02-02T00:00:00Z").pledges().map(({ pledge }) => pledge), ["xaa-engineers"]);
  for (const bad of ["2026-2-9", "2026-02-30", "23.11.2026", ""]) {
    assert.equal(refused(() => book().asOf(bad)).code, "malformed-day");
    assert.equal(refused(() => mission().starting(bad)).code, "malformed-day");
  }
  assert.equal(refused(() => book().asOf("2026-06-01", "2026-06-01T09:00:00+02:00")).code, "malformed-day");
});

test("views, missions and options are lent, not taken away", () => {
  const [asked, started, other] = [view(), mission(), Mission.read(missionText)];
  const first = match(asked, [started]);
  assert.equal(match(asked, [started], undefined).hash(), first.hash());
  assert.equal(match(asked, [started], null).hash(), first.hash());
  assert.equal(match(asked, [started]).toJson(), first.toJson());
  assert.equal(started.document.id, "exercise");
  assert.equal(other.starting("2026-12-01").document.id, other.document.id);
  assert.equal(asked.diff(asked).length, 0);
  const [own, scheme] = [Catalogue.shipped(), Scheme.unPcrs()];
  assert.equal(Registry.read(registryText, own).toJson(), Registry.read(registryText, own).toJson());
  assert.deepEqual(asked.assess(scheme), asked.assess());
  assert.deepEqual(asked.assess(scheme), asked.assess(null));
});

test("options are respected, as an object or as text", () => {
  const limited = match(view(), [mission()], options);
  assert.equal(match(view(), [mission()], JSON.stringify(options)).hash(), limited.hash());
  assert.ok(limited.proposals().every(({ units }) => units === 1));
  assert.equal(refused(() => match(view(), [mission()], { ...options, limit: [] })).code, "unknown-key");
  assert.equal(refused(() => match(view(), [Mission.read(missionText)])).code, "clock-not-started");
  assert.equal(refused(() => match(view(), [mission(), mission()])).code, "duplicate-id");
});

test("what comes out is plain, and a copy", () => {
  const answer = plan();
  const whole = JSON.parse(answer.toJson());
  const tables = [answer.coverage(), answer.proposals(), answer.shortfalls(), answer.questions(), codes(), view().pledges()];
  for (const rows of tables) {
    assert.ok(Array.isArray(rows) && rows.length > 0);
    for (const row of rows) {
      assert.equal(Object.getPrototypeOf(row), Object.prototype);
      assert.ok(Object.values(row).every((value) => ["string", "number"].includes(typeof value)));
    }
  }
  assert.deepEqual(answer.coverage().map(({ short }) => short), whole.coverage.map(({ short }) => short));
  assert.deepEqual(answer.shortfalls().map(({ sentence }) => sentence), whole.shortfalls.map(({ sentence }) => sentence));
  assert.deepEqual(answer.certificate().document(), whole.certificate);
  assert.deepEqual(answer.firmOnly().document(), whole.firm_only);
  assert.deepEqual(answer.problem(), whole.certificate.problem);
  assert.deepEqual(answer.certificate().value().map(([, cost]) => cost), whole.certificate.value);
  answer.coverage()[0].short = 99;
  assert.notEqual(answer.coverage()[0].short, 99);
  assert.deepEqual(answer.whyNot("engineers", "xac-hospital"), answer.whyNot("exercise/engineers", "xac-hospital"));
  assert.equal(answer.whyNot("engineers", "xac-hospital").reason, "ineligible");
  assert.equal(refused(() => answer.whyNot("no-such", "xac-hospital")).code, "not-found");
  assert.equal(refused(() => view().history("no-such")).code, "not-found");
});

test("two days are compared", () => {
  const [then, now] = [book().asOf("2026-02-02"), view()];
  const status = now.diff(then).filter(({ lot, field }) => lot === "xaa-engineers" && field === "status");
  assert.deepEqual(status.map(({ before, after }) => [before, after]), [["2 announced", "2 available"]]);
});

// The same JSON value with one thing changed in it, in every place.
function altered(value) {
  if (Array.isArray(value)) {
    const changed = value.flatMap((each, i) => altered(each).map((other) => value.with(i, other)));
    return changed.concat(value.map((_, i) => value.toSpliced(i, 1)));
  }
  if (typeof value === "object") {
    return Object.keys(value).flatMap((key) => altered(value[key]).map((other) => ({ ...value, [key]: other })));
  }
  return { boolean: () => [!value], number: () => [value + 1, value - 1], string: () => [`${value}0`] }[typeof value]();
}

test("a certificate is read back and holds; altered in any place it does not", () => {
  const certificate = plan().certificate();
  for (const form of [certificate.toJson(), certificate.document()]) {
    const again = Certificate.read(form);
    assert.equal(again.toJson(), certificate.toJson());
    assert.ok(again.verify());
    assert.deepEqual(again.faults(), []);
  }
  const forms = altered(certificate.document());
  assert.ok(forms.length > 100);
  for (const form of forms) {
    let read;
    try {
      read = Certificate.read(form);
    } catch (error) {
      assert.ok(error instanceof PledgebookError);
      continue;
    }
    assert.ok(!read.verify(), JSON.stringify(form));
    assert.ok(read.faults().every(({ code, message }) => code && message));
    read.free();
  }
});

test("a problem is solved from an object or from text", () => {
  const problem = plan().problem();
  assert.equal(solve(problem).toJson(), plan().certificate().toJson());
  assert.equal(solve(JSON.stringify(problem)).toJson(), plan().certificate().toJson());
  assert.equal(refused(() => solve({ ...problem, lots: [] })).code, "not-found");
});

test("every code is listed with its meaning", () => {
  const listed = codes().map(({ code }) => code);
  assert.equal(new Set(listed).size, listed.length);
  for (const code of ["not-json", "unknown-key", "state-unknown", "clock-not-started"]) assert.ok(listed.includes(code));
  assert.ok(codes().every(({ meaning }) => meaning));
});

test("what was freed is not used again, and what was made from it stays", () => {
  const registry = book();
  const asked = registry.asOf("2026-11-23");
  const started = mission();
  registry.free();
  assert.throws(() => registry.toJson());
  const answer = match(asked, [started]);
  asked[Symbol.dispose]();
  started.free();
  assert.throws(() => asked.pledges());
  assert.throws(() => match(view(), [started]));
  const certificate = answer.certificate();
  answer.free();
  assert.throws(() => answer.coverage());
  assert.ok(certificate.verify());
  for (const made of Object.values(pledgebook).filter((made) => made.prototype?.free)) {
    assert.equal(typeof made.prototype[Symbol.dispose], "function");
  }
});

test("memory that is freed is used again", () => {
  const [small, unstarted] = [book(), Mission.read(missionText)];
  const ask = () => {
    const [asked, started] = [small.asOf("2026-11-23"), unstarted.starting("2026-12-01")];
    const answer = match(asked, [started]);
    for (const made of [answer, started, asked]) made.free();
  };
  for (let i = 0; i < 20; i += 1) ask();
  const before = process.memoryUsage().external;
  for (let i = 0; i < 200; i += 1) ask();
  const more = process.memoryUsage().external - before;
  assert.ok(more < 1 << 20, `${more} bytes more; without free() it is five times as much`);
});

/** Runs the one block of JavaScript in a page of documentation, with what it imports and what it finds there. */
async function runs(page, given, fence = "js") {
  const [, code] = read(page).match(new RegExp(`^\`\`\`${fence}\n(.*?)^\`\`\`$`, "ms"));
  const [line, names] = code.match(/^import \{ (.*) \} from "pledgebook";.*$/m);
  const values = { console: { log() {}, table() {} }, ...given };
  for (const name of names.split(", ")) values[name] = pledgebook[name];
  const Run = (async () => {}).constructor;
  await new Run(...Object.keys(values), code.replace(line, ""))(...Object.values(values));
}

test("the JavaScript of the README runs", async () => {
  const data = "examples/data/public-record";
  await runs("README.md", { registryText: read(`${data}/registry.json`), missionText: read(`${data}/mission.json`) });
});

test("the JavaScript of the package's README runs", async () => {
  const rows = [];
  await runs("wasm/README.md", { console: { log: assert.fail, table: (table) => rows.push(...table) } });
  assert.deepEqual(rows.map(({ lot }) => lot), ["xaa-engineers"]);
  const printed = [];
  await runs("wasm/README.md", { console: { log: (...values) => printed.push(...values) } }, "javascript");
  const [units, [cost], holds] = printed;
  assert.deepEqual([[...units], cost, holds], [[1, 0, 1], ["cost", 12], true]);
});

test("days are whole numbers", () => {
  for (const wrong of [1.5, -1, NaN, Infinity, 4e9]) {
    refused(() => plan().arrivals([wrong]));
  }
  assert.deepEqual(plan().arrivals([7]).map((row) => row.day), [7]);
  assert.deepEqual(plan().arrivals().map((row) => row.day), [30, 60, 90, 180]);
});
