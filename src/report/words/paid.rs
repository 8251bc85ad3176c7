//! Words of what is charged, and to whom.

use super::Phrase;

phrases! {
    METRIC_ALL: "Charged, CNY" | "收取的费用（元）";
    METRIC_LABOUR: "Charged for work, CNY" | "收取的工时费（元）";
    METRIC_PARTS: "Charged for parts, CNY" | "收取的配件费（元）";
    METRIC_COLLECTION: "Charged for collection, CNY" | "收取的取送费（元）";
    SWEPT_ALL: "what is charged" | "收取的费用";
    SWEPT_LABOUR: "what is charged for work" | "收取的工时费";
    SWEPT_PARTS: "what is charged for parts" | "收取的配件费";
    SWEPT_COLLECTION: "what is charged for collection" | "收取的取送费";
}
