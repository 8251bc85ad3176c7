//! Every label and sentence of charts and page, English and Chinese in one row.

use crate::units::Language;

/// A text in both languages; `{name}` is a gap to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

impl Phrase {
    /// The text in one language.
    pub const fn say(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Zh => self.zh,
        }
    }

    /// The text with its gaps filled.
    pub fn fill(self, language: Language, gaps: &[(&str, &str)]) -> String {
        let mut text = self.say(language).to_string();
        for (name, value) in gaps {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

/// "first, second and third", 「甲、乙和丙」.
pub fn listed(items: &[String], language: Language) -> String {
    let (comma, and) = match language {
        Language::En => (", ", " and "),
        Language::Zh => ("、", "和"),
    };
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}{and}{last}", first.join(comma)),
    }
}

/// A small whole number in words, up to twelve: "five", 「5」.
pub fn spelled(number: usize, language: Language) -> String {
    const NAMES: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    match (language, NAMES.get(number)) {
        (Language::En, Some(name)) => (*name).to_string(),
        _ => number.to_string(),
    }
}

/// A resource by the name people use; unknown ones by their id.
pub fn resource(id: &str, language: Language) -> String {
    let phrase = match id {
        "bay" => BAY,
        "body_bay" | "body-bay" => BODY_BAY,
        "booth" => BOOTH,
        "advisor" => ADVISOR,
        "mechanic" | "technician" => MECHANIC,
        "team" => TEAM,
        "lift" => LIFT,
        "server" => SERVER,
        _ => return id.replace(['-', '_'], " "),
    };
    phrase.say(language).to_string()
}

/// A reason of loss by the name people use; unknown ones by their id.
pub fn reason(id: &str, language: Language) -> String {
    let phrase = match id {
        "queue_full" => QUEUE_FULL,
        "left_queue" => LEFT_QUEUE,
        "no_slot" => NO_SLOT,
        "no_centre" => NO_CENTRE,
        "no_show" => NO_SHOW,
        "cancelled" => CANCELLED,
        "third_party" => THIRD_PARTY,
        "hung_up" => triage::HUNG_UP,
        _ => return id.replace(['-', '_'], " "),
    };
    phrase.say(language).to_string()
}

/// A province in the asked language where its name is known; else as the scenario writes it.
pub fn province(name: &str, language: Language) -> String {
    const PROVINCES: [(&str, &str); 31] = [
        ("Anhui", "安徽"),
        ("Beijing", "北京"),
        ("Chongqing", "重庆"),
        ("Fujian", "福建"),
        ("Gansu", "甘肃"),
        ("Guangdong", "广东"),
        ("Guangxi", "广西"),
        ("Guizhou", "贵州"),
        ("Hainan", "海南"),
        ("Hebei", "河北"),
        ("Heilongjiang", "黑龙江"),
        ("Henan", "河南"),
        ("Hubei", "湖北"),
        ("Hunan", "湖南"),
        ("Inner Mongolia", "内蒙古"),
        ("Jiangsu", "江苏"),
        ("Jiangxi", "江西"),
        ("Jilin", "吉林"),
        ("Liaoning", "辽宁"),
        ("Ningxia", "宁夏"),
        ("Qinghai", "青海"),
        ("Shaanxi", "陕西"),
        ("Shandong", "山东"),
        ("Shanghai", "上海"),
        ("Shanxi", "山西"),
        ("Sichuan", "四川"),
        ("Tianjin", "天津"),
        ("Tibet", "西藏"),
        ("Xinjiang", "新疆"),
        ("Yunnan", "云南"),
        ("Zhejiang", "浙江"),
    ];
    let known = PROVINCES
        .iter()
        .find(|(english, chinese)| *english == name || *chinese == name);
    match (known, language) {
        (Some((english, _)), Language::En) => (*english).to_string(),
        (Some((_, chinese)), Language::Zh) => (*chinese).to_string(),
        (None, _) => name.to_string(),
    }
}

/// A kind of failure by the name people use; unknown ones by their id.
pub fn failure(id: &str, language: Language) -> String {
    let phrase = match id {
        "body" => TEAM_BODY,
        "mechanical" => TEAM_MECHANICAL,
        "maintenance" => MAINTENANCE,
        "software" => SOFTWARE,
        "tyre" => TYRE,
        "defect" => DEFECT,
        _ => return id.replace(['-', '_'], " "),
    };
    phrase.say(language).to_string()
}

/// A team by its short name, as it stands before "lead time" in Chinese: "body repairs", 「钣喷」.
pub fn team_name(id: &str, language: Language) -> String {
    match language {
        Language::En => team_jobs(id, language),
        Language::Zh => failure(id, language),
    }
}

/// What a team does, in the plural: "body repairs", 「钣喷工单」; unknown ones by their id.
pub fn team_jobs(id: &str, language: Language) -> String {
    match (id, language) {
        ("body", Language::En) => "body repairs".to_string(),
        (_, Language::En) => format!("{} jobs", failure(id, language)),
        (_, Language::Zh) => format!("{}工单", failure(id, language)),
    }
}

/// One job of a team: "a body repair", 「一次钣喷」.
pub fn team_job(id: &str, language: Language) -> String {
    let name = failure(id, language);
    match (id, language) {
        ("body", Language::En) => "a body repair".to_string(),
        (_, Language::En) if name.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {name} job"),
        (_, Language::En) => format!("a {name} job"),
        (_, Language::Zh) => format!("一次{name}"),
    }
}

/// The text with a capital first letter.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The text with a small first letter.
pub fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A further sentence of a subtitle, which has no full stop at its end.
pub fn added(sentence: Option<&str>, language: Language) -> String {
    let stop = if language == Language::En { ". " } else { "。" };
    sentence.map_or_else(String::new, |sentence| format!("{stop}{sentence}"))
}

/// Sentences one after the other.
pub fn joined(sentences: &[String], language: Language) -> String {
    sentences.join(if language == Language::En { " " } else { "" })
}

/// A title as a sentence with its full stop.
pub fn sentence(title: &str, language: Language) -> String {
    format!("{title}{}", if language == Language::En { "." } else { "。" })
}

macro_rules! phrases {
    ($($name:ident: $en:literal | $zh:literal;)*) => {
        $(#[doc = $en] pub const $name: Phrase = Phrase { en: $en, zh: $zh };)*
        /// Every phrase.
        pub const ALL: &[(&str, Phrase)] = &[$((stringify!($name), $name)),*];
    };
}

pub mod care;
pub mod collect;
pub mod comparison;
pub mod forecast;
pub mod paid;
pub mod peak;
pub mod precision;
pub mod programme;
pub mod recall;
pub mod regions;
pub mod roadside;
pub mod search;
pub mod sweep;
pub mod triage;

pub use forecast::*;
pub(super) use phrases;
pub use regions::*;

phrases! {
    // Names
    BAY: "bays" | "工位";
    BODY_BAY: "body bays" | "钣喷工位";
    TEAM_BODY: "body" | "钣喷";
    TEAM_MECHANICAL: "mechanical" | "机修";
    MAINTENANCE: "maintenance" | "保养";
    SOFTWARE: "software" | "软件";
    TYRE: "tyre" | "轮胎";
    DEFECT: "defect" | "缺陷";
    JOBS_PLAIN: "jobs" | "工单";
    CARS: "cars" | "车";
    ALL_JOBS: "all jobs" | "全部工单";
    LEAD_PLAIN: "lead time" | "预约等待";
    LEAD_OF: "lead time for {jobs}" | "{jobs}预约等待";
    BESIDE: "{jobs}: {value}" | "{jobs}：{value}";
    BOOTH: "booths" | "烤漆房";
    ADVISOR: "advisors" | "服务顾问";
    MECHANIC: "mechanics" | "技师";
    TEAM: "teams" | "班组";
    LIFT: "lifts" | "举升机";
    SERVER: "servers" | "服务台";
    QUEUE_FULL: "turned away: the queue was full" | "排队已满，未能进入";
    LEFT_QUEUE: "left the queue: patience ended" | "排队中失去耐心离开";
    NO_SLOT: "gave up: no slot found in time" | "一直约不到，放弃预约";
    NO_CENTRE: "no centre in reach takes such a job" | "可达范围内没有能接的服务中心";
    NO_SHOW: "did not come to the slot, and looked no more" | "爽约且不再预约";
    CANCELLED: "called the booking off, and looked no more" | "取消预约且不再预约";
    THIRD_PARTY: "went to another shop rather than wait" | "不愿等待，去了别的修理厂";
    NETWORK: "the whole network" | "全网";
    NETWORK_ROW: "Whole network" | "全网";
    NONE: "none" | "无";

    // Footers
    SOURCE: "{scenario} · seed {seed} · {replications} replications · calendar: {calendar}" | "{scenario} · 种子{seed} · 重复{replications}次 · 日历：{calendar}";
    SOURCE_ONE: "{scenario} · seed {seed} · one replication · calendar: {calendar}" | "{scenario} · 种子{seed} · 仅1次重复 · 日历：{calendar}";
    CALENDAR_CHINA: "China, public holidays and adjusted workdays" | "中国法定节假日与调休";
    CALENDAR_NONE: "no public holidays" | "不含法定节假日";
    ONE_RUN: "One run: no interval." | "仅1次运行：无区间。";
    READ_WHISKERS: "Lines: 95 % intervals of the mean over {replications} replications, left out where narrower than the dot; they show chance, not doubts about the inputs." | "线段：{replications}次重复均值的95%区间，窄于圆点时不画；只反映随机性，不含对输入数据的疑问。";
    READ_BANDS: "Bands show how much chance moves a day's mean between {replications} runs; they are not the spread between owners, nor doubts about the inputs." | "色带表示{replications}次运行之间当日均值的随机波动；不是车主之间的差异，也不含对输入数据的疑问。";
    MORE_ROWS: "{count} more in summary.csv." | "其余{count}个见 summary.csv。";
    FILE_SUMMARY: "Values in summary.csv." | "数据见 summary.csv。";
    FILE_DAILY: "Values in daily.csv." | "数据见 daily.csv。";
    LOWEST_HIGHEST: "Lowest: {low}; highest: {high}." | "最低：{low}；最高：{high}。";

    // Lead time over the year
    LEAD_PASSED: "{what} in {place} passed the {horizon}-day horizon in {when}" | "{place}的{what}{when}超过{horizon}天可预约期";
    LEAD_PASSED_MOST: "In most runs {what} in {place} passed the {horizon}-day horizon in {when}" | "多数运行中，{place}的{what}{when}超过{horizon}天可预约期";
    LEAD_ABOVE: "{what} in {place} stood above the {horizon}-day horizon from the first day measured" | "{place}的{what}从统计首日起就超过{horizon}天可预约期";
    LEAD_WITHIN: "{what} in {place} stayed within the {horizon}-day horizon; {line} peaked at {peak} in {when}" | "{place}的{what}始终在{horizon}天可预约期内；{line}最高{peak}（{when}）";
    LEAD_WITHIN_MOST: "In most runs {what} in {place} stayed within the {horizon}-day horizon; {line} peaked at {peak} in {when}" | "多数运行中，{place}的{what}在{horizon}天可预约期内；{line}最高{peak}（{when}）";
    LEAD_PEAK: "{what} in {place} was longest in {when}: {line} peaked at {peak}" | "{place}的{what}{when}最长：{line}最高{peak}";
    LINE_MIDDLE: "the middle run" | "居中的运行";
    LINE_ONE: "it" | "当日均值";
    IN_ONE_RUN: "In the one run, {finding}" | "在唯一一次运行中，{finding}";
    LEAD_SUBTITLE: "{what}, days from first booking attempt to the slot, by day of first attempt; {place}, {period}. {line}{beside}" | "{what}（天）：首次预约到所得时段，按首次预约日；{place}，{period}。{line}{beside}";
    LEAD_LINE: "Line: middle run; bands: half of the runs, nine runs in ten" | "线为居中的运行，色带为半数与九成运行";
    LEAD_LINE_ONE: "Line: the mean of each day in the one run" | "线为唯一一次运行的当日均值";
    LEAD_LINE_WEEKS: "Seven-day means, as many days have under ten such jobs" | "线与色带为居中7日平均（许多天不足10单）";
    LEAD_LINE_WEEKS_ONE: "Line: centred seven-day means of the one run" | "线为唯一一次运行的居中7日平均";
    LEAD_CUT: "The last {days} days are left out: jobs still waiting then have no lead time yet." | "最后{days}天不画：届时仍在等待的工单尚无预约等待。";
    LEAD_FORM: "Line with bands of {what} (days) for {place}, {period}." | "{place}{period}{what}（天）的折线与色带图。";
    MIDDLE_RUN: "Middle run" | "居中的运行";
    THE_RUN: "The run" | "唯一一次运行";
    HALF_OF_RUNS: "50 % of runs" | "50%的运行";
    NINE_OF_TEN_RUNS: "90 % of runs" | "90%的运行";
    HORIZON: "{horizon}-day horizon" | "{horizon}天可预约期";
    MOST_RUNS: "{day} (most runs: {from} – {to})" | "{day}（多数运行：{from}—{to}）";
    PEAK_NOTE: "{peak}, {day}" | "{peak}，{day}";
    MONTH: "Month" | "月份";
    LOWEST_DAY: "Lowest day" | "最低一天";
    MEAN_OF_DAYS: "Mean of the days" | "各日平均";
    HIGHEST_DAY: "Highest day" | "最高一天";

    // Seen within so many days
    WITHIN_PAIR: "Within three days {worst} sees {low}, {best} {high}" | "三天内，{worst}只有{low}能约到，{best}有{high}";
    WITHIN_UNSURE: "{share} of {cars} are seen within three days; no city is surely better than another" | "{share}的{cars}三天内能约到；各城市之间没有可靠的差别";
    WITHIN_NO: "No {cars} are seen within three days, {later} within two weeks" | "三天内约不到任何{cars}，两周内{later}";
    WITHIN_ONE: "{share} of {cars} are seen within three days, {later} within two weeks" | "{share}的{cars}三天内能约到，两周内{later}";
    WITHIN_SUBTITLE: "Share of {jobs} whose lead time is at most 1, 3, 7 and 14 days, per cent of all {jobs}, by the owner's city, {period}{beside}" | "预约等待不超过1、3、7、14天的{jobs}占全部{jobs}的比例（%），按车主所在城市，{period}{beside}";
    WITHIN_SUBTITLE_ONE: "Share of {jobs} whose lead time is at most 1, 3, 7 and 14 days, per cent of all {jobs}, {place}, {period}{beside}" | "预约等待不超过1、3、7、14天的{jobs}占全部{jobs}的比例（%），{place}，{period}{beside}";
    ROW_BESIDE: "{jobs}, network" | "{jobs}·全网";
    WITHIN_BESIDE: "{jobs} within three days: {value}" | "{jobs}三天内：{value}";
    WITHIN_CHOSEN: "Of {count} cities: the {worst} with the lowest share within three days and the {large} with the most jobs." | "共{count}个城市：三天内比例最低的{worst}个与工单最多的{large}个。";
    WITHIN_FORM: "Dots of the share of {jobs} seen within 1, 3, 7 and 14 days (per cent), {period}." | "{period}{jobs}1、3、7、14天内约到的比例（%）点图。";
    WITHIN_DAYS: "{days} days" | "{days}天";
    WITHIN_DAY: "1 day" | "1天";
    WITHIN_ROW: "within {limit}" | "{limit}内";
    CARS_OF: "{share} of {cars}" | "{share}的{cars}";
    FRACTION_OF_CARS: "{fraction} {cars}" | "{fraction}的{cars}";
    WITHIN_COLUMN: "in 3 days" | "3天内";
    WORST_CITIES: "Lowest share" | "比例最低";
    LARGEST_CITIES: "Most jobs" | "工单最多";

    // Utilisation
    BUSY_MANY: "{resource} are the bottleneck: {count} of {all} centres surely run theirs above {line}{others}" | "{resource}是瓶颈：{all}个服务中心中有{count}个的利用率确定超过{line}{others}";
    BUSY_ALL: "{resource} are the bottleneck: every centre that has them surely runs them above {line}{others}" | "{resource}是瓶颈：所有配备的服务中心利用率都确定超过{line}{others}";
    BUSY_ONE_OF: "{resource} are the bottleneck: those of {centre} surely run above {line}{others}" | "{resource}是瓶颈：{centre}的利用率确定超过{line}{others}";
    BUSY_ONE: "{resource} are the bottleneck: busy {share} of their staffed time{others}" | "{resource}是瓶颈：在岗时间的{share}都在忙{others}";
    BUSY_OTHERS: "; {resource} are busy {share}" | "；{resource}为{share}";
    BUSY_NONE: "{resource} of {centre} are the busiest, at {share} of staffed time{others}" | "最忙的是{centre}的{resource}：在岗时间的{share}{others}";
    BUSY_NOTHING: "; nothing surely runs above {line}" | "；没有资源确定超过{line}";
    BUSY_ONE_RUN: "In the one run the busiest resource, {resource} of {centre}, was busy {share} of its staffed time" | "在唯一一次运行中，最忙的是{centre}的{resource}：在岗时间的{share}都在忙";
    BUSY_SUBTITLE: "Utilisation: busy share of staffed time, per cent, by centre and resource, {period}. Dashed: {line}" | "利用率：忙碌时间占在岗时间的比例（%），按服务中心与资源，{period}。虚线{line}";
    BUSY_FORM: "Utilisation (per cent of staffed time) by centre and resource, {period}." | "{period}各服务中心与资源利用率（%）图。";
    LINE_85: "85\u{a0}%" | "85%";
    LINE_80: "80\u{a0}%" | "80%";
    WHY_85: "85\u{a0}%, above which waits grow fast" | "85%：超过后等待急剧变长";
    WHY_80: "80\u{a0}%; a day's slots hold whole cars, so a full calendar can stay below 85\u{a0}%" | "80%；每日时段按整车计，约满时也可能低于85%";
    CENTRE: "Centre" | "服务中心";
    CITY: "City" | "城市";
    PROVINCE: "Province" | "省份";
    BUSIEST_SHOWN: "The {count} busiest of {all} centres." | "{all}个服务中心中最忙的{count}个。";
    BUSIEST_WITH: "The {count} busiest of {all} centres with {resource}." | "{all}个有{resource}的服务中心中最忙的{count}个。";

    // Wait at the centre
    WAIT_LONGEST: "Cars wait longest at {place}: {value} until work begins" | "{place}的到店等待最长：{value}后才开工";
    WAIT_LONGEST_FAILURE: "The wait at the centre is longest for {place}: {value} until work begins" | "{place}的到店等待最长：{value}后才开工";
    WAIT_UNSURE_CENTRE: "Cars wait {value} at the centre until work begins; no centre is surely the slowest" | "到店后平均等{value}开工；没有哪个中心确定最慢";
    WAIT_UNSURE_FAILURE: "Cars wait {value} at the centre until work begins; no kind of failure surely waits longest" | "到店后平均等{value}开工；没有哪种故障确定等得最久";
    WAIT_ONE: "Cars wait {value} at the centre until work begins" | "到店后平均等{value}开工";
    WAIT_NONE: "Cars hardly wait at the centre: {value} until work begins" | "到店几乎不用等：平均{value}即开工";
    WAIT_SUBTITLE_CENTRE: "Wait at the centre, hours from arrival until the first stage begins, mean of jobs that began, by centre, {period}" | "到店等待（小时）：到店至首道工序开始，已开工工单的均值，按服务中心，{period}";
    WAIT_SUBTITLE_FAILURE: "Wait at the centre, hours from arrival until the first stage begins, mean of jobs that began, by kind of failure, {period}" | "到店等待（小时）：到店至首道工序开始，已开工工单的均值，按故障类型，{period}";
    WAIT_FORM: "Dots of the wait at the centre (hours), {period}." | "{period}到店等待（小时）点图。";
    FAILURE: "Failure" | "故障类型";
    LONGEST_SHOWN: "The {count} longest of {all}." | "{all}项中最长的{count}项。";

    // Provinces
    PROVINCE_FAR: "Owners in {far} drive {long} for {job}, owners in {near} {short}" | "{far}车主{job}往返{long}，{near}车主{short}";
    PROVINCE_NONE: "Owners in {far} drive {long} for {job}; owners in {none} get none" | "{far}车主{job}往返{long}；{none}车主做不上";
    PROVINCE_COUNT: "{count} provinces" | "{count}个省";
    A_REPAIR: "a repair" | "修一次车";
    DO_ONE: "{job}" | "做{job}";
    OF_JOBS: " of {jobs}" | "{jobs}";
    OWN_CITY: "Trips inside the owner's own city count as 0 km." | "本市内的行程计为0公里。";
    PROVINCE_UNSURE: "Owners drive {value} for {job}; no province surely drives farther than the rest" | "车主{job}往返{value}；没有哪个省确定更远";
    PROVINCE_SUBTITLE: "Lead time (days) and round trip by road (km){of}, means by the owner's province, {period}. Sorted by round trip{beside}" | "{of}预约等待（天）与往返里程（公里），按车主所在省份的均值，{period}。按里程排序{beside}";
    PROVINCE_SUBTITLE_ROAD: "Round trip by road (km){of}, means by the owner's province, {period}. Sorted by round trip{beside}" | "{of}往返里程（公里），按车主所在省份的均值，{period}。按里程排序{beside}";
    PROVINCE_FORM: "Dots of lead time (days) and round trip (km) by province, {period}." | "{period}各省预约等待（天）与往返里程（公里）点图。";
    PANEL_LEAD: "Lead time" | "预约等待";
    PANEL_ROAD: "Round trip" | "往返里程";

    // Metrics
    LEAD_TIME: "Lead time" | "预约等待";
    QUEUE_WAIT: "Wait at the centre" | "到店等待";
    SERVICE: "Work" | "作业时间";
    TURNAROUND: "Turnaround" | "总时长";
    TRAVEL: "Round trip" | "往返里程";
    IN_SYSTEM: "Jobs at centres, on average" | "平均在店工单";
    FULLY_BOOKED: "Days fully booked" | "约满天数占比";
    FIRST_SLOT: "First free slot" | "最早可约时段";
    FREE_DAYS: "Days with a free slot, as the app shows at 20:00" | "晚八点 App 显示的可约天数";
    NO_SHOWS: "Bookings not kept" | "爽约率";
    CANCELLATIONS: "Bookings called off" | "预约取消率";
    ELSEWHERE: "Went elsewhere than to the nearest centre" | "未在最近服务中心维修";
    RELEASE_SUCCESS: "Retries at a release that get a slot" | "放号时抢到的比例";
    JOBS: "Jobs" | "工单";
    SERVED: "Handed back" | "已交车";
    UNFINISHED: "Unfinished at the end" | "期末未完成";
    LOST: "Lost" | "流失";
    WITHIN_METRIC: "Seen within {limit}" | "{limit}内约到";
    UTILISATION_OF: "Utilisation: {resource}" | "利用率：{resource}";

    // Warnings
    WARN_GROWING: "No steady state: in {count} of {all} replications the number of open jobs grew through the measured time, from {first} on average in its first third to {last} in its last. Means over the whole time describe neither its beginning nor its end." | "没有稳态：{all}次重复中有{count}次，未结工单数在统计期内持续增加，平均从前三分之一的{first}升到后三分之一的{last}。全期均值既不代表开头，也不代表结尾。";
    WARN_OVERLOADED: "More work than capacity: the {resource} of {centre} are busy {share} of their staffed time{others}. Waits there grow as long as the run lasts." | "工作量超过能力：{centre}的{resource}在岗时间的{share}都在忙{others}。模拟多久，那里的等待就涨多久。";
    WARN_OTHERS: ", and so it is at {count} more" | "，另有{count}个服务中心也是如此";
    WARN_NO_WARM_UP: "No warm-up: the run begins without a single job, and these empty days are in every mean. Set warm_up_days in the scenario." | "没有预热期：模拟从没有任何工单开始，这些空闲的日子计入了所有均值。请在方案中设置 warm_up_days。";
    WARN_SHORT_WARM_UP: "The warm-up may be too short: in the first two weeks after it {early} jobs were open on average, later {rest}. Raise warm_up_days, unless the season explains it." | "预热期可能太短：其后两周平均有{early}个未结工单，之后为{rest}个。若非季节所致，请增大 warm_up_days。";
    WARN_WIDE: "Chance is large: the figure \"{metric}\" is known to ±\u{a0}{half} only. For ±\u{a0}{limit} run about {count} replications (-n {count})." | "随机误差大：“{metric}”只精确到±{half}。要达到±{limit}，约需重复{count}次（-n {count}）。";

    // The page
    PAGE_LABEL: "After-sales capacity" | "售后服务能力";
    CARD_TEAM: "{job} waits for its slot, on average" | "{job}从首次预约到所得时段，平均";
    CARD_SURELY: "{count} of {all} centres surely above {line}" | "{all}个服务中心中{count}个确定超过{line}";
    HEADLINE_TEAM: "{job} waits {value} for its slot, {other} {less}" | "{job}平均等{value}才有时段，{other}{less}";
    SCALE_CARS: "{count} cars" | "{count}辆车";
    SCALE_CITIES: "{count} cities" | "{count}个城市";
    SCALE_CITY: "one city" | "1个城市";
    SCALE_CENTRES: "{count} centres" | "{count}个服务中心";
    SCALE_CENTRE: "one centre" | "1个服务中心";
    OF_CITY: "{city}: {share}" | "{city}：{share}";
    FARTHEST_OF: "The title names the farthest of the {count} provinces with most jobs." | "标题所指为工单最多的{count}个省中最远的。";
    SCALE_HORIZON: "bookable {horizon} days ahead" | "可提前{horizon}天预约";
    SCALE_TEAMS: "teams: {teams}" | "班组：{teams}";
    METRIC_OF: "{metric}, {jobs}" | "{metric}·{jobs}";
    CARD_LEAD: "from the first booking attempt to the slot, on average" | "从首次预约到所得时段，平均";
    CARD_WAIT: "at the centre until work begins, on average" | "到店后到开工，平均";
    CARD_WITHIN: "of {cars} are seen within three days" | "的{cars}三天内能约到";
    CARD_TURNAROUND: "from the first attempt until the car is handed back, on average" | "从首次预约到交车，平均";
    CARD_BUSY: "of staffed time the {resource} are busy: the busiest kind of resource" | "在岗时间里{resource}在忙：最忙的一类资源";
    CARD_LOST: "of jobs are lost before work begins" | "的工单在开工前流失";
    CARD_INTERVAL: "95 % interval {interval}" | "95%区间{interval}";
    CARD_P90: "nine owners in ten within {p90}" | "九成车主在{p90}以内";
    CARD_WORST: "lowest: {city}, {share}" | "最低：{city}，{share}";
    CARD_LINE: "waits grow fast above 85 %" | "超过85%后等待急剧变长";
    CARD_FULL: "yet no slot for {jobs} is free on {share} of the days" | "但{jobs}在{share}的日子已约满";
    WARNINGS: "Read before trusting the figures" | "使用结果前请先看";
    SECTION_WHAT: "What happens" | "发生了什么";
    SECTION_WHERE: "Where" | "在哪里";
    SECTION_WHY: "Why" | "为什么";
    SECTION_FIGURES: "Key figures" | "关键数字";
    SECTION_CITIES: "Cities" | "城市";
    SECTION_CITIES_WORST: "The {count} worst of {all} cities" | "{all}个城市中最差的{count}个";
    SECTION_LOST: "Unfinished and lost" | "未完成与流失";
    SECTION_REPRODUCE: "How to reproduce" | "复现方法";
    SECTION_OBSERVED: "Observed beside simulated" | "观察与模拟对照";
    SECTION_ASSUMPTIONS: "Assumptions and how sure they are" | "前提与把握";
    FINDING_SIMULATED: "What was reported and the simulation produces: {agree} of {all} figures in line, {above} surely higher, {below} surely lower." | "由模拟得出、可与报道对照的{all}项数字中，{agree}项相符，{above}项确定偏高，{below}项确定偏低。";
    FINDING_FIXED: "What stands in the scenario itself: {agree} of {all} in line, {above} higher, {below} lower." | "方案自身所含的{all}项中，{agree}项相符，{above}项偏高，{below}项偏低。";
    FINDING_ASSUMPTIONS: "{low} of {all} assumptions have low certainty: no interval on this page holds what they leave open." | "{all}条前提中有{low}条把握低：本页任何区间都不包含它们带来的不确定。";
    NOTE_OBSERVED: "In line: the 95 % interval of the simulated mean meets the reported range; higher and lower are sure in that sense. The interval is chance alone. Figures marked as an input were put into the scenario, so that they agree proves nothing." | "相符：模拟均值的95%区间与报道范围相交；偏高与偏低亦以此为准。区间只含随机性。标明“输入数据”的数字本就写入方案，相符并不说明什么。";
    NOTE_CERTAINTY: "High: a page of a named outlet, agreeing with others. Medium: a weak page, or arithmetic on sources. Low: nobody published it; a value in a plausible range." | "高：具名媒体或公司公布，且与其他来源一致。中：来源较弱，或由数据推算。低：未见公布，取合理范围内的值。";
    COLUMN_REPORT: "Reported" | "报道";
    COLUMN_WHEN: "When" | "时间";
    COLUMN_REPORTED: "Observed" | "观察值";
    COLUMN_SIMULATED: "Simulated" | "模拟值";
    COLUMN_VERDICT: "Simulated is" | "模拟结果";
    COLUMN_CERTAINTY: "Certainty" | "把握";
    COLUMN_SOURCE: "Source" | "来源";
    COLUMN_SOURCED: "Source: certainty" | "来源：把握";
    COLUMN_ASSUMPTION: "Assumption" | "前提";
    COLUMN_VALUE: "Value" | "取值";
    COLUMN_EFFECT: "What depends on it" | "影响";
    VERDICT_AGREES: "in line" | "相符";
    VERDICT_ABOVE: "surely higher" | "确定偏高";
    VERDICT_BELOW: "surely lower" | "确定偏低";
    VERDICT_UNKNOWN: "not in this run" | "本次模拟未涵盖";
    CERTAINTY_HIGH: "high" | "高";
    CERTAINTY_MEDIUM: "medium" | "中";
    CERTAINTY_LOW: "low" | "低";
    LANGUAGES: "Language" | "语言";
    TABLE_BEHIND: "The figures behind the chart" | "图中数据";
    SIDEWAYS: "Swipe the chart sideways to see the rest." | "左右滑动可看全图。";
    COLUMN_FIGURE: "Figure" | "指标";
    COLUMN_UNIT: "Unit" | "单位";
    COLUMN_MEAN: "Mean" | "均值";
    COLUMN_INTERVAL: "95 % interval" | "95%区间";
    COLUMN_P50: "Half within" | "半数以内";
    COLUMN_P90: "Nine in ten within" | "九成以内";
    COLUMN_IN_UNIT: "{name} ({unit})" | "{name}（{unit}）";
    COLUMN_REASON: "Reason" | "原因";
    COLUMN_SHARE: "Share of jobs, %" | "占工单比例（%）";
    NOTE_FIGURES: "Means over {replications} replications of jobs that occur after the warm-up; intervals are Student's, over replications. \"Within\" columns are quantiles over all jobs." | "均值取自{replications}次重复中预热期之后发生的工单；区间为各次重复之间的学生氏区间。“以内”两列为全部工单的分位数。";
    NOTE_LOST: "Lost jobs ended without repair. Unfinished jobs were still open on the last day: they are neither lost nor handed back, and waits that had not ended are not in the means above." | "流失的工单未维修即结束。未完成的工单在最后一天仍未结束：既非流失也未交车；尚未结束的等待不计入上面的均值。";
    FACT_PERIOD: "Simulated days" | "模拟时段";
    FACT_PERIOD_VALUE: "{period}; the first {warmup} days are warm-up and not measured" | "{period}；前{warmup}天为预热期，不计入统计";
    FACT_PERIOD_PLAIN: "{period}; no warm-up" | "{period}；无预热期";
    FACT_NETWORK: "Network" | "网络";
    FACT_NETWORK_VALUE: "cities: {cities} · centres: {centres} ({calendar} with bookings, {walkin} walk-in) · kinds of failure: {failures}" | "{cities}个城市，{centres}个服务中心（{calendar}个预约制，{walkin}个直接到店），{failures}种故障";
    FACT_CALENDAR: "Calendar" | "日历";
    FACT_COMMAND: "Command" | "命令";
    FACT_VERSION: "Version" | "版本";
    FACT_HASH: "Scenario hash" | "方案哈希";
    FACT_SEED: "Seed" | "种子";
    FACT_REPLICATIONS: "Replications" | "重复次数";
    CHANCE_ONLY: "Intervals show chance only: how much the figures would move with other random numbers. They say nothing about how sure the inputs are." | "区间只反映随机性：换一组随机数结果会变动多少；不代表输入数据有多可靠。";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn gaps(text: &str) -> BTreeSet<&str> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn both_languages_fill_the_same_gaps() {
        let others = [
            forecast::ALL,
            care::ALL,
            peak::ALL,
            programme::ALL,
            recall::ALL,
            roadside::ALL,
            triage::ALL,
            collect::ALL,
            paid::ALL,
            regions::ALL,
            comparison::ALL,
            precision::ALL,
            search::ALL,
            sweep::ALL,
        ]
        .concat();
        for (name, phrase) in ALL.iter().chain(&others) {
            assert!(!phrase.en.is_empty() && !phrase.zh.is_empty(), "{name}");
            assert_eq!(gaps(phrase.en), gaps(phrase.zh), "{name}");
        }
    }

    #[test]
    fn lists_and_small_numbers_in_words() {
        let items = ["a", "b", "c"].map(str::to_string);
        assert_eq!(listed(&items, Language::En), "a, b and c");
        assert_eq!(listed(&items, Language::Zh), "a、b和c");
        assert_eq!(spelled(5, Language::En), "five");
        assert_eq!(spelled(84, Language::En), "84");
    }
}
