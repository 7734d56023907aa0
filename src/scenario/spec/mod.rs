//! The scenario file, field for field: every key with its meaning, range and default.
//!
//! From these declarations come the reader, its errors and the JSON Schema.

mod actor;
mod ceasefire;
mod issue;
mod run;
mod talks;

pub(super) use actor::{
    ActorSpec, BeliefsSpec, ConcessionSpec, LineKind, OffersWord, RedLineSpec, ReferenceWord, RepeatWord,
    Role, SilenceWord, StrategySpec, TacticSpec, TimeWord,
};
pub(super) use ceasefire::{CeasefireSpec, GuaranteeSpec, MonitoringSpec, RepairSpec};
pub(super) use issue::{EffectSpec, IdealPlace, IssueSpec, RangeSpec, ValuesSpec};
pub(super) use run::{CorrelationSpec, ExpectationSpec, ProvenanceKind, ProvenanceSpec, SimulationSpec};
pub(super) use talks::{
    BattlefieldSpec, OutsideWord, PressureSpec, ProtocolSpec, Quota, RatificationSpec, SingleTextSpec,
    TalksSpec, TrackSpec, TurnsWord,
};

/// The tables whose keys are most easily put in the wrong place.
pub(super) const HOMES: &[(&str, &[&str])] = &[
    ("`[simulation]`", SimulationSpec::KEYS),
    ("`[ceasefire]`", CeasefireSpec::KEYS),
    ("`[ceasefire.repair]`", RepairSpec::KEYS),
    ("`[monitoring]`", MonitoringSpec::KEYS),
    ("`[talks]`", TalksSpec::KEYS),
    ("an actor, `[actors.NAME]`", ActorSpec::KEYS),
    ("a guarantee, `[[guarantees]]`", GuaranteeSpec::KEYS),
    ("an issue, `[[issues]]`", IssueSpec::KEYS),
    ("a track, `[[tracks]]`", TrackSpec::KEYS),
    ("a red line, `[[red_lines]]`", RedLineSpec::KEYS),
    ("pressure, `[pressure.ACTOR]`", PressureSpec::KEYS),
    ("beliefs, `[beliefs.ACTOR]`", BeliefsSpec::KEYS),
    ("ratification, `[ratification.ACTOR]`", RatificationSpec::KEYS),
    ("`[battlefield]`", BattlefieldSpec::KEYS),
    ("the top of the file, before the first table", ScenarioSpec::KEYS),
];

use super::{
    format::{Bounds, Map, Number, Text, section},
    version::Version,
};

section! {
    /// A scenario of Armistice: who talks about what, how, and what holds the ceasefire afterwards.
    ///
    /// Any number of the model may be a distribution: it is then drawn anew for each draw.
    pub(in crate::scenario) struct ScenarioSpec {
        /// Version of the format that the file is written in. `armistice migrate` rewrites a file of version 1.
        #[default(2)]
        format: Version,
        /// Name of the scenario.
        name: Text,
        /// The question that it asks, in one sentence.
        question: Option<Text>,
        /// What one period, the unit of all rates, is called: `month`, `day`.
        #[default("month")]
        period: Text,
        /// How much to simulate.
        simulation: SimulationSpec,
        /// The actors by their keys.
        actors: Map<ActorSpec>,
        /// The issues of the talks.
        issues: Vec<IssueSpec>,
        /// How much weight each issue has for each actor: for each actor a table of issues. Weights are relative;
        /// an issue left out has weight 0.
        #[range(Bounds::new(0.0, 1e6))]
        weights: Map<Map<Number>>,
        /// Lines on single issues that an actor won't cross, or crosses at a price.
        red_lines: Vec<RedLineSpec>,
        /// Who promises whom to respond to whose attack.
        guarantees: Vec<GuaranteeSpec>,
        /// What monitors see.
        monitoring: MonitoringSpec,
        /// The rates of the ceasefire.
        ceasefire: CeasefireSpec,
        /// Who may speak when, in a scenario without `tracks`: all actors then talk in one track. By default
        /// `alternating` for two actors and `random_proposer` for more.
        protocol: Option<ProtocolSpec>,
        /// The tracks of the talks in the order in which they run; the last one signs.
        tracks: Vec<TrackSpec>,
        /// Rules that hold in every track.
        talks: TalksSpec,
        /// Pressure on an actor, by the actor's key: refusing costs more with every round.
        pressure: Map<PressureSpec>,
        /// Private information: what the others believe of an actor's war flow, by the actor's key.
        beliefs: Map<BeliefsSpec>,
        /// Votes at home on the signed text, by the actor's key.
        ratification: Map<RatificationSpec>,
        /// The fighting that goes on while they talk; by default the front stands still.
        battlefield: Option<BattlefieldSpec>,
        /// What `--expect` checks.
        expect: Vec<ExpectationSpec>,
        /// Where numbers come from, by their dotted key or the beginning of several.
        provenance: Map<ProvenanceSpec>,
        /// Quantities that tend to be high or low together.
        correlations: Vec<CorrelationSpec>,
    }
}
