//! One plan, whatever finds it: by shortest ways, by price phases, from another plan, or as columns.

use pledgebook::plan::matching::*;
use pledgebook::words::value::{Count, Days};
use pledgebook_tests::dice::Dice;

/// A number from 0 up to, and without, `bound`.
fn below(dice: &mut Dice, bound: u32) -> u32 {
    u32::try_from(dice.below(bound as usize)).unwrap()
}

/// Classes, conditions and days; limits on both sides, of which some ask for at least so many units.
fn problem(dice: &mut Dice, needs: u32, lots: u32, with_waivers: bool) -> Problem {
    let units = |dice: &mut Dice, most: u32| Count::new(below(dice, most + 1)).unwrap();
    let requirements: Vec<Requirement> = (0..needs)
        .map(|i| Requirement {
            id: format!("r/{i:06}").parse().unwrap(),
            class: 1 + below(dice, 3),
            units: units(dice, 3),
        })
        .collect();
    let lots: Vec<Lot> =
        (0..lots).map(|j| Lot { id: format!("{j:06}").parse().unwrap(), units: units(dice, 3) }).collect();
    let mut pairs = Vec::new();
    let waive = if with_waivers && dice.chance(30) { 50 } else { 0 };
    let dense = 1 + below(dice, 4);
    for requirement in &requirements {
        for lot in &lots {
            if below(dice, 4) < dense {
                let waived = (dice.chance(waive))
                    .then(|| Waived { rules: 1 + below(dice, 2), days: Days::new(below(dice, 9)).unwrap() });
                pairs.push(Pair {
                    requirement: requirement.id.clone(),
                    lot: lot.id.clone(),
                    unknown: below(dice, 3),
                    late: Days::new(below(dice, 30)).unwrap(),
                    substitute: below(dice, 3),
                    preference: below(dice, 2),
                    waived,
                });
            }
        }
    }
    let mut limits = Vec::new();
    let floor = |dice: &mut Dice, most: u32| (below(dice, 3) == 0).then(|| units(dice, most));
    for (step, id) in [(1, "all"), (2, "half"), (4, "few")] {
        let (at_most, members) = (below(dice, 9), lots.iter().take(lots.len() / step));
        let members = members.map(|lot| lot.id.clone()).collect();
        limits.push(Limit::Supply(SupplyLimit {
            id: format!("s-{id}").parse().unwrap(),
            members,
            at_most: Count::new(at_most).unwrap(),
            at_least: floor(dice, at_most),
        }));
        let (at_most, members) = (below(dice, 12), requirements.iter().take(requirements.len() / step));
        let members = members.map(|requirement| requirement.id.clone()).collect();
        limits.push(Limit::Demand(DemandLimit {
            id: format!("d-{id}").parse().unwrap(),
            members,
            at_most: Count::new(at_most).unwrap(),
            at_least: floor(dice, at_most),
        }));
    }
    Problem { format: ProblemFormat, requirements, lots, pairs, limits }
}

fn text(solution: &Solution) -> String {
    let certificate = solution.certificate().unwrap();
    assert_eq!(certificate.faults(), []);
    pledgebook::words::document::canonical(&certificate).unwrap()
}

#[test]
fn both_strategies_and_a_start_from_another_plan_give_the_same_bytes() {
    let mut dice = Dice::new(4);
    let mut last: Option<Solution> = None;
    for round in 0..1_000 {
        let (needs, lots) = (1 + below(&mut dice, 9), 1 + below(&mut dice, 9));
        let problem = problem(&mut dice, needs, lots, true);
        let auto = solve(&problem).unwrap();
        let said = text(&auto);
        for strategy in [Strategy::Paths, Strategy::Phases] {
            let other = solve_within(&problem, strategy, &mut Work::default()).unwrap();
            assert_eq!(text(&other), said, "round {round}, {strategy}: {problem:?}");
        }
        if let Some(last) = last {
            let again = last.again(&problem, &mut Work::default()).unwrap();
            assert_eq!(text(&again), said, "round {round}, from another plan: {problem:?}");
        }
        last = Some(auto);
    }
}

#[test]
fn columns_are_the_problem_without_its_names() {
    let mut dice = Dice::new(5);
    for _ in 0..300 {
        let (needs, lots) = (1 + below(&mut dice, 9), 1 + below(&mut dice, 9));
        let problem = problem(&mut dice, needs, lots, false);
        let solution = solve(&problem).unwrap();
        let place = |id: &str| id.rsplit('/').next().unwrap().parse::<u32>().unwrap();
        let mut shuffled = problem.pairs.clone();
        dice.shuffle(&mut shuffled);
        let of = |figure: fn(&Pair) -> u32| shuffled.iter().map(figure).collect::<Vec<u32>>();
        let limits = problem.limits.iter().map(|limit| ColumnLimit {
            side: limit.side(),
            members: match limit {
                Limit::Supply(limit) => limit.members.iter().map(|lot| place(lot.as_str())).collect(),
                Limit::Demand(limit) => limit.members.iter().map(|one| place(one.as_str())).collect(),
            },
            at_most: limit.at_most().get(),
            at_least: limit.at_least(),
        });
        let columns = Columns {
            needs: problem.requirements.iter().map(|one| one.units.get()).collect(),
            lots: problem.lots.iter().map(|one| one.units.get()).collect(),
            requirement: shuffled.iter().map(|pair| place(pair.requirement.as_str())).collect(),
            lot: shuffled.iter().map(|pair| place(pair.lot.as_str())).collect(),
            costs: Costs::Levels {
                class: problem.requirements.iter().map(|one| one.class).collect(),
                unknown: of(|pair| pair.unknown),
                late: of(|pair| pair.late.get()),
                substitute: of(|pair| pair.substitute),
                preference: of(|pair| pair.preference),
            },
            limits: limits.collect(),
        };
        let plan = columns.solve().unwrap();
        assert!(plan.verify());
        assert_eq!(plan.value(), solution.value().figures(), "{problem:?}");
        assert_eq!(plan.levels(), problem.levels());
        assert_eq!(plan.unique(), solution.unique());
        let units: Vec<u32> = shuffled
            .iter()
            .map(|pair| {
                let same = |one: &&Proposal| one.requirement == pair.requirement && one.lot == pair.lot;
                solution.proposals().iter().find(same).map_or(0, |one| one.units.get())
            })
            .collect();
        assert_eq!(plan.units(), units);
    }
}

/// A need of more units than the engine remembers pairs, from lots of one unit each.
#[test]
fn a_need_may_be_of_many_units() {
    for (units, lots, short) in [(17, 17, 0), (20, 30, 0), (40, 100, 0), (40, 30, 10)] {
        let costs: Vec<i64> = (0..lots).map(|lot| (lot * 7) % 5).collect();
        let mut cheapest = costs.clone();
        cheapest.sort_unstable();
        let wanted: i64 = cheapest.iter().take(units).sum::<i64>() + 100 * short;
        for strategy in [Strategy::Auto, Strategy::Paths, Strategy::Phases] {
            let columns = Columns {
                needs: vec![u32::try_from(units).unwrap()],
                lots: vec![1; usize::try_from(lots).unwrap()],
                requirement: vec![0; usize::try_from(lots).unwrap()],
                lot: (0..u32::try_from(lots).unwrap()).collect(),
                costs: Costs::One { pair: costs.clone(), shortage: vec![100] },
                limits: Vec::new(),
            };
            let plan = columns.solve_within(strategy, &mut Work::default()).unwrap();
            assert!(plan.verify());
            assert_eq!(plan.value()[0], wanted, "{units} units of {lots} lots, {strategy}");
        }
    }
}

/// The prices of a long chain add up: counted in parts, as price phases count them, they would leave 64 bits.
#[test]
fn prices_that_add_up_along_a_long_chain_stay_exact() {
    let chain = 60_000;
    let mut columns = Columns {
        needs: vec![1; chain as usize + 1],
        lots: vec![1; chain as usize],
        requirement: Vec::new(),
        lot: Vec::new(),
        costs: Costs::One { pair: Vec::new(), shortage: Vec::new() },
        limits: Vec::new(),
    };
    let mut preference = Vec::new();
    // Each need may have its own lot, or, preferred less, that of the next; one of a lower class wants the first lot.
    for need in 0..chain {
        for (lot, preferred) in [(need, 2_000_000_000), (need + 1, 4_200_000_000)] {
            if lot < chain {
                columns.requirement.push(need);
                columns.lot.push(lot);
                preference.push(preferred);
            }
        }
    }
    columns.requirement.push(chain);
    columns.lot.push(0);
    preference.push(4_200_000_000);
    let none = vec![0; preference.len()];
    let mut class = vec![1; chain as usize];
    class.push(2);
    columns.costs =
        Costs::Levels { class, unknown: none.clone(), late: none.clone(), substitute: none, preference };
    for strategy in [Strategy::Paths, Strategy::Phases] {
        let plan = columns.clone().solve_within(strategy, &mut Work::default()).unwrap();
        assert!(plan.verify(), "{strategy:?}");
        let own = |(need, lot): (&u32, &u32)| u32::from(need == lot);
        let wanted: Vec<u32> = columns.requirement.iter().zip(&columns.lot).map(own).collect();
        assert_eq!(plan.units(), wanted, "{strategy:?}");
    }
}

/// A random problem of one cost: small or large costs, lots of no unit, of one or of several, and these limits.
fn columns(dice: &mut Dice, (needs, lots): (u32, u32), large: bool, limits: Vec<ColumnLimit>) -> Columns {
    let cost = |dice: &mut Dice| match large {
        true => (i64::from(below(dice, 1 << 20)) << 20) + i64::from(below(dice, 5)),
        false => below(dice, 30).into(),
    };
    let several = 1 + below(dice, 3);
    let (mut requirement, mut lot, mut pair) = (Vec::new(), Vec::new(), Vec::new());
    for (one, other) in (0..needs).flat_map(|need| (0..lots).map(move |lot| (need, lot))) {
        if below(dice, 3) == 0 {
            requirement.push(one);
            lot.push(other);
            pair.push(cost(dice));
        }
    }
    let shortage = (0..needs).map(|_| cost(dice)).collect();
    Columns {
        needs: (0..needs).map(|_| below(dice, 4)).collect(),
        lots: (0..lots).map(|_| below(dice, 1 + several)).collect(),
        requirement,
        lot,
        costs: Costs::One { pair, shortage },
        limits,
    }
}

fn one_plan_by_all_strategies(columns: &Columns, of: &str) {
    let [auto, paths, phases] = [Strategy::Auto, Strategy::Paths, Strategy::Phases].map(|strategy| {
        let plan = columns.clone().solve_within(strategy, &mut Work::default()).unwrap();
        assert!(plan.verify(), "{strategy}, {of}");
        (plan.value(), plan.units())
    });
    assert_eq!(auto, paths, "{of}");
    assert_eq!(phases, paths, "{of}");
}

/// Price phases count in 32 bits. What is too large for that they count with less care, and shortest ways set it right.
#[test]
fn large_costs_lose_nothing() {
    let mut dice = Dice::new(40);
    for round in 0..40 {
        let half = ColumnLimit { side: Side::Supply, members: (0..20).collect(), at_most: 12, at_least: 0 };
        let columns = columns(&mut dice, (30, 40), true, vec![half]);
        one_plan_by_all_strategies(&columns, &format!("round {round}"));
    }
}

/// What is short under a limit on needs has no end, so several of them could ask for more than 32 bits hold.
#[test]
fn many_limits_on_needs_stand_side_by_side() {
    let mut dice = Dice::new(3);
    for round in 0..400 {
        let (sets, each) = (3 + below(&mut dice, 4), 1 + below(&mut dice, 4));
        let limits = (0..sets).map(|set| {
            let at_most = below(&mut dice, 4);
            let members = (set * each..(set + 1) * each).collect();
            ColumnLimit { side: Side::Demand, members, at_most, at_least: below(&mut dice, 1 + at_most) }
        });
        let limits = limits.collect();
        let columns = columns(&mut dice, (sets * each, 5), false, limits);
        one_plan_by_all_strategies(&columns, &format!("round {round}"));
    }
}
