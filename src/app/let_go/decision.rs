//! A decision about the chosen customer: written in a dialog, kept with the verdict as it stood.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::analysis::{self, explain, percent_text};
use crate::app::{Effect, Modal, Session, State};
use crate::model::{
    Choice, CustomerId, Decision, DecisionId, Edit, Extra, GroupId, Line, Note, Score, Share, Stood, TextError, Weight,
};

/// Months until a decision is looked at again, unless somebody writes another day.
const REVIEW_MONTHS: i32 = 3;

/// A decision being written.
#[derive(Debug)]
pub struct DecisionForm {
    /// About whom.
    pub customer: CustomerId,
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
    /// The day of the decision.
    pub today: Date,
}

impl DecisionForm {
    /// What is wrong with the day of the review, if anything; no day at all is fine.
    pub fn review_problem(&self) -> Option<&'static str> {
        match self.review_on {
            None if self.review.trim().is_empty() => None,
            None => Some("Write the day like 2027-02-22."),
            Some(day) if day > self.today => None,
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

    /// Whether it can be kept.
    pub fn is_ready(&self) -> bool {
        self.choice.is_some()
            && self.review_problem().is_none()
            && self.reason_problem().is_none()
            && self.by_problem().is_none()
    }

    /// The verdict as it stands, in a line: "Let go · score 24 of 100 · 9 people · coverage 100 %".
    pub fn stood_text(&self) -> String {
        let Some(stood) = &self.stood else { return "There is no verdict yet.".to_owned() };
        let people = if stood.raters == 1 { "1 person".to_owned() } else { format!("{} people", stood.raters) };
        let score = stood.score.map(|score| format!("score {:.0} of 100 · ", score.value())).unwrap_or_default();
        format!("{score}{people} · coverage {}", percent_text(stood.coverage.value()))
    }

    /// The decision as written; `None` if something is missing or wrong.
    fn decision(&self) -> Option<Decision> {
        if !self.is_ready() {
            return None;
        }
        Some(Decision {
            reason: Note::new(&self.reason).ok()?,
            by: Line::new(&self.by).ok()?,
            review_on: self.review_on,
            stood: self.stood.clone(),
            ..Decision::new(self.today, self.choice?)
        })
    }
}

fn text_problem(error: TextError) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    chars.next().map(|first| format!("{}{}.", first.to_uppercase(), chars.as_str())).unwrap_or_default()
}

/// Opens the dialog for the chosen customer.
pub(super) fn open(state: &mut State) {
    let today = state.clock.today();
    let area = &state.areas.let_go;
    let Some(session) = state.session() else { return };
    let Some(customer) = area.chosen.and_then(|id| session.workspace.customers.get(&id)) else { return };
    let people = people(session);
    let review_on = today.checked_add(REVIEW_MONTHS.months()).ok();
    let form = DecisionForm {
        customer: customer.id,
        name: customer.name().to_owned(),
        choice: None,
        reason: String::new(),
        by: people
            .iter()
            .find(|(group, _)| *group == GroupId::MANAGEMENT)
            .map(|(_, name)| name.clone())
            .unwrap_or_default(),
        people: people.into_iter().map(|(_, name)| name).collect(),
        review: review_on.map(|day| day.to_string()).unwrap_or_default(),
        review_on,
        stood: stood(session, customer.id, today),
        is_what_if: area.what_if.is_some(),
        today,
    };
    state.modal = Some(Modal::Decide(Box::new(form)));
}

/// Our people, management first, each group by name.
fn people(session: &Session) -> Vec<(GroupId, String)> {
    let all = session.workspace.business.people.values();
    let ours = all.filter(|person| !person.left && person.group != GroupId::CUSTOMER);
    let mut people: Vec<(GroupId, String)> = ours.map(|person| (person.group, person.name.to_string())).collect();
    people.sort_by(|a, b| (a.0 != GroupId::MANAGEMENT, a.0, &a.1).cmp(&(b.0 != GroupId::MANAGEMENT, b.0, &b.1)));
    people
}

/// The verdict under the policy, whatever the what-if says: that is what the decision rests on.
fn stood(session: &Session, customer: CustomerId, today: Date) -> Option<Stood> {
    let judged = session.judged.as_ref()?;
    let parts = analysis::Judged {
        workspace: &session.workspace,
        card: &judged.card,
        evidence: &judged.evidence,
        judgements: &judged.judgements,
        terms: &judged.terms,
        today,
    };
    let explanation = explain(&parts, customer)?;
    let (judgement, terms) = (explanation.judgement, &judged.terms);
    let criteria = || judged.evidence.criteria().iter().enumerate();
    let value = |place| judged.evidence.value(explanation.index, place, terms);
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
        cautions: explanation.cautions.into_iter().map(|caution| caution.text).collect(),
        extra: Extra::new(),
    })
}

/// Changes the form while it is open.
pub(super) fn change(state: &mut State, change: impl FnOnce(&mut DecisionForm)) {
    if let Some(Modal::Decide(form)) = &mut state.modal {
        change(form);
    }
}

/// Keeps the decision; the customer's status follows.
pub(super) fn record(state: &mut State) -> Vec<Effect> {
    let Some(Modal::Decide(form)) = state.modal.take() else { return Vec::new() };
    let Some(decision) = form.decision() else {
        state.modal = Some(Modal::Decide(form));
        return Vec::new();
    };
    let words = format!("Decided about {}: {}", form.name, decision.choice.words().to_lowercase());
    let id = DecisionId::new(state.clock.ulid());
    let Some(effects) = state.edit(Edit::PutDecision(form.customer, id, Box::new(decision))) else {
        // Nothing typed is lost because of a refusal.
        state.modal = Some(Modal::Decide(form));
        return Vec::new();
    };
    state.done_with_undo(words);
    effects
}
