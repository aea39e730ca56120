//! Files as programs and people really make them: shops, surveys, accounts and reports in many languages.

use keepwise::exchange::{Fixes, preview_mended};

use super::*;

/// What each column becomes: a word for its use, and the scale of a criterion.
fn uses(table: &Table) -> Vec<(String, String)> {
    let mapping = suggest(table, &empty(), None);
    let told = |column: &ColumnMapping| match &column.role {
        ColumnUse::Criterion { name, scale, .. } => format!("{name}: {scale}"),
        other => other.words().to_owned(),
    };
    mapping.columns.iter().map(|column| (column.header.clone(), told(column))).collect()
}

fn used<'a>(uses: &'a [(String, String)], header: &str) -> &'a str {
    &uses.iter().find(|(name, _)| name == header).unwrap_or_else(|| panic!("{header} in {uses:?}")).1
}

/// Imports twice; the second time nothing is new.
fn twice(table: &Table) -> (Workspace, Preview) {
    let mut workspace = empty();
    let first = import(table, &mut workspace);
    let again = look(table, &suggest(table, &workspace, None), &workspace);
    assert!(again.edit.is_none() && again.problems.is_empty(), "nothing new: {:?}", again.problems);
    (workspace, first)
}

#[test]
fn nobody_is_judged_by_a_postcode_or_a_newsletter() {
    let table = table("wild_shop.csv");
    let uses = uses(&table);
    assert_eq!(used(&uses, "Customer ID"), "Customer reference");
    assert_eq!(used(&uses, "Customer name"), "Customer");
    for header in
        ["Accepts Email Marketing", "Default Address Zip", "Default Address Phone", "Tax Exempt", "Registration date"]
    {
        assert_eq!(used(&uses, header), "A line in the notes", "{header}");
    }
    assert_eq!(used(&uses, "Pays on time (1-6)"), "Pays on time (1-6): 1\u{2013}6", "the header says the scale");
    let (workspace, _) = twice(&table);
    assert_eq!(workspace.customers.len(), 5);
}

#[test]
fn a_survey_with_two_header_rows_is_one_of_ratings() {
    let table = table("wild_survey_two_rows.csv");
    assert_eq!(table.rows.len(), 3);
    let uses = uses(&table);
    assert_eq!(used(&uses, "Which company do you work for?"), "Customer");
    assert_eq!(used(&uses, "How satisfied are you with ... [Speed]"), "Speed: 1\u{2013}5");
    assert_eq!(used(&uses, "How likely are you to recommend us?"), "How likely are you to recommend us?: 0\u{2013}10");
    assert_eq!(used(&uses, "End Date"), "Date");
    assert_eq!(used(&uses, "What could we do better?"), "Remark");
    assert_eq!(used(&uses, "Respondent ID"), "Leave out");
    let (_, found) = twice(&table);
    assert_eq!((found.counts.new_customers, found.counts.new_ratings), (3, 3));
}

#[test]
fn a_survey_with_three_header_rows_is_one_of_ratings() {
    let table = table("wild_survey_three_rows.csv");
    assert_eq!((table.rows.len(), table.header_row), (3, 3));
    let uses = uses(&table);
    assert_eq!(used(&uses, "Which company do you work for?"), "Customer");
    assert_eq!(used(&uses, "EndDate"), "Date");
    assert!(used(&uses, "How satisfied are you with: - Our advice").ends_with("1\u{2013}5"));
    let (workspace, found) = twice(&table);
    assert_eq!((workspace.customers.len(), found.counts.new_ratings), (3, 3));
}

#[test]
fn totals_averages_and_remarks_below_are_no_customers() {
    let table = table("wild_totals.csv");
    let (workspace, found) = twice(&table);
    let names: Vec<String> = workspace.customers.values().map(|customer| customer.name().to_owned()).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names.contains(&"Total Fitness".to_owned()), "a company: {names:?}");
    assert_eq!((found.counts.skipped_rows, found.counts.warnings), (5, 5));
    assert!(found.warnings[0].to_string().contains("Total north"), "{}", found.warnings[0]);
    assert_eq!(used(&uses(&table), "Quality"), "Quality: 1\u{2013}5", "an average is no answer");
}

#[test]
fn a_total_that_is_a_customer_comes_in_when_its_name_is_corrected() {
    let table = text_table("Client,Ok\nAlder,yes\nBirch,no\nCedar,no\nTotal,yes\n");
    let mapping = suggest(&table, &empty(), None);
    assert_eq!(look(&table, &mapping, &empty()).counts.new_customers, 3);
    let mut fixes = Fixes::default();
    fixes.cells.insert((5, "Client".to_owned()), "Total SE".to_owned());
    let mended = preview_mended((&table, &fixes), &mapping, &empty(), TODAY, &mut ids());
    assert_eq!((mended.counts.new_customers, mended.counts.warnings), (4, 0));
}

#[test]
fn a_line_about_the_file_above_the_names_is_passed_over() {
    let table = table("wild_preamble.csv");
    assert_eq!((table.header_row, table.rows.len()), (2, 4));
    let uses = uses(&table);
    assert_eq!(used(&uses, "Name des Unternehmens"), "Customer");
    assert_eq!(used(&uses, "Bewertung (1-6)"), "Bewertung (1-6): 1\u{2013}6");
    for header in ["Postleitzahl", "Ort", "Telefon"] {
        assert_eq!(used(&uses, header), "A line in the notes", "{header}");
    }
    twice(&table);
}

#[test]
fn customers_are_found_in_many_languages() {
    for (text, reference, name) in [
        (
            "C\u{f3}digo cliente,Raz\u{f3}n social,Nota\n00001,N\u{fa}\u{f1}ez,4\n00002,Mayor,5\n",
            "C\u{f3}digo cliente",
            "Raz\u{f3}n social",
        ),
        ("顧客コード,顧客名,満足度\nK01,山田商店,4\nK02,鈴木工業,5\n", "顧客コード", "顧客名"),
        ("客户编号,客户名称,满意度\nC1,光明公司,4\nC2,东方贸易,5\n", "客户编号", "客户名称"),
        ("Код клиента,Наименование,Оценка\n01,Ромашка,4\n02,Лютик,5\n", "Код клиента", "Наименование"),
        ("رقم العميل,اسم العميل,رضا العميل\n11,النور,4\n12,السلام,5\n", "رقم العميل", "اسم العميل"),
        ("Kundennr.,Kunde,Zufriedenheit\n011,Alder,4\n012,Birke,5\n", "Kundennr.", "Kunde"),
    ] {
        let uses = uses(&text_table(text));
        assert_eq!(used(&uses, reference), "Customer reference", "{text}");
        assert_eq!(used(&uses, name), "Customer", "{text}");
        assert!(uses[2].1.ends_with("1\u{2013}5"), "{uses:?}");
    }
}
