//! Findings of the charts of the catalogue: each a sentence from the data, and an honest one where there is nothing
//! to find.

use crate::model::{Business, Criterion, GroupId, Locale, Scorecard, Subject};

use super::evidence::Evidence;
use super::explain::Explanation;
use super::findings::{
    AGREE, DISAGREE, GOOD, GROUP_GAP, NOTABLE, counting, finding_history, groups_finding, too_few_voices,
};
use super::fragility::TornadoBar;
use super::history::QuarterPoint;
use super::judge::{EPSILON, Judgement};
use super::terms::Terms;
use super::voices::CriterionVoices;
use super::words::{group_text, list_text, lower_first, percent_text, plural, quoted, score_text, upper_first};

/// A step of the waterfall below this many points is not worth naming.
const TELLING_POINTS: f64 = 0.5;

/// The finding of a dot per person: what people disagree most about, or that they agree.
pub fn finding_raters(criteria: &[CriterionVoices]) -> String {
    let criteria = counting(criteria);
    if let Some(finding) = too_few_voices(&criteria) {
        return finding;
    }
    let spreads = criteria.iter().filter_map(|criterion| Some((criterion, criterion.spread()?)));
    match spreads.reduce(|a, b| if b.1 > a.1 + 1e-9 { b } else { a }) {
        Some((criterion, spread)) if spread >= DISAGREE - 1e-9 => {
            format!("Raters disagree most about {}", quoted(&criterion.name))
        }
        Some((criterion, spread)) if spread > AGREE + 1e-9 => {
            format!("Raters differ a little, most about {}", quoted(&criterion.name))
        }
        Some(_) => "Raters agree on everything".to_owned(),
        None => "Nothing was rated by two people".to_owned(),
    }
}

/// The finding of the groups beside each other about one customer: who likes them, what they differ about, or that
/// they agree.
pub fn finding_groups(criteria: &[CriterionVoices], business: &Business, subject: Subject) -> String {
    let criteria = counting(criteria);
    let mut groups: Vec<GroupId> =
        criteria.iter().flat_map(|criterion| &criterion.group_values).map(|(group, _)| *group).collect();
    groups.sort_by_key(|group| (*group != GroupId::MANAGEMENT, *group != GroupId::TEAM, *group));
    groups.dedup();
    let whom = if subject == Subject::Customer { "them" } else { "us" };
    match groups.as_slice() {
        [] => return "Nobody has rated this yet".to_owned(),
        [only] => return format!("Only {} has rated {whom}", group_text(business, *only)),
        _ => {}
    }
    if let Some(finding) = groups_finding(&criteria, business, subject) {
        return finding;
    }
    let gap = |criterion: &CriterionVoices| {
        let values = || criterion.group_values.iter().map(|(_, value)| *value);
        (criterion.group_values.len() > 1).then(|| values().fold(0.0, f64::max) - values().fold(1.0, f64::min))
    };
    let gaps = criteria.iter().filter_map(|criterion| Some((criterion, gap(criterion)?)));
    let names = match groups.as_slice() {
        few @ ([_, _] | [_, _, _]) => {
            let names: Vec<String> = few.iter().map(|group| group_text(business, *group)).collect();
            upper_first(&list_text(&names))
        }
        _ => "The groups".to_owned(),
    };
    match gaps.reduce(|a, b| if b.1 > a.1 + 1e-9 { b } else { a }) {
        Some((criterion, gap)) if gap >= GROUP_GAP - 1e-9 => {
            format!("{names} differ most about {}", quoted(&criterion.name))
        }
        Some(_) => format!("{names} agree"),
        None => format!("{names} have answered nothing in common"),
    }
}

/// The finding of the criteria's means over many customers: where they are best and where weakest. Values are 0–1, in
/// the order of `criteria`.
pub fn finding_means(criteria: &[&Criterion], values: &[Option<f64>]) -> String {
    let has_weights = criteria.iter().any(|criterion| criterion.weight.value() > 0.0);
    let counted = criteria.iter().zip(values).filter(|(criterion, _)| criterion.weight.value() > 0.0 || !has_weights);
    let known = || counted.clone().filter_map(|(criterion, value)| Some((criterion, (*value)?)));
    let best = known().reduce(|a, b| if b.1 > a.1 + 1e-9 { b } else { a });
    let worst = known().reduce(|a, b| if b.1 < a.1 - 1e-9 { b } else { a });
    match (best, worst) {
        (Some((best, high)), Some((worst, low))) if high - low >= NOTABLE => {
            format!("Best on {}, weakest on {}", quoted(&best.name), quoted(&worst.name))
        }
        (Some((only, _)), _) if known().count() == 1 => format!("Only {} was answered", quoted(&only.name)),
        (Some((_, high)), Some((_, low))) => {
            let how = if low >= GOOD {
                "Good"
            } else if high <= 1.0 - GOOD {
                "Poor"
            } else {
                "Middling"
            };
            format!("{how} on everything alike")
        }
        _ => "Nobody has rated them in this time".to_owned(),
    }
}

/// The finding of customers × criteria: what most customers are poor at.
pub fn finding_table(evidence: &Evidence, terms: &Terms, card: &Scorecard) -> String {
    let has_weights = card.current().active().any(|criterion| criterion.weight.value() > 0.0);
    let mut worst: Option<(&Criterion, usize, usize)> = None;
    let mut any = false;
    for (place, criterion) in card.current().active().enumerate() {
        if criterion.weight.value() <= 0.0 && has_weights {
            continue;
        }
        let values: Vec<f64> = (0..evidence.len()).filter_map(|index| evidence.value(index, place, terms)).collect();
        any |= !values.is_empty();
        let poor = values.iter().filter(|value| **value <= 1.0 - GOOD + EPSILON).count();
        // The larger part of those rated, then the larger number.
        let is_worse = worst.is_none_or(|(_, known, of)| (poor * of, poor) > (known * values.len(), known));
        if poor > 0 && is_worse {
            worst = Some((criterion, poor, values.len()));
        }
    }
    match worst {
        Some((criterion, poor, of)) => {
            let (are, customers) = (if poor == 1 { "is" } else { "are" }, plural(of, "customer", "customers"));
            format!("{} of {customers} {are} poor on {}", Locale::count(poor), quoted(&criterion.name))
        }
        None if any => "No customer is poor on anything".to_owned(),
        None => "Nobody has rated them in this time".to_owned(),
    }
}

/// The finding of the scores: how many reach the keep line, and how many lie below the let-go line.
pub fn finding_scores(judgements: &[Judgement], terms: &Terms) -> String {
    let (keep, hard_look) = (terms.policy.keep_from.value(), terms.policy.hard_look_from.value());
    let reaches = |score: f64, line: f64| score / 100.0 + EPSILON >= line / 100.0;
    let scores: Vec<f64> = judgements.iter().filter_map(|judgement| judgement.score).collect();
    let above = scores.iter().filter(|score| reaches(**score, keep)).count();
    let below = scores.iter().filter(|score| !reaches(**score, hard_look)).count();
    let (keep, hard_look, n) = (score_text(keep), score_text(hard_look), scores.len());
    let customers = plural(n, "customer", "customers");
    let scores = |num: usize| if num == 1 { "scores" } else { "score" };
    let low = match below {
        0 => format!("none below {hard_look}"),
        _ => format!("{} below {hard_look}", Locale::count(below)),
    };
    match above {
        _ if n == 0 => "No customer has a score yet".to_owned(),
        0 if below == n => format!("All of {customers} score below {hard_look}"),
        0 => format!("None of {customers} scores {keep} or more, {low}"),
        _ if above == n && n > 1 => format!("All {customers} score {keep} or more"),
        _ => format!("{} of {customers} {} {keep} or more, {low}", Locale::count(above), scores(above)),
    }
}

/// The finding of the way from the keep line to the score; `None` without a score.
pub fn finding_waterfall(explanation: &Explanation, terms: &Terms) -> Option<String> {
    let (score, keep) = (explanation.judgement.score?, terms.policy.keep_from.value());
    let way = format!("From the keep line at {}", score_text(keep));
    let to = score_text(score);
    let worst = explanation.contributions.first().filter(|worst| worst.points < -TELLING_POINTS);
    let best = explanation.contributions.last().filter(|best| best.points > TELLING_POINTS);
    Some(match (worst, best) {
        (Some(worst), _) if score < keep - TELLING_POINTS => {
            format!("{way} down to {to}, most of all by {}", quoted(&worst.name))
        }
        (_, Some(best)) if score > keep + TELLING_POINTS => {
            format!("{way} up to {to}, most of all by {}", quoted(&best.name))
        }
        _ => format!("{way} to {to}"),
    })
}

/// The finding of what could move the score; `None` if nothing can.
pub fn finding_tornado(bars: &[TornadoBar], card: &Scorecard, explanation: &Explanation) -> Option<String> {
    let most = bars.first()?;
    let name = card.current().criterion(most.criterion).map(|criterion| quoted(&criterion.name))?;
    let share = explanation
        .weightings
        .map(|share| format!("; the verdict holds under {} of all weightings", percent_text(share)));
    Some(format!("What could move the score most is {name}{}", share.unwrap_or_default()))
}

/// The finding of one criterion's history, as of a score's: "Pays on time: falling for three quarters".
pub fn finding_criterion_history(points: &[QuarterPoint], card: &Scorecard, criterion: &Criterion) -> String {
    let place = card.current().active().position(|other| other.id == criterion.id);
    let value = |point: &QuarterPoint| point.criteria.get(place?).copied().flatten().map(|value| 100.0 * value);
    let of_it: Vec<QuarterPoint> =
        points.iter().map(|point| QuarterPoint { score: value(point), ..point.clone() }).collect();
    // The numbers of a score would read as points of the criterion's own scale.
    let finding = finding_history(&of_it);
    let finding = match finding.split_once(|c: char| c.is_ascii_digit()) {
        Some(("Up from ", _)) => "better than at first".to_owned(),
        Some(("Down from ", _)) => "worse than at first".to_owned(),
        Some(("Up and down between ", _)) => "up and down".to_owned(),
        _ => lower_first(&finding),
    };
    format!("{}: {finding}", criterion.name)
}
