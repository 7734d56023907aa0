//! Does the ceasefire hold? Two sides who may go back to war, by a four-state chain from calm to war, exact and
//! simulated.
//!
//! Levels are 0 calm, 1 incidents, 2 crisis and 3 war; war is absorbing. A war is worth the same after a text as at the
//! table ([`war`]), and both sides look ahead ([`expectations`]). Nothing here knows of deals, scenarios or files: the
//! terms of one signed deal come in as plain numbers.

pub mod chain;
pub mod expectations;
mod exponential;
pub mod foresight;
pub mod honour;
mod motive;
pub mod power;
pub mod simulate;
pub mod war;

pub use chain::{Chain, Honoured};
pub use expectations::Expectations;
pub use motive::Motive;
pub use simulate::{Cause, Ceasefire, History, Repair};
pub use war::MOST_GUARANTEES;

use crate::units::numbers;

numbers! {
    /// The rates of the chain, the same for every deal of a case. Rates are per period.
    pub struct Rates {
        /// `A`: chance that an attack is considered at all, in `[0, 1]`.
        pub attack_ceiling,
        /// `λ`: decisiveness of the choice between war and waiting, per unit of utility, at least 0.
        pub decisiveness,
        /// `x0`: cost of being caught in an attack (sanctions, opprobrium), in utility.
        pub exposure,
        /// `χ`: pressure to pre-empt, per level of the ladder, in utility.
        pub preemption,
        /// `ι`: chance of an incident without false alarms and spoilers.
        pub incidents,
        /// `σ`: chance that spoilers set off an incident.
        pub spoilers,
        /// `ε0`: chance that an incident escalates without monitors.
        pub escalation,
        /// `η`: share of escalation that full detection damps.
        pub damping,
        /// `r`: chance that a quiet period steps one level down.
        pub deescalation,
        /// `k1`: chance that an attack is contained when guarantors answer as severely as can be.
        pub containment_with_response,
        /// `k0`: chance that an attack is contained without a response.
        pub containment_without_response,
        /// `L0`: the severity of an answer that brings some two thirds of the containment it can, in utility.
        pub containment_severity,
        /// `κc`: how much peace consolidates in the end, in utility.
        pub consolidation,
        /// `τc`: the time in which it consolidates, in periods.
        pub consolidation_time,
        /// `q`: chance that an open attack is seen for what it is without any monitor, in `[0, 1]`.
        pub overt,
        /// Share of the severity of an answer that helps who is attacked.
        pub aid,
        /// Chance that a guarantee also holds against the side that it protects, in `[0, 1]`.
        pub conditional_aid,
        /// `ρ`: correlation between guarantors, 0 independent, 1 all or none.
        pub honour_correlation,
    }
}

numbers! {
    /// What monitors see and say, in one period.
    pub struct Monitoring {
        /// `d`: chance that a violation is detected and attributed.
        pub detection,
        /// `e`: chance that an attack is warned of early.
        pub early_warning,
        /// `f`: chance of a false alarm.
        pub false_alarm,
    }
}

/// One of the two belligerents under the terms of a signed deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// `b`: flow from the war of today.
    pub war_flow: f64,
    /// `ũ`: flow from peace under the deal, as it bears on breaking it.
    pub flow: f64,
    /// `φ press`: what the pressure under which it signed takes off that flow.
    pub resentment: f64,
    /// `δ`: discount factor per period, in `[0, 1)`.
    pub discount: f64,
    /// `G`: utility for the whole share of power.
    pub stakes: f64,
    /// `F`: what striking first brings once, in periods of utility 1.
    pub surprise: f64,
    /// `C`: what going back to war costs once, in periods of utility 1.
    pub return_cost: f64,
    /// `m`: capability on the day of signing, at least 0, before the cap and without the ground.
    pub capability: f64,
    /// Cap on capability that the deal sets; infinite without one.
    pub capability_cap: f64,
    /// `ρ`: capability gained each period.
    pub capability_drift: f64,
    /// `1 + γ`: what the ground that the deal leaves it makes of its capability.
    pub ground: f64,
    /// `pres`: capability that a multinational force adds when this side is attacked.
    pub presence: f64,
}

impl Side {
    /// `ũ`: what peace brings each period, less what is resented.
    #[must_use]
    pub fn peace_flow(&self) -> f64 {
        self.flow - self.resentment
    }

    /// `b − (1 − δ) C`: what a war that is gone back to brings each period, with power as it is today.
    #[must_use]
    pub fn war_resumed(&self) -> f64 {
        self.war_flow - (1.0 - self.discount) * self.return_cost
    }

    /// `(1 − δ) F (1 − e)`: what striking first adds to it, where so many attacks are warned of.
    #[must_use]
    pub fn first_strike(&self, early_warning: f64) -> f64 {
        (1.0 - self.discount) * self.surprise * (1.0 - early_warning)
    }
}

numbers! {
    /// How far one guarantor's word holds, and how it changes.
    pub struct Honour {
        /// `h`: true chance that it honours the guarantee when it is tested.
        pub honour,
        /// `ĥ`: that chance as the belligerents perceive it.
        pub perceived,
        /// Share of honour lost each period, true and perceived.
        pub decay,
        /// Chance of political turnover each period.
        pub turnover,
        /// What a turnover multiplies honour by, in `[0, 1.5]`; the result is clipped to `[0, 1]`.
        pub turnover_factor,
        /// `n0`: tests of its word that the belligerents' belief is worth; 0 if they learn nothing from tests.
        pub learning,
    }
}

/// One guarantee as the signed deal sets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Guarantor {
    /// How far its word holds.
    pub honour: Honour,
    /// `L`: severity of the response at the agreed level; 0 means that it was not given.
    pub severity: f64,
    /// The side (0 or 1) that it protects; the other is guarded against.
    pub protects: usize,
}

/// All that the chain needs to know of one signed deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Rates of the case; `exposure` already includes what the deal adds.
    pub rates: Rates,
    /// The two belligerents.
    pub sides: [Side; 2],
    /// The guarantees, given or not.
    pub guarantors: Vec<Guarantor>,
    /// Monitoring at the agreed level.
    pub monitoring: Monitoring,
}
