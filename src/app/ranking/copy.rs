//! The table as a spreadsheet takes it from the clipboard.

use crate::analysis::{Lens, RankWarning};
use crate::exchange::protect_from_formulas;

use super::{RankRow, RankingState};

/// Columns between tabs, a head, numbers plain, rows in the order shown; nothing before the first ranking is there.
pub(super) fn tsv(area: &RankingState) -> Option<String> {
    area.ranking()?;
    let lenses = area.shown_lenses();
    let mut head = vec!["Customer".to_owned()];
    for lens in &lenses {
        head.push(format!("{}: rank", lens.words()));
        head.push(lens.words().to_owned());
    }
    let has_bands = area.ranking().is_some_and(|ranking| ranking.rows.iter().any(|row| row.band.is_some()));
    head.extend(has_bands.then(|| "Band".to_owned()));
    let rest = [
        "Best rank",
        "Best by",
        "Worst rank",
        "Worst by",
        "Practically equal: group",
        "Stays from",
        "Stays to",
        "Under this share of weightings",
        "Think about",
    ];
    head.extend(rest.map(str::to_owned));
    let rows =
        (0..area.order.len()).filter_map(|place| area.row(place)).map(|row| cells(row, &lenses, has_bands).join("\t"));
    let mut text = String::new();
    for line in std::iter::once(head.join("\t")).chain(rows) {
        text.push_str(&line);
        text.push('\n');
    }
    Some(text)
}

fn cells(row: &RankRow, lenses: &[Lens], has_bands: bool) -> Vec<String> {
    let mut cells = vec![protect_from_formulas(row.name())];
    for lens in lenses {
        let place = row.place(*lens);
        cells.push(place.map(|place| place.rank.to_string()).unwrap_or_default());
        cells.push(place.map(|place| plain(*lens, place.value)).unwrap_or_default());
    }
    if has_bands {
        cells.push(protect_from_formulas(row.band.as_deref().unwrap_or_default()));
    }
    for place in [row.row.span.map(|span| span.best), row.row.span.map(|span| span.worst)] {
        cells.push(place.map(|place| place.rank.to_string()).unwrap_or_default());
        cells.push(place.map(|place| place.lens.words().to_owned()).unwrap_or_default());
    }
    cells.push(row.equal.map(|group| (group.number + 1).to_string()).unwrap_or_default());
    cells.push(row.stability.map(|stability| stability.best.to_string()).unwrap_or_default());
    cells.push(row.stability.map(|stability| stability.worst.to_string()).unwrap_or_default());
    cells.push(row.stability.map(|stability| format!("{:.2}", stability.share)).unwrap_or_default());
    let warning = |warning: &RankWarning| warning.text.clone();
    let warnings: Vec<String> = row.warnings.iter().map(warning).collect();
    cells.push(protect_from_formulas(&warnings.join(" ")));
    cells
}

/// A value as plain digits.
fn plain(lens: Lens, value: f64) -> String {
    let decimals = match lens {
        Lens::Revenue | Lens::Profit | Lens::Transactions | Lens::WordOfMouth => 0,
        Lens::ProfitPerHour | Lens::Growth => 2,
        Lens::TeamScore | Lens::ManagementScore | Lens::TheirRating | Lens::Score => 1,
    };
    // No "-0".
    format!("{:.decimals$}", if value.abs() < 1e-9 { 0.0 } else { value })
}
