//! Bars per criterion: of one customer, of its groups, of many customers.
//!
//! Over the bars stands how sure they are: a 95 % interval where enough people or customers are behind them, else
//! every single answer, or the range. Marks carry the criterion's id.

use crate::analysis::{CriterionVoices, Evidence, Terms, balanced_reach, own_error};
use crate::charts::{Bar, BarRow, CriterionBars, Kind, Spread};
use crate::model::{Business, Criterion, GroupId, Scorecard};

use super::customer::{find, groups_of, people};
use super::{balanced, drawn, ruler};

/// Intervals with fewer degrees of freedom reach over most of a scale and say nothing.
const LEAST_DF: f64 = 3.0;
/// Over fewer customers the range says more than an interval.
const FEWEST_CUSTOMERS: usize = 5;

/// A bar per criterion and the average of all customers as a tick.
///
/// With the 95 % interval of the mean if there are enough people on every criterion, else with every person's answer
/// as a dot. `averages` are values 0–1, in the order of the active criteria.
pub fn voices_bars(voices: &[CriterionVoices], averages: &[Option<f64>], card: &Scorecard, terms: &Terms) -> Kind {
    let rated = || drawn(card).filter_map(|(_, criterion)| find(voices, criterion.id)).filter(|v| !v.voices.is_empty());
    let sure = |heard: &CriterionVoices| reach(heard, terms).is_some();
    let has_intervals = rated().next().is_some() && rated().all(sure);
    let rows = drawn(card).map(|(place, criterion)| {
        let heard = find(voices, criterion.id);
        let spread = match heard {
            Some(heard) if has_intervals => interval(heard, criterion, terms),
            Some(heard) => answers(heard.voices.iter().map(|voice| voice.own)),
            None => Spread::None,
        };
        let bar = Bar { mean: heard.and_then(|heard| heard.mean), spread, n: people(heard) };
        let reference = averages.get(place).copied().flatten().map(|value| criterion.answer_for(value));
        row(criterion, vec![bar], reference)
    });
    Kind::CriterionBars(CriterionBars {
        groups: Vec::new(),
        reference: "average of all customers".to_owned(),
        rows: rows.collect(),
    })
}

/// A bar per criterion and group, with every person's answer as a dot.
pub fn voices_group_bars(voices: &[CriterionVoices], business: &Business, card: &Scorecard) -> Kind {
    let groups = groups_of(voices);
    let rows = drawn(card).map(|(_, criterion)| {
        let heard = find(voices, criterion.id);
        let bar = |group: &GroupId| {
            let known = heard.and_then(|heard| heard.groups.iter().find(|(id, ..)| id == group));
            let own = heard.into_iter().flat_map(|heard| &heard.voices).filter(|voice| voice.group == *group);
            Bar {
                mean: known.map(|(_, mean, _)| *mean),
                spread: answers(own.map(|voice| voice.own)),
                n: known.map_or(0, |(.., people)| *people),
            }
        };
        row(criterion, groups.iter().map(bar).collect(), None)
    });
    let rows = rows.collect();
    Kind::CriterionBars(CriterionBars {
        groups: groups.iter().map(|group| business.group_name(*group)).collect(),
        reference: String::new(),
        rows,
    })
}

/// A bar per criterion over many customers: the mean of the customers' means, with its 95 % interval, or of few
/// customers with the lowest and the highest one.
///
/// The customers are places in the evidence. With `groups` one bar per group, beside each other; otherwise one for all.
pub fn group_bars(
    (business, card): (&Business, &Scorecard),
    evidence: &Evidence,
    terms: &Terms,
    places: &[usize],
    groups: &[GroupId],
) -> Kind {
    let bar = |place: usize, criterion: &Criterion, only: Option<GroupId>| {
        let mut values = Vec::new();
        let mut n = 0;
        for &index in places {
            let cells = evidence.groups().iter().zip(evidence.cells(index, place));
            let heard: Vec<_> = cells
                .filter(|(group, cell)| cell.people > 0 && only.is_none_or(|only| only == **group))
                .map(|(group, cell)| (*group, cell.mean, cell.people))
                .collect();
            n += heard.iter().map(|(.., people)| people).sum::<u32>();
            // Asked for alone, a group is heard whatever it weighs.
            values.extend(match only {
                Some(_) => heard.first().map(|(_, mean, _)| *mean),
                None => balanced(&heard, terms),
            });
        }
        let mean = (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64);
        Bar { mean: mean.map(|mean| criterion.answer_for(mean)), spread: of_customers(&values, criterion), n }
    };
    let rows = drawn(card).map(|(place, criterion)| {
        let bars = if groups.is_empty() {
            vec![bar(place, criterion, None)]
        } else {
            groups.iter().map(|group| bar(place, criterion, Some(*group))).collect()
        };
        row(criterion, bars, None)
    });
    Kind::CriterionBars(CriterionBars {
        groups: groups.iter().map(|group| business.group_name(*group)).collect(),
        reference: String::new(),
        rows: rows.collect(),
    })
}

fn row(criterion: &Criterion, bars: Vec<Bar>, reference: Option<f64>) -> BarRow {
    let (id, name) = (criterion.id.to_string(), criterion.name.to_string());
    BarRow { id, name, ruler: ruler(criterion), bars, reference, minimum: None }
}

/// Every answer, if there are several.
fn answers(own: impl Iterator<Item = f64>) -> Spread {
    let own: Vec<f64> = own.collect();
    if own.len() > 1 { Spread::Answers(own) } else { Spread::None }
}

/// Half of the interval around the mean of the groups, as a value; `None` if too few people are behind it.
fn reach(heard: &CriterionVoices, terms: &Terms) -> Option<f64> {
    let of = |group: GroupId| heard.voices.iter().filter(move |voice| voice.group == group).map(|voice| voice.value);
    let groups = heard.group_values.iter().map(|(group, _)| (terms.policy.group_weight(*group), of(*group).collect()));
    let (reach, df) = balanced_reach(&groups.collect::<Vec<_>>()).ok()?;
    (df >= LEAST_DF - 1e-9).then_some(reach)
}

fn interval(heard: &CriterionVoices, criterion: &Criterion, terms: &Terms) -> Spread {
    let heard_in: Vec<(GroupId, f64, u32)> =
        heard.group_values.iter().map(|(group, value)| (*group, *value, 1)).collect();
    match balanced(&heard_in, terms).zip(reach(heard, terms)) {
        Some((mean, reach)) => around(mean, reach, criterion),
        None => Spread::None,
    }
}

/// How sure the mean customer is.
fn of_customers(values: &[f64], criterion: &Criterion) -> Spread {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    match own_error(values) {
        Ok(error) if values.len() >= FEWEST_CUSTOMERS => {
            around(error.mean, error.interval.high - error.mean, criterion)
        }
        _ if values.len() > 1 => Spread::Range { low: criterion.answer_for(low), high: criterion.answer_for(high) },
        _ => Spread::None,
    }
}

/// An interval on the criterion's own scale, cut off at its ends.
fn around(mean: f64, reach: f64, criterion: &Criterion) -> Spread {
    let [one, other] = [mean - reach, mean + reach].map(|end| criterion.answer_for(end.clamp(0.0, 1.0)));
    Spread::Interval { low: one.min(other), high: one.max(other) }
}
