//! Tests of the comparison, state in and state out, on the sample business.

use super::*;
use crate::app::testing::{TODAY, opened_on};
use crate::app::{EditCommand, Modal};
use crate::model::{Edit, Workspace};
use crate::store::{Access, sample_workspace};

fn open_with(workspace: Workspace) -> State {
    opened_on(workspace, Access::ReadWrite)
}

/// Handles a command, and what workers bring because of it.
fn send(state: &mut State, command: Command) {
    for effect in state.handle(command) {
        if let Effect::Work(work) = effect
            && let Some(answer) = work.answer()
        {
            state.handle(answer);
        }
    }
}

fn open() -> State {
    let mut state = open_with(sample_workspace(TODAY));
    send(&mut state, Command::Go(Screen::Compare));
    state
}

fn shown(state: &State) -> &Comparison {
    state.areas.compare.shown.as_ref().unwrap()
}

fn named(state: &State, name: &str) -> CustomerId {
    state.session().unwrap().workspace.customers.values().find(|customer| customer.name() == name).unwrap().id
}

fn names(state: &State) -> Vec<&str> {
    shown(state).columns.iter().map(|column| column.name.as_str()).collect()
}

fn compare(state: &mut State, command: CompareCommand) {
    send(state, Command::Compare(command));
}

#[test]
fn it_begins_with_whom_the_let_go_summary_shows_and_the_one_most_like_them() {
    let mut state = open();
    assert_eq!(names(&state).first(), Some(&"Grandview Hotels"), "the worst, while nobody is chosen");
    assert_eq!(names(&state).len(), 2, "and the one most like them");
    let willow = named(&state, "Willow Nursery");
    send(&mut state, Command::LetGo(LetGoCommand::Choose(willow)));
    send(&mut state, Command::Go(Screen::Compare));
    assert_eq!(names(&state).first(), Some(&"Willow Nursery"), "it follows the summary");
    let harbour = named(&state, "Harbour Café");
    compare(&mut state, CompareCommand::Add(harbour));
    let marlow = named(&state, "Marlow Interiors");
    send(&mut state, Command::LetGo(LetGoCommand::Choose(marlow)));
    send(&mut state, Command::Go(Screen::Compare));
    assert_eq!(names(&state).first(), Some(&"Willow Nursery"), "until somebody chooses");
    compare(&mut state, CompareCommand::Begin(marlow));
    assert_eq!((names(&state).first(), names(&state).len()), (Some(&"Marlow Interiors"), 2), "anew when asked");
    assert_eq!(shown(&state).like.as_ref().map(|(id, _)| *id), Some(marlow), "and who is like them");
}

#[test]
fn at_most_four_and_at_least_one_stand_there() {
    let mut state = open();
    for name in ["Willow Nursery", "Harbour Café", "Marlow Interiors", "Harbour Café"] {
        let id = named(&state, name);
        compare(&mut state, CompareCommand::Add(id));
    }
    assert_eq!(state.areas.compare.picked.len(), MOST, "no fifth, nobody twice");
    assert!(state.areas.compare.is_full());
    for id in state.areas.compare.picked.clone() {
        compare(&mut state, CompareCommand::Remove(id));
    }
    assert_eq!(names(&state).len(), 1, "the last one stays");
    assert!(shown(&state).chart.is_none(), "nothing to compare");
    assert!(shown(&state).finding.contains("add another"), "{}", shown(&state).finding);
}

#[test]
fn the_sentences_agree_with_the_figures() {
    let mut state = open();
    let grandview = named(&state, "Grandview Hotels");
    compare(&mut state, CompareCommand::Begin(grandview));
    let willow = named(&state, "Willow Nursery");
    let other = state.areas.compare.picked[1];
    compare(&mut state, CompareCommand::Add(willow));
    compare(&mut state, CompareCommand::Remove(other));
    let shown = shown(&state);
    assert!(shown.finding.starts_with("Willow Nursery stands above Grandview Hotels in"), "{}", shown.finding);
    assert!(shown.finding.contains("questions, most of all in \u{201c}"), "{}", shown.finding);
    assert_eq!(shown.how_sure.len(), 1, "one pair");
    assert!(shown.how_sure[0].starts_with("Willow Nursery really stands above"), "{:?}", shown.how_sure);
    assert!(!shown.is_working, "the worker has answered");
    for column in &shown.columns {
        let (score, interval) = (column.score.unwrap(), column.interval.unwrap());
        assert!(interval.contains(score), "{}: {score} in {interval:?}", column.name);
        assert!(column.num_people > 1 && column.facts.len() == 7, "{column:?}");
    }
}

#[test]
fn until_the_worker_answers_it_says_so_and_an_old_answer_is_not_taken() {
    let mut state = open_with(sample_workspace(TODAY));
    let first = state.handle(Command::Go(Screen::Compare));
    assert!(shown(&state).is_working && shown(&state).how_sure.is_empty(), "nothing is known yet");
    let willow = named(&state, "Willow Nursery");
    state.handle(Command::Edit(EditCommand::Apply(Box::new(Edit::DeleteCustomer(willow)))));
    for effect in first {
        if let Effect::Work(work) = effect
            && let Some(answer) = work.answer()
        {
            state.handle(answer);
        }
    }
    assert!(shown(&state).is_working, "the data have changed since");
}

#[test]
fn somebody_deleted_goes_and_somebody_alike_comes() {
    let mut state = open();
    let [first, second] = state.areas.compare.picked.clone().try_into().unwrap();
    let alike = shown(&state).alike.clone();
    assert_eq!(alike.len(), 6, "six others");
    assert!(alike.iter().all(|row| row.customer != first && row.customer != second), "who stands there is not listed");
    compare(&mut state, CompareCommand::Add(alike[0].customer));
    assert_eq!(names(&state)[2], alike[0].name, "added at the right");
    send(&mut state, Command::Edit(EditCommand::Apply(Box::new(Edit::DeleteCustomer(first)))));
    assert_eq!(state.areas.compare.picked, [second, alike[0].customer], "the others stay");
    assert_eq!(state.areas.compare.like, Some(second), "and one of them leads");
}

#[test]
fn the_search_offers_those_that_do_not_stand_there() {
    let mut state = open();
    let first = state.areas.compare.picked[0];
    compare(&mut state, CompareCommand::Search(" WILLOW".to_owned()));
    let found: Vec<&str> = state.areas.compare.found.iter().map(|found| found.name.as_str()).collect();
    assert_eq!(found, ["Willow Nursery"], "whatever the case");
    compare(&mut state, CompareCommand::Search(String::new()));
    let found = &state.areas.compare.found;
    assert!(found.iter().all(|found| found.customer != first), "not twice");
    assert!(found.is_sorted_by_key(|found| found.name.to_lowercase()), "by name");
}

#[test]
fn a_mark_leads_to_what_is_behind_it() {
    let mut state = open();
    let customer = state.areas.compare.picked[0];
    let criterion = state.session().unwrap().judged.as_ref().unwrap().evidence.criteria()[0];
    for part in [customer.to_string(), String::new()] {
        compare(&mut state, CompareCommand::OpenMark(Mark { id: criterion.to_string(), part, ..mark() }));
        assert!(matches!(state.modal, Some(Modal::Ratings(_))), "the answers");
        send(&mut state, Command::CloseModal);
    }
    let (id, part) = (customer.to_string(), customer.to_string());
    compare(&mut state, CompareCommand::OpenMark(Mark { id, part, ..mark() }));
    assert_eq!((state.navigation.now(), state.areas.let_go.chosen), (Screen::LetGo, Some(customer)), "the verdict");
}

fn mark() -> Mark {
    let rect = crate::charts::Rect::new(0.0, 0.0, 1.0, 1.0);
    Mark { rect, id: String::new(), part: String::new(), tip: String::new() }
}

#[test]
fn without_customers_there_is_nothing() {
    let mut empty = sample_workspace(TODAY);
    empty.customers.clear();
    let mut state = open_with(empty);
    send(&mut state, Command::Go(Screen::Compare));
    assert!(state.areas.compare.shown.is_none() && state.areas.compare.picked.is_empty(), "and nothing breaks");
}
