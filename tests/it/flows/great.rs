//! Great customers, red flags, and a prospect checked before anybody takes them on.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use keepwise::app::{Modal, Screen, What};
use keepwise::model::{FlagRule, OccasionKind, Status};

use super::harness::Window;

const NAME: &str = "Brightwater Spa";

fn expect(window: &Window, words: &[&str]) {
    for words in words {
        assert!(window.has(words), "{words:?} is not among {:#?}", window.names());
    }
}

fn type_into(window: &mut Window, field: &str, text: &str) {
    window.harness.get_by_role_and_label(Role::TextInput, field).focus();
    window.settle();
    window.harness.get_by_role_and_label(Role::TextInput, field).type_text(text);
    window.settle();
}

#[test]
fn a_prospect_is_checked_saved_and_undone() {
    let mut window = Window::open(What::Sample);
    let before = window.state().session().unwrap().workspace.clone();
    window.go(Screen::Charts);
    window.click("Great customers");
    window.wait(|state| state.areas.great.shown.answer().is_some());
    expect(&window, &["Our top customers stand out most on", "What sets the top apart", "Red flags to look for early"]);
    window.click("Check a prospect…");
    expect(&window, &["Customers like this one", "Nothing is known yet", "Type the prospect’s name, or choose one."]);
    type_into(&mut window, "Name", NAME);
    type_into(&mut window, "Segment", "Hospitality");
    window.wait(|state| !state.areas.great.outlook.is_stale());
    expect(&window, &["Counts, not a forecast."]);
    let Some(Modal::Prospect(form)) = &window.state().modal else { panic!("closed") };
    let questions = form.questions.len();
    let unknown: Vec<_> = window.harness.get_all_by_label("Don’t know").collect();
    assert_eq!(unknown.len(), questions, "one per red flag");
    unknown[0].click();
    window.settle();
    let Some(Modal::Prospect(form)) = &window.state().modal else { panic!("closed") };
    assert!(form.questions[0].response.is_some(), "answered: don't know");
    let flag = form.questions[0].flag_name().to_owned();
    let answer = match form.questions[0].criterion.red_flag.as_ref().unwrap().rule {
        FlagRule::AtOrAbove(_) => "Yes",
        FlagRule::AtOrBelow(_) => "No",
    };
    window.harness.get_all_by_label(answer).next().unwrap().click();
    window.settle();
    expect(&window, &["hit: talk about", "before you take them on", &flag]);
    window.click("Save the check");
    window.wait_until_saved();
    let workspace = &window.state().session().unwrap().workspace;
    let added = workspace.customers.values().find(|one| one.name() == NAME).unwrap();
    assert_eq!(added.profile.status, Status::Prospect);
    let rating = added.ratings.values().next().unwrap();
    assert_eq!(rating.occasion.kind, OccasionKind::ProspectCheck, "with what was answered");
    expect(&window, &["Check…"]);
    window.go(Screen::Customers);
    // Not only those we work for.
    window.click("Current");
    let rows = &window.state().areas.customers.table;
    assert!((0..rows.num_shown()).any(|place| rows.row(place).unwrap().customer.name() == NAME), "in the table");
    window.press(Modifiers::COMMAND, Key::Z);
    window.wait_until_saved();
    assert_eq!(window.state().session().unwrap().workspace, before, "customer and rating go together");
}

#[test]
fn what_sets_the_top_apart_is_saved_like_every_chart_and_leads_to_its_answers() {
    let mut window = Window::open(What::Sample);
    window.go(Screen::Charts);
    window.click("Great customers");
    window.wait(|state| state.areas.great.shown.answer().is_some());
    let shown = window.state().areas.great.shown.answer().unwrap();
    let chart = shown.chart.clone().expect("there are two sides");
    assert!(chart.title.starts_with("Our top customers stand out most on"), "{}", chart.title);
    assert_eq!(chart.data().rows.len(), shown.criteria.len(), "a row per criterion");
    window.click("Save or copy the chart");
    window.harness.get_by_role_and_label(Role::MenuItem, "Save chart…").click();
    window.settle();
    assert!(matches!(window.state().modal, Some(Modal::Export(_))), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    let bar = window.names().into_iter().find(|name| name.contains(" points, ") && name.contains(" top at "));
    let bar = bar.unwrap_or_else(|| panic!("no bar in {:?}", window.names()));
    window.harness.get_by_role_and_label(Role::Button, &bar).click();
    window.settle();
    assert!(matches!(window.state().modal, Some(Modal::Ratings(_))), "down to the single answers");
}

#[test]
fn the_palette_leads_to_the_check_and_escape_out_of_it() {
    let mut window = Window::open(What::Sample);
    window.press(Modifiers::COMMAND, Key::K);
    window.harness.event(egui::Event::Text("Check a prospect".to_owned()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    assert!(matches!(window.state().modal, Some(Modal::Prospect(_))), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.state().modal.is_none(), "closed, nothing saved");
}
