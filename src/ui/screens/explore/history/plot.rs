//! The history itself: what is drawn, what the pointer is on, and what hands do to it.

use egui::{Align2, CursorIcon, Rect, Response, Role, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use egui_plot::PlotTransform;

use super::super::super::super::View;
use super::super::super::super::theme::{self, medium, regular, size};
use super::super::super::super::widgets::text;
use super::super::frame::{PlotFrame, from_screen, lengths, to_screen};
use super::super::hands::{self, Dragged};
use super::super::labels;
use super::lines::{Lines, line_shapes, look, spot};
use super::send;
use crate::app::{
    AxisTick, Bounds, Command, DragMode, ExploreCommand, HistoryCommand, HistoryGround, HistoryLine, HistoryShown,
    HistoryState, Spot,
};
use crate::model::{Locale, Quarter};

/// The pointer finds a line that passes so near, points.
const REACH: f32 = 9.0;

/// Draws the history over all the room there is. `pointed` is the line pointed at in the list.
pub(super) fn history_plot(
    ui: &mut Ui,
    view: &View<'_>,
    (area, ground): (&HistoryState, &HistoryGround),
    pointed: Option<usize>,
) {
    let shown = &area.shown;
    let part = area.view_of(ground);
    let across = quarter_ticks(ground, part, ui.available_width());
    let up = value_ticks(ground);
    let frame = PlotFrame { name: "history of many", part, across: &across, up: &up };
    let (response, transform) = frame.show(ui, Lines::new(ground, shown));
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, ui.is_enabled(), alt(area, ground)));
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme::tokens(ui).focus);
        ui.painter().rect_stroke(transform.frame().expand(2.0), 3, ring, StrokeKind::Outside);
    }
    let drag = hands::drag(ui, &response, &transform, DragMode::Move);
    let is_idle = !matches!(drag, Some(Dragged::Moved(..)));
    let hovered = response.hover_pos().filter(|_| is_idle);
    let found = hovered.map(|at| from_screen(&transform, at));
    let hovered = found.and_then(|at| shown.nearest(ground, at, lengths(&transform, REACH)));
    happenings(ui, &transform, ground);
    names(ui, &transform, (ground, shown));
    for place in [hovered, pointed].into_iter().flatten() {
        stress(ui, &transform, (ground, shown), place);
    }
    if let Some(Dragged::Moved(x, _)) = drag
        && x != 0.0
    {
        send(view, HistoryCommand::View(Some(part.moved(x, 0.0))));
    }
    if let Some(wish) = hands::wish(ui, &response, &transform) {
        send(view, HistoryCommand::View(wish.part(part)));
    }
    if let (Some(place), Some(at)) = (hovered, found)
        && let Some(line) = ground.lines.get(place)
    {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        tip(&response, ground, line, at, lengths(&transform, 8.0)[0]);
        if response.clicked() {
            if ui.input(|input| input.modifiers.command) {
                send(view, HistoryCommand::Toggle(line.customer));
            } else {
                view.send(Command::Explore(ExploreCommand::Open(line.customer)));
            }
        }
    } else if response.hovered() && is_idle {
        ui.set_cursor_icon(CursorIcon::Grab);
    }
}

/// A tick in the middle of each quarter, or of every second, fourth … where they are many.
fn quarter_ticks(ground: &HistoryGround, part: Bounds, room: f32) -> Vec<AxisTick> {
    let most = f64::from((room - 60.0) / 52.0).max(2.0);
    let in_view = part.width();
    let each = [1, 2, 4, 8, 16, 40].into_iter().find(|each| in_view / f64::from(*each) <= most).unwrap_or(80);
    // So that the last one, today's, always has its tick.
    let last = ground.quarters.len().saturating_sub(1);
    let is_marked = |place: &usize| (last - place).is_multiple_of(usize::try_from(each).unwrap_or(1));
    let places = (0..ground.quarters.len()).filter(is_marked);
    let tick = |place: usize| {
        let label = ground.quarters.get(place).map(Quarter::to_string).unwrap_or_default();
        AxisTick { place: place as f64 + 0.5, label }
    };
    places.map(tick).filter(|tick| part.min.x <= tick.place && tick.place <= part.max.x).collect()
}

fn value_ticks(ground: &HistoryGround) -> Vec<AxisTick> {
    ground.ticks().into_iter().map(|(place, label)| AxisTick { place, label }).collect()
}

/// When the rules changed, and where the verdicts begin, in words at the edges.
fn happenings(ui: &Ui, transform: &PlotTransform, ground: &HistoryGround) {
    let t = theme::tokens(ui);
    let frame = *transform.frame();
    let painter = ui.painter().with_clip_rect(frame);
    let font = regular(size::SMALL);
    let mut free = frame.left();
    for (at, version) in &ground.changes {
        let x = to_screen(transform, Spot::new(*at, 0.0)).x;
        let galley = labels::short_line(ui, &format!("Rules changed: version {version}"), &font, t.muted);
        let left = if x + 6.0 + galley.size().x > frame.right() - 4.0 { x - 6.0 - galley.size().x } else { x + 6.0 };
        let rect = egui::Rect::from_min_size(pos2(left, frame.top() + 4.0), galley.size());
        if frame.x_range().contains(x) && rect.left() >= free {
            labels::plate(&painter, rect, t.card);
            painter.galley(rect.min, galley, t.muted);
            free = rect.right() + 8.0;
        }
    }
    if let Some((keep, hard_look)) = ground.bands {
        let lines = [
            (keep, Align2::LEFT_BOTTOM, "keep", t.keep_pill.fg, -1.0),
            (hard_look, Align2::LEFT_TOP, "let go", t.let_go_pill.fg, 1.0),
        ];
        for (value, align, words, ink, gap) in lines {
            let y = to_screen(transform, Spot::new(0.0, value)).y;
            let galley = labels::short_line(ui, words, &font, ink);
            let at = align.anchor_size(pos2(frame.left() + 6.0, y + gap), galley.size());
            labels::plate(&painter, at, t.card);
            painter.galley(at.min, galley, ink);
        }
    }
}

/// The names of those that stand out and of the mean, at the end of their lines, moved apart where they would meet.
fn names(ui: &Ui, transform: &PlotTransform, (ground, shown): (&HistoryGround, &HistoryShown)) {
    let t = theme::tokens(ui);
    let frame = *transform.frame();
    let font = medium(size::SMALL);
    let sight = transform.bounds().range_x();
    let end = |points: &[crate::app::LinePoint]| {
        let last = points.iter().rev().find(|point| spot(point).x <= *sight.end())?;
        (spot(last).x >= *sight.start()).then(|| to_screen(transform, spot(last)))
    };
    let mut wanted = Vec::new();
    for (place, line) in shown.stressed.iter().filter_map(|place| ground.lines.get(*place)).enumerate() {
        wanted.extend(end(&line.points).map(|at| (at, line.name.clone(), look(ui, place).colour)));
    }
    if shown.num > 1 && shown.average.len() > 1 {
        let words = format!("Mean of {}", Locale::count(shown.num));
        wanted.extend(end(&shown.average).map(|at| (at, words, t.ink)));
    }
    wanted.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
    let painter = ui.painter().with_clip_rect(frame);
    let mut placed: Vec<(Rect, std::sync::Arc<egui::Galley>, egui::Color32, egui::Pos2)> = Vec::new();
    for (at, words, colour) in wanted {
        let galley = labels::short_line(ui, &words, &font, colour);
        let left = (at.x + 10.0).min(frame.right() - galley.size().x - 6.0);
        let least = placed.last().map_or_else(|| frame.top() + 2.0, |(rect, ..)| rect.bottom() + 2.0);
        let top = (at.y - galley.size().y / 2.0).max(least);
        placed.push((Rect::from_min_size(pos2(left, top), galley.size()), galley, colour, at));
    }
    // Whatever was pushed out below comes back up.
    let mut floor = frame.bottom() - 2.0;
    for (rect, ..) in placed.iter_mut().rev() {
        let over = (rect.bottom() - floor).max(0.0);
        *rect = rect.translate(vec2(0.0, -over));
        floor = rect.top() - 2.0;
    }
    for (rect, galley, colour, at) in placed {
        if (rect.center().y - at.y).abs() > 8.0 {
            let ends = [at + vec2(4.0, 0.0), pos2(rect.left() - 2.0, rect.center().y)];
            painter.line_segment(ends, Stroke::new(1.0, colour.gamma_multiply(0.6)));
        }
        labels::plate(&painter, rect, t.card);
        painter.galley(rect.min, galley, colour);
    }
}

/// A line under the pointer, whether it stands out already or not.
fn stress(ui: &Ui, transform: &PlotTransform, (ground, shown): (&HistoryGround, &HistoryShown), place: usize) {
    let t = theme::tokens(ui);
    let Some(line) = ground.lines.get(place) else { return };
    let own = shown.stressed.iter().position(|stressed| *stressed == place);
    let colour = own.map_or(t.accent, |place| look(ui, place).colour);
    let mut shapes: Vec<Shape> = Vec::new();
    line_shapes(transform, line, (Stroke::new(3.4, colour), 0.0), 4.2, &mut shapes);
    let painter = ui.painter().with_clip_rect(*transform.frame());
    painter.extend(shapes);
    if own.is_none()
        && let Some((_, last)) = line.ends()
    {
        let galley = labels::short_line(ui, &line.name, &medium(size::SMALL), colour);
        let at = to_screen(transform, spot(&last)) + vec2(8.0, -galley.size().y - 4.0);
        let left = at.x.min(transform.frame().right() - galley.size().x - 6.0);
        let rect = Rect::from_min_size(pos2(left, at.y.max(transform.frame().top() + 2.0)), galley.size());
        labels::plate(&painter, rect, t.card);
        painter.galley(rect.min, galley, colour);
    }
}

/// What is known about the line under the pointer: the value there, and what was decided near it.
fn tip(response: &Response, ground: &HistoryGround, line: &HistoryLine, at: Spot, near: f64) {
    let by_distance = |point: &&crate::app::LinePoint| (spot(point).x - at.x).abs();
    let nearest = line.points.iter().min_by(|a, b| by_distance(a).total_cmp(&by_distance(b)));
    let mut tooltip =
        egui::Tooltip::always_open(response.ctx.clone(), response.layer_id, response.id, egui::PopupAnchor::Pointer);
    tooltip.popup = tooltip.popup.width(260.0);
    tooltip.gap(14.0).show(|ui| {
        let t = theme::tokens(ui);
        ui.set_max_width(260.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        text::running(ui, &line.name, size::BODY, t.ink);
        if let Some(point) = nearest {
            let quarter = ground.quarters.get(point.quarter).map(Quarter::to_string).unwrap_or_default();
            let people = if point.people == 1 { "1 person".to_owned() } else { format!("{} people", point.people) };
            let words = format!("{quarter}: {} {}, {people}", ground.measure, ground.value_text(point.value));
            text::running(ui, &words, size::LABEL, t.ink);
        }
        text::running(ui, &ground.course_text(line), size::LABEL, t.muted);
        for decision in line.decisions.iter().filter(|decision| (decision.at - at.x).abs() <= near.max(0.5)) {
            text::running(ui, &format!("Decided: {}", decision.label), size::LABEL, t.ink);
        }
    });
}

/// The history in words.
fn alt(area: &HistoryState, ground: &HistoryGround) -> String {
    let shown = &area.shown;
    let span = match (ground.quarters.first(), ground.quarters.last()) {
        (Some(first), Some(last)) => format!(" from {first} to {last}"),
        _ => String::new(),
    };
    let stressed = shown.stressed.iter().filter_map(|place| ground.lines.get(*place));
    let stressed: Vec<String> = stressed.map(|line| format!("{}: {}", line.name, ground.course_text(line))).collect();
    let stressed = if stressed.is_empty() { String::new() } else { format!(" {}.", stressed.join("; ")) };
    format!(
        "{} by quarter{span} of {} customers. {}.{stressed} Arrow keys move, plus and minus zoom, 0 shows all. The \
         list beside it finds and ticks customers.",
        ground.measure,
        Locale::count(shown.num),
        shown.finding
    )
}
