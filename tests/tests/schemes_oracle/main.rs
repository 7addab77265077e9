//! Ten thousand random schemes and records, answered by the library and by an evaluator written from the definition: the
//! supported level, every requirement, the day on which the level falls (by a scan day by day), what would mend what is
//! not met, and until when visits count.

mod draw;
mod naive;

use std::collections::BTreeSet;

use pledgebook::judge::readiness::{Assessment, Because, Effort, Step, assess, verification_due};
use pledgebook::record::LevelRule;
use pledgebook::words::value::{Days, LevelId, Met};
use pledgebook::{Registry, Scheme, View};
use pledgebook_tests::dice::Dice;

use serde_json::{Value, json};

use draw::{Drawn, LOTS};
use naive::{Answer, MET, World, so_many, written};

/// So many records, each of some lots.
const RECORDS: u64 = 10_000 / LOTS as u64;
/// Nothing that is drawn runs out later than so many days after the day of asking.
const HORIZON: i64 = 70;

fn answer(met: Met) -> Answer {
    match met {
        Met::Met => Some(true),
        Met::Unmet => Some(false),
        Met::Unknown => None,
    }
}

fn place(level: Option<&LevelId>) -> Option<usize> {
    level.map(|id| id.as_str().trim_start_matches("level-").parse().expect("a number"))
}

fn view(drawn: &Drawn) -> View {
    let registry = Registry::read(&drawn.registry()).unwrap_or_else(|refused| panic!("{refused}"));
    registry
        .view(written(drawn.on).parse().expect("a day"), "2030-01-01T00:00:00Z".parse().expect("an instant"))
}

#[test]
fn the_library_answers_as_the_definition_does() {
    let (mut falls, mut steps, mut by_answer, mut due) = (0, 0, [0usize; 3], [0usize; 2]);
    for seed in 0..RECORDS {
        let drawn = Drawn::new(&mut Dice::new(seed));
        let scheme = Scheme::read(&drawn.scheme()).unwrap_or_else(|refused| panic!("{seed}: {refused}"));
        let view = view(&drawn);
        for (lot, assessed) in assess(&view, &scheme).into_iter().enumerate() {
            let place = format!("seed {seed}, lot {lot}");
            let at = |on| World {
                levels: &drawn.levels,
                pieces: &drawn.on_file[lot],
                unit_type: drawn.types[lot],
                on,
            };
            check_levels(&at(drawn.on), &assessed, &place);
            check_requirements(&at(drawn.on), &assessed, &mut by_answer, &place);
            falls += check_fall(&at, drawn.on, &assessed, &place);
            steps += check_steps(&assessed, &place);
        }
        // Every age of every visit is tried, so not of all records.
        if seed % 4 == 0 {
            check_due(&drawn, &view, &scheme, &mut due);
        }
    }
    assert!(due.iter().all(|seen| *seen > 100), "by its own words and by the scheme: {due:?}");
    assert!(falls > 300 && steps > 3_000, "too little was seen: {falls} falls, {steps} steps");
    assert!(by_answer.iter().all(|seen| *seen > 2_000), "{by_answer:?}");
}

/// Until when visits count, of every lot; by their own words or by the scheme.
fn check_due(drawn: &Drawn, view: &View, scheme: &Scheme, seen: &mut [usize; 2]) {
    let any = Days::new(Days::MOST).expect("days");
    let found: BTreeSet<(String, &str, String, bool)> = verification_due(view, scheme, any)
        .into_iter()
        .map(|due| {
            let kind = due.visit.evidence.kind.as_str();
            (due.lot.lot.id.to_string(), kind, due.until.to_string(), due.by_scheme)
        })
        .collect();
    let mut expected = BTreeSet::new();
    for lot in 0..LOTS {
        let (levels, pieces) = (&drawn.levels, &drawn.on_file[lot]);
        let world = World { levels, pieces, unit_type: drawn.types[lot], on: drawn.on };
        for kind in ["verification-visit", "coe-inspection"] {
            if let Some((until, by_scheme)) = world.counts_until(kind) {
                expected.insert((format!("lot-{lot}"), kind, written(until), by_scheme));
                seen[usize::from(by_scheme)] += 1;
            }
        }
    }
    assert_eq!(found, expected);
}

fn check_levels(world: &World<'_>, assessed: &Assessment<'_>, at: &str) {
    let supported = &assessed.supported;
    let found = (place(supported.at_least.as_ref()), place(supported.at_most.as_ref()));
    assert_eq!(found, world.supported(), "{at}");
}

fn check_requirements(world: &World<'_>, assessed: &Assessment<'_>, seen: &mut [usize; 3], at: &str) {
    let mut told = assessed.requirements.iter();
    for (i, level) in world.levels.iter().enumerate() {
        let mut applying: Vec<_> = level.requires.iter().enumerate().collect();
        applying.retain(|(_, requirement)| {
            let types = requirement.types.as_ref();
            types.is_none_or(|types| world.unit_type.is_none_or(|is| types.contains(&is)))
        });
        for (j, requirement) in applying {
            let told = told.next().unwrap_or_else(|| panic!("{at}: requirement {j} of level {i} is missing"));
            assert_eq!(told.requirement.title.as_str(), format!("requirement {j}"), "{at}");
            let expected = world.requirement(requirement);
            assert_eq!(answer(told.met), expected, "{at}: {}", told.requirement.rule.in_words());
            seen[expected.map_or(2, usize::from)] += 1;
        }
    }
    assert!(told.next().is_none(), "{at}");
}

/// The first day on which the level is lower, by asking on every day.
fn check_fall<'w>(at: &dyn Fn(i64) -> World<'w>, on: i64, assessed: &Assessment<'_>, what: &str) -> usize {
    let level = |day| at(day).supported().0;
    let today = level(on);
    let first = (on + 1..=on + HORIZON).find(|day| level(*day) < today);
    let found = assessed.supported_falls.as_ref();
    assert_eq!(found.map(|fall| fall.on.to_string()), first.map(written), "{what}");
    let (Some(fall), Some(first)) = (found, first) else { return 0 };
    assert_eq!(place(fall.to.as_ref()), level(first), "{what}");
    assert_eq!(place(Some(&fall.from)), today, "{what}");
    let Because::Evidence(fell) = &fall.because else { panic!("{what}: by evidence") };
    assert!(!fell.is_empty() && fell.iter().all(|each| each.met != Met::Met), "{what}");
    1
}

/// What a rule answers where its parts answer so, in the order in which it has them.
fn with(rule: &LevelRule, parts: &mut dyn Iterator<Item = Answer>) -> Answer {
    let mut each = |of: &[LevelRule]| of.iter().map(|one| with(one, parts)).collect::<Vec<_>>();
    match rule {
        LevelRule::All(of) => so_many(of.all.len(), &each(&of.all)),
        LevelRule::Any(of) => so_many(1, &each(&of.any)),
        LevelRule::AtLeast(of) => so_many(of.at_least.number.get() as usize, &each(&of.at_least.of)),
        _ => parts.next().expect("a part"),
    }
}

/// The steps that are told would do, none of them is needless, and no way with a lesser hardest step would do.
fn check_steps(assessed: &Assessment<'_>, at: &str) -> usize {
    let mut checked = 0;
    for block in &assessed.blocks_next {
        let told = &block.requirement;
        let (rule, leaves) = (&told.requirement.rule, &told.leaves);
        if leaves.iter().any(|leaf| matches!(leaf.rule, LevelRule::Level(_))) {
            continue;
        }
        let would_do = |mended: &dyn Fn(usize) -> bool| {
            let answers = leaves.iter().enumerate();
            let mut answers = answers.map(|(i, leaf)| if mended(i) { MET } else { answer(leaf.met) });
            with(rule, &mut answers) == MET
        };
        let place = |step: &Step<'_>| leaves.iter().position(|leaf| std::ptr::eq(leaf.rule, step.leaf.rule));
        let steps: Vec<usize> = block.steps.iter().map(|step| place(step).expect("a part")).collect();
        let said = rule.in_words();
        assert!(!would_do(&|_| false) && would_do(&|i| steps.contains(&i)), "{at}: {said}");
        // Of what is on file and leaves it Unknown there is something to say; where it says otherwise, something to do.
        for step in block.steps.iter().filter(|step| step.leaf.evidence.is_some()) {
            assert_eq!(
                step.effort == Effort::Answer,
                step.leaf.met == Met::Unknown,
                "{at}: {:?}",
                step.leaf.why
            );
        }
        for needless in &steps {
            assert!(!would_do(&|i| i != *needless && steps.contains(&i)), "{at}: step {needless} of {said}");
        }
        let easier = |i: usize| Step::of(&leaves[i]).is_some_and(|step| step.effort < block.effort());
        assert!(!would_do(&easier), "{at}: an easier way: {said}");
        checked += steps.len();
    }
    let efforts: Vec<Effort> = assessed.blocks_next.iter().map(|block| block.effort()).collect();
    assert!(efforts.is_sorted(), "{at}: {efforts:?}");
    checked
}

/// Whether persons were trained again since a paper ran out, or since longer ago than a rule asks for, the State knows; training
/// that nobody recorded, or of too few, is still to be given.
#[test]
fn training_that_ran_out_is_a_question_to_the_state() {
    let rule = |title: &str, rule: Value| json!({ "title": title, "rule": rule, "source": "S", "illustrative": true });
    let law = |share: u32| json!({ "training": "humanitarian-law", "share": share, "validator": "external" });
    let environment =
        |within: u32| json!({ "training": "environment", "validator": "peer", "within_days": within });
    let requires = [
        rule("Ran out", law(80)),
        rule("Too old", environment(100)),
        rule("Young enough", environment(200)),
        rule("Nothing on file", json!({ "training": "child-protection", "validator": "external" })),
    ];
    let scheme = json!({ "format": "pledgebook.scheme/2", "id": "s", "title": "S", "sources": [], "levels": [
        { "id": "one", "title": "One", "meaning": "M", "rank": 1, "builds_on_lower": false, "source": "S", "requires": requires }
    ] });
    let trained = |day: &str, training: Value, more: Value| {
        let mut evidence = json!({ "id": format!("t-{day}"), "kind": "training", "training": training });
        evidence.as_object_mut().expect("evidence").extend(more.as_object().expect("members").clone());
        (
            day.to_owned(),
            json!({ "event": "evidence-recorded", "pledge": "p", "units": "all", "evidence": evidence }),
        )
    };
    let announced = json!({ "event": "announced", "pledge": { "id": "p", "kind": "formed-unit", "title": "P",
        "contributors": [{ "state": "XAA", "roles": ["lead"] }],
        "lots": [{ "id": "l", "described_as": "a unit", "units": 1 }] } });
    let of_law = json!({ "module": "humanitarian-law", "share": 90, "validator": "external" });
    let of_environment = json!({ "module": "environment", "share": 100, "validator": "peer" });
    let told = [
        ("2026-01-01".to_owned(), announced),
        trained("2026-02-01", of_environment, json!({})),
        trained("2026-03-01", of_law, json!({ "valid_until": "2026-05-31" })),
    ];
    let events: Vec<Value> = told
        .into_iter()
        .enumerate()
        .map(|(i, (day, what))| {
            json!({ "id": format!("e{i}"), "seq": i + 1, "known": "2026-12-31T00:00:00Z", "actor": "desk", "what": what,
                "valid": { "earliest": day, "latest": day }, "sources": [], "reconstructed": false })
        })
        .collect();
    let registry = json!({ "format": "pledgebook.registry/2", "events": events }).to_string();
    let registry = Registry::read(&registry).unwrap_or_else(|refused| panic!("{refused}"));
    // 150 days after 1 February is 1 July.
    let on = "2026-07-01".parse().expect("a day");
    let view = registry.view(on, "2027-01-01T00:00:00Z".parse().expect("an instant"));
    let scheme = Scheme::read(&scheme.to_string()).unwrap_or_else(|refused| panic!("{refused}"));
    let rows = serde_json::to_value(pledgebook::tell::blocks(&view, &scheme)).expect("rows");
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let told = rows.as_array().expect("rows").iter();
    let told: Vec<[String; 4]> =
        told.map(|row| ["requirement", "effort", "owed_by", "to_do"].map(|key| text(row, key))).collect();
    let again = |what: &str| format!("Say whether persons were trained again since the training in {what}.");
    let state = "the Member State";
    let expected = [
        ["Ran out", "answer", state, &again("humanitarian law of 2026-03-01")],
        ["Too old", "answer", state, &again("environment of 2026-02-01")],
        [
            "Nothing on file",
            "training",
            "the Member State, with a body outside to validate it",
            "See to it that persons are trained in child protection, validated from outside.",
        ],
    ];
    assert_eq!(told, expected.map(|row| row.map(str::to_owned)));
}
