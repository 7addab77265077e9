//! Arguments in, plain objects and errors out.

use std::collections::BTreeMap;

use js_sys::{Array, Date, JSON, Object, Reflect};
use pledgebook::words::document::canonical;
use pledgebook::words::finding::Malformed;
use pledgebook::{Code, Error, Finding};
use wasm_bindgen::prelude::*;

use crate::columns::Columns;
use crate::journal::Journal;
use crate::record::{Catalogue, Mission, Scheme, View};

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
    Ok(JSON::parse(&text).unwrap_or(JsValue::UNDEFINED))
}

// Arguments come as `JsValue`, because JavaScript checks no types: what is of another type is refused here, before
// anything is made of it.

/// What a text should hold.
pub(crate) const DAY: &str = "an ISO day, such as `2026-11-23`";
pub(crate) const INSTANT: &str = "an ISO instant in UTC, such as `2026-11-23T09:00:00Z`";
pub(crate) const ID: &str = "an id, such as `xaa-engineers`";
pub(crate) const READER: &str = "`public`, `secretariat`, or the code of a State";
pub(crate) const DOCUMENT: &str = "the JSON text of a document";

/// The type of a value, in a word.
pub(crate) fn kind(value: &JsValue) -> String {
    match () {
        () if value.is_null() => "null".to_owned(),
        () if Array::is_array(value) => "list".to_owned(),
        () if value.is_instance_of::<Date>() => "Date".to_owned(),
        () => value.js_typeof().as_string().unwrap_or_default(),
    }
}

pub(crate) fn wrong_type(argument: &str, value: &JsValue, wanted: &str, pass: &str) -> Refused {
    let message =
        format!("The argument `{argument}` is of the type `{}`; it should be {wanted}.", kind(value));
    Refused(Error::one(Finding::new(Code::WrongType, "", message).help(format!("Pass {pass}."))))
}

/// A text.
pub(crate) fn text(argument: &str, value: &JsValue, pass: &str) -> Result<String, Refused> {
    value.as_string().ok_or_else(|| wrong_type(argument, value, "a text", pass))
}

/// JSON text as it is; an object or a list as `JSON.stringify` writes it.
pub(crate) fn json(argument: &str, value: &JsValue) -> Result<String, Refused> {
    let written = || JSON::stringify(value).ok().and_then(|text| JsValue::from(text).as_string());
    // An object of the engine has nothing to write but its place there.
    let plain = |text: &String| text.starts_with(['{', '[']) && !text.starts_with("{\"__wbg_ptr\"");
    let composed = || written().filter(plain);
    let wanted = "a text, or a plain object or list";
    value.as_string().or_else(composed).ok_or_else(|| wrong_type(argument, value, wanted, DOCUMENT))
}

/// A list.
pub(crate) fn list(argument: &str, value: &JsValue, pass: &str) -> Result<Array, Refused> {
    match Array::is_array(value) {
        true => Ok(Array::from(value)),
        false => Err(wrong_type(argument, value, "a list", pass)),
    }
}

/// A whole number, not below zero.
pub(crate) fn whole_number(argument: &str, value: &JsValue) -> Result<u64, Refused> {
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..9e15).contains(number));
    number
        .map(|number| number as u64)
        .ok_or_else(|| wrong_type(argument, value, "a whole number, not below zero", "one such as `1000000`"))
}

/// The keys of a plain object that have a value, with their values.
pub(crate) fn fields(argument: &str, value: &JsValue) -> Result<BTreeMap<String, JsValue>, Refused> {
    let made_by = |value: &JsValue| Reflect::get(value, &"constructor".into()).ok();
    if !value.is_object() || made_by(value) != made_by(&Object::new()) {
        return Err(wrong_type(argument, value, "a plain object", "one with its keys in braces"));
    }
    let keys = Object::keys(value.unchecked_ref::<Object>()).into_iter().filter_map(|key| key.as_string());
    let entries = keys.map(|key| (key.clone(), Reflect::get(value, &key.into()).unwrap_or_default()));
    Ok(entries.filter(|(_, value)| given(value).is_some()).collect())
}

/// A key that is not known, in a plain object.
pub(crate) fn unknown_key(key: &str, known: &str) -> Refused {
    let finding = Finding::new(Code::UnknownKey, format!("/{key}"), format!("There is no option `{key}`."));
    Refused(Error::one(finding.help(format!("The options are {known}."))))
}

/// A list of whole numbers.
pub(crate) fn whole_numbers(argument: &str, value: &JsValue) -> Result<Vec<u32>, Refused> {
    let numbers = list(argument, value, "a list, such as `[30, 60]`")?;
    let each = numbers.iter().enumerate().map(|(i, item)| {
        let argument = format!("{argument}[{i}]");
        let number = whole_number(&argument, &item)?;
        u32::try_from(number)
            .map_err(|_| wrong_type(&argument, &item, "a smaller number", "one such as `30`"))
    });
    each.collect()
}

/// What an argument that may be left out holds; `null` leaves it out too.
pub(crate) fn given(value: &JsValue) -> Option<&JsValue> {
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

#[wasm_bindgen]
extern "C" {
    /// What should be an object of the engine.
    pub(crate) type Lent;

    #[wasm_bindgen(method, catch, js_name = copied)]
    pub(crate) fn catalogue(this: &Lent) -> Result<Catalogue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = copied)]
    pub(crate) fn columns(this: &Lent) -> Result<Columns, JsValue>;
    #[wasm_bindgen(method, catch, js_name = copied)]
    pub(crate) fn journal(this: &Lent) -> Result<Journal, JsValue>;
    #[wasm_bindgen(method, catch, js_name = copied)]
    pub(crate) fn mission(this: &Lent) -> Result<Mission, JsValue>;
    #[wasm_bindgen(method, catch, js_name = copied)]
    pub(crate) fn scheme(this: &Lent) -> Result<Scheme, JsValue>;
    #[wasm_bindgen(method, catch, js_name = copied)]
    pub(crate) fn view(this: &Lent) -> Result<View, JsValue>;
}

/// What takes a handle from an object of one class.
pub(crate) type Copied<T> = fn(&Lent) -> Result<T, JsValue>;

/// An object of the class whose `copied` is given: the engine works on a handle of its own, and the caller keeps theirs.
pub(crate) fn lent<T>(
    argument: &str,
    value: &JsValue,
    (class, copied): (&str, Copied<T>),
) -> Result<T, Refused> {
    // An error is told by what has no `copied`, was freed, or is of another class.
    let wanted = format!("a `{class}`");
    copied(value.unchecked_ref())
        .map_err(|_| wrong_type(argument, value, &wanted, &format!("{wanted} that was not freed")))
}
