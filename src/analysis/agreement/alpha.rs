//! Krippendorff's alpha: 1 − observed disagreement / disagreement expected by chance; any raters, any holes, any scale.

use super::super::stats::NotComputable;
use super::units::Units;

/// What a difference between two answers means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AlphaLevel {
    /// Same or not: d² = \[c ≠ k\]. For yes/no, where all levels give the same alpha.
    Nominal,
    /// Only the order counts: d = answers lying between the two, each end counted half. For points.
    Ordinal,
    /// The distance counts: d = c − k. For measures and scores.
    Interval,
    /// The proportion counts: d = (c − k) / (c + k). For amounts with a true zero.
    Ratio,
}

/// Alpha with what it was made from.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Alpha {
    /// Alpha: 1 − `observed` / `expected`; 1 is perfect agreement, 0 what chance would give, below 0 worse than chance.
    pub estimate: f64,
    /// The mean squared difference within units, in squared units of the level.
    pub observed: f64,
    /// The mean squared difference of any two answers, in squared units of the level.
    pub expected: f64,
    /// Units with two answers or more.
    pub num_units: usize,
    /// The answers about them.
    pub num_values: usize,
}

/// Krippendorff's alpha.
///
/// `α = 1 − D_o / D_e`, with `D_o = (1/n) Σ_u Σ_pairs d² / (m_u − 1)` over the n answers of units with `m_u` ≥ 2
/// answers, and `D_e = Σ n_c n_k d² / (n (n − 1))` over all answers c, k. The ordinal distance uses how often each
/// answer was given: it is the distance of midranks. Source: Krippendorff 2011, "Computing Krippendorff's
/// alpha-reliability"; Krippendorff 2004, *Content Analysis*, ch. 11.
///
/// # Errors
/// What [`Units::check_pairable`] says; [`NotComputable::NoVariation`] if all answers are the same;
/// [`NotComputable::NothingToDivideBy`] for the ratio level with answers below 0.
pub fn krippendorff_alpha(units: &Units, level: AlphaLevel) -> Result<Alpha, NotComputable> {
    let prepared = Prepared::new(units, level)?;
    let sums = prepared.sums(&vec![1.0; prepared.len()]);
    let estimate = sums.alpha().ok_or(NotComputable::NoVariation)?;
    let (observed, expected) = (sums.observed / sums.num, sums.expected / (sums.num * (sums.num - 1.0)));
    Ok(Alpha {
        estimate,
        observed: (observed * prepared.scale * prepared.scale).min(f64::MAX),
        expected: (expected * prepared.scale * prepared.scale).min(f64::MAX),
        num_units: prepared.len(),
        num_values: prepared.num_values,
    })
}

/// The sums alpha is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sums {
    num: f64,
    observed: f64,
    expected: f64,
}

impl Sums {
    /// `None` if there is no variation. Rounding must not take it above 1.
    pub(super) fn alpha(self) -> Option<f64> {
        (self.expected > 0.0).then(|| 1.0 - (self.num - 1.0) * self.observed / self.expected)
    }
}

/// Each unit's contributions, worked out once, so that a resample only adds them up again.
pub(super) struct Prepared {
    level: AlphaLevel,
    num_values: usize,
    /// The largest distance of an answer from the middle; 1 but for the interval level.
    scale: f64,
    /// The different answers, ascending; for the ratio level divided by the largest. Unused by the interval level.
    points: Vec<f64>,
    /// How often each unit has which point, unit by unit. Unused by the interval level.
    runs: Vec<Run>,
    units: Vec<Unit>,
}

/// So many of a unit's answers are this point.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Run {
    place: u32,
    num: f64,
}

/// One unit's contribution, as far as it does not depend on the other units.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Unit {
    /// Where its runs end.
    end: usize,
    /// Its number of answers.
    num: f64,
    /// Σ over its ordered pairs of d² / (m − 1); not known at the ordinal level.
    observed: f64,
    /// Σ x and Σ x², from the middle of all answers; for the interval level.
    moments: [f64; 2],
}

impl Prepared {
    pub(super) fn new(units: &Units, level: AlphaLevel) -> Result<Self, NotComputable> {
        units.check_pairable()?;
        let values = || units.pairable().flatten().copied();
        let (lowest, highest) =
            values().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (x.min(low), x.max(high)));
        if lowest >= highest {
            return Err(NotComputable::NoVariation);
        }
        if level == AlphaLevel::Ratio && lowest < 0.0 {
            return Err(NotComputable::NothingToDivideBy);
        }
        let num_values = values().count();
        let empty = Self { level, num_values, scale: 1.0, points: Vec::new(), runs: Vec::new(), units: Vec::new() };
        Ok(match level {
            AlphaLevel::Interval => empty.with_moments(units, (lowest, highest)),
            AlphaLevel::Nominal | AlphaLevel::Ordinal | AlphaLevel::Ratio => empty.with_runs(units, highest),
        })
    }

    /// How many pairable units.
    pub(super) const fn len(&self) -> usize {
        self.units.len()
    }

    /// For the interval level.
    fn with_moments(mut self, units: &Units, (lowest, highest): (f64, f64)) -> Self {
        // The middle first: the sum of huge numbers overflows, half their distance does not.
        let middle = f64::midpoint(lowest, highest);
        self.scale = (highest - middle).max(middle - lowest);
        let scaled = |value: &f64| (value - middle) / self.scale;
        let mean = units.pairable().flatten().map(scaled).sum::<f64>() / self.num_values as f64;
        for unit in units.pairable() {
            let num = unit.len() as f64;
            let moved = || unit.iter().map(|value| scaled(value) - mean);
            self.units.push(Unit {
                end: 0,
                num,
                observed: 2.0 * num * squares(moved()) / (num - 1.0),
                moments: [moved().sum(), moved().map(|value| value * value).sum()],
            });
        }
        self
    }

    /// For the other levels.
    fn with_runs(mut self, units: &Units, highest: f64) -> Self {
        self.points = distinct(units);
        let mut places: Vec<u32> = Vec::new();
        for unit in units.pairable() {
            let place = |value: &f64| self.points.partition_point(|point| point < value);
            places.clear();
            places.extend(unit.iter().map(|value| u32::try_from(place(value)).unwrap_or(u32::MAX)));
            places.sort_unstable();
            let runs = places.chunk_by(|a, b| a == b).map(|run| Run { place: run[0], num: run.len() as f64 });
            self.runs.extend(runs);
            self.units.push(Unit { end: self.runs.len(), num: unit.len() as f64, observed: 0.0, moments: [0.0; 2] });
        }
        if self.level == AlphaLevel::Ratio {
            self.points.iter_mut().for_each(|point| *point /= highest);
        }
        let mut begin = 0;
        for unit in &mut self.units {
            let runs = &self.runs[begin..unit.end];
            let to_all =
                |c: &Run| runs.iter().map(|k| k.num * self.level.fixed_distance(&self.points, *c, *k)).sum::<f64>();
            unit.observed = runs.iter().map(|c| c.num * to_all(c)).sum::<f64>() / (unit.num - 1.0);
            begin = unit.end;
        }
        self
    }

    /// The sums with each unit counted so many times, one number ≥ 0 per unit.
    pub(super) fn sums(&self, times: &[f64]) -> Sums {
        let (mut num, mut observed, mut moments) = (0.0, 0.0, [0.0; 2]);
        for (unit, times) in self.units.iter().zip(times) {
            num += times * unit.num;
            observed += times * unit.observed;
            moments[0] += times * unit.moments[0];
            moments[1] += times * unit.moments[1];
        }
        match self.level {
            AlphaLevel::Interval => {
                let squares = moments[1] - moments[0] * moments[0] / num;
                // What is left where all are the same is noise.
                let expected = if squares > 1e-13 * moments[1] { 2.0 * num * squares } else { 0.0 };
                Sums { num, observed, expected }
            }
            AlphaLevel::Nominal => {
                let same: f64 = self.counts(times).iter().map(|count| count * count).sum();
                Sums { num, observed, expected: num * num - same }
            }
            AlphaLevel::Ratio => {
                let counts = self.counts(times);
                let with_counts = || counts.iter().zip(&self.points);
                let to_all = |c: f64| with_counts().map(|(n, &k)| n * ratio_distance(c, k)).sum::<f64>();
                Sums { num, observed, expected: with_counts().map(|(n, &c)| n * to_all(c)).sum() }
            }
            AlphaLevel::Ordinal => self.ordinal_sums(times, num),
        }
    }

    /// The ordinal distance of two answers is that of their midranks, so these are the interval sums on midranks.
    fn ordinal_sums(&self, times: &[f64], num: f64) -> Sums {
        let counts = self.counts(times);
        let mut below = 0.0;
        let ranks: Vec<f64> = counts
            .iter()
            .map(|count| {
                below += count;
                // From the middle of all ranks, as a share of their number: no digits are lost in the squares.
                (below - count / 2.0) / num - 0.5
            })
            .collect();
        let spread: f64 = counts.iter().zip(&ranks).map(|(count, rank)| count * rank * rank).sum();
        let is_one_point = counts.iter().filter(|count| **count > 0.0).count() < 2;
        let (mut observed, mut begin) = (0.0, 0);
        for (unit, times) in self.units.iter().zip(times) {
            let runs = &self.runs[begin..unit.end];
            begin = unit.end;
            if let ([first, others @ ..], true) = (runs, *times > 0.0) {
                let first = ranks[first.place as usize];
                let (mut sum, mut squares) = (0.0, 0.0);
                for run in others {
                    let step = ranks[run.place as usize] - first;
                    sum += run.num * step;
                    squares += run.num * step * step;
                }
                observed += times * 2.0 * (unit.num * squares - sum * sum) / (unit.num - 1.0);
            }
        }
        // In squared ranks.
        let unit = num * num;
        let expected = if is_one_point { 0.0 } else { 2.0 * num * spread * unit };
        Sums { num, observed: observed.max(0.0) * unit, expected }
    }

    /// How often each point was given.
    fn counts(&self, times: &[f64]) -> Vec<f64> {
        let (mut counts, mut begin) = (vec![0.0; self.points.len()], 0);
        for (unit, times) in self.units.iter().zip(times) {
            for run in &self.runs[begin..unit.end] {
                counts[run.place as usize] += times * run.num;
            }
            begin = unit.end;
        }
        counts
    }
}

impl AlphaLevel {
    /// The squared distance of two points, if it does not depend on how often they were given.
    fn fixed_distance(self, points: &[f64], c: Run, k: Run) -> f64 {
        match self {
            Self::Nominal => f64::from(u8::from(c.place != k.place)),
            Self::Ratio => ratio_distance(points[c.place as usize], points[k.place as usize]),
            Self::Ordinal | Self::Interval => 0.0,
        }
    }
}

/// The different answers of the pairable units, ascending.
fn distinct(units: &Units) -> Vec<f64> {
    // Mostly few: found by looking each up. Else sorting is faster.
    const FEW: usize = 128;
    let mut points: Vec<f64> = Vec::new();
    for &value in units.pairable().flatten() {
        let place = points.partition_point(|point| *point < value);
        if points.get(place).is_none_or(|point| *point > value) {
            points.insert(place, value);
        }
        if points.len() > FEW {
            points = units.pairable().flatten().copied().collect();
            points.sort_unstable_by(f64::total_cmp);
            points.dedup();
            break;
        }
    }
    points
}

/// Σ (x − mean)²; exactly 0 of equal numbers.
fn squares(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let Some(first) = values.clone().next() else { return 0.0 };
    let (mut num, mut sum, mut is_one) = (0.0, 0.0, true);
    for value in values.clone() {
        let step = value - first;
        num += 1.0;
        sum += step;
        is_one &= step.abs() <= 0.0;
    }
    if is_one {
        return 0.0;
    }
    let mean = first + sum / num;
    values.map(|value| (value - mean) * (value - mean)).sum()
}

/// ((c − k) / (c + k))² of numbers ≥ 0; 0 of two zeros.
fn ratio_distance(c: f64, k: f64) -> f64 {
    if c + k > 0.0 { ((c - k) / (c + k)).powi(2) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::stats::Draws;
    use super::*;

    const LEVELS: [AlphaLevel; 4] = [AlphaLevel::Nominal, AlphaLevel::Ordinal, AlphaLevel::Interval, AlphaLevel::Ratio];

    fn alpha(table: &[Vec<Option<f64>>], level: AlphaLevel) -> Result<f64, NotComputable> {
        krippendorff_alpha(&Units::from_table(table), level).map(|alpha| alpha.estimate)
    }

    /// The definition, word by word, with a matrix of coincidences.
    fn by_coincidences(table: &[Vec<Option<f64>>], level: AlphaLevel) -> f64 {
        let units: Vec<Vec<f64>> = table.iter().map(|row| row.iter().copied().flatten().collect()).collect();
        let units: Vec<Vec<f64>> = units.into_iter().filter(|unit: &Vec<f64>| unit.len() > 1).collect();
        let mut points: Vec<f64> = units.iter().flatten().copied().collect();
        points.sort_by(f64::total_cmp);
        points.dedup();
        let place = |value: f64| points.iter().position(|point| *point >= value).unwrap();
        let mut coincidences = vec![vec![0.0; points.len()]; points.len()];
        for unit in &units {
            for (a, c) in unit.iter().enumerate() {
                for (_, k) in unit.iter().enumerate().filter(|(b, _)| *b != a) {
                    coincidences[place(*c)][place(*k)] += 1.0 / (unit.len() as f64 - 1.0);
                }
            }
        }
        let counts: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
        let n: f64 = counts.iter().sum();
        let distance = |c: usize, k: usize| match level {
            AlphaLevel::Nominal => f64::from(u8::from(c != k)),
            AlphaLevel::Ordinal => {
                let between: f64 = counts[c.min(k)..=c.max(k)].iter().sum();
                (between - f64::midpoint(counts[c], counts[k])).powi(2)
            }
            AlphaLevel::Interval => (points[c] - points[k]).powi(2),
            AlphaLevel::Ratio => ratio_distance(points[c], points[k]),
        };
        let (mut observed, mut expected) = (0.0, 0.0);
        for c in 0..points.len() {
            for k in 0..points.len() {
                observed += coincidences[c][k] * distance(c, k) / n;
                expected += counts[c] * counts[k] * distance(c, k) / (n * (n - 1.0));
            }
        }
        1.0 - observed / expected
    }

    fn tables() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
        let answer = prop_oneof![1 => Just(None), 4 => (1..=5_i32).prop_map(|point| Some(f64::from(point)))];
        prop::collection::vec(prop::collection::vec(answer, 4), 1..12)
    }

    proptest! {
        #[test]
        fn it_is_what_the_definition_says(table in tables()) {
            for level in LEVELS {
                if let Ok(alpha) = alpha(&table, level) {
                    prop_assert!(alpha <= 1.0, "{level:?}: {alpha}");
                    prop_assert!((alpha - by_coincidences(&table, level)).abs() < 1e-9, "{level:?}: {alpha}");
                }
            }
        }

        #[test]
        fn neither_the_order_of_people_nor_of_customers_matters(table in tables(), seed in 0..1000_u64) {
            let (mut shuffled, mut draws) = (table.clone(), Draws::new(seed));
            draws.shuffle(&mut shuffled);
            let mut order = [0, 1, 2, 3];
            draws.shuffle(&mut order);
            for row in &mut shuffled {
                *row = order.iter().map(|&at| row[at]).collect();
            }
            for level in LEVELS {
                match (alpha(&table, level), alpha(&shuffled, level)) {
                    (Ok(a), Ok(b)) => prop_assert!((a - b).abs() < 1e-9, "{level:?}: {a} {b}"),
                    (a, b) => prop_assert_eq!(a, b),
                }
            }
        }

        #[test]
        fn other_units_of_measurement_give_the_same(table in tables(), by in 0.001..1000.0_f64, to in -1e4..1e4_f64) {
            let moved = |map: &dyn Fn(f64) -> f64| -> Vec<Vec<Option<f64>>> {
                table.iter().map(|row| row.iter().map(|value| value.map(map)).collect()).collect()
            };
            let linear = moved(&|value| value * by + to);
            // Only the order counts for points: any rising map will do.
            let rising = moved(&|value| value.exp());
            for (level, other) in [(AlphaLevel::Interval, &linear), (AlphaLevel::Ordinal, &rising)] {
                match (alpha(&table, level), alpha(other, level)) {
                    (Ok(a), Ok(b)) => prop_assert!((a - b).abs() < 1e-7, "{level:?}: {a} {b}"),
                    (a, b) => prop_assert_eq!(a, b),
                }
            }
        }

        #[test]
        fn it_is_one_exactly_if_all_pairs_agree(table in tables(), copied in any::<bool>()) {
            let table: Vec<Vec<Option<f64>>> =
                if copied { table.iter().map(|row| vec![row[0]; 4]).collect() } else { table };
            let pairs = || table.iter().map(|row| row.iter().flatten().collect::<Vec<_>>()).filter(|row| row.len() > 1);
            let agree = pairs().all(|row| row.iter().all(|value| (*value - row[0]).abs() < 0.5));
            for level in LEVELS {
                if let Ok(alpha) = alpha(&table, level) {
                    prop_assert_eq!((alpha - 1.0).abs() < 1e-12, agree, "{:?}: {}", level, alpha);
                }
            }
        }

        #[test]
        fn all_levels_are_the_same_for_yes_and_no(table in tables()) {
            let yes_no: Vec<Vec<Option<f64>>> = table
                .iter()
                .map(|row| row.iter().map(|value| value.map(|value| f64::from(u8::from(value > 3.0)))).collect())
                .collect();
            if let Ok(nominal) = alpha(&yes_no, AlphaLevel::Nominal) {
                for level in LEVELS {
                    prop_assert!((alpha(&yes_no, level).unwrap() - nominal).abs() < 1e-9, "{level:?}");
                }
            }
        }
    }

    #[test]
    fn huge_numbers_give_a_number() {
        let table = [vec![Some(f64::MAX), Some(f64::MAX)], vec![Some(f64::MIN), Some(f64::MIN)]];
        let huge = krippendorff_alpha(&Units::from_table(&table), AlphaLevel::Interval).unwrap();
        assert!((huge.estimate - 1.0).abs() < 1e-12 && huge.expected.is_finite(), "{huge:?}");
        assert_eq!(alpha(&table, AlphaLevel::Ratio), Err(NotComputable::NothingToDivideBy));
    }
}
