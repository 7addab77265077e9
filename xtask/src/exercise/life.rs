//! The life of one pledge as the desks heard of it: each step with the day on which it held and the day on which it
//! became known.

use pledgebook::Registry;
use pledgebook::record::{Event, What};
use serde_json::{Value, json};

use super::calendar::{TODAY, exactly, on};

/// Where something was said that is not in the State's own papers.
pub(crate) fn source(title: &str, published: u32, grade: &str) -> Value {
    json!({"title": title, "published": exactly(published), "grade": grade})
}

/// One step.
struct Step {
    id: Option<String>,
    valid: Option<Value>,
    learned: u32,
    actor: &'static str,
    what: Value,
    sources: Vec<Value>,
}

/// A pledge and what became of it.
pub(crate) struct Life {
    pledge: String,
    steps: Vec<Step>,
}

impl Life {
    /// A pledge, announced on a day.
    pub(crate) fn announced(pledge: &Value, day: u32, source: Value) -> Self {
        let id = pledge["id"].as_str().expect("a pledge has an id").to_owned();
        let mut life = Self { pledge: id, steps: Vec::new() };
        life.push(day, 1, "press-and-statements", json!({"event": "announced", "pledge": pledge}));
        life.cite(source);
        life
    }

    fn push(&mut self, day: u32, lag: u32, actor: &'static str, what: Value) {
        let step = Step {
            id: None,
            valid: Some(exactly(day)),
            learned: day + lag,
            actor,
            what,
            sources: Vec::new(),
        };
        self.steps.push(step);
    }

    /// Something that happened to the pledge on a day and became known so many days later.
    pub(crate) fn step(&mut self, day: u32, lag: u32, event: &str, more: Value) -> &mut Self {
        let actor = match event {
            "observed-absent" => "press-and-statements",
            "evidence-recorded" => "readiness-desk",
            "arrived" | "returned" => "movement-desk",
            _ => "force-generation-desk",
        };
        let what = super::calendar::with(json!({"event": event, "pledge": self.pledge}), more);
        self.push(day, lag, actor, what);
        self
    }

    /// Evidence on all units of the pledge, or of the lots that `more` names.
    pub(crate) fn evidence(&mut self, day: u32, lag: u32, evidence: Value, more: Value) -> &mut Self {
        let told = super::calendar::with(json!({"units": "all", "evidence": evidence}), more);
        self.step(day, lag, "evidence-recorded", told)
    }

    /// An earlier step was wrong. The day stays unless one is given.
    pub(crate) fn correct(
        &mut self,
        learned: u32,
        corrects: &str,
        day: Option<u32>,
        more: Value,
    ) -> &mut Self {
        let what = super::calendar::with(json!({"event": "corrected", "corrects": corrects}), more);
        self.push(learned, 0, "readiness-desk", what);
        self.last().valid = day.map(exactly);
        self
    }

    fn last(&mut self) -> &mut Step {
        self.steps.last_mut().expect("a life begins with a step")
    }

    /// The last step by a name of its own.
    pub(crate) fn named(&mut self, id: &str) -> &mut Self {
        self.last().id = Some(id.to_owned());
        self
    }

    /// Who says so.
    pub(crate) fn cite(&mut self, source: Value) -> &mut Self {
        self.last().sources.push(source);
        self
    }

    /// The day of the last step is known only within bounds.
    pub(crate) fn vaguely(&mut self, earliest: u32, latest: u32) -> &mut Self {
        self.last().valid = Some(json!({"earliest": on(earliest), "latest": on(latest)}));
        self
    }

    /// The events of the pledge, read and found sound, in the order in which they became known. A pledge that it says
    /// again is not here: that it is known is seen when the whole record is read.
    pub(crate) fn events(mut self) -> Vec<Event> {
        self.steps.retain(|step| step.learned <= TODAY);
        self.steps.sort_by_key(|step| step.learned);
        let begins = 8 * 60 + self.pledge.bytes().map(u32::from).sum::<u32>() % 240;
        let (mut day, mut minute) = (0, begins);
        let mut events = Vec::new();
        let mut says_again = None;
        for (i, mut step) in self.steps.into_iter().enumerate() {
            if let Some(pledge) = step.what.get_mut("pledge").and_then(Value::as_object_mut) {
                says_again = says_again.or(pledge.remove("reaffirms"));
            }
            minute = if step.learned == day { minute + 5 } else { begins };
            day = step.learned;
            let known = format!("{}T{:02}:{:02}:00Z", on(day), minute / 60, minute % 60);
            let id = step.id.unwrap_or_else(|| format!("{}.{:02}", self.pledge, i + 1));
            if step.sources.is_empty() && step.what["event"] == "evidence-recorded" {
                let paper = "File of the readiness desk (exercise)";
                step.sources.push(source(paper, step.learned, "official"));
            }
            let event = json!({
                "id": id, "seq": i + 1, "known": known, "actor": step.actor, "what": step.what,
                "sources": step.sources, "reconstructed": false,
            });
            events.push(super::calendar::with(event, json!({"valid": step.valid})));
        }
        let text = json!({"format": "pledgebook.registry/2", "events": events}).to_string();
        match Registry::read(&text) {
            Ok(registry) => {
                let mut events = registry.events().iter().cloned().collect::<Vec<_>>();
                if let (Some(id), Some(What::Announced(announced))) =
                    (says_again, events.first_mut().map(|event| &mut event.what))
                {
                    announced.pledge.reaffirms = id.as_str().and_then(|id| id.parse().ok());
                }
                events
            }
            Err(error) => panic!("{}: {error}\n{:?}", self.pledge, error.findings()),
        }
    }
}
