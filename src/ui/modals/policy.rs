//! A what-if becomes our policy: what changes, how many stand where before and after, who moves, and why.

use egui::{ScrollArea, Ui};

use crate::app::{Command, LetGoCommand, PolicyForm};
use crate::model::{Locale, Verdict};

use super::super::View;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, ModalReply, TextField, text};

/// Draws the dialog.
pub(super) fn policy_modal(ui: &Ui, view: &View<'_>, form: &PolicyForm) {
    let send = |command| view.send(Command::LetGo(command));
    let problem = form.note_problem();
    let modal = widgets::Modal::new("Make this our policy").width(560.0).primary("Adopt").enabled(problem.is_none());
    let shown = modal.show(ui.ctx(), |ui| {
        let words = format!(
            "“{}” gets version {}. Ratings stay as they are and are read by it from now on.",
            form.card_name, form.version.number
        );
        text::muted(ui, &words);
        ui.add_space(space::SMALL);
        for change in &form.changes {
            text::body(ui, change);
        }
        ui.add_space(space::SMALL);
        counts(ui, form);
        ui.add_space(space::SMALL);
        movers(ui, form);
        ui.add_space(space::SMALL);
        let mut note = form.note.clone();
        let field = TextField::new("Why we change it", &mut note).rows(2).hint("For those who ask next year");
        if field.error(problem.as_deref()).show(ui).changed() {
            send(LetGoCommand::SetPolicyNote(note));
        }
    });
    match shown.reply {
        Some(ModalReply::Accept) => send(LetGoCommand::Adopt),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}

/// How many customers stand at each verdict, before and after.
fn counts(ui: &mut Ui, form: &PolicyForm) {
    let t = theme::tokens(ui);
    egui::Grid::new("counts").num_columns(4).min_row_height(20.0).spacing([space::LARGE, 6.0]).show(ui, |ui| {
        // A row holds no control, so it need not be as high as one.
        ui.spacing_mut().interact_size.y = 20.0;
        for heading in ["Verdict", "Now", "Then"] {
            text::running(ui, heading, size::LABEL, t.muted);
        }
        ui.end_row();
        for verdict in Verdict::ALL {
            let (before, after) = (form.before.of(verdict), form.after.of(verdict));
            widgets::pill(ui, verdict);
            text::number(ui, &before.to_string());
            text::number(ui, &after.to_string());
            let change = match (after.checked_sub(before), before.checked_sub(after)) {
                (Some(more), _) if more > 0 => format!("{more} more"),
                (_, Some(fewer)) if fewer > 0 => format!("{fewer} fewer"),
                _ => String::new(),
            };
            text::running(ui, &change, size::LABEL, t.muted);
            ui.end_row();
        }
    });
}

fn movers(ui: &mut Ui, form: &PolicyForm) {
    let num = form.moves.len() + form.num_more;
    let title = match num {
        0 => "No verdict changes.".to_owned(),
        1 => "1 customer moves".to_owned(),
        n => format!("{} customers move", Locale::count(n)),
    };
    widgets::note_box(ui, |ui| {
        text::paragraph(ui, size::LABEL, &[text::Span::Strong(&title)]);
        ScrollArea::vertical().id_salt("movers").max_height(130.0).auto_shrink([false, true]).show(ui, |ui| {
            for (name, from, to) in &form.moves {
                let (from, to) = (from.words().to_lowercase(), to.words().to_lowercase());
                text::label(ui, &format!("{name}: {from} → {to}"));
            }
            if form.num_more > 0 {
                text::muted_label(ui, &format!("and {} more", form.num_more));
            }
        });
    });
}
