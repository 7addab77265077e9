//! Findings: what is wrong with an input, where, and what would mend it.
//!
//! Bad input gets its findings at once and changes nothing (DESIGN laws 7 and 8). A finding names a stable
//! [`Code`], a place, a message in the words of the field and, where one is near, a suggestion.

mod code;

use std::fmt;

use serde::Serialize;

pub use code::Code;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub enum Severity {
    /// The input is refused.
    Refused,
    /// The input is taken; a person should look at this.
    Warning,
}

/// One thing found in an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Finding {
    /// The stable code; users branch on it, never on the text.
    pub code: Code,
    /// Whether it refuses the input.
    pub severity: Severity,
    /// Where, as a JSON pointer (RFC 6901) into the document; empty for the document as a whole. What a store is called, where
    /// the finding is on a store.
    pub path: String,
    /// The line in the text, from 1, where the text is at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column in that line, from 1, counted in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What would mend it, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Finding {
    /// A finding that refuses the input at `path`.
    pub fn new(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        let path = path.into();
        Self {
            code,
            severity: Severity::Refused,
            path,
            line: None,
            column: None,
            message: message.into(),
            help: None,
        }
    }

    /// The same finding with a hint.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.path.is_empty() { "the document" } else { &self.path };
        write!(f, "{place}")?;
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, " (line {line}, column {column})")?;
        }
        write!(f, ": {} [{}]", self.message, self.code)?;
        match &self.help {
            Some(help) => write!(f, " {help}"),
            None => Ok(()),
        }
    }
}

/// An operation refused its input. It carries every finding, and nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_words(.findings))]
pub struct Error {
    /// Never empty: an error is made from at least one finding.
    findings: Vec<Finding>,
}

impl Error {
    /// An error with one finding.
    pub fn one(finding: Finding) -> Self {
        Self { findings: vec![finding] }
    }

    /// `Err` with the findings where one of them refuses, else `Ok`.
    pub fn unless_sound(findings: Vec<Finding>) -> Result<(), Self> {
        if findings.iter().any(|finding| finding.severity == Severity::Refused) {
            Err(Self { findings })
        } else {
            Ok(())
        }
    }

    /// The code of the first finding.
    pub fn code(&self) -> Code {
        self.findings.first().map_or(Code::Internal, |finding| finding.code)
    }

    /// Every finding, in the order of the document.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings with places from the text that was read.
    pub(crate) fn placed(mut self, place: &dyn Fn(&str) -> Option<(u32, u32)>) -> Self {
        for finding in &mut self.findings {
            if finding.line.is_none()
                && let Some((line, column)) = place(&finding.path)
            {
                (finding.line, finding.column) = (Some(line), Some(column));
            }
        }
        self.findings.sort_by_key(|finding| (finding.line, finding.column));
        self
    }
}

/// A value could not be read from its text: what is wrong, without a place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Malformed {
    /// The stable code.
    pub code: Code,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What would mend it.
    pub help: Option<String>,
}

impl Malformed {
    /// A value that could not be read, and what would mend it.
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: Some(help.into()) }
    }

    /// The finding this is at a place.
    pub fn at(self, path: impl Into<String>) -> Finding {
        Finding { help: self.help, ..Finding::new(self.code, path, self.message) }
    }
}

impl From<Malformed> for Error {
    fn from(malformed: Malformed) -> Self {
        Self::one(malformed.at(""))
    }
}

fn in_words(findings: &[Finding]) -> String {
    let refused = findings.iter().filter(|finding| finding.severity == Severity::Refused).count();
    let mut text = match (findings.first(), refused) {
        (Some(first), 0 | 1) => first.to_string(),
        _ => format!("{refused} findings"),
    };
    if refused > 1 {
        for finding in findings {
            text.push_str("\n  ");
            text.push_str(&finding.to_string());
        }
    }
    text
}
