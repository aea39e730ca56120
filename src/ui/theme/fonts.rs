//! Roboto in three weights, with egui's own fonts behind for what Roboto lacks.
//!
//! Roboto's digits all have the same width, so that columns of numbers stand straight.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

use crate::charts::fonts;

const REGULAR: &str = "Roboto Regular";
const MEDIUM: &str = "Roboto Medium";
const BOLD: &str = "Roboto Bold";

/// Roboto Regular at `size` points.
pub(crate) fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Roboto Medium at `size` points: headings, buttons, numbers that matter.
pub(crate) fn medium(size: f32) -> FontId {
    FontId::new(size, medium_family())
}

/// Roboto Bold at `size` points: signs inside charts.
pub(crate) fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

fn medium_family() -> FontFamily {
    FontFamily::Name("medium".into())
}

pub(super) fn definitions() -> FontDefinitions {
    let mut definitions = FontDefinitions::default();
    // The same bytes as in the charts, so that a text is equally wide here and there.
    for (name, bytes) in [(REGULAR, fonts::REGULAR), (MEDIUM, fonts::MEDIUM), (BOLD, fonts::BOLD)] {
        definitions.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let mut fallback = definitions.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    // The monospaced family knows arrows and mathematical signs that the others lack.
    let behind = definitions.families.get(&FontFamily::Monospace).cloned().unwrap_or_default();
    for font in behind {
        if !fallback.contains(&font) {
            fallback.push(font);
        }
    }
    let with_fallback = |first: &str| std::iter::once(first.to_owned()).chain(fallback.clone()).collect::<Vec<_>>();
    definitions.families.insert(medium_family(), with_fallback(MEDIUM));
    definitions.families.insert(FontFamily::Name("bold".into()), with_fallback(BOLD));
    definitions.families.insert(FontFamily::Proportional, with_fallback(REGULAR));
    definitions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::testing::frame;

    #[test]
    fn digits_are_equally_wide() {
        let ctx = egui::Context::default();
        ctx.set_fonts(definitions());
        frame(&ctx, |ui| {
            for font in [regular(15.0), medium(32.0)] {
                let widths = ui.fonts_mut(|f| ('0'..='9').map(|c| f.glyph_width(&font, c)).collect::<Vec<_>>());
                assert!(widths.iter().all(|w| (w - widths[0]).abs() < 1e-3), "{font:?}: {widths:?}");
                assert!(widths[0] > 5.0, "{font:?} is really there");
            }
        });
    }

    #[test]
    fn the_characters_of_our_texts_are_there() {
        let ctx = egui::Context::default();
        ctx.set_fonts(definitions());
        frame(&ctx, |ui| {
            let missing: String = "äöüßéèñçłŁřśž€£…–—·“”‘’→←↑↓×±≥≤≈−ЯжΩ"
                .chars()
                .filter(|&c| !ui.fonts_mut(|f| f.has_glyph(&regular(15.0), c) && f.has_glyph(&medium(15.0), c)))
                .collect();
            assert_eq!(missing, "", "characters without a glyph");
        });
    }
}
