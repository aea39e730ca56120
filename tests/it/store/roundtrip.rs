//! What is written comes back, to the last bit, and reads as a person would write it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use keepwise::model::*;
use keepwise::store::{self, Access, Paths, edits_of};
use proptest::prelude::*;
use serde_json::json;

use super::*;

/// Every file below a folder with its bytes.
pub(super) fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(
                files(&path).into_iter().map(|(file, bytes)| (Path::new(path.file_name().unwrap()).join(file), bytes)),
            );
        } else {
            found.insert(PathBuf::from(path.file_name().unwrap()), std::fs::read(&path).unwrap());
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_workspace_comes_back_and_the_same_bytes_are_written_again(workspace in arbitrary::workspace()) {
        let home = tempfile::tempdir().unwrap();
        let (one, two) = (home.path().join("one"), home.path().join("two"));
        store::create(&one, &workspace).unwrap();
        let loaded = load(&one);
        prop_assert_eq!(&loaded.problems, &[]);
        prop_assert_eq!(&loaded.access, &Access::ReadWrite);
        prop_assert_eq!(&loaded.workspace, &workspace);
        store::create(&two, &loaded.workspace).unwrap();
        prop_assert_eq!(files(&one), files(&two));
    }
}

#[test]
fn files_are_pretty_sorted_and_say_their_format() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    store::create(&dir, &workspace(1)).unwrap();
    let expected = r#"{
  "decisions": {},
  "format": 1,
  "id": "01hf7yat000000000000000000",
  "profile": {
    "name": "Customer 0",
    "source": {},
    "status": "active"
  },
  "ratings": {
    "01hf7yat000000000000000034": {
      "answers": {
        "clear": {
          "value": 4
        },
        "pays": {
          "value": 4
        }
      },
      "occasion": {
        "kind": "project_finished"
      },
      "on": "2026-11-01",
      "person": "01hf7yat000000000000000002",
      "remark": "Fine\nwork",
      "scorecard": "01hf7yat000000000000000003",
      "version": 1
    }
  }
}
"#;
    assert_eq!(read(&customer_file(&dir, 0)), expected);
}

#[test]
fn fields_of_newer_versions_survive_an_edit_at_every_level() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    store::create(&dir, &workspace(1)).unwrap();
    let path = customer_file(&dir, 0);
    let mut expected = json(&path);
    let rating = RatingId::new(ulid(100)).to_string();
    expected["health"] = json!({ "colour": [1, 2.5, null], "deep": { "z": 1, "a": "=cmd()" } });
    expected["profile"]["logo"] = json!("<script>");
    expected["ratings"][&rating]["mood"] = json!(true);
    expected["ratings"][&rating]["answers"]["pays"]["photo"] = json!({ "x": 1e300 });
    put(&path, serde_json::to_vec(&expected).unwrap());

    let (mut folder, mut loaded) = open(&Paths::under(&home.path().join("data")), &dir);
    assert_eq!(loaded.problems, []);
    let mut profile = loaded.workspace.customers[&customer_id(0)].profile.clone();
    profile.name = name("Renamed");
    let change = Edit::SetProfile(customer_id(0), Box::new(profile)).apply(&mut loaded.workspace).unwrap();
    folder.save(&edits_of(&change)).all().unwrap();
    expected["profile"]["name"] = json!("Renamed");
    assert_eq!(json(&path), expected);
    let sorted = read(&path);
    assert!(sorted.find("\"a\": \"=cmd()\"") < sorted.find("\"z\": 1"), "unknown keys are sorted too");
}

#[test]
fn a_byte_order_mark_is_no_problem_and_missing_groups_come_back() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    store::create(&dir, &workspace(1)).unwrap();
    let path = customer_file(&dir, 0);
    put(&path, [b"\xef\xbb\xbf", read(&path).as_bytes()].concat());
    let mut business = json(&dir.join("workspace.json"));
    business["groups"] = json!({ "sales": { "name": "Sales" } });
    put(&dir.join("workspace.json"), business.to_string());
    let loaded = load(&dir);
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.workspace.customers.len(), 1);
    assert_eq!(loaded.workspace.business.groups.len(), 4);
    assert_eq!(loaded.workspace.business.group_name(GroupId::TEAM), "Team");
}
