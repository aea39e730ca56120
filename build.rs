//! What must be known at compile time: the commit for the about box, the sample business and the starter scorecards,
//! and on Windows the icon, version and manifest.
//!
//! Where git or the resource compiler is missing, it says so and goes on without.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    version_and_commit();
    windows_resources();
    bundle_assets()
}

/// Sets `KEEPWISE_COMMIT`: the short hash of the commit this was built from, or "unknown".
///
/// Whoever builds from an archive can hand the hash in, in the variable of the same name.
fn version_and_commit() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=KEEPWISE_COMMIT");
    let given = env::var("KEEPWISE_COMMIT").ok().filter(|text| !text.is_empty());
    let commit = given.or_else(commit_from_git).unwrap_or_else(|| "unknown".to_owned());
    println!("cargo:rustc-env=KEEPWISE_COMMIT={commit}");
}

fn commit_from_git() -> Option<String> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
    // Without this check, an archive unpacked inside another repository would show that one's commit.
    if !root.join(".git").exists() {
        return None;
    }
    let Some(commit) = git(&root, &["rev-parse", "--short=12", "HEAD"]) else {
        println!("cargo:warning=git cannot tell the commit; the about box will say \u{201c}unknown\u{201d}");
        return None;
    };
    // The log of HEAD grows with every commit and checkout; the others cover repositories that keep no log.
    // Only files that exist: a missing one would re-run this on every build.
    let branch = git(&root, &["symbolic-ref", "--quiet", "HEAD"]);
    for name in ["HEAD", "logs/HEAD", "packed-refs"].into_iter().chain(branch.as_deref()) {
        let path = git(&root, &["rev-parse", "--git-path", name]).map(|path| root.join(path));
        if let Some(path) = path.filter(|path| path.exists()) {
            println!("cargo:rerun-if-changed={}", path.display());
        }
    }
    Some(commit)
}

/// What git prints, or nothing when git is missing or refuses.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").current_dir(root).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let text = text.trim();
    (output.status.success() && !text.is_empty()).then(|| text.to_owned())
}

/// Writes `bundled.rs`: path and content of every file of the sample business and of the starter scorecards.
fn bundle_assets() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut code = String::new();
    for (name, folder, words) in [
        ("SAMPLE", "assets/sample", "The sample business, laid out as a workspace."),
        ("SCORECARDS", "assets/scorecards", "The starter scorecards."),
    ] {
        if root.join(folder).is_dir() {
            println!("cargo:rerun-if-changed={folder}");
        }
        let mut files = Vec::new();
        collect(&root.join(folder), folder, &mut files)?;
        files.sort();
        writeln!(code, "/// {words}\npub(super) const {name}: &[(&str, &str)] = &[").map_err(io::Error::other)?;
        for file in files {
            let relative = file.trim_start_matches(folder).trim_start_matches('/');
            let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?})", format!("/{file}"));
            writeln!(code, "    ({relative:?}, include_str!({path})),").map_err(io::Error::other)?;
        }
        code += "];\n";
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    #[expect(clippy::disallowed_methods, reason = "a build that was cut short writes this file again")]
    fs::write(out.join("bundled.rs"), code)
}

/// The JSON files below a folder, each as `name` of the folder, `/`, and its path from there.
fn collect(dir: &Path, name: &str, files: &mut Vec<String>) -> io::Result<()> {
    if !dir.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let Some(last) = path.file_name().and_then(|last| last.to_str()) else { continue };
        let name = format!("{name}/{last}");
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(name);
        }
    }
    Ok(())
}

/// Gives the Windows program its icon, its version and its manifest.
fn windows_resources() {
    println!("cargo:rerun-if-changed=assets/icon/keepwise.ico");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return;
    }
    // The resource compiler runs in another folder, so the icon's path must be complete.
    let root = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let icon = root.join("assets").join("icon").join("keepwise.ico");
    let mut resource = winresource::WindowsResource::new();
    resource
        .set_icon(&icon.display().to_string())
        .set("ProductName", "Keepwise")
        .set("FileDescription", "Keepwise")
        .set("InternalName", "keepwise")
        .set("OriginalFilename", "keepwise.exe")
        .set("LegalCopyright", "The Keepwise authors. MIT or Apache-2.0")
        .set_manifest(MANIFEST);
    if let Err(error) = resource.compile() {
        println!("cargo:warning=no icon, version and manifest in keepwise.exe, the resource compiler says: {error}");
    }
}

/// Sharp on every screen of a mixed pair, UTF-8 in every call, controls of today, no compatibility mode.
const MANIFEST: &str = r#"<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <assemblyIdentity type="win32" name="Keepwise" version="1.0.0.0" processorArchitecture="*"/>
  <dependency>
    <dependentAssembly>
      <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0"
        processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
    </dependentAssembly>
  </dependency>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges><requestedExecutionLevel level="asInvoker" uiAccess="false"/></requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <!-- Windows 10 and 11 -->
      <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2, PerMonitor</dpiAwareness>
      <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    </windowsSettings>
  </application>
</assembly>
"#;
