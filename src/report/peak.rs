//! `peak.csv`: the largest backlog around a holiday.

use super::csv::{Cell, end, writer};
use crate::metrics::forecast::Forecast;
use crate::metrics::peak::PeakRow;
use crate::model::calendar::date_of;
use crate::scenario::Scenario;
use std::io::{self, Write};

/// The name of the file.
pub const FILE: &str = "peak.csv";

/// Columns of a forecast: of the largest backlog, chance and beliefs together.
const BELIEVED: [&str; 2] = ["forecast_p05", "forecast_p95"];

/// Columns where cars are rescued: of the two days with most rescues.
const RESCUE: [&str; 3] = [
    "worst_days_rescues",
    "worst_days_response_minutes",
    "worst_days_within_60_share",
];

/// Writes a row per peak and city, all cities together first.
pub fn write(scenario: &Scenario, rows: &[PeakRow], forecast: Option<&Forecast>, out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    let head = [
        "peak",
        "city",
        "from",
        "to",
        "backlog_before",
        "backlog_peak",
        "p05",
        "p95",
        "worst_day",
        "worst_day_share",
        "normal_again",
        "jobs",
        "within_days",
        "seen_share",
    ];
    let with_rescue = rows.iter().any(|row| row.rush.is_some());
    let further = if with_rescue { &RESCUE[..] } else { &[] };
    let believed = if forecast.is_some() { &BELIEVED[..] } else { &[] };
    out.write_record(head.iter().chain(further).chain(believed))?;
    let mut cell = Cell::new();
    for row in rows {
        let peak = &scenario.peaks[row.peak];
        let day = |day| date_of(scenario.start, day).to_string();
        out.write_field(&peak.id)?;
        out.write_field(row.city.map_or("*", |city| &scenario.cities[city].id))?;
        out.write_field(peak.from.to_string())?;
        out.write_field(peak.to.to_string())?;
        cell.write(&mut out, row.before)?;
        cell.write(&mut out, Some(row.top))?;
        for at in 0..2 {
            cell.write(&mut out, row.band.map(|band| band[at]))?;
        }
        out.write_field(day(row.worst_day))?;
        cell.write(&mut out, Some(row.worst_day_share))?;
        out.write_field(row.over.map_or_else(String::new, day))?;
        cell.write(&mut out, Some(row.jobs))?;
        out.write_field(peak.within_days.to_string())?;
        cell.write(&mut out, row.seen)?;
        if let Some(rush) = row.rush {
            cell.write(&mut out, Some(rush.rescues))?;
            cell.write(&mut out, rush.response_minutes)?;
            cell.write(&mut out, rush.within)?;
        }
        if let Some(forecast) = forecast {
            let ends = forecast.top90(row, scenario.cities.len());
            for at in 0..2 {
                cell.write(&mut out, ends.map(|ends| ends[at]))?;
            }
        }
        end(&mut out)?;
    }
    out.flush()
}
