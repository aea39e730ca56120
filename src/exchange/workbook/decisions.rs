//! The sheet of decisions: what was decided about whom, why, and what the numbers said then.

use super::sheet::{Column, Look, Sheet, Value};
use crate::model::{Customer, Decision, Step, Workspace};

pub(super) struct Decisions<'a> {
    workspace: &'a Workspace,
    columns: Vec<Column>,
}

impl<'a> Decisions<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        let column = Column::new;
        let columns = vec![
            column("Customer", 30.0, Look::Text),
            column("Date", 12.0, Look::Date),
            column("Decision", 22.0, Look::Text),
            column("Reason", 48.0, Look::Wrapped),
            column("By", 18.0, Look::Text),
            column("Look again on", 13.0, Look::Date),
            column("Steps", 40.0, Look::Wrapped),
            column("Target score", 9.0, Look::Score),
            column("What we say", 40.0, Look::Wrapped),
            column("What came of it", 40.0, Look::Wrapped),
            column("Verdict then", 20.0, Look::Text),
            column("Score then", 9.0, Look::Score),
            column("Coverage then", 10.0, Look::Percent),
            column("People then", 9.0, Look::Count),
            column("Decision id", 29.0, Look::Text),
        ];
        Self { workspace, columns }
    }

    fn all(&self) -> impl Iterator<Item = (&'a Customer, String, &'a Decision)> + use<'a> {
        self.workspace.customers.values().flat_map(|customer| {
            let mut decisions: Vec<_> = customer.decisions.iter().collect();
            decisions.sort_by_key(|(id, decision)| (decision.on, **id));
            decisions.into_iter().map(|(id, decision)| (&**customer, id.to_string(), decision))
        })
    }
}

/// "Talk to them (Ana, by 2026-12-01): done on 2026-11-20".
fn step(step: &Step) -> String {
    let by = step.by.map(|day| format!("by {day}")).unwrap_or_default();
    let about: Vec<&str> = [step.who.as_str(), &by].into_iter().filter(|text| !text.is_empty()).collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let done = step.done.map(|day| format!(": done on {day}")).unwrap_or_default();
    format!("{}{about}{done}", step.what)
}

impl Sheet for Decisions<'_> {
    fn name(&self) -> &'static str {
        "Decisions"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn num_rows(&self) -> usize {
        self.workspace.customers.values().map(|customer| customer.decisions.len()).sum()
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Vec<Value<'_>>> + '_> {
        Box::new(self.all().map(|(customer, id, decision)| {
            let stood = decision.stood.as_ref();
            let steps: Vec<String> = decision.steps.iter().map(step).collect();
            vec![
                Value::text(customer.name()),
                Value::Date(decision.on),
                Value::text(decision.choice.words()),
                Value::text(decision.reason.as_str()),
                Value::text(decision.by.as_str()),
                Value::date(decision.review_on),
                Value::lines(&steps),
                Value::number(decision.target.map(|score| score.value())),
                Value::text(decision.message.as_str()),
                Value::text(decision.outcome.as_str()),
                stood.map_or(Value::Blank, |stood| Value::Verdict(stood.verdict)),
                Value::number(stood.and_then(|stood| stood.score).map(|score| score.value())),
                Value::number(stood.map(|stood| stood.coverage.value())),
                Value::number(stood.map(|stood| f64::from(stood.raters))),
                Value::text(id),
            ]
        }))
    }
}
