//! Cautions about the evidence: old, thin, from one person, disputed, close, or carried by one criterion.

use jiff::ToSpan as _;

use crate::analysis::firmness::Firmness;
use crate::analysis::words::{
    ago_text, answer_text, date_text, decimal, group_text, number_word, people_text, percent_text, quoted, score_text,
    upper_first, verdict_text,
};
use crate::model::{Criterion, Scale};

use super::cautions::caution;
use super::contributions::TELLING_GAP;
use super::{Case, Caution, CautionKind};

/// People this far apart, as a part of the scale, disagree strongly.
const STRONG_SPREAD: f64 = 0.5;
/// Less than this share of the weight answered is thin.
const THIN_COVERAGE: f64 = 0.75;
/// Fewer people than this are few.
const FEW_PEOPLE: u32 = 3;

impl Case<'_> {
    pub(super) fn doubts(&self) -> Vec<Caution> {
        let (groups, place) = self.groups_differ().unzip();
        let mut doubts: Vec<Caution> = groups.into_iter().collect();
        doubts.extend(self.raters_disagree(place));
        doubts.extend(self.old());
        doubts.extend(self.thin());
        doubts.extend(self.too_close());
        doubts.extend(self.one_loud_criterion());
        doubts
    }

    fn weighted(&self) -> impl Iterator<Item = usize> {
        let weights = self.rules.weights.iter().enumerate();
        weights.filter(|(_, weight)| **weight > 0.0).map(|(place, _)| place)
    }

    /// The criterion on which two groups are furthest apart, from a quarter of its scale on.
    fn groups_differ(&self) -> Option<(Caution, usize)> {
        let gaps = self.weighted().filter_map(|place| Some((place, self.group_gap(place)?)));
        let (place, gap) = gaps.reduce(|a, b| if b.1.size() > a.1.size() + 1e-9 { b } else { a })?;
        if gap.size() < TELLING_GAP - 1e-9 {
            return None;
        }
        let criterion = self.criteria[place];
        let business = &self.judged.workspace.business;
        let name = |group: usize| group_text(business, self.judged.evidence.groups()[group]);
        let own = |mean: f64| criterion.answer_for(mean);
        let (high, low) = (name(gap.high.0), name(gap.low.0));
        let lead = upper_first(&format!("{high} and {low} disagree"));
        let rest = format!(
            "{}about {}: {high} says {}, {low} {}.",
            distance(criterion, own(gap.high.1), own(gap.low.1)),
            quoted(&criterion.name),
            answer_text(criterion, own(gap.high.1)),
            answer_text(criterion, own(gap.low.1)),
        );
        Some((caution(CautionKind::GroupsDiffer, lead, &rest), place))
    }

    /// The criterion on which people are furthest apart, from half its scale on. On a yes/no question anybody who
    /// disagrees is a whole scale away, so there the minority must also be a quarter. Where the groups explain it
    /// (`told` already), people must disagree within a group.
    fn raters_disagree(&self, told: Option<usize>) -> Option<Caution> {
        let spreads = self.weighted().filter_map(|place| {
            let cells = self.judged.evidence.cells(self.index, place).iter().filter(|cell| cell.people > 0);
            let people: u32 = cells.clone().map(|cell| cell.people).sum();
            if people < 2 {
                return None;
            }
            let sum: f64 = cells.clone().map(|cell| cell.mean * f64::from(cell.people)).sum();
            let minority = (sum / f64::from(people)).min(1.0 - sum / f64::from(people));
            if self.criteria[place].scale == Scale::YesNo && minority < 0.25 - 1e-9 {
                return None;
            }
            if told == Some(place) && cells.clone().all(|cell| cell.max - cell.min < STRONG_SPREAD - 1e-9) {
                return None;
            }
            let min = cells.clone().map(|cell| cell.min).fold(1.0, f64::min);
            let max = cells.map(|cell| cell.max).fold(0.0, f64::max);
            Some((place, min, max))
        });
        let (place, min, max) = spreads.reduce(|a, b| if b.2 - b.1 > a.2 - a.1 + 1e-9 { b } else { a })?;
        if max - min < STRONG_SPREAD - 1e-9 {
            return None;
        }
        let criterion = self.criteria[place];
        let name = quoted(&criterion.name);
        let rest = if criterion.scale == Scale::YesNo {
            format!("about {name}: some say yes, some no.")
        } else {
            let own = |value: f64| answer_text(criterion, criterion.answer_for(value));
            format!("about {name}: from {} to {}.", own(min), own(max))
        };
        Some(caution(CautionKind::RatersDisagree, "Raters disagree strongly".to_owned(), &rest))
    }

    fn old(&self) -> Option<Caution> {
        let newest = self.judged.evidence.newest(self.index)?;
        let months = i64::from(self.judged.terms.policy.stale_after_months);
        let limit = self.judged.today.checked_sub(months.months()).ok()?;
        if newest >= limit {
            return None;
        }
        let rest = format!("The newest rating is from {}, {}.", date_text(newest), ago_text(newest, self.judged.today));
        Some(caution(CautionKind::OldEvidence, "The evidence is old.".to_owned(), &rest))
    }

    fn thin(&self) -> Option<Caution> {
        let (people, coverage) = (self.judgement.num_raters, self.judgement.coverage);
        let num_ratings = self.judged.evidence.num_ratings(self.index);
        if people == 1 {
            let times = number_word(usize::try_from(num_ratings).unwrap_or(usize::MAX));
            let rest = match num_ratings {
                1 => "One rating by one person is behind this.".to_owned(),
                _ => format!("All {times} ratings behind this are by the same person."),
            };
            return Some(caution(CautionKind::OnePerson, "One voice only.".to_owned(), &rest));
        }
        if people >= FEW_PEOPLE && coverage >= THIN_COVERAGE - 1e-9 {
            return None;
        }
        let answered = if coverage >= 1.0 - 1e-9 {
            String::new()
        } else {
            format!(" and {} of the scorecard", percent_text(coverage))
        };
        let rest = format!("{}{answered} stand behind this.", upper_first(&people_text(people)));
        Some(caution(CautionKind::ThinEvidence, "The evidence is thin.".to_owned(), &rest))
    }

    fn too_close(&self) -> Option<Caution> {
        if self.judgement.firmness != Firmness::TooClose {
            return None;
        }
        let sentence = self.close_sentence(self.sums.score()?);
        Some(caution(CautionKind::TooClose, "Too close to call:".to_owned(), &sentence))
    }

    /// The criterion without which the verdict would be better; the one that changes the score most.
    fn one_loud_criterion(&self) -> Option<Caution> {
        let score = self.sums.score()?;
        let verdict = self.rules.band(score);
        if verdict != self.judgement.verdict {
            return None; // A red flag decides, not a criterion's weight.
        }
        let without =
            self.weighted().filter_map(|place| Some((place, self.rules.sums(self.row, Some(place)).score()?)));
        // Verdicts are ordered worst first.
        let better = without.filter(|(_, score)| self.rules.band(*score) > verdict);
        let (place, score) = better.reduce(|a, b| if b.1 > a.1 + 1e-9 { b } else { a })?;
        let rest = format!(
            "Without {} the score would be {}: {}.",
            quoted(&self.criteria[place].name),
            score_text(score * 100.0),
            verdict_text(self.rules.band(score)),
        );
        Some(caution(CautionKind::OneLoudCriterion, "One criterion decides it.".to_owned(), &rest))
    }
}

/// "by 2.3 points " on a scale of points, else nothing.
fn distance(criterion: &Criterion, a: f64, b: f64) -> String {
    match criterion.scale {
        Scale::Points { .. } => format!("by {} points ", decimal((a - b).abs())),
        Scale::YesNo | Scale::Measure { .. } => String::new(),
    }
}
