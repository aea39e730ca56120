//! What the owner owns: customers, scorecards, people, ratings and decisions, as plain values.
//!
//! Nothing here knows a clock, a disk, a window or randomness: ids and dates come in as arguments.
//! The one thing said once for a whole process is how dates and numbers are written: [`Locale::current`].
//! Every change is an [`Edit`]; numbers are finite by type ([`Finite`]), text is clean by type ([`Name`]).
//! All types are written to disk as they are; unknown fields are kept in `extra` and written back.

mod business;
mod change;
mod criterion;
mod customer;
mod decision;
mod edit;
mod extra;
mod id;
mod list_map;
mod locale;
mod money;
mod money_sums;
mod number;
mod person;
mod policy;
mod quarter;
mod rating;
mod scale;
mod scorecard;
mod text;
mod workspace;

pub use business::Business;
pub use change::{Change, Record, RecordChange, RecordKey};
pub use criterion::{Criterion, Direction, FlagRule, RedFlag};
pub use customer::{Customer, Dismissal, Issue, Profile, Side, Source, Status};
pub use decision::{Choice, Decision, Step, Stood};
pub use edit::{Edit, EditError};
pub use extra::Extra;
pub use id::{
    BusinessId, CriterionId, CustomerId, DecisionId, GroupId, IdError, IssueId, PersonId, RatingId, ScenarioId,
    ScorecardId,
};
pub use list_map::ListMap;
pub use locale::{DateOrder, Locale};
pub use money::{Money, MoneyPeriod};
pub use money_sums::{Growth, MoneySums, Worked};
pub use number::{Finite, NumberError, Score, Share, Weight};
pub use person::{Group, Person};
pub use policy::{Band, Combine, FlagPolicy, Period, Policy, SeverityRule, Verdict};
pub use quarter::Quarter;
pub use rating::{Answer, Occasion, OccasionKind, Rating, Response};
pub use scale::{Scale, ScaleError};
pub use scorecard::{Scenario, Scorecard, ScorecardVersion, Subject};
pub use text::{Line, Name, Note, TextError};
pub use workspace::Workspace;
