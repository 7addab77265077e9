// The proof, on one screen and in plain words: checked in the page, without a solver.
import { folded, h, p, strong, table } from "../dom.mjs";
import { cost, counted, day, number, sentence } from "../words.mjs";

export function proof(answers, asked) {
  const { holds, took, faults, spoilt, value, problem, unique, hash, identity } = answers.proof(asked);
  return [
    h(
      "p",
      { class: holds ? "verdict holds" : "verdict fails" },
      holds ? "The proof holds. No better plan exists under the stated rules." : "The proof does not hold.",
    ),
    p(
      `Checked just now in this page, without a solver, in ${inTime(took)}. `,
      faults.map(({ message }) => `${sentence(message)} `),
      "For the same documents, Python and Rust give an answer with the same hash: ",
      h("code", { class: "hash", id: "hash" }, hash),
    ),
    h(
      "ol",
      { class: "steps" },
      step(
        "What was asked.",
        `${counted(problem.requirements.length, "unit requirement")}, ${counted(problem.lots.length, "lot")} that could ` +
          `serve one of them, and ${counted(problem.pairs.length, "pair")} of the two that no rule excludes.`,
      ),
      step(
        "What “better” means.",
        "Plans are compared on one figure after another, in a fixed order: how many units stay short in priority class 1, " +
          "then in class 2, and so on; then how many are only conditional; then what is Unknown, days late, and " +
          "substitutes. The first difference decides. No State has a weight of its own.",
      ),
      step(
        "Why nothing beats this plan.",
        "For each requirement the proof names what covering one unit of it is worth, and for each lot what one unit more " +
          "of it would be worth. No pair offers more than these two allow. Added up, they give a cost that no plan can " +
          "fall below, and this plan has exactly that cost.",
      ),
      step(
        "How that is checked.",
        "Each pair is looked at once, and the sums are made again. That takes no trust in how the plan was found: " +
          "a page of code in any language can do it.",
      ),
      step(
        "Equally good plans.",
        unique
          ? "There are none."
          : "There are others. Among them a neutral draw decides, made from the names of requirements and lots, " +
              "which anybody can repeat.",
      ),
      step("A check that can fail.", [
        "With one proposed match taken out of it, the same proof ",
        strong(spoilt.holds ? "holds, which it must not." : "fails, as it must."),
      ]),
    ),
    folded(
      "What the plan costs, figure by figure",
      table({
        caption: "In the order in which plans are compared",
        rows: value.filter(([level]) => level !== "tie"),
        columns: [
          { title: "Figure", head: true, of: ([level]) => cost(level) },
          { title: "This plan", number: true, of: ([, figure]) => number(figure) },
        ],
      }),
    ),
    folded(
      "What it is an answer to",
      table({
        caption: "The identity of the answer",
        rows: parts(identity),
        columns: [
          { title: "Part", head: true, of: ([part]) => part },
          { title: "Value", of: ([, value]) => value },
        ],
      }),
    ),
  ];
}

function parts({ valid, known, missions, rules, problem, catalogue, options }) {
  const hash = (text) => h("span", { class: "hash" }, text);
  return [
    ["Day of asking", day(valid)],
    ["Known at", known],
    ...missions.map(({ id, start }) => [`Mission ${id}`, `clock starts on ${day(start)}`]),
    ["Rules of eligibility", `version ${rules}`],
    ["Problem", hash(problem)],
    ["Catalogue", hash(catalogue)],
    ["Options", hash(options)],
  ];
}

const inTime = (took) => (took < 1 ? "less than a millisecond" : counted(Math.round(took), "millisecond"));
const step = (title, text) => h("li", {}, strong(title), " ", text);
