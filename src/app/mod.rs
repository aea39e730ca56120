//! State, commands, effects, undo: every decision the window makes, without the window.
