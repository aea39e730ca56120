//! The house rules of ARCHITECTURE.md and CONTRIBUTING.md, enforced on every file.
//!
//! Each rule is tested twice: the project keeps it, and a bad sample is caught (so that the rule can fail).

mod rules;
mod source;

use std::fs;
use std::path::Path;

use rules::ROOMS;
use source::Source;

/// Files that may have more than 500 lines, each with its reason.
const LONG_FILES: [(&str, &str); 0] = [];

/// The project's files with one of these endings under these folders (or at these paths), sorted by name.
fn files(places: &[&str], endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = places.iter().map(|&place| place.to_owned()).collect();
    let mut found = Vec::new();
    while let Some(name) = names.pop() {
        let path = root.join(&name);
        if path.is_dir() {
            let entries = fs::read_dir(&path).unwrap();
            names.extend(entries.map(|entry| format!("{name}/{}", entry.unwrap().file_name().to_string_lossy())));
        } else if endings.iter().any(|ending| name.ends_with(ending)) && path.exists() {
            // Other systems may check out with other line ends.
            let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
            found.push(Source { name, text });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn rust_files() -> Vec<Source> {
    let found = files(&["src", "tests", "benches", "build.rs"], &[".rs"]);
    assert!(found.len() > 30, "only {} files found, the rules look in the wrong place", found.len());
    found
}

fn paper(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[track_caller]
fn none(found: &[String]) {
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

#[test]
fn rooms_use_each_other_only_downwards_and_through_the_door() {
    none(&rules::layering(&rust_files()));
}

#[test]
fn doors_show_no_modules() {
    none(&rules::closed_doors(&rust_files()));
}

#[test]
fn crates_stay_in_their_rooms() {
    none(&rules::own_crates(&rust_files(), &paper("Cargo.toml")));
}

#[test]
fn only_outer_rooms_reach_outside() {
    none(&rules::outside_world(&rust_files()));
}

#[test]
fn files_open_with_what_they_are_for() {
    none(&rules::opening_line(&rust_files()));
}

#[test]
fn files_are_short() {
    none(&rules::file_length(&rust_files(), &LONG_FILES));
}

#[test]
fn comments_hold_no_dead_code() {
    none(&rules::dead_code_in_comments(&rust_files()));
}

#[test]
fn nothing_names_a_machine() {
    let places =
        ["src", "tests/it", "benches", "assets", "docs", "tools", ".ci", "build.rs", "Cargo.toml", "clippy.toml"];
    let papers = ["deny.toml", "typos.toml", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let endings = [".rs", ".sh", ".md", ".toml", ".json", ".svg", "run", ".txt"];
    none(&rules::machine_paths(&files(&[&places[..], &papers[..]].concat(), &endings)));
}

#[test]
fn the_architecture_paper_shows_the_same_rooms_and_every_crate() {
    let paper = paper("ARCHITECTURE.md");
    let mut missing = Vec::new();
    for room in &ROOMS {
        let rooms = if room.rooms.is_empty() { "none".to_owned() } else { room.rooms.join(", ") };
        let row = format!("| {} | {rooms} |", room.name);
        if !paper.lines().any(|line| line.starts_with(&row)) {
            missing.push(format!("ARCHITECTURE.md:1: no row that starts with {row}"));
        }
    }
    for (_, name) in rules::dependencies(&self::paper("Cargo.toml")) {
        if !paper.contains(&format!("`{}`", name.replace('_', "-"))) && !paper.contains(&format!("`{name}`")) {
            missing.push(format!("ARCHITECTURE.md:1: does not say why we use `{name}`"));
        }
    }
    none(&missing);
}

/// A file as a rule sees it.
fn sample(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned() }
}

#[track_caller]
fn caught(found: &[String], expected: &str) {
    assert_eq!(found.len(), 1, "expected one finding with {expected:?}, got {found:#?}");
    assert!(found[0].contains(expected), "expected {expected:?} in {:?}", found[0]);
}

#[test]
fn a_forbidden_arrow_is_caught() {
    let upwards = "src/model/x.rs:2: model may not use store";
    for (name, text, expected) in [
        ("src/model/x.rs", "//! X.\nuse crate::store::Library;\n", upwards),
        ("src/model/x.rs", "//! X.\nuse crate::{store::Library};\n", upwards),
        ("src/model/x.rs", "//! X.\nuse super::super::store;\n", upwards),
        ("src/model/x.rs", "//! X.\nfn f() { let x = crate::store::load(); }\n", upwards),
        ("src/model/x.rs", "//! X.\nmod tests { use super::super::super::store::Library; }\n", upwards),
        (
            "src/ui/screens/a.rs",
            "//! A.\nuse crate::{app::State,\n  exchange::{self, Mapping as M}};",
            "a.rs:3: ui may not",
        ),
        ("src/main.rs", "//! M.\nuse keepwise::model::Name;\n", "main may not use model"),
        ("src/attic/mod.rs", "//! A.\n", "src/attic/mod.rs:1: room \u{201c}attic\u{201d} is not in the table"),
    ] {
        let found = rules::layering(&[sample(name, text)]);
        assert!(!found.is_empty(), "not caught: {text:?}");
        assert!(found.iter().all(|found| found.contains(expected)), "{found:?} for {text:?}");
    }
}

#[test]
fn what_is_no_arrow_is_left_alone() {
    let text = "//! See `crate::store`.\n/// [`crate::ui::View`]\n// crate::ui::View\nfn f<'a>(x: &'a str) -> char {\n  \
                let _ = (\"crate::ui::View \\\" crate::app::State\", r#\"\" crate::ui\"#, '\"', '\\'', b'x');\n  \
                mod inner { use super::super::text; }\n  /* crate::ui /* nested */ crate::ui */ 'x'\n}\n";
    none(&rules::layering(&[sample("src/model/x.rs", text)]));
}

#[test]
fn a_way_past_the_door_is_caught() {
    // A function may have its module's name.
    let door = || sample("src/model/mod.rs", "//! M.\nmod edit;\nmod judge;\npub use {edit::Edit, judge::judge};\n");
    let guest =
        sample("src/app/x.rs", "//! X.\nuse crate::model::judge;\nfn f() { crate::model::judge(); judge(); }\n");
    none(&rules::layering(&[door(), guest]));
    let guest = sample("src/app/x.rs", "//! X.\nfn f() { crate::model::judge::judge(); }\n");
    caught(&rules::layering(&[door(), guest]), "crate::model::judge::judge goes past the door of model");
    let guest = sample("src/app/x.rs", "//! X.\nuse crate::model::{Edit, edit::EditError};\n");
    caught(&rules::layering(&[door(), guest]), "crate::model::edit::EditError goes past the door of model");

    let open = sample("src/model/mod.rs", "//! M.\npub mod edit;\npub(crate) fn f() {}\nmod text;\n");
    caught(&rules::closed_doors(&[open]), "src/model/mod.rs:2: mod edit is public");
}

#[test]
fn a_crate_in_the_wrong_room_is_caught() {
    let manifest = paper("Cargo.toml");
    for (name, text, expected) in [
        ("src/app/x.rs", "//! X.\nuse egui::Ui;\n", "src/app/x.rs:2: app may not use the crate egui"),
        ("src/model/x.rs", "//! X.\nfn f(x: ::csv::Reader) {}\n", "model may not use the crate csv"),
        ("src/ui/x.rs", "//! X.\n#[derive(clap::Parser)]\nstruct A;\n", "ui may not use the crate clap"),
        ("src/store/x.rs", "//! X.\nuse proptest::prelude::*;\n", "store may not use the crate proptest"),
    ] {
        caught(&rules::own_crates(&[sample(name, text)], &manifest), expected);
    }
    let fine = "//! X.\nmod csv;\nuse super::png;\nfn f() { csv::read(); png::write(); }\n\
                #[cfg(test)]\nmod tests {\n  use proptest::prelude::*;\n}\n";
    none(&rules::own_crates(&[sample("src/app/x.rs", fine)], &manifest));

    let more = manifest.replace("\n[dev-dependencies]\n", "\n[dev-dependencies]\nleft-pad = \"1\"\n");
    caught(&rules::own_crates(&[], &more), "no room for left_pad");
    let less = manifest.replace("\ncsv = ", "\n# csv = ");
    caught(&rules::own_crates(&[], &less), "csv has a room but is no dependency");
}

#[test]
fn a_reach_outside_is_caught() {
    for (name, text, expected) in [
        (
            "src/app/x.rs",
            "//! X.\nfn f() { std::fs::read(\"x\"); }\n",
            "src/app/x.rs:2: app may not reach for std::fs::read",
        ),
        ("src/cli/x.rs", "//! X.\nuse std::{fs, io};\n", "cli may not reach for std::fs"),
        ("src/store/x.rs", "//! X.\nfn f() { jiff::Timestamp::now(); }\n", "jiff::Timestamp::now"),
        ("src/analysis/x.rs", "//! X.\nuse std::time::Instant;\n", "std::time::Instant"),
        ("src/charts/x.rs", "//! X.\nuse std::env::var;\n", "charts may not reach for std::env::var"),
    ] {
        caught(&rules::outside_world(&[sample(name, text)]), expected);
    }
    none(&rules::outside_world(&[sample("src/store/x.rs", "//! X.\nuse std::fs::File;\n")]));
}

#[test]
fn a_bad_opening_and_a_long_file_are_caught() {
    caught(&rules::opening_line(&[sample("src/app/x.rs", "use std::fmt;\n")]), "src/app/x.rs:1: open with //!");

    let long = [sample("src/app/x.rs", &"//! X.\n".repeat(501))];
    let short = [sample("src/app/x.rs", &"//! X.\n".repeat(500))];
    caught(&rules::file_length(&long, &[]), "src/app/x.rs:501: over 500 lines");
    none(&rules::file_length(&short, &[]));
    none(&rules::file_length(&long, &[("src/app/x.rs", "a table of words")]));
    caught(&rules::file_length(&short, &[("src/app/x.rs", "a table of words")]), "drop its excuse");
    caught(&rules::file_length(&long, &[("src/app/x.rs", "")]), "excused without a reason");
}

#[test]
fn dead_code_is_told_from_prose() {
    for code in [
        "let x = 1;",
        "use std::fmt;",
        "fn old(x: u8) -> u8",
        "if x {",
        "self.close();",
        "return;",
        "}",
        "pub const LIMIT: usize = 3;",
        "#[derive(Debug)]",
    ] {
        let text = format!("//! X.\nfn f() {{}} // why\n    // {code}\n");
        caught(&rules::dead_code_in_comments(&[sample("src/app/x.rs", &text)]), "src/app/x.rs:3: code in a comment");
    }
    caught(&rules::dead_code_in_comments(&[sample("a.rs", "/*\nold();\n*/")]), "a.rs:2: code in a comment: old();");
    for prose in [
        "use it where order matters",
        "let the owner decide first;",
        "a half-open range [a, b)",
        "Never empty; see above",
        "fn pointers are cheap",
    ] {
        none(&rules::dead_code_in_comments(&[sample("src/app/x.rs", &format!("//! X.\n// {prose}\n"))]));
    }
    // In documentation, code is an example; in a text, it is data.
    none(&rules::dead_code_in_comments(&[sample("a.rs", "/// let x = 1;\nconst A: &str = \"// let x = 1;\";\n")]));
}

#[test]
fn a_machine_path_is_caught() {
    let text = format!("//! X.\nconst P: &str = \"/ho{}/someone\";\n", "me");
    caught(&rules::machine_paths(&[sample("src/app/x.rs", &text)]), "src/app/x.rs:2: a path of one machine");
}
