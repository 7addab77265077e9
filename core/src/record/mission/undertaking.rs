//! What the host, the United Nations and others undertook, and who pays for what.

use super::super::item::{keyed, part, plain};
use super::super::pledge::{UndertakenBy, UndertakingKind};
use crate::words::document::document;
use crate::words::value::{
    ActorId, Day, Days, Money, Percent, RequirementId, State, Text, UndertakingId, words,
};

words! {
    /// How far an undertaking has come.
    pub enum UndertakingStatus {
        /// It was refused.
        Refused = "refused",
        /// Nothing was said yet.
        Open = "open",
        /// It was given in words.
        Stated = "stated",
        /// It was seen to be kept.
        Verified = "verified",
    }
}

document! {
    /// Something undertaken for the mission, and how far it has come.
    pub struct Undertaking {
        /// Its id in the mission.
        pub id: UndertakingId,
        /// By whom.
        pub by: UndertakenBy,
        /// What.
        pub kind: UndertakingKind,
        /// In words.
        pub text: Text,
        /// What it rests on, such as a paragraph of the mandate.
        pub basis: Text,
        /// The States it is about; absent: it is not about States.
        pub states: Option<Vec<State>>,
        /// The requirements it is about; absent: all.
        pub requirements: Option<Vec<RequirementId>>,
        /// Days after the clock start by which it is due; absent: no day was set.
        pub due: Option<Days>,
        /// How far it has come.
        pub status: UndertakingStatus,
        /// Since when; absent: not stated.
        pub since: Option<Day>,
    }
}

impl Undertaking {
    /// Whether it is about a requirement: it names it, or none.
    pub fn is_about(&self, requirement: &RequirementId) -> bool {
        self.requirements.as_ref().is_none_or(|named| named.contains(requirement))
    }

    /// Whether it is about one of these States: it names one of them, or none at all.
    pub fn is_about_any(&self, states: &[State]) -> bool {
        self.states.as_ref().is_none_or(|named| named.iter().any(|state| states.contains(state)))
    }
}

words! {
    /// What selection guidance says.
    pub enum Guidance {
        /// Discuss before anything is proposed.
        DiscussFirst = "discuss-first",
        /// Do not propose.
        NotProposed = "not-proposed",
    }
}

document! {
    /// Selection guidance on contributors for this mission: confidential, entered by a planner who answers for it, never
    /// computed.
    pub struct SelectionGuidance {
        /// The States it is about.
        pub states: Vec<State>,
        /// The requirements it is about; absent: all.
        pub requirements: Option<Vec<RequirementId>>,
        /// What it says.
        pub guidance: Guidance,
        /// What it rests on.
        pub basis: Text,
        /// Which desk entered it.
        pub entered_by: ActorId,
    }
}

words! {
    /// How far a share of cost has come.
    pub enum CostStatus {
        /// Under discussion.
        Proposed = "proposed",
        /// Agreed.
        Agreed = "agreed",
        /// Paid.
        Paid = "paid",
    }
}

document! {
    /// Who carries which part of the cost of an activity.
    pub struct CostShare {
        /// The activity.
        pub activity: Text,
        /// Who pays: a United Nations entity, a State, a partner.
        pub payer: Text,
        /// How much; absent: not stated.
        pub amount: Option<Money>,
        /// Which share of the whole; absent: not stated.
        pub share: Option<Percent>,
        /// How far it has come.
        pub status: CostStatus,
    }
}

part!(Undertaking { states, requirements });
part!(SelectionGuidance { states, requirements });
plain! { CostShare, }

keyed! {
    Undertaking by |undertaking| undertaking.id.to_string(),
    SelectionGuidance by |guidance| {
        let states: Vec<&str> = guidance.states.iter().map(State::as_str).collect();
        format!("{} {} {}", guidance.guidance, states.join(" "), guidance.basis)
    },
    CostShare by |share| format!("{} {}", share.activity, share.payer),
}
