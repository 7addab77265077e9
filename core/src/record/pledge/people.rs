//! The people of a lot: who they are, what they speak, whom they can engage with.

use super::super::item::{keyed, part, plain};
use crate::words::Catalogue;
use crate::words::document::document;
use crate::words::finding::{Code, Finding};
use crate::words::value::{Figure, Language, Text, words};

words! {
    /// Bands of rank, so that women in leadership are seen and not only women.
    pub enum RankBand {
        /// The command of the unit: its commander, deputies and heads of staff sections.
        Command = "command",
        /// Other officers, or police officers with a commission.
        Officers = "officers",
        /// Non-commissioned officers, or their like in the police.
        NonCommissionedOfficers = "non-commissioned-officers",
        /// All others.
        OtherRanks = "other-ranks",
    }
}

document! {
    /// Women in a band of rank, in all units of the lot together.
    pub struct WomenInBand {
        /// The band.
        pub band: RankBand,
        /// How many women; zero is an answer.
        pub women: Figure,
        /// How many persons the band has; absent: not stated.
        pub of: Option<Figure>,
    }
}

words! {
    /// How well a language is spoken. The steps are ours.
    pub enum Proficiency {
        /// Enough for simple needs.
        Basic = "basic",
        /// Enough to work in it.
        Working = "working",
        /// As at home.
        Fluent = "fluent",
    }
}

document! {
    /// A language that people of the lot speak.
    pub struct LanguageSkill {
        /// The language.
        pub language: Language,
        /// How well it is spoken; absent: not stated.
        pub proficiency: Option<Proficiency>,
        /// By how many persons in all units together; absent: not stated.
        pub persons: Option<Figure>,
    }
}

document! {
    /// What the lot brings to engage with communities.
    pub struct Engagement {
        /// Engagement teams in all units together; absent: not stated.
        pub teams: Option<Figure>,
        /// How many of them have women in them; absent: not stated.
        pub teams_with_women: Option<Figure>,
        /// Interpreters in all units together; absent: not stated.
        pub interpreters: Option<Figure>,
        /// Groups that the teams are prepared to engage with, such as local women's associations; absent: not stated.
        pub groups: Option<Vec<Text>>,
    }
}

/// A part must not be more than the whole, where both are known.
pub(super) fn check_part(
    (part, of_what): (&Figure, &str),
    (whole, whole_is): (Option<&Figure>, &str),
    path: &str,
    findings: &mut Vec<Finding>,
) {
    if let (Some(part), Some(whole)) = (part.known(), whole.and_then(Figure::known))
        && part > whole
    {
        let message = format!("There are {part} {of_what}, and only {whole} {whole_is}.");
        findings.push(
            Finding::new(Code::PartExceedsWhole, path, message).help("Correct the number that is wrong."),
        );
    }
}

part!(Engagement { groups } also check_teams);
part!(WomenInBand { women } also check_number);
plain! { LanguageSkill, }

keyed! {
    WomenInBand by |women| women.band.to_string(),
    LanguageSkill by |skill| format!("{} {}", skill.language, skill.proficiency.map_or("", Proficiency::as_str)),
}

impl WomenInBand {
    fn check_number(&self, _: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        check_part((&self.women, "women"), (self.of.as_ref(), "persons of the band"), path, findings);
    }
}

impl Engagement {
    fn check_teams(&self, _: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        if let Some(with_women) = &self.teams_with_women {
            check_part((with_women, "teams with women"), (self.teams.as_ref(), "teams"), path, findings);
        }
    }
}
