//! Charts: what to show for whom, the finding as title, the picture, and saving it.

use egui::{Align, Layout, ScrollArea, Ui};

use crate::app::{
    Action, ChartKind, ChartsCommand, ChartsState, Command, GroupsShown, Scope, Screen, Session,
};
use crate::model::{CriterionId, Period};

use super::super::View;
use super::super::icons::Icon;
use super::super::picture::picture;
use super::super::theme::space;
use super::super::widgets::{self, Button, Card};
use super::pages;

const KINDS: [(ChartKind, &str); 4] = [
    (ChartKind::Bars, "By criterion"),
    (ChartKind::Radar, "Radar"),
    (ChartKind::Trend, "Over time"),
    (ChartKind::Distribution, "Answers"),
];

/// Draws the screen.
pub(super) fn charts_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    if session.workspace.num_ratings() == 0 {
        let text = "Charts show what your team says. Rate a customer, and the first one appears here.";
        if widgets::empty_state(ui, Icon::Charts, "Nothing to draw yet", text, "Rate a customer") {
            view.act(Action::Rate);
        }
        return;
    }
    let area = &view.state.areas.charts;
    egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 6)).show(ui, |ui| {
        pages::page_tabs(ui, view, Screen::Charts);
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            widgets::text::title(ui, "Charts");
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(Button::secondary("Save chart…").icon(Icon::Download).hint("Ctrl S")).clicked() {
                    view.act(Action::SaveChart);
                }
                all_charts(ui, view);
            });
        });
        ui.add_space(space::SMALL);
        controls(ui, view, session, area);
        ui.add_space(space::MEDIUM);
        let Some(chart) = &area.chart else { return };
        Card::new().title(&chart.title).fill_height().show(ui, |ui| {
            widgets::text::muted(ui, &chart.subtitle);
            ui.add_space(space::MEDIUM);
            let room = ui.available_height() - 8.0;
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let height = matches!(area.kind, ChartKind::Radar | ChartKind::Trend).then_some(room);
                if let Some(mark) = picture(ui, view, "chart", chart, area.version, height) {
                    view.send(Command::Charts(ChartsCommand::Open(mark)));
                }
            });
        });
    });
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

fn controls(ui: &mut Ui, view: &View<'_>, session: &Session, area: &ChartsState) {
    let send = |command| view.send(Command::Charts(command));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::MEDIUM, space::SMALL);
        if let Some(kind) = widgets::segmented(ui, "Kind of chart", area.kind, &KINDS) {
            send(ChartsCommand::Kind(kind));
        }
        scope_select(ui, view, session, area);
        if area.kind == ChartKind::Trend {
            criterion_select(ui, view, session, area);
        } else {
            let usual = session.judged.as_ref().map(|judged| judged.terms.policy.period);
            let now = area.period.or(usual).unwrap_or(Period::All);
            let periods =
                [(Period::ThisQuarter, "This quarter"), (Period::LastMonths(12), "12 months"), (Period::All, "All")];
            if let Some(period) = widgets::segmented(ui, "Which ratings count", now, &periods) {
                send(ChartsCommand::Period(Some(period)));
            }
        }
        if area.kind == ChartKind::Bars {
            let ways = [(GroupsShown::Together, "Everybody"), (GroupsShown::Beside, "Management beside team")];
            if let Some(groups) = widgets::segmented(ui, "Groups", area.groups, &ways) {
                send(ChartsCommand::Groups(groups));
            }
        }
    });
}

/// Who is drawn: everybody, a segment, or one customer found by a few letters.
fn scope_select(ui: &mut Ui, view: &View<'_>, session: &Session, area: &ChartsState) {
    let send = |command| view.send(Command::Charts(command));
    let shown = match &area.scope {
        Scope::All => "All current customers".to_owned(),
        Scope::Segment(segment) => segment.to_string(),
        Scope::Customer(id) => {
            session.workspace.customers.get(id).map(|customer| customer.name().to_owned()).unwrap_or_default()
        }
    };
    let button = ui.add(Button::secondary(&shown).icon(Icon::ChevronDown).hint("Which customers"));
    egui::Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(300.0);
        let mut text = area.search.clone();
        if widgets::search_field(ui, "Find a customer", &mut text, "A customer's name…", "").changed() {
            send(ChartsCommand::Search(text));
        }
        ui.add_space(4.0);
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            let needle = area.search.trim().to_lowercase();
            let row = |ui: &mut Ui, label: &str, detail: &str, scope: Scope| {
                if widgets::list_row(ui, label, detail, area.scope == scope, |_| {}).clicked() {
                    send(ChartsCommand::Scope(scope));
                    ui.close();
                }
            };
            if needle.is_empty() {
                row(ui, "All current customers", "", Scope::All);
            }
            for segment in segments(session).iter().filter(|s| s.to_lowercase().contains(&needle)).take(12) {
                row(ui, segment, "Segment", Scope::Segment(segment.clone()));
            }
            // The palette's search is there for more; a menu of hundreds helps nobody.
            let hits = session.workspace.customers.values().filter(|c| c.name().to_lowercase().contains(&needle));
            for customer in hits.take(40) {
                row(ui, customer.name(), "", Scope::Customer(customer.id));
            }
        });
    });
}

fn segments(session: &Session) -> std::collections::BTreeSet<crate::model::Line> {
    let customers = session.workspace.customers.values();
    customers.map(|c| c.profile.segment.clone()).filter(|segment| !segment.is_empty()).collect()
}

/// What the trend shows: the score, or one criterion.
fn criterion_select(ui: &mut Ui, view: &View<'_>, session: &Session, area: &ChartsState) {
    let Some(card) = session.scorecard() else { return };
    let name = |id: CriterionId| card.current().criterion(id).map(|criterion| criterion.name.to_string());
    let shown = area.criterion.and_then(name).unwrap_or_else(|| "Score".to_owned());
    let button = ui.add(Button::secondary(&shown).icon(Icon::ChevronDown).hint("What is drawn over time"));
    egui::Popup::menu(&button).show(|ui| {
        ui.set_width(260.0);
        let row = |ui: &mut Ui, label: &str, criterion: Option<CriterionId>| {
            if widgets::list_row(ui, label, "", area.criterion == criterion, |_| {}).clicked() {
                view.send(Command::Charts(ChartsCommand::Criterion(criterion)));
                ui.close();
            }
        };
        row(ui, "Score", None);
        for criterion in card.current().active().filter(|criterion| criterion.weight.value() > 0.0) {
            row(ui, &criterion.name, Some(criterion.id));
        }
    });
}
