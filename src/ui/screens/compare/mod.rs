//! Two to four customers side by side, and who else is like one of them.

mod columns;

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use crate::analysis::score_text;
use crate::app::{Action, Command, CompareCommand, CompareState, Comparison, RateCommand, Screen, Session};
use crate::model::CustomerId;

use super::super::View;
use super::super::icons::Icon;
use super::super::picture::picture;
use super::super::theme::space;
use super::super::widgets::{self, Button, Card};
use super::pages;

/// From this width in points the picture and those alike stand beside each other.
const WIDE: f32 = 1000.0;

/// Draws the screen.
pub(super) fn compare_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    pages::page(ui, view, Screen::Compare, |ui| {
        if is_empty(ui, view, session) {
            return;
        }
        let area = &view.state.areas.compare;
        let Some(shown) = &area.shown else { return };
        ScrollArea::vertical().id_salt("compare").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 6.0);
            ui.spacing_mut().item_spacing.y = space::SMALL;
            head(ui, view, area, shown);
            ui.add_space(4.0);
            columns::columns(ui, view, shown);
            ui.add_space(space::SMALL);
            if ui.available_width() < WIDE || shown.chart.is_none() {
                question_by_question(ui, view, shown);
                ui.add_space(space::SMALL);
                alike_card(ui, view, area, shown);
            } else {
                let side = (ui.available_width() * 0.36).min(480.0);
                let main = ui.available_width() - side - space::MEDIUM;
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = space::MEDIUM;
                    let column = |ui: &mut Ui, width: f32, add: &mut dyn FnMut(&mut Ui)| {
                        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                            ui.set_width(width);
                            add(ui);
                        });
                    };
                    column(ui, main, &mut |ui| question_by_question(ui, view, shown));
                    column(ui, side, &mut |ui| alike_card(ui, view, area, shown));
                });
            }
            ui.add_space(space::MEDIUM);
        });
    });
}

/// Says what is missing before anybody can be compared; whether something is.
fn is_empty(ui: &mut Ui, view: &View<'_>, session: &Session) -> bool {
    let num = session.workspace.customers.len();
    if num < 2 {
        let text = "Two customers or more stand side by side here, question by question.";
        let title = if num == 0 { "No customers yet" } else { "Only one customer yet" };
        if widgets::empty_state(ui, Icon::Customers, title, text, "Add a customer…") {
            view.act(Action::AddCustomer);
        }
        return true;
    }
    let Some(judged) = &session.judged else {
        let text = "Customers are compared by a scorecard. Start with one of ours and change it.";
        if widgets::empty_state(ui, Icon::Scorecards, "No scorecard yet", text, "See the scorecards") {
            view.send(Command::Go(Screen::Scorecards));
        }
        return true;
    };
    if judged.judgements.iter().all(|judgement| judgement.score.is_none()) {
        let text =
            format!("Nobody has answered “{}” about a customer. The first rating takes a minute.", judged.card.name);
        if widgets::empty_state(ui, Icon::Rate, "Nothing to compare yet", &text, "Rate a customer") {
            view.send(Command::Rate(RateCommand::Begin(None)));
        }
        return true;
    }
    false
}

/// Who stands above whom and how surely, with the way to add somebody.
fn head(ui: &mut Ui, view: &View<'_>, area: &CompareState, shown: &Comparison) {
    ui.horizontal_top(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            add_button(ui, view, area);
            ui.add_space(space::SMALL);
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                widgets::text::heading(ui, &shown.finding);
                if shown.is_working {
                    widgets::text::muted(ui, "Working out how sure that is…");
                }
                for sentence in &shown.how_sure {
                    widgets::text::label(ui, sentence);
                }
                if view.state.areas.let_go.what_if.is_some() {
                    widgets::text::muted_label(
                        ui,
                        "By your policy as it is: the what-if of “One customer” does not count here.",
                    );
                }
            });
        });
    });
}

/// The button with the customers that can be added behind it.
fn add_button(ui: &mut Ui, view: &View<'_>, area: &CompareState) {
    let button = Button::secondary("Add a customer").icon(Icon::Plus);
    let button = ui
        .add_enabled(!area.is_full(), button)
        .on_disabled_hover_text("Four fit side by side: remove one to add another.");
    egui::Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(300.0);
        let mut text = area.search.clone();
        if widgets::search_field(ui, "Find a customer to compare", &mut text, "A customer's name…", "").changed() {
            view.send(Command::Compare(CompareCommand::Search(text)));
        }
        ui.add_space(4.0);
        if area.found.is_empty() {
            widgets::text::muted_label(ui, "Nobody else has this in their name.");
        }
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for found in &area.found {
                ui.push_id(found.customer, |ui| {
                    if widgets::list_row(ui, &found.name, "", false, |_| {}).clicked() {
                        view.send(Command::Compare(CompareCommand::Add(found.customer)));
                        ui.close();
                    }
                });
            }
            if area.num_more > 0 {
                let more = format!("… and {} more: type a few letters of the name.", area.num_more);
                widgets::text::muted_label(ui, &more);
            }
        });
    });
}

fn question_by_question(ui: &mut Ui, view: &View<'_>, shown: &Comparison) {
    let Some(chart) = &shown.chart else { return };
    Card::new().title("Question by question, furthest apart first").show(ui, |ui| {
        widgets::text::muted_label(ui, &chart.subtitle);
        ui.add_space(4.0);
        if let Some(mark) = picture(ui, view, "compare", chart, shown.version, None) {
            view.send(Command::Compare(CompareCommand::OpenMark(mark)));
        }
    });
}

/// Who else is like one of those shown, and what became of them.
fn alike_card(ui: &mut Ui, view: &View<'_>, area: &CompareState, shown: &Comparison) {
    let Some((like, name)) = &shown.like else { return };
    Card::new().title("Who else is like this one").show(ui, |ui| {
        let names: Vec<(CustomerId, &str)> =
            shown.columns.iter().map(|column| (column.customer, column.name.as_str())).collect();
        if names.len() > 1 {
            let width = ui.available_width().min(280.0);
            if let Some(other) = widgets::select_bare(ui, "Like whom", Some(*like), &names, width) {
                view.send(Command::Compare(CompareCommand::Like(other)));
            }
        } else {
            widgets::text::muted(ui, name);
        }
        if shown.alike.is_empty() {
            let text = format!("Nobody else has enough answers in common with {name}.");
            widgets::text::muted(ui, &text);
            return;
        }
        let hint = if area.is_full() {
            "Four fit side by side: remove one to add another."
        } else {
            "A click sets them beside the others."
        };
        widgets::text::muted_label(ui, hint);
        ui.add_enabled_ui(!area.is_full(), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for row in &shown.alike {
                let detail = format!("{} · {}", row.how, row.became);
                let clicked = ui
                    .push_id(row.customer, |ui| {
                        widgets::ListRow::new(&row.name).detail(&detail).separated().show(ui, |ui| {
                            if let Some(score) = row.score {
                                widgets::text::number(ui, &score_text(score));
                            }
                            widgets::pill_small(ui, row.verdict);
                        })
                    })
                    .inner
                    .on_hover_text(&detail)
                    .clicked();
                if clicked {
                    view.send(Command::Compare(CompareCommand::Add(row.customer)));
                }
            }
        });
    });
}
