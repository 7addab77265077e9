//! What a service links: the engine and nothing else. Where the texts are kept is its own affair.
//!
//! From the root of the repository: `cargo run --example service`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    use pledgebook::{MatchOptions, Mission, Registry, match_missions};

    let read = |name| std::fs::read_to_string(format!("examples/data/public-record/{name}"));
    let registry = Registry::read(&read("registry.json")?)?;
    let mission = Mission::read(&read("mission.json")?)?.starting("2023-07-01".parse()?);
    let view = registry.as_of("2023-06-01".parse()?);
    let plan = match_missions(&view, &[mission], &MatchOptions::default())?;
    assert!(plan.certificate().verify());
    println!("{}", pledgebook::tell::coverage(&plan).to_text());
    println!("answer {}", plan.hash()?);
    Ok(())
}
