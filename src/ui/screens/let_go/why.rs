//! Why: points above and below the "keep" line, per criterion; red flags, gaps, and the way to the ratings behind.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Color32, FontId, Galley, Layout, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::{Contribution, FlagFinding, FlagState};
use crate::app::{Command, CustomersCommand, LetGoCommand, LetGoView, Shown};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::picture::picture;
use super::super::super::theme::{self, medium, radius, regular, size};
use super::super::super::widgets::{self, Card, text};

/// Below this width a note stands under its criterion instead of beside the bar.
const NOTES_BESIDE: f32 = 500.0;

/// Below this width the pictures are chosen from a list instead of tabs.
const TABS_FIT: f32 = 470.0;

/// Height of the picture over time, points.
const HISTORY: f32 = 260.0;

/// Draws the card.
pub(super) fn why_card(ui: &mut Ui, view: &View<'_>, shown: &Shown) {
    let explanation = &shown.explanation;
    if explanation.contributions.is_empty() && explanation.flags.iter().all(|flag| flag.state != FlagState::Hit) {
        return;
    }
    Card::new().show(ui, |ui| {
        views(ui, view);
        head(ui, view, shown);
        if view.state.areas.let_go.view != LetGoView::Points {
            drawn(ui, view, shown);
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let plot = Plot::new(ui, &explanation.contributions);
        for contribution in &explanation.contributions {
            if plot.row(ui, contribution).clicked() {
                let (customer, criterion) = (shown.customer, Some(contribution.criterion));
                view.send(Command::Customers(CustomersCommand::ShowBehind { customer, criterion }));
            }
        }
        ui.spacing_mut().item_spacing.y = 4.0;
        let lines = flag_lines(&explanation.flags).chain(gap_line(shown)).chain(outside_line(shown));
        for (at, (icon, is_alarm, words)) in lines.enumerate() {
            if at == 0 {
                ui.add_space(6.0);
            }
            line_with_icon(ui, icon, is_alarm, &words);
        }
    });
}

/// Which picture is shown.
fn views(ui: &mut Ui, view: &View<'_>) {
    let all = [
        (LetGoView::Points, "Why"),
        (LetGoView::Waterfall, "Waterfall"),
        (LetGoView::Moves, "What moves it"),
        (LetGoView::People, "Who says what"),
        (LetGoView::History, "Over time"),
    ];
    let now = view.state.areas.let_go.view;
    let wanted = if ui.available_width() >= TABS_FIT {
        widgets::tabs(ui, now, &all)
    } else {
        let width = ui.available_width();
        widgets::select_bare(ui, "Picture of the verdict", Some(now), &all, width)
    };
    if let Some(wanted) = wanted {
        view.send(Command::LetGo(LetGoCommand::View(wanted)));
    }
    ui.add_space(4.0);
}

/// The picture, and what it shows.
fn drawn(ui: &mut Ui, view: &View<'_>, shown: &Shown) {
    let Some(chart) = &shown.picture else {
        text::muted(ui, "There is no score to draw yet.");
        return;
    };
    text::muted_label(ui, &chart.subtitle);
    ui.add_space(4.0);
    let height = (view.state.areas.let_go.view == LetGoView::History).then_some(HISTORY);
    if let Some(mark) = picture(ui, view, "let go", chart, shown.picture_version, height) {
        view.send(Command::LetGo(LetGoCommand::OpenMark(mark.id)));
    }
}

/// The title, and the way to all answers.
fn head(ui: &mut Ui, view: &View<'_>, shown: &Shown) {
    let line = usize::from(shown.keep_from.fract() > 0.0);
    let title = match (view.state.areas.let_go.view, &shown.picture) {
        (LetGoView::Points, _) | (_, None) => {
            format!("Why: points above and below the “keep” line ({:.line$})", shown.keep_from)
        }
        (_, Some(chart)) => chart.title.clone(),
    };
    let link = match shown.num_answers {
        1 => "Open the answer".to_owned(),
        n => format!("Open the {n} answers"),
    };
    let mut is_asked = false;
    if ui.available_width() >= NOTES_BESIDE {
        let row = vec2(ui.available_width(), 22.0);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            is_asked = widgets::link(ui, &link).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| text::card_title(ui, &title));
        });
    } else {
        text::card_title(ui, &title);
        is_asked = widgets::link(ui, &link).clicked();
    }
    ui.add_space(2.0);
    if is_asked {
        let customer = shown.customer;
        view.send(Command::Customers(CustomersCommand::ShowBehind { customer, criterion: None }));
    }
}

/// Where names, bars, numbers and notes stand; the same for all rows.
struct Plot {
    names: f32,
    track: f32,
    notes: f32,
    least: f64,
    most: f64,
}

/// Room for "−17", points.
const NUMBER: f32 = 56.0;
const GAP: f32 = 14.0;

impl Plot {
    fn new(ui: &Ui, contributions: &[Contribution]) -> Self {
        let width = ui.available_width();
        let longest = |texts: &mut dyn Iterator<Item = &str>, font: &FontId| {
            texts.map(|text| cut(ui, text, font.clone(), Color32::PLACEHOLDER, width).size().x).fold(0.0, f32::max)
        };
        let names = longest(&mut contributions.iter().map(|c| c.name.as_str()), &regular(size::BODY));
        let is_wide = width >= NOTES_BESIDE;
        let names = names.min(width * if is_wide { 0.30 } else { 0.42 }).ceil();
        let notes = longest(&mut contributions.iter().map(|c| c.note.as_str()), &regular(size::LABEL));
        let notes = if is_wide { notes.min(width * 0.40).ceil() + 12.0 } else { 0.0 };
        let points = || contributions.iter().map(|c| c.points);
        Self {
            names,
            // Bars longer than this say nothing more.
            track: (width - names - GAP - NUMBER - notes).clamp(40.0, 420.0),
            notes,
            least: points().fold(0.0, f64::min),
            most: points().fold(0.0, f64::max),
        }
    }

    /// How far from the left end of the track this many points lie.
    fn along(&self, points: f64) -> f32 {
        let span = self.most - self.least;
        #[expect(clippy::cast_possible_truncation, reason = "a share of the track")]
        let share = if span > 0.0 { ((points - self.least) / span) as f32 } else { 0.5 };
        self.track * share
    }

    fn row(&self, ui: &mut Ui, contribution: &Contribution) -> Response {
        let t = theme::tokens(ui);
        let note_below = self.notes <= 0.0 && !contribution.note.is_empty();
        let height = if note_below { 46.0 } else { 28.0 };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        let number = signed(contribution.points);
        let words = format!("{}: {number} points. {}", contribution.name, contribution.note);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &words));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        if response.hovered() || response.has_focus() {
            let ground = rect.expand2(vec2(8.0, -1.0));
            ui.painter().rect_filled(ground, radius::CONTROL, t.hover);
            if response.has_focus() {
                let ring = Stroke::new(2.0, t.focus);
                ui.painter().rect_stroke(ground, radius::CONTROL, ring, egui::StrokeKind::Inside);
            }
        }
        let middle = rect.top() + 14.0;
        let put = |galley: Arc<Galley>, x: f32| {
            let at = pos2(x, middle - galley.size().y / 2.0);
            ui.painter().galley(at, galley, t.ink);
        };
        put(cut(ui, &contribution.name, regular(size::BODY), t.ink, self.names), rect.left());
        let start = rect.left() + self.names + GAP;
        let zero = start + self.along(0.0);
        let end = start + self.along(contribution.points);
        let colour = if contribution.points < 0.0 { t.let_go } else { t.keep };
        let bar = Rect::from_min_max(pos2(zero.min(end), middle - 10.0), pos2(zero.max(end), middle + 10.0));
        ui.painter().rect_filled(bar, radius::CELL, colour);
        ui.painter().vline(zero.round() + 0.5, rect.top()..=rect.top() + 28.0, Stroke::new(1.0, t.mark));
        let galley = cut(ui, &number, medium(size::BODY), t.ink, NUMBER);
        let right = start + self.track + NUMBER;
        let left = right - galley.size().x;
        put(galley, left);
        if note_below {
            let galley = cut(ui, &contribution.note, regular(size::LABEL), t.muted, rect.width());
            ui.painter().galley(pos2(rect.left(), rect.top() + 26.0), galley, t.muted);
        } else {
            let room = rect.right() - right - 12.0;
            put(cut(ui, &contribution.note, regular(size::LABEL), t.muted, room), right + 12.0);
        }
        response.on_hover_text(format!("{words}\nClick for the ratings behind it."))
    }
}

/// Points with their sign: "−17", "+2", "0".
fn signed(points: f64) -> String {
    match points.round() {
        rounded if rounded < 0.0 => format!("\u{2212}{:.0}", -rounded),
        rounded if rounded > 0.0 => format!("+{rounded:.0}"),
        _ => "0".to_owned(),
    }
}

/// One line of text, cut with "…" where the room ends.
pub(in super::super) fn cut(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

type Line = (Icon, bool, String);

/// "say 3 of 9", "says the one person asked".
fn who_says_so(flag: &FlagFinding) -> String {
    match (flag.hits, flag.asked) {
        (_, 1) => "says the one person asked".to_owned(),
        (1, asked) => format!("says 1 of {asked}"),
        (hits, asked) => format!("say {hits} of {asked}"),
    }
}

/// Red flags that are hit, disputed or not answered; the clear ones together in one line.
fn flag_lines(flags: &[FlagFinding]) -> impl Iterator<Item = Line> + '_ {
    let open = flags.iter().filter_map(|flag| {
        let words = match flag.state {
            FlagState::Hit => format!("Red flag hit: {}, {}.", flag.name, who_says_so(flag)),
            FlagState::Conflict => format!("Red flag disputed: {}, {}.", flag.name, who_says_so(flag)),
            FlagState::Unknown => format!("Red flag not answered: {}.", flag.name),
            FlagState::Clear | FlagState::None => return None,
        };
        Some((Icon::Flag, flag.state != FlagState::Unknown, words))
    });
    let clear: Vec<&str> =
        flags.iter().filter(|flag| flag.state == FlagState::Clear).map(|flag| flag.name.as_str()).collect();
    let clear = match clear.len() {
        0 => None,
        n if n == flags.len() => Some("No red flag is hit.".to_owned()),
        _ => Some(format!("Not hit: {}.", clear.join(", "))),
    };
    open.chain(clear.map(|words| (Icon::Check, false, words)))
}

/// What nobody has answered, and whether it matters.
fn gap_line(shown: &Shown) -> Option<Line> {
    let explanation = &shown.explanation;
    if explanation.missing.is_empty() && !explanation.judgement.holes_matter {
        return None;
    }
    let names: Vec<&str> = explanation.missing.iter().map(|hole| hole.name.as_str()).collect();
    let names = if names.is_empty() { String::new() } else { format!("Not answered: {}. ", names.join(", ")) };
    Some((Icon::Question, false, format!("{names}{}", explanation.holes)))
}

/// What does not apply to this customer.
fn outside_line(shown: &Shown) -> Option<Line> {
    let names = &shown.explanation.not_applicable;
    (!names.is_empty()).then(|| (Icon::Minus, false, format!("Does not apply to them: {}.", names.join(", "))))
}

/// An icon beside the first line of a text of this size.
pub(in crate::ui::screens) fn mark(ui: &mut Ui, icon: Icon, text_size: f32, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(16.0, (text_size * 1.4).round()), Sense::hover());
    icon.paint(ui.painter(), Rect::from_center_size(rect.center(), egui::Vec2::splat(15.0)), colour);
}

fn line_with_icon(ui: &mut Ui, icon: Icon, is_alarm: bool, words: &str) {
    let t = theme::tokens(ui);
    let (colour, ink) = if is_alarm { (t.danger, t.danger) } else { (t.muted, t.ink) };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        mark(ui, icon, size::LABEL, colour);
        text::running(ui, words, size::LABEL, ink);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_carry_their_sign_and_nothing_is_minus_zero() {
        let table = [(-17.4, "\u{2212}17"), (2.2, "+2"), (0.4, "0"), (-0.4, "0"), (-0.6, "\u{2212}1")];
        for (points, expected) in table {
            assert_eq!(signed(points), expected, "{points}");
        }
    }
}
