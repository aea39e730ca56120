//! Intraclass correlations: how much of the differences in a table of scores is between customers, not between people.

use super::super::figure;
use super::super::stats::{Interval, NotComputable, f_quantile, f_upper_p, mean};

/// An intraclass correlation with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct IccFigure {
    /// The estimate; 1 is perfect. May come out below 0, which reads as none.
    pub estimate: f64,
    /// The 95 % interval; `None` where people agree so fully that it cannot be worked out.
    pub interval: Option<Interval>,
}

/// An F test against no differences between customers.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct FTest {
    /// The ratio of mean squares.
    pub f: f64,
    /// Degrees of freedom above.
    pub df1: f64,
    /// Degrees of freedom below.
    pub df2: f64,
    /// The chance of a ratio as large.
    pub p: f64,
}

impl FTest {
    pub(super) fn new(above: f64, below: f64, df1: f64, df2: f64) -> Option<Self> {
        let f = above / below;
        f.is_finite().then_some(())?;
        Some(Self { f, df1, df2, p: f_upper_p(f, df1, df2)? })
    }
}

/// All six intraclass correlations of a complete table, as named by Shrout & Fleiss.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Icc {
    /// Customers.
    pub num_targets: usize,
    /// People.
    pub num_raters: usize,
    /// Mean square between customers.
    pub bms: f64,
    /// Mean square between people.
    pub jms: f64,
    /// Mean square of what is left.
    pub ems: f64,
    /// Mean square within customers.
    pub wms: f64,
    /// ICC(1,1): one person's score, other people for each customer.
    #[serde(serialize_with = "figure::serialize")]
    pub single_one_way: Result<IccFigure, NotComputable>,
    /// ICC(2,1): one person's score, the same people for all customers, severity counted as error.
    #[serde(serialize_with = "figure::serialize")]
    pub single_absolute: Result<IccFigure, NotComputable>,
    /// ICC(3,1): one person's score, the same people for all, severity not counted.
    #[serde(serialize_with = "figure::serialize")]
    pub single_consistent: Result<IccFigure, NotComputable>,
    /// ICC(1,k): the mean of all people, as ICC(1,1).
    #[serde(serialize_with = "figure::serialize")]
    pub mean_one_way: Result<IccFigure, NotComputable>,
    /// ICC(2,k): the mean of all people, as ICC(2,1); the reliability of the score that is shown.
    #[serde(serialize_with = "figure::serialize")]
    pub mean_absolute: Result<IccFigure, NotComputable>,
    /// ICC(3,k): the mean of all people, as ICC(3,1); Cronbach's alpha.
    #[serde(serialize_with = "figure::serialize")]
    pub mean_consistent: Result<IccFigure, NotComputable>,
    /// Variance between customers, (BMS − EMS) / k; an estimate below 0 reads as none.
    pub var_target: f64,
    /// Variance between people, (JMS − EMS) / n; an estimate below 0 reads as none.
    pub var_rater: f64,
    /// Variance of what is left, EMS.
    pub var_residual: f64,
    /// BMS / WMS.
    pub test_one_way: Option<FTest>,
    /// BMS / EMS.
    pub test_two_way: Option<FTest>,
}

impl Icc {
    /// The standard error of a mean over k people for comparing customers seen by the same people, √(EMS / k), in
    /// units of the scores. Source: Brennan 2001, *Generalizability Theory*, ch. 2.
    pub fn relative_error(&self) -> f64 {
        (self.var_residual / self.num_raters as f64).sqrt()
    }

    /// The standard error of a mean over k people for itself, severity included, `√((s_r² + EMS) / k)`, in units of the
    /// scores. Source: as above.
    pub fn absolute_error(&self) -> f64 {
        ((self.var_rater.max(0.0) + self.var_residual) / self.num_raters as f64).sqrt()
    }
}

/// The intraclass correlations of a complete table of customers × people.
///
/// From the two-way analysis of variance: ICC(1,1) = (BMS − WMS) / (BMS + (k−1) WMS); ICC(2,1) = (BMS − EMS) / (BMS +
/// (k−1) EMS + k (JMS − EMS) / n); ICC(3,1) = (BMS − EMS) / (BMS + (k−1) EMS); for the mean of k: (BMS − WMS) / BMS,
/// (BMS − EMS) / (BMS + (JMS − EMS) / n), (BMS − EMS) / BMS. Intervals from F, for ICC(2,·) with Satterthwaite's
/// degrees of freedom. Source: Shrout & Fleiss 1979, "Intraclass correlations: uses in assessing rater reliability";
/// the same as `McGraw` & Wong 1996.
///
/// # Errors
/// [`NotComputable::NoAnswers`], [`NotComputable::FewerThanTwoRaters`], [`NotComputable::FewerThanTwoCustomers`],
/// [`NotComputable::Holes`] if any answer is missing, [`NotComputable::NoVariation`] if all are the same,
/// [`NotComputable::NothingToDivideBy`] where numbers are too large to square. Single figures have their own reasons.
pub fn icc(table: &[Vec<Option<f64>>]) -> Result<Icc, NotComputable> {
    let num_raters = table.iter().map(Vec::len).max().unwrap_or(0);
    if table.iter().flatten().all(Option::is_none) {
        return Err(NotComputable::NoAnswers);
    }
    if num_raters < 2 {
        return Err(NotComputable::FewerThanTwoRaters);
    }
    if table.len() < 2 {
        return Err(NotComputable::FewerThanTwoCustomers);
    }
    let complete = |row: &Vec<Option<f64>>| {
        let row: Vec<f64> = row.iter().copied().flatten().filter(|value| value.is_finite()).collect();
        (row.len() == num_raters).then_some(row)
    };
    let rows: Vec<Vec<f64>> = table.iter().map(complete).collect::<Option<_>>().ok_or(NotComputable::Holes)?;
    let squares = MeanSquares::of(&rows)?;
    let MeanSquares { n, k, bms, jms, ems, wms } = squares;
    let one_way_bounds = f_bounds(bms / wms, n - 1.0, n * (k - 1.0));
    let consistent_bounds = f_bounds(bms / ems, n - 1.0, (n - 1.0) * (k - 1.0));
    let absolute_bounds = squares.absolute_interval();
    let of_single = |bounds: Interval| Interval::new(single(bounds.low, k), single(bounds.high, k));
    let of_mean = |bounds: Interval| Interval::new(1.0 - 1.0 / bounds.low, 1.0 - 1.0 / bounds.high);
    let stepped_up = |bounds: Interval| Interval::new(step_up(bounds.low, k), step_up(bounds.high, k));
    Ok(Icc {
        num_targets: rows.len(),
        num_raters,
        bms,
        jms,
        ems,
        wms,
        single_one_way: ratio(bms - wms, bms + (k - 1.0) * wms, one_way_bounds.map(of_single)),
        single_absolute: ratio(bms - ems, bms + (k - 1.0) * ems + k * (jms - ems) / n, absolute_bounds),
        single_consistent: ratio(bms - ems, bms + (k - 1.0) * ems, consistent_bounds.map(of_single)),
        mean_one_way: ratio(bms - wms, bms, one_way_bounds.map(of_mean)),
        mean_absolute: ratio(bms - ems, bms + (jms - ems) / n, absolute_bounds.map(stepped_up)),
        mean_consistent: ratio(bms - ems, bms, consistent_bounds.map(of_mean)),
        var_target: (bms - ems) / k,
        var_rater: (jms - ems) / n,
        var_residual: ems,
        test_one_way: FTest::new(bms, wms, n - 1.0, n * (k - 1.0)),
        test_two_way: FTest::new(bms, ems, n - 1.0, (n - 1.0) * (k - 1.0)),
    })
}

/// The figure `above` / `below`, with an interval whose ends must be numbers.
pub(super) fn ratio(above: f64, below: f64, interval: Option<Interval>) -> Result<IccFigure, NotComputable> {
    let estimate = above / below;
    if below <= 0.0 || !estimate.is_finite() {
        return Err(NotComputable::NothingToDivideBy);
    }
    let interval = interval.filter(|interval| interval.low.is_finite() && interval.high.is_finite());
    Ok(IccFigure { estimate, interval })
}

/// The bounds of a ratio of mean squares, F / F(.975) to F · F(.975) with the degrees of freedom exchanged.
pub(super) fn f_bounds(f: f64, df1: f64, df2: f64) -> Option<Interval> {
    if !f.is_finite() {
        return None;
    }
    Some(Interval::new(f / f_quantile(0.975, df1, df2)?, f * f_quantile(0.975, df2, df1)?))
}

/// The correlation of single scores that belongs to a ratio of mean squares.
pub(super) fn single(f: f64, k: f64) -> f64 {
    (f - 1.0) / (f + k - 1.0)
}

/// The reliability of the mean of k from that of one (Spearman and Brown).
fn step_up(icc: f64, k: f64) -> f64 {
    k * icc / (1.0 + (k - 1.0) * icc)
}

struct MeanSquares {
    n: f64,
    k: f64,
    bms: f64,
    jms: f64,
    ems: f64,
    wms: f64,
}

impl MeanSquares {
    /// Rows must be of one length, at least two by two.
    fn of(rows: &[Vec<f64>]) -> Result<Self, NotComputable> {
        let (n, k) = (rows.len() as f64, rows[0].len() as f64);
        let all: Vec<f64> = rows.iter().flatten().copied().collect();
        if all.iter().all(|value| (value - all[0]).abs() <= 0.0) {
            return Err(NotComputable::NoVariation);
        }
        let mean_of = |values: &[f64]| mean(values).unwrap_or_default();
        let grand = mean_of(&all);
        let by_row: Vec<f64> = rows.iter().map(|row| mean_of(row) - grand).collect();
        let column = |j: usize| rows.iter().map(|row| row[j]).collect::<Vec<f64>>();
        let by_column: Vec<f64> = (0..rows[0].len()).map(|j| mean_of(&column(j)) - grand).collect();
        let (mut total, mut left, mut within) = (0.0, 0.0, 0.0);
        for (row, of_row) in rows.iter().zip(&by_row) {
            for (value, of_column) in row.iter().zip(&by_column) {
                let from_grand = value - grand;
                total += from_grand.powi(2);
                within += (from_grand - of_row).powi(2);
                left += (from_grand - of_row - of_column).powi(2);
            }
        }
        if !f64::is_finite(total * n * k) {
            return Err(NotComputable::NothingToDivideBy);
        }
        // What is left of sums that cancel is noise.
        let sum = |squares: f64| if squares > 1e-24 * total { squares } else { 0.0 };
        let squares = |means: &[f64]| sum(means.iter().map(|mean| mean * mean).sum());
        Ok(Self {
            n,
            k,
            bms: k * squares(&by_row) / (n - 1.0),
            jms: n * squares(&by_column) / (k - 1.0),
            ems: sum(left) / ((n - 1.0) * (k - 1.0)),
            wms: sum(within) / (n * (k - 1.0)),
        })
    }

    /// The interval of ICC(2,1), Shrout & Fleiss p. 424.
    fn absolute_interval(&self) -> Option<Interval> {
        let Self { n, k, bms, jms, ems, .. } = *self;
        let icc = (bms - ems) / (bms + (k - 1.0) * ems + k * (jms - ems) / n);
        let f = jms / ems;
        let weighted = n * (1.0 + (k - 1.0) * icc) - k * icc;
        let above = (k - 1.0) * (n - 1.0) * (k * icc * f + weighted).powi(2);
        let below = (n - 1.0) * (k * icc * f).powi(2) + weighted.powi(2);
        let df = above / below;
        if !(df.is_finite() && df > 0.0) {
            return None;
        }
        let (upper, lower) = (f_quantile(0.975, n - 1.0, df)?, f_quantile(0.975, df, n - 1.0)?);
        let rest = k * jms + (k * n - k - n) * ems;
        let low = n * (bms - upper * ems) / (upper * rest + n * bms);
        let high = n * (lower * bms - ems) / (rest + n * lower * bms);
        (low.is_finite() && high.is_finite()).then(|| Interval::new(low, high))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn full(rows: &[&[f64]]) -> Vec<Vec<Option<f64>>> {
        rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect()
    }

    #[test]
    fn it_says_why_there_is_none() {
        assert_eq!(icc(&[]), Err(NotComputable::NoAnswers));
        assert_eq!(icc(&full(&[&[1.0], &[2.0]])), Err(NotComputable::FewerThanTwoRaters));
        assert_eq!(icc(&full(&[&[1.0, 2.0]])), Err(NotComputable::FewerThanTwoCustomers));
        assert_eq!(icc(&full(&[&[0.1, 0.1], &[0.1, 0.1]])), Err(NotComputable::NoVariation));
        assert_eq!(icc(&[vec![Some(1.0), None], vec![Some(1.0), Some(2.0)]]), Err(NotComputable::Holes));
        assert_eq!(icc(&full(&[&[f64::MAX, 0.0], &[f64::MIN, 1.0]])), Err(NotComputable::NothingToDivideBy));
    }

    #[test]
    fn where_people_agree_the_estimate_is_one_and_has_no_interval() {
        let figures = icc(&full(&[&[0.1, 0.1], &[0.7, 0.7], &[0.3, 0.3]])).unwrap();
        assert_eq!((figures.ems, figures.wms, figures.jms), (0.0, 0.0, 0.0), "no noise");
        let absolute = figures.single_absolute.unwrap();
        assert!((absolute.estimate - 1.0).abs() < 1e-12 && absolute.interval.is_none(), "{absolute:?}");
        // Only people differ, customers do not.
        let strict = icc(&full(&[&[1.0, 2.0], &[1.0, 2.0], &[1.0, 2.0]])).unwrap();
        assert_eq!(strict.single_consistent, Err(NotComputable::NothingToDivideBy));
        assert!(strict.single_absolute.unwrap().estimate.abs() < 1e-12, "{strict:?}");
    }

    proptest! {
        #[test]
        fn figures_lie_in_their_intervals(rows in prop::collection::vec(prop::collection::vec(1..=5_i32, 3), 2..9)) {
            let table: Vec<Vec<Option<f64>>> =
                rows.iter().map(|row| row.iter().map(|value| Some(f64::from(*value))).collect()).collect();
            if let Ok(figures) = icc(&table) {
                let all = [
                    figures.single_one_way, figures.single_absolute, figures.single_consistent,
                    figures.mean_one_way, figures.mean_absolute, figures.mean_consistent,
                ];
                for figure in all.into_iter().flatten() {
                    prop_assert!(figure.estimate <= 1.0 + 1e-12, "{figure:?}");
                }
                for figure in [figures.single_one_way, figures.single_consistent].into_iter().flatten() {
                    if let Some(interval) = figure.interval {
                        prop_assert!(interval.contains(figure.estimate), "{figure:?}");
                    }
                }
            }
        }
    }
}
