//! Titled, timed steps: one line each while all is well, the whole story when one fails.

use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What a step says when it is done. The first line stands beside the title, further lines below it; `Err` says
/// what went wrong and what to do.
pub(crate) type Said = Result<String, String>;

/// The steps so far.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<Done>,
}

struct Done {
    title: String,
    took: Duration,
    passed: bool,
}

impl Steps {
    /// Runs one step and tells whether it passed.
    pub(crate) fn step(&mut self, title: &str, work: impl FnOnce() -> Said) -> bool {
        let clock = Clock::start();
        let said = work();
        let took = clock.read();
        let seconds = took.as_secs_f64();
        match &said {
            Ok(note) => {
                let (beside, below) = note.split_once('\n').unwrap_or((note, ""));
                println!("{}", format!("  ok   {seconds:6.1} s  {title:<28} {beside}").trim_end());
                if !below.is_empty() {
                    println!("{}", below.trim_end());
                }
            }
            Err(problem) if !problem.contains('\n') => {
                println!("  FAIL {seconds:6.1} s  {title:<28} {problem}")
            }
            Err(problem) => println!("  FAIL {seconds:6.1} s  {title}\n{}\n", problem.trim_end()),
        }
        self.done.push(Done { title: title.to_owned(), took, passed: said.is_ok() });
        said.is_ok()
    }

    /// Runs a step that needs others. When they failed it counts as failed too: a part left out is not a part passed.
    pub(crate) fn after(&mut self, ready: bool, title: &str, work: impl FnOnce() -> Said) -> bool {
        self.step(title, || if ready { work() } else { Err("not run: a step it needs failed".to_owned()) })
    }

    /// Says beforehand what will take long.
    pub(crate) fn announce(&self, what: &str) {
        println!("  ...            {what}");
    }

    /// The table of all steps, and the verdict.
    pub(crate) fn finish(self) -> ExitCode {
        println!();
        for Done { title, took, passed } in &self.done {
            let verdict = if *passed { "ok" } else { "FAIL" };
            println!("  {verdict:<4} {:6.1} s  {title}", took.as_secs_f64());
        }
        let total: Duration = self.done.iter().map(|step| step.took).sum();
        let failed = self.done.iter().filter(|step| !step.passed).count();
        if failed == 0 {
            println!("all parts passed in {:.1} s", total.as_secs_f64());
            ExitCode::SUCCESS
        } else {
            println!("{failed} of {} parts failed; what to do is said above, at each FAIL", self.done.len());
            ExitCode::FAILURE
        }
    }
}

struct Clock(Instant);

impl Clock {
    #[expect(
        clippy::disallowed_methods,
        reason = "times are for the reader of the log; no answer depends on them"
    )]
    fn start() -> Self {
        Self(Instant::now())
    }

    fn read(&self) -> Duration {
        self.0.elapsed()
    }
}
