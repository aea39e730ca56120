//! The first rows of a spreadsheet as they will become, as a table; made once for each preview, not in each frame.

/// The rows, each with a cell for every column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirstRows {
    /// What each column becomes.
    pub columns: Vec<String>,
    /// The cells, as many per row as there are columns; where several become the same, they stand in one.
    pub rows: Vec<Vec<String>>,
}

impl FirstRows {
    /// So many columns are shown.
    const MAX_COLUMNS: usize = 60;

    /// Puts rows of labelled cells under one another.
    pub(super) fn of(sample: &[Vec<(String, String)>]) -> Self {
        let columns = columns(sample);
        let row = |cells: &Vec<(String, String)>| {
            let cell = |column: &&str| {
                let texts = cells.iter().filter(|(label, _)| label == column).map(|(_, text)| text.as_str());
                texts.collect::<Vec<_>>().join(", ")
            };
            columns.iter().map(cell).collect()
        };
        let rows = sample.iter().map(row).collect();
        Self { rows, columns: columns.into_iter().map(str::to_owned).collect() }
    }
}

/// The labels of all rows, each where the rows that have it have it.
fn columns(sample: &[Vec<(String, String)>]) -> Vec<&str> {
    let mut labels: Vec<&str> = Vec::new();
    for row in sample {
        let mut next = 0;
        for (label, _) in row {
            let known = labels.iter().position(|known| known == label);
            let place = known.unwrap_or_else(|| next.min(labels.len()));
            if known.is_none() {
                labels.insert(place, label);
            }
            next = place + 1;
        }
    }
    labels.truncate(FirstRows::MAX_COLUMNS);
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(labels: &[&str]) -> Vec<(String, String)> {
        (1..).zip(labels).map(|(number, label)| ((*label).to_owned(), i32::to_string(&number))).collect()
    }

    #[test]
    fn a_column_stands_where_its_rows_have_it() {
        let found = FirstRows::of(&[
            row(&["Row", "Becomes", "Customer", "Revenue"]),
            row(&["Row", "Becomes"]),
            row(&["Row", "Becomes", "Customer", "Since", "Revenue", "Notes"]),
        ]);
        assert_eq!(found.columns, ["Row", "Becomes", "Customer", "Since", "Revenue", "Notes"]);
        assert_eq!(found.rows[0], ["1", "2", "3", "", "4", ""]);
        assert_eq!(found.rows[1], ["1", "2", "", "", "", ""]);
    }

    #[test]
    fn all_tags_of_a_row_are_shown() {
        let found = FirstRows::of(&[row(&["Row", "Tags", "Tags", "Date", "Tags"])]);
        assert_eq!((found.columns.len(), found.rows[0][1].as_str()), (3, "2, 3, 5"));
    }
}
