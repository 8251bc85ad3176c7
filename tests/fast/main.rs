//! The fast tests: one binary, one module per promise.

mod faults;
mod loading;
mod mutations;
