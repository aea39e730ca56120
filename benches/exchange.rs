//! Reading spreadsheets of 100,000 rows and 12 columns, finding out what they mean, and importing them: how long it
//! takes, and (`-- memory`) how much memory imports and exports need at their peak.
#![expect(clippy::expect_used, reason = "a bench may stop where its set-up fails")]
#![expect(clippy::print_stdout, reason = "a bench says what it measured")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;

use criterion::{Criterion, criterion_group};
use jiff::civil::{Date, date};
use keepwise::analysis::{Evidence, Gathering, Terms, judge};
use keepwise::exchange::{
    ColumnUse, Export, ExportProgress, ExportTable, Kind, Table, preview, suggest, synthetic, write_workspace_json,
};
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

/// 100,000 ratings more of 1,000 customers who have 100 each.
fn more_ratings(c: &mut Criterion) {
    let mut group = c.benchmark_group("import 100,000 ratings of 1,000 customers");
    group.sample_size(10);
    let mut known = nothing();
    import(&Table::read(ratings(2025).as_bytes()).expect("a table"), Kind::Ratings, &mut known);
    assert_eq!((known.customers.len(), known.num_ratings()), (1_000, 100_000), "the first half");
    let table = Table::read(ratings(2026).as_bytes()).expect("a table");
    group.bench_function("who have 100 each already", |bencher| {
        bencher.iter(|| {
            let mut workspace = known.clone();
            import(&table, Kind::Ratings, &mut workspace);
            assert_eq!((workspace.customers.len(), workspace.num_ratings()), (1_000, 200_000), "the second half");
            workspace
        });
    });
}

fn nothing() -> Workspace {
    let name = Name::new("Bench").expect("a name");
    Workspace::new(Business::new(BusinessId::new(ulid::Ulid(1)), name))
}

fn import(table: &Table, kind: Kind, workspace: &mut Workspace) {
    let mapping = suggest(table, workspace, Some(kind));
    let mut next = workspace.num_ratings() as u128 * 2 + 1;
    let found = preview(table, &mapping, workspace, TODAY, &mut || {
        next += 1;
        ulid::Ulid(next)
    });
    assert!(found.problems.is_empty(), "{:?}", found.problems.first());
    found.edit.expect("an edit").apply(workspace).expect("applied");
}

/// 100,000 ratings of 1,000 customers, 12 columns.
fn ratings(year: u32) -> String {
    let mut text = format!("{};Country", HEADERS[1..].join(";"));
    for number in 0..ROWS {
        let cells = row(number);
        let (day, rest) = (cells[4].replace("2026", &year.to_string()), cells[5..].join(";"));
        let who = format!("Customer {} & Söhne", number % 1_000);
        write!(text, "\n{who};{};{};{day};{rest};Country {}", cells[2], cells[3], number % 40).expect("written");
    }
    text
}

/// 100,000 new customers with an answer to four questions each, 12 columns.
fn customers() -> String {
    let mut text = String::from(
        "Customer;Reference;City;Segment;Contact;Since;Revenue 2025;Cost 2025;Pays on time;Clear wishes;Fits us;Open issues",
    );
    for number in 0..ROWS {
        let [_, _, city, _, day, pays, wishes, fits, _, revenue, issues, _] = row(number);
        let (segment, contact, cost) = (number % 12, number % 977, number * 5 % 90_000);
        write!(
            text,
            "\nCustomer {number:06} & Söhne;R{number:06};{city};Segment {segment};Ann Example {contact};{day};\
             {revenue};{cost};{pays};{wishes};{fits};{issues}"
        )
        .expect("written");
    }
    text
}

/// 3,000,000 cells: 200,000 ratings of as many customers, 13 questions.
fn cells() -> String {
    let mut text = String::from("Customer");
    for question in 0..13 {
        write!(text, ";Question {question}").expect("written");
    }
    text.push_str(";Remark");
    for number in 0..199_990_u32 {
        write!(text, "\nCustomer {number:06}").expect("written");
        for question in 0..13 {
            write!(text, ";{}", ((number * (question + 3)) >> question) % 5 + 1).expect("written");
        }
        write!(text, ";Note {number}").expect("written");
    }
    text
}

fn three_million_cells(c: &mut Criterion) {
    let mut group = c.benchmark_group("3,000,000 cells");
    group.sample_size(10);
    let text = cells();
    group.bench_function("read", |bencher| bencher.iter(|| Table::read(text.as_bytes()).expect("a table")));
    let (table, empty) = (Table::read(text.as_bytes()).expect("a table"), nothing());
    assert_eq!(table.rows.len() * table.headers.len(), 2_999_850, "all but the headers");
    group.bench_function("suggest", |bencher| bencher.iter(|| suggest(&table, &empty, Some(Kind::Ratings))));
    group.bench_function("suggest, preview and import", |bencher| {
        bencher.iter(|| {
            let mut workspace = empty.clone();
            import(&table, Kind::Ratings, &mut workspace);
            workspace
        });
    });
}

/// What is measured in a process of its own, so that nothing else is counted.
const CASES: [&str; 6] = [
    "import 100,000 customers with 100,000 ratings, 12 columns",
    "import 100,000 ratings of 1,000 customers, 12 columns",
    "import 3,000,000 cells: 200,000 customers, 200,000 ratings",
    "export 10,000 customers, 100,000 ratings: XLSX",
    "export 10,000 customers, 100,000 ratings: eight CSV files",
    "export 10,000 customers, 100,000 ratings: JSON",
];

/// Names the case that this process measures.
const CASE: &str = "KEEPWISE_BENCH_MEMORY";

const fn go_on(_progress: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A field of Linux's `/proc/self/status`, in kB.
fn status(field: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix(field)?.trim_start_matches(':').trim().split(' ').next()?.parse().ok())
}

/// Runs one case and says how much memory it took at its peak above what was there.
fn measure(case: &str) {
    let imports = [(CASES[0], Kind::Customers), (CASES[1], Kind::Ratings), (CASES[2], Kind::Ratings)];
    let text = match imports.iter().position(|(name, _)| *name == case) {
        Some(0) => customers(),
        Some(1) => ratings(2026),
        Some(_) => cells(),
        None => String::new(),
    };
    let mut workspace = if text.is_empty() { synthetic(10_000, 100_000, 7, TODAY) } else { nothing() };
    // From here on the peak is counted anew.
    let anew = std::fs::OpenOptions::new().write(true).open("/proc/self/clear_refs");
    anew.and_then(|mut file| file.write_all(b"5")).expect("Linux counts the peak anew");
    let before = status("VmRSS").expect("Linux says how much memory there is");
    let mut file = tempfile::tempfile().expect("a file");
    match imports.iter().find(|(name, _)| *name == case) {
        Some((_, kind)) => {
            let table = Table::read(text.as_bytes()).expect("a table");
            import(&table, *kind, &mut workspace);
        }
        None if case == CASES[3] => Export::new(&workspace, TODAY).write_xlsx(&mut file, &mut go_on).expect("written"),
        None if case == CASES[4] => {
            let export = Export::new(&workspace, TODAY);
            for table in ExportTable::ALL {
                export.write_csv(table, &mut file, &mut go_on).expect("written");
            }
        }
        None => write_workspace_json(&workspace, &mut file, &mut go_on).expect("written"),
    }
    let peak = status("VmHWM").expect("Linux says what the most was");
    let mut after = status("VmRSS").expect("Linux says how much memory there is");
    after -= before.min(after);
    println!("{case}: {} MB more at the peak, {} MB afterwards", (peak - before) / 1000, after / 1000);
}

fn memory() {
    let this = std::env::current_exe().expect("this bench");
    for case in CASES {
        let done = std::process::Command::new(&this).env(CASE, case).status().expect("another process");
        assert!(done.success(), "{case}");
    }
}

criterion_group!(benches, reading, importing, more_ratings, names, three_million_cells);

fn main() {
    if let Ok(case) = std::env::var(CASE) {
        return measure(&case);
    }
    let said: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if said.is_empty() || said != ["memory"] {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
    let is_bench = std::env::args().any(|word| word == "--bench");
    if is_bench && (said.is_empty() || said == ["memory"]) && std::path::Path::new("/proc/self/clear_refs").exists() {
        memory();
    }
}
