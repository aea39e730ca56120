//! `check` finds what does not fit together, and keeps it.

use keepwise::store::{check, consistency, create};
use serde_json::json;

use super::*;

#[test]
fn a_sound_workspace_has_no_problems() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    create(&dir, &workspace(3)).unwrap();
    let report = check(&dir).unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
    assert_eq!((report.num_customers, report.num_scorecards, report.num_ratings), (3, 1, 3));
}

#[test]
fn whatever_is_named_and_not_there_is_listed_and_kept() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    create(&dir, &workspace(4)).unwrap();
    let change = |number: u128, edit: &dyn Fn(&mut Value)| {
        let path = customer_file(&dir, number);
        let mut customer = json(&path);
        let rating = RatingId::new(ulid(100 + number)).to_string();
        edit(&mut customer["ratings"][&rating]);
        put(&path, customer.to_string());
    };
    change(0, &|rating| rating["person"] = json!(ulid(99).to_string()));
    change(1, &|rating| rating["scorecard"] = json!(ulid(98).to_string()));
    change(2, &|rating| rating["version"] = json!(9));
    change(3, &|rating| {
        rating["answers"] = json!({ "pays": { "value": 7 }, "clear": { "value": 2.5 }, "gone": { "value": 1 } });
    });
    let mut business = json(&dir.join("workspace.json"));
    business["main_scorecard"] = json!(ulid(97).to_string());
    business["people"][PersonId::new(ulid(2)).to_string()]["group"] = json!("sales");
    put(&dir.join("workspace.json"), business.to_string());
    let report = check(&dir).unwrap();
    assert_eq!(report.num_ratings, 4, "all ratings are kept");
    let said: Vec<_> = report.problems.iter().map(|problem| problem.what.clone()).collect();
    for part in [
        "Anna belongs to the group \u{201c}sales\u{201d}, which does not exist.",
        "The scorecard to judge by is not there.",
        "Customer 0: 1 rating by somebody who is not listed",
        "Customer 1: 1 rating on a scorecard that is not there",
        "Customer 2: 1 rating on version 9 of \u{201c}Project rating\u{201d}, which is not there.",
        "Customer 3: 1 answer to the question \u{201c}gone\u{201d}, which \u{201c}Project rating\u{201d} does not ask.",
        "Customer 3: 1 answer to \u{201c}Clear\u{201d} cannot count: 2.5 is not on the scale 1\u{2013}5.",
        "Customer 3: 1 answer to \u{201c}Pays\u{201d} cannot count: 7 is not on the scale 1\u{2013}5.",
    ] {
        assert!(said.iter().any(|what| what.contains(part)), "{part} in {said:#?}");
    }
    assert_eq!(said.len(), 8);
}

#[test]
fn scorecards_that_cannot_judge_are_listed() {
    let mut workspace = workspace(0);
    let card = workspace.scorecards.values_mut().next().unwrap();
    let version = &mut Arc::make_mut(card).versions[0];
    version.criteria[1].id = version.criteria[0].id;
    version.criteria[0].scale = Scale::points(5, 5);
    version.policy.hard_look_from = Score::clamped(90.0);
    let said: Vec<_> = consistency(&workspace).iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:#?}");
    for part in ["same key", "Pays: points must run", "starts above"] {
        assert!(said.iter().any(|line| line.contains(part)), "{part} in {said:#?}");
    }
}
