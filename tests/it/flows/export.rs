//! Saving charts: the dialog from a screen and from a chart itself, a typed path, what is there already, all at once.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keepwise::app::{
    Action, ChartFormat, Command, CompareCommand, Ended, ExportForm, ExportStep, Modal, PagePreset, RankingCommand,
    RankingPart, Screen, What,
};
use keepwise::charts::{About, chart_list};
use keepwise::store::{Overwrite, read_import, write_export};

use super::harness::{Gate, Window};

fn form(window: &Window) -> &ExportForm {
    match &window.state().modal {
        Some(Modal::Export(form)) => form,
        other => panic!("no export dialog but {other:?}"),
    }
}

/// Goes to the charts and waits for the one that is shown.
fn go_to_charts(window: &mut Window) {
    window.go(Screen::Charts);
    window.wait(|state| state.areas.charts.chart.is_some());
}

/// Waits until the preview shows what is chosen.
fn wait_for_preview(window: &mut Window) {
    window.wait(|state| state.areas.export.picture().is_some() && !state.areas.export.is_drawing());
}

/// Chooses from a list that opens.
fn choose(window: &mut Window, list: &str, option: &str) {
    window.harness.get_by_role_and_label(Role::ComboBox, list).click();
    window.settle();
    window.harness.get_by_role_and_label(Role::ListBoxOption, option).click();
    window.settle();
}

/// Gives the field of this name a new text.
fn type_into(window: &mut Window, label: &str, text: &str) {
    let mut fields = window.harness.get_all_by_label(label);
    fields.find(|node| node.accesskit_node().is_text_input()).expect("a field of that name").focus();
    drop(fields);
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.settle();
}

/// Waits until the dialog has come so far.
fn wait_for_step(window: &mut Window, is_there: fn(&ExportStep) -> bool) {
    window.wait(|state| matches!(&state.modal, Some(Modal::Export(form)) if is_there(&form.step)));
}

/// Presses "Save…" and types where to.
fn save_as(window: &mut Window, button: &str, field: &str, path: &std::path::Path) {
    window.click(button);
    wait_for_step(window, |step| matches!(step, ExportStep::Path { .. }));
    type_into(window, field, &path.display().to_string());
    // Enter in the field is the button.
    window.press(Modifiers::NONE, Key::Enter);
}

/// Waits for a message that begins like this.
fn wait_for_message(window: &mut Window, begins: &'static str) {
    window.wait(|state| state.toasts.list().iter().any(|toast| toast.text.starts_with(begins)));
}

#[test]
fn a_chart_is_saved_from_the_charts_screen_and_asks_before_it_replaces() {
    let mut window = Window::open(What::Sample);
    let path = window.home().join("bars.svg");
    go_to_charts(&mut window);
    window.press(Modifiers::COMMAND, Key::S);
    window.harness.get_by_role_and_label(Role::Dialog, "Save the chart");
    wait_for_preview(&mut window);
    assert!(window.has("1920 × 1080 pixels, 192 dpi"), "{:?}", window.names());

    choose(&mut window, "Save as", "SVG to edit");
    choose(&mut window, "Size", "Square");
    window.click("Transparent background");
    type_into(&mut window, "Title", "Our own finding");
    wait_for_preview(&mut window);
    assert!(window.has("540 × 540 points"), "{:?}", window.names());
    assert!(window.has("Back to the generated title"), "{:?}", window.names());

    save_as(&mut window, "Save…", "File", &path);
    window.wait(|state| state.modal.is_none());
    assert!(window.has("Show in folder"), "{:?}", window.names());
    let svg = String::from_utf8(read_import(&path, 1 << 20).unwrap()).unwrap();
    assert!(svg.contains("<title>Our own finding</title>") && svg.contains(r#"width="540""#), "{svg}");

    // The choices are remembered; the title is the chart's own again.
    write_export(&path, b"mine", Overwrite::Replace).unwrap();
    window.click("Save chart…");
    assert_eq!(form(&window).choices.preset, PagePreset::Square);
    assert!(!form(&window).has_own_title(), "generated");
    save_as(&mut window, "Save…", "File", &path);
    wait_for_step(&mut window, |step| matches!(step, ExportStep::Exists { .. }));
    window.harness.get_by_role_and_label(Role::Dialog, "Replace it?");
    assert_eq!(read_import(&path, 10).unwrap(), b"mine", "not replaced yet");
    // Esc goes back to the choices, not to another question.
    window.press(Modifiers::NONE, Key::Escape);
    assert!(matches!(form(&window).step, ExportStep::Options), "{:?}", form(&window).step);
    save_as(&mut window, "Save…", "File", &path);
    wait_for_step(&mut window, |step| matches!(step, ExportStep::Exists { .. }));
    window.click("Choose another name");
    wait_for_step(&mut window, |step| matches!(step, ExportStep::Path { .. }));
    let ExportStep::Path { text, .. } = &form(&window).step else { panic!("asked again") };
    assert_eq!(*text, path.display().to_string(), "from the name that is taken it is not far to another");
    type_into(&mut window, "File", &path.display().to_string());
    window.click("Save");
    wait_for_step(&mut window, |step| matches!(step, ExportStep::Exists { .. }));
    window.click("Replace it");
    window.wait(|state| state.modal.is_none());
    assert!(read_import(&path, 1 << 20).unwrap().starts_with(b"<svg"), "replaced, as agreed");
}

#[test]
fn a_chart_on_a_customers_page_is_saved_and_copied_by_keyboard_alone() {
    let mut window = Window::open(What::Sample);
    window.go(Screen::Customers);
    window.press(Modifiers::COMMAND, Key::K);
    window.harness.event(egui::Event::Text("grandview".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    window.harness.get_all_by_role(Role::Figure).next().expect("a chart").focus();
    window.settle();

    // There is no clipboard here: it says so, and what to do instead.
    window.harness.event(egui::Event::Copy);
    wait_for_message(&mut window, "The picture was not copied");
    window.click("Save as PNG instead…");
    window.harness.get_by_role_and_label(Role::Dialog, "Save the chart");
    assert_eq!(form(&window).choices.format, ChartFormat::Png);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none(), "closed");
    window.harness.get_all_by_role(Role::Figure).next().expect("a chart").focus();
    window.settle();

    window.press(Modifiers::COMMAND, Key::S);
    window.harness.get_by_role_and_label(Role::Dialog, "Save the chart");
    wait_for_preview(&mut window);
    assert!(!form(&window).title.is_empty(), "the finding");

    // From the first choice to the last button by Tab, and each says what it is.
    let mut names = std::collections::BTreeSet::new();
    for _ in 0..40 {
        window.press(Modifiers::NONE, Key::Tab);
        let root = window.harness.root();
        let focused = root.children_recursive().find(|node| node.is_focused()).expect("the keyboard is somewhere");
        names.insert(focused.accesskit_node().label().unwrap_or_default());
    }
    assert!(!names.contains(""), "everything has a name: {names:?}");
    for name in [
        "Save as",
        "Size",
        "2×",
        "Dark",
        "Black and white, for printing",
        "Transparent background",
        "With title and subtitle",
        "Save the numbers beside it (CSV)",
        "Title",
        "Description for those who cannot see it",
        "Copy as image",
        "Copy data",
        "Save…",
        "Cancel",
    ] {
        assert!(names.contains(name), "Tab does not reach {name}: {names:?}");
    }
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none(), "closed");
}

#[test]
fn the_menu_of_a_chart_saves_and_copies() {
    let mut window = Window::open(What::Sample);
    go_to_charts(&mut window);
    window.click("Save or copy the chart");
    window.click("Copy data");
    wait_for_message(&mut window, "Copied as plain text");
    window.click("Save or copy the chart");
    window.click("Copy as image");
    wait_for_message(&mut window, "The picture was not copied");
    window.click("Save or copy the chart");
    window.harness.get_by_role_and_label(Role::MenuItem, "Save chart…").click();
    window.settle();
    assert!(form(&window).data().is_some(), "the dialog is open");
    choose(&mut window, "Save as", "Numbers only (CSV)");
    assert!(window.has("rows, ") || window.has("There are no numbers"), "the numbers are shown: {:?}", window.names());
    assert_eq!(form(&window).choices.format, ChartFormat::Csv);
}

#[test]
fn all_charts_of_a_customer_are_saved_into_a_folder() {
    let mut window = Window::open(What::Sample);
    let folder = window.home().join("charts here");
    keepwise::store::create(&folder, &window.state().session().unwrap().workspace.clone()).unwrap();
    window.press(Modifiers::COMMAND, Key::K);
    window.harness.event(egui::Event::Text("grandview".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    window.click("More for this customer");
    window.click("Save all charts…");
    window.harness.get_by_role_and_label(Role::Dialog, "Save all charts: Grandview Hotels");
    choose(&mut window, "Save as", "SVG to edit");
    save_as(&mut window, "Choose a folder…", "Folder", &folder);
    wait_for_step(&mut window, |step| matches!(step, ExportStep::Done(_)));
    let ExportStep::Done(done) = &form(&window).step else { panic!("done") };
    let workspace = &window.state().session().unwrap().workspace;
    let grandview = workspace.customers.values().find(|customer| customer.name() == "Grandview Hotels").unwrap().id;
    let num = chart_list(&About::Customer(grandview)).len();
    assert_eq!((done.saved.len(), done.left_out.len()), (num, 0), "every chart about one customer: {done:?}");
    for file in &done.saved {
        assert!(file.starts_with("Grandview-Hotels – ") && file.ends_with(" – 2026-11-21.svg"), "{file}");
        assert!(read_import(&folder.join(file), 1 << 20).unwrap().starts_with(b"<svg"), "{file}");
    }
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none(), "closed");
}

#[test]
fn all_charts_are_looked_through_and_stopped_while_they_are_saved() {
    let gate = Gate::default();
    let mut window = Window::open_behind(&gate, What::Sample);
    let folder = window.home().join("charts here");
    keepwise::store::create(&folder, &window.state().session().unwrap().workspace.clone()).unwrap();
    window.press(Modifiers::COMMAND, Key::K);
    window.harness.event(egui::Event::Text("charts of this quarter".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    window.harness.get_by_role_and_label(Role::Dialog, "Save all charts: All customers, this quarter");
    wait_for_preview(&mut window);
    let shown = |window: &Window| window.state().areas.export.picture().and_then(|preview| preview.name);
    let first = shown(&window);
    window.click("Next chart");
    wait_for_preview(&mut window);
    assert_ne!(shown(&window), first, "another one");
    window.click("Previous chart");
    wait_for_preview(&mut window);
    assert_eq!(shown(&window), first, "and back");

    // The worker has told which chart is the first and waits; so it cannot have ended when Stop is pressed.
    gate.shut("save all charts");
    save_as(&mut window, "Choose a folder…", "Folder", &folder);
    wait_for_step(&mut window, |step| matches!(step, ExportStep::Working { progress, .. } if !progress.now.is_empty()));
    window.click("Stop");
    assert!(form(&window).is_stopping(), "asked to stop, and waiting");
    assert!(window.has("Stopping…"), "{:?}", window.names());
    gate.open();
    wait_for_step(&mut window, |step| matches!(step, ExportStep::Done(_)));
    let ExportStep::Done(done) = &form(&window).step else { panic!("done") };
    assert_eq!(done.ended, Some(Ended::Stopped), "{done:?}");
    assert!(done.saved.is_empty(), "it had only looked which there are: {done:?}");
    window.click("Back to the choices");
    assert!(matches!(form(&window).step, ExportStep::Options), "once more, or not");
}

#[test]
fn every_screen_with_a_chart_saves_it_by_the_same_keys() {
    let mut window = Window::open(What::Sample);
    for screen in [Screen::Overview, Screen::Charts, Screen::LetGo] {
        window.go(screen);
        saved_by_keys(&mut window, screen);
    }
    // The reasons of the let-go page stand as rows; in a file they are a chart.
    window.click("Export…");
    let title = form(&window).title.clone();
    assert!(!title.is_empty(), "a finding");
    window.press(Modifiers::NONE, Key::Escape);
    let customer = *window.state().session().unwrap().workspace.customers.keys().next().unwrap();
    window.harness.state().send(Command::Ranking(RankingCommand::Show(RankingPart::Picture)));
    window.harness.state().send(Command::Compare(CompareCommand::Begin(customer)));
    for screen in [Screen::Parting, Screen::Ranking, Screen::Compare, Screen::PortfolioMap, Screen::History] {
        window.harness.state().send(Command::Go(screen));
        window.settle();
        saved_by_keys(&mut window, screen);
    }
}

/// Waits for the screen's chart and presses Ctrl+S.
fn saved_by_keys(window: &mut Window, screen: Screen) {
    window.wait(|state| Action::SaveChart.is_enabled(state));
    window.press(Modifiers::COMMAND, Key::S);
    window.wait(|state| state.modal.is_some());
    assert!(form(window).data().is_some(), "{screen:?}");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none(), "{screen:?}");
}
