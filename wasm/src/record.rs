//! The record: registry, views, missions, schemes.

use std::sync::Arc;

use pledgebook::tell;
use pledgebook::words::value::Days;
use wasm_bindgen::prelude::*;

use crate::convert::{
    DAY, DOCUMENT, ID, INSTANT, Lent, READER, Refused, given, json, lent, object, text, whole_number,
};
use crate::journal::{Journal, written};
use crate::told;

/// States and unit types that documents are checked against.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Catalogue(Arc<pledgebook::words::Catalogue>);

/// The catalogue given, or the shipped one.
pub(crate) fn or_shipped(given: Option<&JsValue>) -> Result<Arc<pledgebook::words::Catalogue>, Refused> {
    match given {
        Some(catalogue) => {
            lent("catalogue", catalogue, ("Catalogue", Lent::catalogue)).map(|Catalogue(it)| it)
        }
        None => Ok(pledgebook::words::Catalogue::shipped()),
    }
}

#[wasm_bindgen]
impl Catalogue {
    /// What is shipped: Member States, observer States, exercise States XAA to XAZ, and unit types.
    pub fn shipped() -> Self {
        Self(pledgebook::words::Catalogue::shipped())
    }

    /// The shipped catalogue with the entries of a `pledgebook.catalogue/1` text added or replaced.
    pub fn read(
        #[wasm_bindgen(js_name = text, unchecked_param_type = "string")] document: &JsValue,
    ) -> Result<Self, Refused> {
        Ok(Self(Arc::new(pledgebook::words::Catalogue::read(&text("text", document, DOCUMENT)?)?)))
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

    /// All entries as a `pledgebook.catalogue/1` text.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> Result<String, Refused> {
        Ok(self.0.to_json()?)
    }

    /// Another handle on it, to be freed on its own.
    #[wasm_bindgen(skip_typescript)]
    pub fn copied(&self) -> Self {
        self.clone()
    }
}

/// What has been recorded. Recording adds events; nothing is ever lost or overwritten.
#[wasm_bindgen]
pub struct Registry(pledgebook::Registry);

impl Registry {
    pub(crate) fn of(registry: pledgebook::Registry) -> Self {
        Self(registry)
    }
}

#[wasm_bindgen]
impl Registry {
    /// An empty registry, with the shipped catalogue or one of one's own.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "Catalogue | null")] catalogue: &JsValue,
    ) -> Result<Self, Refused> {
        Ok(Self(pledgebook::Registry::with(or_shipped(given(catalogue))?)))
    }

    /// Reads a `pledgebook.registry/2` text, against the shipped catalogue or one of one's own.
    pub fn read(
        #[wasm_bindgen(js_name = text, unchecked_param_type = "string")] document: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Catalogue | null")] catalogue: &JsValue,
    ) -> Result<Self, Refused> {
        let (document, catalogue) = (text("text", document, DOCUMENT)?, or_shipped(given(catalogue))?);
        Ok(Self(pledgebook::Registry::read_with(&document, catalogue)?))
    }

    /// Records events (objects, or JSON text) that became known at `known`: all of them, or none.
    #[wasm_bindgen(unchecked_return_type = "Types.Receipt")]
    pub fn record(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Types.Entry[] | string")] events: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] known: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] actor: &JsValue,
    ) -> Result<JsValue, Refused> {
        let (known, actor) = (text("known", known, INSTANT)?, text("actor", actor, ID)?);
        object(&self.0.record(&json("events", events)?, known.parse()?, actor.parse()?)?)
    }

    /// The register as it stood on the day `valid`, by what was known at `known`; by default at the end of that day.
    #[wasm_bindgen(js_name = asOf)]
    pub fn as_of(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] valid: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "string | null")] known: &JsValue,
    ) -> Result<View, Refused> {
        let valid: pledgebook::words::value::Day = text("valid", valid, DAY)?.parse()?;
        let known = match given(known) {
            Some(known) => text("known", known, INSTANT)?.parse()?,
            None => valid.end(),
        };
        Ok(View(self.0.view(valid, known)))
    }

    /// How many events are on record.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> usize {
        self.0.events().len()
    }

    /// The record as a journal, a new one or one that it goes on from: lines of which each is bound to all before it. The
    /// secret of 32 bytes, drawn anew for each journal, keeps what is withheld from being guessed.
    pub fn journal(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Uint8Array")] secret: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Journal | null")] onto: &JsValue,
    ) -> Result<Journal, Refused> {
        written(&self.0, secret, given(onto))
    }

    /// The numbers of the events whose content a reader is not shown in a journal, by the `pledgebook.audience-rules/1` given
    /// or by those shipped; see `Journal.withhold`.
    #[wasm_bindgen(js_name = withheldFrom)]
    pub fn withheld_from(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] reader: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Types.AudienceRules | string | null")]
        rules: &JsValue,
    ) -> Result<Vec<u32>, Refused> {
        let (reader, rules) = (told::reader(reader)?, told::rules(rules)?);
        Ok(tell::withheld_from(&self.0, &rules, reader).into_iter().collect())
    }

    /// The canonical text of the whole record.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> Result<String, Refused> {
        Ok(self.0.to_json()?)
    }
}

/// The scheme given, or UN PCRS.
fn or_un_pcrs(scheme: &JsValue) -> Result<pledgebook::Scheme, Refused> {
    let lent = |given| lent("scheme", given, ("Scheme", Lent::scheme));
    given(scheme).map_or_else(Scheme::un_pcrs, lent).map(|Scheme(scheme)| scheme)
}

/// The register as it stood on one day, by what was known at one instant.
#[wasm_bindgen]
#[derive(Clone)]
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

    /// The level of every lot: as stated, as recorded and as supported by the evidence; by UN PCRS, or by a scheme.
    #[wasm_bindgen(unchecked_return_type = "Types.AssessmentsRow[]")]
    pub fn assess(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Scheme | null")] scheme: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::assessments(&self.0, &or_un_pcrs(scheme)?))
    }

    /// Every requirement of every level for each lot: its rule as a sentence, whether it is met, and the evidence that
    /// decides; by UN PCRS, or by a scheme.
    #[wasm_bindgen(js_name = onFile, unchecked_return_type = "Types.OnFileRow[]")]
    pub fn on_file(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Scheme | null")] scheme: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::on_file(&self.0, &or_un_pcrs(scheme)?))
    }

    /// What blocks the next level of each lot, step by step in order of effort, with who owes it; by UN PCRS, or by a scheme.
    #[wasm_bindgen(unchecked_return_type = "Types.BlocksRow[]")]
    pub fn blocks(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Scheme | null")] scheme: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::blocks(&self.0, &or_un_pcrs(scheme)?))
    }

    /// The levels that fall with nothing more recorded, the first to fall first, with the reason; by UN PCRS, or by a scheme.
    #[wasm_bindgen(js_name = fallsBackOn, unchecked_return_type = "Types.FallsBackOnRow[]")]
    pub fn falls_back_on(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Scheme | null")] scheme: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::falls_back_on(&self.0, &or_un_pcrs(scheme)?))
    }

    /// The lots whose verification has run out, or does so within so many days; by UN PCRS, or by a scheme.
    #[wasm_bindgen(js_name = verificationDue, unchecked_return_type = "Types.VerificationDueRow[]")]
    pub fn verification_due(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] within: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Scheme | null")] scheme: &JsValue,
    ) -> Result<JsValue, Refused> {
        let within = Days::new(u32::try_from(whole_number("within", within)?).unwrap_or(u32::MAX))?;
        object(&tell::verification_due(&self.0, &or_un_pcrs(scheme)?, within))
    }

    /// Every visit, inspection and exercise on record, each once.
    #[wasm_bindgen(unchecked_return_type = "Types.VisitsRow[]")]
    pub fn visits(&self) -> Result<JsValue, Refused> {
        object(&tell::visits(&self.0))
    }

    /// The stages of a lot in time: who acts, what shows that a stage is complete, when it begins and ends, by how many days
    /// it may slip; with a mission, by its clock and by what was undertaken for it.
    #[wasm_bindgen(unchecked_return_type = "Types.TimelineRow[]")]
    pub fn timeline(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] lot: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Mission | null")] mission: &JsValue,
    ) -> Result<JsValue, Refused> {
        let lot = text("lot", lot, ID)?.parse()?;
        let mission = given(mission).map(|it| lent("mission", it, ("Mission", Lent::mission))).transpose()?;
        object(&tell::timeline(&self.0, &lot, mission.as_ref().map(|mission| &mission.0))?)
    }

    /// Units available now by unit type and recorded level, enabling types first; by UN PCRS, or by a scheme.
    #[wasm_bindgen(js_name = usableNow, unchecked_return_type = "Types.UsableNowRow[]")]
    pub fn usable_now(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Scheme | null")] scheme: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::usable_now(&self.0, &or_un_pcrs(scheme)?))
    }

    /// Women among the persons on offer, by component, regional group and band of rank, against dated targets.
    #[wasm_bindgen(unchecked_return_type = "Types.WomenRow[]")]
    pub fn women(&self) -> Result<JsValue, Refused> {
        object(&tell::women(&self.0))
    }

    /// How far every lot on offer is trained in every module, and who validated it.
    #[wasm_bindgen(unchecked_return_type = "Types.TrainingRow[]")]
    pub fn training(&self) -> Result<JsValue, Refused> {
        object(&tell::training(&self.0))
    }

    /// Lots on offer by training module and by how far they are trained.
    #[wasm_bindgen(js_name = trainingByModule, unchecked_return_type = "Types.TrainingByModuleRow[]")]
    pub fn training_by_module(&self) -> Result<JsValue, Refused> {
        object(&tell::training_by_module(&self.0))
    }

    /// How human-rights screening and misconduct vetting of every lot on offer stand, step by step.
    #[wasm_bindgen(unchecked_return_type = "Types.ChecksRow[]")]
    pub fn checks(&self) -> Result<JsValue, Refused> {
        object(&tell::checks(&self.0))
    }

    /// What was delivered of what was offered: counts with intervals, by function and measure.
    #[wasm_bindgen(unchecked_return_type = "Types.PerformanceRow[]")]
    pub fn performance(&self) -> Result<JsValue, Refused> {
        object(&tell::performance(&self.0))
    }

    /// When anything was last said on each lot, and what is due; by UN PCRS, or by a scheme.
    #[wasm_bindgen(unchecked_return_type = "Types.FreshnessRow[]")]
    pub fn freshness(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Scheme | null")] scheme: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::freshness(&self.0, &or_un_pcrs(scheme)?))
    }

    /// What was offered, recorded, verified and deployed from one day up to another, by year, unit type and level. Rows of
    /// one State are for a reader: that State, or `secretariat`.
    #[wasm_bindgen(unchecked_return_type = "Types.DeliveredRow[]")]
    pub fn delivered(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] since: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] until: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "string | null")] reader: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Scheme | null")] scheme: &JsValue,
    ) -> Result<JsValue, Refused> {
        let (since, until) = (text("since", since, DAY)?.parse()?, text("until", until, DAY)?.parse()?);
        let reader =
            given(reader).map_or(Ok("public".to_owned()), |reader| text("reader", reader, READER))?;
        let (span, reader) = (tell::between(since, until)?, reader.parse()?);
        object(&tell::delivered(&self.0, &or_un_pcrs(scheme)?, span, reader))
    }

    /// Where what was found differs from what was pledged, with the sources of both.
    #[wasm_bindgen(js_name = pledgedAndFound, unchecked_return_type = "Types.PledgedAndFoundRow[]")]
    pub fn pledged_and_found(&self) -> Result<JsValue, Refused> {
        object(&tell::pledged_and_found(&self.0))
    }

    /// What a reader (`public`, `secretariat`, or the code of a State) is told of it, by the `pledgebook.audience-rules/1` given
    /// or by those shipped.
    #[wasm_bindgen(unchecked_return_type = "Told<TablesOfView>")]
    pub fn told(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] reader: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Types.AudienceRules | string | null")]
        rules: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Scheme | null")] scheme: &JsValue,
    ) -> Result<JsValue, Refused> {
        let (reader, rules) = (told::reader(reader)?, told::rules(rules)?);
        object(&tell::told(&self.0, &or_un_pcrs(scheme)?, &rules, reader))
    }

    /// What States were asked, and what they answered.
    #[wasm_bindgen(unchecked_return_type = "Types.ConsultationsRow[]")]
    pub fn consultations(&self) -> Result<JsValue, Refused> {
        object(&tell::consultations(&self.0))
    }

    /// What is to be done.
    #[wasm_bindgen(unchecked_return_type = "Types.ActionsRow[]")]
    pub fn actions(&self) -> Result<JsValue, Refused> {
        object(&tell::actions(&self.0))
    }

    /// What was decided: gaps accepted and waivers granted.
    #[wasm_bindgen(unchecked_return_type = "Types.DecisionsRow[]")]
    pub fn decisions(&self) -> Result<JsValue, Refused> {
        object(&tell::decisions(&self.0))
    }

    /// Every event that became known after this day, with its sources.
    #[wasm_bindgen(js_name = recordedSince, unchecked_return_type = "Types.RecordedRow[]")]
    pub fn recorded_since(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] day: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::recorded_since(&self.0, text("day", day, DAY)?.parse()?))
    }

    /// Everything known on a pledge, in the order in which it holds.
    #[wasm_bindgen(unchecked_return_type = "Types.HistoryRow[]")]
    pub fn history(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] pledge: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::history(&self.0, &text("pledge", pledge, ID)?.parse()?)?)
    }

    /// What is different in this view from an earlier one.
    #[wasm_bindgen(unchecked_return_type = "Types.ChangesRow[]")]
    pub fn diff(
        &self,
        #[wasm_bindgen(unchecked_param_type = "View")] earlier: &JsValue,
    ) -> Result<JsValue, Refused> {
        let earlier = lent("earlier", earlier, ("View", Lent::view))?;
        object(&tell::changes(&pledgebook::record::diff(&earlier.0, &self.0)))
    }

    /// Another handle on it, to be freed on its own.
    #[wasm_bindgen(skip_typescript)]
    pub fn copied(&self) -> Self {
        self.clone()
    }
}

/// What a mission requires.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Mission(pub(crate) pledgebook::Mission);

#[wasm_bindgen]
impl Mission {
    /// Reads a `pledgebook.mission/1` text, against the shipped catalogue or one of one's own.
    pub fn read(
        #[wasm_bindgen(js_name = text, unchecked_param_type = "string")] document: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Catalogue | null")] catalogue: &JsValue,
    ) -> Result<Self, Refused> {
        let (document, catalogue) = (text("text", document, DOCUMENT)?, or_shipped(given(catalogue))?);
        Ok(Self(pledgebook::Mission::read_with(&document, &catalogue)?))
    }

    /// The same mission with its clock started on this day.
    pub fn starting(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] day: &JsValue,
    ) -> Result<Self, Refused> {
        Ok(Self(self.0.starting(text("day", day, DAY)?.parse()?)))
    }

    /// The same mission in one of its scenarios: its requirements are those of the scenario.
    pub fn under(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] scenario: &JsValue,
    ) -> Result<Self, Refused> {
        Ok(Self(self.0.under(&text("scenario", scenario, ID)?.parse()?)?))
    }

    /// Its id.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.0.document().id.to_string()
    }

    /// The day on which its clock starts.
    #[wasm_bindgen(getter)]
    pub fn start(&self) -> Option<String> {
        self.0.start().map(|day| day.to_string())
    }

    /// Its document.
    #[wasm_bindgen(getter, unchecked_return_type = "Types.MissionDocument")]
    pub fn document(&self) -> Result<JsValue, Refused> {
        object(self.0.document())
    }

    /// The canonical text of its document.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> Result<String, Refused> {
        Ok(self.0.to_json()?)
    }

    /// Another handle on it, to be freed on its own.
    #[wasm_bindgen(skip_typescript)]
    pub fn copied(&self) -> Self {
        self.clone()
    }
}

/// A readiness scheme.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Scheme(pledgebook::Scheme);

#[wasm_bindgen]
impl Scheme {
    /// The UN Peacekeeping Capability Readiness System, as far as public sources tell.
    #[wasm_bindgen(js_name = unPcrs)]
    pub fn un_pcrs() -> Result<Self, Refused> {
        Ok(Self(pledgebook::Scheme::un_pcrs()?))
    }

    /// A scheme that is shipped, by its id, as far as public sources tell of it.
    pub fn shipped(#[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue) -> Result<Self, Refused> {
        Ok(Self(pledgebook::Scheme::shipped(&text("id", id, ID)?)?))
    }

    /// The ids of the schemes that are shipped.
    #[wasm_bindgen(js_name = shippedIds)]
    pub fn shipped_ids() -> Vec<String> {
        pledgebook::Scheme::shipped_ids().map(str::to_owned).collect()
    }

    /// Reads a `pledgebook.scheme/2` text, or one of an older version.
    pub fn read(
        #[wasm_bindgen(js_name = text, unchecked_param_type = "string")] document: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Catalogue | null")] catalogue: &JsValue,
    ) -> Result<Self, Refused> {
        let (document, catalogue) = (text("text", document, DOCUMENT)?, or_shipped(given(catalogue))?);
        Ok(Self(pledgebook::Scheme::read_with(&document, &catalogue)?))
    }

    /// What each level requires, its rules as sentences; the lowest level first.
    #[wasm_bindgen(unchecked_return_type = "Types.RulesRow[]")]
    pub fn rules(&self) -> Result<JsValue, Refused> {
        object(&tell::rules(&self.0))
    }

    /// The canonical text.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> Result<String, Refused> {
        Ok(self.0.to_json()?)
    }

    /// Another handle on it, to be freed on its own.
    #[wasm_bindgen(skip_typescript)]
    pub fn copied(&self) -> Self {
        self.clone()
    }
}

/// Lessons from deployments, and recommendations with what became of them.
#[wasm_bindgen]
pub struct FollowUp(pledgebook::FollowUp);

#[wasm_bindgen]
impl FollowUp {
    /// Reads a `pledgebook.follow-up/1` text.
    pub fn read(
        #[wasm_bindgen(js_name = text, unchecked_param_type = "string")] document: &JsValue,
    ) -> Result<Self, Refused> {
        Ok(Self(pledgebook::FollowUp::read(&text("text", document, DOCUMENT)?)?))
    }

    /// Every lesson, with the deployment it comes from.
    #[wasm_bindgen(unchecked_return_type = "Types.LessonsRow[]")]
    pub fn lessons(&self) -> Result<JsValue, Refused> {
        object(&tell::lessons(&self.0))
    }

    /// Where every recommendation stands on a day.
    #[wasm_bindgen(unchecked_return_type = "Types.RecommendationsRow[]")]
    pub fn recommendations(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] on: &JsValue,
    ) -> Result<JsValue, Refused> {
        object(&tell::recommendations(&self.0, text("on", on, DAY)?.parse()?))
    }

    /// What moved on which recommendation after one day and until another.
    #[wasm_bindgen(unchecked_return_type = "Types.ProgressRow[]")]
    pub fn progress(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] since: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] until: &JsValue,
    ) -> Result<JsValue, Refused> {
        let (since, until) = (text("since", since, DAY)?.parse()?, text("until", until, DAY)?.parse()?);
        object(&tell::progress(&self.0, since, until))
    }

    /// The canonical text.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> Result<String, Refused> {
        Ok(self.0.to_json()?)
    }
}
