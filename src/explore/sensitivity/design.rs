//! Saltelli's design: pairs of points `A` and `B`, and points that mix them.
//!
//! A row has a point `A`, a point `B`, and for each group of inputs a point that is `A` with the group's coordinates
//! taken from `B` (`A_B`). A group is mostly one input. Two inputs' worth of coordinates make one point of a Sobol'
//! sequence, Owen-scrambled (Burley 2020), so that the rows fill the cube evenly; `2^m` rows fill it best.
//!
//! A. Saltelli et al., *Computer Physics Communications* 181 (2010) 259–270, table 2; B. Burley, *Journal of Computer
//! Graphics Techniques* 9 (2020).

use sobol_burley::{NUM_DIMENSIONS, sample};

/// The most rows: the sequence has `2^16` points.
pub const MOST_ROWS: u64 = 1 << 16;

/// The points of Saltelli's design over a number of inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saltelli {
    /// The coordinates of each group.
    groups: Vec<Vec<usize>>,
    /// For each input, which coordinate of the sequence is its `A` and which its `B`.
    coordinates: Vec<[u32; 2]>,
    seed: u32,
}

impl Saltelli {
    /// A design over `inputs` inputs for the indices of these groups of them. A seed scrambles the sequence its way.
    ///
    /// The inputs of the groups get the first coordinates of the sequence, which are the most even. Beyond 256
    /// coordinates, the sequence begins again under another scrambling, which makes blocks that do not know of each
    /// other.
    ///
    /// # Panics
    /// If a group names an input that there is not.
    #[must_use]
    pub fn new(inputs: usize, groups: Vec<Vec<usize>>, seed: u64) -> Self {
        let mut order: Vec<usize> = Vec::with_capacity(inputs);
        let mut placed = vec![false; inputs];
        for input in groups.iter().flatten().copied().chain(0..inputs) {
            if !std::mem::replace(&mut placed[input], true) {
                order.push(input);
            }
        }
        let mut coordinates = vec![[0; 2]; inputs];
        // Blocks of 128 inputs: the As of a block, then its Bs.
        let most = NUM_DIMENSIONS as usize / 2;
        for (place, &input) in order.iter().enumerate() {
            let block = place / most;
            let width = most.min(inputs - block * most);
            let first = block * 2 * most + place % most;
            coordinates[input] = [coordinate(first), coordinate(first + width)];
        }
        Self { groups, coordinates, seed: (seed ^ (seed >> 32)) as u32 }
    }

    /// How many groups there are.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    /// The points `A` and `B` of a row, every coordinate in `(0, 1)`.
    ///
    /// # Panics
    /// If there is no such row: there are [`MOST_ROWS`].
    #[must_use]
    pub fn row(&self, row: u64) -> [Vec<f64>; 2] {
        assert!(row < MOST_ROWS, "the sequence has {MOST_ROWS} points");
        let point = |which: usize| {
            self.coordinates.iter().map(|coordinates| self.number(row as u32, coordinates[which])).collect()
        };
        [point(0), point(1)]
    }

    /// `A` with the coordinates of a group from `B`.
    #[must_use]
    pub fn mixed(&self, [a, b]: &[Vec<f64>; 2], group: usize) -> Vec<f64> {
        let mut mixed = a.clone();
        for &input in &self.groups[group] {
            mixed[input] = b[input];
        }
        mixed
    }

    /// The middle of the interval of width `2^−24` that the sequence gives.
    fn number(&self, row: u32, coordinate: u32) -> f64 {
        const HALF: f64 = 1.0 / 33_554_432.0;
        let (block, dimension) = (coordinate / NUM_DIMENSIONS, coordinate % NUM_DIMENSIONS);
        let seed = self.seed.wrapping_add(block.wrapping_mul(0x9E37_79B9));
        f64::from(sample(row, dimension, seed)) + HALF
    }
}

fn coordinate(place: usize) -> u32 {
    u32::try_from(place).expect("a scenario has far fewer than 2^31 numbers")
}
