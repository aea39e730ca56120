//! The picture of ranks: a line per customer from lens to lens.

use crate::analysis::{Lens, LensRow};
use crate::charts::{Kind, LensRow as Line, RankLens, RankLenses};
use crate::model::CustomerId;

/// Customers through these lenses, from left to right; those in `highlighted` in colour, the first of them in the
/// first colour. Marks carry the customer's id, and the lens's as their part.
pub fn rank_lenses(rows: &[&LensRow], shown: &[Lens], highlighted: &[CustomerId]) -> Kind {
    let lenses = shown.iter().map(|lens| RankLens { id: lens_id(*lens), name: lens.words().to_owned() });
    let line = |row: &LensRow, is_highlighted: bool| Line {
        id: row.customer.to_string(),
        name: row.name.clone(),
        ranks: shown.iter().map(|lens| rank(row, *lens)).collect(),
        highlighted: is_highlighted,
    };
    let in_colour = highlighted.iter().filter_map(|id| rows.iter().find(|row| row.customer == *id));
    let others = rows.iter().filter(|row| !highlighted.contains(&row.customer));
    let lines = in_colour.map(|row| line(row, true)).chain(others.map(|row| line(row, false)));
    Kind::RankLenses(RankLenses { lenses: lenses.collect(), rows: lines.collect() })
}

fn rank(row: &LensRow, lens: Lens) -> Option<u32> {
    row.places.iter().find(|place| place.lens == lens).map(|place| place.rank)
}

/// "profit-per-hour".
fn lens_id(lens: Lens) -> String {
    lens.words().to_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use ulid::Ulid;

    use super::*;
    use crate::analysis::LensPlace;

    fn row(number: u128, name: &str, ranks: &[(Lens, u32)]) -> LensRow {
        let place = |&(lens, rank): &(Lens, u32)| LensPlace {
            lens,
            value: 0.0,
            rank,
            of: 3,
            shared: 0,
            standing: Some(f64::from(rank - 1) / 2.0),
        };
        let places = ranks.iter().map(place).collect();
        LensRow { customer: CustomerId::new(Ulid(number)), name: name.to_owned(), places, span: None }
    }

    #[test]
    fn lines_go_from_lens_to_lens_and_the_chosen_comes_first() {
        let harbour = row(1, "Harbour", &[(Lens::Revenue, 2), (Lens::Score, 1)]);
        let grand = row(2, "Grand", &[(Lens::Revenue, 1)]);
        let kind = rank_lenses(
            &[&harbour, &grand],
            &[Lens::Score, Lens::ProfitPerHour, Lens::Revenue],
            &[grand.customer, CustomerId::new(Ulid(9))],
        );
        let Kind::RankLenses(picture) = kind else { panic!("another kind") };
        let ids: Vec<&str> = picture.lenses.iter().map(|lens| lens.id.as_str()).collect();
        assert_eq!(ids, ["our-score", "profit-per-hour", "revenue"], "in the order asked for");
        let lines: Vec<(&str, bool, &[Option<u32>])> =
            picture.rows.iter().map(|row| (row.name.as_str(), row.highlighted, row.ranks.as_slice())).collect();
        assert_eq!(
            lines,
            [("Grand", true, &[None, None, Some(1)][..]), ("Harbour", false, &[Some(1), None, Some(2)][..])],
            "no rank is no rank, and somebody unknown is left out"
        );
    }
}
