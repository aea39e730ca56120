//! Answers in words: "Strongly agree", "Plutôt satisfait", "4 - good". What each is worth is proposed where it is
//! known; otherwise somebody has to say.

use std::collections::BTreeMap;

use super::vocabulary::{self, FAMILIES, Family};
use super::words;
use crate::model::{Finite, Line, Scale};

/// A scale for answers in words, with what each word is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    pub(super) scale: Scale,
    /// By the word as it stands in the file.
    pub(super) labels: BTreeMap<String, Finite>,
    /// Whether the words say their numbers themselves.
    pub(super) is_numbered: bool,
}

/// The most different words an answer in words may have.
pub(super) const MAX_LABELS: usize = 15;

/// A word as it is looked up: small letters, without the semicolon some forms put behind and spaces doubled.
pub(super) fn plain(text: &str) -> String {
    words::fold(text.trim().trim_end_matches([';', '.', '!', '\u{3002}']))
        .replace('\u{307}', "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What each of these words is worth, if all of them are known and belong together. Words such as "not applicable" are
/// passed over; they mean the same everywhere.
pub(super) fn propose<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Labelled> {
    let texts: Vec<&str> = texts
        .filter(|text| !words::is_not_applicable(text) && !words::is_dont_know(text))
        .take(MAX_LABELS + 1)
        .collect();
    if texts.len() < 2 || texts.len() > MAX_LABELS {
        return None;
    }
    numbered(&texts).or_else(|| FAMILIES.iter().find_map(|family| by_family(family, &texts)))
}

/// What each is worth on these points, for words that are already known; the others are missing.
fn by_family(family: Family, texts: &[&str]) -> Option<Labelled> {
    let level = |text: &str| {
        let text = plain(text);
        family.iter().find(|(_, known)| vocabulary::words(known).any(|word| word == text)).map(|(level, _)| *level)
    };
    let levels: Vec<i8> = texts.iter().map(|text| level(text)).collect::<Option<_>>()?;
    let has = |wanted: &[i8]| levels.iter().any(|level| wanted.contains(level));
    // One word alone would not tell where it stands.
    if !has(&[-3, -2, -1]) || !has(&[1, 2, 3]) {
        let distinct: std::collections::BTreeSet<i8> = levels.iter().copied().collect();
        if distinct.len() < 2 {
            return None;
        }
    }
    // Seven points where "somewhat" stands beside the plain word; four where everybody has to take a side.
    let is_seven = has(&[-1, 1]) && has(&[-2, 2]);
    let is_four = !is_seven && !has(&[0]) && texts.len() == 4;
    let among_four = |level: i8| match level {
        ..=-3 => 1,
        -2 | -1 => 2,
        0..=2 => 3,
        _ => 4,
    };
    let among_five = |level: i8| match level {
        ..=-3 => 1,
        -2 | -1 => 2,
        0 => 3,
        1 | 2 => 4,
        _ => 5,
    };
    let point = |level: i8| {
        if is_seven {
            i32::from(level) + 4
        } else if is_four {
            among_four(level)
        } else {
            among_five(level)
        }
    };
    let highest = if is_seven {
        7
    } else if is_four {
        4
    } else {
        5
    };
    let points: Vec<i32> = levels.into_iter().map(point).collect();
    Some(labelled((1, highest), texts, &points))
}

/// What one more word would be worth beside words that have their points already: as the scale's anchor of that name,
/// as its own number, or between its neighbours among words of its kind. None if that can't be told.
pub(super) fn worth_beside(text: &str, known: &BTreeMap<String, Finite>, scale: &Scale) -> Option<Finite> {
    let word = plain(text);
    let anchored = match scale {
        Scale::Points { anchors, .. } => {
            anchors.iter().find(|(_, anchor)| plain(anchor) == word).map(|(point, _)| f64::from(*point))
        }
        Scale::YesNo | Scale::Measure { .. } => None,
    };
    let found = anchored
        .or_else(|| own_number(text).map(f64::from))
        .or_else(|| FAMILIES.iter().find_map(|family| between(family, &word, known, scale)))?;
    Finite::new(found).ok().filter(|point| scale.normalise(*point).is_ok())
}

/// Where a word of a family stands between those of its family that have points.
fn between(family: Family, word: &str, known: &BTreeMap<String, Finite>, scale: &Scale) -> Option<f64> {
    let level_of = |word: &str| {
        family.iter().find(|(_, known)| vocabulary::words(known).any(|each| each == word)).map(|(level, _)| *level)
    };
    let level = level_of(word)?;
    let mut places: BTreeMap<i8, f64> =
        known.iter().filter_map(|(text, point)| Some((level_of(&plain(text))?, point.value()))).collect();
    if let Some(point) = places.get(&level) {
        return Some(*point);
    }
    let (first, last) = (*places.first_key_value()?.1, *places.last_key_value()?.1);
    let (low, high) = (scale.denormalise(0.0), scale.denormalise(1.0));
    // Words that count down go on counting down.
    let is_down = if places.len() > 1 { (first > last) != (low > high) } else { low > high };
    let (low, high) = if is_down { (high, low) } else { (low, high) };
    places.entry(-3).or_insert(low);
    places.entry(3).or_insert(high);
    if let Some(point) = places.get(&level) {
        return Some(*point);
    }
    let below = places.range(..level).next_back()?;
    let above = places.range(level..).next()?;
    let share = f64::from(level - below.0) / f64::from(above.0 - below.0);
    let value = below.1 + (above.1 - below.1) * share;
    if matches!(scale, Scale::Measure { .. }) {
        return Some(value);
    }
    // "Somewhat agree" is nearer to agreeing than to the middle.
    let middle = f64::midpoint(low, high);
    let is_half = ((value - value.floor()) - 0.5).abs() < 1e-9;
    Some(if !is_half {
        value.round()
    } else if value < middle {
        value.floor()
    } else {
        value.ceil()
    })
}

/// The number a word begins with: "4 - good", "5 (very good)".
fn own_number(text: &str) -> Option<i32> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(text.len());
    let rest = text[end..].trim_start();
    let is_named = rest.starts_with(['-', '\u{2013}', '\u{2014}', '(', ':', '.', '=', ')']);
    let says = rest.chars().any(char::is_alphabetic);
    text[..end]
        .parse::<i32>()
        .ok()
        .filter(|number| (-10..=10).contains(number) && (rest.is_empty() || (is_named && says)))
}

/// Words that begin with their number: "1 - poor", "5 (very good)"; each another one.
fn numbered(texts: &[&str]) -> Option<Labelled> {
    let points: Vec<i32> = texts.iter().map(|text| own_number(text)).collect::<Option<_>>()?;
    let all_plain = texts.iter().all(|text| text.trim().parse::<f64>().is_ok());
    let mut sorted = points.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let (from, to) = (*sorted.first()?, *sorted.last()?);
    if all_plain || sorted.len() != points.len() || from == to {
        return None;
    }
    let range = match (from, to) {
        (..=-1, _) => (from, to),
        (0, ..=5) => (0, to.max(1)),
        (0, _) => (0, 10),
        (_, ..=3) if texts.len() == usize::try_from(to).unwrap_or_default() => (1, to),
        (_, ..=5) => (1, 5),
        (_, ..=7) => (1, 7),
        _ => (1, 10),
    };
    Some(Labelled { is_numbered: true, ..labelled(range, texts, &points) })
}

fn labelled((from, to): (i32, i32), texts: &[&str], points: &[i32]) -> Labelled {
    let labels =
        texts.iter().zip(points).map(|(text, point)| (key(text), Finite::clamped(f64::from(*point)))).collect();
    Labelled { scale: anchored(from, to, &labels), labels, is_numbered: false }
}

/// A label as it is kept: without the semicolon some forms put behind.
pub(super) fn key(text: &str) -> String {
    text.trim().trim_end_matches(';').trim_end().to_owned()
}

/// Points with the words as anchors.
pub(super) fn anchored(from: i32, to: i32, labels: &BTreeMap<String, Finite>) -> Scale {
    let mut anchors = BTreeMap::new();
    for (text, point) in labels {
        let place = (from..=to).find(|whole| (f64::from(*whole) - point.value()).abs() < f64::EPSILON);
        if let (Some(place), Ok(line)) = (place, Line::new(text)) {
            anchors.entry(place).or_insert(line);
        }
    }
    Scale::Points { from, to, anchors }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn worth(texts: &[&str]) -> Option<Vec<f64>> {
        let found = propose(texts.iter().copied())?;
        Some(texts.iter().map(|text| found.labels[&key(text)].value()).collect())
    }

    #[test]
    fn words_have_an_order() {
        let five = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"];
        assert_eq!(worth(&five), Some(vec![1.0, 2.0, 3.0, 4.0, 5.0]));
        assert_eq!(worth(&["agree", "Strongly Agree;"]), Some(vec![4.0, 5.0]), "only a few of them occur");
        assert_eq!(worth(&["Sehr unzufrieden", "Zufrieden", "Sehr zufrieden"]), Some(vec![1.0, 4.0, 5.0]));
        assert_eq!(worth(&["Pas du tout d\u{2019}accord", "D'accord"]), Some(vec![1.0, 4.0]));
        assert_eq!(worth(&["Disagree", "Somewhat disagree", "Strongly agree"]), Some(vec![2.0, 3.0, 7.0]), "seven");
        assert_eq!(worth(&["Poor", "Very poor", "Good", "Excellent"]), Some(vec![2.0, 1.0, 3.0, 4.0]), "no middle");
        assert_eq!(worth(&["1 - poor", "5 - great", "3"]), Some(vec![1.0, 5.0, 3.0]));
        assert_eq!(worth(&["Never", "Sometimes", "Always"]), Some(vec![1.0, 3.0, 5.0]));
        assert_eq!(worth(&["非常不同意", "不同意", "一般", "同意", "非常同意"]), Some(vec![1.0, 2.0, 3.0, 4.0, 5.0]));
        assert_eq!(worth(&["不满意", "满意", "非常满意。"]), Some(vec![2.0, 4.0, 5.0]));
        assert_eq!(
            worth(&["Kesinlikle kat\u{131}lm\u{131}yorum", "Karars\u{131}z\u{131}m", "Kat\u{131}l\u{131}yorum"]),
            Some(vec![1.0, 3.0, 4.0])
        );
        assert_eq!(
            worth(&["K\u{f6}t\u{fc}", "\u{130}yi", "\u{c7}ok iyi"]),
            Some(vec![2.0, 4.0, 5.0]),
            "a dotted capital"
        );
        assert_eq!(worth(&["Red", "Blue"]), None);
        assert_eq!(worth(&["1", "2", "3"]), None, "numbers are no words");
        assert_eq!(worth(&["Agree", "Red"]), None, "one that is not known");
        let with_others = ["Agree", "Disagree", "Not applicable", "Don't know"];
        assert_eq!(propose(with_others.into_iter()).map(|found| found.labels.len()), Some(2));
    }

    #[test]
    fn one_more_word_stands_between_its_neighbours() {
        let five = Scale::points(1, 5);
        let known = |all: &[(&str, i32)]| -> BTreeMap<String, Finite> {
            all.iter().map(|(text, point)| ((*text).to_owned(), Finite::clamped(f64::from(*point)))).collect()
        };
        let beside = |text: &str, all: &[(&str, i32)]| worth_beside(text, &known(all), &five).map(Finite::value);
        let usual = [("Disagree", 2), ("Neutral", 3), ("Agree", 4), ("Strongly agree", 5)];
        assert_eq!(beside("Somewhat agree", &usual), Some(4.0));
        assert_eq!(beside("somewhat disagree;", &usual), Some(2.0));
        assert_eq!(beside("Strongly disagree", &usual), Some(1.0), "the end of the scale");
        let down = [("Agree", 2), ("Disagree", 4)];
        assert_eq!(beside("Strongly disagree", &down), Some(5.0), "words that count down");
        assert_eq!(beside("5 \u{2013} clear", &usual), Some(5.0), "its own number");
        assert_eq!(beside("9 \u{2013} clear", &usual), None, "which is not on the scale");
        assert_eq!(beside("Purple", &usual), None);
        assert_eq!(beside("Agree", &[("Purple", 1)]), None, "nobody knows the others");
        let named = anchored(1, 5, &known(&[("Rather late", 2)]));
        assert_eq!(worth_beside("rather late", &BTreeMap::new(), &named).map(Finite::value), Some(2.0));
    }

    #[test]
    fn anchors_are_the_words() {
        let found = propose(["Disagree", "Agree"].into_iter()).unwrap();
        assert_eq!(found.scale.anchor(4).map(|line| line.as_str()), Some("Agree"));
        assert_eq!(found.scale.to_string(), "1–5");
    }

    #[test]
    fn no_word_stands_for_two_levels_of_a_family() {
        for family in FAMILIES {
            let all: Vec<&str> = family.iter().flat_map(|(_, known)| vocabulary::words(known)).collect();
            for text in &all {
                assert_eq!(plain(text), *text, "written as it is looked up");
                let num = all.iter().filter(|word| *word == text).count();
                assert_eq!(num, 1, "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn better_words_are_never_worth_less(family in 0_usize..6, picks in prop::collection::vec((0_usize..100, 0_usize..100), 2..6)) {
            let family = FAMILIES[family];
            let chosen: BTreeMap<&str, i8> = picks.iter().map(|&(level, word)| {
                let (level, known) = family[level % family.len()];
                let known: Vec<&str> = vocabulary::words(known).collect();
                (known[word % known.len()], level)
            }).collect();
            if let Some(found) = by_family(family, &chosen.keys().copied().collect::<Vec<_>>()) {
                for (one, level) in &chosen {
                    for (other, other_level) in &chosen {
                        if level < other_level {
                            prop_assert!(found.labels[*one] <= found.labels[*other], "{one} {other}");
                        }
                    }
                    let share = found.scale.normalise(found.labels[*one]);
                    prop_assert!(share.is_ok(), "on the scale");
                }
            }
        }

        #[test]
        fn how_words_are_written_changes_nothing(
            family in 0_usize..FAMILIES.len(),
            picks in prop::collection::vec((0_usize..100, 0_usize..100, 0_usize..5), 2..6),
        ) {
            let family = FAMILIES[family];
            let chosen: BTreeMap<&str, usize> = picks.iter().map(|&(level, word, way)| {
                let known: Vec<&str> = vocabulary::words(family[level % family.len()].1).collect();
                (known[word % known.len()], way)
            }).collect();
            let plain: Vec<&str> = chosen.keys().copied().collect();
            let written: Vec<String> = chosen.iter().rev().map(|(word, way)| match way {
                0 => word.to_uppercase(),
                1 => format!(" {word};"),
                2 => word.replace(' ', "  "),
                3 => word.replace('\'', "\u{2019}"),
                _ => format!("{word}."),
            }).collect();
            let is_same_in_capitals = written.iter().rev().zip(&plain).all(|(text, word)| super::plain(text) == *word);
            prop_assume!(is_same_in_capitals);
            let worth = |found: Option<Labelled>, texts: &[&str]| found.map(|found| {
                let points: Vec<f64> = texts.iter().map(|text| found.labels[&key(text)].value()).collect();
                (found.scale.to_string(), points)
            });
            let one = worth(propose(plain.iter().copied()), &plain);
            let texts: Vec<&str> = written.iter().rev().map(String::as_str).collect();
            let other = worth(propose(written.iter().map(String::as_str)), &texts);
            prop_assert_eq!(one, other, "in another way and order: {:?}", written);
        }

        #[test]
        fn words_with_numbers_are_worth_their_numbers(
            numbers in prop::collection::btree_set(0_i32..=10, 2..8), way in 0_usize..4,
        ) {
            let texts: Vec<String> = numbers.iter().map(|number| match way {
                0 => format!("{number} - word {}", number % 3),
                1 => format!("{number} (word)"),
                2 => format!("{number}: word"),
                _ => format!("{number} \u{2013} word;"),
            }).collect();
            let found = propose(texts.iter().map(String::as_str)).unwrap();
            for (text, number) in texts.iter().zip(&numbers) {
                let worth = found.labels[&key(text)];
                prop_assert_eq!(worth, Finite::clamped(f64::from(*number)), "{}", text);
                prop_assert!(found.scale.normalise(worth).is_ok(), "{} on {}", text, found.scale);
            }
        }

        #[test]
        fn no_words_make_it_panic(texts in prop::collection::vec(".{0,12}", 0..6)) {
            let _found = propose(texts.iter().map(String::as_str));
        }
    }
}
