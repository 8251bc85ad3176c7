//! One replication: the day, from morning to evening.

pub mod record;
