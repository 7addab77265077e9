//! What the parts of documents have in common: an order that says nothing, and a meaning that can be wrong.

use serde::Serialize;

use crate::words::Catalogue;
use crate::words::catalogue::{Component, Vocabulary, repeated};
use crate::words::document::{in_words, put_in_order};
use crate::words::finding::Finding;
use crate::words::value::{
    ActivityId, EquipmentId, Figure, ModuleId, Port, RequirementId, SelfSustainmentId, Span, State, TaskId,
    Text, UnitTypeId,
};

/// A part of a document.
pub(crate) trait Part: Serialize {
    /// What it says, in words.
    fn said(&self) -> String {
        in_words(self)
    }

    /// Puts lists whose order says nothing into the canonical order.
    fn normalise(&mut self) {}

    /// Adds what is wrong with its meaning.
    fn check(&self, _catalogue: &Catalogue, _path: &str, _findings: &mut Vec<Finding>) {}
}

/// A part that stands in a list, under a key that must not repeat.
pub(crate) trait Item: Part + Sized {
    /// What it is told apart by.
    fn key(&self) -> String;

    /// Adds what is wrong between the items of a list.
    fn check_all(items: &[Self], path: &str, findings: &mut Vec<Finding>) {
        repeated(items.iter().map(Self::key), path, findings);
    }
}

impl<T: Item> Part for Vec<T> {
    fn said(&self) -> String {
        match self.as_slice() {
            [] => "none".to_owned(),
            items => items.iter().map(T::said).collect::<Vec<_>>().join("; "),
        }
    }

    fn normalise(&mut self) {
        self.iter_mut().for_each(T::normalise);
        put_in_order(self, T::key);
    }

    fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        T::check_all(self, path, findings);
        for (i, item) in self.iter().enumerate() {
            item.check(catalogue, &below(path, &i.to_string()), findings);
        }
    }
}

impl<T: Part> Part for Option<T> {
    fn normalise(&mut self) {
        if let Some(part) = self {
            part.normalise();
        }
    }

    fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        if let Some(part) = self {
            part.check(catalogue, path, findings);
        }
    }
}

/// The path of what stands under a key, or at a place. (A function, so that it is compiled once.)
#[inline(never)]
pub(super) fn below(path: &str, key: &str) -> String {
    [path, "/", key].concat()
}

/// A part that consists of parts: each is put in order and checked under its own key; `also` names a method that checks
/// what lies between them.
macro_rules! part {
    ($name:ident { $( $field:ident ),+ } $( also $also:ident )?) => {
        impl $crate::record::item::Part for $name {
            fn normalise(&mut self) {
                $( $crate::record::item::Part::normalise(&mut self.$field); )+
            }

            fn check(
                &self,
                catalogue: &$crate::words::Catalogue,
                path: &str,
                findings: &mut Vec<$crate::words::finding::Finding>,
            ) {
                $(
                    let key = $crate::record::item::below(path, stringify!($field));
                    $crate::record::item::Part::check(&self.$field, catalogue, &key, findings);
                )+
                $( self.$also(catalogue, path, findings); )?
            }
        }
    };
}
pub(super) use part;

/// What the items of a list are told apart by.
macro_rules! keyed {
    ($( $name:ident by $key:expr, )+) => { $(
        impl $crate::record::item::Item for $name {
            fn key(&self) -> String {
                let key: fn(&Self) -> String = $key;
                key(self)
            }
        }
    )+ };
}
pub(super) use keyed;

macro_rules! plain {
    ($( $name:ident, )+) => { $( impl $crate::record::item::Part for $name {} )+ };
}
pub(super) use plain;

/// A term of the catalogue.
macro_rules! term {
    ($( $name:ident in $vocabulary:ident, )+) => { $(
        impl Part for $name {
            fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
                catalogue.check_term(Vocabulary::$vocabulary, self.as_str(), path, findings);
            }
        }

        impl Item for $name {
            fn key(&self) -> String {
                self.to_string()
            }
        }
    )+ };
}

term! {
    EquipmentId in Equipment,
    SelfSustainmentId in SelfSustainment,
    ModuleId in TrainingModule,
    ActivityId in Activity,
}

impl Part for UnitTypeId {
    fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        catalogue.check_unit_type(self, path.to_owned(), findings);
    }
}

impl Part for State {
    fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        catalogue.check_state(*self, path.to_owned(), findings);
    }
}

/// What says itself.
macro_rules! displayed {
    ($( $name:ident, )+) => { $(
        impl Part for $name {
            fn said(&self) -> String {
                self.to_string()
            }
        }
    )+ };
}

displayed! { Component, Figure, Port, RequirementId, Span, TaskId, Text, }

keyed! {
    UnitTypeId by Self::to_string,
    State by Self::to_string,
    Port by Self::to_string,
    RequirementId by Self::to_string,
    TaskId by Self::to_string,
    Text by Self::to_string,
}
