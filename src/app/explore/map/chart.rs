//! The map as a picture to save: only what is in view, the selected named.

use std::collections::BTreeSet;

use crate::analysis::{Portfolio, date_text, finding_portfolio};
use crate::app::State;
use crate::app::explore::customers_text;
use crate::charts::{Chart, Kind, compose};
use crate::model::CustomerId;

/// The picture of what is in view now.
pub(in crate::app::explore) fn chart(state: &State) -> Option<Chart> {
    let area = &state.areas.explore.map;
    let ground = area.ground()?;
    let view = area.view_of(ground);
    let spots = ground.index.spots();
    let is_in_view = |place: usize| area.view.is_none() || spots.get(place).is_some_and(|spot| view.contains(*spot));
    let points = ground.portfolio.points.iter().enumerate().filter(|(place, _)| is_in_view(*place));
    let points: Vec<_> = points.map(|(_, point)| *point).collect();
    let (num, selected) = (points.len(), &area.selected);
    let of = if area.view.is_none() { ground.portfolio.of } else { num };
    let part = Portfolio { points, of, ..ground.portfolio.clone() };
    let stressed: BTreeSet<CustomerId> =
        part.points.iter().map(|point| point.customer).filter(|customer| selected.contains(customer)).collect();
    let mut kind = compose::quadrant(&part, &ground.workspace, &stressed);
    if let Kind::Quadrant(quadrant) = &mut kind
        && area.view.is_some()
    {
        // The lines stand where they stand for everybody, not at the middle of the part in view.
        quadrant.across.middle = Some(ground.portfolio.effort_median);
        quadrant.up.middle = Some(ground.portfolio.value_median);
    }
    let all = ground.portfolio.points.len();
    let filter = match area.view {
        Some(_) => format!("{} of {} in view", crate::model::Locale::count(num), customers_text(all)),
        None => format!("all {}", customers_text(all)),
    };
    let selected = match stressed.len() {
        0 => String::new(),
        num => format!(", {} selected", crate::model::Locale::count(num)),
    };
    let (value, effort) = (area.value_by.words(), area.effort_by.words().to_lowercase());
    Some(Chart {
        subtitle: format!("{value} against {effort} of the last 12 months, a dot per customer"),
        source: format!("{}, {}", ground.workspace.business.name, date_text(state.clock.today())),
        filter: format!("filter: {filter}{selected}"),
        ..Chart::new(finding_portfolio(&part, &ground.workspace), kind)
    })
}
