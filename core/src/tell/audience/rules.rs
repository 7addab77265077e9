//! The rules by which a table, some of its rows and some of its columns are open to an audience.

use super::tables::{Known, known};
use crate::record::What;
use crate::words::catalogue::repeated_at;
use crate::words::document::{self, Document, Parts, document, format_tag, put_in_order};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Text, nearest, words};

format_tag!(
    /// The format of audience rules.
    AudienceRulesFormat = "pledgebook.audience-rules/1"
);

words! {
    /// An audience that sees what is opened to it; the Secretariat sees everything.
    pub enum Audience {
        /// Anybody.
        Public = "public",
        /// A State that contributes: each the same kind of rows, about its own pledges where the rule says so.
        Contributor = "contributor",
    }
}

words! {
    /// Which rows of a table are open.
    pub enum Scope {
        /// Every row.
        All = "all",
        /// The rows about pledges that the State takes part in, or about lots of these.
        Own = "own",
    }
}

document! {
    /// What leaves the library for whom. It is a list of what is allowed: what no entry opens, nobody but the Secretariat sees.
    pub struct AudienceRules {
        /// The format.
        pub format: AudienceRulesFormat,
        /// What these rules are, and whose.
        pub title: Text,
        /// What is opened, each table to each audience once.
        pub opens: Vec<Opening>,
        /// The kinds of events that a State is shown in a journal, where they are about pledges that it takes part in. A
        /// correction may say anything of the event that it mends.
        pub events: Vec<Text>,
    }
}

document! {
    /// A table that is open to an audience, in part.
    pub struct Opening {
        /// The table, by the name under which it is asked for, such as `assessments`.
        pub table: Text,
        /// To whom.
        pub to: Audience,
        /// Which of its rows.
        pub rows: Scope,
        /// Which of its columns.
        pub columns: Vec<Text>,
        /// Only the rows that have one of certain values in a column; absent: whatever they have.
        pub only: Option<Vec<Only>>,
    }
}

document! {
    /// What a column must hold for its row to be open.
    pub struct Only {
        /// The column, which itself need not be open.
        pub column: Text,
        /// The values, one of which it must hold; none: the column must be absent.
        pub values: Vec<Text>,
    }
}

impl Document for AudienceRules {
    const FORMAT: &'static str = AudienceRulesFormat::TEXT;
    type Context = ();

    fn check(&self, (): &(), findings: &mut Vec<Finding>) {
        let mut tables = Vec::new();
        for (i, opening) in self.opens.iter().enumerate() {
            let path = format!("/opens/{i}");
            opening.check(&path, findings);
            tables.push((format!("{path}/table"), format!("{} {}", opening.to, opening.table)));
        }
        repeated_at(tables, findings);
        check_events(
            self.events.iter().enumerate().map(|(i, word)| (format!("/events/{i}"), word)),
            findings,
        );
    }

    fn check_parts(parts: &Parts<'_>, (): &(), findings: &mut Vec<Finding>) {
        for (path, opening) in parts.at::<Opening>("/opens/*") {
            opening.check(&path, findings);
        }
        let events = parts.at::<Text>("/events/*");
        check_events(events.iter().map(|(path, word)| (path.clone(), word)), findings);
    }

    fn normalise(&mut self) {
        put_in_order(&mut self.opens, |opening| format!("{} {}", opening.to, opening.table));
        for opening in &mut self.opens {
            put_in_order(&mut opening.columns, ToString::to_string);
            for only in opening.only.iter_mut().flatten() {
                put_in_order(&mut only.values, ToString::to_string);
            }
            opening.only.iter_mut().for_each(|only| put_in_order(only, |only| only.column.to_string()));
        }
        put_in_order(&mut self.events, ToString::to_string);
    }
}

impl Opening {
    fn check(&self, path: &str, findings: &mut Vec<Finding>) {
        let Some(table) = known().find(|table| table.name == self.table.as_str()) else {
            let names: Vec<&str> = known().map(|table| table.name).collect();
            return findings.push(not_there(format!("{path}/table"), "table", &self.table, &names));
        };
        let columns = self.columns.iter().enumerate();
        let columns = columns.map(|(i, column)| (format!("{path}/columns/{i}"), column));
        let only = self.only.iter().flatten().enumerate();
        let only = only.map(|(i, only)| (format!("{path}/only/{i}/column"), &only.column));
        for (path, column) in columns.chain(only).filter(|(_, column)| !table.has(column.as_str())) {
            let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            findings.push(not_there(path, "column", column, &names));
        }
        if self.rows == Scope::Own {
            self.check_own(&table, path, findings);
        }
    }

    fn check_own(&self, table: &Known, path: &str, findings: &mut Vec<Finding>) {
        let why = if self.to == Audience::Public {
            "The public has no pledges of its own.".to_owned()
        } else if !table.has_owners() {
            format!("The rows of `{}` are not about one pledge each.", self.table)
        } else {
            return;
        };
        let finding = Finding::new(Code::NotOfThisKind, format!("{path}/rows"), why);
        findings.push(finding.help("Open all rows, or leave the table out."));
    }
}

fn check_events<'t>(words: impl Iterator<Item = (String, &'t Text)>, findings: &mut Vec<Finding>) {
    for (path, word) in words.filter(|(_, word)| !What::WORDS.contains(&word.as_str())) {
        findings.push(not_there(path, "kind of event", word, What::WORDS));
    }
}

fn not_there(path: String, what: &str, given: &Text, names: &[&str]) -> Finding {
    let message = format!("There is no {what} `{given}`.");
    let finding = Finding::new(Code::NotFound, path, message);
    match nearest(given.as_str(), names.iter().copied()) {
        Some(near) => finding.help(format!("Did you mean `{near}`?")),
        None => finding.help(format!("There are {}.", names.join(", "))),
    }
}

impl AudienceRules {
    /// Reads a `pledgebook.audience-rules/1` document.
    ///
    /// # Errors
    /// Every finding on it: tables and columns that there are not, a table opened twice, rows that are nobody's own.
    pub fn read(text: &str) -> Result<Self, Error> {
        document::read(text, &())
    }

    /// The canonical text.
    ///
    /// # Errors
    /// None.
    pub fn to_json(&self) -> Result<String, Error> {
        document::canonical(self)
    }

    /// The rules that are shipped: ours, for illustration. A contributor sees what is on record on its own pledges and what it
    /// may change there, and what host State and United Nations undertook for all; anybody sees how many women are offered, and what
    /// missions say to whom.
    ///
    /// # Errors
    /// None.
    pub fn shipped() -> Result<Self, Error> {
        Self::read(include_str!("../../../audiences/illustrative.json"))
    }
}
