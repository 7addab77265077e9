//! SHA-256 hashes.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::text_value;
use crate::words::finding::{Code, Malformed};

/// A SHA-256 hash, written as 64 hexadecimal digits in small letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of parts, one behind the other.
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update(part);
        }
        Self(digest.finalize().into())
    }

    /// These bytes as they are.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // All digits at once, for hashes stand twice in each line of a journal.
        let mut digits = [0_u8; 64];
        let digit = |half: u8| {
            if half < 10 { b'0'.wrapping_add(half) } else { b'a'.wrapping_add(half).wrapping_sub(10) }
        };
        let (pairs, _) = digits.as_chunks_mut::<2>();
        for ([high, low], byte) in pairs.iter_mut().zip(self.0) {
            (*high, *low) = (digit(byte.wrapping_shr(4)), digit(byte & 0xf));
        }
        f.write_str(str::from_utf8(&digits).unwrap_or_default())
    }
}

impl FromStr for Hash {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte.wrapping_sub(b'0')),
            b'a'..=b'f' => Some(byte.wrapping_sub(b'a').wrapping_add(10)),
            _ => None,
        };
        let read = || {
            let mut bytes = [0; 32];
            let (pairs, rest) = text.as_bytes().as_chunks::<2>();
            if pairs.len() != bytes.len() || !rest.is_empty() {
                return None;
            }
            for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
                *byte = digit(*high)?.wrapping_shl(4) | digit(*low)?;
            }
            Some(Self(bytes))
        };
        read().ok_or_else(|| {
            let message = format!("`{}` is not a SHA-256 hash.", super::clipped(text));
            Malformed::new(Code::MalformedCode, message, "Write 64 hexadecimal digits in small letters.")
        })
    }
}

text_value!(
    Hash,
    about = "A SHA-256 hash, written as 64 hexadecimal digits in small letters.",
    pattern = "^[0-9a-f]{64}$",
    longest = 64
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Hash::of(&[]).to_string(), empty);
        assert_eq!(empty.parse(), Ok(Hash::of(&[b""])));
        for wrong in ["", "e3", &empty.to_uppercase(), &format!("{empty}0"), &empty.replace('e', "g")] {
            assert!(wrong.parse::<Hash>().is_err());
        }
    }
}
