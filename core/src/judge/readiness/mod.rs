//! Readiness by a scheme: the level as stated by the Member State, as recorded by the system's owner, and as
//! supported by the evidence on file - three columns, never blended.

mod renewal;
mod supported;

use crate::record::{Level, LotState, PledgeState, Scheme, View};
use crate::words::value::{LevelId, LotId, Met, PledgeId, SchemeId, State};

pub use renewal::{RenewalDue, renewal_due};
pub use supported::{RequirementOnFile, Supported};

/// A level that may be known only within bounds. `None` is below every level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// It is at least this.
    pub at_least: Option<LevelId>,
    /// It is at most this.
    pub at_most: Option<LevelId>,
}

impl Bounds {
    /// The level, where the bounds leave only one.
    pub fn level(&self) -> Option<&LevelId> {
        if self.at_least == self.at_most { self.at_least.as_ref() } else { None }
    }
}

/// How ready a lot is by a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The pledge.
    pub pledge: PledgeId,
    /// The lot.
    pub lot: LotId,
    /// The State that answers for it.
    pub state: Option<State>,
    /// The scheme.
    pub scheme: SchemeId,
    /// As stated by the Member State; absent: nothing stated.
    pub stated: Option<LevelId>,
    /// As recorded by the system's owner; absent: nothing recorded.
    pub recorded: Option<Bounds>,
    /// As supported by the evidence on file.
    pub supported: Supported,
    /// What the next level after the recorded one requires and is not on file as met.
    pub blocks_next: Vec<RequirementOnFile>,
    /// When the next renewal is due, and whether that day has passed.
    pub renewal: Option<RenewalDue>,
}

/// How ready a lot is on the day of the view.
pub fn assess_lot(view: &View, pledge: &PledgeState, lot: &LotState, scheme: &Scheme) -> Assessment {
    let recorded = recorded(lot, scheme);
    let next = next_level(recorded.as_ref().and_then(|bounds| bounds.at_least.as_ref()), scheme);
    Assessment {
        pledge: pledge.pledge.id.clone(),
        lot: lot.lot.id.clone(),
        state: pledge.lead(),
        scheme: scheme.id.clone(),
        stated: stated(lot, scheme),
        recorded,
        supported: supported::supported(lot, scheme, view.valid()),
        blocks_next: next
            .map(|level| supported::on_file(lot, level, scheme, view.valid()))
            .unwrap_or_default()
            .into_iter()
            .filter(|requirement| requirement.met != Met::Met)
            .collect(),
        renewal: renewal_due(lot, scheme, view.valid()),
    }
}

/// How ready every lot of the view is, by a scheme. Pledges that are no supply have no readiness.
pub fn assess(view: &View, scheme: &Scheme) -> Vec<Assessment> {
    let supply = view.lots().filter(|(pledge, _)| pledge.pledge.kind.is_supply());
    supply.map(|(pledge, lot)| assess_lot(view, pledge, lot, scheme)).collect()
}

/// The level that the Member State states; the highest, if it states several.
pub(crate) fn stated(lot: &LotState, scheme: &Scheme) -> Option<LevelId> {
    let levels = lot.lot.stated_levels.as_deref().unwrap_or_default();
    let of_scheme = levels.iter().filter(|stated| stated.scheme == scheme.id).map(|stated| &stated.level);
    of_scheme.max_by_key(|level| rank(Some(level), scheme)).cloned()
}

/// The level that the system's owner recorded. Where a level was recorded for some units of the pledge and it is
/// Unknown whether these are among them, or where its day is imprecise, only bounds are known.
pub fn recorded(lot: &LotState, scheme: &Scheme) -> Option<Bounds> {
    let sure = lot.recorded.get(&scheme.id).map(|recorded| recorded.level.clone());
    let possibly =
        lot.possibly.iter().filter(|recorded| recorded.scheme == scheme.id).map(|r| r.level.clone());
    let doubtful = lot.doubts.iter().filter_map(|doubt| doubt.level.clone()).filter(|(s, _)| *s == scheme.id);
    let perhaps: Vec<LevelId> = possibly.chain(doubtful.map(|(_, level)| level)).collect();
    if sure.is_none() && perhaps.is_empty() {
        return None;
    }
    let all = || std::iter::once(sure.clone()).chain(perhaps.iter().cloned().map(Some));
    let by_rank = |level: &Option<LevelId>| rank(level.as_ref(), scheme);
    Some(Bounds {
        at_least: all().min_by_key(by_rank).flatten(),
        at_most: all().max_by_key(by_rank).flatten(),
    })
}

/// The rank of a level in its scheme; below all of them for no level, or for one the scheme does not have.
pub(crate) fn rank(level: Option<&LevelId>, scheme: &Scheme) -> Option<u32> {
    level.and_then(|id| scheme.level(id)).map(|level| level.rank)
}

fn next_level<'s>(level: Option<&LevelId>, scheme: &'s Scheme) -> Option<&'s Level> {
    let above = scheme.levels.iter().filter(|next| Some(next.rank) > rank(level, scheme));
    above.min_by_key(|next| next.rank)
}
