//! Where things stand on a picture that can be zoomed, and what lies inside a box or a loop drawn on it.

/// A place on the picture, in the numbers of its axes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spot {
    /// From left to right.
    pub x: f64,
    /// From bottom to top.
    pub y: f64,
}

impl Spot {
    /// A place.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A part of the picture with upright sides: what is in view, or a box that was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The lower left corner.
    pub min: Spot,
    /// The upper right corner.
    pub max: Spot,
}

/// How many times closer than "everything" one can go.
const CLOSEST: f64 = 5000.0;

impl Bounds {
    /// Between two opposite corners, whichever they are.
    pub const fn between(a: Spot, b: Spot) -> Self {
        Self { min: Spot::new(a.x.min(b.x), a.y.min(b.y)), max: Spot::new(a.x.max(b.x), a.y.max(b.y)) }
    }

    /// Around all of these; `None` if there are none.
    pub fn around(spots: impl IntoIterator<Item = Spot>) -> Option<Self> {
        spots.into_iter().fold(None, |bounds: Option<Self>, spot| {
            Some(bounds.map_or_else(|| Self::between(spot, spot), |bounds| bounds.reaching(spot)))
        })
    }

    /// The same, reaching to this place as well.
    pub const fn reaching(self, spot: Spot) -> Self {
        Self {
            min: Spot::new(self.min.x.min(spot.x), self.min.y.min(spot.y)),
            max: Spot::new(self.max.x.max(spot.x), self.max.y.max(spot.y)),
        }
    }

    /// From left to right.
    pub fn width(&self) -> f64 {
        self.max.x - self.min.x
    }

    /// From bottom to top.
    pub fn height(&self) -> f64 {
        self.max.y - self.min.y
    }

    /// The middle.
    pub const fn middle(&self) -> Spot {
        Spot::new(f64::midpoint(self.min.x, self.max.x), f64::midpoint(self.min.y, self.max.y))
    }

    /// Whether a place lies inside or on an edge.
    pub fn contains(&self, spot: Spot) -> bool {
        self.min.x <= spot.x && spot.x <= self.max.x && self.min.y <= spot.y && spot.y <= self.max.y
    }

    /// The same with some air on every side, as a share of width and height; never without width or height.
    pub fn with_air(self, [across, up]: [f64; 2]) -> Self {
        let air = |low: f64, high: f64, share: f64| {
            let length = high - low;
            let least = (low.abs().max(high.abs()) * 0.1).max(1.0);
            if length > least * 1e-9 { length * share } else { least }
        };
        let (x, y) = (air(self.min.x, self.max.x, across), air(self.min.y, self.max.y, up));
        Self { min: Spot::new(self.min.x - x, self.min.y - y), max: Spot::new(self.max.x + x, self.max.y + y) }
    }

    /// Closer by these factors from left to right and from bottom to top, with this place staying where it is.
    pub fn zoomed(self, factors: [f64; 2], about: Spot) -> Self {
        let [x, y] = factors.map(|factor| 1.0 / factor.max(1e-6));
        let at = |low: f64, middle: f64, scale: f64| middle + (low - middle) * scale;
        Self {
            min: Spot::new(at(self.min.x, about.x, x), at(self.min.y, about.y, y)),
            max: Spot::new(at(self.max.x, about.x, x), at(self.max.y, about.y, y)),
        }
    }

    /// Moved by so much.
    pub fn moved(self, x: f64, y: f64) -> Self {
        Self { min: Spot::new(self.min.x + x, self.min.y + y), max: Spot::new(self.max.x + x, self.max.y + y) }
    }

    /// The same part, or the nearest one that shows no more than everything and is not too close to see anything.
    pub fn kept_within(self, all: &Self) -> Self {
        let side = |low: f64, high: f64, least: f64, most: f64| {
            let whole = most - least;
            let middle = f64::midpoint(low, high);
            // Everything is everything to the letter, so that it can be told apart from a part.
            if high - low >= whole || !middle.is_finite() {
                return (least, most);
            }
            let length = (high - low).max(whole / CLOSEST);
            // Both ends from `start`, so that moving along never changes the length.
            let start = (middle - length / 2.0).clamp(least, (most - length).max(least));
            (start, start + length)
        };
        let (left, right) = side(self.min.x, self.max.x, all.min.x, all.max.x);
        let (low, high) = side(self.min.y, self.max.y, all.min.y, all.max.y);
        Self { min: Spot::new(left, low), max: Spot::new(right, high) }
    }
}

/// What was drawn around customers.
#[derive(Debug, Clone, PartialEq)]
pub enum Region {
    /// A box.
    Box(Bounds),
    /// A loop drawn freely: its corners in order, the last one joined to the first.
    Lasso(Vec<Spot>),
}

impl Region {
    /// Around it.
    pub fn bounds(&self) -> Option<Bounds> {
        match self {
            Self::Box(bounds) => Some(*bounds),
            Self::Lasso(corners) => Bounds::around(corners.iter().copied()),
        }
    }

    /// Whether a place lies inside.
    pub fn contains(&self, spot: Spot) -> bool {
        match self {
            Self::Box(bounds) => bounds.contains(spot),
            Self::Lasso(corners) => winding(corners, spot) != 0,
        }
    }
}

/// How often a loop goes around a place; other than 0 means inside, also where the loop crosses itself.
fn winding(corners: &[Spot], spot: Spot) -> i32 {
    let next = corners.iter().cycle().skip(1);
    corners.iter().zip(next).fold(0, |turns, (from, to)| {
        // Positive if the place lies left of the side, seen along it.
        let left = (to.x - from.x) * (spot.y - from.y) - (spot.x - from.x) * (to.y - from.y);
        match (from.y <= spot.y, to.y <= spot.y) {
            (true, false) if left > 0.0 => turns + 1,
            (false, true) if left < 0.0 => turns - 1,
            _ => turns,
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spots(least: usize, most: usize) -> impl Strategy<Value = Vec<Spot>> {
        let spot = (-100.0..100.0f64, -100.0..100.0f64).prop_map(|(x, y)| Spot::new(x, y));
        prop::collection::vec(spot, least..most)
    }

    fn bounds() -> impl Strategy<Value = Bounds> {
        spots(2, 3).prop_map(|corners| Bounds::between(corners[0], corners[1]).with_air([0.1, 0.1]))
    }

    #[test]
    fn a_loop_that_crosses_itself_holds_both_halves() {
        let bow = [(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0)].map(|(x, y)| Spot::new(x, y));
        let lasso = Region::Lasso(bow.to_vec());
        assert!(lasso.contains(Spot::new(0.5, 2.0)) && lasso.contains(Spot::new(3.5, 2.0)), "left and right");
        assert!(!lasso.contains(Spot::new(2.0, 0.5)) && !lasso.contains(Spot::new(2.0, 3.5)), "below and above");
        assert!(!Region::Lasso(Vec::new()).contains(Spot::default()), "nothing drawn");
        assert!(!Region::Lasso(vec![Spot::new(1.0, 1.0)]).contains(Spot::new(1.0, 1.0)), "a dot holds nobody");
    }

    #[test]
    fn equal_numbers_still_have_room_around_them() {
        let one = Bounds::around([Spot::new(500.0, 0.0)]).unwrap().with_air([0.05, 0.05]);
        assert!(one.width() > 50.0 && one.height() >= 2.0, "{one:?}");
        assert_eq!(Bounds::around([]), None);
    }

    proptest! {
        /// A box drawn as a loop, in either direction, holds what the box holds.
        #[test]
        fn a_loop_along_a_box_is_the_box(bounds in bounds(), others in spots(1, 40), backwards: bool) {
            let (min, max) = (bounds.min, bounds.max);
            let mut corners = vec![min, Spot::new(max.x, min.y), max, Spot::new(min.x, max.y)];
            if backwards {
                corners.reverse();
            }
            let lasso = Region::Lasso(corners);
            for spot in others {
                let edges = [spot.x - min.x, spot.x - max.x, spot.y - min.y, spot.y - max.y];
                let is_on_edge = edges.iter().any(|away| away.abs() < 1e-9);
                prop_assert!(is_on_edge || lasso.contains(spot) == Region::Box(bounds).contains(spot), "{spot:?}");
            }
        }

        /// Every place of a triangle, and only those: told by mixing its corners.
        #[test]
        fn a_triangle_holds_the_mixtures_of_its_corners(corners in spots(3, 4), shares in (-1.0..1.0f64, -1.0..1.0f64)) {
            let (a, b, c) = (corners[0], corners[1], corners[2]);
            let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
            prop_assume!(area.abs() > 1.0);
            let (u, v) = shares;
            let spot = Spot::new(a.x + u * (b.x - a.x) + v * (c.x - a.x), a.y + u * (b.y - a.y) + v * (c.y - a.y));
            let depth = u.min(v).min(1.0 - u - v);
            prop_assume!(depth.abs() > 1e-6);
            prop_assert_eq!(Region::Lasso(corners).contains(spot), depth > 0.0);
        }

        /// What a loop holds lies within its bounds, and moves along with it.
        #[test]
        fn a_loop_holds_nobody_outside_its_bounds(corners in spots(3, 30), others in spots(1, 40)) {
            let lasso = Region::Lasso(corners.clone());
            let bounds = lasso.bounds().unwrap();
            let far = Region::Lasso(corners.iter().map(|corner| Spot::new(corner.x + 256.0, corner.y)).collect());
            for spot in others {
                prop_assert!(!lasso.contains(spot) || bounds.contains(spot));
                prop_assert!(!far.contains(spot) || spot.x + 100.0 >= 100.0, "the loop is elsewhere now");
            }
        }

        /// Whatever is asked for, the part in view is a part of everything, and has a size.
        #[test]
        fn a_view_stays_within_everything(all in bounds(), asked in bounds(), factor in 0.001..1000.0f64, about in spots(1, 2)) {
            let view = asked.zoomed([factor, factor], about[0]).kept_within(&all);
            let slack = 1e-9 * (all.width() + all.height());
            prop_assert!(view.min.x >= all.min.x - slack && view.max.x <= all.max.x + slack);
            prop_assert!(view.min.y >= all.min.y - slack && view.max.y <= all.max.y + slack);
            prop_assert!(view.width() > 0.0 && view.height() > 0.0);
            prop_assert!(all.kept_within(&all).width() >= all.width() - slack, "everything is all of it");
        }

        /// Closer and back again is where one was; the place in question never moves.
        #[test]
        fn zooming_back_undoes_zooming(view in bounds(), factor in 0.1..10.0f64, about in spots(1, 2)) {
            let there = view.zoomed([factor, factor], about[0]);
            let back = there.zoomed([1.0 / factor, 1.0 / factor], about[0]);
            prop_assert!((back.min.x - view.min.x).abs() < 1e-6 && (back.max.y - view.max.y).abs() < 1e-6);
            let share = |view: &Bounds| (about[0].x - view.min.x) / view.width();
            prop_assert!((share(&there) - share(&view)).abs() < 1e-6);
        }
    }
}
