//! Cautions about the customer: reasons to stop and think before letting somebody go. The ones about the evidence
//! itself are in `doubts.rs`.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::analysis::gathering::Gathering;
use crate::analysis::judge::{Judgement, Rules};
use crate::analysis::reader::Reader;
use crate::analysis::shares::revenue_shares;
use crate::analysis::terms::Terms;
use crate::analysis::words::{
    ago_text, date_text, list_text, money_text, number_word, people_text, percent_text, plural, score_text, shortened,
    upper_first, verdict_text,
};
use crate::model::{Customer, CustomerId, IssueId, OccasionKind, Scorecard, Status, Subject, Verdict};

use super::{Case, Caution, CautionKind, SetAside};

/// Below this approval score (of 100) we look at ourselves first.
const LOW_APPROVAL: f64 = 50.0;
/// So many open issues are named.
const MOST_ISSUES: usize = 3;
/// A named issue has at most so many characters.
const MAX_ISSUE: usize = 60;
/// Revenue that grew by this part in a year is worth a word.
const GROWTH: f64 = 0.25;

/// A caution whose text begins with its lead.
pub(super) fn caution(kind: CautionKind, lead: String, rest: &str) -> Caution {
    let text = if rest.is_empty() { lead.clone() } else { format!("{lead} {rest}") };
    Caution { kind, lead, text }
}

impl Case<'_> {
    /// What to think about, and what was looked at without finding anything. Both empty unless the verdict is "let
    /// go" or "hard look" and the customer still ours to decide about. On a scorecard that rates us only doubts about
    /// the evidence are raised.
    pub(super) fn cautions(&self) -> (Vec<Caution>, Vec<String>) {
        if self.is_gone() || !matches!(self.judgement.verdict, Verdict::LetGo | Verdict::HardLook) {
            return (Vec::new(), Vec::new());
        }
        let (mut cautions, mut cleared) = (Vec::new(), Vec::new());
        if self.judged.card.subject == Subject::Customer {
            cautions.extend(self.dependence());
            cautions.extend(self.referrals());
            self.issues(&mut cautions, &mut cleared);
            self.approval(&mut cautions, &mut cleared);
            self.checkpoint(&mut cautions, &mut cleared);
            cautions.extend(self.young());
            cautions.extend(self.growing());
        }
        cautions.extend(self.doubts());
        (cautions, cleared)
    }

    /// What still counts of the cautions raised, and what somebody set aside.
    pub(super) fn without_set_aside(&self, raised: Vec<Caution>) -> (Vec<Caution>, Vec<SetAside>) {
        let (mut counting, mut set_aside) = (Vec::new(), Vec::new());
        let dismissed = &self.customer.dismissed;
        for caution in raised {
            match dismissed.iter().find(|(key, _)| key.as_str() == caution.kind.key()) {
                None => counting.push(caution),
                Some((_, dismissal)) => set_aside.push(SetAside { caution, dismissal: dismissal.clone() }),
            }
        }
        (counting, set_aside)
    }

    /// What we have to put right for them; fine once everything is, or is theirs to put right.
    fn issues(&self, cautions: &mut Vec<Caution>, cleared: &mut Vec<String>) {
        let mut open: Vec<(Date, IssueId, &str)> =
            self.customer.open_issues().map(|(id, issue)| (issue.raised, id, issue.what.as_str())).collect();
        open.sort_unstable();
        let named: Vec<String> = open
            .iter()
            .take(MOST_ISSUES)
            .map(|(.., what)| format!("\u{201c}{}\u{201d}", shortened(what, MAX_ISSUE)))
            .collect();
        let (noun, more) = match open.len() {
            0 if self.customer.issues.is_empty() => return,
            0 => {
                cleared.push("No open issue on our side.".to_owned());
                return;
            }
            1 => ("issue", String::new()),
            n if n > MOST_ISSUES => ("issues", format!(" and {} more", n - MOST_ISSUES)),
            _ => ("issues", String::new()),
        };
        let number = upper_first(&number_word(open.len()));
        let named = if more.is_empty() { list_text(&named) } else { format!("{}{more}", named.join(", ")) };
        let lead = format!("{number} open {noun} on our side:");
        cautions.push(caution(CautionKind::OpenIssues, lead, &format!("{named}. Fix us first.")));
    }

    /// Whether the work has ended, so that there is nothing left to be cautious about.
    pub(super) fn is_gone(&self) -> bool {
        matches!(self.customer.profile.status, Status::LetGo | Status::LeftUs)
    }

    fn judgement_of(&self, customer: CustomerId) -> Option<&Judgement> {
        self.judged.judgements.get(self.judged.evidence.index_of(customer)?)
    }

    /// "Copper Kettle (keep, 72)".
    fn named_with_verdict(&self, customer: &Customer) -> String {
        let name = customer.name();
        match self.judgement_of(customer.id) {
            Some(Judgement { verdict, score: Some(score), .. }) if *verdict != Verdict::NotEnough => {
                format!("{name} ({}, {})", verdict_text(*verdict), score_text(*score))
            }
            _ => name.to_owned(),
        }
    }

    fn referrals(&self) -> Option<Caution> {
        let all = self.judged.workspace.customers.values();
        let mut sent: Vec<&Customer> = all
            .map(|customer| &**customer)
            .filter(|customer| customer.profile.source.referred_by == Some(self.customer.id))
            .filter(|customer| customer.id != self.customer.id)
            .collect();
        // The best ones are the loss to think of.
        let score = |customer: &Customer| {
            let found = self.judgement_of(customer.id).filter(|judgement| judgement.verdict != Verdict::NotEnough);
            found.and_then(|judgement| judgement.score).unwrap_or(-1.0)
        };
        sent.sort_by(|a, b| score(b).total_cmp(&score(a)).then_with(|| a.name().cmp(b.name())).then(a.id.cmp(&b.id)));
        let named: Vec<String> = sent.iter().take(2).map(|customer| self.named_with_verdict(customer)).collect();
        let lead = match sent.len() {
            0 => return None,
            1 | 2 => format!("They sent us {}.", list_text(&named)),
            n => format!("They sent us {n} customers, among them {}.", list_text(&named)),
        };
        Some(caution(CautionKind::Referrals, lead, "Who else would they stop sending?"))
    }

    fn dependence(&self) -> Option<Caution> {
        let shares =
            self.common.revenue_shares.get_or_init(|| revenue_shares(self.judged.workspace, self.judged.today));
        let share = *shares.get(&self.customer.id)?;
        if share <= self.judged.terms.policy.dependence_limit.value() + 1e-9 {
            return None;
        }
        let revenue = self.customer.profile.revenue_last_year(self.judged.today).unwrap_or_default();
        let money = money_text(&self.judged.workspace.business, revenue);
        let lead = format!("{} of revenue ({money} in 12 months).", percent_text(share));
        let customers = &self.judged.workspace.customers;
        let is_current = |id: &CustomerId| customers.get(id).is_some_and(|other| other.profile.status.is_current());
        let others = shares.iter().filter(|(id, _)| **id != self.customer.id && is_current(id));
        let largest = others.reduce(|a, b| if b.1 > a.1 { b } else { a });
        let rest = largest.and_then(|(id, other)| {
            let after = percent_text(other / (1.0 - share).max(f64::MIN_POSITIVE));
            Some(format!("Letting them go leaves {} the largest at {after}.", customers.get(id)?.name()))
        });
        let rest = rest.unwrap_or_else(|| "Nobody else's revenue is known.".to_owned());
        Some(caution(CautionKind::Dependence, lead, &rest))
    }

    /// How they rate us, on every scorecard about us.
    fn approval(&self, cautions: &mut Vec<Caution>, cleared: &mut Vec<String>) {
        let cards = self.judged.workspace.scorecards.values();
        for card in cards.filter(|card| card.subject == Subject::Us && !card.archived) {
            let Some((score, people)) = self.approval_on(card) else { continue };
            let lead = format!("They rate us {} of 100", score_text(score));
            let place = format!("on {} ({})", card.name, people_text(people));
            if score < LOW_APPROVAL {
                cautions.push(caution(CautionKind::LowApproval, lead, &format!("{place}. Is it us? Fix us first.")));
            } else {
                cleared.push(format!("{lead} {place}."));
            }
        }
    }

    fn approval_on(&self, card: &Scorecard) -> Option<(f64, u32)> {
        let terms = Terms::of(card.current());
        let gathering = Gathering::of(&terms.policy, self.judged.today);
        let reader = Reader::with(self.judged.workspace, card, gathering);
        let row = reader.row(self.customer, gathering.window);
        let rules = Rules::new(&reader.layout, &terms);
        let score = rules.sums(row.as_ref(), None).score()?;
        Some((score * 100.0, rules.num_raters(row.as_ref())))
    }

    fn checkpoint(&self, cautions: &mut Vec<Caution>, cleared: &mut Vec<String>) {
        let ratings = self.customer.ratings.values();
        let held = ratings.filter(|rating| rating.occasion.kind == OccasionKind::Checkpoint).map(|rating| rating.on);
        match held.max() {
            Some(last) => cleared.push(format!("Last checkpoint {}.", ago_text(last, self.judged.today))),
            None => cautions.push(caution(
                CautionKind::NoCheckpoint,
                "No checkpoint held.".to_owned(),
                "They have not been told what is wrong, and could not put it right.",
            )),
        }
    }

    fn young(&self) -> Option<Caution> {
        let since = self.customer.profile.since?;
        let year_ago = self.judged.today.checked_sub(1.year()).ok()?;
        if since <= year_ago || since > self.judged.today {
            return None;
        }
        let days = since.until(self.judged.today).map_or(0, |span| span.get_days());
        // 30.44 days is the mean length of a month.
        let months = (1_u8..=12).rev().find(|months| f64::from(*months) * 30.44 <= f64::from(days)).unwrap_or(0);
        let length = match months {
            0 => "less than a month".to_owned(),
            n => plural(usize::from(n), "month", "months"),
        };
        let rest = format!("They have been with us since {}, {length}.", date_text(since));
        Some(caution(CautionKind::YoungRelationship, "A young relationship.".to_owned(), &rest))
    }

    fn growing(&self) -> Option<Caution> {
        let today = self.judged.today;
        let year_ago = today.checked_sub(1.year()).ok()?;
        // A half-known year before would look like growth.
        if self.days_known(year_ago) < 360.0 {
            return None;
        }
        let before = self.customer.profile.revenue_last_year(year_ago).filter(|before| *before > 0.0)?;
        let now = self.customer.profile.revenue_last_year(today)?;
        let growth = now / before - 1.0;
        if growth < GROWTH {
            return None;
        }
        let money = |amount| money_text(&self.judged.workspace.business, amount);
        let rest = format!("From {} to {} in twelve months.", money(before), money(now));
        Some(caution(CautionKind::Growing, "Their revenue grows.".to_owned(), &rest))
    }

    /// For how many days of the twelve months up to `day` the revenue is known.
    fn days_known(&self, day: Date) -> f64 {
        let known = self.customer.profile.money.iter().filter(|(_, money)| money.revenue.is_some());
        let days = known.map(|(period, _)| {
            let (first, last) = period.days();
            let length = first.until(last).map_or(0, |span| span.get_days()) + 1;
            period.share_in_last_year(day) * f64::from(length)
        });
        days.sum()
    }
}
