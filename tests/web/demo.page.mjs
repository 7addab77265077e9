// The page of the exercise as a reader opens it: from a file, with the network out of reach. What must stand on it is
// asked of the engine here, in Node, and not copied.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { Mission, Registry, match } from "pledgebook";
import { chromium } from "playwright-core";

import { exercise, page as written } from "../../examples/dashboard/build.mjs";

const PACKAGE = fileURLToPath(new URL("./node_modules/pledgebook", import.meta.url));
const PHONE = { width: 360, height: 780 };
const VIEWS = ["usable-now", "arrival", "gaps", "what-if", "consultation", "contributor", "changes", "check"];

const { settings, registry, missions } = exercise();
const start = ({ id }) => settings.starts[id] ?? settings.start;
// The page tells what changed since the last day of the quarter before.
const quarters = [-1, 0].flatMap((year) =>
  ["03-31", "06-30", "09-30", "12-31"].map((day) => `${Number(settings.as_of.slice(0, 4)) + year}-${day}`),
);
const since = quarters.filter((day) => day.slice(0, 7) < settings.as_of.slice(0, 7)).at(-1);
const book = Registry.read(registry);
const view = book.asOf(settings.as_of);
const plans = new Map(
  missions
    .map((text) => Mission.read(text))
    .map((mission) => {
      return [mission.id, { mission, plan: match(view, [mission.starting(start(mission))]) }];
    }),
);

let folder, browser, address;

before(async () => {
  assert.ok(process.env.CHROMIUM, "set the variable CHROMIUM to the browser's program, as `cargo xtask test` does");
  folder = mkdtempSync(join(tmpdir(), "pledgebook-page-"));
  const file = join(folder, "page.html");
  writeFileSync(file, written(PACKAGE));
  address = pathToFileURL(file).href;
  const flags = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: flags });
});

after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** Opens the page; fails where it logs an error, throws, or asks anybody for anything. */
async function opened(use, { viewport = { width: 1280, height: 900 }, hash = "" } = {}) {
  const tab = await browser.newPage({ viewport });
  const problems = [];
  tab.on("pageerror", (error) => problems.push(String(error)));
  tab.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(message.text()));
  tab.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== address && !url.startsWith("data:")) problems.push(`asked for ${url}`);
  });
  await tab.goto(address + hash);
  await tab.waitForSelector("body[data-view]");
  const answer = await use(tab);
  assert.deepEqual(problems, []);
  await tab.close();
  return answer;
}

/** Goes to a view and gives back all the words in it, folded or not. */
async function text(tab, name, said = {}) {
  const hash = `#${name}?${new URLSearchParams(said)}`;
  await tab.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await tab.waitForFunction(
    ([name, hash]) => document.body.dataset.view === name && document.body.dataset.shown === hash,
    [name, hash],
  );
  return (await tab.locator("main").textContent()).replace(/\s+/g, " ");
}

const has = (said, wanted) => assert.ok(said.includes(wanted), `"${wanted}" does not stand in: ${said.slice(0, 400)}`);
const number = (value) => new Intl.NumberFormat("en-GB").format(value);

test("every view opens, has one heading, its link marked, and the disclaimer below", () =>
  opened(async (tab) => {
    for (const name of VIEWS) {
      await text(tab, name);
      assert.equal(await tab.locator("h1").count(), 1);
      assert.equal(await tab.locator("[role=alert]").count(), 0);
      assert.equal(await tab.locator("nav a[aria-current=page]").count(), 1);
      has(
        await tab.locator("footer").textContent(),
        "Not a United Nations product; illustrative; names imply no opinion on status.",
      );
    }
  }));

test("what is usable now stands by level, each count in a place of its own", () =>
  opened(async (tab) => {
    await text(tab, "usable-now");
    const shown = await tab.locator("main td .count strong").allTextContents();
    const wanted = view.usableNow().map(({ available }) => number(available));
    assert.deepEqual(shown.sort(), wanted.sort());
  }));

test("arrival has the engine's figures for each day, and says what is Unknown", () =>
  opened(async (tab) => {
    for (const [mission, { plan }] of plans) {
      await text(tab, "arrival", { mission });
      const rows = plan.arrivals();
      const units = await tab
        .locator("main .beside")
        .first()
        .locator("tbody tr")
        .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)));
      const pair = (row, what) => `${number(row[`${what}_firm`])} + ${number(row[`${what}_conditional`])}`;
      assert.deepEqual(
        units,
        rows.map((row) => [number(row.needed), pair(row, "people"), pair(row, "equipment"), pair(row, "complete")]),
      );
      assert.equal(await tab.locator("main svg[role=img] desc").count(), 2);
      const unknown = rows.at(-1).arrival_unknown;
      if (unknown > 0) has(await text(tab, "arrival", { mission }), `For ${number(unknown)} unit`);
    }
  }));

test("arrival has the engine's coverage day by day, and its gaps with their reasons", () =>
  opened(async (tab) => {
    for (const [mission, { mission: asked, plan }] of plans) {
      await text(tab, "arrival", { mission });
      const cells = async (caption) =>
        tab
          .locator("main table", { has: tab.locator("caption", { hasText: caption }) })
          .locator("tbody tr")
          .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)));
      const pair = (row, what) => `${number(row[`${what}_firm`])} + ${number(row[`${what}_conditional`])}`;
      const ceiling = (row) => (row.ceiling === undefined ? "none set" : number(row.ceiling));
      assert.deepEqual(
        await cells("on which something changes"),
        plan
          .coverageByDay("mission")
          .map((row) => [
            number(row.needed),
            pair(row, "complete"),
            pair(row, "operational"),
            number(row.short),
            pair(row, "persons"),
            ceiling(row),
          ]),
      );
      const gaps = plan.gapsByDay("requirement");
      assert.deepEqual(
        (await cells("unable to operate")).map((cells) => cells.slice(2)),
        gaps.map((row) => [number(row.short), number(row.not_operational), row.reasons]),
      );
      const titles = new Map(asked.document.requirements.map(({ id, title }) => [id, title]));
      const said = await tab.locator("main").textContent();
      for (const { of } of gaps) has(said, titles.get(of));
    }
  }));

test("a figure of a chart stands above the line of what is needed, and not below it", () =>
  opened(async (tab) => {
    await text(tab, "arrival");
    const kinds = await tab
      .locator("main svg[role=img]")
      .evaluateAll((charts) => charts.map((chart) => [...chart.children].map((part) => part.getAttribute("class"))));
    assert.equal(kinds.length, 2);
    for (const parts of kinds) {
      // What is drawn later lies above: between the line of a day and the title of the next stand its figures.
      const days = parts.join(" ").split(/\bday\b/).slice(1);
      assert.ok(days.length > 0);
      for (const drawn of days) {
        assert.ok(drawn.includes("figures"));
        assert.ok(drawn.lastIndexOf("mark") < drawn.indexOf("figures"), drawn);
      }
    }
  }));

test("gaps are the engine's sentences, with undertakings and tasks that have only force behind them", () =>
  opened(async (tab) => {
    for (const [mission, { plan }] of plans) {
      const said = await text(tab, "gaps", { mission });
      for (const { sentence } of plan.shortfalls()) has(said, sentence);
      for (const row of plan.undertakings().filter(({ status }) => status === "refused" || status === "open"))
        has(said, row.text);
      for (const row of plan.tasks().filter(({ only_force }) => only_force === "yes")) has(said, row.objective);
      for (const row of plan.leadershipPosts().filter(({ vacant_since }) => vacant_since)) has(said, row.role);
    }
  }));

test("what would be if is the engine's answer, for a State, a lot and waivers", () =>
  opened(async (tab) => {
    for (const [mission, { plan }] of plans) {
      const [{ state, lot }] = plan.proposals().filter(({ arrival }) => arrival !== undefined);
      const { waivers, changes: granted } = plan.leastWaivers();
      const supposed = [
        [`withdraw-${state}`, [{ change: "withdraw", state }]],
        [`delay-${lot}`, [{ change: "delay", lot, days: 30 }]],
      ];
      if (granted.length > 0) supposed.push(["waivers", granted]);
      for (const [id, changes] of supposed) {
        const said = await text(tab, "what-if", { mission, if: id });
        assert.equal(await tab.locator("#if").inputValue(), id);
        for (const { title, before, after } of plan.whatIf(changes).document().shortages)
          if (before !== after) has(said, title);
        has(said, "The proof of the changed plan holds.");
        for (const { lot: waived } of waivers) has(said, waived);
      }
    }
  }));

test("each State has a draft note with its exact questions, not sent", () =>
  opened(async (tab) => {
    for (const [mission, { plan }] of plans) {
      const said = await text(tab, "consultation", { mission });
      has(said, "Draft, not sent");
      for (const { rule, question, state_name: name } of plan.questions()) {
        if (rule === "undertakings") for (const each of question.split(/(?<=\?) /)) has(said, each);
        else has(said.toLowerCase(), question.toLowerCase());
        if (rule === "training") has(said, `To ${name}`);
      }
    }
  }));

test("a note is copied as it stands", () =>
  opened(async (tab) => {
    await tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await text(tab, "consultation");
    const note = tab.locator("article").first();
    await note.getByRole("button", { name: "Copy" }).click();
    await note.getByText("Copied.").waitFor();
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    has(copied, "DRAFT, NOT SENT");
    has(copied, await note.locator("h3").textContent());
  }));

/** States with which one has a pledge together: these it knows. */
const partners = (state) =>
  JSON.parse(registry)
    .events.map(({ what }) => what.pledge?.contributors ?? [])
    .filter((contributors) => contributors.some((each) => each.state === state && each.roles.includes("lead")))
    .flatMap((contributors) => contributors.map((each) => each.state));

test("a contributor's page has all its own lots, and nothing of any State with which it has no pledge", () =>
  opened(async (tab) => {
    const rows = view.pledges();
    const states = [...new Set(rows.map(({ state }) => state))].filter(Boolean).sort();
    for (const state of states) {
      const said = await text(tab, "contributor", { state });
      for (const { lot } of rows.filter((row) => row.state === state)) has(said, lot);
      has(said, "Selection also weighs considerations not shown here.");
      const known = partners(state);
      const others = states.filter((other) => !known.includes(other));
      assert.deepEqual(
        others.filter((other) => new RegExp(`\\b${other}\\b`, "i").test(said)),
        [],
        `on the page of ${state}`,
      );
    }
  }));

test("what changed has every event that became known, and its source", () =>
  opened(async (tab) => {
    const said = await text(tab, "changes");
    const events = view.recordedSince(since);
    has(said, `${number(events.length)} events`);
    for (const { pledge, source } of events) {
      if (pledge) has(said, pledge);
      if (source) has(said, source);
    }
  }));

test("the certificate holds in the page, and the answer has the hash that it has in Node", () =>
  opened(async (tab) => {
    for (const [mission, { plan }] of plans) {
      has(await text(tab, "check", { mission }), "The proof holds.");
      assert.equal(await tab.locator("#hash").textContent(), plan.hash());
    }
  }));

test("a scenario is another question", () =>
  opened(async (tab) => {
    for (const [id, { mission }] of plans) {
      for (const { id: scenario, title } of mission.document.scenarios ?? []) {
        const plan = match(view, [mission.under(scenario).starting(start(mission))]);
        has(await text(tab, "check", { mission: id, scenario }), title);
        assert.equal(await tab.locator("#hash").textContent(), plan.hash());
      }
    }
  }));

test("the day, the mission and the contributor are chosen in the head", () =>
  opened(async (tab) => {
    await text(tab, "contributor");
    const last = [...plans.keys()].at(-1);
    await tab.locator("#mission").selectOption(last);
    await tab.waitForFunction((id) => location.hash.includes(`mission=${id}`), last);
    await tab.locator("#day").fill(since);
    await tab.locator("#day").dispatchEvent("change");
    await tab.waitForFunction((day) => document.body.dataset.shown.includes(`day=${day}`), since);
    assert.equal(await tab.locator("#mission").inputValue(), last);
    assert.equal(await tab.locator("[role=alert]").count(), 0);
  }));

test("on a phone nothing scrolls sideways", () =>
  opened(
    async (tab) => {
      for (const name of VIEWS) {
        await text(tab, name);
        await tab.evaluate(() =>
          document.querySelectorAll("details").forEach((details) => {
            details.open = true;
          }),
        );
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= PHONE.width, `${name} is ${wide} wide`);
      }
    },
    { viewport: PHONE },
  ));

test("the page allows no script but its own", () =>
  opened(async (tab) => {
    const policy = await tab.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    has(policy, "default-src 'none'");
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  }));
