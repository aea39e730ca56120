//! Rating on the real window: by keyboard, unfinished and found again, one person after another, blind.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use keepwise::app::{RateForm, RateStep, Screen, State, What};
use keepwise::model::{Customer, Response};

use super::harness::Window;

/// Counts every key that is pressed.
struct Keys<'a> {
    window: &'a mut Window,
    presses: usize,
}

impl Keys<'_> {
    fn press(&mut self, key: Key) {
        self.window.press(Modifiers::NONE, key);
        self.presses += 1;
    }
}

fn customer<'a>(state: &'a State, name: &str) -> &'a Customer {
    state.session().unwrap().workspace.customers.values().find(|one| one.name() == name).unwrap()
}

fn form(window: &Window) -> &RateForm {
    window.state().areas.rate.form.as_ref().unwrap_or_else(|| panic!("no form: {:?}", window.names()))
}

fn responses(window: &Window) -> Vec<Response> {
    let form = form(window);
    let workspace = &window.state().session().unwrap().workspace;
    form.asked(workspace).unwrap().active().filter_map(|criterion| form.response(criterion.id)).collect()
}

/// From wherever we are to the first question about Harbour Café, as Dana.
fn begin(window: &mut Window) {
    window.press(Modifiers::COMMAND, Key::R);
    window.harness.event(Event::Text("harbour".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    if window.state().areas.rate.pick.person.is_none() {
        window.harness.get_by_role_and_label(egui::Role::ComboBox, "Who rates").click();
        window.settle();
        window.click("Dana Okafor (team)");
    }
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.state().areas.rate.step, RateStep::Form, "{:?}", window.names());
}

const DIGITS: [Key; 7] = [Key::Num4, Key::Num4, Key::Num5, Key::Num3, Key::Num4, Key::Num0, Key::Num0];

#[test]
fn a_whole_rating_takes_eight_keys_and_shows_then_what_the_others_said() {
    let mut window = Window::open(What::Sample);
    let before = customer(window.state(), "Harbour Café").ratings.len();
    begin(&mut window);
    let mut keys = Keys { window: &mut window, presses: 0 };
    for key in DIGITS {
        keys.press(key);
    }
    keys.press(Key::Enter);
    assert!(keys.presses <= 8, "{} keys", keys.presses);
    assert_eq!(customer(window.state(), "Harbour Café").ratings.len(), before + 1, "{:?}", window.names());
    assert!(window.has("Rated Harbour Café"), "and says so: {:?}", window.names());
    assert!(window.has("others who rated them"), "{:?}", window.names());
    window.wait_until_saved();
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(customer(window.state(), "Harbour Café").ratings.len(), before, "taken back");
}

#[test]
fn letters_and_arrows_work_on_questions_but_not_in_a_note() {
    let mut window = Window::open(What::Sample);
    begin(&mut window);
    window.press(Modifiers::NONE, Key::N);
    window.press(Modifiers::NONE, Key::D);
    assert_eq!(responses(&window), [Response::NotApplicable, Response::DontKnow]);
    assert_eq!(form(&window).at, 2);
    window.press(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(form(&window).at, 1, "back");
    window.press(Modifiers::NONE, Key::Tab);
    window.harness.event(Event::Text("No 5 calls".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Num5);
    let note = |window: &Window| form(window).answers.values().map(|one| one.note.clone()).collect::<String>();
    assert_eq!(note(&window), "No 5 calls");
    assert_eq!(responses(&window), [Response::NotApplicable, Response::DontKnow], "typed, not answered");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::Num5);
    assert!(matches!(responses(&window)[1], Response::Value(_)), "answered again: {:?}", responses(&window));
    window.press(Modifiers::COMMAND, Key::K);
    window.press(Modifiers::NONE, Key::Num2);
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(responses(&window).len(), 2, "a dialog keeps the keys to itself");
}

#[test]
fn an_unfinished_rating_survives_closing_the_window() {
    let mut window = Window::open(What::Default);
    set_up(&mut window);
    window.press(Modifiers::COMMAND, Key::R);
    window.harness.event(Event::Text("bakery".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::NONE, Key::Enter);
    for key in [Key::N, Key::D, Key::N] {
        window.press(Modifiers::NONE, key);
    }
    let given = responses(&window);
    window.wait_until_saved();
    let mut window = window.reopen(What::Default);
    window.go(Screen::Rate);
    assert!(window.has("Unfinished ratings"), "{:?}", window.names());
    window.click("Continue the rating of Corner Bakery");
    assert_eq!(responses(&window), given, "every answer is there");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait_until_saved();
    assert_eq!(customer(window.state(), "Corner Bakery").ratings.len(), 1);
    let mut window = window.reopen(What::Default);
    window.go(Screen::Rate);
    assert!(!window.has("Unfinished ratings"), "saved is not unfinished");
    assert_eq!(customer(window.state(), "Corner Bakery").ratings.len(), 1, "and on the disk");
}

#[test]
fn one_person_after_another_and_nobody_sees_a_score_before_their_own() {
    let mut window = Window::open(What::Sample);
    begin(&mut window);
    // Whatever tells what others think, apart from the names of the screens at the left.
    let telling = ["Score", "score ", "Coverage", "Keep", "Hard look", "Let go", "\u{2019} mean", "others who"];
    let tells = |window: &Window| -> Vec<String> {
        let is_frame = |name: &str| name == "Scorecard" || Screen::RAIL.iter().any(|screen| screen.word() == name);
        let names = window.names().into_iter().filter(|name| !is_frame(name) && name != "Keepwise");
        names.filter(|name| telling.iter().any(|word| name.contains(word))).collect()
    };
    let nothing: [String; 0] = [];
    assert_eq!(tells(&window), nothing, "while answering");
    for key in DIGITS {
        window.press(Modifiers::NONE, key);
    }
    assert_eq!(tells(&window), nothing, "while looking back");
    window.click("Save and next person");
    assert_eq!(tells(&window), nothing, "while the next one is chosen");
    assert_eq!(window.state().areas.rate.step, RateStep::Pick);
    window.press(Modifiers::NONE, Key::Enter);
    let business = &window.state().session().unwrap().workspace.business;
    assert_eq!(business.person_name(form(&window).about.person), "Jonas Keller");
    for key in DIGITS {
        window.press(Modifiers::NONE, key);
    }
    window.click("Save rating");
    assert!(window.has("others who rated them"), "now it is shown: {:?}", window.names());
    assert!(!tells(&window).is_empty());
    window.press(Modifiers::NONE, Key::C);
    assert_eq!(window.state().areas.rate.pick.customer, None, "next customer");
}

#[test]
fn typing_searches_wherever_the_keyboard_was() {
    let mut window = Window::open(What::Sample);
    window.go(Screen::Rate);
    window.press(Modifiers::COMMAND, Key::K);
    window.press(Modifiers::NONE, Key::Escape);
    for letter in ["h", "a", "r", "b"] {
        window.harness.event(Event::Text(letter.to_owned()));
        window.settle();
    }
    assert_eq!(window.state().areas.rate.pick.search, "harb");
    window.press(Modifiers::NONE, Key::Enter);
    let id = customer(window.state(), "Harbour Café").id;
    assert_eq!(window.state().areas.rate.pick.customer, Some(id), "Enter takes the best match");
}

/// A person and a customer in an empty workspace, by hand as a new owner would make them.
fn set_up(window: &mut Window) {
    window.go(Screen::People);
    window.harness.get_all_by_label("Add a person\u{2026}").next().unwrap().click();
    window.settle();
    for (keys, text) in [(None, "Noor Haddad"), (Some(Key::N), "Corner Bakery")] {
        if let Some(key) = keys {
            window.press(Modifiers::COMMAND, key);
        }
        window.harness.event(Event::Text(text.to_owned()));
        window.settle();
        window.press(Modifiers::NONE, Key::Enter);
    }
    assert!(window.state().modal.is_none(), "{:?}", window.names());
}
