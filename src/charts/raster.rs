//! SVG as PNG, in the bundled fonts, with the resolution written into the file.

use std::fmt;

use resvg::{tiny_skia, usvg};

use super::fonts::{FAMILY, database};

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
}

/// No side of a picture is longer.
const MOST_PIXELS: u16 = 20_000;

/// Pixels per metre of a picture with 96 pixels per inch.
const PIXELS_PER_METRE: f32 = 96.0 / 0.0254;

/// A picture of points, as the clipboard and the window take it.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Points across.
    pub width: u32,
    /// Points down.
    pub height: u32,
    /// Red, green, blue and opacity of every point, row by row; the colours are multiplied by the opacity.
    pub rgba: Vec<u8>,
}

impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pixels").field("width", &self.width).field("height", &self.height).finish_non_exhaustive()
    }
}

/// Draws an SVG as points, `scale` of them per CSS px.
///
/// # Errors
/// [`ChartError`] if the SVG cannot be read or the picture would be too large.
pub fn pixels(svg: &str, scale: f32) -> Result<Pixels, ChartError> {
    let pixmap = draw(svg, scale)?;
    Ok(Pixels { width: pixmap.width(), height: pixmap.height(), rgba: pixmap.take() })
}

fn draw(svg: &str, scale: f32) -> Result<tiny_skia::Pixmap, ChartError> {
    let options = usvg::Options { font_family: FAMILY.to_owned(), fontdb: database(), ..Default::default() };
    let tree = usvg::Tree::from_str(svg, &options)?;
    let (width, height) = ((tree.size().width() * scale).round(), (tree.size().height() * scale).round());
    let too_large = || ChartError::TooLarge { width, height };
    let (across, down) = (side(width).ok_or_else(too_large)?, side(height).ok_or_else(too_large)?);
    let mut pixmap = tiny_skia::Pixmap::new(across, down).ok_or_else(too_large)?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(pixmap)
}

/// Draws an SVG as PNG with `scale` pixels per CSS px (1–4 are usual); the file says 96 × `scale` dpi.
///
/// # Errors
/// [`ChartError`] if the SVG cannot be read, the picture would be too large, or it cannot be packed.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
    let pixmap = draw(svg, scale)?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let density = whole(PIXELS_PER_METRE * scale);
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: density, yppu: density, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixmap.take_demultiplied())?;
    writer.finish()?;
    Ok(bytes)
}

/// A side in whole pixels, if it is one that can be made.
fn side(length: f32) -> Option<u32> {
    (1.0 <= length && length <= f32::from(MOST_PIXELS)).then(|| whole(length))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded; out of range saturates")]
fn whole(value: f32) -> u32 {
    value.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="15" height="20"/></svg>"#;

    #[test]
    fn nonsense_is_refused_in_words() {
        assert!(matches!(png("no svg", 1.0), Err(ChartError::Svg(_))), "not XML");
        for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e6] {
            assert!(matches!(png(SVG, scale), Err(ChartError::TooLarge { .. })), "scale {scale}");
        }
    }

    #[test]
    fn size_and_resolution_follow_the_scale() {
        for (scale, dots_per_metre) in [(1.0, 3780), (2.0, 7559), (3.0, 11339)] {
            let bytes = png(SVG, scale).expect("a picture");
            let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a PNG");
            let info = reader.info();
            assert_eq!((info.width, info.height), (whole(30.0 * scale), whole(20.0 * scale)));
            assert_eq!(info.pixel_dims.map(|dims| (dims.xppu, dims.yppu)), Some((dots_per_metre, dots_per_metre)));
        }
    }
}
