//! What only somebody who knows can answer: words that are neither yes nor no, what words are worth, dates that could be
//! two, names that look alike. Each is asked once and kept for the next file of this kind.

use egui::{Align, Layout, Ui, vec2};

use crate::app::{
    DateOrder, ImportCommand, ImportForm, ImportState, OpenDays, Sameness, ThirdValue, WhoseName, WordMeaning, WordSet,
};

use super::super::super::View;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, TextField};
use super::send;

/// So wide are the words of a question.
const WORDS: f32 = 340.0;
/// So wide may the choice behind them be, at most.
const CHOICE: f32 = 340.0;

/// Draws all of them.
pub(super) fn questions(ui: &mut Ui, view: &View<'_>, (area, form): (&ImportState, &ImportForm)) {
    if area.num_questions() == 0 {
        widgets::text::body(ui, "There is nothing to ask about this file.");
        return;
    }
    days(ui, view, &form.open_days());
    third_values(ui, view, &form.third_values());
    for (place, set) in form.word_sets().iter().enumerate() {
        points(ui, view, place, set);
    }
    names(ui, view, (area, form));
}

fn title(ui: &mut Ui, text: &str, about: &str) {
    widgets::text::card_title(ui, text);
    widgets::text::muted(ui, about);
    ui.add_space(4.0);
}

/// A line with words at the left and a choice behind them.
fn line(ui: &mut Ui, words: &str, about: &str, add: impl FnOnce(&mut Ui)) {
    let t = theme::tokens(ui);
    let width = WORDS.min((ui.available_width() - CHOICE).max(130.0));
    ui.horizontal_top(|ui| {
        // A single line stands beside the middle of the field.
        let layout = if about.is_empty() { Layout::left_to_right(Align::Center) } else { Layout::top_down(Align::Min) };
        ui.allocate_ui_with_layout(vec2(width, size::CONTROL_HEIGHT), layout, |ui| {
            ui.set_width(width);
            ui.set_min_height(size::CONTROL_HEIGHT);
            ui.spacing_mut().item_spacing.y = 1.0;
            widgets::text::one_line(ui, words, size::BODY, t.ink);
            if !about.is_empty() {
                widgets::text::one_line(ui, about, size::LABEL, t.muted);
            }
        });
        add(ui);
    });
}

fn days(ui: &mut Ui, view: &View<'_>, all: &[OpenDays]) {
    if all.is_empty() {
        return;
    }
    title(ui, "Does the day or the month come first?", "These dates could be two, and no other in the column tells.");
    for open in all {
        line(ui, &open.header, &open.example, |ui| {
            let orders = [(Some(DateOrder::DayFirst), "Day, month"), (Some(DateOrder::MonthFirst), "Month, day")];
            let name = format!("First in {}", open.header);
            if let Some(order) = widgets::segmented(ui, &name, open.order, &orders) {
                send(view, ImportCommand::Days(open.column, order));
            }
        });
    }
    ui.add_space(space::MEDIUM);
}

fn third_values(ui: &mut Ui, view: &View<'_>, all: &[ThirdValue]) {
    if all.is_empty() {
        return;
    }
    let about = "They stand in columns of yes and no. What does not apply leaves the score as it is.";
    title(ui, "Neither yes nor no", about);
    for third in all {
        let columns = match third.headers.as_slice() {
            [one] => format!("in {one}"),
            several => format!("in {} columns: {}", several.len(), several.join(", ")),
        };
        line(ui, &third.text, &columns, |ui| {
            let name = format!("Meaning of {}", third.text);
            if let Some(meaning) = widgets::segmented(ui, &name, third.meaning, &WordMeaning::ALL) {
                send(view, ImportCommand::Third(third.text.clone(), meaning));
            }
        });
    }
    ui.add_space(space::MEDIUM);
}

fn points(ui: &mut Ui, view: &View<'_>, place: usize, set: &WordSet) {
    let about = match set.headers.as_slice() {
        [one] => format!("On the scale {}, in \u{201c}{one}\u{201d}.", set.scale),
        several => format!("On the scale {}, in {} columns: {}.", set.scale, several.len(), several.join(", ")),
    };
    title(ui, "What is each answer worth?", &about);
    for (index, (text, point)) in set.words.iter().enumerate() {
        ui.push_id((place, index), |ui| {
            line(ui, text, "", |ui| {
                let mut typed = point.clone();
                TextField::new(&format!("Points for {text}"), &mut typed).hint("Points").width(90.0).bare().show(ui);
                if typed != *point {
                    send(view, ImportCommand::Points(set.columns.clone(), text.clone(), typed));
                }
            });
        });
    }
    ui.add_space(space::MEDIUM);
}

fn names(ui: &mut Ui, view: &View<'_>, (area, form): (&ImportState, &ImportForm)) {
    let said = form.said_about_names();
    if said.is_empty() && area.alike().is_empty() {
        return;
    }
    let about = "Until you say so they are two. A yes is kept for the next file of this kind.";
    title(ui, "Is it the same?", about);
    let open = area.alike().iter().map(|pair| Sameness {
        who: pair.who,
        text: pair.text.to_string(),
        other: pair.other.clone(),
        same: false,
    });
    let answered = said.into_iter().cloned().map(|said| (Some(said.same), said));
    for (answer, pair) in answered.chain(open.map(|pair| (None, pair))).collect::<Vec<_>>() {
        let who = match pair.who {
            WhoseName::Customer => "customer",
            WhoseName::Person => "person",
        };
        let words = format!("{}  =  {}", pair.text, pair.other);
        line(ui, &words, &format!("a {who} in the file, and one that is known"), |ui| {
            let choices = [(Some(true), "Yes, the same"), (Some(false), "No, two")];
            let name = format!("Is {} the same as {}", pair.text, pair.other);
            if let Some(Some(same)) = widgets::segmented(ui, &name, answer, &choices) {
                send(view, ImportCommand::Same(Box::new(Sameness { same, ..pair.clone() })));
            }
        });
    }
}
