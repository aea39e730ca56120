//! The map itself: what is drawn, what the pointer is on, and what hands do to it.

use egui::{Align2, CursorIcon, Pos2, Rect, Response, Role, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use egui_plot::PlotTransform;

use super::super::super::super::View;
use super::super::super::super::theme::{self, medium, regular, size};
use super::super::super::super::widgets::{text, verdict_icon};
use super::super::frame::{PlotFrame, from_screen, lengths, to_screen};
use super::super::hands::{self, Drag, Dragged};
use super::super::labels::{self, Wanted};
use super::points::{Drawn, Points};
use crate::analysis::{EffortBy, Quadrant, score_text};
use crate::app::{Command, DragMode, ExploreCommand, MapCommand, MapGround, MapPoint, MapState, Region, Spot};
use crate::model::{Locale, Verdict};

/// The pointer finds what is so near, points.
const REACH: f32 = 11.0;
/// Names of so many selected are always shown.
const ALWAYS_NAMED: usize = 12;

fn send(view: &View<'_>, command: MapCommand) {
    view.send(Command::Explore(ExploreCommand::Map(command)));
}

/// Draws the map over all the room there is. `pointed` is the customer pointed at in the list.
pub(super) fn map_plot(ui: &mut Ui, view: &View<'_>, (area, ground): (&MapState, &MapGround), pointed: Option<usize>) {
    let part = area.view_of(ground);
    let room = ui.available_size();
    let across = ground.across.ticks(part.min.x, part.max.x, ticks(room.x, 90.0));
    let up = ground.up.ticks(part.min.y, part.max.y, ticks(room.y, 48.0));
    let frame = PlotFrame { name: "portfolio map", part, across: &across, up: &up };
    let (response, transform) = frame.show(ui, Points::new(ground, area));
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, ui.is_enabled(), alt(area, ground)));
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme::tokens(ui).focus);
        ui.painter().rect_stroke(transform.frame().expand(2.0), 3, ring, StrokeKind::Outside);
    }
    let drag = hands::drag(ui, &response, &transform, area.mode);
    let hovered = response.hover_pos().filter(|_| drag.is_none());
    let hovered = hovered.and_then(|at| ground.nearest(from_screen(&transform, at), lengths(&transform, REACH)));
    if let Some(drawn) = Drawn::last(ui) {
        let words = corner_words(ui, &transform, ground, &drawn);
        names(ui, &transform, (area, ground), &drawn, &words, hovered.or(pointed));
    }
    for place in [hovered, pointed].into_iter().flatten() {
        stress(ui, &transform, ground, place);
    }
    act(ui, view, (&response, &transform), (area, ground), drag);
    if let Some(place) = hovered {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        tip(&response, ground, place, &transform);
    } else if response.hovered() {
        let idle = if area.mode == DragMode::Move { CursorIcon::Grab } else { CursorIcon::Crosshair };
        if !response.dragged() {
            ui.set_cursor_icon(idle);
        }
    }
    if response.clicked()
        && let Some(place) = hovered
        && let Some(point) = ground.points.get(place)
    {
        if ui.input(|input| input.modifiers.command) {
            send(view, MapCommand::Toggle(point.customer));
        } else {
            view.send(Command::Explore(ExploreCommand::Open(point.customer)));
        }
    }
}

/// So many ticks find room.
fn ticks(points: f32, each: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few, never negative")]
    let num = (points / each).max(2.0) as usize;
    num
}

/// Does what the hands want.
fn act(
    ui: &Ui,
    view: &View<'_>,
    (response, transform): (&Response, &PlotTransform),
    (area, ground): (&MapState, &MapGround),
    drag: Option<Dragged>,
) {
    let part = area.view_of(ground);
    match drag {
        Some(Dragged::Moved(x, y)) if (x, y) != (0.0, 0.0) => {
            send(view, MapCommand::View(Some(part.moved(x, y))));
        }
        Some(Dragged::Drawing(drawing)) => paint_drawing(ui, transform, &drawing),
        Some(Dragged::Drawn(region, picking)) if is_meant(transform, &region) => {
            send(view, MapCommand::Select(region, picking));
        }
        _ => {}
    }
    if let Some(wish) = hands::wish(ui, response, transform) {
        send(view, MapCommand::View(wish.part(part)));
    }
}

/// Whether something was drawn that is more than a slip of the hand.
fn is_meant(transform: &PlotTransform, region: &Region) -> bool {
    let Some(bounds) = region.bounds() else { return false };
    to_screen(transform, bounds.min).distance(to_screen(transform, bounds.max)) >= 6.0
}

/// The box or the loop while it is drawn.
fn paint_drawing(ui: &Ui, transform: &PlotTransform, drawing: &Drag) {
    let t = theme::tokens(ui);
    let painter = ui.painter().with_clip_rect(*transform.frame());
    let stroke = Stroke::new(1.8, t.accent);
    match drawing {
        Drag::Move => {}
        Drag::Box(from, to) => {
            let rect = Rect::from_two_pos(to_screen(transform, *from), to_screen(transform, *to));
            painter.rect(rect, 0, t.accent.gamma_multiply(0.1), stroke, StrokeKind::Middle);
        }
        Drag::Lasso(corners) => {
            let line: Vec<Pos2> = corners.iter().map(|corner| to_screen(transform, *corner)).collect();
            if let (Some(first), Some(last)) = (line.first(), line.last()) {
                painter.extend(Shape::dashed_line(&[*last, *first], stroke, 4.0, 4.0));
            }
            painter.add(Shape::line(line, stroke));
        }
    }
}

/// A ring around a customer.
fn stress(ui: &Ui, transform: &PlotTransform, ground: &MapGround, place: usize) {
    let Some(spot) = ground.index.spots().get(place) else { return };
    let painter = ui.painter().with_clip_rect(*transform.frame());
    let radius = Drawn::last(ui).map_or(5.0, |drawn| drawn.radius);
    painter.circle_stroke(to_screen(transform, *spot), radius + 5.0, Stroke::new(2.0, theme::tokens(ui).accent));
}

/// What each quarter means, in its outer corner, as far as it is in view; a little further in where a customer stands
/// there. Returns where the words stand.
fn corner_words(ui: &Ui, transform: &PlotTransform, ground: &MapGround, drawn: &Drawn) -> Vec<Rect> {
    let t = theme::tokens(ui);
    let frame = *transform.frame();
    let middle = to_screen(transform, ground.middle);
    let middle = pos2(middle.x.clamp(frame.left(), frame.right()), middle.y.clamp(frame.top(), frame.bottom()));
    let corners = [
        (Quadrant::MuchForLittle, Align2::LEFT_TOP, frame.left_top(), 1.0),
        (Quadrant::MuchForMuch, Align2::RIGHT_TOP, frame.right_top(), 1.0),
        (Quadrant::LittleForLittle, Align2::LEFT_BOTTOM, frame.left_bottom(), -1.0),
        (Quadrant::LittleForMuch, Align2::RIGHT_BOTTOM, frame.right_bottom(), -1.0),
    ];
    let painter = ui.painter().with_clip_rect(frame);
    let spots = drawn.few.iter().filter_map(|place| ground.index.spots().get(*place));
    let dots: Vec<Rect> = spots
        .map(|spot| Rect::from_center_size(to_screen(transform, *spot), vec2(2.0, 2.0) * (drawn.radius + 2.0)))
        .collect();
    let mut placed: Vec<Rect> = Vec::new();
    for (quadrant, align, corner, inwards) in corners {
        let quarter = Rect::from_two_pos(corner, middle);
        let galley = labels::short_line(ui, quadrant.words(), &medium(size::LABEL), t.muted);
        let outer = align.anchor_size(corner, galley.size() + vec2(16.0, 10.0)).shrink2(vec2(8.0, 5.0));
        // A narrow quarter has its words all the same, across the line; a sliver has none.
        let is_there = |rect: &Rect| quarter.width() >= 30.0 && quarter.y_range().contains(rect.center().y);
        let is_free = |rect: &Rect| {
            let is_alone = placed.iter().all(|other| !other.expand(6.0).intersects(*rect));
            frame.contains_rect(*rect) && is_alone && dots.iter().all(|dot| !dot.intersects(*rect))
        };
        let tries = (0..4_u8).map(|step| outer.translate(vec2(0.0, inwards * 22.0 * f32::from(step))));
        if let Some(rect) = tries.into_iter().find(|rect| is_there(rect) && is_free(rect)) {
            labels::plate(&painter, rect, t.card);
            painter.galley(rect.min, galley, t.muted);
            placed.push(rect);
        }
    }
    placed
}

/// Names beside those in view if they are few, beside the selected, and beside the one pointed at.
fn names(
    ui: &Ui,
    transform: &PlotTransform,
    (area, ground): (&MapState, &MapGround),
    drawn: &Drawn,
    taken: &[Rect],
    pointed: Option<usize>,
) {
    let t = theme::tokens(ui);
    let (plain, strong) = (regular(size::SMALL), medium(size::SMALL));
    let at = |place: &usize| ground.index.spots().get(*place).map(|spot| to_screen(transform, *spot));
    let selected = if area.marked.len() <= ALWAYS_NAMED { area.marked.as_slice() } else { &[] };
    let first = pointed.into_iter().chain(selected.iter().copied());
    let mut order: Vec<usize> = first.collect();
    let num_strong = order.len();
    let mut rest: Vec<usize> = drawn.few.iter().copied().collect();
    // Those furthest from where the quarters meet are the most telling.
    let far = |place: &usize| at(place).map_or(0.0, |at| at.distance(to_screen(transform, ground.middle)));
    rest.sort_by(|a, b| far(b).total_cmp(&far(a)).then(a.cmp(b)));
    order.extend(rest);
    let mut named = std::collections::BTreeSet::new();
    let wanted = order.iter().enumerate().filter(|(_, place)| named.insert(**place)).filter_map(|(turn, place)| {
        let is_strong = turn < num_strong;
        let name = ground.points.get(*place)?.name.as_str();
        let font = if is_strong { &strong } else { &plain };
        Some(Wanted { at: at(place)?, name, font, colour: t.ink, must: is_strong })
    });
    let wanted: Vec<Wanted<'_>> = wanted.collect();
    let dots: Vec<Pos2> = drawn.few.iter().filter_map(at).collect();
    // The ring around the selected needs its room, too.
    let radius = if area.marked.is_empty() { drawn.radius } else { drawn.radius * 1.6 };
    labels::beside_dots(ui, *transform.frame(), &wanted, (&dots, radius), taken);
}

/// What is known about the customer under the pointer.
fn tip(response: &Response, ground: &MapGround, place: usize, transform: &PlotTransform) {
    let Some(point) = ground.points.get(place) else { return };
    let spot = Spot::new(ground.across.place(point.effort), ground.up.place(point.value));
    let near = lengths(transform, 3.0);
    let [x, y] = near;
    let here = crate::app::Bounds { min: Spot::new(spot.x - x, spot.y - y), max: Spot::new(spot.x + x, spot.y + y) };
    let others = ground.index.within(here).count().saturating_sub(1);
    let mut tooltip =
        egui::Tooltip::always_open(response.ctx.clone(), response.layer_id, response.id, egui::PopupAnchor::Pointer);
    tooltip.popup = tooltip.popup.width(280.0);
    tooltip.gap(14.0).show(|ui| {
        let t = theme::tokens(ui);
        ui.set_max_width(280.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = 16.0;
        text::running(ui, &point.name, size::BODY, t.ink);
        let (value, effort) = (ground.value_by().words(), ground.effort_by().words());
        text::running(ui, &format!("{value}: {}", ground.value_text(point.value)), size::LABEL, t.ink);
        text::running(ui, &format!("{effort}: {}", ground.effort_text(point.effort)), size::LABEL, t.ink);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let ink = t.verdict_pill(point.verdict).fg;
            let (rect, _) = ui.allocate_exact_size(vec2(11.0, 16.0), egui::Sense::hover());
            let glyph = Rect::from_center_size(rect.center(), vec2(11.0, 11.0));
            verdict_icon(point.verdict).paint(ui.painter(), glyph, ink);
            text::running(ui, point.verdict.words(), size::LABEL, ink);
        });
        text::running(ui, &score_words(point), size::LABEL, t.muted);
        if others > 0 {
            let more = if others == 1 { "1 more".to_owned() } else { format!("{} more", Locale::count(others)) };
            text::running(ui, &format!("{more} in the same place: zoom in"), size::LABEL, t.muted);
        }
    });
}

/// "Score 62, 90 % answered".
fn score_words(point: &MapPoint) -> String {
    let covered = Locale::current().number(point.coverage * 100.0, 0);
    match point.score {
        Some(score) => format!("Score {}, {covered} % answered", score_text(score)),
        None => "Not rated yet".to_owned(),
    }
}

/// The map in words.
fn alt(area: &MapState, ground: &MapGround) -> String {
    let effort = match ground.effort_by() {
        EffortBy::Hours => "hours",
        EffortBy::Cost => "cost",
    };
    let counts = Verdict::ALL.into_iter().zip(ground.counts).filter(|(_, num)| *num > 0);
    let counts: Vec<String> =
        counts.map(|(verdict, num)| format!("{} {}", verdict.words().to_lowercase(), Locale::count(num))).collect();
    let selected = match area.marked.len() {
        0 => "nobody is selected".to_owned(),
        num => format!("{} selected", Locale::count(num)),
    };
    format!(
        "Map of {} customers by {} against {effort}: {}; {selected}. Arrow keys move, plus and minus zoom, 0 shows \
         all. The list beside it finds and ticks customers.",
        Locale::count(ground.points.len()),
        ground.value_by().words().to_lowercase(),
        counts.join(", ")
    )
}
