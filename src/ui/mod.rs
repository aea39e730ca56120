//! The window: views that read the state and send commands.

pub mod icons;
pub mod theme;
pub mod widgets;
