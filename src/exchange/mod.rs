//! Spreadsheets in and out: table → mapping → preview → edit.
//!
//! The way in has four steps, each a plain function of what it is given; nothing here touches a disk:
//!
//! 1. [`Table::read_with`] turns the bytes of a CSV, XLSX or ODS file into headers and rows of text, shows what it
//!    guessed, or says what stands in the way;
//! 2. [`suggest`] proposes a [`Mapping`]: what each column means, by its header and what is in it;
//! 3. [`preview`] reads every row by that mapping and tells what would become of it, with every [`Problem`] by
//!    row and column;
//! 4. [`Preview::edit`] is one edit that does it all, or nothing.
//!
//! The way out is [`verdicts_csv`]. [`synthetic`] invents a whole workspace, for trying scale.

mod answered;
mod assemble;
mod card;
mod cell;
mod cells;
mod chart_file;
mod chart_sheet;
mod codes;
mod column;
mod csv_out;
mod data_text;
mod dates;
mod drafts;
mod error;
mod export;
mod facts;
mod header;
mod joined;
mod json_words;
mod labels;
mod limits;
mod mapping;
mod numbers;
mod order_lines;
mod own;
mod plan;
mod preview;
mod ranges;
mod reader;
mod revenue;
mod row;
mod saved;
mod scales;
mod several;
mod similar;
mod standing;
mod suggest;
mod suggest_card;
mod suggest_names;
mod survey;
mod synthetic;
mod table;
mod topics;
mod unread;
mod vocabulary;
mod words;
mod workbook;
mod xlsx_out;

pub use cells::Cells;
pub use chart_file::{ChartFileError, ChartFormat, chart_bytes};
pub use column::{ColumnMapping, ColumnUse, Several};
pub use csv_out::CsvError;
pub use data_text::{data_html, data_tsv};
pub use dates::{DateOrder, is_open_day, tells_day_order};
pub use error::{ImportError, MappingError};
pub use export::{VerdictRow, protect_from_formulas, verdict_rows, verdicts_csv};
pub use limits::{ClassLimits, LimitsError};
pub use mapping::{Bands, CardChoice, Kind, Mapping, OnProblem, Sameness, Who};
use numbers::open_number;
pub use numbers::{Decimal, NumberFault, parse_number};
pub use preview::{
    Counts, Fixes, Preview, PreviewWatch, Problem, ProblemScope, preview, preview_mended, preview_watched,
};
pub use reader::{
    Aside, Continue, HeaderRow, Odd, Oddity, ReadOptions, ReadProgress, Sheet, Sniffed, Source, TextEncoding, Watch,
};
pub use saved::{Kept, keep_mapping, kept_mapping, with_mapping};
pub use similar::Likeness;
pub use standing::{AllWeights, SingleAnswer, SingleWeight, Standing};
pub use suggest::{suggest, suggest_criteria, suggest_criterion, suggest_watched};
pub use synthetic::synthetic;
pub use table::{Delimiter, Ragged, Table};
pub use unread::{NewMeaning, NewWord, OpenNumber, Ticked, Unread, unread};
pub use workbook::{
    Export, ExportError, ExportProgress, ExportTable, ExportWatch, FormRows, JsonError, Restored, TablesError,
    blank_form, is_our_workbook, read_tables, read_workbook, read_workspace_json, restore, workspace_json,
    write_workspace_json,
};
