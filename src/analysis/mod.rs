//! What it means: evidence → score → verdict, with reasons, cautions, history and findings; pure, cannot fail.
//!
//! Judging has two stages. [`Evidence`] is what people said, averaged per customer, criterion and group; it changes
//! only with the ratings. [`judge`] turns evidence into verdicts under some [`Terms`] in one pass over plain arrays,
//! quick enough for every step of a slider. [`explain`] says in words, for one customer, why and how surely.
//!
//! Nothing here knows a clock: today comes in as an argument. The same input gives the same output, to the letter.

mod agreement;
mod approval;
mod attention;
mod certainty;
mod chart_findings;
mod combine;
mod distribution;
mod due;
mod evidence;
mod explain;
mod figure;
mod findings;
mod firmness;
mod flags;
mod fragility;
mod gap;
mod gathering;
mod great;
mod history;
mod history_many;
mod judge;
mod lenses;
mod looking_back;
mod moves;
mod past;
mod portfolio;
mod rank;
mod reader;
mod review;
mod right_things;
mod severity;
mod shares;
mod side_by_side;
mod similar;
mod stats;
mod terms;
mod trend;
mod turned_out;
mod verdict_history;
mod voices;
mod window;
mod words;

pub use agreement::{
    ALPHA_MIN_UNITS, AgreementBand, AgreementIntervals, Alpha, AlphaLevel, Concordance, CriterionAgreement,
    CriterionInterval, FTest, FleissKappa, GroupPair, Gwet, GwetWeights, Icc, IccFigure, OneWayIcc, RankLists,
    ReliabilityBand, ScorecardAgreement, SecondOpinion, TotalsAgreement, Units, agreement, agreement_intervals,
    alpha_interval, fleiss_kappa, gwet, icc, kendall_w, krippendorff_alpha, one_way_icc, percent_agreement, tau_b,
};
pub use approval::{
    AdjustedNps, Approval, ApprovalScale, Nps, Satisfaction, approval, ces_1, ces_2, csat, finding_approval, nps,
};
pub use attention::{Attention, AttentionKind, attention};
pub use certainty::{
    Basis, Certainties, Certainty, OwnError, PooledError, balanced_reach, own_error, pooled_error, practically_equal,
    probability_above,
};
pub use chart_findings::{
    finding_criterion_history, finding_groups, finding_means, finding_raters, finding_scores, finding_table,
    finding_tornado, finding_waterfall,
};
pub use combine::trimmed_mean;
pub use distribution::{Bin, CriterionDistribution, distribution};
pub use evidence::{Cell, Evidence};
pub use explain::{
    Caution, CautionKind, Contribution, Explanation, FlagFinding, Judged, Missing, SetAside, explain, explain_all,
};
pub use findings::{finding_distribution, finding_history, finding_overview, finding_profile, finding_voices};
pub use firmness::{CLOSE_POINTS, Firmness};
pub use flags::{FlagState, FlagTally, flag_state};
pub use fragility::{
    ACCEPTABILITY_DRAWS, AnswerChange, Flip, Fragility, LocalStability, MAX_RANKED, Overtaking, Perturbation, Race,
    RankAcceptability, RankOrder, Ranked, STABILITY_DRAWS, TornadoBar, TornadoEnd, VoiceReach, WeightChange,
    WeightSensitivity, WeightShift, fragilities, fragility, local_stability, nearest_flip, pairwise_winning, perturbed,
    race, rank_acceptability, rank_acceptability_drawn, rank_acceptability_of, rank_order_weights,
    share_in_order_at_least, share_of_ordered_weightings_at_least, share_of_weightings_at_least,
    share_of_weightings_between, smallest_answer_change, smallest_shift, smallest_shift_to_tie, smallest_weight_change,
    smallest_weight_shift, tornado, weight_sensitivity, weight_to_reach, weights_by_rank_order,
};
pub use gap::{
    CriterionGap, CustomerGap, EffectSize, Gaps, PairedGap, PeopleGap, Permutation, SURE, UnpairedGap, Welch,
    benjamini_hochberg, cliff_delta, customer_gaps, finding_gap, finding_gaps, finding_people_gap, gaps,
    hedges_correction, label_test, paired_gap, sign_flip_test, unpaired_gap,
};
pub use gathering::Gathering;
pub use great::{
    Alike, Attribute, AttributeGap, AttributeKind, CountOf, CriterionDifference, EarlySign, Great, GreatBy, MIN_EACH,
    Outlook, RedFlagSearch, fisher_exact, great_customers, prospect_outlook, red_flags, wilson,
};
pub use history::{QuarterPoint, history, rule_changes};
pub use history_many::{histories, history_of_many};
pub use judge::{EPSILON, Judgement, judge};
pub use lenses::{
    Lens, LensColumn, LensPair, LensPlace, LensRow, Lenses, RankSpan, RankWarning, RankWarningKind, all_rank_warnings,
    finding_lens_row, finding_lenses, finding_pairs, lenses, ordinal, placed, rank_warnings,
};
pub use looking_back::{
    DecisionLookBack, LookingBack, Promise, Since, Surprise, VerdictsHeld, looking_back, verdicts_held,
};
pub use moves::{Move, VerdictCounts, count, moves};
pub use portfolio::{
    EffortBy, Figures, Grade, GradeRules, Graded, Grades, Largest, LetGoEffect, LetGoHeadline, MoneyEffect,
    MoneyTotals, Portfolio, PortfolioPoint, Quadrant, ReferralAtRisk, ValueBy, ValueClass, WhaleCurve, WhalePart,
    WhaleStep, finding_grades, finding_portfolio, finding_portfolio_of, finding_whale, grades, let_go_cautions,
    let_go_headline, let_go_sentences, portfolio, whale_curve, what_if_let_go,
};
pub use rank::{rank, worst_first};
pub use review::{CriterionMove, ReviewSince, review_since};
pub use right_things::{
    ASSOCIATION, Amount, AmountModel, AnswerQuality, Answered, Coefficient, CriterionCheck, Duplicate, Duplication,
    EVENTS_PER_CRITERION, GoesWith, Joint, JointCriterion, Linear, Logistic, OffScale, Outcome, OutcomeCounts,
    OutcomeModel, Redundancy, RepeatedName, RightThings, Spread, StraightLine, TellsApart, answer_quality, auc,
    correlation, linear, logistic, point_biserial, right_things, spearman,
};
pub use severity::{
    AdjustedCustomer, Observation, Part, PeopleTotals, PersonSeverity, RaterEffect, RaterSeverity, TargetEffect,
    TwoWay, rater_severity, two_way,
};
pub use shares::revenue_shares;
pub use side_by_side::{Beside, finding_how_sure, finding_side_by_side, spreads};
pub use similar::{Similar, most_similar};
pub use stats::{Interval, NotComputable};
pub use terms::Terms;
pub use trend::{
    CardTrends, MannKendall, Mover, RuleChange, RuleChangeKind, Series, SeriesPoint, TOO_FEW_ROUNDS, TheilSen, Trend,
    Way, approval_trends, card_trends, criterion_changes, customer_trends, finding_card_trends, finding_movers,
    finding_trend, mann_kendall, mann_kendall_exact_p, theil_sen, top_movers, trend,
};
pub use turned_out::{TurnedOut, finding_looking_back};
pub use verdict_history::{QuarterVerdicts, finding_verdict_history, verdict_history};
pub use voices::{CriterionVoices, Voice, averages, voices};
pub use window::Window;
pub use words::{answer_text, date_text, in_sentence, money_text, percent_text, period_text, score_text};
