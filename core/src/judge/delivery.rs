//! What was delivered of what was undertaken: by contributors in their deployments, by the host State, the United Nations
//! and contributors for a mission. Counts with intervals, measured the same way for all of them; never a score.

use std::collections::BTreeMap;

use crate::record::{
    Consultation, ConsultationKind, Evaluation, LotState, Mission, Performance, PledgeState, UndertakenBy,
    Undertaking, UndertakingKind, UndertakingStatus, View,
};
use crate::words::value::{Day, EventId, EvidenceId, Figure, MissionId, Percent, PledgeId, words};

words! {
    /// What is measured.
    pub enum Measure {
        /// At least the persons offered came.
        Strength = "strength",
        /// At least the equipment offered came, in every category of which both are on record.
        Equipment = "equipment",
        /// At least nine tenths of the major equipment were serviceable.
        Serviceability = "serviceability",
        /// People had arrived within the days undertaken, from the formal request on record, or from the day of the request that the
        /// source names.
        Arrival = "arrival",
        /// An evaluation in the mission found it satisfactory.
        Evaluation = "evaluation",
        /// An undertaking was seen to be kept by the day on which it was due.
        Undertaking = "undertaking",
    }
}

/// The share of major equipment that is taken as serviceable enough, whatever the lease. Under a wet lease the State owes nine
/// tenths, by a sentence of the United Nations in a collection of phrases: a weak source. For other leases it is ours.
const SERVICEABLE: u32 = 90;

/// How often something was delivered, of how often it can be said whether it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// How often the record says whether it was.
    pub counted: u32,
    /// How often it was.
    pub reached: u32,
    /// How often the record does not say, or its sources differ.
    pub not_stated: u32,
    /// The fewest and the most days from the request, where the measure has them.
    pub days: Option<(u32, u32)>,
}

impl Delivered {
    /// Adds one case: whether it was delivered, `None` where the record does not say.
    fn add(&mut self, reached: Option<bool>) {
        let to = |number: &mut u32, more: bool| *number = number.saturating_add(more.into());
        to(&mut self.counted, reached.is_some());
        to(&mut self.reached, reached == Some(true));
        to(&mut self.not_stated, reached.is_none());
    }

    fn took(&mut self, days: u32) {
        let (least, most) = self.days.unwrap_or((days, days));
        self.days = Some((least.min(days), most.max(days)));
    }

    /// Between which shares the practice behind these counts lies, in per cent rounded outwards; `None` where nothing is
    /// counted. See [`interval`].
    pub fn interval(&self) -> Option<(Percent, Percent)> {
        interval(self.reached, self.counted)
    }
}

/// How long it took from a request until arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Took<'v> {
    /// The formal request on record from which it counts; `None`: the day that the evidence names.
    pub(crate) request: Option<&'v EventId>,
    /// The day of arrival.
    pub(crate) arrived: Day,
    /// How many days at least.
    pub(crate) at_least: u32,
    /// How many days at most; `None`: Unknown.
    pub(crate) at_most: Option<u32>,
}

impl Took<'_> {
    /// Whether that was within so many days; `None` where the days are known within bounds that do not say.
    pub(crate) fn within(&self, days: u32) -> Option<bool> {
        match self.at_most {
            Some(most) if most <= days => Some(true),
            _ => (days < self.at_least).then_some(false),
        }
    }

    /// From a request on record until a day known within bounds.
    fn from_request<'v>(request: &'v Consultation, (first, arrived): (Option<Day>, Day)) -> Took<'v> {
        let days = |from: Day, until: Day| u32::try_from(until.since(from)).unwrap_or_default();
        Took {
            request: Some(&request.id),
            arrived,
            at_least: first.map_or(0, |first| days(request.on, first)),
            at_most: request.earliest.map(|earliest| days(earliest, arrived)),
        }
    }
}

/// The formal request for a lot that a deployment in a mission followed, of those that were made by the day of arrival, which may hang
/// on the request: the latest that names the mission as the source of the deployment does, or else the only one, where one of the
/// two names none. What was asked before units of the lot came home was for the tour before: it starts no clock of a later one.
/// `Err` where it is not clear which was meant.
fn formal_request<'v>(
    (pledge, lot): (&'v PledgeState, &LotState),
    mission: Option<&str>,
    arrival: impl Fn(&Consultation) -> Option<Day>,
) -> Result<Option<&'v Consultation>, Unclear> {
    let for_this_tour = |asked: &Consultation| {
        arrival(asked).is_some_and(|arrived| {
            asked.on <= arrived && !lot.returns.iter().any(|home| asked.on <= *home && *home < arrived)
        })
    };
    let requests = pledge.consultations.iter();
    let requests = requests
        .filter(|asked| asked.opened.kind == ConsultationKind::FormalRequest)
        .filter(|asked| asked.opened.lots.as_ref().is_none_or(|lots| lots.contains(&lot.lot.id)))
        .filter(|asked| for_this_tour(asked));
    let requests: Vec<&Consultation> = requests.collect();
    let mission_of = |asked: &Consultation| asked.opened.mission.clone();
    let named = |asked: &&Consultation| {
        mission_of(asked).zip(mission).is_some_and(|(id, mission)| is_named(&id, mission))
    };
    let of_mission: Vec<&Consultation> = requests.iter().copied().filter(named).collect();
    if let Some(request) = of_mission.last() {
        let other = of_mission.iter().any(|asked| mission_of(asked) != mission_of(request));
        return if other { Err(Unclear) } else { Ok(Some(request)) };
    }
    match requests.as_slice() {
        [] => Ok(None),
        [request] if mission.is_none() || mission_of(request).is_none() => Ok(Some(request)),
        _ => Err(Unclear),
    }
}

/// Another mission may be meant, or the same by another name.
struct Unclear;

/// Whether the words of a source name the mission of this id: they have it as a whole word, in large or small letters. Nothing
/// looser, for a part of a name may be that of another mission.
fn is_named(mission: &MissionId, words: &str) -> bool {
    let (id, words) = (mission.as_str().to_lowercase(), words.to_lowercase());
    let goes_on = |beside: Option<char>| beside.is_some_and(|c| c.is_alphanumeric() || "-_".contains(c));
    words.match_indices(&id).any(|(at, found)| {
        let before = words.get(..at).and_then(|before| before.chars().next_back());
        let after = at.checked_add(found.len()).and_then(|end| words.get(end..)?.chars().next());
        !goes_on(before) && !goes_on(after)
    })
}

/// How long a deployment took from the request, by a piece of evidence that holds from a day: from the formal request on record
/// where there is one and it is clear which, else from the day of the request that the evidence names. `None` where neither is
/// known: time in a pool is no delay. Nor did anybody arrive after the day of the evidence that says so: then its days are not
/// from the request on record.
pub(crate) fn took<'v>(
    (pledge, lot): (&'v PledgeState, &LotState),
    performance: &Performance,
    on: Day,
) -> Option<Took<'v>> {
    let days = performance.days_to_arrive?.get();
    let arrived = performance.requested.and_then(|requested| requested.later(days));
    let request = formal_request((pledge, lot), Some(performance.mission.as_str()), |asked| {
        arrived.or_else(|| asked.on.later(days).filter(|arrived| *arrived <= on))
    });
    match (request.ok().flatten(), arrived) {
        (Some(request), Some(arrived)) => Some(Took::from_request(request, (Some(arrived), arrived))),
        // The days of the source are from the request, and its day is on record here.
        (Some(request), None) => {
            let arrived = request.on.later(days)?;
            Some(Took { request: Some(&request.id), arrived, at_least: days, at_most: Some(days) })
        }
        (None, Some(arrived)) => Some(Took { request: None, arrived, at_least: days, at_most: Some(days) }),
        (None, None) => None,
    }
}

/// How long it took until these units were in the mission, on a day known within bounds, from the formal request on record
/// among those that are still open.
pub(crate) fn took_until<'v>(
    of: (&'v PledgeState, &LotState),
    mission: Option<&str>,
    arrived: (Option<Day>, Day),
    is_open: impl Fn(&Consultation) -> bool,
) -> Option<(&'v Consultation, Took<'v>)> {
    let request = formal_request(of, mission, |asked| is_open(asked).then_some(arrived.1)).ok()??;
    Some((request, Took::from_request(request, arrived)))
}

/// The deployments whose performance is on record, by function of their units (absent: not stated) and by what is
/// measured. No State is named. A piece of evidence on several lots of a pledge is one deployment.
pub fn performance(view: &View) -> BTreeMap<(Option<String>, Measure), Delivered> {
    type Piece<'v> = (Option<String>, &'v Performance, Option<Took<'v>>);
    let mut pieces: BTreeMap<(&PledgeId, &EvidenceId), Piece<'_>> = BTreeMap::new();
    for (pledge, lot) in view.lots() {
        for (id, performance, on) in on_file(lot) {
            let function = || {
                let of_type = view.catalogue().unit_type(lot.lot.unit_type.as_ref()?)?;
                Some(of_type.function.to_string())
            };
            pieces
                .entry((&pledge.pledge.id, id))
                .or_insert_with(|| (function(), performance, took((pledge, lot), performance, on)));
        }
    }
    let mut delivered: BTreeMap<(Option<String>, Measure), Delivered> = BTreeMap::new();
    for (function, performance, took) in pieces.into_values() {
        let satisfactory = |how| how == Evaluation::Satisfactory;
        for (measure, reached) in [
            (Measure::Strength, strength(performance)),
            (Measure::Equipment, equipment(performance)),
            (Measure::Serviceability, performance.serviceable.map(|share| share.get() >= SERVICEABLE)),
            (
                Measure::Arrival,
                took.zip(performance.days_undertaken).and_then(|(took, days)| took.within(days.get())),
            ),
            (Measure::Evaluation, performance.evaluation.map(satisfactory)),
        ] {
            let of = delivered.entry((function.clone(), measure)).or_default();
            of.add(reached);
            if let (Measure::Arrival, Some(took)) = (measure, took)
                && took.at_most == Some(took.at_least)
            {
                of.took(took.at_least);
            }
        }
    }
    delivered
}

fn on_file(lot: &LotState) -> impl Iterator<Item = (&EvidenceId, &Performance, Day)> {
    let files = lot.evidence.iter().chain(&lot.possible_evidence);
    files.filter_map(|file| Some((&file.evidence.id, file.evidence.performance.as_ref()?, file.on)))
}

fn strength(performance: &Performance) -> Option<bool> {
    at_least(performance.strength_delivered.as_ref()?, performance.strength_offered.as_ref()?)
}

/// Whether all equipment came that was offered: one category short is enough to say no, one not stated to say nothing.
fn equipment(performance: &Performance) -> Option<bool> {
    let each = performance.equipment.as_ref()?.iter();
    let each: Vec<Option<bool>> = each.map(|each| at_least(&each.delivered, &each.offered)).collect();
    if each.contains(&Some(false)) {
        return Some(false);
    }
    (!each.is_empty() && !each.contains(&None)).then_some(true)
}

fn at_least(delivered: &Figure, offered: &Figure) -> Option<bool> {
    Some(delivered.known()? >= offered.known()?)
}

/// How the undertakings of missions were kept by this day: by whom and of which kind.
///
/// Counted is what is due by the day, and what was seen to be kept. Kept is what was verified no later than it was due.
/// What is not due yet is left out; what has no due day, or was verified on a day not stated, is not stated.
pub fn undertakings_kept(
    missions: &[Mission],
    on: Day,
) -> BTreeMap<(UndertakenBy, UndertakingKind), Delivered> {
    let mut delivered: BTreeMap<(UndertakenBy, UndertakingKind), Delivered> = BTreeMap::new();
    for mission in missions {
        for undertaking in mission.document().undertakings.iter().flatten() {
            if let Some(kept) = kept(mission, undertaking, on) {
                delivered.entry((undertaking.by, undertaking.kind)).or_default().add(kept);
            }
        }
    }
    delivered
}

/// Whether an undertaking was kept by its day: `Some(None)` where the record does not say, `None` where it is not due.
fn kept(mission: &Mission, undertaking: &Undertaking, on: Day) -> Option<Option<bool>> {
    let due = undertaking.due.zip(mission.start()).and_then(|(days, start)| start.later(days.get()));
    let Some(due) = due else { return Some(None) };
    match undertaking.status {
        UndertakingStatus::Verified if undertaking.since.is_none_or(|since| since <= on) => {
            Some(undertaking.since.map(|since| since <= due))
        }
        _ if on <= due => None,
        _ => Some(Some(false)),
    }
}

/// 3.841 459, the square of 1.959 964, in millionths: the 95 % point of the normal distribution.
const Z_SQUARED: u128 = 3_841_459;
const MILLION: u128 = 1_000_000;

/// Between which shares a practice lies that was seen `reached` times of `counted`, with 95 % confidence; in per cent,
/// rounded outwards. `None` where nothing is counted, or more was reached than counted.
///
/// It is the score interval of E. B. Wilson (Journal of the American Statistical Association 22, 1927, 209-212), in whole
/// numbers. It assumes that the cases are alike and independent: it is a measure of how little a few cases say.
pub fn interval(reached: u32, counted: u32) -> Option<(Percent, Percent)> {
    if counted == 0 || reached > counted {
        return None;
    }
    let (x, n) = (u128::from(reached), u128::from(counted));
    let missed = n.checked_sub(x)?;
    // The roots of (p - x/n)^2 = z^2 p (1 - p) / n, each side multiplied by 2 n and by a million.
    let middle = x.checked_mul(2)?.checked_mul(MILLION)?.checked_add(Z_SQUARED)?;
    let below = n.checked_mul(MILLION)?.checked_add(Z_SQUARED)?.checked_mul(2)?;
    let spread = x.checked_mul(missed)?.checked_mul(4)?.checked_mul(MILLION)?.checked_mul(Z_SQUARED)?;
    let square = Z_SQUARED.checked_mul(Z_SQUARED)?.checked_add(spread.div_ceil(n))?;
    let root = square.isqrt();
    let root = if root.checked_mul(root)? < square { root.checked_add(1)? } else { root };
    let least = middle.saturating_sub(root).checked_mul(100)?.checked_div(below)?;
    let most = middle.checked_add(root)?.checked_mul(100)?.div_ceil(below).min(100);
    let percent = |value: u128| Percent::new(u32::try_from(value).ok()?).ok();
    Some((percent(least)?, percent(most)?))
}

#[cfg(test)]
mod tests {
    use super::super::readiness::testing::{ACCEPTED, TOLD, Told};
    use super::*;
    use crate::words::finding::Error;

    #[test]
    fn a_mission_is_named_by_its_id_as_a_whole_word() -> Result<(), Error> {
        let named = |id: &str, words: &str| Ok::<_, Error>(is_named(&id.parse()?, words));
        for words in
            ["orvanda", "UN mission in Orvanda, advance party", "(ORVANDA)", "Belorvanda, later Orvanda"]
        {
            assert!(named("orvanda", words)?, "{words}");
        }
        for words in ["Orvandan relief", "Belorvanda", "orvanda-2", "New-Orvanda", "the mission", ""] {
            assert!(!named("orvanda", words)?, "{words}");
        }
        assert!(named("orvanda-2", "Orvanda-2")?);
        Ok(())
    }

    fn percents(reached: u32, counted: u32) -> Option<(u32, u32)> {
        interval(reached, counted).map(|(least, most)| (least.get(), most.get()))
    }

    #[test]
    fn the_interval_is_that_of_the_literature() {
        // R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3, rounded outwards:
        // 0.2553 to 0.3662, 0.0624 to 0.1605, 0 to 0.1611, 0.0061 to 0.1718.
        assert_eq!(percents(81, 263), Some((25, 37)));
        assert_eq!(percents(15, 148), Some((6, 17)));
        assert_eq!(percents(0, 20), Some((0, 17)));
        assert_eq!(percents(1, 29), Some((0, 18)));
    }

    #[test]
    fn the_interval_holds_the_share_and_is_the_same_from_both_sides() {
        for counted in 1..=200_u32 {
            for reached in 0..=counted {
                let (least, most) = percents(reached, counted).unwrap_or((101, 0));
                let hundredfold = reached.saturating_mul(100);
                assert!(least.saturating_mul(counted) <= hundredfold, "{reached} of {counted}");
                assert!(hundredfold <= most.saturating_mul(counted), "{reached} of {counted}");
                let other = percents(counted.saturating_sub(reached), counted);
                assert_eq!(other, Some((100_u32.saturating_sub(most), 100_u32.saturating_sub(least))));
            }
        }
        assert_eq!((percents(0, 0), percents(2, 1)), (None, None));
        assert!(percents(u32::MAX, u32::MAX).is_some_and(|(_, most)| most == 100));
    }

    /// Counted, reached, not stated, and the days; of a measure of these deployments.
    type Counts = (u32, u32, u32, Option<(u32, u32)>);

    fn counts(deployments: &[&str], measure: Measure) -> Result<Option<Counts>, Error> {
        let told = deployments.iter().enumerate().map(|(i, performance)| {
            format!(
                r#""event": "evidence-recorded", "units": "all", "evidence": {{"id": "p{i}", "kind": "performance",
                    "performance": {{"mission": "M"{performance}}}}}"#
            )
        });
        let told: Vec<String> = told.collect();
        let events: Vec<_> = told.iter().map(|what| ("2026-05-01", what.as_str())).collect();
        let view = Told { events: &[&[ACCEPTED], events.as_slice()].concat(), ..TOLD }.view()?;
        let found = performance(&view);
        let found = found.get(&(Some("engineering".to_owned()), measure)).cloned();
        Ok(found.map(|each| (each.counted, each.reached, each.not_stated, each.days)))
    }

    #[test]
    fn strength_and_equipment_are_held_against_what_was_offered() -> Result<(), Error> {
        let strength = [
            r#", "strength_offered": 120, "strength_delivered": 120"#,
            r#", "strength_offered": 120, "strength_delivered": 119"#,
            r#", "strength_offered": 120"#,
            "",
        ];
        assert_eq!(counts(&strength, Measure::Strength)?, Some((2, 1, 2, None)));
        let piece = |category: &str, offered: &str, delivered: &str| {
            format!(r#"{{"category": "{category}", "offered": {offered}, "delivered": {delivered}}}"#)
        };
        let differ = r#"{"conflict": [{"value": 1, "by": "a"}, {"value": 2, "by": "b"}]}"#;
        let (all, short) = (piece("excavator", "3", "4"), piece("grader", "2", "1"));
        let unknown = piece("bulldozer", "2", differ);
        let list = |pieces: &[&str]| format!(r#", "equipment": [{}]"#, pieces.join(","));
        let equipment = [list(&[&all]), list(&[&all, &short]), list(&[&all, &unknown]), list(&[])];
        let equipment: Vec<&str> = equipment.iter().map(String::as_str).collect();
        assert_eq!(counts(&equipment, Measure::Equipment)?, Some((2, 1, 2, None)));
        let of_both = list(&[&unknown, &short]);
        assert_eq!(
            counts(&[&of_both], Measure::Equipment)?,
            Some((1, 0, 0, None)),
            "one is short for certain"
        );
        Ok(())
    }

    #[test]
    fn a_day_of_arrival_says_nothing_without_the_day_of_the_request() -> Result<(), Error> {
        let (request, took, within) =
            (r#", "requested": "2026-01-01""#, r#", "days_to_arrive": 60"#, r#", "days_undertaken": 60"#);
        let on_time = format!("{request}{took}{within}");
        let late = format!(r#"{request}, "days_to_arrive": 61{within}"#);
        let (unasked, not_undertaken) = (format!("{took}{within}"), format!("{request}{took}"));
        let all = [&*on_time, &*late, &*unasked, &*not_undertaken];
        assert_eq!(counts(&all, Measure::Arrival)?, Some((2, 1, 2, Some((60, 61)))));
        assert_eq!(counts(&[&unasked], Measure::Arrival)?, Some((0, 0, 1, None)));
        Ok(())
    }

    #[test]
    fn serviceability_and_evaluation_are_counted_where_they_are_stated() -> Result<(), Error> {
        let share = [r#", "serviceable": 90"#, r#", "serviceable": 89"#, ""];
        assert_eq!(counts(&share, Measure::Serviceability)?, Some((2, 1, 1, None)));
        let told = [r#", "evaluation": "satisfactory""#, r#", "evaluation": "improvement-needed""#, ""];
        assert_eq!(counts(&told, Measure::Evaluation)?, Some((2, 1, 1, None)));
        Ok(())
    }

    fn undertakings(list: &str, on: &str) -> Result<Vec<(String, u32, u32, u32)>, Error> {
        let mission = format!(
            r#"{{"format": "pledgebook.mission/1", "id": "m", "title": "M", "led_by": "UN", "clock": "mandate",
                "host": {{"name": "An invented host", "state": "XAZ", "fictional": true}}, "sources": [],
                "requirements": [], "undertakings": [{list}]}}"#
        );
        let mission = Mission::read(&mission)?.starting("2026-01-01".parse()?);
        let kept = undertakings_kept(&[mission], on.parse()?);
        let row = |((by, kind), each): ((UndertakenBy, UndertakingKind), Delivered)| {
            (format!("{by} {kind}"), each.counted, each.reached, each.not_stated)
        };
        Ok(kept.into_iter().map(row).collect())
    }

    #[test]
    fn an_undertaking_is_kept_by_its_day_or_it_is_not() -> Result<(), Error> {
        let land = |id: &str, rest: &str| {
            format!(
                r#"{{"id": "{id}", "by": "host-state", "kind": "land", "text": "Land.", "basis": "SOFA"{rest}}}"#
            )
        };
        let due = r#", "due": 30, "status""#;
        let all = [
            land("kept", &format!(r#"{due}: "verified", "since": "2026-01-31""#)),
            land("late", &format!(r#"{due}: "verified", "since": "2026-02-01""#)),
            land("some-day", &format!(r#"{due}: "verified""#)),
            land("said", &format!(r#"{due}: "stated", "since": "2026-01-05""#)),
            land("no-day", r#", "status": "open""#),
        ];
        let counted = |on: &str| undertakings(&all.join(","), on);
        let land = "host-state land".to_owned();
        assert_eq!(
            counted("2026-01-31")?,
            [(land.clone(), 1, 1, 2)],
            "what is not verified yet is due today"
        );
        assert_eq!(counted("2026-02-01")?, [(land, 3, 1, 2)], "and was not seen to be kept");
        Ok(())
    }
}
