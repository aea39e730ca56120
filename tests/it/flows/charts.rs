//! The charts: every one from the menu by its label and by the keyboard, about whom it is asked, and why there is none.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use keepwise::app::{Screen, What};
use keepwise::charts::{About, ChartName, ChartTheme};

use super::harness::Window;

fn open() -> Window {
    let mut window = Window::open(What::Sample);
    window.go(Screen::Charts);
    made(&mut window);
    window
}

/// Waits for the chart.
fn made(window: &mut Window) {
    window.wait(|state| !state.areas.charts.is_stale());
}

/// Opens the menu and takes the chart of this name.
fn choose(window: &mut Window, name: ChartName) {
    let now = window.state().areas.charts.name;
    window.harness.get_by_role_and_label(Role::Button, now.label()).click();
    window.settle();
    window.harness.get_by_role_and_label(Role::ListBoxOption, name.label()).click();
    window.settle();
    made(window);
}

#[test]
fn every_chart_is_in_the_menu_with_its_question_and_shows_its_finding() {
    let mut window = open();
    assert_eq!(window.state().areas.charts.name, ChartName::Criteria, "the radar is never the default");
    assert!(window.has("What are they good at, and what not?"), "{:#?}", window.names());
    for name in ChartName::ALL {
        choose(&mut window, name);
        let area = &window.state().areas.charts;
        assert_eq!(area.name, name);
        let title = area.chart.as_ref().unwrap_or_else(|| panic!("{name:?}: {:?}", area.missing)).title.clone();
        assert!(!title.is_empty() && window.has(&title), "{name:?}: {title:?} is not among {:#?}", window.names());
        assert_eq!(
            window.has("Which ratings count"),
            name.has_period(),
            "{name:?}: a choice of period where it matters"
        );
        assert_eq!(window.has("Management beside team"), name.has_groups(), "{name:?}");
        let is_one = matches!(area_about(&window), About::Customer(_));
        assert_eq!(is_one, name.is_about_one_customer(), "{name:?} is about whom it can be about");
    }
    window.harness.get_by_role_and_label(Role::Button, ChartName::Ranks.label()).click();
    window.settle();
    for theme in ChartTheme::ALL {
        assert!(window.has(theme.label()), "{} is not among {:#?}", theme.label(), window.names());
    }
}

fn area_about(window: &Window) -> About {
    window.state().areas.charts.about.clone()
}

#[test]
fn the_keyboard_walks_through_the_menu() {
    let mut window = open();
    let menu: Vec<ChartName> = ChartTheme::ALL.iter().flat_map(|theme| theme.charts()).copied().collect();
    for name in &menu[1..] {
        window.press(Modifiers::NONE, Key::ArrowDown);
        made(&mut window);
        assert_eq!(window.state().areas.charts.name, *name);
        assert!(window.has(name.hint()), "{name:?}: {:#?}", window.names());
    }
    window.press(Modifiers::NONE, Key::ArrowUp);
    made(&mut window);
    assert_eq!(window.state().areas.charts.name, menu[menu.len() - 2]);
}

#[test]
fn a_segment_and_a_customer_are_found_and_shown() {
    let mut window = open();
    window.click("All current customers");
    window.click("Hospitality");
    made(&mut window);
    assert!(window.has("Hospitality: "), "{:#?}", window.names());
    window.harness.get_by_role_and_label(Role::Button, "Hospitality").click();
    window.settle();
    let field = window.harness.get_by_role_and_label(Role::SearchInput, "Find a customer");
    field.focus();
    window.settle();
    window.harness.event(egui::Event::Text("grandv".to_owned()));
    window.settle();
    window.harness.get_by_role_and_label(Role::ListBoxOption, "Grandview Hotels").click();
    window.settle();
    made(&mut window);
    assert!(window.has("Grandview Hotels: "), "{:#?}", window.names());
    choose(&mut window, ChartName::Waterfall);
    assert!(window.has("Grandview Hotels: from the keep line"), "{:#?}", window.names());
    choose(&mut window, ChartName::Scores);
    assert!(window.has("Hospitality: "), "several again, as before: {:#?}", window.names());
}

#[test]
fn where_there_is_no_chart_it_says_why() {
    let window = Window::open(What::Sample);
    let own = window.home().join("own");
    let mut workspace = window.state().session().unwrap().workspace.clone();
    for customer in workspace.customers.values_mut() {
        std::sync::Arc::make_mut(customer).profile.money.clear();
    }
    keepwise::store::create(&own, &workspace).unwrap();
    let mut window = window.reopen(What::Folder(own));
    window.go(Screen::Charts);
    made(&mut window);
    choose(&mut window, ChartName::Map);
    assert!(window.has("It takes revenue, cost and hours of the last 12 months."), "{:#?}", window.names());
    assert!(window.has(ChartName::Map.hint()), "the question stands there too");
}
