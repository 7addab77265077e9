// Contributor: what one State sees of its own pledges, and nothing of any other State.
import { folded, grouped, h, list, section, table } from "../dom.mjs";
import { capital, counted, day, known, rule } from "../words.mjs";

// So many lots can be read at a glance; more are folded.
const AT_A_GLANCE = 6;

export function contributor(answers, asked) {
  if (asked.state === undefined) return [h("p", { class: "lede" }, `No pledge is on record as of ${day(asked.day)}.`)];
  const name = answers.names.get(asked.state) ?? asked.state;
  const { pledges, levels, questions } = answers.contributor(asked);
  const due = pledges.filter(({ lot }) => levels.get(lot)?.renewal_due);
  return [
    h(
      "p",
      { class: "lede" },
      `${name} has ${counted(new Set(pledges.map(({ pledge }) => pledge)).size, "pledge")} on record, with ${counted(pledges.length, "lot")} of like units. `,
      questions.length === 0
        ? "No question is open."
        : `${capital(counted(questions.length, "question"))} ${questions.length === 1 ? "is" : "are"} open.`,
    ),
    section(
      "Your questions",
      questions.length === 0
        ? h("p", {}, "None is open for the mission chosen.")
        : h(
            "ol",
            {},
            questions.map(({ lot, text, have, rule: by }) =>
              h(
                "li",
                {},
                h("p", {}, capital(text)),
                h("p", { class: "small" }, `${lot}, on ${rule(by)}. On record: ${have}.`),
              ),
            ),
          ),
    ),
    section("Renewals", renewals(due, levels, asked)),
    section(
      "Your pledges",
      h(
        "p",
        {},
        "Three levels stand side by side and are never blended: as stated by you, as recorded by the owner of the system, and as supported by the evidence on file.",
      ),
      byStep(
        pledges.filter(({ lot }) => levels.has(lot)),
        levels,
      ),
    ),
    others(pledges.filter(({ lot }) => !levels.has(lot))),
    h("p", { class: "notice" }, "Selection also weighs considerations not shown here."),
  ].filter(Boolean);
}

function renewals(pledges, levels, asked) {
  const byDay = [...grouped(pledges, ({ lot }) => levels.get(lot).renewal_due)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (byDay.length === 0) return h("p", {}, "No renewal is due.");
  return h(
    "div",
    { class: "columns" },
    list(
      byDay.map(([due, rows]) => [
        h("strong", {}, day(due), due < asked.day ? ", overdue" : ""),
        ": ",
        rows.map(({ lot }) => lot).join(", "),
        ".",
      ]),
    ),
  );
}

/** Lots by what blocks their next level: what a State can act upon. */
function byStep(rows, levels) {
  const groups = [...grouped(rows, ({ lot }) => levels.get(lot).blocks_next ?? "")].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  return groups.map(([blocks, rows]) => {
    const title = blocks ? `Next step: ${blocks}` : "Nothing on record blocks a further level";
    const details = folded(
      [`${title} `, h("span", { class: "small" }, counted(rows.length, "lot"))],
      lotsTable(title, rows, levels),
    );
    details.open = rows.length <= AT_A_GLANCE;
    return details;
  });
}

function lotsTable(caption, rows, levels) {
  const level =
    (what) =>
    ({ lot }) =>
      levels.get(lot)[what];
  const columns = [
    {
      title: "Lot",
      head: true,
      of: ({ described_as, lot }) => [described_as, " ", h("span", { class: "small" }, lot)],
    },
    { title: "Status", of: ({ status }) => known(status) },
    { title: "Conditions", of: ({ conditions }) => known(conditions) },
    { title: "Stated", of: (row) => level("stated")(row) ?? "none stated" },
    {
      title: "Recorded",
      of: (row) =>
        [
          level("recorded")(row) ?? "none recorded",
          level("since")(row) && h("span", { class: "small" }, ` since ${day(level("since")(row))}`),
          level("recorded_in_part")(row) && h("span", { class: "small" }, ` ${level("recorded_in_part")(row)}`),
        ].filter(Boolean),
    },
    { title: "Supported", of: (row) => level("supported")(row) ?? "no evidence on file" },
  ];
  return table({ caption, columns, rows, kind: "wide" });
}

function others(rows) {
  if (rows.length === 0) return undefined;
  const columns = [
    {
      title: "Offer",
      head: true,
      of: ({ described_as, lot }) => [described_as, " ", h("span", { class: "small" }, lot)],
    },
    { title: "Status", of: ({ status }) => known(status) },
    { title: "Stands until", of: ({ offered_until }) => (offered_until ? day(offered_until) : "not stated") },
  ];
  return section("Other offers", table({ caption: "Offers to which no level applies", columns, rows }));
}
