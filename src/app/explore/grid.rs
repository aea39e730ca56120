//! Which places lie near another one, without looking at all of them.

use super::region::{Bounds, Spot};

/// Places sorted into the squares of a grid.
#[derive(Debug, Clone, Default)]
pub struct GridIndex {
    spots: Vec<Spot>,
    bounds: Option<Bounds>,
    /// Squares along each side.
    side: usize,
    /// Where each square's members begin in `members`; one more than there are squares.
    starts: Vec<u32>,
    /// Places in `spots`, square by square.
    members: Vec<u32>,
}

/// With about so many places to a square, looking is quick and the grid small.
const PER_SQUARE: usize = 4;
/// More squares along a side help nobody.
const MOST_SIDE: usize = 128;

impl GridIndex {
    /// Sorts these places; what is not a number is found nowhere.
    pub fn of(spots: Vec<Spot>) -> Self {
        let is_there = |spot: &Spot| spot.x.is_finite() && spot.y.is_finite();
        let bounds = Bounds::around(spots.iter().copied().filter(is_there));
        let Some(around) = bounds else { return Self { spots, ..Self::default() } };
        let side = (spots.len() / PER_SQUARE).isqrt().clamp(1, MOST_SIDE);
        let mut index = Self { spots, bounds, side, starts: vec![0; side * side + 1], members: Vec::new() };
        let square = |spot: &Spot| {
            let (column, row) = index.square(&around, *spot);
            row * side + column
        };
        let squares: Vec<Option<usize>> = index.spots.iter().map(|spot| is_there(spot).then(|| square(spot))).collect();
        let mut starts = vec![0_u32; side * side + 1];
        for square in squares.iter().flatten() {
            starts[square + 1] += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        let mut next = starts.clone();
        let mut members = vec![0_u32; squares.iter().flatten().count()];
        for (place, square) in squares.iter().enumerate() {
            let (Some(square), Ok(place)) = (square, u32::try_from(place)) else { continue };
            members[next[*square] as usize] = place;
            next[*square] += 1;
        }
        (index.starts, index.members) = (starts, members);
        index
    }

    /// All places, in the order they were given.
    pub fn spots(&self) -> &[Spot] {
        &self.spots
    }

    /// Around all places.
    pub const fn bounds(&self) -> Option<Bounds> {
        self.bounds
    }

    /// The square a place lies in, or would lie in at the edge.
    fn square(&self, around: &Bounds, spot: Spot) -> (usize, usize) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of at most 128 squares, kept within them"
        )]
        let at = |value: f64, low: f64, length: f64| {
            let share = if length > 0.0 { (value - low) / length } else { 0.0 };
            ((share * self.side as f64).clamp(0.0, self.side as f64 - 1.0)) as usize
        };
        (at(spot.x, around.min.x, around.width()), at(spot.y, around.min.y, around.height()))
    }

    /// Which of the places lie in this part, in no particular order.
    pub fn within(&self, part: Bounds) -> impl Iterator<Item = usize> {
        let rows = self.bounds.map(|around| {
            let (left, low) = self.square(&around, part.min);
            let (right, high) = self.square(&around, part.max);
            (low..=high).map(move |row| (row * self.side + left, row * self.side + right))
        });
        let members = rows.into_iter().flatten().flat_map(|(first, last)| {
            let range = self.starts[first] as usize..self.starts[last + 1] as usize;
            self.members.get(range).unwrap_or_default()
        });
        members.map(|place| *place as usize).filter(move |place| part.contains(self.spots[*place]))
    }

    /// The place nearest to this one, no further away than `reach` to the side or up; the first of equals.
    pub fn nearest(&self, at: Spot, reach: [f64; 2]) -> Option<usize> {
        let [x, y] = reach;
        if !(x > 0.0 && y > 0.0) {
            return None;
        }
        let part = Bounds { min: Spot::new(at.x - x, at.y - y), max: Spot::new(at.x + x, at.y + y) };
        let distance = |place: usize| {
            let spot = self.spots[place];
            ((spot.x - at.x) / x).powi(2) + ((spot.y - at.y) / y).powi(2)
        };
        let near = self.within(part).map(|place| (distance(place), place)).filter(|(distance, _)| *distance <= 1.0);
        near.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, place)| place)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spots() -> impl Strategy<Value = Vec<Spot>> {
        // Whole numbers, so that many lie on the same place and on the edges of squares.
        let spot = (-20..20_i32, -20..20_i32).prop_map(|(x, y)| Spot::new(f64::from(x), f64::from(y)));
        prop::collection::vec(spot, 0..400)
    }

    #[test]
    fn nobody_is_near_in_an_empty_grid() {
        let empty = GridIndex::of(Vec::new());
        assert_eq!(empty.nearest(Spot::default(), [9.0, 9.0]), None);
        let lost = GridIndex::of(vec![Spot::new(f64::NAN, 1.0), Spot::new(1.0, 1.0)]);
        assert_eq!(lost.nearest(Spot::new(1.0, 1.0), [9.0, 9.0]), Some(1), "only what is somewhere is found");
        assert_eq!(lost.nearest(Spot::new(1.0, 1.0), [0.0, 9.0]), None, "no reach, no neighbour");
    }

    proptest! {
        #[test]
        fn a_part_holds_what_looking_at_everybody_finds(spots in spots(), a in (-30..30_i32, -30..30_i32), b in (-30..30_i32, -30..30_i32)) {
            let corner = |(x, y): (i32, i32)| Spot::new(f64::from(x), f64::from(y));
            let part = Bounds::between(corner(a), corner(b));
            let expected: Vec<usize> = (0..spots.len()).filter(|place| part.contains(spots[*place])).collect();
            let index = GridIndex::of(spots);
            let mut found: Vec<usize> = index.within(part).collect();
            found.sort_unstable();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn the_nearest_is_the_nearest_of_all(spots in spots(), at in (-30.0..30.0f64, -30.0..30.0f64), x in 0.1..40.0f64, y in 0.1..40.0f64) {
            let at = Spot::new(at.0, at.1);
            let far = |spot: &Spot| ((spot.x - at.x) / x).powi(2) + ((spot.y - at.y) / y).powi(2);
            let all = spots.iter().enumerate().map(|(place, spot)| (far(spot), place)).filter(|(far, _)| *far <= 1.0);
            let expected = all.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, place)| place);
            prop_assert_eq!(GridIndex::of(spots).nearest(at, [x, y]), expected);
        }
    }
}
