//! The parts every screen is made of: small functions that take a `Ui` and data, and return what the user did.
//!
//! No widget keeps state of its own beyond what egui keeps (focus, scrolling, an open popup): what can be typed is
//! passed as `&mut String`, what can be chosen is passed in and the new choice is returned. Every widget has an
//! accessible name, can be reached with the keyboard and shows a ring while it has it.

mod common;

pub mod button;
pub mod text;

mod card;
mod date;
mod field;
mod heat;
mod modal;
mod nav;
mod notice;
mod number;
mod pill;
mod row;
mod select;
mod slider;

pub use button::{Button, icon_button, link};
pub use card::{Card, card, card_titled, note_box};
pub use date::{DateEntry, DateField, DateProblem, calendar, date_field, parse_date};
pub use field::{TextField, checkbox, note_field, search_field, select_all, text_field};
pub use heat::{HeatCell, hatch, heat_cell, paint_heat_cell, sparkline};
pub use modal::{Modal, ModalReply, ModalShown, confirm, return_focus};
pub use nav::{chip, choice_chips, nav_item, segmented, tabs};
pub use notice::{Toast, ToastReply, Tone, banner, toasts};
pub use number::{NumberEntry, NumberField, NumberProblem, number_field, parse_number};
pub use pill::{key_cap, pill, pill_small, status_pill, tag, verdict_icon};
pub use row::{ChoiceCard, ListRow, StatCard, Step, choice_card, empty_state, list_row, stat_card, step_row};
pub use select::{menu_button, menu_item, select, select_bare};
pub use slider::{SliderRow, progress_bar, slider_row};
pub use text::card_title as section_heading;
