//! The rules of the house. Each looks at sources and returns what breaks it, one `file:line: what and why` each.

use std::collections::BTreeSet;

use super::source::{Named, Source};

/// A room, the rooms it may use, and the crates that only such rooms may name.
pub(super) struct Room {
    pub(super) name: &'static str,
    pub(super) rooms: &'static [&'static str],
    crates: &'static [&'static str],
}

/// Who may use whom. A new arrow changes ARCHITECTURE.md too.
pub(super) const ROOMS: [Room; 9] = [
    Room { name: "model", rooms: &[], crates: &["schemars"] },
    Room { name: "analysis", rooms: &["model"], crates: &["rand_chacha", "rayon", "statrs"] },
    Room {
        name: "charts",
        rooms: &["model", "analysis"],
        crates: &["krilla", "krilla_svg", "png", "resvg", "rustybuzz"],
    },
    Room {
        name: "store",
        rooms: &["model"],
        crates: &["blake3", "directories", "log", "rayon", "schemars", "serde_path_to_error", "tempfile"],
    },
    Room {
        name: "exchange",
        rooms: &["model", "analysis", "charts"],
        crates: &["chardetng", "csv", "encoding_rs", "quick_xml", "rust_xlsxwriter", "serde_path_to_error", "zip"],
    },
    Room {
        name: "app",
        rooms: &["model", "analysis", "charts", "store", "exchange"],
        crates: &["anyhow", "log", "nucleo_matcher", "pulldown_cmark"],
    },
    Room {
        name: "cli",
        rooms: &["model", "analysis", "charts", "store", "exchange", "app"],
        crates: &["anyhow", "clap", "log"],
    },
    Room {
        name: "ui",
        rooms: &["model", "analysis", "charts", "app"],
        crates: &["arboard", "eframe", "egui", "egui_plot", "log", "pollster", "rfd", "sys_locale", "wgpu"],
    },
    Room {
        name: "main",
        rooms: &["store", "app", "cli", "ui"],
        crates: &["anyhow", "eframe", "egui", "env_logger", "log"],
    },
];

/// Crates that every room may name: they are part of the language spoken here.
const EVERYWHERE: [&str; 5] = ["jiff", "serde", "serde_json", "thiserror", "ulid"];

/// Crates for tests only, and those that tests may name in every room.
const IN_TESTS: [&str; 6] = ["calamine", "criterion", "egui_kittest", "insta", "proptest", "tempfile"];

/// Parts of the standard library that reach outside, and the rooms that may.
const OUTSIDE: [(&[&str], &[&str]); 8] = [
    (&["std", "fs"], &["store"]),
    (&["std", "net"], &[]),
    (&["std", "process", "Command"], &["app", "ui"]),
    (&["std", "thread"], &["store", "app", "cli", "ui", "main"]),
    (&["std", "env"], &["store", "cli", "ui", "main"]),
    (&["std", "time", "SystemTime"], &[]),
    (&["std", "time", "Instant"], &["store", "app", "cli", "ui", "main"]),
    (&["std", "io", "stdin"], &["cli", "main"]),
];

/// Calls that ask the clock. Only the outermost rooms do, and hand the time in.
const CLOCKS: [&[&str]; 3] = [&["Timestamp", "now"], &["Zoned", "now"], &["SystemTime", "now"]];
const MAY_ASK_THE_CLOCK: [&str; 4] = ["app", "cli", "ui", "main"];

/// Rooms use each other only downwards, and through the door.
pub(super) fn layering(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    let doors = Doors::of(sources);
    for source in sources {
        let Some(name) = source.room().filter(|room| *room != "lib") else { continue };
        let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
            found.push(format!("{}:1: room \u{201c}{name}\u{201d} is not in the table of rooms", source.name));
            continue;
        };
        for named in source.parse().named {
            let Some(other) = named.segments.get(1).filter(|_| named.starts_with(&["crate"])) else { continue };
            if other == name || !ROOMS.iter().any(|room| room.name == other) {
                continue;
            }
            let path = named.segments.join("::");
            if !room.rooms.contains(&other.as_str()) {
                found.push(format!("{}:{}: {name} may not use {other} ({path})", source.name, named.line));
            } else if let Some(inner) = named.segments.get(2)
                && doors.hides(other, inner, named.segments.len() > 3)
            {
                found.push(format!(
                    "{}:{}: {path} goes past the door of {other}; re-export it in src/{other}/mod.rs",
                    source.name, named.line
                ));
            }
        }
    }
    found
}

/// The file that is a room's door: `src/<room>/mod.rs`.
fn is_door(source: &Source) -> bool {
    source.room().is_some_and(|room| source.name == format!("src/{room}/mod.rs"))
}

/// What rooms show and what they hide, as (room, name).
struct Doors {
    modules: BTreeSet<(String, String)>,
    shown: BTreeSet<(String, String)>,
}

impl Doors {
    fn of(sources: &[Source]) -> Self {
        let mut doors = Self { modules: BTreeSet::new(), shown: BTreeSet::new() };
        for source in sources.iter().filter(|source| is_door(source)) {
            let room = source.room().unwrap_or_default().to_owned();
            let parsed = source.parse();
            doors.modules.extend(parsed.modules.into_iter().map(|module| (room.clone(), module.name)));
            let from_inside = |named: &&Named| named.starts_with(&["crate", &room]) && named.segments.len() > 3;
            let shown = parsed.named.iter().filter(from_inside).filter_map(|named| named.segments.last());
            doors.shown.extend(shown.map(|name| (room.clone(), name.clone())));
        }
        doors
    }

    /// Whether this name behind a room's is a module. A function may have the name of its module; then it is meant
    /// unless the path goes on.
    fn hides(&self, room: &str, name: &str, goes_on: bool) -> bool {
        if SIDE_DOORS.iter().any(|(door, side, _)| *door == format!("src/{room}/mod.rs") && *side == name) {
            return false;
        }
        let key = (room.to_owned(), name.to_owned());
        self.modules.contains(&key) && (goes_on || !self.shown.contains(&key))
    }
}

/// A room shows what it re-exports, never a module.
pub(super) fn closed_doors(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| is_door(source)) {
        let is_side_door =
            |module: &str| SIDE_DOORS.iter().any(|(door, name, _)| *door == source.name && *name == module);
        for module in source.parse().modules.iter().filter(|module| module.public && !is_side_door(&module.name)) {
            found.push(format!(
                "{}:{}: mod {} is public; keep modules private and re-export what others need",
                source.name, module.line, module.name
            ));
        }
    }
    found
}

/// Modules that are public because their names make sense only behind their module's name, each with the reason.
const SIDE_DOORS: [(&str, &str, &str); 3] = [
    ("src/charts/mod.rs", "compose", "`compose::heatmap` makes the chart, `Heatmap` is its data"),
    ("src/charts/mod.rs", "fonts", "`fonts::REGULAR` is the same font in the window and in files"),
    ("src/charts/mod.rs", "palette", "colours are found in one place"),
];

/// A crate is named only in its rooms, and every dependency has a room.
pub(super) fn own_crates(sources: &[Source], manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    let known: BTreeSet<&str> =
        ROOMS.iter().flat_map(|room| room.crates).copied().chain(EVERYWHERE).chain(IN_TESTS).collect();
    let dependencies = dependencies(manifest);
    for (line, name) in &dependencies {
        if !known.contains(name.as_str()) {
            found.push(format!("Cargo.toml:{line}: no room for {name}; say in the tidy test which rooms may use it"));
        }
    }
    for name in known {
        if !dependencies.iter().any(|(_, dependency)| dependency == name) {
            found.push(format!("Cargo.toml:1: {name} has a room but is no dependency"));
        }
    }
    for source in sources {
        let Some(room) = ROOMS.iter().find(|room| Some(room.name) == source.room()) else { continue };
        for named in source.parse().named {
            let name = named.segments[0].as_str();
            let allowed = EVERYWHERE.contains(&name)
                || room.crates.contains(&name)
                || (named.in_tests && IN_TESTS.contains(&name));
            if !allowed && dependencies.iter().any(|(_, dependency)| dependency == name) {
                found.push(format!("{}:{}: {} may not use the crate {name}", source.name, named.line, room.name));
            }
        }
    }
    found
}

/// Line and name, as code writes it, of every dependency in a manifest. Build dependencies are none of the rooms'.
pub(super) fn dependencies(manifest: &str) -> Vec<(usize, String)> {
    let mut inside = false;
    let mut found = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]") && !line.contains("build-");
        } else if inside && line.starts_with(char::is_alphanumeric) {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            found.push((index + 1, name.replace('-', "_")));
        }
    }
    found
}

/// Disk, clock, network and threads belong to the outer rooms.
pub(super) fn outside_world(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let Some(room) = source.room().filter(|room| *room != "lib") else { continue };
        for named in source.parse().named.iter().filter(|named| !named.in_tests) {
            let reaches = OUTSIDE.iter().any(|(path, rooms)| named.starts_with(path) && !rooms.contains(&room));
            let ends_with = |call: &&[&str]| {
                named.segments.len() >= call.len()
                    && named.segments.iter().rev().zip(call.iter().rev()).all(|(a, b)| a == b)
            };
            let asks = !MAY_ASK_THE_CLOCK.contains(&room) && CLOCKS.iter().any(ends_with);
            if reaches || asks {
                let path = named.segments.join("::");
                found.push(format!("{}:{}: {room} may not reach for {path}; hand it in", source.name, named.line));
            }
        }
    }
    found
}

/// A file says in its first line what it is for.
pub(super) fn opening_line(sources: &[Source]) -> Vec<String> {
    let opens = |source: &&Source| !source.text.starts_with("//! ");
    sources.iter().filter(opens).map(|source| format!("{}:1: open with //! and what it is for", source.name)).collect()
}

/// Lines a file may have.
const MAX_LINES: usize = 500;

/// A file is about one thing. `excused` are files that may be longer, each with its reason.
pub(super) fn file_length(sources: &[Source], excused: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let lines = source.text.lines().count();
        let is_excused = excused.iter().any(|(name, _)| *name == source.name);
        if lines > MAX_LINES && !is_excused {
            found.push(format!("{}:{lines}: over {MAX_LINES} lines; split it by idea", source.name));
        } else if lines <= MAX_LINES && is_excused {
            found.push(format!("{}:{lines}: short enough by now; drop its excuse", source.name));
        }
    }
    for (name, reason) in excused {
        if reason.is_empty() || !sources.iter().any(|source| source.name == *name) {
            found.push(format!("{name}:1: excused without a reason, or gone"));
        }
    }
    found
}

/// Old code lives in the history, not in comments.
pub(super) fn dead_code_in_comments(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for comment in source.parse().comments.iter().filter(|comment| looks_like_code(comment.text)) {
            found.push(format!("{}:{}: code in a comment: {}", source.name, comment.line, comment.text));
        }
    }
    found
}

fn looks_like_code(text: &str) -> bool {
    let text = text.strip_prefix("pub ").unwrap_or(text);
    // Prose may end a line with a semicolon or start it with "use" or "let"; code also has signs that prose has not.
    let has_signs = ["=", "(", "::", ".", "["].iter().any(|sign| text.contains(sign));
    let starts_with = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    text.ends_with('{')
        || text == "}"
        || text == "};"
        || (text.ends_with(';') && (has_signs || !text.contains(' ') || starts_with(&["use ", "mod ", "return "])))
        || (starts_with(&["let ", "const ", "static "]) && text.contains(" = "))
        || (text.starts_with("use ") && text.contains("::"))
        || (starts_with(&["fn ", "async fn ", "const fn "]) && text.contains('('))
        || (starts_with(&["#[", "#!["]) && text.ends_with(']'))
}

/// Nothing says on whose machine it was written.
pub(super) fn machine_paths(sources: &[Source]) -> Vec<String> {
    // In pieces, so that this file passes its own rule.
    let needles = [
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/Us", "ers/"),
        concat!("../sha", "red"),
    ];
    let mut found = Vec::new();
    for source in sources {
        for (index, line) in source.text.lines().enumerate() {
            if let Some(needle) = needles.iter().find(|needle| line.contains(**needle)) {
                found.push(format!("{}:{}: a path of one machine: {needle}", source.name, index + 1));
            }
        }
    }
    found
}
