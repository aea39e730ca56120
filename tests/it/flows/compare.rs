//! Customers side by side: beginning from the answer, adding, removing, somebody alike, down to the answers.

use egui::Role;
use egui_kittest::kittest::Queryable as _;
use keepwise::app::{Screen, What};

use super::harness::Window;

fn open() -> Window {
    let mut window = Window::open(What::Sample);
    window.go(Screen::LetGo);
    window.click("Compare…");
    window.wait(|state| state.areas.compare.shown.as_ref().is_some_and(|shown| !shown.is_working));
    window
}

fn expect(window: &Window, words: &[&str]) {
    for words in words {
        assert!(window.has(words), "{words:?} is not among {:#?}", window.names());
    }
}

fn names(window: &Window) -> Vec<String> {
    let shown = window.state().areas.compare.shown.as_ref().unwrap();
    shown.columns.iter().map(|column| column.name.clone()).collect()
}

/// Finds a customer by a few letters and sets them beside the others.
fn add(window: &mut Window, name: &str) {
    window.click("Add a customer");
    let search = (Role::SearchInput, "Find a customer to compare");
    window.harness.get_by_role_and_label(search.0, search.1).focus();
    window.settle();
    window.harness.get_by_role_and_label(search.0, search.1).type_text(name);
    window.settle();
    window.click(name);
}

#[test]
fn it_begins_beside_the_one_most_like_them_and_others_come_and_go() {
    let mut window = open();
    assert_eq!(window.state().navigation.now(), Screen::Compare);
    let first = names(&window);
    assert_eq!((first[0].as_str(), first.len()), ("Grandview Hotels", 2), "and the one most like them");
    expect(&window, &["Weigh Grandview Hotels", "95 % sure:", "Revenue, 12 months", "Decided last", "Caution: "]);
    for name in ["Willow Nursery", "Copper Kettle"] {
        add(&mut window, name);
    }
    assert_eq!(names(&window)[2..], ["Willow Nursery", "Copper Kettle"], "added at the right");
    expect(&window, &["stands highest, Grandview Hotels lowest: above in"]);
    window.click(&format!("Remove {}", first[1]));
    window.click("Remove Copper Kettle");
    assert_eq!(names(&window), ["Grandview Hotels", "Willow Nursery"]);
    expect(
        &window,
        &[
            "Willow Nursery stands above Grandview Hotels in",
            "Willow Nursery really stands above Grandview Hotels: that is",
        ],
    );
}

#[test]
fn somebody_alike_is_set_beside_them_and_weighed() {
    let mut window = open();
    let alike = window.state().areas.compare.shown.as_ref().unwrap().alike.clone();
    expect(&window, &["Who else is like this one", "A click sets them beside the others."]);
    window.click(&alike[0].name);
    assert_eq!(names(&window)[2], alike[0].name, "beside the others");
    window.click(&format!("Weigh {}", alike[0].name));
    assert_eq!(window.state().navigation.now(), Screen::LetGo);
    assert_eq!(window.state().areas.let_go.chosen, Some(alike[0].customer), "the answer about them");
}

#[test]
fn the_tab_begins_by_itself_and_the_last_one_stays() {
    let mut window = Window::open(What::Sample);
    window.go(Screen::LetGo);
    window.click("Compare");
    window.wait(|state| state.areas.compare.shown.as_ref().is_some_and(|shown| !shown.is_working));
    let others: Vec<String> = names(&window).into_iter().skip(1).collect();
    for other in others {
        window.click(&format!("Remove {other}"));
    }
    expect(&window, &["Grandview Hotels stands alone: add another to compare"]);
}
