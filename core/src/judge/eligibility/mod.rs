//! Eligibility: whether a lot fits a unit requirement. One rule a file; each says Met, Unmet or Unknown, with what
//! the lot has and what the requirement needs.

mod arrival;
mod caveats;
mod checks;
mod consultation;
mod enablers;
mod engagement;
mod equipment;
mod gate;
mod held_elsewhere;
mod languages;
mod level;
mod pledge_status;
mod rest;
mod screening;
mod selection_guidance;
mod self_sustainment;
mod strength;
mod sub_units;
#[cfg(test)]
mod testing;
mod training;
mod undertakings;
mod unit_type;
mod units;
mod vetting;
mod window;
mod women;

use serde::Serialize;

use super::timeline::{self, Arrival, ArrivalAssumption, Setting};
use crate::record::{
    ClockStart, LotState, Mission, MissionDocument, PledgeState, Scheme, Status, UnitRequirement, View,
};
use crate::words::value::{Day, Days, Met, words};
pub(crate) use checks::stands as check_stands;
pub(crate) use training::decided as training_decided;

words! {
    /// The rules of eligibility, in the order in which they are shown.
    pub enum Rule {
        /// The pledge stands and its units are free.
        PledgeStatus = "pledge-status",
        /// The number of units is known.
        Units = "units",
        /// The unit type is the one asked for, or one accepted in its place.
        UnitType = "unit-type",
        /// The recorded level is high enough.
        Level = "level",
        /// It arrives in time.
        Arrival = "arrival",
        /// It can stay for as long as it is needed.
        Window = "window",
        /// Each unit has enough persons.
        Strength = "strength",
        /// Each unit has the form and the parts asked for.
        SubUnits = "sub-units",
        /// Each unit brings the equipment asked for.
        Equipment = "equipment",
        /// Each unit sustains itself where that is asked for.
        SelfSustainment = "self-sustainment",
        /// Enough persons speak the languages asked for.
        Languages = "languages",
        /// The shares of women are as asked for.
        Women = "women",
        /// Each unit can engage with communities.
        Engagement = "engagement",
        /// The training asked for was given and validated.
        Training = "training",
        /// Human-rights screening is cleared.
        Screening = "screening",
        /// Misconduct vetting is cleared.
        Vetting = "vetting",
        /// No caveat touches what the unit would have to do.
        Caveats = "caveats",
        /// The State agrees, where it was asked for these units.
        Consultation = "consultation",
        /// The units are not held for another framework.
        HeldElsewhere = "held-elsewhere",
        /// The unit has been home long enough.
        Rest = "rest",
        /// What the unit cannot operate without is required too.
        Enablers = "enablers",
        /// What the host and others undertook does not stand against it.
        Undertakings = "undertakings",
        /// No selection guidance stands against it.
        SelectionGuidance = "selection-guidance",
    }
}

impl Rule {
    /// What it asks about, in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::PledgeStatus => "pledge status",
            Self::Units => "number of units",
            Self::UnitType => "unit type",
            Self::Level => "level",
            Self::Arrival => "arrival",
            Self::Window => "time it can serve",
            Self::Strength => "strength",
            Self::SubUnits => "sub-units and composition",
            Self::Equipment => "equipment",
            Self::SelfSustainment => "self-sustainment",
            Self::Languages => "languages",
            Self::Women => "women",
            Self::Engagement => "engagement",
            Self::Training => "training",
            Self::Screening => "human-rights screening",
            Self::Vetting => "misconduct vetting",
            Self::Caveats => "caveats",
            Self::Consultation => "consultation",
            Self::HeldElsewhere => "other frameworks",
            Self::Rest => "rest",
            Self::Enablers => "enablers",
            Self::Undertakings => "undertakings",
            Self::SelectionGuidance => "selection guidance",
        }
    }
}

/// The rules that can be waived: the gates that a requirement sets by itself, so that whoever set them may do without.
///
/// No other can be: what units there are and of what type, whether the pledge stands, until when the State lets them
/// serve, its caveats and what it holds for others are facts or decisions of others; the host's consent and acceptance
/// are the host's; human-rights screening and misconduct vetting are never waived; and selection guidance is lifted by
/// whoever entered it.
pub const WAIVABLE: &[Rule] = &[
    Rule::Level,
    Rule::Arrival,
    Rule::Strength,
    Rule::SubUnits,
    Rule::Equipment,
    Rule::SelfSustainment,
    Rule::Languages,
    Rule::Women,
    Rule::Engagement,
    Rule::Training,
    Rule::Rest,
];

/// The version of the rules: part of the identity of an answer, so that the same facts judged by other rules are
/// seen to be another answer.
pub const RULES_VERSION: &str = "6";

words! {
    /// Who can answer a question.
    pub enum Addressee {
        /// The contributor.
        Contributor = "contributor",
        /// The host State.
        HostState = "host-state",
        /// The Secretariat.
        Secretariat = "secretariat",
    }
}

/// What a rule says on a lot and a requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Judgement {
    /// The rule.
    pub rule: Rule,
    /// What it says.
    pub met: Met,
    /// What the lot has.
    pub have: String,
    /// What the requirement needs.
    pub need: String,
    /// By how much: days or levels to spare, negative where they are short; absent where nothing can be counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<i64>,
    /// What would have to be asked to decide it; present where it is Unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Who can answer that; present where there is a question. The Secretariat, where several are asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<Addressee>,
    /// Where several are asked, what each of them is asked; else empty.
    #[serde(skip)]
    apart: Vec<Ask>,
}

/// What one addressee is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ask {
    /// Who can answer it.
    pub(crate) asks: Addressee,
    /// What is on record.
    pub(crate) have: String,
    /// The question.
    pub(crate) question: String,
}

impl Judgement {
    fn new(rule: Rule, met: Met, have: impl Into<String>, need: impl Into<String>) -> Self {
        let (margin, question, asks, apart) = Default::default();
        Self { rule, met, have: have.into(), need: need.into(), margin, question, asks, apart }
    }

    /// What is asked, of each addressee apart.
    pub(crate) fn asked(&self) -> Vec<Ask> {
        match (self.asks, &self.question) {
            (Some(asks), Some(question)) if self.apart.is_empty() => {
                vec![Ask { asks, have: self.have.clone(), question: question.clone() }]
            }
            _ => self.apart.clone(),
        }
    }

    /// The same, supposed to be met: in a question of what would be if it were.
    pub(crate) fn supposed_met(&mut self, why: &str) {
        *self = Self {
            margin: self.margin,
            ..Self::new(self.rule, Met::Met, format!("{why} (on record: {})", self.have), self.need.clone())
        };
    }

    fn margin(mut self, margin: i64) -> Self {
        self.margin = Some(margin);
        self
    }

    /// Unknown, with the question that would decide it.
    fn unknown(
        rule: Rule,
        have: impl Into<String>,
        need: impl Into<String>,
        question: impl Into<String>,
    ) -> Self {
        let asks = Some(Addressee::Contributor);
        Self { question: Some(question.into()), asks, ..Self::new(rule, Met::Unknown, have, need) }
    }
}

/// What a rule looks at.
pub(super) struct Case<'a> {
    view: &'a View,
    pledge: &'a PledgeState,
    lot: &'a LotState,
    mission: &'a MissionDocument,
    requirement: &'a UnitRequirement,
    start: Day,
    clock: ClockStart,
    schemes: &'a [Scheme],
    arrival: Option<Arrival>,
}

/// All rules on a lot and a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibility {
    /// What each rule says, in the order of the rules; a rule that has nothing to ask says nothing.
    pub judgements: Vec<Judgement>,
    /// When it would arrive; `None`: Unknown.
    pub arrival: Option<Arrival>,
    /// How far the lot's unit type is from the one asked for; 0 where it is that type, or Unknown.
    pub substitute: u32,
}

impl Eligibility {
    /// All rules together.
    pub fn met(&self) -> Met {
        self.judgements.iter().fold(Met::Met, |all, judgement| all.and(judgement.met))
    }

    /// Days after the needed-by day, where it is known by when it arrives at the latest.
    pub fn days_late(&self, requirement: &UnitRequirement) -> u32 {
        let latest = self.arrival.as_ref().and_then(|arrival| arrival.complete().at_most);
        latest.map_or(0, |day| day.saturating_sub(requirement.needed_by.get())).min(Days::MOST)
    }

    /// The judgements of one outcome.
    pub fn with(&self, met: Met) -> impl Iterator<Item = &Judgement> {
        self.judgements.iter().filter(move |judgement| judgement.met == met)
    }
}

/// What every rule says on a lot and a requirement of a mission whose clock starts on `start`.
pub fn judge(
    view: &View,
    lot: (&PledgeState, &LotState),
    question: (&Mission, &UnitRequirement, Day),
    schemes: &[Scheme],
    assumptions: &[ArrivalAssumption],
) -> Eligibility {
    judge_tour(view, lot, question, 0, schemes, assumptions)
}

/// The same for a tour that relieves another: a unit that could be there earlier does not come before that day after
/// the clock start.
pub fn judge_tour(
    view: &View,
    (pledge, lot): (&PledgeState, &LotState),
    (mission, requirement, start): (&Mission, &UnitRequirement, Day),
    not_before: u32,
    schemes: &[Scheme],
    assumptions: &[ArrivalAssumption],
) -> Eligibility {
    let mission = mission.document();
    let clock = mission.clock;
    let setting = Setting::new(view, (pledge, lot), mission, Some(start)).serving(requirement);
    let arrival = timeline::arrival(&setting, schemes, assumptions);
    let arrival = arrival.map(|arrival| arrival.not_before(not_before));
    let case = Case { view, pledge, lot, mission, requirement, start, clock, schemes, arrival };
    let judgements = Rule::ALL
        .iter()
        .filter_map(|rule| match rule {
            Rule::PledgeStatus => Some(pledge_status::judge(&case)),
            Rule::Units => Some(units::judge(&case)),
            Rule::UnitType => Some(unit_type::judge(&case)),
            Rule::Level => Some(level::judge(&case)),
            Rule::Arrival => Some(arrival::judge(&case)),
            Rule::Window => Some(window::judge(&case)),
            Rule::Strength => strength::judge(&case),
            Rule::SubUnits => sub_units::judge(&case),
            Rule::Equipment => equipment::judge(&case),
            Rule::SelfSustainment => self_sustainment::judge(&case),
            Rule::Languages => languages::judge(&case),
            Rule::Women => women::judge(&case),
            Rule::Engagement => engagement::judge(&case),
            Rule::Training => training::judge(&case),
            Rule::Screening => screening::judge(&case),
            Rule::Vetting => vetting::judge(&case),
            Rule::Caveats => caveats::judge(&case),
            Rule::Consultation => consultation::judge(&case),
            Rule::HeldElsewhere => held_elsewhere::judge(&case),
            Rule::Rest => rest::judge(&case),
            Rule::Enablers => enablers::judge(&case),
            Rule::Undertakings => undertakings::judge(&case),
            Rule::SelectionGuidance => selection_guidance::judge(&case),
        })
        .collect();
    let rank = lot.lot.unit_type.as_ref().and_then(|id| requirement.rank_of(id));
    Eligibility { judgements, arrival: case.arrival, substitute: rank.unwrap_or_default() }
}

/// How many units of a lot may be proposed: those that are available; where none is, those that were announced or
/// offered. An Unknown number offers one unit, under the condition that there is one.
pub fn units_on_offer(lot: &LotState) -> u32 {
    let available = lot.tally.counted(Status::Available);
    let offered = lot.tally.counted(Status::Offered).saturating_add(lot.tally.counted(Status::Announced));
    match (available, offered) {
        (0, 0) => {
            let uncounted = lot.tally.uncounted();
            let on_offer = [Status::Available, Status::Offered, Status::Announced];
            u32::from(uncounted.is_some_and(|status| on_offer.contains(&status)))
        }
        (0, offered) => offered,
        (available, _) => available,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::readiness::testing::{ACCEPTED, TOLD, Told, lot};
    use crate::words::finding::Error;

    /// Units on offer after these events.
    fn on_offer(told: Told<'_>) -> Result<u32, Error> {
        let view = told.view()?;
        Ok(units_on_offer(lot(&view)?.1))
    }

    #[test]
    fn available_units_are_on_offer_and_where_there_is_none_the_announced() -> Result<(), Error> {
        let part = |word: &str| format!(r#""event": "{word}", "lots": ["l"], "units": 1"#);
        assert_eq!(on_offer(TOLD)?, 2, "announced");
        assert_eq!(on_offer(Told { events: &[ACCEPTED], ..TOLD })?, 2);
        let one = part("accepted");
        assert_eq!(
            on_offer(Told { events: &[("2026-02-01", &one)], ..TOLD })?,
            1,
            "the other is announced only"
        );
        let gone = part("withdrawn");
        assert_eq!(on_offer(Told { events: &[ACCEPTED, ("2026-03-01", &gone)], ..TOLD })?, 1);
        let all = r#""event": "arrived", "units": "all""#;
        assert_eq!(on_offer(Told { events: &[ACCEPTED, ("2026-03-01", all)], ..TOLD })?, 0, "deployed");
        Ok(())
    }

    #[test]
    fn an_unknown_number_offers_one_unit() -> Result<(), Error> {
        let unknown = Told { lot: "", ..TOLD };
        assert_eq!(on_offer(unknown)?, 1);
        let two = r#""event": "accepted", "lots": ["l"], "units": 2"#;
        assert_eq!(
            on_offer(Told { events: &[("2026-02-01", two)], ..unknown })?,
            2,
            "two of them were counted"
        );
        let gone = r#""event": "withdrawn", "units": "all""#;
        assert_eq!(on_offer(Told { events: &[("2026-02-01", gone)], ..unknown })?, 0);
        Ok(())
    }

    #[test]
    fn all_rules_together_are_as_the_weakest() {
        use Met::{Met as Yes, Unknown, Unmet};
        let judgement = |met| Judgement::new(Rule::Units, met, "", "");
        let all = |mets: &[Met]| {
            let judgements = mets.iter().map(|met| judgement(*met)).collect();
            Eligibility { judgements, arrival: None, substitute: 0 }
        };
        assert_eq!(all(&[Yes, Yes]).met(), Yes);
        assert_eq!(all(&[Yes, Unknown]).met(), Unknown);
        assert_eq!(all(&[Unknown, Unmet, Yes]).met(), Unmet);
        assert_eq!(all(&[Unknown, Unmet, Unknown]).with(Unknown).count(), 2);
    }
}
