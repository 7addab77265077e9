//! Lots: like units of one pledge.

use super::super::item::{Item, Part, below, keyed};
use super::materiel::{Equipment, Form, SelfSustainment, SubUnit};
use super::people::{Engagement, LanguageSkill, WomenInBand, check_part};
use super::stage::Stage;
use super::terms::{Caveat, Holding};
use crate::words::Catalogue;
use crate::words::catalogue::Component;
use crate::words::document::{Patch, document, put_in_order_by};
use crate::words::finding::{Code, Finding};
use crate::words::value::{Figure, ImpreciseDay, LevelId, LotId, Port, SchemeId, Span, Text, UnitTypeId};

/// The parts of a lot are named once; what they are in a lot, in an amendment and in a split follows.
macro_rules! lot {
    (
        each { $( $(#[$each_note:meta])* $each:ident : $each_type:ty, )* }
        counted { $( $(#[$counted_note:meta])* $counted:ident : $counted_type:ty, )* }
    ) => {
        document! {
            /// Like units of one pledge: the smallest thing that levels, evidence and status belong to.
            pub struct Lot {
                /// Its id, unique in the registry.
                pub id: LotId,
                /// As the State or the source words it.
                pub described_as: Text,
                /// How many units; absent: not stated. Airframes or vehicles are not units.
                pub units: Option<Figure>,
                $( $(#[$each_note])* pub $each: Option<$each_type>, )*
                $( $(#[$counted_note])* pub $counted: Option<$counted_type>, )*
            }
        }

        document! {
            /// What an amendment changes in a lot: each part is replaced as a whole, or taken back to Unknown.
            #[derive(Default)]
            pub struct LotChange {
                /// As the State or the source words it.
                pub described_as: Option<Text>,
                /// How many units; only while they all have one status. What was recorded for all of fewer units is
                /// recorded for some from then on; units of a lot that had none are announced.
                pub units: Patch<Figure>,
                $( $(#[$each_note])* pub $each: Patch<$each_type>, )*
                $( $(#[$counted_note])* pub $counted: Patch<$counted_type>, )*
            }
        }

        impl Lot {
            /// Makes a change.
            pub(crate) fn amend(&mut self, change: &LotChange) {
                self.described_as = change.described_as.clone().unwrap_or_else(|| self.described_as.clone());
                change.units.apply(&mut self.units);
                $( change.$each.apply(&mut self.$each); )*
                $( change.$counted.apply(&mut self.$counted); )*
            }

            /// As a part of another lot, it is like the whole where it does not say otherwise; what counts persons
            /// or pieces is not passed on, since nobody said how it is parted.
            pub(crate) fn inherit(&mut self, whole: &Self) {
                $( self.$each = self.$each.take().or_else(|| whole.$each.clone()); )*
            }

            /// What it says, part by part, in words.
            pub(crate) fn in_words(&self) -> Vec<(String, String)> {
                let units = self.units.as_ref().map(|units| ("units".to_owned(), units.said()));
                let mut parts: Vec<(String, String)> = units.into_iter().collect();
                $( parts.extend(self.$each.as_ref().map(|part| (spaced(stringify!($each)), part.said()))); )*
                $( parts.extend(self.$counted.as_ref().map(|part| (spaced(stringify!($counted)), part.said()))); )*
                parts
            }

            /// Whether it says of what kind its units are; as a part of a lot, otherwise than the whole perhaps.
            pub(crate) fn restates(&self) -> bool {
                $( self.$each.is_some() )||* $( || self.$counted.is_some() )*
            }

            /// Forgets what counts persons or pieces, but for the strength.
            pub(crate) fn forget_counts(&mut self) {
                let strength = self.strength.take();
                $( self.$counted = None; )*
                self.strength = strength;
            }
        }

        impl LotChange {
            /// What it changes, part by part, in words.
            pub(crate) fn in_words(&self) -> Vec<(String, String)> {
                let mut parts: Vec<(String, String)> = Vec::new();
                parts.extend(self.described_as.as_ref().map(|text| ("described as".to_owned(), text.to_string())));
                parts.extend(changed("units", &self.units));
                $( parts.extend(changed(stringify!($each), &self.$each)); )*
                $( parts.extend(changed(stringify!($counted), &self.$counted)); )*
                parts
            }

            /// Whether it changes of what kind the units are, and not only how many.
            pub(crate) fn reshapes(&self) -> bool {
                $( self.$each != Patch::Keep )||* $( || self.$counted != Patch::Keep )*
            }
        }

        impl Part for Lot {
            fn normalise(&mut self) {
                $( self.$each.normalise(); )*
                $( self.$counted.normalise(); )*
            }

            fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
                $( self.$each.check(catalogue, &below(path, stringify!($each)), findings); )*
                $( self.$counted.check(catalogue, &below(path, stringify!($counted)), findings); )*
                self.check_women(path, findings);
            }
        }

        impl Part for LotChange {
            fn normalise(&mut self) {
                $( if let Some(part) = self.$each.value_mut() { part.normalise(); } )*
                $( if let Some(part) = self.$counted.value_mut() { part.normalise(); } )*
            }

            fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
                $( if let Some(part) = self.$each.value() {
                    part.check(catalogue, &below(path, stringify!($each)), findings);
                } )*
                $( if let Some(part) = self.$counted.value() {
                    part.check(catalogue, &below(path, stringify!($counted)), findings);
                } )*
            }
        }
    };
}

lot! {
    each {
        /// Its unit type; absent: not stated, or mixed.
        unit_type: UnitTypeId,
        /// The component it serves in; absent: that of its unit type, else Unknown.
        component: Component,
        /// Whether each unit is whole, composite or a sub-unit; absent: not stated.
        form: Form,
        /// The parts that each unit consists of; absent: not stated, empty: it has none that are named.
        sub_units: Vec<SubUnit>,
        /// Levels as stated by the Member State; absent: none stated.
        stated_levels: Vec<StatedLevel>,
        /// When it can be away from home, rest already taken out; absent: Unknown, empty: at no time.
        windows: Vec<Span>,
        /// What must happen between request and arrival; absent: Unknown.
        stages: Vec<Stage>,
        /// Who provides which category of self-sustainment; absent: not stated, empty: nothing is provided.
        self_sustainment: Vec<SelfSustainment>,
        /// Types of unit without which it cannot operate; absent: not stated, empty: it needs none.
        operational_only_with: Vec<UnitTypeId>,
        /// Restrictions that the State places on it; absent: not stated, empty: declared free of caveats.
        caveats: Vec<Caveat>,
        /// What else its units are held for; absent: not stated, empty: for nothing else.
        held_for: Vec<Holding>,
        /// Ports, airports or terminals where it embarks; absent: not stated.
        ports_of_embarkation: Vec<Port>,
    }
    counted {
        /// How many persons in all its units together; absent: not stated.
        strength: Figure,
        /// Women by band of rank; absent: not stated. A band that is not named is Unknown.
        women: Vec<WomenInBand>,
        /// Languages its people speak; absent: not stated, empty: none besides the State's own.
        languages: Vec<LanguageSkill>,
        /// What it brings to engage with communities; absent: not stated.
        engagement: Engagement,
        /// Major equipment in all its units together; absent: not stated, empty: it brings none.
        equipment: Vec<Equipment>,
    }
}

fn spaced(key: &str) -> String {
    key.replace('_', " ")
}

fn changed<T: Part>(key: &str, patch: &Patch<T>) -> Option<(String, String)> {
    match patch {
        Patch::Keep => None,
        Patch::Unset => Some((spaced(key), "Unknown".to_owned())),
        Patch::Set(part) => Some((spaced(key), part.said())),
    }
}

document! {
    /// A level as the Member State states it, with no claim that anyone recorded it.
    pub struct StatedLevel {
        /// The scheme.
        pub scheme: SchemeId,
        /// The level in that scheme.
        pub level: LevelId,
        /// When it said so.
        pub on: Option<ImpreciseDay>,
    }
}

impl Part for StatedLevel {
    fn said(&self) -> String {
        let on = self.on.map(|on| format!(" ({on})")).unwrap_or_default();
        format!("{} {}{on}", self.scheme, self.level)
    }
}

impl Item for StatedLevel {
    fn key(&self) -> String {
        let on = self.on.map(|day| day.to_string()).unwrap_or_default();
        format!("{} {} {on}", self.scheme, self.level)
    }

    /// A level may be stated twice, on different days.
    fn check_all(_: &[Self], _: &str, _: &mut Vec<Finding>) {}
}

keyed! { Lot by |lot| lot.id.to_string(), }

impl Item for Span {
    fn key(&self) -> String {
        self.to_string()
    }

    /// Windows must not overlap. In the order of their first days, each is compared with the one before it that lasts
    /// longest.
    fn check_all(windows: &[Self], path: &str, findings: &mut Vec<Finding>) {
        let mut in_order: Vec<(usize, &Self)> = windows.iter().enumerate().collect();
        put_in_order_by(&mut in_order, |(_, a), (_, b)| a.cmp(b));
        // An absent end is the longest.
        let end = |window: &Self| (window.until().is_none(), window.until());
        let mut longest: Option<(usize, &Self)> = None;
        for (i, window) in in_order {
            if let Some((j, other)) = longest.filter(|(_, other)| other.meets(*window)) {
                let (at, window, other) = if j < i { (i, window, other) } else { (j, other, window) };
                let message = format!("The window {window} overlaps with {other}.");
                findings.push(
                    Finding::new(Code::WindowsOverlap, format!("{path}/{at}"), message)
                        .help("Join them into one."),
                );
            }
            if longest.is_none_or(|(_, other)| end(other) < end(window)) {
                longest = Some((i, window));
            }
        }
    }
}

impl Lot {
    /// The component: its own, else that of its unit type.
    pub fn component_by(&self, catalogue: &Catalogue) -> Option<Component> {
        let of_type =
            || self.unit_type.as_ref().and_then(|id| catalogue.unit_type(id)).map(|entry| entry.component);
        self.component.or_else(of_type)
    }

    /// All women, where every band is named with a known number.
    pub fn women_in_all(&self) -> Option<u32> {
        use super::people::RankBand;
        let bands = self.women.as_deref().filter(|bands| bands.len() == RankBand::ALL.len())?;
        bands.iter().try_fold(0u32, |sum, band| sum.checked_add(band.women.known()?))
    }

    fn check_women(&self, path: &str, findings: &mut Vec<Finding>) {
        for (i, band) in self.women.iter().flatten().enumerate() {
            let path = format!("{path}/women/{i}");
            check_part((&band.women, "women"), (self.strength.as_ref(), "persons"), &path, findings);
        }
    }
}
