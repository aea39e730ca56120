//! Every kind on every page: exactly as large as asked for, in every theme.
//!
//! With `KEEPWISE_PICTURES=FOLDER` the pages are written there as PNG, for people to look at.

use std::path::PathBuf;

use keepwise::charts::{Chart, Dress, Item, Kind, Scene, Size, Theme, clustered_order, layout, layout_dressed, png};

use super::{broken, hostile, samples};

/// Slides in full and half, the old slide, a sheet across, a square.
const PRESETS: [(&str, f32, f32); 5] = [
    ("full", 960.0, 540.0),
    ("half", 480.0, 270.0),
    ("old", 800.0, 600.0),
    ("a4", 1123.0, 794.0),
    ("square", 600.0, 600.0),
];

/// Below this the longest title and source fill a page alone.
pub(super) const LEAST_HEIGHT: f32 = 250.0;

fn all() -> Vec<(&'static str, Chart)> {
    samples::all().into_iter().chain(samples::crowds()).chain(samples::many()).collect()
}

fn check(name: &str, scene: &Scene, (width, height): (f32, f32)) {
    assert_eq!((scene.width, scene.height), (width, height), "{name}");
    let faults = broken(scene);
    assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
}

/// Keeps a picture to look at.
#[expect(clippy::disallowed_methods, reason = "a picture for whoever asked for it")]
fn keep(folder: &std::path::Path, name: &str, picture: &[u8]) {
    std::fs::write(folder.join(format!("{name}.png")), picture).expect("written");
}

#[test]
fn samples_fill_every_preset_in_every_theme() {
    let folder = std::env::var_os("KEEPWISE_PICTURES").map(PathBuf::from);
    let mut without_room = Vec::new();
    for (name, chart) in all() {
        for (preset, width, height) in PRESETS {
            for theme in Theme::ALL {
                let scene = layout(&chart, Size { width, height: Some(height) }, theme);
                let name = format!("{name}_{preset}_{}", theme.name);
                check(&name, &scene, (width, height));
                if has(&scene, "Too little room") {
                    without_room.push(name.clone());
                }
                if let Some(folder) = &folder {
                    let picture = png(&scene.to_svg(), 1.0).expect("a picture");
                    keep(folder, &name, &picture);
                }
            }
        }
        if let Some(folder) = &folder {
            let scene = layout(&chart, Size::wide(680.0), &Theme::LIGHT);
            let picture = png(&scene.to_svg(), 1.0).expect("a picture");
            keep(folder, &format!("{name}_free_light"), &picture);
        }
    }
    assert!(without_room.is_empty(), "no room for {without_room:?}");
}

#[test]
fn hostile_data_stays_on_every_preset() {
    for (name, chart) in hostile::all() {
        for (preset, width, height) in PRESETS {
            for dress in [Dress::Full, Dress::Plain] {
                let scene = layout_dressed(&chart, Size { width, height: Some(height) }, dress, &Theme::PRINT);
                check(&format!("{name} {preset} {dress:?}"), &scene, (width, height));
            }
        }
    }
}

#[test]
fn a_tiny_page_says_calmly_that_there_is_too_little_room() {
    for (name, chart) in all() {
        let scene = layout_dressed(&chart, Size { width: 320.0, height: Some(60.0) }, Dress::Bare, &Theme::LIGHT);
        check(name, &scene, (320.0, 60.0));
        let is_shown = scene.items.len() > 1;
        assert!(is_shown || has(&scene, "Too little room"), "{name}: {:?}", scene.items);
    }
}

fn has(scene: &Scene, words: &str) -> bool {
    scene.items.iter().any(|item| matches!(item, Item::Text { text, .. } if text.starts_with(words)))
}

/// How many customers are left out, as the picture says.
fn left_out(scene: &Scene) -> Option<usize> {
    scene.items.iter().find_map(|item| match item {
        Item::Text { text, .. } => {
            let count = text.strip_prefix("… and ")?.strip_suffix(" more")?;
            count.replace(',', "").parse().ok()
        }
        _ => None,
    })
}

#[test]
fn of_3000_rows_the_first_and_the_last_are_shown_and_the_others_counted() {
    for (name, chart) in
        [("bars", samples::portfolio::customer_bars()), ("heatmap", samples::portfolio::crowded_heatmap())]
    {
        let free = layout(&chart, Size::wide(680.0), &Theme::LIGHT);
        assert_eq!(left_out(&free), Some(2950), "{name}: fifty are shown");
        assert!(has(&free, "Customer 1") && has(&free, "Customer 3000"), "{name}: the first and the last");
        let slide = layout(&chart, Size { width: 960.0, height: Some(540.0) }, &Theme::LIGHT);
        let hidden = left_out(&slide).expect("rows are left out");
        let rows = |scene: &Scene| {
            let is_row = |item: &&Item| matches!(item, Item::Text { text, .. } if text.starts_with("Customer "));
            scene.items.iter().filter(is_row).count()
        };
        assert_eq!(hidden + rows(&slide), 3000, "{name}: every row is shown or counted");
        assert!((10..50).contains(&rows(&slide)), "{name}: {} rows on a slide", rows(&slide));
        assert_eq!(chart.data().rows.len(), 3000, "{name}: all in the data");
    }
}

#[test]
fn forty_criteria_are_counted_where_they_do_not_fit() {
    let charts = hostile::all().into_iter().filter(|(name, _)| name.starts_with("forty_"));
    for (name, chart) in charts {
        if !matches!(chart.kind, Kind::CriterionBars(_) | Kind::Dumbbell(_) | Kind::Contributions(_) | Kind::Tornado(_))
        {
            continue;
        }
        let scene = layout_dressed(&chart, Size { width: 960.0, height: Some(400.0) }, Dress::Bare, &Theme::LIGHT);
        let hidden = left_out(&scene).unwrap_or_else(|| panic!("{name}: all forty on 400 px?"));
        let is_name = |item: &&Item| matches!(item, Item::Text { text, .. } if text.starts_with("Criterion "));
        let shown = scene.items.iter().filter(is_name).count();
        assert!(hidden > 0 && shown >= 8, "{name}: {shown} shown, {hidden} left out");
    }
}

#[test]
fn nothing_to_show_is_said_in_every_kind() {
    for (name, chart) in hostile::all().into_iter().filter(|(name, _)| name.starts_with("none_")) {
        let scene = layout_dressed(&chart, Size::wide(680.0), Dress::Bare, &Theme::LIGHT);
        let texts = scene.items.iter().filter(|item| matches!(item, Item::Text { .. })).count();
        let is_counted = matches!(chart.kind, Kind::VerdictCounts(_));
        assert!(texts >= 1 && (texts <= 2 || is_counted), "{name}: {:?}", scene.items);
    }
}

#[test]
fn clustering_keeps_every_customer() {
    let Kind::Heatmap(data) = samples::heatmap().kind else { unreachable!("a heatmap") };
    let clustered = data.clustered();
    let mut names: Vec<&str> = clustered.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names.first(), Some(&"Grandview Hotels"), "the worst first: {names:?}");
    let place = |name: &str| clustered.rows.iter().position(|row| row.name == name).expect("shown");
    assert_eq!(place("North Pier Events").abs_diff(place("Oakline Dental")), 1, "alike, side by side: {names:?}");
    names.sort_unstable();
    let mut all: Vec<&str> = data.rows.iter().map(|row| row.name.as_str()).collect();
    all.sort_unstable();
    assert_eq!(names, all);
    assert_eq!(clustered_order(&[]), Vec::<usize>::new());
}
