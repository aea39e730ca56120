//! Workbooks: typed cells, sheets, formulas, merged cells, and files that are no workbooks or mean harm.

use std::io::Write as _;

use keepwise::exchange::{Continue, HeaderRow, ImportError, Odd, ReadOptions, ReadProgress, Source, Table};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

use super::{read_with, told};

/// An archive of these parts.
pub(super) fn zipped<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK_RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId9" Type="x/externalLink" Target="file:///c:/secret.xlsx" TargetMode="External"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/><numFmt numFmtId="165" formatCode="00000"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;

/// A workbook of two sheets whose XML is given, the second hidden if it is empty.
pub(super) fn workbook(first: &str, strings: &str, date_1904: bool) -> Vec<u8> {
    let date = if date_1904 { r#"<workbookPr date1904="1"/>"# } else { "<workbookPr/>" };
    let book = format!(
        r#"<x:workbook xmlns:x="u" xmlns:r="v">{date}<x:sheets><x:sheet name="Customers &amp; co" sheetId="1" r:id="rId1"/><x:sheet name="Old" sheetId="2" state="hidden" r:id="rId2"/></x:sheets></x:workbook>"#
    );
    let sheet = format!(r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{first}</worksheet>"#);
    let hidden = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Secret</t></is></c></row><row r="2"><c r="A2"><v>7</v></c></row></sheetData></worksheet>"#;
    zipped([
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", format!("<sst uniqueCount=\"99999999999\">{strings}</sst>").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("XL\\worksheets\\Sheet2.xml", hidden.as_bytes()),
    ])
}

const STRINGS: &str = "<si><t>Customer</t></si><si><r><t>Rev</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">enue </t></r>\
    <rPh sb=\"0\" eb=\"1\"><t>sound</t></rPh></si><si><t>M&#252;ller &amp; S&#xF6;hne_x000D_\nGmbH</t></si><si/>";

#[test]
fn cells_become_what_they_mean() {
    let first = r#"<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c t="inlineStr"><is><t>Since</t></is></c><c t="str"><v>Share</v></c><c t="inlineStr"><is><t>Id</t></is></c><c t="inlineStr"><is><t>Active</t></is></c><c t="inlineStr"><is><t>Hours</t></is></c></row>
        <row r="4"><c r="A4" t="s"><v>2</v></c><c r="B4"><v>0.30000000000000004</v></c><c r="C4" s="1"><v>46234</v></c><c r="D4" s="2"><v>0.455</v></c><c r="E4" s="4"><v>123</v></c><c r="F4" t="b"><v>1</v></c><c r="G4" s="5"><v>1.5</v></c></row>
        <row r="5"><c r="A5" t="str"><f>"A"&amp;"B"</f><v>AB</v></c><c r="B5" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C5" s="3"><v>46234.5</v></c><c r="D5"><f>SUM(D4)</f></c><c r="E5" t="inlineStr"><is><t>00042</t></is></c><c r="F5" t="e"><v>#SPILL!</v></c><c r="H5" s="1"/></row>
        <row><c t="s"><v>77</v></c><c><v>1E3</v></c><c t="d"><v>2026-07-31T00:00:00</v></c><c s="1"><v>60</v></c><c t="s"><v>3</v></c></row></sheetData>"#;
    insta::assert_snapshot!(told(&Table::read(&workbook(first, STRINGS, false)).unwrap()));
}

#[test]
fn dates_of_old_macs_begin_four_years_later() {
    let first = r#"<row><c t="inlineStr"><is><t>Since</t></is></c></row><row><c s="1"><v>44772</v></c></row><row><c s="3"><v>44772.5</v></c></row></sheetData>"#;
    let found = Table::read(&workbook(first, "", true)).unwrap();
    assert_eq!(found.rows, [["2026-07-31"], ["2026-07-31 12:00"]]);
}

#[test]
fn a_sheet_is_chosen_by_name_and_hidden_ones_only_so() {
    let first = r#"<row><c t="inlineStr"><is><t>Name</t></is></c></row><row><c t="inlineStr"><is><t>A</t></is></c></row></sheetData>"#;
    let bytes = workbook(first, "", false);
    let choose =
        |sheet: &str| read_with(&bytes, &ReadOptions { sheet: Some(sheet.to_owned()), ..ReadOptions::default() });
    let found = Table::read(&bytes).unwrap();
    assert_eq!(found.sniffed.sheet.as_deref(), Some("Customers & co"));
    assert_eq!(found.sniffed.sheets.iter().map(|sheet| sheet.is_hidden).collect::<Vec<_>>(), [false, true]);
    assert_eq!(choose("Old").unwrap().rows, [["7"]]);
    let missing = choose("Neu").unwrap_err().to_string();
    assert_eq!(missing, "the file has no sheet “Neu”; choose one of those it has: “Customers & co”, “Old”");
    assert_eq!(
        Table::read(&workbook("</sheetData>", "", false)),
        Err(ImportError::Empty),
        "never the hidden one unasked"
    );
    let nameless =
        read_with(&bytes, &ReadOptions { header: Some(HeaderRow::Nowhere), ..ReadOptions::default() }).unwrap();
    assert_eq!((nameless.headers, nameless.rows.len()), (vec!["Column A".to_owned()], 2));
}

#[test]
fn merged_cells_speak_for_all_their_rows() {
    let text = |cells: &[&str]| {
        let cells: Vec<String> =
            cells.iter().map(|cell| format!(r#"<c t="inlineStr"><is><t>{cell}</t></is></c>"#)).collect();
        let cells = cells.concat();
        format!("<row>{cells}</row>")
    };
    let first = [
        text(&["Our customers", "", "", ""]),
        text(&["Name", "Scores", "", ""]),
        text(&["", "Quality", "Price", "Speed"]),
        text(&["Northwind", "4", "5", "3"]),
        text(&["", "3", "4", "3"]),
        text(&["Harbour", "1", "2", "3"]),
    ]
    .concat();
    let merges = r#"</sheetData><mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:D2"/><mergeCell ref="A4:A5"/><mergeCell ref="Z1:Z1048576"/></mergeCells>"#;
    insta::assert_snapshot!(told(&Table::read(&workbook(&[first.as_str(), merges].concat(), "", false)).unwrap()));
}

#[test]
fn what_other_programs_write_is_read_the_same() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Kunden").unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (column, name) in ["Name", "Since", "Revenue", "Result", "Ok"].into_iter().enumerate() {
        sheet.write_string(0, u16::try_from(column).unwrap(), name).unwrap();
    }
    sheet.write_string(1, 0, "=cmd()").unwrap();
    sheet.write_datetime_with_format(1, 1, ExcelDateTime::from_ymd(2026, 7, 31).unwrap(), &day).unwrap();
    sheet.write_number(1, 2, 1_234.567_890_123_456_7).unwrap();
    sheet.write_formula(1, 3, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_boolean(1, 4, false).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let found = Table::read(&bytes).unwrap();
    assert_eq!(found.sniffed.source, Source::Excel);
    assert_eq!(found.rows, [["=cmd()", "2026-07-31", "1234.5678901234567", "2", "FALSE"]]);
}

fn open_document(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#
    );
    zipped([
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn open_document_spreadsheets_are_read_too() {
    let body = r#"<table:table table:name="Secret" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>no</text:p></table:table-cell></table:table-row></table:table>
        <table:table table:name="Empty"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
        <table:table table:name="Customers"><table:table-row><table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell><table:table-cell><text:p>Since</text:p></table:table-cell><table:table-cell><text:p>Share</text:p></table:table-cell><table:table-cell><text:p>Paid</text:p></table:table-cell><table:table-cell><text:p>Size</text:p></table:table-cell></table:table-row>
        <table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="2"><office:annotation><text:p>remark</text:p></office:annotation><text:p>Two<text:s text:c="2"/>words</text:p><text:p>&amp; lines</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-07-31T14:05:00"><text:p>31.07.26</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.07"><text:p>7 %</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="0.30000000000000004"><text:p>0,3</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:covered-table-cell/><table:table-cell office:value-type="time" office:time-value="PT14H05M00S"><text:p>14:05</text:p></table:table-cell><table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="00.5"><text:p>0,5</text:p></table:table-cell></table:table-row></table:table>"#;
    insta::assert_snapshot!(told(&Table::read(&open_document(body)).unwrap()));
    let secret = ReadOptions { sheet: Some("Secret".to_owned()), ..ReadOptions::default() };
    assert_eq!(read_with(&open_document(body), &secret).unwrap().headers, ["no"]);
    let none = ReadOptions { sheet: Some("None".to_owned()), ..ReadOptions::default() };
    let missing = read_with(&open_document(body), &none).unwrap_err().to_string();
    assert_eq!(missing, "the file has no sheet “None”; choose one of those it has: “Secret”, “Empty”, “Customers”");
    let locked = zipped([
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()),
        ("content.xml", b"\x01\x02"),
        ("META-INF/manifest.xml", b"<manifest><file-entry><encryption-data/></file-entry></manifest>"),
    ]);
    assert_eq!(Table::read(&locked), Err(ImportError::Protected));
}

#[test]
fn harmful_workbooks_are_refused_in_words() {
    let of = |bytes: &[u8]| Table::read(bytes).unwrap_err();
    let cell = |place: &str| format!(r#"<row><c r="{place}"><v>1</v></c></row></sheetData>"#);
    assert_eq!(of(&workbook(&cell("XFD1"), "", false)), ImportError::TooManyColumns { row: 1, columns: 16_384 });
    assert_eq!(of(&workbook(&cell("A99999999"), "", false)), ImportError::TooManyRows);
    // A claim costs nothing: one cell, whatever the dimension says, at the bottom of the sheet.
    assert_eq!(Table::read(&workbook(&cell("A1048576"), "", false)).unwrap().header_row, 1_048_576);
    let styled = format!("<row>{}</row></sheetData>", r#"<c s="1"/>"#.repeat(16_384));
    assert_eq!(of(&workbook(&styled, "", false)), ImportError::Empty, "formatted cells are empty");
    let text = |num: usize| "x".repeat(num);
    let bomb = format!("<row>{}", " ".repeat(40_000_000));
    assert_eq!(of(&workbook(&bomb, "", false)), ImportError::CellTooLong { row: 1, column: 1 });
    let swelling = format!("{}</sheetData>", "<row></row>".repeat(3_000_000));
    assert_eq!(of(&workbook(&swelling, "", false)), ImportError::Bomb);
    let strings = format!("<si><t>{}</t></si>", text(900_000));
    let many = format!("{}</sheetData>", r#"<row><c t="s"><v>0</v></c></row>"#.repeat(100));
    assert_eq!(of(&workbook(&many, &strings, false)), ImportError::TooMuchText, "one text, a hundred times");
    let long = format!(r#"<row><c r="B3" t="inlineStr"><is><t>{}</t></is></c></row></sheetData>"#, text(1_000_001));
    assert_eq!(of(&workbook(&long, "", false)), ImportError::CellTooLong { row: 3, column: 2 });
    let overlapping = format!(
        "{}{}</sheetData><mergeCells>{}</mergeCells>",
        r#"<row><c r="B1" t="str"><v>Size</v></c></row>"#,
        "<row><c><v>1</v></c></row>".repeat(2_000),
        r#"<mergeCell ref="A2:A2001"/>"#.repeat(20_000)
    );
    assert_eq!(Table::read(&workbook(&overlapping, "", false)).unwrap().rows.len(), 2_000);
    let entity = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><row></row></sheetData>";
    assert!(matches!(of(&workbook(entity, "", false)), ImportError::Damaged(_)));
    let names: Vec<String> = (0..5_001).map(|number| format!("xl/{number}.xml")).collect();
    assert_eq!(of(&zipped(names.iter().map(|name| (name.as_str(), b"".as_slice())))), ImportError::Bomb);
}

#[test]
fn cut_and_renamed_archives_are_called_what_they_are() {
    let of = |bytes: &[u8]| Table::read(bytes).unwrap_err().to_string();
    let whole = workbook("<row><c><v>1</v></c></row></sheetData>", "", false);
    let cut = of(&whole[..whole.len() / 2]);
    assert!(cut.starts_with("the file is damaged or was not copied completely"), "{cut}");
    assert!(of(&zipped([("table.csv", b"a,b".as_slice())])).starts_with("the file is a ZIP archive; unpack it"));
    assert!(of(&zipped([("Index/Document.iwa", b"".as_slice())])).contains("Apple Numbers"));
    assert!(of(&zipped([("word/document.xml", b"<w/>".as_slice())])).contains("a Word document"));
    assert!(
        of(&zipped([("mimetype", b"application/vnd.oasis.opendocument.text".as_slice()), ("content.xml", b"<x/>")]))
            .contains("OpenDocument")
    );
    let binary = RELS.replace("workbook.xml", "workbook.bin");
    assert!(
        of(&zipped([("_rels/.rels", binary.as_bytes()), ("xl/workbook.bin", b"\x83".as_slice())])).contains("XLSB")
    );
}

#[test]
fn reading_a_workbook_can_be_stopped() {
    let rows = format!("{}</sheetData>", "<row><c><v>123456</v></c><c><v>234567</v></c></row>".repeat(100_000));
    let bytes = workbook(&rows, "", false);
    let told = std::cell::Cell::new(0);
    let stop = |_: ReadProgress| {
        told.set(told.get() + 1);
        if told.get() > 1 { Continue::Stop } else { Continue::Go }
    };
    assert_eq!(Table::read_with(&bytes, "", &ReadOptions::default(), &stop), Err(ImportError::Cancelled));
    assert_eq!(told.get(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn numbers_and_text_come_back_from_a_workbook(
        rows in prop::collection::vec((-1e12_f64..1e12, "[a-zé€&<>\"' _x0-9]{1,12}"), 1..20),
    ) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "Number").unwrap();
        sheet.write_string(0, 1, "Text").unwrap();
        for (row, (value, text)) in (1..).zip(&rows) {
            sheet.write_number(row, 0, *value).unwrap();
            sheet.write_string(row, 1, text).unwrap();
        }
        let found = Table::read(&book.save_to_buffer().unwrap()).unwrap();
        for (read, (value, text)) in found.rows.iter().zip(&rows) {
            let number: f64 = read[0].parse().unwrap();
            prop_assert!((number - value).abs() <= value.abs() * 1e-14);
            prop_assert_eq!(read[1].trim(), text.trim());
        }
        prop_assert!(!found.oddities.iter().any(|oddity| matches!(oddity.what, Odd::NoResult | Odd::FormulaError(_))));
    }
}

/// What another reader makes of the first sheet with anything in it: cells by row and column from 1, as text.
fn as_calamine_reads(bytes: &[u8], sheet: &str) -> Vec<(usize, usize, String)> {
    use calamine::{Data, Reader as _, Xlsx};
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let (top, left) = range.start().unwrap();
    let text = |data: &Data| match data {
        Data::Empty => None,
        Data::String(text) => Some(text.clone()),
        Data::Bool(value) => Some(value.to_string().to_uppercase()),
        Data::Float(value) => Some(format!("{value:.9e}")),
        Data::Int(value) => Some(format!("{value:.9e}")),
        Data::DateTime(date) => {
            let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
            let time = if (hour, minute) == (0, 0) { String::new() } else { format!(" {hour:02}:{minute:02}") };
            Some(format!("{year}-{month:02}-{day:02}{time}"))
        }
        Data::Error(error) => Some(error.to_string()),
        other => Some(other.to_string()),
    };
    let used = range.used_cells().filter_map(|(row, column, data)| {
        text(data).map(|text| (top as usize + row + 1, left as usize + column + 1, text))
    });
    used.collect()
}

#[test]
fn another_reader_finds_the_same_cells() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Sheet").unwrap();
    let day = Format::new().set_num_format("d mmm yyyy hh:mm");
    for row in 0..200_u32 {
        for column in 0..6_u16 {
            match (row * 7 + u32::from(column) * 3) % 6 {
                0 => sheet.write_string(row, column, format!("text {row} & {column}")),
                1 => sheet.write_number(row, column, f64::from(row) / 3.0 - 20.0),
                2 => sheet.write_boolean(row, column, row.is_multiple_of(2)),
                3 => sheet.write_number_with_format(row, column, 40_000.0 + f64::from(row) * 1.25, &day),
                4 => sheet.write_number(row, column, row * 1000),
                _ => continue,
            }
            .unwrap();
        }
    }
    let generated = book.save_to_buffer().unwrap();
    for (bytes, sheet) in [(generated, "Sheet"), (super::fixture("libreoffice.xlsx"), "Customers 2026")] {
        let options = ReadOptions { header: Some(HeaderRow::Nowhere), ..ReadOptions::default() };
        let found = read_with(&bytes, &options).unwrap();
        let theirs = as_calamine_reads(&bytes, sheet);
        assert!(theirs.len() > 20, "{sheet}");
        for (row, column, text) in theirs {
            let at = found.row_numbers.iter().position(|number| *number == row).unwrap();
            let ours = &found.rows[at][column - 1];
            let share = ours.strip_suffix('%').and_then(|share| share.parse::<f64>().ok()).map(|share| share / 100.0);
            let ours = match share.or_else(|| ours.parse().ok()) {
                Some(value) if text.contains('e') => format!("{value:.9e}"),
                _ => ours.to_owned(),
            };
            assert_eq!(ours, text, "{sheet}, row {row}, column {column}");
        }
    }
}
