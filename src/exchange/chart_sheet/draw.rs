//! Writes a native chart and the numbers it is drawn from.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartPoint, ChartRange,
    ChartSeries, ChartSolidFill, ChartType, Format, Worksheet, XlsxError,
};

use super::super::xlsx_out::{alt_text, cell_text, rgb, width_for};
use super::native::{Form, Look, Native, Series};
use crate::charts::{Shape, Theme};

/// Where things stand on the sheet.
#[derive(Clone, Copy)]
pub(in super::super) struct Place<'a> {
    pub(in super::super) sheet: &'a str,
    /// The cell the chart begins at.
    pub(in super::super) chart: (u32, u16),
    /// The row of the caption of the numbers, above their headers.
    pub(in super::super) numbers: u32,
    /// The cell with the chart's title; none if it has none.
    pub(in super::super) title: Option<(u32, u16)>,
    /// What is to be seen, in words.
    pub(in super::super) alt: &'a str,
    /// Width and height in pixels.
    pub(in super::super) size: (u32, u32),
    pub(in super::super) widths: Widths,
    pub(in super::super) theme: &'a Theme,
}

/// What becomes of the columns' widths.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Widths {
    /// As wide as what is in them.
    Fitted,
    /// As they are.
    Kept,
}

/// The columns of one series.
struct Columns {
    name: (u32, u16),
    across: u16,
    values: u16,
    around: Option<[u16; 2]>,
    names: Option<u16>,
    first: u32,
    last: u32,
}

/// Writes the numbers; returns the columns of each series.
fn write_numbers(sheet: &mut Worksheet, native: &Native, at: &Place<'_>) -> Result<Vec<Columns>, XlsxError> {
    let header = super::super::xlsx_out::header_format();
    let quiet = Format::new().set_italic().set_font_color(rgb(Theme::LIGHT.muted));
    let number = Format::new().set_num_format(native.number_format);
    let (header_row, first) = (at.numbers + 1, at.numbers + 2);
    let fit = |sheet: &mut Worksheet, column: u16, width: f64| -> Result<(), XlsxError> {
        if at.widths == Widths::Fitted {
            sheet.set_column_width(column, width)?;
        }
        Ok(())
    };
    let is_scatter = native.form == Form::Scatter;
    let mut next: u16 = u16::from(!is_scatter);
    if !is_scatter {
        sheet.write_string_with_format(header_row, 0, cell_text(&native.category_name), &header)?;
        let mut widest = native.category_name.chars().count();
        for (row, name) in (first..).zip(&native.categories) {
            sheet.write_string(row, 0, cell_text(name))?;
            widest = widest.max(name.chars().count());
        }
        fit(sheet, 0, width_for(widest))?;
        sheet.write_string_with_format(at.numbers, 0, cell_text(&native.value_name), &quiet)?;
    }
    let mut all = Vec::new();
    for series in &native.series {
        let last = first + u32::try_from(series.values.len()).unwrap_or(0).max(1) - 1;
        let mut column = |sheet: &mut Worksheet, name: &str, values: &[Option<f64>]| -> Result<u16, XlsxError> {
            let here = next;
            sheet.write_string_with_format(header_row, here, cell_text(name), &header)?;
            fit(sheet, here, width_for(name.chars().count()).min(18.0))?;
            for (row, value) in (first..).zip(values) {
                if let Some(value) = value {
                    sheet.write_number_with_format(row, here, *value, &number)?;
                }
            }
            next += 1;
            Ok(here)
        };
        let (mut across, mut names) = (0, None);
        if is_scatter {
            let here = column(sheet, &series.name, &[])?;
            for (row, name) in (first..).zip(&series.names) {
                sheet.write_string(row, here, cell_text(name))?;
            }
            let widest = series.names.iter().map(|name| name.chars().count()).max();
            fit(sheet, here, width_for(widest.unwrap_or(0)))?;
            names = Some(here);
            across = column(sheet, &native.category_name, &series.across)?;
        }
        let value_name = if is_scatter { &native.value_name } else { &series.name };
        let values = column(sheet, value_name, &series.values)?;
        let around = match &series.around {
            Some(distances) => Some([
                column(sheet, &format!("{}: below", series.name), &distances.below)?,
                column(sheet, &format!("{}: above", series.name), &distances.above)?,
            ]),
            None => None,
        };
        if series.look == Look::Invisible {
            sheet.write_string(at.numbers, values, " ")?;
        }
        let name = (header_row, names.unwrap_or(values));
        all.push(Columns { name, across, values, around, names, first, last });
    }
    sheet.set_row_height(header_row, 32)?;
    Ok(all)
}

const fn chart_type(form: Form) -> ChartType {
    match form {
        Form::Bars => ChartType::Bar,
        Form::StackedBars => ChartType::BarStacked,
        Form::FullBars => ChartType::BarPercentStacked,
        Form::Columns => ChartType::Column,
        Form::StackedColumns => ChartType::ColumnStacked,
        Form::Lines | Form::Dots => ChartType::Line,
        Form::Radar => ChartType::RadarWithMarkers,
        Form::Scatter => ChartType::Scatter,
    }
}

/// Writes the numbers, and the chart that is drawn from them.
pub(in super::super) fn draw(sheet: &mut Worksheet, native: &Native, at: &Place<'_>) -> Result<(), XlsxError> {
    let columns = write_numbers(sheet, native, at)?;
    let mut chart = Chart::new(chart_type(native.form));
    for (series, columns) in native.series.iter().zip(&columns) {
        add_series(&mut chart, native, series, columns, at);
    }
    axes(&mut chart, native, &columns, at);
    frame(&mut chart, native, at);
    sheet.insert_chart_with_offset(at.chart.0, at.chart.1, &chart, 4, 0)?;
    Ok(())
}

fn range(at: &Place<'_>, columns: &Columns, column: u16) -> ChartRange {
    ChartRange::new_from_range(at.sheet, columns.first, column, columns.last, column)
}

fn font(at: &Place<'_>, size: f64) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(size).set_color(rgb(at.theme.ink));
    font
}

fn add_series(chart: &mut Chart, native: &Native, series: &Series, columns: &Columns, at: &Place<'_>) {
    // Only a series that was added keeps its signs.
    let one = chart.add_series();
    one.set_name((at.sheet, columns.name.0, columns.name.1));
    one.set_values(&range(at, columns, columns.values));
    let is_scatter = native.form == Form::Scatter;
    let across = if is_scatter { range(at, columns, columns.across) } else { range(at, columns, 0) };
    one.set_categories(&across);
    let is_line = matches!(native.form, Form::Lines | Form::Dots | Form::Radar | Form::Scatter);
    if is_line {
        look_of_line(one, native, series, at);
    } else if series.look == Look::Invisible {
        let mut nothing = ChartFormat::new();
        nothing.set_no_fill().set_no_border();
        one.set_format(&mut nothing);
        // Nameless, so that the legend is empty there: not every program can leave an entry out.
        one.set_name((at.sheet, at.numbers, columns.values));
    } else {
        let mut fill = ChartFormat::new();
        fill.set_solid_fill(ChartSolidFill::new().set_color(rgb(series.color)));
        fill.set_border(ChartLine::new().set_color(rgb(at.theme.axis)).set_width(0.5));
        one.set_format(&mut fill).set_invert_if_negative().set_invert_if_negative_color(rgb(series.color));
        one.set_gap(50);
        let points: Vec<ChartPoint> = series
            .point_colors
            .iter()
            .map(|color| ChartPoint::new().set_format(ChartSolidFill::new().set_color(rgb(*color))))
            .collect();
        if !points.is_empty() {
            one.set_points(&points);
        }
    }
    if let Some([below, above]) = columns.around {
        let custom = ChartErrorBarsType::Custom(range(at, columns, above), range(at, columns, below));
        let mut bars = ChartErrorBars::new();
        bars.set_type(custom).set_format(ChartLine::new().set_color(rgb(at.theme.ink)).set_width(1.25));
        if native.form == Form::Bars {
            one.set_x_error_bars(&bars);
        } else {
            one.set_y_error_bars(&bars);
        }
    }
    labels(one, native, series, columns, at);
}

fn look_of_line(one: &mut ChartSeries, native: &Native, series: &Series, at: &Place<'_>) {
    let color = rgb(series.color);
    let mut format = ChartFormat::new();
    let has_line = matches!(native.form, Form::Lines | Form::Radar);
    if has_line {
        let mut line = ChartLine::new();
        line.set_color(color).set_width(if series.look == Look::Dashed { 1.25 } else { 2.25 });
        if series.look == Look::Dashed {
            line.set_dash_type(ChartLineDashType::Dash);
        }
        format.set_line(&line);
    } else {
        format.set_no_line();
    }
    one.set_format(&mut format);
    let mut marker = ChartMarker::new();
    let is_plain_line = series.values.len() > 60;
    if series.look == Look::Dashed || (has_line && is_plain_line) {
        marker.set_none();
    } else {
        let shape = if let Look::Sign(shape) = series.look { shape } else { Shape::Disc };
        let kind = match shape {
            Shape::Disc | Shape::Ring => ChartMarkerType::Circle,
            Shape::Diamond => ChartMarkerType::Diamond,
            Shape::Square => ChartMarkerType::Square,
            Shape::Triangle => ChartMarkerType::Triangle,
        };
        let fill = if matches!(shape, Shape::Ring | Shape::Square) && native.form == Form::Dots {
            rgb(at.theme.tint)
        } else {
            color
        };
        let mut look = ChartFormat::new();
        look.set_solid_fill(ChartSolidFill::new().set_color(fill));
        look.set_border(ChartLine::new().set_color(color).set_width(1.5));
        marker.set_type(kind).set_size(if native.form == Form::Dots { 10 } else { 7 }).set_format(&mut look);
    }
    one.set_marker(&marker);
}

fn labels(one: &mut ChartSeries, native: &Native, series: &Series, columns: &Columns, at: &Place<'_>) {
    if !series.is_labelled {
        return;
    }
    let mut label = ChartDataLabel::new();
    label.show_value();
    let on_fill = matches!(native.form, Form::FullBars | Form::StackedBars | Form::StackedColumns);
    let ink = if on_fill { contrasting(series, at.theme) } else { rgb(at.theme.ink) };
    let mut font = ChartFont::new();
    font.set_size(9.0).set_color(ink);
    label.set_font(&font);
    if native.form == Form::FullBars {
        // A point nobody gave says nothing.
        label.set_num_format("0;;");
    } else if native.form != Form::Scatter {
        label.set_num_format(native.number_format);
    }
    if let (Form::Scatter, Some(column)) = (native.form, columns.names) {
        label.set_position(ChartDataLabelPosition::Right);
        let named: Vec<ChartDataLabel> = (columns.first..=columns.last)
            .zip(&series.names)
            .map(|(row, name)| {
                let mut label = ChartDataLabel::new();
                // Not every program looks a name up; what could be taken for a formula is only ever looked up.
                if name.is_empty() || name.contains(['=', '!', '[']) {
                    label.set_value((at.sheet, row, column));
                } else {
                    label.set_value(name.as_str());
                }
                label.to_custom()
            })
            .collect();
        one.set_data_label(&label).set_custom_data_labels(&named);
        return;
    }
    one.set_data_label(&label);
}

fn contrasting(series: &Series, theme: &Theme) -> rust_xlsxwriter::Color {
    let [light, dark] = [theme.background, theme.ink];
    let is_light_better = series.color.contrast(light) >= series.color.contrast(dark);
    rgb(if is_light_better { light } else { dark })
}

fn axes(chart: &mut Chart, native: &Native, columns: &[Columns], at: &Place<'_>) {
    let is_across = matches!(native.form, Form::Bars | Form::StackedBars | Form::FullBars);
    let grid = {
        let mut line = ChartLine::new();
        line.set_color(rgb(at.theme.hairline)).set_width(0.75);
        line
    };
    let mut axis_line = {
        let mut line = ChartLine::new();
        line.set_color(rgb(at.theme.axis)).set_width(0.75);
        line
    };
    let small = font(at, 9.0);
    // In bars the values run along the writer's x axis.
    let (values, categories) = if is_across { (0, 1) } else { (1, 0) };
    for which in [values, categories] {
        let axis = if which == 0 { chart.x_axis() } else { chart.y_axis() };
        axis.set_font(&small).set_name_font(&small).set_format(&mut axis_line);
        if which == values {
            axis.set_major_gridlines(true).set_major_gridlines_line(&grid);
            if let Some(low) = native.low {
                axis.set_min(low);
            }
            if let Some(high) = native.high.filter(|_| native.form != Form::FullBars) {
                axis.set_max(high);
            }
            if native.form != Form::FullBars {
                axis.set_num_format(native.number_format);
            }
            if native.is_reversed {
                axis.set_reverse();
            }
        } else if is_across {
            // The first on top, as in the table; the numbers stay below.
            axis.set_reverse();
        }
    }
    if is_across {
        chart.x_axis().set_label_position(rust_xlsxwriter::ChartAxisLabelPosition::High);
        chart.y_axis().set_label_position(rust_xlsxwriter::ChartAxisLabelPosition::Low);
    } else if native.form != Form::Radar && native.form != Form::Scatter {
        chart.x_axis().set_label_position(rust_xlsxwriter::ChartAxisLabelPosition::Low);
    }
    if native.form == Form::Scatter {
        if let Some(columns) = columns.first() {
            let header = columns.first - 1;
            chart.x_axis().set_name((at.sheet, header, columns.across)).set_num_format(native.number_format);
            chart.y_axis().set_name((at.sheet, header, columns.values));
        }
    } else if native.form != Form::Radar && !native.value_name.is_empty() {
        let name = (at.sheet, at.numbers, 0);
        if is_across {
            chart.x_axis().set_name(name);
        } else {
            chart.y_axis().set_name(name);
        }
    }
}

/// Title, ground, legend, size, description.
fn frame(chart: &mut Chart, native: &Native, at: &Place<'_>) {
    if let Some((row, column)) = at.title {
        let mut heading = font(at, 13.0);
        heading.set_bold();
        chart.title().set_name((at.sheet, row, column)).set_font(&heading);
    } else {
        chart.title().set_hidden();
    }
    let mut ground = ChartFormat::new();
    ground.set_solid_fill(ChartSolidFill::new().set_color(rgb(at.theme.background)));
    ground.set_border(ChartLine::new().set_color(rgb(at.theme.hairline)).set_width(0.75));
    chart.chart_area().set_format(&mut ground);
    let named = native.series.iter().filter(|series| series.look != Look::Invisible).count();
    if named > 1 {
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(at, 9.0));
    } else {
        chart.legend().set_hidden();
    }
    if native.form == Form::Dots {
        chart.set_high_low_lines(true);
        let mut line = ChartLine::new();
        line.set_color(rgb(at.theme.tint)).set_width(3.0);
        chart.set_high_low_lines_format(&mut line);
    }
    chart.set_width(at.size.0).set_height(at.size.1).set_alt_text(alt_text(at.alt));
    chart.show_empty_cells_as(rust_xlsxwriter::ChartEmptyCells::Gaps);
}

/// How high a chart is, in pixels: bars need room for each.
pub(super) fn height_of(native: &Native) -> u32 {
    let rows = u32::try_from(native.categories.len()).unwrap_or(u32::MAX);
    let is_across = matches!(native.form, Form::Bars | Form::StackedBars | Form::FullBars);
    if is_across { rows.saturating_mul(34).saturating_add(150).clamp(360, 1600) } else { 480 }
}
