//! The corpus of the fuzz targets, and thousands of files damaged from it: no panic, no hang, nothing beyond the limits.
//!
//! Every run damages the files in the same way. `KEEPWISE_MUTATIONS=100000 cargo test --test it fuzz` goes on longer.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use keepwise::exchange::{ReadOptions, Table};
use zip::write::SimpleFileOptions;

use super::read_with;

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

fn corpus(kind: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fuzz").join(kind);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "a corpus for {kind}");
    files.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn num_mutations(usual: usize) -> usize {
    std::env::var("KEEPWISE_MUTATIONS").ok().and_then(|num| num.parse().ok()).unwrap_or(usual)
}

/// Reads, and holds the table against the limits.
fn read(bytes: &[u8], origin: &Path) {
    let Ok(table) = read_with(bytes, &ReadOptions::default()) else { return };
    let width = table.headers.len();
    assert!(table.rows.iter().all(|row| row.len() == width), "{}: a row of another width", origin.display());
    assert!(width <= Table::MAX_COLUMNS && table.rows.len() <= Table::MAX_ROWS, "{}", origin.display());
    assert_eq!(table.rows.len(), table.row_numbers.len(), "{}", origin.display());
    assert!(table.row_numbers.is_sorted(), "{}: rows out of order", origin.display());
    let names: std::collections::BTreeSet<&String> = table.headers.iter().collect();
    assert_eq!(names.len(), width, "{}: two columns of one name", origin.display());
    let is_sound = |column: Option<usize>| column.is_none_or(|column| column < width);
    assert!(table.oddities.iter().all(|oddity| is_sound(oddity.column)), "{}", origin.display());
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

fn stored(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn damaged_text_is_read_or_refused() {
    for (path, bytes) in corpus("csv") {
        read(&bytes, &path);
        let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
        for _ in 0..num_mutations(2_000) {
            let damaged = damage(&bytes, &mut numbers);
            read(&damaged, &path);
            let _pasted = Table::from_clipboard(&String::from_utf8_lossy(&damaged));
        }
    }
}

#[test]
fn damaged_workbooks_are_read_or_refused() {
    for (path, bytes) in corpus("xlsx") {
        read(&bytes, &path);
        let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
        for _ in 0..num_mutations(500) {
            read(&damage(&bytes, &mut numbers), &path);
        }
        let parts = parts(&bytes);
        for _ in 0..num_mutations(1_000).min(if parts.is_empty() { 0 } else { usize::MAX }) {
            let mut damaged = parts.clone();
            let which = numbers.below(damaged.len());
            damaged[which].1 = damage(&damaged[which].1, &mut numbers);
            read(&stored(&damaged), &path);
        }
    }
}
