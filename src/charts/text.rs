//! Text that has to fit: wrapped over lines, cut with "…" where it must be.

use super::fonts::{Weight, text_width};
use super::palette::Color;
use super::runs::clings;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// Font size, CSS px.
    pub size: f32,
    /// How heavy.
    pub weight: Weight,
    /// Its colour.
    pub color: Color,
}

impl Style {
    /// Regular weight.
    pub(crate) const fn new(size: f32, color: Color) -> Self {
        Self { size, weight: Weight::Regular, color }
    }

    /// Medium weight.
    pub(crate) const fn medium(size: f32, color: Color) -> Self {
        Self { size, weight: Weight::Medium, color }
    }

    /// How wide a text is in this style.
    pub(crate) fn width(self, text: &str) -> f32 {
        text_width(text, self.size, self.weight)
    }

    /// From one baseline to the next.
    pub(crate) fn line_height(self) -> f32 {
        (self.size * 1.3).round()
    }

    /// From the middle of capitals and digits down to the baseline.
    pub(crate) fn middle_to_baseline(self) -> f32 {
        self.size * 0.355
    }
}

/// A text broken into lines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wrapped {
    /// The lines, none for a blank text.
    pub lines: Vec<String>,
    /// Whether something had to be left out.
    pub cut: bool,
}

impl Wrapped {
    /// How wide the widest line is.
    pub(crate) fn width(&self, style: Style) -> f32 {
        self.lines.iter().map(|line| style.width(line)).fold(0.0, f32::max)
    }
}

/// No label shows more than this many characters, whatever its room: longer ones are cut before they are measured.
const MOST_CHARS: usize = 400;

/// A text on one line, without line breaks, doubled spaces or control characters (also not the bidi overrides).
pub(crate) fn tidy(text: &str) -> String {
    let is_override =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String =
        text.chars().filter(|c| !is_override(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Breaks a text into at most `most_lines` lines of at most `width` px; what does not fit ends in "…".
/// A single word that is too long is broken within.
pub(crate) fn wrap(text: &str, style: Style, width: f32, most_lines: usize) -> Wrapped {
    let mut text = tidy(text);
    let end = text.char_indices().nth(MOST_CHARS).map(|(at, _)| at);
    let mut cut = end.is_some();
    text.truncate(end.unwrap_or(text.len()));
    if !cut && (text.is_empty() || style.width(&text) <= width) {
        return Wrapped { lines: if text.is_empty() { Vec::new() } else { vec![text] }, cut: false };
    }
    let most_lines = most_lines.max(1);
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() && lines.len() < most_lines {
        if lines.len() + 1 == most_lines {
            let whole = !cut && style.width(rest) <= width;
            lines.push(if whole { rest.to_owned() } else { shorten(rest, style, width) });
            cut |= !whole;
            break;
        }
        let (end, hyphen) = line_end(rest, style, width);
        lines.push(format!("{}{hyphen}", rest[..end].trim_end()));
        rest = rest[end..].trim_start();
    }
    Wrapped { lines, cut }
}

/// As [`wrap`], but where a short word would stand alone on the second of two lines, the text is broken where the two
/// are most alike.
pub(crate) fn wrap_evenly(text: &str, style: Style, width: f32, most_lines: usize) -> Wrapped {
    let wrapped = wrap(text, style, width, most_lines);
    let [first, second] = wrapped.lines.as_slice() else { return wrapped };
    let whole = format!("{first} {second}");
    let is_short = style.width(second) < style.width(first) / 2.0;
    if wrapped.cut || !is_short || whole != tidy(text) {
        return wrapped;
    }
    let halves = |at: usize| (&whole[..at], &whole[at + 1..]);
    let longer = |at: &usize| {
        let (first, second) = halves(*at);
        style.width(first).max(style.width(second))
    };
    let best = whole.match_indices(' ').map(|(at, _)| at).min_by(|a, b| longer(a).total_cmp(&longer(b)));
    match best {
        Some(at) => {
            let (first, second) = halves(at);
            Wrapped { lines: vec![first.to_owned(), second.to_owned()], cut: false }
        }
        None => wrapped,
    }
}

/// One line, cut with "…" if it is too wide.
pub(crate) fn fit(text: &str, style: Style, width: f32) -> String {
    wrap(text, style, width, 1).lines.pop().unwrap_or_default()
}

/// Where the first line ends: after the last word that fits, or, with a hyphen, within a word that is too long for
/// any line. Scripts without spaces may break between any two letters.
fn line_end(text: &str, style: Style, width: f32) -> (usize, &'static str) {
    let mut before = None;
    let mut places = Vec::new();
    for (at, letter) in text.char_indices() {
        // A number keeps its percent sign.
        if before.is_some_and(|before| may_break(before, letter)) && !text[at..].starts_with(" %") {
            places.push(at);
        }
        before = Some(letter);
    }
    places.push(text.len());
    let fitting = places.partition_point(|at| style.width(text[..*at].trim_end()) <= width);
    if let Some(end) = fitting.checked_sub(1).and_then(|last| places.get(last)) {
        return (*end, "");
    }
    let hyphened = longest_fit(text, style, width - style.width("-"));
    let around = (text[..hyphened].chars().next_back(), text[hyphened..].chars().next());
    if let (Some(before), Some(after)) = around
        && before.is_alphabetic()
        && after.is_alphabetic()
        && before < '\u{530}'
    {
        return (hyphened, "-");
    }
    (longest_fit(text, style, width).max(text.chars().next().map_or(1, char::len_utf8)), "")
}

/// Whether a line may end between two letters: at a space, and beside an ideograph or a syllable, unless a closing
/// mark would begin the next line or an opening one end this.
fn may_break(before: char, after: char) -> bool {
    const NOT_FIRST: &str =
        "、。，．・：；？！）］｝」』】〕〉》〗〙ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々…,.:;?!)]}%";
    const NOT_LAST: &str = "（［｛「『【〔〈《〖〘([{";
    let stands_alone = |letter: char| {
        matches!(letter, '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{33ff}' | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3fffd}')
    };
    if after == ' ' {
        return true;
    }
    before != ' '
        && (stands_alone(before) || stands_alone(after))
        && !NOT_FIRST.contains(after)
        && !NOT_LAST.contains(before)
        && !clings(after)
}

/// How many bytes of the text fit, never ending within a letter and its marks.
fn longest_fit(text: &str, style: Style, width: f32) -> usize {
    let mut ends = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let joins = letter == '\u{200d}' || letters.peek().is_some_and(|(_, after)| clings(*after));
        if !joins || letters.peek().is_none() {
            ends.push(at + letter.len_utf8());
        }
    }
    let fitting = ends.partition_point(|end| style.width(&text[..*end]) <= width);
    if fitting == 0 { 0 } else { ends[fitting - 1] }
}

/// As much of the text as fits with a "…" behind it; nothing at all where not even that fits.
fn shorten(text: &str, style: Style, width: f32) -> String {
    let ellipsis = style.width("…");
    if ellipsis > width {
        return String::new();
    }
    let mut end = longest_fit(text, style, width - ellipsis);
    loop {
        let line = format!("{}…", text[..end].trim_end());
        // The letter before the "…" may kern with it: look at the whole.
        if end == 0 || style.width(&line) <= width {
            return line;
        }
        end = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style::new(15.0, Color::rgb(0, 0, 0));

    #[test]
    fn short_texts_stay_and_long_ones_wrap() {
        assert_eq!(wrap("  Pays \n on time ", STYLE, 200.0, 2).lines, ["Pays on time"]);
        assert_eq!(wrap("", STYLE, 200.0, 2).lines, Vec::<String>::new());
        let wrapped = wrap("Decides clearly and keeps what was agreed", STYLE, 150.0, 2);
        assert_eq!((wrapped.lines.len(), wrapped.cut), (2, true));
        assert!(wrapped.lines[1].ends_with('…'), "{wrapped:?}");
        let roomy = wrap("Decides clearly and keeps what was agreed", STYLE, 150.0, 3);
        assert_eq!((roomy.lines.join(" ").as_str(), roomy.cut), ("Decides clearly and keeps what was agreed", false));
    }

    #[test]
    fn a_number_keeps_its_percent_sign() {
        for width in 60_u8..200 {
            let lines = wrap("The rest takes 1 % of all profit away", STYLE, f32::from(width), 9).lines;
            assert!(lines.iter().all(|line| !line.starts_with('%')), "{lines:?} in {width}");
        }
    }

    #[test]
    fn two_lines_are_alike_and_nothing_is_lost() {
        let wrapped = wrap_evenly("Grows and recommends us", STYLE, 160.0, 2);
        assert_eq!(wrapped.lines, ["Grows and", "recommends us"]);
        assert_eq!(wrap_evenly("Pays on time", STYLE, 200.0, 2).lines, ["Pays on time"], "one line stays one");
        let fair = "Answers our questions within a day";
        assert_eq!(wrap_evenly(fair, STYLE, 160.0, 2).lines, ["Answers our questions", "within a day"]);
        for text in ["株式会社東京製作所（品川区）、営業部。", "Donaudampfschifffahrtsgesellschaft", "a b", ""]
        {
            assert_eq!(wrap_evenly(text, STYLE, 90.0, 2), wrap(text, STYLE, 90.0, 2), "no space to choose");
        }
        let cut = "Decides clearly and keeps what was agreed";
        assert_eq!(wrap_evenly(cut, STYLE, 150.0, 2), wrap(cut, STYLE, 150.0, 2), "what is cut stays as it is");
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        for text in ["Donaudampfschifffahrtsgesellschaft", "a b c d e f g", "客户客户客户客户", &"long ".repeat(3000)]
        {
            for width in [3.0, 20.0, 60.0, 120.0] {
                let wrapped = wrap(text, STYLE, width, 2);
                assert!(wrapped.lines.len() <= 2, "{text:?}");
                // A single letter is set even if the line is narrower.
                assert!(wrapped.width(STYLE) <= width.max(16.0), "{wrapped:?} in {width}");
            }
        }
    }

    #[test]
    fn scripts_without_spaces_break_between_letters() {
        let name = "株式会社東京製作所（品川区）、営業部。";
        let wrapped = wrap(name, STYLE, 100.0, 9);
        assert!(wrapped.lines.len() > 1, "{wrapped:?}");
        assert_eq!(wrapped.lines.concat(), name, "no hyphen, nothing lost");
        for line in &wrapped.lines {
            assert!(STYLE.width(line) <= 100.0, "{line}");
            assert!(!line.starts_with(['）', '、', '。']) && !line.ends_with('（'), "{wrapped:?}");
        }
        let mixed = wrap("Tokyo 製作所 Ltd", STYLE, 75.0, 9).lines;
        assert_eq!(mixed.concat().replace(' ', ""), "Tokyo製作所Ltd", "{mixed:?}");
    }

    #[test]
    fn a_letter_is_never_parted_from_its_marks() {
        for width in 5_u8..60 {
            let line = fit("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}👩\u{200d}👧👩\u{200d}👧", STYLE, f32::from(width));
            let line = line.trim_end_matches('…');
            assert!(!line.ends_with(['e', '\u{200d}']), "{line:?} in {width}");
        }
    }

    #[test]
    fn overrides_and_line_breaks_do_not_reach_the_page() {
        assert_eq!(tidy("a\u{202e}b\r\n\u{0}c\u{2066}"), "ab c");
    }
}
