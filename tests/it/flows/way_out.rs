//! Everything out and a blank rating form: from the palette, the settings and the keys, to a typed path; and what was
//! exported comes back through the import.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keepwise::app::{Access, Action, ImportStep, Modal, Screen, Tone, What};
use keepwise::store::{Overwrite, read_import, write_export};

use super::harness::{Gate, TODAY, Window};

/// Runs an action by its name in the palette.
fn by_palette(window: &mut Window, words: &str) {
    window.press(Modifiers::COMMAND, Key::K);
    window.harness.event(egui::Event::Text(words.to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
}

/// Types where to, and means it.
fn save_to(window: &mut Window, field: &str, path: &std::path::Path) {
    window.click("Choose where…");
    window.wait(|state| matches!(state.modal, Some(Modal::TypePath { .. })));
    let mut fields = window.harness.get_all_by_label(field);
    fields.find(|node| node.accesskit_node().is_text_input()).expect("a field for the path").focus();
    drop(fields);
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(path.display().to_string()));
    window.settle();
    window.click("Save");
}

fn is_told(window: &Window, words: &str) -> bool {
    window.state().toasts.list().iter().any(|toast| toast.text.contains(words))
}

fn wait_for(window: &mut Window, words: &'static str) {
    window
        .wait(move |state| state.modal.is_none() && state.toasts.list().iter().any(|toast| toast.text.contains(words)));
}

#[test]
fn everything_goes_out_by_the_palette_and_is_replaced_only_when_somebody_says_so() {
    let mut window = Window::open(What::Sample);
    let path = window.home().join("all.json");
    by_palette(&mut window, "Export everything");
    assert!(window.has("Export everything") && window.has("Workbook (XLSX)"), "{:?}", window.names());
    window.click("One JSON file");
    assert!(window.has("without losing anything"), "each format says what it is for");
    save_to(&mut window, "File", &path);
    wait_for(&mut window, "Saved");
    let first = read_import(&path, 10_000_000).unwrap();
    assert!(first.starts_with(b"{") && !first.is_empty());

    // Somebody else's file under that name stays, until it is to be replaced.
    write_export(&path, b"mine", Overwrite::Replace).unwrap();
    by_palette(&mut window, "Export everything");
    window.click("One JSON file");
    save_to(&mut window, "File", &path);
    window.wait(|state| matches!(&state.modal, Some(Modal::Out(form)) if form.taken.is_some()));
    assert!(window.has("Replace all.json?") && window.has("Nothing was written yet"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Enter);
    window.settle();
    assert!(window.state().modal.is_some(), "Enter alone replaces nothing");
    assert_eq!(read_import(&path, 100).unwrap(), b"mine");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none(), "and can be left");
    assert_eq!(read_import(&path, 100).unwrap(), b"mine");
    by_palette(&mut window, "Export everything");
    window.click("One JSON file");
    save_to(&mut window, "File", &path);
    window.wait(|state| matches!(&state.modal, Some(Modal::Out(form)) if form.taken.is_some()));
    window.click("Replace it");
    window.wait(|state| state.modal.is_none());
    window.wait(|state| state.toasts.list().iter().any(|toast| toast.tone == Tone::Done));
    assert_eq!(read_import(&path, 10_000_000).unwrap(), first);
}

/// What lies in a folder.
fn names(dir: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Somebody stops an export of thousands of rows after the first have been written: what was there before is as it was,
/// and nothing lies beside it.
#[test]
fn an_export_that_is_stopped_leaves_everything_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("large");
    keepwise::store::create(&dir, &keepwise::exchange::synthetic(1_200, 3_000, 7, TODAY)).unwrap();
    for (choice, name) in [("Workbook (XLSX)", "all.xlsx"), ("One JSON file", "all.json"), ("CSV files", "tables")] {
        let folder = home.path().join(format!("for {name}"));
        let (field, path) = if name == "tables" { ("Folder", folder.clone()) } else { ("File", folder.join(name)) };
        std::fs::create_dir(&folder).unwrap();
        let old = if name == "tables" { folder.join("ratings.csv") } else { path.clone() };
        write_export(&old, b"mine", Overwrite::Never).unwrap();
        let gate = Gate::default();
        let mut window = Window::open_behind(&gate, What::Folder(dir.clone()));
        by_palette(&mut window, "Export everything");
        window.click(choice);
        save_to(&mut window, field, &path);
        window.wait(|state| matches!(&state.modal, Some(Modal::Out(form)) if form.taken.is_some()));
        gate.shut("export");
        window.click("Replace it");
        window.wait(|state| match &state.modal {
            Some(Modal::Out(form)) => form.under_way.as_ref().is_some_and(|under_way| under_way.progress.done > 0),
            _ => false,
        });
        assert!(window.has("Exporting") && names(&folder).len() > 1, "{choice}: being written beside the old one");
        window.click("Stop");
        assert!(window.has("Stopping…"), "{choice}: {:?}", window.names());
        gate.open();
        wait_for(&mut window, "The export was stopped. Nothing was saved");
        let kept = old.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(names(&folder), [kept], "{choice}: nothing else is there");
        assert_eq!(read_import(&old, 100).unwrap(), b"mine", "{choice}");
    }
}

#[test]
fn a_form_is_made_from_the_settings_and_closing_makes_nothing() {
    let mut window = Window::open(What::Sample);
    window.go(Screen::Settings);
    window.click("Blank rating form…");
    assert!(window.has("without the app"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none(), "closed");

    window.click("Blank rating form…");
    window.click("Begin a row for every customer we work with");
    window.click("Choose where…");
    window.wait(|state| matches!(state.modal, Some(Modal::TypePath { .. })));
    assert!(window.harness.query_all_by_label("File").next().is_some(), "asks for a file");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none() && window.state().toasts.list().is_empty(), "nothing was made");

    // Without its ending: that comes along.
    let path = window.home().join("form");
    window.click("Blank rating form…");
    save_to(&mut window, "File", &path);
    wait_for(&mut window, "Saved");
    assert!(read_import(&path.with_extension("xlsx"), 10_000_000).unwrap().starts_with(b"PK"));
    assert!(is_told(&window, "form.xlsx"));
}

#[test]
fn csv_files_go_into_a_folder() {
    let mut window = Window::open(What::Sample);
    let path = window.home().join("tables");
    by_palette(&mut window, "Export everything");
    window.click("CSV files");
    save_to(&mut window, "Folder", &path);
    wait_for(&mut window, "Saved");
    let customers = read_import(&path.join("customers.csv"), 10_000_000).unwrap();
    assert!(String::from_utf8(customers).unwrap().starts_with("\u{feff}Customer,"));
}

fn drop_file(window: &mut Window, path: &std::path::Path) {
    window.drop_path(path);
    window.wait(|state| {
        matches!(state.modal, Some(Modal::Import(ImportStep::Whole | ImportStep::Mapping | ImportStep::Failed)))
    });
}

#[test]
fn what_was_exported_comes_back_as_one_step_that_can_be_undone() {
    let mut window = Window::open(What::Sample);
    let sample = window.state().session().unwrap().workspace.clone();
    let home = window.home().to_owned();
    for (format, name) in [("One JSON file", "all.json"), ("Workbook (XLSX)", "all.xlsx")] {
        by_palette(&mut window, "Export everything");
        window.click(format);
        save_to(&mut window, "File", &home.join(name));
        wait_for(&mut window, if name == "all.json" { "all.json" } else { "all.xlsx" });
    }
    // Into the workspace it came from: nothing is new.
    drop_file(&mut window, &home.join("all.json"));
    assert!(window.has("all records of this file are here already"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none());

    // The same home, a workspace without anything.
    let mut window = window.another(What::Default);
    assert!(matches!(window.state().session().unwrap().access, Access::ReadWrite));
    let before = window.state().session().unwrap().workspace.clone();
    for name in ["all.json", "all.xlsx"] {
        drop_file(&mut window, &home.join(name));
        assert!(window.has("This is a whole workspace"), "{:?}", window.names());
        assert!(window.has("new customers") && window.has("new ratings"), "{:?}", window.names());
        assert_eq!(window.state().session().unwrap().workspace, before, "nothing has happened yet");
        window.click("Import everything");
        assert_eq!(window.state().navigation.now(), Screen::Customers);
        let session = window.state().session().unwrap();
        assert_eq!(session.workspace.customers.len(), sample.customers.len());
        assert_eq!(session.workspace.num_ratings(), sample.num_ratings());
        assert_eq!(session.workspace.business.main_scorecard, sample.business.main_scorecard);
        if name == "all.json" {
            assert_eq!(session.workspace.customers, sample.customers, "JSON loses nothing");
        }
        window.wait_until_saved();
        window.press(Modifiers::COMMAND, Key::Z);
        assert_eq!(window.state().session().unwrap().workspace, before, "as it was");
    }
    // A sheet of the workbook can still be read as any table.
    drop_file(&mut window, &home.join("all.xlsx"));
    window.click("Read one sheet as a table instead…");
    window.wait(|state| matches!(state.modal, Some(Modal::Import(ImportStep::Mapping))));
    assert!(window.has("What is a row?"), "{:?}", window.names());
}

#[test]
fn json_of_something_else_is_refused_in_words() {
    let mut window = Window::open(What::Default);
    let path = window.home().join("other.json");
    write_export(&path, b"{\"customers\": []}", Overwrite::Never).unwrap();
    drop_file(&mut window, &path);
    assert!(window.has("no workspace exported by Keepwise") && window.has("Nothing was imported"));
}

#[test]
fn the_table_on_the_screen_is_copied_by_its_keys() {
    let mut window = Window::open(What::Sample);
    let rated = window.state().session().unwrap().workspace.customers.values().max_by_key(|one| one.ratings.len());
    let rated = rated.unwrap().id;
    for screen in [
        Screen::Customers,
        Screen::Customer(rated),
        Screen::Ranking,
        Screen::People,
        Screen::Parting,
        Screen::RightThings,
        Screen::LookingBack,
        Screen::LetGo,
        Screen::Scorecards,
        Screen::Overview,
        Screen::Charts,
    ] {
        window.harness.state().send(keepwise::app::Command::Go(screen));
        window.wait(move |state| state.navigation.now() == screen && Action::CopyTable.is_enabled(state));
        let before = window.state().toasts.list().iter().map(|toast| toast.id).max();
        window.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::T);
        // As a table where there is a clipboard, as plain text where the test has no display.
        window.wait(move |state| {
            let mut new = state.toasts.list().iter().filter(|toast| Some(toast.id) > before);
            new.any(|toast| toast.tone == Tone::Done && toast.text.starts_with("Copied as"))
        });
    }
}
