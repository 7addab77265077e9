//! What States offer besides units: training for others, money, lift.

use super::super::item::{keyed, part, plain};
use super::super::validator::Validator;
use crate::words::document::document;
use crate::words::value::{Count, CourseId, Figure, Language, ModuleId, Money, Span, State, Text, words};

document! {
    /// A course that a State offers to train units of others (triangular partnership).
    pub struct Course {
        /// Its id in the pledge.
        pub id: CourseId,
        /// What it teaches.
        pub module: ModuleId,
        /// In which language.
        pub language: Option<Language>,
        /// How many may take part; absent: not stated.
        pub seats: Option<Figure>,
        /// When; absent: not fixed.
        pub dates: Option<Span>,
        /// Who pays, such as `the offering State`; absent: not settled.
        pub payer: Option<Text>,
        /// Who validates what was learned; absent: not stated.
        pub validator: Option<Validator>,
        /// The States whose units took part so far; absent: not stated, empty: none.
        pub taken_by: Option<Vec<State>>,
        /// What came of it; absent: it has not ended, or nobody said.
        pub outcome: Option<Text>,
    }
}

document! {
    /// Money offered.
    pub struct Funding {
        /// What for.
        pub purpose: Text,
        /// How much; absent: not stated.
        pub amount: Option<Money>,
        /// Whether it was paid; absent: not stated.
        pub paid: Option<bool>,
    }
}

words! {
    /// How people and equipment are carried.
    pub enum LiftMode {
        /// By air.
        Air = "air",
        /// By sea.
        Sea = "sea",
        /// By road or rail.
        Land = "land",
    }
}

document! {
    /// Lift offered for units of others.
    pub struct Lift {
        /// How.
        pub mode: LiftMode,
        /// How many persons at once; absent: not stated.
        pub persons: Option<Count>,
        /// How many tonnes of cargo at once; absent: not stated.
        pub tonnes: Option<Count>,
        /// When; absent: not stated.
        pub dates: Option<Span>,
    }
}

part!(Course { module, taken_by });
plain! { Funding, Lift, }

keyed! {
    Course by |course| course.id.to_string(),
    Funding by |funding| funding.purpose.to_string(),
    Lift by |lift| format!("{} {}", lift.mode, lift.dates.map(|span| span.to_string()).unwrap_or_default()),
}
