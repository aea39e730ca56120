//! Thousands of customers on a map: who shares a dot, which dots are drawn in one go, and where a pointer finds them.

use super::{Dot, FEW, Plot, Quadrant, QuadrantPoint};
use crate::charts::palette::Color;
use crate::charts::scene::{Item, Point, Rect};
use crate::charts::sheet::Sheet;
use crate::charts::signs::dot_fills;
use crate::model::Verdict;

/// A pointer is on everybody within a square of so many px.
const REACH: f32 = 10.0;
/// How finely the page is divided to see which dots touch, px.
const FINE: f32 = 2.0;

/// Which square of the page a place lies in.
#[expect(clippy::cast_possible_truncation, reason = "a square of a page of at most 20,000 px")]
fn square_of(at: Point, side: f32) -> (i32, i32) {
    let square = |at: f32| (at / side).floor() as i32;
    (square(at.x), square(at.y))
}

/// Customers with the same verdict in the same square of the page become one dot, at the first one's place.
pub(super) fn gather<'a>(places: &[(&'a QuadrantPoint, Point)], cell: f32) -> Vec<Dot<'a>> {
    let key = |(point, center): &(&QuadrantPoint, Point)| (square_of(*center, cell), point.verdict, point.highlighted);
    let mut order: Vec<_> = places.iter().enumerate().map(|(at, place)| (key(place), at)).collect();
    order.sort_unstable();
    let mut groups: Vec<Vec<usize>> =
        order.chunk_by(|a, b| a.0 == b.0).map(|group| group.iter().map(|(_, at)| *at).collect()).collect();
    // In the order of who comes first.
    groups.sort_unstable_by_key(|group| group.first().copied());
    let dot = |group: Vec<usize>| {
        let first = places.get(*group.first()?)?;
        let customers = group.iter().filter_map(|at| places.get(*at)).map(|(point, _)| *point).collect();
        Some(Dot { center: first.1, customers })
    };
    groups.into_iter().filter_map(dot).collect()
}

/// Draws dots, later ones over earlier ones. Those that look alike and lie equally high are one item: a few hundred
/// shapes instead of some thousands.
pub(super) fn draw<'d, 'a: 'd>(sheet: &mut Sheet<'_>, plot: &Plot, dots: impl Iterator<Item = &'d Dot<'a>>) {
    let reach = plot.radius * 1.35 + 1.0;
    let mut heights = Heights::over(&plot.frame, reach);
    let mut layers: Vec<(u16, Option<Verdict>, Point)> = dots
        .map(|dot| (heights.put(dot.center, reach), dot.customers.first().and_then(|point| point.verdict), dot.center))
        .collect();
    layers.sort_by_key(|(height, verdict, _)| (*height, *verdict));
    for alike in layers.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let Some((_, verdict, _)) = alike.first() else { continue };
        let centers: Vec<Point> = alike.iter().map(|(.., center)| *center).collect();
        for fill in dot_fills(sheet.theme, plot.radius, *verdict) {
            let (shape, radius, fill): (_, _, Color) = (fill.shape, fill.radius, fill.fill);
            sheet.items.push(Item::Dots { shape, centers: centers.clone(), radius, fill });
        }
    }
}

/// How many dots lie on each other, square by square.
struct Heights {
    left: f32,
    top: f32,
    across: usize,
    tops: Vec<u16>,
}

impl Heights {
    fn over(frame: &Rect, reach: f32) -> Self {
        let (left, top) = (frame.x - 2.0 * reach, frame.y - 2.0 * reach);
        let across = squares(frame.right() + 2.0 * reach - left);
        let down = squares(frame.bottom() + 2.0 * reach - top);
        Self { left, top, across, tops: vec![0; across * down] }
    }

    /// Puts a dot on those that are there already; returns how high it comes to lie.
    fn put(&mut self, center: Point, reach: f32) -> u16 {
        let from = |at: f32, start: f32| squares((at - reach - start).max(0.0)).saturating_sub(1);
        let (left, right) = (from(center.x, self.left), squares(center.x + reach - self.left).min(self.across));
        let (top, bottom) = (from(center.y, self.top), squares(center.y + reach - self.top));
        let across = self.across;
        let under = |row: usize| row * across + left..row * across + right;
        let rows = || top..bottom;
        let highest = rows().filter_map(|row| self.tops.get(under(row))?.iter().max()).max().copied().unwrap_or(0);
        let height = highest.saturating_add(1);
        for row in rows() {
            if let Some(tops) = self.tops.get_mut(under(row)) {
                tops.fill(height);
            }
        }
        height
    }
}

/// So many squares cover a length.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length on a page, never negative")]
fn squares(length: f32) -> usize {
    (length.max(0.0) / FINE).ceil() as usize
}

impl Quadrant {
    /// A mark per dot; in a crowd, one for what lies within the reach of a pointer. Whoever is meant has one of their own.
    pub(super) fn marks(&self, sheet: &mut Sheet<'_>, plot: &Plot, dots: &[Dot<'_>]) {
        let reach = plot.radius.max(5.0);
        let own = |dot: &&Dot<'_>| dots.len() <= FEW || dot.is_meant();
        let mut crowd: Vec<((i32, i32), usize)> = Vec::new();
        for (at, dot) in dots.iter().enumerate().filter(|(_, dot)| !own(dot)) {
            crowd.push((square_of(dot.center, REACH), at));
        }
        crowd.sort_unstable();
        for near in crowd.chunk_by(|a, b| a.0 == b.0) {
            let here = || near.iter().filter_map(|(_, at)| dots.get(*at));
            let customers: Vec<&QuadrantPoint> = here().flat_map(|dot| dot.customers.iter().copied()).collect();
            let Some(first) = customers.first() else { continue };
            let ends = here().map(|dot| Rect::around(dot.center, reach)).reduce(|all, one| all.around_both(&one));
            let Some(rect) = ends else { continue };
            sheet.mark(rect, &first.id, "", self.tip(&customers));
        }
        for dot in dots.iter().filter(own) {
            let rect = Rect::around(dot.center, reach);
            sheet.mark(rect, &dot.customers[0].id, "", self.tip(&dot.customers));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_that_touch_lie_on_different_heights_and_those_that_do_not_may_share_one() {
        let frame = Rect::new(50.0, 40.0, 300.0, 200.0);
        let reach = 5.0;
        let mut heights = Heights::over(&frame, reach);
        let mut placed: Vec<(Point, u16)> = Vec::new();
        for at in 0..400_u16 {
            let at = f32::from(at);
            let center = Point::new(50.0 + (at * 37.3) % 300.0, 40.0 + (at * 11.9) % 200.0);
            placed.push((center, heights.put(center, reach)));
        }
        for (at, (center, height)) in placed.iter().enumerate() {
            for (later, above) in &placed[at + 1..] {
                let apart = (center.x - later.x).hypot(center.y - later.y);
                assert!(
                    apart >= 2.0 * reach || above > height,
                    "{later} covers {center} and lies at {above}, not over {height}"
                );
            }
        }
        let highest = placed.iter().map(|(_, height)| *height).max();
        assert!(highest < Some(60), "many share a height: {highest:?}");
    }
}
