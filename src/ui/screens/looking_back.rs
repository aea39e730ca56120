//! Looking back: decisions against what came after.

use egui::{Align, Layout, ScrollArea, Sense, Ui, Vec2, vec2};

use crate::analysis::{TurnedOut, score_text};
use crate::app::{Command, DecidedRow, LookedBack, LookingBackCommand, LookingBackState, Screen, Session};
use crate::model::Verdict;

use super::super::View;
use super::super::icons::Icon;
use super::super::theme::{self, space};
use super::super::widgets::{self, Card};
use super::pages;

/// From this width in points what else there is to say stands beside the list.
const WIDE: f32 = 900.0;
/// From this width of the list verdicts are written out.
const ROOMY: f32 = 560.0;
/// Height of a row of two lines, points.
const ROW: f32 = 57.0;

/// What is said where there is nobody to look back on.
const NO_CUSTOMERS: &str = "Decisions about customers come back here, with what came of them.";

/// Draws the screen.
pub(super) fn looking_back_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    pages::page(ui, view, Screen::LookingBack, |ui| {
        if pages::lacks_ground(ui, view, session, (Icon::Customers, NO_CUSTOMERS)) {
            return;
        }
        let area = &view.state.areas.looking_back;
        let Some(looked) = area.shown() else {
            widgets::text::muted(ui, "Working…");
            return;
        };
        if looked.decisions.is_empty() && looked.year_ago.n == 0 {
            nothing_decided(ui, view);
            return;
        }
        widgets::text::heading(ui, &looked.finding);
        if area.is_working() {
            widgets::text::muted(ui, "Working…");
        }
        ui.add_space(space::SMALL);
        if ui.available_width() < WIDE {
            ScrollArea::vertical().id_salt("looking back").auto_shrink(false).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - 6.0);
                ui.spacing_mut().item_spacing.y = space::MEDIUM;
                Card::new().title("Decisions, newest first").show(ui, |ui| decisions(ui, view, area, looked));
                beside(ui, looked);
                ui.add_space(space::SMALL);
            });
            return;
        }
        let side = (ui.available_width() * 0.34).min(440.0);
        let (main, height) = (ui.available_width() - side - space::MEDIUM, ui.available_height() - 12.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::MEDIUM;
            ui.allocate_ui_with_layout(vec2(main, height), Layout::top_down(Align::Min), |ui| {
                ui.set_max_height(height);
                Card::new().title("Decisions, newest first").fill_height().show(ui, |ui| {
                    ScrollArea::vertical().id_salt("decisions").auto_shrink(false).show(ui, |ui| {
                        ui.set_max_width(ui.available_width() - 10.0);
                        decisions(ui, view, area, looked);
                    });
                });
            });
            ui.allocate_ui_with_layout(vec2(side, height), Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = space::MEDIUM;
                beside(ui, looked);
            });
        });
    });
}

fn nothing_decided(ui: &mut Ui, view: &View<'_>) {
    let text = "Weigh a customer and record what you decide. Here you see later whether it turned out as hoped.";
    if widgets::empty_state(ui, Icon::LetGo, "Nothing has been decided yet", text, "Weigh a customer") {
        view.send(Command::Go(Screen::LetGo));
    }
}

fn decisions(ui: &mut Ui, view: &View<'_>, area: &LookingBackState, looked: &LookedBack) {
    if looked.decisions.is_empty() {
        nothing_decided(ui, view);
        return;
    }
    let [hoped, otherwise, early] = looked.counts;
    let all = [
        (None, "All".to_owned(), looked.decisions.len()),
        (Some(TurnedOut::AsHoped), TurnedOut::AsHoped.words().to_owned(), hoped),
        (Some(TurnedOut::Otherwise), TurnedOut::Otherwise.words().to_owned(), otherwise),
        (Some(TurnedOut::TooEarly), TurnedOut::TooEarly.words().to_owned(), early),
    ];
    let labels: Vec<(Option<TurnedOut>, String)> =
        all.into_iter().map(|(which, words, count)| (which, format!("{words} ({count})"))).collect();
    let chips: Vec<(Option<TurnedOut>, &str)> = labels.iter().map(|(which, text)| (*which, text.as_str())).collect();
    if let Some(only) = widgets::choice_chips(ui, Some(area.only), &chips) {
        view.send(Command::LookingBack(LookingBackCommand::Only(only)));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    if area.listed.is_empty() {
        ui.add_space(space::SMALL);
        widgets::text::muted(ui, "None of the decisions.");
    }
    // Only the rows in view are drawn, whatever scrolls around them.
    let (top, clip) = (ui.cursor().top(), ui.clip_rect());
    let num = area.listed.len();
    let first = (0..num).find(|row| top + ROW * (*row as f32 + 1.0) >= clip.top()).unwrap_or(num);
    let last = (first..num).find(|row| top + ROW * *row as f32 > clip.bottom()).unwrap_or(num);
    ui.add_space(ROW * first as f32);
    for place in &area.listed[first..last] {
        if let Some(row) = looked.decisions.get(*place) {
            ui.push_id(row.decision, |ui| decided_row(ui, view, row));
        }
    }
    ui.add_space(ROW * (num - last) as f32);
}

fn decided_row(ui: &mut Ui, view: &View<'_>, row: &DecidedRow) {
    let t = theme::tokens(ui);
    let (icon, colour) = match row.turned_out {
        _ if row.is_surprise => (Icon::Warning, t.warning),
        TurnedOut::AsHoped => (Icon::Check, t.keep),
        TurnedOut::Otherwise => (Icon::Cross, t.danger),
        TurnedOut::TooEarly => (Icon::Clock, t.muted),
    };
    let is_roomy = ui.available_width() >= ROOMY;
    let shown = widgets::ListRow::new(&row.title).detail(&row.detail).icon(icon, colour).separated().show(ui, |ui| {
        let beside_the_arrow = [Layout::left_to_right(Align::Center), Layout::right_to_left(Align::Center)];
        standing(ui, Some(row.now), is_roomy, beside_the_arrow[0]);
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(12.0), Sense::hover());
        Icon::ArrowRight.paint(ui.painter(), rect, t.muted);
        standing(ui, row.then, is_roomy, beside_the_arrow[1]);
    });
    let score = |score: Option<f64>| score.map(|score| format!(" {}", score_text(score))).unwrap_or_default();
    let then = row.then.map_or_else(
        || "no verdict then".to_owned(),
        |(verdict, points)| format!("{}{}", verdict.words().to_lowercase(), score(points)),
    );
    let now = format!("{}{}", row.now.0.words().to_lowercase(), score(row.now.1));
    let whole = format!("{}. Then: {then}; now: {now}.\n{}", row.turned_out.words(), row.detail);
    if shown.on_hover_text(whole).clicked() {
        view.send(Command::LookingBack(LookingBackCommand::Open(row.customer)));
    }
}

/// Verdict and score of one day, in cells that stand below each other.
fn standing(ui: &mut Ui, standing: Option<(Verdict, Option<f64>)>, is_roomy: bool, pill: Layout) {
    let cell = |ui: &mut Ui, width: f32, layout: Layout, add: &mut dyn FnMut(&mut Ui)| {
        ui.allocate_ui_with_layout(vec2(width, 20.0), layout, |ui| {
            ui.set_min_size(vec2(width, 20.0));
            add(ui);
        });
    };
    cell(ui, 22.0, Layout::right_to_left(Align::Center), &mut |ui| {
        let score = standing.and_then(|(_, score)| score);
        let text = score.map_or_else(|| "–".to_owned(), score_text);
        widgets::text::number(ui, &text);
    });
    let width = if is_roomy { 100.0 } else { 26.0 };
    cell(ui, width, pill, &mut |ui| match standing {
        Some((verdict, _)) if is_roomy && verdict != Verdict::NotEnough => drop(widgets::pill(ui, verdict)),
        Some((verdict, _)) => drop(widgets::pill_small(ui, verdict)),
        None => {}
    });
}

/// What became of the verdicts of a year ago, and what else there is to say.
fn beside(ui: &mut Ui, looked: &LookedBack) {
    let year = &looked.year_ago;
    let day = format!("as of {}", looked.year_ago_day());
    Card::new().title("Verdicts of a year ago").aside(&day).show(ui, |ui| {
        if year.n == 0 {
            widgets::text::muted(ui, "Nobody had a verdict then and has one today: too early to look back a year.");
        } else {
            widgets::text::body(ui, &format!("{} of {} are the same today, by the same rules.", year.same, year.n));
        }
        const ORDER: [Verdict; 3] = [Verdict::LetGo, Verdict::HardLook, Verdict::Keep];
        for (row, then) in ORDER.iter().enumerate().rev() {
            let total: usize = year.moved[row].iter().sum();
            if total == 0 {
                continue;
            }
            let now: Vec<String> = (0..3)
                .rev()
                .filter(|column| year.moved[row][*column] > 0)
                .map(|column| format!("{} {}", year.moved[row][column], ORDER[column].words().to_lowercase()))
                .collect();
            ui.horizontal_top(|ui| {
                ui.allocate_ui_with_layout(vec2(96.0, 20.0), Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_width(96.0);
                    widgets::pill(ui, *then);
                });
                ui.vertical(|ui| widgets::text::body(ui, &format!("{total} then; today {}", now.join(", "))));
            });
        }
        if year.ended > 0 {
            let who = if year.ended == 1 { "customer has" } else { "customers have" };
            widgets::text::muted(ui, &format!("{} more {who} ended since.", year.ended));
        }
    });
    if !looked.findings.is_empty() {
        Card::new().title("What else stands out").show(ui, |ui| {
            for finding in &looked.findings {
                widgets::text::body(ui, &format!("{finding}."));
            }
        });
    }
}
