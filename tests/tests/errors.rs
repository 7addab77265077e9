//! The catalogue of codes: stable, each with a meaning, and each brought about by an example that shows what it is
//! for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use pledgebook::plan::matching::{Columns, Costs, Strategy, Work};
use pledgebook::plan::sourcing::Changes;
use pledgebook::record::{Journal, MemoryStore, SqliteStore, Store};
use pledgebook::words::finding::Severity;
use pledgebook::words::value::Hash;
use pledgebook::{
    Certificate, Code, Error, Finding, MatchOptions, Mission, Problem, Registry, Scheme, match_missions,
};
use pledgebook_tests::keeping::Folder;
use serde_json::{Value, json};

fn shipped(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"));
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn every_code_is_one_word_with_one_meaning() {
    let mut words = BTreeSet::new();
    for code in Code::ALL {
        let word = code.as_str();
        let kebab =
            word.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()));
        assert!(kebab, "{word} is not lowercase words with hyphens");
        assert!(words.insert(word), "{word} stands twice");
        assert_eq!(code.to_string(), word);
        assert_eq!(serde_json::to_value(code).expect("a word"), json!(word));
        let meaning = code.meaning();
        assert!(meaning.len() > 10 && meaning.ends_with('.') && !meaning.contains('\n'), "{word}: {meaning}");
        assert!(meaning.starts_with(char::is_uppercase), "{word}: {meaning}");
    }
    let meanings: BTreeSet<&str> = Code::ALL.iter().map(|code| code.meaning()).collect();
    assert_eq!(meanings.len(), words.len(), "two codes mean the same");
}

#[test]
fn the_table_of_codes_has_them_all() {
    let table = serde_json::to_value(pledgebook::tell::codes()).expect("a table").to_string();
    for code in Code::ALL {
        assert!(table.contains(&format!("\"{code}\"")), "{code} is not in the table for other languages");
    }
}

fn refused<T>(outcome: Result<T, Error>) -> Vec<Finding> {
    outcome.err().map(|refused| refused.findings().to_vec()).unwrap_or_default()
}

/// The small mission with something else at a place.
fn mission(place: &str, other: Value) -> Vec<Finding> {
    refused(Mission::read(&changed("examples/data/small/mission.json", place, other)))
}

/// The scheme of the United Nations with another rule for Level 2.
fn rule(other: Value) -> Vec<Finding> {
    refused(Scheme::read(&changed("core/schemes/un-pcrs.json", "/levels/1/requires/0/rule", other)))
}

/// The small registry with something else at a place.
fn registry(place: &str, other: Value) -> Vec<Finding> {
    refused(Registry::read(&changed("examples/data/small/registry.json", place, other)))
}

fn changed(file: &str, place: &str, other: Value) -> String {
    let mut document = shipped(file);
    let (parent, key) = place.rsplit_once('/').expect("a place below the document");
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("{file} has no {parent}"));
    match key.parse::<usize>() {
        Ok(i) if parent.is_array() => parent[i] = other,
        _ => parent[key] = other,
    }
    document.to_string()
}

fn problem(changes: &[(&str, Value)]) -> Vec<Finding> {
    let mut problem = json!({
        "format": "pledgebook.problem/1",
        "requirements": [{ "id": "m/a", "class": 1, "units": 1 }],
        "lots": [{ "id": "a", "units": 1 }, { "id": "b", "units": 1 }, { "id": "c", "units": 1 }],
        "pairs": [], "limits": [],
    });
    changes.iter().for_each(|(key, value)| problem[*key] = value.clone());
    refused(Problem::read(&problem.to_string()))
}

/// One requirement and one lot as columns, with needs of one's own.
fn columns(needs: Vec<u32>) -> Columns {
    let costs = Costs::One { pair: vec![1], shortage: vec![2] };
    Columns { needs, lots: vec![1], requirement: vec![0], lot: vec![0], costs, limits: Vec::new() }
}

/// Records the small registry's events as far as asked, then one more.
fn recorded(more: Value, known: &str) -> Vec<Finding> {
    let mut registry =
        Registry::read(&shipped("examples/data/small/registry.json").to_string()).expect("a good registry");
    let more = json!([more]).to_string();
    refused(registry.record(&more, known.parse().expect("an instant"), "desk".parse().expect("an actor")))
}

fn event(id: &str, what: Value) -> Value {
    json!({ "id": id, "what": what, "sources": [], "reconstructed": false })
}

fn matched(start: bool, ask: impl FnOnce(&pledgebook::Plan) -> Vec<Finding>) -> Vec<Finding> {
    let registry =
        Registry::read(&shipped("examples/data/small/registry.json").to_string()).expect("a good registry");
    let mission =
        Mission::read(&shipped("examples/data/small/mission.json").to_string()).expect("a good mission");
    let mission = if start { mission.starting("2026-12-01".parse().expect("a day")) } else { mission };
    let view = registry.as_of("2026-11-23".parse().expect("a day"));
    match match_missions(&view, &[mission], &MatchOptions::default()) {
        Ok(plan) => ask(&plan),
        Err(error) => error.findings().to_vec(),
    }
}

fn small_registry() -> Registry {
    Registry::read(&shipped("examples/data/small/registry.json").to_string()).expect("a good registry")
}

fn written(registry: &Registry) -> Journal {
    let mut journal = Journal::new();
    registry.write_to(&mut journal, Hash::of(&[b"a secret"])).expect("the journal of this record");
    journal
}

/// The journal of the small registry, with other lines.
fn journal(other: fn(&str) -> String) -> Vec<Finding> {
    refused(Journal::read(other(&written(&small_registry()).to_lines())))
}

/// Findings that show what each code is for.
fn examples() -> BTreeMap<&'static str, Vec<Finding>> {
    let [read_only, busy, full, damaged, failed] = stores();
    let withdrawn = json!({ "event": "withdrawn", "pledge": "xaa-engineers", "units": "all" });
    let two =
        json!({ "event": "returned", "pledge": "xaa-engineers", "lots": ["xaa-engineers"], "units": "all" });
    let three =
        json!({ "event": "arrived", "pledge": "xaa-engineers", "lots": ["xaa-engineers"], "units": 3 });
    let pair = json!({ "requirement": "m/a", "lot": "a", "unknown": 0, "late": 0, "substitute": 0, "preference": 0 });
    let supply = |id: &str, members: [&str; 2]| json!({ "id": id, "side": "supply", "members": members, "at_most": 1 });
    let unknown_keys: serde_json::Map<String, Value> =
        (0..1_100).map(|i| (format!("x{i}"), json!(1))).collect();
    let scheme = changed("core/schemes/un-pcrs.json", "/levels/1/rank", json!(1));
    let stage = |id: &str, after: &str| json!({ "id": id, "branch": "both", "days": 1, "after": [after] });
    let lot = "/events/0/what/pledge/lots/0";
    let certificate = |key: &'static str, other: Value| {
        matched(true, |plan| {
            let mut certificate = serde_json::to_value(plan.certificate()).expect("JSON");
            certificate[key] = other;
            Certificate::read(&certificate.to_string()).expect("of the right shape").faults()
        })
    };
    BTreeMap::from([
        ("not-json", refused(Mission::read("{\"format\": "))),
        ("too-large", refused(Mission::read(&"[".repeat(40)))),
        ("too-many-findings", mission("/host", Value::Object(unknown_keys))),
        ("format-unsupported", mission("/format", json!("pledgebook.mission/2"))),
        ("wrong-type", mission("/led_by", Value::Null)),
        ("unknown-key", mission("/led-by", json!("UN"))),
        (
            "duplicate-key",
            refused(Mission::read(&shipped("examples/data/small/mission.json").to_string().replacen(
                "\"led_by\"",
                "\"led_by\":\"AU\",\"led_by\"",
                1,
            ))),
        ),
        ("missing-key", mission("/requirements/0", json!({}))),
        ("unknown-word", mission("/clock", json!("Mandate"))),
        ("malformed-id", mission("/id", json!("Exercise"))),
        ("malformed-text", mission("/title", json!(" "))),
        ("malformed-day", registry("/events/0/valid/latest", json!("2026-02-30"))),
        ("malformed-state", mission("/host/state", json!("xaz"))),
        ("malformed-code", mission("/host/ports_of_entry", json!(["XA 1"]))),
        ("entry-unknown", mission("/requirements/0/self_sustainment", json!(["katering"]))),
        (
            "part-exceeds-whole",
            registry(
                &format!("{lot}/equipment"),
                json!([{ "category": "excavator", "quantity": 2, "serviceable": 3 }]),
            ),
        ),
        (
            "not-of-this-kind",
            recorded(
                event(
                    "trained",
                    json!({ "event": "evidence-recorded", "pledge": "xaa-engineers", "units": "all", "evidence": {
                        "id": "visit", "kind": "verification-visit", "training": { "module": "humanitarian-law" }
                    } }),
                ),
                "2026-11-23T09:00:00Z",
            ),
        ),
        ("malformed-number", mission("/requirements/0/class", json!(10))),
        ("span-reversed", registry("/events/0/valid/earliest", json!("2026-01-31"))),
        ("duplicate-id", mission("/requirements/1/id", json!("engineers"))),
        ("not-found", registry("/events/3/what/lots", json!(["xaa-cooks"]))),
        ("state-unknown", mission("/host/state", json!("XBZ"))),
        ("unit-type-unknown", mission("/requirements/0/unit_type", json!("engineering-compani"))),
        (
            "conflict-without-difference",
            registry(
                &format!("{lot}/units"),
                json!({
                    "conflict": [{ "value": 2, "by": "one" }, { "value": 2, "by": "another" }]
                }),
            ),
        ),
        ("lead-not-single", registry("/events/0/what/pledge/contributors", json!([]))),
        (
            "windows-overlap",
            registry(&format!("{lot}/windows"), json!([{ "from": "2026-01-01" }, { "from": "2027-01-01" }])),
        ),
        ("stage-cycle", registry(&format!("{lot}/stages"), json!([stage("a", "b"), stage("b", "a")]))),
        ("journal-broken", journal(|lines| lines.replacen("xaa-engineers", "xab-engineers", 1))),
        ("journal-torn", journal(|lines| lines.trim_end().to_owned())),
        ("checkpoint-differs", refused(Journal::new().continues(&written(&small_registry()).checkpoint()))),
        (
            "content-withheld",
            refused(Registry::from_journal(
                &written(&small_registry()).withhold(&[2].into()).expect("two events"),
            )),
        ),
        ("event-id-reused", recorded(event("xaa-announced", withdrawn.clone()), "2026-11-23T09:00:00Z")),
        ("known-decreases", recorded(event("late", withdrawn), "2026-01-01T09:00:00Z")),
        ("seq-not-contiguous", registry("/events/8/seq", json!(10))),
        ("event-not-possible", recorded(event("back", two), "2026-11-23T09:00:00Z")),
        ("units-not-conserved", recorded(event("three-of-two", three), "2026-11-23T09:00:00Z")),
        ("rank-not-unique", refused(Scheme::read(&scheme))),
        ("rule-never-met", rule(json!({ "any": [] }))),
        ("rule-asks-nothing", rule(json!({ "all": [] }))),
        ("level-cycle", rule(json!({ "level": "level-2" }))),
        ("clock-not-started", matched(false, |_| Vec::new())),
        ("days-not-ordered", mission("/requirements/0/latest_by", json!(10))),
        (
            "limit-not-nested",
            problem(&[("limits", json!([supply("k", ["a", "b"]), supply("l", ["b", "c"])]))]),
        ),
        (
            "limit-cannot-hold",
            problem(&[(
                "limits",
                json!([{ "id": "k", "side": "supply", "members": [], "at_most": 1, "at_least": 2 }]),
            )]),
        ),
        ("columns-differ", refused(columns(vec![0, 0]).solve())),
        ("store-read-only", read_only),
        ("store-busy", busy),
        ("store-full", full),
        ("store-damaged", damaged),
        ("store-failed", failed),
        ("work-limit", refused(columns(vec![1]).solve_within(Strategy::Auto, &mut Work::at_most(0)))),
        ("cancelled", refused(columns(vec![1]).solve_within(Strategy::Auto, &mut Work::until(&mut || true)))),
        (
            "change-not-possible",
            matched(true, |plan| {
                let pin = json!([{ "change": "pin", "requirement": "exercise/engineers", "lot": "xac-hospital", "units": 1 }]);
                let changes = json!({ "format": "pledgebook.what-if/1", "changes": pin }).to_string();
                refused(plan.what_if(&Changes::read(&changes).expect("changes")))
            }),
        ),
        ("duplicate-pair", problem(&[("pairs", json!([pair, pair]))])),
        (
            "cost-out-of-range",
            problem(&[(
                "requirements",
                (0..8).map(|i| json!({ "id": format!("m/{i}"), "class": 1, "units": 1_000_000 })).collect(),
            )]),
        ),
        (
            "not-in-problem",
            matched(true, |plan| {
                let solution = pledgebook::solve(plan.problem()).expect("it was solved before");
                refused(solution.forced(
                    &"exercise/engineers".parse().expect("a slot"),
                    &"xac-hospital".parse().expect("a lot"),
                ))
            }),
        ),
        ("proof-fails", certificate("seal", json!("another"))),
    ])
}

/// What each stands in the way of keeping events: reading only, others, no room, another trigger, no file.
fn stores() -> [Vec<Finding>; 5] {
    let folder = Folder::new();
    let path = folder.file("book.db");
    let mut store = SqliteStore::open(&path).expect("a new file");
    let head = store.head().expect("it can be read");
    let mut journal = Journal::new();
    let known = "2026-01-06T09:00:00Z".parse().expect("an instant");
    journal.append(known, "desk-3".parse().expect("an actor"), "{}", Hash::default()).expect("a line");
    let read_only = SqliteStore::open_read_only(&path).expect("it is there").append(head, journal.lines());
    let other = rusqlite::Connection::open(&path).expect("the same file");
    let run = |sql| other.execute_batch(sql).expect("SQL");
    run("BEGIN IMMEDIATE");
    store.wait_at_most(1).expect("a setting");
    let busy = store.append(head, &[]);
    run("ROLLBACK; DROP TRIGGER journal_loses_none");
    let full = MemoryStore::with_room_for(0).append(head, journal.lines());
    let damaged = SqliteStore::open(&path);
    [
        refused(read_only),
        refused(busy),
        refused(full),
        refused(damaged),
        refused(SqliteStore::open(folder.path())),
    ]
}

#[test]
fn every_code_is_brought_about_by_an_example() {
    let examples = examples();
    for code in Code::ALL.iter().filter(|code| **code != Code::Internal) {
        let found =
            examples.get(code.as_str()).unwrap_or_else(|| panic!("`{code}` has no example: add one above"));
        let finding = found.iter().find(|finding| finding.code == *code);
        let finding = finding.unwrap_or_else(|| panic!("`{code}` is not among {found:?}"));
        assert_eq!(finding.severity, Severity::Refused);
        assert!(finding.message.ends_with('.'), "{finding}");
    }
    let unknown: Vec<_> =
        examples.keys().filter(|word| Code::ALL.iter().all(|code| code.as_str() != **word)).collect();
    assert!(unknown.is_empty(), "{unknown:?} are no codes");
}

#[test]
fn no_more_findings_are_shown_than_a_person_can_mend() {
    let found = &examples()["too-many-findings"];
    assert_eq!(found.len(), 1_001);
    assert!(found.iter().all(|finding| finding.line.is_some() && finding.column.is_some()));
    assert_eq!(found.iter().filter(|finding| finding.code == Code::TooManyFindings).count(), 1);
}

#[test]
fn a_suggestion_is_made_where_one_is_near() {
    let examples = examples();
    for (code, suggestion) in [
        ("unknown-key", "`led_by`"),
        ("unknown-word", "`mandate`"),
        ("unit-type-unknown", "`engineering-company`"),
    ] {
        let helps: Vec<&String> = examples[code].iter().filter_map(|finding| finding.help.as_ref()).collect();
        assert!(helps.iter().any(|help| help.contains(suggestion)), "{code}: {helps:?}");
    }
}

#[test]
fn an_error_tells_all_its_findings_in_words_and_as_data() {
    let text = changed("examples/data/small/mission.json", "/led_by", Value::Null);
    let error = Mission::read(&text).expect_err("null is never a value");
    assert_eq!(error.findings().len(), 1);
    let told = error.to_string();
    for part in ["/led_by", "line 1", "[wrong-type]", "Leave the key out"] {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    let text = text.replace("\"request\"", "\"requests\"");
    let error = Mission::read(&text).expect_err("two faults");
    let told = error.to_string();
    assert!(told.starts_with("2 findings\n") && told.lines().count() == 3, "{told}");
    let keys: BTreeSet<String> = error
        .findings()
        .iter()
        .flat_map(|finding| {
            serde_json::to_value(finding).expect("JSON").as_object().cloned().unwrap_or_default()
        })
        .map(|(key, _)| key)
        .collect();
    assert_eq!(
        keys,
        ["code", "column", "help", "line", "message", "path", "severity"].map(str::to_owned).into()
    );
}

#[test]
fn one_of_a_kind_is_told_in_the_singular() {
    let costs = Costs::One { pair: vec![1], shortage: vec![2, 3] };
    let one = Columns { costs, ..columns(vec![1]) };
    let two = Columns { requirement: vec![0, 0], lot: vec![0, 0], ..columns(vec![1, 1]) };
    let told = |columns: Columns| refused(columns.solve()).into_iter().map(|each| each.message);
    assert_eq!(
        told(one).chain(told(two)).collect::<Vec<_>>(),
        [
            "This column has 2 entries, and there is 1 requirement.",
            "This column has 1 entry, and there are 2 pairs.",
            "This column has 1 entry, and there are 2 requirements.",
        ]
    );
}
