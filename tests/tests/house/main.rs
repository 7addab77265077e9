//! The house stands as it was drawn (DESIGN sections 1 and 2): the order of the rooms, what the core does without,
//! how large files and bindings may grow, one version, and no real State matched with a real host.

mod paths;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pledgebook::Mission;
use serde_json::Value;

use paths::{PLAN, tokens, wrong_paths};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the repository")
}

/// Every file below a folder of the repository, with its place in the repository, in order.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(next) = open.pop() {
        let entries = fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display()));
        for entry in entries {
            let path = entry.expect("a folder can be listed").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            if path.is_dir() {
                // What was installed or built there is not ours.
                if !matches!(name.as_str(), "node_modules" | "__pycache__" | "pkg") {
                    open.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let place = path.strip_prefix(root()).expect("it lies in the repository");
                found.push((place.to_str().expect("a plain name").replace('\\', "/"), path));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} holds no file that ends with {endings:?}");
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(file: &str) -> String {
    text(&root().join(file))
}

fn fail_with(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The room behind each name that a wing passes on: `pub use catalogue::Catalogue;` in `words/mod.rs`.
fn doors() -> BTreeMap<(String, String), String> {
    let mut doors = BTreeMap::new();
    for (wing, _) in PLAN {
        for line in read(&format!("core/src/{wing}/mod.rs")).lines() {
            let Some(passed) = line.strip_prefix("pub use ").and_then(|line| line.strip_suffix(';')) else {
                continue;
            };
            let (room, names) = passed.split_once("::").unwrap_or((passed, ""));
            for name in names.trim_matches(['{', '}']).split(", ") {
                doors.insert((wing.to_string(), name.to_owned()), room.to_owned());
            }
        }
    }
    doors
}

#[test]
fn data_flows_down_the_house() {
    let doors = doors();
    let behind = |wing: &str, name: &str| doors.get(&(wing.to_owned(), name.to_owned())).cloned();
    let mut wrong = Vec::new();
    for (place, path) in files("core/src", &[".rs"]) {
        let file = place.strip_prefix("core/src/").expect("it lies in core/src");
        wrong.extend(wrong_paths(file, &text(&path), &behind));
    }
    fail_with(&wrong);
}

#[test]
fn a_path_against_the_order_is_caught() {
    let behind = |wing: &str, name: &str| match (wing, name) {
        ("words", "Catalogue") => Some("catalogue".to_owned()),
        _ => None,
    };
    for (file, planted) in [
        ("judge/timeline.rs", "use crate::plan::matching::Problem;"),
        ("judge/timeline.rs", "use super::eligibility::Rule;"),
        ("judge/readiness/renewal.rs", "use super::super::timeline::arrival;"),
        ("judge/eligibility/mod.rs", "use crate::{words::Catalogue, tell::Table};"),
        (
            "judge/eligibility/mod.rs",
            "use crate::words::{self, value::{Day, Met}};\nuse crate::plan::sourcing;",
        ),
        ("words/value/mod.rs", "macro_rules! m { () => { impl $crate::words::document::Lift for X {} } }"),
        ("words/value/id.rs", "use crate::words::Catalogue;"),
        ("words/document/lift.rs", "#[serde(skip_serializing_if = \"crate::words::catalogue::repeated\")]"),
        ("record/registry/fold.rs", "fn f() -> crate::judge::readiness::Bounds { todo() }"),
        ("record/pledge.rs", "mod tests { use super::super::registry::View; }"),
        ("plan/matching/cost.rs", "fn f<'a>(c: char) { if c == '\"' { crate::plan::sourcing::f() } }"),
        ("tell/of_record.rs", "use crate::Plan;"),
        ("plan/garage/car.rs", "use crate::words::Catalogue;"),
    ] {
        let wrong = wrong_paths(file, planted, &behind);
        assert_eq!(wrong.len(), 1, "{file} with {planted}: {wrong:?}");
        assert!(wrong[0].starts_with(&format!("core/src/{file}")), "{wrong:?}");
    }
    let wrong = wrong_paths("judge/timeline.rs", "\n\nuse crate::plan::matching::Problem;", &behind);
    assert_eq!(
        wrong,
        ["core/src/judge/timeline.rs, line 3: the room judge/timeline may not use the room plan/matching \
          (`plan::matching::Problem`), which stands below it."]
    );
}

#[test]
fn a_path_with_the_order_is_not() {
    let behind = |_: &str, _: &str| None;
    for (file, good) in [
        (
            "judge/timeline.rs",
            "use super::readiness::recorded;\nuse crate::words::value::{Day, Met as Answer};",
        ),
        (
            "judge/timeline.rs",
            "// use crate::plan::matching::Problem;\n/// [`x`](crate::tell::table)\nfn f() {}",
        ),
        (
            "judge/timeline.rs",
            "/* crate::tell::table::Table */ const X: &str = r#\"use crate::tell::table\"#;",
        ),
        ("judge/timeline.rs", "mod tests { use super::*; use super::super::readiness::rank; }"),
        ("record/registry/fold.rs", "use super::super::event::{Event, What};\nuse self::inner::X;"),
        ("plan/matching/mod.rs", "pub use cost::Cost; pub(crate) fn f() {} pub(super) fn g() {}"),
        ("lib.rs", "pub use crate::tell::table::Table;"),
    ] {
        assert_eq!(wrong_paths(file, good, &behind), Vec::<String>::new(), "{file} with {good}");
    }
}

#[test]
fn the_core_has_neither_clock_nor_disk_nor_hash_order_nor_floats() {
    let banned = ["HashMap", "HashSet", "SystemTime", "Utc", "Local", "RandomState", "f32", "f64", "unsafe"];
    // What microlp guesses goes in and out here as whole numbers, and is rechecked in them.
    let may_guess = "core/src/plan/matching/sides/relaxed.rs";
    let banned_of_std = ["env", "fs", "io", "net", "process", "thread", "time"];
    let mut wrong = Vec::new();
    for (place, path) in files("core/src", &[".rs"]) {
        if place != may_guess && text(&path).contains("microlp::") {
            wrong.push(format!("{place}: only {may_guess} may ask microlp, for what it says are guesses."));
        }
        // Only stores touch a disk or a socket, and only by their databases, behind features.
        let outside = ["rusqlite", "postgres", "is_file", "is_dir", "exists"];
        let is_store = place.starts_with("core/src/record/journal/store/");
        let tokens = tokens(&text(&path));
        for (i, token) in tokens.iter().enumerate() {
            if !is_store && outside.contains(&token.text.as_str()) {
                wrong.push(format!(
                    "{place}, line {}: `{}` has its place in a store.",
                    token.line, token.text
                ));
            }
            let back =
                |k: usize| i.checked_sub(k).and_then(|i| tokens.get(i)).map_or("", |token| &token.text);
            let of_std = back(1) == "::" && back(2) == "std" && banned_of_std.contains(&token.text.as_str());
            let guess = place == may_guess && token.text == "f64";
            if of_std || banned.contains(&token.text.as_str()) && !guess {
                wrong.push(format!(
                    "{place}, line {}: `{}` has no place in the core: the same question gives the same bytes \
                     everywhere, so days, seeds and bytes come in as arguments and integers decide.",
                    token.line, token.text
                ));
            }
        }
    }
    fail_with(&wrong);
}

#[test]
fn the_core_holds_itself_to_its_lints() {
    let manifest = read("core/Cargo.toml");
    let mut wrong: Vec<String> = Vec::new();
    let needed = [
        ("arithmetic_side_effects", "deny"),
        ("as_conversions", "deny"),
        ("disallowed_methods", "deny"),
        ("disallowed_types", "deny"),
        ("expect_used", "deny"),
        ("float_arithmetic", "deny"),
        ("indexing_slicing", "deny"),
        ("iter_over_hash_type", "deny"),
        ("missing_docs", "deny"),
        ("panic", "deny"),
        ("string_slice", "deny"),
        ("todo", "deny"),
        ("unimplemented", "deny"),
        ("unreachable", "deny"),
        ("unreachable_pub", "deny"),
        ("unsafe_code", "forbid"),
        ("unwrap_used", "deny"),
    ];
    for (lint, level) in needed {
        if !manifest.lines().any(|line| line == format!("{lint} = \"{level}\"")) {
            wrong.push(format!("core/Cargo.toml does not {level} `{lint}`: no panic may reach a host."));
        }
    }
    for (place, path) in files("core/src", &[".rs"]) {
        for (i, line) in text(&path).lines().enumerate() {
            let expects = line.contains("[expect(") && !place.ends_with("sides/relaxed.rs");
            if line.contains("#[allow(") || line.contains("#![allow(") || expects {
                wrong.push(format!("{place}, line {}: a lint is switched off; mend what it finds.", i + 1));
            }
        }
    }
    fail_with(&wrong);
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut wrong = Vec::new();
    for folder in ["core/src", "py/src", "wasm/src"] {
        for (place, path) in files(folder, &[".rs"]) {
            let lines = text(&path).lines().count();
            if lines > 600 {
                wrong.push(format!("{place} has {lines} lines; give its second concept a file of its own."));
            }
        }
    }
    fail_with(&wrong);
}

#[test]
fn the_bindings_are_thin() {
    let lines = |folder: &str, endings: &[&str]| {
        let files = files(folder, endings).into_iter().filter(|(place, _)| place != "wasm/js/types.d.ts");
        let text: String = files.map(|(_, path)| text(&path)).collect();
        text.lines().filter(|line| !line.trim().is_empty()).count()
    };
    let core = lines("core/src", &[".rs"]);
    let bindings = lines("py/src", &[".rs"])
        + lines("py/python", &[".py"])
        + lines("wasm/src", &[".rs"])
        + lines("wasm/js", &[".js", ".ts"]);
    assert!(
        bindings * 100 < core * 12,
        "the bindings have {bindings} lines, {} per cent of the core's {core}; 12 are allowed, because logic in a \
         binding is logic the other language lacks",
        bindings * 100 / core
    );
}

#[test]
fn there_is_one_version() {
    let workspace = read("Cargo.toml");
    let versions = |text: &str| text.lines().filter(|line| line.starts_with("version = ")).count();
    assert_eq!(versions(&workspace), 1, "Cargo.toml states the one version, once");
    assert!(
        workspace.contains(&format!("\nversion = \"{}\"\n", pledgebook::VERSION)),
        "the crate has that version"
    );
    for member in ["core", "py", "wasm", "tests", "xtask"] {
        let manifest = read(&format!("{member}/Cargo.toml"));
        assert!(
            manifest.contains("\nversion.workspace = true\n"),
            "{member}/Cargo.toml takes the one version"
        );
        assert_eq!(versions(&manifest), 0, "{member}/Cargo.toml states no version of its own");
    }
    let wheel = read("py/pyproject.toml");
    assert!(wheel.contains("dynamic = [\"version\"]"), "the wheel takes the one version");
    assert_eq!(versions(&wheel), 0, "py/pyproject.toml states no version of its own");
    let package: Value = serde_json::from_str(&read("wasm/package.json")).expect("wasm/package.json is JSON");
    assert_eq!(
        package["version"], "0.0.0",
        "wasm/package.json is a template; the build fills the one version in"
    );
}

#[test]
fn no_real_state_is_matched_with_a_real_host() {
    let mut missions = 0;
    let mut wrong = Vec::new();
    let folders = ["examples", "tests/vectors"].into_iter().filter(|folder| root().join(folder).exists());
    for (place, path) in folders.flat_map(|folder| files(folder, &[".json"])) {
        // A wrong document of the corpus may be no JSON at all.
        let Ok(document) = serde_json::from_str::<Value>(&text(&path)) else { continue };
        let mut open = vec![&document];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(members) => open.extend(members.values()),
                _ => {}
            }
            if value["format"] != "pledgebook.mission/1" {
                continue;
            }
            missions += 1;
            let host = &value["host"];
            let real = host["state"].as_str().is_some_and(|state| !state.starts_with("XA"));
            // A mission that the library refuses is matched with nobody.
            let refused = Mission::read(&value.to_string()).is_err();
            if (real || host["fictional"] != true) && !refused {
                wrong.push(format!("{place}: the host {host} is not an invented one."));
            }
        }
    }
    fail_with(&wrong);
    assert!(missions >= 2, "the shipped missions were found");
}
