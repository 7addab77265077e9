//! How the small values stand in documents.

use super::lift::{Lift, Lifter, document};
use super::tree::{Node, Value};
use crate::words::value::{
    Count, Currency, Day, Days, Figure, ImpreciseDay, Money, Percent, Reported, Span, Text, TextValue,
};

impl<T: TextValue> Lift for T {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        at.text(node)?.parse().map_err(|malformed| at.refuse::<()>(node, malformed)).ok()
    }
}

impl Lift for Count {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        let number = at.whole(node, 0..=Self::MOST.into())?;
        u32::try_from(number).ok().and_then(|number| Self::new(number).ok())
    }
}

impl Lift for Days {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        let number = at.whole(node, 0..=Self::MOST.into())?;
        u32::try_from(number).ok().and_then(|number| Self::new(number).ok())
    }
}

impl Lift for Percent {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        let number = at.whole(node, 0..=Self::MOST.into())?;
        u32::try_from(number).ok().and_then(|number| Self::new(number).ok())
    }
}

impl Lift for u32 {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        at.whole(node, 0..=Self::MAX.into()).and_then(|number| Self::try_from(number).ok())
    }
}

impl Lift for i64 {
    /// Within what JavaScript holds exactly (2^53 - 1 on both sides).
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        at.whole(node, -9_007_199_254_740_991..=9_007_199_254_740_991)
    }
}

impl Lift for bool {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        match node.value {
            Value::Bool(value) => Some(value),
            _ => at.wrong_type(node, "true or false"),
        }
    }
}

document! {
    struct Bounds {
        earliest: Option<Day>,
        latest: Option<Day>,
    }
}

impl Lift for ImpreciseDay {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        let Bounds { earliest, latest } = Bounds::lift(node, at)?;
        Self::new(earliest, latest).map_err(|malformed| at.refuse::<()>(node, malformed)).ok()
    }
}

document! {
    struct Ends {
        from: Day,
        until: Option<Day>,
    }
}

impl Lift for Span {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        let Ends { from, until } = Ends::lift(node, at)?;
        Self::new(from, until).map_err(|malformed| at.refuse::<()>(node, malformed)).ok()
    }
}

document! {
    struct Amount {
        currency: Currency,
        minor_units: i64,
    }
}

impl Lift for Money {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        let Amount { currency, minor_units } = Amount::lift(node, at)?;
        Self::new(currency, minor_units).map_err(|malformed| at.refuse::<()>(node, malformed)).ok()
    }
}

document! {
    struct Sides {
        conflict: Vec<Reported>,
    }
}

document! {
    struct Said {
        value: Count,
        by: Text,
    }
}

impl Lift for Reported {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        let Said { value, by } = Said::lift(node, at)?;
        Some(Self { value, by })
    }
}

impl Lift for Figure {
    fn lift(node: &Node<'_>, at: &mut Lifter<'_>) -> Option<Self> {
        match &node.value {
            Value::Number(_) => Count::lift(node, at).map(Self::Known),
            Value::Object(_) => {
                let Sides { conflict } = Sides::lift(node, at)?;
                Self::conflict(conflict).map_err(|malformed| at.refuse::<()>(node, malformed)).ok()
            }
            _ => at.wrong_type(node, "a whole number, or an object with `conflict`"),
        }
    }
}
