//! XML as workbooks have it, piece by piece and never more in memory than one tag or the text up to it.
//!
//! `quick-xml` reads it, from a source that makes the bytes UTF-8 and counts them, for the crate itself keeps a tag of
//! any length and the names of all tags that are open. No document types, so no entities that multiply; names without
//! their prefixes, for every program has its own.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use encoding_rs::{CoderResult, Decoder, UTF_8};
use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};

use crate::exchange::ImportError;

/// The longest tag with the text before it, in bytes. A cell of the longest kind fits, with all its characters written
/// as entities.
pub(super) const MAX_PIECE: usize = 8_000_000;
/// The most tags that are open at a time, and the longest name; workbooks have some dozens of both.
const MAX_DEPTH: usize = 1000;
const MAX_NAME: usize = 1000;
const BUFFER: usize = 64 * 1024;

/// Reads XML from a part of a workbook.
pub(super) struct Xml<R> {
    reader: Reader<Counted<R>>,
    buffer: Vec<u8>,
    depth: usize,
}

/// One piece.
#[derive(Debug)]
pub(super) enum Piece<'b> {
    /// `<name …>` or `<name …/>`.
    Open(Tag<'b>),
    /// `</name>`.
    Close(EndTag<'b>),
    /// What stands between tags, or a part of it.
    Text(Text<'b>),
    /// A comment or an instruction.
    Aside,
    /// Nothing more.
    End,
}

/// A tag with its attributes.
#[derive(Debug)]
pub(super) struct Tag<'b> {
    start: BytesStart<'b>,
    /// Whether it closes itself.
    pub(super) is_empty: bool,
}

/// The tag that closes another.
#[derive(Debug)]
pub(super) struct EndTag<'b>(BytesEnd<'b>);

/// Text, or a reference to a character.
#[derive(Debug)]
pub(super) enum Text<'b> {
    Plain(Cow<'b, str>),
    Reference(BytesRef<'b>),
}

impl Text<'_> {
    /// Adds the text to `out`, with entities as what they mean; what is no entity stays as it is.
    pub(super) fn append_to(&self, out: &mut String) {
        match self {
            Self::Plain(text) => out.push_str(text),
            Self::Reference(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => out.push(c),
                _ => match resolve_xml_entity(reference) {
                    Some(text) => out.push_str(text),
                    None => out.extend(["&", reference, ";"]),
                },
            },
        }
    }
}

impl EndTag<'_> {
    /// The name, without prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

impl Tag<'_> {
    /// The name, without prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The attributes up to the first that is damaged: name without prefix, and value. A value with something that is
    /// no entity stays as it is written.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = self.start.attributes();
        // The crate would hold each against all before it.
        attributes.with_checks(false);
        attributes.map_while(Result::ok).filter(|attribute| attribute.key.as_namespace_binding().is_none()).map(
            |attribute| {
                let value = match attribute.value {
                    Cow::Borrowed(raw) => unescape(raw).unwrap_or(Cow::Borrowed(raw)),
                    owned @ Cow::Owned(_) => owned,
                };
                (attribute.key.local_name().into_inner(), value)
            },
        )
    }

    /// The value of one attribute, unless it is longer than any name or number.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        const MAX_BYTES: usize = 4096;
        let (_, value) = self.attributes().find(|(found, _)| *found == name)?;
        (value.len() <= MAX_BYTES).then_some(value)
    }
}

/// Bytes as UTF-8, whatever they are, counted since the last tag.
struct Counted<R> {
    source: BufReader<R>,
    decoder: Decoder,
    text: Vec<u8>,
    /// The part of the text that has not been read.
    start: usize,
    end: usize,
    num_read: usize,
    is_exhausted: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let num = self.fill_buf()?.read(into)?;
        self.consume(num);
        Ok(num)
    }
}

impl<R: Read> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.num_read > MAX_PIECE {
            return Err(std::io::Error::other(ImportError::CellTooLong { row: 0, column: 0 }));
        }
        while self.start == self.end && !self.is_exhausted {
            let bytes = self.source.fill_buf()?;
            let is_last = bytes.is_empty();
            let (result, num_used, num_written, _) = self.decoder.decode_to_utf8(bytes, &mut self.text, is_last);
            self.source.consume(num_used);
            (self.start, self.end) = (0, num_written);
            self.is_exhausted = is_last && result == CoderResult::InputEmpty;
        }
        Ok(self.text.get(self.start..self.end).unwrap_or_default())
    }

    fn consume(&mut self, num: usize) {
        self.start = (self.start + num).min(self.end);
        self.num_read += num;
    }
}

impl<R: Read> Xml<R> {
    /// Starts reading.
    pub(super) fn new(source: R) -> Self {
        let mut reader = Reader::from_reader(Counted {
            source: BufReader::with_capacity(BUFFER, source),
            decoder: UTF_8.new_decoder(),
            text: vec![0; BUFFER],
            start: 0,
            end: 0,
            num_read: 0,
            is_exhausted: false,
        });
        let config = reader.config_mut();
        // What can be read in spite of a slip is read.
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// What it reads from.
    pub(super) fn source(&self) -> &R {
        self.reader.get_ref().source.get_ref()
    }

    /// The next piece.
    ///
    /// # Errors
    /// [`ImportError::Damaged`], what the source says, or [`ImportError::CellTooLong`] at row 0 if a piece is too long.
    pub(super) fn next_piece(&mut self) -> Result<Piece<'_>, ImportError> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(of_xml)?;
        if matches!(event, Event::Start(_) | Event::Empty(_) | Event::End(_)) {
            self.reader.get_mut().num_read = 0;
        }
        Ok(match event {
            Event::Start(start) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH || start.name().into_inner().len() > MAX_NAME {
                    return Err(damaged("its tags are nested too deeply"));
                }
                Piece::Open(Tag { start, is_empty: false })
            }
            Event::Empty(start) => Piece::Open(Tag { start, is_empty: true }),
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Piece::Close(EndTag(end))
            }
            Event::Text(text) => Piece::Text(Text::Plain(text.into_inner())),
            Event::CData(text) => Piece::Text(Text::Plain(text.into_inner())),
            Event::GeneralRef(reference) => Piece::Text(Text::Reference(reference)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Piece::Aside,
            Event::DocType(_) => return Err(declares_a_type()),
            Event::Eof => Piece::End,
        })
    }
}

fn damaged(why: &str) -> ImportError {
    ImportError::Damaged(why.to_owned())
}

fn declares_a_type() -> ImportError {
    damaged("it declares a document type, which no workbook has")
}

/// What went wrong below: one of our own limits, the archive, or the XML.
fn of_xml(error: Error) -> ImportError {
    match error {
        Error::Io(error) => match Arc::into_inner(error).map(|error| error.downcast::<ImportError>()) {
            Some(Ok(ours)) => ours,
            Some(Err(error)) => ImportError::Damaged(error.to_string()),
            None => damaged("it ends too early"),
        },
        Error::Syntax(SyntaxError::InvalidBangMarkup | SyntaxError::UnclosedDoctype)
        | Error::IllFormed(IllFormedError::MissingDoctypeName) => declares_a_type(),
        Error::Syntax(_) => damaged("it ends too early"),
        other => ImportError::Damaged(other.to_string()),
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

    fn told(text: impl AsRef<[u8]>, drip: usize) -> Result<String, ImportError> {
        let mut xml = Xml::new(Drip(text.as_ref(), drip));
        let mut told = String::new();
        loop {
            match xml.next_piece()? {
                Piece::End => return Ok(told),
                Piece::Close(tag) => told.extend(["/", tag.name(), " "]),
                Piece::Text(text) => text.append_to(&mut told),
                Piece::Aside => {}
                Piece::Open(tag) => {
                    told.push_str(tag.name());
                    for (name, value) in tag.attributes() {
                        told.extend([" ", name, "=", &value]);
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
        let expected = "row r=1 id=a>b c/ A & BAB &no; <raw> & /row ";
        for drip in [1, 2, 3, 7, 1000] {
            assert_eq!(told(text, drip).unwrap(), expected, "{drip} at a time");
        }
    }

    #[test]
    fn what_is_no_entity_stays_as_it_is() {
        let text = "<t a='&#10;&lt;' b='AT&T &amp;'>AT&T &; &amp; &#0; &#x110000;\r\n &quot;&apos;&gt; & b; &";
        let expected = "t a=\n< b=AT&T &amp; AT&T &; & &#0; &#x110000;\r\n \"'> & b; &";
        assert_eq!(told(text, 5).unwrap(), expected);
        assert_eq!(told("</b><a></x>é</a></a>", 1).unwrap(), "/b a /x é/a /a ");
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        for drip in [1, 2, 1000] {
            assert_eq!(
                told(b"<t a='\xFF'>\xC3\xA9\xC3 \xE2\x82</t>\xF0", drip).unwrap(),
                "t a=\u{FFFD} é\u{FFFD} \u{FFFD}/t \u{FFFD}"
            );
            let wide: Vec<u8> = "\u{FEFF}<t>é</t>".encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(told(wide, drip).unwrap(), "t é/t ");
        }
    }

    #[test]
    fn what_multiplies_or_never_ends_is_refused() {
        assert!(matches!(told("<!DOCTYPE x [<!ENTITY a \"b\">]><x/>", 9), Err(ImportError::Damaged(_))));
        assert!(matches!(told("<row r=\"1", 9), Err(ImportError::Damaged(_))));
        assert!(matches!(told("<!-- ", 9), Err(ImportError::Damaged(_))));
        let long = format!("<t>{}", "x".repeat(9_000_000));
        assert_eq!(told(&long, 1 << 20), Err(ImportError::CellTooLong { row: 0, column: 0 }));
        let endless =
            ["x &amp; ", "<![CDATA[x]]>", "<!-- x -->", "&#120;", "x<?x?>"].map(|text| text.repeat(2_000_000));
        for text in endless.iter().map(|text| format!("<t>{text}</t>")).chain([format!("<t a='{long}'>")]) {
            assert_eq!(told(text, 1 << 20), Err(ImportError::CellTooLong { row: 0, column: 0 }));
        }
        let deep = Err(ImportError::Damaged("its tags are nested too deeply".to_owned()));
        assert_eq!(told("<a>".repeat(1001), 1 << 20), deep);
        assert_eq!(told(format!("<{}>", "a".repeat(1001)), 1 << 20), deep);
        assert!(told("<a></a><b/>".repeat(10_000), 1 << 20).is_ok());
        assert_eq!(told("", 1).unwrap(), "");
        assert_eq!(told("<", 1), Err(ImportError::Damaged("it ends too early".to_owned())));
    }
}
