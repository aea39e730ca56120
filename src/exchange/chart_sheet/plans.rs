//! From a chart's data to a chart that Excel can draw, kind by kind; `None` where it has no such kind.

use super::native::{Around, Axis, Form, Look, Native, Series};
use crate::charts::{
    Bar, Compare, Contributions, CriterionBars, Difference, Differences, Distribution, Dumbbell, Kind, Quadrant,
    QuadrantPoint, Radar, RankLenses, Ruler, Scores, Shape, Spread, Theme, Tornado, Trend, VerdictCounts,
    VerdictHistory, Waterfall, WhaleCurve,
};
use crate::model::Verdict;

/// A map names its points up to this number; beyond, names would lie on each other.
const MOST_NAMES: usize = 40;
/// So many customers are drawn through the lenses.
const MOST_LENS_LINES: usize = 12;
/// So many lines are drawn over the periods.
const MOST_LINES: usize = 12;

/// The chart in Excel's own form, if it has one.
pub(in super::super) fn plan(kind: &Kind, theme: &Theme) -> Option<Native> {
    let native = match kind {
        Kind::CriterionBars(data) => bars(data, theme),
        Kind::Dumbbell(data) => dumbbell(data, theme),
        Kind::Radar(data) => radar(data, theme),
        Kind::Trend(data) => trend(data, theme),
        Kind::Distribution(data) => distribution(data, theme),
        Kind::Contributions(data) => contributions(data, theme),
        Kind::Differences(data) => differences(data, theme),
        Kind::VerdictCounts(data) => verdict_counts(data, theme),
        Kind::Waterfall(data) => waterfall(data, theme)?,
        Kind::Tornado(data) => tornado(data, theme)?,
        Kind::Quadrant(data) => quadrant(data, theme),
        Kind::WhaleCurve(data) => whale(data, theme),
        Kind::RankLenses(data) => lenses(data, theme),
        Kind::Compare(data) => compare(data, theme),
        Kind::VerdictHistory(data) => verdict_history(data, theme),
        Kind::Scores(data) => scores(data, theme),
        Kind::Heatmap(_) | Kind::RaterStrip(_) | Kind::Moves(_) => return None,
    };
    native.has_values().then_some(native)
}

fn names<T>(rows: &[T], name: impl Fn(&T) -> &String) -> Vec<String> {
    rows.iter().map(|row| name(row).clone()).collect()
}

fn bars(data: &CriterionBars, theme: &Theme) -> Native {
    let axis = Axis::of(data.rows.iter().map(|row| &row.ruler));
    let num_groups = data.rows.iter().map(|row| row.bars.len()).max().unwrap_or(0);
    let color = |at: usize| match (num_groups, at) {
        (2, 0) => theme.tint,
        (0..=2, _) => theme.accent,
        _ => theme.series_tone(at).color,
    };
    let mut series = Vec::new();
    for at in 0..num_groups {
        let bar = |row: &crate::charts::BarRow| row.bars.get(at).cloned();
        let means = data.rows.iter().map(|row| bar(row).and_then(|bar| axis.place(&row.ruler, bar.mean)));
        let name = data.groups.get(at).map_or("Mean", String::as_str);
        let name = if name.is_empty() { "Mean" } else { name };
        let mut one = Series::new(name, means.collect(), color(at));
        let ends: Vec<Option<[f64; 2]>> =
            data.rows.iter().map(|row| bar(row).and_then(|bar| distances(&axis, &row.ruler, &bar))).collect();
        if ends.iter().any(Option::is_some) {
            let side = |side: usize| ends.iter().map(|ends| ends.map(|ends| ends[side])).collect();
            one.around = Some(Around { below: side(0), above: side(1) });
        } else {
            one = one.labelled();
        }
        series.push(one);
    }
    Native::new(Form::Bars, "Criterion", names(&data.rows, |row| &row.name)).on(axis).with(series)
}

/// How far the spread of a bar reaches below and above its mean, on the axis.
fn distances(axis: &Axis, ruler: &Ruler, bar: &Bar) -> Option<[f64; 2]> {
    let (low, high) = match &bar.spread {
        Spread::None => return None,
        Spread::Range { low, high } | Spread::Interval { low, high } => (*low, *high),
        Spread::Answers(answers) => answers
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), answer| (low.min(*answer), high.max(*answer))),
    };
    let mean = axis.place(ruler, bar.mean)?;
    let ends = [axis.place(ruler, Some(low))?, axis.place(ruler, Some(high))?];
    // A reversed scale turns low and high round.
    Some([(mean - ends[0].min(ends[1])).max(0.0), (ends[0].max(ends[1]) - mean).max(0.0)])
}

fn dumbbell(data: &Dumbbell, theme: &Theme) -> Native {
    let axis = Axis::of(data.rows.iter().map(|row| &row.ruler));
    let series = data.groups.iter().enumerate().map(|(at, group)| {
        let means = data.rows.iter().map(|row| axis.place(&row.ruler, row.means.get(at).copied().flatten()));
        Series::new(&group.name, means.collect(), theme.series_tone(at).color).look(Look::Sign(group.shape))
    });
    let series: Vec<Series> = series.collect();
    Native::new(Form::Dots, "Criterion", names(&data.rows, |row| &row.name)).on(axis).with(series)
}

fn compare(data: &Compare, theme: &Theme) -> Native {
    let axis = Axis::of(data.rows.iter().map(|row| &row.ruler));
    let series = data.customers.iter().enumerate().map(|(at, customer)| {
        let means = data.rows.iter().map(|row| axis.place(&row.ruler, row.values.get(at).copied().flatten()));
        Series::new(&customer.name, means.collect(), theme.series_tone(at).color).look(Look::Sign(Shape::nth(at)))
    });
    let series: Vec<Series> = series.collect();
    Native::new(Form::Dots, "Criterion", names(&data.rows, |row| &row.name)).on(axis).with(series)
}

fn radar(data: &Radar, theme: &Theme) -> Native {
    let axis = Axis::shares();
    let value = data.axes.iter().map(|row| axis.place(&row.ruler, row.value));
    let average = data.axes.iter().map(|row| axis.place(&row.ruler, row.average));
    let mut series = vec![Series::new(&data.series, value.collect(), theme.accent)];
    let average = Series::new(&data.average, average.collect(), theme.axis).look(Look::Dashed);
    let minimum = data.axes.iter().map(|row| axis.place(&row.ruler, row.minimum));
    let minimum = Series::new("required minimum", minimum.collect(), theme.let_go.line).look(Look::Dashed);
    series.extend([average, minimum].into_iter().filter(|one| one.values.iter().any(Option::is_some)));
    Native::new(Form::Radar, "Criterion", names(&data.axes, |row| &row.name)).on(axis).with(series)
}

fn trend(data: &Trend, theme: &Theme) -> Native {
    let axis = Axis::of(std::iter::once(&data.ruler));
    let num = data.periods.len();
    let mut series: Vec<Series> = Vec::new();
    for (at, line) in data.series.iter().take(MOST_LINES).enumerate() {
        let value = |at: usize| line.points.get(at).and_then(|point| axis.place(&data.ruler, point.value));
        let mut one = Series::new(&line.name, (0..num).map(value).collect(), theme.series_tone(at).color);
        if data.series.len() == 1 {
            one.color = theme.accent;
            one.around = intervals(data, &axis);
        }
        series.push(one);
    }
    let edges = data.thresholds.iter().filter_map(|edge| {
        let place = axis.place(&data.ruler, Some(edge.value))?;
        let color = edge.verdict.map_or(theme.muted, |verdict| theme.verdict(verdict).line);
        Some(Series::new(&edge.label, vec![Some(place); num], color).look(Look::Dashed))
    });
    series.extend(edges);
    Native::new(Form::Lines, "Period", data.periods.clone()).on(axis).with(series)
}

/// How sure the points of the only line are.
fn intervals(data: &Trend, axis: &Axis) -> Option<Around> {
    let points = &data.series.first()?.points;
    let ends = |at: usize| {
        let point = points.get(at)?;
        let (mean, interval) = (axis.place(&data.ruler, point.value)?, point.interval?);
        let ends = [axis.place(&data.ruler, Some(interval.low))?, axis.place(&data.ruler, Some(interval.high))?];
        Some([(mean - ends[0].min(ends[1])).max(0.0), (ends[0].max(ends[1]) - mean).max(0.0)])
    };
    let ends: Vec<Option<[f64; 2]>> = (0..data.periods.len()).map(ends).collect();
    let side = |side: usize| ends.iter().map(|ends| ends.map(|ends| ends[side])).collect();
    ends.iter().any(Option::is_some).then(|| Around { below: side(0), above: side(1) })
}

fn distribution(data: &Distribution, theme: &Theme) -> Native {
    let num = data.points.len();
    let series = data.points.iter().enumerate().map(|(at, point)| {
        let counts = data.rows.iter().map(|row| row.counts.get(at).map(|count| f64::from(*count)));
        let share = if num > 1 { at as f64 / (num - 1) as f64 } else { 0.5 };
        // The ends stand for the worst and the best step, whatever the number of points.
        Series::new(point, counts.collect(), theme.step(share).fill).labelled()
    });
    let series: Vec<Series> = series.collect();
    let mut native = Native::new(Form::FullBars, "Criterion", names(&data.rows, |row| &row.name)).with(series);
    native.number_format = "0";
    native.named("Answers at each point of the scale")
}

fn contributions(data: &Contributions, theme: &Theme) -> Native {
    let points = |keep: fn(f64) -> bool| -> Vec<Option<f64>> {
        data.rows.iter().map(|row| row.points.filter(|points| points.is_finite() && keep(*points))).collect()
    };
    let line = if data.line_name.is_empty() { "the line" } else { &data.line_name };
    let series = [
        Series::new(format!("Below {line}"), points(|points| points < 0.0), theme.steps[0].fill).labelled(),
        Series::new(format!("Above {line}"), points(|points| points >= 0.0), theme.steps[4].fill).labelled(),
    ];
    Native::new(Form::StackedBars, "Criterion", names(&data.rows, |row| &row.name)).named("Points").with(series)
}

fn differences(data: &Differences, theme: &Theme) -> Native {
    let known = |value: Option<f64>| value.filter(|value| value.is_finite());
    let points = data.rows.iter().map(|row| known(row.points)).collect();
    let mut series = Series::new("Difference", points, theme.accent);
    let side = |of: fn([f64; 2], f64) -> f64| -> Vec<Option<f64>> {
        let reach = |row: &Difference| {
            let (points, ends) =
                (known(row.points)?, row.interval.filter(|ends| ends.iter().all(|end| end.is_finite()))?);
            Some(of(ends, points).max(0.0))
        };
        data.rows.iter().map(reach).collect()
    };
    let (below, above) = (side(|[low, _], points| points - low), side(|[_, high], points| high - points));
    if below.iter().any(Option::is_some) {
        series.around = Some(Around { below, above });
    } else {
        series = series.labelled();
    }
    Native::new(Form::Bars, "Criterion", names(&data.rows, |row| &row.name)).named("Points").with([series])
}

fn verdict_counts(data: &VerdictCounts, theme: &Theme) -> Native {
    let all = [
        (Verdict::Keep, data.keep),
        (Verdict::HardLook, data.hard_look),
        (Verdict::LetGo, data.let_go),
        (Verdict::NotEnough, data.not_enough),
    ];
    let words = all.iter().map(|(verdict, _)| verdict.words().to_owned()).collect();
    let counts = all.iter().map(|(_, count)| Some(f64::from(*count))).collect();
    let mut series = Series::new("Customers", counts, theme.accent).labelled();
    series.point_colors = all.iter().map(|(verdict, _)| theme.verdict(*verdict).mark.fill).collect();
    let mut native = Native::new(Form::Columns, "Verdict", words).named("Customers").with([series]);
    (native.low, native.number_format) = (Some(0.0), "0");
    native
}

fn verdict_history(data: &VerdictHistory, theme: &Theme) -> Native {
    let quarters = names(&data.quarters, |quarter| &quarter.label);
    let series = |verdict: Verdict| {
        let count = |counts: &VerdictCounts| match verdict {
            Verdict::Keep => counts.keep,
            Verdict::HardLook => counts.hard_look,
            Verdict::LetGo => counts.let_go,
            Verdict::NotEnough => counts.not_enough,
        };
        let counts = data.quarters.iter().map(|quarter| quarter.counts.as_ref().map(|counts| f64::from(count(counts))));
        Series::new(verdict.words(), counts.collect(), theme.verdict(verdict).mark.fill).labelled()
    };
    let mut native = Native::new(Form::StackedColumns, "Quarter", quarters).with(Verdict::ALL.map(series));
    (native.low, native.number_format) = (Some(0.0), "0;;");
    native.named("Customers")
}

/// Columns of ten points, on top of each other by verdict.
fn scores(data: &Scores, theme: &Theme) -> Native {
    const BINS: u32 = 10;
    let bin = |score: f64| (0..BINS - 1).find(|bin| score < f64::from(10 * (bin + 1))).unwrap_or(BINS - 1);
    let bins = (0..BINS).map(|bin| format!("{}\u{2013}{}", 10 * bin, 10 * (bin + 1))).collect();
    let series = Verdict::ALL.map(Some).into_iter().chain([None]).filter_map(|verdict| {
        let of_it = data.customers.iter().filter(|customer| customer.verdict == verdict);
        let found: Vec<u32> = of_it.filter_map(|customer| finite(customer.score).map(bin)).collect();
        let counts = (0..BINS).map(|bin| Some(found.iter().filter(|one| **one == bin).count() as f64));
        let (name, color) =
            verdict.map_or(("Customers", theme.accent), |verdict| (verdict.words(), theme.verdict(verdict).mark.fill));
        (!found.is_empty()).then(|| Series::new(name, counts.collect(), color).labelled())
    });
    let series: Vec<Series> = series.collect();
    let mut native = Native::new(Form::StackedColumns, "Score", bins).with(series);
    (native.low, native.number_format) = (Some(0.0), "0;;");
    native.named("Customers")
}

/// Columns that float: an invisible base carries them. Not below zero, where a base cannot carry.
fn waterfall(data: &Waterfall, theme: &Theme) -> Option<Native> {
    let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
    let mut categories = vec![or(&data.start_name, "Start")];
    let [mut base, mut rise, mut fall, mut whole] = [(); 4].map(|()| vec![None]);
    let mut level = data.start;
    whole[0] = Some(level);
    for step in &data.steps {
        categories.push(step.name.clone());
        let points = step.points.filter(|points| points.is_finite());
        let next = level + points.unwrap_or(0.0);
        base.push(points.map(|_| level.min(next)));
        rise.push(points.filter(|points| *points >= 0.0));
        fall.push(points.filter(|points| *points < 0.0).map(f64::abs));
        whole.push(None);
        level = next;
        if !(-1e-6..=1e9).contains(&level) {
            return None;
        }
    }
    if !(0.0..=1e9).contains(&data.start) || data.steps.iter().all(|step| step.points.is_none()) {
        return None;
    }
    categories.push(or(&data.total_name, "Score"));
    for empty in [&mut base, &mut rise, &mut fall] {
        empty.push(None);
    }
    whole.push(Some(level.max(0.0)));
    let mut level_series = Series::new("Level", whole, theme.axis).labelled();
    level_series.point_colors = vec![theme.axis; categories.len()];
    if let (Some(last), Some(verdict)) = (level_series.point_colors.last_mut(), data.verdict) {
        *last = theme.verdict(verdict).mark.fill;
    }
    let series = [
        Series::new("Base (not shown)", base, theme.background).look(Look::Invisible),
        Series::new("Adds points", rise, theme.steps[4].fill).labelled(),
        Series::new("Takes points", fall, theme.steps[0].fill).labelled(),
        level_series,
    ];
    let mut native = Native::new(Form::StackedColumns, "Step", categories).named("Points of the score").with(series);
    native.low = Some(0.0);
    Some(native)
}

/// Bars to both sides of the score; an invisible base carries them.
fn tornado(data: &Tornado, theme: &Theme) -> Option<Native> {
    let score = data.score.filter(|score| score.is_finite())?;
    let mut rows: Vec<_> = data.rows.iter().filter_map(|row| row.reach.map(|reach| (row, reach))).collect();
    rows.retain(|(_, reach)| reach.low.is_finite() && reach.high.is_finite() && reach.low.min(reach.high) >= 0.0);
    // The widest on top; equals keep their order.
    rows.sort_by(|a, b| (b.1.high - b.1.low).abs().total_cmp(&(a.1.high - a.1.low).abs()));
    let low = |reach: &crate::charts::Reach| reach.low.min(score);
    let column =
        |value: &dyn Fn(&crate::charts::Reach) -> f64| rows.iter().map(|(_, reach)| Some(value(reach))).collect();
    let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
    let series = [
        Series::new("Base (not shown)", column(&low), theme.background).look(Look::Invisible),
        Series::new(or(&data.low_name, "At its worst"), column(&|reach| score - low(reach)), theme.steps[1].fill),
        Series::new(
            or(&data.high_name, "At its best"),
            column(&|reach| (reach.high - score).max(0.0)),
            theme.steps[3].fill,
        ),
    ];
    let categories = rows.iter().map(|(row, _)| row.name.clone()).collect();
    Some(Native::new(Form::StackedBars, "Criterion", categories).on(Axis::score()).with(series))
}

fn quadrant(data: &Quadrant, theme: &Theme) -> Native {
    let with_unit = |name: &str, unit: &str| if unit.is_empty() { name.to_owned() } else { format!("{name} ({unit})") };
    let mut native = Native::new(Form::Scatter, &with_unit(&data.across.name, &data.across.unit), Vec::new());
    native.value_name = with_unit(&data.up.name, &data.up.unit);
    native.number_format = "#,##0";
    let known: Vec<&QuadrantPoint> =
        data.points.iter().filter(|point| finite(point.across).is_some() && finite(point.up).is_some()).collect();
    let are_all_named = known.len() <= MOST_NAMES;
    let verdicts = [Verdict::Keep, Verdict::HardLook, Verdict::LetGo, Verdict::NotEnough].map(Some);
    for verdict in verdicts.into_iter().chain([None]) {
        let of_it: Vec<_> = known.iter().filter(|point| point.verdict == verdict).collect();
        if of_it.is_empty() {
            continue;
        }
        let (name, color, shape) = match verdict {
            Some(verdict) => (verdict.words(), theme.verdict(verdict).mark.fill, sign_of(verdict)),
            None => ("Customers", theme.accent, Shape::Disc),
        };
        let mut series = Series::new(name, of_it.iter().map(|point| point.up).collect(), color).look(Look::Sign(shape));
        series.across = of_it.iter().map(|point| finite(point.across)).collect();
        series.names = of_it.iter().map(|point| point.name.clone()).collect();
        series.is_labelled = are_all_named;
        native.series.push(series);
    }
    native
}

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// Signs tell verdicts apart where colours do not.
const fn sign_of(verdict: Verdict) -> Shape {
    match verdict {
        Verdict::Keep => Shape::Disc,
        Verdict::HardLook => Shape::Triangle,
        Verdict::LetGo => Shape::Diamond,
        Verdict::NotEnough => Shape::Square,
    }
}

fn whale(data: &WhaleCurve, theme: &Theme) -> Native {
    let mut known: Vec<(&str, f64)> = data
        .customers
        .iter()
        .filter_map(|customer| finite(customer.profit).map(|profit| (customer.name.as_str(), profit)))
        .collect();
    known.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut sum = 0.0;
    let sums = known.iter().map(|(_, profit)| {
        sum += profit;
        Some(sum)
    });
    let value_name =
        if data.unit.is_empty() { "Profit, added up".to_owned() } else { format!("Profit, added up ({})", data.unit) };
    let series = Series::new(&value_name, sums.collect(), theme.accent);
    let categories = known.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut native = Native::new(Form::Lines, "Customer, by profit", categories).with([series]);
    native.number_format = "#,##0";
    native.named(&value_name)
}

fn lenses(data: &RankLenses, theme: &Theme) -> Native {
    let mut rows: Vec<_> = data.rows.iter().filter(|row| row.highlighted).take(MOST_LENS_LINES).collect();
    if rows.is_empty() {
        rows = data.rows.iter().collect();
        rows.sort_by_key(|row| row.ranks.iter().flatten().min().copied().unwrap_or(u32::MAX));
        rows.truncate(MOST_LENS_LINES);
    }
    let series = rows.iter().enumerate().map(|(at, row)| {
        let ranks = (0..data.lenses.len()).map(|at| row.ranks.get(at).copied().flatten().map(f64::from));
        Series::new(&row.name, ranks.collect(), theme.series_tone(at).color)
    });
    let series: Vec<Series> = series.collect();
    let mut native = Native::new(Form::Lines, "Lens", names(&data.lenses, |lens| &lens.name)).with(series);
    let last = rows.iter().flat_map(|row| row.ranks.iter().flatten()).max().copied().unwrap_or(1);
    (native.low, native.high) = (Some(1.0), Some(f64::from(last.max(2))));
    (native.is_reversed, native.number_format) = (true, "0");
    native.named("Rank, 1 is first")
}
