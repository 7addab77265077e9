//! The npm package: built, checked for size, installed as users install it, tested in Node and in a browser.

use std::fs;
use std::path::Path;
use std::thread::JoinHandle;

use wasm_bindgen_cli_support::Bindgen;

use crate::program::{cargo, closing, program, run};
use crate::setup::{self, WASM, npm, npm_modules};
use crate::steps::{Said, Steps};
use crate::workspace;

const PACKAGE: &str = "wasm/pkg";
/// The tests in JavaScript, with the npm modules that they and the generator of types need.
pub(crate) const TESTS: &str = "tests/web";
const FILES: [&str; 9] = [
    "wasm/js/index.js",
    "wasm/js/index.d.ts",
    "wasm/js/errors.js",
    "wasm/js/errors.d.ts",
    "wasm/js/types.d.ts",
    "wasm/js/fault.js",
    "wasm/README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];
// With its two strategies the engine came to 464 kB, columns and limits of work to 488, side rows with microlp to 645, and what
// would be if, waivers and tours to 735; compiled for speed all of that is 850, the journal brings it to 870, and all events of
// a unit's life, with consultation and what came of pledges, to 936; audiences to 972; training, checks, and
// schemes with their rules, what blocks a level and what runs out, to 1,038; timelines and coverage by day to 1,094; what a
// question remembers of each limit, to 1,155.
const GZIP_LIMIT: u64 = 1_160_000;

/// The package while it is compiled, beside other work: most of that keeps one processor busy, not two.
pub(crate) struct Compiling(Option<JoinHandle<Said>>);

/// Starts to compile the package.
pub(crate) fn compile(steps: &mut Steps) -> Compiling {
    let target = steps.step("Rust target for the browser", setup::wasm_target);
    Compiling(target.then(|| std::thread::spawn(compiled)))
}

impl Compiling {
    /// The package in `wasm/pkg/`, and packed in `dist/`.
    pub(crate) fn package(self, steps: &mut Steps) -> bool {
        let packed = steps.after(self.0.is_some(), "web package", || {
            let compiling = self.0.ok_or("it was not compiled")?;
            compiling.join().map_err(|_| "the thread that compiled it ended early")??;
            package()
        });
        steps.after(packed, "web package, size", size)
    }
}

/// The packed package into `folder/node_modules`, by npm and without the network; no lock file is touched.
pub(crate) fn install(steps: &mut Steps, package: bool, folder: &str) -> bool {
    steps.after(package, "web package installed", || {
        // Without the dot npm takes a relative path for the name of a repository.
        let packed = format!("./{}", packed()?);
        let here = ["install", "--no-save", "--offline", "--ignore-scripts", "--prefix", folder, &packed];
        run(npm(here)).map(|_| String::new())
    })
}

/// Types, Node and a real browser, against the installed package: what ships.
pub(crate) fn test(steps: &mut Steps, package: bool) {
    let modules = steps.step("npm modules", || npm_modules(TESTS));
    let installed = install(steps, package && modules, TESTS);
    steps.after(installed, "TypeScript types, as used", || {
        let tsc = format!("{TESTS}/node_modules/typescript/bin/tsc");
        run(program("node", [&tsc, "--strict", "--noEmit", "--project", TESTS])).map(|_| String::new())
    });
    steps.after(installed, "tests in Node", || node_tests(".test.mjs"));
    if setup::chromium().is_none() {
        steps.announce("installing Chromium, about 400 MB");
    }
    let browser = steps.step("browser", setup::browser);
    steps.after(installed && browser, "tests in the browser", || node_tests(".page.mjs"));
}

fn compiled() -> Said {
    let mut build =
        cargo(["build", "--quiet", "--package", "pledgebook-wasm", "--profile", "wasm", "--target", WASM]);
    let (name, value) = workspace::no_machine_paths();
    build.env(name, value);
    run(build)
}

fn package() -> Said {
    let compiled = workspace::target()?.join(WASM).join("wasm/pledgebook_wasm.wasm");
    if Path::new(PACKAGE).exists() {
        fs::remove_dir_all(PACKAGE).map_err(|error| format!("{PACKAGE}: {error}"))?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name("pledgebook").typescript(true);
    bindgen.web(true).map_err(|error| format!("{error:#}"))?;
    // The library's default leaves out where the .wasm is, and the package must find it by itself in a browser.
    bindgen.omit_default_module_path(false).remove_name_section(true).remove_producers_section(true);
    bindgen.generate(PACKAGE).map_err(|error| format!("wasm-bindgen: {error:#}"))?;

    for file in FILES {
        let name = Path::new(file).file_name().unwrap_or_default();
        fs::copy(file, Path::new(PACKAGE).join(name)).map_err(|error| format!("{file}: {error}"))?;
    }
    fill_in("wasm/package.json", "package.json", "\"0.0.0\"", &format!("\"{}\"", workspace::version()?))?;
    // Every call into the engine passes the guard of fault.js; wasm-bindgen has no setting for it.
    let glue = format!("{PACKAGE}/pledgebook.js");
    fill_in(&glue, "pledgebook.js", "wasm = instance.exports;", "wasm = guarded(instance.exports);")?;
    fill_in(&glue, "pledgebook.js", "import { panicked }", "import { guarded, panicked }")?;
    fs::create_dir_all("dist").map_err(|error| format!("dist/: {error}"))?;
    run(npm(["pack", "--pack-destination", "dist", "./wasm/pkg"]))?;
    packed()
}

/// Writes a file of the package: `file` with `new` in the place of `old`, which must be there just once.
fn fill_in(file: &str, name: &str, old: &str, new: &str) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    if text.matches(old).count() != 1 {
        return Err(format!("{file} must have `{old}` once, for the package to have `{new}` there"));
    }
    fs::write(Path::new(PACKAGE).join(name), text.replace(old, new))
        .map_err(|error| format!("{PACKAGE}: {error}"))
}

fn packed() -> Result<String, String> {
    Ok(format!("dist/pledgebook-{}.tgz", workspace::version()?))
}

/// What a reader of a page has to load, as web servers send it.
fn size() -> Said {
    const GZIP: &str = "const [file] = process.argv.slice(1), bytes = require('node:fs').readFileSync(file); \
                        console.log(bytes.length, require('node:zlib').gzipSync(bytes, { level: 9 }).length)";
    let file = format!("{PACKAGE}/pledgebook_bg.wasm");
    let printed = run(program("node", ["--eval", GZIP, &file]))?;
    let sizes: Vec<u64> = printed.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [raw, gzip] = sizes[..] else {
        return Err(format!("node did not print two sizes: {printed}"));
    };
    if gzip > GZIP_LIMIT {
        return Err(format!("{file} has {gzip} bytes after gzip; the limit is {GZIP_LIMIT}"));
    }
    Ok(format!("{} kB, {} kB gzip of {}", raw / 1000, gzip / 1000, GZIP_LIMIT / 1000))
}

/// The test files of one kind under Node's own runner.
fn node_tests(ending: &str) -> Said {
    let in_folder = |error: std::io::Error| format!("{TESTS}: {error}");
    let entries: Result<Vec<_>, _> = fs::read_dir(TESTS).map_err(in_folder)?.collect();
    let names =
        entries.map_err(in_folder)?.into_iter().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut files: Vec<String> = names.filter(|name| name.ends_with(ending)).collect();
    files.sort();
    if files.is_empty() {
        return Err(format!("no file *{ending} in {TESTS}"));
    }
    let mut node = program("node", ["--test", "--test-reporter", "spec"]);
    node.args(files.iter().map(|file| format!("{TESTS}/{file}")));
    node.env("CHROMIUM", setup::chromium().unwrap_or_default());
    let output = run(node)?;
    let counts = ["tests", "pass", "fail", "skipped", "todo"].map(|word| format!("ℹ {word} "));
    let lines = closing(&output, |line| counts.iter().any(|count| line.starts_with(count)))?;
    let left_out = |line: &str| line.starts_with(&counts[3]) || line.starts_with(&counts[4]);
    if lines.lines().any(|line| left_out(line) && !line.ends_with(" 0")) {
        return Err(format!("a test was skipped, and a part left out is not a part passed:\n\n{output}"));
    }
    Ok(lines)
}
