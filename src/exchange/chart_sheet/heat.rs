//! A heatmap is cells already: customers × criteria, each in the colour of its step.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatPattern, Worksheet, XlsxError};

use super::super::xlsx_out::{cell_text, header_format, rgb, width_for};
use crate::charts::{Heatmap, Theme};
use crate::model::Verdict;

/// Writes the cells from this row on.
pub(super) fn write(sheet: &mut Worksheet, data: &Heatmap, first: u32, theme: &Theme) -> Result<(), XlsxError> {
    let header = header_format().set_align(FormatAlign::Center);
    let cell = Format::new().set_align(FormatAlign::Center).set_border(FormatBorder::Thin);
    let cell = cell.set_border_color(rgb(theme.background));
    let steps = theme.steps.map(|tone| {
        cell.clone().set_num_format("0.0").set_background_color(rgb(tone.fill)).set_font_color(rgb(tone.label))
    });
    // Hatched, never a colour: nobody said anything.
    let unrated = cell.clone().set_pattern(FormatPattern::LightUp).set_foreground_color(rgb(theme.hatch));
    let verdicts = Verdict::ALL.map(|verdict| {
        let pill = theme.verdict(verdict).pill;
        cell.clone().set_bold().set_background_color(rgb(pill.fill)).set_font_color(rgb(pill.label))
    });
    let score = cell.clone().set_bold().set_num_format("0");

    sheet.write_string_with_format(first, 0, "Customer", &header_format())?;
    let mut columns: u16 = 1;
    for column in &data.columns {
        let name = format!("{}\n{}", column.name, column.ruler);
        sheet.write_string_with_format(first, columns, cell_text(&name), &header)?;
        sheet.set_column_width(columns, 14)?;
        columns += 1;
    }
    sheet.write_string_with_format(first, columns, "Score", &header)?;
    sheet.write_string_with_format(first, columns + 1, "Verdict", &header)?;
    sheet.set_column_width(columns + 1, 20)?;
    let widest = data.rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    sheet.set_column_width(0, width_for(widest.max(8)))?;
    sheet.set_row_height(first, 48)?;
    sheet.set_freeze_panes(first + 1, 1)?;
    for (row, customer) in (first + 1..).zip(&data.rows) {
        sheet.write_string(row, 0, cell_text(&customer.name))?;
        for (at, column) in data.columns.iter().enumerate() {
            let column_at = 1 + u16::try_from(at).unwrap_or(u16::MAX - 1);
            let value = customer.cells.get(at).and_then(|cell| cell.value);
            match value.and_then(|value| column.ruler.share(value).map(|share| (value, share))) {
                Some((value, share)) => {
                    let step = theme.steps.iter().position(|tone| tone == theme.step(share)).unwrap_or(2);
                    sheet.write_number_with_format(row, column_at, value, &steps[step])?;
                }
                None => {
                    sheet.write_blank(row, column_at, &unrated)?;
                }
            }
        }
        if let Some(value) = customer.score.filter(|value| value.is_finite()) {
            sheet.write_number_with_format(row, columns, value, &score)?;
        }
        if let Some((verdict, format)) =
            Verdict::ALL.iter().zip(&verdicts).find(|(one, _)| customer.verdict == Some(**one))
        {
            sheet.write_string_with_format(row, columns + 1, verdict.words(), format)?;
        }
    }
    Ok(())
}
