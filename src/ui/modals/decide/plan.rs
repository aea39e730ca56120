//! The plan of a decision: steps with person and date, the score that would show it worked, and what we say to them.

use egui::{Align, Layout, Ui, vec2};

use crate::analysis::{date_text, score_text};
use crate::app::{
    Command, DecisionCommand, DecisionForm, LetGoCommand, PlanCommand, PlanForm, StepForm, Typed, has_target,
};
use crate::model::Choice;

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, DateField, NumberField, TextField, text};

/// From this width on a step stands in one line.
const ONE_LINE: f32 = 680.0;
/// Room for a person's name, points.
const WHO: f32 = 132.0;
/// Room for a date with its calendar, points.
const WHEN: f32 = 168.0;

/// Draws the plan of the choice, if it has one.
pub(super) fn plan_part(ui: &mut Ui, view: &View<'_>, form: &DecisionForm) {
    let (Some(choice), Some(plan)) = (form.choice, form.plan()) else { return };
    let draw = Draw { view, form, plan };
    ui.add_space(space::MEDIUM);
    text::card_title(ui, if choice == Choice::LetGo { "How we part well" } else { "The plan" });
    ui.add_space(4.0);
    if choice == Choice::LetGo && plan.has_notice() {
        draw.notice(ui);
    }
    for (place, step) in plan.steps.iter().enumerate() {
        ui.push_id(("step", step.key), |ui| draw.step(ui, place, step));
    }
    if ui.add(Button::quiet("Add a step").icon(Icon::Plus).small()).clicked() {
        draw.send(PlanCommand::Add);
    }
    if has_target(choice) {
        ui.add_space(4.0);
        draw.target(ui);
    }
    ui.add_space(space::SMALL);
    draw.message(ui);
}

struct Draw<'a> {
    view: &'a View<'a>,
    form: &'a DecisionForm,
    plan: &'a PlanForm,
}

impl Draw<'_> {
    fn decision(&self, command: DecisionCommand) {
        self.view.send(Command::LetGo(LetGoCommand::Decision(command)));
    }

    fn send(&self, command: PlanCommand) {
        self.decision(DecisionCommand::Plan(command));
    }

    /// How long the notice is, and when it ends.
    fn notice(&self, ui: &mut Ui) {
        ui.horizontal_top(|ui| {
            let mut weeks = self.plan.weeks.clone();
            let problem = self.plan.weeks_problem();
            let field = TextField::new("Weeks of notice", &mut weeks).width(130.0).error(problem.as_deref());
            if field.show(ui).changed() {
                self.send(PlanCommand::Weeks(weeks));
            }
            ui.vertical(|ui| {
                ui.add_space(size::LABEL + 16.0);
                let ends = self.plan.ends().map(|day| format!("The notice period ends on {}.", date_text(day)));
                text::muted_label(ui, &ends.unwrap_or_default());
            });
        });
        ui.add_space(4.0);
    }

    fn step(&self, ui: &mut Ui, place: usize, step: &StepForm) {
        ui.spacing_mut().item_spacing.x = 6.0;
        let width = ui.available_width();
        let trash = size::CONTROL_HEIGHT + 6.0;
        if width >= ONE_LINE {
            ui.horizontal_top(|ui| {
                self.what(ui, place, step, width - WHO - 2.0 * trash - WHEN - 12.0);
                self.who(ui, place, step, WHO);
                self.when(ui, place, step);
                self.remove(ui, place, step);
            });
        } else {
            ui.horizontal_top(|ui| {
                self.what(ui, place, step, width - trash);
                self.remove(ui, place, step);
            });
            ui.horizontal_top(|ui| {
                self.who(ui, place, step, (width - trash - WHEN - 12.0).min(260.0));
                self.when(ui, place, step);
            });
            ui.add_space(6.0);
        }
    }

    fn what(&self, ui: &mut Ui, place: usize, step: &StepForm, width: f32) {
        let mut what = step.what.clone();
        let (name, problem) = (format!("Step {}: what", place + 1), step.problem());
        let field = TextField::new(&name, &mut what).bare().hint("What is to be done").width(width);
        let field = field.error(problem.as_deref()).show(ui);
        if field.changed() {
            self.send(PlanCommand::What(place, what));
        }
    }

    /// A name as typed, or one of us from the list.
    fn who(&self, ui: &mut Ui, place: usize, step: &StepForm, width: f32) {
        let mut who = step.who.clone();
        let name = format!("Step {}: who", place + 1);
        if TextField::new(&name, &mut who).bare().hint("Who").width(width).show(ui).changed() {
            self.send(PlanCommand::Who(place, who));
        }
        let name = format!("Step {}: choose who", place + 1);
        drop(widgets::menu_button(ui, Icon::ChevronDown, &name, |ui| {
            for person in &self.form.people {
                if widgets::menu_item(ui, None, person, "").clicked() {
                    self.send(PlanCommand::Who(place, person.clone()));
                }
            }
        }));
    }

    fn when(&self, ui: &mut Ui, place: usize, step: &StepForm) {
        let mut by = step.by.text.clone();
        let name = format!("Step {}: by when", place + 1);
        let entry = DateField::new(&name, &mut by, self.form.today).optional().bare().show(ui);
        if by != step.by.text {
            let value = entry.value.map_err(|problem| problem.to_string());
            self.send(PlanCommand::By(place, Typed { text: by, value }));
        }
    }

    fn remove(&self, ui: &mut Ui, place: usize, step: &StepForm) {
        let name = format!("Remove step {}: {}", place + 1, step.what);
        if widgets::icon_button(ui, Icon::Trash, &name).clicked() {
            self.send(PlanCommand::Remove(place));
        }
    }

    fn target(&self, ui: &mut Ui) {
        let now = self.form.stood.as_ref().and_then(|stood| stood.score);
        ui.horizontal_top(|ui| {
            let mut target = self.plan.target.text.clone();
            let label = "The score that would show it worked";
            let entry = NumberField::new(label, &mut target).between(0.0, 100.0).optional().width(240.0).show(ui);
            if target != self.plan.target.text {
                let value = entry.value.map_err(|problem| problem.to_string());
                self.send(PlanCommand::Target(Typed { text: target, value }));
            }
            if let Some(score) = now {
                ui.vertical(|ui| {
                    ui.add_space(size::LABEL + 16.0);
                    let when = if self.form.changes.is_some() { "it was" } else { "it is" };
                    text::muted_label(
                        ui,
                        &format!("Of 100; {when} {} on the day of the decision.", score_text(score.value())),
                    );
                });
            }
        });
    }

    fn message(&self, ui: &mut Ui) {
        let mut message = self.plan.message.clone();
        let row = vec2(ui.available_width(), size::CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            let copy = Button::quiet("Copy").icon(Icon::Copy).small().hint("Copy the wording");
            if ui.add_enabled(!message.trim().is_empty(), copy).clicked() {
                self.decision(DecisionCommand::CopyMessage);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let t = theme::tokens(ui);
                let words = "What we say to them, to start from: in person first, then in writing";
                text::one_line(ui, words, size::LABEL, t.muted);
            });
        });
        let problem = self.plan.message_problem();
        let field = TextField::new("What we say to them", &mut message).bare().rows(5).error(problem.as_deref());
        if field.show(ui).changed() {
            self.send(PlanCommand::Message(message));
        }
    }
}
