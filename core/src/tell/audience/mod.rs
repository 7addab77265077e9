//! Messages fitted to their audiences: what is computed on the whole record is cut down on the way out.
//!
//! Rules are an allow-list. Whether a table, a column or a row is there hangs on the rules, on who reads, and on what is open to
//! the reader; never on what is withheld. The same sentence stands under everything that is told, whether or not anything was
//! withheld, so that its presence says nothing.

mod rules;
mod tables;

use std::collections::BTreeSet;

use serde::Serialize;

use self::rules::Scope;
pub use self::rules::{Audience, AudienceRules, Only, Opening};
use self::tables::{Known, Made, known};
use super::of_delivery::Reader;
use super::table::{Row, Table};
use crate::plan::Plan;
use crate::record::{Event, Registry, Scheme, View, What};
use crate::words::document;
use crate::words::finding::Error;
use crate::words::value::{Day, EventId, State};

/// What is said to every audience, always.
pub const SENTENCE: &str = "Selection also weighs considerations not shown here.";

/// What a reader is told.
///
/// ```
/// use pledgebook::tell::{AudienceRules, Reader, told};
/// use pledgebook::{Registry, Scheme};
///
/// let registry = Registry::read(include_str!("../../../../examples/data/small/registry.json"))?;
/// let view = registry.as_of("2026-11-23".parse()?);
/// let told = told(&view, &Scheme::un_pcrs()?, &AudienceRules::shipped()?, Reader::State("XAA".parse()?));
/// let pledges = told.table("pledges").ok_or("a State sees its own pledges")?;
/// assert!(pledges.rows().len() < view.lots().count(), "and nobody else's");
/// assert_eq!(told.sentence(), "Selection also weighs considerations not shown here.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    reader: String,
    on: Day,
    sentence: &'static str,
    tables: Tables,
}

/// Tables by name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tables(Vec<(&'static str, Table)>);

impl Serialize for Tables {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, table)| (name, table)))
    }
}

impl Told {
    /// Who is told: `public`, `secretariat`, or the code of a State.
    pub fn reader(&self) -> &str {
        &self.reader
    }

    /// The day of the view that it is told of.
    pub fn on(&self) -> Day {
        self.on
    }

    /// The sentence that stands under everything that is told to anybody.
    pub fn sentence(&self) -> &'static str {
        self.sentence
    }

    /// The tables by name.
    pub fn tables(&self) -> impl Iterator<Item = (&'static str, &Table)> {
        self.tables.0.iter().map(|(name, table)| (*name, table))
    }

    /// The table of this name; `None` where the rules do not open it to the reader.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables().find(|(known, _)| *known == name).map(|(_, table)| table)
    }

    /// All of it as a canonical text: `reader`, `on`, `sentence`, and `tables` by name.
    ///
    /// # Errors
    /// None.
    pub fn to_json(&self) -> Result<String, Error> {
        document::canonical(self)
    }

    /// All of it as text, with the sentence under it.
    pub fn to_text(&self) -> String {
        let tables = self.tables().map(|(_, table)| format!("{}\n\n{}\n\n", table.title(), table.to_text()));
        tables.chain([self.sentence.to_owned()]).collect()
    }

    /// All of it as HTML, with the sentence under it.
    pub fn to_html(&self) -> String {
        let tables = self.tables().map(|(_, table)| table.to_html());
        tables.chain([format!("<p>{}</p>", self.sentence)]).collect()
    }
}

/// What a reader is told of a view: every table that can be made of it and that is open to the reader.
pub fn told(view: &View, scheme: &Scheme, rules: &AudienceRules, reader: Reader) -> Told {
    told_by(view, rules, reader, |made| match made {
        Made::OfView(table) => Some(table(view, scheme)),
        Made::OfPlan(_) => None,
    })
}

/// What a reader is told of a plan: every table that can be made of it and that is open to the reader.
pub fn told_of_plan(plan: &Plan, rules: &AudienceRules, reader: Reader) -> Told {
    told_by(plan.view(), rules, reader, |made| match made {
        Made::OfView(_) => None,
        Made::OfPlan(table) => Some(table(plan)),
    })
}

fn told_by(view: &View, rules: &AudienceRules, reader: Reader, make: impl Fn(Made) -> Option<Table>) -> Told {
    let own = match reader {
        Reader::State(state) => Own::of(view, state),
        Reader::Public | Reader::Secretariat => Own::default(),
    };
    let open = |known: &Known| match audience(reader) {
        None => make(known.made),
        Some(audience) => {
            let opening =
                rules.opens.iter().find(|one| one.to == audience && one.table.as_str() == known.name)?;
            let cut = opening.cut(&make(known.made)?, &own);
            Some(if opening.rows == Scope::All { known.coarse(cut) } else { cut })
        }
    };
    let tables = known().filter_map(|known| Some((known.name, open(&known)?))).collect();
    Told { reader: reader.to_string(), on: view.valid(), sentence: SENTENCE, tables: Tables(tables) }
}

/// The numbers of the events whose content a reader is not shown in a [journal](crate::record::Journal::withhold): for a
/// State, all but the kinds that the rules open, about pledges that it takes part in by the whole record; for the public, all.
/// That there was an event, when it became known and who recorded it is shown of all, since the journal binds it.
pub fn withheld_from(registry: &Registry, rules: &AudienceRules, reader: Reader) -> BTreeSet<u32> {
    let events = registry.events();
    let last = events.last().map(|last| registry.view(last.known.day(), last.known));
    let own = match (&last, reader) {
        (Some(view), Reader::State(state)) => own_pledges(view, state),
        _ => BTreeSet::new(),
    };
    // What was mended may have said of a State what was never so.
    let mended = events.iter().filter_map(|event| match &event.what {
        What::Corrected(corrected) => Some(&corrected.corrects),
        _ => None,
    });
    let mended: BTreeSet<&EventId> = mended.collect();
    let open = |event: &&Event| match reader {
        Reader::Secretariat => true,
        Reader::Public => false,
        Reader::State(state) => {
            let kind = rules.events.iter().any(|word| word.as_str() == event.what.word());
            // Of remarks a State sees its own.
            let remark = matches!(event.what, What::Commented(_)) && event.what.said_by() != Some(state);
            let is_own = event.what.pledge().is_some_and(|pledge| own.contains(pledge.as_str()));
            kind && is_own && !remark && !mended.contains(&event.id)
        }
    };
    events.iter().filter(|event| !open(event)).map(|event| event.seq).collect()
}

/// What is a State's own: the pledges that it takes part in, and their lots.
#[derive(Default)]
struct Own<'v> {
    pledges: BTreeSet<&'v str>,
    lots: BTreeSet<&'v str>,
}

impl<'v> Own<'v> {
    fn of(view: &'v View, state: State) -> Self {
        let pledges = own_pledges(view, state);
        let lots = view.lots().filter(|(pledge, _)| pledges.contains(pledge.pledge.id.as_str()));
        let lots = lots.map(|(_, lot)| lot.lot.id.as_str()).collect();
        Self { pledges, lots }
    }

    /// Whether a row is about one of these; where a table has no pledges, by its lots.
    fn has(&self, row: &Row<'_>) -> bool {
        let own = if row.has("pledge") { ("pledge", &self.pledges) } else { ("lot", &self.lots) };
        row.text(own.0).is_some_and(|id| own.1.contains(id))
    }
}

/// The pledges that a State takes part in: as the lead, or since it agreed to its part.
fn own_pledges(view: &View, state: State) -> BTreeSet<&str> {
    let own = view.pledges().filter(|(_, pledge)| {
        let parts = pledge.pledge.contributors.iter().filter(|part| part.state == state);
        pledge.lead() == Some(state) || parts.into_iter().any(|part| part.has_agreed() == Some(true))
    });
    own.map(|(id, _)| id.as_str()).collect()
}

/// To which audience of the rules a reader belongs; the Secretariat to none, it sees everything.
fn audience(reader: Reader) -> Option<Audience> {
    match reader {
        Reader::Public => Some(Audience::Public),
        Reader::State(_) => Some(Audience::Contributor),
        Reader::Secretariat => None,
    }
}

impl Opening {
    /// The part of a table that is open.
    fn cut(&self, table: &Table, own: &Own<'_>) -> Table {
        let columns: Vec<&str> = self.columns.iter().map(|column| column.as_str()).collect();
        table.part(&columns, |row| self.opens(row, own))
    }

    fn opens(&self, row: &Row<'_>, own: &Own<'_>) -> bool {
        let holds = |only: &Only| match row.text(only.column.as_str()) {
            None => only.values.is_empty(),
            Some(held) => only.values.iter().any(|value| value.as_str() == held),
        };
        (self.rows == Scope::All || own.has(row)) && self.only.iter().flatten().all(holds)
    }
}
