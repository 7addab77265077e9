//! The first day on which a level falls with nothing more recorded: evidence runs out or grows too old, or a renewal is
//! not made in time.

use super::renewal::RenewalDue;
use super::supported::{RequirementOnFile, Standing};
use crate::record::{Level, LevelRule, LotState, Scheme};
use crate::words::value::{Day, LevelId, Met};

/// A level that falls on a day.
#[derive(Clone, Debug)]
pub struct Fall<'a> {
    /// The first day on which it does not stand any more.
    pub on: Day,
    /// The level until then.
    pub from: LevelId,
    /// The level from then on; absent: none, or, where a renewal is due, not known.
    pub to: Option<LevelId>,
    /// Why.
    pub because: Because<'a>,
}

/// Why a level falls.
#[derive(Clone, Debug)]
pub enum Because<'a> {
    /// The evidence supports it no longer: these requirements are met until then and not on that day.
    Evidence(Vec<RequirementOnFile<'a>>),
    /// It is recorded, and a renewal was due the day before: without one it is Unknown whether it stands.
    Renewal(RenewalDue),
}

/// The first day after `on` on which the evidence on file supports a lower level than on that day.
pub(super) fn of_evidence<'a>(
    standing: &Standing<'a>,
    lot: &'a LotState,
    scheme: &'a Scheme,
    on: Day,
) -> Option<Fall<'a>> {
    let from = standing.at_least?;
    let mut next = standing.next;
    let mut before = None;
    // Every turn is a later day on which some evidence changes what it says, and of these there are only so many.
    while let Some(day) = next.filter(|day| on < *day) {
        let then = Standing::on(lot, scheme, day);
        let rank = |level: Option<&Level>| level.map(|level| level.rank);
        if rank(then.at_least) < Some(from.rank) {
            let was = before.as_ref().unwrap_or(standing);
            let met_before = |each: &&RequirementOnFile<'_>| {
                let same = |other: &&RequirementOnFile<'_>| std::ptr::eq(other.requirement, each.requirement);
                was.requirements.iter().find(same).is_some_and(|other| other.met == Met::Met)
            };
            // Another level may have come in its place meanwhile, by findings that were closed.
            let asked = asked_for(was.at_least.unwrap_or(from), scheme);
            let of_level = |each: &&RequirementOnFile<'_>| {
                each.met != Met::Met && asked.iter().any(|level| std::ptr::eq(*level, each.level))
            };
            let fell = then.requirements.iter().filter(of_level).filter(met_before).cloned().collect();
            return Some(Fall {
                on: day,
                from: from.id.clone(),
                to: then.at_least.map(|level| level.id.clone()),
                because: Because::Evidence(fell),
            });
        }
        next = then.next.filter(|later| day < *later);
        before = Some(then);
    }
    None
}

/// A level, those on which it builds, and those that their rules name, at any remove.
fn asked_for<'a>(from: &'a Level, scheme: &'a Scheme) -> Vec<&'a Level> {
    let mut found: Vec<&Level> = Vec::new();
    let mut next = vec![from];
    while let Some(level) = next.pop() {
        if found.iter().any(|other| std::ptr::eq(*other, level)) {
            continue;
        }
        found.push(level);
        next.extend(scheme.including(level));
        let mut rules: Vec<&LevelRule> = level.requires.iter().map(|requirement| &requirement.rule).collect();
        while let Some(rule) = rules.pop() {
            rules.extend(rule.parts());
            if let LevelRule::Level(asked) = rule {
                next.extend(scheme.level(&asked.level));
            }
        }
    }
    found
}

/// The day after a renewal is due, where a level is recorded and that day is still ahead.
pub(super) fn of_renewal<'a>(
    recorded: Option<LevelId>,
    renewal: Option<RenewalDue>,
    on: Day,
) -> Option<Fall<'a>> {
    let (from, renewal) = (recorded?, renewal?);
    let day = renewal.due.later(1).filter(|day| on < *day)?;
    Some(Fall { on: day, from, to: None, because: Because::Renewal(renewal) })
}
