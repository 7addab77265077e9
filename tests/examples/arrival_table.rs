//! The arrival table of one mission of the exercise, as text: `cargo run -p pledgebook-tests --example arrival_table -- orvanda`.

use std::path::Path;

use pledgebook::{MatchOptions, Mission, Registry, match_missions, tell};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "orvanda".to_owned());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data/exercise");
    let text = |file: &str| std::fs::read_to_string(folder.join(file));
    let registry = Registry::read(&text("registry.json")?)?;
    let mission = Mission::read(&text(&format!("mission-{name}.json"))?)?.starting("2026-12-01".parse()?);
    let plan = match_missions(&registry.as_of("2026-11-23".parse()?), &[mission], &MatchOptions::default())?;
    println!("{}", tell::arrival_table(&plan).to_text());
    Ok(())
}
