//! A drawing as pixels and as PNG, with resolution, title and description written into the file.

use super::drawing::whole;
use super::{ChartError, Drawing, Scene};

/// A picture as pixels, for a clipboard or a texture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue, alpha of every pixel, row by row from the top; straight alpha (not premultiplied), sRGB.
    pub rgba: Vec<u8>,
}

/// Pixels per metre of a picture with 96 pixels per inch.
const PIXELS_PER_METRE: f32 = 96.0 / 0.0254;

/// Draws an SVG written from a scene as PNG with `scale` pixels per CSS px (1–4 are usual). The file says
/// 96 × `scale` dpi and carries the SVG's title and description.
///
/// # Errors
/// [`ChartError`] if the SVG cannot be read, the picture would be too large, or it cannot be packed.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
    Drawing::from_svg(svg)?.png(scale)
}

/// Draws a scene with `scale` pixels per CSS px.
///
/// # Errors
/// [`ChartError`] if the picture would be too large.
pub fn pixels(scene: &Scene, scale: f32) -> Result<Pixels, ChartError> {
    Drawing::new(scene)?.pixels(scale)
}

impl Drawing {
    /// The picture with `scale` pixels per CSS px.
    ///
    /// # Errors
    /// [`ChartError::TooLarge`] if it would be too large.
    pub fn pixels(&self, scale: f32) -> Result<Pixels, ChartError> {
        let pixmap = self.pixmap(scale)?;
        let (width, height) = (pixmap.width(), pixmap.height());
        // Where nothing shines through, straight and premultiplied are the same.
        let rgba = if is_opaque(pixmap.data()) { pixmap.take() } else { pixmap.take_demultiplied() };
        Ok(Pixels { width, height, rgba })
    }

    /// The picture as PNG with `scale` pixels per CSS px.
    ///
    /// # Errors
    /// [`ChartError`] if it would be too large, or cannot be packed.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, ChartError> {
        let Pixels { width, height, rgba } = self.pixels(scale)?;
        let (color, data) = if is_opaque(&rgba) {
            let mut rgb = vec![0; rgba.len() / 4 * 3];
            for (to, from) in rgb.chunks_exact_mut(3).zip(rgba.chunks_exact(4)) {
                to.copy_from_slice(&from[..3]);
            }
            (png::ColorType::Rgb, rgb)
        } else {
            (png::ColorType::Rgba, rgba)
        };
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(color);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
        let density = whole(PIXELS_PER_METRE * scale);
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: density, yppu: density, unit: png::Unit::Meter }));
        for (keyword, text) in [("Title", &self.title), ("Description", &self.alt)] {
            if !text.is_empty() {
                encoder.add_itxt_chunk(keyword.to_owned(), text.clone())?;
            }
        }
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&data)?;
        writer.finish()?;
        Ok(bytes)
    }
}

fn is_opaque(rgba: &[u8]) -> bool {
    // Looking at many at once is quicker than stopping at the first.
    let least = |pixels: &[u8]| pixels.chunks_exact(4).fold(u8::MAX, |least, pixel| least & pixel[3]);
    rgba.chunks(1 << 14).all(|pixels| least(pixels) == u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Color, Item, Rect};

    const SVG: &str =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="15" height="20"/></svg>"#;

    fn half_filled(background: Option<Color>) -> Scene {
        let rect = Rect::new(0.0, 0.0, 15.0, 20.0);
        let fill = Some(Color::hex(0x12_3456).with_alpha(128));
        Scene {
            width: 30.0,
            height: 20.0,
            background,
            items: vec![Item::Rect { rect, radius: 0.0, fill, stroke: None }],
            marks: Vec::new(),
            title: "Łódź & \"Söhne\" <客户>".to_owned(),
            alt: "Half of it is filled – 50 %".to_owned(),
        }
    }

    #[test]
    fn nonsense_is_refused_in_words() {
        assert!(matches!(png("no svg", 1.0), Err(ChartError::Svg(_))), "not XML");
        for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e6] {
            assert!(matches!(png(SVG, scale), Err(ChartError::TooLarge { .. })), "scale {scale}");
        }
        let message = png(SVG, 1e4).expect_err("too large").to_string();
        assert!(message.contains("300000×200000") && message.contains("smaller scale"), "{message}");
    }

    #[test]
    fn size_and_resolution_follow_the_scale() {
        for (scale, dots_per_metre) in [(1.0, 3780), (2.0, 7559), (3.0, 11339), (4.0, 15118)] {
            let bytes = png(SVG, scale).expect("a picture");
            let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a PNG");
            let info = reader.info();
            assert_eq!((info.width, info.height), (whole(30.0 * scale), whole(20.0 * scale)));
            assert_eq!(info.pixel_dims.map(|dims| (dims.xppu, dims.yppu)), Some((dots_per_metre, dots_per_metre)));
        }
    }

    #[test]
    fn title_and_description_travel_with_the_picture() {
        let scene = half_filled(None);
        let bytes = png(&scene.to_svg(), 1.0).expect("a picture");
        let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a PNG");
        let told: Vec<(String, String)> = reader
            .info()
            .utf8_text
            .iter()
            .map(|chunk| (chunk.keyword.clone(), chunk.get_text().expect("readable")))
            .collect();
        let expected = [("Title".to_owned(), scene.title), ("Description".to_owned(), scene.alt)];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_clear_stays_clear_and_alpha_is_straight() {
        let clear = pixels(&half_filled(None), 2.0).expect("pixels");
        assert_eq!((clear.width, clear.height, clear.rgba.len()), (60, 40, 60 * 40 * 4));
        let at = |picture: &Pixels, x: usize| picture.rgba[x * 4..x * 4 + 4].to_vec();
        let half = at(&clear, 3);
        assert_eq!(half[3], 128, "half clear");
        for (channel, expected) in half.iter().zip([0x12_u8, 0x34, 0x56]) {
            assert!(channel.abs_diff(expected) <= 1, "straight alpha: {half:?}");
        }
        assert_eq!(at(&clear, 50), [0, 0, 0, 0], "nothing drawn here");
        let white = pixels(&half_filled(Some(Color::rgb(255, 255, 255))), 2.0).expect("pixels");
        assert_eq!(at(&white, 50), [255, 255, 255, 255], "the page");
        assert_eq!(at(&white, 3)[3], 255, "half over the page is whole");
    }
}
