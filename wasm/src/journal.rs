//! The journal: the record as lines that show every change, and proofs on it.

use js_sys::Uint8Array;
use pledgebook::record::{self, Consistency, Inclusion};
use pledgebook::words::document;
use pledgebook::words::value::Hash;
use wasm_bindgen::prelude::*;

use crate::convert::{Lent, Refused, given, json, lent, list, object, text, wrong_type};
use crate::record::{Registry, or_shipped};

/// The record as lines, each bound to all before it.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Journal(record::Journal);

fn read<D: document::Document<Context = ()>>(argument: &str, value: &JsValue) -> Result<D, Refused> {
    Ok(document::read(&json(argument, value)?, &())?)
}

/// A number of an event; what is too large, or below zero, is none.
fn number(argument: &str, value: &JsValue) -> Result<u32, Refused> {
    match value.as_f64().filter(|number| number.fract() == 0.0) {
        Some(number) if (0.0..=f64::from(u32::MAX)).contains(&number) => Ok(number as u32),
        Some(number) => Err(record::no_such_event(number).into()),
        None => Err(wrong_type(argument, value, "a whole number", "one such as `1`")),
    }
}

#[wasm_bindgen]
impl Journal {
    /// Reads a journal in JSON Lines and checks every line; what is not sound names the first bad event.
    #[wasm_bindgen(js_name = fromLines)]
    pub fn from_lines(
        #[wasm_bindgen(unchecked_param_type = "string")] lines: &JsValue,
    ) -> Result<Self, Refused> {
        Ok(Self(record::Journal::read(text("lines", lines, "a journal in JSON Lines")?)?))
    }

    /// The journal in JSON Lines.
    #[wasm_bindgen(js_name = toLines)]
    pub fn to_lines(&self) -> String {
        self.0.to_lines()
    }

    /// How many events it has.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> u32 {
        self.0.size()
    }

    /// The hash of all lines.
    #[wasm_bindgen(getter)]
    pub fn head(&self) -> String {
        self.0.head().to_string()
    }

    /// The record that it holds, against the shipped catalogue or one of one's own.
    pub fn registry(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Catalogue | null")] catalogue: &JsValue,
    ) -> Result<Registry, Refused> {
        let catalogue = or_shipped(given(catalogue))?;
        Ok(Registry::of(pledgebook::Registry::from_journal_with(&self.0, catalogue)?))
    }

    /// The line of an event, as it stands in the journal.
    pub fn line(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] seq: &JsValue,
    ) -> Result<String, Refused> {
        Ok(self.0.line(number("seq", seq)?)?.as_json().to_owned())
    }

    /// What is to be published, so that a later change shows.
    #[wasm_bindgen(unchecked_return_type = "Types.Checkpoint")]
    pub fn checkpoint(&self) -> Result<JsValue, Refused> {
        object(&self.0.checkpoint())
    }

    /// Checks that it goes on from a checkpoint that was published.
    pub fn continues(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Types.Checkpoint | string")] checkpoint: &JsValue,
    ) -> Result<(), Refused> {
        Ok(self.0.continues(&read("checkpoint", checkpoint)?)?)
    }

    /// The proof that an event stands in it.
    #[wasm_bindgen(unchecked_return_type = "Types.Inclusion")]
    pub fn inclusion(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] seq: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&self.0.inclusion(number("seq", seq)?)?)
    }

    /// The proof that it goes on from itself when it had so many events.
    #[wasm_bindgen(unchecked_return_type = "Types.Consistency")]
    pub fn consistency(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] first: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&self.0.consistency(number("first", first)?)?)
    }

    /// Whether a proof shows that a line stands in the journal of a checkpoint.
    pub fn includes(
        #[wasm_bindgen(unchecked_param_type = "Types.Checkpoint | string")] checkpoint: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] line: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Types.Inclusion | string")] proof: &JsValue,
    ) -> Result<bool, Refused> {
        let checkpoint: record::Checkpoint = read("checkpoint", checkpoint)?;
        let line = record::Line::read(&text("line", line, "a line of a journal")?)?;
        Ok(checkpoint.includes(&line, &read::<Inclusion>("proof", proof)?))
    }

    /// Whether a proof shows that the journal of a checkpoint goes on from that of an earlier one.
    #[wasm_bindgen(js_name = goesOn)]
    pub fn goes_on(
        #[wasm_bindgen(unchecked_param_type = "Types.Checkpoint | string")] earlier: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Types.Checkpoint | string")] later: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Types.Consistency | string")] proof: &JsValue,
    ) -> Result<bool, Refused> {
        let (earlier, later): (record::Checkpoint, record::Checkpoint) =
            (read("earlier", earlier)?, read("later", later)?);
        Ok(later.goes_on_from(&earlier, &read::<Consistency>("proof", proof)?))
    }

    /// The same journal without the content of the events of these numbers: its checkpoint is the same.
    pub fn withhold(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number[]")] seqs: &JsValue,
    ) -> Result<Self, Refused> {
        let seqs = list("seqs", seqs, "a list, such as `[3, 6]`")?;
        let each = seqs.iter().enumerate().map(|(i, seq)| number(&format!("seqs[{i}]"), &seq));
        Ok(Self(self.0.withhold(&each.collect::<Result<_, Refused>>()?)?))
    }

    /// Another handle on it, to be freed on its own.
    #[wasm_bindgen(skip_typescript)]
    pub fn copied(&self) -> Self {
        self.clone()
    }
}

/// A journal of a registry, begun or continued.
pub(crate) fn written(
    registry: &pledgebook::Registry,
    secret: &JsValue,
    onto: Option<&JsValue>,
) -> Result<Journal, Refused> {
    let bytes = secret.dyn_ref::<Uint8Array>().and_then(|bytes| <[u8; 32]>::try_from(bytes.to_vec()).ok());
    let pass = "bytes that nobody else knows, such as `crypto.getRandomValues(new Uint8Array(32))`";
    let bytes = bytes.ok_or_else(|| wrong_type("secret", secret, "a `Uint8Array` of 32 bytes", pass))?;
    let mut journal = match onto {
        None => record::Journal::new(),
        Some(onto) => lent("onto", onto, ("Journal", Lent::journal))?.0,
    };
    registry.write_to(&mut journal, Hash::from_bytes(bytes))?;
    Ok(Journal(journal))
}
