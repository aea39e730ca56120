//! The corpus of the fuzz targets, and thousands of files damaged from it: no panic, no hang, nothing beyond the limits.
//!
//! Every run damages the files in the same way. `KEEPWISE_MUTATIONS=100000 cargo test --test it fuzz` goes on longer.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::super::laws;

/// A small generator of numbers; the same seed gives the same ones everywhere.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }
}

/// The files of a corpus that were made by hand, or what the fuzzer grew from them (in `grown`).
fn corpus(kind: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fuzz").join(kind);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths.filter(|path| path.is_file()).collect();
    files.sort();
    assert!(!files.is_empty(), "a corpus for {kind}");
    files.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn num_mutations(usual: usize) -> usize {
    std::env::var("KEEPWISE_MUTATIONS").ok().and_then(|num| num.parse().ok()).unwrap_or(usual)
}

/// Pieces that readers stumble over.
const TRAPS: [&[u8]; 22] = [
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<",
    b">",
    b"/>",
    b"&#x0;",
    b"<![CDATA[",
    b"]]>",
    b"99999999999999999999",
    b"-1",
    b"<c r=\"XFD1048577\"><v>",
];

fn damage(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(damaged.len() + 1);
        match numbers.below(6) {
            0 => damaged.truncate(at),
            1 if at < damaged.len() => damaged[at] ^= 1 << numbers.below(8),
            2 => {
                let end = (at + numbers.below(40)).min(damaged.len());
                damaged.drain(at..end);
            }
            3 => {
                let end = (at + numbers.below(200)).min(damaged.len());
                let piece = damaged[at..end].to_vec();
                let to = numbers.below(damaged.len() + 1);
                damaged.splice(to..to, piece);
            }
            _ => {
                let trap = TRAPS[numbers.below(TRAPS.len())];
                damaged.splice(at..at, trap.iter().copied());
            }
        }
    }
    damaged
}

/// The parts of an archive, unpacked; damage within them goes deeper than damage to the archive.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return Vec::new() };
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index(index) else { continue };
        let Ok(name) = file.name().map(|name| name.into_owned()) else { continue };
        let mut content = Vec::new();
        if file.take(1_000_000).read_to_end(&mut content).is_ok() {
            found.push((name, content));
        }
    }
    found
}

/// Holds the law against these bytes; if it is broken, says by what.
fn holds(origin: &Path, bytes: &[u8], law: impl FnOnce(&[u8])) {
    let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| law(bytes)));
    let first = bytes.get(..2_000).unwrap_or(bytes).escape_ascii();
    assert!(broken.is_ok(), "{}: what is said above was broken by {first}", origin.display());
}

fn replay(kind: &str, mutations: usize, law: impl Fn(&[u8])) {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for (path, bytes) in corpus(kind) {
        holds(&path, &bytes, &law);
        for _ in 0..num_mutations(mutations) {
            holds(&path, &damage(&bytes, &mut numbers), &law);
        }
    }
    for (path, bytes) in corpus(&format!("{kind}/grown")) {
        holds(&path, &bytes, &law);
    }
}

#[test]
fn damaged_text_is_read_or_refused() {
    replay("csv", 1_000, |bytes| {
        laws::table_is_sound(bytes);
        laws::pasted_is_sound(&String::from_utf8_lossy(bytes));
    });
}

#[test]
fn damaged_archives_are_read_or_refused() {
    replay("xlsx", 500, laws::table_is_sound);
}

#[test]
fn damaged_parts_of_workbooks_are_read_or_refused() {
    replay("parts", 300, |bytes| laws::table_is_sound(&laws::workbook_of(bytes)));
    for (path, bytes) in corpus("xlsx") {
        let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
        let parts = parts(&bytes);
        for _ in 0..num_mutations(500).min(if parts.is_empty() { 0 } else { usize::MAX }) {
            let mut damaged = parts.clone();
            let which = numbers.below(damaged.len());
            damaged[which].1 = damage(&damaged[which].1, &mut numbers);
            let parts = damaged.iter().map(|(name, content)| (name.as_str(), content.as_slice()));
            holds(&path, &laws::stored(parts), laws::table_is_sound);
        }
    }
}

#[test]
fn damaged_tables_are_imported_once_or_not_at_all() {
    replay("import", 100, laws::import_is_sound);
}

#[test]
fn damaged_numbers_and_days_are_read_or_refused() {
    replay("values", 500, |bytes| laws::values_are_sound(&String::from_utf8_lossy(bytes)));
}

#[test]
fn damaged_json_is_read_or_refused() {
    replay("json", 200, laws::json_is_sound);
}
