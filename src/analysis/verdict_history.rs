//! How many customers stood at each verdict, quarter by quarter.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{Customer, CustomerId, Locale, Quarter, Verdict};

use super::explain::Judged;
use super::moves::VerdictCounts;
use super::past::Past;
use super::words::verdict_text;

/// So many quarters are looked back on at most: four years.
const MOST_QUARTERS: usize = 16;

/// How many customers stood at each verdict at the end of one quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuarterVerdicts {
    /// Which quarter.
    pub quarter: Quarter,
    /// The customers by verdict; `None` if we worked for none of them yet.
    pub counts: Option<VerdictCounts>,
}

/// Judges these customers as of the last day of every quarter, and as of today in the newest, on today's terms, so
/// that it is the customers that differ and not the rule.
///
/// A customer counts from the day the work began or the first rating, whichever is known and earlier; without either
/// only today. From the first quarter in which anything was rated, at most sixteen. Empty if nothing was rated.
pub fn verdict_history(judged: &Judged<'_>, customers: &[CustomerId]) -> Vec<QuarterVerdicts> {
    let past = Past::new(judged);
    let known: Vec<&Customer> =
        customers.iter().filter_map(|id| judged.workspace.customers.get(id)).map(|customer| &**customer).collect();
    let days: Vec<Vec<Date>> = known.par_iter().map(|customer| past.days(customer)).collect();
    let Some(first) = days.iter().filter_map(|days| days.first()).min().copied() else { return Vec::new() };
    let last = Quarter::of(judged.today);
    let mut quarters = Vec::new();
    let mut quarter = last;
    while quarter >= Quarter::of(first) && quarters.len() < MOST_QUARTERS {
        quarters.push(quarter);
        quarter = quarter.previous();
    }
    quarters.reverse();
    let rows: Vec<Vec<Option<Verdict>>> =
        known.par_iter().zip(&days).map(|(customer, days)| one(judged, &past, (customer, days), &quarters)).collect();
    let at = |place: usize| {
        let verdicts: Vec<Verdict> = rows.iter().filter_map(|row| row.get(place).copied().flatten()).collect();
        let counts = VerdictCounts {
            let_go: num(&verdicts, Verdict::LetGo),
            hard_look: num(&verdicts, Verdict::HardLook),
            keep: num(&verdicts, Verdict::Keep),
            not_enough: num(&verdicts, Verdict::NotEnough),
        };
        (counts.total() > 0).then_some(counts)
    };
    quarters
        .iter()
        .enumerate()
        .map(|(place, quarter)| QuarterVerdicts { quarter: *quarter, counts: at(place) })
        .collect()
}

fn num(verdicts: &[Verdict], wanted: Verdict) -> usize {
    verdicts.iter().filter(|verdict| **verdict == wanted).count()
}

/// One customer's verdict at the end of each quarter; `None` before the work began.
fn one(
    judged: &Judged<'_>,
    past: &Past<'_>,
    (customer, days): (&Customer, &[Date]),
    quarters: &[Quarter],
) -> Vec<Option<Verdict>> {
    let since = [customer.profile.since, days.first().copied()].into_iter().flatten().min();
    let now = judged.evidence.index_of(customer.id).and_then(|place| judged.judgements.get(place));
    // Between two quarters' ends mostly nothing changes: the same ratings give the same verdict.
    let mut before: Option<((usize, usize), Verdict)> = None;
    let verdicts = quarters.iter().map(|quarter| {
        if *quarter == Quarter::of(judged.today) {
            return now.map(|judgement| judgement.verdict);
        }
        let day = quarter.last_day();
        if since.is_none_or(|since| day < since) {
            return None;
        }
        let window = past.window(day);
        let from = window.from.map_or(0, |from| days.partition_point(|day| *day < from));
        let counted = (from, days.partition_point(|day| *day <= window.to));
        let verdict = match before {
            Some((same, verdict)) if same == counted => verdict,
            _ => past.judge(customer, window).verdict,
        };
        before = Some((counted, verdict));
        Some(verdict)
    });
    verdicts.collect()
}

/// The finding of the verdicts over time: which verdict has gained or lost most within a year.
pub fn finding_verdict_history(points: &[QuarterVerdicts]) -> String {
    let known: Vec<(Quarter, VerdictCounts)> =
        points.iter().filter_map(|point| Some((point.quarter, point.counts?))).collect();
    let Some((now, counts)) = known.last().copied() else { return "Nobody has been rated yet".to_owned() };
    let year_ago = (0..4).fold(now, |quarter, _| quarter.previous());
    let then = known.iter().find(|(quarter, _)| *quarter >= year_ago && *quarter < now);
    let Some((quarter, then)) = then else { return "Only one quarter so far".to_owned() };
    let when = if *quarter == year_ago { "a year ago".to_owned() } else { format!("in {quarter}") };
    let told = [Verdict::LetGo, Verdict::Keep, Verdict::HardLook];
    let moved = |verdict: &Verdict| counts.of(*verdict).abs_diff(then.of(*verdict));
    let most = told.iter().copied().reduce(|a, b| if moved(&b) > moved(&a) { b } else { a });
    match most.filter(|verdict| moved(verdict) > 0) {
        None => format!("As many to keep and to let go as {when}"),
        Some(verdict) => {
            let (num, before) = (counts.of(verdict), then.of(verdict));
            let way = if num > before { "up" } else { "down" };
            let (customers, need) = if num == 1 { ("customer", "needs") } else { ("customers", "need") };
            let num = if num == 0 { "No".to_owned() } else { Locale::count(num) };
            let what = match verdict {
                Verdict::HardLook => format!("{need} a hard look"),
                other => format!("to {}", verdict_text(other)),
            };
            format!("{num} {customers} {what}, {way} from {} {when}", Locale::count(before))
        }
    }
}
