//! Which stages are complete by what is on record.

use super::Setting;
use crate::record::{
    Answer, ClockStart, CompletedBy, Completes, Consultation, ConsultationKind, Evidence, EvidenceKind,
    Extent, MouProgress, OnFile, Outcome, Reply, Stage,
};
use crate::words::value::{Day, LotId, Met, MissionId, Text};

/// Whether a stage is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing on record says so.
    Open,
    /// It may be: what is on record is about some units only, or leaves open how it came out.
    Perhaps(Shown),
    /// It is.
    Complete(Shown),
}

/// What shows that a stage is complete, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The first day on which it may have been; `None`: Unknown.
    pub earliest: Option<Day>,
    /// The day from which it is; `None`: not stated.
    pub on: Option<Day>,
    /// In words.
    pub by: String,
}

/// Whether a stage is complete by evidence or by an event. What was undertaken for the mission is looked at apart.
pub(super) fn standing(setting: &Setting<'_>, stage: &Stage) -> Standing {
    let Some(CompletedBy { evidence, document, event }) = &stage.completed_by else { return Standing::Open };
    match (evidence, event) {
        (Some(kind), _) => by_evidence(setting, *kind, document.as_ref()),
        (_, Some(Completes::ConsultationAnswered)) => agreed(setting),
        (_, Some(Completes::MouStep)) => signed(setting),
        (None, None) => Standing::Open,
    }
}

/// The latest evidence decides; where newer evidence on some units says otherwise, that may be about these.
fn by_evidence(setting: &Setting<'_>, kind: EvidenceKind, document: Option<&Text>) -> Standing {
    let fits = |on_file: &&OnFile| {
        on_file.evidence.kind == kind
            && (document.is_none() || on_file.evidence.document.as_ref() == document)
    };
    let says = |on_file: &OnFile| came_out(&on_file.evidence, setting.on);
    let some = || setting.lot.possible_evidence.iter().filter(fits);
    let latest = setting.lot.evidence.iter().filter(fits).max_by_key(|on_file| on_file.on);
    let decided = latest.map_or(Met::Unmet, says);
    let shown = |on_file: &OnFile| Shown {
        earliest: on_file.earliest,
        on: Some(on_file.on),
        by: format!("{} `{}`", kind.as_str().replace('-', " "), on_file.evidence.id),
    };
    let newer = some().filter(|other| latest.is_none_or(|latest| latest.on <= other.on));
    let otherwise = newer.filter(|other| says(other) != decided).min_by_key(|other| other.earliest);
    match (latest, decided, otherwise) {
        (Some(latest), Met::Met, None) => Standing::Complete(shown(latest)),
        (Some(latest), Met::Met | Met::Unknown, _) => Standing::Perhaps(shown(latest)),
        (_, _, Some(other)) => Standing::Perhaps(shown(other)),
        _ => Standing::Open,
    }
}

/// Whether evidence came out well and still counts on the day.
fn came_out(evidence: &Evidence, on: Day) -> Met {
    if evidence.valid_until.is_some_and(|until| until < on) || evidence.outcome == Some(Outcome::NotPassed) {
        return Met::Unmet;
    }
    let whole = |done: Option<bool>| done.map_or(Met::Unknown, Met::known);
    match evidence.kind {
        EvidenceKind::Document | EvidenceKind::Agreement => Met::Met,
        EvidenceKind::HumanRightsScreening | EvidenceKind::MisconductVetting => {
            whole(evidence.check.as_ref().and_then(|check| check.cleared))
        }
        EvidenceKind::Training => {
            let share = evidence.training.as_ref().and_then(|training| training.share);
            whole(share.map(|share| share.get() == 100))
        }
        _ => whole(evidence.outcome.map(|outcome| outcome == Outcome::Passed)),
    }
}

/// The latest formal request that is about the lot and, where it names a mission, about this one.
fn request<'a>(setting: &Setting<'a>) -> Option<&'a Consultation> {
    let mission = setting.mission.map(|mission| &mission.id);
    let ours = |asked: &MissionId| mission.is_none_or(|id| id == asked);
    let requests = setting.pledge.consultations.iter().filter(|each| {
        each.opened.kind == ConsultationKind::FormalRequest
            && names(setting, each.opened.lots.as_deref())
            && each.opened.mission.as_ref().is_none_or(ours)
    });
    requests.max_by_key(|each| each.on)
}

/// The latest answer to it that is about the lot.
fn reply<'a>(setting: &Setting<'a>, request: &'a Consultation) -> Option<&'a Reply> {
    let about = request.replies.iter().filter(|reply| names(setting, reply.lots.as_deref()));
    about.max_by_key(|reply| reply.on)
}

fn names(setting: &Setting<'_>, lots: Option<&[LotId]>) -> bool {
    lots.is_none_or(|lots| lots.contains(&setting.lot.lot.id))
}

fn agrees(reply: &Reply) -> bool {
    matches!(reply.answer, Answer::Agreed | Answer::AgreedWithConditions)
}

/// The day on which a clock other than that of the mission started for the lot, as far as the record tells: a request by
/// the latest formal request, an approval by the State's agreement to it. Of a mandate no event tells.
pub(super) fn started(setting: &Setting<'_>, clock: ClockStart) -> Option<Day> {
    let request = request(setting)?;
    match clock {
        ClockStart::Request => Some(request.on),
        ClockStart::Approval => reply(setting, request).filter(|reply| agrees(reply)).map(|reply| reply.on),
        _ => None,
    }
}

/// The State agreed, by its latest answer to the latest formal request.
fn agreed(setting: &Setting<'_>) -> Standing {
    let reply = request(setting).and_then(|request| reply(setting, request));
    let Some(reply) = reply.filter(|reply| agrees(reply)) else { return Standing::Open };
    let on = Some(reply.on);
    let shown = Shown { earliest: on, on, by: format!("the State\u{2019}s answer `{}`", reply.event) };
    match reply.units {
        None | Some(Extent::All) => Standing::Complete(shown),
        Some(Extent::Of(_)) => Standing::Perhaps(shown),
    }
}

/// A memorandum or letter for this mission, or for none that is named, is signed and has not ended. Where there is none,
/// one for a mission that a source names otherwise may be it.
fn signed(setting: &Setting<'_>) -> Standing {
    let ours = setting.mission.map(|mission| mission.title.as_str());
    let other = |named: Option<&Text>| named.zip(ours).is_some_and(|(named, ours)| named.as_str() != ours);
    let latest = |others: bool| {
        let steps = || setting.lot.agreements.iter().filter(|step| other(step.mission.as_ref()) == others);
        let ended = steps().filter(|step| step.step == MouProgress::Ended).map(|step| step.on).max();
        let signed = steps().filter(|step| step.step == MouProgress::Signed && Some(step.on) > ended);
        signed.max_by_key(|step| step.on).map(|step| {
            let on = Some(step.on);
            Shown { earliest: on, on, by: format!("the signature `{}`", step.event) }
        })
    };
    match (latest(false), latest(true)) {
        (Some(shown), _) => Standing::Complete(shown),
        (None, Some(shown)) => Standing::Perhaps(shown),
        (None, None) => Standing::Open,
    }
}
