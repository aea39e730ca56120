//! How far things lie apart, as bars to either side of zero: the top less the bottom, management less the team.

use serde::{Deserialize, Serialize};

use super::{NO_CRITERIA, criteria, header, known, name_cell, plain_rows};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::palette::Tone;
use crate::charts::rows::{Rows, Wish, bar_thickness};
use crate::charts::ruler::{between, signed};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, Swatch};
use crate::charts::span::Span;
use crate::charts::text::{fit, tidy};

/// Differences in points of 100, one per criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Differences {
    /// What it means to lie below and above zero: `team higher`, `management higher`; may be empty.
    pub sides: [String; 2],
    /// Whether above zero is good.
    pub meaning: Meaning,
    /// What the line over a bar is: `95 % interval`.
    pub interval_name: String,
    /// The criteria, from top to bottom.
    pub rows: Vec<Difference>,
}

/// Whether being above zero is better than being below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Above is good, below is bad.
    Judged,
    /// Neither is better.
    Plain,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Comes back in the marks.
    pub id: String,
    /// The criterion's name.
    pub name: String,
    /// What it rests on, in a few words: `8 top at 84, 8 bottom at 52`; may be empty.
    pub detail: String,
    /// The points; `None` if they cannot be given.
    pub points: Option<f64>,
    /// Where they lie with all likelihood, the lower end first.
    pub interval: Option<[f64; 2]>,
    /// What stands where the points would, if they cannot be given: why not.
    pub missing: String,
    /// The whole in a sentence, for who points at it; may be empty.
    pub sentence: String,
}

/// Differences are in points of a scale of 100.
const MOST: f64 = 100.0;
/// A few points shall not look like many: the axis reaches so far at least.
const LEAST_REACH: f64 = 10.0;

impl Difference {
    fn interval(&self) -> Option<[f64; 2]> {
        self.interval.filter(|ends| ends.iter().all(|end| end.is_finite()) && ends[0] <= ends[1])
    }

    /// `+32 (+12 to +51)`.
    fn label(&self) -> String {
        match (known(self.points), self.interval()) {
            (Some(points), Some([low, high])) => format!("{} ({} to {})", whole(points), whole(low), whole(high)),
            (Some(points), None) => whole(points),
            (None, _) => tidy(&self.missing),
        }
    }
}

/// Signed, without decimals.
fn whole(points: f64) -> String {
    signed(points)
}

impl Differences {
    /// From where to where the axis goes.
    fn span(&self) -> Span {
        let ends = |row: &Difference| {
            let points = known(row.points);
            let interval = points.and_then(|_| row.interval());
            points
                .into_iter()
                .chain(interval.into_iter().flatten())
                .map(|end| end.clamp(-MOST, MOST))
                .collect::<Vec<_>>()
        };
        let span = self.rows.iter().flat_map(ends).fold(Span::new(0.0, 0.0), Span::including);
        // To the side it leans to, so that a chart of which all bars go one way has no empty half.
        if span.share(0.0) < 0.5 { span.including(LEAST_REACH) } else { span.including(-LEAST_REACH) }
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.rows.is_empty() {
            return sheet.nothing(area, NO_CRITERIA);
        }
        let legend = self.legend(sheet, area);
        let body = area.below(legend);
        let has_sides = self.sides.iter().any(|side| !side.is_empty());
        let axis_height = if has_sides { 42.0 } else { 24.0 };
        let details: Vec<String> = self.rows.iter().map(|row| tidy(&row.detail)).collect();
        let name = |at: usize| self.rows[at].name.as_str();
        let wish = Wish { wanted: 40.0, ..plain_rows(self.rows.len()) };
        let room = body.height.map(|height| height - axis_height);
        let names = area.width * if area.width < 480.0 { 0.4 } else { 0.34 };
        let rows = Rows::plan(sheet, wish, room, names, (&name, &details));
        let (strong, small) = (rows.strong(sheet), rows.small(sheet));
        let style = |row: &Difference| if known(row.points).is_some() { strong } else { small };
        let labels = rows.shown().map(|at| style(&self.rows[at]).width(&self.rows[at].label()));
        let label_width = labels.fold(0.0, f32::max).min(area.width * 0.32).ceil();
        let track = [area.x + rows.width + 14.0, area.right() - label_width - 14.0];
        let span = self.span();
        let x = |value: f64| between(track[0], track[1], span.share(value.clamp(-MOST, MOST)));
        let bottom = body.y + rows.height();

        let ticks = span.ticks();
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        for tick in &ticks {
            let at = between(track[0], track[1], tick.share);
            sheet.line(Point::new(at, body.y), Point::new(at, bottom), hairline, 0.0);
        }
        sheet.tick_labels(&ticks, track, bottom + 12.0);
        for (at, slot) in rows.slots() {
            let band = slot.band(area.x, body.y, area.width);
            let middle = band.y + band.height / 2.0;
            rows.draw_name(sheet, at, (area.x, area.width), middle);
            let Some(row) = slot.row().map(|row| &self.rows[row]) else {
                sheet.mark(band, "", "", Rows::left_out(&slot, "criteria"));
                continue;
            };
            if let Some(points) = known(row.points) {
                let (zero, end) = (x(0.0), x(points));
                let half = bar_thickness(band.height).min(28.0) / 2.0;
                if (end - zero).abs() > 0.0 {
                    let rect = Rect::new(end.min(zero), middle - half, (end - zero).abs(), 2.0 * half);
                    sheet.bar(rect, 2.0, &self.tone(sheet, points));
                }
                if let Some([low, high]) = row.interval() {
                    sheet.whisker(x(low), x(high), middle);
                }
            }
            let style = style(row);
            let text = fit(&row.label(), style, label_width);
            sheet.centred(Point::new(area.right(), middle), Anchor::End, style, &text);
            sheet.mark(band, &row.id, "", tip(row));
        }
        let ink = Stroke::new(sheet.theme.ink, 1.0);
        sheet.line(Point::new(x(0.0), body.y), Point::new(x(0.0), bottom), ink, 0.0);
        if has_sides {
            self.name_sides(sheet, [track[0].max(area.x), track[1]], x(0.0), bottom + 31.0);
        }
        Extent { width: area.width, height: bottom + axis_height - area.y }
    }

    fn legend(&self, sheet: &mut Sheet<'_>, area: &Area) -> f32 {
        let has_intervals = self.rows.iter().any(|row| known(row.points).is_some() && row.interval().is_some());
        let is_named = has_intervals && !self.interval_name.is_empty();
        let entry = is_named.then(|| (Swatch::Whisker, self.interval_name.clone()));
        sheet.legend(area, entry.as_slice())
    }

    fn tone(&self, sheet: &Sheet<'_>, points: f64) -> Tone {
        match self.meaning {
            Meaning::Judged if points < 0.0 => sheet.theme.let_go.mark,
            Meaning::Judged => sheet.theme.keep.mark,
            Meaning::Plain => Tone { fill: sheet.theme.accent, label: sheet.theme.background, outline: None },
        }
    }

    /// What the two sides mean, under the axis to either side of zero.
    fn name_sides(&self, sheet: &mut Sheet<'_>, track: [f32; 2], zero: f32, y: f32) {
        let style = sheet.tick();
        let [below, above] = &self.sides;
        let places = [(below, -1.0, zero - track[0] - 8.0), (above, 1.0, track[1] - zero - 8.0)];
        let has_room = |(words, _, room): &(&String, f32, f32)| !words.is_empty() && style.width(words) <= *room;
        for (words, side, _) in places.into_iter().filter(has_room) {
            let anchor = if side < 0.0 { Anchor::End } else { Anchor::Start };
            sheet.centred(Point::new(zero + side * 8.0, y), anchor, style, &tidy(words));
        }
    }

    /// Criterion, points, the interval, and what they rest on.
    pub(crate) fn data(&self) -> DataTable {
        let interval = header(&self.interval_name, "interval");
        let mut table = DataTable::new(vec![
            DataColumn::new("Criterion"),
            DataColumn::measured("Difference", "points"),
            DataColumn::measured(format!("{interval}, from"), "points"),
            DataColumn::measured(format!("{interval}, to"), "points"),
            DataColumn::new("Note"),
        ]);
        for row in &self.rows {
            let ends = known(row.points).and_then(|_| row.interval());
            let [low, high] = [ends.map(|ends| ends[0]), ends.map(|ends| ends[1])].map(DataCell::number);
            let note = if known(row.points).is_some() { &row.detail } else { &row.missing };
            let note = if note.is_empty() { DataCell::Missing } else { name_cell(note) };
            table.push([name_cell(&row.name), DataCell::number(known(row.points)), low, high, note]);
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let rows: Vec<String> = self
            .rows
            .iter()
            .filter_map(|row| known(row.points).map(|points| format!("{} {}", tidy(&row.name), whole(points))))
            .take(12)
            .collect();
        let list = if rows.is_empty() { "nothing to compare yet".to_owned() } else { rows.join(", ") };
        let [below, above] = &self.sides;
        let sides = match (above.is_empty(), below.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!(" (above: {above})"),
            (true, false) => format!(" (below: {below})"),
            (false, false) => format!(" (above: {above}, below: {below})"),
        };
        tidy(&format!("Bars of {} in points either side of zero{sides}: {list}.", criteria(self.rows.len())))
    }
}

fn tip(row: &Difference) -> String {
    let label = row.label();
    let first = match label.as_str() {
        "" => "nothing to compare".to_owned(),
        label if known(row.points).is_some() => format!("{label} points"),
        label => label.to_owned(),
    };
    let lines = [row.name.as_str(), &first, &row.detail, &row.sentence];
    lines.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}
