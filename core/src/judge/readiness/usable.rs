//! What is usable now: units that are available, by unit type and recorded level. Levels are never mixed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bounds, recorded, renewal_due};
use crate::record::{EvidenceKind, LotState, Outcome, PledgeState, Scheme, Status, View};
use crate::words::value::{Day, State, UnitTypeId};

/// Available units of one type at one recorded level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usable {
    /// The unit type; absent: not stated.
    pub unit_type: Option<UnitTypeId>,
    /// The recorded level, as far as it is known; absent: none is recorded.
    pub level: Option<Bounds>,
    /// Units that are available.
    pub available: u32,
    /// How many of them have a renewal overdue, so that it is Unknown whether the offer still stands.
    pub renewal_overdue: u32,
    /// The lots they are of.
    pub lots: u32,
    /// The States that answer for them.
    pub states: BTreeSet<State>,
    /// The day on which one of the lots was last verified: by a visit or an inspection that was passed and covered all
    /// its units; absent: none was.
    pub last_verified: Option<Day>,
    /// How many of the units are of lots that were never verified so.
    pub never_verified: u32,
}

/// Available units by type and recorded level, enabling types first. Lots of which no unit is known to be available are
/// left out: what is announced or offered is not usable.
pub fn usable_now(view: &View, scheme: &Scheme) -> Vec<Usable> {
    let mut rows: BTreeMap<(bool, Option<UnitTypeId>, String), Usable> = BTreeMap::new();
    // What only says an earlier pledge again is counted there.
    let supply = |pledge: &PledgeState| pledge.pledge.kind.is_supply() && view.counted_in(pledge).is_none();
    for (pledge, lot) in view.lots().filter(|(pledge, _)| supply(pledge)) {
        let available = lot.tally.counted(Status::Available);
        if available == 0 {
            continue;
        }
        let (unit_type, level) = (lot.lot.unit_type.clone(), recorded(lot, scheme));
        let of_type = unit_type.as_ref().and_then(|id| view.catalogue().unit_type(id));
        let enables = of_type.is_some_and(|entry| entry.is_enabler());
        let row = rows.entry((!enables, unit_type.clone(), in_order(level.as_ref(), scheme)));
        let row = row.or_insert_with(|| Usable {
            unit_type,
            level,
            available: 0,
            renewal_overdue: 0,
            lots: 0,
            states: BTreeSet::new(),
            last_verified: None,
            never_verified: 0,
        });
        let add = |to: &mut u32, units: u32| *to = to.saturating_add(units);
        add(&mut row.available, available);
        add(&mut row.lots, 1);
        row.states.extend(pledge.lead());
        let verified = last_verified(lot);
        row.last_verified = row.last_verified.max(verified);
        if verified.is_none() {
            add(&mut row.never_verified, available);
        }
        if renewal_due(lot, scheme, view.valid()).is_some_and(|due| due.overdue) {
            add(&mut row.renewal_overdue, available);
        }
    }
    rows.into_values().collect()
}

/// A text in the order of levels, the highest first and doubt behind them.
fn in_order(level: Option<&Bounds>, scheme: &Scheme) -> String {
    let Some(bounds) = level else { return "z".to_owned() };
    let below =
        |id: &Option<_>| u32::MAX.saturating_sub(super::rank(id.as_ref(), scheme).unwrap_or_default());
    format!("{:010} {:010}", below(&bounds.at_least), below(&bounds.at_most))
}

fn last_verified(lot: &LotState) -> Option<Day> {
    use EvidenceKind::{AssessmentAndAdvisoryVisit, CoeInspection, PreDeploymentVisit, VerificationVisit};
    let visits = [AssessmentAndAdvisoryVisit, VerificationVisit, PreDeploymentVisit, CoeInspection];
    let passed = lot.evidence.iter().filter(|file| {
        visits.contains(&file.evidence.kind) && file.evidence.outcome == Some(Outcome::Passed)
    });
    passed.map(|file| file.on).max()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ACCEPTED, TOLD, Told};
    use super::*;
    use crate::words::finding::Error;

    fn level(level: &str, units: &str) -> String {
        format!(
            r#""event": "level-recorded", "scheme": "un-pcrs", "level": "{level}", "lots": ["l"], "units": {units}"#
        )
    }

    /// Available, level, never verified, renewal overdue; of each row.
    fn rows(told: Told<'_>) -> Result<Vec<(u32, String, u32, u32)>, Error> {
        let word = |row: &Usable| match &row.level {
            None => "none".to_owned(),
            Some(bounds) => bounds.level().map_or("in doubt".to_owned(), ToString::to_string),
        };
        let rows = usable_now(&told.view()?, &Scheme::un_pcrs()?);
        Ok(rows
            .iter()
            .map(|row| (row.available, word(row), row.never_verified, row.renewal_overdue))
            .collect())
    }

    #[test]
    fn what_is_announced_is_not_usable() -> Result<(), Error> {
        assert_eq!(rows(TOLD)?, []);
        assert_eq!(rows(Told { events: &[ACCEPTED], ..TOLD })?, [(2, "none".to_owned(), 2, 0)]);
        let gone = r#""event": "withdrawn", "lots": ["l"], "units": 1"#;
        let events = [ACCEPTED, ("2026-03-01", gone)];
        assert_eq!(rows(Told { events: &events, ..TOLD })?, [(1, "none".to_owned(), 1, 0)]);
        Ok(())
    }

    #[test]
    fn a_level_of_some_units_is_no_level_of_all() -> Result<(), Error> {
        let (all, some) = (level("level-1", "\"all\""), level("level-2", "1"));
        let events = [ACCEPTED, ("2026-03-01", &*all)];
        assert_eq!(rows(Told { events: &events, ..TOLD })?, [(2, "level-1".to_owned(), 2, 0)]);
        let events = [ACCEPTED, ("2026-03-01", &*all), ("2026-04-01", &*some)];
        assert_eq!(rows(Told { events: &events, ..TOLD })?, [(2, "in doubt".to_owned(), 2, 0)]);
        Ok(())
    }

    #[test]
    fn a_visit_that_was_passed_verifies_and_a_failed_one_does_not() -> Result<(), Error> {
        let visit = |outcome: &str| {
            format!(
                r#""event": "evidence-recorded", "units": "all", "evidence": {{"id": "visit",
                    "kind": "verification-visit", "outcome": "{outcome}"}}"#
            )
        };
        for (outcome, never) in [("passed", 0), ("not-passed", 2)] {
            let visit = visit(outcome);
            let events = [ACCEPTED, ("2026-03-01", &*visit)];
            assert_eq!(
                rows(Told { events: &events, ..TOLD })?,
                [(2, "none".to_owned(), never, 0)],
                "{outcome}"
            );
        }
        Ok(())
    }

    #[test]
    fn an_overdue_renewal_is_shown() -> Result<(), Error> {
        let told = Told { events: &[ACCEPTED], on: "2027-02-02", ..TOLD };
        assert_eq!(rows(told)?, [(2, "none".to_owned(), 2, 2)]);
        Ok(())
    }
}
