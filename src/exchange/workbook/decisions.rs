//! The sheet of decisions: what was decided about whom, why, and what the numbers said then.

use jiff::civil::Date;

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
            column("Steps: who", 16.0, Look::Wrapped),
            column("Steps: by", 12.0, Look::Wrapped),
            column("Steps: done on", 12.0, Look::Wrapped),
            column("Target score", 9.0, Look::Score),
            column("What we say", 40.0, Look::Wrapped),
            column("What came of it", 40.0, Look::Wrapped),
            column("Verdict then", 20.0, Look::Text),
            column("Score then", 9.0, Look::Score),
            column("Coverage then", 10.0, Look::Percent),
            column("People then", 9.0, Look::Count),
            column("Version then", 9.0, Look::Count),
            column("Scorecard id", 29.0, Look::Text),
            column("Customer id", 29.0, Look::Text),
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

/// What stands for nothing, in a list with one line for each step.
pub(super) const NOTHING: &str = "\u{2013}";

/// One line for each step, the same number in every column.
fn of_steps<'v>(steps: &[Step], part: impl Fn(&Step) -> String) -> Value<'v> {
    let lines: Vec<String> = steps.iter().map(part).collect();
    let lines: Vec<&str> = lines.iter().map(|line| if line.is_empty() { NOTHING } else { line.as_str() }).collect();
    Value::lines(&lines)
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
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
            vec![
                Value::text(customer.name()),
                Value::Date(decision.on),
                Value::text(decision.choice.words()),
                Value::text(decision.reason.as_str()),
                Value::text(decision.by.as_str()),
                Value::date(decision.review_on),
                of_steps(&decision.steps, |step| step.what.to_string()),
                of_steps(&decision.steps, |step| step.who.to_string()),
                of_steps(&decision.steps, |step| day(step.by)),
                of_steps(&decision.steps, |step| day(step.done)),
                Value::number(decision.target.map(|score| score.value())),
                Value::text(decision.message.as_str()),
                Value::text(decision.outcome.as_str()),
                stood.map_or(Value::Blank, |stood| Value::Verdict(stood.verdict)),
                Value::number(stood.and_then(|stood| stood.score).map(|score| score.value())),
                Value::number(stood.map(|stood| stood.coverage.value())),
                Value::number(stood.map(|stood| f64::from(stood.raters))),
                Value::number(stood.map(|stood| f64::from(stood.version))),
                Value::text(stood.map(|stood| stood.scorecard.to_string()).unwrap_or_default()),
                Value::text(customer.id.to_string()),
                Value::text(id),
            ]
        }))
    }
}
