//! What can be done with every chart: save it, copy it, copy its numbers. By a quiet "…" in its corner, by the right
//! mouse button, and by keys while it has the keyboard.

use egui::{
    Align, Context, Event, Id, Key, KeyboardShortcut, Layout, Modifiers, Popup, Rect, Response, SetOpenCommand,
};
use egui::{Ui, UiBuilder, Vec2, pos2};

use crate::app::{Command, CopyCommand, ExportCommand};
use crate::charts::{Anchor, Chart, Item, Scene};

use super::View;
use super::icons::Icon;
use super::theme::{self, radius, size};
use super::widgets;

/// The name of the "…", for those who hear it.
const NAME: &str = "Save or copy the chart";

const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
const COPY: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::C);
const COPY_DATA: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::C);

/// Adds them to a chart that was just painted.
pub(super) fn chart_tools(ui: &mut Ui, view: &View<'_>, response: &Response, scene: &Scene, chart: &Chart) {
    if response.has_focus() {
        let ctx = ui.ctx().clone();
        ctx.data_mut(|data| data.insert_temp(keyboard_id(), response.id));
        if let Some(wish) = wish_by_key(&ctx) {
            view.send(wish.command(chart));
        }
    }
    if !ui.is_rect_visible(response.rect) {
        return;
    }
    let side = size::CONTROL_HEIGHT;
    let corner = Rect::from_min_size(pos2(response.rect.right() - side, response.rect.top()), Vec2::splat(side));
    let mut child = ui.new_child(
        UiBuilder::new()
            .id_salt(("chart tools", response.id))
            .max_rect(corner)
            .layout(Layout::left_to_right(Align::Center)),
    );
    // The popup's id is the button's, which is made below: so the last frame says whether it is open.
    let open_id = response.id.with("tools are open");
    let was_open = ui.data(|data| data.get_temp::<bool>(open_id)).unwrap_or(false);
    let hovered = ui.rect_contains_pointer(response.rect);
    let scale = if scene.width > 0.0 { response.rect.width() / scene.width } else { 1.0 };
    let shows = hovered || was_open || is_free(scene, side / scale);
    if !shows && !has_keyboard_in(&child, open_id) {
        child.set_opacity(0.0);
    }
    if hovered || was_open {
        let card = theme::tokens(ui).card;
        child.painter().rect_filled(corner, radius::CONTROL, card);
    }
    let mut wish = None;
    let button = widgets::menu_button(&mut child, Icon::More, NAME, |ui| wish = menu(ui));
    if !chart.title.is_empty() {
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(chart.title.as_str()));
    }
    let is_open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&button));
    ui.data_mut(|data| {
        data.insert_temp(open_id, is_open);
        data.insert_temp(open_id.with("button"), button.id);
    });
    wish = wish.or_else(|| context_menu(ui, response));
    if let Some(wish) = wish {
        view.send(wish.command(chart));
    }
}

/// Whether the keyboard is on the "…" of last frame.
fn has_keyboard_in(ui: &Ui, open_id: Id) -> bool {
    let button = ui.data(|data| data.get_temp::<Id>(open_id.with("button")));
    button.is_some_and(|id| ui.memory(|memory| memory.has_focus(id)))
}

/// The menu where the right mouse button was pressed, also on a bar or a dot.
fn context_menu(ui: &Ui, response: &Response) -> Option<Wish> {
    let pressed = ui.input(|input| input.pointer.secondary_clicked()) && ui.rect_contains_pointer(response.rect);
    let mut wish = None;
    Popup::menu(response)
        .id(response.id.with("context menu"))
        .open_memory(pressed.then_some(SetOpenCommand::Bool(true)))
        .at_pointer_fixed()
        .accessible_name(NAME)
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.set_min_width(180.0);
            wish = menu(ui);
        });
    wish
}

fn menu(ui: &mut Ui) -> Option<Wish> {
    let keys = |shortcut: &KeyboardShortcut| ui.ctx().format_shortcut(shortcut).replace('+', " ");
    let entries = [
        (Icon::Download, "Save chart…", keys(&SAVE), Wish::Save),
        (Icon::Copy, "Copy as image", keys(&COPY), Wish::CopyImage),
        (Icon::Scorecards, "Copy data", keys(&COPY_DATA), Wish::CopyData),
    ];
    ui.set_max_width(240.0);
    let mut chosen = None;
    for (icon, words, key, wish) in entries {
        if widgets::menu_item(ui, Some(icon), words, &key).clicked() {
            chosen = Some(wish);
        }
    }
    chosen
}

#[derive(Debug, Clone, Copy)]
enum Wish {
    Save,
    CopyImage,
    CopyData,
}

impl Wish {
    fn command(self, chart: &Chart) -> Command {
        let chart = Box::new(chart.clone());
        Command::Export(match self {
            Self::Save => ExportCommand::Begin(chart),
            Self::CopyImage => ExportCommand::Copy(CopyCommand::Image(chart)),
            Self::CopyData => ExportCommand::Copy(CopyCommand::Data(chart)),
        })
    }
}

/// What the keys ask of the chart that has the keyboard. Systems turn Ctrl+C into a wish to copy.
fn wish_by_key(ctx: &Context) -> Option<Wish> {
    ctx.input_mut(|input| {
        if input.consume_shortcut(&SAVE) {
            return Some(Wish::Save);
        }
        if input.consume_shortcut(&COPY_DATA) {
            return Some(Wish::CopyData);
        }
        let copies = input.consume_shortcut(&COPY);
        let before = input.events.len();
        input.events.retain(|event| !matches!(event, Event::Copy));
        (copies || input.events.len() < before).then_some(if input.modifiers.shift {
            Wish::CopyData
        } else {
            Wish::CopyImage
        })
    })
}

fn keyboard_id() -> Id {
    Id::unique("the chart that has the keyboard")
}

/// Whether a chart has the keyboard: then Ctrl+S means that chart, not the one the screen is about.
pub(super) fn has_keyboard(ctx: &Context) -> bool {
    let focused = ctx.memory(|memory| memory.focused());
    focused.is_some() && focused == ctx.data(|data| data.get_temp::<Id>(keyboard_id()))
}

/// Whether nothing is drawn in the top right corner of this side, so that the "…" hides nothing.
fn is_free(scene: &Scene, side: f32) -> bool {
    let (left, bottom) = (scene.width - side, side);
    let hits = |from_x: f32, to_x: f32, from_y: f32| to_x > left && from_x < scene.width && from_y < bottom;
    !scene.items.iter().any(|item| match item {
        Item::Rect { rect, fill, stroke, .. } => {
            (fill.is_some() || stroke.is_some()) && hits(rect.x, rect.x + rect.width, rect.y)
        }
        Item::Hatch { rect, .. } => hits(rect.x, rect.x + rect.width, rect.y),
        Item::Line { from, to, .. } => hits(from.x.min(to.x), from.x.max(to.x), from.y.min(to.y)),
        Item::Polyline { points, .. } | Item::Polygon { points, .. } => {
            points.iter().any(|point| hits(point.x, point.x + 1.0, point.y))
        }
        Item::Lines { lines, .. } => lines.iter().flatten().any(|point| hits(point.x, point.x + 1.0, point.y)),
        Item::Dots { centers, radius, .. } => {
            centers.iter().any(|center| hits(center.x - radius, center.x + radius, center.y - radius))
        }
        Item::Circle { center, radius, .. } => hits(center.x - radius, center.x + radius, center.y - radius),
        Item::Text { at, anchor, text, size, .. } => {
            // As wide as wide letters, to be on the safe side.
            let width = text.chars().count() as f32 * size * 0.65;
            let from = match anchor {
                Anchor::Start => at.x,
                Anchor::Middle => at.x - width / 2.0,
                Anchor::End => at.x - width,
            };
            hits(from, from + width, at.y - size)
        }
    })
}
