//! `aftersales` simulates the after-sales network of a car maker: owners, bookings, centres and waits.
//!
//! Data flows one way; each layer may use those before it and none after it:
//!
//! `units` → `engine` → `stats` → `scenario` → `model` → `sim` → `metrics` → `study` → `report` → `cli`
//!
//! A scenario in TOML becomes a checked [`scenario::Scenario`], then a flat [`model::Model`]; [`sim`] turns it into
//! job records, [`metrics`] into figures, [`study`] into findings and [`report`] into a folder of results.

pub mod engine;
pub mod metrics;
pub mod report;
pub mod scenario;
pub mod sim;
pub mod units;
