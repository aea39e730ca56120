//! Where the columns of the table stand: all of them in a wide window, the most telling ones in a narrow one.

use crate::app::Column;

/// The room for the box to tick, at the left.
pub(super) const TICK: f32 = 40.0;
/// The room kept free at the right, for the scroll bar.
const RIGHT: f32 = 18.0;
/// Between two columns.
const GAP: f32 = 18.0;
/// A name narrower than this costs a column.
const LEAST_NAME: f32 = 170.0;
/// A name wider than this leaves room to others.
const GOOD_NAME: f32 = 240.0;

/// One column: where it begins and how wide it is, from the table's left edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) column: Column,
    pub(super) x: f32,
    pub(super) width: f32,
}

impl Place {
    /// Whether its numbers stand at the right edge, under each other.
    pub(super) const fn is_number(self) -> bool {
        matches!(self.column, Column::Score | Column::Coverage | Column::People | Column::Revenue)
    }
}

/// How wide each column but the name wants to be, in the order in which they are given up, last first.
const WISHES: [(Column, f32); 10] = [
    (Column::Verdict, 152.0),
    (Column::Score, 44.0),
    (Column::Band, 56.0),
    (Column::People, 46.0),
    (Column::Status, 72.0),
    (Column::Revenue, 80.0),
    (Column::Coverage, 62.0),
    (Column::LastRated, 84.0),
    (Column::Segment, 116.0),
    (Column::Tags, 100.0),
];

/// Places for a table of this width, from left to right; columns nobody has anything in are `empty`.
pub(super) fn places(width: f32, empty: &[Column]) -> Vec<Place> {
    let wishes: Vec<(Column, f32)> = WISHES.into_iter().filter(|(column, _)| !empty.contains(column)).collect();
    let mut kept = wishes.len();
    let wanted = |kept: usize| wishes[..kept].iter().map(|(_, width)| width + GAP).sum::<f32>();
    let room = width - TICK - RIGHT;
    while kept > 2 && room - wanted(kept) < LEAST_NAME {
        kept -= 1;
    }
    // In a wide window the columns with words in them grow before the name takes the rest.
    let mut spare = (room - wanted(kept) - GOOD_NAME).max(0.0);
    let mut wider = wishes[..kept].to_vec();
    for (column, width) in &mut wider {
        let more = match column {
            Column::Segment => 70.0_f32.min(spare * 0.4),
            Column::Tags => 160.0_f32.min(spare * 0.6),
            _ => 0.0,
        };
        *width += more;
        spare -= more;
    }
    let name = (room - wider.iter().map(|(_, width)| width + GAP).sum::<f32>()).max(80.0);
    let mut x = TICK;
    let shown = Column::ALL.into_iter().filter_map(|column| {
        if column == Column::Name {
            return Some((column, name));
        }
        wider.iter().find(|(one, _)| *one == column).copied()
    });
    shown
        .map(|(column, width)| {
            let place = Place { column, x, width };
            x += width + GAP;
            place
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_never_overlap_and_the_telling_ones_stay() {
        for width in [520.0, 828.0, 1170.0, 1700.0] {
            let places = places(width, &[]);
            assert!(places.windows(2).all(|pair| pair[0].x + pair[0].width <= pair[1].x), "{width}: {places:?}");
            let last = places.last().map(|place| place.x + place.width).unwrap_or_default();
            assert!(last <= width, "{width}: {places:?}");
            assert!(places.iter().any(|place| place.column == Column::Verdict), "the verdict is always there");
        }
        let plain = [Column::Band];
        assert_eq!(places(1170.0, &plain).len(), Column::ALL.len() - 1, "a laptop shows everything");
        let narrow = places(620.0, &[]);
        assert!(narrow.iter().any(|place| place.column == Column::Band), "the band stays by the score: {narrow:?}");
        let without = places(1170.0, &[Column::Tags]);
        assert!(without.iter().all(|place| place.column != Column::Tags), "nothing to show there: {without:?}");
    }
}
