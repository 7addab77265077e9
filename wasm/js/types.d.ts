// Made by `cargo xtask schemas` out of the Rust types. The JSON Schemas in `schemas/` say the same, and bounds.

/** The format of a registry. */
export type RegistryFormat = "pledgebook.registry/2";
/** Names an event; given by the caller, and so the key that makes recording it twice harmless. */
export type EventId = string;
/** A second in UTC, such as `2026-11-23T09:00:00Z`. */
export type Instant = string;
/** A calendar day, such as `2026-11-23`; it must exist. */
export type Day = string;
/** Names who recorded an event: a desk or a system, never a person. */
export type ActorId = string;
/** What happened. */
export type What =
  | {
      event: "announced";
      /** The pledge. */
      pledge: Pledge;
    }
  | {
      event: "unsolicited-offer";
      /** The pledge. */
      pledge: Pledge;
    }
  | {
      event: "offered";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units; a number needs exactly one lot. A renewal is of all units of a lot. */
      units: Extent;
    }
  | {
      event: "acknowledged";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units; a number needs exactly one lot. A renewal is of all units of a lot. */
      units: Extent;
    }
  | {
      event: "accepted";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units; a number needs exactly one lot. A renewal is of all units of a lot. */
      units: Extent;
    }
  | {
      event: "amended";
      /** The pledge. */
      pledge: PledgeId;
      /** The lot. */
      lot: LotId;
      /** What it is from now on, as a merge patch: what is absent stays as it was, and `null` makes it Unknown. */
      set: LotChange;
    }
  | {
      event: "split";
      /** The pledge. */
      pledge: PledgeId;
      /** The lot; it keeps the units that are not named, with its levels, evidence and status, as the new lots do. Where none is left, there is no such lot any more. */
      lot: LotId;
      /** The new lots, each with a known number of units. What is absent, but for the persons, is as it was in the lot. */
      into: Lot[];
    }
  | {
      event: "substituted";
      /** The pledge. */
      pledge: PledgeId;
      /** The lot that was pledged; it keeps the units that are not replaced. Where none is left, there is no such lot any more. */
      lot: LotId;
      /** What comes instead, with a known number of units. It has the status of what it replaces, and nothing else of it: levels and evidence were of the other type, and what is absent is Unknown. */
      by: Lot;
      /** Why, as stated; absent: not stated. */
      reason?: Text;
    }
  | {
      event: "evidence-recorded";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: any lot of the pledge. */
      lots?: LotId[];
      /** How many of their units; absent: not stated, which is all where there is one unit. */
      units?: Extent;
      /** The evidence. */
      evidence: Evidence;
    }
  | {
      event: "level-recorded";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: any lot of the pledge. */
      lots?: LotId[];
      /** How many of their units; absent: not stated, which is all where there is one unit. Where it is not all, it is Unknown which units they are. */
      units?: Extent;
      /** The scheme. */
      scheme: SchemeId;
      /** The level. */
      level: LevelId;
    }
  | {
      event: "renewed";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units; a number needs exactly one lot. A renewal is of all units of a lot. */
      units: Extent;
    }
  | {
      event: "suspended";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units. */
      units: Extent;
      /** Why, as stated; absent: not stated. */
      reason?: Text;
    }
  | {
      event: "resumed";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units; a number needs exactly one lot. A renewal is of all units of a lot. */
      units: Extent;
    }
  | {
      event: "reserved";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units. */
      units: Extent;
      /** The mission, as the source names it; absent: not stated. */
      mission?: Text;
      /** Until when they are to be held; absent: not stated. The reservation ends by an event, not by itself. */
      until?: ImpreciseDay;
    }
  | {
      event: "released";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units; a number needs exactly one lot. A renewal is of all units of a lot. */
      units: Extent;
    }
  | {
      event: "selected";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units. */
      units: Extent;
      /** The mission, as the source names it; absent: not stated. */
      mission?: Text;
    }
  | {
      event: "mou-step";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** The instrument; absent: not stated. */
      instrument?: MouKind;
      /** How far it has come. */
      step: MouProgress;
      /** The mission, as the source names it; absent: not stated. */
      mission?: Text;
    }
  | {
      event: "moving";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units. */
      units: Extent;
      /** The mission, as the source names it; absent: not stated. */
      mission?: Text;
    }
  | {
      event: "arrived";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units. */
      units: Extent;
      /** What arrived; absent: not stated. After people or equipment alone the units are moving; with the other part, or where both arrived or it is not stated, they are deployed. */
      arrival?: Arrival;
      /** The mission, as the source names it; absent: not stated. */
      mission?: Text;
    }
  | {
      event: "re-hatted";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units. */
      units: Extent;
      /** The mission that they are part of from then on, as the source names it. */
      mission: Text;
    }
  | {
      event: "returned";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units. */
      units: Extent;
      /** Why; absent: not stated. */
      reason?: ReturnReason;
    }
  | {
      event: "reconstituting";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units. */
      units: Extent;
      /** By when they are to be ready; absent: not stated. They are ready by an event, not by themselves. */
      ready_by?: ImpreciseDay;
    }
  | {
      event: "reconstituted";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units; a number needs exactly one lot. A renewal is of all units of a lot. */
      units: Extent;
    }
  | {
      event: "withdrawn";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units. */
      units: Extent;
      /** Why, as stated; absent: not stated. */
      reason?: Text;
    }
  | {
      event: "lapsed";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How many of their units. */
      units: Extent;
      /** Why, as stated; absent: not stated. */
      reason?: Text;
    }
  | {
      event: "part-agreed";
      /** The pledge. */
      pledge: PledgeId;
      /** The State; one that had no part in the pledge joins it by agreeing. */
      state: State;
      /** Which parts. */
      roles: Role[];
      /** Why, as stated; absent: not stated. */
      reason?: Text;
    }
  | {
      event: "part-fell-away";
      /** The pledge. */
      pledge: PledgeId;
      /** The State; one that had no part in the pledge joins it by agreeing. */
      state: State;
      /** Which parts. */
      roles: Role[];
      /** Why, as stated; absent: not stated. */
      reason?: Text;
    }
  | {
      event: "consultation-opened";
      /** The pledge. */
      pledge: PledgeId;
      /** Which lots; absent: every lot of the pledge. */
      lots?: LotId[];
      /** How it is asked. */
      kind: ConsultationKind;
      /** For which mission; absent: for none in particular. */
      mission?: MissionId;
      /** For which requirement of it; absent: for none in particular. */
      requirement?: RequirementId;
      /** How many units; absent: not stated. */
      units?: Count;
      /** By when an answer is asked for; absent: not stated. */
      reply_by?: ImpreciseDay;
      /** What is asked, in words. */
      text?: Text;
    }
  | {
      event: "consultation-answered";
      /** The pledge. */
      pledge: PledgeId;
      /** The consultation: the event that opened it. */
      consultation: EventId;
      /** The answer. */
      answer: Answer;
      /** For which lots; absent: for those asked about. */
      lots?: LotId[];
      /** For how many units; absent: for those asked about. */
      units?: Extent;
      /** On which conditions; absent: not stated. */
      conditions?: Text[];
    }
  | {
      event: "action-noted";
      /** What is to be done. */
      text: Text;
      /** The office that owns it. */
      owner: Text;
      /** By when; absent: not stated. */
      due?: ImpreciseDay;
      /** Who may see it; absent: the Secretariat only. */
      handling?: Handling;
      /** The pledge that it is about, if it is about one. */
      about?: PledgeId;
      /** The mission that it is about, if it is about one. */
      mission?: MissionId;
    }
  | {
      event: "action-updated";
      /** The action item: the event that noted it. */
      action: EventId;
      /** What was done. */
      text?: Text;
      /** The office that owns it from now on. */
      owner?: Text;
      /** By when it is to be done from now on. */
      due?: ImpreciseDay;
      /** Whether it is done. */
      done?: boolean;
      /** The office that approved that it may leave the Secretariat. */
      release_approved_by?: Text;
    }
  | {
      event: "decision-noted";
      /** What was decided. */
      decision: DecisionKind;
      /** The mission. */
      mission: MissionId;
      /** Its requirement. */
      requirement: RequirementId;
      /** How many units; absent: all of it. */
      units?: Count;
      /** The office that decided. */
      by: Text;
      /** Why. */
      reason: Text;
      /** Until when it holds; absent: until it is taken back. */
      until?: ImpreciseDay;
    }
  | {
      event: "observed-absent";
      /** The pledge. */
      pledge: PledgeId;
      /** The system. */
      system: SchemeId;
    }
  | {
      event: "deadline-moved";
      /** The pledge. */
      pledge: PledgeId;
      /** The new day. */
      until: ImpreciseDay;
      /** Why, as stated; absent: not stated. */
      reason?: Text;
    }
  | {
      event: "corrected";
      /** The event that was wrong, or an earlier correction of it. */
      corrects: EventId;
      /** What happened instead; absent: it did not happen. */
      instead?: Instead;
      /** Why. */
      reason?: Text;
      /** The State on whose word it is corrected: one that takes part in the pledge; absent: not stated. */
      by?: State;
    }
  | {
      event: "contradicted";
      /** The pledge. */
      pledge: PledgeId;
      /** The event on which sources differ; about the same pledge, and no correction. */
      contradicts: EventId;
      /** What the other source says. */
      says: Text;
    }
  | {
      event: "commented";
      /** The pledge. */
      pledge: PledgeId;
      /** The remark. */
      text: Text;
      /** The State that makes it: one that takes part in the pledge; absent: it is by nobody's State. */
      by?: State;
      /** The event that it is about; absent: it is about the pledge. */
      about?: EventId;
    };
/** Names a pledge in the registry. */
export type PledgeId = string;
/** What kind of thing was pledged. */
export type PledgeKind =
  | "formed-unit"
  | "individuals"
  | "specialised-team"
  | "civilian-expertise"
  | "training"
  | "lift"
  | "equipment"
  | "funding"
  | "political-offer";
/** A State, by its ISO 3166-1 alpha-3 code; XAA to XAZ are States of exercises. */
export type State = string;
/** What a contributor brings to a pledge made together. */
export type Role = "lead" | "troops" | "equipment" | "lift" | "training" | "funding";
/** A text for people: 1 to 2,000 characters, without control characters or marks that turn the direction of writing. */
export type Text = string;
/** Names a course of training that a State offers. */
export type CourseId = string;
/** Names a training module in the catalogue. */
export type ModuleId = string;
/** A language, by its ISO 639 code of two or three small letters, such as `fr`. */
export type Language = string;
/** A number on record. An absent figure is Unknown; sources that differ make it Unknown too, with all of them kept. */
export type Figure = Count | Conflict;
/** How many: units, or persons. */
export type Count = number;
/** Who validates training, from the weakest to the strongest. */
export type Validator = "self" | "peer" | "external";
/** A currency, by its ISO 4217 code, such as `USD`. */
export type Currency = string;
/** How people and equipment are carried. */
export type LiftMode = "air" | "sea" | "land";
/** Names a lot; unique in the registry, not only in its pledge. */
export type LotId = string;
/** Names a unit type in the catalogue. */
export type UnitTypeId = string;
/** The component of a mission that a unit serves in. */
export type Component = "military" | "police" | "civilian";
/** What one unit of a lot is. */
export type Form = "whole" | "composite" | "sub-unit";
/** Names a readiness scheme, such as `un-pcrs`. */
export type SchemeId = string;
/** Names a level in its scheme. */
export type LevelId = string;
/** Names a stage in a lot's timeline. */
export type StageId = string;
/** What kind of step a stage is. */
export type StageKind =
  "decision" | "mou" | "equipment-preparation" | "training" | "visit" | "clearance" | "lift" | "port" | "other";
/** What moves through a stage. */
export type Branch = "people" | "equipment" | "both";
/** How long a stage is planned to take: a number of days, or the bounds they lie in. */
export type StageDays = Days | DaysWithin;
/** A length of time in days. */
export type Days = number;
/** What starts the clock of a commitment or of a mission. */
export type ClockStart = "request" | "mandate" | "approval" | "mandate-and-approval";
/** Who undertook something. */
export type UndertakenBy = "host-state" | "united-nations" | "contributor";
/** What kind of evidence it is. */
export type EvidenceKind =
  | "document"
  | "agreement"
  | "assessment-and-advisory-visit"
  | "verification-visit"
  | "pre-deployment-visit"
  | "coe-inspection"
  | "exercise"
  | "training"
  | "human-rights-screening"
  | "misconduct-vetting"
  | "performance";
/** The steps of human-rights screening and misconduct vetting that public sources name. */
export type CheckStep = "self-certification" | "state-certification" | "ohchr-procedure" | "misconduct-tracking";
/** An event that shows that a stage is complete. */
export type Completes = "consultation-answered" | "mou-step";
/** What was undertaken. */
export type UndertakingKind =
  "consent" | "contributor-acceptance" | "clearances" | "land" | "status-of-forces" | "other";
/** A port, airport or inland terminal, by its UN/LOCODE without a space, such as `GHTEM`. */
export type Port = string;
/** Names a category of self-sustainment in the catalogue. */
export type SelfSustainmentId = string;
/** Who provides a category of self-sustainment. */
export type Provider = "unit" | "united-nations" | "other-contributor" | "host-state" | "nobody";
/** Names an activity in the catalogue, such as `night-operations`: what a task may ask for, and a caveat may touch. */
export type ActivityId = string;
/** When a caveat was declared. */
export type Declared = "before-mou" | "after-mou";
/** Bands of rank, so that women in leadership are seen and not only women. */
export type RankBand = "command" | "officers" | "non-commissioned-officers" | "other-ranks";
/** How well a language is spoken. The steps are ours. */
export type Proficiency = "basic" | "working" | "fluent";
/** Names a category of equipment in the catalogue. */
export type EquipmentId = string;
/** Whose equipment it is. */
export type Owner = "contributor" | "united-nations" | "other";
/** Under which arrangement equipment is to serve. */
export type Arrangement = "wet-lease" | "dry-lease" | "un-owned" | "letter-of-assist";
/** How many units: all, or a number of them. */
export type Extent = AllUnits | Count;
/** The word that stands for all units. */
export type AllUnits = "all";
/** Names a piece of evidence. */
export type EvidenceId = string;
/** Names a visit, also where it is told of several pledges, by an event for each. */
export type VisitId = string;
/** How it came out. */
export type Outcome = "passed" | "not-passed";
/** How grave a finding is, from the least to the gravest. */
export type PointSeverity = "minor" | "major" | "critical";
/** A share of a hundred. */
export type Percent = number;
/** How an evaluation in a mission came out. */
export type Evaluation = "satisfactory" | "improvement-needed" | "unsatisfactory";
/** The instrument that binds a State and the organisation for a deployment. */
export type MouKind = "mou" | "letter-of-assist";
/** How far such an instrument has come. */
export type MouProgress = "under-negotiation" | "agreed" | "signed" | "amended" | "ended";
/** What has arrived. */
export type Arrival = "people" | "equipment" | "both";
/** Why units returned. */
export type ReturnReason = "end-of-tour" | "other";
/** How a State is asked. */
export type ConsultationKind = "informal-sounding" | "formal-request";
/** Names a mission. */
export type MissionId = string;
/** Names a unit requirement in its mission. */
export type RequirementId = string;
/** What a State answers. */
export type Answer =
  | "agreed"
  | "agreed-with-conditions"
  | "in-principle"
  | "under-consideration"
  | "not-at-this-time"
  | "no-reply-recorded";
/** Who may see something. */
export type Handling = "public" | "contributor" | "secretariat";
/** What was decided. */
export type DecisionKind = "gap-accepted" | "waiver-granted";
/** How good a source is. */
export type Grade = "official" | "copy-of-official" | "press-or-expert" | "weak-copy";
/** The format of a mission. */
export type MissionFormat = "pledgebook.mission/1";
/** Names a mandate task in its mission. */
export type TaskId = string;
/** By what a mandate task is pursued. */
export type Instrument = "political" | "protective" | "non-military";
/** Names an undertaking in its mission. */
export type UndertakingId = string;
/** How far an undertaking has come. */
export type UndertakingStatus = "refused" | "open" | "stated" | "verified";
/** What selection guidance says. */
export type Guidance = "discuss-first" | "not-proposed";
/** Names a scenario in its mission. */
export type ScenarioId = string;
/** How far a share of cost has come. */
export type CostStatus = "proposed" | "agreed" | "paid";
/** The format of a scheme. */
export type SchemeFormat = "pledgebook.scheme/2";
/** What must be so for a level. */
export type LevelRule = AllOf | AnyOf | SoManyOf | EvidenceAsked | TrainingAsked | LevelAsked;
/** The format of match options. */
export type MatchOptionsFormat = "pledgebook.match-options/1";
/** Names a limit on a match. */
export type LimitId = string;
/** What a limit counts. */
export type LimitScope =
  | {
      of: "each-state";
    }
  | {
      of: "state";
      /** The State. */
      state: State;
    }
  | {
      of: "states";
      /** The States. */
      states: State[];
    }
  | {
      of: "group";
      /** The group. */
      group: Group;
    }
  | {
      of: "requirements";
      /** The requirements, as `mission/requirement`. */
      requirements: SlotId[];
    }
  | {
      of: "mission";
      /** The mission. */
      mission: MissionId;
    };
/** The regional groups of the General Assembly. */
export type Group =
  "african" | "asia-pacific" | "eastern-european" | "latin-american-caribbean" | "western-european-others";
/** Names a unit requirement across missions: `mission/requirement`. */
export type SlotId = string;
/** What a row asks. */
export type RowAsks =
  | {
      row: "persons";
      /** The mission. */
      mission: MissionId;
      /** Of this component; absent: of all together. */
      component?: Component;
      /** At most so many persons. */
      at_most: Count;
      /** As how many persons a unit counts whose strength is Unknown; absent: it is not used. */
      unknown_as?: Count;
    }
  | {
      row: "budget";
      /** The mission. */
      mission: MissionId;
      /** For so many months. */
      months: Count;
      /** At most so much, in the currency of the rate. */
      at_most: Money;
      /** As how many persons a unit counts whose strength is Unknown; absent: it is not used. */
      unknown_as?: Count;
    }
  | {
      row: "women";
      /** The mission. */
      mission: MissionId;
      /** Of this component; absent: of all together. */
      component?: Component;
      /** The share. */
      percent: Percent;
      /** As how many persons a unit counts whose strength is Unknown; absent: it is not used. */
      unknown_as?: Count;
    }
  | {
      row: "state-in-mission";
      /** The State; absent: every State on its own. */
      state?: State;
      /** The mission. */
      mission: MissionId;
      /** At most so many units. */
      at_most: Count;
    }
  | {
      row: "states";
      /** Of which matches. */
      of: UnitSet;
      /** At least so many States. */
      at_least: Count;
    }
  | {
      row: "together";
      /** Where a unit of this set is proposed, */
      uses: UnitSet;
      /** units of this set are, */
      needs: UnitSet;
      /** at least so many; absent: one. */
      at_least?: Count;
    }
  | {
      row: "apart";
      /** The sets. */
      sets: UnitSet[];
    }
  | {
      row: "all-or-nothing";
      /** The requirement, as `mission/requirement`. */
      requirement: SlotId;
    }
  | {
      row: "composite";
      /** The requirements that are its parts, as `mission/requirement`. */
      parts: SlotId[];
    };
/** Names a planning assumption. */
export type AssumptionId = string;
/** The format of a matching problem. */
export type ProblemFormat = "pledgebook.problem/1";
/** At most so many units, over lots or over requirements; and at least so many, as far as can be. */
export type Limit =
  | {
      side: "supply";
      /** Its id. */
      id: LimitId;
      /** The lots. */
      members: LotId[];
      /** At most so many units. */
      at_most: Count;
      /** At least so many units, as far as that leaves no more units short: each unit below counts on a level of its own. */
      at_least?: Count;
    }
  | {
      side: "demand";
      /** Its id. */
      id: LimitId;
      /** The requirements. */
      members: SlotId[];
      /** At most so many units. */
      at_most: Count;
      /** At least so many units, as far as that leaves no more units short: each unit below counts on a level of its own. */
      at_least?: Count;
    };
/** The format of a certificate. */
export type CertificateFormat = "pledgebook.certificate/1";
/** One figure for each level, the most important first; compared lexicographically. */
export type Cost = number[];
/** The format of side rows. */
export type SideRowsFormat = "pledgebook.side-rows/1";
/** What a row asks of a plan. */
export type Asks =
  | {
      row: "weights";
      /** Over these pairs. */
      of: Selection;
      /** What one unit weighs; nothing where nothing is said. */
      weights: Weight[];
      /** At most so much. */
      at_most?: number;
      /** At least so much; a plan that cannot reach it comes as near as it can. */
      at_least?: number;
    }
  | {
      row: "share";
      /** Over these pairs. */
      of: Selection;
      /** What counts, of one unit: women. */
      part: Weight[];
      /** Of what, of one unit: persons. */
      whole: Weight[];
      /** So many per thousand. */
      per_thousand: number;
    }
  | {
      row: "units";
      /** Over these pairs. */
      of: Selection;
      /** At most so many. */
      at_most?: Count;
      /** At least so many; a plan that cannot reach it comes as near as it can. */
      at_least?: Count;
    }
  | {
      row: "groups";
      /** For these requirements; absent: for all. */
      requirements?: SlotId[];
      /** The lots of each group. */
      groups: LotId[][];
      /** At least so many groups; a plan that cannot reach it comes as near as it can. */
      at_least: Count;
    }
  | {
      row: "together";
      /** Where a unit of these pairs is used, */
      uses: Selection;
      /** units of these pairs are used, */
      needs: Selection;
      /** at least so many. */
      at_least: Count;
    }
  | {
      row: "apart";
      /** The sets. */
      sets: Selection[];
    }
  | {
      row: "whole";
      /** The parts. */
      parts: Part[];
    };
/** The format of a plan under side rows. */
export type BoundedFormat = "pledgebook.bounded/1";
/** The format of a plan. */
export type PlanFormat = "pledgebook.plan/1";
/** Whether a proposed match depends on something nobody recorded. */
export type Certainty = "firm" | "conditional";
/** The rules of eligibility, in the order in which they are shown. */
export type Rule =
  | "pledge-status"
  | "units"
  | "unit-type"
  | "level"
  | "arrival"
  | "window"
  | "strength"
  | "sub-units"
  | "equipment"
  | "self-sustainment"
  | "languages"
  | "women"
  | "engagement"
  | "training"
  | "screening"
  | "vetting"
  | "caveats"
  | "consultation"
  | "held-elsewhere"
  | "rest"
  | "enablers"
  | "undertakings"
  | "selection-guidance";
/** The side of a problem. */
export type Side = "supply" | "demand";
/** Who can answer a question. */
export type Addressee = "contributor" | "host-state" | "secretariat";
/** The format of an answer to why a lot does not serve a requirement. */
export type WhyNotFormat = "pledgebook.why-not/1";
/** The kind of reason. */
export type Reason = "proposed" | "ineligible" | "late" | "unknown" | "limit" | "excluded" | "another-match-preferred";
/** Whether a requirement is fulfilled. Unknown is an answer: a fact nobody recorded is neither met nor unmet. */
export type Met = "met" | "unmet" | "unknown";
/** The format of a question of what would be if. */
export type ChangesFormat = "pledgebook.what-if/1";
/** One change. */
export type Change =
  | {
      change: "withdraw";
      /** Of this lot. */
      lot?: LotId;
      /** Of this pledge. */
      pledge?: PledgeId;
      /** Of this State. */
      state?: State;
      /** So many units, of one lot; absent: all that can be withdrawn. */
      units?: Count;
    }
  | {
      change: "delay";
      /** The lot. */
      lot: LotId;
      /** Later by so many days; only where its arrival is known. */
      days?: Days;
      /** People and equipment arrive on this day after the clock start. */
      arrival?: Days;
    }
  | {
      change: "add";
      /** The pledge. */
      pledge: Pledge;
      /** Whether the system's owner accepts it; absent: it is announced only. */
      accepted?: boolean;
    }
  | {
      change: "verify";
      /** The lot. */
      lot: LotId;
      /** These rules; absent: every rule that is Unknown. */
      rules?: Rule[];
      /** For this requirement only; absent: for every one. */
      requirement?: SlotId;
    }
  | {
      change: "level";
      /** The lot. */
      lot: LotId;
      /** The scheme. */
      scheme: SchemeId;
      /** The level. */
      level: LevelId;
    }
  | {
      change: "relax";
      /** The requirement. */
      requirement: SlotId;
      /** It is needed later by so many days. */
      needed_by?: Days;
      /** It still serves so many days later. */
      latest_by?: Days;
    }
  | {
      change: "waive";
      /** The rule. */
      rule: Rule;
      /** For this requirement; absent: for every one. */
      requirement?: SlotId;
      /** For this lot; absent: for every one. */
      lot?: LotId;
    }
  | {
      change: "limit";
      /** The limit. */
      id: LimitId;
      /** At most so many units. */
      at_most: Count;
    }
  | {
      change: "add-limit";
      /** Its id. */
      id: LimitId;
      /** At most so many units. */
      at_most: Count;
      /** Of what. */
      scope: LimitScope;
    }
  | {
      change: "drop-limit";
      /** The limit. */
      id: LimitId;
    }
  | {
      change: "need";
      /** The requirement. */
      requirement: SlotId;
      /** How many it needs. */
      units: Count;
    }
  | {
      change: "pin";
      /** The requirement. */
      requirement: SlotId;
      /** The lot. */
      lot: LotId;
      /** At least so many units. */
      units: Count;
    }
  | {
      change: "exclude";
      /** The requirement. */
      requirement: SlotId;
      /** The lot. */
      lot: LotId;
    };
/** The format of an answer to what would be if. */
export type WhatIfAnswerFormat = "pledgebook.what-if-answer/1";
/** How a proposed match differs. */
export type Turn = "appears" | "goes" | "changes";
/** The format of an answer to what would have to be waived. */
export type LeastWaiversFormat = "pledgebook.least-waivers/1";
/** The format of a follow-up. */
export type FollowUpFormat = "pledgebook.follow-up/1";
/** Names a lesson. */
export type LessonId = string;
/** Names a recommendation. */
export type RecommendationId = string;
/** What was decided on a recommendation. */
export type Decision = "taken-forward" | "not-taken-forward" | "undecided";
/** The format of audience rules. */
export type AudienceRulesFormat = "pledgebook.audience-rules/1";
/** An audience that sees what is opened to it; the Secretariat sees everything. */
export type Audience = "public" | "contributor";
/** Which rows of a table are open. */
export type Scope = "all" | "own";
/** The format of a catalogue file. */
export type CatalogueFormat = "pledgebook.catalogue/1";
/** What a State is to the United Nations. */
export type Membership = "member" | "observer" | "exercise" | "other";
/** Names a term of the catalogue. */
export type TermId = string;
/** Whom a target for the share of women is about. */
export type TargetGroup = "contingents" | "observers-and-staff-officers" | "formed-police-units" | "individual-police";
/** The format of a checkpoint. */
export type CheckpointFormat = "pledgebook.checkpoint/1";
/** A SHA-256 hash, written as 64 hexadecimal digits in small letters. */
export type Hash = string;
/** The format of a proof that an event stands in a journal. */
export type InclusionFormat = "pledgebook.inclusion/1";
/** The format of a proof that one checkpoint goes on from another. */
export type ConsistencyFormat = "pledgebook.consistency/1";
/** A stable code of a finding. */
export type Code =
  | "internal"
  | "not-json"
  | "too-large"
  | "too-many-findings"
  | "format-unsupported"
  | "wrong-type"
  | "unknown-key"
  | "duplicate-key"
  | "missing-key"
  | "unknown-word"
  | "malformed-id"
  | "malformed-text"
  | "malformed-day"
  | "malformed-state"
  | "malformed-code"
  | "malformed-number"
  | "span-reversed"
  | "duplicate-id"
  | "not-found"
  | "state-unknown"
  | "unit-type-unknown"
  | "entry-unknown"
  | "part-exceeds-whole"
  | "not-of-this-kind"
  | "conflict-without-difference"
  | "lead-not-single"
  | "windows-overlap"
  | "stage-cycle"
  | "journal-broken"
  | "journal-torn"
  | "checkpoint-differs"
  | "content-withheld"
  | "store-read-only"
  | "store-busy"
  | "store-full"
  | "store-damaged"
  | "store-failed"
  | "event-id-reused"
  | "known-decreases"
  | "seq-not-contiguous"
  | "event-not-possible"
  | "units-not-conserved"
  | "rank-not-unique"
  | "rule-never-met"
  | "rule-asks-nothing"
  | "level-cycle"
  | "clock-not-started"
  | "days-not-ordered"
  | "limit-not-nested"
  | "limit-cannot-hold"
  | "duplicate-pair"
  | "cost-out-of-range"
  | "not-in-problem"
  | "change-not-possible"
  | "columns-differ"
  | "work-limit"
  | "cancelled"
  | "proof-fails";
/** How much a finding weighs. */
export type Severity = "refused" | "warning";

/** Every document, and the receipt of recording, by its kind. */
export interface Documents {
  registry: RegistryDocument;
  events: Entry[];
  mission: MissionDocument;
  scheme: Scheme;
  "match-options": MatchOptions;
  problem: Problem;
  certificate: Certificate;
  "side-rows": SideRows;
  bounded: Bounded;
  plan: PlanDocument;
  "why-not": WhyNot;
  "what-if": Changes;
  "what-if-answer": WhatIfAnswer;
  "least-waivers": LeastWaivers;
  "follow-up": FollowUp;
  "audience-rules": AudienceRules;
  catalogue: CatalogueFile;
  checkpoint: Checkpoint;
  inclusion: Inclusion;
  consistency: Consistency;
  findings: Finding[];
  receipt: Receipt;
}
/** A registry as a document: its events. Their order in the list says nothing; `seq` does. */
export interface RegistryDocument {
  /** The format. */
  format: RegistryFormat;
  /** The events. */
  events: Event[];
}
/** An event on record. */
export interface Event {
  /** Its id. */
  id: EventId;
  /** Its number in the record, from 1 without gaps. */
  seq: number;
  /** When it became known; never before the event that precedes it in the record. */
  known: Instant;
  /** When it held; absent: no later than the day it became known. */
  valid?: ImpreciseDay;
  /** Which desk or system recorded it. */
  actor: ActorId;
  /** What happened. */
  what: What;
  /** Who says so. */
  sources: Source[];
  /** Whether the instant it became known was reconstructed from its publication. */
  reconstructed: boolean;
}
/** A day that may be known only within bounds. From `latest` on the event holds; from `earliest` until `latest` it is Unknown whether it does. A missing `latest` means: no later than the day the event became known. A missing `earliest` means: Unknown since when. */
export interface ImpreciseDay {
  /** The first day on which it may hold. */
  earliest?: Day;
  /** The day from which it holds. */
  latest?: Day;
}
/** What one or more States have pledged. It consists of lots. */
export interface Pledge {
  /** Its id. */
  id: PledgeId;
  /** What kind of thing was pledged. */
  kind: PledgeKind;
  /** Who pledged it; one of them leads. */
  contributors: Contributor[];
  /** In short, as a list would show it. */
  title: Text;
  /** What the State made it depend on; absent: Unknown, empty: declared unconditional. */
  conditions?: Text[];
  /** Until when it stands; absent: not stated. Later changes are events. */
  offered_until?: ImpreciseDay;
  /** The earlier pledge that it only says again: its units are counted there and not here, for as long as that one is on record. It must be on record when this one becomes known. */
  reaffirms?: PledgeId;
  /** Courses it offers to train others; absent: not stated, empty: none. */
  courses?: Course[];
  /** Money it offers; absent: not stated, empty: none. */
  funding?: Funding[];
  /** Lift it offers to others; absent: not stated, empty: none. */
  lift?: Lift[];
  /** What it consists of. */
  lots: Lot[];
}
/** A State that takes part in a pledge. */
export interface Contributor {
  /** The State. */
  state: State;
  /** What it brings. */
  roles: Role[];
  /** Whether it has agreed to its part; absent: not stated, which for a lead means that it has. Without a State that leads, or one that brings troops or equipment, the pledge does not stand. */
  agreed?: boolean;
}
/** A course that a State offers to train units of others (triangular partnership). */
export interface Course {
  /** Its id in the pledge. */
  id: CourseId;
  /** What it teaches. */
  module: ModuleId;
  /** In which language. */
  language?: Language;
  /** How many may take part; absent: not stated. */
  seats?: Figure;
  /** When; absent: not fixed. */
  dates?: Span;
  /** Who pays, such as `the offering State`; absent: not settled. */
  payer?: Text;
  /** Who validates what was learned; absent: not stated. */
  validator?: Validator;
  /** The States whose units took part so far; absent: not stated, empty: none. */
  taken_by?: State[];
  /** What came of it; absent: it has not ended, or nobody said. */
  outcome?: Text;
}
/** The values of sources that differ. */
export interface Conflict {
  /** Each value with who gives it; at least two that differ. */
  conflict: Reported[];
}
/** One value that a source gives. */
export interface Reported {
  /** The value. */
  value: Count;
  /** Who gives it. */
  by: Text;
}
/** The days from `from` up to, and without, `until`; without an end where `until` is absent. */
export interface Span {
  /** The first day. */
  from: Day;
  /** The first day after it; absent: it has no end. */
  until?: Day;
}
/** Money offered. */
export interface Funding {
  /** What for. */
  purpose: Text;
  /** How much; absent: not stated. */
  amount?: Money;
  /** Whether it was paid; absent: not stated. */
  paid?: boolean;
}
/** An amount of money, counted in the hundredth part of its currency so that no fraction is ever rounded. */
export interface Money {
  currency: Currency;
  minor_units: number;
}
/** Lift offered for units of others. */
export interface Lift {
  /** How. */
  mode: LiftMode;
  /** How many persons at once; absent: not stated. */
  persons?: Count;
  /** How many tonnes of cargo at once; absent: not stated. */
  tonnes?: Count;
  /** When; absent: not stated. */
  dates?: Span;
}
/** Like units of one pledge: the smallest thing that levels, evidence and status belong to. */
export interface Lot {
  /** Its id, unique in the registry. */
  id: LotId;
  /** As the State or the source words it. */
  described_as: Text;
  /** How many units; absent: not stated. Airframes or vehicles are not units. */
  units?: Figure;
  /** Its unit type; absent: not stated, or mixed. */
  unit_type?: UnitTypeId;
  /** The component it serves in; absent: that of its unit type, else Unknown. */
  component?: Component;
  /** Whether each unit is whole, composite or a sub-unit; absent: not stated. */
  form?: Form;
  /** The parts that each unit consists of; absent: not stated, empty: it has none that are named. */
  sub_units?: SubUnit[];
  /** Levels as stated by the Member State; absent: none stated. */
  stated_levels?: StatedLevel[];
  /** When it can be away from home, rest already taken out; absent: Unknown, empty: at no time. */
  windows?: Span[];
  /** What must happen between request and arrival; absent: Unknown. */
  stages?: Stage[];
  /** Who provides which category of self-sustainment; absent: not stated, empty: nothing is provided. */
  self_sustainment?: SelfSustainment[];
  /** Types of unit without which it cannot operate; absent: not stated, empty: it needs none. */
  operational_only_with?: UnitTypeId[];
  /** Restrictions that the State places on it; absent: not stated, empty: declared free of caveats. */
  caveats?: Caveat[];
  /** What else its units are held for; absent: not stated, empty: for nothing else. */
  held_for?: Holding[];
  /** Ports, airports or terminals where it embarks; absent: not stated. */
  ports_of_embarkation?: Port[];
  /** How many persons in all its units together; absent: not stated. */
  strength?: Figure;
  /** Women by band of rank; absent: not stated. A band that is not named is Unknown. */
  women?: WomenInBand[];
  /** Languages its people speak; absent: not stated, empty: none besides the State's own. */
  languages?: LanguageSkill[];
  /** What it brings to engage with communities; absent: not stated. */
  engagement?: Engagement;
  /** Major equipment in all its units together; absent: not stated, empty: it brings none. */
  equipment?: Equipment[];
}
/** Parts of one kind that each unit consists of. */
export interface SubUnit {
  /** Their type. */
  unit_type: UnitTypeId;
  /** How many each unit has. */
  number: Count;
  /** The fewest that can deploy without the rest; absent: not stated, 0: none can. */
  min_deployable?: Count;
}
/** A level as the Member State states it, with no claim that anyone recorded it. */
export interface StatedLevel {
  /** The scheme. */
  scheme: SchemeId;
  /** The level in that scheme. */
  level: LevelId;
  /** When it said so. */
  on?: ImpreciseDay;
}
/** A step between the request and arrival. */
export interface Stage {
  /** Its id in the lot. */
  id: StageId;
  /** In words. */
  title?: Text;
  /** What kind of step it is; absent: not stated. */
  kind?: StageKind;
  /** What moves through it. */
  branch: Branch;
  /** Planned length in days, or its bounds; absent: Unknown, or none beyond the undertaking it waits for. */
  days?: StageDays;
  /** The stages that must be complete before it begins; empty: it begins at the clock start. */
  after: StageId[];
  /** From when its days count, where that is not the clock of the mission; only of a stage that comes after no other. */
  clock?: ClockStart;
  /** Who must act; absent: whoever its kind or its undertaking tells, else not stated. */
  by?: UndertakenBy[];
  /** What on record shows that it is complete; absent: nothing does. */
  completed_by?: CompletedBy;
  /** What others undertake for the mission and this stage waits for: it is not complete before undertakings of this kind that are about the unit are kept. */
  undertaking?: UndertakingKind;
  /** The port it leaves from; of a lift, or of what is done in a port. */
  from?: Port;
  /** The port it goes to; of a lift, or of what is done in a port. */
  to?: Port;
}
/** Bounds of a number of days. */
export interface DaysWithin {
  /** At least so many. */
  least: Days;
  /** At most so many; absent: Unknown. */
  most?: Days;
}
/** What on record shows that a stage is complete: evidence, or an event. */
export interface CompletedBy {
  /** Evidence of this kind that is on file for all units of the lot, still counts, came out well and is not from before their last return from a mission. */
  evidence?: EvidenceKind;
  /** Which document or agreement, where the kind has several. */
  document?: Text;
  /** Which module all persons must be trained in; of training. Absent: it is not stated, and no training surely completes the stage. */
  module?: ModuleId;
  /** Which step must be cleared; of screening and vetting. Absent: it is not stated, and no step surely completes the stage. */
  step?: CheckStep;
  /** An event. */
  event?: Completes;
}
/** Who provides a category of self-sustainment to the units. */
export interface SelfSustainment {
  /** The category. */
  category: SelfSustainmentId;
  /** Who provides it. */
  by: Provider;
}
/** A restriction that a State places on its unit (national caveat). */
export interface Caveat {
  /** The restriction, as worded. */
  text: Text;
  /** The activities it touches; absent: not stated, empty: none. */
  activities?: ActivityId[];
  /** Where it applies; absent: not stated. */
  area?: Text;
  /** Until when, without that day; absent: no end stated. */
  until?: Day;
  /** The day on which it was declared; absent: not stated. */
  declared_on?: ImpreciseDay;
  /** Whether before or after the memorandum of understanding (MOU); absent: not stated. */
  declared?: Declared;
}
/** Another framework, regional or national, for which the units are held too. */
export interface Holding {
  /** The framework, such as `African Standby Force`. */
  framework: Text;
  /** For which days; absent: not stated. */
  span?: Span;
  /** Whether it goes before this pledge if both call; absent: not stated. */
  goes_first?: boolean;
}
/** Women in a band of rank, in all units of the lot together. */
export interface WomenInBand {
  /** The band. */
  band: RankBand;
  /** How many women; zero is an answer. */
  women: Figure;
  /** How many persons the band has; absent: not stated. */
  of?: Figure;
}
/** A language that people of the lot speak. */
export interface LanguageSkill {
  /** The language. */
  language: Language;
  /** How well it is spoken; absent: not stated. */
  proficiency?: Proficiency;
  /** By how many persons in all units together; absent: not stated. */
  persons?: Figure;
}
/** What the lot brings to engage with communities. */
export interface Engagement {
  /** Engagement teams in all units together; absent: not stated. */
  teams?: Figure;
  /** How many of them have women in them; absent: not stated. */
  teams_with_women?: Figure;
  /** Interpreters in all units together; absent: not stated. */
  interpreters?: Figure;
  /** Groups that the teams are prepared to engage with, such as local women's associations; absent: not stated. */
  groups?: Text[];
}
/** Major equipment of one category, in all units of the lot together. */
export interface Equipment {
  /** The category. */
  category: EquipmentId;
  /** How many pieces. */
  quantity: Figure;
  /** How many of them are serviceable; absent: not stated. */
  serviceable?: Figure;
  /** Whose it is; absent: not stated. */
  owner?: Owner;
  /** Under which arrangement; absent: not stated. */
  arrangement?: Arrangement;
}
/** What an amendment changes in a lot: each part is replaced as a whole, or taken back to Unknown. */
export interface LotChange {
  /** As the State or the source words it. */
  described_as?: Text;
  /** How many units; only while they all have one status. What was recorded for all of fewer units is recorded for some from then on; units of a lot that had none are announced. */
  units?: Figure | null;
  /** Its unit type; absent: not stated, or mixed. */
  unit_type?: UnitTypeId | null;
  /** The component it serves in; absent: that of its unit type, else Unknown. */
  component?: Component | null;
  /** Whether each unit is whole, composite or a sub-unit; absent: not stated. */
  form?: Form | null;
  /** The parts that each unit consists of; absent: not stated, empty: it has none that are named. */
  sub_units?: SubUnit[] | null;
  /** Levels as stated by the Member State; absent: none stated. */
  stated_levels?: StatedLevel[] | null;
  /** When it can be away from home, rest already taken out; absent: Unknown, empty: at no time. */
  windows?: Span[] | null;
  /** What must happen between request and arrival; absent: Unknown. */
  stages?: Stage[] | null;
  /** Who provides which category of self-sustainment; absent: not stated, empty: nothing is provided. */
  self_sustainment?: SelfSustainment[] | null;
  /** Types of unit without which it cannot operate; absent: not stated, empty: it needs none. */
  operational_only_with?: UnitTypeId[] | null;
  /** Restrictions that the State places on it; absent: not stated, empty: declared free of caveats. */
  caveats?: Caveat[] | null;
  /** What else its units are held for; absent: not stated, empty: for nothing else. */
  held_for?: Holding[] | null;
  /** Ports, airports or terminals where it embarks; absent: not stated. */
  ports_of_embarkation?: Port[] | null;
  /** How many persons in all its units together; absent: not stated. */
  strength?: Figure | null;
  /** Women by band of rank; absent: not stated. A band that is not named is Unknown. */
  women?: WomenInBand[] | null;
  /** Languages its people speak; absent: not stated, empty: none besides the State's own. */
  languages?: LanguageSkill[] | null;
  /** What it brings to engage with communities; absent: not stated. */
  engagement?: Engagement | null;
  /** Major equipment in all its units together; absent: not stated, empty: it brings none. */
  equipment?: Equipment[] | null;
}
/** A piece of evidence. When it took place is the valid day of its event. */
export interface Evidence {
  /** Its id. */
  id: EvidenceId;
  /** What kind it is. */
  kind: EvidenceKind;
  /** Which document or agreement, such as `note-verbale`; absent for visits and exercises. */
  document?: Text;
  /** The visit in which it was found, where events tell of several pledges that one visit was to: with the same name it counts once; absent: the event is all of it. */
  visit?: VisitId;
  /** Who assessed, inspected or received; a body, never a person. */
  by?: Text;
  /** Who visited; for visits, inspections and exercises only. */
  team?: Team;
  /** By which list; for visits, inspections and exercises only; absent: not stated. */
  checklist?: Checklist;
  /** How it came out; absent: not stated. */
  outcome?: Outcome;
  /** What it found to be mended; absent: not stated, empty: nothing. */
  points?: OpenPoint[];
  /** The last day on which it counts; absent: no end stated. */
  valid_until?: Day;
  /** Its symbol or number. */
  reference?: Text;
  /** SHA-256 of the document on file. */
  hash?: Text;
  /** What was trained; for the kind `training` only. */
  training?: Training;
  /** Which check was made; for screening and vetting only. */
  check?: Check;
  /** What was delivered; for the kind `performance` only. */
  performance?: Performance;
}
/** Who visited: bodies and a number, never persons. */
export interface Team {
  /** The bodies that sent them, such as `Office of Military Affairs`; absent: not stated. */
  bodies?: Text[];
  /** How many they were; absent: not stated. */
  size?: Count;
}
/** The list by which something was assessed. */
export interface Checklist {
  /** Its name, such as `AAV checklist, engineering`. */
  name: Text;
  /** Its version; absent: not stated. */
  version?: Text;
}
/** One thing that an assessment found to be mended: a finding. */
export interface OpenPoint {
  /** What is to be mended. */
  text: Text;
  /** How grave it is; absent: not stated. */
  severity?: PointSeverity;
  /** When it was closed; absent: not known to be closed. */
  closed?: Day;
}
/** Training that units received. */
export interface Training {
  /** What was taught. */
  module: ModuleId;
  /** The share of persons trained; absent: not stated. */
  share?: Percent;
  /** Who validated it; absent: not stated. */
  validator?: Validator;
}
/** A check of the members of a unit: what was done and by whom, never on whom. */
export interface Check {
  /** Which step. */
  step: CheckStep;
  /** Whether all were cleared; absent: it is under way. */
  cleared?: boolean;
}
/** What units delivered in a deployment, beside what had been offered. */
export interface Performance {
  /** The mission, as the source names it. */
  mission: Text;
  /** Persons offered; absent: not stated. */
  strength_offered?: Figure;
  /** Persons who came; absent: not stated. */
  strength_delivered?: Figure;
  /** Major equipment offered and delivered, by category; absent: not stated, empty: none was offered. */
  equipment?: EquipmentDelivered[];
  /** Major equipment that was serviceable; absent: not stated. */
  serviceable?: Percent;
  /** The day of the request; absent: not public. */
  requested?: Day;
  /** Days from the request within which arrival had been undertaken; absent: none were, or it is not stated. */
  days_undertaken?: Days;
  /** Days from the request until people had arrived; absent: not stated. */
  days_to_arrive?: Days;
  /** How it was evaluated; absent: not stated. */
  evaluation?: Evaluation;
}
/** Major equipment of one category in a deployment, in all units together. */
export interface EquipmentDelivered {
  /** The category. */
  category: EquipmentId;
  /** How many pieces were offered. */
  offered: Figure;
  /** How many came. */
  delivered: Figure;
}
/** What happened instead. When is the valid day of the correction. */
export interface Instead {
  /** What happened; not a correction itself. */
  what: What;
}
/** A source of a fact, for a person to go back to. */
export interface Source {
  /** Its title. */
  title: Text;
  /** Where it is found: an address or a document symbol. */
  reference?: Text;
  /** When it was published; absent where it does not say. */
  published?: ImpreciseDay;
  /** How good it is; absent where nobody judged it. */
  grade?: Grade;
}
/** An event as a caller records it. */
export interface Entry {
  /** Given by the caller: recording the same event twice changes nothing. */
  id: EventId;
  /** When it held; absent: no later than the day it became known. */
  valid?: ImpreciseDay;
  /** What happened. */
  what: What;
  /** Who says so. */
  sources: Source[];
  /** Whether the instant it became known was reconstructed from its publication. */
  reconstructed: boolean;
}
/** The document of a mission. */
export interface MissionDocument {
  /** The format. */
  format: MissionFormat;
  /** Its id. */
  id: MissionId;
  /** Its title. */
  title: Text;
  /** Where it would deploy. */
  host: Host;
  /** Who leads it, such as `UN` or `AU`. */
  led_by: Text;
  /** What starts the clock from which the days of its requirements count. */
  clock: ClockStart;
  /** The units it requires. */
  requirements: UnitRequirement[];
  /** What the composition rests on. */
  sources: Source[];
  /** The tasks of its mandate; absent: not stated, empty: none. */
  tasks?: MandateTask[];
  /** The most persons it may have; absent: not stated, empty: no ceiling was set. */
  ceilings?: Ceiling[];
  /** Units that are to leave; absent: not stated, empty: none. */
  reductions?: Reduction[];
  /** What the host, the United Nations and contributors undertook; absent: not stated, empty: nothing. */
  undertakings?: Undertaking[];
  /** Selection guidance, confidential; absent or empty: none was entered. */
  selection_guidance?: SelectionGuidance[];
  /** The posts of its leadership; absent: not stated. */
  leadership_posts?: LeadershipPost[];
  /** What it is to tell whom; absent: not stated, empty: nothing. */
  communication_objectives?: CommunicationObjective[];
  /** Other courses of events for which it is planned; absent or empty: none. */
  scenarios?: Scenario[];
  /** Who carries which cost; absent: not stated. */
  cost_shares?: CostShare[];
}
/** The host of a mission. */
export interface Host {
  /** Its name. */
  name: Text;
  /** Its code; absent for a fictional host without one. */
  state?: State;
  /** Whether it is invented. */
  fictional: boolean;
  /** Ports, airports or terminals where units enter; absent: not stated. */
  ports_of_entry?: Port[];
}
/** A unit requirement: what is needed, by when, and at which level. */
export interface UnitRequirement {
  /** Its id in the mission. */
  id: RequirementId;
  /** The reference of its statement of unit requirements (SUR). */
  sur?: Text;
  /** In words. */
  title: Text;
  /** The component. */
  component: Component;
  /** The unit type asked for. */
  unit_type: UnitTypeId;
  /** Other types that would serve; absent or empty: none. */
  substitutes?: Substitute[];
  /** How many units. */
  units: Count;
  /** Its priority class; 1 is filled first. */
  class: number;
  /** Days after the clock start by which it is needed. */
  needed_by: Days;
  /** Days after the clock start after which it no longer serves; absent: as `needed_by`. */
  latest_by?: Days;
  /** Days for which it is needed, from arrival or from `needed_by`, whichever is later. */
  hold_for: Days;
  /** The longest tour of one unit, in days; where it is needed for longer, one tour follows another. Absent: a unit stays for as long as it is needed. */
  tour_days?: number;
  /** The lowest level that may be considered; absent: none asked for. */
  minimum_level?: LevelNeeded;
  /** What it rests on: a paragraph of the mandate, or a planner's assumption. */
  basis: Text;
  /** The mandate tasks it serves; absent: not stated, empty: none. */
  serves?: TaskId[];
  /** What each unit may be; absent: any form. */
  forms?: Form[];
  /** The fewest persons that each unit must have; absent: any number. */
  strength_at_least?: Count;
  /** The parts that each unit must have; absent or empty: none asked for. */
  sub_units?: SubUnitNeeded[];
  /** Serviceable equipment that each unit must bring; absent or empty: none asked for. */
  equipment?: EquipmentNeeded[];
  /** Categories in which the unit must sustain itself; absent or empty: none asked for. */
  self_sustainment?: SelfSustainmentId[];
  /** Languages that must be spoken; absent or empty: none asked for. */
  languages?: LanguageNeeded[];
  /** Training that must have been given; absent or empty: none asked for. */
  training?: TrainingNeeded[];
  /** Steps of human-rights screening that must be cleared; absent or empty: none asked for. */
  screening?: CheckStep[];
  /** Steps of misconduct vetting that must be cleared; absent or empty: none asked for. */
  vetting?: CheckStep[];
  /** The least shares of women; absent or empty: none asked for. */
  women?: WomenNeeded[];
  /** Engagement teams with women in them that each unit must have; absent: none asked for. */
  engagement_teams?: Count;
  /** Requirements of this mission that must be filled first, such as transport or a hospital; absent or empty: none. */
  enablers?: RequirementId[];
  /** Days that a unit must have been home since its last tour; absent: as its windows say. */
  rest?: Days;
}
/** Another unit type that would serve. */
export interface Substitute {
  /** The type. */
  unit_type: UnitTypeId;
  /** How far from what was asked for; 1 is nearest. */
  rank: number;
}
/** A level in a scheme. */
export interface LevelNeeded {
  /** The scheme. */
  scheme: SchemeId;
  /** The level. */
  level: LevelId;
}
/** Parts that each unit must have. */
export interface SubUnitNeeded {
  /** Their type. */
  unit_type: UnitTypeId;
  /** How many in each unit. */
  number: Count;
}
/** Equipment that each unit must bring. */
export interface EquipmentNeeded {
  /** The category. */
  category: EquipmentId;
  /** How many serviceable pieces in each unit. */
  quantity: Count;
}
/** A language that must be spoken. */
export interface LanguageNeeded {
  /** The language. */
  language: Language;
  /** How well at least. */
  proficiency: Proficiency;
  /** By how many persons in each unit at least. */
  persons: Count;
}
/** Training that must have been given. */
export interface TrainingNeeded {
  /** What must have been taught. */
  module: ModuleId;
  /** To which share of persons at least. */
  share: Percent;
  /** Validated at least by. */
  validator: Validator;
}
/** A least share of women. */
export interface WomenNeeded {
  /** In which band of rank; absent: in the whole unit. */
  band?: RankBand;
  /** The share. */
  share: Percent;
}
/** A task of the mandate. */
export interface MandateTask {
  /** Its id in the mission. */
  id: TaskId;
  /** The paragraph of the mandate. */
  paragraph: Text;
  /** What it aims at. */
  objective: Text;
  /** By what it is pursued, also where no unit serves it; empty: nothing is named. */
  instruments: Instrument[];
  /** Activities it asks of the units that serve it; absent: not stated, empty: none that a caveat could touch. */
  activities?: ActivityId[];
  /** The guidance on it, by reference, such as rules of engagement; absent: none named. */
  guidance?: Text[];
  /** Scenario exercises held on it; absent: not stated, empty: none. */
  exercises?: TaskExercise[];
}
/** A scenario exercise on a task, with contributors at the table. */
export interface TaskExercise {
  /** Its title. */
  title: Text;
  /** The day on which it ended. */
  on: Day;
  /** The contributors present. */
  contributors: State[];
  /** What it found; absent: not stated, empty: nothing. */
  findings?: Text[];
}
/** The most persons that the mission may have. */
export interface Ceiling {
  /** Of which component; absent: of all together. */
  component?: Component;
  /** The most persons. */
  persons: Count;
  /** Days after the clock start from which it holds; absent: from the start. */
  from?: Days;
  /** What it rests on, such as a paragraph of the mandate. */
  basis: Text;
}
/** Units that are to leave, and what takes their place. */
export interface Reduction {
  /** The requirement whose units leave. */
  requirement: RequirementId;
  /** How many of its units. */
  units: Count;
  /** Days after the clock start by which they have left. */
  by: Days;
  /** The requirement that takes their place; absent: none. */
  replaced_by?: RequirementId;
  /** What it rests on. */
  basis: Text;
}
/** Something undertaken for the mission, and how far it has come. */
export interface Undertaking {
  /** Its id in the mission. */
  id: UndertakingId;
  /** By whom. */
  by: UndertakenBy;
  /** What. */
  kind: UndertakingKind;
  /** In words. */
  text: Text;
  /** What it rests on, such as a paragraph of the mandate. */
  basis: Text;
  /** The States it is about; absent: it is not about States. */
  states?: State[];
  /** The requirements it is about; absent: all. */
  requirements?: RequirementId[];
  /** Days after the clock start by which it is due; absent: no day was set. */
  due?: Days;
  /** How far it has come. */
  status: UndertakingStatus;
  /** Since when; absent: not stated. */
  since?: Day;
}
/** Selection guidance on contributors for this mission: confidential, entered by a planner who answers for it, never computed. */
export interface SelectionGuidance {
  /** The States it is about. */
  states: State[];
  /** The requirements it is about; absent: all. */
  requirements?: RequirementId[];
  /** What it says. */
  guidance: Guidance;
  /** What it rests on. */
  basis: Text;
  /** Which desk entered it. */
  entered_by: ActorId;
}
/** A post of the mission's leadership: how it is being filled, never who holds it. */
export interface LeadershipPost {
  /** The post, such as `Deputy Force Commander`. */
  role: Text;
  /** Vacant since this day; absent: it is filled. */
  vacant_since?: Day;
  /** Whether it was advertised to all Member States; absent: not stated. */
  advertised?: boolean;
  /** Whether a panel gave its advice; absent: not stated. */
  panel_advice?: boolean;
  /** For how many days somebody acted in it so far; absent: not stated. */
  acting_days?: Days;
  /** Whether the holder was assessed against the compact or work plan; absent: not stated. */
  assessment_done?: boolean;
  /** How many women and men were on the short list; absent: not stated. */
  short_list?: ShortList;
}
/** A short list, in numbers. */
export interface ShortList {
  /** Women. */
  women: Count;
  /** All. */
  of: Count;
}
/** What is to be told to whom, and how they can answer. */
export interface CommunicationObjective {
  /** The paragraph of the mandate, or the plan it rests on. */
  mandate_reference: Text;
  /** What is to be understood. */
  message: Text;
  /** For whom, such as `displaced women in the river districts`. */
  audience: Text;
  /** In which language. */
  language: Language;
  /** Through what. */
  channel: Text;
  /** Through what they can answer; absent: nothing is planned. */
  feedback_channel?: Text;
  /** Whether what came back was answered; absent: not stated. */
  responded?: boolean;
}
/** Another course of events for which the mission is planned, on the same record. */
export interface Scenario {
  /** Its id in the mission. */
  id: ScenarioId;
  /** Its title. */
  title: Text;
  /** What is assumed. */
  assumes: Text;
  /** Requirements that do not arise in it; absent or empty: all do. */
  without?: RequirementId[];
  /** Requirements that arise in it besides, or in place of those of the same id; absent or empty: none. */
  with?: UnitRequirement[];
}
/** Who carries which part of the cost of an activity. */
export interface CostShare {
  /** The activity. */
  activity: Text;
  /** Who pays: a United Nations entity, a State, a partner. */
  payer: Text;
  /** How much; absent: not stated. */
  amount?: Money;
  /** Which share of the whole; absent: not stated. */
  share?: Percent;
  /** How far it has come. */
  status: CostStatus;
}
/** A readiness scheme. What is not in public sources is marked as illustrative, and a user may replace it. */
export interface Scheme {
  /** The format. */
  format: SchemeFormat;
  /** Its id. */
  id: SchemeId;
  /** Its title. */
  title: Text;
  /** Who keeps it and records its levels; absent: not stated. */
  owner?: Text;
  /** When it came to its end; absent: it is in use. */
  ended?: ImpreciseDay;
  /** Its levels; a higher rank is a higher level. */
  levels: Level[];
  /** When a pledge must be renewed; absent: no such duty known. */
  renewal?: Renewal;
  /** What the scheme file as a whole rests on. */
  sources: Source[];
}
/** A level of readiness. */
export interface Level {
  /** Its id. */
  id: LevelId;
  /** Its title, such as `Level 2`. */
  title: Text;
  /** What it means. */
  meaning: Text;
  /** Its place in the order; higher is readier. */
  rank: number;
  /** Whether it includes what the levels below it require. */
  builds_on_lower: boolean;
  /** What it requires; all of it. */
  requires: LevelRequirement[];
  /** What the State undertakes at this level; absent: no time is committed. */
  commitment?: Commitment;
  /** Who says so. */
  source: Text;
}
/** Something that a level requires. */
export interface LevelRequirement {
  /** In words. */
  title: Text;
  /** What must be so for it. */
  rule: LevelRule;
  /** For which unit types; absent: for all. */
  unit_types?: UnitTypeId[];
  /** Who says so. */
  source: Text;
  /** Whether this is ours, for want of a public text. */
  illustrative: boolean;
}
/** All of these must be met. */
export interface AllOf {
  /** The rules; their order says nothing. */
  all: LevelRule[];
}
/** At least one of these must be met. */
export interface AnyOf {
  /** The rules; their order says nothing. */
  any: LevelRule[];
}
/** At least so many of some rules must be met. */
export interface SoManyOf {
  /** How many, and of which. */
  at_least: NumberOf;
}
/** How many of which rules. */
export interface NumberOf {
  /** At least so many. */
  number: Count;
  /** The rules; their order says nothing. */
  of: LevelRule[];
}
/** A piece of evidence must be on file for all units, valid on the day, and not have come out otherwise. The latest of its kind counts. */
export interface EvidenceAsked {
  /** The kind. */
  evidence: EvidenceKind;
  /** Which document or agreement; absent for kinds that name none. */
  document?: Text;
  /** Whether it must be stated that it was passed; absent: it counts unless it is stated that it was not. */
  passed?: boolean;
  /** No finding of this severity, or of a higher one, may be open; absent: open findings do not matter. */
  no_open?: PointSeverity;
  /** It must be of one of the last so many days before the day that is asked about, or of that day; absent: its age does not matter. */
  within_days?: Days;
}
/** Persons must be trained, shown by evidence that is valid on the day and was not called into question since. */
export interface TrainingAsked {
  /** The module. */
  training: ModuleId;
  /** At least this share of persons; absent: any. */
  share?: Percent;
  /** Validated at least so: by themselves, by another contributor (peer), or from outside (external); absent: any. */
  validator?: Validator;
  /** Trained within so many days before the day that is asked about; absent: whenever. */
  within_days?: Days;
}
/** All that another level of the scheme requires must be met. */
export interface LevelAsked {
  /** The level. */
  level: LevelId;
}
/** Days within which the State undertakes to deploy. */
export interface Commitment {
  /** How many days, at most. */
  days: Days;
  /** How many days are wished for, where they are fewer; absent: none are named. */
  preferred?: Days;
  /** From when they count. */
  clock: ClockStart;
}
/** When a pledge must be renewed. */
export interface Renewal {
  /** Months from registration to the first renewal. */
  first_after_months: Count;
  /** Months between renewals after that. */
  then_every_months: Count;
  /** Who says so. */
  source: Text;
}
/** What a match is asked to respect. Everything absent is left free. */
export interface MatchOptions {
  /** The format. */
  format: MatchOptionsFormat;
  /** Limits on units. */
  limits?: LimitAsked[];
  /** Rows: what limits cannot say, such as ceilings on persons or co-deployment. A plan that keeps them stands beside the plan without them. */
  rows?: RowAsked[];
  /** How many steps of work a plan under rows may take, each about one look at one pair; absent: 200,000,000. */
  steps?: number;
  /** Planning assumptions on arrival, for lots with neither stages nor a committed time. */
  assumptions?: ArrivalAssumption[];
  /** Preferences among pairs that are equal in all else. */
  preferences?: Preference[];
  /** The schemes by which levels are read; absent: UN PCRS. */
  schemes?: Scheme[];
}
/** At most so many units. */
export interface LimitAsked {
  /** Its id. */
  id: LimitId;
  /** Why it is asked for. */
  reason?: Text;
  /** At most so many units. */
  at_most: Count;
  /** Of what. */
  scope: LimitScope;
}
/** What a plan is asked to keep beside the limits. */
export interface RowAsked {
  /** Its id. */
  id: LimitId;
  /** Why it is asked for. */
  reason?: Text;
  /** What it asks. */
  asks: RowAsks;
}
/** Matches: those for which all holds that is said. */
export interface UnitSet {
  /** For a mission. */
  mission?: MissionId;
  /** For one of these requirements, as `mission/requirement`. */
  requirements?: SlotId[];
  /** Of one of these States. */
  states?: State[];
  /** Of one of these lots. */
  lots?: LotId[];
}
/** A planning assumption on arrival, named, with its author, so that nobody takes it for a fact. */
export interface ArrivalAssumption {
  /** Its id. */
  id: AssumptionId;
  /** In words, with the reason. */
  text: Text;
  /** Whose assumption it is: a desk or a document, never a person. */
  author: Text;
  /** Days from the clock start to arrival. */
  days: Days;
  /** For lots at this recorded level only; absent: for every lot. */
  level?: LevelNeeded;
}
/** A preference: pairs with a higher number are taken later, where all else is equal. */
export interface Preference {
  /** For this requirement; absent: for every one. */
  requirement?: SlotId;
  /** The lot. */
  lot: LotId;
  /** The number; 0 is what stands where nothing is said. */
  number: number;
}
/** A matching problem. */
export interface Problem {
  /** The format. */
  format: ProblemFormat;
  /** What is needed. */
  requirements: Requirement[];
  /** What is there. */
  lots: ProblemLot[];
  /** Which lot is eligible for which requirement, and at what cost. */
  pairs: Pair[];
  /** Limits on how much may be used; on each side they must nest. */
  limits: Limit[];
}
/** Units that are needed. */
export interface Requirement {
  /** The requirement, or one rotation slot of it. */
  id: SlotId;
  /** Its class of importance, from 1; a class outweighs all classes behind it. */
  class: number;
  /** How many units it needs. */
  units: Count;
}
/** Units that are there. */
export interface ProblemLot {
  /** The lot, in one window of availability. */
  id: LotId;
  /** How many units it has. */
  units: Count;
}
/** A lot that is eligible for a requirement, and what one unit of it costs on each level. */
export interface Pair {
  /** The requirement. */
  requirement: SlotId;
  /** The lot. */
  lot: LotId;
  /** How many rules are Unknown: with none the pair is firm, else it is conditional. */
  unknown: number;
  /** Days late. */
  late: Days;
  /** The rank of the lot's type among the substitutes; 0 is the type asked for. */
  substitute: number;
  /** The caller's own order of preference; 0 is preferred. */
  preference: number;
  /** What would have to be waived for it: for a match that no rule allows as it stands. */
  waived?: Waived;
}
/** What would have to be waived for a pair. */
export interface Waived {
  /** How many rules. */
  rules: number;
  /** By how many days in all, where the rules are about days. */
  days: Days;
}
/** A plan with what proves it best. */
export interface Certificate {
  /** The format. */
  format: CertificateFormat;
  /** The problem, in canonical order. */
  problem: Problem;
  /** What is proposed, by requirement and lot. */
  proposals: Proposal[];
  /** What stays short, by requirement. */
  shortages: Shortage[];
  /** The cost of the plan, in the order of the problem's levels. */
  value: Cost;
  /** The prices that prove it. */
  prices: Prices;
  /** Whether no other plan is as good before the tie. */
  unique: boolean;
  /** SHA-256 of the canonical text of all else. */
  seal: Text;
}
/** Units of a lot that are proposed for a requirement. */
export interface Proposal {
  /** The requirement. */
  requirement: SlotId;
  /** The lot. */
  lot: LotId;
  /** How many units; at least one. */
  units: Count;
}
/** Units that a requirement is short of. */
export interface Shortage {
  /** The requirement. */
  requirement: SlotId;
  /** How many units; at least one. */
  units: Count;
}
/** The prices that prove a plan best, in the order of the problem. */
export interface Prices {
  /** What covering one unit is worth: at most the cost of leaving it short. */
  requirements: RequirementPrice[];
  /** What one unit more of a lot is worth; not negative. */
  lots: LotPrice[];
  /** What one unit more under a limit is worth (the effect of the limit). Below zero: what it costs to have one unit more that the limit asks for; at most the cost of a unit below its floor. */
  limits: LimitPrice[];
}
/** The price of a requirement. */
export interface RequirementPrice {
  /** The requirement. */
  requirement: SlotId;
  /** Its price. */
  price: Cost;
}
/** The price of a lot. */
export interface LotPrice {
  /** The lot. */
  lot: LotId;
  /** Its price. */
  price: Cost;
}
/** The price of a limit. */
export interface LimitPrice {
  /** The limit. */
  limit: LimitId;
  /** Its price. */
  price: Cost;
}
/** Side rows of a problem. */
export interface SideRows {
  /** The format. */
  format: SideRowsFormat;
  /** The rows; their order says nothing. */
  rows: SideRow[];
}
/** One row. */
export interface SideRow {
  /** Its id. */
  id: LimitId;
  /** Why it is asked for. */
  reason?: Text;
  /** What it asks. */
  asks: Asks;
}
/** The pairs of these lots with these requirements. */
export interface Selection {
  /** The lots; absent: all. */
  lots?: LotId[];
  /** The requirements; absent: all. */
  requirements?: SlotId[];
}
/** What one unit weighs. Where several say so of one pair, their weights add up. */
export interface Weight {
  /** Of this lot; absent: of every lot. */
  lot?: LotId;
  /** For this requirement; absent: for every one. */
  requirement?: SlotId;
  /** The weight of one unit. */
  weight: number;
}
/** A part of a whole. */
export interface Part {
  /** Over these pairs. */
  of: Selection;
  /** So many units. */
  units: Count;
}
/** A plan under side rows, with what is proven of it. */
export interface Bounded {
  /** The format. */
  format: BoundedFormat;
  /** The rows. */
  rows: SideRows;
  /** What is proposed, by requirement and lot. */
  proposals: Proposal[];
  /** What stays short, by requirement. */
  shortages: Shortage[];
  /** The names of the levels: those of the rows, then those of the problem. */
  levels: Text[];
  /** What the plan costs on each level. */
  value: Cost;
  /** What no plan under the rows can be better than, level by level; it ends with the first level on which it is below the value. */
  proven: Cost;
  /** How the plan stands to each row. */
  standings: RowStanding[];
  /** The steps of the search: one for each node, and for each pivot and branch of a linear program one look at each of its columns and lines. */
  steps: number;
  /** Whether the work limit ended the search. */
  ended: boolean;
  /** The best plan without the rows, with what proves it: no plan under the rows is better. Absent where it stands beside this answer, as in a plan for missions. */
  without_rows?: Certificate;
}
/** How a plan stands to a row. */
export interface RowStanding {
  /** The row. */
  row: LimitId;
  /** Whether the plan keeps it. */
  kept: boolean;
  /** What is counted: a sum of weights or units, the part of a share, groups or sets in use, units that are needed together, or units of all parts. */
  reached: number;
  /** What it is counted of: the whole of a share, units that need others, or the units of a whole. */
  of?: number;
  /** By how much a floor is missed; absent where it is not. */
  short?: number;
  /** What the best plan without rows reaches. */
  reached_without: number;
  /** Whether the best plan without rows keeps it; where it does not, the row has changed the plan. */
  kept_without: boolean;
}
/** A plan as it leaves the library. */
export interface PlanDocument {
  /** The format. */
  format: PlanFormat;
  /** What it is an answer to. */
  identity: Identity;
  /** Every requirement, with how far it is covered. */
  coverage: Coverage[];
  /** The proposed matches. */
  proposals: Sourced[];
  /** What is not covered, and why. */
  shortfalls: Gap[];
  /** What must be asked: of contributors by State, then of the host State and the Secretariat. */
  questions: Question[];
  /** Whether no other plan is as good, before the neutral tie rule. */
  unique: boolean;
  /** The proof that no plan is better under the stated rules. */
  certificate: Certificate;
  /** The same for the best plan of firm pairs only. */
  firm_only: Certificate;
  /** The plan that keeps the rows asked for; absent where none is asked for. All else in this document knows nothing of them. */
  under_rows?: UnderRows;
}
/** What the answer is an answer to; two answers with the same identity are the same bytes. */
export interface Identity {
  /** The day asked about. */
  valid: Day;
  /** The instant whose knowledge was used. */
  known: Instant;
  /** The missions. */
  missions: MissionAsked[];
  /** The hash of the problem. */
  problem: string;
  /** The hash of the catalogue. */
  catalogue: string;
  /** The hash of each scheme. */
  schemes: {
    [k: string]: string;
  };
  /** The hash of the limits, assumptions and preferences. */
  options: string;
  /** The version of the rules of eligibility. */
  rules: string;
  /** The hash of what is supposed beyond all of these; absent: nothing is. */
  supposed?: string;
}
/** A mission as it was asked about. */
export interface MissionAsked {
  /** Its id. */
  id: MissionId;
  /** The day on which its clock starts. */
  start: Day;
  /** The hash of its document. */
  hash: string;
}
/** How far a unit requirement, or one tour of it, is covered. A requirement of several tours is covered on a day as far as the tour of that day is. */
export interface Coverage {
  /** The requirement, or the tour of it. */
  requirement: SlotId;
  /** Which tour, where several follow each other. */
  tour?: Tour;
  /** In words. */
  title: string;
  /** Its priority class. */
  class: number;
  /** Units needed. */
  needed: number;
  /** Units covered by proposals that are firm. */
  firm: number;
  /** Units covered by proposals that are conditional. */
  conditional: number;
  /** Units not covered. */
  short: number;
  /** Units that would be covered if only firm pairs were used. */
  firm_only: number;
  /** The requirements that must be filled first, as the mission says. */
  enablers: SlotId[];
  /** Which of them, or of those that they wait for in turn, are short in this plan: until they are covered, units that are present are not operational. */
  waits_for: SlotId[];
}
/** One of several tours that follow each other. */
export interface Tour {
  /** Its number, from 1. */
  number: number;
  /** How many there are. */
  of: number;
  /** The day after the clock start on which it begins. */
  from: number;
  /** The day after the clock start on which the next one takes over, or the requirement ends. */
  until: number;
}
/** A proposed match: units of a lot for a unit requirement. */
export interface Sourced {
  /** The requirement, or the tour of it. */
  requirement: SlotId;
  /** Which tour, where several follow each other. */
  tour?: Tour;
  /** The lot. */
  lot: LotId;
  /** The window in which it serves, where it has several and tours are asked for. */
  window?: Span;
  /** The name of the lot in that window, in the problem; absent: that of the lot. */
  lot_in_window?: LotId;
  /** Its pledge. */
  pledge: PledgeId;
  /** The State that answers for it. */
  state?: State;
  /** How many units. */
  units: number;
  /** Firm or conditional. */
  certainty: Certainty;
  /** The rules that are Unknown. */
  unknown: Rule[];
  /** Days from the clock start until people and equipment have arrived at the latest; absent: Unknown. */
  arrival?: number;
  /** Days from the clock start until the people have arrived at the latest; absent: Unknown. */
  people_arrive?: number;
  /** The earliest day on which they may arrive, where that is another; absent: it is that day, or nothing is known. */
  people_arrive_from?: number;
  /** Days from the clock start until the equipment has arrived at the latest; absent: Unknown. */
  equipment_arrives?: number;
  /** The earliest day on which it may arrive, where that is another; absent: it is that day, or nothing is known. */
  equipment_arrives_from?: number;
  /** What the arrival rests on. */
  arrival_basis?: string;
  /** Days after the needed-by day. */
  days_late: number;
  /** How far the unit type is from the one asked for; 0 is that type. */
  substitute_rank: number;
}
/** A group of requirements that cannot all be covered, with the reasons. */
export interface Gap {
  /** What competes for what; the numbers can be recounted from the proposals. */
  shortfall: Shortfall;
  /** In one sentence. */
  sentence: string;
  /** Lots of a type that would serve, and the rules that exclude them. */
  turned_away: TurnedAway[];
}
/** A group of requirements that compete for less than they need. `deficit = needs - capacity`, and the plan uses the capacity fully. */
export interface Shortfall {
  /** What binds: lots and supply limits, or demand limits. */
  side: Side;
  /** The requirements that compete. */
  requirements: SlotId[];
  /** Those of them that are short, and of how many units. */
  short: Shortage[];
  /** Supply side: all lots that can serve them. */
  lots: LotId[];
  /** The limits that bind. The supply limits hold lots of this group; lots in none of them count by their units. */
  limits: LimitId[];
  /** The units they need together. */
  needs: number;
  /** Demand side: units under the limits that go to requirements explained in another group. */
  kept: number;
  /** The units they can have together. */
  capacity: number;
  /** The units missing. */
  deficit: number;
}
/** How many lots of a serving type a rule excludes from a requirement. */
export interface TurnedAway {
  /** The requirement. */
  requirement: SlotId;
  /** The rule. */
  rule: Rule;
  /** How many lots. */
  lots: number;
}
/** A question to a contributor, the host State or the Secretariat. It is a draft for a person to put; nothing here is sent. What is asked of the host State or within the Secretariat, such as on selection guidance, is not for the contributor: it stands on no State's list. */
export interface Question {
  /** Who can answer it. */
  asks: Addressee;
  /** The State that answers for the pledge, where the contributor is asked. */
  state?: State;
  /** The pledge. */
  pledge: PledgeId;
  /** The lot. */
  lot: LotId;
  /** The rule that is Unknown. */
  rule: Rule;
  /** The question. */
  text: string;
  /** What is on record. */
  have: string;
  /** The requirements that the answer bears on. */
  requirements: SlotId[];
  /** How many proposed units hang on it. */
  units: number;
}
/** The best plan found that keeps the rows asked for, beside the plan that knows nothing of them. */
export interface UnderRows {
  /** What is proven of it, in a sentence. */
  proven: string;
  /** The proposed matches. */
  proposals: Sourced[];
  /** Lots whose persons, or whose women, are Unknown, and what their units were taken for. */
  unknown: TakenFor[];
  /** How the plan stands to each row, its value, and what no plan under the rows can be better than. The best plan without rows is the one that this stands beside; where units are held, which are rows here, it is in the answer. */
  answer: Bounded;
}
/** What the units of a lot were taken for in a row, where the record does not say. */
export interface TakenFor {
  /** The row. */
  row: LimitId;
  /** The lot. */
  lot: LotId;
  /** Persons of one unit; absent: they are Unknown, and the lot is not used where the row counts it. */
  persons?: number;
  /** Women in one unit: as many as are named, where not all bands are; absent where the row does not ask for them. */
  women?: number;
}
/** Why a lot does not serve a requirement in a plan. */
export interface WhyNot {
  /** The format. */
  format: WhyNotFormat;
  /** The requirement. */
  requirement: SlotId;
  /** The lot. */
  lot: LotId;
  /** The kind of reason. */
  reason: Reason;
  /** In one sentence, which does not name selection guidance. */
  sentence: string;
  /** What every rule says, selection guidance among them: for the Secretariat. */
  judgements: Judgement[];
  /** For a lot that is late: by how many days it would have to be earlier. */
  days_too_late?: number;
  /** For a lot that fits: by how much the best plan with one unit of it here is worse, on each level where it differs; absent where a limit allows none. */
  difference?: Difference[];
  /** For a lot that fits: what would move in that plan. */
  moves?: Move[];
  /** The limits that allow no unit of it here. */
  forbidden_by?: LimitId[];
}
/** What a rule says on a lot and a requirement. */
export interface Judgement {
  /** The rule. */
  rule: Rule;
  /** What it says. */
  met: Met;
  /** What the lot has. */
  have: string;
  /** What the requirement needs. */
  need: string;
  /** By how much: days or levels to spare, negative where they are short; absent where nothing can be counted. */
  margin?: number;
  /** What would have to be asked to decide it; present where it is Unknown. */
  question?: string;
  /** Who can answer that; present where there is a question. The Secretariat, where several are asked. */
  asks?: Addressee;
}
/** How two plans differ on a level. */
export interface Difference {
  /** The level, such as `days-late`. */
  level: string;
  /** By how much the other plan is worse; negative where it is better. */
  by: number;
}
/** Units of a pair in two plans. */
export interface Move {
  /** The requirement. */
  requirement: SlotId;
  /** The lot. */
  lot: LotId;
  /** Units in the plan. */
  before: Count;
  /** Units in the other plan. */
  after: Count;
}
/** What would be if: changes, all of them together, and how much of the plan they may move. */
export interface Changes {
  /** The format. */
  format: ChangesFormat;
  /** The changes. Their order says nothing, but for changes of one and the same thing: the later stands. */
  changes: Change[];
  /** At most so many units may leave their place in the present plan, be it for another place or for none. Absent: any number. Where the changes alone move more, the answer is a plan that moves the fewest. */
  at_most_moved?: Count;
}
/** How the best plan differs after changes. */
export interface WhatIfAnswer {
  /** The format. */
  format: WhatIfAnswerFormat;
  /** The hash of the plan that was asked. */
  before: string;
  /** The hash of the plan after the changes. */
  after: string;
  /** The changes. */
  changes: ToldChange[];
  /** All in one sentence. */
  summary: string;
  /** The proposed matches that differ, by requirement and lot. */
  proposals: ProposalChange[];
  /** The requirements that are short before or after. */
  shortages: ShortageChange[];
  /** The same under the rows; absent where no rows are asked for. All else here is of the plans without rows. */
  shortages_under_rows?: ShortageChange[];
  /** What the plans cost, level by level. */
  value: LevelValue[];
  /** The questions that need no answer any more. */
  questions_gone: Question[];
  /** The questions that have to be asked now, and had not to be before. */
  questions_new: Question[];
  /** How much of the plan moves. */
  moved: MovedUnits;
  /** The units that are held, and how they stand in the certificate. */
  held: HeldUnits[];
  /** The proof that no plan is better after the changes, among those that hold what is held. */
  certificate: Certificate;
}
/** A change, as it was supposed, in one sentence. */
export interface ToldChange {
  /** The change. */
  change: Change;
  /** In one sentence. */
  sentence: string;
}
/** A proposed match that differs. */
export interface ProposalChange {
  /** How it differs. */
  turn: Turn;
  /** The requirement. */
  requirement: SlotId;
  /** The lot. */
  lot: LotId;
  /** Its pledge. */
  pledge: PledgeId;
  /** The State that answers for it. */
  state?: State;
  /** Units before. */
  before: number;
  /** Units after. */
  after: number;
  /** In one sentence. */
  sentence: string;
}
/** What a requirement is short of, before and after. */
export interface ShortageChange {
  /** The requirement. */
  requirement: SlotId;
  /** In words. */
  title: string;
  /** Its priority class. */
  class: number;
  /** Units short before. */
  before: number;
  /** Units short after. */
  after: number;
}
/** What the plans cost on a level; the neutral tie is left out. */
export interface LevelValue {
  /** The level, such as `days-late`. */
  level: string;
  /** Before. */
  before: number;
  /** After. */
  after: number;
}
/** How much of the present plan moves: units that leave their place, be it for another place or for none. */
export interface MovedUnits {
  /** How many units move. */
  units: number;
  /** At most so many were to move; absent: any number. */
  at_most?: number;
  /** The fewest that any plan moves after the changes; present where a number was given. */
  fewest?: number;
  /** Whether no plan that moves as few is better. The certificate proves it of all plans that hold the units in `held`. */
  best: boolean;
  /** Where it is not known to be the best: what none can be better than, level by level but the tie. */
  bound?: number[];
}
/** Units held for a requirement, and how they stand in the problem. */
export interface HeldUnits {
  /** The requirement. */
  requirement: SlotId;
  /** The lot. */
  lot: LotId;
  /** How many units. */
  units: number;
  /** The requirement's part in the problem that has just these units. */
  as_requirement: SlotId;
  /** The lot's part in the problem that has just these units. */
  as_lot: LotId;
}
/** The least that would have to be waived to close the most gaps. */
export interface LeastWaivers {
  /** The format. */
  format: LeastWaiversFormat;
  /** The hash of the plan that was asked. */
  of_plan: string;
  /** All in one sentence. */
  summary: string;
  /** What would be waived, by requirement and lot. */
  waivers: Waiver[];
  /** The requirements that are short, before and after. */
  shortages: ShortageChange[];
  /** The same as changes, to ask what would be if. */
  changes: Change[];
  /** The proof that no fewer waivers close as much. */
  certificate: Certificate;
}
/** Units that would serve if rules were waived for them. */
export interface Waiver {
  /** The requirement, or the tour of it. */
  requirement: SlotId;
  /** Which tour, where several follow each other. */
  tour?: Tour;
  /** The lot. */
  lot: LotId;
  /** Its pledge. */
  pledge: PledgeId;
  /** The State that answers for it. */
  state?: State;
  /** How many units. */
  units: number;
  /** The rules that would be waived. */
  rules: RuleWaived[];
  /** By how many days in all, where they are about days. */
  days: number;
  /** The rules that are Unknown beside them: waiving does not answer them. */
  unknown: Rule[];
  /** In one sentence. */
  sentence: string;
}
/** A rule that would be waived, with what the lot has and what the requirement needs. */
export interface RuleWaived {
  /** The rule. */
  rule: Rule;
  /** What the lot has. */
  have: string;
  /** What the requirement needs. */
  need: string;
  /** By how much it falls short, where that can be counted; negative. */
  margin?: number;
}
/** Lessons from deployments, and recommendations of reviews with what became of them. */
export interface FollowUp {
  /** The format. */
  format: FollowUpFormat;
  /** Lessons; empty: none were noted. */
  lessons: Lesson[];
  /** Recommendations; empty: none were made. */
  recommendations: Recommendation[];
  /** What the whole rests on. */
  sources: Source[];
}
/** A lesson from a deployment. */
export interface Lesson {
  /** Its id. */
  id: LessonId;
  /** The day on which it was noted. */
  on: Day;
  /** The lesson, in full; for those who worked on it. */
  text: Text;
  /** The pledge it comes from; absent: it comes from no single pledge. */
  pledge?: PledgeId;
  /** Its lots; absent: not stated, or all. */
  lots?: LotId[];
  /** The mission, as the source names it; absent: not stated. */
  mission?: Text;
  /** What may be told in public; absent: nothing was released. */
  public_extract?: Text;
  /** What the words in it mean, so that lessons of several missions can be laid side by side; absent: not stated. */
  definitions?: Definition[];
}
/** What a word means in a lesson. */
export interface Definition {
  /** The word. */
  term: Text;
  /** What it means. */
  meaning: Text;
  /** Where that is laid down; absent: it is the author's. */
  reference?: Text;
}
/** A recommendation of a review. What became of it stands in its updates, so that every day has its answer. */
export interface Recommendation {
  /** Its id. */
  id: RecommendationId;
  /** The day on which it was made. */
  on: Day;
  /** What is recommended. */
  text: Text;
  /** Which review made it. */
  made_by: Text;
  /** To whom it is addressed: Secretariat, Member States, or a body; never a person. */
  owner: Text;
  /** The question to this record that shows where it stands, such as `women` or `coverage`; absent: none does. */
  query?: Text;
  /** What became of it; empty: nothing was heard. */
  updates: Update[];
}
/** News of a recommendation. */
export interface Update {
  /** Its day. */
  on: Day;
  /** In words. */
  text: Text;
  /** What was decided; absent: as before. */
  decision?: Decision;
  /** The day by which it is to be done; absent: as before. */
  due?: Day;
  /** Whether it is done; absent: as before. */
  done?: boolean;
}
/** What leaves the library for whom. It is a list of what is allowed: what no entry opens, nobody but the Secretariat sees. */
export interface AudienceRules {
  /** The format. */
  format: AudienceRulesFormat;
  /** What these rules are, and whose. */
  title: Text;
  /** What is opened, each table to each audience once. */
  opens: Opening[];
  /** The kinds of events that a State is shown in a journal, where they are about pledges that it takes part in. A correction may say anything of the event that it mends. */
  events: Text[];
}
/** A table that is open to an audience, in part. */
export interface Opening {
  /** The table, by the name under which it is asked for, such as `assessments`. */
  table: Text;
  /** To whom. */
  to: Audience;
  /** Which of its rows. */
  rows: Scope;
  /** Which of its columns. */
  columns: Text[];
  /** Only the rows that have one of certain values in a column; absent: whatever they have. */
  only?: Only[];
}
/** What a column must hold for its row to be open. */
export interface Only {
  /** The column, which itself need not be open. */
  column: Text;
  /** The values, one of which it must hold; none: the column must be absent. */
  values: Text[];
}
/** Entries to add to the catalogue, or to replace in it. */
export interface CatalogueFile {
  /** The format. */
  format: CatalogueFormat;
  /** States, by code. */
  states: StateEntry[];
  /** Unit types, by id. */
  unit_types: UnitType[];
  /** Categories of equipment, by id. */
  equipment?: Term[];
  /** Categories of self-sustainment, by id. */
  self_sustainment?: Term[];
  /** Training modules, by id. */
  training_modules?: Term[];
  /** Activities, by id. */
  activities?: Term[];
  /** Rates of personnel reimbursement; where the key is there, they replace all that were. */
  personnel_rates?: Rate[];
  /** Targets for the share of women; where the key is there, they replace all that were. */
  women_targets?: WomenTarget[];
}
/** A State as the catalogue knows it. */
export interface StateEntry {
  /** Its code. */
  code: State;
  /** Its short name in English, as the United Nations uses it. */
  name: Text;
  /** The day of admission to the United Nations; absent for those that are not members. */
  admitted?: Day;
  /** Its regional group (for electoral purposes); absent where it belongs to none. */
  group?: Group;
  /** What it is to the United Nations. */
  membership: Membership;
  /** A special case, in short. */
  note?: Text;
}
/** A type of unit as the field names it. */
export interface UnitType {
  /** Its id. */
  id: UnitTypeId;
  /** Its name. */
  name: Text;
  /** The component it serves in. */
  component: Component;
  /** What it does, such as `engineering` or `medical`. */
  function: Text;
  /** A remark. */
  note?: Text;
  /** Who names it. */
  source: Text;
}
/** A term that documents use. */
export interface Term {
  /** Its id. */
  id: TermId;
  /** Its name. */
  name: Text;
  /** A remark. */
  note?: Text;
  /** Who names it; `illustrative` where it is only an example. */
  source: Text;
}
/** A rate of personnel reimbursement, per person and month. */
export interface Rate {
  /** The day from which it is in force. */
  effective: ImpreciseDay;
  /** How much, per person and month. */
  per_person_month: Money;
  /** Where it is published, and how good that source is. */
  source: Text;
}
/** A target for the share of women, to be reached by a day. */
export interface WomenTarget {
  /** Whom it is about. */
  group: TargetGroup;
  /** The day by which it is to be reached. */
  by: Day;
  /** The share. */
  percent: Percent;
  /** Where it is published. */
  source: Text;
}
/** How far a journal went, in one hash. Published where the keeper of the journal cannot change it, it shows later whether the journal still says what it said then; kept beside the journal it shows nothing. */
export interface Checkpoint {
  /** The format. */
  format: CheckpointFormat;
  /** How many events there were. */
  size: number;
  /** The hash of the tree over them (RFC 9162). */
  root: Hash;
  /** The hash of the last line. Proofs do not speak of it; a journal that goes on from the checkpoint has it. */
  head: Hash;
}
/** A proof that a line stands in the journal of a checkpoint. It shows hashes of the others, and nothing of what they say. */
export interface Inclusion {
  /** The format. */
  format: InclusionFormat;
  /** The number of the event. */
  seq: number;
  /** How many events the journal has. */
  size: number;
  /** The hashes beside the way from the leaf to the root. */
  path: Hash[];
}
/** A proof that the journal of a checkpoint begins with all that an earlier checkpoint had, unchanged. */
export interface Consistency {
  /** The format. */
  format: ConsistencyFormat;
  /** How many events the earlier one has. */
  first: number;
  /** How many events the later one has. */
  second: number;
  /** The hashes that make both roots. */
  path: Hash[];
}
/** One thing found in an input. */
export interface Finding {
  /** The stable code; users branch on it, never on the text. */
  code: Code;
  /** Whether it refuses the input. */
  severity: Severity;
  /** Where, as a JSON pointer (RFC 6901) into the document; empty for the document as a whole. What a store is called, where the finding is on a store. */
  path: string;
  /** The line in the text, from 1, where the text is at hand. */
  line?: number;
  /** The column in that line, from 1, counted in characters. */
  column?: number;
  /** What is wrong, in one sentence. */
  message: string;
  /** What would mend it, where that is known. */
  help?: string;
}
/** What came of recording. */
export interface Receipt {
  /** How many events are new in the record. */
  recorded: number;
  /** How many were there before, with the same content. */
  already: number;
  /** The number of the last event in the record. */
  head: number;
}

// Rows of tables. A cell that is absent is neither zero nor empty: it is Unknown, or there is nothing to say.

export interface ActionsRow {
  action?: string;
  text?: string;
  owner?: string;
  noted_on?: string;
  due?: string;
  overdue?: string;
  done?: string;
  handling?: string;
  release_approved_by?: string;
  pledge?: string;
  mission?: string;
  latest?: string;
}

export interface ArrivalTableRow {
  mission?: string;
  day?: string;
  day_means?: string;
  tells?: string;
  who?: string;
  requirement?: string;
  lot?: string;
  sentence?: string;
}

export interface ArrivalsRow {
  mission?: string;
  day?: number;
  on?: string;
  needed?: number;
  people_firm?: number;
  people_conditional?: number;
  equipment_firm?: number;
  equipment_conditional?: number;
  complete_firm?: number;
  complete_conditional?: number;
  persons_firm?: number;
  persons_conditional?: number;
  persons_unknown?: number;
  arrival_unknown?: number;
  ceiling?: number;
}

export interface AssessmentsRow {
  pledge?: string;
  lot?: string;
  state?: string;
  described_as?: string;
  units?: string;
  status?: string;
  stated?: string;
  recorded?: string;
  since?: string;
  recorded_in_part?: string;
  supported?: string;
  renewal_due?: string;
  next_level?: string;
  blocks_next?: string;
  falls_back_on?: string;
  falls_back_because?: string;
  counted_in?: string;
}

export interface BlocksRow {
  pledge?: string;
  lot?: string;
  state?: string;
  described_as?: string;
  next_level?: string;
  requirement?: string;
  rule?: string;
  met?: string;
  on_file?: string;
  to_do?: string;
  owed_by?: string;
  effort?: string;
}

export interface ChangesRow {
  pledge?: string;
  lot?: string;
  field?: string;
  before?: string;
  after?: string;
}

export interface CodesRow {
  code?: string;
  meaning?: string;
}

export interface CommunicationObjectivesRow {
  mission?: string;
  mandate_reference?: string;
  audience?: string;
  message?: string;
  language?: string;
  channel?: string;
  feedback_channel?: string;
  responded?: string;
}

export interface CostSharesRow {
  mission?: string;
  activity?: string;
  payer?: string;
  amount?: string;
  share?: number;
  status?: string;
}

export interface ConsultationsRow {
  consultation?: string;
  pledge?: string;
  state?: string;
  kind?: string;
  lots?: string;
  mission?: string;
  requirement?: string;
  units?: number;
  asked_on?: string;
  reply_by?: string;
  overdue?: string;
  answer?: string;
  answered_on?: string;
  accepted?: string;
  conditions?: string;
  text?: string;
}

export interface ChecksRow {
  pledge?: string;
  lot?: string;
  state?: string;
  check?: string;
  step?: string;
  cleared?: string;
  on_file?: string;
}

export interface CoverageRow {
  requirement?: string;
  title?: string;
  class?: number;
  needed?: number;
  firm?: number;
  conditional?: number;
  short?: number;
  firm_only?: number;
  enablers?: string;
  waits_for?: string;
}

export interface CoverageByDayRow {
  mission?: string;
  of?: string;
  from?: number;
  until?: number;
  from_on?: string;
  until_on?: string;
  needed?: number;
  people_firm?: number;
  people_conditional?: number;
  people_perhaps?: number;
  equipment_firm?: number;
  equipment_conditional?: number;
  equipment_perhaps?: number;
  complete_firm?: number;
  complete_conditional?: number;
  complete_perhaps?: number;
  operational_firm?: number;
  operational_conditional?: number;
  short?: number;
  not_operational?: number;
  persons_firm?: number;
  persons_conditional?: number;
  persons_perhaps?: number;
  persons_unknown?: number;
  ceiling?: number;
}

export interface DecisionsRow {
  decision?: string;
  mission?: string;
  requirement?: string;
  units?: number;
  by?: string;
  reason?: string;
  on?: string;
  until?: string;
  holds?: string;
  id?: string;
}

export interface DeliveredRow {
  year?: number;
  unit_type?: string;
  level?: string;
  state?: string;
  offered?: number;
  recorded?: number;
  verified?: number;
  deployed?: number;
  not_counted?: number;
  on_time?: number;
  on_time_of?: number;
  on_time_percent?: number;
}

export interface FallsBackOnRow {
  pledge?: string;
  lot?: string;
  state?: string;
  described_as?: string;
  which?: string;
  level?: string;
  falls_back_on?: string;
  days_left?: number;
  falls_to?: string;
  because?: string;
}

export interface FirstDaysRow {
  mission?: string;
  of?: string;
  what?: string;
  share?: number;
  number?: number;
  firm?: number;
  with_conditional?: number;
  firm_on?: string;
  with_conditional_on?: string;
  no_day?: string;
}

export interface FreshnessRow {
  pledge?: string;
  lot?: string;
  state?: string;
  status?: string;
  last_said?: string;
  last_event?: string;
  days_since?: number;
  renewal_due?: string;
  renewal_overdue?: string;
  offered_until?: string;
  deadline_moved?: number;
}

export interface GapsByDayRow {
  mission?: string;
  of?: string;
  from?: number;
  until?: number;
  from_on?: string;
  until_on?: string;
  needed?: number;
  there?: number;
  short?: number;
  not_operational?: number;
  reasons?: string;
}

export interface HistoryRow {
  seq?: number;
  from?: string;
  valid?: string;
  known?: string;
  event?: string;
  what?: string;
  place?: string;
  reconstructed?: string;
  source?: string;
  reference?: string;
  published?: string;
  grade?: string;
  actor?: string;
  id?: string;
}

export interface LeadershipPostsRow {
  mission?: string;
  role?: string;
  vacant_since?: string;
  vacant_days?: number;
  advertised?: string;
  panel_advice?: string;
  acting_days?: number;
  assessment_done?: string;
  women_on_short_list?: number;
  short_list?: number;
}

export interface LessonsRow {
  lesson?: string;
  on?: string;
  pledge?: string;
  lots?: string;
  mission?: string;
  text?: string;
  public_extract?: string;
  definitions?: string;
}

export interface PerformanceRow {
  by?: string;
  of?: string;
  measure?: string;
  counted?: number;
  reached?: number;
  least_percent?: number;
  most_percent?: number;
  not_stated?: number;
  days_least?: number;
  days_most?: number;
}

export interface MarginalValuesRow {
  of?: string;
  id?: string;
  more?: string;
  less?: string;
  sentence?: string;
}

export interface OnFileRow {
  pledge?: string;
  lot?: string;
  state?: string;
  level?: string;
  requirement?: string;
  rule?: string;
  met?: string;
  on_file?: string;
  source?: string;
  illustrative?: string;
}

export interface PledgedAndFoundRow {
  pledge?: string;
  lot?: string;
  state?: string;
  difference?: string;
  pledged?: string;
  found?: string;
  on?: string;
  times?: number;
  source?: string;
  reference?: string;
  published?: string;
  grade?: string;
  events?: string;
}

export interface PledgesRow {
  pledge?: string;
  lot?: string;
  state?: string;
  kind?: string;
  described_as?: string;
  unit_type?: string;
  units?: string;
  strength?: string;
  status?: string;
  conditions?: string;
  offered_until?: string;
  observed_absent?: string;
  counted_in?: string;
}

export interface ProgressRow {
  recommendation?: string;
  owner?: string;
  on?: string;
  news?: string;
  decision?: string;
  due?: string;
  done?: string;
}

export interface ProposalsRow {
  requirement?: string;
  state?: string;
  state_name?: string;
  pledge?: string;
  lot?: string;
  units?: number;
  certainty?: string;
  unknown?: string;
  arrival?: number;
  people_arrive_from?: number;
  people_arrive?: number;
  equipment_arrives_from?: number;
  equipment_arrives?: number;
  arrival_basis?: string;
  days_late?: number;
  substitute_rank?: number;
  tour?: string;
  window?: string;
}

export interface QuestionsRow {
  asks?: string;
  state?: string;
  state_name?: string;
  pledge?: string;
  lot?: string;
  rule?: string;
  question?: string;
  on_record?: string;
  units?: number;
  requirements?: string;
}

export interface RecommendationsRow {
  recommendation?: string;
  made_on?: string;
  made_by?: string;
  owner?: string;
  text?: string;
  decision?: string;
  due?: string;
  done?: string;
  overdue?: string;
  query?: string;
  latest?: string;
  latest_on?: string;
}

export interface RecordedRow {
  known?: string;
  valid?: string;
  pledge?: string;
  state?: string;
  event?: string;
  what?: string;
  source?: string;
  reference?: string;
  published?: string;
  grade?: string;
  actor?: string;
  id?: string;
}

export interface ReimbursementRow {
  mission?: string;
  rate?: string;
  since?: string;
  source?: string;
  persons_firm?: number;
  persons_conditional?: number;
  month_firm?: string;
  month_conditional?: string;
  persons_unknown?: number;
}

export interface RulesRow {
  level?: string;
  level_title?: string;
  requirement?: string;
  rule?: string;
  source?: string;
  illustrative?: string;
}

export interface ShortfallsRow {
  requirements?: string;
  needed?: number;
  available?: number;
  deficit?: number;
  sentence?: string;
  turned_away?: string;
  decisions?: string;
}

export interface ShortUnderRowsRow {
  requirement?: string;
  title?: string;
  class?: number;
  needed?: number;
  short?: number;
  short_without?: number;
}

export interface StandingsRow {
  row?: string;
  reason?: string;
  kept?: string;
  reached?: number;
  of?: number;
  at_most?: number;
  at_least?: number;
  short?: number;
  reached_without?: number;
  kept_without?: string;
  sentence?: string;
}

export interface StatesRow {
  code?: string;
  name?: string;
  admitted?: string;
  group?: string;
  membership?: string;
  note?: string;
}

export interface TasksRow {
  mission?: string;
  task?: string;
  paragraph?: string;
  objective?: string;
  instruments?: string;
  only_force?: string;
  requirements?: string;
  needed?: number;
  firm?: number;
  conditional?: number;
  short?: number;
  guidance?: string;
  exercises?: string;
  contributors?: string;
}

export interface TimelineRow {
  requirement?: string;
  state?: string;
  lot?: string;
  stage?: string;
  title?: string;
  kind?: string;
  branch?: string;
  acts?: string;
  after?: string;
  from_port?: string;
  to_port?: string;
  completed_by?: string;
  complete?: string;
  done_on?: string;
  shown_by?: string;
  days_at_least?: number;
  days_at_most?: number;
  begins_from?: number;
  begins_by?: number;
  ends_from?: number;
  ends_by?: number;
  begins_from_on?: string;
  begins_by_on?: string;
  ends_from_on?: string;
  ends_by_on?: string;
  must_end_by?: string;
  too_late_after?: string;
  slack_at_least?: number;
  slack_at_most?: number;
  critical?: string;
}

export interface TrainingRow {
  pledge?: string;
  lot?: string;
  state?: string;
  module?: string;
  module_name?: string;
  trained?: string;
  on_file?: string;
}

export interface TrainingByModuleRow {
  module?: string;
  module_name?: string;
  component?: string;
  lots?: number;
  external?: number;
  peer?: number;
  own?: number;
  not_all?: number;
  unknown?: number;
}

export interface TrainingSupportRow {
  module?: string;
  requirements?: string;
  lots_without?: number;
  states_without?: string;
  course?: string;
  offered_by?: string;
  language?: string;
  seats?: string;
  dates?: string;
  ended?: string;
  payer?: string;
  validator?: string;
  taken_by?: string;
  outcome?: string;
}

export interface UndertakingsRow {
  mission?: string;
  undertaking?: string;
  by?: string;
  kind?: string;
  text?: string;
  basis?: string;
  due?: string;
  status?: string;
  since?: string;
  overdue?: string;
  states?: string;
  requirements?: string;
  units?: number;
}

export interface UnitTypesRow {
  id?: string;
  name?: string;
  component?: string;
  function?: string;
  note?: string;
  source?: string;
}

export interface UsableNowRow {
  function?: string;
  unit_type?: string;
  name?: string;
  enabler?: string;
  level?: string;
  level_title?: string;
  available?: number;
  not_counted?: number;
  lots?: number;
  states?: number;
  last_verified?: string;
  never_verified?: number;
  renewal_overdue?: number;
}

export interface VerificationDueRow {
  pledge?: string;
  lot?: string;
  state?: string;
  described_as?: string;
  units?: string;
  verified_by?: string;
  verified_on?: string;
  counts_until?: string;
  days_left?: number;
  due?: string;
  open_findings?: number;
}

export interface VisitsRow {
  visit?: string;
  kind?: string;
  ended_on?: string;
  states?: string;
  pledges?: number;
  lots?: string;
  by?: string;
  team?: string;
  checklist?: string;
  outcome?: string;
  open_findings?: string;
  counts_until?: string;
  level_then?: string;
  days_to_level?: number;
  reference?: string;
}

export interface WaiversRow {
  requirement?: string;
  state?: string;
  pledge?: string;
  lot?: string;
  units?: number;
  rules?: string;
  days?: number;
  unknown?: string;
  sentence?: string;
}

export interface WhatIfRow {
  turn?: string;
  requirement?: string;
  state?: string;
  pledge?: string;
  lot?: string;
  before?: number;
  after?: number;
  sentence?: string;
}

export interface WhyOthersNotRow {
  requirement?: string;
  lot?: string;
  reason?: string;
  unmet?: string;
  unknown?: string;
  days_too_late?: number;
  difference?: string;
  sentence?: string;
}

export interface WomenRow {
  component?: string;
  target_group?: string;
  group?: string;
  band?: string;
  women?: number;
  of?: number;
  lots?: number;
  not_stated?: number;
  target_percent?: number;
  target_by?: string;
  target_source?: string;
}
