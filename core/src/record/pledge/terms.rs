//! The terms on which a lot is offered: caveats, what it is held for elsewhere, where it embarks.

use super::super::item::{keyed, part, plain};
use crate::words::document::document;
use crate::words::value::{ActivityId, Day, ImpreciseDay, Span, Text, words};

words! {
    /// When a caveat was declared.
    pub enum Declared {
        /// Before the memorandum of understanding was signed.
        BeforeMou = "before-mou",
        /// After it was signed.
        AfterMou = "after-mou",
    }
}

document! {
    /// A restriction that a State places on its unit (national caveat).
    pub struct Caveat {
        /// The restriction, as worded.
        pub text: Text,
        /// The activities it touches; absent: not stated, empty: none.
        pub activities: Option<Vec<ActivityId>>,
        /// Where it applies; absent: not stated.
        pub area: Option<Text>,
        /// Until when, without that day; absent: no end stated.
        pub until: Option<Day>,
        /// The day on which it was declared; absent: not stated.
        pub declared_on: Option<ImpreciseDay>,
        /// Whether before or after the memorandum of understanding (MOU); absent: not stated.
        pub declared: Option<Declared>,
    }
}

document! {
    /// Another framework, regional or national, for which the units are held too.
    pub struct Holding {
        /// The framework, such as `African Standby Force`.
        pub framework: Text,
        /// For which days; absent: not stated.
        pub span: Option<Span>,
        /// Whether it goes before this pledge if both call; absent: not stated.
        pub goes_first: Option<bool>,
    }
}

part!(Caveat { activities });
plain! { Holding, }

keyed! {
    Caveat by |caveat| format!("{} {}", caveat.text, caveat.area.as_ref().map_or("", Text::as_str)),
    Holding by |held| {
        format!("{} {}", held.framework, held.span.map(|span| span.to_string()).unwrap_or_default())
    },
}
