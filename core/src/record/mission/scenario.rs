//! How a mission may change: scenarios, ceilings, planned reductions.

use std::collections::{BTreeMap, BTreeSet};

use super::super::item::{Part, keyed, part, plain};
use super::MissionDocument;
use super::requirement::UnitRequirement;
use crate::words::catalogue::Component;
use crate::words::document::{CollectInOrder, document};
use crate::words::value::{Count, Days, RequirementId, ScenarioId, Text};

document! {
    /// The most persons that the mission may have.
    pub struct Ceiling {
        /// Of which component; absent: of all together.
        pub component: Option<Component>,
        /// The most persons.
        pub persons: Count,
        /// Days after the clock start from which it holds; absent: from the start.
        pub from: Option<Days>,
        /// What it rests on, such as a paragraph of the mandate.
        pub basis: Text,
    }
}

document! {
    /// Units that are to leave, and what takes their place.
    pub struct Reduction {
        /// The requirement whose units leave.
        pub requirement: RequirementId,
        /// How many of its units.
        pub units: Count,
        /// Days after the clock start by which they have left.
        pub by: Days,
        /// The requirement that takes their place; absent: none.
        pub replaced_by: Option<RequirementId>,
        /// What it rests on.
        pub basis: Text,
    }
}

document! {
    /// Another course of events for which the mission is planned, on the same record.
    pub struct Scenario {
        /// Its id in the mission.
        pub id: ScenarioId,
        /// Its title.
        pub title: Text,
        /// What is assumed.
        pub assumes: Text,
        /// Requirements that do not arise in it; absent or empty: all do.
        pub without: Option<Vec<RequirementId>>,
        /// Requirements that arise in it besides, or in place of those of the same id; absent or empty: none.
        pub with: Option<Vec<UnitRequirement>>,
    }
}

impl Scenario {
    /// The mission in this scenario: its requirements are those of the scenario, and what is about a requirement that
    /// does not arise goes with it.
    pub(super) fn applied(&self, mission: &MissionDocument) -> MissionDocument {
        let without = self.without.as_deref().unwrap_or_default();
        let with = self.with.as_deref().unwrap_or_default();
        let mut mission = MissionDocument { scenarios: None, ..mission.clone() };
        mission
            .requirements
            .retain(|each| !without.contains(&each.id) && !with.iter().any(|other| other.id == each.id));
        mission.requirements.extend(with.iter().cloned());
        let arise: BTreeSet<RequirementId> =
            mission.requirements.iter().map(|each| each.id.clone()).collect_set();
        // Whether anything is left of what it is about; what is about all stays.
        let keep = |about: &mut Option<Vec<RequirementId>>| {
            let Some(ids) = about else { return true };
            ids.retain(|id| arise.contains(id));
            !ids.is_empty()
        };
        for requirement in &mut mission.requirements {
            keep(&mut requirement.enablers);
        }
        // Of what arises, no more units can leave than are there.
        let units = mission.requirements.iter().map(|each| (each.id.clone(), each.units));
        let mut there: BTreeMap<RequirementId, Count> = units.collect_map();
        mission.reductions.iter_mut().flatten().for_each(|each| {
            each.replaced_by = each.replaced_by.take().filter(|by| arise.contains(by));
            let rest = there.entry(each.requirement.clone()).or_default();
            each.units = each.units.min(*rest);
            *rest = Count::new(rest.get().saturating_sub(each.units.get())).unwrap_or_default();
        });
        if let Some(reductions) = &mut mission.reductions {
            reductions.retain(|each| each.units > Count::default());
        }
        if let Some(undertakings) = &mut mission.undertakings {
            undertakings.retain_mut(|each| keep(&mut each.requirements));
        }
        if let Some(guidance) = &mut mission.selection_guidance {
            guidance.retain_mut(|each| keep(&mut each.requirements));
        }
        Part::normalise(&mut mission);
        mission
    }
}

part!(Scenario { without, with });
plain! { Ceiling, Reduction, }

keyed! {
    Ceiling by |ceiling| {
        let from = ceiling.from.unwrap_or_default().get();
        format!("{} {from:05}", ceiling.component.map_or("", Component::as_str))
    },
    Reduction by |reduction| format!("{} {:05}", reduction.requirement, reduction.by.get()),
    Scenario by |scenario| scenario.id.to_string(),
}
