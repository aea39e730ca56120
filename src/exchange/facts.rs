//! What is in a column: how many numbers, yes and no, dates, different texts; and the scale it would make.

use std::collections::BTreeMap;

use super::header::{self, Meaning};
use super::labels::{self, Labelled};
use super::numbers::DecimalVotes;
use super::words::{Lexicon, TICKS, Words};
use super::{DateOrder, Decimal, Kind, PreviewWatch, Several, Table, cell, dates, parse_number, several, words};
use crate::model::{Finite, Line, Scale};

/// The scale a column would make, and how its cells are read on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proposal {
    pub(super) scale: Scale,
    /// Texts that would mean "not applicable".
    pub(super) not_applicable: Vec<String>,
    /// What words are worth.
    pub(super) labels: BTreeMap<String, Finite>,
    /// Whether the words say their numbers themselves: "1 - yes" may be a category as well.
    pub(super) is_numbered: bool,
    /// Whether blank cells are a no.
    pub(super) blank_is_no: bool,
    /// What counts where a cell holds several answers, if some do.
    pub(super) several: Option<Several>,
}

impl Proposal {
    /// A scale whose cells are read in the plainest way.
    pub(super) const fn plain(scale: Scale) -> Self {
        Self {
            scale,
            not_applicable: Vec::new(),
            labels: BTreeMap::new(),
            is_numbered: false,
            blank_is_no: false,
            several: None,
        }
    }
}

/// What is in a column.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Facts<'a> {
    /// Cells that say nothing.
    pub(super) blank: usize,
    /// Cells that say something.
    pub(super) filled: usize,
    /// Those that are numbers.
    pub(super) numbers: usize,
    /// Those that are whole numbers.
    pub(super) integers: usize,
    /// The smallest number.
    pub(super) min: f64,
    /// The largest number.
    pub(super) max: f64,
    /// How often each text occurs, up to [`Self::MAX_DISTINCT`] different ones.
    pub(super) texts: BTreeMap<&'a str, usize>,
    /// Those that are dates and nothing else.
    pub(super) dates: usize,
    /// Those of them that could be two dates.
    pub(super) open_dates: usize,
    /// Those that would be days of our time as Excel counts them.
    pub(super) excel_days: usize,
    /// Which order the dates have, if one of them tells.
    pub(super) date_order: Option<DateOrder>,
    /// Those that name a status.
    pub(super) statuses: usize,
    /// Those that say that there is no answer.
    pub(super) instead: usize,
    /// Whether a number is written with leading zeros, as codes are.
    pub(super) has_leading_zeros: bool,
    /// The decimal sign.
    pub(super) decimal: Decimal,
}

impl<'a> Facts<'a> {
    /// How many different texts are kept.
    pub(super) const MAX_DISTINCT: usize = 2_000;

    /// Looks at the cells of a column.
    pub(super) fn of(cells: impl Iterator<Item = &'a str>, decimal: Decimal, lexicon: &Lexicon) -> Self {
        let mut facts = Self { decimal, min: f64::INFINITY, max: f64::NEG_INFINITY, ..Self::default() };
        for cell in cells {
            let text = cell::text(cell);
            if let Some(times) = facts.texts.get_mut(text) {
                *times += 1;
            } else if lexicon.is_missing(text) {
                facts.blank += 1;
            } else if facts.texts.len() < Self::MAX_DISTINCT {
                facts.texts.insert(text, 1);
            } else {
                facts.count(text, 1);
            }
        }
        // Each text is understood once, however often it stands there.
        let texts = std::mem::take(&mut facts.texts);
        for (text, times) in &texts {
            facts.count(text, *times);
        }
        facts.texts = texts;
        if facts.numbers > 0 && facts.instead > 0 {
            // Among numbers, "not applicable" and "don't know" are no third kind of answer.
            facts.filled -= facts.instead;
            facts.blank += facts.instead;
            facts.texts.retain(|text, _| !words::is_not_applicable(text) && !words::is_dont_know(text));
        }
        facts
    }

    fn count(&mut self, text: &str, times: usize) {
        self.filled += times;
        if let Ok(value) = parse_number(text, self.decimal) {
            self.numbers += times;
            self.integers += if value.fract() == 0.0 { times } else { 0 };
            self.min = self.min.min(value);
            self.max = self.max.max(value);
            let digits = text.as_bytes();
            self.has_leading_zeros |= digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit();
            self.excel_days += if dates::excel_day(text).is_some() { times } else { 0 };
        } else if dates::is_date(text) {
            self.dates += times;
            self.open_dates += if dates::is_open_day(text) { times } else { 0 };
            self.date_order = self.date_order.or_else(|| dates::order_of(text));
        } else if cell::status(text).is_some() {
            self.statuses += times;
        } else if words::is_not_applicable(text) || words::is_dont_know(text) {
            self.instead += times;
        }
    }

    /// Whether every cell is a number, yes, no, or says that there is no answer; most of a form may say "don't know".
    pub(super) fn has_only_answers(&self) -> bool {
        let is_yes_or_no = |text: &str| {
            let word = words::fold(text);
            words::YES.contains(&word.as_str()) || words::NO.contains(&word.as_str())
        };
        let is_instead = |text: &str| words::is_not_applicable(text) || words::is_dont_know(text);
        let is_number = |text: &str| parse_number(text, self.decimal).is_ok();
        let is_answer = |text: &&str| is_number(text) || is_instead(text) || is_yes_or_no(text);
        self.filled > 0 && self.dates == 0 && self.texts.keys().all(is_answer)
    }

    /// Whether every filled cell is a number, and there is one.
    pub(super) const fn is_numeric(&self) -> bool {
        self.filled > 0 && self.numbers == self.filled && !self.has_leading_zeros
    }

    /// Whether a text occurs more than once among those looked at.
    pub(super) fn repeats(&self) -> bool {
        self.texts.len() < Self::MAX_DISTINCT && self.texts.len() < self.filled
    }

    /// The share of the filled cells that are among `num`.
    pub(super) fn share(&self, num: usize) -> f64 {
        if self.filled == 0 { 0.0 } else { num as f64 / self.filled as f64 }
    }

    /// The scale these cells would be answers on, and how they would be read.
    pub(super) fn scale(&self, lexicon: &Lexicon) -> Option<Proposal> {
        let of_numbers = || self.numeric_scale().map(Proposal::plain);
        self.yes_no(lexicon)
            .or_else(of_numbers)
            .or_else(|| self.in_words())
            .or_else(|| self.of_several())
            .or_else(|| self.points_but_slips())
    }

    /// Yes/no, if both occur and at most two other texts, in at most half of the cells; or only ticks and blanks.
    fn yes_no(&self, lexicon: &Lexicon) -> Option<Proposal> {
        if self.texts.is_empty() || self.texts.len() > 12 {
            return None;
        }
        let ticks = Words::new(&TICKS);
        if self.blank > 0 && self.texts.keys().all(|text| ticks.contains(text)) {
            return Some(Proposal { blank_is_no: true, ..Proposal::plain(Scale::YesNo) });
        }
        let (mut num_yes, mut num_no, mut others) = (0, 0, Vec::new());
        let mut is_letter = false;
        for (text, times) in &self.texts {
            if lexicon.yes.contains(text) {
                num_yes += times;
            } else if lexicon.no.contains(text) {
                num_no += times;
            } else {
                others.push((*text).to_owned());
                continue;
            }
            is_letter |= text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
        }
        others.retain(|text| !words::is_not_applicable(text) && !words::is_dont_know(text));
        let is_yes_no = num_yes > 0 && num_no > 0 && others.len() <= 2 && 2 * (num_yes + num_no) >= self.filled;
        // 0, 1 and 2 are points, not yes, no and something else; also beside a stray word. And S, N, E are no answers.
        let is_points = others.iter().any(|text| text.trim().parse::<f64>().is_ok_and(f64::is_finite));
        let is_other = is_letter && !others.is_empty();
        (is_yes_no && !is_points && !is_other)
            .then(|| Proposal { not_applicable: others, ..Proposal::plain(Scale::YesNo) })
    }

    /// Answers in words whose order is known.
    fn in_words(&self) -> Option<Proposal> {
        if self.texts.len() > labels::MAX_LABELS {
            return None;
        }
        let Labelled { scale, labels, is_numbered } = labels::propose(self.texts.keys().copied())?;
        Some(Proposal { labels, is_numbered, ..Proposal::plain(scale) })
    }

    /// The answers that were ticked, several in one cell, if that is how the column is filled.
    pub(super) fn ticked(&self) -> Option<BTreeMap<&'a str, usize>> {
        (self.texts.len() < Self::MAX_DISTINCT && self.numbers == 0).then(|| several::ticked(&self.texts)).flatten()
    }

    /// Answers in words whose order is known, several in one cell.
    fn of_several(&self) -> Option<Proposal> {
        let Labelled { scale, labels, is_numbered } = labels::propose(self.ticked()?.into_keys())?;
        Some(Proposal { labels, is_numbered, several: Some(Several::default()), ..Proposal::plain(scale) })
    }

    /// The scale of the numbers alone, where other texts stand among them.
    pub(super) fn scale_of_numbers(&self) -> Option<Proposal> {
        Self { filled: self.numbers, ..self.clone() }.numeric_scale().map(Proposal::plain)
    }

    /// The points of the numbers, where hardly anything else stands among them: a word typed into one of many answers is
    /// a problem of its row, and makes no note of all others. Of measures nothing is guessed; their words may be meant.
    fn points_but_slips(&self) -> Option<Proposal> {
        const FEWEST: usize = 3;
        let num_slips = self.filled - self.numbers;
        let are_slips = num_slips <= (self.filled / 20).max(1) && self.dates == 0;
        if self.numbers < FEWEST || !are_slips {
            return None;
        }
        self.scale_of_numbers().filter(|found| matches!(found.scale, Scale::Points { .. }))
    }

    /// The usual points nearly all cells are on, where one or two lie far beside them: a 9 among many from 1 to 5 is a
    /// slip of its row, not a longer scale.
    fn points_but_strays(&self) -> Option<(i32, i32)> {
        const FEWEST: usize = 8;
        let is_short = self.texts.len() <= 25 && self.filled >= FEWEST;
        let values: Option<Vec<(f64, usize)>> = is_short
            .then(|| {
                self.texts.iter().map(|(text, times)| Some((parse_number(text, self.decimal).ok()?, *times))).collect()
            })
            .flatten();
        let values = values?;
        [(1, 5), (1, 7), (0, 10), (1, 10)].into_iter().find(|&(from, to)| {
            let (low, high) = (f64::from(from), f64::from(to));
            let (on, off): (Vec<_>, Vec<_>) = values.iter().partition(|(value, _)| (low..=high).contains(value));
            let num_off: usize = off.iter().map(|(_, times)| times).sum();
            let are_far = off.iter().all(|(value, _)| *value > high + 2.0 || *value < low - 2.0);
            let is_dense = 4 * on.len() >= 3 * usize::try_from(to - from + 1).unwrap_or_default();
            let are_points = on.iter().all(|(value, _)| value.fract() == 0.0);
            num_off > 0 && num_off <= (self.filled / 20).max(1) && are_far && is_dense && are_points
        })
    }

    /// Points for whole numbers in a small range, else a measure from the smallest to the largest, rounded outwards.
    fn numeric_scale(&self) -> Option<Scale> {
        if !self.is_numeric() {
            return None;
        }
        if let Some((from, to)) = self.points_but_strays() {
            return Some(Scale::points(from, to));
        }
        if self.integers == self.filled
            && let Some((from, to)) = points(self.min, self.max)
        {
            return Some(Scale::points(from, to));
        }
        let (worst, best) = rounded_outwards(self.min, self.max)?;
        Some(Scale::Measure { unit: Line::default(), worst: Finite::new(worst).ok()?, best: Finite::new(best).ok()? })
    }
}

/// The usual points that hold everything from `min` to `max`, if it is a small range near zero.
fn points(min: f64, max: f64) -> Option<(i32, i32)> {
    #[expect(clippy::cast_possible_truncation, reason = "within -10..=10")]
    let whole = |value: f64| (-10.0..=10.0).contains(&value).then_some(value as i32);
    let (from, to) = (whole(min)?, whole(max)?);
    Some(match (from, to) {
        (..=-1, ..=0) => (from, 0),
        (..=-1, _) => {
            let reach = to.max(-from);
            (-reach, reach)
        }
        (0, 0..=1) => (0, 1),
        (0, 2..=5) => (0, to),
        (0, _) => (0, 10),
        (1, 2..=3) => (1, to),
        (_, ..=5) => (1, 5),
        (_, 6..=7) => (1, 7),
        _ => (1, 10),
    })
}

/// Two numbers around `min` and `max`, with about two digits that matter; `None` if they are equal.
fn rounded_outwards(min: f64, max: f64) -> Option<(f64, f64)> {
    let span = max - min;
    if span <= 0.0 || !span.is_finite() {
        return None;
    }
    let step = 10_f64.powi(super::numbers::magnitude(span) - 1);
    let rounded = |value: f64| if value.is_finite() { value } else { 0.0 };
    // A hair is left to a quotient that is whole but for its last bit.
    let (low, high) = ((min / step + 1e-9).floor() * step, (max / step - 1e-9).ceil() * step);
    // Whole steps below one are not exact in binary; the shortest text that is near enough is what a person reads.
    let near = |value: f64| format!("{value:.12e}").parse().unwrap_or(value);
    Some((rounded(near(low)), rounded(near(high))))
}

/// The texts of a column.
fn cells(table: &Table, column: usize) -> impl Iterator<Item = &str> {
    table.records().filter_map(move |row| row.get(column))
}

/// A column that has not told its decimal sign after so many cells does not tell.
const OPEN_CELLS: usize = 20_000;

/// What a column's cells say about their decimal sign.
pub(super) fn votes<'a>(cells: impl Iterator<Item = &'a str>, lexicon: &Lexicon) -> DecimalVotes {
    let mut votes = DecimalVotes::default();
    let said = cells.map(cell::text).filter(|text| !lexicon.is_missing(text));
    said.take(OPEN_CELLS).for_each(|text| votes.look(text));
    votes
}

/// Whether a column with this header holds money.
fn is_called_money(text: &str) -> bool {
    matches!(header::meaning(text, Kind::Customers), Some(Meaning::Revenue | Meaning::Cost))
}

/// What each of these columns says about its decimal sign. Where one leaves it open, money is taken by thousands unless
/// another column has that sign before decimals; else a file between semicolons whose other columns have a comma
/// decides.
fn decimals(table: &Table, lexicon: &Lexicon) -> Vec<Decimal> {
    let votes: Vec<DecimalVotes> =
        (0..table.headers.len()).map(|column| votes(cells(table, column), lexicon)).collect();
    let is_decided = |decimal| votes.iter().any(|votes| votes.decided() == Some(decimal));
    let is_between_semicolons = table.delimiter == super::Delimiter::Semicolon;
    let open = if is_decided(Decimal::Comma) && is_between_semicolons { Decimal::Comma } else { Decimal::Point };
    let by_thousands = |votes: DecimalVotes, header: &str| {
        let decimal = votes.by_thousands().filter(|_| votes.is_money() || is_called_money(header))?;
        (!is_decided(decimal.other())).then_some(decimal)
    };
    let of = |(votes, header): (&DecimalVotes, &String)| {
        votes.decided().or_else(|| by_thousands(*votes, header)).unwrap_or(open)
    };
    votes.iter().zip(&table.headers).map(of).collect()
}

/// Looks at every column, telling how many have been looked at; none if the watch stopped it.
pub(super) fn facts<'a>(table: &'a Table, lexicon: &Lexicon, watch: &mut PreviewWatch<'_>) -> Option<Vec<Facts<'a>>> {
    let mut all = Vec::with_capacity(table.headers.len());
    for (column, decimal) in decimals(table, lexicon).into_iter().enumerate() {
        if watch(column).is_break() {
            return None;
        }
        all.push(Facts::of(cells(table, column), decimal, lexicon));
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Mapping;

    fn all<'a>(table: &'a Table, lexicon: &Lexicon) -> Vec<Facts<'a>> {
        facts(table, lexicon, &mut |_| std::ops::ControlFlow::Continue(())).unwrap()
    }

    fn scale(cells: &[&str]) -> Option<String> {
        let text = format!("x,y\n{},1\n", cells.join(",1\n"));
        let table = Table::read(text.as_bytes()).unwrap();
        let lexicon = Lexicon::of(&Mapping::new(Kind::Ratings));
        let found = all(&table, &lexicon)[0].scale(&lexicon)?;
        let extra: Vec<String> = found.labels.iter().map(|(text, point)| format!("{text}={point}")).collect();
        let blank = if found.blank_is_no { "blank is no" } else { "" };
        let all = format!("{} {} {} {blank}", found.scale, found.not_applicable.join("|"), extra.join(" "));
        Some(all.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn scales_come_from_the_data() {
        assert_eq!(scale(&["0", "1", "1"]).as_deref(), Some("yes/no"));
        assert_eq!(scale(&["Yes", "no", "?"]).as_deref(), Some("yes/no"));
        assert_eq!(scale(&["Yes", "No", "No phone"]).as_deref(), Some("yes/no No phone"));
        assert_eq!(scale(&["Kyll\u{e4}", "ei", "EI"]).as_deref(), Some("yes/no"));
        assert_eq!(scale(&["x", "", "X"]).as_deref(), Some("yes/no blank is no"));
        assert_eq!(scale(&["S", "N", "E", "O"]), None, "points of the compass");
        assert_eq!(scale(&["Agree", "Disagree", "Agree"]).as_deref(), Some("1–5 Agree=4 Disagree=2"));
        assert_eq!(scale(&["Fiber", "DSL", "No"]), None);
        assert_eq!(scale(&["0", "1", "2"]).as_deref(), Some("0–2"));
        let stray = scale(&["0", "1", "2", "1", "excellent"]);
        assert!(!stray.as_deref().is_some_and(|found| found.starts_with("yes/no")), "{stray:?}");
        assert_eq!(scale(&["2", "5", "3"]).as_deref(), Some("1–5"));
        assert_eq!(scale(&["0", "9"]).as_deref(), Some("0–10"));
        assert_eq!(scale(&["-2", "1"]).as_deref(), Some("-2–2"));
        assert_eq!(scale(&["0", "72"]).as_deref(), Some("0 (worst) to 72 (best)"));
        assert_eq!(scale(&["18.25", "118.75"]).as_deref(), Some("10 (worst) to 120 (best)"));
        assert_eq!(scale(&["0.11", "0.74"]).as_deref(), Some("0.11 (worst) to 0.74 (best)"));
        assert_eq!(scale(&["12.5", "12.5"]), None, "one value gives no direction");
        assert_eq!(scale(&["007", "012"]), None, "codes are not numbers");
        assert_eq!(scale(&["a", "b"]), None);
        assert_eq!(scale(&["4", "Not applicable", "1", "Don\u{2019}t know"]).as_deref(), Some("1–5"));
        assert_eq!(scale(&["4", "Not applicable", "1", "never"]), None, "another word");
    }

    #[test]
    fn a_stray_number_does_not_stretch_the_scale() {
        let five = ["1", "2", "3", "4", "5", "4", "3", "5"];
        let with = |more: &[&'static str]| scale(&[five.as_slice(), more].concat());
        assert_eq!(with(&["9"]).as_deref(), Some("1\u{2013}5"), "a slip");
        assert_eq!(with(&["55"]).as_deref(), Some("1\u{2013}5"), "typed twice");
        assert_eq!(with(&["6"]).as_deref(), Some("1\u{2013}7"), "the next point");
        assert_eq!(with(&["9", "9"]).as_deref(), Some("1\u{2013}10"), "twice is no slip in so few");
        assert_eq!(scale(&["1", "9", "2", "5"]).as_deref(), Some("1\u{2013}10"), "too few to tell");
        assert_eq!(
            scale(&["1", "2", "1", "2", "1", "2", "1", "2", "9"]).as_deref(),
            Some("1\u{2013}10"),
            "no dense 1 to 5"
        );
    }

    #[test]
    fn several_answers_in_a_cell_have_the_scale_of_each() {
        let found = |cells: &[&str]| {
            let text = format!("x\ty\n{}\t1\n", cells.join("\t1\n"));
            let table = Table::read(text.as_bytes()).unwrap();
            let lexicon = Lexicon::of(&Mapping::new(Kind::Ratings));
            all(&table, &lexicon)[0].scale(&lexicon).map(|found| (found.scale.to_string(), found.several))
        };
        let several = Some(Several::Average);
        assert_eq!(found(&["Good, Poor", "Good", "Poor"]), Some(("1\u{2013}5".to_owned(), several)));
        assert_eq!(found(&["Good;Poor;", "Good;", "Poor;"]), Some(("1\u{2013}5".to_owned(), several)));
        assert_eq!(found(&["Red, Blue", "Red", "Blue"]), None, "nobody knows what they are worth");
    }
}
