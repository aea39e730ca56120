//! A chart in Excel's own words: which of its forms, over which numbers. Plain values; nothing is written here.

use crate::charts::{Color, Ruler, Shape};

/// A chart that Excel can draw.
pub(in super::super) struct Native {
    pub(super) form: Form,
    /// What stands in the first column: the criteria, the periods.
    pub category_name: String,
    pub categories: Vec<String>,
    /// What is measured along the value axis.
    pub value_name: String,
    /// The ends of the value axis; Excel chooses if `None`.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Larger values to the left or below.
    pub is_reversed: bool,
    /// How numbers are shown: `0.0`.
    pub number_format: &'static str,
    pub(super) series: Vec<Series>,
}

/// Excel's forms that fit our charts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Bars from the left, first category on top.
    Bars,
    /// Bars on top of each other, from the left.
    StackedBars,
    /// The same, each filling the whole width.
    FullBars,
    /// Columns.
    Columns,
    /// Columns on top of each other.
    StackedColumns,
    /// Lines over the categories, with gaps.
    Lines,
    /// Signs over the categories, joined from the lowest to the highest.
    Dots,
    /// A web.
    Radar,
    /// Points by two numbers.
    Scatter,
}

/// A row of numbers with one look.
pub(super) struct Series {
    pub name: String,
    /// Scatter only: from left to right. Empty otherwise.
    pub across: Vec<Option<f64>>,
    pub values: Vec<Option<f64>>,
    /// How far the truth may lie below and above.
    pub around: Option<Around>,
    pub look: Look,
    pub color: Color,
    /// Colours of single bars, in the order of the categories.
    pub point_colors: Vec<Color>,
    /// Whether the values stand at the bars.
    pub is_labelled: bool,
    /// Names at the points of a scatter.
    pub names: Vec<String>,
}

/// Error bars, as distances.
pub(super) struct Around {
    pub below: Vec<Option<f64>>,
    pub above: Vec<Option<f64>>,
}

/// How a series is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Filled, or a line with signs.
    Plain,
    /// Takes its room and shows nothing.
    Invisible,
    /// A dashed line without signs.
    Dashed,
    /// A sign of its own.
    Sign(Shape),
}

impl Series {
    pub(super) fn new(name: impl Into<String>, values: Vec<Option<f64>>, color: Color) -> Self {
        Self {
            name: name.into(),
            across: Vec::new(),
            values: values.into_iter().map(|value| value.filter(|value| value.is_finite())).collect(),
            around: None,
            look: Look::Plain,
            color,
            point_colors: Vec::new(),
            is_labelled: false,
            names: Vec::new(),
        }
    }

    pub(super) fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    pub(super) fn labelled(mut self) -> Self {
        self.is_labelled = true;
        self
    }
}

impl Native {
    pub(super) fn new(form: Form, category_name: &str, categories: Vec<String>) -> Self {
        Self {
            form,
            category_name: category_name.to_owned(),
            categories,
            value_name: String::new(),
            low: None,
            high: None,
            is_reversed: false,
            number_format: "0.0",
            series: Vec::new(),
        }
    }

    pub(super) fn on(mut self, axis: Axis) -> Self {
        self.value_name = axis.name;
        (self.low, self.high) = (axis.low, axis.high);
        self.is_reversed = axis.is_reversed;
        self.number_format = axis.number_format;
        self
    }

    pub(super) fn named(mut self, value_name: &str) -> Self {
        value_name.clone_into(&mut self.value_name);
        self
    }

    pub(super) fn with(mut self, series: impl IntoIterator<Item = Series>) -> Self {
        self.series.extend(series);
        self
    }

    /// Whether there is anything Excel could draw.
    pub(super) fn has_values(&self) -> bool {
        self.series.iter().any(|series| series.look != Look::Invisible && series.values.iter().any(Option::is_some))
    }
}

/// What values of several rows are measured on together.
pub(super) struct Axis {
    pub name: String,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub is_reversed: bool,
    pub number_format: &'static str,
    /// Whether values are turned into percent of each row's own scale.
    is_share: bool,
}

impl Axis {
    /// The one ruler of all rows, or percent of each row's own scale where they differ.
    pub(super) fn of<'a>(mut rulers: impl Iterator<Item = &'a Ruler> + Clone) -> Self {
        let mut rest = rulers.clone();
        let share = Self {
            name: "Percent of the scale, 100 is good".to_owned(),
            low: Some(0.0),
            high: Some(100.0),
            is_reversed: false,
            number_format: "0",
            is_share: true,
        };
        let Some(first) = rulers.next() else { return share };
        if rest.any(|ruler| ruler != first) || matches!(first, Ruler::YesNo { .. }) {
            return share;
        }
        let (worst, best) = first.ends();
        let number_format = if matches!(first, Ruler::Score) { "0" } else { "0.0" };
        let is_sound = worst.is_finite() && best.is_finite() && (worst - best).abs() > 0.0;
        if !is_sound {
            return share;
        }
        Self {
            name: format!("{}, {first}", if matches!(first, Ruler::Score) { "Score" } else { "Answer" }),
            low: Some(worst.min(best)),
            high: Some(worst.max(best)),
            is_reversed: worst > best,
            number_format,
            is_share: false,
        }
    }

    /// Percent of each row's own scale.
    pub(super) fn shares() -> Self {
        Self::of(std::iter::empty())
    }

    /// Points of a score.
    pub(super) fn score() -> Self {
        Self::of(std::iter::once(&Ruler::Score))
    }

    /// A value as it stands on this axis.
    pub(super) fn place(&self, ruler: &Ruler, value: Option<f64>) -> Option<f64> {
        let value = value.filter(|value| value.is_finite())?;
        if self.is_share { ruler.share(value).map(|share| 100.0 * share) } else { Some(value) }
    }
}
