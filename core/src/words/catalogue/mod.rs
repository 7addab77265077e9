//! Reference data: States with their admission and regional groups, and unit types. A user may add to it or
//! replace entries; what is shipped is in `shipped.json`, with its sources in `README.md` beside it.

mod figure;
mod term;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use super::document::{self, Document, Parts, document, format_tag, put_in_order};
use super::finding::{Code, Error, Finding};
use super::value::{Day, State, Text, UnitTypeId, nearest, words};

pub use figure::{Rate, TargetGroup, WomenTarget};
use term::Terms;
pub use term::{Term, Vocabulary};

words! {
    /// What a State is to the United Nations.
    pub enum Membership {
        /// A Member State.
        Member = "member",
        /// A non-member observer State.
        Observer = "observer",
        /// An invented State of an exercise.
        Exercise = "exercise",
        /// Another contributor, added by a user.
        Other = "other",
    }
}

words! {
    /// The regional groups of the General Assembly.
    pub enum Group {
        /// African States.
        African = "african",
        /// Asia-Pacific States.
        AsiaPacific = "asia-pacific",
        /// Eastern European States.
        EasternEuropean = "eastern-european",
        /// Latin American and Caribbean States.
        LatinAmericanCaribbean = "latin-american-caribbean",
        /// Western European and other States.
        WesternEuropeanOthers = "western-european-others",
    }
}

words! {
    /// The component of a mission that a unit serves in.
    pub enum Component {
        /// Military.
        Military = "military",
        /// Police.
        Police = "police",
        /// Civilian.
        Civilian = "civilian",
    }
}

document! {
    /// A State as the catalogue knows it.
    pub struct StateEntry {
        /// Its code.
        pub code: State,
        /// Its short name in English, as the United Nations uses it.
        pub name: Text,
        /// The day of admission to the United Nations; absent for those that are not members.
        pub admitted: Option<Day>,
        /// Its regional group (for electoral purposes); absent where it belongs to none.
        pub group: Option<Group>,
        /// What it is to the United Nations.
        pub membership: Membership,
        /// A special case, in short.
        pub note: Option<Text>,
    }
}

document! {
    /// A type of unit as the field names it.
    pub struct UnitType {
        /// Its id.
        pub id: UnitTypeId,
        /// Its name.
        pub name: Text,
        /// The component it serves in.
        pub component: Component,
        /// What it does, such as `engineering` or `medical`.
        pub function: Text,
        /// A remark.
        pub note: Option<Text>,
        /// Who names it.
        pub source: Text,
    }
}

format_tag!(
    /// The format of a catalogue file.
    CatalogueFormat = "pledgebook.catalogue/1"
);

document! {
    /// Entries to add to the catalogue, or to replace in it.
    pub struct CatalogueFile {
        /// The format.
        pub format: CatalogueFormat,
        /// States, by code.
        pub states: Vec<StateEntry>,
        /// Unit types, by id.
        pub unit_types: Vec<UnitType>,
        /// Categories of equipment, by id.
        pub equipment: Option<Vec<Term>>,
        /// Categories of self-sustainment, by id.
        pub self_sustainment: Option<Vec<Term>>,
        /// Training modules, by id.
        pub training_modules: Option<Vec<Term>>,
        /// Activities, by id.
        pub activities: Option<Vec<Term>>,
        /// Rates of personnel reimbursement; where the key is there, they replace all that were.
        pub personnel_rates: Option<Vec<Rate>>,
        /// Targets for the share of women; where the key is there, they replace all that were.
        pub women_targets: Option<Vec<WomenTarget>>,
    }
}

impl UnitType {
    /// Whether it enables others: without aviation, engineering, medical support and their like, what deploys cannot
    /// operate. Which functions these are is ours, for want of a public list.
    pub fn is_enabler(&self) -> bool {
        const ENABLING: [&str; 9] = [
            "aviation",
            "engineering",
            "eod",
            "intelligence",
            "logistics",
            "medical",
            "signals",
            "transport",
            "unmanned-aerial",
        ];
        ENABLING.contains(&self.function.as_str())
    }
}

impl CatalogueFile {
    /// Its vocabularies, each with its key.
    fn terms(&self) -> [(Vocabulary, &'static str, &Option<Vec<Term>>); 4] {
        [
            (Vocabulary::Equipment, "equipment", &self.equipment),
            (Vocabulary::SelfSustainment, "self_sustainment", &self.self_sustainment),
            (Vocabulary::TrainingModule, "training_modules", &self.training_modules),
            (Vocabulary::Activity, "activities", &self.activities),
        ]
    }

    fn terms_mut(&mut self) -> [(Vocabulary, &'static str, &mut Option<Vec<Term>>); 4] {
        [
            (Vocabulary::Equipment, "equipment", &mut self.equipment),
            (Vocabulary::SelfSustainment, "self_sustainment", &mut self.self_sustainment),
            (Vocabulary::TrainingModule, "training_modules", &mut self.training_modules),
            (Vocabulary::Activity, "activities", &mut self.activities),
        ]
    }
}

impl Document for CatalogueFile {
    const FORMAT: &'static str = CatalogueFormat::TEXT;
    type Context = ();

    fn check(&self, (): &(), findings: &mut Vec<Finding>) {
        repeated(self.states.iter().map(|entry| entry.code.to_string()), "/states", findings);
        repeated(self.unit_types.iter().map(|entry| entry.id.to_string()), "/unit_types", findings);
        for (_, key, terms) in self.terms() {
            repeated(terms.iter().flatten().map(|term| term.id.to_string()), &format!("/{key}"), findings);
        }
        let rates = self.personnel_rates.iter().flatten().map(|rate| rate.effective.to_string());
        repeated(rates, "/personnel_rates", findings);
        let targets =
            self.women_targets.iter().flatten().map(|target| format!("{} by {}", target.group, target.by));
        repeated(targets, "/women_targets", findings);
    }

    fn check_parts(parts: &Parts<'_>, (): &(), findings: &mut Vec<Finding>) {
        repeated_at(parts.ids::<State>("/states", "code"), findings);
        repeated_at(parts.ids::<UnitTypeId>("/unit_types", "id"), findings);
    }

    fn normalise(&mut self) {
        put_in_order(&mut self.states, |entry| entry.code.to_string());
        put_in_order(&mut self.unit_types, |entry| entry.id.to_string());
        for terms in self.terms_mut().into_iter().filter_map(|(_, _, terms)| terms.as_mut()) {
            put_in_order(terms, |term| term.id.to_string());
        }
        if let Some(rates) = &mut self.personnel_rates {
            put_in_order(rates, |rate| rate.effective.to_string());
        }
        if let Some(targets) = &mut self.women_targets {
            put_in_order(targets, |target| format!("{} {}", target.group, target.by));
        }
    }
}

/// A finding for every id that stands twice in a list.
pub(crate) fn repeated(ids: impl Iterator<Item = String>, path: &str, findings: &mut Vec<Finding>) {
    repeated_in(ids.collect(), path, findings);
}

/// (Apart from `repeated`, so that it is compiled once.)
fn repeated_in(ids: Vec<String>, path: &str, findings: &mut Vec<Finding>) {
    // Most lists are in order: then equal ids stand side by side, and their paths are only written where there are any.
    if !ids.is_sorted_by(|a, b| a < b) {
        let each = ids.into_iter().enumerate();
        repeated_at(each.map(|(i, id)| (format!("{path}/{i}"), id)).collect(), findings);
    }
}

/// A finding for every id that stands twice, each given with its path.
pub(crate) fn repeated_at(ids: Vec<(String, String)>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (path, id) in ids {
        if let Some(first) = seen.get(&id) {
            let message = format!("`{id}` stands here and at {first}.");
            findings.push(
                Finding::new(Code::DuplicateId, path, message).help("Give each its own id, or keep one."),
            );
        } else {
            seen.insert(id, path);
        }
    }
}

/// The States and unit types that documents are checked against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    states: BTreeMap<State, StateEntry>,
    unit_types: BTreeMap<UnitTypeId, UnitType>,
    terms: Terms,
    personnel_rates: Vec<Rate>,
    women_targets: Vec<WomenTarget>,
    hash: Once,
}

/// What is worked out once. It says nothing that the entries do not, so it makes no two catalogues differ, and a copy, which
/// may get other entries, works it out anew.
#[derive(Debug, Default)]
struct Once(OnceLock<String>);

impl Clone for Once {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Once {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Once {}

static SHIPPED: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    let file = document::read::<CatalogueFile>(include_str!("shipped.json"), &());
    let mut catalogue = Catalogue::default();
    // A test holds that the shipped file reads without a finding.
    if let Ok(file) = file {
        catalogue.add(file);
    }
    for letter in b'A'..=b'Z' {
        let code = format!("XA{}", char::from(letter));
        if let (Ok(code), Ok(name)) = (code.parse(), format!("Exercise State {code}").parse()) {
            let membership = Membership::Exercise;
            catalogue
                .states
                .insert(code, StateEntry { code, name, admitted: None, group: None, membership, note: None });
        }
    }
    Arc::new(catalogue)
});

impl Catalogue {
    /// What is shipped: the Member States, the observer States, the exercise States XAA to XAZ, and the unit types
    /// that public sources name.
    pub fn shipped() -> Arc<Self> {
        Arc::clone(&SHIPPED)
    }

    /// The shipped catalogue with the entries of a `pledgebook.catalogue/1` document added or replaced.
    pub fn read(text: &str) -> Result<Self, Error> {
        let mut catalogue = Self::clone(&SHIPPED);
        catalogue.add(document::read(text, &())?);
        Ok(catalogue)
    }

    fn add(&mut self, mut file: CatalogueFile) {
        self.hash = Once::default();
        for (vocabulary, _, terms) in file.terms_mut() {
            let known = self.terms.entry(vocabulary).or_default();
            known.extend(terms.take().into_iter().flatten().map(|term| (term.id.clone(), term)));
        }
        self.personnel_rates =
            file.personnel_rates.unwrap_or_else(|| std::mem::take(&mut self.personnel_rates));
        self.women_targets = file.women_targets.unwrap_or_else(|| std::mem::take(&mut self.women_targets));
        self.states.extend(file.states.into_iter().map(|entry| (entry.code, entry)));
        self.unit_types.extend(file.unit_types.into_iter().map(|entry| (entry.id.clone(), entry)));
    }

    /// The entry of a State.
    pub fn state(&self, code: State) -> Option<&StateEntry> {
        self.states.get(&code)
    }

    /// Every State, by code.
    pub fn states(&self) -> impl Iterator<Item = &StateEntry> {
        self.states.values()
    }

    /// The entry of a unit type.
    pub fn unit_type(&self, id: &UnitTypeId) -> Option<&UnitType> {
        self.unit_types.get(id)
    }

    /// Every unit type, by id.
    pub fn unit_types(&self) -> impl Iterator<Item = &UnitType> {
        self.unit_types.values()
    }

    /// The name of a State, or its code where the catalogue does not have it.
    pub fn name_of(&self, code: State) -> String {
        self.state(code).map_or_else(|| code.to_string(), |entry| entry.name.to_string())
    }

    /// The name of a unit type, or its id where the catalogue does not have it.
    pub fn name_of_type(&self, id: &UnitTypeId) -> String {
        self.unit_type(id).map_or_else(|| id.to_string(), |entry| entry.name.to_string())
    }

    /// Finds fault with a State that is not in the catalogue.
    pub(crate) fn check_state(&self, code: State, path: String, findings: &mut Vec<Finding>) {
        if self.states.contains_key(&code) {
            return;
        }
        let finding = Finding::new(Code::StateUnknown, path, format!("The catalogue has no State `{code}`."));
        findings.push(match nearest(code.as_str(), self.states.keys().map(State::as_str)) {
            Some(near) => {
                finding.help(format!("Did you mean `{near}`? Others can be added with a catalogue file."))
            }
            None => finding.help("Others can be added with a catalogue file."),
        });
    }

    /// Finds fault with a unit type that is not in the catalogue.
    pub(crate) fn check_unit_type(&self, id: &UnitTypeId, path: String, findings: &mut Vec<Finding>) {
        if self.unit_types.contains_key(id) {
            return;
        }
        let finding =
            Finding::new(Code::UnitTypeUnknown, path, format!("The catalogue has no unit type `{id}`."));
        findings.push(match nearest(id.as_str(), self.unit_types.keys().map(UnitTypeId::as_str)) {
            Some(near) => {
                finding.help(format!("Did you mean `{near}`? Others can be added with a catalogue file."))
            }
            None => finding.help("Others can be added with a catalogue file."),
        });
    }

    /// The terms of a vocabulary, by id.
    pub fn terms(&self, of: Vocabulary) -> impl Iterator<Item = &Term> {
        self.terms.get(&of).into_iter().flat_map(BTreeMap::values)
    }

    /// The name of a term, or its id where the catalogue does not have it.
    pub fn name_of_term(&self, of: Vocabulary, id: &str) -> String {
        let found = self.terms(of).find(|term| term.id.as_str() == id);
        found.map_or_else(|| id.to_owned(), |term| term.name.to_string())
    }

    /// Rates of personnel reimbursement, by the day from which they are in force.
    pub fn personnel_rates(&self) -> &[Rate] {
        &self.personnel_rates
    }

    /// Targets for the share of women.
    pub fn women_targets(&self) -> &[WomenTarget] {
        &self.women_targets
    }

    /// Finds fault with a term that is not in its vocabulary.
    pub(crate) fn check_term(&self, of: Vocabulary, id: &str, path: &str, findings: &mut Vec<Finding>) {
        term::check(&self.terms, of, id, path, findings);
    }

    /// All entries, as a file would hold them.
    fn file(&self) -> CatalogueFile {
        let terms = |of| Some(self.terms(of).cloned().collect());
        CatalogueFile {
            format: CatalogueFormat,
            states: self.states().cloned().collect(),
            unit_types: self.unit_types().cloned().collect(),
            equipment: terms(Vocabulary::Equipment),
            self_sustainment: terms(Vocabulary::SelfSustainment),
            training_modules: terms(Vocabulary::TrainingModule),
            activities: terms(Vocabulary::Activity),
            personnel_rates: Some(self.personnel_rates.clone()),
            women_targets: Some(self.women_targets.clone()),
        }
    }

    /// Finds fault with every State and unit type that is not in the catalogue, where these patterns lead.
    pub(crate) fn check_names(
        &self,
        parts: &Parts<'_>,
        states: &[&str],
        unit_types: &[&str],
        findings: &mut Vec<Finding>,
    ) {
        for (path, state) in states.iter().flat_map(|pattern| parts.at::<State>(pattern)) {
            self.check_state(state, path, findings);
        }
        for (path, id) in unit_types.iter().flat_map(|pattern| parts.at::<UnitTypeId>(pattern)) {
            self.check_unit_type(&id, path, findings);
        }
    }

    /// All entries as a `pledgebook.catalogue/1` text.
    pub fn to_json(&self) -> Result<String, Error> {
        document::canonical(&self.file())
    }

    /// The hash of all entries, part of the identity of every answer.
    pub fn hash(&self) -> Result<String, Error> {
        if let Some(known) = self.hash.0.get() {
            return Ok(known.clone());
        }
        let hash = document::hash(&self.file())?;
        Ok(self.hash.0.get_or_init(|| hash).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_reads_and_holds_every_member() -> Result<(), Error> {
        let file: CatalogueFile = document::read(include_str!("shipped.json"), &())?;
        let members: Vec<_> =
            file.states.iter().filter(|entry| entry.membership == Membership::Member).collect();
        assert_eq!(members.len(), 193, "the Charter's membership since 14 July 2011");
        assert!(members.iter().all(|entry| entry.admitted.is_some()));
        // The growth of membership as the United Nations publishes it, counting today's members only.
        let by = |day: &str| {
            let day: Day = day.parse().ok()?;
            Some(members.iter().filter(|entry| entry.admitted <= Some(day)).count())
        };
        assert_eq!(by("2011-07-13"), Some(192));
        assert_eq!(by("2006-06-27"), Some(191));
        assert_eq!(by("2002-09-26"), Some(190));
        Ok(())
    }

    #[test]
    fn a_user_may_add_and_replace() -> Result<(), Error> {
        let text = r#"{"format": "pledgebook.catalogue/1", "unit_types": [],
            "states": [{"code": "XKX", "name": "An added contributor", "membership": "other"}]}"#;
        // The hash of the shipped one is known by now, and is not that of one which was made of it.
        assert_eq!(Catalogue::shipped().hash(), Catalogue::shipped().hash());
        let catalogue = Catalogue::read(text)?;
        let added = "XKX".parse()?;
        assert!(Catalogue::shipped().state(added).is_none());
        assert_eq!(catalogue.name_of(added), "An added contributor");
        assert_ne!(catalogue.hash(), Catalogue::shipped().hash());
        Ok(())
    }
}
