// The vectors, through the installed package: the same module in Node and in a page. What a case is made of stands in
// tests/vectors/README.md.
import { Catalogue, FollowUp, match, Mission, PledgebookError, Registry, Scheme } from "pledgebook";

const VECTORS = new URL("../vectors/", import.meta.url);

/** The text of a plain value as the core writes it: keys sorted, no white space. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** Holds each of the named cases against what it expects, and gives the hash over all answers. */
export async function hashOf(names, read) {
  const lines = [];
  for (const name of names) {
    const text = (file) => file && read(new URL(`${name}/${file}`, VECTORS));
    const answers = await answersTo(JSON.parse(await text("case.json")), text);
    const expected = (await text("expected.jsonl")).split("\n");
    [...answers, ""].forEach((answer, i) => {
      if (answer !== expected[i]) throw new Error(`${name}, ask ${i + 1}\n  answer   ${answer}\n  expected ${expected[i]}`);
    });
    lines.push(...answers.map((answer) => `${name}\n${answer}\n`));
  }
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("")));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function answersTo({ registry, catalogue, asks }, text) {
  const against = catalogue ? Catalogue.read(await text(catalogue)) : Catalogue.shipped();
  const session = { against, registry: registry ? Registry.read(await text(registry), against) : new Registry(against) };
  const answers = [];
  for (const { ask, ...more } of asks) answers.push(await answer(asked[ask], session, more, text));
  return answers;
}

async function answer(ask, session, more, text) {
  try {
    return await ask(session, more, text);
  } catch (error) {
    if (!(error instanceof PledgebookError)) throw error;
    return canonical({ refused: error.findings });
  }
}

const readers = {
  catalogue: (text) => Catalogue.read(text),
  // Options are read where they are used: there is no class of them.
  options: (text, { against }) => match(new Registry(against).asOf("2026-01-01"), [], text),
  "follow-up": (text) => FollowUp.read(text).toJson(),
  scheme: (text) => Scheme.read(text),
  registry: (text, { against }) => Registry.read(text, against).toJson(),
  mission: (text, { against }) => Mission.read(text, against).toJson(),
};

/** The scheme that an ask names: a document of the case, or one that is shipped. */
const schemeOf = async ({ scheme }, text) => {
  if (!scheme) return undefined;
  return scheme.endsWith(".json") ? Scheme.read(await text(scheme)) : Scheme.shipped(scheme);
};

const asked = {
  read: async (session, { kind, document }, text) => {
    const read = readers[kind](await text(document), session);
    return typeof read === "string" ? read : canonical("read");
  },
  record: async ({ registry }, { events, known, actor }, text) =>
    canonical(registry.record(await text(events), known, actor)),
  "as-of": (session, { valid, known }) => {
    session.before = session.view;
    session.view = session.registry.asOf(valid, known);
    return canonical({ known: session.view.known, valid: session.view.valid });
  },
  pledges: ({ view }) => canonical(view.pledges()),
  assess: async ({ view }, ask, text) => canonical(view.assess(await schemeOf(ask, text))),
  "on-file": async ({ view }, ask, text) => canonical(view.onFile(await schemeOf(ask, text))),
  blocks: async ({ view }, ask, text) => canonical(view.blocks(await schemeOf(ask, text))),
  "falls-back-on": async ({ view }, ask, text) => canonical(view.fallsBackOn(await schemeOf(ask, text))),
  "verification-due": async ({ view }, ask, text) =>
    canonical(view.verificationDue(ask.within, await schemeOf(ask, text))),
  visits: ({ view }) => canonical(view.visits()),
  rules: async (_, ask, text) => canonical(((await schemeOf(ask, text)) ?? Scheme.unPcrs()).rules()),
  history: ({ view }, { pledge }) => canonical(view.history(pledge)),
  diff: ({ view, before }) => canonical(view.diff(before)),
  match: async (session, { missions, options }, text) => {
    const start = async ({ mission, starting, scenario }) => {
      const whole = Mission.read(await text(mission), session.against);
      const read = scenario ? whole.under(scenario) : whole;
      return starting ? read.starting(starting) : read;
    };
    const plan = match(session.view, await Promise.all(missions.map(start)), await text(options));
    session.plan = plan;
    return `{"hash":"${plan.hash()}","plan":${plan.toJson()},"verified":${plan.certificate().verify()}}`;
  },
  coverage: ({ plan }) => canonical(plan.coverage()),
  proposals: ({ plan }) => canonical(plan.proposals()),
  shortfalls: ({ plan }) => canonical(plan.shortfalls()),
  questions: ({ plan }) => canonical(plan.questions()),
  arrivals: ({ plan }, { days }) => canonical(plan.arrivals(days)),
  "under-rows": ({ plan }) => ((under) => (under ? canonical(under) : "null"))(plan.underRows()),
  tasks: ({ plan }) => canonical(plan.tasks()),
  undertakings: ({ plan }) => canonical(plan.undertakings()),
  "leadership-posts": ({ plan }) => canonical(plan.leadershipPosts()),
  "communication-objectives": ({ plan }) => canonical(plan.communicationObjectives()),
  "cost-shares": ({ plan }) => canonical(plan.costShares()),
  reimbursement: ({ plan }) => canonical(plan.reimbursement()),
  "training-support": ({ plan }) => canonical(plan.trainingSupport()),
  "coverage-by-day": ({ plan }, { by }) => canonical(plan.coverageByDay(by)),
  "gaps-by-day": ({ plan }, { by }) => canonical(plan.gapsByDay(by)),
  "first-days": ({ plan }, { by, shares }) => canonical(plan.firstDays(by, shares)),
  "arrival-table": ({ plan }) => canonical(plan.arrivalTable()),
  timelines: ({ plan }) => canonical(plan.timelines()),
  timeline: async ({ view, against }, { lot, mission, starting }, text) => {
    const read = mission && Mission.read(await text(mission), against);
    return canonical(view.timeline(lot, starting ? read.starting(starting) : read));
  },
  "usable-now": ({ view }) => canonical(view.usableNow()),
  women: ({ view }) => canonical(view.women()),
  performance: ({ view }) => canonical(view.performance()),
  training: ({ view }) => canonical(view.training()),
  "training-by-module": ({ view }) => canonical(view.trainingByModule()),
  checks: ({ view }) => canonical(view.checks()),
  "undertakings-kept": ({ plan }) => canonical(plan.undertakingsKept()),
  freshness: ({ view }) => canonical(view.freshness()),
  delivered: ({ view }, { since, until, reader }) => canonical(view.delivered(since, until, reader)),
  "pledged-and-found": ({ view }) => canonical(view.pledgedAndFound()),
  consultations: ({ view }) => canonical(view.consultations()),
  actions: ({ view }) => canonical(view.actions()),
  decisions: ({ view }) => canonical(view.decisions()),
  "recorded-since": ({ view }, { day }) => canonical(view.recordedSince(day)),
  lessons: async (_, { document }, text) => canonical(FollowUp.read(await text(document)).lessons()),
  recommendations: async (_, { document, on }, text) =>
    canonical(FollowUp.read(await text(document)).recommendations(on)),
  progress: async (_, { document, since, until }, text) =>
    canonical(FollowUp.read(await text(document)).progress(since, until)),
  "why-not": ({ plan }, { requirement, lot }) => canonical(plan.whyNot(requirement, lot)),
  "why-others-not": ({ plan }, { requirement, most }) => canonical(plan.whyOthersNot(requirement, most)),
  "what-if": async ({ plan }, { changes }, text) => plan.whatIf(await text(changes)).toJson(),
  "least-waivers": ({ plan }) => canonical(plan.leastWaivers()),
  "marginal-values": ({ plan }, { of }) => canonical(plan.marginalValues(of)),
};
