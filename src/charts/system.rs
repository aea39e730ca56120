//! Fonts of the system, for letters the bundled ones lack: Chinese, Arabic, Hebrew, Thai, emoji.
//!
//! They are looked for once, when the first such letter is met, and never otherwise. On one computer the same
//! letter is always set in the same font; on another it may be a different one, or none.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use resvg::usvg::fontdb;
use rustybuzz::ttf_parser::{self, Tag};
use rustybuzz::{Face, Variation};

use super::fonts::{FAMILY, Weight, database};
use super::runs::shaped_width;

/// Plain faces that go well with the bundled one, the better first; all others come after them by name.
const PREFERRED: [&str; 41] = [
    "Segoe UI",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Yu Gothic UI",
    "Meiryo",
    "Malgun Gothic",
    "Microsoft JhengHei UI",
    "Leelawadee UI",
    "Nirmala UI",
    "PingFang SC",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "Geeza Pro",
    "Arial Hebrew",
    "Thonburi",
    "Kohinoor Devanagari",
    "Noto Sans",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans CJK TC",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "Noto Sans Devanagari",
    "DejaVu Sans",
    "Arial Unicode MS",
    "Segoe UI Symbol",
    "Apple Symbols",
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "Segoe UI Emoji",
    "Apple Color Emoji",
    "Noto Color Emoji",
];

/// Faces that have a box for every letter, or are made for tests: they only seem to help.
const USELESS: [&str; 5] = ["LastResort", "Last Resort", "Adobe Blank", "Adobe NotDef", "Noto Sans SignWriting"];

/// Widths that are remembered; when there are more, all are forgotten.
const MOST_WIDTHS: usize = 4096;

/// What the system has beyond the bundled fonts.
pub(super) struct System {
    database: Arc<fontdb::Database>,
    families: Vec<Family>,
    widths: Mutex<BTreeMap<(usize, Weight, String), f32>>,
}

/// A family of the system.
struct Family {
    name: String,
    /// The faces for regular, medium and bold; all the same where there is only one.
    faces: [fontdb::ID; 3],
    /// Which letters it has, as ranges from the first to the last, in order; read when first asked for.
    covers: OnceLock<Vec<[u32; 2]>>,
}

/// The fonts of the system. The first call looks for them, which may take a while (a tenth of a second or more).
pub(super) fn system() -> &'static System {
    static SYSTEM: OnceLock<System> = OnceLock::new();
    SYSTEM.get_or_init(|| {
        let mut fonts = (*database()).clone();
        fonts.load_system_fonts();
        System::new(fonts)
    })
}

impl System {
    /// What a database holds beyond the bundled family.
    pub(super) fn new(database: fontdb::Database) -> Self {
        let usable = |face: &fontdb::FaceInfo| {
            let name = face.families.first().map(|(name, _)| name.as_str())?;
            let useless = name == FAMILY
                || name.starts_with('.')
                || name.contains(['\'', '"', '\\', ','])
                || USELESS.iter().any(|bad| name.starts_with(bad));
            (!useless).then(|| (rank(name), name.to_owned()))
        };
        let names: std::collections::BTreeSet<_> = database.faces().filter_map(usable).collect();
        let families = names
            .into_iter()
            .filter_map(|(_, name)| {
                let face = |weight: Weight| {
                    database.query(&fontdb::Query {
                        families: &[fontdb::Family::Name(&name)],
                        weight: fontdb::Weight(weight.css()),
                        ..fontdb::Query::default()
                    })
                };
                let regular = face(Weight::Regular)?;
                let faces = [regular, face(Weight::Medium).unwrap_or(regular), face(Weight::Bold).unwrap_or(regular)];
                Some(Family { name, faces, covers: OnceLock::new() })
            })
            .collect();
        Self { database: Arc::new(database), families, widths: Mutex::new(BTreeMap::new()) }
    }

    /// All fonts, the bundled ones first and under the same ids as in the bundled database.
    pub(super) fn database(&self) -> Arc<fontdb::Database> {
        Arc::clone(&self.database)
    }

    /// The first family that has a letter.
    pub(super) fn family_with(&self, letter: char) -> Option<usize> {
        self.families.iter().position(|family| self.has(family, letter))
    }

    /// Whether a family has a letter.
    pub(super) fn family_has(&self, family: usize, letter: char) -> bool {
        self.families.get(family).is_some_and(|family| self.has(family, letter))
    }

    fn has(&self, family: &Family, letter: char) -> bool {
        let covers = family.covers.get_or_init(|| {
            let read = |data: &[u8], index: u32| ttf_parser::Face::parse(data, index).ok().map(|face| coverage(&face));
            self.database.with_face_data(family.faces[0], read).flatten().unwrap_or_default()
        });
        let code = u32::from(letter);
        let at = covers.partition_point(|[_, last]| *last < code);
        covers.get(at).is_some_and(|[first, _]| *first <= code)
    }

    /// The name of a family.
    pub(super) fn name(&self, family: usize) -> &str {
        self.families.get(family).map_or(FAMILY, |family| &family.name)
    }

    /// The face of a family by its name.
    pub(super) fn face_named(&self, name: &str, weight: Weight) -> Option<fontdb::ID> {
        self.families.iter().find(|family| family.name == name).map(|family| family.faces[weight.index()])
    }

    /// How wide a text is in a family, in em.
    pub(super) fn width(&self, family: usize, weight: Weight, text: &str) -> f32 {
        let Some(face) = self.families.get(family).map(|family| family.faces[weight.index()]) else { return 0.0 };
        let key = (family, weight, text.to_owned());
        let mut widths = self.widths.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(width) = widths.get(&key) {
            return *width;
        }
        let shape = |data: &[u8], index: u32| {
            let mut face = Face::from_slice(data, index)?;
            // As the rasteriser does with fonts that can be made heavier.
            if weight != Weight::Regular {
                face.set_variations(&[Variation { tag: Tag::from_bytes(b"wght"), value: f32::from(weight.css()) }]);
            }
            Some(shaped_width(&face, text))
        };
        let width = self.database.with_face_data(face, shape).flatten().unwrap_or(0.0);
        if widths.len() >= MOST_WIDTHS {
            widths.clear();
        }
        widths.insert(key, width);
        width
    }
}

/// Where a family stands among those that have a letter: preferred ones, plain ones, then those with a style of their own.
fn rank(name: &str) -> usize {
    const STYLED: [&str; 9] = ["Serif", "Mono", "Nastaliq", "Kufi", "Rashi", "Unjoined", "Condensed", "Hand", "Script"];
    let plain = PREFERRED.len();
    PREFERRED
        .iter()
        .position(|preferred| *preferred == name)
        .unwrap_or_else(|| if STYLED.iter().any(|style| name.contains(style)) { plain + 1 } else { plain })
}

/// The letters a face has, as ranges in order.
fn coverage(face: &ttf_parser::Face<'_>) -> Vec<[u32; 2]> {
    let mut codes = Vec::new();
    for table in face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables) {
        if table.is_unicode() {
            table.codepoints(|code| codes.push(code));
        }
    }
    codes.sort_unstable();
    codes.dedup();
    let is_there = |code: &u32| char::from_u32(*code).is_some_and(|letter| face.glyph_index(letter).is_some());
    let mut ranges: Vec<[u32; 2]> = Vec::new();
    for code in codes.into_iter().filter(is_there) {
        match ranges.last_mut() {
            Some([_, last]) if *last + 1 == code => *last = code,
            _ => ranges.push([code, code]),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_fonts_of_the_system_nothing_is_found_and_nothing_breaks() {
        let none = System::new((*database()).clone());
        assert!(none.families.is_empty(), "the bundled family is not one of the system");
        assert_eq!(none.family_with('客'), None);
        assert!(!none.family_has(3, '客'));
        assert_eq!((none.name(3), none.width(3, Weight::Bold, "客")), (FAMILY, 0.0));
        assert_eq!(none.face_named("Arial", Weight::Regular), None);
    }

    #[test]
    fn a_plain_face_goes_before_a_styled_one() {
        let mut names = ["Noto Serif Hebrew", "Zapfino", "Noto Sans Hebrew", "Noto Nastaliq Urdu", "Segoe UI"];
        names.sort_by_key(|name| (rank(name), *name));
        assert_eq!(names, ["Segoe UI", "Noto Sans Hebrew", "Zapfino", "Noto Nastaliq Urdu", "Noto Serif Hebrew"]);
    }

    #[test]
    fn a_family_has_the_letters_its_table_says() {
        let face = ttf_parser::Face::parse(super::super::fonts::REGULAR, 0).expect("the bundled font can be read");
        let covers = coverage(&face);
        let has = |letter: char| covers.iter().any(|[first, last]| (*first..=*last).contains(&u32::from(letter)));
        for letter in "aZ9Łж€Ω".chars() {
            assert!(has(letter), "{letter}");
        }
        for letter in "客مש👍".chars() {
            assert!(!has(letter), "{letter}");
        }
        assert!(covers.windows(2).all(|pair| pair[0][1] + 1 < pair[1][0]), "in order, none touching the next");
    }
}
