//! Work that a caller can stop.

use js_sys::Function;
use pledgebook::Error;
use pledgebook::plan::matching::Work;
use wasm_bindgen::prelude::*;

use crate::convert::{Refused, fields, given, unknown_key, wrong_type};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What stops a match, and what would be if. */
export interface StopOptions {
  /** Asked now and then whether to stop, which refuses with `cancelled`. */
  shouldStop?: () => boolean;
}
"#;

/// What the caller is asked by.
pub(crate) struct Stop(Option<Function>);

impl Stop {
    pub(crate) fn read(argument: &str, options: &JsValue) -> Result<Self, Refused> {
        let Some(options) = given(options) else { return Ok(Self(None)) };
        let mut stop = Self(None);
        for (name, value) in &fields(argument, options)? {
            match name.as_str() {
                "shouldStop" if value.is_function() => stop.0 = Some(value.clone().unchecked_into()),
                "shouldStop" => {
                    let argument = format!("{argument}.{name}");
                    return Err(wrong_type(&argument, value, "a function", "one that says whether to stop"));
                }
                _ => return Err(unknown_key(name, "`shouldStop`")),
            }
        }
        Ok(stop)
    }

    /// Works until the caller says to stop; what the caller throws comes through.
    pub(crate) fn until<T>(
        &self,
        answer: impl FnOnce(&mut Work<'_>) -> Result<T, Error>,
    ) -> Result<T, JsValue> {
        let mut thrown = None;
        let mut stop = || match self.0.as_ref().map(|stop| stop.call0(&JsValue::UNDEFINED)) {
            None => false,
            Some(Ok(answer)) => answer.is_truthy(),
            Some(Err(error)) => {
                thrown = Some(error);
                true
            }
        };
        let answer = answer(&mut Work::until(&mut stop));
        match thrown {
            Some(error) => Err(error),
            None => answer.map_err(|error| Refused::from(error).into()),
        }
    }
}
