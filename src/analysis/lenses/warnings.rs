//! Warnings before a hasty conclusion: what a rank through one lens does not show.
//!
//! The small one-off buyer may become the largest account; the quiet one may send everybody; the loud "number one" may
//! want special favours. A warning is raised only where the numbers carry it, and names the places it stands on.

use jiff::ToSpan as _;
use rayon::prelude::*;

use crate::analysis::explain::Judged;
use crate::analysis::portfolio::{Figures, names};
use crate::analysis::words::{date_text, money_text, people_text, percent_text, upper_first};
use crate::model::{Customer, CustomerId, MoneySums};

use super::column::LensPlace;
use super::lens::Lens;
use super::table::Lenses;
use super::words::placed;

/// The first quarter of a list is high.
const HIGH: f64 = 0.25;
/// The second half of a list is low.
const LOW: f64 = 0.5;
/// The last quarter of a list is very low.
const VERY_LOW: f64 = 0.75;
/// In a list of fewer there is no high and low.
const FEWEST: u32 = 4;
/// Revenue that grew by this part in a year is worth a word.
const GROWTH: f64 = 0.25;
/// Below this score (of 100) their rating of us is low.
const LOW_RATING: f64 = 50.0;
/// Standings this far apart are different places.
const APART: f64 = 0.5;
/// A rank that stays within one place in fewer weightings than this is fragile.
const FRAGILE: f64 = 0.8;

/// What a warning is about; the order is the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RankWarningKind {
    /// High by revenue, low by the score: do they want special favours?
    LoudNumberOne,
    /// High by revenue, but they lose us money or bring little for the hours.
    NoProfitInIt,
    /// Low by money or score, but they send others.
    SendsOthers,
    /// Low by revenue, but growing.
    MayGrow,
    /// Low by revenue, but they bought only once so far.
    OneOff,
    /// With us for less than a year: twelve months are not full.
    Young,
    /// High by revenue or score, but they rate us low.
    RatesUsLow,
    /// Management and team put them in different places.
    GroupsDiffer,
    /// They stand high through one lens and low through another.
    LensesDiffer,
    /// The score rests on few people or few answers.
    FewPeople,
    /// Revenue or cost is not known for all of the time.
    PartKnown,
    /// They are not ranked by money: nothing is known.
    NoFigures,
    /// Other weights would give them another rank.
    Fragile,
}

impl RankWarningKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 13] = [
        Self::LoudNumberOne,
        Self::NoProfitInIt,
        Self::SendsOthers,
        Self::MayGrow,
        Self::OneOff,
        Self::Young,
        Self::RatesUsLow,
        Self::GroupsDiffer,
        Self::LensesDiffer,
        Self::FewPeople,
        Self::PartKnown,
        Self::NoFigures,
        Self::Fragile,
    ];

    /// In words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::LoudNumberOne => "Large, but a bad fit",
            Self::NoProfitInIt => "Large, but little profit in it",
            Self::SendsOthers => "Small, but sends others",
            Self::MayGrow => "Small, but growing",
            Self::OneOff => "Bought only once so far",
            Self::Young => "A young relationship",
            Self::RatesUsLow => "Rates us low",
            Self::GroupsDiffer => "Management and team differ",
            Self::LensesDiffer => "High on one list, low on another",
            Self::FewPeople => "The score rests on little",
            Self::PartKnown => "Figures known in part",
            Self::NoFigures => "No figures",
            Self::Fragile => "A fragile rank",
        }
    }
}

/// A reason not to act on a rank yet.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RankWarning {
    /// What it is about.
    pub kind: RankWarningKind,
    /// One or two full sentences with the numbers.
    pub text: String,
    /// The places it stands on.
    pub places: Vec<LensPlace>,
}

impl RankWarning {
    fn new(kind: RankWarningKind, text: String, places: &[LensPlace]) -> Self {
        Self { kind, text, places: places.to_vec() }
    }

    /// The warning that a score's rank changes with the weights.
    ///
    /// `stays` is the share of all weightings (0–1) in which the rank moves by one place at most. `None` from 80 % on.
    pub fn fragile(place: LensPlace, stays: f64) -> Option<Self> {
        let text = || {
            let (placed, share) = (upper_first(&placed(&place)), percent_text(stays.clamp(0.0, 1.0)));
            format!("{placed}, but under only {share} of other weightings would it stay there or next to it.")
        };
        (stays < FRAGILE).then(|| Self::new(RankWarningKind::Fragile, text(), &[place]))
    }
}

/// Everything to think about before acting on one customer's ranks, in the order of [`RankWarningKind`]. Nothing for
/// somebody we do not work for.
pub fn rank_warnings(
    judged: &Judged<'_>,
    figures: &Figures,
    lenses: &Lenses,
    customer: CustomerId,
) -> Vec<RankWarning> {
    let found = judged.evidence.index_of(customer).and_then(|index| {
        let customer: &Customer = judged.workspace.customers.get(&customer)?;
        let sums = figures.sums.get(index)?;
        let is_current = figures.is_current.get(index).copied().unwrap_or(false);
        is_current.then_some(Looked { judged, lenses, customer, index, sums })
    });
    found.map_or_else(Vec::new, |looked| looked.warnings())
}

/// The warnings of everybody who has any, in the order of the evidence.
pub fn all_rank_warnings(
    judged: &Judged<'_>,
    figures: &Figures,
    lenses: &Lenses,
) -> Vec<(CustomerId, Vec<RankWarning>)> {
    let ids = judged.evidence.customers().par_iter().with_min_len(64);
    let warned = ids.map(|id| (*id, rank_warnings(judged, figures, lenses, *id)));
    warned.filter(|(_, warnings)| !warnings.is_empty()).collect()
}

/// One customer looked at through all lenses.
struct Looked<'a> {
    judged: &'a Judged<'a>,
    lenses: &'a Lenses,
    customer: &'a Customer,
    index: usize,
    sums: &'a MoneySums,
}

impl Looked<'_> {
    fn warnings(&self) -> Vec<RankWarning> {
        let mut found: Vec<RankWarning> = [
            self.loud_number_one(),
            self.no_profit_in_it(),
            self.sends_others(),
            self.may_grow(),
            self.one_off(),
            self.young(),
            self.rates_us_low(),
            self.groups_differ(),
        ]
        .into_iter()
        .flatten()
        .collect();
        let says_so = |warning: &RankWarning| {
            let is_apart = |place: &LensPlace| place.standing.is_some_and(|standing| standing >= LOW);
            warning.places.iter().any(is_apart) && warning.places.len() > 1
        };
        if !found.iter().any(says_so) {
            found.extend(self.lenses_differ());
        }
        found.extend(self.few_people());
        found.extend(self.part_known());
        found.extend(self.no_figures());
        found
    }

    fn place(&self, lens: Lens) -> Option<LensPlace> {
        self.lenses.place(lens, self.index).copied()
    }

    /// The place and the standing in a list long enough to speak of high and low.
    fn standing(&self, lens: Lens) -> Option<(LensPlace, f64)> {
        let place = self.place(lens).filter(|place| place.of >= FEWEST)?;
        Some((place, place.standing?))
    }

    fn high(&self, lens: Lens) -> Option<LensPlace> {
        self.standing(lens).filter(|(_, standing)| *standing <= HIGH + 1e-12).map(|(place, _)| place)
    }

    fn low(&self, lens: Lens) -> Option<LensPlace> {
        self.standing(lens).filter(|(_, standing)| *standing >= LOW - 1e-12).map(|(place, _)| place)
    }

    fn very_low(&self, lens: Lens) -> Option<LensPlace> {
        self.standing(lens).filter(|(_, standing)| *standing >= VERY_LOW - 1e-12).map(|(place, _)| place)
    }

    /// The lowest of these places.
    fn lowest(&self, lenses: &[Lens]) -> Option<LensPlace> {
        let low = lenses.iter().filter_map(|lens| self.low(*lens));
        low.reduce(|a, b| if b.standing > a.standing { b } else { a })
    }

    fn money(&self, amount: f64) -> String {
        money_text(&self.judged.workspace.business, amount)
    }

    fn loud_number_one(&self) -> Option<RankWarning> {
        let high = self.high(Lens::Revenue)?;
        let low = self.lowest(&[Lens::TeamScore, Lens::Score])?;
        let text = format!("{}, but {}. What do they ask for in return?", upper_first(&placed(&high)), placed(&low));
        Some(RankWarning::new(RankWarningKind::LoudNumberOne, text, &[high, low]))
    }

    fn no_profit_in_it(&self) -> Option<RankWarning> {
        let high = self.high(Lens::Revenue)?;
        let first = upper_first(&placed(&high));
        let kind = RankWarningKind::NoProfitInIt;
        if let Some(loss) = self.place(Lens::Profit).filter(|place| place.value < -0.5) {
            let text = format!("{first}, but serving them costs {} more than they pay.", self.money(-loss.value));
            return Some(RankWarning::new(kind, text, &[high, loss]));
        }
        let low = self.very_low(Lens::ProfitPerHour).or_else(|| self.very_low(Lens::Profit))?;
        let value = low.lens.text(&self.judged.workspace.business, low.value);
        Some(RankWarning::new(kind, format!("{first}, but {} ({value}).", placed(&low)), &[high, low]))
    }

    fn sends_others(&self) -> Option<RankWarning> {
        let sent = self.lenses.sent(self.index);
        let low = self.lowest(&[Lens::Revenue, Lens::Profit, Lens::Score]).filter(|_| !sent.is_empty())?;
        let ids = self.judged.evidence.customers();
        let who: Vec<CustomerId> = sent.iter().filter_map(|index| ids.get(*index).copied()).collect();
        let revenue = sent.iter().filter_map(|index| self.lenses.place(Lens::Revenue, *index));
        let revenue = revenue.map(|place| place.value).reduce(|sum, more| sum + more);
        let brings = if sent.len() == 1 { "who brings" } else { "who bring" };
        let revenue = revenue.map_or_else(String::new, |sum| format!(", {brings} {} in 12 months", self.money(sum)));
        let who = names(self.judged.workspace, who.into_iter());
        let text = format!("{}, but they sent us {who}{revenue}.", upper_first(&placed(&low)));
        let places: Vec<LensPlace> = std::iter::once(low).chain(self.place(Lens::WordOfMouth)).collect();
        Some(RankWarning::new(RankWarningKind::SendsOthers, text, &places))
    }

    fn may_grow(&self) -> Option<RankWarning> {
        let low = self.low(Lens::Revenue)?;
        let growth = self.lenses.growth(self.index).filter(|growth| growth.rate >= GROWTH)?;
        let place = self.place(Lens::Growth)?;
        let (before, now) = (self.money(growth.before), self.money(growth.now));
        let text = format!("{}, but growing: from {before} to {now} in twelve months.", upper_first(&placed(&low)));
        Some(RankWarning::new(RankWarningKind::MayGrow, text, &[low, place]))
    }

    fn one_off(&self) -> Option<RankWarning> {
        let low = self.low(Lens::Revenue)?;
        let bought = self.place(Lens::Transactions).filter(|place| 0.5 <= place.value && place.value < 1.5)?;
        let text = format!("{}, but they bought only once: too little to know them by.", upper_first(&placed(&low)));
        Some(RankWarning::new(RankWarningKind::OneOff, text, &[low, bought]))
    }

    fn began_this_year(&self) -> Option<jiff::civil::Date> {
        let (since, today) = (self.customer.profile.since?, self.judged.today);
        let year_ago = today.checked_sub(1.year()).ok()?;
        (year_ago < since && since <= today).then_some(since)
    }

    fn young(&self) -> Option<RankWarning> {
        let since = self.began_this_year()?;
        let place = self.place(Lens::Revenue)?;
        let is_high = place.standing.is_some_and(|standing| standing <= HIGH);
        let text = format!("With us since {}, so the twelve months are not full yet.", date_text(since));
        (!is_high).then(|| RankWarning::new(RankWarningKind::Young, text, &[place]))
    }

    fn rates_us_low(&self) -> Option<RankWarning> {
        let high = self.high(Lens::Revenue).or_else(|| self.high(Lens::Score))?;
        let rating = self.place(Lens::TheirRating)?;
        if rating.value >= LOW_RATING && self.very_low(Lens::TheirRating).is_none() {
            return None;
        }
        let value = rating.lens.text(&self.judged.workspace.business, rating.value);
        let first = upper_first(&placed(&high));
        let text =
            format!("{first}, but they rate us {value} of 100. The most important rank is the one they give us.");
        Some(RankWarning::new(RankWarningKind::RatesUsLow, text, &[high, rating]))
    }

    fn groups_differ(&self) -> Option<RankWarning> {
        let (team, by_team) = self.standing(Lens::TeamScore)?;
        let (management, by_management) = self.standing(Lens::ManagementScore)?;
        if (by_team - by_management).abs() < APART - 1e-12 {
            return None;
        }
        let (first, second) = if by_team < by_management { (team, management) } else { (management, team) };
        let text = format!("{}, but {}.", upper_first(&placed(&first)), placed(&second));
        Some(RankWarning::new(RankWarningKind::GroupsDiffer, text, &[first, second]))
    }

    fn lenses_differ(&self) -> Option<RankWarning> {
        let span = self.lenses.span(self.index).filter(|span| span.lenses >= 3)?;
        let (best, worst) = (span.best, span.worst);
        if best.of.min(worst.of) < FEWEST || self.high(best.lens).is_none() || self.very_low(worst.lens).is_none() {
            return None;
        }
        let text = format!("{}, but {}.", upper_first(&placed(&best)), placed(&worst));
        Some(RankWarning::new(RankWarningKind::LensesDiffer, text, &[best, worst]))
    }

    fn few_people(&self) -> Option<RankWarning> {
        let place = self.place(Lens::Score)?;
        let judgement = self.judged.judgements.get(self.index)?;
        let policy = &self.judged.terms.policy;
        let people = people_text(judgement.num_raters);
        let text = if judgement.num_raters < policy.min_raters.max(2) {
            format!("{}, which rests on the answers of {people}.", upper_first(&placed(&place)))
        } else if judgement.coverage + 1e-9 < policy.min_coverage.value() {
            let coverage = percent_text(judgement.coverage);
            format!("{}, which rests on {coverage} of the scorecard.", upper_first(&placed(&place)))
        } else {
            return None;
        };
        Some(RankWarning::new(RankWarningKind::FewPeople, text, &[place]))
    }

    fn part_known(&self) -> Option<RankWarning> {
        let revenue = self.place(Lens::Revenue);
        let kind = RankWarningKind::PartKnown;
        if let Some(place) = revenue.filter(|_| !self.sums.is_whole() && self.began_this_year().is_none()) {
            // 30.44 days is the mean length of a month.
            let months = (self.sums.revenue_days / 30.44).round().clamp(1.0, 11.0);
            let text = format!("Their revenue is known for {months} of 12 months: the rank may be higher.");
            return Some(RankWarning::new(kind, text, &[place]));
        }
        let place = self.place(Lens::Profit).filter(|_| self.sums.profit_has_gaps)?;
        let text = "Revenue or cost is missing for some of the 12 months, so the profit is not all of it.".to_owned();
        Some(RankWarning::new(kind, text, &[place]))
    }

    fn no_figures(&self) -> Option<RankWarning> {
        self.lenses.column(Lens::Revenue).filter(|column| column.num_ranked() > 0)?;
        if self.sums.revenue.is_some() || self.sums.cost.is_some() {
            return None;
        }
        let text = "Not ranked by revenue or profit: nothing is known of the last 12 months.".to_owned();
        Some(RankWarning::new(RankWarningKind::NoFigures, text, &[]))
    }
}
