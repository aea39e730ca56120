//! What does a great customer look like, and which red flags come early?

mod red_flags;

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use crate::analysis::{AttributeGap, GreatBy};
use crate::app::{Action, Command, CustomersCommand, GreatCommand, GreatShown, Screen, Session};

use super::super::View;
use super::super::icons::Icon;
use super::super::picture::picture;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, Button, Card, text};
use super::pages;

/// From this width on two cards stand side by side, points.
const TWO: f32 = 880.0;

/// Draws the screen.
pub(super) fn great_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 6)).show(ui, |ui| {
        pages::page_tabs(ui, view, Screen::GreatCustomers);
        ui.add_space(space::SMALL);
        if session.judged.is_none() {
            let text = "Who is a great customer is told by a scorecard. Choose a starter or write your own.";
            if widgets::empty_state(ui, Icon::Scorecards, "No scorecard yet", text, "See the scorecards") {
                view.send(Command::Go(Screen::Scorecards));
            }
            return;
        }
        let asked = &view.state.areas.great.shown;
        let Some(shown) = asked.answer() else {
            text::muted(ui, "Working…");
            return;
        };
        if shown.num_customers == 0 {
            let text = "What a great customer looks like is learnt from those you have. Prospects do not count yet.";
            if widgets::empty_state(ui, Icon::Customers, "No customers yet", text, "Add a customer…") {
                view.act(Action::AddCustomer);
            }
            return;
        }
        ScrollArea::vertical().id_salt("great customers").auto_shrink(false).show(ui, |ui| {
            // Room for the scroll bar.
            ui.set_max_width(ui.available_width() - 12.0);
            page(ui, view, shown, asked.is_stale());
        });
    });
}

fn page(ui: &mut Ui, view: &View<'_>, shown: &GreatShown, is_stale: bool) {
    ui.spacing_mut().item_spacing.y = 4.0;
    head(ui, view, shown, is_stale);
    ui.add_space(space::MEDIUM);
    if ui.available_width() >= TWO {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.x = space::MEDIUM;
            ui.columns(2, |columns| {
                if let [one, other] = columns {
                    criteria(one, view, shown);
                    one.add_space(space::MEDIUM);
                    attributes(one, shown);
                    red_flags::red_flags(other, view, shown);
                }
            });
        });
    } else {
        criteria(ui, view, shown);
        ui.add_space(space::MEDIUM);
        attributes(ui, shown);
        ui.add_space(space::MEDIUM);
        red_flags::red_flags(ui, view, shown);
    }
    ui.add_space(space::LARGE);
}

/// The answer, how top and bottom are told apart, and the check of a prospect.
fn head(ui: &mut Ui, view: &View<'_>, shown: &GreatShown, is_stale: bool) {
    text::heading(ui, &shown.answer);
    let basis = format!("{}{}", shown.basis, if is_stale { " Working…" } else { "" });
    let is_wide = ui.available_width() >= TWO;
    if !is_wide {
        text::muted(ui, &basis);
        ui.add_space(4.0);
    }
    let row = vec2(ui.available_width(), size::BUTTON_HEIGHT);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::MEDIUM;
        if ui.add_enabled(view.can_edit(), Button::primary("Check a prospect…")).clicked() {
            view.act(Action::CheckProspect);
        }
        let ways = [(GreatBy::Score, "By score"), (GreatBy::Verdict, "By verdict")];
        if let Some(by) = widgets::segmented(ui, "Who is at the top", view.state.areas.great.by, &ways) {
            view.send(Command::Great(GreatCommand::By(by)));
        }
        if is_wide {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| text::muted(ui, &basis));
        }
    });
}

/// What separates top from bottom among the questions.
fn criteria(ui: &mut Ui, view: &View<'_>, shown: &GreatShown) {
    Card::new().title("What sets the top apart").show(ui, |ui| {
        if shown.sides.0 == 0 || shown.sides.1 == 0 {
            text::muted(ui, "There are not two sides to compare yet.");
            if widgets::link(ui, "Rate a customer").clicked() {
                view.act(Action::Rate);
            }
            return;
        }
        if shown.is_thin {
            text::muted(ui, "Too few to rely on: look, but do not conclude.");
        }
        let version = view.state.areas.great.shown.version();
        let clicked =
            shown.chart.as_ref().and_then(|chart| picture(ui, view, "what sets the top apart", chart, version, None));
        if let Some(criterion) = clicked.and_then(|mark| mark.id.parse().ok()) {
            view.send(Command::Customers(CustomersCommand::ShowBehindCriterion(criterion)));
        }
        text::muted_label(
            ui,
            "Top less bottom in points of 100. The score is made of these answers, so all of them tend to the right.",
        );
    });
}

/// What else separates top from bottom.
fn attributes(ui: &mut Ui, shown: &GreatShown) {
    Card::new().title("What else we know about them").show(ui, |ui| {
        let clear = shown.attributes.iter().filter(|gap| gap.stands_out).count();
        let words = match (shown.attributes.is_empty(), clear) {
            (true, _) => "Nothing two of them share: fill in segment, source, since and labels.",
            (false, 0) => "None of it clearly separates top from bottom.",
            (false, _) => "Marked rows separate top from bottom, more than chance would.",
        };
        text::body(ui, words);
        for gap in &shown.attributes {
            attribute(ui, gap);
        }
    });
}

fn attribute(ui: &mut Ui, gap: &AttributeGap) {
    let t = theme::tokens(ui);
    text::hairline(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        if gap.stands_out {
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(18.0), egui::Sense::hover());
            Icon::Check.paint(ui.painter(), rect.shrink(3.0), t.good);
        }
        let words = gap.attribute.words();
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if gap.stands_out {
                text::body(ui, &words);
            } else {
                text::muted(ui, &words);
            }
            let counts = format!("{} of the top, {} of the bottom", gap.top.words(), gap.bottom.words());
            text::label(ui, &counts);
        });
    });
}
