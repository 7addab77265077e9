// Arrival: who and what is there by when, against need and ceiling.
import { personsChart, unitsChart } from "../chart.mjs";
import { folded, h, lede, notice, p, section, small, strong, table } from "../dom.mjs";
import { counted, day, known, listed, number, plain, rule, shortDay, some, units } from "../words.mjs";

export function arrival(answers, asked) {
  const rows = answers.arrivals(asked);
  const last = rows.at(-1);
  return [
    lede(
      rows
        .filter(({ needed }) => needed > 0)
        .slice(0, 1)
        .map(first),
      " ",
      `By day ${last.day} it is ${number(last.needed)}: ${there(last)}.`,
    ),
    last.arrival_unknown > 0 &&
      notice(
        `For ${units(last.arrival_unknown)} among the proposed matches the day of arrival is Unknown. `,
        "They are in no figure below, until the States have answered; where people or equipment have a day, that part is.",
      ),
    section(
      "Units",
      p(
        "A unit can work when both its people and its equipment are there. They travel apart, so they are shown apart.",
      ),
      h("div", { class: "beside" }, unitsChart(rows), unitsTable(rows)),
      h(
        "p",
        { class: "note" },
        "Units that come early for a later need are counted too. Which requirements stay short is told under Gaps.",
      ),
    ),
    section(
      "Persons",
      p("Persons of the units whose people have arrived, against the ceiling that holds on that day."),
      h("div", { class: "beside" }, personsChart(rows), personsTable(rows)),
      last.persons_unknown > 0 &&
        h(
          "p",
          { class: "note" },
          `The strength of ${units(last.persons_unknown)} is not stated; their persons are not in these figures.`,
        ),
    ),
    dayByDay(answers.coverageByDay(asked), answers.gapsByDay(asked)),
    folded(
      `The ${counted(answers.proposals(asked).length, "proposed match", "proposed matches")}, one by one`,
      matches(answers.proposals(asked), answers),
    ),
  ];
}

const first = (row) =>
  `By day ${row.day} (${day(row.on)}) the mission needs ${units(row.needed)} with people and equipment: ${there(row)}.`;

function there({ complete_firm, complete_conditional }) {
  if (complete_firm + complete_conditional === 0) return "none can be there";
  const more = complete_firm > 0 ? " more" : "";
  return `${some(complete_firm)} can be there by firm matches, and ${number(complete_conditional)}${more} conditionally`;
}

function unitsTable(rows) {
  const pair = (row, what) => `${number(row[`${what}_firm`])} + ${number(row[`${what}_conditional`])}`;
  const columns = [
    dayColumn,
    { title: "Needed", number: true, of: ({ needed }) => number(needed) },
    { title: "People there", number: true, of: (row) => pair(row, "people") },
    { title: "Equipment there", number: true, of: (row) => pair(row, "equipment") },
    { title: "Complete", number: true, of: (row) => pair(row, "complete") },
  ];
  return table({ caption: "Units there by each day: firm + conditional", columns, rows });
}

function personsTable(rows) {
  const columns = [
    dayColumn,
    { title: "Firm", number: true, of: (row) => number(row.persons_firm) },
    { title: "Conditional", number: true, of: (row) => number(row.persons_conditional) },
    { title: "Ceiling", number: true, of: ({ ceiling }) => (ceiling === undefined ? "none set" : number(ceiling)) },
  ];
  return table({ caption: "Persons there by each day", columns, rows });
}

/** What is there from each day on which something changes, and what is missing from when until when. */
function dayByDay(steps, gaps) {
  const pair = (row, what) => `${number(row[`${what}_firm`])} + ${number(row[`${what}_conditional`])}`;
  const from = ({ from, from_on: on }) => [`Day ${from} `, h("span", { class: "small line" }, shortDay(on))];
  const covered = [
    { title: "From", head: true, of: from },
    { title: "Needed", number: true, of: ({ needed }) => number(needed) },
    { title: "There", number: true, of: (row) => pair(row, "complete") },
    { title: "Can operate", number: true, of: (row) => pair(row, "operational") },
    { title: "Short", number: true, of: ({ short }) => number(short) },
    { title: "Persons", number: true, of: (row) => pair(row, "persons") },
    { title: "Ceiling", number: true, of: ({ ceiling }) => (ceiling === undefined ? "none set" : number(ceiling)) },
  ];
  const missing = [
    { title: "Unit requirement", head: true, of: ({ title }) => title },
    { title: "From", of: from },
    { title: "Until", of: ({ until, until_on: on }) => [`Day ${until} `, h("span", { class: "small line" }, shortDay(on))] },
    { title: "Short", number: true, of: ({ short }) => number(short) },
    { title: "Cannot operate", number: true, of: ({ not_operational: waiting }) => number(waiting) },
    { title: "Why", of: ({ reasons }) => reasons },
  ];
  const caption = "Units and persons from each day on which something changes: firm + conditional";
  return section(
    "Day by day",
    p(
      "Units are there once their people and their equipment are, and can operate once what they wait for is there too. ",
      "What is there of one requirement covers no other, so units may be short although more are there than are needed.",
    ),
    folded(`The ${counted(steps.length, "day")} on which something changes`, table({ caption, columns: covered, rows: steps })),
    gaps.length > 0 &&
      folded(
        `The ${counted(gaps.length, "gap")}, from when until when`,
        table({ caption: "Units missing, or there and unable to operate", columns: missing, rows: gaps }),
      ),
  );
}

const dayColumn = {
  title: "Day",
  head: true,
  of: (row) => [`Day ${row.day} `, h("span", { class: "small line" }, shortDay(row.on))],
};

function matches(rows, answers) {
  const columns = [
    { title: "Unit requirement", head: true, of: ({ title }) => title },
    { title: "State and lot", of: (row) => [row.state_name ?? "Unknown", " ", small(row.lot)] },
    { title: "Units", number: true, of: (row) => number(row.units) },
    { title: "People", number: true, of: ({ people_arrive }) => onDay(people_arrive) },
    { title: "Equipment", number: true, of: ({ equipment_arrives }) => onDay(equipment_arrives) },
    {
      title: "Rests on",
      of: (row) => [
        answers.withLevels(known(row.arrival_basis)),
        row.days_late > 0 && strong(`; ${counted(row.days_late, "day")} late`),
      ],
    },
    { title: "Certainty", of: certainty },
  ];
  return table({ caption: "Proposed matches, in the order of the requirements", columns, rows });
}

const onDay = (value) => (value === undefined ? "Unknown" : `day ${value}`);

function certainty({ certainty: how, unknown }) {
  if (how === "firm") return "firm";
  return [plain(how), small(` Unknown: ${listed(unknown.split(", ").map(rule))}`)];
}
