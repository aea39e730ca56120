//! Overview: how many customers at each verdict, what needs attention, who scores what, what happened last.

use egui::{Align, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::analysis::{Attention, AttentionKind, date_text};
use crate::app::{
    Action, Command, CustomersCommand, LetGoCommand, Overview, OverviewCommand, PageCommand, PageTab, Screen, Session,
};
use crate::model::{CustomerId, Verdict};

use super::super::View;
use super::super::icons::Icon;
use super::super::picture::picture;
use super::super::theme::{self, space};
use super::super::widgets::{self, Button, Card, StatCard};

/// Below this width, in points, the columns would be too narrow to read.
const NARROW: f32 = 780.0;

/// Draws the screen.
pub(super) fn overview_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    if session.workspace.customers.is_empty() {
        super::start::welcome(ui, view, session);
        return;
    }
    let Some(overview) = &view.state.areas.overview.shown else {
        let text = "Verdicts come from a scorecard. Choose one of the starters or write your own.";
        if widgets::empty_state(ui, Icon::Scorecards, "No scorecard yet", text, "See the scorecards") {
            view.send(Command::Go(Screen::Scorecards));
        }
        return;
    };
    let room = ui.available_rect_before_wrap().shrink2(vec2(space::LARGE, 20.0));
    let mut page = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Min)));
    if room.width() < NARROW {
        // A projector or a small window: one thing below the other, so that each can be read.
        ScrollArea::vertical().auto_shrink(false).show(&mut page, |ui| {
            heading(ui, view, overview);
            ui.add_space(space::MEDIUM);
            stats(ui, view, overview);
            ui.add_space(space::MEDIUM);
            Card::new().title("Needs attention").show(ui, |ui| needs_attention(ui, view, overview));
            ui.add_space(space::MEDIUM);
            Card::new().title(&overview.heatmap.title).show(ui, |ui| who_scores_what(ui, view, session, overview));
        });
        return;
    }
    heading(&mut page, view, overview);
    page.add_space(space::MEDIUM);
    stats(&mut page, view, overview);
    page.add_space(space::MEDIUM);
    let rest = page.available_rect_before_wrap();
    let side = if rest.width() < 900.0 { (rest.width() * 0.28).max(190.0) } else { (rest.width() * 0.35).min(410.0) };
    let left = Rect::from_min_max(rest.min, pos2(rest.right() - side - space::MEDIUM, rest.bottom()));
    let right = Rect::from_min_max(pos2(rest.right() - side, rest.top()), rest.max);
    let mut columns = page.new_child(UiBuilder::new().max_rect(left).layout(Layout::top_down(Align::Min)));
    heatmap(&mut columns, view, session, overview);
    let mut columns = page.new_child(UiBuilder::new().max_rect(right).layout(Layout::top_down(Align::Min)));
    beside(&mut columns, view, overview);
}

fn heading(ui: &mut Ui, view: &View<'_>, overview: &Overview) {
    let words = |ui: &mut Ui| {
        widgets::text::title(ui, &overview.title);
        widgets::text::muted(ui, &overview.subtitle);
    };
    if ui.available_width() < NARROW {
        words(ui);
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| buttons(ui, view));
        return;
    }
    ui.horizontal(|ui| {
        ui.vertical(words);
        ui.with_layout(Layout::right_to_left(Align::Max), |ui| buttons(ui, view));
    });
}

fn buttons(ui: &mut Ui, view: &View<'_>) {
    if ui.add(Button::primary("Rate a customer")).clicked() {
        view.act(Action::Rate);
    }
    if ui.add(Button::secondary("Talk about them")).clicked() {
        view.send(Command::Go(Screen::LetGo));
    }
}

fn stats(ui: &mut Ui, view: &View<'_>, overview: &Overview) {
    // Beside each other as long as their words can be read.
    let columns = if ui.available_width() < 600.0 { 2 } else { 4 };
    for row in overview.stats.chunks(columns) {
        stats_row(ui, view, (row, columns));
    }
}

fn stats_row(ui: &mut Ui, view: &View<'_>, (row, columns): (&[(Verdict, usize, String)], usize)) {
    let tokens = theme::tokens(ui);
    let gaps = (columns - 1) as f32;
    let each = (ui.available_width() - gaps * space::MEDIUM) / columns as f32;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::MEDIUM;
        for (verdict, number, detail) in row {
            ui.allocate_ui_with_layout(vec2(each, 105.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(each);
                let card = StatCard {
                    number: &number.to_string(),
                    label: verdict.words(),
                    detail,
                    colour: tokens.verdict(*verdict),
                };
                if widgets::stat_card(ui, &card).clicked() {
                    view.send(Command::Customers(CustomersCommand::ShowVerdict(*verdict)));
                }
            });
        }
    });
}

fn heatmap(ui: &mut Ui, view: &View<'_>, session: &Session, overview: &Overview) {
    Card::new().title(&overview.heatmap.title).fill_height().show(ui, |ui| {
        ScrollArea::vertical().id_salt("heatmap").auto_shrink(false).show(ui, |ui| {
            who_scores_what(ui, view, session, overview);
        });
    });
}

fn who_scores_what(ui: &mut Ui, view: &View<'_>, session: &Session, overview: &Overview) {
    let clicked = picture(ui, view, "overview heatmap", &overview.heatmap, session.revision, None);
    if let Some(mark) = clicked
        && let Ok(customer) = mark.id.parse::<CustomerId>()
    {
        view.send(match mark.part.parse() {
            Ok(criterion) => Command::Customers(CustomersCommand::ShowBehind { customer, criterion: Some(criterion) }),
            Err(_) => Command::Overview(OverviewCommand::Open(customer)),
        });
    }
    if overview.left_out > 0 {
        ui.add_space(space::SMALL);
        let text = format!("… and {} more, all in the table", overview.left_out);
        if widgets::link(ui, &text).clicked() {
            view.send(Command::Go(Screen::Customers));
        }
    }
}

fn beside(ui: &mut Ui, view: &View<'_>, overview: &Overview) {
    Card::new().title("Needs attention").fill_height().show(ui, |ui| {
        ScrollArea::vertical().id_salt("attention").auto_shrink(false).show(ui, |ui| {
            needs_attention(ui, view, overview);
        });
    });
}

fn needs_attention(ui: &mut Ui, view: &View<'_>, overview: &Overview) {
    if overview.attention.is_empty() {
        widgets::text::muted(ui, "Nothing: all ratings are in, no decision is due.");
    }
    for entry in &overview.attention {
        attention_row(ui, view, entry);
    }
    if !overview.changes.is_empty() {
        ui.add_space(space::MEDIUM);
        widgets::text::card_title(ui, "Last changes");
        ui.add_space(4.0);
    }
    for change in &overview.changes {
        if widgets::list_row(ui, &change.text, &date_text(change.on), false, |_| {}).clicked() {
            view.send(Command::Overview(OverviewCommand::Open(change.customer)));
        }
    }
}

fn attention_row(ui: &mut Ui, view: &View<'_>, entry: &Attention) {
    let tokens = theme::tokens(ui);
    let (glyph, colour) = match entry.kind {
        AttentionKind::RedFlag => (Icon::Cross, tokens.danger),
        AttentionKind::DecisionDue | AttentionKind::StepsOverdue | AttentionKind::RatingsMissing => {
            (Icon::Warning, tokens.warning)
        }
        AttentionKind::OnePerson | AttentionKind::NeverRated | AttentionKind::DuplicateName => {
            (Icon::Question, tokens.muted)
        }
        AttentionKind::StaleEvidence => (Icon::Question, tokens.muted),
        AttentionKind::Falling => (Icon::Falling, tokens.accent),
    };
    let row =
        widgets::ListRow::new(&entry.title).detail(&entry.detail).more(&entry.since).icon(glyph, colour).separated();
    let row = row.show(ui, |_| {});
    if row.clicked() {
        view.send(where_to(entry));
    }
}

fn where_to(entry: &Attention) -> Command {
    match (entry.kind, entry.customer) {
        (AttentionKind::RedFlag, Some(id)) => {
            Command::Several(vec![Command::LetGo(LetGoCommand::Choose(id)), Command::Go(Screen::LetGo)])
        }
        // Where the plan is ticked off and the outcome is written.
        (AttentionKind::DecisionDue | AttentionKind::StepsOverdue, Some(id)) => {
            let decisions = CustomersCommand::Page(PageCommand::Tab(PageTab::Decisions));
            Command::Several(vec![Command::Go(Screen::Customer(id)), Command::Customers(decisions)])
        }
        (AttentionKind::RatingsMissing, None) => Command::Go(Screen::Rate),
        (_, Some(id)) => Command::Overview(OverviewCommand::Open(id)),
        (_, None) => match entry.customers.as_slice() {
            [] => Command::Customers(CustomersCommand::ShowVerdict(Verdict::NotEnough)),
            [first, ..] => Command::Overview(OverviewCommand::Open(*first)),
        },
    }
}
