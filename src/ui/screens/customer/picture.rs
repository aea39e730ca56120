//! Charts on the page, laid out again only when data, size or theme have changed.

use std::sync::Arc;

use egui::{Id, Ui};

use crate::app::{Command, CustomersCommand, Series};
use crate::charts::{self, Chart, Dress, Scene, Size, layout_dressed};
use crate::model::CustomerId;

use super::super::super::chart_tools::chart_tools;
use super::super::super::paint::{chart_theme, paint_scene};
use super::Part;

/// What a laid-out chart depends on besides its data.
#[derive(Clone, PartialEq)]
struct Stamp {
    revision: u64,
    customer: CustomerId,
    series: Series,
    size: Size,
    theme: charts::Theme,
}

/// Shows a chart as wide as the room; a click on a criterion leads to the ratings behind it.
pub(super) fn picture(ui: &mut Ui, part: &Part<'_>, name: &str, chart: &Chart, height: Option<f32>) {
    let stamp = Stamp {
        revision: part.session.revision,
        customer: part.customer.id,
        series: part.view.state.areas.customers.page.series,
        size: Size { width: ui.available_width().floor(), height: height.map(f32::floor) },
        theme: chart_theme(ui),
    };
    let key = Id::unique(("customer chart", name));
    let kept = ui.data(|data| data.get_temp::<(Stamp, Arc<Scene>)>(key));
    let scene = match kept {
        Some((old, scene)) if old == stamp => scene,
        _ => {
            let scene = Arc::new(layout_dressed(chart, stamp.size, Dress::Bare, &stamp.theme));
            ui.data_mut(|data| data.insert_temp(key, (stamp, Arc::clone(&scene))));
            scene
        }
    };
    let shown = paint_scene(ui, &scene);
    chart_tools(ui, part.view, &shown.response, &scene, chart);
    if let Some(mark) = shown.clicked {
        // The score's own marks name no criterion: then whole ratings are shown.
        let card = part.session.scorecard();
        let criterion =
            mark.id.parse().ok().filter(|id| card.is_some_and(|card| card.current().criterion(*id).is_some()));
        let command = CustomersCommand::ShowBehind { customer: part.customer.id, criterion };
        part.view.send(Command::Customers(command));
    }
}
