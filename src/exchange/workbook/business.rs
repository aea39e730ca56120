//! The sheet of the workspace itself: its name, currency, main scorecard and groups. By this sheet an import knows
//! that a workbook, or a folder of CSV files, is one of ours.

use super::sheet::{Column, Look, Sheet, Value};
use crate::model::Workspace;

/// The version of the tables. A reader refuses a newer one.
pub(super) const FORMAT: u32 = 1;
/// The row that says so.
pub(super) const FORMAT_ROW: &str = "Format of these tables";
/// The headers.
pub(super) const HEADERS: [&str; 3] = ["What", "Key", "Value"];

pub(super) struct WorkspaceSheet<'a> {
    workspace: &'a Workspace,
    columns: Vec<Column>,
}

impl<'a> WorkspaceSheet<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        let columns = HEADERS.map(|header| Column::new(header, 30.0, Look::Text)).to_vec();
        Self { workspace, columns }
    }

    fn all(&self) -> Vec<[String; 3]> {
        let business = &self.workspace.business;
        let row = |what: &str, key: String, value: String| [what.to_owned(), key, value];
        let mut rows = vec![
            row("Workspace", business.id.to_string(), business.name.to_string()),
            row(FORMAT_ROW, String::new(), FORMAT.to_string()),
        ];
        if !business.currency.is_empty() {
            rows.push(row("Currency", String::new(), business.currency.to_string()));
        }
        if let Some(main) = business.main_scorecard {
            let name = self.workspace.scorecards.get(&main).map(|card| card.name.to_string()).unwrap_or_default();
            rows.push(row("Main scorecard", main.to_string(), name));
        }
        rows.extend(business.groups.iter().map(|(id, group)| row("Group", id.to_string(), group.name.to_string())));
        rows
    }
}

impl Sheet for WorkspaceSheet<'_> {
    fn name(&self) -> &'static str {
        "Workspace"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn num_rows(&self) -> usize {
        self.all().len()
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Vec<Value<'_>>> + '_> {
        Box::new(self.all().into_iter().map(|row| row.map(Value::text).into()))
    }
}
