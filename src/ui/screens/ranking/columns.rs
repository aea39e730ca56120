//! Where the columns stand: name, lenses, how far the rank moves, where it stays; what does not fit is given up.

use crate::analysis::Lens;
use crate::app::RankBy;

const LEFT: f32 = 18.0;
/// The room kept free at the right, for the scroll bar.
const RIGHT: f32 = 18.0;
const LENS: f32 = 73.0;
const MOVES: f32 = 104.0;
const STAYS: f32 = 88.0;
/// A name narrower than this costs a column.
const LEAST_NAME: f32 = 148.0;
/// A name wider than this leaves room to others.
const GOOD_NAME: f32 = 215.0;

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The name and what to think about.
    Name,
    /// Rank and value.
    Lens(Lens),
    /// From the best rank to the worst.
    Moves,
    /// The ranks by score under other weightings.
    Stays,
}

impl What {
    /// What a click on the head puts the rows in order of.
    pub(super) const fn sort(self) -> Option<RankBy> {
        match self {
            Self::Name => Some(RankBy::Name),
            Self::Lens(lens) => Some(RankBy::Lens(lens)),
            Self::Moves => Some(RankBy::Moves),
            Self::Stays => None,
        }
    }

    /// The head.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Name => "Customer",
            Self::Lens(lens) => lens.words(),
            Self::Moves => "Rank moves by",
            Self::Stays => "Score rank stays",
        }
    }
}

/// One column: where it begins and how wide it is, from the table's left edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) what: What,
    pub(super) x: f32,
    pub(super) width: f32,
}

/// Places for a table of this width. Where it is too narrow, first the stability goes, then how far the rank moves,
/// then lenses from the right, but never the one the rows are in order of.
pub(super) fn places(width: f32, lenses: &[Lens], sort: RankBy, has_stability: bool) -> Vec<Place> {
    let room = width - LEFT - RIGHT;
    let mut kept = lenses.to_vec();
    let is_sorted = |lens: &Lens| sort == RankBy::Lens(*lens);
    while kept.len() > 1 && room - kept.len() as f32 * LENS < LEAST_NAME {
        let last = kept.iter().rposition(|lens| !is_sorted(lens));
        kept.remove(last.unwrap_or(0));
    }
    let mut left = room - kept.len() as f32 * LENS;
    let has_moves = left - MOVES >= LEAST_NAME;
    left -= if has_moves { MOVES } else { 0.0 };
    let has_stays = has_stability && has_moves && left - STAYS >= LEAST_NAME;
    left -= if has_stays { STAYS } else { 0.0 };
    // In a wide window the name grows first, then the lenses share the rest.
    let name = left.clamp(60.0, GOOD_NAME);
    let more = (left - name).max(0.0) / kept.len().max(1) as f32;
    let mut wanted = vec![(What::Name, name)];
    wanted.extend(kept.into_iter().map(|lens| (What::Lens(lens), LENS + more)));
    wanted.extend(has_moves.then_some((What::Moves, MOVES)));
    wanted.extend(has_stays.then_some((What::Stays, STAYS)));
    let mut x = LEFT;
    let place = |(what, width): (What, f32)| {
        let place = Place { what, x, width };
        x += width;
        place
    };
    wanted.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LENSES: [Lens; 4] = [Lens::Score, Lens::TeamScore, Lens::Revenue, Lens::TheirRating];

    fn kinds(width: f32, sort: RankBy) -> Vec<What> {
        places(width, &LENSES, sort, true).into_iter().map(|place| place.what).collect()
    }

    #[test]
    fn what_does_not_fit_is_given_up_but_never_the_order() {
        let by_rating = RankBy::Lens(Lens::TheirRating);
        let all = kinds(1200.0, by_rating);
        assert_eq!(all.len(), 7, "everything: {all:?}");
        assert!(!kinds(650.0, by_rating).contains(&What::Stays), "the stability goes first");
        assert!(!kinds(500.0, by_rating).contains(&What::Moves), "then how far it moves");
        assert_eq!(
            kinds(340.0, by_rating),
            [What::Name, What::Lens(Lens::Score), What::Lens(Lens::TheirRating)],
            "the lens in order stays"
        );
        for width in [0.0, 200.0, 340.0, 520.0, 800.0, 2000.0] {
            let places = places(width, &LENSES, by_rating, true);
            let end = places.last().map_or(0.0, |place| place.x + place.width);
            assert!(end <= width.max(LEFT + RIGHT + 60.0 + LENS), "{width}: ends at {end}");
            assert!(places.is_sorted_by(|a, b| a.x + a.width <= b.x + 0.01), "{width}: they do not overlap");
        }
    }
}
