//! Charts of data nobody would draw on purpose: nothing, far too much, all the same, names of any length.

use keepwise::charts::{
    Aside, Bar, BarRow, Chart, Contribution, Contributions, CriterionBars, Difference, Differences, Distribution,
    DistributionRow, Dumbbell, DumbbellGroup, DumbbellRow, Heatmap, HeatmapCell, HeatmapColumn, HeatmapRow, Interval,
    Kind, Meaning, Neutral, Radar, RadarAxis, RuleChange, Ruler, Shape, Spread, Threshold, Trend, TrendDecision,
    TrendPoint, TrendSeries, VerdictCounts,
};
use keepwise::model::Verdict;

mod summary;

/// What hostile charts are made from: the same numbers, names and rulers poured into every kind.
#[derive(Debug, Clone)]
pub(crate) struct Ingredients {
    pub(super) names: Vec<String>,
    pub(super) rulers: Vec<Ruler>,
    /// Taken round and round.
    pub(super) values: Vec<Option<f64>>,
    pub(super) counts: Vec<u32>,
    pub(super) groups: usize,
}

fn nth<T: Clone>(list: &[T], at: usize) -> Option<T> {
    (!list.is_empty()).then(|| list[at % list.len()].clone())
}

impl Ingredients {
    fn value(&self, at: usize) -> Option<f64> {
        nth(&self.values, at).flatten()
    }

    fn count(&self, at: usize) -> u32 {
        nth(&self.counts, at).unwrap_or(0)
    }

    fn ruler(&self, at: usize) -> Ruler {
        nth(&self.rulers, at).unwrap_or(Ruler::Score)
    }

    fn some(&self, from: usize, number: usize) -> Vec<f64> {
        (from..from + number).filter_map(|at| self.value(at)).collect()
    }

    fn rows(&self) -> impl Iterator<Item = (usize, String, String)> + '_ {
        self.names.iter().enumerate().map(|(at, name)| (at, format!("id-{at}"), name.clone()))
    }

    fn chart(&self, kind: Kind) -> Chart {
        let title = self.names.join(" ");
        Chart { source: title.clone(), subtitle: title.clone(), ..Chart::new(title, kind) }
    }

    /// Every kind of chart, made of these.
    pub(crate) fn charts(&self) -> Vec<Chart> {
        let mut kinds = vec![
            Kind::CriterionBars(self.bars()),
            Kind::Dumbbell(self.dumbbell()),
            Kind::Radar(self.radar()),
            Kind::Trend(self.trend(1)),
            Kind::Trend(self.trend(usize::MAX)),
            Kind::Contributions(self.contributions()),
            Kind::Differences(self.differences()),
            Kind::Heatmap(self.heatmap()),
            Kind::VerdictCounts(VerdictCounts {
                keep: self.count(0),
                hard_look: self.count(1),
                let_go: self.count(2),
                not_enough: self.count(3),
            }),
        ];
        kinds.extend(
            [Neutral::Aside, Neutral::Centre, Neutral::Stacked]
                .map(|neutral| Kind::Distribution(self.distribution(neutral))),
        );
        kinds.extend(self.summary_kinds());
        kinds.into_iter().map(|kind| self.chart(kind)).collect()
    }

    fn bars(&self) -> CriterionBars {
        let bar = |at: usize| {
            let ends = || (self.value(at).unwrap_or(f64::NAN), self.value(at + 1).unwrap_or(1.0));
            let spread = match at % 4 {
                0 => Spread::Answers(self.some(at, self.count(at) as usize % 40)),
                1 => Spread::Range { low: ends().0, high: ends().1 },
                2 => Spread::Interval { low: ends().0, high: ends().1 },
                _ => Spread::None,
            };
            Bar { mean: self.value(at), spread, n: self.count(at) }
        };
        let row = |(at, id, name)| BarRow {
            id,
            name,
            ruler: self.ruler(at),
            bars: (0..self.groups).map(|group| bar(at + group)).collect(),
            reference: self.value(at + 7),
            minimum: self.value(at + 5),
        };
        CriterionBars {
            groups: self.names.iter().take(self.groups).cloned().collect(),
            reference: self.names.first().cloned().unwrap_or_default(),
            rows: self.rows().map(row).collect(),
        }
    }

    fn dumbbell(&self) -> Dumbbell {
        let group = |at: usize| DumbbellGroup {
            id: at.to_string(),
            name: nth(&self.names, at).unwrap_or_default(),
            shape: Shape::nth(at),
        };
        let row = |(at, id, name)| DumbbellRow {
            id,
            name,
            ruler: self.ruler(at),
            answers: self.some(at, self.count(at) as usize % 60),
            means: (0..self.groups).map(|group| self.value(at + group)).collect(),
            mean: self.value(at),
            n: self.count(at),
        };
        Dumbbell { groups: (0..self.groups).map(group).collect(), rows: self.rows().map(row).collect() }
    }

    fn radar(&self) -> Radar {
        let axis = |(at, id, name)| RadarAxis {
            id,
            name,
            ruler: self.ruler(at),
            value: self.value(at),
            average: self.value(at + 3),
            minimum: self.value(at + 5),
            n: self.count(at),
        };
        let name = |at: usize| nth(&self.names, at).unwrap_or_default();
        Radar { series: name(0), average: name(1), axes: self.rows().map(axis).collect() }
    }

    fn trend(&self, most_series: usize) -> Trend {
        let point = |at: usize| TrendPoint {
            value: self.value(at),
            n: self.count(at),
            interval: self.value(at + 1).zip(self.value(at + 2)).map(|(low, high)| Interval { low, high }),
        };
        let series = |(at, id, name)| TrendSeries { id, name, points: (at..at + 12).map(point).collect() };
        let threshold = |at: usize| Threshold {
            value: self.value(at).unwrap_or(f64::NAN),
            label: nth(&self.names, at).unwrap_or_default(),
            verdict: nth(&Verdict::ALL, at),
        };
        let change = |at: usize| RuleChange {
            from_period: self.count(at) as usize % 20,
            label: nth(&self.names, at).unwrap_or_default(),
        };
        let decision = |at: usize| TrendDecision {
            id: at.to_string(),
            period: self.count(at + 1) as usize % 16,
            passed: self.value(at).unwrap_or(0.3),
            label: nth(&self.names, at + 1).unwrap_or_default(),
        };
        Trend {
            ruler: self.ruler(0),
            periods: self.names.clone(),
            series: self.rows().take(most_series).map(series).collect(),
            thresholds: (0..self.groups).map(threshold).collect(),
            changes: (0..self.groups).map(change).collect(),
            decisions: (0..self.groups).map(decision).collect(),
        }
    }

    fn contributions(&self) -> Contributions {
        let row = |(at, id, name): (usize, String, String)| Contribution {
            id,
            points: self.value(at),
            note: if at % 2 == 0 { name.clone() } else { String::new() },
            name,
        };
        Contributions {
            line: self.value(0),
            line_name: self.names.first().cloned().unwrap_or_default(),
            rows: self.rows().map(row).collect(),
        }
    }

    fn differences(&self) -> Differences {
        let row = |(at, id, name): (usize, String, String)| Difference {
            id,
            points: self.value(at),
            interval: self.value(at + 1).zip(self.value(at + 2)).map(Into::into),
            detail: if at % 2 == 0 { name.clone() } else { String::new() },
            missing: name.clone(),
            sentence: name.clone(),
            name,
        };
        let name = |at: usize| self.names.get(at).cloned().unwrap_or_default();
        Differences {
            sides: [name(0), name(1)],
            meaning: if self.groups.is_multiple_of(2) { Meaning::Judged } else { Meaning::Plain },
            interval_name: name(2),
            rows: self.rows().map(row).collect(),
        }
    }

    fn heatmap(&self) -> Heatmap {
        let column = |(at, id, name)| HeatmapColumn { id, name, ruler: self.ruler(at) };
        let cell = |at: usize| HeatmapCell { value: self.value(at), n: self.count(at) };
        let row = |(at, id, name)| HeatmapRow {
            id,
            name,
            cells: (0..self.names.len()).map(|column| cell(at + column)).collect(),
            score: self.value(at),
            verdict: nth(&Verdict::ALL, self.count(at) as usize),
        };
        Heatmap { columns: self.rows().map(column).collect(), rows: self.rows().take(12).map(row).collect() }
    }

    fn distribution(&self, neutral: Neutral) -> Distribution {
        let row = |(at, id, name)| DistributionRow {
            id,
            name,
            counts: (at..at + self.names.len()).map(|point| self.count(point)).collect(),
            aside: Aside { not_applicable: self.count(at), dont_know: self.count(at + 1) },
        };
        Distribution { points: self.names.clone(), neutral, rows: self.rows().map(row).collect() }
    }
}

fn points() -> Vec<Ruler> {
    vec![Ruler::Points { worst: 1, best: 5 }]
}

fn mixed() -> Vec<Ruler> {
    vec![
        Ruler::Points { worst: 1, best: 5 },
        Ruler::YesNo { best: 0 },
        Ruler::Measure { worst: 60.0, best: 0.0, unit: "days until the invoice is paid".to_owned() },
        Ruler::Score,
        Ruler::Measure { worst: f64::MIN, best: f64::MAX, unit: String::new() },
        Ruler::Measure { worst: 2.0, best: 2.0, unit: "€".to_owned() },
    ]
}

const LONG: &str = "Answers our questions within a working day and keeps to what was agreed in writing, always";

fn short_names(number: usize) -> Vec<String> {
    (1..=number).map(|at| format!("Criterion {at}")).collect()
}

/// The cases designed for, by name.
pub(super) fn cases() -> Vec<(&'static str, Ingredients)> {
    let varied: Vec<Option<f64>> = vec![Some(3.9), Some(1.9), None, Some(2.2), Some(5.0), Some(1.0), Some(4.4)];
    let case = |names: Vec<String>, rulers: Vec<Ruler>, values: Vec<Option<f64>>, groups: usize| Ingredients {
        names,
        rulers,
        values,
        counts: vec![8, 3, 0, 1, 12],
        groups,
    };
    vec![
        ("none", case(Vec::new(), points(), varied.clone(), 2)),
        ("one", case(short_names(1), points(), varied.clone(), 1)),
        ("two", case(short_names(2), points(), varied.clone(), 2)),
        ("forty", case(short_names(40), points(), varied.clone(), 2)),
        ("all_missing", case(short_names(5), points(), vec![None], 2)),
        ("all_equal", case(short_names(5), points(), vec![Some(3.0)], 3)),
        ("long_names", case(vec![LONG.to_owned(); 6], mixed(), varied.clone(), 5)),
        (
            "one_long_word",
            case(vec!["Donaudampfschifffahrtsgesellschaftskapitän".repeat(2); 4], points(), varied.clone(), 2),
        ),
        ("empty_names", case(vec![String::new(); 4], points(), varied.clone(), 2)),
        (
            "markup",
            case(
                vec!["<script>&\"\u{0}\u{202e}".to_owned(), "=cmd()".to_owned(), "客户 مرحبا".to_owned()],
                mixed(),
                varied,
                2,
            ),
        ),
        (
            "huge_numbers",
            case(
                short_names(6),
                mixed(),
                vec![Some(f64::MAX), Some(f64::MIN), Some(f64::NAN), Some(f64::INFINITY), Some(1e-300)],
                4,
            ),
        ),
    ]
}

/// Every kind of every case, by name.
pub(super) fn all() -> Vec<(String, Chart)> {
    let charts = |(name, case): (&str, Ingredients)| -> Vec<(String, Chart)> {
        case.charts().into_iter().enumerate().map(|(at, chart)| (format!("{name}_{at}"), chart)).collect()
    };
    cases().into_iter().flat_map(charts).collect()
}
