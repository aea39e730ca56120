//! The grades A to D: how many of each, and who; a click ticks or unticks them.

use egui::{Layout, Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::analysis::Grade;
use crate::app::{Command, Ground, PartingCommand, PartingState};
use crate::model::Locale;

use super::super::super::View;
use super::super::super::theme::{self, medium, size};
use super::super::super::widgets::{TickRow, text};
use super::list::meaning;

/// Draws a column per grade, side by side where there is room.
pub(super) fn grades(ui: &mut Ui, view: &View<'_>, (area, ground): (&PartingState, &Ground), finding: &str) {
    text::card_title(ui, finding);
    let room = ui.available_rect_before_wrap();
    let num_across = if room.width() < 620.0 { 2 } else { 4 };
    let num_down = Grade::ALL.len() / num_across;
    let gap = 14.0;
    let width = (room.width() - gap * (num_across - 1) as f32) / num_across as f32;
    let height = (room.height() - gap * (num_down - 1) as f32) / num_down as f32;
    for (place, (grade, rows)) in Grade::ALL.into_iter().zip(&ground.by_grade).enumerate() {
        let (column, row) = (place % num_across, place / num_across);
        let at = room.min + vec2(column as f32 * (width + gap), row as f32 * (height + gap));
        let rect = Rect::from_min_size(at, vec2(width, height));
        let mut ui = ui.new_child(UiBuilder::new().id_salt(place).max_rect(rect).layout(Layout::default()));
        grade_column(&mut ui, view, (area, ground), (grade, rows));
    }
}

fn grade_column(
    ui: &mut Ui,
    view: &View<'_>,
    (area, ground): (&PartingState, &Ground),
    (grade, rows): (Grade, &[usize]),
) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
    // As high as two lines of meaning, so that the names begin on one line.
    let head = vec2(ui.available_width(), 58.0);
    ui.allocate_ui_with_layout(head, Layout::left_to_right(egui::Align::Min), |ui| {
        ui.set_min_height(head.y);
        ui.label(egui::RichText::new(grade.words()).font(medium(size::BIG_NUMBER)).color(t.ink));
        ui.vertical(|ui| {
            ui.add_space(4.0);
            let num = Locale::count(rows.len());
            text::number(ui, &if rows.len() == 1 { "1 customer".to_owned() } else { format!("{num} customers") });
            text::running(ui, meaning(grade), size::SMALL, t.muted);
        });
    });
    let area_of_rows = ScrollArea::vertical().id_salt("names").auto_shrink(false);
    area_of_rows.show_rows(ui, TickRow::LOW, rows.len(), |ui, range| {
        for row in rows.get(range).unwrap_or_default().iter().filter_map(|place| ground.rows.get(*place)) {
            let salt = ui.make_persistent_id(("graded", row.customer));
            let response = ui
                .scope_builder(UiBuilder::new().scope_id(salt), |ui| {
                    TickRow::new(&row.name, area.ticked.contains(&row.customer)).show(ui, |_| {})
                })
                .inner;
            let response = if row.name.chars().count() > 16 { response.on_hover_text(&row.name) } else { response };
            if response.clicked() {
                view.send(Command::Parting(PartingCommand::Toggle(row.customer)));
            }
        }
    });
}
