//! The window's frame: a rail, a top bar, one screen at a time, at most one dialog, messages.
//!
//! A frame goes like this: 1. what tasks brought back is handled; 2. keys of the action catalogue become commands;
//! 3. rail, top bar and screen are drawn from the state; 4. the dialog and the messages are drawn above; 5. files
//! dropped on the window become commands; 6. all commands left by the views are handled, 7. their effects are run.

use std::cell::{Cell, RefCell};
use std::sync::mpsc::Receiver;

use egui::{CentralPanel, Context, Frame, Key as EguiKey, KeyboardShortcut, Modifiers, Panel, Ui, ViewportCommand};

use crate::app::Theme;
use crate::app::{
    Action, Command, Effect, FileCommand, Key, Modal, Runner, Screen, Shortcut, Stage, State, UiEffect, drop_hint,
};

use super::clipboard::Clipboard;
use super::pasting::Pasting;
use super::{View, chart_tools, dialogs, drop_zone, modals, rail, screens, theme, toasts, top_bar, widgets};

/// Tells the time: the day here, and milliseconds since 1970.
pub type Now = fn() -> (jiff::civil::Date, u64);

/// The whole window.
pub struct Shell {
    state: State,
    runner: Runner,
    clipboard: Clipboard,
    inbox: RefCell<Vec<Command>>,
    from_tasks: Receiver<Command>,
    now: Now,
    closing: bool,
    start_on: Option<Screen>,
    paths_are_typed: bool,
    pasting: Cell<Pasting>,
}

impl Shell {
    /// A window on this state; `first` says what to open, `start_on` which screen to show then.
    pub fn new(
        ctx: &Context,
        state: State,
        runner: Runner,
        from_tasks: Receiver<Command>,
        now: Now,
        first: Command,
    ) -> Self {
        // Ctrl+Q must not lose an edit: it is an action of ours.
        ctx.options_mut(|options| options.quit_shortcuts.clear());
        let inbox = RefCell::new(vec![first]);
        Self {
            state,
            runner,
            clipboard: Clipboard::default(),
            inbox,
            from_tasks,
            now,
            closing: false,
            start_on: None,
            paths_are_typed: false,
            pasting: Cell::default(),
        }
    }

    /// Shows this screen once the workspace is open.
    pub fn start_on(mut self, screen: Option<Screen>) -> Self {
        self.start_on = screen;
        self
    }

    /// Asks for typed paths, as where the system has no file dialog: for tests, which have nobody to use one.
    pub fn with_typed_paths(mut self) -> Self {
        self.paths_are_typed = true;
        self
    }

    /// Takes nothing to the system's clipboard, as where there is none: for tests, which must leave it as it is.
    pub fn without_clipboard(mut self) -> Self {
        self.clipboard = Clipboard::absent();
        self
    }

    /// Asks for something from outside the views: a test, a bench.
    pub fn send(&self, command: Command) {
        self.inbox.borrow_mut().push(command);
    }

    /// The state, for tests.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Handles one command and everything that follows from it.
    fn handle(&mut self, (ctx, frame): (&Context, &eframe::Frame), command: Command) {
        let was_open = matches!(self.state.stage, Stage::Open(_));
        for effect in self.state.handle(command) {
            match effect {
                Effect::Ui(effect) => self.run_in_window((ctx, frame), effect),
                effect => self.runner.run(effect),
            }
        }
        let is_open = matches!(self.state.stage, Stage::Open(_));
        if !was_open
            && is_open
            && let Some(screen) = self.start_on.take()
        {
            self.handle((ctx, frame), Command::Go(screen));
        }
    }

    fn run_in_window(&mut self, (ctx, frame): (&Context, &eframe::Frame), effect: UiEffect) {
        match effect {
            UiEffect::Close => {
                self.closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            UiEffect::Copy(text) => ctx.copy_text(text),
            UiEffect::CopyImage(pixels) => self.clipboard.copy_image(pixels, &self.runner.outbox()),
            UiEffect::CopyTable { html, text } => self.clipboard.copy_table(html, text, &self.runner.outbox()),
            UiEffect::RequestPaste => {
                self.pasting.set(self.pasting.get().asked());
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            UiEffect::ShowFolder(folder) => {
                if let Err(error) = dialogs::show_folder(&folder) {
                    self.inbox.borrow_mut().push(Command::File(FileCommand::TaskFailed(error)));
                }
            }
            UiEffect::Pick(pick) if self.paths_are_typed => dialogs::type_path(pick, &self.runner.outbox()),
            UiEffect::Pick(pick) => dialogs::pick(pick, frame, &self.runner.outbox()),
        }
    }

    fn handle_all(&mut self, ctx: &Context, frame: &eframe::Frame) {
        // A command may leave others; a handful of rounds is plenty, and none can go on for ever.
        for _ in 0..8 {
            let commands = std::mem::take(&mut *self.inbox.borrow_mut());
            if commands.is_empty() {
                break;
            }
            for command in commands {
                self.handle((ctx, frame), command);
            }
            ctx.request_repaint();
        }
    }

    fn shortcuts(&self, ctx: &Context) {
        let typing = ctx.text_edit_focused();
        let with_shift = |shifted: bool| {
            Action::all().filter(move |action| action.shortcut().is_some_and(|keys| keys.shift == shifted))
        };
        // Ctrl+Shift+Z must be asked for first: Ctrl+Z takes it as well.
        for action in with_shift(true).chain(with_shift(false)) {
            let Some(shortcut) = action.shortcut() else { continue };
            // A dialog keeps the keys to itself: nothing typed into it is lost to a shortcut.
            let is_harmless = matches!(action, Action::Projector | Action::Quit);
            if self.state.modal.is_some() && !is_harmless {
                continue;
            }
            // A chart that has the keyboard is the one to be saved; it takes the key itself.
            if action == Action::SaveChart && chart_tools::has_keyboard(ctx) {
                continue;
            }
            // Undo and redo belong to the text field while somebody types in one.
            if typing && matches!(action, Action::Undo | Action::Redo) {
                continue;
            }
            // Where there is nothing to copy or to save, that is said: nobody should paste what was copied before.
            let says_so = matches!(action, Action::CopyTable | Action::SaveChart) && self.state.session().is_some();
            let answers = action.is_enabled(&self.state) || (says_so && self.state.modal.is_none());
            if ctx.input_mut(|input| input.consume_shortcut(&keyboard(shortcut))) && answers {
                self.inbox.borrow_mut().push(action.command(&self.state));
            }
        }
    }

    fn close_requests(&self, ctx: &Context) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.closing && !self.state.is_saved() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.inbox.borrow_mut().push(Command::File(FileCommand::Close));
        }
    }

    fn dropped_files(&self, ctx: &Context) {
        let paths: Vec<_> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !paths.is_empty() {
            self.inbox.borrow_mut().push(Command::File(FileCommand::Dropped(paths)));
        }
    }

    /// Says what would happen to the files that are held over the window.
    fn held_files(&self, ctx: &Context) {
        let paths: Vec<_> = ctx.input(|input| {
            let held = &input.raw.hovered_files;
            held.iter().map(|file| file.path.clone().unwrap_or_default()).collect()
        });
        if !paths.is_empty() {
            drop_zone::drop_zone(ctx, &drop_hint(&self.state, &paths));
        }
    }

    /// A table that was pasted where nobody types is one to import.
    fn pasted_tables(&self, ctx: &Context) {
        let (pasting, found) = ctx.input(|input| self.pasting.get().after(&input.events));
        self.pasting.set(pasting);
        if pasting.is_waiting() {
            ctx.request_repaint();
        }
        let is_meant = self.state.modal.is_none() && !ctx.text_edit_focused() && self.state.session().is_some();
        if let Some(command) = found.filter(|_| is_meant) {
            self.inbox.borrow_mut().push(Command::Import(command));
        }
    }

    fn dress(&self, ctx: &Context) {
        let settings = &self.state.settings;
        let choice = match settings.theme {
            Theme::System => theme::ThemeChoice::System,
            Theme::Light => theme::ThemeChoice::Light,
            Theme::Dark => theme::ThemeChoice::Dark,
        };
        let projector = if settings.projector == Some(true) { theme::Projector::On } else { theme::Projector::Off };
        theme::apply(ctx, choice, projector);
    }
}

impl eframe::App for Shell {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        self.dress(ctx);
        let (today, millis) = (self.now)();
        if self.state.clock.today() != today {
            self.handle((ctx, frame), Command::File(FileCommand::Tick(today, millis)));
        }
        while let Ok(command) = self.from_tasks.try_recv() {
            self.handle((ctx, frame), command);
        }
        self.close_requests(ctx);
        self.shortcuts(ctx);
        self.handle_all(ctx, frame);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let view = View::new(&self.state, &self.inbox);
        let tokens = theme::tokens(ui);
        match &self.state.stage {
            Stage::Open(session) => {
                let rail_frame = Frame::NONE.fill(tokens.card);
                Panel::left("rail").exact_size(theme::size::RAIL).resizable(false).frame(rail_frame).show(ui, |ui| {
                    rail::rail(ui, &view);
                });
                let bar_frame = Frame::NONE.fill(tokens.card);
                Panel::top("top bar").exact_size(theme::size::TOP_BAR).resizable(false).frame(bar_frame).show(
                    ui,
                    |ui| {
                        top_bar::top_bar(ui, &view, session);
                    },
                );
                CentralPanel::default().frame(Frame::NONE.fill(tokens.ground)).show(ui, |ui| {
                    screens::show(ui, &view, session);
                });
            }
            stage => {
                CentralPanel::default().frame(Frame::NONE.fill(tokens.ground)).show(ui, |ui| {
                    screens::start::start_screen(ui, &view, stage);
                });
            }
        }
        modals::show(ui, &view);
        // Messages would lie over the field of the palette; they are there again when it is closed.
        if !matches!(self.state.modal, Some(Modal::Palette(_))) {
            toasts::show(ui, &view);
        }
        self.held_files(ui.ctx());
        let ctx = ui.ctx().clone();
        widgets::return_focus(&ctx);
        self.dropped_files(&ctx);
        self.pasted_tables(&ctx);
        self.handle_all(&ctx, frame);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// A shortcut of the catalogue as the window knows it.
pub(super) fn keyboard(shortcut: Shortcut) -> KeyboardShortcut {
    let mut modifiers = Modifiers::NONE;
    if shortcut.ctrl {
        modifiers |= Modifiers::COMMAND;
    }
    if shortcut.shift {
        modifiers |= Modifiers::SHIFT;
    }
    let key = match shortcut.key {
        Key::Char(c) => EguiKey::from_name(&c.to_string()).unwrap_or(EguiKey::F35),
        Key::F(n) => EguiKey::from_name(&format!("F{n}")).unwrap_or(EguiKey::F35),
        Key::AltLeft => return KeyboardShortcut::new(Modifiers::ALT, EguiKey::ArrowLeft),
    };
    KeyboardShortcut::new(modifiers, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_is_a_key_the_window_knows() {
        for shortcut in Action::all().filter_map(Action::shortcut) {
            assert_ne!(keyboard(shortcut).logical_key, EguiKey::F35, "{shortcut}");
        }
    }
}
