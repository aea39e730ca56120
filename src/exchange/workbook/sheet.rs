//! A table going out: the same columns and rows for a workbook and for CSV.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::model::Verdict;

/// How cells look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Text on one line.
    Text,
    /// Text that may have several lines.
    Wrapped,
    /// Text in the colour of a red flag.
    Flag,
    /// A number as it is.
    Number,
    /// A whole number.
    Count,
    /// A score, 0–100.
    Score,
    /// A share, 0–1, as percent.
    Percent,
    /// Money.
    Money,
    /// A day.
    Date,
    /// A verdict in its colours.
    Verdict(Verdict),
}

impl Look {
    /// All of them, in the order of the pattern row a sheet takes its styles from.
    pub(super) const ALL: [Self; 13] = [
        Self::Text,
        Self::Wrapped,
        Self::Flag,
        Self::Number,
        Self::Count,
        Self::Score,
        Self::Percent,
        Self::Money,
        Self::Date,
        Self::Verdict(Verdict::LetGo),
        Self::Verdict(Verdict::HardLook),
        Self::Verdict(Verdict::Keep),
        Self::Verdict(Verdict::NotEnough),
    ];

    /// Its place among all.
    pub(super) fn place(self) -> usize {
        Self::ALL.iter().position(|look| *look == self).unwrap_or(0)
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    /// Nothing.
    Blank,
    /// A text, whatever it begins with.
    Text(Cow<'a, str>),
    /// A finite number.
    Number(f64),
    /// A day.
    Date(Date),
    /// A verdict.
    Verdict(Verdict),
}

impl<'a> Value<'a> {
    /// A text; nothing if it is empty.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A number, if it is known and finite.
    pub(super) fn number(number: impl Into<Option<f64>>) -> Self {
        number.into().filter(|number| number.is_finite()).map_or(Self::Blank, Self::Number)
    }

    /// A day, if it is known.
    pub(super) fn date(date: impl Into<Option<Date>>) -> Self {
        date.into().map_or(Self::Blank, Self::Date)
    }

    /// Several sentences, each on a line of its own.
    pub(super) fn lines<S: AsRef<str>>(lines: &[S]) -> Self {
        let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
        Self::text(lines.join("\n"))
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) header: String,
    /// In Excel's units, about one digit.
    pub(super) width: f64,
    pub(super) look: Look,
}

impl Column {
    pub(super) fn new(header: impl Into<String>, width: f64, look: Look) -> Self {
        Self { header: header.into(), width, look }
    }

    /// About how many letters fit on a line.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width is a small positive number")]
    pub(super) fn characters(&self) -> usize {
        (self.width * 1.05).max(1.0) as usize
    }
}

/// A table: its name, its columns, and its rows one after the other.
pub(super) trait Sheet {
    /// The name of the sheet and, in small letters, of the file.
    fn name(&self) -> &'static str;
    /// The columns.
    fn columns(&self) -> &[Column];
    /// How many columns stay in view when scrolling to the right.
    fn num_fixed_columns(&self) -> u16 {
        1
    }
    /// How many rows there are, without the header.
    fn num_rows(&self) -> usize;
    /// Every row, in order.
    fn rows(&self) -> Box<dyn Iterator<Item = Vec<Value<'_>>> + '_>;
}
