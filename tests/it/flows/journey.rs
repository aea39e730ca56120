//! The main job, end to end, as a new user does it: from the first start to a decision that is still there tomorrow.

use egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use keepwise::app::{Screen, What};
use keepwise::model::{Choice, Status, Workspace};

use super::harness::Window;

fn workspace(window: &Window) -> &Workspace {
    &window.state().session().unwrap().workspace
}

#[test]
fn from_the_first_start_to_a_decision_that_is_still_there_after_closing() {
    // First start: the welcome, and from there the sample.
    let mut window = Window::open(What::Default);
    assert!(window.has("Keep, fix together, or let go?"), "{:?}", window.names());
    window.click("Open the sample");
    window.wait(|state| state.session().is_some_and(|session| !session.workspace.customers.is_empty()));
    assert!(window.has("Who scores what, worst first"), "{:?}", window.names());

    // The sample is thrown away at the end, so the journey goes on in a copy of it that is the user's own.
    let own = window.home().join("own");
    keepwise::store::create(&own, workspace(&window)).unwrap();
    let mut window = window.reopen(What::Folder(own.clone()));

    // The chart before.
    window.go(Screen::Charts);
    window.wait(|state| state.areas.charts.chart.is_some());
    let bars = |window: &Window| window.state().areas.charts.chart.clone().unwrap().kind;
    let before = bars(&window);
    assert!(window.has("Save chart"), "{:?}", window.names());

    // Rate Harbour Café as Dana, by keyboard: everything bad.
    window.press(Modifiers::COMMAND, Key::R);
    window.harness.event(Event::Text("harbour".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    window.harness.get_by_role_and_label(Role::ComboBox, "Who rates").click();
    window.settle();
    window.click("Dana Okafor (team)");
    window.press(Modifiers::NONE, Key::Enter);
    for key in [Key::Num1, Key::Num1, Key::Num1, Key::Num1, Key::Num1, Key::Num0, Key::Num0, Key::Enter] {
        window.press(Modifiers::NONE, key);
    }
    assert!(window.has("Harbour Café is rated"), "{:?}", window.names());

    // The chart has changed.
    window.go(Screen::Charts);
    window.wait(|state| !state.areas.charts.is_stale());
    assert_ne!(bars(&window), before, "a rating shows in the chart");

    // The let-go summary: move a slider and see who moves.
    window.go(Screen::LetGo);
    assert!(window.has("Should we let Grandview Hotels go?"), "{:?}", window.names());
    window.harness.get_by_role_and_label(Role::Slider, "Let go below").set_value_accesskit(60.0);
    window.settle();
    assert!(window.has("customers move"), "{:?}", window.names());
    window.click("Reset");

    // Record a decision, take it back, do it again.
    let grandview = window.state().areas.let_go.chosen.unwrap();
    let decisions = |window: &Window| workspace(window).customers[&grandview].decisions.len();
    let recorded = decisions(&window);
    window.click("Record a decision…");
    window.harness.get_by_role_and_label(Role::CheckBox, "Let go").click();
    window.settle();
    window.click("Record");
    assert_eq!(decisions(&window), recorded + 1, "{:?}", window.names());
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(decisions(&window), recorded, "undone");
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(decisions(&window), recorded + 1, "done again");
    window.wait_until_saved();

    // Close and come back: everything is there.
    let left = workspace(&window).clone();
    let window = window.reopen(What::Folder(own));
    assert_eq!(*workspace(&window), left);
    let customer = &workspace(&window).customers[&grandview];
    assert_eq!(customer.profile.status, Status::LetGo);
    let (_, decision) = customer.last_decision().unwrap();
    assert_eq!(decision.choice, Choice::LetGo);
    assert!(decision.stood.as_ref().is_some_and(|stood| !stood.reasons.is_empty()), "with the verdict as it stood");
}
