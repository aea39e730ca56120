//! Findings: a chart's title, said as what the chart shows rather than what it is called.

use std::collections::BTreeSet;

use crate::model::{Business, Criterion, GroupId, Locale, Subject, Verdict};

use super::distribution::CriterionDistribution;
use super::history::QuarterPoint;
use super::moves::VerdictCounts;
use super::voices::CriterionVoices;
use super::words::{group_text, list_text, number_word, percent_text, plural, quoted, score_text, upper_first};

/// Groups whose mean values differ by this much see a customer differently.
pub(super) const GROUP_GAP: f64 = 0.15;
/// People this far apart disagree.
pub(super) const DISAGREE: f64 = 0.5;
/// People this near agree.
pub(super) const AGREE: f64 = 0.25;
/// A score moving less than this from quarter to quarter does not move.
pub(super) const MOVING_POINTS: f64 = 0.5;
/// Scores that stay within this many points are steady.
pub(super) const STEADY_POINTS: f64 = 5.0;
/// A value from here on is good; this near to 0 it is poor.
pub(super) const GOOD: f64 = 0.6;
/// A value this far from the average is worth a word.
pub(super) const NOTABLE: f64 = 0.1;

/// The finding of the per-criterion bars of one customer: who likes them, or what people disagree or agree about.
///
/// Criteria of weight 0 say something only if there are no others.
pub fn finding_voices(criteria: &[CriterionVoices], business: &Business, subject: Subject) -> String {
    let criteria = counting(criteria);
    let criteria = criteria.as_slice();
    if let Some(finding) = too_few_voices(criteria) {
        return finding;
    }
    if let Some(finding) = groups_finding(criteria, business, subject) {
        return finding;
    }
    let spreads = criteria.iter().filter_map(|criterion| Some((criterion, criterion.spread()?)));
    let widest = spreads.clone().reduce(|a, b| if b.1 > a.1 + 1e-9 { b } else { a });
    if let Some((criterion, spread)) = widest
        && spread >= DISAGREE - 1e-9
    {
        return format!("People disagree most about {}", quoted(&criterion.name));
    }
    let narrowest = spreads.reduce(|a, b| if b.1 < a.1 - 1e-9 { b } else { a });
    let is_near = |spread: f64| spread <= AGREE + 1e-9;
    let means = Means::of(criteria);
    match (widest, narrowest, means) {
        (Some((_, widest)), _, Some(means)) if is_near(widest) => means.agreed(),
        (_, Some((criterion, narrowest)), _) if is_near(narrowest) => {
            format!("Everyone agrees on {}", quoted(&criterion.name))
        }
        (_, _, Some(means)) if means.differ() => format!("Best on {}, worst on {}", means.best, means.worst),
        _ => "Much the same on everything".to_owned(),
    }
}

/// The criteria that say something: those of weight above 0, or all if there are no others.
pub(super) fn counting(criteria: &[CriterionVoices]) -> Vec<&CriterionVoices> {
    let has_weights = criteria.iter().any(|criterion| criterion.weight > 0.0);
    criteria.iter().filter(|criterion| criterion.weight > 0.0 || !has_weights).collect()
}

/// What to say where fewer than two people have said anything.
pub(super) fn too_few_voices(criteria: &[&CriterionVoices]) -> Option<String> {
    let voices = criteria.iter().flat_map(|criterion| &criterion.voices);
    match voices.map(|voice| voice.person).collect::<BTreeSet<_>>().len() {
        0 => Some("Nobody has rated this yet".to_owned()),
        1 => Some("One voice so far".to_owned()),
        _ => None,
    }
}

/// The criteria with the highest and the lowest mean value.
struct Means {
    best: String,
    worst: String,
    high: f64,
    low: f64,
}

impl Means {
    fn of(criteria: &[&CriterionVoices]) -> Option<Self> {
        let mean = |criterion: &CriterionVoices| {
            let n = criterion.voices.len();
            (n > 0).then(|| criterion.voices.iter().map(|voice| voice.value).sum::<f64>() / n as f64)
        };
        let means = || criteria.iter().filter_map(|criterion| Some((criterion, mean(criterion)?)));
        let (best, high) = means().reduce(|a, b| if b.1 > a.1 + 1e-9 { b } else { a })?;
        let (worst, low) = means().reduce(|a, b| if b.1 < a.1 - 1e-9 { b } else { a })?;
        Some(Self { best: quoted(&best.name), worst: quoted(&worst.name), high, low })
    }

    fn differ(&self) -> bool {
        self.high - self.low >= NOTABLE
    }

    /// What everybody agrees on.
    fn agreed(&self) -> String {
        let Self { best, worst, high, low } = self;
        match (self.differ(), *low >= GOOD, *high <= 1.0 - GOOD) {
            (true, true, _) => format!("Everyone agrees: good, best on {best}"),
            (true, _, true) => format!("Everyone agrees: poor, worst on {worst}"),
            (true, false, false) => format!("Everyone agrees: best on {best}, worst on {worst}"),
            (false, true, _) => "Everyone agrees: good on everything".to_owned(),
            (false, _, true) => "Everyone agrees: poor on everything".to_owned(),
            (false, false, false) => "Everyone agrees: middling on everything".to_owned(),
        }
    }
}

/// Whether two groups see the customer differently, over the criteria both answered.
pub(super) fn groups_finding(criteria: &[&CriterionVoices], business: &Business, subject: Subject) -> Option<String> {
    let groups: BTreeSet<GroupId> =
        criteria.iter().flat_map(|criterion| &criterion.groups).map(|(group, ..)| *group).collect();
    let mut widest: Option<(GroupId, f64, GroupId, f64)> = None;
    for &one in &groups {
        for &other in &groups {
            let both = criteria.iter().filter_map(|c| Some((c.group_value(one)?, c.group_value(other)?)));
            let both: Vec<(f64, f64)> = both.collect();
            let n = both.len().max(1) as f64;
            let high = both.iter().map(|(value, _)| value).sum::<f64>() / n;
            let low = both.iter().map(|(_, value)| value).sum::<f64>() / n;
            if high - low > widest.map_or(GROUP_GAP - 1e-9, |(_, high, _, low)| high - low + 1e-9) {
                widest = Some((one, high, other, low));
            }
        }
    }
    let (liking, high, other, low) = widest?;
    let (liking, other) = (upper_first(&group_text(business, liking)), group_text(business, other));
    let whom = if subject == Subject::Customer { "them" } else { "us" };
    Some(if high >= 0.55 && low < 0.5 {
        format!("{liking} likes {whom}, {other} does not")
    } else {
        format!("{liking} sees {whom} better than {other} does")
    })
}

/// For how many quarters in a row, counted back from the newest with a score, the score has gone one way: the number
/// of points on that way (1 if it has not moved), positive for rising, negative for falling. 0 without a score.
pub(super) fn run_length(scores: &[f64]) -> i32 {
    let step = |pair: &[f64]| match pair {
        [before, after] if after - before > MOVING_POINTS => 1,
        [before, after] if before - after > MOVING_POINTS => -1,
        _ => 0,
    };
    let mut steps = scores.windows(2).rev().map(step);
    let Some(direction) = steps.next() else { return i32::from(!scores.is_empty()) };
    if direction == 0 {
        return 1;
    }
    let more = steps.take_while(|step| *step == direction).count();
    direction * i32::try_from(more + 2).unwrap_or(i32::MAX)
}

/// The finding of a history: falling, rising, steady, up and down, or too short to say.
pub fn finding_history(points: &[QuarterPoint]) -> String {
    let scored: Vec<(&QuarterPoint, f64)> = points.iter().filter_map(|point| Some((point, point.score?))).collect();
    let scores: Vec<f64> = scored.iter().map(|(_, score)| *score).collect();
    match scored.len() {
        0 => return "Not rated yet".to_owned(),
        1 | 2 => return "Too few quarters to see a direction".to_owned(),
        _ => {}
    }
    let run = run_length(&scores);
    let length = usize::try_from(run.unsigned_abs()).unwrap_or(0);
    let way_gone = scores[scores.len() - length.max(1)] - scores[scores.len() - 1];
    if length >= 3 && way_gone.abs() >= STEADY_POINTS {
        let way = if run > 0 { "Rising" } else { "Falling" };
        return format!("{way} for {} quarters", number_word(length));
    }
    // The longest stretch up to now within a few points.
    let (mut low, mut high, mut start) = (f64::INFINITY, f64::NEG_INFINITY, scored.len());
    for (place, score) in scores.iter().enumerate().rev() {
        (low, high) = (low.min(*score), high.max(*score));
        if high - low > STEADY_POINTS {
            break;
        }
        start = place;
    }
    if scored.len() - start >= 3 {
        return format!("Steady since {}", scored[start].0.quarter);
    }
    let (first, last) = (scores[0], scores[scores.len() - 1]);
    let (first_words, last_words) = (score_text(first), score_text(last));
    if (last - first).abs() >= 2.0 * STEADY_POINTS {
        let way = if last > first { "Up" } else { "Down" };
        return format!("{way} from {first_words} to {last_words} since {}", scored[0].0.quarter);
    }
    let (low, high) =
        (scores.iter().copied().fold(f64::INFINITY, f64::min), scores.iter().copied().fold(0.0, f64::max));
    format!("Up and down between {} and {}", score_text(low), score_text(high))
}

/// The finding of the answers' distribution: what is answered best, worst, or most divided.
pub fn finding_distribution(criteria: &[CriterionDistribution]) -> String {
    let share = |criterion: &CriterionDistribution, counts: fn(f64) -> bool| {
        let chosen: u32 = criterion.bins.iter().filter(|bin| counts(bin.value)).map(|bin| bin.count).sum();
        f64::from(chosen) / f64::from(criterion.n.max(1))
    };
    let has_weights = criteria.iter().any(|criterion| criterion.weight > 0.0);
    let counts = |criterion: &&CriterionDistribution| criterion.weight > 0.0 || !has_weights;
    let answered = || criteria.iter().filter(counts).filter(|criterion| criterion.n > 0);
    if answered().next().is_none() {
        return "No answers yet".to_owned();
    }
    let worst = answered().map(|c| (c, share(c, |value| value < 0.5)));
    let worst = worst.reduce(|a, b| if b.1 > a.1 + 1e-9 { b } else { a });
    let best = answered().map(|c| (c, share(c, |value| value > 0.5)));
    let best = best.reduce(|a, b| if b.1 > a.1 + 1e-9 { b } else { a });
    match (worst, best) {
        (Some((criterion, bad)), _) if bad >= 0.35 => {
            let good = share(criterion, |value| value > 0.5);
            let name = quoted(&criterion.name);
            if good >= 0.35 {
                format!("Answers are divided on {name}")
            } else {
                format!("{} on {name} are poor", answers(bad))
            }
        }
        (_, Some((criterion, good))) if good > 0.0 => {
            format!("{} on {} are good", answers(good), quoted(&criterion.name))
        }
        _ => "Most answers lie in the middle".to_owned(),
    }
}

/// "71 % of the answers", "All answers".
fn answers(share: f64) -> String {
    if share > 1.0 - 1e-9 { "All answers".to_owned() } else { format!("{} of the answers", percent_text(share)) }
}

/// The finding of a radar against the average of all customers: what stands out, in the order of `criteria`. Values
/// and averages are 0–1.
pub fn finding_profile(criteria: &[&Criterion], values: &[Option<f64>], averages: &[Option<f64>]) -> String {
    let both = criteria.iter().zip(values).zip(averages);
    let mut differences: Vec<(&str, f64)> = both
        .filter(|((criterion, _), _)| criterion.weight.value() > 0.0)
        .filter_map(|((criterion, value), average)| Some((criterion.name.as_str(), (*value)? - (*average)?)))
        .collect();
    if differences.is_empty() {
        return "Nothing to compare yet".to_owned();
    }
    differences.sort_by(|a, b| b.1.total_cmp(&a.1));
    let above = differences.iter().filter(|(_, difference)| *difference >= NOTABLE).take(2);
    let above: Vec<String> = above.map(|(name, _)| quoted(name)).collect();
    let below = differences.iter().rev().filter(|(_, difference)| *difference <= -NOTABLE).take(2);
    let below: Vec<String> = below.map(|(name, _)| quoted(name)).collect();
    match (above.is_empty(), below.is_empty()) {
        (true, true) => "Close to the average customer".to_owned(),
        (false, true) => format!("Above average on {}", list_text(&above)),
        (true, false) => format!("Below average on {}", list_text(&below)),
        (false, false) => format!("Above average on {}, below on {}", list_text(&above), list_text(&below)),
    }
}

/// The finding of the whole list: "24 customers, 3 to talk about".
pub fn finding_overview(counts: &VerdictCounts) -> String {
    let customers = plural(counts.total(), "customer", "customers");
    match (counts.of(Verdict::LetGo), counts.of(Verdict::HardLook), counts.of(Verdict::Keep)) {
        _ if counts.total() == 0 => "No customers yet".to_owned(),
        (0, 0, 0) => format!("{customers}, not enough evidence yet"),
        (0, 0, _) => format!("{customers}, none to worry about"),
        (0, hard_look, _) => format!("{customers}, {} to look at", Locale::count(hard_look)),
        (let_go, ..) => format!("{customers}, {} to talk about", Locale::count(let_go)),
    }
}
