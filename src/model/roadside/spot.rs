//! Where a car stands that cannot move, and how far bases and centres are from there.

use super::RoadsideModel;
use crate::engine::keyed::unit;
use crate::model::geography::Candidate;
use crate::model::point::{Point, apart_km, between};
use crate::scenario::ids::CentreId;

/// Where a car stands that cannot move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spot {
    /// So many kilometres by road from its city, and from whatever stands there.
    Off(f64),
    /// In town: kilometres east and north of the middle of a square.
    Town([f64; 2]),
    /// At a point on the way between two cities.
    Way(Point),
}

/// Kilometres along streets that run east and north.
fn by_streets(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).abs() + (a[1] - b[1]).abs()
}

impl Spot {
    /// Evenly in a square of a side in kilometres, by two words (Larson and Odoni 1981, section 3).
    pub fn in_square(side: f64, words: [u64; 2]) -> Spot {
        Spot::Town(words.map(|word| (unit(word) - 0.5) * side))
    }
}

impl RoadsideModel {
    /// The point at a share of the way from one city to another; none: one of them has no coordinates.
    pub fn on_way(&self, home: u32, to: u32, part: f64) -> Option<Spot> {
        let [home, to] = [home, to].map(|city| self.city_points[city as usize]);
        Some(Spot::Way(between(home?, to?, part)))
    }

    /// The bases that reach a car nearest to `city`, nearest first, with the kilometres by road between.
    pub fn near(&self, city: u32, spot: &Spot) -> Vec<(u32, f64)> {
        let reach = &self.reach[city as usize];
        let mut list: Vec<(u32, f64)> = match *spot {
            // Nearest to the city is nearest to the car.
            Spot::Off(km) => return reach.iter().map(|&(base, way)| (base, way + km)).collect(),
            Spot::Town(at) => {
                let way = |&(base, km): &(u32, f64)| {
                    let spec = &self.bases[base as usize];
                    let own = spec.city == city;
                    (
                        base,
                        if own {
                            by_streets(at, spec.offset)
                        } else {
                            km + by_streets(at, [0.0; 2])
                        },
                    )
                };
                reach.iter().map(way).collect()
            }
            Spot::Way(at) => {
                let way = |(spec, base): (&super::BaseModel, u32)| {
                    let km = self.by_road(spec.point, at);
                    let serves = match &spec.cities {
                        Some(cities) => cities.contains(&city),
                        None => km <= spec.reach_km,
                    };
                    (serves && spec.trucks > 0).then_some((base, km))
                };
                self.bases.iter().zip(0u32..).filter_map(way).collect()
            }
        };
        list.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        list
    }

    /// Whether a partner's trucks are among those of a list of bases.
    pub fn has_partner(&self, near: &[(u32, f64)]) -> bool {
        near.iter().any(|&(base, _)| self.bases[base as usize].partner)
    }

    /// To which of the centres that owners in `city` may choose a car is towed, and how far that is: to the first of the list,
    /// from a way to the nearest.
    pub fn to_centre<'c>(
        &self,
        city: u32,
        spot: &Spot,
        mut list: impl Iterator<Item = &'c Candidate>,
    ) -> Option<(CentreId, f64)> {
        let nearest = match *spot {
            Spot::Way(at) => {
                let km = |candidate: &Candidate| self.by_road(self.centre_points[candidate.centre.index()], at);
                let all = list.map(|candidate| (candidate.centre, km(candidate)));
                return all.min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            }
            _ => list.next()?,
        };
        let offset = self.centre_offsets[nearest.centre.index()];
        let km = match *spot {
            Spot::Town(at) if nearest.own => by_streets(at, offset),
            _ => self.to_city(city, spot) + nearest.km,
        };
        Some((nearest.centre, km))
    }

    /// Kilometres by road to the point of `city`.
    pub fn to_city(&self, city: u32, spot: &Spot) -> f64 {
        match *spot {
            Spot::Off(km) => km,
            Spot::Town(at) => by_streets(at, [0.0; 2]),
            Spot::Way(at) => self.by_road(self.city_points[city as usize], at),
        }
    }

    /// Kilometres by road from what stands at a point, if anyone knows where; else it is no way.
    fn by_road(&self, from: Option<Point>, at: Point) -> f64 {
        from.map_or(0.0, |from| apart_km(from, at) * self.road_factor)
    }
}
