//! What the command line says, Chinese and English in one row.

pub(super) mod backtest;
pub(super) mod sweep;

use crate::units::Language;

/// One phrase in both languages; `{}` stands for what is filled in.
pub(super) struct Words {
    english: &'static str,
    chinese: &'static str,
}

const fn words(english: &'static str, chinese: &'static str) -> Words {
    Words { english, chinese }
}

pub(super) const ERROR: Words = words("error", "错误");
pub(super) const WARNING: Words = words("warning", "警告");
pub(super) const LABELLED: Words = words("{}: {}\n", "{}：{}\n");
pub(super) const NO_REPLICATIONS: Words = words(
    "--replications 0: a run needs at least 1 replication; 30 is the default",
    "--replications 0：至少需要 1 次重复；默认为 30 次",
);
pub(super) const BAD_PRECISION: Words = words(
    "--precision {}: expected a metric and how well it shall be known, from 0 to 100 %, e.g. --precision lead_time_days=5%",
    "--precision {}：应为“指标=精度”，精度在 0 到 100% 之间，如 --precision lead_time_days=5%",
);
pub(super) const NO_SUCH_METRIC: Words = words(
    "--precision {}: there is no metric `{}`{}; there are {}",
    "--precision {}：没有指标 `{}`{}；可用 {}",
);
pub(super) const DID_YOU_MEAN: Words = words(" (did you mean `{}`?)", "（是否想写 `{}`？）");
pub(super) const NO_ONE_FIGURE: Words = words(
    "--precision {}: `{}` has no single figure of the whole network in this scenario; there are {}",
    "--precision {}：此方案中 `{}` 没有全网的单一数字；可用 {}",
);
pub(super) const NO_BELIEFS: Words = words(
    "--beliefs: {} has no [uncertainty]; write there what is believed of a number, e.g. \"failure.body.rate.per_vehicle_year\" = \
     { lognormal = { mean = 0.3, cv = 0.15 } }",
    "--beliefs：{} 没有 [uncertainty]；请在其中写对数值的判断，如 \"failure.body.rate.per_vehicle_year\" = { lognormal = { mean = 0.3, \
     cv = 0.15 } }",
);
pub(super) const TOO_MANY_BELIEFS: Words = words(
    "--beliefs {}: at most one draw for each of the {} replications; raise -n",
    "--beliefs {}：最多为 {} 次重复各取一次；请增大 -n",
);
pub(super) const BELIEFS_APART: Words = words(
    "draw {} of the beliefs does not go together: {}; give the beliefs limits that cannot cross. What the scenario says:",
    "第 {} 次取值互相矛盾：{}；请让各判断的范围互不交叉。方案的说明：",
);
pub(super) const BELIEFS_CUT: Words = words(
    "interrupted: the forecast holds {} of {} draws of the beliefs",
    "已中断：预测包含 {} / {} 次取值",
);
pub(super) const COMPARED: Words = words(
    "Compared on the same random numbers: {} replications each, seed {}\n",
    "同一随机数下的对比：各重复 {} 次，种子 {}\n",
);
pub(super) const NOTHING_WANTED: Words = words(
    "{}: nothing says what to look for: write [optimise] with goal = \"lead_time_days\" and budget_cny = 100000000, and \
     at least one [[lever]] with an id and adds = { bay = 1 } or like = \"wuhan-1\"",
    "{}：未说明要找什么：请写 [optimise]（goal = \"lead_time_days\" 与 budget_cny = 100000000），以及至少一个 [[lever]]（id 与 \
     adds = { bay = 1 } 或 like = \"wuhan-1\"）",
);
pub(super) const NO_PRICE: Words = words(
    "{}: nothing says what a step of the lever `{}` costs: give it cny = …, or say what its site and units cost in [[site]] \
     and [[resource]]",
    "{}：未说明杠杆 `{}` 一步的费用：请写 cny = …，或在 [[site]] 与 [[resource]] 中写明其站点与单位的费用",
);
pub(super) const PLAN: Words = words(
    "plan: {} (run and compare take it)\n",
    "方案：{}（可用于 run 和 compare）\n",
);
pub(super) const LONELY_FUTURE: Words = words(
    "--future: how much worse a plan is than the best is not known from 1 replication; type -n 2 or more",
    "--future：仅1次重复无法得知方案比最优者差多少；请写 -n 2 或更多",
);
pub(super) const SAME_NAME: Words = words(
    "{}: another of the compared scenarios is called \"{}\" too; give this one a name of its own: name = \"…\"",
    "{}：另一个对比方案也叫“{}”；请为它另起名字：name = \"…\"",
);
pub(super) const SAME_FUTURE: Words = words(
    "{}: another future is called \"{}\" as well; give it a name of its own: name = \"…\"",
    "{}：另一种未来也叫“{}”；请为它另起名字：name = \"…\"",
);
pub(super) const NO_THREADS: Words = words(
    "--threads 0: at least 1 thread must work; without --threads there is one per core",
    "--threads 0：至少需要 1 个线程；不写 --threads 则每个核心一个",
);
pub(super) const BAD_JOB: Words = words(
    "--job {}: expected replication/id, two whole numbers as in the first two columns of records.csv, e.g. --job 1/0",
    "--job {}：应为“重复/编号”，即 records.csv 前两列的两个整数，如 --job 1/0",
);
pub(super) const NO_SUCH_JOB: Words = words(
    "replication {} has no job {}: its ids go from 0 to {}",
    "第 {} 次重复没有工单 {}：编号从 0 到 {}",
);
pub(super) const NO_JOBS: Words = words("replication {} has no job at all", "第 {} 次重复没有任何工单");
pub(super) const WRITTEN: Words = words(
    "{}: a first scenario, ready to change. Next: aftersales run {}\n",
    "{}：第一个方案，可直接修改。下一步：aftersales run {}\n",
);
pub(super) const STATE_WRITTEN: Words = words(
    "{}: {} jobs open at 00:00 of {}. Next, in a scenario with start = {}:\n[state]\nfile = \"{}\"\n",
    "{}：{} 个工单在 {} 00:00 尚未结束。下一步：在 start = {} 的方案中写\n[state]\nfile = \"{}\"\n",
);
pub(super) const MORNING_OUTSIDE: Words = words(
    "--at {}: the run goes from {} to {}; a morning after the first and not after the day that follows it",
    "--at {}：模拟期为 {} 至 {}；应为首日之后、不晚于末日次日的早晨",
);
pub(super) const NO_RECORDS_COLUMN: Words = words(
    "{}: the column `{}` is missing; aftersales run --records writes it",
    "{}：缺少 `{}` 列；aftersales run --records 会写出它",
);
pub(super) const NO_SUCH_REPLICATION: Words = words("{}: no job of replication {}", "{}：没有第 {} 次重复的工单");
pub(super) const FOREIGN_RECORD: Words = words(
    "{}: line {}: the cell in `{}` is not one that a run of this scenario writes",
    "{}：第 {} 行：`{}` 的内容不是该方案运行所写",
);
pub(super) const START: Words = words(
    "To begin: aftersales new my.toml, then aftersales run my.toml",
    "从这里开始：aftersales new my.toml，然后 aftersales run my.toml",
);
pub(super) const NO_MISTAKES: Words = words("{}: no mistakes\n", "{}：没有错误\n");
pub(super) const CITIES: Words = words("cities", "城市");
pub(super) const CARS: Words = words("cars", "车辆");
pub(super) const CENTRES: Words = words("centres", "服务中心");
pub(super) const FAILURES: Words = words("failure modes", "故障类型");
pub(super) const DAYS: Words = words("days", "天数");
pub(super) const RECORDED: Words = words("recorded jobs", "记录的工单");
pub(super) const RECALLED: Words = words("visits for the recall {}", "召回 {} 的到店");
pub(super) const WAVE: Words = words("{}; most in the week of {}: {}", "{}；最多的一周自{}起：{}");
pub(super) const OF_SLOTS: Words = words(
    "{} for the {} slots that all work of its team shares",
    "{}，所属班组全部工作共有 {} 个时段",
);
pub(super) const BY_RULE: Words = words("of them by the rule {}", "其中按规则 {}");
pub(super) const AT_MOST_BY_RULE: Words = words("at most by the rule {}", "至多另按规则 {}");
pub(super) const OPENINGS: Words = words("openings by the rule {}:\n", "规则 {} 的开业：\n");
pub(super) const OUTLAY: Words = words("to build all centres", "建设全部中心");
pub(super) const PER_YEAR: Words = words("a year to keep them, without capital", "每年维持费用（不含资本）");
pub(super) const CNY: Words = words("CNY {}", "{} 万元");
pub(super) const WARM_UP: Words = words("{} (the first {} not measured)", "{}（前 {} 天不计入）");
pub(super) const HEADING: Words = words("{}: {} replications, seed {}\n", "{}：重复 {} 次，种子 {}\n");
pub(super) const COLUMNS: [Words; 6] = [
    words("figure", "指标"),
    words("mean", "均值"),
    words("95 % interval", "95 % 区间"),
    words("p50", "p50"),
    words("p90", "p90"),
    words("p99", "p99"),
];
pub(super) const COLUMNS_NOTE: Words = words(
    "mean and interval over replications; p50, p90 and p99 over all jobs\n",
    "均值与区间来自各次重复；p50、p90、p99 来自全部工单\n",
);
pub(super) const RESULTS: Words = words("results: {}\n", "结果：{}\n");
pub(super) const PAGE: Words = words("page: {} (open it in a browser)\n", "报告：{}（用浏览器打开）\n");
pub(super) const NO_CHINESE_FONT: Words = words(
    "no Chinese font was found: the PNG charts carry English labels (on Debian: apt install fonts-noto-cjk; or name a font file with --font)",
    "未找到中文字体：PNG 图表用英文标注（Debian 系统请执行 apt install fonts-noto-cjk，或用 --font 指定字体文件）",
);
pub(super) const INTERRUPTED: Words = words(
    "interrupted: {} of {} replications were finished; their results are in {}",
    "已中断：完成 {} / {} 次重复，其结果在 {}",
);
pub(super) const PROGRESS: Words = words(
    "{bar:24} {pos}/{len} replications  {per_sec}  {msg}  {eta} left",
    "{bar:24} {pos}/{len} 次重复  {per_sec}  {msg}  剩余 {eta}",
);
pub(super) const JOBS_PER_SECOND: Words = words("{} jobs/s", "{} 工单/秒");

pub(super) const CENTRE_AND_TEAM: Words = words("{}, team {}", "{}，班组 {}");
pub(super) const CENTRE_AND_RESOURCE: Words = words("{}, {}", "{}，{}");
pub(super) const MORE_JOBS_THAN_SLOTS: Words = words(
    "{}: more work than slots from the week of {} on; worst week {}: {} jobs for {} slots; {}",
    "{}：自 {} 当周起工单多于名额；最紧一周 {}：{} 个工单，{} 个名额；{}",
);
pub(super) const MORE_WORK_THAN_HOURS: Words = words(
    "{}: more work than hours from the week of {} on; worst week {}: {} hours of work for {} staffed hours; {}",
    "{}：自 {} 当周起工作量超出工时；最紧一周 {}：工作 {} 小时，可用 {} 小时；{}",
);
pub(super) const IN_EVERY_WEEK: Words = words("in every one of {} weeks", "全部 {} 周");
pub(super) const IN_SOME_WEEKS: Words = words("{} of {} weeks", "共 {} 周（模拟 {} 周）");
pub(super) const LONGER_THAN_HORIZON: Words = words(
    "; if nobody gave up, the wait would grow to {} days, of which {} can be booked",
    "；若无人放弃，等待将增至 {} 天，而可预约的只有 {} 天",
);
pub(super) const NEVER_SETTLES: Words = words(
    "; the fleet is fixed, so waits grow with the length of the run and means depend on it",
    "；车队固定，等待会随模拟期不断增长，均值取决于模拟期长短",
);
pub(super) const MORE_OVERLOADS: Words = words(
    "{} more centres, teams or resources have more work than they can do in some week",
    "另有 {} 处（服务中心、班组或资源）在某些周工作量超出能力",
);
pub(super) const OVERLOADS_IN_SHORT: Words = words(
    "in {} places there is more work than can be done in some week (aftersales check {} tells more); the worst: {}",
    "有 {} 处在某些周工作量超出能力（aftersales check {} 会列出更多）；最严重的是 {}",
);
pub(super) const NO_SLOT_ON_ANY_DAY: Words = words(
    "{}: the team {} gets no slot on any day: its resources do less than one of its jobs a day",
    "{}：班组 {} 任何一天都没有名额：其资源一天完成不了一个工单",
);
pub(super) const MORE_WITHOUT_SLOTS: Words = words(
    "{} more teams get no slot on any day",
    "另有 {} 个班组任何一天都没有名额",
);

impl Words {
    /// The phrase in a language.
    pub fn of(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.english,
            Language::Zh => self.chinese,
        }
    }

    /// The phrase with its gaps filled, in order.
    pub fn with(&self, language: Language, gaps: &[&dyn std::fmt::Display]) -> String {
        let mut parts = self.of(language).split("{}");
        let mut text = parts.next().unwrap_or_default().to_string();
        for (part, gap) in parts.zip(gaps) {
            text.push_str(&gap.to_string());
            text.push_str(part);
        }
        text
    }
}

/// The Chinese help of a command or an option, by its name; the program itself is `""`. The English stands beside each
/// option in `arguments.rs`.
pub(super) fn help(name: &str) -> Option<&'static str> {
    Some(match name {
        "" => "规划售后能力：模拟车企服务网络的预约、服务中心与等待。",
        "new" => "写出第一个方案，或某天早晨的初始状态",
        "check" => "列出方案中的全部错误，或说明没有错误",
        "compare" => "用同样的随机数模拟基准与若干方案：差异、把握与原因",
        "optimise" => "寻找预算内的最优方案，或兑现承诺的最低费用",
        "designs" => "搜索中最多模拟的设计数",
        "search_replications" => "搜索中每个设计的重复次数",
        "plans" => "要与之对比的方案文件（TOML）",
        "future" => "另在该未来情景中对比：覆盖在基准与各方案之上的 TOML 文件；可多次使用",
        "run" => "模拟一个方案，留下结果文件夹",
        "backtest" => "预测过去的一段时间，并与实际对照：覆盖率、区间得分与偏差",
        "observed" => "实际数值的表格（CSV）：日期、指标与数值，可另有城市与班组",
        "from" => "自该日起才评估",
        "forecast" => "改用保存的 forecast.csv，不再模拟",
        "sweep" => "在许多取值点上模拟一个方案：每个点一行，可中断后继续",
        "vary" => "要改变的键及其取值：path=2,3,4 或 path=2..6:1；可多次使用",
        "zip" => "各 --vary 的取值一一对应，而不是全部组合",
        "lhs" => "在 --vary 的范围内取 N 个拉丁超立方点；范围不需步长",
        "design" => "从 CSV 表读取各点：第一行为路径，每行一个点",
        "resume" => "沿用已完成的部分继续；只有 --replications 可以改变",
        "metric" => "图表所画的指标",
        "schema" => "打印方案文件的 JSON Schema，供编辑器使用",
        "completions" => "打印用于 shell 补全命令和选项的脚本",
        "markdown" => "改为打印全部键的参考（Markdown）",
        "shell" => "shell 名称",
        "explain" => "讲述一个工单的经过：每一步、每次等待及其原因",
        "job" => "工单：重复次数与编号，即 records.csv 的前两列，如 3/1204",
        "file" => "要写的文件；已有文件绝不覆盖",
        "scenario" => "方案文件（TOML）",
        "seed" => "随机数种子：种子相同，结果相同",
        "replications" => "重复次数：同一世界的独立重复",
        "threads" => "线程数；默认每个核心一个。结果与它无关",
        "out" => "结果文件夹；默认 output/<方案文件名>",
        "set" => "改动方案的一个键，如 centre.wuhan-1.resources.bay=3；可多次使用",
        "no_charts" => "不画图表和页面，只写数字，更快",
        "beside" => "用同样的随机数再模拟这个方案，并在一张图中比较两者的等待",
        "action" => "用同样的随机数再模拟这个方案，并在页面上说明它的作用与费用；可多次使用",
        "records" => "另将每次重复的每个工单写入 records.csv",
        "font" => "字体文件（TTF、OTF、TTC），用于 PNG 图表中内置字体没有的字符",
        "json" => "在标准输出上只打印 JSON 结果",
        "precision" => "重复到全网某指标达到给定精度为止，如 lead_time_days=5%；此时 -n 为上限（未写则为 1000）",
        "beliefs" => "从对未知数值的判断中取值的次数；默认每两次重复取一次",
        "confirm" => "与 --precision 同用：改报同样多次全新重复的结果",
        "quiet" => "除错误和警告外不打印任何内容",
        "lang" => "消息和结果的语言；默认随系统",
        "from_records" => "改写初始状态：由一次运行的 records.csv 得出某天早晨未结束的工单",
        "at" => "哪天早晨：该日 00:00",
        "replication" => "取哪一次重复的工单",
        "help" => "打印帮助",
        "version" => "打印版本",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_in_order() {
        let text = INTERRUPTED.with(Language::En, &[&3, &30, &"output/first"]);
        assert_eq!(
            text,
            "interrupted: 3 of 30 replications were finished; their results are in output/first"
        );
        assert_eq!(
            HEADING.with(Language::Zh, &[&"双工位", &30, &1]),
            "双工位：重复 30 次，种子 1\n"
        );
    }
}
