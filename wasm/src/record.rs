//! The record: registry, views, missions, schemes.

use std::sync::Arc;

use pledgebook::tell;
use wasm_bindgen::prelude::*;

use crate::convert::{Refused, json, object};

/// States and unit types that documents are checked against.
#[wasm_bindgen]
pub struct Catalogue(Arc<pledgebook::words::Catalogue>);

#[wasm_bindgen]
impl Catalogue {
    /// What is shipped: Member States, observer States, exercise States XAA to XAZ, and unit types.
    pub fn shipped() -> Self {
        Self(pledgebook::words::Catalogue::shipped())
    }

    /// The shipped catalogue with the entries of a `pledgebook.catalogue/1` text added or replaced.
    pub fn read(text: &str) -> Result<Self, Refused> {
        Ok(Self(Arc::new(pledgebook::words::Catalogue::read(text)?)))
    }

    /// The States.
    #[wasm_bindgen(unchecked_return_type = "Types.StatesRow[]")]
    pub fn states(&self) -> Result<JsValue, Refused> {
        object(&tell::states(&self.0))
    }

    /// The unit types.
    #[wasm_bindgen(js_name = unitTypes, unchecked_return_type = "Types.UnitTypesRow[]")]
    pub fn unit_types(&self) -> Result<JsValue, Refused> {
        object(&tell::unit_types(&self.0))
    }
}

/// What has been recorded. Recording adds events; nothing is ever lost or overwritten.
#[wasm_bindgen]
#[derive(Default)]
pub struct Registry(pledgebook::Registry);

#[wasm_bindgen]
impl Registry {
    /// An empty registry.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a `pledgebook.registry/1` text.
    pub fn read(text: &str) -> Result<Self, Refused> {
        Ok(Self(pledgebook::Registry::read(text)?))
    }

    /// Reads a `pledgebook.registry/1` text against a catalogue of one's own.
    #[wasm_bindgen(js_name = readWith)]
    pub fn read_with(text: &str, catalogue: &Catalogue) -> Result<Self, Refused> {
        Ok(Self(pledgebook::Registry::read_with(text, Arc::clone(&catalogue.0))?))
    }

    /// Records events (objects, or JSON text) that became known at `known`: all of them, or none.
    #[wasm_bindgen(unchecked_return_type = "Types.Receipt")]
    pub fn record(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Types.Entry[] | string")] events: &JsValue,
        known: &str,
        actor: &str,
    ) -> Result<JsValue, Refused> {
        object(&self.0.record(&json(events), known.parse()?, actor.parse()?)?)
    }

    /// The register as it stood on the day `valid`, by what was known at `known`; by default at the end of that day.
    #[wasm_bindgen(js_name = asOf)]
    pub fn as_of(&self, valid: &str, known: Option<String>) -> Result<View, Refused> {
        let valid: pledgebook::words::value::Day = valid.parse()?;
        let known = known.map_or_else(|| Ok(valid.end()), |known| known.parse())?;
        Ok(View(self.0.view(valid, known)))
    }

    /// The canonical text of the whole record.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> Result<String, Refused> {
        Ok(self.0.to_json()?)
    }
}

/// The register as it stood on one day, by what was known at one instant.
#[wasm_bindgen]
pub struct View(pub(crate) pledgebook::View);

#[wasm_bindgen]
impl View {
    /// The day it shows.
    #[wasm_bindgen(getter)]
    pub fn valid(&self) -> String {
        self.0.valid().to_string()
    }

    /// The instant whose knowledge it shows.
    #[wasm_bindgen(getter)]
    pub fn known(&self) -> String {
        self.0.known().to_string()
    }

    /// Every lot, with its units by status.
    #[wasm_bindgen(unchecked_return_type = "Types.PledgesRow[]")]
    pub fn pledges(&self) -> Result<JsValue, Refused> {
        object(&tell::pledges(&self.0))
    }

    /// The level of every lot: as stated, as recorded and as supported by the evidence; by UN PCRS, or by the
    /// `pledgebook.scheme/1` text given.
    #[wasm_bindgen(unchecked_return_type = "Types.AssessmentsRow[]")]
    pub fn assess(&self, scheme: Option<String>) -> Result<JsValue, Refused> {
        let scheme = match scheme {
            Some(text) => pledgebook::Scheme::read(&text)?,
            None => pledgebook::Scheme::un_pcrs()?,
        };
        object(&tell::assessments(&self.0, &scheme))
    }

    /// Everything known on a pledge, in the order in which it holds.
    #[wasm_bindgen(unchecked_return_type = "Types.HistoryRow[]")]
    pub fn history(&self, pledge: &str) -> Result<JsValue, Refused> {
        object(&tell::history(&self.0, &pledge.parse()?)?)
    }

    /// What is different in this view from an earlier one.
    #[wasm_bindgen(unchecked_return_type = "Types.ChangesRow[]")]
    pub fn diff(&self, earlier: &Self) -> Result<JsValue, Refused> {
        object(&tell::changes(&pledgebook::record::diff(&earlier.0, &self.0)))
    }
}

#[wasm_bindgen]
extern "C" {
    /// A mission in a list from JavaScript: borrowed, where a list of our own type would take it away from the caller.
    #[wasm_bindgen(typescript_type = "Mission")]
    pub type MissionInList;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn copied(this: &MissionInList) -> Result<Mission, JsValue>;
}

/// What a mission requires.
#[wasm_bindgen]
pub struct Mission(pub(crate) pledgebook::Mission);

#[wasm_bindgen]
impl Mission {
    /// Reads a `pledgebook.mission/1` text.
    pub fn read(text: &str) -> Result<Self, Refused> {
        Ok(Self(pledgebook::Mission::read(text)?))
    }

    /// Reads a `pledgebook.mission/1` text against a catalogue of one's own.
    #[wasm_bindgen(js_name = readWith)]
    pub fn read_with(text: &str, catalogue: &Catalogue) -> Result<Self, Refused> {
        Ok(Self(pledgebook::Mission::read_with(text, &catalogue.0)?))
    }

    /// The same mission with its clock started on this day.
    pub fn starting(&self, day: &str) -> Result<Self, Refused> {
        Ok(Self(self.0.starting(day.parse()?)))
    }

    /// Another handle on the same mission, to be freed on its own.
    pub fn copied(&self) -> Self {
        Self(self.0.clone())
    }

    /// Its document.
    #[wasm_bindgen(getter, unchecked_return_type = "Types.MissionDocument")]
    pub fn document(&self) -> Result<JsValue, Refused> {
        object(self.0.document())
    }
}
