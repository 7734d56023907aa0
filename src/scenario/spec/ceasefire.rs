//! Guarantees, monitoring and the rates of the ceasefire, as they are written.

use super::super::format::{Bounds, Number, OneOrMany, Text, section};

section! {
    /// A guarantee: who promises whom to respond to whose attack.
    pub(in crate::scenario) struct GuaranteeSpec {
        /// Key of the guarantee.
        id: Text,
        /// Name for people; by default the key.
        label: Option<Text>,
        /// The actor that promises.
        guarantor: Text,
        /// The belligerent that is protected.
        protects: Text,
        /// The belligerent that is guarded against.
        against: Text,
        /// The issue whose agreed level sets the severity, with the effect `guarantee`; without one the
        /// guarantee is part of every deal.
        issue: Option<Text>,
        /// `h`: chance that the guarantor honours its word when it is tested.
        #[range(Bounds::new(0.0, 1.0))]
        honour: Number,
        /// `ĥ`: that chance as the belligerents see it; by default `honour`, whatever is drawn for it.
        #[range(Bounds::new(0.0, 1.0))]
        perceived: Option<Number>,
        /// `L`: severity of the response, in utility; multiplies the severity of the issue's level.
        #[range(Bounds::new(0.0, 10.0))]
        #[default(1.0)]
        severity: Number,
        /// Utility per period that carrying the guarantee at its full level costs the guarantor.
        #[range(Bounds::new(0.0, 2.0))]
        #[default(0.0)]
        cost: Number,
        /// What answering one attack costs the guarantor, once, in periods of utility 1. It weighs what it signs by how
        /// often it expects to be called on.
        #[range(Bounds::new(0.0, 100.0))]
        #[default(0.0)]
        answer_cost: Number,
        /// Share of honour, true and perceived, lost each period.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.0)]
        decay: Number,
        /// Chance of political turnover in the guarantor, each period.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.0)]
        turnover: Number,
        /// Factor by which a turnover multiplies honour; the result is cut to 0 and 1.
        #[range(Bounds::new(0.0, 1.5))]
        #[default(1.0)]
        turnover_factor: Number,
        /// `n0`: how many tests of the guarantor's word the belligerents' belief in it is worth. They then learn
        /// from each test that they see: the fewer, the faster. At 0 they learn nothing.
        #[range(Bounds::new(0.0, 1e6))]
        #[default(0.0)]
        learning: Number,
    }
}

section! {
    /// What monitors see: each key is one number, or a list with one number a level of `issue`.
    pub(in crate::scenario) struct MonitoringSpec {
        /// The issue that sets the monitoring; without one there is a single level, under every deal.
        issue: Option<Text>,
        /// `d`: chance that a violation is detected and attributed.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.3)]
        detection: OneOrMany,
        /// `e`: chance that an attack is warned of early.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.0)]
        early_warning: OneOrMany,
        /// `f`: chance of a false alarm, each period.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.0)]
        false_alarm: OneOrMany,
    }
}

section! {
    /// The rates of the ceasefire, per period.
    pub(in crate::scenario) struct CeasefireSpec {
        /// `A`: chance in a period that a side considers an attack at all.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.07)]
        attack_ceiling: Number,
        /// `λ`: decisiveness of the choice between war and waiting, per unit of utility.
        #[range(Bounds::new(0.0, 1e4))]
        #[default(38.0)]
        decisiveness: Number,
        /// `x0`: cost of being caught in an attack (sanctions, opprobrium), in utility.
        #[range(Bounds::new(0.0, 10.0))]
        #[default(0.06)]
        exposure: Number,
        /// `χ`: pressure to pre-empt, per level of the ladder from calm to crisis, in utility.
        #[range(Bounds::new(0.0, 10.0))]
        #[default(0.0)]
        preemption: Number,
        /// `ι`: chance of an incident in a period, without false alarms and spoilers.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.15)]
        incidents: Number,
        /// `σ`: chance that spoilers, who want the ceasefire to fail, set off an incident in a period.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.0)]
        spoilers: Number,
        /// `ε0`: chance that an incident escalates without monitors.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.30)]
        escalation: Number,
        /// `η`: share of escalation that full detection damps.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.6)]
        damping: Number,
        /// `r`: chance that a quiet period steps one level down.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.5)]
        deescalation: Number,
        /// `k1`: chance that an attack is contained when guarantors respond as severely as can be.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.75)]
        containment_with_response: Number,
        /// `k0`: chance that an attack is contained without a response.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.10)]
        containment_without_response: Number,
        /// `L0`: severity of a response that brings some two thirds of the containment it can, in utility.
        #[range(Bounds::new(0.0, 10.0))]
        #[default(0.15)]
        containment_severity: Number,
        /// `κc`: how much peace consolidates in the end, in utility.
        #[range(Bounds::new(0.0, 10.0))]
        #[default(0.12)]
        consolidation: Number,
        /// `τc`: time in which it consolidates, in periods.
        #[range(Bounds::above(0.0, 1e6))]
        #[default(24.0)]
        consolidation_time: Number,
        /// `q`: chance that an open attack is seen for what it is without any monitor.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.62)]
        overt: Number,
        /// Share of the severity of a response that helps who is attacked.
        #[range(Bounds::new(0.0, 10.0))]
        #[default(0.20)]
        aid: Number,
        /// Chance that a guarantee also holds against the side that it protects, when that attacks.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.33)]
        conditional_aid: Number,
        /// `ρ`: correlation between guarantors: 0 each decides alone, 1 all respond or none.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(1.0)]
        honour_correlation: Number,
        /// What may mend the ceasefire in crisis; without it a text once signed is never reopened.
        repair: Option<RepairSpec>,
    }
}

section! {
    /// Renegotiation in crisis: the text is reopened for one round, take it or leave it. Every actor that must
    /// sign takes a text that is worth at least as much to it as a collapse; then peace is calm again, under it.
    pub(in crate::scenario) struct RepairSpec {
        /// `q`: chance that the text is reopened, at the beginning of each period in crisis.
        #[range(Bounds::new(0.0, 1.0))]
        chance: Number,
        /// The actor that tables a text: the best one for itself that all others would take, if it must sign. By
        /// default, and if it need not sign, the text is the best compromise between those who must.
        proposer: Option<Text>,
    }
}
