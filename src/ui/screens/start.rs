//! Before anything is open: loading with progress, or what went wrong; and the welcome of an empty workspace.

use egui::{Align, Layout, RichText, Ui, vec2};

use crate::app::{Action, Command, FileCommand, Screen, Session, Stage, What};

use super::super::View;
use super::super::drop_zone::hears_of_files;
use super::super::icons::Icon;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, Button};

/// Draws what is to see while no workspace is open.
pub(in crate::ui) fn start_screen(ui: &mut Ui, view: &View<'_>, stage: &Stage) {
    let narrow = 520.0_f32.min(ui.available_width() - 2.0 * space::LARGE);
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.3).max(space::LARGE));
        ui.set_max_width(narrow);
        match stage {
            Stage::Failed { what, error } => failed(ui, view, what, error),
            Stage::Loading { done, total, .. } => {
                widgets::text::title(ui, "Opening your workspace…");
                ui.add_space(space::MEDIUM);
                #[expect(clippy::cast_possible_truncation, reason = "a share for a bar")]
                let share = (*total > 0).then(|| (*done as f64 / *total as f64) as f32);
                widgets::progress_bar(ui, share, "Reading files");
                if *total > 0 {
                    widgets::text::muted(ui, &format!("{done} of {total} files"));
                }
            }
            Stage::Starting | Stage::Open(_) => {}
        }
    });
}

fn failed(ui: &mut Ui, view: &View<'_>, what: &What, error: &str) {
    widgets::text::title(ui, "This workspace could not be opened");
    ui.add_space(space::SMALL);
    widgets::text::body(ui, error);
    ui.add_space(space::MEDIUM);
    widgets::text::muted(ui, "Nothing was changed on the disk.");
    ui.add_space(space::LARGE);
    if ui.add(Button::primary("Try again").min_width(220.0)).clicked() {
        view.send(Command::File(FileCommand::Open(what.clone())));
    }
    ui.add_space(space::SMALL);
    if *what != What::Default && ui.add(Button::secondary("Open my own workspace").min_width(220.0)).clicked() {
        view.act(Action::Own);
    }
    ui.add_space(space::SMALL);
    if ui.add(Button::secondary("Open another workspace…").min_width(220.0)).clicked() {
        view.act(Action::OpenFolder);
    }
    ui.add_space(space::SMALL);
    if ui.add(Button::secondary("Look at the sample business").min_width(220.0)).clicked() {
        view.act(Action::Sample);
    }
}

const DROP: &str = "Drop an Excel or CSV file on this window, paste a table, or choose a file.";
/// Where the window does not hear of files that are dragged onto it.
const PASTE: &str = "Copy a table or an Excel or CSV file and paste it here, or choose a file.";

/// The ways in, each with what its button says.
const WAYS: [Way; 3] = [
    (
        Icon::Search,
        "Look at the sample",
        "A studio with 24 customers and their stories. Two minutes.",
        "Open the sample",
        Action::Sample,
    ),
    (
        Icon::Scorecards,
        "Start with a scorecard",
        "Choose what you rate, then add your first customer.",
        "See the scorecards",
        Action::Go(5),
    ),
    (Icon::Download, "Import a spreadsheet", DROP, "Choose a file…", Action::Import),
];

/// Icon, title, words, what the button says and does.
type Way = (Icon, &'static str, &'static str, &'static str, Action);

/// So wide a card must be for its words to stand above its button.
const CARD_FITS: f32 = 200.0;

/// The welcome of a workspace without customers.
pub(super) fn welcome(ui: &mut Ui, view: &View<'_>, _session: &Session) {
    let width = 760.0_f32.min(ui.available_width() - 2.0 * space::LARGE);
    let each = (width - 2.0 * space::MEDIUM) / 3.0;
    if each >= CARD_FITS {
        ui.vertical_centered(|ui| {
            ui.add_space((ui.available_height() * 0.14).max(space::LARGE));
            question(ui, width);
            ui.add_space(space::LARGE + space::SMALL);
            ui.allocate_ui_with_layout(vec2(width, 210.0), Layout::left_to_right(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.x = space::MEDIUM;
                for way in ways() {
                    ui.allocate_ui_with_layout(vec2(each, 210.0), Layout::top_down(Align::Min), |ui| {
                        way_in(ui, view, way);
                    });
                }
            });
            ui.add_space(space::LARGE);
            small_ways(ui, view);
        });
        return;
    }
    // On a projector, or with large letters: one below the other.
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(space::MEDIUM);
            question(ui, width);
            ui.add_space(space::MEDIUM);
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                for way in ways() {
                    way_in_line(ui, view, way);
                    ui.add_space(space::SMALL);
                }
            });
            small_ways(ui, view);
            ui.add_space(space::SMALL);
        });
    });
}

fn ways() -> [Way; 3] {
    let says = |text| if text == DROP && !hears_of_files() { PASTE } else { text };
    WAYS.map(|(icon, title, text, label, action)| (icon, title, says(text), label, action))
}

fn question(ui: &mut Ui, width: f32) {
    let tokens = theme::tokens(ui);
    ui.label(RichText::new("Keep, fix together, or let go?").font(theme::medium(34.0)).color(tokens.ink));
    ui.add_space(space::SMALL);
    let about = "Rate your customers with your team on a few questions. Keepwise shows who is worth keeping, \
                 why, and how sure that is. You decide.";
    ui.allocate_ui_with_layout(vec2(width.min(560.0), 0.0), Layout::top_down(Align::Center), |ui| {
        ui.label(RichText::new(about).font(theme::regular(17.0)).color(tokens.muted));
    });
}

fn small_ways(ui: &mut Ui, view: &View<'_>) {
    ui.horizontal(|ui| {
        ui.add_space((ui.available_width() - 330.0).max(0.0) / 2.0);
        if ui.add(Button::quiet("Add a customer…").icon(Icon::Plus)).clicked() {
            view.act(Action::AddCustomer);
        }
        if ui.add(Button::quiet("Add your team").icon(Icon::People)).clicked() {
            view.send(Command::Go(Screen::People));
        }
    });
}

fn button(label: &str, action: Action) -> Button<'_> {
    if action == Action::Sample { Button::primary(label) } else { Button::secondary(label) }
}

fn way_in(ui: &mut Ui, view: &View<'_>, (icon, title, text, label, action): Way) {
    let tokens = theme::tokens(ui);
    widgets::card(ui, |ui| {
        ui.set_min_height(168.0);
        super::super::icons::icon(ui, icon, 26.0, tokens.accent);
        ui.add_space(space::SMALL);
        widgets::text::card_title(ui, title);
        ui.label(RichText::new(text).font(theme::regular(size::CONTROL)).color(tokens.muted));
        ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
            if ui.add(button(label, action).min_width(ui.available_width())).clicked() {
                view.act(action);
            }
        });
    });
}

fn way_in_line(ui: &mut Ui, view: &View<'_>, (_, title, text, label, action): Way) {
    const BUTTON: f32 = 170.0;
    let tokens = theme::tokens(ui);
    widgets::card(ui, |ui| {
        ui.horizontal(|ui| {
            let words = (ui.available_width() - BUTTON - space::MEDIUM).max(80.0);
            ui.allocate_ui_with_layout(vec2(words, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(words);
                widgets::text::card_title(ui, title);
                ui.label(RichText::new(text).font(theme::regular(size::CONTROL)).color(tokens.muted));
            });
            if ui.add(button(label, action).min_width(BUTTON)).clicked() {
                view.act(action);
            }
        });
    });
}
