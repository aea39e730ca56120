//! Scenarios: saved, tried again, compared, adopted, deleted, undone.

use super::*;
use crate::app::{ScenarioCommand, ScenarioSide};
use crate::model::ScenarioId;

fn scenario(state: &mut State, command: ScenarioCommand) -> Vec<Effect> {
    send(state, LetGoCommand::Scenario(command))
}

fn saved(state: &State) -> Vec<(ScenarioId, String)> {
    judged(state).card.scenarios.iter().map(|(id, scenario)| (*id, scenario.name.to_string())).collect()
}

/// Saves the what-if under a name.
fn save(state: &mut State, name: &str) -> ScenarioId {
    scenario(state, ScenarioCommand::Save);
    scenario(state, ScenarioCommand::SetName(name.to_owned()));
    let effects = scenario(state, ScenarioCommand::Keep);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Save(_))), "written to disk");
    assert!(state.modal.is_none(), "and the dialog is closed");
    saved(state).into_iter().find(|(_, known)| known == name).unwrap().0
}

#[test]
fn a_what_if_is_saved_and_tried_again() {
    let mut state = open();
    send(&mut state, LetGoCommand::SetShare(0, 0.5));
    send(&mut state, LetGoCommand::SetLetGoBelow(60.0));
    let (before, moves) = (summary(&state).judgements.clone(), summary(&state).moves.clone());
    assert!(!moves.is_empty(), "somebody moves");
    let id = save(&mut state, "Payment counts double");
    send(&mut state, LetGoCommand::Reset);
    assert!(summary(&state).moves.is_empty(), "back at our policy, which is as it was");
    scenario(&mut state, ScenarioCommand::Try(id));
    assert_eq!(summary(&state).moves, moves, "the same customers move");
    let scores = |judgements: &[Judgement]| judgements.iter().map(|j| j.score.map(f64::round)).collect::<Vec<_>>();
    assert_eq!(scores(&summary(&state).judgements), scores(&before));
}

#[test]
fn a_scenario_without_a_name_is_not_kept_and_one_of_the_same_name_is_replaced() {
    let mut state = open();
    scenario(&mut state, ScenarioCommand::Save);
    assert!(state.modal.is_none(), "there is nothing to save");
    send(&mut state, LetGoCommand::SetKeepFrom(80.0));
    scenario(&mut state, ScenarioCommand::Save);
    scenario(&mut state, ScenarioCommand::SetName("  ".to_owned()));
    assert!(scenario(&mut state, ScenarioCommand::Keep).is_empty(), "no name, nothing written");
    assert!(matches!(&state.modal, Some(Modal::Scenario(form)) if !form.is_ready()), "the dialog stays");
    state.handle(Command::CloseModal);
    let first = save(&mut state, "Strict");
    send(&mut state, LetGoCommand::SetKeepFrom(90.0));
    assert_eq!(save(&mut state, "Strict"), first, "the same place");
    assert_eq!(saved(&state).len(), 1);
    assert!((judged(&state).card.scenarios[&first].policy.keep_from.value() - 90.0).abs() < 1e-9, "the newer one");
}

#[test]
fn two_are_compared_side_by_side() {
    let mut state = open();
    send(&mut state, LetGoCommand::SetLetGoBelow(60.0));
    let id = save(&mut state, "Stricter");
    let moves = summary(&state).moves.len();
    scenario(&mut state, ScenarioCommand::Compare);
    scenario(&mut state, ScenarioCommand::SetRight(ScenarioSide::Saved(id)));
    let Some(Modal::Scenarios(shown)) = &state.modal else { panic!("no comparison") };
    assert_eq!(shown.chosen, (ScenarioSide::Ours, ScenarioSide::Saved(id)));
    assert_eq!(shown.moves.len(), moves, "the same who move on screen");
    assert_eq!(shown.counts.0.total(), shown.counts.1.total(), "nobody is lost between the two");
    assert!(shown.counts.1.let_go > shown.counts.0.let_go, "stricter");
    let differs: Vec<&str> = shown.rows.iter().filter(|row| !row.is_same()).map(|row| row.label.as_str()).collect();
    assert_eq!(differs, ["Let go below"], "nothing else differs");
    scenario(&mut state, ScenarioCommand::SetLeft(ScenarioSide::Saved(id)));
    let Some(Modal::Scenarios(shown)) = &state.modal else { panic!("no comparison") };
    assert!(shown.moves.is_empty() && shown.rows.iter().all(super::super::ComparedRow::is_same), "with itself");
}

#[test]
fn a_scenario_is_adopted_and_undone() {
    let mut state = open();
    let before = session(&state).workspace.clone();
    send(&mut state, LetGoCommand::SetLetGoBelow(60.0));
    let id = save(&mut state, "Stricter");
    send(&mut state, LetGoCommand::Reset);
    scenario(&mut state, ScenarioCommand::Try(id));
    send(&mut state, LetGoCommand::MakePolicy);
    send(&mut state, LetGoCommand::SetPolicyNote("We said so in May".to_owned()));
    send(&mut state, LetGoCommand::Adopt);
    let version = judged(&state).card.current();
    assert_eq!((version.note.as_str(), version.policy.hard_look_from.value()), ("We said so in May", 60.0));
    assert!(judged(&state).card.scenarios.contains_key(&id), "the scenario stays");
    state.handle(Command::Edit(EditCommand::Undo));
    assert!((judged(&state).terms.policy.hard_look_from.value() - 45.0).abs() < 1e-9, "the policy as it was");
    scenario(&mut state, ScenarioCommand::Delete(id));
    assert!(saved(&state).is_empty(), "deleted");
    state.handle(Command::Edit(EditCommand::Undo));
    state.handle(Command::Edit(EditCommand::Undo));
    assert_eq!(session(&state).workspace, before, "as if nothing had been");
}

#[test]
fn a_scenario_from_before_a_question_was_added_still_works() {
    let mut state = open();
    send(&mut state, LetGoCommand::SetPreset(Preset::Equal));
    let id = save(&mut state, "Equal");
    let mut version = judged(&state).card.current().clone();
    version.number += 1;
    let first = version.criteria.iter().position(|criterion| !criterion.retired).unwrap();
    version.criteria[first].retired = true;
    let card = judged(&state).card.id;
    state.handle(Command::Edit(EditCommand::Apply(Box::new(Edit::AdoptVersion(card, Box::new(version))))));
    scenario(&mut state, ScenarioCommand::Try(id));
    let what_if = &summary(&state).what_if;
    let sum: f64 = (0..what_if.terms().weights.len()).map(|place| what_if.share(place)).sum();
    assert!((sum - 1.0).abs() < 1e-9, "weights of what is asked now");
}
