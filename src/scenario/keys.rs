//! The one table of keys: what may be written where, in which shape and limits, and what it means.
//!
//! Readers refuse what it does not list; merging, `--set` and CSV follow its shapes; `schema` prints it for editors and
//! the reference for people.

mod booking;
mod care;
mod collect;
mod cost;
mod demand;
mod evidence;
mod expansion;
mod key;
mod laws;
mod migration;
mod network;
mod operation;
mod optimise;
mod programme;
mod recall;
mod roadside;
mod supply;
mod triage;

pub use booking::{BOOKING, CALENDAR_BOOKING, CANCEL, NO_SHOW, POLICIES, WALK_IN, WALK_IN_BESIDE};
pub use care::{BENCHMARK, COMEBACK, LOANER, SATISFACTION};
pub use collect::{COLLECT, DRIVERS};
pub use cost::{COSTS, RESOURCE, SITE};
pub use demand::{CALENDAR, CITY, DELIVERY, DRIVING, FAILURE, HOLIDAY, MODEL, STAGE, STATE, TRACE, WARRANTY};
pub use evidence::{ASSUMPTION, OBSERVED, PEER};
pub use expansion::EXPANSION;
pub use key::{Key, Kind, Range, Shape, Unit, by_id, entries, find, hours, loading, named, plain, table, text, whole};
pub use laws::{
    HALVING, IMPROVEMENT, IMPROVEMENT_STEP, LAWS, RATE, RATE_BATHTUB, RATE_EARLY, RATE_EVERY, RATE_WEAR, RATE_WEIBULL,
};
pub use migration::{MIGRATION, PEAK, TRIP};
pub use network::{AFTER_CLOSING, CENTRE, CHOICE, THIRD_PARTY};
pub use operation::{OPERATOR, RAMP_UP, STAFF};
pub use optimise::{LEVER, OPTIMISE};
pub use programme::PROGRAMME;
pub use recall::{CHANNEL, OTA_CURVE, RECALL};
pub use roadside::{BASE, ROADSIDE};
pub use supply::{DEPOT, PART};
pub use triage::{AGENTS, COMMUNITY, HOTLINE, OTA, REMOTE, VAN};

/// The top level of a file.
pub const SCENARIO: &[Key] = &[
    text("name")
        .is(Kind::Text)
        .required()
        .means("The scenario's name, as people read it.", "方案的名称，供人阅读。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the `name`", "同 `name`")
        .means("Its Chinese name.", "方案的中文名称。"),
    plain("start")
        .is(Kind::Date)
        .required()
        .means("First day; time 0 is its 00:00.", "第一天；时刻 0 即其 00:00。"),
    plain("days")
        .count(1, 36_525)
        .required()
        .means("Days simulated, warm-up included.", "模拟的天数，含预热。"),
    plain("warm_up_days").count(0, 36_525).or("0").means(
        "Days at the start whose jobs are simulated but not measured; fewer than `days`.",
        "开头只模拟、不计入指标的天数；少于 `days`。",
    ),
    plain("road_factor").between(1.0, 10.0, Unit::NONE).or("1.3").means(
        "Length of a road over the great circle between its ends.",
        "道路长度与两端大圆距离之比。",
    ),
    loading("extends", Kind::File)
        .absent("inherits nothing", "不继承")
        .means(
            "The scenario that this one inherits and changes: a plan says only what is different.",
            "所继承并修改的方案：方案只写不同之处。",
        ),
    table("calendar", CALENDAR).means(
        "When demand arises, and whose holidays hold.",
        "需求何时产生，采用哪国的节假日。",
    ),
    entries("holiday", HOLIDAY).means("Spans of days with more or less demand.", "需求较多或较少的若干天。"),
    table("choice", CHOICE).means("How owners weigh distance against date.", "车主如何权衡距离与日期。"),
    loading("tables", Kind::Inner).means(
        "Sections whose entries stand in CSV files: the columns are the keys, with dots for inner keys \
         (`resources.bay`); an empty cell is an absent key. UTF-8 or GBK.",
        "条目写在 CSV 中的各节：列名即键，内层键用点（`resources.bay`）；空单元格表示没有该键。UTF-8 或 GBK。",
    ),
    by_id("city", CITY)
        .required()
        .means("Where cars live.", "车辆所在的城市。"),
    table("driving", DRIVING).means("How far cars drive.", "车辆行驶的里程。"),
    by_id("migration", MIGRATION).means(
        "Cars that travel to other cities over a holiday and come back: they fail where they are.",
        "节假日前往其他城市再返回的车辆：在哪里就在哪里出故障。",
    ),
    entries("trip", TRIP).means(
        "Where those who travel go, by city, in place of population and distance.",
        "各城市出行者的去向，代替按人口与距离的规则。",
    ),
    by_id("peak", PEAK).means(
        "Spans of days whose largest backlog is looked for (`peak.csv`); every `[[migration]]` is one by itself.",
        "要查看最大积压的时段（`peak.csv`）；每个 `[[migration]]` 自成一个时段。",
    ),
    by_id("model", MODEL).means("Models of car.", "车型。"),
    entries("delivery", DELIVERY).means("Cars delivered by month and model.", "按月份与车型的交付量。"),
    by_id("warranty", WARRANTY).means(
        "Who pays for which jobs, and for how long after delivery; the first that is in force counts.",
        "哪些工单由谁支付、交付后多久内有效；以首个有效者为准。",
    ),
    by_id("failure", FAILURE).required().means(
        "A reason why cars need attention, and the work it causes.",
        "车辆需要服务的原因，以及由此产生的工作。",
    ),
    by_id("recall", RECALL).means(
        "Cars that the maker calls back: how their owners learn of it, and when they come.",
        "车企召回的车辆：车主如何得知，何时到店。",
    ),
    table("community", COMMUNITY).means(
        "The owners' community, which solves a share of needs before anything else; without it there is none.",
        "车主社区，最先解决一部分问题；没有这一节则没有社区。",
    ),
    table("hotline", HOTLINE).means(
        "The hotline, which is called next: a queue of calls before agents; without it there is none.",
        "热线，其次拨打：来电排队等待坐席；没有这一节则没有热线。",
    ),
    entries("agents", AGENTS).means(
        "How many agents the hotline has on which dates, days and hours; later entries win.",
        "热线在哪些日期、哪些天、哪些时段有多少坐席；后面的条目优先。",
    ),
    table("remote", REMOTE).means(
        "Remote diagnosis, which is next; without it there is none.",
        "远程诊断，再其次；没有这一节则没有远程诊断。",
    ),
    by_id("ota", OTA).means(
        "Releases of software: they solve needs that wait for them, and cars that have them fail less.",
        "软件更新：解决等待更新的问题，并使已更新的车辆少出故障。",
    ),
    by_id("van", VAN).means(
        "Mobile vans, which solve what they can at the owner's door, last before a centre.",
        "上门服务车，在去服务中心之前上门解决力所能及的问题。",
    ),
    by_id("programme", PROGRAMME).means(
        "What the maker pays for over a span of days: rescues on the road, taxis, transport of cars to other cities.",
        "车企在一段日期内支付的服务：在途救援、打车券、将车辆运往其他城市。",
    ),
    table("roadside", ROADSIDE).means(
        "Rescue of cars that cannot move, before anything else; without it every car can.",
        "救援无法行驶的车辆，先于其他一切；没有这一节则所有车辆都能行驶。",
    ),
    by_id("base", BASE).means(
        "Where rescue trucks stand, how many, and whom they rescue; with `[roadside]`.",
        "救援车的基地、数量与救援范围；与 `[roadside]` 同用。",
    ),
    by_id("centre", CENTRE)
        .required()
        .means("Where cars are repaired.", "修车的服务中心。"),
    by_id("operator", OPERATOR).means(
        "Who runs centres, how fast, and for how much.",
        "由谁运营中心，速度与费用如何。",
    ),
    by_id("site", SITE).means(
        "Kinds of site: what each takes to build and to keep, and how long building takes.",
        "站点类型：建设与维持的费用，以及建设所需时间。",
    ),
    by_id("resource", RESOURCE).means("What one unit of a resource costs.", "一个单位的资源的费用。"),
    table("costs", COSTS).means(
        "How capital and wages count in `cost_cny`.",
        "资本与工资如何计入 `cost_cny`。",
    ),
    table("comeback", COMEBACK).means(
        "Repairs that do not hold, and how their cars come back; without it every repair holds.",
        "没有修好的工单以及车辆如何返修；没有这一节则一律一次修好。",
    ),
    table("loaner", LOANER).means(
        "Loaner cars: who asks for one, and what one costs; without it there are none.",
        "代步车：谁会要，费用多少；没有这一节则没有代步车。",
    ),
    table("collect", COLLECT).means(
        "Owners with a booking whose car a driver fetches and brings back; without it they drive themselves.",
        "由司机上门取车、送车的预约车主；没有这一节则车主自行往返。",
    ),
    by_id("drivers", DRIVERS).means(
        "Drivers of cities, who do that; with `[collect]`.",
        "各城市负责取送的司机；与 `[collect]` 同用。",
    ),
    table("satisfaction", SATISFACTION).means(
        "How likely an owner calls her visit very good or excellent (`satisfied_share`); it changes nothing else.",
        "车主评价“很好或优秀”的可能性（`satisfied_share`）；不影响其他结果。",
    ),
    by_id("benchmark", BENCHMARK).means(
        "Published shares of satisfied customers, shown beside `satisfied_share`; they change no result.",
        "公布的满意客户比例，与 `satisfied_share` 并列；不影响任何结果。",
    ),
    by_id("expansion", EXPANSION).means(
        "Rules that open centres, checked on the first of each month.",
        "每月一日检查、据以开设中心的规则。",
    ),
    entries("staff", STAFF).means(
        "How many units of a resource there are on which dates, days and hours; later entries win.",
        "哪些日期、哪些天、哪些时段有多少资源；后面的条目优先。",
    ),
    by_id("part", PART).means(
        "Classes of parts that work needs, and how long the factory takes.",
        "工作所需的配件类别，以及工厂的供货时间。",
    ),
    by_id("depot", DEPOT).means(
        "Depots between the factory and the centres.",
        "工厂与各中心之间的配件库。",
    ),
    entries("trace", TRACE).means(
        "Recorded jobs that join the generated demand or, without rates, replace it.",
        "记录的工单，加入生成的需求；没有故障率时代替它。",
    ),
    by_id("observed", OBSERVED).means(
        "A figure reported of the real network, shown beside the simulated one; it changes no result.",
        "现实网络公布的数字，与模拟结果并列；不影响任何结果。",
    ),
    by_id("peer", PEER).means(
        "What other networks were reported to have, shown beside one's own; it changes no result.",
        "其他网络公布的数字，与自身并列；不影响任何结果。",
    ),
    by_id("assumption", ASSUMPTION).means(
        "What the scenario takes for granted, with its source and how sure it is; it changes no result.",
        "方案所作的假设，含来源与把握；不影响任何结果。",
    ),
    named("uncertainty").is(Kind::Laws).absent("every number is taken as known", "所有数值均视为已知").means(
        "What is believed of numbers that are not known: the path of each as in `--set`, and a distribution of what it \
         may be, taken between its 0.01 % and 99.99 % points; counts are rounded. `run` and `backtest` tell what that \
         makes of the forecast, apart from chance.",
        "对未知数值的判断：每个数值的路径（同 `--set`）及其可能取值的分布，取 0.01% 至 99.99% 分位点之间；计数取整。`run` \
         与 `backtest` 会把它对预测的影响与偶然性分开给出。",
    ),
    table("optimise", OPTIMISE).means(
        "What `aftersales optimise` looks for; it changes no result of a run.",
        "`aftersales optimise` 所求；不影响运行结果。",
    ),
    by_id("lever", LEVER).means(
        "What a search may change, step by step; it changes no result of a run.",
        "搜索可逐步改动之处；不影响运行结果。",
    ),
    table("state", STATE).means(
        "Jobs that are open at the start, so that a forecast begins from this morning.",
        "开始时尚未结束的工单，使预测从今天早上开始。",
    ),
];

/// The rows of a section.
const fn rows(name: &'static str) -> Key {
    text(name)
        .is(Kind::File)
        .absent("no table", "没有表")
        .means("CSV with entries of this section.", "含该节条目的 CSV。")
}

/// `[tables]`: the sections whose entries may come from CSV
pub const TABLES: &[Key] = &[
    rows("holiday"),
    rows("city"),
    rows("model"),
    rows("delivery"),
    rows("trip"),
    rows("warranty"),
    rows("failure"),
    rows("centre"),
    rows("operator"),
    rows("site"),
    rows("resource"),
    rows("expansion"),
    rows("staff"),
    rows("agents"),
    rows("ota"),
    rows("van"),
    rows("base"),
    rows("drivers"),
    rows("part"),
    rows("depot"),
    rows("trace"),
    rows("observed"),
    rows("peer"),
    rows("assumption"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Language;

    fn visit(keys: &'static [Key], path: &str, seen: &mut Vec<(String, &'static Key)>) {
        for key in keys {
            let path = format!("{path}.{}", key.name);
            visit(key.inner(), &path, seen);
            seen.push((path, key));
        }
    }

    /// Whoever adds a key says what it is and what it means; schema and reference are written from that.
    #[test]
    fn every_key_says_what_it_is_and_means() {
        let mut seen = Vec::new();
        visit(SCENARIO, "", &mut seen);
        for (root, keys) in [
            ("tables", TABLES),
            ("hours", AFTER_CLOSING),
            ("law", LAWS),
            ("rate", RATE),
            ("improvement", IMPROVEMENT),
        ] {
            visit(keys, root, &mut seen);
        }
        for (policy, keys) in POLICIES {
            visit(keys, policy, &mut seen);
        }
        let mut wrong = Vec::new();
        for (path, key) in &seen {
            let (en, zh) = (key.meaning(Language::En), key.meaning(Language::Zh));
            let inner = key.kind == Kind::Inner;
            let (absent, absent_zh) = (key.default(Language::En), key.default(Language::Zh));
            if key.kind == Kind::Unstated {
                wrong.push(format!("{path}: of which kind is its value?"));
            }
            if !en.ends_with('.') || !zh.ends_with('。') {
                wrong.push(format!("{path}: what does it mean, in English and in Chinese?"));
            }
            if absent.is_empty() != absent_zh.is_empty() || (!inner && absent.is_empty() != key.required) {
                wrong.push(format!("{path}: is it required, or what holds if it is absent?"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
