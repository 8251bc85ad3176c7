//! Words of peaks.

use super::Phrase;

phrases! {
    SECTION_PEAK: "The peak" | "高峰";
    PEAK_HEADLINE: "{name}: up to {top} needs open at once, {before} before; worst on {date}" | "{name}：未了结需求最多{top}项（此前{before}），最差一天{date}";
    PEAK_FINDING: "{name}: up to {top} needs are open at the end of a day{sure}, {before} before; the worst day is {date} in {share} of runs, and from the week of {over} on it is as before" | "{name}：日末最多{top}项需求未了结{sure}，此前为{before}；{share}的模拟中最差一天是{date}，自{over}那一周起恢复";
    PEAK_FINDING_ON: "{name}: up to {top} needs are open at the end of a day{sure}, {before} before; the worst day is {date} in {share} of runs; {over}" | "{name}：日末最多{top}项需求未了结{sure}，此前为{before}；{share}的模拟中最差一天是{date}；{over}";
    NOTE_PEAK: "Needs that are open: their owners try for a slot, have one, or have left the car at a centre. The largest of a run lies in the span or two weeks after it; its mean over runs is given. As before: the first week after the highest that is no more than a tenth, or one need, above the mean of the four weeks before. Seen: work on a car of these days has begun. Values in peak.csv." | "未了结的需求：车主在抢号、已约到或车在店内。每次模拟的最大值取自该时段或其后两周，表中为各次模拟的均值。恢复：最高一周之后，首个不超过此前四周均值一成（或一项）以上的星期。看到车：期间的车已开始维修。数据见 peak.csv。";
    PEAK_SURE_CHANCE: " (90 % by chance: {chance})" | "（90%，仅随机性：{chance}）";
    PEAK_SURE: " (90 % by chance: {chance}; with doubt about the inputs: {all})" | "（90%，仅随机性：{chance}；含输入不确定：{all}）";
    PEAK_RANGE: "{low}–{high}" | "{low}～{high}";
    NOTE_PEAK_90: "90 %: nine runs in ten are no lower and no higher; with doubt, runs whose inputs were drawn from what is believed of them." | "90%：十次模拟中有九次在此范围；含不确定：输入从判断中取值的模拟。";
    PEAK_NOT_OVER: "not as before by the end" | "到期末仍未恢复";
    PEAK_NO_RISE: "no rise that anyone would notice" | "没有明显上升";
    PEAK_ALL: "All cities" | "全部城市";
    PEAK_SEEN: "{share} in {days} days" | "{days}天内{share}";
    PEAK_WHERE: "Owners in" | "城市";
    PEAK_BEFORE: "Open before" | "此前未了结";
    PEAK_TOP: "At the top" | "最多";
    PEAK_DAY: "Worst day" | "最差一天";
    PEAK_OVER: "As before from" | "恢复自";
    PEAK_RESCUE: "Help, worst two days" | "最差两天救援";
    PEAK_HELP: "{minutes} min; {share} in 1 h" | "{minutes}分钟；1小时内{share}";
    NOTE_PEAK_RESCUE: "Help: on the road, of the two days of the span with most rescues in the whole network, in each run; mean minutes from the call until help is there, and the share of calls with help within an hour." | "道路救援：每次模拟中该时段全网救援最多的两天；从来电到救援到达的平均分钟数，及一小时内到达的比例。";
    PEAK_WITHIN: "Cars seen" | "看到车";
}
