//! Red flags to look for early: what was known or said at the start that goes with a bad end.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::analysis::explain::Judged;
use crate::analysis::figure;
use crate::analysis::past::Past;
use crate::analysis::right_things::{ended_on, has_ended};
use crate::analysis::stats::NotComputable;
use crate::analysis::window::Window;
use crate::model::{Customer, CustomerId, Verdict};

use super::attribute::{Attribute, AttributeKind, Attributes, Known};
use super::counts::{CountOf, false_alarms, fisher_exact};
use super::top_bottom::customers;

/// A sign fewer customers had is not shown.
const MIN_WITH: usize = 2;
/// Fewer bad ends than this carry no sentence.
const MIN_BAD: usize = 3;
/// With more than this share of false alarms nothing is said.
const FALSE_ALARMS: f64 = 0.1;
/// How long "early" lasts, from the first rating.
const EARLY_MONTHS: i32 = 3;
/// A value below this, of 0 to 1, is low.
const LOW: f64 = 0.5;

/// A sign and what came of those who showed it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct EarlySign {
    /// The sign.
    pub attribute: Attribute,
    /// Who showed it.
    pub customers: Vec<CustomerId>,
    /// How many of them ended badly: left us, let go or, unless the sign is an early answer, advised to be let go today.
    pub with: CountOf,
    /// How many of the others did, of whom it is known that they did not show it.
    pub without: CountOf,
    /// Fisher's exact p, 0 to 1; only a support.
    #[serde(serialize_with = "figure::serialize")]
    pub p: Result<f64, NotComputable>,
    /// The share of false alarms to expect if this one is believed (Benjamini & Hochberg 1995).
    pub false_alarms: Option<f64>,
    /// Whether the numbers carry the word red flag: it went wrong more often with it than without, with at most one
    /// false alarm in ten.
    pub stands_out: bool,
    /// "Came through “trade fair”: 4 of 5 ended badly; of the others 6 of 30 (20 %)".
    pub sentence: String,
}

impl EarlySign {
    /// How much more often it went wrong with the sign than without, −1 to 1; 0 where one side is missing.
    pub fn excess(&self) -> f64 {
        match (self.with.share(), self.without.share()) {
            (Some(with), Some(without)) => with - without,
            _ => 0.0,
        }
    }
}

/// All signs.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RedFlagSearch {
    /// How many customers ended badly, of all: left us, let go, or with the verdict let go today.
    pub ended_badly: CountOf,
    /// Of how many something was said early: in the first three months of ratings, begun within a year of the work.
    pub rated_early: usize,
    /// The signs, those that stand out first, then those with most more bad ends.
    pub signs: Vec<EarlySign>,
    /// What stands out, as full sentences.
    pub findings: Vec<String>,
}

/// How a customer's story stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Left us or let go.
    Ended,
    /// With us, but the verdict is let go.
    Advised,
    /// With us.
    Fine,
}

/// Looks for signs that go with a bad end. Prospects take no part.
///
/// Of attributes a bad end is one that came or that is advised today. Of early answers only one that came: the advice
/// may be made of these very answers. (Leaving the advised out instead would take those with low answers from one side
/// only, and make any low answer look like a red flag.)
pub fn red_flags(judged: &Judged<'_>) -> RedFlagSearch {
    let (known, places): (Vec<&Customer>, Vec<usize>) = customers(judged).unzip();
    let end = |at: usize| match has_ended(known[at]) {
        Some(true) => End::Ended,
        _ if judged.judgements.get(places[at]).is_some_and(|judgement| judgement.verdict == Verdict::LetGo) => {
            End::Advised
        }
        _ => End::Fine,
    };
    let ends: Vec<End> = (0..known.len()).map(end).collect();
    let mut signs = Vec::new();
    let attributes = Attributes::of(&known, Known::FromTheStart, judged.today);
    for (attribute, with) in &attributes.all {
        let mut has = vec![None; known.len()];
        (0..known.len()).filter(|at| attributes.is_known(attribute.kind, *at)).for_each(|at| has[at] = Some(false));
        for at in with {
            has[*at] = Some(true);
        }
        signs.extend(sign(attribute.clone(), &has, |at| ends[at] != End::Fine, &known));
    }
    let early = early_values(judged, &known);
    for (place, criterion) in judged.card.current().active().enumerate() {
        let is_low = |at: usize| Some(early[at].get(place).copied().flatten()? < LOW - 1e-9);
        let has: Vec<Option<bool>> = (0..known.len()).map(is_low).collect();
        let attribute = Attribute {
            kind: AttributeKind::EarlyAnswer,
            label: criterion.name.to_string(),
            criterion: Some(criterion.id),
        };
        signs.extend(sign(attribute, &has, |at| ends[at] == End::Ended, &known));
    }
    let bad = ends.iter().filter(|end| **end != End::Fine).count();
    let rated_early = early.iter().filter(|values| values.iter().any(Option::is_some)).count();
    let signs = sorted(signs);
    let mut search =
        RedFlagSearch { ended_badly: CountOf::new(bad, known.len()), rated_early, signs, findings: Vec::new() };
    search.findings = findings(&search);
    search
}

fn sign(
    attribute: Attribute,
    has: &[Option<bool>],
    is_bad: impl Fn(usize) -> bool,
    known: &[&Customer],
) -> Option<EarlySign> {
    let count = |which: bool| {
        let of = || (0..has.len()).filter(move |at| has[*at] == Some(which));
        CountOf::new(of().filter(|at| is_bad(*at)).count(), of().count())
    };
    let (with, without) = (count(true), count(false));
    if with.n < MIN_WITH {
        return None;
    }
    let ended = if attribute.kind == AttributeKind::EarlyAnswer { "ended" } else { "ended badly" };
    let sentence = format!("{}: {} {ended}; of the others {}", attribute.words(), with.words(), without.words());
    let who = has.iter().zip(known).filter(|(has, _)| **has == Some(true));
    Some(EarlySign {
        customers: who.map(|(_, customer)| customer.id).collect(),
        p: fisher_exact((with.k, with.n), (without.k, without.n)),
        attribute,
        with,
        without,
        false_alarms: None,
        stands_out: false,
        sentence,
    })
}

fn sorted(mut signs: Vec<EarlySign>) -> Vec<EarlySign> {
    let ps: Vec<_> = signs.iter().map(|sign| sign.p).collect();
    for (sign, expected) in signs.iter_mut().zip(false_alarms(&ps)) {
        sign.false_alarms = expected;
        let is_clear = expected.is_some_and(|expected| expected <= FALSE_ALARMS);
        sign.stands_out = is_clear && sign.with.k >= MIN_BAD && sign.excess() > 0.0;
    }
    signs.sort_by(|a, b| b.stands_out.cmp(&a.stands_out).then(b.excess().total_cmp(&a.excess())));
    signs
}

/// What was said about each customer in the first three months of ratings, before any end.
fn early_values(judged: &Judged<'_>, known: &[&Customer]) -> Vec<Vec<Option<f64>>> {
    let past = Past::new(judged);
    known.par_iter().with_min_len(256).map(|customer| early_of(&past, customer).unwrap_or_default()).collect()
}

fn early_of(past: &Past<'_>, customer: &Customer) -> Option<Vec<Option<f64>>> {
    let first = past.first_day(customer)?;
    let months = |from: Date, months: i32| from.checked_add(months.months()).unwrap_or(Date::MAX);
    // Whoever was rated first after years has no early answers.
    if customer.profile.since.is_some_and(|since| first > months(since, 12)) {
        return None;
    }
    let last = months(first, EARLY_MONTHS).yesterday().unwrap_or(first);
    let to = ended_on(customer).map_or(last, |end| end.min(last));
    (first <= to).then(|| past.values(customer, Window { from: Some(first), to }))
}

fn findings(search: &RedFlagSearch) -> Vec<String> {
    let bad = search.ended_badly;
    if bad.k == 0 {
        return vec![format!("None of {} customers ended badly: there is nothing to learn a red flag from yet", bad.n)];
    }
    let mut findings = vec![format!("{} customers ended badly or should be let go", bad.words())];
    let clear = search.signs.iter().filter(|sign| sign.stands_out);
    let before = findings.len();
    findings.extend(clear.map(|sign| sign.sentence.clone()));
    if findings.len() == before {
        findings.push(if bad.k < MIN_BAD {
            "Too few to call anything a red flag".to_owned()
        } else {
            "Nothing known at the start clearly goes with it".to_owned()
        });
    }
    findings
}
