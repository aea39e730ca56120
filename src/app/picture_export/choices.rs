//! How a chart is to be saved: remembered from one export to the next.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use std::path::PathBuf;

use crate::charts::{Ground, Heading, Page, Size, ThemeName};
use crate::exchange::ChartFormat;

/// The page sizes offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PagePreset {
    /// A whole slide, 16:9; 1920 × 1080 pixels at twice the size.
    #[default]
    SlideFull,
    /// The left or right half of it.
    SlideHalf,
    /// A whole slide, 4:3.
    SlideOld,
    /// A sheet of A4, wide.
    A4Wide,
    /// As high as wide.
    Square,
    /// What was typed.
    Own,
}

impl PagePreset {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::SlideFull, Self::SlideHalf, Self::SlideOld, Self::A4Wide, Self::Square, Self::Own];

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::SlideFull => "Slide, 16:9",
            Self::SlideHalf => "Half a slide, 16:9",
            Self::SlideOld => "Slide, 4:3",
            Self::A4Wide => "A4 sheet, wide",
            Self::Square => "Square",
            Self::Own => "Own size",
        }
    }

    /// Width and height, CSS px; `None` where they are typed.
    ///
    /// A slide is 540 high, so that titles are a thirtieth of it: what is read in a room. Twice that is a Full-HD slide.
    pub const fn size(self) -> Option<(u16, u16)> {
        match self {
            Self::SlideFull => Some((960, 540)),
            Self::SlideHalf => Some((480, 540)),
            Self::SlideOld => Some((720, 540)),
            Self::A4Wide => Some((1123, 794)),
            Self::Square => Some((540, 540)),
            Self::Own => None,
        }
    }
}

/// With colours, or for a printer without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    /// In colour.
    #[default]
    Colour,
    /// Black on white, with hatches.
    BlackAndWhite,
}

/// How a chart is to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// As what.
    pub format: ChartFormat,
    /// On which page.
    pub preset: PagePreset,
    /// Width and height of the own size, CSS px.
    pub own: (u16, u16),
    /// Pixels per CSS px of a PNG, 1 to 4.
    pub scale: u8,
    /// Light or dark. Light until chosen otherwise, whatever the window is.
    pub theme: ThemeName,
    /// With colours or without.
    pub ink: Ink,
    /// What is behind.
    pub ground: Ground,
    /// Whether the title stands above.
    pub heading: Heading,
    /// Whether the numbers are saved beside the picture.
    pub data_beside: bool,
    /// The folder of the last export.
    pub folder: Option<PathBuf>,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            format: ChartFormat::Png,
            preset: PagePreset::SlideFull,
            own: (960, 540),
            scale: 2,
            theme: ThemeName::Light,
            ink: Ink::Colour,
            ground: Ground::Opaque,
            heading: Heading::Shown,
            data_beside: false,
            folder: None,
        }
    }
}

/// The widths an own size may have, CSS px: below, no chart can be read.
pub(super) const OWN_WIDTHS: (u16, u16) = (320, 4000);
/// The heights an own size may have, CSS px.
pub(super) const OWN_HEIGHTS: (u16, u16) = (200, 4000);

/// The most pixels a PNG may have; more would take the memory of a small computer.
const MOST_PIXELS: f32 = 100e6;

impl Choices {
    /// Reads what was remembered. Each choice that makes no sense becomes the usual one; the others stay.
    pub fn read(remembered: &Value) -> Self {
        fn take<T: DeserializeOwned>(value: &Value, key: &str) -> Option<T> {
            value.get(key).and_then(|value| T::deserialize(value).ok())
        }
        let usual = Self::default();
        let own = take::<(u16, u16)>(remembered, "own").unwrap_or(usual.own);
        let theme = take::<ThemeName>(remembered, "theme").unwrap_or_default();
        Self {
            format: take(remembered, "format").unwrap_or(usual.format),
            preset: take(remembered, "preset").unwrap_or(usual.preset),
            own: (own.0.clamp(OWN_WIDTHS.0, OWN_WIDTHS.1), own.1.clamp(OWN_HEIGHTS.0, OWN_HEIGHTS.1)),
            scale: take::<u8>(remembered, "scale").unwrap_or(usual.scale).clamp(1, 4),
            // Black and white is a switch of its own.
            theme: if theme == ThemeName::Print { ThemeName::Light } else { theme },
            ink: take(remembered, "ink").unwrap_or_default(),
            ground: take(remembered, "ground").unwrap_or_default(),
            heading: take(remembered, "heading").unwrap_or_default(),
            data_beside: take(remembered, "data_beside").unwrap_or(usual.data_beside),
            folder: take(remembered, "folder"),
        }
    }

    /// What to remember; what newer versions remembered besides stays.
    pub fn write(&self, before: &Value) -> Value {
        let mut fields = before.as_object().cloned().unwrap_or_else(Map::new);
        let folder = self.folder.as_ref().and_then(|folder| folder.to_str());
        let all = [
            ("format", serde_json::to_value(self.format).ok()),
            ("preset", serde_json::to_value(self.preset).ok()),
            ("own", serde_json::to_value(self.own).ok()),
            ("scale", Some(Value::from(self.scale))),
            ("theme", serde_json::to_value(self.theme).ok()),
            ("ink", serde_json::to_value(self.ink).ok()),
            ("ground", serde_json::to_value(self.ground).ok()),
            ("heading", serde_json::to_value(self.heading).ok()),
            ("data_beside", Some(Value::from(self.data_beside))),
            // A path that is no text cannot stand in a JSON file; it is forgotten rather than bent.
            ("folder", folder.map(Value::from)),
        ];
        for (key, value) in all {
            match value {
                Some(value) => drop(fields.insert(key.to_owned(), value)),
                None => drop(fields.remove(key)),
            }
        }
        Value::Object(fields)
    }

    /// Width and height of the page, CSS px.
    pub fn size(&self) -> (f32, f32) {
        let (width, height) = self.preset.size().unwrap_or(self.own);
        (f32::from(width), f32::from(height))
    }

    /// The page the chart is laid out on.
    pub fn page(&self) -> Page {
        let (width, height) = self.size();
        let theme = match self.ink {
            Ink::Colour => self.theme,
            Ink::BlackAndWhite => ThemeName::Print,
        };
        Page { size: Size { width, height: Some(height) }, theme, ground: self.ground, heading: self.heading }
    }

    /// Whether what is saved can be looked at: a picture, not a table.
    pub const fn is_picture(&self) -> bool {
        is_picture(self.format)
    }

    /// What stands in the way of a picture of this size, if anything; `page` is how large it was laid out, if that is
    /// known already.
    pub fn too_large(&self, page: Option<(f32, f32)>) -> Option<String> {
        if self.format != ChartFormat::Png {
            return None;
        }
        let (across, down) = self.pixels(page);
        (f32::from(across) * f32::from(down) > MOST_PIXELS).then(|| {
            format!("{across} × {down} pixels are too many for one picture. Choose a smaller scale or a smaller size.")
        })
    }

    /// Pixels across and down of a PNG.
    fn pixels(&self, page: Option<(f32, f32)>) -> (u16, u16) {
        let (width, height) = page.unwrap_or_else(|| self.size());
        let scale = f32::from(self.scale);
        (whole(width * scale), whole(height * scale))
    }

    /// What comes out, in words: pixels and dots per inch, or the size on paper.
    pub fn outcome(&self, page: Option<(f32, f32)>) -> String {
        let (width, height) = page.unwrap_or_else(|| self.size());
        match self.format {
            ChartFormat::Png => {
                let (across, down) = self.pixels(page);
                format!("{across} × {down} pixels, {} dpi", 96 * u16::from(self.scale))
            }
            ChartFormat::Pdf => {
                let mm = |px: f32| whole(px * 25.4 / 96.0);
                format!("One page of {} × {} mm, sharp at any size", mm(width), mm(height))
            }
            ChartFormat::SvgOutlined | ChartFormat::SvgText => {
                format!("{} × {} points, sharp at any size", whole(width), whole(height))
            }
            ChartFormat::Csv | ChartFormat::Xlsx => String::new(),
        }
    }
}

/// Whether a file of this kind can be looked at.
pub(super) const fn is_picture(format: ChartFormat) -> bool {
    !matches!(format, ChartFormat::Csv | ChartFormat::Xlsx)
}

/// What a kind of file is called.
pub const fn format_words(format: ChartFormat) -> &'static str {
    match format {
        ChartFormat::Png => "Picture (PNG)",
        ChartFormat::SvgOutlined => "SVG for slides",
        ChartFormat::SvgText => "SVG to edit",
        ChartFormat::Pdf => "PDF",
        ChartFormat::Csv => "Numbers only (CSV)",
        ChartFormat::Xlsx => "Excel workbook",
    }
}

/// What a kind of file is good for.
pub const fn format_help(format: ChartFormat) -> &'static str {
    match format {
        ChartFormat::Png => "For mails, documents and slides: it opens everywhere.",
        ChartFormat::SvgOutlined => "Letters as lines: looks the same in PowerPoint on every computer.",
        ChartFormat::SvgText => "Letters as text, for a drawing program. The font must be installed there.",
        ChartFormat::Pdf => "For printing, with the text to be found and read aloud.",
        ChartFormat::Csv => "The numbers behind the chart, as text with commas.",
        ChartFormat::Xlsx => "The numbers with a chart that Excel draws itself, where it knows the kind.",
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded; out of range saturates")]
fn whole(value: f32) -> u16 {
    value.round() as u16
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn choices_come_back_and_a_broken_one_costs_only_itself() {
        let chosen = Choices {
            format: ChartFormat::Pdf,
            preset: PagePreset::Own,
            own: (1200, 700),
            scale: 3,
            theme: ThemeName::Dark,
            ink: Ink::BlackAndWhite,
            ground: Ground::Transparent,
            heading: Heading::Hidden,
            data_beside: true,
            folder: Some("charts".into()),
        };
        let written = chosen.write(&json!({"frame": "gold"}));
        assert_eq!(written["frame"], "gold", "what a newer version remembered stays");
        assert_eq!(Choices::read(&written), chosen);
        assert_eq!(Choices::read(&Value::Null), Choices::default());
        let odd = json!({"format": "gif", "preset": 7, "own": [1, 9999], "scale": 9, "theme": "print", "ground": "transparent"});
        let expected = Choices { own: (320, 4000), scale: 4, ground: Ground::Transparent, ..Choices::default() };
        assert_eq!(Choices::read(&odd), expected);
    }

    #[test]
    fn a_slide_at_twice_the_size_is_full_hd() {
        let mut choices = Choices::default();
        assert_eq!(choices.outcome(None), "1920 × 1080 pixels, 192 dpi");
        choices.format = ChartFormat::Pdf;
        choices.preset = PagePreset::A4Wide;
        assert_eq!(choices.outcome(None), "One page of 297 × 210 mm, sharp at any size");
    }

    #[test]
    fn more_pixels_than_a_computer_can_take_are_refused_before_they_are_made() {
        let mut choices = Choices { preset: PagePreset::Own, own: (4000, 4000), scale: 4, ..Choices::default() };
        let words = choices.too_large(None).expect("too many");
        assert!(words.contains("16000 × 16000 pixels"), "{words}");
        choices.scale = 2;
        assert_eq!(choices.too_large(None), None);
        assert!(choices.too_large(Some((4000.0, 20_000.0))).is_some(), "as it was really laid out");
        choices.format = ChartFormat::Pdf;
        assert_eq!(choices.too_large(Some((4000.0, 20_000.0))), None, "a PDF has no pixels");
    }

    #[test]
    fn every_size_fits_its_range_and_black_and_white_wins_over_dark() {
        for preset in PagePreset::ALL {
            let (width, height) = Choices { preset, ..Choices::default() }.size();
            assert!(width >= f32::from(OWN_WIDTHS.0) && height >= f32::from(OWN_HEIGHTS.0), "{preset:?}");
        }
        let choices = Choices { theme: ThemeName::Dark, ink: Ink::BlackAndWhite, ..Choices::default() };
        assert_eq!(choices.page().theme, ThemeName::Print);
    }
}
