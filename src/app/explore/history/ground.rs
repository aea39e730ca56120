//! Every customer's line over the quarters, worked out by a worker.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use crate::analysis::{QuarterPoint, Terms, histories, rule_changes};
use crate::app::Cancel;
use crate::charts::Ruler;
use crate::model::{
    Criterion, CriterionId, Customer, CustomerId, Line, Locale, Quarter, Scorecard, Verdict, Workspace,
};

/// What the history is wanted of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) dir: PathBuf,
    pub(super) revision: u64,
    pub(super) today: Date,
    pub(super) criterion: Option<CriterionId>,
}

/// A value in a quarter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinePoint {
    /// Which quarter, from the first one shown.
    pub quarter: usize,
    /// The value, 0 (bad) – 1 (good).
    pub value: f64,
    /// How many people are behind it.
    pub people: u32,
}

/// A decision about a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionMark {
    /// When, in quarters from the beginning of the first one.
    pub at: f64,
    /// What, and when: "Fix together, 3 May".
    pub label: String,
}

/// A customer's history.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryLine {
    /// Who.
    pub customer: CustomerId,
    /// The customer's name.
    pub name: String,
    /// Their verdict today.
    pub verdict: Verdict,
    /// Whether we work for them.
    pub is_current: bool,
    /// Their segment; may be empty.
    pub segment: Line,
    /// The quarters with a value, oldest first; at least one.
    pub points: Vec<LinePoint>,
    /// What was decided, oldest first.
    pub decisions: Vec<DecisionMark>,
}

impl HistoryLine {
    /// The first and the last value.
    pub fn ends(&self) -> Option<(LinePoint, LinePoint)> {
        Some((*self.points.first()?, *self.points.last()?))
    }

    /// The last value less the first; 0 where there is only one.
    pub fn change(&self) -> f64 {
        self.ends().map_or(0.0, |(first, last)| last.value - first.value)
    }

    /// The value in a quarter.
    pub fn value_in(&self, quarter: usize) -> Option<LinePoint> {
        let place = self.points.binary_search_by_key(&quarter, |point| point.quarter).ok()?;
        self.points.get(place).copied()
    }

    /// The height of the line at a moment, in quarters: between its neighbours, or the nearest value.
    pub fn height_at(&self, at: f64) -> Option<f64> {
        let x = |point: &LinePoint| point.quarter as f64 + 0.5;
        let after = self.points.iter().position(|point| x(point) >= at);
        match after {
            Some(0) => self.points.first().map(|point| point.value),
            None => self.points.last().map(|point| point.value),
            Some(place) => {
                let (before, after) = (self.points.get(place - 1)?, self.points.get(place)?);
                let share = (at - x(before)) / (x(after) - x(before));
                Some(before.value + share * (after.value - before.value))
            }
        }
    }

    /// The stretches without a gap: values of quarters that follow each other.
    pub fn stretches(&self) -> impl Iterator<Item = &[LinePoint]> {
        self.points.chunk_by(|one, next| one.quarter + 1 == next.quarter)
    }
}

/// Everything about the history that follows from the data alone.
#[derive(Debug)]
pub struct HistoryGround {
    /// Customers with at least one value, those that changed most first.
    pub lines: Vec<HistoryLine>,
    /// The quarters from the first value to today.
    pub quarters: Vec<Quarter>,
    /// When the rules changed, in quarters from the beginning, and to which version.
    pub changes: Vec<(f64, u32)>,
    /// What values are measured on.
    pub ruler: Ruler,
    /// What is shown: "Score", or the criterion's name.
    pub measure: String,
    /// The segments there are.
    pub segments: Vec<Line>,
    /// Where the verdicts begin, 0–1: keep, hard look. Only for the score.
    pub bands: Option<(f64, f64)>,
    /// Customers without any value.
    pub num_unrated: usize,
    /// Whose history this is.
    pub business: String,
    pub(super) names: Vec<String>,
    criterion: Option<Criterion>,
}

/// One customer's line while quarters are still counted from their own first one.
struct Own {
    first: Option<Quarter>,
    points: Vec<LinePoint>,
}

impl HistoryGround {
    /// Works everything out; nothing if nobody waits for it any more.
    pub(super) fn of(
        question: &Question,
        workspace: &Workspace,
        card: &Arc<Scorecard>,
        verdict_of: impl Fn(CustomerId) -> Verdict,
        cancel: &Cancel,
    ) -> Option<Self> {
        let terms = Terms::of(card.current());
        let found = question.criterion.and_then(|id| card.current().active().enumerate().find(|(_, c)| c.id == id));
        let place = found.map(|(place, _)| place);
        let criterion = found.map(|(_, criterion)| criterion.clone());
        let is_shown = |customer: &&Arc<Customer>| customer.profile.status != crate::model::Status::Prospect;
        let customers: Vec<&Arc<Customer>> = workspace.customers.values().filter(is_shown).collect();
        let ids: Vec<CustomerId> = customers.iter().map(|customer| customer.id).collect();
        let own = histories(workspace, &ids, (card, &terms), question.today, |points| own(&points, place));
        if cancel.is_cancelled() {
            return None;
        }
        let first = own.iter().filter_map(|line| line.first).min();
        let last = Quarter::of(question.today);
        let quarters: Vec<Quarter> = first.map(|first| quarters(first, last)).unwrap_or_default();
        let at = |day: Date| moment(first?, day);
        let mut lines: Vec<HistoryLine> = Vec::new();
        for (customer, line) in customers.iter().zip(own) {
            let (Some(first), Some(begins)) = (first, line.first) else { continue };
            let shift = usize::try_from(first.until(begins)).unwrap_or(0);
            let decisions = customer.decisions.values().filter_map(|decision| {
                let label = format!("{}, {}", decision.choice.words(), Locale::current().date_short(decision.on));
                Some(DecisionMark { at: at(decision.on)?, label })
            });
            let mut decisions: Vec<DecisionMark> = decisions.collect();
            decisions.sort_by(|a, b| a.at.total_cmp(&b.at));
            let moved = |point: LinePoint| LinePoint { quarter: point.quarter + shift, ..point };
            lines.push(HistoryLine {
                customer: customer.id,
                name: customer.name().to_owned(),
                verdict: verdict_of(customer.id),
                is_current: customer.profile.status.is_current(),
                segment: customer.profile.segment.clone(),
                points: line.points.into_iter().map(moved).collect(),
                decisions,
            });
        }
        let num_unrated = customers.len() - lines.len();
        lines.sort_by(|a, b| b.change().abs().total_cmp(&a.change().abs()).then_with(|| a.name.cmp(&b.name)));
        let segments: BTreeSet<&Line> =
            lines.iter().map(|line| &line.segment).filter(|segment| !segment.is_empty()).collect();
        let changes = rule_changes(card).into_iter().filter_map(|(day, version)| Some((at(day)?, version)));
        let policy = &terms.policy;
        let bands = (policy.keep_from.value() / 100.0, policy.hard_look_from.value() / 100.0);
        Some(Self {
            segments: segments.into_iter().cloned().collect(),
            names: lines.iter().map(|line| line.name.to_lowercase()).collect(),
            quarters,
            changes: changes.collect(),
            ruler: criterion.as_ref().map_or(Ruler::Score, |one| Ruler::of(&one.scale, one.direction)),
            measure: criterion.as_ref().map_or_else(|| "Score".to_owned(), |one| one.name.to_string()),
            bands: criterion.is_none().then_some(bands),
            num_unrated,
            business: workspace.business.name.to_string(),
            lines,
            criterion,
        })
    }

    /// A value as it was answered: on the criterion's own scale, or the score.
    pub fn own_value(&self, value: f64) -> f64 {
        self.criterion.as_ref().map_or(value * 100.0, |criterion| criterion.answer_for(value))
    }

    /// A value in words: "62", "4.2", "12 days".
    pub fn value_text(&self, value: f64) -> String {
        self.ruler.label(self.own_value(value))
    }

    /// Round values from bad to good: where each stands, 0–1, and what it says.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        self.ruler.marks()
    }

    /// From the first value to the last in words: "52, later 71", or the only one.
    pub fn course_text(&self, line: &HistoryLine) -> String {
        let Some((first, last)) = line.ends() else { return String::new() };
        if line.points.len() == 1 {
            let quarter = self.quarters.get(first.quarter).map(Quarter::to_string).unwrap_or_default();
            return format!("{} in {quarter}, the only one", self.value_text(first.value));
        }
        let (from, to) = (self.value_text(first.value), self.value_text(last.value));
        let points = Locale::current().whole((line.change() * 100.0).abs());
        let is_better = line.change() > 0.0;
        let way = match (from == to, self.bands.is_some()) {
            (true, _) => "as before".to_owned(),
            (false, true) => format!("{} {points}", if is_better { "up" } else { "down" }),
            (false, false) => if is_better { "better" } else { "worse" }.to_owned(),
        };
        format!("{from} \u{2192} {to}, {way}")
    }
}

/// The value of each quarter that has one, counted from the first of them.
fn own(points: &[QuarterPoint], place: Option<usize>) -> Own {
    let value = |point: &QuarterPoint| match place {
        Some(place) => point.criteria.get(place).copied().flatten(),
        None => point.score.map(|score| score / 100.0),
    };
    let first = points.iter().find(|point| value(point).is_some()).map(|point| point.quarter);
    let found = points.iter().filter_map(|point| {
        let quarter = usize::try_from(first?.until(point.quarter)).ok()?;
        Some(LinePoint { quarter, value: value(point)?, people: point.num_raters })
    });
    Own { first, points: found.collect() }
}

/// All quarters from one to another; none if they are the wrong way round.
fn quarters(first: Quarter, last: Quarter) -> Vec<Quarter> {
    let next = |quarter: &Quarter| Some(quarter.next()).filter(|next| *next <= last);
    std::iter::successors(Some(first).filter(|first| *first <= last), next).collect()
}

/// A day in quarters from the beginning of the first one; `None` before it.
fn moment(first: Quarter, day: Date) -> Option<f64> {
    let quarter = Quarter::of(day);
    let days = |from: Date, to: Date| f64::from(from.until(to).map_or(0, |span| span.get_days()));
    let length = days(quarter.first_day(), quarter.last_day()) + 1.0;
    let at = f64::from(first.until(quarter)) + days(quarter.first_day(), day) / length;
    Some(at).filter(|at| *at >= 0.0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_stand_within_their_quarter() {
        let first = Quarter { year: 2025, number: 3 };
        assert_eq!(moment(first, date(2025, 7, 1)), Some(0.0));
        assert_eq!(moment(first, date(2025, 10, 1)), Some(1.0));
        let late = moment(first, date(2025, 12, 31)).unwrap();
        assert!(late > 1.98 && late < 2.0, "the last day is still in its quarter: {late}");
        assert_eq!(moment(first, date(2025, 6, 30)), None, "before the first");
        assert_eq!(quarters(first, Quarter { year: 2026, number: 1 }).len(), 3);
        assert!(quarters(first, first.previous()).is_empty());
    }

    #[test]
    fn a_quarter_without_ratings_is_a_gap() {
        let point = |quarter, value| LinePoint { quarter, value, people: 3 };
        let line = HistoryLine {
            customer: "01k44q18008y1c6g3qjx6ryzrm".parse().unwrap(),
            name: "Copper Kettle".to_owned(),
            verdict: Verdict::Keep,
            is_current: true,
            segment: Line::default(),
            points: vec![point(0, 0.2), point(1, 0.4), point(3, 0.8)],
            decisions: Vec::new(),
        };
        let stretches: Vec<usize> = line.stretches().map(<[LinePoint]>::len).collect();
        assert_eq!(stretches, [2, 1]);
        assert!((line.change() - 0.6).abs() < 1e-12);
        assert_eq!(line.value_in(2), None);
        let near = |at: f64, expected: f64| (line.height_at(at).unwrap() - expected).abs() < 1e-12;
        assert!(near(0.0, 0.2) && near(1.0, 0.3) && near(2.5, 0.6) && near(9.0, 0.8), "between the values");
    }
}
