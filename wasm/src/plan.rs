//! Matching: plans and certificates.

use pledgebook::plan::coverage::By;
use pledgebook::plan::sourcing::Changes;
use pledgebook::tell;
use pledgebook::words::finding::Malformed;
use pledgebook::words::value::{Days, Percent};
use wasm_bindgen::prelude::*;

use crate::convert::{ID, Lent, Refused, given, json, lent, list, object, text, whole_number, whole_numbers};
use crate::told;
use crate::work::Limits;

/// Matches what is on offer to what the missions require, under the `pledgebook.match-options/1` given. What `shouldStop`
/// throws comes through.
#[wasm_bindgen(js_name = match)]
pub fn match_missions(
    #[wasm_bindgen(unchecked_param_type = "View")] view: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Mission[]")] missions: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Types.MatchOptions | string | null")] options: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "StopOptions | null")] stop: &JsValue,
) -> Result<Plan, JsValue> {
    let view = lent("view", view, ("View", Lent::view))?;
    let mut asked = Vec::new();
    for (i, mission) in list("missions", missions, "a list, such as `[mission]`")?.iter().enumerate() {
        asked.push(lent(&format!("missions[{i}]"), &mission, ("Mission", Lent::mission))?.0);
    }
    let options = match given(options) {
        None => pledgebook::MatchOptions::default(),
        Some(options) => pledgebook::MatchOptions::read_with(&json("options", options)?, view.0.catalogue())
            .map_err(Refused::from)?,
    };
    let stop = Limits::read("stop", stop, &["shouldStop"])?;
    stop.within(|work| pledgebook::match_missions_within(&view.0, &asked, &options, work)).map(Plan)
}

fn told_by(by: &JsValue, otherwise: &str) -> Result<By, Refused> {
    let by = given(by).map(|by| text("by", by, "a word, such as `\"mission\"`")).transpose()?;
    Ok(by.as_deref().unwrap_or(otherwise).parse()?)
}

/// The best plan under the stated rules, with its gaps, its questions and its proof.
#[wasm_bindgen]
pub struct Plan(pledgebook::Plan);

#[wasm_bindgen]
impl Plan {
    /// Every requirement, with how far it is covered.
    #[wasm_bindgen(unchecked_return_type = "Types.CoverageRow[]")]
    pub fn coverage(&self) -> Result<JsValue, Refused> {
        object(&tell::coverage(&self.0))
    }

    /// The proposed matches: sourcing options, for people to decide on.
    #[wasm_bindgen(unchecked_return_type = "Types.ProposalsRow[]")]
    pub fn proposals(&self) -> Result<JsValue, Refused> {
        object(&tell::proposals(&self.0))
    }

    /// The plan that keeps the rows asked for, which stands beside this one; `undefined` where no rows are asked for.
    #[wasm_bindgen(js_name = underRows, unchecked_return_type = "PlanUnderRows | undefined")]
    pub fn under_rows(&self) -> Result<JsValue, Refused> {
        tell::under_rows(&self.0).map_or(Ok(JsValue::UNDEFINED), |under| object(&under))
    }

    /// What a reader (`public`, `secretariat`, or the code of a State) is told of it, by the `pledgebook.audience-rules/1` given
    /// or by those shipped.
    #[wasm_bindgen(unchecked_return_type = "Told<TablesOfPlan>")]
    pub fn told(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] reader: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Types.AudienceRules | string | null")]
        rules: &JsValue,
    ) -> Result<JsValue, Refused> {
        let (reader, rules) = (told::reader(reader)?, told::rules(rules)?);
        object(&tell::told_of_plan(&self.0, &rules, reader))
    }

    /// What is not covered, and why.
    #[wasm_bindgen(unchecked_return_type = "Types.ShortfallsRow[]")]
    pub fn shortfalls(&self) -> Result<JsValue, Refused> {
        object(&tell::shortfalls(&self.0))
    }

    /// What must be asked, by State.
    #[wasm_bindgen(unchecked_return_type = "Types.QuestionsRow[]")]
    pub fn questions(&self) -> Result<JsValue, Refused> {
        object(&tell::questions(&self.0))
    }

    /// Every mandate task with what stands behind it, and whether that is only force.
    #[wasm_bindgen(unchecked_return_type = "Types.TasksRow[]")]
    pub fn tasks(&self) -> Result<JsValue, Refused> {
        object(&tell::tasks(&self.0))
    }

    /// What the host State, the United Nations and contributors undertook, and how far it has come.
    #[wasm_bindgen(unchecked_return_type = "Types.UndertakingsRow[]")]
    pub fn undertakings(&self) -> Result<JsValue, Refused> {
        object(&tell::undertakings(&self.0))
    }

    /// How those undertakings were kept by the day of the view: counts with intervals, by whom and of which kind.
    #[wasm_bindgen(js_name = undertakingsKept, unchecked_return_type = "Types.PerformanceRow[]")]
    pub fn undertakings_kept(&self) -> Result<JsValue, Refused> {
        object(&tell::undertakings_kept(&self.0))
    }

    /// The posts of the missions' leadership: how they are being filled, never who holds them.
    #[wasm_bindgen(js_name = leadershipPosts, unchecked_return_type = "Types.LeadershipPostsRow[]")]
    pub fn leadership_posts(&self) -> Result<JsValue, Refused> {
        object(&tell::leadership_posts(&self.0))
    }

    /// What the missions are to tell whom, and how they can answer.
    #[wasm_bindgen(js_name = communicationObjectives, unchecked_return_type = "Types.CommunicationObjectivesRow[]")]
    pub fn communication_objectives(&self) -> Result<JsValue, Refused> {
        object(&tell::communication_objectives(&self.0))
    }

    /// Who carries which part of the cost of which activity.
    #[wasm_bindgen(js_name = costShares, unchecked_return_type = "Types.CostSharesRow[]")]
    pub fn cost_shares(&self) -> Result<JsValue, Refused> {
        object(&tell::cost_shares(&self.0))
    }

    /// What reimbursement for personnel of the proposed matches would come to in a month.
    #[wasm_bindgen(unchecked_return_type = "Types.ReimbursementRow[]")]
    pub fn reimbursement(&self) -> Result<JsValue, Refused> {
        object(&tell::reimbursement(&self.0))
    }

    /// Who lacks the training that is asked for, and which courses of other States teach it.
    #[wasm_bindgen(js_name = trainingSupport, unchecked_return_type = "Types.TrainingSupportRow[]")]
    pub fn training_support(&self) -> Result<JsValue, Refused> {
        object(&tell::training_support(&self.0))
    }

    /// Units and persons there on days after the clock start (30, 60, 90 and 180, where none are given), people and
    /// equipment apart, against need and ceiling.
    #[wasm_bindgen(unchecked_return_type = "Types.ArrivalsRow[]")]
    pub fn arrivals(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "number[] | null")] days: &JsValue,
    ) -> Result<JsValue, Refused> {
        let days = match given(days) {
            None => vec![30, 60, 90, 180],
            Some(days) => whole_numbers("days", days)?,
        };
        let days: Result<Vec<Days>, Malformed> = days.into_iter().map(Days::new).collect();
        object(&tell::arrivals(&self.0, &days?))
    }

    /// The stages in time of every proposed match: by when each has to end so that the requirement is met.
    #[wasm_bindgen(unchecked_return_type = "Types.TimelineRow[]")]
    pub fn timelines(&self) -> Result<JsValue, Refused> {
        object(&tell::timelines(&self.0))
    }

    /// What is there against what is needed, from each day on which something changes: by mission where nothing is given;
    /// people and equipment apart, firm and conditional apart.
    #[wasm_bindgen(js_name = coverageByDay, unchecked_return_type = "Types.CoverageByDayRow[]")]
    pub fn coverage_by_day(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CoverageBy | null")] by: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::coverage_by_day(&self.0, told_by(by, "mission")?))
    }

    /// From when until when units are not there, or are there and cannot operate, and why; by requirement where nothing is
    /// given.
    #[wasm_bindgen(js_name = gapsByDay, unchecked_return_type = "Types.GapsByDayRow[]")]
    pub fn gaps_by_day(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CoverageBy | null")] by: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::gaps_by_day(&self.0, told_by(by, "requirement")?))
    }

    /// The first day on which these shares, in percent, of what is needed are there (25, 50, 75 and 100, where none are
    /// given), or of the persons under a ceiling; by mission where nothing is given.
    #[wasm_bindgen(js_name = firstDays, unchecked_return_type = "Types.FirstDaysRow[]")]
    pub fn first_days(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CoverageBy | null")] by: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "number[] | null")] shares: &JsValue,
    ) -> Result<JsValue, Refused> {
        let shares = match given(shares) {
            None => vec![25, 50, 75, 100],
            Some(shares) => whole_numbers("shares", shares)?,
        };
        let shares: Result<Vec<Percent>, Malformed> = shares.into_iter().map(Percent::new).collect();
        object(&tell::first_days(&self.0, told_by(by, "mission")?, &shares?))
    }

    /// Who has to do what by when, what arrives when, and what is missing: one sentence each, in the order of the days.
    #[wasm_bindgen(js_name = arrivalTable, unchecked_return_type = "Types.ArrivalTableRow[]")]
    pub fn arrival_table(&self) -> Result<JsValue, Refused> {
        object(&tell::arrival_table(&self.0))
    }

    /// Whether no other plan is as good, before the neutral tie rule.
    #[wasm_bindgen(getter)]
    pub fn unique(&self) -> bool {
        self.0.document().unique
    }

    /// Why a lot does not serve a requirement (`"mission/requirement"`, or just its id where there is one mission).
    #[wasm_bindgen(js_name = whyNot, unchecked_return_type = "Types.WhyNot")]
    pub fn why_not(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] requirement: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] lot: &JsValue,
    ) -> Result<JsValue, Refused> {
        let (requirement, lot) = (text("requirement", requirement, ID)?, text("lot", lot, ID)?);
        object(&self.0.why_not(&self.0.slot(&requirement)?, &lot.parse()?)?)
    }

    /// Why lots do not serve a requirement, those that come nearest first (20, where no number is given); the last row
    /// says how many are left out.
    #[wasm_bindgen(js_name = whyOthersNot, unchecked_return_type = "Types.WhyOthersNotRow[]")]
    pub fn why_others_not(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] requirement: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "number | null")] most: &JsValue,
    ) -> Result<JsValue, Refused> {
        let slot = self.0.slot(&text("requirement", requirement, ID)?)?;
        let most = given(most).map_or(Ok(20), |most| whole_number("most", most))?;
        let (told, left_out) = self.0.why_others_not(&slot, most as usize)?;
        object(&tell::why_others_not(&slot, &told, left_out))
    }

    /// What the best plan would be after changes (a `pledgebook.what-if/1`, a list of changes, or one). This plan stays as
    /// it is. It is stopped as a match is.
    #[wasm_bindgen(js_name = whatIf)]
    pub fn what_if(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Types.Changes | Types.Change[] | Types.Change | string")]
        changes: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "StopOptions | null")] stop: &JsValue,
    ) -> Result<WhatIf, JsValue> {
        let changes = Changes::read_any(&json("changes", changes)?).map_err(Refused::from)?;
        Limits::read("stop", stop, &["shouldStop"])?
            .within(|work| self.0.what_if_within(&changes, work))
            .map(WhatIf)
    }

    /// The least that would have to be waived to close as many gaps as waivers can close. It is stopped as a match is.
    #[wasm_bindgen(js_name = leastWaivers, unchecked_return_type = "Types.LeastWaivers")]
    pub fn least_waivers(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "StopOptions | null")] stop: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let answer =
            Limits::read("stop", stop, &["shouldStop"])?.within(|work| self.0.least_waivers_within(work))?;
        Ok(object(&answer)?)
    }

    /// What one unit more or less of each lot, each limit and each need would change, where it changes something; or of the
    /// lot, the limit or the requirement of this id, even where it changes nothing. It is stopped as a match is.
    #[wasm_bindgen(js_name = marginalValues, unchecked_return_type = "Types.MarginalValuesRow[]")]
    pub fn marginal_values(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "string | null")] of: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "StopOptions | null")] stop: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let of = given(of).map(|id| text("of", id, ID)).transpose()?;
        let values = Limits::read("stop", stop, &["shouldStop"])?
            .within(|work| self.0.marginal_values_within(of.as_deref(), work))?;
        Ok(object(&tell::marginal_values(&values))?)
    }

    /// The problem that was solved.
    #[wasm_bindgen(unchecked_return_type = "Types.Problem")]
    pub fn problem(&self) -> Result<JsValue, Refused> {
        object(self.0.problem())
    }

    /// The proof that no plan is better under the stated rules.
    pub fn certificate(&self) -> Certificate {
        Certificate(self.0.certificate().clone())
    }

    /// The proof of the best plan of firm matches only.
    #[wasm_bindgen(js_name = firmOnly)]
    pub fn firm_only(&self) -> Certificate {
        Certificate(self.0.document().firm_only.clone())
    }

    /// The canonical text of the answer.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> Result<String, Refused> {
        Ok(self.0.to_json()?)
    }

    /// SHA-256 of the canonical text: equal for equal answers, in every language.
    pub fn hash(&self) -> Result<String, Refused> {
        Ok(self.0.hash()?)
    }
}

/// What would be if: the plan after changes, and how it differs from the one that was asked.
#[wasm_bindgen]
pub struct WhatIf(pledgebook::plan::sourcing::WhatIf);

#[wasm_bindgen]
impl WhatIf {
    /// The plan after the changes; it can be asked again.
    pub fn plan(&self) -> Plan {
        Plan(self.0.plan().clone())
    }

    /// All that differs, in one sentence.
    #[wasm_bindgen(getter)]
    pub fn summary(&self) -> String {
        self.0.document().summary.clone()
    }

    /// The proposed matches that differ.
    #[wasm_bindgen(unchecked_return_type = "Types.WhatIfRow[]")]
    pub fn differences(&self) -> Result<JsValue, Refused> {
        object(&tell::what_if(self.0.document()))
    }

    /// The whole answer.
    #[wasm_bindgen(unchecked_return_type = "Types.WhatIfAnswer")]
    pub fn document(&self) -> Result<JsValue, Refused> {
        object(self.0.document())
    }

    /// The canonical text of the answer.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> Result<String, Refused> {
        Ok(self.0.to_json()?)
    }
}

/// The proof that a plan is the best under the stated rules.
#[wasm_bindgen]
pub struct Certificate(pub(crate) pledgebook::Certificate);

#[wasm_bindgen]
impl Certificate {
    /// Reads a `pledgebook.certificate/1`. It may be false: see `verify`.
    pub fn read(
        #[wasm_bindgen(unchecked_param_type = "Types.Certificate | string")] certificate: &JsValue,
    ) -> Result<Self, Refused> {
        Ok(Self(pledgebook::Certificate::read(&json("certificate", certificate)?)?))
    }

    /// Whether the proof holds. No solver is used.
    pub fn verify(&self) -> bool {
        self.0.verify()
    }

    /// Why the proof does not hold; empty where it does.
    #[wasm_bindgen(unchecked_return_type = "Types.Finding[]")]
    pub fn faults(&self) -> Result<JsValue, Refused> {
        object(&self.0.faults())
    }

    /// What the plan costs on each level, the most important level first.
    #[wasm_bindgen(unchecked_return_type = "[level: string, cost: number][]")]
    pub fn value(&self) -> Result<JsValue, Refused> {
        let levels = self.0.problem.levels().into_iter().zip(self.0.value.figures());
        object(&levels.collect::<Vec<_>>())
    }

    /// What it proves: the problem, the proposals, their value and the prices.
    #[wasm_bindgen(unchecked_return_type = "Types.Certificate")]
    pub fn document(&self) -> Result<JsValue, Refused> {
        object(&self.0)
    }

    /// The canonical text.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> Result<String, Refused> {
        Ok(pledgebook::words::document::canonical(&self.0)?)
    }
}
