//! The simulator against formulas and papers: values with a known truth, at a stated power and false-alarm rate.
