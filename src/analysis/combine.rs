//! Combine: the people of one group become one value per criterion.
//!
//! - **Mean**: Σ w·v / Σ w.
//! - **Trimmed mean**: with five people or more, one n-th of all weight is cut off at either end, and the rest
//!   averaged; with fewer the mean. Where all weigh the same that drops the highest and the lowest. (Dropping whole
//!   people would let a rating of more weight change places and lower the value by being raised.)
//! - **Median**: the value with half of the weight on either side; between two of them, their middle.
//!
//! All three lie between the lowest and the highest voice, do not fall when an answer rises, and move no further than
//! the answer does. Source: Tukey 1962, "The future of data analysis", on trimming.

use crate::model::Combine;

/// From this many people on the trimmed mean drops some.
const MIN_TRIMMED: usize = 5;

/// One person's value and how much it counts (above 0).
pub(super) type Weighed = (f64, f64);

/// The trimmed mean of plain values: without the highest and the lowest if there are at least five, else the mean of
/// all; `None` of nothing.
pub fn trimmed_mean(values: &[f64]) -> Option<f64> {
    combined_of(Combine::TrimmedMean, values)
}

/// Plain values, all of the same weight, combined; `None` of nothing.
fn combined_of(rule: Combine, values: &[f64]) -> Option<f64> {
    let mut sorted: Vec<Weighed> = values.iter().map(|value| (*value, 1.0)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    (!sorted.is_empty()).then(|| combined(rule, &sorted))
}

/// The combined value of people sorted by their values, lowest first; 0 of nobody.
pub(super) fn combined(rule: Combine, sorted: &[Weighed]) -> f64 {
    let (Some((lowest, _)), Some((highest, _))) = (sorted.first(), sorted.last()) else { return 0.0 };
    let total: f64 = sorted.iter().map(|(_, weight)| weight).sum();
    let value = match rule {
        Combine::Median => median(sorted, total),
        Combine::TrimmedMean if sorted.len() >= MIN_TRIMMED => {
            let cut = total / sorted.len() as f64;
            mean_between(sorted, cut, total - cut)
        }
        Combine::Mean | Combine::TrimmedMean => {
            sorted.iter().map(|(value, weight)| value * weight).sum::<f64>() / total
        }
    };
    // Rounding must not carry it outside its own voices.
    value.clamp(*lowest, *highest)
}

fn median(sorted: &[Weighed], total: f64) -> f64 {
    let (half, slack) = (total / 2.0, total * 1e-12);
    let mut below = 0.0;
    for (at, (value, weight)) in sorted.iter().enumerate() {
        below += weight;
        if below > half + slack {
            return *value;
        }
        if below >= half - slack {
            let next = sorted.get(at + 1).map_or(*value, |(next, _)| *next);
            return f64::midpoint(*value, next);
        }
    }
    sorted.last().map_or(0.0, |(value, _)| *value)
}

/// The mean of what lies between two places of the weight laid end to end.
fn mean_between(sorted: &[Weighed], from: f64, to: f64) -> f64 {
    let (mut begin, mut sum, mut all) = (0.0_f64, 0.0, 0.0);
    for (value, weight) in sorted {
        let end = begin + weight;
        let inside = (end.min(to) - begin.max(from)).max(0.0);
        sum += value * inside;
        all += inside;
        begin = end;
    }
    if all > 0.0 { sum / all } else { median(sorted, begin) }
}

/// How far the combined value falls and rises at most if one person's value moves by one step on 0–1.
pub(super) fn largest_steps(rule: Combine, sorted: &[Weighed], step: f64) -> (f64, f64) {
    let (mut fall, mut rise) = (0.0_f64, 0.0_f64);
    if rule == Combine::Mean || (rule == Combine::TrimmedMean && sorted.len() < MIN_TRIMMED) {
        let total: f64 = sorted.iter().map(|(_, weight)| weight).sum();
        for (value, weight) in sorted {
            fall = fall.max(step.min(*value) * weight / total);
            rise = rise.max(step.min(1.0 - value) * weight / total);
        }
        return (fall, rise);
    }
    let before = combined(rule, sorted);
    let mut moved = sorted.to_vec();
    for (at, &(value, weight)) in sorted.iter().enumerate() {
        if step.min(value) > 0.0 {
            move_to(&mut moved, sorted, at, (value - step.min(value), weight));
            fall = fall.max(before - combined(rule, &moved));
        }
        if step.min(1.0 - value) > 0.0 {
            move_to(&mut moved, sorted, at, (value + step.min(1.0 - value), weight));
            rise = rise.max(combined(rule, &moved) - before);
        }
    }
    (fall, rise)
}

/// `sorted` with the one at a place moved to another value, in order again.
fn move_to(moved: &mut [Weighed], sorted: &[Weighed], at: usize, changed: Weighed) {
    moved.copy_from_slice(sorted);
    moved[at] = changed;
    let mut place = at;
    while place > 0 && moved[place - 1].0 > moved[place].0 {
        moved.swap(place - 1, place);
        place -= 1;
    }
    while place + 1 < moved.len() && moved[place].0 > moved[place + 1].0 {
        moved.swap(place, place + 1);
        place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(values: &[f64]) -> Vec<Weighed> {
        values.iter().map(|value| (*value, 1.0)).collect()
    }

    #[test]
    fn one_highest_and_one_lowest_are_dropped_from_five_on() {
        assert_eq!(trimmed_mean(&[0.0, 1.0, 0.25, 0.5, 0.75]), Some(0.5));
        assert_eq!(trimmed_mean(&[9.0, 9.0, 1.0, 2.0, 3.0]), Some(14.0 / 3.0));
        assert_eq!(trimmed_mean(&[0.0, 1.0, 1.0, 1.0]), Some(0.75), "four are too few to drop any");
        assert_eq!(trimmed_mean(&[]), None);
        assert_eq!(combined_of(Combine::Median, &[3.0, 1.0, 2.0, 10.0]), Some(2.5));
        assert_eq!(combined_of(Combine::Median, &[3.0]), Some(3.0));
    }

    #[test]
    fn weights_say_how_much_of_somebody_is_cut_off() {
        // A fifth of 8 is cut at either end: all of the first, 0.6 of the second; all of the last, 0.6 of the fourth.
        let people = [(0.0, 1.0), (0.1, 3.0), (0.5, 2.0), (0.9, 1.0), (1.0, 1.0)];
        let want = (2.4 * 0.1 + 2.0 * 0.5 + 0.4 * 0.9) / 4.8;
        assert!((combined(Combine::TrimmedMean, &people) - want).abs() < 1e-12, "one fifth at either end");
        assert!((combined(Combine::Median, &people) - 0.3).abs() < 1e-12, "four of eight lie below the third");
        assert!((combined(Combine::Mean, &people) - 3.2 / 8.0).abs() < 1e-12, "everybody by weight");
    }

    #[test]
    fn the_largest_step_is_that_of_one_person() {
        let close = |(fall, rise): (f64, f64), want: (f64, f64)| {
            assert!((fall - want.0).abs() < 1e-12 && (rise - want.1).abs() < 1e-12, "{fall} {rise} not {want:?}");
        };
        close(largest_steps(Combine::Mean, &equal(&[0.0, 0.5, 1.0]), 0.25), (0.25 / 3.0, 0.25 / 3.0));
        // The middle one of three moves until it meets a neighbour.
        close(largest_steps(Combine::Median, &equal(&[0.4, 0.5, 1.0]), 0.25), (0.1, 0.25));
        close(largest_steps(Combine::Median, &equal(&[0.5, 0.5, 0.5]), 0.25), (0.0, 0.0));
        close(largest_steps(Combine::TrimmedMean, &equal(&[0.5; 5]), 0.25), (0.0, 0.0));
        close(largest_steps(Combine::TrimmedMean, &equal(&[0.0, 0.2, 0.5, 0.8, 1.0]), 0.1), (0.1 / 3.0, 0.1 / 3.0));
        close(largest_steps(Combine::Mean, &[], 0.25), (0.0, 0.0));
    }
}
