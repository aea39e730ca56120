//! Fragility: what would tip a verdict or a rank – an answer, a weight, all weights – and how much it would take.

mod acceptability;
mod answer_change;
mod chance;
mod flip;
mod order;
mod overtaking;
mod simplex;
mod stability;
mod targets;
mod tornado;
mod voice_reach;
mod weight_change;
mod weight_shift;
mod weightings;
mod whole;

pub use acceptability::{
    ACCEPTABILITY_DRAWS, MAX_RANKED, RankAcceptability, Ranked, rank_acceptability, rank_acceptability_drawn,
    rank_acceptability_of,
};
pub use answer_change::{AnswerChange, smallest_answer_change};
pub use flip::{Flip, nearest_flip};
pub use order::{
    RankOrder, rank_order_weights, share_in_order_at_least, share_of_ordered_weightings_at_least, weights_by_rank_order,
};
pub use overtaking::{Overtaking, Race, WeightSensitivity, race, smallest_shift_to_tie, weight_sensitivity};
pub use stability::{LocalStability, Perturbation, STABILITY_DRAWS, local_stability, perturbed};
pub use tornado::{TornadoBar, TornadoEnd, tornado};
pub use voice_reach::VoiceReach;
pub use weight_change::{WeightChange, smallest_weight_change, weight_to_reach};
pub use weight_shift::{WeightShift, smallest_shift, smallest_weight_shift};
pub use weightings::{pairwise_winning, share_of_weightings_at_least, share_of_weightings_between};
pub use whole::{Fragility, fragilities, fragility};
