//! The workspace folder on disk; the only room that touches files.
