// Gaps: what is missing, in one sentence each, and which steps would close it.
import { folded, grouped, h, lede, list, p, small, strong } from "../dom.mjs";
import { capital, counted, known, listed, number, rule, sentence, undertakenBy, units } from "../words.mjs";
import { besides } from "./besides.mjs";

export function gaps(answers, asked) {
  const found = answers.gaps(asked);
  const undertakings = answers.undertakings(asked);
  return [
    lede(summary(answers.coverage(asked), found)),
    found.map((gap) =>
      h(
        "section",
        { class: "gap" },
        h("h2", {}, gap.sentence),
        gap.short.map((requirement) => ofRequirement(requirement, gap.short.length > 1, undertakings)),
      ),
    ),
    together(answers.coverage(asked), answers.together(asked)),
    besides(answers, asked),
  ];
}

function summary(coverage, found) {
  if (found.length === 0) return "Every unit requirement is covered, firmly or on conditions.";
  const short = coverage.filter(({ short }) => short > 0);
  return (
    `${counted(short.length, "unit requirement")} of ${number(coverage.length)} cannot be covered in full by what is on record. ` +
    "Below each stands what would close it: who is one step away, and what the step is."
  );
}

/** What is proposed here may be proposed to another mission too, where each is asked alone. */
function together(coverage, { missions, here, all }) {
  if (missions === 1) return undefined;
  const alone = coverage.reduce((sum, { short }) => sum + short, 0);
  return h(
    "p",
    { class: "note" },
    `This page asks each mission alone, and may propose a unit to two of them: alone, ${units(alone)} short here. `,
    `Asked with the other ${missions === 2 ? "mission" : "missions"} at once, every unit proposed to one only: `,
    `${units(here)} short here, ${number(all)} in all.`,
  );
}

function ofRequirement({ id, title, units: missing, turnedAway, lots }, titled, undertakings) {
  const fits = lots.filter(({ against }) => against.length === 0);
  const near = lots.filter(({ against }) => against.length === 1);
  const steps = [...grouped(near, ({ against: [{ rule }] }) => rule)].map(([by, lots]) =>
    step(by, lots, id, undertakings),
  );
  return h(
    "div",
    { class: "requirement" },
    titled && h("h3", {}, `${title}: ${units(missing)} short`),
    lots.length === 0 && p("No lot of a type that would serve is on record. Only a new pledge can close this gap."),
    fits.length > 0 && [
      p(
        `${counted(fits.length, "lot")} would fit, but ${fits.length === 1 ? "serves" : "serve"} another requirement in the best plan:`,
      ),
      list(fits.map((lot) => [named(lot), p(sentence(lot.sentence))])),
    ],
    steps,
    lots.length > 0 &&
      fits.length + near.length === 0 && [
        p("No lot is one step away. Nearest are:"),
        list(lots.slice(0, 3).map(further)),
      ],
    turnedAway.length > 0 &&
      h(
        "p",
        { class: "small" },
        "Of all lots of a serving type, turned away by ",
        listed(turnedAway.map(({ rule: by, lots }) => `${rule(by)}: ${number(lots)}`)),
        ". A lot may be counted under several rules.",
      ),
  );
}

// So many lots can be read at a glance; more are folded.
const AT_A_GLANCE = 2;

/** Lots that only one rule stands against, so that one step would do: which it is, and what each of them has. */
function step(by, lots, requirement, undertakings) {
  const listOf = (lots) =>
    list(
      lots.map((lot) => [
        named(lot),
        by !== "undertakings" && p(`On record: ${sentence(lot.against[0].have)}`),
        questions(lot),
      ]),
    );
  return [
    p(
      strong(`${capital(rule(by))}. `),
      by === "undertakings" ? refused(requirement, lots, undertakings) : `Needed: ${sentence(lots[0].against[0].need)}`,
      ` Nothing else on record stands against ${counted(lots.length, "lot")}.`,
    ),
    lots.length > AT_A_GLANCE ? folded(`The ${number(lots.length)} lots`, listOf(lots)) : listOf(lots),
  ];
}

/** What was refused for a requirement; the judgement of a lot names all undertakings, the granted ones too. */
function refused(requirement, lots, undertakings) {
  const names = (list, ids) => list === undefined || list.split(", ").some((id) => ids.includes(id));
  const about = ({ requirements, states }) =>
    names(requirements, [requirement.split("/")[1]]) &&
    names(
      states,
      lots.map(({ state }) => state),
    );
  const rows = undertakings.filter((row) => row.status === "refused" && about(row));
  return `Refused: ${listed(rows.map(({ text, by }) => `“${text.replace(/\.$/, "")}” (${undertakenBy(by)})`))}.`;
}

const further = (lot) => [
  named(lot),
  " ",
  `Against it: ${listed(lot.against.map((each) => `${rule(each.rule)} (has: ${each.have}; needed: ${each.need})`))}.`,
];
const named = ({ state, described_as, lot }) => [strong(`${known(state)}, ${described_as}`), " ", small(lot)];

function questions({ unknown }) {
  if (unknown.length === 0) return undefined;
  const asks = unknown.map(({ question }) => capital(question));
  if (asks.length === 1) return h("p", { class: "small" }, `To ask as well: ${asks[0]}`);
  return folded(`To ask as well, on ${listed(unknown.map((each) => rule(each.rule)))}`, list(asks));
}
