//! Changes that a planner may suppose, in the field's words, as a document.

use crate::judge::eligibility::{Rule, WAIVABLE};
use crate::plan::sourcing::options::{LimitAsked, LimitScope};
use crate::record::Pledge;
use crate::words::document::{self, Document, Lift, Lifter, Node, document, format_tag, tagged};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, Days, LevelId, LimitId, LotId, PledgeId, SchemeId, SlotId, State};

/// The most changes of one question.
const MOST_CHANGES: usize = 1_000;

format_tag!(
    /// The format of a question of what would be if.
    ChangesFormat = "pledgebook.what-if/1"
);

document! {
    /// What would be if: changes, all of them together, and how much of the plan they may move.
    pub struct Changes {
        /// The format.
        pub format: ChangesFormat,
        /// The changes. Their order says nothing, but for changes of one and the same thing: the later stands.
        pub changes: Vec<Change>,
        /// At most so many units may leave their place in the present plan, be it for another place or for none.
        /// Absent: any number. Where the changes alone move more, the answer is a plan that moves the fewest.
        pub at_most_moved: Option<Count>,
    }
}

tagged! {
    /// One change.
    pub enum Change by "change" {
        /// Units are withdrawn.
        Withdraw(Withdraw) = "withdraw",
        /// A lot arrives later, or on a given day.
        Delay(Delay) = "delay",
        /// A pledge is made.
        Add(Add) = "add",
        /// Open questions on a lot are answered well.
        Verify(Verify) = "verify",
        /// A level is recorded for all units of a lot.
        Level(LevelSupposed) = "level",
        /// A requirement can wait longer.
        Relax(Relax) = "relax",
        /// A rule is waived.
        Waive(Waive) = "waive",
        /// A limit that was asked for has another number.
        Limit(LimitSet) = "limit",
        /// A limit is asked for.
        AddLimit(LimitAdded) = "add-limit",
        /// A limit is no longer asked for.
        DropLimit(LimitDropped) = "drop-limit",
        /// A requirement needs another number of units.
        Need(Need) = "need",
        /// Units of a lot are held for a requirement.
        Pin(Pin) = "pin",
        /// A lot is not to serve a requirement.
        Exclude(Exclude) = "exclude",
    }
}

document! {
    /// Units are withdrawn: of one lot, of one pledge, or of all pledges for which a State answers. As in the record, they
    /// are taken from those announced or offered first, then from those available.
    pub struct Withdraw {
        /// Of this lot.
        pub lot: Option<LotId>,
        /// Of this pledge.
        pub pledge: Option<PledgeId>,
        /// Of this State.
        pub state: Option<State>,
        /// So many units, of one lot; absent: all that can be withdrawn.
        pub units: Option<Count>,
    }
}

document! {
    /// A lot arrives later by so many days, or on a day after the clock start.
    pub struct Delay {
        /// The lot.
        pub lot: LotId,
        /// Later by so many days; only where its arrival is known.
        pub days: Option<Days>,
        /// People and equipment arrive on this day after the clock start.
        pub arrival: Option<Days>,
    }
}

document! {
    /// A pledge is made, as a source would announce it; every rule judges it.
    pub struct Add {
        /// The pledge.
        pub pledge: Pledge,
        /// Whether the system's owner accepts it; absent: it is announced only.
        pub accepted: Option<bool>,
    }
}

document! {
    /// Open questions on a lot are answered well: what is Unknown is taken as Met.
    pub struct Verify {
        /// The lot.
        pub lot: LotId,
        /// These rules; absent: every rule that is Unknown.
        pub rules: Option<Vec<Rule>>,
        /// For this requirement only; absent: for every one.
        pub requirement: Option<SlotId>,
    }
}

document! {
    /// A level is recorded for all units of a lot.
    pub struct LevelSupposed {
        /// The lot.
        pub lot: LotId,
        /// The scheme.
        pub scheme: SchemeId,
        /// The level.
        pub level: LevelId,
    }
}

document! {
    /// A requirement can wait longer.
    pub struct Relax {
        /// The requirement.
        pub requirement: SlotId,
        /// It is needed later by so many days.
        pub needed_by: Option<Days>,
        /// It still serves so many days later.
        pub latest_by: Option<Days>,
    }
}

document! {
    /// A rule is waived, for a requirement, for a lot, or for one at the other. Only what a requirement sets by itself can
    /// be waived.
    pub struct Waive {
        /// The rule.
        pub rule: Rule,
        /// For this requirement; absent: for every one.
        pub requirement: Option<SlotId>,
        /// For this lot; absent: for every one.
        pub lot: Option<LotId>,
    }
}

document! {
    /// A limit that was asked for has another number.
    pub struct LimitSet {
        /// The limit.
        pub id: LimitId,
        /// At most so many units.
        pub at_most: Count,
    }
}

document! {
    /// A limit is asked for.
    pub struct LimitAdded {
        /// Its id.
        pub id: LimitId,
        /// At most so many units.
        pub at_most: Count,
        /// Of what.
        pub scope: LimitScope,
    }
}

document! {
    /// A limit is no longer asked for.
    pub struct LimitDropped {
        /// The limit.
        pub id: LimitId,
    }
}

document! {
    /// A requirement needs another number of units.
    pub struct Need {
        /// The requirement.
        pub requirement: SlotId,
        /// How many it needs.
        pub units: Count,
    }
}

document! {
    /// Units of a lot are held for a requirement, whatever else they could do.
    pub struct Pin {
        /// The requirement.
        pub requirement: SlotId,
        /// The lot.
        pub lot: LotId,
        /// At least so many units.
        pub units: Count,
    }
}

document! {
    /// A lot is not to serve a requirement.
    pub struct Exclude {
        /// The requirement.
        pub requirement: SlotId,
        /// The lot.
        pub lot: LotId,
    }
}

impl Changes {
    /// These changes together, moving any number of units.
    pub fn of(changes: Vec<Change>) -> Self {
        Self { format: ChangesFormat, changes, at_most_moved: None }
    }

    /// Reads a `pledgebook.what-if/1` document strictly. What it names is looked for when a plan is asked.
    pub fn read(text: &str) -> Result<Self, Error> {
        document::read(text, &())
    }

    /// Reads what a caller gives: such a document, a list of changes, or one change alone.
    pub fn read_any(text: &str) -> Result<Self, Error> {
        match document::restore(text)? {
            Given::Document => Self::read(text),
            Given::List => Self::of(document::restore(text)?).sound("/changes", text),
            Given::Change => Self::of(vec![document::restore(text)?]).sound("/changes/0", text),
        }
    }

    /// The changes, where nothing is wrong with them; else with the places in the text of what stands at this path.
    fn sound(self, at: &str, text: &str) -> Result<Self, Error> {
        let mut findings = Vec::new();
        self.check(&(), &mut findings);
        let given = |found: Finding| Finding {
            path: found.path.strip_prefix(at).unwrap_or(&found.path).to_owned(),
            ..found
        };
        let findings = findings.into_iter().map(given).collect();
        Error::unless_sound(findings).map_err(|error| document::place(error, text))?;
        Ok(self)
    }

    /// The canonical text.
    pub fn to_json(&self) -> Result<String, Error> {
        document::canonical(self)
    }
}

/// What a caller gave.
enum Given {
    Document,
    List,
    Change,
}

impl Lift for Given {
    fn lift(node: &Node<'_>, _: &mut Lifter<'_>) -> Option<Self> {
        Some(match node.has("change") {
            true => Self::Change,
            false if node.is_list() => Self::List,
            false => Self::Document,
        })
    }
}

impl Document for Changes {
    const FORMAT: &'static str = ChangesFormat::TEXT;
    type Context = ();

    fn check(&self, (): &(), findings: &mut Vec<Finding>) {
        if self.changes.len() > MOST_CHANGES {
            let message = format!("There are {} changes; {MOST_CHANGES} are allowed.", self.changes.len());
            findings.push(Finding::new(Code::TooLarge, "/changes", message).help("Ask for them in parts."));
            return;
        }
        for (i, change) in self.changes.iter().enumerate() {
            change.check(&format!("/changes/{i}"), findings);
        }
    }

    fn check_parts(parts: &document::Parts<'_>, (): &(), findings: &mut Vec<Finding>) {
        for (path, change) in parts.at::<Change>("/changes/*") {
            change.check(&path, findings);
        }
    }

    fn normalise(&mut self) {}
}

impl Change {
    /// Finds what is wrong with a change by itself.
    fn check(&self, path: &str, findings: &mut Vec<Finding>) {
        let mut wrong = |key: &str, message: &str, help: String| {
            let path = if key.is_empty() { path.to_owned() } else { format!("{path}/{key}") };
            findings.push(Finding::new(Code::ChangeNotPossible, path, message).help(help));
        };
        match self {
            Self::Withdraw(Withdraw { lot, pledge, state, units }) => {
                let named = [lot.is_some(), pledge.is_some(), state.is_some()];
                let named = named.into_iter().filter(|named| *named).count();
                if named != 1 {
                    let message = match named {
                        0 => "It does not say what is withdrawn.",
                        _ => "It names more than one thing to withdraw.",
                    };
                    wrong("", message, "Name just one of `lot`, `pledge` and `state`.".into());
                } else if units.is_some() && lot.is_none() {
                    let help = "Name the lot, or leave `units` out.".into();
                    wrong("units", "A number of units is of one lot.", help);
                }
                if units.is_some_and(|units| units.get() == 0) {
                    wrong("units", "No unit is withdrawn.", "Give at least 1.".into());
                }
            }
            Self::Delay(Delay { days, arrival, .. }) if days.is_some() == arrival.is_some() => {
                let message = match days {
                    None => "It does not say how late the lot is.",
                    Some(_) => "It gives both days of delay and a day of arrival.",
                };
                wrong("", message, "Give just one of `days` and `arrival`.".into());
            }
            Self::Relax(Relax { needed_by: None, latest_by: None, .. }) => {
                let help = "Give days for `needed_by`, for `latest_by`, or for both.".into();
                wrong("", "It does not say which day is relaxed.", help);
            }
            Self::Waive(Waive { rule, requirement, lot }) => {
                if !WAIVABLE.contains(rule) {
                    let rules: Vec<&str> = WAIVABLE.iter().map(|rule| rule.as_str()).collect();
                    let help = format!("A requirement's own gates can be: {}.", rules.join(", "));
                    wrong("rule", &format!("The rule `{rule}` cannot be waived."), help);
                }
                if requirement.is_none() && lot.is_none() {
                    let help = "Name the `requirement`, the `lot`, or both.".into();
                    wrong("", "A rule is waived for something.", help);
                }
            }
            Self::Pin(Pin { units, .. }) if units.get() == 0 => {
                wrong("units", "No unit is held.", "Give at least 1.".into());
            }
            _ => {}
        }
    }
}

impl LimitAdded {
    pub(super) fn asked(&self) -> LimitAsked {
        LimitAsked { id: self.id.clone(), reason: None, at_most: self.at_most, scope: self.scope.clone() }
    }
}
