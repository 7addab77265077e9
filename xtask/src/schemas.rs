//! `schemas/`: the JSON Schema of every document, out of the Rust types that read it.

use pledgebook::plan::matching::{Bounded, SideRows};
use pledgebook::plan::sourcing::{Changes, LeastWaivers, PlanDocument, WhatIfAnswer, WhyNot};
use pledgebook::record::{
    Checkpoint, Consistency, Entry, FollowUp, Inclusion, MissionDocument, RegistryDocument,
};
use pledgebook::tell::AudienceRules;
use pledgebook::words::catalogue::CatalogueFile;
use pledgebook::{Certificate, Finding, MatchOptions, Problem, Scheme};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

use crate::generated::Generated;

/// The largest whole number that every language holds exactly: 2^53 - 1.
const EXACT: i64 = 9_007_199_254_740_991;

/// A document, or what is written as a part of one.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    whole: fn(&mut SchemaGenerator) -> Schema,
    /// As it stands in another schema.
    pub(crate) part: fn(&mut SchemaGenerator) -> Schema,
    /// Said where the Rust type, a list, cannot say it.
    description: Option<&'static str>,
}

/// Every kind of document.
pub(crate) const KINDS: [Kind; 21] = [
    document::<RegistryDocument>("registry"),
    list::<Entry>("events", "Events to record, as `Registry.record` takes them."),
    document::<MissionDocument>("mission"),
    document::<Scheme>("scheme"),
    document::<MatchOptions>("match-options"),
    document::<Problem>("problem"),
    document::<Certificate>("certificate"),
    document::<SideRows>("side-rows"),
    document::<Bounded>("bounded"),
    document::<PlanDocument>("plan"),
    document::<WhyNot>("why-not"),
    document::<Changes>("what-if"),
    document::<WhatIfAnswer>("what-if-answer"),
    document::<LeastWaivers>("least-waivers"),
    document::<FollowUp>("follow-up"),
    document::<AudienceRules>("audience-rules"),
    document::<CatalogueFile>("catalogue"),
    document::<Checkpoint>("checkpoint"),
    document::<Inclusion>("inclusion"),
    document::<Consistency>("consistency"),
    list::<Finding>("findings", "What is wrong with an input, where, and what would mend it."),
];

const fn document<T: JsonSchema>(name: &'static str) -> Kind {
    let (whole, part) = (SchemaGenerator::root_schema_for::<T>, SchemaGenerator::subschema_for::<T>);
    Kind { name, whole, part, description: None }
}

const fn list<T: JsonSchema>(name: &'static str, description: &'static str) -> Kind {
    Kind { description: Some(description), ..document::<Vec<T>>(name) }
}

/// The keywords as a reader wants them: first what it is, then what it consists of.
const ORDER: [&str; 17] = [
    "$schema",
    "title",
    "description",
    "$ref",
    "type",
    "const",
    "pattern",
    "maxLength",
    "minimum",
    "maximum",
    "oneOf",
    "anyOf",
    "items",
    "properties",
    "patternProperties",
    "required",
    "additionalProperties",
];

/// Every schema.
pub(crate) fn all() -> Generated {
    let file = |kind: &Kind| {
        let mut schema = (kind.whole)(&mut generator());
        schema.insert("title".to_owned(), format!("Pledgebook {}", kind.name.replace('-', " ")).into());
        if let Some(description) = kind.description {
            schema.insert("description".to_owned(), description.into());
        }
        RecursiveTransform(in_order).transform(&mut schema);
        (format!("{}.json", kind.name), format!("{:#}\n", schema.to_value()))
    };
    Generated { folder: "schemas", ending: ".json", files: KINDS.iter().map(file).collect() }
}

/// Makes schemas of what the reader takes: of what people write, that is, without what is filled in for them.
pub(crate) fn generator() -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    settings.with_transform(RecursiveTransform(as_read)).into_generator()
}

/// The reader refuses `null`, and has bounds where schemars writes Rust's names of numbers.
fn as_read(schema: &mut Schema) {
    let is_null = |choice: &Value| *choice == "null" || choice["type"] == "null";
    for key in ["type", "anyOf"] {
        let Some(Value::Array(choices)) = schema.get_mut(key) else { continue };
        choices.retain(|choice| !is_null(choice));
        let [only] = choices.as_slice() else { continue };
        let only = only.clone();
        schema.remove(key);
        match only {
            Value::Object(members) => schema.ensure_object().extend(members),
            name => _ = schema.insert(key.to_owned(), name),
        }
    }
    // The keys of a merge patch: what may be `null` may be left out.
    if let (Some(properties), Some(Value::Array(mut required))) =
        (schema.get("properties").cloned(), schema.remove("required"))
    {
        let may_be_null = |key: &Value| {
            let property = key.as_str().map(|key| &properties[key]["oneOf"]);
            property.and_then(Value::as_array).is_some_and(|choices| {
                choices.iter().any(|c| c["const"].is_null() && c.get("const").is_some())
            })
        };
        required.retain(|key| !may_be_null(key));
        if !required.is_empty() {
            schema.insert("required".to_owned(), Value::Array(required));
        }
    }
    let bounds = match schema.get("format").and_then(Value::as_str) {
        Some("uint32") => Some((0, u32::MAX.into())),
        Some("int64") => Some((-EXACT, EXACT)),
        _ => None,
    };
    if let Some((least, most)) = bounds {
        schema.remove("format");
        let members = schema.ensure_object();
        members.entry("minimum").or_insert(least.into());
        members.entry("maximum").or_insert(most.into());
    }
    // The lines of a comment in Rust are no lines for others.
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ").replace("  ", "\n\n");
    }
}

fn in_order(schema: &mut Schema) {
    let Some(members) = schema.as_object_mut() else { return };
    let mut members_in_order: Vec<_> = std::mem::take(members).into_iter().collect();
    members_in_order
        .sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key).unwrap_or(ORDER.len()));
    members.extend(members_in_order);
}
