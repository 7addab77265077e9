//! Which stages are complete by what is on record.

use std::fmt;

use super::Setting;
use crate::judge::readiness::{Why, trained_by};
use crate::record::{
    Answer, ClockStart, CompletedBy, Completes, Consultation, ConsultationKind, Evidence, EvidenceKind,
    Extent, MouProgress, OnFile, Outcome, Reply, Stage, StageKind, TrainingAsked,
};
use crate::words::value::{Day, LotId, Met, MissionId, ModuleId, Percent, Text};

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
    let Some(by) = &stage.completed_by else { return Standing::Open };
    match (by.evidence, by.event) {
        (Some(kind), _) => by_evidence(&Asked { setting, stage, by, kind }),
        (_, Some(Completes::ConsultationAnswered)) => agreed(setting),
        (_, Some(Completes::MouStep)) => signed(setting),
        (None, None) => Standing::Open,
    }
}

/// Evidence that a stage is completed by.
struct Asked<'a> {
    setting: &'a Setting<'a>,
    stage: &'a Stage,
    by: &'a CompletedBy,
    kind: EvidenceKind,
}

/// The latest evidence decides; where newer evidence on some units says otherwise, that may be about these. Of training in
/// a module, the rule on training does.
fn by_evidence(asked: &Asked<'_>) -> Standing {
    if let Some(module) = &asked.by.module {
        return by_training(asked, module);
    }
    let Setting { on, lot, .. } = *asked.setting;
    let says = |on_file: &OnFile| came_out(&on_file.evidence, on);
    let latest = lot.evidence.iter().filter(|file| asked.fits(file)).max_by_key(|on_file| on_file.on);
    let decided = latest.map_or(Met::Unmet, says);
    let some = lot.possible_evidence.iter().filter(|file| asked.fits(file));
    let newer = some.filter(|other| latest.is_none_or(|latest| latest.on <= other.on));
    let otherwise = newer.filter(|other| says(other) != decided).min_by_key(|other| other.earliest);
    match (latest, decided, otherwise) {
        (Some(latest), Met::Met, None) => asked.complete(latest),
        (Some(latest), Met::Met | Met::Unknown, _) => asked.perhaps(latest, None),
        (_, _, Some(other)) => asked.perhaps(other, None),
        _ => Standing::Open,
    }
}

/// All persons are trained in a module, as everywhere: by what is surely of this tour, it is complete; by what may be of
/// it, or where it is Unknown, perhaps. That training was not passed counts of whatever tour it is.
fn by_training(asked: &Asked<'_>, module: &ModuleId) -> Standing {
    let Setting { on, lot, .. } = *asked.setting;
    let share = Some(Percent::LARGEST);
    let needed = TrainingAsked { training: module.clone(), share, validator: None, within_days: None };
    let counts = |file: &&OnFile| asked.fits(file);
    let of_this =
        |file: &&OnFile| file.evidence.outcome == Some(Outcome::NotPassed) || asked.tour(file) == Tour::This;
    let of_all = || lot.evidence.iter().filter(counts);
    let of_some = || lot.possible_evidence.iter().filter(counts);
    let surely = trained_by(of_all().filter(of_this), of_some().filter(of_this), &needed, on);
    let perhaps = trained_by(of_all(), of_some(), &needed, on);
    if let (Met::Met, Some(file), _) = surely {
        return asked.complete(file);
    }
    for (met, file, why) in [perhaps, surely] {
        let shown = match why {
            Why::OfSomeUnits => of_some().min_by_key(|file| file.earliest),
            _ => file,
        };
        if let (Met::Met | Met::Unknown, Some(shown)) = (met, shown) {
            return asked.perhaps(shown, unsettled(&why));
        }
    }
    Standing::Open
}

/// Why evidence on training leaves it Unknown, in words.
fn unsettled(why: &Why<'_>) -> Option<String> {
    Some(match why {
        Why::RanOut(until) => {
            format!("it counted until {until}, and whether persons were trained again is not on record")
        }
        Why::OfSomeUnits => "of some units, not said which".to_owned(),
        Why::ShareNotStated => "which share of persons is not stated".to_owned(),
        Why::SomeUnitsOtherwise(other) => format!("of some units `{}` says otherwise", other.evidence.id),
        _ => return None,
    })
}

impl Asked<'_> {
    /// Evidence of what completes the stage, unless it is plainly of an earlier tour.
    fn fits(&self, file: &OnFile) -> bool {
        let CompletedBy { document, module, step, .. } = self.by;
        let Evidence { kind, document: of, training, check, .. } = &file.evidence;
        *kind == self.kind
            && (document.is_none() || of == document)
            && module.as_ref().is_none_or(|asked| training.as_ref().is_some_and(|of| of.module == *asked))
            && step.is_none_or(|asked| check.as_ref().is_some_and(|of| of.step == asked))
            && self.tour(file) != Tour::Earlier
    }

    fn complete(&self, file: &OnFile) -> Standing {
        let unnamed = match self.kind {
            EvidenceKind::Training if self.by.module.is_none() => Some("training"),
            EvidenceKind::HumanRightsScreening | EvidenceKind::MisconductVetting
                if self.by.step.is_none() =>
            {
                Some("step")
            }
            _ => None,
        };
        match (self.tour(file), unnamed) {
            (Tour::This, None) => Standing::Complete(self.shown(file, "")),
            (Tour::This, Some(what)) => {
                let which = format!(" (which {what} completes the stage is not stated)");
                Standing::Perhaps(self.shown(file, &which))
            }
            _ => self.perhaps(file, None),
        }
    }

    /// That it may be complete by evidence, and why only perhaps.
    fn perhaps(&self, file: &OnFile, why: Option<String>) -> Standing {
        let tour = match self.tour(file) {
            Tour::Perhaps(why) => Some(why),
            Tour::This | Tour::Earlier => None,
        };
        let reasons: Vec<String> = why.into_iter().chain(tour).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join("; ")) };
        Standing::Perhaps(self.shown(file, &reasons))
    }

    fn shown(&self, file: &OnFile, more: &str) -> Shown {
        let kind = self.kind.as_str().replace('-', " ");
        let by = format!("{kind} `{}`{more}", file.evidence.id);
        Shown { earliest: file.earliest, on: Some(file.on), by }
    }

    /// Whether evidence is of the tour that is asked about. What is from before the units came home was for the tour
    /// before: of what is of one tour by its nature that is plain, of other things it may serve again. Where it says itself
    /// until when it counts, it does.
    fn tour(&self, file: &OnFile) -> Tour {
        let once = self.kind.is_of_one_tour() || self.stage.kind.is_some_and(StageKind::is_of_one_tour);
        let until = file.evidence.valid_until;
        match came_home(self.setting, Some(file.on)) {
            Some(_) if !once && until.is_some() => return Tour::This,
            // Of several units, it is not known which were away.
            Some(Home { surely: true, .. })
                if once && until.is_none() && self.setting.lot.units() == Some(1) =>
            {
                return Tour::Earlier;
            }
            Some(home) => return Tour::Perhaps(home.to_string()),
            None => {}
        }
        // It is from after the return by its latest day, and perhaps not by its earliest.
        let home = came_home(self.setting, file.earliest).map(|home| Home { surely: false, ..home });
        match (home, request(self.setting)) {
            (Some(home), _) if once || until.is_none() => Tour::Perhaps(home.to_string()),
            (_, Some(request)) if once && file.on < request.on => {
                Tour::Perhaps(format!("from before the request of {}", request.on))
            }
            _ => Tour::This,
        }
    }
}

/// Of which tour a piece of evidence is.
#[derive(PartialEq, Eq)]
enum Tour {
    /// Of the one that is asked about.
    This,
    /// Nobody can say, and why.
    Perhaps(String),
    /// Of an earlier one.
    Earlier,
}

/// The last return of units from a mission, for something that is or may be from before it.
#[derive(Clone, Copy)]
struct Home {
    /// The day on which it was, at the latest.
    by: Day,
    /// Whether that is its day.
    exactly: bool,
    /// Whether what is asked about is from before it on whatever day it was.
    surely: bool,
}

impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let perhaps = if self.surely { "" } else { "perhaps " };
        let when = if self.exactly { "on" } else { "by" };
        write!(f, "{perhaps}from before its units came home {when} {}", self.by)
    }
}

/// The last return of units from a mission, where it was on that day or later, or may have been; the day may be Unknown.
fn came_home(setting: &Setting<'_>, day: Option<Day>) -> Option<Home> {
    let by = setting.lot.returned.filter(|home| day.is_none_or(|day| day <= *home))?;
    let from = setting.lot.returned_from;
    let surely = day.zip(from).is_some_and(|(day, from)| day <= from);
    Some(Home { by, exactly: from == Some(by), surely })
}

/// Whether evidence came out well and still counts on the day.
fn came_out(evidence: &Evidence, on: Day) -> Met {
    if evidence.outcome == Some(Outcome::NotPassed) {
        return Met::Unmet;
    }
    if evidence.valid_until.is_some_and(|until| until < on) {
        // Training that ran out says nothing of what people can do since.
        return if evidence.kind == EvidenceKind::Training { Met::Unknown } else { Met::Unmet };
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
/// the latest formal request, an approval by the State's agreement to it. Of a mandate no event tells. What was asked and
/// answered before the units last came home may have been about the tour before.
pub(super) fn started(setting: &Setting<'_>, clock: ClockStart) -> Option<Day> {
    let request = request(setting)?;
    let reply = reply(setting, request);
    let last = reply.map_or(request.on, |reply| reply.on.max(request.on));
    if came_home(setting, Some(last)).is_some() {
        return None;
    }
    match clock {
        ClockStart::Request => Some(request.on),
        ClockStart::Approval => reply.filter(|reply| agrees(reply)).map(|reply| reply.on),
        _ => None,
    }
}

/// The State agreed, by its latest answer to the latest formal request; perhaps for the tour before, where it did so before
/// the units last came home.
fn agreed(setting: &Setting<'_>) -> Standing {
    let reply = request(setting).and_then(|request| reply(setting, request));
    let Some(reply) = reply.filter(|reply| agrees(reply)) else { return Standing::Open };
    let on = Some(reply.on);
    let mut shown = Shown { earliest: on, on, by: format!("the State\u{2019}s answer `{}`", reply.event) };
    match (came_home(setting, Some(reply.on)), &reply.units) {
        (Some(home), _) => {
            shown.by = format!("{} ({home})", shown.by);
            Standing::Perhaps(shown)
        }
        (None, None | Some(Extent::All)) => Standing::Complete(shown),
        (None, Some(Extent::Of(_))) => Standing::Perhaps(shown),
    }
}

/// A memorandum or letter for this mission, or for none that is named, is signed and has not ended. Where there is none,
/// one for a mission that a source names otherwise may be it. One from before the units last came home may have been for
/// the tour before, or hold on.
fn signed(setting: &Setting<'_>) -> Standing {
    let ours = setting.mission.map(|mission| mission.title.as_str());
    let other = |named: Option<&Text>| named.zip(ours).is_some_and(|(named, ours)| named.as_str() != ours);
    let latest = |others: bool| {
        let steps = || setting.lot.agreements.iter().filter(|step| other(step.mission.as_ref()) == others);
        let ended = steps().filter(|step| step.step == MouProgress::Ended).map(|step| step.on).max();
        let signed = steps().filter(|step| step.step == MouProgress::Signed && Some(step.on) > ended);
        signed.max_by_key(|step| step.on).map(|step| {
            let on = Some(step.on);
            let home = came_home(setting, Some(step.on));
            let before = home.map(|home| format!(" ({home})")).unwrap_or_default();
            (home, Shown { earliest: on, on, by: format!("the signature `{}`{before}", step.event) })
        })
    };
    match (latest(false), latest(true)) {
        (Some((None, shown)), _) => Standing::Complete(shown),
        (Some((Some(_), shown)), _) | (None, Some((_, shown))) => Standing::Perhaps(shown),
        (None, None) => Standing::Open,
    }
}
