//! Events that would have happened, on the day of the view.

use std::collections::BTreeSet;

use super::change::{Add, Delay, Withdraw};
use crate::judge::timeline::{self, ArrivalAssumption, Setting};
use crate::record::{
    Amended, Announced, Branch, Entry, Extent, LevelRecorded, LotChange, LotState, Mission, Moved,
    PledgeState, Scheme, Stage, StageDays, Status, View, What, Withdrawn,
};
use crate::words::document::{CollectInOrder, Patch};
use crate::words::value::{
    ActorId, Days, EventId, ImpreciseDay, LevelId, LotId, PledgeId, SchemeId, StageId,
};

/// From which statuses units can be withdrawn.
const AT_HOME: [Status; 6] = [
    Status::Announced,
    Status::Offered,
    Status::Available,
    Status::Reserved,
    Status::Suspended,
    Status::Reconstituting,
];

/// Events to suppose.
pub(super) struct Events {
    pub(super) entries: Vec<Entry>,
    pub(super) actor: ActorId,
}

impl Events {
    /// These events, on the day of a view, with ids that its record does not have.
    fn on(view: &View, what: Vec<What>) -> Option<Self> {
        let taken: BTreeSet<&EventId> = view.events().iter().map(|event| &event.id).collect_set();
        let mut ids = (1_u32..).filter_map(|number| format!("what-if-{number}").parse::<EventId>().ok());
        let entry = |what| {
            let id = ids.find(|id| !taken.contains(id))?;
            let valid = Some(ImpreciseDay::on(view.valid()));
            Some(Entry { id, valid, what, sources: Vec::new(), reconstructed: false })
        };
        let entries = what.into_iter().map(entry).collect::<Option<_>>()?;
        Some(Self { entries, actor: "what-if".parse().ok()? })
    }

    /// The pledges they touch.
    pub(super) fn pledges(&self) -> BTreeSet<PledgeId> {
        self.entries.iter().filter_map(|entry| entry.what.pledge().cloned()).collect_set()
    }

    /// Units withdrawn: none where nothing can be.
    pub(super) fn withdrawn(view: &View, withdraw: &Withdraw) -> Option<Self> {
        let Withdraw { lot, pledge, state, units } = withdraw;
        let of = |state: &PledgeState| {
            let lots = lot.clone().map(|lot| vec![lot]);
            let (pledge, units) = (state.pledge.id.clone(), units.map_or(Extent::All, Extent::Of));
            What::Withdrawn(Withdrawn { pledge, lots, units, reason: None })
        };
        let concerned = view.pledges().map(|(_, pledge)| pledge).filter(|each| {
            lot.as_ref().is_none_or(|lot| each.lots.contains_key(lot))
                && pledge.as_ref().is_none_or(|pledge| *pledge == each.pledge.id)
                && state.is_none_or(|state| each.lead() == Some(state))
                // Of one lot, the record says what stands against it.
                && (lot.is_some() || each.lots.values().any(at_home))
        });
        let what: Vec<What> = concerned.map(of).collect();
        if what.is_empty() { None } else { Self::on(view, what) }
    }

    /// A lot whose stages begin later, or that arrives on a day. None where a number of days has nothing to count from.
    pub(super) fn delayed(
        view: &View,
        Delay { lot: id, days, arrival }: &Delay,
        (missions, schemes, assumptions): (&[Mission], &[Scheme], &[ArrivalAssumption]),
    ) -> Option<Self> {
        let (pledge, lot) = view.lot(id)?;
        let stage = |days: Days| {
            let id: StageId = "what-if".parse().ok()?;
            Some(Stage::new(id, Branch::Both, days))
        };
        let settings = missions
            .iter()
            .map(|mission| Setting::new(view, (pledge, lot), mission.document(), mission.start()));
        let arrivals = settings.clone().map(|setting| {
            timeline::arrival(&setting, schemes, assumptions).and_then(|arrival| arrival.complete().at_most)
        });
        let arrivals: Option<Vec<u32>> = arrivals.collect();
        let stages = match (days, arrival, &lot.lot.stages) {
            (_, Some(arrival), _) => vec![stage(*arrival)?],
            (Some(days), None, Some(stages)) => {
                arrivals?;
                let complete = settings.flat_map(|setting| timeline::complete(&setting)).collect_set();
                begun_later(stages, stage(*days)?, *days, &complete)?
            }
            (Some(days), None, None) => {
                let mut known = arrivals?.into_iter();
                let first = known.next()?;
                if known.any(|other| other != first) {
                    return None;
                }
                vec![stage(Days::new(first.saturating_add(days.get())).ok()?)?]
            }
            (None, None, _) => return None,
        };
        let set = LotChange { stages: Patch::Set(stages), ..LotChange::default() };
        let amended = Amended { pledge: pledge.pledge.id.clone(), lot: id.clone(), set: Box::new(set) };
        Self::on(view, vec![What::Amended(amended)])
    }

    /// A pledge made, and perhaps accepted.
    pub(super) fn added(view: &View, Add { pledge, accepted }: &Add) -> Option<Self> {
        let mut what = vec![What::Announced(Announced { pledge: pledge.clone() })];
        if *accepted == Some(true) {
            let moved = Moved { pledge: pledge.id.clone(), lots: None, units: Extent::All };
            what.push(What::Accepted(moved));
        }
        Self::on(view, what)
    }

    /// A level recorded for all units of a lot.
    pub(super) fn level(view: &View, lot: &LotId, scheme: &SchemeId, level: &LevelId) -> Option<Self> {
        let (pledge, _) = view.lot(lot)?;
        let recorded = LevelRecorded {
            pledge: pledge.pledge.id.clone(),
            lots: Some(vec![lot.clone()]),
            units: Some(Extent::All),
            scheme: scheme.clone(),
            level: level.clone(),
        };
        Self::on(view, vec![What::LevelRecorded(recorded)])
    }
}

fn at_home(lot: &LotState) -> bool {
    AT_HOME.iter().any(|status| lot.tally.counted(*status) > 0 || lot.tally.uncounted() == Some(*status))
}

/// The stages with another one before all of them. What comes next after a stage that is complete, or counts from a clock
/// of its own, takes so much longer instead.
fn begun_later(
    stages: &[Stage],
    mut first: Stage,
    by: Days,
    complete: &BTreeSet<StageId>,
) -> Option<Vec<Stage>> {
    let mut number = 1_u32;
    while stages.iter().any(|stage| stage.id == first.id) {
        number = number.saturating_add(1);
        first.id = format!("what-if-{number}").parse().ok()?;
    }
    let after = |stage: &Stage| {
        let mut stage = stage.clone();
        if stage.after.is_empty() && stage.clock.is_none() {
            stage.after.push(first.id.clone());
        } else if !complete.contains(&stage.id) && stage.after.iter().all(|before| complete.contains(before))
        {
            stage.days = match stage.days {
                Some(days) => days.longer(by),
                None => stage.undertaking.map(|_| StageDays::Exactly(by)),
            };
        }
        stage
    };
    let mut later: Vec<Stage> = stages.iter().map(after).collect();
    later.push(first);
    Some(later)
}
