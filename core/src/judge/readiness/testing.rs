//! For the tests of this wing: a view of one pledge `p` with one lot `l`, told in few words.

use crate::record::{LotState, PledgeState, Registry, View};
use crate::words::finding::{Code, Error, Finding};

/// What a test tells; what it leaves out is a formed unit of one engineering company, announced on 1 January 2026.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    /// More members of the pledge, each with a comma behind it.
    pub(crate) pledge: &'a str,
    /// The contributors of the pledge.
    pub(crate) contributors: &'a str,
    /// More members of the lot, each with a comma before it.
    pub(crate) lot: &'a str,
    /// The kind of the pledge.
    pub(crate) kind: &'a str,
    /// What happened after the announcement: the day, or its bounds with a stroke between, and the members of the
    /// event but for the pledge.
    pub(crate) events: &'a [(&'a str, &'a str)],
    /// The day of the view.
    pub(crate) on: &'a str,
}

pub(crate) const TOLD: Told<'_> = Told {
    pledge: "",
    contributors: r#"{"state": "XAA", "roles": ["lead"]}"#,
    lot: r#", "unit_type": "engineering-company", "component": "military", "units": 2"#,
    kind: "formed-unit",
    events: &[],
    on: "2026-06-30",
};

/// Accepted (registered) on 1 February 2026.
pub(crate) const ACCEPTED: (&str, &str) = ("2026-02-01", r#""event": "accepted", "units": "all""#);

impl Told<'_> {
    /// The view, by what is known at the end of 2026.
    pub(crate) fn view(&self) -> Result<View, Error> {
        let Self { pledge, contributors, lot, kind, .. } = self;
        let announced = format!(
            r#""event": "announced", "pledge": {{"id": "p", "kind": "{kind}", "title": "A pledge", {pledge}
                "contributors": [{contributors}],
                "lots": [{{"id": "l", "described_as": "a unit"{lot}}}]}}"#
        );
        let mut entries = vec![entry(0, "2026-01-01", &announced)];
        for (i, (day, what)) in self.events.iter().enumerate() {
            entries.push(entry(i.saturating_add(1), day, &format!(r#"{what}, "pledge": "p""#)));
        }
        let mut registry = Registry::new();
        let entries = format!("[{}]", entries.join(","));
        registry.record(&entries, "2026-12-31T00:00:00Z".parse()?, "desk".parse()?)?;
        Ok(registry.view(self.on.parse()?, "2026-12-31T00:00:00Z".parse()?))
    }
}

fn entry(i: usize, day: &str, what: &str) -> String {
    let (earliest, latest) = day.split_once('/').unwrap_or((day, day));
    format!(
        r#"{{"id": "e{i}", "valid": {{"earliest": "{earliest}", "latest": "{latest}"}}, "what": {{{what}}},
            "sources": [], "reconstructed": false}}"#
    )
}

/// The one lot of a view, with its pledge.
pub(crate) fn lot(view: &View) -> Result<(&PledgeState, &LotState), Error> {
    view.lot(&"l".parse()?).ok_or_else(|| Error::one(Finding::new(Code::NotFound, "", "No lot.")))
}
