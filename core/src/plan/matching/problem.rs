//! The problem: unit requirements on one side, lots on the other, the eligible pairs between, and limits.
//!
//! It is a document, so that it can be sent, kept, and solved or checked by anyone. Eligibility was judged before:
//! a pair that is not here is not eligible.

use std::collections::{BTreeMap, BTreeSet};

use super::cost::{Levels, beyond_range};
use super::figures::{Column, Figures};
use super::numbers::{LimitPlaces, LimitUnits, Numbers, nests};
use super::rows::Rows;
use super::tie::Names;
use crate::words::catalogue::{repeated, repeated_at};
use crate::words::document::{
    self, CollectInOrder, Document, Parts, document, format_tag, put_in_order, tagged,
};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, Days, LimitId, LotId, SlotId, nearest, words};

/// The most classes of importance.
pub const MOST_CLASSES: u32 = 16;
/// The most requirements, lots, or limits.
pub const MOST_ENTRIES: usize = 250_000;
/// The most pairs, and the most members of all limits together.
pub const MOST_PAIRS: usize = 10_000_000;
/// How many unknown references get a suggestion; a search for the nearest id takes time.
const MOST_SUGGESTIONS: usize = 10;

format_tag!(
    /// The format of a matching problem.
    ProblemFormat = "pledgebook.problem/1"
);

document! {
    /// A matching problem.
    pub struct Problem {
        /// The format.
        pub format: ProblemFormat,
        /// What is needed.
        pub requirements: Vec<Requirement>,
        /// What is there.
        pub lots: Vec<Lot>,
        /// Which lot is eligible for which requirement, and at what cost.
        pub pairs: Vec<Pair>,
        /// Limits on how much may be used; on each side they must nest.
        pub limits: Vec<Limit>,
    }
}

document! {
    /// Units that are needed.
    pub struct Requirement {
        /// The requirement, or one rotation slot of it.
        pub id: SlotId,
        /// Its class of importance, from 1; a class outweighs all classes behind it.
        #[cfg_attr(feature = "schemas", schemars(range(min = 1, max = 16)))]
        pub class: u32,
        /// How many units it needs.
        pub units: Count,
    }
}

document! {
    /// Units that are there.
    pub struct Lot {
        /// The lot, in one window of availability.
        pub id: LotId,
        /// How many units it has.
        pub units: Count,
    }
}

document! {
    /// A lot that is eligible for a requirement, and what one unit of it costs on each level.
    pub struct Pair {
        /// The requirement.
        pub requirement: SlotId,
        /// The lot.
        pub lot: LotId,
        /// How many rules are Unknown: with none the pair is firm, else it is conditional.
        pub unknown: u32,
        /// Days late.
        pub late: Days,
        /// The rank of the lot's type among the substitutes; 0 is the type asked for.
        pub substitute: u32,
        /// The caller's own order of preference; 0 is preferred.
        pub preference: u32,
        /// What would have to be waived for it: for a match that no rule allows as it stands.
        pub waived: Option<Waived>,
    }
}

document! {
    /// What would have to be waived for a pair.
    #[derive(Copy, Default)]
    pub struct Waived {
        /// How many rules.
        pub rules: u32,
        /// By how many days in all, where the rules are about days.
        pub days: Days,
    }
}

tagged! {
    /// At most so many units, over lots or over requirements; and at least so many, as far as can be.
    pub enum Limit by "side" {
        /// Counts the units used of its lots.
        Supply(SupplyLimit) = "supply",
        /// Counts the units covered of its requirements.
        Demand(DemandLimit) = "demand",
    }
}

document! {
    /// At most so many units of these lots.
    pub struct SupplyLimit {
        /// Its id.
        pub id: LimitId,
        /// The lots.
        pub members: Vec<LotId>,
        /// At most so many units.
        pub at_most: Count,
        /// At least so many units, as far as that leaves no more units short: each unit below counts on a level of
        /// its own.
        pub at_least: Option<Count>,
    }
}

document! {
    /// At most so many units for these requirements.
    pub struct DemandLimit {
        /// Its id.
        pub id: LimitId,
        /// The requirements.
        pub members: Vec<SlotId>,
        /// At most so many units.
        pub at_most: Count,
        /// At least so many units, as far as that leaves no more units short: each unit below counts on a level of
        /// its own.
        pub at_least: Option<Count>,
    }
}

words! {
    /// The side of a problem.
    pub enum Side {
        /// Lots.
        Supply = "supply",
        /// Requirements.
        Demand = "demand",
    }
}

impl Requirement {
    fn check(&self, path: &str, findings: &mut Vec<Finding>) {
        if !(1..=MOST_CLASSES).contains(&self.class) {
            let message = format!("{} is not a class.", self.class);
            let finding = Finding::new(Code::MalformedNumber, format!("{path}/class"), message);
            findings.push(finding.help(format!("Classes go from 1, the most important, to {MOST_CLASSES}.")));
        }
    }
}

impl Limit {
    /// Its id.
    pub fn id(&self) -> &LimitId {
        match self {
            Self::Supply(limit) => &limit.id,
            Self::Demand(limit) => &limit.id,
        }
    }

    /// Its side.
    pub fn side(&self) -> Side {
        match self {
            Self::Supply(_) => Side::Supply,
            Self::Demand(_) => Side::Demand,
        }
    }

    /// At most so many units.
    pub fn at_most(&self) -> Count {
        match self {
            Self::Supply(limit) => limit.at_most,
            Self::Demand(limit) => limit.at_most,
        }
    }

    /// At least so many units, as far as can be; 0 where it says nothing.
    pub fn at_least(&self) -> u32 {
        let at_least = match self {
            Self::Supply(limit) => limit.at_least,
            Self::Demand(limit) => limit.at_least,
        };
        at_least.map_or(0, Count::get)
    }

    fn check(&self, path: &str, findings: &mut Vec<Finding>) {
        let (least, most) = (self.at_least(), self.at_most().get());
        if least > most {
            let message = format!("`{}` asks for at least {least} units and allows {most}.", self.id());
            let finding = Finding::new(Code::LimitCannotHold, format!("{path}/at_least"), message);
            findings.push(finding.help("Let it allow at least as many as it asks for."));
        }
    }

    /// Whether it counts the units of this pair.
    pub fn holds(&self, requirement: &SlotId, lot: &LotId) -> bool {
        match self {
            Self::Supply(limit) => limit.members.contains(lot),
            Self::Demand(limit) => limit.members.contains(requirement),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Supply(limit) => limit.members.len(),
            Self::Demand(limit) => limit.members.len(),
        }
    }
}

impl Problem {
    /// Reads a problem strictly, with all findings at once.
    pub fn read(text: &str) -> Result<Self, Error> {
        document::read(text, &())
    }

    /// The names of the levels on which plans are compared, the most important first. Some are there only where the problem
    /// has what they count: `below-floor` a floor, `waived-rules` and `waived-days` a pair that is waived. So values of
    /// different problems are compared by the names of their levels, not by their places.
    pub fn levels(&self) -> Vec<String> {
        Levels::of(self).names()
    }

    /// The same problem with its firm pairs only. Where none of them is waived, it has no levels of waivers any more; the
    /// problem of a plan for missions never has any, for it waives nothing.
    #[must_use]
    pub fn firm_only(&self) -> Self {
        let firm = self.pairs.iter().filter(|pair| pair.unknown == 0).cloned().collect();
        Self { pairs: firm, ..self.clone() }
    }

    /// The limits by the places of their members.
    fn limit_places(&self) -> Vec<LimitPlaces> {
        let lots: BTreeMap<_, _> = self.lots.iter().map(|lot| &lot.id).zip(0..).collect_map();
        let requirements = self.requirements.iter().map(|requirement| &requirement.id).zip(0..).collect_map();
        let places = |limit: &Limit| {
            let members = match limit {
                Limit::Supply(limit) => places(&limit.members, &lots),
                Limit::Demand(limit) => places(&limit.members, &requirements),
            };
            let units = LimitUnits { at_most: limit.at_most().get(), at_least: limit.at_least() };
            LimitPlaces { side: limit.side(), members, units }
        };
        self.limits.iter().map(places).collect()
    }

    /// A sound problem in canonical order, in numbers.
    pub(super) fn numbers(&self) -> Numbers {
        let lots = self.lots.iter().map(|lot| &lot.id).zip(0..).collect_map();
        let requirements = self.requirements.iter().map(|requirement| &requirement.id).zip(0..).collect_map();
        let place = |pair: &Pair| {
            let requirement = requirements.get(&pair.requirement).copied().unwrap_or_default();
            (requirement, lots.get(&pair.lot).copied().unwrap_or_default())
        };
        let of = |figure: fn(&Pair) -> u32| self.pairs.iter().map(figure).collect::<Vec<u32>>();
        let waived = self.pairs.iter().any(|pair| pair.waived.is_some());
        let of_waived = |figure: fn(&Pair) -> u32| if waived { of(figure) } else { Vec::new() };
        let figures = Figures {
            levels: Levels::of(self).all().to_vec(),
            class: self.requirements.iter().map(|requirement| requirement.class).collect(),
            shortage: Vec::new(),
            cost: Column::default(),
            unknown: of(|pair| pair.unknown),
            late: of(|pair| pair.late.get()),
            substitute: of(|pair| pair.substitute),
            preference: of(|pair| pair.preference),
            waived_rules: of_waived(|pair| pair.waived.unwrap_or_default().rules),
            waived_days: of_waived(|pair| pair.waived.unwrap_or_default().days.get()),
            names: Names::Ids(
                self.requirements.iter().map(|requirement| requirement.id.clone()).collect(),
                self.lots.iter().map(|lot| lot.id.clone()).collect(),
            ),
        };
        let units: Vec<u32> = self.lots.iter().map(|lot| lot.units.get()).collect();
        Numbers::of(
            self.requirements.iter().map(|requirement| requirement.units.get()).collect(),
            &units,
            Rows::of(self.requirements.len(), self.pairs.iter().map(place)),
            figures,
            &self.limit_places(),
        )
    }

    /// Whether the lists are short enough to look into them.
    fn check_sizes(&self, findings: &mut Vec<Finding>) -> bool {
        let members = self.limits.iter().map(Limit::size).fold(0, usize::saturating_add);
        let sizes = [
            ("/requirements", "requirements", self.requirements.len(), MOST_ENTRIES),
            ("/lots", "lots", self.lots.len(), MOST_ENTRIES),
            ("/limits", "limits", self.limits.len(), MOST_ENTRIES),
            ("/limits", "members of limits", members, MOST_PAIRS),
            ("/pairs", "pairs", self.pairs.len(), MOST_PAIRS),
        ];
        let too_large: Vec<_> = sizes.into_iter().filter(|(_, _, size, most)| size > most).collect();
        findings.extend(too_large.iter().map(|(path, what, size, most)| {
            let message = format!("There are {size} {what}; {most} are allowed.");
            Finding::new(Code::TooLarge, *path, message).help("Split the problem.")
        }));
        too_large.is_empty()
    }

    fn check_pairs(&self, known: &mut Known<'_>, findings: &mut Vec<Finding>) {
        let mut seen = BTreeMap::new();
        for (i, pair) in self.pairs.iter().enumerate() {
            known.requirement(&pair.requirement, format!("/pairs/{i}/requirement"), findings);
            known.lot(&pair.lot, format!("/pairs/{i}/lot"), findings);
            if let Some(first) = seen.insert((&pair.requirement, &pair.lot), i) {
                let message =
                    format!("`{}` and `{}` stand here and at /pairs/{first}.", pair.requirement, pair.lot);
                let finding = Finding::new(Code::DuplicatePair, format!("/pairs/{i}"), message);
                findings.push(finding.help("Keep one of them."));
            }
        }
    }

    fn check_limits(&self, known: &mut Known<'_>, findings: &mut Vec<Finding>) {
        for (i, limit) in self.limits.iter().enumerate() {
            let path = format!("/limits/{i}/members");
            match limit {
                Limit::Supply(limit) => {
                    repeated(limit.members.iter().map(LotId::to_string), &path, findings);
                    for (j, lot) in limit.members.iter().enumerate() {
                        known.lot(lot, format!("{path}/{j}"), findings);
                    }
                }
                Limit::Demand(limit) => {
                    repeated(limit.members.iter().map(SlotId::to_string), &path, findings);
                    for (j, requirement) in limit.members.iter().enumerate() {
                        known.requirement(requirement, format!("{path}/{j}"), findings);
                    }
                }
            }
        }
    }

    fn check_nesting(&self, findings: &mut Vec<Finding>) {
        let (supply, demand) = nests(&self.limit_places(), self.lots.len(), self.requirements.len());
        for (limit, other) in supply.crossing.into_iter().chain(demand.crossing) {
            let id =
                |limit: usize| self.limits.get(limit).map(|limit| limit.id().as_str()).unwrap_or_default();
            let message = format!(
                "The limits `{}` and `{}` overlap without one holding the other.",
                id(limit),
                id(other)
            );
            findings.push(
                Finding::new(Code::LimitNotNested, format!("/limits/{limit}/members"), message)
                    .help("Let one hold all members of the other, or let them share none."),
            );
        }
    }
}

impl Document for Problem {
    const FORMAT: &'static str = ProblemFormat::TEXT;
    type Context = ();

    fn check(&self, (): &(), findings: &mut Vec<Finding>) {
        if !self.check_sizes(findings) {
            return;
        }
        repeated(
            self.requirements.iter().map(|requirement| requirement.id.to_string()),
            "/requirements",
            findings,
        );
        repeated(self.lots.iter().map(|lot| lot.id.to_string()), "/lots", findings);
        repeated(self.limits.iter().map(|limit| limit.id().to_string()), "/limits", findings);
        for (i, requirement) in self.requirements.iter().enumerate() {
            requirement.check(&format!("/requirements/{i}"), findings);
        }
        let mut known = Known {
            requirements: self.requirements.iter().map(|requirement| &requirement.id).collect_set(),
            lots: self.lots.iter().map(|lot| &lot.id).collect_set(),
            suggestions: 0,
        };
        for (i, limit) in self.limits.iter().enumerate() {
            limit.check(&format!("/limits/{i}"), findings);
        }
        self.check_pairs(&mut known, findings);
        self.check_limits(&mut known, findings);
        self.check_nesting(findings);
        findings.extend(beyond_range(self));
    }

    fn check_parts(parts: &Parts<'_>, (): &(), findings: &mut Vec<Finding>) {
        repeated_at(parts.ids::<SlotId>("/requirements", "id"), findings);
        repeated_at(parts.ids::<LotId>("/lots", "id"), findings);
        repeated_at(parts.ids::<LimitId>("/limits", "id"), findings);
        for (path, requirement) in parts.at::<Requirement>("/requirements/*") {
            requirement.check(&path, findings);
        }
        for (path, limit) in parts.at::<Limit>("/limits/*") {
            limit.check(&path, findings);
        }
    }

    fn normalise(&mut self) {
        put_in_order(&mut self.requirements, |requirement| requirement.id.to_string());
        put_in_order(&mut self.lots, |lot| lot.id.to_string());
        put_in_order(&mut self.pairs, |pair| format!("{} {}", pair.requirement, pair.lot));
        put_in_order(&mut self.limits, |limit| limit.id().to_string());
        for limit in &mut self.limits {
            match limit {
                Limit::Supply(limit) => put_in_order(&mut limit.members, LotId::to_string),
                Limit::Demand(limit) => put_in_order(&mut limit.members, SlotId::to_string),
            }
        }
    }
}

/// The ids that may be referred to.
struct Known<'p> {
    requirements: BTreeSet<&'p SlotId>,
    lots: BTreeSet<&'p LotId>,
    suggestions: usize,
}

impl Known<'_> {
    fn requirement(&mut self, id: &SlotId, path: String, findings: &mut Vec<Finding>) {
        if !self.requirements.contains(id) {
            let near =
                self.suggest().then(|| nearest(id.as_str(), self.requirements.iter().map(|id| id.as_str())));
            findings.push(not_found("requirement", id.as_str(), near.flatten(), path));
        }
    }

    fn lot(&mut self, id: &LotId, path: String, findings: &mut Vec<Finding>) {
        if !self.lots.contains(id) {
            let near = self.suggest().then(|| nearest(id.as_str(), self.lots.iter().map(|id| id.as_str())));
            findings.push(not_found("lot", id.as_str(), near.flatten(), path));
        }
    }

    fn suggest(&mut self) -> bool {
        self.suggestions = self.suggestions.saturating_add(1);
        self.suggestions <= MOST_SUGGESTIONS
    }
}

fn not_found(what: &str, id: &str, near: Option<&str>, path: String) -> Finding {
    let finding = Finding::new(Code::NotFound, path, format!("There is no {what} `{id}` in this problem."));
    match near {
        Some(near) => finding.help(format!("Did you mean `{near}`?")),
        None => finding.help("Add it, or take the name out."),
    }
}

fn places<Id: Ord>(members: &[Id], all: &BTreeMap<&Id, u32>) -> Vec<u32> {
    members.iter().filter_map(|member| all.get(member).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(Code, String)> {
        let refused = Problem::read(text).err();
        let findings = refused.iter().flat_map(Error::findings);
        findings.map(|finding| (finding.code, finding.path.clone())).collect()
    }

    fn problem(parts: &str) -> String {
        format!(r#"{{"format": "pledgebook.problem/1", {parts}}}"#)
    }

    #[test]
    fn nothing_at_all_is_a_problem_too() {
        assert_eq!(codes(&problem(r#""requirements": [], "lots": [], "pairs": [], "limits": []"#)), []);
    }

    #[test]
    fn everything_wrong_is_found_at_once() {
        let text = problem(
            r#""requirements": [{"id": "m/a", "class": 0, "units": 1}, {"id": "m/a", "class": 17, "units": 1},
                {"id": "m/b", "class": 1, "units": 0}],
            "lots": [{"id": "l", "units": 1}, {"id": "l", "units": 1}],
            "pairs": [{"requirement": "m/c", "lot": "x", "unknown": 0, "late": 0, "substitute": 0, "preference": 0},
                {"requirement": "m/b", "lot": "l", "unknown": 0, "late": 0, "substitute": 0, "preference": 0},
                {"requirement": "m/b", "lot": "l", "unknown": 1, "late": 0, "substitute": 0, "preference": 0}],
            "limits": [{"id": "k", "side": "supply", "members": ["l", "l", "y"], "at_most": 0},
                {"id": "k", "side": "demand", "members": ["m/z"], "at_most": 0}]"#,
        );
        let wanted = [
            (Code::DuplicateId, "/requirements/1"),
            (Code::DuplicateId, "/lots/1"),
            (Code::DuplicateId, "/limits/1"),
            (Code::MalformedNumber, "/requirements/0/class"),
            (Code::MalformedNumber, "/requirements/1/class"),
            (Code::NotFound, "/pairs/0/requirement"),
            (Code::NotFound, "/pairs/0/lot"),
            (Code::DuplicatePair, "/pairs/2"),
            (Code::DuplicateId, "/limits/0/members/1"),
            (Code::NotFound, "/limits/0/members/2"),
            (Code::NotFound, "/limits/1/members/0"),
        ];
        let mut found = codes(&text);
        found.sort();
        let mut wanted = wanted.map(|(code, path)| (code, path.to_owned()));
        wanted.sort();
        assert_eq!(found, wanted);
    }

    #[test]
    fn limits_that_cross_are_refused_on_each_side_by_itself() {
        let limits = |side: &str, a: &str, b: &str| {
            problem(&format!(
                r#""requirements": [{{"id": "m/a", "class": 1, "units": 1}}, {{"id": "m/b", "class": 1, "units": 1}}],
                "lots": [{{"id": "a", "units": 1}}, {{"id": "b", "units": 1}}, {{"id": "c", "units": 1}}], "pairs": [],
                "limits": [{{"id": "k1", "side": "{side}", "members": {a}, "at_most": 1}},
                    {{"id": "k2", "side": "supply", "members": {b}, "at_most": 1}}]"#
            ))
        };
        let crossing = codes(&limits("supply", r#"["a", "b"]"#, r#"["b", "c"]"#));
        assert_eq!(crossing, [(Code::LimitNotNested, "/limits/1/members".to_owned())]);
        assert_eq!(codes(&limits("supply", r#"["a", "b"]"#, r#"["b", "a"]"#)), []);
        assert_eq!(codes(&limits("supply", "[]", r#"["b"]"#)), []);
        assert_eq!(codes(&limits("demand", r#"["m/a", "m/b"]"#, r#"["b", "c"]"#)), []);
    }

    #[test]
    fn sums_that_could_leave_exact_integers_are_refused_with_the_numbers() {
        let units = |units: u32| {
            let needs = (0..8).map(|i| format!(r#"{{"id": "m/{i}", "class": 1, "units": {units}}}"#));
            let needs = needs.collect::<Vec<_>>().join(",");
            problem(&format!(r#""requirements": [{needs}], "lots": [], "pairs": [], "limits": []"#))
        };
        assert_eq!(codes(&units(524_288)), []);
        let refused = Problem::read(&units(524_289)).err();
        let message = refused.iter().flat_map(Error::findings).map(|finding| finding.message.as_str()).next();
        assert!(message.is_some_and(|message| message.contains("2147483647 * 4194312")), "{message:?}");
    }
}
