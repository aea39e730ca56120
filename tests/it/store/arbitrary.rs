//! Any workspace the model allows.

use std::sync::Arc;

use jiff::civil::{Date, date};
use keepwise::model::*;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value};
use ulid::Ulid;

fn ulid() -> impl Strategy<Value = Ulid> {
    (0..(1_u64 << 48), any::<u128>()).prop_map(|(time, random)| Ulid::from_parts(time, random))
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9äß漢🙂 '&<>=\"/\\\\\u{2028}.-]{0,24}"
}

fn name() -> impl Strategy<Value = Name> {
    text().prop_map(|text| Name::new(&format!("N{text}")).unwrap())
}

fn line() -> impl Strategy<Value = Line> {
    text().prop_map(|text| Line::new(&text).unwrap())
}

fn note() -> impl Strategy<Value = Note> {
    vec(text(), 0..3).prop_map(|lines| Note::new(&lines.join("\n")).unwrap())
}

fn day() -> impl Strategy<Value = Date> {
    (1950_i16..2200, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn finite() -> impl Strategy<Value = Finite> {
    prop_oneof![
        (-10_i32..100).prop_map(|whole| Finite::clamped(f64::from(whole))),
        any::<f64>().prop_map(Finite::clamped),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        proptest::num::f64::NORMAL.prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map("[a-z\"\\\\é]{1,5}", inner, 0..4).prop_map(|map| Value::Object(Map::from_iter(map))),
        ]
    })
}

/// Fields nobody knows yet; the letters keep them apart from the known ones.
fn extra() -> impl Strategy<Value = Extra> {
    prop_oneof![3 => Just(Extra::new()), 1 => btree_map("x-[a-z]{1,4}", value(), 0..3).prop_map(Extra::from)]
}

fn slug() -> impl Strategy<Value = CriterionId> {
    "[a-z]{1,8}(-[a-z0-9]{1,4})?".prop_map(|text| text.parse().unwrap())
}

fn answer() -> impl Strategy<Value = Answer> {
    let response =
        prop_oneof![finite().prop_map(Response::Value), Just(Response::NotApplicable), Just(Response::DontKnow)];
    (response, note(), extra()).prop_map(|(response, note, extra)| Answer { response, note, extra })
}

fn rating() -> impl Strategy<Value = Rating> {
    let kind = prop::sample::select(OccasionKind::ALL.as_slice());
    let ids = (ulid(), any::<u32>(), ulid());
    (ids, kind, line(), day(), btree_map(slug(), answer(), 0..6), note(), extra()).prop_map(
        |((scorecard, version, person), kind, name, on, answers, remark, extra)| Rating {
            scorecard: ScorecardId::new(scorecard),
            version,
            person: PersonId::new(person),
            occasion: Occasion { kind, name, extra: Extra::new() },
            on,
            answers: answers.into(),
            remark,
            extra,
        },
    )
}

fn score_value() -> impl Strategy<Value = Score> {
    (0.0..=100.0).prop_map(Score::clamped)
}

fn step() -> impl Strategy<Value = Step> {
    (line(), line(), option::of(day()), option::of(day()), extra()).prop_map(|(what, who, by, done, extra)| Step {
        what,
        who,
        by,
        done,
        extra,
    })
}

fn stood() -> impl Strategy<Value = Stood> {
    let verdict = prop::sample::select(Verdict::ALL.as_slice());
    let score = option::of(score_value());
    let share = (0.0..=1.0).prop_map(Share::clamped);
    let shares = btree_map(slug(), (0.0..=1.0).prop_map(Share::clamped), 0..3);
    let weights = btree_map(slug(), any::<f64>().prop_map(Weight::clamped), 0..3);
    let numbers = (option::of(score_value()), line(), shares, weights, option::of(policy()));
    (ulid(), any::<u32>(), verdict, score, share, (any::<u32>(), numbers), vec(text(), 0..3)).prop_map(
        |(card, version, verdict, score, coverage, (raters, numbers), reasons)| Stood {
            bounds: numbers.0.map(|score| (score, score)),
            firmness: numbers.1,
            values: numbers.2,
            weights: numbers.3,
            policy: numbers.4.map(Box::new),
            scorecard: ScorecardId::new(card),
            version,
            verdict,
            score,
            coverage,
            raters,
            cautions: reasons.clone(),
            reasons,
            extra: Extra::new(),
        },
    )
}

fn decision() -> impl Strategy<Value = Decision> {
    let choice = prop::sample::select(Choice::ALL.as_slice());
    let words = (note(), line(), note(), note());
    let plan = (vec(step(), 0..3), option::of(score_value()));
    (day(), choice, words, option::of(day()), plan, option::of(stood()), extra()).prop_map(
        |(on, choice, (reason, by, message, outcome), review_on, (steps, target), stood, extra)| Decision {
            steps,
            target,
            message,
            on,
            choice,
            reason,
            by,
            review_on,
            outcome,
            stood,
            extra,
        },
    )
}

fn money() -> impl Strategy<Value = ListMap<MoneyPeriod, Money>> {
    let period = prop_oneof![
        (1900_i16..2200).prop_map(|year| format!("{year}")),
        (1900_i16..2200, 1..=4).prop_map(|(year, quarter)| format!("{year}-Q{quarter}")),
        (1900_i16..2200, 1..=12).prop_map(|(year, month)| format!("{year}-{month:02}")),
    ];
    let amount = || option::of(finite());
    let amounts = (amount(), amount(), amount(), amount(), extra());
    let amounts = amounts.prop_map(|(revenue, cost, hours, transactions, extra)| Money {
        revenue,
        cost,
        hours,
        transactions,
        extra,
    });
    btree_map(period.prop_map(|text| text.parse().unwrap()), amounts, 0..4).prop_map(ListMap::from)
}

fn profile() -> impl Strategy<Value = Profile> {
    let words = (name(), line(), line(), note(), line(), line());
    let tags = btree_set(name(), 0..4);
    let known =
        (prop::sample::select(Status::ALL.as_slice()), option::of(day()), option::of(day()), option::of(ulid()));
    (words, known, tags, money(), extra()).prop_map(
        |((name, segment, contact, notes, reference, how), (status, since, renewal, by), tags, money, extra)| Profile {
            name,
            status,
            since,
            segment,
            source: Source { how, referred_by: by.map(CustomerId::new), extra: Extra::new() },
            contact,
            notes,
            tags,
            renewal,
            money,
            reference,
            extra,
        },
    )
}

fn customer() -> impl Strategy<Value = Customer> {
    let ratings = btree_map(ulid().prop_map(RatingId::new), rating(), 0..5);
    let decisions = btree_map(ulid().prop_map(DecisionId::new), decision(), 0..3);
    let side = prop::sample::select(vec![Side::Us, Side::Them]);
    let issue = (day(), line(), side, option::of(day()), extra())
        .prop_map(|(raised, what, side, solved, extra)| Issue { raised, what, side, solved, extra });
    let issues = btree_map(ulid().prop_map(IssueId::new), issue, 0..3);
    let dismissal = (day(), note(), line(), extra());
    let dismissal = dismissal.prop_map(|(on, reason, by, extra)| Dismissal { on, reason, by, extra });
    let dismissed = btree_map(name(), dismissal, 0..3);
    (ulid(), profile(), ratings, decisions, (issues, dismissed), extra()).prop_map(
        |(id, profile, ratings, decisions, (issues, dismissed), extra)| Customer {
            id: CustomerId::new(id),
            profile,
            ratings: ratings.into(),
            decisions: decisions.into(),
            issues: issues.into(),
            dismissed: dismissed.into(),
            extra,
        },
    )
}

fn scale() -> impl Strategy<Value = Scale> {
    prop_oneof![
        Just(Scale::YesNo),
        (-20_i32..20, 1_i32..100, btree_map(-20_i32..120, line(), 0..12))
            .prop_map(|(from, steps, anchors)| { Scale::Points { from, to: from + steps, anchors } }),
        (line(), finite(), finite()).prop_map(|(unit, worst, best)| Scale::Measure { unit, worst, best }),
    ]
}

fn criterion() -> impl Strategy<Value = Criterion> {
    let rule = prop_oneof![finite().prop_map(FlagRule::AtOrBelow), finite().prop_map(FlagRule::AtOrAbove)];
    let red_flag = option::of((name(), rule).prop_map(|(name, rule)| RedFlag { name, rule, extra: Extra::new() }));
    let direction = prop_oneof![Just(Direction::HighIsGood), Just(Direction::Reversed)];
    let weight = any::<f64>().prop_map(Weight::clamped);
    ((slug(), name(), line(), note()), scale(), direction, weight, red_flag, any::<bool>(), extra()).prop_map(
        |((id, name, question, why), scale, direction, weight, red_flag, retired, extra)| Criterion {
            id,
            name,
            question,
            why,
            scale,
            direction,
            weight,
            red_flag,
            retired,
            extra,
        },
    )
}

fn policy() -> impl Strategy<Value = Policy> {
    let group = || prop::sample::select(vec![GroupId::MANAGEMENT, GroupId::TEAM, GroupId::CUSTOMER]);
    let flags = prop_oneof![Just(FlagPolicy::Any), Just(FlagPolicy::Majority), group().prop_map(FlagPolicy::Group)];
    let period = prop_oneof![
        Just(Period::ThisQuarter),
        any::<u16>().prop_map(Period::LastMonths),
        Just(Period::LatestPerPerson),
        Just(Period::All)
    ];
    let combine = prop::sample::select(Combine::ALL.as_slice());
    let severity = prop::sample::select(vec![SeverityRule::AsGiven, SeverityRule::Adjusted]);
    let people = (combine, option::of(any::<std::num::NonZeroU16>()), severity);
    let balance = btree_map(group(), (0.0..9.0).prop_map(Weight::clamped), 0..3);
    let bands = (0.0..=100.0, 0.0..=100.0, 0.0..=1.0, 0.0..=1.0);
    (bands, any::<u32>(), balance, (period, people), flags, any::<u16>(), extra()).prop_map(
        |((keep, hard, coverage, dependence), min_raters, balance, (period, people), flags, stale, extra)| Policy {
            combine: people.0,
            half_life_months: people.1,
            severity: people.2,
            keep_from: Score::clamped(keep),
            hard_look_from: Score::clamped(hard),
            bands: [("A", keep), ("B: better", hard), ("=1+1", 0.0)]
                .map(|(name, from)| Band { name: Name::new(name).unwrap(), from: Score::clamped(from) })
                .to_vec(),
            min_coverage: Share::clamped(coverage),
            min_raters,
            balance,
            period,
            flags,
            dependence_limit: Share::clamped(dependence),
            stale_after_months: stale,
            extra,
        },
    )
}

fn scorecard() -> impl Strategy<Value = Scorecard> {
    let version = (day(), note(), vec(criterion(), 0..4), policy(), extra());
    let version = version.prop_map(|(adopted, note, criteria, policy, extra)| ScorecardVersion {
        number: 0,
        adopted,
        note,
        criteria,
        policy,
        extra,
    });
    let weights = btree_map(slug(), any::<f64>().prop_map(Weight::clamped), 0..3);
    let scenario = (name(), day(), any::<u32>(), weights, policy(), note(), extra());
    let scenario = scenario.prop_map(|(name, saved, version, weights, policy, note, extra)| Scenario {
        name,
        saved,
        version,
        weights,
        policy,
        note,
        extra,
    });
    let scenarios = btree_map(ulid().prop_map(ScenarioId::new), scenario, 0..3);
    (ulid(), name(), note(), (vec(version, 1..3), scenarios), any::<bool>(), extra()).prop_map(
        |(id, name, about, (mut versions, scenarios), archived, extra)| {
            for (version, number) in versions.iter_mut().zip(1..) {
                version.number = number;
            }
            let subject = if archived { Subject::Us } else { Subject::Customer };
            Scorecard { id: ScorecardId::new(id), name, about, subject, versions, scenarios, archived, extra }
        },
    )
}

fn business() -> impl Strategy<Value = Business> {
    let person = (name(), any::<bool>(), extra());
    let person = person.prop_map(|(name, left, extra)| Person { name, group: GroupId::TEAM, left, extra });
    let people = btree_map(ulid().prop_map(PersonId::new), person, 0..5);
    (ulid(), name(), line(), people, option::of(ulid()), extra()).prop_map(
        |(id, name, currency, people, main, extra)| Business {
            currency,
            people,
            main_scorecard: main.map(ScorecardId::new),
            mappings: [(name.clone(), extra.clone())].into(),
            extra,
            ..Business::new(BusinessId::new(id), name)
        },
    )
}

pub(crate) fn workspace() -> impl Strategy<Value = Workspace> {
    (business(), vec(scorecard(), 0..3), vec(customer(), 0..4)).prop_map(|(business, cards, customers)| Workspace {
        business: Arc::new(business),
        scorecards: cards.into_iter().map(|card| (card.id, Arc::new(card))).collect(),
        customers: customers.into_iter().map(|customer| (customer.id, Arc::new(customer))).collect(),
    })
}
