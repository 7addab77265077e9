// How the engine's words are said on the page.

const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const NUMBER = new Intl.NumberFormat("en-GB");

/** `2026-11-23` as `23 November 2026`; Unknown where there is none. */
export const day = (text) => dated(text, LONG);
/** `2026-11-23` as `23 Nov 2026`. */
export const shortDay = (text) => dated(text, SHORT);

// A day that is known only within bounds comes as a text with more in it, and is shown as it is.
const dated = (text, format) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? format.format(new Date(text)) : (text ?? "Unknown");

/** The last day of the quarter before that of a day. */
export function quarterBefore(text) {
  const [year, month] = text.split("-").map(Number);
  const first = month - 1 - ((month - 1) % 3);
  return new Date(Date.UTC(year, first, 0)).toISOString().slice(0, 10);
}

/** Whether a text is a calendar day, and one that exists. */
export function isDay(text) {
  const day = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : NaN);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

export const number = (value) => (value === undefined ? "Unknown" : NUMBER.format(value));
export const units = (count) => counted(count, "unit");
/** A number that may be none. */
export const some = (value) => (value === 0 ? "none" : number(value));
export const counted = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;
export const known = (value) => value ?? "Unknown";

/** `a`, `a and b`, `a, b and c`. */
export function listed(items) {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A sentence with its full stop, whether or not it came with one. */
export const sentence = (text) => (/[.?!]$/.test(text) ? text : `${text}.`);

const RULES = {
  "pledge-status": "pledge status",
  "unit-type": "unit type",
  window: "time it can serve",
  "sub-units": "sub-units",
  "self-sustainment": "self-sustainment",
  women: "share of women",
  engagement: "engagement teams",
  screening: "human-rights screening",
  vetting: "misconduct vetting",
  "held-elsewhere": "held for another framework",
  rest: "rest since the last tour",
  enablers: "enablers first",
  undertakings: "undertakings of others",
  "selection-guidance": "selection guidance",
};

/** A rule of eligibility. */
export const rule = (id) => RULES[id] ?? id;

const EVENTS = {
  announced: "Announced",
  offered: "Offered",
  acknowledged: "Acknowledged",
  accepted: "Accepted",
  amended: "Amended",
  split: "Split",
  "evidence-recorded": "Evidence recorded",
  "level-recorded": "Level recorded",
  renewed: "Renewed",
  arrived: "Arrived",
  returned: "Returned",
  withdrawn: "Withdrawn",
  "observed-absent": "Observed absent from the list",
  "deadline-moved": "Deadline moved",
  corrected: "Corrected",
  commented: "Commented",
};

/** What a desk officer reads first comes first. */
export const EVENT_ORDER = [
  "withdrawn",
  "returned",
  "observed-absent",
  "deadline-moved",
  "amended",
  "corrected",
  "split",
  "announced",
  "offered",
  "acknowledged",
  "accepted",
  "level-recorded",
  "arrived",
  "commented",
  "evidence-recorded",
  "renewed",
];
export const event = (id) => EVENTS[id] ?? capital(id.replaceAll("-", " "));

const GRADES = {
  official: "official",
  "copy-of-official": "copy of an official text",
  "press-or-expert": "press or expert",
  "weak-copy": "weak copy",
};
export const grade = (id) => GRADES[id] ?? "grade Unknown";

export const plain = (id) => id.replaceAll("-", " ");

const BY = { "host-state": "host State", "united-nations": "United Nations", contributor: "contributor" };
export const undertakenBy = (id) => BY[id] ?? id;

const COSTS = {
  "unknown-rules": "Rules that are Unknown among the proposed matches",
  "days-late": "Days after the day on which the units are needed",
  "substitute-rank": "Steps away from the unit type asked for",
  preference: "The caller's own preferences (none here)",
};

/** A level of the objective, as the certificate names it. */
export function cost(level) {
  const [, kind, number] = /^(short|conditional)-(\d+)$/.exec(level) ?? [];
  if (kind === "short") return `Units short in priority class ${number}`;
  if (kind === "conditional") return `Units covered only conditionally in priority class ${number}`;
  return COSTS[level] ?? level;
}
