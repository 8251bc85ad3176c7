//! Two scenarios beside each other: the title keeps to the intervals, and labels keep apart.

use super::*;
use crate::report::chart::beside::{Wait, Waits};
use crate::report::number::Estimate;

fn estimate(mean: f64, half: f64) -> Estimate {
    Estimate {
        mean,
        ci95: Some([mean - half, mean + half]),
    }
}

fn waits(means: [Estimate; 2], overtaken: [Estimate; 2], language: Language) -> Waits {
    let wait = |at: usize, name: &str, within| Wait {
        name: name.to_string(),
        mean: means[at],
        within,
        overtaken: overtaken[at],
    };
    Waits {
        // The tail of the second lies so close that its figures must give way to each other.
        rows: [
            wait(0, "Scramble", [14.2, 17.4, 23.2]),
            wait(1, "Waiting list", [15.0, 15.3, 15.5]),
        ],
        jobs: "jobs".into(),
        period: "2025".into(),
        reading: String::new(),
        language,
    }
}

#[test]
fn the_title_claims_what_the_intervals_carry() {
    let same = [estimate(14.6, 0.2), estimate(14.7, 0.2)];
    let apart = [estimate(14.6, 0.2), estimate(16.7, 0.2)];
    let unfair = [estimate(0.54, 0.02), estimate(0.0, 0.0)];
    let alike = [estimate(0.54, 0.02), estimate(0.53, 0.02)];
    let title = |means, overtaken| waits(means, overtaken, Language::En).title().replace('\u{a0}', " ");
    assert_eq!(
        title(same, unfair),
        "The mean wait is much the same, but under “Scramble” later owners overtake 54.0 %, under “Waiting list” 0 %"
    );
    let both = title(apart, unfair);
    assert!(
        both.contains("14.6 days") && both.contains("16.7 days") && both.contains("54.0 %"),
        "{both}"
    );
    let mean = title(apart, alike);
    assert!(mean.contains("16.7 days") && !mean.contains('%'), "{mean}");
    assert!(title(same, alike).starts_with("Neither"));
}

#[test]
fn texts_keep_apart() {
    let fonts = Fonts::built_in();
    for language in [Language::En, Language::Zh] {
        for means in [[14.6, 14.7], [14.9, 15.2]] {
            let means = means.map(|mean| estimate(mean, 0.2));
            let picture = waits(means, [estimate(0.54, 0.02), estimate(0.0, 0.0)], language);
            assert_eq!(collisions(&slide(&picture, "Source", &fonts)), Vec::<String>::new());
            assert_eq!(collisions(&page(&picture, &fonts)), Vec::<String>::new());
        }
    }
}
