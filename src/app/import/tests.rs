//! Imports from the file to the undo, state in and state out; the worker is played by the test.

mod limits;

use super::*;
use crate::app::testing::{TODAY, opened_on};
use crate::app::{Access, Command, EditCommand, Screen};
use crate::exchange::{Kind, OnProblem, Sameness, Who, preview};
use crate::model::{Business, BusinessId, Edit, Name, Workspace};
use crate::store::sample_workspace;

const RATINGS: &str = "Client,Rater,Food rating,Service rating\n\
                       Alpha Foods,Ann,4,3\n\
                       Beta Bar,Ann,lots,4\n\
                       Beta Bar,Bob,3,5\n\
                       Alpha Foods,Bob,5,2\n";

fn empty() -> Workspace {
    Workspace::new(Business::new(BusinessId::new(ulid::Ulid(1)), Name::new("Ours").unwrap()))
}

fn send(state: &mut State, command: ImportCommand) -> Vec<Effect> {
    state.handle(Command::Import(command))
}

/// Plays the workers until nothing is asked any more.
fn work(state: &mut State, mut effects: Vec<Effect>) {
    while let Some(effect) = effects.pop() {
        match effect {
            Effect::SuggestImport(question) => {
                if let Some(answer) = question.answer(&mut |_| {}) {
                    effects.extend(send(state, ImportCommand::Suggested(question.ticket, Box::new(answer))));
                }
            }
            Effect::PreviewImport(question) => {
                let ticket = question.ticket;
                let answer = match question.answer(&mut |_| {}) {
                    Some(found) => ImportCommand::Previewed(ticket, Box::new(found)),
                    None => ImportCommand::PreviewStopped(ticket),
                };
                effects.extend(send(state, answer));
            }
            Effect::LookAtColumn(question) => {
                effects.extend(send(state, ImportCommand::Looked(Box::new(question.answer()))));
            }
            _ => {}
        }
    }
}

/// The ticket of the reader that is asked.
fn reader(effects: &[Effect]) -> u64 {
    match effects {
        [Effect::ReadTable(question)] => question.ticket,
        other => panic!("no file is read: {other:?}"),
    }
}

/// Reads this text as a file, up to the first preview.
fn read_text(state: &mut State, text: &str) {
    let ticket = reader(&read(state, PathBuf::from("/somewhere/lunch ratings.csv")));
    let table = Table::read(text.as_bytes()).map(Arc::new).map_err(|error| error.to_string());
    let effects = send(state, ImportCommand::Read(ticket, table));
    work(state, effects);
}

fn change(state: &mut State, command: ImportCommand) {
    let effects = send(state, command);
    work(state, effects);
}

fn set_options(state: &mut State, edit: impl FnOnce(&mut ImportOptions)) -> Vec<Effect> {
    let mut options = form(state).options.clone();
    edit(&mut options);
    send(state, ImportCommand::Options(Box::new(options)))
}

fn form(state: &State) -> &ImportForm {
    state.areas.import.form.as_ref().unwrap()
}

fn blocked(state: &State) -> Option<String> {
    state.areas.import.blocked(state)
}

fn workspace(state: &State) -> &Workspace {
    &state.session().unwrap().workspace
}

#[test]
fn a_bad_row_stops_everything_until_it_is_left_out() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    let before = workspace(&state).clone();
    read_text(&mut state, RATINGS);
    // The suggestion takes the column with the word for a remark; somebody says that it is an answer.
    let food = form(&state).columns.iter().position(|column| column.header == "Food rating").unwrap();
    change(&mut state, ImportCommand::Use(food, UseKind::Criterion));
    let problems = &state.areas.import.preview.as_ref().unwrap().problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    let said = problems[0].to_string();
    assert!(said.contains("Row 3") && said.contains("Food rating") && said.contains("lots"), "{said}");
    assert!(blocked(&state).unwrap().contains("leave those rows out"), "{:?}", blocked(&state));
    send(&mut state, ImportCommand::Accept);
    assert_eq!(*workspace(&state), before, "nothing is half-imported");

    let effects = set_options(&mut state, |options| options.on_problem = OnProblem::SkipRows);
    work(&mut state, effects);
    assert_eq!(blocked(&state), None);
    assert_eq!(state.areas.import.button(), "Import 2 customers, 3 ratings");
    let effects = send(&mut state, ImportCommand::Accept);
    assert!(matches!(effects.as_slice(), [Effect::Save(_)]), "saved");
    assert_eq!((workspace(&state).customers.len(), workspace(&state).num_ratings()), (2, 3));
    assert!(state.modal.is_none() && state.navigation.now() == Screen::Customers, "on the customers");
    state.handle(Command::Edit(EditCommand::Undo));
    assert_eq!(*workspace(&state), before, "one undo takes all of it back");
}

#[test]
fn a_new_scorecard_is_looked_at_and_judges_where_nothing_did() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, RATINGS.replace("lots", "2").as_str());
    send(&mut state, ImportCommand::Accept);
    let (&card, _) = workspace(&state).scorecards.first_key_value().unwrap();
    assert_eq!(workspace(&state).business.main_scorecard, Some(card), "the only one with ratings");
    assert_eq!(state.session().unwrap().judged.as_ref().unwrap().card.id, card);

    let mut state = opened_on(sample_workspace(TODAY), Access::ReadWrite);
    let main = workspace(&state).main_scorecard().unwrap().id;
    read_text(&mut state, RATINGS.replace("lots", "2").as_str());
    send(&mut state, ImportCommand::Accept);
    assert_eq!(workspace(&state).main_scorecard().unwrap().id, main, "not taken from where verdicts come from");
    let session = state.session().unwrap();
    assert_eq!(session.scorecard().unwrap().name.as_str(), "lunch ratings", "but looked at");
    assert_eq!(session.judged.as_ref().unwrap().card.id, session.looking_at.unwrap());
}

#[test]
fn an_answer_to_an_older_question_is_thrown_away() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, RATINGS.replace("lots", "2").as_str());
    let first = set_options(&mut state, |options| options.card_name = "One".to_owned());
    let second = set_options(&mut state, |options| options.card_name = "Two".to_owned());
    assert!(first.len() == 1 && second.is_empty(), "one worker at a time");
    assert!(blocked(&state).unwrap().contains("Working"), "not before it is known");
    send(&mut state, ImportCommand::Accept);
    assert!(workspace(&state).customers.is_empty(), "the button does nothing meanwhile");
    work(&mut state, first);
    assert!(!state.areas.import.is_working(), "the newest question was asked and answered");
    send(&mut state, ImportCommand::Accept);
    assert_eq!(workspace(&state).scorecards.first_key_value().unwrap().1.name.as_str(), "Two");
    send(&mut state, ImportCommand::Previewed(1, Box::new(nothing())));
    assert!(state.areas.import.preview.is_none(), "an answer after the end is ignored");
}

fn nothing() -> Preview {
    let table = Table::read(b"a\n1\n").unwrap();
    preview(&table, &crate::exchange::Mapping::new(Kind::Customers), &empty(), TODAY, &mut || ulid::Ulid(9))
}

#[test]
fn a_workspace_that_changed_meanwhile_is_looked_at_again() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, RATINGS.replace("lots", "2").as_str());
    let edit = Edit::SetBusiness { name: Name::new("Theirs").unwrap(), currency: Default::default() };
    state.handle(Command::Edit(EditCommand::Apply(Box::new(edit))));
    let effects = send(&mut state, ImportCommand::Accept);
    assert!(matches!(effects.as_slice(), [Effect::PreviewImport(_)]), "worked out again first");
    assert!(state.areas.import.notice.as_ref().unwrap().contains("changed meanwhile"), "and it says so");
    work(&mut state, effects);
    send(&mut state, ImportCommand::Accept);
    assert_eq!(workspace(&state).customers.len(), 2);
}

#[test]
fn ids_of_an_import_are_never_given_again() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, RATINGS.replace("lots", "2").as_str());
    send(&mut state, ImportCommand::Accept);
    let customers: Vec<_> = workspace(&state).customers.keys().map(|id| id.ulid()).collect();
    let ratings = workspace(&state).customers.values().flat_map(|customer| customer.ratings.keys());
    let taken: Vec<_> = ratings.map(|id| id.ulid()).chain(customers).collect();
    for _ in 0..100 {
        assert!(!taken.contains(&state.clock.ulid()), "an id twice");
    }
}

#[test]
fn answers_go_to_a_scorecard_that_exists() {
    let mut state = opened_on(sample_workspace(TODAY), Access::ReadWrite);
    read_text(&mut state, "Client,Rater,Pays on time,Kindness\nAlpha,Ann,4,5\nBeta,Bob,2,1\n");
    let card = workspace(&state).main_scorecard().unwrap().id;
    change(&mut state, ImportCommand::Card(Some(card)));
    let kindness = form(&state).columns.iter().position(|column| column.header == "Kindness").unwrap();
    change(&mut state, ImportCommand::Use(kindness, UseKind::Criterion));
    assert_eq!(form(&state).columns[kindness].fault.as_deref(), Some("Choose the question it answers."));
    assert!(blocked(&state).unwrap().contains("missing"), "{:?}", blocked(&state));
    let mut column = form(&state).columns[kindness].clone();
    column.criterion = workspace(&state).scorecards[&card].current().active().nth(1).map(|criterion| criterion.id);
    change(&mut state, ImportCommand::Column(kindness, Box::new(column)));
    assert_eq!(blocked(&state), None);
    let before = workspace(&state).scorecards.clone();
    send(&mut state, ImportCommand::Accept);
    assert_eq!(workspace(&state).scorecards, before, "no scorecard is made");
    let alpha = workspace(&state).customers.values().find(|customer| customer.name() == "Alpha").unwrap();
    assert_eq!(alpha.ratings.values().next().unwrap().answers.len(), 2);
}

#[test]
fn a_file_that_cannot_be_read_says_so_and_changes_nothing() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    let before = workspace(&state).clone();
    read_text(&mut state, "");
    assert!(matches!(state.modal, Some(Modal::Import(ImportStep::Failed))), "shown");
    let error = state.areas.import.error.as_deref().unwrap();
    assert!(error.starts_with("The file is empty; it needs"), "{error}");
    assert_eq!(*workspace(&state), before);
}

#[test]
fn a_file_that_arrives_after_cancelling_is_ignored() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    let path = PathBuf::from("big.csv");
    let ticket = reader(&read(&mut state, path));
    state.handle(Command::CloseModal);
    let table = Table::read(RATINGS.as_bytes()).map(Arc::new).map_err(|error| error.to_string());
    assert!(send(&mut state, ImportCommand::Read(ticket, table)).is_empty(), "nothing is asked");
    assert!(state.modal.is_none() && state.areas.import.table.is_none(), "and nothing opens");
}

#[test]
fn a_read_only_workspace_shows_the_preview_but_takes_nothing() {
    let mut state = opened_on(sample_workspace(TODAY), Access::ReadOnly("Another window has it.".to_owned()));
    let before = workspace(&state).clone();
    read_text(&mut state, RATINGS.replace("lots", "2").as_str());
    assert!(blocked(&state).unwrap().contains("reading only"), "{:?}", blocked(&state));
    send(&mut state, ImportCommand::Accept);
    assert_eq!(*workspace(&state), before);
}

#[test]
fn a_kind_is_suggested_anew_and_a_name_is_needed() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, RATINGS.replace("lots", "2").as_str());
    assert_eq!(form(&state).kind, Kind::Ratings);
    change(&mut state, ImportCommand::Kind(Kind::Customers));
    assert!(form(&state).columns.iter().all(|column| column.use_kind != UseKind::Person), "one row per customer");
    change(&mut state, ImportCommand::Kind(Kind::Ratings));
    let effects = set_options(&mut state, |options| options.card_name = "  ".to_owned());
    assert!(effects.is_empty(), "nothing to ask yet");
    assert!(form(&state).card_fault.is_some(), "and it says why");
    let client = form(&state).columns.iter().position(|column| column.header == "Client").unwrap();
    change(&mut state, ImportCommand::Use(client, UseKind::Ignore));
    let effects = set_options(&mut state, |options| options.card_name = "Lunch".to_owned());
    work(&mut state, effects);
    assert!(blocked(&state).unwrap().contains("which customer"), "{:?}", blocked(&state));
}

#[test]
fn a_name_in_two_columns_is_chosen_twice() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, "Who,Whence,Pays\nAnn,Moor,yes\nBen,Frost,no\n");
    let place =
        |state: &State, header: &str| form(state).columns.iter().position(|column| column.header == header).unwrap();
    let (who, whence) = (place(&state, "Who"), place(&state, "Whence"));
    change(&mut state, ImportCommand::Use(who, UseKind::CustomerName));
    change(&mut state, ImportCommand::Use(whence, UseKind::CustomerName));
    assert_eq!(blocked(&state), None);
    assert!(form(&state).columns.iter().all(|column| column.fault.is_none()));
    send(&mut state, ImportCommand::Accept);
    let names: Vec<&str> = workspace(&state).customers.values().map(|customer| customer.name()).collect();
    assert_eq!(names, ["Ann Moor", "Ben Frost"]);
}

#[test]
fn orders_are_told_by_what_can_be_done() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, include_str!("../../../tests/fixtures/import/order_lines.csv"));
    let told = blocked(&state).unwrap();
    assert!(told.contains("7 rows about 4 customers") && told.contains("pivot table"), "{told}");
    let effects = set_options(&mut state, |options| options.on_problem = OnProblem::SkipRows);
    work(&mut state, effects);
    assert_eq!(blocked(&state), None, "the first row of each is taken if that is wanted");
}

#[test]
fn a_cell_is_mended_here_and_the_file_stays_as_it_is() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, RATINGS);
    let food = form(&state).columns.iter().position(|column| column.header == "Food rating").unwrap();
    change(&mut state, ImportCommand::Use(food, UseKind::Criterion));
    assert_eq!(state.areas.import.preview.as_ref().unwrap().counts.problems, 1);
    send(&mut state, ImportCommand::Type(3, "Food rating".to_owned(), "5".to_owned()));
    assert_eq!(state.areas.import.preview.as_ref().unwrap().counts.problems, 1, "not before it is used");
    change(&mut state, ImportCommand::Mend(3, "Food rating".to_owned()));
    assert_eq!(state.areas.import.preview.as_ref().unwrap().counts.problems, 0);
    assert_eq!(state.areas.import.button(), "Import 2 customers, 4 ratings");
    change(&mut state, ImportCommand::Unmend);
    assert_eq!(state.areas.import.preview.as_ref().unwrap().counts.problems, 1, "as in the file");
    change(&mut state, ImportCommand::Skip(3));
    let counts = state.areas.import.preview.as_ref().unwrap().counts;
    assert_eq!((counts.problems, counts.skipped_rows, counts.new_ratings), (0, 1, 3), "one row left out");
}

#[test]
fn how_a_file_is_read_is_offered_the_next_time() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    let text = "Client,Rater,Pays,Phone\nAlpha,Ann,Agree,Yes\nBeta,Bob,Disagree,No\nBeta,Eve,Strongly agree,no phone\n";
    read_text(&mut state, text);
    assert_eq!(state.areas.import.page, ImportPage::File, "the first time all is shown");
    let [third] = form(&state).third_values().try_into().unwrap();
    assert_eq!((third.text.as_str(), third.meaning), ("no phone", WordMeaning::NotApplicable));
    change(&mut state, ImportCommand::Third("no phone".to_owned(), WordMeaning::No));
    let [set] = form(&state).word_sets().try_into().unwrap();
    let worth: Vec<Worth> = set.words.iter().map(|word| word.worth.clone()).collect();
    assert_eq!(worth, ["2", "4", "5"].map(|point| Worth::Points(point.to_owned())));
    change(&mut state, ImportCommand::Worth(set.columns, "Agree".to_owned(), Worth::Points("3".to_owned())));
    assert_eq!(blocked(&state), None);
    let effects = send(&mut state, ImportCommand::Accept);
    assert!(!effects.is_empty(), "it is saved");
    assert_eq!(workspace(&state).business.mappings.len(), 1);
    let after = workspace(&state).clone();

    read_text(&mut state, text);
    assert_eq!(state.areas.import.page, ImportPage::Preview, "the second time only the preview");
    assert_eq!(state.areas.import.kept.as_ref().unwrap().as_str(), "lunch ratings");
    assert_eq!(form(&state).third_values()[0].meaning, WordMeaning::No);
    assert_eq!(blocked(&state).as_deref(), Some("There is nothing new in this file."));
    assert_eq!(*workspace(&state), after);
    let more = format!("{text}Alpha,Bob,Agree,Yes\n");
    read_text(&mut state, &more);
    send(&mut state, ImportCommand::Accept);
    assert_eq!(workspace(&state).business.mappings, after.business.mappings, "kept once");
    assert_eq!(workspace(&state).num_ratings(), 4);
    state.handle(Command::Edit(EditCommand::Undo));
    state.handle(Command::Edit(EditCommand::Undo));
    assert!(workspace(&state).business.mappings.is_empty(), "undone with the import");
}

#[test]
fn a_name_that_looks_like_another_is_asked_about() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, "Client,Rater,Pays\nNorthwind Bakery,Ann,4\n");
    send(&mut state, ImportCommand::Accept);
    read_text(&mut state, "Client,Rater,Pays\nNORTHWIND Bakery Ltd.,Ann,5\n");
    let [pair] = state.areas.import.alike() else { panic!("not asked") };
    assert_eq!((pair.who, pair.other.as_str(), pair.is_known), (Who::Customer, "Northwind Bakery", true));
    assert_eq!(state.areas.import.button(), "Import 1 customer, 1 rating", "two until somebody says so");
    let said = Sameness { who: pair.who, text: pair.text.to_string(), other: pair.other.clone(), same: true };
    change(&mut state, ImportCommand::Same(Box::new(said)));
    assert_eq!(state.areas.import.button(), "Import 1 rating");
    send(&mut state, ImportCommand::Accept);
    assert_eq!(workspace(&state).customers.len(), 1);
}

#[test]
fn a_row_with_one_answer_shows_its_questions() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    let text = "Customer,Person,Question,Answer\nAlpha,Ann,Pays on time,4\nAlpha,Ann,Kind,yes\nBeta,Bob,Pays on time,2\nBeta,Bob,Kind,no\n";
    read_text(&mut state, text);
    assert_eq!(form(&state).kind, Kind::Answers);
    let singles: Vec<&str> =
        form(&state).columns.iter().filter(|column| column.is_single).map(|column| column.header.as_str()).collect();
    assert_eq!(singles, ["Kind", "Pays on time"]);
    assert_eq!(state.areas.import.button(), "Import 2 customers, 2 ratings");
    let kind = form(&state).columns.iter().position(|column| column.header == "Kind").unwrap();
    change(&mut state, ImportCommand::Use(kind, UseKind::Ignore));
    assert_eq!(state.areas.import.preview.as_ref().unwrap().counts.skipped_rows, 2, "left out on purpose");
    let value = form(&state).columns.iter().position(|column| column.header == "Answer").unwrap();
    change(&mut state, ImportCommand::Use(value, UseKind::Ignore));
    assert!(form(&state).columns.iter().all(|column| !column.is_single), "no answers, no questions");
    assert!(blocked(&state).unwrap().contains("answers"), "{:?}", blocked(&state));
}

#[test]
fn closing_the_dialog_stops_who_works_for_it() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, RATINGS);
    let effects = send(&mut state, ImportCommand::Skip(3));
    let [Effect::PreviewImport(question)] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(state.areas.import.is_working(), "under way");
    state.handle(Command::CloseModal);
    assert!(question.cancel.is_cancelled() && question.clone().answer(&mut |_| {}).is_none(), "stopped");
    assert!(!state.areas.import.is_working() && state.areas.import.table.is_none(), "and forgotten");
    let ticket = question.ticket;
    assert!(send(&mut state, ImportCommand::PreviewStopped(ticket)).is_empty(), "nothing follows");
}

#[test]
fn a_newer_question_stops_the_older_one() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, RATINGS);
    let first = send(&mut state, ImportCommand::Skip(3));
    let [Effect::PreviewImport(question)] = first.as_slice() else { panic!("{first:?}") };
    assert!(send(&mut state, ImportCommand::Skip(2)).is_empty(), "one at a time");
    assert!(question.cancel.is_cancelled(), "the older is stopped");
    let next = send(&mut state, ImportCommand::PreviewStopped(question.ticket));
    assert!(matches!(next.as_slice(), [Effect::PreviewImport(_)]), "and the newer asked");
    work(&mut state, next);
    assert!(!state.areas.import.is_working() && state.areas.import.preview.is_some(), "answered");
}

#[test]
fn what_stands_for_no_answer_can_be_changed() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_text(&mut state, RATINGS);
    let food = form(&state).columns.iter().position(|column| column.header == "Food rating").unwrap();
    change(&mut state, ImportCommand::Use(food, UseKind::Criterion));
    assert!(blocked(&state).is_some(), "nobody knows what lots is");
    let effects = set_options(&mut state, |options| options.missing.push_str(" ; lots;"));
    work(&mut state, effects);
    assert_eq!(blocked(&state), None);
    assert!(form(&state).options.missing.contains("?; ??"), "the usual ones are still there");
}

#[test]
fn a_customer_for_all_rows_that_is_no_name_is_said_and_not_dropped() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    let text = "Timestamp,Your name,Quality,Speed\n2026/11/01 10:00:00,Ann,4,5\n2026/11/02 10:00:00,Bob,2,3\n";
    read_text(&mut state, text);
    assert!(form(&state).may_name_customer(), "no column says who it is");
    let effects = set_options(&mut state, |options| options.customer = "x".repeat(Name::MAX + 1));
    work(&mut state, effects);
    assert!(form(&state).customer_fault.is_some() && blocked(&state).unwrap().contains("missing"), "said");
    let effects = set_options(&mut state, |options| options.customer = "Acme".to_owned());
    work(&mut state, effects);
    assert_eq!((form(&state).customer_fault.as_deref(), blocked(&state)), (None, None));
}

#[test]
fn closing_the_dialog_stops_who_finds_out_what_the_columns_mean() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    let ticket = reader(&read(&mut state, PathBuf::from("/somewhere/lunch.csv")));
    let table = Table::read(RATINGS.as_bytes()).map(Arc::new).map_err(|error| error.to_string());
    let effects = send(&mut state, ImportCommand::Read(ticket, table));
    let [Effect::SuggestImport(question)] = effects.as_slice() else { panic!("{effects:?}") };
    send(&mut state, ImportCommand::SuggestProgress(question.ticket, 3));
    assert_eq!(state.areas.import.working(), "3 of 4 columns\u{2026}", "how far it is");
    let mut told = Vec::new();
    assert!(question.answer(&mut |done| told.push(done)).is_some_and(|found| found.kept.is_none()));
    assert_eq!(told, [0, 1, 2, 3, 4], "column by column");
    state.handle(Command::CloseModal);
    assert!(question.answer(&mut |_| {}).is_none() && !state.areas.import.is_working(), "stopped");
}
