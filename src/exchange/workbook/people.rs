//! The sheet of people: who rates, in which group, and how much they have rated.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::sheet::{Column, Look, Sheet, Value};
use crate::model::{PersonId, Workspace};

pub(super) struct People<'a> {
    workspace: &'a Workspace,
    columns: Vec<Column>,
    /// How many ratings each made, and when the last.
    rated: BTreeMap<PersonId, (u32, Date)>,
}

impl<'a> People<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        let column = Column::new;
        let columns = vec![
            column("Person", 26.0, Look::Text),
            column("Group", 16.0, Look::Text),
            column("Has left", 10.0, Look::Text),
            column("Ratings", 10.0, Look::Count),
            column("Last rating", 12.0, Look::Date),
            column("Group key", 16.0, Look::Text),
            column("Person id", 29.0, Look::Text),
        ];
        let mut rated: BTreeMap<PersonId, (u32, Date)> = BTreeMap::new();
        for rating in workspace.customers.values().flat_map(|customer| customer.ratings.values()) {
            let (num, last) = rated.entry(rating.person).or_insert((0, rating.on));
            *num += 1;
            *last = rating.on.max(*last);
        }
        Self { workspace, columns, rated }
    }
}

impl Sheet for People<'_> {
    fn name(&self) -> &'static str {
        "People"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn num_rows(&self) -> usize {
        self.workspace.business.people.len()
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Vec<Value<'_>>> + '_> {
        Box::new(self.workspace.business.people.iter().map(|(id, person)| {
            let rated = self.rated.get(id);
            vec![
                Value::text(person.name.as_str()),
                Value::text(self.workspace.business.group_name(person.group)),
                Value::text(if person.left { "yes" } else { "no" }),
                Value::number(rated.map_or(0.0, |(num, _)| f64::from(*num))),
                Value::date(rated.map(|(_, last)| *last)),
                Value::text(person.group.to_string()),
                Value::text(id.to_string()),
            ]
        }))
    }
}
