//! The plan of the house, and a reader of Rust text that finds the paths that go against it.
//!
//! Data flows down the plan: a room may use the rooms above it, never one below, and nothing inside the house goes
//! round by the front door (`crate::Registry` and its like, which are for those outside). The reader knows `use`
//! trees, paths anywhere in code, `$crate` in macros, and paths in attributes of serde.

/// The wings, and their rooms, from top to bottom.
pub(crate) const PLAN: &[(&str, &[&str])] = &[
    ("words", &["finding", "value", "document", "catalogue"]),
    (
        "record",
        &[
            "item",
            "source",
            "validator",
            "evidence",
            "scheme",
            "pledge",
            "event",
            "mission",
            "follow_up",
            "journal",
            "registry",
        ],
    ),
    ("judge", &["readiness", "timeline", "eligibility", "people", "delivery"]),
    ("plan", &["matching", "sourcing", "coverage", "advice"]),
    (
        "tell",
        &[
            "table",
            "happened",
            "of_record",
            "of_readiness",
            "of_plan",
            "of_rows",
            "of_what_if",
            "of_mission",
            "of_timeline",
            "of_coverage",
            "of_arrival",
            "progress",
            "of_delivery",
            "of_consultation",
            "of_follow_up",
            "audience",
        ],
    ),
];

/// What a wing says at its door: for each name it passes on, the room that has it.
pub(crate) type Doors<'a> = &'a dyn Fn(&str, &str) -> Option<String>;

/// One sentence for every path in a file that goes against the plan. `file` is its place below `core/src`.
pub(crate) fn wrong_paths(file: &str, text: &str, doors: Doors<'_>) -> Vec<String> {
    let module: Vec<&str> = file.trim_end_matches(".rs").trim_end_matches("/mod").split('/').collect();
    if module == ["lib"] {
        return Vec::new();
    }
    let here = room_of(&module, doors);
    let on_plan = PLAN
        .iter()
        .any(|(wing, rooms)| module[0] == *wing && module.get(1).is_none_or(|room| rooms.contains(room)));
    if !on_plan {
        return vec![format!("core/src/{file}: {} is not on the plan of the house.", here.name)];
    }
    let mut wrong = Vec::new();
    for Path { line, steps } in paths(&module, text) {
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        let there = room_of(&steps, doors);
        if there.place > here.place {
            wrong.push(format!(
                "core/src/{file}, line {line}: {} may not use {} (`{}`), which stands below it.",
                here.name,
                there.name,
                steps.join("::")
            ));
        }
    }
    wrong
}

struct Room {
    name: String,
    /// Wing, then room. A wing's own file, and a name it passes on from nobody knows where, stand below its rooms;
    /// the front door stands below everything.
    place: (usize, usize),
}

fn room_of(steps: &[&str], doors: Doors<'_>) -> Room {
    let first = steps.first().copied().unwrap_or_default();
    let Some(wing) = PLAN.iter().position(|(name, _)| *name == first) else {
        return Room { name: "the front door".to_owned(), place: (PLAN.len(), 0) };
    };
    let (wing_name, rooms) = PLAN[wing];
    let step = steps.get(1).copied().unwrap_or_default();
    let passed_on = doors(wing_name, step);
    let room = passed_on.as_deref().unwrap_or(step);
    match rooms.iter().position(|name| *name == room) {
        Some(place) => Room { name: format!("the room {wing_name}/{room}"), place: (wing, place) },
        None => Room { name: format!("the door of the wing {wing_name}"), place: (wing, rooms.len()) },
    }
}

/// A path, from the root of the crate.
struct Path {
    line: usize,
    steps: Vec<String>,
}

/// Every path that begins with `crate`, `super` or `self`.
fn paths(module: &[&str], text: &str) -> Vec<Path> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut inner: Vec<(String, usize)> = Vec::new();
    let mut depth = 0;
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        let next = |k: usize| tokens.get(i + k).map_or("", |token| token.text.as_str());
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inner.retain(|(_, opened)| *opened <= depth);
            }
            "mod" if next(2) == "{" => inner.push((next(1).to_owned(), depth + 1)),
            "crate" | "super" | "self" if next(1) == "::" => {
                let mut at: Vec<String> = module.iter().map(ToString::to_string).collect();
                at.extend(inner.iter().map(|(name, _)| name.clone()));
                i = tree(&tokens, i, &at, &[], &mut found);
                continue;
            }
            word if word.starts_with("\"crate::") => {
                let steps = word.trim_matches('"').split("::").skip(1).map(str::to_owned).collect();
                found.push(Path { line: token.line, steps });
            }
            _ => {}
        }
        i += 1;
    }
    found
}

/// Follows a path or a `use` tree from token `i`; what comes before it is `before`. Gives the place after it.
fn tree(
    tokens: &[Token],
    mut i: usize,
    module: &[String],
    before: &[String],
    found: &mut Vec<Path>,
) -> usize {
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let line = tokens.get(i).map_or(0, |token| token.line);
    let mut steps = before.to_vec();
    loop {
        match text(i) {
            "crate" => steps.clear(),
            "self" if steps.is_empty() && before.is_empty() => steps = module.to_vec(),
            "super" if steps.is_empty() => steps = module[..module.len() - 1].to_vec(),
            "super" => drop(steps.pop()),
            "{" => {
                i += 1;
                while !matches!(text(i), "}" | "") {
                    i = if text(i) == "," { i + 1 } else { tree(tokens, i, module, &steps, found) };
                }
                return i + 1;
            }
            "*" | "self" => {}
            name => steps.push(name.to_owned()),
        }
        i += 1;
        let goes_on = text(i) == "::"
            && (matches!(text(i + 1), "{" | "*")
                || text(i + 1).starts_with(|c: char| c.is_alphabetic() || c == '_'));
        if !goes_on {
            break;
        }
        i += 1;
    }
    if text(i) == "as" {
        i += 2;
    }
    found.push(Path { line, steps });
    i
}

/// A word, a `::`, a single sign, or a string with its quotation marks.
pub(crate) struct Token {
    /// As written.
    pub(crate) text: String,
    /// From 1.
    pub(crate) line: usize,
}

/// Rust text as tokens; comments, characters and lifetimes are left out.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let starts = |i: usize, with: &str| with.chars().enumerate().all(|(k, c)| chars.get(i + k) == Some(&c));
    let word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == '_');
    let mut found: Vec<Token> = Vec::new();
    let (mut i, mut line) = (0, 1);
    while i < chars.len() {
        let begin = i;
        let mut keep = true;
        if starts(i, "//") {
            while i < chars.len() && chars[i] != '\n' {
                i += 1;
            }
            keep = false;
        } else if starts(i, "/*") {
            while i < chars.len() && !starts(i, "*/") {
                i += 1;
            }
            i += 2;
            keep = false;
        } else if starts(i, "r\"") || starts(i, "r#") {
            let hashes = chars[i + 1..].iter().take_while(|c| **c == '#').count();
            let end = format!("\"{}", "#".repeat(hashes));
            i += hashes + 2;
            while i < chars.len() && !starts(i, &end) {
                i += 1;
            }
            i += end.len();
        } else if chars[i] == '"' {
            i += 1;
            while i < chars.len() && chars[i] != '"' {
                i += if chars[i] == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if chars[i] == '\'' {
            // A character ends with a quotation mark; a lifetime does not.
            let length = if chars.get(i + 1) == Some(&'\\') {
                chars[i + 3..].iter().position(|c| *c == '\'').map(|k| k + 4)
            } else {
                (chars.get(i + 2) == Some(&'\'')).then_some(3)
            };
            i += length.unwrap_or(1);
            keep = false;
        } else if word(chars.get(i)) {
            while word(chars.get(i)) {
                i += 1;
            }
        } else if starts(i, "::") {
            i += 2;
        } else {
            keep = !chars[i].is_whitespace();
            i += 1;
        }
        let end = i.min(chars.len());
        if keep {
            found.push(Token { text: chars[begin..end].iter().collect(), line });
        }
        line += chars[begin..end].iter().filter(|c| **c == '\n').count();
    }
    found
}
