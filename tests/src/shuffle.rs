//! Lists whose order says nothing, put into another order.

use serde_json::Value;

/// The keys under which such lists stand.
const FREE: [&str; 16] = [
    "after",
    "assumptions",
    "conditions",
    "contributors",
    "events",
    "into",
    "limits",
    "lots",
    "members",
    "missions",
    "requirements",
    "roles",
    "stages",
    "states",
    "substitutes",
    "windows",
];

/// The document with every such list in another order, the same for the same seed. What else it says stays.
pub fn shuffled(text: &str, seed: u64) -> String {
    let Ok(mut document) = serde_json::from_str(text) else { return text.to_owned() };
    let mut draw = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    shuffle(&mut document, &mut draw);
    document.to_string()
}

fn shuffle(value: &mut Value, draw: &mut u64) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                if let Some(list) = member.as_array_mut().filter(|_| FREE.contains(&key.as_str())) {
                    for i in (1..list.len()).rev() {
                        list.swap(i, below(i + 1, draw));
                    }
                }
                shuffle(member, draw);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| shuffle(item, draw)),
        _ => {}
    }
}

/// A number below `bound` (xorshift).
fn below(bound: usize, draw: &mut u64) -> usize {
    *draw ^= *draw << 13;
    *draw ^= *draw >> 7;
    *draw ^= *draw << 17;
    (*draw % bound as u64) as usize
}
