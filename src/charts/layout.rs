//! A chart on a page: title and subtitle above, the source below, the chart between.

use serde::{Deserialize, Serialize};

use super::chart::Chart;
use super::fonts::Weight;
use super::palette::Theme;
use super::scene::{Anchor, Item, Point, Scene};
use super::sheet::{Area, Sheet, TICK};
use super::text::{Style, tidy, wrap};

/// The page a chart is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Size {
    /// Width, CSS px; taken as at least 320. Only a heatmap with many criteria gets wider.
    pub width: f32,
    /// Height, CSS px; `None` takes what is needed, and rows that need more get more.
    pub height: Option<f32>,
}

impl Size {
    /// A page of this width, as high as needed.
    pub const fn wide(width: f32) -> Self {
        Self { width, height: None }
    }
}

/// What goes around the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dress {
    /// Background, margin, title, subtitle and source: for files.
    #[default]
    Full,
    /// As full, without title and subtitle: for a slide that has its own.
    Plain,
    /// Only the chart on a clear ground: for a card that shows the title itself.
    Bare,
}

/// Font size of the finding.
const TITLE: f32 = 20.0;
/// Font size of what is measured.
const SUBTITLE: f32 = 14.0;

/// Shorter than this nothing has a length, px.
const LEAST_LENGTH: f32 = 0.005;

const LEAST_WIDTH: f32 = 320.0;
const MOST_SIDE: f32 = 20_000.0;

/// Lays out a chart with everything a file needs. Pure: equal arguments give an equal scene.
pub fn layout(chart: &Chart, size: Size, theme: &Theme) -> Scene {
    layout_dressed(chart, size, Dress::Full, theme)
}

/// Lays out a chart, dressed for a file or bare for a card in the window.
pub fn layout_dressed(chart: &Chart, size: Size, dress: Dress, theme: &Theme) -> Scene {
    let width = if size.width.is_finite() { size.width.clamp(LEAST_WIDTH, MOST_SIDE) } else { LEAST_WIDTH };
    let height = size.height.filter(|height| height.is_finite()).map(|height| height.clamp(0.0, MOST_SIDE));
    let mut sheet = Sheet { theme, items: Vec::new(), marks: Vec::new() };
    let full = dress != Dress::Bare;
    let margin = if full { 20.0 } else { 3.0 };
    let inner = width - 2.0 * margin;

    let y = if dress == Dress::Full { heading(&mut sheet, chart, margin, inner, most_lines(height)) } else { margin };
    let source_style = Style::new(TICK, theme.muted);
    let source_line = match (full, chart.source.is_empty(), chart.filter.is_empty()) {
        (false, ..) | (true, true, true) => String::new(),
        (true, false, true) => chart.source.clone(),
        (true, true, false) => chart.filter.clone(),
        (true, false, false) => format!("{} · {}", chart.source, chart.filter),
    };
    let source = wrap(&source_line, source_style, inner, most_lines(height).min(2));
    let source_height = if source.lines.is_empty() { 0.0 } else { source.lines.len() as f32 * 16.0 + 14.0 };
    let around = y + source_height + margin;
    let area = Area { x: margin, y, width: inner, height: height.map(|height| (height - around).max(0.0)) };
    let extent = chart.kind.draw(&mut sheet, &area);

    // A hair less, for sums may be off by one: 600 px stay 600 px.
    let page_width = ((extent.width + 2.0 * margin).max(width) - 0.01).ceil();
    let page_height = ((y + extent.height + source_height + margin).max(height.unwrap_or(0.0)) - 0.01).ceil();
    for (row, line) in source.lines.iter().rev().enumerate() {
        let at = Point::new(margin, page_height - margin - 3.0 - row as f32 * 16.0);
        sheet.text(at, Anchor::Start, source_style, line);
    }
    let background = full.then_some(theme.background);
    let Sheet { items, marks, .. } = sheet;
    let items = items.into_iter().filter_map(drawable).collect();
    let (title, alt) = (tidy(&chart.title), chart.alt_text());
    Scene { width: page_width, height: page_height, background, items, marks, title, alt }
}

/// What can be seen of an item: a line from a point to itself is nothing, and a rectangle without a width has no edge.
/// Such shapes come from data (all answers equal, a bar of nothing) and no renderer knows what to do with them.
fn drawable(item: Item) -> Option<Item> {
    let is_same = |a: &Point, b: &Point| (a.x - b.x).abs() < LEAST_LENGTH && (a.y - b.y).abs() < LEAST_LENGTH;
    match item {
        Item::Line { from, to, .. } if is_same(&from, &to) => None,
        Item::Polyline { ref points, .. } if points.iter().all(|point| is_same(point, &points[0])) => None,
        Item::Lines { mut lines, stroke } => {
            lines.retain(|points| points.iter().any(|point| !is_same(point, &points[0])));
            (!lines.is_empty()).then_some(Item::Lines { lines, stroke })
        }
        Item::Rect { rect, radius, fill, stroke: Some(_) }
            if rect.width < LEAST_LENGTH || rect.height < LEAST_LENGTH =>
        {
            fill.is_some().then_some(Item::Rect { rect, radius, fill, stroke: None })
        }
        other => Some(other),
    }
}

/// What stands above and below the chart is at most so many lines: fewer on a low page, where the chart needs the room.
fn most_lines(height: Option<f32>) -> usize {
    match height {
        Some(height) if height < 300.0 => 1,
        Some(height) if height < 420.0 => 2,
        _ => 3,
    }
}

/// Title and subtitle; returns where the chart begins.
fn heading(sheet: &mut Sheet<'_>, chart: &Chart, margin: f32, inner: f32, most_lines: usize) -> f32 {
    let title_style = Style { size: TITLE, weight: Weight::Bold, color: sheet.theme.ink };
    let subtitle_style = Style::new(SUBTITLE, sheet.theme.muted);
    let mut y = margin;
    for (text, style, step, before) in
        [(&chart.title, title_style, 26.0, 0.0), (&chart.subtitle, subtitle_style, 19.0, 3.0)]
    {
        let lines = wrap(text, style, inner, most_lines).lines;
        y += if lines.is_empty() || y <= margin { 0.0 } else { before };
        for line in lines {
            sheet.centred(Point::new(margin, y + step / 2.0), Anchor::Start, style, &line);
            y += step;
        }
    }
    if y > margin { y + 14.0 } else { y }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Contributions, Kind};

    fn chart(title: &str, source: &str) -> Chart {
        let kind = Kind::Contributions(Contributions { line: None, line_name: String::new(), rows: Vec::new() });
        Chart { source: source.to_owned(), filter: "filter: all customers".to_owned(), ..Chart::new(title, kind) }
    }

    fn lines(scene: &Scene, size: f32) -> Vec<&str> {
        let mut lines = Vec::new();
        for item in &scene.items {
            if let Item::Text { text, size: found, .. } = item
                && (found - size).abs() < 0.01
            {
                lines.push(text.as_str());
            }
        }
        lines
    }

    #[test]
    fn a_long_title_takes_three_lines_and_is_whole_in_the_scene() {
        let title = "Raters disagree most about deadlines and least about money, ".repeat(5);
        assert_eq!(title.len(), 300);
        let scene = layout(&chart(&title, ""), Size { width: 480.0, height: Some(600.0) }, &Theme::LIGHT);
        let lines = lines(&scene, TITLE);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[2].ends_with('…'), "{lines:?}");
        assert_eq!(scene.title, title.trim_end());
        let short = layout(&chart("Short", ""), Size::wide(480.0), &Theme::LIGHT);
        assert_eq!(self::lines(&short, TITLE), ["Short"]);
    }

    #[test]
    fn a_low_page_gives_its_room_to_the_chart() {
        let title = "Raters disagree most about deadlines and least about money, ".repeat(5);
        for (height, expected) in [(270.0, 1), (400.0, 2), (540.0, 3)] {
            let scene = layout(&chart(&title, ""), Size { width: 480.0, height: Some(height) }, &Theme::LIGHT);
            assert_eq!(lines(&scene, TITLE).len(), expected, "{height} px high");
        }
    }

    #[test]
    fn source_and_filter_share_a_line_and_wrap_to_two() {
        let scene = layout(&chart("", "Source: 23 ratings"), Size::wide(680.0), &Theme::LIGHT);
        assert_eq!(lines(&scene, TICK), ["Source: 23 ratings · filter: all customers"]);
        let long = "Source: ratings of the last twelve months by everybody who worked with them, ".repeat(4);
        let scene = layout(&chart("", &long), Size::wide(480.0), &Theme::LIGHT);
        // The last line is written first.
        let lines = lines(&scene, TICK);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].ends_with('…') && !lines[1].ends_with('…'), "{lines:?}");
    }
}
