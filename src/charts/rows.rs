//! Rows under each other: how many there is room for, how high each is, and how its name is set.
//!
//! With room to spare rows spread; where it is short, names first go on one line, then everything is set smaller, and
//! in the end only the first and the last rows are shown, with "… and 2,950 more" between. A chart never gets higher
//! than it was asked to be.

use super::scene::{Anchor, Point, Rect};
use super::sheet::{BODY, SMALL, Sheet};
use super::text::{Style, Wrapped, fit, wrap_evenly};
use crate::model::Locale;

/// What rows ask for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish {
    /// How many there are.
    pub count: usize,
    /// How high a row wants to be, px.
    pub wanted: f32,
    /// No row is higher, px.
    pub most: f32,
    /// No row is lower, px.
    pub least: f32,
    /// Which rows are shown where not all are.
    pub ends: Ends,
}

impl Wish {
    /// How high the line about rows left out is.
    fn left_out_height(&self) -> f32 {
        self.least.min(18.0)
    }
}

/// Which rows are shown where there is no room for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// The first and the last: rows that are sorted, best and worst at the ends.
    Both,
    /// The first: rows of which the last matter least.
    First,
}

/// One row on the page, or the place of those left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    /// Which rows: one, or all that are left out.
    from: usize,
    to: usize,
    top: f32,
    height: f32,
}

/// The rows of a chart.
pub(crate) struct Rows {
    slots: Vec<Slot>,
    names: Vec<(Wrapped, String)>,
    size: f32,
    /// How wide the column of names is.
    pub width: f32,
}

/// Without a height given, more rows than this are not all shown …
const MANY: usize = 60;
/// … but so many of them.
const FEWER: usize = 50;

impl Slot {
    /// The row it shows; `None` for rows left out.
    pub(crate) fn row(&self) -> Option<usize> {
        (self.to == self.from + 1).then_some(self.from)
    }

    /// The rows it stands for.
    pub(crate) fn rows(&self) -> std::ops::Range<usize> {
        self.from..self.to
    }

    /// Where it lies, in a chart whose rows begin at `top`.
    pub(crate) fn band(&self, x: f32, top: f32, width: f32) -> Rect {
        Rect::new(x, top + self.top, width, self.height)
    }
}

impl Rows {
    /// Places rows in the room there is; `scales` is empty or one text per row, set under its name where there is
    /// room for it.
    pub(crate) fn plan<'a>(
        sheet: &Sheet<'_>,
        wish: Wish,
        room: Option<f32>,
        most_width: f32,
        texts: (&dyn Fn(usize) -> &'a str, &[String]),
    ) -> Self {
        let (name, scales) = texts;
        let shown = shown(wish, room);
        let no_scales: &[String] = &[];
        // From roomy to dense: text size, lines of a name, scales, and the least height of a row.
        let roomy = (BODY, 2, scales, wish.wanted);
        let tight = (BODY, 1, scales, (wish.least + 4.0).max(24.0));
        let dense = (SMALL, 1, no_scales, wish.least);
        let mut plan = None;
        for (size, lines, scales, least) in [roomy, tight, dense] {
            let set = Set { size, lines, scales };
            let rows = Self::set(sheet, (&shown, name), set, [least, wish.left_out_height()], most_width);
            let is_fitting = room.is_none_or(|room| rows.height() <= room);
            plan = Some(rows);
            if is_fitting {
                break;
            }
        }
        let mut rows = plan.unwrap_or(Self { slots: Vec::new(), names: Vec::new(), size: BODY, width: 0.0 });
        rows.spread(wish.most, room);
        rows
    }

    /// The rows as high as their names need, and at least `least`.
    fn set<'a>(
        sheet: &Sheet<'_>,
        (shown, name): (&[Stretch], &dyn Fn(usize) -> &'a str),
        set: Set<'_>,
        [least, left_out_height]: [f32; 2],
        most_width: f32,
    ) -> Self {
        let style = Style { size: set.size, ..sheet.body() };
        let small = sheet.tick();
        let mut rows = Self { slots: Vec::new(), names: Vec::new(), size: set.size, width: 0.0 };
        let mut top = 0.0;
        for (from, to) in shown.iter().copied() {
            let is_row = to == from + 1;
            let text = if is_row {
                let scale = set.scales.get(from).map(|scale| fit(scale, small, most_width)).unwrap_or_default();
                (wrap_evenly(name(from), style, most_width, set.lines), scale)
            } else {
                let words = format!("… and {} more", Locale::count(to - from));
                (Wrapped { lines: vec![words], cut: false }, String::new())
            };
            if is_row {
                rows.width = rows.width.max(text.0.width(style)).max(small.width(&text.1)).min(most_width);
            }
            let scale_height = if text.1.is_empty() { 0.0 } else { 16.0 };
            // Two sizes of text, with a little air: 20 px and 8 px at the size of names, 16 px and nothing when dense.
            let is_dense = set.size < BODY;
            let (line, air) = if is_dense { (16.0, 0.0) } else { (20.0, if set.lines > 1 { 8.0 } else { 4.0 }) };
            let needed = (text.0.lines.len() as f32).mul_add(line, scale_height) + air;
            let height = if is_row { needed.max(least) } else { left_out_height };
            rows.slots.push(Slot { from, to, top, height });
            rows.names.push(text);
            top += height;
        }
        rows
    }

    /// Spare room goes to the rows, up to `most` each.
    fn spread(&mut self, most: f32, room: Option<f32>) {
        let count = self.slots.iter().filter(|slot| slot.row().is_some()).count();
        let spare = room.map_or(0.0, |room| room - self.height());
        let each = if count > 0 { (spare / count as f32).max(0.0) } else { 0.0 };
        let mut top = 0.0;
        for slot in &mut self.slots {
            slot.top = top;
            if slot.row().is_some() {
                slot.height += each.min((most - slot.height).max(0.0));
            }
            top += slot.height;
        }
    }

    /// How high all rows are together.
    pub(crate) fn height(&self) -> f32 {
        self.slots.iter().map(|slot| slot.height).sum()
    }

    /// The rows shown, and the place of those left out, from top to bottom.
    pub(crate) fn slots(&self) -> impl ExactSizeIterator<Item = (usize, Slot)> {
        self.slots.clone().into_iter().enumerate()
    }

    /// The rows shown, by their numbers.
    pub(crate) fn shown(&self) -> impl Iterator<Item = usize> {
        self.slots.iter().filter_map(Slot::row)
    }

    /// The style of the number that matters, in the size of these rows.
    pub(crate) fn strong(&self, sheet: &Sheet<'_>) -> Style {
        Style { size: self.size, ..sheet.strong() }
    }

    /// The style of what explains, in the size of these rows.
    pub(crate) fn small(&self, sheet: &Sheet<'_>) -> Style {
        Style { size: self.size - 2.0, ..sheet.small() }
    }

    /// Writes the name of a slot, centred on y; what is left out goes over the names' column into `width`.
    pub(crate) fn draw_name(&self, sheet: &mut Sheet<'_>, at: usize, (x, width): (f32, f32), y: f32) {
        let Some(((name, scale), slot)) = self.names.get(at).zip(self.slots.get(at)) else { return };
        let style = Style { size: self.size, ..sheet.body() };
        if slot.row().is_none() {
            let quiet = Style { size: self.size - 2.0, ..sheet.small() };
            let words = name.lines.first().map(|line| fit(line, quiet, width)).unwrap_or_default();
            return sheet.centred(Point::new(x, y), Anchor::Start, quiet, &words);
        }
        let small = sheet.tick();
        if scale.is_empty() {
            sheet.block(Point::new(x, y), Anchor::Start, style, name);
        } else {
            let half = name.lines.len() as f32 * style.line_height() / 2.0;
            sheet.block(Point::new(x, y - 8.0), Anchor::Start, style, name);
            sheet.centred(Point::new(x, y + half), Anchor::Start, small, scale);
        }
    }

    /// The tip over the rows left out.
    pub(crate) fn left_out(slot: &Slot, thing: &str) -> String {
        let hidden = slot.rows();
        format!("{} more {thing} from row {}\nall are in the data", Locale::count(hidden.len()), hidden.start + 1)
    }
}

/// Rows that stand together, `from..to`: one that is shown, or all that are left out.
type Stretch = (usize, usize);

/// How names are set.
#[derive(Clone, Copy)]
struct Set<'a> {
    size: f32,
    lines: usize,
    scales: &'a [String],
}

/// How thick a bar is in a row so high: half of it, neither a hair nor a block.
pub(crate) fn bar_thickness(row_height: f32) -> f32 {
    (row_height * 0.56).clamp(8.0, 48.0)
}

/// The rows that are shown, and between them those that are not, as `from..to`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number of rows on a page")]
fn shown(wish: Wish, room: Option<f32>) -> Vec<Stretch> {
    let whole = |rows: f32| rows.floor().max(1.0) as usize;
    let (capacity, rows) = match room {
        Some(room) => (whole(room / wish.least), whole((room - wish.left_out_height()) / wish.least)),
        None if wish.count > MANY => (MANY, FEWER),
        None => (wish.count, wish.count),
    };
    if wish.count <= capacity {
        return (0..wish.count).map(|row| (row, row + 1)).collect();
    }
    let first = match wish.ends {
        Ends::Both => rows.div_ceil(2),
        Ends::First => rows,
    };
    let last = rows - first;
    let top = (0..first).map(|row| (row, row + 1));
    let bottom = (wish.count - last..wish.count).map(|row| (row, row + 1));
    top.chain([(first, wish.count - last)]).chain(bottom).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(count: usize, ends: Ends) -> Wish {
        Wish { count, wanted: 36.0, most: 56.0, least: 18.0, ends }
    }

    #[test]
    fn what_has_no_room_is_counted_between_the_first_and_the_last() {
        assert_eq!(shown(wish(3, Ends::Both), None), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(shown(wish(3, Ends::Both), Some(54.0)).len(), 3);
        assert_eq!(shown(wish(3000, Ends::Both), Some(90.0)), [(0, 1), (1, 2), (2, 2998), (2998, 2999), (2999, 3000)]);
        assert_eq!(shown(wish(9, Ends::First), Some(54.0)), [(0, 1), (1, 2), (2, 9)]);
        assert_eq!(shown(wish(3, Ends::Both), Some(0.0)), [(0, 1), (1, 3)], "at least one");
        let all = shown(wish(3000, Ends::Both), None);
        assert_eq!((all.len(), all[25]), (51, (25, 2975)), "50 rows and the other 2,950");
    }
}
