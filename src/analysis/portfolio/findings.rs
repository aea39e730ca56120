//! The portfolio in sentences: only what the numbers carry, with how many customers they stand on.

use crate::analysis::words::{list_text, lower_first, money_text, percent_text, plural, score_text};
use crate::model::{Business, CustomerId, Locale, Workspace};

use super::grades::{Grade, Grades};
use super::let_go::{LetGoEffect, MoneyEffect};
use super::quadrants::{EffortBy, Portfolio, Quadrant};
use super::whale::{WhaleCurve, WhalePart};

/// Where parts of all profit are larger than this, they are told in money: "4,300 %" says nothing.
const LARGEST_PART: f64 = 10.0;
/// A picture needs so many customers before its quarters mean something.
const FEWEST: usize = 4;
/// Names told before "and … more".
const NAMED: usize = 3;

fn name(workspace: &Workspace, id: CustomerId) -> String {
    workspace.customers.get(&id).map_or_else(|| "somebody unknown".to_owned(), |customer| customer.name().to_owned())
}

/// "A, B, C and 4 more".
pub(crate) fn names(workspace: &Workspace, ids: impl ExactSizeIterator<Item = CustomerId>) -> String {
    let num = ids.len();
    let shown = if num == NAMED + 1 { num } else { num.min(NAMED) };
    let mut told: Vec<String> = ids.take(shown).map(|id| name(workspace, id)).collect();
    if num > shown {
        told.push(format!("{} more", Locale::count(num - shown)));
    }
    list_text(&told)
}

/// "; 3 of 24 have no figures", or nothing.
fn without(known: usize, of: usize) -> String {
    match of.saturating_sub(known) {
        0 => String::new(),
        1 => format!("; 1 of {} has no figures", Locale::count(of)),
        missing => format!("; {} of {} have no figures", Locale::count(missing), Locale::count(of)),
    }
}

/// "5 of 24 customers".
fn of_customers(num: usize, of: usize) -> String {
    format!("{} of {}", Locale::count(num), plural(of, "customer", "customers"))
}

/// The finding of value against effort: who takes much and brings little.
pub fn finding_portfolio(portfolio: &Portfolio, workspace: &Workspace) -> String {
    let n = portfolio.points.len();
    let rest = without(n, portfolio.of);
    if n < FEWEST {
        return format!("Too few customers with figures to compare{rest}");
    }
    let mut heavy: Vec<_> = portfolio.within(Quadrant::LittleForMuch).collect();
    heavy.sort_by(|a, b| b.effort.total_cmp(&a.effort).then(a.index.cmp(&b.index)));
    let value = portfolio.value_by.words().to_lowercase();
    let (brings, takes) = if heavy.len() < 2 { ("brings", "takes") } else { ("bring", "take") };
    let more = match (portfolio.effort_by, heavy.len()) {
        (EffortBy::Hours, _) => format!("{takes} more hours"),
        (EffortBy::Cost, 0 | 1) => "costs more".to_owned(),
        (EffortBy::Cost, _) => "cost more".to_owned(),
    };
    let who =
        if heavy.is_empty() { "Nobody".to_owned() } else { names(workspace, heavy.iter().map(|point| point.customer)) };
    format!("{who} {brings} less {value} than most and {more}{rest}")
}

/// The finding of one customer among the others: "Grandview Hotels brings little for much effort". Without figures it
/// says so.
pub fn finding_portfolio_of(portfolio: &Portfolio, workspace: &Workspace, customer: CustomerId) -> String {
    let point = portfolio.points.iter().find(|point| point.customer == customer);
    let who = name(workspace, customer);
    match point {
        Some(point) => format!("{who} brings {}", lower_first(point.quadrant.words())),
        None => format!("The figures of {who} are not known"),
    }
}

/// The finding of the whale curve: what the best bring and the worst take away.
pub fn finding_whale(curve: &WhaleCurve, business: &Business) -> String {
    let n = curve.steps.len();
    let rest = without(n, curve.of);
    let money = |amount: f64| money_text(business, amount);
    if n < FEWEST {
        let total = if curve.total < 0.0 { "lose" } else { "bring" };
        let customers = plural(n, "customer", "customers");
        let total = if n == 1 { format!("{total}s") } else { total.to_owned() };
        return format!("{customers} with figures {total} {}{rest}", money(curve.total.abs()));
    }
    let part = |part: &WhalePart| match part.share.map(f64::abs) {
        Some(share) if share <= LARGEST_PART => format!("{} of all profit", percent_text(share)),
        _ => money(part.profit.abs()),
    };
    if curve.total <= 0.0 {
        let sum = if curve.total < 0.0 { format!("lose {}", money(-curve.total)) } else { "bring nothing".to_owned() };
        let earn = of_customers(curve.earning.customers, n);
        return format!("All customers together {sum}: {earn} {} money{rest}", verb(curve.earning.customers, "earn"));
    }
    // Without spread there is no "best": five of ten equal customers are not better than the others.
    let evenly = curve.best.customers as f64 / n as f64;
    let best = match curve.best.share {
        Some(share) if share <= evenly * 1.1 && curve.losing.customers == 0 => {
            return format!("Every customer brings about the same profit{rest}");
        }
        _ => {
            let best = format!("The best {}", of_customers(curve.best.customers, n));
            format!("{best} {} {}", verb(curve.best.customers, "bring"), part(&curve.best))
        }
    };
    match curve.losing.customers {
        0 => format!("{best}, and nobody loses us money{rest}"),
        num => {
            let losing =
                if num == 1 { "the 1 that loses".to_owned() } else { format!("the {} that lose", Locale::count(num)) };
            format!("{best}; {losing} money {} {} away{rest}", verb(num, "take"), part(&curve.losing))
        }
    }
}

fn verb(num: usize, plural: &str) -> String {
    if num == 1 { format!("{plural}s") } else { plural.to_owned() }
}

/// The finding of the grades: how many of each letter.
pub fn finding_grades(grades: &Grades) -> String {
    let n = grades.customers.len();
    let graded = n - grades.num_ungraded();
    let mut rest = without(n, grades.of);
    if grades.num_ungraded() > 0 {
        rest = format!("; {} without enough evidence{rest}", Locale::count(grades.num_ungraded()));
    }
    if graded == 0 {
        return format!("No grades yet{rest}");
    }
    let counted = Grade::ALL.map(|grade| (grade, grades.count(grade)));
    let told = counted.iter().filter(|(_, num)| *num > 0);
    let told: Vec<String> = told.map(|(grade, num)| format!("{} {}", Locale::count(*num), grade.words())).collect();
    format!("{}: {}{rest}", plural(graded, "customer", "customers"), list_text(&told))
}

/// What letting these customers go would do, in sentences, the most important first. One sentence if nobody goes.
pub fn let_go_sentences(effect: &LetGoEffect, workspace: &Workspace) -> Vec<String> {
    let num = effect.let_go.len();
    if num == 0 {
        return vec!["Nobody is let go: nothing changes.".to_owned()];
    }
    let mut told = Vec::new();
    match &effect.money {
        Err(reason) => told.push(format!("What it does to the money cannot be said: {}.", reason.words())),
        Ok(money) => told.extend(money_sentences(money, workspace)),
    }
    match effect.staying {
        0 => told.push("No customer would be left.".to_owned()),
        staying => {
            let left = plural(staying, "customer stays", "customers stay");
            told.push(match (effect.score_before, effect.score_after) {
                (Some(before), Some(after)) if score_text(before) != score_text(after) => {
                    let (before, after) = (score_text(before), score_text(after));
                    format!("{left}; the average score goes from {before} to {after}.")
                }
                (Some(_), Some(after)) => format!("{left}; the average score stays at {}.", score_text(after)),
                _ => format!("{left}."),
            });
        }
    }
    told
}

/// What to think about before letting them go.
pub fn let_go_cautions(effect: &LetGoEffect, workspace: &Workspace) -> Vec<String> {
    let business = &workspace.business;
    let mut told = Vec::new();
    if effect.let_go.is_empty() {
        return told;
    }
    if let Ok(money) = &effect.money {
        if let Some(largest) = money.largest.filter(|largest| largest.is_above_limit) {
            let who = name(workspace, largest.customer);
            let [after, before, limit] =
                [largest.share_after, largest.share_before, largest.limit.value()].map(percent_text);
            told.push(format!("{who} would bring {after} of what is left ({before} today); the limit is {limit}."));
        }
        if let Some(profit) = money.gone.profit.filter(|profit| *profit < 0.0) {
            let gain = money_text(business, -profit);
            told.push(format!("The {gain} are gained only if the cost of serving them really ends."));
        }
        let unknown = money.gone.without_figures;
        if unknown > 0 {
            let have = if unknown == 1 { "has" } else { "have" };
            told.push(format!("{unknown} of {} {have} no figures and {have} not been counted.", money.gone.customers));
        }
        let profit_unknown = money.gone.customers - unknown - money.gone.with_profit;
        if profit_unknown > 0 {
            let of = money.gone.customers;
            told.push(format!("Of {profit_unknown} of {of} the profit is not known: revenue or cost is missing."));
        }
    }
    if !effect.at_risk.is_empty() {
        let who = names(workspace, effect.at_risk.iter().map(|risk| risk.customer));
        let was = if effect.at_risk.len() == 1 { "was" } else { "were" };
        let known = effect.at_risk.iter().filter_map(|risk| risk.revenue);
        let revenue = known.reduce(|sum, more| sum + more).map(|revenue| money_text(business, revenue));
        let revenue = revenue.map_or_else(String::new, |revenue| format!(" ({revenue} in 12 months)"));
        told.push(format!("{who}{revenue} {was} sent by those who would go. Who else would they stop sending?"));
    }
    told
}

fn money_sentences(money: &MoneyEffect, workspace: &Workspace) -> Vec<String> {
    let business = &workspace.business;
    let amount = |amount: f64| money_text(business, amount);
    let mut told = Vec::new();
    if let Some(lost) = money.gone.revenue {
        let share = money.revenue_share.map_or_else(String::new, |share| format!(", {} of all", percent_text(share)));
        told.push(format!("{} of revenue in 12 months would go{share}.", amount(lost)));
    }
    let hours = money.gone.hours.map(|hours| {
        let hours = Locale::current().whole(hours);
        if hours == "1" { "1 hour".to_owned() } else { format!("{hours} hours") }
    });
    let cost = money.gone.cost.map(|cost| format!("{} of cost", amount(cost)));
    let freed: Vec<String> = cost.into_iter().chain(hours).collect();
    if !freed.is_empty() {
        told.push(format!("{} would be freed.", list_text(&freed)));
    }
    if let (Some(before), Some(after), Some(profit)) = (money.before.profit, money.after.profit, money.gone.profit) {
        let way = if profit < 0.0 { "rises" } else { "falls" };
        told.push(if amount(before) == amount(after) {
            format!("Profit stays at {}.", amount(after))
        } else {
            format!("Profit {way} from {} to {}.", amount(before), amount(after))
        });
    }
    if let (Some(before), Some(after)) = (money.before.profit_per_hour, money.after.profit_per_hour) {
        told.push(if amount(before) == amount(after) {
            format!("Profit per hour stays at {}.", amount(after))
        } else {
            let way = if after > before { "rises" } else { "falls" };
            format!("Profit per hour {way} from {} to {}.", amount(before), amount(after))
        });
    }
    if let Some(largest) = money.largest.filter(|largest| !largest.is_above_limit) {
        let (who, share) = (name(workspace, largest.customer), percent_text(largest.share_after));
        told.push(format!("{who} would be the largest, with {share} of what is left."));
    }
    told
}
