//! Unit requirements: what is needed, by when, and what each unit must bring. A gate that is absent asks nothing.

use super::super::evidence::CheckStep;
use super::super::item::{keyed, part, plain};
use super::super::pledge::{Form, Proficiency, RankBand};
use super::super::validator::Validator;
use crate::words::Catalogue;
use crate::words::catalogue::Component;
use crate::words::document::document;
use crate::words::finding::{Code, Finding};
use crate::words::value::{
    Count, Days, EquipmentId, Language, LevelId, ModuleId, Percent, RequirementId, SchemeId,
    SelfSustainmentId, TaskId, Text, UnitTypeId,
};

/// The most tours of a requirement.
pub(super) const MOST_TOURS: u32 = 100;

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
        /// The longest tour of one unit, in days; where it is needed for longer, one tour follows another. Absent: a unit
        /// stays for as long as it is needed.
        #[cfg_attr(feature = "schemas", schemars(range(min = 1, max = 36_500)))]
        pub tour_days: Option<u32>,
        /// The lowest level that may be considered; absent: none asked for.
        pub minimum_level: Option<LevelNeeded>,
        /// What it rests on: a paragraph of the mandate, or a planner's assumption.
        pub basis: Text,
        /// The mandate tasks it serves; absent: not stated, empty: none.
        pub serves: Option<Vec<TaskId>>,
        /// What each unit may be; absent: any form.
        pub forms: Option<Vec<Form>>,
        /// The fewest persons that each unit must have; absent: any number.
        pub strength_at_least: Option<Count>,
        /// The parts that each unit must have; absent or empty: none asked for.
        pub sub_units: Option<Vec<SubUnitNeeded>>,
        /// Serviceable equipment that each unit must bring; absent or empty: none asked for.
        pub equipment: Option<Vec<EquipmentNeeded>>,
        /// Categories in which the unit must sustain itself; absent or empty: none asked for.
        pub self_sustainment: Option<Vec<SelfSustainmentId>>,
        /// Languages that must be spoken; absent or empty: none asked for.
        pub languages: Option<Vec<LanguageNeeded>>,
        /// Training that must have been given; absent or empty: none asked for.
        pub training: Option<Vec<TrainingNeeded>>,
        /// Steps of human-rights screening that must be cleared; absent or empty: none asked for.
        pub screening: Option<Vec<CheckStep>>,
        /// Steps of misconduct vetting that must be cleared; absent or empty: none asked for.
        pub vetting: Option<Vec<CheckStep>>,
        /// The least shares of women; absent or empty: none asked for.
        pub women: Option<Vec<WomenNeeded>>,
        /// Engagement teams with women in them that each unit must have; absent: none asked for.
        pub engagement_teams: Option<Count>,
        /// Requirements of this mission that must be filled first, such as transport or a hospital; absent or empty: none.
        pub enablers: Option<Vec<RequirementId>>,
        /// Days that a unit must have been home since its last tour; absent: as its windows say.
        pub rest: Option<Days>,
    }
}

document! {
    /// Parts that each unit must have.
    pub struct SubUnitNeeded {
        /// Their type.
        pub unit_type: UnitTypeId,
        /// How many in each unit.
        pub number: Count,
    }
}

document! {
    /// Equipment that each unit must bring.
    pub struct EquipmentNeeded {
        /// The category.
        pub category: EquipmentId,
        /// How many serviceable pieces in each unit.
        pub quantity: Count,
    }
}

document! {
    /// A language that must be spoken.
    pub struct LanguageNeeded {
        /// The language.
        pub language: Language,
        /// How well at least.
        pub proficiency: Proficiency,
        /// By how many persons in each unit at least.
        pub persons: Count,
    }
}

document! {
    /// Training that must have been given.
    pub struct TrainingNeeded {
        /// What must have been taught.
        pub module: ModuleId,
        /// To which share of persons at least.
        pub share: Percent,
        /// Validated at least by.
        pub validator: Validator,
    }
}

document! {
    /// A least share of women.
    pub struct WomenNeeded {
        /// In which band of rank; absent: in the whole unit.
        pub band: Option<RankBand>,
        /// The share.
        pub share: Percent,
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

part!(UnitRequirement {
    unit_type, substitutes, serves, forms, sub_units, equipment, self_sustainment, languages, training, screening,
    vetting, women, enablers
} also check_numbers);
part!(Substitute { unit_type });
part!(SubUnitNeeded { unit_type });
part!(EquipmentNeeded { category });
part!(TrainingNeeded { module });
plain! { LanguageNeeded, CheckStep, WomenNeeded, }

keyed! {
    UnitRequirement by |requirement| requirement.id.to_string(),
    Substitute by |substitute| substitute.unit_type.to_string(),
    SubUnitNeeded by |needed| needed.unit_type.to_string(),
    EquipmentNeeded by |needed| needed.category.to_string(),
    LanguageNeeded by |needed| needed.language.to_string(),
    TrainingNeeded by |needed| needed.module.to_string(),
    CheckStep by CheckStep::to_string,
    WomenNeeded by |needed| needed.band.map_or("", RankBand::as_str).to_owned(),
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

    /// How many tours follow each other until it is no longer needed.
    pub fn tours(&self) -> u32 {
        let tour = self.tour_days.unwrap_or_default();
        if tour == 0 { 1 } else { self.hold_for.get().div_ceil(tour).max(1) }
    }

    fn check_tours(&self, path: &str, findings: &mut Vec<Finding>) {
        let path = format!("{path}/tour_days");
        if self.tour_days.is_some_and(|tour| !(1..=Days::MOST).contains(&tour)) {
            let finding = Finding::new(Code::MalformedNumber, path, "The days of a tour are out of range.");
            findings.push(finding.help(format!("Allowed are 1 to {}; or leave the key out.", Days::MOST)));
        } else if self.tours() > MOST_TOURS {
            let message = format!("That makes {} tours; {MOST_TOURS} are allowed.", self.tours());
            findings.push(Finding::new(Code::TooLarge, path, message).help("Give longer tours."));
        }
    }

    fn check_numbers(&self, _: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        for (j, substitute) in self.substitutes.iter().flatten().enumerate() {
            let path = format!("{path}/substitutes/{j}");
            if substitute.unit_type == self.unit_type {
                let message = format!("`{}` is the type asked for.", substitute.unit_type);
                findings.push(Finding::new(Code::DuplicateId, path, message).help("Leave it out here."));
            } else if !(1..=1_000).contains(&substitute.rank) {
                let finding = Finding::new(
                    Code::MalformedNumber,
                    format!("{path}/rank"),
                    "The rank of a substitute is out of range.",
                );
                findings.push(finding.help("Allowed are 1 to 1000; 0 is the type asked for."));
            }
        }
        self.check_tours(path, findings);
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
            let finding = Finding::new(Code::DaysNotOrdered, format!("{path}/latest_by"), message);
            findings.push(finding.help("Give a day no earlier than `needed_by`, or leave the key out."));
        }
    }
}
