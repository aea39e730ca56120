//! Single files outside the workspace: charts and lists going out, spreadsheets coming in.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::StoreError;
use super::export_file::{ExportFile, prepare_export};

/// What to do if the file is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// Leave it and say so.
    Never,
    /// Replace it: the user has agreed.
    Replace,
}

/// Writes a file the user asked for, whole or not at all. A link is followed, so that its target is replaced.
///
/// # Errors
/// [`StoreError::Exists`], [`StoreError::NotAFile`] or [`StoreError::Io`]; an older file is then untouched.
pub fn write_export(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), StoreError> {
    let write =
        |file: &mut ExportFile| file.write_all(bytes).map_err(|error| StoreError::io("Could not save", path, error));
    prepare_export(path, overwrite, write)?.place()
}

/// Makes a folder for exports, with those above it; one that is there already is fine.
///
/// # Errors
/// [`StoreError::Io`] if it cannot be made.
pub fn make_folder(dir: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(dir).map_err(|error| StoreError::io("Could not make the folder", dir, error))
}

/// The bytes of a file the user chose, up to `max_bytes`.
///
/// # Errors
/// [`StoreError::NotAFile`] for folders, devices and pipes; [`StoreError::TooLarge`]; [`StoreError::Io`].
pub fn read_import(path: &Path, max_bytes: u64) -> Result<Vec<u8>, StoreError> {
    let failed = |error| StoreError::io("Could not read", path, error);
    // Asked before opening: opening a pipe would wait for ever.
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    let too_large = |size| StoreError::TooLarge { path: path.to_owned(), size, max: max_bytes };
    if metadata.len() > max_bytes {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)).map_err(failed)?;
    let size = bytes.len() as u64;
    if size > max_bytes { Err(too_large(size)) } else { Ok(bytes) }
}

/// Whether anything has this path already: a file, a folder, a link that leads nowhere.
pub fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// A file name in `dir` that nothing has yet: `chart.png`, then `chart 2.png`, `chart 3.png` …
pub fn free_name(dir: &Path, stem: &str, extension: &str) -> PathBuf {
    let is_taken =
        |path: &Path| fs::symlink_metadata(path).map_or_else(|e| e.kind() != io::ErrorKind::NotFound, |_| true);
    let first = dir.join(format!("{stem}.{extension}"));
    if !is_taken(&first) {
        return first;
    }
    // A folder that cannot be read seems full of everything; the save then says what is wrong.
    (2..10_000)
        .map(|number| dir.join(format!("{stem} {number}.{extension}")))
        .find(|path| !is_taken(path))
        .unwrap_or(first)
}

/// The most characters of a file name made from a text.
const MAX_STEM: usize = 60;

/// A file name without its ending, made from any text, valid on all systems: letters, digits and hyphens, never empty,
/// never one that Windows reserves.
pub fn safe_file_stem(text: &str) -> String {
    let mut stem = String::new();
    for c in text.chars() {
        // Digits like ¹ stay out: COM¹ is a device on Windows.
        if c.is_alphabetic() || c.is_ascii_digit() || c == '_' {
            stem.push(c);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
        // Three bytes a character at most, so that the longest name fits everywhere.
        if stem.chars().count() >= MAX_STEM || stem.len() > 3 * MAX_STEM {
            break;
        }
    }
    stem.truncate(stem.trim_end_matches('-').len());
    let upper = stem.to_ascii_uppercase();
    let is_numbered = |prefix: &str| upper.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1);
    let is_reserved =
        ["CON", "PRN", "AUX", "NUL"].contains(&upper.as_str()) || is_numbered("COM") || is_numbered("LPT");
    match stem.as_str() {
        "" => "keepwise".to_owned(),
        _ if is_reserved => format!("keepwise-{stem}"),
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_valid_everywhere() {
        for (text, stem) in [
            ("Harbour Café", "Harbour-Café"),
            ("CON", "keepwise-CON"),
            ("con ", "keepwise-con"),
            ("COM¹", "COM"),
            ("com7", "keepwise-com7"),
            ("../../etc/passwd", "etc-passwd"),
            ("a:b\\c|d?.", "a-b-c-d"),
            ("", "keepwise"),
            ("🙂 \u{202e}", "keepwise"),
            ("支払い 2026", "支払い-2026"),
        ] {
            assert_eq!(safe_file_stem(text), stem, "{text:?}");
        }
        assert_eq!(safe_file_stem(&"long ".repeat(100)).chars().count(), 59);
        assert!(safe_file_stem(&"𝕏".repeat(300)).len() <= 255 - 20, "fits with an ending and a number");
    }

    #[test]
    fn exports_replace_only_when_told_and_leave_nothing_else_behind() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("chart.svg");
        write_export(&path, b"one", Overwrite::Never).unwrap();
        assert!(matches!(write_export(&path, b"two", Overwrite::Never), Err(StoreError::Exists(_))), "kept");
        assert_eq!(read_import(&path, 100).unwrap(), b"one");
        write_export(&path, b"two", Overwrite::Replace).unwrap();
        assert_eq!(read_import(&path, 3).unwrap(), b"two");
        assert!(matches!(write_export(dir.path(), b"x", Overwrite::Replace), Err(StoreError::NotAFile(_))), "a folder");
        let missing = dir.path().join("no").join("chart.svg");
        let message = write_export(&missing, b"x", Overwrite::Never).unwrap_err().to_string();
        assert!(message.contains("not there"), "{message}");
        assert_eq!(free_name(dir.path(), "chart", "svg"), dir.path().join("chart 2.svg"));
        assert_eq!(free_name(dir.path(), "chart", "png"), dir.path().join("chart.png"));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn imports_have_a_size_and_are_files() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("list.csv");
        write_export(&path, b"12345", Overwrite::Never).unwrap();
        assert!(matches!(read_import(&path, 4), Err(StoreError::TooLarge { size: 5, max: 4, .. })), "too large");
        assert!(matches!(read_import(dir.path(), 4), Err(StoreError::NotAFile(_))), "a folder");
        assert!(matches!(read_import(&dir.path().join("none"), 4), Err(StoreError::Io { .. })), "missing");
    }
}
