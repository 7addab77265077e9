//! What a mission requires.

use crate::words::Catalogue;
use crate::words::catalogue::{Component, repeated, repeated_at};
use crate::words::document::{self, Document, Parts, document, format_tag, put_in_order};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{
    Count, Day, Days, LevelId, MissionId, RequirementId, SchemeId, State, Text, UnitTypeId,
};

use super::scheme::ClockStart;
use super::source::Source;

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
    }
}

document! {
    /// A unit requirement: what is needed, by when, and at which level.
    pub struct UnitRequirement {
        /// Its id in the mission.
        pub id: RequirementId,
        /// The reference of its statement of unit requirements (SUR).
        pub sur: Option<Text>,
        /// In words.
        pub title: Text,
        /// The component.
        pub component: Component,
        /// The unit type asked for.
        pub unit_type: UnitTypeId,
        /// Other types that would serve; absent or empty: none.
        pub substitutes: Option<Vec<Substitute>>,
        /// How many units.
        pub units: Count,
        /// Its priority class; 1 is filled first.
        #[cfg_attr(feature = "schemas", schemars(range(min = 1, max = 9)))]
        pub class: u32,
        /// Days after the clock start by which it is needed.
        pub needed_by: Days,
        /// Days after the clock start after which it no longer serves; absent: as `needed_by`.
        pub latest_by: Option<Days>,
        /// Days for which it is needed, from arrival or from `needed_by`, whichever is later.
        pub hold_for: Days,
        /// The lowest level that may be considered; absent: none asked for.
        pub minimum_level: Option<LevelNeeded>,
        /// What it rests on: a paragraph of the mandate, or a planner's assumption.
        pub basis: Text,
    }
}

document! {
    /// Another unit type that would serve.
    pub struct Substitute {
        /// The type.
        pub unit_type: UnitTypeId,
        /// How far from what was asked for; 1 is nearest.
        #[cfg_attr(feature = "schemas", schemars(range(min = 1, max = 1_000)))]
        pub rank: u32,
    }
}

document! {
    /// A level in a scheme.
    pub struct LevelNeeded {
        /// The scheme.
        pub scheme: SchemeId,
        /// The level.
        pub level: LevelId,
    }
}

impl Document for MissionDocument {
    const FORMAT: &'static str = MissionFormat::TEXT;
    type Context = Catalogue;

    fn check(&self, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        if let Some(state) = self.host.state {
            catalogue.check_state(state, "/host/state".into(), findings);
        }
        repeated(self.requirements.iter().map(|r| r.id.to_string()), "/requirements", findings);
        for (i, requirement) in self.requirements.iter().enumerate() {
            requirement.check(catalogue, &format!("/requirements/{i}"), findings);
        }
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
        put_in_order(&mut self.requirements, |requirement| requirement.id.to_string());
        for substitutes in self.requirements.iter_mut().filter_map(|r| r.substitutes.as_mut()) {
            put_in_order(substitutes, |substitute| substitute.unit_type.to_string());
        }
    }
}

impl UnitRequirement {
    /// Days after the clock start after which it no longer serves.
    pub fn latest(&self) -> Days {
        self.latest_by.unwrap_or(self.needed_by)
    }

    /// The rank of a unit type: 0 for the one asked for, higher for a substitute, none for what does not serve.
    pub fn rank_of(&self, unit_type: &UnitTypeId) -> Option<u32> {
        if *unit_type == self.unit_type {
            return Some(0);
        }
        let substitutes = self.substitutes.as_deref().unwrap_or_default();
        substitutes
            .iter()
            .find(|substitute| substitute.unit_type == *unit_type)
            .map(|substitute| substitute.rank)
    }

    fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        catalogue.check_unit_type(&self.unit_type, format!("{path}/unit_type"), findings);
        let substitutes = self.substitutes.as_deref().unwrap_or_default();
        let types = std::iter::once(&self.unit_type).chain(substitutes.iter().map(|s| &s.unit_type));
        for (j, substitute) in substitutes.iter().enumerate() {
            let path = format!("{path}/substitutes/{j}");
            catalogue.check_unit_type(&substitute.unit_type, format!("{path}/unit_type"), findings);
            if types.clone().take(j.saturating_add(1)).any(|before| *before == substitute.unit_type) {
                let message = format!("`{}` is named before.", substitute.unit_type);
                findings.push(Finding::new(Code::DuplicateId, path, message));
            } else if !(1..=1_000).contains(&substitute.rank) {
                let finding = Finding::new(
                    Code::MalformedNumber,
                    format!("{path}/rank"),
                    "The rank of a substitute is out of range.",
                );
                findings.push(finding.help("Allowed are 1 to 1000; 0 is the type asked for."));
            }
        }
        if !(1..=9).contains(&self.class) {
            let finding = Finding::new(
                Code::MalformedNumber,
                format!("{path}/class"),
                "The priority class is out of range.",
            );
            findings.push(finding.help("Allowed are 1 (filled first) to 9."));
        }
        if self.latest() < self.needed_by {
            let message = format!(
                "It serves until day {}, before it is needed by day {}.",
                self.latest(),
                self.needed_by
            );
            findings.push(Finding::new(Code::DaysNotOrdered, format!("{path}/latest_by"), message));
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
