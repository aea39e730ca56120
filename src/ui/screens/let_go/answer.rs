//! The question, the answer in words, how firm it is, and what was decided last.

use egui::text::LayoutJob;
use egui::{Color32, Role, Sense, TextFormat, Ui, WidgetInfo, vec2};

use crate::app::{Session, Shown};
use crate::model::{Status, Verdict};

use super::super::super::icons::Icon;
use super::super::super::theme::{self, medium, size, space};
use super::super::super::widgets::text::{self, Span};
use super::super::super::widgets::{self, Card};
use super::why::mark;

/// Lines of text longer than this are hard to read, points.
const LONGEST_LINE: f32 = 760.0;

/// Draws the card.
pub(super) fn answer_card(ui: &mut Ui, session: &Session, shown: &Shown) {
    let t = theme::tokens(ui);
    let explanation = &shown.explanation;
    let verdict = explanation.judgement.verdict;
    let customer = session.workspace.customers.get(&shown.customer);
    let (name, status) = customer.map_or(("them", Status::Active), |c| (c.name(), c.profile.status));
    Card::new().edge(t.verdict(verdict)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::SMALL;
        ui.horizontal_top(|ui| {
            let pill = if status == Status::Active { 0.0 } else { 110.0 };
            let room = (ui.available_width() - pill).max(80.0);
            ui.allocate_ui(vec2(room, 0.0), |ui| {
                text::muted_label(ui, &question(name, status));
            });
            if status != Status::Active {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| widgets::status_pill(ui, status));
            }
        });
        let colour = t.verdict_pill(verdict).fg;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let (rect, _) = ui.allocate_exact_size(vec2(22.0, 32.0), Sense::hover());
            widgets::verdict_icon(verdict).paint(ui.painter(), rect.shrink2(vec2(0.0, 5.0)), colour);
            headline(ui, &explanation.headline, colour);
        });
        ui.set_max_width(ui.available_width().min(LONGEST_LINE));
        if let Some(was) = shown.was {
            let words = format!("What if: {} instead of {}.", verdict.words(), was.words().to_lowercase());
            text::running(ui, &words, size::LABEL, t.accent);
        }
        text::paragraph(ui, size::BODY, &stressed(&explanation.answer));
        if verdict != Verdict::NotEnough {
            text::muted_label(ui, &explanation.firmness_text);
        }
        if let Some(decided) = &shown.decided {
            ui.horizontal_top(|ui| {
                mark(ui, Icon::Clock, size::LABEL, t.accent);
                text::running(ui, decided, size::LABEL, t.ink);
            });
        }
    });
}

/// What the card answers; of somebody who is gone, whether that was right.
fn question(name: &str, status: Status) -> String {
    match status {
        Status::LetGo => format!("Was it right to let {name} go?"),
        Status::LeftUs => format!("Would we have let {name} go?"),
        Status::Active | Status::OnNotice | Status::Prospect => format!("Should we let {name} go?"),
    }
}

fn headline(ui: &mut Ui, words: &str, colour: Color32) {
    let format = TextFormat { extra_letter_spacing: -0.35, ..TextFormat::simple(medium(size::TITLE), colour) };
    let mut job = LayoutJob::single_section(words.to_owned(), format);
    job.wrap.max_width = ui.available_width();
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, words));
}

/// The answer with its two numbers that matter most stressed: the score, and how many weightings agree.
fn stressed(answer: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let mut rest = answer;
    for lead in ["Score ", "holds under "] {
        let Some(start) = rest.find(lead).map(|at| at + lead.len()) else { continue };
        let (before, after) = rest.split_at(start);
        // A number and its unit are kept together by a no-break space, so that the next space ends them.
        let end = after.find(' ').unwrap_or(after.len());
        if !after.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        spans.push(Span::Plain(before));
        spans.push(Span::Strong(&after[..end]));
        rest = &after[end..];
    }
    spans.push(Span::Plain(rest));
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn score_and_weightings_stand_out_and_nothing_is_lost() {
        let table = [
            (
                "Score 24 of 100 from 9 people. The verdict holds under 96\u{a0}% of all weightings.",
                vec!["24", "96\u{a0}%"],
            ),
            ("Score 83 of 100 from 2 people. The verdict holds under every weighting.", vec!["83"]),
            ("There is no score. A red flag overrules the score: abusive.", vec![]),
        ];
        for (answer, expected) in table {
            let spans = stressed(answer);
            let strong: Vec<&str> = spans
                .iter()
                .filter_map(|span| if let Span::Strong(text) = span { Some(*text) } else { None })
                .collect();
            assert_eq!(strong, expected, "{answer}");
            let whole: String = spans
                .iter()
                .map(|span| match span {
                    Span::Plain(text) | Span::Strong(text) | Span::Muted(text) | Span::Coloured(text, _) => *text,
                })
                .collect();
            assert_eq!(whole, answer, "every word is there");
        }
    }
}
