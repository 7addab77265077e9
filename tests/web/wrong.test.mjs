// The corpus of wrong documents through the installed package, and another validator on those that a schema refuses.
// `tests/wrong/README.md` says what stands in a case.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Ajv2020 } from "ajv/dist/2020.js";
import { Catalogue, Certificate, FollowUp, Mission, PledgebookError, Registry, Scheme, match, solve } from "pledgebook";

const root = fileURLToPath(new URL("../..", import.meta.url));
const file = (...path) => readFileSync(join(root, ...path), "utf8");
const corpus = readdirSync(join(root, "tests/wrong")).filter((name) => name.endsWith(".json"));
const kinds = corpus.map((name) => JSON.parse(file("tests/wrong", name)));
const ajv = new Ajv2020({ strict: true });
const schemas = Object.fromEntries(kinds.map(({ kind }) => [kind, ajv.compile(JSON.parse(file("schemas", `${kind}.json`)))]));

const emptyView = () => new Registry().asOf("2026-11-23");
// Options and changes are read where they are used; a certificate that can be read may still be false.
const readers = {
  "audience-rules": (text) => emptyView().told("public", text),
  catalogue: (text) => Catalogue.read(text),
  certificate: (text) => Certificate.read(text).faults(),
  events: (text, { onto }, known) => Registry.read(file(onto)).record(text, known, "desk-1"),
  "follow-up": (text) => FollowUp.read(text),
  "match-options": (text) => match(emptyView(), [], text),
  mission: (text) => Mission.read(text),
  problem: (text) => solve(text),
  registry: (text) => Registry.read(text),
  scheme: (text) => Scheme.read(text),
  "what-if": (text) => match(emptyView(), []).whatIf(text),
};

/** The findings of the library, as code and path. */
function findings(kind, { known = kind.known }, text) {
  const told = (all) => all.map(({ code, path }) => `${code} ${path}`);
  try {
    const read = readers[kind.kind](text, kind, known);
    return kind.kind === "certificate" ? told(read) : [];
  } catch (refused) {
    assert.ok(refused instanceof PledgebookError, `${refused}`);
    // What a match or a plan finds in what was read has no place in the text.
    const asked = ["match-options", "what-if"].includes(kind.kind);
    return told(refused.findings.filter(({ line }) => line || !asked));
  }
}

function patched(document, change) {
  const [last, ...way] = change.at.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")).reverse();
  const place = way.reverse().reduce((place, step) => place[step], document);
  if ("insert" in change) place.splice(last, 0, change.insert);
  else if ("set" in change) place[last] = change.set;
  else if (Array.isArray(place)) place.splice(last, 1);
  else delete place[last];
}

function written(kind, { text, times = 1, replace, cut, patch }) {
  const good = file(kind.base);
  if (text !== undefined) return text.repeat(times);
  if (replace) {
    const [old, instead, times = 1] = replace;
    const parts = good.split(old);
    assert.equal(parts.length, 2, old);
    return parts.join(instead.repeat(times));
  }
  if (cut) return good.slice(0, cut);
  const document = JSON.parse(good);
  for (const change of patch) patched(document, structuredClone(change));
  return JSON.stringify(document);
}

const expected = ({ expects }) =>
  expects.flatMap(([code, path, times = 1]) => Array.from({ length: times }, (_, i) => `${code} ${path.replaceAll("#", i)}`));
const sorted = (all) => [...new Set(all)].sort();

for (const kind of kinds) {
  test(`wrong documents: ${kind.kind}`, () => {
    assert.deepEqual(findings(kind, {}, file(kind.base)), []);
    for (const one of kind.cases) {
      assert.deepEqual(sorted(findings(kind, one, written(kind, one))), sorted(expected(one)), one.name);
    }
  });

  test(`a schema refuses what it is said to refuse: ${kind.kind}`, () => {
    assert.equal(schemas[kind.kind](JSON.parse(file(kind.base))), true);
    for (const one of kind.cases.filter(({ refused_by }) => refused_by !== "text")) {
      const fits = schemas[kind.kind](JSON.parse(written(kind, one)));
      assert.equal(fits, one.refused_by !== "schema", one.name);
    }
  });
}
