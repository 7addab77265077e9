//! The stages between request and arrival.

use std::collections::BTreeMap;

use super::super::item::{Item, Part};
use crate::words::document::{CollectInOrder, document, put_in_order};
use crate::words::finding::{Code, Finding};
use crate::words::value::{Days, StageId, Text, words};

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

impl Part for Stage {
    fn normalise(&mut self) {
        put_in_order(&mut self.after, StageId::to_string);
    }

    fn said(&self) -> String {
        let Self { id, title, branch, days, after } = self;
        let title = title.as_ref().map(|title| format!(", {title}")).unwrap_or_default();
        let days = match days.map(Days::get) {
            Some(1) => "1 day".to_owned(),
            Some(days) => format!("{days} days"),
            None => "length unknown".to_owned(),
        };
        let after = after.iter().map(|before| format!(", after {before}")).collect::<String>();
        format!("{id} ({branch}, {days}{after}{title})")
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
