//! The one-way intraclass correlation where every customer has their own people, and not the same number of them.

use super::super::figure;
use super::super::stats::{Interval, NotComputable, mean};
use super::icc::{FTest, IccFigure, f_bounds, ratio, single};
use super::units::Units;

/// The one-way intraclass correlation of nested ratings.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct OneWayIcc {
    /// ICC(1): one person's score.
    #[serde(serialize_with = "figure::serialize")]
    pub single: Result<IccFigure, NotComputable>,
    /// The mean of `people_per_unit` people.
    #[serde(serialize_with = "figure::serialize")]
    pub mean: Result<IccFigure, NotComputable>,
    /// n0: people per customer, as the analysis of variance counts them.
    pub people_per_unit: f64,
    /// Mean square between customers.
    pub msb: f64,
    /// Mean square within customers.
    pub msw: f64,
    /// MSB / MSW.
    pub test: Option<FTest>,
    /// Customers with an answer.
    pub num_units: usize,
    /// Answers.
    pub num_values: usize,
}

/// The one-way intraclass correlation, for people nested in customers and any number of them.
///
/// ICC(1) = (MSB − MSW) / (MSB + (n0 − 1) MSW) with `n0 = (N − Σ n_i² / N) / (k − 1)` over k customers with `n_i` of all N
/// answers; the mean of n0: (MSB − MSW) / MSB. The interval puts n0 in the place of k; it is exact only if all
/// customers have the same number of people. With the same number it is ICC(1,1) and ICC(1,k) of [`super::icc`].
/// Source: Shrout & Fleiss 1979; n0: Snedecor & Cochran 1989, *Statistical Methods*, sec. 13.4; Bliese 2000.
///
/// # Errors
/// [`NotComputable::FewerThanTwoCustomers`] with answers; what [`Units::check_pairable`] says;
/// [`NotComputable::NoVariation`] if all are the same; [`NotComputable::NothingToDivideBy`] where numbers are too
/// large to square. The single figures have their own reasons.
pub fn one_way_icc(units: &Units) -> Result<OneWayIcc, NotComputable> {
    units.check_pairable()?;
    let answered = || units.iter().filter(|unit| !unit.is_empty());
    let num_units = answered().count();
    if num_units < 2 {
        return Err(NotComputable::FewerThanTwoCustomers);
    }
    let values = units.values();
    if values.iter().all(|value| (value - values[0]).abs() <= 0.0) {
        return Err(NotComputable::NoVariation);
    }
    let (k, num) = (num_units as f64, values.len() as f64);
    let grand = mean(values).unwrap_or_default();
    let (mut between, mut within, mut sum_of_squares) = (0.0, 0.0, 0.0);
    for unit in answered() {
        let (own, size) = (mean(unit).unwrap_or_default(), unit.len() as f64);
        between += size * (own - grand).powi(2);
        within += unit.iter().map(|value| (value - own).powi(2)).sum::<f64>();
        sum_of_squares += size * size;
    }
    let total: f64 = between + within;
    if !f64::is_finite(total * num) {
        return Err(NotComputable::NothingToDivideBy);
    }
    // What is left of sums that cancel is noise.
    let clean = |squares: f64| if squares > 1e-24 * total { squares } else { 0.0 };
    let (msb, msw) = (clean(between) / (k - 1.0), clean(within) / (num - k));
    let people = (num - sum_of_squares / num) / (k - 1.0);
    let bounds = f_bounds(msb / msw, k - 1.0, num - k);
    let of = |map: &dyn Fn(f64) -> f64| bounds.map(|bounds| Interval::new(map(bounds.low), map(bounds.high)));
    Ok(OneWayIcc {
        single: ratio(msb - msw, msb + (people - 1.0) * msw, of(&|f| single(f, people))),
        mean: ratio(msb - msw, msb, of(&|f| 1.0 - 1.0 / f)),
        people_per_unit: people,
        msb,
        msw,
        test: FTest::new(msb, msw, k - 1.0, num - k),
        num_units,
        num_values: values.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::icc;
    use super::*;

    #[test]
    fn with_the_same_number_for_all_it_is_shrout_and_fleiss() {
        let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
        let table: Vec<Vec<Option<f64>>> =
            rows.iter().map(|row| row.map(|value| Some(f64::from(value))).to_vec()).collect();
        let (two_way, nested) = (icc(&table).unwrap(), one_way_icc(&Units::from_table(&table)).unwrap());
        let near = |a: Result<IccFigure, NotComputable>, b: Result<IccFigure, NotComputable>| {
            let (a, b) = (a.unwrap(), b.unwrap());
            let (within, other) = (a.interval.unwrap(), b.interval.unwrap());
            assert!((a.estimate - b.estimate).abs() < 1e-12, "{a:?} {b:?}");
            assert!((within.low - other.low).abs() + (within.high - other.high).abs() < 1e-9, "{a:?} {b:?}");
        };
        assert!((nested.people_per_unit - 4.0).abs() < 1e-12, "{nested:?}");
        near(nested.single, two_way.single_one_way);
        near(nested.mean, two_way.mean_one_way);
    }

    /// Worked by hand: 1, 2 | 4 | 6, 7, 8. Grand mean 28/6; SSB = 2·(1.5−14/3)² + (4−14/3)² + 3·(7−14/3)² = 36.8333;
    /// SSW = 0.5 + 2 = 2.5; MSB = 18.41667, MSW = 2.5 / 3; n0 = (6 − 14/6) / 2 = 1.83333.
    #[test]
    fn customers_may_have_different_numbers_of_people() {
        let mut units = Units::default();
        units.push([1.0, 2.0]);
        units.push([4.0]);
        units.push([]);
        units.push([6.0, 7.0, 8.0]);
        let figures = one_way_icc(&units).unwrap();
        let (msb, msw, people) = (221.0 / 12.0, 2.5 / 3.0, 11.0 / 6.0);
        assert!((figures.msb - msb).abs() < 1e-9 && (figures.msw - msw).abs() < 1e-9, "{figures:?}");
        assert!((figures.people_per_unit - people).abs() < 1e-12, "{figures:?}");
        let icc = (msb - msw) / (msb + (people - 1.0) * msw);
        assert!((figures.single.unwrap().estimate - icc).abs() < 1e-12, "{figures:?}");
        assert_eq!((figures.num_units, figures.num_values), (3, 6));
    }

    #[test]
    fn it_says_why_there_is_none() {
        let of = |rows: &[&[f64]]| {
            let mut units = Units::default();
            for row in rows {
                units.push(row.iter().copied());
            }
            one_way_icc(&units).map(|_| ())
        };
        assert_eq!(of(&[&[1.0, 2.0]]), Err(NotComputable::FewerThanTwoCustomers));
        assert_eq!(of(&[&[1.0], &[2.0]]), Err(NotComputable::FewerThanTwoRaters));
        assert_eq!(of(&[&[1.0, 1.0], &[1.0]]), Err(NotComputable::NoVariation));
        assert_eq!(of(&[&[1.0, 1.0], &[2.0]]), Ok(()));
    }
}
