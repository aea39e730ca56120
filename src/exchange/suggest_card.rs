//! Which scorecard the answers of a spreadsheet belong to: one that asks the same, or a new one with a name of its own.

use super::header;
use super::own::Own;
use super::{ColumnMapping, ColumnUse, Kind, Mapping, Table};
use crate::model::{Criterion, Name, Scorecard, Workspace};

/// Whether a header names this criterion, by its name, its question or its key.
fn names(header: &str, criterion: &Criterion) -> bool {
    let (key, row) = (header::key(header), header::key(&header::name(header)));
    let known = [criterion.name.as_str(), criterion.question.as_str(), criterion.id.as_str()].map(header::key);
    !key.is_empty() && known.iter().any(|known| *known == key || *known == row)
}

/// The scorecard on which at least three in four of the columns that would be criteria are one: a scorecard that
/// fits by chance would leave columns out.
pub(super) fn fitting_card<'a>(columns: &[ColumnMapping], workspace: &'a Workspace) -> Option<&'a Scorecard> {
    let is_criterion = |column: &&ColumnMapping| matches!(column.role, ColumnUse::Criterion { .. });
    let wanted: Vec<&str> = columns.iter().filter(is_criterion).map(|column| column.header.as_str()).collect();
    card_that_knows(&wanted, workspace)
}

/// The scorecard a form of ours was made for: the one that knows nearly all of its questions.
pub(super) fn card_of_form<'a>(table: &Table, workspace: &'a Workspace) -> Option<&'a Scorecard> {
    let asked = table.headers.iter().map(String::as_str).filter(|text| Own::Form.role(text).is_none());
    card_that_knows(&asked.collect::<Vec<_>>(), workspace)
}

/// The scorecard in use that knows most of these headers, if that is three in four.
fn card_that_knows<'a>(headers: &[&str], workspace: &'a Workspace) -> Option<&'a Scorecard> {
    let num_known = |card: &Scorecard| headers.iter().filter(|header| known_on(card, header).is_some()).count();
    let cards = workspace.scorecards.values().filter(|card| !card.archived);
    let (num, card) =
        cards.map(|card| (num_known(card), card)).max_by_key(|(num, card)| (*num, std::cmp::Reverse(card.id)))?;
    (num > 0 && 4 * num >= 3 * headers.len()).then_some(card)
}

/// The scorecard that is called so and in use.
pub(super) fn card_called<'a>(name: &str, workspace: &'a Workspace) -> Option<&'a Scorecard> {
    let key = header::key(name);
    let mut cards = workspace.scorecards.values().filter(|card| !card.archived);
    cards.find(|card| header::key(&card.name) == key).map(|card| &**card)
}

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

/// The criterion a header names: one that is asked, else one that was retired and keeps its history.
pub(super) fn known_on<'a>(card: &'a Scorecard, header: &str) -> Option<&'a Criterion> {
    let version = card.current();
    let is_it = |criterion: &&Criterion| names(header, criterion);
    version.active().find(is_it).or_else(|| version.criteria.iter().find(is_it))
}
