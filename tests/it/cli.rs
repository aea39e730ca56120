//! The real program without a window: what it prints, what it leaves on disk, and how it ends.

mod chart;
mod export;
mod import_words;
mod refusals;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use keepwise::exchange::Mapping;
use serde_json::Value;
use tempfile::TempDir;

/// What a run of the program came to.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// A folder to play in, with a home of its own.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keepwise"));
        command.args(args).current_dir(self.0.path()).env("KEEPWISE_HOME", self.path("home")).env_remove("RUST_LOG");
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs and expects success.
    fn ok(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.out, ran.err);
        ran
    }

    /// Every file below a folder with its bytes.
    fn files(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        fn walk(dir: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in std::fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, found);
                } else {
                    found.push((path.clone(), std::fs::read(&path).unwrap()));
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.path(name), &mut found);
        found.sort();
        found
    }
}

#[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
fn put(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

fn fixture(name: &str) -> String {
    format!("{}/tests/fixtures/import/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn from_an_empty_folder_to_verdicts() {
    let place = Place::new();
    let made = place.ok(&["new", "shop", "--scorecard", "seven questions"]);
    assert_eq!(made.out, "Made a workspace in shop with 5 scorecards, judged by “Seven questions”.\n");
    let imported = place.ok(&["import", &fixture("ratings_comma.csv"), "--into", "shop"]);
    assert_eq!(
        imported.err,
        "4 rows: 3 new customers, 2 new people, 4 new ratings, 1 new scorecard, 2 cells without a value.\n\
         Done: import 4 ratings from ratings_comma.csv.\n"
    );
    let table = place.ok(&["verdicts", "shop"]).out;
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].starts_with("Verdict") && lines[1].contains("Smith, Jones & Co"), "worst first:\n{table}");
    assert_eq!(lines[4], "Ratings comma: 3 customers, 1 let go, 1 hard look, 1 keep, 0 not enough evidence.");
    let json = place.ok(&["verdicts", "shop", "--format", "json"]).out;
    assert_eq!(place.ok(&["verdicts", "shop", "--format", "json"]).out, json, "the same again");
    let rows: Value = serde_json::from_str(&json).unwrap();
    let best = &rows[2];
    assert_eq!((&best["name"], &best["verdict"]), (&Value::from("Harbour Café"), &Value::from("keep")));
    for key in ["id", "score", "lower", "upper", "coverage", "raters", "red_flags", "cautions", "reasons"] {
        assert!(!best[key].is_null(), "{key} is missing");
    }
    for key in ["answer", "caution_kinds", "flags", "missing", "holes_matter", "holes", "firmness_text", "weightings"] {
        assert!(!best[key].is_null(), "{key} is missing");
    }
    let help = place.ok(&["verdicts", "--help"]).out;
    for key in best.as_object().unwrap().keys() {
        assert!(help.contains(key.as_str()), "{key} is not explained:\n{help}");
    }
    for row in rows.as_array().unwrap() {
        let reachable = !row["smallest_weight_shift"].is_null();
        assert_eq!(row["no_weights_can_change"], Value::from(!reachable), "{row}");
        let change = &row["smallest_answer_change"];
        assert!(change.is_null() || change["verdict"] != row["verdict"], "another verdict: {row}");
        assert!(change.is_null() || change["criterion"].is_string() && change["size"].as_f64().unwrap() > 0.0, "{row}");
    }
    let csv = place.ok(&["verdicts", "shop", "--format", "csv"]).out;
    assert!(csv.starts_with("id,name,score,lower,upper,coverage,raters,verdict,"), "{csv}");
    let check = place.ok(&["check", "shop"]);
    assert_eq!(check.out, "3 customers, 4 ratings, 6 scorecards: nothing is wrong.\n");
}

#[test]
fn a_dry_run_changes_nothing_and_its_mapping_can_be_given_back() {
    let place = Place::new();
    place.ok(&["new", "shop"]);
    let before = place.files("shop");
    let file = fixture("customers_measures.csv");
    let dry = place.ok(&["import", &file, "--into", "shop", "--dry-run"]);
    assert!(dry.err.ends_with("Dry run: nothing was changed.\n"), "{}", dry.err);
    assert_eq!(place.files("shop"), before);
    Mapping::from_json(&dry.out).unwrap();
    put(&place.path("mapping.json"), &dry.out);
    let done = place.ok(&["import", &file, "--into", "shop", "--mapping", "mapping.json"]);
    assert_eq!(done.out, dry.out, "the mapping used is the one given");
    let filled = place.files("shop");
    assert_eq!(filled.len(), before.len() + 4, "three customers and a scorecard");
    let again = place.ok(&["import", &file, "--into", "shop", "--mapping", "mapping.json"]);
    assert!(again.err.contains("Nothing new"), "{}", again.err);
    assert_eq!(place.files("shop"), filled, "not a byte");
}

#[test]
fn a_workbook_is_imported_and_read_as_it_is_said() {
    let place = Place::new();
    place.ok(&["new", "shop"]);
    let book = fixture("libreoffice.xlsx");
    let import = |more: &[&str]| {
        let common = ["import", book.as_str(), "--into", "shop", "--kind", "customers", "--dry-run"];
        place.run(&[common.as_slice(), more].concat())
    };
    let found = import(&[]);
    assert!(found.out.contains("\"header\": \"Last call\""), "{}", found.out);
    let nameless = import(&["--sheet", "Customers 2026", "--header-row", "none"]);
    assert!(nameless.out.contains("\"header\": \"Column B\""), "{}", nameless.out);
    let missing = import(&["--sheet", "Nowhere"]);
    assert!(missing.err.contains("the file has no sheet “Nowhere”"), "{}", missing.err);
    let unknown = import(&["--encoding", "klingon"]);
    assert!(unknown.err.contains("known are UTF-8, windows-1252"), "{}", unknown.err);
}

#[test]
fn a_bad_file_is_refused_with_the_place() {
    let place = Place::new();
    place.ok(&["new", "shop"]);
    let before = place.files("shop");
    let into = |file: &str| place.run(&["import", file, "--into", "shop", "--kind", "ratings"]);
    let renamed = into(&fixture("renamed.csv"));
    assert_eq!((renamed.code, renamed.out.as_str()), (1, ""));
    assert!(renamed.err.contains("the file is a PDF document; ask for the spreadsheet"), "{}", renamed.err);
    let ragged = into(&fixture("ragged.csv"));
    assert_eq!(ragged.code, 1);
    assert!(ragged.err.contains("Row 5: has 5 cells where the header row has 4"), "{}", ragged.err);
    assert!(ragged.err.contains("Nothing was imported."), "{}", ragged.err);
    assert_eq!(into("no such file.csv").code, 1);
    assert_eq!(place.files("shop"), before);
    let skipped =
        place.ok(&["import", &fixture("ragged.csv"), "--into", "shop", "--kind", "ratings", "--skip-bad-rows"]);
    assert!(skipped.err.contains("2 rows left out"), "{}", skipped.err);
    assert!(
        place
            .run(&["import", &fixture("sep_line.csv"), "--into", "elsewhere"])
            .err
            .contains("not a Keepwise workspace")
    );
}

#[test]
fn a_damaged_workspace_is_told_and_not_imported_into() {
    let place = Place::new();
    place.ok(&["generate", "big", "--customers", "5", "--ratings", "20"]);
    let (victim, _) =
        place.files("big").into_iter().find(|(path, _)| path.to_string_lossy().contains("customers")).unwrap();
    put(&victim, "{ not json");
    let check = place.run(&["check", "big"]);
    assert_eq!(check.code, 1);
    let name = victim.file_name().unwrap().to_string_lossy().into_owned();
    assert!(check.out.contains(&name) && check.out.contains("1 problem found; nothing was changed."), "{}", check.out);
    let import = place.run(&["import", &fixture("ratings_comma.csv"), "--into", "big"]);
    assert!(import.code == 1 && import.err.contains("Nothing was imported"), "{}", import.err);
    let verdicts = place.run(&["verdicts", "big"]);
    assert!(
        verdicts.code == 1 && verdicts.out.contains(": 4 customers") && verdicts.err.contains(&name),
        "{}",
        verdicts.err
    );
    assert_eq!(place.run(&["check", "nowhere"]).code, 1);
}

#[test]
fn the_invented_workspace_is_sound_and_the_same_again() {
    let place = Place::new();
    for name in ["one", "two"] {
        let ran = place.ok(&["generate", name, "--customers", "30", "--ratings", "200", "--seed", "7"]);
        assert_eq!(ran.out, format!("Made a workspace in {name} with 30 invented customers and 200 ratings.\n"));
    }
    let bytes = |name: &str| place.files(name).into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>();
    assert_eq!(bytes("one"), bytes("two"));
    assert_eq!(place.ok(&["check", "one"]).out, "30 customers, 200 ratings, 1 scorecard: nothing is wrong.\n");
    let refused = place.run(&["generate", "one"]);
    assert!(refused.code == 1 && refused.err.contains("already"), "{}", refused.err);
}

#[test]
fn help_is_an_answer_and_nonsense_is_not() {
    let place = Place::new();
    let help = place.ok(&["--help"]);
    for told in ["Exit codes:", "--demo", "--renderer", "import", "verdicts", "generate"] {
        assert!(help.out.contains(told), "{told} is missing:\n{}", help.out);
    }
    assert!(place.ok(&["verdicts", "--help"]).out.contains("Exit codes:"));
    let nonsense = place.run(&["import", "a.csv"]);
    assert_eq!((nonsense.code, nonsense.out.as_str()), (2, ""));
    assert!(nonsense.err.contains("--into"), "{}", nonsense.err);
    let unknown = place.run(&["new", "x", "--scorecard", "Nope"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("There is no scorecard “Nope”. There are:"), "{}", unknown.err);
    assert!(!place.path("x").exists(), "nothing is left behind");
}

#[test]
fn nobody_reading_is_no_error() {
    let place = Place::new();
    place.ok(&["generate", "big", "--customers", "400", "--ratings", "400"]);
    let mut child = place
        .command(&["verdicts", "big", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn analyse_prints_every_section_in_sentences_and_figures() {
    let place = Place::new();
    place.ok(&["generate", "shop", "--customers", "30", "--ratings", "200"]);
    let whole: Value = serde_json::from_str(&place.ok(&["analyse", "shop", "--format", "json"]).out).unwrap();
    let sections = whole["sections"].as_object().unwrap();
    let names = [
        "agreement",
        "approval",
        "certainty",
        "fragility",
        "gap",
        "great",
        "lenses",
        "looking_back",
        "portfolio",
        "right_things",
        "severity",
        "trend",
    ];
    assert_eq!(sections.keys().collect::<Vec<_>>(), names, "in the order of their names");
    for (name, section) in sections {
        assert!(section["findings"].is_array() && !section["figures"].is_null(), "{name}: {section}");
    }
    let sure = sections["certainty"]["figures"][0]["certainty"]["interval"]["low"].as_f64();
    assert!(sure.is_some(), "{}", sections["certainty"]["figures"][0]);
    let some = place.ok(&["analyse", "shop", "--section", "gap,severity"]);
    assert!(some.out.contains("Management and team") && some.out.contains("Severe and lenient"), "{}", some.out);
    assert!(!some.out.contains("Looking back"), "only what was asked for");
    assert_eq!(place.run(&["analyse", "shop", "--section", "luck"]).code, 2, "no such section");
    assert_eq!(place.run(&["analyse", "nowhere"]).code, 1, "no such workspace");
    let again = place.ok(&["analyse", "shop", "--format", "json"]).out;
    assert_eq!(serde_json::from_str::<Value>(&again).unwrap(), whole, "the same figures every time");
}

#[test]
fn named_bands_stand_beside_the_score_in_every_format() {
    let place = Place::new();
    place.ok(&["new", "shop"]);
    let mapping = r#"{"format": 1, "kind": "customers", "scorecard": {"new": "Total"}, "columns": [
        {"header": "hospital", "use": "customer_name"}, {"header": "id", "use": "customer_reference"},
        {"header": "score", "use": {"criterion": {"name": "Total", "scale": {"measure": {"worst": 0, "best": 100}}}}}],
        "bands": {"keep_from": 74, "hard_look_from": 70.7, "named": [{"name": "A", "from": 77.3},
        {"name": "B", "from": 74}, {"name": "=C", "from": 70.7}, {"name": "D", "from": 0}]}}"#;
    put(&place.path("mapping.json"), mapping);
    place.ok(&["import", &fixture("classes.csv"), "--into", "shop", "--mapping", "mapping.json"]);
    let table = place.ok(&["verdicts", "shop", "--scorecard", "Total"]).out;
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(lines[0].contains(&"Band"), "{table}");
    assert!(table.contains("GARE") && lines.iter().any(|line| line.contains(&"71") && line.contains(&"D")), "{table}");
    let csv = place.ok(&["verdicts", "shop", "--scorecard", "Total", "--format", "csv"]).out;
    assert!(csv.starts_with("id,name,score,lower,upper,coverage,raters,verdict,band,red_flags,"), "{csv}");
    assert!(csv.contains(",Hard look,'=C,") && csv.contains(",Keep,A,"), "never a formula: {csv}");
    let plain = place.ok(&["verdicts", "shop", "--help"]).out;
    assert!(plain.contains("band"), "explained:\n{plain}");
}
