//! Charts: what to show about whom, the finding as title, the picture, and saving it.

mod picker;
mod scope;

use egui::{Align, Key, Layout, Modifiers, ScrollArea, Ui};

use crate::app::{Action, ChartsCommand, ChartsState, Command, Screen, Session};
use crate::charts::{GroupsShown, RowOrder};
use crate::model::{CriterionId, Period};

use super::super::View;
use super::super::icons::Icon;
use super::super::picture::picture;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, Button, Card};
use super::pages;

/// Below this width in points there is no room for words on buttons.
const NARROW: f32 = 900.0;
/// Below this height in points, as on a projector, the picture needs every line there is.
const SHORT: f32 = 600.0;
/// No picture is made lower, points; then it is scrolled.
const LOWEST: f32 = 170.0;

fn send(view: &View<'_>, command: ChartsCommand) {
    view.send(Command::Charts(command));
}

/// Draws the screen.
pub(super) fn charts_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let area = &view.state.areas.charts;
    let is_narrow = ui.available_width() < NARROW;
    let is_short = ui.available_height() < SHORT;
    let margin = if is_narrow { 14 } else { 24 };
    egui::Frame::new().inner_margin(egui::Margin::symmetric(margin, 6)).show(ui, |ui| {
        pages::page_tabs(ui, view, Screen::Charts);
        ui.add_space(space::SMALL);
        if has_nothing_to_draw(ui, view, session) {
            return;
        }
        keys(ui, view);
        ui.horizontal(|ui| {
            picker::picker(ui, view, area, !is_short);
            if is_short {
                scope::scope_select(ui, view, session, area);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_enabled_ui(area.chart.is_some(), |ui| {
                    let is_clicked = if is_narrow {
                        widgets::icon_button(ui, Icon::Download, "Save chart…").clicked()
                    } else {
                        ui.add(Button::secondary("Save chart…").icon(Icon::Download).hint("Ctrl S")).clicked()
                    };
                    if is_clicked {
                        view.act(Action::SaveChart);
                    }
                });
                // The palette has it too.
                if !is_narrow {
                    all_charts(ui, view);
                }
            });
        });
        ui.add_space(space::SMALL);
        let has_more = area.name.has_period() || area.name.has_criterion() || area.is_stale();
        if !is_short || has_more {
            controls(ui, view, session, area, is_short);
            ui.add_space(space::SMALL);
        }
        match (&area.chart, &area.missing) {
            (Some(_), _) => shown(ui, view, area, is_short),
            (None, Some(words)) => {
                Card::new().title(area.name.label()).fill_height().show(ui, |ui| {
                    widgets::text::muted(ui, area.name.hint());
                    ui.add_space(space::MEDIUM);
                    widgets::text::body(ui, words);
                });
            }
            (None, None) => {
                widgets::text::muted(ui, "Working…");
            }
        }
    });
}

/// Says what is missing before there can be a chart, and what to do; whether something is.
fn has_nothing_to_draw(ui: &mut Ui, view: &View<'_>, session: &Session) -> bool {
    let nobody = (Icon::Charts, "Charts show what your team says. Add a customer, then rate them.");
    if pages::lacks_ground(ui, view, session, nobody) {
        return true;
    }
    let is_empty = session.workspace.num_ratings() == 0;
    let text = "Charts show what your team says. Rate a customer, and the first one appears here.";
    if is_empty && widgets::empty_state(ui, Icon::Charts, "Nothing to draw yet", text, "Rate a customer") {
        view.act(Action::Rate);
    }
    is_empty
}

/// All charts at once, of everybody.
fn all_charts(ui: &mut Ui, view: &View<'_>) {
    let button = ui.add(Button::quiet("Save all…").icon(Icon::ChevronDown));
    egui::Popup::menu(&button).gap(4.0).show(|ui| {
        ui.set_min_width(260.0);
        for action in [Action::SaveAllCharts, Action::SaveQuarterCharts] {
            let item = ui.add_enabled_ui(action.is_enabled(view.state), |ui| {
                widgets::menu_item(ui, None, &action.label(), "").clicked()
            });
            if item.inner {
                view.act(action);
            }
        }
    });
}

/// The arrows walk through the menu, unless something else listens to them.
fn keys(ui: &Ui, view: &View<'_>) {
    if ui.ctx().memory(|memory| memory.focused().is_some())
        || view.state.modal.is_some()
        || egui::Popup::is_any_open(ui.ctx())
    {
        return;
    }
    for (key, by) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1)] {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            send(view, ChartsCommand::Step(by));
        }
    }
}

/// The picture below its finding.
fn shown(ui: &mut Ui, view: &View<'_>, area: &ChartsState, is_short: bool) {
    let Some(chart) = &area.chart else { return };
    Card::new().title(&chart.title).fill_height().show(ui, |ui| {
        if is_short {
            let t = theme::tokens(ui);
            widgets::text::one_line(ui, &chart.subtitle, size::LABEL, t.muted);
        } else {
            widgets::text::muted(ui, &chart.subtitle);
        }
        ui.add_space(space::SMALL);
        let room = (ui.available_height() - 8.0).max(LOWEST);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            if let Some(mark) = picture(ui, view, "chart", chart, area.version, Some(room)) {
                send(view, ChartsCommand::Open(mark));
            }
        });
    });
}

/// What the chart is about; only what makes a difference to it.
fn controls(ui: &mut Ui, view: &View<'_>, session: &Session, area: &ChartsState, is_short: bool) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::MEDIUM, space::SMALL);
        if !is_short {
            scope::scope_select(ui, view, session, area);
        }
        if area.name.has_criterion() {
            criterion_select(ui, view, session, area);
        }
        if area.name.has_period() {
            let usual = session.judged.as_ref().map(|judged| judged.terms.policy.period);
            let now = area.period.or(usual).unwrap_or(Period::All);
            let periods =
                [(Period::ThisQuarter, "This quarter"), (Period::LastMonths(12), "12 months"), (Period::All, "All")];
            if let Some(period) = choice(ui, ("Which ratings count", is_short), now, &periods) {
                send(view, ChartsCommand::Period(Some(period)));
            }
        }
        if area.name.has_groups() {
            let ways = [(GroupsShown::Together, "Everybody"), (GroupsShown::Beside, "Management beside team")];
            if let Some(groups) = choice(ui, ("Groups", is_short), area.groups, &ways) {
                send(view, ChartsCommand::Groups(groups));
            }
        }
        if area.name.has_order() {
            let ways = [(RowOrder::WorstFirst, "Worst first"), (RowOrder::Alike, "Alike beside each other")];
            if let Some(order) = choice(ui, ("Order", is_short), area.order, &ways) {
                send(view, ChartsCommand::Order(order));
            }
        }
        if area.is_stale() {
            widgets::text::muted_label(ui, "Working…");
        }
    });
}

/// One of a few: side by side, or as a menu where every line counts.
fn choice<T: Copy + PartialEq>(ui: &mut Ui, (name, is_menu): (&str, bool), current: T, all: &[(T, &str)]) -> Option<T> {
    if !is_menu {
        return widgets::segmented(ui, name, current, all);
    }
    let shown = all.iter().find(|(which, _)| *which == current).map_or(name, |(_, label)| label);
    let button = ui.add(Button::secondary(shown).icon(Icon::ChevronDown).hint(name));
    let mut chosen = None;
    egui::Popup::menu(&button).gap(4.0).accessible_name(name).show(|ui| {
        ui.set_min_width(220.0);
        for (which, label) in all {
            if widgets::menu_item(ui, None, label, "").clicked() {
                chosen = Some(*which);
                ui.close();
            }
        }
    });
    chosen
}

/// What the history shows: the score, or one criterion.
fn criterion_select(ui: &mut Ui, view: &View<'_>, session: &Session, area: &ChartsState) {
    let Some(card) = session.scorecard() else { return };
    let name = |id: CriterionId| card.current().criterion(id).map(|criterion| criterion.name.to_string());
    let shown = area.criterion.and_then(name).unwrap_or_else(|| "Score".to_owned());
    let button = ui.add(Button::secondary(&shown).icon(Icon::ChevronDown).hint("What is drawn over time"));
    egui::Popup::menu(&button).show(|ui| {
        ui.set_width(260.0);
        let row = |ui: &mut Ui, label: &str, criterion: Option<CriterionId>| {
            if widgets::list_row(ui, label, "", area.criterion == criterion, |_| {}).clicked() {
                send(view, ChartsCommand::Criterion(criterion));
                ui.close();
            }
        };
        row(ui, "Score", None);
        for criterion in card.current().active().filter(|criterion| criterion.weight.value() > 0.0) {
            row(ui, &criterion.name, Some(criterion.id));
        }
    });
}
