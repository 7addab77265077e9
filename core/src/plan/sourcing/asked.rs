//! From the record and the missions to the problem: who could serve what, under which open conditions.

use std::collections::{BTreeMap, BTreeSet};

use super::check::check;
use super::options::{LimitAsked, LimitScope, MatchOptions};
use crate::judge::eligibility::{Eligibility, judge, units_on_offer};
use crate::plan::matching::{
    DemandLimit, Limit, Lot, Pair, Problem, ProblemFormat, Requirement, SupplyLimit,
};
use crate::record::{LotState, Mission, PledgeState, Scheme, UnitRequirement, View};
use crate::words::document::put_in_order;
use crate::words::finding::Error;
use crate::words::value::{Count, Day, Days, LimitId, LotId, Met, SlotId, State};

/// A unit requirement of a mission whose clock has started.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'m> {
    pub(super) mission: &'m Mission,
    pub(super) requirement: &'m UnitRequirement,
    pub(super) start: Day,
}

/// Everything a match looks at.
#[derive(Clone, Debug)]
pub(super) struct Sourcing {
    pub(super) view: View,
    pub(super) missions: Vec<Mission>,
    pub(super) options: MatchOptions,
    pub(super) schemes: Vec<Scheme>,
}

impl Sourcing {
    /// The question, or what is wrong with it.
    pub(super) fn new(view: &View, missions: &[Mission], options: &MatchOptions) -> Result<Self, Error> {
        let mut missions = missions.to_vec();
        put_in_order(&mut missions, |mission| mission.document().id.to_string());
        let sourcing =
            Self { view: view.clone(), missions, options: options.clone(), schemes: options.schemes()? };
        check(&sourcing)?;
        Ok(sourcing)
    }

    /// Every requirement of every mission, by the ids of both.
    pub(super) fn requirements(&self) -> impl Iterator<Item = Asked<'_>> {
        self.missions.iter().filter_map(|mission| mission.start().map(|start| (mission, start))).flat_map(
            |(mission, start)| {
                mission.document().requirements.iter().map(move |requirement| Asked {
                    mission,
                    requirement,
                    start,
                })
            },
        )
    }

    pub(super) fn requirement(&self, slot: &SlotId) -> Option<Asked<'_>> {
        self.requirements().find(|asked| asked.slot() == *slot)
    }

    /// What every rule says on a lot and a requirement.
    pub(super) fn judge(&self, asked: Asked<'_>, pledge: &PledgeState, lot: &LotState) -> Eligibility {
        let assumptions = self.options.assumptions.as_deref().unwrap_or_default();
        let question = (asked.mission, asked.requirement, asked.start);
        judge(&self.view, (pledge, lot), question, &self.schemes, assumptions)
    }

    /// The problem: every pair that no rule excludes.
    pub(super) fn problem(&self) -> Result<Problem, Error> {
        let requirements = self.requirements().map(|asked| Requirement {
            id: asked.slot(),
            class: asked.requirement.class,
            units: asked.requirement.units,
        });
        let mut lots = Vec::new();
        let mut states: BTreeMap<State, Vec<LotId>> = BTreeMap::new();
        let mut pairs = Vec::new();
        for (pledge, lot) in self.view.lots() {
            let units = units_on_offer(lot);
            let before = pairs.len();
            for asked in self.requirements() {
                let eligibility = self.judge(asked, pledge, lot);
                if eligibility.met() != Met::Unmet {
                    pairs.push(self.pair(asked, &lot.lot.id, &eligibility)?);
                }
            }
            // A lot that fits nowhere is no part of the problem; why it does not is answered on demand.
            if pairs.len() > before {
                lots.push(Lot { id: lot.lot.id.clone(), units: Count::new(units)? });
                if let Some(state) = pledge.lead() {
                    states.entry(state).or_default().push(lot.lot.id.clone());
                }
            }
        }
        let limits = self.limits(&states)?;
        Ok(Problem { format: ProblemFormat, requirements: requirements.collect(), lots, pairs, limits })
    }

    fn pair(&self, asked: Asked<'_>, lot: &LotId, eligibility: &Eligibility) -> Result<Pair, Error> {
        let needed_by = asked.requirement.needed_by.get();
        // An Unknown arrival counts as no delay here: it is a condition, not a lateness.
        let late =
            eligibility.arrival.as_ref().map_or(0, |arrival| arrival.complete().saturating_sub(needed_by));
        let slot = asked.slot();
        Ok(Pair {
            preference: self.options.preference(&slot, lot),
            requirement: slot,
            lot: lot.clone(),
            unknown: u32::try_from(eligibility.with(Met::Unknown).count()).unwrap_or(u32::MAX),
            late: Days::new(late)?,
            substitute: eligibility.substitute,
            waived: None,
        })
    }

    fn limits(&self, states: &BTreeMap<State, Vec<LotId>>) -> Result<Vec<Limit>, Error> {
        let mut limits = Vec::new();
        for LimitAsked { id, at_most, scope, .. } in self.options.limits.iter().flatten() {
            let at_most = *at_most;
            let of_states = |id: LimitId, named: BTreeSet<State>| {
                let members = named.iter().filter_map(|state| states.get(state)).flatten().cloned().collect();
                Limit::Supply(SupplyLimit { id, members, at_most, at_least: None })
            };
            let named = states.keys().copied().filter(|state| scope.counts(*state, self.view.catalogue()));
            let named: BTreeSet<State> = named.collect();
            match scope {
                LimitScope::Requirements(some) => {
                    let members = some.requirements.clone();
                    limits.push(Limit::Demand(DemandLimit {
                        id: id.clone(),
                        members,
                        at_most,
                        at_least: None,
                    }));
                }
                LimitScope::Mission(one) => {
                    let of_mission =
                        self.requirements().filter(|asked| asked.mission.document().id == one.mission);
                    let members = of_mission.map(|asked| asked.slot()).collect();
                    limits.push(Limit::Demand(DemandLimit {
                        id: id.clone(),
                        members,
                        at_most,
                        at_least: None,
                    }));
                }
                LimitScope::EachState(_) => {
                    for state in named {
                        let of_state = format!("{id}.{}", state.as_str().to_ascii_lowercase()).parse()?;
                        limits.push(of_states(of_state, BTreeSet::from([state])));
                    }
                }
                LimitScope::State(_) | LimitScope::States(_) | LimitScope::Group(_) => {
                    limits.push(of_states(id.clone(), named));
                }
            }
        }
        Ok(limits)
    }
}

impl Asked<'_> {
    pub(super) fn slot(&self) -> SlotId {
        SlotId::new(&self.mission.document().id, &self.requirement.id)
    }
}
