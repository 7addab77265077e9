// Consultation: a draft note for each State, with its exact questions. Nothing here is sent.
import { folded, grouped, h, lede, list, notice, p, section, small, strong } from "../dom.mjs";
import { capital, counted, day, known, number, rule, units } from "../words.mjs";

// So many requirements can be read in one line.
const AT_A_GLANCE = 3;

export function consultation(answers, asked, mission) {
  const notes = [...answers.notes(asked)].map(([state, rows]) =>
    note(answers.names.get(state) ?? known(state), rows, asked, mission),
  );
  const others = [
    ["host-state", `To the host State, ${mission.host}`],
    ["secretariat", "Within the Secretariat"],
  ];
  const apart = others
    .map(([of, title]) => [title, answers.asked(asked, of)])
    .filter(([, questions]) => questions.size > 0);
  if (notes.length > 0) notes[0].open = true;
  return [
    lede(
      notes.length === 0
        ? "No question to a contributor is open for the proposed matches."
        : `Conditional matches hang on answers of ${counted(notes.length, "State")}. ` +
            "Suggested consultations: each note below has that State's own questions, and no other's.",
    ),
    notice(strong("Drafts, not sent. "), "A person decides what is asked, in which words, and when."),
    notes.length > 0 && section("To contributors", notes),
    apart.map(([title, questions]) => notToContributors(title, questions)),
  ];
}

function notToContributors(title, questions) {
  return section(
    title,
    p(`${counted(questions.size, "question")}, not for a contributor to answer.`),
    list(
      [...questions].map(([text, rows]) => [text, " ", hanging([...new Set(rows.flatMap(({ titles }) => titles))])]),
    ),
  );
}

function hanging(titles) {
  if (titles.length > AT_A_GLANCE)
    return folded(`It bears on ${counted(titles.length, "unit requirement")}`, list(titles));
  return small(`It bears on: ${titles.join("; ")}.`);
}

function note(name, rows, asked, mission) {
  const text = asText(name, rows, asked, mission);
  const said = h("span", { role: "status", class: "small" });
  const article = h(
    "article",
    { class: "note-to" },
    h("p", { class: "stamp" }, "Draft, not sent"),
    h("h3", {}, `To ${name}`),
    h("p", { class: "small" }, `On ${mission.title}, as of ${day(asked.day)}`),
    lots(rows).map(([lot, rows]) => [h("h4", {}, lot), h("ol", {}, rows.map(question))]),
    h(
      "p",
      { class: "buttons" },
      h("button", { type: "button", click: () => copy(text, said) }, "Copy"),
      h("button", { type: "button", click: () => print(article) }, "Print"),
      said,
    ),
  );
  const questions = `${counted(rows.length, "question")} on ${counted(new Set(rows.map(({ lot }) => lot)).size, "lot")}`;
  return folded([`${name} `, small(questions)], article);
}

const lots = (rows) => [...grouped(rows, ({ lot, titles }) => `${lot}, for: ${titles.join("; ")}`)];

function question({ text, have, rule: by, units: hang }) {
  return h(
    "li",
    {},
    p(capital(text)),
    h(
      "p",
      { class: "small" },
      `On ${rule(by)}. On record: ${have}. ${units(hang)} in the proposed matches ${hang === 1 ? "hangs" : "hang"} on the answer.`,
    ),
  );
}

function asText(name, rows, asked, mission) {
  const parts = lots(rows).map(([lot, rows]) =>
    [`${lot}`, ...rows.map(({ text, have }, i) => `${number(i + 1)}. ${capital(text)}\n   On record: ${have}.`)].join(
      "\n",
    ),
  );
  return [
    "DRAFT, NOT SENT",
    `To ${name}`,
    `On ${mission.title}, as of ${day(asked.day)}`,
    "",
    parts.join("\n\n"),
    "",
    "Not a United Nations product; illustrative; names imply no opinion on status.",
  ].join("\n");
}

async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "Copied.";
  } catch {
    said.textContent = "The browser does not let this page copy. Please mark the text and copy it.";
  }
}

/** Prints one note alone; the style sheet leaves out what is not marked. */
function print(article) {
  document.body.classList.add("one-note");
  article.classList.add("printed");
  addEventListener(
    "afterprint",
    () => {
      document.body.classList.remove("one-note");
      article.classList.remove("printed");
    },
    { once: true },
  );
  window.print();
}
