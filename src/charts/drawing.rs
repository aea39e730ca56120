//! A scene, read once: PNG, PDF, pixels and outlined letters are all made from the same tree of shapes.

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use super::Scene;
use super::fonts::{FAMILY, database, select_font};

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The SVG could not be read.
    #[error("The chart could not be drawn: its SVG cannot be read ({0}). Your data are safe; please report this.")]
    Svg(#[from] usvg::Error),
    /// Too many pixels.
    #[error(
        "The picture would be {width}×{height} pixels. Choose a smaller scale or a smaller chart, at most {MOST_PIXELS} pixels a side."
    )]
    TooLarge {
        /// Pixels across.
        width: f32,
        /// Pixels down.
        height: f32,
    },
    /// The PNG could not be written.
    #[error("The picture could not be packed as PNG ({0}). Your data are safe; please report this.")]
    Png(#[from] png::EncodingError),
    /// No PDF page is that large.
    #[error(
        "The page would be {width:.0}×{height:.0} px, and a PDF page has at most {MOST_PAGE:.0} px a side. Choose a smaller size, or save it as SVG or PNG."
    )]
    PageTooLarge {
        /// Width, CSS px.
        width: f32,
        /// Height, CSS px.
        height: f32,
    },
    /// The PDF could not be written.
    #[error(
        "The PDF could not be written ({0}). Your data are safe; save the chart as SVG or PNG, and please report this."
    )]
    Pdf(String),
}

/// No side of a picture has more pixels.
pub(super) const MOST_PIXELS: u16 = 20_000;

/// No side of a PDF page has more CSS px: 14,400 points, which is what readers can show.
pub(super) const MOST_PAGE: f32 = 19_200.0;

/// A chart's picture, read from its SVG once and ready to be written in any form.
///
/// Each of [`png`](super::png), [`pixels`](super::pixels), [`pdf`](super::pdf) and
/// [`outlined_svg`](super::outlined_svg) makes one for itself; whoever needs several forms makes one and keeps it.
#[derive(Debug)]
pub struct Drawing {
    pub(super) tree: usvg::Tree,
    pub(super) title: String,
    pub(super) alt: String,
}

impl Drawing {
    /// The picture of a scene.
    ///
    /// # Errors
    /// [`ChartError::Svg`] if the scene's SVG cannot be read, which no scene should bring about.
    pub fn new(scene: &Scene) -> Result<Self, ChartError> {
        Self::from_svg(&scene.to_svg())
    }

    /// The picture of an SVG that was written from a scene, with its title and description.
    ///
    /// # Errors
    /// [`ChartError::Svg`] if it cannot be read.
    pub fn from_svg(svg: &str) -> Result<Self, ChartError> {
        let document = usvg::roxmltree::Document::parse(svg).map_err(usvg::Error::ParsingFailed)?;
        let child = |name: &str| {
            let found = document.root_element().children().find(|node| node.has_tag_name(name));
            found.and_then(|node| node.text()).unwrap_or_default().to_owned()
        };
        let (title, alt) = (child("title"), child("desc"));
        let tree = usvg::Tree::from_xmltree(&document, &options())?;
        Ok(Self { tree, title, alt })
    }

    /// Width and height, CSS px.
    pub fn size(&self) -> (f32, f32) {
        (self.tree.size().width(), self.tree.size().height())
    }

    /// The picture as pixels, premultiplied, `scale` to the CSS px.
    pub(super) fn pixmap(&self, scale: f32) -> Result<tiny_skia::Pixmap, ChartError> {
        let (width, height) = self.size();
        let (width, height) = ((width * scale).round(), (height * scale).round());
        let too_large = || ChartError::TooLarge { width, height };
        let (across, down) = (side(width).ok_or_else(too_large)?, side(height).ok_or_else(too_large)?);
        let mut pixmap = tiny_skia::Pixmap::new(across, down).ok_or_else(too_large)?;
        resvg::render(&self.tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
        Ok(pixmap)
    }
}

/// How an SVG is read: in the bundled fonts, and in a font of the system only where the SVG names one.
/// The reader itself chooses no other font; which text is set in which was decided when it was measured.
fn options() -> usvg::Options<'static> {
    let font_resolver = usvg::FontResolver {
        select_font: Box::new(|font, database| {
            let families = font.families().iter().filter_map(|family| match family {
                usvg::FontFamily::Named(name) => Some(name.as_str()),
                _ => None,
            });
            select_font(families, font.weight(), database)
        }),
        select_fallback: Box::new(|_, _, _| None),
    };
    usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(&database()),
        font_resolver,
        ..Default::default()
    }
}

/// A side in whole pixels, if it is one that can be made.
fn side(length: f32) -> Option<u32> {
    (1.0 <= length && length <= f32::from(MOST_PIXELS)).then(|| whole(length))
}

/// The nearest whole number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded; out of range saturates")]
pub(super) fn whole(value: f32) -> u32 {
    value.round() as u32
}
