//! A pledge that says an earlier one again: that one is on record by then, stays on record, and the way back ends.

use std::collections::BTreeSet;

use crate::words::document::CollectInOrder;
use crate::words::finding::{Code, Finding};
use crate::words::value::{PledgeId, nearest};

use super::super::event::{Event, What};
use super::super::pledge::Pledge;
use super::around::{Around, known_since};
use super::check::Places;
use super::timeline::{ByPledge, standing};

/// The pledge that an event announces, as an event of its own or in the place of another, and where it stands in it.
fn announces(event: &Event) -> Option<(&Pledge, &'static str)> {
    match &event.what {
        What::Corrected(corrected) => {
            Some((corrected.instead.as_ref()?.what.begins()?, "what/instead/what/pledge"))
        }
        what => Some((what.begins()?, "what/pledge")),
    }
}

/// The earlier pledge that a pledge says again. One that names itself is refused where it is read.
fn earlier(pledge: &Pledge) -> Option<&PledgeId> {
    pledge.reaffirms.as_ref().filter(|id| **id != pledge.id)
}

/// Finds fault with new events that say a pledge again of which nothing is known by then.
pub(super) fn known_by_then(around: &Around<'_>, place_of: &Places<'_>, findings: &mut Vec<Finding>) {
    for (event, path) in place_of.each() {
        let Some((pledge, under)) = announces(event) else { continue };
        let Some(id) = earlier(pledge) else { continue };
        let since = around.again().get(id).and_then(|events| known_since(events));
        if since.is_none_or(|since| event.known < since) {
            let message = format!("No pledge `{id}` is known by {} that could be said again.", event.known);
            let finding = Finding::new(Code::NotFound, format!("{path}/{under}/reaffirms"), message);
            let mut known = around.known_by(event.known);
            known.remove(&pledge.id);
            findings.push(match nearest(id.as_str(), known.into_iter().map(PledgeId::as_str)) {
                Some(near) => finding.help(format!("Did you mean `{near}`?")),
                None => finding.help("Name a pledge that was announced before, or leave the key out."),
            });
        }
    }
}

/// Finds fault with what stands in the end: a pledge that says again what was taken back, and circles.
pub(super) fn stands(pledges: &ByPledge<'_>, place_of: &Places<'_>, findings: &mut Vec<Finding>) {
    let says_again = |event: &&Event| announces(event).is_some_and(|(pledge, _)| earlier(pledge).is_some());
    if !pledges.values().flatten().any(says_again) {
        return;
    }
    let announced = pledges.iter().filter_map(|(id, events)| {
        let timeline = standing(events);
        let stood = timeline.iter().find(|stood| stood.what.begins().is_some())?;
        let (pledge, under) = announces(stood.event)?;
        Some((*id, (stood.event.seq, pledge, under)))
    });
    let announced = announced.collect_map();
    let mut refuse = |code, id: &PledgeId, from: &PledgeId, message: String, help: &'static str| {
        let Some((seq, _, under)) = announced.get(id) else { return };
        let path = match place_of.get(*seq) {
            Some(place) => format!("{place}/{under}/reaffirms"),
            None => {
                // What is on record already became wrong by a new event on the pledge that it says again.
                let mut on_it = pledges.get(from).into_iter().flatten();
                let place = on_it.find_map(|event| place_of.get(event.seq));
                format!("{}/what", place.or(place_of.each().next().map(|(_, path)| path)).unwrap_or_default())
            }
        };
        if !findings.iter().any(|found| found.path == path && found.code == code) {
            findings.push(Finding::new(code, path, message).help(help));
        }
    };
    let earlier_of = |id: &PledgeId| announced.get(id).and_then(|(_, pledge, _)| earlier(pledge));
    let mut seen: BTreeSet<&PledgeId> = BTreeSet::new();
    for id in announced.keys() {
        let mut way: Vec<&PledgeId> = Vec::new();
        let mut at = Some(*id);
        while let Some(next) = at.filter(|next| announced.contains_key(next) && seen.insert(next)) {
            way.push(next);
            at = earlier_of(next);
        }
        let (Some(end), Some(last)) = (at, way.last()) else { continue };
        if !announced.contains_key(end) {
            let message = format!("The pledge `{end}`, which `{last}` says again, was taken back.");
            let help = "Correct both, or let neither name the other.";
            refuse(Code::NotFound, last, end, message, help);
        } else if let Some(circle) = way.iter().position(|id| *id == end).and_then(|at| way.get(at..)) {
            let names: Vec<String> = circle.iter().map(|id| format!("`{id}`")).collect();
            let message = format!("These pledges say one another again in a circle: {}.", names.join(", "));
            // The announcement that came last closes the circle.
            let closes = circle.iter().max_by_key(|id| announced.get(**id).map(|(seq, ..)| *seq));
            let closes = closes.copied().unwrap_or(end);
            refuse(
                Code::EventNotPossible,
                closes,
                end,
                message,
                "Leave `reaffirms` out of the first of them.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Registry;
    use super::super::diff::diff;
    use crate::words::finding::Error;
    use crate::words::value::PledgeId;

    /// The announcement of a pledge with one lot of the same name, which says the pledge `again` again, if any.
    fn announced(id: &str, again: &str) -> String {
        let again = if again.is_empty() { String::new() } else { format!(r#""reaffirms": "{again}","#) };
        format!(
            r#"{{"event": "announced", "pledge": {{"id": "{id}", "kind": "formed-unit", "title": "T", {again}
                "contributors": [{{"state": "XAA", "roles": ["lead"]}}],
                "lots": [{{"id": "{id}", "described_as": "D", "units": 1}}]}}}}"#
        )
    }

    fn taken_back(event: u32) -> String {
        format!(r#"{{"event": "corrected", "corrects": "e{event}"}}"#)
    }

    /// Records these one by one, a day each, as `e0`, `e1` and so on.
    fn record(whats: &[String]) -> Result<Registry, Error> {
        let mut registry = Registry::new();
        for (i, what) in whats.iter().enumerate() {
            let known = format!("2026-01-{:02}T09:00:00Z", i.saturating_add(1));
            registry.record(&entries(&[what], i), known.parse()?, "desk".parse()?)?;
        }
        Ok(registry)
    }

    fn entries(whats: &[&String], first: usize) -> String {
        let entry = |(i, what): (usize, &&String)| {
            let i = i.saturating_add(first);
            format!(r#"{{"id": "e{i}", "what": {what}, "sources": [], "reconstructed": false}}"#)
        };
        format!("[{}]", whats.iter().enumerate().map(entry).collect::<Vec<_>>().join(","))
    }

    /// The findings, each as code and path.
    fn found<T>(refused: Result<T, Error>) -> Vec<(String, String)> {
        let findings = refused.err().map(|error| error.findings().to_vec()).unwrap_or_default();
        findings.iter().map(|finding| (finding.code.to_string(), finding.path.clone())).collect()
    }

    fn one(code: &str, path: &str) -> Vec<(String, String)> {
        vec![(code.to_owned(), path.to_owned())]
    }

    /// Where the units of a pledge are counted on the last day; empty: in the pledge itself.
    fn counted_in(registry: &Registry, pledge: &str) -> Result<String, Error> {
        let (view, pledge): (_, PledgeId) = (registry.as_of("2026-12-31".parse()?), pledge.parse()?);
        let earlier = view.pledge(&pledge).and_then(|pledge| view.counted_in(pledge));
        Ok(earlier.map(|earlier| earlier.pledge.id.to_string()).unwrap_or_default())
    }

    #[test]
    fn units_are_counted_where_they_were_pledged_first() -> Result<(), Error> {
        let registry = record(&[announced("a", ""), announced("b", "a"), announced("c", "b")])?;
        let counted = ["a", "b", "c"].map(|id| counted_in(&registry, id));
        assert_eq!(counted.into_iter().collect::<Result<Vec<_>, _>>()?, ["", "a", "a"]);
        let text = registry.to_json()?;
        assert_eq!(Registry::read(&text)?.to_json()?, text);
        Ok(())
    }

    #[test]
    fn a_difference_tells_what_is_said_again() -> Result<(), Error> {
        let mended = announced("b", "a");
        let mended =
            format!(r#"{{"event": "corrected", "corrects": "e1", "instead": {{"what": {mended}}}}}"#);
        let registry = record(&[announced("a", ""), announced("b", ""), mended])?;
        let known = |instant: &str| Ok::<_, Error>(registry.view("2026-12-31".parse()?, instant.parse()?));
        let changes = diff(&known("2026-01-02T09:00:00Z")?, &known("2026-01-03T09:00:00Z")?);
        let changes: Vec<_> =
            changes.iter().map(|each| (each.field.as_str(), each.after.as_deref())).collect();
        assert_eq!(changes, [("says again", Some("a"))]);
        Ok(())
    }

    #[test]
    fn what_is_said_again_is_on_record_by_then() -> Result<(), Error> {
        let later = [announced("b", "a"), announced("a", "")];
        assert_eq!(found(record(&later)), one("not-found", "/0/what/pledge/reaffirms"));
        let together = Registry::new().record(
            &entries(&later.each_ref(), 0),
            "2026-01-01T09:00:00Z".parse()?,
            "desk".parse()?,
        );
        assert_eq!(found(together), [], "both became known at once");
        let sound = record(&[announced("a", ""), announced("b", "a")])?.to_json()?;
        let swapped = sound.replace("\"reaffirms\":\"a\",", "").replace(
            "\"id\":\"a\",\"kind\":\"formed-unit\",",
            "\"id\":\"a\",\"kind\":\"formed-unit\",\"reaffirms\":\"b\",",
        );
        let read = found(Registry::read(&swapped));
        assert_eq!(read, one("not-found", "/events/0/what/pledge/reaffirms"));
        Ok(())
    }

    #[test]
    fn what_is_said_again_is_not_taken_back_alone() -> Result<(), Error> {
        let two = [announced("a", ""), announced("b", "a")];
        let alone = [two.as_slice(), &[taken_back(0)]].concat();
        assert_eq!(found(record(&alone)), one("not-found", "/0/what"));
        let later_first = [two.as_slice(), &[taken_back(1), taken_back(0)]].concat();
        assert_eq!(found(record(&later_first)), []);
        let anew = announced("b", "");
        let alone = format!(r#"{{"event": "corrected", "corrects": "e1", "instead": {{"what": {anew}}}}}"#);
        assert_eq!(found(record(&[two.as_slice(), &[alone, taken_back(0)]].concat())), []);
        Ok(())
    }

    #[test]
    fn a_circle_is_refused_where_it_closes() -> Result<(), Error> {
        let circle = format!(
            r#"{{"event": "corrected", "corrects": "e0", "instead": {{"what": {}}}}}"#,
            announced("a", "b")
        );
        let closed = record(&[announced("a", ""), announced("b", "a"), circle]);
        assert_eq!(found(closed), one("event-not-possible", "/0/what/instead/what/pledge/reaffirms"));
        let together = [announced("a", "c"), announced("b", "a"), announced("c", "b"), announced("d", "a")];
        let together = Registry::new().record(
            &entries(&together.each_ref(), 0),
            "2026-01-01T09:00:00Z".parse()?,
            "desk".parse()?,
        );
        assert_eq!(
            found(together),
            one("event-not-possible", "/2/what/pledge/reaffirms"),
            "`d` only hangs on it"
        );
        Ok(())
    }
}
