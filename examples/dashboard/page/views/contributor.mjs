// Contributor: what one State sees of its own pledges, and nothing of any other State.
import { folded, grouped, h, lede, list, notice, p, section, small, strong, table } from "../dom.mjs";
import { capital, counted, day, known, rule } from "../words.mjs";

// So many lots can be read at a glance; more are folded.
const AT_A_GLANCE = 6;

export function contributor(answers, asked) {
  if (asked.state === undefined) return [lede(`No pledge is on record as of ${day(asked.day)}.`)];
  const name = answers.names.get(asked.state) ?? asked.state;
  const { lots, questions } = answers.contributor(asked);
  const pledges = new Set(lots.map(({ pledge }) => pledge)).size;
  const open = counted(questions.length, "question");
  return [
    lede(
      `${name} has ${counted(pledges, "pledge")} on record, with ${counted(lots.length, "lot")} of like units. `,
      questions.length === 0
        ? "No question is open."
        : `${capital(open)} ${questions.length === 1 ? "is" : "are"} open.`,
    ),
    section("Your questions", asks(questions)),
    section("Renewals", renewals(lots, asked)),
    section(
      "Your pledges",
      p(
        "Three levels stand side by side and are never blended: as stated by you, as recorded by the owner of the ",
        "system, and as supported by the evidence on file.",
      ),
      byStep(lots.filter(({ level }) => level)),
    ),
    others(lots.filter(({ level }) => !level)),
    notice("Selection also weighs considerations not shown here."),
  ];
}

function asks(questions) {
  if (questions.length === 0) return p("None is open for the mission chosen.");
  const details = ({ lot, rule: by, have }) => `${lot}, on ${rule(by)}. On record: ${have}.`;
  return h(
    "ol",
    {},
    questions.map((row) => h("li", {}, p(capital(row.text)), h("p", { class: "small" }, details(row)))),
  );
}

function renewals(lots, asked) {
  const due = lots.filter(({ level }) => level?.renewal_due);
  if (due.length === 0) return p("No renewal is due.");
  const byDay = [...grouped(due, ({ level }) => level.renewal_due)].sort(([a], [b]) => (a < b ? -1 : 1));
  const line = ([on, rows]) => [
    strong(day(on), on < asked.day && ", overdue"),
    `: ${rows.map(({ lot }) => lot).join(", ")}.`,
  ];
  return h("div", { class: "columns" }, list(byDay.map(line)));
}

/** Lots by what blocks their next level: what a State can act upon. */
function byStep(lots) {
  const groups = [...grouped(lots, ({ level }) => level.blocks_next ?? "")].sort(([, a], [, b]) => b.length - a.length);
  return groups.map(([blocks, rows]) => {
    const title = blocks ? `Next step: ${blocks}` : "Nothing on record blocks a further level";
    const size = small(counted(rows.length, "lot"));
    const details = folded([`${title} `, size], levels(title, rows));
    details.open = rows.length <= AT_A_GLANCE;
    return details;
  });
}

function levels(caption, rows) {
  const columns = [
    named("Lot"),
    { title: "Status", of: ({ status }) => known(status) },
    { title: "Conditions", of: ({ conditions }) => known(conditions) },
    { title: "Stated", of: ({ level }) => level.stated ?? "none stated" },
    { title: "Recorded", of: ({ level }) => recorded(level) },
    { title: "Supported", of: ({ level }) => level.supported ?? "no evidence on file" },
  ];
  return table({ caption, columns, rows, kind: "lots quiet" });
}

function recorded({ recorded, since, recorded_in_part }) {
  const details = [since && `since ${day(since)}`, recorded_in_part].filter(Boolean).join("; ");
  return [`${recorded ?? "none recorded"} `, small(details)];
}

function others(rows) {
  if (rows.length === 0) return undefined;
  const columns = [
    named("Offer"),
    { title: "Status", of: ({ status }) => known(status) },
    { title: "Stands until", of: ({ offered_until }) => (offered_until ? day(offered_until) : "not stated") },
  ];
  return section("Other offers", table({ caption: "Offers to which no level applies", columns, rows }));
}

const named = (title) => ({
  title,
  head: true,
  of: ({ described_as, lot }) => [`${described_as} `, small(lot)],
});
