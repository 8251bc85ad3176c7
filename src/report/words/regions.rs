//! Words of the charts of where and why.

use super::Phrase;

phrases! {
    // Fully booked weeks
    BOOKED_MOSTLY: "{count} that take {jobs} were surely full on most of their days" | "能做{jobs}的{count}在开店后大半时间肯定约满";
    BOOKED_COUNT: "{count} of {all} cities" | "{all}个城市中有{count}个";
    BOOKED_ALL: "all {all} cities" | "{all}个城市全部";
    BOOKED_UNSURE: "no city surely is fully booked for {jobs} on more than half of the days; the highest is {city} with {share}" | "没有城市确定在半数以上的日子里{jobs}约满；最高为{city}，{share}";
    BOOKED_ONE: "in {city} no slot for {jobs} was free on {share} of the days" | "{city}有{share}的日子{jobs}约满";
    BOOKED_SUBTITLE: "Days of each week without a free slot for {jobs} after the release, by the centre's city, {period}; right: share of the days since the city had such slots" | "每周放号后{jobs}仍无空位的天数，按服务中心所在城市，{period}；右侧为占该市可约日子的比例";
    BOOKED_SUBTITLE_ONE: "Share of runs in which no slot for {jobs} was free after the release, by day, {period}" | "放号后{jobs}无空位的运行占比，按日，{period}";
    BOOKED_READ: "Each cell is the mean of the runs, rounded to one of eight steps; a line means that the city had no such slots yet. Brown bars above: public holidays." | "每格为各次运行的均值，取八级之一；横线表示该城市当时尚无此类时段。上方棕色横条为法定节假日。";
    BOOKED_READ_ONE: "Each cell is a day: the share of the runs, rounded to one of eight steps. Brown bars above: public holidays." | "每格为一天：各次运行的占比，取八级之一。上方棕色横条为法定节假日。";
    BOOKED_FORM: "Heat map of fully booked days for {jobs}, by week, {period}." | "{period}{jobs}每周约满天数热力图。";
    BOOKED_KEY: "Days full|in the week" | "每周|约满天数";
    BOOKED_KEY_DAY: "Share|of runs" | "运行|占比";
    BOOKED_COLUMN: "of its days" | "约满比例";
    BOOKED_TABLE: "Days fully booked, %" | "约满天数占比（%）";
    WEEKDAY: "Weekday" | "星期";
    WEEKDAYS: "Mon|Tue|Wed|Thu|Fri|Sat|Sun" | "周一|周二|周三|周四|周五|周六|周日";

    // Odds at a release
    AT_MIDNIGHT: "At midnight" | "午夜抢号";
    AT_RELEASE: "At the release" | "放号时";
    ODDS_ONE: "one try in {of} gets a slot" | "每{of}次成功一次";
    ODDS_SOME: "{some} tries in {of} get a slot" | "每{of}次成功{some}次";
    ODDS_SHARE: "{share} of tries get a slot" | "{share}成功";
    ODDS_TITLE: "{when} {tries} in {place}" | "{when}，{place}只有{tries}能抢到";
    ODDS_TITLE_CITY: "{when} {tries} in {place}, {all} in the whole network" | "{when}，{place}有{tries}能抢到，全网为{all}";
    ODDS_SUBTITLE: "Share of retries at a release of slots that get one, per cent, {jobs}, by the owner's city, {period}" | "放号时重新抢号的成功率（%），{jobs}，按车主所在城市，{period}";
    ODDS_LARGEST: "The {count} cities with most jobs of {all}." | "{all}个城市中工单最多的{count}个。";
    ODDS_FORM: "Dots of the share of retries at a release that get a slot (per cent), {jobs}, {period}." | "{period}{jobs}放号时抢号成功率（%）点图。";

    // Two scenarios beside each other
    BESIDE_SAME_MEAN: "The mean wait is much the same, but under “{one}” later owners overtake {share}, under “{other}” {othershare}" | "平均等待相差无几，但“{one}”有{share}的车主被后来者抢先，“{other}”为{othershare}";
    BESIDE_BOTH: "Under “{one}” owners wait {mean} and {share} are overtaken by later ones; under “{other}” {othermean} and {othershare}" | "“{one}”平均等{mean}，{share}被后来者抢先；“{other}”为{othermean}和{othershare}";
    BESIDE_MEAN: "Owners wait {mean} under “{one}”, {othermean} under “{other}”" | "“{one}”平均等{mean}，“{other}”{othermean}";
    BESIDE_NEITHER: "Neither the mean wait nor who is overtaken surely differs between “{one}” and “{other}”" | "“{one}”与“{other}”在平均等待和被抢先比例上都没有可靠的差别";
    BESIDE_SUBTITLE: "Lead time of {jobs}, days, and share of owners overtaken by a later one, per cent, whole network, {period}; the same random numbers" | "{jobs}预约等待（天）与被后来者抢先的车主比例（%），全网，{period}；随机数相同";
    BESIDE_NOTE: "Overtaken: someone of the same city and need who first tried later got a slot first." | "被抢先：同城、同类需求、更晚开始预约的车主先约到。";
    BESIDE_FORM: "Dots of lead time (days) and overtaken owners (per cent) under two scenarios, {jobs}, {period}." | "{period}两个方案下{jobs}预约等待（天）与被抢先比例（%）点图。";
    BESIDE_HALF: "half within" | "半数以内";
    BESIDE_NINE: "nine in ten within" | "九成以内";
    BESIDE_NEARLY_ALL: "99 in 100 within" | "百分之99以内";
    BESIDE_MEAN_MARK: "mean" | "均值";
    BESIDE_OVERTAKEN: "overtaken" | "被抢先";
    BESIDE_SCENARIO: "Scenario" | "方案";

    // What the days are made of
    CAUSE_NO_SLOT: "no slot to book" | "约不到";
    CAUSE_APPOINTMENT: "until the appointment" | "等预约日";
    CAUSE_CLOSED: "closed hours" | "非营业时间";
    CAUSE_PEOPLE: "people" | "等人手";
    CAUSE_PEOPLE_AND_PARTS: "people and parts" | "等人手和配件";
    CAUSE_BAYS: "bay and booth" | "等工位和烤漆房";
    CAUSE_WORK: "work and handover" | "作业与交车";
    CAUSE_TOTAL: "Total" | "合计";
    CAUSES_BEFORE: "Of the {total} that {job} takes in {place}, {before} pass before the car reaches the centre" | "{place}{job}平均{total}，其中{before}在到店之前";
    CAUSES_LARGEST: "Of the {total} that {job} takes in {place}, {part} are the largest part: {cause}" | "{place}{job}平均{total}，占比最大的是{cause}：{part}";
    CAUSES_SUBTITLE: "From the first booking attempt until the car is handed back, mean {unit} of served {jobs} by cause, by the owner's city, {period}" | "首次预约到交车，已完成{jobs}按原因的平均时长（{unit}），按车主所在城市，{period}";
    CAUSES_SUBTITLE_ONE: "From the first booking attempt until the car is handed back, mean {unit} of served {jobs} by cause, {period}" | "首次预约到交车，已完成{jobs}按原因的平均时长（{unit}），{period}";
    CAUSES_CHOSEN: "Of {all} cities: the {longest} longest and the {large} with the most jobs." | "共{all}个城市：时长最长的{longest}个与工单最多的{large}个。";
    CAUSES_READ: "Owners who gave up are not in it: they waited in vain. Parts are rounded so that they add up." | "不含放弃的车主：他们白等了。各部分取整后之和等于合计。";
    CAUSES_FORM: "Stacked bars of what served {jobs} waited for, {period}." | "{period}已完成{jobs}等待原因堆叠条形图。";

    // The map
    MAP_TITLE: "In {late} of {all} cities {job} surely waits over {limit} days for its slot; {without} have no centre for it" | "{all}个城市中有{late}个，{job}肯定要等{limit}天以上；{without}个没有能做的服务中心";
    MAP_TITLE_LATE: "In {late} of {all} cities {job} surely waits over {limit} days for its slot" | "{all}个城市中有{late}个，{job}肯定要等{limit}天以上";
    MAP_TITLE_WITHOUT: "{without} of {all} cities have no centre for {jobs}; no city surely waits over {limit} days" | "{all}个城市中有{without}个没有能做{jobs}的服务中心；没有城市确定要等{limit}天以上";
    MAP_TITLE_NONE: "In none of {all} cities owners surely wait over {limit} days for {jobs}" | "{all}个城市中没有一个{jobs}确定要等{limit}天以上";
    MAP_SUBTITLE: "Mean {what}, days, by the owner's city, {period}. {limit}" | "{what}（天）均值，按车主所在城市，{period}。{limit}";
    MAP_LIMIT: "Slots can be booked {limit} days ahead" | "可提前{limit}天预约";
    MAP_LIMIT_PLAIN: "The title counts waits over {limit} days" | "标题统计等待超过{limit}天的城市";
    MAP_READ: "Longitude and latitude to scale; neither borders nor coasts are drawn. A city stands for the towns around it." | "按经纬度定位，不画边界与海岸线。城市代表其周边地区。";
    MAP_FORM: "Map of {what} (days) by city, {period}; area is the number of jobs." | "{period}各城市{what}（天）地图，面积表示工单数。";
    MAP_KEY_LEAD: "Lead time" | "预约等待";
    MAP_KEY_RING: "no such centre|in the city" | "本市没有|此类中心";
    MAP_KEY_NONE: "nobody|got a slot" | "无人|约到";
    MAP_KEY_JOBS: "Jobs" | "工单数";
    MAP_DELTA: "Yangtze delta" | "长三角";

    // Cars for one point of service
    POINTS_TITLE: "One full centre serves {full} cars, one point of any kind {any}; reported networks have {others}" | "每个全功能中心服务{full}辆车，按全部网点计每个{any}辆；公开报道的网络为{others}辆";
    POINTS_TITLE_ALONE: "One full centre serves {full} cars, one point of any kind {any}" | "每个全功能中心服务{full}辆车；按全部网点计每个{any}辆";
    POINTS_TITLE_ANY: "One point of service has {any} cars to serve; reported networks have {others}" | "每个网点服务{any}辆车；公开报道的网络为{others}辆";
    POINTS_TITLE_ONLY: "A point of service has {any} cars to serve" | "每个网点服务{any}辆车";
    POINTS_RANGE: "{low} to {high}" | "{low}～{high}";
    POINTS_SUBTITLE: "Cars of the fleet for one service point; this network on {day}, when {with} of {cities} cities have one" | "车队车辆数与服务网点数之比；本网络为{day}，{cities}个城市中{with}个有网点";
    POINTS_READ: "A full centre takes every kind of job. Figures of others are reported, of other dates and counted by themselves; their sources stand in the scenario." | "全功能中心承接所有类型的工单。他方数据来自公开报道，日期与口径不一；来源见方案文件。";
    POINTS_FORM: "Dots of cars for one point of service." | "每个服务网点对应车辆数点图。";
    POINTS_FULL: "Full centres" | "全功能中心";
    POINTS_ANY: "Points of any kind" | "全部网点";
    POINTS_OWN: "This network, {when}" | "本网络，{when}";
    POINTS_PEER: "{name}, {when}" | "{name}，{when}";
    POINTS_UNIT: "{figure} cars" | "{figure}辆";
    POINTS_WHOSE: "Network" | "网络";
    POINTS_KIND: "Counted" | "口径";
    POINTS_CARS: "Cars for one point" | "每网点车辆数";
    SOURCE_HEAD: "Source" | "来源";
    CERTAINTY: "Certainty" | "把握";
    SIMULATED: "this scenario" | "本方案";
    SURE_HIGH: "certainty high" | "把握高";
    SURE_MEDIUM: "certainty medium" | "把握中";
    SURE_LOW: "certainty low" | "把握低";
    LEVEL_HIGH: "high" | "高";
    LEVEL_MEDIUM: "medium" | "中";
    LEVEL_LOW: "low" | "低";

    // Cities and provinces
    REGION_CARS: "Cars at the end" | "期末车辆数";
    REGION_POINTS: "Centres" | "服务中心数";
    REGION_ABLE: "Centres for {jobs}" | "能接{jobs}的中心数";
    REGION_PER_BAY: "Cars per bay for {jobs}" | "每{jobs}工位车辆数";
    REGION_FAR: "Owners over 100 km from one, %" | "距其100公里以上的车主（%）";
    REGION_LATE: "Over 7 days or given up, %" | "等待超过7天或放弃（%）";
    REGION_LEAD: "Lead time, {jobs} (days)" | "{jobs}预约等待（天）";
}
