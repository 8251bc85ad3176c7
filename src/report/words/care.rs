//! Words of what follows a repair.

use super::Phrase;

phrases! {
    SATISFIED_BELOW: "{value} of owners would call their visit very good or excellent, surely fewer than the {least} of {maker}" | "{value}的车主会评价到店服务“很好或优秀”，肯定低于{maker}的{least}";
    SATISFIED_ABOVE: "{value} of owners would call their visit very good or excellent, surely more than the {most} of {maker}" | "{value}的车主会评价到店服务“很好或优秀”，肯定高于{maker}的{most}";
    SATISFIED_LEAST: "Owners in {place} are surely the least satisfied: {low} would call their visit very good or excellent, {value} in all" | "{place}车主的满意度肯定最低：{low}会评价“很好或优秀”，总体为{value}";
    SATISFIED_LEAST_FAILURE: "Owners are surely the least satisfied after {place}: {low} would call their visit very good or excellent, {value} in all" | "{place}之后的满意度肯定最低：{low}会评价“很好或优秀”，总体为{value}";
    SATISFIED_ALL: "{value} of owners would call their visit very good or excellent" | "{value}的车主会评价到店服务“很好或优秀”";
    SATISFIED_SUBTITLE_CITY: "Expected share of owners of served jobs who call their visit very good or excellent, per cent, by the owner's city, {period}" | "已交车车主评价“很好或优秀”的预期比例（%），按车主所在城市，{period}";
    SATISFIED_SUBTITLE_FAILURE: "Expected share of owners of served jobs who call their visit very good or excellent, per cent, by kind of failure, {period}" | "已交车车主评价“很好或优秀”的预期比例（%），按故障类型，{period}";
    SATISFIED_READ: "The terms of the index are assumptions of the scenario; lost owners are not in it. Published shares are of other trades and surveys: a level to look at, not a target that was fitted." | "指数各项为方案的假设，不含流失的车主。公布的比例来自其他行业与调查，只供对照水平，未用于拟合。";
    SATISFIED_LOWEST: "The {count} lowest of {all}." | "{all}项中最低的{count}项。";
    SATISFIED_FORM: "Dots of satisfied owners (per cent), {period}." | "{period}满意车主比例（%）点图。";
    SATISFIED_PUBLISHED: "Published" | "公开数据";
    SATISFIED_COLUMN: "Very good or excellent" | "“很好或优秀”";
}
