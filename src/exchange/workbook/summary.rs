//! The first sheet: how much there is, what the verdicts are, and how to read the rest.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::super::chart_sheet::{Place, Widths, draw, plan};
use super::super::xlsx_out::{cell_text, rgb};
use super::customers::left_out_periods;
use super::{CardVerdicts, Export, ExportTable};
use crate::charts::{self, Chart, Kind, Scored, Scores, Theme, Threshold};
use crate::model::{Customer, Verdict};

const NAME: &str = "Summary";
/// So many scorecards have charts; the rest have their columns on the sheet of customers.
const MOST_CARDS: usize = 6;
/// The column charts begin at: right of the widest table of numbers.
const CHARTS: u16 = 6;
/// The rows that a chart takes.
const BLOCK: u32 = 18;

/// How the workbook is to be read, line by line.
const HOW_TO_READ: [&str; 6] = [
    "The app advises; people decide. Read every verdict with its reasons, its coverage and the number of people behind it.",
    "Score: 0 to 100 from the answers that count today, by weight. Nothing answered is no score, never 0.",
    "Lowest and highest score: if everything that is missing were answered in the worst or in the best way.",
    "Coverage: how much of the scorecard is answered, by weight. Below the scorecard\u{2019}s minimum there is no verdict.",
    "Red flags overrule the score. Cautions are reasons to stop and think before acting on a verdict.",
    "Keepwise reads this workbook back with all customers, ratings and verdicts; without any loss it reads a JSON export.",
];

/// The sheet itself.
pub(super) fn summary(export: &Export<'_>, continued: &[String]) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(NAME)?.set_screen_gridlines(false);
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 34)?;
    sheet.set_column_range_width(1, CHARTS - 1, 11)?;
    let theme = &Theme::LIGHT;
    let title = Format::new().set_bold().set_font_size(16).set_font_color(rgb(theme.ink));
    let heading = Format::new().set_bold().set_font_size(13).set_font_color(rgb(theme.ink));
    let quiet = Format::new().set_font_color(rgb(theme.muted));
    let workspace = export.workspace;
    let name = format!("{}: customers, ratings and verdicts", workspace.business.name);
    sheet.write_string_with_format(0, 0, cell_text(&name), &title)?;
    let day = format!("As of {}, made by Keepwise", export.today);
    sheet.write_string_with_format(1, 0, day, &quiet)?;

    let mut row = 3;
    sheet.write_string_with_format(row, 0, "What is in this workbook", &heading)?;
    row += 1;
    let counts = [
        ("Customers", workspace.customers.len()),
        ("Customers we work with", workspace.customers.values().filter(|one| is_current(one)).count()),
        ("Ratings", workspace.num_ratings()),
        ("Answers", export.table(ExportTable::Answers).num_rows()),
        ("Scorecards", workspace.scorecards.len()),
        ("Decisions", export.table(ExportTable::Decisions).num_rows()),
        ("People", workspace.business.people.len()),
    ];
    let whole = Format::new().set_num_format("#,##0").set_align(FormatAlign::Right);
    for (what, num) in counts {
        sheet.write_string(row, 0, what)?;
        sheet.write_number_with_format(row, 1, num as f64, &whole)?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "How to read it", &heading)?;
    row += 1;
    let mut lines: Vec<String> = HOW_TO_READ.iter().map(|line| (*line).to_owned()).collect();
    if !continued.is_empty() {
        lines.push(format!("Excel\u{2019}s sheets end at 1,048,576 rows; the rest is on: {}.", continued.join(", ")));
    }
    let left_out = left_out_periods(export);
    if left_out > 0 {
        lines.push(format!("The {left_out} oldest periods of money are left out; the JSON file has them."));
    }
    for line in lines {
        sheet.write_string_with_format(row, 0, line, &quiet)?;
        row += 1;
    }
    row += 1;
    let mut pages = Vec::new();
    for verdicts in export.verdicts.iter().take(MOST_CARDS) {
        pages.push(row);
        row = card(&mut sheet, export, verdicts, row)?;
    }
    sheet.set_page_breaks(&pages)?;
    if export.verdicts.is_empty() {
        sheet.write_string_with_format(row, 0, "There is no scorecard yet, so there are no verdicts.", &quiet)?;
    }
    Ok(sheet)
}

fn is_current(customer: &Customer) -> bool {
    customer.profile.status.is_current()
}

/// The verdicts and scores on one scorecard; returns the row after them.
fn card(sheet: &mut Worksheet, export: &Export<'_>, verdicts: &CardVerdicts<'_>, row: u32) -> Result<u32, XlsxError> {
    let customers = || {
        let judged = verdicts.evidence.customers().iter().zip(&verdicts.judgements);
        judged.filter_map(|(id, judgement)| {
            let customer = export.workspace.customers.get(id).filter(|customer| is_current(customer))?;
            Some((customer, judgement))
        })
    };
    let of = |verdict: Verdict| {
        let num = customers().filter(|(_, judgement)| judgement.verdict == verdict).count();
        u32::try_from(num).unwrap_or(u32::MAX)
    };
    let counts = charts::VerdictCounts {
        keep: of(Verdict::Keep),
        hard_look: of(Verdict::HardLook),
        let_go: of(Verdict::LetGo),
        not_enough: of(Verdict::NotEnough),
    };
    let scored = customers().map(|(customer, judgement)| Scored {
        id: customer.id.to_string(),
        name: customer.name().to_owned(),
        score: judgement.score,
        verdict: Some(judgement.verdict),
    });
    let scores = Scores { customers: scored.collect(), thresholds: Vec::<Threshold>::new() };
    let name = &verdicts.card.name;
    let titled = [
        (format!("Verdicts on \u{201c}{name}\u{201d}, customers we work with"), Kind::VerdictCounts(counts)),
        (format!("Scores on \u{201c}{name}\u{201d}, customers we work with"), Kind::Scores(scores)),
    ];
    let heading = Format::new().set_bold().set_font_size(13).set_font_color(rgb(Theme::LIGHT.ink));
    let mut row = row;
    for (title, kind) in titled {
        let chart = Chart::new(title, kind);
        sheet.write_string_with_format(row, 0, cell_text(&chart.title), &heading)?;
        let Some(native) = plan(&chart.kind, &Theme::LIGHT) else {
            sheet.write_string(row + 1, 0, "Nobody has a score yet.")?;
            row += 3;
            continue;
        };
        let place = Place {
            sheet: NAME,
            chart: (row + 1, CHARTS),
            numbers: row + 1,
            title: Some((row, 0)),
            alt: &chart.alt_text(),
            size: (620, (BLOCK - 1) * 20),
            widths: Widths::Kept,
            theme: &Theme::LIGHT,
        };
        draw(sheet, &native, &place)?;
        row += BLOCK + 2;
    }
    Ok(row)
}
