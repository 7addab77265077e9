//! What is told to an audience.

use pledgebook::tell::AudienceRules;
use pledgebook::words::finding::Malformed;
use wasm_bindgen::prelude::*;

use crate::convert::{READER, Refused, given, json, object, text};

#[wasm_bindgen(typescript_custom_section)]
const TOLD: &str = r#"
/** What a reader is told: tables that are open to it by name, and the sentence that stands under everything told to anybody. */
export interface Told<Tables> {
  /** `public`, `secretariat`, or the code of a State. */
  reader: string;
  /** The day that it is told of. */
  on: string;
  sentence: string;
  /** Columns that are not open are absent. */
  tables: { [Name in keyof Tables]?: Partial<Tables[Name]>[] };
}

/** The plan that keeps the rows asked for. */
export interface PlanUnderRows {
  /** The plan in one sentence, with the plan without rows beside it. */
  summary: string;
  /** What is proven of it, in a sentence. */
  proven: string;
  /** Units that stay short. */
  short: number;
  /** The requirements that are short with the rows or without them. */
  shortages: Types.ShortUnderRowsRow[];
  /** The proposed matches. */
  proposals: Types.ProposalsRow[];
  /** How the plan stands to each row. */
  standings: Types.StandingsRow[];
}

export interface TablesOfView {
  actions: Types.ActionsRow;
  assessments: Types.AssessmentsRow;
  blocks: Types.BlocksRow;
  checks: Types.ChecksRow;
  consultations: Types.ConsultationsRow;
  decisions: Types.DecisionsRow;
  falls_back_on: Types.FallsBackOnRow;
  freshness: Types.FreshnessRow;
  on_file: Types.OnFileRow;
  performance: Types.PerformanceRow;
  pledged_and_found: Types.PledgedAndFoundRow;
  pledges: Types.PledgesRow;
  stages: Types.TimelineRow;
  training: Types.TrainingRow;
  training_by_module: Types.TrainingByModuleRow;
  usable_now: Types.UsableNowRow;
  verification_due: Types.VerificationDueRow;
  visits: Types.VisitsRow;
  women: Types.WomenRow;
}

export interface TablesOfPlan {
  arrival_table: Types.ArrivalTableRow;
  communication_objectives: Types.CommunicationObjectivesRow;
  cost_shares: Types.CostSharesRow;
  coverage: Types.CoverageRow;
  coverage_by_day: Types.CoverageByDayRow;
  first_days: Types.FirstDaysRow;
  gaps_by_day: Types.GapsByDayRow;
  leadership_posts: Types.LeadershipPostsRow;
  proposals: Types.ProposalsRow;
  questions: Types.QuestionsRow;
  shortfalls: Types.ShortfallsRow;
  tasks: Types.TasksRow;
  timelines: Types.TimelineRow;
  undertakings: Types.UndertakingsRow;
  undertakings_kept: Types.PerformanceRow;
}
"#;

/// The audience rules that are shipped, to read or to change.
#[wasm_bindgen(js_name = audienceRules, unchecked_return_type = "Types.AudienceRules")]
pub fn audience_rules() -> Result<JsValue, Refused> {
    object(&AudienceRules::shipped()?)
}

/// The rules given, or those shipped.
pub(crate) fn rules(value: &JsValue) -> Result<AudienceRules, Refused> {
    match given(value) {
        None => Ok(AudienceRules::shipped()?),
        Some(rules) => Ok(AudienceRules::read(&json("rules", rules)?)?),
    }
}

/// Who reads.
pub(crate) fn reader<T: std::str::FromStr<Err = Malformed>>(value: &JsValue) -> Result<T, Refused> {
    Ok(text("reader", value, READER)?.parse()?)
}
