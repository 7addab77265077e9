//! Rows asked for in the words of the field, where units are held and where tours follow each other.
//!
//! The oracle takes from the library only which lot may serve which requirement, with what each such pair costs. It lists
//! every plan over these pairs, asks the rows, the pins and the days of the tours as this test wrote them down, and picks the
//! best by comparing, all levels but the tie.

use std::collections::BTreeSet;

use pledgebook::plan::matching::{Pair, Problem, Work};
use pledgebook::plan::sourcing::{Changes, UnderRows};
use pledgebook::tell;
use pledgebook::{Code, Error, MatchOptions, Mission, Plan, Registry, match_missions_within};
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

/// A lot, with what rows ask of it.
#[derive(Debug)]
struct Lot {
    id: String,
    state: &'static str,
    units: u32,
    /// Of one unit; absent: Unknown.
    persons: Option<u32>,
    arrives: u32,
    windows: Value,
}

/// A requirement, by its days after the clock start.
#[derive(Debug)]
struct Need {
    id: &'static str,
    class: u32,
    units: u32,
    from: u32,
    hold_for: u32,
    /// The longest tour; absent: it has none.
    tour: Option<u32>,
}

impl Need {
    /// The days of each tour, or of the whole.
    fn tours(&self) -> Vec<(u32, u32)> {
        let until = self.from + self.hold_for;
        let length = self.tour.unwrap_or(self.hold_for);
        let begins = (self.from..until).step_by(length.try_into().expect("a number of days"));
        begins.map(|from| (from, until.min(from + length))).collect()
    }
}

#[derive(Debug)]
struct Exercise {
    lots: Vec<Lot>,
    needs: Vec<Need>,
    rows: Vec<Value>,
    /// Requirement or tour, lot, and how many units.
    pins: Vec<(String, String, u32)>,
}

impl Exercise {
    fn registry(&self) -> Registry {
        let mut events = Vec::new();
        let mut event = |id: String, what: Value| {
            events.push(json!({"id": id, "seq": events.len() + 1, "known": "2026-02-01T12:00:00Z",
                "valid": {"earliest": "2026-02-01", "latest": "2026-02-01"}, "actor": "desk-1", "what": what,
                "sources": [], "reconstructed": false}));
        };
        for Lot { id, state, units, persons, arrives, windows } in &self.lots {
            let mut lot = json!({"id": id, "described_as": id, "unit_type": "infantry-battalion", "units": units,
                "windows": windows, "stages": [{"id": "move", "branch": "both", "days": arrives, "after": []}]});
            if let Some(persons) = persons {
                lot["strength"] = (persons * units).into();
            }
            let pledge = json!({"id": id, "kind": "formed-unit", "title": id, "conditions": [],
                "contributors": [{"state": state, "roles": ["lead"]}], "lots": [lot]});
            event(format!("{id}-announced"), json!({"event": "announced", "pledge": pledge}));
            event(format!("{id}-accepted"), json!({"event": "accepted", "pledge": id, "units": "all"}));
        }
        let document = json!({"format": "pledgebook.registry/2", "events": events});
        Registry::read(&document.to_string()).unwrap_or_else(|refused| panic!("{self:?}\n{refused}"))
    }

    fn mission(&self) -> Mission {
        let needs = self.needs.iter().map(|need| {
            let mut one = json!({"id": need.id, "title": need.id, "component": "military", "basis": "Exercise.",
                "unit_type": "infantry-battalion", "units": need.units, "class": need.class,
                "needed_by": need.from, "latest_by": need.from + 60, "hold_for": need.hold_for});
            if let Some(tour) = need.tour {
                one["tour_days"] = tour.into();
            }
            one
        });
        let document = json!({"format": "pledgebook.mission/1", "id": "ex", "title": "Exercise mission",
            "host": {"name": "Exercise host", "state": "XAZ", "fictional": true}, "led_by": "UN",
            "clock": "request", "requirements": needs.collect::<Vec<_>>(), "sources": []});
        let mission =
            Mission::read(&document.to_string()).unwrap_or_else(|refused| panic!("{self:?}\n{refused}"));
        mission.starting("2026-12-01".parse().expect("a day"))
    }

    fn matched(&self) -> Plan {
        self.matched_within(&mut Work::default()).expect("a plan")
    }

    fn matched_within(&self, work: &mut Work<'_>) -> Result<Plan, Error> {
        let view = self.registry().as_of("2026-11-23".parse().expect("a day"));
        let options = json!({"format": "pledgebook.match-options/1", "rows": self.rows});
        let options = MatchOptions::read(&options.to_string()).expect("rows");
        match_missions_within(&view, &[self.mission()], &options, work)
    }

    /// The plan with what is pinned, where that can be.
    fn pinned(&self, plan: &Plan) -> Option<Plan> {
        let pin = |(slot, lot, units): &(String, String, u32)| json!({"change": "pin", "requirement": slot, "lot": lot, "units": units});
        let pins: Vec<Value> = self.pins.iter().map(pin).collect();
        let changes = json!({"format": "pledgebook.what-if/1", "changes": pins});
        let changes = Changes::read(&changes.to_string()).expect("pins");
        plan.what_if(&changes).ok().map(|what_if| what_if.plan().clone())
    }
}

/// What the definition says, over the pairs of the problem in which nothing is held.
struct Oracle<'e> {
    of: &'e Exercise,
    problem: Problem,
}

impl Oracle<'_> {
    fn lot(&self, pair: &Pair) -> &Lot {
        let id = pair.lot.as_str();
        let whole =
            |lot: &&Lot| id == lot.id || id.strip_prefix(&lot.id).is_some_and(|rest| rest.starts_with(".w"));
        self.of.lots.iter().find(whole).expect("it was pledged")
    }

    /// The requirement of a pair, and the place of its tour.
    fn need(&self, pair: &Pair) -> (&Need, usize) {
        let id = pair.requirement.as_str().strip_prefix("ex/").expect("of the mission");
        let (id, tour) = id.split_once('.').unwrap_or((id, "1"));
        let need = self.of.needs.iter().find(|need| need.id == id).expect("it was asked for");
        (need, tour.parse::<usize>().expect("a number") - 1)
    }

    fn sum(&self, plan: &[i64], of: &dyn Fn(&Pair) -> i64) -> i64 {
        self.problem.pairs.iter().zip(plan).map(|(pair, units)| units * of(pair)).sum()
    }

    /// The times at which other tours than before are there, each until the next one.
    fn times(&self) -> Vec<(u32, u32)> {
        let reliefs = self.of.needs.iter().flat_map(|need| need.tours().into_iter().skip(1));
        let begins: BTreeSet<u32> = reliefs.map(|(from, _)| from).chain([0]).collect();
        let ends = begins.iter().copied().skip(1).chain([u32::MAX]);
        begins.iter().copied().zip(ends).collect()
    }

    /// Whether a pair is there at a time: of tours that follow each other, the last that has begun, at first the first.
    fn there(&self, pair: &Pair, (time, _): (u32, u32)) -> bool {
        let (need, tour) = self.need(pair);
        let begun = need.tours().iter().skip(1).filter(|(from, _)| *from <= time).count();
        begun == tour
    }

    fn in_set(&self, set: &Value, pair: &Pair) -> bool {
        let has = |key: &str, what: &str| {
            set[key].as_array().is_none_or(|list| list.iter().any(|one| one.as_str() == Some(what)))
        };
        has("requirements", &format!("ex/{}", self.need(pair).0.id))
            && has("states", self.lot(pair).state)
            && has("lots", &self.lot(pair).id)
    }

    /// By how much a floor is missed; `None` where the row forbids the plan.
    fn short(&self, plan: &[i64], asks: &Value) -> Option<i64> {
        let number = |key: &str| asks[key].as_i64();
        let used = |of: &dyn Fn(&Pair) -> bool| self.sum(plan, &|pair| i64::from(of(pair)));
        match asks["row"].as_str().expect("a row") {
            "persons" => {
                let unknown = |pair: &Pair| self.lot(pair).persons.is_none();
                if number("unknown_as").is_none() && used(&unknown) > 0 {
                    return None;
                }
                let persons =
                    |pair: &Pair| self.lot(pair).persons.map_or(number("unknown_as").unwrap_or(0), i64::from);
                let at = |time| self.sum(plan, &|pair| i64::from(self.there(pair, time)) * persons(pair));
                let most = number("at_most").expect("a ceiling");
                self.times().into_iter().all(|time| at(time) <= most).then_some(0)
            }
            "state-in-mission" => {
                let most = number("at_most").expect("a ceiling");
                let states: BTreeSet<&str> = self.of.lots.iter().map(|lot| lot.state).collect();
                let mut counted = states
                    .into_iter()
                    .filter(|state| asks["state"].as_str().is_none_or(|named| named == *state));
                counted.all(|state| used(&|pair| self.lot(pair).state == state) <= most).then_some(0)
            }
            "states" => {
                let states: BTreeSet<&str> = self.of.lots.iter().map(|lot| lot.state).collect();
                let there = states.into_iter().filter(|state| {
                    used(&|pair| self.lot(pair).state == *state && self.in_set(&asks["of"], pair)) > 0
                });
                let there = i64::try_from(there.count()).expect("a few");
                Some((number("at_least").expect("a floor") - there).max(0))
            }
            "together" => {
                let least = number("at_least").unwrap_or(1);
                let needed = |time: (u32, u32)| {
                    used(&|pair| {
                        self.in_set(&asks["uses"], pair) && self.there(pair, time) && {
                            let (need, _) = self.need(pair);
                            need.tour.is_some() || need.from < time.1 && time.0 < need.from + need.hold_for
                        }
                    }) > 0
                };
                let come = |time| used(&|pair| self.in_set(&asks["needs"], pair) && self.there(pair, time));
                self.times().into_iter().all(|time| !needed(time) || come(time) >= least).then_some(0)
            }
            "apart" => {
                let sets = asks["sets"].as_array().expect("sets").iter();
                (sets.filter(|set| used(&|pair| self.in_set(set, pair)) > 0).count() <= 1).then_some(0)
            }
            "all-or-nothing" => {
                let need = self.of.needs.iter().find(|need| asks["requirement"] == format!("ex/{}", need.id));
                let need = need.expect("it was asked for");
                let of_tour =
                    |tour| used(&|pair| self.need(pair).0.id == need.id && self.need(pair).1 == tour);
                let tours: Vec<i64> = (0..need.tours().len()).map(of_tour).collect();
                let all = |units: i64| tours.iter().all(|used| *used == units);
                (all(0) || all(need.units.into())).then_some(0)
            }
            other => panic!("{other}"),
        }
    }

    /// By how many units a pin is missed: the first window of the lot that fits is meant.
    fn not_held(&self, plan: &[i64], (slot, lot, units): &(String, String, u32)) -> i64 {
        let windows = [lot.clone(), format!("{lot}.w2")];
        let mut fits = windows.iter().filter_map(|id| {
            let here = |pair: &Pair| pair.requirement.as_str() == slot && pair.lot.as_str() == id;
            self.problem.pairs.iter().position(here)
        });
        (i64::from(*units) - plan[fits.next().expect("it was held")]).max(0)
    }

    fn value(&self, plan: &[i64]) -> Option<Vec<i64>> {
        let rows = self.of.rows.iter().map(|row| self.short(plan, &row["asks"]));
        let mut missed = rows.collect::<Option<Vec<i64>>>()?;
        missed.extend(self.of.pins.iter().map(|pin| self.not_held(plan, pin)));
        let not_kept = missed.iter().filter(|short| **short > 0).count();
        let mut value = vec![i64::try_from(not_kept).expect("a few"), missed.iter().sum()];
        for level in self.problem.levels() {
            let of_class = |pair: &Pair| level.ends_with(&format!("-{}", self.need(pair).0.class));
            value.push(match level.rsplit_once('-').map_or(level.as_str(), |(level, _)| level) {
                "short" => {
                    let needs = self.of.needs.iter().filter(|need| level == format!("short-{}", need.class));
                    let needed = needs.map(|need| need.units as i64 * need.tours().len() as i64).sum::<i64>();
                    needed - self.sum(plan, &|pair| i64::from(of_class(pair)))
                }
                "conditional" => self.sum(plan, &|pair| i64::from(pair.unknown > 0 && of_class(pair))),
                "unknown" => self.sum(plan, &|pair| pair.unknown.into()),
                "days" => self.sum(plan, &|pair| pair.late.get().into()),
                "substitute" => self.sum(plan, &|pair| pair.substitute.into()),
                "preference" => self.sum(plan, &|pair| pair.preference.into()),
                "tie" => continue,
                other => panic!("{other}"),
            });
        }
        Some(value)
    }

    /// The values of the plans that any rows allow, the best first.
    fn best(&self) -> Vec<i64> {
        let room = |plan: &[i64], pair: &Pair| {
            let taken = |of: &dyn Fn(&Pair) -> bool| self.sum(plan, &|other| i64::from(of(other)));
            let need =
                i64::from(self.need(pair).0.units) - taken(&|other| other.requirement == pair.requirement);
            let lot = i64::from(self.lot(pair).units) - taken(&|other| other.lot == pair.lot);
            need.min(lot)
        };
        let mut plans: Vec<Vec<i64>> = vec![Vec::new()];
        for pair in &self.problem.pairs {
            let longer = |plan: &Vec<i64>| {
                (0..=room(plan, pair)).map(|units| [&**plan, &[units]].concat()).collect::<Vec<_>>()
            };
            plans = plans.iter().flat_map(longer).collect();
        }
        plans
            .iter()
            .filter_map(|plan| self.value(plan))
            .min()
            .expect("the plan without units keeps every row")
    }

    /// The units over each pair, as the plan under the rows proposes them.
    fn units(&self, under: &UnderRows) -> Vec<i64> {
        let of = |pair: &Pair| {
            let here = under
                .proposals
                .iter()
                .filter(|one| one.requirement == pair.requirement && *one.offer() == pair.lot);
            here.map(|one| i64::from(one.units)).sum()
        };
        let units: Vec<i64> = self.problem.pairs.iter().map(of).collect();
        let all: i64 = under.proposals.iter().map(|one| i64::from(one.units)).sum();
        assert_eq!(units.iter().sum::<i64>(), all, "every proposal is of a pair: {:?}", under.proposals);
        units
    }

    fn check(&self, plan: &Plan) {
        let under = plan.under_rows().expect("rows are asked for");
        assert!(under.answer.is_best(), "{}", under.proven);
        let mut answer = under.answer.clone();
        // Where units are held, the plan without rows is another one than that beside.
        assert_eq!(answer.without_rows.is_some(), !self.of.pins.is_empty());
        answer.without_rows.get_or_insert_with(|| plan.certificate().clone());
        assert_eq!(answer.faults(), []);
        let figures = under.answer.value.figures();
        let context = || format!("{:#?}\n{:?}\n{:?}", self.of, under.proposals, under.answer.standings);
        assert_eq!(
            self.value(&self.units(under)).as_deref(),
            Some(&figures[..figures.len() - 1]),
            "{}",
            context()
        );
        assert_eq!(self.best(), figures[..figures.len() - 1], "{}", context());
        let lots: BTreeSet<&str> = self.of.lots.iter().map(|lot| lot.id.as_str()).collect();
        let unknown: Vec<_> = under.unknown.iter().map(|one| (&one.row, one.lot.as_str())).collect();
        assert!(unknown.iter().all(|(_, lot)| lots.contains(lot)), "lots by their own names: {unknown:?}");
        assert_eq!(unknown.iter().collect::<BTreeSet<_>>().len(), unknown.len(), "each once: {unknown:?}");
    }
}

const STATES: [&str; 3] = ["XAA", "XAB", "XAC"];

fn number(dice: &mut Dice, below: usize) -> u32 {
    u32::try_from(dice.below(below)).expect("a small number")
}

fn exercise(dice: &mut Dice) -> Exercise {
    let lots = (0..2 + dice.below(3)).map(|i| {
        let windows = match dice.below(3) {
            0 => json!([{"from": "2026-01-01"}]),
            // Day 240 is 29 July 2027: one tour of 180 days, and the next.
            1 => json!([{"from": "2026-01-01", "until": "2027-07-29"}, {"from": "2027-07-29"}]),
            _ => json!([{"from": "2026-01-01", "until": "2027-08-15"}]),
        };
        let persons = (!dice.chance(20)).then(|| 100 * (1 + number(dice, 8)));
        let units = 1 + number(dice, 2);
        Lot {
            id: format!("lot{i}"),
            state: STATES[dice.below(STATES.len())],
            units,
            persons,
            arrives: 50 + 10 * number(dice, 6),
            windows,
        }
    });
    let lots = lots.collect();
    let tour = |dice: &mut Dice| match dice.below(3) {
        0 => None,
        1 => Some(180),
        _ => Some(200),
    };
    let of = |dice: &mut Dice, id| {
        let (class, units) = (1 + number(dice, 2), 1 + number(dice, 2));
        let hold_for = if dice.chance(20) { 100 } else { 360 };
        Need { id, class, units, from: 60, hold_for, tour: tour(dice) }
    };
    let needs = if dice.chance(60) { vec![of(dice, "a"), of(dice, "b")] } else { vec![of(dice, "a")] };
    Exercise { lots, needs, rows: Vec::new(), pins: Vec::new() }
}

const KINDS: usize = 6;

fn row(dice: &mut Dice, of: &Exercise, kind: usize, id: &str) -> Value {
    let set = |dice: &mut Dice| {
        let mut set = json!({});
        if dice.chance(60) {
            set["states"] = json!([dice.one(&STATES)]);
        }
        if dice.chance(40) {
            set["requirements"] = json!([format!("ex/{}", dice.one(&of.needs).id)]);
        }
        if dice.chance(20) {
            set["lots"] = json!([dice.one(&of.lots).id]);
        }
        set
    };
    let asks = match kind {
        0 => {
            let mut asks =
                json!({"row": "persons", "mission": "ex", "at_most": 300 + 100 * number(dice, 15)});
            if dice.chance(60) {
                asks["unknown_as"] = (100 * (1 + number(dice, 5))).into();
            }
            asks
        }
        1 => {
            let mut asks = json!({"row": "state-in-mission", "mission": "ex", "at_most": number(dice, 3)});
            if dice.chance(50) {
                asks["state"] = (*dice.one(&STATES)).into();
            }
            asks
        }
        2 => json!({"row": "states", "of": set(dice), "at_least": 1 + number(dice, 3)}),
        3 => {
            json!({"row": "together", "uses": set(dice), "needs": set(dice), "at_least": 1 + number(dice, 2)})
        }
        4 => json!({"row": "apart", "sets": [set(dice), set(dice)]}),
        _ => json!({"row": "all-or-nothing", "requirement": format!("ex/{}", dice.one(&of.needs).id)}),
    };
    json!({"id": id, "asks": asks})
}

#[test]
fn rows_with_pins_and_tours_are_what_trying_everything_gives() {
    let mut dice = Dice::new(20_261_126);
    let (mut tours, mut held, mut changed) = (0, 0, [0; KINDS]);
    let mut rounds = 0;
    while rounds < 300 {
        let mut of = exercise(&mut dice);
        let kinds: Vec<usize> = (0..1 + dice.below(2)).map(|_| dice.below(KINDS)).collect();
        of.rows =
            kinds.iter().enumerate().map(|(i, kind)| row(&mut dice, &of, *kind, &format!("r{i}"))).collect();
        let plan = of.matched();
        let problem = plan.problem().clone();
        if problem.pairs.is_empty() || problem.pairs.len() > 10 {
            continue;
        }
        rounds += 1;
        tours += usize::from(problem.requirements.len() > of.needs.len());
        Oracle { of: &of, problem: problem.clone() }.check(&plan);
        let before = plan.proposals() != plan.under_rows().expect("rows").proposals;
        kinds.iter().filter(|_| before).for_each(|kind| changed[*kind] += 1);
        let pair = dice.one(&problem.pairs);
        let lot = pair.lot.as_str().split('.').next().expect("a lot").to_owned();
        of.pins = vec![(pair.requirement.to_string(), lot, 1 + number(&mut dice, 2))];
        if let Some(pinned) = of.pinned(&plan) {
            held += 1;
            Oracle { of: &of, problem }.check(&pinned);
        }
    }
    assert!(tours > 100 && held > 100, "{tours} with tours, {held} with pins");
    assert!(changed.iter().all(|changed| *changed > 10), "{changed:?}");
}

fn battalion(id: &str, state: &'static str, persons: u32, arrives: u32) -> Lot {
    let windows = json!([{"from": "2026-01-01"}]);
    Lot { id: id.to_owned(), state, units: 1, persons: Some(persons), arrives, windows }
}

fn ceiling(of_persons: u32) -> Vec<Value> {
    vec![json!({"id": "few", "asks": {"row": "persons", "mission": "ex", "at_most": of_persons}})]
}

/// What is told of each row.
fn sentences(plan: &Plan) -> Vec<String> {
    let standings = tell::under_rows(plan).expect("rows are asked for").standings;
    let rows = serde_json::to_value(standings).expect("rows");
    let sentence = |row: &Value| row["sentence"].as_str().expect("a sentence").to_owned();
    rows.as_array().expect("a list").iter().map(sentence).collect()
}

/// 500 persons do not fit under 400. The pin cannot be kept, which is said, and its place is not left empty for it.
#[test]
fn a_pin_that_a_row_keeps_out_is_told_and_leaves_its_place() {
    let lots = vec![battalion("big", "XAA", 500, 50), battalion("small", "XAB", 300, 70)];
    let needs = vec![Need { id: "a", class: 1, units: 1, from: 60, hold_for: 100, tour: None }];
    let pins = vec![("ex/a".to_owned(), "big".to_owned(), 1)];
    let of = Exercise { lots, needs, rows: ceiling(400), pins };
    let plan = of.pinned(&of.matched()).expect("without the row it can be held");
    assert_eq!(plan.proposals()[0].lot.as_str(), "big", "the plan knows nothing of rows");
    let under = plan.under_rows().expect("a row is asked for");
    assert_eq!(under.proposals.iter().map(|one| one.lot.as_str()).collect::<Vec<_>>(), ["small"]);
    let standing =
        |id: &str| under.answer.standings.iter().find(|one| one.row.as_str() == id).expect("a row");
    assert!(standing("few").kept && !standing("held-1").kept);
    assert_eq!(standing("held-1").short, Some(1));
    let row = under.answer.rows.rows.iter().find(|row| row.id.as_str() == "held-1").expect("it is a row");
    assert_eq!(row.reason.as_ref().expect("why").as_str(), "1 unit of `big` held for `ex/a`.");
    let told = [
        "Persons: 300 of at most 400. Without rows and held units: 500.",
        "1 unit of `big` held for `ex/a`. Units: 0 of at least 1; 1 short.",
    ];
    assert_eq!(sentences(&plan), told);
    let summary = tell::under_rows(&plan).expect("a row is asked for").summary;
    assert!(
        summary.starts_with("Under the rows: 1 proposed match, 0 units short, 1 row not kept."),
        "{summary}"
    );
}

/// Two tours of 300 persons each are 300 at a time, from day 240 on others: 29 July 2027.
#[test]
fn tours_that_follow_each_other_share_a_ceiling() {
    let lots = vec![battalion("first", "XAA", 300, 50), battalion("second", "XAB", 300, 50)];
    let needs = vec![Need { id: "a", class: 1, units: 1, from: 60, hold_for: 360, tour: Some(180) }];
    let of = Exercise { lots, needs, rows: ceiling(400), pins: Vec::new() };
    let plan = of.matched();
    let under = plan.under_rows().expect("a row is asked for");
    assert_eq!(under.proposals, plan.proposals(), "both tours are covered");
    assert_eq!(under.proposals.len(), 2);
    let standings: Vec<_> =
        under.answer.standings.iter().map(|one| (one.row.as_str(), one.reached)).collect();
    assert_eq!(standings, [("few", 300), ("few.2027-07-29", 300)]);
    let told =
        ["Persons before 2027-07-29: 300 of at most 400.", "Persons from 2027-07-29: 300 of at most 400."];
    assert_eq!(sentences(&plan), told);
}

#[test]
fn who_asks_for_a_requirement_or_a_tour_by_another_name_is_told_the_name() {
    let lots = vec![battalion("first", "XAA", 300, 50)];
    let needs = vec![Need { id: "a", class: 1, units: 1, from: 60, hold_for: 360, tour: Some(180) }];
    let plan = Exercise { lots, needs, rows: Vec::new(), pins: Vec::new() }.matched();
    assert_eq!(tell::under_rows(&plan), None);
    let need =
        |requirement: &str| format!(r#"{{"change": "need", "requirement": "{requirement}", "units": 1}}"#);
    let read = Changes::read_any(&need("a")).expect_err("its mission is missing");
    assert_eq!(read.findings()[0].message, "`a` does not name a mission and a requirement.");
    assert_eq!(read.findings()[0].help.as_deref(), Some("Write `mission/requirement`."));
    let what_if = plan.what_if(&Changes::read_any(&need("ex/a.1")).expect("it reads")).map(drop);
    let why_not = plan.why_not(&"ex/a.1".parse().expect("an id"), &"first".parse().expect("an id")).map(drop);
    for refused in [what_if, why_not] {
        let refused = refused.expect_err("there is no such tour");
        assert_eq!(refused.findings()[0].message, "The match has no requirement `ex/a.1`.");
        let help = "Of its 2 tours the first is `ex/a`, and the next is `ex/a.2`.";
        assert_eq!(refused.findings()[0].help.as_deref(), Some(help));
    }
}

/// Asked at every solve and in the search under rows, the caller stops each of them; what a plan under rows may cost is no
/// part of the budget.
#[test]
fn a_match_and_what_would_be_if_stop_when_the_caller_says_so() {
    let lots = vec![battalion("big", "XAA", 500, 50), battalion("small", "XAB", 300, 70)];
    let needs = vec![Need { id: "a", class: 1, units: 1, from: 60, hold_for: 100, tour: None }];
    let pins = vec![("ex/a".to_owned(), "big".to_owned(), 1)];
    let of = Exercise { lots, needs, rows: ceiling(400), pins };
    let plan = of.matched();
    let changes = r#"[{"change": "pin", "requirement": "ex/a", "lot": "big", "units": 1}]"#;
    let pin = Changes::read_any(changes).expect("a pin");
    let few =
        Changes { at_most_moved: Some(pledgebook::words::value::Count::new(1).expect("1")), ..pin.clone() };
    type Ask<'a> = &'a dyn Fn(&mut Work<'_>) -> Result<Plan, Error>;
    let asks: [Ask<'_>; 3] = [
        &|work| of.matched_within(work),
        &|work| plan.what_if_within(&pin, work).map(|what_if| what_if.plan().clone()),
        &|work| plan.what_if_within(&few, work).map(|what_if| what_if.plan().clone()),
    ];
    for ask in asks {
        let mut asked = 0;
        let never = ask(&mut Work::until(&mut || {
            asked += 1;
            false
        }));
        let never = never.expect("nobody stops it");
        assert!(asked >= 2, "before the first solve, and in the search: {asked}");
        for stop_at in 1..=asked {
            let mut asked = 0;
            let stopped = ask(&mut Work::until(&mut || {
                asked += 1;
                asked == stop_at
            }));
            assert_eq!(stopped.expect_err("it is stopped").code(), Code::Cancelled, "{stop_at}");
        }
        let mut work = Work::default();
        assert_eq!(ask(&mut work).expect("a plan"), never);
        let done = work.done();
        assert!(ask(&mut Work::at_most(done)).is_ok());
        assert_eq!(ask(&mut Work::at_most(done - 1)).expect_err("too few").code(), Code::WorkLimit);
    }
}
