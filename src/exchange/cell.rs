//! Single cells: what is text, what names a status.

use crate::model::Status;

/// What makes a spreadsheet take a cell for a formula, also in full width.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// The text of a cell without spaces around, and without the one apostrophe that an export puts before a formula.
pub(super) fn text(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet takes the text for a formula, or would if the apostrophes before it were gone: those that
/// were there already must be told from the one an export adds.
pub(super) fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA_STARTS)
}

/// The status a word means.
pub(super) fn status(cell: &str) -> Option<Status> {
    let cell = text(cell);
    // None of the words has a digit, and none is long.
    if cell.len() > 60 || cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let word = cell.to_lowercase().replace(['_', '-'], " ");
    match word.as_str() {
        "active" | "current" | "customer" | "open" => Some(Status::Active),
        "on notice" | "notice" | "at risk" | "warned" => Some(Status::OnNotice),
        "let go" | "fired" | "ended by us" => Some(Status::LetGo),
        "left us" | "left" | "lost" | "former" | "churned" | "inactive" | "cancelled" => Some(Status::LeftUs),
        "prospect" | "lead" | "new lead" => Some(Status::Prospect),
        _ => None,
    }
}

/// A cell as it is quoted in a message: on one line, at most 60 characters.
pub(super) fn excerpt(cell: &str) -> String {
    const SHOWN: usize = 60;
    let line: String = cell.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN + 1).collect();
    if line.chars().count() > SHOWN { line.chars().take(SHOWN).chain(['\u{2026}']).collect() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_say_what_they_mean() {
        assert_eq!(text(" '=1+1 "), "=1+1");
        assert_eq!(text("''=1+1"), "'=1+1", "exactly one");
        assert_eq!(text("'tis"), "'tis");
        assert_eq!(status("On-Notice"), Some(Status::OnNotice));
        assert_eq!(status("whatever"), None);
        assert_eq!(excerpt(&"x".repeat(100)).chars().count(), 61);
    }
}
