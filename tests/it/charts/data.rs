//! The numbers behind the pictures.

use std::fmt::Write as _;

use keepwise::charts::{Chart, DataCell, DataTable, Kind, Neutral};

use super::{hostile, samples};

/// A table as lines, for people who compare two versions.
fn lines(table: &DataTable) -> String {
    let mut text = table.columns.iter().map(|column| column.header()).collect::<Vec<_>>().join(" | ");
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                DataCell::Text(text) => text.clone(),
                DataCell::Number(number) => {
                    format!("{number:.6}").trim_end_matches('0').trim_end_matches('.').to_owned()
                }
                DataCell::Missing => "·".to_owned(),
            })
            .collect();
        write!(text, "\n{}", cells.join(" | ")).expect("memory");
    }
    text
}

fn column<'a>(table: &'a DataTable, name: &str) -> Vec<&'a DataCell> {
    let at = table.columns.iter().position(|column| column.name == name);
    let at = at.unwrap_or_else(|| panic!("no column {name:?} in {:?}", table.columns));
    table.rows.iter().map(|row| &row[at]).collect()
}

#[test]
fn each_kind_gives_its_numbers() {
    for (name, chart) in samples::all() {
        insta::assert_snapshot!(format!("data_{name}"), lines(&chart.data()));
    }
}

#[test]
fn tables_are_whole_whatever_the_data() {
    for (name, chart) in hostile::all() {
        let table = chart.data();
        assert!(table.columns.iter().all(|column| !column.name.is_empty()), "{name}: {:?}", table.columns);
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len(), "{name}: {row:?}");
            let is_finite = |cell: &DataCell| !matches!(cell, DataCell::Number(number) if !number.is_finite());
            assert!(row.iter().all(is_finite), "{name}: {row:?}");
        }
        assert_eq!(table, chart.data(), "{name}: the same table again");
    }
}

#[test]
fn all_rows_are_there_even_where_the_picture_shows_some() {
    for (name, chart) in samples::crowds() {
        let count = chart.data().rows.len();
        match chart.kind {
            Kind::Scores(_) => assert_eq!(count, 21, "{name}: twenty columns, and those without a score"),
            Kind::RankLenses(_) if name == "crowded_lenses" => assert_eq!(count, 200, "{name}"),
            _ => assert_eq!(count, 3000, "{name}"),
        }
    }
}

#[test]
fn what_is_missing_is_empty_and_never_0() {
    let table = samples::radar().data();
    assert_eq!(column(&table, "Marlow Interiors")[5], &DataCell::Missing, "nobody rated the sixth criterion");
    let table = samples::many_trends().data();
    assert_eq!(column(&table, "Respects the team")[2], &DataCell::Missing, "a gap in the third quarter");
    let table = samples::portfolio::verdict_history().data();
    assert!(table.rows[2][1..].iter().all(|cell| *cell == DataCell::Missing), "a quarter nobody was judged in");
    let table = samples::summary::quadrant().data();
    assert_eq!(column(&table, "Effort a year")[5], &DataCell::Missing, "no hours known");
}

#[test]
fn numbers_are_not_rounded() {
    let table = samples::bars().data();
    assert_eq!(column(&table, "Mean")[2], &DataCell::Number(2.125), "shown as 2.1");
    assert_eq!(column(&table, "n")[2], &DataCell::Number(8.0));
}

#[test]
fn answers_do_not_give_away_who_answered() {
    let table = samples::summary::rater_strip().data();
    assert!(!lines(&table).contains("Chloe"), "no names");
    for row in &table.rows {
        let answers = table.columns.iter().zip(row).filter(|(column, _)| column.name.starts_with("Answer "));
        let answers: Vec<f64> = answers
            .filter_map(|(_, cell)| match cell {
                DataCell::Number(answer) => Some(*answer),
                _ => None,
            })
            .collect();
        assert!(answers.is_sorted(), "from the lowest to the highest: {answers:?}");
    }
}

#[test]
fn counts_add_up() {
    let number = |cell: &DataCell| match cell {
        DataCell::Number(number) => *number,
        _ => 0.0,
    };
    let charts =
        [samples::distribution(Neutral::Aside), samples::portfolio::scores(), samples::portfolio::crowded_scores()];
    let check = |chart: &Chart| {
        let table = chart.data();
        let n = table.columns.iter().position(|column| column.name == "n").expect("n");
        for row in &table.rows {
            let sum: f64 = row[1..n].iter().map(number).sum();
            assert!((sum - number(&row[n])).abs() < 1e-9, "{row:?}");
        }
    };
    charts.iter().for_each(check);
}
