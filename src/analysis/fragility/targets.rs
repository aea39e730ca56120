//! Targets: where a score would have to get to for another verdict.

use crate::analysis::evidence::RowRef;
use crate::analysis::judge::{Known, Rules, Sums};
use crate::model::Verdict;

pub(super) use crate::analysis::judge::EPSILON;

/// Where a customer with a score stands: made once, asked often.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    /// The answered criteria of weight > 0: (place, weight, value).
    pub(super) answered: Vec<(usize, f64, f64)>,
    /// Their weights together.
    pub(super) weight: f64,
    /// The score, 0–1.
    pub(super) score: f64,
    /// The lines next to the score.
    pub(super) targets: [Option<Target>; 2],
}

impl Rules<'_> {
    /// The answered criteria of weight > 0: (place, weight, value).
    pub(super) fn answered(&self, row: RowRef<'_>) -> Vec<(usize, f64, f64)> {
        let mut answered = Vec::with_capacity(self.weights.len());
        for (place, &weight) in self.weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            if let Known::Value(value) = self.known(row, place) {
                answered.push((place, weight, value));
            }
        }
        answered
    }

    /// Where a customer stands; `None` without a score.
    pub(super) fn stand(&self, row: RowRef<'_>) -> Option<Stand> {
        let answered = self.answered(row);
        let mut sums = Sums::default();
        for (_, weight, value) in &answered {
            sums.value += weight * value;
            sums.answered += weight;
        }
        let score = sums.score()?;
        Some(Stand { answered, weight: sums.answered, score, targets: targets(self, score) })
    }
}

/// Whoever falls below a band must get this far behind its line, on 0–1, so that no tolerance catches them.
pub(super) const SLACK: f64 = 10.0 * EPSILON;

/// The nearest line in one direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Target {
    /// The band's threshold, 0–1.
    pub(super) line: f64,
    /// A score that has certainly crossed it: the line itself going up, a hair below it going down.
    pub(super) behind: f64,
    /// Whether the score must rise.
    pub(super) is_rise: bool,
    /// The verdict there.
    pub(super) verdict: Verdict,
}

/// The lines next to a score on 0–1, at most one above and one below. A line at 0 cannot be fallen below.
fn targets(rules: &Rules<'_>, score: f64) -> [Option<Target>; 2] {
    let band = rules.band(score);
    let (up, down) = match band {
        Verdict::LetGo => (Some(rules.hard_look_from), None),
        Verdict::HardLook => (Some(rules.keep_from), Some(rules.hard_look_from)),
        Verdict::Keep | Verdict::NotEnough => (None, Some(rules.keep_from)),
    };
    [(up, 0.0, true), (down, SLACK, false)].map(|(line, slack, is_rise)| {
        let line = line?;
        let behind = line - slack;
        // Bands may coincide, so the verdict is read off behind the line.
        let verdict = rules.band(behind);
        (verdict != band && behind >= 0.0).then_some(Target { line, behind, is_rise, verdict })
    })
}
