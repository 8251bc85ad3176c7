//! One job's story in words: every step with its instant, then where the time went.

use super::chart::months::day_after;
use super::number::{date, width};
use super::words::{self, Phrase, phrases};
use crate::engine::time::{DAY, HOUR, MINUTE, SECOND, Time};
use crate::metrics::causes::resource_key;
use crate::scenario::Scenario;
use crate::scenario::ids::CentreId;
use crate::sim::record::Outcome;
use crate::sim::story::Step;
use crate::sim::waits::PLACES;
use crate::study::explain::Story;
use crate::units::Language;
use std::fmt::Write as _;

phrases! {
    HEAD: "Job {id} of replication {replication} (seed {seed}): {failure}, of an owner in {city}" | "第{replication}次重复（种子{seed}）的工单{id}：{failure}，车主在{city}";
    ARISES: "The need arises." | "出现故障。";
    OCCURS: "The need arises; the owner looks for a centre." | "出现故障，车主开始找服务中心。";
    COMES_BACK: "The repair of job {parent} did not hold: comeback number {visit}; the owner looks for a centre." | "工单{parent}没有修好，第{visit}次返修，车主开始找服务中心。";
    NOTHING_FREE: "Nothing is free in reach; she will try again at each release." | "可达范围内约满，之后每次放号再抢。";
    TRIED: "Release: she is number {rank} of {of} who try; nothing is left for her." | "放号：{of}人抢号，她排第{rank}，没有抢到。";
    GOT: "Release: she is number {rank} of {of} who try, and there is something." | "放号：{of}人抢号，她排第{rank}，抢到了。";
    MORE_TRIES: "{count} more releases in vain." | "又有{count}次放号没有抢到。";
    BOOKED: "Books {centre}, {km} km away, for {slot}." | "预约{centre}（距离{km}公里），时间{slot}。";
    CALLED_OFF: "Calls the booking off." | "取消预约。";
    NOT_THERE: "Misses the slot: does not come, or comes too late." | "未按时到店，错过预约时段。";
    ARRIVED: "Arrives at {centre}; {waiting} there wait to begin." | "到达{centre}；前面有{waiting}辆车等待开工。";
    ARRIVED_FREE: "Arrives at {centre}; nobody waits there." | "到达{centre}；没有车在等。";
    ARRIVED_CLOSED: "Arrives at {centre}, which is closed; {waiting} there wait to begin." | "到达{centre}，尚未营业；前面有{waiting}辆车等待开工。";
    PARTS_MISSING: "Parts are missing for the next stage: {count}; they are on order." | "下一道工序缺配件{count}件，已订货。";
    PARTS_CAME: "The last missing part has come." | "所缺的配件已到齐。";
    BEGINS: "{stage} begins." | "“{stage}”开始。";
    BEGINS_AFTER: "{stage} begins, after {span}." | "等了{span}，“{stage}”开始。";
    ENDS: "{stage} ends." | "“{stage}”结束。";
    SERVED: "The car is handed back." | "交车。";
    DOES_NOT_HOLD: "The car is handed back; the repair will not hold." | "交车，但没有修好，车还会再来。";
    LOST: "The owner is lost: {reason}." | "流失：{reason}。";
    LEFT: "No warranty pays: the owner goes to another shop." | "无质保支付，车主去了其他维修店。";
    UNFINISHED: "The run ends; the job is still open." | "模拟结束，工单仍未完成。";
    WENT: "Where the {span} from the first attempt to the hand-over went" | "从首次预约到交车共{span}，时间去向";
    NO_SLOT_CAUSE: "no slot to be had" | "约不到时段";
    APPOINTMENT: "until the appointment" | "等预约日期";
    CLOSED: "centre closed" | "服务中心未营业";
    SHORT_OF: "waiting for {resource}" | "等{resource}";
    OTHER: "other resources" | "其他资源";
    PART: "waiting for parts" | "等配件";
    WORK: "work" | "作业";
    HANDOVER: "handover" | "交车手续";
    SUM: "together" | "合计";
    AGAIN: "Follow it again: {command}" | "再次查看：{command}";
}

/// Of more tries in a row than this the middle ones are only counted.
const TRIES_SHOWN: usize = 4;

/// The story as text for a terminal; `command` repeats it.
pub fn tell(story: &Story, scenario: &Scenario, seed: u64, command: &str, language: Language) -> String {
    let teller = Teller {
        scenario,
        story,
        language,
    };
    let job = &story.end.job;
    let failure = &scenario.failures[job.failure.index()];
    let city = &scenario.cities[job.city.index()];
    let mut text = HEAD.fill(
        language,
        &[
            ("id", &job.id.to_string()),
            ("replication", &story.replication.to_string()),
            ("seed", &seed.to_string()),
            ("failure", &words::failure(&failure.id, language)),
            ("city", teller.name(&city.name, &city.name_zh)),
        ],
    );
    text.push_str("\n\n");
    for (at, line) in teller.lines() {
        let _ = writeln!(text, "  {}  {line}", teller.instant(at));
    }
    if job.outcome == Outcome::Served {
        text.push('\n');
        text.push_str(&teller.sums());
    }
    let _ = writeln!(text, "\n{}", AGAIN.fill(language, &[("command", command)]));
    text
}

struct Teller<'a> {
    scenario: &'a Scenario,
    story: &'a Story,
    language: Language,
}

impl Teller<'_> {
    fn name<'n>(&self, english: &'n str, chinese: &'n str) -> &'n str {
        match self.language {
            Language::En => english,
            Language::Zh => chinese,
        }
    }

    fn centre(&self, centre: CentreId) -> &str {
        let centre = &self.scenario.centres[centre.index()];
        self.name(&centre.name, &centre.name_zh)
    }

    fn stage(&self, stage: u32) -> String {
        let failure = &self.scenario.failures[self.story.end.job.failure.index()];
        words::capitalised(&failure.stages[stage as usize].id.replace(['-', '_'], " "))
    }

    /// Date and time of day, to the minute.
    fn instant(&self, at: Time) -> String {
        let minutes = at.0.rem_euclid(DAY) / MINUTE;
        let day = day_after(self.scenario.start, at.0.div_euclid(DAY));
        format!("{} {:02}:{:02}", date(day, self.language), minutes / 60, minutes % 60)
    }

    fn say(&self, phrase: Phrase, gaps: &[(&str, &str)]) -> String {
        phrase.fill(self.language, gaps)
    }

    /// Every step with its instant, the beginning and the end.
    fn lines(&self) -> Vec<(Time, String)> {
        let job = &self.story.end.job;
        let steps = &self.story.steps;
        let (parent, visit) = (job.chain.parent.to_string(), job.chain.visit.to_string());
        let begins = match steps.first() {
            _ if job.chain.is_comeback() => COMES_BACK,
            Some((_, Step::Turns { .. })) => ARISES,
            _ => OCCURS,
        };
        let begins = self.say(begins, &[("parent", &parent), ("visit", &visit)]);
        let mut lines = vec![(job.occurred, begins)];
        // Since when the car has not been at work.
        let mut idle_since = job.occurred;
        let mut at = 0;
        while at < steps.len() {
            let (now, step) = steps[at];
            let vain = |(_, step): &&(Time, Step)| matches!(step, Step::Tried { booked: false, .. });
            let tries = steps[at..].iter().take_while(vain).count();
            if tries > TRIES_SHOWN {
                // The first and the last in full.
                let hidden = tries - 2;
                let more = self.say(MORE_TRIES, &[("count", &hidden.to_string())]);
                lines.extend([(now, self.step(step, 0)), (steps[at + hidden].0, more)]);
                at += tries - 1;
                lines.push((steps[at].0, self.step(steps[at].1, 0)));
            } else {
                lines.push((now, self.step(step, now.0 - idle_since.0)));
                if matches!(step, Step::Arrived { .. } | Step::Ends { .. }) {
                    idle_since = now;
                }
            }
            at += 1;
        }
        let end = match job.outcome {
            Outcome::Served if job.failed => self.say(DOES_NOT_HOLD, &[]),
            Outcome::Served => self.say(SERVED, &[]),
            Outcome::Lost(reason) => self.say(LOST, &[("reason", &words::reason(reason.key(), self.language))]),
            Outcome::Unfinished => self.say(UNFINISHED, &[]),
            Outcome::Left => self.say(LEFT, &[]),
            Outcome::Solved => {
                let by = self.say(words::triage::solved_by(job.channel), &[]);
                self.say(words::triage::SOLVED_BY, &[("channel", &by)])
            }
        };
        let over = match job.outcome {
            Outcome::Served => Some(job.handed_back()),
            Outcome::Unfinished => None,
            _ => job.left(),
        };
        lines.push((over.unwrap_or(Time::of_day(self.scenario.days)), end));
        lines
    }

    /// A step in words; `idle` is for how long the car had not been at work.
    fn step(&self, step: Step, idle: i64) -> String {
        match step {
            Step::Turns { to } => self.say(words::triage::turns_to(to), &[]),
            Step::Answered => self.say(words::triage::ANSWERED, &[]),
            Step::TruckComes { partner: false } => self.say(words::roadside::TRUCK_COMES, &[]),
            Step::TruckComes { partner: true } => self.say(words::roadside::PARTNER_COMES, &[]),
            Step::SetDown => self.say(words::roadside::SET_DOWN, &[]),
            Step::VanComes => self.say(words::triage::VAN_COMES, &[]),
            Step::DriverComes => self.say(words::collect::COMES, &[]),
            Step::DriverBrings => self.say(words::collect::BRINGS, &[]),
            Step::HungUp { redials: true } => self.say(words::triage::REDIALS, &[]),
            Step::HungUp { redials: false } => self.say(words::triage::HANGS_UP, &[]),
            Step::Unsolved => self.say(words::triage::UNSOLVED, &[]),
            Step::NothingFree => self.say(NOTHING_FREE, &[]),
            Step::Tried { rank, of, booked } => {
                let phrase = if booked { GOT } else { TRIED };
                self.say(phrase, &[("rank", &rank.to_string()), ("of", &of.to_string())])
            }
            Step::Booked { centre, slot, km } => {
                let (km, slot) = (format!("{km:.0}"), self.instant(Time(slot)));
                self.say(BOOKED, &[("centre", self.centre(centre)), ("km", &km), ("slot", &slot)])
            }
            Step::Broken { cancelled: true } => self.say(CALLED_OFF, &[]),
            Step::Broken { cancelled: false } => self.say(NOT_THERE, &[]),
            Step::Arrived { centre, waiting, open } => {
                let phrase = match (open, waiting) {
                    (false, _) => ARRIVED_CLOSED,
                    (true, 0) => ARRIVED_FREE,
                    _ => ARRIVED,
                };
                let waiting = waiting.to_string();
                self.say(phrase, &[("centre", self.centre(centre)), ("waiting", &waiting)])
            }
            Step::Begins { stage } if idle > 0 => {
                let gaps = [("stage", self.stage(stage)), ("span", self.span(idle))];
                self.say(
                    BEGINS_AFTER,
                    &gaps.each_ref().map(|(name, value)| (*name, value.as_str())),
                )
            }
            Step::Begins { stage } => self.say(BEGINS, &[("stage", &self.stage(stage))]),
            Step::PartsMissing { count } => self.say(PARTS_MISSING, &[("count", &count.to_string())]),
            Step::PartsCame => self.say(PARTS_CAME, &[]),
            Step::Ends { stage } => self.say(ENDS, &[("stage", &self.stage(stage))]),
        }
    }

    /// Every cause with its share of the turnaround; those that took no time are left out.
    fn sums(&self) -> String {
        let (job, closed) = (&self.story.end.job, &self.story.end);
        let resource = |place: usize| match resource_key(self.scenario, place) {
            id if id == "other" => OTHER.say(self.language).to_string(),
            id => words::resource(&id, self.language),
        };
        let mut causes = vec![
            (self.say(words::triage::UNTIL_LOOKING, &[]), job.triage()),
            (self.say(NO_SLOT_CAUSE, &[]), job.no_slot()),
            (self.say(APPOINTMENT, &[]), job.appointment()),
            (self.say(CLOSED, &[]), closed.closed),
        ];
        for (place, &span) in closed.short.iter().enumerate().take(PLACES) {
            if span != 0 {
                causes.push((self.say(SHORT_OF, &[("resource", &resource(place))]), span));
            }
        }
        causes.push((self.say(PART, &[]), closed.part));
        causes.push((self.say(words::collect::WAY_BACK, &[]), job.way_back()));
        causes.push((self.say(WORK, &[]), job.work.0 - closed.handover));
        causes.push((self.say(HANDOVER, &[]), closed.handover));
        let total: i64 = causes.iter().map(|(_, span)| span).sum();
        let mut text = self.say(WENT, &[("span", &self.span(total))]);
        text.push('\n');
        causes.retain(|(_, span)| *span != 0);
        causes.push((self.say(SUM, &[]), total));
        let widest = causes.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
        for (name, span) in &causes {
            let gap = " ".repeat(widest - width(name));
            let share = 100.0 * *span as f64 / total.max(1) as f64;
            let _ = writeln!(text, "  {name}{gap}  {:>16}  {share:>5.1} %", self.span(*span));
        }
        text
    }

    /// "3 d 4 h 5 min", the two or three parts that say it to the minute; seconds under an hour.
    fn span(&self, span: i64) -> String {
        let units = match self.language {
            Language::En => [" d", " h", " min", " s"],
            Language::Zh => ["天", "小时", "分", "秒"],
        };
        let seconds = (span + SECOND / 2) / SECOND;
        let minutes = (span + MINUTE / 2) / MINUTE;
        let parts = if span < HOUR {
            [0, 0, seconds / 60, seconds % 60]
        } else {
            [minutes / 1440, minutes / 60 % 24, minutes % 60, 0]
        };
        let shown: Vec<String> = (parts.iter().zip(units))
            .filter(|(part, _)| **part > 0)
            .map(|(part, unit)| format!("{part}{unit}"))
            .collect();
        let between = if self.language == Language::En { " " } else { "" };
        match shown.is_empty() {
            true => format!("0{}", units[2]),
            false => shown.join(between),
        }
    }
}
