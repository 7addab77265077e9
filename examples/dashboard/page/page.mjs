// The page: one answer at a time, by the address after the `#`.
import { Answers } from "./answers.mjs";
import { h } from "./dom.mjs";
import { lacking, unpack } from "./unpack.mjs";
import { arrival } from "./views/arrival.mjs";
import { changes } from "./views/changes.mjs";
import { consultation } from "./views/consultation.mjs";
import { contributor } from "./views/contributor.mjs";
import { gaps } from "./views/gaps.mjs";
import { proof } from "./views/proof.mjs";
import { usable } from "./views/usable.mjs";
import { whatIf } from "./views/what-if.mjs";
import { day, isDay } from "./words.mjs";

// `of` says what a view hangs on besides the day.
const VIEWS = {
  "usable-now": { title: "Usable now", make: usable, of: [] },
  arrival: { title: "Arrival", make: arrival, of: ["mission"] },
  gaps: { title: "Gaps", make: gaps, of: ["mission"] },
  "what-if": { title: "What if", make: whatIf, of: ["mission", "if"] },
  consultation: { title: "Consultation", make: consultation, of: ["mission"] },
  contributor: { title: "Contributor", make: contributor, of: ["mission", "state"] },
  changes: { title: "What changed", make: changes, of: [] },
  check: { title: "Check this result", make: proof, of: ["mission"] },
};

const place = (id) => document.getElementById(id);

start();

async function start() {
  const lacks = lacking();
  if (lacks)
    return apology(
      "This browser cannot show the page",
      `It lacks ${lacks}. A Chrome, Edge, Firefox or Safari of 2023 or later can show it.`,
    );
  try {
    const documents = await unpack();
    place("status").textContent = `Reading the record, ${Math.round(documents.registry.length / 1000)} kB.`;
    await shown();
    const answers = new Answers(documents);
    document.querySelector(".skip").addEventListener("click", skip);
    addEventListener("beforeprint", unfold);
    addEventListener("hashchange", () => show(answers, true));
    show(answers, false);
  } catch (error) {
    apology("The page could not be made", error.message);
  }
}

/** The address after the `#` is the view's: a link within the page must leave it alone. */
function skip(event) {
  event.preventDefault();
  place("main").focus();
}

/** A print has no folds to open, but for a note that is printed alone. */
function unfold() {
  if (document.body.classList.contains("one-note")) return;
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    addEventListener(
      "afterprint",
      () => {
        details.open = false;
      },
      { once: true },
    );
  }
}

/** After the browser has drawn what is there. */
const shown = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function apology(title, text) {
  place("main").replaceChildren(h("h1", { tabindex: -1 }, title), h("p", { role: "alert", class: "notice" }, text));
}

/** What is asked for: the address, with the settings where it says nothing, or nothing that is there. */
function asked(answers) {
  const [name, query] = location.hash.slice(1).split("?");
  const said = new URLSearchParams(query);
  const one = (value, values) => (values.includes(value) ? value : values[0]);
  const view = one(name, Object.keys(VIEWS));
  const when = isDay(said.get("day")) ? said.get("day") : answers.settings.as_of;
  const missions = answers.missions();
  const wanted = said.get("mission") ?? answers.settings.mission;
  const mission = missions.find(({ id }) => id === wanted) ?? missions[0];
  const scenario = mission.scenarios.find(({ id }) => id === said.get("scenario"))?.id;
  const state = one(
    said.get("state"),
    answers.states({ day: when }).map(({ code }) => code),
  );
  return { view, day: when, mission: mission.id, scenario, state, if: said.get("if") ?? undefined };
}

/** The address of a view, with what differs from `now` in it. */
function address(now, changed) {
  const { view, ...rest } = { ...now, ...changed };
  const said = Object.entries(rest).filter(([, value]) => value !== undefined);
  return `#${view}?${new URLSearchParams(said)}`;
}

function show(answers, moved) {
  const now = asked(answers);
  const mission = answers.missions().find(({ id }) => id === now.mission);
  const { title, make, of } = VIEWS[now.view];
  controls(answers, now, mission, of);
  views(now);
  const heading = h("h1", { tabindex: -1 }, title);
  document.title = `${title}, Pledgebook exercise`;
  try {
    place("main").replaceChildren(
      heading,
      dateline(answers, now, mission, of),
      ...make(answers, now, mission).flat(Infinity).filter(Boolean),
    );
  } catch (error) {
    apology(
      title,
      error.name === "PledgebookError"
        ? `The engine refused this question. ${error.message}`
        : "A fault of this page, not of the record; please report it.",
    );
    if (error.name !== "PledgebookError") throw error;
  }
  Object.assign(document.body.dataset, { view: now.view, shown: location.hash });
  if (!moved) return;
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}

function dateline(answers, now, mission, of) {
  const scenario = mission.scenarios.find(({ id }) => id === now.scenario);
  const about = of.includes("mission")
    ? [
        `${mission.title}. `,
        `The clock starts on ${day(answers.start(mission.id))}. `,
        scenario && `Scenario: ${scenario.title}. ${scenario.assumes}`,
      ]
    : [];
  return h("p", { class: "dateline" }, `As of ${day(now.day)}. `, about);
}

function controls(answers, now, mission, of) {
  const go = (key) => (event) => {
    location.hash = address(now, {
      [key]: event.target.value || undefined,
      ...(key === "mission" && { scenario: undefined, if: undefined }),
    });
  };
  const when = h(
    "label",
    {},
    "Day of asking ",
    h("input", { type: "date", id: "day", value: now.day, required: true, change: go("day") }),
  );
  const which = choice(
    "Mission",
    "mission",
    answers.missions().map(({ id, title }) => [id, title]),
    now.mission,
    go("mission"),
  );
  const scenarios = [["", "As mandated"], ...mission.scenarios.map(({ id, title }) => [id, title])];
  const under =
    mission.scenarios.length > 0 && choice("Scenario", "scenario", scenarios, now.scenario ?? "", go("scenario"));
  const whose =
    of.includes("state") &&
    choice(
      "Contributor",
      "state",
      answers.states(now).map(({ code, name }) => [code, name]),
      now.state,
      go("state"),
    );
  const suppositions = of.includes("if") ? answers.suppositions(now) : [];
  const supposed =
    suppositions.length > 0 &&
    choice(
      "Suppose that",
      "if",
      suppositions.map(({ id, text }) => [id, text]),
      answers.supposed(now).id,
      go("if"),
    );
  place("asked").replaceChildren(...[which, under, when, whose, supposed].filter(Boolean));
  place("asked").hidden = false;
}

function choice(title, id, options, chosen, change) {
  return h(
    "label",
    {},
    `${title} `,
    h(
      "select",
      { id, change },
      options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
    ),
  );
}

function views(now) {
  const link = ([view, { title }]) =>
    h(
      "li",
      { class: view === "check" && "apart" },
      h("a", { href: address(now, { view }), "aria-current": view === now.view && "page" }, title),
    );
  const links = Object.entries(VIEWS).map(link);
  place("views").replaceChildren(h("ul", {}, links));
  place("views").hidden = false;
}
