//! Ranks through several lenses side by side: a line per customer, from lens to lens.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::flags::{LINE, room_for, spread};
use super::{header, name_cell};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::palette::{Color, SeriesTone};
use crate::charts::scene::{Anchor, Item, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet};
use crate::charts::text::{Style, fit, tidy, wrap};
use crate::model::Locale;

/// Customers by lenses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankLenses {
    /// The lenses, from left to right.
    pub lenses: Vec<RankLens>,
    /// The customers, in any order.
    pub rows: Vec<LensRow>,
}

/// One way to rank: revenue, profit, their score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankLens {
    /// Comes back as `part` of the marks.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LensRow {
    /// Comes back in the marks.
    pub id: String,
    /// The customer's name.
    pub name: String,
    /// The rank through each lens, 1 for the first, equals sharing one; `None` if it has none there.
    pub ranks: Vec<Option<u32>>,
    /// Drawn in colour and named at both ends; the first twelve are.
    pub highlighted: bool,
}

/// So many customers are drawn in colour.
const MOST_NAMED: usize = 12;
/// So many grey lines are drawn; more would be a grey wall. The picture says how many are not.
const MOST_LINES: usize = 200;
/// How high the line about those not drawn is, px.
const NOTE: f32 = 20.0;

/// The page's part of it.
struct Plot {
    left: f32,
    right: f32,
    top: f32,
    /// Where the last rank stands.
    bottom: f32,
    /// Where those without a rank stand.
    unranked: f32,
    lenses: usize,
    last_rank: u32,
}

impl Plot {
    fn x(&self, lens: usize) -> f32 {
        if self.lenses < 2 {
            return f32::midpoint(self.left, self.right);
        }
        self.left + (self.right - self.left) * lens as f32 / (self.lenses - 1) as f32
    }

    fn y(&self, rank: Option<u32>) -> f32 {
        let Some(rank) = rank else { return self.unranked };
        let share = f64::from(rank.saturating_sub(1)) / f64::from(self.last_rank.max(2) - 1);
        crate::charts::ruler::between(self.top, self.bottom, share.min(1.0))
    }

    /// How far ranks stand apart.
    fn step(&self) -> f32 {
        self.y(Some(2)) - self.y(Some(1))
    }
}

/// A customer in colour.
struct Named<'a> {
    row: &'a LensRow,
    tone: SeriesTone,
    points: Vec<Point>,
}

impl RankLenses {
    /// A customer's rank through a lens.
    fn rank(row: &LensRow, lens: usize) -> Option<u32> {
        row.ranks.get(lens).copied().flatten().filter(|rank| *rank > 0)
    }

    /// Who is drawn in colour: those highlighted, or everybody where they are few and nobody is.
    fn is_named(&self, most: usize) -> Vec<bool> {
        let all = self.rows.len() <= most && self.rows.iter().all(|row| !row.highlighted);
        let mut count = 0;
        let name = |row: &LensRow| {
            let named = (row.highlighted || all) && count < most;
            count += usize::from(named);
            named
        };
        self.rows.iter().map(name).collect()
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.rows.is_empty() || self.lenses.is_empty() {
            return sheet.nothing(area, "No customers to rank yet");
        }
        let ranks = || self.rows.iter().flat_map(|row| (0..self.lenses.len()).map(move |lens| Self::rank(row, lens)));
        let last_rank = ranks().flatten().max().unwrap_or(1);
        let has_unranked = ranks().any(|rank| rank.is_none());
        // On a low page fewer are named: as many as stand under each other beside the ranks.
        let around = if has_unranked { 140.0 } else { 100.0 } + if self.rows.len() > MOST_LINES { NOTE } else { 0.0 };
        let most = area.height.map_or(MOST_NAMED, |height| room_for(height - around).min(MOST_NAMED));
        let is_named = self.is_named(most);
        let named_count = is_named.iter().filter(|named| **named).count();
        let side = self.side_width(sheet, area, &is_named);
        let (left, right) = (area.x + side, area.right() - side);
        let is_low = area.height.is_some_and(|height| height < 240.0);
        let note = Self::note(&is_named);
        // On a low page it shares the lines of the list of lenses, if there is one and it has room.
        let short = note.as_deref().filter(|_| is_low).unwrap_or_default();
        let (header, is_said) = self.header(sheet, area, [left, right], short);

        let wanted = header + 40.0 + (last_rank.min(24).max(u32::try_from(named_count).unwrap_or(0) + 1)) as f32 * 22.0;
        let below = match (has_unranked, is_low) {
            (true, false) => 58.0,
            (true, true) => 34.0,
            (false, _) => 14.0,
        };
        let over = if is_low { 8.0 } else { 14.0 };
        let least = header + over + below + if is_low { 0.0 } else { 22.0 } + named_count as f32 * LINE;
        let has_room = area.height.is_none_or(|height| height >= least + NOTE);
        let note = note.filter(|_| !is_said && has_room);
        let room = area.height.map(|height| if note.is_some() { height - NOTE } else { height });
        let height = room.unwrap_or(wanted + below).clamp(least, least.max(1600.0));
        let bottom = area.y + height - below;
        let plot = Plot {
            left,
            right,
            top: area.y + header + over,
            bottom,
            unranked: if has_unranked { area.y + height - if is_low { 9.0 } else { 12.0 } } else { bottom },
            lenses: self.lenses.len(),
            last_rank,
        };
        self.grid(sheet, &plot, area, has_unranked);
        self.grey_lines(sheet, &plot, &is_named);
        let named: Vec<Named<'_>> = self
            .rows
            .iter()
            .zip(&is_named)
            .filter(|(_, named)| **named)
            .enumerate()
            .map(|(at, (row, _))| Named { row, tone: sheet.theme.series_tone(at), points: points(row, &plot) })
            .collect();
        for line in named.iter().rev() {
            self.draw_named(sheet, &plot, line);
        }
        end_labels(sheet, &plot, area, &named, true);
        end_labels(sheet, &plot, area, &named, false);
        if let Some(note) = note {
            let style = sheet.tick();
            let at = Point::new(area.x, area.y + height + NOTE - 7.0);
            sheet.centred(at, Anchor::Start, style, &fit(&note, style, area.width));
            return Extent { width: area.width, height: height + NOTE };
        }
        Extent { width: area.width, height }
    }

    /// Which of the grey customers are drawn: all, or as many as can be told apart, evenly from the first rank to the
    /// last.
    fn grey<'a>(&'a self, is_named: &[bool]) -> Vec<&'a LensRow> {
        let others = self.rows.iter().zip(is_named).filter(|(_, named)| !**named);
        let mut others: Vec<&LensRow> = others.map(|(row, _)| row).collect();
        let count = others.len();
        if count <= MOST_LINES {
            return others;
        }
        let first_rank = |row: &LensRow| (0..self.lenses.len()).find_map(|lens| Self::rank(row, lens));
        others.sort_by_key(|row| first_rank(row).unwrap_or(u32::MAX));
        (0..MOST_LINES).map(|at| others[at * count / MOST_LINES]).collect()
    }

    /// How many customers are not drawn, if any are not.
    fn note(is_named: &[bool]) -> Option<String> {
        let others = is_named.iter().filter(|named| !**named).count();
        let hidden = others.checked_sub(MOST_LINES).filter(|hidden| *hidden > 0)?;
        let (shown, hidden) = (Locale::count(MOST_LINES), Locale::count(hidden));
        Some(format!("{shown} others in grey, evenly chosen, and {hidden} more, not drawn"))
    }

    /// The room for names at each end.
    fn side_width(&self, sheet: &Sheet<'_>, area: &Area, is_named: &[bool]) -> f32 {
        let style = Style::medium(sheet.small().size, sheet.theme.ink);
        let most = if self.lenses.len() > 1 { area.width * 0.24 } else { area.width * 0.4 };
        let names = self.rows.iter().zip(is_named).filter(|(_, named)| **named);
        let widest = names.map(|(row, _)| style.width(&fit(&row.name, style, most))).fold(0.0, f32::max);
        (widest + style.width("000 ") + 26.0).min(most + 40.0).max(44.0)
    }

    /// The names of the lenses over their columns; where these are too narrow, numbers with a list above, behind `note`
    /// if that makes it no longer. Returns how high it is, and whether the note is there.
    fn header(&self, sheet: &mut Sheet<'_>, area: &Area, ends: [f32; 2], note: &str) -> (f32, bool) {
        let style = Style::medium(sheet.tick().size, sheet.theme.muted);
        let gaps = self.lenses.len().saturating_sub(1).max(1) as f32;
        let step = (ends[1] - ends[0]) / gaps;
        // The names at the two ends may reach over the room of the customers' names.
        let width = (step - 8.0).min(130.0);
        let x = |lens: usize| {
            if self.lenses.len() < 2 { f32::midpoint(ends[0], ends[1]) } else { ends[0] + step * lens as f32 }
        };
        let blocks: Vec<_> = self.lenses.iter().map(|lens| wrap(&lens.name, style, width, 3)).collect();
        let is_readable = |block: &crate::charts::text::Wrapped| {
            !block.cut && !block.lines.iter().any(|line| line.ends_with('-')) && !block.lines.is_empty()
        };
        if width >= 30.0 && blocks.iter().all(is_readable) {
            let most = blocks.iter().map(|block| block.lines.len()).max().unwrap_or(1) as f32;
            let height = most * style.line_height();
            for (at, block) in blocks.iter().enumerate() {
                // Bottom-aligned: every name stands right over its column.
                let y = area.y + height - block.lines.len() as f32 * style.line_height() / 2.0;
                sheet.block(Point::new(x(at), y), Anchor::Middle, style, block);
            }
            return (height + 6.0, false);
        }
        let numbered: Vec<String> =
            self.lenses.iter().enumerate().map(|(at, lens)| format!("{} {}", at + 1, lens.name)).collect();
        let small = sheet.small();
        let list = wrap(&numbered.join(" · "), small, area.width, 4);
        let with_note = wrap(&format!("{note} · {}", numbered.join(" · ")), small, area.width, 4);
        let is_said = !note.is_empty() && !with_note.cut && with_note.lines.len() <= list.lines.len();
        let list = if is_said { with_note } else { list };
        for (row, line) in list.lines.iter().enumerate() {
            let y = area.y + small.line_height() * (row as f32 + 0.5);
            sheet.centred(Point::new(area.x, y), Anchor::Start, small, line);
        }
        let used = list.lines.len() as f32 * small.line_height() + 10.0;
        let mut free = f32::NEG_INFINITY;
        for at in 0..self.lenses.len() {
            let text = (at + 1).to_string();
            let half = style.width(&text) / 2.0;
            if x(at) - half >= free {
                sheet.centred(Point::new(x(at), area.y + used + 8.0), Anchor::Middle, style, &text);
                free = x(at) + half + 3.0;
            }
        }
        (used + 22.0, is_said)
    }

    fn grid(&self, sheet: &mut Sheet<'_>, plot: &Plot, area: &Area, has_unranked: bool) {
        let stroke = Stroke::new(sheet.theme.hairline, 1.0);
        for (at, lens) in self.lenses.iter().enumerate() {
            let x = plot.x(at);
            sheet.line(Point::new(x, plot.top - 8.0), Point::new(x, plot.bottom + 6.0), stroke, 0.0);
            let ranked = self.rows.iter().filter(|row| Self::rank(row, at).is_some()).count();
            let rect = Rect::new((x - 9.0).max(area.x), area.y, 18.0, plot.unranked + 8.0 - area.y);
            let tip = format!("{}\n{ranked} of {} ranked", lens.name, self.rows.len());
            sheet.mark(rect, "", &lens.id, tip);
        }
        if has_unranked {
            // On a low page there is no room for words between the line and the names under it.
            let is_roomy = plot.unranked - plot.bottom > 40.0;
            let y = plot.bottom + if is_roomy { 16.0 } else { 11.0 };
            let dashed = Stroke::new(sheet.theme.axis, 1.0);
            sheet.line(Point::new(area.x, y), Point::new(area.right(), y), dashed, 3.0);
            let style = sheet.tick();
            let text = fit("no rank", style, plot.left - area.x - 10.0);
            if is_roomy {
                sheet.centred(Point::new(area.x, y + 11.0), Anchor::Start, style, &text);
            }
        }
    }

    fn grey_lines(&self, sheet: &mut Sheet<'_>, plot: &Plot, is_named: &[bool]) {
        let others = self.grey(is_named);
        let is_crowd = others.len() > 40;
        let color = sheet.theme.hatch;
        // In a crowd thin, so that each can be followed where they cross.
        let stroke = Stroke::new(color, if is_crowd { 0.45 } else { 1.3 });
        let marks = reach_of(plot);
        // In a crowd, one mark for what lies within the reach of one pointer.
        let mut taken: BTreeSet<(usize, u64)> = BTreeSet::new();
        let mut lines: Vec<Vec<Point>> = Vec::new();
        for row in others {
            let points = points(row, plot);
            for center in points.iter().filter(|_| !is_crowd) {
                sheet.circle(*center, 2.0, Some(color), None);
            }
            for (lens, center) in points.iter().enumerate() {
                let place = |rank: u32| u64::from(rank) * u64::from(marks) / u64::from(plot.last_rank.max(1));
                let rank = Self::rank(row, lens).map_or(u64::MAX, place);
                if is_crowd && !taken.insert((lens, rank)) {
                    continue;
                }
                sheet.mark(Rect::around(*center, 3.0), &row.id, &self.lenses[lens].id, self.tip(row, lens));
            }
            if points.len() > 1 {
                lines.push(points);
            }
        }
        if !lines.is_empty() {
            sheet.items.push(Item::Lines { lines, stroke });
        }
    }

    /// A line in colour, with the rank in its dots where there is room.
    fn draw_named(&self, sheet: &mut Sheet<'_>, plot: &Plot, line: &Named<'_>) {
        let stroke = Stroke::new(line.tone.color, 2.5);
        if line.points.len() > 1 {
            let dash = f32::from(line.tone.dash);
            sheet.items.push(Item::Polyline { points: line.points.clone(), stroke, dash });
        }
        for (lens, center) in line.points.iter().enumerate() {
            let radius = if plot.step() < 8.0 { 3.5 } else { 5.0 };
            let rank = Self::rank(line.row, lens);
            let (fill, edge) = match rank {
                Some(_) => (line.tone.color, Stroke::new(sheet.theme.background, 1.5)),
                None => (sheet.theme.background, Stroke::new(line.tone.color, 1.5)),
            };
            sheet.circle(*center, radius, Some(fill), Some(edge));
            sheet.mark(Rect::around(*center, 8.0), &line.row.id, &self.lenses[lens].id, self.tip(line.row, lens));
        }
    }

    fn tip(&self, row: &LensRow, lens: usize) -> String {
        let rank = Self::rank(row, lens);
        let words = rank.map_or_else(|| "no rank".to_owned(), |rank| format!("rank {rank}"));
        format!("{}\n{}: {words}", row.name, self.lenses[lens].name)
    }

    /// Customer, and the rank through each lens.
    pub(crate) fn data(&self) -> DataTable {
        let lens = |lens: &RankLens| DataColumn::measured(header(&lens.name, "Lens"), "rank");
        let columns = [DataColumn::new("Customer")].into_iter().chain(self.lenses.iter().map(lens));
        let mut table = DataTable::new(columns.collect());
        for row in &self.rows {
            let ranks = (0..self.lenses.len()).map(|lens| DataCell::number(Self::rank(row, lens).map(f64::from)));
            table.push([name_cell(&row.name)].into_iter().chain(ranks));
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let movers: Vec<String> = self
            .rows
            .iter()
            .zip(self.is_named(MOST_NAMED))
            .filter(|(_, named)| *named)
            .filter_map(|(row, _)| {
                let ranks = || (0..self.lenses.len()).filter_map(|lens| Self::rank(row, lens));
                let (best, worst) = (ranks().min()?, ranks().max()?);
                let name = tidy(&row.name);
                Some(if best == worst {
                    format!("{name} always {best}")
                } else {
                    format!("{name} from {best} to {worst}")
                })
            })
            .take(6)
            .collect();
        let list = if movers.is_empty() { String::new() } else { format!(": {}", movers.join(", ")) };
        let note = Self::note(&self.is_named(MOST_NAMED)).map(|note| format!(" {note}.")).unwrap_or_default();
        format!(
            "Ranks of {} customers through {} lenses{list}.{note}",
            Locale::count(self.rows.len()),
            self.lenses.len()
        )
    }
}

/// How many marks have room under each other.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number, at least 1")]
fn reach_of(plot: &Plot) -> u32 {
    ((plot.bottom - plot.top) / 4.0).max(1.0) as u32
}

/// Where a customer stands at each lens.
fn points(row: &LensRow, plot: &Plot) -> Vec<Point> {
    (0..plot.lenses).map(|lens| Point::new(plot.x(lens), plot.y(RankLenses::rank(row, lens)))).collect()
}

/// Rank and name of the coloured lines at one end, each as near to its line as the others allow.
fn end_labels<'a>(sheet: &mut Sheet<'_>, plot: &Plot, area: &Area, named: &'a [Named<'a>], is_left: bool) {
    let lens = if is_left { 0 } else { plot.lenses - 1 };
    let style = Style::medium(sheet.small().size, sheet.theme.ink);
    let (anchor, side) = if is_left { (Anchor::End, -1.0) } else { (Anchor::Start, 1.0) };
    let is_ranked = |line: &&Named<'_>| RankLenses::rank(line.row, lens).is_some();
    let place = |line: &'a Named<'a>| line.points.get(lens).map(|point| (line, *point));
    let mut ends: Vec<(&Named<'_>, Point)> = named.iter().filter(is_ranked).filter_map(place).collect();
    ends.sort_by(|a, b| a.1.y.total_cmp(&b.1.y));
    let (low, high) = (plot.top - 4.0, plot.bottom + 4.0);
    ends.truncate(room_for(high - low));
    let heights = spread(&ends.iter().map(|(_, point)| point.y).collect::<Vec<_>>(), low, high);
    // Those without a rank stand on one spot: the first is named, the others are counted.
    let unranked: Vec<&Named<'_>> = named.iter().filter(|line| !is_ranked(line)).collect();
    if let [first, others @ ..] = unranked.as_slice() {
        let x = plot.x(lens) + side * 14.0;
        let room = if is_left { x - area.x } else { area.right() - x };
        let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
        let text = format!("{}{more}", tidy(&first.row.name));
        let is_whole = others.is_empty() || style.width(&text) <= room;
        let text = if is_whole { text } else { format!("{} customers", Locale::count(unranked.len())) };
        let color = if others.is_empty() { first.tone.color } else { style.color };
        let text = fit(&text, style, room);
        sheet.centred(Point::new(x, plot.unranked), anchor, Style { color, ..style }, &text);
    }
    for ((line, point), y) in ends.iter().zip(heights) {
        let x = point.x + side * 14.0;
        if (y - point.y).abs() > 4.0 {
            let leader = Stroke::new(sheet.theme.axis, 1.0);
            sheet.line(Point::new(point.x + side * 6.0, point.y), Point::new(x - side * 2.0, y), leader, 0.0);
        }
        let color: Color = line.tone.color;
        let room = if is_left { x - area.x } else { area.right() - x };
        let rank = RankLenses::rank(line.row, lens).map(|rank| rank.to_string()).unwrap_or_default();
        let name = fit(&line.row.name, style, room - style.width(&rank) - 6.0);
        let text = if is_left { format!("{name} {rank}") } else { format!("{rank} {name}") };
        let text = fit(&text, style, room);
        sheet.centred(Point::new(x, y), anchor, Style { color, ..style }, &text);
    }
}
