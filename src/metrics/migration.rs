//! Where the cars of each city are on the days on which cars travel: no result of chance.

use crate::model::Model;
use crate::model::migration::Guest;

/// Cars of and in one city on one day, means over the day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CarsDay {
    /// The day of the run.
    pub day: u32,
    /// Position of the city; none: all together.
    pub city: Option<usize>,
    /// Cars that live there.
    pub cars: f64,
    /// Of those, at home.
    pub at_home: f64,
    /// Of those, standing in another city.
    pub away: f64,
    /// Of those, on the road.
    pub on_road: f64,
    /// Cars of other cities that stand there.
    pub visiting: f64,
    /// Cars on the road, wherever they live, to which no city is nearer.
    pub passing: f64,
}

/// The days on which cars travel: all together, then every city.
pub fn cars(model: &Model) -> Vec<CarsDay> {
    let mut list = Vec::new();
    let Some(movement) = &model.demand.movement else {
        return list;
    };
    for day in 0..model.days {
        let guests = |city| movement.guests(city, day as usize);
        if guests(0).is_none() {
            continue;
        }
        let cars: Vec<f64> = (0..model.cities).map(|city| model.demand.cars(city, day)).collect();
        let mut cities: Vec<CarsDay> = (0..model.cities)
            .map(|city| CarsDay {
                day,
                city: Some(city),
                cars: cars[city],
                at_home: 0.0,
                away: 0.0,
                on_road: 0.0,
                visiting: 0.0,
                passing: 0.0,
            })
            .collect();
        for city in 0..model.cities {
            for &Guest { home, here, on_road } in guests(city).unwrap_or_default() {
                let home = home as usize;
                let (here, on_road) = (here * cars[home], on_road * cars[home]);
                cities[home].on_road += on_road;
                cities[city].passing += on_road;
                if home == city {
                    cities[city].at_home += here;
                } else {
                    cities[home].away += here;
                    cities[city].visiting += here;
                }
            }
        }
        let sum = |figure: fn(&CarsDay) -> f64| cities.iter().map(figure).sum();
        list.push(CarsDay {
            day,
            city: None,
            cars: sum(|city| city.cars),
            at_home: sum(|city| city.at_home),
            away: sum(|city| city.away),
            on_road: sum(|city| city.on_road),
            visiting: sum(|city| city.visiting),
            passing: sum(|city| city.passing),
        });
        list.append(&mut cities);
    }
    list
}
