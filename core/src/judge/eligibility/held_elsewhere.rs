//! The units are not held for another framework at the same time.

use super::gate::Gate;
use super::window::stay;
use super::{Case, Judgement, Rule};

/// **Held elsewhere.** Where units are held for another framework on days of the stay, the record must say which goes
/// first. This pledge first is Met, the other first is Unmet; days or precedence that nobody stated are Unknown. Where
/// no other framework is on record, nothing is asked: silence does not make an offer conditional.
///
/// Source: a unit may be held for another framework, regional or national, too (practice note); members of SHIRBRIG
/// could opt out mission by mission.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::HeldElsewhere);
    let held = case.lot.lot.held_for.as_deref().unwrap_or_default();
    let stay = stay(case);
    for holding in held {
        let meets = match (holding.span, stay) {
            (Some(span), Some(stay)) => span.meets(stay),
            _ => true,
        };
        let days = holding.span.map_or_else(|| "days not stated".to_owned(), |span| span.to_string());
        let have = format!("held for {} ({days})", holding.framework);
        match (meets, holding.goes_first) {
            (false, _) => gate.have(true, have),
            (true, Some(false)) => gate.have(true, format!("{have}, this pledge goes first")),
            (true, Some(true)) if holding.span.is_none() => gate.unknown(
                format!("{have}, which goes first"),
                format!("On which days are the units held for {}?", holding.framework),
            ),
            (true, Some(true)) => gate.have(false, format!("{have}, which goes first")),
            (true, None) => gate.unknown(
                have,
                format!("If both call, which goes first: {} or this mission?", holding.framework),
            ),
        }
    }
    if !held.is_empty() {
        gate.need("free of other frameworks during the stay, or first called by this one");
    }
    gate.judgement()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Asks, asked, says};
    use super::*;
    use crate::judge::readiness::testing::{TOLD, Told};
    use crate::words::finding::Error;
    use crate::words::value::Met;

    /// What the rule says on a lot held for one framework; its stay lasts from 30 August up to 8 December 2026.
    fn held(more: &str) -> Result<Judgement, Error> {
        let lot = format!(r#", "units": 1, "held_for": [{{"framework": "A standby force"{more}}}]"#);
        says(Rule::HeldElsewhere, Told { lot: &lot, ..TOLD }, "")
    }

    #[test]
    fn who_goes_first_decides_on_days_of_the_stay() -> Result<(), Error> {
        let during = r#", "span": {"from": "2026-12-01", "until": "2027-12-01"}"#;
        let first = held(&format!(r#"{during}, "goes_first": true"#))?;
        let have = "held for A standby force (2026-12-01 until 2027-12-01), which goes first";
        assert_eq!((first.met, first.have.as_str()), (Met::Unmet, have));
        assert_eq!(held(&format!(r#"{during}, "goes_first": false"#))?.met, Met::Met);
        let silent = held(during)?;
        let question = "If both call, which goes first: A standby force or this mission?";
        assert_eq!((silent.met, silent.question.as_deref()), (Met::Unknown, Some(question)));
        Ok(())
    }

    #[test]
    fn other_days_do_not_matter() -> Result<(), Error> {
        let span = |from: &str, until: &str| -> Result<Met, Error> {
            let span = format!(r#", "span": {{"from": "{from}", "until": "{until}"}}, "goes_first": true"#);
            Ok(held(&span)?.met)
        };
        assert_eq!(span("2026-01-01", "2026-08-30")?, Met::Met, "it ends as the stay begins");
        assert_eq!(span("2026-01-01", "2026-08-31")?, Met::Unmet);
        assert_eq!(span("2026-12-08", "2027-01-01")?, Met::Met);
        assert_eq!(span("2026-12-07", "2027-01-01")?, Met::Unmet);
        Ok(())
    }

    #[test]
    fn days_that_nobody_stated_are_a_question_unless_this_pledge_goes_first() -> Result<(), Error> {
        let first = held(r#", "goes_first": true"#)?;
        let question = "On which days are the units held for A standby force?";
        assert_eq!((first.met, first.question.as_deref()), (Met::Unknown, Some(question)));
        assert_eq!(held(r#", "goes_first": false"#)?.met, Met::Met);
        assert_eq!(held("")?.met, Met::Unknown);
        Ok(())
    }

    #[test]
    fn silence_asks_nothing() -> Result<(), Error> {
        assert_eq!(asked(Rule::HeldElsewhere, TOLD, Asks::default())?, None);
        let none = Told { lot: r#", "held_for": []"#, ..TOLD };
        assert_eq!(asked(Rule::HeldElsewhere, none, Asks::default())?, None, "for nothing else");
        Ok(())
    }
}
