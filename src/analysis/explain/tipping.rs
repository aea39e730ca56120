//! What would tip the verdict, in words: weights, one answer, all answers on one criterion.

use crate::analysis::words::{answer_text, group_text, number_word, percent_text, quoted, upper_first, verdict_text};
use crate::model::{Criterion, Locale, Scale};

use super::Case;

impl Case<'_> {
    /// "The verdict holds under 93 % of all weightings; one point more on “pays on time” from the team would make it
    /// hard look."
    pub(super) fn tipping(&self) -> String {
        let weightings = match self.fragility.weightings {
            None => None,
            Some(_) if self.fragility.no_weights_can_change() => Some("No weights can change this verdict".to_owned()),
            // Only weightings that leave nearly everything out could.
            Some(share) if share >= 1.0 - 1e-9 => Some("The verdict holds under nearly every weighting".to_owned()),
            Some(share) => Some(format!("The verdict holds under {} of all weightings", percent_text(share))),
        };
        match (weightings, self.one_answer()) {
            (Some(weightings), Some(one)) => format!("{weightings}; {one}."),
            (None, Some(one)) => format!("{}.", upper_first(&one)),
            (Some(weightings), None) => format!("{weightings}. {}", self.one_criterion()),
            (None, None) => self.one_criterion(),
        }
    }

    /// The smallest change of a single answer that alters the verdict, without a full stop: "one point more on “pays
    /// on time” from the team would make it hard look".
    pub(super) fn one_answer(&self) -> Option<String> {
        let change = self.answer_change?;
        let version = self.customer.ratings.get(&change.rating)?.version;
        // The scale it was given on, which may be an older one.
        let version = self.judged.card.versions.iter().find(|old| old.number == version)?;
        let criterion = version.criterion(change.criterion)?;
        let what = match &criterion.scale {
            Scale::YesNo if change.to > 0.5 => "a yes instead of a no".to_owned(),
            Scale::YesNo => "a no instead of a yes".to_owned(),
            Scale::Points { .. } => {
                let direction = if change.to > change.from { "more" } else { "less" };
                // Points are whole and at most 100 apart.
                let points = (1..=100_u8).find(|points| f64::from(*points) + 0.5 > (change.to - change.from).abs());
                let points = usize::from(points.unwrap_or(1));
                let noun = if points == 1 { "point" } else { "points" };
                format!("{} {noun} {direction}", number_word(points))
            }
            Scale::Measure { unit, .. } => {
                let unit = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
                format!("{}{unit} instead of {}", exact_text(change.to), exact_text(change.from))
            }
        };
        let name = quoted(&self.criteria.get(change.place)?.name);
        let group = group_text(&self.judged.workspace.business, change.group);
        Some(format!("{what} on {name} from {group} would make it {}", verdict_text(change.verdict)))
    }

    /// What all answers on one criterion would have to become for another verdict, on its own scale.
    fn one_criterion(&self) -> String {
        let Some(flip) = self.fragility.criterion else {
            return "No single criterion could change it.".to_owned();
        };
        let criterion = self.criteria[flip.criterion];
        let name = quoted(&criterion.name);
        let verdict = verdict_text(flip.verdict);
        let (from, to) = (criterion.answer_for(flip.from), criterion.answer_for(flip.to));
        let is_rise = to > from;
        let verb = if is_rise { "rise" } else { "fall" };
        // Rounded away from where it stands, so that what is written is enough.
        let to = rounded_away(criterion, to, is_rise);
        let (from, to) = (answer_text(criterion, from), answer_text(criterion, to));
        if from == to {
            return format!(
                "No single answer can change it; on {name} (now {from}) the smallest change of all would make it {verdict}."
            );
        }
        let past = match (flip.to < flip.from, is_rise) {
            (false, _) => "",
            (true, true) => "more than ",
            (true, false) => "less than ",
        };
        format!(
            "No single answer can change it; on {name} all answers together would have to {verb} from {from} to \
             {past}{to} to make it {verdict}."
        )
    }
}

/// A number with as many decimals as it has, four at most.
fn exact_text(number: f64) -> String {
    let is_enough = |decimals: &usize| {
        let scaled = number * [1.0, 10.0, 100.0, 1e3, 1e4][*decimals];
        (scaled - scaled.round()).abs() < 1e-6 * scaled.abs().max(1.0)
    };
    Locale::current().number(number, (0..=4).find(is_enough).unwrap_or(4))
}

/// Rounds a mean on its own scale to what is shown, up or down.
fn rounded_away(criterion: &Criterion, own: f64, up: bool) -> f64 {
    let unit = match &criterion.scale {
        Scale::YesNo => 0.01,
        Scale::Points { .. } => 0.1,
        Scale::Measure { worst, best, .. } => {
            if (best.value() / 2.0 - worst.value() / 2.0).abs() >= 10.0 {
                1.0
            } else {
                0.1
            }
        }
    };
    let steps = own / unit;
    (if up { (steps - 1e-6).ceil() } else { (steps + 1e-6).floor() }) * unit
}
