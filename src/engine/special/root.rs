//! Newton's method kept inside a shrinking bracket.

/// The root of an increasing function in [`low`, `high`], from the guess `start`.
///
/// `step` gives the function's value at a point and the Newton step f/f′ there. A step that leaves the bracket is
/// replaced by its middle, so the method always ends: when a step is below the last digits of the point (or of `unit`,
/// 1 where the point is a logarithm and 0 where it is not), or no longer shrinks for rounding.
pub(super) fn newton(mut low: f64, mut high: f64, start: f64, unit: f64, step: impl Fn(f64) -> (f64, f64)) -> f64 {
    let mut x = start.clamp(low, high);
    let mut last = f64::INFINITY;
    for _ in 0..200 {
        let (value, move_by) = step(x);
        let size = x.abs().max(unit);
        let next = x - move_by;
        if move_by.abs() <= f64::EPSILON * size || (move_by.abs() < 1e-10 * size && move_by.abs() >= last) {
            return next;
        }
        last = move_by.abs();
        if value < 0.0 {
            low = x;
        } else {
            high = x;
        }
        x = if next > low && next < high {
            next
        } else {
            low + 0.5 * (high - low)
        };
        if x == low || x == high {
            return x;
        }
    }
    x
}
