//! Gaps in a sentence: who sees it better, by how much, how large that is, and whether chance could do it.

use crate::analysis::words::{group_text, plural, points_text, quoted, upper_first};
use crate::model::{Business, CriterionId, GroupId, Scorecard, Subject};

use super::customer::PeopleGap;
use super::effect::{EffectSize, SURE};
use super::over::{CriterionGap, Gaps};

/// Below this, in points, two groups agree.
const SAME_POINTS: f64 = 0.5;

/// What the gaps come to: "Management rates “pays on time” 15 points higher than the team, over 9 customers: a
/// large gap". The widest criterion that chance does not explain, else the whole scorecard.
pub fn finding_gaps(business: &Business, card: &Scorecard, gaps: &Gaps) -> String {
    let is_telling = |gap: &&CriterionGap| {
        gap.adjusted_p.is_some_and(|p| p < SURE)
            && gap.gap.and_then(|gap| gap.effect).is_none_or(|effect| effect >= EffectSize::Small)
    };
    let widest = gaps.criteria.iter().find(is_telling).unwrap_or(&gaps.overall);
    finding_gap(business, card, gaps, widest)
}

/// One criterion's gap, or that of the whole scorecard, in a sentence without a full stop.
pub fn finding_gap(business: &Business, card: &Scorecard, gaps: &Gaps, gap: &CriterionGap) -> String {
    let whole = if card.subject == Subject::Customer { "the customers" } else { "us" };
    let what = What { business, card, one: gaps.one, other: gaps.other, whole };
    let Some(figures) = gap.gap else {
        let (one, other) = (what.group(gaps.one), what.group(gaps.other));
        return match (gap.num_one, gap.num_other) {
            (0, 0) => format!("Neither {one} nor {other} has rated {}", what.name(gap.criterion)),
            (0, _) => upper_first(&format!("{one} has not rated {}", what.name(gap.criterion))),
            (_, 0) => upper_first(&format!("{other} has not rated {}", what.name(gap.criterion))),
            _ => upper_first(&format!("{one} and {other} have rated no customer in common")),
        };
    };
    let over = plural(figures.n, "customer", "customers");
    let lead = what.lead(gap.criterion, figures.mean, &format!("over {over}"));
    let size = figures.effect.map(|effect| effect.words());
    let p = gap.adjusted_p.filter(|_| figures.n > 1);
    ended(lead, figures.mean, size, p)
}

/// What two groups' people say about one customer, on one criterion or the whole scorecard; without a full stop.
pub fn finding_people_gap(
    business: &Business,
    card: &Scorecard,
    (one, other): (GroupId, GroupId),
    gap: &PeopleGap,
) -> String {
    let whole = if card.subject == Subject::Customer { "them" } else { "us" };
    let what = What { business, card, one, other, whole };
    let Some(figures) = gap.gap else {
        let (one, other) = (what.group(one), what.group(other));
        return format!("Nothing to compare: not both {one} and {other} have rated {}", what.name(gap.criterion));
    };
    let voices = |n: usize| if n == 1 { "1 voice".to_owned() } else { format!("{n} voices") };
    let over = format!("{} against {}", voices(figures.n_one), figures.n_other);
    let lead = what.lead(gap.criterion, figures.difference, &over);
    ended(lead, figures.difference, figures.effect.map(|effect| effect.words()), gap.adjusted_p)
}

/// Adds how large it is, and whether chance could do it.
fn ended(lead: String, points: f64, size: Option<&str>, p: Option<f64>) -> String {
    if points.abs() < SAME_POINTS {
        return lead;
    }
    match (size, p) {
        (Some(size), Some(p)) if p < SURE => format!("{lead}: a {size} gap"),
        (None, Some(p)) if p < SURE => format!("{lead}: the same every time"),
        (Some(size), Some(_)) => format!("{lead}: a {size} gap that may be chance"),
        (None, Some(_)) => format!("{lead}: too few to rule out chance"),
        (_, None) => format!("{lead}: too few to say more"),
    }
}

struct What<'a> {
    business: &'a Business,
    card: &'a Scorecard,
    one: GroupId,
    other: GroupId,
    /// Who is rated, where it is the whole scorecard.
    whole: &'a str,
}

impl What<'_> {
    fn group(&self, group: GroupId) -> String {
        group_text(self.business, group)
    }

    /// "“pays on time”", "the customers", "them", "us".
    fn name(&self, criterion: Option<CriterionId>) -> String {
        let known = criterion.and_then(|id| self.card.current().criterion(id));
        match (criterion, known) {
            (_, Some(criterion)) => quoted(&criterion.name),
            (Some(id), None) => id.to_string(),
            (None, None) => self.whole.to_owned(),
        }
    }

    /// "Management rates “pays on time” 15 points higher than the team, over 9 customers".
    fn lead(&self, criterion: Option<CriterionId>, points: f64, over: &str) -> String {
        let (high, low) = if points < 0.0 { (self.other, self.one) } else { (self.one, self.other) };
        let (high, low, name) = (self.group(high), self.group(low), self.name(criterion));
        if points.abs() < SAME_POINTS {
            return upper_first(&format!("{high} and {low} rate {name} alike, {over}"));
        }
        upper_first(&format!("{high} rates {name} {} higher than {low}, {over}", points_text(points)))
    }
}
