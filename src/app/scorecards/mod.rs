//! Scorecards: which there are, what is in them, and the editor in which the next version is written.
//!
//! What somebody writes is a [`Draft`] that stays here until it is adopted or thrown away, also while another screen
//! is shown. Nothing counts before it is adopted, and what adopting changes for whom is shown first.

mod adopt;
mod bands;
mod differences;
mod draft;
mod scale_draft;
mod shown;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use ulid::Ulid;

use crate::model::{Edit, Name, ScorecardId, Subject, Workspace};
use crate::store;

use super::{Command, Effect, Screen, State, Tone};

pub use adopt::{AdoptForm, Outcome};
pub use bands::{BandDraft, BandFault, BandPart, BandsDraft};
pub(super) use bands::{bands_text, exact, limit, upside_down};
pub(super) use differences::gathering_differences;
pub use differences::threshold;
pub use draft::{CriterionDraft, Draft, Fault, Field, FlagDraft, Part, PeriodKind, RulesDraft};
pub use scale_draft::{ScaleDraft, ScaleKind, ScalePart};
pub(super) use scale_draft::{sentence, typed};
pub use shown::{CardRow, Page, QuestionShown, VersionShown};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct ScorecardsState {
    /// Which scorecard is shown.
    pub chosen: Option<ScorecardId>,
    /// Whether archived scorecards are listed.
    pub shows_archived: bool,
    /// Whether the draft of the chosen one is being edited.
    pub editing: bool,
    /// Changes that are not adopted yet, by scorecard.
    pub drafts: BTreeMap<ScorecardId, Draft>,
    /// The starters: name, and what each is for.
    pub starters: Vec<(String, String)>,
    /// The list.
    pub rows: Vec<CardRow>,
    /// The chosen scorecard.
    pub page: Option<Page>,
    counts: (Option<u64>, shown::RatingCounts),
    page_for: Option<(u64, ScorecardId)>,
}

impl ScorecardsState {
    /// The draft being edited.
    pub fn draft(&self) -> Option<&Draft> {
        self.chosen.filter(|_| self.editing).and_then(|id| self.drafts.get(&id))
    }

    fn draft_mut(&mut self) -> Option<&mut Draft> {
        self.chosen.filter(|_| self.editing).and_then(|id| self.drafts.get_mut(&id))
    }
}

/// On the scorecards.
#[derive(Debug, Clone)]
pub enum ScorecardsCommand {
    /// Show a scorecard, and its draft if there is one that nothing else shows.
    Choose(ScorecardId),
    /// List archived scorecards, or not.
    ShowArchived(bool),
    /// Add the starter at this place.
    AddStarter(usize),
    /// Begin an empty one.
    AddEmpty,
    /// Begin a copy.
    Copy(ScorecardId),
    /// Let verdicts come from it.
    UseForVerdicts(ScorecardId),
    /// Offer it no longer, or again.
    Archive(ScorecardId, bool),
    /// Delete it.
    Delete(ScorecardId),
    /// Write its next version, going on with what was begun.
    Edit(ScorecardId),
    /// Leave the editor; the draft stays.
    Leave,
    /// Throw the draft away.
    Discard,
    /// Bring a draft back that was thrown away.
    Restore(Box<Draft>),
    /// Change the draft.
    Change(DraftChange),
    /// Show what adopting changes for whom, or add a new scorecard.
    Adopt,
    /// Type the note that goes with the version.
    Note(String),
    /// Adopt the version.
    Accept,
}

/// A change of the draft.
#[derive(Debug, Clone)]
pub enum DraftChange {
    /// Show a part of it.
    Show(Part),
    /// Another name.
    Name(String),
    /// Other words for what it is for.
    About(String),
    /// Who is rated.
    Subject(Subject),
    /// A question as it is now.
    Question(usize, Box<CriterionDraft>),
    /// Add a question.
    AddQuestion,
    /// Take a question out that was never adopted.
    RemoveQuestion(usize),
    /// Move a question one place up.
    MoveUp(usize),
    /// Move a question one place down.
    MoveDown(usize),
    /// The rules as they are now.
    Rules(Box<RulesDraft>),
}

pub(super) fn handle(state: &mut State, command: ScorecardsCommand) -> Vec<Effect> {
    let area = &mut state.areas.scorecards;
    match command {
        ScorecardsCommand::Choose(id) => {
            area.chosen = Some(id);
            // A scorecard that does not exist yet has nothing but its draft to show.
            area.editing = area.drafts.get(&id).is_some_and(Draft::is_new);
        }
        ScorecardsCommand::ShowArchived(shown) => area.shows_archived = shown,
        ScorecardsCommand::AddStarter(place) => return add_starter(state, place),
        ScorecardsCommand::AddEmpty => {
            let id = ScorecardId::new(state.clock.ulid());
            open(state, Draft::empty(id));
        }
        ScorecardsCommand::Copy(id) => copy(state, id),
        ScorecardsCommand::UseForVerdicts(id) => return use_for_verdicts(state, id),
        ScorecardsCommand::Archive(id, archived) => return archive(state, id, archived),
        ScorecardsCommand::Delete(id) => return delete(state, id),
        ScorecardsCommand::Edit(id) => {
            let card = state.session().and_then(|session| session.workspace.scorecards.get(&id)).cloned();
            let area = &mut state.areas.scorecards;
            if let Some(card) = card {
                area.drafts.entry(id).or_insert_with(|| Draft::next_version(&card));
            }
            (area.chosen, area.editing) = (Some(id), area.drafts.contains_key(&id));
        }
        ScorecardsCommand::Leave => area.editing = false,
        ScorecardsCommand::Discard => discard(state),
        ScorecardsCommand::Restore(draft) => open(state, *draft),
        ScorecardsCommand::Change(change) => {
            if let Some(draft) = area.draft_mut() {
                take(draft, change);
            }
        }
        ScorecardsCommand::Adopt => return adopt::begin(state),
        ScorecardsCommand::Note(text) => adopt::note(state, text),
        ScorecardsCommand::Accept => return adopt::accept(state),
    }
    Vec::new()
}

fn take(draft: &mut Draft, change: DraftChange) {
    match change {
        DraftChange::Show(part) => draft.part = part,
        DraftChange::Name(name) => draft.name = name,
        DraftChange::About(about) => draft.about = about,
        DraftChange::Subject(subject) => draft.subject = subject,
        DraftChange::Question(place, criterion) => {
            if let Some(old) = draft.criteria.get_mut(place) {
                *old = *criterion;
            }
        }
        DraftChange::AddQuestion => {
            draft.criteria.push(CriterionDraft::new());
            draft.part = Part::Question(draft.criteria.len() - 1);
        }
        DraftChange::RemoveQuestion(place) => draft.remove_question(place),
        DraftChange::MoveUp(place) => draft.move_question(place, false),
        DraftChange::MoveDown(place) => draft.move_question(place, true),
        DraftChange::Rules(rules) => draft.rules = *rules,
    }
    draft.check();
}

/// Shows a draft in the editor, on this screen.
fn open(state: &mut State, draft: Draft) {
    let area = &mut state.areas.scorecards;
    (area.chosen, area.editing) = (Some(draft.card), true);
    area.drafts.insert(draft.card, draft);
    state.navigation.go(Screen::Scorecards);
}

fn discard(state: &mut State) {
    let area = &mut state.areas.scorecards;
    let Some(draft) = area.chosen.and_then(|id| area.drafts.remove(&id)) else { return };
    area.editing = false;
    let restore = Command::Scorecards(ScorecardsCommand::Restore(Box::new(draft)));
    state.toasts.push("The changes were thrown away".to_owned(), Tone::Done, Some(("Undo".to_owned(), restore)));
}

fn add_starter(state: &mut State, place: usize) -> Vec<Effect> {
    let today = state.clock.today();
    let clock = &mut state.clock;
    let Some(mut card) = store::starters(&mut || clock.ulid(), today).into_iter().nth(place) else {
        return Vec::new();
    };
    if let Some(session) = state.session() {
        card.name = free_name(&session.workspace, &card.name);
    }
    let (id, words) = (card.id, format!("Added the scorecard \u{201c}{}\u{201d}", card.name));
    let Some(effects) = state.edit(Edit::AddScorecard(Arc::new(card))) else { return Vec::new() };
    let area = &mut state.areas.scorecards;
    (area.chosen, area.editing) = (Some(id), false);
    state.done_with_undo(words);
    effects
}

fn copy(state: &mut State, id: ScorecardId) {
    let new = ScorecardId::new(state.clock.ulid());
    let Some(session) = state.session() else { return };
    let Some(card) = session.workspace.scorecards.get(&id) else { return };
    let name = Name::new(&format!("Copy of {}", card.name)).unwrap_or_else(|_too_long| card.name.clone());
    let name = free_name(&session.workspace, &name).to_string();
    let draft = Draft::copy_of(card, new, name);
    open(state, draft);
}

fn use_for_verdicts(state: &mut State, id: ScorecardId) -> Vec<Effect> {
    let today = state.clock.today();
    let Some(effects) = state.edit(Edit::ChooseMainScorecard(id)) else { return Vec::new() };
    let name = name_of(state, id);
    if let Some(session) = state.session_mut()
        && session.looking_at.take().is_some()
    {
        session.judge(today);
    }
    state.done_with_undo(format!("Verdicts now come from \u{201c}{name}\u{201d}"));
    effects
}

fn archive(state: &mut State, id: ScorecardId, archived: bool) -> Vec<Effect> {
    let Ok(name) = Name::new(&name_of(state, id)) else { return Vec::new() };
    let words = if archived { "Archived" } else { "Back in use:" };
    let words = format!("{words} \u{201c}{name}\u{201d}");
    let Some(effects) = state.edit(Edit::SetScorecard { id, name, archived }) else { return Vec::new() };
    state.areas.scorecards.shows_archived |= archived;
    state.done_with_undo(words);
    effects
}

fn delete(state: &mut State, id: ScorecardId) -> Vec<Effect> {
    let words = format!("Deleted the scorecard \u{201c}{}\u{201d}", name_of(state, id));
    let Some(effects) = state.edit(Edit::DeleteScorecard(id)) else { return Vec::new() };
    state.areas.scorecards.drafts.remove(&id);
    state.areas.scorecards.chosen = None;
    state.done_with_undo(words);
    effects
}

fn name_of(state: &State, id: ScorecardId) -> String {
    let card = state.session().and_then(|session| session.workspace.scorecards.get(&id));
    card.map(|card| card.name.to_string()).unwrap_or_default()
}

/// The name itself if no scorecard has it, else with a number behind it.
fn free_name(workspace: &Workspace, name: &Name) -> Name {
    let is_free = |name: &Name| workspace.scorecards.values().all(|card| card.name != *name);
    if is_free(name) {
        return name.clone();
    }
    let stem: String = name.chars().take(Name::MAX - 5).collect();
    let mut numbered = (2_u32..1000).filter_map(|number| Name::new(&format!("{} {number}", stem.trim())).ok());
    numbered.find(is_free).unwrap_or_else(|| name.clone())
}

/// Brings the list and the page up to date.
pub(super) fn refresh(state: &mut State) {
    let today = state.clock.today();
    let State { stage: super::Stage::Open(session), areas, .. } = state else { return };
    let area = &mut areas.scorecards;
    if area.starters.is_empty() {
        let cards = store::starters(&mut Ulid::nil, today);
        area.starters = cards.into_iter().map(|card| (card.name.to_string(), card.about.to_string())).collect();
    }
    if area.counts.0 != Some(session.revision) {
        area.counts = (Some(session.revision), shown::count_ratings(&session.workspace));
    }
    area.rows = shown::rows(session, &area.counts.1, &area.drafts);
    if !area.chosen.is_some_and(|chosen| area.rows.iter().any(|row| row.id == chosen)) {
        (area.chosen, area.editing) = (area.rows.first().map(|row| row.id), false);
    }
    area.editing &= area.chosen.is_some_and(|chosen| area.drafts.contains_key(&chosen));
    let wanted = area.chosen.map(|chosen| (session.revision, chosen));
    if area.page_for != wanted {
        area.page_for = wanted;
        let card = area.chosen.and_then(|chosen| session.workspace.scorecards.get(&chosen));
        area.page = card.map(|card| shown::page(session, &area.counts.1, card));
    }
}
