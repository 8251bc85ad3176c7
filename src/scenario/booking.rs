//! `booking = {…}` of a centre: walk-in, or a calendar of slots.

mod rules;

pub use rules::{Beside, Cancel, NoShow, Reserve, Rules, key_alone};

use super::diagnostic::{Log, Mistake};
use super::dist;
use super::hours;
use super::ids::TeamId;
use super::keys;
use super::names::Names;
use super::table::{self, Section};
use super::tree::{Node, Value};
use super::words::{Code, Phrase};
use crate::engine::law::Law;

/// In which order owners without a slot try at a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// In random order: the midnight scramble.
    Scramble,
    /// First come, first served: a waiting list.
    InOrder,
}

/// How many slots a day has.
#[derive(Clone, Debug, PartialEq)]
pub enum Slots {
    /// They follow from staff and hours.
    FromCapacity,
    /// Per day, for each team; a team that is not listed has none.
    PerDay(Vec<(TeamId, u32)>),
}

/// How jobs get into a centre.
#[derive(Clone, Debug, PartialEq)]
pub enum Booking {
    /// The job joins the queue when it occurs.
    WalkIn {
        /// Most jobs waiting for their first stage; none: no limit.
        queue_limit: Option<u32>,
        /// Hours until an owner who waits for her first stage leaves; none: waits for ever.
        patience_hours: Option<Law>,
    },
    /// A slot is booked first.
    Calendar {
        /// Bookable days, today included; at least 1.
        horizon_days: u32,
        /// Minute of the day at which the last day of the horizon opens, 0 to 1439.
        release_minute: u16,
        /// In which order owners without a slot try at a release.
        retry: Retry,
        /// Days until an owner without a slot gives up; none: tries for ever.
        patience_days: Option<Law>,
        /// How many slots a day has.
        slots: Slots,
        /// Who does not come, what is kept back, who comes without a slot.
        rules: Box<Rules>,
    },
}

impl Booking {
    /// Bookable days, today included; 0 for walk-ins.
    pub fn horizon_days(&self) -> u32 {
        match self {
            Booking::WalkIn { .. } => 0,
            Booking::Calendar { horizon_days, .. } => *horizon_days,
        }
    }

    /// Owners who come without a slot to a centre that books by calendar.
    pub fn beside(&self) -> Option<&Beside> {
        match self {
            Booking::WalkIn { .. } => None,
            Booking::Calendar { rules, .. } => rules.walk_in.as_ref(),
        }
    }
}

#[derive(Clone, Copy)]
enum Policy {
    WalkIn,
    Calendar,
}

const POLICIES: [(&str, Policy); 2] = [("walk-in", Policy::WalkIn), ("calendar", Policy::Calendar)];
const MOST_SLOTS: i64 = 1_000_000;

/// Reads `booking`; a refused one is a plain walk-in.
pub fn booking(node: &Node, teams: &Names, log: &mut Log) -> Booking {
    let refused = Booking::WalkIn {
        queue_limit: None,
        patience_hours: None,
    };
    // Which keys are known depends on the policy, so that comes first.
    let policy = node.table().and_then(|table| table.get("policy"));
    let known = policy.and_then(|policy| {
        let word = policy.text()?;
        POLICIES
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, policy)| *policy)
    });
    let keys = match known {
        Some(Policy::WalkIn) => keys::WALK_IN,
        Some(Policy::Calendar) => keys::CALENDAR_BOOKING,
        None => keys::BOOKING,
    };
    let Some(section) = Section::open(node, "booking", keys, log) else {
        return refused;
    };
    section.required("policy", Phrase::Text, "policy = \"walk-in\"", log);
    match section.choice("policy", &POLICIES, log) {
        Some(Policy::WalkIn) => Booking::WalkIn {
            queue_limit: section
                .whole("queue_limit", 0, u32::MAX.into(), log)
                .map(|limit| limit as u32),
            patience_hours: section
                .get("patience_hours")
                .and_then(|node| dist::law(node, "patience_hours", log)),
        },
        Some(Policy::Calendar) => {
            let horizon_days = section.whole("horizon_days", 1, 3650, log).unwrap_or(14) as u32;
            let retries = [("scramble", Retry::Scramble), ("in-order", Retry::InOrder)];
            Booking::Calendar {
                horizon_days,
                release_minute: section
                    .get("release")
                    .and_then(|node| hours::clock(node, "release", log))
                    .unwrap_or(0),
                retry: section.choice("retry", &retries, log).unwrap_or(Retry::Scramble),
                patience_days: section
                    .get("patience_days")
                    .and_then(|node| dist::law(node, "patience_days", log)),
                slots: section
                    .get("slots_per_day")
                    .map_or(Slots::FromCapacity, |node| slots(node, teams, log)),
                rules: Box::new(rules::rules(&section, horizon_days, log)),
            }
        }
        None => refused,
    }
}

fn slots(node: &Node, teams: &Names, log: &mut Log) -> Slots {
    let by_team = match &node.value {
        Value::Table(table) => table,
        Value::Whole(_) | Value::Number(_) => {
            let count = table::whole(node, "slots_per_day", 0, MOST_SLOTS, log).unwrap_or(1);
            if teams.list().len() > 1 {
                let example: Vec<String> = teams.list().iter().map(|team| format!("{team} = {count}")).collect();
                log.push(
                    Mistake::at(Code::SlotsByTeam, node.place)
                        .with("count", &teams.list().len())
                        .with("example", example.join(", ")),
                );
            }
            return Slots::PerDay(vec![(TeamId(0), count as u32)]);
        }
        _ => {
            table::wrong_type(node, "slots_per_day", Phrase::Slots, log);
            return Slots::FromCapacity;
        }
    };
    let mut slots = Vec::with_capacity(by_team.entries.len());
    for entry in &by_team.entries {
        let count = table::whole(&entry.node, &entry.key, 0, MOST_SLOTS, log);
        match teams.find(&entry.key) {
            Some(team) => slots.push((TeamId(team), count.unwrap_or(1) as u32)),
            None => log.push(
                Mistake::at(Code::UnknownTeam, entry.key_place)
                    .with("name", &entry.key)
                    .with("known", teams.shown())
                    .nearest(teams.nearest(&entry.key)),
            ),
        }
    }
    Slots::PerDay(slots)
}
