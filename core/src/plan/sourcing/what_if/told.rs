//! Changes and what they do, in plain sentences.

use super::answer::{ShortageChange, Turn, WhatIfAnswer};
use super::change::{Change, Delay, Relax, Verify, Waive, Withdraw};
use super::units;
use crate::plan::sourcing::options::LimitAsked;
use crate::plan::sourcing::plan::Plan;
use crate::plan::sourcing::sourced::Sourced;
use crate::plan::sourcing::why_not::named;
use crate::words::value::{Days, LimitId, LotId, SlotId};

/// A change in one sentence.
pub(super) fn change(before: &Plan, after: &Plan, change: &Change) -> String {
    let lot = |id: &LotId| lot(before, after, id);
    let requirement = |slot: &SlotId| requirement(after, slot);
    match change {
        Change::Withdraw(Withdraw { lot: Some(id), units: Some(number), .. }) => {
            let are = if number.get() == 1 { "is" } else { "are" };
            format!("{} of {} {are} withdrawn.", units(number.get()), lot(id))
        }
        Change::Withdraw(Withdraw { lot: Some(id), .. }) => format!("{} is withdrawn.", lot(id)),
        Change::Withdraw(Withdraw { pledge: Some(pledge), .. }) => {
            format!("The pledge `{pledge}` is withdrawn.")
        }
        Change::Withdraw(Withdraw { state, .. }) => {
            let state = state.map(|state| before.view().catalogue().name_of(state)).unwrap_or_default();
            format!("Every pledge for which {state} answers is withdrawn.")
        }
        Change::Delay(Delay { lot: id, days: Some(by), .. }) => {
            format!("{} arrives {} later.", lot(id), days(*by))
        }
        Change::Delay(Delay { lot: id, arrival, .. }) => {
            format!("{} arrives on day {}.", lot(id), arrival.unwrap_or_default())
        }
        Change::Add(add) => {
            let state =
                add.pledge.lead().map(|state| after.view().catalogue().name_of(state)).unwrap_or_default();
            let word = if add.accepted == Some(true) { "made and accepted" } else { "announced" };
            format!("A pledge of {state} is {word}: {}", sentence(add.pledge.title.as_str()))
        }
        Change::Verify(Verify { lot: id, rules, requirement: slot }) => {
            let what = match rules {
                Some(rules) => format!(
                    "The open questions on {}",
                    rules.iter().map(|rule| named(*rule)).collect::<Vec<_>>().join(", ")
                ),
                None => "Every open question".to_owned(),
            };
            let place = slot.as_ref().map(|slot| format!(" for {}", requirement(slot))).unwrap_or_default();
            let are = if rules.is_some() { "are" } else { "is" };
            format!("{what} of {}{place} {are} answered well.", lot(id))
        }
        Change::Level(level) => {
            format!("{} is recorded at {} {}.", lot(&level.lot), level.scheme, level.level)
        }
        Change::Relax(Relax { requirement: slot, needed_by, latest_by }) => {
            let needed = needed_by.map(|by| format!("is needed {} later", days(by)));
            let latest = latest_by.map(|by| format!("still serves {} later", days(by)));
            let both: Vec<String> = needed.into_iter().chain(latest).collect();
            format!("{} {}.", requirement(slot), both.join(" and "))
        }
        Change::Waive(Waive { rule, requirement: slot, lot: id }) => {
            let place = slot.as_ref().map(|slot| format!(" at {}", requirement(slot))).unwrap_or_default();
            let of = id.as_ref().map(|id| format!(" for {}", lot(id))).unwrap_or_default();
            format!("The rule on {} is waived{of}{place}.", named(*rule))
        }
        Change::Limit(limit) => {
            let was =
                limit_of(before, &limit.id).map(|was| format!(", not {}", was.at_most)).unwrap_or_default();
            format!("The limit `{}` allows {}{was}.", limit.id, units(limit.at_most.get()))
        }
        Change::AddLimit(limit) => format!("The limit `{}` allows {}.", limit.id, units(limit.at_most.get())),
        Change::DropLimit(limit) => format!("The limit `{}` is dropped.", limit.id),
        Change::Need(need) => {
            format!("{} needs {}.", requirement(&need.requirement), units(need.units.get()))
        }
        Change::Pin(pin) => {
            let (lot, requirement) = (lot(&pin.lot), requirement(&pin.requirement));
            let are = if pin.units.get() == 1 { "is" } else { "are" };
            format!("At least {} of {lot} {are} held for {requirement}.", units(pin.units.get()))
        }
        Change::Exclude(exclude) => {
            format!("{} is not to serve {}.", lot(&exclude.lot), requirement(&exclude.requirement))
        }
    }
}

/// How a proposed match differs, in one sentence.
pub(super) fn proposal(plan: &Plan, sourced: &Sourced, before: u32, after: u32) -> String {
    let (lot, requirement) = (lot(plan, plan, &sourced.lot), requirement(plan, &sourced.requirement));
    match (before, after) {
        (0, _) => format!("{} of {lot} would serve {requirement}.", units(after)),
        (_, 0) => format!("{} of {lot} would no longer serve {requirement}.", units(before)),
        _ => format!("{} of {lot} would serve {requirement}, not {before}.", units(after)),
    }
}

/// All that differs, in one sentence.
pub(super) fn summary(answer: &WhatIfAnswer) -> String {
    let mut parts = vec![shortage(&answer.shortages)];
    let count = |turn| answer.proposals.iter().filter(|each| each.turn == turn).count();
    let turns = [(Turn::Appears, "appear"), (Turn::Goes, "go"), (Turn::Changes, "change")];
    let turns = turns.map(|(turn, verb)| (count(turn), verb));
    match turns.iter().map(|(count, _)| *count).fold(0, usize::saturating_add) {
        0 => parts.push("no proposed match differs".to_owned()),
        _ => {
            let some =
                turns.iter().filter(|(count, _)| *count > 0).map(|(count, verb)| matches(*count, verb));
            parts.push(some.collect::<Vec<_>>().join(", "));
        }
    }
    let (gone, new) = (answer.questions_gone.len(), answer.questions_new.len());
    if gone > 0 || new > 0 {
        let gone = (gone > 0).then(|| format!("{} away", questions(gone, "fall")));
        let new = (new > 0).then(|| questions(new, "come"));
        parts.push(gone.into_iter().chain(new).collect::<Vec<_>>().join(", "));
    }
    let moved = &answer.moved;
    match (moved.at_most, moved.fewest) {
        (Some(at_most), Some(fewest)) if fewest > at_most => {
            let move_ = if moved.units == 1 { "moves" } else { "move" };
            let moved = units(moved.units);
            parts.push(format!(
                "{moved} of the present plan {move_} ({at_most} may), for no plan moves fewer"
            ));
        }
        (Some(at_most), _) => {
            let best = if moved.best {
                "and no plan within that is better"
            } else {
                "and a better plan within that may exist"
            };
            let moves = match moved.units {
                0 => "no unit of the present plan moves".to_owned(),
                1 => "1 unit of the present plan moves".to_owned(),
                number => format!("{number} units of the present plan move"),
            };
            parts.push(format!("{moves} ({at_most} may), {best}"));
        }
        _ => {}
    }
    let without = parts.join("; ");
    match &answer.shortages_under_rows {
        None => sentence(&without),
        Some(under) => sentence(&format!("without the rows, {without}; under the rows, {}", shortage(under))),
    }
}

/// By class, the most important first: only where it differs, else what stays short.
pub(in crate::plan::sourcing) fn shortage(rows: &[ShortageChange]) -> String {
    let mut classes: Vec<u32> = rows.iter().map(|row| row.class).collect();
    classes.sort_unstable();
    classes.dedup();
    let of = |class: u32, figure: fn(&ShortageChange) -> u32| {
        rows.iter().filter(|row| row.class == class).map(figure).fold(0, u32::saturating_add)
    };
    let differs = classes.iter().filter_map(|class| {
        let (before, after) = (of(*class, |row| row.before), of(*class, |row| row.after));
        let (by, more) = match after.cmp(&before) {
            std::cmp::Ordering::Equal => return None,
            std::cmp::Ordering::Greater => (after.saturating_sub(before), "more"),
            std::cmp::Ordering::Less => (before.saturating_sub(after), "fewer"),
        };
        let (are, many) = if by == 1 { ("is", "") } else { ("are", "s") };
        Some(format!("{by} {more} unit{many} of class {class} {are} short ({before} before, {after} after)"))
    });
    let differs: Vec<String> = differs.collect();
    if !differs.is_empty() {
        return differs.join(", ");
    }
    match rows.iter().map(|row| row.after).fold(0, u32::saturating_add) {
        0 => "nothing is short, before or after".to_owned(),
        short => format!("as much is short as before ({})", units(short)),
    }
}

fn matches(count: usize, verb: &str) -> String {
    let ending = if verb.ends_with('o') { "es" } else { "s" };
    if count == 1 {
        format!("1 proposed match {verb}{ending}")
    } else {
        format!("{count} proposed matches {verb}")
    }
}

fn questions(count: usize, verb: &str) -> String {
    if count == 1 { format!("1 question {verb}s") } else { format!("{count} questions {verb}") }
}

pub(in crate::plan::sourcing) fn days(days: Days) -> String {
    if days.get() == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn limit_of<'p>(plan: &'p Plan, id: &LimitId) -> Option<&'p LimitAsked> {
    plan.options().limits.iter().flatten().find(|limit| limit.id == *id)
}

/// The lot with the State that answers for it.
fn lot(before: &Plan, after: &Plan, id: &LotId) -> String {
    let found = after.view().lot(id).or_else(|| before.view().lot(id));
    let state = found.and_then(|(pledge, _)| pledge.lead());
    match state {
        Some(state) => format!("`{id}` ({})", after.view().catalogue().name_of(state)),
        None => format!("`{id}`"),
    }
}

/// A lot of a plan, by the name that it has in the problem.
pub(in crate::plan::sourcing) fn lot_in_words(plan: &Plan, id: &LotId) -> String {
    let whole = plan.sourcing.offer(id).map_or(id, |offer| &offer.lot.lot.id);
    match whole == id {
        true => lot(plan, plan, id),
        false => format!("{}, in the window `{id}`", lot(plan, plan, whole)),
    }
}

/// The requirement by its title.
pub(in crate::plan::sourcing) fn requirement(plan: &Plan, slot: &SlotId) -> String {
    let row = plan.coverage().iter().find(|row| row.requirement == *slot);
    row.map_or_else(|| format!("`{slot}`"), |row| format!("`{slot}` ({})", row.title))
}

/// With one full stop behind it, and a capital letter.
pub(in crate::plan::sourcing) fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
