//! Roboto in two weights, with egui's own fonts behind for what Roboto lacks.
//!
//! Roboto's digits all have the same width, so that columns of numbers stand straight.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

const REGULAR: &str = "Roboto Regular";
const MEDIUM: &str = "Roboto Medium";

/// Roboto Regular at `size` points.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Roboto Medium at `size` points: headings, buttons, numbers that matter.
pub fn medium(size: f32) -> FontId {
    FontId::new(size, medium_family())
}

fn medium_family() -> FontFamily {
    FontFamily::Name("medium".into())
}

pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let bundled: [(&str, &'static [u8]); 2] = [
        (REGULAR, include_bytes!("../../../assets/fonts/Roboto-Regular.ttf")),
        (MEDIUM, include_bytes!("../../../assets/fonts/Roboto-Medium.ttf")),
    ];
    for (name, bytes) in bundled {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let mut fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    // The monospaced family knows arrows and mathematical signs that the others lack.
    let behind = fonts.families.get(&FontFamily::Monospace).cloned().unwrap_or_default();
    for font in behind {
        if !fallback.contains(&font) {
            fallback.push(font);
        }
    }
    let with_fallback = |first: &str| std::iter::once(first.to_owned()).chain(fallback.clone()).collect::<Vec<_>>();
    fonts.families.insert(medium_family(), with_fallback(MEDIUM));
    fonts.families.insert(FontFamily::Proportional, with_fallback(REGULAR));
    fonts
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
