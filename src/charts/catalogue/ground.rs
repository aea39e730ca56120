//! What every chart stands on: the evidence of the period, the customers it is about, and the words around it.

use std::borrow::Cow;

use crate::analysis::{Evidence, Figures, Judged, Judgement, date_text, in_sentence, judge, period_text};
use crate::charts::Chart;
use crate::model::{Customer, CustomerId, Locale, Period};

use super::{About, Asked, ChartName, GroupsShown, Made, NoChart};

/// The evidence and the customers of one chart.
pub(super) struct Ground<'a> {
    /// What was asked.
    pub(super) asked: &'a Asked<'a>,
    /// Which chart.
    name: ChartName,
    /// Which ratings count.
    pub(super) period: Period,
    evidence: Cow<'a, Evidence>,
    judgements: Cow<'a, [Judgement]>,
    /// The customer it is about, if it is about one.
    pub(super) customer: Option<&'a Customer>,
    /// The customers in the picture, in the order of their ids.
    pub(super) customers: Vec<CustomerId>,
    /// Their places in the evidence.
    pub(super) places: Vec<usize>,
}

impl<'a> Ground<'a> {
    /// Gathers what the chart needs. Another period than the judged one is gathered and judged anew.
    pub(super) fn of(name: ChartName, asked: &'a Asked<'a>) -> Result<Self, NoChart> {
        let judged = &asked.judged;
        let customer = match &asked.about {
            About::Customer(_) if name.needs_several_customers() => return Err(NoChart::NeedsSeveral),
            About::Customer(id) => Some(&**judged.workspace.customers.get(id).ok_or(NoChart::UnknownCustomer)?),
            About::Everybody | About::Segment(_) if name.is_about_one_customer() => return Err(NoChart::NeedsCustomer),
            About::Everybody | About::Segment(_) => None,
        };
        let customers = in_picture(name, asked, customer)?;
        let period = asked.period.filter(|_| name.has_period()).unwrap_or(judged.terms.policy.period);
        let gathering = judged.evidence.gathering();
        // What was judged may be of another period than the policy's, where somebody asks what if.
        let wanted = if asked.period.is_some() && name.has_period() {
            gathering.in_period(period, judged.today)
        } else {
            gathering
        };
        let (evidence, judgements) = if wanted == gathering {
            (Cow::Borrowed(judged.evidence), Cow::Borrowed(judged.judgements))
        } else {
            let evidence = Evidence::gather(judged.workspace, judged.card, wanted);
            let judgements = judge(&evidence, judged.terms);
            (Cow::Owned(evidence), Cow::Owned(judgements))
        };
        let places = customers.iter().filter_map(|id| evidence.index_of(*id)).collect();
        let ground = Self { asked, name, period, evidence, judgements, customer, customers, places };
        if name.has_period() && ground.num_ratings() == 0 {
            return Err(NoChart::NotRated(ground.whom(), period_in_sentence(period)));
        }
        Ok(ground)
    }

    /// What was judged, for the analysis.
    pub(super) fn judged(&self) -> Judged<'_> {
        Judged { evidence: &self.evidence, judgements: &self.judgements, ..self.asked.judged }
    }

    /// The evidence on the customers in the picture alone, and their judgements.
    pub(super) fn chosen(&self) -> (Evidence, Vec<Judgement>) {
        let judgements = self.places.iter().filter_map(|place| self.judgements.get(*place).copied());
        (self.evidence.only(&self.places), judgements.collect())
    }

    /// The customer it is about.
    pub(super) fn one(&self) -> Result<&'a Customer, NoChart> {
        self.customer.ok_or(NoChart::NeedsCustomer)
    }

    /// Everybody's money, nobody but those in the picture being with us.
    pub(super) fn figures(&self) -> Figures {
        let mut figures = Figures::of(&self.judged());
        figures.is_current = vec![false; figures.sums.len()];
        for place in &self.places {
            figures.is_current[*place] = true;
        }
        figures
    }

    /// Whom it is about, inside a sentence: "our customers", "Grandview Hotels".
    pub(super) fn whom(&self) -> String {
        match &self.asked.about {
            About::Everybody => "our customers".to_owned(),
            About::Customer(_) => self.customer.map(|customer| customer.name().to_owned()).unwrap_or_default(),
            About::Segment(segment) => format!("the customers in \u{201c}{segment}\u{201d}"),
        }
    }

    fn num_ratings(&self) -> usize {
        self.places.iter().map(|place| self.evidence.num_ratings(*place) as usize).sum()
    }

    /// How much stands behind it: "6 people, 9 ratings", "21 customers, 140 ratings".
    fn how_many(&self) -> String {
        let ratings = counted(self.num_ratings(), "rating", "ratings");
        match (self.customer, self.places.first()) {
            (Some(_), Some(place)) if !self.name.marks_one_customer() => {
                let people = self.evidence.num_raters(*place) as usize;
                format!("{}, {ratings}", counted(people, "person", "people"))
            }
            _ if self.name.has_period() => format!("{}, {ratings}", self.num_customers()),
            _ => self.num_customers(),
        }
    }

    /// "21 customers".
    pub(super) fn num_customers(&self) -> String {
        counted(self.customers.len(), "customer", "customers")
    }

    /// Puts title, subtitle, source, date and filter around what was made.
    pub(super) fn dress(&self, made: Made) -> Chart {
        let (card, business) = (self.asked.judged.card, &self.asked.judged.workspace.business);
        let finding = match (&self.asked.about, self.customer) {
            // These say it themselves, and begin with a name.
            _ if self.name.marks_one_customer() => made.finding,
            // On a slide the title has to say whom it is about.
            (_, Some(customer)) => format!("{}: {}", customer.name(), in_sentence(&made.finding)),
            (About::Segment(segment), None) => format!("{segment}: {}", in_sentence(&made.finding)),
            (_, None) => made.finding,
        };
        let period = self.name.has_period().then(|| period_text(self.period));
        let how_many = Some(self.how_many()).filter(|_| self.name.has_period() || self.customer.is_none());
        let parts = [Some(made.measured), Some(card.name.to_string()), period, how_many];
        Chart {
            subtitle: parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} "),
            source: format!("{}, {}", business.name, date_text(self.asked.judged.today)),
            filter: self.filter(),
            ..Chart::new(finding, made.kind)
        }
    }

    /// Which customers and ratings were chosen.
    fn filter(&self) -> String {
        let current = |n: usize| counted(n, "current customer", "current customers");
        let mut parts = vec![match (&self.asked.about, self.customer) {
            (About::Customer(_), Some(customer)) if self.name.marks_one_customer() => {
                format!("all current customers, {} marked", customer.name())
            }
            (About::Customer(_), customer) => customer.map(|customer| customer.name().to_owned()).unwrap_or_default(),
            (About::Everybody, _) => "all current customers".to_owned(),
            (About::Segment(segment), _) => format!("{segment}, {}", current(self.customers.len())),
        }];
        if self.asked.period.is_some() && self.name.has_period() {
            parts.push(format!("ratings of {}", period_of(self.period)));
        }
        if self.asked.groups == GroupsShown::Beside && self.name.has_groups() {
            parts.push("groups beside each other".to_owned());
        }
        format!("filter: {}", parts.join("; "))
    }
}

/// The customers in the picture: those it is about, or all of whom one is marked.
fn in_picture(name: ChartName, asked: &Asked<'_>, customer: Option<&Customer>) -> Result<Vec<CustomerId>, NoChart> {
    let about = match customer {
        Some(_) if name.marks_one_customer() => &About::Everybody,
        _ => &asked.about,
    };
    let chosen = about.customers(asked.judged.workspace);
    match about {
        About::Segment(segment) if chosen.is_empty() => Err(NoChart::EmptySegment(segment.clone())),
        _ if chosen.is_empty() => Err(NoChart::NoCustomers),
        _ => Ok(chosen),
    }
}

/// "1 customer", "7,043 customers".
fn counted(num: usize, one: &str, many: &str) -> String {
    format!("{} {}", Locale::count(num), if num == 1 { one } else { many })
}

/// "in the last 12 months", at the end of a sentence.
fn period_in_sentence(period: Period) -> String {
    match period {
        Period::ThisQuarter => "this quarter".to_owned(),
        Period::LastMonths(_) => format!("in the {}", period_text(period)),
        Period::LatestPerPerson | Period::All => "so far".to_owned(),
    }
}

/// "ratings of …".
fn period_of(period: Period) -> String {
    match period {
        Period::LastMonths(_) => format!("the {}", period_text(period)),
        other => period_text(other),
    }
}
