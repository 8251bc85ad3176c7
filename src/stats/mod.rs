//! Statistics of decisions: intervals over replications, quantiles over jobs. It knows no cars.

pub mod histogram;
pub mod interval;
