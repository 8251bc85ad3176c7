//! Words of rescue on the roadside.

use super::Phrase;

phrases! {
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
    COST: "rescue" | "道路救援";
}
