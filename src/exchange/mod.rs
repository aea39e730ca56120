//! Spreadsheets in: table → mapping → preview → edits.
