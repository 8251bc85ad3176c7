//! Figures written both ways, from examples worked by hand.

use super::*;
use Language::{En, Zh};

fn about(mean: f64, half: f64) -> Estimate {
    Estimate {
        mean,
        ci95: Some([mean - half, mean + half]),
    }
}

#[test]
fn the_interval_says_how_far_to_round() {
    let days = about(16.37, 0.48);
    assert_eq!(days.value(Unit::Days, En), "16.4\u{a0}days");
    assert_eq!(days.interval(Unit::Days, En).as_deref(), Some("15.8–16.9\u{a0}days"));
    assert_eq!(days.value(Unit::Days, Zh), "16.4天");
    assert_eq!(days.interval(Unit::Days, Zh).as_deref(), Some("15.8～16.9天"));
    let share = about(0.1234, 0.021);
    assert_eq!(share.value(Unit::Share, En), "12.3\u{a0}%");
    assert_eq!(share.interval(Unit::Share, En).as_deref(), Some("10.2–14.5\u{a0}%"));
    assert_eq!(share.value(Unit::Share, Zh), "12.3%");
    assert_eq!(share.interval(Unit::Share, Zh).as_deref(), Some("10.2%～14.5%"));
}

#[test]
fn the_first_two_digits_of_the_half_width_decide() {
    for (half, written) in [
        (0.10, "5.12"),
        (0.35, "5.12"),
        (0.36, "5.1"),
        (0.94, "5.1"),
        (0.95, "5.1"),
        (0.99, "5.1"),
        (3.5, "5.1"),
        (3.6, "5"),
    ] {
        assert_eq!(about(5.1234, half).bare(Unit::Days, En), written, "{half}");
    }
    assert_eq!(about(12_345.0, 180.0).bare(Unit::Jobs, En), "12,350");
    assert_eq!(about(12_345.0, 480.0).bare(Unit::Jobs, En), "12,300");
}

#[test]
fn intervals_stay_between_nothing_and_everything() {
    assert_eq!(
        about(0.99, 0.02).interval(Unit::Share, En).as_deref(),
        Some("97.0–100.0\u{a0}%")
    );
    assert_eq!(
        Estimate {
            mean: 0.01,
            ci95: Some([0.0, 0.02])
        }
        .bare_interval(Unit::Days, En)
        .as_deref(),
        Some("0.000–0.020")
    );
}

#[test]
fn without_interval_two_digits_and_headlines_at_most_three() {
    let alone = Estimate {
        mean: 16.37,
        ci95: None,
    };
    assert_eq!(alone.value(Unit::Days, En), "16\u{a0}days");
    assert_eq!(alone.interval(Unit::Days, En), None);
    assert_eq!(about(12_345.0, 18.0).headline(Unit::Jobs, En), "12,300\u{a0}jobs");
    assert_eq!(about(12_345.0, 18.0).headline(Unit::Jobs, Zh), "1.23万单");
    assert_eq!(
        Estimate { mean: 0.0, ci95: None }.headline(Unit::Days, En),
        "0\u{a0}days"
    );
    assert_eq!(
        Estimate {
            mean: 2.0,
            ci95: Some([2.0, 2.0])
        }
        .value(Unit::Days, En),
        "2.00\u{a0}days"
    );
}

#[test]
fn both_languages_say_the_same_sum() {
    let cases = [
        (4_900_000.0, 48_000.0, "CNY 4.9\u{a0}million", "490万元"),
        (120_000_000.0, 4_800_000.0, "CNY 120\u{a0}million", "1.2亿元"),
        (12_300.0, 480.0, "CNY 12,300", "1.23万元"),
        (2_000.0, 48.0, "CNY 2,000", "2000元"),
    ];
    for (mean, half, english, chinese) in cases {
        assert_eq!(about(mean, half).headline(Unit::Yuan, En), english);
        assert_eq!(about(mean, half).headline(Unit::Yuan, Zh), chinese);
    }
    assert_eq!(count(12_300, En), "12,300");
    assert_eq!(count(12_300, Zh), "1.23万");
    assert_eq!(count(2_000, Zh), "2000");
}

#[test]
fn differences_carry_their_sign() {
    let shorter = Estimate {
        mean: -5.8,
        ci95: Some([-6.39, -5.21]),
    };
    assert_eq!(
        difference(shorter, Unit::Days, En).as_deref(),
        Some("−6.4 to −5.2\u{a0}days")
    );
    assert_eq!(difference(shorter, Unit::Days, Zh).as_deref(), Some("少5.2～6.4天"));
    assert_eq!(
        difference(about(0.3, 0.5), Unit::Days, En).as_deref(),
        Some("−0.2 to 0.8\u{a0}days")
    );
}

#[test]
fn fractions_only_where_the_interval_rounds_to_them() {
    assert_eq!(fraction(about(0.111, 0.002), En), Some("one in nine"));
    assert_eq!(fraction(about(0.80, 0.01), Zh), Some("五分之四"));
    assert_eq!(fraction(about(0.111, 0.02), En), None);
    assert_eq!(fraction(about(0.02, 0.001), En), None);
    assert_eq!(fraction(Estimate { mean: 0.5, ci95: None }, En), None);
}

#[test]
fn dates_in_both_languages() {
    let day = Date::constant(2025, 3, 20);
    assert_eq!(date(day, En), "20\u{a0}March\u{a0}2025");
    assert_eq!(date(day, Zh), "2025年3月20日");
    assert_eq!(part_of_month(Date::constant(2025, 3, 21), false, En), "late March");
    assert_eq!(part_of_month(Date::constant(2025, 3, 31), false, Zh), "3月下旬");
    assert_eq!(part_of_month(day, true, En), "mid-March 2025");
    assert_eq!(part_of_month(day, true, Zh), "2025年3月中旬");
    assert_eq!(day_and_month(day, Zh), "3月20日");
    assert_eq!(
        period(Date::constant(2025, 1, 1), day, En),
        "1\u{a0}January – 20\u{a0}March\u{a0}2025"
    );
    assert_eq!(period(Date::constant(2025, 1, 1), day, Zh), "2025年1月1日—3月20日");
}
