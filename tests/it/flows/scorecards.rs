//! The scorecards: change a weight, see what it changes for whom, adopt it, take it back.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use keepwise::app::{Modal, Screen, What};

use super::harness::Window;

fn type_into(window: &mut Window, field: &str, text: &str) {
    window.harness.get_by_role_and_label(Role::TextInput, field).focus();
    window.settle();
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.settle();
}

fn newest_version(window: &Window) -> u32 {
    window.state().session().unwrap().workspace.main_scorecard().unwrap().current().number
}

#[test]
fn a_weight_is_changed_looked_at_adopted_and_taken_back() {
    let mut window = Window::open(What::Sample);
    window.go(Screen::Scorecards);
    assert!(window.has("Verdicts come from this") && window.has("since"), "{:?}", window.names());
    window.click("Edit…");
    assert!(window.has("Not adopted yet") && window.has("As a rater sees it"), "{:?}", window.names());
    let before = window.state().areas.scorecards.draft().unwrap().share(0).unwrap();
    window.harness.get_by_role_and_label(Role::Slider, "Counts").set_value_accesskit(3.0);
    window.settle();
    let after = window.state().areas.scorecards.draft().unwrap().share(0).unwrap();
    assert!(after > before, "the share has grown: {before} to {after}");

    window.go(Screen::Overview);
    window.go(Screen::Scorecards);
    window.click("Adopt…");
    let Some(Modal::Adopt(form)) = &window.state().modal else { panic!("no dialog: {:?}", window.names()) };
    let outcome = form.outcome.clone().unwrap();
    assert_eq!(outcome.before.total(), outcome.after.total(), "the same customers before and after");
    assert!(window.has("What is different") && window.has("instead of"), "{:?}", window.names());
    window.click("Adopt version 3");
    assert_eq!(newest_version(&window), 3);
    assert!(window.has("Version 3"), "{:?}", window.names());

    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(newest_version(&window), 2);
    window.wait_until_saved();
}

#[test]
fn a_starter_is_added_and_an_own_one_is_written() {
    let mut window = Window::open(What::Default);
    window.go(Screen::Scorecards);
    window.click("Add a scorecard…");
    window.click("An empty one of our own");
    type_into(&mut window, "Name", "House rules");
    window.click_containing("New question");
    type_into(&mut window, "Short name", "Pays on time");
    window.click("Add the scorecard");
    window.wait_until_saved();
    let names = |window: &Window| -> Vec<String> {
        let workspace = &window.state().session().unwrap().workspace;
        workspace.scorecards.values().map(|card| card.name.to_string()).collect()
    };
    assert!(names(&window).contains(&"House rules".to_owned()), "{:?}", names(&window));
    window.click("Add a scorecard…");
    window.click_containing("Seven questions");
    let window = window.reopen(What::Default);
    assert!(names(&window).contains(&"House rules".to_owned()), "still there: {:?}", names(&window));
}
