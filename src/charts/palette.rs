//! All colours of the charts, in three themes: light, dark, and print (black and white).
//!
//! Verdict colours and the five steps are chosen so that they stay apart for colour-blind eyes and on a
//! washed-out projector (CIEDE2000 under the Machado 2009 simulations); the tests compute the WCAG 2 contrasts.
//! A verdict is never colour alone: a sign and a word go with it; in print, fills have hatches.

use serde::{Deserialize, Serialize};

use super::pattern::Pattern;
use super::scene::Slant;
use crate::model::Verdict;

/// A colour: sRGB, 0–255, with alpha 0 (clear) – 255 (opaque), not premultiplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Alpha.
    pub a: u8,
}

impl Color {
    /// An opaque colour.
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 255 }
    }

    /// An opaque colour as designers write it: `0xB1251C`.
    pub const fn hex(rgb: u32) -> Self {
        let [_, r, g, b] = rgb.to_be_bytes();
        Self::rgb(r, g, b)
    }

    /// The same colour with another alpha.
    pub const fn with_alpha(self, a: u8) -> Self {
        Self { a, ..self }
    }

    /// Relative luminance, 0–1 (WCAG 2.2); alpha is ignored.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126f64.mul_add(linear(self.r), 0.7152f64.mul_add(linear(self.g), 0.0722 * linear(self.b)))
    }

    /// Contrast ratio against another colour, 1–21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if a > b { a / b } else { b / a }
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.r, self.g, self.b)?;
        if self.a == 255 { Ok(()) } else { write!(f, "{:02X}", self.a) }
    }
}

const BLACK: Color = Color::rgb(0, 0, 0);
const WHITE: Color = Color::rgb(255, 255, 255);

/// How something filled looks: its fill, the text on it, and an outline where the fill alone is too pale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tone {
    /// The fill.
    pub fill: Color,
    /// Text on the fill.
    pub label: Color,
    /// The outline, where the fill is too close to the background (under 3:1).
    pub outline: Option<Color>,
}

impl Tone {
    const fn new(fill: u32, label: Color) -> Self {
        Self { fill: Color::hex(fill), label, outline: None }
    }

    const fn outlined(fill: u32, label: Color, outline: u32) -> Self {
        Self { fill: Color::hex(fill), label, outline: Some(Color::hex(outline)) }
    }
}

/// How a verdict looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerdictTone {
    /// Bars and dots.
    pub mark: Tone,
    /// The pill behind the word, with the word's colour as label.
    pub pill: Tone,
    /// Lines and words in this colour, straight on the background.
    pub line: Color,
}

/// How a series looks: colour, and a dash pattern where colours run out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeriesTone {
    /// Its colour.
    pub color: Color,
    /// Length of dashes and gaps in CSS px; 0 is a solid line.
    pub dash: u8,
}

/// One place for all colours of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The name, as stored in settings: `light`, `dark`, `print`.
    pub name: &'static str,
    /// The page.
    pub background: Color,
    /// Text, and what must be read first.
    pub ink: Color,
    /// Text that explains.
    pub muted: Color,
    /// Grid and dividers; carries no meaning of its own.
    pub hairline: Color,
    /// The axis a bar stands on.
    pub axis: Color,
    /// The one accent.
    pub accent: Color,
    /// A tint of the accent: connecting lines, areas.
    pub tint: Color,
    /// Every person as a dot.
    pub dot: Color,
    /// The hatch of "not rated".
    pub hatch: Color,
    /// Five steps from bad to good.
    pub steps: [Tone; 5],
    /// Keep.
    pub keep: VerdictTone,
    /// Hard look.
    pub hard_look: VerdictTone,
    /// Let go.
    pub let_go: VerdictTone,
    /// Not enough evidence.
    pub not_enough: VerdictTone,
    /// Series in order, dark or light enough to label their lines with (4.5:1); use [`Theme::series_tone`] to go beyond.
    pub series: [SeriesTone; 5],
    /// The hatches of fills that would differ in grey alone; none where there are colours.
    pub patterns: &'static [Pattern],
}

impl Theme {
    /// Light: the first choice on screen, and of every export.
    pub const LIGHT: Self = Self {
        name: "light",
        background: WHITE,
        ink: Color::hex(0x1B_1B1F),
        muted: Color::hex(0x5F_6368),
        hairline: Color::hex(0xE3_E3DF),
        axis: Color::hex(0x8A_9099),
        accent: Color::hex(0x1F_5F99),
        tint: Color::hex(0xC9_DAE8),
        dot: Color::hex(0x8A_9099),
        hatch: Color::hex(0xD4_D4D0),
        steps: [
            Tone::new(0x9E_1B32, WHITE),
            Tone::outlined(0xE8_956B, BLACK, 0xB3_6238),
            Tone::outlined(0xD9_D9D9, BLACK, 0x8A_9099),
            Tone::outlined(0x79_B4DB, BLACK, 0x3F_82B0),
            Tone::new(0x1F_5F99, WHITE),
        ],
        keep: VerdictTone {
            mark: Tone::new(0x23_9B94, BLACK),
            pill: Tone::new(0xDF_F1EF, Color::hex(0x0E_5F5A)),
            line: Color::hex(0x0E_5F5A),
        },
        hard_look: VerdictTone {
            mark: Tone::outlined(0xFD_BF51, BLACK, 0x8A_5A00),
            pill: Tone::new(0xFF_F0CF, Color::hex(0x5C_3B00)),
            line: Color::hex(0x8A_5A00),
        },
        let_go: VerdictTone {
            mark: Tone::new(0xB1_251C, WHITE),
            pill: Tone::new(0xF8_E3E1, Color::hex(0xB1_251C)),
            line: Color::hex(0xB1_251C),
        },
        not_enough: VerdictTone {
            mark: Tone::outlined(0xDC_DEE3, BLACK, 0x6B_707C),
            pill: Tone::new(0xEC_EDEF, Color::hex(0x4A_4F55)),
            line: Color::hex(0x5F_6368),
        },
        series: [
            SeriesTone { color: Color::hex(0x00_72B2), dash: 0 },
            SeriesTone { color: Color::hex(0xB9_5000), dash: 0 },
            SeriesTone { color: Color::hex(0x00_7A59), dash: 0 },
            SeriesTone { color: Color::hex(0xA6_4580), dash: 0 },
            SeriesTone { color: Color::hex(0x1B_1B1F), dash: 0 },
        ],
        patterns: &[],
    };

    /// Dark: for dark rooms, on the ground of the window's cards; the middle step steps back, the ends are outlined.
    pub const DARK: Self = Self {
        name: "dark",
        background: Color::hex(0x22_2428),
        ink: Color::hex(0xEC_ECE9),
        muted: Color::hex(0xA6_ABB2),
        hairline: Color::hex(0x37_3A40),
        axis: Color::hex(0x8E_939B),
        accent: Color::hex(0x7D_B8E8),
        tint: Color::hex(0x33_4A60),
        dot: Color::hex(0x9A_9FA7),
        hatch: Color::hex(0x4A_4E55),
        steps: [
            Tone::outlined(0x9E_1B32, WHITE, 0xDF_6A7E),
            Tone::new(0xE8_956B, BLACK),
            Tone::new(0x7E_838B, BLACK),
            Tone::new(0x79_B4DB, BLACK),
            Tone::outlined(0x1F_5F99, WHITE, 0x5C_9BD3),
        ],
        keep: VerdictTone {
            mark: Tone::new(0x3F_B5AD, BLACK),
            pill: Tone::new(0x17_3B39, Color::hex(0x86_DBD4)),
            line: Color::hex(0x6F_CFC7),
        },
        hard_look: VerdictTone {
            mark: Tone::new(0xFD_BF51, BLACK),
            pill: Tone::new(0x43_3413, Color::hex(0xFD_D48A)),
            line: Color::hex(0xFD_BF51),
        },
        let_go: VerdictTone {
            mark: Tone::new(0xE0_554A, BLACK),
            pill: Tone::new(0x48_2320, Color::hex(0xF9_B0A9)),
            line: Color::hex(0xF2_8B82),
        },
        not_enough: VerdictTone {
            mark: Tone::outlined(0x4A_4E55, WHITE, 0xA6_ABB2),
            pill: Tone::new(0x33_363C, Color::hex(0xC3_C7CE)),
            line: Color::hex(0xA6_ABB2),
        },
        series: [
            SeriesTone { color: Color::hex(0x56_B4E9), dash: 0 },
            SeriesTone { color: Color::hex(0xE6_9F00), dash: 0 },
            SeriesTone { color: Color::hex(0x2F_BF95), dash: 0 },
            SeriesTone { color: Color::hex(0xDC_8FBE), dash: 0 },
            SeriesTone { color: Color::hex(0xEC_ECEE), dash: 0 },
        ],
        patterns: &[],
    };

    /// Print: black on white, for a black-and-white printer. Grey steps from dark (bad) to light (good), all outlined.
    pub const PRINT: Self = Self {
        name: "print",
        background: WHITE,
        ink: BLACK,
        muted: Color::hex(0x4A_4A4A),
        hairline: Color::hex(0xD0_D0D0),
        axis: Color::hex(0x6A_6A6A),
        accent: BLACK,
        tint: Color::hex(0xC8_C8C8),
        dot: Color::hex(0x80_8080),
        hatch: Color::hex(0xA0_A0A0),
        steps: [
            Tone::outlined(0x1A_1A1A, WHITE, 0x00_0000),
            Tone::outlined(0x62_6262, WHITE, 0x00_0000),
            Tone::outlined(0xA4_A4A4, BLACK, 0x00_0000),
            Tone::outlined(0xD8_D8D8, BLACK, 0x00_0000),
            Tone::outlined(0xFF_FFFF, BLACK, 0x00_0000),
        ],
        keep: VerdictTone {
            mark: Tone::outlined(0xDC_DCDC, BLACK, 0x00_0000),
            pill: Tone::outlined(0xFF_FFFF, BLACK, 0x6A_6A6A),
            line: BLACK,
        },
        hard_look: VerdictTone {
            mark: Tone::outlined(0xA8_A8A8, BLACK, 0x00_0000),
            pill: Tone::outlined(0xD8_D8D8, BLACK, 0x6A_6A6A),
            line: BLACK,
        },
        let_go: VerdictTone {
            mark: Tone::outlined(0x2A_2A2A, WHITE, 0x00_0000),
            pill: Tone::outlined(0x2A_2A2A, WHITE, 0x00_0000),
            line: BLACK,
        },
        not_enough: VerdictTone {
            mark: Tone::outlined(0xFF_FFFF, BLACK, 0x6A_6A6A),
            pill: Tone::outlined(0xFF_FFFF, Color::hex(0x4A_4A4A), 0xA0_A0A0),
            line: Color::hex(0x4A_4A4A),
        },
        series: [
            SeriesTone { color: BLACK, dash: 0 },
            SeriesTone { color: Color::hex(0x70_7070), dash: 0 },
            SeriesTone { color: Color::hex(0x1C_1C1C), dash: 6 },
            SeriesTone { color: Color::hex(0x6B_6B6B), dash: 6 },
            SeriesTone { color: Color::hex(0x0C_0C0C), dash: 3 },
        ],
        patterns: &[
            Pattern::new(0x62_6262, 0x2A_2A2A, Slant::Rising),
            Pattern::new(0xA4_A4A4, 0x7A_7A7A, Slant::Level),
            Pattern::new(0xD8_D8D8, 0xA0_A0A0, Slant::Upright),
            Pattern::new(0xA8_A8A8, 0x7A_7A7A, Slant::Rising),
            Pattern::new(0xDC_DCDC, 0xA0_A0A0, Slant::Level),
            Pattern::new(0xC8_C8C8, 0x90_9090, Slant::Rising),
            Pattern::new(0x1C_1C1C, 0x62_6262, Slant::Rising),
            Pattern::new(0x6B_6B6B, 0x30_3030, Slant::Level),
            Pattern::new(0x0C_0C0C, 0x5C_5C5C, Slant::Upright),
        ],
    };

    /// All themes.
    pub const ALL: [&'static Self; 3] = [&Self::LIGHT, &Self::DARK, &Self::PRINT];

    /// How a verdict looks.
    pub const fn verdict(&self, verdict: Verdict) -> &VerdictTone {
        match verdict {
            Verdict::Keep => &self.keep,
            Verdict::HardLook => &self.hard_look,
            Verdict::LetGo => &self.let_go,
            Verdict::NotEnough => &self.not_enough,
        }
    }

    /// How series number `at` (from 0) looks; after the fifth the colours come again with dashes.
    pub fn series_tone(&self, at: usize) -> SeriesTone {
        let tone = self.series[at % self.series.len()];
        match at / self.series.len() {
            0 => tone,
            1 => SeriesTone { dash: tone.dash + 5, ..tone },
            _ => SeriesTone { dash: tone.dash + 9, ..tone },
        }
    }

    /// The step of a value from 0 (bad) to 1 (good): which fifth it lies in.
    pub fn step(&self, share: f64) -> &Tone {
        &self.steps[step_of(share)]
    }
}

/// Which of the five steps (0 bad – 4 good) a value from 0 to 1 lies in.
pub(crate) fn step_of(share: f64) -> usize {
    [0.2, 0.4, 0.6, 0.8].iter().filter(|edge| share >= **edge - 1e-9).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9, "black on white");
        assert!((Color::hex(0x76_7676).contrast(WHITE) - 4.54).abs() < 0.01, "the grey everybody quotes");
        assert_eq!(Color::hex(0xB1_251C).to_string(), "#B1251C");
    }

    #[test]
    fn text_can_be_read_on_everything() {
        for theme in Theme::ALL {
            let page = theme.background;
            let mut pairs =
                vec![("ink", theme.ink, page), ("muted", theme.muted, page), ("accent", theme.accent, page)];
            pairs.extend(theme.steps.iter().map(|tone| ("step", tone.label, tone.fill)));
            for verdict in Verdict::ALL {
                let tone = theme.verdict(verdict);
                pairs.push((verdict.words(), tone.mark.label, tone.mark.fill));
                pairs.push((verdict.words(), tone.pill.label, tone.pill.fill));
                pairs.push((verdict.words(), tone.line, page));
            }
            for (what, text, fill) in pairs {
                let contrast = text.contrast(fill);
                assert!(contrast >= 4.5, "{}: {what} {text} on {fill} has {contrast:.2}:1", theme.name);
            }
        }
    }

    #[test]
    fn marks_stand_out_or_are_outlined() {
        for theme in Theme::ALL {
            let mut tones: Vec<Tone> = theme.steps.to_vec();
            tones.extend(Verdict::ALL.map(|verdict| theme.verdict(verdict).mark));
            for tone in tones {
                let edge = tone.outline.unwrap_or(tone.fill);
                let contrast = edge.contrast(theme.background);
                assert!(contrast >= 3.0, "{}: {} outlined {edge} has {contrast:.2}:1", theme.name, tone.fill);
            }
            for (what, color) in [("dot", theme.dot), ("axis", theme.axis)] {
                let contrast = color.contrast(theme.background);
                assert!(contrast >= 3.0, "{}: {what} has {contrast:.2}:1", theme.name);
            }
            for at in 0..15 {
                let tone = theme.series_tone(at);
                let contrast = tone.color.contrast(theme.background);
                assert!(contrast >= 4.5, "{}: series {at} has {contrast:.2}:1", theme.name);
                assert!((0..at).all(|before| theme.series_tone(before) != tone), "{}: series {at} repeats", theme.name);
            }
        }
    }

    #[test]
    fn fifths_hold_their_lower_edge() {
        let steps: Vec<usize> = [0.0, 0.19, 0.2, 0.5, 0.6, 0.79, 0.8, 1.0].into_iter().map(step_of).collect();
        assert_eq!(steps, [0, 0, 1, 2, 3, 3, 4, 4]);
    }
}
