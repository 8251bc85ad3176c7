//! Words of what happens to a need before it becomes a visit.

use super::{Phrase, roadside};
use crate::sim::record::Channel;

phrases! {
    CAUSE_TRIAGE: "before looking for a centre" | "找服务中心之前";
    HUNG_UP: "gave up at the hotline" | "热线等不到接听而放弃";
    METRIC_SOLVED: "Solved without a visit" | "无需到店即解决";
    METRIC_HOTLINE_WAIT: "Wait for an agent, minutes" | "等待坐席接听（分钟）";
    METRIC_ABANDONED: "Calls given up" | "放弃的来电占比";
    METRIC_AGENTS: "Use of agents" | "坐席利用率";
    METRIC_VANS: "Use of mobile vans" | "服务车利用率";
    SWEPT_SOLVED: "share solved without a visit" | "无需到店即解决的比例";
    SWEPT_HOTLINE_WAIT: "wait for an agent" | "等待坐席接听的时间";
    SWEPT_ABANDONED: "share of calls given up" | "放弃的来电占比";
    SWEPT_AGENTS: "use of agents" | "坐席利用率";
    SWEPT_VANS: "use of mobile vans" | "服务车利用率";
    TURNS_COMMUNITY: "Asks in the owners' community." | "在车主社区提问。";
    TURNS_HOTLINE: "Calls the hotline." | "拨打热线。";
    TURNS_REMOTE: "Engineers look at the car from afar." | "工程师开始远程诊断。";
    TURNS_OTA: "Waits for the next release of software." | "等待下一次软件更新。";
    TURNS_VAN: "Asks for a mobile van." | "预约上门服务车。";
    ANSWERED: "An agent answers." | "坐席接听。";
    VAN_COMES: "A van sets out to her." | "服务车出发。";
    REDIALS: "Gives up waiting and will call again." | "放弃等待，稍后再拨。";
    HANGS_UP: "Gives up waiting and looks for a centre." | "放弃等待，去找服务中心。";
    UNSOLVED: "That does not solve it." | "没有解决。";
    SOLVED_BY: "Solved without a visit: {channel}." | "无需到店即解决：{channel}。";
    BY_COMMUNITY: "by the owners' community" | "车主社区";
    BY_HOTLINE: "by the hotline" | "热线";
    BY_REMOTE: "by remote diagnosis" | "远程诊断";
    BY_OTA: "by a release of software" | "软件更新";
    BY_VAN: "by a mobile van at the door" | "上门服务车";
    BY_CENTRE: "at a centre" | "服务中心";
    UNTIL_LOOKING: "before looking for a centre" | "找服务中心之前";
}

/// An owner turns to a channel.
pub const fn turns_to(channel: Channel) -> Phrase {
    match channel {
        Channel::Community => TURNS_COMMUNITY,
        Channel::Hotline => TURNS_HOTLINE,
        Channel::Remote => TURNS_REMOTE,
        Channel::Ota => TURNS_OTA,
        Channel::Van => TURNS_VAN,
        Channel::Rescue => roadside::CALLS,
        Channel::Centre => HANGS_UP,
    }
}

/// What solved a need.
pub const fn solved_by(channel: Channel) -> Phrase {
    match channel {
        Channel::Community => BY_COMMUNITY,
        Channel::Hotline => BY_HOTLINE,
        Channel::Remote => BY_REMOTE,
        Channel::Ota => BY_OTA,
        Channel::Van => BY_VAN,
        Channel::Rescue => roadside::BY_RESCUE,
        Channel::Centre => BY_CENTRE,
    }
}
