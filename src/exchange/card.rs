//! The scorecard a mapping's criteria belong to: found in the workspace, or made.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use ulid::Ulid;

use super::{Bands, CardChoice, ColumnUse, Kind, Mapping, header};
use crate::model::{
    Criterion, CriterionId, Direction, Extra, Line, Name, Note, Period, Policy, Scale, Scorecard, ScorecardId,
    ScorecardVersion, Subject, Workspace,
};

/// The scorecard of an import.
pub(super) struct Card {
    pub(super) id: ScorecardId,
    pub(super) version: u32,
    /// The criterion of each column (or text) that is one, in the order of the mapping.
    pub(super) criteria: Vec<Criterion>,
    /// The scorecard itself, if this import makes it.
    pub(super) made: Option<Arc<Scorecard>>,
}

/// A criterion as the mapping has it, with the header it comes from.
type Wanted<'a> = (&'a Name, &'a Scale, Direction, &'a str);

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
        .criteria()
        .filter_map(|column| match &column.role {
            ColumnUse::Criterion { name, scale, direction } => Some((name, scale, *direction, column.header.as_str())),
            _ => None,
        })
        .collect();
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut keys = BTreeSet::new();
    // Where a row is one answer, two spellings may be one criterion; two columns hold two answers.
    if mapping.kind != Kind::Answers
        && let Some((name, ..)) = wanted.iter().find(|(name, ..)| !keys.insert(header::key(name)))
    {
        return Err(format!("two columns are the criterion \u{201c}{name}\u{201d}; leave one out or rename it"));
    }
    match &mapping.scorecard {
        None => Err("the mapping has criteria but no scorecard for them; choose one or make a new one".to_owned()),
        Some(CardChoice::Existing(text)) => on_existing(existing(text, workspace)?, &wanted).map(Some),
        Some(CardChoice::New(name)) => match workspace.scorecards.values().find(|card| card.name == *name) {
            None => made(name, &wanted, mapping.bands.as_ref(), (today, ids)).map(Some),
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
        // Who answered before a question was retired has answered all the same.
        let found = version.active().find(is_it).or_else(|| version.criteria.iter().find(is_it));
        found.cloned().ok_or_else(|| format!("\u{201c}{}\u{201d} has no criterion \u{201c}{name}\u{201d}", card.name))
    };
    let criteria = wanted.iter().map(|(name, ..)| find(name)).collect::<Result<_, _>>()?;
    Ok(Card { id: card.id, version: version.number, criteria, made: None })
}

fn made(
    name: &Name,
    wanted: &[Wanted<'_>],
    bands: Option<&Bands>,
    (today, ids): (Date, &mut dyn FnMut() -> Ulid),
) -> Result<Card, String> {
    let mut criteria: Vec<Criterion> = Vec::new();
    let mut of_wanted = Vec::new();
    for &(criterion_name, scale, direction, header) in wanted {
        let key = header::key(criterion_name);
        if let Some(known) = criteria.iter().find(|known| header::key(&known.name) == key) {
            of_wanted.push(known.clone());
            continue;
        }
        scale.check().map_err(|why| format!("the scale of \u{201c}{criterion_name}\u{201d} is not sound: {why}"))?;
        let id = CriterionId::from_name(criterion_name, |id| criteria.iter().any(|other| other.id == id));
        // What was asked in full stands below the short name.
        let is_question = header.split_whitespace().count() > 2 && header != criterion_name.as_str();
        let question = Line::new(header).ok().filter(|_| is_question).unwrap_or_default();
        let made = Criterion { question, direction, ..Criterion::new(id, criterion_name.clone(), scale.clone()) };
        of_wanted.push(made.clone());
        criteria.push(made);
    }
    // One person is enough, for a file has seldom more than one row per customer; and old rows count as well.
    let mut policy = Policy { min_raters: 1, period: Period::All, ..Policy::default() };
    if let Some(bands) = bands {
        if bands.hard_look_from > bands.keep_from {
            return Err("\u{201c}hard look\u{201d} must not start above \u{201c}keep\u{201d}".to_owned());
        }
        policy.keep_from = bands.keep_from;
        policy.hard_look_from = bands.hard_look_from;
        policy.bands.clone_from(&bands.named);
    }
    let version = ScorecardVersion {
        number: 1,
        adopted: today,
        note: Note::new("Made by an import").unwrap_or_default(),
        criteria,
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
    Ok(Card { id: card.id, version: 1, criteria: of_wanted, made: Some(Arc::new(card)) })
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
