//! The parts every screen is made of: small functions that take a `Ui` and data, and return what the user did.
//!
//! No widget keeps state of its own beyond what egui keeps (focus, scrolling, an open popup): what can be typed is
//! passed as `&mut String`, what can be chosen is passed in and the new choice is returned. Every widget has an
//! accessible name, can be reached with the keyboard and shows a ring while it has it.

mod common;
pub mod text;

mod button;
mod card;
mod pill;

pub use button::{Button, icon_button, link};
pub use card::{Card, card, card_titled, note_box};
pub use pill::{key_cap, pill, pill_small, status_pill, tag};

/// Buttons by what they do: [`button::primary`] starts what the screen is for, one per screen.
pub mod buttons {
    pub use super::button::{danger, primary, quiet, secondary};
}
