//! Every vector gives its expected bytes, and holds the laws. Python, Node and a browser run the same folder.
//!
//! `PLEDGEBOOK_VECTORS=write` writes what is expected; `tests/vectors/README.md` says how to read the difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pledgebook::record::Status;
use pledgebook::words::document::canonical;
use pledgebook::words::value::Figure;
use pledgebook::{Certificate, Mission, Plan, Registry, View};
use pledgebook_tests::shuffle::shuffled;
use pledgebook_tests::vectors::{Asked, asked, hash};

/// Above this many pairs of a requirement and a lot, not every why-not is asked.
const SMALL: usize = 200;

struct Case {
    name: String,
    folder: PathBuf,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let entries = fs::read_dir(folder).expect("the vectors").map(|entry| entry.expect("an entry").path());
    let folders = entries.filter(|path| path.is_dir());
    let named = |folder: PathBuf| Case { name: file_name(&folder), folder };
    let mut cases: Vec<Case> = folders.map(named).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Case {
    fn text(&self, name: &str) -> String {
        let path = self.folder.join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}/{name}: {error}", self.name))
    }

    fn asked(&self) -> Asked {
        asked(&self.text("case.json"), &|name| self.text(name))
    }

    fn expected(&self) -> Vec<String> {
        self.text("expected.jsonl").lines().map(str::to_owned).collect()
    }
}

#[test]
fn every_answer_is_the_expected_one() {
    let answers: BTreeMap<String, Vec<String>> =
        cases().iter().map(|case| (case.name.clone(), case.asked().answers)).collect();
    let hash = hash(&answers);
    println!("answers {hash}");
    let sum = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/answers.sha256");
    if std::env::var("PLEDGEBOOK_VECTORS").as_deref() == Ok("write") {
        for case in cases() {
            let lines: String = answers[&case.name].iter().map(|answer| format!("{answer}\n")).collect();
            fs::write(case.folder.join("expected.jsonl"), lines).expect("written");
        }
        fs::write(sum, format!("{hash}\n")).expect("written");
        return;
    }
    for case in cases() {
        let expected = case.expected();
        assert_eq!(answers[&case.name].len(), expected.len(), "{}: asks", case.name);
        for (i, (answer, expected)) in answers[&case.name].iter().zip(&expected).enumerate() {
            assert_eq!(answer, expected, "{}, ask {} (line {})", case.name, i + 1, i + 1);
        }
    }
    assert_eq!(fs::read_to_string(sum).expect("answers.sha256").trim_end(), hash);
}

#[test]
fn the_same_case_gives_the_same_bytes_in_any_order_of_its_lists() {
    for case in cases() {
        let once = case.asked().answers;
        assert_eq!(case.asked().answers, once, "{}, asked twice", case.name);
        // The places in a refusal are those of the text, so documents that are refused stay as they are.
        let refused = refused(&case, &once);
        for seed in 1..=4 {
            let text = |name: &str| match refused.contains(&name.to_owned()) {
                true => case.text(name),
                false => shuffled(&case.text(name), seed),
            };
            let again = asked(&shuffled(&case.text("case.json"), seed), &text).answers;
            for (i, (again, once)) in again.iter().zip(&once).enumerate() {
                assert_eq!(again, once, "{}, ask {}, shuffled by {seed}", case.name, i + 1);
            }
        }
    }
}

/// Documents that a case refuses when it reads or records them.
fn refused(case: &Case, answers: &[String]) -> Vec<String> {
    let case: serde_json::Value = serde_json::from_str(&case.text("case.json")).expect("case.json is JSON");
    let asks = case["asks"].as_array().expect("asks");
    let refused = asks.iter().zip(answers).filter(|(_, answer)| answer.starts_with(r#"{"refused""#));
    let named = |ask: &serde_json::Value| {
        ["document", "events", "options"]
            .into_iter()
            .filter_map(|key| Some(ask[key].as_str()?.to_owned()))
            .collect()
    };
    refused.flat_map(|(ask, _)| -> Vec<String> { named(ask) }).collect()
}

#[test]
fn units_are_conserved_and_the_record_reads_back_as_it_was_written() {
    for case in cases() {
        let Asked { registry, views, missions, .. } = case.asked();
        views.iter().for_each(|view| conserved(&case.name, view));
        let text = registry.to_json().expect("a record");
        let again = Registry::read_with(&text, std::sync::Arc::new(registry.catalogue().clone()));
        assert_eq!(again.and_then(|again| again.to_json()).as_deref(), Ok(text.as_str()), "{}", case.name);
        for mission in missions {
            let text = mission.to_json().expect("a mission");
            let again = Mission::read_with(&text, registry.catalogue());
            assert_eq!(
                again.and_then(|again| again.to_json()).as_deref(),
                Ok(text.as_str()),
                "{}",
                case.name
            );
        }
    }
}

/// Units of a lot = units in all statuses together, wherever their number is known.
fn conserved(name: &str, view: &View) {
    for (_, lot) in view.lots() {
        if let Some(units) = lot.lot.units.as_ref().and_then(Figure::known) {
            let counted: u32 = Status::ALL.iter().map(|status| lot.tally.counted(*status)).sum();
            assert_eq!((counted, lot.tally.uncounted()), (units, None), "{name}: {}", lot.lot.id);
        } else {
            assert!(lot.tally.uncounted().is_some(), "{name}: {}", lot.lot.id);
        }
    }
}

#[test]
fn every_plan_is_proven_recounted_and_explained() {
    for case in cases() {
        for plan in case.asked().plans {
            proven(&case.name, &plan);
            explained(&case.name, &plan);
        }
    }
}

/// Both certificates hold, also as read back; shortfalls recount, and add up to what is short.
fn proven(name: &str, plan: &Plan) {
    for certificate in [plan.certificate(), &plan.document().firm_only] {
        assert_eq!(certificate.faults(), [], "{name}");
        let text = canonical(certificate).expect("a certificate");
        let again = Certificate::read(&text).expect(name);
        assert!(again.verify() && canonical(&again).as_deref() == Ok(&text), "{name}");
    }
    let proposals = &plan.certificate().proposals;
    assert!(plan.shortfalls().iter().all(|gap| gap.shortfall.recount(plan.problem(), proposals)), "{name}");
    let deficit: u32 = plan.shortfalls().iter().map(|gap| gap.shortfall.deficit).sum();
    assert_eq!(deficit, plan.coverage().iter().map(|row| row.short).sum::<u32>(), "{name}");
    assert!(plan.coverage().iter().all(|row| row.firm + row.conditional + row.short == row.needed), "{name}");
}

/// There is an answer to why any lot does not serve any requirement, and it is `proposed` where it does.
fn explained(name: &str, plan: &Plan) {
    let lots: Vec<_> = plan.view().lots().map(|(_, lot)| &lot.lot.id).collect();
    if lots.len() * plan.coverage().len() > SMALL {
        return;
    }
    for row in plan.coverage() {
        for lot in &lots {
            let answer =
                plan.why_not(&row.requirement, lot).unwrap_or_else(|error| panic!("{name}: {error}"));
            let proposed =
                plan.proposals().iter().any(|p| p.requirement == row.requirement && p.lot == **lot);
            assert_eq!(answer.reason.as_str() == "proposed", proposed, "{name}: {} {lot}", row.requirement);
        }
    }
}
