//! What the user has set on this computer. A broken file costs the settings, never the start.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::atomic::{self, Job};
use super::disk::{Disk as _, Privacy, READ_LIMIT, RealDisk};
use super::{Paths, Problem, StoreError, format};

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Which graphics interface draws the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renderer {
    /// The newer one: Vulkan, Direct3D 12 or Metal.
    Wgpu,
    /// The older one: OpenGL.
    Glow,
}

/// What the user has set on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// Large type and wide rows for a projector; `None` decides by the screen.
    pub projector: Option<bool>,
    /// The size of everything, in percent: 50 to 300.
    pub zoom_percent: u16,
    /// Workspaces opened before, the newest first; at most 10.
    pub recent: Vec<PathBuf>,
    /// The workspace opened last.
    pub last_workspace: Option<PathBuf>,
    /// The renderer the user chose; `None` lets the program choose.
    pub renderer: Option<Renderer>,
    /// The renderer that worked last.
    pub last_good_renderer: Option<Renderer>,
    /// How a chart was saved last, as the export wrote it; `Null` before the first.
    pub export: Value,
    /// Settings of newer versions, written back.
    pub extra: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            projector: None,
            zoom_percent: 100,
            recent: Vec::new(),
            last_workspace: None,
            renderer: None,
            last_good_renderer: None,
            export: Value::Null,
            extra: Map::new(),
        }
    }
}

/// The most workspaces remembered.
const MAX_RECENT: usize = 10;

impl Settings {
    /// Reads the settings. A setting that makes no sense becomes its default; a file that cannot be read is kept aside
    /// as `settings.broken.json`, and the problem says so.
    pub fn load(paths: &Paths) -> (Self, Option<Problem>) {
        let file = paths.settings_file();
        let bytes = match RealDisk.read(&file, READ_LIMIT) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (Self::default(), None),
            Err(error) => {
                let error = StoreError::io("Could not read the settings", &file, error);
                return (Self::default(), Some(problem(&file, error.to_string(), "The usual settings are used.")));
            }
        };
        if let Ok(Value::Object(fields)) = serde_json::from_slice(&bytes) {
            return (Self::from_fields(fields), None);
        }
        let aside = file.with_extension("broken.json");
        let advice = match RealDisk.rename(&file, &aside) {
            Ok(()) => "The usual settings are used; the old file is kept as settings.broken.json.",
            Err(_stays) => "The usual settings are used.",
        };
        (Self::default(), Some(problem(&file, "The settings could not be read.".to_owned(), advice)))
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// [`StoreError::Io`]; the old settings are then still there.
    pub fn save(&self, paths: &Paths) -> Result<(), StoreError> {
        let target = paths.settings_file();
        let folder = paths.root();
        RealDisk.create_dir(folder).map_err(|error| StoreError::io("Could not make the folder", folder, error))?;
        let bytes = format::pretty(Value::Object(self.to_fields()))
            .map_err(|error| StoreError::Unwritable { path: target.clone(), reason: error.to_string() })?;
        if RealDisk.read(&target, READ_LIMIT).is_ok_and(|old| old == bytes) {
            return Ok(());
        }
        atomic::write_one(&RealDisk, Job { target, bytes }, Privacy::Private, "settings").map(drop)
    }

    /// Puts a workspace at the top of the recent ones, and makes it the last.
    pub fn remember(&mut self, workspace: &Path) {
        self.forget(workspace);
        self.recent.insert(0, workspace.to_owned());
        self.recent.truncate(MAX_RECENT);
        self.last_workspace = Some(workspace.to_owned());
    }

    /// Takes a workspace off the list, as when it is not there any more.
    pub fn forget(&mut self, workspace: &Path) {
        self.recent.retain(|known| known != workspace);
        if self.last_workspace.as_deref() == Some(workspace) {
            self.last_workspace = None;
        }
    }

    fn from_fields(mut fields: Map<String, Value>) -> Self {
        fn take<T: serde::de::DeserializeOwned>(fields: &mut Map<String, Value>, key: &str) -> Option<T> {
            fields.remove(key).and_then(|value| serde_json::from_value(value).ok())
        }
        let mut recent: Vec<PathBuf> = Vec::new();
        for path in take::<Vec<PathBuf>>(&mut fields, "recent").unwrap_or_default() {
            if !recent.contains(&path) && recent.len() < MAX_RECENT {
                recent.push(path);
            }
        }
        Self {
            theme: take(&mut fields, "theme").unwrap_or_default(),
            projector: take(&mut fields, "projector"),
            zoom_percent: take(&mut fields, "zoom_percent").unwrap_or(100_u16).clamp(50, 300),
            recent,
            last_workspace: take(&mut fields, "last_workspace"),
            renderer: take(&mut fields, "renderer"),
            last_good_renderer: take(&mut fields, "last_good_renderer"),
            export: fields.remove("export").unwrap_or_default(),
            extra: fields,
        }
    }

    fn to_fields(&self) -> Map<String, Value> {
        let mut fields = self.extra.clone();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                fields.insert(key.to_owned(), value);
            }
        };
        // A path that is no text cannot stand in a JSON file; it is forgotten rather than bent.
        let text = |path: &PathBuf| path.to_str().map(Value::from);
        put("theme", serde_json::to_value(self.theme).ok());
        put("projector", self.projector.map(Value::from));
        put("zoom_percent", Some(Value::from(self.zoom_percent)));
        put("recent", Some(self.recent.iter().filter_map(text).collect()));
        put("last_workspace", self.last_workspace.as_ref().and_then(text));
        put("renderer", self.renderer.and_then(|renderer| serde_json::to_value(renderer).ok()));
        put("export", Some(self.export.clone()).filter(|export| !export.is_null()));
        put("last_good_renderer", self.last_good_renderer.and_then(|renderer| serde_json::to_value(renderer).ok()));
        fields
    }
}

fn problem(file: &Path, what: String, advice: &str) -> Problem {
    Problem { file: file.to_owned(), place: None, what, advice: advice.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(paths: &Paths, bytes: &[u8]) {
        RealDisk.create_dir(paths.root()).unwrap();
        let job = Job { target: paths.settings_file(), bytes: bytes.to_vec() };
        atomic::write_one(&RealDisk, job, Privacy::Private, "test").unwrap();
    }

    #[test]
    fn settings_come_back_with_what_newer_versions_added() {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::under(&home.path().join("not there yet"));
        assert_eq!(Settings::load(&paths), (Settings::default(), None));
        let mut settings =
            Settings { theme: Theme::Dark, projector: Some(true), zoom_percent: 125, ..Settings::default() };
        settings.renderer = Some(Renderer::Glow);
        settings.export = serde_json::json!({"format": "pdf", "scale": 3});
        settings.extra.insert("font".to_owned(), Value::from("serif"));
        for number in 0..12 {
            settings.remember(Path::new(&format!("/w/{number}")));
        }
        settings.remember(Path::new("/w/7"));
        assert_eq!(settings.recent.len(), 10);
        assert_eq!(settings.recent[..2], [PathBuf::from("/w/7"), PathBuf::from("/w/11")]);
        settings.save(&paths).unwrap();
        assert_eq!(Settings::load(&paths), (settings, None));
    }

    #[test]
    fn a_broken_file_is_kept_aside_and_a_broken_value_costs_only_itself() {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::under(home.path());
        put(&paths, b"{\"theme\": \"dark\", ");
        let (settings, problem) = Settings::load(&paths);
        assert_eq!(settings, Settings::default());
        assert!(problem.unwrap().advice.contains("settings.broken.json"), "it says where the old file is");
        assert_eq!(
            RealDisk.read(&home.path().join("settings.broken.json"), READ_LIMIT).unwrap(),
            b"{\"theme\": \"dark\", "
        );
        put(
            &paths,
            br#"{"theme":"sepia","zoom_percent":9000,"projector":"maybe","recent":["/a","/a"],"renderer":"glow"}"#,
        );
        let (settings, problem) = Settings::load(&paths);
        assert_eq!(problem, None);
        let expected = Settings {
            zoom_percent: 300,
            recent: vec![PathBuf::from("/a")],
            renderer: Some(Renderer::Glow),
            ..Settings::default()
        };
        assert_eq!(settings, expected);
    }
}
