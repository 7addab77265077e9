//! What others undertook, where a stage waits for it.

use super::completed::{Shown, Standing};
use super::{Band, Setting};
use crate::record::{Undertaking, UndertakingKind, UndertakingStatus};

/// When what a stage waits for is kept.
pub(super) struct Kept {
    /// Days after the clock start.
    pub(super) when: Band,
    /// Whether all of it is verified.
    pub(super) standing: Standing,
}

/// The undertakings of a kind that are about the unit, in the order of the mission.
pub(crate) fn about<'a>(
    setting: &Setting<'a>,
    kind: UndertakingKind,
) -> impl Iterator<Item = &'a Undertaking> {
    let states: Vec<_> = setting.pledge.pledge.parties().collect();
    let requirement = setting.requirement.map(|requirement| requirement.id.clone());
    let all = setting.mission.and_then(|mission| mission.undertakings.as_deref()).unwrap_or_default();
    all.iter().filter(move |each| {
        let named = match &requirement {
            Some(id) => each.is_about(id),
            None => each.requirements.is_none(),
        };
        each.kind == kind && named && each.is_about_any(&states)
    })
}

/// Verified is kept since that day. Stated is planned for the day on which it is due, as a stage of the State is planned
/// for its days; once that day is over, Unknown since then. Open and refused: not before the day on which it is due,
/// latest Unknown. Where the mission has none of that kind, it is Unknown when, and whether, it will be kept.
pub(super) fn kept(setting: &Setting<'_>, kind: UndertakingKind) -> Kept {
    let mut when: Option<Band> = None;
    let mut verified: Vec<&Undertaking> = Vec::new();
    let mut all = true;
    for undertaking in about(setting, kind) {
        let due = undertaking.due.map(crate::words::value::Days::get);
        let by_due = due.and_then(|due| setting.start?.later(due));
        let this = match (undertaking.status, due) {
            (UndertakingStatus::Verified, _) => {
                verified.push(undertaking);
                match undertaking.since {
                    Some(since) => Band::exactly(setting.offset(since)),
                    None => Band { at_least: 0, at_most: Some(setting.offset(setting.on)) },
                }
            }
            (UndertakingStatus::Stated, Some(due)) if by_due.is_none_or(|by| setting.on <= by) => {
                Band::exactly(due)
            }
            (_, due) => Band::from(due.unwrap_or_default()),
        };
        all &= undertaking.status == UndertakingStatus::Verified;
        when = Some(when.map_or(this, |when| when.later(this)));
    }
    let standing = match (all, verified.as_slice()) {
        (true, [_, ..]) => {
            let since: Option<Vec<_>> = verified.iter().map(|each| each.since).collect();
            let on = since.and_then(|days| days.into_iter().max());
            let ids: Vec<String> = verified.iter().map(|each| format!("`{}`", each.id)).collect();
            Standing::Complete(Shown {
                earliest: on,
                on,
                by: format!("undertaking {}, verified", ids.join(" and ")),
            })
        }
        _ => Standing::Open,
    };
    Kept { when: when.unwrap_or_else(|| Band::from(0)), standing }
}
