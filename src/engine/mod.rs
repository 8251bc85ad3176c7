//! The event machine: time, keyed random numbers, samplers and event lists. It knows no cars.

pub mod keyed;
pub mod law;
pub mod poisson;
pub mod profile;
pub mod quantile_table;
pub mod sampler;
pub mod special;
pub mod time;
