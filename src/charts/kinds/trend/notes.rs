//! What happened along a trend: changes of rules and decisions, as lines down through it with their words above.

use super::labels::Placed;
use super::{Plot, RuleChange, Trend, TrendDecision};
use crate::charts::scene::{Anchor, Item, Point, Rect, Stroke};
use crate::charts::sheet::Sheet;
use crate::charts::text::{Style, fit};

/// From one row of words to the next, px.
const ROW: f32 = 17.0;
/// No more rows of words than this.
pub(super) const MOST_ROWS: usize = 3;

/// Something that happened.
#[derive(Clone, Copy)]
enum Note<'a> {
    Change(&'a RuleChange),
    Decision(&'a TrendDecision),
}

/// Where its line and its words stand.
struct PlacedNote<'a> {
    note: Note<'a>,
    x: f32,
    /// The row of its words, none if there is no room left.
    row: Option<usize>,
    start: f32,
    text: String,
}

impl Note<'_> {
    fn label(&self) -> &str {
        match self {
            Self::Change(change) => &change.label,
            Self::Decision(decision) => &decision.label,
        }
    }

    /// A change stands before the first period it counts for, a decision at its day.
    fn x(&self, plot: &Plot) -> f32 {
        match self {
            Self::Change(change) => match change.from_period {
                0 => plot.left,
                period => f32::midpoint(plot.x(period - 1), plot.x(period)),
            },
            Self::Decision(decision) => {
                let step = if plot.count < 2 { 40.0 } else { plot.x(1) - plot.x(0) };
                let passed = if decision.passed.is_finite() { decision.passed.clamp(0.0, 1.0) } else { 0.5 };
                let x = plot.x(decision.period) + crate::charts::ruler::between(-step / 2.0, step / 2.0, passed);
                x.clamp(plot.left, plot.right)
            }
        }
    }

    fn style(&self, sheet: &Sheet<'_>) -> Style {
        match self {
            Self::Change(_) => sheet.tick(),
            Self::Decision(_) => Style::medium(sheet.tick().size, sheet.theme.accent),
        }
    }
}

impl Trend {
    /// The decisions within the periods shown.
    pub(super) fn decisions_inside(&self) -> impl Iterator<Item = &TrendDecision> {
        self.decisions.iter().filter(|decision| decision.period < self.periods.len())
    }

    fn notes(&self) -> impl Iterator<Item = Note<'_>> {
        let changes = self.changes.iter().filter(|change| change.from_period < self.periods.len());
        changes.map(Note::Change).chain(self.decisions_inside().map(Note::Decision))
    }

    /// Where the lines of the notes stand.
    pub(super) fn note_places(&self, plot: &Plot) -> Vec<f32> {
        self.notes().map(|note| note.x(plot)).collect()
    }

    /// How many rows of words there are.
    pub(super) fn note_rows(&self, sheet: &Sheet<'_>, [left, right]: [f32; 2], most_notes: usize) -> usize {
        let plot = Plot { left, right, top: 0.0, bottom: 0.0, count: self.periods.len(), most_notes };
        self.place_notes(sheet, &plot).iter().filter_map(|note| note.row.map(|row| row + 1)).max().unwrap_or(0)
    }

    /// Each note with its line and its words, from left to right; words that would touch stand in another row.
    fn place_notes(&self, sheet: &Sheet<'_>, plot: &Plot) -> Vec<PlacedNote<'_>> {
        let mut taken: Vec<(usize, f32, f32)> = Vec::new();
        let mut notes: Vec<(Note<'_>, f32)> = self.notes().map(|note| (note, note.x(plot))).collect();
        notes.sort_by(|a, b| a.1.total_cmp(&b.1));
        let xs: Vec<f32> = notes.iter().map(|(_, x)| *x).collect();
        let mut place = |(note, x): (Note<'_>, f32)| {
            let style = note.style(sheet);
            let text = fit(note.label(), style, (plot.right - plot.left) * 0.45);
            let lead = if matches!(note, Note::Decision(_)) { 9.0 } else { 5.0 };
            let width = style.width(&text);
            let start = if x + lead + width <= plot.right { x + lead } else { x - lead - width };
            let is_free = |row: &usize| {
                let apart = |(other, from, to): &(usize, f32, f32)| {
                    other != row || start + width + 12.0 <= *from || *to + 12.0 <= start
                };
                taken.iter().all(apart)
            };
            let row = (0..plot.most_notes).find(is_free).filter(|_| !text.is_empty());
            taken.extend(row.map(|row| (row, start.min(x), (start + width).max(x))));
            (row, start, text)
        };
        let placed: Vec<(Option<usize>, f32, String)> = notes.iter().map(|note| place(*note)).collect();
        let placed = notes.iter().zip(xs).zip(placed);
        placed.map(|(((note, _), x), (row, start, text))| PlacedNote { note: *note, x, row, start, text }).collect()
    }

    /// Draws the notes, their words from y on; returns where words stand.
    pub(super) fn draw_notes(&self, sheet: &mut Sheet<'_>, plot: &Plot, y: f32) -> Vec<Placed> {
        let notes = self.place_notes(sheet, plot);
        let words = |note: &PlacedNote<'_>, sheet: &Sheet<'_>| {
            note.row.map(|row| {
                let width = note.note.style(sheet).width(&note.text);
                Rect::new(note.start, y + row as f32 * ROW - 8.0, width, 16.0)
            })
        };
        let placed: Vec<Placed> = notes.iter().filter_map(|note| words(note, sheet)).collect();
        for note in &notes {
            let style = note.note.style(sheet);
            let label_y = y + note.row.unwrap_or(0) as f32 * ROW;
            // Down from its words, unless other words are in the way.
            let is_clear = placed
                .iter()
                .all(|rect| note.x < rect.x - 2.0 || rect.right() + 2.0 < note.x || rect.bottom() <= label_y + 6.0);
            let top = if note.row.is_some() && is_clear { label_y - 6.0 } else { plot.top };
            let (color, width) = match note.note {
                Note::Change(_) => (sheet.theme.axis, 1.0),
                Note::Decision(_) => (sheet.theme.accent, 1.5),
            };
            sheet.line(Point::new(note.x, top), Point::new(note.x, plot.bottom), Stroke::new(color, width), 0.0);
            if let (Some(_), Note::Decision(_)) = (note.row, note.note) {
                // A pennant at the top of the line: a decision, not a change of rules.
                let side = if note.start > note.x { 1.0 } else { -1.0 };
                let at = |x: f32, y: f32| Point::new(note.x + x * side, label_y + y);
                let points = vec![at(0.0, -6.0), at(7.0, -2.5), at(0.0, 1.0)];
                if is_clear {
                    sheet.items.push(Item::Polygon { points, fill: Some(color), stroke: None });
                }
            }
            if note.row.is_some() {
                sheet.centred(Point::new(note.start, label_y), Anchor::Start, style, &note.text);
            }
            let rect = Rect::new(note.x - 4.0, y - 8.0, 8.0, plot.bottom - y + 8.0);
            match note.note {
                Note::Change(change) => {
                    let period = self.periods[change.from_period].as_str();
                    sheet.mark(rect, "", period, format!("{}\nsince {period}", change.label));
                }
                Note::Decision(decision) => {
                    let period = self.periods[decision.period].as_str();
                    sheet.mark(rect, &decision.id, period, format!("Decided\n{}", decision.label));
                }
            }
        }
        placed
    }
}
