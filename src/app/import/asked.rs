//! What only somebody who knows can say about a file: words that are neither yes nor no, what words are worth, what
//! counts where several were ticked, dates and numbers that could be two, money without a year.

use jiff::civil::Date;

use crate::exchange::{DateOrder, NewMeaning, Ticked, Unread};

use super::super::scorecards::{ScaleKind, typed};
use super::UseKind;
use super::columns::{ColumnForm, WordMeaning, Worth};
use super::form::ImportForm;

/// A word that is neither yes nor no, asked once for all columns it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThirdValue {
    /// The word.
    pub text: String,
    /// The columns it stands in.
    pub headers: Vec<String>,
    /// What it means.
    pub meaning: WordMeaning,
    /// Whether it was not there the last time.
    pub is_new: bool,
}

/// A word with points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedWord {
    /// The word.
    pub text: String,
    /// What it is worth.
    pub worth: Worth,
    /// Whether it was not there the last time.
    pub is_new: bool,
}

/// Columns that are answered with the same words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSet {
    /// The columns, by their place.
    pub columns: Vec<usize>,
    /// Their headers.
    pub headers: Vec<String>,
    /// The words and what each is worth; the new ones first, the best last.
    pub words: Vec<AskedWord>,
    /// The scale in words.
    pub scale: String,
}

/// A column whose dates could be two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDays {
    /// The column, by its place.
    pub column: usize,
    /// Its header.
    pub header: String,
    /// One of its dates.
    pub example: String,
    /// What was said.
    pub order: Option<DateOrder>,
}

/// A column about which something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedColumn<'a> {
    /// The column, by its place.
    pub place: usize,
    /// The column.
    pub column: &'a ColumnForm,
}

impl ImportForm {
    fn answers(&self) -> impl Iterator<Item = (usize, &ColumnForm)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.use_kind == UseKind::Criterion)
    }

    /// The words that are neither yes nor no, each once.
    pub fn third_values(&self) -> Vec<ThirdValue> {
        let mut all: Vec<ThirdValue> = Vec::new();
        for (_, column) in self.answers() {
            for (text, meaning) in &column.third {
                match all.iter_mut().find(|known| known.text == *text) {
                    Some(known) => known.headers.push(column.header.clone()),
                    None => all.push(ThirdValue {
                        text: text.clone(),
                        headers: vec![column.header.clone()],
                        meaning: *meaning,
                        is_new: column.fresh.contains(text),
                    }),
                }
            }
        }
        all
    }

    /// The sets of words that are worth points, each once.
    pub fn word_sets(&self) -> Vec<WordSet> {
        let mut all: Vec<WordSet> = Vec::new();
        for (place, column) in self.answers().filter(|(_, column)| !column.words.is_empty()) {
            let is_new = |text: &String| column.fresh.contains(text);
            let asked = |(text, worth): &(String, Worth)| AskedWord {
                text: text.clone(),
                worth: worth.clone(),
                is_new: is_new(text),
            };
            // In the order they were found: a line that moves while it is typed in loses who types.
            let (new, old): (Vec<_>, Vec<_>) = column.words.iter().partition(|(text, _)| is_new(text));
            let words: Vec<AskedWord> = new.into_iter().chain(old).map(asked).collect();
            let scale = match column.scale.kind {
                ScaleKind::YesNo => "yes or no".to_owned(),
                ScaleKind::Points => format!("{} to {}", column.scale.from, column.scale.to),
                ScaleKind::Measure => format!("{} (worst) to {} (best)", column.scale.worst, column.scale.best),
            };
            match all.iter_mut().find(|known| known.words == words && known.scale == scale) {
                Some(known) => {
                    known.columns.push(place);
                    known.headers.push(column.header.clone());
                }
                None => all.push(WordSet { columns: vec![place], headers: vec![column.header.clone()], words, scale }),
            }
        }
        // What is new is asked first.
        all.sort_by_key(|set| !set.words.iter().any(|word| word.is_new));
        all
    }

    /// The columns whose dates could be two.
    pub fn open_days(&self) -> Vec<OpenDays> {
        let with_days = self.columns.iter().enumerate().filter(|(_, column)| column.use_kind.has_days());
        let open = with_days.filter_map(|(place, column)| {
            let example = column.open_day.clone()?;
            Some(OpenDays { column: place, header: column.header.clone(), example, order: column.date_order })
        });
        open.collect()
    }

    pub(super) fn set_third(&mut self, text: &str, meaning: WordMeaning) {
        let all = self.columns.iter_mut().flat_map(|column| &mut column.third);
        for (_, known) in all.filter(|(known, _)| known == text) {
            *known = meaning;
        }
    }

    /// Takes what a word is worth in these columns.
    pub(super) fn set_worth(&mut self, columns: &[usize], text: &str, worth: &Worth) {
        for &place in columns {
            let words = self.columns.get_mut(place).into_iter().flat_map(|column| &mut column.words);
            for (_, known) in words.filter(|(known, _)| known == text) {
                worth.clone_into(known);
            }
        }
    }

    /// The columns of which this is true.
    fn such(&self, is_such: impl Fn(&ColumnForm) -> bool) -> Vec<AskedColumn<'_>> {
        let all = self.columns.iter().enumerate().filter(|(_, column)| is_such(column));
        all.map(|(place, column)| AskedColumn { place, column }).collect()
    }

    /// The columns of numbers that could be thousands or decimals.
    pub fn open_numbers(&self) -> Vec<AskedColumn<'_>> {
        self.such(|column| column.has_numbers() && column.open_number.is_some())
    }

    /// The columns of money without a year, quarter or month in their headers.
    pub fn without_period(&self) -> Vec<AskedColumn<'_>> {
        self.such(|column| column.use_kind.has_period() && column.period_is_assumed)
    }

    /// The columns with several answers in a cell.
    pub fn with_several(&self) -> Vec<AskedColumn<'_>> {
        self.such(|column| column.use_kind == UseKind::Criterion && column.several.is_some())
    }

    /// How many things are asked about the file, apart from names.
    pub(super) fn num_asked(&self) -> usize {
        self.third_values().len()
            + self.word_sets().len()
            + self.open_days().len()
            + self.open_numbers().len()
            + self.without_period().len()
            + self.with_several().len()
    }

    /// Whether money without a year in its header was read for another year than the last full one: it was kept from an
    /// older file.
    pub(super) fn has_other_year(&self, today: Date) -> bool {
        let last = (today.year() - 1).to_string();
        self.without_period().iter().any(|asked| asked.column.period.trim() != last)
    }

    /// Asks about what the mapping does not say, with an answer where one can be proposed.
    pub(super) fn ask_about(&mut self, unread: &Unread, today: Date) {
        self.columns.extend(unread.criteria.iter().map(|column| ColumnForm::single(column, today.year())));
        for open in &unread.open_numbers {
            for column in self.columns.iter_mut().filter(|column| column.header == open.header && !column.is_single) {
                column.open_number = Some(open.example.clone());
            }
        }
        for ticked in &unread.ticked {
            for column in self.columns.iter_mut().filter(|column| column.header == ticked.header) {
                column.several = column.several.or(Some(Ticked::PROPOSED));
            }
        }
        for new in &unread.words {
            for column in self.columns.iter_mut().filter(|column| column.header == new.header) {
                let text = new.text.clone();
                column.fresh.push(text.clone());
                match new.meaning {
                    NewMeaning::Third => column.third.push((text, WordMeaning::NotApplicable)),
                    NewMeaning::Mark if column.scale.kind == ScaleKind::YesNo => {
                        column.third.push((text, WordMeaning::Missing));
                    }
                    NewMeaning::Mark => column.words.push((text, Worth::Missing)),
                    NewMeaning::Points(point) => {
                        column.words.push((text, Worth::Points(point.map(typed).unwrap_or_default())));
                    }
                }
            }
        }
    }
}
