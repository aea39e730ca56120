//! Trends in a sentence: which way, how fast, since when, how surely, and whether the rules changed on the way.

use crate::analysis::gap::SURE;
use crate::analysis::stats::median;
use crate::analysis::words::{
    list_text, lower_first, number_word, plural, points_text, quoted, score_text, upper_first,
};
use crate::model::{Quarter, Scorecard, Subject, Workspace};

use super::movers::Mover;
use super::rules::{RuleChange, RuleChangeKind};
use super::series::{CardTrends, Series};
use super::way::{TOO_FEW_ROUNDS, Trend, Way};

/// One series in a sentence without a full stop: "“Pays on time” goes up by 3 points a quarter, from 40 to 62 over 8
/// quarters".
pub fn finding_trend(card: &Scorecard, series: &Series) -> String {
    let criterion = series.criterion.and_then(|id| card.current().criterion(id));
    let name = criterion.map_or_else(|| "the score".to_owned(), |criterion| quoted(&criterion.name));
    let (Some(first), Some(last)) = (series.points.first(), series.points.last()) else {
        return upper_first(&format!("{name} was never rated"));
    };
    let Some(trend) = series.trend else {
        return upper_first(&format!("{name} was rated in {} only: too few to see a direction", first.quarter));
    };
    let ends = format!("from {} to {}", score_text(first.value), score_text(last.value));
    let sentence = match (trend.way, trend.slope) {
        (_, None) => few(&name, &trend, &ends),
        (Way::Up | Way::Down, Some(line)) => {
            let points = points_text(line.slope);
            let rate = format!("by {points} a quarter, {ends} over {} quarters", trend.n);
            format!("{name} goes {} {rate}", trend.way.words())
        }
        (Way::Flat, Some(_)) => {
            format!("{name} stays around {} over {} quarters", score_text(middle(series)), trend.n)
        }
        (Way::Mixed, Some(_)) => {
            let (low, high) = range(series);
            let between = format!("between {} and {}", score_text(low), score_text(high));
            format!("{name} goes up and down {between} over {} quarters, with no clear trend", trend.n)
        }
    };
    let rules = broken(&series.rule_changes).map_or_else(String::new, |words| format!("; {words}"));
    upper_first(&format!("{sentence}{rules}"))
}

/// "The score went up from 40 to 62; four quarters are too few to call it a trend".
fn few(name: &str, trend: &Trend, ends: &str) -> String {
    let way = match trend.way {
        Way::Up => format!("went up {ends}"),
        Way::Down => format!("went down {ends}"),
        Way::Flat => "has not moved".to_owned(),
        Way::Mixed => format!("went up and down, {ends}"),
    };
    format!("{name} {way}; {} quarters are too few to call it a trend", number_word(trend.n))
}

fn range(series: &Series) -> (f64, f64) {
    let values = || series.points.iter().map(|point| point.value);
    (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
}

fn middle(series: &Series) -> f64 {
    let values: Vec<f64> = series.points.iter().map(|point| point.value).collect();
    median(&values).unwrap_or_default()
}

/// What happened to the rules on the way that makes before and after different things.
fn broken(changes: &[RuleChange]) -> Option<String> {
    let telling = |kind: &RuleChangeKind| kind.breaks() || *kind == RuleChangeKind::Version;
    let mut told = changes.iter().filter_map(|change| Some((change, change.kinds.iter().find(|kind| telling(kind))?)));
    let (change, kind) = told.next_back()?;
    Some(format!("{} in {}", kind.words(), Quarter::of(change.on)))
}

/// Whether it gets better, over all customers together: "Customers' experiences of us get better: …".
pub fn finding_card_trends(card: &Scorecard, trends: &CardTrends) -> String {
    let (what, better, worse) = match card.subject {
        Subject::Us => ("Customers\u{2019} experiences of us", "get better", "get worse"),
        Subject::Customer => ("Our customers", "get better", "get worse"),
    };
    let score = finding_trend(card, &trends.score);
    match trends.score.trend {
        None if trends.score.points.is_empty() => format!("{what}: nothing was rated yet"),
        Some(trend) if trend.n > TOO_FEW_ROUNDS => {
            let verdict = match trend.way {
                Way::Up => better,
                Way::Down => worse,
                Way::Flat => "stay the same",
                Way::Mixed => "show no clear trend",
            };
            let over = plural(trends.num_customers, "customer", "customers");
            format!("{what} {verdict}, {over} together: {}", lower_first(&score))
        }
        _ => score,
    }
}

/// Who moved most, by name: "Northwind went down by 20 points; Kite & Co. went up by 15".
pub fn finding_movers(workspace: &Workspace, movers: &[Mover]) -> String {
    let one = |mover: &Mover| {
        let customer = workspace.customers.get(&mover.customer)?;
        let way = if mover.moved < 0.0 { "down" } else { "up" };
        let sure = mover.adjusted_p.is_some_and(|p| p < SURE);
        let doubt = if sure { "" } else { " (too early to call it a trend)" };
        Some(format!("{} went {way} by {}{doubt}", customer.name(), points_text(mover.moved)))
    };
    let told: Vec<String> = movers.iter().filter(|mover| mover.moved.abs() >= 0.5).take(3).filter_map(one).collect();
    if told.is_empty() { "No customer moves".to_owned() } else { upper_first(&list_text(&told)) }
}
