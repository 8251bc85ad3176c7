//! Every message about the input, by code, English and Chinese side by side.
//!
//! `{name}` stands for an argument of the finding, `{{` for a brace. The three lines of a message: what is wrong,
//! what was expected (under the text), what to type.

mod phrase;

use super::diagnostic::Level;
use crate::units::Language;
pub use phrase::{Phrase, number};

macro_rules! codes {
    ($($code:ident $name:literal $level:ident
        [$title_en:literal, $title_zh:literal]
        [$label_en:literal, $label_zh:literal]
        [$help_en:literal, $help_zh:literal])*) => {
        /// What a message is about; its name is part of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code {
            $(#[doc = concat!("`", $name, "`, whose words stand in the table.")] $code,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$code,)*];

            /// The unique name shown in brackets.
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => $name,)* }
            }

            /// Error or warning.
            pub fn level(self) -> Level {
                match self { $(Code::$code => Level::$level,)* }
            }

            /// What is wrong.
            pub fn title(self, language: Language) -> &'static str {
                match self { $(Code::$code => pick(language, $title_en, $title_zh),)* }
            }

            /// What was expected; may be empty.
            pub fn label(self, language: Language) -> &'static str {
                match self { $(Code::$code => pick(language, $label_en, $label_zh),)* }
            }

            /// What to type; may be empty.
            pub fn help(self, language: Language) -> &'static str {
                match self { $(Code::$code => pick(language, $help_en, $help_zh),)* }
            }
        }
    };
}

fn pick(language: Language, en: &'static str, zh: &'static str) -> &'static str {
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

impl Code {
    /// What stands under the text when a known name is near.
    pub fn did_you_mean(language: Language) -> &'static str {
        pick(language, "did you mean `{nearest}`?", "是否想写 `{nearest}`？")
    }

    /// What stands under the second place of a message.
    pub fn second_label(language: Language) -> &'static str {
        pick(language, "the other one is here", "另一处在这里")
    }

    /// Whether the finding could come only from a part of the input that could not be read.
    pub fn follows_from_absence(self) -> bool {
        use Code::*;
        matches!(
            self,
            MissingKey
                | MissingSection
                | NothingForEvery
                | NotInherited
                | NothingToRemove
                | SetUnknownId
                | UnknownCity
                | UnknownCentre
                | AssumptionPath
                | UnknownFailure
                | UnknownResource
                | UnknownOperator
                | UnknownSite
                | UnknownPart
                | UnknownDepot
                | UnknownTeam
                | UnknownTraceColumn
                | UnknownStage
                | StateCentreLacks
                | StateTooMany
                | NoCentreForFailure
                | NoSlotsForTeam
                | SharesZero
                | WeibullNeedsDeliveries
                | UnknownModel
                | NeedsDeliveries
                | NeedsDriving
        )
    }
}

codes! {
    // Files
    FileUnreadable "file-unreadable" Error
        ["cannot read the file `{path}`", "无法读取文件 `{path}`"]
        ["{reason}", "{reason}"]
        ["check the name; a path inside a file starts from the folder of that file", "请检查文件名；文件中的相对路径从该文件所在的文件夹算起"]
    NotUtf8 "not-utf-8" Error
        ["the file `{path}` is not UTF-8 text", "文件 `{path}` 不是 UTF-8 文本"]
        ["a scenario file must be UTF-8", "方案文件必须使用 UTF-8 编码"]
        ["save it again with the encoding UTF-8", "请用 UTF-8 编码重新保存"]
    TableEncoding "table-encoding" Error
        ["the table `{path}` is neither UTF-8 nor GBK text", "表格 `{path}` 既不是 UTF-8 也不是 GBK 文本"]
        ["expected a CSV file", "应为 CSV 文件"]
        ["in the spreadsheet choose: save as CSV UTF-8", "请在电子表格中选择：另存为 CSV UTF-8"]
    ExtendsCycle "extends-cycle" Error
        ["`extends` leads back to `{path}`", "`extends` 又回到了 `{path}`"]
        ["a file cannot inherit from itself, not through others either", "文件不能直接或间接继承自己"]
        ["let one of the files in the circle stand on its own", "请让这一圈文件中的一个不再继承"]
    FutureExtends "future-extends" Error
        ["a future cannot extend a file", "未来情景不能继承其他文件"]
        ["what it inherits would lie over every plan and undo it", "它继承的内容会盖住并抵消每个方案"]
        ["leave `extends` out and name only what is different in that future", "请去掉 `extends`，只写该情景下不同的内容"]
    Syntax "syntax" Error
        ["this is not TOML", "TOML 语法错误"]
        ["{reason}", "{reason}"]
        ["", ""]

    BareKey "bare-key" Error
        ["the key `{key}` must stand in quotes", "键 `{key}` 必须加引号"]
        ["only letters from a to z, digits, `-` and `_` may stand without", "只有英文字母、数字、`-`、`_` 可以不加引号"]
        ["write \"{key}\"", "请写 \"{key}\""]

    // --set
    SetForm "set-form" Error
        ["`--set` needs a path, an equals sign and a value", "`--set` 需要路径、等号和值"]
        ["expected `path=value`", "应为 `路径=值`"]
        ["for example --set centre.wuhan-1.resources.bay=3", "例如 --set centre.wuhan-1.resources.bay=3"]
    SetUnknownPath "set-unknown-path" Error
        ["`{key}` is not a key of {section}", "{section} 中没有 `{key}` 这个键"]
        ["known here: {known}", "这里可用：{known}"]
        ["", ""]
    SetUnknownId "set-unknown-id" Error
        ["no [[{section}]] has the id `{id}`", "没有 id 为 `{id}` 的 [[{section}]]"]
        ["known ids: {known}", "已有的 id：{known}"]
        ["`--set` never creates an entry; write [[{section}]] in a file that `extends` this one", "`--set` 不会新建条目；请写一个 `extends` 本文件的文件并在其中加入 [[{section}]]"]
    SetNotAllowed "set-not-allowed" Error
        ["`--set` cannot replace `{key}`", "`--set` 不能替换 `{key}`"]
        ["this is {what}", "这是{what}"]
        ["change it in the file, or in a file that `extends` it", "请在文件中修改，或写一个 `extends` 它的文件"]

    // Merging
    DuplicateId "duplicate-id" Error
        ["the id `{id}` stands twice in {section}", "{section} 中 id `{id}` 出现了两次"]
        ["each id once in one file and its tables", "同一文件及其表格中每个 id 只能出现一次"]
        ["give one of them another id; to change an inherited entry, write it once", "请为其中一个换一个 id；要修改继承来的条目，只写一次即可"]
    NothingToRemove "nothing-to-remove" Error
        ["there is no `{id}` to remove from {section}", "{section} 中没有可以删除的 `{id}`"]
        ["expected the id of an inherited entry", "应为继承来的条目的 id"]
        ["", ""]
    NotInherited "not-inherited" Error
        ["no {section} with the id `{id}` is inherited", "没有继承到 id 为 `{id}` 的 {section}"]
        ["expected an inherited id", "应为继承来的 id"]
        ["a new entry needs also: {lacking}", "若是新条目，还需要：{lacking}"]

    NothingForEvery "nothing-for-every" Error
        ["there is no {section} that `*` could stand for", "没有 `*` 可以代表的 {section}"]
        ["`*` stands for every inherited entry and for those of the same file", "`*` 代表所有继承来的条目和同一文件中的条目"]
        ["write the id of a new entry, or `extends` a file that has some", "请写新条目的 id，或 `extends` 一个已有条目的文件"]

    // CSV
    CsvQuote "csv-quote" Error
        ["a quote in this table is never closed", "表格中的引号没有闭合"]
        ["it opens here", "从这里开始"]
        ["close it with \"; a quote inside a cell is written twice", "请用 \" 闭合；单元格内的引号要写两次"]
    CsvNoHeader "csv-no-header" Error
        ["the table `{path}` is empty", "表格 `{path}` 是空的"]
        ["the first line must name the columns", "第一行必须是列名"]
        ["", ""]
    CsvExtraCell "csv-extra-cell" Error
        ["this row has more cells than the header has columns ({columns})", "这一行的单元格比表头的列（{columns}）多"]
        ["no column stands above this cell", "这个单元格上方没有列名"]
        ["put a text with commas in quotes: \"a, b\"", "含逗号的文本请加引号：\"a, b\""]
    CsvColumn "csv-column" Error
        ["the column `{column}` stands twice, alone or with inner keys", "列 `{column}` 重复（本身或其内层键）"]
        ["each column once", "每列只能出现一次"]
        ["rename or delete one of them", "请改名或删除其中一列"]

    // Keys and values
    UnknownKey "unknown-key" Error
        ["unknown key `{key}` in {section}", "{section} 中没有 `{key}` 这个键"]
        ["known here: {known}", "这里可用：{known}"]
        ["", ""]
    MissingKey "missing-key" Error
        ["{section} has no `{key}`", "{section} 缺少 `{key}`"]
        ["expected {expected}", "应为{expected}"]
        ["add {example}", "请加上 {example}"]
    MissingSection "missing-section" Error
        ["there is no [[{section}]]", "没有 [[{section}]]"]
        ["a scenario needs at least one", "方案至少需要一个"]
        ["add [[{section}]] with {example}", "请加上 [[{section}]]：{example}"]
    WrongType "wrong-type" Error
        ["`{key}` cannot be {found}", "`{key}` 不能是{found}"]
        ["expected {expected}", "应为{expected}"]
        ["", ""]
    NotFinite "not-finite" Error
        ["`{key}` must be a finite number", "`{key}` 必须是有限的数"]
        ["expected {expected}", "应为{expected}"]
        ["", ""]
    NotWhole "not-whole" Error
        ["`{key}` counts things and cannot be {found}", "`{key}` 表示个数，不能是 {found}"]
        ["expected {expected}", "应为{expected}"]
        ["", ""]
    OutOfRange "out-of-range" Error
        ["`{key}` is out of range: {found}", "`{key}` 超出范围：{found}"]
        ["expected {expected}", "应为{expected}"]
        ["", ""]
    UnknownChoice "unknown-choice" Error
        ["`{key}` does not know \"{found}\"", "`{key}` 没有 \"{found}\" 这个选项"]
        ["expected one of {known}", "应为 {known} 之一"]
        ["", ""]
    BadId "bad-id" Error
        ["\"{id}\" cannot be a name others refer to", "\"{id}\" 不能用作被引用的名称"]
        ["expected letters, digits, `-` and `_`, at least one", "应由字母（含汉字）、数字、`-`、`_` 组成，至少一个"]
        ["the readable name goes into `name`", "便于阅读的名称请写在 `name`"]
    EmptyList "empty-list" Error
        ["`{key}` is empty", "`{key}` 是空的"]
        ["expected at least one entry", "至少需要一项"]
        ["for example {example}", "例如 {example}"]
    RepeatedName "repeated-name" Error
        ["`{name}` stands twice in `{key}`", "`{key}` 中 `{name}` 出现了两次"]
        ["each name once", "每个名称只能出现一次"]
        ["", ""]

    // Dates, clocks, hours
    BadMonth "bad-month" Error
        ["\"{found}\" is not a month", "\"{found}\" 不是月份"]
        ["expected a year and a month", "应为年和月"]
        ["write it like \"2024-04\", or as its first day, 2024-04-01", "请写成 \"2024-04\"，或写该月第一天 2024-04-01"]
    BadClock "bad-clock" Error
        ["\"{found}\" is not a time of day", "\"{found}\" 不是一天中的时刻"]
        ["expected a time from 00:00 to 23:59", "应为 00:00 到 23:59 的时刻"]
        ["write it like \"09:00\"", "请写成 \"09:00\""]
    BadSpans "bad-spans" Error
        ["\"{found}\" are not opening hours", "\"{found}\" 不是营业时间"]
        ["expected spans from 00:00 to 24:00, each with its end after its start", "应为 00:00 到 24:00 之间的时段，且结束晚于开始"]
        ["write \"09:00-18:00\", \"09:00-12:00, 13:00-18:00\" or \"closed\"", "请写 \"09:00-18:00\"、\"09:00-12:00, 13:00-18:00\" 或 \"closed\""]
    SpansOverlap "spans-overlap" Error
        ["the spans {first} and {second} overlap", "时段 {first} 与 {second} 重叠"]
        ["each moment may be open once", "每个时刻只能属于一个时段"]
        ["", ""]
    DayTwice "day-twice" Error
        ["the hours of `{day}` are given twice", "`{day}` 的营业时间给出了两次"]
        ["each weekday once", "每个星期几只能出现一次"]
        ["", ""]
    DateOrder "date-order" Error
        ["`{key}` ({found}) must be {order} `{other}` ({date})", "`{key}`（{found}）应{order} `{other}`（{date}）"]
        ["expected a date {order} {date}", "应{order} {date}"]
        ["", ""]
    DateRange "date-range" Error
        ["`{key}` is out of range: {found}", "`{key}` 超出范围：{found}"]
        ["expected a date from 1900-01-01 to 2200-12-31", "应为 1900-01-01 到 2200-12-31 的日期"]
        ["", ""]
    WarmUpTooLong "warm-up-too-long" Error
        ["the warm-up of {warm_up} days leaves nothing of the {days} days to measure", "预热 {warm_up} 天，{days} 天中没有可统计的日子"]
        ["expected less than `days` = {days}", "应小于 `days` = {days}"]
        ["", ""]
    CoordinatesApart "coordinates-apart" Error
        ["`{key}` stands without `{other}`", "有 `{key}` 却没有 `{other}`"]
        ["a place needs both", "坐标需要两者"]
        ["add `{other}`, or leave both out: no distance then", "请加上 `{other}`，或两者都不写（不计距离）"]

    // Weights
    WeightsCount "weights-count" Error
        ["`{key}` has {found} weights", "`{key}` 有 {found} 个权重"]
        ["expected {expected}", "应为 {expected} 个"]
        ["", ""]
    WeightsZero "weights-zero" Error
        ["the weights in `{key}` are all 0", "`{key}` 中的权重全为 0"]
        ["expected at least one above 0", "至少一个应大于 0"]
        ["", ""]

    // Distributions and rates
    OneForm "one-form" Error
        ["`{key}` names {found} forms", "`{key}` 写了 {found} 种形式"]
        ["expected exactly one", "应恰好为一种"]
        ["one of {known}; for example {example}", "可选：{known}；例如 {example}"]
    UnknownForm "unknown-form" Error
        ["`{key}` does not know `{found}`", "`{key}` 没有 `{found}` 这种形式"]
        ["expected a known form", "应为已知的形式"]
        ["one of {known}; for example {example}", "可选：{known}；例如 {example}"]
    LimitsOrder "limits-order" Error
        ["the limits of this {law} distribution are not in order: {found}", "{law} 分布的参数次序不对：{found}"]
        ["expected {expected}", "应为 {expected}"]
        ["", ""]

    // Bookings
    SharesOrder "shares-order" Error
        ["`{key}` ({found}) is below `{other}` ({least})", "`{key}`（{found}）小于 `{other}`（{least}）"]
        ["expected at least {least}", "应不小于 {least}"]
        ["who waits longer comes less often, never more: swap the two, or make them equal", "等得越久，爽约越多：请对调两者，或令其相等"]
    KeyAlone "key-alone" Error
        ["`{key}` stands without {other}", "有 `{key}` 却没有 {other}"]
        ["it means nothing alone", "它单独没有意义"]
        ["add {example}, or leave `{key}` out", "请加上 {example}，或删去 `{key}`"]
    NoticeBeyondHorizon "notice-beyond-horizon" Error
        ["a notice of {found} hours leaves no slot in a horizon of {days} days", "提前 {found} 小时预约，{days} 天的可约期内就没有名额了"]
        ["expected less than {most}", "应小于 {most}"]
        ["shorten `notice_hours`, or lengthen `horizon_days`", "请缩短 `notice_hours`，或加长 `horizon_days`"]
    ReserveWithoutUrgent "reserve-without-urgent" Error
        ["slots are kept for urgent jobs, but no failure mode is urgent", "为紧急工单预留了名额，但没有紧急的故障"]
        ["nobody could book them", "没有人能预约这些名额"]
        ["add urgent = true to a [[failure]], or leave `urgent_reserve_share` out", "请给某个 [[failure]] 加上 urgent = true，或删去 `urgent_reserve_share`"]

    // Between sections
    UnknownCity "unknown-city" Error
        ["no [[city]] has the id `{id}`", "没有 id 为 `{id}` 的 [[city]]"]
        ["known cities: {known}", "已有的城市：{known}"]
        ["", ""]
    UnknownFailure "unknown-failure" Error
        ["no [[failure]] has the id `{id}`", "没有 id 为 `{id}` 的 [[failure]]"]
        ["known failure modes: {known}", "已有的故障：{known}"]
        ["", ""]
    UnknownResource "unknown-resource" Error
        ["no centre has the resource `{name}`", "没有服务中心拥有资源 `{name}`"]
        ["known resources: {known}", "已有的资源：{known}"]
        ["name it in `resources` of a centre with at least 1, or correct `needs`", "请在某服务中心的 `resources` 中写上（至少 1），或更正 `needs`"]
    UnknownTeam "unknown-team" Error
        ["no failure mode belongs to the team `{name}`", "没有故障属于班组 `{name}`"]
        ["known teams: {known}", "已有的班组：{known}"]
        ["", ""]
    SlotsByTeam "slots-by-team" Error
        ["one number of slots for {count} teams", "{count} 个班组只写了一个名额数"]
        ["expected a table by team", "应为按班组的表"]
        ["write slots_per_day = {{ {example} }", "请写 slots_per_day = {{ {example} }"]
    NoCentreForFailure "no-centre-for-failure" Error
        ["no centre can do all the work of `{failure}`", "没有服务中心能完成 `{failure}` 的全部工作"]
        ["no single centre has all of {needs}", "没有一个服务中心同时拥有 {needs}"]
        ["add what is missing to the `resources` of a centre", "请在某服务中心的 `resources` 中补上缺少的资源"]
    NoSlotsForTeam "no-slots-for-team" Error
        ["no centre that can repair `{failure}` has slots for the team `{team}`", "能修 `{failure}` 的服务中心都没有班组 `{team}` 的名额"]
        ["its jobs could never be booked", "这些工单永远预约不上"]
        ["add `{team}` to `slots_per_day` of a centre", "请在某服务中心的 `slots_per_day` 中加上 `{team}`"]
    WeibullNeedsDeliveries "weibull-needs-deliveries" Error
        ["a rate by age needs the age of the cars, but there are no deliveries", "随车龄变化的故障率需要车龄，但没有交付数据"]
        ["a fixed fleet has no age", "固定车队没有车龄"]
        ["add [[delivery]] entries, or write rate = {{ per_vehicle_year = 0.3 }", "请加入 [[delivery]]，或写 rate = {{ per_vehicle_year = 0.3 }"]
    UnknownModel "unknown-model" Error
        ["no model has the id `{id}`", "没有 id 为 `{id}` 的车型"]
        ["known models: {known}", "已有的车型：{known}"]
        ["models are those of [[model]] or, without any, those that deliveries name", "车型即 [[model]] 中的；没有 [[model]] 时即交付数据所写的"]
    NeedsDeliveries "needs-deliveries" Error
        ["`{key}` asks which model a car is or when it was built, but there are no deliveries", "`{key}` 需要车型或生产月份，但没有交付数据"]
        ["a fixed fleet has neither model nor age", "固定车队没有车型与车龄"]
        ["add [[delivery]] entries, or leave `{key}` out", "请加入 [[delivery]]，或去掉 `{key}`"]
    NeedsDriving "needs-driving" Error
        ["`{key}` counts by distance, but nothing says how far cars drive", "`{key}` 按里程计，但没有写车辆行驶的里程"]
        ["a section [driving] is missing", "缺少 [driving]"]
        ["add [driving] with km_per_year = 15000", "请加入 [driving]，写 km_per_year = 15000"]
    SaysNothing "says-nothing" Error
        ["`{key}` says nothing", "`{key}` 什么也没写"]
        ["expected at least one of {known}", "至少应写 {known} 之一"]
        ["for example {example}", "例如 {example}"]
    RecallFailureRate "recall-failure-rate" Error
        ["`{id}` has a rate of its own", "`{id}` 有自己的故障率"]
        ["a recall needs a failure mode that nothing else causes", "召回需要一个没有其他来源的故障类型"]
        ["add a [[failure]] without `rate` and name it here", "请加入没有 `rate` 的 [[failure]]，并写在此处"]
    RecallTwoCurves "recall-two-curves" Error
        ["both `ota_days` and `ota_curve` say when cars have the update", "`ota_days` 与 `ota_curve` 都写了何时完成升级"]
        ["one of them is enough", "只需其一"]
        ["leave one of them out", "请删去其中之一"]
    RecallCurveOrder "recall-curve-order" Error
        ["the points of `ota_curve` are out of order", "`ota_curve` 各点顺序不对"]
        ["later days than the point before, and no smaller share", "天数应晚于前一点，比例不得更小"]
        ["write the points in order of days, shares counted from the announcement", "请按天数先后写各点，比例自公告起累计"]
    MonthOrder "month-order" Error
        ["`{key}` = {found} is too early: it stands behind {before}", "`{key}` = {found} 过早：它写在 {before} 之后"]
        ["months must run forward", "月份须向后推进"]
        ["put the months in order of time", "请按时间先后排列月份"]
    SharesZero "shares-zero" Error
        ["there are deliveries, but no city has a share of them", "有交付数据，但没有城市占有份额"]
        ["expected a city with `share` above 0", "至少一个城市的 `share` 应大于 0"]
        ["add share = 1 to a city; shares are relative", "请给城市加上 share = 1；份额是相对值"]

    UnknownCentre "unknown-centre" Error
        ["no [[centre]] has the id `{id}`", "没有 id 为 `{id}` 的 [[centre]]"]
        ["known centres: {known}", "已有的服务中心：{known}"]
        ["", ""]

    // What was observed and what is assumed
    ObservedValue "observed-value" Error
        ["the observation `{id}` has no single value", "观察 `{id}` 没有唯一的值"]
        ["expected either `value`, or `low` and `high`", "应写 `value`，或同时写 `low` 与 `high`"]
        ["for example low = 13 and high = 17 for \"about half a month\"", "例如“大约半个月”写 low = 13、high = 17"]
    HighBelowLow "high-below-low" Error
        ["`high` ({found}) is below `low` ({low})", "`high`（{found}）小于 `low`（{low}）"]
        ["expected at least {low}", "应不小于 {low}"]
        ["", ""]
    ObservedScope "observed-scope" Error
        ["`{metric}` is not told apart by `{key}`", "`{metric}` 不能按 `{key}` 区分"]
        ["it can be told by: {known}", "可以按以下键区分：{known}"]
        ["leave `{key}` out", "请删去 `{key}`"]
    AssumptionValue "assumption-value" Error
        ["the assumption `{id}` has no single value", "前提 `{id}` 没有唯一的值"]
        ["expected either `path` or `value`", "应写 `path` 或 `value` 之一"]
        ["`path` names a value of this scenario as `--set` does; `value` is a text", "`path` 像 `--set` 那样指向本方案中的一个值；`value` 是一段文本"]
    // Centres as they work
    KeepNotNeeded "keep-not-needed" Error
        ["`{name}` is kept by a stage that does not need it", "工序保留了它并不需要的 `{name}`"]
        ["this stage needs: {known}", "该工序需要：{known}"]
        ["add `{name}` to `needs` of this stage, or put `keep` at the stage that needs it", "请在该工序的 `needs` 中加上 `{name}`，或把 `keep` 写到需要它的工序"]
    Deadlock "deadlock" Error
        ["cars may wait for each other for ever: {circle}", "车辆可能互相等待，永远无法继续：{circle}"]
        ["a car may wait here for `{wanted}` while it holds `{held}`", "此处车辆可能占着 `{held}` 等待 `{wanted}`"]
        ["keep less, or let all failure modes seize what is kept in the same order", "请少保留一些资源，或让所有故障按相同顺序占用被保留的资源"]
    ResourceNotThere "resource-not-there" Error
        ["the centre `{centre}` has no `{name}`", "服务中心 `{centre}` 没有 `{name}`"]
        ["it has: {known}", "它拥有：{known}"]
        ["name it in `resources` of the centre; staff only says when how many of them are there", "请写入该服务中心的 `resources`；[[staff]] 只说明何时有多少"]
    BadShift "bad-shift" Error
        ["\"{found}\" is not a shift", "\"{found}\" 不是班次"]
        ["expected spans from 00:00 to 24:00, each with its end after its start", "应为 00:00 到 24:00 之间的时段，且结束晚于开始"]
        ["write \"09:00-14:00\"; a shift past midnight is two entries, the second from 00:00", "请写 \"09:00-14:00\"；跨午夜的班次写成两条，第二条从 00:00 开始"]
    UnknownOperator "unknown-operator" Error
        ["no [[operator]] has the id `{id}`", "没有 id 为 `{id}` 的 [[operator]]"]
        ["known operators: {known}", "已有的运营方：{known}"]
        ["", ""]
    UnknownSite "unknown-site" Error
        ["no [[site]] has the id `{id}`", "没有 id 为 `{id}` 的 [[site]]"]
        ["known kinds of site: {known}", "已有的站点类型：{known}"]
        ["", ""]
    ExpansionTrigger "expansion-trigger" Error
        ["a rule needs one trigger", "规则需要一个触发条件"]
        ["expected either `vehicles_per_centre` or `first_slot_days`", "应为 `vehicles_per_centre` 或 `first_slot_days` 之一"]
        ["add vehicles_per_centre = 6000, say; two triggers are two rules", "请加上例如 vehicles_per_centre = 6000；两个触发条件请写成两条规则"]
    ExpansionRamp "expansion-ramp" Error
        ["a rule on waits cannot open centres like `{id}`, which has a `ramp_up`", "按等待开设的中心不能以带 `ramp_up` 的 `{id}` 为样板"]
        ["expected a centre at full speed from its opening", "应为开业即全速的中心"]
        ["name another centre, or use a rule on cars", "请换一个中心，或改用按车数的规则"]
    ExpansionIdTaken "expansion-id-taken" Error
        ["the rule would open a centre `{id}`, and there is one already", "规则将开设中心 `{id}`，而该中心已存在"]
        ["its centres are called `<rule>-<city>-1`, `-2` and so on", "其中心名为 `<规则>-<城市>-1`、`-2` 等"]
        ["give the rule another `id`", "请给规则换一个 `id`"]
    ExpansionTooMany "expansion-too-many" Error
        ["the rules would open more than {most} centres", "这些规则将开设超过 {most} 个中心"]
        ["that is beyond any network", "超出任何网络的规模"]
        ["raise `vehicles_per_centre`, or set `most_per_city` or `most_per_quarter`", "请调高 `vehicles_per_centre`，或设定 `most_per_city`、`most_per_quarter`"]
    UnknownPart "unknown-part" Error
        ["no [[part]] has the id `{id}`", "没有 id 为 `{id}` 的 [[part]]"]
        ["known parts: {known}", "已有的配件：{known}"]
        ["", ""]
    UnknownDepot "unknown-depot" Error
        ["no [[depot]] has the id `{id}`", "没有 id 为 `{id}` 的 [[depot]]"]
        ["known depots: {known}", "已有的配件库：{known}"]
        ["", ""]
    OptimiseDays "optimise-days" Error
        ["`days` belongs to the goal within_days_share, which needs it", "`days` 属于目标 within_days_share，且必须写"]
        ["expected 1, 3, 7 or 14 with that goal, and no `days` with any other", "该目标应为 1、3、7 或 14，其他目标不写 `days`"]
        ["write goal = \"within_days_share\" and days = 7", "请写 goal = \"within_days_share\" 与 days = 7"]
    OptimiseQuantile "optimise-quantile" Error
        ["`quantile_share` belongs to a goal that every job has: a wait", "`quantile_share` 只用于每个工单都有的目标：等待时间"]
        ["expected it with lead_time_days, turnaround_days or queue_wait_hours", "应与 lead_time_days、turnaround_days 或 queue_wait_hours 同用"]
        ["write goal = \"lead_time_days\" and quantile_share = 0.9", "请写 goal = \"lead_time_days\" 与 quantile_share = 0.9"]
    OptimiseBound "optimise-bound" Error
        ["a search needs a budget or a promise", "搜索需要预算或承诺之一"]
        ["expected either `budget_cny`, or with the goal within_days_share `promise_share`", "应写 `budget_cny`，或在目标为 within_days_share 时写 `promise_share`"]
        ["write budget_cny = 100000000", "请写 budget_cny = 100000000"]
    LeverForm "lever-form" Error
        ["the lever `{id}` does not say what it changes", "杠杆 `{id}` 未说明改什么"]
        ["expected exactly one of `adds`, `like`, `reserve_share`, `vans`, `drivers` and `agents`", "应在 `adds`、`like`、`reserve_share`、`vans`、`drivers`、`agents` 中恰写一个"]
        ["write adds = {{ bay = 1 }, or like = \"wuhan-1\"", "请写 adds = {{ bay = 1 } 或 like = \"wuhan-1\""]
    LeverKey "lever-key" Error
        ["`{key}` means nothing beside `{form}`", "`{key}` 与 `{form}` 同用没有意义"]
        ["`opens` goes with `like`, `cities` with `like`, `vans` and `drivers`, `centres` with `adds` and `reserve_share`", "`opens` 与 `like` 同用，`cities` 与 `like`、`vans`、`drivers` 同用，`centres` 与 `adds`、`reserve_share` 同用"]
        ["leave `{key}` out", "请删去 `{key}`"]
    OpensTwice "opens-twice" Error
        ["`ordered` and `opens` stand side by side", "`ordered` 与 `opens` 同时出现"]
        ["a centre that was ordered opens when site and operator are ready", "已订购的服务中心在站点建成、运营方就绪后开业"]
        ["leave one of them out", "请删去其中一个"]
    OrderedWithoutOperator "ordered-without-operator" Error
        ["`ordered` needs a `site` or an `operator`", "`ordered` 需要 `site` 或 `operator`"]
        ["the time to open is theirs; known kinds of site: {sites}; known operators: {operators}", "开业所需时间取决于二者；已有的站点类型：{sites}；已有的运营方：{operators}"]
        ["add one of them, or write `opens` with the date of the opening", "请加上其中之一，或用 `opens` 写明开业日期"]

    // Traces
    TraceFileTwice "trace-file-twice" Error
        ["two traces have the file name `{name}`", "两个记录文件同名 `{name}`"]
        ["jobs are known by file name and row", "工单由文件名和行号识别"]
        ["rename one of the files", "请给其中一个文件改名"]
    TraceTime "trace-time" Error
        ["\"{found}\" is not a time", "\"{found}\" 不是时间"]
        ["expected hours since the start, or a date with a time", "应为开始后的小时数，或日期加时刻"]
        ["write 12.5 or 2025-03-01T09:30", "请写 12.5 或 2025-03-01T09:30"]
    TraceOutside "trace-outside" Error
        ["{found} is outside the run", "{found} 不在模拟期内"]
        ["expected a time within the {days} days from {start} on", "应在 {start} 起的 {days} 天之内"]
        ["change `start` or `days`, or leave the row out", "请修改 `start` 或 `days`，或删去此行"]
    UnknownTraceColumn "unknown-trace-column" Error
        ["unknown column `{column}` in a trace", "记录表中没有 `{column}` 这一列"]
        ["known here: {known}", "这里可用：{known}"]
        ["", ""]
    StageNotInFailure "stage-not-in-failure" Error
        ["the failure mode `{failure}` has no stage `{stage}`", "故障 `{failure}` 没有工序 `{stage}`"]
        ["its stages: {known}", "它的工序：{known}"]
        ["leave this cell empty", "请将此单元格留空"]

    // Starting state
    UnknownStateColumn "unknown-state-column" Error
        ["unknown column `{column}` in the starting state", "初始状态表中没有 `{column}` 这一列"]
        ["known here: {known}", "这里可用：{known}"]
        ["", ""]
    UnknownStage "unknown-stage" Error
        ["the failure mode `{failure}` has no stage `{stage}`", "故障 `{failure}` 没有工序 `{stage}`"]
        ["its stages: {known}", "它的工序：{known}"]
        ["an empty cell stands for the first stage", "留空表示第一道工序"]
    StateCell "state-cell" Error
        ["`{key}` says nothing of a job that is `{state}`", "状态为 `{state}` 的工单没有 `{key}`"]
        ["expected an empty cell", "此单元格应留空"]
        ["trying: no centre yet; booked: centre and slot; waiting, in_work: centre and arrived; hours_left of in_work alone", "trying：尚无服务中心；booked：服务中心和名额；waiting、in_work：服务中心和到店时间；只有 in_work 有 hours_left"]
    StateInstant "state-instant" Error
        ["`{key}` must be {order} the start, not {found}", "`{key}` 应{order}开始时刻，而不是 {found}"]
        ["expected an instant {order} 00:00 of {start}", "应{order} {start} 00:00"]
        ["hours before the start are negative: -36.5; or write a date with a time", "开始之前的小时数为负：-36.5；也可写日期加时刻"]
    StateOrder "state-order" Error
        ["`{key}` ({found}) is before `{other}`", "`{key}`（{found}）早于 `{other}`"]
        ["expected the same instant or a later one", "应不早于它"]
        ["", ""]
    StateCentreLacks "state-centre-lacks" Error
        ["{centre} cannot do what is left of `{failure}`", "{centre} 无法完成 `{failure}` 余下的工作"]
        ["it has no `{resource}`", "它没有 `{resource}`"]
        ["name another centre, or a later stage", "请换一个服务中心，或写后面的工序"]
    StateTooMany "state-too-many" Error
        ["{cars} cars in work hold a `{resource}` of {centre}", "{centre} 有 {cars} 辆车在工，占用 `{resource}`"]
        ["it has only {count}", "它只有 {count} 个"]
        ["a car that is not being worked on is `waiting`", "没有在修的车应写 `waiting`"]

    BeliefPath "belief-path" Error
        ["`{path}` leads to no number that may be uncertain", "`{path}` 没有指向可以不确定的数值"]
        ["known there: {known}", "此处可用：{known}"]
        ["write the path in quotes, as for `--set`, to a number that stands in the scenario: \"failure.body.rate.per_vehicle_year\"; not `days`", "请在引号中写路径（同 `--set`），指向方案中写明的数：\"failure.body.rate.per_vehicle_year\"；不能是 `days`"]
    BeliefTwice "belief-twice" Error
        ["the number at `{path}` has another belief", "`{path}` 的数值已有另一个判断"]
        ["one belief for each number", "每个数值只能有一个判断"]
        ["leave one of them out; `*` stands for every entry", "请去掉其中一个；`*` 代表所有条目"]
    BeliefCut "belief-cut" Error
        ["this normal distribution is cut at 0: the belief about `{path}` would pile up there", "正态分布在 0 处截断：对 `{path}` 的判断会堆积在 0"]
        ["its 0.01 % point is below 0", "其 0.01% 分位点小于 0"]
        ["take lognormal = {{ mean = …, cv = … } or gamma, which stay above 0, or a smaller sd", "请用保持大于 0 的 lognormal = {{ mean = …, cv = … } 或 gamma，或减小 sd"]
    BeliefRange "belief-range" Error
        ["a draw of this belief may be {value}, which the scenario refuses at `{path}`", "该判断可能取到 {value}，而方案不接受 `{path}` 取此值"]
        ["{why}", "{why}"]
        ["take a distribution inside the limits of the key, such as triangular = {{ min = …, mode = …, max = … }; nothing is cut off at a limit", "请用不超出该键范围的分布，如 triangular = {{ min = …, mode = …, max = … }；超出部分不会被截断"]
    TooManyResources "too-many-resources" Error
        ["the scenario names {count} resources", "方案中有 {count} 种资源"]
        ["at most {most}", "最多 {most} 种"]
        ["give resources that are used alike the same name at every centre", "请让各服务中心用途相同的资源使用同一名称"]

    // Warnings
    ResourceNotNeeded "resource-not-needed" Warning
        ["no stage needs `{resource}`", "没有任何工序需要 `{resource}`"]
        ["stages need: {known}", "工序需要的资源：{known}"]
        ["", ""]
    NoEffect "no-effect" Warning
        ["`{what}` has no effect", "`{what}` 不起作用"]
        ["{why}", "{why}"]
        ["", ""]
    AssumptionPath "assumption-path" Warning
        ["an assumption speaks of `{path}`, which the scenario does not have", "有一条前提指向 `{path}`，但方案中没有它"]
        ["known there: {known}", "此处可用：{known}"]
        ["", ""]
    HolidaysAssumed "holidays-assumed" Warning
        ["the holidays of 2027 are assumed, not yet announced", "2027 年的节假日尚未公布，为假定值"]
        ["the run reaches into 2027", "模拟期包含 2027 年"]
        ["", ""]
    HolidaysUnknown "holidays-unknown" Warning
        ["no holidays are known for {years}", "没有 {years} 年的节假日数据"]
        ["known from 2024 to 2027", "已知 2024 至 2027 年"]
        ["", ""]
}
