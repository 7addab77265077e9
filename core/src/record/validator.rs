//! Who validates training: evidence, gates and courses all name it.

use crate::words::value::words;

words! {
    /// Who validates training, from the weakest to the strongest.
    pub enum Validator {
        /// Those who were trained, or their State.
        SelfValidated = "self",
        /// Another contributor.
        Peer = "peer",
        /// A body outside, such as the United Nations.
        External = "external",
    }
}
