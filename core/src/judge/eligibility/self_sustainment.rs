//! Each unit sustains itself where that is asked for.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::Provider;
use crate::words::catalogue::Vocabulary;

/// **Self-sustainment.** In each category that the requirement names, the unit itself must provide. A category that a
/// stated list does not name is provided by nobody.
///
/// Source: lists of self-sustainment belong to every pledge (PCRS guidelines, annex D); formed police units prepare to
/// be self-sustaining for a year (United Nations Police).
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::SelfSustainment);
    for category in case.requirement.self_sustainment.iter().flatten() {
        let name = case.view.catalogue().name_of_term(Vocabulary::SelfSustainment, category.as_str());
        gate.need(format!("{name} by the unit itself"));
        let Some(list) = &case.lot.lot.self_sustainment else {
            gate.unknown(format!("{name}: not stated"), format!("Does the unit provide {name} for itself?"));
            continue;
        };
        let by =
            list.iter().find(|entry| entry.category == *category).map_or(Provider::Nobody, |entry| entry.by);
        gate.have(by == Provider::Unit, format!("{name}: by {}", by.as_str().replace('-', " ")));
    }
    gate.judgement()
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_lot;
    use super::*;
    use crate::words::finding::Error;
    use crate::words::value::Met;

    #[test]
    fn only_the_unit_itself_counts() -> Result<(), Error> {
        let catering = |list: &str| -> Result<(Met, String), Error> {
            let (met, have, _) =
                of_lot(Rule::SelfSustainment, list, r#", "self_sustainment": ["catering"]"#)?;
            Ok((met, have))
        };
        let by = |by: &str| format!(r#", "self_sustainment": [{{"category": "catering", "by": "{by}"}}]"#);
        assert_eq!(catering(&by("unit"))?, (Met::Met, "catering: by unit".to_owned()));
        for other in ["united-nations", "other-contributor", "host-state", "nobody"] {
            let have = format!("catering: by {}", other.replace('-', " "));
            assert_eq!(catering(&by(other))?, (Met::Unmet, have));
        }
        let none = (Met::Unmet, "catering: by nobody".to_owned());
        assert_eq!(catering(r#", "self_sustainment": []"#)?, none, "declared that nothing is provided");
        let tents = r#", "self_sustainment": [{"category": "tentage", "by": "unit"}]"#;
        assert_eq!(catering(tents)?, none, "not named in a stated list");
        assert_eq!(catering("")?, (Met::Unknown, "catering: not stated".to_owned()));
        Ok(())
    }
}
