//! Looking around on the sample business: selecting, listing, zooming, and the pictures that are saved.

use std::collections::BTreeSet;

use super::*;
use crate::analysis::{EffortBy, ValueBy};
use crate::app::testing::{TODAY, opened_on};
use crate::app::{EditCommand, Modal, Subject, UiEffect};
use crate::charts::{Kind, Quadrant, Size, Theme, Trend, layout};
use crate::exchange::synthetic;
use crate::model::{Edit, Profile, Verdict, Workspace};
use crate::store::{Access, sample_workspace};

fn open_with(workspace: Workspace, screen: Screen) -> State {
    let mut state = opened_on(workspace, Access::ReadWrite);
    run(&mut state, Command::Go(screen));
    state
}

fn open(screen: Screen) -> State {
    open_with(sample_workspace(TODAY), screen)
}

/// Handles a command and lets the worker answer what is asked; returns what is left for the window to do.
fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let mut effects = state.handle(command);
    let mut left = Vec::new();
    while let Some(effect) = effects.pop() {
        match effect {
            Effect::Work(work) => effects.extend(work.answer().map(|answer| state.handle(answer)).unwrap_or_default()),
            other => left.push(other),
        }
    }
    left
}

fn on_map(state: &mut State, command: MapCommand) -> Vec<Effect> {
    run(state, Command::Explore(ExploreCommand::Map(command)))
}

fn on_history(state: &mut State, command: HistoryCommand) -> Vec<Effect> {
    run(state, Command::Explore(ExploreCommand::History(command)))
}

fn map(state: &State) -> &MapState {
    &state.areas.explore.map
}

fn ground(state: &State) -> &MapGround {
    map(state).ground().unwrap()
}

fn history(state: &State) -> (&HistoryState, &HistoryGround) {
    let area = &state.areas.explore.history;
    (area, area.ground().unwrap())
}

fn named(state: &State, name: &str) -> CustomerId {
    state.session().unwrap().workspace.customers.values().find(|customer| customer.name() == name).unwrap().id
}

fn listed(state: &State) -> Vec<&str> {
    map(state).listed.iter().map(|place| ground(state).points[*place].name.as_str()).collect()
}

/// A box around everybody with a profit below this.
fn below(state: &State, value: f64) -> Region {
    let ground = ground(state);
    let top = Spot::new(ground.all.max.x, ground.up.place(value));
    Region::Box(Bounds::between(ground.all.min, top))
}

/// The chart the export dialog was opened with; the dialog is closed again.
fn export(state: &mut State) -> Chart {
    run(state, Command::Explore(ExploreCommand::Export));
    let Some(Modal::Export(form)) = &state.modal else { panic!("no dialog: {:?}", state.modal) };
    let Subject::One { chart, .. } = &form.subject else { panic!("{:?}", form.subject) };
    let chart = (**chart).clone();
    let scene = layout(&chart, Size { width: 960.0, height: Some(540.0) }, &Theme::LIGHT);
    assert!(!scene.items.is_empty(), "it can be drawn");
    run(state, Command::CloseModal);
    chart
}

#[test]
fn a_box_selects_those_inside_and_adds_them_up() {
    let mut state = open(Screen::PortfolioMap);
    assert_eq!(ground(&state).points.len(), 23, "everybody we work for");
    assert_eq!(listed(&state).len(), 23, "and nobody is selected");
    let region = below(&state, 0.0);
    on_map(&mut state, MapCommand::Select(region, Picking::Replace));
    let losing: BTreeSet<String> =
        ground(&state).points.iter().filter(|point| point.value < 0.0).map(|point| point.name.clone()).collect();
    let names: BTreeSet<String> = listed(&state).into_iter().map(str::to_owned).collect();
    assert_eq!(names, losing, "those we lose money on");
    assert!(losing.contains("Grandview Hotels") && losing.len() > 1, "{losing:?}");
    let summary = map(&state).summary;
    let (points, marked) = (&ground(&state).points, &map(&state).marked);
    let value: f64 = marked.iter().map(|place| points[*place].value).sum();
    assert_eq!((summary.num, summary.verdicts.iter().sum::<usize>()), (losing.len(), losing.len()));
    assert!((summary.value - value).abs() < 1e-9 && summary.value < 0.0);
    assert_eq!(summary.value_share, None, "a loss is no share of a profit");
    assert!(summary.effort_share.is_some_and(|share| 0.0 < share && share < 1.0));

    // Another box replaces, or adds.
    let everybody = Region::Box(ground(&state).all);
    let nobody = Region::Box(Bounds::between(Spot::new(-1e9, -1e9), Spot::new(-1e8, -1e8)));
    on_map(&mut state, MapCommand::Select(nobody.clone(), Picking::Add));
    assert_eq!(map(&state).summary.num, losing.len(), "nobody more");
    on_map(&mut state, MapCommand::Select(everybody, Picking::Add));
    assert_eq!(map(&state).summary.num, 23);
    on_map(&mut state, MapCommand::Select(nobody, Picking::Replace));
    assert_eq!((map(&state).summary.num, map(&state).list), (0, ListShown::Everybody));
}

#[test]
fn a_lasso_selects_those_inside_the_loop_only() {
    let mut state = open(Screen::PortfolioMap);
    let place = ground(&state).points.iter().position(|point| point.name == "Willow Nursery").unwrap();
    let Spot { x, y } = ground(&state).index.spots()[place];
    let (w, h) = (ground(&state).all.width() * 0.03, ground(&state).all.height() * 0.03);
    let loop_ = vec![Spot::new(x - w, y), Spot::new(x, y - h), Spot::new(x + w, y), Spot::new(x, y + h)];
    on_map(&mut state, MapCommand::Select(Region::Lasso(loop_), Picking::Replace));
    assert_eq!(listed(&state), ["Willow Nursery"]);
}

#[test]
fn ticks_search_and_order_make_the_list() {
    let mut state = open(Screen::PortfolioMap);
    assert_eq!(listed(&state)[0], "Grandview Hotels", "the worst first");
    on_map(&mut state, MapCommand::Sort(SortBy::Value));
    assert_eq!(listed(&state)[0], "Willow Nursery");
    on_map(&mut state, MapCommand::Sort(SortBy::Effort));
    let efforts: Vec<f64> = map(&state).listed.iter().map(|place| ground(&state).points[*place].effort).collect();
    assert!(efforts.windows(2).all(|pair| pair[0] >= pair[1]), "{efforts:?}");
    on_map(&mut state, MapCommand::Sort(SortBy::Best));
    let first = map(&state).listed[0];
    let last = *map(&state).listed.last().unwrap();
    assert_eq!(ground(&state).points[first].verdict, Verdict::Keep);
    assert_eq!(ground(&state).points[last].verdict, Verdict::NotEnough, "who is not known comes last");
    on_map(&mut state, MapCommand::Sort(SortBy::Name));
    assert!(listed(&state).is_sorted_by_key(|name| name.to_lowercase()), "A first");

    on_map(&mut state, MapCommand::Search("  WILLOW".to_owned()));
    assert_eq!(listed(&state), ["Willow Nursery"]);
    let willow = named(&state, "Willow Nursery");
    on_map(&mut state, MapCommand::Toggle(willow));
    on_map(&mut state, MapCommand::Search("copper".to_owned()));
    on_map(&mut state, MapCommand::SelectListed);
    on_map(&mut state, MapCommand::Search(String::new()));
    assert_eq!(listed(&state).len(), 23, "everybody stays listed");
    on_map(&mut state, MapCommand::List(ListShown::Selected));
    assert_eq!(listed(&state), ["Copper Kettle", "Willow Nursery"]);
    let copied = on_map(&mut state, MapCommand::CopyNames);
    let [Effect::Ui(UiEffect::Copy(text))] = copied.as_slice() else { panic!("{copied:?}") };
    assert_eq!(text, "Copper Kettle\nWillow Nursery");
    on_map(&mut state, MapCommand::Toggle(willow));
    assert_eq!(listed(&state), ["Copper Kettle"]);
    on_map(&mut state, MapCommand::Clear);
    assert_eq!((map(&state).summary.num, listed(&state).len()), (0, 23));
    assert!(on_map(&mut state, MapCommand::CopyNames).is_empty(), "no names, no copy");
}

#[test]
fn the_selected_go_on_to_other_pages() {
    let mut state = open(Screen::PortfolioMap);
    assert!(on_map(&mut state, MapCommand::WhatIfTheyGo).is_empty());
    on_map(&mut state, MapCommand::Compare);
    assert_eq!(state.navigation.now(), Screen::PortfolioMap, "nobody is selected");
    let two = ["Copper Kettle", "Willow Nursery"].map(|name| named(&state, name));
    for customer in two {
        on_map(&mut state, MapCommand::Toggle(customer));
    }
    on_map(&mut state, MapCommand::Compare);
    assert_eq!(state.navigation.now(), Screen::Compare);
    assert_eq!(state.areas.compare.picked.iter().copied().collect::<BTreeSet<_>>(), two.into());
    run(&mut state, Command::Go(Screen::PortfolioMap));
    on_map(&mut state, MapCommand::WhatIfTheyGo);
    assert_eq!(state.navigation.now(), Screen::Parting);
    assert_eq!(state.areas.parting.ticked, two.into(), "they are ticked there");
    run(&mut state, Command::Explore(ExploreCommand::Open(two[0])));
    assert_eq!(state.navigation.now(), Screen::Customer(two[0]));
    run(&mut state, Command::Go(Screen::PortfolioMap));
    assert_eq!(map(&state).selected, two.into(), "and still selected here");
}

#[test]
fn the_view_zooms_moves_and_comes_back() {
    let mut state = open(Screen::PortfolioMap);
    on_map(&mut state, MapCommand::Zoom(2.0));
    let view = map(&state).view.unwrap();
    let all = ground(&state).all;
    assert!((view.width() - all.width() / 2.0).abs() < 1e-9 * all.width(), "twice as close");
    on_map(&mut state, MapCommand::Pan(0.1, 0.0));
    let moved = map(&state).view.unwrap();
    assert!((moved.min.x - view.min.x - view.width() * 0.1).abs() < 1e-9 * all.width(), "to the right");
    assert!((moved.min.y - view.min.y).abs() < 1e-9 * all.height());
    on_map(&mut state, MapCommand::Zoom(0.01));
    assert_eq!(map(&state).view, None, "further away than everything is everything");
    on_map(&mut state, MapCommand::View(Some(view)));
    on_map(&mut state, MapCommand::EffortBy(EffortBy::Cost));
    assert_eq!(map(&state).view, None, "other figures stand elsewhere");
    on_map(&mut state, MapCommand::ValueBy(ValueBy::Revenue));
    assert_eq!((ground(&state).value_by(), ground(&state).effort_by()), (ValueBy::Revenue, EffortBy::Cost));
}

#[test]
fn new_figures_move_a_customer_and_keep_who_is_selected() {
    let mut state = open(Screen::PortfolioMap);
    let id = named(&state, "Copper Kettle");
    on_map(&mut state, MapCommand::Toggle(id));
    let profile = state.session().unwrap().workspace.customers[&id].profile.clone();
    let unknown = Profile { money: Default::default(), ..profile };
    run(&mut state, Command::Edit(EditCommand::Apply(Box::new(Edit::SetProfile(id, Box::new(unknown))))));
    assert_eq!((ground(&state).points.len(), ground(&state).of), (22, 23));
    assert_eq!(ground(&state).missing_text(), "1 customer without both figures is not shown");
    assert_eq!((map(&state).summary.num, map(&state).selected.len()), (0, 1), "off the map, not forgotten");
    run(&mut state, Command::Edit(EditCommand::Undo));
    assert_eq!((ground(&state).points.len(), map(&state).summary.num), (23, 1));
}

#[test]
fn without_figures_the_map_says_so() {
    let mut workspace = sample_workspace(TODAY);
    for customer in workspace.customers.values_mut() {
        std::sync::Arc::make_mut(customer).profile.money.clear();
    }
    let mut state = open_with(workspace, Screen::PortfolioMap);
    assert!(map(&state).ground().is_none());
    assert!(map(&state).problem().unwrap().contains("profit and hours are both known"), "{:?}", map(&state).problem());
    assert!(run(&mut state, Command::Explore(ExploreCommand::Export)).is_empty(), "nothing to save");
    on_map(&mut state, MapCommand::Select(Region::Lasso(Vec::new()), Picking::Replace));
    on_map(&mut state, MapCommand::Zoom(2.0));
    let empty = open_with(Workspace::new((*sample_workspace(TODAY).business).clone()), Screen::PortfolioMap);
    assert!(map(&empty).ground().is_none() && map(&empty).problem().is_none());
}

#[test]
fn the_saved_map_shows_what_is_in_view() {
    let mut state = open(Screen::PortfolioMap);
    let quadrant = |chart: &Chart| -> Quadrant {
        let Kind::Quadrant(quadrant) = &chart.kind else { panic!("another picture") };
        quadrant.clone()
    };
    let whole = export(&mut state);
    assert_eq!(whole.filter, "filter: all 23 customers");
    assert_eq!((quadrant(&whole).points.len(), quadrant(&whole).across.middle), (23, None));
    let Region::Box(bounds) = below(&state, 0.0) else { panic!("a box") };
    on_map(&mut state, MapCommand::View(Some(bounds)));
    for name in ["Grandview Hotels", "Willow Nursery"] {
        let customer = named(&state, name);
        on_map(&mut state, MapCommand::Toggle(customer));
    }
    let part = export(&mut state);
    let points = quadrant(&part).points;
    assert!(points.iter().all(|point| point.up.is_some_and(|value| value < 0.0)), "only those in view");
    let stressed: Vec<&str> =
        points.iter().filter(|point| point.highlighted).map(|point| point.name.as_str()).collect();
    assert_eq!(stressed, ["Grandview Hotels"], "the selected in view");
    assert_eq!(part.filter, format!("filter: {} of 23 customers in view, 1 selected", points.len()));
    let middle = ground(&state).up.amount(ground(&state).middle.y);
    assert!(quadrant(&part).up.middle.is_some_and(|line| (line - middle).abs() < 1e-6), "the lines stay");
}

#[test]
fn the_history_lets_some_stand_out() {
    let mut state = open(Screen::History);
    let (area, ground) = history(&state);
    assert!(area.shown.num >= 20 && area.shown.stressed.is_empty());
    assert!(ground.lines.is_sorted_by(|a, b| a.change().abs() >= b.change().abs()), "who changed most comes first");
    assert!(area.shown.finding.contains("rated twice or more"), "{}", area.shown.finding);
    assert!(!ground.changes.is_empty(), "the sample's rules have changed once");
    let all = area.shown.num;
    assert!(area.shown.average.iter().all(|point| point.people as usize <= all && (0.0..=1.0).contains(&point.value)));

    let kestrelby = named(&state, "Kestrelby Bikes");
    on_history(&mut state, HistoryCommand::Toggle(kestrelby));
    on_history(&mut state, HistoryCommand::Search("hotels".to_owned()));
    let (area, ground) = history(&state);
    let names: Vec<&str> = area.shown.stressed.iter().map(|place| ground.lines[*place].name.as_str()).collect();
    assert_eq!(names, ["Kestrelby Bikes", "Grandview Hotels"], "the ticked, then the typed");
    assert_eq!(area.shown.listed.len(), 1, "and only the typed are listed");
    assert_eq!(area.shown.lines.len() + 2, area.shown.num, "the others stand back");

    on_history(&mut state, HistoryCommand::Clear);
    on_history(&mut state, HistoryCommand::Who(Who::Verdict(Verdict::LetGo)));
    let (area, ground) = history(&state);
    let is_let_go = |place: &usize| ground.lines[*place].verdict == Verdict::LetGo;
    assert!(area.shown.num > 0 && area.shown.lines.iter().all(is_let_go));
    on_history(&mut state, HistoryCommand::Who(Who::Gone));
    let (area, ground) = history(&state);
    assert!(area.shown.lines.iter().all(|place| !ground.lines[*place].is_current));
    on_history(&mut state, HistoryCommand::Who(Who::Segment("No such segment".parse().unwrap())));
    assert_eq!(history(&state).0.who, Who::Current, "a segment nobody is in any more");
}

#[test]
fn the_pointer_finds_the_line_it_is_on() {
    let state = open(Screen::History);
    let (area, ground) = history(&state);
    for place in area.shown.lines.iter().copied() {
        let line = &ground.lines[place];
        for pair in line.points.windows(2).filter(|pair| pair[0].quarter + 1 == pair[1].quarter) {
            let at = Spot::new(pair[0].quarter as f64 + 1.0, f64::midpoint(pair[0].value, pair[1].value));
            let found = area.shown.nearest(ground, at, [0.01, 0.002]).expect("a line passes here");
            let height = ground.lines[found].height_at(at.x).unwrap();
            assert!((height - at.y).abs() < 0.002 + 1e-9, "{} instead of {}", ground.lines[found].name, line.name);
        }
    }
    assert_eq!(area.shown.nearest(ground, Spot::new(1.0, 3.0), [0.1, 0.01]), None, "nobody is up there");
}

#[test]
fn a_criterion_is_shown_on_its_own_scale() {
    let mut state = open(Screen::History);
    let card = std::sync::Arc::clone(state.session().unwrap().scorecard().unwrap());
    let criterion = card.current().active().find(|criterion| criterion.weight.value() > 0.0).unwrap().id;
    on_history(&mut state, HistoryCommand::Criterion(Some(criterion)));
    let (_, ground) = history(&state);
    assert_eq!(ground.measure, card.current().criterion(criterion).unwrap().name.to_string());
    assert_eq!(ground.bands, None, "verdicts are of the score");
    assert!(ground.ticks().len() >= 2);
    let line = ground.lines.first().unwrap();
    let words = ground.course_text(line);
    assert!(words.ends_with("better") || words.ends_with("worse"), "{words}");
}

#[test]
fn the_view_of_the_history_keeps_two_quarters() {
    let mut state = open(Screen::History);
    on_history(&mut state, HistoryCommand::Zoom(1000.0));
    let view = history(&state).0.view.unwrap();
    let all = history(&state).1.all();
    assert!((view.width() - 2.0).abs() < 1e-9, "{view:?}");
    assert!((view.height() - all.height()).abs() < 1e-9, "all values, always");
    on_history(&mut state, HistoryCommand::Pan(-50.0));
    assert!(history(&state).0.view.unwrap().min.x.abs() < 1e-9, "the beginning is the end");
    on_history(&mut state, HistoryCommand::View(None));
    assert_eq!(history(&state).0.view, None);
}

#[test]
fn the_saved_history_shows_who_stands_out_in_the_time_in_view() {
    let mut state = open(Screen::History);
    let trend = |chart: &Chart| -> Trend {
        let Kind::Trend(trend) = &chart.kind else { panic!("another picture") };
        trend.clone()
    };
    let whole = trend(&export(&mut state));
    assert_eq!(whole.periods.len(), history(&state).1.quarters.len());
    assert_eq!(whole.series.len(), 5, "four that changed most, and the mean");
    assert_eq!((whole.thresholds.len(), whole.changes.len()), (2, 1));
    let grandview = named(&state, "Grandview Hotels");
    on_history(&mut state, HistoryCommand::Toggle(grandview));
    on_history(&mut state, HistoryCommand::View(Some(Bounds::between(Spot::new(0.0, 0.0), Spot::new(2.0, 1.0)))));
    let chart = export(&mut state);
    let part = trend(&chart);
    assert_eq!(part.periods, whole.periods[..2], "two quarters");
    let names: Vec<&str> = part.series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(names, ["Grandview Hotels", "Mean of 23 customers"]);
    assert!(part.series.iter().all(|series| series.points.len() == 2));
    assert_eq!(chart.filter, "filter: all current customers, 1 customer chosen, only the quarters in view");
}

#[test]
fn of_thousands_those_that_changed_most_are_drawn() {
    let mut state = open_with(synthetic(1500, 6000, 7, TODAY), Screen::History);
    let (area, ground) = history(&state);
    assert_eq!(area.shown.lines.len(), MOST_LINES);
    let num = crate::model::Locale::count(area.shown.num);
    assert!(
        area.shown.note.starts_with(&format!("200 of {num} shown: those that changed most")),
        "{}",
        area.shown.note
    );
    let least = area.shown.lines.iter().map(|place| ground.lines[*place].change().abs()).fold(f64::INFINITY, f64::min);
    let rest =
        ground.lines.iter().enumerate().filter(|(place, line)| line.is_current && !area.shown.lines.contains(place));
    assert!(rest.map(|(_, line)| line.change().abs()).all(|change| change <= least + 1e-12));
    on_history(&mut state, HistoryCommand::Search("bakery".to_owned()));
    let (area, _) = history(&state);
    assert_eq!(area.shown.stressed.len(), MOST_STRESSED);
    assert!(area.shown.note.contains("stand out; more could not be told apart"), "{}", area.shown.note);
}

#[test]
fn the_lists_beside_the_pictures_can_be_copied() {
    let copied = |state: &mut State| {
        let effects = run(state, Command::Out(crate::app::OutCommand::CopyTable));
        let found = effects.into_iter().find_map(|effect| match effect {
            Effect::Ui(UiEffect::CopyTable { text, .. }) => Some(text),
            _ => None,
        });
        let text = found.unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut state = open(Screen::PortfolioMap);
    let lines = copied(&mut state);
    assert_eq!(lines.len(), ground(&state).points.len() + 1, "everybody listed, and the headers");
    assert!(lines[0].starts_with("Customer\tVerdict\tScore\tAnswered (%)\tProfit in 12 months (€)"), "{}", lines[0]);
    on_map(&mut state, MapCommand::Search("grandview".to_owned()));
    assert_eq!(copied(&mut state).len(), 2, "only who is listed");
    run(&mut state, Command::Go(Screen::History));
    let lines = copied(&mut state);
    let (area, ground) = history(&state);
    assert_eq!(lines.len(), area.shown.listed.len() + 1);
    assert_eq!(lines[0].split('\t').count(), 3 + ground.quarters.len(), "{}", lines[0]);
}
