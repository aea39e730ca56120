//! Top against bottom customers: which criteria and which attributes separate them.

use crate::analysis::explain::Judged;
use crate::analysis::figure;
use crate::analysis::right_things::auc;
use crate::analysis::stats::{Interval, NotComputable, mean, sample_sd, t_quantile};
use crate::analysis::words::{list_text, lower_first, points_text, quoted, upper_first};
use crate::model::{CriterionId, Customer, CustomerId, Status, Verdict};

use super::attribute::{Attribute, Attributes, Known};
use super::counts::{CountOf, false_alarms, fisher_exact};

/// Each side needs so many customers, or nothing is said.
pub const MIN_EACH: usize = 5;
/// An attribute fewer customers of both sides have is not looked at.
const MIN_WITH: usize = 2;
/// With more than this share of false alarms nothing is said.
const FALSE_ALARMS: f64 = 0.1;

/// How top and bottom are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GreatBy {
    /// The third with the highest scores against the third with the lowest; ties at the border belong to it.
    Score,
    /// Those with the verdict keep against those with let go.
    Verdict,
}

/// How far a criterion lies apart between top and bottom. The score is made of the criteria, so they all tend to.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CriterionDifference {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// The mean value of the top customers, 0 to 1, and how many have one.
    pub top: (Option<f64>, usize),
    /// The same of the bottom customers.
    pub bottom: (Option<f64>, usize),
    /// Top less bottom, in points of 100.
    #[serde(serialize_with = "figure::serialize")]
    pub difference: Result<f64, NotComputable>,
    /// Its 95 % interval. Source: Welch 1947.
    #[serde(serialize_with = "figure::serialize")]
    pub interval: Result<Interval, NotComputable>,
    /// Cliff's delta, −1 to 1: in how much more of all pairs the top customer is higher than lower (Cliff 1993).
    #[serde(serialize_with = "figure::serialize")]
    pub cliffs_delta: Result<f64, NotComputable>,
}

/// How an attribute is spread over top and bottom.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct AttributeGap {
    /// The attribute.
    pub attribute: Attribute,
    /// How many of the top customers have it, of those of whom it is known.
    pub top: CountOf,
    /// The same of the bottom customers.
    pub bottom: CountOf,
    /// Fisher's exact p, 0 to 1; only a support.
    #[serde(serialize_with = "figure::serialize")]
    pub p: Result<f64, NotComputable>,
    /// The share of false alarms to expect if this one is believed (Benjamini & Hochberg 1995).
    pub false_alarms: Option<f64>,
    /// Whether the numbers carry a sentence: at most one false alarm in ten.
    pub stands_out: bool,
    /// "Came through “website”: 6 of 8 of the top, 1 of 9 of the bottom".
    pub sentence: String,
}

/// What top customers have that bottom customers have not.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Great {
    /// How they were told apart.
    pub by: GreatBy,
    /// The top customers, in the order of their ids.
    pub top: Vec<CustomerId>,
    /// The bottom customers.
    pub bottom: Vec<CustomerId>,
    /// Why nothing is said beyond counts, if nothing is.
    pub too_few: Option<NotComputable>,
    /// The criteria, those that separate most first.
    pub criteria: Vec<CriterionDifference>,
    /// The attributes, those that separate most first.
    pub attributes: Vec<AttributeGap>,
    /// What stands out, as full sentences.
    pub findings: Vec<String>,
}

/// What a great customer looks like: top against bottom customers. Prospects take no part.
pub fn great_customers(judged: &Judged<'_>, by: GreatBy) -> Great {
    let (customers, places): (Vec<&Customer>, Vec<usize>) = customers(judged).unzip();
    let (top, bottom, reason) = split(judged, &places, by);
    let too_few = reason.or_else(|| (top.len().min(bottom.len()) < MIN_EACH).then_some(NotComputable::TooFew));
    let values = judged.evidence.values(judged.terms);
    let num = judged.evidence.criteria().len();
    let active = judged.card.current().active().enumerate();
    let criteria = active.map(|(place, criterion)| {
        let value = |at: &usize| values.get(places[*at] * num + place).copied().flatten();
        let column = |side: &[usize]| side.iter().filter_map(value).collect::<Vec<f64>>();
        criterion_gap(criterion.id, &criterion.name, &column(&top), &column(&bottom))
    });
    let mut criteria: Vec<CriterionDifference> = criteria.collect();
    let strength = |gap: &CriterionDifference| gap.difference.map_or(-1.0, f64::abs);
    criteria.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
    let attributes = attribute_gaps(&customers, (&top, &bottom), judged, too_few.is_none());
    let ids = |side: &[usize]| side.iter().map(|at| customers[*at].id).collect();
    let mut great =
        Great { by, top: ids(&top), bottom: ids(&bottom), too_few, criteria, attributes, findings: Vec::new() };
    great.findings = findings(&great);
    great
}

/// All customers but prospects, with their places in the evidence.
pub(super) fn customers<'a>(judged: &Judged<'a>) -> impl Iterator<Item = (&'a Customer, usize)> {
    let workspace = judged.workspace;
    let known = judged.evidence.customers().iter().enumerate();
    known.filter_map(|(place, id)| {
        let customer = workspace.customers.get(id)?;
        (customer.profile.status != Status::Prospect).then_some((&**customer, place))
    })
}

/// Top and bottom, as places among the customers, and why there are none.
fn split(judged: &Judged<'_>, places: &[usize], by: GreatBy) -> (Vec<usize>, Vec<usize>, Option<NotComputable>) {
    let judgement = |at: usize| judged.judgements.get(places[at]);
    let all = 0..places.len();
    if by == GreatBy::Verdict {
        let of = |verdict| {
            let is = |at: &usize| judgement(*at).is_some_and(|judgement| judgement.verdict == verdict);
            all.clone().filter(is).collect()
        };
        return (of(Verdict::Keep), of(Verdict::LetGo), None);
    }
    let score = |at: usize| judgement(at).and_then(|judgement| judgement.score);
    let mut scores: Vec<f64> = all.clone().filter_map(score).collect();
    scores.sort_by(f64::total_cmp);
    let third = scores.len() / 3;
    let Some(last) = third.checked_sub(1) else { return (vec![], vec![], Some(NotComputable::TooFew)) };
    let (low, high) = (scores[last] + 1e-7, scores[scores.len() - third] - 1e-7);
    if high <= low {
        return (vec![], vec![], Some(NotComputable::NoVariation));
    }
    let top = all.clone().filter(|at| score(*at).is_some_and(|score| score >= high)).collect();
    let bottom = all.filter(|at| score(*at).is_some_and(|score| score <= low)).collect();
    (top, bottom, None)
}

fn criterion_gap(criterion: CriterionId, name: &str, top: &[f64], bottom: &[f64]) -> CriterionDifference {
    let (high, low) = (mean(top), mean(bottom));
    let difference = match (high, low) {
        (Some(high), Some(low)) => Ok(100.0 * (high - low)),
        _ => Err(NotComputable::NoAnswers),
    };
    let both: Vec<f64> = top.iter().chain(bottom).copied().collect();
    let is_top: Vec<bool> = (0..both.len()).map(|at| at < top.len()).collect();
    CriterionDifference {
        criterion,
        name: name.to_owned(),
        top: (high, top.len()),
        bottom: (low, bottom.len()),
        difference,
        interval: difference.and_then(|difference| welch(difference, top, bottom)),
        cliffs_delta: auc(&both, &is_top).map(|auc| 2.0 * auc - 1.0),
    }
}

/// The 95 % interval of a difference of means in points of 100, without supposing equal spreads.
fn welch(difference: f64, top: &[f64], bottom: &[f64]) -> Result<Interval, NotComputable> {
    let part = |side: &[f64]| {
        let n = side.len() as f64;
        sample_sd(side).map(|sd| (sd * sd / n, n)).ok_or(NotComputable::TooFew)
    };
    let ((one, n), (other, m)) = (part(top)?, part(bottom)?);
    if one + other <= 1e-18 {
        return Err(NotComputable::NoVariation);
    }
    let df = (one + other).powi(2) / (one * one / (n - 1.0) + other * other / (m - 1.0));
    let half = 100.0 * t_quantile(0.975, df).ok_or(NotComputable::TooFew)? * (one + other).sqrt();
    Ok(Interval::new(difference - half, difference + half))
}

fn attribute_gaps(
    customers: &[&Customer],
    (top, bottom): (&[usize], &[usize]),
    judged: &Judged<'_>,
    is_enough: bool,
) -> Vec<AttributeGap> {
    let attributes = Attributes::of(customers, Known::Now, judged.today);
    let mut side = vec![None; customers.len()];
    for (places, is_top) in [(top, true), (bottom, false)] {
        for at in places {
            side[*at] = Some(is_top);
        }
    }
    let mut gaps = Vec::new();
    for (attribute, places) in &attributes.all {
        let with = |which| places.iter().filter(|at| side[**at] == Some(which)).count();
        let known = |side: &[usize]| side.iter().filter(|at| attributes.is_known(attribute.kind, **at)).count();
        let (k1, k2) = (with(true), with(false));
        if k1 + k2 >= MIN_WITH {
            let (top, bottom) = (CountOf::new(k1, known(top)), CountOf::new(k2, known(bottom)));
            let p = fisher_exact((top.k, top.n), (bottom.k, bottom.n));
            let sentence =
                format!("{}: {} of the top, {} of the bottom", attribute.words(), top.words(), bottom.words());
            let attribute = attribute.clone();
            gaps.push(AttributeGap { attribute, top, bottom, p, false_alarms: None, stands_out: false, sentence });
        }
    }
    let ps: Vec<_> = gaps.iter().map(|gap| gap.p).collect();
    for (gap, expected) in gaps.iter_mut().zip(false_alarms(&ps)) {
        gap.false_alarms = expected;
        gap.stands_out = is_enough && expected.is_some_and(|expected| expected <= FALSE_ALARMS);
    }
    let apart = |gap: &AttributeGap| match (gap.top.share(), gap.bottom.share()) {
        (Some(top), Some(bottom)) => (top - bottom).abs(),
        _ => 0.0,
    };
    gaps.sort_by(|a, b| b.stands_out.cmp(&a.stands_out).then(apart(b).total_cmp(&apart(a))));
    gaps
}

fn findings(great: &Great) -> Vec<String> {
    let (top, bottom) = (great.top.len(), great.bottom.len());
    let sides = match great.by {
        GreatBy::Score => format!("{top} in the top third and {bottom} in the bottom third by score"),
        GreatBy::Verdict => format!("{top} to keep and {bottom} to let go"),
    };
    match great.too_few {
        Some(NotComputable::NoVariation) => {
            return vec!["All scores are the same: there is no top and no bottom".into()];
        }
        Some(_) => return vec![format!("Too few customers to compare: {sides}, and five of each are needed")],
        None => {}
    }
    let mut findings = vec![format!("Compared: {sides}")];
    let clear = great.criteria.iter().filter(|gap| gap.interval.is_ok_and(|interval| interval.low > 0.0));
    let clear: Vec<&CriterionDifference> = clear.take(3).collect();
    if let Some(first) = clear.first() {
        let names: Vec<String> = clear.iter().map(|gap| quoted(&gap.name)).collect();
        let points = points_text(first.difference.unwrap_or(0.0));
        let apart = if clear.len() == 1 { points } else { format!("{points} on the first") };
        findings.push(format!("What separates them most: {} ({apart})", list_text(&names)));
    } else {
        findings.push("No criterion clearly separates them".to_owned());
    }
    let telling: Vec<&AttributeGap> = great.attributes.iter().filter(|gap| gap.stands_out).collect();
    if telling.is_empty() {
        findings.push("Nothing else known about them clearly separates them".to_owned());
    }
    findings.extend(telling.iter().map(|gap| gap.sentence.clone()));
    let more = |gap: &&&AttributeGap| gap.top.share() > gap.bottom.share() && 2 * gap.top.k > gap.top.n;
    let great_words: Vec<String> =
        telling.iter().filter(more).take(3).map(|gap| lower_first(&gap.attribute.words())).collect();
    if !great_words.is_empty() {
        findings.push(upper_first(&format!("a great customer of ours is often: {}", list_text(&great_words))));
    }
    findings
}
