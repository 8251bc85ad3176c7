//! Words of drivers who fetch cars and bring them back.

use super::Phrase;

phrases! {
    COMES: "A driver sets out to fetch the car." | "司机出发上门取车。";
    BRINGS: "A driver sets out to bring the car back." | "司机出发送车。";
    WAY_BACK: "until a driver had brought it back" | "司机送回之前";
    CAUSE_RETURN: "ready, but not back with its owner" | "完工后尚未送回";
    METRIC_COLLECTED: "Cars fetched or brought back by drivers" | "由司机取送的车辆占比";
    METRIC_TRIPS: "Trips of drivers" | "司机行程数";
    METRIC_WAIT: "Wait for a driver, minutes" | "等待司机（分钟）";
    METRIC_REFUSED: "Trips without a driver in time" | "没有及时派到司机的行程占比";
    METRIC_BUSY: "Use of drivers" | "司机利用率";
    SWEPT_COLLECTED: "share of cars collected" | "由司机取送的比例";
    SWEPT_TRIPS: "trips of drivers" | "司机行程数";
    SWEPT_WAIT: "wait for a driver" | "等待司机的时间";
    SWEPT_REFUSED: "share of trips without a driver in time" | "没有及时派到司机的行程占比";
    SWEPT_BUSY: "use of drivers" | "司机利用率";
}
