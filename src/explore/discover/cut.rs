//! Where a peel or a paste cuts: halfway between two neighbouring values, never through equal ones.
//!
//! The quantile's rank `(n − 1) q` lies between two sorted values. Where these are equal, the one farther from the
//! end that is cut off stays and the other moves on until they differ: a tie is taken whole or not at all. (As the
//! R package sdtoolkit does, and EMA Workbench after it; found by how these behave.)

/// The cut at quantile `share` of `count` sorted values, at least one; above one half the tie is resolved downwards.
pub(super) fn cut(count: usize, share: f64, value: impl Fn(usize) -> f64) -> f64 {
    let last = count - 1;
    #[expect(clippy::cast_precision_loss, reason = "counts of points are far below 2^53")]
    let rank = last as f64 * share;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank between 0 and `last`"
    )]
    let (mut below, mut above) = (libm::floor(rank) as usize, libm::ceil(rank) as usize);
    above = above.min(last);
    #[expect(clippy::float_cmp, reason = "ties are values that are the same")]
    let tied = |one: usize, other: usize| value(one) == value(other);
    if share > 0.5 {
        while tied(below, above) && below > 0 {
            below -= 1;
        }
    } else {
        while tied(below, above) && above < last {
            above += 1;
        }
    }
    f64::midpoint(value(below), value(above))
}

#[cfg(test)]
mod tests {
    use super::cut;

    fn of(values: &[f64], share: f64) -> f64 {
        cut(values.len(), share, |place| values[place])
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "halves are exact")]
    fn a_cut_lies_halfway_between_neighbours_and_never_in_a_tie() {
        let even: Vec<f64> = (0..11).map(f64::from).collect();
        assert_eq!(of(&even, 0.05), 0.5);
        assert_eq!(of(&even, 0.95), 9.5);
        assert_eq!(of(&even, 0.1), 1.5, "a whole rank cuts beyond its value");
        assert_eq!(of(&even, 0.9), 8.5);
        assert_eq!(of(&[0.0, 0.0, 0.0, 1.0, 1.0], 0.05), 0.5);
        assert_eq!(of(&[0.0, 0.0, 1.0, 1.0, 1.0], 0.95), 0.5);
        assert_eq!(of(&[3.0, 3.0], 0.05), 3.0);
        assert_eq!(of(&[3.0], 0.95), 3.0);
    }
}
