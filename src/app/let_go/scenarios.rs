//! Scenarios: a what-if kept under a name, tried again, compared with another, and perhaps adopted.

use jiff::civil::Date;

use crate::analysis::{Terms, VerdictCounts, percent_text, period_text};
use crate::app::judged::count_current;
use crate::app::{Effect, Judged, Modal, Session, State, threshold};
use crate::model::{
    Criterion, Edit, Extra, GroupId, Name, Note, Policy, Scenario, ScenarioId, ScorecardId, Verdict, Weight,
};

use super::WhatIf;

/// At most so many customers are listed by name.
const MOST_NAMED: usize = 200;

/// With scenarios.
#[derive(Debug, Clone)]
pub enum ScenarioCommand {
    /// Give the what-if on screen a name.
    Save,
    /// What it is called.
    SetName(String),
    /// What it is about.
    SetNote(String),
    /// Keep it as written.
    Keep,
    /// Put the sliders where a scenario has them.
    Try(ScenarioId),
    /// Delete a scenario.
    Delete(ScenarioId),
    /// Show two side by side.
    Compare,
    /// Which one stands at the left.
    SetLeft(ScenarioSide),
    /// Which one stands at the right.
    SetRight(ScenarioSide),
}

/// A scenario being named.
#[derive(Debug)]
pub struct ScenarioForm {
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// What it is called, as typed.
    pub name: String,
    /// What it is about, as typed.
    pub note: String,
    /// The names taken already, with what they stand for: keeping one of them replaces it.
    pub taken: Vec<(String, ScenarioId)>,
}

impl ScenarioForm {
    /// What is wrong with the name, if anything.
    pub fn name_problem(&self) -> Option<String> {
        Name::new(&self.name).err().map(|error| format!("The name cannot be kept: {error}."))
    }

    /// What is wrong with the note, if anything.
    pub fn note_problem(&self) -> Option<String> {
        Note::new(&self.note).err().map(|error| format!("The note cannot be kept: {error}."))
    }

    /// The scenario that has this name already, and would be replaced.
    pub fn replaces(&self) -> Option<ScenarioId> {
        let name = self.name.trim();
        self.taken.iter().find(|(taken, _)| taken == name).map(|(_, id)| *id)
    }

    /// Whether it can be kept.
    pub fn is_ready(&self) -> bool {
        self.name_problem().is_none() && self.note_problem().is_none()
    }
}

/// One side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScenarioSide {
    /// The policy as it is.
    Ours,
    /// What the sliders say now.
    Now,
    /// A saved scenario.
    Saved(ScenarioId),
}

/// One line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedRow {
    /// What it is about.
    pub label: String,
    /// What the left one says.
    pub left: String,
    /// What the right one says.
    pub right: String,
}

impl ComparedRow {
    /// Whether both say the same.
    pub fn is_same(&self) -> bool {
        self.left == self.right
    }
}

/// Two scenarios side by side.
#[derive(Debug)]
pub struct ScenarioComparison {
    /// What can stand at either side, by name.
    pub sides: Vec<(ScenarioSide, String)>,
    /// What stands at the left and at the right.
    pub chosen: (ScenarioSide, ScenarioSide),
    /// Weights and rules.
    pub rows: Vec<ComparedRow>,
    /// How many customers stand where.
    pub counts: (VerdictCounts, VerdictCounts),
    /// Who stands at another verdict: name, left, right.
    pub moves: Vec<(String, Verdict, Verdict)>,
    /// How many more there are than listed.
    pub num_more: usize,
}

pub(super) fn handle(state: &mut State, command: ScenarioCommand) -> Vec<Effect> {
    match command {
        ScenarioCommand::Save => save(state),
        ScenarioCommand::SetName(name) => change(state, |form| form.name = name),
        ScenarioCommand::SetNote(note) => change(state, |form| form.note = note),
        ScenarioCommand::Keep => return keep(state),
        ScenarioCommand::Try(id) => try_again(state, id),
        ScenarioCommand::Delete(id) => return delete(state, id),
        ScenarioCommand::Compare => {
            let newest = saved(state).last().map(|(id, _)| ScenarioSide::Saved(*id));
            let now = state.areas.let_go.what_if.is_some().then_some(ScenarioSide::Now);
            let right = now.or(newest).unwrap_or(ScenarioSide::Ours);
            compare(state, (ScenarioSide::Ours, right));
        }
        ScenarioCommand::SetLeft(left) => {
            if let Some(Modal::Scenarios(shown)) = &state.modal {
                let right = shown.chosen.1;
                compare(state, (left, right));
            }
        }
        ScenarioCommand::SetRight(right) => {
            if let Some(Modal::Scenarios(shown)) = &state.modal {
                let left = shown.chosen.0;
                compare(state, (left, right));
            }
        }
    }
    Vec::new()
}

/// The scenarios of the scorecard judged on, oldest first, by name.
fn saved(state: &State) -> Vec<(ScenarioId, String)> {
    let judged = state.session().and_then(|session| session.judged.as_ref());
    let scenarios = judged.map(|judged| &judged.card.scenarios).into_iter().flatten();
    scenarios.map(|(id, scenario)| (*id, scenario.name.to_string())).collect()
}

fn save(state: &mut State) {
    let Some(judged) = state.session().and_then(|session| session.judged.as_ref()) else { return };
    let scorecard = judged.card.id;
    if state.areas.let_go.what_if.is_none() {
        return;
    }
    let taken = saved(state).into_iter().map(|(id, name)| (name, id)).collect();
    let form = ScenarioForm { scorecard, name: String::new(), note: String::new(), taken };
    state.modal = Some(Modal::Scenario(Box::new(form)));
}

fn change(state: &mut State, change: impl FnOnce(&mut ScenarioForm)) {
    if let Some(Modal::Scenario(form)) = &mut state.modal {
        change(form);
    }
}

fn keep(state: &mut State) -> Vec<Effect> {
    let Some(Modal::Scenario(form)) = state.modal.take() else { return Vec::new() };
    let today = state.clock.today();
    let made = state.session().and_then(|session| session.judged.as_ref()).and_then(|judged| {
        let what_if = state.areas.let_go.what_if.as_ref()?;
        let (Ok(name), Ok(note)) = (Name::new(&form.name), Note::new(&form.note)) else { return None };
        let terms = what_if.to_adopt();
        let ids = judged.evidence.criteria().iter();
        Some(Scenario {
            name,
            saved: today,
            version: judged.card.current().number,
            weights: ids.zip(&terms.weights).map(|(id, weight)| (*id, Weight::clamped(*weight))).collect(),
            policy: terms.policy,
            note,
            extra: Extra::new(),
        })
    });
    let Some(scenario) = made else {
        state.modal = Some(Modal::Scenario(form));
        return Vec::new();
    };
    let id = form.replaces().unwrap_or_else(|| ScenarioId::new(state.clock.ulid()));
    let words = format!("Saved the scenario \u{201c}{}\u{201d}", scenario.name);
    let Some(effects) = state.edit(Edit::PutScenario(form.scorecard, id, Box::new(scenario))) else {
        state.modal = Some(Modal::Scenario(form));
        return Vec::new();
    };
    state.done_with_undo(words);
    effects
}

fn delete(state: &mut State, id: ScenarioId) -> Vec<Effect> {
    let Some(judged) = state.session().and_then(|session| session.judged.as_ref()) else { return Vec::new() };
    let (card, name) = (judged.card.id, judged.card.scenarios.get(&id).map(|scenario| scenario.name.to_string()));
    let Some(effects) = state.edit(Edit::DeleteScenario(card, id)) else { return Vec::new() };
    state.done_with_undo(format!("Deleted the scenario \u{201c}{}\u{201d}", name.unwrap_or_default()));
    effects
}

/// Puts the sliders where the scenario has them. What it does not know stays as in the policy.
fn try_again(state: &mut State, id: ScenarioId) {
    let Some(judged) = state.session().and_then(|session| session.judged.as_ref()) else { return };
    let Some(scenario) = judged.card.scenarios.get(&id) else { return };
    let terms = terms_of(judged, scenario);
    super::try_out(state, |what_if| {
        what_if.set_weights(&terms.weights);
        what_if.set_policy(terms.policy);
    });
}

/// The terms a scenario stands for today: its weights on the criteria asked now, its policy.
fn terms_of(judged: &Judged, scenario: &Scenario) -> Terms {
    let ids = judged.evidence.criteria().iter();
    let weight = |(id, own): (_, &f64)| scenario.weights.get(id).map_or(*own, |weight| weight.value());
    Terms { weights: ids.zip(&judged.terms.weights).map(weight).collect(), policy: scenario.policy.clone() }
}

fn compare(state: &mut State, chosen: (ScenarioSide, ScenarioSide)) {
    let today = state.clock.today();
    let Some(session) = state.session() else { return };
    let Some(judged) = &session.judged else { return };
    let what_if = state.areas.let_go.what_if.as_ref();
    let terms = |side: ScenarioSide| match side {
        ScenarioSide::Ours => Some(judged.terms.clone()),
        ScenarioSide::Now => what_if.map(|what_if| what_if.terms().clone()),
        ScenarioSide::Saved(id) => judged.card.scenarios.get(&id).map(|scenario| terms_of(judged, scenario)),
    };
    let (Some(left), Some(right)) = (terms(chosen.0), terms(chosen.1)) else { return };
    let mut sides = vec![(ScenarioSide::Ours, "Our policy".to_owned())];
    if what_if.is_some() {
        sides.push((ScenarioSide::Now, "What if, as it is now".to_owned()));
    }
    sides.extend(saved(state).into_iter().map(|(id, name)| (ScenarioSide::Saved(id), name)));
    let judge = |terms: &Terms| super::judge_under(session, judged, terms, today);
    let ((evidence, before), (_, after)) = (judge(&left), judge(&right));
    let moved = crate::app::judged::moves_of_current(&session.workspace, &evidence, &before, &after);
    let name = |index: usize| {
        let customer = session.workspace.customers.get(&evidence.customers()[index]);
        customer.map(|customer| customer.name().to_owned()).unwrap_or_default()
    };
    let comparison = ScenarioComparison {
        rows: rows(session, judged, (&left, &right), today),
        counts: (
            count_current(&session.workspace, &evidence, &before),
            count_current(&session.workspace, &evidence, &after),
        ),
        moves: moved.iter().take(MOST_NAMED).map(|change| (name(change.index), change.from, change.to)).collect(),
        num_more: moved.len().saturating_sub(MOST_NAMED),
        sides,
        chosen,
    };
    state.modal = Some(Modal::Scenarios(Box::new(comparison)));
}

/// Weights and rules of both, a line each.
fn rows(session: &Session, judged: &Judged, (left, right): (&Terms, &Terms), _today: Date) -> Vec<ComparedRow> {
    let criteria: Vec<&Criterion> = judged.card.current().active().collect();
    let mut rows: Vec<ComparedRow> = criteria
        .iter()
        .enumerate()
        .filter(|(place, _)| left.weights[*place] > 0.0 || right.weights[*place] > 0.0)
        .map(|(place, criterion)| ComparedRow {
            label: criterion.name.to_string(),
            left: percent_text(WhatIf::share_in(left, place)),
            right: percent_text(WhatIf::share_in(right, place)),
        })
        .collect();
    let mut add = |label: &str, text: &dyn Fn(&Policy) -> String| {
        let (left, right) = (text(&left.policy), text(&right.policy));
        rows.push(ComparedRow { label: label.to_owned(), left, right });
    };
    let team = session.workspace.business.group_name(GroupId::TEAM);
    let team_part = |policy: &Policy| {
        let [management, team] = [GroupId::MANAGEMENT, GroupId::TEAM].map(|group| policy.group_weight(group));
        let sum = management + team;
        percent_text(if sum > 0.0 { team / sum } else { 0.5 })
    };
    add(&format!("{team}\u{2019}s part beside management"), &team_part);
    add("Let go below", &|policy| threshold(policy.hard_look_from.value()));
    add("Keep from", &|policy| threshold(policy.keep_from.value()));
    add("Ratings that count", &|policy| period_text(policy.period));
    add("Age of a rating", &|policy| match policy.half_life_months {
        Some(months) => format!("half after {months} months"),
        None => "does not matter".to_owned(),
    });
    add("People of a group", &|policy| policy.combine.words().to_lowercase());
    add("Severe and lenient people", &|policy| policy.severity.words().to_lowercase());
    rows
}
