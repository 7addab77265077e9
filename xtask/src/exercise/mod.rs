//! The exercise: an invented record and three invented missions, the same bytes every time.
//!
//! [`pledges`] tells what was pledged and what became of it, [`missions`] what is required. The record is drawn, State
//! by State, from [`states`] and [`units`]; the stories that a reader should find are told by hand in [`stories`].

mod book;
mod calendar;
mod contraction;
mod draw;
mod follow_up;
mod life;
mod lots;
mod mandated;
mod missions;
mod offers;
mod pledges;
mod protection;
mod standby;
mod states;
mod stories;
mod trail;
mod units;

use std::collections::BTreeMap;

/// How many pledges the shipped book has: the stories, and once everything that the States offer.
pub(crate) const SHIPPED: usize = 200;

/// The files of an exercise with so many pledges, by name.
pub(crate) fn files(pledges: usize) -> BTreeMap<String, String> {
    let mut files = book::files(pledges::lives(pledges));
    files.extend(missions::files());
    files.extend([follow_up::file(), standby::file()]);
    files
}
