//! Decisions and what follows: each kind recorded through its dialog, plans ticked off, cautions set aside, issues noted
//! down, and a decision that comes back on the overview.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keepwise::app::{Modal, PageTab, Screen, What};
use keepwise::model::{Choice, Customer, CustomerId, Decision, Side, Status, Workspace};

use super::harness::{TODAY, Window};

fn workspace(window: &Window) -> &Workspace {
    &window.state().session().unwrap().workspace
}

fn customer<'a>(window: &'a Window, name: &str) -> &'a Customer {
    workspace(window).customers.values().find(|customer| customer.name() == name).unwrap()
}

fn newest(window: &Window, id: CustomerId) -> Decision {
    workspace(window).customers[&id].last_decision().unwrap().1.clone()
}

/// Opens the dialog for the worst customer.
fn deciding() -> (Window, CustomerId) {
    let mut window = Window::open(What::Sample);
    window.go(Screen::LetGo);
    let chosen = window.state().areas.let_go.chosen.unwrap();
    window.click("Record a decision…");
    (window, chosen)
}

/// Presses a control by keyboard, wherever it is scrolled to.
fn press(window: &mut Window, role: Role, label: &str) {
    let fits = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == role;
    let exactly = window.harness.query_all_by_label(label).find(fits);
    let node = exactly.or_else(|| window.harness.query_all_by_label_contains(label).find(fits));
    node.unwrap_or_else(|| panic!("no {label}")).focus();
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
}

fn choose(window: &mut Window, choice: Choice) {
    press(window, Role::CheckBox, choice.words());
}

fn write(window: &mut Window, field: &str, text: &str) {
    let is_text = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_text_input();
    let node = window.harness.get_all_by_label(field).find(is_text).unwrap_or_else(|| panic!("no field {field}"));
    node.focus();
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.settle();
}

/// What stands in a field.
fn text_of(window: &Window, field: &str) -> String {
    let is_text = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_text_input();
    let node = window.harness.get_all_by_label(field).find(is_text).unwrap_or_else(|| panic!("no field {field}"));
    node.accesskit_node().value().unwrap_or_default()
}

fn expect(window: &Window, words: &[&str]) {
    for words in words {
        assert!(window.has(words), "{words:?} is not among {:#?}", window.names());
    }
}

/// Opens a part of a customer's page.
fn page(window: &mut Window, name: &str, tab: &str) -> CustomerId {
    let id = customer(window, name).id;
    window.go(Screen::Customers);
    window.click(name);
    assert_eq!(window.state().navigation.now(), Screen::Customer(id), "{name}");
    window.click_containing(tab);
    id
}

#[test]
fn each_kind_of_decision_is_recorded_through_its_dialog() {
    for choice in Choice::ALL {
        let (mut window, id) = deciding();
        let before = workspace(&window).clone();
        choose(&mut window, choice);
        window.press(Modifiers::COMMAND, Key::Enter);
        window.wait_until_saved();
        assert!(window.state().modal.is_none(), "{choice:?}: {:#?}", window.names());
        let decision = newest(&window, id);
        assert_eq!((decision.on, decision.choice), (TODAY, choice), "recorded");
        assert_eq!(decision.steps.is_empty(), choice == Choice::Keep, "{choice:?}");
        assert!(decision.stood.is_some(), "{choice:?}: with the verdict as it stood");
        assert_eq!(workspace(&window).customers[&id].profile.status, choice.status(), "{choice:?}");
        window.press(Modifiers::COMMAND, Key::Z);
        window.wait_until_saved();
        assert_eq!(*workspace(&window), before, "{choice:?}: as if nothing had been");
    }
}

#[test]
fn a_plan_is_written_by_keyboard_and_survives_another_choice() {
    let (mut window, id) = deciding();
    choose(&mut window, Choice::FixTogether);
    expect(&window, &["The plan", "The score that would show it worked"]);
    assert!(text_of(&window, "Step 1: what").starts_with("Talk with them about: "), "proposed");
    write(&mut window, "Step 1: what", "Have lunch with them");
    write(&mut window, "Step 1: who", "Ruth Adeyemi");
    write(&mut window, "Step 1: by when", "2026-12-04");
    press(&mut window, Role::Button, "Step 2: choose who");
    press(&mut window, Role::MenuItem, "Luis Ferrer");
    assert_eq!(text_of(&window, "Step 2: who"), "Luis Ferrer", "from the list");
    press(&mut window, Role::Button, "Add a step");
    write(&mut window, "Step 5: who", "Anna");
    expect(&window, &["Say what is to be done."]);
    assert!(window.harness.get_by_label("Record").accesskit_node().is_disabled(), "not like this");
    choose(&mut window, Choice::LetGo);
    expect(&window, &["How we part well", "Weeks of notice"]);
    choose(&mut window, Choice::FixTogether);
    assert_eq!(text_of(&window, "Step 1: what"), "Have lunch with them", "still there");
    write(&mut window, "Step 5: what", "Say thank you");
    press(&mut window, Role::Button, "Remove step 3");
    write(&mut window, "The score that would show it worked", "55");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait_until_saved();
    let kept = newest(&window, id);
    let steps: Vec<(&str, &str)> = kept.steps.iter().map(|step| (step.what.as_str(), step.who.as_str())).collect();
    assert_eq!(
        (steps.len(), steps[0], steps[3]),
        (4, ("Have lunch with them", "Ruth Adeyemi"), ("Say thank you", "Anna"))
    );
    assert_eq!(kept.steps[0].by, Some(jiff::civil::date(2026, 12, 4)));
    assert_eq!(kept.target.map(keepwise::model::Score::value), Some(55.0));
}

#[test]
fn parting_has_dates_that_follow_the_notice_and_a_letter() {
    let (mut window, id) = deciding();
    choose(&mut window, Choice::LetGo);
    expect(&window, &["The notice period ends on 28 December 2026."]);
    write(&mut window, "Weeks of notice", "8");
    expect(&window, &["The notice period ends on 25 January 2027."]);
    let letter = text_of(&window, "What we say to them");
    assert!(letter.contains("Dear Grandview Hotels") && letter.contains("25 January 2027"), "{letter}");
    press(&mut window, Role::Button, "Copy");
    expect(&window, &["The wording is copied"]);
    // A slip of the finger loses nothing.
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none(), "closed");
    window.click("Go on writing");
    assert_eq!(text_of(&window, "Weeks of notice"), "8", "as it was");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait_until_saved();
    let kept = newest(&window, id);
    assert_eq!((kept.steps.len(), kept.message.as_str()), (8, letter.as_str()));
    assert_eq!(workspace(&window).customers[&id].profile.status, Status::LetGo);
}

#[test]
fn a_decision_comes_back_and_is_reviewed_where_its_plan_is() {
    let mut window = Window::open(What::Sample);
    let row = window.harness.get_by_label("Decide again: Oakline Dental");
    let words = row.accesskit_node().description().unwrap_or_default();
    assert!(words.contains("Score 54 then, ") && words.contains("3 of 4 steps done"), "what changed since: {words}");
    expect(&window, &["Grandview Hotels: 1 step overdue"]);
    window.click("Decide again: Oakline Dental");
    assert_eq!(window.state().areas.customers.page.tab, PageTab::Decisions, "where it is reviewed");
    let id = customer(&window, "Oakline Dental").id;
    expect(&window, &["3 of 4 done", "Due for review since", "Not at 70 yet", "Then", "Now"]);
    let step = "Hold a checkpoint with Helen: does it work?";
    press(&mut window, Role::CheckBox, step);
    assert_eq!(newest(&window, id).steps[3].done, Some(TODAY), "ticked off today");
    expect(&window, &["4 of 4 done"]);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(newest(&window, id).steps[3].done, None, "and back");
    window.click("Change…");
    write(&mut window, "Step 4: what", "Lunch with both partners");
    window.click("Save");
    assert!(window.state().modal.is_none(), "{:#?}", window.names());
    assert_eq!(newest(&window, id).steps[3].what.as_str(), "Lunch with both partners");
    press(&mut window, Role::Button, "Write the outcome…");
    write(&mut window, "What came of it", "Half of it worked");
    window.wait_until_saved();
    assert_eq!(newest(&window, id).outcome.as_str(), "Half of it worked");
    window.go(Screen::Overview);
    assert!(!window.has("Decide again: Oakline Dental"), "reviewed, so it asks for nothing more");
}

#[test]
fn a_caution_is_set_aside_with_a_reason_and_brought_back() {
    let mut window = Window::open(What::Sample);
    window.go(Screen::LetGo);
    let before = workspace(&window).clone();
    press(&mut window, Role::Link, "Set aside: They sent us Copper Kettle");
    assert!(matches!(window.state().modal, Some(Modal::SetAside(_))), "{:#?}", window.names());
    write(&mut window, "Why it does not count here", "They have not spoken since");
    press(&mut window, Role::Button, "Set aside");
    window.wait_until_saved();
    expect(&window, &["They have not spoken since (Anna Weiss, 21 November 2026)"]);
    assert!(!window.has("Set aside: They sent us"), "it is no caution any more");
    press(&mut window, Role::Link, "Let it count again");
    window.wait_until_saved();
    assert_eq!(*workspace(&window), before, "it counts again");
    window.press(Modifiers::COMMAND, Key::Z);
    expect(&window, &["They have not spoken since"]);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(*workspace(&window), before, "as if nothing had been");
}

#[test]
fn an_issue_is_noted_down_put_right_and_deleted() {
    let mut window = Window::open(What::Sample);
    let id = page(&mut window, "Marlow Interiors", "Issues");
    expect(&window, &["Messages at night, in spite of the contract", "on their side"]);
    write(&mut window, "What is wrong?", "The marble came with a crack");
    window.press(Modifiers::NONE, Key::Enter);
    let added = |window: &Window| {
        let mut issues = workspace(window).customers[&id].issues.values();
        issues.find(|issue| issue.what.as_str() == "The marble came with a crack").cloned()
    };
    assert_eq!(added(&window).map(|issue| (issue.raised, issue.side)), Some((TODAY, Side::Us)), "noted down by Enter");
    window.go(Screen::LetGo);
    window.click("Marlow Interiors");
    expect(&window, &["One open issue on our side: “The marble came with a crack”", "Fix us first, then look again"]);
    window.click("Open page");
    press(&mut window, Role::CheckBox, "Put right: The marble came with a crack");
    assert_eq!(added(&window).and_then(|issue| issue.solved), Some(TODAY), "put right today");
    window.click("Delete the issue: The marble came with a crack");
    assert_eq!(added(&window), None, "deleted");
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(added(&window).is_some(), "and back");
    window.press(Modifiers::COMMAND, Key::Z);
    window.go(Screen::LetGo);
    expect(&window, &["Fix us first, then look again"]);
}
