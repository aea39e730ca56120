//! A decision about the chosen customer: written in a dialog, kept with the verdict as it stood.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::LetGoCommand;
use super::plan::{PlanCommand, PlanForm, has_plan, has_target};
use super::proposals::Material;
use crate::analysis::{Explanation, explain, percent_text};
use crate::app::customers::{put_quietly, sentence};
use crate::app::{Command, Effect, Modal, Session, State, Tone, UiEffect};
use crate::model::{
    Choice, CustomerId, Decision, DecisionId, Edit, Extra, GroupId, Line, Note, Score, Share, Stood, TextError, Weight,
};

/// Months until a decision is looked at again, unless somebody writes another day.
const REVIEW_MONTHS: i32 = 3;

/// A decision being written.
#[derive(Debug, Clone)]
pub struct DecisionForm {
    /// About whom.
    pub customer: CustomerId,
    /// The decision being changed; `None` for a new one.
    pub changes: Option<(DecisionId, Box<Decision>)>,
    /// The customer's name.
    pub name: String,
    /// What was decided; nothing is suggested.
    pub choice: Option<Choice>,
    /// Why, as typed.
    pub reason: String,
    /// By whom, as typed.
    pub by: String,
    /// Who could have decided: management first.
    pub people: Vec<String>,
    /// When to look again, as typed; may be empty.
    pub review: String,
    /// The day that was read from it.
    pub review_on: Option<Date>,
    /// The verdict as it stands under the policy, if there is one.
    pub stood: Option<Stood>,
    /// Whether a what-if is on screen, which does not count here.
    pub is_what_if: bool,
    /// Today.
    pub today: Date,
    /// What was planned with each choice looked at so far: going back to one brings its plan back.
    plans: BTreeMap<Choice, PlanForm>,
    material: Material,
    touched: bool,
}

/// In the dialog of a decision, beside what every decision has.
#[derive(Debug, Clone)]
pub enum DecisionCommand {
    /// Change a decision that was made.
    Open(CustomerId, DecisionId),
    /// What was decided.
    Choose(Choice),
    /// By whom.
    By(String),
    /// Something is written into the plan.
    Plan(PlanCommand),
    /// Put the wording on the clipboard.
    CopyMessage,
    /// Close it without keeping the decision.
    Close,
    /// Go on with what was closed last.
    Reopen,
}

impl DecisionForm {
    /// What is wrong with the day of the review, if anything; no day at all is fine.
    pub fn review_problem(&self) -> Option<&'static str> {
        match self.review_on {
            None if self.review.trim().is_empty() => None,
            None => Some("Write the day like 2027-02-22."),
            Some(day) if day > self.today => None,
            // A review that was due already stays so while something else is changed.
            Some(day) if self.changes.as_ref().is_some_and(|(_, kept)| kept.review_on == Some(day)) => None,
            Some(_) => Some("This day is not in the future."),
        }
    }

    /// What is wrong with the reason, if anything.
    pub fn reason_problem(&self) -> Option<String> {
        Note::new(&self.reason).err().map(text_problem)
    }

    /// What is wrong with the name of who decided, if anything.
    pub fn by_problem(&self) -> Option<String> {
        Line::new(&self.by).err().map(text_problem)
    }

    /// The plan that goes with the choice, if it has one.
    pub fn plan(&self) -> Option<&PlanForm> {
        self.choice.filter(|choice| has_plan(*choice)).and_then(|choice| self.plans.get(&choice))
    }

    /// Chooses; a choice looked at for the first time brings a plan to start from.
    fn choose(&mut self, choice: Choice) {
        self.choice = Some(choice);
        let (material, by, today) = (&self.material, &self.by, self.today);
        self.plans.entry(choice).or_insert_with(|| material.plan(choice, by, today));
    }

    /// Somebody else decides, and so signs what has the proposed ending still.
    fn set_by(&mut self, by: String) {
        let (old, new) = (self.material.signature(&self.by), self.material.signature(&by));
        for plan in self.plans.values_mut() {
            if let Some(words) = plan.message.strip_suffix(old.as_str()) {
                plan.message = format!("{words}{new}");
            }
        }
        self.by = by;
    }

    /// Whether it can be kept.
    pub fn is_ready(&self) -> bool {
        let plan_fits = self.choice.zip(self.plan()).is_none_or(|(choice, plan)| plan.is_ready(choice));
        plan_fits
            && self.choice.is_some()
            && self.review_problem().is_none()
            && self.reason_problem().is_none()
            && self.by_problem().is_none()
    }

    /// The verdict as it stands, in a line: "Let go · score 24 of 100 · 9 people · coverage 100 %".
    pub fn stood_text(&self) -> String {
        let Some(stood) = &self.stood else {
            let words = if self.changes.is_some() { "There was no verdict then." } else { "There is no verdict yet." };
            return words.to_owned();
        };
        let people = if stood.raters == 1 { "1 person".to_owned() } else { format!("{} people", stood.raters) };
        let score = stood.score.map(|score| format!("score {:.0} of 100 · ", score.value())).unwrap_or_default();
        format!("{score}{people} · coverage {}", percent_text(stood.coverage.value()))
    }

    /// The decision as written; `None` if something is missing or wrong.
    fn decision(&self) -> Option<Decision> {
        if !self.is_ready() {
            return None;
        }
        let choice = self.choice?;
        let (steps, target, message) = match self.plan() {
            Some(plan) => {
                let target = if has_target(choice) { plan.target() } else { None };
                (plan.steps(), target, Note::new(&plan.message).ok()?)
            }
            None => (Vec::new(), None, Note::default()),
        };
        let before = match &self.changes {
            Some((_, kept)) => Decision::clone(kept),
            None => Decision { stood: self.stood.clone(), ..Decision::new(self.today, choice) },
        };
        Some(Decision {
            choice,
            reason: Note::new(&self.reason).ok()?,
            by: Line::new(&self.by).ok()?,
            review_on: self.review_on,
            steps,
            target,
            message,
            ..before
        })
    }
}

/// Why a text is refused, as a sentence.
pub(super) fn text_problem(error: TextError) -> String {
    sentence(&error.to_string())
}

/// Opens the dialog for the chosen customer.
pub(super) fn open(state: &mut State) {
    let Some(chosen) = state.areas.let_go.chosen else { return };
    let Some(mut form) = new_form(state, chosen) else { return };
    form.by = state.session().map(first_of_management).unwrap_or_default();
    state.modal = Some(Modal::Decide(Box::new(form)));
}

/// Opens the dialog with a decision that was made, to change it; the verdict stays as it stood.
pub(super) fn open_again(state: &mut State, (customer, id): (CustomerId, DecisionId)) {
    let Some(form) = new_form(state, customer) else { return };
    let kept = state.session().and_then(|session| session.workspace.customers.get(&customer)?.decisions.get(&id));
    let Some(kept) = kept.cloned() else { return };
    let form = DecisionForm {
        choice: Some(kept.choice),
        reason: kept.reason.to_string(),
        by: kept.by.to_string(),
        review: kept.review_on.map(|day| day.to_string()).unwrap_or_default(),
        review_on: kept.review_on,
        stood: kept.stood.clone(),
        is_what_if: false,
        plans: BTreeMap::from([(kept.choice, PlanForm::of(&kept.steps, kept.target, &kept.message))]),
        changes: Some((id, Box::new(kept))),
        ..form
    };
    state.modal = Some(Modal::Decide(Box::new(form)));
}

fn new_form(state: &State, id: CustomerId) -> Option<DecisionForm> {
    let today = state.clock.today();
    let session = state.session()?;
    let customer = session.workspace.customers.get(&id)?;
    let explained = explained(session, id, today);
    let policy = session.judged.as_ref().map(|judged| &judged.terms.policy);
    let business = &session.workspace.business;
    let material = Material::of(business, customer, (explained.as_ref(), policy), today);
    let review_on = today.checked_add(REVIEW_MONTHS.months()).ok();
    Some(DecisionForm {
        customer: id,
        changes: None,
        name: customer.name().to_owned(),
        choice: None,
        reason: String::new(),
        by: String::new(),
        people: people(session).into_iter().map(|(_, name)| name).collect(),
        review: review_on.map(|day| day.to_string()).unwrap_or_default(),
        review_on,
        stood: explained.and_then(|explanation| stood(session, explanation)),
        is_what_if: state.areas.let_go.what_if.is_some(),
        today,
        plans: BTreeMap::new(),
        material,
        touched: false,
    })
}

/// The first of management, who decides unless somebody says otherwise.
pub(super) fn first_of_management(session: &Session) -> String {
    let people = people(session);
    let first = people.into_iter().find(|(group, _)| *group == GroupId::MANAGEMENT);
    first.map(|(_, name)| name).unwrap_or_default()
}

/// Our people, management first, each group by name.
fn people(session: &Session) -> Vec<(GroupId, String)> {
    let all = session.workspace.business.people.values();
    let ours = all.filter(|person| !person.left && person.group != GroupId::CUSTOMER);
    let mut people: Vec<(GroupId, String)> = ours.map(|person| (person.group, person.name.to_string())).collect();
    people.sort_by(|a, b| (a.0 != GroupId::MANAGEMENT, a.0, &a.1).cmp(&(b.0 != GroupId::MANAGEMENT, b.0, &b.1)));
    people
}

/// The explanation under the policy, whatever the what-if says: that is what a decision rests on.
fn explained(session: &Session, customer: CustomerId, today: Date) -> Option<Explanation> {
    let judged = session.judged.as_ref()?;
    explain(&judged.in_context(&session.workspace, today), customer)
}

/// The verdict as it stands, with everything needed to look back at it.
fn stood(session: &Session, explanation: Explanation) -> Option<Stood> {
    let judged = session.judged.as_ref()?;
    let (judgement, terms) = (explanation.judgement, &judged.terms);
    let criteria = || judged.evidence.criteria().iter().enumerate();
    let value = |place| judged.evidence.value(explanation.index, place, terms);
    let raised = explanation.cautions.into_iter().map(|caution| caution.text);
    let set_aside = explanation.set_aside.into_iter().map(|aside| {
        let by = if aside.dismissal.by.is_empty() { String::new() } else { format!("{}: ", aside.dismissal.by) };
        format!("Set aside: {} ({by}{})", aside.caution.text, aside.dismissal.reason)
    });
    Some(Stood {
        scorecard: judged.card.id,
        version: judged.card.current().number,
        verdict: judgement.verdict,
        score: judgement.score.map(Score::clamped),
        coverage: Share::clamped(judgement.coverage),
        raters: judgement.num_raters,
        bounds: Some((Score::clamped(judgement.lower), Score::clamped(judgement.upper))),
        firmness: Line::new(judgement.firmness.words()).unwrap_or_default(),
        values: criteria().filter_map(|(place, id)| Some((*id, Share::clamped(value(place)?)))).collect(),
        weights: criteria().map(|(place, id)| (*id, Weight::clamped(terms.weights[place]))).collect(),
        policy: Some(Box::new(terms.policy.clone())),
        reasons: explanation.reasons,
        cautions: raised.chain(set_aside).collect(),
        extra: Extra::new(),
    })
}

/// Changes the form while it is open.
pub(super) fn change(state: &mut State, change: impl FnOnce(&mut DecisionForm)) {
    if let Some(Modal::Decide(form)) = &mut state.modal {
        form.touched = true;
        change(form);
    }
}

/// Does what concerns the dialog.
pub(super) fn handle(state: &mut State, command: DecisionCommand) -> Vec<Effect> {
    match command {
        DecisionCommand::Open(customer, decision) => open_again(state, (customer, decision)),
        DecisionCommand::Choose(choice) => change(state, |form| form.choose(choice)),
        DecisionCommand::By(by) => change(state, |form| form.set_by(by)),
        DecisionCommand::Plan(command) => change(state, |form| {
            let today = form.today;
            if let Some(plan) = form.choice.and_then(|choice| form.plans.get_mut(&choice)) {
                plan.handle(command, today);
            }
        }),
        DecisionCommand::CopyMessage => {
            let Some(Modal::Decide(form)) = &state.modal else { return Vec::new() };
            let Some(message) = form.plan().map(|plan| plan.message.clone()) else { return Vec::new() };
            state.done("The wording is copied");
            return vec![Effect::Ui(UiEffect::Copy(message))];
        }
        DecisionCommand::Close => close(state),
        DecisionCommand::Reopen => {
            if let Some(form) = state.areas.let_go.closed_decision.take() {
                state.modal = Some(Modal::Decide(form));
            }
        }
    }
    Vec::new()
}

/// Closes it; what was typed can be taken up again, in case it was a slip.
fn close(state: &mut State) {
    let Some(Modal::Decide(form)) = state.modal.take() else { return };
    if form.touched {
        state.areas.let_go.closed_decision = Some(form);
        let again = Command::LetGo(LetGoCommand::Decision(DecisionCommand::Reopen));
        let words = "Closed without recording".to_owned();
        state.toasts.push(words, Tone::Done, Some(("Go on writing".to_owned(), again)));
    }
}

/// Keeps the decision; the customer's status follows what is newly decided.
pub(super) fn record(state: &mut State) -> Vec<Effect> {
    let Some(Modal::Decide(form)) = state.modal.take() else { return Vec::new() };
    let Some(decision) = form.decision() else {
        state.modal = Some(Modal::Decide(form));
        return Vec::new();
    };
    let (words, edit) = match &form.changes {
        None => {
            let words = format!("Decided about {}: {}", form.name, decision.choice.words().to_lowercase());
            let id = DecisionId::new(state.clock.ulid());
            (words, Some(Edit::PutDecision(form.customer, id, Box::new(decision))))
        }
        Some((id, kept)) => {
            let words = format!("The decision about {} is changed", form.name);
            let edit = if kept.choice == decision.choice {
                let label = format!("change a decision about {}", form.name);
                put_quietly(state, form.customer, (*id, decision), label)
            } else {
                Some(Edit::PutDecision(form.customer, *id, Box::new(decision)))
            };
            (words, edit)
        }
    };
    let Some(effects) = edit.and_then(|edit| state.edit(edit)) else {
        // Nothing typed is lost because of a refusal.
        state.modal = Some(Modal::Decide(form));
        return Vec::new();
    };
    state.done_with_undo(words);
    effects
}
