//! XML as workbooks have it, piece by piece and never more in memory than one tag or one text.
//!
//! No document types, so no entities that multiply; names without their prefixes, for every program has its own.

use std::borrow::Cow;
use std::io::Read;

use crate::exchange::ImportError;

/// The longest tag or text between two tags, in bytes. A cell of the longest kind fits, with all its characters
/// written as entities.
const MAX_PIECE: usize = 8_000_000;
const FIRST_BUFFER: usize = 64 * 1024;

/// Reads XML from a part of a workbook.
pub(super) struct Xml<R> {
    source: R,
    buffer: Vec<u8>,
    /// Where the next piece starts, and where what has been read ends.
    start: usize,
    end: usize,
    is_exhausted: bool,
}

/// One piece.
#[derive(Debug)]
pub(super) enum Piece<'b> {
    /// `<name …>` or `<name …/>`.
    Open(Tag<'b>),
    /// `</name>`.
    Close(&'b [u8]),
    /// What stands between tags.
    Text(Text<'b>),
    /// Nothing more.
    End,
}

/// A tag with its name, without prefix, and its attributes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'b> {
    pub(super) name: &'b [u8],
    attributes: &'b [u8],
    /// Whether it closes itself.
    pub(super) is_empty: bool,
}

/// Text as it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'b> {
    raw: &'b [u8],
    is_literal: bool,
}

impl Text<'_> {
    /// Adds the text to `out`.
    pub(super) fn append_to(self, out: &mut String) {
        if self.is_literal { out.push_str(&String::from_utf8_lossy(self.raw)) } else { unescape(self.raw, out) }
    }
}

impl<'b> Tag<'b> {
    /// The attributes: name without prefix, and value as written.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'b [u8], &'b [u8])> + use<'b> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            loop {
                rest = rest.trim_ascii_start();
                let equals = rest.iter().position(|byte| *byte == b'=')?;
                let (name, after) = (rest.get(..equals)?.trim_ascii(), rest.get(equals + 1..)?.trim_ascii_start());
                let quote = *after.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
                let inside = after.get(1..)?;
                let close = inside.iter().position(|byte| *byte == quote)?;
                rest = inside.get(close + 1..).unwrap_or_default();
                if !name.starts_with(b"xmlns") {
                    return Some((local(name), inside.get(..close)?));
                }
            }
        })
    }

    /// The value of one attribute, unless it is longer than any name or number.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'b, str>> {
        const MAX_BYTES: usize = 4096;
        let (_, value) = self.attributes().find(|(found, _)| *found == name.as_bytes())?;
        (value.len() <= MAX_BYTES).then(|| value_text(value))
    }
}

/// An attribute's value as text.
pub(super) fn value_text(raw: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(raw) {
        Ok(text) if !raw.contains(&b'&') => Cow::Borrowed(text),
        _ => {
            let mut text = String::new();
            unescape(raw, &mut text);
            Cow::Owned(text)
        }
    }
}

/// A name without its prefix.
fn local(name: &[u8]) -> &[u8] {
    name.iter().rposition(|byte| *byte == b':').and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

fn damaged(why: &str) -> ImportError {
    ImportError::Damaged(why.to_owned())
}

/// What went wrong below: one of our own limits, or the archive.
fn of_io(error: std::io::Error) -> ImportError {
    error.downcast::<ImportError>().unwrap_or_else(|error| ImportError::Damaged(error.to_string()))
}

impl<R: Read> Xml<R> {
    /// Starts reading.
    pub(super) fn new(source: R) -> Self {
        Self { source, buffer: vec![0; FIRST_BUFFER], start: 0, end: 0, is_exhausted: false }
    }

    /// What it reads from.
    pub(super) const fn source(&self) -> &R {
        &self.source
    }

    /// Reads more behind what is there; says whether there was more.
    fn fill(&mut self) -> Result<bool, ImportError> {
        if self.is_exhausted {
            return Ok(false);
        }
        if self.end == self.buffer.len() {
            if self.start > 0 {
                self.buffer.copy_within(self.start..self.end, 0);
                (self.start, self.end) = (0, self.end - self.start);
            }
            if self.end == self.buffer.len() {
                if self.end >= MAX_PIECE {
                    return Err(ImportError::CellTooLong { row: 0, column: 0 });
                }
                self.buffer.resize(self.buffer.len() * 2, 0);
            }
        }
        let num = self.source.read(self.buffer.get_mut(self.end..).unwrap_or_default()).map_err(of_io)?;
        self.end += num;
        self.is_exhausted = num == 0;
        Ok(num > 0)
    }

    /// How long the piece at the start is, by a function that finds its end in what has been read.
    fn piece_length(&mut self, end_of: impl Fn(&[u8]) -> Option<usize>) -> Result<Option<usize>, ImportError> {
        loop {
            if let Some(length) = end_of(self.buffer.get(self.start..self.end).unwrap_or_default()) {
                return Ok(Some(length));
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// The next piece.
    ///
    /// # Errors
    /// [`ImportError::Damaged`], what the source says, or [`ImportError::CellTooLong`] at row 0 if a piece is too long.
    pub(super) fn next_piece(&mut self) -> Result<Piece<'_>, ImportError> {
        loop {
            while self.end - self.start < 9 && self.fill()? {}
            let there = self.buffer.get(self.start..self.end).unwrap_or_default();
            if there.is_empty() {
                return Ok(Piece::End);
            }
            if there[0] != b'<' {
                let length = self.piece_length(|bytes| bytes.iter().position(|byte| *byte == b'<'))?;
                let from = self.start;
                self.start = length.map_or(self.end, |length| from + length);
                return Ok(Piece::Text(Text { raw: &self.buffer[from..self.start], is_literal: false }));
            }
            if there.starts_with(b"<![CDATA[") {
                let length =
                    self.piece_length(|bytes| find(bytes, b"]]>"))?.ok_or_else(|| damaged("it ends too early"))?;
                let from = self.start + 9;
                self.start += length + 3;
                return Ok(Piece::Text(Text { raw: &self.buffer[from..self.start - 3], is_literal: true }));
            }
            let passed_over: Option<&[u8]> = if there.starts_with(b"<!--") {
                Some(b"-->")
            } else if there.starts_with(b"<?") {
                Some(b"?>")
            } else {
                None
            };
            if let Some(end) = passed_over {
                let length =
                    self.piece_length(|bytes| find(bytes, end))?.ok_or_else(|| damaged("it ends too early"))?;
                self.start += length + end.len();
                continue;
            }
            if there.starts_with(b"<!") {
                return Err(damaged("it declares a document type, which no workbook has"));
            }
            let length = self.piece_length(end_of_tag)?.ok_or_else(|| damaged("it ends too early"))?;
            let from = self.start + 1;
            self.start += length + 1;
            return Ok(tag(&self.buffer[from..self.start - 1]));
        }
    }
}

/// What lies between `<` and `>`.
fn tag(inside: &[u8]) -> Piece<'_> {
    if let Some(name) = inside.strip_prefix(b"/") {
        return Piece::Close(local(name.trim_ascii()));
    }
    let (inside, is_empty) = inside.strip_suffix(b"/").map_or((inside, false), |inside| (inside, true));
    let end = inside.iter().position(|byte| byte.is_ascii_whitespace()).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(end);
    Piece::Open(Tag { name: local(name), attributes, is_empty })
}

/// The place of the `>` that ends a tag; one within quotation marks does not.
fn end_of_tag(bytes: &[u8]) -> Option<usize> {
    let mut quote = 0;
    bytes.iter().position(|&byte| {
        match byte {
            b'"' | b'\'' if quote == 0 => quote = byte,
            _ if byte == quote => quote = 0,
            b'>' if quote == 0 => return true,
            _ => {}
        }
        false
    })
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// Adds text with entities as what they mean; what is no entity stays as it is.
fn unescape(raw: &[u8], out: &mut String) {
    let text = String::from_utf8_lossy(raw);
    let mut rest: &str = &text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = after.split_once(';').filter(|(name, _)| name.len() <= 10);
        if let Some((c, behind)) = entity.and_then(|(name, rest)| character(name).map(|c| (c, rest))) {
            out.push(c);
            rest = behind;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, as an archive may.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let num = self.1.min(into.len()).min(self.0.len());
            let (now, later) = self.0.split_at(num);
            into[..num].copy_from_slice(now);
            self.0 = later;
            Ok(num)
        }
    }

    fn told(text: &str, drip: usize) -> Result<String, ImportError> {
        let mut xml = Xml::new(Drip(text.as_bytes(), drip));
        let mut told = String::new();
        loop {
            match xml.next_piece()? {
                Piece::End => return Ok(told),
                Piece::Close(name) => told.extend(["/", &String::from_utf8_lossy(name), " "]),
                Piece::Text(text) => {
                    told.push('\'');
                    text.append_to(&mut told);
                    told.push_str("' ");
                }
                Piece::Open(tag) => {
                    told.push_str(&String::from_utf8_lossy(tag.name));
                    for (name, value) in tag.attributes() {
                        told.extend([" ", &String::from_utf8_lossy(name), "=", &value_text(value)]);
                    }
                    told.push_str(if tag.is_empty { "/ " } else { " " });
                }
            }
        }
    }

    #[test]
    fn pieces_are_the_same_however_they_arrive() {
        let text = "<?xml version='1.0'?><!-- <c> --><x:row xmlns:x='u' r=\"1\" r:id = 'a>b' ><c/>A &amp; B&#x41;&#66; &no; \
            <![CDATA[<raw> & ]]></x:row>";
        let expected = "row r=1 id=a>b c/ 'A & BAB &no; ' '<raw> & ' /row ";
        for drip in [1, 2, 3, 7, 1000] {
            assert_eq!(told(text, drip).unwrap(), expected, "{drip} at a time");
        }
    }

    #[test]
    fn what_multiplies_or_never_ends_is_refused() {
        assert!(matches!(told("<!DOCTYPE x [<!ENTITY a \"b\">]><x/>", 9), Err(ImportError::Damaged(_))));
        assert!(matches!(told("<row r=\"1", 9), Err(ImportError::Damaged(_))));
        assert!(matches!(told("<!-- ", 9), Err(ImportError::Damaged(_))));
        let long = format!("<t>{}", "x".repeat(9_000_000));
        assert_eq!(told(&long, 1 << 20), Err(ImportError::CellTooLong { row: 0, column: 0 }));
        assert_eq!(told("", 1).unwrap(), "");
        assert_eq!(told("<", 1), Err(ImportError::Damaged("it ends too early".to_owned())));
    }
}
