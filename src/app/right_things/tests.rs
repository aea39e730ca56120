//! The page, state in and state out.

use crate::app::Screen;
use crate::app::testing::{opened_on, opened_sample};
use crate::model::Workspace;
use crate::store::Access;

use super::*;

/// Works out what was asked, and hands it back; says which desks were asked, in order.
fn answer(state: &mut State, effects: Vec<Effect>) -> usize {
    let (mut effects, mut num) = (effects, 0);
    while let Some(effect) = effects.pop() {
        if let Effect::Work(work) = effect
            && let Some(command) = work.answer()
        {
            num += 1;
            effects.extend(state.handle(command));
        }
    }
    num
}

#[test]
fn figures_come_first_and_their_intervals_after() {
    let mut state = opened_sample();
    let effects = state.handle(Command::Go(Screen::RightThings));
    assert_eq!(effects.len(), 1, "the figures alone: {effects:?}");
    assert_eq!(answer(&mut state, effects), 2, "figures, then intervals");
    let area = &state.areas.right_things;
    let shown = area.shown.answer().unwrap();
    assert!(shown.answer.contains("tell customers apart"), "{}", shown.answer);
    let card = &state.session().unwrap().judged.as_ref().unwrap().card;
    assert_eq!(shown.rows.len(), card.current().active().count(), "a row per question");
    assert_eq!(area.intervals.answer().unwrap().criteria.len(), shown.rows.len());
    for row in &shown.rows {
        assert!(!row.sentences.is_empty() && row.figures.len() > 4, "taken apart: {row:#?}");
        assert!(row.agree.2.contains("customers") || row.agree.1 == "Not computable", "says its n: {row:#?}");
    }
    assert!(shown.caveat.contains("not cause"), "{}", shown.caveat);
    assert!(shown.people.people.is_sorted_by(|a, b| a.points <= b.points), "the most severe first");
    let sizes: Vec<f64> = shown.gaps.criteria.iter().filter_map(|gap| gap.points).map(f64::abs).collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b), "the widest gap first: {sizes:?}");
    let effects = state.handle(Command::Go(Screen::RightThings));
    assert!(effects.is_empty(), "nothing has changed: {effects:?}");
}

#[test]
fn a_row_opens_and_closes() {
    let mut state = opened_sample();
    let criterion = state.session().unwrap().judged.as_ref().unwrap().evidence.criteria()[0];
    let toggle = |state: &mut State| {
        state.handle(Command::RightThings(RightThingsCommand::Toggle(criterion)));
        state.areas.right_things.opened
    };
    assert_eq!(toggle(&mut state), Some(criterion));
    assert_eq!(toggle(&mut state), None);
}

#[test]
fn three_customers_are_too_few_and_say_so() {
    let sample = opened_sample().session().unwrap().workspace.clone();
    let customers =
        sample.customers.iter().take(3).map(|(id, customer)| (*id, std::sync::Arc::clone(customer))).collect();
    let small = Workspace { customers, ..sample };
    let mut state = opened_on(small, Access::ReadWrite);
    let effects = state.handle(Command::Go(Screen::RightThings));
    answer(&mut state, effects);
    let shown = state.areas.right_things.shown.answer().unwrap();
    assert!(shown.answer.starts_with("Too early to say"), "{}", shown.answer);
    assert!(shown.rows.iter().all(|row| row.apart.0 == Bearing::Unknown), "{:#?}", shown.rows);
    assert!(shown.no_revealed.is_some(), "no weights out of three customers");
}
