//! Points of the earth as unit vectors: how far apart, and what lies between.

use super::geography::EARTH_RADIUS_KM;
use crate::scenario::city::Coordinates;

const RADIANS: f64 = core::f64::consts::PI / 180.0;

/// A point of the unit sphere.
pub type Point = [f64; 3];

/// The point at coordinates.
pub fn point(at: Coordinates) -> Point {
    let (lat, lon) = (at.lat * RADIANS, at.lon * RADIANS);
    [
        libm::cos(lat) * libm::cos(lon),
        libm::cos(lat) * libm::sin(lon),
        libm::sin(lat),
    ]
}

/// The angle between two points, from their chord: good also for near ones.
fn angle(a: Point, b: Point) -> f64 {
    let chord: f64 = (0..3).map(|axis| (a[axis] - b[axis]) * (a[axis] - b[axis])).sum();
    2.0 * libm::asin((chord.sqrt() * 0.5).min(1.0))
}

/// Great-circle distance, kilometres.
pub fn apart_km(a: Point, b: Point) -> f64 {
    EARTH_RADIUS_KM * angle(a, b)
}

/// The point at a share of the great circle from one point to another (Shoemake 1985); of opposite ones the first.
pub fn between(from: Point, to: Point, part: f64) -> Point {
    let whole = angle(from, to);
    let sine = libm::sin(whole);
    if sine < 1e-12 {
        return from;
    }
    let (first, second) = (libm::sin((1.0 - part) * whole) / sine, libm::sin(part * whole) / sine);
    std::array::from_fn(|axis| from[axis] * first + to[axis] * second)
}

/// How far a point lies east and north of a near one, kilometres on the plane that touches there.
pub fn offset_km(origin: Coordinates, at: Coordinates) -> [f64; 2] {
    let east = (at.lon - origin.lon) * RADIANS * libm::cos(origin.lat * RADIANS);
    [
        east * EARTH_RADIUS_KM,
        (at.lat - origin.lat) * RADIANS * EARTH_RADIUS_KM,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::geography::great_circle_km;

    /// Shanghai, Hefei: on the way between them the parts of the distance are those of the way.
    #[test]
    fn what_lies_between_lies_on_the_way() {
        let (a, b) = (
            Coordinates {
                lat: 31.23,
                lon: 121.47,
            },
            Coordinates {
                lat: 31.83,
                lon: 117.25,
            },
        );
        let (from, to) = (point(a), point(b));
        let whole = great_circle_km(a, b);
        assert!((apart_km(from, to) - whole).abs() < 1e-9);
        for part in [0.0, 0.1, 0.5, 0.9, 1.0] {
            let at = between(from, to, part);
            assert!((apart_km(from, at) - part * whole).abs() < 1e-9, "{part}");
            assert!((apart_km(at, to) - (1.0 - part) * whole).abs() < 1e-9, "{part}");
        }
        assert_eq!(between(from, from, 0.5), from);
    }

    /// A hundredth of a degree is 1.112 km of a meridian; at 60° north half as much of a parallel.
    #[test]
    fn east_and_north_of_a_near_point() {
        let origin = Coordinates { lat: 60.0, lon: 10.0 };
        let at = Coordinates { lat: 60.01, lon: 10.01 };
        let [east, north] = offset_km(origin, at);
        let degree = core::f64::consts::TAU * EARTH_RADIUS_KM / 360.0;
        assert!((north - degree / 100.0).abs() < 1e-9 && (east - degree / 200.0).abs() < 1e-9);
    }
}
