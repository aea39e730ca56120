//! One scorecard as it is: questions with their weights, rules, versions, and what can be done with it.

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use crate::app::{Page, QuestionShown, ScorecardsCommand, VersionShown};
use crate::model::Subject;

use super::super::super::View;
use super::super::super::bands::band_strip;
use super::super::super::icons::{Icon, icon};
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::text::Span;
use super::super::super::widgets::{self, Button, Tone};
use super::share::share_bar;
use super::{SCROLL_BAR, send};

/// Draws the page.
pub(super) fn page(ui: &mut Ui, view: &View<'_>, page: &Page) {
    ScrollArea::vertical().id_salt(page.id).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::MEDIUM;
        // The scroll bar stands beside the cards.
        ui.set_max_width(ui.available_width() - SCROLL_BAR);
        head(ui, view, page);
        let width = ui.available_width();
        let side = 330.0;
        if width < 2.0 * side + 60.0 {
            questions(ui, page);
            rules(ui, page);
            versions(ui, page);
            return;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::MEDIUM;
            let column = |ui: &mut Ui, width: f32, add: &dyn Fn(&mut Ui)| {
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = space::MEDIUM;
                    add(ui);
                });
            };
            column(ui, width - side - space::MEDIUM, &|ui| questions(ui, page));
            column(ui, side, &|ui| {
                rules(ui, page);
                versions(ui, page);
            });
        });
    });
}

fn head(ui: &mut Ui, view: &View<'_>, page: &Page) {
    widgets::card(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            widgets::text::title(ui, &page.name);
            if page.is_main {
                widgets::tag(ui, "Verdicts come from this");
            }
            if page.is_archived {
                widgets::tag(ui, "Archived");
            }
        });
        if !page.about.is_empty() {
            widgets::text::muted(ui, &page.about);
        }
        if page.subject == Subject::Us {
            let text = "Customers rate us here. It gives no verdict on them: a low score asks whether it is us.";
            widgets::text::muted(ui, text);
        }
        let has_draft = view.state.areas.scorecards.drafts.contains_key(&page.id);
        if has_draft && widgets::banner(ui, Tone::Info, "There are changes that are not adopted yet.", "Go on editing")
        {
            send(view, ScorecardsCommand::Edit(page.id));
        }
        ui.add_space(4.0);
        ui.add_enabled_ui(view.can_edit(), |ui| {
            ui.horizontal_wrapped(|ui| buttons(ui, view, page));
        });
    });
}

fn buttons(ui: &mut Ui, view: &View<'_>, page: &Page) {
    if ui.add(Button::primary("Edit…")).clicked() {
        send(view, ScorecardsCommand::Edit(page.id));
    }
    if ui.add(Button::secondary("Copy…")).clicked() {
        send(view, ScorecardsCommand::Copy(page.id));
    }
    let gives_verdicts = page.subject == Subject::Customer && !page.is_archived;
    if !page.is_main && gives_verdicts && ui.add(Button::secondary("Use for verdicts").icon(Icon::LetGo)).clicked() {
        send(view, ScorecardsCommand::UseForVerdicts(page.id));
    }
    if page.is_archived {
        if ui.add(Button::secondary("Use again")).clicked() {
            send(view, ScorecardsCommand::Archive(page.id, false));
        }
    } else if !page.is_main && ui.add(Button::secondary("Archive").hint("Offered no longer; ratings stay")).clicked() {
        send(view, ScorecardsCommand::Archive(page.id, true));
    }
    if ui.add(Button::quiet("Delete").icon(Icon::Trash)).clicked() {
        send(view, ScorecardsCommand::Delete(page.id));
    }
}

fn questions(ui: &mut Ui, page: &Page) {
    let asked = page.questions.iter().filter(|question| !question.is_retired).count();
    let title = if asked == 1 { "1 question".to_owned() } else { format!("{asked} questions") };
    widgets::card_titled(ui, &title, "share of the score", |ui| {
        let most = page.questions.iter().map(|question| question.share).fold(0.0, f64::max);
        for (place, each) in page.questions.iter().enumerate() {
            let was_asked = place.checked_sub(1).and_then(|before| page.questions.get(before));
            if each.is_retired && was_asked.is_none_or(|before| !before.is_retired) {
                ui.add_space(space::SMALL);
                widgets::text::card_title(ui, "Retired");
                widgets::text::muted_label(ui, "No longer asked; their answers are kept.");
            } else if place > 0 {
                widgets::text::hairline(ui);
            }
            question(ui, each, most);
        }
    });
}

fn question(ui: &mut Ui, question: &QuestionShown, most: f64) {
    const BAR: f32 = 210.0;
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let is_wide = width > 480.0;
    let words = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let ink = if question.is_retired { t.muted } else { t.ink };
        widgets::text::one_line(ui, &question.name, size::BODY, ink);
        if !question.question.is_empty() {
            widgets::text::running(ui, &question.question, size::CONTROL, t.muted);
        }
        widgets::text::muted_label(ui, &format!("Scale: {}", question.scale));
        if let Some(flag) = &question.flag {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                icon(ui, Icon::Warning, 14.0, t.danger);
                widgets::text::running(ui, &format!("Red flag: {flag}"), size::LABEL, t.danger);
            });
        }
    };
    if !is_wide {
        words(ui);
        if !question.is_retired {
            share_bar(ui, (question.share, most), &question.share_words, width);
        }
        return;
    }
    ui.horizontal_top(|ui| {
        let text = width - BAR - space::MEDIUM;
        ui.allocate_ui_with_layout(vec2(text, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(text);
            words(ui);
        });
        ui.add_space(space::SMALL);
        if !question.is_retired {
            share_bar(ui, (question.share, most), &question.share_words, BAR);
        }
    });
}

fn rules(ui: &mut Ui, page: &Page) {
    let title = if page.subject == Subject::Customer { "How a verdict comes about" } else { "How it is read" };
    widgets::card_titled(ui, title, "", |ui| {
        if page.subject == Subject::Customer {
            band_strip(ui, page.bands);
            ui.add_space(4.0);
        }
        for (what, how) in &page.rules {
            let words = [Span::Muted(what), Span::Muted("  "), Span::Plain(how)];
            widgets::text::paragraph(ui, size::LABEL, &words);
        }
    });
}

fn versions(ui: &mut Ui, page: &Page) {
    widgets::card_titled(ui, "Versions", "", |ui| {
        for (place, each) in page.versions.iter().enumerate() {
            if place > 0 {
                widgets::text::hairline(ui);
            }
            version(ui, each);
        }
    });
}

fn version(ui: &mut Ui, version: &VersionShown) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 3.0;
    let words = [Span::Strong(&version.title), Span::Muted("  "), Span::Muted(&version.detail)];
    widgets::text::paragraph(ui, size::LABEL, &words);
    if !version.note.is_empty() {
        widgets::text::label(ui, &format!("“{}”", version.note));
    }
    for change in &version.changes {
        widgets::text::running(ui, &format!("· {change}"), size::LABEL, t.muted);
    }
}
