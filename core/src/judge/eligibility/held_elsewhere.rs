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
