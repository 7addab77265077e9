//! The least that would have to be waived, held against every set of waivers there is, on small registers.

use std::collections::BTreeMap;

use pledgebook::judge::eligibility::{Rule, WAIVABLE};
use pledgebook::plan::sourcing::{Changes, LeastWaivers};
use pledgebook::words::value::{LotId, Met, SlotId};
use pledgebook::{MatchOptions, Mission, Plan, Registry, match_missions};
use pledgebook_tests::dice::Dice;
use serde_json::{Value, json};

/// A small register and mission, in which levels, days, languages, types and screening turn lots away.
fn plan(dice: &mut Dice) -> Plan {
    let mut entries = Vec::new();
    let mut entry = |id: String, what: Value| {
        let day = json!({"earliest": "2026-02-01", "latest": "2026-02-01"});
        entries.push(json!({"id": id, "valid": day, "what": what, "sources": [], "reconstructed": false}));
    };
    for i in 0..4 {
        let id = format!("lot-{i}");
        let unit_type = *dice.one(&["engineering-company", "engineering-company", "formed-police-unit"]);
        let languages = dice
            .one(&[json!([]), json!([{"language": "fr", "proficiency": "fluent", "persons": 40}])])
            .clone();
        let lot = json!({"id": id, "described_as": "a unit", "unit_type": unit_type, "units": 1, "languages": languages,
            "windows": [{"from": "2026-01-01"}],
            "stages": [{"id": "move", "branch": "both", "days": dice.one(&[30, 70, 75, 90]), "after": []}]});
        entry(
            format!("{id}-a"),
            json!({"event": "announced", "pledge": {"id": id, "kind": "formed-unit", "title": "A pledge",
            "contributors": [{"state": format!("XA{}", ["A", "B"][i % 2]), "roles": ["lead"]}], "lots": [lot]}}),
        );
        entry(format!("{id}-b"), json!({"event": "accepted", "pledge": id, "units": "all"}));
        let level = *dice.one(&["level-1", "level-2"]);
        entry(
            format!("{id}-c"),
            json!({"event": "level-recorded", "pledge": id, "units": "all", "scheme": "un-pcrs", "level": level}),
        );
    }
    let mut registry = Registry::new();
    let (known, actor) = ("2026-02-02T00:00:00Z".parse().unwrap(), "desk".parse().unwrap());
    registry.record(&Value::from(entries).to_string(), known, actor).unwrap();
    let requirement = |id: &str, class: usize, dice: &mut Dice| {
        json!({"id": id, "title": "Units", "component": "military", "unit_type": "engineering-company",
            "units": dice.one(&[1, 2]), "class": class, "needed_by": 60, "latest_by": dice.one(&[60, 72]), "hold_for": 100,
            "minimum_level": {"scheme": "un-pcrs", "level": "level-2"}, "basis": "B",
            "languages": dice.one(&[json!([]), json!([{"language": "fr", "proficiency": "fluent", "persons": 10}])])})
    };
    let requirements = [requirement("a", 1, dice), requirement("b", 2, dice)];
    let mission = json!({"format": "pledgebook.mission/1", "id": "m", "title": "M", "led_by": "UN", "clock": "mandate",
        "host": {"name": "An invented host", "fictional": true}, "requirements": requirements, "sources": []});
    let mission = Mission::read(&mission.to_string()).unwrap().starting("2026-12-01".parse().unwrap());
    let options = r#"{"format": "pledgebook.match-options/1", "limits": [
        {"id": "each", "at_most": 2, "scope": {"of": "each-state"}}]}"#;
    let view = registry.as_of("2026-11-23".parse().unwrap());
    match_missions(&view, &[mission], &MatchOptions::read(options).unwrap()).unwrap()
}

/// The pairs that waivable rules alone exclude, with how many rules, and by how many days where they are about days.
fn near_misses(plan: &Plan) -> BTreeMap<(SlotId, LotId), (Vec<Rule>, i64)> {
    let mut near = BTreeMap::new();
    for row in plan.coverage() {
        for (_, lot) in plan.view().lots() {
            let answer = plan.why_not(&row.requirement, &lot.lot.id).unwrap();
            let unmet: Vec<_> = answer.judgements.iter().filter(|each| each.met == Met::Unmet).collect();
            if unmet.is_empty() || !unmet.iter().all(|each| WAIVABLE.contains(&each.rule)) {
                continue;
            }
            let days = unmet
                .iter()
                .filter(|each| each.rule == Rule::Arrival)
                .map(|each| -each.margin.unwrap_or(0))
                .sum();
            let rules = unmet.iter().map(|each| each.rule).collect();
            near.insert((row.requirement.clone(), lot.lot.id.clone()), (rules, days));
        }
    }
    near
}

fn waive<'a>(pairs: impl Iterator<Item = (&'a (SlotId, LotId), &'a Vec<Rule>)>) -> Changes {
    let waive = |(requirement, lot): &(SlotId, LotId), rule: &Rule| json!({"change": "waive", "rule": rule, "requirement": requirement, "lot": lot});
    let list: Vec<Value> =
        pairs.flat_map(|(pair, rules)| rules.iter().map(move |rule| waive(pair, rule))).collect();
    Changes::read_any(&Value::from(list).to_string()).unwrap()
}

fn short(plan: &Plan) -> Vec<u32> {
    let of = |class| plan.coverage().iter().filter(|row| row.class == class).map(|row| row.short).sum();
    vec![of(1), of(2)]
}

/// What stays short, by class, then how many rules are waived, then by how many days.
type Measure = (Vec<u32>, usize, i64);

fn measure(plan: &Plan, answer: &LeastWaivers) -> Measure {
    let of = |class| answer.shortages.iter().filter(|row| row.class == class).map(|row| row.after).sum();
    assert_eq!(answer.shortages.iter().map(|row| row.before).sum::<u32>(), short(plan).iter().sum::<u32>());
    let rules = answer.waivers.iter().map(|waiver| waiver.rules.len() * waiver.units as usize).sum();
    let days = answer.waivers.iter().map(|waiver| i64::from(waiver.days) * i64::from(waiver.units)).sum();
    (vec![of(1), of(2)], rules, days)
}

#[test]
fn no_set_of_waivers_closes_more_or_as_much_with_fewer() {
    let (mut waived, mut by_days) = (0, 0);
    for seed in 10..40 {
        let plan = plan(&mut Dice::new(seed));
        let near: Vec<_> = near_misses(&plan).into_iter().collect();
        assert!(near.len() <= 8, "few enough to try every set");
        let answer = plan.least_waivers().unwrap();
        assert!(answer.certificate.verify());
        let found = measure(&plan, &answer);
        let mut best: Option<Measure> = None;
        // A set is worth asking about where it could be better than the best so far.
        for set in 0_u32..1 << near.len() {
            let chosen = || near.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, pair)| pair);
            let rules = chosen().map(|(_, (rules, _))| rules.len()).sum();
            let days = chosen().map(|(_, (_, days))| *days).sum();
            if best.as_ref().is_some_and(|best| (rules, days) > (best.1, best.2) && best.0 == [0, 0]) {
                continue;
            }
            let changes = waive(chosen().map(|(pair, (rules, _))| (pair, rules)));
            let after = short(plan.what_if(&changes).unwrap().plan());
            let this = (after, rules, days);
            best = Some(best.map_or(this.clone(), |best| best.min(this)));
        }
        assert_eq!(Some(&found), best.as_ref(), "seed {seed}");
        waived += found.1;
        by_days += usize::from(found.2 > 0);
        // The changes that the answer names, asked as what would be if, close what it says.
        let asked = Changes::of(answer.changes.clone());
        assert_eq!(short(plan.what_if(&asked).unwrap().plan()), found.0, "seed {seed}");
    }
    assert!(waived > 20 && by_days > 3, "{waived} rules waived, days in {by_days} cases");
}

#[test]
fn screening_and_type_are_never_waived() {
    for rule in [
        Rule::Screening,
        Rule::Vetting,
        Rule::UnitType,
        Rule::Undertakings,
        Rule::PledgeStatus,
        Rule::Caveats,
    ] {
        assert!(!WAIVABLE.contains(&rule), "{rule}");
    }
    for seed in 0..40 {
        let answer = plan(&mut Dice::new(seed)).least_waivers().unwrap();
        for waiver in &answer.waivers {
            assert!(waiver.rules.iter().all(|each| WAIVABLE.contains(&each.rule)));
            assert!(!waiver.sentence.is_empty() && waiver.sentence.ends_with('.'), "{}", waiver.sentence);
        }
    }
}
