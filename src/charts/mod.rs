//! Pictures as data: `Chart` → `Scene` → SVG and PNG.
