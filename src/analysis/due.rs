//! Decisions that ask for something: a review that is due, steps of a plan that are overdue.

use jiff::ToSpan as _;

use crate::model::{Choice, Customer, Decision, Status, Step};

use super::attention::{Attention, AttentionKind};
use super::explain::Judged;
use super::review::review_since;
use super::words::{ago_text, date_text, plural};

/// A decision's review is announced so many days ahead.
const REVIEW_AHEAD_DAYS: i64 = 14;

/// Those whose newest decision may still ask for something: we work for them, or are letting them go.
fn decided<'a>(judged: &Judged<'a>) -> Vec<(&'a Customer, &'a Decision)> {
    let customers = judged.workspace.customers.values();
    let is_open = |status: Status| status.is_current() || status == Status::LetGo;
    let open = customers.filter(|customer| is_open(customer.profile.status));
    // An outcome written down is a review held.
    let decided = open.filter_map(|customer| Some((&**customer, customer.last_decision()?.1)));
    decided.filter(|(_, decision)| decision.outcome.is_empty()).collect()
}

/// Decisions that come back for review, the longest due first, with what changed since.
pub(super) fn decisions_due(judged: &Judged<'_>) -> Vec<Attention> {
    let today = judged.today;
    let limit = today.checked_add(REVIEW_AHEAD_DAYS.days()).unwrap_or(today);
    let due = decided(judged).into_iter().filter_map(|(customer, decision)| {
        let on = decision.review_on.filter(|on| *on <= limit)?;
        Some((on, customer, decision))
    });
    let mut due: Vec<_> = due.collect();
    due.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.name().cmp(b.1.name())).then(a.1.id.cmp(&b.1.id)));
    let entries = due.into_iter().map(|(on, customer, decision)| {
        let days = today.until(on).map_or(0, |span| span.get_days());
        let when = match days {
            ..0 => format!("review was due on {}, {}", date_text(on), ago_text(on, today)),
            0 => "review is due today".to_owned(),
            1 => "review is due tomorrow".to_owned(),
            n => format!("review is due in {n} days, on {}", date_text(on)),
        };
        let what = if decision.choice == Choice::LetGo { "Look back" } else { "Decide again" };
        let title = format!("{what}: {}", customer.name());
        let detail = format!("{}: {when}", decision.choice.words());
        let since = review_since(judged, customer, decision).sentence();
        Attention { since, ..Attention::one(AttentionKind::DecisionDue, customer, title, detail) }
    });
    entries.collect()
}

/// Plans with steps that should have been done, one entry each, the longest overdue first.
pub(super) fn steps_overdue(judged: &Judged<'_>) -> Vec<Attention> {
    let today = judged.today;
    let late = decided(judged).into_iter().filter_map(|(customer, decision)| {
        let mut steps: Vec<&Step> = decision.steps.iter().filter(|step| step.is_overdue(today)).collect();
        steps.sort_by_key(|step| step.by);
        let first = *steps.first()?;
        Some((first.by?, customer, first, steps.len()))
    });
    let mut late: Vec<_> = late.collect();
    late.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.name().cmp(b.1.name())).then(a.1.id.cmp(&b.1.id)));
    let entries = late.into_iter().map(|(by, customer, first, n)| {
        let title = format!("{}: {} overdue", customer.name(), plural(n, "step", "steps"));
        let who = if first.who.is_empty() { String::new() } else { format!(" · {}", first.who) };
        let detail = format!("{}, by {}{who}", first.what, date_text(by));
        Attention::one(AttentionKind::StepsOverdue, customer, title, detail)
    });
    entries.collect()
}
