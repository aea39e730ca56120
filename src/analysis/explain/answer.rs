//! The answer in words: headline, score and people, how firm, what would change it, and whether the holes matter.

use crate::analysis::firmness::Firmness;
use crate::analysis::flags::FlagState;
use crate::analysis::words::{
    decimal, group_text, list_text, lower_first, people_text, percent_text, points_text, score_text, upper_first,
    verdict_text,
};
use crate::model::{Subject, Verdict};

use super::{Case, Caution, FlagFinding, Missing};

impl Case<'_> {
    /// The answer in a few words; where a caution about ourselves is raised, that comes first.
    pub(super) fn headline(&self, cautions: &[Caution]) -> String {
        let is_flagged = self.judgement.flags == FlagState::Hit;
        let is_us = cautions.iter().any(|caution| caution.kind.is_about_us());
        match (self.judged.card.subject, self.judgement.verdict) {
            (Subject::Customer, Verdict::LetGo) if self.is_gone() => "They are gone, and the ratings agree",
            (Subject::Customer, Verdict::HardLook) if self.is_gone() => "They are gone; the ratings were mixed",
            (Subject::Customer, Verdict::Keep) if self.is_gone() => "They are gone, though the ratings spoke for them",
            (_, Verdict::NotEnough) => "We cannot say yet",
            (Subject::Customer, Verdict::LetGo | Verdict::HardLook) if is_us && is_flagged => {
                "A red flag is hit, but fix us first"
            }
            (Subject::Customer, Verdict::LetGo | Verdict::HardLook) if is_us => "Fix us first, then look again",
            (Subject::Customer, Verdict::LetGo) if is_flagged => "Yes: a red flag is hit",
            (Subject::Customer, Verdict::LetGo) => "Yes, unless you can fix it together",
            (Subject::Customer, Verdict::HardLook) => "Not yet: take a hard look",
            (Subject::Customer, Verdict::Keep) => "No, keep them",
            (Subject::Us, Verdict::LetGo) if is_flagged => "A red flag about us: talk to them now",
            (Subject::Us, Verdict::LetGo) => "They are unhappy with us: fix us first",
            (Subject::Us, Verdict::HardLook) => "They have doubts about us: ask what to fix",
            (Subject::Us, Verdict::Keep) => "They are happy with us",
        }
        .to_owned()
    }

    pub(super) fn answer(&self, flags: &[FlagFinding]) -> String {
        let judgement = &self.judgement;
        let people = people_text(judgement.num_raters);
        let Some(score) = judgement.score else {
            let hit = self.flag_sentence(flags);
            return if hit.is_empty() { self.silence() } else { format!("There is no score. {hit}") };
        };
        let score = score_text(score);
        let coverage = if judgement.coverage >= 1.0 - 1e-9 {
            "all questions answered".to_owned()
        } else {
            format!("{} answered", percent_text(judgement.coverage))
        };
        if judgement.verdict == Verdict::NotEnough {
            return format!("Score {score} of 100 so far, from {people}, {coverage}. {}", self.what_is_needed());
        }
        let first = format!("Score {score} of 100 from {people}, {coverage}.");
        if judgement.flags == FlagState::Hit {
            let tipping = self.one_answer().map(|one| format!(" {}.", upper_first(&one))).unwrap_or_default();
            return format!("{first} {}{tipping}", self.flag_sentence(flags));
        }
        format!("{first} {}", self.tipping())
    }

    /// Who has not rated whom.
    pub(super) fn nobody_rated(&self) -> &'static str {
        match self.judged.card.subject {
            Subject::Customer => "Nobody has rated them",
            Subject::Us => "They have not rated us",
        }
    }

    /// Why nothing can be said.
    fn silence(&self) -> String {
        let num_ratings = self.judged.evidence.num_ratings(self.index);
        if num_ratings == 0 {
            format!("{} in this period, so there is no score.", self.nobody_rated())
        } else if self.sums.total > 0.0 {
            "Nobody could answer any question that counts, so there is no score.".to_owned()
        } else {
            "No question that counts applies to them, so there is no score.".to_owned()
        }
    }

    /// What a verdict needs that is not there.
    fn what_is_needed(&self) -> String {
        let policy = &self.judged.terms.policy;
        let mut needed = Vec::new();
        if self.judgement.num_raters < policy.min_raters {
            needed.push(people_text(policy.min_raters));
        }
        if self.judgement.coverage + 1e-9 < policy.min_coverage.value() {
            needed.push(format!("{} of the scorecard", percent_text(policy.min_coverage.value())));
        }
        format!("A verdict needs at least {}.", list_text(&needed))
    }

    /// What the hit flags do, or nothing if none is hit.
    fn flag_sentence(&self, flags: &[FlagFinding]) -> String {
        let hit: Vec<String> =
            flags.iter().filter(|flag| flag.state == FlagState::Hit).map(|flag| lower_first(&flag.name)).collect();
        if hit.is_empty() {
            return String::new();
        }
        let what = if hit.len() == 1 { "A red flag overrules" } else { "Red flags overrule" };
        let without = match self.sums.score().map(|score| self.rules.band(score)) {
            Some(Verdict::LetGo) => " The score alone says the same.".to_owned(),
            Some(verdict) => format!(" Without it the score would say {}.", verdict_text(verdict)),
            None => String::new(),
        };
        let without = if hit.len() == 1 { without } else { without.replace("Without it", "Without them") };
        format!("{what} the score: {}.{without}", list_text(&hit))
    }

    pub(super) fn firmness_text(&self) -> String {
        let score = self.sums.score();
        match self.judgement.firmness {
            _ if self.judgement.verdict == Verdict::NotEnough => {
                "There is no verdict yet that could be firm.".to_owned()
            }
            Firmness::Firm if self.judgement.flags == FlagState::Hit => match score.map(|score| self.rules.band(score))
            {
                Some(Verdict::LetGo) => "Firm: the red flag and the score say the same.",
                _ => "Firm: everybody who was asked about the red flag says so.",
            }
            .to_owned(),
            Firmness::Firm => match self.one_answer() {
                Some(one) => format!("Firm, though {one}."),
                None => "Firm: it would take more than one changed answer to alter the verdict.".to_owned(),
            },
            Firmness::Split => {
                let words = score.filter(|score| self.rules.band(*score) == self.judgement.verdict);
                words
                    .and_then(|_| self.split_sentence())
                    .unwrap_or_else(|| "Split: people disagree about the red flag that makes the verdict.".to_owned())
            }
            Firmness::TooClose => match score {
                Some(score) => format!("Too close to call: {}", self.close_sentence(score)),
                None => "Too close to call.".to_owned(),
            },
        }
    }

    fn split_sentence(&self) -> Option<String> {
        let ((low, low_score), (high, high_score)) = self.rules.group_extremes(self.row)?;
        let business = &self.judged.workspace.business;
        let words = |group: usize, score: f64| {
            let name = group_text(business, self.judged.evidence.groups()[group]);
            format!("{name} alone says {} ({})", verdict_text(self.rules.band(score)), score_text(score * 100.0))
        };
        Some(format!("Split: {}, {}.", words(high, high_score), words(low, low_score)))
    }

    /// How near the next band is: "47 is 2 points above the line for hard look (45)."
    pub(super) fn close_sentence(&self, score: f64) -> String {
        let bands = [(self.rules.keep_from, Verdict::Keep), (self.rules.hard_look_from, Verdict::HardLook)];
        let [a, b] = bands.map(|(from, verdict)| ((score - from).abs(), from, verdict));
        let (distance, from, verdict) = if a.0 <= b.0 { a } else { b };
        let (mut score_words, mut from_words) = (score_text(score * 100.0), score_text(from * 100.0));
        if score_words == from_words {
            (score_words, from_words) = (decimal(score * 100.0), decimal(from * 100.0));
        }
        let verdict = verdict_text(verdict);
        let one_answer = "one answer more or less could change the verdict";
        if distance < 1e-9 {
            return format!("{score_words} lies exactly on the line for {verdict}; {one_answer}.");
        }
        let side = if score > from { "above" } else { "below" };
        let points = points_text(distance * 100.0);
        format!("{score_words} is {points} {side} the line for {verdict} ({from_words}); {one_answer}.")
    }

    pub(super) fn holes(&self, missing: &[Missing]) -> String {
        let judgement = &self.judgement;
        let unanswered_flag = judgement.flags == FlagState::Unknown;
        if missing.is_empty() {
            return match (unanswered_flag, judgement.holes_matter) {
                (true, true) => "Nobody has answered a red-flag question; the answer could overrule the score.",
                (true, false) => "Only a red-flag question is unanswered; it could not make the verdict worse.",
                (false, true) => "No question that counts applies to them.",
                (false, false) => "Nothing is missing.",
            }
            .to_owned();
        }
        if judgement.score.is_none() && judgement.flags != FlagState::Hit {
            return "Everything is missing.".to_owned();
        }
        let (lower, upper) = (score_text(judgement.lower), score_text(judgement.upper));
        let range = format!("With all missing answers bad the score would be {lower}, with all good {upper}");
        let (worst, best) = (self.rules.band(judgement.lower / 100.0), self.rules.band(judgement.upper / 100.0));
        if judgement.flags == FlagState::Hit {
            "The missing answers do not matter: the red flag decides.".to_owned()
        } else if worst != best {
            format!("The missing answers matter. {range}: from {} to {}.", verdict_text(worst), verdict_text(best))
        } else if judgement.holes_matter {
            format!("{range}, {} both ways; but an unanswered red flag could overrule it.", verdict_text(worst))
        } else {
            format!("The missing answers do not matter. {range}: {} both ways.", verdict_text(worst))
        }
    }
}
