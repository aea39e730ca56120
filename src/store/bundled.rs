//! What comes with the program: the starter scorecards and the sample business.

use std::path::Path;
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use ulid::Ulid;

use super::format::{self, BadFile, FileRecord, FormatRule};
use super::{StoreError, create};
use crate::model::{Business, BusinessId, Customer, MoneyPeriod, Name, Quarter, Scorecard, ScorecardId, Workspace};

mod assets {
    //! Files of `assets`, as path and content, put together by the build script.

    include!(concat!(env!("OUT_DIR"), "/bundled.rs"));
}

/// The day on which the sample is told: its newest quarter is the one of this day.
const TOLD_ON: Date = date(2026, 11, 21);

/// The starter scorecards in the order of their files, with fresh ids, adopted `today`.
pub fn starters(ids: &mut dyn FnMut() -> Ulid, today: Date) -> Vec<Scorecard> {
    let mut cards = Vec::new();
    for (_, text) in assets::SCORECARDS {
        // What comes with the program is read by the tests, so nothing is left out here.
        let Ok(mut card) = read::<Scorecard>(text) else { continue };
        card.id = ScorecardId::new(ids());
        for version in &mut card.versions {
            version.adopted = today;
        }
        cards.push(card);
    }
    cards
}

/// The starter that gives the first verdicts: every team can answer it.
const FIRST_SCORECARD: &str = "Project rating";

/// A workspace nobody has used yet: the starter scorecards, and "Project rating" giving the verdicts.
///
/// # Panics
/// Never: the name it gives the business is a name.
#[expect(clippy::expect_used, reason = "the name is written here")]
pub fn first_workspace(ids: &mut dyn FnMut() -> Ulid, today: Date) -> Workspace {
    let mut business = Business::new(BusinessId::new(ids()), Name::new("My business").expect("a name"));
    let mut workspace = Workspace::new(business.clone());
    for card in starters(ids, today) {
        if card.name.as_str() == FIRST_SCORECARD {
            business.main_scorecard = Some(card.id);
        }
        workspace.scorecards.insert(card.id, Arc::new(card));
    }
    workspace.business = Arc::new(business);
    workspace
}

/// The sample business, moved in time by whole quarters so that its newest quarter is today's. What lay in the past
/// when it was told lies in the past today.
pub fn sample_workspace(today: Date) -> Workspace {
    let shift = Shift { quarters: Quarter::of(TOLD_ON).until(Quarter::of(today)), today };
    let mut workspace = Workspace::new(stand_in());
    for (path, text) in assets::SAMPLE {
        match path.split_once('/') {
            None if *path == "workspace.json" => {
                if let Ok(business) = read::<Business>(text) {
                    workspace.business = Arc::new(business);
                }
            }
            Some(("scorecards", _)) => {
                if let Ok(mut card) = read::<Scorecard>(text) {
                    shift.scorecard(&mut card);
                    workspace.scorecards.insert(card.id, Arc::new(card));
                }
            }
            Some(("customers", _)) => {
                if let Ok(mut customer) = read::<Customer>(text) {
                    shift.customer(&mut customer);
                    workspace.customers.insert(customer.id, Arc::new(customer));
                }
            }
            _ => {}
        }
    }
    workspace
}

/// Writes the sample business into an empty folder.
///
/// # Errors
/// As [`create`].
pub fn create_sample(dir: &Path, today: Date) -> Result<(), StoreError> {
    create(dir, &sample_workspace(today))
}

/// A throw-away copy of the sample business; gone when this is dropped.
#[derive(Debug)]
pub struct Demo {
    folder: tempfile::TempDir,
}

impl Demo {
    /// Makes the copy in the system's folder for temporary files.
    ///
    /// # Errors
    /// [`StoreError::Io`] if there is no room or no permission.
    pub fn new(today: Date) -> Result<Self, StoreError> {
        let made = tempfile::Builder::new().prefix("keepwise-demo-").tempdir();
        let folder = made
            .map_err(|error| StoreError::io("Could not make a folder for the sample in", Path::new("temp"), error))?;
        let demo = Self { folder };
        create_sample(&demo.workspace(), today)?;
        Ok(demo)
    }

    /// The workspace.
    pub fn workspace(&self) -> std::path::PathBuf {
        self.folder.path().join("Sample business")
    }

    /// A folder for settings, drafts and locks that goes with it.
    pub fn home(&self) -> std::path::PathBuf {
        self.folder.path().join("home")
    }
}

fn read<T: FileRecord>(text: &str) -> Result<T, BadFile> {
    format::read(text.as_bytes(), FormatRule::Optional)
}

/// A business for the time until the sample's own is read.
#[expect(clippy::expect_used, reason = "the name is a constant")]
fn stand_in() -> Business {
    Business::new(BusinessId::new(Ulid::nil()), Name::new("Sample business").expect("a name"))
}

/// Moves dates by whole quarters.
struct Shift {
    quarters: i32,
    today: Date,
}

impl Shift {
    fn date(&self, day: &mut Date) {
        let was_past = *day <= TOLD_ON;
        let moved = day.checked_add((i64::from(self.quarters) * 3).months()).unwrap_or(*day);
        *day = if was_past { moved.min(self.today) } else { moved };
    }

    fn scorecard(&self, card: &mut Scorecard) {
        for version in &mut card.versions {
            self.date(&mut version.adopted);
        }
    }

    fn customer(&self, customer: &mut Customer) {
        for day in customer.profile.since.iter_mut().chain(&mut customer.profile.renewal) {
            self.date(day);
        }
        for rating in customer.ratings.values_mut() {
            self.date(&mut rating.on);
        }
        for decision in customer.decisions.values_mut() {
            self.date(&mut decision.on);
            let steps = decision.steps.iter_mut().flat_map(|step| step.by.iter_mut().chain(&mut step.done));
            for day in decision.review_on.iter_mut().chain(steps) {
                self.date(day);
            }
        }
        for issue in customer.issues.values_mut() {
            self.date(&mut issue.raised);
            if let Some(day) = &mut issue.solved {
                self.date(day);
            }
        }
        for dismissal in customer.dismissed.values_mut() {
            self.date(&mut dismissal.on);
        }
        let money = std::mem::take(&mut customer.profile.money);
        customer.profile.money = money.into_iter().map(|(period, money)| (self.period(period), money)).collect();
    }

    /// A quarter or a month moves exactly, a year by the nearest whole number of years.
    fn period(&self, period: MoneyPeriod) -> MoneyPeriod {
        let (first, last) = period.days();
        let quarters = i64::from(self.quarters);
        let moved = |months: i64| first.checked_add(months.months()).unwrap_or(first);
        let text = if first.month() == last.month() {
            moved(quarters * 3).strftime("%Y-%m").to_string()
        } else if Quarter::of(first) == Quarter::of(last) {
            return MoneyPeriod::quarter(Quarter::of(moved(quarters * 3)));
        } else {
            return MoneyPeriod::year(moved((quarters + 2).div_euclid(4) * 12).year());
        };
        text.parse().unwrap_or(period)
    }
}

#[cfg(test)]
mod tests {
    use super::super::consistency;
    use super::*;

    #[test]
    fn everything_that_comes_with_the_program_can_be_read_and_fits_together() {
        for (path, text) in assets::SCORECARDS {
            let card = read::<Scorecard>(text).unwrap_or_else(|bad| panic!("{path}: {bad:?}"));
            let mut workspace = Workspace::new(stand_in());
            workspace.scorecards.insert(card.id, Arc::new(card));
            assert_eq!(consistency(&workspace), [], "{path}");
        }
        for (path, text) in assets::SAMPLE {
            let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".json")).unwrap_or_default();
            match path.split_once('/') {
                Some(("scorecards", _)) => assert_eq!(read::<Scorecard>(text).unwrap().id.to_string(), stem, "{path}"),
                Some(("customers", _)) => assert_eq!(read::<Customer>(text).unwrap().id.to_string(), stem, "{path}"),
                _ => drop(read::<Business>(text).unwrap_or_else(|bad| panic!("{path}: {bad:?}"))),
            }
        }
        for today in [TOLD_ON, date(2026, 10, 1), date(2027, 2, 28), date(2031, 6, 30), date(2024, 2, 29)] {
            let workspace = sample_workspace(today);
            assert_eq!(consistency(&workspace), [], "{today}");
            let ratings = workspace.customers.values().flat_map(|customer| customer.ratings.values());
            let newest = ratings.map(|rating| rating.on).max();
            let quarter = newest.map_or_else(|| Quarter::of(today), Quarter::of);
            assert_eq!(quarter, Quarter::of(today), "the newest rating is in today's quarter");
            assert!(newest.is_none_or(|newest| newest <= today), "no rating lies in the future");
        }
    }

    #[test]
    fn dates_move_by_quarters_and_the_past_stays_past() {
        let shift = Shift { quarters: 1, today: date(2027, 2, 10) };
        let moved = |mut day: Date| {
            shift.date(&mut day);
            day
        };
        assert_eq!(moved(date(2026, 11, 21)), date(2027, 2, 10));
        assert_eq!(moved(date(2026, 10, 31)), date(2027, 1, 31));
        assert_eq!(moved(date(2025, 8, 31)), date(2025, 11, 30));
        assert_eq!(moved(date(2026, 12, 1)), date(2027, 3, 1));
        for (quarters, from, to) in [
            (1, "2026-Q4", "2027-Q1"),
            (-5, "2026-Q1", "2024-Q4"),
            (1, "2026-11", "2027-02"),
            (1, "2025", "2025"),
            (2, "2025", "2026"),
            (-4, "2025", "2024"),
        ] {
            let shift = Shift { quarters, today: date(2027, 2, 10) };
            assert_eq!(shift.period(from.parse().unwrap()).to_string(), to, "{from} by {quarters}");
        }
    }

    #[test]
    fn starters_get_fresh_ids_and_todays_date() {
        let mut number = 0;
        let mut ids = || {
            number += 1;
            Ulid::from_parts(1, number)
        };
        let cards = starters(&mut ids, date(2027, 1, 2));
        assert_eq!(cards.len(), assets::SCORECARDS.len());
        for (card, number) in cards.iter().zip(1..) {
            assert_eq!(card.id.ulid(), Ulid::from_parts(1, number));
            assert_eq!(card.current().adopted, date(2027, 1, 2));
        }
    }
}
