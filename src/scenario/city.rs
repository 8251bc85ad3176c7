//! `[[city]]` and `[choice]`: where cars live and how owners choose a centre.

/// `[choice]`: how owners weigh distance against date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// How many kilometres (one way) an owner drives to be seen a day earlier; positive.
    pub km_per_day: f64,
    /// Centres farther away by road (one way) are not considered; infinite if absent.
    pub reach_km: f64,
}

/// A point on the earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// Degrees north, −90 to 90.
    pub lat: f64,
    /// Degrees east, −180 to 180.
    pub lon: f64,
}

/// `[[city]]`: where cars live.
#[derive(Clone, Debug, PartialEq)]
pub struct City {
    /// Unique id, lower case.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// Province; empty if absent.
    pub province: String,
    /// Where the city is; none: distance 0 to everything.
    pub at: Option<Coordinates>,
    /// A fixed fleet of cars; 0 if absent.
    pub vehicles: u64,
    /// Share of the deliveries, all cities together 1; 0 if absent.
    pub share: f64,
}
