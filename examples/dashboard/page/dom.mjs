// Making elements. Data gets into the page as text and in no other way.

const SVG = "http://www.w3.org/2000/svg";

/** An element with its attributes and children; a child is a node, a text, a list of them, or nothing. */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for the elements of a drawing. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== false && child !== ""));
  return element;
}

/**
 * A table that a phone shows as cards. A column has a title, `of` (what stands in it for a row), and may be the `head`
 * of its row or a `number`. Roles are said: as cards, it would be no table to a screen reader any more.
 */
export function table({ caption, columns, rows, kind = "" }) {
  const head = columns.map(({ title, number }) =>
    h("th", { scope: "col", role: "columnheader", class: number && "number" }, title),
  );
  const body = rows.map((row) =>
    h(
      "tr",
      { role: "row" },
      columns.map((column) => cell(column, row)),
    ),
  );
  return h(
    "div",
    { class: "table" },
    h(
      "table",
      { role: "table", class: kind || undefined },
      h("caption", {}, caption),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head)),
      h("tbody", { role: "rowgroup" }, body),
    ),
  );
}

function cell({ title, of, head, number }, row) {
  const shown = of(row);
  const kind = [number && "number", shown === undefined && "nothing"].filter(Boolean).join(" ") || undefined;
  const attributes = { class: kind, "data-title": title };
  if (head) return h("th", { ...attributes, scope: "row", role: "rowheader" }, shown);
  return h("td", { ...attributes, role: "cell" }, h("div", {}, shown === undefined ? "–" : shown));
}

export const p = (...children) => h("p", {}, children);
export const strong = (...children) => h("strong", {}, children);
/** What is told beside: an id, a source, a day. */
export const small = (...children) => h("span", { class: "small" }, children);
/** The sentence to read first. */
export const lede = (...children) => h("p", { class: "lede" }, children);
/** What must not be overlooked. */
export const notice = (...children) => h("p", { class: "notice" }, children);

/** A part of a view under a heading. */
export function section(title, ...children) {
  return h("section", {}, h("h2", {}, title), children);
}

/** Something long, folded until it is asked for. */
export function folded(title, ...children) {
  return h("details", {}, h("summary", {}, title), children);
}

export function list(items) {
  return h(
    "ul",
    {},
    items.map((item) => h("li", {}, item)),
  );
}

/** Rows by what `key` says of them, in the order in which they come. */
export function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
