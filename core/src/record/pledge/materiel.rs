//! What a lot brings with it: sub-units, equipment, self-sustainment.

use super::super::item::{keyed, part, plain};
use super::people::check_part;
use crate::words::Catalogue;
use crate::words::document::document;
use crate::words::finding::{Code, Finding};
use crate::words::value::{Count, EquipmentId, Figure, SelfSustainmentId, UnitTypeId, words};

words! {
    /// What one unit of a lot is.
    pub enum Form {
        /// A whole unit of its type.
        Whole = "whole",
        /// A unit put together from parts of several contributors.
        Composite = "composite",
        /// A part of a unit, to serve in another's unit.
        SubUnit = "sub-unit",
    }
}

document! {
    /// Parts of one kind that each unit consists of.
    pub struct SubUnit {
        /// Their type.
        pub unit_type: UnitTypeId,
        /// How many each unit has.
        pub number: Count,
        /// The fewest that can deploy without the rest; absent: not stated, 0: none can.
        pub min_deployable: Option<Count>,
    }
}

words! {
    /// Whose equipment it is.
    pub enum Owner {
        /// The contributor's (contingent-owned equipment).
        Contributor = "contributor",
        /// The United Nations'.
        UnitedNations = "united-nations",
        /// Another State's or a partner's.
        Other = "other",
    }
}

words! {
    /// Under which arrangement equipment is to serve.
    pub enum Arrangement {
        /// Wet lease: the contributor maintains it.
        WetLease = "wet-lease",
        /// Dry lease: the contributor does not maintain it.
        DryLease = "dry-lease",
        /// Owned by the United Nations.
        UnOwned = "un-owned",
        /// A letter of assist.
        LetterOfAssist = "letter-of-assist",
    }
}

document! {
    /// Major equipment of one category, in all units of the lot together.
    pub struct Equipment {
        /// The category.
        pub category: EquipmentId,
        /// How many pieces.
        pub quantity: Figure,
        /// How many of them are serviceable; absent: not stated.
        pub serviceable: Option<Figure>,
        /// Whose it is; absent: not stated.
        pub owner: Option<Owner>,
        /// Under which arrangement; absent: not stated.
        pub arrangement: Option<Arrangement>,
    }
}

words! {
    /// Who provides a category of self-sustainment.
    pub enum Provider {
        /// The unit itself.
        Unit = "unit",
        /// The United Nations.
        UnitedNations = "united-nations",
        /// Another contributor.
        OtherContributor = "other-contributor",
        /// The host State.
        HostState = "host-state",
        /// Nobody yet.
        Nobody = "nobody",
    }
}

document! {
    /// Who provides a category of self-sustainment to the units.
    pub struct SelfSustainment {
        /// The category.
        pub category: SelfSustainmentId,
        /// Who provides it.
        pub by: Provider,
    }
}

part!(SubUnit { unit_type } also check_fewest);
part!(Equipment { category } also check_serviceable);
part!(SelfSustainment { category });
plain! { Form, }

keyed! {
    SubUnit by |part| part.unit_type.to_string(),
    SelfSustainment by |each| each.category.to_string(),
    Form by Form::to_string,
    Equipment by |each| {
        let owner = each.owner.map_or("", Owner::as_str);
        format!("{} {owner} {}", each.category, each.arrangement.map_or("", Arrangement::as_str))
    },
}

impl SubUnit {
    fn check_fewest(&self, _: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        if let Some(fewest) = self.min_deployable
            && fewest > self.number
        {
            let message = format!("The unit has {} of them, and {fewest} deploy at least.", self.number);
            findings.push(
                Finding::new(Code::PartExceedsWhole, format!("{path}/min_deployable"), message)
                    .help("Give at most the number that the unit has."),
            );
        }
    }
}

impl Equipment {
    fn check_serviceable(&self, _: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        if let Some(serviceable) = &self.serviceable {
            check_part((serviceable, "serviceable"), (Some(&self.quantity), "in all"), path, findings);
        }
    }
}
