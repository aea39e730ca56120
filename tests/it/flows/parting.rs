//! If they go: ticking customers, reading what it does to the rest, looking at the pictures.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keepwise::app::{Screen, What};

use super::harness::Window;

fn open() -> Window {
    let mut window = Window::open(What::Sample);
    window.go(Screen::LetGo);
    window.click("If they go");
    window.wait(|state| state.areas.parting.ground().is_some());
    window
}

fn expect(window: &Window, words: &[&str]) {
    for words in words {
        assert!(window.has(words), "{words:?} is not among {:#?}", window.names());
    }
}

/// Ticks or unticks a customer in the list.
fn tick(window: &mut Window, name: &str) {
    let row = window.harness.get_all_by_role_and_label(Role::CheckBox, name).next();
    row.unwrap_or_else(|| panic!("no {name}")).click();
    window.settle();
}

#[test]
fn ticking_shows_the_effect_and_its_cautions() {
    let mut window = open();
    expect(&window, &["Tick customers to see what the rest would be without them", "Grandview Hotels"]);
    tick(&mut window, "Grandview Hotels");
    expect(&window, &["Without Grandview Hotels: €", "Without them", "Before you decide"]);
    tick(&mut window, "Grandview Hotels");
    tick(&mut window, "Quickprint Direct");
    tick(&mut window, "Marlow Interiors");
    expect(&window, &["Without these 2: €", "profit up €", "Grandview Hotels would bring", "the limit is 25"]);
    assert_eq!(window.state().areas.parting.ticked.len(), 2, "two of them");
    tick(&mut window, "Marlow Interiors");
    tick(&mut window, "Quickprint Direct");
    expect(&window, &["Tick customers to see what the rest would be without them"]);

    window.click_containing("Tick all we would let go");
    let num = window.state().areas.parting.ground().unwrap().num_let_go;
    assert_eq!(window.state().areas.parting.ticked.len(), num, "everybody of that verdict");
    window.click("Whale curve");
    expect(&window, &["The best 5 of 23 customers bring"]);
    window.click("Grades");
    expect(&window, &["Brings much and fits", "Brings little and fits badly"]);
    window.click("Clear");
    assert!(window.state().areas.parting.ticked.is_empty(), "nobody");
}

#[test]
fn the_keyboard_walks_and_ticks() {
    let mut window = open();
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Space);
    let area = &window.state().areas.parting;
    let second = &area.ground().unwrap().rows[1];
    assert!(area.ticked.contains(&second.customer), "the second is ticked");
    let words = format!("Without {}: ", second.name);
    expect(&window, &[&words]);
}

#[test]
fn from_the_answer_about_one_customer() {
    let mut window = Window::open(What::Sample);
    window.go(Screen::LetGo);
    window.click("What if we let them go?");
    window.wait(|state| state.areas.parting.ground().is_some());
    assert_eq!(window.state().navigation.now(), Screen::Parting);
    expect(&window, &["Without Grandview Hotels: €"]);
    let row = window.harness.get_all_by_role_and_label(Role::CheckBox, "Grandview Hotels").next().unwrap();
    assert_eq!(row.accesskit_node().toggled(), Some(egui::accesskit::Toggled::True), "ticked");
}
