//! No caveat touches what the unit would have to do.

use super::gate::Gate;
use super::window::stay;
use super::{Case, Judgement, Rule};
use crate::record::{Caveat, Declared};
use crate::words::catalogue::Vocabulary;
use crate::words::document::CollectInOrder;
use crate::words::value::ActivityId;

/// **Caveats.** The activities that the mandate tasks ask of the units that serve them must not be touched by a caveat
/// that is in force when the unit would arrive. A caveat that applies only in some area, or whose activities nobody
/// stated, is Unknown; so is silence on caveats, where the tasks ask for any activity. An empty list is the State's
/// word that there are none.
///
/// Source: the High-level Independent Panel (2015) on caveats: to be stated during negotiation; further ones after
/// deployment cannot be condoned.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let served = case.requirement.serves.iter().flatten().collect_set();
    let tasks = case.mission.tasks.iter().flatten().filter(|task| served.contains(&task.id));
    let asked = tasks.flat_map(|task| task.activities.iter().flatten()).collect_set();
    if asked.is_empty() {
        return None;
    }
    let name = |id: &ActivityId| case.view.catalogue().name_of_term(Vocabulary::Activity, id.as_str());
    let names = |ids: &mut dyn Iterator<Item = &ActivityId>| ids.map(name).collect::<Vec<_>>().join(", ");
    let mut gate = Gate::new(Rule::Caveats);
    let all = names(&mut asked.iter().copied());
    gate.need(format!("no caveat on {all}"));
    let Some(caveats) = &case.lot.lot.caveats else {
        gate.unknown("not stated", format!("Are there caveats on any of these: {all}?"));
        return gate.judgement();
    };
    let from = stay(case).map_or(case.start, |stay| stay.from());
    let in_force = |caveat: &&Caveat| caveat.until.is_none_or(|until| from < until);
    let mut touched = false;
    for caveat in caveats.iter().filter(in_force) {
        let said = said(caveat);
        let Some(activities) = &caveat.activities else {
            touched = true;
            gate.unknown(said, format!("Does the caveat \"{}\" touch any of these: {all}?", caveat.text));
            continue;
        };
        let mut both = activities.iter().filter(|id| asked.contains(id)).peekable();
        if both.peek().is_none() {
            continue;
        }
        touched = true;
        let both = names(&mut both);
        match &caveat.area {
            Some(area) => gate.unknown(
                format!("{said}, in: {area}"),
                format!("Would the caveat on {both} apply where the unit is to serve (it names: {area})?"),
            ),
            None => gate.have(false, format!("{said}: touches {both}")),
        }
    }
    if !touched {
        let have = if caveats.is_empty() { "declared free of caveats" } else { "no caveat touches these" };
        gate.have(true, have);
    }
    gate.judgement()
}

fn said(caveat: &Caveat) -> String {
    let when = match caveat.declared {
        Some(Declared::BeforeMou) => ", declared before the MOU",
        Some(Declared::AfterMou) => ", declared after the MOU",
        None => "",
    };
    let on = caveat.declared_on.map(|day| format!(" ({day})")).unwrap_or_default();
    format!("\"{}\"{when}{on}", caveat.text)
}
