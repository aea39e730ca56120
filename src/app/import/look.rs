//! A column gets another use: what is in it is looked at by a worker, for it may have 100,000 rows.

use std::sync::Arc;

use crate::exchange::{ColumnMapping, Kind, Table, suggest_criteria, suggest_criterion};

use super::super::{Effect, State};
use super::{UseKind, ask};

/// Which columns are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A column that is to be an answer.
    Answer(usize),
    /// The column of questions and the one of answers.
    Questions(usize, usize),
}

/// What is in a column?
#[derive(Debug, Clone)]
pub struct ColumnQuestion {
    table: Arc<Table>,
    place: Place,
}

/// What was found in it.
#[derive(Debug, Clone)]
pub struct ColumnAnswer {
    table: Arc<Table>,
    place: Place,
    found: Vec<ColumnMapping>,
    unknown: Vec<String>,
}

impl ColumnQuestion {
    /// Looks.
    pub fn answer(self) -> ColumnAnswer {
        let Self { table, place } = self;
        let (found, unknown) = match place {
            Place::Answer(column) => {
                let (found, unknown) = suggest_criterion(&table, column);
                (vec![found], unknown)
            }
            Place::Questions(criterion, value) => (suggest_criteria(&table, criterion, value), Vec::new()),
        };
        ColumnAnswer { table, place, found, unknown }
    }
}

/// Uses a column for something else, and has it looked at if that needs to know what is in it.
pub(super) fn use_for(state: &mut State, index: usize, use_kind: UseKind) -> Vec<Effect> {
    let area = &mut state.areas.import;
    let (Some(table), Some(form)) = (&area.table, &mut area.form) else { return Vec::new() };
    let Some(column) = form.columns.get_mut(index) else { return Vec::new() };
    let before = std::mem::replace(&mut column.use_kind, use_kind);
    let is_of_answers = |kind: UseKind| matches!(kind, UseKind::CriterionName | UseKind::Value);
    let becomes_answer = use_kind == UseKind::Criterion && before != use_kind && !column.is_single;
    let mut place = becomes_answer.then_some(Place::Answer(index));
    if form.kind == Kind::Answers && (is_of_answers(before) || is_of_answers(use_kind)) {
        match form.asked_in() {
            Some((criterion, value)) => place = Some(Place::Questions(criterion, value)),
            None => form.ask_anew(&[], state.clock.today()),
        }
    }
    let Some(place) = place else { return ask(state) };
    area.looking += 1;
    vec![Effect::LookAtColumn(Box::new(ColumnQuestion { table: Arc::clone(table), place }))]
}

/// A column was looked at; what was found counts if it is still used so.
pub(super) fn looked(state: &mut State, answer: ColumnAnswer) -> Vec<Effect> {
    let today = state.clock.today();
    let area = &mut state.areas.import;
    if area.table.as_ref().is_none_or(|table| !Arc::ptr_eq(table, &answer.table)) {
        return Vec::new();
    }
    area.looking = area.looking.saturating_sub(1);
    let Some(form) = &mut area.form else { return Vec::new() };
    match answer.place {
        Place::Answer(index) => {
            let column = form.columns.get_mut(index).filter(|column| column.use_kind == UseKind::Criterion);
            if let (Some(column), Some(found)) = (column, answer.found.first()) {
                column.answer_as(found, answer.unknown);
            }
        }
        Place::Questions(criterion, value) if form.asked_in() == Some((criterion, value)) => {
            form.ask_anew(&answer.found, today);
        }
        Place::Questions(..) => {}
    }
    ask(state)
}
