//! Which encoding makes the best sense of bytes that are not UTF-8.
//!
//! `chardetng` knows the encodings of the web. Mac Roman and the code pages of DOS it does not know, so those compete
//! with its guess by a plain measure: accented letters belong into words, capitals do not follow small letters, and
//! box-drawing signs do not occur in the names of customers.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::encoding::{TextEncoding, lines};

/// The Western encodings that are told apart line by line; the first wins a draw.
pub(super) const WESTERN: [TextEncoding; 5] = [
    TextEncoding::WINDOWS_1252,
    TextEncoding::MAC_ROMAN,
    TextEncoding::CP_850,
    TextEncoding::CP_437,
    TextEncoding::ISO_8859_15,
];

/// How much is looked at.
const MAX_SAMPLE: usize = 256 * 1024;

/// UTF-16 without a byte order mark shows by its NULs: every other byte of Latin letters, digits and delimiters. One
/// NUL in a file of bytes is none of that: the file must be pairs of bytes, most of them with a NUL on the same side.
pub(super) fn utf_16_without_mark(bytes: &[u8]) -> Option<TextEncoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = bytes.get(..64 * 1024).unwrap_or(bytes);
    let pairs = sample.chunks_exact(2);
    let num = pairs.len();
    let (mut low_first, mut high_first) = (0, 0);
    for pair in pairs {
        low_first += usize::from(pair[1] == 0 && pair[0] != 0);
        high_first += usize::from(pair[0] == 0 && pair[1] != 0);
    }
    let is_clear = |this: usize, other: usize| this * 2 >= num && this > 8 * other && this > 3;
    if is_clear(low_first, high_first) {
        Some(TextEncoding::UTF_16_LE)
    } else if is_clear(high_first, low_first) {
        Some(TextEncoding::UTF_16_BE)
    } else {
        None
    }
}

/// What a file that is not all UTF-8 has of it nevertheless.
#[derive(Debug, Default)]
pub(super) struct Utf8Look {
    /// Sequences of UTF-8 that mean an accented letter or a sign people type.
    pub(super) num_sensible: usize,
    /// Bytes that can't be UTF-8.
    pub(super) num_invalid: usize,
    /// Lines with such sequences and nothing invalid.
    pub(super) num_utf_8_lines: usize,
    /// Lines with something invalid.
    pub(super) num_legacy_lines: usize,
    /// The start of the lines with something invalid and no such sequence, for guessing.
    pub(super) legacy_sample: Vec<u8>,
}

impl Utf8Look {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut look = Self::default();
        for line in lines(bytes).filter(|line| !line.is_ascii()) {
            let (mut sensible, mut invalid) = (0, 0);
            for chunk in line.utf8_chunks() {
                sensible += chunk.valid().chars().filter(|c| is_sensible(*c)).count();
                invalid += chunk.invalid().len();
            }
            look.num_sensible += sensible;
            look.num_invalid += invalid;
            if invalid == 0 {
                look.num_utf_8_lines += usize::from(sensible > 0);
            } else {
                look.num_legacy_lines += 1;
                let room = MAX_SAMPLE.saturating_sub(look.legacy_sample.len());
                if sensible == 0 && room > 0 {
                    look.legacy_sample.extend_from_slice(line.get(..room).unwrap_or(line));
                }
            }
        }
        look
    }
}

/// An accented Latin letter, or a sign that people type or programs put in its place.
fn is_sensible(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{203a}' | '\u{20ac}' | '\u{2122}')
}

/// The encoding that makes the best sense of bytes that are not UTF-8.
pub(super) fn legacy(sample: &[u8]) -> TextEncoding {
    if sample.is_ascii() {
        return TextEncoding::WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let detected = TextEncoding::of_web(detector.guess(None, Utf8Detection::Deny));
    // What browsers would say gets a start, and among what browsers know, they know best.
    const START: f64 = 0.3;
    let mut best = (detected, sense(&detected.decode(sample)) + START);
    let unknown_to_browsers = [TextEncoding::MAC_ROMAN, TextEncoding::CP_850, TextEncoding::CP_437];
    let has_euro = detected == TextEncoding::WINDOWS_1252 && sample.contains(&0xa4);
    let candidates = unknown_to_browsers.into_iter().chain(has_euro.then_some(TextEncoding::ISO_8859_15));
    for candidate in candidates {
        let score = sense(&candidate.decode(sample));
        if score > best.1 {
            best = (candidate, score);
        }
    }
    if best.0.is_single_byte() && !WESTERN.contains(&best.0) && is_rather_a_mixture(sample, best.0) {
        return TextEncoding::WINDOWS_1252;
    }
    best.0
}

/// Whether every line makes good sense in one or the other Western encoding, where the guess for all of them does not.
fn is_rather_a_mixture(sample: &[u8], guessed: TextEncoding) -> bool {
    const CLEARLY: f64 = 0.8;
    let (mut gain, mut num) = (0.0, 0_usize);
    for line in lines(sample).filter(|line| !line.is_ascii()) {
        let western = WESTERN.into_iter().map(|encoding| sense(&encoding.decode(line))).fold(f64::MIN, f64::max);
        gain += western - sense(&guessed.decode(line));
        num += 1;
    }
    gain > CLEARLY * num as f64
}

/// The encoding of one line: the usual one, unless it makes no sense there and another makes good sense.
pub(super) fn western_line(line: &[u8], usual: TextEncoding) -> TextEncoding {
    const NONSENSE: f64 = -0.5;
    const GOOD_SENSE: f64 = 1.0;
    let line = line.get(..4096).unwrap_or(line);
    if sense(&usual.decode(line)) > NONSENSE {
        return usual;
    }
    let mut best = (usual, GOOD_SENSE);
    for candidate in WESTERN {
        let score = sense(&candidate.decode(line));
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

/// How much sense the characters beyond ASCII make, on average: 2 is as in a book, below 0 is gibberish.
fn sense(text: &str) -> f64 {
    let (mut sum, mut num) = (0.0, 0_usize);
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if !c.is_ascii() {
            sum += sense_of(c, before, characters.peek().copied().unwrap_or(' '));
            num += 1;
        }
        before = c;
    }
    if num == 0 { 0.0 } else { sum / num as f64 }
}

/// Accented letters that European languages use every day.
const USUAL: &str = "äöüßéèàçêëîïôûùâñóíáúãõåæøœìòčšžřěýůąęłżźśćńőűășțğışÄÖÜÉÈÀÇÊÎÔÂÑÓÍÁÚÃÕÅÆØŒČŠŽŘÝŮŁŻŹŚĆŃŐŰȘȚĞİŞ";
/// Signs that stand in names, addresses, prices and notes.
const SIGNS: &str = "’‘“”„–—…€£¢¥°§«»·•™®©´½¼²³±×¿¡ºª\u{a0}";

fn sense_of(c: char, before: char, after: char) -> f64 {
    let is_latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}');
    let (joins_before, joins_after) = (before.is_alphabetic(), after.is_alphabetic());
    if matches!(c, '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER) {
        return -10.0;
    }
    if SIGNS.contains(c) {
        let between = joins_before && joins_after;
        return match c {
            '’' if between => 2.0,
            '·' if between => 0.5,
            '€' | '£' if before.is_ascii_digit() || after.is_ascii_digit() || before == ' ' => 1.0,
            _ if between => -2.0,
            _ => 0.5,
        };
    }
    if !c.is_alphabetic() {
        let is_drawn = matches!(c, '\u{2200}'..='\u{25ff}' | '\u{f000}'..='\u{fb4f}');
        return if is_drawn { -3.0 } else { -1.0 };
    }
    if matches!(c, '\u{fb00}'..='\u{fb4f}') {
        return -3.0;
    }
    let touches_other_script =
        is_latin(c) != is_latin(before) && joins_before || is_latin(c) != is_latin(after) && joins_after;
    if touches_other_script {
        return -3.0;
    }
    if !joins_before && !joins_after {
        return -1.0;
    }
    if c.is_uppercase() {
        return if before.is_lowercase() {
            -3.0
        } else if USUAL.contains(c) || !is_latin(c) {
            1.5
        } else {
            0.0
        };
    }
    // Small letters: usual ones, and whole words of another script.
    if USUAL.contains(c) {
        2.0
    } else if is_latin(c) {
        -0.5
    } else {
        1.5
    }
}
