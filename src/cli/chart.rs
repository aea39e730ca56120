//! `keepwise chart`: a chart of the catalogue as a file.

use std::io::Write;
use std::path::Path;

use anyhow::{anyhow, bail};

use super::{ChartArgs, Exit, Here, open};
use crate::app::Judged;
use crate::charts::{About, Asked, ChartName, Ground, GroupsShown, Heading, Page, RowOrder, Size, chart_of};
use crate::exchange::{ChartFormat, chart_bytes};
use crate::model::{Customer, CustomerId, Line, Workspace};
use crate::store::{Overwrite, StoreError, write_export};

/// So many near names are told where none fits.
const NEAR_NAMES: usize = 5;

pub(super) fn run(args: &ChartArgs, here: &Here, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<Exit> {
    let (Some(dir), Some(kind), Some(file)) = (&args.dir, args.kind, &args.out) else {
        return list(out);
    };
    let loaded = open::look(dir)?;
    let (workspace, today) = (&loaded.workspace, here.clock.today());
    let card = open::scorecard(workspace, args.scorecard.as_deref())?;
    let about = about(args, workspace)?;
    let judged = Judged::new(workspace, card, today);
    let asked = Asked {
        judged: judged.in_context(workspace, today),
        about,
        period: args.period.map(Into::into),
        groups: if args.groups { GroupsShown::Beside } else { GroupsShown::Together },
        order: if args.alike { RowOrder::Alike } else { RowOrder::WorstFirst },
        criterion: args.criterion.as_deref().map(|named| open::criterion(card, named)).transpose()?,
    };
    let nothing_drawn = || format!("\u{201c}{}\u{201d} was not drawn", kind.key());
    if kind.is_about_one_customer() && args.customer.is_none() {
        bail!("{}: it is about one customer. Say which with --customer NAME.", nothing_drawn());
    }
    let mut chart = chart_of(kind, &asked).map_err(|why| anyhow!("{}. {why}", nothing_drawn()))?;
    if let Some(title) = &args.title {
        chart.title = title.to_string();
    }
    let page = Page {
        theme: args.theme.into(),
        ground: if args.transparent { Ground::Transparent } else { Ground::Opaque },
        heading: if args.no_title { Heading::Hidden } else { Heading::Shown },
        ..Page::new(Size { width: args.size.width, height: Some(args.size.height) })
    };
    let format = format_of(file, args.svg_text)?;
    let bytes = chart_bytes(&chart, &page, format, args.scale)?;
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Never };
    match write_export(file, &bytes, overwrite) {
        Err(StoreError::Exists(file)) => bail!(open::taken(&file)),
        other => other?,
    }
    writeln!(out, "{}: {}", file.display(), chart.title)?;
    for problem in &loaded.problems {
        writeln!(err, "{problem}")?;
    }
    Ok(if loaded.problems.is_empty() { Exit::Done } else { Exit::Problems })
}

/// Every chart with the question it answers.
fn list(out: &mut dyn Write) -> anyhow::Result<Exit> {
    for name in ChartName::ALL {
        let needs = if name.is_about_one_customer() { " (needs --customer)" } else { "" };
        writeln!(out, "{:<9}  {:<26}  {}{needs}", name.key(), name.label(), name.hint())?;
    }
    Ok(Exit::Done)
}

/// The format by the file's ending, which was checked when the arguments were read.
fn format_of(file: &Path, svg_text: bool) -> anyhow::Result<ChartFormat> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let found = ChartFormat::ALL.into_iter().find(|format| format.extension() == ending);
    match found {
        Some(ChartFormat::SvgOutlined | ChartFormat::SvgText) if svg_text => Ok(ChartFormat::SvgText),
        Some(format) => Ok(format),
        None => bail!("A chart cannot be written as \u{201c}.{ending}\u{201d}."),
    }
}

fn about(args: &ChartArgs, workspace: &Workspace) -> anyhow::Result<About> {
    Ok(match (&args.customer, &args.segment) {
        (Some(named), _) => About::Customer(customer(workspace, named)?),
        (None, Some(named)) => About::Segment(segment(workspace, named)?),
        (None, None) => About::Everybody,
    })
}

/// The customer with this name, reference or id; or the only one whose name contains it or lies near.
fn customer(workspace: &Workspace, named: &str) -> anyhow::Result<CustomerId> {
    let wanted = named.trim().to_lowercase();
    if let Some(id) = named.trim().parse().ok().filter(|id| workspace.customers.contains_key(id)) {
        return Ok(id);
    }
    let customers = || workspace.customers.values().map(|customer| &**customer);
    let is_named = |customer: &&Customer| customer.name().to_lowercase() == wanted;
    let is_reference = |customer: &&Customer| {
        let reference = &customer.profile.reference;
        !reference.is_empty() && reference.to_lowercase() == wanted
    };
    let contains = |customer: &&Customer| !wanted.is_empty() && customer.name().to_lowercase().contains(&wanted);
    let ways: [Vec<&Customer>; 3] = [
        customers().filter(is_named).collect(),
        customers().filter(is_reference).collect(),
        customers().filter(contains).collect(),
    ];
    let found = ways.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    let near = near_names(workspace, &wanted);
    match (found.as_slice(), near.as_slice()) {
        ([one], _) => Ok(one.id),
        ([], [(one, distance), rest @ ..])
            if *distance <= typing_errors(&wanted) && rest.first().is_none_or(|(_, next)| next > distance) =>
        {
            Ok(one.id)
        }
        ([], []) => bail!("There is no customer \u{201c}{named}\u{201d}: this workspace has no customers yet."),
        ([], near) => {
            let near: Vec<&Customer> = near.iter().take(NEAR_NAMES).map(|(customer, _)| *customer).collect();
            bail!("There is no customer \u{201c}{named}\u{201d}. The nearest names: {}.", quoted(&near))
        }
        (several, _) => {
            let told = &several[..several.len().min(NEAR_NAMES)];
            let more = several.len() - told.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            bail!(
                "\u{201c}{named}\u{201d} could be several customers: {}{more}. Give the whole name, or the id.",
                quoted(told)
            )
        }
    }
}

/// Names with their ids where two customers have the same.
fn quoted(customers: &[&Customer]) -> String {
    let is_twice = |name: &str| customers.iter().filter(|customer| customer.name() == name).count() > 1;
    let one = |customer: &&Customer| {
        let id = if is_twice(customer.name()) { format!(" ({})", customer.id) } else { String::new() };
        format!("\u{201c}{}\u{201d}{id}", customer.name())
    };
    customers.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// So many letters may be wrong in a name of this length and it is still understood.
fn typing_errors(text: &str) -> usize {
    match text.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Customers by how few letters differ, nearest first.
fn near_names<'a>(workspace: &'a Workspace, wanted: &str) -> Vec<(&'a Customer, usize)> {
    let mut near: Vec<(&Customer, usize)> = workspace
        .customers
        .values()
        .map(|customer| (&**customer, distance(&customer.name().to_lowercase(), wanted)))
        .collect();
    near.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.name().cmp(b.0.name())));
    near
}

/// How many letters have to be put in, taken out or changed (Levenshtein 1966).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, letter) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (place, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[place + 1];
            row[place + 1] = changed.min(row[place] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// The segment of this name, in capitals or not.
fn segment(workspace: &Workspace, named: &str) -> anyhow::Result<Line> {
    let known = crate::app::segments(workspace);
    let wanted = named.trim().to_lowercase();
    if let Some(found) = known.iter().find(|segment| segment.to_lowercase() == wanted) {
        return Ok(found.clone());
    }
    let names: Vec<String> = known.iter().map(|segment| format!("\u{201c}{segment}\u{201d}")).collect();
    let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    bail!("There is no segment \u{201c}{named}\u{201d} among the customers we work for. There are: {names}.")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::store::sample_workspace;

    #[test]
    fn letters_that_differ_are_counted() {
        for (a, b, n) in [("", "abc", 3), ("kitten", "sitting", 3), ("grandview", "grandvew", 1), ("é", "e", 1)] {
            assert_eq!((distance(a, b), distance(b, a)), (n, n), "{a} {b}");
        }
    }

    #[test]
    fn a_customer_is_found_by_name_id_part_or_with_a_typing_error() {
        let workspace = sample_workspace(date(2026, 11, 21));
        let grandview = workspace.customers.values().find(|customer| customer.name() == "Grandview Hotels").unwrap().id;
        for named in ["Grandview Hotels", " grandview hotels ", "grandview", "Grandvew Hotels", &grandview.to_string()]
        {
            assert_eq!(customer(&workspace, named).unwrap(), grandview, "{named}");
        }
        let unknown = customer(&workspace, "Grndvw").unwrap_err().to_string();
        assert!(unknown.contains("There is no customer") && unknown.contains("nearest names: \u{201c}"), "{unknown}");
        let several = customer(&workspace, "e").unwrap_err().to_string();
        assert!(several.contains("could be several customers") && several.contains("more. Give"), "{several}");
        assert!(customer(&workspace, "").is_err(), "nothing is nobody");
    }
}
