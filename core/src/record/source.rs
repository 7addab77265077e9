//! Where a fact comes from.

use crate::words::document::document;
use crate::words::value::{ImpreciseDay, Text, words};

words! {
    /// How good a source is.
    pub enum Grade {
        /// The organisation or government concerned.
        Official = "official",
        /// A copy of official data held elsewhere.
        CopyOfOfficial = "copy-of-official",
        /// Press, or an expert's text.
        PressOrExpert = "press-or-expert",
        /// A copy whose original was not seen.
        WeakCopy = "weak-copy",
    }
}

document! {
    /// A source of a fact, for a person to go back to.
    pub struct Source {
        /// Its title.
        pub title: Text,
        /// Where it is found: an address or a document symbol.
        pub reference: Option<Text>,
        /// When it was published; absent where it does not say.
        pub published: Option<ImpreciseDay>,
        /// How good it is; absent where nobody judged it.
        pub grade: Option<Grade>,
    }
}
