//! Side rows against an oracle that tries every plan, and against published optima.
//!
//! The oracle knows the definition only: it lists all whole plans of a small problem, asks each row of each plan by
//! itself, and picks the best by comparing.

use std::cmp::Reverse;
use std::path::Path;

use pledgebook::plan::matching::*;
use pledgebook::words::document::canonical;
use pledgebook::words::value::{Count, Days, LotId, SlotId};
use pledgebook_tests::dice::Dice;

/// The ties of `m/a` with the first three are equal, so that among them only the order of the pairs decides.
const LOTS: [&str; 5] = ["l2959172", "l3266215", "l3876901", "l1", "l2"];
const REQUIREMENTS: [&str; 3] = ["m/a", "m/b", "n/a"];
const STEPS: u64 = 500_000_000;

fn within(problem: &Problem, rows: &SideRows, steps: u64) -> Result<Bounded, pledgebook::Error> {
    solve_with_rows(problem, rows, &mut Work::at_most(steps))
}

fn count(number: usize) -> Count {
    Count::new(u32::try_from(number).unwrap()).unwrap()
}

fn number(dice: &mut Dice, bound: usize) -> u32 {
    u32::try_from(dice.below(bound)).unwrap()
}

fn some<T: Clone>(dice: &mut Dice, of: &[T]) -> Vec<T> {
    of.iter().filter(|_| dice.chance(55)).cloned().collect()
}

fn problem(dice: &mut Dice) -> Problem {
    let classes = 1 + dice.below(2);
    let requirements: Vec<Requirement> = REQUIREMENTS[..1 + dice.below(3)]
        .iter()
        .map(|id| Requirement {
            id: id.parse().unwrap(),
            class: 1 + number(dice, classes),
            units: count(dice.below(4)),
        })
        .collect();
    let lots: Vec<Lot> = LOTS[..2 + dice.below(4)]
        .iter()
        .map(|id| Lot { id: id.parse().unwrap(), units: count(dice.below(4)) })
        .collect();
    let variety = 1 + dice.below(3);
    let mut pairs = Vec::new();
    for requirement in &requirements {
        for lot in &lots {
            pairs.push(Pair {
                requirement: requirement.id.clone(),
                lot: lot.id.clone(),
                unknown: number(dice, variety),
                late: Days::new(number(dice, 3 * variety)).unwrap(),
                substitute: number(dice, variety),
                preference: number(dice, variety),
                waived: None,
            });
        }
    }
    dice.shuffle(&mut pairs);
    pairs.truncate(7);
    let mut limits = Vec::new();
    if dice.chance(30) {
        let members = some(dice, &lots.iter().map(|lot| lot.id.clone()).collect::<Vec<_>>());
        let (id, most) = ("s".parse().unwrap(), dice.below(5));
        let at_least = dice.chance(50).then(|| count(dice.below(most + 1)));
        limits.push(Limit::Supply(SupplyLimit { id, members, at_most: count(most), at_least }));
    }
    if dice.chance(30) {
        let members = some(dice, &requirements.iter().map(|one| one.id.clone()).collect::<Vec<_>>());
        let (id, most) = ("d".parse().unwrap(), dice.below(5));
        let at_least = dice.chance(50).then(|| count(dice.below(most + 1)));
        limits.push(Limit::Demand(DemandLimit { id, members, at_most: count(most), at_least }));
    }
    Problem { format: ProblemFormat, requirements, lots, pairs, limits }
}

fn selection(dice: &mut Dice, problem: &Problem) -> Selection {
    let lots: Vec<LotId> = problem.lots.iter().map(|lot| lot.id.clone()).collect();
    let requirements: Vec<SlotId> = problem.requirements.iter().map(|one| one.id.clone()).collect();
    Selection {
        lots: dice.chance(60).then(|| some(dice, &lots)),
        requirements: dice.chance(50).then(|| some(dice, &requirements)),
    }
}

fn weights(dice: &mut Dice, problem: &Problem, most: usize) -> Vec<Weight> {
    let mut weights: Vec<Weight> = problem
        .lots
        .iter()
        .map(|lot| Weight {
            lot: Some(lot.id.clone()),
            requirement: None,
            weight: i64::from(number(dice, most)),
        })
        .collect();
    if dice.chance(30) {
        let pair = &problem.pairs[dice.below(problem.pairs.len())];
        let (lot, requirement) = (dice.chance(50).then(|| pair.lot.clone()), Some(pair.requirement.clone()));
        weights.push(Weight { lot, requirement, weight: i64::from(number(dice, most)) });
    }
    weights
}

const KINDS: usize = 7;

fn asks(dice: &mut Dice, problem: &Problem, kind: usize) -> Asks {
    let of = selection(dice, problem);
    let floor = |dice: &mut Dice, most: usize| dice.chance(40).then(|| dice.below(most));
    match kind {
        0 => {
            let (most, at_least) = (dice.chance(70), floor(dice, 30));
            let at_most = (most || at_least.is_none()).then(|| i64::from(number(dice, 60)));
            let at_least = at_least.map(|floor| i64::try_from(floor).unwrap());
            Asks::Weights(Weights { of, weights: weights(dice, problem, 12), at_most, at_least })
        }
        1 => Asks::Share(Share {
            of,
            part: weights(dice, problem, 6),
            whole: weights(dice, problem, 12),
            per_thousand: number(dice, 700),
        }),
        2 => {
            let at_least = floor(dice, 6);
            let at_most = (at_least.is_none() || dice.chance(50)).then(|| count(dice.below(5)));
            Asks::Units(Units { of, at_most, at_least: at_least.map(count) })
        }
        3 => {
            let lots: Vec<LotId> = problem.lots.iter().map(|lot| lot.id.clone()).collect();
            let groups = (0..1 + dice.below(4)).map(|_| some(dice, &lots)).collect();
            Asks::Groups(Groups { requirements: of.requirements, groups, at_least: count(dice.below(5)) })
        }
        4 => Asks::Together(Together {
            uses: of,
            needs: selection(dice, problem),
            at_least: count(dice.below(4)),
        }),
        5 => Asks::Apart(Apart { sets: (0..2 + dice.below(2)).map(|_| selection(dice, problem)).collect() }),
        _ => Asks::Whole(Whole {
            parts: (0..1 + dice.below(2))
                .map(|_| Part { of: selection(dice, problem), units: count(dice.below(4)) })
                .collect(),
        }),
    }
}

/// What the definition says of rows, plan by plan.
struct Oracle<'p> {
    problem: &'p Problem,
    rows: &'p SideRows,
}

impl Oracle<'_> {
    fn holds(of: &Selection, pair: &Pair) -> bool {
        of.lots.as_ref().is_none_or(|lots| lots.contains(&pair.lot))
            && of.requirements.as_ref().is_none_or(|list| list.contains(&pair.requirement))
    }

    fn units(&self, plan: &[i64], of: &Selection) -> i64 {
        self.problem.pairs.iter().zip(plan).filter(|(pair, _)| Self::holds(of, pair)).map(|(_, u)| u).sum()
    }

    fn weight(&self, plan: &[i64], of: &Selection, weights: &[Weight]) -> i64 {
        let of_pair = |pair: &Pair| -> i64 {
            let of_this = weights.iter().filter(|weight| {
                weight.lot.as_ref().is_none_or(|lot| *lot == pair.lot)
                    && weight.requirement.as_ref().is_none_or(|one| *one == pair.requirement)
            });
            of_this.map(|weight| weight.weight).sum()
        };
        let pairs = self.problem.pairs.iter().zip(plan).filter(|(pair, _)| Self::holds(of, pair));
        pairs.map(|(pair, units)| units * of_pair(pair)).sum()
    }

    /// By how much the floors of a row are missed; `None` where the row forbids the plan.
    fn short(&self, plan: &[i64], asks: &Asks) -> Option<i64> {
        match asks {
            Asks::Weights(asked) => {
                let reached = self.weight(plan, &asked.of, &asked.weights);
                (reached <= asked.at_most.unwrap_or(i64::MAX))
                    .then(|| (asked.at_least.unwrap_or(0) - reached).max(0))
            }
            Asks::Share(asked) => {
                let part = self.weight(plan, &asked.of, &asked.part);
                let whole = self.weight(plan, &asked.of, &asked.whole);
                (part * 1000 >= whole * i64::from(asked.per_thousand)).then_some(0)
            }
            Asks::Units(asked) => {
                let reached = self.units(plan, &asked.of);
                let bound = |count: Option<Count>, absent| count.map_or(absent, |count| count.get().into());
                (reached <= bound(asked.at_most, i64::MAX))
                    .then(|| (bound(asked.at_least, 0) - reached).max(0))
            }
            Asks::Groups(asked) => {
                let used = |lots: &&Vec<LotId>| {
                    let of =
                        Selection { lots: Some((*lots).clone()), requirements: asked.requirements.clone() };
                    self.units(plan, &of) > 0
                };
                let reached = i64::try_from(asked.groups.iter().filter(used).count()).unwrap();
                Some((i64::from(asked.at_least.get()) - reached).max(0))
            }
            Asks::Together(asked) => {
                let enough = self.units(plan, &asked.needs) >= i64::from(asked.at_least.get());
                (enough || self.units(plan, &asked.uses) == 0).then_some(0)
            }
            Asks::Apart(asked) => {
                (asked.sets.iter().filter(|set| self.units(plan, set) > 0).count() <= 1).then_some(0)
            }
            Asks::Whole(asked) => {
                let none = asked.parts.iter().all(|part| self.units(plan, &part.of) == 0);
                let full = |part: &Part| self.units(plan, &part.of) == i64::from(part.units.get());
                (none || asked.parts.iter().all(full)).then_some(0)
            }
        }
    }

    /// Whether needs, lots and limits hold.
    fn within(&self, plan: &[i64]) -> bool {
        let all = |lots: Option<Vec<LotId>>, requirements: Option<Vec<SlotId>>| {
            self.units(plan, &Selection { lots, requirements })
        };
        self.problem.lots.iter().all(|lot| all(Some(vec![lot.id.clone()]), None) <= lot.units.get().into())
            && self
                .problem
                .requirements
                .iter()
                .all(|one| all(None, Some(vec![one.id.clone()])) <= one.units.get().into())
            && self.problem.limits.iter().all(|limit| match limit {
                Limit::Supply(limit) => all(Some(limit.members.clone()), None) <= limit.at_most.get().into(),
                Limit::Demand(limit) => all(None, Some(limit.members.clone())) <= limit.at_most.get().into(),
            })
    }

    fn value(&self, plan: &[i64]) -> Option<Vec<i64>> {
        let mut value = vec![0, 0];
        for row in &self.rows.rows {
            let short = self.short(plan, &row.asks)?;
            value[0] += i64::from(short > 0);
            value[1] += short;
        }
        let classes = self.problem.requirements.iter().map(|one| one.class).max().unwrap();
        let class_of = |pair: &Pair| {
            self.problem.requirements.iter().find(|one| one.id == pair.requirement).unwrap().class
        };
        let used: Vec<(&Pair, i64)> = self.problem.pairs.iter().zip(plan.iter().copied()).collect();
        let sum =
            |of: &dyn Fn(&Pair) -> i64| -> i64 { used.iter().map(|(pair, units)| units * of(pair)).sum() };
        for class in 1..=classes {
            let needed: i64 = self
                .problem
                .requirements
                .iter()
                .filter(|one| one.class == class)
                .map(|one| i64::from(one.units.get()))
                .sum();
            value.push(needed - sum(&|pair| i64::from(class_of(pair) == class)));
        }
        let below = self.problem.limits.iter().map(|limit| {
            let (lots, requirements) = match limit {
                Limit::Supply(limit) => (Some(limit.members.clone()), None),
                Limit::Demand(limit) => (None, Some(limit.members.clone())),
            };
            (i64::from(limit.at_least()) - self.units(plan, &Selection { lots, requirements })).max(0)
        });
        if self.problem.limits.iter().any(|limit| limit.at_least() > 0) {
            value.push(below.sum());
        }
        for class in 1..=classes {
            value.push(sum(&|pair| i64::from(class_of(pair) == class && pair.unknown > 0)));
        }
        value.push(sum(&|pair| pair.unknown.into()));
        value.push(sum(&|pair| pair.late.get().into()));
        value.push(sum(&|pair| pair.substitute.into()));
        value.push(sum(&|pair| pair.preference.into()));
        value.push(sum(&|pair| tie(&pair.requirement, &pair.lot).into()));
        Some(value)
    }

    /// The best plan: its value, then the greater units in the order of the pairs.
    fn best(&self) -> (Vec<i64>, Vec<i64>) {
        let mut plans = vec![Vec::new()];
        for pair in &self.problem.pairs {
            let lot = self.problem.lots.iter().find(|lot| lot.id == pair.lot).unwrap().units.get();
            let most =
                self.problem.requirements.iter().find(|one| one.id == pair.requirement).unwrap().units.get();
            let longer = |plan: &Vec<i64>| {
                (0..=i64::from(lot.min(most))).map(|units| [&**plan, &[units]].concat()).collect::<Vec<_>>()
            };
            plans = plans.iter().flat_map(longer).collect();
        }
        plans
            .into_iter()
            .filter(|plan| self.within(plan))
            .filter_map(|plan| Some((self.value(&plan)?, Reverse(plan))))
            .min()
            .map(|(value, Reverse(plan))| (value, plan))
            .expect("the plan without units breaks no ceiling")
    }
}

fn units(problem: &Problem, proposals: &[Proposal]) -> Vec<i64> {
    let of = |pair: &Pair| {
        let here = proposals.iter().find(|one| one.requirement == pair.requirement && one.lot == pair.lot);
        here.map_or(0, |one| i64::from(one.units.get()))
    };
    problem.pairs.iter().map(of).collect()
}

/// What happened over all problems, so that a test cannot pass by meeting nothing.
#[derive(Debug, Default)]
struct Seen {
    searched: usize,
    not_kept: usize,
    below_floors: usize,
    /// By kind: how often rows of it alone, or among others, changed the plan.
    changed: [usize; KINDS],
}

#[test]
fn every_plan_under_rows_is_what_trying_everything_gives() {
    let mut dice = Dice::new(20_261_125);
    let mut seen = Seen::default();
    for round in 0..1_500 {
        let mut problem = problem(&mut dice);
        let kinds: Vec<usize> = match round % 3 {
            0 => vec![dice.below(KINDS)],
            1 => vec![dice.below(KINDS), dice.below(KINDS)],
            _ => (0..3 + dice.below(3)).map(|_| dice.below(KINDS)).collect(),
        };
        let mut rows = SideRows { format: SideRowsFormat, rows: Vec::new() };
        for (i, kind) in kinds.iter().enumerate() {
            let asks = asks(&mut dice, &problem, *kind);
            rows.rows.push(SideRow { id: format!("r{i}").parse().unwrap(), reason: None, asks });
        }
        let shown = || format!("{} {}", canonical(&problem).unwrap(), canonical(&rows).unwrap());
        let bounded = within(&problem, &rows, STEPS).unwrap_or_else(|error| panic!("{error} {}", shown()));
        let text = canonical(&rows).unwrap();
        assert_eq!(SideRows::read(&text).unwrap_or_else(|error| panic!("{error} {text}")), bounded.rows);

        problem.pairs.sort_by_key(|pair| (pair.requirement.clone(), pair.lot.clone()));
        let (value, plan) = Oracle { problem: &problem, rows: &rows }.best();
        let shown = || format!("{} {}", canonical(&problem).unwrap(), canonical(&rows).unwrap());
        assert_eq!(bounded.value.figures(), value, "{}", shown());
        assert_eq!(units(&problem, &bounded.proposals), plan, "{}", shown());
        assert!(bounded.is_best(), "{} {}", bounded.sentence(), shown());
        assert_eq!(bounded.gap(), None);
        assert_eq!(bounded.faults(), [], "{}", shown());

        seen.searched += usize::from(bounded.steps > 0);
        let floors = bounded.levels.iter().position(|level| level.as_str() == "below-floor");
        seen.below_floors += usize::from(floors.is_some_and(|level| value[level] > 0));
        seen.not_kept += usize::from(value[0] > 0);
        for (kind, _) in kinds.iter().zip(&bounded.standings).filter(|(_, standing)| !standing.kept_without) {
            seen.changed[*kind] += 1;
        }
    }
    println!("{seen:?}");
    assert!(seen.searched > 600 && seen.not_kept > 150 && seen.below_floors > 50, "{seen:?}");
    assert!(seen.changed.iter().all(|changed| *changed > 50), "{seen:?}");
}

/// Rows that count units can be written as limits, so that the network is an oracle for problems of hundreds of pairs.
#[test]
fn rows_that_are_limits_give_what_limits_give() {
    let mut dice = Dice::new(20_261_126);
    let mut binds = 0;
    for _ in 0..12 {
        let lots: Vec<Lot> = (0..60)
            .map(|i| Lot { id: format!("l{i:02}").parse().unwrap(), units: count(1 + dice.below(2)) })
            .collect();
        let requirements: Vec<Requirement> = (0..14)
            .map(|i| Requirement {
                id: format!("m/r{i:02}").parse().unwrap(),
                class: 1 + number(&mut dice, 2),
                units: count(1 + dice.below(5)),
            })
            .collect();
        let mut problem =
            Problem { format: ProblemFormat, requirements, lots, pairs: Vec::new(), limits: Vec::new() };
        for requirement in &problem.requirements {
            for lot in &problem.lots {
                if dice.chance(35) {
                    continue;
                }
                problem.pairs.push(Pair {
                    requirement: requirement.id.clone(),
                    lot: lot.id.clone(),
                    unknown: u32::from(dice.chance(30)),
                    late: Days::new(number(&mut dice, 60)).unwrap(),
                    substitute: number(&mut dice, 2),
                    preference: 0,
                    waived: None,
                });
            }
        }
        assert!(problem.pairs.len() > 450);
        let mut rows = SideRows { format: SideRowsFormat, rows: Vec::new() };
        let mut limited = problem.clone();
        for part in 0..4 {
            let (id, at_most) = (format!("s{part}").parse().unwrap(), count(3 + dice.below(8)));
            let members: Vec<LotId> =
                problem.lots.iter().skip(part).step_by(4).map(|lot| lot.id.clone()).collect();
            let of = Selection { lots: Some(members.clone()), requirements: None };
            let asks = Asks::Units(Units { of, at_most: Some(at_most), at_least: None });
            rows.rows.push(SideRow { id, reason: None, asks });
            let id = format!("s{part}").parse().unwrap();
            limited.limits.push(Limit::Supply(SupplyLimit { id, members, at_most, at_least: None }));
        }
        let (id, at_most) = ("d".parse().unwrap(), count(5 + dice.below(8)));
        let members: Vec<SlotId> = problem.requirements[..6].iter().map(|one| one.id.clone()).collect();
        let of = Selection { lots: None, requirements: Some(members.clone()) };
        let weights = vec![Weight { lot: None, requirement: None, weight: 7 }];
        let ceiling = Some(7 * i64::from(at_most.get()) + 6);
        let asks = Asks::Weights(Weights { of, weights, at_most: ceiling, at_least: None });
        rows.rows.push(SideRow { id, reason: None, asks });
        let id = "d".parse().unwrap();
        limited.limits.push(Limit::Demand(DemandLimit { id, members, at_most, at_least: None }));

        let best = solve(&limited).unwrap();
        let bounded = within(&problem, &rows, STEPS).unwrap();
        assert!(bounded.is_best(), "{}", bounded.sentence());
        assert_eq!(&bounded.value.figures()[2..], best.value().figures());
        assert_eq!(bounded.proposals, best.proposals());
        assert_eq!(bounded.shortages, best.shortages());
        binds += usize::from(bounded.steps > 0);
    }
    assert!(binds >= 10, "{binds}");
}

/// The published instances beside the repository, where they are.
fn instances() -> Option<std::path::PathBuf> {
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.find_map(|folder| Some(folder.join("shared/instances")).filter(|folder| folder.is_dir()))
}

/// Agents take jobs, at a profit, within their resources: jobs are requirements, agents are lots.
fn assignment(numbers: &mut impl Iterator<Item = i64>) -> (Problem, SideRows, i64) {
    let mut next = || numbers.next().unwrap();
    let (agents, jobs) = (next(), next());
    let mut table = || (0..agents).map(|_| (0..jobs).map(|_| next()).collect()).collect::<Vec<Vec<i64>>>();
    let (profits, resources) = (table(), table());
    let most = *profits.iter().flatten().max().unwrap();
    let job = |j: usize| format!("m/j{j:02}").parse::<SlotId>().unwrap();
    let agent = |i: usize| format!("a{i}").parse::<LotId>().unwrap();
    let jobs = usize::try_from(jobs).unwrap();
    let mut problem = Problem {
        format: ProblemFormat,
        requirements: (0..jobs).map(|j| Requirement { id: job(j), class: 1, units: count(1) }).collect(),
        lots: (0..profits.len()).map(|i| Lot { id: agent(i), units: count(jobs) }).collect(),
        pairs: Vec::new(),
        limits: Vec::new(),
    };
    let mut rows = SideRows { format: SideRowsFormat, rows: Vec::new() };
    for (i, (profits, resources)) in profits.iter().zip(&resources).enumerate() {
        let mut weights = Vec::new();
        for (j, (profit, weight)) in profits.iter().zip(resources).enumerate() {
            let none = (0, Days::new(0).unwrap());
            problem.pairs.push(Pair {
                requirement: job(j),
                lot: agent(i),
                unknown: none.0,
                late: none.1,
                substitute: 0,
                preference: u32::try_from(most - profit).unwrap(),
                waived: None,
            });
            weights.push(Weight { lot: Some(agent(i)), requirement: Some(job(j)), weight: *weight });
        }
        let of = Selection { lots: Some(vec![agent(i)]), requirements: None };
        let asks = Asks::Weights(Weights { of, weights, at_most: Some(next()), at_least: None });
        rows.rows.push(SideRow { id: format!("r{i}").parse().unwrap(), reason: None, asks });
    }
    (problem, rows, most * i64::try_from(jobs).unwrap())
}

#[test]
fn generalised_assignment_gives_its_published_optima() {
    let Some(folder) = instances() else {
        println!("skipped: there is no folder `shared/instances` above the tests");
        return;
    };
    let text = std::fs::read_to_string(folder.join("gap/gap1.txt")).unwrap();
    let mut numbers = text.split_whitespace().map(|number| number.parse::<i64>().unwrap());
    let problems = numbers.next().unwrap();
    let mut found = Vec::new();
    for _ in 0..problems {
        let (problem, rows, most) = assignment(&mut numbers);
        let bounded = within(&problem, &rows, STEPS).unwrap();
        assert!(bounded.is_best(), "{}", bounded.sentence());
        assert_eq!(bounded.faults(), []);
        let preference = bounded.levels.iter().position(|level| level.as_str() == "preference").unwrap();
        println!("{} steps", bounded.steps);
        found.push(most - bounded.value.figures()[preference]);
    }
    assert_eq!(found, [336, 327, 339, 341, 326]);
}

/// A problem that no single look settles: a ceiling on weights that no sum of them meets evenly.
fn hard() -> (Problem, SideRows) {
    let mut dice = Dice::new(7);
    let lots: Vec<Lot> =
        (0..14).map(|i| Lot { id: format!("l{i:02}").parse().unwrap(), units: count(1) }).collect();
    let requirements: Vec<Requirement> = (0..3)
        .map(|i| Requirement { id: format!("m/r{i}").parse().unwrap(), class: 1, units: count(4) })
        .collect();
    let mut pairs = Vec::new();
    for requirement in &requirements {
        for lot in &lots {
            pairs.push(Pair {
                requirement: requirement.id.clone(),
                lot: lot.id.clone(),
                unknown: 0,
                late: Days::new(number(&mut dice, 40)).unwrap(),
                substitute: 0,
                preference: 0,
                waived: None,
            });
        }
    }
    let weights = |dice: &mut Dice| {
        lots.iter()
            .map(|lot| Weight {
                lot: Some(lot.id.clone()),
                requirement: None,
                weight: 100 + 7 * i64::from(number(dice, 90)),
            })
            .collect()
    };
    let all = Selection { lots: None, requirements: None };
    let rows = [2_900, 3_050].into_iter().enumerate().map(|(i, at_most)| {
        let of = all.clone();
        let asks = Asks::Weights(Weights {
            of,
            weights: weights(&mut dice),
            at_most: Some(at_most),
            at_least: None,
        });
        SideRow { id: format!("row{i}").parse().unwrap(), reason: None, asks }
    });
    let rows = SideRows { format: SideRowsFormat, rows: rows.collect() };
    (Problem { format: ProblemFormat, requirements, lots, pairs, limits: Vec::new() }, rows)
}

#[test]
fn a_work_limit_ends_the_search_with_a_plan_and_an_honest_bound() {
    let (problem, rows) = hard();
    let best = within(&problem, &rows, STEPS).unwrap();
    assert!(best.is_best() && !best.ended && best.steps > 1_000, "{} {}", best.steps, best.sentence());
    let mut gaps = 0;
    let all = u64::try_from(best.steps).unwrap();
    for steps in [0, 1, all / 50, all / 20, all / 10, all / 5, all / 2] {
        let bounded = within(&problem, &rows, steps).unwrap();
        assert!(bounded.ended && !bounded.is_best(), "{steps}");
        assert_eq!(bounded.faults(), []);
        assert!(bounded.value >= best.value, "{steps}");
        // What is proven of plans under the rows holds for the best of them.
        assert!(bounded.proven <= best.value, "{steps}: {:?} {:?}", bounded.proven, best.value);
        assert!(u64::try_from(bounded.steps).unwrap() >= steps);
        if let Some((level, value, proven)) = bounded.gap() {
            gaps += 1;
            assert!(proven < value);
            let sentence = bounded.sentence();
            assert!(level == "tie" || sentence.contains(&format!("(gap {})", value - proven)), "{sentence}");
        }
    }
    assert!(gaps >= 4, "{gaps}");
    let again = within(&problem, &rows, 1_000).unwrap();
    assert_eq!(canonical(&again).unwrap(), canonical(&within(&problem, &rows, 1_000).unwrap()).unwrap());
}

#[test]
fn the_order_of_the_input_says_nothing() {
    let (mut problem, mut rows) = hard();
    let first = canonical(&within(&problem, &rows, 5_000).unwrap()).unwrap();
    let mut dice = Dice::new(3);
    for _ in 0..3 {
        dice.shuffle(&mut problem.lots);
        dice.shuffle(&mut problem.pairs);
        dice.shuffle(&mut problem.requirements);
        dice.shuffle(&mut rows.rows);
        for row in &mut rows.rows {
            if let Asks::Weights(asked) = &mut row.asks {
                dice.shuffle(&mut asked.weights);
            }
        }
        assert_eq!(canonical(&within(&problem, &rows, 5_000).unwrap()).unwrap(), first);
    }
}

#[test]
fn an_answer_reads_back_and_altered_it_does_not_hold() {
    let (problem, rows) = hard();
    let bounded = within(&problem, &rows, 2_000).unwrap();
    let read = Bounded::read(&canonical(&bounded).unwrap()).unwrap();
    assert_eq!(read, bounded);
    let altered = |alter: &dyn Fn(&mut Bounded)| {
        let mut bounded = bounded.clone();
        alter(&mut bounded);
        bounded.faults()
    };
    assert!(altered(&|_| ()).is_empty());
    assert!(!altered(&|bounded| drop(bounded.proposals.pop())).is_empty());
    assert!(!altered(&|bounded| drop(bounded.shortages.pop())).is_empty());
    assert!(!altered(&|bounded| bounded.standings[0].reached -= 1).is_empty());
    assert!(!altered(&|bounded| bounded.standings[1].kept = false).is_empty());
    assert!(!altered(&|bounded| bounded.proven = bounded.value.plus(&bounded.value).unwrap()).is_empty());
    assert!(!altered(&|bounded| bounded.value = bounded.value.plus(&bounded.value).unwrap()).is_empty());
    assert!(!altered(&|bounded| bounded.without_rows = None).is_empty());
    let Asks::Weights(first) = &bounded.rows.rows[0].asks else { panic!("the first row is of weights") };
    let below = bounded.standings[0].reached - 1;
    let tighter = Weights { at_most: Some(below), ..first.clone() };
    assert!(!altered(&|bounded| bounded.rows.rows[0].asks = Asks::Weights(tighter.clone())).is_empty());
}

#[test]
fn wrong_rows_are_refused_with_every_finding_at_once() {
    let (problem, _) = hard();
    let text = r#"{"format": "pledgebook.side-rows/1", "rows": [
        {"id": "a", "asks": {"row": "weights", "of": {}, "weights": [{"weight": -1}]}},
        {"id": "a", "asks": {"row": "share", "of": {}, "part": [], "whole": [], "per_thousand": 1001}},
        {"id": "b", "asks": {"row": "units", "of": {}}}
    ]}"#;
    let codes = |error: pledgebook::Error| -> Vec<(String, String)> {
        let each = error.findings().iter().map(|one| (one.code.to_string(), one.path.clone()));
        each.collect()
    };
    let expected = [
        ("duplicate-id", "/rows/1"),
        ("malformed-number", "/rows/0/asks/weights/0/weight"),
        ("missing-key", "/rows/0/asks"),
        ("malformed-number", "/rows/1/asks/per_thousand"),
        ("missing-key", "/rows/2/asks"),
    ];
    let mut found = codes(SideRows::read(text).unwrap_err());
    let mut expected = expected.map(|(code, path)| (code.to_owned(), path.to_owned())).to_vec();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);

    let text = r#"{"format": "pledgebook.side-rows/1", "rows": [
        {"id": "a", "asks": {"row": "apart", "sets": [{"lots": ["l00", "l99"]}, {"requirements": ["m/r9"]}]}},
        {"id": "b", "asks": {"row": "weights", "of": {}, "weights": [{"weight": 1000000000000}], "at_most": 5}}
    ]}"#;
    let rows = SideRows::read(text).unwrap();
    let found = codes(within(&problem, &rows, 100).unwrap_err());
    assert_eq!(found, vec![("not-found".to_owned(), "/rows/0/asks".to_owned()); 2]);
    let of_range = SideRows { rows: rows.rows[1..].to_vec(), ..rows };
    let mut many = problem.clone();
    for lot in &mut many.lots {
        lot.units = Count::new(1_000_000).unwrap();
    }
    for requirement in &mut many.requirements {
        requirement.units = Count::new(1_000_000).unwrap();
    }
    let found = codes(within(&many, &of_range, 100).unwrap_err());
    assert_eq!(found, vec![("cost-out-of-range".to_owned(), "/rows".to_owned())]);
}
