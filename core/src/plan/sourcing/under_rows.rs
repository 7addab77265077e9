//! The plan under rows: rows asked for in the words of the field, as side rows of the problem, and the answer back.
//!
//! Of tours that follow each other one is there at a time, and another from the day on which it begins. Where a row is about
//! units that are there together, it stands in the problem once for each of these times: `row`, then `row.2027-07-29`.
//!
//! Units that are held are floors beside the rows, `held-1` and so on: rows that are always kept may keep such units out, and
//! then the answer says so. So here nothing is held in the problem.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::asked::{Asked, Sourcing};
use super::plan::solved_within;
use super::rows::{RowAsked, RowAsks, TogetherAsked, UnitSet};
use super::sourced::{Sourced, sourced};
use super::what_if::HeldUnits;
use crate::plan::matching::{
    Apart, Asks, Bounded, Groups, Part, Problem, Selection, Share, SideRow, SideRows, SideRowsFormat,
    Solution, Together, Units, Weight, Weights, Whole, Work,
};
use crate::record::LotState;
use crate::words::catalogue::Component;
use crate::words::document::CollectInOrder;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, Day, LimitId, LotId, MissionId, SlotId, State};

/// The steps of work where nothing is said.
const STEPS: u32 = 200_000_000;

/// The best plan found that keeps the rows asked for, beside the plan that knows nothing of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct UnderRows {
    /// What is proven of it, in a sentence.
    pub proven: String,
    /// The proposed matches.
    pub proposals: Vec<Sourced>,
    /// Lots whose persons, or whose women, are Unknown, and what their units were taken for.
    pub unknown: Vec<TakenFor>,
    /// How the plan stands to each row, its value, and what no plan under the rows can be better than. The best plan
    /// without rows is the one that this stands beside; where units are held, which are rows here, it is in the answer.
    pub answer: Bounded,
}

impl UnderRows {
    /// The units that a requirement, or a tour of it, is short of.
    pub fn short_of(&self, slot: &SlotId) -> u32 {
        let short = self.answer.shortages.iter().filter(|shortage| shortage.requirement == *slot);
        short.map(|shortage| shortage.units.get()).fold(0, u32::saturating_add)
    }

    /// The units that are short in all.
    pub fn short(&self) -> u32 {
        self.answer.shortages.iter().map(|shortage| shortage.units.get()).fold(0, u32::saturating_add)
    }

    /// The plan in a few words, such as `2 proposed matches, 1 unit short`.
    pub fn in_brief(&self) -> String {
        let brief = Self::in_brief_of(self.proposals.len(), self.short());
        match self.answer.standings.iter().filter(|standing| !standing.kept).count() {
            0 => brief,
            1 => format!("{brief}, 1 row not kept"),
            more => format!("{brief}, {more} rows not kept"),
        }
    }

    pub(crate) fn in_brief_of(proposals: usize, short: u32) -> String {
        let matches = if proposals == 1 {
            "1 proposed match".to_owned()
        } else {
            format!("{proposals} proposed matches")
        };
        format!("{matches}, {} short", super::what_if::units(short))
    }
}

/// What the units of a lot were taken for in a row, where the record does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct TakenFor {
    /// The row.
    pub row: LimitId,
    /// The lot.
    pub lot: LotId,
    /// Persons of one unit; absent: they are Unknown, and the lot is not used where the row counts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persons: Option<u32>,
    /// Women in one unit: as many as are named, where not all bands are; absent where the row does not ask for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub women: Option<u32>,
}

/// The plan under the rows asked for, if there are any: of the problem before units were held, with the units that are.
pub(super) fn under_rows(
    sourcing: &Sourcing,
    base: &Problem,
    solution: &Solution,
    held: &[HeldUnits],
    work: &mut Work<'_>,
) -> Result<Option<UnderRows>, Error> {
    let Some(asked) = sourcing.options.rows.as_ref().filter(|rows| !rows.is_empty()) else { return Ok(None) };
    let mut translation = Translation::of(sourcing, base);
    for row in asked {
        translation.row(row)?;
    }
    let mut pins: BTreeMap<(&SlotId, &LotId), u32> = BTreeMap::new();
    for HeldUnits { requirement, lot, units, .. } in held {
        let sum = pins.entry((requirement, lot)).or_default();
        *sum = sum.saturating_add(*units);
    }
    for (pair, units) in pins {
        translation.hold(pair, units)?;
    }
    let rows = SideRows { format: SideRowsFormat, rows: translation.rows };
    let without_pins = if held.is_empty() { None } else { Some(solved_within(base, Some(solution), work)?) };
    let mut search = Work::at_most(sourcing.options.steps.unwrap_or(STEPS).into());
    search.stop = match &mut work.stop {
        Some(stop) => Some(&mut **stop),
        None => None,
    };
    let answer = match &without_pins {
        // The plan without rows stands beside: in the certificate of the plan.
        None => Bounded { without_rows: None, ..solution.under_rows(&rows, &mut search)? },
        Some(without_pins) => without_pins.under_rows(&rows, &mut search)?,
    };
    Ok(Some(UnderRows {
        proven: answer.sentence(),
        proposals: sourced(sourcing, &answer.proposals, &[])?,
        unknown: translation.unknown,
        answer,
    }))
}

/// A time in which the same tours are there: from a day, absent for the first, until the next, absent for the last.
#[derive(Clone, Copy)]
struct Time {
    from: Option<Day>,
    until: Option<Day>,
}

/// Persons, and women among them, of one unit of a lot.
#[derive(Clone, Copy)]
struct Persons {
    persons: Option<u32>,
    women: u32,
    women_known: bool,
}

struct Translation<'s> {
    sourcing: &'s Sourcing,
    requirements: Vec<Asked<'s>>,
    /// The lots of the problem, with their States and persons.
    lots: Vec<(LotId, Option<State>, Persons)>,
    /// The lot that each lot of the problem, which may be a window of it, is of.
    of_lot: BTreeMap<LotId, LotId>,
    rows: Vec<SideRow>,
    unknown: Vec<TakenFor>,
}

impl<'s> Translation<'s> {
    fn of(sourcing: &'s Sourcing, problem: &Problem) -> Self {
        let mut of_lot = BTreeMap::new();
        let mut lots = Vec::new();
        for lot in &problem.lots {
            let Some(offer) = sourcing.offer(&lot.id) else { continue };
            lots.push((lot.id.clone(), offer.pledge.lead(), persons(offer.lot)));
            of_lot.insert(lot.id.clone(), offer.lot.lot.id.clone());
        }
        Self {
            sourcing,
            requirements: sourcing.requirements().collect(),
            lots,
            of_lot,
            rows: Vec::new(),
            unknown: Vec::new(),
        }
    }

    fn row(&mut self, row: &RowAsked) -> Result<(), Error> {
        let asks = match &row.asks {
            RowAsks::Persons(asked) => {
                let here = self.of_mission(&asked.mission, asked.component);
                let persons = self.counted(row, &here, asked.unknown_as, false)?;
                return self.ceiling(row, &here, &each(&persons, 1), asked.at_most.get().into());
            }
            RowAsks::Budget(asked) => {
                let here = self.of_mission(&asked.mission, None);
                let persons = self.counted(row, &here, asked.unknown_as, false)?;
                let rate = self.rate(row, &asked.mission)?;
                let each_person = rate.checked_mul(asked.months.get().into());
                let each_person = each_person.ok_or_else(|| too_much(row))?;
                return self.ceiling(row, &here, &each(&persons, each_person), asked.at_most.minor_units());
            }
            RowAsks::Women(asked) => {
                let here = self.of_mission(&asked.mission, asked.component);
                let persons = self.counted(row, &here, asked.unknown_as, true)?;
                let of = Selection { lots: None, requirements: Some(slots(&here)) };
                let women = self.lots.iter().filter(|(lot, ..)| persons.contains_key(lot));
                let women = women.map(|(lot, _, persons)| (lot.clone(), persons.women)).collect();
                let per_thousand = asked.percent.get().saturating_mul(10);
                Asks::Share(Share { of, part: each(&women, 1), whole: each(&persons, 1), per_thousand })
            }
            RowAsks::StateInMission(asked) => {
                let requirements = Some(slots(&self.of_mission(&asked.mission, None)));
                let of = |lots| Selection { lots: Some(lots), requirements: requirements.clone() };
                let row_of = |id: LimitId, lots| SideRow {
                    id,
                    reason: row.reason.clone(),
                    asks: Asks::Units(Units { of: of(lots), at_most: Some(asked.at_most), at_least: None }),
                };
                let mut states = self.states(&UnitSet::all());
                if let Some(state) = asked.state {
                    self.rows.push(row_of(row.id.clone(), states.remove(&state).unwrap_or_default()));
                    return Ok(());
                }
                for (state, lots) in states {
                    let id = format!("{}.{}", row.id, state.as_str().to_ascii_lowercase()).parse()?;
                    self.rows.push(row_of(id, lots));
                }
                return Ok(());
            }
            RowAsks::States(asked) => Asks::Groups(Groups {
                requirements: Some(self.selection(&asked.of).requirements.unwrap_or_default()),
                groups: self.states(&asked.of).into_values().collect(),
                at_least: asked.at_least,
            }),
            RowAsks::Together(asked) => return self.together(row, asked),
            RowAsks::Apart(asked) => {
                Asks::Apart(Apart { sets: asked.sets.iter().map(|set| self.selection(set)).collect() })
            }
            RowAsks::AllOrNothing(asked) => self.whole(std::slice::from_ref(&asked.requirement)),
            RowAsks::Composite(asked) => self.whole(&asked.parts),
        };
        self.rows.push(SideRow { id: row.id.clone(), reason: row.reason.clone(), asks });
        Ok(())
    }

    /// At most so much at each time.
    fn ceiling(
        &mut self,
        row: &RowAsked,
        here: &[Asked<'s>],
        weights: &[Weight],
        at_most: i64,
    ) -> Result<(), Error> {
        for time in times(here) {
            let there: Vec<Asked<'_>> = here.iter().copied().filter(|asked| time.has(asked)).collect();
            let of = Selection { lots: None, requirements: Some(slots(&there)) };
            let (weights, at_most) = (weights.to_vec(), Some(at_most));
            let asks = Asks::Weights(Weights { of, weights, at_most, at_least: None });
            self.rows.push(SideRow { id: time.row(row)?, reason: row.reason.clone(), asks });
        }
        Ok(())
    }

    /// Where units are used at a time, those that they need are there at the same time. A requirement without tours is
    /// served for as long as it is needed, and serves others at any time.
    fn together(&mut self, row: &RowAsked, asked: &TogetherAsked) -> Result<(), Error> {
        let (uses, needs) = (self.of_set(&asked.uses), self.of_set(&asked.needs));
        for time in times(&[uses.clone(), needs.clone()].concat()) {
            let used = uses.iter().copied().filter(|asked| time.has(asked) && time.meets(asked));
            let needed = needs.iter().copied().filter(|asked| time.has(asked));
            let asks = Asks::Together(Together {
                uses: self.selection_of(&asked.uses, &used.collect::<Vec<_>>()),
                needs: self.selection_of(&asked.needs, &needed.collect::<Vec<_>>()),
                at_least: asked.at_least.map_or_else(|| Count::new(1), Ok)?,
            });
            self.rows.push(SideRow { id: time.row(row)?, reason: row.reason.clone(), asks });
        }
        Ok(())
    }

    /// Units that are held are a floor on their pair.
    fn hold(&mut self, (requirement, lot): (&SlotId, &LotId), units: u32) -> Result<(), Error> {
        let free = |id: &LimitId| !self.rows.iter().any(|row| row.id == *id);
        let mut ids = (1_u32..).filter_map(|number| format!("held-{number}").parse().ok());
        let Some(id) = ids.find(free) else { return Ok(()) };
        let of_units = super::what_if::units(units);
        let reason = format!("{of_units} of `{lot}` held for `{requirement}`.").parse()?;
        let of = Selection { lots: Some(vec![lot.clone()]), requirements: Some(vec![requirement.clone()]) };
        let asks = Asks::Units(Units { of, at_most: None, at_least: Some(Count::new(units)?) });
        self.rows.push(SideRow { id, reason: Some(reason), asks });
        Ok(())
    }

    /// The requirements of a mission, of a component or of all.
    fn of_mission(&self, mission: &MissionId, component: Option<Component>) -> Vec<Asked<'s>> {
        let here = |asked: &Asked<'_>| {
            asked.mission.document().id == *mission
                && component.is_none_or(|component| asked.requirement.component == component)
        };
        self.requirements.iter().copied().filter(here).collect()
    }

    /// The requirements of a set.
    fn of_set(&self, set: &UnitSet) -> Vec<Asked<'s>> {
        let requirements = self.requirements.iter().copied();
        requirements.filter(|asked| set.has_requirement(asked.mission, &asked.whole())).collect()
    }

    fn has_lot(&self, set: &UnitSet, state: Option<State>, lot: &LotId) -> bool {
        set.has_lot(state, self.of_lot.get(lot).unwrap_or(lot))
    }

    /// The persons of one unit of each lot that a row on persons may use. A lot whose persons are Unknown counts as is said,
    /// or is not used: then a row says that none of its units may be.
    fn counted(
        &mut self,
        row: &RowAsked,
        here: &[Asked<'_>],
        unknown_as: Option<Count>,
        women: bool,
    ) -> Result<BTreeMap<LotId, u32>, Error> {
        let mut persons = BTreeMap::new();
        let mut not_used = Vec::new();
        for (lot, _, of_lot) in &self.lots {
            let counts = of_lot.persons.or(unknown_as.map(Count::get));
            match counts {
                Some(counts) => drop(persons.insert(lot.clone(), counts)),
                None => not_used.push(lot.clone()),
            }
            if of_lot.persons.is_none() || women && !of_lot.women_known {
                let lot = self.of_lot.get(lot).unwrap_or(lot).clone();
                let women = women.then_some(of_lot.women);
                let taken_for = TakenFor { row: row.id.clone(), lot, persons: counts, women };
                // Its windows are the same lot.
                if !self.unknown.contains(&taken_for) {
                    self.unknown.push(taken_for);
                }
            }
        }
        if !not_used.is_empty() {
            let id = format!("{}.unknown", row.id).parse()?;
            let of = Selection { lots: Some(not_used), requirements: Some(slots(here)) };
            let asks = Asks::Units(Units { of, at_most: Count::new(0).ok(), at_least: None });
            self.rows.push(SideRow { id, reason: row.reason.clone(), asks });
        }
        Ok(persons)
    }

    /// What a person costs in a month, in minor units: by the rate in force when the clock of the mission starts.
    fn rate(&self, row: &RowAsked, mission: &MissionId) -> Result<i64, Error> {
        let start = self.sourcing.missions.iter().find(|one| one.document().id == *mission);
        let start = start.and_then(|mission| mission.start());
        let rates = self.sourcing.view.catalogue().personnel_rates().iter();
        let in_force = rates.filter(|rate| rate.effective.latest().is_some_and(|day| Some(day) <= start));
        let rate = in_force.max_by_key(|rate| rate.effective.latest());
        let wanted = match &row.asks {
            RowAsks::Budget(asked) => Some(asked.at_most.currency()),
            _ => None,
        };
        let money = rate.map(|rate| &rate.per_person_month).filter(|money| Some(money.currency()) == wanted);
        money.map(|money| money.minor_units()).ok_or_else(|| {
            let message = format!(
                "No rate of personnel reimbursement in the currency of the row `{}` is in force when the clock of \
                 `{mission}` starts.",
                row.id
            );
            let finding = Finding::new(Code::NotFound, "/rows", message);
            Error::one(finding.help("Give a catalogue with such a rate, or ask for a ceiling on persons."))
        })
    }

    /// The lots of each State in a set.
    fn states(&self, set: &UnitSet) -> BTreeMap<State, Vec<LotId>> {
        let mut states: BTreeMap<State, Vec<LotId>> = BTreeMap::new();
        for (lot, state, _) in self.lots.iter().filter(|(lot, state, _)| self.has_lot(set, *state, lot)) {
            state.iter().for_each(|state| states.entry(*state).or_default().push(lot.clone()));
        }
        states
    }

    fn selection(&self, set: &UnitSet) -> Selection {
        self.selection_of(set, &self.of_set(set))
    }

    /// The lots of a set, for these requirements.
    fn selection_of(&self, set: &UnitSet, requirements: &[Asked<'_>]) -> Selection {
        let lots = self.lots.iter().filter(|(lot, state, _)| self.has_lot(set, *state, lot));
        Selection {
            lots: Some(lots.map(|(lot, ..)| lot.clone()).collect()),
            requirements: Some(slots(requirements)),
        }
    }

    fn whole(&self, slots: &[SlotId]) -> Asks {
        let parts = self.requirements.iter().filter(|asked| slots.contains(&asked.whole()));
        let part = |asked: &Asked<'_>| Part {
            of: Selection { lots: None, requirements: Some(vec![asked.slot()]) },
            units: asked.requirement.units,
        };
        Asks::Whole(Whole { parts: parts.map(part).collect() })
    }
}

fn slots(of: &[Asked<'_>]) -> Vec<SlotId> {
    of.iter().map(Asked::slot).collect()
}

/// The days of a requirement or a tour: from the first until the day after the last.
fn days_of(asked: &Asked<'_>) -> (Option<Day>, Option<Day>) {
    let from = asked.requirement.needed_by.get();
    let until = from.saturating_add(asked.requirement.hold_for.get());
    (asked.start.later(from), asked.start.later(until))
}

/// The times of requirements: one more with each day on which a tour relieves another.
fn times(of: &[Asked<'_>]) -> Vec<Time> {
    let relieves = of.iter().filter(|asked| asked.tour.is_some_and(|tour| tour.number > 1));
    let begins: BTreeSet<Day> = relieves.filter_map(|asked| days_of(asked).0).collect_set();
    let from = std::iter::once(None).chain(begins.iter().copied().map(Some));
    let until = begins.iter().copied().map(Some).chain([None]);
    from.zip(until).map(|(from, until)| Time { from, until }).collect()
}

impl Time {
    /// Whether a requirement is served then: of its tours the last that has begun, at first the first.
    fn has(&self, asked: &Asked<'_>) -> bool {
        let Some(tour) = asked.tour else { return true };
        let (begins, relieved) = days_of(asked);
        (tour.number == 1 || begins.is_some_and(|begins| Some(begins) <= self.from))
            && (tour.number == tour.of || self.from < relieved)
    }

    /// Whether a requirement without tours is needed then.
    fn meets(&self, asked: &Asked<'_>) -> bool {
        let (begins, ends) = days_of(asked);
        asked.tour.is_some() || self.until.is_none_or(|until| begins < Some(until)) && self.from < ends
    }

    /// The id of a row at this time.
    fn row(&self, row: &RowAsked) -> Result<LimitId, Error> {
        Ok(match self.from {
            None => row.id.clone(),
            Some(day) => format!("{}.{day}", row.id).parse()?,
        })
    }
}

impl UnitSet {
    fn all() -> Self {
        Self { mission: None, requirements: None, states: None, lots: None }
    }
}

/// Persons are rounded up and women down, so that what is kept by these numbers is kept by the people.
fn persons(lot: &LotState) -> Persons {
    let units = lot.units().filter(|units| *units > 0);
    let strength = lot.lot.strength.as_ref().and_then(|figure| figure.known());
    let named = lot.lot.women.iter().flatten().filter_map(|band| band.women.known());
    let named = lot.lot.women_in_all().unwrap_or_else(|| named.fold(0, u32::saturating_add));
    Persons {
        persons: strength.zip(units).map(|(strength, units)| strength.div_ceil(units)),
        women: units.and_then(|units| named.checked_div(units)).unwrap_or(0),
        women_known: lot.lot.women_in_all().is_some() && units.is_some(),
    }
}

fn each(of: &BTreeMap<LotId, u32>, times: i64) -> Vec<Weight> {
    let weight = |(lot, number): (&LotId, &u32)| Weight {
        lot: Some(lot.clone()),
        requirement: None,
        weight: i64::from(*number).saturating_mul(times),
    };
    of.iter().map(weight).collect()
}

fn too_much(row: &RowAsked) -> Error {
    let message = format!("The sums of the row `{}` leave the range of exact integers.", row.id);
    Error::one(Finding::new(Code::CostOutOfRange, "/rows", message).help("Ask for fewer months."))
}
