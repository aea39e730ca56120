//! A field for a number, read as people write it: 1,5 and 1.5, 12 000 and 12.000,50.

use egui::{Align, Layout, Response, Ui, vec2};

use super::field::{Edit, footer};
use super::text;
use crate::model::Locale;

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NumberProblem {
    /// There is nothing where something is needed.
    #[error("Enter a number.")]
    Missing,
    /// Not a number at all.
    #[error("This is not a number. Write it like 1,5 or 1.5.")]
    NotANumber,
    /// "12,000" is twelve in one country and twelve thousand in another.
    #[error("This can be read in two ways. Write 12000 or 12,00.")]
    TwoWays,
    /// Not between the ends.
    #[error("This is outside of what is possible here.")]
    OutOfRange,
}

/// Reads a number with a comma or a point, with or without separated thousands. Empty text is `None`.
///
/// # Errors
/// [`NumberProblem::NotANumber`], or [`NumberProblem::TwoWays`] for a single separator before three digits.
pub(crate) fn parse_number(text: &str) -> Result<Option<f64>, NumberProblem> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '_')).collect();
    let compact = compact.replace('−', "-");
    if compact.is_empty() {
        return Ok(None);
    }
    let (sign, digits) = match compact.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, compact.strip_prefix('+').unwrap_or(&compact)),
    };
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    if !digits.chars().all(allowed) || !digits.contains(|c: char| c.is_ascii_digit()) {
        return Err(NumberProblem::NotANumber);
    }
    let last = digits.rfind([',', '.']);
    let kinds = [',', '.'].map(|c| digits.matches(c).count());
    let plain = match (last, kinds) {
        (None, _) => digits.to_owned(),
        // Both kinds: the last one starts the decimals, the other groups the thousands.
        (Some(at), [commas, points]) if commas > 0 && points > 0 => {
            let (whole, decimals) = digits.split_at(at);
            let decimal = &decimals[..1];
            if whole.contains(decimal) || !grouped(whole) {
                return Err(NumberProblem::NotANumber);
            }
            format!("{}.{}", whole.replace([',', '.'], ""), &decimals[1..])
        }
        // The same kind several times groups the thousands.
        (Some(_), [commas, points]) if commas + points > 1 => {
            if !grouped(digits) {
                return Err(NumberProblem::NotANumber);
            }
            digits.replace([',', '.'], "")
        }
        (Some(at), _) => {
            let (whole, decimals) = (&digits[..at], &digits[at + 1..]);
            if decimals.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0') {
                return Err(NumberProblem::TwoWays);
            }
            format!("{}.{}", if whole.is_empty() { "0" } else { whole }, decimals)
        }
    };
    let value: f64 = plain.trim_end_matches('.').parse().map_err(|_not| NumberProblem::NotANumber)?;
    if value.is_finite() { Ok(Some(sign * value)) } else { Err(NumberProblem::NotANumber) }
}

/// Whether separators stand before every third digit.
fn grouped(text: &str) -> bool {
    let mut groups = text.split([',', '.']);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// A field for a number in the making.
#[must_use = "a field is shown with .show(…)"]
pub(crate) struct NumberField<'a> {
    label: &'a str,
    text: &'a mut String,
    unit: &'a str,
    range: (f64, f64),
    optional: bool,
    width: f32,
}

/// What a field for a number found.
#[derive(Debug)]
pub(crate) struct NumberEntry {
    /// The field itself.
    pub response: Response,
    /// The number; `None` when the field is empty and may be.
    pub value: Result<Option<f64>, NumberProblem>,
}

impl<'a> NumberField<'a> {
    /// The caller owns the text, as it was typed.
    pub(crate) const fn new(label: &'a str, text: &'a mut String) -> Self {
        Self { label, text, unit: "", range: (f64::NEG_INFINITY, f64::INFINITY), optional: false, width: 160.0 }
    }

    /// What is counted, shown behind the label.
    pub(crate) const fn unit(mut self, unit: &'a str) -> Self {
        self.unit = unit;
        self
    }

    /// The smallest and the largest number allowed.
    pub(crate) const fn between(mut self, min: f64, max: f64) -> Self {
        self.range = (min, max);
        self
    }

    /// May stay empty.
    pub(crate) const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Not wider than this, points.
    pub(crate) const fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Shows it. A problem is shown below once something has been typed.
    pub(crate) fn show(self, ui: &mut Ui) -> NumberEntry {
        let width = self.width.min(ui.available_width());
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let name =
                if self.unit.is_empty() { self.label.to_owned() } else { format!("{} ({})", self.label, self.unit) };
            text::muted_label(ui, &name);
            let (min, max) = self.range;
            let read = |text: &str| match parse_number(text) {
                Ok(None) if !self.optional => Err(NumberProblem::Missing),
                Ok(Some(value)) if value < min || value > max => Err(NumberProblem::OutOfRange),
                other => other,
            };
            let bad = !self.text.trim().is_empty() && read(self.text).is_err();
            let id = ui.make_persistent_id(("number", self.label));
            let response = Edit { id, name: &name, hint: "", rows: 1, bad }.show(ui, self.text, width);
            let value = read(self.text);
            let message = match value {
                Err(NumberProblem::OutOfRange) => Some(outside(min, max)),
                Err(problem) if !self.text.trim().is_empty() => Some(problem.to_string()),
                _ => None,
            };
            footer(ui, &response, message.as_deref(), "");
            NumberEntry { response, value }
        })
        .inner
    }
}

fn outside(min: f64, max: f64) -> String {
    let finite = (min.is_finite(), max.is_finite());
    let (min, max) = (Locale::current().typed(min), Locale::current().typed(max));
    match finite {
        (true, true) => format!("Enter a number from {min} to {max}."),
        (true, false) => format!("Enter {min} or more."),
        (false, _) => format!("Enter {max} or less."),
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn numbers_as_people_write_them() {
        let table: &[(&str, Result<Option<f64>, NumberProblem>)] = &[
            ("", Ok(None)),
            ("  ", Ok(None)),
            ("1,5", Ok(Some(1.5))),
            ("1.5", Ok(Some(1.5))),
            ("-3", Ok(Some(-3.0))),
            ("−3", Ok(Some(-3.0))),
            ("+3", Ok(Some(3.0))),
            (".5", Ok(Some(0.5))),
            ("5,", Ok(Some(5.0))),
            ("84 000", Ok(Some(84000.0))),
            ("84'000.50", Ok(Some(84000.5))),
            ("84.000,50", Ok(Some(84000.5))),
            ("84,000.50", Ok(Some(84000.5))),
            ("1,234,567", Ok(Some(1_234_567.0))),
            ("1.234.567,8", Ok(Some(1_234_567.8))),
            ("0,125", Ok(Some(0.125))),
            ("1234,567", Ok(Some(1234.567))),
            ("84,000", Err(NumberProblem::TwoWays)),
            ("1.234", Err(NumberProblem::TwoWays)),
            ("1,2,3", Err(NumberProblem::NotANumber)),
            ("1.2,3.4", Err(NumberProblem::NotANumber)),
            ("1,23.4", Err(NumberProblem::NotANumber)),
            ("abc", Err(NumberProblem::NotANumber)),
            ("1e9", Err(NumberProblem::NotANumber)),
            ("NaN", Err(NumberProblem::NotANumber)),
            ("-", Err(NumberProblem::NotANumber)),
            (",", Err(NumberProblem::NotANumber)),
            ("٣", Err(NumberProblem::NotANumber)),
        ];
        for (text, expected) in table {
            assert_eq!(parse_number(text), *expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,24}") {
            if let Ok(Some(value)) = parse_number(&text) {
                proptest::prop_assert!(value.is_finite());
            }
        }

        #[test]
        fn a_field_reads_what_was_put_into_it(value in proptest::num::f64::NORMAL, tag in "de|en|sv|de-CH") {
            let text = Locale::of(&tag).typed(value);
            proptest::prop_assert_eq!(parse_number(&text), Ok(Some(value)), "{}", text);
        }

        #[test]
        fn a_number_with_few_decimals_is_read_back(thousandths in -1_000_000_i32..1_000_000, tag in "de|en") {
            let value = f64::from(thousandths) / 1000.0;
            let text = Locale::of(&tag).typed(value);
            proptest::prop_assert_eq!(parse_number(&text), Ok(Some(value)), "{}", text);
        }

        #[test]
        fn a_written_number_is_read_back(value in -1e9_f64..1e9) {
            for text in [format!("{value:.2}"), format!("{value:.2}").replace('.', ",")] {
                let read = parse_number(&text).unwrap().unwrap();
                proptest::prop_assert!((read - value).abs() < 0.006, "{} read as {}", text, read);
            }
        }
    }

    #[test]
    fn a_problem_is_shown_below() {
        let mut window = window((String::from("130"), None), |ui, (text, value)| {
            *value = NumberField::new("Keep from", text).unit("points").between(0.0, 100.0).show(ui).value.ok();
        });
        window.run();
        window.get_by_role_and_label(egui::Role::Label, "Enter a number from 0 to 100.");
        assert_eq!(window.state().1, None, "not taken");
        window.state_mut().0 = "70,5".into();
        window.run();
        assert_eq!(window.state().1, Some(Some(70.5)), "taken");
    }
}
