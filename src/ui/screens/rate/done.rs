//! Step three: saved. Now the others' answers are shown, and what the rating did to the verdict.

use egui::{Align2, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::{Judgement, percent_text};
use crate::app::{Command, DoneRow, RateCommand, RateDone, Screen, Session};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, regular, size, space};
use super::super::super::widgets::{self, Button, Card};
use super::{beside, header, keys};

/// Draws step three.
pub(super) fn done_step(ui: &mut Ui, view: &View<'_>, session: &Session, done: &RateDone) {
    let customer = session.workspace.customers.get(&done.about.customer);
    let name = customer.map(|customer| customer.name()).unwrap_or_default();
    let person = session.workspace.business.person_name(done.about.person);
    if view.state.modal.is_none() && keys::is_free(ui) {
        for key in keys::pressed(ui) {
            match key {
                'p' => view.send(Command::Rate(RateCommand::NextPerson)),
                'c' => view.send(Command::Rate(RateCommand::NextCustomer)),
                'o' => view.send(Command::Go(Screen::Customer(done.about.customer))),
                _ => {}
            }
        }
    }
    let below = |ui: &mut Ui| {
        widgets::text::muted(ui, &format!("{person}\u{2019}s rating is saved. Now you may see what the others said."));
    };
    header(ui, &format!("{name} is rated"), below, |ui| {
        if ui.add(Button::primary("Next customer").key("C")).clicked() {
            view.send(Command::Rate(RateCommand::NextCustomer));
        }
        if ui.add(Button::secondary("Next person").key("P")).clicked() {
            view.send(Command::Rate(RateCommand::NextPerson));
        }
        if ui.add(Button::secondary("Open their page").key("O")).clicked() {
            view.send(Command::Go(Screen::Customer(done.about.customer)));
        }
    });
    let width = ui.available_width();
    match &done.verdict {
        Some(verdict) if width >= 900.0 => {
            beside(ui, width - 356.0, |ui| compared(ui, done), |ui| verdicts(ui, verdict));
        }
        Some(verdict) => {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                verdicts(ui, verdict);
                ui.add_space(space::MEDIUM);
                compared(ui, done);
            });
        }
        None => compared(ui, done),
    }
}

fn compared(ui: &mut Ui, done: &RateDone) {
    let title = match done.num_others {
        0 => "You are the first to rate them".to_owned(),
        1 => "You beside the one other who rated them".to_owned(),
        n => format!("You beside the {n} others who rated them"),
    };
    Card::new().title(&title).show(ui, |ui| {
        ScrollArea::vertical().show(ui, |ui| {
            if done.num_others > 0 {
                legend(ui);
            }
            ui.spacing_mut().item_spacing.y = 0.0;
            for row in &done.rows {
                compared_row(ui, row, done.num_others > 0);
            }
        });
    });
}

fn legend(ui: &mut Ui) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (word, filled) in [("You", true), ("The others\u{2019} mean", false)] {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 18.0), Sense::hover());
            mark(ui, rect.center(), filled);
            widgets::text::running(ui, word, size::LABEL, t.muted);
            ui.add_space(space::SMALL);
        }
        widgets::text::running(ui, "left is bad for us, right is good", size::LABEL, t.muted);
    });
}

/// A dot for me, a ring for the others.
fn mark(ui: &Ui, at: egui::Pos2, is_mine: bool) {
    let t = theme::tokens(ui);
    if is_mine {
        ui.painter().circle_filled(at, 5.5, t.accent);
    } else {
        ui.painter().circle(at, 5.0, t.card, Stroke::new(2.0, t.mark));
    }
}

fn compared_row(ui: &mut Ui, row: &DoneRow, has_others: bool) {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
    let people = if row.num_others == 1 { "1 person".to_owned() } else { format!("{} people", row.num_others) };
    let others = match (&row.others, has_others) {
        (Some(mean), _) => format!("{mean} \u{b7} {people}"),
        (None, true) => "nobody said".to_owned(),
        (None, false) => String::new(),
    };
    let words = format!("{}: you {}, others {}", row.name, row.mine, if others.is_empty() { "none" } else { &others });
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom().floor() - 0.5, Stroke::new(t.line, t.hairline));
    let middle = rect.center().y;
    let (mine_at, others_at) = (rect.left() + rect.width() * 0.36, rect.right() - 132.0);
    let cut = |text: &str, font: egui::FontId, colour, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let put = |galley: std::sync::Arc<egui::Galley>, at| {
        let place = Align2::LEFT_CENTER.anchor_size(at, galley.size());
        painter.galley(place.min, galley, t.ink);
    };
    put(cut(&row.name, regular(size::BODY), t.ink, mine_at - rect.left() - 12.0), pos2(rect.left(), middle));
    put(cut(&row.mine, theme::medium(size::BODY), t.ink, 108.0), pos2(mine_at, middle));
    if !others.is_empty() {
        put(cut(&others, regular(size::LABEL), t.muted, 132.0), pos2(others_at, middle));
    }
    let track = Rect::from_x_y_ranges(mine_at + 120.0..=others_at - 20.0, middle - 2.0..=middle + 2.0);
    if track.width() < 40.0 {
        return;
    }
    painter.rect_filled(track, 2, t.track);
    let place = |value: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "a share of a line on screen")]
        let share = value as f32;
        pos2(egui::lerp(track.x_range(), share), middle)
    };
    if let Some(value) = row.others_value {
        mark(ui, place(value), false);
    }
    if let Some(value) = row.mine_value {
        mark(ui, place(value), true);
    }
}

fn verdicts(ui: &mut Ui, (before, after): &(Judgement, Judgement)) {
    let title = match (before.verdict == after.verdict, before.score.zip(after.score)) {
        (false, _) => "Your rating changes the verdict",
        (true, Some((old, new))) if (old - new).abs() >= 0.5 => "The verdict stays, the score moves",
        (true, _) => "The verdict stays",
    };
    Card::new().title(title).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            if before.verdict != after.verdict {
                widgets::pill(ui, before.verdict);
                let muted = theme::tokens(ui).muted;
                super::super::super::icons::icon(ui, Icon::ArrowRight, 14.0, muted);
            }
            widgets::pill(ui, after.verdict);
        });
        ui.add_space(space::SMALL);
        ui.spacing_mut().item_spacing.y = 0.0;
        let score =
            |judgement: &Judgement| judgement.score.map_or_else(|| "none".to_owned(), |score| format!("{score:.0}"));
        for (what, old, new) in [
            ("Score", score(before), score(after)),
            ("Coverage", percent_text(before.coverage), percent_text(after.coverage)),
            ("People", before.num_raters.to_string(), after.num_raters.to_string()),
        ] {
            widgets::ListRow::new(what).separated().show(ui, |ui| {
                widgets::text::number(ui, &if old == new { new } else { format!("{new} (was {old})") });
            });
        }
    });
}
