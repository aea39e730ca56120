//! The catalogue of charts on the sample business: what is about whom, what stands around the picture, and why there
//! is none.

use jiff::civil::{Date, date};
use keepwise::analysis::{Evidence, Gathering, Terms, judge};
use keepwise::charts::{About, Asked, Chart, ChartName, GroupsShown, Kind, NoChart, RowOrder, chart_list, chart_of};
use keepwise::model::{CustomerId, Line, Period, Workspace};
use keepwise::store::sample_workspace;

const TODAY: Date = date(2026, 11, 21);

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn named(workspace: &Workspace, name: &str) -> CustomerId {
    workspace.customers.values().find(|customer| customer.name() == name).unwrap().id
}

/// Asks about the workspace as it is judged today, with these changes to the question.
fn ask(
    workspace: &Workspace,
    name: ChartName,
    about: About,
    change: impl FnOnce(&mut Asked<'_>),
) -> Result<Chart, NoChart> {
    let card = workspace.main_scorecard().unwrap();
    let terms = Terms::of(card.current());
    let evidence = Evidence::gather(workspace, card, Gathering::of(&terms.policy, TODAY));
    let judgements = judge(&evidence, &terms);
    let judged = keepwise::analysis::Judged {
        workspace,
        card,
        evidence: &evidence,
        judgements: &judgements,
        terms: &terms,
        today: TODAY,
    };
    let mut asked = Asked::about(judged, about);
    change(&mut asked);
    chart_of(name, &asked)
}

#[test]
fn every_chart_of_the_sample_says_what_it_finds_about_whom_and_when() {
    let workspace = sample_workspace(TODAY);
    let grandview = About::Customer(named(&workspace, "Grandview Hotels"));
    for about in [About::Everybody, grandview, About::Segment(line("Hospitality"))] {
        let list = chart_list(&about);
        for name in ChartName::ALL {
            let made = ask(&workspace, name, about.clone(), |_| ());
            assert_eq!(made.is_ok(), list.contains(&name), "{name:?} about {about:?}: {made:?}");
            let Ok(chart) = made else { continue };
            assert!(!chart.title.is_empty() && !chart.title.ends_with('.'), "{name:?}: {}", chart.title);
            assert!(chart.subtitle.contains("Project rating"), "{name:?}: {}", chart.subtitle);
            assert_eq!(
                chart.subtitle.contains("Project rating \u{b7} last 12 months"),
                name.has_period(),
                "{}",
                chart.subtitle
            );
            assert_eq!(chart.source, "Bright & Bold Studio, 21 November 2026", "{name:?}");
            let filter = match &about {
                About::Everybody => "filter: all current customers",
                About::Customer(_) if name.marks_one_customer() => {
                    "filter: all current customers, Grandview Hotels marked"
                }
                About::Customer(_) => "filter: Grandview Hotels",
                About::Segment(_) => "filter: Hospitality, ",
            };
            assert!(chart.filter.starts_with(filter), "{name:?}: {}", chart.filter);
            let is_named = matches!(about, About::Customer(_));
            assert!(!is_named || chart.title.starts_with("Grandview Hotels"), "{name:?}: {}", chart.title);
            let again = ask(&workspace, name, about.clone(), |_| ());
            assert!(again.as_ref() == Ok(&chart), "{name:?}: the same again");
            assert!(!chart.data().rows.is_empty(), "{name:?}: no numbers behind it");
        }
    }
}

#[test]
fn another_period_is_gathered_and_judged_anew() {
    let workspace = sample_workspace(TODAY);
    let n = |period| {
        let chart = ask(&workspace, ChartName::Criteria, About::Everybody, |asked| asked.period = period).unwrap();
        let Kind::CriterionBars(bars) = &chart.kind else { panic!("another kind") };
        (bars.rows[0].bars[0].n, chart)
    };
    let (usual, _) = n(None);
    let (all, chart) = n(Some(Period::All));
    let (quarter, _) = n(Some(Period::ThisQuarter));
    assert!(quarter < usual && usual <= all, "{quarter} {usual} {all}");
    assert_eq!(chart.filter, "filter: all current customers; ratings of all time");
    let groups = ask(&workspace, ChartName::Criteria, About::Everybody, |asked| asked.groups = GroupsShown::Beside);
    let groups = groups.unwrap();
    let Kind::CriterionBars(bars) = &groups.kind else { panic!("another kind") };
    assert_eq!(bars.groups[..2], ["Management", "Team"]);
    assert!(groups.filter.ends_with("groups beside each other"), "{}", groups.filter);
}

#[test]
fn what_cannot_be_drawn_has_a_reason_in_words() {
    let workspace = sample_workspace(TODAY);
    let somebody = named(&workspace, "Grandview Hotels");
    let why = |workspace: &Workspace, name, about| ask(workspace, name, about, |_| ()).unwrap_err();
    assert_eq!(why(&workspace, ChartName::Radar, About::Everybody), NoChart::NeedsCustomer);
    assert_eq!(why(&workspace, ChartName::Heatmap, About::Customer(somebody)), NoChart::NeedsSeveral);
    let stranger = About::Customer(CustomerId::new(ulid::Ulid::from(7)));
    assert_eq!(why(&workspace, ChartName::Criteria, stranger), NoChart::UnknownCustomer);
    let nobody = why(&workspace, ChartName::Map, About::Segment(line("Shipyards")));
    assert_eq!(nobody, NoChart::EmptySegment(line("Shipyards")));

    let mut silent = workspace.clone();
    for customer in silent.customers.values_mut() {
        let customer = std::sync::Arc::make_mut(customer);
        customer.ratings.clear();
        customer.profile.money.clear();
    }
    for (name, words) in [
        (ChartName::Criteria, "Nobody has rated our customers in the last 12 months. Choose a longer period, or rate."),
        (ChartName::History, "Nobody has rated our customers yet."),
        (ChartName::Verdicts, "Nobody has rated our customers yet."),
        (
            ChartName::Whale,
            "It takes revenue and cost of the last 12 months. Add the figures to the customers, or import them, and \
             this chart appears.",
        ),
    ] {
        assert_eq!(why(&silent, name, About::Everybody).to_string(), words, "{name:?}");
    }
    let one = why(&silent, ChartName::Waterfall, About::Customer(somebody)).to_string();
    assert!(one.starts_with("Nobody has rated Grandview Hotels in the last 12 months."), "{one}");
    silent.customers.clear();
    assert_eq!(why(&silent, ChartName::Scores, About::Everybody), NoChart::NoCustomers);
}

#[test]
fn a_table_of_customers_can_put_who_is_rated_alike_beside_each_other() {
    let workspace = sample_workspace(TODAY);
    let rows = |order: RowOrder| {
        let chart = ask(&workspace, ChartName::Heatmap, About::Everybody, |asked| asked.order = order).unwrap();
        let Kind::Heatmap(heatmap) = chart.kind else { panic!("a heatmap") };
        (heatmap.rows.into_iter().map(|row| row.name).collect::<Vec<_>>(), chart.subtitle)
    };
    let (worst_first, told) = rows(RowOrder::WorstFirst);
    let (alike, told_alike) = rows(RowOrder::Alike);
    assert!(told.contains("worst score first") && told_alike.contains("rated alike beside each other"), "{told_alike}");
    assert_ne!(worst_first, alike, "another order");
    assert_eq!(worst_first[0], alike[0], "still from the worst on");
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(worst_first), sorted(alike), "of the same customers");
}
