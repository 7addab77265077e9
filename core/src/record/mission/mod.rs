//! Missions: what they are mandated to do, what they require, what others undertook for them.

mod mandate;
mod requirement;
mod scenario;
mod undertaking;

use super::item::{Part, part};
use super::scheme::ClockStart;
use super::source::Source;
use crate::words::Catalogue;
use crate::words::catalogue::repeated_at;
use crate::words::document::{self, Document, Parts, document, format_tag};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Day, MissionId, Port, RequirementId, ScenarioId, State, Text, nearest};

pub use mandate::*;
use requirement::MOST_TOURS;
pub use requirement::*;
pub use scenario::{Ceiling, Reduction, Scenario};
pub use undertaking::*;

format_tag!(
    /// The format of a mission.
    MissionFormat = "pledgebook.mission/1"
);

document! {
    /// The document of a mission.
    pub struct MissionDocument {
        /// The format.
        pub format: MissionFormat,
        /// Its id.
        pub id: MissionId,
        /// Its title.
        pub title: Text,
        /// Where it would deploy.
        pub host: Host,
        /// Who leads it, such as `UN` or `AU`.
        pub led_by: Text,
        /// What starts the clock from which the days of its requirements count.
        pub clock: ClockStart,
        /// The units it requires.
        pub requirements: Vec<UnitRequirement>,
        /// What the composition rests on.
        pub sources: Vec<Source>,
        /// The tasks of its mandate; absent: not stated, empty: none.
        pub tasks: Option<Vec<MandateTask>>,
        /// The most persons it may have; absent: not stated, empty: no ceiling was set.
        pub ceilings: Option<Vec<Ceiling>>,
        /// Units that are to leave; absent: not stated, empty: none.
        pub reductions: Option<Vec<Reduction>>,
        /// What the host, the United Nations and contributors undertook; absent: not stated, empty: nothing.
        pub undertakings: Option<Vec<Undertaking>>,
        /// Selection guidance, confidential; absent or empty: none was entered.
        pub selection_guidance: Option<Vec<SelectionGuidance>>,
        /// The posts of its leadership; absent: not stated.
        pub leadership_posts: Option<Vec<LeadershipPost>>,
        /// What it is to tell whom; absent: not stated, empty: nothing.
        pub communication_objectives: Option<Vec<CommunicationObjective>>,
        /// Other courses of events for which it is planned; absent or empty: none.
        pub scenarios: Option<Vec<Scenario>>,
        /// Who carries which cost; absent: not stated.
        pub cost_shares: Option<Vec<CostShare>>,
    }
}

document! {
    /// The host of a mission.
    pub struct Host {
        /// Its name.
        pub name: Text,
        /// Its code; absent for a fictional host without one.
        pub state: Option<State>,
        /// Whether it is invented.
        pub fictional: bool,
        /// Ports, airports or terminals where units enter; absent: not stated.
        pub ports_of_entry: Option<Vec<Port>>,
    }
}

part!(Host { state, ports_of_entry });
part!(MissionDocument {
    host, requirements, tasks, ceilings, reductions, undertakings, selection_guidance, leadership_posts,
    communication_objectives, scenarios, cost_shares
} also check_between);

impl Document for MissionDocument {
    const FORMAT: &'static str = MissionFormat::TEXT;
    type Context = Catalogue;

    fn check(&self, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        Part::check(self, catalogue, "", findings);
    }

    fn check_parts(parts: &Parts<'_>, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        let types = ["/requirements/*/unit_type", "/requirements/*/substitutes/*/unit_type"];
        catalogue.check_names(parts, &["/host/state"], &types, findings);
        repeated_at(parts.ids::<RequirementId>("/requirements", "id"), findings);
        for (path, requirement) in parts.at::<UnitRequirement>("/requirements/*") {
            requirement.check(catalogue, &path, findings);
        }
    }

    fn normalise(&mut self) {
        Part::normalise(self);
    }
}

impl MissionDocument {
    /// How many units a requirement asks for so many days after the clock start: none before they are needed or after
    /// they no longer are, and fewer once planned reductions have taken theirs.
    pub fn units_on_day(&self, requirement: &UnitRequirement, day: u32) -> u32 {
        let from = requirement.needed_by.get();
        if !(from..from.saturating_add(requirement.hold_for.get())).contains(&day) {
            return 0;
        }
        self.units_left(requirement, day)
    }

    /// The day after the clock start on which a unit that arrives on this day leaves again: once it has stayed for as
    /// long as it is needed, counted from the needed-by day or from arrival, whichever is later, or when planned
    /// reductions take all units of the requirement. Which units a reduction takes that leaves some is not planned, so
    /// that it ends no stay.
    pub fn leaves(&self, requirement: &UnitRequirement, arrival: u32) -> u32 {
        let stayed = arrival.max(requirement.needed_by.get()).saturating_add(requirement.hold_for.get());
        let days = self.reductions_of(requirement).map(|leave| leave.by.get());
        days.filter(|day| self.units_left(requirement, *day) == 0).fold(stayed, u32::min)
    }

    /// How many units a requirement asks for once planned reductions until that day have taken theirs, whether they are
    /// needed by then or not.
    pub fn units_left(&self, requirement: &UnitRequirement, day: u32) -> u32 {
        let gone = self.reductions_of(requirement).filter(|leave| leave.by.get() <= day);
        gone.map(|leave| leave.units.get()).fold(requirement.units.get(), u32::saturating_sub)
    }

    fn reductions_of(&self, requirement: &UnitRequirement) -> impl Iterator<Item = &Reduction> {
        self.reductions.iter().flatten().filter(|leave| leave.requirement == requirement.id)
    }

    fn check_between(&self, _: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        self.check_references(path, findings);
        self.check_reductions(path, findings);
        self.check_tours(path, findings);
    }

    /// Later tours of a requirement have ids of their own, which no requirement may have.
    fn check_tours(&self, path: &str, findings: &mut Vec<Finding>) {
        for (i, requirement) in self.requirements.iter().enumerate() {
            let ids =
                (2..=requirement.tours().min(MOST_TOURS)).map(|tour| format!("{}.{tour}", requirement.id));
            let taken = |id: &String| {
                id.parse::<RequirementId>().is_err()
                    || self.requirements.iter().any(|other| other.id.as_str() == id)
            };
            if let Some(id) = ids.into_iter().find(taken) {
                let message =
                    format!("Its tours are named like `{id}`, which is too long, or another requirement.");
                let finding = Finding::new(Code::DuplicateId, format!("{path}/requirements/{i}/id"), message);
                findings.push(finding.help("Give one of the two another id."));
            }
        }
    }

    /// By each day, no more units of a requirement have left than it asks for.
    fn check_reductions(&self, path: &str, findings: &mut Vec<Finding>) {
        let reductions = self.reductions.as_deref().unwrap_or_default();
        for (i, reduction) in reductions.iter().enumerate() {
            let asked = self.requirements.iter().find(|each| each.id == reduction.requirement);
            let until_then = reductions
                .iter()
                .filter(|each| each.requirement == reduction.requirement && each.by <= reduction.by);
            let gone = until_then.map(|each| each.units.get()).fold(0, u32::saturating_add);
            if let Some(units) = asked.map(|each| each.units).filter(|units| gone > units.get()) {
                let message = format!(
                    "By day {}, more units of `{}` would have left than it asks for: {gone} of {units}.",
                    reduction.by, reduction.requirement
                );
                let path = format!("{path}/reductions/{i}/units");
                let finding = Finding::new(Code::PartExceedsWhole, path, message);
                findings.push(finding.help("Correct the number that is wrong."));
            }
        }
    }

    /// Every requirement and task that is named must be there.
    fn check_references(&self, path: &str, findings: &mut Vec<Finding>) {
        let tasks: Vec<&str> = self.tasks.iter().flatten().map(|task| task.id.as_str()).collect();
        let named = |what, id: &str, known: &[&str], path: String, findings: &mut Vec<Finding>| {
            if !known.contains(&id) {
                let finding =
                    Finding::new(Code::NotFound, path, format!("The mission has no {what} `{id}`."));
                findings.push(match nearest(id, known.iter().copied()) {
                    Some(near) => finding.help(format!("Did you mean `{near}`?")),
                    None => finding.help("Add it, or take the name out."),
                });
            }
        };
        let check = |requirements: &[UnitRequirement], path: &str, findings: &mut Vec<Finding>| {
            let known: Vec<&str> = self.requirements.iter().map(|r| r.id.as_str()).collect();
            let known: Vec<&str> =
                known.into_iter().chain(requirements.iter().map(|r| r.id.as_str())).collect();
            for (i, requirement) in requirements.iter().enumerate() {
                for (j, task) in requirement.serves.iter().flatten().enumerate() {
                    named("task", task.as_str(), &tasks, format!("{path}/{i}/serves/{j}"), findings);
                }
                for (j, id) in requirement.enablers.iter().flatten().enumerate() {
                    let path = format!("{path}/{i}/enablers/{j}");
                    if *id == requirement.id {
                        let message = format!("The requirement `{id}` waits for itself.");
                        let finding = Finding::new(Code::NotFound, path, message);
                        findings.push(finding.help("Name the requirement that must be filled first."));
                    } else {
                        named("requirement", id.as_str(), &known, path, findings);
                    }
                }
            }
        };
        check(&self.requirements, &format!("{path}/requirements"), findings);
        for (i, scenario) in self.scenarios.iter().flatten().enumerate() {
            let with = scenario.with.as_deref().unwrap_or_default();
            check(with, &format!("{path}/scenarios/{i}/with"), findings);
        }
        let known: Vec<&str> = self.requirements.iter().map(|r| r.id.as_str()).collect();
        let requirement = |id: &RequirementId, path: String, findings: &mut Vec<Finding>| {
            named("requirement", id.as_str(), &known, path, findings);
        };
        for (i, reduction) in self.reductions.iter().flatten().enumerate() {
            let path = format!("{path}/reductions/{i}");
            requirement(&reduction.requirement, format!("{path}/requirement"), findings);
            if let Some(by) = &reduction.replaced_by {
                requirement(by, format!("{path}/replaced_by"), findings);
            }
        }
        let about = |ids: &Option<Vec<RequirementId>>, path: String, findings: &mut Vec<Finding>| {
            for (j, id) in ids.iter().flatten().enumerate() {
                requirement(id, format!("{path}/{j}"), findings);
            }
        };
        for (i, undertaking) in self.undertakings.iter().flatten().enumerate() {
            about(&undertaking.requirements, format!("{path}/undertakings/{i}/requirements"), findings);
        }
        for (i, guidance) in self.selection_guidance.iter().flatten().enumerate() {
            about(&guidance.requirements, format!("{path}/selection_guidance/{i}/requirements"), findings);
        }
        for (i, scenario) in self.scenarios.iter().flatten().enumerate() {
            about(&scenario.without, format!("{path}/scenarios/{i}/without"), findings);
        }
    }
}

/// A mission, and the calendar day on which its clock starts, once that is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mission {
    document: MissionDocument,
    start: Option<Day>,
}

impl Mission {
    /// Reads a `pledgebook.mission/1` document against the shipped catalogue.
    pub fn read(text: &str) -> Result<Self, Error> {
        Self::read_with(text, &Catalogue::shipped())
    }

    /// Reads a `pledgebook.mission/1` document against a catalogue of one's own.
    pub fn read_with(text: &str, catalogue: &Catalogue) -> Result<Self, Error> {
        Ok(Self { document: document::read(text, catalogue)?, start: None })
    }

    /// Reads back the text of a mission that was read before, such as from a pickle: its shape is checked again,
    /// its meaning was checked then.
    pub fn restore(text: &str) -> Result<Self, Error> {
        Ok(Self { document: document::restore(text)?, start: None })
    }

    /// The same mission with its clock started on this day.
    #[must_use]
    pub fn starting(&self, day: Day) -> Self {
        Self { document: self.document.clone(), start: Some(day) }
    }

    /// The same mission in one of its scenarios: its requirements are those of the scenario, and what is about a
    /// requirement that does not arise goes with it.
    ///
    /// # Errors
    /// A scenario that the mission does not have.
    pub fn under(&self, scenario: &ScenarioId) -> Result<Self, Error> {
        let scenarios = self.document.scenarios.as_deref().unwrap_or_default();
        let Some(found) = scenarios.iter().find(|known| known.id == *scenario) else {
            let finding = Finding::new(
                Code::NotFound,
                "/scenarios",
                format!("The mission has no scenario `{scenario}`."),
            );
            let known: Vec<&str> = scenarios.iter().map(|known| known.id.as_str()).collect();
            return Err(Error::one(match known.as_slice() {
                [] => finding.help("It has none."),
                known => finding.help(format!("It has: {}.", known.join(", "))),
            }));
        };
        Ok(Self { document: found.applied(&self.document), start: self.start })
    }

    /// The same mission after a change that keeps it sound.
    pub(crate) fn changed(&self, change: impl FnOnce(&mut MissionDocument)) -> Self {
        let mut document = self.document.clone();
        change(&mut document);
        Document::normalise(&mut document);
        Self { document, start: self.start }
    }

    /// What it says.
    pub fn document(&self) -> &MissionDocument {
        &self.document
    }

    /// The day on which the clock starts.
    pub fn start(&self) -> Option<Day> {
        self.start
    }

    /// The canonical text of its document.
    pub fn to_json(&self) -> Result<String, Error> {
        document::canonical(&self.document)
    }
}
