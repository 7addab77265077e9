//! The corpus of wrong documents (`tests/wrong/README.md`): each is refused with just the findings that it says, and
//! what a finding points at, once mended, removes it. Python and Node read the same corpus.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pledgebook::plan::sourcing::Changes;
use pledgebook::tell::AudienceRules;
use pledgebook::words::Catalogue;
use pledgebook::{
    Certificate, Code, Error, Finding, FollowUp, MatchOptions, Mission, Problem, Registry, Scheme,
};
use serde_json::{Value, json};

/// Codes that no document brings about by itself: a fault of ours, questions to a mission or to a plan, columns, work that
/// is stopped, journals and stores.
const OF_NO_DOCUMENT: [Code; 15] = [
    Code::Internal,
    Code::ClockNotStarted,
    Code::NotInProblem,
    Code::ColumnsDiffer,
    Code::WorkLimit,
    Code::Cancelled,
    Code::JournalBroken,
    Code::JournalTorn,
    Code::CheckpointDiffers,
    Code::ContentWithheld,
    Code::StoreReadOnly,
    Code::StoreBusy,
    Code::StoreFull,
    Code::StoreDamaged,
    Code::StoreFailed,
];

/// What is wrong, as a code and a path.
type Found = BTreeSet<(String, String)>;

fn text(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The cases of one kind of document.
struct Kind {
    file: Value,
    good: String,
}

impl Kind {
    fn name(&self) -> &str {
        self.file["kind"].as_str().expect("a kind")
    }

    fn cases(&self) -> impl Iterator<Item = &Value> {
        self.file["cases"].as_array().expect("cases").iter()
    }

    /// The text of a case; of its patches only those that `apply` names.
    fn document(&self, case: &Value, apply: impl Fn(&str) -> bool) -> String {
        let part = |value: &Value| value.as_str().expect("a text").to_owned();
        let times = |value: &Value| value.as_u64().unwrap_or(1).try_into().expect("a number of times");
        if let Some(written) = case.get("text") {
            return part(written).repeat(times(&case["times"]));
        }
        if let Some(replace) = case.get("replace") {
            let old = part(&replace[0]);
            assert_eq!(self.good.matches(&old).count(), 1, "{case}: stands once in the good document");
            return self.good.replace(&old, &part(&replace[1]).repeat(times(&replace[2])));
        }
        if case.get("cut").is_some() {
            return self.good.chars().take(times(&case["cut"])).collect();
        }
        let mut document: Value = serde_json::from_str(&self.good).expect("a good document");
        for change in patches(case).filter(|change| apply(place(change))) {
            patched(&mut document, change);
        }
        document.to_string()
    }

    fn read(&self, case: &Value, text: &str) -> Result<(), Error> {
        match self.name() {
            "registry" => Registry::read(text).map(drop),
            "events" => {
                let onto = crate::text(self.file["onto"].as_str().expect("a registry"));
                let known = case.get("known").unwrap_or(&self.file["known"]).as_str().expect("an instant");
                let mut registry = Registry::read(&onto)?;
                registry.record(text, known.parse()?, "desk-1".parse()?).map(drop)
            }
            "follow-up" => FollowUp::read(text).map(drop),
            "audience-rules" => AudienceRules::read(text).map(drop),
            "mission" => Mission::read(text).map(drop),
            "scheme" => Scheme::read(text).map(drop),
            "catalogue" => Catalogue::read(text).map(drop),
            "match-options" => MatchOptions::read(text).map(drop),
            "problem" => Problem::read(text).map(drop),
            "what-if" => Changes::read(text).map(drop),
            // A certificate that can be read may still be false.
            "certificate" => Error::unless_sound(Certificate::read(text)?.faults()),
            other => panic!("no such kind of document: {other}"),
        }
    }

    fn findings(&self, case: &Value, apply: impl Fn(&str) -> bool) -> Vec<Finding> {
        let refused = self.read(case, &self.document(case, apply));
        refused.err().map(|error| error.findings().to_vec()).unwrap_or_default()
    }
}

fn kinds() -> Vec<Kind> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("wrong");
    let entries = fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|it| it == "json")).collect();
    files.sort();
    let read = |path| fs::read_to_string(path).expect("a file of the corpus");
    let files = files.iter().map(|path| serde_json::from_str(&read(path)).expect("JSON"));
    files.map(|file: Value| Kind { good: text(file["base"].as_str().expect("a file")), file }).collect()
}

fn patches(case: &Value) -> impl Iterator<Item = &Value> {
    case["patch"].as_array().into_iter().flatten()
}

fn place(change: &Value) -> &str {
    change["at"].as_str().expect("a place")
}

fn patched(document: &mut Value, change: &Value) {
    let (parent, key) = place(change).rsplit_once('/').expect("a place below the document");
    let key = key.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent).unwrap_or_else(|| panic!("nothing stands at {parent}")) {
        Value::Array(items) => {
            let i: usize = key.parse().expect("a place in a list");
            match (change.get("set"), change.get("insert")) {
                (Some(value), _) if i == items.len() => items.push(value.clone()),
                (Some(value), _) => items[i] = value.clone(),
                (None, Some(value)) => items.insert(i, value.clone()),
                (None, None) => drop(items.remove(i)),
            }
        }
        Value::Object(members) => match change.get("set") {
            Some(value) => drop(members.insert(key, value.clone())),
            None => drop(members.remove(&key).expect("what is removed is there")),
        },
        other => panic!("{other} has no {key}"),
    }
}

/// The findings a case expects; `#` in a path stands for each of so many places in a list.
fn expected(case: &Value) -> Found {
    let entries = case["expects"].as_array().expect("findings").iter();
    let each = entries.flat_map(|entry| {
        let (code, path) = (entry[0].as_str().expect("a code"), entry[1].as_str().expect("a path"));
        (0..entry[2].as_u64().unwrap_or(1)).map(|i| (code.to_owned(), path.replace('#', &i.to_string())))
    });
    each.collect()
}

fn found(findings: &[Finding]) -> Found {
    findings.iter().map(|finding| (finding.code.to_string(), finding.path.clone())).collect()
}

fn whole(_: &str) -> bool {
    true
}

/// Whether one place is the other, or holds it.
fn along(a: &str, b: &str) -> bool {
    let holds =
        |a: &str, b: &str| b.strip_prefix(a).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    holds(a, b) || holds(b, a)
}

#[test]
fn what_the_cases_change_is_good() {
    for kind in kinds() {
        let refused = kind.read(&json!({}), &kind.good);
        assert_eq!(refused, Ok(()), "{}", kind.name());
    }
}

#[test]
fn every_wrong_document_is_refused_with_just_its_findings() {
    let (mut wrong, mut cases) = (Vec::new(), 0);
    for kind in kinds() {
        let mut names = BTreeSet::new();
        for case in kind.cases() {
            cases += 1;
            let name = case["name"].as_str().expect("a name");
            assert!(names.insert(name), "{}: `{name}` stands twice", kind.name());
            let found = found(&kind.findings(case, whole));
            let expected = expected(case);
            if found != expected {
                let missed: Vec<_> = expected.difference(&found).collect();
                let more: Vec<_> = found.difference(&expected).collect();
                wrong.push(format!(
                    "{}: {name}\n  not found: {missed:?}\n  found besides: {more:?}",
                    kind.name()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {cases}\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases >= 90, "the corpus has {cases} cases");
}

#[test]
fn every_finding_tells_what_is_wrong_where_and_what_would_mend_it() {
    let mut silent = BTreeSet::new();
    for kind in kinds() {
        for case in kind.cases() {
            let by = case["refused_by"].as_str().expect("who refuses it");
            assert!(["schema", "meaning", "text", "proof"].contains(&by), "{case}");
            for finding in kind.findings(case, whole) {
                assert!(finding.message.ends_with('.'), "{case}\n{finding}");
                // What was read and then found false has no text at hand; what is too large is not looked into.
                let placed = finding.line.is_some() && finding.column.is_some();
                assert!(placed || by == "proof" || finding.code == Code::TooLarge, "{case}\n{finding}");
                if by != "text" && finding.help.as_ref().is_none_or(String::is_empty) {
                    silent.insert(format!("{}: {}", finding.code, finding.message));
                }
            }
        }
    }
    assert!(silent.is_empty(), "no hint:\n{}", Vec::from_iter(silent).join("\n"));
}

#[test]
fn what_a_finding_points_at_once_mended_removes_it() {
    let mut wrong = Vec::new();
    for kind in kinds() {
        for case in kind.cases().filter(|case| case.get("patch").is_some() && case.get("known").is_none()) {
            for (code, path) in expected(case) {
                let at_fault = |change: &str| along(change, &path);
                let mended = found(&kind.findings(case, |change| !at_fault(change)));
                if !patches(case).any(|change| at_fault(place(change)))
                    || mended.contains(&(code.clone(), path.clone()))
                {
                    wrong.push(format!("{}: {}: {code} {path}", kind.name(), case["name"]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_code_that_a_document_can_bring_about_is_in_the_corpus() {
    let kinds = kinds();
    let all = kinds.iter().flat_map(Kind::cases).flat_map(expected);
    let covered: BTreeSet<String> = all.map(|(code, _)| code).collect();
    let codes = Code::ALL.iter().filter(|code| !OF_NO_DOCUMENT.contains(code)).map(|code| code.to_string());
    assert_eq!(covered, codes.collect());
}
