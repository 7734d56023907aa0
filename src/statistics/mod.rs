//! Statistics of runs: intervals, survival, quantiles and tallies that add up in any order.
