//! What would be if, held against the same question asked of changed documents, on the exercise.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use pledgebook::plan::matching::{Forced, Work};
use pledgebook::plan::sourcing::{Changes, Difference, MarginOf, Sourced, Turn, WhatIf};
use pledgebook::words::document::canonical;
use pledgebook::{Code, Error, MatchOptions, Mission, Plan, Registry, match_missions};
use serde_json::{Value, json};

fn text(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the repository");
    fs::read_to_string(root.join("examples/data/exercise").join(name)).expect(name)
}

const DAY: &str = "2026-11-23";

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::read(&text("registry.json")).expect("it reads"));

const OPTIONS: &str = r#"{"format": "pledgebook.match-options/1", "limits": [
    {"id": "each", "at_most": 4, "scope": {"of": "each-state"}},
    {"id": "force", "at_most": 16, "scope": {"of": "mission", "mission": "protection-force"}}]}"#;

fn missions(change: &dyn Fn(&mut Value)) -> Vec<Mission> {
    let started = |name: &str| {
        let mut document: Value = serde_json::from_str(&text(name)).expect("JSON");
        change(&mut document);
        Mission::read(&document.to_string()).expect(name).starting("2026-12-01".parse().expect("a day"))
    };
    vec![started("mission-protection-force.json")]
}

fn matched(registry: &Registry, missions: &[Mission], options: &str) -> Plan {
    let view = registry.as_of(DAY.parse().expect("a day"));
    let options = MatchOptions::read(options).expect("options");
    match_missions(&view, missions, &options).expect("a plan")
}

static PLAN: LazyLock<Plan> = LazyLock::new(|| matched(&REGISTRY, &missions(&|_| {}), OPTIONS));

/// The record with events added that became known at the end of the day.
fn with(events: &Value) -> Registry {
    let mut registry = Registry::clone(&REGISTRY);
    let known = format!("{DAY}T23:59:59Z").parse().expect("an instant");
    registry.record(&events.to_string(), known, "desk".parse().expect("an id")).expect("it is recorded");
    registry
}

fn entry(id: &str, what: Value) -> Value {
    json!({"id": id, "valid": {"earliest": DAY, "latest": DAY}, "what": what, "sources": [], "reconstructed": false})
}

fn changes(list: Value) -> Changes {
    let document = json!({"format": "pledgebook.what-if/1", "changes": list});
    Changes::read(&document.to_string()).unwrap_or_else(|refused| panic!("{list}: {refused}"))
}

fn ask(plan: &Plan, list: Value) -> WhatIf {
    let what_if = plan.what_if(&changes(list.clone())).unwrap_or_else(|refused| panic!("{list}: {refused}"));
    sound(plan, &what_if);
    what_if
}

type Places = BTreeMap<(String, String), u32>;

fn places(plan: &Plan) -> Places {
    let place = |one: &Sourced| ((one.requirement.to_string(), one.offer().to_string()), one.units);
    plan.proposals().iter().map(place).collect()
}

/// What holds of every answer: it can be proven, and its differences make the one plan of the other.
fn sound(before: &Plan, what_if: &WhatIf) {
    let answer = what_if.document();
    assert!(answer.certificate.verify() && what_if.plan().certificate().verify());
    let mut made = places(before);
    for one in &answer.proposals {
        let offer = what_if.plan().proposals().iter().chain(before.proposals());
        let of = offer.filter(|each| each.requirement == one.requirement && each.lot == one.lot);
        let offer = of.map(|each| each.offer().to_string()).next().expect("it is in one of the plans");
        let place = (one.requirement.to_string(), offer);
        assert_eq!(made.get(&place).copied().unwrap_or_default(), one.before, "{one:?}");
        assert_eq!(one.turn == Turn::Appears, one.before == 0);
        assert_eq!(one.turn == Turn::Goes, one.after == 0);
        made.insert(place, one.after);
    }
    made.retain(|_, units| *units > 0);
    assert_eq!(made, places(what_if.plan()), "the difference is the whole difference");
    for row in &answer.shortages {
        let short = |plan: &Plan| {
            plan.coverage()
                .iter()
                .find(|each| each.requirement == row.requirement)
                .map_or(0, |each| each.short)
        };
        assert_eq!((row.before, row.after), (short(before), short(what_if.plan())), "{row:?}");
    }
    let (old, new) = (before.questions(), what_if.plan().questions());
    assert_eq!(
        new.len() + answer.questions_gone.len(),
        old.len() + answer.questions_new.len(),
        "questions come and go"
    );
    for sentence in
        answer.proposals.iter().map(|one| &one.sentence).chain(answer.changes.iter().map(|one| &one.sentence))
    {
        assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
    }
}

/// The plan after changes is the plan for changed documents, byte for byte in its problem, proposals and proof.
fn same(what_if: &WhatIf, from_scratch: &Plan) {
    let bytes = |plan: &Plan| {
        let document = plan.document();
        let parts = json!({"proposals": document.proposals, "coverage": document.coverage,
            "shortfalls": document.shortfalls, "questions": document.questions,
            "certificate": document.certificate, "firm_only": document.firm_only});
        canonical(&parts).expect("it is written")
    };
    assert_eq!(bytes(what_if.plan()), bytes(from_scratch));
}

/// The lots that the plan uses, each with its pledge, one of each requirement.
fn used() -> Vec<(String, String)> {
    PLAN.proposals().iter().map(|one| (one.pledge.to_string(), one.lot.to_string())).collect()
}

#[test]
fn withdrawing_is_recording_the_withdrawal() {
    for (pledge, lot) in used().into_iter().step_by(5) {
        let what_if = ask(&PLAN, json!([{"change": "withdraw", "lot": lot}]));
        assert!(what_if.plan().proposals().iter().all(|one| one.lot.as_str() != lot));
        let event = json!({"event": "withdrawn", "pledge": pledge, "lots": [lot], "units": "all"});
        same(&what_if, &matched(&with(&json!([entry("gone", event)])), &missions(&|_| {}), OPTIONS));
    }
}

#[test]
fn withdrawing_a_state_is_withdrawing_all_it_answers_for() {
    let state = PLAN.proposals().iter().find_map(|one| one.state).expect("a State is proposed");
    let what_if = ask(&PLAN, json!([{"change": "withdraw", "state": state}]));
    let view = PLAN.view();
    let events = view.pledges().filter(|(_, pledge)| pledge.lead() == Some(state)).map(|(id, _)| {
        entry(&format!("gone-{id}"), json!({"event": "withdrawn", "pledge": id, "units": "all"}))
    });
    // Of pledges that have nothing left to withdraw the record refuses it, one by one.
    let mut registry = Registry::clone(&REGISTRY);
    let known: pledgebook::words::value::Instant = format!("{DAY}T23:59:59Z").parse().expect("an instant");
    for event in events {
        registry.record(&json!([event]).to_string(), known, "desk".parse().expect("an id")).ok();
    }
    same(&what_if, &matched(&registry, &missions(&|_| {}), OPTIONS));
    assert!(what_if.plan().proposals().iter().all(|one| one.state != Some(state)));
}

#[test]
fn what_was_added_and_is_withdrawn_again_leaves_the_plan_as_it_was() {
    // Of XAA no more than 4 may be used; what is in question here is the unit, not the limit.
    let free = ask(
        &PLAN,
        json!([{"change": "limit", "id": "each", "at_most": 20}, {"change": "drop-limit", "id": "force"}]),
    );
    let requirements = &PLAN.missions()[0].document().requirements;
    let mut added = None;
    for row in free.plan().coverage().iter().filter(|row| row.short > 0) {
        let of = requirements.iter().find(|one| row.requirement.as_str().ends_with(&format!("/{}", one.id)));
        let pledge = json!({"id": "supposed", "kind": "formed-unit", "title": "A unit of that type",
            "contributors": [{"state": "XAA", "roles": ["lead"]}], "lots": [{"id": "supposed",
                "described_as": "a unit", "unit_type": of.expect("it is there").unit_type, "units": row.short,
                "windows": [{"from": "2026-01-01"}], "stages": []}]});
        let level = json!({"change": "level", "lot": "supposed", "scheme": "un-pcrs", "level": "level-3"});
        let what_if = ask(free.plan(), json!([{"change": "add", "pledge": pledge, "accepted": true}, level]));
        if places(what_if.plan()) != places(free.plan()) {
            added = Some(what_if);
            break;
        }
    }
    let added = added.expect("one more unit serves somewhere");
    assert_ne!(places(added.plan()), places(free.plan()), "{}", added.document().summary);
    let gone = ask(added.plan(), json!([{"change": "withdraw", "pledge": "supposed"}]));
    assert_eq!(places(gone.plan()), places(free.plan()));
    assert_eq!(gone.plan().certificate(), free.plan().certificate());
    let force = json!({"change": "add-limit", "id": "force", "at_most": 16, "scope": {"of": "mission", "mission": "protection-force"}});
    let back = ask(gone.plan(), json!([{"change": "limit", "id": "each", "at_most": 4}, force]));
    assert_eq!(back.plan().certificate(), PLAN.certificate());
    assert_ne!(back.plan().hash(), PLAN.hash(), "and it is still known as a plan of what is supposed");
}

#[test]
fn changing_needs_days_and_limits_is_changing_the_documents() {
    let find = |document: &mut Value, id: &str, change: &dyn Fn(&mut Value)| {
        for one in document["requirements"].as_array_mut().expect("a list") {
            if one["id"] == id {
                change(one);
            }
        }
    };
    let what_if =
        ask(&PLAN, json!([{"change": "need", "requirement": "protection-force/police-city", "units": 5}]));
    same(
        &what_if,
        &matched(&REGISTRY, &missions(&|m| find(m, "police-city", &|one| one["units"] = 5.into())), OPTIONS),
    );
    let relax = json!({"change": "relax", "requirement": "protection-force/companies", "needed_by": 30, "latest_by": 90});
    let relaxed = ask(&PLAN, json!([relax]));
    let later = |one: &mut Value| {
        one["needed_by"] = 105.into();
        one["latest_by"] = 200.into();
    };
    same(&relaxed, &matched(&REGISTRY, &missions(&|m| find(m, "companies", &later)), OPTIONS));
    let options = OPTIONS.replace(r#""at_most": 4"#, r#""at_most": 2"#);
    let lowered = ask(&PLAN, json!([{"change": "limit", "id": "each", "at_most": 2}]));
    same(&lowered, &matched(&REGISTRY, &missions(&|_| {}), &options));
    let none = r#"{"format": "pledgebook.match-options/1", "limits": []}"#;
    let dropped = json!([{"change": "drop-limit", "id": "each"}, {"change": "drop-limit", "id": "force"}]);
    same(&ask(&PLAN, dropped), &matched(&REGISTRY, &missions(&|_| {}), none));
    let group =
        json!({"id": "africa", "at_most": 3, "scope": {"of": "states", "states": ["XAA", "XAB", "XAC"]}});
    let mut with_group: Value = serde_json::from_str(OPTIONS).expect("JSON");
    with_group["limits"].as_array_mut().expect("a list").push(group.clone());
    let mut added = group;
    added["change"] = "add-limit".into();
    same(&ask(&PLAN, json!([added])), &matched(&REGISTRY, &missions(&|_| {}), &with_group.to_string()));
}

#[test]
fn delays_and_levels_are_events_too() {
    let (pledge, lot) = used()
        .into_iter()
        .find(|(_, lot)| {
            let id = lot.parse().expect("an id");
            PLAN.view()
                .lot(&id)
                .is_some_and(|(_, lot)| lot.lot.stages.as_ref().is_some_and(|stages| stages.len() > 1))
        })
        .expect("a lot with stages is used");
    let before = PLAN.proposals().iter().find(|one| one.lot.as_str() == lot).expect("it is used");
    let later = ask(&PLAN, json!([{"change": "delay", "lot": lot, "days": 1}]));
    if let Some(after) = later.plan().proposals().iter().find(|one| one.lot.as_str() == lot) {
        assert_eq!(after.arrival, before.arrival.map(|day| day + 1));
        assert_eq!(after.people_arrive, before.people_arrive.map(|day| day + 1), "each branch by itself");
    }
    let stage = json!([{"id": "what-if", "branch": "both", "days": 700, "after": []}]);
    let event = json!({"event": "amended", "pledge": pledge, "lot": lot, "set": {"stages": stage}});
    let on_day = ask(&PLAN, json!([{"change": "delay", "lot": lot, "arrival": 700}]));
    same(&on_day, &matched(&with(&json!([entry("late", event)])), &missions(&|_| {}), OPTIONS));
    let level = json!({"change": "level", "lot": lot, "scheme": "un-pcrs", "level": "level-1"});
    let event = json!({"event": "level-recorded", "pledge": pledge, "lots": [lot], "units": "all", "scheme": "un-pcrs", "level": "level-1"});
    same(
        &ask(&PLAN, json!([level])),
        &matched(&with(&json!([entry("level", event)])), &missions(&|_| {}), OPTIONS),
    );
}

#[test]
fn answering_every_question_of_a_lot_makes_it_firm_and_asks_nothing_more() {
    let question = PLAN.questions().first().expect("something is asked");
    let what_if = ask(&PLAN, json!([{"change": "verify", "lot": question.lot}]));
    assert!(what_if.plan().questions().iter().all(|each| each.lot != question.lot));
    assert!(what_if.document().questions_gone.iter().any(|each| each == question));
    let again = what_if.plan().what_if(&changes(json!([{"change": "exclude", "lot": question.lot,
        "requirement": question.requirements.first().expect("it bears on one")}])));
    assert!(
        again
            .expect("it can be excluded")
            .plan()
            .proposals()
            .iter()
            .all(|one| one.lot != question.lot || Some(&one.requirement) != question.requirements.first())
    );
}

/// Holding one unit costs exactly what using that pair by force costs, which the engine finds in another way.
#[test]
fn holding_a_unit_costs_what_forcing_it_costs() {
    let solution = pledgebook::solve(PLAN.problem()).expect("a solution");
    let mut held = 0;
    for pair in PLAN.problem().pairs.iter().step_by(5) {
        let Forced::Possible { difference, .. } =
            solution.forced(&pair.requirement, &pair.lot).expect("a pair")
        else {
            continue;
        };
        held += 1;
        let pin = json!({"change": "pin", "requirement": pair.requirement, "lot": pair.lot, "units": 1});
        let what_if = ask(&PLAN, json!([pin]));
        assert!(places(what_if.plan()).contains_key(&(pair.requirement.to_string(), pair.lot.to_string())));
        let by: Vec<i64> = what_if.document().value.iter().map(|level| level.after - level.before).collect();
        let forced = difference.figures();
        assert_eq!(by, forced[..forced.len() - 1], "{pair:?}");
    }
    assert!(held > 5, "{held}");
}

/// What one unit is worth is what the same plan says when that unit is supposed.
#[test]
fn what_one_unit_is_worth_is_what_would_be_with_it() {
    let values = PLAN.marginal_values().expect("values");
    let changed = |change: Value| -> Vec<(String, i64)> {
        let value = ask(&PLAN, json!([change])).document().value.clone();
        let differs = value.into_iter().map(|level| (level.level, level.after - level.before));
        differs.filter(|(_, by)| *by != 0).collect()
    };
    let said = |side: &[Difference]| -> Vec<(String, i64)> {
        side.iter().map(|each| (each.level.clone(), each.by)).collect()
    };
    let units = |id: &str| {
        PLAN.coverage().iter().find(|row| row.requirement.as_str() == id).expect("it is there").needed
    };
    let (mut needs, mut lots) = (0, 0);
    for value in values.iter().step_by(2) {
        let less = value.less.as_deref().unwrap_or_default();
        match value.of {
            MarginOf::Need => {
                let need =
                    |units: u32| changed(json!({"change": "need", "requirement": value.id, "units": units}));
                assert_eq!(said(&value.more), need(units(&value.id) + 1), "{}", value.sentence);
                assert_eq!(said(less), need(units(&value.id) - 1), "{}", value.sentence);
                needs += 1;
            }
            // Units that are announced beside available ones would be withdrawn first; these lots have none.
            MarginOf::Lot if !less.is_empty() => {
                assert_eq!(said(less), changed(json!({"change": "withdraw", "lot": value.id, "units": 1})));
                lots += 1;
            }
            _ => {}
        }
    }
    assert!(needs > 2 && lots > 2, "{needs} needs, {lots} lots");
}

/// Advice keeps to a budget, as a match does.
#[test]
fn advice_stops_where_the_budget_is_used_up() {
    let mut work = Work::default();
    let values = PLAN.marginal_values_within(None, &mut work).expect("no limit");
    assert_eq!(values, PLAN.marginal_values().expect("values"));
    assert!(work.done() > 1);
    let within = |steps: u64| PLAN.marginal_values_within(None, &mut Work::at_most(steps)).map(|_| ());
    assert!(within(work.done()).is_ok());
    assert_eq!(within(work.done() - 1).expect_err("one step too few").findings()[0].code, Code::WorkLimit);
    let waivers = PLAN.least_waivers_within(&mut Work::at_most(1)).map(|_| ());
    assert_eq!(waivers.expect_err("one step").findings()[0].code, Code::WorkLimit);
}

/// No waiver lifts a limit; the answer names those that hold the rest back, which are those of the plan with the waivers.
#[test]
fn the_least_waivers_name_the_limits_that_stay() {
    let tight = OPTIONS.replace("\"at_most\": 16", "\"at_most\": 3");
    let plan = matched(&REGISTRY, &missions(&|_| {}), &tight);
    let answer = plan.least_waivers().expect("an answer");
    let after = ask(&plan, json!(answer.changes));
    let limits: Vec<String> = after
        .plan()
        .shortfalls()
        .iter()
        .flat_map(|gap| gap.shortfall.limits.iter().map(ToString::to_string))
        .collect();
    assert!(!limits.is_empty());
    assert!(
        limits.iter().take(8).all(|limit| answer.summary.contains(limit)),
        "{limits:?}: {}",
        answer.summary
    );
}

/// A planner reads the list to act on it; what is left out changes nothing, as supposing it shows.
#[test]
fn what_changes_nothing_is_not_listed_and_answered_where_it_is_asked_for() {
    let listed = PLAN.marginal_values().expect("values");
    let problem = PLAN.problem();
    let lots = problem.lots.iter().map(|lot| (MarginOf::Lot, lot.id.to_string()));
    let limits = problem.limits.iter().map(|limit| (MarginOf::Limit, limit.id().to_string()));
    let needs = problem.requirements.iter().map(|need| (MarginOf::Need, need.id.to_string()));
    let (mut all, mut supposed) = (0, 0);
    for (of, id) in lots.chain(limits).chain(needs) {
        all += 1;
        let values = PLAN.marginal_values_of(&id).expect("it is part of the problem");
        let value = values.iter().find(|value| (value.of, &value.id) == (of, &id)).expect("it is answered");
        let nothing = value.more.is_empty() && value.less.as_ref().is_none_or(Vec::is_empty);
        assert_eq!(listed.contains(value), !nothing, "{}", value.sentence);
        if nothing && of == MarginOf::Lot {
            let what_if = ask(&PLAN, json!([{"change": "withdraw", "lot": id, "units": 1}]));
            assert!(what_if.document().value.iter().all(|level| level.before == level.after), "{id}");
            supposed += 1;
        }
    }
    assert!(supposed > 2 && listed.len() > 2 && listed.len() < all, "{supposed}, {} of {all}", listed.len());
    let each = PLAN.marginal_values_of("each").expect("a limit on each State");
    assert!(each.len() > 1 && each.iter().all(|value| value.id.starts_with("each.")), "{each:?}");
    let refused = |id: &str| PLAN.marginal_values_of(id).expect_err("it is not there").findings()[0].clone();
    let found = refused("protection-force/enginers-airport");
    assert_eq!((found.code, found.path.as_str()), (Code::NotInProblem, "/of"));
    assert_eq!(found.help.as_deref(), Some("Did you mean `protection-force/engineers-airport`?"));
    assert!(refused("nothing-like-it-at-all").help.expect("a hint").contains("why-not"));
}

#[test]
fn a_budget_of_no_move_keeps_all_that_can_stay_and_a_large_one_moves_what_is_best() {
    let (_, lot) = used().into_iter().next().expect("a lot is used");
    let change = json!([{"change": "withdraw", "lot": lot}]);
    let free = ask(&PLAN, change.clone());
    let within = |most: u32| {
        let document = json!({"format": "pledgebook.what-if/1", "changes": change, "at_most_moved": most});
        let what_if =
            PLAN.what_if(&Changes::read(&document.to_string()).expect("it reads")).expect("an answer");
        sound(&PLAN, &what_if);
        what_if
    };
    let (none, all) = (within(0), within(1_000));
    let gone =
        PLAN.proposals().iter().filter(|one| one.lot.as_str() == lot).map(|one| one.units).sum::<u32>();
    assert_eq!(
        (none.document().moved.units, none.document().moved.fewest),
        (gone, Some(gone)),
        "only what is withdrawn"
    );
    assert!(none.document().moved.best);
    assert_eq!(places(all.plan()), places(free.plan()));
}

/// Who names two things where one is wanted is not told that none is named.
#[test]
fn too_much_is_not_taken_for_too_little() {
    let said = |change: Value| {
        let document = json!({"format": "pledgebook.what-if/1", "changes": [change]});
        let refused = Changes::read(&document.to_string()).expect_err("one of them is to be named");
        let [finding] = refused.findings() else { panic!("{refused}") };
        assert_eq!((finding.code, finding.path.as_str()), (Code::ChangeNotPossible, "/changes/0"));
        finding.message.clone()
    };
    let nothing = said(json!({"change": "withdraw"}));
    assert_eq!(nothing, "It does not say what is withdrawn.");
    for both in [json!({"state": "XAA", "lot": "a"}), json!({"pledge": "a", "lot": "a"})] {
        let mut change = json!({"change": "withdraw"});
        change.as_object_mut().expect("an object").extend(both.as_object().expect("an object").clone());
        assert_eq!(said(change), "It names more than one thing to withdraw.");
    }
    let nothing = said(json!({"change": "delay", "lot": "a"}));
    assert_eq!(nothing, "It does not say how late the lot is.");
    let both = said(json!({"change": "delay", "lot": "a", "days": 3, "arrival": 40}));
    assert_eq!(both, "It gives both days of delay and a day of arrival.");
}

#[test]
fn what_cannot_be_is_found_all_at_once() -> Result<(), Error> {
    let firm = PLAN.proposals().iter().find(|one| one.unknown.is_empty());
    let list = json!([
        {"change": "withdraw", "lot": "no-such-lot"},
        {"change": "withdraw", "state": "XAZ"},
        {"change": "delay", "lot": "nor-this", "days": 3},
        {"change": "need", "requirement": "protection-force/enginers-airport", "units": 3},
        {"change": "limit", "id": "eech", "at_most": 3},
        {"change": "level", "lot": "no-such-lot", "scheme": "un-pcrs", "level": "level-9"},
        {"change": "add", "pledge": {"id": "xap-infantry-conflict", "kind": "formed-unit", "title": "Twice",
            "contributors": [{"state": "XAA", "roles": ["lead"]}], "lots": []}},
    ]);
    let refused = PLAN.what_if(&changes(list)).expect_err("none of them can be");
    let found: Vec<_> = refused.findings().iter().map(|each| (each.path.as_str(), each.code)).collect();
    assert_eq!(
        found[..6],
        [
            ("/changes/0/lot", Code::NotFound),
            ("/changes/1", Code::ChangeNotPossible),
            ("/changes/2/lot", Code::NotFound),
            ("/changes/3/requirement", Code::NotFound),
            ("/changes/4/id", Code::NotFound),
            ("/changes/5/level", Code::NotFound),
        ]
    );
    assert!(found[6].0.starts_with("/changes/6"), "{found:?}");
    let help = |i: usize| refused.findings()[i].help.clone().unwrap_or_default();
    assert!(help(3).contains("protection-force/engineers-airport") && help(4).contains("each"));
    if let Some(firm) = firm {
        let refused = PLAN.what_if(&changes(
            json!([{"change": "verify", "lot": firm.lot, "requirement": firm.requirement}]),
        ));
        assert_eq!(refused.expect_err("nothing is open").code(), Code::ChangeNotPossible);
    }
    let list = r#"[{"change": "withdraw", "lot": "a"},
 {"change": "relax", "requirement": "a/b"}]"#;
    let refused = Changes::read_any(list).expect_err("nothing is relaxed");
    let found = &refused.findings()[0];
    assert_eq!(
        (found.path.as_str(), found.line, found.column),
        ("/1", Some(2), Some(2)),
        "where the caller wrote it"
    );
    assert!(Changes::read_any(r#"{"change": "withdraw", "lot": "a"}"#).is_ok());
    let shape = r#"{"format": "pledgebook.what-if/1", "changes": [
        {"change": "withdraw"}, {"change": "waive", "rule": "screening", "lot": "a"}, {"change": "relax", "requirement": "a/b"}]}"#;
    let refused = Changes::read(shape).expect_err("three faults");
    let paths: Vec<&str> = refused.findings().iter().map(|each| each.path.as_str()).collect();
    assert_eq!(paths, ["/changes/0", "/changes/1/rule", "/changes/2"]);
    Ok(())
}

/// A State that nobody has is a slip of the pen; one that pledged nothing has nothing to withdraw.
#[test]
fn a_state_that_the_catalogue_does_not_have_is_found_where_it_is_named() {
    let limit = |scope: Value| json!({"change": "add-limit", "id": "few", "at_most": 1, "scope": scope});
    let asked = [
        (json!({"change": "withdraw", "state": "BRX"}), "/changes/0/state"),
        (limit(json!({"of": "state", "state": "BRX"})), "/changes/0/scope/state"),
        (limit(json!({"of": "states", "states": ["XAA", "BRX"]})), "/changes/0/scope/states/1"),
    ];
    for (change, path) in asked {
        let refused = PLAN.what_if(&changes(json!([change]))).expect_err("no State has that code");
        let found: Vec<_> = refused.findings().iter().map(|each| (each.code, each.path.as_str())).collect();
        assert_eq!(found, [(Code::StateUnknown, path)]);
        let help = refused.findings()[0].help.as_deref().unwrap_or_default();
        assert!(help.starts_with("Did you mean `BR"), "{help}");
    }
    let refused = PLAN.what_if(&changes(json!([{"change": "withdraw", "state": "BRA"}])));
    assert_eq!(refused.expect_err("it pledged nothing").code(), Code::ChangeNotPossible);
}
