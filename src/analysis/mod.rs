//! What it means: evidence → score → verdict, with reasons, cautions, history and findings; pure, cannot fail.
//!
//! Judging has two stages. [`Evidence`] is what people said, averaged per customer, criterion and group; it changes
//! only with the ratings. [`judge`] turns evidence into verdicts under some [`Terms`] in one pass over plain arrays,
//! quick enough for every step of a slider. [`explain`] says in words, for one customer, why and how surely.
//!
//! Nothing here knows a clock: today comes in as an argument. The same input gives the same output, to the letter.

mod attention;
mod distribution;
mod evidence;
mod explain;
mod figure;
mod findings;
mod firmness;
mod flags;
mod flip;
mod great;
mod history;
mod history_many;
mod judge;
mod looking_back;
mod moves;
mod past;
mod rank;
mod reader;
mod right_things;
mod shares;
mod stats;
mod terms;
mod voices;
mod weightings;
mod window;
mod words;

pub use attention::{Attention, AttentionKind, attention};
pub use distribution::{Bin, CriterionDistribution, distribution};
pub use evidence::{Cell, Evidence};
pub use explain::{
    Caution, CautionKind, Contribution, Explanation, FlagFinding, Judged, Missing, explain, explain_all,
};
pub use findings::{finding_distribution, finding_history, finding_overview, finding_profile, finding_voices};
pub use firmness::{CLOSE_POINTS, Firmness};
pub use flags::{FlagState, FlagTally, flag_state};
pub use flip::{Flip, nearest_flip};
pub use great::{
    Alike, Attribute, AttributeGap, AttributeKind, CountOf, CriterionGap, EarlySign, Great, GreatBy, MIN_EACH, Outlook,
    RedFlagSearch, fisher_exact, great_customers, prospect_outlook, red_flags, wilson,
};
pub use history::{QuarterPoint, history, rule_changes};
pub use history_many::history_of_many;
pub use judge::{EPSILON, Judgement, judge};
pub use looking_back::{
    DecisionLookBack, LookingBack, Promise, Since, Surprise, VerdictsHeld, looking_back, verdicts_held,
};
pub use moves::{Move, VerdictCounts, count, moves};
pub use rank::{rank, worst_first};
pub use right_things::{
    ASSOCIATION, Amount, AmountModel, AnswerQuality, Answered, Coefficient, CriterionCheck, Duplicate, Duplication,
    EVENTS_PER_CRITERION, GoesWith, Joint, JointCriterion, Linear, Logistic, OffScale, Outcome, OutcomeCounts,
    OutcomeModel, Redundancy, RepeatedName, RightThings, Spread, StraightLine, TellsApart, answer_quality, auc, correlation,
    linear,
    logistic, point_biserial, right_things, spearman, tau_b,
};
pub use shares::revenue_shares;
pub use stats::{Interval, NotComputable};
pub use terms::Terms;
pub use voices::{CriterionVoices, Voice, averages, voices};
pub use weightings::share_of_weightings_at_least;
pub use window::Window;
pub use words::{answer_text, date_text, money_text, percent_text, score_text};
