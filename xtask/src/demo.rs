//! The demonstration: one job in Python, JavaScript and Rust, and the same answer, byte for byte; and a page to look at.

use std::path::Path;
use std::process::Command;

use crate::program::{cargo, program, run as run_program};
use crate::setup::{PYTHON, npm_modules};
use crate::steps::{Said, Steps};
use crate::{page, python, web};

const PYTHON_JOB: &str = "examples/python/main_job.py";
const WEB_FOLDER: &str = "examples/dashboard";
const WEB_JOB: &str = "examples/dashboard/main_job.mjs";

/// Builds both packages, runs the job with each and with the crate, compares the answers, and writes the page.
pub(crate) fn run(steps: &mut Steps) {
    let web = web::compile(steps);
    let wheel = python::build(steps);
    let package = web.package(steps);
    let in_python = python::install(steps, wheel);
    let modules = !Path::new(WEB_FOLDER).join("package-lock.json").exists()
        || steps.step("npm modules", || npm_modules(WEB_FOLDER));
    let in_web = web::install(steps, package && modules, WEB_FOLDER);

    let mut answers = Vec::new();
    steps.after(in_python, "the job in Python", || job(program(PYTHON, [PYTHON_JOB]), &mut answers));
    steps.after(in_web, "the job in JavaScript", || job(program("node", [WEB_JOB]), &mut answers));
    steps.step("the job in Rust", || {
        job(cargo(["run", "--quiet", "--example", "service"]), &mut answers).map(|_| String::new())
    });
    steps.step("the three answers", || match answers.as_slice() {
        [python, web, rust] if python == web && web == rust => {
            Ok(format!("the same answer in all: {python}"))
        }
        [_, _, _] => Err(format!("the answers differ:\n  {}", answers.join("\n  "))),
        _ => Err("nothing to compare: a job failed".to_owned()),
    });
    page::write(steps, in_web, WEB_FOLDER);
}

/// Runs one job; its last line must be `answer` and the hash of what it found.
fn job(command: Command, answers: &mut Vec<String>) -> Said {
    let output = run_program(command)?;
    let answer = output.lines().last().and_then(|line| line.strip_prefix("answer "));
    let answer = answer.filter(|hash| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let Some(answer) = answer else {
        return Err(format!("a job must end with the line `answer <sha256>`; this one printed:\n\n{output}"));
    };
    answers.push(answer.to_owned());
    Ok(format!("\n{output}"))
}
