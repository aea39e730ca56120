//! Contributions: what each criterion adds to the score or takes from it, against the keep line.

use crate::analysis::judge::Known;
use crate::analysis::words::{answer_text, lower_first, people_text, shortened};
use crate::model::{Criterion, Response, Scale};

use super::{Case, Contribution};

/// Groups this far apart, as a part of the scale, are worth a word.
pub(super) const TELLING_GAP: f64 = 0.25;
/// A quoted note has at most so many characters.
const MAX_QUOTE: usize = 48;

impl Case<'_> {
    /// 100·w(V−T)/W for every answered criterion of weight > 0, worst first, ties in the order they are asked.
    pub(super) fn contributions(&self) -> Vec<Contribution> {
        let weights = self.rules.weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
        let mut contributions: Vec<Contribution> = weights
            .filter_map(|(place, weight)| {
                let Known::Value(value) = self.rules.known(self.row, place) else { return None };
                let criterion = self.criteria[place];
                let cells = self.judged.evidence.cells(self.index, place);
                let groups = self.judged.evidence.groups().iter().zip(cells).filter(|(_, cell)| cell.people > 0);
                Some(Contribution {
                    criterion: criterion.id,
                    name: criterion.name.to_string(),
                    points: 100.0 * weight * (value - self.rules.keep_from) / self.sums.answered,
                    value,
                    own: criterion.answer_for(value),
                    groups: groups.map(|(id, cell)| (*id, criterion.answer_for(cell.mean), cell.people)).collect(),
                    note: self.note(place, criterion, value),
                })
            })
            .collect();
        contributions.sort_by(|a, b| a.points.total_cmp(&b.points));
        contributions
    }

    /// Groups that differ; else what somebody wrote last; else the answer and the people.
    fn note(&self, place: usize, criterion: &Criterion, value: f64) -> String {
        if let Some(gap) = self.group_gap(place)
            && gap.size() >= TELLING_GAP
        {
            let business = &self.judged.workspace.business;
            let words = |(group, mean): (usize, f64)| {
                let name = lower_first(&business.group_name(self.judged.evidence.groups()[group]));
                format!("{name} {}", answer_text(criterion, criterion.answer_for(mean)))
            };
            return format!("{} · {}", words(gap.low), words(gap.high));
        }
        if let Some(quote) = self.quote(criterion) {
            return quote;
        }
        let people = self.judged.evidence.cells(self.index, place).iter().map(|cell| cell.people).sum();
        let own = answer_text(criterion, criterion.answer_for(value));
        match criterion.scale {
            Scale::Measure { .. } if people > 1 => format!("{own} on average"),
            Scale::YesNo if people == 1 && value.fract() == 0.0 => {
                let word = if criterion.answer_for(value) > 0.5 { "yes" } else { "no" };
                format!("{word}, says {}", people_text(people))
            }
            _ => format!("{own} from {}", people_text(people)),
        }
    }

    /// The newest note on this criterion in the ratings that count.
    fn quote(&self, criterion: &Criterion) -> Option<String> {
        let ratings = self.judged.evidence.gathering().counting(self.customer, self.judged.card.id);
        let noted = ratings.into_iter().filter_map(|(id, rating)| {
            let answer = rating.answers.get(&criterion.id)?;
            let is_value = matches!(answer.response, Response::Value(_));
            (is_value && !answer.note.is_empty()).then_some(((rating.on, id), &answer.note))
        });
        let (_, note) = noted.max_by_key(|(when, _)| *when)?;
        Some(format!("\u{201c}{}\u{201d}", shortened(note, MAX_QUOTE)))
    }

    /// The two groups furthest apart on a criterion, among those that count.
    pub(super) fn group_gap(&self, place: usize) -> Option<Gap> {
        let cells = self.judged.evidence.cells(self.index, place).iter().zip(&self.rules.balance).enumerate();
        let answered = cells.filter(|(_, (cell, balance))| cell.people > 0 && **balance > 0.0);
        let means: Vec<(usize, f64)> = answered.map(|(group, (cell, _))| (group, cell.mean)).collect();
        let low = means.iter().copied().reduce(|a, b| if b.1 < a.1 { b } else { a })?;
        let high = means.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
        (low.0 != high.0).then_some(Gap { low, high })
    }
}

/// How far two groups are apart on a criterion: (place of the group, mean value).
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    pub(super) low: (usize, f64),
    pub(super) high: (usize, f64),
}

impl Gap {
    /// As a part of the scale, 0–1.
    pub(super) fn size(&self) -> f64 {
        self.high.1 - self.low.1
    }
}
