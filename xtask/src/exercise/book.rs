//! Lives bound into registry documents: one event a line, in the order in which the events became known.

use std::collections::BTreeMap;

use pledgebook::record::Event;

/// A registry is read as one text of at most 64 MiB; a larger book is bound in parts, each sound by itself.
const LARGEST: usize = 60 << 20;

/// One registry, or several parts of one.
pub(crate) fn files(lives: impl Iterator<Item = Vec<Event>>) -> BTreeMap<String, String> {
    let mut parts: Vec<Vec<Event>> = Vec::new();
    let mut filled = LARGEST;
    for life in lives {
        let size: usize = life.iter().map(|event| line(event).len() + 8).sum();
        if filled + size > LARGEST {
            parts.push(Vec::new());
            filled = 0;
        }
        filled += size;
        parts.last_mut().expect("a part was begun").extend(life);
    }
    let names = 1..=parts.len();
    let name = |i: usize, of: usize| {
        if of == 1 { "registry.json".to_owned() } else { format!("registry-{i:02}.json") }
    };
    let of = parts.len();
    names.zip(parts).map(|(i, events)| (name(i, of), bound(events))).collect()
}

fn bound(mut events: Vec<Event>) -> String {
    // Stable: the events of one pledge keep their order.
    events.sort_by_key(|event| event.known);
    let mut text = String::from("{\"format\":\"pledgebook.registry/2\",\"events\":[\n");
    for (seq, mut event) in (1..).zip(events) {
        event.seq = seq;
        if seq > 1 {
            text.push_str(",\n");
        }
        text.push_str(&line(&event));
    }
    text.push_str("\n]}\n");
    text
}

fn line(event: &Event) -> String {
    serde_json::to_string(event).expect("an event is written as JSON")
}
