//! Proposed matches: which units of which lot for which requirement, and when they arrive.

use serde::Serialize;

use super::asked::Sourcing;
use super::rotation::Tour;
use super::what_if::{HeldUnits, units_of};
use crate::judge::eligibility::{Eligibility, Rule};
use crate::judge::timeline::{Arrival, Band};
use crate::plan::matching::Proposal;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{LotId, Met, PledgeId, SlotId, Span, State, words};

words! {
    /// Whether a proposed match depends on something nobody recorded.
    pub enum Certainty {
        /// Every rule is met by what is on record.
        Firm = "firm",
        /// Some rule is Unknown: a question has to be answered first.
        Conditional = "conditional",
    }
}

/// A proposed match: units of a lot for a unit requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Sourced {
    /// The requirement, or the tour of it.
    pub requirement: SlotId,
    /// Which tour, where several follow each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tour: Option<Tour>,
    /// The lot.
    pub lot: LotId,
    /// The window in which it serves, where it has several and tours are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Span>,
    /// The name of the lot in that window, in the problem; absent: that of the lot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot_in_window: Option<LotId>,
    /// Its pledge.
    pub pledge: PledgeId,
    /// The State that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// How many units.
    pub units: u32,
    /// Firm or conditional.
    pub certainty: Certainty,
    /// The rules that are Unknown.
    pub unknown: Vec<Rule>,
    /// Days from the clock start until people and equipment have arrived at the latest; absent: Unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival: Option<u32>,
    /// Days from the clock start until the people have arrived at the latest; absent: Unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people_arrive: Option<u32>,
    /// The earliest day on which they may arrive, where that is another; absent: it is that day, or nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people_arrive_from: Option<u32>,
    /// Days from the clock start until the equipment has arrived at the latest; absent: Unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equipment_arrives: Option<u32>,
    /// The earliest day on which it may arrive, where that is another; absent: it is that day, or nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equipment_arrives_from: Option<u32>,
    /// What the arrival rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival_basis: Option<String>,
    /// Days after the needed-by day.
    pub days_late: u32,
    /// How far the unit type is from the one asked for; 0 is that type.
    pub substitute_rank: u32,
}

impl Sourced {
    /// The name of the lot in the problem.
    pub fn offer(&self) -> &LotId {
        self.lot_in_window.as_ref().unwrap_or(&self.lot)
    }
}

pub(super) fn sourced(
    sourcing: &Sourcing,
    proposed: &[Proposal],
    held: &[HeldUnits],
) -> Result<Vec<Sourced>, Error> {
    let lost = |what: &str| Error::one(Finding::new(Code::Internal, "", format!("The plan lost `{what}`.")));
    let mut proposals = Vec::new();
    for ((slot, id), units) in units_of(proposed, held) {
        let asked = sourcing.requirement(&slot).ok_or_else(|| lost(slot.as_str()))?;
        let offer = sourcing.offer(&id).ok_or_else(|| lost(id.as_str()))?;
        let eligibility: Eligibility = sourcing.judge(asked, offer);
        let unknown: Vec<Rule> = eligibility.with(Met::Unknown).map(|judgement| judgement.rule).collect();
        let arrival = eligibility.arrival.as_ref();
        let most = |of: fn(&Arrival) -> Band| arrival.and_then(|arrival| of(arrival).at_most);
        let least = |of: fn(&Arrival) -> Band| {
            let band = arrival.map(of).filter(|band| band.known().is_none());
            band.map(|band| band.at_least)
        };
        proposals.push(Sourced {
            tour: asked.tour,
            lot: offer.lot.lot.id.clone(),
            window: offer.window,
            lot_in_window: (offer.lot.lot.id != *offer.id).then(|| offer.id.clone()),
            pledge: offer.pledge.pledge.id.clone(),
            state: offer.pledge.lead(),
            units,
            certainty: if unknown.is_empty() { Certainty::Firm } else { Certainty::Conditional },
            unknown,
            arrival: most(Arrival::complete),
            people_arrive: most(|arrival| arrival.people),
            people_arrive_from: least(|arrival| arrival.people),
            equipment_arrives: most(|arrival| arrival.equipment),
            equipment_arrives_from: least(|arrival| arrival.equipment),
            arrival_basis: arrival.map(|arrival| arrival.basis.to_string()),
            days_late: eligibility.days_late(asked.requirement),
            substitute_rank: eligibility.substitute,
            requirement: slot,
        });
    }
    Ok(proposals)
}
