//! The lines of a hatch: in a rectangle, and in a shape with any number of corners.

use super::scene::{Point, Rect, Slant};

/// The lines of a hatch, clipped to the rectangle. Slanting lines are `gap` apart along its edges.
pub fn hatch_lines(rect: &Rect, gap: f32, slant: Slant) -> Vec<[Point; 2]> {
    let gap = gap.max(2.0);
    let (width, height) = (rect.width.max(0.0), rect.height.max(0.0));
    let mut lines = Vec::new();
    // Level and upright lines keep away from the edges, where they would not be seen.
    let steps = |length: f32| {
        let count = (length / gap).round().max(1.0);
        let mut at = length / count / 2.0;
        std::iter::from_fn(move || {
            let here = at;
            at += length / count;
            (here < length).then_some(here)
        })
    };
    match slant {
        Slant::Level => {
            lines.extend(steps(height).map(|y| [(rect.x, rect.y + y), (rect.right(), rect.y + y)]));
        }
        Slant::Upright => {
            lines.extend(steps(width).map(|x| [(rect.x + x, rect.y), (rect.x + x, rect.bottom())]));
        }
        Slant::Falling | Slant::Rising => {
            // Each line is y = x - offset within the rectangle; rising ones are turned upside down.
            let turn = |y: f32| if slant == Slant::Rising { height - y } else { y };
            let mut offset = gap / 2.0 - (height / gap).ceil() * gap;
            while offset < width {
                let (left, right) = (offset.max(0.0), (offset + height).min(width));
                if right > left {
                    lines.push([left, right].map(|x| (rect.x + x, rect.y + turn(x - offset))));
                }
                offset += gap;
            }
        }
    }
    lines.into_iter().map(|ends| ends.map(|(x, y)| Point::new(x, y))).collect()
}

/// The lines of a hatch within a closed shape, `gap` apart. They lie on a grid of the page, so that shapes which touch
/// have lines that meet.
pub(super) fn hatch_shape(corners: &[Point], gap: f32, slant: Slant) -> Vec<Vec<Point>> {
    let gap = gap.max(2.0);
    // Where across the lines a point lies, and where along them.
    let across = |point: &Point| match slant {
        Slant::Level => point.y,
        Slant::Upright => point.x,
        Slant::Falling => point.y - point.x,
        Slant::Rising => point.y + point.x,
    };
    let along = |point: &Point| if slant == Slant::Upright { point.y } else { point.x };
    let Some(last) = corners.last() else { return Vec::new() };
    let edges: Vec<(&Point, &Point)> = [last].into_iter().chain(corners).zip(corners).collect();
    let (least, most) = corners
        .iter()
        .map(across)
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), at| (least.min(at), most.max(at)));
    let mut lines = Vec::new();
    let mut at = ((least / gap).floor() + 0.5) * gap;
    while at < most {
        let crossing = |(from, to): &(&Point, &Point)| {
            let (start, end) = (across(from), across(to));
            // An end belongs to one of the two edges that meet in it.
            let is_crossed = (start < at) != (end < at);
            is_crossed.then(|| {
                let share = (at - start) / (end - start);
                Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
            })
        };
        let mut crossings: Vec<Point> = edges.iter().filter_map(crossing).collect();
        crossings.sort_by(|a, b| along(a).total_cmp(&along(b)));
        let inside = crossings.chunks_exact(2).filter(|ends| along(&ends[1]) - along(&ends[0]) >= 0.5);
        lines.extend(inside.map(<[Point]>::to_vec));
        at += gap;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLANTS: [Slant; 4] = [Slant::Falling, Slant::Rising, Slant::Level, Slant::Upright];

    #[test]
    fn hatch_lines_stay_inside() {
        for rect in [Rect::new(10.0, 20.0, 40.0, 27.0), Rect::new(0.0, 0.0, 5.0, 90.0), Rect::new(3.0, 3.0, 0.0, 0.0)] {
            let near = Rect::new(rect.x - 0.01, rect.y - 0.01, rect.width + 0.02, rect.height + 0.02);
            for slant in SLANTS {
                for [from, to] in hatch_lines(&rect, 6.0, slant) {
                    assert!(near.contains(from) && near.contains(to), "{slant:?}: {from} {to} in {rect}");
                }
            }
        }
    }

    #[test]
    fn a_hatch_is_seen_and_runs_its_way() {
        for (slant, least) in SLANTS.into_iter().zip([9, 9, 4, 6]) {
            let lines = hatch_lines(&Rect::new(0.0, 0.0, 40.0, 27.0), 6.0, slant);
            assert!(lines.len() >= least, "{slant:?} has {} lines", lines.len());
            for [from, to] in lines {
                let (x, y) = (to.x - from.x, to.y - from.y);
                let as_meant = match slant {
                    Slant::Falling => x > 0.0 && (x - y).abs() < 0.01,
                    Slant::Rising => x > 0.0 && (x + y).abs() < 0.01,
                    Slant::Level => x > 0.0 && y.abs() < 0.01,
                    Slant::Upright => x.abs() < 0.01 && y > 0.0,
                };
                assert!(as_meant, "{slant:?}: {from} {to}");
            }
        }
    }

    /// A shape with a dent: as the ground under a curve that falls.
    fn dented() -> Vec<Point> {
        [(0.0, 0.0), (60.0, 0.0), (60.0, 40.0), (30.0, 12.0), (0.0, 40.0)].map(|(x, y)| Point::new(x, y)).to_vec()
    }

    #[test]
    fn the_hatch_of_a_shape_stays_in_it() {
        // Under the dent there is nothing.
        let is_inside = |point: Point| {
            let floor = 12.0 + (point.x - 30.0).abs() / 30.0 * 28.0;
            (-0.01..=60.01).contains(&point.x) && point.y >= -0.01 && point.y <= floor + 0.01
        };
        for slant in SLANTS {
            let lines = hatch_shape(&dented(), 5.0, slant);
            assert!(lines.len() >= 8, "{slant:?} has {} lines", lines.len());
            for line in lines {
                for step in 0..=10_u8 {
                    let share = f32::from(step) / 10.0;
                    let [from, to] = [line[0], line[1]];
                    let point = Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
                    assert!(is_inside(point), "{slant:?}: {point} of {from} to {to}");
                }
            }
        }
    }

    #[test]
    fn a_shape_without_a_ground_has_no_hatch() {
        for corners in [vec![], vec![Point::new(3.0, 3.0)], vec![Point::new(3.0, 3.0), Point::new(90.0, 3.0)]] {
            for slant in SLANTS {
                assert_eq!(hatch_shape(&corners, 5.0, slant), Vec::<Vec<Point>>::new(), "{slant:?} {corners:?}");
            }
        }
    }
}
