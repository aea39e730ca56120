//! Who moves from which verdict to which between two scenarios: two columns of customers, and the flows between.

use serde::{Deserialize, Serialize};

use super::verdict_counts::key;
use super::{header, name_cell, verdict_cell};
use crate::charts::data::{DataColumn, DataTable};
use crate::charts::palette::Tone;
use crate::charts::scene::{Anchor, Item, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, Swatch};
use crate::charts::text::{Style, fit, tidy, wrap};
use crate::model::{Locale, Verdict};

/// Every customer's verdict under two scenarios.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    /// What the left column is called: `Our policy`.
    pub before_name: String,
    /// What the right column is called: `Stricter on payment`.
    pub after_name: String,
    /// The customers, in any order.
    pub customers: Vec<Move>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The customer.
    pub id: String,
    /// The customer's name.
    pub name: String,
    /// Its verdict on the left.
    pub before: Verdict,
    /// Its verdict on the right.
    pub after: Verdict,
}

/// What is written below for a flow: the two verdicts, the lines, and how high they are.
type Mover = ([Verdict; 2], Vec<String>, f32);

/// Width of a column's boxes, px.
const COLUMN: f32 = 14.0;

/// A verdict's box in a column.
#[derive(Clone, Copy)]
struct Node {
    top: f32,
    height: f32,
    count: usize,
    /// How much of it flows have used up, from the top.
    used: f32,
}

/// A flow between two boxes.
struct Ribbon {
    is_move: bool,
    count: usize,
    points: Vec<Point>,
    /// Where it can be pointed at.
    rect: Rect,
    ends: [Verdict; 2],
}

impl Moves {
    fn flow(&self, before: Verdict, after: Verdict) -> impl Iterator<Item = &Move> {
        self.customers.iter().filter(move |customer| customer.before == before && customer.after == after)
    }

    fn moved(&self) -> usize {
        self.customers.iter().filter(|customer| customer.before != customer.after).count()
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.customers.is_empty() {
            return sheet.nothing(area, "No customers to show yet");
        }
        let mut list = self.movers(sheet, area);
        let height_of = |list: &[Mover]| match list {
            [] => 0.0,
            list => list.iter().map(|row| row.2).sum::<f32>() + 14.0,
        };
        // The list of names is given up before the picture is; the tips have it as well.
        if area.height.is_some_and(|height| height < height_of(&list) + 250.0) {
            list.clear();
        }
        let list_height = height_of(&list);
        let side = (area.width * 0.27).clamp(96.0, 190.0);
        let has_words = has_room_for_words(sheet, side);
        let legend = if has_words { 0.0 } else { draw_legend(sheet, area) };
        let area = &area.below(legend);
        let head = 26.0;
        let picture = area.height.map_or(300.0, |height| height - list_height - head).clamp(76.0, 900.0);
        let columns = [area.x + side, area.right() - side - COLUMN];
        let heading = Style::medium(sheet.small().size, sheet.theme.ink);
        let room = area.width / 2.0 - 10.0;
        let y = area.y + 8.0;
        sheet.centred(Point::new(area.x, y), Anchor::Start, heading, &fit(&self.before_name, heading, room));
        sheet.centred(Point::new(area.right(), y), Anchor::End, heading, &fit(&self.after_name, heading, room));

        let top = area.y + head;
        let before = self.nodes(top, picture, |customer| customer.before);
        let after = self.nodes(top, picture, |customer| customer.after);
        self.flows(sheet, columns, before, after);
        for (at, verdict) in Verdict::ALL.into_iter().enumerate() {
            let change = change_in_words(before[at].count, after[at].count);
            draw_node(sheet, area, (columns[0], has_words), (&before[at], verdict), None);
            draw_node(sheet, area, (columns[1], has_words), (&after[at], verdict), Some(&change));
        }
        self.draw_movers(sheet, area, top + picture + 14.0, &list);
        Extent { width: area.width, height: legend + head + picture + list_height }
    }

    /// The boxes of one column, as high as their counts and never too low for words.
    fn nodes(&self, top: f32, height: f32, verdict_of: impl Fn(&Move) -> Verdict) -> [Node; 4] {
        let counts = Verdict::ALL
            .map(|verdict| self.customers.iter().filter(|customer| verdict_of(customer) == verdict).count());
        // No box is so low that its words have no room.
        let (gap, least) = if height < 190.0 { (4.0, 16.0) } else { (10.0, 22.0) };
        let spare = (height - gap * 3.0 - least * 4.0).max(0.0);
        let total = self.customers.len().max(1) as f32;
        let mut y = top;
        counts.map(|count| {
            let node = Node { top: y, height: least + spare * count as f32 / total, count, used: 0.0 };
            y += node.height + gap;
            node
        })
    }

    /// The flows: those that stay in grey, those that move in the colour of where they go.
    fn flows(&self, sheet: &mut Sheet<'_>, columns: [f32; 2], mut before: [Node; 4], mut after: [Node; 4]) {
        let (left, right) = (columns[0] + COLUMN, columns[1]);
        let mut ribbons: Vec<Ribbon> = Vec::new();
        for (from, start) in Verdict::ALL.into_iter().enumerate() {
            for (to, end) in Verdict::ALL.into_iter().enumerate() {
                let count = self.flow(start, end).count();
                if count == 0 {
                    continue;
                }
                let (from_y, from_height) = before[from].take(count);
                let (to_y, to_height) = after[to].take(count);
                let points = vec![
                    Point::new(left, from_y),
                    Point::new(right, to_y),
                    Point::new(right, to_y + to_height),
                    Point::new(left, from_y + from_height),
                ];
                let is_move = from != to;
                let y = f32::midpoint(from_y, to_y);
                let height = f32::midpoint(from_height, to_height).max(8.0);
                let middle = f32::midpoint(left, right);
                // Only around the middle a flow is where its rectangle says; flows cross elsewhere.
                let rect = Rect::new(middle - (right - left) * 0.12, y, (right - left) * 0.24, height);
                ribbons.push(Ribbon { is_move, count, points, rect, ends: [start, end] });
            }
        }
        // Those that move lie on top, the thin ones last.
        ribbons.sort_by(|a, b| a.is_move.cmp(&b.is_move).then(b.count.cmp(&a.count)));
        for Ribbon { is_move, points, rect, ends: [start, end], .. } in ribbons {
            let tone = sheet.theme.verdict(end).mark;
            // Those that stay are pale, and never hatched.
            let stay = sheet.theme.not_enough.pill;
            let Tone { fill, outline, .. } = if is_move { tone } else { stay };
            let stroke = Some(Stroke::new(outline.unwrap_or(sheet.theme.background), 1.0));
            let hatch = sheet.theme.hatch_over_shape(&points, fill).filter(|_| is_move);
            sheet.items.push(Item::Polygon { points, fill: Some(fill), stroke });
            sheet.items.extend(hatch);
            sheet.mark(rect, key(start), key(end), self.tip(start, end));
        }
    }

    fn tip(&self, start: Verdict, end: Verdict) -> String {
        let count = self.flow(start, end).count();
        let head = if start == end {
            format!("Stay at {}: {}", start.words().to_lowercase(), Locale::count(count))
        } else {
            let (from, to) = (start.words().to_lowercase(), end.words().to_lowercase());
            format!("From {from} to {to}: {}", Locale::count(count))
        };
        let names: Vec<&str> = self.flow(start, end).take(8).map(|customer| customer.name.as_str()).collect();
        let more = if count > 8 { format!("\nand {} more", Locale::count(count - 8)) } else { String::new() };
        format!("{head}\n{}{more}", names.join("\n"))
    }

    /// What is written below for each flow that moves: the two verdicts, the lines, and how high they are.
    fn movers(&self, sheet: &Sheet<'_>, area: &Area) -> Vec<Mover> {
        let style = sheet.small();
        let mut rows = Vec::new();
        for start in Verdict::ALL {
            for end in Verdict::ALL {
                let count = self.flow(start, end).count();
                if start == end || count == 0 {
                    continue;
                }
                let names: Vec<String> = self.flow(start, end).take(12).map(|customer| tidy(&customer.name)).collect();
                let more = if count > 12 { format!(" and {} more", Locale::count(count - 12)) } else { String::new() };
                let (from, to) = (start.words().to_lowercase(), end.words().to_lowercase());
                let text = format!("{} from {from} to {to}: {}{more}", Locale::count(count), names.join(", "));
                let lines = wrap(&text, style, area.width - 26.0, 2).lines;
                let height = lines.len() as f32 * style.line_height() + 6.0;
                rows.push(([start, end], lines, height));
            }
        }
        rows
    }

    fn draw_movers(&self, sheet: &mut Sheet<'_>, area: &Area, top: f32, list: &[Mover]) {
        let style = Style { color: sheet.theme.ink, ..sheet.small() };
        let mut y = top;
        for ([start, end], lines, height) in list {
            let step = style.line_height();
            sheet.verdict_dot(Point::new(area.x + 8.0, y + step / 2.0), 7.5, Some(*end));
            for (row, line) in lines.iter().enumerate() {
                let at = Point::new(area.x + 24.0, y + step * (row as f32 + 0.5));
                sheet.centred(at, Anchor::Start, style, line);
            }
            sheet.mark(Rect::new(area.x, y, area.width, *height), key(*start), key(*end), self.tip(*start, *end));
            y += height;
        }
    }

    /// Customer, and its verdict under either scenario.
    pub(crate) fn data(&self) -> DataTable {
        let (before, after) = (header(&self.before_name, "Before"), header(&self.after_name, "After"));
        let mut table = DataTable::new(["Customer", &before, &after].map(DataColumn::new).to_vec());
        for customer in &self.customers {
            let verdicts = [customer.before, customer.after].map(|verdict| verdict_cell(Some(verdict)));
            table.push([name_cell(&customer.name)].into_iter().chain(verdicts));
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let (moved, all) = (self.moved(), self.customers.len());
        let mut flows = Vec::new();
        for start in Verdict::ALL {
            for end in Verdict::ALL {
                let count = self.flow(start, end).count();
                if start != end && count > 0 {
                    let (from, to) = (start.words().to_lowercase(), end.words().to_lowercase());
                    flows.push(format!("{} from {from} to {to}", Locale::count(count)));
                }
            }
        }
        let list = if flows.is_empty() { String::new() } else { format!(": {}", flows.join(", ")) };
        tidy(&format!(
            "{} of {} customers move from {} to {}{list}.",
            Locale::count(moved),
            Locale::count(all),
            self.before_name,
            self.after_name
        ))
    }
}

impl Node {
    /// The part of the box that so many of its customers take: its top and its height.
    fn take(&mut self, count: usize) -> (f32, f32) {
        let height = self.height * count as f32 / self.count.max(1) as f32;
        let top = self.top + self.used;
        self.used += height;
        (top, height)
    }
}

/// ` (+1)`, ` (−2)`, or nothing.
fn change_in_words(before: usize, after: usize) -> String {
    match after.cmp(&before) {
        std::cmp::Ordering::Greater => format!(" (+{})", Locale::count(after - before)),
        std::cmp::Ordering::Less => format!(" (−{})", Locale::count(before - after)),
        std::cmp::Ordering::Equal => String::new(),
    }
}

/// Whether every verdict's word fits beside its box.
fn has_room_for_words(sheet: &Sheet<'_>, side: f32) -> bool {
    let style = Style::medium(sheet.small().size, sheet.theme.ink);
    let longest = Verdict::ALL.iter().map(|verdict| style.width(verdict.words())).fold(0.0, f32::max);
    longest + sheet.strong().width("000") + 40.0 <= side
}

/// The signs and words of the verdicts, where there is no room for the words beside the boxes.
fn draw_legend(sheet: &mut Sheet<'_>, area: &Area) -> f32 {
    let entries = Verdict::ALL.map(|verdict| (Swatch::Verdict(verdict, 6.5), verdict.words().to_owned()));
    sheet.legend(area, &entries) + 4.0
}

/// A box with the count and the verdict outside; on the right with what has changed.
fn draw_node(
    sheet: &mut Sheet<'_>,
    area: &Area,
    (x, has_words): (f32, bool),
    (node, verdict): (&Node, Verdict),
    change: Option<&str>,
) {
    let is_left = change.is_none();
    let middle = node.top + node.height / 2.0;
    let tone = sheet.theme.verdict(verdict).mark;
    if node.count > 0 {
        sheet.bar(Rect::new(x, node.top, COLUMN, node.height), 0.0, &tone);
    }
    let strong = sheet.strong();
    let count = Locale::count(node.count);
    let change = change.unwrap_or_default();
    let color = if node.count > 0 { sheet.theme.verdict(verdict).line } else { sheet.theme.muted };
    let word_style = Style::medium(sheet.small().size, color);
    let (count_x, room) =
        if is_left { (x - 10.0, x - 10.0 - area.x) } else { (x + COLUMN + 10.0, area.right() - x - COLUMN - 10.0) };
    let number = format!("{count}{change}");
    let number = fit(&number, strong, room);
    let word = fit(verdict.words(), word_style, room - strong.width(&number) - 30.0);
    let side = if is_left { -1.0 } else { 1.0 };
    let anchor = if is_left { Anchor::End } else { Anchor::Start };
    sheet.centred(Point::new(count_x, middle), anchor, strong, &number);
    let sign_x = count_x + side * (strong.width(&number) + 15.0);
    if sign_x - 8.0 >= area.x && sign_x + 8.0 <= area.right() {
        sheet.verdict_dot(Point::new(sign_x, middle), 7.5, Some(verdict));
        if has_words {
            sheet.centred(Point::new(sign_x + side * 12.0, middle), anchor, word_style, &word);
        }
    }
    let rect = if is_left {
        Rect::new(area.x, node.top, x + COLUMN - area.x, node.height)
    } else {
        Rect::new(x, node.top, area.right() - x, node.height)
    };
    let part = if is_left { "before" } else { "after" };
    sheet.mark(rect, key(verdict), part, format!("{}\n{count} customers{change}", verdict.words()));
}
