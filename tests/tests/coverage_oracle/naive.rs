//! What is there on each day, and what can operate, told as the definition has it: nothing here looks at how the library does it.

use std::collections::BTreeSet;

use pledgebook::Plan;
use pledgebook::plan::coverage::By;
use pledgebook::plan::sourcing::Sourced;
use pledgebook::record::UnitRequirement;
use pledgebook::words::value::UnitTypeId;

/// Proposed units, as the plan has them.
pub(crate) struct Units<'p> {
    pub(crate) asked: &'p UnitRequirement,
    pub(crate) of: &'p Sourced,
    pub(crate) strength: Option<u32>,
    pub(crate) unit_type: Option<UnitTypeId>,
    pub(crate) only_with: Vec<UnitTypeId>,
}

/// On which days units are there, surely and perhaps, from the first day on.
pub(crate) struct Days {
    pub(crate) people: Vec<(bool, bool)>,
    pub(crate) equipment: Vec<(bool, bool)>,
    pub(crate) complete: Vec<(bool, bool)>,
    /// Whether they can operate, counting all matches and firm ones only.
    pub(crate) able: Vec<(bool, bool)>,
}

pub(crate) fn units(plan: &Plan) -> Vec<Units<'_>> {
    let document = plan.missions()[0].document();
    let of = |of| {
        let sourced: &Sourced = of;
        let id = sourced.requirement.as_str().split('/').next_back().expect("an id");
        let asked =
            document.requirements.iter().find(|each| each.id.as_str() == id).expect("it is asked for");
        let (_, lot) = plan.view().lot(&sourced.lot).expect("a lot");
        let all = lot.lot.units.as_ref().and_then(|units| units.known()).expect("a number");
        let strength = lot.lot.strength.as_ref().and_then(|figure| figure.known());
        Units {
            asked,
            of: sourced,
            strength: strength.map(|persons| persons * sourced.units / all),
            unit_type: lot.lot.unit_type.clone(),
            only_with: lot.lot.operational_only_with.clone().unwrap_or_default(),
        }
    };
    plan.proposals().iter().map(of).collect()
}

/// When units are there, surely and perhaps, on each day.
fn there(plan: &Plan, units: &Units<'_>, what: &str, last: u32) -> Vec<(bool, bool)> {
    let ends = |latest: Option<u32>, from: Option<u32>| (from.or(latest), latest);
    let people = ends(units.of.people_arrive, units.of.people_arrive_from);
    let equipment = ends(units.of.equipment_arrives, units.of.equipment_arrives_from);
    let later = |a: Option<u32>, b: Option<u32>| a.zip(b).map(|(a, b)| a.max(b));
    let both = (later(people.0, equipment.0), later(people.1, equipment.1));
    let arrives = match what {
        "people" => people,
        "equipment" => equipment,
        _ => both,
    };
    let document = plan.missions()[0].document();
    let reductions =
        || document.reductions.iter().flatten().filter(|reduction| reduction.requirement == units.asked.id);
    let leaves = |day: u32| {
        let stays = day.max(units.asked.needed_by.get()) + units.asked.hold_for.get();
        let gone = |by: u32| {
            let gone = reductions().filter(|reduction| reduction.by.get() <= by);
            gone.map(|reduction| reduction.units.get()).sum::<u32>() >= units.asked.units.get()
        };
        let days = reductions().map(|reduction| reduction.by.get()).filter(|by| *by < stays && gone(*by));
        days.min().unwrap_or(stays)
    };
    // These branches are Unknown together, or not at all.
    let Some(earliest) = arrives.0 else { return vec![(false, false); last as usize] };
    let (first, latest) = (leaves(both.0.expect("known with its parts")), both.1.map(leaves));
    let on = |day: u32| {
        let surely = arrives.1.is_some_and(|arrived| arrived <= day) && day < first;
        (surely, earliest <= day && latest.is_none_or(|latest| day < latest))
    };
    (0..last).map(on).collect()
}

fn needed(plan: &Plan, requirement: &UnitRequirement, day: u32) -> u32 {
    let from = requirement.needed_by.get();
    if day < from || day >= from + requirement.hold_for.get() { 0 } else { left(plan, requirement, day) }
}

fn left(plan: &Plan, requirement: &UnitRequirement, day: u32) -> u32 {
    let reductions = plan.missions()[0].document().reductions.iter().flatten();
    let gone = reductions.filter(|r| r.requirement == requirement.id && r.by.get() <= day);
    requirement.units.get() - gone.map(|r| r.units.get()).sum::<u32>().min(requirement.units.get())
}

/// Everything that must be complete before, followed until nothing is added.
fn first<'p>(plan: &'p Plan, of: &'p UnitRequirement) -> BTreeSet<&'p str> {
    let all = &plan.missions()[0].document().requirements;
    let mut found: BTreeSet<&str> = of.enablers.iter().flatten().map(|id| id.as_str()).collect();
    loop {
        let more = all.iter().filter(|each| found.contains(each.id.as_str()) && each.id != of.id);
        let more: BTreeSet<&str> =
            more.flat_map(|each| each.enablers.iter().flatten()).map(|id| id.as_str()).collect();
        let before = found.len();
        found.extend(more);
        if found.len() == before {
            found.remove(of.id.as_str());
            return found;
        }
    }
}

/// On which days units are there, and on which they can operate.
pub(crate) fn every_day(plan: &Plan, all: &[Units<'_>], last: u32) -> Vec<Days> {
    let mut each: Vec<Days> = all
        .iter()
        .map(|units| {
            let of = |what| there(plan, units, what, last);
            Days {
                people: of("people"),
                equipment: of("equipment"),
                complete: of("complete"),
                able: Vec::new(),
            }
        })
        .collect();
    let requirements = &plan.missions()[0].document().requirements;
    let counts = |j: usize, day: u32, firm_only: bool| {
        (!firm_only || all[j].of.unknown.is_empty()) && each[j].complete[day as usize].0
    };
    // On which days all units of a requirement are there; once its own need is over, it is enough that they once were. A need
    // that reductions have taken whole is over, and fills nothing: none of none missing opens no way.
    let done = |asked: &UnitRequirement, firm_only: bool| -> Vec<bool> {
        let of: Vec<usize> = (0..all.len()).filter(|j| all[*j].asked.id == asked.id).collect();
        let mut once = false;
        let on = |day: u32| {
            let units = of.iter().filter(|j| counts(**j, day, firm_only)).map(|j| all[*j].of.units);
            let left = left(plan, asked, day);
            let full = left > 0 && units.sum::<u32>() >= left;
            once |= full;
            full || once && (left == 0 || day >= asked.needed_by.get() + asked.hold_for.get())
        };
        (0..last).map(on).collect()
    };
    let done: Vec<[Vec<bool>; 2]> =
        requirements.iter().map(|asked| [done(asked, false), done(asked, true)]).collect();
    let is_of = |j: usize, unit_type: &UnitTypeId, firm_only: bool| match &all[j].unit_type {
        Some(known) => known == unit_type,
        // It is of a type that its requirement takes, or it would not be proposed; nobody knows of which.
        None => {
            let substitutes = all[j].asked.substitutes.iter().flatten().map(|each| &each.unit_type);
            !firm_only && substitutes.chain([&all[j].asked.unit_type]).any(|taken| taken == unit_type)
        }
    };
    let able: Vec<Vec<(bool, bool)>> = (0..all.len())
        .map(|i| {
            let first = first(plan, all[i].asked);
            let first: Vec<&[Vec<bool>; 2]> = requirements
                .iter()
                .zip(&done)
                .filter(|(each, _)| first.contains(each.id.as_str()))
                .map(|(_, done)| done)
                .collect();
            let able = |day: u32, firm_only: bool| {
                let with = |unit_type: &UnitTypeId| {
                    let mut others = (0..all.len()).filter(|j| *j != i && is_of(*j, unit_type, firm_only));
                    others.any(|j| counts(j, day, firm_only))
                };
                first.iter().all(|done| done[usize::from(firm_only)][day as usize])
                    && all[i].only_with.iter().all(with)
            };
            let here = |day: u32| each[i].complete[day as usize].0;
            (0..last).map(|day| (here(day) && able(day, false), here(day) && able(day, true))).collect()
        })
        .collect();
    each.iter_mut().zip(able).for_each(|(days, able)| days.able = able);
    each
}

pub(crate) fn keys(plan: &Plan, requirement: &UnitRequirement, by: By) -> Vec<String> {
    let function = plan
        .view()
        .catalogue()
        .unit_type(&requirement.unit_type)
        .expect("in the catalogue")
        .function
        .to_string();
    match by {
        By::Requirement => vec![requirement.id.to_string()],
        By::Mission => vec!["m".to_owned()],
        By::Component => vec![requirement.component.to_string()],
        By::UnitType => vec![requirement.unit_type.to_string()],
        By::Function => vec![function],
        By::Task => requirement.serves.iter().flatten().map(ToString::to_string).collect(),
    }
}

/// The figures of a day: needed, then firm, conditional and perhaps of people, equipment, complete and persons, then firm
/// and conditional of operational, units of Unknown strength, and what is short and what cannot operate, requirement by
/// requirement.
pub(crate) fn figures(
    plan: &Plan,
    all: &[(Units<'_>, Days)],
    asked: &[&UnitRequirement],
    day: u32,
) -> Vec<u32> {
    let at = day as usize;
    let mut row = vec![0; 18];
    row[0] = asked.iter().map(|each| needed(plan, each, day)).sum();
    for each in asked {
        let of = || all.iter().filter(|(units, _)| units.asked.id == each.id);
        let present: u32 =
            of().filter(|(_, days)| days.complete[at].0).map(|(units, _)| units.of.units).sum();
        let able: u32 = of().filter(|(_, days)| days.able[at].0).map(|(units, _)| units.of.units).sum();
        let needed = needed(plan, each, day);
        row[16] += needed.saturating_sub(present);
        row[17] += needed.min(present).saturating_sub(able);
    }
    for (units, days) in all.iter().filter(|(units, _)| asked.iter().any(|each| each.id == units.asked.id)) {
        let firm = units.of.unknown.is_empty();
        let mut add = |place: usize, there: (bool, bool), number: u32| match there {
            (true, _) => row[place + usize::from(!firm)] += number,
            (false, true) => row[place + 2] += number,
            _ => {}
        };
        add(1, days.people[at], units.of.units);
        add(4, days.equipment[at], units.of.units);
        add(7, days.complete[at], units.of.units);
        if let Some(persons) = units.strength {
            add(10, days.people[at], persons);
        } else if days.people[at].0 {
            row[15] += units.of.units;
        }
        if days.able[at].0 {
            row[13 + usize::from(!(firm && days.able[at].1))] += units.of.units;
        }
    }
    row
}

pub(crate) fn ceiling(plan: &Plan, by: By, of: &str, day: u32) -> Option<u32> {
    let document = plan.missions()[0].document();
    let set = |component: Option<&str>| {
        let mut last: Option<(u32, u32)> = None;
        for each in document.ceilings.iter().flatten() {
            let from = each.from.map_or(0, |from| from.get());
            let same = each.component.map(|component| component.to_string()).as_deref() == component;
            if same && from <= day && last.is_none_or(|(before, _)| before <= from) {
                last = Some((from, each.persons.get()));
            }
        }
        last.map(|(_, persons)| persons)
    };
    match by {
        By::Component => set(Some(of)),
        By::Mission => set(None).or_else(|| {
            let components: BTreeSet<String> =
                document.requirements.iter().map(|each| each.component.to_string()).collect();
            components.iter().map(|component| set(Some(component))).sum()
        }),
        _ => None,
    }
}
