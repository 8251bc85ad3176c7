//! Words of runs that decide how many replications they take, and the names of figures.

use super::{
    CANCELLATIONS, ELSEWHERE, FIRST_SLOT, FREE_DAYS, FULLY_BOOKED, IN_SYSTEM, JOBS, LEAD_TIME, LOST, NO_SHOWS, Phrase,
    QUEUE_WAIT, RELEASE_SUCCESS, SERVED, SERVICE, TRAVEL, TURNAROUND, UNFINISHED,
};
use super::{collect, paid, programme, roadside, triage};
use crate::metrics::catalogue::Metric;

phrases! {
    PRECISION_REACHED: "The figures decided how many replications to make: {count} brought {aims}. Intervals that decide when to stop hold somewhat less often than 95\u{a0}%; --confirm reports as many fresh replications, whose intervals do not suffer." | "重复次数由结果决定：{count}次后{aims}。由自身宽度决定何时停止的区间，实际覆盖率略低于95%；加 --confirm 则改报同样多次全新重复，其区间不受影响。";
    PRECISION_CAPPED: "The precision asked for was not reached in {count} replications, the most allowed: {aims}. About {more} should do (-n {more})." | "在允许的最多{count}次重复内未达到所要求的精度：{aims}。约需{more}次（-n {more}）。";
    PRECISION_CAPPED_LOST: "The precision asked for was not reached in {count} replications, the most allowed: {aims}." | "在允许的最多{count}次重复内未达到所要求的精度：{aims}。";
    PRECISION_UNSEEN: "The precision asked for cannot be reached: after {count} replications, {aims}. More would not help." | "无法达到所要求的精度：{count}次重复后{aims}。再多也无济于事。";
    PRECISION_CONFIRMED: "The figures are those of {count} fresh replications, {from} to {to}; those before only decided how many. So the 95\u{a0}% intervals hold as if the number had been given. Now: {aims}." | "结果来自{count}次全新重复（第{from}至{to}次）；之前的重复只用于确定次数，因此95%区间与预先给定次数时同样可靠。现在{aims}。";
    PRECISION_SHORT: "That is less than was asked." | "未达到所要求的精度。";
    PRECISION_AIM: "\"{metric}\" to ±\u{a0}{half} (asked: ±\u{a0}{wanted})" | "“{metric}”精确到±{half}（要求±{wanted}）";
    PRECISION_NO_AIM: "\"{metric}\" was never observed (asked: ±\u{a0}{wanted})" | "“{metric}”从未观察到（要求±{wanted}）";
    PRECISION_ONCE: "\"{metric}\" has no interval (asked: ±\u{a0}{wanted})" | "“{metric}”没有区间（要求±{wanted}）";

    METRIC_UTILISATION: "Utilisation of all resources" | "全部资源利用率";
    METRIC_BLOCKED: "Kept without work, share of staffed time" | "占用但未作业的时间占比";
    METRIC_WITHIN: "Seen within so many days" | "若干天内约到";
    METRIC_FAR: "Jobs over 100 km from the centre" | "距服务中心100公里以上的工单占比";
    METRIC_COVERED: "Owners near a centre" | "服务中心覆盖的车主占比";
    METRIC_WAIT_CAUSE: "Wait by cause" | "按原因的等待";
    METRIC_ATTEMPTS: "Attempts per job with a slot" | "约到前的查看次数";
    METRIC_OVERTAKEN: "Owners overtaken by later ones" | "被后来者抢先的车主占比";
    METRIC_COMEBACK: "Repairs that do not hold" | "未一次修好的比例";
    METRIC_FIX: "First attempt to a repair that holds" | "首次预约到真正修好";
    METRIC_LOANER: "Owners who got a loaner car, of those who asked" | "要代步车而拿到的车主占比";
    METRIC_LOANER_BUSY: "Loaner cars lent, share of the time" | "代步车使用率";
    METRIC_SATISFIED: "Visits called very good or excellent" | "评价“很好或优秀”的占比";
    METRIC_PART_FILL: "Parts found on the shelf" | "配件现货率";
    METRIC_COST: "Cost" | "成本";
    METRIC_PAYBACK: "Months until centres have paid back" | "中心回本月数";
    METRIC_LEFT: "Gone to other shops for want of warranty" | "因无质保去其他维修店";
    METRIC_PAID_JOBS: "Jobs by who pays" | "按支付方的工单";
    METRIC_PAID_HOURS: "Hours of work by who pays" | "按支付方的工时";
    METRIC_RECALL_DONE: "Recalled cars that are done" | "已完成召回的车辆占比";
    METRIC_RECALL_DAYS: "Days until nine in ten recalled cars are done" | "完成九成召回所需天数";
}

/// Shares of the whole network that only some scenarios have: what a reader wants to see of them beside the others.
pub const CARE: [Metric; 7] = [
    Metric::SolvedShare,
    Metric::Abandoned,
    Metric::LeftShare,
    Metric::Comeback,
    Metric::LoanerShare,
    Metric::Satisfied,
    Metric::RecallDone,
];

/// A metric by the name people use.
pub const fn metric(metric: Metric) -> Phrase {
    match metric {
        Metric::LeadTime => LEAD_TIME,
        Metric::QueueWait => QUEUE_WAIT,
        Metric::Service => SERVICE,
        Metric::Turnaround => TURNAROUND,
        Metric::Travel => TRAVEL,
        Metric::InSystem => IN_SYSTEM,
        Metric::Utilisation => METRIC_UTILISATION,
        Metric::FullyBooked => FULLY_BOOKED,
        Metric::FirstSlot => FIRST_SLOT,
        Metric::ReleaseSuccess => RELEASE_SUCCESS,
        Metric::Jobs => JOBS,
        Metric::Served => SERVED,
        Metric::Unfinished => UNFINISHED,
        Metric::LostShare => LOST,
        Metric::WithinDays => METRIC_WITHIN,
        Metric::Far => METRIC_FAR,
        Metric::Covered => METRIC_COVERED,
        Metric::WaitByCause => METRIC_WAIT_CAUSE,
        Metric::FreeDays => FREE_DAYS,
        Metric::Attempts => METRIC_ATTEMPTS,
        Metric::NoShowShare => NO_SHOWS,
        Metric::CancelledShare => CANCELLATIONS,
        Metric::ElsewhereShare => ELSEWHERE,
        Metric::Blocked => METRIC_BLOCKED,
        Metric::Overtaken => METRIC_OVERTAKEN,
        Metric::Comeback => METRIC_COMEBACK,
        Metric::Fix => METRIC_FIX,
        Metric::LoanerShare => METRIC_LOANER,
        Metric::LoanerBusy => METRIC_LOANER_BUSY,
        Metric::Satisfied => METRIC_SATISFIED,
        Metric::PartFill => METRIC_PART_FILL,
        Metric::Cost => METRIC_COST,
        Metric::Payback => METRIC_PAYBACK,
        Metric::LeftShare => METRIC_LEFT,
        Metric::PaidJobs => METRIC_PAID_JOBS,
        Metric::PaidHours => METRIC_PAID_HOURS,
        Metric::PaidAll => paid::METRIC_ALL,
        Metric::PaidLabour => paid::METRIC_LABOUR,
        Metric::PaidParts => paid::METRIC_PARTS,
        Metric::PaidCollection => paid::METRIC_COLLECTION,
        Metric::RecallDone => METRIC_RECALL_DONE,
        Metric::RecallDays => METRIC_RECALL_DAYS,
        Metric::SolvedShare => triage::METRIC_SOLVED,
        Metric::HotlineWait => triage::METRIC_HOTLINE_WAIT,
        Metric::Abandoned => triage::METRIC_ABANDONED,
        Metric::AgentsBusy => triage::METRIC_AGENTS,
        Metric::VansBusy => triage::METRIC_VANS,
        Metric::Helped => programme::METRIC_HELPED,
        Metric::Rescues => roadside::METRIC_RESCUES,
        Metric::RescueResponse => roadside::METRIC_RESPONSE,
        Metric::RescueWithin => roadside::METRIC_WITHIN,
        Metric::PartnerShare => roadside::METRIC_PARTNER,
        Metric::TrucksBusy => roadside::METRIC_TRUCKS,
        Metric::Collected => collect::METRIC_COLLECTED,
        Metric::DriverTrips => collect::METRIC_TRIPS,
        Metric::DriverWait => collect::METRIC_WAIT,
        Metric::DriverRefused => collect::METRIC_REFUSED,
        Metric::DriversBusy => collect::METRIC_BUSY,
    }
}
