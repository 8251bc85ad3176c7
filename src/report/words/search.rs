//! Words of a search for a better plan.

use super::Phrase;

phrases! {
    SEARCH_LABEL: "Search for a better plan" | "寻找更好的方案";
    SEARCH_PLAN_NAME: "{scenario}: best plan found" | "{scenario}：所找到的最优方案";
    SEARCH_HEADLINE: "{what} {after} instead of {before} for {cost}: {difference} better" | "花费{cost}，{what}由{before}变为{after}，改善{difference}";
    SEARCH_NOTHING: "No step under this budget surely improves {what}" | "该预算内没有肯定能改善{what}的措施";
    SEARCH_UNSURE: "The best plan found for {cost} cannot be told apart from the scenario in {what}" | "所找到的最优方案（{cost}）在{what}上与现方案无法区分";
    SEARCH_KEPT: "The promise is kept in every city for {cost}" | "以{cost}可在每个城市兑现承诺";
    SEARCH_NOT_KEPT: "The promise could not surely be kept: {city} reaches {share}" | "承诺无法肯定兑现：{city}仅达{share}";
    SEARCH_DO: "What to do" | "该做什么";
    SEARCH_CARD: "{what}, against {before} without the plan" | "{what}，无此方案为{before}";
    SEARCH_EVERY: "Every step" | "全部措施";
    SEARCH_AT: "{step}, at {places}" | "{step}：{places}";
    SEARCH_IN: "a centre like {like} in {places}" | "在{places}开设与{like}相同的中心";
    SEARCH_IN_DAY: "a centre like {like} on {day}, in {places}" | "{day}在{places}开设与{like}相同的中心";
    SEARCH_STEP: "Step" | "措施";
    SEARCH_TIMES: "Times" | "数量";
    SEARCH_COST: "Cost" | "费用";
    SEARCH_OPENS_BY: "Sign by" | "最迟签约";
    SEARCH_ADDS: "{centre}: {units}" | "{centre}：{units}";
    SEARCH_UNIT: "+{count} {resource}" | "{resource}+{count}";
    SEARCH_OPENS: "a centre like {like} in {city}" | "在{city}开一家与{like}相同的中心";
    SEARCH_OPENS_DAY: "a centre like {like} in {city} on {day}" | "{day}在{city}开一家与{like}相同的中心";
    SEARCH_RESERVES: "{share} more of the slots of {centre} for urgent jobs" | "{centre}为紧急工单多留{share}的时段";
    SEARCH_MORE: "and {count} more, in plan.toml and on the page" | "另有{count}项，见 plan.toml 与页面";
    SEARCH_NEXT: "What the next steps would be worth" | "下一步值多少";
    SEARCH_NEXT_TITLE: "Next best: {step}, {difference} for {cost}" | "下一步最优：{step}，以{cost}换{difference}";
    SEARCH_NEXT_NONE: "No further step can be told apart from doing nothing" | "没有进一步的措施能与不做区分开";
    SEARCH_NEXT_SUBTITLE: "Change of {what} ({unit}) by one further step, {period}; {better}" | "再走一步对{what}的改变（{unit}），{period}；{better}";
    SEARCH_NEXT_FORM: "Dots with intervals of the change of {what} by each next step." | "各下一步对{what}改变的点与区间图。";
    SEARCH_NEXT_NOTE: "Steps in order of what they are worth for their price; ≈: cannot be told apart from nothing." | "按性价比排序；≈：与不做无法区分。";
    SEARCH_FRONTIER: "What money buys" | "花钱买到什么";
    SEARCH_FRONTIER_TITLE: "{cost} buy {what} of {after} instead of {before}; half of the gain costs {half}" | "{cost}可使{what}由{before}变为{after}；达到一半改善需{half}";
    SEARCH_FRONTIER_SUBTITLE: "{what} ({unit}) by cost of the plan, best plans found, {period}" | "各费用下所找到最优方案的{what}（{unit}），{period}";
    SEARCH_FRONTIER_FORM: "Steps of {what} by cost." | "{what}随费用变化的阶梯图。";
    SEARCH_FRONTIER_NOTE: "As found during the search, on {replications} replications each: the best of many noisy figures look better than they are." | "搜索中所见，每个方案{replications}次重复：从众多带噪声的数字中取最优者，看上去会偏好。";
    SEARCH_HOW: "How the plan was chosen" | "方案如何选出";
    SEARCH_SELECTED: "Of {finalists} finalists, on {replications} fresh replications in all: with {sure} certainty it is the best of them if it leads by {difference} or more (Kim and Nelson 2001, normal values)." | "在{finalists}个入围方案中以共{replications}次新的重复选出：若其领先不少于{difference}，则有{sure}把握为其中最优（Kim与Nelson 2001，正态假设）。";
    SEARCH_NOT_SELECTED: "Of {finalists} finalists, on {replications} fresh replications in all, it has the best mean; the limit came before the best could be told with {sure} certainty." | "在{finalists}个入围方案中以共{replications}次新的重复，其均值最优；在能以{sure}把握断定之前已达上限。";
    SEARCH_ONE: "The search found one design worth looking at." | "搜索只找到一个值得考察的设计。";
    SEARCH_PROMISED: "On fresh replications every city keeps the promise, all together with {sure} certainty (Bonferroni, Student)." | "在新的重复中每个城市都兑现承诺，总体把握{sure}（Bonferroni，Student）。";
    SEARCH_TWICE: "As the search found it: {found}. On fresh random numbers: {fresh}. The second figure is the honest one: the first is the best of many." | "搜索所见：{found}。新的随机数下：{fresh}。后者可信：前者是众多结果中的最优者。";
    SEARCH_CUT_SHORT: "The search was cut short: more designs might be better." | "搜索提前结束：更多设计可能更好。";
    SEARCH_DESIGNS: "{count} designs simulated" | "模拟了{count}个设计";
    SEARCH_CHANCE: "Cost: capital, and what the units cost to keep until the end of the run. Intervals show chance alone." | "费用：资本与新增单位到模拟期末的维持费用。区间只反映随机性。";
    SEARCH_DECIDE: "Decide-by dates" | "决策时限";
    SEARCH_DECIDE_HOLIDAY: "To be open by" | "若要在此前开业";
    SEARCH_DECIDE_NOTE: "A centre of the kind takes so many days from the order to the opening." | "该类中心从订购到开业所需天数。";
    SEARCH_CITY_SHARE: "Share in time" | "按时比例";
    SEARCH_CITY_LEAST: "Surely at least" | "至少（有把握）";
    SEARCH_CITIES: "The promise, city by city" | "各城市的承诺";
}
