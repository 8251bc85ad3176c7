//! `[choice]`: how owners weigh centres, dates and other shops.

use super::booking::key_alone;
use super::diagnostic::Log;
use super::keys;
use super::table::{Range, Section};
use super::tree::Node;

/// `[choice]`: how owners weigh distance against date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// How many kilometres (one way) an owner drives to be seen a day earlier; positive.
    pub km_per_day: f64,
    /// Centres farther away by road (one way) are not considered; infinite if absent.
    pub reach_km: f64,
    /// Owners who would rather come on a day off; none: nobody minds.
    pub weekend: Option<Weekend>,
    /// Other shops; none: there are none.
    pub third_party: Option<ThirdParty>,
}

/// Owners who would rather come on a day off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weekend {
    /// Their share, 0 to 1.
    pub share: f64,
    /// As so many days later a working day counts to them; at least 0.
    pub days: f64,
}

/// How owners go to another shop rather than wait: with probability min(most, share × (days − free)).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThirdParty {
    /// A wait up to so many days drives nobody away.
    pub free_days: f64,
    /// Share that every day beyond adds, 0 to 1.
    pub share_per_day: f64,
    /// Largest share, 0 to 1.
    pub most_share: f64,
}

impl Default for Choice {
    fn default() -> Choice {
        Choice {
            km_per_day: 100.0,
            reach_km: f64::INFINITY,
            weekend: None,
            third_party: None,
        }
    }
}

impl ThirdParty {
    /// Share of owners who go elsewhere when the best offer is `days` away.
    pub fn share(&self, days: f64) -> f64 {
        (self.share_per_day * (days - self.free_days).max(0.0)).min(self.most_share)
    }
}

/// A share.
const SHARE: Range = Range::between(0.0, 1.0);

/// Reads `[choice]`.
pub fn choice(node: Option<&Node>, log: &mut Log) -> Choice {
    let absent = Choice::default();
    let Some(section) = node.and_then(|node| Section::open(node, "[choice]", keys::CHOICE, log)) else {
        return absent;
    };
    Choice {
        km_per_day: section
            .number("km_per_day", Range::above(0.0, 1e6), log)
            .unwrap_or(absent.km_per_day),
        reach_km: section
            .number("reach_km", Range::between(0.0, 1e6), log)
            .unwrap_or(absent.reach_km),
        weekend: weekend(&section, log),
        third_party: section.get("third_party").and_then(|node| third_party(node, log)),
    }
}

fn weekend(section: &Section<'_>, log: &mut Log) -> Option<Weekend> {
    let share = section.number("weekend_share", SHARE, log);
    let days = section.number("weekend_days", Range::between(0.0, 3650.0), log);
    match (section.get("weekend_share"), section.get("weekend_days")) {
        (Some(node), None) if section.misspelt("weekend_days").is_none() => {
            key_alone(node.place, "weekend_share", "`weekend_days`", "weekend_days = 3", log);
        }
        (None, Some(node)) if section.misspelt("weekend_share").is_none() => {
            key_alone(
                node.place,
                "weekend_days",
                "`weekend_share`",
                "weekend_share = 0.3",
                log,
            );
        }
        _ => {}
    }
    Some(Weekend {
        share: share?,
        days: days?,
    })
}

fn third_party(node: &Node, log: &mut Log) -> Option<ThirdParty> {
    let section = Section::open(node, "third_party", keys::THIRD_PARTY, log)?;
    let free_days = section.number("free_days", Range::between(0.0, 3650.0), log);
    let share_per_day = section.required_number("share_per_day", SHARE, "share_per_day = 0.02", log);
    let most_share = section.number("most_share", SHARE, log);
    Some(ThirdParty {
        free_days: free_days.unwrap_or(0.0),
        share_per_day: share_per_day?,
        most_share: most_share.unwrap_or(1.0),
    })
}
