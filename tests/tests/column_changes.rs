//! Changes tried on a plan that is kept warm: each gives the plan that solving from nothing gives, and can be taken back.

use pledgebook::plan::matching::*;
use pledgebook_tests::dice::Dice;

/// A number from 0 up to, and without, `bound`.
fn below(dice: &mut Dice, bound: u32) -> u32 {
    u32::try_from(dice.below(bound as usize)).unwrap()
}

fn numbers(dice: &mut Dice, count: usize, bound: u32) -> Vec<u32> {
    (0..count).map(|_| below(dice, bound)).collect()
}

/// Some requirements and lots, some pairs, nested limits on both sides, of which some ask for units; all of it so many times as
/// large.
fn columns(dice: &mut Dice, times: u32) -> Columns {
    let (needs, lots) = (1 + below(dice, 7 * times), 1 + below(dice, 9 * times));
    let mut pairs = Vec::new();
    let dense = 30 + dice.below(70);
    for requirement in 0..needs {
        for lot in 0..lots {
            if dice.chance(dense) {
                pairs.push((requirement, lot));
            }
        }
    }
    let mut limits = Vec::new();
    for (side, count) in [(Side::Supply, lots), (Side::Demand, needs)] {
        for step in [1, 2, 4] {
            let at_most = below(dice, 10 * times);
            let at_least = if dice.chance(30) { below(dice, at_most + 1) } else { 0 };
            limits.push(ColumnLimit { side, members: (0..count / step).collect(), at_most, at_least });
        }
    }
    let costs = if dice.chance(50) {
        let cost = |dice: &mut Dice, bound| i64::from(below(dice, bound));
        Costs::One {
            pair: pairs.iter().map(|_| cost(dice, 20)).collect(),
            shortage: (0..needs).map(|_| cost(dice, 60)).collect(),
        }
    } else {
        Costs::Levels {
            class: numbers(dice, needs as usize, 3).into_iter().map(|class| class + 1).collect(),
            unknown: numbers(dice, pairs.len(), 3),
            late: numbers(dice, pairs.len(), 30),
            substitute: numbers(dice, pairs.len(), 3),
            preference: numbers(dice, pairs.len(), 2),
        }
    };
    Columns {
        needs: numbers(dice, needs as usize, 4),
        lots: numbers(dice, lots as usize, 4),
        requirement: pairs.iter().map(|(requirement, _)| *requirement).collect(),
        lot: pairs.iter().map(|(_, lot)| *lot).collect(),
        costs,
        limits,
    }
}

/// A change that is possible.
fn change(dice: &mut Dice, columns: &Columns) -> ColumnChange {
    match dice.below(3) {
        0 => ColumnChange::Lot { lot: below(dice, columns.lots.len() as u32), units: below(dice, 4) },
        1 => ColumnChange::Requirement {
            requirement: below(dice, columns.needs.len() as u32),
            units: below(dice, 4),
        },
        _ => {
            let limit = below(dice, columns.limits.len() as u32);
            let at_most = columns.limits[limit as usize].at_least + below(dice, 5);
            ColumnChange::Limit { limit, at_most }
        }
    }
}

fn make(columns: &mut Columns, change: ColumnChange) {
    match change {
        ColumnChange::Lot { lot, units } => columns.lots[lot as usize] = units,
        ColumnChange::Requirement { requirement, units } => columns.needs[requirement as usize] = units,
        ColumnChange::Limit { limit, at_most } => columns.limits[limit as usize].at_most = at_most,
    }
}

fn plus(value: &[i64], difference: &[i64]) -> Vec<i64> {
    value.iter().zip(difference).map(|(value, more)| value + more).collect()
}

/// The units over pairs after the moves.
fn after(mut units: Vec<u32>, moves: &[(u32, u32, u32)]) -> Vec<u32> {
    for (pair, before, now) in moves {
        assert_eq!(units[*pair as usize], *before);
        units[*pair as usize] = *now;
    }
    units
}

#[test]
fn each_change_gives_the_plan_of_a_new_problem_and_can_be_taken_back() {
    try_changes(400, 1);
}

/// More pairs of a requirement, and more lots behind a limit, than a plan that is kept remembers.
#[test]
fn many_pairs_and_many_lots_behind_a_limit_change_nothing_in_that() {
    try_changes(30, 16);
}

fn try_changes(rounds: u64, times: u32) {
    let mut dice = Dice::new(11);
    for round in 0..rounds {
        let mut columns = columns(&mut dice, times);
        let mut plan = columns.clone().solve().unwrap();
        let mut what_if = plan.what_if().unwrap();
        let mut history = vec![(columns.clone(), plan.clone())];
        for _ in 0..9 {
            let told = if history.len() > 1 && dice.chance(30) {
                history.pop();
                columns = history.last().unwrap().0.clone();
                what_if.undo(&mut Work::default()).unwrap().unwrap()
            } else {
                let changes: Vec<_> = (0..1 + dice.below(3)).map(|_| change(&mut dice, &columns)).collect();
                changes.iter().for_each(|change| make(&mut columns, *change));
                history.push((columns.clone(), plan.clone()));
                // Where the budget runs out on the way, nothing has changed, and it is asked again. What a plan remembers
                // lives on only where it does not.
                let steps = if dice.chance(30) { below(&mut dice, 30).into() } else { u64::MAX };
                let limited = what_if.change(&changes, &mut Work::at_most(steps));
                limited.unwrap_or_else(|_| what_if.change(&changes, &mut Work::default()).unwrap())
            };
            let wanted = columns.clone().solve().unwrap();
            let warm = what_if.plan().unwrap();
            assert!(warm.verify());
            assert_eq!(warm.units(), wanted.units(), "round {round}: {columns:?}");
            assert_eq!(warm.short(), wanted.short());
            assert_eq!(warm.unique(), wanted.unique());
            assert_eq!(plus(&plan.value(), &told.value), wanted.value(), "round {round}: {columns:?}");
            assert_eq!(after(plan.units(), &told.moves), wanted.units());
            assert_eq!(after(plan.short(), &told.short), wanted.short());
            plan = wanted;
        }
        while what_if.undo(&mut Work::default()).unwrap().is_some() {}
        assert_eq!(what_if.plan().unwrap().units(), history[0].0.clone().solve().unwrap().units());
    }
}

#[test]
fn what_is_not_possible_changes_nothing() {
    let columns = Columns {
        needs: vec![1, 1],
        lots: vec![1, 1],
        requirement: vec![0, 0, 1],
        lot: vec![0, 1, 1],
        costs: Costs::One { pair: vec![7, 3, 5], shortage: vec![100, 100] },
        limits: vec![ColumnLimit { side: Side::Supply, members: vec![0, 1], at_most: 2, at_least: 1 }],
    };
    let plan = columns.solve().unwrap();
    let mut what_if = plan.what_if().unwrap();
    let changes = [
        ColumnChange::Lot { lot: 0, units: 0 },
        ColumnChange::Lot { lot: 2, units: 0 },
        ColumnChange::Requirement { requirement: 0, units: u32::MAX },
        ColumnChange::Limit { limit: 0, at_most: 0 },
        ColumnChange::Limit { limit: 7, at_most: 0 },
    ];
    let refused = what_if.change(&changes, &mut Work::default()).unwrap_err();
    let told: Vec<_> =
        refused.findings().iter().map(|one| (one.code.to_string(), one.path.clone())).collect();
    let wanted = [
        ("not-found", "/changes/1/lot"),
        ("malformed-number", "/changes/2/units"),
        ("limit-cannot-hold", "/changes/3/at_most"),
        ("not-found", "/changes/4/limit"),
    ];
    assert_eq!(told, wanted.map(|(code, path)| (code.to_owned(), path.to_owned())));
    let refused = what_if.change(&changes[..1], &mut Work::at_most(0)).unwrap_err();
    assert_eq!(refused.findings()[0].code.to_string(), "work-limit");
    assert_eq!(what_if.undo(&mut Work::default()).unwrap(), None);
    assert_eq!(what_if.plan().unwrap().units(), plan.units());
    // It can go on, and what was refused costs the next question nothing.
    let mut work = Work::default();
    what_if.change(&[ColumnChange::Lot { lot: 0, units: 1 }], &mut work).unwrap();
    assert_eq!(work.done(), 0);
    what_if.undo(&mut Work::default()).unwrap();
    let withdrawn = what_if.change(&changes[..1], &mut Work::default()).unwrap();
    assert_eq!(withdrawn.moves, [(0, 1, 0), (1, 0, 1), (2, 1, 0)]);
}
