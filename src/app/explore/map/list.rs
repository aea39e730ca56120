//! The list beside the map, and the selected added up.

use std::cmp::Ordering;

use super::{MapGround, MapPoint, MapState};
use crate::app::explore::fits;
use crate::model::Verdict;

/// Who is listed beside the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListShown {
    /// Everybody on the map, to find and tick somebody.
    #[default]
    Everybody,
    /// The selected.
    Selected,
}

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// By name, A first.
    Name,
    /// By verdict and score, the worst first.
    #[default]
    Worst,
    /// By verdict and score, the best first.
    Best,
    /// By what they bring, the most first.
    Value,
    /// By what they take, the most first.
    Effort,
}

impl SortBy {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Worst, Self::Best, Self::Value, Self::Effort, Self::Name];

    /// In words, for a menu.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Worst => "Worst verdict first",
            Self::Best => "Best verdict first",
            Self::Value => "Most value first",
            Self::Effort => "Most effort first",
            Self::Name => "By name",
        }
    }

    /// Sorts places of the ground.
    pub(super) fn sort(self, places: &mut [usize], ground: &MapGround) {
        places.sort_by(|a, b| match (ground.points.get(*a), ground.points.get(*b)) {
            (Some(one), Some(other)) => self.order(one, other).then_with(|| ground.names[*a].cmp(&ground.names[*b])),
            _ => a.cmp(b),
        });
    }

    fn order(self, one: &MapPoint, other: &MapPoint) -> Ordering {
        match self {
            Self::Name => Ordering::Equal,
            Self::Worst => worse_first(one, other),
            Self::Best => better_first(one, other),
            Self::Value => other.value.total_cmp(&one.value),
            Self::Effort => other.effort.total_cmp(&one.effort),
        }
    }
}

/// The worst verdict first, those nobody knows enough about last.
const fn step(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::LetGo => 0,
        Verdict::HardLook => 1,
        Verdict::Keep => 2,
        Verdict::NotEnough => 3,
    }
}

fn worse_first(one: &MapPoint, other: &MapPoint) -> Ordering {
    let score = |point: &MapPoint| point.score.unwrap_or(f64::INFINITY);
    step(one.verdict).cmp(&step(other.verdict)).then_with(|| score(one).total_cmp(&score(other)))
}

fn better_first(one: &MapPoint, other: &MapPoint) -> Ordering {
    let is_unknown = |point: &MapPoint| point.verdict == Verdict::NotEnough;
    let score = |point: &MapPoint| point.score.unwrap_or(f64::NEG_INFINITY);
    let by_verdict = step(other.verdict).cmp(&step(one.verdict));
    is_unknown(one).cmp(&is_unknown(other)).then(by_verdict).then_with(|| score(other).total_cmp(&score(one)))
}

/// Places of those listed, sorted.
pub(super) fn listed(ground: &MapGround, area: &MapState) -> Vec<usize> {
    let wanted = area.search.trim().to_lowercase();
    let is_wanted = |place: &usize| ground.names.get(*place).is_some_and(|name| fits(name, &wanted));
    let mut places: Vec<usize> = match area.list {
        ListShown::Everybody => (0..ground.points.len()).filter(is_wanted).collect(),
        ListShown::Selected => area.marked.iter().copied().filter(is_wanted).collect(),
    };
    area.sort.sort(&mut places, ground);
    places
}

/// The selected customers added up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MapSummary {
    /// How many.
    pub num: usize,
    /// What they bring together.
    pub value: f64,
    /// What they take together.
    pub effort: f64,
    /// Their part of what everybody on the map brings, 0–1; `None` if that is nothing or a loss.
    pub value_share: Option<f64>,
    /// Their part of what everybody on the map takes, 0–1.
    pub effort_share: Option<f64>,
    /// How many at each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [usize; 4],
}

impl MapSummary {
    pub(super) fn of(ground: &MapGround, places: &[usize]) -> Self {
        let points: Vec<&MapPoint> = places.iter().filter_map(|place| ground.points.get(*place)).collect();
        let value: f64 = points.iter().map(|point| point.value).sum();
        let effort: f64 = points.iter().map(|point| point.effort).sum();
        let all_value: f64 = ground.points.iter().map(|point| point.value).sum();
        let all_effort: f64 = ground.points.iter().map(|point| point.effort).sum();
        let share = |part: f64, whole: f64| (whole > 0.0 && part >= 0.0 && part <= whole).then(|| part / whole);
        Self {
            num: points.len(),
            value,
            effort,
            value_share: share(value, all_value),
            effort_share: share(effort, all_effort),
            verdicts: Verdict::ALL.map(|verdict| points.iter().filter(|point| point.verdict == verdict).count()),
        }
    }
}
