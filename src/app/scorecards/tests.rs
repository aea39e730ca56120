//! Scorecards from the list to an adopted version and back, state in and state out.

use super::*;
use crate::app::testing::{TODAY, opened_on};
use crate::app::{EditCommand, Modal, Toasts};
use crate::model::{GroupId, Score, Scorecard, Verdict, Workspace};
use crate::store::{Access, sample_workspace};

fn scorecards_of(workspace: Workspace, access: Access) -> State {
    let mut state = opened_on(workspace, access);
    state.handle(Command::Go(Screen::Scorecards));
    state
}

fn opened() -> State {
    scorecards_of(sample_workspace(TODAY), Access::ReadWrite)
}

fn send(state: &mut State, command: ScorecardsCommand) -> Vec<Effect> {
    state.handle(Command::Scorecards(command))
}

fn change(state: &mut State, change: DraftChange) {
    send(state, ScorecardsCommand::Change(change));
}

fn workspace(state: &State) -> &Workspace {
    &state.session().unwrap().workspace
}

fn card<'a>(state: &'a State, name: &str) -> &'a Scorecard {
    workspace(state).scorecards.values().find(|card| card.name.as_str() == name).unwrap()
}

fn draft(state: &State) -> &Draft {
    state.areas.scorecards.draft().unwrap()
}

fn edit_question(state: &mut State, place: usize, edit: impl FnOnce(&mut CriterionDraft)) {
    let mut criterion = draft(state).criteria[place].clone();
    edit(&mut criterion);
    change(state, DraftChange::Question(place, Box::new(criterion)));
}

fn edit_rules(state: &mut State, edit: impl FnOnce(&mut RulesDraft)) {
    let mut rules = draft(state).rules.clone();
    edit(&mut rules);
    change(state, DraftChange::Rules(Box::new(rules)));
}

/// Begins to edit the main scorecard of the sample.
fn editing() -> State {
    let mut state = opened();
    let id = card(&state, "Project rating").id;
    send(&mut state, ScorecardsCommand::Edit(id));
    state
}

fn toasts(toasts: &Toasts) -> Vec<&str> {
    toasts.list().iter().map(|toast| toast.text.as_str()).collect()
}

fn adopt_form(state: &State) -> &AdoptForm {
    let Some(Modal::Adopt(form)) = &state.modal else { panic!("the dialog is not open: {:?}", draft(state).faults) };
    form
}

#[test]
fn a_draft_that_is_not_touched_is_the_version_it_began_with() {
    let mut ids = (1_u128..).map(Ulid);
    let starters = store::starters(&mut || ids.next().unwrap(), TODAY);
    let sample = sample_workspace(TODAY);
    let sample = sample.scorecards.values().map(|card| (**card).clone());
    for card in starters.into_iter().chain(sample) {
        let before = card.current();
        let (name, version) = Draft::next_version(&card).build(Some(&card), TODAY).unwrap();
        assert_eq!(name, card.name);
        assert_eq!((version.number, &version.criteria), (before.number + 1, &before.criteria), "{name}");
        assert_eq!(version.policy, before.policy, "{name}");
    }
}

#[test]
fn adopting_says_first_what_changes_for_whom_and_can_be_undone() {
    let mut state = editing();
    let before = workspace(&state).clone();
    edit_rules(&mut state, |rules| rules.keep_from = 95.0);
    assert_eq!(*workspace(&state), before, "nothing counts before it is adopted");
    send(&mut state, ScorecardsCommand::Adopt);
    let form = adopt_form(&state);
    let outcome = form.outcome.clone().unwrap();
    assert_eq!((form.number, form.changes.as_slice()), (3, ["Keep from 95 instead of 70".to_owned()].as_slice()));
    assert_eq!(outcome.before.total(), outcome.after.total(), "the same customers");
    let down = outcome.moves.iter().filter(|(_, from, to)| (*from, *to) == (Verdict::Keep, Verdict::HardLook)).count();
    assert_eq!(outcome.before.keep - outcome.after.keep, down, "{outcome:?}");
    assert!(down > 3, "most are no longer above the line");
    assert_eq!(*workspace(&state), before, "still only a question");

    send(&mut state, ScorecardsCommand::Note("Stricter\nfrom now on".to_owned()));
    let effects = send(&mut state, ScorecardsCommand::Accept);
    assert!(matches!(effects.as_slice(), [Effect::Save(records)] if records.len() == 1), "one file is saved");
    let version = card(&state, "Project rating").current();
    assert_eq!((version.number, version.note.as_str(), version.adopted), (3, "Stricter\nfrom now on", TODAY));
    let judged = state.session().unwrap().judged.as_ref().unwrap();
    assert_eq!(judged.terms.policy.keep_from, Score::clamped(95.0), "and judged by at once");
    assert!(state.modal.is_none() && state.areas.scorecards.draft().is_none(), "back on the page");
    let page = state.areas.scorecards.page.as_ref().unwrap();
    assert_eq!(page.versions[0].changes, ["Keep from 95 instead of 70"]);
    assert_eq!(toasts(&state.toasts), ["Adopted version 3 of “Project rating”"]);
    state.handle(Command::Edit(EditCommand::Undo));
    assert_eq!(*workspace(&state), before, "as it was");
}

#[test]
fn weights_are_shares_and_all_zero_is_refused() {
    let mut state = editing();
    edit_question(&mut state, 0, |criterion| criterion.weight = 3.0);
    let total: f64 = (0..draft(&state).criteria.len()).filter_map(|place| draft(&state).share(place)).sum();
    assert!((total - 1.0).abs() < 1e-9, "{total}");
    for place in 0..draft(&state).criteria.len() {
        edit_question(&mut state, place, |criterion| criterion.weight = 0.0);
    }
    assert_eq!(draft(&state).share(0), None);
    assert!(draft(&state).faults[0].text.starts_with("All weights are zero"), "{:?}", draft(&state).faults);
    send(&mut state, ScorecardsCommand::Adopt);
    assert!(state.modal.is_none(), "not adopted");
}

#[test]
fn what_is_missing_is_shown_where_it_is() {
    let mut state = editing();
    let refused = |state: &mut State, part: Part, words: &str| {
        send(state, ScorecardsCommand::Adopt);
        assert!(state.modal.is_none(), "{words}");
        assert_eq!(draft(state).part, part, "{words}");
        let texts: Vec<_> = draft(state).faults.iter().map(|fault| fault.text.clone()).collect();
        assert!(texts.iter().any(|text| text.contains(words)), "{texts:?}");
    };
    edit_rules(&mut state, |rules| (rules.keep_from, rules.hard_look_from) = (40.0, 60.0));
    refused(&mut state, Part::Rules, "must not start above");
    edit_rules(&mut state, |rules| (rules.keep_from, rules.min_people) = (80.0, "0".to_owned()));
    refused(&mut state, Part::Rules, "number of people");
    edit_rules(&mut state, |rules| rules.min_people = "2".to_owned());
    edit_question(&mut state, 2, |criterion| criterion.name = " ".to_owned());
    refused(&mut state, Part::Question(2), "A name is needed");
    edit_question(&mut state, 2, |criterion| criterion.name = "x".repeat(201));
    refused(&mut state, Part::Question(2), "201 characters is too long");
    edit_question(&mut state, 2, |criterion| {
        criterion.name = "Decides".to_owned();
        criterion.flag = Some(FlagDraft { name: "Never".to_owned(), above: true, value: "9".to_owned() });
    });
    refused(&mut state, Part::Question(2), "No answer on the scale 1–5");
    for place in 0..draft(&state).criteria.len() {
        edit_question(&mut state, place, |criterion| (criterion.retired, criterion.flag) = (true, None));
    }
    let last = draft(&state).criteria.len() - 1;
    refused(&mut state, Part::Question(last), "at least one question");
}

#[test]
fn a_draft_stays_while_another_screen_or_scorecard_is_shown() {
    let mut state = editing();
    edit_question(&mut state, 1, |criterion| criterion.name = "Friendly".to_owned());
    state.handle(Command::Go(Screen::Overview));
    state.handle(Command::Go(Screen::Scorecards));
    assert_eq!(draft(&state).criteria[1].name, "Friendly");
    let (id, other) = (card(&state, "Project rating").id, card(&state, "Seven questions").id);
    send(&mut state, ScorecardsCommand::Choose(other));
    assert!(state.areas.scorecards.draft().is_none(), "the other one's page");
    let row = state.areas.scorecards.rows.iter().find(|row| row.id == id).unwrap();
    assert!(row.has_draft, "and the list says that there is a draft");
    send(&mut state, ScorecardsCommand::Edit(id));
    assert_eq!(draft(&state).criteria[1].name, "Friendly");
    send(&mut state, ScorecardsCommand::Discard);
    assert!(state.areas.scorecards.drafts.is_empty(), "thrown away");
    let (_, undo) = state.toasts.list()[0].action.clone().unwrap();
    state.handle(*undo);
    assert_eq!(draft(&state).criteria[1].name, "Friendly", "and back");
}

#[test]
fn questions_are_added_moved_retired_and_keep_their_answers() {
    let mut state = editing();
    let id = card(&state, "Project rating").id;
    let known = card(&state, "Project rating").current().criteria[0].id;
    change(&mut state, DraftChange::AddQuestion);
    let last = draft(&state).criteria.len() - 1;
    assert_eq!(draft(&state).part, Part::Question(last));
    // The same name as an old question must not get the old question's answers.
    let taken = draft(&state).criteria[0].name.clone();
    edit_question(&mut state, last, |criterion| criterion.name = taken);
    change(&mut state, DraftChange::MoveUp(last));
    edit_question(&mut state, 0, |criterion| criterion.retired = true);
    change(&mut state, DraftChange::RemoveQuestion(0));
    send(&mut state, ScorecardsCommand::Adopt);
    send(&mut state, ScorecardsCommand::Accept);
    let version = workspace(&state).scorecards[&id].current();
    assert_eq!(version.criteria.len(), last + 1, "a question that was adopted cannot be removed");
    assert!(version.criterion(known).unwrap().retired, "only retired");
    assert_ne!(version.criteria[last - 1].id, known);
    let page = state.areas.scorecards.page.as_ref().unwrap();
    assert!(page.questions.last().unwrap().is_retired, "retired ones come last");
}

#[test]
fn starters_copies_and_our_own_get_names_of_their_own() {
    let mut state = opened();
    assert_eq!(state.areas.scorecards.starters.len(), 5);
    let place = state.areas.scorecards.starters.iter().position(|(name, _)| name == "Seven questions").unwrap();
    send(&mut state, ScorecardsCommand::AddStarter(place));
    let added = card(&state, "Seven questions 2").id;
    assert_eq!(state.areas.scorecards.chosen, Some(added));
    send(&mut state, ScorecardsCommand::Copy(added));
    assert_eq!(draft(&state).name, "Copy of Seven questions 2");
    send(&mut state, ScorecardsCommand::Adopt);
    assert_eq!(card(&state, "Copy of Seven questions 2").current().active().count(), 7);
    send(&mut state, ScorecardsCommand::AddEmpty);
    send(&mut state, ScorecardsCommand::Adopt);
    assert!(draft(&state).is_new(), "it has no name yet");
    change(&mut state, DraftChange::Name("Ours".to_owned()));
    edit_question(&mut state, 0, |criterion| criterion.name = "Pays".to_owned());
    send(&mut state, ScorecardsCommand::Adopt);
    let ours = card(&state, "Ours");
    assert_eq!((ours.versions.len(), ours.current().number), (1, 1));
    state.handle(Command::Edit(EditCommand::Undo));
    assert!(workspace(&state).scorecards.values().all(|card| card.name.as_str() != "Ours"), "undone");
    assert_eq!(state.areas.scorecards.rows.len(), workspace(&state).scorecards.len());
}

#[test]
fn verdicts_come_from_the_one_that_was_chosen() {
    let mut state = opened();
    let (seven, us) = (card(&state, "Seven questions").id, card(&state, "How they see us").id);
    if let Some(session) = state.session_mut() {
        session.looking_at = Some(us);
    }
    send(&mut state, ScorecardsCommand::UseForVerdicts(seven));
    assert_eq!(state.session().unwrap().judged.as_ref().unwrap().card.id, seven);
    assert!(state.areas.scorecards.rows[0].is_main && state.areas.scorecards.rows[0].id == seven, "first in the list");
}

#[test]
fn archived_ones_are_listed_apart_and_rated_ones_are_never_deleted() {
    let mut state = opened();
    let before = workspace(&state).clone();
    let id = card(&state, "Seven questions").id;
    send(&mut state, ScorecardsCommand::Delete(id));
    assert_eq!(*workspace(&state), before, "it has ratings");
    assert!(toasts(&state.toasts)[0].contains("archive it instead"), "{:?}", toasts(&state.toasts));
    send(&mut state, ScorecardsCommand::Archive(id, true));
    assert!(state.areas.scorecards.rows.last().unwrap().is_archived, "last");
    state.handle(Command::Edit(EditCommand::Undo));
    assert_eq!(*workspace(&state), before, "as it was");
    send(&mut state, ScorecardsCommand::AddStarter(0));
    let new = state.areas.scorecards.chosen.unwrap();
    send(&mut state, ScorecardsCommand::Delete(new));
    assert_eq!(*workspace(&state), before, "an unrated one goes");
    assert!(state.areas.scorecards.page.is_some(), "and another is shown");
}

#[test]
fn a_version_adopted_meanwhile_is_noticed() {
    let mut state = editing();
    let id = card(&state, "Project rating").id;
    edit_question(&mut state, 0, |criterion| criterion.weight = 2.0);
    let mut other = card(&state, "Project rating").current().clone();
    (other.number, other.policy.min_raters) = (3, 5);
    state.handle(Command::Edit(EditCommand::Apply(Box::new(Edit::AdoptVersion(id, Box::new(other))))));
    send(&mut state, ScorecardsCommand::Adopt);
    let form = adopt_form(&state);
    assert!(form.overtaken && form.number == 4, "{form:?}");
    assert!(form.changes.iter().any(|change| change.contains("2 people instead of 5 people")), "{:?}", form.changes);
}

#[test]
fn a_rename_alone_makes_no_version() {
    let mut state = editing();
    change(&mut state, DraftChange::Name("Our rating".to_owned()));
    send(&mut state, ScorecardsCommand::Adopt);
    assert!(adopt_form(&state).is_rename_only(), "only the name");
    send(&mut state, ScorecardsCommand::Accept);
    assert_eq!(card(&state, "Our rating").current().number, 2);
}

#[test]
fn a_scorecard_on_which_they_rate_us_moves_no_verdict() {
    let mut state = opened();
    let id = card(&state, "How they see us").id;
    send(&mut state, ScorecardsCommand::Edit(id));
    edit_rules(&mut state, |rules| {
        rules.balance.insert(GroupId::CUSTOMER, 2.0);
    });
    send(&mut state, ScorecardsCommand::Adopt);
    assert!(adopt_form(&state).outcome.is_none(), "no verdicts come from it");
}

#[test]
fn a_read_only_workspace_refuses_and_keeps_the_draft() {
    let mut state = scorecards_of(sample_workspace(TODAY), Access::ReadOnly("Another window has it.".to_owned()));
    let id = card(&state, "Project rating").id;
    send(&mut state, ScorecardsCommand::Edit(id));
    edit_question(&mut state, 0, |criterion| criterion.weight = 2.0);
    send(&mut state, ScorecardsCommand::Adopt);
    assert!(send(&mut state, ScorecardsCommand::Accept).is_empty(), "nothing to save");
    assert!(state.areas.scorecards.drafts.contains_key(&id), "the draft is still there");
    assert_eq!(card(&state, "Project rating").current().number, 2);
}

#[test]
fn forty_questions_are_adopted_as_well() {
    let mut state = editing();
    while draft(&state).criteria.len() < 40 {
        change(&mut state, DraftChange::AddQuestion);
        let last = draft(&state).criteria.len() - 1;
        edit_question(&mut state, last, |criterion| criterion.name = "Again".to_owned());
    }
    send(&mut state, ScorecardsCommand::Adopt);
    send(&mut state, ScorecardsCommand::Accept);
    assert_eq!(card(&state, "Project rating").current().criteria.len(), 40, "each with a key of its own");
}
