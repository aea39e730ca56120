//! Unfinished forms, kept on this computer outside the shared folder, so that they survive a crash or a close.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::atomic::{self, Job};
use super::disk::{Disk as _, Privacy, READ_LIMIT, RealDisk};
use super::{Paths, StoreError, format};
use crate::model::BusinessId;

/// The unfinished forms of one workspace, by key ("rate customer … person …").
#[derive(Debug, Clone)]
pub struct Drafts {
    dir: PathBuf,
}

impl Drafts {
    /// The drafts of the workspace with this id; nothing is made before the first is put.
    pub fn of(paths: &Paths, workspace: BusinessId) -> Self {
        Self { dir: paths.drafts_dir().join(workspace.to_string()) }
    }

    /// Keeps a form under this key, in place of what was there.
    ///
    /// # Errors
    /// [`StoreError::Io`]; the draft before it is then still there.
    pub fn put(&self, key: &str, value: &Value) -> Result<(), StoreError> {
        let target = self.file(key);
        RealDisk
            .create_dir(&self.dir)
            .map_err(|error| StoreError::io("Could not make the folder", &self.dir, error))?;
        let bytes = format::pretty(json!({ "key": key, "value": value }))
            .map_err(|error| StoreError::Unwritable { path: target.clone(), reason: error.to_string() })?;
        atomic::write_one(&RealDisk, Job { target, bytes }, Privacy::Private, "draft").map(drop)
    }

    /// The form under this key, if there is one that can be read.
    pub fn get(&self, key: &str) -> Option<Value> {
        read(&self.file(key)).filter(|(found, _)| found == key).map(|(_, value)| value)
    }

    /// Forgets the form under this key.
    ///
    /// # Errors
    /// [`StoreError::Io`] if it is there and cannot be removed.
    pub fn remove(&self, key: &str) -> Result<(), StoreError> {
        let file = self.file(key);
        match RealDisk.remove(&file) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(StoreError::io("Could not remove the draft", &file, error)),
        }
    }

    /// All forms that can be read, by key.
    pub fn list(&self) -> Vec<(String, Value)> {
        let Ok(entries) = std::fs::read_dir(&self.dir) else { return Vec::new() };
        let is_draft = |path: &PathBuf| path.extension().is_some_and(|end| end == "json");
        let mut drafts: Vec<_> =
            entries.flatten().map(|entry| entry.path()).filter(is_draft).filter_map(|path| read(&path)).collect();
        drafts.sort_by(|(one, _), (other, _)| one.cmp(other));
        drafts
    }

    /// Keys may hold anything, file names may not.
    fn file(&self, key: &str) -> PathBuf {
        self.dir.join(format!("{}.json", &blake3::hash(key.as_bytes()).to_hex()[..32]))
    }
}

fn read(path: &Path) -> Option<(String, Value)> {
    let bytes = RealDisk.read(path, READ_LIMIT).ok()?;
    let Value::Object(mut fields) = serde_json::from_slice(&bytes).ok()? else { return None };
    let Some(Value::String(key)) = fields.remove("key") else { return None };
    Some((key, fields.remove("value")?))
}

#[cfg(test)]
mod tests {
    use ulid::Ulid;

    use super::*;

    #[test]
    fn drafts_are_kept_by_workspace_and_key() {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::under(home.path());
        let id = |number| BusinessId::new(Ulid::from_parts(1, number));
        let (ours, theirs) = (Drafts::of(&paths, id(1)), Drafts::of(&paths, id(2)));
        assert_eq!(ours.get("../a"), None);
        ours.put("../a", &json!({ "clear": 4 })).unwrap();
        ours.put("b", &json!([1])).unwrap();
        ours.put("b", &json!([2])).unwrap();
        assert_eq!(ours.get("../a"), Some(json!({ "clear": 4 })));
        assert_eq!(ours.list(), [("../a".to_owned(), json!({ "clear": 4 })), ("b".to_owned(), json!([2]))]);
        assert_eq!(theirs.list(), []);
        ours.remove("../a").unwrap();
        ours.remove("../a").unwrap();
        assert_eq!(ours.list().len(), 1);
    }
}
