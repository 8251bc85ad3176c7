//! `cars.csv`: where the cars of each city are while cars travel.

use super::csv::{Cell, end, writer};
use crate::metrics::migration::CarsDay;
use crate::model::calendar::date_of;
use crate::scenario::Scenario;
use std::io::{self, Write};

/// The name of the file.
pub const FILE: &str = "cars.csv";

/// Writes a row per day and city, all cities together first: cars on average of the day.
pub fn write(scenario: &Scenario, cars: &[CarsDay], out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    out.write_record([
        "date", "city", "cars", "at_home", "away", "on_road", "visiting", "passing",
    ])?;
    let mut cell = Cell::new();
    for row in cars {
        out.write_field(date_of(scenario.start, row.day).to_string())?;
        out.write_field(row.city.map_or("*", |city| &scenario.cities[city].id))?;
        for value in [row.cars, row.at_home, row.away, row.on_road, row.visiting, row.passing] {
            cell.write(&mut out, Some(value))?;
        }
        end(&mut out)?;
    }
    out.flush()
}
