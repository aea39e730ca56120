//! The groups' rank lists of the customers, compared two by two and all together.

use crate::model::GroupId;

use super::super::figure;
use super::super::stats::NotComputable;
use super::kendall::{Concordance, kendall_w, tau_b};
use super::votes::Votes;

/// With fewer customers in both lists their order says nothing.
const MIN_CUSTOMERS: usize = 5;

/// Two groups' rank lists compared.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct GroupPair {
    /// One group.
    pub one: GroupId,
    /// The other.
    pub other: GroupId,
    /// The customers both have a score for.
    pub num_customers: usize,
    /// Kendall's tau-b, −1 (the opposite order) to 1 (the same).
    #[serde(serialize_with = "figure::serialize")]
    pub tau_b: Result<f64, NotComputable>,
    /// Kendall's W of the two.
    #[serde(serialize_with = "figure::serialize")]
    pub concordance: Result<Concordance, NotComputable>,
}

/// How far the groups would put the customers in the same order.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RankLists {
    /// Every two groups that share a customer, in the order of the groups' ids.
    pub pairs: Vec<GroupPair>,
    /// Kendall's W of all groups with scores, over the customers that all of them have a score for.
    #[serde(serialize_with = "figure::serialize")]
    pub all: Result<Concordance, NotComputable>,
}

/// Compares the groups' scores: each the mean of its people per criterion, then by the weights.
pub(super) fn rank_lists(votes: &Votes) -> RankLists {
    let num_groups = votes.groups.len();
    let scored = |group: usize| votes.group_scores().any(|scores| scores[group].is_some());
    let scoring: Vec<usize> = (0..num_groups).filter(|group| scored(*group)).collect();
    let mut pairs = Vec::new();
    for (at, &one) in scoring.iter().enumerate() {
        for &other in &scoring[at + 1..] {
            let lists = shared(votes, &[one, other]);
            let num_customers = lists[0].len();
            if num_customers > 0 {
                let enough = if num_customers < MIN_CUSTOMERS { Err(NotComputable::TooFew) } else { Ok(()) };
                pairs.push(GroupPair {
                    one: votes.groups[one].1,
                    other: votes.groups[other].1,
                    num_customers,
                    tau_b: enough.and_then(|()| tau_b(&lists[0], &lists[1])),
                    concordance: enough.and_then(|()| kendall_w(&lists)),
                });
            }
        }
    }
    let lists = shared(votes, &scoring);
    let all = match lists.first() {
        None => Err(NotComputable::NoAnswers),
        Some(_) if lists.len() < 2 => Err(NotComputable::FewerThanTwoRaters),
        Some(list) if list.len() < MIN_CUSTOMERS => Err(NotComputable::TooFew),
        Some(_) => kendall_w(&lists),
    };
    RankLists { pairs, all }
}

/// The scores of these groups for the customers that all of them have a score for.
fn shared(votes: &Votes, groups: &[usize]) -> Vec<Vec<f64>> {
    let mut lists = vec![Vec::new(); groups.len()];
    for scores in votes.group_scores() {
        if groups.iter().all(|group| scores[*group].is_some()) {
            for (list, group) in lists.iter_mut().zip(groups) {
                list.extend(scores[*group]);
            }
        }
    }
    lists
}
