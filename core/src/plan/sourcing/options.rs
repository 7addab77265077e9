//! What a match is asked to respect beside the record and the missions: limits, planning assumptions, schemes.

use std::collections::BTreeSet;

use super::rows::RowAsked;
use crate::judge::timeline::ArrivalAssumption;
use crate::record::Scheme;
use crate::words::Catalogue;
use crate::words::catalogue::{Group, repeated, repeated_at};
use crate::words::document::{self, Document, Parts, Within, document, format_tag, put_in_order, tagged};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{AssumptionId, Count, LimitId, LotId, MissionId, SchemeId, SlotId, State, Text};

/// The longest id of a limit on each State, so that it is an id with a State's code behind it too.
const LONGEST_EACH: usize = 60;

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
        /// Rows: what limits cannot say, such as ceilings on persons or co-deployment. A plan that keeps them stands
        /// beside the plan without them.
        pub rows: Option<Vec<RowAsked>>,
        /// How many steps of work a plan under rows may take, each about one look at one pair; absent: 200,000,000.
        pub steps: Option<u32>,
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

impl LimitAsked {
    pub(super) fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        match &self.scope {
            LimitScope::State(one) => {
                catalogue.check_state(one.state, format!("{path}/scope/state"), findings);
            }
            LimitScope::States(some) => {
                for (i, state) in some.states.iter().enumerate() {
                    catalogue.check_state(*state, format!("{path}/scope/states/{i}"), findings);
                }
                let states = some.states.iter().map(State::to_string);
                repeated(states, &format!("{path}/scope/states"), findings);
            }
            LimitScope::Requirements(some) => {
                let requirements = some.requirements.iter().map(SlotId::to_string);
                repeated(requirements, &format!("{path}/scope/requirements"), findings);
            }
            LimitScope::EachState(_) if self.id.as_str().len() > LONGEST_EACH => {
                let message = format!("The id `{}` is too long for a limit on each State.", self.id);
                let finding = Finding::new(Code::MalformedId, format!("{path}/id"), message);
                findings.push(finding.help(format!(
                    "Use at most {LONGEST_EACH} characters: with the code of a State, such as `.xaa`, it names the \
                     limit on that State."
                )));
            }
            _ => {}
        }
    }
}

/// A limit on each State stands for one limit a State, whose ids no other limit may have.
fn check_each(limits: &[LimitAsked], findings: &mut Vec<Finding>) {
    let is_each = |limit: &LimitAsked| matches!(limit.scope, LimitScope::EachState(_));
    let each: BTreeSet<&str> =
        limits.iter().filter(|limit| is_each(limit)).map(|limit| limit.id.as_str()).collect();
    for (i, limit) in limits.iter().enumerate().filter(|(_, limit)| !is_each(limit)) {
        let Some((id, state)) = limit.id.as_str().rsplit_once('.') else { continue };
        if each.contains(id) && state.to_ascii_uppercase().parse::<State>().is_ok() {
            let message = format!("The limit `{id}` on each State uses the id `{}` for one State.", limit.id);
            let finding = Finding::new(Code::DuplicateId, format!("/limits/{i}/id"), message);
            findings.push(finding.help("Give it another id."));
        }
    }
}

impl Preference {
    fn check(&self, path: &str, findings: &mut Vec<Finding>) {
        if self.number > 1_000_000 {
            let message = format!("The preference {} is out of range.", self.number);
            let finding = Finding::new(Code::MalformedNumber, format!("{path}/number"), message);
            findings.push(finding.help("Allowed are 0 to 1000000."));
        }
    }
}

/// A row may stand for several in the problem, whose ids begin with its own: `row.xaa`, `row.unknown`.
fn check_row_ids(rows: &[RowAsked], findings: &mut Vec<Finding>) {
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    for (i, row) in rows.iter().enumerate() {
        let begins = row.id.as_str().rsplit_once('.').map(|(begins, _)| begins);
        if let Some(begins) = begins.filter(|begins| ids.contains(begins)) {
            let message = format!("The row `{begins}` uses ids such as `{}` itself.", row.id);
            let finding = Finding::new(Code::DuplicateId, format!("/rows/{i}/id"), message);
            findings.push(finding.help("Give it another id."));
        }
    }
}

fn check_scheme(scheme: &Scheme, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
    let mut of_scheme = Vec::new();
    scheme.check(catalogue, &mut of_scheme);
    findings.extend(of_scheme.into_iter().map(|f| Finding { path: format!("{path}{}", f.path), ..f }));
}

impl Default for MatchOptions {
    fn default() -> Self {
        Self {
            format: MatchOptionsFormat,
            limits: None,
            rows: None,
            steps: None,
            assumptions: None,
            preferences: None,
            schemes: None,
        }
    }
}

impl Document for MatchOptions {
    const FORMAT: &'static str = MatchOptionsFormat::TEXT;
    const WITHIN: &'static [Within] = &[("schemes", Scheme::UPGRADES)];
    type Context = Catalogue;

    fn check(&self, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        let limits = self.limits.as_deref().unwrap_or_default();
        repeated(limits.iter().map(|limit| limit.id.to_string()), "/limits", findings);
        for (i, limit) in limits.iter().enumerate() {
            limit.check(catalogue, &format!("/limits/{i}"), findings);
        }
        check_each(limits, findings);
        let rows = self.rows.as_deref().unwrap_or_default();
        repeated(rows.iter().map(|row| row.id.to_string()), "/rows", findings);
        for (i, row) in rows.iter().enumerate() {
            row.check(catalogue, &format!("/rows/{i}"), findings);
        }
        check_row_ids(rows, findings);
        let assumptions = self.assumptions.as_deref().unwrap_or_default();
        repeated(assumptions.iter().map(|assumption| assumption.id.to_string()), "/assumptions", findings);
        let preferences = self.preferences.as_deref().unwrap_or_default();
        repeated(preferences.iter().map(pair), "/preferences", findings);
        for (i, preference) in preferences.iter().enumerate() {
            preference.check(&format!("/preferences/{i}"), findings);
        }
        let schemes = self.schemes.as_deref().unwrap_or_default();
        repeated(schemes.iter().map(|scheme| scheme.id.to_string()), "/schemes", findings);
        for (i, scheme) in schemes.iter().enumerate() {
            check_scheme(scheme, catalogue, &format!("/schemes/{i}"), findings);
        }
    }

    fn check_parts(parts: &Parts<'_>, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        let states = ["/limits/*/scope/state", "/limits/*/scope/states/*"];
        catalogue.check_names(parts, &states, &[], findings);
        repeated_at(parts.ids::<LimitId>("/limits", "id"), findings);
        repeated_at(parts.ids::<AssumptionId>("/assumptions", "id"), findings);
        repeated_at(parts.ids::<SchemeId>("/schemes", "id"), findings);
        for (path, limit) in parts.at::<LimitAsked>("/limits/*") {
            limit.check(catalogue, &path, findings);
        }
        repeated_at(parts.ids::<LimitId>("/rows", "id"), findings);
        for (path, row) in parts.at::<RowAsked>("/rows/*") {
            row.check(catalogue, &path, findings);
        }
        let preferences = parts.at::<Preference>("/preferences/*");
        let pairs = preferences.iter().map(|(path, preference)| (path.clone(), pair(preference)));
        repeated_at(pairs.collect(), findings);
        for (path, preference) in preferences {
            preference.check(&path, findings);
        }
        for (path, scheme) in parts.at::<Scheme>("/schemes/*") {
            check_scheme(&scheme, catalogue, &path, findings);
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
        if let Some(rows) = &mut self.rows {
            put_in_order(rows, |row| row.id.to_string());
            rows.iter_mut().for_each(RowAsked::normalise);
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
}

impl LimitScope {
    /// Whether the units of a State count, each of its own or together with others.
    pub(super) fn counts(&self, state: State, catalogue: &Catalogue) -> bool {
        match self {
            Self::EachState(_) => true,
            Self::State(one) => one.state == state,
            Self::States(some) => some.states.contains(&state),
            Self::Group(one) => catalogue.state(state).and_then(|entry| entry.group) == Some(one.group),
            Self::Requirements(_) | Self::Mission(_) => false,
        }
    }
}
