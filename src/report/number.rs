//! Figures as people read them: rounded by their interval, with their unit, in both languages.

#![allow(
    clippy::disallowed_methods,
    reason = "only the text of charts and page depends on it, no result"
)]

use crate::units::Language;
use jiff::civil::Date;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// Kilometres.
    Kilometres,
    /// A share from 0 to 1, written in per cent.
    Share,
    /// Jobs.
    Jobs,
    /// Attempts at something.
    Attempts,
    /// Months of 30.4375 days.
    Months,
    /// Chinese yuan.
    Yuan,
}

impl Unit {
    /// The unit's name beside the figure or in the head of a table.
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Unit::Days, Language::En) => "days",
            (Unit::Days, Language::Zh) => "天",
            (Unit::Hours, Language::En) => "hours",
            (Unit::Hours, Language::Zh) => "小时",
            (Unit::Minutes, Language::En) => "minutes",
            (Unit::Minutes, Language::Zh) => "分钟",
            (Unit::Kilometres, Language::En) => "km",
            (Unit::Kilometres, Language::Zh) => "公里",
            (Unit::Share, _) => "%",
            (Unit::Jobs, Language::En) => "jobs",
            (Unit::Jobs, Language::Zh) => "单",
            (Unit::Attempts, Language::En) => "attempts",
            (Unit::Attempts, Language::Zh) => "次",
            (Unit::Months, Language::En) => "months",
            (Unit::Months, Language::Zh) => "个月",
            (Unit::Yuan, Language::En) => "CNY",
            (Unit::Yuan, Language::Zh) => "元",
        }
    }

    /// Figures of shares are written in hundredths.
    const fn factor(self) -> f64 {
        if matches!(self, Unit::Share) { 100.0 } else { 1.0 }
    }

    fn within(self, value: f64) -> f64 {
        if matches!(self, Unit::Share) {
            value.clamp(0.0, 100.0)
        } else {
            value
        }
    }
}

/// A mean with its 95 % interval; none with fewer than two replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// The ends of the interval.
    pub ci95: Option<[f64; 2]>,
}

impl Estimate {
    /// The power of ten to which the figure is rounded, for a value already multiplied by the unit's factor.
    fn place(self, factor: f64) -> i32 {
        let digits = |value: f64, digits: i32| value.abs().log10().floor() as i32 + 1 - digits;
        match self.ci95 {
            Some([low, high]) if high > low => {
                let half = (high - low) / 2.0 * factor;
                let decade = half.log10().floor() as i32;
                match (half / 10f64.powi(decade) * 10.0).round() as i32 {
                    ..=35 => decade - 1,
                    // Above 94 the half-width counts as 100, whose first two digits end at the same place.
                    _ => decade,
                }
            }
            _ if self.mean == 0.0 => 0,
            Some(_) => digits(self.mean * factor, 3),
            None => digits(self.mean * factor, 2),
        }
    }

    /// "16.4 days", rounded by the interval and to three digits at most; without interval to two.
    pub fn headline(self, unit: Unit, language: Language) -> String {
        let scaled = self.mean * unit.factor();
        let place = if scaled == 0.0 {
            self.place(unit.factor())
        } else {
            self.place(unit.factor()).max(scaled.abs().log10().floor() as i32 - 2)
        };
        with_unit(&plain(round(scaled, place), place, unit, language), unit, language)
    }

    /// "16.4 days", rounded by the interval.
    pub fn value(self, unit: Unit, language: Language) -> String {
        let place = self.place(unit.factor());
        with_unit(
            &plain(round(self.mean * unit.factor(), place), place, unit, language),
            unit,
            language,
        )
    }

    /// "16.4" for a table whose head holds the unit.
    pub fn bare(self, unit: Unit, language: Language) -> String {
        let place = self.place(unit.factor());
        grouped(round(self.mean * unit.factor(), place), place, language)
    }

    /// "15.8–16.9" for a table whose head holds the unit: ends rounded outward. None without interval.
    pub fn bare_interval(self, unit: Unit, language: Language) -> Option<String> {
        let [low, high] = self.ends(unit)?;
        let place = self.place(unit.factor());
        let dash = dash(language);
        Some(format!(
            "{}{dash}{}",
            grouped(low, place, language),
            grouped(high, place, language)
        ))
    }

    /// "15.8–16.9 days": ends rounded outward, never beyond 0 and 100 %. None without interval.
    pub fn interval(self, unit: Unit, language: Language) -> Option<String> {
        let [low, high] = self.ends(unit)?;
        let place = self.place(unit.factor());
        if language == Language::En && matches!(unit, Unit::Yuan) {
            return Some(format!(
                "CNY {}–{}",
                plain(low, place, unit, language),
                plain(high, place, unit, language)
            ));
        }
        let (low, high) = (plain(low, place, unit, language), plain(high, place, unit, language));
        Some(match (language, unit) {
            (Language::Zh, Unit::Share) => format!("{low}%～{high}%"),
            _ => with_unit(&format!("{low}{}{high}", dash(language)), unit, language),
        })
    }

    /// The rounded ends, multiplied by the unit's factor.
    fn ends(self, unit: Unit) -> Option<[f64; 2]> {
        let [low, high] = self.ci95?;
        let tens = 10f64.powi(self.place(unit.factor()));
        let (low, high) = (low * unit.factor() / tens, high * unit.factor() / tens);
        let (mut low, high) = ((low + 1e-9).floor() * tens, (high - 1e-9).ceil() * tens);
        if self.mean >= 0.0 && self.ci95.is_some_and(|[low, _]| low >= 0.0) {
            low = low.max(0.0);
        }
        Some([unit.within(low), unit.within(high)])
    }
}

/// A difference's interval: "−6.4 to −5.2 days", 「少5.2～6.4天」; "−0.5 to 1.2 days" if it holds zero.
pub fn difference(estimate: Estimate, unit: Unit, language: Language) -> Option<String> {
    let factor = unit.factor();
    let tens = 10f64.powi(estimate.place(factor));
    let [low, high] = estimate.ci95?;
    let low = (low * factor / tens + 1e-9).floor() * tens;
    let high = (high * factor / tens - 1e-9).ceil() * tens;
    let place = estimate.place(factor);
    let figure = |value: f64| plain(value, place, unit, language);
    let name = match unit {
        Unit::Share => points(language),
        _ => unit.name(language),
    };
    Some(match (language, unit) {
        (Language::En, Unit::Share) => format!("{} to {}\u{a0}{name}", figure(low), figure(high)),
        (Language::En, _) => with_unit(&format!("{} to {}", figure(low), figure(high)), unit, language),
        (Language::Zh, _) if high < 0.0 => format!("少{}～{}{name}", figure(-high), figure(-low)),
        (Language::Zh, _) if low > 0.0 => format!("多{}～{}{name}", figure(low), figure(high)),
        (Language::Zh, _) => format!("{}～{}{name}", figure(low), figure(high)),
    })
}

/// What shares differ by: a difference of per cent would be taken for one in per cent.
pub(super) const fn points(language: Language) -> &'static str {
    match language {
        Language::En => "points",
        Language::Zh => "个百分点",
    }
}

/// A difference for a table whose head holds the unit: "−6.7 ± 0.2", its half width rounded up; without interval "−6.7".
pub fn plus_minus(estimate: Estimate, unit: Unit, language: Language) -> String {
    let (mean, mut place) = (estimate.mean * unit.factor(), estimate.place(unit.factor()));
    let Some([low, high]) = estimate.ci95 else {
        return plain(round(mean, place), place, unit, language);
    };
    let half = (high - low) / 2.0 * unit.factor();
    let up = |place: i32| (half / 10f64.powi(place) - 1e-9).ceil().max(0.0) * 10f64.powi(place);
    // "6 ± 7" must not stand for 6.4 ± 6.3, which is above 0.
    if mean.abs() > half && round(mean, place).abs() <= up(place) {
        place -= 1;
    }
    let figure = |value: f64| plain(value, place, unit, language);
    format!("{} ± {}", figure(round(mean, place)), figure(up(place)))
}

/// A difference with its sign and unit: "+1.2 days", "−6.7 days"; three digits at most.
pub fn signed(estimate: Estimate, unit: Unit, language: Language) -> String {
    let size = Estimate {
        mean: estimate.mean.abs(),
        ..estimate
    };
    let text = size.headline(unit, language);
    let text = match unit {
        Unit::Share => text.replace('%', points(language)),
        _ => text,
    };
    match estimate.mean {
        mean if mean > 0.0 => format!("+{text}"),
        mean if mean < 0.0 => format!("−{text}"),
        _ => text,
    }
}

/// A whole number: "12,300", 「1.23万」.
pub fn count(value: u64, language: Language) -> String {
    match language {
        Language::En => grouped(value as f64, 0, language),
        Language::Zh => plain(value as f64, 0, Unit::Jobs, language),
    }
}

/// "one in nine" where the whole interval rounds to that fraction.
pub fn fraction(estimate: Estimate, language: Language) -> Option<&'static str> {
    const TABLE: [(f64, &str, &str); 15] = [
        (1.0 / 10.0, "one in ten", "十分之一"),
        (1.0 / 9.0, "one in nine", "九分之一"),
        (1.0 / 8.0, "one in eight", "八分之一"),
        (1.0 / 7.0, "one in seven", "七分之一"),
        (1.0 / 6.0, "one in six", "六分之一"),
        (1.0 / 5.0, "one in five", "五分之一"),
        (1.0 / 4.0, "one in four", "四分之一"),
        (1.0 / 3.0, "one in three", "三分之一"),
        (2.0 / 5.0, "two in five", "五分之二"),
        (1.0 / 2.0, "half", "一半"),
        (3.0 / 5.0, "three in five", "五分之三"),
        (2.0 / 3.0, "two in three", "三分之二"),
        (3.0 / 4.0, "three in four", "四分之三"),
        (4.0 / 5.0, "four in five", "五分之四"),
        (9.0 / 10.0, "nine in ten", "十分之九"),
    ];
    let [low, high] = estimate.ci95?;
    let nearest = |value: f64| {
        let off = |entry: &(f64, &str, &str)| (entry.0 - value).abs();
        TABLE
            .iter()
            .enumerate()
            .min_by(|a, b| off(a.1).total_cmp(&off(b.1)))
            .map(|(i, _)| i)
    };
    if !(0.095..=0.925).contains(&low) || !(0.095..=0.925).contains(&high) || nearest(low) != nearest(high) {
        return None;
    }
    let (_, english, chinese) = TABLE[nearest(low)?];
    Some(match language {
        Language::En => english,
        Language::Zh => chinese,
    })
}

/// "20 March 2025", 「2025年3月20日」.
pub fn date(day: Date, language: Language) -> String {
    match language {
        Language::En => format!(
            "{}\u{a0}{}\u{a0}{}",
            day.day(),
            month(day.month(), language),
            day.year()
        ),
        Language::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

/// "1 January – 31 December 2025", 「2025年1月1日—12月31日」: both days included, a common year said once.
pub fn period(from: Date, to: Date, language: Language) -> String {
    let common = from.year() == to.year();
    match language {
        Language::En if common => format!("{} – {}", day_and_month(from, language), date(to, language)),
        Language::En => format!("{} – {}", date(from, language), date(to, language)),
        Language::Zh if common => format!("{}—{}", date(from, language), day_and_month(to, language)),
        Language::Zh => format!("{}—{}", date(from, language), date(to, language)),
    }
}

/// "20 March", 「3月20日」.
pub fn day_and_month(day: Date, language: Language) -> String {
    match language {
        Language::En => format!("{}\u{a0}{}", day.day(), month(day.month(), language)),
        Language::Zh => format!("{}月{}日", day.month(), day.day()),
    }
}

/// "late March", 「3月下旬」; with the year where a run spans several.
pub fn part_of_month(day: Date, with_year: bool, language: Language) -> String {
    let third = ((day.day() - 1) / 10).min(2) as usize;
    match language {
        Language::En => {
            let part = ["early", "mid", "late"][third];
            let joint = if third == 1 { "-" } else { " " };
            let year = if with_year {
                format!(" {}", day.year())
            } else {
                String::new()
            };
            format!("{part}{joint}{}{year}", month(day.month(), language))
        }
        Language::Zh => {
            let part = ["上旬", "中旬", "下旬"][third];
            let year = if with_year {
                format!("{}年", day.year())
            } else {
                String::new()
            };
            format!("{year}{}{part}", month(day.month(), language))
        }
    }
}

/// "March", 「3月」.
pub const fn month(month: i8, language: Language) -> &'static str {
    const NAMES: [(&str, &str); 12] = [
        ("January", "1月"),
        ("February", "2月"),
        ("March", "3月"),
        ("April", "4月"),
        ("May", "5月"),
        ("June", "6月"),
        ("July", "7月"),
        ("August", "8月"),
        ("September", "9月"),
        ("October", "10月"),
        ("November", "11月"),
        ("December", "12月"),
    ];
    let (english, chinese) = NAMES[(month - 1) as usize];
    match language {
        Language::En => english,
        Language::Zh => chinese,
    }
}

/// A figure with its unit: no-break space in English, none in Chinese.
pub fn with_unit(figure: &str, unit: Unit, language: Language) -> String {
    match (language, unit) {
        (Language::En, Unit::Yuan) => format!("CNY {figure}"),
        (Language::En, Unit::Days | Unit::Hours | Unit::Jobs | Unit::Minutes | Unit::Attempts | Unit::Months)
            if figure == "1" =>
        {
            let name = unit.name(language);
            format!("{figure}\u{a0}{}", &name[..name.len() - 1])
        }
        (Language::En, _) => format!("{figure}\u{a0}{}", unit.name(language)),
        (Language::Zh, _) => format!("{figure}{}", unit.name(language)),
    }
}

const fn dash(language: Language) -> &'static str {
    match language {
        Language::En => "–",
        Language::Zh => "～",
    }
}

fn round(value: f64, place: i32) -> f64 {
    let tens = 10f64.powi(place.abs());
    if place < 0 {
        (value * tens).round() / tens
    } else {
        (value / tens).round() * tens
    }
}

/// A rounded figure without unit; large sums in millions (English) or 万 and 亿 (Chinese, three digits).
fn plain(value: f64, place: i32, unit: Unit, language: Language) -> String {
    let (size, word) = match (language, unit, value.abs()) {
        (Language::En, Unit::Yuan, 1e9..) => (1e9, "\u{a0}billion"),
        (Language::En, Unit::Yuan, 1e6..) => (1e6, "\u{a0}million"),
        (Language::Zh, _, 1e8..) => (1e8, "亿"),
        (Language::Zh, _, 1e4..) => (1e4, "万"),
        _ => return grouped(value, place, language),
    };
    let scaled = value / size;
    let digits = scaled.abs().log10().floor() as i32 - 2;
    let decimals = (-(place - size.log10().round() as i32).max(digits)).max(0);
    let text = format!("{:.*}", decimals as usize, round(scaled, digits));
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_string()
    } else {
        text
    };
    format!("{}{word}", text.replace('-', "−"))
}

/// A rounded figure: thousands parted by commas in English, decimals as the place demands, U+2212 for minus.
fn grouped(value: f64, place: i32, language: Language) -> String {
    let text = format!("{:.*}", (-place).max(0) as usize, value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        let left = whole.len() - i;
        if language == Language::En && i > 0 && left.is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    let zero = out.chars().all(|c| matches!(c, '0' | '.' | ','));
    if value < 0.0 && !zero { format!("−{out}") } else { out }
}

/// Columns that a text takes in a terminal: two for a Chinese character or full-width sign.
pub fn width(text: &str) -> usize {
    let wide = |letter: char| matches!(letter, '\u{2e80}'..='\u{ffdc}');
    text.chars().map(|letter| if wide(letter) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests;
