//! The stages between request and arrival.

use std::collections::BTreeMap;
use std::fmt;

use super::super::evidence::{CheckStep, EvidenceKind};
use super::super::item::{Item, Part, below};
use super::super::scheme::ClockStart;
use super::acting::{UndertakenBy, UndertakingKind};
use crate::words::Catalogue;
use crate::words::catalogue::Vocabulary;
use crate::words::document::{CollectInOrder, Lift, Lifter, Node, document, put_in_order};
use crate::words::finding::{Code, Finding, Malformed};
use crate::words::value::{Days, ModuleId, Port, StageId, Text, words};

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

words! {
    /// What kind of step a stage is.
    pub enum StageKind {
        /// A decision of the State: of its government, or of its parliament.
        Decision = "decision",
        /// A memorandum of understanding, or a letter of assist.
        Mou = "mou",
        /// Equipment is made ready.
        EquipmentPreparation = "equipment-preparation",
        /// Training before deployment.
        Training = "training",
        /// A visit or an inspection.
        Visit = "visit",
        /// Visas, overflight, customs and other clearances.
        Clearance = "clearance",
        /// People or equipment are carried.
        Lift = "lift",
        /// Loading, unloading and handing over in a port.
        Port = "port",
        /// Something else.
        Other = "other",
    }
}

/// How long a stage is planned to take: a number of days, or the bounds they lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub enum StageDays {
    /// So many days.
    Exactly(Days),
    /// Within bounds.
    Within(DaysWithin),
}

document! {
    /// Bounds of a number of days.
    #[derive(Copy)]
    pub struct DaysWithin {
        /// At least so many.
        pub least: Days,
        /// At most so many; absent: Unknown.
        pub most: Option<Days>,
    }
}

impl StageDays {
    /// At least so many days.
    pub fn least(self) -> u32 {
        match self {
            Self::Exactly(days) => days.get(),
            Self::Within(within) => within.least.get(),
        }
    }

    /// At most so many days; `None`: Unknown.
    pub fn most(self) -> Option<u32> {
        match self {
            Self::Exactly(days) => Some(days.get()),
            Self::Within(within) => within.most.map(Days::get),
        }
    }

    /// The same, so many days longer.
    pub(crate) fn longer(self, by: Days) -> Option<Self> {
        let longer = |days: Days| Days::new(days.get().saturating_add(by.get())).ok();
        Some(match self {
            Self::Exactly(days) => Self::Exactly(longer(days)?),
            Self::Within(DaysWithin { least, most }) => Self::Within(DaysWithin {
                least: longer(least)?,
                most: match most {
                    Some(most) => Some(longer(most)?),
                    None => None,
                },
            }),
        })
    }
}

impl Lift for StageDays {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        if !node.is_object() {
            return Days::lift(node, at).map(Self::Exactly);
        }
        let within = DaysWithin::lift(node, at)?;
        match within.most {
            Some(most) if most < within.least => at.refuse(
                node,
                Malformed::new(
                    Code::DaysNotOrdered,
                    format!("It takes at least {} days and at most {most}.", within.least),
                    "Exchange them.",
                ),
            ),
            _ => Some(Self::Within(within)),
        }
    }
}

impl fmt::Display for StageDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least(), self.most()) {
            (1, Some(1)) => f.write_str("1 day"),
            (least, Some(most)) if least == most => write!(f, "{least} days"),
            (least, Some(most)) => write!(f, "{least} to {most} days"),
            (1, None) => f.write_str("at least 1 day"),
            (least, None) => write!(f, "at least {least} days"),
        }
    }
}

words! {
    /// An event that shows that a stage is complete.
    pub enum Completes {
        /// The State agreed to the latest formal request, with or without conditions.
        ConsultationAnswered = "consultation-answered",
        /// A memorandum or letter was signed.
        MouStep = "mou-step",
    }
}

document! {
    /// What on record shows that a stage is complete: evidence, or an event.
    pub struct CompletedBy {
        /// Evidence of this kind that is on file for all units of the lot, still counts, came out well and is not from
        /// before their last return from a mission.
        pub evidence: Option<EvidenceKind>,
        /// Which document or agreement, where the kind has several.
        pub document: Option<Text>,
        /// Which module all persons must be trained in; of training. Absent: it is not stated, and no training surely
        /// completes the stage.
        pub module: Option<ModuleId>,
        /// Which step must be cleared; of screening and vetting. Absent: it is not stated, and no step surely completes
        /// the stage.
        pub step: Option<CheckStep>,
        /// An event.
        pub event: Option<Completes>,
    }
}

document! {
    /// A step between the request and arrival.
    pub struct Stage {
        /// Its id in the lot.
        pub id: StageId,
        /// In words.
        pub title: Option<Text>,
        /// What kind of step it is; absent: not stated.
        pub kind: Option<StageKind>,
        /// What moves through it.
        pub branch: Branch,
        /// Planned length in days, or its bounds; absent: Unknown, or none beyond the undertaking it waits for.
        pub days: Option<StageDays>,
        /// The stages that must be complete before it begins; empty: it begins at the clock start.
        pub after: Vec<StageId>,
        /// From when its days count, where that is not the clock of the mission; only of a stage that comes after no other.
        pub clock: Option<ClockStart>,
        /// Who must act; absent: whoever its kind or its undertaking tells, else not stated.
        pub by: Option<Vec<UndertakenBy>>,
        /// What on record shows that it is complete; absent: nothing does.
        pub completed_by: Option<CompletedBy>,
        /// What others undertake for the mission and this stage waits for: it is not complete before undertakings of this
        /// kind that are about the unit are kept.
        pub undertaking: Option<UndertakingKind>,
        /// The port it leaves from; of a lift, or of what is done in a port.
        pub from: Option<Port>,
        /// The port it goes to; of a lift, or of what is done in a port.
        pub to: Option<Port>,
    }
}

impl StageKind {
    /// Whether what shows it is of one journey by its nature: what was loaded and carried then is loaded and carried anew.
    pub fn is_of_one_tour(self) -> bool {
        matches!(self, Self::Lift | Self::Port)
    }
}

impl Stage {
    /// A stage that says nothing but what it must.
    pub(crate) fn new(id: StageId, branch: Branch, days: Days) -> Self {
        let days = Some(StageDays::Exactly(days));
        let (title, kind, clock, by, completed_by, undertaking, from, to) = Default::default();
        let after = Vec::new();
        Self { id, title, kind, branch, days, after, clock, by, completed_by, undertaking, from, to }
    }

    /// Whether people or equipment move through it.
    pub fn is_of(&self, branch: Branch) -> bool {
        self.branch == branch || self.branch == Branch::Both
    }

    /// Who must act, as far as that is stated or lies in the kind of step.
    pub fn acts(&self) -> Vec<UndertakenBy> {
        use UndertakenBy::{Contributor, HostState, UnitedNations};
        match (&self.by, self.kind) {
            (Some(by), _) => by.clone(),
            (None, Some(StageKind::Mou)) => vec![Contributor, UnitedNations],
            (None, Some(StageKind::Decision | StageKind::EquipmentPreparation | StageKind::Training)) => {
                vec![Contributor]
            }
            (None, Some(StageKind::Clearance)) => vec![HostState],
            (None, _) => Vec::new(),
        }
    }
}

impl Part for CompletedBy {
    fn said(&self) -> String {
        let Self { evidence, document, module, step, event } = self;
        let evidence = evidence.map(|kind| kind.as_str().replace('-', " "));
        let document = document.as_ref().map(|document| format!(": {document}"));
        let module = module.as_ref().map(|module| format!(" in {module}"));
        let step = step.map(|step| format!(": {}", step.as_str().replace('-', " ")));
        let event = event.map(|event| match event {
            Completes::ConsultationAnswered => "the State\u{2019}s agreement to a formal request".to_owned(),
            Completes::MouStep => "a signed memorandum or letter".to_owned(),
        });
        [evidence, document, module, step, event].into_iter().flatten().collect()
    }

    fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        if self.evidence.is_some() == self.event.is_some() {
            let message = "It does not say what shows that the stage is complete.";
            let finding = Finding::new(Code::MissingKey, path.to_owned(), message);
            findings.push(finding.help("Give one of `evidence` and `event`."));
        }
        if self.document.is_some() && self.evidence.is_none() {
            let message = "A document is evidence, and no evidence is named.";
            let finding = Finding::new(Code::NotOfThisKind, format!("{path}/document"), message);
            findings.push(finding.help("Name the kind of `evidence` too, or leave the key out."));
        }
        use EvidenceKind::{HumanRightsScreening, MisconductVetting, Training};
        for (there, key, of, kinds) in [
            (self.module.is_some(), "module", "training", &[Training][..]),
            (
                self.step.is_some(),
                "step",
                "screening and vetting",
                &[HumanRightsScreening, MisconductVetting],
            ),
        ] {
            if there && !self.evidence.is_some_and(|kind| kinds.contains(&kind)) {
                let message = format!("A {key} is named of {of} only.");
                let finding = Finding::new(Code::NotOfThisKind, below(path, key), message);
                findings.push(finding.help("Name that kind of `evidence`, or leave the key out."));
            }
        }
        if let Some(module) = &self.module {
            catalogue.check_term(
                Vocabulary::TrainingModule,
                module.as_str(),
                &below(path, "module"),
                findings,
            );
        }
    }
}

impl Part for Stage {
    fn normalise(&mut self) {
        put_in_order(&mut self.after, StageId::to_string);
        self.by.normalise();
    }

    fn check(&self, catalogue: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        self.by.check(catalogue, &below(path, "by"), findings);
        self.completed_by.check(catalogue, &below(path, "completed_by"), findings);
        if let (Some(clock), Some(before)) = (self.clock, self.after.first()) {
            let message = format!("Its days count from when `{before}` is complete, not from the {clock}.");
            let finding = Finding::new(Code::NotOfThisKind, below(path, "clock"), message);
            findings.push(finding.help("Only a stage that comes after no other has a clock."));
        }
        let Some(kind) = self.kind.filter(|kind| !matches!(kind, StageKind::Lift | StageKind::Port)) else {
            return;
        };
        for (port, key) in [(&self.from, "from"), (&self.to, "to")] {
            if port.is_some() {
                let message = format!("A stage of the kind `{kind}` has no port.");
                let finding = Finding::new(Code::NotOfThisKind, below(path, key), message);
                findings.push(finding.help("Name the port in a stage of the kind `lift` or `port`."));
            }
        }
    }

    fn said(&self) -> String {
        let days = self.days.map_or_else(|| "length unknown".to_owned(), |days| days.to_string());
        let after = self.after.iter().map(|before| format!(", after {before}"));
        let clock = self.clock.map(|clock| format!(", from the {clock}"));
        let title = self.title.as_ref().map(|title| format!(", {title}"));
        let kind = self.kind.map(|kind| format!(", kind: {kind}"));
        let by: Vec<&str> = self.by.iter().flatten().map(|by| by.as_str()).collect();
        let by = (!by.is_empty()).then(|| format!(", by {}", by.join(" and ")));
        let complete = self.completed_by.as_ref().map(|by| format!(", completed by {}", by.said()));
        let waits = self.undertaking.map(|kind| format!(", waits for undertakings on {kind}"));
        let from = self.from.as_ref().map(|port| format!(", from {port}"));
        let to = self.to.as_ref().map(|port| format!(", to {port}"));
        let more: String =
            after.chain([clock, title, kind, by, complete, waits, from, to].into_iter().flatten()).collect();
        format!("{} ({}, {days}{more})", self.id, self.branch)
    }
}

impl Item for Stage {
    fn key(&self) -> String {
        self.id.to_string()
    }

    /// Stages must name stages of the same lot, and not wait for each other in a circle.
    fn check_all(stages: &[Self], path: &str, findings: &mut Vec<Finding>) {
        check_stages(stages, path, findings);
    }
}

fn check_stages(stages: &[Stage], path: &str, findings: &mut Vec<Finding>) {
    crate::words::catalogue::repeated(stages.iter().map(|stage| stage.id.to_string()), path, findings);
    let ids = stages.iter().map(|stage| &stage.id).collect_set();
    for (i, stage) in stages.iter().enumerate() {
        for (j, before) in stage.after.iter().enumerate().filter(|(_, before)| !ids.contains(before)) {
            let message = format!("The lot has no stage `{before}`.");
            let finding = Finding::new(Code::NotFound, format!("{path}/{i}/after/{j}"), message);
            findings.push(finding.help("Name a stage of this lot, or take the name out."));
        }
    }
    let done = stages_in_order(stages);
    if done.len() < stages.len() {
        let done = done.into_iter().collect_set();
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
