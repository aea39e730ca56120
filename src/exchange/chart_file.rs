//! A chart as a file of any kind that is offered.

use serde::{Deserialize, Serialize};

use super::chart_sheet::chart_workbook;
use super::csv_out::{CsvError, CsvOut};
use crate::charts::{Chart, ChartError, DataCell, Page, outlined_svg, pdf, png};

/// What a chart is saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartFormat {
    /// A picture of points.
    #[default]
    Png,
    /// Lines and outlined letters, for slides.
    SvgOutlined,
    /// Lines and text, to be edited.
    SvgText,
    /// One page, to print.
    Pdf,
    /// The numbers behind it, as text.
    Csv,
    /// The numbers behind it, as a workbook with a chart.
    Xlsx,
}

impl ChartFormat {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::Png, Self::SvgOutlined, Self::SvgText, Self::Pdf, Self::Csv, Self::Xlsx];

    /// The ending of the file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::SvgOutlined | Self::SvgText => "svg",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Why a chart cannot be made into a file. Nothing was written; the chart on screen is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ChartFileError {
    /// The picture cannot be drawn.
    #[error(transparent)]
    Picture(#[from] ChartError),
    /// The table cannot be written.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// The workbook cannot be written.
    #[error("The workbook could not be made ({0}). Nothing was saved. Save the chart as CSV or as a picture instead")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// The bytes of a chart's file. `scale` is pixels per CSS px of a PNG (1–4). Equal arguments give equal bytes.
///
/// # Errors
/// [`ChartFileError`] says what stands in the way.
pub fn chart_bytes(chart: &Chart, page: &Page, format: ChartFormat, scale: f32) -> Result<Vec<u8>, ChartFileError> {
    match format {
        ChartFormat::SvgText => Ok(page.lay_out(chart).to_svg().into_bytes()),
        ChartFormat::SvgOutlined => Ok(outlined_svg(&page.lay_out(chart))?.into_bytes()),
        ChartFormat::Pdf => Ok(pdf(&page.lay_out(chart))?),
        ChartFormat::Png => Ok(png(&page.lay_out(chart).to_svg(), scale)?),
        ChartFormat::Csv => Ok(chart_csv(chart)?),
        ChartFormat::Xlsx => chart_workbook(chart, page),
    }
}

/// The numbers behind a chart as CSV.
fn chart_csv(chart: &Chart) -> Result<Vec<u8>, CsvError> {
    let data = chart.data();
    let mut bytes = Vec::new();
    let mut out = CsvOut::new(&mut bytes)?;
    for column in &data.columns {
        out.text(&column.header())?;
    }
    out.end_row()?;
    for row in &data.rows {
        for cell in row {
            match cell {
                DataCell::Text(text) => out.text(text)?,
                DataCell::Number(number) => out.number(*number)?,
                DataCell::Missing => out.blank()?,
            }
        }
        out.end_row()?;
    }
    out.finish()?;
    Ok(bytes)
}
