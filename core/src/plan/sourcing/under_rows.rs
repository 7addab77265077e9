//! The plan under rows: rows asked for in the words of the field, as side rows of the problem, and the answer back.

use std::collections::BTreeMap;

use serde::Serialize;

use super::asked::{Asked, Sourcing};
use super::plan::{Sourced, sourced};
use super::rows::{RowAsked, RowAsks, UnitSet};
use super::what_if::HeldUnits;
use crate::plan::matching::{
    Apart, Asks, Bounded, Groups, Part, Problem, Selection, Share, SideRow, SideRows, SideRowsFormat,
    Solution, Together, Units, Weight, Weights, Whole, Work,
};
use crate::record::LotState;
use crate::words::catalogue::Component;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Count, LimitId, LotId, MissionId, SlotId, State};

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
    /// without rows is the one that this stands beside.
    pub answer: Bounded,
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

/// The plan under the rows asked for, if there are any.
pub(super) fn under_rows(
    sourcing: &Sourcing,
    solution: &Solution,
    held: &[HeldUnits],
) -> Result<Option<UnderRows>, Error> {
    let Some(asked) = sourcing.options.rows.as_ref().filter(|rows| !rows.is_empty()) else { return Ok(None) };
    let mut translation = Translation::of(sourcing, solution.problem(), held);
    for row in asked {
        translation.row(row)?;
    }
    let rows = SideRows { format: SideRowsFormat, rows: translation.rows };
    let mut answer =
        solution.under_rows(&rows, &mut Work::at_most(sourcing.options.steps.unwrap_or(STEPS).into()))?;
    // It stands beside: in the certificate of the plan.
    answer.without_rows = None;
    Ok(Some(UnderRows {
        proven: answer.sentence(),
        proposals: sourced(sourcing, &answer.proposals, held)?,
        unknown: translation.unknown,
        answer,
    }))
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
    /// What stands in the problem as a lot of its own, a window of a lot or units held, by the lot that it is of.
    of_lot: BTreeMap<LotId, LotId>,
    held: &'s [HeldUnits],
    rows: Vec<SideRow>,
    unknown: Vec<TakenFor>,
}

impl<'s> Translation<'s> {
    fn of(sourcing: &'s Sourcing, problem: &Problem, held: &'s [HeldUnits]) -> Self {
        let mut of_lot = BTreeMap::new();
        let mut lots = Vec::new();
        for lot in &problem.lots {
            let named = held.iter().find(|held| held.as_lot == lot.id).map_or(&lot.id, |held| &held.lot);
            let Some(offer) = sourcing.offer(named) else { continue };
            lots.push((lot.id.clone(), offer.pledge.lead(), persons(offer.lot)));
            of_lot.insert(lot.id.clone(), offer.lot.lot.id.clone());
        }
        Self {
            sourcing,
            requirements: sourcing.requirements().collect(),
            lots,
            of_lot,
            held,
            rows: Vec::new(),
            unknown: Vec::new(),
        }
    }

    fn row(&mut self, row: &RowAsked) -> Result<(), Error> {
        let asks = match &row.asks {
            RowAsks::Persons(asked) => {
                let (of, persons) =
                    self.counted(row, &asked.mission, asked.component, asked.unknown_as, false)?;
                let at_most = Some(asked.at_most.get().into());
                Asks::Weights(Weights { of, weights: each(&persons, 1), at_most, at_least: None })
            }
            RowAsks::Budget(asked) => {
                let (of, persons) = self.counted(row, &asked.mission, None, asked.unknown_as, false)?;
                let rate = self.rate(row, &asked.mission)?;
                let each_person = rate.checked_mul(asked.months.get().into());
                let each_person = each_person.ok_or_else(|| too_much(row))?;
                let at_most = Some(asked.at_most.minor_units());
                Asks::Weights(Weights { of, weights: each(&persons, each_person), at_most, at_least: None })
            }
            RowAsks::Women(asked) => {
                let (of, persons) =
                    self.counted(row, &asked.mission, asked.component, asked.unknown_as, true)?;
                let women = self.lots.iter().filter(|(lot, ..)| persons.contains_key(lot));
                let women = women.map(|(lot, _, persons)| (lot.clone(), persons.women)).collect();
                let per_thousand = asked.percent.get().saturating_mul(10);
                Asks::Share(Share { of, part: each(&women, 1), whole: each(&persons, 1), per_thousand })
            }
            RowAsks::StateInMission(asked) => {
                let requirements = Some(self.slots(&asked.mission, None));
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
            RowAsks::Together(asked) => Asks::Together(Together {
                uses: self.selection(&asked.uses),
                needs: self.selection(&asked.needs),
                at_least: asked.at_least.map_or_else(|| Count::new(1), Ok)?,
            }),
            RowAsks::Apart(asked) => {
                Asks::Apart(Apart { sets: asked.sets.iter().map(|set| self.selection(set)).collect() })
            }
            RowAsks::AllOrNothing(asked) => self.whole(std::slice::from_ref(&asked.requirement)),
            RowAsks::Composite(asked) => self.whole(&asked.parts),
        };
        self.rows.push(SideRow { id: row.id.clone(), reason: row.reason.clone(), asks });
        Ok(())
    }

    /// The requirements of a mission, of a component or of all.
    fn slots(&self, mission: &MissionId, component: Option<Component>) -> Vec<SlotId> {
        let here = |asked: &&Asked<'_>| {
            asked.mission.document().id == *mission
                && component.is_none_or(|component| asked.requirement.component == component)
        };
        self.requirements.iter().filter(here).flat_map(|asked| self.of_asked(asked)).collect()
    }

    /// A requirement as it stands in the problem, with the parts of it that units are held for.
    fn of_asked(&self, asked: &Asked<'_>) -> Vec<SlotId> {
        let slot = asked.slot();
        let held = self.held.iter().filter(|held| held.requirement == slot);
        let held: Vec<SlotId> = held.map(|held| held.as_requirement.clone()).collect();
        std::iter::once(slot).chain(held).collect()
    }

    fn has_lot(&self, set: &UnitSet, state: Option<State>, lot: &LotId) -> bool {
        set.has_lot(state, self.of_lot.get(lot).unwrap_or(lot))
    }

    /// The pairs of a mission that a row on persons may use, and the persons of one unit of each of their lots. A lot
    /// whose persons are Unknown counts as is said, or is not used: then a row says that none of its units may be.
    fn counted(
        &mut self,
        row: &RowAsked,
        mission: &MissionId,
        component: Option<Component>,
        unknown_as: Option<Count>,
        women: bool,
    ) -> Result<(Selection, BTreeMap<LotId, u32>), Error> {
        let requirements = self.slots(mission, component);
        let mut persons = BTreeMap::new();
        let mut not_used = Vec::new();
        for (lot, _, of_lot) in &self.lots {
            let counts = of_lot.persons.or(unknown_as.map(Count::get));
            match counts {
                Some(counts) => drop(persons.insert(lot.clone(), counts)),
                None => not_used.push(lot.clone()),
            }
            if of_lot.persons.is_none() || women && !of_lot.women_known {
                self.unknown.push(TakenFor {
                    row: row.id.clone(),
                    lot: lot.clone(),
                    persons: counts,
                    women: women.then_some(of_lot.women),
                });
            }
        }
        if !not_used.is_empty() {
            let id = format!("{}.unknown", row.id).parse()?;
            let of = Selection { lots: Some(not_used), requirements: Some(requirements.clone()) };
            let asks = Asks::Units(Units { of, at_most: Count::new(0).ok(), at_least: None });
            self.rows.push(SideRow { id, reason: row.reason.clone(), asks });
        }
        Ok((Selection { lots: None, requirements: Some(requirements) }, persons))
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
        let lots = self.lots.iter().filter(|(lot, state, _)| self.has_lot(set, *state, lot));
        let requirements =
            self.requirements.iter().filter(|asked| set.has_requirement(asked.mission, &asked.whole()));
        Selection {
            lots: Some(lots.map(|(lot, ..)| lot.clone()).collect()),
            requirements: Some(requirements.flat_map(|asked| self.of_asked(asked)).collect()),
        }
    }

    fn whole(&self, slots: &[SlotId]) -> Asks {
        let parts = self.requirements.iter().filter(|asked| slots.contains(&asked.whole()));
        let part = |asked: &Asked<'_>| Part {
            of: Selection { lots: None, requirements: Some(self.of_asked(asked)) },
            units: asked.requirement.units,
        };
        Asks::Whole(Whole { parts: parts.map(part).collect() })
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
