//! Canonical bytes: the same document is the same bytes in every language (in the manner of RFC 8785).

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::order::put_in_order_by;
use super::tree::{Member, Node, Tree, Value};
use crate::words::finding::{Code, Error, Finding};

/// The canonical text of a document: keys sorted, no white space, whole numbers only.
pub fn canonical<T: Serialize + ?Sized>(document: &T) -> Result<String, Error> {
    sorted(&serde_json::to_string(document).map_err(internal)?)
}

/// The same text with its keys sorted. (From text to text, so that it is compiled once, not for every type.)
fn sorted(text: &str) -> Result<String, Error> {
    let mut canonical = String::with_capacity(text.len());
    write(Tree::of_our_own(text)?.root(), &mut canonical)?;
    Ok(canonical)
}

pub(super) fn write(node: &Node<'_>, to: &mut String) -> Result<(), Error> {
    match &node.value {
        Value::Null => to.push_str("null"),
        Value::Bool(yes) => to.push_str(if *yes { "true" } else { "false" }),
        Value::Number(number) if number.contains(['.', 'e', 'E']) => {
            return Err(internal(format!("{number} is not whole")));
        }
        Value::Number(number) => to.push_str(number),
        Value::Text(text) => write_text(text, to)?,
        Value::List(items) => {
            to.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    to.push(',');
                }
                write(item, to)?;
            }
            to.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<&Member<'_>> = members.iter().collect();
            put_in_order_by(&mut sorted, |a, b| a.key.cmp(&b.key));
            to.push('{');
            for (i, member) in sorted.into_iter().enumerate() {
                if i > 0 {
                    to.push(',');
                }
                write_text(&member.key, to)?;
                to.push(':');
                write(&member.node, to)?;
            }
            to.push('}');
        }
    }
    Ok(())
}

fn write_text(text: &str, to: &mut String) -> Result<(), Error> {
    if text.bytes().any(|byte| matches!(byte, 0..=0x1f | b'"' | b'\\')) {
        to.push_str(&serde_json::to_string(text).map_err(internal)?);
    } else {
        to.push('"');
        to.push_str(text);
        to.push('"');
    }
    Ok(())
}

fn internal(error: impl ToString) -> Error {
    Error::one(Finding::new(Code::Internal, "", error.to_string()))
}

/// SHA-256 of the canonical text, as 64 hexadecimal digits.
pub fn hash<T: Serialize + ?Sized>(document: &T) -> Result<String, Error> {
    canonical(document).map(|text| hex(&Sha256::digest(text)))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_written_as_serde_json_writes_it() -> Result<(), serde_json::Error> {
        for text in ["", "plain", "a\"b\\c/d\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}z", "\u{e9}\u{2028}\u{1f600}"] {
            assert_eq!(canonical(text).ok(), Some(serde_json::to_string(text)?));
        }
        Ok(())
    }

    #[test]
    fn keys_are_sorted_at_every_depth() -> Result<(), serde_json::Error> {
        let text = r#"{"b": [{"z": -1, "a": true}, []], "ab": null, "a": {}, "a b": "x", "a!": 18446744073709551615}"#;
        let value: serde_json::Value = serde_json::from_str(text)?;
        let sorted = r#"{"a":{},"a b":"x","a!":18446744073709551615,"ab":null,"b":[{"a":true,"z":-1},[]]}"#;
        assert_eq!(canonical(&value).ok().as_deref(), Some(sorted));
        Ok(())
    }

    #[test]
    fn a_float_has_no_canonical_text() {
        assert_eq!(canonical(&[1.5]).map_err(|error| error.code()), Err(Code::Internal));
    }
}
