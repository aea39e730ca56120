//! What changed since a decision: the score and the verdict as they stood against those of today, which criteria moved,
//! and how far the plan has come. It is what people need when a decision comes back for review.

use crate::model::{CriterionId, Customer, Decision, Verdict};

use super::explain::Judged;
use super::judge::EPSILON;
use super::words::{list_text, lower_first, plural, score_text};

/// A criterion that moved by less, points of 100, is not worth a word.
const TELLING_MOVE: f64 = 5.0;
/// So many criteria are named in a sentence.
const NAMED_MOVES: usize = 2;

/// How far one criterion has moved since a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionMove {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name today.
    pub name: String,
    /// The value then, 0 (bad for us) to 1 (good).
    pub then: f64,
    /// The value now.
    pub now: f64,
}

impl CriterionMove {
    /// 100·(now − then): points of 100, above 0 where it became better for us.
    pub fn points(&self) -> f64 {
        100.0 * (self.now - self.then)
    }
}

/// What changed between a decision and today.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewSince {
    /// Whether the decision stands on the scorecard looked at. If not, nothing but the plan can be compared.
    pub is_comparable: bool,
    /// Whether the scorecard's rules have another version than then.
    pub rules_changed: bool,
    /// The score then, 0–100.
    pub score_then: Option<f64>,
    /// The score now, 0–100.
    pub score_now: Option<f64>,
    /// The verdict then.
    pub verdict_then: Option<Verdict>,
    /// The verdict now.
    pub verdict_now: Option<Verdict>,
    /// Criteria answered then and now, those that moved most first.
    pub moves: Vec<CriterionMove>,
    /// Steps done.
    pub steps_done: usize,
    /// Steps planned.
    pub steps: usize,
    /// Steps that should have been done before today.
    pub overdue: usize,
    /// Whether the score that would show it worked is reached; `None` without such a score, or without one to compare.
    pub target_reached: Option<bool>,
}

impl ReviewSince {
    /// The criteria that moved enough to be named, largest move first.
    pub fn telling(&self) -> impl Iterator<Item = &CriterionMove> {
        self.moves.iter().filter(|moved| moved.points().abs() >= TELLING_MOVE)
    }

    /// "Score 38 then, 52 now; 2 of 4 steps done; pays on time +20". Empty if there is nothing to say.
    pub fn sentence(&self) -> String {
        let mut parts = Vec::new();
        match (self.score_then, self.score_now) {
            (Some(then), Some(now)) => parts.push(format!("Score {} then, {} now", score_text(then), score_text(now))),
            (None, Some(now)) if self.verdict_then.is_some() => {
                parts.push(format!("No score then, {} now", score_text(now)));
            }
            (Some(then), None) if self.is_comparable => {
                parts.push(format!("Score {} then, none now", score_text(then)));
            }
            _ => {}
        }
        if self.steps > 0 {
            let steps = plural(self.steps, "step", "steps");
            let overdue = if self.overdue > 0 { format!(", {} overdue", self.overdue) } else { String::new() };
            parts.push(format!("{} of {steps} done{overdue}", self.steps_done));
        }
        let moved: Vec<String> = self.telling().take(NAMED_MOVES).map(move_text).collect();
        if !moved.is_empty() {
            parts.push(list_text(&moved));
        }
        let text = parts.join("; ");
        let mut chars = text.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
    }
}

/// "pays on time +20".
fn move_text(moved: &CriterionMove) -> String {
    let points = moved.points().round();
    let sign = if points < 0.0 { '\u{2212}' } else { '+' };
    format!("{} {sign}{:.0}", lower_first(&moved.name), points.abs())
}

/// What changed between `decision` about `customer` and today, as far as the scorecard looked at can tell.
pub fn review_since(judged: &Judged<'_>, customer: &Customer, decision: &Decision) -> ReviewSince {
    let stood = decision.stood.as_ref();
    let index = judged.evidence.index_of(customer.id);
    let judgement = index.and_then(|index| judged.judgements.get(index));
    let is_comparable = stood.is_some_and(|stood| stood.scorecard == judged.card.id) && judgement.is_some();
    let now = judgement.filter(|_| is_comparable || stood.is_none());
    let then = stood.filter(|_| is_comparable);
    let mut moves: Vec<CriterionMove> = Vec::new();
    if let (Some(index), Some(then)) = (index, then) {
        for (place, id) in judged.evidence.criteria().iter().enumerate() {
            let known = then.values.get(id).map(|share| share.value());
            let value = judged.evidence.value(index, place, judged.terms);
            let criterion = judged.card.current().criterion(*id);
            if let (Some(then), Some(now), Some(criterion)) = (known, value, criterion) {
                moves.push(CriterionMove { criterion: *id, name: criterion.name.to_string(), then, now });
            }
        }
    }
    // A stable sort: equal moves stay in the order in which the questions are asked.
    moves.sort_by(|a, b| b.points().abs().total_cmp(&a.points().abs()));
    let score_now = now.and_then(|judgement| judgement.score);
    ReviewSince {
        is_comparable,
        rules_changed: then.is_some_and(|then| then.version != judged.card.current().number),
        score_then: then.and_then(|then| then.score).map(|score| score.value()),
        score_now,
        verdict_then: then.map(|then| then.verdict),
        verdict_now: now.map(|judgement| judgement.verdict),
        moves,
        steps_done: decision.steps.iter().filter(|step| step.done.is_some()).count(),
        steps: decision.steps.len(),
        overdue: decision.steps.iter().filter(|step| step.is_overdue(judged.today)).count(),
        target_reached: decision.target.zip(score_now).map(|(target, score)| score + 100.0 * EPSILON >= target.value()),
    }
}
