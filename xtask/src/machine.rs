//! `docs/events.md`: what can happen to a pledge, and the state machine of a unit as the code has it.

use std::fs;

use pledgebook::record::{MACHINE, Needs, Step};

use crate::generated::Generated;

const FILE: &str = "core/src/record/event/mod.rs";

const ABOVE: &str = "\
# Events, and the status of a unit

The record is a list of events; what the register shows on a day is what they come to. Each says what happened, when it
held (as exactly as is known), when it became known, and who says so. Nothing is overwritten: what was wrong is corrected
by an event, and where sources differ both stand.

This page is made from the code (`cargo xtask schemas`); a test keeps it current.

## What can happen

| event | what it says |
|---|---|
";

const MIDDLE: &str = "
## From which status to which

Every unit has one status on every day, and no unit is ever lost: an event takes units from one status and gives them
another. The rows of an event are gone through from top to bottom; what the first leaves is for the next, and within a row
units come from the status named first. What no row allows is refused, and changes nothing. Events that are not in this table
move no unit.

Counted as *reserved* are units that are reserved or selected; as *moving* those of which nothing, only the people, or only
the equipment has arrived.

| event | from | to | needs |
|---|---|---|---|
";

const BELOW: &str = "
A unit of a lot that was never registered does not become available by coming home, by being resumed or by being released:
it is offered again. A reservation, a suspension and a time of reconstitution end by an event, never by a date that passes.
";

/// The page.
pub(crate) fn all() -> Result<Generated, String> {
    let text = fs::read_to_string(FILE).map_err(|error| format!("{FILE}: {error}"))?;
    let mut page = ABOVE.to_owned();
    let events = events(&text).ok_or_else(|| format!("{FILE}: no list of events"))?;
    for (word, said) in events {
        page.push_str(&format!("| `{word}` | {said} |\n"));
    }
    page.push_str(MIDDLE);
    for step in MACHINE {
        page.push_str(&row(step));
    }
    page.push_str(BELOW);
    Ok(Generated { folder: "docs", ending: "events.md", files: [("events.md".to_owned(), page)].into() })
}

fn row(step: &Step) -> String {
    let from = step.from.iter().map(|phase| in_words(phase.as_str())).collect::<Vec<_>>().join(", ");
    let from = if from.is_empty() { "-".to_owned() } else { from };
    let to = step.to.map_or_else(|| "as it was".to_owned(), |phase| in_words(phase.as_str()));
    let needs = if step.needs == Needs::Nothing { "-" } else { step.needs.as_str() };
    format!("| `{}` | {from} | {to} | {needs} |\n", step.event)
}

fn in_words(word: &str) -> String {
    word.replace('-', " ")
}

/// The word of each event, with the comment above it.
fn events(text: &str) -> Option<Vec<(String, String)>> {
    let (_, list) = text.split_once("pub enum What by \"event\" {")?;
    let (list, _) = list.split_once("\n    }")?;
    let mut said = String::new();
    let mut events = Vec::new();
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix("///") {
            Some(comment) => said = format!("{said} {}", comment.trim()),
            None => {
                let word = line.split('"').nth(1)?;
                events.push((word.to_owned(), std::mem::take(&mut said).trim().to_owned()));
            }
        }
    }
    Some(events)
}
