//! Step two: the questions at the left, one of them at the right, and the look back at the end.

use egui::{Align, Id, Key, Layout, Modifiers, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{AfterSaving, Command, RateCommand, RateForm, RateFormCommand, Session, response_text};
use crate::model::{Criterion, Locale, ScorecardVersion, Subject};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::text::Span;
use super::super::super::widgets::{self, Button, Card, Step};
use super::{FOOTER, RIGHT, beside, header, keys, question, read_only_notice, review, roomy, same_day_notice};

/// Below this width, points, the list of questions gives its room to the question.
const NARROW: f32 = 760.0;

/// Seconds one answer takes, for "about 20 seconds left".
const SECONDS_EACH: usize = 5;

/// Draws step two.
pub(super) fn form_step(ui: &mut Ui, view: &View<'_>, session: &Session, form: &RateForm) {
    let Some(version) = form.asked(&session.workspace) else { return };
    keys::form_keys(ui, view, form, version);
    leave_buttons(ui, form.at);
    let was_free = ui.data(|data| data.get_temp::<bool>(free_before())).unwrap_or(true);
    let customer = session.workspace.customers.get(&form.about.customer);
    let name = customer.map(|customer| customer.name()).unwrap_or_default();
    let below = |ui: &mut Ui| circumstances(ui, session, form);
    let subject = session.workspace.scorecards.get(&form.about.scorecard).map(|card| card.subject);
    let title = if subject == Some(Subject::Us) { format!("How {name} sees us") } else { format!("Rate {name}") };
    header(ui, &title, below, |ui| {
        if ui.add(Button::secondary("Change\u{2026}")).clicked() {
            view.send(Command::Rate(RateCommand::Reconsider));
        }
        let discard = Button::quiet("Discard").hint("Drop these answers; this can be undone.");
        if view.can_edit() && form.progress(version).0 > 0 && ui.add(discard).clicked() {
            view.send(Command::Rate(RateCommand::Discard));
        }
    });
    read_only_notice(ui, view);
    if let Some(rating) = view.state.areas.rate.same_day {
        let person = session.workspace.business.person_name(form.about.person);
        let words = format!("{person} has rated them on this occasion and day already.");
        same_day_notice(ui, view, &words, RateCommand::Change(form.about.customer, rating));
    }
    let width = ui.available_width();
    if width < NARROW {
        answer_card(ui, view, form, version, (was_free, true));
    } else {
        let left = if width < 900.0 { 216.0 } else { 262.0 };
        beside(
            ui,
            left,
            |ui| steps(ui, view, form, version),
            |ui| answer_card(ui, view, form, version, (was_free, false)),
        );
    }
    let is_free = ui.memory(|memory| memory.focused()).is_none();
    ui.data_mut(|data| data.insert_temp(free_before(), is_free));
}

/// Where it is remembered whether nothing had the keyboard in the frame before.
fn free_before() -> Id {
    Id::unique("nothing had the keyboard")
}

/// On another question no button of the last one keeps the keyboard, so that arrows and Enter work as they should.
fn leave_buttons(ui: &Ui, at: usize) {
    let id = Id::unique("question on screen");
    let before = ui.data(|data| data.get_temp::<usize>(id));
    if before != Some(at) {
        ui.data_mut(|data| data.insert_temp(id, at));
        if let Some(focused) = ui.memory(|memory| memory.focused()) {
            ui.memory_mut(|memory| memory.surrender_focus(focused));
        }
    }
}

/// "as Dana Okafor (team) · project finished: Menu and signage · 21 November 2026"
fn circumstances(ui: &mut Ui, session: &Session, form: &RateForm) {
    let (business, about) = (&session.workspace.business, &form.about);
    let group = business.people.get(&about.person).map(|person| business.group_name(person.group).to_lowercase());
    let kind = about.kind.words().to_lowercase();
    let occasion = match about.occasion.trim() {
        "" => kind,
        name => format!("{kind}: {name}"),
    };
    let main = session.workspace.main_scorecard().map(|card| card.id);
    let card = session.workspace.scorecards.get(&about.scorecard).filter(|card| Some(card.id) != main);
    let card = card.map(|card| format!(" \u{b7} {}", card.name)).unwrap_or_default();
    let rest = format!(
        " ({}) \u{b7} {occasion}{card} \u{b7} {}",
        group.unwrap_or_default(),
        Locale::current().date_long(about.on)
    );
    let person = business.person_name(about.person);
    widgets::text::paragraph(ui, size::BODY, &[Span::Muted("as "), Span::Strong(person), Span::Muted(&rest)]);
}

/// The card at the left: every question with its number or a tick and the answer.
fn steps(ui: &mut Ui, view: &View<'_>, form: &RateForm, version: &ScorecardVersion) {
    Card::new().fill_height().show(ui, |ui| {
        let wide = ui.available_rect_before_wrap().expand2(vec2(8.0, 4.0));
        let mut list = ui.new_child(UiBuilder::new().max_rect(wide).layout(Layout::top_down(Align::Min)));
        let ui = &mut list;
        ui.spacing_mut().item_spacing.y = 0.0;
        let room = (ui.available_height() - 150.0).max(114.0);
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            for (at, criterion) in version.active().enumerate() {
                let answer = step_answer(form, criterion);
                let step = Step { number: at + 1, title: &criterion.name, answer: &answer, current: at == form.at };
                let row = widgets::step_row(ui, &step);
                if row.clicked() {
                    view.send(Command::Rate(RateCommand::Form(RateFormCommand::Go(at))));
                }
                if at == form.at && !ui.is_rect_visible(row.rect) {
                    row.scroll_to_me(None);
                }
            }
        });
        ui.add_space(8.0);
        widgets::text::hairline(ui);
        ui.add_space(8.0);
        egui::Frame::new().inner_margin(egui::Margin::symmetric(10, 0)).show(ui, |ui| {
            widgets::text::muted_label(ui, &progress_text(form, version));
            ui.add_space(space::MEDIUM + 2.0);
            widgets::text::muted_label(ui, HIDDEN);
        });
    });
}

const HIDDEN: &str = "Others\u{2019} ratings stay hidden until you have saved yours.";

/// What stands beside a question that has been answered: short, there is little room.
fn step_answer(form: &RateForm, criterion: &Criterion) -> String {
    use crate::model::Response;
    match form.response(criterion.id) {
        None => String::new(),
        Some(Response::NotApplicable) => "n/a".to_owned(),
        Some(Response::DontKnow) => "?".to_owned(),
        Some(response) => response_text(criterion, response),
    }
}

/// "2 of 5 · about 20 seconds left"
fn progress_text(form: &RateForm, version: &ScorecardVersion) -> String {
    let (answered, all) = form.progress(version);
    let left = (all - answered) * SECONDS_EACH;
    let time = match left {
        0 => "all answered".to_owned(),
        1..=90 => format!("about {left} seconds left"),
        _ => format!("about {} minutes left", left.div_ceil(60)),
    };
    if form.at < all {
        format!("{} of {all} \u{b7} {time}", form.at + 1)
    } else {
        format!("{answered} of {all} answered")
    }
}

/// The card at the right: the question on screen, or the look back.
fn answer_card(
    ui: &mut Ui,
    view: &View<'_>,
    form: &RateForm,
    version: &ScorecardVersion,
    (was_free, is_alone): (bool, bool),
) {
    Card::new().fill_height().show(ui, |ui| {
        roomy(ui, |ui| {
            let current = form.current(version);
            let hint = current.map(question::key_hint);
            let fits = hint.as_deref().is_none_or(|hint| hint_fits(ui, hint, ui.available_width() - RIGHT));
            let footer = match (&hint, fits) {
                (Some(_), true) => FOOTER,
                (Some(_), false) => FOOTER + 24.0,
                (None, _) => review::footer_height(ui),
            };
            let room = (ui.available_height() - footer).max(120.0);
            let area = ScrollArea::vertical().id_salt(("question", form.at)).max_height(room).auto_shrink(false);
            area.show(ui, |ui| {
                ui.set_max_width(ui.available_width() - RIGHT);
                let Some(criterion) = current else { return review::review(ui, view, form, version) };
                let of = format!("{} of {}", form.at + 1, version.active().count());
                let top = if is_alone { format!("{of} \u{b7} {HIDDEN}") } else { of };
                question::question(ui, view, form, criterion, &top);
                note(ui, view, form, criterion, was_free);
            });
            let margin = egui::Margin { right: 12, ..egui::Margin::ZERO };
            egui::Frame::new().inner_margin(margin).show(ui, |ui| match hint {
                Some(hint) => question_footer(ui, view, form, version, (&hint, fits)),
                None => review::review_footer(ui, view, form),
            });
        });
    });
}

/// The note to the question on screen; Tab leads here.
fn note(ui: &mut Ui, view: &View<'_>, form: &RateForm, criterion: &Criterion, was_free: bool) {
    let before = form.answers.get(&criterion.id).map(|answer| answer.note.as_str()).unwrap_or_default();
    let mut text = before.to_owned();
    let error = crate::model::Note::new(before).err().map(|error| format!("This note cannot be saved: {error}."));
    let field = ui
        .push_id(criterion.id.as_str(), |ui| {
            widgets::TextField::new("A note (optional)", &mut text)
                .hint("What happened? The next reader will thank you.")
                .rows(3)
                .error(error.as_deref())
                .show(ui)
        })
        .inner;
    if field.changed() {
        view.send(Command::Rate(RateCommand::Form(RateFormCommand::Note(text))));
    }
    // With nothing focused, Tab would begin with the rail; here the note is what comes next.
    if was_free
        && view.state.modal.is_none()
        && ui.input(|input| input.modifiers == Modifiers::NONE && input.key_pressed(Key::Tab))
    {
        field.request_focus();
    }
}

/// Whether the hint fits on the line of the buttons, of this width.
fn hint_fits(ui: &Ui, hint: &str, width: f32) -> bool {
    let buttons = 340.0;
    let colour = theme::tokens(ui).muted;
    let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(hint.to_owned(), theme::regular(size::LABEL), colour));
    galley.size().x + buttons < width
}

fn question_footer(
    ui: &mut Ui,
    view: &View<'_>,
    form: &RateForm,
    version: &ScorecardVersion,
    (hint, fits): (&str, bool),
) {
    let send = |command| view.send(Command::Rate(command));
    ui.add_space(space::MEDIUM - ui.spacing().item_spacing.y);
    if !fits {
        widgets::text::one_line(ui, hint, size::LABEL, theme::tokens(ui).muted);
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let back = ui.add_enabled(form.at > 0, Button::secondary("\u{2039} Back"));
        if back.accessible_name("Back").clicked() {
            send(RateCommand::Form(RateFormCommand::Back));
        }
        if fits {
            ui.add_space(6.0);
            widgets::text::muted_label(ui, hint);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let next = ui.add(Button::primary("Next \u{203a}"));
            if next.accessible_name("Next").clicked() {
                send(RateCommand::Form(RateFormCommand::Next));
            }
            let can_save = form.progress(version).0 > 0 && view.can_edit();
            if ui.add_enabled(can_save, Button::secondary("Save and next person")).clicked() {
                send(RateCommand::Save(AfterSaving::NextPerson));
            }
        });
    });
}

/// A small flag and what it means.
pub(super) fn flag_line(ui: &mut Ui, words: &str) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        super::super::super::icons::icon(ui, Icon::Flag, 14.0, t.danger);
        widgets::text::running(ui, words, size::LABEL, t.danger);
    });
}
