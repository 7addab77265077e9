// The package as a user's TypeScript sees it (tsc --strict); never run. An `expect-error` that is not needed fails.
import * as pb from "pledgebook";
import {
  Catalogue, Certificate, Columns, FollowUp, Journal, Mission, PledgebookError, Registry, Scheme, View, audienceRules, match, solve,
} from "pledgebook";
import type {
  ColumnChange, ColumnDifference, ColumnLimit, ColumnPlan, ColumnWhatIf, GivenColumns, Plan, PlanUnderRows, SolveOptions, StopOptions,
  TablesOfView, Told, Types, WhatIf,
} from "pledgebook";

export const version: string = pb.version();
// @ts-expect-error: a type that admits everything would let this pass
export const number: number = pb.version();
export const codes: Types.CodesRow[] = pb.codes();

export function theCatalogue(): Catalogue {
  const shipped = Catalogue.shipped();
  const names: (string | undefined)[] = shipped.states().map((state) => state.name);
  const functions: (string | undefined)[] = shipped.unitTypes().map((type) => type.function);
  return Catalogue.read(shipped.toJson() || JSON.stringify([names, functions]));
}

export function theRecord(text: string): View {
  const announced: Types.What = {
    event: "announced",
    pledge: {
      id: "xaa",
      kind: "formed-unit",
      title: "Engineers",
      contributors: [{ state: "XAA", roles: ["lead"] }],
      lots: [{ id: "xaa", described_as: "A company", units: 1 }],
    },
  };
  const entry: Types.Entry = { id: "xaa-1", what: announced, sources: [], reconstructed: false };
  // @ts-expect-error: no such event
  const misspelt: Types.What = { event: "anounced", pledge: announced.pledge };
  // @ts-expect-error: the key of another event
  const other: Types.What = { event: "renewed", pledge: "xaa", units: "all", arrival: "both" };
  // @ts-expect-error: null is never a value
  const undated: Types.Entry = { ...entry, valid: null };

  using registry = new Registry();
  const counted: number = new Registry(theCatalogue()).size + new Registry(null).size;
  const receipt: Types.Receipt = registry.record([entry, undated], "2026-11-23T09:00:00Z", "desk-3");
  registry.record(JSON.stringify([misspelt, other, receipt.head, counted]), "2026-11-23T09:00:00Z", "desk-3");
  // @ts-expect-error: days are ISO texts
  registry.asOf(new Date());
  // @ts-expect-error: the text of a document, not the document
  Registry.read({ format: "pledgebook.registry/2", events: [] });
  const again = Registry.read(registry.toJson(), theCatalogue());
  again.free();
  return Registry.read(text).asOf("2026-11-23", "2026-11-24T00:00:00Z");
}

export function aView(view: View): [string, string] {
  const available: Types.PledgesRow[] = view.pledges();
  const levels: Types.AssessmentsRow[] = [...view.assess(), ...view.assess(null), ...view.assess(aScheme())];
  // @ts-expect-error: a scheme, not its text
  view.assess(aScheme().toJson());
  const timeline: Types.TimelineRow[] = [...view.timeline("xaa-engineers"), ...view.timeline("xaa-engineers", null)];
  const history: Types.HistoryRow[] = view.history(available[0]?.pledge ?? levels[0]?.pledge ?? "xaa");
  const changes: Types.ChangesRow[] = view.diff(view);
  const usable: Types.UsableNowRow[] = [...view.usableNow(), ...view.usableNow(aScheme())];
  const women: Types.WomenRow[] = view.women();
  const onFile: Types.OnFileRow[] = [...view.onFile(), ...view.onFile(aScheme())];
  const blocks: Types.BlocksRow[] = [...view.blocks(), ...view.blocks(null)];
  const falls: Types.FallsBackOnRow[] = [...view.fallsBackOn(), ...view.fallsBackOn(aScheme())];
  const runOut: Types.VerificationDueRow[] = [...view.verificationDue(90), ...view.verificationDue(90, aScheme())];
  // @ts-expect-error: a number of days
  view.verificationDue("90 days");
  const visits: Types.VisitsRow[] = view.visits();
  if (onFile.length + blocks.length === falls.length + runOut.length + visits.length) return ["", ""];
  const performance: Types.PerformanceRow[] = view.performance();
  const trained: [Types.TrainingRow[], Types.TrainingByModuleRow[], Types.ChecksRow[]] = [
    view.training(),
    view.trainingByModule(),
    view.checks(),
  ];
  if (trained.flat().length === 0) return ["", ""];
  const news: Types.RecordedRow[] = view.recordedSince("2026-09-01");
  const fresh: Types.FreshnessRow[] = [...view.freshness(), ...view.freshness(aScheme())];
  const delivered: Types.DeliveredRow[] = view.delivered("2026-01-01", "2027-01-01", "secretariat", aScheme());
  const found: Types.PledgedAndFoundRow[] = view.pledgedAndFound();
  const asked: Types.ConsultationsRow[] = view.consultations();
  const due: Types.ActionsRow[] = view.actions();
  const decided: Types.DecisionsRow[] = view.decisions();
  if (fresh.length + delivered.length + found.length === asked.length + due.length + decided.length) return ["", ""];
  if (usable.length + women.length + performance.length === news.length + timeline.length) return ["", ""];
  // @ts-expect-error: no such column
  changes[0]?.colour;
  // @ts-expect-error: an absent cell is neither zero nor empty
  history[0]!.event!.length + history[0].event.length;
  return [view.valid, view.known];
}

export function aScheme(): Scheme {
  const ids: string[] = Scheme.shippedIds();
  const rules: Types.RulesRow[] = Scheme.shipped(ids[0] ?? "unsas").rules();
  return Scheme.read(Scheme.unPcrs().toJson() || JSON.stringify(rules), Catalogue.shipped());
}

export function aMission(text: string): Mission {
  const mission = Mission.read(text, Catalogue.shipped());
  const [id, start]: [string, string | undefined] = [mission.id, mission.start];
  const document: Types.MissionDocument = mission.document;
  const classes: number[] = document.requirements.map((requirement) => requirement.class);
  return Mission.read(id + start + classes + mission.toJson()).under("a-scenario").starting("2026-12-01");
}

export function aPlan(view: View, mission: Mission): Plan {
  const options: Types.MatchOptions = {
    format: "pledgebook.match-options/1",
    limits: [{ id: "cap", at_most: 2, scope: { of: "each-state" } }],
  };
  match(view, [mission], JSON.stringify(options));
  match(view, [mission], null);
  const stop: StopOptions = { shouldStop: () => false };
  match(view, [mission], options, stop).whatIf([], stop);
  // @ts-expect-error: a function that says whether to stop
  match(view, [mission], null, { shouldStop: true });
  // @ts-expect-error: a list of missions
  match(view, mission);
  const plan = match(view, [mission], options);
  const coverage: Types.CoverageRow[] = plan.coverage();
  const proposals: Types.ProposalsRow[] = plan.proposals();
  const under: PlanUnderRows | undefined = plan.underRows();
  const standings: Types.StandingsRow[] = under?.standings ?? [];
  // @ts-expect-error: there may be no rows
  const proven: string = plan.underRows().proven;
  const shortfalls: Types.ShortfallsRow[] = plan.shortfalls();
  const questions: Types.QuestionsRow[] = plan.questions();
  const tasks: Types.TasksRow[] = plan.tasks();
  const undertakings: Types.UndertakingsRow[] = plan.undertakings();
  const posts: Types.LeadershipPostsRow[] = plan.leadershipPosts();
  const messages: Types.CommunicationObjectivesRow[] = plan.communicationObjectives();
  const costs: Types.CostSharesRow[] = plan.costShares();
  const reimbursement: Types.ReimbursementRow[] = plan.reimbursement();
  const training: Types.TrainingSupportRow[] = plan.trainingSupport();
  const kept: Types.PerformanceRow[] = plan.undertakingsKept();
  const arrivals: Types.ArrivalsRow[] = [...plan.arrivals(), ...plan.arrivals([30, 60]), ...plan.arrivals(null)];
  // @ts-expect-error: a list of numbers
  plan.arrivals(30);
  const timelines: Types.TimelineRow[] = plan.timelines();
  const byDay: Types.CoverageByDayRow[] = [...plan.coverageByDay(), ...plan.coverageByDay("task")];
  // @ts-expect-error: no such word
  plan.coverageByDay("state");
  const gaps: Types.GapsByDayRow[] = [...plan.gapsByDay(), ...plan.gapsByDay("mission")];
  const firsts: Types.FirstDaysRow[] = [...plan.firstDays(), ...plan.firstDays("component", [50])];
  const table: Types.ArrivalTableRow[] = plan.arrivalTable();
  const all = [byDay, gaps, firsts, table, tasks, undertakings, posts, messages, costs, reimbursement, training, kept, arrivals, timelines].flat();
  const { reason, difference }: Types.WhyNot = plan.whyNot("req-4", "lot-17");
  const others: Types.WhyOthersNotRow[] = [...plan.whyOthersNot("req-4"), ...plan.whyOthersNot("req-4", 3)];
  const values: Types.MarginalValuesRow[] = [...plan.marginalValues(), ...plan.marginalValues("lot-17", { shouldStop: () => false })];
  const { waivers }: Types.LeastWaivers = plan.leastWaivers(null);
  const withdrawn: Types.Change = { change: "withdraw", lot: "lot-17" };
  // @ts-expect-error: no such change
  const unknown: Types.Change = { change: "forget", lot: "lot-17" };
  const whatIf: WhatIf = plan.whatIf([withdrawn, unknown]);
  const differences: Types.WhatIfRow[] = plan.whatIf(withdrawn).differences();
  const answer: Types.WhatIfAnswer = whatIf.document();
  const again: Plan = whatIf.plan();
  if (whatIf.summary === answer.summary && others.length + values.length + waivers.length + differences.length === 0) {
    return again.unique && whatIf.toJson() ? again : plan;
  }
  const late: boolean = plan.unique && reason === "late" && difference === undefined;
  // @ts-expect-error: no such reason
  if (reason === "unwanted") return plan;
  return late ? plan : match(view, [mission], [coverage, proposals, shortfalls, questions, all, plan.hash()].join() + proven + standings.length);
}

export function theProof(plan: Plan): Types.Finding[] {
  const problem: Types.Problem = plan.problem();
  using certificate: Certificate = solve(problem);
  const document: Types.Certificate = Certificate.read(certificate.toJson()).document();
  const costs: number[] = certificate.value().map(([, cost]) => cost);
  const holds: boolean = certificate.verify() && plan.certificate().verify() && plan.firmOnly().verify();
  return holds ? [] : Certificate.read(document).faults().slice(costs.length);
}

export function theColumns(flag: Int32Array): ColumnPlan {
  const limits: ColumnLimit[] = [{ side: "supply", members: [0], at_most: 3, at_least: 1 }];
  const pairs = { needs: [1], lots: Uint32Array.of(3, 1), requirement: Uint8Array.of(0, 0), lot: [0, 1], limits };
  const given: GivenColumns = { ...pairs, cost: BigInt64Array.of(3n, 1n), shortage: Float64Array.of(9) };
  using byLevel = new Columns({ ...pairs, class: [1], unknown: [0, 0], late: [0, 0], substitute: [0, 0], preference: [0, 0] });
  // @ts-expect-error: what a unit costs is left out
  new Columns(pairs);
  const options: SolveOptions = { steps: 1_000_000, strategy: "phases", shouldStop: () => Atomics.load(flag, 0) === 1 };
  // @ts-expect-error: no such strategy
  solve(byLevel, { strategy: "fast" });
  const certificate: Certificate = solve("{}", options);
  const plan: ColumnPlan = certificate.verify() ? solve(byLevel, null) : solve(new Columns(given), options);
  const [units, short]: Uint32Array[] = [plan.units(), plan.short()];
  const figures: (number | bigint)[] = plan.value().map(([, figure]) => figure);
  const sound: boolean = plan.verify() && plan.unique && figures.length + units.length > short.length + plan.steps;
  using whatIf: ColumnWhatIf = plan.whatIf();
  const changes: ColumnChange[] = [{ lot: 0, units: 0 }, { requirement: 0, units: 2 }, { limit: 0, at_most: 2 }];
  const told: ColumnDifference = whatIf.change(changes, { steps: 1_000 });
  const moved: number[] = [...told.moves, ...told.short].map(([place, before, after]) => place + after - before);
  // @ts-expect-error: a change is of one thing
  whatIf.change([{ lot: 0 }]);
  const back: ColumnDifference | undefined = whatIf.undo();
  return sound && back?.value.length === moved.length ? whatIf.plan() : solve(byLevel);
}

export function theJournal(registry: Registry): Registry {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  using journal: Journal = registry.journal(secret);
  // @ts-expect-error: a secret is bytes
  registry.journal("secret");
  using longer = registry.journal(secret, journal);
  using again: Journal = Journal.fromLines(longer.toLines()).withhold([2]);
  const [earlier, later]: Types.Checkpoint[] = [journal.checkpoint(), longer.checkpoint()];
  again.continues(earlier);
  const inclusion: Types.Inclusion = longer.inclusion(1);
  const consistency: Types.Consistency = longer.consistency(journal.size);
  const sound: boolean = Journal.includes(later, longer.line(1), inclusion) && Journal.goesOn(earlier, JSON.stringify(later), consistency);
  return sound && again.head.length === 64 ? longer.registry() : registry;
}

export function theAudiences(registry: Registry, view: View, plan: Plan): number {
  const rules: Types.AudienceRules = audienceRules();
  const told: Told<TablesOfView> = view.told("XAA", rules, Scheme.unPcrs());
  const pledges: Partial<Types.PledgesRow>[] = told.tables.pledges ?? [];
  const said: string = plan.told("public", JSON.stringify(rules)).sentence;
  return said.length + pledges.length + registry.withheldFrom("XAA", rules).length;
}

export function theFollowUp(text: string): Types.ProgressRow[] {
  using followUp = FollowUp.read(text);
  const lessons: Types.LessonsRow[] = followUp.lessons();
  const open: Types.RecommendationsRow[] = followUp.recommendations("2026-11-23");
  const again: FollowUp = FollowUp.read(followUp.toJson());
  return lessons.length > open.length ? [] : again.progress("2026-09-01", "2026-11-23");
}

export function theFindings(error: unknown): Types.Code[] {
  if (!(error instanceof PledgebookError)) throw error;
  // @ts-expect-error: no such code
  if (error.code === "no-such-code") return [];
  return [error.code, ...error.findings.map((finding) => finding.code)];
}
