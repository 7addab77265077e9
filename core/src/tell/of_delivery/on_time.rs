//! Which deployments were on time: request by request and lot by lot, by what is on record of people's arrival.

use std::collections::{BTreeMap, BTreeSet};

use crate::judge::delivery::{Took, took, took_until};
use crate::judge::readiness::recorded;
use crate::record::{
    Arrived, ClockStart, Consultation, EvidenceRecorded, Extent, Happened, LotState, Phase, PledgeState,
    Scheme, What,
};
use crate::words::value::{Day, EventId, EvidenceId, LotId, Text};

/// A lot that was asked for and was in time, or late.
pub(super) struct Case {
    pub(super) lot: LotId,
    /// The day of arrival.
    pub(super) arrived: Day,
    pub(super) on_time: bool,
    by: By,
}

/// What shows it.
enum By {
    /// Arrivals on record.
    Arrivals,
    /// A piece of evidence that counts from the formal request on record.
    Source(EventId),
    /// A piece of evidence that counts from a request of its own, with the tour of the lot.
    SourceAlone(EvidenceId, usize),
}

/// What has come of formal requests, in the order in which the record has it.
#[derive(Default)]
pub(super) struct OnTime {
    /// Of the units of a lot, by request.
    asked: BTreeMap<(EventId, LotId), Asked>,
    /// The tours of lots in which somebody arrived after a request, with the day of the request.
    on_record: BTreeSet<(LotId, usize, Day)>,
    /// What was counted by evidence, so that it is not counted twice.
    counted: BTreeSet<(String, LotId)>,
}

/// Units of a lot whose people are in a mission.
#[derive(Clone, Copy, Default)]
struct Asked {
    /// How many there were when it was asked.
    there: u32,
    /// How many came since.
    came: u32,
}

impl OnTime {
    /// Goes on with what happened next, and says which lots it shows to be in time or late; whether that counts is known
    /// at the end.
    pub(super) fn see(&mut self, happened: &Happened<'_>, scheme: &Scheme) -> Vec<Case> {
        match happened.what {
            What::ConsultationOpened(_) => {
                self.opened(happened);
                Vec::new()
            }
            What::Arrived(arrived) => self.arrived(happened, arrived, scheme),
            What::EvidenceRecorded(recorded) => told(happened, recorded, scheme),
            _ => Vec::new(),
        }
    }

    /// Whether a case counts, after all was seen. A source counts only where no arrival is on record, and each once.
    pub(super) fn counts(&mut self, case: &Case) -> bool {
        let once = match &case.by {
            By::Arrivals => return true,
            By::Source(request) => {
                let of = (request.clone(), case.lot.clone());
                if self.asked.get(&of).is_some_and(|asked| asked.came > 0) {
                    return false;
                }
                format!("request {request}")
            }
            By::SourceAlone(evidence, tour) => {
                let on_record = self.on_record.iter().any(|(lot, of_tour, asked)| {
                    *lot == case.lot && of_tour == tour && *asked <= case.arrived
                });
                if on_record {
                    return false;
                }
                format!("evidence {evidence}")
            }
        };
        self.counted.insert((once, case.lot.clone()))
    }

    fn opened(&mut self, happened: &Happened<'_>) {
        let Some(request) = happened.after.consultations.last() else { return };
        for lot in happened.after.lots.values() {
            let asked = Asked { there: people_there(lot), came: 0 };
            self.asked.insert((request.id.clone(), lot.lot.id.clone()), asked);
        }
    }

    /// The lots of which with this event all are there that were asked for.
    fn arrived(&mut self, happened: &Happened<'_>, arrived: &Arrived, scheme: &Scheme) -> Vec<Case> {
        let pledge = happened.after;
        let mission = arrived.mission.as_ref().map(Text::as_str);
        let came = |lot: &LotState| {
            let before = happened.before.and_then(|before| before.lots.get(&lot.lot.id));
            people_there(lot).saturating_sub(before.map(people_there).unwrap_or_default())
        };
        let open = |lot: &LotState, request: &Consultation| !self.all_there(pledge, request, lot);
        let answered = pledge.lots.values().filter(|lot| came(lot) > 0).filter_map(|lot| {
            let on = (happened.earliest, happened.on);
            let (request, took) = took_until((pledge, lot), mission, on, |request| open(lot, request))?;
            Some((lot, request, took))
        });
        let answered: Vec<(&LotState, &Consultation, Took<'_>)> = answered.collect();
        for (lot, request, _) in &answered {
            let asked = self.asked.entry((request.id.clone(), lot.lot.id.clone())).or_default();
            asked.came = asked.came.saturating_add(came(lot));
            self.on_record.insert((lot.lot.id.clone(), tour(lot, happened.on), request.on));
        }
        let complete = answered.iter().filter(|(lot, request, _)| self.all_there(pledge, request, lot));
        complete.filter_map(|(lot, _, took)| case(lot, took, By::Arrivals, scheme)).collect()
    }

    /// Whether all units of a lot came since a request that it asked for: the number asked for, of all its lots together; or
    /// all of the lot that were not in a mission by then.
    fn all_there(&self, pledge: &PledgeState, request: &Consultation, lot: &LotState) -> bool {
        let of =
            |lot: &LotId| self.asked.get(&(request.id.clone(), lot.clone())).copied().unwrap_or_default();
        let Asked { there, came } = of(&lot.lot.id);
        let whole_lot = lot.units().is_some_and(|units| units <= there.saturating_add(came));
        let together = pledge.lots.keys().fold(0, |sum: u32, lot| sum.saturating_add(of(lot).came));
        whole_lot || request.opened.units.is_some_and(|units| units.get() <= together)
    }
}

/// What a piece of evidence says of the lots that it is surely about.
fn told(happened: &Happened<'_>, recorded: &EvidenceRecorded, scheme: &Scheme) -> Vec<Case> {
    let Some(performance) = &recorded.evidence.performance else { return Vec::new() };
    let named = recorded.lots.as_ref();
    let lots = happened.after.lots.values();
    let lots: Vec<&LotState> =
        lots.filter(|lot| named.is_none_or(|named| named.contains(&lot.lot.id))).collect();
    if recorded.units != Some(Extent::All) && lots.len() != 1 {
        return Vec::new();
    }
    let of_lot = |lot: &LotState| {
        let took = took((happened.after, lot), performance, happened.on)?;
        let by = match took.request {
            Some(request) => By::Source(request.clone()),
            None => By::SourceAlone(recorded.evidence.id.clone(), tour(lot, took.arrived)),
        };
        case(lot, &took, by, scheme)
    };
    lots.into_iter().filter_map(of_lot).collect()
}

/// Whether a lot was there within the days that its level commits to; `None` where it commits to none since a request, or the
/// days are known within bounds that do not say.
fn case(lot: &LotState, took: &Took<'_>, by: By, scheme: &Scheme) -> Option<Case> {
    let bounds = recorded(lot, scheme)?;
    let commitment = scheme.level(bounds.level()?)?.commitment.as_ref()?;
    // Days that count from a mandate or an approval say nothing on those since a request.
    if commitment.clock != ClockStart::Request {
        return None;
    }
    let on_time = took.within(commitment.days.get())?;
    Some(Case { lot: lot.lot.id.clone(), arrived: took.arrived, on_time, by })
}

/// How many units of a lot have their people in a mission.
fn people_there(lot: &LotState) -> u32 {
    let of = |phase| lot.tally.counted_in(phase);
    of(Phase::Deployed).saturating_add(of(Phase::PeopleThere))
}

/// How often units of a lot had come home before a day.
fn tour(lot: &LotState, day: Day) -> usize {
    lot.returns.iter().filter(|home| **home < day).count()
}
