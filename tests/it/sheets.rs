//! Ways out: workbooks and CSV, read back by another program's reader.

mod charts;
mod form;
mod reading;
mod roundtrip;
mod workspace;
