//! The three answers.

use super::words;

words! {
    /// Whether a requirement is fulfilled. Unknown is an answer: a fact nobody recorded is neither met nor unmet.
    pub enum Met {
        /// The facts on record fulfil it.
        Met = "met",
        /// The facts on record show that it is not fulfilled.
        Unmet = "unmet",
        /// The facts on record do not decide it; it becomes a question.
        Unknown = "unknown",
    }
}

impl Met {
    /// Both must be fulfilled: unmet wins over unknown, unknown over met.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unmet, _) | (_, Self::Unmet) => Self::Unmet,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Met, Self::Met) => Self::Met,
        }
    }

    /// One of both must be fulfilled: met wins over unknown, unknown over unmet.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Met, _) | (_, Self::Met) => Self::Met,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Unmet, Self::Unmet) => Self::Unmet,
        }
    }

    /// Met or unmet, by what is known.
    pub fn known(fulfilled: bool) -> Self {
        if fulfilled { Self::Met } else { Self::Unmet }
    }
}
