//! Pledges and their lots.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::words::Catalogue;
use crate::words::catalogue::Component;
use crate::words::document::{document, put_in_order};
use crate::words::finding::{Code, Finding};
use crate::words::value::{
    Days, Figure, ImpreciseDay, LevelId, LotId, PledgeId, SchemeId, Span, StageId, State, Text, UnitTypeId,
    words,
};

words! {
    /// What kind of thing was pledged.
    pub enum PledgeKind {
        /// Formed military or police units.
        FormedUnit = "formed-unit",
        /// Individuals: officers, observers, experts.
        Individuals = "individuals",
        /// A specialised team.
        SpecialisedTeam = "specialised-team",
        /// Civilian expertise.
        CivilianExpertise = "civilian-expertise",
        /// Training for others.
        Training = "training",
        /// Strategic or other lift.
        Lift = "lift",
        /// Equipment without a unit.
        Equipment = "equipment",
        /// Money.
        Funding = "funding",
        /// A political offer, such as "up to 5,000 over time": never supply.
        PoliticalOffer = "political-offer",
    }
}

impl PledgeKind {
    /// Whether lots of this kind can fill a unit requirement.
    pub fn is_supply(self) -> bool {
        matches!(self, Self::FormedUnit | Self::SpecialisedTeam)
    }
}

words! {
    /// What a contributor brings to a pledge made together.
    pub enum Role {
        /// Answers for the pledge; each pledge has one lead.
        Lead = "lead",
        /// Troops or police.
        Troops = "troops",
        /// Equipment.
        Equipment = "equipment",
        /// Lift.
        Lift = "lift",
        /// Training.
        Training = "training",
        /// Money.
        Funding = "funding",
    }
}

document! {
    /// A State that takes part in a pledge.
    pub struct Contributor {
        /// The State.
        pub state: State,
        /// What it brings.
        pub roles: Vec<Role>,
    }
}

document! {
    /// What one or more States have pledged. It consists of lots.
    pub struct Pledge {
        /// Its id.
        pub id: PledgeId,
        /// What kind of thing was pledged.
        pub kind: PledgeKind,
        /// Who pledged it; one of them leads.
        pub contributors: Vec<Contributor>,
        /// In short, as a list would show it.
        pub title: Text,
        /// What the State made it depend on; absent: Unknown, empty: declared unconditional.
        pub conditions: Option<Vec<Text>>,
        /// Until when it stands; absent: not stated. Later changes are events.
        pub offered_until: Option<ImpreciseDay>,
        /// What it consists of.
        pub lots: Vec<Lot>,
    }
}

document! {
    /// Like units of one pledge: the smallest thing that levels, evidence and status belong to.
    pub struct Lot {
        /// Its id, unique in the registry.
        pub id: LotId,
        /// As the State or the source words it.
        pub described_as: Text,
        /// Its unit type; absent: not stated, or mixed.
        pub unit_type: Option<UnitTypeId>,
        /// The component it serves in; absent: that of its unit type, else Unknown.
        pub component: Option<Component>,
        /// How many units; absent: not stated. Airframes or vehicles are not units.
        pub units: Option<Figure>,
        /// How many persons in all its units together; absent: not stated.
        pub strength: Option<Figure>,
        /// Levels as stated by the Member State; absent: none stated.
        pub stated_levels: Option<Vec<StatedLevel>>,
        /// When it can be away from home, rest already taken out; absent: Unknown, empty: at no time.
        pub windows: Option<Vec<Span>>,
        /// What must happen between request and arrival; absent: Unknown.
        pub stages: Option<Vec<Stage>>,
    }
}

document! {
    /// A level as the Member State states it, with no claim that anyone recorded it.
    pub struct StatedLevel {
        /// The scheme.
        pub scheme: SchemeId,
        /// The level in that scheme.
        pub level: LevelId,
        /// When it said so.
        pub on: Option<ImpreciseDay>,
    }
}

words! {
    /// What moves through a stage.
    pub enum Branch {
        /// People.
        People = "people",
        /// Equipment.
        Equipment = "equipment",
        /// Both.
        Both = "both",
    }
}

document! {
    /// A step between the request and arrival.
    pub struct Stage {
        /// Its id in the lot.
        pub id: StageId,
        /// In words.
        pub title: Option<Text>,
        /// What moves through it.
        pub branch: Branch,
        /// Planned length in days; absent: Unknown.
        pub days: Option<Days>,
        /// The stages that must be complete before it begins; empty: it begins at the clock start.
        pub after: Vec<StageId>,
    }
}

impl fmt::Display for StatedLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.scheme, self.level)?;
        self.on.map_or(Ok(()), |on| write!(f, " ({on})"))
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, title, branch, days, after } = self;
        let title = title.as_ref().map(|title| format!(", {title}")).unwrap_or_default();
        let days = match days.map(Days::get) {
            Some(1) => "1 day".to_owned(),
            Some(days) => format!("{days} days"),
            None => "length unknown".to_owned(),
        };
        let after = after.iter().map(|before| format!(", after {before}")).collect::<String>();
        write!(f, "{id} ({branch}, {days}{after}{title})")
    }
}

impl Pledge {
    /// The State that answers for the pledge.
    pub fn lead(&self) -> Option<State> {
        self.contributors.iter().find(|c| c.roles.contains(&Role::Lead)).map(|c| c.state)
    }

    /// Puts lists whose order says nothing into the canonical order.
    pub(crate) fn normalise(&mut self) {
        put_in_order(&mut self.contributors, |contributor| contributor.state.to_string());
        for contributor in &mut self.contributors {
            put_in_order(&mut contributor.roles, Role::to_string);
        }
        put_in_order(&mut self.lots, |lot| lot.id.to_string());
        self.lots.iter_mut().for_each(Lot::normalise);
        if let Some(conditions) = &mut self.conditions {
            put_in_order(conditions, Text::to_string);
        }
    }

    /// Finds fault with the meaning of a pledge.
    pub(crate) fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        for (i, contributor) in self.contributors.iter().enumerate() {
            catalogue.check_state(contributor.state, format!("{path}/contributors/{i}/state"), findings);
        }
        let states = self.contributors.iter().map(|contributor| contributor.state.to_string());
        crate::words::catalogue::repeated(states, &format!("{path}/contributors"), findings);
        let leads = self.contributors.iter().filter(|c| c.roles.contains(&Role::Lead)).count();
        if leads != 1 {
            let message = format!("The pledge has {leads} leads; one State answers for a pledge.");
            let finding = Finding::new(Code::LeadNotSingle, format!("{path}/contributors"), message);
            findings.push(finding.help("Give the role `lead` to one contributor."));
        }
        let lots = self.lots.iter().map(|lot| lot.id.to_string());
        crate::words::catalogue::repeated(lots, &format!("{path}/lots"), findings);
        for (i, lot) in self.lots.iter().enumerate() {
            lot.check(catalogue, &format!("{path}/lots/{i}"), findings);
        }
    }
}

impl Lot {
    /// The component: its own, else that of its unit type.
    pub fn component_by(&self, catalogue: &Catalogue) -> Option<Component> {
        let of_type =
            || self.unit_type.as_ref().and_then(|id| catalogue.unit_type(id)).map(|entry| entry.component);
        self.component.or_else(of_type)
    }

    pub(crate) fn normalise(&mut self) {
        normalise_lists(&mut self.windows, &mut self.stated_levels, &mut self.stages);
    }

    pub(crate) fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        if let Some(id) = &self.unit_type {
            catalogue.check_unit_type(id, format!("{path}/unit_type"), findings);
        }
        if let Some(windows) = &self.windows {
            check_windows(windows, &format!("{path}/windows"), findings);
        }
        if let Some(stages) = &self.stages {
            check_stages(stages, &format!("{path}/stages"), findings);
        }
    }
}

/// Puts the lists of a lot, or of a change to one, into the canonical order.
pub(crate) fn normalise_lists(
    windows: &mut Option<Vec<Span>>,
    levels: &mut Option<Vec<StatedLevel>>,
    stages: &mut Option<Vec<Stage>>,
) {
    if let Some(windows) = windows {
        put_in_order(windows, Span::to_string);
    }
    if let Some(levels) = levels {
        put_in_order(levels, |stated| format!("{} {}", stated.scheme, stated.level));
    }
    if let Some(stages) = stages {
        put_in_order(stages, |stage| stage.id.to_string());
        for stage in stages {
            put_in_order(&mut stage.after, StageId::to_string);
        }
    }
}

/// Windows must not overlap. In the order of their first days, each is compared with the one before it that lasts
/// longest.
pub(crate) fn check_windows(windows: &[Span], path: &str, findings: &mut Vec<Finding>) {
    let mut in_order: Vec<(usize, &Span)> = windows.iter().enumerate().collect();
    in_order.sort_by_key(|(_, window)| **window);
    // An absent end is the longest.
    let end = |window: &Span| (window.until().is_none(), window.until());
    let mut longest: Option<(usize, &Span)> = None;
    for (i, window) in in_order {
        if let Some((j, other)) = longest.filter(|(_, other)| other.meets(*window)) {
            let (at, window, other) = if j < i { (i, window, other) } else { (j, other, window) };
            let message = format!("The window {window} overlaps with {other}.");
            findings.push(
                Finding::new(Code::WindowsOverlap, format!("{path}/{at}"), message)
                    .help("Join them into one."),
            );
        }
        if longest.is_none_or(|(_, other)| end(other) < end(window)) {
            longest = Some((i, window));
        }
    }
}

/// Stages must name stages of the same lot, and not wait for each other in a circle.
pub(crate) fn check_stages(stages: &[Stage], path: &str, findings: &mut Vec<Finding>) {
    crate::words::catalogue::repeated(stages.iter().map(|stage| stage.id.to_string()), path, findings);
    let ids: BTreeSet<&StageId> = stages.iter().map(|stage| &stage.id).collect();
    for (i, stage) in stages.iter().enumerate() {
        for (j, before) in stage.after.iter().enumerate().filter(|(_, before)| !ids.contains(before)) {
            let message = format!("The lot has no stage `{before}`.");
            findings.push(Finding::new(Code::NotFound, format!("{path}/{i}/after/{j}"), message));
        }
    }
    let done = stages_in_order(stages);
    if done.len() < stages.len() {
        let done: BTreeSet<usize> = done.into_iter().collect();
        let open: Vec<(usize, &Stage)> =
            stages.iter().enumerate().filter(|(i, _)| !done.contains(i)).collect();
        let names: Vec<&str> = open.iter().take(8).map(|(_, stage)| stage.id.as_str()).collect();
        let more = if names.len() < open.len() { ", and others" } else { "" };
        let names = names.join(", ");
        let message = format!("Stages wait for each other in a circle, or for one that does: {names}{more}.");
        let at = open.first().map(|(at, _)| *at).unwrap_or_default();
        findings.push(
            Finding::new(Code::StageCycle, format!("{path}/{at}"), message).help("Take one `after` out."),
        );
    }
}

/// The places of stages, each behind those it waits for; stages of a circle, and behind one, are left out.
pub(crate) fn stages_in_order(stages: &[Stage]) -> Vec<usize> {
    let mut waiting: BTreeMap<&StageId, Vec<usize>> = BTreeMap::new();
    let mut named: BTreeMap<&StageId, usize> = BTreeMap::new();
    for (i, stage) in stages.iter().enumerate() {
        stage.after.iter().for_each(|before| waiting.entry(before).or_default().push(i));
        let times = named.entry(&stage.id).or_default();
        *times = times.saturating_add(1);
    }
    let open = |stage: &Stage| {
        let each = stage.after.iter().map(|before| named.get(before).copied().unwrap_or_default());
        each.fold(0, usize::saturating_add)
    };
    let mut open: Vec<usize> = stages.iter().map(open).collect();
    let mut order: Vec<usize> =
        open.iter().enumerate().filter(|(_, open)| **open == 0).map(|(i, _)| i).collect();
    let mut next = 0_usize;
    while let Some(stage) = order.get(next).and_then(|i| stages.get(*i)) {
        next = next.saturating_add(1);
        for i in waiting.get(&stage.id).into_iter().flatten() {
            if let Some(open) = open.get_mut(*i) {
                *open = open.saturating_sub(1);
                if *open == 0 {
                    order.push(*i);
                }
            }
        }
    }
    order
}
