//! What is published of a journal, and proofs against it.

use super::line::Line;
use super::merkle;
use crate::words::document::{Document, document, format_tag};
use crate::words::finding::Finding;
use crate::words::value::Hash;

format_tag!(
    /// The format of a checkpoint.
    CheckpointFormat = "pledgebook.checkpoint/1"
);

document! {
    /// How far a journal went, in one hash. Published where the keeper of the journal cannot change it, it shows later whether
    /// the journal still says what it said then; kept beside the journal it shows nothing.
    pub struct Checkpoint {
        /// The format.
        pub format: CheckpointFormat,
        /// How many events there were.
        pub size: u32,
        /// The hash of the tree over them (RFC 9162).
        pub root: Hash,
        /// The hash of the last line. Proofs do not speak of it; a journal that goes on from the checkpoint has it.
        pub head: Hash,
    }
}

format_tag!(
    /// The format of a proof that an event stands in a journal.
    InclusionFormat = "pledgebook.inclusion/1"
);

document! {
    /// A proof that a line stands in the journal of a checkpoint. It shows hashes of the others, and nothing of what they say.
    pub struct Inclusion {
        /// The format.
        pub format: InclusionFormat,
        /// The number of the event.
        pub seq: u32,
        /// How many events the journal has.
        pub size: u32,
        /// The hashes beside the way from the leaf to the root.
        pub path: Vec<Hash>,
    }
}

format_tag!(
    /// The format of a proof that one checkpoint goes on from another.
    ConsistencyFormat = "pledgebook.consistency/1"
);

document! {
    /// A proof that the journal of a checkpoint begins with all that an earlier checkpoint had, unchanged.
    pub struct Consistency {
        /// The format.
        pub format: ConsistencyFormat,
        /// How many events the earlier one has.
        pub first: u32,
        /// How many events the later one has.
        pub second: u32,
        /// The hashes that make both roots.
        pub path: Vec<Hash>,
    }
}

impl Checkpoint {
    /// Whether a proof shows that this line stands in this journal.
    pub fn includes(&self, line: &Line, proof: &Inclusion) -> bool {
        let Some(place) = line.seq().checked_sub(1) else { return false };
        (proof.seq, proof.size) == (line.seq(), self.size)
            && merkle::includes(line.leaf(), place, self.size, self.root, &proof.path)
    }

    /// Whether a proof shows that this journal goes on from an earlier one.
    pub fn goes_on_from(&self, earlier: &Self, proof: &Consistency) -> bool {
        (proof.first, proof.second) == (earlier.size, self.size)
            && merkle::goes_on((earlier.size, earlier.root), (self.size, self.root), &proof.path)
    }
}

macro_rules! without_context {
    ($($document:ident by $format:ident),+) => {$(
        impl Document for $document {
            const FORMAT: &'static str = $format::TEXT;
            type Context = ();

            fn check(&self, (): &(), _: &mut Vec<Finding>) {}

            fn normalise(&mut self) {}
        }
    )+};
}
without_context!(Checkpoint by CheckpointFormat, Inclusion by InclusionFormat, Consistency by ConsistencyFormat);
