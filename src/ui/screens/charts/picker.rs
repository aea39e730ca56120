//! Which chart: all of them by name, each with the question it answers.

use egui::{Align, Layout, Popup, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{ChartsCommand, ChartsState};
use crate::charts::ChartTheme;

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, text};
use super::send;

/// The headings of the menu's two columns.
const COLUMNS: [&[ChartTheme]; 2] =
    [&[ChartTheme::Criteria, ChartTheme::Time], &[ChartTheme::Score, ChartTheme::Money]];
/// Height of the whole menu, points.
const MENU: f32 = 560.0;
/// Width of a column, points.
const COLUMN: f32 = 372.0;

/// The name of the chart, which opens the menu, and beside it the question it answers where there is room.
pub(super) fn picker(ui: &mut Ui, view: &View<'_>, area: &ChartsState, has_question: bool) {
    let button = ui.add(Button::secondary(area.name.label()).icon(Icon::ChevronDown).hint("Choose another chart"));
    let room = ui.available_width() - 330.0;
    if has_question && room > 160.0 {
        let t = theme::tokens(ui);
        ui.scope_builder(UiBuilder::new(), |ui| {
            ui.set_max_width(room);
            ui.add_space(4.0);
            text::one_line(ui, area.name.hint(), size::BODY, t.muted);
        });
    }
    let room = ui.ctx().content_rect();
    let column = COLUMN.min((room.width() - 60.0) / 2.0);
    Popup::menu(&button).gap(4.0).accessible_name("Charts").show(|ui| {
        let height = (room.height() - 170.0).min(MENU);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::MEDIUM;
                for themes in COLUMNS {
                    ui.allocate_ui_with_layout(vec2(column, 0.0), Layout::top_down(Align::Min), |ui| {
                        ui.set_width(column);
                        ui.spacing_mut().item_spacing.y = 0.0;
                        for theme in themes {
                            of_theme(ui, view, area, *theme);
                        }
                    });
                }
            });
        });
    });
}

/// The charts of a theme below its name.
fn of_theme(ui: &mut Ui, view: &View<'_>, area: &ChartsState, theme: ChartTheme) {
    heading(ui, theme.label());
    for name in theme.charts() {
        if widgets::list_row(ui, name.label(), name.hint(), *name == area.name, |_| {}).clicked() {
            send(view, ChartsCommand::Show(*name));
            ui.close();
        }
    }
}

fn heading(ui: &mut Ui, label: &str) {
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        text::muted_label(ui, label);
    });
    ui.add_space(2.0);
}
