//! The archive a workbook is: its parts by name, unpacked piece by piece and counted while they are.
//!
//! A few bytes can unpack to gigabytes, and what an archive says about its sizes need not be true. So nothing is
//! unpacked as a whole: every part is read through a counter that stops at a limit, or when it swells as no
//! spreadsheet does. A worker process would add nothing to that: the limits hold wherever they are counted.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::Xml;
use crate::exchange::ImportError;

/// The most parts an archive may have; workbooks have some dozens.
const MAX_PARTS: usize = 5_000;
/// The most bytes a part, and all parts that are read, may unpack to. Three million cells are about 150 MB.
const MAX_PART_BYTES: u64 = 300_000_000;
const MAX_ALL_BYTES: u64 = 400_000_000;
/// How much larger than its packed form a part may become, and from which size on. Real sheets stay below 40.
const MAX_SWELLING: u64 = 100;
const SMALL_BYTES: u64 = 10_000_000;

/// An archive, opened.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The parts by their names in small letters, with `/` between folders.
    parts: BTreeMap<String, usize>,
    unpacked: Cell<u64>,
    size: u64,
}

/// A part while it is unpacked.
pub(super) struct Part<'b> {
    file: Box<dyn Read + 'b>,
    packed: u64,
    done: u64,
    declared: u64,
    all: &'b Cell<u64>,
}

impl Part<'_> {
    /// How many bytes have been unpacked, and how many there will be if the archive tells the truth.
    pub(super) const fn progress(&self) -> (u64, u64) {
        (self.done, self.declared)
    }
}

impl Read for Part<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let num = self.file.read(buffer)?;
        self.done += num as u64;
        self.all.set(self.all.get() + num as u64);
        let swells = self.done > SMALL_BYTES && self.done > self.packed.saturating_mul(MAX_SWELLING);
        if swells || self.done > MAX_PART_BYTES || self.all.get() > MAX_ALL_BYTES {
            return Err(std::io::Error::other(ImportError::Bomb));
        }
        Ok(num)
    }
}

impl<'a> Archive<'a> {
    /// Reads the list of parts.
    ///
    /// # Errors
    /// [`ImportError::Damaged`] if it has none, [`ImportError::Bomb`] if it has too many.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        // Counted before the list is read, which needs memory for each.
        if count(bytes, *b"PK\x01\x02", MAX_PARTS + 1) > MAX_PARTS {
            return Err(ImportError::Bomb);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| of_zip(&error))?;
        let mut parts = BTreeMap::new();
        for index in 0..zip.len() {
            let Some(Ok(name)) = zip.name_for_index(index) else { continue };
            parts.insert(tidy_name(&name), index);
        }
        Ok(Self { zip, parts, unpacked: Cell::new(0), size: bytes.len() as u64 })
    }

    /// The names of the parts, in small letters.
    pub(super) fn names(&self) -> Vec<&str> {
        self.parts.keys().map(String::as_str).collect()
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&tidy_name(name))
    }

    /// A part to read; none if there is none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, ImportError> {
        let Some(&index) = self.parts.get(&tidy_name(name)) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(|error| of_zip(&error))?;
        let (packed, declared) = (file.compressed_size().min(self.size), file.size());
        Ok(Some(Part { file: Box::new(file), packed, done: 0, declared, all: &self.unpacked }))
    }

    /// A part to read as XML.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Xml<Part<'_>>>, ImportError> {
        Ok(self.part(name)?.map(Xml::new))
    }

    /// The start of a small part.
    pub(super) fn start_of(&mut self, name: &str) -> Result<Vec<u8>, ImportError> {
        let mut start = Vec::new();
        if let Some(part) = self.part(name)? {
            part.take(4096).read_to_end(&mut start).map_err(|error| ImportError::Damaged(error.to_string()))?;
        }
        Ok(start)
    }
}

fn tidy_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn of_zip(error: &ZipError) -> ImportError {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => ImportError::Protected,
        ZipError::InvalidPassword => ImportError::Protected,
        ZipError::InvalidArchive(_) => ImportError::Damaged("its end is missing".to_owned()),
        other => ImportError::Damaged(other.to_string()),
    }
}

/// How often `what` occurs, counting up to `most`.
fn count(bytes: &[u8], what: [u8; 4], most: usize) -> usize {
    let mut num = 0;
    let mut rest = bytes;
    while num < most
        && let Some(at) = rest.iter().position(|byte| *byte == what[0])
    {
        rest = rest.get(at..).unwrap_or_default();
        num += usize::from(rest.starts_with(&what));
        rest = rest.get(1..).unwrap_or_default();
    }
    num
}
