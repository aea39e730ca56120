//! Letting customers go in one sentence, to be read from the back of a room.

use std::cmp::Ordering;

use crate::analysis::words::{list_text, money_text, percent_text, score_text};
use crate::model::{CustomerId, Locale, Workspace};

use super::let_go::{LetGoEffect, MoneyEffect};

/// The effect in one sentence, in two pieces: its end may be stressed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LetGoHeadline {
    /// "Without these 2: €310,000 less revenue (31 %), 1,900 hours and €290,000 cost freed".
    pub lead: String,
    /// "profit up €27,000"; empty where nothing can be said about it.
    pub profit: String,
    /// Whether profit would rise or fall, to a whole unit of money; `None` if it is not known.
    #[serde(skip)]
    pub way: Option<Ordering>,
}

impl LetGoHeadline {
    /// The whole sentence.
    pub fn text(&self) -> String {
        if self.profit.is_empty() { self.lead.clone() } else { format!("{}, {}", self.lead, self.profit) }
    }
}

/// What it does to the rest in one sentence. Only what is known is told; the cautions count what is not.
pub fn let_go_headline(effect: &LetGoEffect, workspace: &Workspace) -> LetGoHeadline {
    let plain = |lead: String| LetGoHeadline { lead, profit: String::new(), way: None };
    let who = match effect.let_go.as_slice() {
        [] => return plain("Nobody is let go: nothing changes".to_owned()),
        [one] => format!("Without {}", name(workspace, *one)),
        several if effect.staying == 0 => format!("Without all {}", Locale::count(several.len())),
        several => format!("Without these {}", Locale::count(several.len())),
    };
    let told = effect.money.as_ref().map(|money| told(money, workspace)).unwrap_or_default();
    if !told.is_empty() {
        let (profit, way) = effect.money.as_ref().map(|money| profit(money, workspace)).unwrap_or_default();
        return LetGoHeadline { lead: format!("{who}: {}", told.join(", ")), profit, way };
    }
    plain(match (effect.score_before, effect.score_after) {
        (Some(before), Some(after)) if score_text(before) != score_text(after) => {
            format!("{who}: the average score goes from {} to {}", score_text(before), score_text(after))
        }
        (Some(_), Some(after)) => format!("{who}: the average score stays at {}", score_text(after)),
        _ => format!("{who}: nothing is known that would change"),
    })
}

fn name(workspace: &Workspace, id: CustomerId) -> String {
    workspace.customers.get(&id).map_or_else(|| "somebody unknown".to_owned(), |customer| customer.name().to_owned())
}

/// What goes and what is freed.
fn told(money: &MoneyEffect, workspace: &Workspace) -> Vec<String> {
    let business = &workspace.business;
    let part = |share: f64| match share {
        tiny if tiny < 0.005 => "less than 1\u{a0}%".to_owned(),
        share => percent_text(share),
    };
    let share = money.revenue_share.map_or_else(String::new, |share| format!(" ({})", part(share)));
    let revenue = money.gone.revenue.map(|lost| format!("{} less revenue{share}", money_text(business, lost)));
    let hours = money.gone.hours.map(|hours| match Locale::current().whole(hours) {
        one if one == "1" => "1 hour".to_owned(),
        hours => format!("{hours} hours"),
    });
    let cost = money.gone.cost.map(|cost| format!("{} cost", money_text(business, cost)));
    let freed: Vec<String> = hours.into_iter().chain(cost).collect();
    let freed = (!freed.is_empty()).then(|| format!("{} freed", list_text(&freed)));
    revenue.into_iter().chain(freed).collect()
}

/// What becomes of the profit, and which way it goes.
fn profit(money: &MoneyEffect, workspace: &Workspace) -> (String, Option<Ordering>) {
    let Some(gone) = money.gone.profit else { return Default::default() };
    let amount = money_text(&workspace.business, gone.abs());
    if gone.abs() < 0.5 {
        return ("profit unchanged".to_owned(), Some(Ordering::Equal));
    }
    let (way, words) = if gone < 0.0 { (Ordering::Greater, "up") } else { (Ordering::Less, "down") };
    (format!("profit {words} {amount}"), Some(way))
}
