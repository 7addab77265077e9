//! What a match is asked to respect beside the record and the missions: limits, planning assumptions, schemes.

use std::collections::BTreeSet;

use crate::judge::timeline::ArrivalAssumption;
use crate::record::Scheme;
use crate::words::Catalogue;
use crate::words::catalogue::{Group, repeated};
use crate::words::document::{self, CollectInOrder, Document, document, format_tag, put_in_order, tagged};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, LimitId, LotId, MissionId, SlotId, State, Text};

format_tag!(
    /// The format of match options.
    MatchOptionsFormat = "pledgebook.match-options/1"
);

document! {
    /// What a match is asked to respect. Everything absent is left free.
    pub struct MatchOptions {
        /// The format.
        pub format: MatchOptionsFormat,
        /// Limits on units.
        pub limits: Option<Vec<LimitAsked>>,
        /// Planning assumptions on arrival, for lots with neither stages nor a committed time.
        pub assumptions: Option<Vec<ArrivalAssumption>>,
        /// Preferences among pairs that are equal in all else.
        pub preferences: Option<Vec<Preference>>,
        /// The schemes by which levels are read; absent: UN PCRS.
        pub schemes: Option<Vec<Scheme>>,
    }
}

document! {
    /// At most so many units.
    pub struct LimitAsked {
        /// Its id.
        pub id: LimitId,
        /// Why it is asked for.
        pub reason: Option<Text>,
        /// At most so many units.
        pub at_most: Count,
        /// Of what.
        pub scope: LimitScope,
    }
}

tagged! {
    /// What a limit counts.
    pub enum LimitScope by "of" {
        /// Units from each State, for every State on its own.
        EachState(EachState) = "each-state",
        /// Units from one State.
        State(OneState) = "state",
        /// Units from these States together.
        States(SomeStates) = "states",
        /// Units from the States of a regional group together.
        Group(OneGroup) = "group",
        /// Units for these unit requirements together.
        Requirements(SomeRequirements) = "requirements",
        /// Units for all requirements of a mission together.
        Mission(OneMission) = "mission",
    }
}

document! {
    /// Every State on its own.
    pub struct EachState {}
}

document! {
    /// One State.
    pub struct OneState {
        /// The State.
        pub state: State,
    }
}

document! {
    /// Some States.
    pub struct SomeStates {
        /// The States.
        pub states: Vec<State>,
    }
}

document! {
    /// A regional group.
    pub struct OneGroup {
        /// The group.
        pub group: Group,
    }
}

document! {
    /// Some unit requirements.
    pub struct SomeRequirements {
        /// The requirements, as `mission/requirement`.
        pub requirements: Vec<SlotId>,
    }
}

document! {
    /// A mission.
    pub struct OneMission {
        /// The mission.
        pub mission: MissionId,
    }
}

document! {
    /// A preference: pairs with a higher number are taken later, where all else is equal.
    pub struct Preference {
        /// For this requirement; absent: for every one.
        pub requirement: Option<SlotId>,
        /// The lot.
        pub lot: LotId,
        /// The number; 0 is what stands where nothing is said.
        #[cfg_attr(feature = "schemas", schemars(range(max = 1_000_000)))]
        pub number: u32,
    }
}

/// The pair that a preference is about, as one text.
fn pair(preference: &Preference) -> String {
    format!("{} {}", preference.requirement.as_ref().map_or("", SlotId::as_str), preference.lot)
}

impl Default for MatchOptions {
    fn default() -> Self {
        Self { format: MatchOptionsFormat, limits: None, assumptions: None, preferences: None, schemes: None }
    }
}

impl Document for MatchOptions {
    const FORMAT: &'static str = MatchOptionsFormat::TEXT;
    type Context = Catalogue;

    fn check(&self, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        let limits = self.limits.as_deref().unwrap_or_default();
        repeated(limits.iter().map(|limit| limit.id.to_string()), "/limits", findings);
        for (i, limit) in limits.iter().enumerate() {
            let path = format!("/limits/{i}/scope");
            match &limit.scope {
                LimitScope::State(one) => catalogue.check_state(one.state, format!("{path}/state"), findings),
                LimitScope::States(some) => {
                    for (j, state) in some.states.iter().enumerate() {
                        catalogue.check_state(*state, format!("{path}/states/{j}"), findings);
                    }
                }
                _ => {}
            }
        }
        let assumptions = self.assumptions.as_deref().unwrap_or_default();
        repeated(assumptions.iter().map(|assumption| assumption.id.to_string()), "/assumptions", findings);
        let preferences = self.preferences.as_deref().unwrap_or_default();
        repeated(preferences.iter().map(pair), "/preferences", findings);
        for (i, preference) in preferences.iter().enumerate().filter(|(_, p)| p.number > 1_000_000) {
            let message = format!("The preference {} is out of range.", preference.number);
            let finding = Finding::new(Code::MalformedNumber, format!("/preferences/{i}/number"), message);
            findings.push(finding.help("Allowed are 0 to 1000000."));
        }
        let schemes = self.schemes.as_deref().unwrap_or_default();
        repeated(schemes.iter().map(|scheme| scheme.id.to_string()), "/schemes", findings);
        for (i, scheme) in schemes.iter().enumerate() {
            let mut of_scheme = Vec::new();
            scheme.check(&(), &mut of_scheme);
            findings.extend(
                of_scheme.into_iter().map(|f| Finding { path: format!("/schemes/{i}{}", f.path), ..f }),
            );
        }
    }

    fn normalise(&mut self) {
        if let Some(limits) = &mut self.limits {
            put_in_order(limits, |limit| limit.id.to_string());
            for limit in limits {
                match &mut limit.scope {
                    LimitScope::States(some) => put_in_order(&mut some.states, State::to_string),
                    LimitScope::Requirements(some) => put_in_order(&mut some.requirements, SlotId::to_string),
                    _ => {}
                }
            }
        }
        if let Some(assumptions) = &mut self.assumptions {
            put_in_order(assumptions, |assumption| assumption.id.to_string());
        }
        if let Some(preferences) = &mut self.preferences {
            put_in_order(preferences, pair);
        }
        if let Some(schemes) = &mut self.schemes {
            schemes.iter_mut().for_each(Document::normalise);
            put_in_order(schemes, |scheme| scheme.id.to_string());
        }
    }
}

impl MatchOptions {
    /// Reads a `pledgebook.match-options/1` document against the shipped catalogue.
    pub fn read(text: &str) -> Result<Self, Error> {
        Self::read_with(text, &Catalogue::shipped())
    }

    /// Reads a `pledgebook.match-options/1` document against a catalogue of one's own.
    pub fn read_with(text: &str, catalogue: &Catalogue) -> Result<Self, Error> {
        document::read(text, catalogue)
    }

    /// Reads back the text of options that were read before, such as from a pickle: their shape is checked again,
    /// their meaning was checked then.
    pub fn restore(text: &str) -> Result<Self, Error> {
        document::read_part(text)
    }

    /// The canonical text.
    pub fn to_json(&self) -> Result<String, Error> {
        document::canonical(self)
    }

    /// The schemes by which levels are read.
    pub fn schemes(&self) -> Result<Vec<Scheme>, Error> {
        match &self.schemes {
            Some(schemes) => Ok(schemes.clone()),
            None => Ok(vec![Scheme::un_pcrs()?]),
        }
    }

    /// The preference number of a pair: that for the requirement, else that for every one, else 0.
    pub(super) fn preference(&self, requirement: &SlotId, lot: &LotId) -> u32 {
        let of_lot = || self.preferences.iter().flatten().filter(|preference| preference.lot == *lot);
        let special = of_lot().find(|preference| preference.requirement.as_ref() == Some(requirement));
        special
            .or_else(|| of_lot().find(|p| p.requirement.is_none()))
            .map_or(0, |preference| preference.number)
    }

    /// The states named by a limit's scope, out of those that contribute.
    pub(super) fn states_of(
        scope: &LimitScope,
        contributing: &BTreeSet<State>,
        catalogue: &Catalogue,
    ) -> BTreeSet<State> {
        let named = |state: &State| match scope {
            LimitScope::EachState(_) => true,
            LimitScope::State(one) => one.state == *state,
            LimitScope::States(some) => some.states.contains(state),
            LimitScope::Group(one) => {
                catalogue.state(*state).and_then(|entry| entry.group) == Some(one.group)
            }
            LimitScope::Requirements(_) | LimitScope::Mission(_) => false,
        };
        contributing.iter().copied().filter(named).collect_set()
    }
}
