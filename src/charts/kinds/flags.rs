//! Labels that must not touch: names over lines that run down through rows, and names in a column.

use super::known;
use super::trend::Threshold;
use crate::charts::palette::Color;
use crate::charts::ruler::{between, plain};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::Sheet;
use crate::charts::span::Span;
use crate::charts::text::{Style, fit};

/// From one label in a column to the next, px.
pub(super) const LINE: f32 = 16.0;

/// A line that runs down through all rows, with its name over it.
pub(super) struct Flag {
    x: f32,
    text: String,
    style: Style,
    stroke: Stroke,
    dash: f32,
}

impl Flag {
    /// A line somebody must see first: the score everything is compared with.
    pub(super) fn strong(sheet: &Sheet<'_>, x: f32, text: String) -> Self {
        let style = Style::medium(sheet.small().size, sheet.theme.ink);
        Self { x, text, style, stroke: Stroke::new(sheet.theme.ink, 1.5), dash: 0.0 }
    }

    /// Something that happened: a change of rules.
    pub(super) fn quiet(sheet: &Sheet<'_>, x: f32, text: String) -> Self {
        Self { x, text, style: sheet.tick(), stroke: Stroke::new(sheet.theme.axis, 1.0), dash: 0.0 }
    }

    /// The edge of a verdict band: `keep 70`.
    fn band(sheet: &Sheet<'_>, x: f32, threshold: &Threshold) -> Self {
        let color = threshold_color(sheet, threshold);
        let text = format!("{} {}", threshold.label, plain(threshold.value));
        Self { x, text, style: Style { color, ..sheet.tick() }, stroke: Stroke::new(color, 1.2), dash: 5.0 }
    }
}

/// The colour of a threshold's line and label.
fn threshold_color(sheet: &Sheet<'_>, threshold: &Threshold) -> Color {
    threshold.verdict.map_or(sheet.theme.muted, |verdict| sheet.theme.verdict(verdict).line)
}

/// The edges of the bands that lie within the span.
pub(super) fn band_flags(sheet: &Sheet<'_>, thresholds: &[Threshold], span: &Span, track: [f32; 2]) -> Vec<Flag> {
    let inside = thresholds
        .iter()
        .filter(|threshold| known(Some(threshold.value)).is_some_and(|value| span.including(value) == *span));
    inside
        .map(|threshold| Flag::band(sheet, between(track[0], track[1], span.share(threshold.value)), threshold))
        .collect()
}

/// Flags with their names placed in up to three rows over the plot, none over another; those that find no room stay
/// a line without a name.
pub(super) struct Flags {
    flags: Vec<(Flag, Option<(usize, f32)>)>,
    rows: usize,
}

impl Flags {
    /// Places the names between `room[0]` and `room[1]`, the first flags first.
    pub(super) fn place(flags: Vec<Flag>, room: [f32; 2]) -> Self {
        let mut taken: Vec<(usize, f32, f32)> = Vec::new();
        let mut rows = 0;
        let mut place = |flag: &mut Flag| {
            flag.text = fit(&flag.text, flag.style, room[1] - room[0]);
            let width = flag.style.width(&flag.text);
            let start = (flag.x - width / 2.0).min(room[1] - width).max(room[0]);
            let is_free = |row: &usize| {
                taken.iter().all(|(other, from, to)| other != row || start + width + 8.0 <= *from || *to + 8.0 <= start)
            };
            let row = (0..3).find(is_free).filter(|_| !flag.text.is_empty())?;
            taken.push((row, start, start + width));
            rows = rows.max(row + 1);
            Some((row, start))
        };
        let flags = flags
            .into_iter()
            .map(|mut flag| {
                let at = place(&mut flag);
                (flag, at)
            })
            .collect();
        Self { flags, rows }
    }

    /// How high the names stand over the plot.
    pub(super) fn height(&self) -> f32 {
        Self::height_of(self.rows)
    }

    fn height_of(rows: usize) -> f32 {
        if rows == 0 { 0.0 } else { rows as f32 * LINE + 4.0 }
    }

    /// Rows under flags: what the rows leave decides where the flags stand, and how high these are decides what is left
    /// for the rows. `plan` lays out rows under names so high; the lowest that is high enough is taken.
    pub(super) fn over<T>(plan: impl Fn(f32) -> (T, Self)) -> (T, Self) {
        let mut planned = plan(0.0);
        for rows in 1..=3 {
            if planned.1.height() <= Self::height_of(rows - 1) {
                break;
            }
            planned = plan(Self::height_of(rows));
        }
        planned
    }

    /// Whether one of the lines runs through a rectangle.
    pub(super) fn cross(&self, rect: &Rect) -> bool {
        self.flags.iter().any(|(flag, _)| rect.x < flag.x && flag.x < rect.right())
    }

    /// Draws names over `top` and the lines from there down to `bottom`.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, top: f32, bottom: f32) {
        for (flag, at) in self.flags.iter().rev() {
            sheet.line(Point::new(flag.x, top), Point::new(flag.x, bottom), flag.stroke, flag.dash);
            let Some((row, start)) = *at else { continue };
            let y = top - 4.0 - LINE * (row as f32 + 0.5);
            sheet.centred(Point::new(start, y), Anchor::Start, flag.style, &flag.text);
            // From a higher row down to the plot, where no lower name is in the way.
            let is_clear = self.flags.iter().all(|(other, at)| {
                at.is_none_or(|(lower, from)| {
                    lower >= row || flag.x < from - 3.0 || from + other.style.width(&other.text) + 3.0 < flag.x
                })
            });
            if row > 0 && is_clear {
                let stroke = Stroke::new(flag.stroke.color, 1.0);
                sheet.line(Point::new(flag.x, y + LINE / 2.0), Point::new(flag.x, top), stroke, 0.0);
            }
        }
    }
}

/// How many labels stand above each other in a column.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number, at least 1")]
pub(super) fn room_for(height: f32) -> usize {
    (height / LINE).max(0.0) as usize + 1
}

/// Moves heights apart to at least a line, in order, within bounds that have room for them.
pub(super) fn spread(wishes: &[f32], low: f32, high: f32) -> Vec<f32> {
    let mut heights: Vec<f32> = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let least = heights.last().map_or(low, |above| above + LINE);
        heights.push(wish.max(least));
    }
    // What was pushed out below pushes back up.
    let mut most = high;
    for height in heights.iter_mut().rev() {
        *height = height.min(most);
        most = *height - LINE;
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_moved_apart_within_bounds() {
        assert_eq!(spread(&[50.0], 0.0, 100.0), [50.0]);
        assert_eq!(spread(&[50.0, 51.0, 52.0], 0.0, 100.0), [50.0, 66.0, 82.0]);
        assert_eq!(spread(&[99.0, 99.0, 99.0], 0.0, 100.0), [68.0, 84.0, 100.0]);
        let full = spread(&[0.0; 7], 0.0, 96.0);
        assert!(full.windows(2).all(|pair| pair[1] - pair[0] >= LINE), "{full:?}");
        assert_eq!(room_for(96.0), 7);
    }
}
