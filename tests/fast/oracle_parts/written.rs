//! The worlds of the slow simulator as scenarios.

use super::{Centre, DAY, Depot, Factory, MODES, PARTS, RESOURCES};
use std::fmt::Write;

/// What all centres share: parts and failure modes.
pub fn written_modes(factory: &Factory) -> String {
    let mut text = "[choice]\nreach_km = 1\n[calendar]\ncountry = 'CN'\n".to_string();
    for (name, (days, _, rests)) in PARTS.iter().zip(factory.parts) {
        writeln!(
            text,
            "[[part]]\nid = '{name}'\nfactory_days = {days}\nclosed_on_holidays = {rests}"
        )
        .unwrap();
    }
    for (mode, stages) in MODES.iter().enumerate() {
        write!(text, "[[failure]]\nid = 'm{mode}'\nstages = [").unwrap();
        for (stage, (needs, keep, parts)) in stages.iter().enumerate() {
            let names = |list: &[usize]| list.iter().map(|&need| RESOURCES[need]).collect::<Vec<_>>();
            let keep = if factory.keep { names(keep) } else { Vec::new() };
            let parts: Vec<String> = parts.iter().map(|&part| format!("{} = 1", PARTS[part])).collect();
            write!(
                text,
                "{{ id = 's{stage}', needs = {:?}, keep = {keep:?}, parts = {{ {} }}, hours = 1.0 }}, ",
                names(needs),
                parts.join(", ")
            )
            .unwrap();
        }
        text += "]\n";
    }
    text
}

/// Stock as it is written; where there is none the part is left out of some tables.
fn written_stock(stock: &[i64; 3]) -> String {
    let listed = PARTS
        .iter()
        .zip(stock)
        .filter(|(name, count)| **count > 0 || **name == "lamp");
    let listed: Vec<String> = listed.map(|(name, count)| format!("{name} = {count}")).collect();
    format!("stock = {{ {} }}\n", listed.join(", "))
}

/// A depot.
pub fn written_depot(at: usize, depot: &Depot) -> String {
    let cut_off = match depot.cut_off {
        DAY => String::new(),
        minutes => format!("cut_off = '{:02}:00'\n", minutes / 60),
    };
    format!(
        "[[depot]]\nid = 'd{at}'\n{}delivery_days = {}\nclosed_on_holidays = {}\n{cut_off}",
        written_stock(&depot.stock),
        depot.days.0,
        depot.rests,
    )
}

/// A centre and its city.
pub fn written_centre(place: usize, centre: &Centre) -> String {
    let closing = match centre.overtime {
        0 => "closing = 'pause'".into(),
        i64::MAX => "closing = 'finish'".into(),
        minutes => format!("closing = 'finish', overtime_hours = {:?}", minutes as f64 / 60.0),
    };
    let limit = centre
        .limit
        .map_or(String::new(), |limit| format!(", queue_limit = {limit}"));
    let depot = centre
        .depot
        .map_or(String::new(), |depot| format!("depot = 'd{depot}'\n"));
    format!(
        "[[city]]\nid = 'c{place}'\nlat = {lat}.0\nlon = 0.0\n[[centre]]\nid = 'w{place}'\ncity = 'c{place}'\n\
         resources = {{ bay = {}, mechanic = {} }}\nhours = {{ {}, {closing} }}\n\
         booking = {{ policy = 'walk-in'{limit} }}\n{depot}{}",
        centre.counts[0],
        centre.counts[1],
        centre.hours,
        written_stock(&centre.stock),
        lat = place as i64 - 30,
    )
}
