//! What all workbooks share: fixed properties, our colours, and the limits of Excel.

use rust_xlsxwriter::{Color as XlsxColor, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use crate::charts::Color;

/// The most rows of a sheet, header included.
pub(super) const MAX_ROWS: u32 = 1_048_576;
/// The most UTF-16 units of a cell.
const MAX_CELL: usize = 32_767;
/// The most UTF-16 units of an object's description.
const MAX_ALT: usize = 255;

/// A colour as the workbook writes it.
pub(super) fn rgb(color: Color) -> XlsxColor {
    XlsxColor::RGB(u32::from_be_bytes([0, color.r, color.g, color.b]))
}

/// The first so many UTF-16 units, with "…" where something is missing.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most || text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|c| {
        used += c.len_utf16();
        used <= most
    });
    kept.chain(['\u{2026}']).collect()
}

/// A text that fits into a cell: Excel takes 32,767 characters.
pub(super) fn cell_text(text: &str) -> String {
    cut(text, MAX_CELL)
}

/// A description that fits: Excel takes 255 characters.
pub(super) fn alt_text(text: &str) -> String {
    cut(text, MAX_ALT)
}

/// A workbook whose properties say nothing about when and where it was made: same input, same bytes.
pub(super) fn new_workbook(title: &str, day: jiff::civil::Date) -> Result<Workbook, XlsxError> {
    let (year, month, day) = (day.year(), day.month(), day.day());
    let made = ExcelDateTime::from_ymd(
        u16::try_from(year).unwrap_or(2000),
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )?;
    let mut workbook = Workbook::new();
    let properties =
        DocProperties::new().set_title(cut(title, 200)).set_author("Keepwise").set_creation_datetime(&made);
    workbook.set_properties(&properties);
    Ok(workbook)
}

/// The look of a header cell.
pub(super) fn header_format() -> Format {
    let theme = &crate::charts::Theme::LIGHT;
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_font_color(rgb(theme.background))
        .set_background_color(rgb(theme.accent))
}

/// A column's width for texts of this many characters, in Excel's units.
pub(super) fn width_for(characters: usize) -> f64 {
    let characters = u32::try_from(characters).unwrap_or(u32::MAX);
    (f64::from(characters) * 1.1 + 2.0).clamp(8.0, 48.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_with_an_ellipsis() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab\u{2026}");
        // A face is two units.
        assert_eq!(cut("\u{1f642}\u{1f642}", 3), "\u{1f642}\u{2026}");
        assert_eq!(cell_text(&"x".repeat(40_000)).chars().count(), MAX_CELL);
        assert_eq!(alt_text(&"\u{e9}".repeat(200)).chars().count(), 200);
    }
}
