//! Statistics of decisions: intervals, histograms, moments. It knows no cars.

pub mod best;
pub mod histogram;
pub mod interval;
pub mod moments;
pub mod paired;
pub mod precision;
pub mod rank;
pub mod regret;
pub mod score;
pub mod selection;
pub mod split;
pub mod wave;
