//! Customers: find, sort, choose, change and delete them; a customer's page; a profile; the ratings behind a number.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keepwise::app::{Modal, Screen, What};
use keepwise::model::{Customer, Status, Verdict};

use super::harness::Window;

/// The names of the rows on screen, from top to bottom.
fn rows(window: &Window) -> Vec<String> {
    let mut rows: Vec<(f32, String)> = window
        .harness
        .get_all_by_role(egui::accesskit::Role::Row)
        .filter_map(|node| Some((node.rect().top(), node.accesskit_node().label()?)))
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, name)| name).collect()
}

fn write(window: &mut Window, field: &str, text: &str) {
    let find = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_text_input();
    let node = window.harness.get_all_by_label(field).find(find).unwrap_or_else(|| panic!("no field {field}"));
    node.focus();
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.settle();
}

/// Clicks the last control of this name: of several messages the newest.
fn click_last(window: &mut Window, name: &str) {
    let node = window.harness.get_all_by_label(name).last().unwrap_or_else(|| panic!("no {name}"));
    node.click();
    window.settle();
}

fn customers() -> Window {
    let mut window = Window::open(What::Sample);
    window.go(Screen::Customers);
    window
}

fn id_of(window: &Window, name: &str) -> keepwise::model::CustomerId {
    let session = window.state().session().unwrap();
    session.workspace.customers.values().find(|customer| customer.name() == name).unwrap().id
}

#[test]
fn searching_filtering_and_sorting_show_who_is_meant() {
    let mut window = customers();
    assert!(window.has("23 of 24 customers"), "those we work for: {:?}", window.names());
    write(&mut window, "Search customers", "CAFE");
    assert_eq!(rows(&window), ["Harbour Café"], "accents and case do not matter");
    write(&mut window, "Search customers", "no such customer");
    assert!(window.has("Nobody fits"), "{:?}", window.names());
    window.click("Search all customers");
    click_last(&mut window, "Clear filters");
    assert!(window.has("23 of 24 customers"), "back to the start");
    window.click("Score");
    let worst = rows(&window);
    window.click("Score");
    let best = rows(&window);
    assert_eq!(worst.first().map(String::as_str), Some("Grandview Hotels"), "the worst first: {worst:?}");
    assert_ne!(worst.first(), best.first(), "and turned round");
    window.click("Current");
    assert!(window.has("24 customers"), "everybody");
}

#[test]
fn the_keyboard_walks_chooses_opens_and_deletes() {
    let mut window = customers();
    let before = rows(&window);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(window.state().areas.customers.table.chosen.len(), 2, "two rows on the way");
    window.press(Modifiers::NONE, Key::Delete);
    let names: Vec<&str> = before[1..3].iter().map(String::as_str).collect();
    assert!(window.has("Deleted 2 customers"), "{names:?}: {:?}", window.names());
    assert!(!rows(&window).contains(&before[1]), "gone");
    click_last(&mut window, "Undo");
    assert_eq!(rows(&window), before, "and back in one step");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    let Screen::Customer(id) = window.state().navigation.now() else { panic!("not on a page") };
    let name = window.state().session().unwrap().workspace.customers[&id].name().to_owned();
    assert!(before.contains(&name), "{name}");
}

#[test]
fn everybody_chosen_changes_in_one_step() {
    let mut window = customers();
    write(&mut window, "Search customers", "hospitality");
    window.harness.get_by_label("Choose all").click();
    window.settle();
    let num = window.state().areas.customers.table.chosen.len();
    assert!(num > 1, "several");
    window.click("Set status");
    window.click("Left us");
    let left = |window: &Window| {
        let session = window.state().session().unwrap();
        session.workspace.customers.values().filter(|c| c.profile.status == Status::LeftUs).count()
    };
    assert_eq!(left(&window), num, "all of them");
    click_last(&mut window, "Undo");
    assert_eq!(left(&window), 0, "one step back");
}

#[test]
fn a_customer_is_added_changed_and_deleted() {
    let mut window = customers();
    window.click("Add a customer…");
    window.press(Modifiers::COMMAND, Key::Enter);
    assert!(window.has("A name is needed."), "said once saving was tried: {:?}", window.names());
    write(&mut window, "Name", "Harbour cafe");
    assert!(window.has("There is a customer with this name already"), "a warning, no error");
    write(&mut window, "Tags, with commas between", "loud, new");
    window.click("Add a period");
    write(&mut window, "Revenue", "12k");
    window.click("Add the customer");
    assert!(window.state().modal.is_some(), "not while a number is none");
    write(&mut window, "Revenue", "12000");
    window.click("Add the customer");
    let Screen::Customer(id) = window.state().navigation.now() else { panic!("not on the new page") };
    let customer = Customer::clone(&window.state().session().unwrap().workspace.customers[&id]);
    assert_eq!(customer.profile.tags.len(), 2, "{:?}", customer.profile.tags);
    assert_eq!(customer.profile.money.len(), 1, "{:?}", customer.profile.money);
    window.wait_until_saved();

    window.click("Edit…");
    write(&mut window, "Name", "The Loud One");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.has("Closed without saving"), "and it can be taken up again");
    window.click("Go on writing");
    window.click("Save");
    let name = |window: &Window| window.state().session().unwrap().workspace.customers[&id].name().to_owned();
    assert_eq!(name(&window), "The Loud One");

    window.click("Details");
    window.click("Delete customer");
    assert_eq!(window.state().navigation.now(), Screen::Customers, "back in the table");
    assert!(!window.state().session().unwrap().workspace.customers.contains_key(&id), "gone");
    click_last(&mut window, "Undo");
    assert_eq!(name(&window), "The Loud One", "and back");
}

#[test]
fn the_page_tells_the_story_and_leads_to_the_ratings_behind_it() {
    let mut window = customers();
    window.click("Marlow Interiors");
    for text in ["Management likes them, the team does not", "What people wrote", "Next", "Hard look"] {
        assert!(window.has(text), "{text}: {:?}", window.names());
    }
    for tab in ["History", "Details", "Scorecard"] {
        window.click(tab);
    }
    window.click_containing("Decisions");
    assert!(window.has("What came of it"), "{:?}", window.names());
    let id = id_of(&window, "Marlow Interiors");
    let status = |window: &Window| window.state().session().unwrap().workspace.customers[&id].profile.status;
    let before = status(&window);
    write(&mut window, "What came of it", "It helped for a month.");
    let customer = Customer::clone(&window.state().session().unwrap().workspace.customers[&id]);
    let outcome = customer.last_decision().map(|(_, decision)| decision.outcome.to_string());
    assert_eq!(outcome.as_deref(), Some("It helped for a month."), "kept while it is typed");
    assert_eq!(status(&window), before, "writing it down changes no status");

    window.click_containing("Ratings");
    let num = |window: &Window| window.state().session().unwrap().workspace.customers[&id].ratings.len();
    let all = num(&window);
    window.click("Delete");
    assert_eq!(num(&window), all - 1, "one rating less");
    click_last(&mut window, "Undo");
    assert_eq!(num(&window), all, "and back");

    window.click("Scorecard");
    window.click_containing("Respects the team, Management");
    let Some(Modal::Ratings(behind)) = &window.state().modal else { panic!("no ratings: {:?}", window.names()) };
    assert_eq!(behind.title, "Marlow Interiors · Respects the team");
    let counted: Vec<f64> = behind.lines.iter().filter(|line| line.counts).filter_map(|line| line.value).collect();
    assert!(counted.is_sorted() && counted.len() > 4, "worst first: {counted:?}");
    assert!(window.has("Shouts, threatens, or calls at night"), "the anchor in words: {:?}", window.names());
}

#[test]
fn a_verdict_leads_to_the_customers_at_it() {
    let mut window = Window::open(What::Sample);
    window.press(Modifiers::COMMAND, Key::K);
    window.harness.event(egui::Event::Text("list the customers".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.state().navigation.now(), Screen::Customers);
    let table = &window.state().areas.customers.table;
    assert_eq!(table.query.verdict, Some(Verdict::LetGo));
    let shown = (0..table.num_shown()).filter_map(|place| table.row(place));
    assert!(shown.into_iter().all(|row| row.verdict == Some(Verdict::LetGo)), "only those");
    assert!(table.num_shown() > 0, "and some");
}

#[test]
fn looking_at_another_scorecard_judges_everybody_on_it() {
    let mut window = customers();
    let verdicts = |window: &Window| {
        let table = &window.state().areas.customers.table;
        (0..table.num_shown()).filter_map(|place| table.row(place)).map(|row| row.score).collect::<Vec<_>>()
    };
    let before = verdicts(&window);
    window.click("Look at scorecard");
    window.click("Seven questions");
    assert_ne!(verdicts(&window), before, "other numbers");
}
