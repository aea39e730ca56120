//! What a plan begins with: steps proposed for each choice, the score that would show it worked, and wording for the
//! conversation or the letter. The wording is kind and honest, and never quotes a rating.

use jiff::civil::Date;

use crate::analysis::{Explanation, date_text, money_text};
use crate::app::customers::small_first;
use crate::model::{Business, Choice, Customer, Policy};

use super::plan::{DAYS_TO_TELL, Due, PlanForm, has_target};

/// At most so many criteria are proposed to be talked about.
const MOST_CRITERIA: usize = 3;
/// At most so many of our own open issues are proposed to be put right first.
const MOST_ISSUES: usize = 2;

/// What proposals are made from, gathered when the dialog opens.
#[derive(Debug, Clone, Default)]
pub(super) struct Material {
    customer: String,
    business: String,
    /// What speaks most against them, worst first.
    worst: Vec<String>,
    /// What we have to put right.
    issues: Vec<String>,
    /// The next line the score would have to reach.
    target: Option<f64>,
    /// What they bring in a year, in words.
    revenue: Option<String>,
}

impl Material {
    pub(super) fn of(
        business: &Business,
        customer: &Customer,
        (explanation, policy): (Option<&Explanation>, Option<&Policy>),
        today: Date,
    ) -> Self {
        let below = explanation.iter().flat_map(|found| &found.contributions).filter(|part| part.points < 0.0);
        let score = explanation.and_then(|found| found.judgement.score);
        let target = policy.map(|policy| match score {
            Some(score) if score < policy.hard_look_from.value() => policy.hard_look_from.value(),
            _ => policy.keep_from.value(),
        });
        Self {
            customer: customer.name().to_owned(),
            business: business.name.to_string(),
            worst: below.take(MOST_CRITERIA).map(|part| small_first(&part.name)).collect(),
            issues: customer.open_issues().take(MOST_ISSUES).map(|(_, issue)| issue.what.to_string()).collect(),
            target,
            revenue: customer.profile.revenue_last_year(today).map(|amount| money_text(business, amount)),
        }
    }

    /// The plan a choice begins with; `by` is who decides, and signs.
    pub(super) fn plan(&self, choice: Choice, by: &str, today: Date) -> PlanForm {
        let steps = match choice {
            Choice::Keep => return PlanForm::default(),
            Choice::FixTogether => self.fixing(),
            Choice::ChangeTerms => vec![
                ("Work out the new price or terms".to_owned(), Due::FromToday(7)),
                (self.talk("Tell them in person, and why"), Due::FromToday(14)),
                ("The new terms begin".to_owned(), Due::FromToday(42)),
            ],
            Choice::ReduceService => vec![
                ("Write down what we no longer do".to_owned(), Due::FromToday(7)),
                ("Tell them what changes, and from when".to_owned(), Due::FromToday(14)),
                ("The smaller service begins".to_owned(), Due::FromToday(42)),
            ],
            Choice::HandOver => vec![
                ("Choose who takes them over".to_owned(), Due::FromToday(7)),
                ("Introduce them to each other".to_owned(), Due::FromToday(21)),
                ("Hand over files, open work and promises".to_owned(), Due::FromToday(28)),
                ("Ask both how it goes".to_owned(), Due::FromToday(60)),
            ],
            Choice::LetGo => self.parting(),
        };
        let target = self.target.filter(|_| has_target(choice));
        let mut plan = PlanForm::new(steps, target, today);
        plan.message = self.message(choice, by, plan.ends());
        plan
    }

    fn fixing(&self) -> Vec<(String, Due)> {
        let issues = self.issues.iter().map(|issue| (format!("Put right on our side: {issue}"), Due::FromToday(14)));
        let talks = self.worst.iter().map(|name| (format!("Talk with them about: {name}"), Due::FromToday(14)));
        let mut steps: Vec<(String, Due)> = issues.chain(talks).collect();
        if steps.is_empty() {
            steps.push(("Talk with them about what has to change".to_owned(), Due::FromToday(14)));
        }
        steps.push(("Hold a checkpoint with them: does it work?".to_owned(), Due::FromToday(56)));
        steps
    }

    fn parting(&self) -> Vec<(String, Due)> {
        let revenue = match &self.revenue {
            Some(money) => format!("Say who covers the revenue ({money} in 12 months)"),
            None => "Say who covers the revenue".to_owned(),
        };
        vec![
            ("Tell them in person".to_owned(), Due::Told),
            (revenue, Due::FromToday(2 * DAYS_TO_TELL)),
            ("The notice period ends".to_owned(), Due::NoticeEnds),
            ("Finish the work or hand it over".to_owned(), Due::AfterNotice(0)),
            ("Take back access: accounts, keys, passwords".to_owned(), Due::AfterNotice(1)),
            ("Send the final invoice".to_owned(), Due::AfterNotice(7)),
            ("Return their data and files".to_owned(), Due::AfterNotice(14)),
            ("A kind parting word".to_owned(), Due::AfterNotice(14)),
        ]
    }

    fn talk(&self, words: &str) -> String {
        self.worst.first().map_or_else(|| words.to_owned(), |name| format!("{words}: {name}"))
    }

    /// Wording to start from.
    fn message(&self, choice: Choice, by: &str, ends: Option<Date>) -> String {
        let name = &self.customer;
        let body = match choice {
            Choice::Keep => return String::new(),
            Choice::FixTogether => {
                "We would like to go on working with you, and for that some things have to go better, on your side \
                 and on ours. Could we sit down together in the next two weeks? We will tell you openly what makes \
                 our work hard, and we would like to hear the same from you. At the end we agree who does what by \
                 when, and look at it again together."
                    .to_owned()
            }
            Choice::ChangeTerms => {
                "We would like to go on working with you. To do that well, we have to change the terms we work on. \
                 We would rather explain the reasons in person than send you a new price list: when would it suit \
                 you?"
                    .to_owned()
            }
            Choice::ReduceService => {
                "We would like to go on working with you, and to do well what we do for you. For that we have to do \
                 less of it. We would like to tell you in person what stays, what changes and from when, and who \
                 could help you with the rest."
                    .to_owned()
            }
            Choice::HandOver => {
                "We would like you to be in good hands, and we think somebody else can serve you better from now on. \
                 We would like to introduce you to each other, and we hand everything over in good order: files, \
                 open work, and what we have promised you."
                    .to_owned()
            }
            Choice::LetGo => {
                let ends = ends.map(date_text).unwrap_or_default();
                format!(
                    "Thank you for the time we have worked together. We have thought about it for long, and we have \
                     come to see that we are not the right partner for you any more. We would like to end our work \
                     together on {ends}.\n\nUntil then you can count on us. We finish what we have agreed, or hand it \
                     over in good order to whoever goes on with it. You get your files and data back, and a final \
                     invoice.\n\nIf it helps you, we gladly explain things to your next partner, and name others whose \
                     work may suit you better.\n\nWe wish you all the best."
                )
            }
        };
        format!("Dear {name},\n\n{body}{}", self.signature(by))
    }

    /// How the wording ends: who signs it changes with who decides.
    pub(super) fn signature(&self, by: &str) -> String {
        let business = &self.business;
        if by.trim().is_empty() { format!("\n\n{business}") } else { format!("\n\n{by}\n{business}") }
    }
}
