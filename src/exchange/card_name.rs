//! What the scorecard of an import is called.

use super::{Kind, Mapping, Table, header};
use crate::model::{Name, Scorecard, Workspace};

/// The name of a scorecard if no other has it, else its id.
pub(super) fn reference_to(card: &Scorecard, workspace: &Workspace) -> String {
    let same = workspace.scorecards.values().filter(|other| other.name == card.name).count();
    if same > 1 { card.id.to_string() } else { card.name.to_string() }
}

/// A name for a new scorecard: the file's, or a plain one; numbered if it is taken.
pub(super) fn new_card_name(table: &Table, workspace: &Workspace, kind: Kind) -> Name {
    let stem = table.file_name.rsplit_once('.').map_or(table.file_name.as_str(), |(stem, _)| stem);
    let plain = match kind {
        Kind::Customers => "Imported measures",
        Kind::Ratings | Kind::Answers => "Imported ratings",
    };
    let stem: String = header::name(stem).chars().take(Name::MAX - 5).collect();
    let base = if stem.chars().any(char::is_alphanumeric) { stem } else { plain.to_owned() };
    let is_free = |name: &Name| workspace.scorecards.values().all(|card| card.name != *name);
    let numbered = (1_u32..1000).map(|number| if number == 1 { base.clone() } else { format!("{base} {number}") });
    numbered.filter_map(|text| Name::new(&text).ok()).find(is_free).unwrap_or_else(|| Mapping::new(kind).default_person)
}
