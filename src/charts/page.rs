//! What a chart is put on: size, theme, ground, and whether the title stands above it. A chart and a page make a scene.

use serde::{Deserialize, Serialize};

use super::fit::fitted;
use super::layout::{Dress, Size};
use super::palette::Theme;
use super::{Chart, Scene};

/// Which colours a picture has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeName {
    /// Dark on white: for slides and documents.
    #[default]
    Light,
    /// Light on dark: for dark slides.
    Dark,
    /// Black and white with hatches: for printers.
    Print,
}

impl ThemeName {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Print];

    /// The colours.
    pub const fn theme(self) -> &'static Theme {
        match self {
            Self::Light => &Theme::LIGHT,
            Self::Dark => &Theme::DARK,
            Self::Print => &Theme::PRINT,
        }
    }
}

/// What is behind the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The theme's page.
    #[default]
    Opaque,
    /// Nothing: what is behind shines through.
    Transparent,
}

/// Whether title and subtitle stand above the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heading {
    /// They do.
    #[default]
    Shown,
    /// The slide has its own.
    Hidden,
}

/// How a chart is put on a page. Lengths are CSS px; the resolution of a PNG is no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The size of the page: exactly this, the chart laid out to fill it. On a larger page everything is larger, so that
    /// a slide of 1920×1080 can be read from afar: the letters of 960×540, twice as large.
    pub size: Size,
    /// Its colours.
    pub theme: ThemeName,
    /// What is behind.
    pub ground: Ground,
    /// Whether the title stands above.
    pub heading: Heading,
}

impl Page {
    /// A light, opaque page with the title.
    pub const fn new(size: Size) -> Self {
        Self { size, theme: ThemeName::Light, ground: Ground::Opaque, heading: Heading::Shown }
    }

    /// Lays the chart out on this page. Pure: equal arguments give an equal scene.
    pub fn lay_out(&self, chart: &Chart) -> Scene {
        let dress = match self.heading {
            Heading::Shown => Dress::Full,
            Heading::Hidden => Dress::Plain,
        };
        let mut scene = fitted(chart, self.size, dress, self.theme.theme());
        if self.ground == Ground::Transparent {
            scene.background = None;
        }
        scene
    }
}
