//! Words of a forecast with beliefs, and of what came of one.

use super::Phrase;

phrases! {
    BAND_CHANCE: "90 % by chance" | "90%：仅随机性";
    BAND_BELIEFS: "90 % with doubt" | "90%：含输入不确定";
    LEAD_LINE_TWO: "Line: middle run; dark: 90 % by chance; light: with doubt about inputs" | "线为居中的运行，深色为随机性的90%，浅色含输入的不确定";
    LEAD_LINE_WEEKS_TWO: "Seven-day means; dark: 90 % by chance; light: with doubt about inputs" | "居中7日平均，深色为随机性的90%，浅色含输入的不确定";
    READ_TWO_BANDS: "Dark band: how much chance moves a day's mean between {replications} runs. Light band: the same with the inputs drawn {draws} times from what is believed of them. Neither is the spread between owners." | "深色带：{replications}次运行之间当日均值的随机波动。浅色带：再加上从对输入的判断中取值{draws}次。两者都不是车主之间的差异。";
    SECTION_AHEAD: "How sure the forecast is" | "预测有多可靠";
    AHEAD_FINDING: "Of the variance of {what}, {share} is doubt about the inputs, the rest is chance" | "{what}的方差中，{share}来自输入的不确定，其余为随机性";
    AHEAD_NOTE: "Chance: the middle 90 % of {replications} runs of the scenario as it is written. With doubt: the same runs with the inputs drawn {draws} times from what is believed of them, so that nine futures in ten should lie inside if the beliefs are true. Share: variance between the draws over variance between and within them (one-way random effects); 0 where it cannot be told from chance." | "随机性：按方案原值运行{replications}次的中间90%。含不确定：同样的运行，输入从判断中取值{draws}次；若判断正确，十个未来中应有九个落在其中。占比：各次取值之间的方差占总方差的比例（单因素随机效应）；与随机性无法区分时为0。";
    COLUMN_CHANCE: "90 % by chance" | "90%：仅随机性";
    COLUMN_AHEAD: "90 % with doubt" | "90%：含不确定";
    COLUMN_DOUBT: "Share of doubt" | "不确定占比";
    SECTION_BELIEFS: "Which belief matters most" | "哪个判断最重要";
    BELIEFS_FINDING: "{what} follows most: {belief}" | "{what}最取决于：{belief}";
    BELIEFS_UNSURE: "No belief surely moves {what}: {draws} draws do not tell" | "{draws}次取值尚不能确定哪个判断影响{what}";
    BELIEFS_NOTE: "Share: the square of the rank correlation between a belief's {draws} draws and the means of {what} that they led to, a part of the variance in ranks; the shares of few draws need not add up to 100 %. In brackets the 95 % interval of the correlation (Fieller, Hartley and Pearson 1957). More draws: -n." | "占比：该判断的{draws}次取值与相应{what}均值的秩相关系数的平方，即秩方差的一部分；取值较少时各占比之和不必为100%。括号内为相关系数的95%区间（Fieller、Hartley、Pearson 1957）。增加取值：-n。";
    COLUMN_BELIEF: "Belief" | "判断";
    COLUMN_WRITTEN: "In the scenario" | "方案中";
    COLUMN_DRAWN: "Drawn, 90 %" | "取值，90%";
    COLUMN_CORRELATION: "Rank correlation" | "秩相关";
    COLUMN_VARIANCE: "Share of variance" | "方差占比";
    CHANCE_AND_BELIEFS: "Intervals beside figures show chance only. What doubt about the inputs adds stands under \"How sure the forecast is\"." | "数字旁的区间只反映随机性；输入的不确定见“预测有多可靠”。";
    TEST_OBSERVED: "Observed" | "实际";
    TEST_MIDDLE: "Forecast" | "预测";
    TEST_TITLE: "{what}: {inside} of {all} observed days lay inside the 90 % band" | "{what}：{all}天实际值中有{inside}天落在90%带内";
    TEST_SUBTITLE: "{what} by day in {place}, {period}. Dots: observed; line: middle run; dark: 90 % by chance; light: with doubt about inputs" | "{place}每日{what}，{period}。点为实际，线为居中的运行，深色为随机性的90%，浅色含输入的不确定";
    TEST_SUBTITLE_ONE: "{what} by day in {place}, {period}. Dots: observed; line: middle run; band: 90 % by chance alone" | "{place}每日{what}，{period}。点为实际，线为居中的运行，色带为随机性的90%";
    TEST_READ: "Of days that the forecast describes well, nine in ten lie inside; a day outside is a larger red dot." | "预测得当时，十天中应有九天落在带内；带外的日子画作较大的红点。";
    TEST_FORM: "Dots of observed {what} over forecast bands for {place}, {period}." | "{place}{period}{what}：实际值点与预测色带。";
    TEST_DAYS: "Days" | "天数";
    TEST_INSIDE50: "Inside 50 %" | "50%带内";
    TEST_INSIDE90: "Inside 90 %" | "90%带内";
    TEST_SCORE: "Interval score, 90 %" | "区间得分（90%）";
    TEST_BIAS: "Forecast less observed" | "预测减实际";
}
