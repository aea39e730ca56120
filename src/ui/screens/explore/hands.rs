//! What hands do to a picture: wheel, pinch, keys and drags, told as wishes. What they mean is up to the page.

use egui::{CursorIcon, EventFilter, Id, Key, Modifiers, Pos2, Response, Ui};
use egui_plot::PlotTransform;

use crate::app::{Bounds, DragMode, Picking, Region, Spot};

use super::frame::from_screen;

/// One step of the wheel or of a key is so many times closer.
const STEP: f64 = 1.25;
/// One press of an arrow key moves by so much of what is in view.
const ARROW: f64 = 0.12;

/// What is wanted of the part in view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Wish {
    /// So many times closer, with this place staying where it is; in the middle if `None`.
    Zoom(f64, Option<Spot>),
    /// Move by these shares of what is in view, to the right and up.
    Pan(f64, f64),
    /// Show everything.
    All,
}

/// What the wheel, two fingers or the keyboard want.
pub(super) fn wish(ui: &Ui, response: &Response, transform: &PlotTransform) -> Option<Wish> {
    if response.double_clicked() {
        return Some(Wish::All);
    }
    if response.contains_pointer()
        && let Some(at) = ui.input(|input| input.pointer.hover_pos())
    {
        // The wheel is the picture's: nothing around it scrolls as well.
        let (wheel, pinch) = ui.input_mut(|input| {
            let wheel = std::mem::take(&mut input.smooth_scroll_delta).y;
            (wheel, input.zoom_delta())
        });
        let factor = (f64::from(wheel) / 240.0).exp() * f64::from(pinch);
        if (factor - 1.0).abs() > 1e-4 {
            return Some(Wish::Zoom(factor, Some(from_screen(transform, at))));
        }
    }
    keys(ui, response)
}

fn keys(ui: &Ui, response: &Response) -> Option<Wish> {
    if !response.has_focus() {
        return None;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let wishes = [
        (Key::ArrowLeft, Wish::Pan(-ARROW, 0.0)),
        (Key::ArrowRight, Wish::Pan(ARROW, 0.0)),
        (Key::ArrowUp, Wish::Pan(0.0, ARROW)),
        (Key::ArrowDown, Wish::Pan(0.0, -ARROW)),
        (Key::Plus, Wish::Zoom(STEP, None)),
        (Key::Equals, Wish::Zoom(STEP, None)),
        (Key::Minus, Wish::Zoom(1.0 / STEP, None)),
        (Key::Num0, Wish::All),
    ];
    // With Shift: a plus is typed so on many keyboards. With Ctrl the window's own zoom is meant.
    let pressed = |key| {
        ui.input_mut(|input| {
            let is_meant = !input.modifiers.command && !input.modifiers.alt;
            is_meant && (input.consume_key(Modifiers::NONE, key) || input.consume_key(Modifiers::SHIFT, key))
        })
    };
    wishes.into_iter().find(|(key, _)| pressed(*key)).map(|(_, wish)| wish)
}

impl Wish {
    /// The part that is wanted.
    pub(super) fn part(self, now: Bounds) -> Option<Bounds> {
        match self {
            Self::Zoom(factor, about) => Some(now.zoomed([factor, factor], about.unwrap_or_else(|| now.middle()))),
            Self::Pan(x, y) => Some(now.moved(x * now.width(), y * now.height())),
            Self::All => None,
        }
    }
}

/// A drag under way.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Drag {
    /// The part in view is moved.
    #[default]
    Move,
    /// A box is drawn, from this corner to the other one.
    Box(Spot, Spot),
    /// A loop is drawn, through these places.
    Lasso(Vec<Spot>),
}

/// What became of a drag in this frame.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Dragged {
    /// Move the part in view by so much.
    Moved(f64, f64),
    /// It is still drawn.
    Drawing(Drag),
    /// It was drawn.
    Drawn(Region, Picking),
}

/// A loop gets another corner after so many points on the screen.
const CORNER_EVERY: f32 = 3.0;

/// Follows a drag on the picture. Shift draws a box whatever the mode; the middle button always moves; Esc gives up.
pub(super) fn drag(ui: &Ui, response: &Response, transform: &PlotTransform, mode: DragMode) -> Option<Dragged> {
    let id = response.id.with("drag");
    let pointer = ui.input(|input| input.pointer.latest_pos());
    if response.drag_started() {
        let (shift, middle, origin) = ui.input(|input| {
            (input.modifiers.shift, input.pointer.middle_down(), input.pointer.press_origin().or(pointer))
        });
        let from = from_screen(transform, origin.unwrap_or_default());
        let begun = match (mode, shift) {
            _ if middle => Drag::Move,
            (_, true) | (DragMode::Box, _) => Drag::Box(from, from),
            (DragMode::Move, false) => Drag::Move,
            (DragMode::Lasso, false) => Drag::Lasso(vec![from]),
        };
        put(ui, id, Some(begun));
    }
    let mut under_way: Drag = ui.data(|data| data.get_temp(id))?;
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        put(ui, id, None);
        return None;
    }
    if under_way == Drag::Move && response.dragged() {
        ui.set_cursor_icon(CursorIcon::Grabbing);
        let delta = response.drag_delta();
        let [x, y] = transform.dvalue_dpos();
        return Some(Dragged::Moved(-f64::from(delta.x) * x, -f64::from(delta.y) * y));
    }
    if let Some(at) = pointer {
        draw(&mut under_way, transform, at);
    }
    if response.drag_stopped() || !response.dragged() {
        put(ui, id, None);
        let picking = if ui.input(|input| input.modifiers.command) { Picking::Add } else { Picking::Replace };
        return match under_way {
            Drag::Move => None,
            Drag::Box(from, to) => Some(Dragged::Drawn(Region::Box(Bounds::between(from, to)), picking)),
            Drag::Lasso(corners) => Some(Dragged::Drawn(Region::Lasso(corners), picking)),
        };
    }
    put(ui, id, Some(under_way.clone()));
    ui.set_cursor_icon(CursorIcon::Crosshair);
    Some(Dragged::Drawing(under_way))
}

/// Takes what is drawn on to where the pointer is.
fn draw(drag: &mut Drag, transform: &PlotTransform, at: Pos2) {
    // What lies outside the picture is not drawn around.
    let at = transform.frame().clamp(at);
    let here = from_screen(transform, at);
    match drag {
        Drag::Move => {}
        Drag::Box(_, to) => *to = here,
        Drag::Lasso(corners) => {
            let last = corners.last().map(|last| super::frame::to_screen(transform, *last));
            if last.is_none_or(|last| last.distance(at) >= CORNER_EVERY) {
                corners.push(here);
            }
        }
    }
}

fn put(ui: &Ui, id: Id, drag: Option<Drag>) {
    ui.data_mut(|data| match drag {
        Some(drag) => drop(data.insert_temp(id, drag)),
        None => drop(data.remove_temp::<Drag>(id)),
    });
}
