//! What is found when it is first asked for, and then remembered for all threads.
//!
//! Two threads that ask at once both find the same answer, so nobody ever waits for another.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

/// Positions of deals, or that there is none.
#[derive(Debug, Default)]
pub(super) struct Positions(Vec<AtomicUsize>);

impl Positions {
    const UNKNOWN: usize = usize::MAX;
    const NONE: usize = usize::MAX - 1;

    pub(super) fn new(count: usize) -> Self {
        Self((0..count).map(|_| AtomicUsize::new(Self::UNKNOWN)).collect())
    }

    /// The position at a place, which `find` finds.
    #[inline]
    pub(super) fn get(&self, place: usize, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
        match self.0[place].load(Relaxed) {
            Self::UNKNOWN => {
                let found = find();
                self.0[place].store(found.unwrap_or(Self::NONE), Relaxed);
                found
            }
            Self::NONE => None,
            position => Some(position),
        }
    }
}

/// Numbers.
#[derive(Debug, Default)]
pub(super) struct Numbers(Vec<AtomicU64>);

impl Numbers {
    /// The bits of a number that no arithmetic makes.
    const UNKNOWN: u64 = u64::MAX;

    pub(super) fn new(count: usize) -> Self {
        Self((0..count).map(|_| AtomicU64::new(Self::UNKNOWN)).collect())
    }

    /// The number at a place, which `find` finds.
    #[inline]
    pub(super) fn get(&self, place: usize, find: impl FnOnce() -> f64) -> f64 {
        match self.0[place].load(Relaxed) {
            Self::UNKNOWN => {
                let found = find();
                self.0[place].store(found.to_bits(), Relaxed);
                found
            }
            bits => f64::from_bits(bits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_once() {
        let positions = Positions::new(2);
        assert_eq!(positions.get(0, || Some(7)), Some(7));
        assert_eq!(positions.get(0, || panic!("it is known")), Some(7));
        assert_eq!(positions.get(1, || None), None);
        assert_eq!(positions.get(1, || panic!("it is known")), None);
        let numbers = Numbers::new(1);
        assert_eq!(numbers.get(0, || -0.5), -0.5);
        assert_eq!(numbers.get(0, || panic!("it is known")), -0.5);
    }
}
