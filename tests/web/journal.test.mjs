// The journal as installed, and a checker of its own (`journal_checker.mjs`) that uses nothing of the library: they agree.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Journal, Registry } from "pledgebook";

import { journal as checked, root } from "./journal_checker.mjs";

const SECRET = Uint8Array.from({ length: 32 }, (_, at) => at);
const registry = Registry.read(readFileSync(new URL("../../examples/data/exercise/registry.json", import.meta.url), "utf8"));
const journal = registry.journal(SECRET);

/** The first bad event: what the library says, and what the checker says. */
function firstBad(lines) {
  const said = [null, null];
  try {
    Journal.fromLines(lines);
  } catch (error) {
    said[0] = Number(error.findings[0].path.split("/")[1] ?? 0);
  }
  try {
    checked(lines);
  } catch (seq) {
    said[1] = seq;
  }
  return said;
}

test("the checker finds the same hashes", () => {
  for (const shown of [journal, journal.withhold([1, 2, 5])]) {
    const { leaves, head } = checked(shown.toLines());
    assert.equal(head, shown.head);
    assert.equal(leaves.length, shown.size);
    const checkpoint = shown.checkpoint();
    assert.deepEqual(checkpoint, journal.checkpoint());
    assert.equal(root(leaves).toString("hex"), checkpoint.root);
    assert.ok(Journal.includes(checkpoint, shown.line(3), shown.inclusion(3)));
    assert.ok(!Journal.includes(checkpoint, shown.line(4), shown.inclusion(3)));
  }
});

test("both find the first bad event", () => {
  const lines = journal.toLines();
  assert.deepEqual(firstBad(lines), [null, null]);
  for (let at = 40; at < lines.length; at += 40_009) {
    const event = lines.slice(0, at).split("\n").length - 1;
    if (!/[0-9a-f]/.test(lines[at])) continue;
    const tampered = `${lines.slice(0, at)}${lines[at] === "1" ? "2" : "1"}${lines.slice(at + 1)}`;
    assert.deepEqual(firstBad(tampered), [event, event]);
  }
});

test("a line that reads in two ways is refused by both", () => {
  const whole = journal.toLines().split("\n");
  const [text, line] = [whole[2], JSON.parse(whole[2])];
  const forged = [
    text.replace(/}$/, `,"withheld":"${JSON.parse(journal.withhold([2]).line(2)).withheld}"}`),
    text.replace('"body":{', '"body":{"id":"another",'),
    text.replace('{"actor"', '{"actor":"another","actor"'),
    text.replace(/}$/, ',"approved":true}'),
    text.replace(line.salt, line.salt.toUpperCase()),
    text.replace(line.salt, `${line.salt}zz`),
    `${text} `,
  ];
  for (const other of forged) assert.deepEqual(firstBad([...whole.slice(0, 2), other, ...whole.slice(3)].join("\n")), [2, 2], other.slice(0, 200));
  const torn = journal.toLines().trimEnd();
  assert.deepEqual(firstBad(torn), [journal.size, journal.size]);
});

test("the record comes back and goes on, and what does not belong together is refused", () => {
  const back = Journal.fromLines(journal.toLines()).registry();
  assert.equal(back.toJson(), registry.toJson());
  const longer = back.journal(SECRET, journal);
  longer.continues(journal.checkpoint());
  assert.ok(Journal.goesOn(journal.checkpoint(), longer.checkpoint(), longer.consistency(journal.size)));
  assert.throws(() => Journal.fromLines(journal.toLines().split("\n").slice(0, 4).join("\n") + "\n").continues(journal.checkpoint()), { code: "checkpoint-differs" });
  assert.throws(() => journal.withhold([2]).registry(), { code: "content-withheld" });
  assert.throws(() => registry.journal(new Uint8Array(3)), { code: "wrong-type", message: /`secret`/ });
  assert.throws(() => registry.journal(SECRET, registry), { code: "wrong-type", message: /`onto`/ });
  assert.throws(() => Journal.fromLines(3), { code: "wrong-type", message: /`lines`/ });
  assert.throws(() => journal.inclusion(0), { code: "not-found" });
  for (const number of [2 ** 32, 2 ** 40, 1e21, -1]) {
    const asks = [(seq) => journal.line(seq), (seq) => journal.inclusion(seq), (seq) => journal.consistency(seq), (seq) => journal.withhold([2, seq])];
    for (const ask of asks) {
      assert.throws(() => ask(number), { code: "not-found", message: new RegExp(`There is no event ${BigInt(number)};`) });
    }
  }
});
