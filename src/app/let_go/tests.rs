//! Tests of the let-go summary, state in and state out.
