//! Whose view counts, thresholds, and how ratings and people count.

use std::num::NonZeroU16;

use egui::Ui;

use crate::analysis::percent_text;
use crate::app::{Command, LetGoCommand, Session, WhatIf};
use crate::model::{Combine, GroupId, Period, SeverityRule};

use super::super::super::super::View;
use super::super::super::super::theme::{self, size};
use super::super::super::super::widgets::{self, SliderRow, text};

/// Longer half-lives are as good as none.
const LONGEST_HALF_LIFE: f64 = 36.0;

/// Draws the sliders of the policy.
pub(super) fn rule_sliders(ui: &mut Ui, view: &View<'_>, session: &Session, what_if: &WhatIf) {
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
    text::hairline(ui);
    periods(ui, view, what_if);
    half_life(ui, view, what_if);
    people(ui, view, what_if);
}

fn periods(ui: &mut Ui, view: &View<'_>, what_if: &WhatIf) {
    let (new, old) = (&what_if.terms().policy, &what_if.old().policy);
    text::running(ui, "Ratings that count", size::CONTROL, theme::tokens(ui).ink);
    let months = match old.period {
        Period::LastMonths(months) => months,
        Period::ThisQuarter | Period::LatestPerPerson | Period::All => 12,
    };
    let words = format!("{months} months");
    let periods = [
        (Period::ThisQuarter, "This quarter"),
        (Period::LastMonths(months), words.as_str()),
        (Period::LatestPerPerson, "Newest of each"),
        (Period::All, "All"),
    ];
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        if let Some(period) = widgets::choice_chips(ui, Some(new.period), &periods) {
            view.send(Command::LetGo(LetGoCommand::SetPeriod(period)));
        }
    });
}

/// After how many months a rating counts half; the slider's end means that age does not matter.
fn half_life(ui: &mut Ui, view: &View<'_>, what_if: &WhatIf) {
    let place = |months: Option<NonZeroU16>| months.map_or(LONGEST_HALF_LIFE, |months| f64::from(months.get()));
    let now = what_if.terms().policy.half_life_months;
    let mut value = place(now);
    let words = now.map_or_else(|| "does not matter".to_owned(), |months| format!("half after {months} months"));
    let slider = SliderRow::new("Age of a rating", &mut value, 3.0..=LONGEST_HALF_LIFE).step(3.0).text(&words);
    if slider.mark_at_old(Some(place(what_if.old().policy.half_life_months))).show(ui).changed() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "3 to 36")]
        let months = (value < LONGEST_HALF_LIFE).then_some(value.round() as u16).and_then(NonZeroU16::new);
        view.send(Command::LetGo(LetGoCommand::SetHalfLife(months)));
    }
}

fn people(ui: &mut Ui, view: &View<'_>, what_if: &WhatIf) {
    let policy = &what_if.terms().policy;
    let width = ui.available_width();
    let ways = Combine::ALL.map(|way| (way, way.words()));
    if let Some(way) = widgets::select(ui, "People of a group", Some(policy.combine), &ways, width) {
        view.send(Command::LetGo(LetGoCommand::SetCombine(way)));
    }
    let is_evened = policy.severity == SeverityRule::Adjusted;
    if widgets::checkbox(ui, is_evened, "Even out severe and lenient people") {
        let rule = if is_evened { SeverityRule::AsGiven } else { SeverityRule::Adjusted };
        view.send(Command::LetGo(LetGoCommand::SetSeverity(rule)));
    }
}
