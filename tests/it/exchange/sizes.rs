//! Sizes that nobody keeps in a folder of fixtures: 100,000 rows, 50 MB, a cell of a megabyte, from the bytes to the
//! preview. How long it takes is for `cargo bench`, and how much memory for the paper on performance.

use std::fmt::Write as _;

use super::*;

/// Ratings, as many as rows, about a tenth as many customers, by twelve people.
fn ratings(rows: usize) -> String {
    let mut text = "Customer,Person,Date,Pays on time,Clear,Days late,Remark\n".to_owned();
    for row in 0..rows {
        let (customer, person, day) = (row % (rows / 10), row % 12, 1 + row % 28);
        let (pays, clear, late) = (1 + row % 5, 1 + row / 7 % 5, row % 61);
        writeln!(
            text,
            "Customer {customer},Person {person},2026-{:02}-{day:02},{pays},{clear},{late},Row {row}",
            1 + row / 10 % 11
        )
        .unwrap();
    }
    text
}

#[test]
fn a_hundred_thousand_rows_become_ratings_and_the_second_time_nothing() {
    const ROWS: usize = 100_000;
    let table = text_table(&ratings(ROWS));
    let mut workspace = empty();
    let mapping = suggest(&table, &workspace, None);
    assert_eq!(mapping.kind, Kind::Ratings);
    let mut found = look(&table, &mapping, &workspace);
    let expected = Counts {
        rows: ROWS,
        new_customers: ROWS / 10,
        new_people: 12,
        new_ratings: ROWS,
        new_scorecards: 1,
        ..Counts::default()
    };
    assert_eq!((found.counts, found.problems.len()), (expected, 0));
    found.edit.take().unwrap().apply(&mut workspace).unwrap();
    assert_eq!(workspace.num_ratings(), ROWS);
    let again = look(&table, &mapping, &workspace);
    assert_eq!((again.edit, again.counts.unchanged_ratings), (None, ROWS));
}

#[test]
fn a_cell_of_a_megabyte_is_a_problem_with_a_short_message_and_costs_no_other_row() {
    let text = format!("Customer,Person,Quality,Remark\nAlpha,Ann,4,{}\nBeta,Ann,2,fine\n", "long ".repeat(199_999));
    let table = text_table(&text);
    let workspace = empty();
    let mapping = Mapping { on_problem: OnProblem::SkipRows, ..suggest(&table, &workspace, None) };
    let found = look(&table, &mapping, &workspace);
    assert_eq!((found.counts.new_ratings, found.counts.skipped_rows), (1, 1));
    let told: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("Row 2, column “Remark”: “long long"), "{told:?}");
    assert!(told[0].ends_with("is too long; at most 20000 fit") && told[0].len() < 200, "{told:?}");
}

#[test]
fn fifty_megabytes_are_read_and_one_more_byte_is_not() {
    let head = "Customer,Note\n";
    let line = format!("Northwind,{}\n", "x".repeat(989));
    let mut text = format!("{head}{}", line.repeat((Table::MAX_BYTES - head.len()) / line.len()));
    text.push_str(&"y".repeat(Table::MAX_BYTES - text.len()));
    assert_eq!(text.len(), Table::MAX_BYTES);
    let table = text_table(&text);
    assert_eq!((table.rows.len(), table.headers.len()), (50_000, 2));
    text.push('z');
    let said = Table::read(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(said, "the file has 51 MB; at most 50 MB can be read. Split it and import the parts");
}
