//! Says in a sentence why a file cannot be read, and where. Only files that failed come here, so it may be slow.

use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;

use super::{BadFile, FORMAT, FileRecord};

/// Whether a `"format"` is that of a newer version.
pub(super) fn is_newer(format: &Value) -> bool {
    format.as_u64().is_some_and(|number| number > FORMAT)
}

/// Line and column of a byte, both from 1, the column in characters.
pub(super) fn place_of(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = &bytes[..offset.min(bytes.len())];
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let line = before.split(|&byte| byte == b'\n').count();
    (line, String::from_utf8_lossy(&before[line_start..]).chars().count() + 1)
}

/// Why these bytes are no record of this kind.
pub(super) fn explain<T: FileRecord>(bytes: &[u8]) -> BadFile {
    if let Some(bad) = not_text(bytes) {
        return bad;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let place = Some(place_of(bytes, error.valid_up_to()));
            let what = "It is not UTF-8 text; it may have been saved by an old editor.".to_owned();
            return BadFile { place, what, is_newer: false };
        }
    };
    if let Some(format) = format_of(text).filter(is_newer) {
        return BadFile::newer(&format);
    }
    if let Some(at) = marker(text) {
        let what = "It holds the marks of two versions that were not merged (<<<<<<<).".to_owned();
        return BadFile { place: Some(place_of(bytes, at)), what, is_newer: false };
    }
    let mut json = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Ok(_) => json.end().map_or_else(
            |error| {
                let place = Some((error.line(), error.column().max(1)));
                BadFile { place, what: "Something follows after the end of the data.".to_owned(), is_newer: false }
            },
            |()| BadFile::new("It could not be read."),
        ),
        Err(error) => {
            let path = error.path().to_string();
            let inner = error.into_inner();
            let place = (inner.line() > 0).then(|| (inner.line(), inner.column().max(1)));
            BadFile { place, what: sentence(&inner, &path), is_newer: false }
        }
    }
}

/// Recognises what is not even text.
fn not_text(bytes: &[u8]) -> Option<BadFile> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(BadFile::new("It is empty."));
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return Some(BadFile::new("It holds nothing but zero bytes, as after a power cut."));
    }
    let looks_wide = bytes.len() >= 4 && (bytes[0] == 0) != (bytes[1] == 0) && (bytes[2] == 0) != (bytes[3] == 0);
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || looks_wide {
        return Some(BadFile::new("It is saved as UTF-16; save it as UTF-8."));
    }
    bytes.iter().position(|&byte| byte == 0).map(|at| BadFile {
        place: Some(place_of(bytes, at)),
        what: "It holds zero bytes, as after a power cut.".to_owned(),
        is_newer: false,
    })
}

/// The `"format"` of a file whose rest need not make sense, as long as it is JSON.
pub(in crate::store) fn format_of(text: &str) -> Option<Value> {
    #[derive(Deserialize)]
    struct Head {
        format: Option<Value>,
    }
    serde_json::from_str::<Head>(text).ok().and_then(|head| head.format)
}

/// Where a conflict marker begins a line.
fn marker(text: &str) -> Option<usize> {
    if text.starts_with("<<<<<<<") { Some(0) } else { text.find("\n<<<<<<<").map(|at| at + 1) }
}

/// What the reader said, as a sentence, with the way to the place.
fn sentence(error: &serde_json::Error, path: &str) -> String {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let at = way(path);
    let named = |prefix: &str| said.strip_prefix(prefix).map(|name| name.trim_matches('`').to_owned());
    match error.classify() {
        Category::Eof => "It ends too early; it may have been cut off or not have arrived completely.".to_owned(),
        _ if said.contains("recursion limit") => format!("Its data is nested too deeply{at}."),
        _ if said.contains("out of range") => format!("A number is too large to be stored{at}."),
        Category::Syntax => format!("It is not valid JSON{at}: {said}."),
        Category::Data | Category::Io => {
            if let Some(name) = named("duplicate field ") {
                return format!("\u{201c}{name}\u{201d} is there twice{at}; one of the two would be lost.");
            }
            if let Some(name) = named("missing field ") {
                return format!("\u{201c}{name}\u{201d} is missing{at}.");
            }
            let said = said.replace("sequence", "list").replace("expected struct ", "expected a ");
            format!("A value does not fit{at}: {said}.")
        }
    }
}

/// The way to a place inside the file, in brackets, cut if it is very long.
fn way(path: &str) -> String {
    const SHOWN: usize = 100;
    if path.is_empty() || path == "." || path == "?" {
        return String::new();
    }
    let shown: String = path.chars().take(SHOWN).collect();
    if shown.len() < path.len() { format!(" (at {shown}\u{2026})") } else { format!(" (at {shown})") }
}
