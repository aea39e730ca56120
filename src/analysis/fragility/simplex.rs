//! Cutting up the space of weightings: a simplex is halved along an edge that a plane crosses, at the crossing, until
//! no piece has corners on both sides. Every piece is a simplex again, so volumes and centres are exact.

/// A simplex of weightings by its corners, each a weighting.
pub(super) type Corners = Vec<Vec<f64>>;

/// Closer to a plane than this is on it.
const ON_PLANE: f64 = 1e-12;

/// All weightings of so many criteria.
pub(super) fn all_weightings(num: usize) -> Corners {
    (0..num).map(|corner| (0..num).map(|k| f64::from(u8::from(k == corner))).collect()).collect()
}

/// All weightings in which the criteria stand in this order of importance, by place, the most important first.
pub(super) fn ordered_weightings(order: &[usize]) -> Corners {
    let corner = |end: usize| {
        let mut weights = vec![0.0; order.len()];
        for place in &order[..=end] {
            weights[*place] = 1.0 / (end + 1) as f64;
        }
        weights
    };
    (0..order.len()).map(corner).collect()
}

/// Cuts the pieces along Σ w·plane = 0. `None` if there would be more than `max` pieces.
pub(super) fn cut(pieces: Vec<Corners>, plane: &[f64], max: usize) -> Option<Vec<Corners>> {
    let mut waiting = pieces;
    let mut done = Vec::new();
    while let Some(piece) = waiting.pop() {
        if done.len() + waiting.len() >= max {
            return None;
        }
        let sides: Vec<f64> = piece.iter().map(|corner| corner.iter().zip(plane).map(|(w, d)| w * d).sum()).collect();
        let above = (0..sides.len()).find(|corner| sides[*corner] > ON_PLANE);
        let below = (0..sides.len()).find(|corner| sides[*corner] < -ON_PLANE);
        let (Some(above), Some(below)) = (above, below) else {
            done.push(piece);
            continue;
        };
        let part = sides[above] / (sides[above] - sides[below]);
        let crossing: Vec<f64> =
            piece[above].iter().zip(&piece[below]).map(|(from, to)| from + part * (to - from)).collect();
        for replaced in [above, below] {
            let mut half = piece.clone();
            half[replaced].clone_from(&crossing);
            waiting.push(half);
        }
    }
    Some(done)
}

/// The centre of a piece.
pub(super) fn centre(piece: &Corners) -> Vec<f64> {
    let num = piece.len() as f64;
    (0..piece.len()).map(|k| piece.iter().map(|corner| corner[k]).sum::<f64>() / num).collect()
}

/// The part of all weightings that lies in a piece: |det| of its corners (elimination with pivots).
pub(super) fn volume(piece: &Corners) -> f64 {
    let mut rows = piece.clone();
    let mut volume = 1.0_f64;
    for column in 0..rows.len() {
        let pivot = (column..rows.len()).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()));
        let Some(pivot) = pivot.filter(|row| rows[*row][column].abs() > 0.0) else { return 0.0 };
        rows.swap(column, pivot);
        let (head, rest) = rows.split_at_mut(column + 1);
        let lead = &head[column];
        volume *= lead[column].abs();
        for row in rest {
            let factor = row[column] / lead[column];
            for (value, of_lead) in row.iter_mut().zip(lead).skip(column) {
                *value -= factor * of_lead;
            }
        }
    }
    volume
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::fragility::share_of_weightings_at_least;

    #[test]
    fn the_ordered_part_is_one_of_the_orders() {
        assert!((volume(&ordered_weightings(&[2, 0, 1, 3])) - 1.0 / 24.0).abs() < 1e-15, "one of 4!");
        assert!((volume(&all_weightings(5)) - 1.0).abs() < 1e-15, "all of it");
        // The centre is the rank order centroid.
        let centre = centre(&ordered_weightings(&[1, 0]));
        assert!((centre[1] - 0.75).abs() < 1e-15 && (centre[0] - 0.25).abs() < 1e-15, "{centre:?}");
    }

    proptest! {
        #[test]
        fn pieces_add_up_and_agree_with_the_recursion(values in prop::collection::vec(0.0..1.0_f64, 1..7), line in 0.0..1.0_f64) {
            let plane: Vec<f64> = values.iter().map(|value| value - line).collect();
            let pieces = cut(vec![all_weightings(values.len())], &plane, 10_000).unwrap();
            prop_assert!((pieces.iter().map(volume).sum::<f64>() - 1.0).abs() < 1e-9);
            let above = pieces.iter().filter(|piece| centre(piece).iter().zip(&plane).map(|(w, d)| w * d).sum::<f64>() >= 0.0);
            let share: f64 = above.map(volume).sum();
            prop_assert!((share - share_of_weightings_at_least(&values, line)).abs() < 1e-9);
        }
    }
}
