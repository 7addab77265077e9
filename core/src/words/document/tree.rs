//! JSON text as a bounded tree that remembers where everything stood.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;

use super::lift::{Lift, Lifter};
use super::order::put_in_order_by;
use super::parts::Parts;
use super::{DEEPEST, LARGEST, MOST_FINDINGS};
use crate::words::finding::{Code, Error, Finding};
use crate::words::value::clipped;

/// A value in the text, with the place where it begins.
#[derive(Debug)]
pub struct Node<'t> {
    pub(super) at: usize,
    pub(super) value: Value<'t>,
}

#[derive(Debug)]
pub(super) enum Value<'t> {
    Null,
    Bool(bool),
    /// The number as written.
    Number(&'t str),
    Text(Cow<'t, str>),
    List(Vec<Node<'t>>),
    Object(Vec<Member<'t>>),
}

impl Node<'_> {
    /// Whether it is a list.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }

    /// Whether it is an object.
    pub(crate) fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }

    /// Whether it is an object with this key.
    pub(crate) fn has(&self, key: &str) -> bool {
        match &self.value {
            Value::Object(members) => members.iter().any(|member| member.key == key),
            _ => false,
        }
    }

    /// Whether a text stands here.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.value, Value::Text(_))
    }
}

/// A key with its place, and what stands behind it.
#[derive(Debug)]
pub(super) struct Member<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) at: usize,
    pub(super) node: Node<'t>,
}

/// A parsed text.
pub(super) struct Tree<'t> {
    text: &'t str,
    root: Node<'t>,
    /// The place that was counted last: the next one is counted from there, so that a thousand findings in a long
    /// text do not take a thousand walks through it.
    counted: Cell<Place>,
}

#[derive(Clone, Copy)]
struct Place {
    at: usize,
    line: usize,
    column: usize,
}

const BEGIN: Place = Place { at: 0, line: 1, column: 1 };

impl<'t> Tree<'t> {
    pub(super) fn parse(text: &'t str) -> Result<Self, Error> {
        if text.len() > LARGEST {
            let message = format!("The document has {} bytes; {LARGEST} are allowed.", text.len());
            return Err(Error::one(
                Finding::new(Code::TooLarge, "", message).help("Split it into several documents."),
            ));
        }
        if text.starts_with('\u{feff}') {
            let finding = Finding::new(Code::NotJson, "", "The text begins with a byte order mark.");
            let finding = finding.help("Save it as UTF-8 without a byte order mark.");
            return Err(Error::one(Finding { line: Some(1), column: Some(1), ..finding }));
        }
        Self::of_our_own(text)
    }

    /// The tree of a text that this library wrote, however long it is.
    pub(super) fn of_our_own(text: &'t str) -> Result<Self, Error> {
        let mut parser = Parser { text, at: 0 };
        let parsed = parser.value(0).and_then(|root| {
            parser.space();
            match parser.peek() {
                None => Ok(root),
                Some(_) => Err(parser.fault("There is more text behind the end of the document.")),
            }
        });
        match parsed {
            Ok(root) => Ok(Self { text, root, counted: Cell::new(BEGIN) }),
            Err(fault) => {
                let (line, column) = BEGIN.onward(text, fault.at).shown();
                let finding = Finding::new(fault.code, "", fault.message);
                Err(Error::one(Finding { line: Some(line), column: Some(column), ..finding }))
            }
        }
    }

    /// One clear finding where the document is of another kind or version, instead of one for every key.
    pub(super) fn expect_format(&self, format: &str) -> Result<(), Error> {
        let found = match &self.root.value {
            Value::Object(members) => {
                members.iter().find(|member| member.key == "format").map(|member| &member.node)
            }
            _ => None,
        };
        let kind = format.split('/').next().unwrap_or(format);
        let message = match found {
            Some(Node { value: Value::Text(text), .. }) if text == format => return Ok(()),
            Some(Node { value: Value::Text(text), .. }) if text.split('/').next() == Some(kind) => {
                format!("The format is `{}`; this version of the library reads `{format}`.", clipped(text))
            }
            Some(Node { value: Value::Text(text), .. }) => {
                format!("This is a `{}`, and a `{format}` is read here.", clipped(text))
            }
            _ => "The document does not name its format.".to_owned(),
        };
        let finding = Finding::new(Code::FormatUnsupported, "/format", message);
        let (line, column) = self.place_at(found.map_or(self.root.at, |node| node.at));
        let finding = Finding { line: Some(line), column: Some(column), ..finding };
        let version =
            |format: &str| format.split_once('/').and_then(|(_, version)| version.parse::<u32>().ok());
        let later = |text: &str| text.split('/').next() == Some(kind) && version(text) > version(format);
        Err(Error::one(match found {
            Some(Node { value: Value::Text(text), .. }) if later(text) => finding.help(format!(
                "A later version of the library wrote it: read it with that, or ask for a `{format}`."
            )),
            _ => finding.help(format!("It should begin with `\"format\": \"{format}\"`.")),
        }))
    }

    /// The value of the whole text, or every finding on its shape, with those that `check_parts` adds.
    pub(super) fn lift<T: Lift>(
        &self,
        check_parts: impl FnOnce(&Parts<'_>, &mut Vec<Finding>),
    ) -> Result<T, Error> {
        let mut lifter = Lifter::default();
        let lifted = T::lift(&self.root, &mut lifter);
        let mut findings = self.found(lifter);
        if !findings.is_empty() {
            check_parts(&self.parts(), &mut findings);
        }
        self.unless_sound(findings)?;
        lifted.ok_or_else(|| {
            Error::one(Finding::new(Code::Internal, "", "A value was lost without a finding."))
        })
    }

    /// What was found in lifting, each with its place. (Apart from `lift`, so that it is compiled once.)
    fn found(&self, lifter: Lifter<'_>) -> Vec<Finding> {
        let mut found = lifter.into_findings();
        put_in_order_by(&mut found, |(a, _), (b, _)| a.cmp(b));
        let placed = found.into_iter().map(|(at, finding)| {
            let (line, column) = self.place_at(at);
            Finding { line: Some(line), column: Some(column), ..finding }
        });
        placed.collect()
    }

    /// What stands in the text, to be upgraded.
    pub(super) fn root_mut(&mut self) -> &mut Node<'t> {
        &mut self.root
    }

    /// What stands in the text.
    pub(super) fn root(&self) -> &Node<'t> {
        &self.root
    }

    /// The parts that can be read on their own.
    pub(super) fn parts(&self) -> Parts<'_> {
        Parts::of(&self.root)
    }

    /// `Err` with the findings in the order of the text, where one of them refuses it. None is said twice, though a part
    /// may be found wrong on its own and as part of another, and there are not more than a person can read.
    pub(super) fn unless_sound(&self, mut findings: Vec<Finding>) -> Result<(), Error> {
        let mut said = BTreeSet::new();
        findings.retain(|found| said.insert((found.path.clone(), found.code, found.message.clone())));
        if findings.len() > MOST_FINDINGS {
            findings.truncate(MOST_FINDINGS);
            let message = format!("There are more than {MOST_FINDINGS} findings.");
            findings
                .push(Finding::new(Code::TooManyFindings, "", message).help("Mend these and read again."));
        }
        Error::unless_sound(findings).map_err(|error| error.placed(&|path| self.place(path)))
    }

    /// Line and column of a JSON pointer, or of the nearest thing above it that is there.
    pub(super) fn place(&self, pointer: &str) -> Option<(u32, u32)> {
        let mut node = &self.root;
        for step in pointer.split('/').skip(1) {
            let key = step.replace("~1", "/").replace("~0", "~");
            let next = match &node.value {
                Value::List(items) => key.parse::<usize>().ok().and_then(|i| items.get(i)),
                Value::Object(members) => members.iter().find(|m| m.key == key).map(|m| &m.node),
                _ => None,
            };
            match next {
                Some(below) => node = below,
                None => break,
            }
        }
        Some(self.place_at(node.at))
    }

    /// Line and column, from 1, of a place in the text; columns count characters.
    fn place_at(&self, at: usize) -> (u32, u32) {
        let last = self.counted.get();
        let place = if last.at <= at { last } else { BEGIN }.onward(self.text, at);
        self.counted.set(place);
        place.shown()
    }
}

impl Place {
    /// The place at a later byte of the same text.
    fn onward(self, text: &str, at: usize) -> Self {
        let Some(between) = text.get(self.at..at) else { return self };
        let lines = between.bytes().filter(|&b| b == b'\n').count();
        let (before, last) = match between.rsplit_once('\n') {
            Some((_, last)) => (1, last),
            None => (self.column, between),
        };
        Self {
            at,
            line: self.line.saturating_add(lines),
            column: last.chars().count().saturating_add(before),
        }
    }

    fn shown(self) -> (u32, u32) {
        (u32::try_from(self.line).unwrap_or(u32::MAX), u32::try_from(self.column).unwrap_or(u32::MAX))
    }
}

struct Fault {
    code: Code,
    at: usize,
    message: String,
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        if there {
            self.step();
        }
        there
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.step();
        }
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault { code: Code::NotJson, at: self.at, message: message.into() }
    }

    fn value(&mut self, depth: u32) -> Result<Node<'t>, Fault> {
        self.space();
        let at = self.at;
        let value = match self.peek() {
            Some(b'{' | b'[') if depth >= DEEPEST => {
                let message = format!("Lists and objects are nested more than {DEEPEST} deep.");
                return Err(Fault { code: Code::TooLarge, at, message });
            }
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ if self.word("null") => Value::Null,
            _ if self.word("true") => Value::Bool(true),
            _ if self.word("false") => Value::Bool(false),
            Some(_) => return Err(self.fault("No JSON value begins here.")),
            None => return Err(self.fault("The text ends where a value should stand.")),
        };
        Ok(Node { at, value })
    }

    fn word(&mut self, word: &str) -> bool {
        let there = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        if there {
            self.at = self.at.saturating_add(word.len());
        }
        there
    }

    fn object(&mut self, depth: u32) -> Result<Value<'t>, Fault> {
        self.step();
        let mut members = Vec::new();
        self.space();
        if self.eat(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            let at = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.fault("A key in quotation marks should stand here."));
            }
            let key = self.string()?;
            self.space();
            if !self.eat(b':') {
                return Err(self.fault("A colon should stand here."));
            }
            let node = self.value(depth.saturating_add(1))?;
            members.push(Member { key, at, node });
            self.space();
            if self.eat(b'}') {
                return Ok(Value::Object(members));
            }
            if !self.eat(b',') {
                return Err(self.fault("A comma or a closing brace should stand here."));
            }
        }
    }

    fn list(&mut self, depth: u32) -> Result<Value<'t>, Fault> {
        self.step();
        let mut items = Vec::new();
        self.space();
        if self.eat(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth.saturating_add(1))?);
            self.space();
            if self.eat(b']') {
                return Ok(Value::List(items));
            }
            if !self.eat(b',') {
                return Err(self.fault("A comma or a closing bracket should stand here."));
            }
        }
    }

    /// A number by the grammar of RFC 8259, as written.
    fn number(&mut self) -> Result<&'t str, Fault> {
        let begin = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _ = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        self.text.get(begin..self.at).ok_or_else(|| self.fault("No number stands here."))
    }

    fn digits(&mut self) -> Result<(), Fault> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.fault("A digit should stand here."));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.step();
        }
        Ok(())
    }

    /// A string; borrowed from the text where it holds no escape.
    fn string(&mut self) -> Result<Cow<'t, str>, Fault> {
        self.step();
        let mut unescaped = String::new();
        let mut begin = self.at;
        loop {
            match self.peek() {
                None => return Err(self.fault("The text ends within a string.")),
                Some(b'"') => {
                    let tail = self.text.get(begin..self.at).unwrap_or_default();
                    self.step();
                    if unescaped.is_empty() {
                        return Ok(Cow::Borrowed(tail));
                    }
                    unescaped.push_str(tail);
                    return Ok(Cow::Owned(unescaped));
                }
                Some(b'\\') => {
                    unescaped.push_str(self.text.get(begin..self.at).unwrap_or_default());
                    self.step();
                    unescaped.push(self.escape()?);
                    begin = self.at;
                }
                Some(0..=0x1f) => return Err(self.fault("A control character stands in a string.")),
                Some(_) => self.step(),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let Some(byte) = self.peek() else { return Err(self.fault("The text ends within a string.")) };
        self.step();
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex4()?;
                let units = if (0xd800..0xdc00).contains(&first) && self.word("\\u") {
                    vec![first, self.hex4()?]
                } else {
                    vec![first]
                };
                let mut decoded = char::decode_utf16(units);
                match (decoded.next(), decoded.next()) {
                    (Some(Ok(c)), None) => c,
                    _ => return Err(self.fault("Half of a surrogate pair stands in a string.")),
                }
            }
            _ => return Err(self.fault("No such escape is known.")),
        })
    }

    fn hex4(&mut self) -> Result<u16, Fault> {
        let end = self.at.saturating_add(4);
        let digits =
            self.text.get(self.at..end).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            Some(unit) => {
                self.at = end;
                Ok(unit)
            }
            None => Err(self.fault("Four hexadecimal digits should stand here.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// serde_json decides what is JSON; this reader must agree, but for its bound on depth.
    #[test]
    fn it_agrees_with_serde_json_on_what_is_json() {
        let texts = [
            "null",
            "true",
            "false",
            "nul",
            "truefalse",
            "0",
            "-0",
            "01",
            "-",
            "1.",
            ".5",
            "1.5",
            "1e5",
            "1E+5",
            "1e",
            "+1",
            "\"\"",
            "\"a\\nb\"",
            "\"a\nb\"",
            "\"\\u00e9\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\udc00\"",
            "\"\\x\"",
            "\"",
            "[]",
            "[1,]",
            "[1 2]",
            "[1,2]",
            "[",
            "]",
            "{}",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\" 1}",
            "{\"a\":}",
            "",
            " ",
            "1 1",
            "\u{feff}1",
            "[[[[]]]]",
            "{\"a\":{\"b\":[{}]}}",
            "// no",
            "NaN",
            "Infinity",
            "\"\\ud83d\\u0041\"",
        ];
        for text in texts {
            assert_eq!(
                Tree::parse(text).is_ok(),
                serde_json::from_str::<serde_json::Value>(text).is_ok(),
                "{text:?}"
            );
        }
    }

    #[test]
    fn escapes_read_as_serde_json_reads_them() {
        for text in ["\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\\u0041\\ud83d\\ude00z\"", "\"plain\"", "\"\\u0000x\""]
        {
            let read = Tree::parse(text).map(|tree| match tree.root.value {
                Value::Text(text) => Some(text.into_owned()),
                _ => None,
            });
            assert_eq!(read.ok().flatten(), serde_json::from_str::<String>(text).ok(), "{text}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(Tree::parse(&nested(32)).is_ok() && Tree::parse(&nested(33)).is_err());
        let refused = Tree::parse(&nested(100_000)).map(|_| ()).map_err(|error| error.code());
        assert_eq!(refused, Err(Code::TooLarge));
    }

    #[test]
    fn places_count_lines_and_characters() {
        let text = "{\n  \"é\": [1, \"x\"]\n}";
        let place = Tree::parse(text).map(|tree| tree.place("/é/1"));
        assert_eq!(place.ok().flatten(), Some((2, 12)));
        // In whatever order they are asked for.
        let text = "[\n1, [2,\n\n  3], \"é\", 4\n]";
        let places =
            [("/0", (2, 1)), ("/1/1", (4, 3)), ("/3", (4, 12)), ("/1", (2, 4)), ("", (1, 1)), ("/2", (4, 7))];
        let tree = Tree::parse(text);
        for (pointer, place) in places {
            assert_eq!(tree.as_ref().ok().and_then(|tree| tree.place(pointer)), Some(place), "{pointer}");
        }
    }
}
