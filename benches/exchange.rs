//! Reading spreadsheets of 100,000 rows and 12 columns, finding out what they mean, and importing them.
#![expect(clippy::expect_used, reason = "a bench may stop where its set-up fails")]

use std::fmt::Write as _;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::{Date, date};
use keepwise::analysis::{Evidence, Gathering, Terms, judge};
use keepwise::exchange::{ColumnUse, Kind, Table, preview, suggest};
use keepwise::model::{Business, BusinessId, Name, Workspace};
use rust_xlsxwriter::Workbook;

const ROWS: u32 = 100_000;
const TODAY: Date = date(2026, 11, 29);
const HEADERS: [&str; 12] = [
    "Reference",
    "Customer",
    "City",
    "Person",
    "Date",
    "Pays on time",
    "Clear wishes",
    "Kind",
    "Fits us",
    "Revenue 2025",
    "Open issues",
    "Remark",
];

/// The cells of a row, most of them different from row to row.
fn row(number: u32) -> [String; 12] {
    let points = |shift: u32| ((number >> shift) % 5 + 1).to_string();
    [
        format!("{number:06}"),
        format!("Customer {} & Söhne", number % 9_000),
        format!("City {}", number % 300),
        format!("Person {}", number % 40),
        format!("2026-{:02}-{:02}", number % 12 + 1, number % 28 + 1),
        points(0),
        points(3),
        points(5),
        points(7),
        format!("{}.{:02}", number * 7 % 100_000, number % 100),
        (number % 7).to_string(),
        if number.is_multiple_of(3) { format!("They called again, the {number}th time") } else { String::new() },
    ]
}

fn csv() -> Vec<u8> {
    let mut text = HEADERS.join(";");
    for number in 0..ROWS {
        text.push('\n');
        text.push_str(&row(number).join(";"));
    }
    text.into_bytes()
}

fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADERS).expect("headers");
    for number in 0..ROWS {
        for (column, cell) in (0_u16..).zip(row(number)) {
            let written = match cell.parse::<f64>() {
                Ok(value) if column > 4 => sheet.write_number(number + 1, column, value),
                _ => sheet.write_string(number + 1, column, &cell),
            };
            written.expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn reading(c: &mut Criterion) {
    let mut group = c.benchmark_group("read 100,000 rows × 12 columns");
    group.sample_size(10);
    let mut read = |name: &str, bytes: &[u8]| {
        let table = Table::read(bytes).expect("a table");
        assert_eq!((table.rows.len(), table.headers.len()), (100_000, 12), "{name}");
        group.bench_function(format!("{name}, {:.1} MB", bytes.len() as f64 / 1e6), |bencher| {
            bencher.iter(|| Table::read(bytes).expect("a table"));
        });
    };
    let text = csv();
    read("csv", &text);
    let latin: Vec<u8> =
        String::from_utf8_lossy(&text).chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    read("csv in Windows-1252", &latin);
    read("xlsx", &xlsx());
}

/// 100,000 ratings of 9,000 customers by 40 people: the mapping, the preview, and the edit that does it.
fn importing(c: &mut Criterion) {
    let mut group = c.benchmark_group("import 100,000 ratings of 9,000 customers");
    group.sample_size(10);
    let table = Table::read(&csv()).expect("a table");
    let name = Name::new("Bench").expect("a name");
    let empty = Workspace::new(Business::new(BusinessId::new(ulid::Ulid(1)), name));
    group.bench_function("suggest the mapping", |bencher| {
        bencher.iter(|| suggest(&table, &empty, None));
    });
    let mut mapping = suggest(&table, &empty, Some(Kind::Ratings));
    // The reference differs in every row; the customers are the names.
    mapping.columns[0].role = ColumnUse::Ignore;
    mapping.columns[1].role = ColumnUse::CustomerName;
    let look = || {
        let mut next = 1_u128;
        preview(&table, &mapping, &empty, TODAY, &mut || {
            next += 1;
            ulid::Ulid(next)
        })
    };
    let found = look();
    assert_eq!((found.problems.len(), found.counts.new_ratings), (0, 100_000), "{:?}", found.counts);
    group.bench_function("preview", |bencher| bencher.iter(look));
    group.bench_function("preview and import", |bencher| {
        bencher.iter(|| {
            let mut workspace = empty.clone();
            look().edit.expect("an edit").apply(&mut workspace).expect("applied");
            workspace
        });
    });
    group.bench_function("preview, import and judge", |bencher| {
        bencher.iter(|| {
            let mut workspace = empty.clone();
            look().edit.expect("an edit").apply(&mut workspace).expect("applied");
            let card = workspace.scorecards.values().last().expect("the new scorecard");
            let terms = Terms::of(card.current());
            let evidence = Evidence::gather(&workspace, card, Gathering::of(&terms.policy, TODAY));
            assert_eq!(judge(&evidence, &terms).len(), 9_000, "everybody");
            workspace
        });
    });
}

/// 100,000 new customers with 100,000 names, which are compared with each other.
fn names(c: &mut Criterion) {
    let mut group = c.benchmark_group("import 100,000 customers");
    group.sample_size(10);
    let mut text = String::from("Customer;City;Revenue 2025");
    for number in 0..ROWS {
        let (city, revenue) = (number % 300, number * 7 % 100_000);
        write!(text, "\nCustomer {number:06} & Söhne;City {city};{revenue}").expect("written");
    }
    let table = Table::read(text.as_bytes()).expect("a table");
    let name = Name::new("Bench").expect("a name");
    let empty = Workspace::new(Business::new(BusinessId::new(ulid::Ulid(1)), name));
    let mapping = suggest(&table, &empty, Some(Kind::Customers));
    group.bench_function("suggest and preview", |bencher| {
        bencher.iter(|| {
            let mut next = 1_u128;
            let mapping = suggest(&table, &empty, Some(Kind::Customers));
            preview(&table, &mapping, &empty, TODAY, &mut || {
                next += 1;
                ulid::Ulid(next)
            })
        });
    });
    let mut next = 1_u128;
    let found = preview(&table, &mapping, &empty, TODAY, &mut || {
        next += 1;
        ulid::Ulid(next)
    });
    assert_eq!(found.counts.new_customers, 100_000, "{:?}", found.counts);
}

criterion_group!(benches, reading, importing, names);
criterion_main!(benches);
