//! The data of every chart as CSV and as a workbook.

use calamine::Data;
use keepwise::charts::{Bar, BarRow, Chart, CriterionBars, Kind, Page, Ruler, Size, Spread};
use keepwise::exchange::{ChartFormat, chart_bytes};
use proptest::prelude::*;

use super::reading::Book;
use crate::charts::{ingredients, samples};

const PAGE: Page = Page::new(Size::wide(960.0));

fn bytes(chart: &Chart, format: ChartFormat) -> Vec<u8> {
    chart_bytes(chart, &PAGE, format, 2.0).unwrap()
}

#[test]
fn every_kind_becomes_a_workbook_with_a_chart_or_a_picture() {
    for (name, chart) in samples::all() {
        let first = bytes(&chart, ChartFormat::Xlsx);
        assert_eq!(first, bytes(&chart, ChartFormat::Xlsx), "{name}: same chart, same bytes");
        let book = Book::read(&first);
        let pictures = match chart.kind {
            Kind::Heatmap(_) => (0, 0),
            Kind::RaterStrip(_) | Kind::Moves(_) => (0, 1),
            _ => (1, 0),
        };
        assert_eq!((book.num_charts(), book.num_pictures()), pictures, "{name}");
        assert_eq!(book.cell("Chart", 0, 0), Data::String(chart.title.clone()), "{name}");
        assert!(!book.has_formulas(), "{name}");
        let data = chart.data();
        for (at, column) in (0u32..).zip(&data.columns) {
            assert_eq!(book.cell("Data", 0, at), Data::String(column.header()), "{name}");
        }
        let csv = String::from_utf8(bytes(&chart, ChartFormat::Csv)).unwrap();
        assert!(csv.starts_with('\u{feff}'), "{name}: Excel must know that it is UTF-8");
    }
}

fn two_bars() -> Chart {
    let row = |name: &str, mean: f64| BarRow {
        id: name.to_owned(),
        name: name.to_owned(),
        ruler: Ruler::Points { worst: 1, best: 5 },
        bars: vec![Bar { mean: Some(mean), spread: Spread::Range { low: 2.0, high: 4.5 }, n: 3 }],
        reference: None,
        minimum: None,
    };
    let rows = vec![row("=HYPERLINK(\"http://x\")", 4.0), row("Pays, on \"time\"", 3.25)];
    Chart::new("=1+1", Kind::CriterionBars(CriterionBars { groups: Vec::new(), reference: String::new(), rows }))
}

#[test]
fn numbers_stay_numbers_and_names_stay_text() {
    let book = Book::read(&bytes(&two_bars(), ChartFormat::Xlsx));
    assert_eq!(book.cell("Chart", 0, 0), Data::String("=1+1".to_owned()));
    // The numbers stand below the chart, headers first.
    let first = 25;
    assert_eq!(book.cell("Chart", first, 0), Data::String("=HYPERLINK(\"http://x\")".to_owned()));
    assert_eq!(book.cell("Chart", first, 1), Data::Float(4.0));
    // The error bars: as far below and above as the answers reach.
    assert_eq!([2, 3].map(|column| book.cell("Chart", first + 1, column)), [Data::Float(1.25), Data::Float(1.25)]);
    let drawn = book.part("xl/charts/chart1.xml");
    assert!(drawn.contains("<c:errBars>") && drawn.contains("barDir val=\"bar\""), "{drawn}");
    assert!(drawn.contains("Chart!$B$26:$B$27"), "the chart is drawn from the cells: {drawn}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_chart_is_too_odd_for_a_file(ingredients in ingredients()) {
        for chart in ingredients.charts() {
            for format in [ChartFormat::Csv, ChartFormat::Xlsx] {
                let made = chart_bytes(&chart, &PAGE, format, 1.0);
                prop_assert!(made.is_ok(), "{format:?}: {:?}", made.err());
                if format == ChartFormat::Xlsx {
                    prop_assert!(!Book::read(&made.unwrap()).has_formulas());
                }
            }
        }
    }
}
