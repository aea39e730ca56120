//! Every chart of the catalogue, about whom it is asked: made by a worker, because some look at everybody's past.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::charts::{
    About, Asked as ChartAsked, Chart, ChartName, ChartTheme, GroupsShown, Mark, NoChart, RowOrder, chart_of,
};
use crate::model::{CriterionId, CustomerId, Line, Period, Workspace};

use super::{Asked, Command, CustomersCommand, Desk, Effect, Judged, Screen, Session, Stage, State, Work};

/// What the screen remembers.
#[derive(Debug)]
pub struct ChartsState {
    /// Which chart.
    pub name: ChartName,
    /// Whom it is about.
    pub about: About,
    /// Which ratings count; the policy's own if `None`.
    pub period: Option<Period>,
    /// Groups beside each other instead of everybody together.
    pub groups: GroupsShown,
    /// In which order the customers of a table stand.
    pub order: RowOrder,
    /// The only criterion of the history; the score if `None`.
    pub criterion: Option<CriterionId>,
    /// What was typed to find a customer.
    pub search: String,
    /// The chart; `None` where there is none, or not yet.
    pub chart: Option<Chart>,
    /// Why there is no chart, in words.
    pub missing: Option<String>,
    /// Goes up with every new chart.
    pub version: u64,
    /// The customer a chart about one was last about.
    one: Option<CustomerId>,
    /// The customers a chart about several was last about.
    several: About,
    asked: Asked<Question, ()>,
}

impl Default for ChartsState {
    fn default() -> Self {
        Self {
            name: ChartName::Criteria,
            about: About::Everybody,
            period: None,
            groups: GroupsShown::Together,
            order: RowOrder::WorstFirst,
            criterion: None,
            search: String::new(),
            chart: None,
            missing: None,
            version: 0,
            one: None,
            several: About::Everybody,
            asked: Asked::default(),
        }
    }
}

/// What a chart is made of; another question needs another chart.
#[derive(Debug, Clone, PartialEq)]
struct Question {
    dir: PathBuf,
    revision: u64,
    today: Date,
    name: ChartName,
    about: About,
    period: Option<Period>,
    groups: GroupsShown,
    order: RowOrder,
    criterion: Option<CriterionId>,
}

impl Question {
    fn answer(&self, workspace: &Workspace, judged: &Judged) -> Result<Chart, NoChart> {
        let asked = ChartAsked {
            judged: judged.in_context(workspace, self.today),
            about: self.about.clone(),
            period: self.period,
            groups: self.groups,
            order: self.order,
            criterion: self.criterion,
        };
        chart_of(self.name, &asked)
    }
}

impl ChartsState {
    /// Whether a newer chart is being made.
    pub fn is_stale(&self) -> bool {
        self.asked.is_stale()
    }

    fn show(&mut self, name: ChartName) {
        self.name = name;
        if !name.fits(&self.about) {
            self.about = match self.one {
                Some(one) if name.is_about_one_customer() => About::Customer(one),
                _ => self.several.clone(),
            };
        }
    }

    fn look_at(&mut self, about: About) {
        match &about {
            About::Customer(id) => self.one = Some(*id),
            About::Everybody | About::Segment(_) => self.several = about.clone(),
        }
        if !self.name.fits(&about) {
            self.name = ChartName::Criteria;
        }
        self.about = about;
        self.search.clear();
    }

    /// The chart so many places further down the menu.
    fn step(&mut self, by: i32) {
        let menu: Vec<ChartName> = ChartTheme::ALL.iter().flat_map(|theme| theme.charts()).copied().collect();
        let now = menu.iter().position(|name| *name == self.name).unwrap_or(0);
        let next = now.saturating_add_signed(by as isize).min(menu.len() - 1);
        self.show(menu[next]);
    }
}

/// On the charts.
#[derive(Debug, Clone)]
pub enum ChartsCommand {
    /// Show this chart.
    Show(ChartName),
    /// Show the chart so many places further down the menu.
    Step(i32),
    /// Show these customers.
    About(About),
    /// Count these ratings.
    Period(Option<Period>),
    /// Together or beside each other.
    Groups(GroupsShown),
    /// The customers of a table in this order.
    Order(RowOrder),
    /// Only this criterion in the history.
    Criterion(Option<CriterionId>),
    /// Something was typed to find a customer.
    Search(String),
    /// A bar, a point or a segment was clicked.
    Open(Mark),
    /// What the worker made for this question.
    Bring(u64, Box<Result<Chart, NoChart>>),
}

pub(super) fn handle(state: &mut State, command: ChartsCommand) -> Vec<Effect> {
    let area = &mut state.areas.charts;
    match command {
        ChartsCommand::Show(name) => area.show(name),
        ChartsCommand::Step(by) => area.step(by),
        ChartsCommand::About(about) => area.look_at(about),
        ChartsCommand::Period(period) => area.period = period,
        ChartsCommand::Groups(groups) => area.groups = groups,
        ChartsCommand::Order(order) => area.order = order,
        ChartsCommand::Criterion(criterion) => area.criterion = criterion,
        ChartsCommand::Search(text) => area.search = text,
        ChartsCommand::Open(mark) => return open(state, &mark),
        ChartsCommand::Bring(ticket, answer) => {
            if area.asked.bring(ticket, ()) {
                (area.chart, area.missing) = match *answer {
                    Ok(chart) => (Some(chart), None),
                    Err(reason) => (None, Some(reason.to_string())),
                };
                area.version += 1;
            }
        }
    }
    Vec::new()
}

/// The current customer to talk about first.
fn worst(session: &Session) -> Option<CustomerId> {
    let judged = session.judged.as_ref()?;
    let is_current = |id: &CustomerId| {
        session.workspace.customers.get(id).is_some_and(|customer| customer.profile.status.is_current())
    };
    let mut ids = judged.order.iter().map(|&place| judged.evidence.customers()[place]);
    ids.find(is_current).or_else(|| session.workspace.customers.keys().next().copied())
}

/// Shows what is behind a mark: the ratings behind a criterion, or the page of a customer.
fn open(state: &mut State, mark: &Mark) -> Vec<Effect> {
    let Some(session) = state.session() else { return Vec::new() };
    let area = &state.areas.charts;
    let criterion_of = |text: &str| {
        let known = text.parse::<CriterionId>().ok();
        known.filter(|id| session.scorecard().is_some_and(|card| card.current().criterion(*id).is_some()))
    };
    let customer = mark.id.parse::<CustomerId>().ok().filter(|id| session.workspace.customers.contains_key(id));
    let period = area.period;
    let behind = |customers, criterion, period| {
        Command::Customers(CustomersCommand::ShowBehindMany { customers, criterion, period })
    };
    let command = match (area.name, customer) {
        (ChartName::Heatmap, Some(customer)) => match criterion_of(&mark.part) {
            Some(criterion) => behind(vec![customer], Some(criterion), period),
            None => Command::Go(Screen::Customer(customer)),
        },
        (_, Some(customer)) => Command::Go(Screen::Customer(customer)),
        (ChartName::Scores | ChartName::Verdicts | ChartName::Map | ChartName::Whale | ChartName::Ranks, None) => {
            return Vec::new();
        }
        // Over time every quarter is shown, so every rating counts.
        (ChartName::History, None) => {
            let criterion = criterion_of(&mark.id).or(area.criterion);
            behind(area.about.customers(&session.workspace), criterion, Some(Period::All))
        }
        (_, None) => behind(area.about.customers(&session.workspace), criterion_of(&mark.id), period),
    };
    state.handle(command)
}

/// The segments of the customers we work for.
pub fn segments(workspace: &Workspace) -> BTreeSet<Line> {
    let current = workspace.customers.values().filter(|customer| customer.profile.status.is_current());
    current.map(|customer| customer.profile.segment.clone()).filter(|segment| !segment.is_empty()).collect()
}

pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Stage::Open(session) = &state.stage else { return Vec::new() };
    let area = &mut state.areas.charts;
    let Some(judged) = &session.judged else {
        area.asked.forget();
        (area.chart, area.missing) = (None, None);
        return Vec::new();
    };
    // Whoever has gone meanwhile cannot be drawn.
    let exists = |id: &CustomerId| session.workspace.customers.contains_key(id);
    area.one = area.one.filter(exists);
    if matches!(&area.about, About::Customer(id) if !exists(id)) {
        area.about = About::Everybody;
    }
    if !area.name.fits(&area.about) {
        area.about = match area.one.or_else(|| worst(session)) {
            Some(one) if area.name.is_about_one_customer() => About::Customer(one),
            _ => About::Everybody,
        };
    }
    let question = Question {
        dir: session.dir.clone(),
        revision: session.revision,
        today,
        name: area.name,
        about: area.about.clone(),
        period: area.period,
        groups: area.groups,
        order: area.order,
        criterion: area.criterion,
    };
    let Some(ticket) = area.asked.ask(question.clone()) else { return Vec::new() };
    let (workspace, judged) = (session.workspace.clone(), judged.clone());
    vec![Effect::Work(Work::new(Desk::Charts, move |_cancel| {
        let answer = question.answer(&workspace, &judged);
        Some(Command::Charts(ChartsCommand::Bring(ticket, Box::new(answer))))
    }))]
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::app::Modal;
    use crate::app::testing::opened_sample;
    use crate::charts::Kind;

    fn open() -> State {
        let mut state = opened_sample();
        run(&mut state, Command::Go(Screen::Charts));
        state
    }

    /// Handles a command, and what workers bring because of it.
    fn run(state: &mut State, command: Command) {
        for effect in state.handle(command) {
            if let Effect::Work(work) = effect
                && let Some(answer) = work.answer()
            {
                state.handle(answer);
            }
        }
    }

    fn send(state: &mut State, command: ChartsCommand) {
        run(state, Command::Charts(command));
    }

    fn kind(state: &State) -> &Kind {
        &state.areas.charts.chart.as_ref().unwrap().kind
    }

    #[test]
    fn every_chart_of_the_menu_is_made_of_the_sample() {
        let mut state = open();
        let mut seen = vec![state.areas.charts.name];
        for _ in 1..ChartName::ALL.len() {
            send(&mut state, ChartsCommand::Step(1));
            let area = &state.areas.charts;
            assert!(area.chart.is_some() && !area.is_stale(), "{:?}: {:?}", area.name, area.missing);
            seen.push(area.name);
        }
        seen.sort_unstable();
        assert_eq!(seen, ChartName::ALL, "each once");
        send(&mut state, ChartsCommand::Step(1));
        assert_eq!(state.areas.charts.name, ChartName::Ranks, "the last stays the last");
    }

    #[test]
    fn a_chart_about_one_finds_somebody_and_one_about_all_lets_them_go_again() {
        let mut state = open();
        send(&mut state, ChartsCommand::Show(ChartName::Radar));
        let About::Customer(worst) = state.areas.charts.about else { panic!("about nobody") };
        assert_eq!(Some(worst), state.session().and_then(super::worst));
        let hotels = segments(&state.session().unwrap().workspace).into_iter().next().unwrap();
        send(&mut state, ChartsCommand::Show(ChartName::Heatmap));
        send(&mut state, ChartsCommand::About(About::Segment(hotels.clone())));
        send(&mut state, ChartsCommand::Show(ChartName::Waterfall));
        assert_eq!(state.areas.charts.about, About::Customer(worst), "the same customer as before");
        send(&mut state, ChartsCommand::Show(ChartName::Scores));
        assert_eq!(state.areas.charts.about, About::Segment(hotels), "and the same segment");
    }

    #[test]
    fn a_mark_leads_to_the_ratings_or_to_the_customer() {
        let mut state = open();
        send(&mut state, ChartsCommand::Show(ChartName::Heatmap));
        let Kind::Heatmap(map) = kind(&state) else { panic!("another kind") };
        let rect = crate::charts::Rect::new(0.0, 0.0, 1.0, 1.0);
        let mark = |id: &str, part: &str| Mark { id: id.to_owned(), part: part.to_owned(), rect, tip: String::new() };
        let (customer, criterion) = (map.rows[0].id.clone(), map.columns[0].id.clone());
        send(&mut state, ChartsCommand::Open(mark(&customer, &criterion)));
        assert!(matches!(state.modal, Some(Modal::Ratings(_))), "{:?}", state.modal);
        state.modal = None;
        send(&mut state, ChartsCommand::Show(ChartName::Verdicts));
        send(&mut state, ChartsCommand::Open(mark("Q1 26", "keep")));
        assert_eq!((state.navigation.now(), state.modal.is_none()), (Screen::Charts, true), "nothing is behind it");
        send(&mut state, ChartsCommand::Show(ChartName::Map));
        send(&mut state, ChartsCommand::Open(mark(&customer, "")));
        assert_eq!(state.navigation.now(), Screen::Customer(customer.parse().unwrap()));
    }

    #[test]
    fn without_figures_the_chart_says_what_it_takes() {
        let mut state = open();
        if let Stage::Open(session) = &mut state.stage {
            for customer in session.workspace.customers.values_mut() {
                std::sync::Arc::make_mut(customer).profile.money.clear();
            }
            session.revision += 1;
        }
        send(&mut state, ChartsCommand::Show(ChartName::Whale));
        let area = &state.areas.charts;
        assert!(area.chart.is_none());
        let words = area.missing.as_deref().unwrap();
        assert!(words.contains("revenue and cost") && words.contains("Add the figures"), "{words}");
    }
}
