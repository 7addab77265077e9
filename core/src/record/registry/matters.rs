//! What is on record and about no pledge: what is to be done, and what was decided.

use std::collections::BTreeMap;

use crate::words::value::{Day, EventId, ImpreciseDay, MissionId, PledgeId, RequirementId, Text};

use super::super::event::{ActionNoted, DecisionNoted, Event, Handling, What};
use super::events::Events;
use super::timeline::{Stood, standing_of};

/// An action item on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionItem {
    /// What is to be done, by whom, and who may see it; as it was noted.
    pub noted: ActionNoted,
    /// The day on which it was noted.
    pub on: Day,
    /// The office that owns it now.
    pub owner: Text,
    /// By when it is to be done now.
    pub due: Option<ImpreciseDay>,
    /// What was said on it last.
    pub latest: Option<Text>,
    /// Whether it is done.
    pub done: bool,
    /// The office that approved that it may leave the Secretariat; `None`: nobody did.
    pub release_approved_by: Option<Text>,
}

impl ActionItem {
    /// Who may see it: as it was noted, and the Secretariat only until somebody approved its release.
    pub fn handling(&self) -> Handling {
        let noted = self.noted.handling.unwrap_or(Handling::Secretariat);
        if self.release_approved_by.is_some() { noted } else { Handling::Secretariat }
    }

    /// Whether it is surely overdue on a day.
    pub fn is_overdue(&self, on: Day) -> bool {
        !self.done && self.due.and_then(ImpreciseDay::latest).is_some_and(|latest| latest < on)
    }
}

/// A decision on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedDecision {
    /// The event that says so.
    pub event: EventId,
    /// What was decided.
    pub noted: DecisionNoted,
    /// The day from which it holds.
    pub on: Day,
}

impl NotedDecision {
    /// Whether it may still hold on a day; it does until its last possible day.
    pub fn holds(&self, on: Day) -> bool {
        self.on <= on && self.noted.until.and_then(ImpreciseDay::latest).is_none_or(|latest| on <= latest)
    }

    /// Whether it is about this requirement.
    pub fn is_about(&self, mission: &MissionId, requirement: &RequirementId) -> bool {
        self.noted.mission == *mission && self.noted.requirement == *requirement
    }
}

fn matters(events: &Events, on: Day) -> Vec<Stood<'_>> {
    let about_none = |event: &&Event| event.what.pledge().is_none();
    let events: Vec<&Event> = events.iter().filter(about_none).collect();
    let is_one = |event: &Event| !matches!(event.what, What::Corrected(_));
    let mut standing = standing_of(&events, is_one);
    standing.retain(|stood| stood.from <= on);
    standing
}

pub(super) fn actions(events: &Events, on: Day) -> BTreeMap<EventId, ActionItem> {
    let mut items: BTreeMap<EventId, ActionItem> = BTreeMap::new();
    let (noted, updated): (Vec<Stood<'_>>, Vec<Stood<'_>>) =
        matters(events, on).into_iter().partition(|stood| matches!(stood.what, What::ActionNoted(_)));
    // An update that holds earlier than its item says how the item stood on its first day: none is passed over.
    for stood in noted.into_iter().chain(updated) {
        match stood.what {
            What::ActionNoted(noted) => {
                let item = ActionItem {
                    noted: noted.clone(),
                    on: stood.from,
                    owner: noted.owner.clone(),
                    due: noted.due,
                    latest: None,
                    done: false,
                    release_approved_by: None,
                };
                items.insert(stood.root.clone(), item);
            }
            What::ActionUpdated(updated) => {
                // An item that was taken back is updated no more.
                let Some(item) = items.get_mut(&updated.action) else { continue };
                item.owner = updated.owner.clone().unwrap_or_else(|| item.owner.clone());
                item.due = updated.due.or(item.due);
                item.done = updated.done.unwrap_or(item.done);
                item.latest = updated.text.clone().or_else(|| item.latest.take());
                let approved = updated.release_approved_by.clone();
                item.release_approved_by = approved.or_else(|| item.release_approved_by.take());
            }
            _ => {}
        }
    }
    items
}

pub(super) fn decisions(events: &Events, on: Day) -> Vec<NotedDecision> {
    let noted = |stood: Stood<'_>| match stood.what {
        What::DecisionNoted(noted) => {
            Some(NotedDecision { event: stood.event.id.clone(), noted: noted.clone(), on: stood.from })
        }
        _ => None,
    };
    matters(events, on).into_iter().filter_map(noted).collect()
}

impl ActionItem {
    /// The pledge that it is about.
    pub fn about(&self) -> Option<&PledgeId> {
        self.noted.about.as_ref()
    }
}
