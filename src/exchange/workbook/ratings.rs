//! The sheet of ratings: one row for each filled-in scorecard.

use super::sheet::{Column, Look, Sheet, Value};
use crate::model::{Customer, PersonId, Rating, Response, ScorecardId, Workspace};

pub(super) struct Ratings<'a> {
    workspace: &'a Workspace,
    columns: Vec<Column>,
}

impl<'a> Ratings<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        let column = Column::new;
        let columns = vec![
            column("Customer", 30.0, Look::Text),
            column("Person", 22.0, Look::Text),
            column("Group", 14.0, Look::Text),
            column("Date", 12.0, Look::Date),
            column("Kind of occasion", 18.0, Look::Text),
            column("Occasion", 24.0, Look::Text),
            column("Scorecard", 24.0, Look::Text),
            column("Version", 9.0, Look::Count),
            column("Answered", 10.0, Look::Count),
            column("Not applicable", 10.0, Look::Count),
            column("Don\u{2019}t know", 10.0, Look::Count),
            column("Remark", 48.0, Look::Wrapped),
            column("Rating id", 29.0, Look::Text),
            column("Person id", 29.0, Look::Text),
            column("Scorecard id", 29.0, Look::Text),
            column("Customer id", 29.0, Look::Text),
        ];
        Self { workspace, columns }
    }
}

/// The person's name and group.
pub(super) fn person(workspace: &Workspace, id: PersonId) -> [Value<'_>; 2] {
    let group = workspace.business.people.get(&id).map(|person| workspace.business.group_name(person.group));
    [Value::text(workspace.business.person_name(id)), Value::text(group.unwrap_or_default())]
}

/// The scorecard's name, or its id if it is gone.
pub(super) fn card_name(workspace: &Workspace, id: ScorecardId) -> Value<'_> {
    let known = workspace.scorecards.get(&id);
    known.map_or_else(|| Value::text(id.to_string()), |card| Value::text(card.name.as_str()))
}

/// Every rating with its customer, customer by customer, oldest first.
pub(super) fn all(workspace: &Workspace) -> impl Iterator<Item = (&Customer, String, &Rating)> {
    workspace.customers.values().flat_map(|customer| {
        let mut ratings: Vec<_> = customer.ratings.iter().collect();
        ratings.sort_by_key(|(id, rating)| (rating.on, **id));
        ratings.into_iter().map(|(id, rating)| (&**customer, id.to_string(), rating))
    })
}

impl Sheet for Ratings<'_> {
    fn name(&self) -> &'static str {
        "Ratings"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn num_rows(&self) -> usize {
        self.workspace.num_ratings()
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Vec<Value<'_>>> + '_> {
        Box::new(all(self.workspace).map(|(customer, id, rating)| {
            let count = |is_it: fn(&Response) -> bool| {
                Value::number(rating.answers.values().filter(|answer| is_it(&answer.response)).count() as f64)
            };
            let [person, group] = person(self.workspace, rating.person);
            vec![
                Value::text(customer.name()),
                person,
                group,
                Value::Date(rating.on),
                Value::text(rating.occasion.kind.words()),
                Value::text(rating.occasion.name.as_str()),
                card_name(self.workspace, rating.scorecard),
                Value::number(f64::from(rating.version)),
                count(|response| matches!(response, Response::Value(_))),
                count(|response| matches!(response, Response::NotApplicable)),
                count(|response| matches!(response, Response::DontKnow)),
                Value::text(rating.remark.as_str()),
                Value::text(id),
                Value::text(rating.person.to_string()),
                Value::text(rating.scorecard.to_string()),
                Value::text(customer.id.to_string()),
            ]
        }))
    }
}
