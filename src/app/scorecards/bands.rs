//! Named bands of the score while somebody types them: a name and where it begins.

use crate::model::{Band, Finite, Name, Score};

use super::scale_draft::{number, sentence, typed};

/// Which part of a named band something is wrong with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BandPart {
    /// What it is called.
    Name,
    /// From which score on.
    From,
}

/// A named band as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandDraft {
    /// Tells it from the others, wherever it stands.
    pub key: u32,
    /// What it is called.
    pub name: String,
    /// From which score on.
    pub from: String,
}

/// Something wrong with a named band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandFault {
    /// Its place.
    pub place: usize,
    /// In which part.
    pub part: BandPart,
    /// What is wrong and what to do.
    pub text: String,
}

/// Named bands as they are typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BandsDraft {
    /// The bands; a row with nothing in it is none.
    pub rows: Vec<BandDraft>,
    next_key: u32,
}

impl BandsDraft {
    /// More bands than these cannot be added here.
    pub const MOST: usize = 12;

    /// The bands as they are, the highest first.
    pub fn of(bands: &[Band]) -> Self {
        let mut draft = Self::default();
        for band in bands {
            draft.push(band.name.to_string(), typed(Finite::clamped(band.from.value())));
        }
        draft.sort();
        draft
    }

    fn push(&mut self, name: String, from: String) {
        self.rows.push(BandDraft { key: self.next_key, name, from });
        self.next_key += 1;
    }

    /// One more row, with nothing in it.
    pub fn add(&mut self) {
        if self.rows.len() < Self::MOST {
            self.push(String::new(), String::new());
        }
    }

    /// Takes a row away.
    pub fn remove(&mut self, place: usize) {
        if place < self.rows.len() {
            self.rows.remove(place);
        }
    }

    /// Puts the highest first; rows without a readable limit stay last, in their order.
    pub fn sort(&mut self) {
        let limit = |row: &BandDraft| number(&row.from).map_or(f64::NEG_INFINITY, Finite::value);
        self.rows.sort_by(|one, other| limit(other).total_cmp(&limit(one)));
    }

    /// The bands, the highest first.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn bands(&self) -> Result<Vec<Band>, Vec<BandFault>> {
        let mut faults = Vec::new();
        let mut bands: Vec<Band> = Vec::new();
        let is_filled = |row: &BandDraft| !(row.name.trim().is_empty() && row.from.trim().is_empty());
        for (place, row) in self.rows.iter().enumerate().filter(|(_, row)| is_filled(row)) {
            let mut wrong = |part, text: String| faults.push(BandFault { place, part, text });
            let name = Name::new(&row.name).map_err(|_empty_or_long| {
                wrong(BandPart::Name, "Give it a short name, such as A.".to_owned());
            });
            let from = limit(&row.from).map_err(|text| wrong(BandPart::From, text));
            let (Ok(name), Ok(from)) = (name, from) else { continue };
            if bands.iter().any(|known| known.name.to_lowercase() == name.to_lowercase()) {
                wrong(BandPart::Name, format!("There is a band \u{201c}{name}\u{201d} already."));
            }
            let same = bands.iter().find(|known| (known.from.value() - from.value()).abs() < 1e-9);
            if let Some(known) = same {
                let text = format!("\u{201c}{}\u{201d} begins at {} already.", known.name, exact(from.value()));
                wrong(BandPart::From, text);
            }
            bands.push(Band { name, from });
        }
        bands.sort_by(|one, other| other.from.value().total_cmp(&one.from.value()));
        if faults.is_empty() { Ok(bands) } else { Err(faults) }
    }

    /// That low scores fall into none of the bands; none if all fall into one, or there are no bands.
    pub fn gap(&self) -> Option<String> {
        let bands = self.bands().ok()?;
        let lowest = bands.last().filter(|band| band.from.value() > 0.0)?;
        Some(format!(
            "Scores below {} have no band. Let the lowest band begin at 0 if every score should have one.",
            exact(lowest.from.value())
        ))
    }
}

/// A limit on the score as it was typed.
///
/// # Errors
/// Says what is wrong with it.
pub(in crate::app) fn limit(text: &str) -> Result<Score, String> {
    let value = number(text)?;
    Score::new(value.value()).map_err(|_outside| "Enter a score from 0 to 100.".to_owned())
}

/// A limit with up to four decimals: 74, 77.25.
pub(in crate::app) fn exact(limit: f64) -> String {
    let text = format!("{limit:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Named bands in words: "A from 77.3, B from 74"; none without any.
pub(in crate::app) fn bands_text(bands: &[Band]) -> Option<String> {
    let mut order: Vec<&Band> = bands.iter().collect();
    order.sort_by(|one, other| other.from.value().total_cmp(&one.from.value()));
    let each: Vec<String> =
        order.iter().map(|band| format!("{} from {}", band.name, exact(band.from.value()))).collect();
    (!each.is_empty()).then(|| each.join(", "))
}

/// What is wrong where hard look begins above keep, as a message for a field.
pub(in crate::app) fn upside_down() -> String {
    sentence(&crate::model::EditError::BadBands.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft(rows: &[(&str, &str)]) -> BandsDraft {
        let mut draft = BandsDraft::default();
        for (name, from) in rows {
            draft.push((*name).to_owned(), (*from).to_owned());
        }
        draft
    }

    fn faults(rows: &[(&str, &str)]) -> Vec<(usize, BandPart, String)> {
        let all = draft(rows).bands().unwrap_err();
        all.into_iter().map(|fault| (fault.place, fault.part, fault.text)).collect()
    }

    #[test]
    fn bands_are_sorted_and_blank_rows_are_none() {
        let bands = draft(&[("D", "0"), ("", " "), ("A", "77,3"), ("B", "74")]).bands().unwrap();
        assert_eq!(bands_text(&bands).as_deref(), Some("A from 77.3, B from 74, D from 0"));
        assert_eq!(draft(&[("", "")]).bands(), Ok(Vec::new()));
        assert_eq!(bands_text(&[]), None);
    }

    #[test]
    fn what_is_wrong_is_said_beside_the_field() {
        assert_eq!(faults(&[("", "50")]), [(0, BandPart::Name, "Give it a short name, such as A.".to_owned())]);
        assert_eq!(faults(&[("A", "")]), [(0, BandPart::From, "Enter a number.".to_owned())]);
        assert_eq!(faults(&[("A", "101")]), [(0, BandPart::From, "Enter a score from 0 to 100.".to_owned())]);
        assert_eq!(faults(&[("A", "-1")]), [(0, BandPart::From, "Enter a score from 0 to 100.".to_owned())]);
        assert_eq!(
            faults(&[("A", "50"), ("a", "20")]),
            [(1, BandPart::Name, "There is a band \u{201c}a\u{201d} already.".to_owned())]
        );
        assert_eq!(
            faults(&[("A", "50"), ("B", "50.0")]),
            [(1, BandPart::From, "\u{201c}A\u{201d} begins at 50 already.".to_owned())]
        );
    }

    #[test]
    fn scores_below_the_lowest_band_are_told() {
        assert!(draft(&[("A", "77.3"), ("B", "40")]).gap().unwrap().starts_with("Scores below 40 have no band."));
        assert_eq!(draft(&[("A", "77.3"), ("B", "0")]).gap(), None);
        assert_eq!(draft(&[]).gap(), None);
    }

    proptest! {
        /// What is kept comes back: bands, typed again, are the same bands.
        #[test]
        fn bands_come_back_as_they_were(limits in proptest::collection::btree_set(0_u32..=1000, 0..8)) {
            let bands: Vec<Band> = limits
                .iter()
                .rev()
                .map(|limit| Band {
                    name: Name::new(&format!("from {limit}")).unwrap(),
                    from: Score::clamped(f64::from(*limit) / 10.0),
                })
                .collect();
            let draft = BandsDraft::of(&bands);
            prop_assert_eq!(draft.bands(), Ok(bands));
            let mut sorted = draft.clone();
            sorted.sort();
            prop_assert_eq!(sorted, draft, "sorted already");
        }
    }
}
