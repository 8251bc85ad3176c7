//! What happens to a single job, step by step, for whoever wants to follow one.

use super::record::Channel;
use crate::scenario::ids::CentreId;

/// One step of a job's way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// The owner looked for the first time and found nothing free in reach.
    NothingFree,
    /// She turns to a channel of triage.
    Turns {
        /// Which.
        to: Channel,
    },
    /// An agent answers her call.
    Answered,
    /// A van sets out to her.
    VanComes,
    /// A truck sets out to her.
    TruckComes {
        /// Of a partner.
        partner: bool,
    },
    /// Her car is set down at a centre.
    SetDown,
    /// A driver sets out to her for her car.
    DriverComes,
    /// A driver sets out with it.
    DriverBrings,
    /// She gives up waiting for an agent.
    HungUp {
        /// Whether she will call again; else she looks for a centre.
        redials: bool,
    },
    /// The channel has not solved her need.
    Unsolved,
    /// She tried at a release.
    Tried {
        /// Her place in the order of this release, 1 first.
        rank: u32,
        /// All who tried.
        of: u32,
        /// Whether she got something.
        booked: bool,
    },
    /// She has a slot.
    Booked {
        /// Where.
        centre: CentreId,
        /// When it starts.
        slot: i64,
        /// One way by road.
        km: f64,
    },
    /// Her booking turns out not to be kept.
    Broken {
        /// She calls it off; else she does not come, or too late.
        cancelled: bool,
    },
    /// The car came.
    Arrived {
        /// Where.
        centre: CentreId,
        /// Cars there that wait for their first stage.
        waiting: u32,
        /// Whether the centre is open.
        open: bool,
    },
    /// Parts for the stage before it are missing.
    PartsMissing {
        /// How many.
        count: u8,
    },
    /// The last of them came.
    PartsCame,
    /// A stage begins, the `stage`-th of the job (0 first).
    Begins {
        /// Which.
        stage: u32,
    },
    /// A stage ends.
    Ends {
        /// Which.
        stage: u32,
    },
}
