//! The editor: parts of the draft at the left, the part being changed, and the form as a rater will see it.

use egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Ui, vec2};

use crate::app::{Draft, DraftChange, Field, Part, ScorecardsCommand, Session};
use crate::model::Subject;

use super::super::super::View;
use super::super::super::icons::{Icon, icon};
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, ListRow, TextField};
use super::{SCROLL_BAR, change, pane, preview, question, rules, send, split};

/// Draws the editor into `room`.
pub(super) fn editor(ui: &mut Ui, view: &View<'_>, (session, draft): (&Session, &Draft), room: Rect) {
    let head_height = 44.0;
    pane(ui, "editor head", room.with_max_y(room.top() + head_height), |ui| head(ui, view, draft));
    let body = room.with_min_y(room.top() + head_height + 12.0);
    // On a projector the fields need the room more than the names of the parts.
    let least = if room.width() < 560.0 { 172.0 } else { 220.0 };
    let (parts_room, rest) = split(body, (room.width() * 0.25).clamp(least, 300.0));
    pane(ui, "parts", parts_room, |ui| parts(ui, view, draft));
    let is_wide = rest.width() > 720.0;
    let preview_width = (rest.width() * 0.44).min(460.0);
    let (form_room, preview_room) =
        if is_wide { split(rest, rest.width() - preview_width - space::MEDIUM) } else { (rest, rest) };
    pane(ui, "part", form_room, |ui| {
        ui.add_enabled_ui(view.can_edit(), |ui| {
            widgets::Card::new().fill_height().show(ui, |ui| {
                let salt = ("part", draft.card, draft.part);
                ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
                    ui.set_max_width(ui.available_width() - SCROLL_BAR);
                    // Fields keep their cursor and undo by part.
                    ui.push_id(salt, |ui| part(ui, view, (session, draft)));
                    if !is_wide && let Part::Question(place) = draft.part {
                        ui.add_space(space::LARGE);
                        widgets::text::hairline(ui);
                        preview::preview(ui, draft, place);
                    }
                });
            });
        });
    });
    if is_wide {
        pane(ui, "preview", preview_room, |ui| {
            widgets::Card::new().fill_height().show(ui, |ui| {
                ScrollArea::vertical().id_salt("preview").auto_shrink(false).show(ui, |ui| {
                    ui.set_max_width(ui.available_width() - SCROLL_BAR);
                    match draft.part {
                        Part::Question(place) => preview::preview(ui, draft, place),
                        Part::About | Part::Rules => preview::overview(ui, draft),
                    }
                });
            });
        });
    }
}

fn head(ui: &mut Ui, view: &View<'_>, draft: &Draft) {
    let width = ui.available_width();
    let is_narrow = width < 640.0;
    ui.allocate_ui_with_layout(vec2(width, 40.0), Layout::right_to_left(Align::Center), |ui| {
        let adopt = if draft.is_new() { "Add the scorecard" } else { "Adopt…" };
        let button = Button::primary(adopt);
        let button = if draft.is_new() { button } else { button.hint("Shows first what changes for whom") };
        if ui.add_enabled(view.can_edit(), button).clicked() {
            send(view, ScorecardsCommand::Adopt);
        }
        if !draft.is_new() && ui.add(Button::secondary("Leave for now").hint("The changes stay here")).clicked() {
            send(view, ScorecardsCommand::Leave);
        }
        let discard = if is_narrow {
            widgets::icon_button(ui, Icon::Trash, "Throw away")
        } else {
            ui.add(Button::quiet("Throw away").icon(Icon::Trash))
        };
        if discard.clicked() {
            send(view, ScorecardsCommand::Discard);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if !is_narrow {
                widgets::tag(ui, "Not adopted yet");
            }
            let title = match (draft.is_new(), draft.name.trim()) {
                (true, "") => "A new scorecard".to_owned(),
                (true, name) => format!("New: {name}"),
                (false, name) => format!("Edit {name}"),
            };
            let text = RichText::new(title).font(theme::medium(size::TITLE)).color(theme::tokens(ui).ink);
            ui.add(Label::new(text).truncate());
        });
    });
}

fn parts(ui: &mut Ui, view: &View<'_>, draft: &Draft) {
    let t = theme::tokens(ui);
    let has_fault = |part: Part| draft.faults.iter().any(|fault| fault.part == part);
    let row = |ui: &mut Ui, part: Part, title: &str, detail: &str| {
        let row = ListRow::new(title).detail(detail).selected(draft.part == part).show(ui, |ui| {
            if has_fault(part) {
                icon(ui, Icon::Warning, 14.0, t.danger).on_hover_text("Something is missing here");
            }
        });
        if row.clicked() {
            change(view, DraftChange::Show(part));
        }
    };
    widgets::Card::new().list().fill_height().show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            row(ui, Part::About, "Name and purpose", "");
            row(ui, Part::Rules, "How a verdict comes about", "");
            ui.add_space(space::SMALL);
            for (place, criterion) in draft.criteria.iter().enumerate() {
                let share = match (criterion.retired, draft.share(place)) {
                    (true, _) => "Retired".to_owned(),
                    (false, Some(share)) if share > 0.0 => format!("{:.0} % of the score", share * 100.0),
                    (false, _) => "Not counted".to_owned(),
                };
                let flag = if criterion.flag.is_some() { " · red flag" } else { "" };
                ui.push_id(place, |ui| {
                    row(ui, Part::Question(place), criterion.title(), &format!("{share}{flag}"));
                });
            }
            ui.add_space(space::SMALL);
            ui.horizontal(|ui| {
                ui.add_space(4.0);
                let button = Button::secondary("Add a question").icon(Icon::Plus).small();
                if ui.add_enabled(view.can_edit(), button).clicked() {
                    change(view, DraftChange::AddQuestion);
                }
            });
        });
    });
}

fn part(ui: &mut Ui, view: &View<'_>, (session, draft): (&Session, &Draft)) {
    match draft.part {
        Part::About => about(ui, view, draft),
        Part::Rules => rules::rules_form(ui, view, (session, draft)),
        Part::Question(place) => {
            if let Some(criterion) = draft.criteria.get(place) {
                question::question_form(ui, view, draft, (place, criterion));
            }
        }
    }
}

fn about(ui: &mut Ui, view: &View<'_>, draft: &Draft) {
    widgets::text::heading(ui, "Name and purpose");
    ui.add_space(space::SMALL);
    let mut name = draft.name.clone();
    if TextField::new("Name", &mut name).error(draft.fault(Field::Name)).show(ui).changed() {
        change(view, DraftChange::Name(name));
    }
    ui.add_space(space::SMALL);
    if !draft.is_new() {
        widgets::text::muted_label(ui, "What it is for");
        widgets::text::body(ui, if draft.about.is_empty() { "–" } else { &draft.about });
        return;
    }
    let mut about = draft.about.clone();
    let field = TextField::new("What it is for", &mut about).rows(4).error(draft.fault(Field::About));
    if field.hint("When it is filled in, and by whom").show(ui).changed() {
        change(view, DraftChange::About(about));
    }
    ui.add_space(space::SMALL);
    widgets::text::muted_label(ui, "Who rates whom");
    let subjects = [(Subject::Customer, "We rate them"), (Subject::Us, "They rate us")];
    if let Some(subject) = widgets::segmented(ui, "Who rates whom", draft.subject, &subjects) {
        change(view, DraftChange::Subject(subject));
    }
}
