//! What only somebody who knows can answer: words that are neither yes nor no, what words are worth, dates and numbers
//! that could be two, money without a year, names that look alike. Each is asked once and kept for the next file of this
//! kind.

use egui::{Align, Layout, Ui, vec2};

use crate::app::{
    AskedColumn, AskedWord, DateOrder, Decimal, ImportCommand, ImportForm, ImportState, OpenDays, Sameness, Several,
    ThirdValue, WhoseName, WordMeaning, WordSet, Worth, parse_number,
};

use super::super::super::View;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, TextField};
use super::send;

/// Said of a word that was not in the file the last time.
const NEW: &str = "new since the last time";
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
    signs(ui, view, &form.open_numbers());
    periods(ui, view, &form.without_period());
    third_values(ui, view, &form.third_values());
    for (place, set) in form.word_sets().iter().enumerate() {
        points(ui, view, place, set);
    }
    several(ui, view, &form.with_several());
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
        let columns = if third.is_new { format!("{NEW}, {columns}") } else { columns };
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
    let columns = match set.headers.as_slice() {
        [one] => format!("in \u{201c}{one}\u{201d}"),
        several => format!("in {} columns: {}", several.len(), several.join(", ")),
    };
    let num_new = set.words.iter().filter(|word| word.is_new).count();
    let about = match num_new {
        0 => format!("On the scale {}, {columns}.", set.scale),
        1 => format!("On the scale {}, {columns}. One is new since the last time.", set.scale),
        _ => format!("On the scale {}, {columns}. {num_new} are new since the last time.", set.scale),
    };
    title(ui, "What is each answer worth?", &about);
    for (index, word) in set.words.iter().enumerate() {
        ui.push_id((place, index), |ui| points_of(ui, view, set, word));
    }
    ui.add_space(space::MEDIUM);
}

/// What one word is worth: points, or nothing at all.
fn points_of(ui: &mut Ui, view: &View<'_>, set: &WordSet, word: &AskedWord) {
    let text = &word.text;
    let about = if word.is_new { NEW } else { "" };
    line(ui, text, about, |ui| {
        let mut worth = word.worth.clone();
        let kind = match &worth {
            Worth::Points(_) => 0,
            Worth::NotApplicable => 1,
            Worth::Missing => 2,
        };
        let kinds = [(0, "Points"), (1, "Does not apply"), (2, "No answer")];
        if let Some(chosen) = widgets::segmented(ui, &format!("Meaning of {text}"), kind, &kinds) {
            worth = match chosen {
                0 => Worth::Points(String::new()),
                1 => Worth::NotApplicable,
                _ => Worth::Missing,
            };
        }
        if let Worth::Points(typed) = &mut worth {
            TextField::new(&format!("Points for {text}"), typed).hint("Points").width(90.0).bare().show(ui);
        }
        if worth != word.worth {
            send(view, ImportCommand::Worth(set.columns.clone(), text.clone(), worth));
        }
    });
}

/// What counts where several answers were ticked.
fn several(ui: &mut Ui, view: &View<'_>, all: &[AskedColumn<'_>]) {
    if all.is_empty() {
        return;
    }
    let about =
        "Some cells hold several answers, as forms write what was ticked. An average is rounded to a whole point.";
    title(ui, "What counts where several were ticked?", about);
    for asked in all {
        line(ui, &asked.column.header, &asked.column.samples, |ui| {
            let choices = [
                (Several::Average, "Their average"),
                (Several::Lowest, "The lowest"),
                (Several::Highest, "The highest"),
            ];
            let name = format!("Of several in {}", asked.column.header);
            let now = asked.column.several.unwrap_or_default();
            if let Some(how) = widgets::segmented(ui, &name, now, &choices) {
                send(view, ImportCommand::Several(asked.place, how));
            }
        });
    }
    ui.add_space(space::MEDIUM);
}

fn signs(ui: &mut Ui, view: &View<'_>, all: &[AskedColumn<'_>]) {
    if all.is_empty() {
        return;
    }
    title(ui, "Thousands or decimals?", "These numbers could be two, and no other in the column tells.");
    for asked in all {
        let example = asked.column.open_number.as_deref().unwrap_or_default();
        line(ui, &asked.column.header, example, |ui| {
            let read = |sign| parse_number(example, sign).map(|value| format!("It is {value}")).unwrap_or_default();
            let (point, comma) = (read(Decimal::Point), read(Decimal::Comma));
            let choices = [(Decimal::Point, point.as_str()), (Decimal::Comma, comma.as_str())];
            let name = format!("Numbers in {}", asked.column.header);
            if let Some(sign) = widgets::segmented(ui, &name, asked.column.decimal, &choices) {
                send(view, ImportCommand::Sign(asked.place, sign));
            }
        });
    }
    ui.add_space(space::MEDIUM);
}

fn periods(ui: &mut Ui, view: &View<'_>, all: &[AskedColumn<'_>]) {
    if all.is_empty() {
        return;
    }
    let about =
        "The file does not say. Without another answer it is what stands here; the next file is asked about again.";
    title(ui, "Which year, quarter or month is the money from?", about);
    for asked in all {
        line(ui, &asked.column.header, &asked.column.samples, |ui| {
            let mut typed = asked.column.period.clone();
            let name = format!("Period of {}", asked.column.header);
            TextField::new(&name, &mut typed).hint("2026 or 2026-Q3").width(150.0).bare().show(ui);
            if typed != asked.column.period {
                send(view, ImportCommand::Period(asked.place, typed));
            }
        });
        if let Some(fault) = &asked.column.fault {
            widgets::text::one_line(ui, fault, size::LABEL, theme::tokens(ui).danger);
        }
    }
    ui.add_space(space::MEDIUM);
}

fn names(ui: &mut Ui, view: &View<'_>, (area, form): (&ImportState, &ImportForm)) {
    let said = form.said_about_names();
    if said.is_empty() && area.alike().is_empty() {
        return;
    }
    let about = "Nothing is merged without a yes, which is kept for the next file of this kind.";
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
        let about = match answer {
            None => format!("If you do not answer: a new {who}"),
            Some(true) => format!("One {who}: what the file says goes to {}", pair.other),
            Some(false) => format!("Two: a new {who}"),
        };
        line(ui, &words, &about, |ui| {
            let choices = [(Some(true), "Yes, the same"), (Some(false), "No, two")];
            let name = format!("Is {} the same as {}", pair.text, pair.other);
            if let Some(Some(same)) = widgets::segmented(ui, &name, answer, &choices) {
                send(view, ImportCommand::Same(Box::new(Sameness { same, ..pair.clone() })));
            }
        });
    }
}
