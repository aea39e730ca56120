//! The sheet of answers: one row for each answer to each question.

use super::ratings::{all, card_name, person};
use super::sheet::{Column, Look, Sheet, Value};
use crate::model::{Criterion, CriterionId, Finite, Rating, Response, Scale, Workspace};

pub(super) struct Answers<'a> {
    workspace: &'a Workspace,
    columns: Vec<Column>,
}

impl<'a> Answers<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        let column = Column::new;
        let columns = vec![
            column("Customer", 30.0, Look::Text),
            column("Person", 22.0, Look::Text),
            column("Group", 14.0, Look::Text),
            column("Date", 12.0, Look::Date),
            column("Occasion", 24.0, Look::Text),
            column("Scorecard", 24.0, Look::Text),
            column("Version", 9.0, Look::Count),
            column("Criterion", 26.0, Look::Text),
            column("Answer", 14.0, Look::Number),
            column("Kind of answer", 15.0, Look::Text),
            column("In words", 30.0, Look::Text),
            column("Note", 48.0, Look::Wrapped),
            column("Criterion key", 24.0, Look::Text),
            column("Rating id", 29.0, Look::Text),
            column("Kind of occasion", 18.0, Look::Text),
            column("Customer id", 29.0, Look::Text),
        ];
        Self { workspace, columns }
    }
}

/// The criterion as it was when the rating was made, or as it is now.
fn criterion<'a>(workspace: &'a Workspace, rating: &Rating, id: CriterionId) -> Option<&'a Criterion> {
    let card = workspace.scorecards.get(&rating.scorecard)?;
    card.version(rating.version).and_then(|version| version.criterion(id)).or_else(|| card.current().criterion(id))
}

/// What a value means: yes, no, or the anchor of a point.
fn in_words(criterion: Option<&Criterion>, value: Finite) -> String {
    match criterion.map(|criterion| &criterion.scale) {
        Some(Scale::YesNo) => (if value == Finite::ZERO { "No" } else { "Yes" }).to_owned(),
        Some(scale @ Scale::Points { from, to, .. }) => (*from..=*to)
            .find(|point| f64::from(*point).to_bits() == (value.value() + 0.0).to_bits())
            .and_then(|point| scale.anchor(point))
            .map(ToString::to_string)
            .unwrap_or_default(),
        Some(Scale::Measure { unit, .. }) if !unit.is_empty() => format!("{} {unit}", value.value()),
        _ => String::new(),
    }
}

impl Sheet for Answers<'_> {
    fn name(&self) -> &'static str {
        "Answers"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn num_rows(&self) -> usize {
        self.workspace
            .customers
            .values()
            .flat_map(|customer| customer.ratings.values())
            .map(|rating| rating.answers.len())
            .sum()
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Vec<Value<'_>>> + '_> {
        Box::new(all(self.workspace).flat_map(move |(customer, rating_id, rating)| {
            rating.answers.iter().map(move |(id, answer)| {
                let criterion = criterion(self.workspace, rating, *id);
                let (value, kind, words) = match answer.response {
                    Response::Value(value) => (Value::number(value.value()), "Value", in_words(criterion, value)),
                    Response::NotApplicable => (Value::text("Not applicable"), "Not applicable", String::new()),
                    Response::DontKnow => (Value::text("Don\u{2019}t know"), "Don\u{2019}t know", String::new()),
                };
                let name = criterion.map_or_else(|| id.to_string(), |criterion| criterion.name.to_string());
                let [person, group] = person(self.workspace, rating.person);
                vec![
                    Value::text(customer.name()),
                    person,
                    group,
                    Value::Date(rating.on),
                    Value::text(rating.occasion.name.as_str()),
                    card_name(self.workspace, rating.scorecard),
                    Value::number(f64::from(rating.version)),
                    Value::text(name),
                    value,
                    Value::text(kind),
                    Value::text(words),
                    Value::text(answer.note.as_str()),
                    Value::text(id.to_string()),
                    Value::text(rating_id.clone()),
                    Value::text(rating.occasion.kind.words()),
                    Value::text(customer.id.to_string()),
                ]
            })
        }))
    }
}
