//! What letting the ticked go would do, in words and as a table of today against afterwards.

use std::cmp::Ordering;

use crate::analysis::{
    Largest, LetGoEffect, LetGoHeadline, MoneyEffect, MoneyTotals, let_go_cautions, let_go_headline, money_text,
    percent_text, score_text,
};
use crate::model::{Business, Locale, Workspace};

/// What letting the ticked go would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartingEffect {
    /// How many are ticked.
    pub num_ticked: usize,
    /// In one sentence.
    pub headline: LetGoHeadline,
    /// Today against afterwards.
    pub rows: Vec<EffectRow>,
    /// Whom we depend on most, today and afterwards; empty if nobody's revenue is known.
    pub largest: String,
    /// What to think about before.
    pub cautions: Vec<String>,
    /// Whether money figures of anybody are known.
    pub has_money: bool,
}

/// One figure today and afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectRow {
    /// Which figure.
    pub name: &'static str,
    /// Today.
    pub before: String,
    /// Without the ticked; empty while nobody is ticked.
    pub after: String,
    /// The difference, with its sign; empty where there is none to tell.
    pub change: String,
    /// Whether the change is good for us, bad, or neither.
    pub tone: Ordering,
    /// Of how many it is known today: "21 of 24"; empty if of all.
    pub known: String,
}

impl PartingEffect {
    pub(super) fn of(effect: &LetGoEffect, workspace: &Workspace) -> Self {
        let mut table = Table { business: &workspace.business, is_ticked: !effect.let_go.is_empty(), rows: Vec::new() };
        let staying = effect.staying;
        let all = staying + effect.let_go.len();
        table.count("Customers", all, staying);
        if let Ok(money) = &effect.money {
            table.money_rows(money);
        }
        table.score(effect.score_before, effect.score_after);
        if let Ok(money) = &effect.money {
            table.largest([money.largest_before, money.largest]);
        }
        let headline = let_go_headline(effect, workspace);
        let mut cautions = let_go_cautions(effect, workspace);
        if headline.way == Some(Ordering::Less) {
            cautions.insert(0, "Profit falls: they bring more than serving them costs.".to_owned());
        }
        Self {
            num_ticked: effect.let_go.len(),
            headline,
            rows: table.rows,
            largest: effect.money.as_ref().map(|money| largest_text(money, workspace)).unwrap_or_default(),
            cautions,
            has_money: effect.money.is_ok(),
        }
    }
}

/// "Grandview Hotels is the largest today; then it would be Willow Nursery."
fn largest_text(money: &MoneyEffect, workspace: &Workspace) -> String {
    let name = |largest: &Largest| workspace.customers.get(&largest.customer).map(|customer| customer.name());
    let before = money.largest_before.as_ref().and_then(name);
    let after = money.largest.as_ref().and_then(name);
    match (before, after) {
        (Some(before), Some(after)) if before == after => format!("{before} is the largest."),
        (Some(before), Some(after)) => format!("{before} is the largest today; then it would be {after}."),
        (Some(before), None) => format!("{before} is the largest today."),
        (None, _) => String::new(),
    }
}

/// The table in the making.
struct Table<'a> {
    business: &'a Business,
    is_ticked: bool,
    rows: Vec<EffectRow>,
}

/// A figure in the making: today, afterwards, how many it is known of.
struct Figure {
    name: &'static str,
    values: [Option<f64>; 2],
    known: String,
    /// Whether more of it is better.
    better: Better,
}

#[derive(Clone, Copy, PartialEq)]
enum Better {
    More,
    Neither,
}

impl Table<'_> {
    fn count(&mut self, name: &'static str, before: usize, after: usize) {
        let gone = before - after;
        self.push(EffectRow {
            name,
            before: Locale::count(before),
            after: Locale::count(after),
            change: if gone == 0 { String::new() } else { format!("\u{2212}{}", Locale::count(gone)) },
            tone: Ordering::Equal,
            known: String::new(),
        });
    }

    fn money_rows(&mut self, money: &MoneyEffect) {
        let (before, after) = (&money.before, &money.after);
        let all = before.customers;
        let known = |num: usize| {
            if num == all { String::new() } else { format!("{} of {}", Locale::count(num), Locale::count(all)) }
        };
        let both = |of: fn(&MoneyTotals) -> Option<f64>| [of(before), of(after)];
        let business = self.business;
        let amount = |value: f64| money_text(business, value);
        let hours = |value: f64| Locale::current().whole(value);
        let figure = |name, values, known, better| Figure { name, values, known, better };
        let revenue = both(|totals| totals.revenue);
        self.figure(figure("Revenue", revenue, known(before.with_revenue), Better::Neither), &amount);
        let cost = both(|totals| totals.cost);
        self.figure(figure("Cost", cost, known(before.with_cost), Better::Neither), &amount);
        let worked = both(|totals| totals.hours);
        self.figure(figure("Hours", worked, known(before.with_hours), Better::Neither), &hours);
        let profit = both(|totals| totals.profit);
        self.figure(figure("Profit", profit, known(before.with_profit), Better::More), &amount);
        let per_hour = both(|totals| totals.profit_per_hour);
        self.figure(figure("Profit per hour", per_hour, String::new(), Better::More), &amount);
    }

    fn score(&mut self, before: Option<f64>, after: Option<f64>) {
        let figure = Figure {
            name: "Average score",
            values: [before, after].map(|score| score.map(f64::round)),
            known: String::new(),
            better: Better::More,
        };
        self.figure(figure, &score_text);
    }

    fn figure(&mut self, figure: Figure, words: &dyn Fn(f64) -> String) {
        let told = |value: Option<f64>| value.map_or_else(|| "not known".to_owned(), words);
        let [before, after] = figure.values;
        let (was, is) = (told(before), told(after));
        let difference = before.zip(after).map(|(before, after)| after - before);
        let change = match difference {
            Some(difference) if was != is => {
                let sign = if difference < 0.0 { "\u{2212}" } else { "+" };
                format!("{sign}{}", words(difference.abs()))
            }
            _ => String::new(),
        };
        let way = difference.filter(|_| !change.is_empty()).and_then(|difference| difference.partial_cmp(&0.0));
        let tone = way.filter(|_| figure.better == Better::More).unwrap_or(Ordering::Equal);
        self.push(EffectRow { name: figure.name, before: was, after: is, change, tone, known: figure.known });
    }

    fn largest(&mut self, [before, after]: [Option<Largest>; 2]) {
        let told = |largest: Option<Largest>| {
            largest.map_or_else(|| "not known".to_owned(), |largest| percent_text(largest.share_after))
        };
        let is_above = after.is_some_and(|largest| largest.is_above_limit);
        self.push(EffectRow {
            name: "Largest customer",
            before: told(before),
            after: told(after),
            change: if is_above { "above limit".to_owned() } else { String::new() },
            tone: if is_above { Ordering::Less } else { Ordering::Equal },
            known: String::new(),
        });
    }

    /// Adds a row; without ticks there is no afterwards.
    fn push(&mut self, mut row: EffectRow) {
        if !self.is_ticked {
            (row.after, row.change, row.tone) = (String::new(), String::new(), Ordering::Equal);
        }
        self.rows.push(row);
    }
}
