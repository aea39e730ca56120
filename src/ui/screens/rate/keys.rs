//! Keys while a rating is filled in: digits and letters answer, arrows and Enter move, Ctrl+Enter saves.
//!
//! None of them does anything while somebody types in a field, while a dialog is open or a list hangs open.

use egui::{Event, Id, Key, Modifiers, Popup, Ui};

use crate::app::{AfterSaving, Command, RateCommand, RateForm, RateFormCommand, is_typed};
use crate::model::ScorecardVersion;

use super::super::super::View;

/// Handles the keys of the form; to be called before its fields are drawn.
pub(super) fn form_keys(ui: &Ui, view: &View<'_>, form: &RateForm, version: &ScorecardVersion) {
    if view.state.modal.is_some() || !view.can_edit() {
        return;
    }
    let send = |command| view.send(Command::Rate(command));
    let num_questions = version.active().count();
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
        send(RateCommand::Save(AfterSaving::Compare));
        return;
    }
    if !is_free(ui) {
        return;
    }
    let seconds = ui.input(|input| input.time);
    let mut typed = String::new();
    let types = form.current(version).is_some_and(|criterion| is_typed(&criterion.scale));
    for key in pressed(ui) {
        if types && (key.is_ascii_digit() || matches!(key, ',' | '.' | '-')) {
            typed.push(key);
        } else {
            send(RateCommand::Form(RateFormCommand::Key(key, seconds)));
        }
    }
    if !typed.is_empty() {
        // The first digit of a measure opens its field; what follows is typed there.
        ui.data_mut(|data| data.insert_temp(begin_typing(), form.at));
        let value = super::question::measure(&typed);
        send(RateCommand::Form(RateFormCommand::Typed(typed, value)));
    }
    if ui.memory(|memory| memory.focused()).is_some() {
        return;
    }
    let went = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if went(Key::ArrowRight) || went(Key::ArrowDown) {
        send(RateCommand::Form(RateFormCommand::Next));
    } else if went(Key::ArrowLeft) || went(Key::ArrowUp) {
        send(RateCommand::Form(RateFormCommand::Back));
    } else if went(Key::Enter) {
        send(if form.at < num_questions {
            RateCommand::Form(RateFormCommand::Next)
        } else {
            RateCommand::Save(AfterSaving::Compare)
        });
    }
}

/// Whether a key may mean something here: nobody types, no list hangs open.
pub(super) fn is_free(ui: &Ui) -> bool {
    !ui.ctx().text_edit_focused() && !Popup::is_any_open(ui.ctx())
}

/// Where it is remembered that a digit has opened the field of a measure.
pub(super) fn begin_typing() -> Id {
    Id::unique("a digit opens the field")
}

/// The characters pressed in this frame, in lower case, without those a held key repeats.
///
/// A key press is followed by the text it makes; the text is what the keyboard's layout says, the key what is
/// printed on it elsewhere. French keyboards, for one, have digits on keys that type "&é", and both are meant.
pub(super) fn pressed(ui: &Ui) -> Vec<char> {
    let means = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '.' | '-');
    ui.input(|input| {
        let mut chars = Vec::new();
        let mut last = (false, false); // whether a key repeats, and whether it was taken
        for event in &input.events {
            match event {
                Event::Key { key, pressed: true, repeat, modifiers, .. } => {
                    let name = (!*repeat && !modifiers.any()).then(|| key.symbol_or_name().chars().next()).flatten();
                    let one = name.filter(|c| key.name().chars().count() == 1 && c.is_ascii_alphanumeric());
                    chars.extend(one.map(|c| c.to_ascii_lowercase()));
                    last = (*repeat, one.is_some());
                }
                Event::Text(text) => {
                    let mut letters = text.chars();
                    if let (Some(c), None) = (letters.next(), letters.next())
                        && means(c)
                        && !last.0
                    {
                        if last.1 {
                            chars.pop();
                        }
                        chars.push(c.to_ascii_lowercase());
                    }
                    last = (false, false);
                }
                _ => {}
            }
        }
        chars
    })
}
