//! Readiness by a scheme: the level as stated by the Member State, as recorded by the system's owner, and as
//! supported by the evidence on file - three columns, never blended.

mod blocks;
mod falls_back;
mod holds;
mod renewal;
mod supply;
mod supported;
#[cfg(test)]
pub(crate) mod testing;
mod trained;
mod usable;
mod visits;

use crate::record::{Level, LotState, PledgeState, Scheme, View};
use crate::words::value::{Day, LevelId, LotId, PledgeId, SchemeId, State};

pub use blocks::{Block, Effort, OWED, OwedBy, Step, training_owed_by};
pub use falls_back::{Because, Fall};
pub use holds::{Leaf, Why};
pub use renewal::{RenewalDue, renewal_due};
pub(crate) use supply::{of_kinds, offer_stands, supply};
use supported::Standing;
pub use supported::{RequirementOnFile, Supported};
pub(crate) use trained::{trained, trained_by};
pub(crate) use usable::is_verification;
pub use usable::{Usable, usable_now};
pub use visits::{VerificationDue, Visit, VisitNamed, verification_due, visits};

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
#[derive(Clone, Debug)]
pub struct Assessment<'a> {
    /// The pledge.
    pub pledge: &'a PledgeId,
    /// The lot.
    pub lot: &'a LotId,
    /// The lot as it is on the day.
    pub as_it_is: &'a LotState,
    /// The State that answers for it.
    pub state: Option<State>,
    /// The earlier pledge that it only says again, where its units are counted; absent: they are counted here.
    pub counted_in: Option<&'a PledgeId>,
    /// The scheme.
    pub scheme: &'a SchemeId,
    /// As stated by the Member State; absent: nothing stated.
    pub stated: Option<LevelId>,
    /// As recorded by the system's owner; absent: nothing recorded.
    pub recorded: Option<Bounds>,
    /// As supported by the evidence on file.
    pub supported: Supported,
    /// Every requirement that the scheme has for units of this type, by level from the lowest.
    pub requirements: Vec<RequirementOnFile<'a>>,
    /// The next level after the recorded one; absent: there is no higher one, or the scheme came to its end.
    pub next_level: Option<&'a Level>,
    /// What that level requires and is not on file as met, in order of effort.
    pub blocks_next: Vec<Block<'a>>,
    /// When the next renewal is due, and whether that day has passed.
    pub renewal: Option<RenewalDue>,
    /// When the supported level falls with nothing more recorded; absent: no evidence for it runs out.
    pub supported_falls: Option<Fall<'a>>,
    /// When the recorded level is in doubt unless the pledge is renewed; absent: no renewal is due, or one is overdue.
    pub recorded_lapses: Option<Fall<'a>>,
}

impl<'a> Assessment<'a> {
    /// The first of the days on which the supported level falls or a renewal of the recorded one will have been missed.
    pub fn falls_back_on(&self) -> Option<&Fall<'a>> {
        let both = [&self.supported_falls, &self.recorded_lapses];
        both.into_iter().flatten().min_by_key(|fall| fall.on)
    }
}

/// How ready a lot is on the day of the view.
pub fn assess_lot<'a>(
    view: &'a View,
    pledge: &'a PledgeState,
    lot: &'a LotState,
    scheme: &'a Scheme,
) -> Assessment<'a> {
    let on = view.valid();
    let recorded = recorded(lot, scheme);
    let at_least = recorded.as_ref().and_then(|bounds| bounds.at_least.as_ref());
    let next = next_level(at_least, scheme).filter(|_| !has_ended(scheme, on));
    let standing = Standing::on(lot, scheme, on);
    let not_met = next.map(|level| standing.not_met(level, scheme)).unwrap_or_default();
    let block = |requirement| Block::of(requirement, &standing, scheme);
    let mut blocks_next: Vec<Block<'_>> = not_met.into_iter().map(block).collect();
    blocks_next.sort_by_key(Block::effort);
    let renewal = renewal_due(lot, scheme, on);
    Assessment {
        pledge: &pledge.pledge.id,
        lot: &lot.lot.id,
        as_it_is: lot,
        state: pledge.lead(),
        counted_in: view.counted_in(pledge).map(|earlier| &earlier.pledge.id),
        scheme: &scheme.id,
        stated: stated(lot, scheme),
        supported: standing.supported(),
        next_level: next,
        blocks_next,
        renewal,
        supported_falls: falls_back::of_evidence(&standing, lot, scheme, on),
        recorded_lapses: falls_back::of_renewal(at_least.cloned(), renewal, on),
        requirements: standing.requirements,
        recorded,
    }
}

/// How ready every lot of the view is, by a scheme. Pledges that are no supply have no readiness.
pub fn assess<'a>(view: &'a View, scheme: &'a Scheme) -> Vec<Assessment<'a>> {
    let supply = view.lots().filter(|(pledge, _)| pledge.pledge.kind.is_supply());
    supply.map(|(pledge, lot)| assess_lot(view, pledge, lot, scheme)).collect()
}

/// Whether a scheme surely came to its end before the day.
fn has_ended(scheme: &Scheme, on: Day) -> bool {
    scheme.ended.and_then(|ended| ended.latest()).is_some_and(|latest| latest < on)
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

#[cfg(test)]
mod tests {
    use super::testing::{ACCEPTED, TOLD, Told, lot};
    use super::*;
    use crate::words::finding::Error;
    use crate::words::value::Met;

    const LEVEL_1: (&str, &str) = (
        "2026-02-01",
        r#""event": "level-recorded", "scheme": "un-pcrs", "level": "level-1", "units": "all""#,
    );

    /// At least and at most, as text; `-` is no level.
    fn bounds(told: Told<'_>) -> Result<Option<(String, String)>, Error> {
        let view = told.view()?;
        let word = |level: Option<LevelId>| level.map_or("-".to_owned(), |level| level.to_string());
        let bounds = recorded(lot(&view)?.1, &Scheme::un_pcrs()?);
        Ok(bounds.map(|bounds| (word(bounds.at_least), word(bounds.at_most))))
    }

    fn between(least: &str, most: &str) -> Option<(String, String)> {
        Some((least.to_owned(), most.to_owned()))
    }

    #[test]
    fn a_level_recorded_for_all_units_is_known() -> Result<(), Error> {
        assert_eq!(bounds(TOLD)?, None, "nothing recorded is no level, not a low one");
        assert_eq!(bounds(Told { events: &[LEVEL_1], ..TOLD })?, between("level-1", "level-1"));
        Ok(())
    }

    #[test]
    fn a_level_recorded_for_some_units_is_known_within_bounds() -> Result<(), Error> {
        let some = r#""event": "level-recorded", "scheme": "un-pcrs", "level": "level-2", "units": 1"#;
        let some = ("2026-03-01", some);
        assert_eq!(bounds(Told { events: &[LEVEL_1, some], ..TOLD })?, between("level-1", "level-2"));
        assert_eq!(bounds(Told { events: &[some], ..TOLD })?, between("-", "level-2"));
        // Some of them fell back: the level of any one lies between.
        let third = r#""event": "level-recorded", "scheme": "un-pcrs", "level": "level-3", "units": "all""#;
        let events = [("2026-02-15", third), some];
        assert_eq!(bounds(Told { events: &events, ..TOLD })?, between("level-2", "level-3"));
        // A number not stated is some; a level for all of them puts an end to the doubt.
        let unstated = r#""event": "level-recorded", "scheme": "un-pcrs", "level": "level-2""#;
        let events = [LEVEL_1, ("2026-03-01", unstated)];
        assert_eq!(bounds(Told { events: &events, ..TOLD })?, between("level-1", "level-2"));
        let events = [LEVEL_1, ("2026-03-01", unstated), ("2026-04-01", third)];
        assert_eq!(bounds(Told { events: &events, ..TOLD })?, between("level-3", "level-3"));
        Ok(())
    }

    #[test]
    fn within_the_bounds_of_its_day_a_level_is_in_doubt() -> Result<(), Error> {
        let second = r#""event": "level-recorded", "scheme": "un-pcrs", "level": "level-2", "units": "all""#;
        let events = [LEVEL_1, ("2026-05-01/2026-05-31", second)];
        for (on, level) in [
            ("2026-04-30", between("level-1", "level-1")),
            ("2026-05-01", between("level-1", "level-2")),
            ("2026-05-30", between("level-1", "level-2")),
            ("2026-05-31", between("level-2", "level-2")),
        ] {
            assert_eq!(bounds(Told { events: &events, on, ..TOLD })?, level, "{on}");
        }
        Ok(())
    }

    #[test]
    fn a_level_of_another_scheme_says_nothing() -> Result<(), Error> {
        let other = r#""event": "level-recorded", "scheme": "another", "level": "level-3", "units": "all""#;
        assert_eq!(bounds(Told { events: &[("2026-02-01", other)], ..TOLD })?, None);
        Ok(())
    }

    #[test]
    fn what_is_stated_recorded_and_supported_stands_in_three_columns() -> Result<(), Error> {
        let levels = r#", "units": 2, "stated_levels": [{"scheme": "un-pcrs", "level": "level-1"},
            {"scheme": "un-pcrs", "level": "level-3"}, {"scheme": "another", "level": "top"}]"#;
        let scheme = Scheme::un_pcrs()?;
        let view = Told { lot: levels, events: &[ACCEPTED, LEVEL_1], ..TOLD }.view()?;
        let (pledge, lot) = lot(&view)?;
        let assessed = assess_lot(&view, pledge, lot, &scheme);
        let word = |level: &Option<LevelId>| level.as_ref().map(ToString::to_string);
        assert_eq!(word(&assessed.stated).as_deref(), Some("level-3"), "the highest that is stated");
        let recorded = assessed.recorded.as_ref().and_then(|bounds| bounds.level());
        assert_eq!(recorded.map(LevelId::as_str), Some("level-1"));
        assert_eq!(word(&assessed.supported.at_least), None, "no evidence is on file");
        assert_eq!(
            word(&assessed.supported.at_most).as_deref(),
            Some("rapid-deployment"),
            "nor is any against it"
        );
        // The next level after the recorded one includes what that one requires; papers take less than a visit.
        let blocks = &assessed.blocks_next;
        let titles: Vec<&str> =
            blocks.iter().map(|block| block.requirement.requirement.title.as_str()).collect();
        assert_eq!(titles.len(), 7, "{titles:?}");
        assert!(titles.last().is_some_and(|title| title.starts_with("Successful assessment")), "{titles:?}");
        assert!(blocks.iter().all(|block| block.requirement.met == Met::Unknown && block.steps.len() == 1));
        let owed: Vec<OwedBy> =
            blocks.iter().flat_map(|block| &block.steps).map(|step| step.owed_by).collect();
        assert_eq!(owed.iter().filter(|by| **by == OwedBy::MemberState).count(), 6, "{owed:?}");
        assert_eq!(owed.last(), Some(&OwedBy::Owner), "the Secretariat visits");
        Ok(())
    }

    #[test]
    fn what_is_no_supply_has_no_readiness() -> Result<(), Error> {
        let offer = Told { kind: "political-offer", ..TOLD }.view()?;
        assert_eq!(assess(&offer, &Scheme::un_pcrs()?).len(), 0);
        assert_eq!(assess(&TOLD.view()?, &Scheme::un_pcrs()?).len(), 1);
        Ok(())
    }
}
