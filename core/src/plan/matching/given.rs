//! Columns on their way in from a language with other types: what is no whole number of the right size is a finding,
//! and every finding is told at once.

use super::column_what_if::ColumnChange;
use super::columns::{ColumnLimit, Columns, Costs, ReadyColumns};
use super::problem::Side;
use crate::words::document::{document, restore};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::Count;

/// How many findings of one column are told one by one.
const MOST_TOLD: usize = 20;
/// What would mend a number.
const RANGE: &str = "Write a whole number from 0 to 4294967295; costs may go to 2^40.";

document! {
    /// A limit without its members.
    struct LimitGiven {
        /// Whether it counts units of lots or for requirements.
        side: Side,
        /// At most so many units.
        at_most: Count,
        /// At least so many units; absent: it asks for none.
        at_least: Option<Count>,
    }
}

document! {
    /// A change: of the units of a lot or of a requirement, or of what a limit allows.
    struct ChangeGiven {
        /// The place of a lot.
        lot: Option<Count>,
        /// The place of a requirement.
        requirement: Option<Count>,
        /// The place of a limit.
        limit: Option<Count>,
        /// The units of the lot or the requirement from now on.
        units: Option<Count>,
        /// What the limit allows from now on.
        at_most: Option<Count>,
    }
}

impl ChangeGiven {
    fn change(&self) -> Option<ColumnChange> {
        match (self.lot, self.requirement, self.limit, self.units, self.at_most) {
            (Some(lot), None, None, Some(now), None) => {
                Some(ColumnChange::Lot { lot: lot.get(), units: now.get() })
            }
            (None, Some(one), None, Some(now), None) => {
                Some(ColumnChange::Requirement { requirement: one.get(), units: now.get() })
            }
            (None, None, Some(limit), None, Some(now)) => {
                Some(ColumnChange::Limit { limit: limit.get(), at_most: now.get() })
            }
            _ => None,
        }
    }
}

impl ColumnChange {
    /// Changes out of a list of objects in JSON: `{"lot": 17, "units": 0}`, `{"requirement": 3, "units": 2}` or
    /// `{"limit": 0, "at_most": 5}`.
    ///
    /// # Errors
    /// What is no such list: every finding at once, each under `/changes`.
    pub fn read_list(text: &str) -> Result<Vec<Self>, Error> {
        let mut findings = Vec::new();
        let given = restore::<Vec<ChangeGiven>>(text).unwrap_or_else(|error| {
            findings.extend(error.findings().iter().map(|one| under("/changes", one)));
            Vec::new()
        });
        let mut changes = Vec::with_capacity(given.len());
        for (i, given) in given.iter().enumerate() {
            match given.change() {
                Some(change) => changes.push(change),
                None => {
                    let message = "This is no change of one thing.";
                    let finding = Finding::new(Code::NotOfThisKind, format!("/changes/{i}"), message);
                    findings.push(finding.help(
                        "Give `lot` and `units`, or `requirement` and `units`, or `limit` and `at_most`.",
                    ));
                }
            }
        }
        Error::unless_sound(findings)?;
        Ok(changes)
    }
}

/// A finding of a part, where that part stands.
fn under(path: &str, finding: &Finding) -> Finding {
    Finding { path: format!("{path}{}", finding.path), line: None, column: None, ..finding.clone() }
}

/// What was found in columns so far. Columns are read one after another, by their names, and then made ready.
///
/// ```
/// use pledgebook::plan::matching::GivenColumns;
///
/// let mut given = GivenColumns::default();
/// let numbers = [3_i64, -1].into_iter();
/// let lot: Vec<u32> = given.column("lot", numbers.map(|number| number.try_into().map_err(|_| number.to_string())));
/// assert_eq!(lot, [3]);
/// assert_eq!(given.findings()[0].path, "/lot/1");
/// ```
#[derive(Debug, Default)]
pub struct GivenColumns {
    findings: Vec<Finding>,
}

impl GivenColumns {
    /// The names of all columns.
    pub const NAMES: [&'static str; 11] = [
        "needs",
        "lots",
        "requirement",
        "lot",
        "cost",
        "shortage",
        "class",
        "unknown",
        "late",
        "substitute",
        "preference",
    ];

    /// What was found so far.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// A column; in the place of what is no number of its kind stands the text of it.
    pub fn column<T>(&mut self, name: &str, numbers: impl Iterator<Item = Result<T, String>>) -> Vec<T> {
        let mut column = Vec::with_capacity(numbers.size_hint().0);
        let mut told = 0_usize;
        for (i, number) in (0_usize..).zip(numbers) {
            match number {
                Ok(number) => column.push(number),
                Err(_) if told == MOST_TOLD => break,
                Err(found) => {
                    told = told.saturating_add(1);
                    let message = format!("`{found}` is no whole number that is read here.");
                    let finding = Finding::new(Code::MalformedNumber, format!("/{name}/{i}"), message);
                    self.findings.push(finding.help(RANGE));
                }
            }
        }
        column
    }

    /// Says that what stands there is no column at all.
    pub fn no_column(&mut self, name: &str, found: &str) {
        let message = format!("Here stands {found}; it should be a column of whole numbers.");
        let finding = Finding::new(Code::WrongType, format!("/{name}"), message);
        self.findings.push(finding.help("Pass whole numbers of 1, 2, 4 or 8 bytes, one after another."));
    }

    /// Says that a column has its bytes in the order of other machines; `native` is the kind in the order of this one.
    pub fn foreign_column(&mut self, name: &str, kind: &str, native: &str) {
        let message = format!(
            "Here stands a buffer of the kind `{kind}`, whose bytes are not in the order of this machine."
        );
        let finding = Finding::new(Code::WrongType, format!("/{name}"), message);
        self.findings
            .push(finding.help(format!("Put them in its order, such as by `array.astype(\"{native}\")`.")));
    }

    /// Says that there is no column of this name.
    pub fn no_such_column(&mut self, name: &str) {
        let finding = Finding::new(Code::UnknownKey, "", format!("There is no column `{name}`."));
        self.findings
            .push(finding.help(format!("The columns are {}, and `limits`.", Self::NAMES.join(", "))));
    }

    /// The limits, of which `text` is a list of objects in JSON and has all but the members.
    pub fn limits(&mut self, text: &str, members: Vec<Vec<u32>>) -> Vec<ColumnLimit> {
        match restore::<Vec<LimitGiven>>(text) {
            Ok(limits) => {
                let limit = |(given, members): (LimitGiven, Vec<u32>)| ColumnLimit {
                    side: given.side,
                    members,
                    at_most: given.at_most.get(),
                    at_least: given.at_least.map_or(0, Count::get),
                };
                limits.into_iter().zip(members).map(limit).collect()
            }
            Err(error) => {
                self.findings.extend(error.findings().iter().map(|one| under("/limits", one)));
                Vec::new()
            }
        }
    }

    /// What a unit costs: one cost with its shortage, or else the levels: class, unknown, late, substitute, preference.
    pub fn cost_of_unit(&mut self, one: [Option<Vec<i64>>; 2], levels: [Option<Vec<u32>>; 5]) -> Costs {
        let [pair, shortage] = one;
        if pair.is_some() || shortage.is_some() {
            for (name, level) in Self::NAMES.iter().skip(6).zip(&levels) {
                if level.is_some() {
                    let message = format!("`{name}` is a level, and `cost` weighs everything in one figure.");
                    let finding = Finding::new(Code::NotOfThisKind, format!("/{name}"), message);
                    self.findings.push(finding.help("Give `cost` and `shortage`, or the levels."));
                }
            }
            return Costs::One { pair: pair.unwrap_or_default(), shortage: shortage.unwrap_or_default() };
        }
        let [class, unknown, late, substitute, preference] = levels.map(Option::unwrap_or_default);
        Costs::Levels { class, unknown, late, substitute, preference }
    }

    /// Checks the columns and puts the pairs in order; see [`Columns::ready`].
    ///
    /// # Errors
    /// All that was found on the way in; or columns that do not fit together.
    pub fn ready(self, columns: Columns) -> Result<ReadyColumns, Error> {
        Error::unless_sound(self.findings)?;
        columns.ready()
    }
}
