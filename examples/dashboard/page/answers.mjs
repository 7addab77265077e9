// Every question that the page puts to the engine. What comes back is the engine's: here it is only chosen and joined.
import { Catalogue, Certificate, Mission, Registry, Scheme, match } from "pledgebook";

// How many days later a lot is supposed to come.
const LATER = 30;

/** The answers of one exercise: `{ settings, registry, missions }`, the documents as text. */
export class Answers {
  #book;
  #missions;
  #titles;
  #made = new Map();

  constructor({ settings, registry, missions }) {
    this.settings = settings;
    this.#book = Registry.read(registry);
    this.#missions = new Map(missions.map((text) => Mission.read(text)).map((mission) => [mission.id, mission]));
    const { id: scheme, levels } = JSON.parse(Scheme.unPcrs().toJson());
    /** Titles of the levels, the highest first. */
    this.levels = levels.map(({ title }) => title).reverse();
    this.#titles = levels.map(({ id, title }) => [`${scheme} ${id}`, title]);
    const catalogue = Catalogue.shipped();
    this.types = new Map(catalogue.unitTypes().map(({ id, name }) => [id, name]));
    this.names = new Map(catalogue.states().map(({ code, name }) => [code, name]));
  }

  #once(question, answer) {
    const key = JSON.stringify(question);
    if (!this.#made.has(key)) this.#made.set(key, answer());
    return this.#made.get(key);
  }

  #view(day) {
    return this.#once(["view", day], () => this.#book.asOf(day));
  }

  #plan({ day, mission, scenario }) {
    return this.#once(["plan", day, mission, scenario], () =>
      match(this.#view(day), [this.#mission(mission, scenario)]),
    );
  }

  #document(asked) {
    return this.#once(["document", asked.day, asked.mission, asked.scenario], () =>
      JSON.parse(this.#plan(asked).toJson()),
    );
  }

  #mission(id, scenario) {
    const mission = this.#missions.get(id);
    return (scenario ? mission.under(scenario) : mission).starting(this.start(id));
  }

  #requirements({ mission, scenario }) {
    const { requirements } = this.#mission(mission, scenario).document;
    return new Map(requirements.map((requirement) => [`${mission}/${requirement.id}`, requirement]));
  }

  /** A text of the engine with the titles of levels in the place of their ids. */
  withLevels(text) {
    return this.#titles.reduce((said, [id, title]) => said.replaceAll(id, title), text);
  }

  /** The missions, with their scenarios. */
  missions() {
    return [...this.#missions].map(([id, { document }]) => ({
      id,
      title: document.title,
      host: document.host.name,
      scenarios: document.scenarios ?? [],
    }));
  }

  /** The day on which the clock of a mission starts. */
  start(mission) {
    return this.settings.starts[mission] ?? this.settings.start;
  }

  /** The States that have pledges on record, by code. */
  states({ day }) {
    const codes = new Set(
      this.#view(day)
        .pledges()
        .map(({ state }) => state),
    );
    return [...codes]
      .filter(Boolean)
      .sort()
      .map((code) => ({ code, name: this.names.get(code) ?? code }));
  }

  usable({ day }) {
    return this.#view(day).usableNow();
  }

  arrivals(asked) {
    return this.#plan(asked).arrivals();
  }

  /** What is there of the mission from each day on which something changes, against what is needed. */
  coverageByDay(asked) {
    return this.#plan(asked).coverageByDay("mission");
  }

  /** From when until when units are missing or cannot operate, and why; by requirement, with its title. */
  gapsByDay(asked) {
    const requirements = this.#requirements(asked);
    return this.#plan(asked)
      .gapsByDay("requirement")
      .map((row) => ({ ...row, title: requirements.get(`${row.mission}/${row.of}`).title }));
  }

  coverage(asked) {
    return this.#plan(asked).coverage();
  }

  /** Units short when all missions are asked at once, so that no unit is proposed to two; of the others, as mandated. */
  together({ day, mission, scenario }) {
    const others = [...this.#missions.keys()].filter((id) => id !== mission);
    const all = [this.#mission(mission, scenario), ...others.map((id) => this.#mission(id))];
    const coverage = this.#once(["together", day, mission, scenario], () => match(this.#view(day), all).coverage());
    const short = (rows) => rows.reduce((sum, row) => sum + row.short, 0);
    return {
      missions: all.length,
      here: short(coverage.filter(({ requirement }) => requirement.startsWith(`${mission}/`))),
      all: short(coverage),
    };
  }

  /** The proposed matches, with the title of their requirement. */
  proposals(asked) {
    const requirements = this.#requirements(asked);
    return this.#plan(asked)
      .proposals()
      .map((row) => ({ ...row, title: requirements.get(row.requirement).title }));
  }

  /** The gaps: each a sentence, with the requirements that are short, what turned lots away, and the nearest lots. */
  gaps(asked) {
    const requirements = this.#requirements(asked);
    return this.#document(asked).shortfalls.map(({ sentence, shortfall, turned_away }) => ({
      sentence,
      short: shortfall.short.map(({ requirement, units }) => ({
        id: requirement,
        title: requirements.get(requirement).title,
        units,
        turnedAway: turned_away.filter((each) => each.requirement === requirement),
        lots: this.#nearest(asked, requirement, requirements.get(requirement)),
      })),
    }));
  }

  /** Lots of a type that would serve and are not proposed here: those with the fewest rules against them first. */
  #nearest(asked, id, requirement) {
    const types = [requirement.unit_type, ...(requirement.substitutes ?? []).map(({ unit_type }) => unit_type)];
    const lots = this.#view(asked.day)
      .pledges()
      .filter(({ unit_type }) => types.includes(unit_type));
    const judged = lots.map((lot) => {
      const { reason, sentence, judgements } = this.#plan(asked).whyNot(id, lot.lot);
      const that = (met) => judgements.filter((judgement) => judgement.met === met);
      return { ...lot, reason, sentence, against: that("unmet"), unknown: that("unknown") };
    });
    const order = (a, b) =>
      a.against.length - b.against.length || a.unknown.length - b.unknown.length || (a.lot < b.lot ? -1 : 1);
    return judged.filter(({ reason }) => reason !== "proposed").sort(order);
  }

  /** What may be supposed of a plan: a State withdraws, a lot comes later, waivers are granted. Each is changes of the engine. */
  suppositions(asked) {
    const proposals = this.proposals(asked);
    const each = (rows, key) => [...new Map(rows.map((row) => [row[key], row])).values()];
    const { changes } = this.leastWaivers(asked);
    return [
      ...each(proposals, "state").map(({ state }) => ({
        id: `withdraw-${state}`,
        text: `${this.names.get(state) ?? state} withdraws all its units`,
        changes: [{ change: "withdraw", state }],
      })),
      ...each(proposals, "lot")
        .filter(({ arrival }) => arrival !== undefined)
        .map(({ lot, state, title }) => ({
          id: `delay-${lot}`,
          text: `${state}, ${title} (${lot}), comes ${LATER} days later`,
          changes: [{ change: "delay", lot, days: LATER }],
        })),
      ...(changes.length > 0 ? [{ id: "waivers", text: "the fewest waivers that close the most gaps are granted", changes }] : []),
    ];
  }

  /** What is supposed: what was asked for, or the first that may be. */
  supposed(asked) {
    const all = this.suppositions(asked);
    return all.find(({ id }) => id === asked.if) ?? all[0];
  }

  /** How the best plan differs then, and whether its proof holds. */
  whatIf(asked, { id, changes }) {
    return this.#once(["what-if", asked.day, asked.mission, asked.scenario, id], () => {
      const answer = this.#plan(asked).whatIf(changes);
      return { document: answer.document(), held: answer.plan().certificate().verify() };
    });
  }

  /** The fewest waivers that close the most gaps. */
  leastWaivers(asked) {
    return this.#once(["waivers", asked.day, asked.mission, asked.scenario], () => this.#plan(asked).leastWaivers());
  }

  tasks(asked) {
    return this.#plan(asked).tasks();
  }

  undertakings(asked) {
    return this.#plan(asked).undertakings();
  }

  trainingSupport(asked) {
    return this.#plan(asked).trainingSupport();
  }

  leadershipPosts(asked) {
    return this.#plan(asked).leadershipPosts();
  }

  communicationObjectives(asked) {
    return this.#plan(asked).communicationObjectives();
  }

  costShares(asked) {
    return this.#plan(asked).costShares();
  }

  /** The questions, each with who can answer it: `contributor`, `host-state` or `secretariat`. */
  questions(asked) {
    const requirements = this.#requirements(asked);
    return this.#document(asked).questions.map((row) => {
      return { ...row, titles: row.requirements.map((id) => requirements.get(id).title) };
    });
  }

  /** Questions to contributors, by State. */
  notes(asked) {
    const notes = new Map();
    for (const row of this.questions(asked).filter(({ asks }) => asks === "contributor")) {
      notes.set(row.state, [...(notes.get(row.state) ?? []), row]);
    }
    return notes;
  }

  /** Questions to the host State, or within the Secretariat: each once, with the matches that hang on it. */
  asked(asked, of) {
    const questions = new Map();
    for (const row of this.questions(asked).filter(({ asks }) => asks === of)) {
      questions.set(row.text, [...(questions.get(row.text) ?? []), row]);
    }
    return questions;
  }

  /** What one State sees of its own: its lots with their three levels, and its questions. */
  contributor(asked) {
    const own = ({ state }) => state === asked.state;
    const view = this.#view(asked.day);
    const levels = new Map(
      view
        .assess()
        .filter(own)
        .map((row) => [row.lot, row]),
    );
    const lots = view
      .pledges()
      .filter(own)
      .map((row) => ({ ...row, level: levels.get(row.lot) }));
    return { lots, questions: this.notes(asked).get(asked.state) ?? [] };
  }

  /** What became known after a day, and what differs in the record for it. */
  changes({ day }, since) {
    const view = this.#view(day);
    return { events: view.recordedSince(since), differences: view.diff(this.#view(since)) };
  }

  /** The proof of the plan, checked here and now, and checked again with one proposal taken out of it. */
  proof(asked) {
    const plan = this.#plan(asked);
    const certificate = plan.certificate();
    const before = performance.now();
    const holds = certificate.verify();
    const took = performance.now() - before;
    const document = certificate.document();
    const spoilt = Certificate.read({ ...document, proposals: document.proposals.slice(1) });
    return {
      holds,
      took,
      faults: certificate.faults(),
      spoilt: { holds: spoilt.verify(), faults: spoilt.faults() },
      value: certificate.value(),
      problem: document.problem,
      proposals: document.proposals.length,
      unique: plan.unique,
      hash: plan.hash(),
      identity: this.#document(asked).identity,
    };
  }
}
