//! A blank rating form as a workbook, for people without the app: a table to fill in with drop-down lists, and what
//! the points mean. Filled in, it is imported as any table of ratings: the headers are the names of the criteria.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Note, Workbook, Worksheet, XlsxError,
};

use super::super::xlsx_out::{cell_text, header_format, new_workbook, rgb};
use super::ExportError;
use super::criteria::anchors;
use crate::charts::Theme;
use crate::model::{Criterion, Scale, Scorecard, ScorecardId, Workspace};

/// The table to fill in; the first sheet, which imports read.
const FILL_IN: &str = "Fill in";
/// What the points mean.
const POINTS: &str = "What the points mean";
/// What the drop-down lists offer.
const LISTS: &str = "Lists";
/// Rows with drop-down lists below those that are filled in.
const SPARE_ROWS: u32 = 200;
/// The columns before the criteria.
const HEADERS: [(&str, f64); 5] =
    [("Customer", 30.0), ("Person", 22.0), ("Group", 16.0), ("Date", 13.0), ("Occasion", 22.0)];
/// Words that may be chosen instead of an answer; imports know them.
const INSTEAD: [&str; 2] = ["Not applicable", "Don't know"];

/// Which rows of the form are begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FormRows {
    /// None: whoever fills it in names the customer.
    #[default]
    Blank,
    /// One for each customer we work with.
    Customers,
}

/// A form for one scorecard. Equal arguments give equal bytes.
///
/// # Errors
/// [`ExportError`]; nothing was written.
pub fn blank_form(
    workspace: &Workspace,
    scorecard: ScorecardId,
    rows: FormRows,
    today: jiff::civil::Date,
) -> Result<Vec<u8>, ExportError> {
    let card = workspace.scorecards.get(&scorecard).ok_or(ExportError::NoScorecard)?;
    let mut workbook = new_workbook(&format!("Rating form: {}", card.name), today)?;
    let lists = Lists::new(workspace, card);
    workbook.push_worksheet(fill_in(workspace, card, rows, &lists)?);
    workbook.push_worksheet(points(card)?);
    lists.write(&mut workbook)?;
    Ok(workbook.save_to_buffer()?)
}

fn customers(workspace: &Workspace) -> Vec<String> {
    let current = workspace.customers.values().filter(|customer| customer.profile.status.is_current());
    let mut names: Vec<String> = current.map(|customer| customer.name().to_owned()).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names
}

/// The lists behind the drop-downs, one in each column of a sheet of their own: written into the cell's rule they
/// would have to be shorter than 255 characters and could not hold a comma.
struct Lists {
    columns: Vec<(String, Vec<String>)>,
}

impl Lists {
    fn new(workspace: &Workspace, card: &Scorecard) -> Self {
        let mut people: Vec<String> = {
            let people = workspace.business.people.values().filter(|person| !person.left);
            people.map(|person| person.name.to_string()).collect()
        };
        people.sort_by_key(|name| name.to_lowercase());
        let groups = workspace.business.groups.values().map(|group| group.name.to_string()).collect();
        let mut columns = vec![
            ("Customer".to_owned(), customers(workspace)),
            ("Person".to_owned(), people),
            ("Group".to_owned(), groups),
        ];
        columns.extend(card.current().active().map(|criterion| (criterion.name.to_string(), choices(criterion))));
        Self { columns }
    }

    /// The cells of a list, as a rule names them; none if it is empty.
    fn range(&self, column: u16) -> Option<Formula> {
        let (_, list) = self.columns.get(usize::from(column))?;
        let letters = rust_xlsxwriter::utility::column_number_to_name(column);
        (!list.is_empty()).then(|| Formula::new(format!("={LISTS}!${letters}$2:${letters}${}", list.len() + 1)))
    }

    fn write(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(LISTS)?.set_hidden(true);
        for (column, (header, list)) in (0u16..).zip(&self.columns) {
            sheet.write_string(0, column, cell_text(header))?;
            for (row, text) in (1u32..).zip(list) {
                match text.parse::<i32>() {
                    // A point is a number in the cell too.
                    Ok(point) if column > 2 => sheet.write_number(row, column, f64::from(point))?,
                    _ => sheet.write_string(row, column, cell_text(text))?,
                };
            }
        }
        Ok(())
    }
}

/// What may be chosen for a criterion; nothing for a measure, which is typed.
fn choices(criterion: &Criterion) -> Vec<String> {
    let answers: Vec<String> = match &criterion.scale {
        Scale::YesNo => vec!["Yes".to_owned(), "No".to_owned()],
        Scale::Points { from, to, .. } => (*from..=*to).map(|point| point.to_string()).collect(),
        Scale::Measure { .. } => return Vec::new(),
    };
    answers.into_iter().chain(INSTEAD.map(str::to_owned)).collect()
}

fn fill_in(workspace: &Workspace, card: &Scorecard, rows: FormRows, lists: &Lists) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(FILL_IN)?;
    let header = header_format().set_align(FormatAlign::Top);
    let cell = Format::new().set_border(FormatBorder::Thin).set_border_color(rgb(Theme::LIGHT.axis));
    for (column, (name, width)) in (0u16..).zip(HEADERS) {
        sheet.write_string_with_format(0, column, name, &header)?;
        sheet.set_column_width(column, width)?;
        sheet.set_column_format(column, &cell)?;
    }
    let begun = match rows {
        FormRows::Blank => Vec::new(),
        FormRows::Customers => customers(workspace),
    };
    let last = u32::try_from(begun.len()).unwrap_or(u32::MAX / 2).saturating_add(SPARE_ROWS).min(100_000);
    let day = cell.clone().set_num_format("yyyy\\-mm\\-dd").set_align(FormatAlign::Left);
    for (row, name) in (1u32..=last).zip(&begun) {
        sheet.write_string_with_format(row, 0, cell_text(name), &cell)?;
    }
    for column in 0..3 {
        if let Some(list) = lists.range(column) {
            // Somebody new may be typed: the list only helps.
            let rule = DataValidation::new().allow_list_formula(list).show_error_message(false);
            sheet.add_data_validation(1, column, last, column, &rule)?;
        }
    }
    sheet.set_column_format(3, &day)?;
    sheet.add_data_validation(1, 3, last, 3, &date_rule()?)?;
    let first = u16::try_from(HEADERS.len()).unwrap_or(5);
    let mut column = first;
    for (list, criterion) in (3u16..).zip(card.current().active()) {
        sheet.write_string_with_format(0, column, cell_text(&criterion.name), &header)?;
        sheet.set_column_width(column, 18)?;
        sheet.set_column_format(column, &cell)?;
        sheet.insert_note(0, column, &note(criterion))?;
        sheet.add_data_validation(1, column, last, column, &answer_rule(criterion, lists.range(list))?)?;
        column += 1;
    }
    sheet.write_string_with_format(0, column, "Remark", &header)?;
    sheet.set_column_width(column, 48)?;
    sheet.set_column_format(column, &cell)?;
    sheet.set_row_height(0, 48)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(sheet)
}

/// A day, so that it is not read as text later.
fn date_rule() -> Result<DataValidation, XlsxError> {
    let ends = [ExcelDateTime::from_ymd(1990, 1, 1)?, ExcelDateTime::from_ymd(2200, 12, 31)?];
    let [from, to] = ends;
    DataValidation::new()
        .allow_date(DataValidationRule::Between(from, to))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Which day?")?
        .set_error_message("Please type a date, such as 2026-11-29.")
}

fn answer_rule(criterion: &Criterion, list: Option<Formula>) -> Result<DataValidation, XlsxError> {
    let question = if criterion.question.is_empty() { criterion.name.as_str() } else { criterion.question.as_str() };
    let rule = match list {
        Some(list) => DataValidation::new()
            .allow_list_formula(list)
            .set_error_title("Please choose from the list")?
            .set_error_message(
                "Choose one of the answers, \u{201c}Not applicable\u{201d} or \u{201c}Don\u{2019}t know\u{201d}.",
            )?,
        None => DataValidation::new().allow_any_value(),
    };
    rule.set_input_title(shortened("How to answer", 32))?
        .set_input_message(shortened(&format!("{question}\n{}", criterion.scale), 255))
}

/// At most so many characters, which is what Excel allows there.
fn shortened(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    // Half of the units are enough even if every character takes two.
    text.chars().take(most / 2).chain(['\u{2026}']).collect()
}

/// Question, scale and anchors at the header.
fn note(criterion: &Criterion) -> Note {
    let mut lines = vec![criterion.question.to_string(), format!("Scale: {}", criterion.scale)];
    lines.extend(anchors(&criterion.scale));
    if !criterion.why.is_empty() {
        lines.push(format!("Why we ask: {}", criterion.why));
    }
    lines.retain(|line| !line.is_empty());
    Note::new(shortened(&lines.join("\n"), 30_000)).add_author_prefix(false).set_width(320).set_height(160)
}

/// How to fill it in, and each criterion with its question and anchors.
fn points(card: &Scorecard) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(POINTS)?.set_screen_gridlines(false);
    let theme = &Theme::LIGHT;
    let title = Format::new().set_bold().set_font_size(16).set_font_color(rgb(theme.ink));
    let quiet = Format::new().set_font_color(rgb(theme.muted));
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = text.clone().set_bold();
    sheet.write_string_with_format(0, 0, cell_text(&format!("Rating form: {}", card.name)), &title)?;
    let how = [
        format!("Fill in the sheet \u{201c}{FILL_IN}\u{201d}: one row for each customer you rate, from your own experience."),
        "Choose from the lists. Choose \u{201c}Not applicable\u{201d} where a question does not fit, \u{201c}Don\u{2019}t know\u{201d} where you cannot say.".to_owned(),
        "Please do not rename, move or delete columns, and do not show your answers to others before all have answered.".to_owned(),
        "Send the file back; in Keepwise it is read with \u{201c}Import a spreadsheet\u{201d}.".to_owned(),
    ];
    for (row, line) in (1u32..).zip(how) {
        sheet.write_string_with_format(row, 0, line, &quiet)?;
    }
    let first = 6;
    for (column, (name, width)) in (0u16..).zip([
        ("Criterion", 30.0),
        ("Question", 50.0),
        ("Answer", 22.0),
        ("What the points mean", 56.0),
        ("Why we ask", 44.0),
    ]) {
        sheet.write_string_with_format(first, column, name, &header_format())?;
        sheet.set_column_width(column, width)?;
    }
    for (row, criterion) in (first + 1..).zip(card.current().active()) {
        let cells = [
            criterion.question.to_string(),
            criterion.scale.to_string(),
            anchors(&criterion.scale).join("\n"),
            criterion.why.to_string(),
        ];
        sheet.write_string_with_format(row, 0, cell_text(&criterion.name), &bold)?;
        for (column, cell) in (1u16..).zip(cells) {
            sheet.write_string_with_format(row, column, cell_text(&cell), &text)?;
        }
        let lines = u32::try_from(anchors(&criterion.scale).len()).unwrap_or(1).clamp(2, 20);
        sheet.set_row_height_pixels(row, 20 * lines + 4)?;
    }
    sheet.set_freeze_panes(first + 1, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(sheet)
}
