//! The profile, to read.

use egui::{Align, Grid, Layout, Ui, vec2};

use crate::analysis::{date_text, money_text};
use crate::app::{Command, CustomersCommand, Screen};
use crate::model::Finite;

use super::super::super::icons::Icon;
use super::super::super::theme::space;
use super::super::super::widgets::{self, Button, Card};
use super::Part;
use super::figures::{figures_head, figures_row};

/// Draws it.
pub(super) fn details_tab(ui: &mut Ui, part: &Part<'_>) {
    ui.spacing_mut().item_spacing = vec2(space::MEDIUM, space::MEDIUM);
    if part.customer.profile.money.is_empty() || ui.available_width() < 900.0 {
        profile(ui, part);
        money(ui, part);
    } else {
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                profile(left, part);
                money(right, part);
            }
        });
    }
}

fn profile(ui: &mut Ui, part: &Part<'_>) {
    let profile = &part.customer.profile;
    let long = date_text;
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::SMALL);
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_enabled_ui(part.view.can_edit(), |ui| {
                    if ui.add(Button::quiet("Delete customer").icon(Icon::Trash).small()).clicked() {
                        part.send(CustomersCommand::Delete(part.customer.id));
                    }
                    if ui.add(Button::secondary("Edit…").small()).clicked() {
                        part.send(CustomersCommand::Edit(part.customer.id));
                    }
                });
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| widgets::text::card_title(ui, "Profile"));
            });
        });
        let customers = &part.session.workspace.customers;
        let facts = [
            ("Status", profile.status.words().to_owned()),
            ("Customer since", profile.since.map(long).unwrap_or_default()),
            ("Segment", profile.segment.to_string()),
            ("Where they came from", profile.source.how.to_string()),
            ("Contact", profile.contact.to_string()),
            ("Renewal", profile.renewal.map(long).unwrap_or_default()),
            ("Reference", profile.reference.to_string()),
        ];
        let facts = facts.iter().filter(|(_, text)| !text.is_empty());
        Grid::new("facts").num_columns(2).min_col_width(150.0).min_row_height(22.0).spacing(vec2(16.0, 6.0)).show(
            ui,
            |ui| {
                for (name, text) in facts {
                    widgets::text::muted_label(ui, name);
                    widgets::text::body(ui, text);
                    ui.end_row();
                }
                if let Some(referrer) = profile.source.referred_by.and_then(|id| customers.get(&id)) {
                    widgets::text::muted_label(ui, "Sent by");
                    if widgets::link(ui, referrer.name()).clicked() {
                        part.view.send(Command::Go(Screen::Customer(referrer.id)));
                    }
                    ui.end_row();
                }
                if !profile.tags.is_empty() {
                    widgets::text::muted_label(ui, "Tags");
                    ui.horizontal_wrapped(|ui| {
                        for tag in &profile.tags {
                            widgets::tag(ui, tag);
                        }
                    });
                    ui.end_row();
                }
                sent(ui, part);
            },
        );
        if !profile.notes.is_empty() {
            ui.add_space(space::SMALL);
            widgets::text::body(ui, &profile.notes);
        }
    });
}

/// The customers they sent us: the quiet ones may send everybody.
fn sent(ui: &mut Ui, part: &Part<'_>) {
    if part.data.sent.is_empty() {
        return;
    }
    widgets::text::muted_label(ui, "Sent us");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        for (id, name) in &part.data.sent {
            if widgets::link(ui, name).clicked() {
                part.view.send(Command::Go(Screen::Customer(*id)));
            }
        }
    });
    ui.end_row();
}

fn money(ui: &mut Ui, part: &Part<'_>) {
    if !part.customer.profile.money.is_empty() {
        Card::new().title("Money").show(ui, |ui| periods(ui, part));
    }
}

fn periods(ui: &mut Ui, part: &Part<'_>) {
    let business = &part.session.workspace.business;
    let amount =
        |value: Option<Finite>| value.map_or_else(|| "–".to_owned(), |value| money_text(business, value.value()));
    let dash = || "–".to_owned();
    ui.spacing_mut().item_spacing.y = 0.0;
    figures_head(ui, &["Period", "Revenue", "Cost", "Profit", "Hours"]);
    for (period, money) in part.customer.profile.money.iter().rev() {
        let profit = money.revenue.zip(money.cost).map(|(revenue, cost)| revenue.value() - cost.value());
        let cells = [
            period.to_string(),
            amount(money.revenue),
            amount(money.cost),
            profit.map_or_else(dash, |profit| money_text(business, profit)),
            money.hours.map_or_else(dash, |hours| hours.to_string()),
        ];
        figures_row(ui, &cells);
    }
}
