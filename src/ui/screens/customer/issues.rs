//! What is wrong between us and the customer: written down, with who has to put it right, until it is.

use egui::{Align, Layout, Ui, vec2};

use crate::analysis::date_text;
use crate::app::{IssueCommand, PageCommand};
use crate::model::{Issue, IssueId, Side};

use super::super::super::icons::Icon;
use super::super::super::theme::{size, space};
use super::super::super::widgets::text::{self, Span};
use super::super::super::widgets::{self, Button, Card, TextField};
use super::Part;

/// Who has to put it right.
const SIDES: [(Side, &str); 2] = [(Side::Us, "We"), (Side::Them, "They")];

/// Draws it.
pub(super) fn issues_tab(ui: &mut Ui, part: &Part<'_>) {
    ui.spacing_mut().item_spacing.y = space::MEDIUM;
    let mut all: Vec<(IssueId, &Issue)> = part.customer.issues.iter().map(|(id, issue)| (*id, issue)).collect();
    all.sort_by_key(|(id, issue)| std::cmp::Reverse((issue.solved, issue.raised, *id)));
    let (mut open, solved): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, issue)| issue.solved.is_none());
    // What we have to put right comes first, the oldest at the top.
    open.sort_by_key(|(id, issue)| (issue.side, issue.raised, *id));
    Card::new().title("Open issues").show(ui, |ui| {
        if open.is_empty() {
            text::muted(ui, "None. Write down what is wrong between you and them, until it is put right.");
        }
        rows(ui, part, &open);
        ui.add_space(4.0);
        draft(ui, part);
    });
    if !solved.is_empty() {
        Card::new().title("Put right").show(ui, |ui| rows(ui, part, &solved));
    }
}

fn send(part: &Part<'_>, command: IssueCommand) {
    part.page(PageCommand::Issue(command));
}

fn rows(ui: &mut Ui, part: &Part<'_>, issues: &[(IssueId, &Issue)]) {
    for (id, issue) in issues {
        ui.push_id(id, |ui| row(ui, part, *id, issue));
    }
}

fn row(ui: &mut Ui, part: &Part<'_>, id: IssueId, issue: &Issue) {
    let can_edit = part.view.can_edit();
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        ui.add_enabled_ui(can_edit, |ui| {
            ui.vertical(|ui| {
                ui.add_space(5.0);
                if widgets::tick_box(ui, issue.solved.is_some(), &format!("Put right: {}", issue.what)) {
                    send(part, IssueCommand::Solve(id));
                }
            });
        });
        // What stands at the right: who, and the way to delete it.
        let aside = if issue.solved.is_none() { 178.0 } else { 40.0 };
        ui.allocate_ui_with_layout(vec2(width - aside - 30.0, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add_space(5.0);
            text::body(ui, &issue.what);
            let side = if issue.side == Side::Us { "on our side" } else { "on their side" };
            let raised = format!("{side}, since {}", date_text(issue.raised));
            let words = match issue.solved {
                Some(day) => format!("{raised}; put right on {}", date_text(day)),
                None => raised,
            };
            text::muted_label(ui, &words);
        });
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            ui.add_enabled_ui(can_edit, |ui| {
                if widgets::icon_button(ui, Icon::Trash, &format!("Delete the issue: {}", issue.what)).clicked() {
                    send(part, IssueCommand::Delete(id));
                }
                if issue.solved.is_none() {
                    let name = format!("Who has to put it right: {}", issue.what);
                    if let Some(side) = widgets::segmented(ui, &name, issue.side, &SIDES) {
                        send(part, IssueCommand::Side(id, side));
                    }
                }
            });
        });
    });
    text::hairline(ui);
}

/// One more issue: what, and who has to put it right. Enter notes it down.
fn draft(ui: &mut Ui, part: &Part<'_>) {
    let draft = &part.view.state.areas.customers.page.issue;
    ui.add_enabled_ui(part.view.can_edit(), |ui| {
        let mut what = draft.what.clone();
        let problem = draft.problem();
        let field = TextField::new("What is wrong?", &mut what).error(problem.as_deref());
        let field = field.hint("Such as: two invoices had the wrong amount").show(ui);
        if field.changed() {
            send(part, IssueCommand::Type(what));
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        ui.horizontal(|ui| {
            text::paragraph(ui, size::LABEL, &[Span::Muted("Who has to put it right?")]);
            if let Some(side) = widgets::segmented(ui, "Who has to put it right?", draft.side, &SIDES) {
                send(part, IssueCommand::Draft(side));
            }
            let add = ui.add_enabled(draft.is_ready(), Button::secondary("Add the issue").small());
            if add.clicked() || (entered && draft.is_ready()) {
                send(part, IssueCommand::Add);
                field.request_focus();
            }
        });
    });
}
