//! Let go?: customers worst first, the answer for the chosen one with its reasons, and "what if".
//!
//! Three columns where there is room; in a narrow window (a projector) the what-if takes the place of the answer.

mod answer;
mod consider;
mod list;
mod what_if;
mod why;

pub(super) use why::cut;

use egui::{Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::app::{
    Action, Command, CompareCommand, LetGoCommand, LetGoPart, LetGoSummary, PartingCommand, RateCommand, Screen,
    Session, Shown,
};

use super::super::View;
use super::super::icons::Icon;
use super::super::theme::size;
use super::super::widgets::{self, Button};
use super::pages;

pub(super) use why::mark;

/// From this width on all buttons stand below the answer; else most of them in a menu.
const ALL_BUTTONS: f32 = 585.0;
/// From this width on all of them have words; else the way to the page is a sign.
const ALL_WORDS: f32 = 680.0;
/// The way to the customer's page.
const OPEN_PAGE: &str = "Open page";
/// Saves the chart of the answer.
const EXPORT: &str = "Export…";
/// Below this width in points there is no room for three columns.
const THREE_COLUMNS: f32 = 850.0;

/// Draws the screen.
pub(super) fn let_go_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let area = &view.state.areas.let_go;
    if session.workspace.customers.is_empty() {
        let text = "Add your customers, rate them with your team, and this screen says who is worth keeping and why.";
        if widgets::empty_state(ui, Icon::LetGo, "No customers yet", text, "Add a customer…") {
            view.act(Action::AddCustomer);
        }
        return;
    }
    let Some(judged) = &session.judged else {
        let text = "A scorecard says what you rate and how much it counts. Start with one of ours and change it.";
        if widgets::empty_state(ui, Icon::LetGo, "No scorecard yet", text, "See the scorecards") {
            view.send(Command::Go(Screen::Scorecards));
        }
        return;
    };
    let Some(summary) = &area.summary else { return };
    if !summary.is_anyone_rated {
        let text =
            format!("Nobody has filled in “{}” about a customer. The first rating takes a minute.", judged.card.name);
        if widgets::empty_state(ui, Icon::LetGo, "Nobody has been rated yet", &text, "Rate a customer") {
            view.send(Command::Rate(RateCommand::Begin(None)));
        }
        return;
    }
    let (margin, tabs) = (Columns::margin(ui.max_rect().width()), pages::TABS);
    let mut top = ui.max_rect().shrink2(vec2(margin, 0.0));
    top.set_height(tabs + 6.0);
    pages::page_tabs(&mut ui.new_child(UiBuilder::new().max_rect(top.translate(vec2(0.0, 6.0)))), view, Screen::LetGo);
    let mut rest = ui.max_rect();
    rest.min.y += tabs - 2.0;
    let columns = Columns::of(rest);
    let column = |ui: &mut Ui, name: &str, rect: Rect| {
        ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect).layout(Layout::default()))
    };
    list::list_card(&mut column(ui, "list", columns.list), view, session, summary);
    middle(&mut column(ui, "middle", columns.middle), view, session, (summary, columns.right.is_none()));
    if let Some(right) = columns.right {
        what_if::what_if_card(&mut column(ui, "what if", right), view, session, summary);
    }
    ui.advance_cursor_after_rect(ui.max_rect());
}

/// Where the columns lie.
struct Columns {
    list: Rect,
    middle: Rect,
    right: Option<Rect>,
}

impl Columns {
    /// Room at the left and right of the screen, points.
    fn margin(width: f32) -> f32 {
        if width < 1100.0 { 14.0 } else { 20.0 }
    }

    fn of(screen: Rect) -> Self {
        let width = screen.width();
        let margin = Self::margin(width);
        let gap = margin - if width < 1100.0 { 2.0 } else { 4.0 };
        let room = screen.shrink2(vec2(margin, 18.0));
        let has_three = width >= THREE_COLUMNS;
        let list = if has_three { (width * 0.215).clamp(216.0, 330.0) } else { 200.0 };
        let list = Rect::from_min_size(room.min, vec2(list, room.height()));
        let right = has_three.then(|| {
            let wide = (width * 0.238).clamp(240.0, 350.0);
            Rect::from_min_max(pos2(room.right() - wide, room.top()), room.max)
        });
        let end = right.map_or_else(|| room.right(), |right| right.left() - gap);
        let middle = Rect::from_min_max(pos2(list.right() + gap, room.top()), pos2(end, room.bottom()));
        Self { list, middle, right }
    }
}

/// The answer, its reasons, and what can be done; or the what-if, where there is no third column for it.
fn middle(ui: &mut Ui, view: &View<'_>, session: &Session, (summary, has_parts): (&LetGoSummary, bool)) {
    let area = &view.state.areas.let_go;
    let is_what_if = has_parts && area.part == LetGoPart::WhatIf;
    if has_parts {
        let parts = [(LetGoPart::Answer, "Answer"), (LetGoPart::WhatIf, "What if")];
        if let Some(part) = widgets::segmented(ui, "Shown beside the list", area.part, &parts) {
            view.send(Command::LetGo(LetGoCommand::Show(part)));
        }
        ui.add_space(4.0);
    }
    let room = ui.available_rect_before_wrap();
    let foot = Rect::from_min_max(pos2(room.left(), room.bottom() - size::BUTTON_HEIGHT), room.max);
    let rest = Rect::from_min_max(room.min, pos2(room.right(), foot.top() - 14.0));
    let mut body = ui.new_child(UiBuilder::new().id_salt("body").max_rect(rest).layout(Layout::default()));
    match &summary.shown {
        Some(_) if is_what_if => what_if::wide_what_if_card(&mut body, view, session, summary),
        Some(shown) => answer(&mut body, view, session, shown),
        None => {
            widgets::empty_state(&mut body, Icon::LetGo, "Choose a customer", "The list is at the left.", "");
        }
    }
    let mut foot = ui
        .new_child(UiBuilder::new().id_salt("foot").max_rect(foot).layout(Layout::left_to_right(egui::Align::Center)));
    if is_what_if {
        what_if::policy_button(&mut foot, view, &summary.what_if, 0.0);
    } else {
        buttons(&mut foot, view, summary.shown.as_ref());
    }
}

fn answer(ui: &mut Ui, view: &View<'_>, session: &Session, shown: &Shown) {
    // The scroll bar stands in the gap beside the cards, not on them.
    let (width, height) = (ui.available_width(), ui.available_height());
    let wide = Rect::from_min_size(ui.max_rect().min, vec2(width + 10.0, height));
    let mut ui = ui.new_child(UiBuilder::new().id_salt("scrolled").max_rect(wide).layout(Layout::default()));
    let id = ("answer", shown.customer);
    ScrollArea::vertical().id_salt(id).auto_shrink(false).show(&mut ui, |ui| {
        ui.set_max_width(width);
        ui.spacing_mut().item_spacing.y = 14.0;
        let top = ui.cursor().top();
        answer::answer_card(ui, session, shown);
        why::why_card(ui, view, shown);
        let left = height - (ui.cursor().top() - top);
        consider::consider_cards(ui, view, shown, left);
    });
}

fn buttons(ui: &mut Ui, view: &View<'_>, shown: Option<&Shown>) {
    ui.spacing_mut().item_spacing.x = 10.0;
    let (has_room, has_words) = (ui.available_width() >= ALL_BUTTONS, ui.available_width() >= ALL_WORDS);
    let decide = Button::primary("Record a decision…");
    let can = shown.is_some() && view.can_edit();
    if ui.add_enabled(can, decide).on_disabled_hover_text("This workspace is open for reading only.").clicked() {
        view.send(Command::LetGo(LetGoCommand::Decide));
    }
    let Some(shown) = shown else { return };
    let others = others(view, shown);
    if has_room {
        for (words, hint, command) in others {
            let is_clicked = if words == OPEN_PAGE && !has_words {
                widgets::icon_button(ui, Icon::Customers, words).clicked()
            } else {
                ui.add(Button::secondary(words).hint(hint)).clicked()
            };
            if is_clicked {
                view.send(command);
            }
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let button = Button::secondary(EXPORT).hint("Save the reasons as a chart");
            if Action::SaveChart.is_enabled(view.state) && ui.add(button).clicked() {
                view.act(Action::SaveChart);
            }
        });
        return;
    }
    let more = ui.add(Button::secondary("More").icon(Icon::ChevronDown));
    egui::Popup::menu(&more).gap(4.0).accessible_name("More").show(|ui| {
        for (words, _, command) in others {
            if widgets::menu_item(ui, None, words, "").clicked() {
                view.send(command);
            }
        }
        if Action::SaveChart.is_enabled(view.state) && widgets::menu_item(ui, None, EXPORT, "").clicked() {
            view.act(Action::SaveChart);
        }
    });
}

/// What else can be done about the customer shown: words, hint, command.
fn others(view: &View<'_>, shown: &Shown) -> Vec<(&'static str, &'static str, Command)> {
    let id = shown.customer;
    let customer = view.session().and_then(|session| session.workspace.customers.get(&id));
    let is_current = customer.is_some_and(|customer| customer.profile.status.is_current());
    let mut others = Vec::new();
    // Who has gone already cannot be let go.
    if is_current {
        let go = Command::Parting(PartingCommand::Begin(id));
        others.push(("What if we let them go?", "What it does to the others", go));
    }
    let compare = Command::Compare(CompareCommand::Begin(id));
    others.push(("Compare…", "Beside the customer most like them", compare));
    others.push((OPEN_PAGE, "Everything about this customer", Command::Go(Screen::Customer(id))));
    others
}
