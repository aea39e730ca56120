//! Where a header says its scale: "Quality (1-6)", "On a scale of 0 to 10", "Note sur 10". It knows more than the answers
//! that happen to be in the file.

use super::facts::{Facts, Proposal};
use super::header;
use crate::model::{Finite, Scale};

/// Puts a scale of numbers on the points its header names, if all its answers lie there.
pub(super) fn settle(header: &str, facts: &Facts<'_>, found: &mut Proposal) {
    if !found.labels.is_empty() || !facts.is_numeric() {
        return;
    }
    let named = range_in(header).or_else(|| (is_recommendation(header) && facts.max > 5.0).then_some((0, 10)));
    let Some((from, to)) = named.filter(|&(from, to)| f64::from(from) <= facts.min && facts.max <= f64::from(to))
    else {
        return;
    };
    let bound = |end: i32| Finite::new(f64::from(end));
    match &mut found.scale {
        Scale::Points { from: lowest, to: highest, .. } => (*lowest, *highest) = (from, to),
        Scale::Measure { worst, best, .. } => {
            if let (Ok(from), Ok(to)) = (bound(from), bound(to)) {
                (*worst, *best) = (from, to);
            }
        }
        Scale::YesNo => {}
    }
}

/// The range a header names: two small whole numbers with a dash or a "to" between them, or "sur 10".
fn range_in(header: &str) -> Option<(i32, i32)> {
    const BETWEEN: [&str; 19] = [
        "-",
        "\u{2013}",
        "\u{2014}",
        "~",
        "\u{ff5e}",
        "to",
        "bis",
        "\u{e0}",
        "a",
        "do",
        "tot",
        "al",
        "до",
        "から",
        "..",
        "\u{2026}",
        "through",
        "till",
        "-\u{2013}",
    ];
    let mut numbers: Vec<(usize, usize, i32)> = Vec::new();
    let mut rest = 0;
    while let Some(start) = header[rest..].find(|c: char| c.is_ascii_digit()).map(|at| rest + at) {
        let end = header[start..].find(|c: char| !c.is_ascii_digit()).map_or(header.len(), |length| start + length);
        numbers.push((start, end, header[start..end].parse().ok()?));
        rest = end;
    }
    let pair = numbers.windows(2).find_map(|pair| {
        let between = header[pair[0].1..pair[1].0].trim().to_lowercase();
        let (from, to) = (pair[0].2, pair[1].2);
        (BETWEEN.contains(&between.as_str()) && is_range(from, to)).then_some((from, to))
    });
    pair.or_else(|| {
        let last = numbers.last().filter(|(start, ..)| header[..*start].to_lowercase().trim_end().ends_with(" sur"))?;
        is_range(0, last.2).then_some((0, last.2))
    })
}

/// Whether somebody would be asked on such points.
const fn is_range(from: i32, to: i32) -> bool {
    matches!(from, 0 | 1) && to > from + 1 && to <= 10
}

/// Whether it is the question for the likelihood of a recommendation, which is asked from 0 to 10.
fn is_recommendation(header: &str) -> bool {
    let words = header::words(header);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    has(&["recommend", "weiterempfehlen", "empfehlen", "recommander", "recomendar", "recomendar\u{ed}a", "consigliare"])
        && has(&[
            "likely",
            "likelihood",
            "wahrscheinlich",
            "probable",
            "probabilit\u{e9}",
            "prov\u{e1}vel",
            "probabile",
        ])
        || words.iter().any(|word| word == "nps")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_their_range() {
        for (header, expected) in [
            ("Quality (1-6)", Some((1, 6))),
            ("On a scale of 0 to 10, how likely \u{2026}", Some((0, 10))),
            ("Termintreue 1 bis 5", Some((1, 5))),
            ("Note globale sur 10", Some((0, 10))),
            ("de 1 \u{e0} 4", Some((1, 4))),
            ("31-60", None),
            ("Revenue 2024-2025", None),
            ("Q1", None),
            ("2 of 3", None),
            ("99999999999999999999 - 3", None),
        ] {
            assert_eq!(range_in(header), expected, "{header}");
        }
        assert!(is_recommendation("How likely are you to recommend us?") && !is_recommendation("We recommend it"));
    }
}
