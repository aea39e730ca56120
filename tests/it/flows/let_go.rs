//! Should we let them go? Reading the answer, asking what if, deciding, changing the policy.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keepwise::app::{Screen, What};
use keepwise::model::{Choice, Status};

use super::harness::Window;

fn open() -> Window {
    let mut window = Window::open(What::Sample);
    window.go(Screen::LetGo);
    window
}

fn expect(window: &Window, words: &[&str]) {
    for words in words {
        assert!(window.has(words), "{words:?} is not among {:#?}", window.names());
    }
}

#[test]
fn the_answer_comes_with_its_reasons_and_the_keys_walk_the_list() {
    let mut window = open();
    expect(
        &window,
        &[
            "Should we let Grandview Hotels go?",
            "Yes, unless you can fix it together",
            "Why: points above and below the “keep” line (70)",
            "Respects the team: −16 points",
            "Before you decide",
            "In words",
        ],
    );
    window.press(Modifiers::NONE, Key::ArrowDown);
    expect(&window, &["Should we let Quickprint Direct go?"]);
    window.click("Marlow Interiors");
    expect(&window, &["Should we let Marlow Interiors go?", "Not yet: take a hard look"]);
    window.press(Modifiers::NONE, Key::ArrowUp);
    expect(&window, &["Should we let Quickprint Direct go?"]);
}

#[test]
fn a_slider_moves_customers_and_reset_brings_them_back() {
    let mut window = open();
    window.harness.get_by_role_and_label(Role::Slider, "Let go below").set_value_accesskit(60.0);
    window.settle();
    expect(&window, &["4 customers move", "Marlow Interiors: hard look → let go"]);
    let row = window.harness.get_by_label("Marlow Interiors");
    let detail = row.accesskit_node().description().unwrap_or_default();
    assert!(detail.starts_with("was hard look"), "marked in the list: {detail}");
    // The what-if is still there after a look elsewhere.
    window.go(Screen::People);
    window.go(Screen::LetGo);
    expect(&window, &["4 customers move"]);
    window.click("Reset");
    expect(&window, &["Move a slider to see who would move."]);
}

#[test]
fn a_decision_is_recorded_and_undone() {
    let mut window = open();
    let customer = window.state().areas.let_go.chosen.unwrap();
    let before = window.state().session().unwrap().workspace.clone();
    window.click("Record a decision…");
    window.harness.get_by_role_and_label(Role::CheckBox, "Let go").click();
    window.settle();
    expect(&window, &["The status becomes “let go”."]);
    let reason = Role::MultilineTextInput;
    window.harness.get_by_role_and_label(reason, "Why").focus();
    window.settle();
    window.harness.get_by_role_and_label(reason, "Why").type_text("Twice promised, twice broken");
    window.settle();
    window.click("Record");
    window.wait_until_saved();
    expect(&window, &["let go, review 21 Feb 2027", "Was it right to let Grandview Hotels go?"]);
    let decided = &window.state().session().unwrap().workspace.customers[&customer];
    let (_, decision) = decided.last_decision().unwrap();
    assert_eq!((decision.choice, decided.profile.status), (Choice::LetGo, Status::LetGo), "with its status");
    assert_eq!(decision.reason.as_str(), "Twice promised, twice broken", "with its reason");
    window.press(Modifiers::COMMAND, Key::Z);
    window.wait_until_saved();
    assert_eq!(window.state().session().unwrap().workspace, before, "as if nothing had been");
}

#[test]
fn a_what_if_becomes_our_policy() {
    let mut window = open();
    window.harness.get_by_role_and_label(Role::Slider, "Let go below").set_value_accesskit(60.0);
    window.settle();
    window.click("Make this our policy…");
    expect(&window, &["Let go below 60 instead of 45.", "4 customers move"]);
    window.click("Adopt");
    expect(&window, &["is our policy now"]);
    window.wait_until_saved();
    let judged = window.state().session().unwrap().judged.as_ref().unwrap();
    assert!((judged.terms.policy.hard_look_from.value() - 60.0).abs() < 1e-9, "judged by it from now on");
    expect(&window, &["Move a slider to see who would move."]);
}

#[test]
fn a_scenario_is_saved_compared_adopted_and_undone() {
    let mut window = open();
    window.click("Lock Pays on time");
    let share = |window: &Window| window.state().areas.let_go.summary.as_ref().unwrap().what_if.share(0);
    let before = share(&window);
    window.harness.get_by_role_and_label(Role::Slider, "Respects the team").set_value_accesskit(45.0);
    window.settle();
    assert!((share(&window) - before).abs() < 1e-9, "what is locked keeps its share");
    window.harness.get_by_role_and_label(Role::Slider, "Let go below").set_value_accesskit(60.0);
    window.settle();
    expect(&window, &["customers move"]);
    window.click("Scenarios");
    window.click("Save this as a scenario…");
    window.harness.get_by_role_and_label(Role::TextInput, "Name").focus();
    window.settle();
    window.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Respect first");
    window.settle();
    window.click("Save");
    expect(&window, &["Saved the scenario “Respect first”"]);
    window.wait_until_saved();
    window.click("Reset");
    window.click("Scenarios");
    window.click("Try “Respect first”");
    expect(&window, &["customers move"]);
    window.click("Scenarios");
    window.click("Compare two…");
    expect(&window, &["Compare two scenarios", "customers stand elsewhere", "Weights and rules"]);
    window.press(Modifiers::NONE, Key::Escape);
    window.click("Make this our policy…");
    window.click("Adopt");
    window.wait_until_saved();
    let limit = |window: &Window| {
        window.state().session().unwrap().judged.as_ref().unwrap().terms.policy.hard_look_from.value()
    };
    assert!((limit(&window) - 60.0).abs() < 1e-9, "judged by it from now on");
    window.press(Modifiers::COMMAND, Key::Z);
    window.wait_until_saved();
    assert!((limit(&window) - 45.0).abs() < 1e-9, "undone");
}

#[test]
fn a_number_opens_down_to_the_remark() {
    let mut window = open();
    window.click_containing("Respects the team: −16 points");
    expect(&window, &["Grandview Hotels · Respects the team", "Management 1.9", "Team 1.1"]);
    expect(&window, &["Told my apprentice he was lucky to be on the premises"]);
    window.press(Modifiers::NONE, Key::Escape);
    window.click("Who says what");
    expect(&window, &["best on “grows, recommends”"]);
}
