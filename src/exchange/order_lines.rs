//! Files with several rows per customer, such as orders and invoices: what they are and what to do, in words.

use super::assemble::Assembly;
use super::preview::Problem;
use super::{ColumnUse, Kind, header, topics};
use crate::model::{Locale, Scale};

/// What an owner can do about rows that are no customers.
const PIVOT: &str = "make a table with one row per customer (in a spreadsheet program, a pivot table by customer with \
                     the sums) and import that one";

/// Where a row is a customer: the same customers come again and again. None if equal customers are a slip.
pub(super) fn several_rows_each(all: &Assembly<'_>) -> Option<Problem> {
    const FEWEST: usize = 3;
    let num_customers = all.num_met();
    if all.num_again < FEWEST || 4 * all.num_again < num_customers {
        return None;
    }
    let why = format!(
        "the file has several rows per customer: {}. If each row is somebody\u{2019}s judgement, a row is a rating and \
         not a customer: choose that. If the rows are orders or invoices, first {PIVOT}",
        rows_about(all.num_again + num_customers, num_customers)
    );
    Some(told(all, why))
}

/// Where a row is a rating: nobody rated, and all answers are measures, amounts among them.
pub(super) fn are_orders(all: &Assembly<'_>) -> Option<Problem> {
    let plan = all.plan;
    if plan.mapping.kind != Kind::Ratings || plan.has(&ColumnUse::Person) {
        return None;
    }
    let mut answers = plan.columns.iter().filter_map(|column| Some((column, column.criterion.as_ref()?)));
    let is_amount = |text: &str| topics::is_amount(&header::words(text));
    let has_amount = answers.clone().any(|(column, _)| is_amount(&column.mapping.header));
    let (num_rows, num_customers) = (all.counts.rows - all.counts.skipped_rows, all.num_met());
    let are_measures = answers.all(|(_, criterion)| matches!(criterion.scale, Scale::Measure { .. }));
    if !has_amount || !are_measures || num_rows <= num_customers {
        return None;
    }
    let why = format!(
        "the rows look like orders or invoices: {}, with amounts and nobody who rated. Each amount counts as a judgement \
         of its own here. To look at customers by their sums, first {PIVOT}",
        rows_about(num_rows, num_customers)
    );
    Some(told(all, why))
}

/// "6 rows about 3 customers".
fn rows_about(num_rows: usize, num_customers: usize) -> String {
    let plural = if num_customers == 1 { "" } else { "s" };
    format!("{} rows about {} customer{plural}", Locale::count(num_rows), Locale::count(num_customers))
}

fn told(all: &Assembly<'_>, why: String) -> Problem {
    let roles = [ColumnUse::CustomerReference, ColumnUse::CustomerName, ColumnUse::CustomerId];
    Problem::mapping(all.plan.table.header_row, all.plan.header(&roles), why)
}
