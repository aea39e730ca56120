//! Keepwise: the window, or a headless command.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use keepwise::app::Clock;
use keepwise::cli::{self, Exit, Here, Invocation, WindowArgs};
use keepwise::store::{Overwrite, Paths, write_export};
use keepwise::ui::{Start, now, open_window};

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).init();
    install_panic_hook();
    let exit = match cli::parse(std::env::args_os()) {
        Ok(invocation) => carry_out(invocation)
            .unwrap_or_else(|error| say(&format!("keepwise: {}\n", cli::told(&error)), Exit::Problems)),
        Err(answer) => say(&answer.text, answer.exit),
    };
    ExitCode::from(exit.code())
}

fn carry_out(invocation: Invocation) -> anyhow::Result<Exit> {
    let paths = Paths::system()?;
    match invocation {
        Invocation::Window(WindowArgs { what, renderer, screen, window_size }) => {
            open_window(&Start { what, screen, renderer, window_size, paths })?;
            Ok(Exit::Done)
        }
        Invocation::Headless(command) => {
            let (today, millis) = now();
            let seed = u64::from(std::process::id()) ^ millis.rotate_left(32);
            let mut here = Here { paths, clock: Clock::new(today, millis, seed) };
            let (mut out, mut err) = (BufWriter::new(io::stdout().lock()), io::stderr().lock());
            Ok(cli::run(&command, &mut here, &mut out, &mut err))
        }
    }
}

/// Says a text where it belongs: an answer that was asked for on the standard output, a complaint on the other.
fn say(text: &str, exit: Exit) -> Exit {
    let said = match exit {
        Exit::Done => io::stdout().write_all(text.as_bytes()),
        Exit::Problems | Exit::WrongUsage => io::stderr().write_all(text.as_bytes()),
    };
    // Nobody listens any more; the exit code still tells.
    if let Err(_closed) = said {}
    exit
}

/// A panic is logged with its place, and kept where it can be found: a window has no standard error on every system.
/// Tasks and renderers that panic are caught; the window lives on or says what to do.
fn install_panic_hook() {
    let report = Paths::system().ok().map(|paths| paths.root().join("last-crash.txt"));
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or("unnamed");
        log::error!("thread {name}: {panic}");
        let text = format!("Keepwise {} stopped unexpectedly.\n\nthread {name}: {panic}\n", env!("CARGO_PKG_VERSION"));
        if let Some(report) = &report
            && let Err(error) = write_export(report, text.as_bytes(), Overwrite::Replace)
        {
            log::error!("the crash report was not written: {error}");
        }
    }));
}
