//! The fonts every chart is set in, and how wide a text is in them.
//!
//! The same bytes go to the window, to the measuring here and to the PNG, so that a text is equally wide everywhere.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb;
use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer, script};
use serde::{Deserialize, Serialize};

/// Roboto Regular (Apache-2.0), tabular digits.
pub const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Roboto-Regular.ttf");
/// Roboto Medium (Apache-2.0), tabular digits.
pub const MEDIUM: &[u8] = include_bytes!("../../assets/fonts/Roboto-Medium.ttf");
/// Roboto Bold (Apache-2.0), tabular digits.
pub const BOLD: &[u8] = include_bytes!("../../assets/fonts/Roboto-Bold.ttf");

/// The family name inside the font files.
pub const FAMILY: &str = "Roboto";

/// How heavy a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Running text.
    Regular,
    /// Titles and the numbers that matter.
    Medium,
    /// Signs in a pill.
    Bold,
}

impl Weight {
    /// The weight as CSS counts it: 400, 500 or 700.
    pub const fn css(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::Bold => 700,
        }
    }

    /// The font file of this weight.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Medium => MEDIUM,
            Self::Bold => BOLD,
        }
    }
}

/// A face with the two shaping plans nearly every text needs: making a plan costs more than using it.
struct Cut {
    face: Face<'static>,
    latin: ShapePlan,
    plain: ShapePlan,
}

impl Cut {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let face = Face::from_slice(bytes, 0)?;
        let plan = |script: Option<Script>| ShapePlan::new(&face, Direction::LeftToRight, script, None, &[]);
        let (latin, plain) = (plan(Some(script::LATIN)), plan(None));
        Some(Self { face, latin, plain })
    }

    /// The advance of a text in font units, kerning included.
    fn advance(&self, text: &str) -> i64 {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        let western = text.chars().all(|c| c < '\u{250}' || ('\u{2010}'..='\u{2027}').contains(&c) || c == '−');
        let glyphs = if western {
            buffer.set_direction(Direction::LeftToRight);
            if text.chars().any(char::is_alphabetic) {
                buffer.set_script(script::LATIN);
                rustybuzz::shape_with_plan(&self.face, &self.latin, buffer)
            } else {
                rustybuzz::shape_with_plan(&self.face, &self.plain, buffer)
            }
        } else {
            rustybuzz::shape(&self.face, &[], buffer)
        };
        glyphs.glyph_positions().iter().map(|glyph| i64::from(glyph.x_advance)).sum()
    }
}

fn cut(weight: Weight) -> Option<&'static Cut> {
    static CUTS: [OnceLock<Option<Cut>>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
    let slot = match weight {
        Weight::Regular => &CUTS[0],
        Weight::Medium => &CUTS[1],
        Weight::Bold => &CUTS[2],
    };
    slot.get_or_init(|| Cut::new(weight.bytes())).as_ref()
}

/// How wide a text is at a size, in CSS px; shaped as the exports shape it, kerning included.
pub fn text_width(text: &str, size: f32, weight: Weight) -> f32 {
    match cut(weight) {
        Some(cut) => cut.advance(text) as f32 / cut.face.units_per_em().max(1) as f32 * size,
        // The bundled fonts can be read (a test says so); half an em per letter keeps the page sane without them.
        None => text.chars().count() as f32 * size * 0.5,
    }
}

/// The bundled fonts for the rasteriser; no font of the system, so that a picture is the same everywhere.
pub(crate) fn database() -> Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    Arc::clone(DATABASE.get_or_init(|| {
        let mut database = fontdb::Database::new();
        for bytes in [REGULAR, MEDIUM, BOLD] {
            database.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
        }
        database.set_sans_serif_family(FAMILY);
        database.set_serif_family(FAMILY);
        Arc::new(database)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: [Weight; 3] = [Weight::Regular, Weight::Medium, Weight::Bold];

    #[test]
    fn all_digits_are_equally_wide() {
        for weight in WEIGHTS {
            let face = rustybuzz::ttf_parser::Face::parse(weight.bytes(), 0).expect("the bundled font can be read");
            let advances: Vec<_> = ('0'..='9')
                .map(|digit| face.glyph_index(digit).and_then(|glyph| face.glyph_hor_advance(glyph)))
                .collect();
            assert!(advances.iter().all(|advance| advance.is_some() && *advance == advances[0]), "{weight:?}");
            assert!((text_width("11", 100.0, weight) - text_width("70", 100.0, weight)).abs() < 0.001, "{weight:?}");
        }
    }

    #[test]
    fn the_signs_the_charts_use_are_in_the_fonts() {
        for weight in WEIGHTS {
            let face = rustybuzz::ttf_parser::Face::parse(weight.bytes(), 0).expect("the bundled font can be read");
            for sign in "−–…·“”%!?=+€≥×".chars() {
                assert!(face.glyph_index(sign).is_some(), "{sign} in {weight:?}");
            }
        }
    }

    #[test]
    fn any_text_has_a_width() {
        for text in ["", " ", "µm", "Привет, мир", "客户", "مرحبا", "e\u{301}", "a\u{202e}b", "\u{0}\n\t", "👩‍👩‍👧"]
        {
            let width = text_width(text, 15.0, Weight::Regular);
            assert!(width.is_finite() && width >= 0.0, "{text:?} is {width} wide");
        }
        assert!(text_width("AVAVAV", 100.0, Weight::Regular) < 6.0 * text_width("A", 100.0, Weight::Regular), "kerned");
    }
}
