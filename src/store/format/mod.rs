//! From bytes to records and back. The number in `"format"` says which module reads a file.

mod diagnose;
mod duplicates;
pub(super) mod v1;

use serde::Serialize;
use serde_json::Value;

use crate::model::{Business, Customer, Extra, Record, Scorecard};

/// The format this version writes.
pub(super) const FORMAT: u64 = 1;

/// What every file names its format with.
pub(super) const FORMAT_KEY: &str = "format";

/// Why a file could not be turned into a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadFile {
    /// Line and column, from 1.
    pub(super) place: Option<(usize, usize)>,
    /// What is wrong, in a sentence.
    pub(super) what: String,
    /// Whether only a newer version of Keepwise can read it.
    pub(super) is_newer: bool,
}

impl BadFile {
    fn new(what: impl Into<String>) -> Self {
        Self { place: None, what: what.into(), is_newer: false }
    }

    pub(super) fn newer(format: &Value) -> Self {
        let what = format!("It was written by a newer version of Keepwise (format {format}, this one knows {FORMAT}).");
        Self { place: None, what, is_newer: true }
    }
}

/// What to do about a field `"format"` that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormatRule {
    /// It must be there and known: files on disk.
    Required,
    /// It may be missing: files that come with the program.
    Optional,
    /// A newer one is read as far as possible, for looking only.
    Lenient,
}

/// A record that is one file.
pub(super) trait FileRecord: Serialize + for<'de> serde::Deserialize<'de> {
    /// The fields that belong to no known name, `"format"` among them.
    fn extra_mut(&mut self) -> &mut Extra;

    /// What must hold beyond the types.
    fn sound(&self) -> Result<(), String> {
        Ok(())
    }
}

impl FileRecord for Business {
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

impl FileRecord for Scorecard {
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }

    fn sound(&self) -> Result<(), String> {
        if self.versions.is_empty() {
            return Err("The scorecard has no version, so there is nothing to ask.".to_owned());
        }
        for (index, version) in self.versions.iter().enumerate() {
            if usize::try_from(version.number).ok() != Some(index + 1) {
                return Err(format!(
                    "Its versions must be numbered 1, 2, 3 \u{2026}; one has number {}.",
                    version.number
                ));
            }
        }
        Ok(())
    }
}

impl FileRecord for Customer {
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// Reads a record. The sound file is parsed once, straight into the model; only a file that fails is looked at again,
/// for a good explanation.
pub(super) fn read<T: FileRecord>(bytes: &[u8], rule: FormatRule) -> Result<T, BadFile> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return Err(diagnose::explain::<T>(bytes)) };
    let Ok(mut record) = v1::parse::<T>(text) else { return Err(diagnose::explain::<T>(bytes)) };
    match record.extra_mut().remove(FORMAT_KEY) {
        Some(format) if format.as_u64() == Some(FORMAT) => {}
        Some(format) if diagnose::is_newer(&format) && rule == FormatRule::Lenient => {}
        Some(format) if diagnose::is_newer(&format) => return Err(BadFile::newer(&format)),
        Some(format) => return Err(BadFile::new(format!("\u{201c}format\u{201d} must be {FORMAT}, not {format}."))),
        None if rule == FormatRule::Required => {
            return Err(BadFile::new(format!(
                "It does not say \u{201c}format\u{201d}: {FORMAT}, so it is not ours to judge."
            )));
        }
        None => {}
    }
    if let Some(second) = duplicates::find(text) {
        let what = format!("\u{201c}{}\u{201d} is there twice; one of the two would be lost.", second.key);
        return Err(BadFile { place: Some(diagnose::place_of(bytes, second.offset)), what, is_newer: false });
    }
    record.sound().map_err(BadFile::new)?;
    Ok(record)
}

/// The bytes of a record: pretty, keys sorted at every level, a line feed at the end of each line.
///
/// # Errors
/// What stands in the way, which is nothing for values the model allows.
pub(super) fn write(record: &Record) -> Result<Vec<u8>, serde_json::Error> {
    match record {
        Record::Business(business) => v1::bytes(&**business),
        Record::Scorecard(card) => v1::bytes(&**card),
        Record::Customer(customer) => v1::bytes(&**customer),
    }
}

/// Any value as a file of ours: pretty, sorted, a line feed at the end.
///
/// # Errors
/// What stands in the way.
pub(super) fn pretty(mut value: Value) -> Result<Vec<u8>, serde_json::Error> {
    // Sorted here too in case another crate switches on insertion order.
    value.sort_all_objects();
    let mut bytes = serde_json::to_vec_pretty(&value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
