//! What is drawn of the history: who is in it, who is stressed, and what the rest does on the whole.

use super::{HistoryGround, HistoryState, LinePoint, Who};
use crate::app::explore::{Spot, customers_text, fits};
use crate::model::Locale;

/// At most so many lines are drawn.
pub const MOST_LINES: usize = 200;
/// At most so many lines are stressed; more could not be told apart.
pub const MOST_STRESSED: usize = 8;
/// A change by this part of the scale is worth telling.
const WORTH_TELLING: f64 = 0.1;

/// What is drawn. Lines are places in [`HistoryGround::lines`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HistoryShown {
    /// Lines in the background, those that changed most first.
    pub lines: Vec<usize>,
    /// Lines in a colour of their own, with their name; the ticked first, then those whose name was typed.
    pub stressed: Vec<usize>,
    /// The mean of everybody chosen, whether drawn or not.
    pub average: Vec<LinePoint>,
    /// Who is listed.
    pub listed: Vec<usize>,
    /// How many customers are chosen.
    pub num: usize,
    /// The finding in a sentence.
    pub finding: String,
    /// What is not drawn; may be empty.
    pub note: String,
}

impl HistoryShown {
    pub(super) fn of(ground: &HistoryGround, area: &HistoryState) -> Self {
        let is_chosen = |place: &usize| ground.lines.get(*place).is_some_and(|line| area.who.holds(line));
        let chosen: Vec<usize> = (0..ground.lines.len()).filter(is_chosen).collect();
        let wanted = area.search.trim().to_lowercase();
        let is_named = |place: &usize| ground.names.get(*place).is_some_and(|name| fits(name, &wanted));
        let named: Vec<usize> = chosen.iter().copied().filter(is_named).collect();
        let is_picked =
            |place: &usize| ground.lines.get(*place).is_some_and(|line| area.picked.contains(&line.customer));
        let picked = chosen.iter().copied().filter(is_picked);
        let typed = named.iter().copied().filter(|place| !wanted.is_empty() && !is_picked(place));
        let all_stressed: Vec<usize> = picked.chain(typed).collect();
        let stressed: Vec<usize> = all_stressed.iter().copied().take(MOST_STRESSED).collect();
        let lines: Vec<usize> =
            chosen.iter().copied().filter(|place| !stressed.contains(place)).take(MOST_LINES).collect();
        let mut notes = Vec::new();
        if lines.len() + stressed.len() < chosen.len() {
            let (drawn, all) = (Locale::count(lines.len() + stressed.len()), Locale::count(chosen.len()));
            notes.push(format!("{drawn} of {all} shown: those that changed most"));
        }
        if stressed.len() < all_stressed.len() {
            let all = Locale::count(all_stressed.len());
            notes.push(format!("{} of {all} stand out; more could not be told apart", stressed.len()));
        }
        if ground.num_unrated > 0 {
            notes.push(format!("{} without a rating", customers_text(ground.num_unrated)));
        }
        Self {
            average: average(ground, &chosen),
            num: chosen.len(),
            finding: finding(ground, &chosen),
            note: notes.join(" · "),
            listed: named,
            lines,
            stressed,
        }
    }

    /// The line nearest to a place, no further away than `reach` to the side or up; those that stand out first.
    pub fn nearest(&self, ground: &HistoryGround, at: Spot, reach: [f64; 2]) -> Option<usize> {
        let nearest = |places: &[usize]| {
            let far = |place: usize| Some((distance(ground, place, at, reach)?, place));
            let near = places.iter().filter_map(|place| far(*place)).filter(|(distance, _)| *distance <= 1.0);
            near.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, place)| place)
        };
        nearest(&self.stressed).or_else(|| nearest(&self.lines))
    }
}

/// How far a line passes from a place, in reaches; only its parts within reach are looked at.
fn distance(ground: &HistoryGround, place: usize, at: Spot, [x, y]: [f64; 2]) -> Option<f64> {
    let points = &ground.lines.get(place)?.points;
    let spot = |point: &LinePoint| ((point.quarter as f64 + 0.5 - at.x) / x, (point.value - at.y) / y);
    let first = points.partition_point(|point| point.quarter as f64 + 1.5 < at.x - x);
    let near = points.get(first..).unwrap_or_default();
    let near: Vec<&LinePoint> = near.iter().take_while(|point| point.quarter as f64 - 0.5 <= at.x + x).collect();
    let dots = near.iter().map(|point| {
        let (x, y) = spot(point);
        x.hypot(y)
    });
    let joined = near.windows(2).filter(|pair| pair[0].quarter + 1 == pair[1].quarter);
    let sides = joined.map(|pair| {
        let ((ax, ay), (bx, by)) = (spot(pair[0]), spot(pair[1]));
        let (dx, dy) = (bx - ax, by - ay);
        let along = (-(ax * dx + ay * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (ax + along * dx).hypot(ay + along * dy)
    });
    dots.chain(sides).filter(|distance| distance.is_finite()).min_by(f64::total_cmp)
}

/// The mean of those with a value, quarter by quarter.
fn average(ground: &HistoryGround, chosen: &[usize]) -> Vec<LinePoint> {
    let mut sums = vec![(0.0, 0_u32); ground.quarters.len()];
    for point in chosen.iter().filter_map(|place| ground.lines.get(*place)).flat_map(|line| &line.points) {
        if let Some((sum, n)) = sums.get_mut(point.quarter) {
            (*sum, *n) = (*sum + point.value, *n + 1);
        }
    }
    let mean = |(quarter, (sum, n)): (usize, (f64, u32))| LinePoint { quarter, value: sum / f64::from(n), people: n };
    sums.into_iter().enumerate().filter(|(_, (_, n))| *n > 0).map(mean).collect()
}

fn finding(ground: &HistoryGround, chosen: &[usize]) -> String {
    let changes = chosen.iter().filter_map(|place| ground.lines.get(*place)).filter(|line| line.points.len() > 1);
    let changes: Vec<f64> = changes.map(super::HistoryLine::change).collect();
    let on = match ground.bands {
        Some(_) => String::new(),
        None => format!(" on “{}”", ground.measure),
    };
    if changes.is_empty() {
        let nobody =
            if chosen.is_empty() { "Nobody here has been rated yet" } else { "Nobody has been rated twice yet" };
        return format!("{nobody}{on}");
    }
    let better = changes.iter().filter(|change| **change >= WORTH_TELLING - 1e-9).count();
    let worse = changes.iter().filter(|change| **change <= 1e-9 - WORTH_TELLING).count();
    let of = format!("{} rated twice or more", customers_text(changes.len()));
    let by = if ground.bands.is_some() { "10 points or more" } else { "a tenth of the scale or more" };
    if better + worse == 0 {
        return format!("None of {of} changed{on} by {by}");
    }
    let count = |num: usize| if num == 0 { "none".to_owned() } else { Locale::count(num) };
    let (better, worse) = (count(better), count(worse));
    format!("Of {of}, {better} rose and {worse} fell{on} by {by}")
}

impl Who {
    /// Whether a customer is chosen.
    pub fn holds(&self, line: &super::HistoryLine) -> bool {
        match self {
            Self::Current => line.is_current,
            Self::Gone => !line.is_current,
            Self::Verdict(verdict) => line.is_current && line.verdict == *verdict,
            Self::Segment(segment) => line.is_current && line.segment == *segment,
        }
    }

    /// In words: "All customers we work for".
    pub fn words(&self) -> String {
        match self {
            Self::Current => "All current customers".to_owned(),
            Self::Gone => "Those who are gone".to_owned(),
            Self::Verdict(verdict) => verdict.words().to_owned(),
            Self::Segment(segment) => segment.to_string(),
        }
    }
}
