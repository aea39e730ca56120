//! Headless commands: one file each, thin over the rooms.
