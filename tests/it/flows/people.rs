//! A team is written down on the real window, and somebody leaves.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use keepwise::app::{Modal, Screen, What};

use super::harness::Window;

fn typed(window: &mut Window, text: &str) {
    window.harness.event(Event::Text(text.to_owned()));
    window.settle();
}

fn names(window: &Window) -> Vec<String> {
    let business = &window.state().session().unwrap().workspace.business;
    let mut names: Vec<_> = business.people.values().map(|one| one.name.to_string()).collect();
    names.sort();
    names
}

#[test]
fn a_team_is_written_down_by_keyboard_and_is_there_tomorrow() {
    let mut window = Window::open(What::Default);
    window.go(Screen::People);
    assert!(window.has("Who rates? Add your team."), "{:?}", window.names());
    window.harness.get_all_by_label("Add a person\u{2026}").next().unwrap().click();
    window.settle();
    typed(&mut window, "Noor Haddad");
    window.click("Add and write the next");
    typed(&mut window, "noor haddad");
    assert!(window.has("There is a Noor Haddad in Team already"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.state().modal.is_none(), "a warning does not stop anybody");
    assert_eq!(names(&window), ["Noor Haddad", "noor haddad"]);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&window), ["Noor Haddad"]);
    window.click("Add a group\u{2026}");
    typed(&mut window, "Sales");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.has("Nobody in Sales yet."), "{:?}", window.names());
    window.wait_until_saved();
    let mut window = window.reopen(What::Default);
    window.go(Screen::People);
    assert!(window.has("Sales") && window.has("Noor Haddad"), "{:?}", window.names());
}

#[test]
fn who_has_rated_can_leave_but_not_be_removed() {
    let mut window = Window::open(What::Sample);
    window.go(Screen::People);
    window.click("More for Dana Okafor");
    assert!(window.has("Remove (has rated)"), "{:?}", window.names());
    window.click("Has left");
    assert!(window.has("Dana Okafor has left; their ratings stay"), "{:?}", window.names());
    window.press(Modifiers::COMMAND, Key::R);
    let choices = &window.state().areas.rate.choices.people;
    assert!(choices.iter().all(|(_, name)| !name.starts_with("Dana Okafor")), "no longer asked: {choices:?}");
    window.go(Screen::People);
    window.click("Change Dana Okafor");
    assert!(matches!(&window.state().modal, Some(Modal::Person(form)) if form.left), "known in the dialog too");
}
