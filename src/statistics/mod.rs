//! Statistics of runs: intervals, survival, quantiles and tallies that add up in any order.
//!
//! Logarithms and exponentials come from `libm` and sums are made in a fixed order, so the same counts give the
//! same bytes on any machine. Only the p-value of [`log_rank`], which no output of a run holds, comes from
//! `statrs`.

mod beta;
mod interval;
mod normal;
mod paired;
mod quantile;
mod student;
mod survival;
mod tally;

pub use beta::{beta_cumulative, beta_quantile};
pub use interval::{Confidence, Interval, clopper_pearson, wilson, wilson_share};
pub use normal::{normal_cumulative, normal_quantile};
pub use paired::{PairedRatios, Signs};
pub use quantile::{quantile_of_counts, quantile_of_sorted};
pub use student::student_z;
pub use survival::{KaplanMeier, LogRank, Step, log_rank};
pub(crate) use tally::entries;
pub use tally::{Histogram, MeanSum, Proportion, RESOLUTION, RatioSum, VarianceSplit};
