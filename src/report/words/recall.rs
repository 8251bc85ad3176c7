//! Words of recalls.

use super::Phrase;

phrases! {
    RECALL_DONE: "{name}: {share} of {cars} cars are done {weeks} weeks after the announcement" | "{name}：公告{weeks}周后，{cars}辆中{share}已完成";
    RECALL_WAVE: "{name}: {share} done after {weeks} weeks; the next free slot goes from {before} to {peak} away and is as near as before from {date} on" | "{name}：{weeks}周后完成{share}；最早空档从{before}推迟到{peak}，{date}起恢复原状";
    RECALL_WAVE_ON: "{name}: {share} done after {weeks} weeks; the next free slot goes from {before} to {peak} away and is not as near as before by the end" | "{name}：{weeks}周后完成{share}；最早空档从{before}推迟到{peak}，到期末仍未恢复";
    RECALL_BESIDE: "{name}: {share} done after {weeks} weeks, the next free slot up to {peak} away; “{other}”: {other_share}, up to {other_peak}" | "{name}：{weeks}周后完成{share}，最早空档最远{peak}；“{other}”：{other_share}、{other_peak}";
    RECALL_SUBTITLE: "Cars updated or mended, per cent of {cars} cars concerned, by weeks since {date}" | "已升级或已维修的车辆，占所涉{cars}辆的百分比，按自{date}起的周数";
    RECALL_SUBTITLE_SLOT: "Above: cars updated or mended, per cent of {cars} cars concerned. Below: days to the first free slot, mean of a week. By weeks since {date}" | "上：已升级或已维修的车辆，占所涉{cars}辆的百分比。下：到最早空档的天数，按周平均。按自{date}起的周数";
    RECALL_READ: "Lines are means over runs, the band holds nine runs in ten." | "线为各次模拟的均值，色带含九成模拟。";
    RECALL_READ_ONE: "One run: no band." | "仅一次模拟，没有色带。";
    RECALL_READ_BACK: "As near as before: the first week after the peak that is no further than a tenth, or a tenth of a day, beyond the mean of the four weeks before the announcement." | "恢复原状：高峰之后首个不超过公告前四周均值一成（或0.1天）以上的星期。";
    RECALL_FORM: "Lines of the share of recalled cars that are done, by week." | "按周的召回完成率折线图。";
    RECALL_FILE: "Values in recall.csv and daily.csv." | "数据见 recall.csv 与 daily.csv。";
    RECALL_WEEK: "Week" | "周";
    RECALL_COLUMN: "Done, per cent" | "完成（%）";
    RECALL_SLOT_COLUMN: "First free slot, days" | "最早空档（天）";
    RECALL_BACK: "as before from {date} on" | "{date}起恢复原状";
    RECALL_ANNOUNCED: "announced" | "公告";
    RECALL_OWN: "this run" | "本方案";
    RECALL_WEEKS_AXIS: "weeks" | "周";
}
