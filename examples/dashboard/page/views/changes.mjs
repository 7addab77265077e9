// What changed since the last quarter, with the sources.
import { folded, grouped, h, lede, list, p, section, small, strong, table } from "../dom.mjs";
import {
  EVENT_ORDER,
  capital,
  counted,
  day,
  event,
  grade,
  known,
  number,
  quarterBefore,
  sentence,
  shortDay,
} from "../words.mjs";

// So many of a kind can be read at a glance; more are folded.
const AT_A_GLANCE = 8;

export function changes(answers, asked) {
  const since = quarterBefore(asked.day);
  const { events, differences } = answers.changes(asked, since);
  const place = (id) => (EVENT_ORDER.includes(id) ? EVENT_ORDER.indexOf(id) : EVENT_ORDER.length);
  const kinds = [...grouped(events, ({ event }) => event)].sort(([a], [b]) => place(a) - place(b));
  return [
    lede(
      `${counted(events.length, "event")} became known after ${day(since)}`,
      events.length === 0 ? "." : ": ",
      kinds.map(([kind, rows]) => `${number(rows.length)} ${event(kind).toLowerCase()}`).join(", "),
      events.length === 0 ? "" : ".",
    ),
    section(
      "What became known",
      kinds.map(([kind, rows]) => ofKind(kind, rows, answers)),
    ),
    section(
      "What is different",
      p(`The record of ${day(asked.day)} beside that of ${day(since)}.`),
      different(differences, answers),
    ),
  ];
}

function ofKind(kind, rows, answers) {
  const shown = list(rows.map((row) => told(row, answers)));
  const title = `${event(kind)}: ${number(rows.length)}`;
  if (rows.length > AT_A_GLANCE) return folded(title, shown);
  return [h("h3", {}, title), shown];
}

function told(row, answers) {
  const when =
    row.valid && row.valid !== "undated"
      ? `${shortDay(row.valid)}; known ${shortDay(row.known.slice(0, 10))}`
      : `known ${shortDay(row.known.slice(0, 10))}`;
  return [
    strong([row.state, row.pledge ?? row.id].filter(Boolean).join(", "), ". "),
    row.what ? sentence(capital(answers.withLevels(row.what))) : "",
    " ",
    small(`${when}. `, source(row)),
  ];
}

function source({ source, reference, published, grade: how, actor }) {
  if (!source) return `No source is named; recorded by ${actor}.`;
  const details = [reference, published && `published ${shortDay(published)}`, grade(how)].filter(Boolean);
  return `Source: ${source} (${details.join("; ")}).`;
}

/** What was added and taken away where there are lists; else before and after. */
function change({ before, after }, answers) {
  const [old, young] = [before, after].map((text) => (text ? answers.withLevels(text).split("; ") : []));
  const [gone, come] = [old.filter((part) => !young.includes(part)), young.filter((part) => !old.includes(part))];
  if (old.length < 2 && young.length < 2) return `${known(old[0])} → ${known(young[0])}`;
  return [come.length > 0 && `added: ${come.join("; ")}`, gone.length > 0 && `no longer: ${gone.join("; ")}`]
    .filter(Boolean)
    .join("; ");
}

function different(rows, answers) {
  if (rows.length === 0) return p("Nothing.");
  const fields = [...grouped(rows, ({ field }) => field)].sort(([, a], [, b]) => a.length - b.length);
  return fields.map(([field, rows]) => {
    const columns = [
      { title: "Pledge or lot", head: true, of: ({ lot, pledge }) => lot ?? pledge },
      { title: "Change", of: (row) => change(row, answers) },
    ];
    const shown = table({ caption: `${capital(field)}, what is different`, columns, rows, kind: "quiet" });
    return rows.length > AT_A_GLANCE
      ? folded(`${capital(field)}: ${number(rows.length)}`, shown)
      : [h("h3", {}, `${capital(field)}: ${number(rows.length)}`), shown];
  });
}
