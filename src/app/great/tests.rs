//! The page and the check of a prospect, state in and state out.

use crate::app::testing::opened_sample;
use crate::app::{EditCommand, Screen};
use crate::model::{OccasionKind, Response, Status};

use super::*;

fn send(state: &mut State, command: GreatCommand) -> Vec<Effect> {
    state.handle(Command::Great(command))
}

fn fill(state: &mut State, command: ProspectCommand) -> Vec<Effect> {
    send(state, GreatCommand::Form(command))
}

/// Works out what was asked, and hands it back.
fn answer(state: &mut State, effects: Vec<Effect>) {
    let mut effects = effects;
    while let Some(effect) = effects.pop() {
        if let Effect::Work(work) = effect
            && let Some(command) = work.answer()
        {
            effects.extend(state.handle(command));
        }
    }
}

fn form(state: &State) -> &ProspectForm {
    match &state.modal {
        Some(crate::app::Modal::Prospect(form)) => form,
        other => panic!("no check is open: {other:?}"),
    }
}

/// Answers this question so that its flag is hit, or not.
fn hit(state: &mut State, place: usize, wanted: bool) {
    let criterion = form(state).questions[place].criterion.clone();
    let (low, high) = criterion.scale.ends();
    let flag = criterion.red_flag.as_ref().unwrap();
    let mut ends = [crate::model::Finite::clamped(low), crate::model::Finite::clamped(high)].into_iter();
    let value = ends.find(|one| flag.is_hit(*one) == wanted);
    let response = Some(Response::Value(value.expect("an end of the scale that does")));
    fill(state, ProspectCommand::Answer(criterion.id, response));
}

#[test]
fn the_page_says_what_sets_the_top_apart_and_asks_once() {
    let mut state = opened_sample();
    let effects = state.handle(Command::Go(Screen::GreatCustomers));
    assert!(matches!(effects.as_slice(), [Effect::Work(work)] if work.desk == Desk::Great), "{effects:?}");
    assert!(state.areas.great.shown.is_stale(), "not there yet");
    answer(&mut state, effects);
    let shown = state.areas.great.shown.answer().unwrap();
    assert!(!shown.is_thin, "24 customers are enough: {shown:#?}");
    assert!(shown.answer.starts_with("Our top customers stand out most on “"), "{}", shown.answer);
    assert!(shown.basis.contains("top third"), "{}", shown.basis);
    assert!(shown.criteria.iter().all(|bar| bar.detail.contains(" top") && bar.detail.contains(" bottom")), "counts");
    assert!(shown.criteria.is_sorted_by(|a, b| a.points.unwrap().abs() >= b.points.unwrap().abs()), "widest first");
    let flagged = shown.signs.iter().take_while(|sign| sign.stands_out).count();
    assert!(shown.signs[flagged..].iter().all(|sign| !sign.stands_out), "what stands out comes first");
    let effects = state.handle(Command::Go(Screen::GreatCustomers));
    assert!(effects.is_empty(), "nothing has changed: {effects:?}");
    let effects = send(&mut state, GreatCommand::By(GreatBy::Verdict));
    answer(&mut state, effects);
    let shown = state.areas.great.shown.answer().unwrap();
    assert!(shown.is_thin && shown.basis.contains("more to let go"), "says what is missing: {}", shown.basis);
}

#[test]
fn a_new_prospect_is_checked_saved_and_undone() {
    let mut state = opened_sample();
    let before = state.session().unwrap().workspace.clone();
    let effects = send(&mut state, GreatCommand::Check(None));
    answer(&mut state, effects);
    let all = form(&state).questions.len();
    assert!(all >= 1, "the sample's main scorecard has red flags");
    assert_eq!(form(&state).missing(), Some("Type the prospect’s name, or choose one."));
    assert!(form(&state).outcome().starts_with("Nothing is known yet"), "{}", form(&state).outcome());
    fill(&mut state, ProspectCommand::Name("Brightwater Spa".to_owned()));
    let effects = fill(&mut state, ProspectCommand::Segment("Hospitality".to_owned()));
    assert!(state.areas.great.outlook.is_stale(), "another segment, other customers");
    answer(&mut state, effects);
    assert!(!state.areas.great.outlook.is_stale(), "answered");
    hit(&mut state, 0, true);
    let outcome = form(&state).outcome();
    assert!(outcome.contains("hit: talk about “") && outcome.contains("before you take them on"), "{outcome}");
    for place in 1..all {
        let id = form(&state).questions[place].criterion.id;
        fill(&mut state, ProspectCommand::Answer(id, Some(Response::DontKnow)));
    }
    fill(&mut state, ProspectCommand::Save);
    assert!(state.modal.is_none(), "saved and closed");
    let workspace = &state.session().unwrap().workspace;
    let added = workspace.customers.values().find(|one| one.name() == "Brightwater Spa").unwrap();
    assert_eq!(added.profile.status, Status::Prospect);
    assert_eq!(added.profile.segment.as_str(), "Hospitality");
    let rating = added.ratings.values().next().unwrap();
    assert_eq!((rating.occasion.kind, rating.answers.len()), (OccasionKind::ProspectCheck, all), "only the red flags");
    assert_eq!(state.navigation.now(), Screen::Customer(added.id));
    state.handle(Command::Edit(EditCommand::Undo));
    assert_eq!(state.session().unwrap().workspace, before, "customer and rating go together");
}

#[test]
fn a_known_prospect_is_checked_again_and_nothing_is_saved_without_answers() {
    let mut state = opened_sample();
    send(&mut state, GreatCommand::Check(None));
    fill(&mut state, ProspectCommand::Name("Brightwater Spa".to_owned()));
    fill(&mut state, ProspectCommand::Save);
    let workspace = &state.session().unwrap().workspace;
    let id = workspace.customers.values().find(|one| one.name() == "Brightwater Spa").unwrap().id;
    assert!(workspace.customers[&id].ratings.is_empty(), "a prospect may be kept before anything is known");
    send(&mut state, GreatCommand::Check(Some(id)));
    assert_eq!(form(&state).customer, Some(id), "begins with this one");
    fill(&mut state, ProspectCommand::Save);
    assert_eq!(form(&state).missing(), Some("Answer at least one question."), "still open");
    hit(&mut state, 0, false);
    fill(&mut state, ProspectCommand::Save);
    assert_eq!(state.session().unwrap().workspace.customers[&id].ratings.len(), 1);
    let active = state.session().unwrap().workspace.customers.values().find(|one| one.profile.status == Status::Active);
    let active = active.unwrap().id;
    send(&mut state, GreatCommand::Check(Some(active)));
    assert_eq!(form(&state).customer, None, "no prospect: a new one is asked for");
}

#[test]
fn what_was_typed_outlives_a_slip() {
    let mut state = opened_sample();
    send(&mut state, GreatCommand::Check(None));
    fill(&mut state, ProspectCommand::Close);
    assert!(state.areas.great.closed.is_none(), "nothing was typed");
    send(&mut state, GreatCommand::Check(None));
    let name = state.session().unwrap().workspace.customers.values().next().unwrap().name().to_owned();
    fill(&mut state, ProspectCommand::Name(name.to_uppercase()));
    assert!(form(&state).is_duplicate, "there is one already");
    fill(&mut state, ProspectCommand::Close);
    assert!(state.modal.is_none());
    fill(&mut state, ProspectCommand::Reopen);
    assert_eq!(form(&state).name, name.to_uppercase());
}
