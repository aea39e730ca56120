//! The apostrophe by which a spreadsheet knows a number for text: some programs write it into every cell of a column
//! (`'7001`). There it says nothing about the value.

use crate::exchange::own::Own;
use crate::exchange::{Cells, Table};

/// One cell alone might be a decade: '90s.
const ENOUGH: usize = 2;

/// Takes the marks off, column by column, and counts the columns. Our own sheets have none to lose.
pub(super) fn take_off(table: &mut Table) {
    if Own::of(&table.headers).is_some() {
        return;
    }
    let marked: Vec<usize> = (0..table.headers.len()).filter(|&column| is_marked(table, column)).collect();
    table.sniffed.num_text_marks = marked.len();
    if marked.is_empty() {
        return;
    }
    for row in &mut table.rows {
        let bare = |(column, cell)| if marked.binary_search(&column).is_ok() { unmarked(cell) } else { cell };
        *row = row.iter().enumerate().map(bare).collect::<Cells>();
    }
}

/// Whether every filled cell of a column begins with the mark and has a digit.
fn is_marked(table: &Table, column: usize) -> bool {
    let cells = table.rows.iter().filter_map(|row| row.get(column)).map(str::trim);
    let mut num = 0_usize;
    for cell in cells.filter(|cell| !cell.is_empty()) {
        let Some(rest) = cell.strip_prefix('\'') else { return false };
        if rest.contains('\'') || !rest.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        num += 1;
    }
    num >= ENOUGH
}

fn unmarked(cell: &str) -> &str {
    cell.trim().strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use crate::exchange::Table;

    fn first_cells(text: &str) -> (Vec<String>, usize) {
        let table = Table::read(text.as_bytes()).unwrap();
        (table.rows.iter().map(|row| row[0].to_owned()).collect(), table.sniffed.num_text_marks)
    }

    #[test]
    fn a_mark_in_every_cell_is_taken_off() {
        assert_eq!(first_cells("Id,a\n'7001,x\n'7002,y\n,z\n").0, ["7001", "7002", ""]);
        assert_eq!(first_cells("Zip,a\n'LS0 1AB,x\n'+44,y\n"), (vec!["LS0 1AB".to_owned(), "+44".to_owned()], 1));
        for text in ["Id,a\n'7001,x\n7002,y\n", "Who,a\n'tis,x\n'twas,y\n", "Year,a\n'90s,x\n"] {
            let (cells, num) = first_cells(text);
            assert!(num == 0 && cells[0].starts_with('\''), "{text}: {cells:?}");
        }
    }

    #[test]
    fn our_own_sheets_keep_what_is_in_them() {
        let own = "Customer,Status,Since,Referred by,Ratings,Customer id\n'90s,active,,,,\n'80s,active,,,,\n";
        assert_eq!(first_cells(own).0, ["'90s", "'80s"]);
    }
}
