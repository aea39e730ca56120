//! The kinds of the let-go summary and of the whole list, made of the same ingredients.

use keepwise::charts::{
    Compare, CompareRow, Compared, DumbbellGroup, Kind, LensRow, Move, Moves, Quadrant, QuadrantAxis, QuadrantPoint,
    RankLens, RankLenses, RaterStrip, Reach, RuleChange, Scored, Scores, Shape, StripDot, StripRow, Threshold, Tornado,
    TornadoRow, VerdictCounts, VerdictHistory, VerdictQuarter, Waterfall, WaterfallStep, WhaleCurve, WhaleCustomer,
};
use keepwise::model::Verdict;

use super::{Ingredients, nth};

impl Ingredients {
    fn name(&self, at: usize) -> String {
        nth(&self.names, at).unwrap_or_default()
    }

    fn verdict(&self, at: usize) -> Option<Verdict> {
        nth(&Verdict::ALL, self.count(at) as usize).filter(|_| at % 5 != 4)
    }

    fn bands(&self) -> Vec<Threshold> {
        let band = |at: usize| Threshold {
            value: self.value(at).unwrap_or(f64::NAN),
            label: self.name(at),
            verdict: self.verdict(at),
        };
        (0..self.groups).map(band).collect()
    }

    pub(super) fn summary_kinds(&self) -> Vec<Kind> {
        vec![
            Kind::Waterfall(self.waterfall()),
            Kind::Tornado(self.tornado(false)),
            Kind::Tornado(self.tornado(true)),
            Kind::RaterStrip(self.rater_strip()),
            Kind::Quadrant(self.quadrant(1)),
            Kind::Quadrant(self.quadrant(40)),
            Kind::WhaleCurve(self.whale_curve()),
            Kind::RankLenses(self.rank_lenses()),
            Kind::Compare(self.compare()),
            Kind::Moves(self.moves()),
            Kind::Scores(self.scores(1)),
            Kind::Scores(self.scores(40)),
            Kind::VerdictHistory(self.verdict_history()),
        ]
    }

    fn waterfall(&self) -> Waterfall {
        let step = |(at, id, name): (usize, String, String)| WaterfallStep {
            id,
            points: self.value(at),
            note: self.name(at + 1),
            name,
        };
        Waterfall {
            start: self.value(2).unwrap_or(f64::NAN),
            start_name: self.name(0),
            steps: self.rows().map(step).collect(),
            total_name: self.name(1),
            verdict: self.verdict(0),
            thresholds: self.bands(),
        }
    }

    fn tornado(&self, with_weights: bool) -> Tornado {
        let reach = |at: usize| {
            let (low, high) = self.value(at).zip(self.value(at + 1))?;
            Some(Reach { low, high, low_verdict: self.verdict(at), high_verdict: self.verdict(at + 1) })
        };
        let row = |(at, id, name)| TornadoRow {
            id,
            name,
            reach: reach(at),
            weight: if with_weights { reach(at + 2) } else { None },
        };
        Tornado {
            score: self.value(0),
            low_name: self.name(0),
            high_name: self.name(2),
            weight_name: self.name(1),
            rows: self.rows().map(row).collect(),
            thresholds: self.bands(),
        }
    }

    fn rater_strip(&self) -> RaterStrip {
        let group = |at: usize| DumbbellGroup { id: at.to_string(), name: self.name(at), shape: Shape::nth(at) };
        let row = |(at, id, name)| {
            let dots = (0..self.count(at) as usize % 50).map(|person| StripDot {
                id: person.to_string(),
                name: self.name(person),
                group: person % (self.groups + 1),
                value: self.value(at + person / 3).unwrap_or(f64::NAN),
            });
            StripRow {
                id,
                name,
                ruler: self.ruler(at),
                dots: dots.collect(),
                means: (0..self.groups).map(|group| self.value(at + group)).collect(),
            }
        };
        RaterStrip { groups: (0..self.groups).map(group).collect(), rows: self.rows().map(row).collect() }
    }

    /// Every customer so many times, a little apart.
    fn quadrant(&self, times: usize) -> Quadrant {
        let axis =
            |at: usize| QuadrantAxis { name: self.name(at), unit: self.name(at + 1), middle: self.value(at + 3) };
        let points = (0..times).flat_map(|time| {
            self.rows().map(move |(at, id, name)| QuadrantPoint {
                id,
                name,
                across: self.value(at).map(|value| value * (1.0 + time as f64 * 0.7)),
                up: self.value(at + time).map(|value| value - time as f64),
                verdict: self.verdict(at + time),
                highlighted: at == 2 && time < 2,
            })
        });
        Quadrant {
            across: axis(0),
            up: axis(1),
            corners: [0, 1, 2, 3].map(|at| self.name(at)),
            points: points.collect(),
        }
    }

    fn whale_curve(&self) -> WhaleCurve {
        let customer = |(at, id, name)| WhaleCustomer { id, name, profit: self.value(at) };
        WhaleCurve { unit: self.name(0), customers: self.rows().map(customer).collect() }
    }

    fn rank_lenses(&self) -> RankLenses {
        let lens = |at: usize| RankLens { id: at.to_string(), name: self.name(at) };
        let row = |(at, id, name)| LensRow {
            id,
            name,
            ranks: (0..self.groups + 2).map(|lens| Some(self.count(at + lens)).filter(|rank| *rank != 1)).collect(),
            highlighted: self.count(at) > 2,
        };
        RankLenses { lenses: (0..self.groups + 3).map(lens).collect(), rows: self.rows().map(row).collect() }
    }

    fn compare(&self) -> Compare {
        let compared = |at: usize| Compared {
            id: at.to_string(),
            name: self.name(at),
            score: self.value(at),
            verdict: self.verdict(at),
        };
        let row = |(at, id, name)| CompareRow {
            id,
            name,
            ruler: self.ruler(at),
            values: (0..self.groups).map(|customer| self.value(at + customer)).collect(),
            counts: (0..self.groups).map(|customer| self.count(at + customer)).collect(),
        };
        Compare { customers: (0..self.groups).map(compared).collect(), rows: self.rows().map(row).collect() }
    }

    fn scores(&self, times: usize) -> Scores {
        let customers = (0..times).flat_map(|time| {
            self.rows().map(move |(at, id, name)| Scored {
                id,
                name,
                score: self.value(at).map(|value| value * 17.0 + time as f64),
                verdict: self.verdict(at + time),
            })
        });
        Scores { customers: customers.collect(), thresholds: self.bands() }
    }

    fn verdict_history(&self) -> VerdictHistory {
        let counts = |at: usize| VerdictCounts {
            keep: self.count(at),
            hard_look: self.count(at + 1),
            let_go: self.count(at + 2),
            not_enough: self.count(at + 3),
        };
        let quarter = |(at, _, label): (usize, String, String)| VerdictQuarter {
            label,
            counts: self.value(at).map(|_| counts(at)),
        };
        let change = |at: usize| RuleChange { from_period: self.count(at) as usize % 20, label: self.name(at) };
        VerdictHistory { quarters: self.rows().map(quarter).collect(), changes: (0..self.groups).map(change).collect() }
    }

    fn moves(&self) -> Moves {
        let verdict = |at: usize| nth(&Verdict::ALL, at).unwrap_or(Verdict::Keep);
        let customer = |(at, id, name)| Move {
            id,
            name,
            before: verdict(self.count(at) as usize),
            after: verdict(at + self.groups),
        };
        Moves { before_name: self.name(0), after_name: self.name(1), customers: self.rows().map(customer).collect() }
    }
}
