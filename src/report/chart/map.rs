//! Cities by longitude and latitude: area is jobs, colour is lead time; a ring where no centre takes such jobs.

use super::canvas::{Anchor, Mark, Sheet, TextBox, Type};
use super::context::{Run, estimate, surely_above};
use super::focus::Team;
use super::frame::Frame;
use super::picture::{Picture, Table};
use super::regions::{self, Network};
use super::theme::{AXIS, GRID, INK, MUTED, PAPER, RIM, STEPS, TRACK, width};
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::Breakdown;
use crate::report::number::{Estimate, Unit, count, with_unit};
use crate::report::words;
use crate::units::Language;

/// Radius of the largest dot on a slide.
const LARGEST: f64 = 22.0;
/// The crowded part of the country that is drawn once more, larger: west, east, south, north.
const DELTA: [f64; 4] = [116.4, 123.8, 28.3, 33.8];
/// Cities with most jobs whose names matter most.
const NAMED: usize = 10;
/// Cities within it that make it worth drawing.
const CROWDED: usize = 5;

/// One city.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// Degrees east and north.
    pub at: (f64, f64),
    /// Its jobs.
    pub jobs: f64,
    /// Mean lead time of its owners, days; none where nobody got a slot.
    pub lead: Option<Estimate>,
    /// Whether a centre in the city takes such jobs at the end of the run.
    pub centre: bool,
}

/// The cities, most jobs first.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Those with coordinates.
    pub spots: Vec<Spot>,
    /// The wait that the title counts from, days.
    pub limit: u32,
    /// Whether that is how far ahead can be booked.
    pub horizon: bool,
    /// "a body repair", or "a repair".
    pub job: String,
    /// "body repairs", or "jobs".
    pub jobs: String,
    /// "lead time for body repairs".
    pub what: String,
    /// The cities with all figures.
    pub table: Table,
    /// The measured period in words.
    pub period: String,
    /// How to read intervals where there are none.
    pub one_run: bool,
    /// The language of its words.
    pub language: Language,
}

impl Map {
    /// The chart of a run; none with fewer than two cities that have coordinates and a lead time.
    pub fn of(run: &Run, team: Option<&Team>, horizon: Option<u32>) -> Option<Map> {
        let network = Network::of(run, team);
        let breakdown = run.of_team(team);
        let mut spots: Vec<Spot> = (run.scenario.cities.iter().enumerate())
            .filter_map(|(at, city)| {
                let place = city.at?;
                Some(Spot {
                    name: run.city(&city.id),
                    at: (place.lon, place.lat),
                    jobs: run.of_city(Metric::Jobs, &city.id, &Breakdown::Total)?.mean,
                    lead: run
                        .row_of_city(Metric::LeadTime, &city.id, &breakdown)
                        .and_then(estimate),
                    centre: network.counted(run, &[at]).able > 0,
                })
            })
            .collect();
        spots.sort_by(|a, b| b.jobs.total_cmp(&a.jobs));
        let apart = spots.iter().any(|spot| spot.at != spots[0].at);
        let known = spots.iter().filter(|spot| spot.lead.is_some()).count();
        (apart && known > 1).then(|| Map {
            spots,
            limit: horizon.unwrap_or(regions::LATE_DAYS),
            horizon: horizon.is_some(),
            job: team.map_or_else(
                || words::A_REPAIR.say(run.language).to_string(),
                |team| words::team_job(&team.id, run.language),
            ),
            jobs: run.jobs_of(team),
            what: run.lead_of(team),
            table: regions::cities(run, team),
            period: run.period(),
            one_run: run.summary.replications < 2,
            language: run.language,
        })
    }

    /// Cities whose mean lead time is surely above the limit.
    fn late(&self) -> usize {
        let limit = Estimate {
            mean: f64::from(self.limit),
            ci95: Some([f64::from(self.limit); 2]),
        };
        self.spots
            .iter()
            .filter(|spot| spot.lead.is_some_and(|lead| surely_above(lead, limit)))
            .count()
    }

    /// Cities without a centre for such jobs.
    fn without(&self) -> usize {
        self.spots.iter().filter(|spot| !spot.centre).count()
    }

    /// Days of one step of colour: eight of them hold the longest lead time.
    fn step(&self) -> f64 {
        let longest = self
            .spots
            .iter()
            .filter_map(|spot| spot.lead)
            .map(|lead| lead.mean)
            .fold(0.0, f64::max);
        let steps = [0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 10.0, 20.0];
        steps
            .into_iter()
            .find(|step| step * 8.0 >= longest)
            .unwrap_or(longest / 8.0)
    }

    /// West, east, south, north, with a margin.
    fn bounds(&self) -> [f64; 4] {
        let lons = || self.spots.iter().map(|spot| spot.at.0);
        let lats = || self.spots.iter().map(|spot| spot.at.1);
        let [west, east] = [lons().fold(f64::MAX, f64::min), lons().fold(f64::MIN, f64::max)];
        let [south, north] = [lats().fold(f64::MAX, f64::min), lats().fold(f64::MIN, f64::max)];
        let margin = 0.06 * (east - west).max(north - south).max(0.5);
        [west - margin, east + margin, south - margin, north + margin]
    }

    fn crowded(&self) -> bool {
        let inside = self.spots.iter().filter(|spot| within(spot, DELTA)).count();
        let [west, east, ..] = self.bounds();
        inside >= CROWDED && east - west > 15.0
    }

    /// Draws the dots of a part of the country, largest first, and their names.
    fn draw_spots(&self, sheet: &mut Sheet, ground: &Ground, largest: f64, em: f64, named: &dyn Fn(usize) -> bool) {
        let most = self.spots.first().map_or(1.0, |spot| spot.jobs.max(1.0));
        let radius = |spot: &Spot| (largest * (spot.jobs / most).max(0.0).sqrt()).max(3.5);
        let step = self.step();
        let inside: Vec<(usize, &Spot)> = self
            .spots
            .iter()
            .enumerate()
            .filter(|(_, spot)| within(spot, ground.degrees))
            .collect();
        for (_, spot) in &inside {
            let (at, r) = (ground.at(spot.at), radius(spot));
            let mut disc = |radius: f64, colour| sheet.marks.push(Mark::Dot { at, radius, colour });
            disc(r + 2.0, PAPER);
            disc(r + 1.0, if spot.lead.is_some() { RIM } else { MUTED });
            match spot.lead {
                Some(lead) => disc(r, STEPS[((lead.mean / step) as usize).min(7)]),
                None => disc(r, PAPER),
            }
            if !spot.centre && spot.lead.is_some() {
                disc((r * 0.5).max(2.0), PAPER);
            }
        }
        let dots: Vec<(usize, TextBox)> = inside
            .iter()
            .map(|(at, spot)| {
                let ((x, y), r) = (ground.at(spot.at), radius(spot) + 1.0);
                (
                    *at,
                    TextBox {
                        text: String::new(),
                        edges: [x - r, y - r, x + r, y + r],
                    },
                )
            })
            .collect();
        for (index, spot) in inside.iter().filter(|(index, _)| named(*index)) {
            let ((x, y), r) = (ground.at(spot.at), radius(spot) + 5.0);
            let look = Type::plain(em, INK);
            let (middle, lower, upper) = (y + 0.35 * em, y + r + 0.8 * em, y - r - 0.1 * em);
            let side = r * 0.75;
            let places = [
                (x + r, middle, Anchor::Start),
                (x - r, middle, Anchor::End),
                (x, lower, Anchor::Middle),
                (x, upper, Anchor::Middle),
                (x + side, y + side + 0.6 * em, Anchor::Start),
                (x + side, y - side, Anchor::Start),
                (x - side, y + side + 0.6 * em, Anchor::End),
                (x - side, y - side, Anchor::End),
                (x + r + 16.0, middle, Anchor::Start),
            ];
            // One of the largest cities may stand over small dots rather than go without a name.
            let strict = [true, false];
            let free = strict
                .into_iter()
                .filter(|strict| *strict || *index < NAMED)
                .find_map(|strict| {
                    places.into_iter().find(|&(x, y, anchor)| {
                        let taken = sheet.text_box(&spot.name, (x, y), anchor, look);
                        let [left, top, right, bottom] = taken.edges;
                        let inside = left >= ground.left
                            && right <= ground.right
                            && top >= ground.top
                            && bottom <= ground.bottom;
                        inside
                            && !dots.iter().any(|(other, dot)| {
                                other != index && (strict || *other < NAMED) && dot.overlaps(&taken)
                            })
                            && !sheet.boxes.iter().any(|other| other.overlaps(&taken))
                            && !ground.keep_out.iter().any(|other| other.overlaps(&taken))
                    })
                });
            if let Some((x, y, anchor)) = free {
                sheet.text_with_halo(&spot.name, (x, y), anchor, look);
            }
        }
    }

    fn draw_key(&self, sheet: &mut Sheet, frame: &Frame, left: f64, largest: f64) {
        let look = frame.tick();
        let language = self.language;
        let side = 22.0;
        let mut y = frame.top + 4.0;
        for text in words::MAP_KEY_LEAD.say(language).split('|') {
            sheet.text(text, (left, y), Anchor::Start, look);
            y += look.em * 1.25;
        }
        y -= look.em * 0.6;
        let step = self.step();
        for (at, colour) in STEPS.iter().enumerate().rev() {
            sheet.rectangle([left, y, left + side, y + side], *colour);
            let ends = [step * at as f64, step * (at + 1) as f64];
            let digits = usize::from(step.fract() != 0.0) + usize::from((step * 10.0).fract() != 0.0);
            let text = format!("{:.digits$}–{:.digits$}", ends[0], ends[1]);
            let text = if at == 7 {
                with_unit(&text, Unit::Days, language)
            } else {
                text
            };
            sheet.text(&text, (left + side + 10.0, y + 0.72 * side), Anchor::Start, look);
            y += side + 2.0;
        }
        // What a ring is.
        y += 26.0;
        let rings = [(words::MAP_KEY_RING, true), (words::MAP_KEY_NONE, false)];
        for (phrase, served) in rings {
            if !self
                .spots
                .iter()
                .any(|spot| !spot.centre && spot.lead.is_some() == served)
            {
                continue;
            }
            let at = (left + 11.0, y - 5.0);
            let mut disc = |radius: f64, colour| sheet.marks.push(Mark::Dot { at, radius, colour });
            disc(10.0, if served { RIM } else { MUTED });
            disc(9.0, if served { STEPS[4] } else { PAPER });
            disc(4.5, PAPER);
            for text in phrase.say(language).split('|') {
                sheet.text(text, (left + 32.0, y), Anchor::Start, look);
                y += look.em * 1.25;
            }
            y += 12.0;
        }
        // Three sizes, the largest and parts of it.
        let most = self.spots.first().map_or(1.0, |spot| spot.jobs);
        let round = |value: f64| {
            let place = 10f64.powi((value.max(1.0).log10().floor() as i32).max(0));
            (value / place).round() * place
        };
        sheet.text(words::MAP_KEY_JOBS.say(language), (left, y + 6.0), Anchor::Start, look);
        y += 20.0;
        for share in [1.0, 0.25, 0.05] {
            let jobs = if share == 1.0 { most } else { round(most * share) };
            let radius = largest * (jobs / most).sqrt();
            let at = (left + largest + 2.0, y + radius);
            sheet.marks.push(Mark::Dot {
                at,
                radius,
                colour: AXIS,
            });
            sheet.marks.push(Mark::Dot {
                at,
                radius: radius - 1.0,
                colour: PAPER,
            });
            let place = 10f64.powi((jobs.max(1.0).log10().floor() as i32 - 1).max(0));
            let text = count(((jobs / place).round() * place) as u64, language);
            sheet.text(
                &text,
                (left + 2.0 * largest + 14.0, y + radius + 0.35 * look.em),
                Anchor::Start,
                look,
            );
            y += (2.0 * radius).max(look.em * 1.3) + 6.0;
        }
    }
}

fn within(spot: &Spot, [west, east, south, north]: [f64; 4]) -> bool {
    (west..=east).contains(&spot.at.0) && (south..=north).contains(&spot.at.1)
}

/// A part of the country and where it is drawn.
struct Ground {
    degrees: [f64; 4],
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// Units for one degree of latitude.
    scale: f64,
    /// Where no name may stand.
    keep_out: Vec<TextBox>,
}

impl Ground {
    /// The part within the given edges, as large as it fits, in their middle.
    fn new(degrees: [f64; 4], [left, top, right, bottom]: [f64; 4]) -> Ground {
        let [west, east, south, north] = degrees;
        let shrink = shrink(degrees);
        let scale = ((right - left) / ((east - west) * shrink)).min((bottom - top) / (north - south));
        let (wide, high) = ((east - west) * shrink * scale, (north - south) * scale);
        let (left, top) = (left, f64::midpoint(top, bottom) - high / 2.0);
        Ground {
            degrees,
            left,
            right: left + wide,
            top,
            bottom: top + high,
            scale,
            keep_out: Vec::new(),
        }
    }

    fn at(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        let [west, _, _, north] = self.degrees;
        (
            self.left + (lon - west) * shrink(self.degrees) * self.scale,
            self.top + (north - lat) * self.scale,
        )
    }
}

/// How much shorter a degree of longitude is than one of latitude: at 35° for a whole country.
fn shrink([_, _, south, north]: [f64; 4]) -> f64 {
    let middle = if north - south > 15.0 {
        35.0
    } else {
        f64::midpoint(south, north)
    };
    middle.to_radians().cos()
}

impl Picture for Map {
    fn name(&self) -> &'static str {
        "network_map"
    }

    fn title(&self) -> String {
        let language = self.language;
        let (late, without, all) = (self.late(), self.without(), self.spots.len());
        let say = |number: usize| words::spelled(number, language);
        let gaps = [
            ("late", say(late)),
            ("all", say(all)),
            ("without", say(without)),
            ("limit", self.limit.to_string()),
            ("jobs", self.jobs.clone()),
            ("job", self.job.clone()),
        ];
        let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
        let phrase = match (late, without) {
            (0, 0) => words::MAP_TITLE_NONE,
            (0, _) => words::MAP_TITLE_WITHOUT,
            (_, 0) => words::MAP_TITLE_LATE,
            _ => words::MAP_TITLE,
        };
        words::capitalised(&phrase.fill(language, &gaps))
    }

    fn subtitle(&self) -> String {
        let limit = if self.horizon {
            words::MAP_LIMIT
        } else {
            words::MAP_LIMIT_PLAIN
        };
        let limit = limit.fill(self.language, &[("limit", &self.limit.to_string())]);
        let gaps = [
            ("what", self.what.as_str()),
            ("period", &self.period),
            ("limit", &limit),
        ];
        words::capitalised(&words::MAP_SUBTITLE.fill(self.language, &gaps))
    }

    fn reading(&self) -> String {
        let mut parts = vec![words::MAP_READ.say(self.language).to_string()];
        if self.one_run {
            parts.push(words::ONE_RUN.say(self.language).to_string());
        }
        words::joined(&parts, self.language)
    }

    fn description(&self) -> String {
        let mut known: Vec<(&Spot, Estimate)> = self.spots.iter().filter_map(|spot| Some((spot, spot.lead?))).collect();
        known.sort_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
        let say = |found: Option<&(&Spot, Estimate)>| {
            found.map_or_else(String::new, |(spot, lead)| {
                format!("{} {}", spot.name, lead.headline(Unit::Days, self.language))
            })
        };
        let gaps = [("low", &*say(known.first())), ("high", &*say(known.last()))];
        words::joined(
            &[
                words::MAP_FORM.fill(self.language, &[("what", &self.what), ("period", &self.period)]),
                words::sentence(&self.title(), self.language),
                words::LOWEST_HIGHEST.fill(self.language, &gaps),
                words::FILE_SUMMARY.say(self.language).to_string(),
            ],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        480.0
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let small = frame.width < 1200.0;
        let largest = if small { 14.0 } else { LARGEST };
        let em = if small { 15.0 } else { 17.0 };
        let key = if small { 172.0 } else { 210.0 };
        let right = frame.right - key;
        // A map needs no names under it: it takes their place too.
        let bottom = frame.bottom + if small { 40.0 } else { 20.0 };
        let top = frame.top - if small { 44.0 } else { 24.0 };
        let crowded = self.crowded();
        let inset = if small { 300.0 } else { 540.0 };
        let main = [
            frame.left,
            top,
            if crowded { right - inset - 30.0 } else { right - 20.0 },
            bottom,
        ];
        let mut ground = Ground::new(self.bounds(), main);
        let [west, east, south, north] = ground.degrees;
        let every = [0.5, 1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .find(|step| (east - west).max(north - south) / step <= 8.0)
            .unwrap_or(10.0);
        let look = Type::plain(frame.sizes.tick.min(16.0), MUTED);
        let mut lon = (west / every).ceil() * every;
        while lon <= east {
            let (x, _) = ground.at((lon, south));
            sheet.segment((x, ground.top), (x, ground.bottom), width::GRID, GRID);
            let text = format!("{lon}°");
            let half = sheet.measure(&text, look) / 2.0;
            if x - half > ground.left + 40.0 && x + half < ground.right {
                sheet.text(&text, (x, ground.bottom - 4.0), Anchor::Middle, look);
            }
            lon += every;
        }
        let mut lat = (south / every).ceil() * every;
        while lat <= north {
            let (_, y) = ground.at((west, lat));
            sheet.segment((ground.left, y), (ground.right, y), width::GRID, GRID);
            if y < ground.bottom - 30.0 && y > ground.top + 16.0 {
                sheet.text(&format!("{lat}°"), (ground.left, y - 4.0), Anchor::Start, look);
            }
            lat += every;
        }
        if crowded {
            let (left, top) = ground.at((DELTA[0], DELTA[3]));
            let (far, bottom) = ground.at((DELTA[1], DELTA[2]));
            let box_line = |sheet: &mut Sheet, [left, top, right, bottom]: [f64; 4]| {
                let corners = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
                sheet.line(corners, 1.5, AXIS);
            };
            let from = [left, top, far, bottom];
            let space = [right - inset, frame.top + 6.0, right - 24.0, frame.bottom];
            let larger = Ground::new(DELTA, space);
            let to = [larger.left, larger.top, larger.right, larger.bottom];
            sheet.segment((from[2], from[1]), (to[0], to[1]), width::GRID, TRACK);
            sheet.segment((from[2], from[3]), (to[0], to[3]), width::GRID, TRACK);
            ground.keep_out.push(TextBox {
                text: String::new(),
                edges: from,
            });
            // Names of the part that is drawn again stand there.
            let outside = |at: usize| !within(&self.spots[at], DELTA);
            self.draw_spots(sheet, &ground, largest, em, &outside);
            box_line(sheet, from);
            sheet.rectangle(to, PAPER);
            box_line(sheet, to);
            self.draw_spots(sheet, &larger, largest * if small { 1.25 } else { 1.6 }, em, &|_| true);
            let caption = words::MAP_DELTA.say(self.language);
            sheet.text(
                caption,
                (larger.left, larger.top - 10.0),
                Anchor::Start,
                frame.note(INK),
            );
        } else {
            self.draw_spots(sheet, &ground, largest, em, &|_| true);
        }
        self.draw_key(sheet, frame, right + 8.0, largest);
    }

    fn table(&self) -> Table {
        self.table.clone()
    }
}
