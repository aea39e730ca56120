//! A text in pieces, each in one font: what is measured here is what the SVG says and what is drawn.

use std::ops::Range;

use rustybuzz::{Direction, Face, UnicodeBuffer};

use super::fonts::{Weight, bundled_has, bundled_width};
use super::system::system;

/// A piece of a text that is set in one font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run<'t> {
    /// The piece.
    pub text: &'t str,
    /// The family of the system it is set in; `None` is the bundled one.
    pub family: Option<&'static str>,
    /// Where it begins, in em from the left end of the text.
    pub x: f32,
    /// How wide it is, in em.
    pub width: f32,
}

/// The pieces of a text, in the order they are read; one for nearly every text.
pub(super) fn runs(text: &str, weight: Weight) -> Vec<Run<'_>> {
    if is_bundled(text, weight) {
        return vec![Run { text, family: None, x: 0.0, width: bundled_width(text, weight) }];
    }
    let set = |(range, family): (Range<usize>, Option<usize>)| {
        let text = &text[range];
        let (family, width) = match family {
            None => (None, bundled_width(text, weight)),
            Some(family) => (Some(system().name(family)), system().width(family, weight, text)),
        };
        Run { text, family, x: 0.0, width }
    };
    let mut pieces: Vec<Run<'_>> = split(text, weight).into_iter().map(set).collect();
    let mut x = 0.0;
    let mut at = 0;
    while at < pieces.len() {
        let turned = turned_together(&pieces[at..]);
        for piece in pieces[at..at + turned].iter_mut().rev() {
            piece.x = x;
            x += piece.width;
        }
        at += turned;
    }
    pieces
}

/// How many pieces from the first on stand from right to left: words that run leftwards with what stands between
/// them. One where it is any other piece.
fn turned_together(pieces: &[Run<'_>]) -> usize {
    let leftwards = |piece: &Run<'_>| piece.text.chars().any(runs_leftwards);
    let between = |piece: &Run<'_>| piece.text.chars().all(is_between);
    let mut turned = 1;
    if pieces.first().is_some_and(leftwards) {
        for (at, piece) in pieces.iter().enumerate().skip(1) {
            if leftwards(piece) {
                turned = at + 1;
            } else if !between(piece) {
                break;
            }
        }
    }
    turned
}

/// How wide a text is, in em.
pub(super) fn width(text: &str, weight: Weight) -> f32 {
    if is_bundled(text, weight) {
        bundled_width(text, weight)
    } else {
        runs(text, weight).iter().map(|run| run.width).sum()
    }
}

/// Whether the bundled font has all of a text, so that the system's need not be asked.
pub(super) fn is_bundled(text: &str, weight: Weight) -> bool {
    text.is_ascii() || text.chars().all(|letter| clings(letter) || bundled_has(letter, weight))
}

/// What is known of a character before its neighbours are looked at.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Goes where its neighbours go: spaces, digits, punctuation.
    Between,
    /// In the bundled font, also for want of another.
    Bundled,
    /// In a family of the system.
    System(usize),
}

/// Ranges of the text and the family of the system for each; `None` is the bundled font.
fn split(text: &str, weight: Weight) -> Vec<(Range<usize>, Option<usize>)> {
    let mut places: Vec<(usize, char, Place)> = Vec::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let place = match places.last() {
            Some((.., before)) if clings(letter) => *before,
            _ if is_between(letter) && bundled_has(letter, weight) => Place::Between,
            _ if bundled_has(letter, weight) => Place::Bundled,
            // The font of the letter before, if it can: fewer pieces, and ligatures and marks stay whole.
            Some((.., Place::System(family))) if system().family_has(*family, letter) => Place::System(*family),
            _ => system().family_with(letter).map_or(Place::Bundled, Place::System),
        };
        places.push((at, letter, place));
    }
    let mut pieces: Vec<(Range<usize>, Option<usize>)> = Vec::new();
    for (index, (at, letter, place)) in places.iter().enumerate() {
        let family = match place {
            Place::Bundled => None,
            Place::System(family) => Some(*family),
            Place::Between => between(&places, index),
        };
        let end = at + letter.len_utf8();
        match pieces.last_mut() {
            Some((range, known)) if *known == family => range.end = end,
            _ => pieces.push((*at..end, family)),
        }
    }
    pieces
}

/// Where characters between go: all of them into the font on both their sides if that has them, else into the
/// bundled one. Digits stay in the bundled font unless the words around them run from right to left.
fn between(places: &[(usize, char, Place)], index: usize) -> Option<usize> {
    let is_known = |(.., place): &(usize, char, Place)| *place != Place::Between;
    let before = places[..index].iter().rposition(is_known)?;
    let after = index + places[index..].iter().position(is_known)?;
    let ((_, first, Place::System(family)), (_, last, next)) = (places[before], places[after]) else { return None };
    let both_turned = runs_leftwards(first) && runs_leftwards(last);
    let fits = |letter: char| (both_turned || letter.is_whitespace()) && system().family_has(family, letter);
    let joins = next == Place::System(family) && places[before + 1..after].iter().all(|(_, letter, _)| fits(*letter));
    joins.then_some(family)
}

/// Spaces, digits and punctuation, which belong to no script.
fn is_between(letter: char) -> bool {
    !letter.is_alphabetic() && (letter < '\u{c0}' || ('\u{2000}'..'\u{2070}').contains(&letter))
}

/// Marks and joiners, which belong to the letter before them.
pub(super) fn clings(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
        | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{e31}' | '\u{e34}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20f0}' | '\u{3099}'..='\u{309a}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0001}'..='\u{e01ef}')
}

/// Whether a letter is of a script that is written from right to left.
fn runs_leftwards(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// How wide a text is in one face, in em, shaped and added up as the rasteriser does.
pub(super) fn shaped_width(face: &Face<'_>, text: &str) -> f32 {
    let units: i64 = directions(text).into_iter().map(|(range, direction)| shaped(face, &text[range], direction)).sum();
    units as f32 / face.units_per_em().max(1) as f32
}

fn shaped(face: &Face<'_>, text: &str, direction: Direction) -> i64 {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(direction);
    clusters_width(&rustybuzz::shape(face, &[], buffer))
}

/// Glyphs of one cluster stand on each other: the widest counts.
pub(super) fn clusters_width(glyphs: &rustybuzz::GlyphBuffer) -> i64 {
    let (mut sum, mut widest, mut cluster) = (0, 0, None);
    for (info, position) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
        if cluster != Some(info.cluster) {
            sum += i64::from(widest);
            (widest, cluster) = (0, Some(info.cluster));
        }
        widest = widest.max(position.x_advance);
    }
    sum + i64::from(widest)
}

/// Stretches of a text that are shaped in one direction. The page's own direction is from left to right; digits keep
/// theirs within words that run leftwards.
fn directions(text: &str) -> Vec<(Range<usize>, Direction)> {
    if !text.chars().any(runs_leftwards) {
        return vec![(0..text.len(), Direction::LeftToRight)];
    }
    let mut stretches: Vec<(Range<usize>, Direction)> = Vec::new();
    let mut open: Option<usize> = None;
    let mut push = |range: Range<usize>, direction: Direction| match stretches.last_mut() {
        Some((last, known)) if *known == direction => last.end = range.end,
        _ if range.is_empty() => {}
        _ => stretches.push((range, direction)),
    };
    // Whether the last letter or digit stood among words that run leftwards.
    let mut turned = false;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let is_digit = letter.is_ascii_digit() || matches!(letter, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
        if !is_digit && (is_between(letter) || clings(letter)) {
            open.get_or_insert(at);
            continue;
        }
        let leftwards = runs_leftwards(letter) && !is_digit;
        let gap = if turned && (leftwards || is_digit) { Direction::RightToLeft } else { Direction::LeftToRight };
        if let Some(start) = open.take() {
            push(start..at, gap);
        }
        push(at..end, if leftwards { Direction::RightToLeft } else { Direction::LeftToRight });
        turned = leftwards || (turned && is_digit);
    }
    if let Some(start) = open {
        push(start..text.len(), Direction::LeftToRight);
    }
    stretches
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use resvg::usvg;

    use super::*;
    use crate::charts::fonts::{needs_system_fonts, text_width};
    use crate::charts::{Anchor, Color, Drawing, Item, Point, Scene};

    const WEIGHTS: [Weight; 3] = [Weight::Regular, Weight::Medium, Weight::Bold];

    fn scene(text: &str, anchor: Anchor, size: f32, weight: Weight) -> Scene {
        let item = Item::Text {
            at: Point::new(1000.0, 60.0),
            anchor,
            text: text.to_owned(),
            size,
            weight,
            color: Color::rgb(0, 0, 0),
        };
        let (title, alt) = (String::new(), String::new());
        Scene { width: 2000.0, height: 100.0, background: None, items: vec![item], marks: Vec::new(), title, alt }
    }

    /// From where to where a text is drawn by the advances of its letters, as the rasteriser's layout has it.
    fn drawn(text: &str, anchor: Anchor, size: f32, weight: Weight) -> Option<[f32; 2]> {
        let drawing = Drawing::new(&scene(text, anchor, size, weight)).expect("a picture");
        let texts = drawing.tree.root().children().iter().filter_map(|node| match node {
            usvg::Node::Text(text) => Some(text.bounding_box()),
            _ => None,
        });
        texts.map(|found| [found.left(), found.right()]).next()
    }

    fn agrees(text: &str) -> Result<(), TestCaseError> {
        for weight in WEIGHTS {
            for (anchor, share) in [(Anchor::Start, 0.0), (Anchor::Middle, 0.5), (Anchor::End, 1.0)] {
                let measured = text_width(text, 15.0, weight);
                let Some([left, right]) = drawn(text, anchor, 15.0, weight) else { continue };
                let start = measured.mul_add(-share, 1000.0);
                // A letter without an advance is drawn one px wide.
                prop_assert!(
                    (left - start).abs() <= 0.5 && (right - start - measured).abs() <= 0.5 + f32::from(measured < 1.0),
                    "{text:?} {weight:?} {anchor:?}: measured {start}–{}, drawn {left}–{right}",
                    start + measured
                );
            }
        }
        Ok(())
    }

    #[test]
    fn what_is_measured_is_what_is_drawn_in_the_bundled_font() {
        for text in [
            "Pays on time",
            "AVAVA To. Ty, WAVE “Yes” fi ffl – 1,234 · 47 %",
            "Zażółć gęślą jaźń",
            "Łódź Textiles sp. z o.o.",
            "Müller & Söhne",
            "Съешь же ещё этих мягких французских булок",
            "Ахтиар Логистик 2024",
            "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
            "Nordic Ångström µm ΔE Ж",
            "e\u{301}a\u{308}",
        ] {
            assert!(!needs_system_fonts(text), "{text}");
            agrees(text).expect(text);
        }
    }

    #[test]
    fn what_is_measured_is_what_is_drawn_in_any_script() {
        // Where no font has a letter, the box for it is measured and drawn.
        for text in [
            "株式会社 東京製作所",
            "客户 Ltd. 2024 年",
            "شركة مرحبا 2024 للتجارة",
            "Keepwise שלום עולם (42) GmbH",
            "ไทยแลนด์ จำกัด",
            "हिन्दी समाचार",
            "한국전력공사",
            "👍 Team 👩‍👩‍👧 ☺️",
            "\u{e000}\u{10ffff}",
        ] {
            assert!(needs_system_fonts(text), "{text}");
            agrees(text).expect(text);
        }
    }

    #[test]
    fn latin_beside_another_script_stays_in_the_bundled_font() {
        let Some(family) = runs("שלום", Weight::Regular)[0].family else { return };
        let pieces = |text: &'static str| -> Vec<(&str, Option<&str>)> {
            runs(text, Weight::Regular).into_iter().map(|run| (run.text, run.family)).collect()
        };
        assert_eq!(pieces("Dan שלום Ltd"), [("Dan ", None), ("שלום", Some(family)), (" Ltd", None)]);
        // The words stand from right to left, whether or not their font has digits.
        let run = runs("שלום 42 עולם", Weight::Regular);
        let (first, last) = (run[0], run[run.len() - 1]);
        assert!(run.len() == 1 || first.x > last.x, "{run:?}");
        let svg = scene("Dan שלום Ltd", Anchor::End, 15.0, Weight::Medium).to_svg();
        assert_eq!(svg.matches("<tspan x=").count(), 3, "{svg}");
        assert!(svg.contains(&format!("font-family=\"'{family}', Roboto, sans-serif\"")), "{svg}");
    }

    #[test]
    fn digits_keep_their_direction_within_words_that_run_leftwards() {
        let found: Vec<_> = directions("שלום 42 עולם")
            .into_iter()
            .map(|(range, direction)| (&"שלום 42 עולם"[range], direction == Direction::RightToLeft))
            .collect();
        assert_eq!(found, [("שלום ", true), ("42", false), (" עולם", true)]);
        assert_eq!(directions("ab").len(), 1, "one stretch");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_cut_into_pieces_without_loss(text in "\\PC{0,40}") {
            for weight in WEIGHTS {
                let pieces = runs(&text, weight);
                prop_assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), text.as_str());
                prop_assert!(pieces.iter().all(|piece| piece.width.is_finite() && piece.width >= 0.0));
                let sum: f32 = pieces.iter().map(|piece| piece.width).sum();
                prop_assert!((sum - width(&text, weight)).abs() < 1e-3);
            }
        }

        #[test]
        fn any_text_can_be_drawn(text in "\\PC{1,30}|[א-תa-z0-9 ]{1,20}|[ا-يa-z0-9(). ]{1,20}") {
            let text = crate::charts::text::tidy(&text);
            prop_assume!(!text.is_empty());
            let drawn = drawn(&text, Anchor::Start, 15.0, Weight::Regular);
            prop_assert!(drawn.is_none_or(|[left, right]| left.is_finite() && right.is_finite()));
        }

        #[test]
        fn words_of_mixed_direction_are_measured_as_drawn(text in "[א-תa-z0-9]{1,6}( [א-תa-z0-9]{1,6}){0,3}") {
            agrees(&text)?;
        }
    }
}
