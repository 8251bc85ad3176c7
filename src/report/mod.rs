//! Findings become what people see: files, tables, charts and pages, in a folder that is whole or absent.

pub mod backtest;
pub mod chart;
pub mod comparison;
pub mod csv;
pub mod folder;
pub mod forecast;
pub mod json;
pub mod manifest;
pub mod migration;
pub mod number;
pub mod page;
pub mod peak;
pub mod precision;
pub mod records;
pub mod search;
pub mod state;
pub mod story;
pub mod sweep;
pub mod warning;
pub mod words;

/// Raised whenever the figures of an unchanged scenario change; results of different versions are not compared.
pub const RESULTS_VERSION: u32 = 1;
