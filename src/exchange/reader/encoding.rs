//! Bytes as text, in whatever encoding they were written; every line that is written in another way is told.

use std::borrow::Cow;

use encoding_rs::{self as web, Encoding};
use serde::{Deserialize, Serialize};

use super::codepages::CodePage;
use super::guess::{self, Utf8Look};
use crate::exchange::ImportError;

/// How the characters of a text file are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TextEncoding(Inner);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inner {
    Web(&'static Encoding),
    Dos(CodePage),
}

impl TextEncoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(Inner::Web(web::UTF_8));
    /// UTF-16, low byte first, as Excel's "Unicode text".
    pub const UTF_16_LE: Self = Self(Inner::Web(web::UTF_16LE));
    /// UTF-16, high byte first.
    pub const UTF_16_BE: Self = Self(Inner::Web(web::UTF_16BE));
    /// Windows in Western Europe and America; contains ISO-8859-1.
    pub const WINDOWS_1252: Self = Self(Inner::Web(web::WINDOWS_1252));
    /// ISO-8859-15, with the euro sign.
    pub const ISO_8859_15: Self = Self(Inner::Web(web::ISO_8859_15));
    /// Older Macs.
    pub const MAC_ROMAN: Self = Self(Inner::Web(web::MACINTOSH));
    /// DOS in the United States.
    pub const CP_437: Self = Self(Inner::Dos(CodePage::Cp437));
    /// DOS in Western Europe.
    pub const CP_850: Self = Self(Inner::Dos(CodePage::Cp850));

    /// All that can be chosen, with their names on screen, the most usual first.
    const CHOICES: [(Self, &'static str); 35] = [
        (Self::UTF_8, "UTF-8"),
        (Self::WINDOWS_1252, "Windows-1252 (Western, ISO-8859-1)"),
        (Self::UTF_16_LE, "UTF-16 (little-endian)"),
        (Self::UTF_16_BE, "UTF-16 (big-endian)"),
        (Self::MAC_ROMAN, "Mac Roman"),
        (Self::CP_850, "Code page 850 (DOS, Western)"),
        (Self::CP_437, "Code page 437 (DOS, United States)"),
        (Self::ISO_8859_15, "ISO-8859-15 (Western with \u{20ac})"),
        (Self(Inner::Web(web::WINDOWS_1250)), "Windows-1250 (Central European)"),
        (Self(Inner::Web(web::ISO_8859_2)), "ISO-8859-2 (Central European)"),
        (Self(Inner::Web(web::WINDOWS_1251)), "Windows-1251 (Cyrillic)"),
        (Self(Inner::Web(web::WINDOWS_1253)), "Windows-1253 (Greek)"),
        (Self(Inner::Web(web::WINDOWS_1254)), "Windows-1254 (Turkish, ISO-8859-9)"),
        (Self(Inner::Web(web::WINDOWS_1255)), "Windows-1255 (Hebrew)"),
        (Self(Inner::Web(web::WINDOWS_1256)), "Windows-1256 (Arabic)"),
        (Self(Inner::Web(web::WINDOWS_1257)), "Windows-1257 (Baltic)"),
        (Self(Inner::Web(web::WINDOWS_1258)), "Windows-1258 (Vietnamese)"),
        (Self(Inner::Web(web::WINDOWS_874)), "Windows-874 (Thai)"),
        (Self(Inner::Web(web::ISO_8859_4)), "ISO-8859-4 (Baltic)"),
        (Self(Inner::Web(web::ISO_8859_5)), "ISO-8859-5 (Cyrillic)"),
        (Self(Inner::Web(web::ISO_8859_6)), "ISO-8859-6 (Arabic)"),
        (Self(Inner::Web(web::ISO_8859_7)), "ISO-8859-7 (Greek)"),
        (Self(Inner::Web(web::ISO_8859_8)), "ISO-8859-8 (Hebrew)"),
        (Self(Inner::Web(web::ISO_8859_13)), "ISO-8859-13 (Baltic)"),
        (Self(Inner::Web(web::IBM866)), "Code page 866 (DOS, Cyrillic)"),
        (Self(Inner::Web(web::KOI8_R)), "KOI8-R (Cyrillic)"),
        (Self(Inner::Web(web::KOI8_U)), "KOI8-U (Ukrainian)"),
        (Self(Inner::Web(web::X_MAC_CYRILLIC)), "Mac Cyrillic"),
        (Self(Inner::Web(web::SHIFT_JIS)), "Shift JIS (Japanese)"),
        (Self(Inner::Web(web::EUC_JP)), "EUC-JP (Japanese)"),
        (Self(Inner::Web(web::ISO_2022_JP)), "ISO-2022-JP (Japanese)"),
        (Self(Inner::Web(web::GB18030)), "GB 18030 (Chinese)"),
        (Self(Inner::Web(web::GBK)), "GBK (Chinese)"),
        (Self(Inner::Web(web::BIG5)), "Big5 (Chinese)"),
        (Self(Inner::Web(web::EUC_KR)), "EUC-KR (Korean)"),
    ];

    /// All that can be chosen, the most usual first.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::CHOICES.into_iter().map(|(encoding, _)| encoding)
    }

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        Self::CHOICES.iter().find(|(encoding, _)| *encoding == self).map_or_else(|| self.name(), |(_, label)| *label)
    }

    /// Its name in files and on the command line, such as "windows-1252".
    pub fn name(self) -> &'static str {
        match self.0 {
            Inner::Web(encoding) => encoding.name(),
            Inner::Dos(CodePage::Cp437) => "cp437",
            Inner::Dos(CodePage::Cp850) => "cp850",
        }
    }

    /// The encoding with this name; knows all the names that browsers do.
    pub fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "cp437" | "ibm437" | "437" => Some(Self::CP_437),
            "cp850" | "ibm850" | "850" => Some(Self::CP_850),
            other => Encoding::for_label(other.as_bytes()).map(|encoding| Self(Inner::Web(encoding))),
        }
        .filter(|found| Self::CHOICES.iter().any(|(encoding, _)| encoding == found))
    }

    pub(super) const fn of_web(encoding: &'static Encoding) -> Self {
        Self(Inner::Web(encoding))
    }

    /// Whether every byte is one character.
    pub(super) fn is_single_byte(self) -> bool {
        match self.0 {
            Inner::Web(encoding) => encoding.is_single_byte(),
            Inner::Dos(_) => true,
        }
    }

    /// The bytes as text; what means nothing becomes \u{fffd}.
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self.0 {
            Inner::Web(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Inner::Dos(page) => Cow::Owned(page.decode(bytes)),
        }
    }
}

impl From<TextEncoding> for String {
    fn from(encoding: TextEncoding) -> Self {
        encoding.name().to_owned()
    }
}

impl TryFrom<String> for TextEncoding {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::named(&name).ok_or_else(|| format!("\u{201c}{name}\u{201d} is no encoding that can be read"))
    }
}

/// How many lines are told that are written in another way, and that lost characters.
const MAX_LINES_TOLD: usize = 20_000;

/// A file as text.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub(super) text: Cow<'a, str>,
    /// How it, or most of it, is written.
    pub(super) encoding: TextEncoding,
    /// Whether that is known and not guessed.
    pub(super) is_certain: bool,
    /// The first lines written in another way, from 1, and how; and how many there are in all.
    pub(super) other_lines: Vec<(usize, TextEncoding)>,
    pub(super) num_other: usize,
    /// How many characters were lost in which line, from 1; the first such lines.
    pub(super) lost: Vec<(usize, usize)>,
}

/// Reads bytes as text: by the encoding the owner chose, by the byte order mark, or by a guess.
///
/// # Errors
/// [`ImportError::NotText`] if this is no text at all; [`ImportError::TooMuchText`].
pub(super) fn decode(bytes: &[u8], chosen: Option<TextEncoding>) -> Result<Decoded<'_>, ImportError> {
    let (marked, body) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(TextEncoding::of_web(encoding)), bytes.get(length..).unwrap_or_default()),
        None => (None, bytes),
    };
    let known = chosen.or(marked).or_else(|| guess::utf_16_without_mark(body));
    if known.is_none_or(|encoding| ![TextEncoding::UTF_16_LE, TextEncoding::UTF_16_BE].contains(&encoding)) {
        refuse_binary(body)?;
    }
    let mut decoded = match known {
        Some(encoding) if chosen.is_some() || encoding != TextEncoding::UTF_8 => plain(body, encoding, true),
        _ => unmarked(body),
    };
    decoded.is_certain |= marked.is_some() && decoded.other_lines.is_empty();
    if decoded.text.len() > crate::exchange::Table::MAX_TEXT_BYTES {
        return Err(ImportError::TooMuchText);
    }
    drop_what_is_lost(&mut decoded);
    Ok(decoded)
}

fn plain(body: &[u8], encoding: TextEncoding, is_certain: bool) -> Decoded<'_> {
    Decoded {
        text: encoding.decode(body),
        encoding,
        is_certain,
        other_lines: Vec::new(),
        num_other: 0,
        lost: Vec::new(),
    }
}

/// Text that does not say how it is written.
fn unmarked(body: &[u8]) -> Decoded<'_> {
    if let Ok(text) = std::str::from_utf8(body) {
        let text = Cow::Borrowed(text);
        let (encoding, other_lines, lost) = (TextEncoding::UTF_8, Vec::new(), Vec::new());
        return Decoded { text, encoding, is_certain: true, other_lines, num_other: 0, lost };
    }
    let look = Utf8Look::of(body);
    let legacy = guess::legacy(&look.legacy_sample);
    // Sequences that make sense as UTF-8 hardly come about by chance, save among the double bytes of East Asia.
    if look.num_sensible > 0 && (legacy.is_single_byte() || look.num_sensible > look.num_invalid) {
        let legacy = if legacy.is_single_byte() { legacy } else { TextEncoding::WINDOWS_1252 };
        return mixed_with_utf_8(body, legacy, look.num_utf_8_lines > look.num_legacy_lines);
    }
    if guess::WESTERN.contains(&legacy) {
        return western_by_line(body, legacy);
    }
    plain(body, legacy, false)
}

/// UTF-8 where it is UTF-8, and `legacy` for the bytes that are not.
fn mixed_with_utf_8(body: &[u8], legacy: TextEncoding, is_mostly_utf_8: bool) -> Decoded<'_> {
    let mut text = String::with_capacity(body.len() + body.len() / 8);
    let (mut other_lines, mut num_other) = (Vec::new(), 0);
    for (index, line) in lines(body).enumerate() {
        let (mut has_invalid, mut has_utf_8) = (false, false);
        for chunk in line.utf8_chunks() {
            text.push_str(chunk.valid());
            has_utf_8 |= !chunk.valid().is_ascii();
            if !chunk.invalid().is_empty() {
                has_invalid = true;
                text.push_str(&legacy.decode(chunk.invalid()));
            }
        }
        let other =
            if is_mostly_utf_8 { has_invalid.then_some(legacy) } else { has_utf_8.then_some(TextEncoding::UTF_8) };
        num_other += usize::from(other.is_some());
        if other_lines.len() < MAX_LINES_TOLD {
            other_lines.extend(other.map(|other| (index + 1, other)));
        }
    }
    let encoding = if is_mostly_utf_8 { TextEncoding::UTF_8 } else { legacy };
    Decoded { text: Cow::Owned(text), encoding, is_certain: false, other_lines, num_other, lost: Vec::new() }
}

/// One of the Western encodings, save for lines that make sense only in another of them.
fn western_by_line(body: &[u8], usual: TextEncoding) -> Decoded<'_> {
    let mut text = String::with_capacity(body.len() + body.len() / 8);
    let (mut other_lines, mut num_other) = (Vec::new(), 0);
    for (index, line) in lines(body).enumerate() {
        if line.is_ascii() {
            text.push_str(&usual.decode(line));
            continue;
        }
        let encoding = guess::western_line(line, usual);
        if encoding != usual {
            num_other += 1;
            if other_lines.len() < MAX_LINES_TOLD {
                other_lines.push((index + 1, encoding));
            }
        }
        text.push_str(&encoding.decode(line));
    }
    Decoded { text: Cow::Owned(text), encoding: usual, is_certain: false, other_lines, num_other, lost: Vec::new() }
}

/// The lines with their ends, `\r\n` being one.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).map_or(rest.len(), |at| {
            if rest[at] == b'\r' && rest.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 }
        });
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}

/// A file of which a tenth is NULs, or a fiftieth other bytes that no text has, is no text.
fn refuse_binary(body: &[u8]) -> Result<(), ImportError> {
    const SAMPLE: usize = 1 << 20;
    let is_strange = |byte: &u8| matches!(byte, 0..=8 | 14..=25 | 28..=31);
    let sample = body.get(..SAMPLE).unwrap_or(body);
    // A few lost bytes do not make a short text a program.
    const A_FEW: usize = 3;
    let num = sample.iter().filter(|byte| is_strange(byte)).count();
    if num <= A_FEW {
        return Ok(());
    }
    let num_controls = sample.iter().filter(|byte| is_strange(byte) && **byte != 0).count();
    let is_hollow = || body.iter().map(|byte| usize::from(*byte == 0)).sum::<usize>() * 10 > body.len();
    let is_full_of_controls = num_controls > A_FEW && num_controls * 50 > sample.len();
    if num * 10 > sample.len() || is_full_of_controls || (body.contains(&0) && is_hollow()) {
        let at = body.iter().position(is_strange).unwrap_or_default();
        return Err(ImportError::NotText { row: lines(body.get(..=at).unwrap_or(body)).count() });
    }
    Ok(())
}

/// Takes NULs out, and tells the lines that lost a character.
fn drop_what_is_lost(decoded: &mut Decoded<'_>) {
    let is_c1 = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    let text: &str = &decoded.text;
    let may_have_c1 = decoded.encoding != TextEncoding::UTF_8;
    let has_nul = text.as_bytes().contains(&0);
    let has_lost = has_nul || text.contains(char::REPLACEMENT_CHARACTER) || (may_have_c1 && text.contains(is_c1));
    if !has_lost {
        return;
    }
    for (index, line) in lines(text.as_bytes()).enumerate() {
        let line = std::str::from_utf8(line).unwrap_or_default();
        let is_lost = |c: &char| *c == '\0' || *c == char::REPLACEMENT_CHARACTER || (may_have_c1 && is_c1(*c));
        let num = line.chars().filter(is_lost).count();
        if num > 0 && decoded.lost.len() < MAX_LINES_TOLD {
            decoded.lost.push((index + 1, num));
        }
    }
    if has_nul {
        let kept = text.replace('\0', "");
        decoded.text = Cow::Owned(kept);
    }
}
