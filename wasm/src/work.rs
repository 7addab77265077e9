//! Work that a caller can limit and stop.

use js_sys::Function;
use pledgebook::Error;
use pledgebook::plan::matching::{Strategy, Work};
use wasm_bindgen::prelude::*;

use crate::convert::{Refused, fields, given, text, unknown_key, whole_number, wrong_type};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What stops an answer. */
/** By what coverage is told. */
export type CoverageBy = "requirement" | "mission" | "component" | "unit-type" | "function" | "task";

export interface StopOptions {
  /** Asked now and then whether to stop, which refuses with `cancelled`. */
  shouldStop?: () => boolean;
}

/** How much work an answer may cost. */
export interface WorkOptions extends StopOptions {
  /** At most so many steps, the same on every machine; what takes more is refused with `work-limit`. */
  steps?: number;
}
"#;

/// How much work an answer may cost.
pub(crate) struct Limits {
    steps: Option<u64>,
    pub(crate) strategy: Strategy,
    should_stop: Option<Function>,
}

impl Limits {
    /// The options that this call has, of `steps`, `strategy` and `shouldStop`.
    pub(crate) fn read(argument: &str, options: &JsValue, known: &[&str]) -> Result<Self, Refused> {
        let mut limits = Self { steps: None, strategy: Strategy::Auto, should_stop: None };
        let Some(options) = given(options) else { return Ok(limits) };
        let options = fields(argument, options)?;
        for (name, value) in &options {
            let argument = format!("{argument}.{name}");
            match name.as_str() {
                name if !known.contains(&name) => {
                    return Err(unknown_key(name, &format!("`{}`", known.join("`, `"))));
                }
                "steps" => limits.steps = Some(whole_number(&argument, value)?),
                "strategy" => {
                    limits.strategy = text(&argument, value, "`auto`, `paths` or `phases`")?.parse()?
                }
                _ if value.is_function() => limits.should_stop = Some(value.clone().unchecked_into()),
                _ => return Err(wrong_type(&argument, value, "a function", "one that says whether to stop")),
            }
        }
        Ok(limits)
    }

    /// Works within these limits; what `shouldStop` throws comes through.
    pub(crate) fn within<T>(
        self,
        answer: impl FnOnce(&mut Work<'_>) -> Result<T, Error>,
    ) -> Result<T, JsValue> {
        let mut thrown = None;
        let mut stop = || match self.should_stop.as_ref().map(|stop| stop.call0(&JsValue::UNDEFINED)) {
            None => false,
            Some(Ok(answer)) => answer.is_truthy(),
            Some(Err(error)) => {
                thrown = Some(error);
                true
            }
        };
        let mut work = Work::until(&mut stop);
        work.at_most = self.steps;
        let answer = answer(&mut work);
        match thrown {
            Some(error) => Err(error),
            None => answer.map_err(|error| Refused::from(error).into()),
        }
    }
}
