//! The record: what was pledged, what evidence there is, what a mission requires, and every event that changed
//! it, kept in two times: when it held, and when it became known.

mod event;
mod evidence;
mod follow_up;
mod item;
mod journal;
mod mission;
mod pledge;
mod registry;
mod scheme;
mod source;
mod validator;

pub use event::*;
pub use evidence::*;
pub use follow_up::*;
pub use journal::*;
pub use mission::*;
pub use pledge::*;
pub use registry::*;
pub use scheme::*;
pub use source::*;
pub use validator::*;
