// The two charts of the arrival page, drawn by hand. Firm is solid and conditional is hatched with an outline, so that
// nothing hangs on colour; the numbers stand in the bars' labels, and in the table beside.
import { h, svg } from "./dom.mjs";
import { number } from "./words.mjs";

const WIDTH = 480;
const LEFT = 98;
const RIGHT = 74;
const BAR = 18;
const TOP = 30;

/** Units whose people, and whose equipment, are there on each day, and how many are needed by then. */
export function unitsChart(rows) {
  const most = Math.max(1, ...rows.flatMap((row) => [row.needed, total(row, "people"), total(row, "equipment")]));
  const groups = rows.map((row) => ({
    title: `Day ${row.day}`,
    bars: [bar(row, "people", "people"), bar(row, "equipment", "equipment")],
    mark: { at: row.needed, title: `${number(row.needed)} needed` },
  }));
  const said = rows.map(
    (row) =>
      `Day ${row.day}: units needed: ${row.needed}; with their people there: ${row.people_firm} firm and ${row.people_conditional} ` +
      `conditional; with their equipment there: ${row.equipment_firm} firm and ${row.equipment_conditional} conditional.`,
  );
  return figure("units", "Units there on each day, against what is needed", said, drawn(groups, most));
}

/** Persons there on each day, and the ceiling. */
export function personsChart(rows) {
  const most = Math.max(1, ...rows.flatMap((row) => [row.ceiling ?? 0, total(row, "persons")]));
  const groups = rows.map((row) => ({
    title: `Day ${row.day}`,
    bars: [bar(row, "persons", "persons")],
    mark: row.ceiling === undefined ? undefined : { at: row.ceiling, title: `ceiling ${number(row.ceiling)}` },
  }));
  const said = rows.map(
    (row) =>
      `Day ${row.day}: ${row.persons_firm} persons firm and ${row.persons_conditional} conditional; ` +
      (row.ceiling === undefined ? "no ceiling." : `ceiling ${row.ceiling}.`),
  );
  return figure("persons", "Persons there on each day, against the ceiling", said, drawn(groups, most));
}

const total = (row, what) => row[`${what}_firm`] + row[`${what}_conditional`];
const bar = (row, what, title) => ({ title, firm: row[`${what}_firm`], conditional: row[`${what}_conditional`] });

function drawn(groups, most) {
  const x = (value) => LEFT + (value / most) * (WIDTH - LEFT - RIGHT);
  const parts = [];
  let y = 4;
  for (const { title, bars, mark } of groups) {
    const bottom = y + TOP + bars.length * (BAR + 4);
    parts.push(svg("text", { x: 0, y: y + 16, class: "day" }, title));
    const at = (i) => y + TOP - 6 + i * (BAR + 4);
    bars.forEach((each, i) => parts.push(...barOf(each, x, at(i))));
    if (mark) parts.push(...markOf(mark, x(mark.at), y, bottom));
    // Above the line of the mark, which their edge of paper interrupts.
    bars.forEach((each, i) => parts.push(figuresOf(each, x, at(i))));
    y = bottom + 12;
  }
  parts.push(svg("line", { x1: LEFT, x2: LEFT, y1: 4, y2: y - 8, class: "axis" }));
  return { height: y, parts };
}

function barOf({ title, firm, conditional }, x, y) {
  const [zero, there, end] = [x(0), x(firm), x(firm + conditional)];
  const middle = y + BAR / 2 + 5;
  return [
    svg("text", { x: LEFT - 8, y: middle, class: "what", "text-anchor": "end" }, title),
    firm > 0 && svg("rect", { x: zero, y, width: there - zero, height: BAR, class: "firm" }),
    conditional > 0 &&
      svg("rect", {
        x: there + 1,
        y: y + 0.75,
        width: Math.max(1, end - there - 1.75),
        height: BAR - 1.5,
        class: "conditional",
      }),
  ].filter(Boolean);
}

function figuresOf({ firm, conditional }, x, y) {
  const place = { x: x(firm + conditional) + 7, y: y + BAR / 2 + 5, class: "figures" };
  return svg("text", place, `${number(firm)} + ${number(conditional)}`);
}

function markOf({ title }, at, top, bottom) {
  const right = at > WIDTH - 150;
  return [
    at > LEFT && svg("line", { x1: at, x2: at, y1: top + 4, y2: bottom, class: "mark" }),
    svg(
      "text",
      { x: right ? at - 6 : at + 6, y: top + 15, class: "what", "text-anchor": right ? "end" : "start" },
      title,
    ),
  ].filter(Boolean);
}

function figure(id, title, said, { height, parts }) {
  const hatch = `hatch-${id}`;
  const pattern = svg(
    "pattern",
    { id: hatch, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { width: 6, height: 6, class: "paper" }),
    svg("rect", { width: 2, height: 6, class: "stroke" }),
  );
  for (const part of parts)
    if (part.getAttribute("class") === "conditional") part.setAttribute("fill", `url(#${hatch})`);
  const drawing = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": `${id}-title ${id}-text` },
    svg("title", { id: `${id}-title` }, title),
    svg("desc", { id: `${id}-text` }, said.join(" ")),
    svg("defs", {}, pattern),
    parts,
  );
  return h(
    "figure",
    { class: "chart" },
    h(
      "figcaption",
      {},
      `${title}. `,
      h("span", { class: "key" }, swatch("firm"), "firm", swatch("conditional"), "conditional"),
    ),
    drawing,
  );
}

const swatch = (kind) => h("span", { class: `swatch ${kind}`, "aria-hidden": "true" });
