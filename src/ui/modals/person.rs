//! A person or a group being written.

use egui::Ui;

use crate::app::{Command, PeopleCommand, PersonForm, Writing};
use crate::model::{GroupId, Name};

use super::super::View;
use super::super::theme::space;
use super::super::widgets::{self, Button, ModalReply, TextField};

/// Draws the dialog.
pub(super) fn person_modal(ui: &Ui, view: &View<'_>, form: &PersonForm) {
    let send = |command| view.send(Command::People(command));
    let (title, button, is_person) = match form.writing {
        Writing::NewPerson => ("Add a person", "Add", true),
        Writing::Person(_) => ("Change a person", "Save", true),
        Writing::NewGroup => ("Add a group", "Add", false),
        Writing::Group(_) => ("Rename a group", "Save", false),
    };
    let is_ready = Name::new(&form.name).is_ok() && view.can_edit();
    let mut name = form.name.clone();
    let modal = widgets::Modal::new(title).width(420.0).primary(button).enabled(is_ready);
    let shown = modal.show(ui.ctx(), |ui| {
        let help = match form.writing {
            Writing::NewGroup => "People who see customers the same way: sales, delivery, support.",
            _ => "",
        };
        let field = TextField::new("Name", &mut name).error(form.error.as_deref()).help(help).show(ui);
        if form.name.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if let Some(warning) = &form.warning {
            ui.add_space(space::SMALL);
            widgets::banner(ui, widgets::Tone::Warning, warning, "");
        }
        if is_person {
            person_fields(ui, view, form);
        }
        if form.writing == Writing::NewPerson {
            ui.add_space(space::SMALL);
            if ui.add_enabled(is_ready, Button::quiet("Add and write the next").small()).clicked() {
                send(PeopleCommand::Accept { and_next: true });
            }
        }
    });
    if name != form.name {
        send(PeopleCommand::Type(name));
    }
    match shown.reply {
        Some(ModalReply::Accept) => send(PeopleCommand::Accept { and_next: false }),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}

fn person_fields(ui: &mut Ui, view: &View<'_>, form: &PersonForm) {
    let send = |command| view.send(Command::People(command));
    let Some(session) = view.session() else { return };
    ui.add_space(space::SMALL);
    let groups: Vec<_> =
        session.workspace.business.groups.iter().map(|(id, group)| (*id, group.name.as_str())).collect();
    if let Some(group) = widgets::select(ui, "Group", Some(form.group), &groups, 260.0) {
        send(PeopleCommand::Choose(group));
    }
    if form.group == GroupId::CUSTOMER {
        let words = "Somebody at a customer. They answer surveys about you, so name their company too.";
        widgets::text::muted_label(ui, words);
    }
    if matches!(form.writing, Writing::Person(_)) {
        ui.add_space(4.0);
        if widgets::checkbox(ui, form.left, "Has left: the ratings stay, but is no longer asked") {
            send(PeopleCommand::SwitchLeft);
        }
    }
}
