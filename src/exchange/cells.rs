//! The cells of one row in one piece: a table of 200,000 rows and three million cells is 200,000 texts, not three
//! million.

use std::fmt;
use std::ops::Index;

/// The cells of a row, which are texts.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Cells {
    /// All cells, one after the other.
    text: Box<str>,
    /// Where each cell ends in the text.
    ends: Box<[u32]>,
}

impl Cells {
    /// How many cells there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a cell, if there is one at this place.
    pub fn get(&self, column: usize) -> Option<&str> {
        let end = *self.ends.get(column)?;
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }

    /// The cells, from left to right.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        (0..self.len()).map(|column| &self[column])
    }

    /// The cells as one text, with this between them.
    pub fn join(&self, separator: &str) -> String {
        self.iter().collect::<Vec<_>>().join(separator)
    }

    /// The same with so many cells: empty ones behind, or without the last ones.
    #[must_use]
    pub(super) fn resized(self, width: usize) -> Self {
        if width < self.len() {
            return self.iter().take(width).collect();
        }
        if width == self.len() {
            return self;
        }
        let mut ends = Vec::with_capacity(width);
        ends.extend_from_slice(&self.ends);
        ends.resize(width, self.ends.last().copied().unwrap_or_default());
        Self { text: self.text, ends: ends.into_boxed_slice() }
    }

    /// The same with another text in this cell; the row grows if it is further to the right.
    #[must_use]
    pub fn with(self, column: usize, text: &str) -> Self {
        let width = self.len().max(column + 1);
        let row = self.resized(width);
        row.iter().enumerate().map(|(at, cell)| if at == column { text } else { cell }).collect()
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let cells = cells.into_iter();
        let mut ends: Vec<u32> = Vec::with_capacity(cells.size_hint().0);
        let mut text = String::new();
        for cell in cells {
            let before = text.len();
            text.push_str(cell.as_ref());
            // No file that is read has so much text; what does not fit is not half there.
            let end = u32::try_from(text.len()).unwrap_or_else(|_too_much| {
                text.truncate(before);
                ends.last().copied().unwrap_or_default()
            });
            ends.push(end);
        }
        Self { text: text.into_boxed_str(), ends: ends.into_boxed_slice() }
    }
}

impl Index<usize> for Cells {
    type Output = str;

    /// # Panics
    /// If there is no such cell.
    fn index(&self, column: usize) -> &str {
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[column] as usize]
    }
}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<S: AsRef<str>> PartialEq<[S]> for Cells {
    fn eq(&self, other: &[S]) -> bool {
        self.iter().eq(other.iter().map(AsRef::as_ref))
    }
}

impl<S: AsRef<str>, const N: usize> PartialEq<[S; N]> for Cells {
    fn eq(&self, other: &[S; N]) -> bool {
        *self == other[..]
    }
}

impl<S: AsRef<str>> PartialEq<Vec<S>> for Cells {
    fn eq(&self, other: &Vec<S>) -> bool {
        *self == other[..]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_row_is_its_cells(
            cells in proptest::collection::vec("\\PC{0,6}", 0..6), width in 0_usize..9, at in 0_usize..9, text in "\\PC{0,4}"
        ) {
            let row: Cells = cells.iter().collect();
            prop_assert_eq!(&row, &cells);
            prop_assert_eq!((row.len(), row.is_empty()), (cells.len(), cells.is_empty()));
            prop_assert_eq!(row.iter().rev().collect::<String>(), cells.iter().rev().map(String::as_str).collect::<String>());
            prop_assert_eq!(row.get(at), cells.get(at).map(String::as_str));
            prop_assert_eq!(format!("{row:?}"), format!("{cells:?}"));
            let mut wanted = cells.clone();
            wanted.resize(width, String::new());
            prop_assert_eq!(row.clone().resized(width), wanted);
            let mut wanted = cells.clone();
            wanted.resize(cells.len().max(at + 1), String::new());
            wanted[at].clone_from(&text);
            prop_assert_eq!(row.with(at, &text), wanted);
        }
    }
}
