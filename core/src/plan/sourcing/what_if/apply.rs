//! Changes applied to copies: of the view by events that would have happened, of missions and options by what they
//! would say; what is neither is supposed.

use std::collections::BTreeSet;

use super::change::{Add, Change, Changes, Delay, LevelSupposed, Relax, Withdraw};
use super::events::Events;
use super::supposed::Supposed;
use crate::plan::matching::{Problem, Work};
use crate::plan::sourcing::asked::{Asked, Before, Offer, Sourcing};
use crate::plan::sourcing::check::{no_requirement, not_found};
use crate::plan::sourcing::options::MatchOptions;
use crate::record::{Mission, View};
use crate::words::document::Document;
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::{Days, LimitId, LotId, Met, MissionId, SlotId, State, nearest};

/// A question that is being changed.
pub(super) struct Draft<'s> {
    before: &'s Sourcing,
    pub(super) view: View,
    missions: Vec<Mission>,
    options: MatchOptions,
    supposed: Supposed,
    /// What has to be judged again: lots, all requirements of missions, and requirements.
    lots: BTreeSet<LotId>,
    of_missions: BTreeSet<MissionId>,
    requirements: BTreeSet<SlotId>,
    findings: Vec<Finding>,
}

/// What a question has become, and what of it is judged again.
pub(super) struct Applied {
    pub(super) sourcing: Sourcing,
    lots: BTreeSet<LotId>,
    requirements: BTreeSet<SlotId>,
}

impl Applied {
    /// The problem, made from an earlier one as far as that holds.
    pub(super) fn problem(&self, before: &Problem, work: &mut Work<'_>) -> Result<Problem, Error> {
        let before = Before { problem: before, lots: &self.lots, requirements: &self.requirements };
        self.sourcing.problem(Some(before), work)
    }
}

/// Applies changes to a question, or finds everything that stands against them.
pub(super) fn applied(before: &Sourcing, asked: &Changes) -> Result<Applied, Error> {
    let mut findings = Vec::new();
    asked.check(&(), &mut findings);
    Error::unless_sound(findings)?;
    let mut draft = Draft {
        before,
        view: before.view.clone(),
        missions: before.missions.clone(),
        options: before.options.clone(),
        supposed: before.supposed.clone(),
        lots: BTreeSet::new(),
        of_missions: BTreeSet::new(),
        requirements: BTreeSet::new(),
        findings: Vec::new(),
    };
    for (i, change) in asked.changes.iter().enumerate() {
        draft.apply(change, &format!("/changes/{i}"))?;
    }
    Error::unless_sound(std::mem::take(&mut draft.findings))?;
    draft.finish(asked)
}

impl Draft<'_> {
    fn apply(&mut self, change: &Change, path: &str) -> Result<(), Error> {
        match change {
            Change::Withdraw(withdraw) => self.withdraw(withdraw, path),
            Change::Delay(delay) => self.delay(delay, path),
            Change::Add(add) => self.add(add, path),
            Change::Level(level) => self.level(level, path),
            Change::Relax(relax) => self.relax(relax, path),
            Change::Need(need) => {
                let units = need.units;
                self.change_requirement(&need.requirement, path, |requirement| requirement.units = units);
            }
            Change::Verify(verify) => {
                self.has_lot(&verify.lot, path);
                self.has_requirement(verify.requirement.as_ref(), path);
                self.lots.insert(verify.lot.clone());
            }
            Change::Waive(waive) => {
                self.has_requirement(waive.requirement.as_ref(), path);
                match &waive.lot {
                    Some(lot) => {
                        self.has_lot(lot, path);
                        self.lots.insert(lot.clone());
                    }
                    None => self.requirements.extend(waive.requirement.clone()),
                }
            }
            Change::Pin(pin) => {
                self.has_lot(&pin.lot, path);
                self.has_requirement(Some(&pin.requirement), path);
            }
            Change::Exclude(exclude) => {
                self.has_lot(&exclude.lot, path);
                self.has_requirement(Some(&exclude.requirement), path);
            }
            Change::Limit(limit) => {
                if let Some(asked) = self.limit(&limit.id, path) {
                    asked.at_most = limit.at_most;
                }
            }
            Change::DropLimit(limit) => {
                if self.limit(&limit.id, path).is_some() {
                    self.options
                        .limits
                        .iter_mut()
                        .for_each(|limits| limits.retain(|each| each.id != limit.id));
                }
            }
            Change::AddLimit(limit) => {
                // As it was written: below, its lists are in canonical order.
                limit.asked().check(self.view.catalogue(), path, &mut self.findings);
                self.options.limits.get_or_insert_default().push(limit.asked());
                self.options.normalise();
            }
        }
        Ok(())
    }

    /// Supposes events; what the record finds against them stands at the change.
    pub(super) fn suppose(&mut self, events: Events, path: &str) {
        let pledges = events.pledges();
        match self.view.supposing(events.entries, &events.actor) {
            Ok(view) => {
                self.view = view;
                // A pledge that is there now may be what another one says again.
                let again = self.view.pledges().filter(|(id, pledge)| {
                    pledges.contains(id)
                        || pledge.pledge.reaffirms.as_ref().is_some_and(|id| pledges.contains(id))
                });
                self.lots.extend(again.flat_map(|(_, pledge)| pledge.lots.keys().cloned()));
            }
            Err(refused) => {
                let at = |found: &Finding| {
                    let mut steps = found.path.split('/').skip(2).peekable();
                    steps.next_if_eq(&"what");
                    let below: String = steps.map(|step| format!("/{step}")).collect();
                    Finding { path: format!("{path}{below}"), ..found.clone() }
                };
                self.findings.extend(refused.findings().iter().map(at));
            }
        }
    }

    fn withdraw(&mut self, withdraw: &Withdraw, path: &str) {
        let Withdraw { lot, pledge, state, .. } = withdraw;
        if lot.as_ref().is_some_and(|lot| !self.has_lot(lot, path)) {
            return;
        }
        if let Some(pledge) = pledge
            && self.view.pledge(pledge).is_none()
        {
            let near = nearest(pledge.as_str(), self.view.pledges().map(|(id, _)| id.as_str()));
            let message = format!("The view has no pledge `{pledge}`.");
            self.findings.push(not_found(format!("{path}/pledge"), message, near));
            return;
        }
        if state.is_some_and(|state| !self.has_state(state, path)) {
            return;
        }
        let Some(events) = Events::withdrawn(&self.view, withdraw) else {
            let what = state.map_or_else(|| "that pledge".to_owned(), |state| state.to_string());
            let message = format!("Nothing of {what} can be withdrawn.");
            let finding = Finding::new(Code::ChangeNotPossible, path, message);
            self.findings.push(
                finding.help("Units on their way, in a mission, or withdrawn before stay as they are."),
            );
            return;
        };
        self.suppose(events, path);
    }

    fn delay(&mut self, delay: &Delay, path: &str) {
        if !self.has_lot(&delay.lot, path) {
            return;
        }
        let assumptions = self.options.assumptions.as_deref().unwrap_or_default();
        match Events::delayed(&self.view, delay, (&self.missions, &self.before.schemes, assumptions)) {
            Some(events) => self.suppose(events, path),
            None => {
                let message =
                    format!("When `{}` arrives is Unknown, or not the same for all missions.", delay.lot);
                let finding = Finding::new(Code::ChangeNotPossible, format!("{path}/days"), message);
                self.findings.push(finding.help("Give the day on which it arrives as `arrival`."));
            }
        }
    }

    fn add(&mut self, add: &Add, path: &str) {
        if let Some(events) = Events::added(&self.view, add) {
            self.suppose(events, path);
        }
    }

    fn level(&mut self, LevelSupposed { lot, scheme, level }: &LevelSupposed, path: &str) {
        let known = self.before.schemes.iter().find(|known| known.id == *scheme);
        if known.and_then(|known| known.level(level)).is_none() {
            let message = format!("No scheme at hand has the level `{level}` of `{scheme}`.");
            let finding = Finding::new(Code::NotFound, format!("{path}/level"), message);
            self.findings.push(finding.help("Give the scheme in the match options."));
        } else if self.has_lot(lot, path)
            && let Some(events) = Events::level(&self.view, lot, scheme, level)
        {
            self.suppose(events, path);
        }
    }

    fn relax(&mut self, relax: &Relax, path: &str) {
        let later =
            |day: Days, by: Option<Days>| Days::new(day.get().saturating_add(by.map_or(0, Days::get)));
        let requirement = self.missions.iter().flat_map(|mission| {
            let document = mission.document();
            document.requirements.iter().map(|each| (SlotId::new(&document.id, &each.id), each))
        });
        let found = requirement.into_iter().find(|(slot, _)| *slot == relax.requirement);
        let Some((needed, latest, explicit)) = found.map(|(_, each)| {
            (
                later(each.needed_by, relax.needed_by),
                later(each.latest(), relax.latest_by),
                each.latest_by.is_some(),
            )
        }) else {
            self.has_requirement(Some(&relax.requirement), path);
            return;
        };
        match (needed, latest) {
            (Ok(needed), Ok(latest)) => self.change_requirement(&relax.requirement, path, |requirement| {
                requirement.needed_by = needed;
                if explicit || relax.latest_by.is_some() {
                    requirement.latest_by = Some(latest.max(needed));
                }
            }),
            (Err(malformed), _) | (_, Err(malformed)) => self.findings.push(malformed.at(path)),
        }
        // Whether an enabler is required early enough is judged at the other requirements.
        self.of_missions.extend(relax.requirement.as_str().split('/').next().and_then(|id| id.parse().ok()));
    }

    fn change_requirement(
        &mut self,
        slot: &SlotId,
        path: &str,
        change: impl FnOnce(&mut crate::record::UnitRequirement),
    ) {
        if !self.has_requirement(Some(slot), path) {
            return;
        }
        let of = |mission: &&mut Mission| {
            let document = mission.document();
            document.requirements.iter().any(|each| SlotId::new(&document.id, &each.id) == *slot)
        };
        let Some(mission) = self.missions.iter_mut().find(of) else {
            let message = format!("`{slot}` is one tour of a requirement.");
            let finding = Finding::new(Code::ChangeNotPossible, format!("{path}/requirement"), message);
            self.findings.push(finding.help("Name the requirement as a whole."));
            return;
        };
        *mission = mission.changed(|document| {
            let id = document.id.clone();
            let found = document.requirements.iter_mut().find(|each| SlotId::new(&id, &each.id) == *slot);
            found.map(change).unwrap_or_default();
        });
        let mut findings = Vec::new();
        mission.document().check(self.view.catalogue(), &mut findings);
        self.findings.extend(findings.into_iter().map(|found| Finding { path: path.to_owned(), ..found }));
    }

    fn limit(&mut self, id: &LimitId, path: &str) -> Option<&mut crate::plan::sourcing::options::LimitAsked> {
        let limits = self.options.limits.as_deref_mut().unwrap_or_default();
        if !limits.iter().any(|limit| limit.id == *id) {
            let near = nearest(id.as_str(), limits.iter().map(|limit| limit.id.as_str()));
            let message = format!("No limit `{id}` was asked for.");
            self.findings.push(not_found(format!("{path}/id"), message, near));
            return None;
        }
        limits.iter_mut().find(|limit| limit.id == *id)
    }

    fn has_lot(&mut self, lot: &LotId, path: &str) -> bool {
        let found = self.view.lot(lot).is_some();
        if !found {
            let near = nearest(lot.as_str(), self.view.lots().map(|(_, lot)| lot.lot.id.as_str()));
            let message = format!("The view has no lot `{lot}`.");
            self.findings.push(not_found(format!("{path}/lot"), message, near));
        }
        found
    }

    fn has_state(&mut self, state: State, path: &str) -> bool {
        let catalogue = self.view.catalogue();
        catalogue.check_state(state, format!("{path}/state"), &mut self.findings);
        catalogue.state(state).is_some()
    }

    fn has_requirement(&mut self, slot: Option<&SlotId>, path: &str) -> bool {
        let Some(slot) = slot else { return true };
        let found = self.before.slots().iter().any(|each| each.id == *slot);
        if !found {
            self.findings.push(no_requirement(self.before, format!("{path}/requirement"), slot));
        }
        found
    }

    fn finish(self, asked: &Changes) -> Result<Applied, Error> {
        let Self { view, missions, options, mut supposed, lots, of_missions, mut requirements, .. } = self;
        supposed.changes.extend(asked.changes.iter().cloned());
        let limits: Vec<LimitId> = options.limits.iter().flatten().map(|limit| limit.id.clone()).collect();
        let sourcing = Sourcing::of(view, missions, options, supposed)
            .map_err(|refused| at_changes(&refused, &limits, asked))?;
        for each in sourcing.requirements() {
            if of_missions.contains(&each.mission.document().id) || requirements.contains(&each.whole()) {
                requirements.insert(each.slot());
            }
        }
        let mut findings = Vec::new();
        for (i, change) in asked.changes.iter().enumerate() {
            check_rules(&sourcing, change, &format!("/changes/{i}"), &mut findings);
        }
        Error::unless_sound(findings)?;
        Ok(Applied { sourcing, lots, requirements })
    }
}

/// What is found wrong with a limit stands at the change that asks for it.
fn at_changes(refused: &Error, limits: &[LimitId], asked: &Changes) -> Error {
    let at = |found: &Finding| {
        let place: Option<usize> = found.path.strip_prefix("/limits/").and_then(|rest| {
            let limit = limits.get(rest.split('/').next()?.parse::<usize>().ok()?)?;
            asked.changes.iter().rposition(|change| match change {
                Change::AddLimit(added) => added.id == *limit,
                Change::Limit(set) => set.id == *limit,
                _ => false,
            })
        });
        let path = place.map_or_else(|| found.path.clone(), |place| format!("/changes/{place}"));
        Finding { path, ..found.clone() }
    };
    let findings = refused.findings().iter().map(at).collect();
    Error::unless_sound(findings).err().unwrap_or_else(|| refused.clone())
}

/// A rule is answered or waived where it stands in the way of something.
fn check_rules(sourcing: &Sourcing, change: &Change, path: &str, findings: &mut Vec<Finding>) {
    let (rules, lot, requirement) = match change {
        Change::Verify(verify) => {
            let named = verify.rules.as_ref().map(|rules| rules.iter().copied().map(Some).collect());
            (named.unwrap_or_else(|| vec![None]), Some(&verify.lot), verify.requirement.as_ref())
        }
        Change::Waive(waive) => (vec![Some(waive.rule)], waive.lot.as_ref(), waive.requirement.as_ref()),
        _ => return,
    };
    // What is Unknown is answered; what is not met, or not known to be, is waived.
    let answers = matches!(change, Change::Verify(_));
    let open = |met: Met| met == Met::Unknown || (met == Met::Unmet && !answers);
    let concerned = |asked: Asked<'_>, offer: Offer<'_>| {
        lot.is_none_or(|lot| *lot == offer.lot.lot.id)
            && requirement.is_none_or(|named| *named == asked.slot() || *named == asked.whole())
    };
    let mut missing = rules;
    for offer in sourcing.offers() {
        for asked in sourcing.requirements().filter(|asked| concerned(*asked, offer)) {
            if missing.is_empty() {
                return;
            }
            let said = sourcing.judge_as_recorded(asked, offer).judgements;
            missing.retain(|rule| {
                !said.iter().any(|judged| open(judged.met) && rule.is_none_or(|rule| rule == judged.rule))
            });
        }
    }
    for rule in missing {
        let message = match (change, rule) {
            (Change::Verify(_), Some(rule)) => format!("The rule `{rule}` is not open there."),
            (_, Some(rule)) => format!("The rule `{rule}` stands in the way of nothing there."),
            (_, None) => "No rule is open there.".to_owned(),
        };
        let finding = Finding::new(Code::ChangeNotPossible, path, message);
        findings.push(finding.help("Look at why-not, or at the questions of the plan."));
    }
}
