//! The frame around the screens: rail, top bar, palette, help, undo, a second window.

use egui::{Key, Modifiers};
use keepwise::app::{Modal, Screen, What};
use keepwise::store::Access;

use super::harness::Window;

#[test]
fn the_sample_opens_and_every_screen_of_the_rail_shows() {
    let mut window = Window::open(What::Sample);
    assert!(window.has("Bright & Bold Studio"), "{:?}", window.names());
    for screen in Screen::RAIL {
        window.go(screen);
        assert_eq!(window.state().navigation.now(), screen);
    }
}

#[test]
fn the_palette_finds_a_customer_by_a_few_letters() {
    let mut window = Window::open(What::Sample);
    window.press(Modifiers::COMMAND, Key::K);
    assert!(matches!(window.state().modal, Some(Modal::Palette(_))), "the palette is open");
    window.harness.event(egui::Event::Text("marlow".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    let Screen::Customer(id) = window.state().navigation.now() else { panic!("not on a customer's page") };
    let session = window.state().session().unwrap();
    assert!(session.workspace.customers[&id].name().starts_with("Marlow"), "the right customer");
    assert!(window.state().modal.is_none(), "the palette has closed");
}

#[test]
fn help_lists_the_shortcuts_and_escape_closes_it() {
    let mut window = Window::open(What::Sample);
    window.press(Modifiers::NONE, Key::F1);
    assert!(window.has("Keyboard shortcuts"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none(), "closed");
}

#[test]
fn a_second_window_on_the_same_workspace_may_only_read() {
    let mut first = Window::open(What::Default);
    let mut second = first.another(What::Default);
    assert!(matches!(second.state().session().unwrap().access, Access::ReadOnly(_)), "read only");
    assert!(second.has("Read only"), "and it says so");
    first.settle();
    second.settle();
    drop(first);
    let third = second.reopen(What::Default);
    assert_eq!(third.state().session().unwrap().access, Access::ReadWrite, "the lock is free again");
}
