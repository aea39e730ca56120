//! Looking around: the portfolio map and the history, with mouse, list and keyboard.

use egui::{Key, Modifiers, PointerButton, Pos2, Rect, Role, vec2};
use egui_kittest::kittest::Queryable as _;
use keepwise::app::{DragMode, Screen, What};

use super::harness::Window;

fn open_map() -> Window {
    let mut window = Window::open(What::Sample);
    window.go(Screen::Charts);
    window.click("Portfolio map");
    window.wait(|state| state.areas.explore.map.ground().is_some());
    window
}

fn open_history() -> Window {
    let mut window = Window::open(What::Sample);
    window.go(Screen::Charts);
    window.click("History");
    window.wait(|state| state.areas.explore.history.ground().is_some());
    window
}

fn expect(window: &Window, words: &[&str]) {
    for words in words {
        assert!(window.has(words), "{words:?} is not among {:#?}", window.names());
    }
}

fn picture(window: &Window) -> Rect {
    window.harness.get_by_role(Role::Figure).rect()
}

/// Presses at one place, moves over the others and lets go.
fn drag(window: &mut Window, places: &[Pos2], modifiers: Modifiers) {
    window.harness.event(egui::Event::ModifiersChanged(modifiers));
    let button = |pos, pressed| egui::Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    let (first, last) = (places[0], places[places.len() - 1]);
    window.harness.event(egui::Event::PointerMoved(first));
    window.harness.step();
    window.harness.event(button(first, true));
    window.harness.step();
    for place in places {
        window.harness.event(egui::Event::PointerMoved(*place));
        window.harness.step();
    }
    window.harness.event(button(last, false));
    window.harness.step();
    window.harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    window.settle();
}

/// Where a customer stands on the screen.
fn place_of(window: &Window, name: &str) -> Pos2 {
    let area = &window.state().areas.explore.map;
    let ground = area.ground().unwrap();
    let place = ground.points.iter().position(|point| point.name == name).unwrap_or_else(|| panic!("no {name}"));
    let (spot, part, rect) = (ground.index.spots()[place], area.view_of(ground), picture(window));
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let at = |share: f64, from: f32, to: f32| from + (to - from) * share as f32;
    Pos2::new(
        at((spot.x - part.min.x) / part.width(), rect.left(), rect.right()),
        at((spot.y - part.min.y) / part.height(), rect.bottom(), rect.top()),
    )
}

fn selected(window: &Window) -> usize {
    window.state().areas.explore.map.summary.num
}

#[test]
fn a_box_selects_and_the_list_tells_whom() {
    let mut window = open_map();
    expect(&window, &["Map of 23 customers by profit against hours", "Nobody selected", "Grandview Hotels"]);
    window.click("Box");
    assert_eq!(window.state().areas.explore.map.mode, DragMode::Box);
    let at = place_of(&window, "Marlow Interiors");
    drag(&mut window, &[at - vec2(25.0, 25.0), at, at + vec2(20.0, 20.0)], Modifiers::NONE);
    expect(&window, &["1 selected", "Open Marlow Interiors", "What if they go?", "Clear"]);
    assert!(!window.has("Open Grandview Hotels"), "nobody else is listed");

    // Shift draws a box in any mode; Ctrl adds to those selected.
    window.click("Move");
    let at = place_of(&window, "Willow Nursery");
    drag(&mut window, &[at - vec2(20.0, 20.0), at + vec2(20.0, 20.0)], Modifiers::SHIFT | Modifiers::COMMAND);
    expect(&window, &["2 selected", "Open Willow Nursery"]);
    window.click("Clear");
    expect(&window, &["Nobody selected", "Open Grandview Hotels"]);
}

#[test]
fn a_lasso_selects_and_esc_gives_up() {
    let mut window = open_map();
    window.click("Lasso");
    let at = place_of(&window, "Willow Nursery");
    let around: Vec<Pos2> =
        [(-30.0, 0.0), (0.0, -20.0), (30.0, 0.0), (0.0, 25.0)].map(|(x, y)| at + vec2(x, y)).to_vec();
    drag(&mut window, &around, Modifiers::NONE);
    assert_eq!(selected(&window), 1, "the one inside the loop");
    expect(&window, &["Open Willow Nursery"]);
    // A click without a drag selects nobody new and loses nobody.
    let empty = picture(&window).left_bottom() + vec2(30.0, -60.0);
    drag(&mut window, &[empty], Modifiers::NONE);
    assert_eq!(selected(&window), 1);

    // Esc while something is drawn: nothing was drawn.
    let (from, to) = (picture(&window).left_top() + vec2(5.0, 40.0), picture(&window).right_bottom() - vec2(5.0, 5.0));
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.click("Box");
    for event in [egui::Event::PointerMoved(from), button(from, true), egui::Event::PointerMoved(to)] {
        window.harness.event(event);
        window.harness.step();
    }
    window.press(Modifiers::NONE, Key::Escape);
    window.harness.event(button(to, false));
    window.settle();
    assert_eq!(selected(&window), 1, "given up");
    assert_eq!(window.state().navigation.now(), Screen::PortfolioMap, "and still here");
}

#[test]
fn dragging_wheel_buttons_and_keys_move_the_view() {
    let mut window = open_map();
    window.click("Zoom in");
    let closer = window.state().areas.explore.map.view.expect("closer");
    let middle = picture(&window).center();
    drag(&mut window, &[middle, middle + vec2(40.0, 0.0), middle + vec2(80.0, 0.0)], Modifiers::NONE);
    let moved = window.state().areas.explore.map.view.expect("still closer");
    assert!(moved.min.x < closer.min.x, "the picture follows the hand: {moved:?} from {closer:?}");
    assert!((moved.width() - closer.width()).abs() < 1e-6 * closer.width(), "as close as before");
    assert_eq!(selected(&window), 0, "nothing was selected");
    window.click("Show all");
    assert!(window.state().areas.explore.map.view.is_none());

    window.harness.get_by_role(Role::Figure).focus();
    window.settle();
    window.press(Modifiers::NONE, Key::Plus);
    let by_key = window.state().areas.explore.map.view.expect("closer by key");
    window.press(Modifiers::NONE, Key::ArrowRight);
    let right = window.state().areas.explore.map.view.expect("still");
    assert!(right.min.x > by_key.min.x && window.harness.get_by_role(Role::Figure).is_focused(), "arrows move it");
    window.press(Modifiers::NONE, Key::Num0);
    assert!(window.state().areas.explore.map.view.is_none(), "0 shows all");

    let wheel = egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: vec2(0.0, 3.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
    };
    window.harness.event(egui::Event::PointerMoved(middle));
    window.harness.event(wheel);
    window.settle();
    assert!(window.state().areas.explore.map.view.is_some(), "the wheel zooms");
}

#[test]
fn a_customer_opens_from_the_map_and_from_the_list() {
    let mut window = open_map();
    let at = place_of(&window, "Willow Nursery");
    drag(&mut window, &[at], Modifiers::NONE);
    let Screen::Customer(id) = window.state().navigation.now() else { panic!("still on the map") };
    let name = window.state().session().unwrap().workspace.customers[&id].name().to_owned();
    assert_eq!(name, "Willow Nursery");
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.state().navigation.now(), Screen::PortfolioMap);
    window.click("Open Grandview Hotels");
    assert!(matches!(window.state().navigation.now(), Screen::Customer(other) if other != id));
}

#[test]
fn the_keyboard_finds_ticks_and_goes_on() {
    let mut window = open_map();
    for (typed, name) in [("willow", "Willow Nursery"), ("copper", "Copper Kettle")] {
        let search = (Role::SearchInput, "Find a customer");
        window.harness.get_by_role_and_label(search.0, search.1).focus();
        window.settle();
        window.harness.get_by_role_and_label(search.0, search.1).type_text(typed);
        window.settle();
        window.harness.get_by_role_and_label(Role::CheckBox, name).focus();
        window.settle();
        window.press(Modifiers::NONE, Key::Space);
        window.click("Clear the search");
    }
    expect(&window, &["2 selected"]);
    window.click("Compare");
    assert_eq!(window.state().navigation.now(), Screen::Compare);
    assert_eq!(window.state().areas.compare.picked.len(), 2);
    window.press(Modifiers::ALT, Key::ArrowLeft);
    window.click("What if they go?");
    assert_eq!(window.state().areas.parting.ticked.len(), 2);
}

#[test]
fn other_figures_make_another_map() {
    let mut window = open_map();
    window.click("Revenue");
    window.click("Cost");
    window.wait(|state| !state.areas.explore.map.is_stale());
    expect(&window, &["Map of 23 customers by revenue against cost"]);
}

#[test]
fn the_history_shows_who_is_ticked_and_opens_whom_is_clicked() {
    let mut window = open_history();
    expect(&window, &["Score by quarter from Q", "Who stands out?", "rated twice or more"]);
    window.harness.get_by_role_and_label(Role::CheckBox, "Kestrelby Bikes").click();
    window.settle();
    expect(&window, &["1 stands out", "Kestrelby Bikes: "]);
    window.click("Zoom in");
    assert!(window.state().areas.explore.history.view.is_some());
    window.click("Show all");

    // The line that stands out, at its last value.
    let rect = picture(&window);
    let area = &window.state().areas.explore.history;
    let ground = area.ground().unwrap();
    let (part, line) = (area.view_of(ground), &ground.lines[area.shown.stressed[0]]);
    let last = line.points.last().unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let at = Pos2::new(
        rect.left() + rect.width() * ((last.quarter as f64 + 0.5 - part.min.x) / part.width()) as f32,
        rect.bottom() - rect.height() * ((last.value - part.min.y) / part.height()) as f32,
    );
    let customer = line.customer;
    drag(&mut window, &[at], Modifiers::NONE);
    assert_eq!(window.state().navigation.now(), Screen::Customer(customer));
}

#[test]
fn the_history_of_some_and_of_a_criterion() {
    let mut window = open_history();
    window.click("All current customers");
    window.harness.get_by_role_and_label(Role::MenuItem, "Let go").click();
    window.settle();
    let all = window.state().areas.explore.history.shown.num;
    assert!(all > 0 && all < 10, "only those to let go: {all}");
    window.click("Score");
    let criterion = window.state().session().unwrap().scorecard().unwrap().current().active().next().unwrap();
    let name = criterion.name.to_string();
    window.harness.get_by_role_and_label(Role::MenuItem, &name).click();
    window.settle();
    window.wait(|state| !state.areas.explore.history.is_stale());
    expect(&window, &[&format!("{name} by quarter")]);
}
