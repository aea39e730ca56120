//! Workbooks as another program sees them.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};

/// A workbook, read back.
pub(super) struct Book {
    pub(super) sheets: Vec<(String, calamine::Range<Data>)>,
    pub(super) parts: Vec<String>,
    bytes: Vec<u8>,
}

impl Book {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
        let sheets = book.worksheets();
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let parts = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        Self { sheets, parts, bytes: bytes.to_vec() }
    }

    pub(super) fn sheet(&self, name: &str) -> &calamine::Range<Data> {
        let found = self.sheets.iter().find(|(sheet, _)| sheet == name);
        let names: Vec<&String> = self.sheets.iter().map(|(sheet, _)| sheet).collect();
        &found.unwrap_or_else(|| panic!("no sheet {name} among {names:?}")).1
    }

    /// A cell by row and column, from 0.
    pub(super) fn cell(&self, sheet: &str, row: u32, column: u32) -> Data {
        self.sheet(sheet).get_value((row, column)).cloned().unwrap_or(Data::Empty)
    }

    pub(super) fn num_charts(&self) -> usize {
        self.parts.iter().filter(|part| part.starts_with("xl/charts/chart")).count()
    }

    pub(super) fn num_pictures(&self) -> usize {
        self.parts.iter().filter(|part| part.starts_with("xl/media/")).count()
    }

    /// A part of the package as text.
    pub(super) fn part(&self, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// Whether any cell of any sheet holds a formula.
    pub(super) fn has_formulas(&self) -> bool {
        let sheets = self.parts.iter().filter(|part| part.starts_with("xl/worksheets/sheet"));
        sheets.into_iter().any(|part| self.part(part).contains("<f>"))
    }
}
