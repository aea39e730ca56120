//! What stands below the table: agreement, severe and lenient people, where groups differ, odd answers.

use egui::Ui;

use crate::app::{
    AgreementShown, Command, CustomersCommand, GapsShown, OddShown, PageCommand, PageTab, PeopleShown, Screen,
};
use crate::model::Locale;

use super::super::super::View;
use super::super::super::picture::picture;
use super::super::super::theme::space;
use super::super::super::widgets::{Card, ListRow, text};
use super::super::signed_bar::{SignedBar, reach, signed_bar};

/// Two figures with "to" between.
pub(super) fn between(low: f64, high: f64) -> String {
    let locale = Locale::current();
    format!("{} to {}", locale.number(low, 2), locale.number(high, 2))
}

/// How far people agree.
pub(super) fn agreement(ui: &mut Ui, view: &View<'_>, shown: &AgreementShown) {
    Card::new().title("How far people agree").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::body(ui, &shown.finding);
        let intervals = &view.state.areas.right_things.intervals;
        match intervals.answer().map(|all| all.totals) {
            Some(Ok(interval)) => {
                text::muted_label(ui, &format!("95 % interval {}.", between(interval.low, interval.high)));
            }
            Some(Err(_)) => {}
            None => drop(text::muted_label(ui, "How sure that is: working…")),
        }
        for line in &shown.lines {
            let row = ListRow::new(&line.name).detail(&line.detail).separated();
            row.show(ui, |ui| drop(text::number(ui, &line.value)));
        }
        text::muted_label(ui, "1 is full agreement, 0 no better than chance. From 0.8 reliable, from 0.667 tentative.");
    });
}

/// Severe and lenient people.
pub(super) fn people(ui: &mut Ui, shown: &PeopleShown) {
    Card::new().title("Severe and lenient people").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::body(ui, &shown.finding);
        let interval = |points: f64, error: Option<f64>| error.map(|error| (points - error, points + error));
        let reach = reach(shown.people.iter().map(|one| (Some(one.points), interval(one.points, one.error))));
        for person in &shown.people {
            let row = SignedBar {
                name: &person.name,
                points: Some(person.points),
                interval: interval(person.points, person.error),
                words: &person.words,
                detail: &person.detail,
            };
            signed_bar(ui, &row, reach);
        }
        for note in &shown.notes {
            text::muted_label(ui, note);
        }
        if !shown.people.is_empty() {
            text::muted_label(ui, "Against the mean person on the same customers; the line is one standard error.");
        }
    });
}

/// Where management and team differ.
pub(super) fn gaps(ui: &mut Ui, view: &View<'_>, shown: &GapsShown) {
    Card::new().title("Where management and team differ").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::body(ui, &shown.finding);
        let version = view.state.areas.right_things.shown.version();
        let clicked =
            shown.chart.as_ref().and_then(|chart| picture(ui, view, "where groups differ", chart, version, None));
        if let Some(criterion) = clicked.and_then(|mark| mark.id.parse().ok()) {
            view.send(Command::Customers(CustomersCommand::ShowBehindCriterion(criterion)));
        }
        let (one, other) = &shown.groups;
        text::muted_label(ui, &format!("{one} less {}, in points of 100.", other.to_lowercase()));
        if !shown.customers.is_empty() {
            ui.add_space(space::SMALL);
            text::card_title(ui, "Customers they see most differently");
        }
        for (customer, name, gap) in &shown.customers {
            let row = ListRow::new(name).separated().show(ui, |ui| drop(text::number(ui, &points(*gap))));
            if row.clicked() {
                view.send(Command::Go(Screen::Customer(*customer)));
            }
        }
    });
}

/// "+8 points", "−1 point".
fn points(points: f64) -> String {
    let size = Locale::current().number(points.abs(), 0);
    let sign = match points {
        _ if size == "0" => "",
        points if points < 0.0 => "\u{2212}",
        _ => "+",
    };
    format!("{sign}{size} {}", if size == "1" { "point" } else { "points" })
}

/// Odd answers, and where to look at them.
pub(super) fn odd(ui: &mut Ui, view: &View<'_>, shown: &OddShown) {
    Card::new().title("Odd answers").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::body(ui, &shown.finding);
        for group in &shown.groups {
            ui.add_space(space::SMALL);
            text::card_title(ui, &group.name);
            text::label(ui, &group.words);
            for line in &group.lines {
                let row = ListRow::new(&line.words).separated().show(ui, |_| {});
                if row.clicked() {
                    let tab = if line.in_ratings { PageTab::Ratings } else { PageTab::Details };
                    view.send(Command::Several(vec![
                        Command::Go(Screen::Customer(line.customer)),
                        Command::Customers(CustomersCommand::Page(PageCommand::Tab(tab))),
                    ]));
                }
            }
            if group.num_more > 0 {
                text::muted_label(ui, &format!("… and {} more.", Locale::count(group.num_more)));
            }
        }
    });
}
