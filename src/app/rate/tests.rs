//! A rating from the first choice to the undo, state in and state out.

use serde_json::Value;

use super::*;
use crate::app::testing::{TODAY, opened_sample, opened_with};
use crate::app::{Command, EditCommand, Effect, FileCommand, Screen};
use crate::model::{Customer, Edit, Scale, ScorecardVersion, Subject};
use crate::store::{Access, sample_workspace};

fn send(state: &mut State, command: RateCommand) -> Vec<Effect> {
    state.handle(Command::Rate(command))
}

fn pick(state: &mut State, command: PickCommand) {
    send(state, RateCommand::Pick(command));
}

fn press(state: &mut State, keys: &str) -> Vec<Effect> {
    keys.chars().flat_map(|key| send(state, RateCommand::Form(RateFormCommand::Key(key, 0.0)))).collect()
}

fn customer<'a>(state: &'a State, name: &str) -> &'a Customer {
    state.session().unwrap().workspace.customers.values().find(|one| one.name() == name).unwrap()
}

fn person(state: &State, name: &str) -> PersonId {
    let business = &state.session().unwrap().workspace.business;
    business.people.iter().find(|(_, one)| one.name.as_str() == name).map(|(id, _)| *id).unwrap()
}

fn form(state: &State) -> &RateForm {
    state.areas.rate.form.as_ref().unwrap()
}

fn asked(state: &State) -> ScorecardVersion {
    form(state).asked(&state.session().unwrap().workspace).unwrap().clone()
}

/// Begins to rate this customer as Dana.
fn begin(state: &mut State, name: &str) -> CustomerId {
    let id = customer(state, name).id;
    let dana = person(state, "Dana Okafor");
    send(state, RateCommand::Begin(None));
    pick(state, PickCommand::Customer(id));
    pick(state, PickCommand::Person(dana));
    send(state, RateCommand::Start);
    id
}

#[test]
fn seven_keys_and_enter_make_a_rating_and_undo_takes_it_back() {
    let mut state = opened_sample();
    let id = begin(&mut state, "Harbour Café");
    let before = customer(&state, "Harbour Café").ratings.len();
    press(&mut state, "4535400");
    assert_eq!(form(&state).at, 7, "all answered: the review");
    let effects = send(&mut state, RateCommand::Save(AfterSaving::Compare));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Save(_))), "handed to the saver");
    let drops = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::RemoveDraft(_)));
    assert!(!drops(&effects), "a crash before it is on disk must not take the draft as well");
    let saved = crate::store::SaveEvent::Saved(crate::store::Durability::Synced);
    assert!(drops(&state.handle(Command::File(FileCommand::Save(saved)))), "then it may go");
    let ratings = &customer(&state, "Harbour Café").ratings;
    assert_eq!(ratings.len(), before + 1);
    let done = state.areas.rate.done.as_ref().unwrap();
    let rating = &ratings[&done.rating];
    assert_eq!((rating.answers.len(), rating.on, rating.version), (7, TODAY, 2));
    assert_eq!(state.areas.rate.step, RateStep::Done);
    assert_eq!(done.rows.len(), 7);
    assert!(done.num_others > 0 && done.verdict.is_some(), "{done:?}");
    state.handle(Command::Edit(EditCommand::Undo));
    assert_eq!(customer(&state, "Harbour Café").ratings.len(), before);
    assert_eq!(state.areas.rate.step, RateStep::Pick, "nothing to compare any more");
    assert!(state.session().unwrap().workspace.customers.contains_key(&id), "the customer stays");
}

#[test]
fn a_note_without_an_answer_is_not_thrown_away() {
    let mut state = opened_sample();
    begin(&mut state, "Harbour Café");
    let before = customer(&state, "Harbour Café").ratings.len();
    press(&mut state, "4");
    send(&mut state, RateCommand::Form(RateFormCommand::Note("Called at night".to_owned())));
    assert!(send(&mut state, RateCommand::Save(AfterSaving::Compare)).is_empty(), "nothing to save yet");
    assert_eq!(customer(&state, "Harbour Café").ratings.len(), before);
    let said = state.toasts.list().iter().any(|toast| toast.text.contains("gave no answer"));
    assert!(said && state.areas.rate.form.is_some(), "it says so, and the form is still there");
    press(&mut state, "d");
    send(&mut state, RateCommand::Save(AfterSaving::Compare));
    assert_eq!(customer(&state, "Harbour Café").ratings.len(), before + 1, "kept with \u{201c}don't know\u{201d}");
}

#[test]
fn not_applicable_and_dont_know_are_answers_and_silence_is_none() {
    let mut state = opened_sample();
    begin(&mut state, "Harbour Café");
    press(&mut state, "nd");
    send(&mut state, RateCommand::Form(RateFormCommand::Next));
    press(&mut state, "3");
    send(&mut state, RateCommand::Save(AfterSaving::Compare));
    let rating = &customer(&state, "Harbour Café").ratings[&state.areas.rate.done.as_ref().unwrap().rating];
    let responses: Vec<Response> = rating.answers.values().map(|answer| answer.response).collect();
    assert_eq!(responses.len(), 3, "a question passed over is no answer: {rating:?}");
    assert!(responses.contains(&Response::NotApplicable) && responses.contains(&Response::DontKnow), "{rating:?}");
}

#[test]
fn nothing_answered_is_not_saved_and_says_so() {
    let mut state = opened_sample();
    begin(&mut state, "Harbour Café");
    assert!(send(&mut state, RateCommand::Save(AfterSaving::Compare)).is_empty());
    assert!(state.toasts.list()[0].text.contains("at least one question"), "{:?}", state.toasts);
    send(&mut state, RateCommand::Form(RateFormCommand::Answer(Response::DontKnow)));
    send(&mut state, RateCommand::Form(RateFormCommand::Note("x".repeat(20_001))));
    send(&mut state, RateCommand::Save(AfterSaving::Compare));
    assert!(state.toasts.list().iter().any(|toast| toast.text.contains("20001 characters")), "{:?}", state.toasts);
    assert_eq!(form(&state).answers.len(), 1, "and nothing is lost");
}

#[test]
fn a_draft_is_put_at_every_change_and_found_again() {
    let mut state = opened_sample();
    begin(&mut state, "Harbour Café");
    assert!(send(&mut state, RateCommand::Form(RateFormCommand::Next)).is_empty(), "moving is not a change");
    let effects = press(&mut state, "45");
    assert_eq!(effects.len(), 2, "{effects:?}");
    let Some(Effect::PutDraft { key, content }) = effects.last().cloned() else { panic!("{effects:?}") };
    let broken = ("rate:x:y:z".to_owned(), Value::String("?".to_owned()));
    let foreign = ("letter:1".to_owned(), Value::Null);
    let mut other =
        opened_with(sample_workspace(TODAY), Access::ReadWrite, vec![(key.clone(), content), broken, foreign]);
    send(&mut other, RateCommand::Begin(None));
    let lines = other.areas.rate.unfinished.clone();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0].detail, "by Dana Okafor, 2 of 7 answered");
    assert!(!lines[1].is_usable && lines[1].detail.contains("could not be read"), "{lines:?}");
    send(&mut other, RateCommand::Resume(key.clone()));
    assert_eq!((other.areas.rate.step, form(&other).answers.len()), (RateStep::Form, 2));
    assert!(other.areas.rate.unfinished.iter().all(|line| line.key != key), "it is on screen");
    let dropped = send(&mut other, RateCommand::Discard);
    assert!(matches!(dropped.as_slice(), [Effect::RemoveDraft(one)] if *one == key), "{dropped:?}");
    let Some((_, undo)) = other.toasts.list().last().unwrap().action.clone() else { panic!("no way back") };
    other.handle(*undo);
    assert_eq!(form(&other).answers.len(), 2, "taken back");
}

#[test]
fn a_draft_of_somebody_gone_is_listed_but_cannot_be_continued() {
    let mut state = opened_sample();
    let id = begin(&mut state, "Harbour Café");
    press(&mut state, "4");
    let key = form(&state).about.key();
    send(&mut state, RateCommand::Begin(None));
    state.handle(Command::Edit(EditCommand::Apply(Box::new(Edit::DeleteCustomer(id)))));
    let line = &state.areas.rate.unfinished[0];
    assert!(!line.is_usable && line.detail.contains("the customer is no longer here"), "{line:?}");
    send(&mut state, RateCommand::Resume(key.clone()));
    assert_eq!(state.areas.rate.step, RateStep::Pick);
    send(&mut state, RateCommand::DropDraft(key));
    assert!(state.areas.rate.unfinished.is_empty(), "discarded");
}

#[test]
fn the_next_person_is_one_who_has_not_rated_yet_and_sees_nothing() {
    let mut state = opened_sample();
    let id = begin(&mut state, "Harbour Café");
    press(&mut state, "44444");
    send(&mut state, RateCommand::Save(AfterSaving::NextPerson));
    let rate = &state.areas.rate;
    assert_eq!((rate.step, rate.pick.customer), (RateStep::Pick, Some(id)));
    assert_eq!(rate.pick.person, Some(person(&state, "Jonas Keller")), "the next of the team");
    assert!(rate.done.is_none(), "nothing is revealed");
    send(&mut state, RateCommand::Start);
    press(&mut state, "33333");
    send(&mut state, RateCommand::Save(AfterSaving::NextCustomer));
    let rate = &state.areas.rate;
    assert_eq!((rate.pick.customer, rate.pick.person), (None, Some(person(&state, "Jonas Keller"))));
    send(&mut state, RateCommand::Begin(Some(id)));
    assert_eq!(state.areas.rate.step, RateStep::Form, "customer and person known: straight to the questions");
    assert!(state.areas.rate.same_day.is_some(), "rated today already");
    let rating = state.areas.rate.same_day.unwrap();
    send(&mut state, RateCommand::Change(id, rating));
    assert_eq!(form(&state).answers.len(), 5, "the answers of today are there");
    press(&mut state, "5");
    let before = customer(&state, "Harbour Café").ratings.len();
    send(&mut state, RateCommand::Save(AfterSaving::Compare));
    assert_eq!(customer(&state, "Harbour Café").ratings.len(), before, "changed, not added");
}

#[test]
fn the_customers_own_people_are_asked_about_us() {
    let mut state = opened_sample();
    send(&mut state, RateCommand::Begin(None));
    let ivy = person(&state, "Ivy Marsh, Willow Nursery");
    pick(&mut state, PickCommand::Person(ivy));
    let session = state.session().unwrap();
    let subject = |id: &ScorecardId| session.workspace.scorecards[id].subject;
    assert!(state.areas.rate.choices.scorecards.iter().all(|(id, _)| subject(id) == Subject::Us), "surveys only");
    let id = customer(&state, "Willow Nursery").id;
    pick(&mut state, PickCommand::Customer(id));
    send(&mut state, RateCommand::Start);
    let first = asked(&state).active().next().unwrap().clone();
    assert_eq!(first.scale.ends(), (0.0, 10.0));
    press(&mut state, "10");
    assert_eq!(form(&state).response(first.id), Some(Response::Value(Finite::clamped(10.0))), "one and zero are ten");
    assert_eq!(form(&state).at, 1, "and only one question is answered");
    send(&mut state, RateCommand::Form(RateFormCommand::Key('1', 5.0)));
    send(&mut state, RateCommand::Form(RateFormCommand::Key('0', 9.0)));
    let given: Vec<_> = asked(&state).active().map(|one| form(&state).response(one.id)).take(4).collect();
    let value = |value: f64| Some(Response::Value(Finite::clamped(value)));
    assert_eq!(given, [value(10.0), value(1.0), value(0.0), None], "later they are two answers");
}

#[test]
fn changing_who_rates_keeps_the_answers_but_never_covers_a_draft() {
    let mut state = opened_sample();
    begin(&mut state, "Harbour Café");
    press(&mut state, "45");
    let key = form(&state).about.key();
    send(&mut state, RateCommand::Reconsider);
    let priya = person(&state, "Priya Nair");
    pick(&mut state, PickCommand::Person(priya));
    pick(&mut state, PickCommand::Occasion("Menu and signage".to_owned()));
    let effects = send(&mut state, RateCommand::Start);
    assert_eq!((form(&state).answers.len(), form(&state).about.person), (2, priya));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::RemoveDraft(old) if *old == key)), "{effects:?}");
    let dana = begin(&mut state, "Harbour Café");
    press(&mut state, "1");
    send(&mut state, RateCommand::Reconsider);
    pick(&mut state, PickCommand::Person(priya));
    send(&mut state, RateCommand::Start);
    assert_eq!((form(&state).answers.len(), form(&state).about.customer), (1, dana), "still Dana's");
    assert!(state.toasts.list().iter().any(|toast| toast.text.contains("unfinished rating")), "{:?}", state.toasts);
}

#[test]
fn the_list_begins_with_who_was_rated_longest_ago_and_finds_without_accents() {
    let mut state = opened_sample();
    send(&mut state, RateCommand::Begin(None));
    let choices = &state.areas.rate.choices.customers;
    let session = state.session().unwrap();
    assert!(choices.iter().all(|one| session.workspace.customers[&one.id].profile.status.is_current()), "current");
    let last = |id| session.workspace.customers[&id].ratings.values().map(|rating| rating.on).max();
    assert!(choices.is_sorted_by_key(|one| last(one.id)), "recently rated last");
    pick(&mut state, PickCommand::Search("harbour cafe".to_owned()));
    assert_eq!(state.areas.rate.choices.customers[0].name, "Harbour Café");
    pick(&mut state, PickCommand::TakeHighlighted);
    assert_eq!(state.areas.rate.pick.customer, Some(customer(&state, "Harbour Café").id));
}

#[test]
fn whoever_may_only_read_is_not_sent_to_the_questions() {
    let mut state = opened_with(sample_workspace(TODAY), Access::ReadOnly("Somebody else".to_owned()), Vec::new());
    let id = customer(&state, "Harbour Café").id;
    state.areas.rate.rater = Some(person(&state, "Dana Okafor"));
    send(&mut state, RateCommand::Begin(Some(id)));
    assert_eq!(state.areas.rate.step, RateStep::Pick);
    assert_eq!(state.navigation.now(), Screen::Rate);
}

#[test]
fn keys_mean_what_their_caps_say() {
    let points = |from, to| Scale::points(from, to);
    let answers = |scale: &Scale, keys: &str| -> Vec<Option<f64>> {
        let value = |key| match form::response_for(scale, key) {
            Some(Response::Value(value)) => Some(value.value()),
            _ => None,
        };
        keys.chars().map(value).collect()
    };
    assert_eq!(answers(&points(1, 5), "0156"), [None, Some(1.0), Some(5.0), None]);
    assert_eq!(answers(&points(1, 10), "190"), [Some(1.0), Some(9.0), Some(10.0)]);
    assert_eq!(answers(&points(0, 10), "190"), [Some(1.0), Some(9.0), Some(0.0)]);
    assert_eq!(answers(&points(-2, 2), "1356"), [Some(-2.0), Some(0.0), Some(2.0), None], "by place");
    assert_eq!(answers(&points(1, 100), "15"), [None, None], "too many: typed");
    assert_eq!(answers(&Scale::YesNo, "10y2"), [Some(1.0), Some(0.0), Some(1.0), None]);
    assert_eq!([0, 1, 9, 10].map(|point| key_for(&points(0, 10), point)), ["0", "1", "9", "1 0"]);
    assert_eq!([1, 10].map(|point| key_for(&points(1, 10), point)), ["1", "0"]);
    assert_eq!([-2, 2].map(|point| key_for(&points(-2, 2), point)), ["1", "5"]);
    assert_eq!(key_for(&points(-5, 5), 5), "", "no key is left for the eleventh");
}

#[test]
fn a_number_is_kept_as_it_was_typed() {
    let mut state = opened_sample();
    begin(&mut state, "Harbour Café");
    send(&mut state, RateCommand::Form(RateFormCommand::Typed("12,".to_owned(), None)));
    let answer = form(&state).answers.values().next().unwrap();
    assert_eq!((answer.response, answer.typed.as_str()), (None, "12,"));
}

#[test]
fn what_a_changed_rating_holds_beside_its_answers_is_kept() {
    let mut state = opened_sample();
    let (id, rating, existing) = {
        let one = customer(&state, "Harbour Café");
        let (rating, existing) = one.ratings.iter().next().unwrap();
        (one.id, *rating, existing.clone())
    };
    send(&mut state, RateCommand::Change(id, rating));
    send(&mut state, RateCommand::Form(RateFormCommand::Remark("Looked at again".to_owned())));
    send(&mut state, RateCommand::Save(AfterSaving::Compare));
    let now = &customer(&state, "Harbour Café").ratings[&rating];
    assert_eq!((now.version, now.on, &now.answers), (existing.version, existing.on, &existing.answers));
    assert_eq!(now.remark.as_str(), "Looked at again");
}
