//! What a sweep found: a table with a row per run, and a picture where one or two numbers were varied.

pub mod csv;
