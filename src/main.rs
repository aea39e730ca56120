//! Keepwise: the window, or a headless command.

use keepwise::app::{Screen, What};
use keepwise::store::{Paths, Renderer};
use keepwise::ui::{Start, open_window};

fn main() -> anyhow::Result<()> {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).init();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)).cloned();
    let what = if args.iter().any(|arg| arg == "--demo") { What::Sample } else { What::Default };
    let renderer = match after("--renderer").as_deref() {
        Some("glow") => Some(Renderer::Glow),
        Some("wgpu") => Some(Renderer::Wgpu),
        _ => None,
    };
    let screen = after("--screen").and_then(|name| Screen::named(&name));
    open_window(&Start { what, screen, renderer, window_size: None, paths: Paths::system()? })?;
    Ok(())
}
