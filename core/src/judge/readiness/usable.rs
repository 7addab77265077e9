//! What is usable now: units that are available, by unit type and recorded level. Levels are never mixed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Bounds, recorded, renewal_due, supply};
use crate::record::{Evidence, EvidenceKind, LotState, Outcome, Scheme, Status, View};
use crate::words::value::{Day, LevelId, State, UnitTypeId};

/// Available units of one type at one recorded level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usable {
    /// The unit type; absent: not stated.
    pub unit_type: Option<UnitTypeId>,
    /// The recorded level, as far as it is known; absent: none is recorded.
    pub level: Option<Bounds>,
    /// Units that are available.
    pub available: u32,
    /// Lots whose units are available, in a number that is Unknown: they are not among those.
    pub not_counted: u32,
    /// How many of the available units have a renewal overdue, so that it is Unknown whether the offer still stands.
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
    let mut rows: BTreeMap<(bool, Option<UnitTypeId>, InOrder), Usable> = BTreeMap::new();
    for (pledge, lot) in supply(view) {
        let available = lot.tally.counted(Status::Available);
        let not_counted = lot.tally.uncounted() == Some(Status::Available);
        if available == 0 && !not_counted {
            continue;
        }
        let (unit_type, level) = (lot.lot.unit_type.clone(), recorded(lot, scheme));
        let of_type = unit_type.as_ref().and_then(|id| view.catalogue().unit_type(id));
        let enables = of_type.is_some_and(|entry| entry.is_enabler());
        let row = rows.entry((!enables, unit_type.clone(), in_order(level.clone(), scheme)));
        let row = row.or_insert_with(|| Usable {
            unit_type,
            level,
            available: 0,
            not_counted: 0,
            renewal_overdue: 0,
            lots: 0,
            states: BTreeSet::new(),
            last_verified: None,
            never_verified: 0,
        });
        let add = |to: &mut u32, units: u32| *to = to.saturating_add(units);
        add(&mut row.available, available);
        add(&mut row.not_counted, not_counted.into());
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

/// Levels in order: what is recorded before what is not, the highest rank first and doubt behind it; of levels that the
/// scheme does not have, which have no rank, by their ids.
type InOrder = (bool, Reverse<Option<u32>>, Reverse<Option<u32>>, Option<[Option<LevelId>; 2]>);

fn in_order(level: Option<Bounds>, scheme: &Scheme) -> InOrder {
    let rank = |bound: fn(&Bounds) -> &Option<LevelId>| {
        Reverse(level.as_ref().and_then(|bounds| super::rank(bound(bounds).as_ref(), scheme)))
    };
    let (least, most) = (rank(|bounds| &bounds.at_least), rank(|bounds| &bounds.at_most));
    (level.is_none(), least, most, level.map(|bounds| [bounds.at_least, bounds.at_most]))
}

fn last_verified(lot: &LotState) -> Option<Day> {
    lot.evidence.iter().filter(|file| is_verification(&file.evidence)).map(|file| file.on).max()
}

/// Whether a piece of evidence is a visit or an inspection that was passed.
pub(crate) fn is_verification(evidence: &Evidence) -> bool {
    use EvidenceKind::{AssessmentAndAdvisoryVisit, CoeInspection, PreDeploymentVisit, VerificationVisit};
    let visits = [AssessmentAndAdvisoryVisit, VerificationVisit, PreDeploymentVisit, CoeInspection];
    visits.contains(&evidence.kind) && evidence.outcome == Some(Outcome::Passed)
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
    fn units_of_unknown_number_stand_beside() -> Result<(), Error> {
        let lot = r#", "unit_type": "engineering-company", "component": "military""#;
        let told = Told { lot, events: &[ACCEPTED], ..TOLD };
        let rows = usable_now(&told.view()?, &Scheme::un_pcrs()?);
        let counts: Vec<_> = rows.iter().map(|row| (row.available, row.not_counted, row.lots)).collect();
        assert_eq!(counts, [(0, 1, 1)]);
        Ok(())
    }

    #[test]
    fn an_offer_that_ended_is_not_usable() -> Result<(), Error> {
        let pledge = r#""offered_until": {"earliest": "2026-06-29", "latest": "2026-06-29"},"#;
        assert_eq!(rows(Told { pledge, events: &[ACCEPTED], ..TOLD })?, []);
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
