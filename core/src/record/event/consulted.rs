//! What a State is asked and answers, what is to be done, and what was decided.
//!
//! Source: an informal sounding, a formal request, national approval and selection are different things, and the words
//! in which States answer, are practice notes; they are not a rule of the United Nations.

use crate::words::document::document;
use crate::words::value::{
    Count, EventId, ImpreciseDay, LotId, MissionId, PledgeId, RequirementId, Text, words,
};

use super::Extent;

words! {
    /// How a State is asked.
    pub enum ConsultationKind {
        /// Informally and without prejudice: what is answered binds nobody, and decides no match.
        InformalSounding = "informal-sounding",
        /// By a formal request.
        FormalRequest = "formal-request",
    }
}

document! {
    /// A State is asked about units. The id of the event is that of the consultation.
    pub struct ConsultationOpened {
        /// The pledge.
        pub pledge: PledgeId,
        /// Which lots; absent: every lot of the pledge.
        pub lots: Option<Vec<LotId>>,
        /// How it is asked.
        pub kind: ConsultationKind,
        /// For which mission; absent: for none in particular.
        pub mission: Option<MissionId>,
        /// For which requirement of it; absent: for none in particular.
        pub requirement: Option<RequirementId>,
        /// How many units; absent: not stated.
        pub units: Option<Count>,
        /// By when an answer is asked for; absent: not stated.
        pub reply_by: Option<ImpreciseDay>,
        /// What is asked, in words.
        pub text: Option<Text>,
    }
}

words! {
    /// What a State answers.
    pub enum Answer {
        /// It agrees.
        Agreed = "agreed",
        /// It agrees on conditions.
        AgreedWithConditions = "agreed-with-conditions",
        /// It agrees in principle.
        InPrinciple = "in-principle",
        /// The question is under consideration in its capital.
        UnderConsideration = "under-consideration",
        /// Not at this time.
        NotAtThisTime = "not-at-this-time",
        /// No reply is on record; whether there was one is Unknown.
        NoReplyRecorded = "no-reply-recorded",
    }
}

document! {
    /// What a State answered, so far. The latest answer counts.
    pub struct ConsultationAnswered {
        /// The pledge.
        pub pledge: PledgeId,
        /// The consultation: the event that opened it.
        pub consultation: EventId,
        /// The answer.
        pub answer: Answer,
        /// For which lots; absent: for those asked about.
        pub lots: Option<Vec<LotId>>,
        /// For how many units; absent: for those asked about.
        pub units: Option<Extent>,
        /// On which conditions; absent: not stated.
        pub conditions: Option<Vec<Text>>,
    }
}

words! {
    /// Who may see something.
    pub enum Handling {
        /// Anybody.
        Public = "public",
        /// The State that it is about, and the Secretariat.
        Contributor = "contributor",
        /// The Secretariat only.
        Secretariat = "secretariat",
    }
}

document! {
    /// Something is to be done. The id of the event is that of the action item.
    pub struct ActionNoted {
        /// What is to be done.
        pub text: Text,
        /// The office that owns it.
        pub owner: Text,
        /// By when; absent: not stated.
        pub due: Option<ImpreciseDay>,
        /// Who may see it; absent: the Secretariat only.
        pub handling: Option<Handling>,
        /// The pledge that it is about, if it is about one.
        pub about: Option<PledgeId>,
        /// The mission that it is about, if it is about one.
        pub mission: Option<MissionId>,
    }
}

document! {
    /// How an action item goes on; what is absent stays as it was.
    pub struct ActionUpdated {
        /// The action item: the event that noted it.
        pub action: EventId,
        /// What was done.
        pub text: Option<Text>,
        /// The office that owns it from now on.
        pub owner: Option<Text>,
        /// By when it is to be done from now on.
        pub due: Option<ImpreciseDay>,
        /// Whether it is done.
        pub done: Option<bool>,
        /// The office that approved that it may leave the Secretariat.
        pub release_approved_by: Option<Text>,
    }
}

words! {
    /// What was decided.
    pub enum DecisionKind {
        /// A requirement may stay uncovered.
        GapAccepted = "gap-accepted",
        /// A requirement may be covered by units that do not meet all of it.
        WaiverGranted = "waiver-granted",
    }
}

document! {
    /// A decision about a requirement. It changes no match; it stands beside the gap.
    pub struct DecisionNoted {
        /// What was decided.
        pub decision: DecisionKind,
        /// The mission.
        pub mission: MissionId,
        /// Its requirement.
        pub requirement: RequirementId,
        /// How many units; absent: all of it.
        pub units: Option<Count>,
        /// The office that decided.
        pub by: Text,
        /// Why.
        pub reason: Text,
        /// Until when it holds; absent: until it is taken back.
        pub until: Option<ImpreciseDay>,
    }
}
