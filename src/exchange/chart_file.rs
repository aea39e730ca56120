//! A chart as a file of any kind that is offered.

use serde::{Deserialize, Serialize};

use crate::charts::{Chart, ChartError, Page, outlined_svg, pdf, png};

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

/// The bytes of a chart's file. `scale` is pixels per CSS px of a PNG (1–4). Equal arguments give equal bytes.
///
/// # Errors
/// [`ChartError`] says what stands in the way.
pub fn chart_bytes(chart: &Chart, page: &Page, format: ChartFormat, scale: f32) -> Result<Vec<u8>, ChartError> {
    let scene = page.lay_out(chart);
    match format {
        ChartFormat::SvgText => Ok(scene.to_svg().into_bytes()),
        ChartFormat::SvgOutlined => outlined_svg(&scene).map(String::into_bytes),
        ChartFormat::Pdf => pdf(&scene),
        ChartFormat::Png | ChartFormat::Csv | ChartFormat::Xlsx => png(&scene.to_svg(), scale),
    }
}
