//! Whether a question can be asked: what it names must be there, and its limits must nest.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::Sourcing;
use super::options::LimitScope;
use super::rotation::{self, Slot};
use crate::plan::matching::{Held, Nest};
use crate::record::{LevelNeeded, Mission};
use crate::words::document::Document;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{LotId, MissionId, SlotId, State, nearest};

/// How many names that are not there get a suggestion; a search for the nearest takes time.
const MOST_SUGGESTIONS: usize = 10;

/// Refuses a question that cannot be asked: a mission twice or without a clock start; a level, a mission, a requirement
/// or a lot named that is not there; limits that cross. Entries of the options go by their place in canonical order.
pub(super) fn check(sourcing: &Sourcing) -> Result<(), Error> {
    let mut findings = Vec::new();
    let ids = sourcing.missions.iter().map(|mission| mission.document().id.to_string());
    crate::words::catalogue::repeated(ids, "/missions", &mut findings);
    for mission in &sourcing.missions {
        check_mission(sourcing, mission, &mut findings);
    }
    sourcing.options.check(sourcing.view.catalogue(), &mut findings);
    check_names(sourcing, &mut findings);
    rotation::check(&sourcing.view, sourcing.slots(), &mut findings);
    check_nesting(sourcing, &mut findings);
    Error::unless_sound(findings)
}

/// A finding on something that is named and not there.
pub(super) fn not_found(path: impl Into<String>, message: String, near: Option<&str>) -> Finding {
    let finding = Finding::new(Code::NotFound, path, message);
    match near {
        Some(near) => finding.help(format!("Did you mean `{near}`?")),
        None => finding,
    }
}

/// A finding on a requirement that the match does not have; of tours, with the ids that they do have.
pub(super) fn no_requirement(sourcing: &Sourcing, path: impl Into<String>, slot: &SlotId) -> Finding {
    let slots = sourcing.slots();
    let message = format!("The match has no requirement `{slot}`.");
    let whole = slot.as_str().rsplit_once('.').filter(|(_, tour)| tour.parse::<u32>().is_ok());
    let first = whole.and_then(|(whole, _)| slots.iter().find(|each| each.id.as_str() == whole));
    if let Some(Slot { id, tour: Some(tour), .. }) = first {
        let help = format!("Of its {} tours the first is `{id}`, and the next is `{id}.2`.", tour.of);
        return Finding::new(Code::NotFound, path, message).help(help);
    }
    not_found(path, message, nearest(slot.as_str(), slots.iter().map(|each| each.id.as_str())))
}

fn check_mission(sourcing: &Sourcing, mission: &Mission, findings: &mut Vec<Finding>) {
    let document = mission.document();
    let path = format!("/missions/{}", document.id);
    if mission.start().is_none() {
        let message = format!("The clock of the mission `{}` has not started.", document.id);
        let help = "Give the day on which it starts: `mission.starting(day)`.";
        findings.push(Finding::new(Code::ClockNotStarted, &path, message).help(help));
    }
    for (i, requirement) in document.requirements.iter().enumerate() {
        if let Some(needed) = &requirement.minimum_level {
            check_level(sourcing, needed, format!("{path}/requirements/{i}/minimum_level"), findings);
        }
    }
}

fn check_level(sourcing: &Sourcing, needed: &LevelNeeded, path: String, findings: &mut Vec<Finding>) {
    let scheme = sourcing.schemes.iter().find(|scheme| scheme.id == needed.scheme);
    if scheme.and_then(|scheme| scheme.level(&needed.level)).is_none() {
        let message = format!("No scheme at hand has the level `{}` of `{}`.", needed.level, needed.scheme);
        let finding = Finding::new(Code::NotFound, path, message);
        findings.push(finding.help("Give the scheme in the match options."));
    }
}

/// The requirements of every mission, whether its clock has started or not.
fn slots(sourcing: &Sourcing) -> impl Iterator<Item = (&MissionId, SlotId)> {
    sourcing.missions.iter().map(Mission::document).flat_map(|mission| {
        mission.requirements.iter().map(|one| (&mission.id, SlotId::new(&mission.id, &one.id)))
    })
}

fn check_mission_named(sourcing: &Sourcing, named: &MissionId, path: String, findings: &mut Vec<Finding>) {
    let ids = sourcing.missions.iter().map(|mission| mission.document().id.as_str());
    if !ids.clone().any(|id| id == named.as_str()) {
        let near = nearest(named.as_str(), ids);
        findings.push(not_found(path, format!("The match has no mission `{named}`."), near));
    }
}

/// What limits, rows, assumptions and preferences name must be there: else a slip of the pen would pass for a wish.
fn check_names(sourcing: &Sourcing, findings: &mut Vec<Finding>) {
    let slots: BTreeSet<SlotId> = slots(sourcing).map(|(_, slot)| slot).collect();
    let lots: BTreeSet<&LotId> = sourcing.view.lots().map(|(_, lot)| &lot.lot.id).collect();
    let mut suggestions = MOST_SUGGESTIONS;
    let mut suggest = || {
        let more = suggestions > 0;
        suggestions = suggestions.saturating_sub(1);
        more
    };
    let mut check_slot = |slot: &SlotId, path: String, findings: &mut Vec<Finding>| {
        if !slots.contains(slot) {
            let near = suggest().then(|| nearest(slot.as_str(), slots.iter().map(SlotId::as_str)));
            findings.push(not_found(path, format!("The match has no requirement `{slot}`."), near.flatten()));
        }
    };
    for (i, limit) in sourcing.options.limits.iter().flatten().enumerate() {
        let path = format!("/limits/{i}/scope");
        match &limit.scope {
            LimitScope::Requirements(some) => {
                for (j, slot) in some.requirements.iter().enumerate() {
                    check_slot(slot, format!("{path}/requirements/{j}"), findings);
                }
            }
            LimitScope::Mission(one) => {
                check_mission_named(sourcing, &one.mission, format!("{path}/mission"), findings);
            }
            LimitScope::EachState(_)
            | LimitScope::State(_)
            | LimitScope::States(_)
            | LimitScope::Group(_) => {}
        }
    }
    let mut named_lots = Vec::new();
    for (i, row) in sourcing.options.rows.iter().flatten().enumerate() {
        let named = row.named(&format!("/rows/{i}"));
        named
            .missions
            .iter()
            .for_each(|(path, id)| check_mission_named(sourcing, id, path.clone(), findings));
        named.requirements.iter().for_each(|(path, slot)| check_slot(slot, path.clone(), findings));
        named_lots.extend(named.lots);
    }
    let preferences = sourcing.options.preferences.iter().flatten();
    for (i, slot) in preferences.clone().enumerate().filter_map(|(i, p)| Some((i, p.requirement.as_ref()?))) {
        check_slot(slot, format!("/preferences/{i}/requirement"), findings);
    }
    let of_preferences =
        preferences.enumerate().map(|(i, p)| (format!("/preferences/{i}/lot"), p.lot.clone()));
    for (path, lot) in of_preferences.chain(named_lots).filter(|(_, lot)| !lots.contains(lot)) {
        let near = suggest().then(|| nearest(lot.as_str(), lots.iter().map(|lot| lot.as_str())));
        findings.push(not_found(path, format!("The view has no lot `{lot}`."), near.flatten()));
    }
    for (i, assumption) in sourcing.options.assumptions.iter().flatten().enumerate() {
        if let Some(needed) = &assumption.level {
            check_level(sourcing, needed, format!("/assumptions/{i}/level"), findings);
        }
    }
}

/// Limits nest as they are written, over all States of the catalogue and all requirements of the missions, so that
/// whether a question can be asked does not hang on which States have pledged what.
fn check_nesting(sourcing: &Sourcing, findings: &mut Vec<Finding>) {
    let catalogue = sourcing.view.catalogue();
    let states: Vec<State> = catalogue.states().map(|entry| entry.code).collect();
    let slots: BTreeMap<SlotId, &MissionId> =
        slots(sourcing).map(|(mission, slot)| (slot, mission)).collect();
    let of_slots = |counted: &dyn Fn(&SlotId, &MissionId) -> bool| {
        let counted = slots.iter().zip(0..).filter(|((slot, mission), _)| counted(slot, mission));
        counted.map(|(_, place)| place).collect::<Vec<usize>>()
    };
    let (mut supply, mut demand) = (Vec::new(), Vec::new());
    let limits = sourcing.options.limits.as_deref().unwrap_or_default();
    for (limit, asked) in limits.iter().enumerate() {
        match &asked.scope {
            // Every State on its own lies within whatever counts it.
            LimitScope::EachState(_) => {}
            LimitScope::State(_) | LimitScope::States(_) | LimitScope::Group(_) => {
                let counted =
                    states.iter().enumerate().filter(|(_, state)| asked.scope.counts(**state, catalogue));
                supply.push(Held { limit, members: counted.map(|(place, _)| place).collect() });
            }
            LimitScope::Requirements(some) => {
                let named: BTreeSet<&SlotId> = some.requirements.iter().collect();
                demand.push(Held { limit, members: of_slots(&|slot, _| named.contains(slot)) });
            }
            LimitScope::Mission(one) => {
                demand.push(Held { limit, members: of_slots(&|_, mission| *mission == one.mission) });
            }
        }
    }
    let crossing = |held: Vec<Held>, count| Nest::of(held, count).crossing;
    for (limit, other) in crossing(supply, states.len()).into_iter().chain(crossing(demand, slots.len())) {
        let id = |limit: usize| limits.get(limit).map(|limit| limit.id.as_str()).unwrap_or_default();
        let message =
            format!("The limits `{}` and `{}` overlap without one holding the other.", id(limit), id(other));
        let finding = Finding::new(Code::LimitNotNested, format!("/limits/{limit}/scope"), message);
        findings.push(finding.help("Let one hold all that the other holds, or let them share nothing."));
    }
}
