//! What no tick changes: everybody's money, grade and place in the list, worked out by a worker.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::analysis::{
    self, Figures, Grade, GradeRules, Grades, finding_grades, finding_whale, grades, money_text, whale_curve,
};
use crate::app::{Cancel, Judged};
use crate::charts::{Chart, compose};
use crate::model::{CustomerId, Verdict, Workspace};

/// What the figures are wanted of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) dir: PathBuf,
    pub(super) revision: u64,
    pub(super) today: Date,
}

/// A customer in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct PartingRow {
    /// Who.
    pub customer: CustomerId,
    /// The customer's name.
    pub name: String,
    /// Their score, 0–100.
    pub score: Option<f64>,
    /// Their verdict.
    pub verdict: Verdict,
    /// Their grade; `None` without a profit or without enough evidence.
    pub grade: Option<Grade>,
    /// What they paid us in twelve months, in words: "€310,000 in 12 months".
    pub revenue: String,
    /// Whether revenue, cost or hours are known.
    pub has_figures: bool,
}

/// Everything about the customers we work for that no tick changes, with the data it was made from.
#[derive(Debug)]
pub struct Ground {
    /// The customers we work for, worst first.
    pub rows: Vec<PartingRow>,
    /// How many of them have the verdict "let go".
    pub num_let_go: usize,
    /// Of how many neither revenue nor cost nor hours are known.
    pub num_without_figures: usize,
    /// Places in `rows` by grade, the largest value first.
    pub by_grade: [Vec<usize>; 4],
    /// The grades in a sentence; `None` if nobody's profit is known.
    pub grades_finding: Option<String>,
    /// The whale curve; `None` if nobody's profit is known.
    pub whale: Option<Chart>,
    pub(super) workspace: Workspace,
    pub(super) figures: Figures,
    judged: Judged,
    question: Question,
    names: Vec<String>,
}

impl Ground {
    /// Works everything out; nothing if nobody waits for it any more.
    pub(super) fn of(question: Question, workspace: Workspace, judged: Judged, cancel: &Cancel) -> Option<Self> {
        let parts = parts(&workspace, &judged, question.today);
        let figures = Figures::of(&parts);
        if cancel.is_cancelled() {
            return None;
        }
        let graded = grades(&parts, &figures, GradeRules::default()).ok();
        let whale = whale_curve(&parts, &figures).ok().map(|curve| Chart {
            subtitle: "Profit of the last 12 months, added up from the best customer to the worst".to_owned(),
            ..Chart::new(finding_whale(&curve, &workspace.business), compose::whale_curve(&curve, &workspace))
        });
        if cancel.is_cancelled() {
            return None;
        }
        let rows = rows(&parts, &judged, &figures, graded.as_ref());
        let by_grade = Grade::ALL.map(|grade| by_value(&rows, graded.as_ref(), grade));
        Some(Self {
            num_let_go: rows.iter().filter(|row| row.verdict == Verdict::LetGo).count(),
            num_without_figures: rows.iter().filter(|row| !row.has_figures).count(),
            by_grade,
            grades_finding: graded.as_ref().map(finding_grades),
            whale,
            names: rows.iter().map(|row| row.name.to_lowercase()).collect(),
            rows,
            figures,
            workspace,
            judged,
            question,
        })
    }

    pub(super) const fn question(&self) -> &Question {
        &self.question
    }

    /// The data the figures were made from, for the analysis.
    pub(super) fn parts(&self) -> analysis::Judged<'_> {
        parts(&self.workspace, &self.judged, self.question.today)
    }

    /// Whether we work for this customer.
    pub(super) fn is_current(&self, customer: CustomerId) -> bool {
        let place = self.judged.evidence.index_of(customer);
        place.and_then(|place| self.figures.is_current.get(place)).copied().unwrap_or(false)
    }

    /// Places in `rows` whose name contains this.
    pub(super) fn search(&self, text: &str) -> Vec<usize> {
        let wanted = text.trim().to_lowercase();
        let fits = |name: &String| wanted.is_empty() || name.contains(&wanted);
        self.names.iter().enumerate().filter(|(_, name)| fits(name)).map(|(place, _)| place).collect()
    }

    /// The first customer, worst first, of whom no figures are known.
    pub fn without_figures(&self) -> Option<&PartingRow> {
        self.rows.iter().find(|row| !row.has_figures)
    }
}

fn parts<'a>(workspace: &'a Workspace, judged: &'a Judged, today: Date) -> analysis::Judged<'a> {
    judged.in_context(workspace, today)
}

fn rows(parts: &analysis::Judged<'_>, judged: &Judged, figures: &Figures, grades: Option<&Grades>) -> Vec<PartingRow> {
    let mut grade_of = vec![None; judged.judgements.len()];
    for graded in grades.map(|grades| grades.customers.iter()).unwrap_or_default() {
        grade_of[graded.index] = graded.grade;
    }
    let business = &parts.workspace.business;
    let current = judged.order.iter().filter(|&&index| figures.is_current.get(index).copied().unwrap_or(false));
    let row = |&index: &usize| {
        let customer = *judged.evidence.customers().get(index)?;
        let (judgement, sums) = (judged.judgements.get(index)?, figures.sums.get(index)?);
        Some(PartingRow {
            customer,
            name: parts.workspace.customers.get(&customer)?.name().to_owned(),
            score: judgement.score,
            verdict: judgement.verdict,
            grade: grade_of[index],
            revenue: match sums.revenue {
                Some(revenue) => format!("{} in 12 months", money_text(business, revenue)),
                None => "revenue not known".to_owned(),
            },
            has_figures: sums.revenue.is_some() || sums.cost.is_some() || sums.hours.is_some(),
        })
    };
    current.filter_map(row).collect()
}

/// Places in `rows` of those with this grade, the largest value first.
fn by_value(rows: &[PartingRow], grades: Option<&Grades>, grade: Grade) -> Vec<usize> {
    let graded = grades.map(|grades| grades.customers.iter()).unwrap_or_default();
    let value: std::collections::BTreeMap<CustomerId, f64> =
        graded.filter(|graded| graded.grade == Some(grade)).map(|graded| (graded.customer, graded.value)).collect();
    let found = rows.iter().enumerate().filter_map(|(place, row)| Some((place, *value.get(&row.customer)?)));
    let mut found: Vec<(usize, f64)> = found.collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.into_iter().map(|(place, _)| place).collect()
}
