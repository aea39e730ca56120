//! Files that are broken or meant to break something: a clear sentence each, nothing lost, no panic.

use std::path::{Path, PathBuf};

use keepwise::store::{self, Access, Paths, Problem, StoreError};
use serde_json::json;

use super::roundtrip::files;
use super::*;

/// A workspace with two customers, the second of which will be spoilt.
fn two() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    store::create(&dir, &workspace(2)).unwrap();
    (home, dir)
}

/// Loads and demands that the first customer is there and all files are as before.
fn problems(dir: &Path) -> Vec<Problem> {
    let before = files(dir);
    let loaded = load(dir);
    assert!(loaded.workspace.customers.contains_key(&customer_id(0)), "the sound customer is there");
    assert_eq!(files(dir), before, "nothing is changed");
    loaded.problems
}

/// Spoils the second customer's file; what is not as demanded: one problem, at this place, that says this.
fn spoilt(bytes: &[u8], place: Option<(usize, usize)>, what: &str) -> Option<String> {
    let (_home, dir) = two();
    put(&customer_file(&dir, 1), bytes);
    let problems = problems(&dir);
    let [problem] = problems.as_slice() else { return Some(format!("{what}: {problems:?}")) };
    let is_right = problem.file == Path::new("customers").join(format!("{}.json", customer_id(1)))
        && problem.what.contains(what)
        && problem.advice.contains("left as it is")
        && problem.place == place;
    (!is_right).then(|| format!("expected {what:?} at {place:?}: {problem}"))
}

/// The second customer's file with one text put in the place of another.
fn with(from: &str, to: &str) -> String {
    let (_home, dir) = two();
    let text = read(&customer_file(&dir, 1));
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

#[test]
fn every_broken_customer_file_says_what_is_wrong_and_where() {
    let mut wrong = Vec::new();
    let mut demand = |bytes: &dyn AsRef<[u8]>, place, what| wrong.extend(spoilt(bytes.as_ref(), place, what));
    demand(&"", None, "empty");
    demand(&" \n\n ", None, "empty");
    demand(&[0; 400], None, "nothing but zero bytes");
    demand(&with("Fine", "Fi\0ne"), Some((25, 20)), "zero bytes");
    let wide: Vec<u8> = with("", "").encode_utf16().flat_map(u16::to_le_bytes).collect();
    demand(&wide, None, "UTF-16");
    demand(&[b"\xff\xfe", &wide[..]].concat(), None, "UTF-16");
    let latin: Vec<u8> = with("Fine", "F\u{fc}r").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    demand(&latin, Some((25, 19)), "not UTF-8");
    demand(&with("\"value\": 4", "\"value\": 1e999"), Some((14, 24)), "too large");
    demand(&with("\"value\": 4", "\"value\": NaN"), Some((14, 20)), "not valid JSON");
    demand(&with("\"value\": 4", "\"value\": null"), Some((14, 23)), "answers.clear.value");
    demand(&with("\"value\": 4", "\"value\": \"maybe\""), Some((14, 26)), "answers.clear.value");
    demand(&with("\"value\": 4", "\"value\": 4, \"value\": 5"), Some((14, 29)), "\u{201c}value\u{201d} is there twice");
    demand(
        &with("\"profile\"", "\"profile\": {\"name\": \"X\"}, \"profile\""),
        Some((5, 37)),
        "\u{201c}profile\u{201d} is there twice",
    );
    let twice = with("\"decisions\": {},", "\"decisions\": {}, \"x\": {\"a\": 1, \"a\": 2},");
    demand(&twice, Some((2, 34)), "\u{201c}a\u{201d} is there twice");
    let rating = RatingId::new(ulid(101));
    let twice = with("\"ratings\": {", &format!("\"ratings\": {{ \"{rating}\": {},", rating_json()));
    demand(&twice, Some((11, 5)), "is there twice");
    demand(
        &with("{\n", &format!("{{\n\"deep\": {}{},\n", "[".repeat(100_000), "]".repeat(100_000))),
        Some((2, 135)),
        "nested too deeply",
    );
    demand(&"[".repeat(1_000_000), Some((1, 1)), "invalid type: list, expected a Customer");
    demand(&with("\"2026-11-01\"", "\"2026-13-01\""), Some((23, 24)), "(at ratings.");
    demand(&with("Customer 1", &"x".repeat(10_000)), Some((6, 10014)), "10000 characters is too long; at most 200 fit");
    demand(&with("Customer 1", " \u{202e} "), Some((6, 19)), "a name is needed");
    demand(&with(&customer_id(1).to_string(), &customer_id(0).to_string()), None, "not that of its name");
    demand(&with(&customer_id(1).to_string(), "../../x"), Some((4, 17)), "is not an id");
    demand(&with("\"format\": 1,\n", ""), None, "does not say");
    demand(&with("\"format\": 1", "\"format\": \"1\""), None, "must be 1");
    demand(&with("\"format\": 1", "\"format\": 2"), None, "newer version");
    demand(&r#"{"format": 7, "everything": "is different"}"#, None, "newer version");
    demand(&with("  \"decisions\"", "<<<<<<< mine\n  \"decisions\""), Some((2, 1)), "two versions");
    demand(&with("}\n  }\n}\n", "}\n  }\n}\n}"), Some((31, 1)), "after the end");
    demand(&with("    \"name\": \"Customer 1\",\n", ""), Some((8, 3)), "\u{201c}name\u{201d} is missing (at profile)");
    demand(&"{", Some((1, 1)), "ends too early");
    demand(&vec![b' '; 17 * 1024 * 1024], None, "16777216");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn rating_json() -> String {
    let person = PersonId::new(ulid(2));
    let card = ScorecardId::new(ulid(3));
    format!(
        r#"{{"answers":{{}},"occasion":{{"kind":"checkpoint"}},"on":"2026-11-01","person":"{person}","scorecard":"{card}","version":1}}"#
    )
}

#[test]
fn hostile_text_is_cleaned_or_kept_as_text() {
    let (_home, dir) = two();
    put(&customer_file(&dir, 1), with("Customer 1", "=cmd() <script>\u{202e}alert\u{2066}</script>"));
    let loaded = load(&dir);
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.workspace.customers[&customer_id(1)].name(), "=cmd() <script>alert</script>");
}

#[test]
fn files_that_are_no_customers_are_listed_or_passed_over() {
    let (_home, dir) = two();
    let customers = dir.join("customers");
    let text = read(&customer_file(&dir, 1));
    let copy = format!("{} (Anna's conflicted copy 2026-11-22).json", customer_id(1));
    put(&customers.join(&copy), &text);
    put(&customers.join(customer_id(5).to_string().to_uppercase()).with_extension("json"), &text);
    put(&customers.join("desktop.ini"), "x");
    put(&customers.join(".~lock.json"), "x");
    std::fs::create_dir(customers.join(format!("{}.json", customer_id(7)))).unwrap();
    std::fs::create_dir(customers.join("old")).unwrap();
    let problems = problems(&dir);
    let files: Vec<_> = problems.iter().map(|problem| problem.file.clone()).collect();
    let expected = [
        Path::new("customers").join(customer_id(5).to_string().to_uppercase()).with_extension("json"),
        Path::new("customers").join(copy),
        Path::new("customers").join(format!("{}.json", customer_id(7))),
    ];
    assert_eq!(files, expected);
    assert!(problems[0].what.contains("copy left by a sync service"), "{}", problems[0]);
    assert!(problems[2].what.contains("not a file"), "{}", problems[2]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let (home, dir) = two();
    let outside = home.path().join("outside.json");
    put(&outside, read(&customer_file(&dir, 1)));
    std::fs::remove_file(customer_file(&dir, 1)).unwrap();
    std::os::unix::fs::symlink(&outside, customer_file(&dir, 1)).unwrap();
    let found = problems(&dir);
    assert_eq!(found.len(), 1);
    assert!(found[0].what.contains("link"), "{}", found[0]);
}

#[test]
fn a_file_cut_at_any_byte_or_with_any_byte_changed_hides_nobody() {
    let (_home, dir) = two();
    let template = read(&customer_file(&dir, 1));
    let (mut cut, mut flipped) = (0, 0);
    for at in 0..template.len() {
        let number = 1000 + 2 * at as u128;
        let text = |number| template.replace(&customer_id(1).to_string(), &customer_id(number).to_string());
        std::fs::copy(customer_file(&dir, 1), customer_file(&dir, number)).unwrap();
        put_fast(&customer_file(&dir, number), &text(number).as_bytes()[..at]);
        let mut bytes = text(number + 1).into_bytes();
        bytes[at] ^= 0x15;
        std::fs::copy(customer_file(&dir, 1), customer_file(&dir, number + 1)).unwrap();
        put_fast(&customer_file(&dir, number + 1), &bytes);
        cut += 1;
        flipped += 1;
    }
    let found = problems(&dir);
    let loaded = load(&dir).workspace.customers.len();
    assert_eq!(loaded + found.len(), 2 + cut + flipped, "each file is there or listed");
    let is_cut = |problem: &&Problem| problem.what.contains("ends too early") || problem.what.contains("empty");
    assert!(found.iter().filter(is_cut).count() >= cut - 1, "only the last line feed may be missing");
}

/// Without flushing, for thousands of files.
fn put_fast(path: &Path, bytes: &[u8]) {
    use std::io::Write as _;
    let mut file = std::fs::OpenOptions::new().write(true).truncate(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn a_workspace_of_a_newer_version_can_be_looked_at_but_not_changed() {
    let (home, dir) = two();
    let marker = dir.join("workspace.json");
    let mut business = json(&marker);
    business["format"] = json!(2);
    business["shape"] = json!("new");
    put(&marker, business.to_string());
    let before = files(&dir);
    let (mut folder, loaded) = open(&Paths::under(&home.path().join("data")), &dir);
    let Access::ReadOnly(reason) = &loaded.access else { panic!("it must be read-only") };
    assert!(reason.contains("newer version of Keepwise"), "{reason}");
    assert_eq!((loaded.workspace.customers.len(), loaded.workspace.business.name.as_str()), (2, "Bright Studio"));
    let record = loaded.workspace.record(RecordKey::Business);
    let error = folder.save(&[(RecordKey::Business, record)]).all().unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly(_)), "{error}");
    assert_eq!(files(&dir), before);
}

#[test]
fn a_broken_marker_shows_the_customers_read_only() {
    for (bytes, what) in [
        ("{\"format\": 1, \"id\":", "ends too early"),
        ("", "empty"),
        ("{\"format\": 3, \"name\": 7}", "newer version"),
    ] {
        let (home, dir) = two();
        put(&dir.join("workspace.json"), bytes);
        let found = problems(&dir);
        assert_eq!((found.len(), found[0].file.as_path()), (1, Path::new("workspace.json")));
        assert!(found[0].what.contains(what), "{}", found[0]);
        let (_, loaded) = open(&Paths::under(&home.path().join("data")), &dir);
        assert!(matches!(loaded.access, Access::ReadOnly(_)), "{bytes}");
        assert_eq!(loaded.workspace.customers.len(), 2);
    }
}

#[test]
fn a_scorecard_without_versions_or_out_of_order_is_refused() {
    for versions in [json!([]), json!("renumbered")] {
        let (_home, dir) = two();
        let path = dir.join("scorecards").join(format!("{}.json", ScorecardId::new(ulid(3))));
        let mut card = json(&path);
        if versions.is_array() {
            card["versions"] = versions;
        } else {
            card["versions"][0]["number"] = json!(2);
        }
        put(&path, card.to_string());
        let found = problems(&dir);
        assert_eq!(found.len(), 1);
        assert!(found[0].what.contains("version"), "{}", found[0]);
    }
}

#[test]
fn folders_that_are_no_workspace_say_so() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    put(&file, "x");
    for dir in [home.path().to_owned(), home.path().join("missing"), file] {
        let error = store::load(&dir, &|_| ()).unwrap_err();
        assert!(matches!(error, StoreError::NotAWorkspace(_)), "{error}");
        let error = Folder::open(&Paths::under(&home.path().join("data")), &dir, &|_| ()).unwrap_err();
        assert!(error.to_string().contains("no workspace.json"), "{error}");
    }
}

#[test]
fn customers_that_are_no_folder_make_the_workspace_read_only() {
    let (_home, dir) = two();
    std::fs::remove_dir_all(dir.join("customers")).unwrap();
    assert_eq!(load(&dir).access, Access::ReadWrite, "a missing folder is an empty one");
    put(&dir.join("customers"), "not a folder");
    let loaded = load(&dir);
    assert!(matches!(loaded.access, Access::ReadOnly(_)), "{:?}", loaded.access);
    assert!(loaded.problems[0].what.contains("not a folder"), "{}", loaded.problems[0]);
}
