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

export interface TablesOfView {
  actions: Types.ActionsRow;
  assessments: Types.AssessmentsRow;
  consultations: Types.ConsultationsRow;
  decisions: Types.DecisionsRow;
  freshness: Types.FreshnessRow;
  performance: Types.PerformanceRow;
  pledged_and_found: Types.PledgedAndFoundRow;
  pledges: Types.PledgesRow;
  usable_now: Types.UsableNowRow;
  women: Types.WomenRow;
}

export interface TablesOfPlan {
  communication_objectives: Types.CommunicationObjectivesRow;
  cost_shares: Types.CostSharesRow;
  coverage: Types.CoverageRow;
  leadership_posts: Types.LeadershipPostsRow;
  proposals: Types.ProposalsRow;
  questions: Types.QuestionsRow;
  shortfalls: Types.ShortfallsRow;
  tasks: Types.TasksRow;
  undertakings: Types.UndertakingsRow;
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
