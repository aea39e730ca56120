//! Pictures as data: [`Chart`] (what to show) → [`layout`] → [`Scene`] (what it looks like) → SVG → PNG.
//!
//! A scene is made once and is the same everywhere: the window paints its shapes, and every file is written from
//! the SVG of the same scene. Layout is pure and knows no window: equal arguments give equal bytes. Lengths are
//! CSS px; resolution comes in only when an SVG is drawn as PNG.
//!
//! Every mark of a scene carries the `id` its chart was given, so that a click can lead to the ratings behind it.

mod catalogue;
mod chart;
pub mod compose;
mod data;
mod drawing;
mod fit;
pub mod fonts;
mod hatch;
mod kinds;
mod layout;
mod outlined;
mod page;
pub mod palette;
mod pattern;
mod pdf;
mod raster;
mod rows;
mod ruler;
mod runs;
mod scene;
mod sheet;
mod signs;
mod span;
mod svg;
mod system;
mod text;
#[cfg(test)]
mod vision;

pub use catalogue::{About, Asked, ChartName, ChartTheme, GroupsShown, NoChart, RowOrder, chart_list, chart_of};
pub use chart::{Chart, Kind, Shape};
pub use data::{DataCell, DataColumn, DataTable};
pub use drawing::{ChartError, Drawing};
pub use fit::layout_in_card;
pub use hatch::hatch_lines;
pub use kinds::{
    Aside, Bar, BarRow, Compare, CompareRow, Compared, Contribution, Contributions, CriterionBars, Difference,
    Differences, Distribution, DistributionRow, Dumbbell, DumbbellGroup, DumbbellRow, Heatmap, HeatmapCell,
    HeatmapColumn, HeatmapRow, Interval, LensRow, Meaning, Move, Moves, Neutral, Quadrant, QuadrantAxis, QuadrantPoint,
    Radar, RadarAxis, RankLens, RankLenses, RaterStrip, Reach, RuleChange, Scored, Scores, Spread, StripDot, StripRow,
    Threshold, Tornado, TornadoRow, Trend, TrendDecision, TrendPoint, TrendSeries, VerdictCounts, VerdictHistory,
    VerdictQuarter, Waterfall, WaterfallStep, WhaleCurve, WhaleCustomer, clustered_order,
};
pub use layout::{Dress, Size, layout, layout_dressed};
pub use outlined::outlined_svg;
pub use page::{Ground, Heading, Page, ThemeName};
pub use palette::{Color, Theme};
pub use pattern::Pattern;
pub use pdf::pdf;
pub use raster::{Pixels, pixels, png};
pub use ruler::Ruler;
pub use scene::{Anchor, DotShape, Item, Mark, Point, Rect, Scene, Slant, Stroke};
