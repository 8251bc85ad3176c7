//! Figures become what people see: charts, the page, the wording and rounding of every result.

pub mod chart;
pub mod number;
pub mod page;
pub mod words;
