//! `[[delivery]]`: cars delivered by month and model.

/// Cars of one model delivered in one month, spread evenly over its days (at 00:00) and over cities by share.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// Year of the month.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Model of the cars.
    pub model: String,
    /// Cars delivered.
    pub vehicles: u64,
}
