//! How spreadsheets were read before: kept with the workspace, found again by the headers, offered the next time.

use super::{CardChoice, ColumnMapping, ColumnUse, Kind, Mapping, OnProblem, Table, header};
use crate::model::{Edit, Extra, Name, Workspace};

/// A mapping that was kept, under the name it was kept by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: Name,
    /// The mapping itself.
    pub mapping: Mapping,
}

/// The mapping that was kept for spreadsheets such as this one: every column it uses is here, and it knows most of the
/// columns that are here. Of several the one that knows most.
pub fn kept_mapping(table: &Table, workspace: &Workspace) -> Option<Kept> {
    let read = workspace.business.mappings.iter().filter_map(|(name, content)| {
        let mapping = of_json(content)?;
        let is_used = |role: &ColumnUse| *role != ColumnUse::Ignore;
        let mut used = mapping.columns.iter().filter(|column| is_used(&column.role));
        let fits = used.all(|column| table.column(&column.header).is_some()) && fits_scorecard(&mapping, workspace);
        let known = table.headers.iter().filter(|header| mapping.column(header).is_some()).count();
        (fits && known > 0 && 2 * known >= table.headers.len()).then(|| (known, Kept { name: name.clone(), mapping }))
    });
    // The last of equals is not better than the first.
    read.fold(None, |best: Option<(usize, Kept)>, found| match best {
        Some(best) if best.0 >= found.0 => Some(best),
        _ => Some(found),
    })
    .map(|(_, kept)| kept)
}

/// Whether the scorecard it speaks of is still there.
fn fits_scorecard(mapping: &Mapping, workspace: &Workspace) -> bool {
    match &mapping.scorecard {
        Some(CardChoice::Existing(text)) => workspace
            .scorecards
            .values()
            .any(|card| card.id.to_string() == *text || card.name.as_str() == text.as_str()),
        Some(CardChoice::New(_)) | None => true,
    }
}

fn of_json(content: &Extra) -> Option<Mapping> {
    let value = serde_json::Value::Object(content.clone().into_iter().collect());
    serde_json::from_value(value).ok()
}

/// The edit that keeps this mapping for the next spreadsheet of its kind; none if it is kept already.
pub fn keep_mapping(table: &Table, mapping: &Mapping, workspace: &Workspace, before: Option<&Name>) -> Option<Edit> {
    // To leave out rows is decided anew each time.
    let mut kept = Mapping { on_problem: OnProblem::Stop, ..mapping.clone() };
    // Columns it does not speak of were left out; that is known of the next file, too.
    let silent = table.headers.iter().filter(|header| mapping.column(header).is_none());
    kept.columns.extend(silent.map(|header| ColumnMapping::new(header, ColumnUse::Ignore)));
    let Ok(serde_json::Value::Object(content)) = serde_json::to_value(&kept) else { return None };
    let content: Extra = content.into_iter().collect();
    let name = before.cloned().or_else(|| free_name(table, mapping, workspace))?;
    let is_new = workspace.business.mappings.get(&name) != Some(&content);
    is_new.then(|| Edit::PutMapping(name, Box::new(content)))
}

/// The edit of an import, and with it what keeps its mapping for the next time.
pub fn with_mapping(edit: Edit, keep: Option<Edit>) -> Edit {
    match (edit, keep) {
        (Edit::Batch { label, mut edits }, Some(keep)) => {
            edits.push(keep);
            Edit::Batch { label, edits }
        }
        (edit, _) => edit,
    }
}

/// The file's name without its ending, or what the rows are; numbered if it is taken.
fn free_name(table: &Table, mapping: &Mapping, workspace: &Workspace) -> Option<Name> {
    let stem = table.file_name.rsplit_once('.').map_or(table.file_name.as_str(), |(stem, _)| stem);
    let stem: String = header::name(stem).chars().take(Name::MAX - 5).collect();
    let plain = match mapping.kind {
        Kind::Customers => "Customers",
        Kind::Ratings => "Ratings",
        Kind::Answers => "Answers",
    };
    let base = if stem.chars().any(char::is_alphanumeric) { stem } else { plain.to_owned() };
    (1_u32..1000)
        .map(|number| if number == 1 { base.clone() } else { format!("{base} {number}") })
        .filter_map(|text| Name::new(&text).ok())
        .find(|name| !workspace.business.mappings.contains_key(name))
}
