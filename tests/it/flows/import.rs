//! Importing a spreadsheet: a bad row stops it, leaving it out imports the rest, one undo takes all of it back.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use keepwise::app::{ImportStep, Modal, ScaleKind, Screen, UseKind, What};

use super::harness::Window;

const RATINGS: &str = "Client,Rater,Food rating,Service rating\n\
                       Alpha Foods,Ann,4,3\n\
                       Beta Bar,Ann,lots,4\n\
                       Beta Bar,Bob,3,5\n\
                       Alpha Foods,Bob,5,2\n";

fn drop_file(window: &mut Window, text: &str) {
    let path = window.home().join("lunch.csv");
    keepwise::store::write_export(&path, text.as_bytes(), keepwise::store::Overwrite::Never).unwrap();
    window.drop_path(&path);
    window.wait(|state| matches!(state.modal, Some(Modal::Import(ImportStep::Mapping | ImportStep::Failed))));
    window.wait(|state| !state.areas.import.is_working());
}

#[test]
fn a_bad_row_is_named_then_left_out_then_all_is_undone() {
    let mut window = Window::open(What::Default);
    let before = window.state().session().unwrap().workspace.clone();
    drop_file(&mut window, RATINGS);
    window.click("2 Columns");
    window.click("Use of Food rating");
    window.click("An answer");
    window.wait(|state| !state.areas.import.is_working());
    window.click("4 Preview");
    assert!(window.has("Row 3, column “Food rating”"), "{:?}", window.names());
    assert!(window.has("“lots” is not a number"), "{:?}", window.names());
    assert_eq!(window.state().session().unwrap().workspace, before, "nothing is imported");

    window.click("Leave those rows out");
    window.wait(|state| !state.areas.import.is_working());
    window.click("Import 2 customers, 3 ratings");
    assert_eq!(window.state().navigation.now(), Screen::Customers);
    let session = window.state().session().unwrap();
    assert_eq!((session.workspace.customers.len(), session.workspace.num_ratings()), (2, 3));
    assert!(session.judged.as_ref().unwrap().judgements.iter().all(|each| each.score.is_some()), "all are judged");
    window.wait_until_saved();

    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().session().unwrap().workspace, before, "as it was");
}

#[test]
fn enter_in_a_cell_being_mended_does_not_import() {
    let mut window = Window::open(What::Default);
    drop_file(&mut window, RATINGS);
    window.click("2 Columns");
    window.click("Use of Food rating");
    window.click("An answer");
    window.wait(|state| !state.areas.import.is_working());
    window.click("4 Preview");
    window.click("Leave those rows out");
    window.wait(|state| !state.areas.import.is_working());
    let cell = window.harness.get_by_label("Instead of row 3, Food rating");
    cell.focus();
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.get_by_label("Instead of row 3, Food rating").type_text("3");
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    window.wait(|state| !state.areas.import.is_working());
    assert!(window.state().modal.is_some(), "the dialog is still there");
    assert!(window.has("Import 2 customers, 4 ratings"), "with the cell mended: {:?}", window.names());
    assert_eq!(window.state().session().unwrap().workspace.num_ratings(), 0);
}

#[test]
fn a_file_that_is_no_spreadsheet_says_what_to_do() {
    let mut window = Window::open(What::Default);
    drop_file(&mut window, "\n\n");
    assert!(window.has("This file can’t be read") && window.has("is empty"), "{:?}", window.names());
    assert!(window.has("Nothing was imported"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none(), "closed");
}

#[test]
fn what_cannot_be_known_is_asked_once_and_kept() {
    let text = "Client,Mobile,Lines,Backup\nA,Yes,No,no phone\nB,No,no phone,Yes\nC,Yes,Yes,No\n";
    let mut window = Window::open(What::Default);
    drop_file(&mut window, text);
    assert!(window.has("What is a row?") && window.has("3 rows, 4 columns"), "{:?}", window.names());
    window.click("Next: columns");
    window.click("Next: questions");
    assert!(window.has("no phone") && window.has("in 2 columns: Lines, Backup"), "once: {:?}", window.names());
    window.click("No answer");
    window.wait(|state| !state.areas.import.is_working());
    window.click("Next: preview");
    window.click("Import 3 customers, 3 ratings");
    let session = window.state().session().unwrap();
    let answers: Vec<usize> = session
        .workspace
        .customers
        .values()
        .flat_map(|customer| customer.ratings.values().map(|rating| rating.answers.len()))
        .collect();
    assert_eq!(answers, [2, 2, 3], "no answer where it was said so");
    assert_eq!(session.workspace.business.mappings.len(), 1);
    let before = session.workspace.clone();
    window.wait_until_saved();

    let mut window = window.reopen(What::Default);
    let path = window.home().join("again.csv");
    keepwise::store::write_export(&path, text.as_bytes(), keepwise::store::Overwrite::Never).unwrap();
    window.drop_path(&path);
    window.wait(|state| matches!(state.modal, Some(Modal::Import(ImportStep::Mapping))));
    window.wait(|state| !state.areas.import.is_working());
    assert!(window.has("There is nothing new in this file"), "read as the last time: {:?}", window.names());
    assert_eq!(window.state().session().unwrap().workspace, before);
    window.click("1 The file");
    assert!(window.has("Read like “Lunch” the last time"), "{:?}", window.names());
}

#[test]
fn a_table_is_pasted_where_nobody_types() {
    let mut window = Window::open(What::Default);
    let text = "Client\tRater\tQuality\nAlpha\tAnn\t4\nBeta\tBob\t2\n";
    window.harness.event(egui::Event::Paste(text.to_owned()));
    window.wait(|state| matches!(state.modal, Some(Modal::Import(ImportStep::Mapping))));
    window.wait(|state| !state.areas.import.is_working());
    assert!(window.has("Import Pasted table"), "{:?}", window.names());
    window.click("4 Preview");
    window.click("Import 2 customers, 2 ratings");
    assert_eq!(window.state().session().unwrap().workspace.customers.len(), 2);
}

#[test]
fn a_path_that_was_typed_is_taken_by_enter() {
    let mut window = Window::open(What::Default);
    let path = window.home().join("lunch.csv");
    keepwise::store::write_export(&path, RATINGS.as_bytes(), keepwise::store::Overwrite::Never).unwrap();
    window.press(Modifiers::COMMAND, Key::I);
    window.wait(|state| matches!(state.modal, Some(Modal::TypePath { .. })));
    window.harness.event(egui::Event::Text(path.display().to_string()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    window.wait(|state| matches!(state.modal, Some(Modal::Import(ImportStep::Mapping))));
}

#[test]
fn over_the_window_it_is_said_what_a_drop_would_do() {
    let mut window = Window::open(What::Default);
    let hold = |window: &mut Window, names: &[&str]| {
        let held =
            names.iter().map(|name| egui::HoveredFile { path: Some(name.into()), ..egui::HoveredFile::default() });
        window.harness.input_mut().hovered_files = held.collect();
        window.settle();
    };
    hold(&mut window, &["/a/Bewertung Müller.csv"]);
    assert!(window.has("Drop to import Bewertung Müller.csv"), "{:?}", window.names());
    hold(&mut window, &["/a/1.csv", "/a/2.csv"]);
    assert!(window.has("One file at a time, please"), "{:?}", window.names());
    hold(&mut window, &[]);
    window.settle();
    assert!(!window.has("One file at a time") && !window.has("Drop to import"), "gone with the files");
}

#[test]
fn a_file_dropped_on_the_import_takes_its_place() {
    let mut window = Window::open(What::Default);
    drop_file(&mut window, RATINGS);
    assert!(window.has("Import lunch.csv"), "{:?}", window.names());
    let path = window.home().join("dinner.csv");
    keepwise::store::write_export(&path, RATINGS.as_bytes(), keepwise::store::Overwrite::Never).unwrap();
    window.drop_path(&path);
    window.wait(|state| state.areas.import.file_name == "dinner.csv");
    window.wait(|state| matches!(state.modal, Some(Modal::Import(ImportStep::Mapping))));
    assert!(window.has("Import dinner.csv") && window.state().toasts.list().is_empty(), "{:?}", window.names());
}

#[test]
fn what_is_no_table_is_not_pasted() {
    let mut window = Window::open(What::Default);
    window.harness.event(egui::Event::Paste("hello".to_owned()));
    window.settle();
    assert!(window.state().modal.is_none() && window.has("is one line, not a table"), "{:?}", window.names());
    // The palette's own field is not covered by what is said.
    window.press(Modifiers::COMMAND, Key::K);
    assert!(!window.has("is one line, not a table"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.has("is one line, not a table"), "there again");
    // Nothing comes from a clipboard without text: after a moment that is said.
    window.press(Modifiers::COMMAND, Key::K);
    window.harness.event(egui::Event::Text("Paste a table".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    window.wait(|state| state.toasts.list().iter().any(|toast| toast.text.contains("no table on the clipboard")));
    assert!(window.state().modal.is_none());
}

#[test]
fn the_first_rows_are_shown_as_a_table() {
    let mut window = Window::open(What::Default);
    drop_file(&mut window, RATINGS);
    window.click("4 Preview");
    for words in ["The first rows, as they will become", "Becomes", "New customer", "Alpha Foods"] {
        assert!(window.has(words), "{words}: {:?}", window.names());
    }
}

/// Types into a field in place of what stands there.
fn retype(window: &mut Window, field: &str, text: &str) {
    window.harness.get_by_role_and_label(egui::Role::TextInput, field).focus();
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.settle();
    window.wait(|state| !state.areas.import.is_working());
}

fn choose_use(window: &mut Window, header: &str, use_words: &str) {
    window.click(&format!("Use of {header}"));
    window.click(use_words);
    window.wait(|state| !state.areas.import.is_working());
}

#[test]
fn of_many_columns_a_few_are_used() {
    let mut window = Window::open(What::Default);
    drop_file(&mut window, RATINGS);
    window.click("A customer");
    window.wait(|state| !state.areas.import.is_working());
    window.click("2 Columns");
    window.click("Leave out all but the customer");
    window.wait(|state| !state.areas.import.is_working());
    let used = |window: &Window| {
        let form = window.state().areas.import.form.as_ref().unwrap();
        let used = form.columns.iter().filter(|column| column.use_kind != UseKind::Ignore);
        used.map(|column| column.header.clone()).collect::<Vec<_>>()
    };
    assert_eq!(used(&window), ["Client"]);
    assert!(window.has("4 columns, 1 of them used"), "{:?}", window.names());
    choose_use(&mut window, "Service rating", "An answer");
    assert_eq!(used(&window), ["Client", "Service rating"]);
    window.click("Leave out all but the customer");
    window.click("Suggest anew");
    window.wait(|state| !state.areas.import.is_working());
    assert!(used(&window).len() > 2, "as it was guessed: {:?}", used(&window));
}

/// Drops the file of hospitals with published classes, and says what its columns are.
fn drop_classes(window: &mut Window) {
    let path = format!("{}/tests/fixtures/import/classes.csv", env!("CARGO_MANIFEST_DIR"));
    window.drop_path(path.as_ref());
    window.wait(|state| matches!(state.modal, Some(Modal::Import(ImportStep::Mapping))));
    window.wait(|state| !state.areas.import.is_working());
    window.click("A customer");
    window.wait(|state| !state.areas.import.is_working());
    window.click("2 Columns");
    choose_use(window, "id", "Customer reference");
    choose_use(window, "hospital", "Customer name");
    choose_use(window, "score", "An answer");
    let form = window.state().areas.import.form.as_ref().unwrap();
    let score = form.columns.iter().find(|column| column.header == "score").unwrap();
    if score.scale.kind != ScaleKind::Measure {
        window.click("Scale of score");
        window.click("A measure");
    }
    retype(window, "Worst of score", "0");
    retype(window, "Best of score", "100");
}

/// Every customer's band is the class in the file, and whoever has no score has neither.
fn assert_classes(window: &Window) {
    let session = window.state().session().unwrap();
    let judged = session.judged.as_ref().unwrap();
    let classes = [("PONT", ""), ("TILLEULS", "A"), ("EXEMPLE", "B"), ("HAUT", "C"), ("MOULIN", "C"), ("GARE", "D")];
    let mut compared = 0;
    for customer in session.workspace.customers.values() {
        let band = judged.band(judged.of(customer.id).unwrap().score);
        let class = classes.iter().find(|(name, _)| customer.name().ends_with(name)).unwrap().1;
        assert_eq!(band.unwrap_or_default(), class, "{}", customer.name());
        compared += usize::from(band.is_some());
    }
    assert_eq!((compared, session.workspace.customers.len()), (6, 7));
}

#[test]
fn limits_typed_in_the_dialog_give_the_published_classes() {
    let mut window = Window::open(What::Default);
    drop_classes(&mut window);
    assert!(window.has("Keep from 70, hard look from 45, let go below."), "closed: {:?}", window.names());
    assert!(!window.has("Add a band"), "nobody has to care");
    window.click("Change the limits…");
    retype(&mut window, "Keep from", "74");
    retype(&mut window, "Hard look from, let go below", "70.7");
    for (number, (name, from)) in (1..).zip([("D", "0"), ("A", "77.3"), ("C", "70,7"), ("B", "74")]) {
        window.click("Add a band");
        let last = |what: &str| what.replace('#', &format!("{number}"));
        retype(&mut window, &last("Name of band #"), name);
        retype(&mut window, &last("Band # from"), from);
    }
    window.press(Modifiers::NONE, Key::Tab);
    let names: Vec<String> = window
        .state()
        .areas
        .import
        .form
        .as_ref()
        .unwrap()
        .limits
        .named
        .rows
        .iter()
        .map(|row| row.name.clone())
        .collect();
    assert_eq!(names, ["A", "B", "C", "D"], "the highest first");
    window.click("4 Preview");
    let limits =
        "Keep from 74, hard look from 70.7, let go below. Bands: A from 77.3, B from 74, C from 70.7, D from 0.";
    assert!(window.has(limits), "said before it happens: {:?}", window.names());
    window.click_containing("Import 7 customers");
    assert_classes(&window);
    assert!(window.has("Band"), "a column for it: {:?}", window.names());
    window.wait_until_saved();
}

#[test]
fn limits_are_taken_from_the_classes_in_the_file() {
    let mut window = Window::open(What::Default);
    drop_classes(&mut window);
    window.click("Change the limits…");
    window.click("Take the limits from column “published class”");
    window.wait(|state| !state.areas.import.is_working());
    assert!(window.has("6 of 6 rows agree"), "{:?}", window.names());
    window.click("4 Preview");
    window.click_containing("Import 7 customers");
    assert_classes(&window);
    window.go(Screen::Scorecards);
    assert!(window.has("A from 77.3, B from 74, C from 70.7, D from 0"), "{:?}", window.names());
}
