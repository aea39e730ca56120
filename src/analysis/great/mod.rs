//! What does a great customer look like, and which red flags show early? Top against bottom, with counts and
//! intervals; words only where the numbers carry them.

mod attribute;
mod counts;
mod prospect;
mod red_flags;
mod top_bottom;

pub use attribute::{Attribute, AttributeKind};
pub(super) use counts::false_alarms;
pub use counts::{CountOf, fisher_exact, wilson};
pub use prospect::{Alike, Outlook, prospect_outlook};
pub use red_flags::{EarlySign, RedFlagSearch, red_flags};
pub use top_bottom::{AttributeGap, CriterionDifference, Great, GreatBy, MIN_EACH, great_customers};
