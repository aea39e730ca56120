//! How many customers stand at each verdict.

use serde::{Deserialize, Serialize};

use super::verdict_cell;
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::rows::bar_thickness;
use crate::charts::ruler::between;
use crate::charts::scene::{Anchor, Point, Rect};
use crate::charts::sheet::{Area, Extent, SMALL, Sheet};
use crate::charts::text::Style;
use crate::model::{Locale, Verdict};

/// How many customers stand at each verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VerdictCounts {
    /// Customers to keep.
    pub keep: u32,
    /// Customers to take a hard look at.
    pub hard_look: u32,
    /// Customers to let go.
    pub let_go: u32,
    /// Customers with not enough evidence.
    pub not_enough: u32,
}

impl VerdictCounts {
    /// How many customers at one verdict.
    pub const fn count(&self, verdict: Verdict) -> u32 {
        match verdict {
            Verdict::Keep => self.keep,
            Verdict::HardLook => self.hard_look,
            Verdict::LetGo => self.let_go,
            Verdict::NotEnough => self.not_enough,
        }
    }

    /// How many customers in all.
    pub(super) fn total(&self) -> u64 {
        Verdict::ALL.into_iter().map(|verdict| u64::from(self.count(verdict))).sum()
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        let row_height = area.height.map_or(36.0, |height| (height / 4.0).clamp(21.0, 110.0));
        let total = self.total();
        if total == 0 {
            return sheet.nothing(area, "No customers to show yet");
        }
        let most = Verdict::ALL.into_iter().map(|verdict| self.count(verdict)).max().unwrap_or(1).max(1);
        let labels = Verdict::ALL.map(|verdict| Locale::count(self.count(verdict) as usize));
        let label_width = labels.iter().map(|label| sheet.strong().width(label)).fold(0.0, f32::max);
        let style = Style::medium(SMALL, sheet.theme.ink);
        let widest = Verdict::ALL.iter().map(|verdict| style.width(verdict.words())).fold(0.0, f32::max);
        let left = area.x + widest + 46.0;
        let right = area.right() - label_width - 10.0;
        for (at, verdict) in Verdict::ALL.into_iter().enumerate() {
            let y = area.y + row_height * (at as f32 + 0.5);
            sheet.pill(Point::new(area.x, y), verdict, 176.0);
            let end = between(left, right, f64::from(self.count(verdict)) / f64::from(most));
            if end > left {
                let tone = sheet.theme.verdict(verdict).mark;
                let thick = bar_thickness(row_height);
                sheet.bar(Rect::new(left, y - thick / 2.0, end - left, thick), 0.0, &tone);
            }
            sheet.centred(Point::new(end + 8.0, y), Anchor::Start, sheet.strong(), &labels[at]);
            let tip =
                format!("{}\n{} of {} customers", verdict.words(), labels[at], Locale::current().whole(total as f64));
            sheet.mark(Rect::new(area.x, y - row_height / 2.0, area.width, row_height), key(verdict), "", tip);
        }
        Extent { width: area.width, height: row_height * 4.0 }
    }

    /// Verdict and how many customers stand there.
    pub(crate) fn data(&self) -> DataTable {
        let mut table = DataTable::new(["Verdict", "Customers"].map(DataColumn::new).to_vec());
        for verdict in Verdict::ALL {
            table.push([verdict_cell(Some(verdict)), DataCell::count(self.count(verdict))]);
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let counts = Verdict::ALL.map(|verdict| format!("{} {}", verdict.words().to_lowercase(), self.count(verdict)));
        format!("Bars of {} customers by verdict: {}.", Locale::current().whole(self.total() as f64), counts.join(", "))
    }
}

/// The `id` of the mark of a verdict: `keep`, `hard_look`, `let_go`, `not_enough`.
pub(super) const fn key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Keep => "keep",
        Verdict::HardLook => "hard_look",
        Verdict::LetGo => "let_go",
        Verdict::NotEnough => "not_enough",
    }
}
