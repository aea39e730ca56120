//! Reasons: the few sentences that carry a verdict, made of red flags, signed contributions and gaps.

use crate::analysis::flags::FlagState;
use crate::analysis::words::{
    answer_text, list_text, lower_first, people_text, percent_text, points_text, quoted, score_text, upper_first,
};
use crate::model::{Scale, Verdict};

use super::{Case, Contribution, FlagFinding, Missing};

/// Contributions below this many points are not worth a sentence.
const WORTH_SAYING: f64 = 0.5;
/// At most so many sentences.
const MAX_REASONS: usize = 4;

impl Case<'_> {
    pub(super) fn reasons(
        &self,
        contributions: &[Contribution],
        flags: &[FlagFinding],
        missing: &[Missing],
    ) -> Vec<String> {
        if self.judged.evidence.num_ratings(self.index) == 0 {
            return vec![format!("{} in this period.", self.nobody_rated())];
        }
        let mut reasons: Vec<String> = Vec::new();
        reasons.extend(flags.iter().filter(|flag| flag.state == FlagState::Hit).take(2).map(flag_reason));
        let (against, in_favour) = (self.against(contributions), self.in_favour(contributions));
        if self.judgement.verdict == Verdict::Keep {
            reasons.extend(in_favour);
            reasons.extend(against);
        } else {
            reasons.extend(against);
            reasons.extend(in_favour);
        }
        let open = |flag: &&FlagFinding| matches!(flag.state, FlagState::Conflict | FlagState::Unknown);
        let gaps = flags.iter().filter(open).take(1).map(flag_reason).chain(gap_reason(missing));
        let gaps: Vec<String> = gaps.collect();
        // Gaps are never pushed out by more of the same.
        reasons.truncate(MAX_REASONS.saturating_sub(gaps.len()).max(1));
        reasons.extend(gaps);
        if reasons.is_empty() {
            reasons.push("Nothing that counts was answered, and nothing that counts is missing.".to_owned());
        }
        reasons
    }

    /// The worst contribution, and up to two more of weight.
    fn against(&self, contributions: &[Contribution]) -> Vec<String> {
        let line = score_text(self.rules.keep_from * 100.0);
        let mut below = contributions.iter().filter(|c| c.points < -WORTH_SAYING);
        let Some(worst) = below.next() else {
            return if contributions.is_empty() {
                Vec::new()
            } else {
                vec![format!("No criterion lies below the keep line of {line}.")]
            };
        };
        let mut reasons = vec![format!(
            "{} pulls the score down most: {} takes {} off the keep line of {line}.",
            upper_first(&quoted(&worst.name)),
            self.on_scale(worst),
            points_text(worst.points),
        )];
        let next: Vec<&Contribution> = below.take(2).filter(|c| c.points <= -2.0).collect();
        if !next.is_empty() {
            let (names, points) = self.named(&next);
            let verb = if next.len() == 1 { "takes" } else { "take" };
            reasons.push(format!("{} {verb} off another {points}.", upper_first(&names)));
        }
        reasons
    }

    /// The one or two best contributions.
    fn in_favour(&self, contributions: &[Contribution]) -> Vec<String> {
        let line = score_text(self.rules.keep_from * 100.0);
        let best: Vec<&Contribution> = contributions.iter().rev().take(2).filter(|c| c.points > WORTH_SAYING).collect();
        if best.is_empty() {
            return match contributions.last() {
                Some(best) if best.points < -WORTH_SAYING => {
                    vec![format!("Nothing lies above the keep line of {line}.")]
                }
                _ => Vec::new(),
            };
        }
        let (names, points) = self.named(&best);
        let verb = if best.len() == 1 { "adds" } else { "add" };
        vec![format!("In their favour: {names} {verb} {points}.")]
    }

    /// "pays on time (1.6) and suits us (2.1)" with the points they make together.
    fn named(&self, contributions: &[&Contribution]) -> (String, String) {
        let names: Vec<String> =
            contributions.iter().map(|c| format!("{} ({})", quoted(&c.name), self.own_text(c))).collect();
        (list_text(&names), points_text(contributions.iter().map(|c| c.points).sum()))
    }

    fn own_text(&self, contribution: &Contribution) -> String {
        let criterion = self.criteria.iter().find(|criterion| criterion.id == contribution.criterion);
        criterion.map(|criterion| answer_text(criterion, contribution.own)).unwrap_or_default()
    }

    /// "1.2 on 1–5", "41 days", "20 % yes".
    fn on_scale(&self, contribution: &Contribution) -> String {
        let own = self.own_text(contribution);
        let criterion = self.criteria.iter().find(|criterion| criterion.id == contribution.criterion);
        match criterion.map(|criterion| &criterion.scale) {
            Some(scale @ Scale::Points { .. }) => format!("{own} on {scale}"),
            _ => own,
        }
    }
}

fn flag_reason(flag: &FlagFinding) -> String {
    let name = lower_first(&flag.name);
    match flag.state {
        FlagState::Hit if flag.asked == 1 => format!("Red flag: {name}, says the one person asked."),
        FlagState::Hit if flag.hits == flag.asked => format!("Red flag: {name}, say all {}.", flag.asked),
        FlagState::Hit | FlagState::Conflict => {
            let what = if flag.state == FlagState::Hit { "Red flag" } else { "People disagree about a red flag" };
            let verb = if flag.hits == 1 { "says" } else { "say" };
            format!("{what}: {name}, {verb} {} of {}.", flag.hits, people_text(flag.asked))
        }
        FlagState::Unknown => format!("Nobody has answered the red flag {}.", quoted(&flag.name)),
        FlagState::Clear | FlagState::None => format!("The red flag {} is clear.", quoted(&flag.name)),
    }
}

fn gap_reason(missing: &[Missing]) -> Option<String> {
    let share: f64 = missing.iter().map(|hole| hole.share).sum();
    let names: Vec<String> = missing.iter().take(2).map(|hole| quoted(&hole.name)).collect();
    let names = match missing.len() {
        0 => return None,
        1 | 2 => list_text(&names),
        n => format!("{} and {} more", names.join(", "), n - 2),
    };
    Some(format!("Nothing is known about {names}: {} of the weight.", percent_text(share)))
}
