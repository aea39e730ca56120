//! The published schemas are those of the model.

use std::path::Path;

use super::put;

#[test]
fn the_schemas_in_docs_are_current() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/format");
    for (file, expected) in keepwise::store::schema() {
        assert!(expected.len() > 500, "{file} is empty");
        let path = docs.join(file);
        if std::env::var_os("KEEPWISE_UPDATE_SCHEMA").is_some() {
            put(&path, &expected);
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(
            found == expected,
            "docs/format/{file} is not current. Refresh it with: KEEPWISE_UPDATE_SCHEMA=1 cargo test --test it schemas_in_docs"
        );
    }
}
