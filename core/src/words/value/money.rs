//! Money, in whole minor units.

use std::fmt;

use serde::Serialize;

use super::Currency;
use crate::words::finding::{Code, Malformed};

/// An amount of money, counted in the hundredth part of its currency so that no fraction is ever rounded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Money {
    currency: Currency,
    #[cfg_attr(feature = "schemas", schemars(range(min = 0)))]
    minor_units: i64,
}

impl Money {
    /// So many hundredths of a currency; refused below zero.
    pub fn new(currency: Currency, minor_units: i64) -> Result<Self, Malformed> {
        if minor_units >= 0 {
            return Ok(Self { currency, minor_units });
        }
        let message = format!("The amount {minor_units} is below zero.");
        Err(Malformed::new(Code::MalformedNumber, message, "Say in words who owes whom."))
    }

    /// The currency.
    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// The amount, in hundredths.
    pub fn minor_units(&self) -> i64 {
        self.minor_units
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.minor_units.div_euclid(100), self.minor_units.rem_euclid(100));
        f.pad(&format!("{} {whole}.{part:02}", self.currency))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_counted_in_hundredths() -> Result<(), Malformed> {
        assert_eq!(Money::new("USD".parse()?, 144_805)?.to_string(), "USD 1448.05");
        assert!(Money::new("USD".parse()?, -1).is_err());
        Ok(())
    }
}
