//! What lies around the cells of an Excel workbook: its list of sheets, its styles, and the texts that cells share.

use std::collections::BTreeMap;

use super::archive::Archive;
use super::grid::report;
use super::kind;
use super::sniffed::{Sheet, Watch};
use super::values::NumberFormat;
use super::xml::Piece;
use crate::exchange::{ImportError, Table};

/// What a workbook says about itself.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// Each sheet with the name of its part.
    pub(super) sheets: Vec<(Sheet, String)>,
    pub(super) is_1904: bool,
    pub(super) strings_part: Option<String>,
    pub(super) styles_part: Option<String>,
}

/// Texts that cells share, one after the other in one long text.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    text: String,
    ends: Vec<usize>,
}

/// The most sheets, and parts that a part may name.
const MAX_NAMED: usize = 5_000;
/// The most text that cells may share, in bytes.
const MAX_SHARED_BYTES: usize = 48_000_000;

impl SharedStrings {
    /// What has been added since the last is one text.
    fn end_text(&mut self) -> Result<(), ImportError> {
        self.ends.push(self.text.len());
        if self.ends.len() > Table::MAX_CELLS { Err(ImportError::TooManyCells) } else { Ok(()) }
    }

    /// The text with this number, from 0.
    pub(super) fn text(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.text.get(start..end)
    }
}

/// Whether the archive is such a workbook.
pub(super) fn is_workbook(archive: &mut Archive<'_>) -> Result<bool, ImportError> {
    let part = main_part(archive)?;
    let is_xml = part.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("xml"));
    let folder = part.split('/').next().unwrap_or_default().to_lowercase();
    Ok(is_xml && archive.has(&part) && !["word", "ppt"].contains(&folder.as_str()))
}

/// The name of the part that describes the workbook.
fn main_part(archive: &mut Archive<'_>) -> Result<String, ImportError> {
    let relations = relations(archive, "_rels/.rels", "")?;
    let found = relations.into_iter().find(|relation| relation.is("officeDocument"));
    Ok(found.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target))
}

/// One part that another names.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relation {
    /// The kinds are addresses that differ between editions of the standard; their ends do not.
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// The parts that a part names, their names from the root of the archive.
fn relations(archive: &mut Archive<'_>, part: &str, folder: &str) -> Result<Vec<Relation>, ImportError> {
    let mut found = Vec::new();
    let Some(mut xml) = archive.xml(part)? else { return Ok(found) };
    loop {
        match xml.next_piece()? {
            Piece::End => return Ok(found),
            Piece::Open(tag) if tag.name() == "Relationship" => {
                let text = |name: &str| tag.attribute(name).unwrap_or_default().into_owned();
                // Links to other files are not followed.
                if text("TargetMode") != "External" && found.len() < MAX_NAMED {
                    found.push(Relation {
                        id: text("Id"),
                        kind: text("Type"),
                        target: resolve(folder, &text("Target")),
                    });
                }
            }
            _ => {}
        }
    }
}

/// A part's name from the root, given as seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Reads what a workbook says about itself.
pub(super) fn workbook(archive: &mut Archive<'_>) -> Result<Workbook, ImportError> {
    let part = main_part(archive)?;
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
    let relations = relations(archive, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let target =
        |kind: &str| relations.iter().find(|relation| relation.is(kind)).map(|relation| relation.target.clone());
    let mut workbook = Workbook {
        strings_part: target("sharedStrings").or_else(|| Some(format!("{folder}/sharedStrings.xml"))),
        styles_part: target("styles").or_else(|| Some(format!("{folder}/styles.xml"))),
        ..Workbook::default()
    };
    let Some(mut xml) = archive.xml(&part)? else { return Err(kind::of_archive(&archive.names())) };
    loop {
        match xml.next_piece()? {
            Piece::End => break,
            Piece::Open(tag) if tag.name() == "workbookPr" => {
                workbook.is_1904 |= tag.attribute("date1904").is_some_and(|value| matches!(&*value, "1" | "true"));
            }
            Piece::Open(tag) if tag.name() == "sheet" => {
                let id = tag.attribute("id").unwrap_or_default();
                let Some(relation) = relations.iter().find(|relation| relation.id == id) else { continue };
                // Sheets may also be charts and dialogs.
                if relation.is("worksheet") && workbook.sheets.len() < MAX_NAMED {
                    let is_hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                    let name = tag.attribute("name").unwrap_or_default().into_owned();
                    workbook.sheets.push((Sheet { name, is_hidden }, relation.target.clone()));
                }
            }
            _ => {}
        }
    }
    if workbook.sheets.is_empty() {
        return Err(ImportError::Damaged("it names no sheets".to_owned()));
    }
    Ok(workbook)
}

/// How cells of each style show numbers.
pub(super) fn formats(archive: &mut Archive<'_>, part: Option<&str>) -> Result<Vec<NumberFormat>, ImportError> {
    const MAX_STYLES: usize = 100_000;
    let mut formats = Vec::new();
    let mut custom = BTreeMap::new();
    let Some(mut xml) = part.map_or(Ok(None), |part| archive.xml(part))? else { return Ok(formats) };
    let mut is_in_cell_styles = false;
    loop {
        match xml.next_piece()? {
            Piece::End => return Ok(formats),
            Piece::Open(tag) if tag.name() == "numFmt" => {
                let id = tag.attribute("numFmtId").and_then(|id| id.parse::<u32>().ok());
                if let (Some(id), Some(code)) = (id, tag.attribute("formatCode"))
                    && custom.len() < MAX_STYLES
                {
                    custom.insert(id, NumberFormat::of_code(&code));
                }
            }
            Piece::Open(tag) if tag.name() == "cellXfs" => is_in_cell_styles = !tag.is_empty,
            Piece::Close(tag) if tag.name() == "cellXfs" => is_in_cell_styles = false,
            Piece::Open(tag) if is_in_cell_styles && tag.name() == "xf" && formats.len() < MAX_STYLES => {
                let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default();
                formats.push(custom.get(&id).copied().unwrap_or_else(|| NumberFormat::built_in(id)));
            }
            _ => {}
        }
    }
}

/// Reads the texts that cells share.
pub(super) fn shared_strings(
    archive: &mut Archive<'_>,
    part: Option<&str>,
    watch: &Watch<'_>,
) -> Result<SharedStrings, ImportError> {
    let mut strings = SharedStrings::default();
    let Some(mut xml) = part.map_or(Ok(None), |part| archive.xml(part))? else { return Ok(strings) };
    // How a text sounds stands beside it in Japanese workbooks.
    let (mut is_text, mut is_sound) = (false, false);
    loop {
        match xml.next_piece()? {
            Piece::End => return Ok(strings),
            Piece::Open(tag) => match tag.name() {
                "t" => is_text = !tag.is_empty && !is_sound,
                "rPh" => is_sound = !tag.is_empty,
                "si" if tag.is_empty => strings.end_text()?,
                _ => {}
            },
            Piece::Close(tag) => match tag.name() {
                "t" => is_text = false,
                "rPh" => is_sound = false,
                "si" => {
                    let start = strings.ends.last().copied().unwrap_or_default();
                    unescape_controls(&mut strings.text, start);
                    strings.end_text()?;
                    if strings.ends.len().is_multiple_of(65_536) {
                        let (done, total) = xml.source().progress();
                        report(watch, done, total)?;
                    }
                }
                _ => {}
            },
            Piece::Text(text) if is_text => {
                text.append_to(&mut strings.text);
                if strings.text.len() > MAX_SHARED_BYTES {
                    return Err(ImportError::TooMuchText);
                }
            }
            _ => {}
        }
    }
}

/// Excel writes control characters as `_x000D_`; from `start`, they become what they are.
pub(super) fn unescape_controls(text: &mut String, start: usize) {
    let Some(tail) = text.get(start..).filter(|tail| tail.contains("_x")) else { return };
    let mut plain = String::with_capacity(tail.len());
    let mut rest = tail;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code = after.get(..5).and_then(|code| code.strip_suffix('_'));
        if let Some(c) = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            if c != '\r' && c != '\0' {
                plain.push(c);
            }
            rest = after.get(5..).unwrap_or_default();
        } else {
            plain.push_str("_x");
            rest = after;
        }
    }
    plain.push_str(rest);
    text.truncate(start);
    text.push_str(&plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_from_where_they_are_named() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/worksheets", "..\\tables/./t.xml"), "xl/tables/t.xml");
        assert_eq!(resolve("", "../../x.xml"), "x.xml");
    }

    #[test]
    fn control_characters_are_unescaped_from_where_they_start() {
        let told = |text: &str, start: usize| {
            let mut text = text.to_owned();
            unescape_controls(&mut text, start);
            text
        };
        assert_eq!(told("a_x000D_\nb", 0), "a\nb");
        assert_eq!(told("_x0041__x0042_", 7), "_x0041_B");
        assert_eq!(told("max_x_y _x12 _xé", 0), "max_x_y _x12 _xé");
    }
}
