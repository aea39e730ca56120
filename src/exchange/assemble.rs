//! Rows into customers, people and ratings: each finds what is there already, or makes it new.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use ulid::Ulid;

use super::drafts::{self, Draft, Namesakes, fingerprint, main_card_is_used, said};
use super::plan::Plan;
use super::preview::{Counts, Problem};
use super::row::RowRead;
use super::similar::NewName;
use super::{ColumnUse, Kind, Who};
use crate::model::{
    Customer, CustomerId, Edit, Extra, Group, GroupId, Line, Locale, Name, Occasion, Person, PersonId, Profile, Rating,
    RatingId, Workspace,
};

/// The most people one import may add; more is a column that does not hold people.
const MAX_NEW_PEOPLE: usize = 2_000;

/// Everything an import brings, before it becomes an edit.
pub(super) struct Assembly<'a> {
    pub(super) plan: &'a Plan<'a>,
    workspace: &'a Workspace,
    drafts: Vec<Draft<'a>>,
    by_reference: BTreeMap<String, usize>,
    by_name: BTreeMap<String, Namesakes>,
    /// By the ids Keepwise gave, if a column has them.
    by_id: BTreeMap<CustomerId, usize>,
    /// The customers whose ids stand in the file: a row with another id is about somebody else, whatever the name.
    spoken_for: BTreeSet<usize>,
    /// The new ratings, each by its customer and a fingerprint of all it says, to know a row that is there twice.
    seen: BTreeSet<(usize, [u64; 2])>,
    people: BTreeMap<Name, PersonId>,
    new_people: Vec<(PersonId, Person)>,
    new_groups: Vec<(GroupId, Group)>,
    referrals: Vec<(usize, String, usize)>,
    /// Where a row is a customer: the rows about one that had a row already.
    pub(super) num_again: usize,
    /// Names nobody had before, without a reference that would tell them apart.
    pub(super) new_names: Vec<NewName>,
    pub(super) counts: Counts,
    pub(super) warnings: Vec<Problem>,
}

impl<'a> Assembly<'a> {
    pub(super) fn new(plan: &'a Plan<'a>, workspace: &'a Workspace) -> Self {
        let drafts: Vec<Draft<'a>> = workspace.customers.values().map(Draft::of).collect();
        let mut by_reference = BTreeMap::new();
        let mut by_name: BTreeMap<String, Namesakes> = BTreeMap::new();
        for (index, customer) in workspace.customers.values().enumerate() {
            if !customer.profile.reference.is_empty() {
                by_reference.insert(customer.profile.reference.to_string(), index);
            }
            by_name.entry(customer.name().to_owned()).or_default().add(index);
        }
        let by_id = Self::known_ids(plan, workspace);
        let spoken_for = plan.ids_in_file().filter_map(|id| by_id.get(&id).copied()).collect();
        // Of two people with one name, the one who is still there.
        let mut people = BTreeMap::new();
        for (id, person) in &workspace.business.people {
            let is_better = !person.left || !people.contains_key(&person.name);
            if is_better {
                people.entry(person.name.clone()).and_modify(|known| *known = *id).or_insert(*id);
            }
        }
        Self {
            plan,
            workspace,
            drafts,
            by_reference,
            by_name,
            by_id,
            spoken_for,
            seen: BTreeSet::new(),
            people,
            new_people: Vec::new(),
            new_groups: Vec::new(),
            referrals: Vec::new(),
            num_again: 0,
            new_names: Vec::new(),
            counts: Counts::default(),
            warnings: Vec::new(),
        }
    }

    /// The customers of the workspace by their ids, if a column has such.
    fn known_ids(plan: &Plan<'_>, workspace: &Workspace) -> BTreeMap<CustomerId, usize> {
        let is_asked = plan.has(&ColumnUse::CustomerId);
        let ids = workspace.customers.values().enumerate().map(|(index, customer)| (customer.id, index));
        ids.filter(|_| is_asked).collect()
    }

    fn customer_problem(&self, read: &RowRead, why: String) -> Problem {
        let header = self.plan.header(&[ColumnUse::CustomerName, ColumnUse::CustomerReference, ColumnUse::CustomerId]);
        let value = read.name.as_ref().map(Name::as_str).or(read.reference.as_deref()).unwrap_or_default();
        Problem::cell(read.row, header, value, why)
    }

    /// Takes a row in; says in words what becomes of it. A row with a problem leaves nothing behind.
    pub(super) fn take(&mut self, mut read: RowRead, ids: &mut dyn FnMut() -> Ulid) -> Result<&'static str, Problem> {
        let plan = self.plan;
        if plan.mapping.kind != Kind::Customers && read.answers.is_empty() {
            if !read.is_left_out {
                let why = match plan.mapping.kind {
                    Kind::Answers => "has no answer, so it is left out",
                    _ => "has no answer to any criterion, so it is left out",
                };
                self.warnings.push(Problem::cell(read.row, "", "", why.to_owned()));
            }
            self.counts.skipped_rows += 1;
            return Ok("Left out");
        }
        let found = self.find(&read).map_err(|why| self.customer_problem(&read, why))?;
        let earlier = found.and_then(|index| self.drafts[index].row);
        if let Some(earlier) = earlier.filter(|_| plan.mapping.kind == Kind::Customers) {
            self.num_again += 1;
            let why = format!("is the same customer as row {earlier}; give each its own reference or remove one");
            return Err(self.customer_problem(&read, why));
        }
        let settled = self.settled(&read, found);
        let profile = match settled {
            Some(_) => None,
            None => Some(self.profile(&read, found).map_err(|why| self.customer_problem(&read, why))?),
        };
        let rates = !read.answers.is_empty();
        let person_name = read.person.as_ref().unwrap_or(&plan.mapping.default_person);
        if rates && !self.people.contains_key(person_name) && self.new_people.len() >= MAX_NEW_PEOPLE {
            let why = format!(
                "is one new person too many; at most {} can be added. Is this column really the person?",
                Locale::count(MAX_NEW_PEOPLE)
            );
            return Err(Problem::cell(read.row, plan.header(&[ColumnUse::Person]), person_name, why));
        }
        // Nothing can fail from here on.
        if found.is_none()
            && let (Some(name), None, None) = (&read.name, &read.reference, read.id)
        {
            self.new_names.push(NewName { who: Who::Customer, name: name.clone(), row: read.row });
        }
        let index = match (settled, profile) {
            (_, Some(profile)) => self.place(&read, found, profile, ids),
            (settled, None) => settled.unwrap_or_default(),
        };
        self.drafts[index].row.get_or_insert(read.row);
        if let Some(text) = &read.referred_by {
            self.referrals.push((index, text.clone(), read.row));
        }
        let has_new_rating = rates && {
            let is_new = read.person.is_some() && !self.people.contains_key(person_name);
            if is_new {
                self.new_names.push(NewName { who: Who::Person, name: person_name.clone(), row: read.row });
            }
            let person = self.person(person_name, read.group.as_ref(), ids);
            self.rate(index, person, &mut read, ids)
        };
        let draft = &self.drafts[index];
        Ok(match (draft.old.is_some(), has_new_rating) {
            (false, _) if earlier.is_none() => "New customer",
            (_, true) => "New rating",
            _ if earlier.is_none() && draft.profile.is_some() => "Changed",
            _ => "Unchanged",
        })
    }

    /// The customer this row is about, if it is known already: by id, else by reference, else by exact name.
    fn find(&mut self, read: &RowRead) -> Result<Option<usize>, String> {
        if let Some(&index) = read.id.and_then(|id| self.by_id.get(&id)) {
            return Ok(Some(index));
        }
        let has_id = read.id.is_some();
        let spoken_for = &self.spoken_for;
        let may_be = |index: &usize| !(has_id && spoken_for.contains(index));
        match (&read.reference, &read.name) {
            (None, None) if has_id => Err("has an id that no customer here has, and no name".to_owned()),
            (None, None) => Err("is blank; every row needs a customer".to_owned()),
            (Some(reference), name) => {
                if let Some(&index) = self.by_reference.get(reference.as_str()).filter(|index| may_be(index)) {
                    return Ok(Some(index));
                }
                // A customer known by name only gets its reference now; one with another reference is another.
                let name = name.as_ref().map_or_else(|| reference.as_str(), Name::as_str);
                let Some(Namesakes { free, .. }) = self.by_name.get_mut(name) else { return Ok(None) };
                // Who has a reference by now keeps it: 100,000 namesakes are not gone through for every row.
                free.retain(|&index| !self.drafts[index].has_reference());
                let open: Vec<usize> = free.iter().copied().filter(|index| may_be(index)).take(2).collect();
                match open.as_slice() {
                    [] => Ok(None),
                    [index] => Ok(Some(*index)),
                    _ => Err("is the name of several customers without a reference; which one it is can't be known"
                        .to_owned()),
                }
            }
            (None, Some(name)) if has_id => {
                let all = self.named(name).iter().copied();
                match all.filter(|index| may_be(index)).take(2).collect::<Vec<_>>().as_slice() {
                    [] => Ok(None),
                    [index] => Ok(Some(*index)),
                    _ => Err("is the name of several customers, and none of them has this id".to_owned()),
                }
            }
            (None, Some(name)) => match self.named(name) {
                [] => Ok(None),
                [index] => Ok(Some(*index)),
                several => Err(format!(
                    "is the name of {} customers; add a column with their reference",
                    Locale::count(several.len())
                )),
            },
        }
    }

    /// All customers with this name.
    fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map(|namesakes| namesakes.all.as_slice()).unwrap_or_default()
    }

    /// The customer of this row, if the row tells nothing new about who it is: most ratings of many.
    fn settled(&self, read: &RowRead, found: Option<usize>) -> Option<usize> {
        let index = found.filter(|_| self.plan.mapping.kind != Kind::Customers)?;
        let known = self.drafts[index].profile()?;
        let is_known = |new: Option<&str>, known: &str| new.is_none_or(|new| new.is_empty() || new == known);
        let is_same = is_known(read.name.as_ref().map(Name::as_str), &known.name)
            && is_known(read.reference.as_deref(), &known.reference);
        // Of two customers with one reference, the one met last is found by it.
        let is_tagged = read.tags().all(|tag| known.tags.contains(tag));
        let is_met = known.reference.is_empty() || self.by_reference.get(known.reference.as_str()) == Some(&index);
        (is_same && is_tagged && is_met).then_some(index)
    }

    /// What will be known about the customer of this row.
    fn profile(&self, read: &RowRead, found: Option<usize>) -> Result<Profile, String> {
        let reference = read.reference.clone().unwrap_or_default();
        let known = found.and_then(|index| self.drafts[index].profile());
        let mut profile = match (known, &read.name) {
            (Some(known), _) => known.clone(),
            (None, Some(name)) => Profile::new(name.clone()),
            (None, None) => Profile::new(Name::new(&reference).map_err(|why| why.to_string())?),
        };
        if let Some(name) = &read.name {
            profile.name = name.clone();
        }
        if !reference.is_empty() {
            profile.reference = reference;
        }
        if self.plan.mapping.kind == Kind::Customers {
            read.write_into(&mut profile).map_err(|why| format!("would get too long notes: {why}"))?;
        } else {
            profile.tags.extend(read.tags().cloned());
        }
        Ok(profile)
    }

    /// Puts the profile in place, in a new draft if the customer was not found.
    fn place(
        &mut self,
        read: &RowRead,
        found: Option<usize>,
        profile: Profile,
        ids: &mut dyn FnMut() -> Ulid,
    ) -> usize {
        let index = found.unwrap_or_else(|| {
            // What comes from another workspace of the owner's keeps its id, so that its ratings find it as well.
            self.drafts.push(Draft::new(read.id.unwrap_or_else(|| CustomerId::new(ids()))));
            self.drafts.len() - 1
        });
        if !profile.reference.is_empty() {
            self.by_reference.insert(profile.reference.to_string(), index);
        }
        if let Some(id) = read.id {
            self.by_id.insert(id, index);
            self.spoken_for.insert(index);
        }
        // Who had this name before is among its namesakes already, and a new customer is not.
        let draft = &self.drafts[index];
        let had_name = draft.profile().is_some_and(|known| known.name == profile.name);
        let namesakes = self.by_name.entry(profile.name.to_string()).or_default();
        if !had_name && (found.is_none() || !namesakes.all.contains(&index)) {
            namesakes.add(index);
            if namesakes.all.len() > 1 {
                let header = self.plan.header(&[ColumnUse::CustomerName, ColumnUse::CustomerReference]);
                let by = if read.id.is_some() { "ids" } else { "references" };
                let why = format!("is the name of another customer too; they stay apart by their {by}");
                self.warnings.push(Problem::cell(read.row, header, &profile.name, why));
            }
        }
        let draft = &mut self.drafts[index];
        if draft.profile() != Some(&profile) {
            draft.profile = Some(Box::new(profile));
        }
        index
    }

    fn person(&mut self, name: &Name, group: Option<&Name>, ids: &mut dyn FnMut() -> Ulid) -> PersonId {
        if let Some(&id) = self.people.get(name) {
            return id;
        }
        let group = group.map_or(self.plan.mapping.default_group, |group| self.group(group));
        let id = PersonId::new(ids());
        self.people.insert(name.clone(), id);
        self.new_people.push((id, Person { name: name.clone(), group, left: false, extra: Extra::new() }));
        id
    }

    /// The group with this name or key, in capitals or not; made if there is none.
    fn group(&mut self, name: &Name) -> GroupId {
        let lower = name.to_lowercase();
        let known = self.workspace.business.groups.iter().chain(self.new_groups.iter().map(|(id, group)| (id, group)));
        let mut taken = BTreeSet::new();
        for (id, group) in known {
            if id.as_str() == lower || group.name.to_lowercase() == lower {
                return *id;
            }
            taken.insert(*id);
        }
        let id = GroupId::from_name(name, |id| taken.contains(&id));
        self.new_groups.push((id, Group { name: name.clone(), extra: Extra::new() }));
        id
    }

    /// Adds the rating of this row, unless it is there already; says whether it was added.
    fn rate(&mut self, index: usize, person: PersonId, read: &mut RowRead, ids: &mut dyn FnMut() -> Ulid) -> bool {
        let plan = self.plan;
        let Some(card) = &plan.card else { return false };
        let rating = Rating {
            scorecard: card.id,
            version: card.version,
            person,
            occasion: Occasion {
                kind: read.occasion_kind.unwrap_or(plan.mapping.occasion),
                name: read.occasion.clone(),
                extra: Extra::new(),
            },
            on: read.on.or(plan.mapping.default_date).unwrap_or(plan.today),
            answers: std::mem::take(&mut read.answers),
            remark: std::mem::take(&mut read.remark),
            extra: Extra::new(),
        };
        let draft = &mut self.drafts[index];
        let said = said(&rating);
        let in_full = format!("{said} {} {:?} {:?}", rating.on, rating.occasion, rating.remark);
        if !self.seen.insert((index, fingerprint(&in_full))) {
            let why = "is the same rating as an earlier row; it is counted once".to_owned();
            self.warnings.push(Problem::cell(read.row, "", "", why));
            self.counts.unchanged_ratings += 1;
            return false;
        }
        let old = draft.old;
        let unmet = draft.unmet.get_or_insert_with(|| {
            let mut days: BTreeMap<String, Vec<Date>> = BTreeMap::new();
            for known in old.iter().flat_map(|old| old.ratings.values()) {
                days.entry(drafts::said(known)).or_default().push(known.on);
            }
            for days in days.values_mut() {
                days.sort();
            }
            days
        });
        // A rating with a day in the file is the old one of that day. Without a day the file tells a state, and the
        // same state another day is nothing new.
        let is_dated = read.on.or(plan.mapping.default_date).is_some();
        let met = unmet.get_mut(&said).and_then(|days| {
            let place = days.iter().rposition(|day| !is_dated || *day == rating.on)?;
            Some(days.remove(place))
        });
        if met.is_some() {
            self.counts.unchanged_ratings += 1;
            return false;
        }
        // A corrected file of customers on the same day corrects the rating of that day.
        let same_day = old
            .iter()
            .flat_map(|old| &old.ratings)
            .find(|(_, known)| known.person == person && known.scorecard == card.id && known.on == rating.on)
            .filter(|_| plan.mapping.kind == Kind::Customers);
        if let Some((&id, _)) = same_day {
            self.counts.changed_ratings += 1;
            draft.ratings.push((id, rating));
        } else {
            self.counts.new_ratings += 1;
            if draft.ratings.is_empty() {
                // Many customers get one rating, and room for four is much for 100,000 of them.
                draft.ratings.reserve_exact(1);
            }
            draft.ratings.push((RatingId::new(ids()), rating));
        }
        true
    }

    /// How many customers have a row in the file.
    pub(super) fn num_met(&self) -> usize {
        self.drafts.iter().filter(|draft| draft.row.is_some()).count()
    }

    /// All rows are taken in: resolves "referred by", and forgets by what everybody was found, which is much for
    /// 100,000 customers.
    pub(super) fn close(&mut self) {
        self.refer();
        (self.by_reference, self.by_name, self.seen) = Default::default();
    }

    /// Counts, and makes the edits.
    pub(super) fn into_edits(mut self) -> (Vec<Edit>, Counts, Vec<Problem>) {
        let mut edits: Vec<Edit> = self.new_groups.into_iter().map(|(id, group)| Edit::PutGroup(id, group)).collect();
        let made = self.plan.card.as_ref().and_then(|card| card.made.clone());
        let num_new_ratings = self.counts.new_ratings;
        if let Some(card) = made.filter(|_| num_new_ratings > 0) {
            self.counts.new_scorecards = 1;
            let id = card.id;
            edits.push(Edit::AddScorecard(card));
            if !main_card_is_used(self.workspace) {
                edits.push(Edit::ChooseMainScorecard(id));
            }
        }
        self.counts.new_people = self.new_people.len();
        edits.reserve_exact(self.new_people.len() + self.drafts.len());
        edits.extend(self.new_people.into_iter().map(|(id, person)| Edit::PutPerson(id, person)));
        for draft in self.drafts {
            let was_met = draft.row.is_some();
            match (draft.old, draft.profile) {
                (None, Some(profile)) => {
                    self.counts.new_customers += 1;
                    let mut customer = Customer::new(draft.id, *profile);
                    customer.ratings.extend(draft.ratings);
                    edits.push(Edit::AddCustomer(Arc::new(customer)));
                }
                (_, profile) => {
                    let is_changed = profile.is_some() || !draft.ratings.is_empty();
                    self.counts.changed_customers += usize::from(is_changed);
                    self.counts.unchanged_customers += usize::from(was_met && !is_changed);
                    edits.extend(profile.map(|profile| Edit::SetProfile(draft.id, profile)));
                    if !draft.ratings.is_empty() {
                        edits.push(Edit::PutRatings(draft.id, draft.ratings));
                    }
                }
            }
        }
        (edits, self.counts, self.warnings)
    }

    /// Finds the customers who sent others, now that all are known.
    fn refer(&mut self) {
        let header = self.plan.header(&[ColumnUse::ReferredBy]);
        for (index, text, row) in std::mem::take(&mut self.referrals) {
            let name = Line::new(&text).unwrap_or_default();
            let by_name = if let [one] = self.named(name.as_str()) { Some(*one) } else { None };
            let sender = self.by_reference.get(name.as_str()).copied().or(by_name).filter(|&sender| sender != index);
            let Some(sender) = sender.map(|sender| self.drafts[sender].id) else {
                let why =
                    "is no other customer, or not a single one; \u{201c}referred by\u{201d} stays as it is".to_owned();
                self.warnings.push(Problem::cell(row, header, &text, why));
                continue;
            };
            let draft = &mut self.drafts[index];
            if let Some(known) = draft.profile()
                && known.source.referred_by != Some(sender)
            {
                let mut profile = known.clone();
                profile.source.referred_by = Some(sender);
                draft.profile = Some(Box::new(profile));
            }
        }
    }
}
