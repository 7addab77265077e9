//! The state machine of a unit, as one table: which event takes units from which statuses, and which it gives them.
//!
//! [`MACHINE`] is the whole of it. Nothing else in the library moves a unit, so units are conserved; what no row allows is
//! refused. `docs/events.md` shows the same table, and a test holds the two together.
//!
//! Sources: the order of steps of the PCRS (`docs/rules.md`); what a status means for a unit after its tour, and what
//! ends a reservation, are practice notes.

use crate::words::value::words;

use super::super::event::{Arrival, Arrived, What};
use super::tally::Status;

words! {
    /// The status of a unit, with what else decides which events can follow.
    pub enum Phase {
        /// Announced in public; not in a system.
        Announced = "announced",
        /// Submitted to the system; not accepted yet.
        Offered = "offered",
        /// Accepted (registered), at home.
        Available = "available",
        /// Reserved: held for a mission.
        Reserved = "reserved",
        /// Reserved: selected for a mission.
        Selected = "selected",
        /// Moving: nothing of it has arrived.
        Moving = "moving",
        /// Moving: its people have arrived.
        PeopleThere = "people-there",
        /// Moving: its equipment has arrived.
        EquipmentThere = "equipment-there",
        /// In a mission.
        Deployed = "deployed",
        /// At home, being made ready again.
        Reconstituting = "reconstituting",
        /// Suspended.
        Suspended = "suspended",
        /// Withdrawn by the State.
        Withdrawn = "withdrawn",
        /// Lapsed.
        Lapsed = "lapsed",
    }
}

impl Phase {
    /// The status as which it is counted.
    pub fn status(self) -> Status {
        match self {
            Self::Announced => Status::Announced,
            Self::Offered => Status::Offered,
            Self::Available => Status::Available,
            Self::Reserved | Self::Selected => Status::Reserved,
            Self::Moving | Self::PeopleThere | Self::EquipmentThere => Status::Moving,
            Self::Deployed => Status::Deployed,
            Self::Reconstituting => Status::Reconstituting,
            Self::Suspended => Status::Suspended,
            Self::Withdrawn => Status::Withdrawn,
            Self::Lapsed => Status::Lapsed,
        }
    }
}

words! {
    /// What must hold for a row of the machine to apply.
    pub enum Needs {
        /// Nothing more.
        Nothing = "",
        /// It begins the pledge.
        Begins = "no such pledge yet",
        /// The event says that people arrived.
        People = "people arrived",
        /// The event says that equipment arrived.
        Equipment = "equipment arrived",
        /// The event says that both arrived, or does not say what.
        Both = "both arrived, or not stated",
        /// The lot was registered once.
        Registered = "registered once",
        /// The lot was never registered.
        NeverRegistered = "never registered",
    }
}

/// One row of the machine. The rows of an event are gone through in order; units that one row leaves are for the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The event.
    pub event: &'static str,
    /// From where it takes units, from the first of these first. None: they were not there before.
    pub from: &'static [Phase],
    /// What they are then; absent: they stay what they are.
    pub to: Option<Phase>,
    /// What must hold beside that.
    pub needs: Needs,
}

/// Every way in which a unit can change its status.
pub const MACHINE: &[Step] = {
    use Needs::{Begins, Both, Equipment, NeverRegistered, Nothing, People, Registered};
    use Phase::{
        Announced, Available, Deployed, EquipmentThere, Lapsed, Moving, Offered, PeopleThere, Reconstituting,
        Reserved, Selected, Suspended, Withdrawn,
    };
    // What has not set out yet, in the order in which it would.
    const NOT_YET: &[Phase] = &[Moving, Selected, Reserved, Available, Offered, Announced];
    &[
        row("announced", &[], Announced, Begins),
        row("unsolicited-offer", &[], Offered, Begins),
        row("offered", &[Announced, Lapsed], Offered, Nothing),
        row("accepted", &[Offered, Announced], Available, Nothing),
        row("reserved", &[Available], Reserved, Nothing),
        row("selected", &[Reserved, Available, Offered, Announced], Selected, Nothing),
        row("released", &[Reserved, Selected], Available, Registered),
        row("released", &[Reserved, Selected], Offered, NeverRegistered),
        row("suspended", &[Available, Reserved, Selected], Suspended, Nothing),
        row("resumed", &[Suspended], Available, Registered),
        row("resumed", &[Suspended], Offered, NeverRegistered),
        row("moving", &[Selected, Reserved, Available, Offered, Announced], Moving, Nothing),
        row("arrived", &[EquipmentThere], Deployed, People),
        row("arrived", NOT_YET, PeopleThere, People),
        stay("arrived", &[PeopleThere, Deployed], People),
        row("arrived", &[PeopleThere], Deployed, Equipment),
        row("arrived", NOT_YET, EquipmentThere, Equipment),
        stay("arrived", &[EquipmentThere, Deployed], Equipment),
        row(
            "arrived",
            &[
                PeopleThere,
                EquipmentThere,
                Moving,
                Selected,
                Reserved,
                Available,
                Offered,
                Announced,
                Deployed,
            ],
            Deployed,
            Both,
        ),
        row("re-hatted", &[Deployed], Deployed, Nothing),
        row("returned", &[Deployed, PeopleThere, EquipmentThere, Moving], Reconstituting, Nothing),
        row("reconstituting", &[Available], Reconstituting, Nothing),
        row("reconstituted", &[Reconstituting], Available, Registered),
        row("reconstituted", &[Reconstituting], Offered, NeverRegistered),
        row(
            "withdrawn",
            &[Announced, Offered, Available, Reserved, Selected, Suspended, Reconstituting],
            Withdrawn,
            Nothing,
        ),
        row("lapsed", &[Announced, Offered, Available, Suspended, Reconstituting], Lapsed, Nothing),
    ]
};

const fn row(event: &'static str, from: &'static [Phase], to: Phase, needs: Needs) -> Step {
    Step { event, from, to: Some(to), needs }
}

const fn stay(event: &'static str, from: &'static [Phase], needs: Needs) -> Step {
    Step { event, from, to: None, needs }
}

/// The rows of the machine that an event goes through, on a lot that was registered once or never.
pub(super) fn steps(what: &What, registered: bool) -> Vec<&'static Step> {
    let holds = |needs| match (needs, what) {
        (Needs::Nothing | Needs::Begins, _) => true,
        (Needs::Registered, _) => registered,
        (Needs::NeverRegistered, _) => !registered,
        (_, What::Arrived(Arrived { arrival, .. })) => match arrival {
            Some(Arrival::People) => needs == Needs::People,
            Some(Arrival::Equipment) => needs == Needs::Equipment,
            Some(Arrival::Both) | None => needs == Needs::Both,
        },
        _ => false,
    };
    MACHINE.iter().filter(|step| step.event == what.word() && holds(step.needs)).collect()
}

/// The status that an event gives to units in the end, whatever it needs; `None`: it is about something else.
pub(super) fn leads_to(what: &What) -> Option<Status> {
    let rows = MACHINE.iter().filter(|step| step.event == what.word() && !step.from.is_empty());
    rows.filter_map(|step| step.to).next_back().map(Phase::status)
}
