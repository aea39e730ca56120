//! Ticking customers, and what it does to the rest.
