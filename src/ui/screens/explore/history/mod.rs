//! The history: who is drawn and what of, the lines over the quarters, and the list beside them.

mod lines;
mod plot;

use egui::{Id, Layout, Popup, ScrollArea, Ui, UiBuilder, vec2};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, Card, PickRow, text};
use super::{Look, body, part_switch, zoom_buttons};
use crate::app::{
    Action, Command, ExploreCommand, HistoryCommand, HistoryGround, HistoryLine, HistoryState, PagePart, Session, Who,
};
use crate::model::{CriterionId, Locale, Verdict};

/// One step of the buttons is so many times closer.
const STEP: f64 = 1.5;

fn send(view: &View<'_>, command: HistoryCommand) {
    view.send(Command::Explore(ExploreCommand::History(command)));
}

/// Draws the page below the tabs.
pub(super) fn history_page(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let area = &view.state.areas.explore.history;
    let Some(ground) = area.ground() else {
        text::muted(ui, "Working…");
        return;
    };
    if ground.lines.is_empty() {
        let words = "A line begins with the first rating, and goes on with every quarter in which somebody rates.";
        if widgets::empty_state(ui, Icon::Charts, "Nothing to look back on yet", words, "Rate a customer") {
            view.act(Action::Rate);
        }
        return;
    }
    let is_narrow = ui.available_width() < super::NARROW;
    if is_narrow {
        super::line(ui, view, |ui| {
            if let Some(part) = part_switch(ui, area.part) {
                send(view, HistoryCommand::Part(part));
            }
        });
        if area.part == PagePart::Picture {
            controls(ui, view, session, (area, ground));
        }
    } else {
        text::heading(ui, &area.shown.finding);
        super::line(ui, view, |ui| controls(ui, view, session, (area, ground)));
    }
    // Who is pointed at in the list of the last frame.
    let id = Id::unique("pointed at beside the history");
    let pointed: Option<usize> = ui.data(|data| data.get_temp(id)).flatten();
    let mut now = None;
    body(ui, area.part, |ui| picture(ui, view, (area, ground), pointed), |ui| now = list_card(ui, view, area, ground));
    if now != pointed {
        ui.data_mut(|data| data.insert_temp(id, now));
        ui.ctx().request_repaint();
    }
}

fn picture(ui: &mut Ui, view: &View<'_>, (area, ground): (&HistoryState, &HistoryGround), pointed: Option<usize>) {
    Card::new().fill_height().show(ui, |ui| {
        let t = theme::tokens(ui);
        ui.spacing_mut().item_spacing.y = 4.0;
        let words = format!("\u{2191} {}, {}", ground.measure, ground.ruler);
        text::one_line(ui, &words, size::LABEL, t.muted);
        let note = if area.shown.note.is_empty() { 0.0 } else { 20.0 };
        let room = ui.available_size() - vec2(0.0, note);
        ui.allocate_ui(room, |ui| plot::history_plot(ui, view, (area, ground), pointed));
        if note > 0.0 {
            text::one_line(ui, &area.shown.note, size::LABEL, t.muted);
        }
    });
}

/// Who is drawn, what of, how close, and the way out as a picture.
fn controls(ui: &mut Ui, view: &View<'_>, session: &Session, (area, ground): (&HistoryState, &HistoryGround)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, 6.0);
        who_menu(ui, view, (area, ground));
        measure_menu(ui, view, session, area);
        match zoom_buttons(ui, area.view.is_none()) {
            Some(Look::Closer) => send(view, HistoryCommand::Zoom(STEP)),
            Some(Look::Further) => send(view, HistoryCommand::Zoom(1.0 / STEP)),
            Some(Look::All) => send(view, HistoryCommand::View(None)),
            None => {}
        }
        if area.is_stale() {
            text::muted_label(ui, "Working…");
        }
    });
}

/// Who is drawn.
fn who_menu(ui: &mut Ui, view: &View<'_>, (area, ground): (&HistoryState, &HistoryGround)) {
    let words = area.who.words();
    let button = ui.add(Button::secondary(&words).icon(Icon::ChevronDown).small().hint("Which customers are drawn"));
    Popup::menu(&button).gap(4.0).accessible_name("Which customers are drawn").show(|ui| {
        ui.set_min_width(240.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            let verdicts = Verdict::ALL.into_iter().map(Who::Verdict);
            let segments = ground.segments.iter().cloned().map(Who::Segment);
            for who in [Who::Current].into_iter().chain(verdicts).chain(segments).chain([Who::Gone]) {
                let icon = (who == area.who).then_some(Icon::Check);
                if widgets::menu_item(ui, icon, &who.words(), "").clicked() {
                    send(view, HistoryCommand::Who(who));
                }
            }
        });
    });
}

/// What the lines show: the score, or one criterion.
fn measure_menu(ui: &mut Ui, view: &View<'_>, session: &Session, area: &HistoryState) {
    let Some(card) = session.scorecard() else { return };
    let name = |id: CriterionId| card.current().criterion(id).map(|criterion| criterion.name.to_string());
    let shown = area.criterion.and_then(name).unwrap_or_else(|| "Score".to_owned());
    let button = ui.add(Button::secondary(&shown).icon(Icon::ChevronDown).small().hint("What is drawn over time"));
    Popup::menu(&button).gap(4.0).accessible_name("What is drawn over time").show(|ui| {
        ui.set_min_width(240.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        let entry = |ui: &mut Ui, words: &str, criterion: Option<CriterionId>| {
            let icon = (criterion == area.criterion).then_some(Icon::Check);
            if widgets::menu_item(ui, icon, words, "").clicked() {
                send(view, HistoryCommand::Criterion(criterion));
            }
        };
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            entry(ui, "Score", None);
            for criterion in card.current().active().filter(|criterion| criterion.weight.value() > 0.0) {
                entry(ui, &criterion.name, Some(criterion.id));
            }
        });
    });
}

/// The list to find customers in and let them stand out; returns the line pointed at.
fn list_card(ui: &mut Ui, view: &View<'_>, area: &HistoryState, ground: &HistoryGround) -> Option<usize> {
    let shown = &area.shown;
    let title = match shown.stressed.len() {
        0 => "Who stands out?".to_owned(),
        num => format!("{} stand{} out", Locale::count(num), if num == 1 { "s" } else { "" }),
    };
    let aside = match (shown.listed.len(), shown.num) {
        (listed, all) if listed == all => Locale::count(all),
        (listed, all) => format!("{} of {}", Locale::count(listed), Locale::count(all)),
    };
    Card::new()
        .title(&title)
        .aside(&aside)
        .fill_height()
        .show(ui, |ui| {
            let mut typed = area.search.clone();
            if widgets::search_field(ui, "Find a customer", &mut typed, "Find a customer…", "").changed() {
                send(view, HistoryCommand::Search(typed));
            }
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
                text::muted_label(ui, "Those that changed most come first.");
                if !area.picked.is_empty() && widgets::link(ui, "Clear").clicked() {
                    send(view, HistoryCommand::Clear);
                }
            });
            rows(ui, view, area, ground)
        })
        .inner
}

fn rows(ui: &mut Ui, view: &View<'_>, area: &HistoryState, ground: &HistoryGround) -> Option<usize> {
    let shown = &area.shown;
    if shown.listed.is_empty() {
        text::muted(ui, if area.search.is_empty() { "Nobody to draw." } else { "No customer has this in the name." });
        return None;
    }
    // Rows reach further than the title, as far as their ground shows.
    let room = ui.available_rect_before_wrap();
    let wide = egui::Rect::from_min_max(room.min - vec2(9.0, 0.0), room.max + vec2(9.0, 9.0));
    let mut ui = ui.new_child(UiBuilder::new().id_salt("rows").max_rect(wide).layout(Layout::default()));
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut hot = None;
    let scroll = ScrollArea::vertical().id_salt("listed").auto_shrink(false);
    scroll.show_rows(&mut ui, PickRow::HEIGHT, shown.listed.len(), |ui, range| {
        for place in shown.listed.get(range).unwrap_or_default() {
            let Some(line) = ground.lines.get(*place) else { continue };
            let salt = Id::unique(("in the history", line.customer));
            let row = |ui: &mut Ui| row(ui, (area, ground), (*place, line));
            let reply = ui.scope_builder(UiBuilder::new().scope_id(salt), row).inner;
            if reply.toggled {
                send(view, HistoryCommand::Toggle(line.customer));
            }
            if reply.opened {
                view.send(Command::Explore(ExploreCommand::Open(line.customer)));
            }
            if reply.is_hot {
                hot = Some(*place);
            }
        }
    });
    hot
}

fn row(
    ui: &mut Ui,
    (area, ground): (&HistoryState, &HistoryGround),
    (place, line): (usize, &HistoryLine),
) -> widgets::PickReply {
    let course = ground.course_text(line);
    let figures = course.split_once(", ").unwrap_or((&course, ""));
    let own = area.shown.stressed.iter().position(|stressed| *stressed == place);
    let row = PickRow {
        name: &line.name,
        verdict: line.verdict,
        detail: &line.segment,
        brief: &line.segment,
        figures: figures.into(),
        ticked: area.picked.contains(&line.customer),
        colour: own.map(|place| lines::look(ui, place).colour),
    };
    row.show(ui)
}
