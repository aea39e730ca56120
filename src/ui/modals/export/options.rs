//! The choices: as what, how large, in which colours, with what.

use egui::Ui;

use crate::app::{ChartFormat, Choice, ExportCommand, ExportForm, Ink, PagePreset, Subject, format_help, format_words};
use crate::charts::{Ground, Heading, ThemeName};

use super::super::super::View;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, TextField, text};
use super::{note, send};

/// Draws them.
pub(super) fn options(ui: &mut Ui, view: &View<'_>, form: &ExportForm) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let choose = |choice| send(view, ExportCommand::Choose(choice));
    let width = ui.available_width();
    let formats = ChartFormat::ALL.map(|format| (format, format_words(format)));
    if let Some(format) = widgets::select(ui, "Save as", Some(form.choices.format), &formats, width) {
        choose(Choice::Format(format));
    }
    note(ui, format_help(form.choices.format));
    if form.choices.is_picture() {
        ui.add_space(space::SMALL);
        page(ui, view, form);
        ui.add_space(space::SMALL);
        look(ui, view, form);
    }
    if form.choices.format != ChartFormat::Csv
        && widgets::checkbox(ui, form.choices.data_beside, "Save the numbers beside it (CSV)")
    {
        choose(Choice::DataBeside(!form.choices.data_beside));
    }
}

/// How large.
fn page(ui: &mut Ui, view: &View<'_>, form: &ExportForm) {
    let choose = |choice| send(view, ExportCommand::Choose(choice));
    let width = ui.available_width();
    let presets = PagePreset::ALL.map(|preset| (preset, preset.words()));
    if let Some(preset) = widgets::select(ui, "Size", Some(form.choices.preset), &presets, width) {
        choose(Choice::Preset(preset));
    }
    if form.choices.preset == PagePreset::Own {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::SMALL;
            let side = (width - space::SMALL) / 2.0;
            let problem = form.width_problem();
            let mut typed = form.own_width.clone();
            let field = TextField::new("Width (px)", &mut typed).width(side).error(problem.as_deref());
            if field.show(ui).changed() {
                choose(Choice::OwnWidth(typed));
            }
            let problem = form.height_problem();
            let mut typed = form.own_height.clone();
            let field = TextField::new("Height (px)", &mut typed).width(side).error(problem.as_deref());
            if field.show(ui).changed() {
                choose(Choice::OwnHeight(typed));
            }
        });
    }
    if form.choices.format == ChartFormat::Png {
        ui.add_space(space::SMALL);
        note(ui, "Sharpness");
        let scales = [(1, "1×"), (2, "2×"), (3, "3×"), (4, "4×")];
        if let Some(scale) = widgets::segmented(ui, "Sharpness", form.choices.scale, &scales) {
            choose(Choice::Scale(scale));
        }
    }
    if let Some(problem) = form.too_large(view.state.areas.export.picture()) {
        text::running(ui, &problem, size::LABEL, theme::tokens(ui).danger);
    }
}

/// In which colours, and with what.
fn look(ui: &mut Ui, view: &View<'_>, form: &ExportForm) {
    let choose = |choice| send(view, ExportCommand::Choose(choice));
    let choices = &form.choices;
    let is_grey = choices.ink == Ink::BlackAndWhite;
    note(ui, "Colours");
    ui.add_enabled_ui(!is_grey, |ui| {
        let themes = [(ThemeName::Light, "Light"), (ThemeName::Dark, "Dark")];
        let now = if is_grey { ThemeName::Light } else { choices.theme };
        if let Some(theme) = widgets::segmented(ui, "Colours", now, &themes) {
            choose(Choice::Theme(theme));
        }
    });
    ui.add_space(4.0);
    if widgets::checkbox(ui, is_grey, "Black and white, for printing") {
        choose(Choice::Ink(if is_grey { Ink::Colour } else { Ink::BlackAndWhite }));
    }
    let is_clear = choices.ground == Ground::Transparent;
    if widgets::checkbox(ui, is_clear, "Transparent background") {
        choose(Choice::Ground(if is_clear { Ground::Opaque } else { Ground::Transparent }));
    }
    let has_title = choices.heading == Heading::Shown;
    let words = match &form.subject {
        Subject::One { .. } => "With title and subtitle",
        Subject::All { .. } => "With titles and subtitles",
    };
    if widgets::checkbox(ui, has_title, words) {
        choose(Choice::Heading(if has_title { Heading::Hidden } else { Heading::Shown }));
    }
}
