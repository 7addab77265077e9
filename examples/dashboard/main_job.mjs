// The main job in JavaScript: the same question as examples/python/main_job.py, in short, and the same answer.
//
//     node examples/dashboard/main_job.mjs [AS_OF] [CLOCK_START]
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { Mission, Registry, match } from "pledgebook";

const read = (name) => readFileSync(new URL(`../data/public-record/${name}`, import.meta.url), "utf8");
const [asOf = "2023-06-01", start = "2023-07-01"] = process.argv.slice(2);

const book = Registry.read(read("registry.json"));
const mission = Mission.read(read("mission.json")).starting(start);
const view = book.asOf(asOf);
const plan = match(view, [mission]);

const say = (text) => console.log(text.replace(/(.{1,110})(\s+|$)/g, "$1\n").trim());

say("Not a United Nations product; illustrative. Names imply no opinion on status. Real States are matched to a fictional host only.");
console.log(`\n${mission.document.title}\nAsked as of ${asOf}; the clock starts on ${start}.\n`);

const coverage = plan.coverage();
const sum = (key) => coverage.reduce((total, row) => total + row[key], 0);
console.log(`Units: ${["needed", "firm", "conditional", "short"].map((key) => `${sum(key)} ${key}`).join(", ")}.`);
const states = new Set(plan.proposals().map((row) => row.state_name));
console.log(`Proposed matches with: ${[...states].sort().join(", ")}.`);
for (const gap of plan.shortfalls()) console.log(`Gap: ${gap.sentence}`);
console.log(`Questions to ask first: ${plan.questions().length}.`);
if (view.pledges().some((row) => row.lot === "can-quick-reaction-force")) {
  say(`Why not quick-reaction <- can-quick-reaction-force? ${plan.whyNot("quick-reaction", "can-quick-reaction-force").sentence}`);
}
console.log(`Certificate, checked without a solver: ${plan.certificate().verify() && plan.firmOnly().verify()}.\n`);

console.log(`answer ${createHash("sha256").update(plan.toJson()).digest("hex")}`);
