//! Tracks, protocols and pressure, as they are written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::super::{
    diagnostic::Finding,
    format::{Bounds, Count, Format, Map, Number, Reader, Switch, Text, section, tagged, words},
    tree::{Node, Value},
    wording::quoted,
};

section! {
    /// Rules that hold in every track.
    pub(in crate::scenario) struct TalksSpec {
        /// `β`: chance that the talks break down for good after a round without a deal.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.0)]
        breakdown: Number,
    }
}

section! {
    /// Two members take turns.
    pub(in crate::scenario) struct AlternatingSpec("alternating") {
        /// The member that begins; by default the first one.
        first: Option<Text>,
    }
}

words! {
    /// How many turns a round has.
    pub(in crate::scenario) enum TurnsWord {
        /// One: the members take the rounds in turn.
        "one" => One,
        /// One for each member.
        "all" => All,
    }
}

section! {
    /// The members, two or more, take turns to take the standing text or table their own in its place.
    pub(in crate::scenario) struct StackedAlternatingSpec("stacked_alternating") {
        /// How many turns a round has; by default `"one"`.
        turns: Option<TurnsWord>,
    }
}

section! {
    /// Each round a member is drawn to propose.
    pub(in crate::scenario) struct RandomProposerSpec("random_proposer") {
        /// Chance of each member, by its key; chances are relative. By default all the same; a member that is
        /// left out of the table is never drawn.
        #[range(Bounds::new(0.0, 1e6))]
        recognition: Option<Map<Number>>,
    }
}

section! {
    /// One take-it-or-leave-it text.
    pub(in crate::scenario) struct UltimatumSpec("ultimatum") {
        /// The actor that tables it; it need not be a member.
        proposer: Text,
        /// The round in which it is tabled, from 0; by default the last one.
        #[range(Bounds::new(0.0, 10_000.0))]
        round: Option<Count>,
    }
}

section! {
    /// A mediator keeps one text and improves it.
    pub(in crate::scenario) struct SingleTextSpec("single_text") {
        /// The actor that keeps the text; it need not be a member.
        mediator: Text,
        /// Weight that the mediator gives to each member, by its key; 1 for a member that is left out.
        #[range(Bounds::new(0.0, 1e6))]
        bridging: Map<Number>,
        /// Standard error with which the mediator sees values, in utility.
        #[range(Bounds::new(0.0, 10.0))]
        #[default(0.0)]
        noise: Number,
        /// How far a change may lower a member below the value that it last accepted, in utility.
        #[range(Bounds::new(0.0, 2.0))]
        #[default(0.0)]
        slack: Number,
        /// The opening text, a level for every issue; by default the mediator's best compromise.
        start: Option<Map<Text>>,
    }
}

tagged! {
    /// Who may speak when.
    pub(in crate::scenario) enum ProtocolSpec {
        "alternating" => Alternating(AlternatingSpec),
        "stacked_alternating" => StackedAlternating(StackedAlternatingSpec),
        "random_proposer" => RandomProposer(RandomProposerSpec),
        "ultimatum" => Ultimatum(UltimatumSpec),
        "single_text" => SingleText(SingleTextSpec),
    }
}

/// How many members must agree besides those that must sign.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) enum Quota {
    All,
    Count(Count),
}

impl Format for Quota {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Text(word) if word == "all" => Some(Self::All),
            Value::Text(word) => {
                let key = reader.key();
                reader.report(
                    Finding::new(node.origin, format!("{} can't be {}", quoted(&key), quoted(word)))
                        .label("must be `\"all\"` or a whole number"),
                );
                None
            }
            _ => Count::read(node, bounds, reader).map(Self::Count),
        }
    }

    fn placeholder(_reader: &mut Reader<'_>) -> Self {
        Self::All
    }

    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        let count = Count::schema(bounds, generator);
        json_schema!({ "anyOf": [{ "const": "all" }, count] })
    }
}

section! {
    /// One track of the talks.
    pub(in crate::scenario) struct TrackSpec {
        /// Key of the track.
        id: Text,
        /// Name for people; by default the key.
        name: Option<Text>,
        /// Who takes part: actors, and earlier tracks, each of which speaks as one bloc with the text that its
        /// members agreed.
        members: Vec<Text>,
        /// Who may speak when; by default `alternating` for two members and `random_proposer` for more.
        protocol: Option<ProtocolSpec>,
        /// Rounds at most; by default `simulation.rounds`.
        #[range(Bounds::new(0.0, 10_000.0))]
        rounds: Option<Count>,
        /// How many members must agree besides those that must sign: a number or `"all"`; by default 0, and
        /// `"all"` in a track that a later one uses as a bloc.
        #[range(Bounds::new(0.0, 32.0))]
        quota: Option<Quota>,
        /// How often a bloc may take its text back and change it.
        #[range(Bounds::new(0.0, 1000.0))]
        #[default(3)]
        returns: Count,
        /// Whether a bloc also takes its text back and changes it where nobody refused it and somebody did not answer.
        #[default(false)]
        concede_to_silence: Switch,
        /// Whether the track starts from the mediator's bridging text when a bloc in it has no text.
        #[default(false)]
        bypass: Switch,
    }
}

section! {
    /// Pressure on an actor: at round `t` refusing costs it `min(max, slope · (t − start))`.
    pub(in crate::scenario) struct PressureSpec {
        /// The actor that presses.
        by: Option<Text>,
        /// Round from which the pressure grows.
        #[range(Bounds::new(0.0, 10_000.0))]
        #[default(0.0)]
        start: Number,
        /// Utility per round.
        #[range(Bounds::new(0.0, 2.0))]
        slope: Number,
        /// Most that it reaches, in utility.
        #[range(Bounds::new(0.0, 2.0))]
        max: Number,
        /// `σ`: utility that a round costs the actor in which it is asked and does not answer. Only an actor with
        /// `silence = "chosen"` reckons with it, when it chooses whether to answer.
        #[range(Bounds::new(0.0, 2.0))]
        #[default(0.0)]
        on_silence: Number,
    }
}

section! {
    /// A vote at home on the signed text: `P(yes) = σ(logit(approval) + sensitivity · (V − r))`. After a no the last
    /// track goes on, as long as there is another vote.
    pub(in crate::scenario) struct RatificationSpec {
        /// Chance of a yes to a text that is worth no more than no deal.
        #[range(Bounds::new(0.0, 1.0))]
        approval: Number,
        /// How much the chance follows what the text brings above the outside option, per unit of utility.
        #[range(Bounds::new(0.0, 1000.0))]
        #[default(0.0)]
        sensitivity: Number,
        /// How often a text may be put to the vote.
        #[range(Bounds::new(1.0, 1000.0))]
        #[default(1)]
        votes: Count,
    }
}

words! {
    /// What fighting on is worth.
    pub(in crate::scenario) enum OutsideWord {
        /// The flow with the front where it is.
        "flow" => Flow,
        /// The expected value of the walk to its end.
        "value" => Value,
    }
}

section! {
    /// The fighting that goes on while they talk: the front moves by one position each round, at random, and the
    /// war is decided at either end.
    pub(in crate::scenario) struct BattlefieldSpec {
        /// `N`: the position at which the first belligerent has won; at 0 it has lost.
        #[range(Bounds::new(2.0, 200.0))]
        #[default(10)]
        positions: Count,
        /// `k0`: position of the front as the talks begin; by default half way.
        #[range(Bounds::new(1.0, 199.0))]
        start: Option<Count>,
        /// `p`: chance that the front moves towards the first belligerent's victory in a round.
        #[range(Bounds::new(0.0, 1.0))]
        #[default(0.5)]
        advance: Number,
        /// What the outside option counts; by default `"flow"`.
        outside_option: Option<OutsideWord>,
        /// `s`: what the whole way from 0 to `positions` is worth to each actor, in utility per period, by the
        /// actor's key; negative for who loses by it, and 0 for an actor that is left out.
        #[range(Bounds::new(-2.0, 2.0))]
        stakes: Map<Number>,
    }
}
