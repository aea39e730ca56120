//! The page of one customer: what it shows is derived once per change and kept.

use crate::model::{CriterionId, CustomerId, DecisionId, RatingId};

use super::super::{Effect, Stage, State};
use super::issues::{IssueCommand, IssueDraft};
use super::page_data::PageData;
use super::{decisions, issues};

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
    /// The issue being written.
    pub issue: IssueDraft,
    /// The decision whose outcome is being written.
    pub writing: Option<DecisionId>,
    /// The decision whose wording is shown.
    pub message: Option<DecisionId>,
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
    /// What is wrong between us.
    Issues,
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
    /// Tick a step off, by its place, or open it again.
    Tick(DecisionId, usize),
    /// Begin to write what came of a decision.
    WriteOutcome(DecisionId),
    /// Show the wording of a decision, or hide it.
    ShowMessage(DecisionId),
    /// Put the wording of a decision on the clipboard.
    CopyMessage(DecisionId),
    /// About the issues.
    Issue(IssueCommand),
}

pub(super) fn handle(state: &mut State, command: PageCommand) -> Vec<Effect> {
    let page = &mut state.areas.customers.page;
    match command {
        PageCommand::Tab(tab) => page.tab = tab,
        PageCommand::Series(series) => page.series = series,
        PageCommand::OnlyRemarks(only) => page.only_remarks = only,
        PageCommand::Rating(rating) => page.rating = Some(rating),
        PageCommand::Outcome(decision, text) => return decisions::outcome(state, decision, &text),
        PageCommand::DeleteDecision(decision) => return decisions::delete(state, decision),
        PageCommand::Tick(decision, step) => return decisions::tick(state, decision, step),
        PageCommand::WriteOutcome(decision) => page.writing = Some(decision),
        PageCommand::ShowMessage(decision) => {
            page.message = if page.message == Some(decision) { None } else { Some(decision) };
        }
        PageCommand::CopyMessage(decision) => return decisions::copy_message(state, decision),
        PageCommand::Issue(command) => return issues::handle(state, command),
    }
    Vec::new()
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
