//! A chart's numbers for the clipboard: as text between tabs for spreadsheets, as a table of HTML for documents.
//!
//! Both are offered together; the program they are pasted into takes the one it likes. Numbers are written as people
//! on this computer write them, because that is how a spreadsheet reads what is pasted.

use std::fmt::{self, Write as _};

use crate::charts::{DataCell, DataTable};
use crate::model::Locale;

use super::protect_from_formulas;

/// The numbers as lines of cells between tabs, the headers first. A name never becomes a formula; numbers are whole
/// and unrounded; what is not known is empty.
pub fn data_tsv(table: &DataTable, locale: Locale) -> String {
    let headers = table.columns.iter().map(|column| text_cell(&column.header())).collect::<Vec<_>>();
    let mut lines = vec![headers.join("\t")];
    for row in &table.rows {
        let cells = row.iter().map(|cell| match cell {
            DataCell::Text(text) => text_cell(text),
            DataCell::Number(value) => locale.typed(*value),
            DataCell::Missing => String::new(),
        });
        lines.push(cells.collect::<Vec<_>>().join("\t"));
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// A text in one cell: no tab or line end in it, no quotation mark that opens a quoted cell, no formula.
fn text_cell(text: &str) -> String {
    let line = text.split(['\t', '\n', '\r']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if line.starts_with('"') { format!("\"{}\"", line.replace('"', "\"\"")) } else { protect_from_formulas(&line) }
}

/// The numbers as an HTML page with one table, its title as caption. Spreadsheets are told which cells are numbers and
/// which are text, so that "1–5" becomes no date and "=A1" no formula.
pub fn data_html(table: &DataTable, title: &str, locale: Locale) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    if write_html(&mut out, table, title, locale).is_err() {
        out.clear();
    }
    out
}

fn write_html(out: &mut String, table: &DataTable, title: &str, locale: Locale) -> fmt::Result {
    const TEXT: &str = r#"style='mso-number-format:"\@"'"#;
    writeln!(out, r#"<html xmlns:x="urn:schemas-microsoft-com:office:excel">"#)?;
    writeln!(out, r#"<head><meta charset="utf-8"></head>"#)?;
    writeln!(out, r#"<body><table border="1" cellspacing="0" cellpadding="4">"#)?;
    if !title.is_empty() {
        writeln!(out, "<caption>{}</caption>", Escaped(title))?;
    }
    write!(out, "<thead><tr>")?;
    for column in &table.columns {
        write!(out, "<th {TEXT}>{}</th>", Escaped(&column.header()))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for row in &table.rows {
        write!(out, "<tr>")?;
        for cell in row {
            match cell {
                DataCell::Text(text) => write!(out, "<td {TEXT}>{}</td>", Escaped(text))?,
                DataCell::Number(value) => {
                    let shown = locale.typed(*value);
                    write!(out, r#"<td align="right" x:num="{value}" sdval="{value}">{}</td>"#, Escaped(&shown))?;
                }
                DataCell::Missing => write!(out, "<td></td>")?,
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></body></html>")
}

/// A text in HTML. Control characters, which no page may have, become spaces.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c if c.is_control() => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::DataColumn;

    fn table(texts: &[&str]) -> DataTable {
        DataTable {
            columns: vec![DataColumn::new("Criterion"), DataColumn::measured("Mean", "days"), DataColumn::new("n")],
            rows: texts
                .iter()
                .map(|text| vec![DataCell::text(*text), DataCell::number(-0.25), DataCell::Missing])
                .collect(),
        }
    }

    #[test]
    fn text_between_tabs_as_a_spreadsheet_takes_it() {
        let text = data_tsv(&table(&["Pays on time", "=1+1", "two\tcells\r\nin two", "\"quoted\""]), Locale::of("en"));
        let expected = "Criterion\tMean (days)\tn\nPays on time\t-0.25\t\n'=1+1\t-0.25\t\n\
                        two cells in two\t-0.25\t\n\"\"\"quoted\"\"\"\t-0.25\t\n";
        assert_eq!(text, expected);
        let german = data_tsv(&table(&["a"]), Locale::of("de"));
        assert!(german.contains("a\t-0,25\t"), "as this computer writes numbers: {german:?}");
    }

    #[test]
    fn html_says_what_is_a_number_and_what_is_text() {
        let html = data_html(&table(&["<b>&\"Möbel\"</b>", "=1+1"]), "A & B", Locale::of("de"));
        assert!(html.contains("<caption>A &amp; B</caption>"), "{html}");
        assert!(html.contains("&lt;b&gt;&amp;&quot;Möbel&quot;&lt;/b&gt;</td>"), "{html}");
        assert!(html.contains(r#"x:num="-0.25" sdval="-0.25">-0,25</td>"#), "{html}");
        assert!(html.contains(r#"<td style='mso-number-format:"\@"'>=1+1</td>"#), "text stays text: {html}");
        assert!(html.contains("<td></td>"), "nothing known is empty, not 0: {html}");
        assert!(!data_html(&table(&[]), "", Locale::of("en")).contains("caption"), "no title, no caption");
    }

    proptest::proptest! {
        #[test]
        fn every_row_is_one_line_with_its_cells(texts in proptest::collection::vec(".{0,12}", 0..6)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let text = data_tsv(&table(&texts), Locale::of("en"));
            proptest::prop_assert_eq!(text.split('\n').count(), texts.len() + 2);
            for line in text.trim_end_matches('\n').split('\n') {
                proptest::prop_assert_eq!(line.split('\t').count(), 3);
                proptest::prop_assert!(!line.starts_with(['=', '+', '@']), "no formula: {:?}", line);
            }
            let html = data_html(&table(&texts), "t", Locale::of("en"));
            proptest::prop_assert_eq!(html.matches("<tr>").count(), texts.len() + 1);
            proptest::prop_assert_eq!(html.matches("</td>").count(), 3 * texts.len());
        }
    }
}
