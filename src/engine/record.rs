//! One run, as it stands in `runs.csv` and `runs.parquet`.

/// What happened in one run. Values are per-period normalised flows, times are in periods.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRecord {
    /// Parameter draw, from 0.
    pub draw: u64,
    /// Replication within the draw, from 0.
    pub replication: u64,
    /// `no_deal`, `temporary_pause`, `fragile` or `durable`.
    pub outcome: &'static str,
    /// Whether a deal was signed.
    pub signed: bool,
    /// Why the talks ended.
    pub ending: &'static str,
    /// Rounds of talks used, over all tracks.
    pub round: u32,
    /// The track in which the talks ended, from 0.
    pub track: u32,
    /// Index of the signed deal in the deal space.
    pub deal: Option<u32>,
    /// Period in which the ceasefire collapsed, from 1; `None` if it outlasted the hold or none was signed.
    pub collapsed_at: Option<u32>,
    /// What ended the ceasefire; empty if nothing did.
    pub cause: &'static str,
    /// The actor that began the war, by its place in file order, if one did.
    pub begun_by: Option<usize>,
    /// Whether it meant to: `meant`, `feared` or `accident`; empty if nobody began a war.
    pub motive: &'static str,
    /// The actor that was last to refuse, by its place in file order.
    pub blocker: Option<usize>,
    /// What that refusal rested on; empty without one.
    pub reason: &'static str,
    /// Rounds in which an actor that was asked stayed silent.
    pub silent_rounds: u32,
    /// Times that a guarantee was tested.
    pub tested: u32,
    /// Times that it was honoured.
    pub honoured: u32,
    /// Attempts to attack.
    pub attempts: u32,
    /// Attempts that an honoured early warning stopped.
    pub stopped: u32,
    /// Incidents.
    pub incidents: u32,
    /// Incidents that spoilers had a hand in.
    pub spoiled: u32,
    /// Crises in which the text was reopened.
    pub reopened: u32,
    /// Of these, those that ended with a text that all took.
    pub repaired: u32,
    /// What the signed deal was worth to each actor, in file order; empty without a deal.
    pub values: Vec<f64>,
    /// Discounted realised utility of each actor, in file order; empty without a deal.
    pub realised: Vec<f64>,
}
