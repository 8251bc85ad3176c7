//! The event machine: time, keyed random numbers, samplers and event lists. It knows no cars.

pub mod arena;
pub mod ends;
pub mod keyed;
pub mod law;
pub mod poisson;
pub mod profile;
pub mod quantile_table;
pub mod renewal;
pub mod sampler;
pub mod special;
pub mod time;
