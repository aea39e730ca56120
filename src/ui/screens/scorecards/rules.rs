//! The rules in the editor: bands, minimum evidence, period, red flags, balance of groups.

use std::num::NonZeroU16;

use egui::{Align, Layout, Ui, vec2};

use crate::app::{Draft, DraftChange, Field, PeriodKind, RulesDraft, Session, threshold};
use crate::model::{Combine, FlagPolicy, GroupId, SeverityRule};

use super::super::super::View;
use super::super::super::bands::{band_strip, named_bands};
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, SliderRow, TextField};
use super::change;

/// Draws the fields.
pub(super) fn rules_form(ui: &mut Ui, view: &View<'_>, (session, draft): (&Session, &Draft)) {
    let old = &draft.rules;
    let mut new = old.clone();
    widgets::text::heading(ui, "How a verdict comes about");
    ui.add_space(space::SMALL);
    bands(ui, draft, &mut new);
    ui.add_space(space::SMALL);
    evidence(ui, draft, &mut new);
    ui.add_space(space::SMALL);
    people(ui, &mut new);
    ui.add_space(space::SMALL);
    groups(ui, session, &mut new);
    if new != *old {
        change(view, DraftChange::Rules(Box::new(new)));
    }
}

fn bands(ui: &mut Ui, draft: &Draft, new: &mut RulesDraft) {
    widgets::text::card_title(ui, "Bands");
    let before = (new.keep_from, new.hard_look_from);
    let typed = new.limits.clone();
    let [keep, hard] = &mut new.limits;
    let (keep_fault, hard_fault) = (draft.fault(Field::KeepFrom), draft.fault(Field::HardLookFrom));
    end(ui, "Keep from", &mut new.keep_from, (keep, keep_fault));
    end(ui, "Hard look from, let go below", &mut new.hard_look_from, (hard, hard_fault));
    if before != (new.keep_from, new.hard_look_from) {
        new.write_limits();
    } else if typed != new.limits {
        new.read_limits();
    }
    ui.add_space(space::SMALL);
    band_strip(ui, (new.keep_from, new.hard_look_from));
    if let Some(fault) = draft.fault(Field::Bands) {
        widgets::text::running(ui, fault, size::LABEL, theme::tokens(ui).danger);
    }
    ui.add_space(space::SMALL);
    widgets::text::muted_label(ui, "Bands with names, such as A, B and C. The verdict does not depend on them.");
    named_bands(ui, &mut new.named, |place, part| draft.fault(Field::NamedBand(place, part)));
}

/// Where something begins: a slider for the feel, a field for the decimals.
fn end(ui: &mut Ui, name: &str, value: &mut f64, (typed, fault): (&mut String, Option<&str>)) {
    const FIELD: f32 = 92.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::MEDIUM;
        let slider = (ui.available_width() - FIELD - space::MEDIUM).max(120.0);
        ui.allocate_ui_with_layout(vec2(slider, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(slider);
            SliderRow::new(name, value, 0.0..=100.0).step(1.0).show(ui);
        });
        TextField::new(&format!("{name}, exactly"), typed).width(FIELD).bare().error(fault).show(ui);
    });
}

fn evidence(ui: &mut Ui, draft: &Draft, new: &mut RulesDraft) {
    widgets::text::card_title(ui, "Enough evidence");
    let text = format!("{:.0} %", new.min_coverage * 100.0);
    let coverage = SliderRow::new("At least this much answered", &mut new.min_coverage, 0.0..=1.0);
    coverage.text(&text).step(0.05).show(ui);
    ui.add_space(4.0);
    let people = TextField::new("By at least so many people", &mut new.min_people).width(200.0);
    people.error(draft.fault(Field::People)).show(ui);
    ui.horizontal_top(|ui| {
        let periods = [
            (PeriodKind::ThisQuarter, "Of this quarter"),
            (PeriodKind::LastMonths, "Of the last months"),
            (PeriodKind::LatestPerPerson, "Everybody\u{2019}s newest"),
            (PeriodKind::All, "All of them"),
        ];
        if let Some(period) = widgets::select(ui, "Which ratings count", Some(new.period), &periods, 220.0) {
            new.period = period;
        }
        if new.period == PeriodKind::LastMonths {
            let months = TextField::new("Months", &mut new.months).width(120.0);
            months.error(draft.fault(Field::Months)).show(ui);
        }
    });
}

fn people(ui: &mut Ui, new: &mut RulesDraft) {
    widgets::text::card_title(ui, "People");
    let ways = Combine::ALL.map(|way| (way, way.words()));
    if let Some(way) =
        widgets::select(ui, "How a group\u{2019}s people become one value", Some(new.combine), &ways, 320.0)
    {
        new.combine = way;
    }
    ui.add_space(4.0);
    let months = |months| NonZeroU16::new(months);
    let mut ages = vec![
        (None, "Old and new count the same".to_owned()),
        (months(6), "Half after 6 months".to_owned()),
        (months(12), "Half after 12 months".to_owned()),
        (months(24), "Half after 24 months".to_owned()),
    ];
    if let Some(own) = new.half_life_months
        && ages.iter().all(|(known, _)| *known != Some(own))
    {
        ages.push((Some(own), format!("Half after {own} months")));
    }
    let ages: Vec<(Option<NonZeroU16>, &str)> = ages.iter().map(|(months, words)| (*months, words.as_str())).collect();
    if let Some(age) = widgets::select(ui, "How the age of a rating counts", Some(new.half_life_months), &ages, 320.0) {
        new.half_life_months = age;
    }
    ui.add_space(4.0);
    let rules = [SeverityRule::AsGiven, SeverityRule::Adjusted].map(|rule| (rule, rule.words()));
    if let Some(rule) = widgets::select(ui, "Severe and lenient people", Some(new.severity), &rules, 320.0) {
        new.severity = rule;
    }
}

fn groups(ui: &mut Ui, session: &Session, new: &mut RulesDraft) {
    let business = &session.workspace.business;
    let groups: Vec<(GroupId, &str)> = business.groups.iter().map(|(id, group)| (*id, group.name.as_str())).collect();
    widgets::text::card_title(ui, "Groups");
    let words: Vec<(FlagPolicy, String)> =
        groups.iter().map(|(id, name)| (FlagPolicy::Group(*id), format!("Somebody of {name} says so"))).collect();
    let mut policies =
        vec![(FlagPolicy::Any, "One person says so"), (FlagPolicy::Majority, "Most of those who answered say so")];
    policies.extend(words.iter().map(|(policy, words)| (*policy, words.as_str())));
    if let Some(flags) = widgets::select(ui, "A red flag counts when", Some(new.flags), &policies, 320.0) {
        new.flags = flags;
    }
    ui.add_space(4.0);
    widgets::text::muted_label(ui, "How much each group’s mean counts against the others’");
    for (id, name) in groups {
        let mut weight = new.balance.get(&id).copied().unwrap_or(1.0);
        let text = if weight > 0.0 { format!("×{}", threshold(weight)) } else { "not counted".to_owned() };
        if SliderRow::new(name, &mut weight, 0.0..=3.0).text(&text).step(0.1).show(ui).changed() {
            // One is what a group counts anyway.
            if (weight - 1.0).abs() < 1e-9 {
                new.balance.remove(&id);
            } else {
                new.balance.insert(id, weight);
            }
        }
    }
}
