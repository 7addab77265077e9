//! Rows in the words of the field: what a match is asked to keep that limits cannot say.

use crate::record::Mission;
use crate::words::Catalogue;
use crate::words::catalogue::Component;
use crate::words::document::{document, put_in_order, tagged};
use crate::words::finding::{Code, Finding};
use crate::words::value::{Count, LimitId, LotId, MissionId, Money, Percent, SlotId, State, Text};

/// The longest id of a row, so that it is an id with a day behind it too.
const LONGEST_ID: usize = 53;

document! {
    /// What a plan is asked to keep beside the limits.
    pub struct RowAsked {
        /// Its id.
        pub id: LimitId,
        /// Why it is asked for.
        pub reason: Option<Text>,
        /// What it asks.
        pub asks: RowAsks,
    }
}

tagged! {
    /// What a row asks.
    pub enum RowAsks by "row" {
        /// A ceiling on the persons of a mission who are there at a time.
        Persons(PersonsAsked) = "persons",
        /// A ceiling on what the personnel of a mission who are there at a time would be reimbursed.
        Budget(BudgetAsked) = "budget",
        /// A least share of women among the persons of a mission.
        Women(WomenAsked) = "women",
        /// A ceiling on the units of a State in a mission.
        StateInMission(StateInMission) = "state-in-mission",
        /// At least so many States.
        States(StatesAsked) = "states",
        /// Where some units come, others come too: co-deployment.
        Together(TogetherAsked) = "together",
        /// Units that must not come together: exclusion.
        Apart(ApartAsked) = "apart",
        /// A requirement is covered whole, or not at all.
        AllOrNothing(AllOrNothing) = "all-or-nothing",
        /// Requirements that are covered whole together, or not at all: a composite unit.
        Composite(Composite) = "composite",
    }
}

document! {
    /// At most so many persons there at a time: of tours that follow each other those of one, and those of every requirement
    /// without tours.
    pub struct PersonsAsked {
        /// The mission.
        pub mission: MissionId,
        /// Of this component; absent: of all together.
        pub component: Option<Component>,
        /// At most so many persons.
        pub at_most: Count,
        /// As how many persons a unit counts whose strength is Unknown; absent: it is not used.
        pub unknown_as: Option<Count>,
    }
}

document! {
    /// At most so much money, at the rate of the catalogue in force when the clock starts, for the persons there at a time, as
    /// for a ceiling on persons, over all the months.
    pub struct BudgetAsked {
        /// The mission.
        pub mission: MissionId,
        /// For so many months.
        pub months: Count,
        /// At most so much, in the currency of the rate.
        pub at_most: Money,
        /// As how many persons a unit counts whose strength is Unknown; absent: it is not used.
        pub unknown_as: Option<Count>,
    }
}

document! {
    /// At least such a share of women among the persons of all matches together.
    pub struct WomenAsked {
        /// The mission.
        pub mission: MissionId,
        /// Of this component; absent: of all together.
        pub component: Option<Component>,
        /// The share.
        pub percent: Percent,
        /// As how many persons a unit counts whose strength is Unknown; absent: it is not used.
        pub unknown_as: Option<Count>,
    }
}

document! {
    /// At most so many units of a State for a mission. As under limits, units count in each tour.
    pub struct StateInMission {
        /// The State; absent: every State on its own.
        pub state: Option<State>,
        /// The mission.
        pub mission: MissionId,
        /// At most so many units.
        pub at_most: Count,
    }
}

document! {
    /// Units of at least so many States. Where that cannot be, of as many as can be.
    pub struct StatesAsked {
        /// Of which matches.
        pub of: UnitSet,
        /// At least so many States.
        pub at_least: Count,
    }
}

document! {
    /// Where a unit of one set is proposed, units of another are proposed too: of tours that follow each other those that are
    /// there with it. The days of requirements without tours are not compared.
    pub struct TogetherAsked {
        /// Where a unit of this set is proposed,
        pub uses: UnitSet,
        /// units of this set are,
        pub needs: UnitSet,
        /// at least so many; absent: one.
        pub at_least: Option<Count>,
    }
}

document! {
    /// At most one of these sets is used, in whichever tours.
    pub struct ApartAsked {
        /// The sets.
        pub sets: Vec<UnitSet>,
    }
}

document! {
    /// Covered whole, in every tour, or not at all.
    pub struct AllOrNothing {
        /// The requirement, as `mission/requirement`.
        pub requirement: SlotId,
    }
}

document! {
    /// Covered whole together, in every tour, or not at all.
    pub struct Composite {
        /// The requirements that are its parts, as `mission/requirement`.
        pub parts: Vec<SlotId>,
    }
}

document! {
    /// Matches: those for which all holds that is said.
    pub struct UnitSet {
        /// For a mission.
        pub mission: Option<MissionId>,
        /// For one of these requirements, as `mission/requirement`.
        pub requirements: Option<Vec<SlotId>>,
        /// Of one of these States.
        pub states: Option<Vec<State>>,
        /// Of one of these lots.
        pub lots: Option<Vec<LotId>>,
    }
}

/// What a row names, with where it stands.
#[derive(Default)]
pub(super) struct Named {
    pub(super) missions: Vec<(String, MissionId)>,
    pub(super) requirements: Vec<(String, SlotId)>,
    pub(super) lots: Vec<(String, LotId)>,
}

impl RowAsked {
    pub(super) fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        if self.id.as_str().len() > LONGEST_ID {
            let message = format!("The id `{}` is too long for a row.", self.id);
            let finding = Finding::new(Code::MalformedId, format!("{path}/id"), message);
            findings.push(finding.help(format!(
                "Use at most {LONGEST_ID} characters: with a day, with `.unknown`, or with the code of a State, it names parts of the row."
            )));
        }
        for (path, set) in self.sets(path) {
            for (i, state) in set.states.iter().flatten().enumerate() {
                catalogue.check_state(*state, format!("{path}/states/{i}"), findings);
            }
        }
        match &self.asks {
            RowAsks::StateInMission(StateInMission { state: Some(state), .. }) => {
                catalogue.check_state(*state, format!("{path}/asks/state"), findings);
            }
            RowAsks::Composite(asked) => {
                let parts = asked.parts.iter().map(SlotId::to_string);
                crate::words::catalogue::repeated(parts, &format!("{path}/asks/parts"), findings);
            }
            RowAsks::Budget(asked) => {
                let currency = asked.at_most.currency();
                let rates = catalogue.personnel_rates();
                if !rates.iter().any(|rate| rate.per_person_month.currency() == currency) {
                    let message =
                        format!("The catalogue has no rate of personnel reimbursement in {currency}.");
                    let finding = Finding::new(Code::NotFound, format!("{path}/asks/at_most"), message);
                    findings.push(finding.help("Give the amount in the currency of the rate."));
                }
            }
            _ => {}
        }
    }

    /// The sets of matches, with where each stands.
    fn sets(&self, path: &str) -> Vec<(String, &UnitSet)> {
        match &self.asks {
            RowAsks::States(asked) => vec![(format!("{path}/asks/of"), &asked.of)],
            RowAsks::Together(asked) => {
                vec![(format!("{path}/asks/uses"), &asked.uses), (format!("{path}/asks/needs"), &asked.needs)]
            }
            RowAsks::Apart(asked) => {
                let each = asked.sets.iter().enumerate();
                each.map(|(i, set)| (format!("{path}/asks/sets/{i}"), set)).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn named(&self, path: &str) -> Named {
        let mut named = Named::default();
        for (path, set) in self.sets(path) {
            named.missions.extend(set.mission.iter().map(|id| (format!("{path}/mission"), id.clone())));
            let slots = set.requirements.iter().flatten().enumerate();
            named
                .requirements
                .extend(slots.map(|(i, slot)| (format!("{path}/requirements/{i}"), slot.clone())));
            let lots = set.lots.iter().flatten().enumerate();
            named.lots.extend(lots.map(|(i, lot)| (format!("{path}/lots/{i}"), lot.clone())));
        }
        let mission = match &self.asks {
            RowAsks::Persons(asked) => Some(&asked.mission),
            RowAsks::Budget(asked) => Some(&asked.mission),
            RowAsks::Women(asked) => Some(&asked.mission),
            RowAsks::StateInMission(asked) => Some(&asked.mission),
            _ => None,
        };
        named.missions.extend(mission.map(|id| (format!("{path}/asks/mission"), id.clone())));
        match &self.asks {
            RowAsks::AllOrNothing(asked) => {
                named.requirements.push((format!("{path}/asks/requirement"), asked.requirement.clone()));
            }
            RowAsks::Composite(asked) => {
                let parts = asked.parts.iter().enumerate();
                named
                    .requirements
                    .extend(parts.map(|(i, slot)| (format!("{path}/asks/parts/{i}"), slot.clone())));
            }
            _ => {}
        }
        named
    }

    pub(super) fn normalise(&mut self) {
        match &mut self.asks {
            RowAsks::States(asked) => asked.of.normalise(),
            RowAsks::Together(asked) => {
                asked.uses.normalise();
                asked.needs.normalise();
            }
            RowAsks::Apart(asked) => {
                asked.sets.iter_mut().for_each(UnitSet::normalise);
                put_in_order(&mut asked.sets, UnitSet::key);
            }
            RowAsks::Composite(asked) => put_in_order(&mut asked.parts, SlotId::to_string),
            _ => {}
        }
    }
}

impl UnitSet {
    fn normalise(&mut self) {
        self.requirements.iter_mut().for_each(|list| put_in_order(list, SlotId::to_string));
        self.states.iter_mut().for_each(|list| put_in_order(list, State::to_string));
        self.lots.iter_mut().for_each(|list| put_in_order(list, LotId::to_string));
    }

    fn key(&self) -> String {
        let mut key = vec![self.mission.as_ref().map_or("*", MissionId::as_str).to_owned()];
        let list = |texts: Option<Vec<String>>| texts.map_or("*".to_owned(), |texts| texts.join(" "));
        key.push(list(self.requirements.as_ref().map(|list| list.iter().map(SlotId::to_string).collect())));
        key.push(list(self.states.as_ref().map(|list| list.iter().map(State::to_string).collect())));
        key.push(list(self.lots.as_ref().map(|list| list.iter().map(LotId::to_string).collect())));
        key.join(" / ")
    }

    /// Whether a match for this requirement of this mission is in the set, as far as that goes.
    pub(super) fn has_requirement(&self, mission: &Mission, slot: &SlotId) -> bool {
        self.mission.as_ref().is_none_or(|id| *id == mission.document().id)
            && self.requirements.as_ref().is_none_or(|list| list.contains(slot))
    }

    /// Whether a match of this lot is in the set, as far as that goes.
    pub(super) fn has_lot(&self, state: Option<State>, lot: &LotId) -> bool {
        self.states.as_ref().is_none_or(|list| state.is_some_and(|state| list.contains(&state)))
            && self.lots.as_ref().is_none_or(|list| list.contains(lot))
    }
}
