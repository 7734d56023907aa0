//! An actor and its red lines, as they are written.

use super::super::format::{Bounds, Number, Switch, Text, section, tagged, words};

words! {
    /// What an actor is in the conflict.
    pub(in crate::scenario) enum Role {
        /// It fights, and may fight again.
        "belligerent" => Belligerent,
        /// It may guarantee the deal.
        "guarantor" => Guarantor,
        /// It may keep the text or table a bridging proposal.
        "mediator" => Mediator,
        /// It takes part in the talks.
        "party" => Party,
    }
}

section! {
    /// Time-dependent concession from the best deal towards the reservation value.
    pub(in crate::scenario) struct ConcessionSpec("concession") {
        /// `e`: below 1 the actor holds out and concedes late (Boulware), 1 is linear, above 1 it concedes early.
        #[range(Bounds::new(0.01, 100.0))]
        #[default(1.0)]
        exponent: Number,
        /// Share of the way that is conceded in the first round.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.0)]
        initial: Number,
    }
}

section! {
    /// Asks for the best deal to the end.
    pub(in crate::scenario) struct HardlineSpec("hardline") {
        /// How much less than the best the actor accepts, in utility.
        #[range(Bounds::new(0.0, 2.0))]
        #[default(0.05)]
        tolerance: Number,
    }
}

section! {
    /// Backward induction from the last round.
    pub(in crate::scenario) struct RationalSpec("rational") {
    }
}

tagged! {
    /// How an actor makes and answers offers.
    pub(in crate::scenario) enum StrategySpec {
        "concession" => Concession(ConcessionSpec),
        "hardline" => Hardline(HardlineSpec),
        "rational" => Rational(RationalSpec),
    }
}

section! {
    /// An actor. Utilities are flows per period: 1 is its ideal deal, 0 its worst, and war may be below.
    pub(in crate::scenario) struct ActorSpec {
        /// Name for people; by default the key.
        label: Option<Text>,
        /// What it is in the conflict. The ceasefire is between the two belligerents.
        roles: Option<Vec<Role>>,
        /// Whether there is no deal without it; by default true for a belligerent.
        must_sign: Option<Switch>,
        /// `δ`: discount factor per period. Required of an actor that must sign; else 0.98.
        #[range(Bounds::below(0.0, 1.0))]
        discount: Option<Number>,
        /// `b`: flow per period from the status quo (for a belligerent, war) at the first round.
        #[range(Bounds::new(-1.0, 1.0))]
        war_flow: Number,
        /// `ω`: utility that the status quo loses each round.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.0)]
        weariness: Number,
        /// How it makes and answers offers; by default `{ kind = "concession" }`.
        strategy: Option<StrategySpec>,
        /// `ρ`: chance that it answers in a round.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(1.0)]
        responsiveness: Number,
        /// Rounds of a track, from its first, in which it never answers.
        #[range(Bounds::new(0.0, 10_000.0))]
        #[default(0.0)]
        silent_until: Number,
        /// `G`: stakes in the attack calculus, in utility.
        #[range(Bounds::new(0.0, 3.0))]
        #[default(1.0)]
        stakes: Number,
        /// `C`: own cost of renewed war, in utility.
        #[range(Bounds::new(0.0, 100.0))]
        #[default(0.27)]
        war_cost: Number,
        /// `m`: capability at signing, relative to the other belligerent's.
        #[range(Bounds::new(0.0, 1e6))]
        #[default(1.0)]
        capability: Number,
        /// Capability gained each period of the ceasefire.
        #[range(Bounds::new(-1e3, 1e3))]
        #[default(0.0)]
        capability_drift: Number,
        /// `φ` of a belligerent: how much the pressure on it at the time of signing adds to the lure of an attack,
        /// per unit of pressure.
        #[range(Bounds::new(0.0, 10.0))]
        #[default(0.0)]
        resentment: Number,
        /// How much worse a war after a collapse is than today's, in utility.
        #[range(Bounds::new(0.0, 2.0))]
        #[default(0.05)]
        scar: Number,
        /// Utility of a collapse per unit of capability gained each period.
        #[range(Bounds::new(0.0, 1e3))]
        #[default(0.0)]
        rearmament_gain: Number,
    }
}

words! {
    /// What crossing a red line means.
    pub(in crate::scenario) enum LineKind {
        /// The actor never proposes and never accepts the deal.
        "hard" => Hard,
        /// The deal loses `penalty`.
        "soft" => Soft,
    }
}

section! {
    /// A line that an actor draws on one issue: give `min`, `max` or both, or else `levels`.
    pub(in crate::scenario) struct RedLineSpec {
        /// The actor.
        actor: Text,
        /// The issue.
        issue: Text,
        /// First level, in file order, on the right side of the line.
        min: Option<Text>,
        /// Last level, in file order, on the right side of the line.
        max: Option<Text>,
        /// The levels on the right side of the line.
        levels: Option<Vec<Text>>,
        /// `hard`: never crossed; `soft`: crossed at the price of `penalty`.
        kind: LineKind,
        /// Utility that crossing a soft line costs; by default 0.1.
        #[range(Bounds::new(0.0, 2.0))]
        penalty: Option<Number>,
    }
}
