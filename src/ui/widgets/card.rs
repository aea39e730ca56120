//! Cards: white sheets with a hairline around, on the ground.

use egui::{Align, Color32, CornerRadius, Frame, InnerResponse, Layout, Margin, Rect, Stroke, Ui, UiBuilder, pos2};

use super::text;
use crate::ui::theme::{self, radius, space};

/// A card in the making.
#[derive(Debug, Clone, Copy, Default)]
#[must_use = "a card is shown with .show(…)"]
pub(crate) struct Card<'a> {
    title: Option<&'a str>,
    aside: Option<&'a str>,
    edge: Option<Color32>,
    fill: bool,
    list: bool,
}

impl<'a> Card<'a> {
    /// A plain card, as wide as the room there is.
    pub(crate) const fn new() -> Self {
        Self { title: None, aside: None, edge: None, fill: false, list: false }
    }

    /// A title: the finding, not the topic.
    pub(crate) const fn title(mut self, title: &'a str) -> Self {
        self.title = Some(title);
        self
    }

    /// A few muted words at the right of the title.
    pub(crate) const fn aside(mut self, aside: &'a str) -> Self {
        self.aside = Some(aside);
        self
    }

    /// A coloured left edge: the verdict.
    pub(crate) const fn edge(mut self, colour: Color32) -> Self {
        self.edge = Some(colour);
        self
    }

    /// As high as the room there is.
    pub(crate) const fn fill_height(mut self) -> Self {
        self.fill = true;
        self
    }

    /// For rows that can be picked: they reach further out, so that their words stand below the title.
    pub(crate) const fn list(mut self) -> Self {
        self.list = true;
        self
    }

    /// Shows it with its contents. Spacing inside starts afresh, whatever it is around the card.
    pub(crate) fn show<R>(self, ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        let t = theme::tokens(ui);
        let mut margin = Margin::same(space::CARD);
        if self.list {
            (margin.left, margin.right) = (8, 8);
        }
        if self.edge.is_some() {
            margin.left += 4;
        }
        let frame = Frame::new()
            .fill(t.card)
            .stroke(Stroke::new(t.line, t.hairline))
            .corner_radius(CornerRadius::same(radius::CARD))
            .inner_margin(margin);
        let shown = frame.show(ui, |ui| {
            downwards(ui, |ui| {
                ui.set_min_width(ui.available_width());
                if self.fill {
                    ui.set_min_height(ui.available_height());
                }
                ui.spacing_mut().item_spacing = egui::Vec2::splat(space::SMALL);
                self.head(ui);
                add(ui)
            })
        });
        if let Some(colour) = self.edge {
            paint_edge(ui, shown.response.rect, colour);
        }
        shown
    }

    fn head(self, ui: &mut Ui) {
        let Some(title) = self.title else { return };
        let row = egui::vec2(ui.available_width(), 20.0);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let inset = if self.list { f32::from(space::CARD - 8) } else { 0.0 };
            ui.add_space(inset);
            match self.aside {
                None => {
                    text::card_title(ui, title);
                }
                Some(aside) => head_with(ui, title, |ui| {
                    ui.add_space(inset);
                    text::muted_label(ui, aside);
                }),
            }
        });
    }
}

/// Whatever the layout around it: inside a card things stand below each other.
fn downwards<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.with_layout(Layout::top_down(Align::Min), add).inner
}

/// A title at the left, anything at the right of the same line.
fn head_with(ui: &mut Ui, title: &str, right: impl FnOnce(&mut Ui)) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 20.0), egui::Sense::hover());
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center)));
    right(&mut child);
    let left_over = Rect::from_min_max(rect.min, pos2(child.min_rect().left() - space::MEDIUM, rect.bottom()));
    let mut child = ui.new_child(UiBuilder::new().max_rect(left_over).layout(Layout::left_to_right(Align::Center)));
    text::card_title(&mut child, title);
}

/// Paints the left edge of a card over its hairline, bent around the corners.
pub(super) fn paint_edge(ui: &Ui, card: Rect, colour: Color32) {
    const WIDTH: f32 = 4.0;
    let t = theme::tokens(ui);
    let r = radius::CARD;
    let strip = Rect::from_min_max(card.min, pos2(card.left() + f32::from(r), card.bottom()));
    let painter = ui.painter().with_clip_rect(strip.intersect(ui.clip_rect()));
    let left = |radius: u8| CornerRadius { nw: radius, sw: radius, ..CornerRadius::ZERO };
    painter.rect_filled(card, left(r), colour);
    let inner = Rect::from_min_max(card.min + egui::vec2(WIDTH, t.line), pos2(card.right(), card.bottom() - t.line));
    painter.rect_filled(inner, left(r - 2), t.card);
}

/// A plain card around `add`.
pub(crate) fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    Card::new().show(ui, add)
}

/// A card with a title and, if not empty, a few muted words at its right.
pub(crate) fn card_titled<R>(
    ui: &mut Ui,
    title: &str,
    aside: &str,
    add: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let card = Card::new().title(title);
    if aside.is_empty() { card.show(ui, add) } else { card.aside(aside).show(ui, add) }
}

/// A shaded box inside a card: what follows from what was just changed.
pub(crate) fn note_box<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let t = theme::tokens(ui);
    let fill = if t.dark { t.hover } else { t.ground };
    Frame::new().fill(fill).corner_radius(CornerRadius::same(radius::CONTROL)).inner_margin(Margin::same(12)).show(
        ui,
        |ui| {
            downwards(ui, |ui| {
                ui.set_min_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 2.0;
                add(ui)
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use egui::Role;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn a_card_takes_the_width_and_names_itself() {
        let mut width = (0.0, 0.0);
        let mut window = window((), |ui, ()| {
            let available = ui.available_width();
            let shown = card_titled(ui, "Worst first", "24", |ui| text::body(ui, "Grandview Hotels"));
            width = (available, shown.response.rect.width());
        });
        window.run();
        window.get_by_role_and_label(Role::Heading, "Worst first");
        window.get_by_label("24");
        window.get_by_label("Grandview Hotels");
        drop(window);
        assert!((width.0 - width.1).abs() < 0.5, "all the room: {width:?}");
    }

    #[test]
    fn a_filling_card_ends_where_the_room_ends() {
        let mut bottoms = (0.0, 0.0);
        let mut window = window((), |ui, ()| {
            let room = ui.available_rect_before_wrap().bottom();
            let shown =
                Card::new().title("What if").edge(Color32::RED).fill_height().show(ui, |ui| text::body(ui, "x"));
            bottoms = (room, shown.response.rect.bottom());
        });
        window.run();
        drop(window);
        assert!((bottoms.0 - bottoms.1).abs() < 0.5, "to the bottom: {bottoms:?}");
    }
}
