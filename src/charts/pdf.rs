//! A drawing as PDF: one page, fonts embedded and subset, tagged as a figure with its description.

use krilla::configure::{Accessibility, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Point, Size};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt as _, SvgSettings};

use super::drawing::MOST_PAGE;
use super::{ChartError, Drawing, Scene};

/// Points (1/72 inch) per CSS px (1/96 inch).
const POINTS_PER_PX: f32 = 0.75;

/// What a document is called when its chart has no title.
const UNTITLED: &str = "Chart";

/// The scene as a PDF of one page as large as the scene, text as text. Equal scenes give equal bytes.
///
/// # Errors
/// [`ChartError`] if the page would be too large or the file cannot be written.
pub fn pdf(scene: &Scene) -> Result<Vec<u8>, ChartError> {
    Drawing::new(scene)?.pdf()
}

/// What the file says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// That it keeps to PDF/UA-1, the standard for readers who cannot see it.
    Accessible,
    /// Nothing beyond its tags: a letter that no font has stands as an empty box, which PDF/UA does not allow.
    Plain,
}

impl Drawing {
    /// The picture as a PDF of one page.
    ///
    /// # Errors
    /// [`ChartError`] if the page would be too large or the file cannot be written.
    pub fn pdf(&self) -> Result<Vec<u8>, ChartError> {
        let (width, height) = self.size();
        if width > MOST_PAGE || height > MOST_PAGE {
            return Err(ChartError::PageTooLarge { width, height });
        }
        match self.document(Claim::Accessible) {
            Err(Failure::Krilla(KrillaError::Validation(_))) => self.document(Claim::Plain),
            other => other,
        }
        .map_err(|failure| ChartError::Pdf(failure.to_string()))
    }

    fn document(&self, claim: Claim) -> Result<Vec<u8>, Failure> {
        let builder = ConfigurationBuilder::new().with_version(PdfVersion::Pdf17);
        let builder = match claim {
            Claim::Accessible => builder.with_accessibility_validator(Accessibility::UA1),
            Claim::Plain => builder,
        };
        let configuration = builder.finish().map_err(|error| Failure::Settings(format!("{error:?}")))?;
        let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });

        let (width, height) = self.size();
        let size = Size::from_wh(width * POINTS_PER_PX, height * POINTS_PER_PX).ok_or(Failure::Own("an empty page"))?;
        let mut page = document.start_page_with(PageSettings::new(size));
        let mut surface = page.surface();
        let drawn = surface.start_tagged(ContentTag::Other);
        let done = surface.draw_svg(&self.tree, size, SvgSettings::default());
        surface.end_tagged();
        surface.finish();
        page.finish();
        done.ok_or(Failure::Own("the drawing was refused"))?;

        let title = if self.title.is_empty() { UNTITLED } else { &self.title };
        let alt = if self.alt.is_empty() { title } else { &self.alt };
        let mut figure = TagGroup::new(Tag::Figure(Some(alt.to_owned())));
        figure.push(drawn);
        let mut tags = TagTree::new().with_lang(Some("en".to_owned()));
        tags.push(figure);
        document.set_tag_tree(tags);
        let mut outline = Outline::new();
        let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
        outline.push_child(OutlineNode::new(title.to_owned(), top));
        document.set_outline(outline);
        document.set_metadata(
            Metadata::new()
                .title(title.to_owned())
                .description(alt.to_owned())
                .language("en".to_owned())
                .creator("Keepwise".to_owned()),
        );
        document.finish().map_err(Failure::Krilla)
    }
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("the kind of PDF is not on offer: {0}")]
    Settings(String),
    #[error("{0}")]
    Own(&'static str),
    #[error("{0}")]
    Krilla(KrillaError),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::fonts::Weight;
    use crate::charts::{Anchor, Color, Item, Rect};

    fn scene(words: &str) -> Scene {
        let text = |y: f32, weight: Weight| Item::Text {
            at: crate::charts::Point::new(10.0, y),
            anchor: Anchor::Start,
            text: words.to_owned(),
            size: 20.0,
            weight,
            color: Color::rgb(0, 0, 0),
        };
        Scene {
            width: 400.0,
            height: 200.0,
            background: None,
            items: vec![
                Item::Rect {
                    rect: Rect::new(10.0, 100.0, 50.0, 50.0),
                    radius: 3.0,
                    fill: Some(Color::hex(0x1F_5F99).with_alpha(100)),
                    stroke: None,
                },
                text(40.0, Weight::Regular),
                text(80.0, Weight::Bold),
            ],
            marks: Vec::new(),
            title: "Łódź pays late".to_owned(),
            alt: "Two bars".to_owned(),
        }
    }

    fn has(bytes: &[u8], wanted: &str) -> bool {
        bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes())
    }

    #[test]
    fn a_page_is_three_quarters_of_a_point_per_px_and_tagged_with_title_and_language() {
        let bytes = pdf(&scene("Zażółć Ахтиар")).expect("a PDF");
        assert!(bytes.starts_with(b"%PDF-1.7"), "a PDF");
        for wanted in ["/MediaBox[0 0 300 150]", "/Lang(en)", "/Marked true", "/S/Figure", "/Alt(Two bars)"] {
            assert!(has(&bytes, wanted), "{wanted} is missing");
        }
        for wanted in ["/DisplayDocTitle true", "pdfuaid:part", "+Roboto-Regular", "+Roboto-Bold"] {
            assert!(has(&bytes, wanted), "{wanted} is missing");
        }
        assert!(!has(&bytes, "+Roboto-Medium"), "only fonts that are used");
        assert!(!has(&bytes, "CreationDate") && !has(&bytes, "CreateDate"), "no date");
    }

    #[test]
    fn equal_scenes_give_equal_bytes() {
        let bytes = pdf(&scene("Zażółć 客户 שלום")).expect("a PDF");
        assert_eq!(bytes, pdf(&scene("Zażółć 客户 שלום")).expect("a PDF"));
        assert_ne!(bytes, pdf(&scene("another")).expect("a PDF"));
    }

    #[test]
    fn letters_no_font_has_do_not_stop_it() {
        let bytes = pdf(&scene("box \u{10fffd} box")).expect("a PDF");
        assert!(has(&bytes, "/S/Figure"), "still tagged");
        assert!(!has(&bytes, "pdfuaid:part"), "and claims nothing it does not keep");
    }

    #[test]
    fn a_scene_without_words_still_has_a_name() {
        let blank = Scene { title: String::new(), alt: String::new(), items: Vec::new(), ..scene("") };
        let bytes = pdf(&blank).expect("a PDF");
        assert!(has(&bytes, "/Alt(Chart)"), "a figure says something");
    }

    #[test]
    fn a_page_no_reader_can_show_is_refused_in_words() {
        let message = pdf(&Scene { width: 19_900.0, ..scene("") }).expect_err("too large").to_string();
        assert!(message.contains("19900×200 px") && message.contains("smaller size"), "{message}");
    }
}
