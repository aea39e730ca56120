//! Limits from ready-made classes: where a column says A, B or C and the score is there too, where each begins.

use std::collections::BTreeMap;

use super::{Cells, ColumnMapping, ColumnUse, Table, cell, parse_number};
use crate::model::{Band, Direction, Finite, Name, Score};

/// Scores nearer to each other than this cannot be told apart by a limit.
const TOLERANCE: f64 = 1e-9;
/// A limit has at most so many decimals, unless a score itself is the limit.
const MOST_DECIMALS: i32 = 8;

/// Limits that give every row its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassLimits {
    /// A band for each class, the best first; the last begins at 0.
    pub bands: Vec<Band>,
    /// How many rows have a score and a class; all of them agree.
    pub agree: usize,
    /// How many rows lack one of them.
    pub apart: usize,
}

/// Why there are no such limits.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LimitsError {
    /// Nothing to compare.
    #[error("no row has both a score and a class")]
    Nothing,
    /// One class has no limits.
    #[error("every row with a score has the same class, \u{201c}{0}\u{201d}, so no limit can be told")]
    OneClass(String),
    /// These are no classes.
    #[error("it has more than {} different classes among the rows with a score", ClassLimits::MOST)]
    TooMany,
    /// A class that cannot be the name of a band.
    #[error("\u{201c}{0}\u{201d} cannot be the name of a band: {1}")]
    NoName(String, String),
    /// Two classes share scores.
    #[error(
        "it does not follow the score: \u{201c}{better}\u{201d} begins at {begins}, but \u{201c}{worse}\u{201d} reaches up to {ends}"
    )]
    Overlap {
        /// The class that begins higher.
        better: String,
        /// Its lowest score.
        begins: f64,
        /// The class below it.
        worse: String,
        /// The highest score of that one.
        ends: f64,
    },
}

/// The scores one class was seen with.
#[derive(Debug, Clone, Copy)]
struct Seen {
    low: f64,
    high: f64,
}

impl ClassLimits {
    /// More classes than these are none.
    pub const MOST: usize = 12;

    /// Finds limits for these scores, 0–100, and classes. Between two classes the limit is the roundest number that
    /// fits, the highest of them.
    ///
    /// # Errors
    /// [`LimitsError`]: no limits give every row its class.
    pub fn of_rows<'a>(rows: impl IntoIterator<Item = (Option<f64>, &'a str)>) -> Result<Self, LimitsError> {
        let mut classes: BTreeMap<&str, Seen> = BTreeMap::new();
        let (mut agree, mut apart) = (0, 0);
        for (score, class) in rows {
            let class = class.trim();
            let Some(score) = score.filter(|score| score.is_finite() && !class.is_empty()) else {
                apart += 1;
                continue;
            };
            agree += 1;
            let seen = classes.entry(class).or_insert(Seen { low: score, high: score });
            *seen = Seen { low: seen.low.min(score), high: seen.high.max(score) };
            if classes.len() > Self::MOST {
                return Err(LimitsError::TooMany);
            }
        }
        let mut order: Vec<(&str, Seen)> = classes.into_iter().collect();
        order.sort_by(|one, other| other.1.low.total_cmp(&one.1.low));
        let only = match order.as_slice() {
            [] => return Err(LimitsError::Nothing),
            [(only, _)] => Some((*only).to_owned()),
            _ => None,
        };
        if let Some(only) = only {
            return Err(LimitsError::OneClass(only));
        }
        let mut bands = Vec::with_capacity(order.len());
        for (place, (class, seen)) in order.iter().enumerate() {
            let from = match order.get(place + 1) {
                None => 0.0,
                Some((worse, below)) => roundest(below.high, seen.low).ok_or_else(|| LimitsError::Overlap {
                    better: (*class).to_owned(),
                    begins: shown(seen.low),
                    worse: (*worse).to_owned(),
                    ends: shown(below.high),
                })?,
            };
            let name = Name::new(class).map_err(|why| LimitsError::NoName((*class).to_owned(), why.to_string()))?;
            bands.push(Band { name, from: Score::clamped(from) });
        }
        Ok(Self { bands, agree, apart })
    }

    /// Finds limits where the score is one answer: `answer` is its column, `class` the place of the column of classes,
    /// `missing` what stands for no answer.
    ///
    /// # Errors
    /// [`LimitsError`]: no limits give every row its class.
    pub fn of_column(
        table: &Table,
        answer: &ColumnMapping,
        class: usize,
        missing: &[String],
    ) -> Result<Self, LimitsError> {
        let place = table.column(&answer.header).ok_or(LimitsError::Nothing)?;
        let is_missing = |text: &str| missing.iter().any(|mark| mark.to_lowercase() == text.to_lowercase());
        let text = |row: &Cells, place: usize| row.get(place).map(|text| cell::text(text).to_owned());
        let rows: Vec<(Option<f64>, String)> = table
            .rows
            .iter()
            .map(|row| {
                let said = text(row, place).filter(|said| !is_missing(said));
                let class = text(row, class).filter(|class| !is_missing(class));
                (said.and_then(|said| score(answer, &said)), class.unwrap_or_default())
            })
            .collect();
        Self::of_rows(rows.iter().map(|(score, class)| (*score, class.as_str())))
    }
}

/// What one answer is as a score, 0–100; none if it is none.
fn score(answer: &ColumnMapping, said: &str) -> Option<f64> {
    let ColumnUse::Criterion { scale, direction, .. } = &answer.role else { return None };
    let value = match answer.labels.get(said) {
        Some(worth) => *worth,
        None => Finite::new(parse_number(said, answer.decimal).ok()?).ok()?,
    };
    let share = scale.normalise(value).ok()?.value();
    Some(100.0 * if *direction == Direction::Reversed { 1.0 - share } else { share })
}

/// The number with the fewest decimals above `below` and not above `least`; none if there is no room for one.
fn roundest(below: f64, least: f64) -> Option<f64> {
    let fits = |limit: f64| below < limit - 2.0 * TOLERANCE && least >= limit - TOLERANCE / 2.0;
    let rounded = (0..=MOST_DECIMALS).map(|decimals| {
        let fine = 10_f64.powi(decimals);
        (least * fine + 1e-6).floor() / fine
    });
    rounded.into_iter().find(|limit| fits(*limit)).or(Some(least)).filter(|limit| fits(*limit))
}

/// A score without the traces of binary numbers.
fn shown(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Policy;

    fn told(rows: &[(f64, &str)]) -> Result<Vec<(String, f64)>, LimitsError> {
        let found = ClassLimits::of_rows(rows.iter().map(|(score, class)| (Some(*score), *class)))?;
        Ok(found.bands.iter().map(|band| (band.name.to_string(), band.from.value())).collect())
    }

    #[test]
    fn the_roundest_number_between_two_classes_is_the_limit() {
        let found =
            told(&[(77.32, "A"), (90.0, "A"), (77.28, "B"), (74.0, "B"), (73.99, "C"), (12.0, "D"), (30.0, "C")]);
        let expected = [("A", 77.3), ("B", 74.0), ("C", 30.0), ("D", 0.0)];
        assert_eq!(found, Ok(expected.map(|(name, from)| (name.to_owned(), from)).to_vec()));
    }

    #[test]
    fn what_does_not_follow_the_score_is_refused() {
        let error = told(&[(70.0, "A"), (80.0, "A"), (75.5, "B"), (60.0, "B")]).unwrap_err();
        assert_eq!(error.to_string(), "it does not follow the score: “A” begins at 70, but “B” reaches up to 75.5");
        assert!(matches!(told(&[(70.0, "A"), (70.0, "B")]), Err(LimitsError::Overlap { .. })), "the same score");
        assert_eq!(told(&[(70.0, "A"), (60.0, "A")]), Err(LimitsError::OneClass("A".to_owned())));
        assert_eq!(told(&[(70.0, " ")]), Err(LimitsError::Nothing));
        let many: Vec<String> = (0..=ClassLimits::MOST).map(|number| format!("class {number}")).collect();
        let many: Vec<(f64, &str)> =
            many.iter().zip(1_i32..).map(|(name, at)| (f64::from(at), name.as_str())).collect();
        assert_eq!(told(&many), Err(LimitsError::TooMany));
    }

    #[test]
    fn the_score_is_read_as_the_import_reads_it() {
        let table = Table::read("name;points;class\na;7,5;B\nb;?;B\nc;2;A\nd;10;B\ne;3;\n".as_bytes()).unwrap();
        let scale =
            crate::model::Scale::Measure { unit: Default::default(), worst: Finite::clamped(10.0), best: Finite::ZERO };
        let role = ColumnUse::Criterion { name: Name::new("Points").unwrap(), scale, direction: Default::default() };
        let answer = ColumnMapping { decimal: crate::exchange::Decimal::Comma, ..ColumnMapping::new("points", role) };
        let found = ClassLimits::of_column(&table, &answer, 2, &["?".to_owned()]).unwrap();
        let bands: Vec<_> = found.bands.iter().map(|band| (band.name.as_str(), band.from.value())).collect();
        assert_eq!(bands, [("A", 80.0), ("B", 0.0)], "a low measure is the better one");
        assert_eq!((found.agree, found.apart), (3, 2));
    }

    proptest! {
        /// Whatever limits gave the classes: the limits found give every row the same class again.
        #[test]
        fn limits_that_are_found_give_every_row_its_class(
            limits in proptest::collection::btree_set(1_u32..1000, 1..6),
            scores in proptest::collection::vec(0_u32..=10_000, 1..80),
        ) {
            let class = |score: u32| format!("K{}", limits.iter().filter(|limit| score >= **limit * 10).count());
            let rows: Vec<(f64, String)> = scores.iter().map(|score| (f64::from(*score) / 100.0, class(*score))).collect();
            match ClassLimits::of_rows(rows.iter().map(|(score, class)| (Some(*score), class.as_str()))) {
                Ok(found) => {
                    let policy = Policy { bands: found.bands, ..Policy::default() };
                    for (score, class) in &rows {
                        prop_assert_eq!(policy.band(*score).map(|band| band.name.as_str()), Some(class.as_str()), "{}", score);
                    }
                    prop_assert_eq!((found.agree, found.apart), (rows.len(), 0));
                }
                Err(error) => prop_assert!(matches!(error, LimitsError::OneClass(_)), "{}", error),
            }
        }

        /// Any scores and classes: either refused, or every row gets its class.
        #[test]
        fn nothing_is_claimed_that_does_not_hold(rows in proptest::collection::vec((0.0_f64..=100.0, "[ABC]"), 1..8)) {
            if let Ok(found) = ClassLimits::of_rows(rows.iter().map(|(score, class)| (Some(*score), class.as_str()))) {
                let policy = Policy { bands: found.bands, ..Policy::default() };
                for (score, class) in &rows {
                    prop_assert_eq!(policy.band(*score).map(|band| band.name.as_str()), Some(class.as_str()));
                }
            }
        }
    }
}
