//! The shares of women are as asked for.

use super::gate::Gate;
use super::{Case, Judgement, Rule};
use crate::record::WomenNeeded;
use crate::words::value::Figure;

/// **Women.** The share of women in a band of rank, or in the whole lot, must reach the share asked for. In the whole,
/// bands that nobody named are Unknown, unless those that are named reach it alone. No women at all are too few of any
/// number of persons.
///
/// Source: targets of the United Nations (2028: 15 % in contingents, 20 % in formed police units; Elsie Initiative
/// Fund); the share asked for stands in the requirement. A post that no woman fills yet is not a failure of a unit: this
/// rule stands only where a requirement sets it.
pub(super) fn judge(case: &Case<'_>) -> Option<Judgement> {
    let mut gate = Gate::new(Rule::Women);
    for needed in case.requirement.women.iter().flatten() {
        let scope = needed.band.map_or("all ranks", |band| band.as_str()).replace('-', " ");
        gate.need(format!("{} % women in {scope}", needed.share));
        let question = format!("Women ({scope}): how many, and of how many persons?");
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
            (Women::All(0), None) if share > 0 => gate.have(false, format!("{scope}: no women")),
            (Women::All(women), None) => {
                gate.unknown(format!("{scope}: {women} women, of a number not stated"), question);
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

#[cfg(test)]
mod tests {
    use super::super::testing::of_lot;
    use super::*;
    use crate::words::finding::Error;
    use crate::words::value::Met;

    const COMMAND: &str = r#", "women": [{"band": "command", "share": 20}]"#;
    const WHOLE: &str = r#", "women": [{"share": 15}]"#;

    /// What the rule says on a band of command like this.
    fn command(band: &str) -> Result<(Met, String, Option<i64>), Error> {
        let lot = format!(r#", "units": 1, "women": [{{"band": "command", {band}}}]"#);
        of_lot(Rule::Women, &lot, COMMAND)
    }

    #[test]
    fn a_share_is_reached_by_whole_women() -> Result<(), Error> {
        let judgement = command(r#""women": 2, "of": 10"#)?;
        assert_eq!(judgement, (Met::Met, "command: 2 women of 10".to_owned(), Some(0)));
        assert_eq!(command(r#""women": 2, "of": 11"#)?.2, Some(-1), "20 % of 11 are 2.2, so three");
        assert_eq!(command(r#""women": 3, "of": 11"#)?.2, Some(0));
        assert_eq!(command(r#""women": 0, "of": 4"#)?.0, Met::Unmet);
        Ok(())
    }

    #[test]
    fn no_woman_is_an_answer_and_a_number_without_its_whole_is_none() -> Result<(), Error> {
        assert_eq!(command(r#""women": 0"#)?, (Met::Unmet, "command: no women".to_owned(), None));
        let some = command(r#""women": 3"#)?;
        assert_eq!(some, (Met::Unknown, "command: 3 women, of a number not stated".to_owned(), None));
        let differ = r#""women": {"conflict": [{"value": 1, "by": "a"}, {"value": 2, "by": "b"}]}, "of": 5"#;
        assert_eq!(command(differ)?.0, Met::Unknown);
        for silent in ["", r#", "women": []"#, r#", "women": [{"band": "officers", "women": 5, "of": 9}]"#] {
            let judgement = of_lot(Rule::Women, silent, COMMAND)?;
            assert_eq!(judgement, (Met::Unknown, "command: not stated".to_owned(), None), "{silent}");
        }
        Ok(())
    }

    #[test]
    fn in_the_whole_every_band_is_named_or_those_named_reach_it_alone() -> Result<(), Error> {
        let whole = |women: [Option<u32>; 4], strength: &str| {
            let bands = ["command", "officers", "non-commissioned-officers", "other-ranks"];
            let bands = bands.iter().zip(women).filter_map(|(band, women)| {
                women.map(|women| format!(r#"{{"band": "{band}", "women": {women}}}"#))
            });
            let bands = bands.collect::<Vec<_>>().join(",");
            of_lot(Rule::Women, &format!(r#", "women": [{bands}]{strength}"#), WHOLE)
        };
        let hundred = r#", "strength": 100"#;
        let all = whole([Some(1), Some(4), Some(4), Some(6)], hundred)?;
        assert_eq!(all, (Met::Met, "all ranks: 15 women of 100".to_owned(), Some(0)));
        assert_eq!(whole([Some(0), Some(4), Some(4), Some(6)], hundred)?.2, Some(-1));
        let some = whole([None, None, None, Some(15)], hundred)?;
        assert_eq!(some, (Met::Met, "all ranks: at least 15 women of 100".to_owned(), None));
        let few = whole([None, None, None, Some(14)], hundred)?;
        assert_eq!((few.0, few.1.as_str()), (Met::Unknown, "all ranks: at least 14 women"));
        assert_eq!(whole([Some(1), Some(4), Some(4), Some(6)], "")?.0, Met::Unknown, "of how many persons?");
        assert_eq!(whole([Some(0); 4], "")?.0, Met::Unmet);
        Ok(())
    }
}
