//! Arguments in, plain objects and errors out.

use pledgebook::Error;
use pledgebook::words::document::canonical;
use pledgebook::words::finding::Malformed;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./errors.js")]
extern "C" {
    /// The `PledgebookError` that JavaScript catches.
    #[derive(Clone, Debug)]
    pub type PledgebookError;

    #[wasm_bindgen(constructor)]
    fn new(code: &str, message: &str, findings: &str) -> PledgebookError;
}

/// A refusal on its way to JavaScript.
#[derive(Debug)]
pub struct Refused(Error);

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl From<Malformed> for Refused {
    fn from(malformed: Malformed) -> Self {
        Self(malformed.into())
    }
}

impl From<Refused> for JsValue {
    fn from(Refused(error): Refused) -> Self {
        let findings = canonical(error.findings()).unwrap_or_else(|_| "[]".to_owned());
        PledgebookError::new(error.code().as_str(), &error.to_string(), &findings).into()
    }
}

/// A plain object of what can be written as JSON.
pub(crate) fn object<T: serde::Serialize + ?Sized>(value: &T) -> Result<JsValue, Refused> {
    let text = canonical(value)?;
    Ok(js_sys::JSON::parse(&text).unwrap_or(JsValue::UNDEFINED))
}

/// JSON text as it is; an object as `JSON.stringify` writes it.
pub(crate) fn json(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| js_sys::JSON::stringify(value).map(String::from).unwrap_or_default())
}
