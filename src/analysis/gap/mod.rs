//! The gap between two groups, usually management and the team: per criterion, per customer and overall.
//!
//! A gap is the first group's mean minus the second's, in points from −100 to 100. Over customers the same customers
//! are compared (paired); about one customer its people are (unpaired). How large a gap is comes first; how easily
//! chance would make it, by rearranging signs or labels, comes second.

mod customer;
mod effect;
mod finding;
mod flips;
mod labels;
mod many;
mod over;
mod paired;
mod permutation;
mod unpaired;

pub use customer::{PeopleGap, customer_gaps};
pub use effect::{EffectSize, SURE, hedges_correction};
pub use finding::{finding_gap, finding_gaps, finding_people_gap};
pub use flips::sign_flip_test;
pub use labels::label_test;
pub use many::benjamini_hochberg;
pub use over::{CriterionGap, CustomerGap, Gaps, gaps};
pub use paired::{PairedGap, paired_gap};
pub use permutation::Permutation;
pub use unpaired::{UnpairedGap, Welch, cliff_delta, unpaired_gap};
