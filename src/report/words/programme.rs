//! Words of programmes.

use super::Phrase;

phrases! {
    METRIC_HELPED: "Jobs that programmes helped" | "获服务计划帮助的工单";
    SWEPT_HELPED: "jobs that programmes helped" | "获服务计划帮助的工单";
}
