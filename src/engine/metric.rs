//! The metrics of a summary: what runs are counted by, compared by and expected to reach.

use std::{fmt, str::FromStr};

use crate::scenario::METRICS;

/// One metric of [`Summary::metrics`](super::Summary::metrics).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    /// Share of runs without a deal.
    NoDeal,
    /// Share of runs whose ceasefire collapses soon.
    TemporaryPause,
    /// Share of runs whose ceasefire collapses later.
    Fragile,
    /// Share of runs whose ceasefire outlasts the hold.
    Durable,
    /// Share of runs with a deal.
    Deal,
    /// Share of deals that outlast the hold.
    DurableGivenDeal,
    /// Share of deals that collapse soon.
    TemporaryPauseGivenDeal,
    /// Share of draws with a zone of agreement.
    Zone,
    /// Mean rounds of talks until a deal.
    RoundsToDeal,
    /// Mean periods of peace after a deal, up to the hold.
    PeriodsOfPeace,
}

impl Metric {
    /// All of them, in the order of [`METRICS`].
    pub const ALL: [Self; 10] = [
        Self::NoDeal,
        Self::TemporaryPause,
        Self::Fragile,
        Self::Durable,
        Self::Deal,
        Self::DurableGivenDeal,
        Self::TemporaryPauseGivenDeal,
        Self::Zone,
        Self::RoundsToDeal,
        Self::PeriodsOfPeace,
    ];

    /// Its key, as in `summary.json` and `[[expect]]`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        METRICS[self as usize]
    }

    /// Its name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NoDeal => "no deal",
            Self::TemporaryPause => "temporary pause",
            Self::Fragile => "fragile peace",
            Self::Durable => "durable peace",
            Self::Deal => "deal",
            Self::DurableGivenDeal => "durable, if signed",
            Self::TemporaryPauseGivenDeal => "temporary pause, if signed",
            Self::Zone => "zone of agreement",
            Self::RoundsToDeal => "rounds to a deal",
            Self::PeriodsOfPeace => "periods of peace",
        }
    }

    /// Whether it is a share, in `[0, 1]`; else it is a mean of rounds or periods.
    #[must_use]
    pub const fn is_share(self) -> bool {
        !matches!(self, Self::RoundsToDeal | Self::PeriodsOfPeace)
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// No metric has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownMetric;

impl fmt::Display for UnknownMetric {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not a metric: they are {}", METRICS.join(", "))
    }
}

impl std::error::Error for UnknownMetric {}

impl FromStr for Metric {
    type Err = UnknownMetric;

    fn from_str(name: &str) -> Result<Self, UnknownMetric> {
        Self::ALL.into_iter().find(|metric| metric.name() == name).ok_or(UnknownMetric)
    }
}
