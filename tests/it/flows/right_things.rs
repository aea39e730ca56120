//! Are we measuring the right things? From the answer down to what a figure is made of.

use egui::Role;
use egui_kittest::kittest::Queryable as _;
use keepwise::app::{Modal, Screen, What};

use super::harness::Window;

fn expect(window: &Window, words: &[&str]) {
    for words in words {
        assert!(window.has(words), "{words:?} is not among {:#?}", window.names());
    }
}

#[test]
fn the_answer_a_row_per_question_and_what_it_is_made_of() {
    let mut window = Window::open(What::Sample);
    window.go(Screen::Charts);
    window.click("Right things?");
    window.wait(|state| state.areas.right_things.intervals.answer().is_some());
    expect(
        &window,
        &[
            "questions tell customers apart",
            "association, not cause",
            "What each question is worth",
            "How far people agree",
            "Severe and lenient people",
            "Where management and team differ",
            "Odd answers",
        ],
    );
    let row = window.state().areas.right_things.shown.answer().unwrap().rows[0].clone();
    window.harness.get_by_role_and_label(Role::Row, &row.name).click();
    window.settle();
    expect(&window, &["Weight revealed by who ended", "Against an end", "Voices with a value"]);
    window.click("Open the answers");
    assert!(matches!(window.state().modal, Some(Modal::Ratings(_))), "down to the single answers");
}

#[test]
fn nobody_rated_says_what_to_do() {
    let mut window = Window::open(What::Default);
    window.press(egui::Modifiers::COMMAND, egui::Key::K);
    window.harness.event(egui::Event::Text("Right things".to_owned()));
    window.settle();
    window.press(egui::Modifiers::NONE, egui::Key::Enter);
    window.settle();
    assert_eq!(window.state().navigation.now(), Screen::RightThings, "{:?}", window.names());
    let has_scorecard = window.state().session().unwrap().judged.is_some();
    if has_scorecard {
        window.wait(|state| state.areas.right_things.shown.answer().is_some());
        expect(&window, &["Nobody has been rated yet", "Rate a customer"]);
    } else {
        expect(&window, &["No scorecard yet", "See the scorecards"]);
    }
}
