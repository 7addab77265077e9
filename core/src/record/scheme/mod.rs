//! Readiness schemes as data: levels, what each requires, what it commits to, and who says so.

mod check;
mod rule;
mod sentence;
mod upgrade;

use crate::words::Catalogue;
use crate::words::document::{self, Document, Parts, Upgrade, document, format_tag, put_in_order};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, Days, ImpreciseDay, LevelId, SchemeId, Text, UnitTypeId, nearest, words};

use super::source::Source;

pub use rule::*;
pub(crate) use sentence::{a_piece, piece, spoken};

words! {
    /// What starts the clock of a commitment or of a mission.
    pub enum ClockStart {
        /// The request to the State.
        Request = "request",
        /// The mandate.
        Mandate = "mandate",
        /// The approval by the government.
        Approval = "approval",
        /// The later of the mandate and the approval by the government.
        MandateAndApproval = "mandate-and-approval",
    }
}

format_tag!(
    /// The format of a scheme.
    SchemeFormat = "pledgebook.scheme/2"
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
        /// Who keeps it and records its levels; absent: not stated.
        pub owner: Option<Text>,
        /// When it came to its end; absent: it is in use.
        pub ended: Option<ImpreciseDay>,
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
        /// What it requires; all of it.
        pub requires: Vec<LevelRequirement>,
        /// What the State undertakes at this level; absent: no time is committed.
        pub commitment: Option<Commitment>,
        /// Who says so.
        pub source: Text,
    }
}

document! {
    /// Something that a level requires.
    pub struct LevelRequirement {
        /// In words.
        pub title: Text,
        /// What must be so for it.
        pub rule: LevelRule,
        /// For which unit types; absent: for all.
        pub unit_types: Option<Vec<UnitTypeId>>,
        /// Who says so.
        pub source: Text,
        /// Whether this is ours, for want of a public text.
        pub illustrative: bool,
    }
}

document! {
    /// Days within which the State undertakes to deploy.
    pub struct Commitment {
        /// How many days, at most.
        pub days: Days,
        /// How many days are wished for, where they are fewer; absent: none are named.
        pub preferred: Option<Days>,
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
    const UPGRADES: &'static [Upgrade] = upgrade::UPGRADES;
    type Context = Catalogue;

    fn check(&self, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        check::check(self, catalogue, findings);
    }

    fn check_parts(parts: &Parts<'_>, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        check::check_parts(parts, catalogue, findings);
    }

    fn normalise(&mut self) {
        put_in_order(&mut self.levels, |level| format!("{:010}", level.rank));
        for level in &mut self.levels {
            level.requires.iter_mut().for_each(LevelRequirement::normalise);
            put_in_order(&mut level.requires, |requirement| requirement.title.to_string());
        }
    }
}

impl LevelRequirement {
    fn normalise(&mut self) {
        self.rule.normalise();
        if let Some(types) = &mut self.unit_types {
            put_in_order(types, UnitTypeId::to_string);
        }
    }
}

/// The schemes that are shipped, by id.
const SHIPPED: [(&str, &str); 3] = [
    ("eu-civil-protection-pool", include_str!("../../../schemes/eu-civil-protection-pool.json")),
    ("un-pcrs", include_str!("../../../schemes/un-pcrs.json")),
    ("unsas", include_str!("../../../schemes/unsas.json")),
];

impl Scheme {
    /// Reads a `pledgebook.scheme/2` document, or one of an older version; terms are those of the shipped catalogue.
    ///
    /// # Errors
    /// Every finding on it: what does not read, ids and ranks that stand twice, terms that are not in the catalogue, rules
    /// that nothing on file could meet or that ask for nothing, levels that require each other.
    pub fn read(text: &str) -> Result<Self, Error> {
        Self::read_with(text, &Catalogue::shipped())
    }

    /// The same, with the terms of this catalogue.
    ///
    /// # Errors
    /// As `read`.
    pub fn read_with(text: &str, catalogue: &Catalogue) -> Result<Self, Error> {
        document::read(text, catalogue)
    }

    /// Reads back the text of a scheme that was read before, such as from a pickle: its shape is checked again, its meaning
    /// was checked then.
    ///
    /// # Errors
    /// It does not read.
    pub fn restore(text: &str) -> Result<Self, Error> {
        document::restore(text)
    }

    /// The canonical text.
    ///
    /// # Errors
    /// None.
    pub fn to_json(&self) -> Result<String, Error> {
        document::canonical(self)
    }

    /// The ids of the schemes that are shipped.
    pub fn shipped_ids() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(id, _)| *id)
    }

    /// A scheme that is shipped, as far as public sources tell of it.
    ///
    /// # Errors
    /// No scheme of this id is shipped.
    pub fn shipped(id: &str) -> Result<Self, Error> {
        if let Some((_, text)) = SHIPPED.iter().find(|(shipped, _)| *shipped == id) {
            return Self::read(text);
        }
        let help = match nearest(id, Self::shipped_ids()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("There are {}.", Self::shipped_ids().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("No scheme `{}` is shipped.", crate::words::value::clipped(id));
        Err(Error::one(Finding::new(Code::NotFound, "", message).help(help)))
    }

    /// The UN Peacekeeping Capability Readiness System, as far as public sources tell.
    ///
    /// # Errors
    /// None.
    pub fn un_pcrs() -> Result<Self, Error> {
        Self::shipped("un-pcrs")
    }

    /// The level of this id.
    pub fn level(&self, id: &LevelId) -> Option<&Level> {
        self.levels.iter().find(|level| level.id == *id)
    }

    /// The levels that this one includes, itself first, the nearest below it next.
    pub(crate) fn including(&self, level: &Level) -> Vec<&Level> {
        let mut below: Vec<&Level> = self.levels.iter().filter(|other| other.rank < level.rank).collect();
        below.sort_by_key(|level| std::cmp::Reverse(level.rank));
        let mut included = Vec::with_capacity(self.levels.len());
        let mut builds = true;
        for level in self.level(&level.id).into_iter().chain(below) {
            if !builds {
                break;
            }
            builds = level.builds_on_lower;
            included.push(level);
        }
        included
    }

    /// Who keeps it, in words.
    pub fn kept_by(&self) -> &str {
        self.owner.as_ref().map_or("the owner of the scheme", Text::as_str)
    }
}
