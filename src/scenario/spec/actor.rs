//! An actor and its red lines, as they are written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::super::{
    format::{Bounds, Format, Number, Reader, Switch, Text, section, tagged, words},
    tree::{Node, Value},
};

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

words! {
    /// How the share of the time that is gone is counted, in round `t` of `T`.
    pub(in crate::scenario) enum TimeWord {
        /// `t/(T−1)`: 0 in the first round and 1 in the last.
        "closed" => Closed,
        /// `(t+1)/(T+1)`: never quite 0 or 1.
        "open" => Open,
    }
}

words! {
    /// Which of the deals that are good enough for itself an actor offers.
    pub(in crate::scenario) enum OffersWord {
        /// The one that is best for the addressee who gains least.
        "kindest" => Kindest,
        /// The one that is worst for itself.
        "lowest" => Lowest,
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
        /// How the share of the time that is gone is counted, in round `t` of `T`; by default `"closed"`.
        time: Option<TimeWord>,
        /// What it offers of the deals that it aspires to; by default `"kindest"`.
        offers: Option<OffersWord>,
        /// How far below its aspiration it asks and accepts, never below the reservation value, in utility.
        #[range(Bounds::new(0.0, 2.0))]
        #[default(0.0)]
        tolerance: Number,
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

words! {
    /// What the other side's concessions are counted from.
    pub(in crate::scenario) enum ReferenceWord {
        /// Each speaker's first text.
        "first_offer" => FirstOffer,
        /// One's own reservation value, so that the first text is a concession too.
        "reservation" => Reservation,
    }
}

section! {
    /// Concedes as the other side concedes, in its own value.
    pub(in crate::scenario) struct TitForTatSpec("tit_for_tat") {
        /// `λ`: utility given for one that is received.
        #[range(Bounds::new(0.0, 100.0))]
        #[default(1.0)]
        reciprocity: Number,
        /// What the other side's concessions are counted from; by default `"first_offer"`.
        reference: Option<ReferenceWord>,
        /// What it offers of the deals that it aspires to; by default `"kindest"`.
        offers: Option<OffersWord>,
    }
}

words! {
    /// What a negotiator offers that may not concede.
    pub(in crate::scenario) enum RepeatWord {
        /// One of its earlier offers, at random.
        "random" => Random,
        /// Its latest new offer.
        "last" => Last,
    }
}

section! {
    /// MiCRO: offers its deals from the best one down, a new one for each new text that it received.
    pub(in crate::scenario) struct MicroSpec("micro") {
        /// What it offers when it may not concede; by default `"random"`.
        repeat: Option<RepeatWord>,
    }
}

section! {
    /// Chooses better options more often, not always.
    pub(in crate::scenario) struct LogitSpec("logit") {
        /// `λ`: decisiveness, per unit of utility; 0 is a coin.
        #[range(Bounds::new(0.0, 10_000.0))]
        #[default(20.0)]
        decisiveness: Number,
        /// How much more than the reservation value is asked for, in utility: the option value of waiting, or a
        /// sense of fairness.
        #[range(Bounds::new(-2.0, 2.0))]
        #[default(0.0)]
        option: Number,
    }
}

tagged! {
    /// A rule by which an actor makes or answers offers.
    pub(in crate::scenario) enum TacticSpec {
        "concession" => Concession(ConcessionSpec),
        "hardline" => Hardline(HardlineSpec),
        "rational" => Rational(RationalSpec),
        "tit_for_tat" => TitForTat(TitForTatSpec),
        "micro" => Micro(MicroSpec),
        "logit" => Logit(LogitSpec),
    }
}

section! {
    /// Offers made by one rule and answered by another.
    pub(in crate::scenario) struct HalvesSpec {
        /// How it makes offers; by default `{ kind = "concession" }`.
        propose: Option<TacticSpec>,
        /// How it answers them; by default `{ kind = "concession" }`.
        accept: Option<TacticSpec>,
    }
}

/// How an actor makes and answers offers: by one rule, or by one for each.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "there are a few of them a file")]
pub(in crate::scenario) enum StrategySpec {
    Whole(TacticSpec),
    Halves(HalvesSpec),
}

impl Format for StrategySpec {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Table(table) if table.get("kind").is_none() && HalvesSpec::is_meant(table) => {
                HalvesSpec::read(node, bounds, reader).map(Self::Halves)
            }
            _ => TacticSpec::read(node, bounds, reader).map(Self::Whole),
        }
    }

    fn placeholder(reader: &mut Reader<'_>) -> Self {
        Self::Whole(TacticSpec::placeholder(reader))
    }

    fn schema(_bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        let (whole, halves) =
            (generator.subschema_for::<TacticSpec>(), generator.subschema_for::<HalvesSpec>());
        json_schema!({ "anyOf": [whole, halves] })
    }
}

impl HalvesSpec {
    fn is_meant(table: &super::super::tree::Table) -> bool {
        Self::KEYS.iter().any(|key| table.get(key).is_some())
    }
}

words! {
    /// Why an actor leaves a text unanswered.
    pub(in crate::scenario) enum SilenceWord {
        /// By chance alone: it is absent.
        "absent" => Absent,
        /// Also by choice, as long as waiting is worth more to it than an answer.
        "chosen" => Chosen,
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
        /// How it makes and answers offers: one rule, by default `{ kind = "concession" }`, or one for each half,
        /// `{ propose = …, accept = … }`.
        strategy: Option<StrategySpec>,
        /// `ρ`: chance that it answers in a round.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(1.0)]
        responsiveness: Number,
        /// Rounds of a track, from its first, in which it never answers.
        #[range(Bounds::new(0.0, 10_000.0))]
        #[default(0.0)]
        silent_until: Number,
        /// Why the actor leaves a text unanswered; by default `"absent"`.
        silence: Option<SilenceWord>,
        /// `λ` of an actor with `silence = "chosen"`: how firmly it answers a text where an answer is worth more than
        /// silence, per unit of utility: it answers with chance `σ(λ · (answer − silence + on_silence))`, times
        /// `responsiveness`. 0 is a coin.
        #[range(Bounds::new(0.0, 1000.0))]
        #[default(20.0)]
        silence_decisiveness: Number,
        /// `a`: what it costs the actor before its own public to accept less than it asked for: utility for each
        /// unit of flow by which a text falls short of the best of its own offers.
        #[range(Bounds::new(0.0, 10.0))]
        #[default(0.0)]
        audience_cost: Number,
        /// `G` of a belligerent: what the whole share of power is worth in a war, in utility.
        #[range(Bounds::new(0.0, 3.0))]
        #[default(1.0)]
        stakes: Number,
        /// `F` of a belligerent: what striking first brings, once, in periods of utility 1. Early warning takes it away.
        #[range(Bounds::new(0.0, 100.0))]
        #[default(7.0)]
        surprise: Number,
        /// `C`: what going back to war costs, once, in periods of utility 1; for who does not fight, what the war's
        /// return costs it.
        #[range(Bounds::new(0.0, 100.0))]
        #[default(4.0)]
        return_cost: Number,
        /// `m`: capability on the day of signing, relative to the other belligerent's.
        #[range(Bounds::new(0.0, 1e6))]
        #[default(1.0)]
        capability: Number,
        /// Capability gained each period of the ceasefire.
        #[range(Bounds::new(-1e3, 1e3))]
        #[default(0.0)]
        capability_drift: Number,
        /// `φ` of a belligerent: utility that the pressure on it at the time of signing takes off its flow from
        /// peace, per unit of pressure.
        #[range(Bounds::new(0.0, 10.0))]
        #[default(0.0)]
        resentment: Number,
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
        /// What crossing it means.
        kind: LineKind,
        /// Utility that crossing a soft line costs; by default 0.1.
        #[range(Bounds::new(0.0, 2.0))]
        penalty: Option<Number>,
    }
}

section! {
    /// What the others believe of an actor's war flow, which they do not know.
    pub(in crate::scenario) struct BeliefsSpec {
        /// War flows that they hold possible; by default the low end, the mode and the high end of the actor's
        /// `war_flow`.
        #[range(Bounds::new(-1.0, 1.0))]
        types: Option<Vec<Number>>,
        /// Weight of each; by default all the same.
        #[range(Bounds::new(0.0, 1e6))]
        prior: Option<Vec<Number>>,
        /// `λ`: how firmly they think that the actor accepts what is better for it, per unit of utility.
        #[range(Bounds::new(0.0, 10_000.0))]
        #[default(10.0)]
        decisiveness: Number,
    }
}
