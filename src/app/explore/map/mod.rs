//! The portfolio map: customers by value against effort, with a part in view and some of them selected.

mod chart;
mod ground;
mod list;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::{EffortBy, ValueBy};
use crate::model::CustomerId;

use super::{Bounds, ExploreCommand, PagePart, Region, Spot};
use crate::app::{Asked, Cancel, Command, CompareCommand, Desk, Effect, PartingCommand, Stage, State, UiEffect, Work};

pub(super) use chart::chart;
pub use ground::{MapGround, MapPoint};
pub use list::{ListShown, MapSummary, SortBy};

use ground::Question;

/// What the worker found: the map, or why there is none.
type Found = Result<MapGround, String>;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct MapState {
    /// What counts as value.
    pub value_by: ValueBy,
    /// What counts as effort.
    pub effort_by: EffortBy,
    /// What dragging does.
    pub mode: DragMode,
    /// The part in view; everything if `None`.
    pub view: Option<Bounds>,
    /// Who is selected, on the map or not.
    pub selected: BTreeSet<CustomerId>,
    /// Who is listed.
    pub list: ListShown,
    /// Only customers whose name contains this are listed.
    pub search: String,
    /// What the list is sorted by.
    pub sort: SortBy,
    /// Places in [`MapGround::points`] that are listed, in order.
    pub listed: Vec<usize>,
    /// Places in [`MapGround::points`] that are selected, in order.
    pub marked: Vec<usize>,
    /// The selected added up.
    pub summary: MapSummary,
    /// Another number for every other drawing: new data, other marks.
    pub version: u64,
    /// Which part a narrow window shows.
    pub part: PagePart,
    asked: Asked<Question, Arc<Found>>,
    /// Goes up with every change of who is selected.
    ticks: u64,
    /// Goes up with every new ground.
    grounds: u64,
    made_for: MadeFor,
}

/// What the shown was made from, to know which part of it is still good.
#[derive(Debug, Default, PartialEq)]
struct MadeFor {
    marked: Option<(u64, u64)>,
    listed: Option<(u64, u64, ListShown, SortBy, String)>,
}

/// What dragging on the map does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DragMode {
    /// Moves the part in view.
    #[default]
    Move,
    /// Draws a box that selects.
    Box,
    /// Draws a loop that selects.
    Lasso,
}

/// What happens to those who were selected before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picking {
    /// They are forgotten.
    Replace,
    /// They stay.
    Add,
}

/// On this page.
#[derive(Debug, Clone)]
pub enum MapCommand {
    /// What counts as value.
    ValueBy(ValueBy),
    /// What counts as effort.
    EffortBy(EffortBy),
    /// What dragging does.
    Mode(DragMode),
    /// Show this part, as near as there is; everything if `None`.
    View(Option<Bounds>),
    /// So many times closer to the middle of what is in view; further away below 1.
    Zoom(f64),
    /// Move by these shares of what is in view, to the right and up.
    Pan(f64, f64),
    /// Select whoever stands in this region.
    Select(Region, Picking),
    /// Select a customer, or no longer.
    Toggle(CustomerId),
    /// Select everybody who is listed, with those selected before.
    SelectListed,
    /// Select nobody.
    Clear,
    /// List these.
    List(ListShown),
    /// Only list customers whose name contains this.
    Search(String),
    /// Sort the list by this.
    Sort(SortBy),
    /// Put the names of the selected on the clipboard, a line each.
    CopyNames,
    /// Set the selected side by side.
    Compare,
    /// What if the selected went?
    WhatIfTheyGo,
    /// Show this part of a narrow window.
    Part(PagePart),
    /// The answer of the worker.
    Bring(u64, Arc<Found>),
}

impl MapState {
    /// The map; `None` until it has been worked out once, or if there is nothing to show.
    pub fn ground(&self) -> Option<&MapGround> {
        self.asked.answer().and_then(|found| found.as_ref().as_ref().ok())
    }

    /// Why there is no map.
    pub fn problem(&self) -> Option<&str> {
        self.asked.answer().and_then(|found| found.as_ref().as_ref().err()).map(String::as_str)
    }

    /// Whether a newer map is on its way.
    pub fn is_stale(&self) -> bool {
        self.asked.is_stale()
    }

    /// The part of the map in view.
    pub fn view_of(&self, ground: &MapGround) -> Bounds {
        self.view.map_or(ground.all, |view| view.kept_within(&ground.all))
    }

    fn select(&mut self, change: impl FnOnce(&mut BTreeSet<CustomerId>)) {
        change(&mut self.selected);
        self.ticks += 1;
    }

    fn show(&mut self, part: impl FnOnce(&MapGround, Bounds) -> Bounds) {
        let Some(ground) = self.ground() else { return };
        let wanted = part(ground, self.view_of(ground)).kept_within(&ground.all);
        self.view = (wanted != ground.all).then_some(wanted);
    }
}

pub(super) fn handle(state: &mut State, command: MapCommand) -> Vec<Effect> {
    let area = &mut state.areas.explore.map;
    match command {
        MapCommand::ValueBy(by) => (area.value_by, area.view) = (by, None),
        MapCommand::EffortBy(by) => (area.effort_by, area.view) = (by, None),
        MapCommand::Mode(mode) => area.mode = mode,
        MapCommand::View(None) => area.view = None,
        MapCommand::View(Some(view)) => area.show(|_, _| view),
        MapCommand::Zoom(factor) => area.show(|_, view| view.zoomed([factor, factor], view.middle())),
        MapCommand::Pan(x, y) => area.show(|_, view| view.moved(x * view.width(), y * view.height())),
        MapCommand::Select(region, picking) => {
            let inside = area.ground().map(|ground| inside(ground, &region)).unwrap_or_default();
            area.select(|selected| {
                if picking == Picking::Replace {
                    selected.clear();
                }
                selected.extend(inside);
            });
            area.list = if area.selected.is_empty() { ListShown::Everybody } else { ListShown::Selected };
            area.search.clear();
        }
        MapCommand::Toggle(customer) => area.select(|selected| {
            if !selected.remove(&customer) {
                selected.insert(customer);
            }
        }),
        MapCommand::SelectListed => {
            let ground = area.ground();
            let listed = area.listed.iter().filter_map(|place| Some(ground?.points.get(*place)?.customer));
            let listed: Vec<CustomerId> = listed.collect();
            area.select(|selected| selected.extend(listed));
        }
        MapCommand::Clear => {
            area.select(BTreeSet::clear);
            area.list = ListShown::Everybody;
        }
        MapCommand::List(list) => area.list = list,
        MapCommand::Search(text) => area.search = text,
        MapCommand::Sort(by) => area.sort = by,
        MapCommand::CopyNames => return copy_names(state),
        MapCommand::Compare => return compare(state),
        MapCommand::WhatIfTheyGo => return what_if_they_go(state),
        MapCommand::Part(part) => area.part = part,
        MapCommand::Bring(ticket, found) => bring(area, ticket, found),
    }
    Vec::new()
}

/// Everybody who stands in a region.
fn inside(ground: &MapGround, region: &Region) -> Vec<CustomerId> {
    let Some(bounds) = region.bounds() else { return Vec::new() };
    let spots = ground.index.spots();
    let found = ground.index.within(bounds).filter(|place| region.contains(spots[*place]));
    found.filter_map(|place| Some(ground.points.get(place)?.customer)).collect()
}

/// Takes the worker's answer. What is in view stays, unless places mean something else now.
fn bring(area: &mut MapState, ticket: u64, found: Arc<Found>) {
    let scales = |ground: &MapGround| (ground.question.dir.clone(), ground.across, ground.up);
    let before = area.ground().map(scales);
    if area.asked.bring(ticket, found) {
        area.grounds += 1;
        if area.ground().map(scales) != before {
            area.view = None;
        }
    }
}

/// The selected customers on the map, as they are listed, or by their order on the map.
fn marked(area: &MapState) -> Vec<&MapPoint> {
    let Some(ground) = area.ground() else { return Vec::new() };
    area.marked.iter().filter_map(|place| ground.points.get(*place)).collect()
}

fn copy_names(state: &mut State) -> Vec<Effect> {
    let area = &state.areas.explore.map;
    let Some(ground) = area.ground() else { return Vec::new() };
    let mut places = area.marked.clone();
    area.sort.sort(&mut places, ground);
    let names: Vec<&str> = places.iter().filter_map(|place| Some(ground.points.get(*place)?.name.as_str())).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let (text, num) = (names.join("\n"), names.len());
    state.done(if num == 1 { "Copied 1 name".to_owned() } else { format!("Copied {num} names") });
    vec![Effect::Ui(UiEffect::Copy(text))]
}

fn compare(state: &mut State) -> Vec<Effect> {
    let customers = marked(&state.areas.explore.map).iter().map(|point| point.customer).collect();
    state.handle(Command::Compare(CompareCommand::BeginMany(customers)))
}

fn what_if_they_go(state: &mut State) -> Vec<Effect> {
    let customers: BTreeSet<_> = marked(&state.areas.explore.map).iter().map(|point| point.customer).collect();
    if customers.is_empty() {
        return Vec::new();
    }
    state.handle(Command::Parting(PartingCommand::BeginMany(customers)))
}

/// Asks for a new map where the data has changed, and brings what is shown up to date.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Stage::Open(session) = &state.stage else { return Vec::new() };
    let area = &mut state.areas.explore.map;
    let Some(judged) = session.judged.as_ref().filter(|judged| !judged.evidence.is_empty()) else {
        area.asked.forget();
        return Vec::new();
    };
    let question = Question {
        dir: session.dir.clone(),
        revision: session.revision,
        today,
        value_by: area.value_by,
        effort_by: area.effort_by,
    };
    let asked = area.asked.ask(question.clone());
    let work = asked.map(|ticket| {
        let (workspace, judged) = (session.workspace.clone(), judged.clone());
        Work::new(Desk::PortfolioMap, move |cancel: &Cancel| {
            let found = MapGround::of(question.clone(), workspace.clone(), &judged, cancel)?;
            let command = MapCommand::Bring(ticket, Arc::new(found));
            Some(Command::Explore(ExploreCommand::Map(command)))
        })
    });
    area.derive();
    work.map(Effect::Work).into_iter().collect()
}

impl MapState {
    /// What follows from the ground, the selection and the search; each only when its own inputs have changed.
    fn derive(&mut self) {
        let Some(found) = self.asked.answer().map(Arc::clone) else { return };
        let Ok(ground) = found.as_ref() else { return };
        let marked = (self.grounds, self.ticks);
        if self.made_for.marked != Some(marked) {
            let is_marked = |place: &usize| self.selected.contains(&ground.points[*place].customer);
            self.marked = (0..ground.points.len()).filter(is_marked).collect();
            self.summary = MapSummary::of(ground, &self.marked);
            self.made_for.marked = Some(marked);
            self.version += 1;
        }
        // Everybody stays listed while some of them are ticked.
        let ticks = if self.list == ListShown::Selected { self.ticks } else { 0 };
        let listed = (self.grounds, ticks, self.list, self.sort, self.search.clone());
        if self.made_for.listed.as_ref() != Some(&listed) {
            self.listed = list::listed(ground, self);
            self.made_for.listed = Some(listed);
        }
    }
}

impl MapGround {
    /// The customer drawn nearest to a place, no further away than `reach` to the side or up.
    pub fn nearest(&self, at: Spot, reach: [f64; 2]) -> Option<usize> {
        self.index.nearest(at, reach)
    }
}
