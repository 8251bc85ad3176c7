//! `--precision`: which figures shall be known how well, as typed.

use super::{Door, words};
use crate::metrics::catalogue::Metric;
use crate::metrics::sequential::Aim;
use crate::scenario::{Loaded, names};
use crate::study::run::measurable;
use crate::units::Language;

/// The aims; none after telling all mistakes of them. Whether the scenario has a figure can be told only of one that
/// could be read.
pub(super) fn aims(door: &Door, typed: &[String], loaded: Option<&Loaded>) -> Option<Vec<Aim>> {
    let known = loaded.filter(|_| !typed.is_empty());
    let known = known.map(|loaded| measurable(&loaded.scenario));
    let mut aims = Vec::new();
    for text in typed {
        match aim(text, known.as_deref(), door.language) {
            Ok(aim) => aims.push(aim),
            Err(mistake) => door.mistake(&mistake),
        }
    }
    (aims.len() == typed.len()).then_some(aims)
}

/// One aim, or what is wrong with it.
fn aim(typed: &str, known: Option<&[Metric]>, language: Language) -> Result<Aim, String> {
    let bad = || words::BAD_PRECISION.with(language, &[&typed]);
    let (name, share) = typed.split_once('=').ok_or_else(bad)?;
    let name = name.trim();
    let shown = |metrics: &[Metric]| {
        let names: Vec<String> = metrics.iter().map(|metric| format!("`{}`", metric.key())).collect();
        names.join(", ")
    };
    let Some(metric) = Metric::ALL.into_iter().find(|metric| metric.key() == name) else {
        let metrics = known.unwrap_or(&Metric::ALL);
        let near = names::nearest(name, Metric::ALL.iter().map(|metric| metric.key()));
        let near = near.map(|near| words::DID_YOU_MEAN.with(language, &[&near]));
        let gaps = [typed, name, &near.unwrap_or_default(), &shown(metrics)];
        let [a, b, c, d] = &gaps;
        return Err(words::NO_SUCH_METRIC.with(language, &[a, b, c, d]));
    };
    let wanted = relative(share).ok_or_else(bad)?;
    match known {
        Some(metrics) if !metrics.contains(&metric) => {
            Err(words::NO_ONE_FIGURE.with(language, &[&typed, &name, &shown(metrics)]))
        }
        _ => Ok(Aim { metric, wanted }),
    }
}

/// "5%" or "0.05" as a share between 0 and 1, both excluded.
fn relative(text: &str) -> Option<f64> {
    let text = text.trim();
    let value = match text.strip_suffix('%').or(text.strip_suffix('％')) {
        Some(percent) => percent.trim().parse::<f64>().ok()? / 100.0,
        None => text.parse::<f64>().ok()?,
    };
    (value > 0.0 && value < 1.0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_precision_is_a_share_or_per_cent() {
        assert_eq!(relative("5%"), Some(0.05));
        assert_eq!(relative(" 2.5 % "), Some(0.025));
        assert_eq!(relative("10％"), Some(0.1));
        assert_eq!(relative("0.05"), Some(0.05));
        for wrong in ["5", "0", "0%", "100%", "-5%", "nan", "inf%", "", "%", "five"] {
            assert_eq!(relative(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn mistakes_name_what_was_typed_and_what_is_near() {
        let told =
            |typed: &str, known: Option<&[Metric]>, language| aim(typed, known, language).expect_err("a mistake");
        let near = told("lead_tim_days=5%", None, Language::En);
        assert!(near.contains("(did you mean `lead_time_days`?)"), "{near}");
        let near = told("lead_tim_days=5%", None, Language::Zh);
        assert!(near.contains("是否想写 `lead_time_days`？"), "{near}");
        let missing = told("within_days_share=5%", Some(&[Metric::Jobs]), Language::En);
        assert!(
            missing.contains("no single figure") && missing.contains("`jobs`"),
            "{missing}"
        );
        for wrong in ["jobs", "jobs=", "jobs=5", "jobs=much"] {
            assert!(told(wrong, None, Language::En).contains("lead_time_days=5%"), "{wrong}");
        }
        let fine = aim("jobs=5%", Some(&[Metric::Jobs]), Language::En);
        assert_eq!(
            fine,
            Ok(Aim {
                metric: Metric::Jobs,
                wanted: 0.05
            })
        );
    }
}
