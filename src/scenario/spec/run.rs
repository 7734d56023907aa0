//! How much to simulate, what to expect of it, and where the numbers come from.

use super::super::format::{Bounds, Count, Plain, Text, section, words};

section! {
    /// How much to simulate.
    pub(in crate::scenario) struct SimulationSpec {
        /// Seed of every random stream.
        #[range(Bounds::new(0.0, 9_007_199_254_740_991.0))]
        #[default(1)]
        seed: Count,
        /// Parameter draws.
        #[range(Bounds::new(1.0, 1e8))]
        #[default(1000)]
        draws: Count,
        /// Runs within a draw: they share its parameters and differ by chance.
        #[range(Bounds::new(1.0, 1e6))]
        #[default(10)]
        replications: Count,
        /// Rounds of talks at most, for each track that does not set its own.
        #[range(Bounds::new(0.0, 10_000.0))]
        #[default(24)]
        rounds: Count,
        /// Periods watched after signing.
        #[range(Bounds::new(0.0, 12_000.0))]
        #[default(60)]
        hold: Count,
        /// A ceasefire that collapses within this many periods is a temporary pause.
        #[range(Bounds::new(0.0, 12_000.0))]
        #[default(12)]
        pause: Count,
    }
}

section! {
    /// An expectation on a metric of the summary: on its value, on its change against an earlier run, or on both.
    ///
    /// `run` and `check --expect` decide it on the 95 % interval of the estimate: it is met if all of the interval is
    /// within the bounds, failed if none of it is, and else the run is too noisy to tell.
    ///
    /// The metrics are the chances of the four endings, `p_no_deal`, `p_temporary_pause`, `p_fragile` and
    /// `p_durable`, and of a signed deal, `p_deal`; among the signed deals `p_durable_given_deal` and
    /// `p_temporary_pause_given_deal`; the chance that a draw has a zone of agreement, `p_zone`; and the means
    /// `rounds_to_deal` and `periods_of_peace`.
    pub(in crate::scenario) struct ExpectationSpec {
        /// The metric, such as `p_durable`.
        metric: Text,
        /// Least value that is expected.
        min: Option<Plain>,
        /// Greatest value that is expected.
        max: Option<Plain>,
        /// The `summary.json` of an earlier run of this scenario; its path starts at the folder of the scenario file.
        baseline: Option<Text>,
        /// Least change that is expected: the new value less that of the baseline.
        change_min: Option<Plain>,
        /// Greatest change that is expected.
        change_max: Option<Plain>,
    }
}

words! {
    /// Where a number comes from.
    pub(in crate::scenario) enum ProvenanceKind {
        /// Assumed by the author.
        "assumption" => Assumption,
        /// Taken from a source.
        "source" => Source,
    }
}

section! {
    /// Where a number, or all numbers whose keys begin so, come from.
    pub(in crate::scenario) struct ProvenanceSpec {
        /// Where it comes from.
        kind: ProvenanceKind,
        /// The reason, or the source.
        note: Text,
    }
}

section! {
    /// Two quantities that tend to be high or low together (Gaussian copula).
    pub(in crate::scenario) struct CorrelationSpec {
        /// The dotted keys of two distributions.
        between: Vec<Text>,
        /// Spearman's rank correlation.
        #[range(Bounds { above_low: true, below_high: true, ..Bounds::new(-1.0, 1.0) })]
        rank: Plain,
    }
}
