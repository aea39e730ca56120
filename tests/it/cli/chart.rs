//! `keepwise chart`: every chart of the catalogue as a file, from the sample business.

use jiff::civil::date;

use super::Place;

const ONE: [&str; 4] = ["raters", "radar", "waterfall", "tornado"];

/// A place with the sample business in `shop`.
fn sample() -> Place {
    let place = Place::new();
    keepwise::store::create_sample(&place.path("shop"), date(2026, 11, 21)).unwrap();
    place
}

/// The words of `--list`.
fn kinds(place: &Place) -> Vec<String> {
    let list = place.ok(&["chart", "--list"]).out;
    let words: Vec<String> =
        list.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert_eq!(words.len(), 14, "{list}");
    for line in list.lines() {
        let word = line.split_whitespace().next().unwrap();
        assert_eq!(line.contains("needs --customer"), ONE.contains(&word), "{line}");
        assert!(line.contains('?'), "no question: {line}");
    }
    words
}

fn bytes(place: &Place, name: &str) -> Vec<u8> {
    place.files(".").into_iter().find(|(path, _)| path.ends_with(name)).unwrap_or_else(|| panic!("no {name}")).1
}

#[test]
fn every_chart_of_the_list_is_written_and_is_the_same_again() {
    let place = sample();
    for kind in kinds(&place) {
        let mut args = vec!["chart", "shop", kind.as_str(), "--size", "960x540", "--out"];
        let (svg, png) = (format!("{kind}.svg"), format!("{kind}.png"));
        let customer: &[&str] = if ONE.contains(&kind.as_str()) { &["--customer", "Grandview Hotels"] } else { &[] };
        args.push(&svg);
        args.extend(customer);
        let told = place.ok(&args);
        assert!(told.out.starts_with(&format!("{svg}: ")) && told.err.is_empty(), "{kind}: {}{}", told.out, told.err);
        let first = bytes(&place, &svg);
        assert!(String::from_utf8_lossy(&first).contains("<svg"), "{kind} is no SVG");
        args[6] = &png;
        place.ok(&args);
        let picture = bytes(&place, &png);
        assert!(picture.starts_with(b"\x89PNG"), "{kind} is no picture");
        let size = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
        assert_eq!(size(16), 1920, "{kind}: twice the pixels, unless --scale says otherwise");
        assert_eq!(size(20), 1080, "{kind}: exactly as high as asked for");
        args[6] = "again.svg";
        args.push("--force");
        place.ok(&args);
        assert!(bytes(&place, "again.svg") == first, "{kind}: another file of the same");
    }
}

#[test]
fn what_is_asked_shows_in_the_picture() {
    let place = sample();
    let text = |args: &[&str]| {
        let all = [&["chart", "shop"], args, &["--svg-text", "--force", "--out", "a.svg"]].concat();
        place.ok(&all);
        String::from_utf8(bytes(&place, "a.svg")).unwrap()
    };
    let usual = text(&["criteria"]);
    assert!(usual.contains("filter: all current customers") && usual.contains("<text"), "{usual}");
    let hotels = text(&["criteria", "--segment", "HOSPITALITY", "--period", "all"]);
    assert!(hotels.contains("ratings of all time") && hotels.contains("current customers"), "{hotels}");
    let by_name = text(&["raters", "--customer", "Grandview Hotels"]);
    assert!(text(&["raters", "--customer", "grandvew hotels"]) == by_name, "one letter is missing");
    let titled = text(&["map", "--title", "Who brings what"]);
    assert!(titled.contains("Who brings what"), "{titled}");
    let bare = text(&["map", "--no-title", "--theme", "dark"]);
    assert!(!bare.contains("medians") && titled.contains("medians"), "no subtitle either");
    assert!(text(&["criteria", "--groups"]) != usual, "a bar for each group");
    assert!(text(&["map", "--transparent"]) != text(&["map"]), "no ground");
    place.ok(&["chart", "shop", "map", "--out", "outlined.svg"]);
    let outlined = String::from_utf8(bytes(&place, "outlined.svg")).unwrap();
    assert!(outlined.contains("<path") && !outlined.contains("<text"), "letters are outlines");
}

#[test]
fn what_cannot_be_drawn_is_said_and_nothing_is_overwritten() {
    let place = sample();
    let refused = |args: &[&str]| {
        let ran = place.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{args:?}: {}", ran.err);
        ran.err
    };
    let needs = refused(&["chart", "shop", "radar", "--out", "a.png"]);
    assert!(needs.contains("about one customer"), "{needs}");
    let several = refused(&["chart", "shop", "heatmap", "--customer", "Grandview Hotels", "--out", "a.png"]);
    assert!(several.contains("side by side"), "{several}");
    let near = refused(&["chart", "shop", "radar", "--customer", "Grndvw", "--out", "a.png"]);
    assert!(near.contains("There is no customer “Grndvw”. The nearest names: “"), "{near}");
    let segment = refused(&["chart", "shop", "map", "--segment", "Shipyards", "--out", "a.png"]);
    assert!(segment.contains("There is no segment “Shipyards”") && segment.contains("There are: “"), "{segment}");
    assert!(refused(&["chart", "nowhere", "map", "--out", "a.png"]).contains("not a Keepwise workspace"));
    let criterion = refused(&["chart", "shop", "history", "--criterion", "Charm", "--out", "a.png"]);
    assert!(criterion.contains("There is no criterion “Charm”"), "{criterion}");
    assert!(!place.path("a.png").exists(), "nothing was written");

    place.ok(&["chart", "shop", "map", "--out", "a.png"]);
    let before = bytes(&place, "a.png");
    let again = refused(&["chart", "shop", "whale", "--out", "a.png"]);
    assert!(again.contains("--force") && bytes(&place, "a.png") == before, "{again}");
    place.ok(&["chart", "shop", "whale", "--out", "a.png", "--force"]);
    assert!(bytes(&place, "a.png") != before, "replaced, as asked");

    place.ok(&["new", "empty"]);
    let nobody = refused(&["chart", "empty", "map", "--out", "b.png"]);
    assert!(nobody.contains("We work for nobody yet"), "{nobody}");
}

#[test]
fn nonsense_is_wrong_usage_and_help_explains() {
    let place = Place::new();
    for args in [
        &["chart"][..],
        &["chart", "shop", "pie", "--out", "a.png"],
        &["chart", "shop", "map", "--out", "a.jpg"],
        &["chart", "shop", "map", "--out", "a.png", "--size", "big"],
        &["chart", "shop", "map", "--out", "a.png", "--scale", "0"],
        &["chart", "shop", "map", "--out", "a.png", "--theme", "pink"],
        &["chart", "shop", "map", "--out", "a.png", "--no-title", "--title", "T"],
    ] {
        assert_eq!(place.run(args).code, 2, "{args:?}");
    }
    let pie = place.run(&["chart", "shop", "pie", "--out", "a.png"]).err;
    assert!(pie.contains("heatmap") && pie.contains("waterfall"), "what there is: {pie}");
    let help = place.ok(&["chart", "--help"]).out;
    for told in [
        "--list",
        "--customer",
        "--scorecard",
        "--segment",
        "--period",
        "--size",
        "--theme",
        "--scale",
        "--transparent",
        "--no-title",
        "--title",
        "--svg-text",
        "--out",
        "--force",
        ".xlsx",
        "Exit codes:",
    ] {
        assert!(help.contains(told), "{told} is missing:\n{help}");
    }
    assert!(place.ok(&["--help"]).out.contains("chart"), "the command is listed");
}
