//! `keepwise export` and `keepwise form`: everything out, and back in.

use jiff::civil::date;

use super::{Place, put};

/// A place with the sample business in `shop`.
fn sample() -> Place {
    let place = Place::new();
    keepwise::store::create_sample(&place.path("shop"), date(2026, 11, 21)).unwrap();
    place
}

#[test]
fn everything_goes_out_three_ways_and_nothing_is_replaced_unasked() {
    let place = sample();
    for out in ["all.xlsx", "all.json", "tables"] {
        let ran = place.ok(&["export", "shop", "--out", out]);
        assert!(ran.out.contains("24 customers"), "{}", ran.out);
        let again = place.run(&["export", "shop", "--out", out]);
        assert!(again.code == 1 && again.err.contains("Nothing was written"), "{out}: {}", again.err);
        place.ok(&["export", "shop", "--out", out, "--force"]);
    }
    let tables: Vec<String> = place
        .files("tables")
        .into_iter()
        .map(|(path, _)| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(tables.len(), 8, "{tables:?}");
    let odd = place.run(&["export", "shop", "--out", "all.docx"]);
    assert!(odd.code == 1 && odd.err.contains("FILE.xlsx"), "{}", odd.err);
}

#[test]
fn a_json_export_comes_back_whole_into_a_new_folder() {
    let place = sample();
    place.ok(&["export", "shop", "--out", "all.json"]);
    let dry = place.ok(&["import", "all.json", "--into", "back", "--dry-run"]);
    assert!(dry.err.contains("24 new customers") && !place.path("back").exists(), "{}", dry.err);
    place.ok(&["import", "all.json", "--into", "back"]);
    let verdicts = |dir| place.ok(&["verdicts", dir, "--format", "json"]).out;
    assert_eq!(verdicts("back"), verdicts("shop"));
    let files = |dir: &str| {
        let root = place.path(dir);
        let mut files = place.files(dir);
        for (path, _) in &mut files {
            *path = path.strip_prefix(&root).unwrap().to_owned();
        }
        files.sort();
        files
    };
    assert_eq!(files("back"), files("shop"), "every file, to the byte");
    let again = place.ok(&["import", "all.json", "--into", "back"]);
    assert!(again.err.contains("everything in the file is here already"), "{}", again.err);
}

#[test]
fn a_workbook_and_csv_files_come_back_with_every_verdict() {
    let place = sample();
    let verdicts = |dir| {
        let told = place.ok(&["verdicts", dir, "--format", "json"]).out;
        let mut rows: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&told).unwrap();
        // What was set aside is in the JSON export only.
        for row in &mut rows {
            for told in ["cautions", "caution_kinds"] {
                assert!(row.remove(told).is_some(), "{told}");
            }
        }
        rows
    };
    for (out, back) in [("all.xlsx", "from-xlsx"), ("tables", "from-csv")] {
        place.ok(&["export", "shop", "--out", out]);
        let ran = place.ok(&["import", out, "--into", back]);
        assert!(ran.err.contains("24 new customers") && ran.err.contains("a new workspace"), "{}", ran.err);
        assert_eq!(verdicts(back), verdicts("shop"), "{out}");
        assert_eq!(place.ok(&["check", back]).code, 0);
        let again = place.ok(&["import", out, "--into", back]);
        assert!(again.err.contains("everything in the file is here already"), "{}", again.err);
    }
    // A single sheet can still be read as any spreadsheet is.
    let one = place.ok(&["import", "all.xlsx", "--into", "from-csv", "--sheet", "People", "--dry-run"]);
    assert!(one.out.contains("\"columns\""), "{}", one.out);
    std::fs::create_dir(place.path("other")).unwrap();
    let other = place.run(&["import", "other", "--into", "from-csv"]);
    assert!(other.code == 1 && other.err.contains("without the CSV files of an export"), "{}", other.err);
}

#[test]
fn a_json_export_is_added_to_a_workspace_without_changing_it() {
    let place = sample();
    place.ok(&["export", "shop", "--out", "all.json"]);
    place.ok(&["new", "other"]);
    let ran = place.ok(&["import", "all.json", "--into", "other"]);
    assert!(ran.err.contains("24 new customers"), "{}", ran.err);
    assert_eq!(place.ok(&["check", "other"]).code, 0);
    put(&place.path("bad.json"), "{\"customers\": []}");
    let bad = place.run(&["import", "bad.json", "--into", "other"]);
    assert!(bad.code == 1 && bad.err.contains("no workspace exported by Keepwise"), "{}", bad.err);
}

#[test]
fn a_form_is_a_workbook_for_a_scorecard_by_name() {
    let place = sample();
    let ran = place.ok(&["form", "shop", "--scorecard", "Seven questions", "--out", "form.xlsx", "--customers"]);
    assert!(ran.out.contains("Seven questions"), "{}", ran.out);
    assert!(std::fs::read(place.path("form.xlsx")).unwrap().starts_with(b"PK"));
    let taken = place.run(&["form", "shop", "--out", "form.xlsx"]);
    assert!(taken.code == 1 && taken.err.contains("--force"), "{}", taken.err);
    let odd = place.run(&["form", "shop", "--out", "form.csv"]);
    assert!(odd.code == 1 && odd.err.contains("FILE.xlsx"), "{}", odd.err);
}
