//! CSV and its relatives: encodings, delimiters, quotation marks, header rows, and what is no text.

use keepwise::exchange::{
    Continue, Delimiter, HeaderRow, ImportError, Odd, ReadOptions, ReadProgress, Source, Table, TextEncoding,
};
use proptest::prelude::*;

use super::{read_with, told};

fn table(text: &str) -> Table {
    Table::read(text.as_bytes()).unwrap()
}

fn odd(table: &Table) -> Vec<String> {
    table.oddities.iter().map(|oddity| format!("{}: {}", oddity.row, oddity.what)).collect()
}

#[test]
fn what_is_no_table_is_refused_with_the_reason() {
    let of = |bytes: &[u8]| Table::read(bytes).unwrap_err();
    assert_eq!(of(b""), ImportError::Empty);
    assert_eq!(of(b"\xef\xbb\xbf\r\n , \n"), ImportError::Empty);
    assert_eq!(of(&vec![b'x'; 50_000_001]), ImportError::TooLarge(50_000_001));
    assert_eq!(
        of("a,".repeat(501).as_bytes()).to_string(),
        "row 1 has 501 columns; at most 500 can be read. Delete those that are not needed and import the file again"
    );
    assert_eq!(of(format!("a\n{}", "1\n".repeat(200_001)).as_bytes()), ImportError::TooManyRows);
    let wide = format!("{}x\n{}", "a,".repeat(99), format!("{}1\n", "1,".repeat(99)).repeat(30_001));
    assert_eq!(of(wide.as_bytes()), ImportError::TooManyCells);
    let long = format!("a,b\n1,{}\n", "x".repeat(1_000_001));
    assert_eq!(of(long.as_bytes()), ImportError::CellTooLong { row: 2, column: 2 });
    let long_quoted = format!("a,b\n1,\"{}\"\n", "x".repeat(1_000_001));
    assert_eq!(of(long_quoted.as_bytes()), ImportError::CellTooLong { row: 2, column: 2 });
    let commas = ",".repeat(1_000_000);
    assert!(matches!(of(format!("a,b\n1{commas}2\n").as_bytes()), ImportError::TooManyColumns { row: 2, .. }));
    assert_eq!(table(&format!("a,b\n{commas}\n1,2{commas}\n")).rows, [["1", "2"]], "delimiters alone are nothing");
    let hollow = [b"a,b\n1,2\n".as_slice(), &[0; 400]].concat();
    assert_eq!(of(&hollow), ImportError::NotText { row: 3 });
    let swelling = vec![0x80; 40_000_000];
    assert_eq!(of(&swelling), ImportError::TooMuchText);
}

#[test]
fn a_cell_of_a_megabyte_and_a_nul_are_read() {
    let long = format!("a,b\n1,{}\n2,\0x\n", "x".repeat(1_000_000));
    let found = table(&long);
    assert_eq!((found.rows[0][1].len(), &found.rows[1][1]), (1_000_000, "x"));
    assert_eq!(odd(&found), ["3: has a character that can’t be read"]);
}

#[test]
fn a_lone_nul_in_a_short_file_is_no_sign_of_double_bytes() {
    for text in ["a,b\n1,\0", "a,b\n1,x\0", "ab,c\n1,\0\0"] {
        let found = table(text);
        assert_eq!(found.sniffed.encoding, Some(TextEncoding::UTF_8), "{text:?}");
        assert!(found.headers.iter().all(|header| header.is_ascii()), "{:?}", found.headers);
        assert!(odd(&found)[0].starts_with("2: has "), "{:?}", odd(&found));
    }
}

#[test]
fn reading_tells_how_far_it_is_and_stops_when_told() {
    let text = format!("a,b\n{}", "1,2\n".repeat(20_000));
    let told = std::cell::RefCell::new(Vec::new());
    let watch = |progress: ReadProgress| {
        told.borrow_mut().push(progress);
        Continue::Go
    };
    Table::read_with(text.as_bytes(), "", &ReadOptions::default(), &watch).unwrap();
    let told = told.into_inner();
    assert!(told.len() > 4 && told.is_sorted_by_key(|progress| progress.done), "{told:?}");
    assert_eq!(told.last().map(|progress| progress.done), Some(text.len() as u64));
    let stop = |progress: ReadProgress| if progress.done > 0 { Continue::Stop } else { Continue::Go };
    let stopped = Table::read_with(text.as_bytes(), "", &ReadOptions::default(), &stop);
    assert_eq!(stopped, Err(ImportError::Cancelled));
}

#[test]
fn every_guess_can_be_overruled() {
    let text = "Report;x\nName;Size\nA;1,5\n";
    let with = |options: ReadOptions| read_with(text.as_bytes(), &options).unwrap();
    let semicolons = with(ReadOptions { header: Some(HeaderRow::At(2)), ..ReadOptions::default() });
    assert_eq!((semicolons.headers, semicolons.rows.len()), (vec!["Name".to_owned(), "Size".to_owned()], 1));
    let commas = with(ReadOptions { delimiter: Some(Delimiter::Comma), ..ReadOptions::default() });
    assert_eq!(commas.sniffed.delimiter, Some(Delimiter::Comma));
    let nameless = with(ReadOptions { header: Some(HeaderRow::Nowhere), ..ReadOptions::default() });
    assert_eq!((nameless.header_row, nameless.rows.len()), (0, 3));
    assert_eq!(nameless.headers, ["Column A", "Column B"]);
    let none = read_with(text.as_bytes(), &ReadOptions { header: Some(HeaderRow::At(9)), ..ReadOptions::default() });
    assert_eq!(none, Err(ImportError::NoHeader(9)));
    let latin = b"Name\nCaf\xe9\n";
    let as_mac = ReadOptions { encoding: Some(TextEncoding::MAC_ROMAN), ..ReadOptions::default() };
    assert_eq!(&read_with(latin, &as_mac).unwrap().rows[0][0], "CafÈ");
    let as_utf_8 = ReadOptions { encoding: Some(TextEncoding::UTF_8), ..ReadOptions::default() };
    assert_eq!(odd(&read_with(latin, &as_utf_8).unwrap()), ["2: has a character that can’t be read"]);
}

#[test]
fn what_was_chosen_is_kept_as_plain_words() {
    let options = ReadOptions {
        encoding: Some(TextEncoding::CP_850),
        delimiter: Some(Delimiter::Pipe),
        header: Some(HeaderRow::At(3)),
        sheet: None,
    };
    let json = serde_json::to_string(&options).unwrap();
    assert_eq!(json, r#"{"encoding":"cp850","delimiter":"pipe","header":{"at":3}}"#);
    assert_eq!(serde_json::from_str::<ReadOptions>(&json).unwrap(), options);
    for encoding in TextEncoding::all() {
        assert_eq!(TextEncoding::named(encoding.name()), Some(encoding), "{}", encoding.label());
    }
    assert!(serde_json::from_str::<ReadOptions>(r#"{"encoding":"klingon"}"#).is_err());
}

const NAMES: &str = "Customer;Note\nCafé Zürich;Très bien, côté cour\nBäckerei Weiß;süß & müde\n\
    Señor Muñoz;¿Qué tal?\nGarçon;L’été à l’hôtel\n";

/// The text in an encoding that has all its letters.
fn encoded(text: &str, encoding: TextEncoding) -> Vec<u8> {
    if [TextEncoding::UTF_16_LE, TextEncoding::UTF_16_BE].contains(&encoding) {
        let is_little = encoding == TextEncoding::UTF_16_LE;
        return text
            .encode_utf16()
            .flat_map(|unit| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect();
    }
    let all: Vec<u8> = (0..=255).collect();
    // Each byte after the other, read by the reader itself: `x` and the character per line.
    let byte_of = |c: char| {
        all.iter().copied().find(|byte| {
            let line = [b'x', b'\n', b'y', *byte];
            let options = ReadOptions { encoding: Some(encoding), ..ReadOptions::default() };
            !byte.is_ascii() && read_with(&line, &options).is_ok_and(|table| table.rows[0][0] == *format!("y{c}"))
        })
    };
    text.chars().map(|c| if c.is_ascii() { u8::try_from(c).unwrap() } else { byte_of(c).unwrap_or(b'?') }).collect()
}

#[test]
fn the_encoding_is_guessed_by_what_makes_sense() {
    let dos = NAMES.replace('’', "'");
    for (encoding, text) in [
        (TextEncoding::UTF_8, NAMES),
        (TextEncoding::UTF_16_LE, NAMES),
        (TextEncoding::UTF_16_BE, NAMES),
        (TextEncoding::WINDOWS_1252, NAMES),
        (TextEncoding::MAC_ROMAN, NAMES),
        (TextEncoding::CP_850, &dos),
    ] {
        let bytes = if encoding == TextEncoding::UTF_8 { text.as_bytes().to_vec() } else { encoded(text, encoding) };
        let found = Table::read(&bytes).unwrap();
        assert_eq!(found.sniffed.encoding, Some(encoding), "{}", told(&found));
        assert_eq!(found.rows, table(text).rows, "{}", encoding.label());
        // One accented letter alone is enough.
        if encoding != TextEncoding::UTF_16_LE && encoding != TextEncoding::UTF_16_BE && encoding != TextEncoding::UTF_8
        {
            let short = encoded("Name,City\nA,Orléans\nB,Rome\n", encoding);
            assert_eq!(&Table::read(&short).unwrap().rows[0][1], "Orléans", "{}", encoding.label());
        }
    }
    // The letters of these two are in the same places.
    let found = Table::read(&encoded(
        "Name;Town\nCafé;Málaga\nSüß;Łódź\n".replace('Ł', "L").replace('ź', "z").as_str(),
        TextEncoding::CP_437,
    ))
    .unwrap();
    assert_eq!((&found.rows[0][0], &found.rows[1][0]), ("Café", "Süß"));
}

#[test]
fn other_alphabets_are_guessed_too() {
    for (text, name) in [
        ("Имя;Город\nМосковская пекарня;Москва\nСеверный ветер;Санкт-Петербург\n", "windows-1251"),
        ("Όνομα;Πόλη\nΑρτοποιείο του χωριού;Θεσσαλονίκη\nΤαβέρνα;Αθήνα\n", "windows-1253"),
        ("Jméno;Město\nPekařství U Dvou koček;Plzeň\nŘeznictví Žižka;České Budějovice\n", "windows-1250"),
        ("Nazwa;Miasto\nPiekarnia Świętokrzyska;Łódź\nZajazd pod Żubrem;Kraków\n", "windows-1250"),
    ] {
        let encoding = TextEncoding::named(name).unwrap();
        let found = Table::read(&encoded(text, encoding)).unwrap();
        assert_eq!(found.rows, table(text).rows, "{name} was taken for {:?}", found.sniffed.encoding);
    }
    let japanese = b"\x96\xbc\x91\x4f,\x93\x73\x8e\x73\n\x8e\x52\x93\x63\x8f\xa4\x93\x58,\x93\x8c\x8b\x9e\n\x97\xe9\x96\xd8,\x91\xe5\x8d\xe3\n";
    assert_eq!(Table::read(japanese).unwrap().rows[0], ["山田商店", "東京"]);
}

#[test]
fn a_pasted_table_is_read_as_excel_copies_it() {
    let pasted =
        Table::from_clipboard("Customer\tNote\tSize\r\nA\t\"two\nlines, \"\"quoted\"\"\"\t1,5\r\nB\t5\" pipe\t2\r\n")
            .unwrap();
    assert_eq!((pasted.sniffed.source, pasted.delimiter), (Source::Clipboard, Delimiter::Tab));
    assert_eq!(pasted.rows, [["A", "two\nlines, \"quoted\"", "1,5"], ["B", "5\" pipe", "2"]]);
    let commas = Table::from_clipboard("Name,City\nA,Rome\n").unwrap();
    assert_eq!(commas.rows, [["A", "Rome"]]);
    assert_eq!(Table::from_clipboard(" \n"), Err(ImportError::Empty));
}

/// Text with any delimiter and mark, or with line breaks; both at once may be rows that a stray mark swallowed.
fn cell() -> impl Strategy<Value = String> {
    let words = prop_oneof!["[a-zA-Z0-9é€ß .,;|\t\"'-]{0,12}", "[a-zA-Z0-9é€ß .\"'\n-]{0,12}"];
    words.prop_map(|text| text.trim().to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_as_csv_reads_back(
        rows in prop::collection::vec(prop::collection::vec(cell(), 3), 1..8),
        which in 0..4_usize,
    ) {
        let delimiter = Delimiter::ALL[which];
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter.byte()).from_writer(Vec::new());
        writer.write_record(["First", "Second", "Third"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let options = ReadOptions { delimiter: Some(delimiter), header: Some(HeaderRow::At(1)), ..ReadOptions::default() };
        let found = read_with(&bytes, &options).unwrap();
        let filled: Vec<_> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        prop_assert_eq!(&found.rows, &filled, "{}", String::from_utf8_lossy(&bytes));
        prop_assert!(!found.oddities.iter().any(|oddity| matches!(oddity.what, Odd::StrayQuote | Odd::LooseQuote)));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(found) = Table::read(&bytes) {
            prop_assert!(found.rows.iter().all(|row| row.len() == found.headers.len()));
            prop_assert_eq!(found.rows.len(), found.row_numbers.len());
            prop_assert!(found.row_numbers.is_sorted());
        }
    }
}

#[test]
fn names_that_stand_there_again_are_left_out_and_counted() {
    let found = table("Customer,Quality\nA,4\nCustomer, Quality\nB,3\nCustomer,Quality\n");
    assert_eq!((found.rows.len(), found.sniffed.num_repeated_headers), (2, 2));
    assert_eq!(found.row_numbers, [2, 4], "rows keep their numbers");
    let one = table("Customer\nA\nCustomer\n");
    assert_eq!((one.rows.len(), one.sniffed.num_repeated_headers), (2, 0), "one column: somebody may be called so");
}
