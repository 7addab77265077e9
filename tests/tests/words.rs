//! The words of the field: what planners, diplomats and data owners read says the terms of the design, and none of those it
//! warns of.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What is read outside: pages, schemas, types, the words of the bindings, and the page of the exercise.
fn published() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut open = [
        "README.md",
        "docs",
        "schemas",
        "wasm/js/types.d.ts",
        "py/src",
        "wasm/src",
        "examples/dashboard/page",
    ]
    .map(|place| root().join(place))
    .to_vec();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push((path.display().to_string(), text.to_lowercase()));
        }
    }
    assert!(files.len() > 20, "only {} files were found", files.len());
    files
}

#[test]
fn the_terms_of_the_field_are_used() {
    let all: Vec<String> = published().into_iter().map(|(_, text)| text).collect();
    for term in [
        "as stated by the member state",
        "recorded level",
        "supported",
        "proposed match",
        "best under the stated rules",
        "unit requirement",
        "statement of unit requirements (sur)",
        "selection guidance",
        "pledge status",
        "end-of-tour",
        "reconstituting",
        "human-rights screening",
        "misconduct vetting",
        "effect of the limit",
        "suggested consultation",
        "sourcing option",
    ] {
        assert!(all.iter().any(|text| text.contains(term)), "`{term}` is nowhere");
    }
}

#[test]
fn the_terms_that_mislead_are_not() {
    let banned = [
        "claimed level",
        "asserted level",
        "next ask",
        "repatriat",
        "price of a state",
        "limits on a state",
        "promised",
        "league table",
        "best contributor",
        "worst contributor",
        "dpko/dpo",
    ];
    let mut wrong = Vec::new();
    for (file, text) in published() {
        for term in banned.iter().filter(|term| text.contains(**term)) {
            wrong.push(format!("{file}: `{term}`"));
        }
        // A planner reads matches, not assignments or optima; a solver's words stay with the proof.
        if !file.contains("certificate") && !file.ends_with("README.md") {
            for term in ["assignment", "optimum"].iter().filter(|term| text.contains(**term)) {
                wrong.push(format!("{file}: `{term}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
