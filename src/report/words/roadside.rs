//! Words of rescue on the roadside.

use super::Phrase;

phrases! {
    HELP_WITHIN_AN_HOUR: "Help on the road within an hour" | "一小时内获得道路救援";
    CALLS: "Calls for rescue: the car cannot move." | "车辆无法行驶，呼叫救援。";
    BY_RESCUE: "by rescue where it stood" | "救援就地修好";
    TRUCK_COMES: "A rescue truck sets out." | "救援车出发。";
    PARTNER_COMES: "The call is handed to a partner." | "转给合作方救援。";
    SET_DOWN: "The car is towed to a centre." | "车辆拖到服务中心。";
    METRIC_RESCUES: "Rescues" | "救援次数";
    METRIC_RESPONSE: "Response of rescue, minutes" | "救援到达时间（分钟）";
    METRIC_WITHIN: "Rescued within minutes" | "规定分钟内到达的占比";
    METRIC_PARTNER: "Rescued by partners" | "合作方救援占比";
    METRIC_TRUCKS: "Use of rescue trucks" | "救援车利用率";
    SWEPT_RESCUES: "number of rescues" | "救援次数";
    SWEPT_RESPONSE: "response of rescue" | "救援到达时间";
    SWEPT_WITHIN: "share of rescues in time" | "及时到达的救援比例";
    SWEPT_PARTNER: "share of rescues by partners" | "合作方救援的比例";
    SWEPT_TRUCKS: "use of rescue trucks" | "救援车利用率";
    ALL_RESCUES: "All rescues" | "全部救援";
    IN_TOWN: "In town" | "市内";
    ON_ROADS: "On roads" | "公路上";
    WITHIN: "Within {minutes} minutes" | "{minutes}分钟内";
    WHERE: "Where" | "地点";
    TITLE_ROADS: "On roads help is there within an hour for {road} of calls, in town for {town}" | "公路上{road}的呼叫一小时内得到救援，市内为{town}";
    TITLE_ALL: "Help is there within an hour for {share} of calls" | "{share}的呼叫一小时内得到救援";
    SUBTITLE: "Share of rescues with help there within so many minutes of the call; in all, by place, and in the cities with most rescues, {period}" | "自呼叫起若干分钟内得到救援的占比；总体、按地点、以及救援最多的城市，{period}";
    FORM: "Dots of the share of rescues with help within 30, 60 and 90 minutes, {period}." | "{period}30、60、90分钟内得到救援的占比点图。";
}
