// Usable now: what is available, by unit type and recorded level. Levels are never added together.
import { grouped, h, lede, p, section, small, strong, table } from "../dom.mjs";
import { capital, counted, day, number, shortDay } from "../words.mjs";

export function usable(answers, asked) {
  const rows = answers.usable(asked);
  const others = [...new Set(rows.map((row) => row.level_title ?? NONE))].filter(
    (title) => !answers.levels.includes(title),
  );
  const levels = [...answers.levels, ...others];
  const part = (enabler) => rows.filter((row) => row.enabler === enabler);
  if (rows.length === 0) return [lede(`Nothing on record is available on ${day(asked.day)}.`)];
  return [
    lede(
      `These units are available on ${day(asked.day)}. `,
      "Each stands under the level recorded for it; levels say different things, and are not added together.",
    ),
    byType(
      "Enabling units",
      "What other units need before they can work: engineers, hospitals, aviation, signals, transport.",
      part("yes"),
      levels,
    ),
    byType("Other units", undefined, part("no"), levels),
    part(undefined).length > 0 && byType("Unit type not stated", undefined, part(undefined), levels),
    h(
      "p",
      { class: "note" },
      "Verified: the last visit or inspection that was passed, among the lots of the type and level. ",
      "What is only announced or offered is not usable, and is not counted here.",
    ),
  ];
}

const NONE = "No level recorded";

function byType(title, about, rows, levels) {
  const types = [...grouped(rows, (row) => row.name ?? "Unknown").values()];
  const here = levels.filter((level) => rows.some((row) => (row.level_title ?? NONE) === level));
  const columns = [
    { title: "Unit type", head: true, of: ([row]) => capital(row.name ?? "Unknown") },
    ...here.map((level) => ({
      title: level,
      of: (type) => count(type.find((row) => (row.level_title ?? NONE) === level)),
    })),
  ];
  const caption = `${title} available, by recorded level`;
  return section(title, about && p(about), table({ caption, columns, rows: types, kind: "levels" }));
}

function count(row) {
  if (row === undefined) return undefined;
  const remarks = [
    row.last_verified ? `verified ${shortDay(row.last_verified)}` : "never verified",
    row.last_verified && row.never_verified ? `${number(row.never_verified)} never verified` : undefined,
    row.not_counted ? `and ${counted(row.not_counted, "lot")} of unknown number` : undefined,
    row.renewal_overdue ? `${counted(row.renewal_overdue, "renewal")} overdue` : undefined,
  ].filter(Boolean);
  return h("span", { class: "count" }, strong(number(row.available)), small(remarks.join(", ")));
}
