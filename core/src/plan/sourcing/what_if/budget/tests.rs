//! The search against every plan there is, on small problems.

use super::*;
use crate::plan::matching::{DemandLimit, Requirement};
use crate::plan::sourcing::plan::solved;

/// A dice that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33).checked_rem(u64::from(bound.max(1))).unwrap_or_default())
            .unwrap_or_default()
    }
}

/// A small problem: three requirements, four lots, limits on both sides.
fn problem(dice: &mut Dice) -> Result<Problem, Error> {
    let count = Count::new;
    let mut requirements = Vec::new();
    for id in ["m/a", "m/b", "m/c"] {
        let class = dice.below(2).saturating_add(1);
        requirements.push(Requirement { id: id.parse()?, class, units: count(dice.below(3))? });
    }
    let mut lots = Vec::new();
    let mut pairs = Vec::new();
    for id in ["k", "l", "n", "o"] {
        lots.push(Lot { id: id.parse()?, units: count(dice.below(3))? });
        for requirement in &requirements {
            if dice.below(3) > 0 && pairs.len() < 7 {
                let (requirement, lot, late) =
                    (requirement.id.clone(), id.parse()?, Days::new(dice.below(3))?);
                let (unknown, preference) = (dice.below(2), dice.below(2));
                pairs.push(Pair { requirement, lot, unknown, late, substitute: 0, preference, waived: None });
            }
        }
    }
    let supply = SupplyLimit {
        id: "s".parse()?,
        members: vec!["k".parse()?, "l".parse()?],
        at_most: count(dice.below(4).saturating_add(1))?,
        at_least: None,
    };
    let demand = DemandLimit {
        id: "d".parse()?,
        members: vec!["m/a".parse()?, "m/c".parse()?],
        at_most: count(dice.below(4).saturating_add(1))?,
        at_least: None,
    };
    let limits = vec![Limit::Supply(supply), Limit::Demand(demand)];
    Ok(Problem { format: ProblemFormat, requirements, lots, pairs, limits })
}

/// Every plan of a problem, by trying every number of units on every pair.
fn every_plan(problem: &Problem) -> Vec<Vec<u32>> {
    let mut plans = vec![Vec::new()];
    for _ in &problem.pairs {
        plans = plans
            .into_iter()
            .flat_map(|plan: Vec<u32>| (0..=2).map(move |units| [plan.clone(), vec![units]].concat()))
            .collect();
    }
    let holds = |plan: &Vec<u32>| {
        let used = |counted: &dyn Fn(&Pair) -> bool| -> u32 {
            problem.pairs.iter().zip(plan).filter(|(pair, _)| counted(pair)).map(|(_, units)| units).sum()
        };
        problem.requirements.iter().all(|each| used(&|pair| pair.requirement == each.id) <= each.units.get())
            && problem.lots.iter().all(|each| used(&|pair| pair.lot == each.id) <= each.units.get())
            && problem
                .limits
                .iter()
                .all(|each| used(&|pair| each.holds(&pair.requirement, &pair.lot)) <= each.at_most().get())
    };
    plans.into_iter().filter(holds).collect()
}

/// What a plan costs, added up from the definition of the levels.
fn value(problem: &Problem, plan: &[u32]) -> Vec<i64> {
    let of = |figure: &dyn Fn(&Pair) -> u32| -> i64 {
        problem
            .pairs
            .iter()
            .zip(plan)
            .map(|(pair, units)| i64::from(figure(pair)).saturating_mul((*units).into()))
            .sum()
    };
    let class =
        |id: &SlotId| problem.requirements.iter().find(|each| each.id == *id).map_or(0, |each| each.class);
    let classes = problem.requirements.iter().map(|each| each.class).max().unwrap_or_default();
    let mut value = Vec::new();
    for one in 1..=classes {
        let needed: i64 = problem
            .requirements
            .iter()
            .filter(|each| each.class == one)
            .map(|each| i64::from(each.units.get()))
            .sum();
        value.push(needed.saturating_sub(of(&|pair| u32::from(class(&pair.requirement) == one))));
    }
    for one in 1..=classes {
        value.push(of(&|pair| u32::from(class(&pair.requirement) == one && pair.unknown > 0)));
    }
    value.push(of(&|pair| pair.unknown));
    value.push(of(&|pair| pair.late.get()));
    value.push(0);
    value.push(of(&|pair| pair.preference));
    value.push(of(&|pair| tie(&pair.requirement, &pair.lot)));
    value
}

fn moved(problem: &Problem, plan: &[u32], present: &Units) -> u32 {
    present
        .iter()
        .map(|(at, units)| {
            let there = problem
                .pairs
                .iter()
                .zip(plan)
                .find(|(pair, _)| place(pair) == *at)
                .map_or(0, |(_, now)| *now);
            units.saturating_sub(there)
        })
        .sum()
}

/// The units of the best plan of one problem, as the present of another with the same names.
fn present(problem: &Problem) -> Result<Units, Error> {
    Ok(units_of(solved(problem, None)?.proposals(), &[]))
}

#[test]
fn it_is_the_best_of_all_plans_that_move_as_few() -> Result<(), Error> {
    let mut dice = Dice(4);
    let mut binding = 0_u32;
    for case in 0..150 {
        let (before, after) = (problem(&mut dice)?, problem(&mut dice)?);
        let (present, plans) = (present(&before)?, every_plan(&after));
        let fewest = plans.iter().map(|plan| moved(&after, plan, &present)).min().unwrap_or_default();
        let warm = solved(&after, None)?;
        for at_most in 0..3 {
            let allowed = at_most.max(fewest);
            let best = plans
                .iter()
                .filter(|plan| moved(&after, plan, &present) <= allowed)
                .map(|plan| value(&after, plan))
                .min();
            let found = within(
                &Holding::none(after.clone()),
                &present,
                at_most,
                &warm,
                MOST_STEPS,
                &mut Work::default(),
            )?;
            assert_eq!((found.fewest, found.bound), (fewest, None), "case {case}");
            let units = units_of(found.solution.proposals(), &found.holding.held);
            let plan = after.pairs.iter().map(|pair| units.get(&place(pair)).copied().unwrap_or_default());
            let plan: Vec<u32> = plan.collect();
            assert!(moved(&after, &plan, &present) <= allowed, "case {case}");
            assert_eq!(Some(value(&after, &plan)), best, "case {case}, at most {at_most}");
            assert!(found.solution.certificate()?.verify());
            let free: Vec<i64> = warm.value().figures().to_vec();
            binding = binding.saturating_add(u32::from(best != Some(free)));
        }
    }
    assert!(binding > 30, "the number of moves mattered in {binding} cases only");
    Ok(())
}

#[test]
fn where_the_steps_run_out_what_is_found_is_bounded() -> Result<(), Error> {
    let mut dice = Dice(9);
    let mut open = 0_u32;
    for _ in 0..60 {
        let (before, after) = (problem(&mut dice)?, problem(&mut dice)?);
        let present = present(&before)?;
        let warm = solved(&after, None)?;
        let best =
            within(&Holding::none(after.clone()), &present, 1, &warm, MOST_STEPS, &mut Work::default())?;
        let found = within(&Holding::none(after.clone()), &present, 1, &warm, 1, &mut Work::default())?;
        let of = |found: &Within| {
            let units = units_of(found.solution.proposals(), &found.holding.held);
            let plan = after.pairs.iter().map(|pair| units.get(&place(pair)).copied().unwrap_or_default());
            let mut value = value(&after, &plan.collect::<Vec<u32>>());
            value.pop();
            value
        };
        assert!(of(&best) <= of(&found));
        if let Some(bound) = &found.bound {
            open = open.saturating_add(1);
            assert!(*bound <= of(&best), "no plan is better than the bound");
        }
    }
    assert!(open > 5, "{open}");
    Ok(())
}
