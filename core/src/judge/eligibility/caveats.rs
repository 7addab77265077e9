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

#[cfg(test)]
mod tests {
    use super::super::testing::{Asks, asked};
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::{Code, Error, Finding};
    use crate::words::value::Met;

    /// What the rule says on a lot like this, where a task asks for night operations and river operations. It would
    /// arrive on 30 August 2026.
    fn caveats(lot: &str) -> Result<Judgement, Error> {
        let lot = format!(r#", "units": 1{lot}"#);
        let asks = Asks { requirement: r#", "serves": ["protect"]"#, mission: TASK, ..Asks::default() };
        let judgement = asked(Rule::Caveats, Told { lot: &lot, ..TOLD }, asks)?;
        judgement.ok_or_else(|| Error::one(Finding::new(Code::NotFound, "", "It asks nothing.")))
    }

    const TASK: &str = r#", "tasks": [{"id": "protect", "paragraph": "9", "objective": "O", "instruments": [],
        "activities": ["night-operations", "river-operations"]}]"#;

    fn one(more: &str) -> Result<Judgement, Error> {
        caveats(&format!(r#", "caveats": [{{"text": "C"{more}}}]"#))
    }

    #[test]
    fn a_caveat_on_what_the_task_asks_for_excludes() -> Result<(), Error> {
        let touched = one(r#", "activities": ["night-operations"], "declared": "before-mou""#)?;
        let have = "\"C\", declared before the MOU: touches night operations";
        assert_eq!((touched.met, touched.have.as_str()), (Met::Unmet, have));
        assert_eq!(touched.need, "no caveat on night operations, river operations");
        let other = one(r#", "activities": ["detention"]"#)?;
        assert_eq!((other.met, other.have.as_str()), (Met::Met, "no caveat touches these"));
        assert_eq!(one(r#", "activities": []"#)?.met, Met::Met, "it touches none");
        Ok(())
    }

    #[test]
    fn silence_is_a_question_and_an_empty_list_is_the_word_of_the_state() -> Result<(), Error> {
        let silent = caveats("")?;
        assert_eq!((silent.met, silent.have.as_str()), (Met::Unknown, "not stated"));
        let question = "Are there caveats on any of these: night operations, river operations?";
        assert_eq!(silent.question.as_deref(), Some(question));
        let free = caveats(r#", "caveats": []"#)?;
        assert_eq!((free.met, free.have.as_str()), (Met::Met, "declared free of caveats"));
        Ok(())
    }

    #[test]
    fn a_caveat_that_may_touch_is_a_question() -> Result<(), Error> {
        assert_eq!(one("")?.met, Met::Unknown, "it does not say what it touches");
        let area = one(r#", "activities": ["river-operations"], "area": "the north""#)?;
        assert_eq!(area.met, Met::Unknown);
        assert!(area.question.is_some_and(|question| question.contains("the north")));
        let both = r#", "caveats": [{"text": "A"}, {"text": "B", "activities": ["night-operations"]}]"#;
        assert_eq!(caveats(both)?.met, Met::Unmet, "one is enough");
        Ok(())
    }

    #[test]
    fn a_caveat_counts_while_it_is_in_force_on_arrival() -> Result<(), Error> {
        let until = |day: &str| -> Result<Met, Error> {
            Ok(one(&format!(r#", "activities": ["night-operations"], "until": "{day}""#))?.met)
        };
        assert_eq!(until("2026-08-30")?, Met::Met, "without that day");
        assert_eq!(until("2026-08-31")?, Met::Unmet);
        Ok(())
    }

    #[test]
    fn where_no_task_asks_for_an_activity_nothing_is_asked() -> Result<(), Error> {
        let no_task = Asks { mission: TASK, ..Asks::default() };
        assert_eq!(asked(Rule::Caveats, TOLD, no_task)?, None, "it serves no task that is named");
        let none = TASK.replace(r#""night-operations", "river-operations""#, "");
        let none = Asks { requirement: r#", "serves": ["protect"]"#, mission: &none, ..Asks::default() };
        assert_eq!(asked(Rule::Caveats, TOLD, none)?, None);
        Ok(())
    }
}
