//! The window: views that read the state and send commands.
//!
//! [`Shell`] is the frame around everything; `screens` and `modals` are functions of a [`View`], which shows the state
//! and takes commands; `widgets` are the parts they are made of; `theme` holds every colour and size.

mod bands;
mod chart_tools;
mod clipboard;
mod dialogs;
mod drop_zone;
mod formats;
mod icons;
mod launch;
mod modals;
mod paint;
mod pasting;
mod picture;
mod rail;
#[cfg(test)]
mod same_picture;
mod screens;
mod shell;
mod theme;
mod toasts;
mod top_bar;
mod view;
mod widgets;

pub use launch::{NoWindow, Start, name, now, open_window};
pub use shell::{Now, Shell};
pub use view::View;
