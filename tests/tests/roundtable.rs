//! What the roundtable of 7 September 2016 asked for: each row has a place in the documents, an example in the exercise,
//! and an answer that uses it. A row that loses its example or its answer fails here.

use std::fs;
use std::path::Path;

use pledgebook::record::What;
use pledgebook::{
    FollowUp, MatchOptions, Mission, Plan, Registry, Scheme, Table, View, match_missions, tell,
};
use serde_json::Value;

/// The day of asking, and the day on which the clocks start, as the README of the exercise has them.
const AS_OF: &str = "2026-11-23";
const START: &str = "2026-12-01";

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data/exercise").join(name);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The exercise, with what was asked of it.
struct Exercise {
    /// The documents, as JSON.
    documents: Vec<Value>,
    view: View,
    missions: Vec<Mission>,
    plan: Plan,
    follow_up: FollowUp,
}

impl Exercise {
    fn asked() -> Self {
        let names = ["mission-kessimar.json", "mission-orvanda.json", "mission-protection-force.json"];
        let all = names.iter().copied().chain(["registry.json", "follow-up.json"]);
        let documents = all.map(|name| serde_json::from_str(&file(name)).expect(name)).collect();
        let view =
            Registry::read(&file("registry.json")).expect("the record").as_of(AS_OF.parse().expect("a day"));
        let start = START.parse().expect("a day");
        let mission = |name: &&str| {
            Mission::read(&file(name)).unwrap_or_else(|error| panic!("{error}")).starting(start)
        };
        let missions: Vec<Mission> = names.iter().map(mission).collect();
        let plan = match_missions(&view, &missions, &MatchOptions::default()).expect("a plan");
        let follow_up = FollowUp::read(&file("follow-up.json")).expect("a follow-up");
        Self { documents, view, missions, plan, follow_up }
    }

    /// Whether an object in the documents has this key with such a value.
    fn has(&self, key: &str, fits: impl Fn(&Value) -> bool) -> bool {
        let mut open: Vec<&Value> = self.documents.iter().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(members) => {
                    if members.get(key).is_some_and(&fits) {
                        return true;
                    }
                    open.extend(members.values());
                }
                _ => {}
            }
        }
        false
    }

    fn tasks(&self) -> Vec<Value> {
        rows(&tell::tasks(&self.plan))
    }

    fn questions(&self) -> Vec<Value> {
        rows(&tell::questions(&self.plan))
    }
}

fn rows(table: &Table) -> Vec<Value> {
    let rows = serde_json::to_value(table).expect("rows");
    rows.as_array().cloned().unwrap_or_default()
}

fn some(table: &Table, fits: impl Fn(&Value) -> bool) -> bool {
    rows(table).iter().any(fits)
}

fn listed(value: &Value) -> bool {
    value.as_array().is_some_and(|items| !items.is_empty())
}

/// A row: what was asked for, whether the exercise has an example in the documents, whether an answer uses it.
type Row = (&'static str, fn(&Exercise) -> bool, fn(&Exercise) -> bool);

const ROWS: [Row; 15] = [
    (
        "standby arrangements backed by concrete commitments",
        |it| {
            it.has("event", |event| event == "level-recorded") && it.has("event", |event| event == "renewed")
        },
        |it| {
            let scheme = Scheme::un_pcrs().expect("a scheme");
            let usable = some(&tell::usable_now(&it.view, &scheme), |row| row["level"] == "rapid-deployment");
            usable && some(&tell::assessments(&it.view, &scheme), |row| row["blocks_next"].is_string())
        },
    ),
    (
        "contributors kept involved in matching needs and capabilities",
        |it| it.has("event", |event| event == "commented") && it.has("conditions", listed),
        |it| it.questions().iter().any(|row| row["rule"] == "pledge-status" && row["state"].is_string()),
    ),
    (
        "clear duties of mission and host from the first talks",
        |it| it.has("undertakings", listed) && it.has("serves", listed),
        |it| {
            let undertakings = tell::undertakings(&it.plan);
            let open = some(&undertakings, |row| {
                row["by"] == "host-state" && row["status"] == "open" && row["units"] != 0
            });
            open && some(&undertakings, |row| row["status"] == "refused")
        },
    ),
    (
        "operations inside a political strategy; protection that is more than force",
        |it| it.has("instruments", |all| all.as_array().is_some_and(|all| all.contains(&"political".into()))),
        |it| {
            it.tasks().iter().any(|row| row["only_force"] == "yes")
                && it.tasks().iter().any(|row| row["only_force"] == "no")
        },
    ),
    (
        "shared guidance on the use of force, exercises, scenarios instead of one size for all",
        |it| {
            it.has("guidance", listed)
                && it.has("exercises", listed)
                && it.has("scenarios", listed)
                && it.has("caveats", listed)
        },
        |it| {
            let differs = it.missions.iter().any(|mission| {
                let asked = |mission: &Mission| {
                    let plan =
                        match_missions(&it.view, std::slice::from_ref(mission), &MatchOptions::default());
                    rows(&tell::coverage(&plan.expect("a plan")))
                };
                let scenarios = mission.document().scenarios.iter().flatten();
                let mut under = scenarios.map(|scenario| mission.under(&scenario.id).expect("a scenario"));
                under.any(|scenario| asked(&scenario) != asked(mission))
            });
            differs
                && it
                    .tasks()
                    .iter()
                    .any(|row| row["exercises"].is_string() && row["contributors"].is_string())
        },
    ),
    (
        "better and more accountable leadership, transparent selection",
        |it| it.has("leadership_posts", listed),
        |it| {
            some(&tell::leadership_posts(&it.plan), |row| {
                row["vacant_days"] != 0 && row["advertised"].is_string()
            })
        },
    ),
    (
        "women and diversity at all levels",
        |it| it.has("band", |band| band == "command") && it.has("teams_with_women", |_| true),
        |it| {
            let women = tell::women(&it.view);
            some(&women, |row| row["band"] == "command")
                && some(&women, |row| row["target_percent"].is_number())
        },
    ),
    (
        "performance-based accountability of missions and contributors",
        |it| it.has("performance", Value::is_object) && it.has("by", |by| by == "united-nations"),
        |it| {
            let performance = tell::performance(&it.view);
            let counted =
                |measure: &str| some(&performance, |row| row["measure"] == measure && row["reached"] != 0);
            counted("evaluation")
                && counted("arrival")
                && some(&tell::undertakings_kept(&it.plan), |row| row["by"] == "united-nations")
        },
    ),
    (
        "training raised, overseen, validated from outside",
        |it| it.has("validator", |validator| validator == "external") && it.has("training", listed),
        |it| {
            it.questions().iter().any(|row| row["rule"] == "training")
                && some(&tell::training_by_module(&it.view), |row| row["external"] != 0)
        },
    ),
    (
        "States with capacity train and fund States without",
        |it| it.has("courses", listed) && it.has("funding", listed),
        |it| {
            let support = tell::training_support(&it.plan);
            some(&support, |row| {
                row["lots_without"] != 0 && row["offered_by"].is_string() && row["payer"].is_string()
            })
        },
    ),
    (
        "whole-of-UN action, cost sharing",
        |it| it.has("cost_shares", listed),
        |it| {
            some(&tell::cost_shares(&it.plan), |row| {
                row["payer"].as_str().is_some_and(|payer| payer.contains("UN "))
            }) && some(&tell::reimbursement(&it.plan), |row| row["month_firm"].is_string())
        },
    ),
    (
        "local ownership and engagement, by group",
        |it| it.has("groups", listed) && it.has("languages", listed) && it.has("interpreters", |_| true),
        |it| {
            let judged = |rule: &str| {
                let lots: Vec<String> = it.view.lots().map(|(_, lot)| lot.lot.id.to_string()).collect();
                it.plan.coverage().iter().any(|row| {
                    lots.iter().any(|lot| {
                        let answer = it.plan.why_not(&row.requirement, &lot.parse().expect("an id"));
                        let answer = serde_json::to_string(&answer.expect("an answer")).expect("JSON");
                        answer.contains(&format!("\"rule\":\"{rule}\""))
                    })
                })
            };
            judged("languages") && judged("engagement")
        },
    ),
    (
        "research and lessons into an evidence base",
        |it| it.has("lessons", listed),
        |it| {
            let lessons = tell::lessons(&it.follow_up);
            let known = |row: &Value| {
                row["pledge"]
                    .as_str()
                    .and_then(|id| id.parse().ok())
                    .is_some_and(|id| it.view.pledge(&id).is_some())
            };
            some(&lessons, |row| {
                row["public_extract"].is_string() && row["definitions"].is_string() && known(row)
            }) && rows(&lessons).iter().all(known)
        },
    ),
    (
        "communication aims in mandates, fitted to audiences, two-way",
        |it| it.has("communication_objectives", listed),
        |it| {
            some(&tell::communication_objectives(&it.plan), |row| {
                row["feedback_channel"].is_string() && row["responded"].is_string()
            })
        },
    ),
    (
        "progress reported, clear on what moves when",
        |it| it.has("recommendations", listed),
        |it| {
            let as_of = AS_OF.parse().expect("a day");
            let moved = tell::progress(&it.follow_up, "2026-08-23".parse().expect("a day"), as_of);
            let standing = tell::recommendations(&it.follow_up, as_of);
            let decided = |decision: &str| some(&standing, |row| row["decision"] == decision);
            some(&moved, |row| row["done"] == "yes")
                && decided("taken-forward")
                && decided("not-taken-forward")
                && decided("undecided")
                && some(&standing, |row| row["overdue"] == "yes")
        },
    ),
];

#[test]
fn every_row_has_an_example_and_an_answer() {
    let exercise = Exercise::asked();
    let lost = ROWS.iter().flat_map(|(row, example, answer)| {
        let example = (!example(&exercise)).then(|| format!("{row}: no example in the exercise"));
        example.into_iter().chain((!answer(&exercise)).then(|| format!("{row}: no answer uses it")))
    });
    let lost: Vec<String> = lost.collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn only_invented_states_and_hosts_are_in_the_exercise() {
    let text = [
        "registry.json",
        "mission-kessimar.json",
        "mission-orvanda.json",
        "mission-protection-force.json",
        "follow-up.json",
    ]
    .map(file);
    let catalogue = pledgebook::words::Catalogue::shipped();
    for state in catalogue.states().filter(|state| !state.code.as_str().starts_with("XA")) {
        for text in &text {
            assert!(!text.contains(&format!("\"{}\"", state.code)), "{} is a real State", state.code);
            assert!(!text.contains(&format!(" {} ", state.name)), "{} is a real State", state.name);
        }
    }
    let exercise = Exercise::asked();
    assert!(exercise.missions.iter().all(|mission| mission.document().host.fictional));
}

#[test]
fn a_lesson_is_of_a_deployment_on_record() {
    let exercise = Exercise::asked();
    for lesson in &exercise.follow_up.lessons {
        let deployed = exercise.view.events().iter().any(|event| match &event.what {
            What::Arrived(arrived) => {
                lesson.pledge.as_ref() == Some(&arrived.pledge)
                    && arrived.mission == lesson.mission
                    && event.known.day() <= lesson.on
            }
            _ => false,
        });
        assert!(deployed, "{}: {:?} had not deployed by then", lesson.id, lesson.pledge);
    }
}

#[test]
fn nobody_renews_what_is_no_longer_offered() {
    for (pledge, lot) in Exercise::asked().view.lots() {
        let ended = pledge.offered_until.and_then(|until| until.latest());
        let late = lot.renewed.filter(|renewed| ended.is_some_and(|ended| ended < *renewed));
        assert_eq!(late, None, "{}: offered until {ended:?}", lot.lot.id);
    }
}

#[test]
fn the_exercise_is_as_large_as_its_readme_says() {
    let exercise = Exercise::asked();
    let units: usize = exercise.missions.iter().map(|mission| mission.document().requirements.len()).sum();
    let events = exercise.view.events();
    let readme = file("README.md");
    for (number, of) in [
        (exercise.view.pledges().count(), "pledges"),
        (exercise.view.lots().count(), "lots"),
        (events.len(), "events"),
        (exercise.missions.len(), "missions"),
        (units, "unit requirements"),
        (exercise.follow_up.lessons.len(), "lessons"),
        (exercise.follow_up.recommendations.len(), "recommendations"),
    ] {
        assert!(readme.contains(&format!("{number} {of}")), "the README does not say: {number} {of}");
    }
}
