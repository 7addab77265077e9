//! Gaps by day: from when until when how many units are not there, or are there and cannot operate, and why.

use super::by_day::{By, Group, each_group};
use super::operational::Operational;
use super::said;
use super::stays::Parcel;
use crate::plan::sourcing::Plan;
use crate::words::value::{Day, MissionId};

/// A gap from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapByDay {
    /// The mission.
    pub mission: MissionId,
    /// What it is a gap of.
    pub of: String,
    /// From this day after the clock start.
    pub from: u32,
    /// Until the day before this one.
    pub until: u32,
    /// The same days in the calendar.
    pub days: (Option<Day>, Option<Day>),
    /// Units needed.
    pub needed: u32,
    /// Units surely there, firm and conditional together.
    pub there: u32,
    /// Units that are not.
    pub short: u32,
    /// Units that are there and cannot operate.
    pub not_operational: u32,
    /// Why, in words; each reason once.
    pub reasons: Vec<String>,
}

/// The gaps of every mission of a plan: the days on which units are needed and not surely there, or there and not
/// operational; a row for as long as numbers and reasons stay the same.
pub fn gaps_by_day(plan: &Plan, by: By) -> Vec<GapByDay> {
    each_group(plan, by, gaps)
}

fn gaps(group: &Group<'_>, operational: &Operational<'_>) -> Vec<GapByDay> {
    let days = group.days(operational);
    let mut gaps: Vec<GapByDay> = Vec::new();
    for (from, until) in days.iter().copied().zip(days.iter().copied().skip(1)) {
        let step = group.on(from, operational);
        let (short, not_operational) = (step.short, step.not_operational);
        if short == 0 && not_operational == 0 {
            continue;
        }
        let (needed, there) = (step.needed, step.complete.all());
        let reasons = reasons(group, operational, from, short > 0);
        let on = group.calendar(until);
        match gaps.last_mut() {
            Some(last)
                if last.until == from
                    && (last.needed, last.there, last.short, last.not_operational)
                        == (needed, there, short, not_operational)
                    && last.reasons == reasons =>
            {
                last.until = until;
                last.days.1 = on;
            }
            _ => gaps.push(GapByDay {
                mission: step.mission,
                of: step.of,
                from,
                until,
                days: (group.calendar(from), on),
                needed,
                there,
                short,
                not_operational,
                reasons,
            }),
        }
    }
    gaps
}

/// Why units are not there on a day, or cannot operate.
fn reasons(group: &Group<'_>, operational: &Operational<'_>, day: u32, short: bool) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    let mut add = |reason: String| {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    };
    for requirement in &group.requirements {
        let needed = group.document().units_on_day(requirement, day);
        if needed == 0 {
            continue;
        }
        let of = || group.parcels.iter().copied().filter(|parcel| parcel.requirement.id == requirement.id);
        let present = |parcel: &&Parcel<'_>| parcel.complete.is_some_and(|stay| stay.surely(day));
        let there = of().filter(present).map(|parcel| parcel.proposal.units).fold(0, u32::saturating_add);
        if short && there < needed {
            // Units that have left, or belong to another tour, cover nothing on this day.
            let to_come = of().filter(|parcel| !present(parcel) && !gone(parcel, day));
            let to_come: Vec<_> = to_come.collect();
            let units = to_come.iter().map(|parcel| parcel.proposal.units).fold(there, u32::saturating_add);
            for parcel in to_come {
                add(not_there(parcel, group));
            }
            if units < needed {
                let without = needed.saturating_sub(units);
                let units = if without == 1 { "1 unit".to_owned() } else { format!("{without} units") };
                add(format!("no lot is proposed for {units} of {}", requirement.id));
            }
        }
        for parcel in of().filter(present) {
            for missing in operational.missing(parcel, day, false) {
                let waits = operational.in_words(&missing);
                add(format!("{} is there and cannot operate {waits}", parcel.proposal.lot));
            }
        }
    }
    reasons
}

/// Whether units have left by a day, whenever they came.
fn gone(parcel: &Parcel<'_>, day: u32) -> bool {
    parcel.complete.is_some_and(|stay| stay.leaves().at_most.is_some_and(|leaves| leaves <= day))
}

fn not_there(parcel: &Parcel<'_>, group: &Group<'_>) -> String {
    let lot = &parcel.proposal.lot;
    let Some(stay) = parcel.complete else { return format!("when {lot} arrives is not known") };
    let said = |day: u32| said(group.mission, day);
    let arrives = stay.arrives();
    match arrives.at_most {
        Some(most) if most == arrives.at_least => format!("{lot} arrives on {}", said(most)),
        Some(most) => format!("{lot} arrives between {} and {}", said(arrives.at_least), said(most)),
        None => {
            format!("{lot} does not arrive before {}, and it is not known when", said(arrives.at_least))
        }
    }
}
