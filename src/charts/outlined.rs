//! A drawing as SVG with its letters as outlines: it looks the same where the font is missing, as on slides.

use std::fmt::Write as _;

use resvg::usvg::{Indent, WriteOptions};

use super::svg::{Escaped, Num};
use super::{ChartError, Drawing, Scene};

/// The scene as an SVG whose letters are shapes. Equal scenes give equal bytes.
///
/// # Errors
/// [`ChartError`] if it cannot be written.
pub fn outlined_svg(scene: &Scene) -> Result<String, ChartError> {
    Ok(Drawing::new(scene)?.outlined_svg())
}

impl Drawing {
    /// The picture as SVG with its letters as outlines, and with its title and description.
    pub fn outlined_svg(&self) -> String {
        let options = WriteOptions {
            preserve_text: false,
            // A thousandth of a px is beyond any printer.
            coordinates_precision: 3,
            transforms_precision: 5,
            indent: Indent::None,
            ..WriteOptions::default()
        };
        let written = self.tree.to_string(&options);
        // Only what stands inside the root; the root itself is written anew, with what the writer drops.
        let inside = written.find('>').map_or("", |end| {
            let is_empty = written[..end].ends_with('/');
            let rest = &written[end + 1..];
            if is_empty { "" } else { rest.rfind("</svg>").map_or(rest, |close| &rest[..close]) }
        });
        let (width, height) = self.size();
        let (width, height) = (Num(width), Num(height));
        let mut svg = String::with_capacity(inside.len() + 512);
        let wrote = write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
             <title>{}</title>\n<desc>{}</desc>\n{}\n</svg>\n",
            Escaped(&self.title),
            Escaped(&self.alt),
            inside.trim(),
        );
        // Writing to a string cannot fail.
        if wrote.is_err() {
            svg.clear();
        }
        svg
    }
}

#[cfg(test)]
mod tests {
    use resvg::usvg::roxmltree::Document;

    use super::*;
    use crate::charts::fonts::Weight;
    use crate::charts::{Anchor, Color, Item, Point};

    fn scene(words: &str, items: bool) -> Scene {
        let item = Item::Text {
            at: Point::new(10.0, 40.0),
            anchor: Anchor::Start,
            text: words.to_owned(),
            size: 20.0,
            weight: Weight::Medium,
            color: Color::rgb(0, 0, 0),
        };
        let items = if items { vec![item] } else { Vec::new() };
        let (title, alt) = (words.to_owned(), format!("Said: {words}"));
        Scene { width: 400.0, height: 60.0, background: None, items, marks: Vec::new(), title, alt }
    }

    #[test]
    fn letters_become_shapes_and_the_words_stay_in_title_and_description() {
        let svg = outlined_svg(&scene("Łódź \"A&B\" <b>", true)).expect("an SVG");
        let document = Document::parse(&svg).expect("XML");
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        assert_eq!(root.attribute("viewBox"), Some("0 0 400 60"));
        let told = |name: &str| root.children().find(|node| node.has_tag_name(name)).and_then(|node| node.text());
        assert_eq!(told("title"), Some("Łódź \"A&B\" <b>"));
        assert_eq!(told("desc"), Some("Said: Łódź \"A&B\" <b>"));
        assert!(!svg.contains("<text") && !svg.contains("font-family"), "no text left");
        assert!(document.descendants().any(|node| node.has_tag_name("path")), "shapes instead");
    }

    #[test]
    fn both_kinds_of_svg_are_xml_for_any_text() {
        for words in
            ["\u{0}\u{1}\u{b}\u{1f}", "]]>", "👩‍👩‍👧 客户", "\u{fffe}\u{ffff}\u{7f}\u{85}", "'\"<&>", "\u{202e}x", ""]
        {
            for items in [true, false] {
                let scene = scene(words, items);
                for svg in [scene.to_svg(), outlined_svg(&scene).expect("an SVG")] {
                    assert!(Document::parse(&svg).is_ok(), "{words:?}: {svg}");
                }
            }
        }
    }

    #[test]
    fn equal_scenes_give_equal_bytes() {
        let svg = || outlined_svg(&scene("Zażółć 客户", true)).expect("an SVG");
        assert_eq!(svg(), svg());
    }
}
