//! Side rows: what a plan is asked to keep beside the limits, and what no network holds.

use std::collections::BTreeSet;

use super::super::problem::{MOST_PAIRS, Problem};
use crate::words::catalogue::{repeated, repeated_at};
use crate::words::document::{
    self, CollectInOrder, Document, Parts, document, format_tag, put_in_order, tagged,
};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, LimitId, LotId, SlotId, Text, nearest};

/// The most rows.
pub const MOST_ROWS: usize = 1_000;
/// The most pairs of a problem under rows: linear programs are not made for more.
pub const MOST_PAIRS_UNDER_ROWS: usize = 200_000;
/// The largest weight, and the largest bound on a sum of weights.
pub const LARGEST_WEIGHT: i64 = 1_000_000_000_000;

format_tag!(
    /// The format of side rows.
    SideRowsFormat = "pledgebook.side-rows/1"
);

document! {
    /// Side rows of a problem.
    pub struct SideRows {
        /// The format.
        pub format: SideRowsFormat,
        /// The rows; their order says nothing.
        pub rows: Vec<SideRow>,
    }
}

document! {
    /// One row.
    pub struct SideRow {
        /// Its id.
        pub id: LimitId,
        /// Why it is asked for.
        pub reason: Option<Text>,
        /// What it asks.
        pub asks: Asks,
    }
}

tagged! {
    /// What a row asks of a plan.
    pub enum Asks by "row" {
        /// A sum of weights has a ceiling or a floor: persons, or money in minor units.
        Weights(Weights) = "weights",
        /// A share of a sum of weights has a floor: women among the persons.
        Share(Share) = "share",
        /// So many units of some lots for some requirements: a State in a mission.
        Units(Units) = "units",
        /// So many of these groups of lots are used: at least three States.
        Groups(Groups) = "groups",
        /// Where one set is used, another is too: co-deployment.
        Together(Together) = "together",
        /// At most one of these sets is used: exclusion.
        Apart(Apart) = "apart",
        /// Each part has just its units, or none has any: all or nothing, composite units.
        Whole(Whole) = "whole",
    }
}

document! {
    /// The pairs of these lots with these requirements.
    pub struct Selection {
        /// The lots; absent: all.
        pub lots: Option<Vec<LotId>>,
        /// The requirements; absent: all.
        pub requirements: Option<Vec<SlotId>>,
    }
}

document! {
    /// What one unit weighs. Where several say so of one pair, their weights add up.
    pub struct Weight {
        /// Of this lot; absent: of every lot.
        pub lot: Option<LotId>,
        /// For this requirement; absent: for every one.
        pub requirement: Option<SlotId>,
        /// The weight of one unit.
        pub weight: i64,
    }
}

document! {
    /// A sum of weights, with a ceiling, a floor, or both.
    pub struct Weights {
        /// Over these pairs.
        pub of: Selection,
        /// What one unit weighs; nothing where nothing is said.
        pub weights: Vec<Weight>,
        /// At most so much.
        pub at_most: Option<i64>,
        /// At least so much; a plan that cannot reach it comes as near as it can.
        pub at_least: Option<i64>,
    }
}

document! {
    /// At least so many per thousand of a sum of weights. Nothing used has no share, and keeps the row.
    pub struct Share {
        /// Over these pairs.
        pub of: Selection,
        /// What counts, of one unit: women.
        pub part: Vec<Weight>,
        /// Of what, of one unit: persons.
        pub whole: Vec<Weight>,
        /// So many per thousand.
        #[cfg_attr(feature = "schemas", schemars(range(max = 1_000)))]
        pub per_thousand: u32,
    }
}

document! {
    /// A number of units, with a ceiling, a floor, or both.
    pub struct Units {
        /// Over these pairs.
        pub of: Selection,
        /// At most so many.
        pub at_most: Option<Count>,
        /// At least so many; a plan that cannot reach it comes as near as it can.
        pub at_least: Option<Count>,
    }
}

document! {
    /// At least so many of these groups of lots have a unit in use.
    pub struct Groups {
        /// For these requirements; absent: for all.
        pub requirements: Option<Vec<SlotId>>,
        /// The lots of each group.
        pub groups: Vec<Vec<LotId>>,
        /// At least so many groups; a plan that cannot reach it comes as near as it can.
        pub at_least: Count,
    }
}

document! {
    /// Where a unit of one set is used, units of another are. (For both ways, write two rows.)
    pub struct Together {
        /// Where a unit of these pairs is used,
        pub uses: Selection,
        /// units of these pairs are used,
        pub needs: Selection,
        /// at least so many.
        pub at_least: Count,
    }
}

document! {
    /// At most one of these sets has a unit in use.
    pub struct Apart {
        /// The sets.
        pub sets: Vec<Selection>,
    }
}

document! {
    /// All parts have just their units, or none has any.
    pub struct Whole {
        /// The parts.
        pub parts: Vec<Part>,
    }
}

document! {
    /// A part of a whole.
    pub struct Part {
        /// Over these pairs.
        pub of: Selection,
        /// So many units.
        pub units: Count,
    }
}

impl SideRows {
    /// Reads side rows strictly, with all findings at once. That the problem has what they name is checked where
    /// they meet it.
    pub fn read(text: &str) -> Result<Self, Error> {
        document::read(text, &())
    }

    /// A finding for every lot and requirement that a problem does not have.
    pub(super) fn check_against(&self, problem: &Problem, findings: &mut Vec<Finding>) {
        let pairs = problem.pairs.len();
        if pairs > MOST_PAIRS_UNDER_ROWS {
            let message = format!("There are {pairs} pairs; under rows {MOST_PAIRS_UNDER_ROWS} are allowed.");
            findings.push(Finding::new(Code::TooLarge, "/pairs", message).help("Split the problem."));
            return;
        }
        let lots: BTreeSet<&str> = problem.lots.iter().map(|lot| lot.id.as_str()).collect_set();
        let requirements: BTreeSet<&str> =
            problem.requirements.iter().map(|requirement| requirement.id.as_str()).collect_set();
        for (i, row) in self.rows.iter().enumerate() {
            let mut seen = BTreeSet::new();
            row.asks.names(&mut |what, id| {
                let known = if what == "lot" { &lots } else { &requirements };
                if !known.contains(id) && seen.insert((what, id.to_owned())) {
                    let message = format!("There is no {what} `{id}` in this problem.");
                    let finding = Finding::new(Code::NotFound, format!("/rows/{i}/asks"), message);
                    findings.push(match nearest(id, known.iter().copied()) {
                        Some(near) => finding.help(format!("Did you mean `{near}`?")),
                        None => finding,
                    });
                }
            });
        }
    }
}

impl Asks {
    /// Every lot and requirement that it names.
    fn names(&self, say: &mut dyn FnMut(&'static str, &str)) {
        for of in self.selections() {
            of.lots.iter().flatten().for_each(|lot| say("lot", lot.as_str()));
            of.requirements.iter().flatten().for_each(|one| say("requirement", one.as_str()));
        }
        for weight in self.weights() {
            weight.lot.iter().for_each(|lot| say("lot", lot.as_str()));
            weight.requirement.iter().for_each(|one| say("requirement", one.as_str()));
        }
        if let Self::Groups(groups) = self {
            groups.groups.iter().flatten().for_each(|lot| say("lot", lot.as_str()));
            groups.requirements.iter().flatten().for_each(|one| say("requirement", one.as_str()));
        }
    }

    fn selections(&self) -> Vec<&Selection> {
        match self {
            Self::Weights(asked) => vec![&asked.of],
            Self::Share(asked) => vec![&asked.of],
            Self::Units(asked) => vec![&asked.of],
            Self::Groups(_) => Vec::new(),
            Self::Together(asked) => vec![&asked.uses, &asked.needs],
            Self::Apart(asked) => asked.sets.iter().collect(),
            Self::Whole(asked) => asked.parts.iter().map(|part| &part.of).collect(),
        }
    }

    fn selections_mut(&mut self) -> Vec<&mut Selection> {
        match self {
            Self::Weights(asked) => vec![&mut asked.of],
            Self::Share(asked) => vec![&mut asked.of],
            Self::Units(asked) => vec![&mut asked.of],
            Self::Groups(_) => Vec::new(),
            Self::Together(asked) => vec![&mut asked.uses, &mut asked.needs],
            Self::Apart(asked) => asked.sets.iter_mut().collect(),
            Self::Whole(asked) => asked.parts.iter_mut().map(|part| &mut part.of).collect(),
        }
    }

    fn weights(&self) -> Vec<&Weight> {
        match self {
            Self::Weights(asked) => asked.weights.iter().collect(),
            Self::Share(asked) => asked.part.iter().chain(&asked.whole).collect(),
            _ => Vec::new(),
        }
    }

    fn check(&self, path: &str, findings: &mut Vec<Finding>) {
        let mut amount = |number: i64, path: String| {
            if !(0..=LARGEST_WEIGHT).contains(&number) {
                let message = format!("{number} is not a weight.");
                let finding = Finding::new(Code::MalformedNumber, path, message);
                findings.push(finding.help(format!("Allowed are 0 to {LARGEST_WEIGHT}.")));
            }
        };
        let lists: &[(&str, &[Weight])] = match self {
            Self::Weights(asked) => &[("weights", &asked.weights)],
            Self::Share(asked) => &[("part", &asked.part), ("whole", &asked.whole)],
            _ => &[],
        };
        for (name, list) in lists {
            for (i, weight) in list.iter().enumerate() {
                amount(weight.weight, format!("{path}/{name}/{i}/weight"));
            }
        }
        match self {
            Self::Weights(asked) => {
                asked.at_most.iter().for_each(|bound| amount(*bound, format!("{path}/at_most")));
                asked.at_least.iter().for_each(|bound| amount(*bound, format!("{path}/at_least")));
                if asked.at_most.is_none() && asked.at_least.is_none() {
                    findings.push(no_bound(path));
                }
            }
            Self::Units(Units { at_most: None, at_least: None, .. }) => findings.push(no_bound(path)),
            Self::Share(asked) if asked.per_thousand > 1_000 => {
                let message = format!("{} per thousand is more than all.", asked.per_thousand);
                let path = format!("{path}/per_thousand");
                findings
                    .push(Finding::new(Code::MalformedNumber, path, message).help("Allowed are 0 to 1000."));
            }
            _ => {}
        }
    }

    fn size(&self) -> usize {
        let mut size = 0_usize;
        self.names(&mut |_, _| size = size.saturating_add(1));
        size
    }

    fn normalise(&mut self) {
        for of in self.selections_mut() {
            of.normalise();
        }
        match self {
            Self::Weights(asked) => put_weights_in_order(&mut asked.weights),
            Self::Share(asked) => {
                put_weights_in_order(&mut asked.part);
                put_weights_in_order(&mut asked.whole);
            }
            Self::Groups(asked) => {
                asked.requirements.iter_mut().for_each(|list| put_in_order(list, SlotId::to_string));
                asked.groups.iter_mut().for_each(|group| put_in_order(group, LotId::to_string));
                put_in_order(&mut asked.groups, |group| joined(group.iter().map(LotId::as_str)));
            }
            Self::Apart(asked) => put_in_order(&mut asked.sets, Selection::key),
            Self::Whole(asked) => {
                put_in_order(&mut asked.parts, |part| format!("{} {}", part.of.key(), part.units));
            }
            Self::Units(_) | Self::Together(_) => {}
        }
    }
}

impl Selection {
    fn normalise(&mut self) {
        self.lots.iter_mut().for_each(|lots| put_in_order(lots, LotId::to_string));
        self.requirements.iter_mut().for_each(|list| put_in_order(list, SlotId::to_string));
    }

    fn key(&self) -> String {
        let lots = self.lots.as_ref().map(|lots| joined(lots.iter().map(LotId::as_str)));
        let requirements = self.requirements.as_ref().map(|list| joined(list.iter().map(SlotId::as_str)));
        [lots, requirements].map(|list| list.map_or("*".to_owned(), |list| format!("={list}"))).join(" ")
    }
}

fn put_weights_in_order(weights: &mut [Weight]) {
    put_in_order(weights, |weight| {
        let ids = [weight.lot.as_ref().map(LotId::as_str), weight.requirement.as_ref().map(SlotId::as_str)];
        format!("{} {}", joined(ids.into_iter().map(Option::unwrap_or_default)), weight.weight)
    });
}

fn joined<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(" ")
}

fn no_bound(path: &str) -> Finding {
    let message = "The row has neither a ceiling nor a floor.";
    Finding::new(Code::MissingKey, path, message).help("Add `at_most`, `at_least`, or both.")
}

impl Document for SideRows {
    const FORMAT: &'static str = SideRowsFormat::TEXT;
    type Context = ();

    fn check(&self, (): &(), findings: &mut Vec<Finding>) {
        let size = self.rows.iter().map(|row| row.asks.size()).fold(0, usize::saturating_add);
        for (what, size, most) in
            [("rows", self.rows.len(), MOST_ROWS), ("members of rows", size, MOST_PAIRS)]
        {
            if size > most {
                let message = format!("There are {size} {what}; {most} are allowed.");
                findings.push(Finding::new(Code::TooLarge, "/rows", message).help("Ask for fewer."));
                return;
            }
        }
        repeated(self.rows.iter().map(|row| row.id.to_string()), "/rows", findings);
        for (i, row) in self.rows.iter().enumerate() {
            row.asks.check(&format!("/rows/{i}/asks"), findings);
        }
    }

    fn check_parts(parts: &Parts<'_>, (): &(), findings: &mut Vec<Finding>) {
        repeated_at(parts.ids::<LimitId>("/rows", "id"), findings);
        for (path, asks) in parts.at::<Asks>("/rows/*/asks") {
            asks.check(&path, findings);
        }
    }

    fn normalise(&mut self) {
        put_in_order(&mut self.rows, |row| row.id.to_string());
        self.rows.iter_mut().for_each(|row| row.asks.normalise());
    }
}
