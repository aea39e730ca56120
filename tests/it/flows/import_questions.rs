//! What a spreadsheet leaves open, in the window: new words are asked with a proposal and kept, several ticks count as
//! somebody says, and what happens without an answer stands beside the question.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keepwise::app::{ImportPage, ImportStep, Modal, What};
use keepwise::model::Response;

use super::harness::Window;

fn drop_file(window: &mut Window, name: &str, bytes: &[u8]) {
    let path = window.home().join(name);
    keepwise::store::write_export(&path, bytes, keepwise::store::Overwrite::Never).unwrap();
    window.drop_path(&path);
    window.wait(|state| matches!(state.modal, Some(Modal::Import(ImportStep::Mapping | ImportStep::Failed))));
    window.wait(|state| !state.areas.import.is_working());
}

fn import(window: &mut Window, button: &str) {
    window.click("4 Preview");
    window.wait(|state| !state.areas.import.is_working());
    window.click(button);
    assert!(window.state().modal.is_none(), "{:?}", window.names());
}

fn values(window: &Window) -> Vec<f64> {
    let customers = window.state().session().unwrap().workspace.customers.values();
    let ratings = customers.flat_map(|customer| customer.ratings.values());
    let answers = ratings.flat_map(|rating| rating.answers.values().map(|answer| answer.response));
    let mut all: Vec<f64> =
        answers.filter_map(|each| if let Response::Value(value) = each { Some(value.value()) } else { None }).collect();
    all.sort_by(f64::total_cmp);
    all
}

#[test]
fn a_new_label_is_asked_once_with_a_proposal_and_kept() {
    let mut window = Window::open(What::Default);
    let first = b"Client,Rater,Pays on time\nAlpha,Ann,Agree\nBeta,Bob,Disagree\nGamma,Eve,Strongly agree\n";
    drop_file(&mut window, "first.csv", first);
    import(&mut window, "Import 3 customers, 3 ratings");

    let next = b"Client,Rater,Pays on time\nAlpha,Bob,Somewhat agree\nBeta,Eve,Purple\n";
    drop_file(&mut window, "next.csv", next);
    assert_eq!(window.state().areas.import.page, ImportPage::Questions, "asked at once");
    assert!(window.has("2 are new since the last time"), "{:?}", window.names());
    let proposed = window.harness.get_by_label("Points for Somewhat agree").accesskit_node().value();
    assert_eq!(proposed.as_deref(), Some("4"), "as the first time");
    window.click("4 Preview");
    assert!(window.has("Say what “Purple” is worth"), "{:?}", window.names());
    window.click_containing("3 Questions");
    window.harness.get_by_label("Points for Purple").focus();
    window.settle();
    window.harness.get_by_label("Points for Purple").type_text("2");
    window.wait(|state| !state.areas.import.is_working());
    import(&mut window, "Import 2 ratings");
    assert_eq!(values(&window), [2.0, 2.0, 4.0, 4.0, 5.0]);

    let third = b"Client,Rater,Pays on time\nAlpha,Eve,Purple\nBeta,Ann,Somewhat agree\n";
    drop_file(&mut window, "third.csv", third);
    assert_eq!(window.state().areas.import.page, ImportPage::Preview, "never again");
    import(&mut window, "Import 2 ratings");
    assert_eq!(values(&window), [2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 5.0]);
}

#[test]
fn several_ticks_of_a_form_count_as_somebody_says() {
    for (file, worst, best) in
        [("google_ticks.csv", [1.0, 2.0], [3.0, 4.0]), ("microsoft_ticks.csv", [2.0, 3.0], [4.0, 5.0])]
    {
        let bytes = std::fs::read(std::path::Path::new("tests/fixtures/import").join(file)).unwrap();
        for (choice, expected) in [("The lowest", worst), ("The highest", best)] {
            let mut window = Window::open(What::Default);
            drop_file(&mut window, file, &bytes);
            window.click("Next: columns");
            window.click("Next: questions");
            assert!(window.has("What counts where several were ticked?"), "{file}: {:?}", window.names());
            window.click(choice);
            window.wait(|state| !state.areas.import.is_working());
            let rows = if file.starts_with("google") { 4 } else { 3 };
            import(&mut window, &format!("Import 2 customers, {rows} ratings"));
            let all = values(&window);
            assert_eq!(all.len(), rows, "{file}: {all:?}");
            let ends = if choice == "The lowest" { [all[0], all[1]] } else { [all[rows - 2], all[rows - 1]] };
            assert_eq!(ends.to_vec(), expected.to_vec(), "{file}, {choice}: {all:?}");
        }
    }
}

#[test]
fn what_happens_without_an_answer_stands_beside_the_question() {
    let mut window = Window::open(What::Default);
    drop_file(&mut window, "one.csv", b"Client,Rater,Quality\nNorthwind Bakery,Ann,4\nHarbour Hotel,Bob,2\n");
    import(&mut window, "Import 2 customers, 2 ratings");
    drop_file(&mut window, "two.csv", b"Client,Rater,Quality\nNorthwind Bakery Ltd,Ann,5\n");
    assert!(window.has("Without an answer it becomes a new one"), "in the summary: {:?}", window.names());
    window.click("Look at them");
    assert!(window.has("If you do not answer: a new customer"), "{:?}", window.names());
    window.click("Yes, the same");
    window.wait(|state| !state.areas.import.is_working());
    assert!(window.has("what the file says goes to Northwind Bakery"), "{:?}", window.names());
    import(&mut window, "Import 1 rating");
    assert_eq!(window.state().session().unwrap().workspace.customers.len(), 2, "one customer");
}

#[test]
fn money_without_a_year_and_numbers_that_could_be_two_are_asked() {
    let mut window = Window::open(What::Default);
    let text = b"Client;Revenue;Hours 2025\nAlpha;12000;1,234\nBeta;800;2,500\nGamma;100;12\n";
    drop_file(&mut window, "money.csv", text);
    window.click("Next: columns");
    window.click("Next: questions");
    assert!(window.has("Which year, quarter or month is the money from?"), "{:?}", window.names());
    assert!(window.has("Thousands or decimals?") && window.has("It is 1.234"), "{:?}", window.names());
    let field = window.harness.get_by_label("Period of Revenue");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("2025"), "the last full year");
    field.focus();
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.get_by_label("Period of Revenue").type_text("2024");
    window.settle();
    window.click("It is 1.234");
    window.wait(|state| !state.areas.import.is_working());
    import(&mut window, "Import 3 customers");
    let session = window.state().session().unwrap();
    let alpha = session.workspace.customers.values().find(|customer| customer.name() == "Alpha").unwrap();
    let money: Vec<String> = alpha
        .profile
        .money
        .iter()
        .map(|(period, money)| {
            let of = |value: Option<keepwise::model::Finite>| value.map(|value| value.value());
            format!("{period} {:?} {:?}", of(money.revenue), of(money.hours))
        })
        .collect();
    assert_eq!(money, ["2024 Some(12000.0) None", "2025 None Some(1.234)"]);

    drop_file(&mut window, "again.csv", text);
    assert_eq!(window.state().areas.import.page, ImportPage::Questions, "another year than the last one");
    assert!(window.has("There is nothing new in this file") || window.state().areas.import.preview.is_some());
}
