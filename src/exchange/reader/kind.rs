//! What a file really is, whatever its name says.

use crate::exchange::ImportError;

const SAVE_AS_XLSX: &str = "open it in your spreadsheet program, save it as XLSX or CSV and import that";
const NO_SPREADSHEET: &str = "export the table it shows as XLSX or CSV and import that";
const CHOOSE_ANOTHER: &str = "choose the spreadsheet instead, saved as XLSX or CSV";
const MADE_FROM: &str = "choose the spreadsheet it was made from, saved as XLSX or CSV";

/// Files that begin with certain bytes and are no spreadsheet that can be read.
const SIGNATURES: [(&[u8], &str, &str); 29] = [
    (
        b"%PDF-",
        "a PDF document",
        "ask for the spreadsheet it was made from, or copy its table into one and import that",
    ),
    (b"{\\rtf", "a text document (RTF)", NO_SPREADSHEET),
    (b"\x89PNG", "a picture", MADE_FROM),
    (b"\xff\xd8\xff", "a picture", MADE_FROM),
    (b"GIF8", "a picture", MADE_FROM),
    (b"\x1f\x8b", "a compressed archive", "unpack it and import the spreadsheet inside"),
    (b"7z\xbc\xaf", "a compressed archive", "unpack it and import the spreadsheet inside"),
    (b"Rar!", "a compressed archive", "unpack it and import the spreadsheet inside"),
    (b"BZh", "a compressed archive", "unpack it and import the spreadsheet inside"),
    (b"\xfd7zXZ", "a compressed archive", "unpack it and import the spreadsheet inside"),
    (b"SQLite format 3\0", "a database", NO_SPREADSHEET),
    (b"PAR1\x15", "a Parquet file", NO_SPREADSHEET),
    (b"ID;P", "a SYLK spreadsheet", SAVE_AS_XLSX),
    (b"\x09\x08", "an Excel workbook of an old version (XLS)", SAVE_AS_XLSX),
    (b"\x09\x04", "an Excel workbook of an old version (XLS)", SAVE_AS_XLSX),
    (b"\x09\x02", "an Excel workbook of an old version (XLS)", SAVE_AS_XLSX),
    (b"\x09\x00\x04\x00", "an Excel workbook of an old version (XLS)", SAVE_AS_XLSX),
    (b"MIME-Version:", "a web page saved as one file", SAVE_AS_XLSX),
    (b"\x00\x00\x1a\x00", "a Lotus spreadsheet", SAVE_AS_XLSX),
    (b"\x7fELF", "a program", CHOOSE_ANOTHER),
    (b"\xca\xfe\xba\xbe", "a program", CHOOSE_ANOTHER),
    (b"II*\x00", "a picture", MADE_FROM),
    (b"MM\x00*", "a picture", MADE_FROM),
    (b"\x00\x01\x00\x00Standard", "a database", NO_SPREADSHEET),
    (b"$FL2@(#)", "an SPSS file", "export its data as CSV or XLSX and import that"),
    (b"<stata_dta>", "a Stata file", "export its data as CSV or XLSX and import that"),
    (b"TABLE\r\n0,1\r\n", "a DIF spreadsheet", SAVE_AS_XLSX),
    (b"TABLE\n0,1\n", "a DIF spreadsheet", SAVE_AS_XLSX),
    (b"BEGIN:VCARD", "an address book (vCard)", "export the contacts as CSV and import that"),
];

/// What the reader does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A ZIP archive: a workbook, or something else in one.
    Archive,
    /// Text, as far as can be seen.
    Text,
}

/// Looks at the first bytes.
///
/// # Errors
/// [`ImportError::OtherKind`] and [`ImportError::Protected`].
pub(super) fn of(bytes: &[u8]) -> Result<FileKind, ImportError> {
    let other = |what, advice| Err(ImportError::OtherKind { what, advice });
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(FileKind::Archive);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound(bytes);
    }
    if let Some((_, what, advice)) = SIGNATURES.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return other(what, advice);
    }
    // The first letters of a program are those of a word as well; its header is full of NULs.
    if bytes.starts_with(b"MZ") && bytes.get(..64).unwrap_or(bytes).contains(&0) {
        return other("a program", CHOOSE_ANOTHER);
    }
    if bytes.get(4..8) == Some(b"ftyp") || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")) {
        return other("a picture or a film", MADE_FROM);
    }
    let start = bytes.get(..4096).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let is_marked_up = text.starts_with('<');
    if is_marked_up && text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return other("an Excel workbook in the XML format of 2003", SAVE_AS_XLSX);
    }
    let is_web_page = ["<!doctype html", "<html", "<head", "<meta", "<table", "<body", "<style", "<div"];
    if is_web_page.iter().any(|tag| text.starts_with(tag)) || (text.starts_with("<?xml") && text.contains("<html")) {
        return other("a web page, whatever its name says", SAVE_AS_XLSX);
    }
    if text.starts_with("<?xml") {
        return other("an XML file", NO_SPREADSHEET);
    }
    let is_json = |opening: char, next: [char; 3]| {
        text.strip_prefix(opening).is_some_and(|rest| rest.trim_start().starts_with(next))
    };
    if text.contains(':') && (is_json('{', ['"', '}', '{']) || is_json('[', ['{', '{', '{'])) {
        if text.contains("docs.google.com") || text.contains("\"doc_id\"") {
            return other(
                "only a link to a spreadsheet in the browser",
                "open it there, choose File > Download > Microsoft Excel (.xlsx) and import that",
            );
        }
        return other("a JSON file", "export the table as CSV or XLSX and import that");
    }
    Ok(FileKind::Text)
}

/// The container of older Office files; encrypted workbooks of today lie in one too. Its directory names what is inside,
/// in UTF-16.
fn compound(bytes: &[u8]) -> Result<FileKind, ImportError> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    let other = |what, advice| Err(ImportError::OtherKind { what, advice });
    if has("EncryptedPackage") {
        Err(ImportError::Protected)
    } else if has("Workbook") || has("Book") {
        other("an Excel workbook of an old version (XLS)", SAVE_AS_XLSX)
    } else if has("__substg1.0_") {
        other("an e-mail", "save the spreadsheet attached to it and import that")
    } else if has("WordDocument") {
        other("a Word document", NO_SPREADSHEET)
    } else if has("PowerPoint Document") {
        other("a presentation", NO_SPREADSHEET)
    } else {
        other("an Office file that holds no workbook", NO_SPREADSHEET)
    }
}

/// What an archive is that holds no spreadsheet, by the names of its parts.
pub(super) fn of_archive(names: &[&str]) -> ImportError {
    let any = |test: &dyn Fn(&str) -> bool| names.iter().any(|name| test(name));
    let (what, advice) = if any(&|name| name == "xl/workbook.bin") {
        ("an Excel workbook in binary form (XLSB)", SAVE_AS_XLSX)
    } else if any(&|name| name.rsplit('.').next() == Some("iwa") || name.starts_with("index/") || name == "index.zip") {
        ("a document of Apple Numbers, Pages or Keynote", "export it as Excel or CSV and import that")
    } else if any(&|name| name.starts_with("word/")) {
        ("a Word document", NO_SPREADSHEET)
    } else if any(&|name| name.starts_with("ppt/")) {
        ("a presentation", NO_SPREADSHEET)
    } else if any(&|name| name == "mimetype" || name == "content.xml") {
        ("an OpenDocument file that is no spreadsheet", NO_SPREADSHEET)
    } else {
        ("a ZIP archive", "unpack it and import the spreadsheet inside")
    };
    ImportError::OtherKind { what, advice }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(bytes: &[u8]) -> &'static str {
        match of(bytes) {
            Ok(FileKind::Archive) => "archive",
            Ok(FileKind::Text) => "text",
            Err(ImportError::OtherKind { what, .. }) => what,
            Err(ImportError::Protected) => "protected",
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_renamed_file_is_called_what_it_is() {
        let compound = |name: &str| {
            let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        assert_eq!(what(b"%PDF-1.7 ..."), "a PDF document");
        assert_eq!(what(b"\xef\xbb\xbf <HTML><table>"), "a web page, whatever its name says");
        assert_eq!(what(b"<table border=1><tr><td>Name"), "a web page, whatever its name says");
        assert_eq!(
            what(b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
            "an Excel workbook in the XML format of 2003"
        );
        assert_eq!(what(b"[ {\"name\": \"A\"} ]"), "a JSON file");
        assert_eq!(what(&compound("Workbook")), "an Excel workbook of an old version (XLS)");
        assert_eq!(what(&compound("EncryptedPackage")), "protected");
        assert_eq!(what(&compound("WordDocument")), "a Word document");
        assert_eq!(what(&compound("__substg1.0_0037001F")), "an e-mail");
        assert_eq!(what(b"MZ\x80\x00\x01"), "a program");
        assert_eq!(what(b"\x00\x00\x00\x18ftypheic"), "a picture or a film");
        assert_eq!(what(b"{\"doc_id\":\"1a\",\"email\":\"a@b\"}"), "only a link to a spreadsheet in the browser");
        assert_eq!(what(b"TABLE\r\n0,1\r\n\"EXCEL\"\r\n"), "a DIF spreadsheet");
        assert_eq!(what(b"PK\x03\x04"), "archive");
        for text in ["Name,City\n", "[a],b\n", "{x},y\n", "<5,>5\n1,2\n", "MZ,NR\n1,2\n", "id;p\n1;2\n"] {
            assert_eq!(what(text.as_bytes()), "text", "{text}");
        }
    }

    #[test]
    fn an_archive_is_told_by_its_parts() {
        let told = |names: &[&str]| of_archive(names).to_string();
        assert_eq!(told(&["a.csv"]), "the file is a ZIP archive; unpack it and import the spreadsheet inside");
        assert!(told(&["index/document.iwa"]).contains("Apple Numbers"));
        assert!(told(&["word/document.xml"]).contains("a Word document"));
        assert!(told(&["xl/workbook.bin"]).contains("XLSB"));
    }
}
