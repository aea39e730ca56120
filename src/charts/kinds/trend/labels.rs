//! Labels of a trend: names at the ends of the lines and values at the points, none over another.

use super::{Drawn, Plot, Threshold, Trend, TrendSeries};
use crate::charts::kinds::flags::{LINE, room_for, spread};
use crate::charts::kinds::{known, plate};
use crate::charts::palette::{Color, Theme};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::Sheet;
use crate::charts::text::{Style, fit, tidy};
use crate::model::Locale;

/// Where a text already stands.
pub(super) type Placed = Rect;

/// The colour of a threshold's line and label.
pub(super) fn threshold_color(theme: &Theme, threshold: &Threshold) -> Color {
    threshold.verdict.map_or(theme.muted, |verdict| theme.verdict(verdict).line)
}

/// What stands at the end of a line: its name and its last value.
pub(super) fn end_text(trend: &Trend, series: &TrendSeries) -> String {
    let last = series.points.iter().take(trend.periods.len()).rev().find_map(|point| known(point.value));
    let value = last.map(|value| trend.ruler.label(value)).unwrap_or_default();
    tidy(&format!("{value} {}", series.name))
}

/// A label that wants to stand at a height.
struct Wish {
    y: f32,
    /// The last point of the line it names, for a leader.
    from: Option<Point>,
    text: String,
    style: Style,
}

/// Names of thresholds and of lines (if there are several), each as near to its height as the others allow.
/// Those that find no room are counted in the last place; the marks still name them.
pub(super) fn end_labels(
    trend: &Trend,
    sheet: &mut Sheet<'_>,
    plot: &Plot,
    right: f32,
    drawn: &[Drawn<'_>],
) -> Vec<Placed> {
    let x = plot.right + 8.0;
    let small = sheet.small();
    let mut wishes: Vec<Wish> = Vec::new();
    for threshold in &trend.thresholds {
        if let Some(y) = plot.y(&trend.ruler, threshold.value) {
            let style = Style { color: threshold_color(sheet.theme, threshold), ..small };
            wishes.push(Wish { y, from: None, text: fit(&threshold.label, style, right - x), style });
        }
    }
    if drawn.len() > 1 {
        for line in drawn {
            if let Some(last) = line.points.iter().rev().flatten().next() {
                let style = Style::medium(small.size, line.color);
                let text = fit(&end_text(trend, line.series), style, right - x);
                wishes.push(Wish { y: last.y, from: Some(*last), text, style });
            }
        }
    }
    let (low, high) = (plot.top - 2.0, plot.bottom + 2.0);
    wishes.retain(|wish| !wish.text.is_empty());
    let most = room_for(high - low);
    if wishes.len() > most && most > 0 {
        // The last place is for how many have none.
        let unnamed = wishes.len() + 1 - most;
        wishes.truncate(most - 1);
        let words = format!("and {} more", Locale::count(unnamed));
        wishes.push(Wish { y: high, from: None, text: fit(&words, small, right - x), style: small });
    }
    wishes.truncate(most);
    wishes.sort_by(|a, b| a.y.total_cmp(&b.y));
    let heights = spread(&wishes.iter().map(|wish| wish.y).collect::<Vec<_>>(), low, high);
    let mut placed = Vec::new();
    for (wish, y) in wishes.iter().zip(heights) {
        if let Some(from) = wish.from.filter(|_| (y - wish.y).abs() > 6.0) {
            let stroke = Stroke::new(sheet.theme.axis, 1.0);
            let start = from.x.max(plot.right - 10.0) + 6.0;
            sheet.line(Point::new(start, wish.y), Point::new(x - 2.0, y), stroke, 0.0);
        }
        sheet.centred(Point::new(x, y), Anchor::Start, wish.style, &wish.text);
        placed.push(Rect::new(x, y - LINE / 2.0, wish.style.width(&wish.text), LINE));
    }
    placed
}

/// The values of a single line, above or below their points: the newest first, then the oldest, then those between,
/// as far as there is room.
pub(super) fn value_labels(trend: &Trend, sheet: &mut Sheet<'_>, plot: &Plot, line: &Drawn<'_>, placed: &[Placed]) {
    let notes = trend.note_places(plot);
    let style = Style { size: 14.0, ..sheet.body() };
    let thresholds: Vec<f32> =
        trend.thresholds.iter().filter_map(|threshold| plot.y(&trend.ruler, threshold.value)).collect();
    let mut placed = placed.to_vec();
    let at: Vec<usize> = (0..line.points.len()).filter(|period| line.points[*period].is_some()).collect();
    let order = at.iter().rev().take(1).chain(at.iter().take(1)).chain(at.iter().skip(1).rev().skip(1));
    let mut done = None;
    for period in order.copied() {
        let Some(point) = line.points[period] else { continue };
        if at.len() == 1 && done.replace(period).is_some() {
            continue;
        }
        let value = line.series.points.get(period).and_then(|point| known(point.value));
        let label = value.map(|value| trend.ruler.label(value)).unwrap_or_default();
        let text = fit(&label, style, 90.0);
        let half = style.width(&text) / 2.0;
        // Where a note's line runs through the point, its value may stand beside that line.
        let is_struck = |rect: &Rect| notes.iter().any(|x| rect.x - 2.0 < *x && *x < rect.right() + 2.0);
        let is_crossed = notes.iter().any(|x| (x - point.x).abs() < half + 2.0);
        let aside: &[f32] = if is_crossed { &[0.0, -1.0, 1.0] } else { &[0.0] };
        let candidates: Vec<(f32, f32, Rect)> = aside
            .iter()
            .flat_map(|side| [point.y - 16.0, point.y + 17.0].map(|y| (point.x + side * (half + 6.0), y)))
            .map(|(x, y)| (x, y, Rect::new(x - half, y - 9.0, 2.0 * half, 18.0)))
            .collect();
        let cost = |(_, y, rect): &(f32, f32, Rect)| -> Option<u32> {
            let inside = plot.left <= rect.x && rect.right() <= plot.right + 6.0 && rect.bottom() <= plot.bottom + 4.0;
            if !inside || placed.iter().any(|other| other.overlaps(rect, 0.0)) {
                return None;
            }
            let crossed = thresholds.iter().filter(|line| (**line - y).abs() < 6.5).count();
            let touched = [period.checked_sub(1), period.checked_add(1)]
                .into_iter()
                .flatten()
                .filter_map(|near| line.points.get(near).copied().flatten())
                .filter(|near| passes_through(point, *near, rect))
                .count();
            u32::try_from(crossed * 2 + touched * 3 + usize::from(is_struck(rect)) * 4).ok()
        };
        let is_end = Some(&period) == at.first() || Some(&period) == at.last();
        let best = candidates.iter().filter_map(|candidate| cost(candidate).map(|cost| (cost, candidate)));
        // Between the ends a label the line would strike through is better left to the tip.
        let best = best.min_by_key(|(cost, _)| *cost).filter(|(cost, _)| *cost < 3 || is_end);
        if let Some((cost, (x, y, rect))) = best {
            // Only a threshold runs through it: the line stops for the number.
            if cost == 2 {
                plate(sheet, Rect::new(rect.x - 2.0, rect.y + 1.0, rect.width + 4.0, rect.height - 2.0));
            }
            sheet.centred(Point::new(*x, *y), Anchor::Middle, style, &text);
            placed.push(*rect);
        }
    }
}

/// Whether the line from a point to its neighbour runs through a label above or below the point: whether it is
/// still beside the point, by less than half the label, when it reaches the label's nearer edge.
fn passes_through(from: Point, to: Point, label: &Rect) -> bool {
    let edge = if label.y > from.y { label.y } else { label.bottom() };
    let (rise, wanted) = (to.y - from.y, edge - from.y);
    if rise.abs() <= wanted.abs() || rise.is_sign_positive() != wanted.is_sign_positive() {
        return false;
    }
    ((to.x - from.x) * wanted / rise).abs() < label.width / 2.0 + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steep_and_flat_lines_are_told_apart() {
        let (point, above) = (Point::new(50.0, 50.0), Rect::new(40.0, 25.0, 20.0, 18.0));
        let hit = |x: f32, y: f32| passes_through(point, Point::new(x, y), &above);
        assert!(hit(55.0, 0.0) && hit(45.0, 10.0), "straight up through the label");
        assert!(!hit(150.0, 30.0) && !hit(50.0, 90.0) && !hit(90.0, 49.0), "past it, away from it, flat");
    }
}
