//! The chart of the screen, for the key that saves it from anywhere, and what a saved chart has to say about itself.

use std::borrow::Cow;

use crate::analysis::date_text;
use crate::charts::Chart;
use crate::model::CustomerId;

use super::super::customers::PageTab;
use super::super::{PartingView, Screen, Session, State};

/// The chart the screen is about, if there is one.
pub(in super::super) fn chart_on_screen(state: &State) -> Option<Cow<'_, Chart>> {
    let areas = &state.areas;
    let drawn = match state.navigation.now() {
        Screen::Overview => areas.overview.shown.as_ref().map(|overview| &overview.heatmap),
        Screen::Charts => areas.charts.chart.as_ref(),
        Screen::LetGo => return areas.let_go.summary.as_ref()?.chart(),
        Screen::Parting => match areas.parting.view {
            PartingView::Effort => areas.parting.effort.as_ref().and_then(|effort| effort.as_ref().ok()),
            PartingView::Whale => areas.parting.ground().and_then(|ground| ground.whale.as_ref()),
            PartingView::Grades => None,
        },
        Screen::Compare => areas.compare.shown.as_ref().and_then(|shown| shown.chart.as_ref()),
        Screen::Ranking => areas.ranking.picture.as_ref(),
        Screen::Customer(_) => {
            let page = &areas.customers.page;
            let on_card = page.data.as_ref().and_then(|data| data.on_card.as_ref())?;
            match page.tab {
                PageTab::Scorecard => Some(&on_card.voices).filter(|_| on_card.is_rated),
                PageTab::History => Some(&on_card.chosen),
                PageTab::Ratings | PageTab::Decisions | PageTab::Issues | PageTab::Details => None,
            }
        }
        _ => None,
    };
    drawn.map(Cow::Borrowed)
}

/// The customer the screen is about, if it is about one.
pub(super) fn customer_on_screen(state: &State) -> Option<CustomerId> {
    match state.navigation.now() {
        Screen::Customer(id) => Some(id),
        Screen::LetGo => state.areas.let_go.chosen,
        _ => None,
    }
}

/// On screen a chart stands below the customer's name and the card's title; in a file it stands alone. So the file
/// says whom it is about, on which scorecard, from whom and from when.
pub(super) fn complete(state: &State, mut chart: Chart) -> Chart {
    let Some(session) = state.session() else { return chart };
    let today = state.clock.today();
    if let Some(name) = customer_on_screen(state).and_then(|id| name(session, id)) {
        let says = |text: &str| text.contains(name);
        if !says(&chart.title) && !says(&chart.subtitle) {
            chart.subtitle = joined(name, &chart.subtitle);
        }
    }
    if let Some(card) = session.scorecard()
        && !chart.subtitle.contains(card.name.as_str())
        && !chart.title.contains(card.name.as_str())
    {
        chart.subtitle = joined(&chart.subtitle, card.name.as_str());
    }
    if chart.source.is_empty() {
        chart.source = format!("{}, {}", session.workspace.business.name, date_text(today));
    }
    chart
}

fn name(session: &Session, id: CustomerId) -> Option<&str> {
    session.workspace.customers.get(&id).map(|customer| customer.name())
}

fn joined(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (_, true) => first.to_owned(),
        (true, false) => second.to_owned(),
        (false, false) => format!("{first} · {second}"),
    }
}
