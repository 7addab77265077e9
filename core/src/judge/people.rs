//! What the people of lots are trained and cleared for, by the evidence on file, and how many of them are women.

use std::collections::BTreeMap;

use super::eligibility::{check_stands, training_decided, units_on_offer};
use super::readiness::{of_kinds, supply};
use crate::record::{
    CheckStep, EvidenceKind, Lot, LotState, PledgeKind, PledgeState, RankBand, TrainingNeeded, Validator,
    View, WomenInBand,
};
use crate::words::catalogue::{Component, Group, TargetGroup, Vocabulary, WomenTarget};
use crate::words::value::{Day, Figure, Met, ModuleId, Percent, words};

words! {
    /// How far the training of a lot in a module is shown by the evidence on file for all its units.
    pub enum Trained {
        /// All persons are trained, and a body outside validated it.
        External = "external",
        /// All persons are trained, and another contributor validated it.
        Peer = "peer",
        /// All persons are trained, by their own word.
        SelfValidated = "self",
        /// Not all persons are trained, or it was not passed.
        NotAll = "not-all",
        /// The evidence does not say, no longer holds, or is of some units only; or there is none.
        Unknown = "unknown",
    }
}

/// How far a lot is trained in a module on the day of the view, with what is on file in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainedIn {
    /// The module.
    pub module: ModuleId,
    /// How far.
    pub trained: Trained,
    /// What is on file.
    pub on_file: String,
}

/// How far a lot is trained in a module on a day: the strongest validation under which all its persons are trained, by the
/// rule that eligibility reads training by.
pub fn trained_in(lot: &LotState, module: &ModuleId, on: Day) -> TrainedIn {
    let decided = |validator| {
        let needed = TrainingNeeded { module: module.clone(), share: Percent::LARGEST, validator };
        training_decided(lot, &needed, on)
    };
    let of = |trained, on_file| TrainedIn { module: module.clone(), trained, on_file };
    for (validator, trained) in [(Validator::External, Trained::External), (Validator::Peer, Trained::Peer)] {
        let (met, on_file) = decided(validator);
        if met == Met::Met {
            return of(trained, on_file);
        }
    }
    let (met, on_file) = decided(Validator::SelfValidated);
    let trained = match met {
        Met::Met => Trained::SelfValidated,
        Met::Unmet => Trained::NotAll,
        Met::Unknown => Trained::Unknown,
    };
    of(trained, on_file)
}

/// A lot with its pledge.
type OfPledge<'v> = (&'v PledgeState, &'v LotState);

/// The lots on offer, each with its pledge.
fn on_offer(view: &View) -> impl Iterator<Item = OfPledge<'_>> {
    supply(view).filter(|(_, lot)| units_on_offer(lot) > 0)
}

/// How far every lot on offer is trained in every module of the catalogue, on the day of the view.
pub fn training(view: &View) -> Vec<(OfPledge<'_>, TrainedIn)> {
    let modules = view.catalogue().terms(Vocabulary::TrainingModule);
    let modules: Vec<ModuleId> = modules.filter_map(|term| term.id.as_str().parse().ok()).collect();
    let mut rows = Vec::new();
    for of in on_offer(view) {
        rows.extend(modules.iter().map(|module| (of, trained_in(of.1, module, view.valid()))));
    }
    rows
}

/// Lots on offer by how far they are trained in a module: each lot counts once.
pub fn training_by_module(view: &View) -> BTreeMap<(ModuleId, Option<Component>), BTreeMap<Trained, u32>> {
    let mut counts: BTreeMap<_, BTreeMap<Trained, u32>> = BTreeMap::new();
    for ((_, lot), TrainedIn { module, trained, .. }) in training(view) {
        let of = counts.entry((module, lot.lot.component_by(view.catalogue()))).or_default();
        let number = of.entry(trained).or_default();
        *number = number.saturating_add(1);
    }
    counts
}

/// How a step of human-rights screening or misconduct vetting stands for a lot: a status of the whole, never of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Screening or vetting.
    pub kind: EvidenceKind,
    /// Which step.
    pub step: CheckStep,
    /// Whether it is cleared.
    pub cleared: Met,
    /// What is on file, with who certified it and when.
    pub on_file: String,
}

/// The steps that public sources name for screening and for vetting: the Daily Star (Bangladesh) for the three parts of the
/// screening; pages of the UN Conduct and Discipline Service for the misconduct tracking system and the certification by
/// the State.
const STEPS: [(EvidenceKind, CheckStep); 5] = [
    (EvidenceKind::HumanRightsScreening, CheckStep::SelfCertification),
    (EvidenceKind::HumanRightsScreening, CheckStep::StateCertification),
    (EvidenceKind::HumanRightsScreening, CheckStep::OhchrProcedure),
    (EvidenceKind::MisconductVetting, CheckStep::StateCertification),
    (EvidenceKind::MisconductVetting, CheckStep::MisconductTracking),
];

/// How the screening and the vetting of every lot on offer stand on the day of the view, step by step.
pub fn checks(view: &View) -> Vec<(OfPledge<'_>, Checked)> {
    let mut rows = Vec::new();
    for of in on_offer(view) {
        rows.extend(STEPS.map(|(kind, step)| {
            let (cleared, on_file) = check_stands(of.1, kind, step, view.valid());
            (of, Checked { kind, step, cleared, on_file })
        }));
    }
    rows
}

/// Which women are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WomenOf {
    /// The component.
    pub component: Option<Component>,
    /// The group that a target is set for; absent: none is for these.
    pub target_group: Option<TargetGroup>,
    /// The regional group of the State.
    pub group: Option<Group>,
    /// The band of rank; absent: all ranks.
    pub band: Option<RankBand>,
}

/// Women, and the persons they are among.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Women {
    /// How many women, in the lots of which both numbers are on record.
    pub women: u32,
    /// How many persons these lots have.
    pub of: u32,
    /// How many lots that are.
    pub lots: u32,
    /// How many lots do not say.
    pub not_stated: u32,
}

impl Women {
    fn add(&mut self, counted: Option<(u32, u32)>) {
        let to = |sum: &mut u32, more: u32| *sum = sum.saturating_add(more);
        let Some((women, of)) = counted else { return to(&mut self.not_stated, 1) };
        to(&mut self.women, women);
        to(&mut self.of, of);
        to(&mut self.lots, 1);
    }
}

/// Women among the persons of the lots on offer, and among the individuals on offer.
pub fn women(view: &View) -> BTreeMap<WomenOf, Women> {
    let mut counts: BTreeMap<WomenOf, Women> = BTreeMap::new();
    let persons = of_kinds(view, |kind| kind.is_supply() || kind == PledgeKind::Individuals);
    for (pledge, LotState { lot, .. }) in persons.filter(|(_, lot)| units_on_offer(lot) > 0) {
        let of_state = pledge.lead().and_then(|state| view.catalogue().state(state));
        let component = lot.component_by(view.catalogue());
        let target_group = component.and_then(|component| target_group(pledge.pledge.kind, component));
        let group = of_state.and_then(|entry| entry.group);
        let bands = RankBand::ALL.iter().map(|band| (Some(*band), in_band(lot, *band)));
        for (band, counted) in bands.chain([(None, in_all(lot))]) {
            counts.entry(WomenOf { component, target_group, group, band }).or_default().add(counted);
        }
    }
    counts
}

/// The group that a target is set for: units as formed, police on their own, and of the military on their own observers
/// and staff officers. None is set for civilians.
fn target_group(kind: PledgeKind, component: Component) -> Option<TargetGroup> {
    match (kind, component) {
        (PledgeKind::Individuals, Component::Police) => Some(TargetGroup::IndividualPolice),
        (PledgeKind::Individuals, Component::Military) => Some(TargetGroup::ObserversAndStaffOfficers),
        (_, component) => TargetGroup::of_units(component),
    }
}

fn in_band(lot: &Lot, band: RankBand) -> Option<(u32, u32)> {
    let WomenInBand { women, of, .. } = lot.women.iter().flatten().find(|each| each.band == band)?;
    Some((women.known()?, of.as_ref()?.known()?))
}

fn in_all(lot: &Lot) -> Option<(u32, u32)> {
    Some((lot.women_in_all()?, lot.strength.as_ref().and_then(Figure::known)?))
}

/// The first target for a group that is still to be reached on the day of the view; after all of them, the last.
pub fn next_target(view: &View, group: TargetGroup) -> Option<&WomenTarget> {
    let of_group = || view.catalogue().women_targets().iter().filter(|target| target.group == group);
    let ahead = of_group().filter(|target| target.by >= view.valid()).min_by_key(|target| target.by);
    ahead.or_else(|| of_group().max_by_key(|target| target.by))
}

#[cfg(test)]
mod tests {
    use super::super::readiness::testing::{ACCEPTED, TOLD, Told, lot};
    use super::*;
    use crate::words::finding::Error;

    /// Evidence of this kind on all units, on 1 March 2026.
    fn evidence(kind: &str, rest: &str) -> String {
        format!(
            r#""event": "evidence-recorded", "units": "all", "evidence": {{"id": "e", "kind": "{kind}"{rest}}}"#
        )
    }

    fn trained(share: &str, more: &str) -> Result<Trained, Error> {
        let training = format!(r#", "training": {{"module": "humanitarian-law"{share}}}{more}"#);
        let what = evidence("training", &training);
        let view = Told { events: &[ACCEPTED, ("2026-03-01", &what)], ..TOLD }.view()?;
        Ok(trained_in(lot(&view)?.1, &"humanitarian-law".parse()?, view.valid()).trained)
    }

    #[test]
    fn trained_are_all_persons_or_not_all_and_by_whose_word_is_told_apart() -> Result<(), Error> {
        for (validator, expected) in
            [("external", Trained::External), ("peer", Trained::Peer), ("self", Trained::SelfValidated)]
        {
            let share = |share: u32| format!(r#", "share": {share}, "validator": "{validator}""#);
            assert_eq!(trained(&share(100), "")?, expected);
            assert_eq!(trained(&share(99), "")?, Trained::NotAll);
            assert_eq!(trained(&share(100), r#", "outcome": "not-passed""#)?, Trained::NotAll);
            assert_eq!(trained(&share(100), r#", "valid_until": "2026-06-29""#)?, Trained::Unknown);
            assert_eq!(trained(&share(100), r#", "valid_until": "2026-06-30""#)?, expected, "its last day");
        }
        assert_eq!(trained(r#", "share": 100"#, "")?, Trained::Unknown, "nobody said who validated it");
        assert_eq!(trained("", "")?, Trained::Unknown);
        Ok(())
    }

    #[test]
    fn every_lot_on_offer_counts_once_in_each_module() -> Result<(), Error> {
        let what = evidence(
            "training",
            r#", "training": {"module": "humanitarian-law", "share": 100, "validator": "external"}"#,
        );
        let view = Told { events: &[ACCEPTED, ("2026-03-01", &what)], ..TOLD }.view()?;
        let counts = training_by_module(&view);
        let modules = view.catalogue().terms(Vocabulary::TrainingModule).count();
        assert_eq!(counts.len(), modules);
        for ((module, component), counts) in counts {
            let law = module.as_str() == "humanitarian-law";
            let expected = if law { Trained::External } else { Trained::Unknown };
            assert_eq!((component, counts), (Some(Component::Military), BTreeMap::from([(expected, 1)])));
        }
        let gone = ("2026-04-01", r#""event": "withdrawn", "units": "all""#);
        let view = Told { events: &[ACCEPTED, gone], ..TOLD }.view()?;
        assert_eq!(training_by_module(&view).len(), 0, "what was withdrawn is not on offer");
        Ok(())
    }

    #[test]
    fn every_step_of_screening_and_vetting_has_its_own_answer() -> Result<(), Error> {
        let what = evidence(
            "human-rights-screening",
            r#", "by": "the State", "check": {"step": "state-certification", "cleared": true}"#,
        );
        let view = Told { events: &[ACCEPTED, ("2026-03-01", &what)], ..TOLD }.view()?;
        let said: Vec<_> =
            checks(&view).into_iter().map(|(_, row)| (row.kind, row.step, row.cleared)).collect();
        let expected = STEPS.map(|(kind, step)| {
            let cleared = kind == EvidenceKind::HumanRightsScreening && step == CheckStep::StateCertification;
            (kind, step, if cleared { Met::Met } else { Met::Unknown })
        });
        assert_eq!(said, expected);
        Ok(())
    }

    #[test]
    fn women_on_their_own_and_in_units_have_different_targets() -> Result<(), Error> {
        let groups = |kind: &'static str, component: &str| -> Result<Vec<_>, Error> {
            let lot = format!(r#", "component": "{component}", "units": 1, "strength": 10"#);
            let view = Told { kind, lot: &lot, events: &[ACCEPTED], ..TOLD }.view()?;
            let groups: std::collections::BTreeSet<_> =
                women(&view).keys().map(|of| of.target_group).collect();
            let percent = |group: TargetGroup| next_target(&view, group).map(|target| target.percent.get());
            Ok(groups.into_iter().map(|group| (group, group.and_then(percent))).collect())
        };
        // UN targets for 2028 (Elsie Initiative Fund, UN strategies).
        let contingents = (Some(TargetGroup::Contingents), Some(15));
        assert_eq!(groups("formed-unit", "military")?, [contingents]);
        let units = (Some(TargetGroup::FormedPoliceUnits), Some(20));
        assert_eq!(groups("formed-unit", "police")?, [units]);
        let individuals = (Some(TargetGroup::IndividualPolice), Some(30));
        assert_eq!(groups("individuals", "police")?, [individuals]);
        let staff = (Some(TargetGroup::ObserversAndStaffOfficers), Some(25));
        assert_eq!(groups("individuals", "military")?, [staff]);
        Ok(())
    }
}
