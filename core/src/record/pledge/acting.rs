//! Who acts so that a unit can arrive, and what others than its State may have to undertake for it.

use super::super::item::{keyed, plain};
use crate::words::value::words;

words! {
    /// Who undertook something.
    pub enum UndertakenBy {
        /// The host State.
        HostState = "host-state",
        /// The United Nations.
        UnitedNations = "united-nations",
        /// A troop- or police-contributing country.
        Contributor = "contributor",
    }
}

words! {
    /// What was undertaken.
    pub enum UndertakingKind {
        /// Consent to the mission.
        Consent = "consent",
        /// Acceptance of a contributor.
        ContributorAcceptance = "contributor-acceptance",
        /// Visas, overflight, customs and other clearances.
        Clearances = "clearances",
        /// Land for bases.
        Land = "land",
        /// A status-of-forces agreement (SOFA).
        StatusOfForces = "status-of-forces",
        /// Something else.
        Other = "other",
    }
}

plain! { UndertakenBy, }

keyed! { UndertakenBy by Self::to_string, }
