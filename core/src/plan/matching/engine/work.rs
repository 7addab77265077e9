//! How much work a question may cost: counted in steps, the same on every machine, and stopped from outside.

use crate::words::finding::{Code, Error, Finding};

/// After how many looks the caller is asked again whether to go on.
const BETWEEN: u64 = 1 << 18;
/// A judging takes at least as long as so many looks at a pair.
const JUDGED: u64 = 1 << 6;

/// A budget of steps, and a way to stop, for all that it is passed to. A step stands for about one look at a pair while ways
/// and prices are searched; proving and settling, which take a few looks at each pair, are not counted. To judge a lot for a
/// requirement is a step too. How many a question takes is the same on every machine and in every language.
#[derive(Default)]
pub struct Work<'w> {
    /// The most steps; absent: as many as it takes.
    pub at_most: Option<u64>,
    /// Asked at the beginning and now and then whether to stop.
    pub stop: Option<&'w mut dyn FnMut() -> bool>,
    done: u64,
    /// How many looks there were since the caller was last asked; absent: not asked yet.
    since: Option<u64>,
}

impl<'w> Work<'w> {
    /// At most so many steps.
    pub fn at_most(steps: u64) -> Self {
        Self { at_most: Some(steps), ..Self::default() }
    }

    /// As many steps as it takes, unless `stop` says to stop.
    pub fn until(stop: &'w mut dyn FnMut() -> bool) -> Self {
        Self { stop: Some(stop), ..Self::default() }
    }

    /// The steps taken so far.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// Counts steps.
    ///
    /// # Errors
    /// `work-limit` where the budget is used up, `cancelled` where the caller stops.
    pub(crate) fn count(&mut self, steps: u64) -> Result<(), Error> {
        self.pass(steps, steps)
    }

    /// Counts a lot that was judged for a requirement.
    ///
    /// # Errors
    /// As [`count`](Self::count).
    pub(crate) fn judged(&mut self) -> Result<(), Error> {
        self.pass(1, JUDGED)
    }

    fn pass(&mut self, steps: u64, looks: u64) -> Result<(), Error> {
        self.done = self.done.saturating_add(steps);
        if let Some(most) = self.at_most.filter(|most| self.done > *most) {
            let steps = if most == 1 { "step" } else { "steps" };
            let message = format!("The work limit of {most} {steps} is used up.");
            let finding = Finding::new(Code::WorkLimit, "", message);
            return Err(Error::one(finding.help("Allow more steps, or ask a smaller question.")));
        }
        let since = self.since.map(|since| since.saturating_add(looks));
        self.since = since;
        if since.is_none_or(|since| since >= BETWEEN) {
            self.since = Some(0);
            if self.stop.as_mut().is_some_and(|stop| stop()) {
                let finding = Finding::new(Code::Cancelled, "", "The work was stopped by the caller.");
                return Err(Error::one(finding.help("Nothing has changed; ask again.")));
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for Work<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Work")
            .field("at_most", &self.at_most)
            .field("done", &self.done)
            .finish_non_exhaustive()
    }
}
