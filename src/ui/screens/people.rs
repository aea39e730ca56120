//! People: who rates, in which group, how much; added, changed, removed.

use egui::{
    Align, Frame, Layout, Margin, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::{Action, Command, PeopleCommand, PeopleRow, Session};
use crate::model::{GroupId, Locale, PersonId};

use super::super::View;
use super::super::icons::Icon;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, Button, Card};

/// The height of a line, points.
const LINE: f32 = 44.0;

/// Draws the screen.
pub(super) fn people_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
        let people = &view.state.areas.people;
        header(ui, view, people.num_people);
        if people.num_people == 0 {
            let text = "Every rating is somebody\u{2019}s. Add everybody who works with your customers, \
                        the owner too: management and team often see the same customer differently.";
            if widgets::empty_state(ui, Icon::People, "Who rates? Add your team.", text, "Add a person\u{2026}") {
                send(view, PeopleCommand::New);
            }
            return;
        }
        Card::new().fill_height().show(ui, |ui| table(ui, view, session, &people.rows));
    });
}

fn send(view: &View<'_>, command: PeopleCommand) {
    view.send(Command::People(command));
}

fn header(ui: &mut Ui, view: &View<'_>, num_people: usize) {
    let top = ui.available_rect_before_wrap();
    let strip = Rect::from_min_size(top.min, vec2(top.width(), 53.0));
    let mut buttons = ui.new_child(UiBuilder::new().max_rect(strip).layout(Layout::right_to_left(Align::Max)));
    buttons.spacing_mut().item_spacing.x = 10.0;
    buttons.add_enabled_ui(view.can_edit(), |ui| {
        if ui.add(Button::primary("Add a person\u{2026}")).clicked() {
            send(view, PeopleCommand::New);
        }
        if ui.add(Button::secondary("Add a group\u{2026}")).clicked() {
            send(view, PeopleCommand::NewGroup);
        }
    });
    if num_people > 0 && widgets::icon_button(&mut buttons, Icon::Copy, "Copy table").clicked() {
        view.act(Action::CopyTable);
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    widgets::text::title(ui, "People");
    let words = match num_people {
        0 => "Nobody rates yet.".to_owned(),
        1 => "One person.".to_owned(),
        n => format!("{} people. Groups count alike, however many are in them.", Locale::count(n)),
    };
    ui.scope(|ui| {
        ui.set_max_width((top.width() - 300.0).max(200.0));
        widgets::text::muted(ui, &words);
    });
    ui.add_space(space::SMALL);
}

/// Where the columns begin, from the left edge of the table.
#[derive(Clone, Copy)]
struct Columns {
    ratings: f32,
    last: f32,
    end: f32,
}

impl Columns {
    fn of(width: f32) -> Self {
        let end = width - 76.0;
        Self { ratings: end - 240.0, last: end - 130.0, end }
    }
}

fn table(ui: &mut Ui, view: &View<'_>, session: &Session, rows: &[PeopleRow]) {
    let columns = Columns::of(ui.available_width());
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    for (word, left, right) in [
        ("Name", 0.0, columns.ratings),
        ("Ratings made", columns.ratings, columns.last),
        ("Last rated", columns.last, columns.end),
    ] {
        cell(ui, head, (left, right), |ui| {
            widgets::text::muted_label(ui, word);
        });
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, LINE, rows.len(), |ui, shown| {
        for row in shown.filter_map(|place| rows.get(place)) {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
            let t = theme::tokens(ui);
            ui.painter().hline(rect.x_range(), rect.bottom().floor() - 0.5, Stroke::new(t.line, t.hairline));
            match row {
                PeopleRow::Group { .. } => group_line(ui, view, rect, row),
                PeopleRow::Person { .. } => person_line(ui, view, (rect, columns), row),
                PeopleRow::Nobody(group) => {
                    cell(ui, rect, (0.0, rect.width()), |ui| {
                        let name = session.workspace.business.group_name(*group);
                        widgets::text::one_line(ui, &format!("Nobody in {name} yet."), size::BODY, t.muted);
                    });
                }
            }
        }
    });
}

/// A part of a line, from and to measured from its left edge.
fn cell(ui: &mut Ui, line: Rect, (from, to): (f32, f32), add: impl FnOnce(&mut Ui)) {
    let rect = Rect::from_min_max(pos2(line.left() + from, line.top()), pos2(line.left() + to - 8.0, line.bottom()));
    add(&mut ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center))));
}

/// Buttons at the right end of a line.
fn ending(ui: &mut Ui, view: &View<'_>, line: Rect, add: impl FnOnce(&mut Ui)) {
    let rect = Rect::from_min_max(pos2(line.right() - 76.0, line.top()), line.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center)));
    child.spacing_mut().item_spacing.x = 2.0;
    child.add_enabled_ui(view.can_edit(), add);
}

fn group_line(ui: &mut Ui, view: &View<'_>, rect: Rect, row: &PeopleRow) {
    let PeopleRow::Group { id, name, num_people, is_standing } = row else { return };
    let t = theme::tokens(ui);
    let about = match (*id, num_people) {
        (GroupId::CUSTOMER, _) => {
            format!(
                "{num_people} \u{b7} people at your customers: they answer surveys about you, not the ratings of them"
            )
        }
        (_, 1) => "1 person".to_owned(),
        (_, n) => format!("{} people", Locale::count(*n)),
    };
    cell(ui, rect, (0.0, rect.width() - 76.0), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let title = egui::RichText::new(name).font(theme::medium(size::BODY)).color(t.ink);
        let title = ui.add(egui::Label::new(title).truncate());
        title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, name));
        widgets::text::one_line(ui, &about, size::LABEL, t.muted);
    });
    ending(ui, view, rect, |ui| {
        widgets::menu_button(ui, Icon::More, &format!("More for the group {name}"), |ui| {
            if widgets::menu_item(ui, Some(Icon::Pencil), "Rename\u{2026}", "").clicked() {
                send(view, PeopleCommand::RenameGroup(*id));
            }
            let may_go = !is_standing && *num_people == 0;
            ui.add_enabled_ui(may_go, |ui| {
                let words = match (is_standing, *num_people) {
                    (true, _) => "Remove (it always exists)",
                    (false, 0) => "Remove",
                    (false, _) => "Remove (somebody is in it)",
                };
                if widgets::menu_item(ui, Some(Icon::Trash), words, "").clicked() {
                    send(view, PeopleCommand::RemoveGroup(*id));
                }
            });
        });
        if widgets::icon_button(ui, Icon::Plus, &format!("Add a person to {name}")).clicked() {
            send(view, PeopleCommand::NewIn(*id));
        }
    });
}

fn person_line(ui: &mut Ui, view: &View<'_>, (rect, columns): (Rect, Columns), row: &PeopleRow) {
    let PeopleRow::Person { id, name, num_ratings, last_rated, left } = row else { return };
    let t = theme::tokens(ui);
    let ink = if *left { t.muted } else { t.ink };
    cell(ui, rect, (16.0, columns.ratings), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        if *left {
            let room = (ui.available_width() - 60.0).max(60.0);
            ui.scope(|ui| {
                ui.set_max_width(room);
                widgets::text::one_line(ui, name, size::BODY, ink);
            });
            widgets::tag(ui, "Left");
        } else {
            widgets::text::one_line(ui, name, size::BODY, ink);
        }
    });
    cell(ui, rect, (columns.ratings, columns.last), |ui| {
        widgets::text::one_line(ui, &num_ratings.to_string(), size::BODY, ink);
    });
    cell(ui, rect, (columns.last, columns.end), |ui| {
        let words = if last_rated.is_empty() { "never" } else { last_rated };
        widgets::text::one_line(ui, words, size::BODY, if last_rated.is_empty() { t.muted } else { ink });
    });
    ending(ui, view, rect, |ui| {
        person_menu(ui, view, (*id, name), (*num_ratings, *left));
        if widgets::icon_button(ui, Icon::Pencil, &format!("Change {name}")).clicked() {
            send(view, PeopleCommand::Change(*id));
        }
    });
}

fn person_menu(ui: &mut Ui, view: &View<'_>, (id, name): (PersonId, &str), (num_ratings, left): (usize, bool)) {
    widgets::menu_button(ui, Icon::More, &format!("More for {name}"), |ui| {
        let (words, icon) = if left { ("Is back", Icon::Check) } else { ("Has left", Icon::ArrowRight) };
        if widgets::menu_item(ui, Some(icon), words, "").clicked() {
            send(view, PeopleCommand::SetLeft(id, !left));
        }
        ui.add_enabled_ui(num_ratings == 0, |ui| {
            let words = if num_ratings == 0 { "Remove" } else { "Remove (has rated)" };
            if widgets::menu_item(ui, Some(Icon::Trash), words, "").clicked() {
                send(view, PeopleCommand::Remove(id));
            }
        });
    });
}
