//! `e^x` of many numbers at once, bit for bit as `libm::exp` gives it.
//!
//! It is the method of that function (FreeBSD's `e_exp.c`): `x = k ln 2 + r`, `|r| ≤ ½ ln 2`, a rational function for
//! `e^r` by Remez' algorithm, and `2^k`. Every case is worked out and one is taken, so that the compiler can put
//! several numbers into an instruction.

/// Beyond this, up or down, the result may overflow or lose digits.
const FAR: f64 = 708.0;

/// Replaces each number by its exponential.
#[inline(always)]
pub(super) fn exponentials(numbers: &mut [f64]) {
    // In one pass without an early end, which is what vectors are good at.
    if numbers.iter().fold(true, |all, number| all & (number.abs() < FAR)) {
        for number in numbers {
            *number = near(*number);
        }
    } else {
        for number in numbers {
            *number = libm::exp(*number);
        }
    }
}

/// `e^x` for `|x| <` [`FAR`].
#[inline(always)]
fn near(x: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const P: [f64; 5] = [
        1.666_666_666_666_660_2e-1,
        -2.777_777_777_701_559_3e-3,
        6.613_756_321_437_934e-5,
        -1.653_390_220_546_525_2e-6,
        4.138_136_797_057_238_5e-8,
    ];
    /// The least sizes with these high halves of their bits: where `k` is no longer 0, where it is no longer ±1, and
    /// where `1 + x` is no longer all.
    const HALF_LN2: f64 = f64::from_bits(0x3fd6_2e43 << 32);
    const THREE_HALVES_LN2: f64 = f64::from_bits(0x3ff0_a2b2 << 32);
    const TINY: f64 = f64::from_bits(0x3e30_0001 << 32);

    let size = x.abs();
    let many = towards_zero(std::f64::consts::LOG2_E * x + 0.5_f64.copysign(x));
    let few = if size >= HALF_LN2 { 1.0_f64.copysign(x) } else { 0.0 };
    let k = if size >= THREE_HALVES_LN2 { many } else { few };
    let (high, low) = (x - k * LN2_HIGH, k * LN2_LOW);
    let r = high - low;
    let square = r * r;
    let c = r - square * (P[0] + square * (P[1] + square * (P[2] + square * (P[3] + square * P[4]))));
    let power = 1.0 + (r * c / (2.0 - c) - low + high);
    if size >= TINY { power * power_of_two(k) } else { 1.0 + x }
}

/// Adding it to a number below 2^51 in size rounds to a whole number and leaves that in the last bits.
const WHOLE: f64 = 6_755_399_441_055_744.0;

/// The whole number next to `x` on the side of zero.
#[inline(always)]
fn towards_zero(x: f64) -> f64 {
    let nearest = (x + WHOLE) - WHOLE;
    if nearest.abs() > x.abs() { nearest - 1.0_f64.copysign(x) } else { nearest }
}

/// `2^k` of a whole number within ±1022.
#[inline(always)]
fn power_of_two(k: f64) -> f64 {
    f64::from_bits((k + WHOLE).to_bits().wrapping_add(1023) << 52)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::exponentials;
    use crate::wide::with_wide;

    fn check(numbers: &[f64]) {
        let mut found = numbers.to_vec();
        with_wide(|| exponentials(&mut found));
        for (&number, found) in numbers.iter().zip(found) {
            let expected = libm::exp(number);
            assert!(
                found.to_bits() == expected.to_bits() || found.is_nan() && expected.is_nan(),
                "e^{number:e} is {found:e}, not {expected:e}"
            );
        }
    }

    #[test]
    fn they_are_what_libm_gives_at_every_turn_of_its_method() {
        let ln2 = std::f64::consts::LN_2;
        let turns = [0.0, f64::exp2(-28.0), 0.5 * ln2, ln2, 1.5 * ln2, 345.0, 708.0, 708.4, 709.8, 745.2];
        let turns = turns.into_iter().chain((0..1025).map(|k| (f64::from(k) + 0.5) * ln2));
        let near = |turn: f64| {
            // The high half of the bits turns somewhere among the next 2^32 numbers, the low half right here.
            let step = |bits: u64| f64::from_bits(turn.to_bits().wrapping_add(bits));
            let back = |bits: u64| f64::from_bits(turn.to_bits().saturating_sub(bits));
            let far = [0, 1, 2, 1 << 31, 1 << 32, 1 << 33, 3 << 32];
            far.into_iter().flat_map(move |bits| [step(bits), back(bits)]).collect::<Vec<f64>>()
        };
        for turn in turns {
            let near = near(turn);
            check(&near);
            check(&near.iter().map(|x| -x).collect::<Vec<f64>>());
        }
        check(&[f64::NAN, 1.0, f64::INFINITY, f64::NEG_INFINITY, -0.0, f64::MIN_POSITIVE, 5e-324]);
    }

    proptest! {
        #[test]
        fn they_are_what_libm_gives(
            numbers in prop::collection::vec(prop_oneof![-710.0..710.0, -10.0..10.0, -1.0..1.0, -1e-6..1e-6], 0..600),
        ) {
            check(&numbers);
        }
    }
}
