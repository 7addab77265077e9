// What if: one change at a time, and what the engine proposes then; and the fewest waivers that would close gaps.
import { folded, h, lede, list, p, section, small, strong, table } from "../dom.mjs";
import { capital, counted, known, number, sentence, units } from "../words.mjs";

export function whatIf(answers, asked) {
  const supposed = answers.supposed(asked);
  return [
    supposed === undefined
      ? lede("Nothing is proposed to this mission, so nothing can be changed.")
      : differs(answers, answers.whatIf(asked, supposed)),
    waivers(answers, answers.leastWaivers(asked)),
  ];
}

function differs(answers, { document, held }) {
  const { changes, summary, shortages, proposals, questions_new: asked, questions_gone: gone } = document;
  const moved = shortages.filter(({ before, after }) => before !== after);
  return [
    lede(sentence(answers.withLevels(summary))),
    list(changes.map(({ sentence: said }) => quoted(said))),
    section(
      "What is short",
      moved.length === 0
        ? p("Nothing that was covered becomes short, and no gap closes.")
        : table({
            caption: "Units short, now and then",
            columns: [
              { title: "Requirement", of: ({ title, requirement }) => [title, " ", small(requirement)], head: true },
              { title: "Now", of: ({ before }) => number(before), number: true },
              { title: "Then", of: ({ after }) => number(after), number: true },
            ],
            rows: moved,
          }),
    ),
    section(
      "What is proposed instead",
      proposals.length === 0
        ? p("The proposed matches stay as they are.")
        : list(proposals.map(({ sentence: said }) => quoted(said))),
      p(
        `${counted(asked.length, "question")} would have to be asked that need not be asked now; `,
        `${number(gone.length)} would fall away.`,
      ),
      asked.length > 0 && folded("The new questions", list(asked.map((each) => [strong(known(each.state)), ": ", each.text]))),
    ),
    h("p", { class: "small" }, held ? "The proof of the changed plan holds." : "The proof of the changed plan does not hold."),
  ];
}

/** The engine marks ids as code is marked; here they stand in quotation marks. */
const quoted = (said) => sentence(capital(said)).replace(/`([^`]+)`/g, "“$1”");

function waivers(answers, { summary, waivers, shortages }) {
  const closed = shortages.filter(({ before, after }) => after < before);
  return section(
    "What would have to be waived",
    p(sentence(answers.withLevels(summary))),
    list(
      waivers.map(({ sentence: said }) => quoted(answers.withLevels(said))),
    ),
    closed.length > 0 &&
      p("This closes: ", closed.map(({ title, before, after }) => `${title}, ${units(before - after)}`).join("; "), "."),
    h(
      "p",
      { class: "note" },
      "A waiver is a decision of those who answer for the rule, with its reason on record. The page proposes none.",
    ),
  );
}
