//! The protocols: who may speak when, and what makes a deal. One file each, listed here.

pub mod alternating;
pub mod random_proposer;
pub mod single_text;
pub mod stacked_alternating;
pub mod ultimatum;

use std::sync::Arc;

use crate::model::{ActorId, map_all};

/// Who takes part in a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// An actor for itself.
    Actor(ActorId),
    /// An earlier track, by its place in the list: its members speak as one bloc with the text they agreed.
    Bloc(usize),
}

/// One track of talks: members, a protocol, and a number of rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Track<N = f64> {
    /// The key in the scenario file.
    pub id: Arc<str>,
    /// The name for people.
    pub label: Arc<str>,
    /// Who takes part, in file order.
    pub members: Vec<Member>,
    /// Who may speak when.
    pub protocol: Protocol<N>,
    /// `T`: rounds at most.
    pub rounds: u32,
    /// How many of the members that need not sign must agree besides those that must;
    /// within a bloc, how many must prefer a change of its text.
    pub quota: usize,
    /// How often a bloc may take its text back and change it.
    pub returns: u32,
    /// Whether a bloc also takes its text back where nobody refused it and somebody did not answer.
    pub concede_to_silence: bool,
    /// Whether the track starts from the mediator's bridging text when a bloc in it has no text.
    pub bypass: bool,
}

/// Who may speak when. Members are given by their place in the track.
#[derive(Clone, Debug, PartialEq)]
pub enum Protocol<N = f64> {
    /// Two members take turns (Rubinstein 1982).
    Alternating {
        /// Who begins.
        first: usize,
    },
    /// The members take turns to take the standing text or table their own.
    StackedAlternating {
        /// How many turns a round has.
        turns: stacked_alternating::Turns,
    },
    /// Each round a member is drawn to propose (Binmore 1987).
    RandomProposer {
        /// Chance of each member, normalised to 1.
        recognition: Vec<N>,
    },
    /// One take-it-or-leave-it text.
    Ultimatum {
        /// Who tables it; an actor that need not be a member.
        proposer: ActorId,
        /// The round in which it is tabled, from 0; the last one if `None`.
        round: Option<u32>,
    },
    /// A mediator keeps one text and improves it (the one-text procedure of Camp David).
    SingleText {
        /// Who keeps the text.
        mediator: ActorId,
        /// `β`: bridging weight of each member.
        bridging: Vec<N>,
        /// `σ`: standard error with which the mediator sees values.
        noise: N,
        /// How far a change may lower a member below the value that it last accepted.
        slack: N,
        /// The opening text, one level an issue; else a bloc's text, else the mediator's best Nash product.
        start: Option<Vec<usize>>,
    },
}

impl<N> Track<N> {
    /// The same track with every number replaced by `f` of it.
    pub fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Track<M> {
        Track {
            id: self.id.clone(),
            label: self.label.clone(),
            members: self.members.clone(),
            protocol: self.protocol.map(f),
            rounds: self.rounds,
            quota: self.quota,
            returns: self.returns,
            concede_to_silence: self.concede_to_silence,
            bypass: self.bypass,
        }
    }
}

impl<N> Track<N> {
    /// The first round in which a bloc may take its text back that did so this many times: the returns are spread evenly
    /// over the track. `None` if none is left.
    #[must_use]
    pub fn next_return(&self, returned: u32) -> Option<u32> {
        if returned >= self.returns {
            return None;
        }
        let rounds = u64::from(returned + 1) * u64::from(self.rounds);
        let round = rounds.div_ceil(u64::from(self.returns) + 1).saturating_sub(1);
        u32::try_from(round).ok()
    }
}

impl<N> Protocol<N> {
    fn map<M>(&self, f: &mut impl FnMut(&N) -> M) -> Protocol<M> {
        match self {
            Self::Alternating { first } => Protocol::Alternating { first: *first },
            Self::StackedAlternating { turns } => Protocol::StackedAlternating { turns: *turns },
            Self::RandomProposer { recognition } => {
                Protocol::RandomProposer { recognition: map_all(recognition, f) }
            }
            Self::Ultimatum { proposer, round } => Protocol::Ultimatum { proposer: *proposer, round: *round },
            Self::SingleText { mediator, bridging, noise, slack, start } => Protocol::SingleText {
                mediator: *mediator,
                bridging: map_all(bridging, f),
                noise: f(noise),
                slack: f(slack),
                start: start.clone(),
            },
        }
    }
}
