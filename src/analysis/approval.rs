//! Their approval of us: how customers' answers about us come out as the figures everybody knows – recommendation
//! (NPS), satisfaction (CSAT) and effort (CES) – with how sure they are.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{
    Criterion, CriterionId, Customer, CustomerId, Direction, Locale, PersonId, Response, Scale, Scorecard, Subject,
    Workspace,
};

use super::reader::{Reader, same_scale};
use super::stats::{Interval, NotComputable, normal_quantile};
use super::window::Window;
use super::words::{percent_text, quoted, upper_first};

/// The net promoter score of answers from 0 to 10: 100 · (share of 9–10 − share of 0–6), −100 to 100.
///
/// Source: Reichheld 2003 (score); Rocks 2016, The American Statistician 70:365 (error and intervals).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Nps {
    /// How many answers, passives included.
    pub n: u32,
    /// Answers of 9 or 10.
    pub promoters: u32,
    /// Answers of 7 or 8.
    pub passives: u32,
    /// Answers of 0 to 6.
    pub detractors: u32,
    /// The score.
    pub score: f64,
    /// Its standard error, 100 · √((p + d − (p − d)²) / n); 0 if all answers are of one kind.
    pub se: f64,
    /// The plain (Wald) 95 % interval, cut to −100 to 100. It shrinks to a point if all answers are of one kind;
    /// show the adjusted one.
    pub interval: Interval,
    /// The adjusted figures, honest for few answers.
    pub adjusted: AdjustedNps,
}

/// The adjusted Wald figures: as if ¾ of a promoter, 1½ passives and ¾ of a detractor had answered as well.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct AdjustedNps {
    /// The score with the added answers; nearer to 0.
    pub score: f64,
    /// Its standard error.
    pub se: f64,
    /// The 95 % interval to show, cut to −100 to 100.
    pub interval: Interval,
}

/// The net promoter score of how many answered 0, 1, … 10.
///
/// # Errors
/// [`NotComputable::NoAnswers`] without answers.
pub fn nps(counts: &[u32; 11]) -> Result<Nps, NotComputable> {
    let sum = |counts: &[u32]| counts.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
    let (detractors, passives, promoters) = (sum(&counts[..7]), sum(&counts[7..9]), sum(&counts[9..]));
    let n = f64::from(detractors) + f64::from(passives) + f64::from(promoters);
    if n <= 0.0 {
        return Err(NotComputable::NoAnswers);
    }
    let plain = net(f64::from(promoters), f64::from(detractors), n);
    let adjusted = net(f64::from(promoters) + 0.75, f64::from(detractors) + 0.75, n + 3.0);
    Ok(Nps {
        n: sum(counts),
        promoters,
        passives,
        detractors,
        score: plain.score,
        se: plain.se,
        interval: plain.interval,
        adjusted,
    })
}

fn net(promoters: f64, detractors: f64, n: f64) -> AdjustedNps {
    let (p, d) = (promoters / n, detractors / n);
    let (score, se) = (100.0 * (p - d), 100.0 * ((p + d - (p - d).powi(2)).max(0.0) / n).sqrt());
    let reach = se * normal_quantile(0.975).unwrap_or(1.96);
    AdjustedNps { score, se, interval: Interval::new((score - reach).max(-100.0), (score + reach).min(100.0)) }
}

/// Satisfaction or effort: the mean on the question's own scale, and the share of good answers.
///
/// Satisfaction (CSAT) 1–5: good is 4–5. Effort as first asked (CES 1.0; Dixon, Freeman & Toman 2010) 1–5, low is
/// good: good is 1–2. Effort as asked today (CES 2.0; CEB 2013) 1–7, "made it easy": good is 5–7.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Satisfaction {
    /// How many answers.
    pub n: u32,
    /// The mean on the own scale.
    pub mean: f64,
    /// How many answers are good.
    pub num_good: u32,
    /// The share of good answers, 0–1.
    pub good: f64,
    /// Its 95 % interval, by Wilson's score (Wilson 1927), which stays within 0–1 and never shrinks to a point.
    pub interval: Interval,
}

/// CSAT of how many answered 1, 2, … 5: the mean, and the share of 4 and 5.
///
/// # Errors
/// [`NotComputable::NoAnswers`] without answers.
pub fn csat(counts: &[u32; 5]) -> Result<Satisfaction, NotComputable> {
    satisfaction(counts, |answer| answer >= 4)
}

/// CES as first asked, of how many answered 1 (low effort), 2, … 5: the mean, and the share of 1 and 2.
///
/// # Errors
/// [`NotComputable::NoAnswers`] without answers.
pub fn ces_1(counts: &[u32; 5]) -> Result<Satisfaction, NotComputable> {
    satisfaction(counts, |answer| answer <= 2)
}

/// CES 2.0 of how many answered 1, 2, … 7 (agree strongly): the mean, and the share of 5, 6 and 7.
///
/// # Errors
/// [`NotComputable::NoAnswers`] without answers.
pub fn ces_2(counts: &[u32; 7]) -> Result<Satisfaction, NotComputable> {
    satisfaction(counts, |answer| answer >= 5)
}

fn satisfaction(counts: &[u32], is_good: fn(u32) -> bool) -> Result<Satisfaction, NotComputable> {
    let answers = || (1_u32..).zip(counts).map(|(answer, count)| (answer, f64::from(*count)));
    let n: f64 = answers().map(|(_, count)| count).sum();
    if n <= 0.0 {
        return Err(NotComputable::NoAnswers);
    }
    let add = |sum: u32, count: &u32| sum.saturating_add(*count);
    let num_good = (1_u32..).zip(counts).filter(|(answer, _)| is_good(*answer)).map(|(_, count)| count).fold(0, add);
    let good = f64::from(num_good) / n;
    let z = normal_quantile(0.975).unwrap_or(1.96);
    let (square, middle) = (z * z / n, good + z * z / (2.0 * n));
    let reach = z * (good * (1.0 - good) / n + square / (4.0 * n)).sqrt();
    let end = |value: f64| (value / (1.0 + square)).clamp(0.0, 1.0);
    Ok(Satisfaction {
        n: counts.iter().fold(0, add),
        mean: answers().map(|(answer, count)| f64::from(answer) * count).sum::<f64>() / n,
        num_good,
        good,
        interval: Interval::new(end(middle - reach), end(middle + reach)),
    })
}

/// Which of the known questions a criterion's scale is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalScale {
    /// 0–10, high is good: recommendation, NPS.
    Nps,
    /// 1–10: looks like recommendation, but is not an NPS question.
    NotNps,
    /// 1–5, high is good: satisfaction, CSAT.
    Csat,
    /// 1–5, low is good: effort, CES as first asked.
    Ces1,
    /// 1–7, high is good: effort, CES 2.0.
    Ces2,
    /// Anything else.
    Other,
}

impl ApprovalScale {
    /// What a criterion's scale is made for. The scale decides, not the wording: whether a 0–10 question asks for
    /// recommendation at all is the owner's to know.
    pub const fn of(criterion: &Criterion) -> Self {
        match (&criterion.scale, criterion.direction) {
            (Scale::Points { from: 0, to: 10, .. }, Direction::HighIsGood) => Self::Nps,
            (Scale::Points { from: 1, to: 10, .. }, _) => Self::NotNps,
            (Scale::Points { from: 1, to: 5, .. }, Direction::HighIsGood) => Self::Csat,
            (Scale::Points { from: 1, to: 5, .. }, Direction::Reversed) => Self::Ces1,
            (Scale::Points { from: 1, to: 7, .. }, Direction::HighIsGood) => Self::Ces2,
            _ => Self::Other,
        }
    }

    /// What to write beside the figure: "Net promoter score", "1–10, not an NPS question".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Nps => "Net promoter score",
            Self::NotNps => "1\u{2013}10, not an NPS question",
            Self::Csat => "Satisfaction (4\u{2013}5 of 5)",
            Self::Ces1 => "Low effort (1\u{2013}2 of 5)",
            Self::Ces2 => "Made it easy (5\u{2013}7 of 7)",
            Self::Other => "Mean",
        }
    }
}

/// What customers answered to one criterion about us.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Approval {
    /// The criterion.
    pub criterion: CriterionId,
    /// Which of the known questions its scale is made for.
    pub kind: ApprovalScale,
    /// How many voices: people, each about each customer with their newest answer.
    pub n: u32,
    /// How many customers they are from.
    pub num_customers: u32,
    /// Voices on another scale, from an older version of the scorecard; not counted.
    pub other_scale: u32,
    /// How many chose each point of the scale, from its lowest (yes/no: no, yes); empty for a measure.
    pub counts: Vec<u32>,
    /// The mean on the own scale.
    pub mean: Option<f64>,
    /// NPS, of a 0–10 question.
    pub nps: Option<Nps>,
    /// CSAT or CES, of a question made for it.
    pub satisfaction: Option<Satisfaction>,
    /// Why there is no figure.
    pub reason: Option<NotComputable>,
}

/// What customers think of us, per active criterion of a scorecard that rates us: of one customer, or of all.
/// Empty for a scorecard that rates the customer.
///
/// Everybody who answers has one voice about a customer: the newest answer in the window that gives a value.
pub fn approval(workspace: &Workspace, card: &Scorecard, window: Window, only: Option<CustomerId>) -> Vec<Approval> {
    if card.subject != Subject::Us {
        return Vec::new();
    }
    let reader = Reader::new(workspace, card);
    let chosen = workspace.customers.values().filter(|customer| only.is_none_or(|only| only == customer.id));
    let customers: Vec<&Customer> = chosen.map(|customer| &**customer).collect();
    let newest: Vec<Vec<Vec<Voice>>> =
        customers.par_iter().map(|customer| newest(&reader, card, customer, window)).collect();
    let approvals = reader.criteria.iter().enumerate().map(|(place, criterion)| {
        let voices: Vec<&[Voice]> =
            newest.iter().filter_map(|by_criterion| Some(&**by_criterion.get(place)?)).collect();
        of_criterion(criterion, &voices)
    });
    approvals.collect()
}

/// One person's newest answer on its own scale; `None` if that is not today's.
type Voice = Option<f64>;

/// Everybody's newest values about a customer, by criterion.
fn newest(reader: &Reader<'_>, card: &Scorecard, customer: &Customer, window: Window) -> Vec<Vec<Voice>> {
    let ratings = reader.ratings(customer).map(|counted| counted.rating);
    let mut ratings: Vec<_> = ratings.filter(|rating| window.contains(rating.on)).collect();
    // Newest last; on the same day, the one made later.
    ratings.sort_by_key(|rating| (rating.person, rating.on));
    let voices = |criterion: &&Criterion| {
        let mut voices: Vec<(PersonId, Date, Voice)> = Vec::new();
        for rating in &ratings {
            let Some(own) = card.version(rating.version).and_then(|version| version.criterion(criterion.id)) else {
                continue;
            };
            let Some(Response::Value(value)) = rating.answers.get(&criterion.id).map(|answer| answer.response) else {
                continue;
            };
            if own.value(value).is_err() {
                continue;
            }
            let is_same = same_scale(own, criterion);
            if voices.last().is_some_and(|(person, ..)| *person == rating.person) {
                voices.pop();
            }
            voices.push((rating.person, rating.on, is_same.then(|| value.value())));
        }
        voices.into_iter().map(|(_, _, voice)| voice).collect()
    };
    reader.criteria.iter().map(voices).collect()
}

fn of_criterion(criterion: &Criterion, customers: &[&[Voice]]) -> Approval {
    let values: Vec<f64> = customers.iter().flat_map(|voices| voices.iter().flatten().copied()).collect();
    let count = |num: usize| u32::try_from(num).unwrap_or(u32::MAX);
    let points = match &criterion.scale {
        Scale::YesNo => Some((0, 1)),
        Scale::Points { from, to, .. } => Some((*from, *to)),
        Scale::Measure { .. } => None,
    };
    let counts: Vec<u32> = points.map_or_else(Vec::new, |(from, to)| {
        let chose = |point: i32| values.iter().filter(|value| (**value - f64::from(point)).abs() < 0.5).count();
        (from..=to).map(|point| count(chose(point))).collect()
    });
    let kind = ApprovalScale::of(criterion);
    let five = || <&[u32; 5]>::try_from(counts.as_slice()).ok();
    Approval {
        criterion: criterion.id,
        kind,
        n: count(values.len()),
        num_customers: count(customers.iter().filter(|voices| voices.iter().any(Option::is_some)).count()),
        other_scale: count(customers.iter().flat_map(|voices| voices.iter()).filter(|voice| voice.is_none()).count()),
        mean: super::stats::mean(&values),
        nps: match kind {
            ApprovalScale::Nps => <&[u32; 11]>::try_from(counts.as_slice()).ok().and_then(|counts| nps(counts).ok()),
            _ => None,
        },
        satisfaction: match kind {
            ApprovalScale::Csat => five().and_then(|counts| csat(counts).ok()),
            ApprovalScale::Ces1 => five().and_then(|counts| ces_1(counts).ok()),
            ApprovalScale::Ces2 => <&[u32; 7]>::try_from(counts.as_slice()).ok().and_then(|counts| ces_2(counts).ok()),
            ApprovalScale::Nps | ApprovalScale::NotNps | ApprovalScale::Other => None,
        },
        reason: values.is_empty().then_some(NotComputable::NoAnswers),
        counts,
    }
}

/// One criterion in a sentence without a full stop: "“Would recommend us”: NPS 30 from 100 answers, somewhere
/// between 14 and 44".
pub fn finding_approval(card: &Scorecard, approval: &Approval) -> String {
    let Some(criterion) = card.current().criterion(approval.criterion) else { return approval.criterion.to_string() };
    let name = upper_first(&quoted(&criterion.name));
    let answers = if approval.n == 1 { "1 answer".to_owned() } else { format!("{} answers", approval.n) };
    let whole = |value: f64| {
        let sign = if value.round() < 0.0 { "\u{2212}" } else { "" };
        format!("{sign}{}", Locale::current().whole(value.abs()))
    };
    let Some(mean) = approval.mean else { return format!("{name}: nobody has answered yet") };
    if let Some(nps) = approval.nps {
        let Interval { low, high } = nps.adjusted.interval;
        let (score, low, high) = (whole(nps.score), whole(low), whole(high));
        return format!("{name}: NPS {score} from {answers}, somewhere between {low} and {high}");
    }
    if let Some(good) = approval.satisfaction {
        let words = match approval.kind {
            ApprovalScale::Ces1 | ApprovalScale::Ces2 => "found it easy",
            _ => "are satisfied",
        };
        // Shares are for many: "2 of 3" is not "67 %".
        let share = if good.n < FEW { format!("{} of {}", good.num_good, good.n) } else { percent_of(good) };
        return format!("{name}: {share} {words}");
    }
    let label = if approval.kind == ApprovalScale::NotNps { " on 1\u{2013}10, which is no NPS question" } else { "" };
    format!("{name}: {} on average from {answers}{label}", super::words::answer_text(criterion, mean))
}

/// With fewer answers than this no share is given.
const FEW: u32 = 10;

/// "78 % of 100".
fn percent_of(good: Satisfaction) -> String {
    format!("{} of {}", percent_text(good.good), good.n)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{CriterionId, Name};

    #[test]
    fn few_answers_of_one_kind_are_not_certain() {
        let five_tens = nps(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]).unwrap();
        assert_eq!((five_tens.score, five_tens.se), (100.0, 0.0));
        assert_eq!(five_tens.interval, Interval::new(100.0, 100.0));
        let adjusted = five_tens.adjusted;
        assert!((adjusted.score - 62.5).abs() < 1e-9 && adjusted.interval.low < 20.0, "{adjusted:?}");
        assert_eq!(nps(&[0; 11]), Err(NotComputable::NoAnswers));
        assert_eq!(csat(&[0; 5]), Err(NotComputable::NoAnswers));
        let all_good = csat(&[0, 0, 0, 0, 3]).unwrap();
        assert!(all_good.interval.low < 0.5 && all_good.interval.high >= 1.0 - 1e-12, "{all_good:?}");
    }

    #[test]
    fn low_effort_is_good_in_the_old_question_and_high_in_the_new() {
        assert_eq!(ces_1(&[4, 3, 2, 1, 0]).unwrap().num_good, 7);
        assert_eq!(ces_2(&[4, 3, 2, 1, 5, 6, 7]).unwrap().num_good, 18);
        assert_eq!(csat(&[4, 3, 2, 1, 5]).unwrap().num_good, 6);
    }

    #[test]
    fn a_scale_from_one_is_no_nps_question() {
        let of = |scale, direction| {
            let criterion = Criterion::new(CriterionId::from_name("A", |_| false), Name::new("A").unwrap(), scale);
            ApprovalScale::of(&Criterion { direction, ..criterion })
        };
        use Direction::{HighIsGood, Reversed};
        assert_eq!(of(Scale::points(0, 10), HighIsGood), ApprovalScale::Nps);
        assert_eq!(of(Scale::points(0, 10), Reversed), ApprovalScale::Other);
        assert_eq!(of(Scale::points(1, 10), HighIsGood), ApprovalScale::NotNps);
        assert_eq!(of(Scale::points(1, 5), HighIsGood), ApprovalScale::Csat);
        assert_eq!(of(Scale::points(1, 5), Reversed), ApprovalScale::Ces1);
        assert_eq!(of(Scale::points(1, 7), HighIsGood), ApprovalScale::Ces2);
        assert_eq!(of(Scale::YesNo, HighIsGood), ApprovalScale::Other);
    }

    proptest! {
        #[test]
        fn figures_lie_within_their_range(counts in prop::array::uniform11(0..60_u32)) {
            prop_assume!(counts.iter().any(|count| *count > 0));
            let nps = nps(&counts).unwrap();
            prop_assert_eq!(nps.n, nps.promoters + nps.passives + nps.detractors);
            prop_assert!(nps.interval.contains(nps.score) && nps.adjusted.interval.contains(nps.adjusted.score));
            prop_assert!(nps.adjusted.interval.low >= -100.0 && nps.adjusted.interval.high <= 100.0);
            prop_assert!(nps.adjusted.score.abs() <= nps.score.abs(), "towards 0");
            let mut turned = counts;
            turned.reverse();
            // Turned about, 0 and 1 become 10 and 9; the rest need not match.
            prop_assert_eq!(super::nps(&turned).unwrap().promoters, counts[0] + counts[1]);
        }
    }
}
