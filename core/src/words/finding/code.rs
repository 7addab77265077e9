//! The one catalogue of codes. A code, once published, keeps its meaning.

use std::fmt;

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $text:literal, )+) => {
        /// A stable code of a finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        #[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum Code {
            $( $(#[doc = $doc])+ #[serde(rename = $text)] $name, )+
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// The code as text, as it stands in findings.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$name => $text, )+ }
            }

            /// What the code means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $( Self::$name => concat!($( $doc ),+).trim_ascii(), )+ }
            }
        }
    };
}

codes! {
    /// The library itself is at fault: please report it.
    Internal = "internal",
    /// The text is not JSON.
    NotJson = "not-json",
    /// The document is larger, deeper or longer than the limits allow.
    TooLarge = "too-large",
    /// More findings than are shown; mend these and read again.
    TooManyFindings = "too-many-findings",
    /// The format is missing, of another kind, or of a version this library does not read.
    FormatUnsupported = "format-unsupported",
    /// A value is of the wrong JSON type; `null` is never a value here.
    WrongType = "wrong-type",
    /// The document has a key that it does not know.
    UnknownKey = "unknown-key",
    /// A key stands twice in one object.
    DuplicateKey = "duplicate-key",
    /// A key that must be there is missing.
    MissingKey = "missing-key",
    /// A word is not one of the words allowed here.
    UnknownWord = "unknown-word",
    /// An id is not of the allowed shape.
    MalformedId = "malformed-id",
    /// A text is empty, too long, or holds characters that are not allowed.
    MalformedText = "malformed-text",
    /// A day or an instant is not of the allowed shape.
    MalformedDay = "malformed-day",
    /// A State code is not of the allowed shape.
    MalformedState = "malformed-state",
    /// A code that another body assigns (language, port, currency) is not of the allowed shape.
    MalformedCode = "malformed-code",
    /// A number is not whole, or out of its range.
    MalformedNumber = "malformed-number",
    /// A span or an imprecise day ends before it begins.
    SpanReversed = "span-reversed",
    /// An id stands twice where it must be unique.
    DuplicateId = "duplicate-id",
    /// Something is named that is not there.
    NotFound = "not-found",
    /// A State is not in the catalogue.
    StateUnknown = "state-unknown",
    /// A unit type is not in the catalogue.
    UnitTypeUnknown = "unit-type-unknown",
    /// A category, module or activity is not in the catalogue.
    EntryUnknown = "entry-unknown",
    /// A part of more units, persons or pieces than the whole has.
    PartExceedsWhole = "part-exceeds-whole",
    /// A member does not go with the kind of thing that it stands in.
    NotOfThisKind = "not-of-this-kind",
    /// A conflict of sources needs at least two different values.
    ConflictWithoutDifference = "conflict-without-difference",
    /// A pledge needs exactly one lead contributor.
    LeadNotSingle = "lead-not-single",
    /// Windows of availability must not overlap.
    WindowsOverlap = "windows-overlap",
    /// Stages wait for each other in a circle.
    StageCycle = "stage-cycle",
    /// A line of a journal is not what was recorded, or a line before it was taken out, put in or moved.
    JournalBroken = "journal-broken",
    /// The last line of a journal was not written whole.
    JournalTorn = "journal-torn",
    /// A journal and a checkpoint do not belong together: events are missing, or others stand in their place.
    CheckpointDiffers = "checkpoint-differs",
    /// The content of an event is withheld here.
    ContentWithheld = "content-withheld",
    /// A store can be read but not written.
    StoreReadOnly = "store-read-only",
    /// A store is kept locked by others for too long.
    StoreBusy = "store-busy",
    /// A store has no room left.
    StoreFull = "store-full",
    /// A store is not as it was written: its file is damaged, or its tables were changed.
    StoreDamaged = "store-damaged",
    /// A store could not be reached, or failed.
    StoreFailed = "store-failed",
    /// An event id was used before for another event.
    EventIdReused = "event-id-reused",
    /// The instant at which an event became known lies before that of an earlier event.
    KnownDecreases = "known-decreases",
    /// The numbers of a record's events are not contiguous from 1.
    SeqNotContiguous = "seq-not-contiguous",
    /// An event asks for what the record does not allow at that point.
    EventNotPossible = "event-not-possible",
    /// An event moves more units than there are.
    UnitsNotConserved = "units-not-conserved",
    /// A scheme's levels must have different ranks.
    RankNotUnique = "rank-not-unique",
    /// A rule of a scheme asks for what nothing on file could ever meet.
    RuleNeverMet = "rule-never-met",
    /// A rule of a scheme asks for nothing: it is met whatever is on file.
    RuleAsksNothing = "rule-asks-nothing",
    /// Levels of a scheme require each other in a circle.
    LevelCycle = "level-cycle",
    /// The mission has no clock start: give it a day with `starting`.
    ClockNotStarted = "clock-not-started",
    /// Days that must not decrease do.
    DaysNotOrdered = "days-not-ordered",
    /// Two limits overlap without one holding the other.
    LimitNotNested = "limit-not-nested",
    /// A limit asks for more units than it allows.
    LimitCannotHold = "limit-cannot-hold",
    /// A pair of requirement and lot stands twice.
    DuplicatePair = "duplicate-pair",
    /// The sums of a problem could leave the range of exact integers.
    CostOutOfRange = "cost-out-of-range",
    /// A pair, a requirement or a lot is not part of this plan's problem.
    NotInProblem = "not-in-problem",
    /// A change that is supposed cannot be.
    ChangeNotPossible = "change-not-possible",
    /// Columns that belong together have different lengths.
    ColumnsDiffer = "columns-differ",
    /// A question took more steps of work than were allowed.
    WorkLimit = "work-limit",
    /// The caller stopped the work.
    Cancelled = "cancelled",
    /// A certificate does not prove what it says.
    ProofFails = "proof-fails",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
