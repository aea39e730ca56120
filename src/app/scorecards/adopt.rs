//! A version is adopted: what it changes for whom is worked out before it is saved.

use jiff::civil::Date;

use crate::analysis::{VerdictCounts, count, moves};
use crate::model::{Edit, Name, Note, Scorecard, ScorecardId, ScorecardVersion, Subject, Verdict};

use super::super::{Effect, Judged, Modal, Session, State};
use super::differences::differences;
use super::draft::Draft;
use super::free_name;
use super::scale_draft::sentence;

/// A version on its way to being adopted.
#[derive(Debug)]
pub struct AdoptForm {
    /// Which scorecard.
    pub card: ScorecardId,
    /// Its name, after adopting.
    pub name: Name,
    /// The number of the version.
    pub number: u32,
    /// Why it is changed, as typed.
    pub note: String,
    /// What is wrong with the note.
    pub note_fault: Option<String>,
    /// What changes, in words.
    pub changes: Vec<String>,
    /// What changes for whom; none for a scorecard on which customers rate us.
    pub outcome: Option<Outcome>,
    /// The version the draft began with is not the newest any more.
    pub overtaken: bool,
    version: ScorecardVersion,
    is_renamed: bool,
}

/// Verdicts before and after, of the customers we work with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How many at each verdict now.
    pub before: VerdictCounts,
    /// How many then.
    pub after: VerdictCounts,
    /// Whose verdict changes: name, from, to; by name.
    pub moves: Vec<(String, Verdict, Verdict)>,
}

/// Asks before the draft is adopted, or adds a scorecard that does not exist yet.
pub(super) fn begin(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Some(draft) = state.areas.scorecards.draft().cloned() else { return Vec::new() };
    let Some(session) = state.session() else { return Vec::new() };
    let card = session.workspace.scorecards.get(&draft.card);
    match draft.build(card.map(|card| &**card), today) {
        Err(faults) => {
            if let Some(draft) = state.areas.scorecards.draft_mut() {
                draft.part = faults.first().map_or(draft.part, |fault| fault.part);
                draft.faults = faults;
            }
            Vec::new()
        }
        Ok((name, version)) if card.is_none() => add(state, &draft, &name, version),
        Ok((name, version)) => {
            let form = form(session, &draft, name, version, today);
            state.modal = form.map(|form| Modal::Adopt(Box::new(form)));
            Vec::new()
        }
    }
}

fn add(state: &mut State, draft: &Draft, name: &Name, version: ScorecardVersion) -> Vec<Effect> {
    let name = state.session().map_or_else(|| name.clone(), |session| free_name(&session.workspace, name));
    let words = format!("Added the scorecard \u{201c}{name}\u{201d}");
    let card = Scorecard {
        id: draft.card,
        name,
        about: Note::new(&draft.about).unwrap_or_default(),
        subject: draft.subject,
        versions: vec![version],
        scenarios: Default::default(),
        archived: false,
        extra: Default::default(),
    };
    let Some(effects) = state.edit(Edit::AddScorecard(std::sync::Arc::new(card))) else { return Vec::new() };
    finish(state, draft.card);
    state.done_with_undo(words);
    effects
}

fn form(session: &Session, draft: &Draft, name: Name, version: ScorecardVersion, today: Date) -> Option<AdoptForm> {
    let card = session.workspace.scorecards.get(&draft.card)?;
    Some(AdoptForm {
        card: card.id,
        number: version.number,
        note: String::new(),
        note_fault: None,
        changes: differences(card.current(), &version),
        outcome: outcome(session, card, &version, today),
        overtaken: draft.base != card.current().number,
        is_renamed: name != card.name,
        name,
        version,
    })
}

/// Judges the customers we work with before and after; the workspace itself is not touched.
fn outcome(
    session: &Session,
    card: &std::sync::Arc<Scorecard>,
    version: &ScorecardVersion,
    today: Date,
) -> Option<Outcome> {
    if card.subject == Subject::Us {
        return None;
    }
    let mut then = session.workspace.clone();
    Edit::AdoptVersion(card.id, Box::new(version.clone())).apply(&mut then).ok()?;
    let before = match &session.judged {
        Some(judged) if judged.card.id == card.id => judged.clone(),
        _ => Judged::new(&session.workspace, card, today),
    };
    let after = Judged::new(&then, then.scorecards.get(&card.id)?, today);
    let customers = before.evidence.customers();
    let is_current = |index: &usize| {
        let customer = customers.get(*index).and_then(|id| session.workspace.customers.get(id));
        customer.is_some_and(|customer| customer.profile.status.is_current())
    };
    let counts = |judged: &Judged| {
        let current = (0..judged.judgements.len()).filter(is_current);
        count(&current.map(|index| judged.judgements[index]).collect::<Vec<_>>())
    };
    let name = |index: usize| {
        let customer = customers.get(index).and_then(|id| session.workspace.customers.get(id));
        customer.map(|customer| customer.name().to_owned()).unwrap_or_default()
    };
    let moved = moves(&before.judgements, &after.judgements).into_iter().filter(|each| is_current(&each.index));
    let mut moves: Vec<_> = moved.map(|each| (name(each.index), each.from, each.to)).collect();
    moves.sort();
    Some(Outcome { before: counts(&before), after: counts(&after), moves })
}

/// Somebody types the note.
pub(super) fn note(state: &mut State, text: String) {
    if let Some(Modal::Adopt(form)) = &mut state.modal {
        form.note_fault = Note::new(&text).err().map(|error| sentence(&error.to_string()));
        form.note = text;
    }
}

/// The version is meant.
pub(super) fn accept(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Some(Modal::Adopt(form)) = &state.modal else { return Vec::new() };
    let Ok(note) = Note::new(&form.note) else { return Vec::new() };
    let version = ScorecardVersion { note, adopted: today, ..form.version.clone() };
    let (card, name, number) = (form.card, form.name.clone(), form.number);
    let adopt = Edit::AdoptVersion(card, Box::new(version));
    let archived =
        state.session().and_then(|session| session.workspace.scorecards.get(&card)).map(|card| card.archived);
    let rename = archived.filter(|_| form.is_renamed);
    let edit = match (rename, form.changes.is_empty()) {
        (None, _) => adopt,
        (Some(archived), true) => Edit::SetScorecard { id: card, name: name.clone(), archived },
        (Some(archived), false) => Edit::Batch {
            label: format!("adopt version {number} of {name}"),
            edits: vec![Edit::SetScorecard { id: card, name: name.clone(), archived }, adopt],
        },
    };
    let words = if form.changes.is_empty() && form.is_renamed {
        format!("Renamed to \u{201c}{name}\u{201d}")
    } else {
        format!("Adopted version {number} of \u{201c}{name}\u{201d}")
    };
    let Some(effects) = state.edit(edit) else { return Vec::new() };
    state.modal = None;
    finish(state, card);
    state.done_with_undo(words);
    effects
}

/// The draft has become real.
fn finish(state: &mut State, card: ScorecardId) {
    let area = &mut state.areas.scorecards;
    area.drafts.remove(&card);
    area.editing = false;
    area.chosen = Some(card);
}

impl AdoptForm {
    /// Whether there is anything to adopt.
    pub const fn is_change(&self) -> bool {
        !self.changes.is_empty() || self.is_renamed
    }

    /// Whether only the name changes, so that no version is needed.
    pub const fn is_rename_only(&self) -> bool {
        self.changes.is_empty() && self.is_renamed
    }
}
