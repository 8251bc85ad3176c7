//! Rules of a calendar beyond its slots: who calls off or does not come, what is kept back, who comes without a slot.

use crate::engine::law::Law;
use crate::scenario::diagnostic::{Log, Mistake};
use crate::scenario::dist;
use crate::scenario::keys;
use crate::scenario::source::Place;
use crate::scenario::table::{Range, Section};
use crate::scenario::tree::Node;
use crate::scenario::words::{Code, Phrase, number};

/// What a calendar adds to plain slots; the default is nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// How likely a booked owner does not come; none: all come.
    pub no_show: Option<NoShow>,
    /// How many bookings are called off; none: none is.
    pub cancel: Option<Cancel>,
    /// Share of those who called off, did not come or came too late who look for a slot again, 0 to 1.
    pub rebook_share: f64,
    /// Slots sold beyond those of a day, as a share of them.
    pub overbooking_share: f64,
    /// A slot starts at least so many hours after it is booked.
    pub notice_hours: f64,
    /// Slots kept for urgent failure modes; none: none are.
    pub reserve: Option<Reserve>,
    /// Minutes after the slot's start at which a booked owner arrives; none: in time.
    pub late_minutes: Option<Law>,
    /// Who arrives later than this has missed her slot; none: she is taken whenever she comes.
    pub late_limit_minutes: Option<f64>,
    /// Owners who come without a slot; none: nobody does.
    pub walk_in: Option<Beside>,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            no_show: None,
            cancel: None,
            rebook_share: 1.0,
            overbooking_share: 0.0,
            notice_hours: 0.0,
            reserve: None,
            late_minutes: None,
            late_limit_minutes: None,
            walk_in: None,
        }
    }
}

/// The probability of not coming, by the days from booking to slot: max − (max − min)·exp(−days / scale)
/// (Green and Savin, *Operations Research* 56, 2008; Gallucci et al., *Psychiatric Services* 56, 2005).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoShow {
    /// For a slot at once, 0 to 1.
    pub min_share: f64,
    /// In the limit of a long wait, not below `min_share`.
    pub max_share: f64,
    /// Days over which the difference shrinks by e; infinite: always `min_share`.
    pub scale_days: f64,
}

/// Bookings that are called off.
#[derive(Clone, Debug, PartialEq)]
pub struct Cancel {
    /// Their share, 0 to 1.
    pub share: f64,
    /// Days before the slot at which they are.
    pub notice_days: Law,
}

/// Slots kept for urgent failure modes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reserve {
    /// Share of a team's slots of each day, 0 to 1.
    pub share: f64,
    /// The release so many days before that day opens them to everyone.
    pub until_days: u32,
}

/// Owners who come to a calendar centre without a slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Their share, 0 to 1.
    pub share: f64,
    /// Added to the priority of their failure modes: above 0 behind booked cars.
    pub priority: i32,
    /// Hours until an owner who waits for her first stage leaves; none: waits for ever.
    pub patience_hours: Option<Law>,
}

const SHARE: Range = Range::between(0.0, 1.0);

/// Reads the rules of a calendar whose horizon has so many days.
pub fn rules(section: &Section<'_>, horizon_days: u32, log: &mut Log) -> Rules {
    let absent = Rules::default();
    let law = |key: &str, log: &mut Log| section.get(key).and_then(|node| dist::law(node, key, log));
    let rules = Rules {
        no_show: section.get("no_show").and_then(|node| no_show(node, log)),
        cancel: section.get("cancel").and_then(|node| cancel(node, log)),
        rebook_share: section
            .number("rebook_share", SHARE, log)
            .unwrap_or(absent.rebook_share),
        overbooking_share: section
            .number("overbooking_share", Range::between(0.0, 10.0), log)
            .unwrap_or(0.0),
        notice_hours: section
            .number("notice_hours", Range::between(0.0, 24.0 * 3650.0), log)
            .unwrap_or(0.0),
        reserve: reserve(section, log),
        late_minutes: law("late_minutes", log),
        late_limit_minutes: section.number("late_limit_minutes", Range::between(0.0, 1440.0), log),
        walk_in: section.get("walk_in").and_then(|node| beside(node, log)),
    };
    let alone = |key, others: &[&str], other, example, log: &mut Log| {
        if let Some(node) = section.get(key)
            && others
                .iter()
                .all(|other| section.get(other).is_none() && section.misspelt(other).is_none())
        {
            key_alone(node.place, key, other, example, log);
        }
    };
    alone(
        "rebook_share",
        &["no_show", "cancel", "late_limit_minutes"],
        "`no_show`, `cancel`, `late_limit_minutes`",
        "cancel = { share = 0.08, notice_days = 2.0 }",
        log,
    );
    alone(
        "late_limit_minutes",
        &["late_minutes"],
        "`late_minutes`",
        "late_minutes = { exponential = { mean = 10 } }",
        log,
    );
    alone(
        "reserve_until_days",
        &["urgent_reserve_share"],
        "`urgent_reserve_share`",
        "urgent_reserve_share = 0.15",
        log,
    );
    let most = 24.0 * f64::from(horizon_days);
    if let (true, Some(node)) = (rules.notice_hours >= most, section.get("notice_hours")) {
        log.push(
            Mistake::at(Code::NoticeBeyondHorizon, node.place)
                .with("found", number(rules.notice_hours))
                .with("days", &horizon_days)
                .with("most", number(most)),
        );
    }
    rules
}

fn no_show(node: &Node, log: &mut Log) -> Option<NoShow> {
    let section = Section::open(node, "no_show", keys::NO_SHOW, log)?;
    let least = section.required_number("min_share", SHARE, "min_share = 0.05", log);
    let most = section.required_number("max_share", SHARE, "max_share = 0.3", log);
    let days = Range::above(0.0, 1e6);
    let scale = if least == most {
        section.number("scale_days", days, log).or(Some(f64::INFINITY))
    } else {
        section.needed_number("scale_days", days, "scale_days = 10", log)
    };
    let (min_share, max_share) = (least?, most?);
    if let (true, Some(node)) = (max_share < min_share, section.get("max_share")) {
        log.push(
            Mistake::at(Code::SharesOrder, node.place)
                .with("key", "max_share")
                .with("found", number(max_share))
                .with("other", "min_share")
                .with("least", number(min_share)),
        );
    }
    Some(NoShow {
        min_share,
        max_share,
        scale_days: scale?,
    })
}

fn cancel(node: &Node, log: &mut Log) -> Option<Cancel> {
    let section = Section::open(node, "cancel", keys::CANCEL, log)?;
    let share = section.required_number("share", SHARE, "share = 0.08", log);
    let notice = section.required("notice_days", Phrase::Law, "notice_days = 2.0", log);
    Some(Cancel {
        share: share?,
        notice_days: dist::law(notice?, "notice_days", log)?,
    })
}

fn reserve(section: &Section<'_>, log: &mut Log) -> Option<Reserve> {
    let until = section.whole("reserve_until_days", 0, 3650, log);
    let share = section.number("urgent_reserve_share", SHARE, log)?;
    Some(Reserve {
        share,
        until_days: until.unwrap_or(0) as u32,
    })
}

fn beside(node: &Node, log: &mut Log) -> Option<Beside> {
    let section = Section::open(node, "walk_in", keys::WALK_IN_BESIDE, log)?;
    let share = section.required_number("share", SHARE, "share = 0.15", log);
    let priority = section.whole("priority", 0, 1_000_000, log);
    let patience_hours = section
        .get("patience_hours")
        .and_then(|node| dist::law(node, "patience_hours", log));
    Some(Beside {
        share: share?,
        priority: priority.unwrap_or(0) as i32,
        patience_hours,
    })
}

/// Refuses a key that means nothing without another.
pub fn key_alone(place: Place, key: &str, other: &str, example: &str, log: &mut Log) {
    log.push(
        Mistake::at(Code::KeyAlone, place)
            .with("key", key)
            .with("other", other)
            .with("example", example),
    );
}
