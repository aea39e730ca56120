//! Looking back: what became of decisions, and the way to the customer.

use keepwise::analysis::TurnedOut;
use keepwise::app::{PageTab, Screen, What};

use super::harness::Window;

fn open() -> Window {
    let mut window = Window::open(What::Sample);
    window.go(Screen::LetGo);
    window.click("Looking back");
    window.wait(|state| state.areas.looking_back.shown().is_some());
    window
}

#[test]
fn the_decisions_are_listed_and_lead_to_the_customer() {
    let mut window = open();
    let looked = window.state().areas.looking_back.shown().unwrap().clone();
    for words in [
        looked.finding.as_str(),
        "Decisions, newest first",
        "Vantor Motors: let go",
        "Grandview Hotels: fix together",
        "Verdicts of a year ago",
        "What else stands out",
    ] {
        assert!(window.has(words), "{words:?} is not among {:#?}", window.names());
    }
    window.click("Vantor Motors: let go");
    let vantor = looked.decisions.iter().find(|row| row.title == "Vantor Motors: let go").unwrap().customer;
    assert_eq!(window.state().navigation.now(), Screen::Customer(vantor));
    assert_eq!(window.state().areas.customers.page.tab, PageTab::Decisions);
    assert!(window.has("What came of it"), "the decision itself");
}

#[test]
fn the_list_is_narrowed_to_what_went_otherwise() {
    let mut window = open();
    let [_, otherwise, _] = window.state().areas.looking_back.shown().unwrap().counts;
    window.click(&format!("Not as hoped ({otherwise})"));
    let area = &window.state().areas.looking_back;
    assert_eq!((area.only, area.listed.len()), (Some(TurnedOut::Otherwise), otherwise));
    assert!(!window.has("Vantor Motors: let go"), "that one went as hoped");
}
