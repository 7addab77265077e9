//! The shares of women are as asked for.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::WomenNeeded;
use crate::words::value::Figure;

/// **Women.** The share of women in a band of rank, or in the whole lot, must reach the share asked for. In the whole,
/// bands that nobody named are Unknown, unless those that are named reach it alone.
///
/// Source: targets of the United Nations (2028: 15 % in contingents, 20 % in formed police units; Elsie Initiative
/// Fund); the share asked for stands in the requirement. A post that no woman fills yet is not a failure of a unit: this
/// rule stands only where a requirement sets it.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Women);
    for needed in case.requirement.women.iter().flatten() {
        let scope = needed.band.map_or("all ranks", |band| band.as_str()).replace('-', " ");
        gate.need(format!("{} % women in {scope}", needed.share));
        let question = format!("How many women, of how many persons, serve in {scope}?");
        let (women, whole) = numbers(case, needed);
        let share = u64::from(needed.share.get());
        let reaches =
            |women: u32, of: u32| u64::from(women).saturating_mul(100) >= share.saturating_mul(u64::from(of));
        match (women, whole) {
            (Women::All(women), Some(of)) => {
                // The fewest women that reach the share: of a hundred persons, as many as the share says.
                let least = share.saturating_mul(u64::from(of)).div_ceil(100);
                let margin = i64::from(women).saturating_sub(i64::try_from(least).unwrap_or(i64::MAX));
                gate.counted(margin, format!("{scope}: {women} women of {of}"));
            }
            (Women::AtLeast(women), Some(of)) if women > 0 && reaches(women, of) => {
                gate.have(true, format!("{scope}: at least {women} women of {of}"));
            }
            (Women::AtLeast(women), _) if women > 0 => {
                gate.unknown(format!("{scope}: at least {women} women"), question);
            }
            _ => gate.unknown(format!("{scope}: not stated"), question),
        }
    }
    gate.judgement()
}

enum Women {
    All(u32),
    AtLeast(u32),
}

/// The women in the scope of what is needed, and the persons in it, as far as they are known.
fn numbers(case: &Case<'_>, needed: &WomenNeeded) -> (Women, Option<u32>) {
    let lot = &case.lot.lot;
    let known = |figure: &Option<Figure>| figure.as_ref().and_then(Figure::known);
    let bands = lot.women.as_deref().unwrap_or_default();
    let Some(band) = needed.band else {
        let named = bands.iter().filter_map(|band| band.women.known()).fold(0, u32::saturating_add);
        return (lot.women_in_all().map_or(Women::AtLeast(named), Women::All), known(&lot.strength));
    };
    let found = bands.iter().find(|entry| entry.band == band);
    let women = found.and_then(|entry| entry.women.known());
    (women.map_or(Women::AtLeast(0), Women::All), found.and_then(|entry| known(&entry.of)))
}
