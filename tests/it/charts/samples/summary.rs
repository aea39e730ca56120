//! Charts of the let-go summary and of the whole list of customers, as the sample business would show them.

use keepwise::charts::{
    Chart, Compare, CompareRow, Compared, DumbbellGroup, Interval, Kind, LensRow, Move, Moves, Quadrant, QuadrantAxis,
    QuadrantPoint, RankLens, RankLenses, RaterStrip, Reach, Ruler, Shape, StripDot, StripRow, Threshold, Tornado,
    TornadoRow, TrendDecision, Waterfall, WaterfallStep, WhaleCurve, WhaleCustomer,
};
use keepwise::model::Verdict;

use super::{ANSWERS, FIVE, NAMES, answers, chart, id, mean, trend};

pub(super) const CUSTOMERS: [(&str, f64, Verdict); 12] = [
    ("Grandview Hotels", 24.0, Verdict::LetGo),
    ("Quickprint Direct", 31.0, Verdict::LetGo),
    ("Marlow Interiors", 47.0, Verdict::HardLook),
    ("Sundial Fitness", 48.0, Verdict::HardLook),
    ("Oakline Dental", 57.0, Verdict::HardLook),
    ("North Pier Events", 50.0, Verdict::NotEnough),
    ("Copper Kettle", 72.0, Verdict::Keep),
    ("Harbour Café", 83.0, Verdict::Keep),
    ("Willow Nursery", 88.0, Verdict::Keep),
    ("Bluebird Travel", 75.0, Verdict::Keep),
    ("Tessa Flowers", 78.0, Verdict::Keep),
    ("Old Mill Bakery", 81.0, Verdict::Keep),
];

pub(super) fn bands() -> Vec<Threshold> {
    [(70.0, "keep", Verdict::Keep), (45.0, "hard look", Verdict::HardLook)]
        .map(|(value, label, verdict)| Threshold { value, label: label.to_owned(), verdict: Some(verdict) })
        .to_vec()
}

pub(super) fn verdict_of(score: f64) -> Verdict {
    if score >= 70.0 {
        Verdict::Keep
    } else if score >= 45.0 {
        Verdict::HardLook
    } else {
        Verdict::LetGo
    }
}

pub(crate) fn waterfall() -> Chart {
    let steps = [
        (NAMES[1], -17.0, "team 1.2 · management 3.5"),
        (NAMES[0], -13.2, "41 days late on average"),
        (NAMES[2], -11.0, "“Changed the brief four times”"),
        (NAMES[3], -6.4, "out of our range since Q2"),
        (NAMES[4], 1.8, "referred Copper Kettle"),
    ];
    let step = |(at, (name, points, note)): (usize, (&str, f64, &str))| WaterfallStep {
        id: id(at),
        name: name.to_owned(),
        points: Some(points),
        note: note.to_owned(),
    };
    let kind = Kind::Waterfall(Waterfall {
        start: 70.0,
        start_name: "Keep line".to_owned(),
        steps: steps.into_iter().enumerate().map(step).collect(),
        total_name: "Score".to_owned(),
        verdict: Some(Verdict::LetGo),
        thresholds: bands(),
    });
    chart("Four of five criteria pull the score down", "Grandview Hotels, from the keep line to the score, 0–100", kind)
}

pub(crate) fn tornado() -> Chart {
    let reach = |low: f64, high: f64| {
        Some(Reach { low, high, low_verdict: Some(verdict_of(low)), high_verdict: Some(verdict_of(high)) })
    };
    let reaches = [
        (NAMES[0], reach(33.0, 52.5), reach(44.0, 50.0)),
        (NAMES[1], reach(41.0, 71.0), reach(45.5, 52.0)),
        (NAMES[2], reach(40.5, 61.0), reach(46.0, 49.0)),
        (NAMES[3], reach(39.0, 54.0), None),
        (NAMES[4], None, None),
    ];
    let row = |(at, (name, reach, weight)): (usize, (&str, Option<Reach>, Option<Reach>))| TornadoRow {
        id: id(at),
        name: name.to_owned(),
        reach,
        weight,
    };
    let kind = Kind::Tornado(Tornado {
        score: Some(47.0),
        low_name: "answers at their worst".to_owned(),
        high_name: "answers at their best".to_owned(),
        weight_name: "weight from none to double".to_owned(),
        rows: reaches.into_iter().enumerate().map(row).collect(),
        thresholds: bands(),
    });
    chart("Only respect could lift them to “keep”", "Marlow Interiors, what the score could become, 0–100", kind)
}

pub(crate) fn plain_tornado() -> Chart {
    let Kind::Tornado(mut data) = tornado().kind else { unreachable!("a tornado") };
    for row in &mut data.rows {
        row.weight = None;
    }
    data.rows.pop();
    chart("Only respect could lift them to “keep”", "What the score could become, 0–100", Kind::Tornado(data))
}

pub(crate) fn rater_strip() -> Chart {
    let people = ["Ana", "Ben", "Chloe", "Dev", "Emil", "Farah", "Gita (owner)", "Hugo"];
    let group = |id: &str, shape: Shape| DumbbellGroup { id: id.to_owned(), name: id.to_owned(), shape };
    let row = |at: usize| {
        let all = answers(at);
        let dots = ANSWERS[at].iter().zip(people).enumerate().map(|(person, (value, name))| StripDot {
            id: name.to_lowercase(),
            name: name.to_owned(),
            group: usize::from(person < 6),
            value: f64::from(*value),
        });
        StripRow {
            id: id(at),
            name: NAMES[at].to_owned(),
            ruler: FIVE,
            dots: dots.collect(),
            means: vec![mean(&all[6..]), mean(&all[..6])],
        }
    };
    let kind = Kind::RaterStrip(RaterStrip {
        groups: vec![group("management", Shape::Diamond), group("team", Shape::Disc)],
        rows: (0..5).map(row).collect(),
    });
    chart("The team is of one mind, and management of another", "Marlow Interiors, every answer, 1–5", kind)
}

pub(crate) fn decided_trend() -> Chart {
    let Kind::Trend(mut data) = trend().kind else { unreachable!("a trend") };
    let widths = [9.0, 7.0, 6.0, 5.0, 6.5];
    for (point, width) in data.series[0].points.iter_mut().zip(widths) {
        point.interval = point.value.map(|value| Interval { low: value - width, high: value + width });
    }
    let decision = |id: &str, period: usize, passed: f64, label: &str| TrendDecision {
        id: id.to_owned(),
        period,
        passed,
        label: label.to_owned(),
    };
    data.decisions = vec![
        decision("decision-1", 2, 0.36, "Fix together, 3 May"),
        decision("decision-2", 4, 0.5, "Change price or terms, 15 November"),
    ];
    chart("Falling in spite of the plan of May", "Marlow Interiors, score 0–100 with 90 % interval", Kind::Trend(data))
}

fn axis(name: &str, unit: &str) -> QuadrantAxis {
    QuadrantAxis { name: name.to_owned(), unit: unit.to_owned(), middle: None }
}

fn corners() -> [String; 4] {
    ["Easy money", "Worth it", "Small and quiet", "Costs more than it brings"].map(str::to_owned)
}

pub(crate) fn quadrant() -> Chart {
    let figures: [(Option<f64>, f64); 12] = [
        (Some(420.0), -8_200.0),
        (Some(260.0), 0.0),
        (Some(310.0), 12_400.0),
        (Some(120.0), 4_100.0),
        (Some(140.0), 9_000.0),
        (None, 3_000.0),
        (Some(80.0), 11_500.0),
        (Some(95.0), 21_000.0),
        (Some(220.0), 38_400.0),
        (Some(60.0), 5_200.0),
        (Some(75.0), 6_900.0),
        (Some(180.0), 16_000.0),
    ];
    let point = |(at, (name, _, verdict)): (usize, (&str, f64, Verdict))| QuadrantPoint {
        id: name.to_lowercase(),
        name: name.to_owned(),
        across: figures[at].0,
        up: Some(figures[at].1),
        verdict: Some(verdict),
        highlighted: at == 2,
    };
    let kind = Kind::Quadrant(Quadrant {
        across: axis("Effort a year", "hours"),
        up: axis("Profit a year", "€"),
        corners: corners(),
        points: CUSTOMERS.into_iter().enumerate().map(point).collect(),
    });
    chart("Grandview Hotels takes the most time and costs money", "Profit against effort, last 12 months", kind)
}

/// A number that looks random and is always the same.
pub(super) fn scattered(at: u32, salt: u32) -> f64 {
    let mixed = at.wrapping_mul(2_654_435_761).wrapping_add(salt.wrapping_mul(40_503)) ^ (at << 7);
    f64::from(mixed.wrapping_mul(2_246_822_519) >> 8) / f64::from(1_u32 << 24)
}

pub(crate) fn crowded_quadrant() -> Chart {
    let point = |at: u32| {
        let (a, b) = (scattered(at, 1), scattered(at, 2));
        let effort = 20.0 * (a * 4.5).exp();
        QuadrantPoint {
            id: format!("customer-{at}"),
            name: format!("Customer {at}"),
            across: Some(effort),
            up: Some(effort * 30.0 * (b * 2.0 - 0.5) * (scattered(at, 3) * 2.0).exp()),
            verdict: Some(Verdict::ALL[(at % 7).min(3) as usize]),
            highlighted: at == 17,
        }
    };
    let kind = Kind::Quadrant(Quadrant {
        across: axis("Effort a year", "hours"),
        up: axis("Profit a year", "€"),
        corners: corners(),
        points: (0..3000).map(point).collect(),
    });
    chart("Most customers are small, and earn a little", "Profit against effort, 3,000 customers", kind)
}

pub(crate) fn whale_curve() -> Chart {
    let profits =
        [-8_200.0, -2_500.0, 12_400.0, 4_100.0, 9_000.0, -5_900.0, 11_500.0, 21_000.0, 38_400.0, 5_200.0, 6_900.0, 0.0];
    let customer = |((name, ..), profit): ((&str, f64, Verdict), f64)| WhaleCustomer {
        id: name.to_lowercase(),
        name: name.to_owned(),
        profit: Some(profit),
    };
    let kind = Kind::WhaleCurve(WhaleCurve {
        unit: "€".to_owned(),
        customers: CUSTOMERS.into_iter().zip(profits).map(customer).collect(),
    });
    chart("Three customers eat up 18 % of the profit", "Profit added up, the most profitable first", kind)
}

pub(crate) fn rank_lenses() -> Chart {
    let lenses = ["Revenue", "Profit", "Profit per hour", "Word of mouth", "Team score", "Their rating of us"];
    let row = |(at, (name, ..)): (usize, (&str, f64, Verdict))| {
        let order = |lens: u32| {
            let place = u32::try_from(at).unwrap();
            let mine = scattered(place, lens + 11);
            let before = (0..12).filter(|other| scattered(*other, lens + 11) < mine).count();
            (lens != 3 || at % 4 != 1).then(|| u32::try_from(before).unwrap() + 1)
        };
        LensRow {
            id: name.to_lowercase(),
            name: name.to_owned(),
            ranks: (0..6).map(order).collect(),
            highlighted: [0, 2, 8, 9].contains(&at),
        }
    };
    let kind = Kind::RankLenses(RankLenses {
        lenses: lenses.map(|name| RankLens { id: name.to_lowercase(), name: name.to_owned() }).to_vec(),
        rows: CUSTOMERS.into_iter().enumerate().map(row).collect(),
    });
    chart("Who is “number one” hangs on the lens", "Rank of 12 customers through six lenses", kind)
}

pub(crate) fn crowded_lenses() -> Chart {
    chart("Ten of 200 customers", "Rank through nine lenses", ranked(200))
}

/// More customers than there are grey lines.
pub(crate) fn thousands_ranked() -> Chart {
    chart("Twelve of 3,000 customers", "Rank through nine lenses", ranked(3000))
}

/// So many customers through nine lenses.
fn ranked(count: u32) -> Kind {
    let row = |at: u32| {
        let order = |lens: u32| (scattered(at, lens + 50) < 0.9).then(|| (at * 7 + lens * 31) % count + 1);
        LensRow {
            id: format!("customer-{at}"),
            name: format!("Customer {at}"),
            ranks: (0..9).map(order).collect(),
            highlighted: at % 40 < 2,
        }
    };
    let lenses = [
        "Revenue",
        "Profit",
        "Profit per hour",
        "Transactions",
        "Word of mouth",
        "Growth",
        "Team score",
        "Management score",
        "Their rating of us",
    ];
    Kind::RankLenses(RankLenses {
        lenses: lenses.map(|name| RankLens { id: name.to_lowercase(), name: name.to_owned() }).to_vec(),
        rows: (0..count).map(row).collect(),
    })
}

pub(crate) fn compare() -> Chart {
    let values: [[Option<f64>; 5]; 3] = [
        [Some(3.9), Some(1.9), Some(2.2), Some(2.8), Some(3.1)],
        [Some(2.2), Some(3.4), Some(2.6), Some(3.1), Some(3.3)],
        [Some(3.8), Some(4.2), Some(3.7), None, Some(3.8)],
    ];
    let compared = |at: usize| {
        let (name, score, verdict) = CUSTOMERS[at];
        Compared { id: name.to_lowercase(), name: name.to_owned(), score: Some(score), verdict: Some(verdict) }
    };
    let row = |at: usize| CompareRow {
        id: id(at),
        name: NAMES[at].to_owned(),
        ruler: FIVE,
        values: values.iter().map(|list| list[at]).collect(),
        counts: vec![8, 6, 6],
    };
    let kind = Kind::Compare(Compare { customers: [2, 3, 6].map(compared).to_vec(), rows: (0..5).map(row).collect() });
    chart("Marlow pays, Copper Kettle is a pleasure", "Mean answer per criterion, 1–5", kind)
}

pub(crate) fn mixed_compare() -> Chart {
    let Kind::Compare(mut data) = compare().kind else { unreachable!("a comparison") };
    data.rows[0].ruler = Ruler::Measure { worst: 60.0, best: 0.0, unit: "days".to_owned() };
    data.rows[0].values = vec![Some(12.0), Some(41.0), Some(9.0)];
    data.rows[1].ruler = Ruler::YesNo { best: 1 };
    data.rows[1].values = vec![Some(0.4), Some(0.8), Some(1.0)];
    chart("Three customers on five scales", "Each criterion on its own scale", Kind::Compare(data))
}

pub(crate) fn moves() -> Chart {
    use Verdict::{HardLook, Keep, LetGo, NotEnough};
    let after = [LetGo, LetGo, HardLook, LetGo, Keep, NotEnough, Keep, Keep, Keep, Keep, HardLook, Keep];
    let customer = |((name, _, before), after): ((&str, f64, Verdict), Verdict)| Move {
        id: name.to_lowercase(),
        name: name.to_owned(),
        before,
        after,
    };
    let kind = Kind::Moves(Moves {
        before_name: "Our policy".to_owned(),
        after_name: "Stricter on payment".to_owned(),
        customers: CUSTOMERS.into_iter().zip(after).map(customer).collect(),
    });
    chart("Three customers move, one of them to “let go”", "Verdicts under two scenarios, 12 customers", kind)
}

/// Every sample with the name of its snapshot.
pub(crate) fn all() -> Vec<(&'static str, Chart)> {
    vec![
        ("waterfall", waterfall()),
        ("tornado", tornado()),
        ("plain_tornado", plain_tornado()),
        ("rater_strip", rater_strip()),
        ("decided_trend", decided_trend()),
        ("quadrant", quadrant()),
        ("whale_curve", whale_curve()),
        ("rank_lenses", rank_lenses()),
        ("compare", compare()),
        ("mixed_compare", mixed_compare()),
        ("moves", moves()),
    ]
}

/// As many customers as can be drawn: too long for a snapshot.
pub(crate) fn crowds() -> Vec<(&'static str, Chart)> {
    vec![
        ("crowded_quadrant", crowded_quadrant()),
        ("crowded_lenses", crowded_lenses()),
        ("thousands_ranked", thousands_ranked()),
    ]
}
