//! After the choices: a typed path, a name that is taken, all charts on their way, and what became of them.

use std::path::PathBuf;

use egui::{Key, ScrollArea, Ui};

use crate::app::{AllDone, AllProgress, Ended, ExportCommand, ExportForm, Pick, SaveCommand, Subject};

use super::super::super::View;
use super::super::super::theme::space;
use super::super::super::widgets::{self, ModalReply, text};
use super::send;

/// A path to type, where the system has no dialog.
pub(super) fn path(ui: &Ui, view: &View<'_>, pick: &Pick, typed: &str, (why, problem): (&str, Option<&str>)) {
    let save = |command| send(view, ExportCommand::Save(command));
    let (title, label) = match pick {
        Pick::ExportFolder(_) => ("Where to save the charts", "Folder"),
        _ => ("Where to save the chart", "File"),
    };
    let mut now = typed.to_owned();
    let modal = widgets::Modal::new(title).width(620.0).primary("Save").cancel("Back").enabled(!now.trim().is_empty());
    let shown = modal.show(ui.ctx(), |ui| {
        text::muted(ui, &format!("{why} Please type the path."));
        ui.add_space(space::SMALL);
        let field = widgets::text_field(ui, label, &mut now, problem);
        // Enter gives the keyboard up, which is how it saves; then it must not be taken again.
        let is_enter = ui.input(|input| input.key_pressed(Key::Enter));
        if !is_enter && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
    });
    if now != typed {
        save(SaveCommand::Type(now));
    }
    match shown.reply {
        Some(ModalReply::Accept) => save(SaveCommand::Take),
        Some(ModalReply::Close) => send(view, ExportCommand::Close),
        None => {}
    }
}

/// Something has this name already.
pub(super) fn exists(ui: &Ui, view: &View<'_>, there: &[PathBuf]) {
    let save = |command| send(view, ExportCommand::Save(command));
    let (title, words, button) = match there {
        [_] => ("Replace it?", "This file exists already. Nothing was changed yet.", "Replace it"),
        _ => ("Replace them?", "These files exist already. Nothing was changed yet.", "Replace them"),
    };
    let modal = widgets::Modal::new(title).width(560.0).primary(button).danger();
    let modal = modal.other("Choose another name").cancel("Back");
    let shown = modal.show(ui.ctx(), |ui| {
        text::body(ui, words);
        ui.add_space(space::SMALL);
        for path in there {
            text::label(ui, &path.display().to_string());
        }
    });
    match shown.reply {
        _ if shown.other => save(SaveCommand::OtherName),
        Some(ModalReply::Accept) => save(SaveCommand::Replace),
        Some(ModalReply::Close) => send(view, ExportCommand::Close),
        None => {}
    }
}

/// All charts on their way.
pub(super) fn working(ui: &Ui, view: &View<'_>, form: &ExportForm, progress: &AllProgress) {
    let who = match &form.subject {
        Subject::All { set, .. } => set.words.as_str(),
        Subject::One { .. } => "",
    };
    let AllProgress { done, of, now } = *progress;
    let title = format!("Saving all charts: {who}");
    let modal =
        widgets::Modal::new(&title).width(560.0).cancel(if form.is_stopping() { "Stopping…" } else { "Stop" });
    let shown = modal.show(ui.ctx(), |ui| {
        let words = match (now.is_empty(), of) {
            (true, _) => "Starting…".to_owned(),
            (false, 0) => format!("Looking which charts there are: {now}"),
            (false, of) => format!("{} of {of}: {now}", (done + 1).min(of)),
        };
        widgets::progress_bar(ui, (of > 0).then(|| done as f32 / of as f32), &words);
        ui.add_space(space::SMALL);
        text::muted_label(ui, "What is saved stays, also when you stop.");
    });
    if shown.reply == Some(ModalReply::Close) {
        send(view, ExportCommand::Close);
    }
}

/// What became of them.
pub(super) fn done(ui: &Ui, view: &View<'_>, done: &AllDone) {
    let title = match (&done.ended, done.saved.len()) {
        (None | Some(Ended::Failed(_)), 0) => "No chart was saved",
        (None, _) => "The charts are saved",
        (Some(Ended::Stopped), 0) => "Stopped before the first chart",
        (Some(_), _) => "Some charts are saved",
    };
    let modal = widgets::Modal::new(title).width(620.0).cancel("Close");
    let modal = if done.saved.is_empty() { modal } else { modal.primary("Show in folder").cancel("Close") };
    let shown = modal.show(ui.ctx(), |ui| {
        match &done.ended {
            Some(Ended::Failed(why)) => {
                widgets::banner(ui, widgets::Tone::Error, why, "");
                ui.add_space(space::SMALL);
            }
            Some(Ended::Stopped) => {
                text::body(ui, "You stopped it. What was saved until then is complete.");
                ui.add_space(4.0);
            }
            None => {}
        }
        let into = if done.saved.is_empty() { String::new() } else { format!(" In {}", done.folder.display()) };
        text::body(ui, &format!("{}{into}", done.words()));
        ui.add_space(space::SMALL);
        ScrollArea::vertical().id_salt("charts").max_height(380.0).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            for file in &done.saved {
                text::label(ui, file);
            }
            if !done.left_out.is_empty() {
                ui.add_space(space::SMALL);
                text::card_title(ui, "Left out");
                for (chart, why) in &done.left_out {
                    text::muted_label(ui, &format!("{chart}: {why}"));
                }
            }
        });
        if done.ended.is_some() && widgets::link(ui, "Back to the choices").clicked() {
            send(view, ExportCommand::Save(SaveCommand::Again));
        }
    });
    match shown.reply {
        Some(ModalReply::Accept) => {
            send(view, ExportCommand::Save(SaveCommand::Show(done.folder.join("charts"))));
        }
        Some(ModalReply::Close) => send(view, ExportCommand::Close),
        None => {}
    }
}
