//! JavaScript bindings of pledgebook: thin wrappers, conversions and errors, no logic.
//!
//! Documents cross as JSON text, answers as plain objects, days as ISO text.

pub mod columns;
pub mod convert;
mod fault;
pub mod journal;
pub mod plan;
pub mod record;
pub mod told;
mod work;

use convert::{Refused, object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type * as Types from "./types.js";"#;

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    pledgebook::VERSION.to_owned()
}

/// The catalogue of codes that findings carry, each with its meaning.
#[wasm_bindgen(unchecked_return_type = "Types.CodesRow[]")]
pub fn codes() -> Result<JsValue, Refused> {
    object(&pledgebook::tell::codes())
}
