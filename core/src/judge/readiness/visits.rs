//! Visits, each counted once though it may be told by several events, and when what they verified runs out.

use std::collections::{BTreeMap, BTreeSet};

use super::holds::Case;
use super::supply;
use super::usable::is_verification;
use crate::record::{
    Evidence, EvidenceKind, LevelRequirement, LevelRule, LotState, OnFile, PledgeState, RecordedLevel,
    Scheme, View,
};
use crate::words::value::{Day, Days, EventId, LotId, Met, PledgeId, State, VisitId};

/// A visit, inspection or exercise, with all that events tell of it.
#[derive(Clone, Debug)]
pub struct Visit<'a> {
    /// What it is named by: by its own name, or by the one event that tells of it.
    pub id: VisitNamed<'a>,
    /// What it was.
    pub kind: EvidenceKind,
    /// The day on which it ended, as far as events tell.
    pub on: Day,
    /// The pledges it was to.
    pub pledges: BTreeSet<&'a PledgeId>,
    /// The lots it was to; of those of which it saw some units only, nobody said which.
    pub lots: BTreeSet<&'a LotId>,
    /// The States that answer for them.
    pub states: BTreeSet<State>,
    /// What was found, once for each pledge.
    pub found: Vec<&'a Evidence>,
    /// The first level that was recorded on its last day or later, for all units of one of its lots; absent: none was. It
    /// follows the visit; that the visit led to it, only a source can say.
    pub level_then: Option<&'a RecordedLevel>,
}

impl Visit<'_> {
    /// How many days after its last day that level was recorded; absent: none was.
    pub fn days_to_level(&self) -> Option<u32> {
        u32::try_from(self.level_then?.since.since(self.on)).ok()
    }
}

/// By what a visit is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VisitNamed<'a> {
    /// By the event that tells of it.
    Event(&'a EventId),
    /// By a name of its own, which several events may say.
    Visit(&'a VisitId),
}

/// Every visit on record on the day of the view, by day. One that events tell of several pledges, or of several kinds of
/// evidence, under one name is one visit of each kind.
pub fn visits(view: &View) -> Vec<Visit<'_>> {
    let mut found: BTreeMap<(VisitNamed<'_>, EvidenceKind), Visit<'_>> = BTreeMap::new();
    let mut told: BTreeSet<&EventId> = BTreeSet::new();
    for (pledge, lot) in view.lots() {
        let files = lot.evidence.iter().chain(&lot.possible_evidence);
        for file in files.filter(|file| file.evidence.kind.is_visit()) {
            let id = named(file);
            let kind = file.evidence.kind;
            let visit = found.entry((id, kind)).or_insert_with(|| Visit {
                id,
                kind,
                on: file.on,
                pledges: BTreeSet::new(),
                lots: BTreeSet::new(),
                states: BTreeSet::new(),
                found: Vec::new(),
                level_then: None,
            });
            visit.on = visit.on.max(file.on);
            visit.pledges.insert(&pledge.pledge.id);
            visit.lots.insert(&lot.lot.id);
            visit.states.extend(pledge.lead());
            if told.insert(&file.event) {
                visit.found.push(&file.evidence);
            }
        }
    }
    let mut visits: Vec<Visit<'_>> = found.into_values().collect();
    visits.sort_by(|a, b| (a.on, a.id, a.kind).cmp(&(b.on, b.id, b.kind)));
    for visit in &mut visits {
        visit.level_then = level_then(view, visit);
    }
    visits
}

fn level_then<'v>(view: &'v View, visit: &Visit<'_>) -> Option<&'v RecordedLevel> {
    let of_pledge = |id: &PledgeId| {
        let (pledge, events) = (view.pledge(id)?, view.events_of(id));
        let about_its_lots = |level: &&RecordedLevel| {
            let event = events.iter().find(|event| event.id == level.event);
            let named = event.and_then(|event| event.what.named());
            named.is_none_or(|named| named.iter().any(|lot| visit.lots.contains(lot)))
        };
        let later = pledge.levels.iter().filter(|level| visit.on <= level.since);
        later.filter(|level| level.units.is_some() && level.units == level.of).find(about_its_lots)
    };
    visit.pledges.iter().filter_map(|id| of_pledge(id)).min_by_key(|level| level.since)
}

fn named(file: &OnFile) -> VisitNamed<'_> {
    file.evidence.visit.as_ref().map_or(VisitNamed::Event(&file.event), VisitNamed::Visit)
}

/// What a visit verified, and until when it counts.
#[derive(Clone, Debug)]
pub struct VerificationDue<'a> {
    /// The pledge.
    pub pledge: &'a PledgeState,
    /// The lot.
    pub lot: &'a LotState,
    /// The latest visit of its kind that was passed and covered all units.
    pub visit: &'a OnFile,
    /// The last day on which it counts, by its own words or by the scheme, whichever ends first.
    pub until: Day,
    /// Whether the scheme sets that day, and not the visit itself.
    pub by_scheme: bool,
}

/// The lots of which a verification runs out on the day of the view, within so many days after it, or has run out; the
/// first to run out first. The latest visit of each kind counts, if it was passed; one without an end, by its own words or by the
/// scheme, never runs out. Of the scheme, those rules count that are for units of this type, and where one of several would
/// do, those that now hold.
pub fn verification_due<'v>(view: &'v View, scheme: &'v Scheme, within: Days) -> Vec<VerificationDue<'v>> {
    let mut due = Vec::new();
    for (pledge, lot) in supply(view) {
        let mut latest: BTreeMap<EvidenceKind, &OnFile> = BTreeMap::new();
        for file in lot.evidence.iter().filter(|file| file.evidence.kind.is_visit()) {
            let of_kind = latest.entry(file.evidence.kind).or_insert(file);
            if of_kind.on <= file.on {
                *of_kind = file;
            }
        }
        let case = Case { lot, scheme, on: view.valid(), deep: 0 };
        for visit in latest.into_values().filter(|file| is_verification(&file.evidence)) {
            let days = young_for(&case, visit.evidence.kind);
            let by_scheme = days.and_then(|days| visit.on.later(days.get()));
            let own = visit.evidence.valid_until;
            let Some(until) = super::holds::sooner(own, by_scheme) else { continue };
            if until.since(view.valid()) <= i64::from(within.get()) {
                due.push(VerificationDue { pledge, lot, visit, until, by_scheme: own != Some(until) });
            }
        }
    }
    due.sort_by_key(|row| row.until);
    due
}

/// For how many days a rule takes evidence of a kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Takes {
    /// For so many.
    For(Days),
    /// However old it is.
    Ever,
}

/// For how many days at most evidence of a kind counts for a lot by the scheme: the fewest that a requirement takes it for
/// which is for units of its type, or may be.
fn young_for(case: &Case<'_>, kind: EvidenceKind) -> Option<Days> {
    let of_type = |requirement: &&LevelRequirement| {
        let of_lot = case.lot.lot.unit_type.as_ref();
        requirement.unit_types.as_ref().zip(of_lot).is_none_or(|(types, of_lot)| types.contains(of_lot))
    };
    let requirements = case.scheme.levels.iter().flat_map(|level| &level.requires).filter(of_type);
    match requirements.filter_map(|requirement| takes(case, &requirement.rule, kind)).min()? {
        Takes::For(days) => Some(days),
        Takes::Ever => None,
    }
}

/// For how many days a rule takes evidence of a kind; `None`: it does not ask for it, or does not need it now. What other
/// levels ask for is asked for there.
///
/// Of a rule that takes so many of several parts, those count that now hold, and all where too few do; each of them that is
/// about something else leaves one fewer for evidence of this kind, but one at the least.
fn takes(case: &Case<'_>, rule: &LevelRule, kind: EvidenceKind) -> Option<Takes> {
    let number = match rule {
        LevelRule::Evidence(asked) if asked.evidence == kind => {
            return Some(asked.within_days.map_or(Takes::Ever, Takes::For));
        }
        LevelRule::Evidence(_) | LevelRule::Training(_) | LevelRule::Level(_) => return None,
        LevelRule::All(of) => of.all.len(),
        LevelRule::Any(_) => 1,
        LevelRule::AtLeast(of) => usize::try_from(of.at_least.number.get()).unwrap_or(usize::MAX),
    };
    let holds = |part: &&LevelRule| case.rule(part, &mut |_| {}).met == Met::Met;
    let mut parts: Vec<&LevelRule> = rule.parts().iter().collect();
    if number < parts.len() && parts.iter().filter(|part| holds(part)).count() >= number {
        parts.retain(holds);
    }
    let mut taken: Vec<Takes> = parts.iter().filter_map(|part| takes(case, part, kind)).collect();
    taken.sort_unstable_by(|a, b| b.cmp(a));
    let others = parts.len().saturating_sub(taken.len());
    taken.get(number.saturating_sub(others).max(1).saturating_sub(1)).copied()
}
