//! Selection by hand, and what it is asked and told.

use super::*;

fn settings() -> Settings {
    Settings {
        wanted: Wanted::Most,
        alpha: 0.05,
        delta: 1.0,
        first: 2,
        cap: 1_000,
        batch: 1,
    }
}

/// Selects among alternatives with a formula each: value of (alternative, replication).
fn chosen(k: usize, settings: Settings, value: impl Fn(usize, u32) -> f64) -> Finding {
    let observe = |request: &Request| {
        let of = |&at: &usize| request.replications.clone().map(|r| value(at, r)).collect();
        Ok::<_, Unusable>(request.alternatives.iter().map(of).collect())
    };
    select(k, settings, observe)
        .expect("finite values")
        .expect("good settings")
}

/// Two alternatives: 1, 3, then 10 for ever; and 0.
fn by_hand(at: usize, replication: u32) -> f64 {
    match (at, replication) {
        (1, _) => 0.0,
        (_, 1) => 1.0,
        (_, 2) => 3.0,
        _ => 10.0,
    }
}

#[test]
fn a_hand_computed_race() {
    // n₀ = 2, α = 0.05, k = 2: η = ½(0.1⁻² − 1) = 49.5, h² = 99. First differences 1, 3: S² = 2, h²S²/δ² = 198.
    // After r: Σ = 4 + 10(r − 2), allowed ½(198 − r). r = 10: 84 < 94. r = 11: 94 > 93.5, the second is out.
    let got = chosen(2, settings(), by_hand);
    assert_eq!((got.chosen, &got.survivors, &got.used), (0, &vec![0], &vec![11, 11]));
    assert_eq!(got.guarantee, Guarantee::Best);
    // Means of eleven: 94/11 and 0.
    assert!((got.means[0] - 94.0 / 11.0).abs() < 1e-12 && got.means[1] == 0.0);
    // The less the better: the same race, turned.
    let least = Settings {
        wanted: Wanted::Least,
        ..settings()
    };
    let got = chosen(2, least, by_hand);
    assert_eq!((got.chosen, got.used), (1, vec![11, 11]));
    assert!((got.means[0] - 94.0 / 11.0).abs() < 1e-12);
    // δ = 2: h²S²/δ² = 49.5, allowed 49.5 − r, against 4 + 10(r − 2): r = 5: 34 < 44.5; r = 6: 44 > 43.5.
    let coarse = Settings {
        delta: 2.0,
        ..settings()
    };
    assert_eq!(chosen(2, coarse, by_hand).used, [6, 6]);
}

#[test]
fn the_size_of_a_batch_changes_nothing() {
    let whole = chosen(2, settings(), by_hand);
    for batch in [2, 7, 9, 400] {
        assert_eq!(chosen(2, Settings { batch, ..settings() }, by_hand), whole, "{batch}");
    }
}

#[test]
fn who_is_out_gets_no_more() {
    // Three alternatives that do not vary, n₀ = 2: S² = 0, so the first look tells them apart.
    let got = chosen(3, settings(), |at, _| [1.0, 5.0, 2.0][at]);
    assert_eq!((got.chosen, got.used), (1, vec![2, 2, 2]));
    // Two that swap the lead by 1: differences 1, −1, …, S² = 2; k = 3: η = ½(0.05⁻² − 1) = 199.5, h² = 399, so it takes 798
    // replications. The third is far behind.
    let value = |at: usize, r: u32| match at {
        0 => f64::from(r % 2),
        1 => f64::from((r + 1) % 2),
        _ => -500.0,
    };
    let got = chosen(3, settings(), value);
    // The third: differences with 0 are 501, 500, S² = ½, length 199.5: out at the first look, r = 2 (1001 > 98.75).
    assert_eq!(got.used[2], 2);
    // The others swap the lead by 1 until no difference is allowed; the first leads after an odd number.
    assert_eq!((got.chosen, got.survivors, got.used[0]), (0, vec![0], got.used[1]));
    assert!((797..=799).contains(&got.used[0]), "{:?}", got.used);
}

#[test]
fn a_cap_leaves_the_question_open() {
    let capped = Settings { cap: 10, ..settings() };
    let got = chosen(2, capped, by_hand);
    assert_eq!((got.chosen, got.survivors, got.used), (0, vec![0, 1], vec![10, 10]));
    assert_eq!(got.guarantee, Guarantee::AmongThose);
    // A batch ends at the cap.
    let got = chosen(2, Settings { batch: 400, ..capped }, by_hand);
    assert_eq!(got.used, [10, 10]);
    // One replication more is enough.
    let enough = Settings { cap: 11, ..settings() };
    assert_eq!(chosen(2, enough, by_hand).guarantee, Guarantee::Best);
    // A cap at the first look.
    assert_eq!(chosen(2, Settings { cap: 2, ..settings() }, by_hand).used, [2, 2]);
}

#[test]
fn equal_alternatives_end_with_the_first() {
    let got = chosen(3, settings(), |_, r| f64::from(r * r));
    assert_eq!((got.chosen, got.survivors), (0, vec![0]));
    // One alone is chosen after its first replications.
    let got = chosen(1, settings(), |_, r| f64::from(r));
    assert_eq!((got.chosen, got.used, got.means), (0, vec![2], vec![1.5]));
}

#[test]
fn what_cannot_be_used_is_told() {
    let mut selection = Selection::new(2, settings()).expect("good settings");
    assert_eq!(selection.finding(), None);
    let first = selection.request().expect("a request");
    assert_eq!((first.alternatives, first.replications), (vec![0, 1], 1..3));
    let wrong = |alternative, replication| {
        Err(Unusable {
            alternative,
            replication,
        })
    };
    assert_eq!(selection.give(&[vec![1.0, 2.0], vec![f64::NAN, 0.0]]), wrong(1, 1));
    assert_eq!(selection.give(&[vec![1.0, 2.0], vec![0.0]]), wrong(1, 2));
    assert_eq!(selection.give(&[vec![1.0, 2.0, 3.0], vec![0.0, 0.0]]), wrong(0, 3));
    assert_eq!(selection.give(&[vec![1.0, 2.0]]), wrong(1, 1));
    assert_eq!(selection.give(&[vec![1.0, 3.0], vec![0.0, 0.0]]), Ok(()));
    assert_eq!(selection.request().map(|next| next.replications), Some(3..4));
}

#[test]
fn settings_out_of_range_are_refused() {
    let refused = |k, settings| Selection::new(k, settings).is_none();
    let good = settings();
    assert!(!refused(2, good) && refused(0, good));
    assert!(refused(2, Settings { alpha: 0.0, ..good }) && refused(2, Settings { alpha: 0.5, ..good }));
    assert!(
        !refused(3, Settings { alpha: 0.5, ..good })
            && refused(
                3,
                Settings {
                    alpha: f64::NAN,
                    ..good
                }
            )
    );
    assert!(
        refused(2, Settings { delta: 0.0, ..good })
            && refused(
                2,
                Settings {
                    delta: f64::INFINITY,
                    ..good
                }
            )
    );
    assert!(refused(2, Settings { first: 1, ..good }) && refused(2, Settings { cap: 1, ..good }));
    assert!(refused(2, Settings { batch: 0, ..good }));
}
