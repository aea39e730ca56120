//! Puts the files of `assets` that belong into the program where the compiler finds them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    bundle_assets()
}

/// Writes `bundled.rs`: path and content of every file of the sample business and of the starter scorecards.
fn bundle_assets() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=build.rs");
    let mut code = String::new();
    for (name, folder, words) in [
        ("SAMPLE", "assets/sample", "The sample business, laid out as a workspace."),
        ("SCORECARDS", "assets/scorecards", "The starter scorecards."),
    ] {
        if root.join(folder).is_dir() {
            println!("cargo::rerun-if-changed={folder}");
        }
        let mut files = Vec::new();
        collect(&root.join(folder), "", &mut files)?;
        files.sort();
        code += &format!("/// {words}\npub(super) const {name}: &[(&str, &str)] = &[\n");
        for (relative, path) in files {
            writeln!(code, "    ({relative:?}, include_str!({path:?})),").map_err(io::Error::other)?;
        }
        code += "];\n";
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("bundled.rs"), code)
}

/// The JSON files below a folder, with their path from there, `/` between the parts.
fn collect(dir: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    if !dir.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else if name.ends_with(".json") {
            files.push((format!("{prefix}{name}"), path.clone()));
        }
    }
    Ok(())
}
