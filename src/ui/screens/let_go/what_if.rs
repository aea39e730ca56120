//! What if: weights, whose view counts, thresholds and the period, with the policy marked and who would move.

use egui::{Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::analysis::{Move, percent_text};
use crate::app::{Command, LetGoCommand, LetGoSummary, Session, WhatIf};
use crate::model::{GroupId, Locale, Period};

use super::super::super::View;
use super::super::super::theme::{self, regular, size};
use super::super::super::widgets::{self, Button, Card, SliderRow, text};
use super::why::cut;

/// The box of those who move has at most so many lines below its title.
const MOST_LINES: usize = 7;
/// From one line of it to the next, points.
const LINE: f32 = 20.0;
/// From this width on the periods stand in one frame, written out or short; below as chips.
const SEGMENTS_FROM: f32 = 249.0;
const SHORT_SEGMENTS_FROM: f32 = 224.0;

/// Draws the card for a column of its own, as high as the room there is.
pub(super) fn what_if_card(ui: &mut Ui, view: &View<'_>, session: &Session, summary: &LetGoSummary) {
    let what_if = &summary.what_if;
    Card::new().fill_height().show(ui, |ui| {
        head(ui, view, what_if);
        // The room for the sliders must not depend on who moves, or they would move away under the pointer.
        let wrapped = if ui.available_width() < SHORT_SEGMENTS_FROM { 34.0 } else { 0.0 };
        let sliders = sliders_height(view, session, what_if) + wrapped;
        let num_lines = lines_for_movers(ui.available_height() - sliders);
        let room = (ui.available_height() - foot_height(num_lines)).max(120.0);
        // The scroll bar stands in the margin, not on the numbers.
        let (width, at) = (ui.available_width(), ui.cursor().min);
        let wide = Rect::from_min_size(at, vec2(width + 12.0, room));
        let mut wide = ui.new_child(UiBuilder::new().id_salt("wide").max_rect(wide).layout(Layout::default()));
        let scroll = ScrollArea::vertical().id_salt("sliders").max_height(room).auto_shrink([false, true]);
        let shown = scroll.show(&mut wide, |ui| {
            ui.set_max_width(width);
            ui.spacing_mut().item_spacing.y = 6.0;
            weights(ui, view, session, what_if);
            text::hairline(ui);
            policy(ui, view, session, what_if);
        });
        ui.advance_cursor_after_rect(Rect::from_min_size(at, vec2(width, shown.inner_rect.height())));
        ui.add_space(4.0);
        who_moves(ui, session, summary, num_lines);
        ui.add_space(2.0);
        let width = ui.available_width();
        policy_button(ui, view, what_if, width);
    });
}

/// Draws the card where the answer is otherwise: wide and not high, so that weights and policy stand side by side.
pub(super) fn wide_what_if_card(ui: &mut Ui, view: &View<'_>, session: &Session, summary: &LetGoSummary) {
    let what_if = &summary.what_if;
    Card::new().fill_height().show(ui, |ui| {
        head(ui, view, what_if);
        ui.spacing_mut().item_spacing.x = 28.0;
        ui.columns(2, |columns| {
            for (at, ui) in columns.iter_mut().enumerate() {
                ScrollArea::vertical().id_salt(("sliders", at)).auto_shrink(false).show(ui, |ui| {
                    ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
                    if at == 0 {
                        weights(ui, view, session, what_if);
                    } else {
                        policy(ui, view, session, what_if);
                        ui.add_space(4.0);
                        who_moves(ui, session, summary, MOST_LINES);
                    }
                });
            }
        });
    });
}

/// The title, and the way back to the policy.
fn head(ui: &mut Ui, view: &View<'_>, what_if: &WhatIf) {
    let row = vec2(ui.available_width(), 22.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(egui::Align::Center), |ui| {
        if what_if.differs() && widgets::link(ui, "Reset").clicked() {
            view.send(Command::LetGo(LetGoCommand::Reset));
        }
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| text::card_title(ui, "What if"));
    });
}

/// The button that makes the what-if our policy, at least this wide.
pub(super) fn policy_button(ui: &mut Ui, view: &View<'_>, what_if: &WhatIf, width: f32) {
    let button = Button::secondary("Make this our policy…").min_width(width);
    let why = if view.can_edit() { "Move a slider first." } else { "This workspace is open for reading only." };
    if ui.add_enabled(what_if.differs() && view.can_edit(), button).on_disabled_hover_text(why).clicked() {
        view.send(Command::LetGo(LetGoCommand::MakePolicy));
    }
}

/// Whether a criterion has weight now or in the policy. Most that have none are there for their red flag alone.
fn is_counted(what_if: &WhatIf, place: usize) -> bool {
    what_if.share(place) > 0.0 || what_if.old_share(place) > 0.0
}

fn weights(ui: &mut Ui, view: &View<'_>, session: &Session, what_if: &WhatIf) {
    let Some(judged) = &session.judged else { return };
    let track = (what_if.track() * 100.0).round();
    let shows_all = view.state.areas.let_go.shows_uncounted;
    let num_uncounted = (0..what_if.terms().weights.len()).filter(|place| !is_counted(what_if, *place)).count();
    let row = vec2(ui.available_width(), 20.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(egui::Align::Center), |ui| {
        let words = if shows_all { "Hide what does not count" } else { &format!("{num_uncounted} more do not count") };
        if num_uncounted > 0 && widgets::link(ui, words).clicked() {
            view.send(Command::LetGo(LetGoCommand::ToggleUncounted));
        }
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| text::muted_label(ui, "Weights"));
    });
    for (place, criterion) in judged.card.current().active().enumerate() {
        if !is_counted(what_if, place) && !shows_all {
            continue;
        }
        let share = what_if.share(place);
        let mut value = share * 100.0;
        let words = percent_text(share);
        let old = Some(what_if.old_share(place) * 100.0);
        ui.push_id(place, |ui| {
            let slider = SliderRow::new(&criterion.name, &mut value, 0.0..=track).step(1.0).text(&words);
            if slider.mark_at_old(old).show(ui).changed() {
                view.send(Command::LetGo(LetGoCommand::SetShare(place, value / 100.0)));
            }
        });
    }
}

fn policy(ui: &mut Ui, view: &View<'_>, session: &Session, what_if: &WhatIf) {
    let send = |command| view.send(Command::LetGo(command));
    let (new, old) = (&what_if.terms().policy, &what_if.old().policy);
    let groups = session.judged.as_ref().map(|judged| judged.evidence.groups()).unwrap_or_default();
    if groups.contains(&GroupId::MANAGEMENT) && groups.contains(&GroupId::TEAM) {
        let mut value = what_if.team_share() * 100.0;
        let (team, management) = (percent_text(value / 100.0), percent_text(1.0 - value / 100.0));
        let words = match value {
            v if v > 50.5 => format!("team {team}"),
            v if v < 49.5 => format!("management {management}"),
            _ if ui.available_width() < 240.0 => "both alike".to_owned(),
            _ => "management · team".to_owned(),
        };
        let slider = SliderRow::new("Whose view counts", &mut value, 0.0..=100.0).step(1.0).text(&words);
        if slider.mark_at_old(Some(what_if.old_team_share() * 100.0)).show(ui).changed() {
            send(LetGoCommand::SetTeamShare(value / 100.0));
        }
    }
    let mut below = new.hard_look_from.value();
    let words = format!("{below:.0}");
    let slider = SliderRow::new("Let go below", &mut below, 0.0..=100.0).step(1.0).text(&words);
    if slider.mark_at_old(Some(old.hard_look_from.value())).show(ui).changed() {
        send(LetGoCommand::SetLetGoBelow(below));
    }
    let mut keep = new.keep_from.value();
    let words = format!("{keep:.0}");
    let slider = SliderRow::new("Keep from", &mut keep, 0.0..=100.0).step(1.0).text(&words);
    if slider.mark_at_old(Some(old.keep_from.value())).show(ui).changed() {
        send(LetGoCommand::SetKeepFrom(keep));
    }
    ui.add_space(2.0);
    text::running(ui, "Ratings that count", size::CONTROL, theme::tokens(ui).ink);
    let months = match old.period {
        Period::LastMonths(months) => months,
        Period::ThisQuarter | Period::LatestPerPerson | Period::All => 12,
    };
    let words = format!("{months} months");
    let is_short = (SHORT_SEGMENTS_FROM..SEGMENTS_FROM).contains(&ui.available_width());
    let quarter = if is_short { "Quarter" } else { "This quarter" };
    let periods = [(Period::ThisQuarter, quarter), (Period::LastMonths(months), words.as_str()), (Period::All, "All")];
    let chosen = if ui.available_width() >= SHORT_SEGMENTS_FROM {
        widgets::segmented(ui, "Ratings that count", new.period, &periods)
    } else {
        ui.spacing_mut().item_spacing.y = 5.0;
        widgets::choice_chips(ui, Some(new.period), &periods)
    };
    if let Some(period) = chosen {
        send(LetGoCommand::SetPeriod(period));
    }
}

/// Height of all sliders and the period, points.
fn sliders_height(view: &View<'_>, session: &Session, what_if: &WhatIf) -> f32 {
    let groups = session.judged.as_ref().map(|judged| judged.evidence.groups()).unwrap_or_default();
    let say = usize::from(groups.contains(&GroupId::MANAGEMENT) && groups.contains(&GroupId::TEAM));
    let places = 0..what_if.terms().weights.len();
    let num_weights = places.filter(|place| view.state.areas.let_go.shows_uncounted || is_counted(what_if, *place));
    // A slider is 33 high and 6 from the next; the rest are the head of the weights, the hairline and the period.
    39.0 * (num_weights.count() + say + 2) as f32 + 105.0
}

/// How many lines the box of those who move may have in this room, points.
fn lines_for_movers(room: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a few")]
    let fit = ((room - foot_height(0)) / LINE).clamp(0.0, 100.0) as usize;
    fit.clamp(2, MOST_LINES)
}

/// Height of what lies below the sliders where so many lines say who moves, points.
fn foot_height(num_lines: usize) -> f32 {
    // The box's margin and title, the button, and the gaps around them.
    24.0 + LINE * (1 + num_lines) as f32 + size::BUTTON_HEIGHT + 22.0
}

/// Who would move, in at most so many lines below the title: the first few by name.
fn who_moves(ui: &mut Ui, session: &Session, summary: &LetGoSummary, num_lines: usize) {
    // Every period's evidence has its customers in the same order.
    let customers = session.judged.as_ref().map(|judged| judged.evidence.customers()).unwrap_or_default();
    widgets::note_box(ui, |ui| {
        let t = theme::tokens(ui);
        let moved = match summary.moves.len() {
            1 => "1 customer moves".to_owned(),
            n => format!("{} customers move", Locale::count(n)),
        };
        let named = if summary.moves.len() > num_lines { num_lines - 1 } else { num_lines };
        let title = match (summary.moves.is_empty(), summary.what_if.differs()) {
            (true, false) => text::Span::Muted("Move a slider to see who would move."),
            (true, true) => text::Span::Strong("Nobody moves"),
            (false, _) => text::Span::Strong(&moved),
        };
        text::paragraph(ui, size::LABEL, &[title]);
        for change in summary.moves.iter().take(named) {
            let id = customers.get(change.index);
            let name = id.and_then(|id| session.workspace.customers.get(id)).map_or("", |customer| customer.name());
            move_line(ui, name, *change);
        }
        if summary.moves.len() > named {
            let more = format!("and {} more", Locale::count(summary.moves.len() - named));
            text::running(ui, &more, size::LABEL, t.muted);
        }
    });
}

/// "Oakline Dental: hard look → keep"; where the room ends, the name is cut and not the verdicts.
fn move_line(ui: &mut Ui, name: &str, change: Move) {
    let t = theme::tokens(ui);
    let words = format!(": {} → {}", change.from.words().to_lowercase(), change.to.words().to_lowercase());
    let words = words.replace("not enough evidence", "unclear");
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let whole = format!("{name}{words}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &whole));
    let tail = cut(ui, &words, regular(size::LABEL), t.ink, rect.width());
    let head = cut(ui, name, regular(size::LABEL), t.ink, rect.width() - tail.size().x);
    let is_cut = head.elided;
    let at = Rect::from_min_size(rect.min, head.size());
    ui.painter().galley(at.min, head, t.ink);
    ui.painter().galley(pos2(at.right(), at.top()), tail, t.ink);
    if is_cut {
        response.on_hover_text(whole);
    }
}
