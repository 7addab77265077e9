//! Timelines beside their definition: every way through a network is walked, every day is tried. Ten thousand random
//! networks, with bounds, Unknown lengths, stages that are complete and two branches; and two thousand of units that came home
//! from a tour, where evidence from before it may or may not count: every course that leaves open is walked.

use pledgebook::judge::timeline::{Band, Setting, StageInTime, Standing, timeline};
use pledgebook::record::Branch;
use pledgebook::words::value::Day;
use pledgebook::{Mission, Registry};
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

/// A length that stands for one that may be any.
const ANY: u32 = 1_000_000;
const START: &str = "2026-07-01";

#[derive(Clone, Debug)]
struct Step {
    id: String,
    branch: &'static str,
    /// At least and at most so many days; `ANY`: Unknown.
    days: (u32, u32),
    after: Vec<usize>,
    told: bool,
    /// Days from the clock start to the first and the last day on which it may have been complete.
    done: Option<(i64, i64)>,
    /// What shows it, and whether that says until when it counts.
    shown: (&'static str, bool),
}

#[derive(Clone, Debug)]
struct Case {
    steps: Vec<Step>,
    /// Days from the clock start to the first and the last day on which the unit may have come home from its last tour.
    home: Option<(i64, i64)>,
    /// Days from the clock start to the day of asking.
    asked: i64,
    by: u32,
}

fn below(dice: &mut Dice, bound: usize) -> u32 {
    u32::try_from(dice.below(bound)).expect("a small number")
}

fn case(dice: &mut Dice) -> Case {
    let count = dice.below(8);
    let asked = i64::from(below(dice, 120)) - 60;
    let mut steps: Vec<Step> = Vec::new();
    for i in 0..count {
        let least = below(dice, 30);
        let days = match dice.below(6) {
            0 => (least, ANY),
            1 | 2 => (least, least + below(dice, 20)),
            _ => (least, least),
        };
        let days = if dice.below(12) == 0 { (0, ANY) } else { days };
        let after = (0..i).filter(|_| dice.below(5) < 2).collect();
        let told = dice.below(3) == 0;
        let done = (told && dice.below(2) == 0).then(|| {
            let last = asked - i64::from(below(dice, 50));
            (last - i64::from(below(dice, 2) * below(dice, 9)), last)
        });
        let branch = *dice.one(&["people", "equipment", "both"]);
        // Ids whose order is not the order of the stages.
        let id = format!("s{}", (i * 5 + 3) % 8);
        steps.push(Step { id, branch, days, after, told, done, shown: ("document", false) });
    }
    Case { steps, home: None, asked, by: below(dice, 130) }
}

fn day(offset: i64) -> Day {
    let start: Day = START.parse().expect("a day");
    let days = u32::try_from(offset.abs()).expect("days");
    if offset < 0 { start.earlier(days) } else { start.later(days) }.expect("in the calendar")
}

impl Case {
    /// What the library says.
    fn told(&self) -> Vec<(usize, StageInTime)> {
        self.asked_of_the_library().0
    }

    fn asked_of_the_library(&self) -> (Vec<(usize, StageInTime)>, Band, Band, Vec<usize>) {
        let steps = &self.steps;
        let stage = |step: &Step| {
            let mut stage = json!({
                "id": step.id, "branch": step.branch,
                "after": step.after.iter().map(|i| &steps[*i].id).collect::<Vec<_>>(),
            });
            match step.days {
                (0, ANY) => {}
                (least, ANY) => stage["days"] = json!({"least": least}),
                (least, most) if least == most => stage["days"] = json!(least),
                (least, most) => stage["days"] = json!({"least": least, "most": most}),
            }
            if step.told {
                stage["completed_by"] =
                    json!({"evidence": step.shown.0, "document": format!("paper-{}", step.id)});
            }
            stage
        };
        let entry = |id: String, valid: (Day, Day), what: Value| {
            json!({"id": id, "valid": {"earliest": valid.0, "latest": valid.1}, "what": what, "sources": [],
                "reconstructed": false})
        };
        let announced = json!({"event": "announced", "pledge": {"id": "p", "kind": "formed-unit", "title": "P",
            "contributors": [{"state": "XAA", "roles": ["lead"]}],
            "lots": [{"id": "l", "described_as": "a unit", "units": 1, "stages": steps.iter().map(stage).collect::<Vec<_>>()}]}});
        let first = day(-400);
        let mut entries = vec![entry("announced".into(), (first, first), announced)];
        if let Some(home) = self.home {
            let tour = [("accepted", (-390, -390)), ("arrived", (-380, -380)), ("returned", home)];
            entries.extend(tour.map(|(what, (from, on))| {
                let event = json!({"event": what, "pledge": "p", "units": "all"});
                entry(what.to_owned(), (day(from), day(on)), event)
            }));
        }
        for step in steps {
            if let Some((from, on)) = step.done {
                let mut evidence = json!({"id": format!("e-{}", step.id), "kind": step.shown.0, "outcome": "passed",
                    "document": format!("paper-{}", step.id)});
                if step.shown.1 {
                    evidence["valid_until"] = json!(day(self.asked + 10));
                }
                let what = json!({"event": "evidence-recorded", "pledge": "p", "units": "all", "evidence": evidence});
                entries.push(entry(format!("done-{}", step.id), (day(from), day(on)), what));
            }
        }
        let mut registry = Registry::new();
        let entries = Value::Array(entries).to_string();
        let known = "2027-12-31T00:00:00Z".parse().expect("an instant");
        registry.record(&entries, known, "desk".parse().expect("an actor")).expect("a sound record");
        let view = registry.view(day(self.asked), known);
        let mission = json!({"format": "pledgebook.mission/1", "id": "m", "title": "M", "led_by": "UN",
            "clock": "request", "host": {"name": "An invented host", "fictional": true}, "sources": [],
            "requirements": [{"id": "r", "title": "R", "component": "military", "unit_type": "engineering-company",
                "units": 1, "class": 1, "needed_by": self.by, "hold_for": 10, "basis": "B"}]});
        let mission = Mission::read(&mission.to_string()).expect("a mission").starting(day(0));
        let lot = view.lot(&"l".parse().expect("an id")).expect("the lot");
        let setting = Setting::new(&view, lot, mission.document(), mission.start());
        let told = timeline(&setting.serving(&mission.document().requirements[0]), &[], &[]);
        let arrival = told.arrival.expect("by its stages");
        let place = |id: &str| steps.iter().position(|step| step.id == id).expect("a stage");
        let path = told.critical_path.iter().map(|id| place(id.as_str())).collect();
        let stages = told.stages.into_iter().map(|each| (place(each.stage.id.as_str()), each)).collect();
        (stages, arrival.people, arrival.equipment, path)
    }

    /// Every way: stages each of which waits for the one before; it begins anywhere, but behind a stage that is complete
    /// it begins with that one.
    fn ways(&self) -> Vec<Vec<usize>> {
        let mut ways: Vec<Vec<usize>> = Vec::new();
        let mut open: Vec<Vec<usize>> = (0..self.steps.len()).map(|i| vec![i]).collect();
        while let Some(way) = open.pop() {
            if self.steps[way[0]].done.is_none() {
                open.extend(self.steps[way[0]].after.iter().map(|before| [&[*before], &way[..]].concat()));
            }
            ways.push(way);
        }
        ways
    }

    /// How long a way takes by these lengths, with a stage ending on a day where that is given.
    fn length(
        &self,
        way: &[usize],
        lengths: &[u32],
        done: fn((i64, i64)) -> i64,
        fixed: Option<(usize, u32)>,
    ) -> u32 {
        let from = fixed.and_then(|(i, _)| way.iter().position(|j| *j == i)).unwrap_or(0);
        way[from..].iter().enumerate().fold(0, |sum, (place, i)| match (self.steps[*i].done, fixed) {
            (_, Some((j, day))) if place == 0 && j == *i => day,
            (Some(at), _) => u32::try_from(done(at).max(0)).expect("days"),
            _ => sum + lengths[*i],
        })
    }

    fn arrival(
        &self,
        ways: &[Vec<usize>],
        lengths: &[u32],
        done: fn((i64, i64)) -> i64,
        fixed: Option<(usize, u32)>,
        of: Branch,
    ) -> u32 {
        let ends_in = |way: &&Vec<usize>| {
            let branch = self.steps[*way.last().expect("not empty")].branch;
            of == Branch::Both || branch == "both" || branch == of.as_str()
        };
        let each = ways.iter().filter(ends_in).map(|way| self.length(way, lengths, done, fixed));
        each.max().unwrap_or_default()
    }

    /// What the most of each length is, once what is overdue has no end that is known.
    fn most(&self) -> Vec<u32> {
        let mut most: Vec<u32> = self.steps.iter().map(|step| step.days.1).collect();
        // A stage waits only for those before it in the list.
        for i in 0..self.steps.len() {
            let step = &self.steps[i];
            let ways: Vec<_> = self.ways().into_iter().filter(|way| way.last() == Some(&i)).collect();
            let ends =
                ways.iter().map(|way| self.length(way, &most, |done| done.1, None)).max().expect("one way");
            if step.told && step.done.is_none() && ends < ANY && i64::from(ends) < self.asked {
                most[i] = ANY;
            }
        }
        most
    }
}

/// What evidence says of a stage of a unit that came home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Complete,
    Perhaps,
    Nothing,
}

impl Case {
    /// The same, of a unit that came home before the day of asking, with evidence of several kinds.
    fn after_a_tour(mut self, dice: &mut Dice) -> Self {
        let home = self.asked - i64::from(below(dice, 60));
        self.home = Some((home - i64::from(below(dice, 2) * below(dice, 20)), home));
        for step in &mut self.steps {
            if !step.told && dice.chance(60) {
                let last = self.asked - i64::from(below(dice, 50));
                (step.told, step.done) = (true, Some((last - i64::from(below(dice, 20)), last)));
            }
            step.shown = (*dice.one(&["document", "agreement", "coe-inspection"]), dice.chance(30));
        }
        self
    }

    /// An inspection of equipment is of one tour; a paper may serve again. What may be from before the return, on any of the
    /// days on which that may have been, is settled only where it is on all of them. Where evidence says until when it counts, that
    /// settles it for a paper, and leaves it open for an inspection.
    fn says(&self, step: &Step) -> Says {
        let Some((from, on)) = step.done else { return Says::Nothing };
        let (home_from, home) = self.home.expect("it came home");
        let inspection = step.shown.0 == "coe-inspection";
        match (from <= home, on <= home_from, step.shown.1) {
            (false, _, _) => Says::Complete,
            (true, _, true) if !inspection => Says::Complete,
            (true, true, false) if inspection => Says::Nothing,
            _ => Says::Perhaps,
        }
    }
}

#[test]
fn of_units_that_came_home_every_course_that_is_open_is_walked() {
    let mut dice = Dice::new(10);
    let mut seen = [0; 3];
    for _ in 0..2_000 {
        let case = case(&mut dice).after_a_tour(&mut dice);
        let says: Vec<Says> = case.steps.iter().map(|step| case.says(step)).collect();
        let perhaps: Vec<usize> = (0..says.len()).filter(|i| says[*i] == Says::Perhaps).collect();
        let (told, people, equipment, _) = case.asked_of_the_library();
        for (i, stage) in &told {
            let found = match stage.standing {
                Standing::Complete(_) => Says::Complete,
                Standing::Perhaps(_) => Says::Perhaps,
                Standing::Open => Says::Nothing,
            };
            assert_eq!(found, says[*i], "{i}: {case:?}");
            seen[found as usize] += 1;
        }
        // Of the stages that are perhaps complete, these are: each on the first day on which it may have been.
        let course = |complete: &dyn Fn(usize) -> bool| {
            let mut course = case.clone();
            for (i, step) in course.steps.iter_mut().enumerate() {
                step.done = step.done.filter(|_| says[i] == Says::Complete || complete(i));
            }
            course
        };
        let least: Vec<u32> = case.steps.iter().map(|step| step.days.0).collect();
        for (of, band) in [(Branch::People, people), (Branch::Equipment, equipment)] {
            let courses = (0..1_u32 << perhaps.len()).map(|which| {
                let course = course(&|i| {
                    perhaps.iter().position(|p| *p == i).is_some_and(|bit| which >> bit & 1 == 1)
                });
                course.arrival(&course.ways(), &least, |done| done.0, None, of)
            });
            // It is surely there once it would be with none of them complete.
            let none = course(&|_| false);
            let at_most = known(none.arrival(&none.ways(), &none.most(), |done| done.1, None, of));
            let at_least = courses.min().expect("one course");
            assert_eq!(band, Band { at_least, at_most }, "{of}: {case:?}");
        }
    }
    assert!(seen.iter().all(|times| *times > 500), "{seen:?}");
}

fn known(days: u32) -> Option<u32> {
    (days < ANY).then_some(days)
}

#[test]
fn ends_and_arrival_are_those_of_the_longest_way() {
    let mut dice = Dice::new(6);
    let mut open = 0;
    for _ in 0..10_000 {
        let case = case(&mut dice);
        let (told, people, equipment, _) = case.asked_of_the_library();
        let (ways, most) = (case.ways(), case.most());
        let least: Vec<u32> = case.steps.iter().map(|step| step.days.0).collect();
        for (of, band) in [(Branch::People, people), (Branch::Equipment, equipment)] {
            let at_least = case.arrival(&ways, &least, |done| done.0, None, of);
            let at_most = known(case.arrival(&ways, &most, |done| done.1, None, of));
            assert_eq!(band, Band { at_least, at_most }, "{of}: {case:?}");
            open += u32::from(at_most.is_none());
        }
        for (i, stage) in &told {
            let ways: Vec<_> = ways.iter().filter(|way| way.last() == Some(i)).collect();
            let longest = |lengths: &[u32], done: fn((i64, i64)) -> i64| {
                ways.iter().map(|way| case.length(way, lengths, done, None)).max().expect("one way")
            };
            let ends = Band { at_least: longest(&least, |d| d.0), at_most: known(longest(&most, |d| d.1)) };
            assert_eq!(stage.ends, ends, "{i}: {case:?}");
            assert_eq!(stage.begins.is_none(), case.steps[*i].done.is_some());
            if let Some(begins) = stage.begins {
                assert_eq!(begins.and_then(stage.days), ends, "{i}: {case:?}");
            }
        }
    }
    assert!((2_000..18_000).contains(&open), "{open} of 20000 are open to one side");
}

/// By how much a stage may slip is seen in each of the corners: every length that has bounds at its least or its most.
#[test]
fn slack_holds_in_every_corner_and_is_exact_where_all_is_known() {
    let mut dice = Dice::new(7);
    let (mut exact, mut settled, mut unsettled) = (0, 0, 0);
    for _ in 0..4_000 {
        let mut case = case(&mut dice);
        case.steps.iter_mut().for_each(|step| step.done = step.done.map(|(_, last)| (last, last)));
        let (ways, most) = (case.ways(), case.most());
        let least: Vec<u32> = case.steps.iter().map(|step| step.days.0).collect();
        let wide: Vec<usize> =
            (0..least.len()).filter(|i| least[*i] != most[*i] && case.steps[*i].done.is_none()).collect();
        if wide.len() > 5 {
            continue;
        }
        let corners: Vec<Vec<u32>> = (0..1_u32 << wide.len())
            .map(|corner| {
                let mut lengths = least.clone();
                for (bit, i) in wide.iter().enumerate() {
                    if corner >> bit & 1 == 1 {
                        lengths[*i] = most[*i];
                    }
                }
                lengths
            })
            .collect();
        for (i, stage) in case.told() {
            let Some(slack) = stage.slack else {
                assert!(case.steps[i].done.is_some());
                continue;
            };
            let through: Vec<_> = ways.iter().filter(|way| way.contains(&i)).collect();
            let floats: Vec<u32> = corners
                .iter()
                .map(|lengths| {
                    let all = case.arrival(&ways, lengths, |done| done.1, None, Branch::Both);
                    let longest = through.iter().map(|way| case.length(way, lengths, |done| done.1, None));
                    all - longest.max().expect("its own way")
                })
                .collect();
            let (lowest, highest) = (floats.iter().min().expect("one"), floats.iter().max().expect("one"));
            assert!(slack.days.at_least <= *lowest, "{i} {slack:?} {floats:?}: {case:?}");
            assert!(
                slack.days.at_most.is_none_or(|most| *highest <= most),
                "{i} {slack:?} {floats:?}: {case:?}"
            );
            if wide.is_empty() {
                assert_eq!(
                    (slack.days.at_least, slack.days.at_most),
                    (*lowest, Some(*lowest)),
                    "{i}: {case:?}"
                );
                exact += 1;
            } else if slack.days.known().is_some() {
                settled += 1;
            } else {
                unsettled += 1;
            }
        }
    }
    assert!(exact > 500 && settled > 500 && unsettled > 500, "{exact} {settled} {unsettled}");
}

#[test]
fn the_latest_day_is_the_last_of_all_days_that_are_in_time() {
    let mut dice = Dice::new(8);
    let (mut sure, mut never) = (0, 0);
    for _ in 0..10_000 {
        let case = case(&mut dice);
        let (ways, most) = (case.ways(), case.most());
        let least: Vec<u32> = case.steps.iter().map(|step| step.days.0).collect();
        for (i, stage) in case.told() {
            let Some(latest) = stage.latest else { continue };
            for (of, told) in [
                (Branch::Both, Some(latest.complete)),
                (Branch::People, latest.people),
                (Branch::Equipment, latest.equipment),
            ] {
                let of_branch = |way: &Vec<usize>| {
                    let branch = case.steps[*way.last().expect("not empty")].branch;
                    way.contains(&i) && (of == Branch::Both || branch == "both" || branch == of.as_str())
                };
                assert_eq!(told.is_some(), ways.iter().any(of_branch), "{i} {of}: {case:?}");
                let Some(told) = told else { continue };
                let last = |lengths: &[u32], done: fn((i64, i64)) -> i64| {
                    let fits = |day: &u32| case.arrival(&ways, lengths, done, Some((i, *day)), of) <= case.by;
                    (0..=case.by).rev().find(fits).map(i64::from)
                };
                let in_time = |day: Option<i64>| day.filter(|day| *day >= 0);
                assert_eq!(in_time(told.surely), last(&most, |done| done.1), "{i} {of}: {case:?}");
                assert_eq!(in_time(told.at_best), last(&least, |done| done.0), "{i} {of}: {case:?}");
                sure += u32::from(told.surely.is_some());
                never += u32::from(told.at_best.is_none());
            }
        }
    }
    assert!(sure > 1_000 && never > 1_000, "{sure} {never}");
}

#[test]
fn the_critical_path_is_a_way_on_which_the_latest_arrival_hangs() {
    let mut dice = Dice::new(9);
    for _ in 0..3_000 {
        let case = case(&mut dice);
        let (_, people, equipment, path) = case.asked_of_the_library();
        let Some(last) = path.last() else {
            assert!(case.steps.iter().all(|step| step.done.is_some()), "{case:?}");
            continue;
        };
        for pair in path.windows(2) {
            assert!(case.steps[pair[1]].after.contains(&pair[0]), "{path:?}: {case:?}");
        }
        assert!(path.iter().all(|i| case.steps[*i].done.is_none()), "{path:?}: {case:?}");
        let (most, arrival) = (case.most(), people.later(equipment));
        let of_path: Vec<_> = case.ways().into_iter().filter(|way| way.ends_with(&path)).collect();
        let longest = of_path.iter().map(|way| case.length(way, &most, |done| done.1, None)).max();
        let complete = case.steps.iter().filter_map(|step| step.done).map(|done| done.1).max().unwrap_or(0);
        // Where a stage that was complete late is the last of all, the longest of the others.
        let expected = known(longest.expect("the path is a way"));
        assert!(
            expected == arrival.at_most || arrival.at_most.is_some_and(|most| i64::from(most) == complete),
            "{last}: {path:?} {expected:?} {arrival:?}: {case:?}"
        );
    }
}
