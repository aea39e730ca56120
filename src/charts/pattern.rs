//! What tells fills apart in print: every grey that carries a meaning has its own hatch, or is solid, or is blank.

use super::hatch::hatch_shape;
use super::palette::{Color, Theme};
use super::scene::{Item, Point, Rect, Slant, Stroke};

/// The hatch of a fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// The fill it belongs to.
    pub fill: Color,
    /// The lines: so close to the fill that a label on it can be read.
    pub lines: Color,
    /// Which way they run; never [`Slant::Falling`], which is kept for "not rated".
    pub slant: Slant,
}

impl Pattern {
    pub(super) const fn new(fill: u32, lines: u32, slant: Slant) -> Self {
        Self { fill: Color::hex(fill), lines: Color::hex(lines), slant }
    }
}

/// Distance between the lines, CSS px.
const GAP: f32 = 5.0;
/// How thick the lines are, CSS px.
const THICK: f32 = 1.5;

impl Theme {
    /// The hatch of a fill; `None` where colour or lightness is enough.
    pub fn pattern(&self, fill: Color) -> Option<Pattern> {
        self.patterns.iter().find(|pattern| pattern.fill == fill).copied()
    }

    /// The hatch of a filled rectangle, to be painted over it; `None` where there is none or no room for it.
    pub(crate) fn hatch_over(&self, rect: &Rect, fill: Color) -> Option<Item> {
        let Pattern { lines, slant, .. } = self.pattern(fill)?;
        let inside = Rect::new(rect.x + 0.5, rect.y + 0.5, (rect.width - 1.0).max(0.0), (rect.height - 1.0).max(0.0));
        let is_seen = inside.width >= 3.0 && inside.height >= 3.0;
        is_seen.then(|| Item::Hatch { rect: inside, stroke: Stroke::new(lines, THICK), gap: GAP, slant })
    }

    /// The hatch of a filled shape, to be painted over it; `None` where there is none or no room for it.
    pub(crate) fn hatch_over_shape(&self, corners: &[Point], fill: Color) -> Option<Item> {
        let Pattern { lines, slant, .. } = self.pattern(fill)?;
        let stroke = Stroke::new(lines, THICK);
        let lines = hatch_shape(corners, GAP, slant);
        (!lines.is_empty()).then_some(Item::Lines { lines, stroke })
    }
}

#[cfg(test)]
mod tests {
    use super::super::vision::{Eyes, difference, lightness};
    use super::*;
    use crate::model::Verdict;

    /// The fills that stand beside each other, by what they mean.
    fn families() -> [Vec<Color>; 3] {
        let print = &Theme::PRINT;
        [
            print.steps.iter().map(|tone| tone.fill).collect(),
            Verdict::ALL.iter().map(|verdict| print.verdict(*verdict).mark.fill).collect(),
            print.series.iter().map(|tone| tone.color).chain([print.tint]).collect(),
        ]
    }

    #[test]
    fn in_print_no_two_fills_differ_in_grey_alone() {
        for fills in families() {
            for (at, fill) in fills.iter().enumerate() {
                for other in &fills[at + 1..] {
                    assert_ne!(fill, other);
                    let slants = [fill, other].map(|fill| Theme::PRINT.pattern(*fill).map(|pattern| pattern.slant));
                    // Dark and light with the same lines, or solid and blank, nobody mistakes.
                    let dark_and_light = (lightness(*fill) - lightness(*other)).abs() > 40.0;
                    assert!(slants[0] != slants[1] || dark_and_light, "{fill} and {other} look alike: {slants:?}");
                }
            }
        }
    }

    #[test]
    fn hatches_are_seen_and_labels_on_them_read() {
        let print = &Theme::PRINT;
        assert!(Theme::LIGHT.patterns.is_empty() && Theme::DARK.patterns.is_empty(), "colours do without");
        let mut labels: Vec<(Color, Color)> = print.steps.iter().map(|tone| (tone.fill, tone.label)).collect();
        labels.extend(Verdict::ALL.map(|verdict| print.verdict(verdict).mark).map(|tone| (tone.fill, tone.label)));
        labels.extend(print.series.iter().map(|tone| (tone.color, print.background)));
        for Pattern { fill, lines, slant } in print.patterns {
            assert!(difference(*fill, *lines, Eyes::Usual, false) >= 10.0, "{lines} on {fill}");
            assert_ne!(*slant, Slant::Falling, "that is for what is not rated");
            for (_, label) in labels.iter().filter(|(labelled, _)| labelled == fill) {
                let contrast = label.contrast(*lines);
                assert!(contrast >= 4.5, "{label} over the lines {lines} has {contrast:.2}:1");
            }
        }
    }

    #[test]
    fn a_fill_too_small_for_lines_has_none() {
        let fill = Theme::PRINT.hard_look.mark.fill;
        assert!(Theme::PRINT.hatch_over(&Rect::new(0.0, 0.0, 40.0, 20.0), fill).is_some());
        assert!(Theme::PRINT.hatch_over(&Rect::new(0.0, 0.0, 2.0, 20.0), fill).is_none());
        assert!(Theme::LIGHT.hatch_over(&Rect::new(0.0, 0.0, 40.0, 20.0), Theme::LIGHT.accent).is_none());
    }
}
