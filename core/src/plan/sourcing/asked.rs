//! From the record and the missions to the problem: who could serve what, under which open conditions.

use std::collections::{BTreeMap, BTreeSet};

use super::check::check;
use super::options::{LimitAsked, LimitScope, MatchOptions};
use super::rotation::{InWindow, Slot, Tour, in_windows, slots};
use super::what_if::Supposed;
use crate::judge::eligibility::{Eligibility, judge_tour, units_on_offer};
use crate::plan::matching::{
    DemandLimit, Limit, Lot, Pair, Problem, ProblemFormat, Requirement, SupplyLimit, Work,
};
use crate::record::{LotState, Mission, PledgeState, Scheme, UnitRequirement, View};
use crate::words::document::{CollectInOrder, put_in_order};
use crate::words::finding::Error;
use crate::words::value::{Count, Day, Days, LimitId, LotId, Met, SlotId, Span, State};

/// A unit requirement of a mission whose clock has started, or one tour of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'m> {
    pub(super) mission: &'m Mission,
    pub(super) requirement: &'m UnitRequirement,
    pub(super) start: Day,
    pub(super) tour: Option<Tour>,
    id: &'m SlotId,
}

/// A lot as the problem knows it: the whole, or in one window of availability.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer<'v> {
    pub(super) id: &'v LotId,
    pub(super) pledge: &'v PledgeState,
    pub(super) lot: &'v LotState,
    pub(super) window: Option<Span>,
}

/// Everything a match looks at.
#[derive(Clone, Debug)]
pub(super) struct Sourcing {
    pub(super) view: View,
    pub(super) missions: Vec<Mission>,
    pub(super) options: MatchOptions,
    pub(super) schemes: Vec<Scheme>,
    /// What is supposed beyond all of these, in a question of what would be if.
    pub(super) supposed: Supposed,
    slots: Vec<Slot>,
    in_windows: Vec<InWindow>,
}

/// A problem made before, and the lots whose pairs in it no longer hold: all others are taken over, not judged again.
pub(super) struct Before<'p> {
    pub(super) problem: &'p Problem,
    pub(super) lots: &'p BTreeSet<LotId>,
    pub(super) requirements: &'p BTreeSet<SlotId>,
}

impl Sourcing {
    /// The question, or what is wrong with it.
    pub(super) fn new(view: &View, missions: &[Mission], options: &MatchOptions) -> Result<Self, Error> {
        let mut missions = missions.to_vec();
        put_in_order(&mut missions, |mission| mission.document().id.to_string());
        Self::of(view.clone(), missions, options.clone(), Supposed::default())
    }

    /// The same, with missions in order and with what is supposed.
    pub(super) fn of(
        view: View,
        missions: Vec<Mission>,
        options: MatchOptions,
        supposed: Supposed,
    ) -> Result<Self, Error> {
        let (slots, schemes) = (slots(&missions), options.schemes()?);
        let in_windows = in_windows(&view, &slots);
        let sourcing = Self { view, missions, options, schemes, supposed, slots, in_windows };
        check(&sourcing)?;
        Ok(sourcing)
    }

    /// Every requirement of every mission, or every tour of it, by the ids of both.
    pub(super) fn requirements(&self) -> impl Iterator<Item = Asked<'_>> {
        self.slots.iter().filter_map(|slot| self.asked(slot))
    }

    fn asked<'s>(&'s self, Slot { id, mission, requirement, tour }: &'s Slot) -> Option<Asked<'s>> {
        let mission = self.missions.get(*mission)?;
        Some(Asked { mission, requirement, start: mission.start()?, tour: *tour, id })
    }

    pub(super) fn requirement(&self, slot: &SlotId) -> Option<Asked<'_>> {
        self.slots.iter().find(|each| each.id == *slot).and_then(|slot| self.asked(slot))
    }

    /// The slots, whether the clocks of their missions have started or not.
    pub(super) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Every lot, in each of its windows where tours are asked for, by the ids of pledge and lot.
    pub(super) fn offers(&self) -> impl Iterator<Item = Offer<'_>> {
        self.view.lots().flat_map(|(pledge, lot)| {
            let windows: Vec<&InWindow> =
                self.in_windows.iter().filter(|each| each.lot.lot.id == lot.lot.id).collect();
            let whole = windows.is_empty().then_some(Offer { id: &lot.lot.id, pledge, lot, window: None });
            let in_window = windows.into_iter().map(move |InWindow { id, lot, window }| Offer {
                id,
                pledge,
                lot,
                window: Some(*window),
            });
            whole.into_iter().chain(in_window).collect::<Vec<_>>()
        })
    }

    /// The lot, in the window, of this id in the problem.
    pub(super) fn offer<'s>(&'s self, id: &'s LotId) -> Option<Offer<'s>> {
        if let Some(InWindow { id, lot, window }) = self.in_windows.iter().find(|each| each.id == *id) {
            let (pledge, _) = self.view.lot(&lot.lot.id)?;
            return Some(Offer { id, pledge, lot, window: Some(*window) });
        }
        let (pledge, lot) = self.view.lot(id)?;
        Some(Offer { id: &lot.lot.id, pledge, lot, window: None })
    }

    /// What every rule says on a lot and a requirement.
    pub(super) fn judge(&self, asked: Asked<'_>, offer: Offer<'_>) -> Eligibility {
        let mut eligibility = self.judge_as_recorded(asked, offer);
        self.supposed.apply(asked, &offer.lot.lot.id, &mut eligibility);
        eligibility
    }

    /// What every rule says, with nothing supposed.
    pub(super) fn judge_as_recorded(&self, asked: Asked<'_>, offer: Offer<'_>) -> Eligibility {
        let assumptions = self.options.assumptions.as_deref().unwrap_or_default();
        let question = (asked.mission, asked.requirement, asked.start);
        let not_before = asked.tour.filter(|tour| tour.number > 1).map_or(0, |tour| tour.from);
        judge_tour(&self.view, (offer.pledge, offer.lot), question, not_before, &self.schemes, assumptions)
    }

    /// The problem: every pair that no rule excludes. What did not change since an earlier problem is taken from there.
    pub(super) fn problem(&self, before: Option<Before<'_>>, work: &mut Work<'_>) -> Result<Problem, Error> {
        let known = before.map(|before| {
            let pairs = before.problem.pairs.iter().map(|pair| ((&pair.requirement, &pair.lot), pair));
            (pairs.collect_map(), before.lots, before.requirements)
        });
        self.problem_of(|asked, offer| {
            if self.supposed.excludes(asked, &offer.lot.lot.id) {
                return Ok(None);
            }
            if let Some((pairs, lots, requirements)) = &known
                && !lots.contains(&offer.lot.lot.id)
                && !requirements.contains(asked.id)
            {
                return Ok(pairs.get(&(asked.id, offer.id)).map(|pair| Pair::clone(pair)));
            }
            work.judged()?;
            let eligibility = self.judge(asked, offer);
            (eligibility.met() != Met::Unmet).then(|| self.pair(asked, offer.id, &eligibility)).transpose()
        })
    }

    /// The problem of these pairs. A lot that fits nowhere is no part of it; why it does not is answered on demand.
    pub(super) fn problem_of(
        &self,
        mut pair: impl FnMut(Asked<'_>, Offer<'_>) -> Result<Option<Pair>, Error>,
    ) -> Result<Problem, Error> {
        let requirements = self.requirements().map(|asked| Requirement {
            id: asked.slot(),
            class: asked.requirement.class,
            units: asked.requirement.units,
        });
        let mut lots = Vec::new();
        let mut states: BTreeMap<State, Vec<LotId>> = BTreeMap::new();
        let mut pairs = Vec::new();
        for offer in self.offers() {
            let before = pairs.len();
            for asked in self.requirements() {
                pairs.extend(pair(asked, offer)?);
            }
            if pairs.len() > before {
                lots.push(Lot { id: offer.id.clone(), units: Count::new(units_on_offer(offer.lot))? });
                if let Some(state) = offer.pledge.lead() {
                    states.entry(state).or_default().push(offer.id.clone());
                }
            }
        }
        let limits = self.limits(&states)?;
        Ok(Problem { format: ProblemFormat, requirements: requirements.collect(), lots, pairs, limits })
    }

    /// What a lot costs in the place of a requirement.
    pub(super) fn pair(
        &self,
        asked: Asked<'_>,
        lot: &LotId,
        eligibility: &Eligibility,
    ) -> Result<Pair, Error> {
        Ok(Pair {
            preference: self.preference(asked, lot),
            requirement: asked.slot(),
            lot: lot.clone(),
            unknown: u32::try_from(eligibility.with(Met::Unknown).count()).unwrap_or(u32::MAX),
            // An Unknown arrival counts as no delay here: it is a condition, not a lateness.
            late: Days::new(eligibility.days_late(asked.requirement))?,
            substitute: eligibility.substitute,
            waived: None,
        })
    }

    /// What is said of a requirement or a lot holds for each of its tours and windows.
    fn preference(&self, asked: Asked<'_>, lot: &LotId) -> u32 {
        let lot = self.offer(lot).map_or_else(|| lot.clone(), |offer| offer.lot.lot.id.clone());
        self.options.preference(&asked.whole(), &lot)
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
                    let asked =
                        self.requirements().filter(|asked| some.requirements.contains(&asked.whole()));
                    let members = asked.map(|asked| asked.slot()).collect();
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
    /// Its id in the problem: that of the requirement, or of one of its tours.
    pub(super) fn slot(&self) -> SlotId {
        self.id.clone()
    }

    /// The id of the requirement, whatever the tour.
    pub(super) fn whole(&self) -> SlotId {
        SlotId::new(&self.mission.document().id, &self.requirement.id)
    }

    /// Its title, with the tour where there are several.
    pub(super) fn title(&self) -> String {
        let title = self.requirement.title.to_string();
        self.tour.map_or_else(|| title.clone(), |tour| format!("{title} ({tour})"))
    }
}
