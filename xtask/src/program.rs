//! Starting other programs: quietly, without input, all they print in one text.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};

/// The cargo that runs this.
pub(crate) fn cargo<const N: usize>(arguments: [&str; N]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments).env("CARGO_TERM_COLOR", "never");
    cargo
}

/// Another program with its arguments.
pub(crate) fn program<const N: usize>(name: impl AsRef<OsStr>, arguments: [&str; N]) -> Command {
    let mut program = Command::new(name);
    program.args(arguments);
    program
}

/// What the program prints, errors included; `Err` with all of it where it fails.
pub(crate) fn run(command: Command) -> Result<String, String> {
    let shown = in_words(&command);
    let (output, succeeded) =
        wait_for(command).map_err(|error| format!("`{shown}` did not start: {error}"))?;
    if succeeded { Ok(output) } else { Err(format!("`{shown}` failed:\n\n{output}")) }
}

fn wait_for(mut command: Command) -> io::Result<(String, bool)> {
    let (mut reader, writer) = io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    // An environment that the caller happens to be in must not decide which Python packages are seen.
    for name in ["CONDA_PREFIX", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"] {
        command.env_remove(name);
    }
    let mut child = command.spawn()?;
    // The command holds the writing end of the pipe: without this, reading would never end.
    drop(command);
    let mut output = Vec::new();
    reader.read_to_end(&mut output)?;
    Ok((String::from_utf8_lossy(&output).into_owned(), child.wait()?.success()))
}

fn in_words(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(name).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// The closing lines by which a test runner says how much it ran. A runner that says nothing ran nothing.
pub(crate) fn closing(output: &str, is_closing: impl Fn(&str) -> bool) -> Result<String, String> {
    let lines: Vec<&str> = output.lines().filter(|line| is_closing(line)).collect();
    if lines.is_empty() {
        return Err(format!("the test runner did not say how many tests it ran:\n\n{output}"));
    }
    Ok(format!("\n{}", lines.join("\n")))
}
