//! Charts of all customers' scores and verdicts, as the sample business would show them.

use keepwise::charts::{
    Bar, BarRow, Chart, CriterionBars, Difference, Differences, Kind, Meaning, RuleChange, Ruler, Scored, Scores,
    Spread, VerdictCounts, VerdictHistory, VerdictQuarter,
};
use keepwise::model::Verdict;

use super::summary::{CUSTOMERS, bands, scattered, verdict_of};
use super::{NAMES, chart, full_radar, radar};

pub(crate) fn scores() -> Chart {
    let scored = |(name, score, verdict): (&str, f64, Verdict)| Scored {
        id: name.to_lowercase(),
        name: name.to_owned(),
        score: (verdict != Verdict::NotEnough).then_some(score),
        verdict: Some(verdict),
    };
    let kind = Kind::Scores(Scores { customers: CUSTOMERS.into_iter().map(scored).collect(), thresholds: bands() });
    chart("Half of the customers score above 70", "Customers by score, 0–100", kind)
}

pub(crate) fn crowded_scores() -> Chart {
    let scored = |at: u32| {
        let score = (scattered(at, 5) + scattered(at, 6) + scattered(at, 7)) * 33.0;
        Scored {
            id: format!("customer-{at}"),
            name: format!("Customer {at}"),
            score: (!at.is_multiple_of(17)).then_some(score),
            verdict: Some(if at.is_multiple_of(17) { Verdict::NotEnough } else { verdict_of(score) }),
        }
    };
    let kind = Kind::Scores(Scores { customers: (0..3000).map(scored).collect(), thresholds: bands() });
    chart("Most of 3,000 customers deserve a hard look", "Customers by score, 0–100", kind)
}

pub(crate) fn verdict_history() -> Chart {
    let counts = |(keep, hard_look, let_go, not_enough)| VerdictCounts { keep, hard_look, let_go, not_enough };
    let quarters = [
        ("Q3 25", Some((9, 7, 4, 3))),
        ("Q4 25", Some((10, 7, 4, 2))),
        ("Q1 26", None),
        ("Q2 26", Some((11, 6, 5, 2))),
        ("Q3 26", Some((12, 7, 3, 2))),
        ("Q4 26", Some((13, 6, 3, 2))),
    ];
    let quarter = |(label, judged): (&str, Option<(u32, u32, u32, u32)>)| VerdictQuarter {
        label: label.to_owned(),
        counts: judged.map(counts),
    };
    let kind = Kind::VerdictHistory(VerdictHistory {
        quarters: quarters.map(quarter).to_vec(),
        changes: vec![RuleChange { from_period: 3, label: "new weights".to_owned() }],
    });
    chart("Four more to keep than a year ago", "Customers by verdict, at the end of each quarter", kind)
}

pub(crate) fn interval_bars() -> Chart {
    let Kind::CriterionBars(mut data) = super::bars().kind else { unreachable!("bars") };
    let widths = [0.5, 0.9, 0.6, 0.5, 2.1];
    for (row, width) in data.rows.iter_mut().zip(widths) {
        for bar in &mut row.bars {
            let mean = bar.mean.unwrap_or(3.0);
            bar.spread = Spread::Interval { low: mean - width, high: mean + width };
        }
        row.reference = None;
    }
    chart("Sure about payment, less so about the rest", "Mean answer per criterion, 1–5", Kind::CriterionBars(data))
}

/// Bars where the rows are customers, many of them.
pub(crate) fn customer_bars() -> Chart {
    let row = |at: u32| BarRow {
        id: format!("customer-{at}"),
        name: format!("Customer {}", at + 1),
        ruler: Ruler::Score,
        bars: vec![Bar { mean: Some(97.0 - f64::from(at) * 0.03), spread: Spread::None, n: at % 9 + 1 }],
        reference: None,
        minimum: None,
    };
    let kind = Kind::CriterionBars(CriterionBars {
        groups: Vec::new(),
        reference: String::new(),
        rows: (0..3000).map(row).collect(),
    });
    chart("The best and the worst of 3,000 customers", "Score, 0–100", kind)
}

pub(crate) fn crowded_heatmap() -> Chart {
    let Kind::Heatmap(mut data) = super::heatmap().kind else { unreachable!("a heatmap") };
    let some = data.rows.clone();
    data.rows = (0..3000)
        .map(|at| {
            let mut row = some[at % some.len()].clone();
            row.id = format!("customer-{at}");
            row.name = format!("Customer {}", at + 1);
            row
        })
        .collect();
    chart("3,000 customers, worst first", "Mean answer per criterion, 1–5", Kind::Heatmap(data))
}

pub(crate) fn required_radar() -> Chart {
    let Kind::Radar(mut data) = full_radar().kind else { unreachable!("a radar") };
    for axis in &mut data.axes {
        axis.minimum = Some(2.5);
    }
    chart("Two criteria are below what we require", "Mean answer per criterion, 1–5", Kind::Radar(data))
}

/// A radar with as many axes as it takes.
pub(crate) fn eight_axes() -> Chart {
    let Kind::Radar(mut data) = radar().kind else { unreachable!("a radar") };
    let mut last = data.axes[0].clone();
    "Tells others about us".clone_into(&mut last.name);
    data.axes.push(last);
    for axis in &mut data.axes {
        axis.minimum = Some(2.5);
    }
    chart("Seven of eight are rated", "Mean answer per criterion, 1–5", Kind::Radar(data))
}

/// Points to either side of zero, one of them not known.
pub(crate) fn differences() -> Chart {
    let rows = [
        (Some(38.0), Some([21.0, 55.0]), "8 top at 84, 8 bottom at 46"),
        (Some(17.4), Some([-2.0, 37.0]), "8 top at 78, 8 bottom at 61"),
        (Some(-6.0), Some([-30.0, 18.0]), "8 top at 60, 7 bottom at 66"),
        (Some(3.0), None, "8 top at 71, 1 bottom at 68"),
        (None, None, "8 top at 71, 0 bottom"),
    ];
    let row = |at: usize, points: Option<f64>, interval: Option<[f64; 2]>, detail: &str| Difference {
        id: super::id(at),
        name: NAMES[at].to_owned(),
        detail: detail.to_owned(),
        points,
        interval,
        missing: if points.is_some() { String::new() } else { "nobody answered".to_owned() },
        sentence: String::new(),
    };
    let kind = Kind::Differences(Differences {
        sides: ["higher at the bottom".to_owned(), "higher at the top".to_owned()],
        meaning: Meaning::Judged,
        interval_name: "95 % interval".to_owned(),
        rows: (0..).zip(rows).map(|(at, (points, interval, detail))| row(at, points, interval, detail)).collect(),
    });
    chart("Our top customers stand out most on “pays on time”", "Top less bottom in points of 100", kind)
}

/// Every sample with the name of its snapshot.
pub(crate) fn all() -> Vec<(&'static str, Chart)> {
    vec![
        ("scores", scores()),
        ("verdict_history", verdict_history()),
        ("interval_bars", interval_bars()),
        ("required_radar", required_radar()),
        ("eight_axes", eight_axes()),
        ("differences", differences()),
    ]
}

/// As many customers as can be drawn: too long for a snapshot.
pub(crate) fn crowds() -> Vec<(&'static str, Chart)> {
    vec![
        ("crowded_scores", crowded_scores()),
        ("customer_bars", customer_bars()),
        ("crowded_heatmap", crowded_heatmap()),
    ]
}

/// A trend with so many lines.
pub(crate) fn lines(count: u32) -> Chart {
    let Kind::Trend(mut data) = super::many_trends().kind else { unreachable!("a trend") };
    let line = data.series[0].clone();
    data.series = (0..count)
        .map(|at| {
            let mut line = line.clone();
            line.id = format!("line-{at}");
            line.name = if at < 5 { NAMES[at as usize].to_owned() } else { format!("Criterion number {at}") };
            for (period, point) in (0..).zip(&mut line.points) {
                point.value =
                    (scattered(at, period) > 0.1).then(|| 2.0 + scattered(at, 70) * 2.0 + scattered(at, 90 + period));
            }
            line
        })
        .collect();
    data.changes = vec![RuleChange { from_period: 2, label: "new weights".to_owned() }];
    chart("Lines that come close", "Mean answer per criterion, 1–5", Kind::Trend(data))
}

fn forty_bars() -> Chart {
    let Kind::CriterionBars(mut data) = super::bars().kind else { unreachable!("bars") };
    let rows = data.rows.clone();
    data.rows = (0..40)
        .map(|at| {
            let mut row = rows[at % rows.len()].clone();
            row.name = format!("{} {at}", row.name);
            row
        })
        .collect();
    chart("Forty criteria", "Mean answer per criterion, 1–5", Kind::CriterionBars(data))
}

fn one_bar() -> Chart {
    let Kind::CriterionBars(mut data) = super::bars().kind else { unreachable!("bars") };
    data.rows.truncate(1);
    chart("One criterion", "Mean answer, 1–5", Kind::CriterionBars(data))
}

fn wide_heatmap() -> Chart {
    let Kind::Heatmap(mut data) = super::heatmap().kind else { unreachable!("a heatmap") };
    data.columns = (0..40)
        .map(|at| {
            let mut column = data.columns[at % 5].clone();
            column.id = at.to_string();
            column
        })
        .collect();
    for row in &mut data.rows {
        row.cells = (0..40).map(|at| row.cells[at % 5]).collect();
    }
    chart("Forty criteria", "Mean answer per criterion, 1–5", Kind::Heatmap(data))
}

fn full_strip() -> Chart {
    let Kind::RaterStrip(mut data) = super::summary::rater_strip().kind else { unreachable!("a strip") };
    data.groups.remove(0);
    for (number, row) in (0..).zip(&mut data.rows) {
        row.means.remove(0);
        row.dots = (0..12)
            .map(|at| {
                let mut dot = row.dots[at % row.dots.len()].clone();
                dot.group = 0;
                dot.value = (1.0 + scattered(u32::try_from(at).unwrap(), number) * 5.0).floor().min(5.0);
                dot
            })
            .collect();
    }
    chart("Everybody in one lane", "Every answer, 1–5", Kind::RaterStrip(data))
}

/// Charts of few and of many, to look at.
pub(crate) fn many() -> Vec<(&'static str, Chart)> {
    vec![
        ("two_lines", lines(2)),
        ("twelve_lines", lines(12)),
        ("one_bar", one_bar()),
        ("forty_bars", forty_bars()),
        ("wide_heatmap", wide_heatmap()),
        ("full_strip", full_strip()),
    ]
}
