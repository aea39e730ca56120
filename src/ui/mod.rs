//! The window: views that read the state and send commands.
