//! The scorecard a mapping's criteria belong to: found in the workspace, or made.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use ulid::Ulid;

use super::{CardChoice, ColumnUse, Mapping, header};
use crate::model::{
    Criterion, CriterionId, Direction, Extra, Line, Name, Note, Period, Policy, Scale, Scorecard, ScorecardId,
    ScorecardVersion, Subject, Workspace,
};

/// The scorecard of an import.
pub(super) struct Card {
    pub(super) id: ScorecardId,
    pub(super) version: u32,
    /// The criterion of each column that is one, in the order of the mapping's columns.
    pub(super) criteria: Vec<Criterion>,
    /// The scorecard itself, if this import makes it.
    pub(super) made: Option<Arc<Scorecard>>,
}

/// A criterion as the mapping has it.
type Wanted<'a> = (&'a Name, &'a Scale, Direction);

/// Finds or makes the scorecard; `None` if the mapping has no criteria.
///
/// # Errors
/// Says what is wrong with the mapping.
pub(super) fn resolve(
    mapping: &Mapping,
    workspace: &Workspace,
    today: Date,
    ids: &mut dyn FnMut() -> Ulid,
) -> Result<Option<Card>, String> {
    let wanted: Vec<Wanted<'_>> = mapping
        .columns
        .iter()
        .filter_map(|column| match &column.role {
            ColumnUse::Criterion { name, scale, direction } => Some((name, scale, *direction)),
            _ => None,
        })
        .collect();
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut keys = BTreeSet::new();
    if let Some((name, ..)) = wanted.iter().find(|(name, ..)| !keys.insert(header::key(name))) {
        return Err(format!("two columns are the criterion \u{201c}{name}\u{201d}; leave one out or rename it"));
    }
    match &mapping.scorecard {
        None => Err("the mapping has criteria but no scorecard for them; choose one or make a new one".to_owned()),
        Some(CardChoice::Existing(text)) => on_existing(existing(text, workspace)?, &wanted).map(Some),
        Some(CardChoice::New(name)) => match workspace.scorecards.values().find(|card| card.name == *name) {
            None => made(name, &wanted, today, ids).map(Some),
            Some(card) => on_existing(card, &wanted).map(Some).map_err(|why| {
                format!("there is a scorecard \u{201c}{name}\u{201d} already, but {why}. Choose another name for the new one")
            }),
        },
    }
}

/// The scorecard with this id or name.
fn existing<'a>(text: &str, workspace: &'a Workspace) -> Result<&'a Scorecard, String> {
    if let Some(card) = text.parse().ok().and_then(|id: ScorecardId| workspace.scorecards.get(&id)) {
        return Ok(card);
    }
    let found: Vec<_> =
        workspace.scorecards.values().filter(|card| card.name.to_lowercase() == text.trim().to_lowercase()).collect();
    match found[..] {
        [card] => Ok(card),
        [] => Err(format!("there is no scorecard \u{201c}{text}\u{201d} in this workspace")),
        _ => Err(format!("{} scorecards are called \u{201c}{text}\u{201d}; name one by its id", found.len())),
    }
}

fn on_existing(card: &Scorecard, wanted: &[Wanted<'_>]) -> Result<Card, String> {
    let version = card.current();
    let find = |name: &Name| {
        let key = header::key(name);
        let is_it = |criterion: &&Criterion| {
            criterion.id.as_str() == name.as_str() || criterion.name == *name || header::key(&criterion.name) == key
        };
        version
            .active()
            .find(is_it)
            .cloned()
            .ok_or_else(|| format!("\u{201c}{}\u{201d} has no criterion \u{201c}{name}\u{201d}", card.name))
    };
    let criteria = wanted.iter().map(|(name, ..)| find(name)).collect::<Result<_, _>>()?;
    Ok(Card { id: card.id, version: version.number, criteria, made: None })
}

fn made(name: &Name, wanted: &[Wanted<'_>], today: Date, ids: &mut dyn FnMut() -> Ulid) -> Result<Card, String> {
    let mut criteria: Vec<Criterion> = Vec::new();
    for &(criterion_name, scale, direction) in wanted {
        scale.check().map_err(|why| format!("the scale of \u{201c}{criterion_name}\u{201d} is not sound: {why}"))?;
        let id = CriterionId::from_name(criterion_name, |id| criteria.iter().any(|other| other.id == id));
        criteria.push(Criterion { direction, ..Criterion::new(id, criterion_name.clone(), scale.clone()) });
    }
    // One person is enough, for a file has seldom more than one row per customer; and old rows count as well.
    let policy = Policy { min_raters: 1, period: Period::All, ..Policy::default() };
    let version = ScorecardVersion {
        number: 1,
        adopted: today,
        note: Note::new("Made by an import").unwrap_or_default(),
        criteria: criteria.clone(),
        policy,
        extra: Extra::new(),
    };
    let card = Scorecard {
        id: ScorecardId::new(ids()),
        name: name.clone(),
        about: Note::default(),
        subject: Subject::Customer,
        versions: vec![version],
        scenarios: Default::default(),
        archived: false,
        extra: Extra::new(),
    };
    Ok(Card { id: card.id, version: 1, criteria, made: Some(Arc::new(card)) })
}

/// How an answer reads on its scale.
pub(super) fn answer_text(scale: &Scale, value: f64) -> String {
    match scale {
        Scale::YesNo => if value > 0.5 { "Yes" } else { "No" }.to_owned(),
        Scale::Points { .. } => value.to_string(),
        Scale::Measure { unit, .. } => {
            Line::as_str(unit).trim().chars().next().map_or_else(|| value.to_string(), |_| format!("{value} {unit}"))
        }
    }
}
