//! Published figures that answers use: rates of reimbursement, and targets for the share of women. Each has its day and
//! its source, and a user may replace them.

use super::Component;
use crate::words::document::document;
use crate::words::value::{Day, ImpreciseDay, Money, Percent, Text, words};

document! {
    /// A rate of personnel reimbursement, per person and month.
    pub struct Rate {
        /// The day from which it is in force.
        pub effective: ImpreciseDay,
        /// How much, per person and month.
        pub per_person_month: Money,
        /// Where it is published, and how good that source is.
        pub source: Text,
    }
}

words! {
    /// Whom a target for the share of women is about.
    pub enum TargetGroup {
        /// Military contingents.
        Contingents = "contingents",
        /// Individual military posts: observers and staff officers.
        ObserversAndStaffOfficers = "observers-and-staff-officers",
        /// Formed police units.
        FormedPoliceUnits = "formed-police-units",
        /// Individual police officers.
        IndividualPolice = "individual-police",
    }
}

document! {
    /// A target for the share of women, to be reached by a day.
    pub struct WomenTarget {
        /// Whom it is about.
        pub group: TargetGroup,
        /// The day by which it is to be reached.
        pub by: Day,
        /// The share.
        pub percent: Percent,
        /// Where it is published.
        pub source: Text,
    }
}

impl TargetGroup {
    /// The group that the members of a formed unit belong to; none for civilians.
    pub fn of_units(component: Component) -> Option<Self> {
        match component {
            Component::Military => Some(Self::Contingents),
            Component::Police => Some(Self::FormedPoliceUnits),
            Component::Civilian => None,
        }
    }
}
