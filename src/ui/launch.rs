//! Opens the window with the first renderer that works on this machine, and remembers which one did.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use crate::app::{
    Clock, Command, FileCommand, Machine, Outbox, Runner, Screen, State, What, last_opened, load_settings,
};
use crate::app::{Paths, Renderer};

use super::{Shell, formats};

/// How the window is to start.
#[derive(Debug, Clone)]
pub struct Start {
    /// What to open; what was open last if `None`.
    pub what: Option<What>,
    /// Which screen to show then.
    pub screen: Option<Screen>,
    /// Only this renderer; otherwise the one that worked last, then the other.
    pub renderer: Option<Renderer>,
    /// The size of the window in points, if not the remembered one.
    pub window_size: Option<[f32; 2]>,
    /// Where local data lies.
    pub paths: Paths,
}

/// No renderer works here. The message says which were tried and what to do.
#[derive(Debug, thiserror::Error)]
#[error(
    "Keepwise cannot open its window: {tried}. Your data is safe. Please update the graphics driver, or try \
     `keepwise --renderer glow` or `keepwise --renderer wgpu`; on a machine without graphics, `keepwise --help` lists \
     the commands that need no window."
)]
pub struct NoWindow {
    tried: String,
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// [`NoWindow`] if no renderer works.
pub fn open_window(start: &Start) -> Result<(), NoWindow> {
    let locale = formats::of_the_system().settle();
    log::info!("dates and numbers are written as {locale:?}");
    let (settings, _) = load_settings(&start.paths);
    let preferred = settings.renderer.or(settings.last_good_renderer);
    let mut failures = Vec::new();
    for renderer in order(start.renderer, preferred) {
        log::info!("trying the {} renderer", name(renderer));
        let error = match catch_unwind(AssertUnwindSafe(|| run(start, renderer))) {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "it stopped unexpectedly".to_owned(),
        };
        log::warn!("the {} renderer does not work: {error}", name(renderer));
        failures.push(format!("the {} renderer does not work here ({})", name(renderer), in_short(&error)));
    }
    Err(NoWindow { tried: failures.join("; ") })
}

/// The first words of a graphics library's error, without the pages about its own configuration; the log has it all.
fn in_short(error: &str) -> String {
    let words = error.split(['{', '\n']).next().unwrap_or_default().trim_end();
    let words = words.strip_suffix("ConfigTemplate").unwrap_or(words).trim_end_matches([':', ' ']);
    words.chars().take(120).collect()
}

/// The name of a renderer, as on the command line.
pub const fn name(renderer: Renderer) -> &'static str {
    match renderer {
        Renderer::Wgpu => "wgpu",
        Renderer::Glow => "glow",
    }
}

/// Which renderers to try, in order: the one asked for alone, else the preferred one first.
///
/// Remote desktops and virtual machines on Windows have no OpenGL 2, but a software Direct3D 12; Linux laptops with two
/// graphics cards are the other way round.
fn order(only: Option<Renderer>, preferred: Option<Renderer>) -> Vec<Renderer> {
    if let Some(only) = only {
        return vec![only];
    }
    let linux = cfg!(all(unix, not(target_os = "macos")));
    let first = preferred.unwrap_or(if linux { Renderer::Glow } else { Renderer::Wgpu });
    let second = match first {
        Renderer::Glow => Renderer::Wgpu,
        Renderer::Wgpu => Renderer::Glow,
    };
    vec![first, second]
}

fn run(start: &Start, renderer: Renderer) -> eframe::Result {
    let mut options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id("keepwise")
            .with_title("Keepwise")
            .with_icon(icon())
            .with_inner_size(start.window_size.unwrap_or([1366.0, 768.0]))
            .with_min_inner_size([640.0, 440.0]),
        renderer: match renderer {
            Renderer::Glow => eframe::Renderer::Glow,
            Renderer::Wgpu => eframe::Renderer::Wgpu,
        },
        persist_window: start.window_size.is_none(),
        persistence_path: Some(start.paths.window_dir().join("window.ron")),
        ..Default::default()
    };
    if let eframe::egui_wgpu::WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup {
        // The other preference wakes the big graphics card of a laptop for a page of text.
        setup.power_preference = wgpu::PowerPreference::LowPower;
    }
    eframe::run_native("keepwise", options, Box::new(|context| Ok(Box::new(shell(context, start, renderer)))))
}

fn shell(context: &eframe::CreationContext<'_>, start: &Start, renderer: Renderer) -> Shell {
    let ctx = context.egui_ctx.clone();
    let (outbox, from_tasks) = Outbox::new(move || ctx.request_repaint());
    let (mut settings, broken) = load_settings(&start.paths);
    settings.last_good_renderer = Some(renderer);
    let what = start.what.clone().unwrap_or_else(|| last_opened(&settings, &start.paths));
    let (today, millis) = now();
    let seed = u64::from(std::process::id()) ^ millis.rotate_left(32);
    let machine = Machine {
        renderer: name(renderer).to_owned(),
        data_dir: PathBuf::from(start.paths.root()),
        exports_dir: PathBuf::from(start.paths.exports_dir()),
    };
    let state = State::new(settings, Clock::new(today, millis, seed), machine);
    let mut first = vec![Command::File(FileCommand::Open(what))];
    first.extend(broken.map(|problem| Command::File(FileCommand::TaskFailed(problem))));
    let runner = Runner::new(start.paths.clone(), outbox);
    Shell::new(&context.egui_ctx, state, runner, from_tasks, now, Command::Several(first)).start_on(start.screen)
}

/// The day here, and milliseconds since 1970.
pub fn now() -> (jiff::civil::Date, u64) {
    let now = jiff::Zoned::now();
    (now.date(), now.timestamp().as_millisecond().unsigned_abs())
}

fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/keepwise-256.png")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_configuration_are_left_out() {
        let glutin = "Found no configs matching the template: ConfigTemplate { color_buffer_type: Rgb }";
        assert_eq!(in_short(glutin), "Found no configs matching the template");
        assert_eq!(in_short("WGPU error: no backend: {}"), "WGPU error: no backend");
        assert_eq!(in_short("no display"), "no display");
    }

    #[test]
    fn the_one_asked_for_is_tried_alone_and_the_last_good_one_first() {
        assert_eq!(order(Some(Renderer::Wgpu), Some(Renderer::Glow)), [Renderer::Wgpu]);
        assert_eq!(order(None, Some(Renderer::Wgpu)), [Renderer::Wgpu, Renderer::Glow]);
        assert_eq!(order(None, None).len(), 2, "both are tried");
    }
}
