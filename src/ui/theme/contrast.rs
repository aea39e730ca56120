//! Contrast as WCAG 2 defines it: the readability of every pair of colours is computed and not guessed.

use egui::Color32;

/// The contrast ratio of two opaque colours, 1 (same) to 21 (black on white). Formula: WCAG 2.2, "contrast ratio".
fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Color32) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

#[cfg(test)]
mod tests {
    use egui::Theme;

    use super::*;
    use crate::model::Verdict;
    use crate::ui::theme::{Projector, Tokens};

    #[test]
    fn known_ratios() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9, "the widest there is");
        assert!((contrast(Color32::RED, Color32::WHITE) - 3.998).abs() < 1e-3, "published for pure red");
    }

    fn texts(t: &Tokens) -> Vec<(&'static str, Color32, Color32)> {
        let mut all = vec![
            ("ink on card", t.ink, t.card),
            ("ink on ground", t.ink, t.ground),
            ("ink on field", t.ink, t.field),
            ("ink on hover", t.ink, t.hover),
            ("ink on tint", t.ink, t.accent_tint),
            ("muted on card", t.muted, t.card),
            ("muted on ground", t.muted, t.ground),
            ("muted on field", t.muted, t.field),
            ("muted on hover", t.muted, t.hover),
            ("muted on tint", t.muted, t.accent_tint),
            ("accent on card", t.accent, t.card),
            ("accent on ground", t.accent, t.ground),
            ("accent on tint", t.accent, t.accent_tint),
            ("accent on hover", t.accent, t.hover),
            ("button", t.on_accent, t.accent),
            ("button under the pointer", t.on_accent, t.accent_hover),
            ("danger on card", t.danger, t.card),
            ("danger on ground", t.danger, t.ground),
            ("danger button", t.danger_fill.fg, t.danger_fill.bg),
            ("good on card", t.good, t.card),
            ("warning on card", t.warning, t.card),
            ("toast", t.toast.fg, t.toast.bg),
            ("toast action", t.toast_action, t.toast.bg),
        ];
        for verdict in Verdict::ALL {
            let pill = t.verdict_pill(verdict);
            all.push((verdict.words(), pill.fg, pill.bg));
            all.push((verdict.words(), pill.fg, t.card));
        }
        for step in t.steps {
            all.push(("step", step.fg, step.bg));
        }
        all
    }

    #[test]
    fn every_text_is_readable_on_its_ground() {
        for (projector, least) in [(Projector::Off, 4.5), (Projector::On, 7.0)] {
            for theme in [Theme::Light, Theme::Dark] {
                let bad: Vec<_> = texts(Tokens::of(theme, projector))
                    .into_iter()
                    .map(|(name, text, ground)| (name, contrast(text, ground)))
                    .filter(|(_, ratio)| *ratio < least)
                    .collect();
                assert!(bad.is_empty(), "{theme:?}, projector {projector:?}: below {least}: {bad:?}");
            }
        }
    }

    #[test]
    fn shapes_stand_out_from_the_card() {
        // WCAG 2.2, 1.4.11: what is needed to understand a control or a picture, 3:1. The amber of "hard look" is
        // exempt in light themes: an outline, a glyph and a word go with it.
        for projector in [Projector::Off, Projector::On] {
            for theme in [Theme::Light, Theme::Dark] {
                let t = Tokens::of(theme, projector);
                for (name, colour) in [
                    ("focus", t.focus),
                    ("keep", t.keep),
                    ("let go", t.let_go),
                    ("none", t.not_enough),
                    ("mark", t.mark),
                ] {
                    let ratio = contrast(colour, t.card);
                    assert!(ratio >= 3.0, "{name} in {theme:?}, projector {projector:?}: {ratio:.2}");
                }
            }
        }
    }
}
