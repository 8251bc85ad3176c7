//! Every metric: its key, its unit, and which direction is better.

/// A figure of the results, by the name users know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    /// First booking attempt → start of the slot obtained, days.
    LeadTime,
    /// Arrival at the centre → first stage begins, hours.
    QueueWait,
    /// Work alone, without waits or closed time, hours.
    Service,
    /// First attempt → car handed back, days.
    Turnaround,
    /// Round trip by road, kilometres.
    Travel,
    /// Time-average number of jobs at centres, waiting or in work.
    InSystem,
    /// Busy over staffed time, by resource.
    Utilisation,
    /// Share of bookable days on which no slot is free after the release's retries.
    FullyBooked,
    /// Days to the first free slot after the release's retries; the horizon if none.
    FirstSlot,
    /// Share of retries at a release that get a slot.
    ReleaseSuccess,
    /// Jobs that occurred.
    Jobs,
    /// Jobs handed back.
    Served,
    /// Jobs still open at the end.
    Unfinished,
    /// Lost jobs ÷ jobs.
    LostShare,
    /// Share of jobs whose lead time is at most so many days.
    WithinDays,
    /// Share of the jobs at a centre whose owner drove more than 100 km there, one way.
    Far,
    /// Share of owners with an open centre within so many kilometres by road, at the end of the run.
    Covered,
    /// Turnaround of served jobs by cause, days: the causes add up to it.
    WaitByCause,
    /// Bookable days with a free slot, as the app shows them at 20:00.
    FreeDays,
    /// How often the owner looked until she had the slot she kept; per job with a slot.
    Attempts,
    /// Bookings that were not honoured ÷ bookings that came due.
    NoShowShare,
    /// Bookings called off ÷ bookings made.
    CancelledShare,
    /// Jobs that went elsewhere than to the nearest centre ÷ jobs.
    ElsewhereShare,
    /// Time in opening hours in which a resource is kept without work over its staffed time, by resource.
    Blocked,
    /// Owners overtaken by one of the same city and need who first tried later ÷ owners who looked for a slot.
    Overtaken,
    /// Served jobs whose repair does not hold ÷ served jobs.
    Comeback,
    /// First attempt of the first visit → car handed back with a repair that holds, days.
    Fix,
    /// Owners who got a loaner car ÷ owners who asked for one.
    LoanerShare,
    /// Time for which loaner cars are lent ÷ time in which their centres are open.
    LoanerBusy,
    /// Share of owners of served jobs who call the visit very good or excellent, as expected from what they met.
    Satisfied,
    /// Share of the parts that jobs needed and that were on the shelf, by part.
    PartFill,
    /// Cost of centres as far as it is known, CNY, by component.
    Cost,
    /// Months in which centres save what they took to build, against buying the same work from a partner.
    Payback,
    /// Jobs whose owners went to another shop because no warranty pays ÷ jobs.
    LeftShare,
    /// Jobs handed back, by who pays.
    PaidJobs,
    /// Hours of their work, by who pays.
    PaidHours,
    /// What is charged for jobs, CNY, by who pays: work, parts and collection, as far as it is known.
    PaidAll,
    /// What is charged for their work, CNY, by who pays.
    PaidLabour,
    /// What is charged for the parts that jobs needed, CNY, by who pays.
    PaidParts,
    /// What is charged for cars that drivers took, CNY, by who pays.
    PaidCollection,
    /// Cars that recalls concern and that have been updated or mended by the end of the run ÷ cars concerned.
    RecallDone,
    /// Days from the announcement of a recall until nine in ten of its cars are done; of the slowest recall.
    RecallDays,
    /// Jobs solved before they became visits ÷ jobs, by channel.
    SolvedShare,
    /// From a call to the agent's answer, minutes; of calls that were answered.
    HotlineWait,
    /// Calls given up ÷ calls answered or given up.
    Abandoned,
    /// Time in calls over the time of agents on duty.
    AgentsBusy,
    /// Time for which mobile vans are out over the time of vans in their hours.
    VansBusy,
    /// Jobs that programmes helped, each way counted.
    Helped,
    /// Cars that could not move and to which help set out.
    Rescues,
    /// From the call until help is there, minutes.
    RescueResponse,
    /// Rescues with help within so many minutes ÷ rescues.
    RescueWithin,
    /// Rescues by partners ÷ rescues.
    PartnerShare,
    /// Time for which rescue trucks are out over the time of trucks in their hours.
    TrucksBusy,
    /// Cars that drivers fetched, or only brought back ÷ cars that came by appointment.
    Collected,
    /// Trips of drivers, by way.
    DriverTrips,
    /// From when a driver should have set out until he did, minutes; of trips.
    DriverWait,
    /// Trips for which there was no driver in time ÷ trips asked for, by way.
    DriverRefused,
    /// Time for which drivers are out over their time in their hours.
    DriversBusy,
}

/// Which direction of a metric is better for owners or the maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Less is better.
    Less,
    /// More is better.
    More,
}

impl Metric {
    /// Every metric, in the order of the results.
    pub const ALL: [Metric; 58] = [
        Metric::LeadTime,
        Metric::QueueWait,
        Metric::Service,
        Metric::Turnaround,
        Metric::Travel,
        Metric::InSystem,
        Metric::Utilisation,
        Metric::FullyBooked,
        Metric::FirstSlot,
        Metric::ReleaseSuccess,
        Metric::Jobs,
        Metric::Served,
        Metric::Unfinished,
        Metric::LostShare,
        Metric::WithinDays,
        Metric::Far,
        Metric::Covered,
        Metric::WaitByCause,
        Metric::FreeDays,
        Metric::Attempts,
        Metric::NoShowShare,
        Metric::CancelledShare,
        Metric::ElsewhereShare,
        Metric::Overtaken,
        Metric::Blocked,
        Metric::Comeback,
        Metric::Fix,
        Metric::LoanerShare,
        Metric::LoanerBusy,
        Metric::Satisfied,
        Metric::PartFill,
        Metric::Cost,
        Metric::Payback,
        Metric::LeftShare,
        Metric::PaidJobs,
        Metric::PaidHours,
        Metric::PaidAll,
        Metric::PaidLabour,
        Metric::PaidParts,
        Metric::PaidCollection,
        Metric::RecallDone,
        Metric::RecallDays,
        Metric::SolvedShare,
        Metric::HotlineWait,
        Metric::Abandoned,
        Metric::AgentsBusy,
        Metric::VansBusy,
        Metric::Helped,
        Metric::Rescues,
        Metric::RescueResponse,
        Metric::RescueWithin,
        Metric::PartnerShare,
        Metric::TrucksBusy,
        Metric::Collected,
        Metric::DriverTrips,
        Metric::DriverWait,
        Metric::DriverRefused,
        Metric::DriversBusy,
    ];

    /// The metric's name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Metric::LeadTime => "lead_time_days",
            Metric::QueueWait => "queue_wait_hours",
            Metric::Service => "service_hours",
            Metric::Turnaround => "turnaround_days",
            Metric::Travel => "travel_km",
            Metric::InSystem => "in_system",
            Metric::Utilisation => "utilisation",
            Metric::FullyBooked => "fully_booked_share",
            Metric::FirstSlot => "first_slot_days",
            Metric::ReleaseSuccess => "release_success_share",
            Metric::Jobs => "jobs",
            Metric::Served => "served",
            Metric::Unfinished => "unfinished",
            Metric::LostShare => "lost_share",
            Metric::WithinDays => "within_days_share",
            Metric::Far => "far_share",
            Metric::Covered => "covered_share",
            Metric::WaitByCause => "wait_days",
            Metric::FreeDays => "free_days",
            Metric::Attempts => "attempts",
            Metric::NoShowShare => "no_show_share",
            Metric::CancelledShare => "cancelled_share",
            Metric::ElsewhereShare => "elsewhere_share",
            Metric::Blocked => "blocked_share",
            Metric::Overtaken => "overtaken_share",
            Metric::Comeback => "comeback_share",
            Metric::Fix => "fix_days",
            Metric::LoanerShare => "loaner_share",
            Metric::LoanerBusy => "loaner_busy_share",
            Metric::Satisfied => "satisfied_share",
            Metric::PartFill => "part_fill_share",
            Metric::Cost => "cost_cny",
            Metric::Payback => "payback_months",
            Metric::LeftShare => "left_share",
            Metric::PaidJobs => "paid_jobs",
            Metric::PaidHours => "paid_hours",
            Metric::PaidAll => "paid_cny",
            Metric::PaidLabour => "paid_labour_cny",
            Metric::PaidParts => "paid_parts_cny",
            Metric::PaidCollection => "paid_collection_cny",
            Metric::RecallDone => "recall_done_share",
            Metric::RecallDays => "recall_done_90_days",
            Metric::SolvedShare => "solved_share",
            Metric::HotlineWait => "hotline_wait_minutes",
            Metric::Abandoned => "hotline_abandoned_share",
            Metric::AgentsBusy => "hotline_busy_share",
            Metric::VansBusy => "van_busy_share",
            Metric::Helped => "helped",
            Metric::Rescues => "rescues",
            Metric::RescueResponse => "roadside_response_minutes",
            Metric::RescueWithin => "roadside_within_share",
            Metric::PartnerShare => "roadside_partner_share",
            Metric::TrucksBusy => "truck_busy_share",
            Metric::Collected => "collected_share",
            Metric::DriverTrips => "driver_trips",
            Metric::DriverWait => "driver_wait_minutes",
            Metric::DriverRefused => "driver_refused_share",
            Metric::DriversBusy => "driver_busy_share",
        }
    }

    /// Which direction is better; none where neither is: more cars in work may be good or bad.
    pub const fn better(self) -> Option<Better> {
        match self {
            Metric::LeadTime
            | Metric::QueueWait
            | Metric::Turnaround
            | Metric::Travel
            | Metric::FullyBooked
            | Metric::FirstSlot
            | Metric::Unfinished
            | Metric::LostShare
            | Metric::Far
            | Metric::WaitByCause
            | Metric::Attempts
            | Metric::NoShowShare
            | Metric::CancelledShare
            | Metric::ElsewhereShare
            | Metric::Overtaken
            | Metric::Blocked
            | Metric::Comeback
            | Metric::Fix
            | Metric::Cost
            | Metric::Payback
            | Metric::LeftShare
            | Metric::RecallDays
            | Metric::HotlineWait
            | Metric::Abandoned
            | Metric::RescueResponse
            | Metric::DriverWait
            | Metric::DriverRefused => Some(Better::Less),
            Metric::ReleaseSuccess
            | Metric::Served
            | Metric::WithinDays
            | Metric::Covered
            | Metric::FreeDays
            | Metric::LoanerShare
            | Metric::Satisfied
            | Metric::PartFill
            | Metric::RecallDone
            | Metric::SolvedShare
            | Metric::RescueWithin => Some(Better::More),
            Metric::Service
            | Metric::InSystem
            | Metric::Utilisation
            | Metric::Jobs
            | Metric::LoanerBusy
            | Metric::PaidJobs
            | Metric::PaidHours
            | Metric::PaidAll
            | Metric::PaidLabour
            | Metric::PaidParts
            | Metric::PaidCollection
            | Metric::AgentsBusy
            | Metric::VansBusy
            | Metric::Helped
            | Metric::Rescues
            | Metric::PartnerShare
            | Metric::TrucksBusy
            | Metric::Collected
            | Metric::DriverTrips
            | Metric::DriversBusy => None,
        }
    }
}
