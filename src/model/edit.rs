//! The one way to change data: an [`Edit`] is checked, applied, and returns the [`Change`] it made.

use std::sync::Arc;

use super::{
    Business, Change, Criterion, Customer, CustomerId, Decision, DecisionId, Dismissal, Extra, Group, GroupId, Issue,
    IssueId, Line, Name, Person, PersonId, Policy, Profile, Rating, RatingId, Record, RecordChange, RecordKey,
    Response, ScaleError, Scenario, ScenarioId, Scorecard, ScorecardId, ScorecardVersion, Status, Workspace,
};

/// One change somebody wants to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Renames the business or changes its currency.
    SetBusiness {
        /// The new name.
        name: Name,
        /// The new currency.
        currency: Line,
    },
    /// Adds a group or renames one.
    PutGroup(GroupId, Group),
    /// Removes a group nobody belongs to.
    RemoveGroup(GroupId),
    /// Adds a person or changes one.
    PutPerson(PersonId, Person),
    /// Removes a person who never rated; others can only be marked as having left.
    RemovePerson(PersonId),
    /// Chooses the scorecard whose verdict is shown first.
    ChooseMainScorecard(ScorecardId),
    /// Adds a scorecard.
    AddScorecard(Arc<Scorecard>),
    /// Changes a scorecard's name or archives it; versions stay.
    SetScorecard {
        /// Which one.
        id: ScorecardId,
        /// The new name.
        name: Name,
        /// Whether it is no longer offered.
        archived: bool,
    },
    /// Adds the next version of a scorecard.
    AdoptVersion(ScorecardId, Box<ScorecardVersion>),
    /// Deletes a scorecard nobody has rated on.
    DeleteScorecard(ScorecardId),
    /// Adds a customer, with whatever ratings it brings.
    AddCustomer(Arc<Customer>),
    /// Changes what is known about a customer.
    SetProfile(CustomerId, Box<Profile>),
    /// Deletes a customer with all ratings and decisions.
    DeleteCustomer(CustomerId),
    /// Adds a rating or replaces one.
    PutRating(CustomerId, RatingId, Box<Rating>),
    /// Adds several ratings of one customer, or replaces them, as an import does with thousands.
    PutRatings(CustomerId, Vec<(RatingId, Rating)>),
    /// Deletes a rating.
    DeleteRating(CustomerId, RatingId),
    /// Adds a decision or replaces one; the customer's status follows the newest.
    PutDecision(CustomerId, DecisionId, Box<Decision>),
    /// Deletes a decision; the status stays.
    DeleteDecision(CustomerId, DecisionId),
    /// Adds an issue or changes one.
    PutIssue(CustomerId, IssueId, Box<Issue>),
    /// Deletes an issue.
    DeleteIssue(CustomerId, IssueId),
    /// Says why a kind of caution does not count for this customer, or (`None`) lets it count again.
    DismissCaution(CustomerId, Name, Option<Box<Dismissal>>),
    /// Saves a scenario of a scorecard, or replaces one.
    PutScenario(ScorecardId, ScenarioId, Box<Scenario>),
    /// Deletes a scenario.
    DeleteScenario(ScorecardId, ScenarioId),
    /// Keeps how spreadsheets of one kind are read, in place of what was kept under that name.
    PutMapping(Name, Box<Extra>),
    /// Forgets how spreadsheets of one kind are read.
    RemoveMapping(Name),
    /// Several edits as one: all or none.
    Batch {
        /// What it is called in the undo menu.
        label: String,
        /// In this order.
        edits: Vec<Self>,
    },
    /// Takes a change back, or does it again.
    Revert(Box<Change>),
}

/// Why an edit was refused; the workspace is as it was.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EditError {
    /// The customer is not there (any more).
    #[error("this customer is no longer here")]
    NoCustomer(CustomerId),
    /// The scorecard is not there (any more).
    #[error("this scorecard is no longer here")]
    NoScorecard(ScorecardId),
    /// The rating is not there (any more).
    #[error("this rating is no longer here")]
    NoRating(RatingId),
    /// The decision is not there (any more).
    #[error("this decision is no longer here")]
    NoDecision(DecisionId),
    /// The issue is not there (any more).
    #[error("this issue is no longer here")]
    NoIssue(IssueId),
    /// The scenario is not there (any more).
    #[error("this scenario is no longer here")]
    NoScenario(ScenarioId),
    /// The person is not there (any more).
    #[error("this person is no longer here")]
    NoPerson(PersonId),
    /// The group is not there (any more).
    #[error("the group \u{201c}{0}\u{201d} does not exist")]
    NoGroup(GroupId),
    /// Something with this id is there already.
    #[error("it is here already")]
    AlreadyHere,
    /// The person has rated.
    #[error("{0} has rated customers; mark them as having left instead, their ratings stay")]
    PersonHasRated(String),
    /// Somebody belongs to the group, or it is a standing one.
    #[error("the group \u{201c}{0}\u{201d} is in use")]
    GroupInUse(String),
    /// Somebody has rated on the scorecard.
    #[error("\u{201c}{0}\u{201d} has ratings; archive it instead, they stay")]
    ScorecardHasRatings(String),
    /// The version is not the next one.
    #[error("version {got} does not follow version {newest}")]
    NotNextVersion {
        /// The version offered.
        got: u32,
        /// The newest there is.
        newest: u32,
    },
    /// A version a rating stands on does not exist.
    #[error("the scorecard has no version {0}")]
    NoVersion(u32),
    /// A scorecard needs at least one active criterion, with ids used once.
    #[error("a scorecard needs at least one question that is asked, and no two with the same key")]
    BadCriteria,
    /// The bands are upside down.
    #[error("\u{201c}hard look\u{201d} must not start above \u{201c}keep\u{201d}")]
    BadBands,
    /// A criterion's scale makes no sense.
    #[error("{name}: {error}")]
    BadScale {
        /// The criterion's name.
        name: String,
        /// Why.
        error: ScaleError,
    },
    /// The rating answers a question the scorecard does not have.
    #[error("the scorecard has no question \u{201c}{0}\u{201d}")]
    UnknownQuestion(String),
    /// The record has changed since, so the change cannot be taken back.
    #[error("this has been changed since, so it cannot be undone any more")]
    ChangedSince,
}

impl Edit {
    /// Checks and applies the edit. On an error the workspace is untouched.
    ///
    /// # Errors
    /// [`EditError`], saying what stands in the way.
    pub fn apply(self, workspace: &mut Workspace) -> Result<Change, EditError> {
        let change = self.change(workspace)?;
        change.put_into(workspace);
        Ok(change)
    }

    /// What the edit would do, without doing it.
    fn change(self, ws: &Workspace) -> Result<Change, EditError> {
        match self {
            Self::SetBusiness { name, currency } => Ok(business(ws, "change the business".to_owned(), |business| {
                business.name = name;
                business.currency = currency;
            })),
            Self::PutGroup(id, group) => Ok(business(ws, format!("change group {}", group.name), |business| {
                drop(business.groups.insert(id, group));
            })),
            Self::RemoveGroup(id) => remove_group(ws, id),
            Self::PutPerson(id, person) => put_person(ws, id, person),
            Self::RemovePerson(id) => remove_person(ws, id),
            Self::ChooseMainScorecard(id) => {
                let label = format!("judge by {}", scorecard(ws, id)?.name);
                Ok(business(ws, label, |business| business.main_scorecard = Some(id)))
            }
            Self::PutMapping(name, mapping) => Ok(business(ws, format!("keep how {name} is read"), |business| {
                drop(business.mappings.insert(name, *mapping));
            })),
            Self::RemoveMapping(name) => Ok(business(ws, format!("forget how {name} is read"), |business| {
                drop(business.mappings.remove(&name));
            })),
            Self::AddScorecard(card) => add_scorecard(ws, card),
            Self::SetScorecard { id, name, archived } => {
                put_scorecard(ws, id, format!("change scorecard {name}"), |card| {
                    card.name = name;
                    card.archived = archived;
                })
            }
            Self::AdoptVersion(id, version) => adopt_version(ws, id, *version),
            Self::DeleteScorecard(id) => delete_scorecard(ws, id),
            Self::AddCustomer(customer) => add_customer(ws, customer),
            Self::SetProfile(id, profile) => {
                put_customer(ws, id, format!("change {}", profile.name), |customer| customer.profile = *profile)
            }
            Self::DeleteCustomer(id) => {
                let old = customer(ws, id)?;
                Ok(one(
                    format!("delete {}", old.name()),
                    RecordKey::Customer(id),
                    Some(Record::Customer(Arc::clone(old))),
                    None,
                ))
            }
            Self::PutRating(id, rating_id, rating) => put_ratings(ws, id, vec![(rating_id, *rating)]),
            Self::PutRatings(id, ratings) => put_ratings(ws, id, ratings),
            Self::DeleteRating(id, rating) => {
                let old = customer(ws, id)?;
                old.ratings.get(&rating).ok_or(EditError::NoRating(rating))?;
                let label = format!("delete a rating of {}", old.name());
                put_customer(ws, id, label, |customer| drop(customer.ratings.remove(&rating)))
            }
            Self::PutDecision(id, decision_id, decision) => put_decision(ws, id, decision_id, *decision),
            Self::DeleteDecision(id, decision) => {
                let old = customer(ws, id)?;
                old.decisions.get(&decision).ok_or(EditError::NoDecision(decision))?;
                let label = format!("delete a decision about {}", old.name());
                put_customer(ws, id, label, |customer| drop(customer.decisions.remove(&decision)))
            }
            Self::PutIssue(id, issue_id, issue) => {
                let verb = if issue.solved.is_some() { "settle" } else { "note" };
                let label = format!("{verb} an issue with {}", customer(ws, id)?.name());
                put_customer(ws, id, label, |customer| drop(customer.issues.insert(issue_id, *issue)))
            }
            Self::DeleteIssue(id, issue) => {
                let old = customer(ws, id)?;
                old.issues.get(&issue).ok_or(EditError::NoIssue(issue))?;
                let label = format!("delete an issue with {}", old.name());
                put_customer(ws, id, label, |customer| drop(customer.issues.remove(&issue)))
            }
            Self::DismissCaution(id, kind, dismissal) => {
                let verb = if dismissal.is_some() { "set aside" } else { "bring back" };
                let label = format!("{verb} a caution about {}", customer(ws, id)?.name());
                put_customer(ws, id, label, |customer| match dismissal {
                    Some(dismissal) => drop(customer.dismissed.insert(kind, *dismissal)),
                    None => drop(customer.dismissed.remove(&kind)),
                })
            }
            Self::PutScenario(id, scenario_id, scenario) => {
                check_bands(&scenario.policy)?;
                put_scorecard(ws, id, format!("save scenario {}", scenario.name), |card| {
                    drop(card.scenarios.insert(scenario_id, *scenario));
                })
            }
            Self::DeleteScenario(id, scenario) => {
                let old = scorecard(ws, id)?.scenarios.get(&scenario).ok_or(EditError::NoScenario(scenario))?;
                let label = format!("delete scenario {}", old.name);
                put_scorecard(ws, id, label, |card| drop(card.scenarios.remove(&scenario)))
            }
            Self::Batch { label, edits } => {
                // Each edit must see what the ones before it did; the copy is pointers only.
                let mut copy = ws.clone();
                let mut whole = Change { label, records: Vec::new() };
                let mut places = std::collections::BTreeMap::new();
                for edit in edits {
                    for record in edit.apply(&mut copy)?.records {
                        match places.get(&record.key) {
                            None => {
                                places.insert(record.key, whole.records.len());
                                whole.records.push(record);
                            }
                            Some(&place) => {
                                let known: &mut RecordChange = &mut whole.records[place];
                                known.after = record.after;
                            }
                        }
                    }
                }
                Ok(whole)
            }
            Self::Revert(change) => {
                let inverse = change.inverse();
                if inverse.fits(ws) { Ok(inverse) } else { Err(EditError::ChangedSince) }
            }
        }
    }
}

fn customer(ws: &Workspace, id: CustomerId) -> Result<&Arc<Customer>, EditError> {
    ws.customers.get(&id).ok_or(EditError::NoCustomer(id))
}

fn scorecard(ws: &Workspace, id: ScorecardId) -> Result<&Arc<Scorecard>, EditError> {
    ws.scorecards.get(&id).ok_or(EditError::NoScorecard(id))
}

/// A change of one record.
fn one(label: String, key: RecordKey, before: Option<Record>, after: Option<Record>) -> Change {
    Change { label, records: vec![RecordChange { key, before, after }] }
}

fn business(ws: &Workspace, label: String, edit: impl FnOnce(&mut Business)) -> Change {
    let mut new = (*ws.business).clone();
    edit(&mut new);
    let before = Some(Record::Business(Arc::clone(&ws.business)));
    one(label, RecordKey::Business, before, Some(Record::Business(Arc::new(new))))
}

fn put_customer(
    ws: &Workspace,
    id: CustomerId,
    label: String,
    edit: impl FnOnce(&mut Customer),
) -> Result<Change, EditError> {
    let old = customer(ws, id)?;
    let mut new = (**old).clone();
    edit(&mut new);
    let before = Some(Record::Customer(Arc::clone(old)));
    Ok(one(label, RecordKey::Customer(id), before, Some(Record::Customer(Arc::new(new)))))
}

fn put_scorecard(
    ws: &Workspace,
    id: ScorecardId,
    label: String,
    edit: impl FnOnce(&mut Scorecard),
) -> Result<Change, EditError> {
    let old = scorecard(ws, id)?;
    let mut new = (**old).clone();
    edit(&mut new);
    let before = Some(Record::Scorecard(Arc::clone(old)));
    Ok(one(label, RecordKey::Scorecard(id), before, Some(Record::Scorecard(Arc::new(new)))))
}

fn remove_group(ws: &Workspace, id: GroupId) -> Result<Change, EditError> {
    let group = ws.business.groups.get(&id).ok_or(EditError::NoGroup(id))?;
    let standing = [GroupId::MANAGEMENT, GroupId::TEAM, GroupId::CUSTOMER].contains(&id);
    if standing || ws.business.people.values().any(|person| person.group == id) {
        return Err(EditError::GroupInUse(group.name.to_string()));
    }
    Ok(business(ws, format!("remove group {}", group.name), |business| drop(business.groups.remove(&id))))
}

fn put_person(ws: &Workspace, id: PersonId, person: Person) -> Result<Change, EditError> {
    if !ws.business.groups.contains_key(&person.group) {
        return Err(EditError::NoGroup(person.group));
    }
    let verb = if ws.business.people.contains_key(&id) { "change" } else { "add" };
    Ok(business(ws, format!("{verb} {}", person.name), |business| drop(business.people.insert(id, person))))
}

fn remove_person(ws: &Workspace, id: PersonId) -> Result<Change, EditError> {
    let person = ws.business.people.get(&id).ok_or(EditError::NoPerson(id))?;
    let has_rated = ws.customers.values().any(|customer| customer.ratings.values().any(|rating| rating.person == id));
    if has_rated {
        return Err(EditError::PersonHasRated(person.name.to_string()));
    }
    Ok(business(ws, format!("remove {}", person.name), |business| drop(business.people.remove(&id))))
}

fn add_scorecard(ws: &Workspace, card: Arc<Scorecard>) -> Result<Change, EditError> {
    if ws.scorecards.contains_key(&card.id) {
        return Err(EditError::AlreadyHere);
    }
    if card.versions.is_empty() {
        return Err(EditError::BadCriteria);
    }
    for (index, version) in card.versions.iter().enumerate() {
        let newest = u32::try_from(index).unwrap_or(u32::MAX);
        if version.number != newest + 1 {
            return Err(EditError::NotNextVersion { got: version.number, newest });
        }
        check_version(version)?;
    }
    let label = format!("add scorecard {}", card.name);
    Ok(one(label, RecordKey::Scorecard(card.id), None, Some(Record::Scorecard(card))))
}

fn adopt_version(ws: &Workspace, id: ScorecardId, version: ScorecardVersion) -> Result<Change, EditError> {
    let card = scorecard(ws, id)?;
    let newest = card.current().number;
    if version.number != newest + 1 {
        return Err(EditError::NotNextVersion { got: version.number, newest });
    }
    check_version(&version)?;
    let label = format!("adopt version {} of {}", version.number, card.name);
    put_scorecard(ws, id, label, |card| card.versions.push(version))
}

fn delete_scorecard(ws: &Workspace, id: ScorecardId) -> Result<Change, EditError> {
    let card = scorecard(ws, id)?;
    let is_used = ws.customers.values().any(|customer| customer.ratings.values().any(|rating| rating.scorecard == id));
    if is_used {
        return Err(EditError::ScorecardHasRatings(card.name.to_string()));
    }
    let before = Some(Record::Scorecard(Arc::clone(card)));
    let change = one(format!("delete scorecard {}", card.name), RecordKey::Scorecard(id), before, None);
    if ws.business.main_scorecard == Some(id) {
        let main = business(ws, String::new(), |business| business.main_scorecard = None);
        return Ok(change.then(main));
    }
    Ok(change)
}

fn add_customer(ws: &Workspace, customer: Arc<Customer>) -> Result<Change, EditError> {
    if ws.customers.contains_key(&customer.id) {
        return Err(EditError::AlreadyHere);
    }
    for rating in customer.ratings.values() {
        check_rating(ws, rating)?;
    }
    let label = format!("add {}", customer.name());
    Ok(one(label, RecordKey::Customer(customer.id), None, Some(Record::Customer(customer))))
}

fn put_ratings(ws: &Workspace, id: CustomerId, ratings: Vec<(RatingId, Rating)>) -> Result<Change, EditError> {
    for (_, rating) in &ratings {
        check_rating(ws, rating)?;
    }
    let label = format!("rate {}", customer(ws, id)?.name());
    put_customer(ws, id, label, |customer| customer.ratings.extend(ratings))
}

fn put_decision(
    ws: &Workspace,
    id: CustomerId,
    decision_id: DecisionId,
    decision: Decision,
) -> Result<Change, EditError> {
    let label = format!("decide about {}", customer(ws, id)?.name());
    put_customer(ws, id, label, |customer| {
        customer.decisions.insert(decision_id, decision);
        let follows: Option<Status> = customer
            .last_decision()
            .filter(|(newest, _)| *newest == decision_id)
            .map(|(_, newest)| newest.choice.status());
        if let Some(status) = follows {
            customer.profile.status = status;
        }
    })
}

/// Checks what a version must always be: something to ask, unique keys, sound scales, bands the right way up.
fn check_version(version: &ScorecardVersion) -> Result<(), EditError> {
    let unique: std::collections::BTreeSet<_> = version.criteria.iter().map(|criterion| criterion.id).collect();
    if unique.len() != version.criteria.len() || version.active().next().is_none() {
        return Err(EditError::BadCriteria);
    }
    let bad_scale = |criterion: &Criterion, error| EditError::BadScale { name: criterion.name.to_string(), error };
    for criterion in &version.criteria {
        criterion.scale.check().map_err(|error| bad_scale(criterion, error))?;
    }
    check_bands(&version.policy)
}

fn check_bands(policy: &Policy) -> Result<(), EditError> {
    if policy.hard_look_from > policy.keep_from { Err(EditError::BadBands) } else { Ok(()) }
}

/// Checks that a rating stands on an existing version, by an existing person, with answers on their scales.
fn check_rating(ws: &Workspace, rating: &Rating) -> Result<(), EditError> {
    let card = scorecard(ws, rating.scorecard)?;
    let version = card.version(rating.version).ok_or(EditError::NoVersion(rating.version))?;
    if !ws.business.people.contains_key(&rating.person) {
        return Err(EditError::NoPerson(rating.person));
    }
    for (id, answer) in &rating.answers {
        let criterion = version.criterion(*id).ok_or_else(|| EditError::UnknownQuestion(id.to_string()))?;
        if let Response::Value(value) = answer.response {
            let bad_scale = |error| EditError::BadScale { name: criterion.name.to_string(), error };
            criterion.scale.normalise(value).map_err(bad_scale)?;
        }
    }
    Ok(())
}
