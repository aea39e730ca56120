//! A chart as a workbook: a chart of Excel's own where it has the kind, else the picture; and all the numbers.

mod draw;
mod heat;
mod native;
mod plans;

use rust_xlsxwriter::{Format, FormatAlign, Image, Workbook, Worksheet, XlsxError};

use super::chart_file::ChartFileError;
use super::xlsx_out::{MAX_ROWS, alt_text, cell_text, header_format, new_workbook, rgb, width_for};
use crate::charts::{Chart, DataCell, DataTable, Kind, Page, Theme, png};

pub(super) use self::draw::{Place, Widths, draw};
pub(super) use self::plans::plan;

/// The number of A4 among paper sizes.
const A4: u8 = 9;
/// The sheet with the chart.
const CHART: &str = "Chart";
/// The day that stands in the workbook's properties: the same for all, so that the same chart gives the same bytes.
const MADE: jiff::civil::Date = jiff::civil::date(2000, 1, 1);
/// Pixels of the picture per CSS px.
const SCALE: f32 = 2.0;
/// The height of a row in pixels.
const ROW_HEIGHT: u32 = 20;
/// The row of the names of axes: below title, subtitle, source, and a line of air.
const FIRST: u32 = 4;

/// The chart as a workbook.
pub(super) fn chart_workbook(chart: &Chart, page: &Page) -> Result<Vec<u8>, ChartFileError> {
    let theme = page.theme.theme();
    let mut workbook = new_workbook(&chart.title, MADE)?;
    let mut sheet = Worksheet::new();
    sheet.set_name(CHART)?.set_screen_gridlines(false);
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    write_heading(&mut sheet, chart)?;
    let alt = chart.alt_text();
    if let Kind::Heatmap(heatmap) = &chart.kind {
        heat::write(&mut sheet, heatmap, FIRST + 1, theme)?;
    } else if let Some(native) = plan(&chart.kind, theme) {
        let height = draw::height_of(&native);
        let place = Place {
            sheet: CHART,
            chart: (FIRST, 0),
            numbers: FIRST + height.div_ceil(ROW_HEIGHT) + 1,
            title: (!chart.title.is_empty()).then_some((0, 0)),
            alt: &alt,
            size: (960, height),
            widths: Widths::Fitted,
            theme,
        };
        draw(&mut sheet, &native, &place)?;
    } else {
        // Excel has no chart of this kind: the picture, sharp enough for print.
        let image = Image::new_from_buffer(&png(&page.lay_out(chart).to_svg(), SCALE)?)?;
        let half = 1.0 / f64::from(SCALE);
        let image = image.set_scale_width(half).set_scale_height(half).set_alt_text(alt_text(&alt));
        sheet.insert_image(FIRST, 0, &image)?;
    }
    workbook.push_worksheet(sheet);
    write_data(&mut workbook, &chart.data())?;
    Ok(workbook.save_to_buffer()?)
}

/// Title, subtitle and source above the chart.
fn write_heading(sheet: &mut Worksheet, chart: &Chart) -> Result<(), XlsxError> {
    let theme = &Theme::LIGHT;
    let title = Format::new().set_bold().set_font_size(14).set_font_color(rgb(theme.ink));
    let quiet = Format::new().set_font_color(rgb(theme.muted));
    let source: Vec<&str> =
        [&chart.source, &chart.filter].into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    sheet.write_string_with_format(0, 0, cell_text(&chart.title), &title)?;
    sheet.write_string_with_format(1, 0, cell_text(&chart.subtitle), &quiet)?;
    sheet.write_string_with_format(2, 0, cell_text(&source.join(" \u{b7} ")), &quiet)?;
    Ok(())
}

/// All the numbers, one row per thing that is drawn.
fn write_data(workbook: &mut Workbook, data: &DataTable) -> Result<(), XlsxError> {
    let header = header_format();
    let text = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let number = Format::new().set_num_format("General").set_align(FormatAlign::Top);
    let per_sheet = usize::try_from(MAX_ROWS - 1).unwrap_or(usize::MAX);
    let parts: Vec<&[Vec<DataCell>]> =
        if data.rows.is_empty() { vec![&[]] } else { data.rows.chunks(per_sheet).collect() };
    for (number_of_part, rows) in (1..).zip(parts) {
        let name = if number_of_part == 1 { "Data".to_owned() } else { format!("Data {number_of_part}") };
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (at, column) in (0u16..).zip(&data.columns) {
            let name = column.header();
            sheet.write_string_with_format(0, at, cell_text(&name), &header)?;
            let longest = rows.iter().filter_map(|row| match row.get(usize::from(at)) {
                Some(DataCell::Text(text)) => Some(text.chars().count()),
                _ => None,
            });
            sheet.set_column_width(at, width_for(longest.max().unwrap_or(0).max(name.chars().count())))?;
        }
        for (row, cells) in (1u32..).zip(rows) {
            for (at, cell) in (0u16..).zip(cells) {
                match cell {
                    DataCell::Text(value) => sheet.write_string_with_format(row, at, cell_text(value), &text)?,
                    DataCell::Number(value) if value.is_finite() => {
                        sheet.write_number_with_format(row, at, *value, &number)?
                    }
                    DataCell::Number(_) | DataCell::Missing => continue,
                };
            }
        }
        let (last_row, last_column) =
            (u32::try_from(rows.len()).unwrap_or(0), u16::try_from(data.columns.len()).unwrap_or(0));
        if last_row > 0 && last_column > 0 {
            sheet.autofilter(0, 0, last_row, last_column - 1)?;
        }
    }
    Ok(())
}
