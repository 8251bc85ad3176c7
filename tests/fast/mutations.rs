//! Damaged input never panics: it is refused or read, and every message renders in both languages.

use super::loading::{TWO_BAYS, load_texts, national};
use proptest::prelude::*;

/// One change of a text.
#[derive(Clone, Debug)]
enum Damage {
    /// The byte at a place becomes another.
    Replace(usize, u8),
    /// A run of bytes is lost.
    Drop(usize, usize),
    /// A run of bytes is copied elsewhere.
    Copy(usize, usize, usize),
    /// Everything after a place is lost.
    Cut(usize),
}

impl Damage {
    fn inflict(&self, text: &mut Vec<u8>) {
        let length = text.len().max(1);
        match *self {
            _ if text.is_empty() => {}
            Damage::Replace(at, byte) => text[at % length] = byte,
            Damage::Drop(at, count) => drop(text.drain(at % length..(at % length + count).min(length))),
            Damage::Copy(from, to, count) => {
                let run = text[from % length..(from % length + count).min(length)].to_vec();
                let to = to % length;
                text.splice(to..to, run);
            }
            Damage::Cut(at) => text.truncate(at % length),
        }
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    let telling = prop::sample::select(b"\"'{}[]=,.#-0a\n\r\x00\xff\xe4 ".to_vec());
    prop_oneof![
        4 => (any::<usize>(), prop_oneof![telling, any::<u8>()]).prop_map(|(at, byte)| Damage::Replace(at, byte)),
        2 => (any::<usize>(), 1..40usize).prop_map(|(at, count)| Damage::Drop(at, count)),
        2 => (any::<usize>(), any::<usize>(), 1..60usize).prop_map(|(from, to, count)| Damage::Copy(from, to, count)),
        1 => any::<usize>().prop_map(Damage::Cut),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_never_panic(file in 0..4usize, changes in prop::collection::vec(damage(), 1..4)) {
        let mut files = national();
        changes.iter().for_each(|change| change.inflict(&mut files[file].1));
        let _ = load_texts(&files, &["centre.shanghai-1.resources.bay=3"]);
    }

    #[test]
    fn damaged_plans_never_panic(changes in prop::collection::vec(damage(), 1..4)) {
        let plan = "extends = \"two-bays.toml\"\n[[centre]]\nid = \"wuhan-1\"\nresources = { bay = 3 }\n";
        let mut files = vec![("s/plan.toml", Vec::from(plan)), ("s/two-bays.toml", Vec::from(TWO_BAYS))];
        changes.iter().for_each(|change| change.inflict(&mut files[0].1));
        let _ = load_texts(&files, &[]);
    }

    #[test]
    fn damaged_sets_never_panic(changes in prop::collection::vec(damage(), 0..4), pick in 0..4usize) {
        let sets = ["centre.wuhan-1.resources.bay=3", "failure.body.stages.repair.hours.exponential.mean=6",
            "centre.wuhan-1.hours.mon-fri=09:00-18:00", "choice={ reach_km = 50 }"];
        let mut set = sets[pick].as_bytes().to_vec();
        changes.iter().for_each(|change| change.inflict(&mut set));
        let set = String::from_utf8_lossy(&set).into_owned();
        let _ = load_texts(&[("s/a.toml", TWO_BAYS.into())], &[&set]);
    }
}
