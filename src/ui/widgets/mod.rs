//! The parts every screen is made of: small functions that take a `Ui` and data, and return what the user did.
//!
//! No widget keeps state of its own beyond what egui keeps (focus, scrolling, an open popup): what can be typed is
//! passed as `&mut String`, what can be chosen is passed in and the new choice is returned. Every widget has an
//! accessible name, can be reached with the keyboard and shows a ring while it has it.

mod common;

pub(super) mod button;
pub(super) mod text;

mod card;
mod date;
mod field;
mod modal;
mod nav;
mod notice;
mod number;
mod pick_row;
mod pill;
mod row;
mod select;
mod slider;
mod tick_row;

pub(super) use button::{Button, icon_button, link, link_named, lock_button};
pub(super) use card::{Card, card, card_titled, note_box};
pub(super) use date::{DateField, date_field};
pub(super) use field::{TextField, checkbox, note_field, search_field, text_field, tick_box};
pub(super) use modal::{Modal, ModalReply, return_focus};
pub(super) use nav::{chip, choice_chips, nav_item, segmented, tabs};
pub(super) use notice::{Toast, ToastReply, Tone, banner, toasts};
pub(super) use number::{NumberField, parse_number};
pub(super) use pick_row::{PickReply, PickRow};
pub(super) use pill::{key_cap, pill, pill_small, status_pill, tag, verdict_icon};
pub(super) use row::{ChoiceCard, ListRow, StatCard, Step, choice_card, empty_state, list_row, stat_card, step_row};
pub(super) use select::{menu_button, menu_item, select, select_bare};
pub(super) use slider::{SliderRow, progress_bar};
pub(super) use tick_row::TickRow;
