//! The page of one customer: what it shows is derived once per change and kept.

use crate::model::{CriterionId, Customer, CustomerId, Decision, DecisionId, Edit, Note, RatingId};

use super::super::{Effect, Screen, Stage, State};
use super::page_data::PageData;
use super::words::sentence;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct PageState {
    /// Which part is shown.
    pub tab: PageTab,
    /// What the history shows.
    pub series: Series,
    /// Whether only ratings with words are listed.
    pub only_remarks: bool,
    /// The rating shown in full.
    pub rating: Option<RatingId>,
    /// What is shown, up to date; `None` while the customer is not there.
    pub data: Option<Box<PageData>>,
    key: Option<(u64, CustomerId, Series, bool)>,
}

/// The parts of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageTab {
    /// Who says what, the history, what people wrote.
    #[default]
    Scorecard,
    /// The score and every criterion over time.
    History,
    /// All ratings.
    Ratings,
    /// All decisions.
    Decisions,
    /// The profile.
    Details,
}

/// What the history shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Series {
    /// The score.
    #[default]
    Score,
    /// All criteria on one scale.
    All,
    /// One criterion on its own scale.
    One(CriterionId),
}

/// On the page.
#[derive(Debug, Clone)]
pub enum PageCommand {
    /// Show a part.
    Tab(PageTab),
    /// Show this in the history.
    Series(Series),
    /// List only ratings with words, or all.
    OnlyRemarks(bool),
    /// Show a rating in full.
    Rating(RatingId),
    /// Write what came of a decision.
    Outcome(DecisionId, String),
    /// Delete a decision, with undo.
    DeleteDecision(DecisionId),
}

pub(super) fn handle(state: &mut State, command: PageCommand) -> Vec<Effect> {
    let page = &mut state.areas.customers.page;
    match command {
        PageCommand::Tab(tab) => page.tab = tab,
        PageCommand::Series(series) => page.series = series,
        PageCommand::OnlyRemarks(only) => page.only_remarks = only,
        PageCommand::Rating(rating) => page.rating = Some(rating),
        PageCommand::Outcome(decision, text) => return outcome(state, decision, &text),
        PageCommand::DeleteDecision(decision) => return delete_decision(state, decision),
    }
    Vec::new()
}

fn shown(state: &State) -> Option<(CustomerId, &Customer)> {
    let Screen::Customer(id) = state.navigation.now() else { return None };
    Some((id, state.session()?.workspace.customers.get(&id)?))
}

/// Typing what came of a decision is one step of undo, and leaves the status as it is by now.
fn outcome(state: &mut State, id: DecisionId, text: &str) -> Vec<Effect> {
    let Some((customer_id, customer)) = shown(state) else { return Vec::new() };
    let Some(decision) = customer.decisions.get(&id) else { return Vec::new() };
    let outcome = match Note::new(text) {
        Ok(outcome) => outcome,
        Err(error) => {
            state.problem(sentence(&error.to_string()));
            return Vec::new();
        }
    };
    let label = format!("write what came of it: {}", customer.name());
    let profile = Box::new(customer.profile.clone());
    let decision = Box::new(Decision { outcome, ..decision.clone() });
    let edits = vec![Edit::PutDecision(customer_id, id, decision), Edit::SetProfile(customer_id, profile)];
    state.edit_in_gesture(Edit::Batch { label, edits }, Some(format!("outcome {id}"))).unwrap_or_default()
}

fn delete_decision(state: &mut State, id: DecisionId) -> Vec<Effect> {
    let Some((customer, _)) = shown(state) else { return Vec::new() };
    let Some(effects) = state.edit(Edit::DeleteDecision(customer, id)) else { return Vec::new() };
    state.done_with_undo("The decision is deleted");
    effects
}

/// Brings what is shown up to date.
pub(super) fn refresh(state: &mut State, id: CustomerId) {
    let today = state.clock.today();
    let Stage::Open(session) = &state.stage else { return };
    let page = &mut state.areas.customers.page;
    if page.key.is_none_or(|(_, customer, ..)| customer != id) {
        *page = PageState::default();
    }
    let key = (session.revision, id, page.series, page.only_remarks);
    if page.key == Some(key) {
        return;
    }
    page.key = Some(key);
    let customer = session.workspace.customers.get(&id);
    page.data =
        customer.map(|customer| Box::new(PageData::of(session, customer, today, (page.series, page.only_remarks))));
    let ratings = page.data.as_ref().map(|data| data.ratings.as_slice()).unwrap_or_default();
    page.rating = page.rating.filter(|rating| ratings.contains(rating)).or_else(|| ratings.first().copied());
}
