//! The plan under rows, told: what it proposes, what stays short, and how it stands to each row, in sentences.

use serde::Serialize;

use super::of_plan::proposed;
use super::table::{Cell, Column, Table, columns, yes_no};
use crate::plan::Plan;
use crate::plan::matching::{Asks, RowStanding, SideRow};
use crate::plan::sourcing::{RowAsked, RowAsks, TakenFor, UnderRows};
use crate::words::catalogue::Component;
use crate::words::value::{Day, LotId, MissionId, SlotId};

/// The plan under the rows asked for, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToldUnderRows {
    /// The plan in one sentence, with the plan without rows beside it.
    pub summary: String,
    /// What is proven of it, in a sentence.
    pub proven: String,
    /// Units that stay short.
    pub short: u32,
    /// The requirements that are short with the rows or without them.
    pub shortages: Table,
    /// The proposed matches.
    pub proposals: Table,
    /// How the plan stands to each row.
    pub standings: Table,
}

/// The plan under rows; `None` where no rows are asked for.
pub fn under_rows(plan: &Plan) -> Option<ToldUnderRows> {
    let under = plan.under_rows()?;
    let without = plan.coverage().iter().map(|row| row.short).fold(0, u32::saturating_add);
    let without = UnderRows::in_brief_of(plan.proposals().len(), without);
    Some(ToldUnderRows {
        summary: format!("Under the rows: {}. Without them: {without}.", under.in_brief()),
        proven: under.proven.clone(),
        short: under.short(),
        shortages: shortages(plan, under),
        proposals: proposed("Proposed matches under the rows", plan, &under.proposals),
        standings: standings(plan, under),
    })
}

pub(super) const SHORT_UNDER_ROWS: &[Column] = columns![
    requirement: Text, title: Text, class: Number, needed: Number, short: Number, short_without: Number,
];

fn shortages(plan: &Plan, under: &UnderRows) -> Table {
    let rows = plan.coverage().iter().map(|row| (row, under.short_of(&row.requirement)));
    let rows = rows.filter(|(row, short)| row.short > 0 || *short > 0).map(|(row, short)| {
        vec![
            row.requirement.as_str().into(),
            row.title.as_str().into(),
            row.class.into(),
            row.needed.into(),
            short.into(),
            row.short.into(),
        ]
    });
    Table::new("Short under the rows", SHORT_UNDER_ROWS, rows)
}

pub(super) const STANDINGS: &[Column] = columns![
    row: Text, reason: Text, kept: Text, reached: Number, of: Number, at_most: Number, at_least: Number, short: Number,
    reached_without: Number, kept_without: Text, sentence: Text,
];

fn standings(plan: &Plan, under: &UnderRows) -> Table {
    let sides = &under.answer.rows.rows;
    let rows = sides.iter().zip(&under.answer.standings).map(|(side, standing)| {
        let (at_most, at_least) = bounds(&side.asks);
        vec![
            side.id.as_str().into(),
            side.reason.as_ref().map(ToString::to_string).into(),
            yes_no(standing.kept).into(),
            Cell::Number(standing.reached),
            number(standing.of),
            number(at_most),
            number(at_least),
            number(standing.short),
            Cell::Number(standing.reached_without),
            yes_no(standing.kept_without).into(),
            Words { plan, under, side, standing }.sentence().into(),
        ]
    });
    Table::new("How the plan stands to the rows", STANDINGS, rows)
}

fn number(number: Option<i64>) -> Cell {
    number.map_or(Cell::Absent, Cell::Number)
}

/// The ceiling and the floor of what a row counts.
fn bounds(asks: &Asks) -> (Option<i64>, Option<i64>) {
    match asks {
        Asks::Weights(asked) => (asked.at_most, asked.at_least),
        Asks::Units(asked) => {
            (asked.at_most.map(|most| most.get().into()), asked.at_least.map(|least| least.get().into()))
        }
        Asks::Groups(asked) => (None, Some(asked.at_least.get().into())),
        Asks::Together(asked) => (None, Some(asked.at_least.get().into())),
        Asks::Apart(_) => (Some(1), None),
        Asks::Share(_) | Asks::Whole(_) => (None, None),
    }
}

/// A row of the problem, how the plan stands to it, and the row that it was asked as.
struct Words<'p> {
    plan: &'p Plan,
    under: &'p UnderRows,
    side: &'p SideRow,
    standing: &'p RowStanding,
}

impl Words<'_> {
    fn sentence(&self) -> String {
        let standing = self.standing;
        let short = standing.short.map(|short| format!("; {} short", grouped(short))).unwrap_or_default();
        let told = match self.asked() {
            None => return format!("{}{short}.", self.held().sentence),
            Some((asked, Some("unknown"))) => self.not_used(asked),
            Some((asked, part)) => self.told(asked, part),
        };
        // Where units are held, they are rows too.
        let held = if self.under.answer.without_rows.is_some() { " and held units" } else { "" };
        let without = match (standing.kept_without, told.without) {
            (true, _) => String::new(),
            (false, Some(figure)) => format!(" Without rows{held}: {figure}."),
            (false, None) => format!(" The plan without rows{held} does not keep it."),
        };
        format!("{}{short}.{without}{}", told.sentence, told.note)
    }

    /// The row that was asked for, and which part of it this is: a day, a State, or `unknown`.
    fn asked(&self) -> Option<(&RowAsked, Option<&str>)> {
        let id = self.side.id.as_str();
        let part = |row: &RowAsked| match id.strip_prefix(row.id.as_str())? {
            "" => Some(None),
            rest => rest.strip_prefix('.').map(Some),
        };
        let rows = self.plan.options().rows.iter().flatten();
        let of = rows.filter(|row| part(row).is_some()).max_by_key(|row| row.id.as_str().len())?;
        let place = of.id.as_str().len().saturating_add(1);
        Some((of, id.get(place..)))
    }

    fn told(&self, asked: &RowAsked, part: Option<&str>) -> Told {
        let standing = self.standing;
        let (reached, of) = (standing.reached, standing.of.unwrap_or(0));
        let bound = match bounds(&self.side.asks) {
            (Some(most), _) => ("at most", most),
            (None, least) => ("at least", least.unwrap_or(0)),
        };
        match &asked.asks {
            RowAsks::Persons(row) => {
                let place = self.place(&row.mission, row.component);
                let about = format!("Persons{place}{}", self.time(asked, part));
                Told::figure(&about, standing, bound, grouped).noting(self.taken_for(asked))
            }
            RowAsks::Budget(row) => {
                let currency = row.at_most.currency();
                let money = |minor: i64| {
                    format!("{currency} {}.{:02}", grouped(minor.div_euclid(100)), minor.rem_euclid(100))
                };
                let months = match row.months.get() {
                    1 => "1 month".to_owned(),
                    more => format!("{more} months"),
                };
                let place = self.place(&row.mission, None);
                let about = format!("Reimbursement for {months}{place}{}", self.time(asked, part));
                Told::figure(&about, standing, bound, money).noting(self.taken_for(asked))
            }
            RowAsks::Women(row) => {
                let place = self.place(&row.mission, row.component);
                let percent = row.percent.get();
                let share = reached.saturating_mul(1_000).checked_div(of);
                let told = match share {
                    None => {
                        format!("Women{place}: no persons are proposed; at least {percent} % are asked for")
                    }
                    Some(share) => format!(
                        "Women{place}: {} of {} persons ({}.{} %); at least {percent} % are asked for",
                        grouped(reached),
                        grouped(of),
                        share.div_euclid(10),
                        share.rem_euclid(10)
                    ),
                };
                Told::plain(told).noting(self.taken_for(asked))
            }
            RowAsks::StateInMission(row) => {
                let of_part = || part.and_then(|code| code.to_ascii_uppercase().parse().ok());
                let state = row.state.or_else(of_part);
                let name = state.map(|state| self.plan.view().catalogue().name_of(state)).unwrap_or_default();
                let about = format!("Units of {name}{}", self.place(&row.mission, None));
                Told::figure(&about, standing, bound, grouped)
            }
            RowAsks::States(_) => Told::figure("States", standing, bound, grouped),
            RowAsks::Together(_) => {
                let time = self.time(asked, part);
                Told::plain(match of {
                    0 => format!("No units are proposed that need others{time}"),
                    _ => format!(
                        "Units that need others{time}: {}; units that they need: {} of at least {}",
                        grouped(of),
                        grouped(reached),
                        grouped(bound.1)
                    ),
                })
            }
            RowAsks::Apart(_) => Told::figure("Sets of units in use", standing, bound, grouped),
            RowAsks::AllOrNothing(row) => self.whole(std::slice::from_ref(&row.requirement)),
            RowAsks::Composite(row) => self.whole(&row.parts),
        }
    }

    fn whole(&self, parts: &[SlotId]) -> Told {
        let named: Vec<String> = parts.iter().map(|slot| format!("`{slot}`")).collect();
        let (reached, of) = (self.standing.reached, self.standing.of.unwrap_or(0));
        let told = |reached| format!("{} of {} units", grouped(reached), grouped(of));
        Told {
            sentence: format!("{}: {}; whole, or not at all", named.join(" with "), told(reached)),
            without: Some(told(self.standing.reached_without)),
            note: String::new(),
        }
    }

    fn held(&self) -> Told {
        let reason = self.side.reason.as_ref().map(ToString::to_string).unwrap_or_default();
        let floor = ("at least", bounds(&self.side.asks).1.unwrap_or(0));
        Told::figure(&format!("{} Units", reason.trim()), self.standing, floor, grouped)
    }

    fn not_used(&self, asked: &RowAsked) -> Told {
        let lots = self.unknown(asked, |taken| taken.persons.is_none());
        let sentence = match lots.as_slice() {
            [lot] => format!("`{lot}` is of Unknown strength, and is not used"),
            more => format!("{} lots are of Unknown strength, and are not used", more.len()),
        };
        let without = format!("{} of its units", grouped(self.standing.reached_without));
        let without = if lots.len() == 1 { without } else { without.replace(" its ", " their ") };
        Told { sentence, without: Some(without), note: String::new() }
    }

    /// What lots were taken for whose persons or women are Unknown.
    fn taken_for(&self, asked: &RowAsked) -> String {
        if self.side.id != asked.id {
            return String::new();
        }
        let mut notes = String::new();
        let persons =
            self.under.unknown.iter().filter(|taken| taken.row == asked.id && taken.women.is_none());
        if let Some(persons) = persons.filter_map(|taken| taken.persons).next() {
            let lots = in_words(&self.unknown(asked, |taken| taken.persons.is_some()));
            let persons = grouped(persons.into());
            notes.push_str(&format!(" Each unit of {lots}, of Unknown strength, counts {persons} persons."));
        }
        let women = self.unknown(asked, |taken| taken.women.is_some() && taken.persons.is_some());
        if !women.is_empty() {
            let lots = in_words(&women);
            notes.push_str(&format!(" Of {lots} not all women are on record; those on record count."));
        }
        notes
    }

    /// The lots of which a row does not know all.
    fn unknown(&self, asked: &RowAsked, which: impl Fn(&TakenFor) -> bool) -> Vec<&LotId> {
        let of_row = self.under.unknown.iter().filter(|taken| taken.row == asked.id && which(taken));
        of_row.map(|taken| &taken.lot).collect()
    }

    fn place(&self, mission: &MissionId, component: Option<Component>) -> String {
        let component =
            component.map(|component| format!(" of the {component} component")).unwrap_or_default();
        match self.plan.missions() {
            [_] => component,
            _ => format!("{component} in `{mission}`"),
        }
    }

    /// Of tours that follow each other, the time that this is about.
    fn time(&self, asked: &RowAsked, day: Option<&str>) -> String {
        if let Some(day) = day {
            return format!(" from {day}");
        }
        let rows = self.under.answer.rows.rows.iter();
        let parts =
            rows.filter_map(|side| side.id.as_str().strip_prefix(asked.id.as_str())?.strip_prefix('.'));
        let next = parts.filter(|part| part.parse::<Day>().is_ok()).min();
        next.map(|day| format!(" before {day}")).unwrap_or_default()
    }
}

/// What is told of a row: a sentence without its full stop, the figure of the plan without rows, and what comes after.
struct Told {
    sentence: String,
    without: Option<String>,
    note: String,
}

impl Told {
    fn plain(sentence: String) -> Self {
        Self { sentence, without: None, note: String::new() }
    }

    fn figure(about: &str, standing: &RowStanding, bound: (&str, i64), told: impl Fn(i64) -> String) -> Self {
        let (word, bound) = bound;
        let sentence = format!("{about}: {} of {word} {}", told(standing.reached), told(bound));
        Self { sentence, without: Some(told(standing.reached_without)), note: String::new() }
    }

    fn noting(self, note: String) -> Self {
        Self { note, ..self }
    }
}

fn in_words(lots: &[&LotId]) -> String {
    match lots {
        [lot] => format!("`{lot}`"),
        more => format!("{} lots", more.len()),
    }
}

/// A number with its thousands apart.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut told = String::new();
    for (place, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(place);
        if place > 0 && left.is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    if number < 0 { format!("-{told}") } else { told }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        let told = [0, 999, 1_000, 12_345, 1_234_567, -4_000].map(grouped);
        assert_eq!(told, ["0", "999", "1,000", "12,345", "1,234,567", "-4,000"]);
    }
}
