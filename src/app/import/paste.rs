//! A table that was copied elsewhere and is pasted here.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::{Effect, State};
use super::{ImportSource, ReadOptions, begin};

/// What was on the clipboard instead of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTable {
    /// Nothing that can be read as text.
    Nothing,
    /// A picture.
    Picture,
    /// A few words.
    OneLine,
}

impl NoTable {
    const fn words(self) -> &'static str {
        match self {
            Self::Nothing => {
                "There is no table on the clipboard. Copy the cells in your spreadsheet first, then paste them here."
            }
            Self::Picture => {
                "A picture was copied, not a table. Copy the cells themselves in your spreadsheet, then paste them here."
            }
            Self::OneLine => {
                "What was copied is one line, not a table. Copy the row with the names of the columns and the rows below it."
            }
        }
    }
}

/// Begins an import of what was pasted.
pub(super) fn paste(state: &mut State, text: Arc<str>) -> Vec<Effect> {
    if state.session().is_none() || state.modal.is_some() {
        return Vec::new();
    }
    if let Some(path) = file_of(&text) {
        return begin(state, ImportSource::File(path), ReadOptions::default());
    }
    // Names without a row below them, or a word meant for a field that did not have the keyboard.
    if text.trim().lines().nth(1).is_none() {
        return refused(state, NoTable::OneLine);
    }
    begin(state, ImportSource::Clipboard(text), ReadOptions::default())
}

/// The file whose path was copied, as a file manager does when a file is copied, or its "Copy as path".
fn file_of(text: &str) -> Option<PathBuf> {
    let mut lines = text.trim().lines().map(str::trim);
    let line = lines.next().filter(|_| lines.next().is_none())?;
    let line = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(line);
    let path = match line.strip_prefix("file://") {
        Some(address) => PathBuf::from(unescaped(address)?),
        None => PathBuf::from(line),
    };
    (path.is_absolute() && path.is_file()).then_some(path)
}

/// The text of an address, "%20" and the like read as what they stand for.
fn unescaped(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok())?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after.get(2..).unwrap_or_default();
    }
    String::from_utf8(bytes).ok()
}

/// Says why nothing is imported.
pub(super) fn refused(state: &mut State, why: NoTable) -> Vec<Effect> {
    state.problem(why.words());
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Overwrite, write_export};

    #[test]
    fn a_copied_file_is_found_by_its_path_or_address() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("Müller & Söhne 100 %.csv");
        write_export(&path, b"A;B", Overwrite::Never).unwrap();
        let plain = path.to_str().unwrap();
        for text in [plain.to_owned(), format!("{plain}\n"), format!("\"{plain}\"")] {
            assert_eq!(file_of(&text).as_ref(), Some(&path), "{text}");
        }
        if cfg!(unix) {
            let escaped = |byte: u8| match byte {
                b'/' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
                _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            };
            let address: String = plain.bytes().map(escaped).collect();
            assert_eq!(file_of(&format!("file://{address}\r\n")).as_ref(), Some(&path), "{address}");
        }
        let folder = home.path().to_str().unwrap();
        for text in ["hello", "/nowhere/there.csv", folder, "file:///%", "file:///%ff%fe", "", "\"", "relative.csv"] {
            assert_eq!(file_of(text), None, "{text}");
        }
        assert_eq!(file_of(&format!("{plain}\n{plain}")), None, "two are two lines of a table");
    }
}
