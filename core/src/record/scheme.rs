//! Readiness schemes as data: levels, what each requires, what it commits to, and who says so.

use std::collections::BTreeSet;

use crate::words::catalogue::{repeated, repeated_at};
use crate::words::document::{self, Document, Parts, document, format_tag, put_in_order};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, Days, LevelId, SchemeId, Text, words};

use super::evidence::EvidenceKind;
use super::source::Source;

words! {
    /// What starts the clock of a commitment or of a mission.
    pub enum ClockStart {
        /// The request to the State.
        Request = "request",
        /// The mandate.
        Mandate = "mandate",
        /// The approval by the government.
        Approval = "approval",
    }
}

format_tag!(
    /// The format of a scheme.
    SchemeFormat = "pledgebook.scheme/1"
);

document! {
    /// A readiness scheme. What is not in public sources is marked as illustrative, and a user may replace it.
    pub struct Scheme {
        /// The format.
        pub format: SchemeFormat,
        /// Its id.
        pub id: SchemeId,
        /// Its title.
        pub title: Text,
        /// Its levels; a higher rank is a higher level.
        pub levels: Vec<Level>,
        /// When a pledge must be renewed; absent: no such duty known.
        pub renewal: Option<Renewal>,
        /// What the scheme file as a whole rests on.
        pub sources: Vec<Source>,
    }
}

document! {
    /// A level of readiness.
    pub struct Level {
        /// Its id.
        pub id: LevelId,
        /// Its title, such as `Level 2`.
        pub title: Text,
        /// What it means.
        pub meaning: Text,
        /// Its place in the order; higher is readier.
        pub rank: u32,
        /// Whether it includes what the levels below it require.
        pub builds_on_lower: bool,
        /// What must be on file for it.
        pub requires: Vec<LevelRequirement>,
        /// What the State undertakes at this level; absent: no time is committed.
        pub commitment: Option<Commitment>,
        /// Who says so.
        pub source: Text,
    }
}

document! {
    /// Something that must be on file for a level.
    pub struct LevelRequirement {
        /// In words.
        pub title: Text,
        /// The kind of evidence.
        pub evidence: EvidenceKind,
        /// Which document or agreement, where the kind needs it.
        pub document: Option<Text>,
        /// Who says so.
        pub source: Text,
        /// Whether this is ours, for want of a public text.
        pub illustrative: bool,
    }
}

document! {
    /// Days within which the State undertakes to deploy.
    pub struct Commitment {
        /// How many days.
        pub days: Days,
        /// From when they count.
        pub clock: ClockStart,
    }
}

document! {
    /// When a pledge must be renewed.
    pub struct Renewal {
        /// Months from registration to the first renewal.
        pub first_after_months: Count,
        /// Months between renewals after that.
        pub then_every_months: Count,
        /// Who says so.
        pub source: Text,
    }
}

impl Document for Scheme {
    const FORMAT: &'static str = SchemeFormat::TEXT;
    type Context = ();

    fn check(&self, (): &(), findings: &mut Vec<Finding>) {
        repeated(self.levels.iter().map(|level| level.id.to_string()), "/levels", findings);
        let ranks =
            self.levels.iter().enumerate().map(|(i, level)| (format!("/levels/{i}/rank"), level.rank));
        check_ranks(ranks, findings);
    }

    fn check_parts(parts: &Parts<'_>, (): &(), findings: &mut Vec<Finding>) {
        repeated_at(parts.ids::<LevelId>("/levels", "id"), findings);
        check_ranks(parts.at("/levels/*/rank"), findings);
    }

    fn normalise(&mut self) {
        put_in_order(&mut self.levels, |level| format!("{:010}", level.rank));
        for level in &mut self.levels {
            put_in_order(&mut level.requires, |requirement| requirement.title.to_string());
        }
    }
}

fn check_ranks(ranks: impl IntoIterator<Item = (String, u32)>, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (path, rank) in ranks {
        if !seen.insert(rank) {
            let message = format!("Another level has the rank {rank} too.");
            let finding = Finding::new(Code::RankNotUnique, path, message);
            findings.push(finding.help("Give each level its own rank; a higher one is readier."));
        }
    }
}

impl Scheme {
    /// Reads a `pledgebook.scheme/1` document.
    pub fn read(text: &str) -> Result<Self, Error> {
        document::read(text, &())
    }

    /// The UN Peacekeeping Capability Readiness System, as far as public sources tell.
    pub fn un_pcrs() -> Result<Self, Error> {
        Self::read(include_str!("../../schemes/un-pcrs.json"))
    }

    /// The level of this id.
    pub fn level(&self, id: &LevelId) -> Option<&Level> {
        self.levels.iter().find(|level| level.id == *id)
    }
}
