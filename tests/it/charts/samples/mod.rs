//! One chart of each kind, as the sample business would show it.

pub(crate) mod portfolio;
pub(crate) mod summary;

use keepwise::charts::{
    Aside, Bar, BarRow, Chart, Contribution, Contributions, CriterionBars, Distribution, DistributionRow, Dumbbell,
    DumbbellGroup, DumbbellRow, Heatmap, HeatmapCell, HeatmapColumn, HeatmapRow, Kind, Neutral, Radar, RadarAxis,
    RuleChange, Ruler, Shape, Spread, Threshold, Trend, TrendPoint, TrendSeries, VerdictCounts,
};
use keepwise::model::Verdict;

pub(super) const NAMES: [&str; 5] =
    ["Pays on time", "Respects the team", "Clear and decides", "Suits us", "Grows, recommends"];
const ANSWERS: [[i32; 8]; 5] = [
    [4, 3, 5, 4, 4, 4, 3, 4],
    [1, 2, 1, 2, 2, 1, 4, 3],
    [2, 2, 1, 2, 2, 2, 3, 3],
    [3, 2, 3, 3, 3, 2, 4, 3],
    [3, 2, 3, 4, 3, 3, 4, 3],
];

pub(super) const FIVE: Ruler = Ruler::Points { worst: 1, best: 5 };

fn answers(row: usize) -> Vec<f64> {
    ANSWERS[row].into_iter().map(f64::from).collect()
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn id(at: usize) -> String {
    format!("criterion-{at}")
}

fn chart(title: &str, subtitle: &str, kind: Kind) -> Chart {
    Chart {
        subtitle: subtitle.to_owned(),
        source: "Source: Project rating, 23 ratings by 8 people, last 12 months".to_owned(),
        ..Chart::new(title, kind)
    }
}

pub(super) fn dumbbell() -> Chart {
    let group = |id: &str, at: usize| DumbbellGroup { id: id.to_owned(), name: id.to_owned(), shape: Shape::nth(at) };
    let row = |at: usize| {
        let all = answers(at);
        DumbbellRow {
            id: id(at),
            name: NAMES[at].to_owned(),
            ruler: FIVE,
            means: vec![mean(&all[6..]), mean(&all[..6])],
            mean: mean(&all),
            n: 8,
            answers: all,
        }
    };
    let kind = Kind::Dumbbell(Dumbbell {
        groups: vec![group("management", 0), group("team", 1)],
        rows: (0..5).map(row).collect(),
    });
    chart("Management likes them, the team does not", "Marlow Interiors, mean answer per criterion, 1–5", kind)
}

pub(super) fn mixed_dumbbell() -> Chart {
    let Kind::Dumbbell(mut data) = dumbbell().kind else { unreachable!("a dumbbell") };
    data.rows.truncate(3);
    data.rows[0].ruler = Ruler::Measure { worst: 60.0, best: 0.0, unit: "days".to_owned() };
    data.rows[0].answers = vec![12.0, 41.0, 44.0, 75.0, 30.0, 28.0];
    data.rows[0].means = vec![Some(28.0), Some(44.0)];
    data.rows[0].mean = Some(37.0);
    data.rows[1].ruler = Ruler::YesNo { best: 1 };
    data.rows[1].answers = vec![1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0];
    data.rows[1].means = vec![Some(1.0), Some(0.6)];
    data.rows[1].mean = Some(0.75);
    data.rows[2].answers = vec![];
    data.rows[2].means = vec![None, None];
    data.rows[2].mean = None;
    data.rows[2].n = 0;
    chart("They pay late", "Three criteria on their own scales", Kind::Dumbbell(data))
}

pub(super) fn bars() -> Chart {
    let row = |at: usize| {
        let all = answers(at);
        let bar = Bar { mean: mean(&all), n: 8, spread: Spread::Answers(all) };
        BarRow {
            id: id(at),
            name: NAMES[at].to_owned(),
            ruler: FIVE,
            bars: vec![bar],
            reference: Some(3.4),
            minimum: None,
        }
    };
    let kind = Kind::CriterionBars(CriterionBars {
        groups: Vec::new(),
        reference: "average of all customers".to_owned(),
        rows: (0..5).map(row).collect(),
    });
    chart("They pay on time, and that is all", "Marlow Interiors, mean answer per criterion, 1–5", kind)
}

pub(super) fn group_bars() -> Chart {
    let bar = |values: &[f64]| Bar {
        mean: mean(values),
        n: u32::try_from(values.len()).unwrap(),
        spread: Spread::Range {
            low: values.iter().copied().fold(f64::INFINITY, f64::min),
            high: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        },
    };
    let row = |at: usize| {
        let all = answers(at);
        let bars = vec![bar(&all[6..]), bar(&all[..6])];
        BarRow { id: id(at), name: NAMES[at].to_owned(), ruler: FIVE, bars, reference: None, minimum: None }
    };
    let kind = Kind::CriterionBars(CriterionBars {
        groups: vec!["management".to_owned(), "team".to_owned()],
        reference: String::new(),
        rows: (0..5).map(row).collect(),
    });
    chart("The team sees it harsher on every criterion", "Mean and range of the answers, 1–5", kind)
}

pub(super) fn radar() -> Chart {
    let names =
        [NAMES[0], NAMES[1], NAMES[2], NAMES[3], NAMES[4], "Answers our questions within a day", "Value received"];
    let values = [Some(3.9), Some(1.9), Some(2.2), Some(2.8), Some(3.1), None, Some(4.4)];
    let averages = [3.4, 3.6, 3.1, 3.5, 2.9, 3.8, 3.9];
    let axis = |at: usize| RadarAxis {
        id: id(at),
        name: names[at].to_owned(),
        ruler: FIVE,
        value: values[at],
        average: Some(averages[at]),
        minimum: None,
        n: if values[at].is_some() { 8 } else { 0 },
    };
    let kind = Kind::Radar(Radar {
        series: "Marlow Interiors".to_owned(),
        average: "average of all customers".to_owned(),
        axes: (0..7).map(axis).collect(),
    });
    chart("Worse than the rest at respect and clarity", "Mean answer per criterion, 1–5", kind)
}

pub(super) fn full_radar() -> Chart {
    let Kind::Radar(mut data) = radar().kind else { unreachable!("a radar") };
    data.axes.remove(5);
    data.axes.pop();
    chart("Worse than the rest at respect and clarity", "Mean answer per criterion, 1–5", Kind::Radar(data))
}

fn points(values: &[Option<f64>]) -> Vec<TrendPoint> {
    values
        .iter()
        .map(|value| TrendPoint { value: *value, n: if value.is_some() { 8 } else { 0 }, interval: None })
        .collect()
}

const QUARTERS: [&str; 5] = ["Q4 25", "Q1 26", "Q2 26", "Q3 26", "Q4 26"];

pub(super) fn trend() -> Chart {
    let threshold = |value: f64, label: &str, verdict: Verdict| Threshold {
        value,
        label: label.to_owned(),
        verdict: Some(verdict),
    };
    let kind = Kind::Trend(Trend {
        ruler: Ruler::Score,
        periods: QUARTERS.map(str::to_owned).to_vec(),
        series: vec![TrendSeries {
            id: "marlow".to_owned(),
            name: "Marlow Interiors".to_owned(),
            points: points(&[Some(62.0), Some(58.0), Some(51.0), Some(50.0), Some(47.0)]),
        }],
        thresholds: vec![threshold(70.0, "keep", Verdict::Keep), threshold(45.0, "let go", Verdict::LetGo)],
        changes: vec![RuleChange { from_period: 2, label: "new weights".to_owned() }],
        decisions: Vec::new(),
    });
    chart("Falling for five quarters", "Score, 0–100", kind)
}

pub(super) fn many_trends() -> Chart {
    let values: [[Option<f64>; 5]; 5] = [
        [Some(4.2), Some(4.1), Some(4.0), Some(3.9), Some(3.9)],
        [Some(3.0), Some(2.6), None, Some(2.1), Some(1.9)],
        [Some(2.9), Some(2.7), Some(2.5), Some(2.2), Some(2.2)],
        [None, Some(3.1), Some(3.0), Some(2.9), Some(2.8)],
        [Some(2.5), Some(2.9), Some(3.2), Some(3.1), None],
    ];
    let series = |at: usize| TrendSeries { id: id(at), name: NAMES[at].to_owned(), points: points(&values[at]) };
    let kind = Kind::Trend(Trend {
        ruler: FIVE,
        periods: QUARTERS.map(str::to_owned).to_vec(),
        series: (0..5).map(series).collect(),
        thresholds: Vec::new(),
        changes: Vec::new(),
        decisions: Vec::new(),
    });
    chart("Respect falls fastest", "Mean answer per criterion, 1–5; gaps where nobody rated", kind)
}

pub(super) fn distribution(neutral: Neutral) -> Chart {
    let counts: [[u32; 5]; 5] =
        [[0, 1, 3, 9, 10], [8, 9, 2, 3, 1], [4, 10, 5, 3, 0], [1, 5, 11, 4, 1], [2, 3, 8, 7, 2]];
    let row = |at: usize| DistributionRow {
        id: id(at),
        name: NAMES[at].to_owned(),
        counts: counts[at].to_vec(),
        aside: Aside { not_applicable: u32::from(at == 2), dont_know: u32::from(at > 2) },
    };
    let kind = Kind::Distribution(Distribution {
        points: ["1 never", "2 seldom", "3 mixed", "4 mostly", "5 always"].map(str::to_owned).to_vec(),
        neutral,
        rows: (0..5).map(row).collect(),
    });
    chart("Two of three answers on respect are bad", "Share of the answers per criterion", kind)
}

pub(super) fn contributions() -> Chart {
    let row = |(at, (name, points, note)): (usize, (&str, f64, &str))| Contribution {
        id: id(at),
        name: name.to_owned(),
        points: Some(points),
        note: note.to_owned(),
    };
    let rows = [
        (NAMES[1], -17.0, "team 1.2 · management 3.5"),
        (NAMES[0], -13.0, "41 days late on average"),
        (NAMES[2], -11.0, "“Changed the brief four times”"),
        (NAMES[3], -6.0, "out of our range since Q2"),
        (NAMES[4], 2.0, "referred Copper Kettle"),
    ];
    let kind = Kind::Contributions(Contributions {
        line: Some(70.0),
        line_name: "keep".to_owned(),
        rows: rows.into_iter().enumerate().map(row).collect(),
    });
    chart("Why: points above and below the “keep” line", "Grandview Hotels, score 24 of 100", kind)
}

pub(super) fn heatmap() -> Chart {
    type Row = (&'static str, [Option<f64>; 5], Option<f64>, Verdict);
    let rows: [Row; 9] = [
        ("Grandview Hotels", [Some(1.6), Some(1.2), Some(1.8), Some(2.1), Some(3.0)], Some(24.0), Verdict::LetGo),
        ("Quickprint Direct", [Some(1.1), Some(2.6), Some(2.4), Some(2.0), Some(1.7)], Some(31.0), Verdict::LetGo),
        ("Marlow Interiors", [Some(3.9), Some(1.9), Some(2.2), Some(2.8), Some(3.1)], Some(47.0), Verdict::HardLook),
        ("Sundial Fitness", [Some(2.2), Some(3.4), Some(2.6), Some(3.1), Some(3.3)], Some(48.0), Verdict::HardLook),
        ("Oakline Dental", [Some(4.1), Some(3.2), Some(2.7), Some(3.2), Some(3.3)], Some(57.0), Verdict::HardLook),
        ("North Pier Events", [Some(4.0), None, None, Some(3.0), None], None, Verdict::NotEnough),
        ("Copper Kettle", [Some(3.8), Some(4.2), Some(3.7), Some(3.9), Some(3.8)], Some(72.0), Verdict::Keep),
        ("Harbour Café", [Some(4.6), Some(4.6), Some(4.1), Some(4.2), Some(4.1)], Some(83.0), Verdict::Keep),
        ("Willow Nursery", [Some(4.4), Some(4.9), Some(4.3), Some(4.6), Some(4.4)], Some(88.0), Verdict::Keep),
    ];
    let columns = |at: usize| HeatmapColumn { id: id(at), name: NAMES[at].to_owned(), ruler: FIVE };
    let cell = |value: Option<f64>| HeatmapCell { value, n: if value.is_some() { 8 } else { 0 } };
    let kind = Kind::Heatmap(Heatmap {
        columns: (0..5).map(columns).collect(),
        rows: rows
            .into_iter()
            .map(|(name, cells, score, verdict)| HeatmapRow {
                id: name.to_lowercase(),
                name: name.to_owned(),
                cells: cells.map(cell).to_vec(),
                score,
                verdict: Some(verdict),
            })
            .collect(),
    });
    chart("Who scores what, worst first", "Mean answer per criterion, 1–5; hatched where nobody rated", kind)
}

pub(super) fn verdict_counts() -> Chart {
    let counts = VerdictCounts { keep: 13, hard_look: 6, let_go: 3, not_enough: 2 };
    chart("24 customers, 3 to talk about", "Customers by verdict", Kind::VerdictCounts(counts))
}

/// Every sample with the name of its snapshot.
pub(crate) fn all() -> Vec<(&'static str, Chart)> {
    let mut all = vec![
        ("bars", bars()),
        ("group_bars", group_bars()),
        ("dumbbell", dumbbell()),
        ("mixed_dumbbell", mixed_dumbbell()),
        ("radar", full_radar()),
        ("radar_with_gap", radar()),
        ("trend", trend()),
        ("many_trends", many_trends()),
        ("distribution_aside", distribution(Neutral::Aside)),
        ("distribution_centre", distribution(Neutral::Centre)),
        ("distribution_stacked", distribution(Neutral::Stacked)),
        ("contributions", contributions()),
        ("heatmap", heatmap()),
        ("verdict_counts", verdict_counts()),
    ];
    all.extend(summary::all());
    all.extend(portfolio::all());
    all
}

/// As many customers as can be drawn: too long for a snapshot.
pub(super) fn crowds() -> Vec<(&'static str, Chart)> {
    summary::crowds().into_iter().chain(portfolio::crowds()).collect()
}

/// The same kinds with few and many lines, rows and axes: to look at, too much for snapshots.
pub(super) fn many() -> Vec<(&'static str, Chart)> {
    portfolio::many()
}
