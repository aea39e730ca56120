//! Rank with care: lists side by side, and what speaks against acting on one of them.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keepwise::app::{RankRow, RankingPart, Screen, What};

use super::harness::Window;

fn open() -> Window {
    let mut window = Window::open(What::Sample);
    window.go(Screen::LetGo);
    window.click("Rank with care");
    window.wait(|state| state.areas.ranking.ranking().is_some() && !state.areas.ranking.is_stale());
    window
}

fn expect(window: &Window, words: &[&str]) {
    for words in words {
        assert!(window.has(words), "{words:?} is not among {:#?}", window.names());
    }
}

fn click(window: &mut Window, role: Role, label: &str) {
    window.harness.get_by_role_and_label(role, label).click();
    window.settle();
}

fn chosen(window: &Window) -> &RankRow {
    window.state().areas.ranking.chosen_row().unwrap()
}

#[test]
fn the_first_by_sales_is_warned_about_and_the_small_one_too() {
    let mut window = open();
    expect(&window, &["A ranking by sales alone misleads", "Before you act on a rank", "On every list"]);
    click(&mut window, Role::ColumnHeader, "Revenue");
    let first = window.state().areas.ranking.row(0).unwrap();
    assert_eq!(first.name(), "Grandview Hotels", "first by revenue");
    click(&mut window, Role::Row, "Grandview Hotels");
    expect(&window, &["Large, but a bad fit", "What do they ask for in return?"]);
    let words = window
        .harness
        .get_by_role_and_label(Role::Row, "Grandview Hotels")
        .accesskit_node()
        .description()
        .unwrap_or_default();
    assert!(words.contains("1st of") && words.contains("by revenue"), "the row in words: {words}");

    window.press(Modifiers::NONE, Key::End);
    click(&mut window, Role::Row, "Finch & Daughter Pianos");
    assert_eq!(chosen(&window).name(), "Finch & Daughter Pianos", "the last by revenue");
    let warning = chosen(&window).warnings.first().unwrap().text.clone();
    expect(&window, &[&warning]);
    let customer = chosen(&window).customer();
    window.click("Open their page");
    assert_eq!(window.state().navigation.now(), Screen::Customer(customer), "on their page");
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.state().navigation.now(), Screen::Ranking, "and back");
    expect(&window, &[&warning]);
    assert_eq!(chosen(&window).customer(), customer, "still looked at");
}

#[test]
fn keys_walk_the_rows_and_the_picture_shows_the_chosen() {
    let mut window = open();
    window.press(Modifiers::NONE, Key::Home);
    let first = chosen(&window).customer();
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert_ne!(chosen(&window).customer(), first, "one further down");
    window.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(chosen(&window).customer(), first, "and up again");
    window.click("Picture");
    assert_eq!(window.state().areas.ranking.part, RankingPart::Picture);
    assert!(window.state().areas.ranking.picture.is_some(), "drawn");
    window.click("Table");
    window.click("Copy table");
    window.wait(|state| state.toasts.list().iter().any(|toast| toast.text.starts_with("Copied as")));
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.state().navigation.now(), Screen::Customer(first), "Enter opens the page");
}

#[test]
fn lenses_are_chosen_in_a_menu() {
    let mut window = open();
    window.click("Lenses");
    click(&mut window, Role::CheckBox, "Management score");
    assert!(window.state().areas.ranking.lenses.contains(&keepwise::analysis::Lens::ManagementScore), "shown");
    window.click("The usual ones");
    assert_eq!(window.state().areas.ranking.lenses.len(), 6, "as at the beginning");
    window.press(Modifiers::NONE, Key::Escape);
    click(&mut window, Role::ColumnHeader, "Rank moves by");
    let widest = window.state().areas.ranking.row(0).unwrap().row.span.unwrap();
    assert!(widest.spread > 0.5, "the widest first");
    let customer = chosen(&window).customer();
    window.harness.get_all_by_role_and_label(Role::Button, "Let go?").last().unwrap().click();
    window.settle();
    assert_eq!(window.state().navigation.now(), Screen::LetGo, "on to the answer");
    assert_eq!(window.state().areas.let_go.chosen, Some(customer), "for the customer looked at");
}
