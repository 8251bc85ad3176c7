//! Promises that are checked in seconds: contracts, house rules, the commands.

mod faults;
mod layers;
