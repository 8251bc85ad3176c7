//! The page for the boss: one file with findings, charts, tables and how to reproduce them.
