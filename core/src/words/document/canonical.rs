//! Canonical bytes: the same document is the same bytes in every language (in the manner of RFC 8785).

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::words::finding::{Code, Error, Finding};

/// The canonical text of a document: keys sorted, no white space, whole numbers only.
pub fn canonical<T: Serialize + ?Sized>(document: &T) -> Result<String, Error> {
    let value = serde_json::to_value(document).map_err(internal)?;
    let mut text = String::new();
    write(&value, &mut text)?;
    Ok(text)
}

/// SHA-256 of the canonical text, as 64 hexadecimal digits.
pub fn hash<T: Serialize + ?Sized>(document: &T) -> Result<String, Error> {
    canonical(document).map(|text| hex(&Sha256::digest(text)))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn write(value: &Value, text: &mut String) -> Result<(), Error> {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                write(item, text)?;
            }
            text.push(']');
        }
        Value::Object(members) => {
            // Sorted here, because another crate may switch serde_json to insertion order.
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by_key(|(key, _)| *key);
            text.push('{');
            for (i, (key, member)) in sorted.into_iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                text.push_str(&serde_json::to_string(key).map_err(internal)?);
                text.push(':');
                write(member, text)?;
            }
            text.push('}');
        }
        Value::Number(number) if number.is_f64() => {
            return Err(internal(format!("{number} is not whole")));
        }
        other => text.push_str(&serde_json::to_string(other).map_err(internal)?),
    }
    Ok(())
}

fn internal(error: impl ToString) -> Error {
    Error::one(Finding::new(Code::Internal, "", error.to_string()))
}
