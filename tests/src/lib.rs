//! What the tests of pledgebook from outside share; the tests themselves are in `tests/tests/`.

pub mod dice;
pub mod instances;
pub mod keeping;
pub mod network;
pub mod shuffle;
pub mod vectors;
