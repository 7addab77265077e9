//! What is supposed beyond record, missions and options: answers, waivers, what is held and what is kept out.

use super::change::Change;
use crate::judge::eligibility::{Eligibility, Rule};
use crate::plan::sourcing::asked::Asked;
use crate::words::value::{LotId, Met, SlotId};

/// What is supposed, in the order in which it was; empty for a plan of what is.
#[derive(Clone, Debug, Default)]
pub(in crate::plan::sourcing) struct Supposed {
    /// Every change since the plan that was made first.
    pub(in crate::plan::sourcing) changes: Vec<Change>,
}

/// Whether a name, where there is one, means this requirement or this tour of it.
fn means(named: Option<&SlotId>, asked: Asked<'_>) -> bool {
    named.is_none_or(|named| *named == asked.slot() || *named == asked.whole())
}

impl Supposed {
    /// Takes rules as met where that is supposed.
    pub(in crate::plan::sourcing) fn apply(
        &self,
        asked: Asked<'_>,
        lot: &LotId,
        eligibility: &mut Eligibility,
    ) {
        for change in &self.changes {
            match change {
                Change::Verify(verify) if verify.lot == *lot && means(verify.requirement.as_ref(), asked) => {
                    let named = |rule: &Rule| verify.rules.as_ref().is_none_or(|rules| rules.contains(rule));
                    let open = |met, rule: &Rule| met == Met::Unknown && named(rule);
                    suppose(eligibility, open, "supposed to be answered well");
                }
                Change::Waive(waive)
                    if waive.lot.as_ref().is_none_or(|named| named == lot)
                        && means(waive.requirement.as_ref(), asked) =>
                {
                    let waived = |met, rule: &Rule| met != Met::Met && *rule == waive.rule;
                    suppose(eligibility, waived, "supposed to be waived");
                }
                _ => {}
            }
        }
    }

    /// Whether the lot is kept out of the requirement.
    pub(in crate::plan::sourcing) fn excludes(&self, asked: Asked<'_>, lot: &LotId) -> bool {
        self.changes.iter().any(|change| match change {
            Change::Exclude(exclude) => exclude.lot == *lot && means(Some(&exclude.requirement), asked),
            _ => false,
        })
    }
}

fn suppose(eligibility: &mut Eligibility, which: impl Fn(Met, &Rule) -> bool, why: &str) {
    for judgement in &mut eligibility.judgements {
        if which(judgement.met, &judgement.rule) {
            judgement.supposed_met(why);
        }
    }
}
