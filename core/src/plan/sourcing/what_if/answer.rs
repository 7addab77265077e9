//! How the plan after the changes differs from the one before.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::change::{Change, Changes};
use super::hold::HeldUnits;
use super::told;
use crate::plan::matching::Certificate;
use crate::plan::sourcing::plan::{Coverage, Plan};
use crate::plan::sourcing::questions::Question;
use crate::plan::sourcing::sourced::Sourced;
use crate::plan::sourcing::under_rows::UnderRows;
use crate::words::document::{CollectInOrder, format_tag};
use crate::words::finding::Error;
use crate::words::value::{LotId, PledgeId, SlotId, State, words};

format_tag!(
    /// The format of an answer to what would be if.
    WhatIfAnswerFormat = "pledgebook.what-if-answer/1"
);

words! {
    /// How a proposed match differs.
    pub enum Turn {
        /// It was not there before.
        Appears = "appears",
        /// It is not there any more.
        Goes = "goes",
        /// It has another number of units.
        Changes = "changes",
    }
}

/// A change, as it was supposed, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ToldChange {
    /// The change.
    pub change: Change,
    /// In one sentence.
    pub sentence: String,
}

/// A proposed match that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ProposalChange {
    /// How it differs.
    pub turn: Turn,
    /// The requirement.
    pub requirement: SlotId,
    /// The lot.
    pub lot: LotId,
    /// Its pledge.
    pub pledge: PledgeId,
    /// The State that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Units before.
    pub before: u32,
    /// Units after.
    pub after: u32,
    /// In one sentence.
    pub sentence: String,
}

/// What a requirement is short of, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ShortageChange {
    /// The requirement.
    pub requirement: SlotId,
    /// In words.
    pub title: String,
    /// Its priority class.
    pub class: u32,
    /// Units short before.
    pub before: u32,
    /// Units short after.
    pub after: u32,
}

/// What the plans cost on a level; the neutral tie is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct LevelValue {
    /// The level, such as `days-late`.
    pub level: String,
    /// Before.
    pub before: i64,
    /// After.
    pub after: i64,
}

/// How much of the present plan moves: units that leave their place, be it for another place or for none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct MovedUnits {
    /// How many units move.
    pub units: u32,
    /// At most so many were to move; absent: any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// The fewest that any plan moves after the changes; present where a number was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewest: Option<u32>,
    /// Whether no plan that moves as few is better. The certificate proves it of all plans that hold the units in `held`.
    pub best: bool,
    /// Where it is not known to be the best: what none can be better than, level by level but the tie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<Vec<i64>>,
}

/// How the best plan differs after changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct WhatIfAnswer {
    /// The format.
    pub format: WhatIfAnswerFormat,
    /// The hash of the plan that was asked.
    pub before: String,
    /// The hash of the plan after the changes.
    pub after: String,
    /// The changes.
    pub changes: Vec<ToldChange>,
    /// All in one sentence.
    pub summary: String,
    /// The proposed matches that differ, by requirement and lot.
    pub proposals: Vec<ProposalChange>,
    /// The requirements that are short before or after.
    pub shortages: Vec<ShortageChange>,
    /// The same under the rows; absent where no rows are asked for. All else here is of the plans without rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shortages_under_rows: Option<Vec<ShortageChange>>,
    /// What the plans cost, level by level.
    pub value: Vec<LevelValue>,
    /// The questions that need no answer any more.
    pub questions_gone: Vec<Question>,
    /// The questions that have to be asked now, and had not to be before.
    pub questions_new: Vec<Question>,
    /// How much of the plan moves.
    pub moved: MovedUnits,
    /// The units that are held, and how they stand in the certificate.
    pub held: Vec<HeldUnits>,
    /// The proof that no plan is better after the changes, among those that hold what is held.
    pub certificate: Certificate,
}

/// How many units were to move, the fewest that can, and the bound of what was found.
pub(super) type Budget = Option<(u32, u32, Option<Vec<i64>>)>;

pub(super) fn answer(
    before: &Plan,
    after: &Plan,
    changes: &Changes,
    budget: Budget,
) -> Result<WhatIfAnswer, Error> {
    let proposals = proposals(before, after);
    let left = proposals.iter().map(|each| each.before.saturating_sub(each.after));
    let units = left.fold(0, u32::saturating_add);
    let moved = match budget {
        None => MovedUnits { units, at_most: None, fewest: None, best: true, bound: None },
        Some((at_most, fewest, bound)) => {
            let (at_most, fewest) = (Some(at_most), Some(fewest));
            MovedUnits { units, at_most, fewest, best: bound.is_none(), bound }
        }
    };
    let (gone, new) = (questions_without(before, after), questions_without(after, before));
    let rows = before.under_rows().zip(after.under_rows());
    let under_rows = |under: &UnderRows, row: &Coverage| under.short_of(&row.requirement);
    let shortages_under_rows = rows
        .map(|(old, new)| shortages(before, after, |row| under_rows(old, row), |row| under_rows(new, row)));
    let shortages = shortages(before, after, |row| row.short, |row| row.short);
    let told = changes
        .changes
        .iter()
        .map(|change| ToldChange { sentence: told::change(before, after, change), change: change.clone() });
    let mut answer = WhatIfAnswer {
        format: WhatIfAnswerFormat,
        before: before.hash()?,
        after: after.hash()?,
        changes: told.collect(),
        summary: String::new(),
        proposals,
        shortages,
        shortages_under_rows,
        value: value(before, after),
        questions_gone: gone,
        questions_new: new,
        moved,
        held: after.held.to_vec(),
        certificate: after.certificate().clone(),
    };
    answer.summary = told::summary(&answer);
    Ok(answer)
}

fn proposals(before: &Plan, after: &Plan) -> Vec<ProposalChange> {
    let by_place = |plan: &'_ Plan| -> BTreeMap<(SlotId, LotId), Sourced> {
        plan.proposals()
            .iter()
            .map(|each| ((each.requirement.clone(), each.offer().clone()), each.clone()))
            .collect_map()
    };
    let (old, new) = (by_place(before), by_place(after));
    let places = old.keys().chain(new.keys()).collect_set();
    let differs = places.into_iter().filter_map(|place| {
        let units = |of: Option<&Sourced>| of.map_or(0, |sourced| sourced.units);
        let (before_units, after_units) = (units(old.get(place)), units(new.get(place)));
        let turn = match (before_units, after_units) {
            (same, as_before) if same == as_before => return None,
            (0, _) => Turn::Appears,
            (_, 0) => Turn::Goes,
            _ => Turn::Changes,
        };
        let sourced = new.get(place).or(old.get(place))?;
        let plan = if new.contains_key(place) { after } else { before };
        Some(ProposalChange {
            turn,
            requirement: sourced.requirement.clone(),
            lot: sourced.lot.clone(),
            pledge: sourced.pledge.clone(),
            state: sourced.state,
            before: before_units,
            after: after_units,
            sentence: told::proposal(plan, sourced, before_units, after_units),
        })
    });
    differs.collect()
}

fn shortages(
    before: &Plan,
    after: &Plan,
    short_before: impl Fn(&Coverage) -> u32,
    short_after: impl Fn(&Coverage) -> u32,
) -> Vec<ShortageChange> {
    let was = |slot: &SlotId| {
        let row = before.coverage().iter().find(|row| row.requirement == *slot);
        row.map_or(0, &short_before)
    };
    let rows = after.coverage().iter().map(|row| ShortageChange {
        requirement: row.requirement.clone(),
        title: row.title.clone(),
        class: row.class,
        before: was(&row.requirement),
        after: short_after(row),
    });
    rows.filter(|row| row.before > 0 || row.after > 0).collect()
}

fn value(before: &Plan, after: &Plan) -> Vec<LevelValue> {
    let of = |plan: &Plan| -> BTreeMap<String, i64> {
        let figures = plan.certificate().value.figures().to_vec();
        plan.problem().levels().into_iter().zip(figures).collect_map()
    };
    let (old, new) = (of(before), of(after));
    // A level that only one of the problems has stands where that problem has it.
    let mut levels = after.problem().levels();
    for (place, level) in before.problem().levels().into_iter().enumerate() {
        if !levels.contains(&level) {
            levels.insert(place.min(levels.len()), level);
        }
    }
    let figure = |of: &BTreeMap<String, i64>, level: &String| of.get(level).copied().unwrap_or_default();
    let levels = levels.into_iter().filter(|level| level != "tie");
    levels
        .map(|level| LevelValue { before: figure(&old, &level), after: figure(&new, &level), level })
        .collect()
}

/// The questions of a plan that another one does not have.
fn questions_without(plan: &Plan, other: &Plan) -> Vec<Question> {
    let key = |question: &Question| {
        (question.asks, question.state, question.lot.clone(), question.rule, question.text.clone())
    };
    let others: BTreeSet<_> = other.questions().iter().map(key).collect_set();
    plan.questions().iter().filter(|question| !others.contains(&key(question))).cloned().collect()
}
