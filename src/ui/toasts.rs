//! Messages above everything: what was done goes by itself, what went wrong stays until dismissed.

use egui::{Id, Ui};

use crate::app::{Command, Tone};

use super::View;
use super::widgets::{self, Toast, ToastReply};

/// Seconds a message of something done stays.
const SECONDS: f64 = 6.0;

/// Draws the messages and lets old ones go.
pub(super) fn show(ui: &Ui, view: &View<'_>) {
    let list = view.state.toasts.list();
    if list.is_empty() {
        return;
    }
    let shown: Vec<Toast<'_>> = list
        .iter()
        .map(|toast| Toast {
            key: toast.id,
            tone: if toast.tone == Tone::Done { widgets::Tone::Good } else { widgets::Tone::Error },
            text: &toast.text,
            action: toast.action.as_ref().map(|(label, _)| label.as_str()),
        })
        .collect();
    let reply = widgets::toasts(ui.ctx(), &shown);
    let held = match reply {
        Some(ToastReply::Hold(key)) => Some(key),
        _ => None,
    };
    match reply {
        Some(ToastReply::Act(key)) => {
            if let Some((_, command)) =
                list.iter().find(|toast| toast.id == key).and_then(|toast| toast.action.as_ref())
            {
                view.send((**command).clone());
            }
            view.send(Command::Dismiss(key));
        }
        Some(ToastReply::Dismiss(key)) => view.send(Command::Dismiss(key)),
        Some(ToastReply::Hold(_)) | None => {}
    }
    let now = ui.input(|input| input.time);
    for toast in list.iter().filter(|toast| toast.tone == Tone::Done) {
        let id = Id::unique(("toast since", toast.id));
        let since = ui.data_mut(|data| *data.get_temp_mut_or_insert_with(id, || now));
        if held == Some(toast.id) {
            ui.data_mut(|data| data.insert_temp(id, now));
        } else if now - since >= SECONDS {
            view.send(Command::Dismiss(toast.id));
        }
        let left = std::time::Duration::from_secs_f64((SECONDS - (now - since)).clamp(0.05, SECONDS));
        ui.ctx().request_repaint_after(left);
    }
}
