//! Random proposer: each round a member is drawn to propose (Binmore 1987).

/// Who proposes, when chance falls on `luck` in `[0, 1)`; `recognition` is normalised to 1.
#[must_use]
pub fn proposer(recognition: &[f64], luck: f64) -> Option<usize> {
    let target = luck * recognition.iter().sum::<f64>();
    let mut passed = 0.0;
    let drawn = recognition.iter().position(|chance| {
        passed += chance;
        target < passed
    });
    // Rounding may leave the target at the very end.
    drawn.or_else(|| recognition.iter().rposition(|&chance| chance > 0.0))
}

/// The chance of a member to propose.
#[must_use]
pub fn chance(recognition: &[f64], member: usize) -> f64 {
    recognition[member] / recognition.iter().sum::<f64>()
}
