//! Units are conserved: on every day of ten thousand random histories, each lot has as many units as it is said to have,
//! each with one status, the one that the naive replay gives it; and no pledge gains or loses a unit unless it is amended.

use pledgebook::record::{LotState, Status};
use pledgebook::{Registry, View};
use pledgebook_tests::dice::Dice;

use crate::replay::{Event, Pledges, Units, What, could_be, day_by_day};
use crate::{LAST, day, draw, instant, listed, record};

/// What the histories must hold for the test to mean something.
#[derive(Default, Debug)]
struct Tried {
    events: usize,
    refused: usize,
    splits: usize,
    substitutions: usize,
    partial_withdrawals: usize,
    days: usize,
    kept: usize,
}

/// Five thousand histories of whatever there is: corrections, unknown numbers, other numbers later.
#[test]
fn units_are_conserved_on_every_day_of_five_thousand_histories() {
    let tried = histories(100_000..105_000, |_| true);
    let Tried { events, refused, splits, substitutions, days, .. } = tried;
    let enough = events > 25_000 && days > 25_000 && refused > 200 && splits > 500 && substitutions > 500;
    assert!(enough, "{tried:?}");
}

/// Five thousand more in which nobody says another number: no pledge gains or loses a unit from its first day on.
#[test]
fn no_pledge_gains_or_loses_a_unit_in_five_thousand_more() {
    let tried = histories(200_000..205_000, |what| match what {
        What::Announced { lots, .. } => lots.iter().all(|(_, units)| units.is_some()),
        What::Moved { .. } | What::Split { .. } | What::Substituted { .. } => true,
        _ => false,
    });
    let Tried { splits, substitutions, partial_withdrawals, kept, .. } = tried;
    let enough = splits > 1_000 && substitutions > 500 && partial_withdrawals > 200 && kept > 20_000;
    assert!(enough, "{tried:?}");
}

fn histories(seeds: std::ops::Range<u64>, wanted: impl Fn(&What) -> bool) -> Tried {
    let mut tried = Tried::default();
    seeds.for_each(|seed| history(seed, &wanted, &mut tried));
    println!("{tried:?}");
    tried
}

fn history(seed: u64, wanted: &impl Fn(&What) -> bool, tried: &mut Tried) {
    let mut dice = Dice::new(seed);
    let mut registry = Registry::new();
    let mut events: Vec<Event> = Vec::new();
    for step in 0..8 {
        let known = (12 + 2 * step, 0);
        let mut all = events.clone();
        let drawn = (0..40).map(|_| draw::event(&mut dice, &events, known));
        // The first of a few that can be; if none can, the last is refused by both.
        let mut possible = Err("nothing was drawn".to_owned());
        for event in drawn.filter(|event| wanted(&event.what)).take(4) {
            all.truncate(events.len());
            all.push(event);
            possible = could_be(&all, known);
            if possible.is_ok() {
                break;
            }
        }
        if all.len() == events.len() {
            continue;
        }
        let recorded = record(&mut registry, &all[events.len()..]);
        assert_eq!(recorded.is_ok(), possible.is_ok(), "seed {seed}: {possible:?}\n{}", listed(&all));
        if possible.is_ok() {
            count(all.last().expect("one was drawn"), tried);
            events = all;
        } else {
            tried.refused += 1;
        }
    }
    let days = day_by_day(&events, (LAST, 0)).expect("each of them could be");
    let another_number = events.iter().any(|event| changes_number(&event.what));
    let mut before: Option<Vec<(String, usize)>> = None;
    for (valid, expected) in days {
        let view = registry.view(day(valid), instant((LAST, 0)));
        let why = || format!("seed {seed}, day {valid}\n{}", listed(&events));
        check(&view, &expected, &why);
        tried.days += 1;
        if !another_number {
            let now = totals(&expected);
            for (pledge, units) in before.iter().flatten() {
                assert!(now.contains(&(pledge.clone(), *units)), "{pledge} had {units} units: {}", why());
                tried.kept += 1;
            }
            before = Some(now);
        }
    }
}

fn count(event: &Event, tried: &mut Tried) {
    tried.events += 1;
    match &event.what {
        What::Split { .. } => tried.splits += 1,
        What::Substituted { .. } => tried.substitutions += 1,
        What::Moved { word: "withdrawn", units: Units::Of(1..), .. } => tried.partial_withdrawals += 1,
        _ => {}
    }
}

/// Whether an event may say another number than before. A correction may; and where the number is Unknown, units
/// are counted as they are named.
fn changes_number(what: &What) -> bool {
    match what {
        What::Amended { .. } | What::Corrected { .. } => true,
        What::Announced { lots, .. } => lots.iter().any(|(_, units)| units.is_none()),
        _ => false,
    }
}

fn totals(pledges: &Pledges) -> Vec<(String, usize)> {
    pledges.iter().map(|(id, lots)| (id.clone(), lots.values().map(|lot| lot.units.len()).sum())).collect()
}

/// The view has the lots of the replay, each with its units by status, and as many as the lot says.
fn check(view: &View, expected: &Pledges, why: &dyn Fn() -> String) {
    let lots: Vec<(&str, &LotState)> =
        view.lots().map(|(pledge, state)| (pledge.pledge.id.as_str(), state)).collect();
    assert_eq!(lots.len(), expected.values().map(|lots| lots.len()).sum::<usize>(), "{}", why());
    for (pledge, state) in lots {
        let expected = &expected[pledge][state.lot.id.as_str()];
        for status in Status::ALL {
            let units = expected.units.iter().filter(|word| is(word, *status)).count();
            let counted = state.tally.counted(*status) as usize;
            assert_eq!(counted, units, "{} {status}: {}", state.lot.id, why());
        }
        let sum: u32 = Status::ALL.iter().map(|status| state.tally.counted(*status)).sum();
        let stated = state.lot.units.as_ref().and_then(|units| units.known());
        match state.tally.uncounted() {
            None => assert_eq!(Some(sum), stated, "{}: {}", state.lot.id, why()),
            Some(_) => assert_eq!(stated, None, "{}: {}", state.lot.id, why()),
        }
        assert_eq!(state.tally.uncounted().is_some(), expected.rest.is_some(), "{}", why());
    }
}

/// Whether a unit of which the replay says this word is counted as one of this status.
fn is(word: &str, status: Status) -> bool {
    match word {
        "selected" => status == Status::Reserved,
        "moving: people" | "moving: equipment" => status == Status::Moving,
        _ => status.as_str() == word,
    }
}
