//! Promises that are checked in seconds: contracts, house rules, the commands.

#![allow(clippy::unwrap_used, reason = "a test that cannot read what it needs has failed")]

mod by_hand;
mod capacity_cost;
mod commands;
mod compare;
mod determinism;
mod expansion;
mod explain;
mod faults;
mod forecast;
mod futures;
mod guide;
mod languages;
mod layers;
mod load;
mod loading;
mod mutations;
mod optimise;
mod oracle;
mod oracle_desk;
mod oracle_parts;
mod precision;
mod reference;
mod schema;
mod search;
mod sections;
mod shipped;
mod state;
mod sweep;
