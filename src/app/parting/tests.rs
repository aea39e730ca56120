//! Ticking customers, and what it does to the rest, on the sample business.

use std::cmp::Ordering;

use super::*;
use crate::app::EditCommand;
use crate::app::testing::{TODAY, opened_on};
use crate::charts::Kind;
use crate::model::{Edit, Profile, Status, Workspace};
use crate::store::{Access, sample_workspace};

fn open_with(workspace: Workspace) -> State {
    let mut state = opened_on(workspace, Access::ReadWrite);
    handle(&mut state, Command::Go(Screen::Parting));
    state
}

fn open() -> State {
    open_with(sample_workspace(TODAY))
}

/// Handles a command and lets the worker answer what is asked.
fn handle(state: &mut State, command: Command) {
    let mut effects = state.handle(command);
    while let Some(effect) = effects.pop() {
        if let Effect::Work(work) = effect
            && let Some(answer) = work.answer()
        {
            effects.extend(state.handle(answer));
        }
    }
}

fn send(state: &mut State, command: PartingCommand) {
    handle(state, Command::Parting(command));
}

fn area(state: &State) -> &PartingState {
    &state.areas.parting
}

fn effect(state: &State) -> &PartingEffect {
    area(state).effect.as_ref().unwrap()
}

fn row<'a>(state: &'a State, name: &str) -> &'a EffectRow {
    effect(state).rows.iter().find(|row| row.name == name).unwrap()
}

fn named(state: &State, name: &str) -> CustomerId {
    state.session().unwrap().workspace.customers.values().find(|customer| customer.name() == name).unwrap().id
}

fn toggle(state: &mut State, name: &str) {
    let id = named(state, name);
    send(state, PartingCommand::Toggle(id));
}

fn profile(state: &State, id: CustomerId) -> Profile {
    state.session().unwrap().workspace.customers[&id].profile.clone()
}

#[test]
fn nobody_ticked_shows_today_alone() {
    let state = open();
    let ground = area(&state).ground().unwrap();
    assert_eq!(ground.rows.len(), 23, "the one that was let go is not listed");
    assert_eq!(ground.rows[0].verdict, Verdict::LetGo, "worst first");
    assert_eq!(area(&state).listed.len(), 23);
    assert_eq!(effect(&state).num_ticked, 0);
    assert!(effect(&state).cautions.is_empty() && effect(&state).rows.iter().all(|row| row.after.is_empty()));
    assert_eq!((row(&state, "Customers").before.as_str(), row(&state, "Revenue").known.as_str()), ("23", ""));
}

#[test]
fn ticks_tell_what_goes_what_is_freed_and_what_to_think_about() {
    let mut state = open();
    toggle(&mut state, "Grandview Hotels");
    let told = effect(&state).headline.clone();
    assert!(told.lead.starts_with("Without Grandview Hotels: €"), "{told:?}");
    assert_eq!(told.way, Some(Ordering::Greater), "they cost more than they bring");
    assert!(told.profit.starts_with("profit up €"), "{told:?}");
    assert_eq!(row(&state, "Customers").change, "\u{2212}1");
    assert_eq!(row(&state, "Profit").tone, Ordering::Greater);
    assert_eq!(effect(&state).largest, "Grandview Hotels is the largest today; then it would be Willow Nursery.");
    assert_eq!(row(&state, "Largest customer").tone, Ordering::Equal, "below the limit");

    toggle(&mut state, "Willow Nursery");
    assert!(effect(&state).headline.lead.starts_with("Without these 2: €"), "{:?}", effect(&state).headline);
    assert_eq!(effect(&state).headline.way, Some(Ordering::Less));
    assert!(effect(&state).cautions[0].starts_with("Profit falls"), "{:?}", effect(&state).cautions);

    // Who is large and without figures is counted, not guessed.
    let id = named(&state, "Copper Kettle");
    let unknown = Profile { money: Default::default(), ..profile(&state, id) };
    handle(&mut state, Command::Edit(EditCommand::Apply(Box::new(Edit::SetProfile(id, Box::new(unknown))))));
    assert_eq!(row(&state, "Revenue").known, "22 of 23");
    assert_eq!(area(&state).ground().unwrap().num_without_figures, 1);

    send(&mut state, PartingCommand::Clear);
    assert_eq!((area(&state).ticked.len(), effect(&state).num_ticked), (0, 0));
}

#[test]
fn all_we_would_let_go_are_those_of_that_verdict() {
    let mut state = open();
    toggle(&mut state, "Willow Nursery");
    send(&mut state, PartingCommand::TickLetGo);
    let ground = area(&state).ground().unwrap();
    let verdict = |id: &CustomerId| ground.rows.iter().find(|row| row.customer == *id).unwrap().verdict;
    assert!(area(&state).ticked.iter().all(|id| verdict(id) == Verdict::LetGo), "and nobody else");
    assert_eq!((area(&state).ticked.len(), ground.num_let_go > 0), (ground.num_let_go, true));
    let Some(Ok(chart)) = &area(&state).effort else { panic!("no picture") };
    let Kind::Quadrant(quadrant) = &chart.kind else { panic!("another picture") };
    let stressed = quadrant.points.iter().filter(|point| point.highlighted).count();
    assert_eq!(stressed, ground.num_let_go, "marked in the picture");
}

#[test]
fn from_one_customers_page_only_they_are_ticked() {
    let mut state = open();
    send(&mut state, PartingCommand::TickLetGo);
    handle(&mut state, Command::Go(Screen::LetGo));
    let id = named(&state, "Copper Kettle");
    send(&mut state, PartingCommand::Begin(id));
    assert_eq!((state.navigation.now(), area(&state).cursor), (Screen::Parting, Some(id)));
    assert_eq!(area(&state).ticked, BTreeSet::from([id]));
}

#[test]
fn the_keyboard_walks_what_the_search_lets_through() {
    let mut state = open();
    send(&mut state, PartingCommand::Search("er".to_owned()));
    let listed = area(&state).listed.clone();
    assert!(listed.len() > 2 && listed.len() < 23, "some: {listed:?}");
    send(&mut state, PartingCommand::Step(1));
    send(&mut state, PartingCommand::Step(1));
    assert_eq!(area(&state).cursor_place(), Some(1));
    send(&mut state, PartingCommand::ToggleCursor);
    let second = area(&state).ground().unwrap().rows[listed[1]].customer;
    assert_eq!(area(&state).ticked, BTreeSet::from([second]));
    send(&mut state, PartingCommand::Step(i32::MAX));
    assert_eq!(area(&state).cursor_place(), Some(listed.len() - 1), "the last");
    send(&mut state, PartingCommand::Search("no such name".to_owned()));
    send(&mut state, PartingCommand::ToggleCursor);
    assert_eq!(area(&state).ticked.len(), 1, "nothing out of sight is ticked");
}

#[test]
fn figures_are_asked_for_once_per_change_and_ticks_outlive_them() {
    let mut state = open();
    let (first, second) = (named(&state, "Grandview Hotels"), named(&state, "Oakline Dental"));
    send(&mut state, PartingCommand::Toggle(first));
    send(&mut state, PartingCommand::Toggle(second));
    assert!(state.handle(Command::Go(Screen::Parting)).is_empty(), "nothing new to work out");
    let gone = Profile { status: Status::LetGo, ..profile(&state, second) };
    let effects = state.handle(Command::Edit(EditCommand::Apply(Box::new(Edit::SetProfile(second, Box::new(gone))))));
    let work = effects.iter().find_map(|effect| match effect {
        Effect::Work(work) => Some(work.clone()),
        _ => None,
    });
    assert!(area(&state).is_stale() && area(&state).ticked.len() == 2, "the old answer stands until the new one");
    state.handle(work.unwrap().answer().unwrap());
    assert!(!area(&state).is_stale());
    assert_eq!(area(&state).ticked, BTreeSet::from([first]), "who has gone cannot be let go");
}

#[test]
fn without_money_figures_only_the_score_is_told() {
    let mut workspace = sample_workspace(TODAY);
    for customer in workspace.customers.values_mut() {
        Arc::make_mut(customer).profile.money.clear();
    }
    let mut state = open_with(workspace);
    send(&mut state, PartingCommand::TickLetGo);
    assert!(!effect(&state).has_money);
    assert!(effect(&state).headline.lead.contains("the average score goes from"), "{:?}", effect(&state).headline);
    let ground = area(&state).ground().unwrap();
    assert_eq!((ground.num_without_figures, ground.grades_finding.is_none(), ground.whale.is_none()), (23, true, true));
    assert!(matches!(area(&state).effort, Some(Err(_))), "nothing to draw");
    assert_eq!(ground.without_figures().map(|row| row.customer), Some(ground.rows[0].customer));
}
