//! The colours themselves: light, dark, and both again with high contrast for the projector.
//!
//! Verdict colours are safe for colour-blind eyes and never stand alone: a glyph and a word go with them.

use egui::{Color32, Theme};

use super::Projector;
use crate::charts;
use crate::model::Verdict;

#[expect(clippy::disallowed_methods, reason = "the one place where colours are made")]
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// A colour of a chart as egui has it.
#[expect(clippy::disallowed_methods, reason = "the one place where colours are made")]
pub(crate) fn chart_colour(colour: charts::Color) -> Color32 {
    Color32::from_rgba_unmultiplied(colour.r, colour.g, colour.b, colour.a)
}

/// A ground and the text on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The ground.
    pub bg: Color32,
    /// Text and glyphs on it.
    pub fg: Color32,
}

const fn pair(bg: u32, fg: u32) -> Pair {
    Pair { bg: rgb(bg), fg: rgb(fg) }
}

/// Every colour of the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tokens {
    /// Whether this is light on dark.
    pub dark: bool,
    /// Text.
    pub ink: Color32,
    /// Secondary text.
    pub muted: Color32,
    /// Lines around cards and between rows.
    pub hairline: Color32,
    /// Outline of a field or a control, where it has to be found.
    pub outline: Color32,
    /// Behind everything.
    pub ground: Color32,
    /// Cards, rail and top bar.
    pub card: Color32,
    /// Fields that can be typed in.
    pub field: Color32,
    /// A row or a quiet button under the pointer.
    pub hover: Color32,
    /// What is chosen, primary buttons, links.
    pub accent: Color32,
    /// The accent under the pointer.
    pub accent_hover: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Ground of what is selected.
    pub accent_tint: Color32,
    /// The ring around what has the keyboard.
    pub focus: Color32,
    /// The unfilled part of a slider or a progress bar.
    pub track: Color32,
    /// Ticks on a slider and other marks that are not text.
    pub mark: Color32,
    /// Stripes of a hatch: "not rated".
    pub hatch: Color32,
    /// What goes wrong, as text.
    pub danger: Color32,
    /// A button that destroys.
    pub danger_fill: Pair,
    /// What went well, as text.
    pub good: Color32,
    /// What to look at, as text.
    pub warning: Color32,
    /// Keep, as a bar or an edge; the next three likewise.
    pub keep: Color32,
    /// Hard look.
    pub hard_look: Color32,
    /// Let go.
    pub let_go: Color32,
    /// Not enough evidence.
    pub not_enough: Color32,
    /// The pill of "keep".
    pub keep_pill: Pair,
    /// The pill of "hard look".
    pub hard_look_pill: Pair,
    /// The pill of "let go".
    pub let_go_pill: Pair,
    /// The pill of "not enough evidence".
    pub not_enough_pill: Pair,
    /// Five steps from worst to best, each with the text that is readable on it.
    pub steps: [Pair; 5],
    /// A message that floats above.
    pub toast: Pair,
    /// An action inside a toast.
    pub toast_action: Color32,
    /// Dims what lies behind a modal.
    pub backdrop: Color32,
    /// Under popups, modals and toasts.
    pub shadow: Color32,
    /// Width of thin lines, points.
    pub line: f32,
}

const STEPS: [Pair; 5] = [
    pair(0x9E_1B32, 0xFF_FFFF),
    pair(0xE8_956B, 0x1B_1B1F),
    pair(0xD9_D9D9, 0x1B_1B1F),
    pair(0x79_B4DB, 0x1B_1B1F),
    pair(0x1F_5F99, 0xFF_FFFF),
];

const LIGHT: Tokens = Tokens {
    dark: false,
    ink: rgb(0x1B_1B1F),
    muted: rgb(0x5F_6368),
    hairline: rgb(0xE3_E3DF),
    outline: rgb(0xD5_D6D1),
    ground: rgb(0xF6_F6F3),
    card: rgb(0xFF_FFFF),
    field: rgb(0xFF_FFFF),
    hover: rgb(0xF1_F1EE),
    accent: rgb(0x1F_5F99),
    accent_hover: rgb(0x1A_5184),
    on_accent: rgb(0xFF_FFFF),
    accent_tint: rgb(0xE8_F0F7),
    focus: rgb(0x1F_5F99),
    track: rgb(0xE8_E8E4),
    mark: rgb(0x8A_8F98),
    hatch: rgb(0xD4_D4D0),
    danger: rgb(0xB1_251C),
    danger_fill: pair(0xB1_251C, 0xFF_FFFF),
    good: rgb(0x0E_5F5A),
    warning: rgb(0x8A_5A00),
    keep: rgb(0x23_9B94),
    hard_look: rgb(0xFD_BF51),
    let_go: rgb(0xB1_251C),
    not_enough: rgb(0x8A_8FA3),
    keep_pill: pair(0xDF_F1EF, 0x0E_5F5A),
    hard_look_pill: pair(0xFF_F0CF, 0x5C_3B00),
    let_go_pill: pair(0xF8_E3E1, 0xB1_251C),
    not_enough_pill: pair(0xEC_EDEF, 0x4A_4F55),
    steps: STEPS,
    toast: pair(0x26_282D, 0xFF_FFFF),
    toast_action: rgb(0x9C_CBF2),
    backdrop: Color32::from_black_alpha(92),
    shadow: Color32::from_black_alpha(34),
    line: 1.0,
};

const DARK: Tokens = Tokens {
    dark: true,
    ink: rgb(0xEC_ECE9),
    muted: rgb(0xA6_ABB2),
    hairline: rgb(0x37_3A40),
    outline: rgb(0x4A_4E55),
    ground: rgb(0x18_191C),
    card: rgb(0x22_2428),
    field: rgb(0x1B_1D20),
    hover: rgb(0x2C_2F34),
    accent: rgb(0x7D_B8E8),
    accent_hover: rgb(0x9A_CAF0),
    on_accent: rgb(0x0C_1D2C),
    accent_tint: rgb(0x24_3646),
    focus: rgb(0x9C_CBF2),
    track: rgb(0x3A_3D43),
    mark: rgb(0x8E_939B),
    hatch: rgb(0x4A_4E55),
    danger: rgb(0xF2_8B82),
    danger_fill: pair(0xF2_8B82, 0x2B_0B08),
    good: rgb(0x6F_CFC7),
    warning: rgb(0xFD_BF51),
    keep: rgb(0x3F_B5AD),
    hard_look: rgb(0xFD_BF51),
    let_go: rgb(0xEF_7B70),
    not_enough: rgb(0x9A_A0AE),
    keep_pill: pair(0x17_3B39, 0x86_DBD4),
    hard_look_pill: pair(0x43_3413, 0xFD_D48A),
    let_go_pill: pair(0x48_2320, 0xF9_B0A9),
    not_enough_pill: pair(0x33_363C, 0xC3_C7CE),
    steps: STEPS,
    toast: pair(0xEC_ECE9, 0x1B_1B1F),
    toast_action: rgb(0x1A_5184),
    backdrop: Color32::from_black_alpha(140),
    shadow: Color32::from_black_alpha(110),
    line: 1.0,
};

const PROJECTOR_LIGHT: Tokens = Tokens {
    ink: rgb(0x00_0000),
    muted: rgb(0x3A_3D42),
    hairline: rgb(0xA9_ABAF),
    outline: rgb(0x6B_6F76),
    ground: rgb(0xFF_FFFF),
    hover: rgb(0xEE_EEEA),
    accent: rgb(0x0F_4474),
    accent_hover: rgb(0x0A_345A),
    focus: rgb(0x0F_4474),
    track: rgb(0xD2_D3D0),
    mark: rgb(0x55_5A62),
    hatch: rgb(0x9A_9DA2),
    danger: rgb(0x8C_150D),
    danger_fill: pair(0x8C_150D, 0xFF_FFFF),
    good: rgb(0x07_4844),
    warning: rgb(0x5E_3C00),
    keep: rgb(0x0F_7D76),
    not_enough: rgb(0x5F_6575),
    keep_pill: pair(0xDF_F1EF, 0x07_4844),
    hard_look_pill: pair(0xFF_E2A3, 0x47_2D00),
    let_go_pill: pair(0xF8_E3E1, 0x8C_150D),
    not_enough_pill: pair(0xEC_EDEF, 0x33_373C),
    steps: [
        pair(0x8A_1229, 0xFF_FFFF),
        pair(0xE8_956B, 0x00_0000),
        pair(0xD9_D9D9, 0x00_0000),
        pair(0x79_B4DB, 0x00_0000),
        pair(0x17_4F82, 0xFF_FFFF),
    ],
    line: 1.5,
    ..LIGHT
};

const PROJECTOR_DARK: Tokens = Tokens {
    ink: rgb(0xFF_FFFF),
    muted: rgb(0xD2_D5DA),
    hairline: rgb(0x6C_7078),
    outline: rgb(0x9A_9EA6),
    ground: rgb(0x00_0000),
    card: rgb(0x10_1113),
    field: rgb(0x00_0000),
    hover: rgb(0x28_2A2F),
    accent: rgb(0xA6_D2F7),
    accent_hover: rgb(0xC4_E1FA),
    on_accent: rgb(0x00_0A14),
    accent_tint: rgb(0x17_2B3C),
    focus: rgb(0xFF_FFFF),
    danger: rgb(0xFF_B3AB),
    danger_fill: pair(0xFF_B3AB, 0x25_0703),
    good: rgb(0x8F_E3DC),
    warning: rgb(0xFF_D27F),
    keep_pill: pair(0x0F_3432, 0xA6_F0EA),
    hard_look_pill: pair(0x3A_2B08, 0xFF_DFA3),
    let_go_pill: pair(0x40_1A17, 0xFF_CDC8),
    not_enough_pill: pair(0x2B_2E33, 0xE4_E6EA),
    steps: PROJECTOR_LIGHT.steps,
    toast: pair(0xFF_FFFF, 0x00_0000),
    toast_action: rgb(0x0F_4474),
    line: 1.5,
    ..DARK
};

impl Tokens {
    /// The colours of a theme.
    pub(crate) const fn of(theme: Theme, projector: Projector) -> &'static Self {
        match (theme, projector) {
            (Theme::Light, Projector::Off) => &LIGHT,
            (Theme::Dark, Projector::Off) => &DARK,
            (Theme::Light, Projector::On) => &PROJECTOR_LIGHT,
            (Theme::Dark, Projector::On) => &PROJECTOR_DARK,
        }
    }
}

/// By verdict, status and share.
impl Tokens {
    /// The verdict's colour for bars, dots and edges; text goes on [`Tokens::verdict_pill`].
    pub(crate) const fn verdict(&self, verdict: Verdict) -> Color32 {
        match verdict {
            Verdict::Keep => self.keep,
            Verdict::HardLook => self.hard_look,
            Verdict::LetGo => self.let_go,
            Verdict::NotEnough => self.not_enough,
        }
    }

    /// The verdict's pill; its text colour is also the one for the verdict in words on a card.
    pub(crate) const fn verdict_pill(&self, verdict: Verdict) -> Pair {
        match verdict {
            Verdict::Keep => self.keep_pill,
            Verdict::HardLook => self.hard_look_pill,
            Verdict::LetGo => self.let_go_pill,
            Verdict::NotEnough => self.not_enough_pill,
        }
    }
}
