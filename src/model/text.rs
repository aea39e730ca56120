//! Text that is clean by type: trimmed, without control or bidi-override characters, never silently cut.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is left after trimming.
    #[error("a name is needed")]
    Empty,
    /// Longer than the cap; nothing was cut.
    #[error("{length} characters is too long; at most {max} fit")]
    TooLong {
        /// Characters given, after cleaning.
        length: usize,
        /// Characters allowed.
        max: usize,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    Kept,
    Spaces,
}

/// Whether a character changes the direction or order of the text around it without being seen.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn clean(text: &str, max: usize, breaks: Breaks) -> Result<Box<str>, TextError> {
    let mut kept = String::with_capacity(text.len().min(max * 4));
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => kept.push(if breaks == Breaks::Kept { '\n' } else { ' ' }),
            '\t' => kept.push(' '),
            _ if c.is_control() || is_bidi_control(c) || c == '\u{feff}' => {}
            _ => kept.push(c),
        }
    }
    let trimmed = kept.trim();
    let length = trimmed.chars().count();
    if length > max {
        return Err(TextError::TooLong { length, max });
    }
    Ok(if trimmed.len() == kept.len() { kept.into_boxed_str() } else { trimmed.into() })
}

macro_rules! text {
    ($(#[$attribute:meta])* $name:ident, $max:literal, $breaks:expr) => {
        $(#[$attribute])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The most characters this text may have.
            pub const MAX: usize = $max;

            /// The text inside.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether there is nothing.
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                Self::new(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "maxLength": Self::MAX })
            }
        }
    };
}

text!(
    /// A name: one line, 1 to 200 characters.
    Name, 200, Breaks::Spaces
);
text!(
    #[derive(Default)]
    /// A line of text that may be empty: at most 1,000 characters.
    Line,
    1000,
    Breaks::Spaces
);
text!(
    #[derive(Default)]
    /// Notes and remarks: several lines, at most 20,000 characters.
    Note,
    20_000,
    Breaks::Kept
);

impl Name {
    /// The cleaned name.
    ///
    /// # Errors
    /// [`TextError`] if nothing is left or it is too long.
    pub fn new(text: &str) -> Result<Self, TextError> {
        let text = clean(text, Self::MAX, Breaks::Spaces)?;
        if text.is_empty() { Err(TextError::Empty) } else { Ok(Self(text)) }
    }
}

impl Line {
    /// The cleaned line.
    ///
    /// # Errors
    /// [`TextError::TooLong`].
    pub fn new(text: &str) -> Result<Self, TextError> {
        clean(text, Self::MAX, Breaks::Spaces).map(Self)
    }
}

impl Note {
    /// The cleaned text; line breaks are kept as `\n`.
    ///
    /// # Errors
    /// [`TextError::TooLong`].
    pub fn new(text: &str) -> Result<Self, TextError> {
        clean(text, Self::MAX, Breaks::Kept).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_and_turning_characters_go() {
        let name = Name::new("  Har\u{202e}bour\u{0} Caf\u{e9}\u{7}\u{2066}\r\n ").unwrap();
        assert_eq!(name.as_str(), "Harbour Café");
        assert_eq!(Note::new("a\r\nb\tc\u{0}").unwrap().as_str(), "a\nb c");
        assert_eq!(Name::new("a\nb").unwrap().as_str(), "a b");
        assert_eq!(Name::new(" \u{200f} \t"), Err(TextError::Empty));
    }

    #[test]
    fn too_long_is_refused_with_both_numbers_and_never_cut() {
        let long = "ä".repeat(201);
        let error = Name::new(&long).unwrap_err();
        assert_eq!(error.to_string(), "201 characters is too long; at most 200 fit");
        assert!(Name::new(&"ä".repeat(200)).is_ok(), "characters count, not bytes");
    }
}
