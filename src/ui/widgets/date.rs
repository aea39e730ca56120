//! A field for a date: typed, or picked from a small calendar.

use egui::{
    Align, Align2, Id, Key, Layout, Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo, vec2,
};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

use super::button::icon_button;
use super::common::{focus_ring, line, mark_selected, put};
use super::field::{Edit, footer};
use super::{link, text};
use crate::model::Locale;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, medium, radius, regular, size};

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DateProblem {
    /// There is nothing where something is needed.
    #[error("Enter a date.")]
    Missing,
    /// Not a date, or one that can be read in two ways.
    #[error("Write the date like 2026-11-21.")]
    NotADate,
}

/// Reads 2026-11-21, 2026/11/21 and 21.11.2026, and 21/11/2026 or 11/21/2026 where only one reading is a date.
/// Empty text is `None`.
///
/// # Errors
/// [`DateProblem::NotADate`]; also for 3/4/2026, which is April here and March there.
pub(crate) fn parse_date(text: &str) -> Result<Option<Date>, DateProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return Err(DateProblem::NotADate) };
    let number = |part: &str| -> Result<i16, DateProblem> {
        let digits = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if digits { part.parse().map_err(|_not| DateProblem::NotADate) } else { Err(DateProblem::NotADate) }
    };
    let make = |year: i16, month: i16, day: i16| {
        let small = |n: i16| i8::try_from(n).ok();
        small(month).zip(small(day)).and_then(|(month, day)| Date::new(year, month, day).ok())
    };
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    let date = if first.len() == 4 {
        make(a, b, c)
    } else if third.len() != 4 {
        None
    } else if text.contains('/') {
        match (make(c, b, a), make(c, a, b)) {
            (Some(one), Some(other)) if one != other => None,
            (one, other) => one.or(other),
        }
    } else {
        make(c, b, a)
    };
    date.map(Some).ok_or(DateProblem::NotADate)
}

/// A field for a date in the making.
#[must_use = "a field is shown with .show(…)"]
pub(crate) struct DateField<'a> {
    label: &'a str,
    text: &'a mut String,
    today: Date,
    optional: bool,
    bare: bool,
}

/// What a field for a date found.
#[derive(Debug)]
pub(crate) struct DateEntry {
    /// The field itself.
    pub response: Response,
    /// The date; `None` when the field is empty and may be.
    pub value: Result<Option<Date>, DateProblem>,
}

impl<'a> DateField<'a> {
    /// The caller owns the text, as it was typed.
    pub(crate) const fn new(label: &'a str, text: &'a mut String, today: Date) -> Self {
        Self { label, text, today, optional: false, bare: false }
    }

    /// May stay empty.
    pub(crate) const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Without the visible label, where a column says it already; screen readers still hear it.
    pub(crate) const fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Shows it. A problem is shown below once something has been typed.
    pub(crate) fn show(self, ui: &mut Ui) -> DateEntry {
        let width = if self.bare { 168.0 } else { 200.0 };
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            if !self.bare {
                text::muted_label(ui, self.label);
            }
            let read = |text: &str| match parse_date(text) {
                Ok(None) if !self.optional => Err(DateProblem::Missing),
                other => other,
            };
            let bad = !self.text.trim().is_empty() && read(self.text).is_err();
            let id = ui.make_persistent_id(("date", self.label));
            let mut response = ui
                .horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    let edit = Edit { id, name: self.label, hint: "2026-12-31", rows: 1, bad };
                    let response = edit.show(ui, self.text, 132.0);
                    let button = icon_button(ui, Icon::Calendar, &format!("Calendar for {}", self.label));
                    let current = read(self.text).ok().flatten();
                    (response, calendar_popup(&button, id.with("calendar"), current, self.today))
                })
                .inner;
            if let Some(picked) = response.1 {
                *self.text = picked.to_string();
                response.0.mark_changed();
            }
            let value = read(self.text);
            let message = value.err().filter(|_| !self.text.trim().is_empty()).map(|problem| problem.to_string());
            footer(ui, &response.0, message.as_deref(), "");
            DateEntry { response: response.0, value }
        })
        .inner
    }
}

/// A field for a date that is needed.
pub(crate) fn date_field(ui: &mut Ui, label: &str, text: &mut String, today: Date) -> DateEntry {
    DateField::new(label, text, today).show(ui)
}

/// The calendar under its button; the day that was picked.
fn calendar_popup(button: &Response, id: Id, current: Option<Date>, today: Date) -> Option<Date> {
    let ctx = button.ctx.clone();
    if button.clicked() {
        ctx.data_mut(|data| data.insert_temp(id, current.unwrap_or(today).first_of_month()));
    }
    Popup::from_toggle_button_response(button)
        .gap(4.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Calendar")
        .show(|ui| {
            let month = ctx.data(|data| data.get_temp::<Date>(id)).unwrap_or_else(|| today.first_of_month());
            let (month_now, picked) = calendar(ui, month, current, today);
            ctx.data_mut(|data| data.insert_temp(id, month_now));
            if picked.is_some() {
                ui.close();
            }
            picked
        })
        .and_then(|shown| shown.inner)
}

const CELL: f32 = 34.0;

/// A month to pick a day from: returns the month to show next, and the day that was picked.
pub(crate) fn calendar(ui: &mut Ui, month: Date, current: Option<Date>, today: Date) -> (Date, Option<Date>) {
    let mut shown = month.first_of_month();
    let mut picked = None;
    ui.set_width(7.0 * CELL);
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let mut step = |span: Span| shown = shown.checked_add(span).unwrap_or(shown).first_of_month();
    ui.horizontal(|ui| {
        if icon_button(ui, Icon::ChevronLeft, "Previous month").clicked() {
            step((-1).months());
        }
        let name = Locale::month_year(month);
        let (rect, head) = ui.allocate_exact_size(vec2(7.0 * CELL - 64.0, size::CONTROL_HEIGHT), Sense::hover());
        head.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &name));
        let ink = theme::tokens(ui).ink;
        put(ui, line(ui, &name, medium(size::BODY), ink, rect.width()), rect.center(), Align2::CENTER_CENTER);
        if icon_button(ui, Icon::ChevronRight, "Next month").clicked() {
            step(1.month());
        }
    });
    let (back, on) = ui.input(|input| (input.key_pressed(Key::PageUp), input.key_pressed(Key::PageDown)));
    if back || on {
        step(if back { (-1).months() } else { 1.month() });
    }
    ui.add_space(4.0);
    weekday_names(ui);
    let first = month.first_of_month();
    let lead = i64::from(first.weekday().since(Weekday::Monday));
    for week in 0..6_i64 {
        ui.horizontal(|ui| {
            for weekday in 0..7_i64 {
                let Ok(day) = first.checked_add((week * 7 + weekday - lead).days()) else { continue };
                if day_button(ui, day, DayLook { current, today, in_month: day.month() == first.month() }) {
                    picked = Some(day);
                }
            }
        });
    }
    ui.add_space(6.0);
    if link(ui, "Today").clicked() {
        picked = Some(today);
    }
    (shown, picked)
}

fn weekday_names(ui: &mut Ui) {
    let t = theme::tokens(ui);
    let (row, _) = ui.allocate_exact_size(vec2(7.0 * CELL, 22.0), Sense::hover());
    for (i, name) in ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].into_iter().enumerate() {
        let centre = egui::pos2(row.left() + (i as f32 + 0.5) * CELL, row.center().y);
        put(ui, line(ui, name, regular(size::SMALL), t.muted, CELL), centre, Align2::CENTER_CENTER);
    }
}

#[derive(Clone, Copy)]
struct DayLook {
    current: Option<Date>,
    today: Date,
    in_month: bool,
}

fn day_button(ui: &mut Ui, day: Date, look: DayLook) -> bool {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(CELL, CELL - 2.0), Sense::click());
    let selected = look.current == Some(day);
    let name = Locale::current().date_long(day);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    mark_selected(ui, &response, selected);
    let box_ = Rect::from_center_size(rect.center(), Vec2::splat(30.0));
    let ink = match (selected, look.in_month) {
        (true, _) => t.on_accent,
        (false, true) => t.ink,
        (false, false) => t.muted,
    };
    if selected {
        ui.painter().rect_filled(box_, radius::CONTROL, t.accent);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(box_, radius::CONTROL, t.hover);
    }
    if day == look.today && !selected {
        ui.painter().rect_stroke(box_, radius::CONTROL, Stroke::new(1.0, t.accent), StrokeKind::Inside);
    }
    let number = line(ui, &day.day().to_string(), regular(size::CONTROL), ink, CELL);
    put(ui, number, rect.center(), Align2::CENTER_CENTER);
    focus_ring(ui, &response, box_.shrink(2.0), radius::CONTROL - 2);
    response.clicked()
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;
    use jiff::civil::date;

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn dates_as_people_write_them() {
        let day = date(2026, 11, 21);
        let table = [
            ("2026-11-21", Ok(Some(day))),
            (" 2026/11/21 ", Ok(Some(day))),
            ("21.11.2026", Ok(Some(day))),
            ("21. 11. 2026", Ok(Some(day))),
            ("21/11/2026", Ok(Some(day))),
            ("11/21/2026", Ok(Some(day))),
            ("4/4/2026", Ok(Some(date(2026, 4, 4)))),
            ("", Ok(None)),
            ("3/4/2026", Err(DateProblem::NotADate)),
            ("2026-02-30", Err(DateProblem::NotADate)),
            ("2026-13-01", Err(DateProblem::NotADate)),
            ("21.11.26", Err(DateProblem::NotADate)),
            ("tomorrow", Err(DateProblem::NotADate)),
            ("2026-11", Err(DateProblem::NotADate)),
            ("2026-11-21-1", Err(DateProblem::NotADate)),
            ("99999-11-21", Err(DateProblem::NotADate)),
            ("-2026-11-21", Err(DateProblem::NotADate)),
        ];
        for (text, expected) in table {
            assert_eq!(parse_date(text), expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,16}") {
            if let Ok(Some(day)) = parse_date(&text) {
                proptest::prop_assert_eq!(parse_date(&day.to_string()), Ok(Some(day)));
            }
        }
    }

    #[test]
    fn a_day_is_picked_from_the_calendar() {
        let mut window = window(String::from("2026-11-21"), |ui, text| {
            date_field(ui, "Review on", text, date(2026, 11, 22));
        });
        window.run();
        window.get_by_label("Calendar for Review on").click();
        window.run();
        window.get_by_role_and_label(Role::Heading, "November 2026");
        window.get_by_label("Next month").click();
        window.run();
        window.get_by_label("24 December 2026").click();
        window.run();
        assert_eq!(window.state(), "2026-12-24", "picked");
        assert!(window.query_by_label("Next month").is_none(), "and closed");
    }

    #[test]
    fn the_calendar_works_by_keyboard() {
        let mut window = window(String::new(), |ui, text| {
            date_field(ui, "Review on", text, date(2026, 11, 22));
        });
        window.run();
        window.get_by_label("Calendar for Review on").focus();
        window.run();
        window.key_press(Key::Enter);
        window.run();
        window.key_press(Key::PageDown);
        window.run();
        window.get_by_label("1 December 2026").focus();
        window.run();
        window.key_press(Key::ArrowRight);
        window.run();
        window.key_press(Key::Enter);
        window.run();
        assert_eq!(window.state(), "2026-12-02", "picked without a mouse");
    }

    #[test]
    fn a_wrong_date_says_how_to_write_it() {
        let mut window = window(String::from("3/4/2026"), |ui, text| {
            date_field(ui, "Since", text, date(2026, 11, 22));
        });
        window.run();
        window.get_by_role_and_label(Role::Label, "Write the date like 2026-11-21.");
    }
}
