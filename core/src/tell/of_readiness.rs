//! Tables of readiness: levels, what each requires and what of it is on file, what blocks the next, what runs out when.

use super::table::{Cell, Column, Table, columns, joined, yes_no};
use crate::judge::readiness::{
    Because, Bounds, Effort, Fall, Leaf, OwedBy, Step, VisitNamed, Why, assess,
    verification_due as due_again, visits as all_visits,
};
use crate::record::{
    Evidence, LevelRule, OnFile, Outcome, PointSeverity, RecordedLevel, Scheme, View, a_piece, piece, spoken,
};
use crate::words::value::{Day, Days, Figure, LevelId, Met};

pub(super) const ASSESSMENTS: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, described_as: Text, units: Text, status: Text, stated: Text,
    recorded: Text, since: Text, recorded_in_part: Text, supported: Text, renewal_due: Text, next_level: Text,
    blocks_next: Text, falls_back_on: Text, falls_back_because: Text, counted_in: Text,
];

/// The level of every lot by a scheme: as stated by the Member State, as recorded by the system's owner, and as
/// supported by the evidence on file.
pub fn assessments(view: &View, scheme: &Scheme) -> Table {
    let rows = assess(view, scheme).into_iter().map(|assessment| {
        let lot = assessment.as_it_is;
        let falls_back = assessment.falls_back_on();
        let supported = &assessment.supported;
        let supported = Bounds { at_least: supported.at_least.clone(), at_most: supported.at_most.clone() };
        let in_part = lot.possibly.iter().filter(|level| level.scheme == scheme.id);
        let blocks = assessment.blocks_next.iter().map(|block| &block.requirement);
        vec![
            assessment.pledge.as_str().into(),
            assessment.lot.as_str().into(),
            assessment.state.map(|state| state.to_string()).into(),
            lot.lot.described_as.as_str().into(),
            lot.lot.units.as_ref().map(Figure::to_string).into(),
            lot.tally.to_string().into(),
            assessment.stated.as_ref().map(|level| title(level, scheme)).into(),
            assessment.recorded.as_ref().map(|bounds| bounds_in_words(bounds, scheme)).into(),
            lot.recorded.get(&scheme.id).map(|recorded| recorded.since.to_string()).into(),
            joined("; ", in_part.map(|level| in_part_in_words(level, scheme))),
            bounds_in_words(&supported, scheme).into(),
            assessment
                .renewal
                .map(|renewal| format!("{}{}", renewal.due, if renewal.overdue { ", overdue" } else { "" }))
                .into(),
            assessment.next_level.map(|level| level.title.to_string()).into(),
            joined("; ", blocks.map(|each| format!("{} ({})", each.requirement.title, each.met))),
            falls_back.map(|fall| fall.on.to_string()).into(),
            falls_back.map(because).into(),
            assessment.counted_in.map(ToString::to_string).into(),
        ]
    });
    Table::new("Readiness", ASSESSMENTS, rows)
}

pub(super) fn title(level: &LevelId, scheme: &Scheme) -> String {
    scheme.level(level).map_or_else(|| level.to_string(), |level| level.title.to_string())
}

pub(super) fn bounds_in_words(bounds: &Bounds, scheme: &Scheme) -> String {
    let name =
        |level: &Option<LevelId>| level.as_ref().map_or_else(|| "none".to_owned(), |id| title(id, scheme));
    if bounds.at_least == bounds.at_most {
        return name(&bounds.at_least);
    }
    format!("{} to {}, not known which", name(&bounds.at_least), name(&bounds.at_most))
}

fn in_part_in_words(level: &RecordedLevel, scheme: &Scheme) -> String {
    let count =
        |units: Option<u32>| units.map_or_else(|| "an unknown number".to_owned(), |units| units.to_string());
    format!(
        "{} of {} units to {} by {}",
        count(level.units),
        count(level.of),
        title(&level.level, scheme),
        level.since
    )
}

pub(super) const ON_FILE: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, level: Text, requirement: Text, rule: Text, met: Text, on_file: Text,
    source: Text, illustrative: Text,
];

/// Every requirement of every level, for each lot: its rule as a sentence, whether it is met, and the evidence that decides.
pub fn on_file(view: &View, scheme: &Scheme) -> Table {
    let rows = assess(view, scheme).into_iter().flat_map(|assessment| {
        let (pledge, lot, state) = (assessment.pledge, assessment.lot, assessment.state);
        let rows = assessment.requirements.into_iter().map(move |each| {
            vec![
                pledge.as_str().into(),
                lot.as_str().into(),
                state.map(|state| state.to_string()).into(),
                each.level.title.as_str().into(),
                each.requirement.title.as_str().into(),
                each.requirement.sentence(scheme).into(),
                each.met.as_str().into(),
                joined("; ", each.leaves.iter().map(|leaf| said(leaf, scheme))),
                each.requirement.source.as_str().into(),
                yes_no(each.requirement.illustrative).into(),
            ]
        });
        rows.collect::<Vec<_>>()
    });
    Table::new("On file", ON_FILE, rows)
}

pub(super) const BLOCKS: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, described_as: Text, next_level: Text, requirement: Text, rule: Text,
    met: Text, on_file: Text, to_do: Text, owed_by: Text, effort: Text,
];

/// What blocks the next level of each lot: one row for each step that is still to be done, those with the least effort
/// first, with who owes it.
pub fn blocks(view: &View, scheme: &Scheme) -> Table {
    let rows = assess(view, scheme).into_iter().flat_map(|assessment| {
        let described_as = assessment.as_it_is.lot.described_as.as_str();
        let mut rows = Vec::new();
        for block in &assessment.blocks_next {
            for step in &block.steps {
                rows.push(vec![
                    assessment.pledge.as_str().into(),
                    assessment.lot.as_str().into(),
                    assessment.state.map(|state| state.to_string()).into(),
                    described_as.into(),
                    assessment.next_level.map(|level| level.title.to_string()).into(),
                    block.requirement.requirement.title.as_str().into(),
                    block.requirement.requirement.sentence(scheme).into(),
                    block.requirement.met.as_str().into(),
                    said(&step.leaf, scheme).into(),
                    to_do(step).into(),
                    owed_by(step.owed_by, scheme).into(),
                    step.effort.as_str().into(),
                ]);
            }
        }
        rows
    });
    Table::new("What blocks the next level", BLOCKS, rows)
}

pub(super) const FALLS_BACK_ON: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, described_as: Text, which: Text, level: Text, falls_back_on: Text,
    days_left: Number, falls_to: Text, because: Text,
];

/// The levels that fall with nothing more recorded, the first to fall first: the supported one, because evidence runs out or
/// grows too old, and the recorded one, because a renewal is due.
pub fn falls_back_on(view: &View, scheme: &Scheme) -> Table {
    let mut falls = Vec::new();
    for assessment in assess(view, scheme) {
        let both = [("supported", assessment.supported_falls), ("recorded", assessment.recorded_lapses)];
        for (which, fall) in both.into_iter().filter_map(|(which, fall)| Some((which, fall?))) {
            falls.push((fall, which, assessment.pledge, assessment.as_it_is, assessment.state));
        }
    }
    falls.sort_by_key(|(fall, ..)| fall.on);
    let rows = falls.into_iter().map(|(fall, which, pledge, lot, state)| {
        let to = match (&fall.because, &fall.to) {
            (Because::Renewal(_), _) => "not known".to_owned(),
            (_, Some(level)) => title(level, scheme),
            (_, None) => "none".to_owned(),
        };
        vec![
            pledge.as_str().into(),
            lot.lot.id.as_str().into(),
            state.map(|state| state.to_string()).into(),
            lot.lot.described_as.as_str().into(),
            which.into(),
            title(&fall.from, scheme).into(),
            fall.on.to_string().into(),
            Cell::Number(fall.on.since(view.valid())),
            to.into(),
            because(&fall).into(),
        ]
    });
    Table::new("What falls back", FALLS_BACK_ON, rows)
}

pub(super) const VERIFICATION_DUE: &[Column] = columns![
    pledge: Text, lot: Text, state: Text, described_as: Text, units: Text, verified_by: Text, verified_on: Text,
    counts_until: Text, days_left: Number, due: Text, open_findings: Number,
];

/// The lots whose verification has run out, or runs out within so many days after the day of the view; the first to run
/// out first.
pub fn verification_due(view: &View, scheme: &Scheme, within: Days) -> Table {
    let rows = due_again(view, scheme, within).into_iter().map(|row| {
        let (evidence, left) = (&row.visit.evidence, row.until.since(view.valid()));
        let set_by = if row.by_scheme { ", by the scheme" } else { "" };
        let due = match left {
            ..0 => format!("It counted until {}{set_by}: verify again.", row.until),
            0 => format!("It counts until today{set_by}: verify again."),
            1 => format!("It counts until tomorrow{set_by}: verify again by then."),
            _ => {
                format!("It counts until {}{set_by}, {left} days from now: verify again by then.", row.until)
            }
        };
        let open = evidence.points.as_ref().map(|points| {
            let open = points.iter().filter(|point| point.closed.is_none_or(|closed| view.valid() < closed));
            u32::try_from(open.count()).unwrap_or(u32::MAX)
        });
        vec![
            row.pledge.pledge.id.as_str().into(),
            row.lot.lot.id.as_str().into(),
            row.pledge.lead().map(|state| state.to_string()).into(),
            row.lot.lot.described_as.as_str().into(),
            row.lot.lot.units.as_ref().map(Figure::to_string).into(),
            piece(evidence.kind, evidence.document.as_ref()).into(),
            row.visit.on.to_string().into(),
            row.until.to_string().into(),
            Cell::Number(left),
            due.into(),
            open.into(),
        ]
    });
    Table::new("Verification due", VERIFICATION_DUE, rows)
}

pub(super) const VISITS: &[Column] = columns![
    visit: Text, kind: Text, ended_on: Text, states: Text, pledges: Number, lots: Text, by: Text, team: Text,
    checklist: Text, outcome: Text, open_findings: Text, counts_until: Text, level_then: Text, days_to_level: Number,
    reference: Text,
];

/// Every visit, inspection and exercise on record, each once, though several events may tell of it; with the first level
/// that was recorded after it for all units of one of its lots, and how many days after.
pub fn visits(view: &View) -> Table {
    let rows = all_visits(view).into_iter().map(|visit| {
        let each = |part: &dyn Fn(&Evidence) -> Option<String>| {
            let mut said: Vec<String> = visit.found.iter().filter_map(|found| part(found)).collect();
            said.sort();
            said.dedup();
            joined("; ", said)
        };
        let level_then =
            visit.level_then.map(|level| format!("{} of {} on {}", level.level, level.scheme, level.since));
        let open = |found: &Evidence| {
            let open = open_findings(found, None, view.valid());
            (!open.is_empty()).then_some(open)
        };
        vec![
            match visit.id {
                VisitNamed::Event(event) => event.as_str().into(),
                VisitNamed::Visit(id) => id.as_str().into(),
            },
            piece(visit.kind, None).into(),
            visit.on.to_string().into(),
            joined(", ", visit.states.iter().map(ToString::to_string)),
            u32::try_from(visit.pledges.len()).unwrap_or(u32::MAX).into(),
            joined(", ", visit.lots.iter().map(ToString::to_string)),
            each(&|found| found.by.as_ref().map(ToString::to_string)),
            each(&team),
            each(&|found| {
                let checklist = found.checklist.as_ref()?;
                let version = checklist.version.as_ref().map(|version| format!(", version {version}"));
                Some(format!("{}{}", checklist.name, version.unwrap_or_default()))
            }),
            each(&|found| Some(outcome(found.outcome).to_owned())),
            each(&open),
            each(&|found| found.valid_until.map(|until| until.to_string())),
            level_then.into(),
            visit.days_to_level().into(),
            each(&|found| found.reference.as_ref().map(ToString::to_string)),
        ]
    });
    Table::new("Visits", VISITS, rows)
}

fn team(found: &Evidence) -> Option<String> {
    let team = found.team.as_ref()?;
    let bodies = team.bodies.iter().flatten().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match (team.size, bodies.is_empty()) {
        (Some(size), true) => Some(format!("{size} persons")),
        (Some(size), false) => Some(format!("{size} persons from {bodies}")),
        (None, false) => Some(bodies),
        (None, true) => None,
    }
}

fn outcome(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        Some(Outcome::Passed) => "passed",
        Some(Outcome::NotPassed) => "not passed",
        None => "not stated",
    }
}

pub(super) const RULES: &[Column] = columns![
    level: Text, level_title: Text, requirement: Text, rule: Text, source: Text, illustrative: Text,
];

/// What each level of a scheme requires, its rules as sentences; the lowest level first.
pub fn rules(scheme: &Scheme) -> Table {
    let rows = scheme.levels.iter().flat_map(|level| {
        level.requires.iter().map(move |requirement| {
            vec![
                level.id.as_str().into(),
                level.title.as_str().into(),
                requirement.title.as_str().into(),
                requirement.sentence(scheme).into(),
                requirement.source.as_str().into(),
                yes_no(requirement.illustrative).into(),
            ]
        })
    });
    Table::new("Rules", RULES, rows)
}

/// Why a level falls, as a sentence or several.
fn because(fall: &Fall<'_>) -> String {
    match &fall.because {
        Because::Renewal(renewal) => {
            format!(
                "Renewal is due by {}; without it, it is not known whether the level stands.",
                renewal.due
            )
        }
        Because::Evidence(fell) => {
            // One about another level says no more than what that level asks for, which stands beside it.
            let is_own = |leaf: &&Leaf<'_>| leaf.met != Met::Met && !matches!(leaf.rule, LevelRule::Level(_));
            let each = fell.iter().filter_map(|each| {
                let leaves: Vec<String> = each.leaves.iter().filter(is_own).map(said_plainly).collect();
                let title = each.requirement.title.in_sentence();
                (!leaves.is_empty()).then(|| format!("{title}: {}.", leaves.join("; ")))
            });
            each.collect::<Vec<_>>().join(" ")
        }
    }
}

/// A piece of evidence with its day.
fn dated(file: &OnFile) -> String {
    let name = match &file.evidence.training {
        Some(training) => format!("training in {}", spoken(training.module.as_str())),
        None => piece(file.evidence.kind, file.evidence.document.as_ref()),
    };
    format!("{name} of {}", file.on)
}

/// What a part of a rule is about, without an article.
fn about(rule: &LevelRule) -> String {
    match rule {
        LevelRule::Evidence(asked) => piece(asked.evidence, asked.document.as_ref()),
        other => what(other),
    }
}

/// What is on file on a part of a rule.
fn said(leaf: &Leaf<'_>, scheme: &Scheme) -> String {
    match leaf.rule {
        LevelRule::Level(asked) if leaf.met == Met::Met => {
            format!("all that {} requires is on file", title(&asked.level, scheme))
        }
        LevelRule::Level(asked) => {
            format!("not all that {} requires is on file", title(&asked.level, scheme))
        }
        _ => said_plainly(leaf),
    }
}

fn said_plainly(leaf: &Leaf<'_>) -> String {
    let Some(file) = leaf.evidence else {
        return match (leaf.why, leaf.rule) {
            (Why::OfSomeUnits, rule) => {
                format!("{} on file for some units only, not said for which", about(rule))
            }
            (_, rule) => format!("no {} on file", about(rule)),
        };
    };
    let (piece, training) = (dated(file), file.evidence.training.as_ref());
    match leaf.why {
        Why::NotPassed => format!("{piece}: not passed"),
        Why::OutcomeNotStated => format!("{piece}: how it came out is not stated"),
        Why::RanOut(until) => format!("{piece}: counted until {until}"),
        Why::TooOld(until) => format!("{piece}: recent enough until {until}"),
        Why::PerhapsTooOld => format!("{piece}: its day is not known exactly, and it may be too old"),
        Why::FindingsOpen => {
            format!("{piece}: open findings: {}", open_findings(&file.evidence, severity(leaf.rule), leaf.on))
        }
        Why::FindingsNotStated => format!("{piece}: what it found, or how grave that is, is not stated"),
        Why::ShareTooSmall => {
            let share = training.and_then(|training| training.share);
            format!(
                "{piece}: {} % of persons",
                share.map_or_else(|| "?".to_owned(), |share| share.to_string())
            )
        }
        Why::ShareNotStated => format!("{piece}: which share of persons is not stated"),
        Why::ValidatedLess => {
            let by = training.and_then(|training| training.validator);
            format!("{piece}: validated by {}", by.map_or("?", |by| by.as_str()))
        }
        Why::ValidatorNotStated => format!("{piece}: who validated it is not stated"),
        Why::SomeUnitsOtherwise(other) => {
            format!("{piece}; of some units, not said which, {} says otherwise", dated(other))
        }
        Why::Met | Why::NothingOnFile | Why::OfSomeUnits | Why::OtherLevel => piece,
    }
}

fn severity(rule: &LevelRule) -> Option<PointSeverity> {
    match rule {
        LevelRule::Evidence(asked) => asked.no_open,
        _ => None,
    }
}

/// The findings that are open on a day, of a severity or a higher one.
fn open_findings(evidence: &Evidence, least: Option<PointSeverity>, on: Day) -> String {
    let open = evidence.points.iter().flatten().filter(|point| {
        point.closed.is_none_or(|closed| on < closed)
            && least.is_none_or(|least| point.severity.is_some_and(|severity| least <= severity))
    });
    let each = open.map(|point| match point.severity {
        Some(severity) => format!("{} ({severity})", point.text.in_sentence()),
        None => point.text.in_sentence().to_owned(),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// What a step is, as a sentence to whoever owes it.
fn to_do(step: &Step<'_>) -> String {
    let leaf = &step.leaf;
    let piece = leaf.evidence.map(dated);
    let on_record = || piece.clone().map_or_else(|| "it".to_owned(), |piece| format!("the {piece}"));
    let anew = if leaf.evidence.is_some() { " anew" } else { "" };
    match (step.effort, leaf.why, leaf.rule) {
        (Effort::Answer, why, rule) => match why {
            Why::OfSomeUnits => format!("Say for which units {} is.", what(rule)),
            Why::OutcomeNotStated => format!("Say how {} came out.", on_record()),
            Why::PerhapsTooOld => format!("Say on which day {} took place.", on_record()),
            Why::FindingsNotStated => {
                format!("Say what {} found, and how grave each finding is.", on_record())
            }
            Why::ShareNotStated => format!("Say which share of persons had {}.", on_record()),
            Why::ValidatorNotStated => format!("Say who validated {}.", on_record()),
            Why::RanOut(_) | Why::TooOld(_) => {
                format!("Say whether persons were trained again since {}.", on_record())
            }
            Why::SomeUnitsOtherwise(other) => format!("Say which units the {} is about.", dated(other)),
            _ => format!("Say more of {}.", on_record()),
        },
        (Effort::Findings, ..) => {
            let open = leaf.evidence.map(|file| open_findings(&file.evidence, severity(leaf.rule), leaf.on));
            format!("Close the open findings of {}: {}.", on_record(), open.unwrap_or_default())
        }
        (Effort::Training, _, LevelRule::Training(asked)) => {
            format!("See to it that {}.", LevelRule::Training(asked.clone()).in_words())
        }
        (Effort::Document, _, rule) => format!("Send {}{anew}.", what(rule)),
        (Effort::Agreement, _, rule) => format!("Sign {}{anew}.", what(rule)),
        (Effort::Screening, _, rule) => format!("Complete {}.", what(rule)),
        (_, _, rule) => format!("Hold {}{anew}{}.", what(rule), to_be_passed(rule)),
    }
}

fn to_be_passed(rule: &LevelRule) -> &'static str {
    match rule {
        LevelRule::Evidence(asked) if asked.passed == Some(true) => " that is passed",
        _ => "",
    }
}

/// What a part of a rule asks for, in words.
fn what(rule: &LevelRule) -> String {
    match rule {
        LevelRule::Evidence(asked) => a_piece(asked.evidence, asked.document.as_ref()),
        LevelRule::Training(asked) => format!("training in {}", spoken(asked.training.as_str())),
        other => other.in_words(),
    }
}

fn owed_by(who: OwedBy, scheme: &Scheme) -> String {
    match who {
        OwedBy::MemberState => "the Member State".to_owned(),
        OwedBy::Both => format!("the Member State and {}", scheme.kept_by()),
        OwedBy::AnotherState => {
            "the Member State, with another State or a body outside to validate it".to_owned()
        }
        OwedBy::OutsideBody => "the Member State, with a body outside to validate it".to_owned(),
        OwedBy::Owner => scheme.kept_by().to_owned(),
    }
}
