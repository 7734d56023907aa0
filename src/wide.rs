//! Wide instructions: the same arithmetic, compiled for two families of processors and chosen when it runs.
//!
//! Only how many numbers an instruction takes differs: each number is added, multiplied and rounded as it would be
//! alone, so the bytes are the same on every machine.

use fearless_simd::{Level, Simd};

/// Does work with four numbers to an instruction (AVX2) where the processor can, else with what all of its kind can do.
///
/// That reaches no further than what the compiler inlines into `work`: mark it, and what it calls,
/// `#[inline(always)]`.
#[inline]
pub(crate) fn with_wide<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if let Some(wide) = Level::new().as_avx2() {
        return wide.vectorize(work);
    }
    work()
}

/// Work that is written with vectors of its own, for any width of instructions.
pub(crate) trait Wide {
    /// What comes of it.
    type Output;

    /// Does it; mark it, and what it calls, `#[inline(always)]`.
    fn go<S: Simd>(self, simd: S) -> Self::Output;
}

/// Does work with the widest instructions of [`with_wide`]: the same operations on the same numbers, each rounded as it
/// would be alone.
#[inline]
pub(crate) fn widely<W: Wide>(work: W) -> W::Output {
    let level = Level::new();
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    {
        if let Some(wide) = level.as_avx2() {
            return wide.vectorize(
                #[inline(always)]
                || work.go(wide),
            );
        }
        let narrow = level.as_sse2().expect("every such processor that Rust compiles for has it");
        narrow.vectorize(
            #[inline(always)]
            || work.go(narrow),
        )
    }
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
    fearless_simd::dispatch!(level, simd => work.go(simd))
}

/// The number that is left when each in turn is held against the one that was kept, in any order; in lanes, so that
/// the processor compares several at once.
#[inline(always)]
pub(crate) fn fold(values: &[f64], start: f64, kept: impl Fn(f64, f64) -> f64) -> f64 {
    let mut lanes = [start; 8];
    let chunks = values.chunks_exact(lanes.len());
    let rest = chunks.remainder().iter().copied().fold(start, &kept);
    for chunk in chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane = kept(*lane, value);
        }
    }
    lanes.into_iter().fold(rest, &kept)
}
