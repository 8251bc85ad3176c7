//! Words of sweeps: one or two numbers varied.

use super::Phrase;

phrases! {
    // Figures as they stand in a sentence
    SWEPT_LEAD: "lead time" | "预约等待";
    SWEPT_QUEUE: "wait at the centre" | "到店等待";
    SWEPT_SERVICE: "work on a car" | "单车作业时间";
    SWEPT_TURNAROUND: "turnaround" | "总时长";
    SWEPT_TRAVEL: "round trip" | "往返里程";
    SWEPT_IN_SYSTEM: "number of cars at centres" | "在店车辆数";
    SWEPT_UTILISATION: "utilisation" | "利用率";
    SWEPT_FULLY_BOOKED: "share of days fully booked" | "约满天数占比";
    SWEPT_FIRST_SLOT: "wait for the first free slot" | "最早空位的等待";
    SWEPT_RELEASE: "success of retries at a release" | "放号时的成功率";
    SWEPT_JOBS: "number of jobs" | "工单数";
    SWEPT_SERVED: "number of jobs handed back" | "交车数";
    SWEPT_UNFINISHED: "number of unfinished jobs" | "未完成工单数";
    SWEPT_LOST: "share of jobs lost" | "流失率";
    SWEPT_WITHIN: "share seen within {limit}" | "{limit}内约到的比例";
    SWEPT_FAR: "share of owners who drive over 100 km" | "单程超过100公里的比例";
    SWEPT_COVERED: "share of owners within 100 km of a centre" | "100公里内有服务中心的车主比例";
    SWEPT_NO_SLOT: "wait without a slot" | "约不到时段的等待";
    SWEPT_FREE_DAYS: "number of days with a free slot" | "有空位的天数";
    SWEPT_ATTEMPTS: "number of attempts at a booking" | "预约尝试次数";
    SWEPT_NO_SHOW: "no-show share" | "爽约率";
    SWEPT_CANCELLED: "share of bookings called off" | "取消率";
    SWEPT_ELSEWHERE: "share not at the nearest centre" | "未去最近中心的比例";
    SWEPT_BLOCKED: "share of time kept without work" | "占而未用的时间占比";
    SWEPT_OVERTAKEN: "share of owners overtaken" | "被后来者抢先的比例";
    SWEPT_COMEBACK: "share of repairs that do not hold" | "未一次修好的比例";
    SWEPT_FIX: "time until a repair that holds" | "到真正修好的时间";
    SWEPT_LOANER: "share of those who asked and got a loaner car" | "要代步车而拿到的比例";
    SWEPT_RECALL_DONE: "recalled cars that are done" | "已完成召回的车辆占比";
    SWEPT_RECALL_DAYS: "days until nine in ten recalled cars are done" | "完成九成召回所需天数";
    SWEPT_LOANER_BUSY: "use of loaner cars" | "代步车使用率";
    SWEPT_SATISFIED: "share of satisfied owners" | "满意车主的比例";
    SWEPT_PARTS: "share of parts on the shelf" | "备件现货率";
    SWEPT_COST: "cost" | "成本";
    SWEPT_PAYBACK: "time until centres have paid back" | "中心回本时间";
    SWEPT_LEFT: "share gone to other shops for want of warranty" | "因无质保去其他维修店的比例";
    SWEPT_PAID_JOBS: "number of jobs paid" | "有支付方的工单数";
    SWEPT_PAID_HOURS: "hours of work paid" | "有支付方的工时";
    SWEPT_FOR_TEAM: "{what} for {jobs}" | "{jobs}的{what}";

    // Parameters
    SWEPT_UNITS_AT: "{resource} at {centre}" | "{centre}的{resource}";
    SWEPT_UNITS_EVERYWHERE: "{resource} at every centre" | "每家服务中心的{resource}";

    // One number varied
    SWEPT_FALLS: "{what} falls from {before} to {after} as {parameter} go from {from} to {to}" | "{parameter}由{from}到{to}，{what}从{before}降到{after}";
    SWEPT_RISES: "{what} rises from {before} to {after} as {parameter} go from {from} to {to}" | "{parameter}由{from}到{to}，{what}从{before}升到{after}";
    SWEPT_FALLS_KEY: "{what} falls from {before} to {after} as {parameter} goes from {from} to {to}" | "{parameter}由{from}到{to}，{what}从{before}降到{after}";
    SWEPT_RISES_KEY: "{what} rises from {before} to {after} as {parameter} goes from {from} to {to}" | "{parameter}由{from}到{to}，{what}从{before}升到{after}";
    SWEPT_BETWEEN: "{what} is lowest, {low}, where {parameter} = {at}, and highest, {high}, at {other}" | "{what}在{parameter}为{at}时最低（{low}），为{other}时最高（{high}）";
    SWEPT_UNSURE: "{what} does not surely change between {from} and {to} ({parameter})" | "{parameter}在{from}到{to}之间，{what}没有可靠的变化";
    SWEPT_LINE_SUBTITLE: "{what} ({unit}) by {parameter} ({path}), {period}. Line: mean over the replications; band: its 95 % interval" | "{what}（{unit}），按{parameter}（{path}），{period}。线为各次重复的均值，色带为其95%区间";
    SWEPT_LINE_SUBTITLE_KEY: "{what} ({unit}) by {path}, {period}. Line: mean over the replications; band: its 95 % interval" | "{what}（{unit}），按{path}，{period}。线为各次重复的均值，色带为其95%区间";
    SWEPT_LINE_FORM: "Line with band of {what} ({unit}) by {path}, {period}." | "{period}{what}（{unit}）随{path}变化的折线图。";
    SWEPT_READING: "Every value met the same cars, needs and patience, so differences between values are surer than the band suggests. The band is chance alone, not doubts about the inputs." | "各取值面对相同的车辆、需求与耐心，因此取值之间的差异比色带所示更可靠。色带只反映随机性，不含对输入数据的疑问。";

    // Two numbers varied
    SWEPT_SURFACE: "{what} goes from {low} ({first}) to {high} ({second})" | "{what}从{low}（{first}）到{high}（{second}）";
    SWEPT_SURFACE_UNSURE: "{what} does not surely differ between these values" | "在这些取值之间，{what}没有可靠的差别";
    SWEPT_PAIR: "{one}:\u{a0}{first}, {two}:\u{a0}{second}" | "{one}：{first}，{two}：{second}";
    SWEPT_HEAT_SUBTITLE: "{what} ({unit}), mean over the replications, by {one} (upwards) and {two} (to the right), {period}" | "{what}（{unit}），各次重复的均值，纵向为{one}，横向为{two}，{period}";
    SWEPT_HEAT_READING: "Every cell met the same cars, needs and patience. A stroke: the scenario refuses these values, or nothing was observed." | "每格面对相同的车辆、需求与耐心。斜线：方案拒绝这些取值，或没有观测。";
    SWEPT_HEAT_FORM: "Heat map of {what} ({unit}) by {one} and {two}, {period}." | "{period}{what}（{unit}）按{one}与{two}的热力图。";

    SWEPT_MEAN: "Mean ({unit})" | "均值（{unit}）";
    SWEPT_INTERVAL: "95 % interval" | "95%区间";
    FILE_RUNS: "Values in runs.csv." | "数据见 runs.csv。";
}
