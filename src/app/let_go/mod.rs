//! The let-go summary: who is chosen, what the numbers say about them, "what if", decisions, a new policy.
//!
//! The numbers shown are those of the open session as long as nobody asks "what if"; then everybody is judged again on
//! a copy of the terms, in one pass per step of a slider. What is shown is derived in [`refresh`], never in a view.

mod cautions;
mod decision;
mod picture;
mod plan;
mod policy;
mod proposals;
mod scenarios;
mod summary;
mod what_if;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::num::NonZeroU16;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Combine, CriterionId, CustomerId, DecisionId, Period, Policy, SeverityRule};

use super::{Command, CustomersCommand, Effect, Judged, PageCommand, PageTab, Screen, Session, State};
use crate::analysis::{Evidence, Gathering, Judgement, Terms, judge};

pub use cautions::{CautionCommand, SetAsideForm};
pub use decision::{DecisionCommand, DecisionForm};
pub use plan::{PlanCommand, PlanForm, StepForm, has_target};
pub use policy::PolicyForm;
pub use scenarios::{ComparedRow, ScenarioCommand, ScenarioComparison, ScenarioForm, ScenarioSide};
pub use summary::{LetGoSummary, Listed, NextRater, Shown};
pub use what_if::{Preset, WhatIf};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct LetGoState {
    /// Who is looked at.
    pub chosen: Option<CustomerId>,
    /// Goes up whenever the list should show the chosen one.
    pub reveal: u64,
    /// Only customers whose name contains this are listed.
    pub search: String,
    /// Which part a narrow window shows.
    pub part: LetGoPart,
    /// Whether criteria of weight 0 have a slider too.
    pub shows_uncounted: bool,
    /// Which picture of the chosen customer is shown.
    pub view: LetGoView,
    /// Criteria whose share stays while others are moved.
    pub locked: BTreeSet<CriterionId>,
    /// Other terms than the policy's, while somebody tries them.
    pub what_if: Option<WhatIf>,
    /// Everything shown; `None` without a scorecard or customers.
    pub summary: Option<LetGoSummary>,
    /// A decision that was closed without recording it, in case it was a slip.
    closed_decision: Option<Box<DecisionForm>>,
    cache: summary::Cache,
}

/// What a narrow window shows beside the list: there is no room for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LetGoPart {
    /// The answer and its reasons.
    #[default]
    Answer,
    /// Other weights, thresholds and periods.
    WhatIf,
}

/// A picture of the chosen customer's verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LetGoView {
    /// Points above and below the keep line, with a remark each.
    #[default]
    Points,
    /// From the keep line through every criterion to the score.
    Waterfall,
    /// How far each criterion could move the score.
    Moves,
    /// Everybody's answers, the groups apart.
    People,
    /// The score over the quarters, with rule changes and decisions.
    History,
}

/// In the let-go summary.
#[derive(Debug, Clone)]
pub enum LetGoCommand {
    /// Look at this customer, on this screen.
    Choose(CustomerId),
    /// Look at the customer so many places further down the list.
    Step(i32),
    /// Only list customers whose name contains this.
    Search(String),
    /// What a narrow window shows.
    Show(LetGoPart),
    /// Which picture of the chosen customer is shown.
    View(LetGoView),
    /// What lies behind a mark of the picture, by its id: a criterion's answers, or what was decided.
    OpenMark(String),
    /// Show or hide the sliders of criteria that do not count.
    ToggleUncounted,
    /// What if this criterion (by place) had this share of the weight, 0–1.
    SetShare(usize, f64),
    /// What if the team had this part of the say of management and team, 0–1.
    SetTeamShare(f64),
    /// What if "let go" ended here, 0–100.
    SetLetGoBelow(f64),
    /// What if "keep" began here, 0–100.
    SetKeepFrom(f64),
    /// Keep this criterion's share while others are moved, or let it go again.
    ToggleLock(CriterionId),
    /// What if the weights were these.
    SetPreset(Preset),
    /// What if only the ratings of this period counted.
    SetPeriod(Period),
    /// What if a rating counted half after so many months.
    SetHalfLife(Option<NonZeroU16>),
    /// What if people became one value like this.
    SetCombine(Combine),
    /// What if severe and lenient people were evened out, or not.
    SetSeverity(SeverityRule),
    /// A worker has gathered the evidence of a what-if.
    Gathered(u64, Arc<Evidence>),
    /// Save, try, compare or delete scenarios.
    Scenario(ScenarioCommand),
    /// Back to the policy as it is.
    Reset,
    /// Write a decision about the chosen customer.
    Decide,
    /// In the dialog of a decision: the choice, its plan, who decides.
    Decision(DecisionCommand),
    /// Why.
    SetReason(String),
    /// When to look again, as typed, and the day read from it.
    SetReview(String, Option<Date>),
    /// Set a caution aside, or let it count again.
    Caution(CautionCommand),
    /// Keep the decision as written.
    Record,
    /// Make the what-if our policy.
    MakePolicy,
    /// Why the policy changes.
    SetPolicyNote(String),
    /// Keep the policy as shown.
    Adopt,
}

pub(super) fn handle(state: &mut State, command: LetGoCommand) -> Vec<Effect> {
    let area = &mut state.areas.let_go;
    match command {
        LetGoCommand::Choose(customer) => {
            area.chosen = Some(customer);
            area.reveal += 1;
            state.navigation.go(Screen::LetGo);
        }
        LetGoCommand::Step(by) => area.step(by),
        LetGoCommand::Search(text) => area.search = text,
        LetGoCommand::Show(part) => area.part = part,
        LetGoCommand::View(view) => area.view = view,
        LetGoCommand::OpenMark(id) => return open_mark(state, &id),
        LetGoCommand::ToggleUncounted => area.shows_uncounted = !area.shows_uncounted,
        LetGoCommand::Reset => area.what_if = None,
        LetGoCommand::SetShare(place, share) => {
            let locked = locked_places(state);
            try_out(state, |what_if| what_if.set_share(place, share, &locked));
        }
        LetGoCommand::ToggleLock(criterion) => {
            if !area.locked.remove(&criterion) {
                area.locked.insert(criterion);
            }
        }
        LetGoCommand::SetPreset(preset) => try_out(state, |what_if| what_if.set_preset(preset)),
        LetGoCommand::SetTeamShare(share) => try_out(state, |what_if| what_if.set_team_share(share)),
        LetGoCommand::SetLetGoBelow(score) => try_out(state, |what_if| what_if.set_let_go_below(score)),
        LetGoCommand::SetKeepFrom(score) => try_out(state, |what_if| what_if.set_keep_from(score)),
        LetGoCommand::SetPeriod(period) => gather_by(state, |policy| policy.period = period),
        LetGoCommand::SetHalfLife(months) => gather_by(state, |policy| policy.half_life_months = months),
        LetGoCommand::SetCombine(combine) => gather_by(state, |policy| policy.combine = combine),
        LetGoCommand::SetSeverity(rule) => gather_by(state, |policy| policy.severity = rule),
        LetGoCommand::Gathered(ticket, evidence) => area.cache.take(ticket, evidence),
        LetGoCommand::Scenario(command) => return scenarios::handle(state, command),
        LetGoCommand::Decide => decision::open(state),
        LetGoCommand::Decision(command) => return decision::handle(state, command),
        LetGoCommand::Caution(command) => return cautions::handle(state, command),
        LetGoCommand::SetReason(text) => decision::change(state, |form| form.reason = text),
        LetGoCommand::SetReview(text, day) => {
            decision::change(state, |form| (form.review, form.review_on) = (text, day));
        }
        LetGoCommand::Record => return decision::record(state),
        LetGoCommand::MakePolicy => policy::open(state),
        LetGoCommand::SetPolicyNote(text) => policy::set_note(state, text),
        LetGoCommand::Adopt => return policy::adopt(state),
    }
    Vec::new()
}

impl LetGoState {
    /// Chooses the customer so many places further down the list; from outside the list, its nearer end.
    fn step(&mut self, by: i32) {
        let Some(summary) = &self.summary else { return };
        let last = summary.listed.len().saturating_sub(1);
        let now = self.chosen.and_then(|chosen| summary.place_of(chosen));
        let next = match now {
            Some(place) => place.saturating_add_signed(by as isize).min(last),
            None if by < 0 => last,
            None => 0,
        };
        if let Some(listed) = summary.listed.get(next) {
            self.chosen = Some(listed.customer);
            self.reveal += 1;
        }
    }
}

/// Opens what a mark stands for: the answers to a criterion, or the decisions on the customer's page.
fn open_mark(state: &mut State, id: &str) -> Vec<Effect> {
    let Some(customer) = state.areas.let_go.chosen else { return Vec::new() };
    let decided = state
        .session()
        .and_then(|session| session.workspace.customers.get(&customer))
        .is_some_and(|known| id.parse().is_ok_and(|decision: DecisionId| known.decisions.contains_key(&decision)));
    let command = match (decided, id.parse().ok()) {
        (true, _) => Command::Several(vec![
            Command::Go(Screen::Customer(customer)),
            Command::Customers(CustomersCommand::Page(PageCommand::Tab(PageTab::Decisions))),
        ]),
        (false, Some(criterion)) => {
            Command::Customers(CustomersCommand::ShowBehind { customer, criterion: Some(criterion) })
        }
        (false, None) => return Vec::new(),
    };
    state.handle(command)
}

fn gather_by(state: &mut State, change: impl FnOnce(&mut Policy)) {
    try_out(state, |what_if| what_if.set_gathering(change));
}

/// The evidence these terms want, and everybody judged under them.
fn judge_under<'a>(
    session: &Session,
    judged: &'a Judged,
    terms: &Terms,
    today: Date,
) -> (Cow<'a, Evidence>, Vec<Judgement>) {
    let gathering = Gathering::of(&terms.policy, today);
    let evidence = if gathering == judged.gathering {
        Cow::Borrowed(&judged.evidence)
    } else {
        Cow::Owned(Evidence::gather(&session.workspace, &judged.card, gathering))
    };
    let judgements = judge(&evidence, terms);
    (evidence, judgements)
}

/// The places of the locked criteria.
fn locked_places(state: &State) -> BTreeSet<usize> {
    let judged = state.session().and_then(|session| session.judged.as_ref());
    let criteria = judged.map(|judged| judged.evidence.criteria()).unwrap_or_default();
    let locked = &state.areas.let_go.locked;
    criteria.iter().enumerate().filter(|(_, id)| locked.contains(id)).map(|(place, _)| place).collect()
}

/// Changes the what-if, beginning one where there is none; forgets it when it has come back to the policy.
fn try_out(state: &mut State, change: impl FnOnce(&mut WhatIf)) {
    let super::Stage::Open(session) = &state.stage else { return };
    let Some(judged) = &session.judged else { return };
    let area = &mut state.areas.let_go;
    let mut what_if =
        area.what_if.take().filter(|what_if| what_if.is_about(judged)).unwrap_or_else(|| WhatIf::of(judged));
    change(&mut what_if);
    area.what_if = what_if.differs().then_some(what_if);
}

/// Brings what is shown up to date with the data, the what-if and the search.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let super::Stage::Open(session) = &state.stage else { return Vec::new() };
    summary::refresh(&mut state.areas.let_go, session, today)
}

#[cfg(test)]
mod tests;
