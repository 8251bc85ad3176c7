//! A wave in a series of weeks: the level before it, its top, and when it is over.

/// How much further than before a week may be to count as before again.
const NEAR: f64 = 1.1;

/// What a wave did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wave {
    /// Mean of the weeks before it.
    pub before: f64,
    /// The highest week.
    pub top: f64,
    /// The first week after the highest that is as before again, 0 first; none if there is none.
    pub back: Option<usize>,
}

/// The wave that begins between the weeks before and those after; none if a week is missing throughout, or no week is more
/// than a tenth, or `noticed`, above the level before.
pub fn wave(before: &[Option<f64>], after: &[Option<f64>], noticed: f64) -> Option<Wave> {
    let known: Vec<f64> = before.iter().flatten().copied().collect();
    let level = known.iter().sum::<f64>() / known.len().max(1) as f64;
    let after = after.iter().enumerate();
    let after: Vec<(usize, f64)> = after.filter_map(|(week, value)| Some((week, (*value)?))).collect();
    let &(at, top) = after.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let limit = (level * NEAR).max(level + noticed);
    let back = after.iter().find(|(week, value)| *week > at && *value <= limit);
    (!known.is_empty() && top > limit).then(|| Wave {
        before: level,
        top,
        back: back.map(|(week, _)| *week),
    })
}
