//! Exact answers of queueing theory, written from the papers and independent of the simulator.

pub mod backlog;
pub mod erlang;
pub mod erlang_a;
pub mod kept;
pub mod laws;
pub mod moving;
pub mod slots;
pub mod stock;
pub mod student;
