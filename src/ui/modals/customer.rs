//! A customer's profile: a new customer, or changes to one.

use egui::{Align, Layout, Ui, vec2};

use crate::app::{
    Command, CustomerForm, CustomerFormCommand, CustomersCommand, DayField, NumberField, TextField, Typed,
};
use crate::model::Status;

use super::super::View;
use super::super::icons::Icon;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, Button, ModalReply};

/// Draws the dialog.
pub(super) fn customer_modal(ui: &Ui, view: &View<'_>, form: &CustomerForm) {
    let (title, button) =
        if form.id.is_some() { ("Edit the customer", "Save") } else { ("Add a customer", "Add the customer") };
    let modal = widgets::Modal::new(title).width(680.0).primary(button).enabled(view.can_edit());
    let shown = modal.show(ui.ctx(), |ui| {
        // Room for the scroll bar, so that it never covers a field.
        ui.set_max_width(ui.available_width() - 14.0);
        let draw = Draw { view, form };
        ui.spacing_mut().item_spacing.y = 12.0;
        draw.name(ui);
        draw.about(ui);
        draw.source(ui);
        draw.contact(ui);
        draw.money(ui);
    });
    match shown.reply {
        Some(ModalReply::Accept) => send(view, CustomerFormCommand::Save),
        Some(ModalReply::Close) => send(view, CustomerFormCommand::Close),
        None => {}
    }
}

fn send(view: &View<'_>, command: CustomerFormCommand) {
    view.send(Command::Customers(CustomersCommand::Form(command)));
}

struct Draw<'a> {
    view: &'a View<'a>,
    form: &'a CustomerForm,
}

impl Draw<'_> {
    /// A line of text; what was typed goes back as a command.
    fn text(&self, ui: &mut Ui, field: TextField, label: &str, now: &str, hint: &str) -> egui::Response {
        let mut text = now.to_owned();
        let problem = self.form.problem(field);
        let response = widgets::TextField::new(label, &mut text).hint(hint).error(problem.as_deref()).show(ui);
        if text != now {
            send(self.view, CustomerFormCommand::Text(field, text));
        }
        response
    }

    fn day(&self, ui: &mut Ui, field: DayField, label: &str, now: &Typed<jiff::civil::Date>) {
        let mut text = now.text.clone();
        let today = self.view.state.clock.today();
        let entry = widgets::DateField::new(label, &mut text, today).optional().show(ui);
        if text != now.text {
            let value = entry.value.map_err(|problem| problem.to_string());
            send(self.view, CustomerFormCommand::Day(field, Typed { text, value }));
        }
    }

    fn number(&self, ui: &mut Ui, field: NumberField, label: &str, now: &Typed<f64>) {
        let mut text = now.text.clone();
        let entry = widgets::NumberField::new(label, &mut text).optional().width(128.0).show(ui);
        if text != now.text {
            let value = entry.value.map_err(|problem| problem.to_string());
            send(self.view, CustomerFormCommand::Number(field, Typed { text, value }));
        }
    }

    fn name(&self, ui: &mut Ui) {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let field = self.text(ui, TextField::Name, "Name", &self.form.name, "");
            if self.form.is_duplicate {
                let warning = theme::tokens(ui).warning;
                let words = "There is a customer with this name already. You may have both.";
                widgets::text::running(ui, words, size::LABEL, warning);
            }
            let is_new = self.form.id.is_none() && self.form.name.is_empty();
            if is_new && ui.memory(|memory| memory.focused().is_none()) {
                field.request_focus();
            }
        });
    }

    fn about(&self, ui: &mut Ui) {
        two(
            ui,
            |ui| {
                let all = Status::ALL.map(|status| (status, status.words()));
                let width = ui.available_width();
                if let Some(status) = widgets::select(ui, "Status", Some(self.form.status), &all, width) {
                    send(self.view, CustomerFormCommand::Status(status));
                }
            },
            |ui| drop(self.text(ui, TextField::Segment, "Segment", &self.form.segment, "What kind of customer")),
        );
        two(
            ui,
            |ui| self.day(ui, DayField::Since, "Customer since", &self.form.since),
            |ui| self.day(ui, DayField::Renewal, "Contract renewal", &self.form.renewal),
        );
        self.text(ui, TextField::Tags, "Tags, with commas between", &self.form.tags, "retail, long contract");
    }

    fn source(&self, ui: &mut Ui) {
        two(
            ui,
            |ui| drop(self.text(ui, TextField::How, "Where they came from", &self.form.how, "Trade fair, website…")),
            |ui| self.referrer(ui),
        );
    }

    fn referrer(&self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 4.0;
        if let Some((_, name)) = &self.form.referred_by {
            widgets::text::muted_label(ui, "Sent by");
            ui.allocate_ui_with_layout(
                vec2(ui.available_width(), size::CONTROL_HEIGHT),
                Layout::left_to_right(Align::Center),
                |ui| {
                    widgets::tag(ui, name);
                    if widgets::icon_button(ui, Icon::Cross, "Nobody sent them").clicked() {
                        send(self.view, CustomerFormCommand::ReferredBy(None));
                    }
                },
            );
            return;
        }
        self.text(ui, TextField::Referrer, "Sent by (a customer)", &self.form.referrer, "Type a few letters");
        for (id, name) in &self.form.referrers {
            if widgets::menu_item(ui, None, name, "").clicked() {
                send(self.view, CustomerFormCommand::ReferredBy(Some(*id)));
            }
        }
        if self.form.referrers.is_empty() && !self.form.referrer.trim().is_empty() {
            widgets::text::muted_label(ui, "No customer has these letters.");
        }
    }

    fn contact(&self, ui: &mut Ui) {
        two(
            ui,
            |ui| drop(self.text(ui, TextField::Contact, "Contact", &self.form.contact, "Name, phone, mail")),
            |ui| {
                let hint = "Their number in your other systems";
                self.text(ui, TextField::Reference, "Reference", &self.form.reference, hint);
            },
        );
        let mut notes = self.form.notes.clone();
        let problem = self.form.problem(TextField::Notes);
        widgets::TextField::new("Notes", &mut notes).rows(3).error(problem.as_deref()).show(ui);
        if notes != self.form.notes {
            send(self.view, CustomerFormCommand::Text(TextField::Notes, notes));
        }
    }

    fn money(&self, ui: &mut Ui) {
        let session = self.view.session();
        let currency = session.map(|session| session.workspace.business.currency.to_string()).unwrap_or_default();
        ui.horizontal(|ui| {
            let title = if currency.is_empty() { "Money".to_owned() } else { format!("Money in {currency}") };
            widgets::text::card_title(ui, &title);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(Button::quiet("Add a period").icon(Icon::Plus).small()).clicked() {
                    send(self.view, CustomerFormCommand::AddMoney);
                }
            });
        });
        if self.form.money.is_empty() {
            widgets::text::muted_label(ui, "Revenue and cost per year, quarter or month: 2026, 2026-Q3, 2026-07.");
        }
        for (place, row) in self.form.money.iter().enumerate() {
            ui.push_id(("money", place), |ui| {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = space::SMALL;
                    let width = 120.0;
                    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                        self.text(ui, TextField::Period(place), "Period", &row.period, "2026-Q3");
                    });
                    self.number(ui, NumberField::Revenue(place), "Revenue", &row.revenue);
                    self.number(ui, NumberField::Cost(place), "Cost", &row.cost);
                    self.number(ui, NumberField::Hours(place), "Hours", &row.hours);
                    ui.vertical(|ui| {
                        ui.add_space(size::LABEL + 9.0);
                        let name = format!("Remove period {}", row.period);
                        if widgets::icon_button(ui, Icon::Trash, &name).clicked() {
                            send(self.view, CustomerFormCommand::RemoveMoney(place));
                        }
                    });
                });
            });
        }
        ui.add_space(space::SMALL);
    }
}

/// Two fields beside each other.
fn two(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = space::MEDIUM;
        ui.columns(2, |columns| {
            if let [one, other] = columns {
                left(one);
                right(other);
            }
        });
    });
}
