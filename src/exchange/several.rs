//! Cells with several answers at once, as forms write what was ticked: "Quality, Price" or "Quality;Price;".

use std::collections::{BTreeMap, BTreeSet};

use super::{Decimal, Several, labels, parse_number};
use crate::model::{Finite, Scale};

/// The longest text of one answer among several.
const LONGEST: usize = 60;

/// The answers of one cell: between semicolons if there are any, else between a comma and a space.
pub(super) fn split(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = if text.contains(';') { text.split(';').collect() } else { text.split(", ").collect() };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The answers that can be ticked in a column, with how often each was, if its texts are such: a few that come alone
/// and together, again and again.
pub(super) fn ticked<'a>(texts: &BTreeMap<&'a str, usize>) -> Option<BTreeMap<&'a str, usize>> {
    let (mut parts, mut alone, mut joined) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
    let has_semicolons = texts.keys().any(|text| text.contains(';'));
    // One form ends every answer with a semicolon; that tells without any coming alone.
    let is_marked = has_semicolons && texts.keys().all(|text| text.ends_with(';'));
    for (&text, times) in texts {
        let found = if has_semicolons && !text.contains(';') { vec![text.trim()] } else { split(text) };
        for &part in &found {
            if !is_answer(part) || (found.len() > 1 && found.iter().filter(|other| **other == part).count() > 1) {
                return None;
            }
            *parts.entry(part).or_insert(0) += *times;
            if found.len() == 1 {
                alone.insert(part)
            } else {
                joined.insert(part)
            };
        }
        if parts.len() > labels::MAX_LABELS {
            return None;
        }
    }
    let total: usize = parts.values().sum();
    let is_fixed = is_marked || (2 * total >= 3 * parts.len() && alone.iter().any(|part| joined.contains(part)));
    (!joined.is_empty() && is_fixed).then_some(parts)
}

/// Whether a text could be one of the answers to tick: short, no sentence, no number.
fn is_answer(part: &str) -> bool {
    let is_number = |decimal| parse_number(part, decimal).is_ok();
    part.chars().any(char::is_alphabetic)
        && part.chars().count() <= LONGEST
        && !part.ends_with(['.', '?', '!', ':'])
        && !is_number(Decimal::Point)
        && !is_number(Decimal::Comma)
}

/// What several answers count together; none if there are none.
pub(super) fn together(points: &[Finite], how: Several, scale: &Scale) -> Option<Finite> {
    let mut values = points.iter().map(|point| point.value());
    let first = values.next()?;
    Some(match how {
        Several::Lowest => Finite::clamped(values.fold(first, f64::min)),
        Several::Highest => Finite::clamped(values.fold(first, f64::max)),
        Several::Average => {
            let mean = values.map(|value| value / points.len() as f64).sum::<f64>() + first / points.len() as f64;
            Finite::clamped(whole(mean, scale))
        }
    })
}

/// On points and for yes or no the nearest whole one; a half goes to the middle.
fn whole(value: f64, scale: &Scale) -> f64 {
    let middle = match scale {
        Scale::YesNo => 0.5,
        Scale::Points { from, to, .. } => f64::midpoint(f64::from(*from), f64::from(*to)),
        Scale::Measure { .. } => return value,
    };
    let is_half = ((value - value.floor()) - 0.5).abs() < 1e-9;
    if !is_half {
        value.round()
    } else if value < middle {
        value.ceil()
    } else {
        value.floor()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(cells: &[&str]) -> Option<String> {
        let mut texts = BTreeMap::new();
        for cell in cells {
            *texts.entry(*cell).or_insert(0) += 1;
        }
        ticked(&texts).map(|parts| parts.keys().copied().collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn what_was_ticked_is_told_from_what_was_written() {
        assert_eq!(found(&["Quality, Price", "Price", "Quality"]).as_deref(), Some("Price|Quality"));
        assert_eq!(found(&["A team;Speed;", "Speed;"]).as_deref(), Some("A team|Speed"));
        assert_eq!(found(&["Late;Rude;", "Late;Rude;", "Rude;Slow;", "Slow;Late;"]).as_deref(), Some("Late|Rude|Slow"));
        assert_eq!(found(&["They called, twice", "Nice"]), None, "a remark");
        assert_eq!(found(&["Berlin, Germany", "Paris, France", "Bonn, Germany"]), None, "never alone");
        assert_eq!(found(&["Yes, always", "No, never", "Yes, sometimes"]), None, "one answer with a comma");
        assert_eq!(found(&["1, 2", "2", "1"]), None, "numbers");
        assert_eq!(found(&["Good", "Bad", "Good"]), None, "one each");
        assert_eq!(found(&["Late, slow and rude.", "Late"]), None, "a sentence");
    }

    #[test]
    fn several_answers_count_once() {
        let points = |all: &[i32]| all.iter().map(|point| Finite::clamped(f64::from(*point))).collect::<Vec<_>>();
        let five = Scale::points(1, 5);
        let of = |all: &[i32], how| together(&points(all), how, &five).map(Finite::value);
        assert_eq!(of(&[1, 5], Several::Average), Some(3.0));
        assert_eq!(of(&[1, 2], Several::Average), Some(2.0), "a half goes to the middle");
        assert_eq!(of(&[4, 5], Several::Average), Some(4.0));
        assert_eq!(of(&[5, 5, 4], Several::Average), Some(5.0));
        assert_eq!(of(&[1, 5, 4], Several::Lowest), Some(1.0));
        assert_eq!(of(&[1, 5, 4], Several::Highest), Some(5.0));
        assert_eq!(of(&[], Several::Average), None);
    }

    proptest! {
        #[test]
        fn together_is_on_the_scale_and_between(all in prop::collection::vec(1_i32..=7, 1..6)) {
            let scale = Scale::points(1, 7);
            let points: Vec<Finite> = all.iter().map(|point| Finite::clamped(f64::from(*point))).collect();
            let of = |how| together(&points, how, &scale).unwrap();
            let average = of(Several::Average);
            prop_assert!(scale.normalise(average).is_ok(), "{average:?}");
            prop_assert!(of(Several::Lowest) <= average && average <= of(Several::Highest), "{average:?}");
        }

        #[test]
        fn no_text_makes_it_panic(texts in prop::collection::vec("[a-c;, .]{0,8}", 0..6)) {
            let _found = found(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
