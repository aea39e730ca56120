//! The fonts every chart is set in, and how wide a text is in them.
//!
//! The same bytes go to the window, to the measuring here and to every file, so that a text is equally wide
//! everywhere. Letters the bundled fonts lack are set in a font of the system, if it has one; which letters go into
//! which font is decided once, for measuring and for drawing alike.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb;
use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer, script};
use serde::{Deserialize, Serialize};

use super::runs::{self, clusters_width, is_bundled, shaped_width};
use super::system::system;

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

    /// Its place among the three.
    pub(super) const fn index(self) -> usize {
        match self {
            Self::Regular => 0,
            Self::Medium => 1,
            Self::Bold => 2,
        }
    }

    /// The weight as CSS counts it, or the nearest there is.
    const fn from_css(weight: u16) -> Self {
        match weight {
            0..=449 => Self::Regular,
            450..=599 => Self::Medium,
            _ => Self::Bold,
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

/// A face with the shaping plans nearly every text needs: making a plan costs more than using it.
struct Cut {
    face: Face<'static>,
    latin: ShapePlan,
    greek: ShapePlan,
    cyrillic: ShapePlan,
    plain: ShapePlan,
}

impl Cut {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let face = Face::from_slice(bytes, 0)?;
        let plan = |script: Option<Script>| ShapePlan::new(&face, Direction::LeftToRight, script, None, &[]);
        let (latin, greek) = (plan(Some(script::LATIN)), plan(Some(script::GREEK)));
        let (cyrillic, plain) = (plan(Some(script::CYRILLIC)), plan(None));
        Some(Self { face, latin, greek, cyrillic, plain })
    }

    /// How wide a text is, in em, kerning included.
    fn width(&self, text: &str) -> f32 {
        let is_common = |c: char| c < '\u{250}' || matches!(c, '\u{2010}'..='\u{2027}' | '\u{20ac}' | '−');
        let is_near = |c: char| matches!(c, '\u{386}'..='\u{3ce}' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}');
        if !text.chars().all(|c| is_common(c) || is_near(c)) {
            return shaped_width(&self.face, text);
        }
        // The first letter says the script, as the rasteriser's shaper has it.
        let (script, plan) = match text.chars().find(|c| c.is_alphabetic()) {
            None => (None, &self.plain),
            Some('\u{386}'..='\u{3ce}') => (Some(script::GREEK), &self.greek),
            Some('\u{400}'..='\u{52f}') => (Some(script::CYRILLIC), &self.cyrillic),
            Some(_) => (Some(script::LATIN), &self.latin),
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        if let Some(script) = script {
            buffer.set_script(script);
        }
        let glyphs = rustybuzz::shape_with_plan(&self.face, plan, buffer);
        clusters_width(&glyphs) as f32 / self.face.units_per_em().max(1) as f32
    }
}

fn cut(weight: Weight) -> Option<&'static Cut> {
    static CUTS: [OnceLock<Option<Cut>>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
    CUTS[weight.index()].get_or_init(|| Cut::new(weight.bytes())).as_ref()
}

/// Whether the bundled font has a letter.
pub(super) fn bundled_has(letter: char, weight: Weight) -> bool {
    let has = |cut: &Cut| cut.face.glyph_index(letter).is_some_and(|glyph| glyph != GlyphId(0));
    letter.is_ascii() || cut(weight).is_some_and(has)
}

/// How wide a text is in the bundled font, in em; a letter it lacks is an empty box.
pub(super) fn bundled_width(text: &str, weight: Weight) -> f32 {
    // The bundled fonts can be read (a test says so); half an em per letter keeps the page sane without them.
    cut(weight).map_or_else(|| text.chars().count() as f32 * 0.5, |cut| cut.width(text))
}

/// How wide a text is at a size, in CSS px; shaped as the exports shape it, kerning included.
pub fn text_width(text: &str, size: f32, weight: Weight) -> f32 {
    width_in_em(text, weight) * size
}

/// Longer texts are not kept, bytes.
const LONGEST_KEPT: usize = 80;
/// So many widths are kept of each weight; then they are forgotten and gathered anew.
const MOST_KEPT: usize = 4_000;

thread_local! {
    /// The widths measured last, by weight. A chart is laid out several times, for every size and until its letters
    /// fit, and shaping a name takes longer than finding it.
    static WIDTHS: RefCell<[BTreeMap<Box<str>, f32>; 3]> = const { RefCell::new([const { BTreeMap::new() }; 3]) };
}

fn width_in_em(text: &str, weight: Weight) -> f32 {
    if text.len() > LONGEST_KEPT {
        return runs::width(text, weight);
    }
    let known = WIDTHS.with_borrow(|widths| widths[weight.index()].get(text).copied());
    known.unwrap_or_else(|| {
        let width = runs::width(text, weight);
        WIDTHS.with_borrow_mut(|widths| {
            let widths = &mut widths[weight.index()];
            if widths.len() >= MOST_KEPT {
                widths.clear();
            }
            widths.insert(text.into(), width);
        });
        width
    })
}

/// Whether a text has letters only a font of the system may have. Measuring it first looks for those fonts, which
/// takes a while; [`prepare_system_fonts`] does it beforehand, off the frame.
pub fn needs_system_fonts(text: &str) -> bool {
    !is_bundled(text, Weight::Regular)
}

/// Looks for the fonts of the system, once; the next call returns at once. For a worker, when a workspace has
/// names that need them.
pub fn prepare_system_fonts() {
    system();
}

/// The face an SVG of ours means by its families and weight: a bundled one if the first is the bundled family,
/// which asks the system nothing; else the system's, where there is one of that name.
pub(super) fn select_font<'f>(
    mut families: impl Iterator<Item = &'f str>,
    weight: u16,
    fonts: &mut Arc<fontdb::Database>,
) -> Option<fontdb::ID> {
    let weight = Weight::from_css(weight);
    let first = families.next().unwrap_or(FAMILY);
    if first != FAMILY
        && let Some(face) = system().face_named(first, weight)
    {
        // The same fonts under the same ids, and more.
        *fonts = system().database();
        return Some(face);
    }
    bundled().1.get(weight.index()).copied()
}

/// The bundled fonts for the rasteriser; no font of the system.
pub(super) fn database() -> Arc<fontdb::Database> {
    Arc::clone(&bundled().0)
}

/// The bundled fonts and the ids of regular, medium and bold.
fn bundled() -> &'static (Arc<fontdb::Database>, Vec<fontdb::ID>) {
    static BUNDLED: OnceLock<(Arc<fontdb::Database>, Vec<fontdb::ID>)> = OnceLock::new();
    BUNDLED.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        let mut load = |bytes: &'static [u8]| fonts.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
        let ids = [REGULAR, MEDIUM, BOLD].into_iter().filter_map(|bytes| load(bytes).first().copied()).collect();
        fonts.set_sans_serif_family(FAMILY);
        fonts.set_serif_family(FAMILY);
        (Arc::new(fonts), ids)
    })
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
    fn a_width_that_is_kept_is_the_one_that_was_measured() {
        for number in 0..MOST_KEPT + 100 {
            let text = format!("Customer {number}");
            for weight in WEIGHTS {
                let measured = runs::width(&text, weight) * 15.0;
                let twice = [(); 2].map(|()| text_width(&text, 15.0, weight).to_bits());
                assert_eq!(twice, [measured.to_bits(); 2], "{text}");
            }
        }
        let kept = WIDTHS.with_borrow(|widths| widths.iter().map(BTreeMap::len).max());
        assert!(kept.is_some_and(|kept| (1..=MOST_KEPT).contains(&kept)), "{kept:?}");
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
