//! One customer's page: who they are, what people say, how it went, what was decided.

mod decisions;
mod details;
mod figures;
mod history;
mod issues;
mod picture;
mod ratings;
mod scorecard;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Align2, Layout, Role, ScrollArea, Sense, TextFormat, Ui, WidgetInfo, pos2, vec2};

use crate::app::{
    Action, Command, CustomersCommand, GreatCommand, LetGoCommand, PageCommand, PageData, PageTab, RateCommand, Screen,
    Session,
};
use crate::model::{Customer, CustomerId, ScorecardId, Status};

use super::super::View;
use super::super::icons::Icon;
use super::super::theme::{self, medium, regular, size, space};
use super::super::widgets::{self, Button};

/// Draws the page.
pub(super) fn customer_screen(ui: &mut Ui, view: &View<'_>, session: &Session, id: CustomerId) {
    let page = &view.state.areas.customers.page;
    let customer = session.workspace.customers.get(&id);
    let data = page.data.as_deref().filter(|data| data.customer == id);
    egui::Frame::new().inner_margin(egui::Margin::same(24)).show(ui, |ui| {
        let (Some(customer), Some(data)) = (customer, data) else {
            let text = "It was deleted. Undo brings it back.";
            if widgets::empty_state(ui, Icon::Customers, "This customer is no longer here", text, "All customers") {
                view.send(Command::Go(Screen::Customers));
            }
            return;
        };
        ui.spacing_mut().item_spacing.y = 0.0;
        head(ui, view, data, customer);
        ui.add_space(4.0);
        tabs(ui, view, session, data, page.tab);
        ui.add_space(6.0);
        ui.spacing_mut().item_spacing.y = space::SMALL;
        let part = Part { view, session, customer, data };
        match page.tab {
            PageTab::Ratings => ratings::ratings_tab(ui, &part),
            tab => {
                let height = ui.available_height();
                ScrollArea::vertical().id_salt(("page", id)).auto_shrink(false).show(ui, |ui| match tab {
                    PageTab::Scorecard => scorecard::scorecard_tab(ui, &part, height),
                    PageTab::History => history::history_tab(ui, &part, height),
                    PageTab::Decisions => decisions::decisions_tab(ui, &part),
                    PageTab::Issues => issues::issues_tab(ui, &part),
                    PageTab::Details | PageTab::Ratings => details::details_tab(ui, &part),
                });
            }
        }
    });
}

/// What every part of the page is drawn from.
struct Part<'a> {
    view: &'a View<'a>,
    session: &'a Session,
    customer: &'a Customer,
    data: &'a PageData,
}

impl Part<'_> {
    fn send(&self, command: CustomersCommand) {
        self.view.send(Command::Customers(command));
    }

    fn page(&self, command: PageCommand) {
        self.send(CustomersCommand::Page(command));
    }
}

/// Below this width, in points, name, score and buttons have a line each, and so has the choice of the scorecard.
const NARROW: f32 = 620.0;

/// Name and facts at the left; score, verdict and what can be done at the right. In a narrow window each has a line.
fn head(ui: &mut Ui, view: &View<'_>, data: &PageData, customer: &Customer) {
    let width = ui.available_width();
    let to_the_left = Layout::right_to_left(Align::Center);
    if width < NARROW {
        facts(ui, data, customer);
        ui.allocate_ui_with_layout(vec2(width, 52.0), Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::SMALL;
            if let Some(on_card) = &data.on_card {
                score(ui, on_card.score.as_deref(), &on_card.people, Align::Min);
                ui.add_space(6.0);
                if let Some(name) = &on_card.band {
                    band(ui, name);
                }
                widgets::pill(ui, on_card.verdict);
            }
        });
        ui.allocate_ui_with_layout(vec2(width, 36.0), to_the_left, |ui| actions(ui, view, customer));
        return;
    }
    ui.allocate_ui_with_layout(vec2(width, 56.0), to_the_left, |ui| {
        actions(ui, view, customer);
        if let Some(on_card) = &data.on_card {
            ui.add_space(6.0);
            widgets::pill(ui, on_card.verdict);
            ui.add_space(6.0);
            if let Some(name) = &on_card.band {
                band(ui, name);
                ui.add_space(6.0);
            }
            score(ui, on_card.score.as_deref(), &on_card.people, Align::Max);
            ui.add_space(space::SMALL);
        }
        ui.with_layout(Layout::top_down(Align::Min), |ui| facts(ui, data, customer));
    });
}

/// What can be done, from right to left.
fn actions(ui: &mut Ui, view: &View<'_>, customer: &Customer) {
    ui.spacing_mut().item_spacing.x = space::SMALL;
    ui.add_enabled_ui(view.can_edit(), |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::SMALL;
            if ui.add(Button::primary("Rate").hint("Rate this customer (Ctrl R)")).clicked() {
                view.send(Command::Rate(RateCommand::Begin(Some(customer.id))));
            }
            if ui.add(Button::secondary("Edit…")).clicked() {
                view.send(Command::Customers(CustomersCommand::Edit(customer.id)));
            }
        });
    });
    if customer.profile.status == Status::Prospect
        && ui.add(Button::secondary("Check…").hint("Check this prospect against the red flags")).clicked()
    {
        view.send(Command::Great(GreatCommand::Check(Some(customer.id))));
    }
    if ui.add(Button::secondary("Let go?").hint("Weigh the verdict, and record a decision")).clicked() {
        view.send(Command::LetGo(LetGoCommand::Choose(customer.id)));
    }
    widgets::menu_button(ui, Icon::More, "More for this customer", |ui| {
        let save = Action::SaveAllCharts;
        ui.add_enabled_ui(save.is_enabled(view.state), |ui| {
            if widgets::menu_item(ui, Some(Icon::Download), &save.label(), "").clicked() {
                view.act(save);
            }
        });
    });
}

fn facts(ui: &mut Ui, data: &PageData, customer: &Customer) {
    ui.spacing_mut().item_spacing.y = 2.0;
    name(ui, customer.name());
    widgets::text::one_line(ui, &data.line, size::BODY, theme::tokens(ui).muted);
}

fn name(ui: &mut Ui, text: &str) {
    let t = theme::tokens(ui);
    let format = TextFormat { extra_letter_spacing: -0.35, ..TextFormat::simple(medium(size::TITLE), t.ink) };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width(ui.available_width());
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let is_cut = galley.elided;
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, t.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    if is_cut {
        response.on_hover_text(text);
    }
}

/// The named band of the score; a long name is cut, and whole under the pointer.
fn band(ui: &mut Ui, name: &str) {
    const LONGEST: usize = 14;
    let words = format!("Band {name}");
    if name.chars().count() <= LONGEST {
        widgets::tag(ui, &words);
        return;
    }
    let cut: String = name.chars().take(LONGEST - 1).collect();
    widgets::tag(ui, &format!("Band {cut}…")).on_hover_text(words);
}

/// The score, large, with people and coverage below it, both at the same edge.
fn score(ui: &mut Ui, score: Option<&str>, people: &str, edge: Align) {
    let t = theme::tokens(ui);
    let number = score.unwrap_or("–");
    let layout =
        |ui: &Ui, text: &str, font, colour| ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, colour));
    let number_galley = layout(ui, number, medium(size::BIG_NUMBER), t.ink);
    let people_galley = layout(ui, people, regular(size::LABEL), t.muted);
    let width = number_galley.size().x.max(people_galley.size().x);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 56.0), Sense::hover());
    let put = |galley: std::sync::Arc<egui::Galley>, y: f32| {
        let x = if edge == Align::Min { rect.left() } else { rect.right() };
        let at = Align2([edge, Align::Center]).anchor_size(pos2(x, rect.top() + y), galley.size());
        ui.painter().galley(at.min, galley, t.ink);
    };
    put(number_galley, 17.0);
    put(people_galley, 43.0);
    let words = score.map_or_else(|| format!("No score, {people}"), |score| format!("Score {score} of 100, {people}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
}

fn tabs(ui: &mut Ui, view: &View<'_>, session: &Session, data: &PageData, now: PageTab) {
    let customer = session.workspace.customers.get(&data.customer);
    let num_ratings = customer.map_or(0, |customer| customer.ratings.len());
    let ratings = if num_ratings == 0 { "Ratings".to_owned() } else { format!("Ratings {num_ratings}") };
    let decisions =
        if data.decisions.is_empty() { "Decisions".to_owned() } else { format!("Decisions {}", data.decisions.len()) };
    let num_open = customer.map_or(0, |customer| customer.issues.values().filter(|i| i.solved.is_none()).count());
    let issues = if num_open == 0 { "Issues".to_owned() } else { format!("Issues {num_open}") };
    let all = [
        (PageTab::Scorecard, "Scorecard"),
        (PageTab::History, "History"),
        (PageTab::Ratings, ratings.as_str()),
        (PageTab::Decisions, decisions.as_str()),
        (PageTab::Issues, issues.as_str()),
        (PageTab::Details, "Details"),
    ];
    let cards: Vec<(ScorecardId, &str)> = data.cards.iter().map(|(id, name)| (*id, name.as_str())).collect();
    let row = vec2(ui.available_width(), 34.0);
    let is_narrow = row.x < NARROW;
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        if let Some(tab) = widgets::tabs(ui, now, &all) {
            view.send(Command::Customers(CustomersCommand::Page(PageCommand::Tab(tab))));
        }
        if !is_narrow {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                super::customers::scorecard_select(ui, view, session, &cards);
            });
        }
    });
    // Only where the scorecard makes a difference: the rest of the page has the room.
    if is_narrow && matches!(now, PageTab::Scorecard | PageTab::History) {
        ui.add_space(6.0);
        super::customers::scorecard_select(ui, view, session, &cards);
    }
}
