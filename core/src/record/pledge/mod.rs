//! Pledges and their lots.

mod acting;
mod lot;
mod materiel;
mod people;
mod stage;
mod support;
mod terms;

use super::item::{keyed, part, plain};
use crate::words::Catalogue;
use crate::words::document::{CollectInOrder, document};
use crate::words::finding::{Code, Finding};
use crate::words::value::{ImpreciseDay, PledgeId, State, Text, words};

pub use acting::{UndertakenBy, UndertakingKind};
pub use lot::*;
pub use materiel::*;
pub use people::*;
pub(crate) use stage::stages_in_order;
pub use stage::{Branch, CompletedBy, Completes, DaysWithin, Stage, StageDays, StageKind};
pub use support::*;
pub use terms::*;

words! {
    /// What kind of thing was pledged.
    pub enum PledgeKind {
        /// Formed military or police units.
        FormedUnit = "formed-unit",
        /// Individuals: officers, observers, experts.
        Individuals = "individuals",
        /// A specialised team.
        SpecialisedTeam = "specialised-team",
        /// Civilian expertise.
        CivilianExpertise = "civilian-expertise",
        /// Training for others.
        Training = "training",
        /// Strategic or other lift.
        Lift = "lift",
        /// Equipment without a unit.
        Equipment = "equipment",
        /// Money.
        Funding = "funding",
        /// A political offer, such as "up to 5,000 over time": never supply.
        PoliticalOffer = "political-offer",
    }
}

impl PledgeKind {
    /// Whether lots of this kind can fill a unit requirement.
    pub fn is_supply(self) -> bool {
        matches!(self, Self::FormedUnit | Self::SpecialisedTeam)
    }
}

words! {
    /// What a contributor brings to a pledge made together.
    pub enum Role {
        /// Answers for the pledge; each pledge has one lead.
        Lead = "lead",
        /// Troops or police.
        Troops = "troops",
        /// Equipment.
        Equipment = "equipment",
        /// Lift.
        Lift = "lift",
        /// Training.
        Training = "training",
        /// Money.
        Funding = "funding",
    }
}

document! {
    /// A State that takes part in a pledge.
    pub struct Contributor {
        /// The State.
        pub state: State,
        /// What it brings.
        pub roles: Vec<Role>,
        /// Whether it has agreed to its part; absent: not stated, which for a lead means that it has. Without a State that
        /// leads, or one that brings troops or equipment, the pledge does not stand.
        pub agreed: Option<bool>,
    }
}

document! {
    /// What one or more States have pledged. It consists of lots.
    pub struct Pledge {
        /// Its id.
        pub id: PledgeId,
        /// What kind of thing was pledged.
        pub kind: PledgeKind,
        /// Who pledged it; one of them leads.
        pub contributors: Vec<Contributor>,
        /// In short, as a list would show it.
        pub title: Text,
        /// What the State made it depend on; absent: Unknown, empty: declared unconditional.
        pub conditions: Option<Vec<Text>>,
        /// Until when it stands; absent: not stated. Later changes are events.
        pub offered_until: Option<ImpreciseDay>,
        /// The earlier pledge that it only says again: its units are counted there and not here, for as long as that one
        /// is on record. It must be on record when this one becomes known.
        pub reaffirms: Option<PledgeId>,
        /// Courses it offers to train others; absent: not stated, empty: none.
        pub courses: Option<Vec<Course>>,
        /// Money it offers; absent: not stated, empty: none.
        pub funding: Option<Vec<Funding>>,
        /// Lift it offers to others; absent: not stated, empty: none.
        pub lift: Option<Vec<Lift>>,
        /// What it consists of.
        pub lots: Vec<Lot>,
    }
}

impl Contributor {
    /// Whether it has agreed to its part; `None`: not stated.
    pub fn has_agreed(&self) -> Option<bool> {
        self.agreed.or_else(|| self.roles.contains(&Role::Lead).then_some(true))
    }
}

impl Pledge {
    /// The States that take part in the pledge: all contributors but those that did not agree to their part.
    pub fn parties(&self) -> impl Iterator<Item = State> {
        let agreed = self.contributors.iter().filter(|c| c.has_agreed() != Some(false)).map(|c| c.state);
        agreed.collect_set().into_iter()
    }

    /// The State that answers for the pledge; where its lead fell away and nobody took its place, still that one.
    pub fn lead(&self) -> Option<State> {
        let leads = || self.contributors.iter().filter(|c| c.roles.contains(&Role::Lead));
        let stands = leads().find(|c| c.has_agreed() != Some(false));
        stands.or_else(|| leads().next()).map(|c| c.state)
    }
}

part!(Pledge { contributors, conditions, lots, courses, funding, lift } also check_lead);
part!(Contributor { state, roles });
plain! { Role, }

keyed! {
    Contributor by |contributor| contributor.state.to_string(),
    Role by Role::to_string,
}

impl Pledge {
    fn check_lead(&self, _: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        let leads = self.contributors.iter().filter(|c| c.roles.contains(&Role::Lead)).count();
        if leads != 1 {
            let message = format!("The pledge has {leads} leads; one State answers for a pledge.");
            let finding = Finding::new(Code::LeadNotSingle, format!("{path}/contributors"), message);
            findings.push(finding.help("Give the role `lead` to one contributor."));
        }
        if self.reaffirms.as_ref() == Some(&self.id) {
            let path = format!("{path}/reaffirms");
            let finding = Finding::new(Code::NotFound, path, "A pledge does not reaffirm itself.");
            findings.push(finding.help("Name the earlier pledge, or leave the key out."));
        }
    }
}
