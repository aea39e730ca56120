//! What it means: evidence → score → verdict; pure, cannot fail.
