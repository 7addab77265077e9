//! `wasm/js/types.d.ts`: the same types for TypeScript, out of the schemas and the columns of the tables.

use std::fs;

use pledgebook::plan::matching;
use pledgebook::record::Receipt;
use pledgebook::tell::{self, TABLES};
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::generated::Generated;
use crate::program::{program, run};
use crate::schemas::{KINDS, generator};
use crate::web::TESTS;
use crate::workspace;

const HEAD: &str = "\
// Made by `cargo xtask schemas` out of the Rust types. The JSON Schemas in `schemas/` say the same, and bounds.\n\n";

/// The types.
pub(crate) fn all() -> Result<Generated, String> {
    let text = format!("{HEAD}{}{}", of_documents()?, of_rows());
    let files = [("types.d.ts".to_owned(), text)].into();
    Ok(Generated { folder: "wasm/js", ending: "types.d.ts", files })
}

fn of_documents() -> Result<String, String> {
    let file = workspace::target()?.join("types.json");
    fs::write(&file, together()?.to_value().to_string())
        .map_err(|error| format!("{}: {error}", file.display()))?;
    let json2ts = format!("{TESTS}/node_modules/json-schema-to-typescript/dist/src/cli.js");
    let mut node = program("node", [&json2ts, "--bannerComment", ""]);
    node.arg(file);
    run(node).map(|text| in_one_line(&text))
}

/// One schema that holds every kind of document.
fn together() -> Result<Schema, String> {
    let mut generator = generator();
    let mut kinds: Map<String, Value> =
        KINDS.iter().map(|kind| (kind.name.to_owned(), (kind.part)(&mut generator).to_value())).collect();
    kinds.insert("receipt".to_owned(), generator.subschema_for::<Receipt>().to_value());
    // Rust has modules to tell this one from another of the same name.
    let (lot, renamed) = (reference::<matching::Lot>(&mut generator), "#/$defs/ProblemLot");
    let rename = |name: String| if name == lot { renamed.to_owned() } else { name };
    let mut definitions = Map::new();
    for (name, definition) in generator.take_definitions(true) {
        let name = rename(format!("#/$defs/{name}")).replace("#/$defs/", "");
        if name.ends_with(|last: char| last.is_ascii_digit()) {
            return Err(format!(
                "two Rust types would be `{name}` without its digit: rename one in types.rs"
            ));
        }
        definitions.insert(name, definition);
    }
    let mut schema = schemars::json_schema!({
        "title": "Documents",
        "description": "Every document, and the receipt of recording, by its kind.",
        "type": "object",
        "properties": kinds,
        "required": kinds.keys().collect::<Vec<_>>(),
        "additionalProperties": false,
        "$defs": definitions,
    });
    let for_typescript = |schema: &mut Schema| {
        if let Some(Value::String(name)) = schema.remove("$ref") {
            let reference = Value::String(rename(name));
            // The generator takes a reference with a description for a type of its own.
            let alone = schema.as_object().is_none_or(Map::is_empty);
            _ = match alone {
                true => schema.insert("$ref".to_owned(), reference),
                false => schema.insert("allOf".to_owned(), json!([{ "$ref": reference }])),
            };
        }
        // TypeScript has no types for the keys of a map.
        if let Some(Value::Object(patterns)) = schema.remove("patternProperties") {
            let values = patterns.into_iter().next().map(|(_, values)| values);
            schema.insert("additionalProperties".to_owned(), values.unwrap_or_default());
        }
    };
    RecursiveTransform(for_typescript).transform(&mut schema);
    Ok(schema)
}

fn reference<T: JsonSchema>(generator: &mut SchemaGenerator) -> String {
    let schema = generator.subschema_for::<T>();
    schema.get("$ref").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Comments of one line on one line.
fn in_one_line(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let said = lines.last().and_then(|last| last.trim_start().strip_prefix("* ")).map(str::to_owned);
        let opened = lines.len().checked_sub(2).and_then(|i| lines[i].strip_suffix("/**")).map(str::to_owned);
        match (line.trim(), opened, said) {
            ("*/", Some(indent), Some(said)) => {
                lines.truncate(lines.len() - 2);
                lines.push(format!("{indent}/** {said} */"));
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

fn of_rows() -> String {
    let mut text = "
// Rows of tables. A cell that is absent is neither zero nor empty: it is Unknown, or there is nothing to say.
"
    .to_owned();
    for (name, columns) in TABLES {
        text.push_str(&format!("\nexport interface {name}Row {{\n"));
        for tell::Column { name, kind } in *columns {
            let kind = match kind {
                tell::Kind::Text => "string",
                tell::Kind::Number => "number",
            };
            text.push_str(&format!("  {name}?: {kind};\n"));
        }
        text.push_str("}\n");
    }
    text
}
