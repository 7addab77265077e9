//! The crate links from outside.

#[test]
fn the_tests_have_the_version_of_the_crate() {
    // Replaced by the first real test; it only shows that this runner runs.
    assert_eq!(env!("CARGO_PKG_VERSION").split('.').count(), 3);
}
