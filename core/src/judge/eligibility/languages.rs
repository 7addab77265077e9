//! Enough persons speak the languages that are asked for.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::{LanguageSkill, Proficiency};
use crate::words::value::{Count, Figure};

/// **Languages.** Counted are the persons who speak a language at least as well as asked for; the persons of all units
/// together must reach the number for each unit. A language that a stated list does not name is not spoken. Persons or
/// proficiency that nobody stated are Unknown.
///
/// Source: assessment visits found language gaps (Viet Nam, 2017), and francophone units were named as a gap
/// (Vancouver, 2017). The steps of proficiency are ours.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Languages);
    for needed in case.requirement.languages.iter().flatten() {
        let (language, least) = (&needed.language, needed.proficiency);
        gate.need(format!("{} persons in each unit with {least} `{language}`", needed.persons));
        let what = format!("persons with {least} `{language}`");
        let each = needed.persons.get();
        let Some(skills) = &case.lot.lot.languages else {
            gate.figure(None, case.lot.units(), each, &what);
            continue;
        };
        let spoken: Vec<&LanguageSkill> = skills.iter().filter(|skill| skill.language == *language).collect();
        let speakers = speakers(&spoken, least).map(Figure::Known);
        gate.figure(speakers.as_ref(), case.lot.units(), each, &what);
    }
    gate.judgement()
}

/// How many persons speak so well; Unknown where somebody may, and nobody said how well or how many.
fn speakers(skills: &[&LanguageSkill], least: Proficiency) -> Option<Count> {
    let mut sum = 0u32;
    for skill in skills {
        match skill.proficiency {
            Some(proficiency) if proficiency < least => {}
            Some(_) => sum = sum.checked_add(skill.persons.as_ref().and_then(Figure::known)?)?,
            None => return None,
        }
    }
    Count::new(sum).ok()
}
