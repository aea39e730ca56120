//! Whom the chart is about: everybody, a segment, or one customer found by a few letters.

use egui::{Popup, PopupCloseBehavior, ScrollArea, Ui};

use crate::app::{ChartsCommand, ChartsState, Session, segments};
use crate::charts::About;

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::widgets::{self, Button};
use super::send;

/// So many customers are listed; the search finds the others.
const MOST_LISTED: usize = 40;

/// Draws the button and its list; only what fits the chart is offered.
pub(super) fn scope_select(ui: &mut Ui, view: &View<'_>, session: &Session, area: &ChartsState) {
    let name = |about: &About| match about {
        About::Everybody => "All current customers".to_owned(),
        About::Segment(segment) => segment.to_string(),
        About::Customer(id) => {
            session.workspace.customers.get(id).map(|customer| customer.name().to_owned()).unwrap_or_default()
        }
    };
    let button = ui.add(Button::secondary(&name(&area.about)).icon(Icon::ChevronDown).hint("Which customers"));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(300.0);
        let has_customers = !area.name.needs_several_customers();
        let has_several = !area.name.is_about_one_customer();
        let mut text = area.search.clone();
        if has_customers {
            if widgets::search_field(ui, "Find a customer", &mut text, "A customer's name…", "").changed() {
                send(view, ChartsCommand::Search(text));
            }
            ui.add_space(4.0);
        }
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            let needle = if has_customers { area.search.trim().to_lowercase() } else { String::new() };
            let row = |ui: &mut Ui, label: &str, detail: &str, about: About| {
                if widgets::list_row(ui, label, detail, area.about == about, |_| {}).clicked() {
                    send(view, ChartsCommand::About(about));
                    ui.close();
                }
            };
            if has_several {
                if needle.is_empty() {
                    row(ui, "All current customers", "", About::Everybody);
                }
                let known = segments(&session.workspace);
                for segment in known.iter().filter(|segment| segment.to_lowercase().contains(&needle)).take(12) {
                    row(ui, segment, "Segment", About::Segment(segment.clone()));
                }
            }
            if has_customers {
                let marked = if area.name.marks_one_customer() { "Marked among all" } else { "" };
                let customers = session.workspace.customers.values();
                let hits = customers.filter(|customer| customer.name().to_lowercase().contains(&needle));
                for customer in hits.take(MOST_LISTED) {
                    row(ui, customer.name(), marked, About::Customer(customer.id));
                }
            }
        });
    });
}
