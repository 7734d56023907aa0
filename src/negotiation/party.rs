//! Who sits at a track's table: an actor for itself, or a bloc that speaks with the text it agreed.

use super::{Member, Protocol, Rules, Track};

/// One party to a track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// An actor, by its place.
    Actor(usize),
    /// A bloc.
    Bloc {
        /// The track that formed it, by its place in the list.
        track: usize,
        /// The actors in it, blocs within it resolved.
        actors: Vec<usize>,
    },
}

impl Party {
    /// The parties of a track, in file order.
    #[must_use]
    pub fn of<N>(tracks: &[Track<N>], track: usize) -> Vec<Self> {
        (tracks[track].members.iter())
            .map(|member| match *member {
                Member::Actor(actor) => Self::Actor(actor.0),
                Member::Bloc(bloc) => {
                    let parties = Self::of(tracks, bloc);
                    Self::Bloc {
                        track: bloc,
                        actors: parties.iter().flat_map(Self::actors).copied().collect(),
                    }
                }
            })
            .collect()
    }

    /// The actors that it stands for.
    #[must_use]
    pub fn actors(&self) -> &[usize] {
        match self {
            Self::Actor(actor) => std::slice::from_ref(actor),
            Self::Bloc { actors, .. } => actors,
        }
    }
}

impl<N> Rules<N> {
    /// Whether an actor is among those of a track, by itself or in a bloc.
    #[must_use]
    pub fn has_at_table(&self, actor: usize, track: usize) -> bool {
        Party::of(&self.tracks, track).iter().any(|party| party.actors().contains(&actor))
    }

    /// Whether an actor takes part in a track: it is at its table, or tables the text there as a mediator.
    #[must_use]
    pub fn takes_part(&self, actor: usize, track: usize) -> bool {
        let tables = match &self.tracks[track].protocol {
            Protocol::SingleText { mediator: by, .. } | Protocol::Ultimatum { proposer: by, .. } => {
                by.0 == actor
            }
            _ => false,
        };
        tables || self.has_at_table(actor, track)
    }
}
