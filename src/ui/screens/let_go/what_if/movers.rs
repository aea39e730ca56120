//! Who would move from which verdict to which.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::Move;
use crate::app::{LetGoSummary, Session};
use crate::model::Locale;

use super::super::super::super::theme::{self, regular, size};
use super::super::super::super::widgets::{self, text};
use super::super::why::cut;

/// The box of those who move has at most so many lines below its title.
pub(super) const MOST_LINES: usize = 7;
/// From one line of it to the next, points.
const LINE: f32 = 20.0;

/// How many lines the box of those who move may have in a column of this height, points.
pub(super) fn lines_for_movers(height: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a few")]
    let fit = ((height * 0.18) / LINE).clamp(0.0, 100.0) as usize;
    fit.clamp(2, MOST_LINES)
}

/// Height of what lies below the sliders where so many lines say who moves, points.
pub(super) fn foot_height(num_lines: usize) -> f32 {
    // The box's margin and title, the button, and the gaps around them.
    24.0 + LINE * (1 + num_lines) as f32 + size::BUTTON_HEIGHT + 22.0
}

/// Who would move, in at most so many lines below the title: the first few by name.
pub(super) fn who_moves(ui: &mut Ui, session: &Session, summary: &LetGoSummary, num_lines: usize) {
    // Every period's evidence has its customers in the same order.
    let customers = session.judged.as_ref().map(|judged| judged.evidence.customers()).unwrap_or_default();
    widgets::note_box(ui, |ui| {
        let t = theme::tokens(ui);
        // As high as it may become, so that the sliders above stay where they are.
        ui.set_min_height(LINE * (1 + num_lines) as f32);
        let moved = match summary.moves.len() {
            1 => "1 customer moves".to_owned(),
            n => format!("{} customers move", Locale::count(n)),
        };
        let named = if summary.moves.len() > num_lines { num_lines - 1 } else { num_lines };
        if summary.is_stale {
            text::muted_label(ui, "Reading the ratings again…");
            return;
        }
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
