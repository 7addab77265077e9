//! What the tests of pledgebook from outside share; the tests themselves are in `tests/tests/`.
