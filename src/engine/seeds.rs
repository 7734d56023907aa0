//! The random streams: one ChaCha8 key for each (seed, draw, replication, purpose).
//!
//! A mechanism that is switched on or off leaves the numbers of the other purposes alone, so two scenarios that
//! differ in one thing can be compared under common random numbers, whatever the threads or machines.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::negotiation::Part;

/// What a stream is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The parameters of a draw.
    Draw = 0,
    /// Who speaks and who answers in the talks.
    Talks = 1,
    /// What happens in each period of the ceasefire.
    Ceasefire = 2,
    /// How actors and mediators see, and how guarantors act.
    Behaviour = 3,
}

/// The stream of one run for one purpose; a draw's parameters belong to replication 0.
#[must_use]
pub fn stream(seed: u64, draw: u64, replication: u64, purpose: Purpose) -> ChaCha8Rng {
    let mut key = [0; 32];
    for (bytes, number) in key.chunks_exact_mut(8).zip([seed, draw, replication, purpose as u64]) {
        bytes.copy_from_slice(&number.to_le_bytes());
    }
    ChaCha8Rng::from_seed(key)
}

/// The parts of [`Purpose::Behaviour`]; none depends on how much of another was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// Errors of perception in the talks.
    Perception = 0,
    /// What follows an attempt to attack or an incident.
    Response = 1,
    /// Political turnover.
    Politics = 2,
    /// Choices that a strategy leaves to chance.
    Choice = 3,
    /// How the front moves during the talks.
    Front = 4,
    /// Votes on a signed text.
    Votes = 5,
    /// Whether the text is reopened in crisis.
    Repair = 6,
}

/// The stream of one run for one part of its behaviour.
#[must_use]
pub fn behaviour(seed: u64, draw: u64, replication: u64, part: Behaviour) -> ChaCha8Rng {
    let mut stream = stream(seed, draw, replication, Purpose::Behaviour);
    stream.set_stream(part as u64);
    stream
}

/// The stream of one run's talks for one of their mechanisms.
#[must_use]
pub fn talks(seed: u64, draw: u64, replication: u64, part: Part) -> ChaCha8Rng {
    let part = match part {
        Part::Rounds => return stream(seed, draw, replication, Purpose::Talks),
        Part::Perception => Behaviour::Perception,
        Part::Choice => Behaviour::Choice,
        Part::Front => Behaviour::Front,
        Part::Votes => Behaviour::Votes,
    };
    behaviour(seed, draw, replication, part)
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::*;

    #[test]
    fn streams_differ_in_every_coordinate() {
        let first = |mut rng: ChaCha8Rng| rng.next_u64();
        let base = first(stream(1, 2, 3, Purpose::Talks));
        assert_eq!(base, first(stream(1, 2, 3, Purpose::Talks)));
        for other in [
            stream(9, 2, 3, Purpose::Talks),
            stream(1, 9, 3, Purpose::Talks),
            stream(1, 2, 9, Purpose::Talks),
            stream(1, 2, 3, Purpose::Ceasefire),
        ] {
            assert_ne!(base, first(other));
        }
        let response = first(behaviour(1, 2, 3, Behaviour::Response));
        assert_ne!(response, first(behaviour(1, 2, 3, Behaviour::Perception)));
        assert_ne!(response, first(behaviour(1, 2, 3, Behaviour::Politics)));
        assert_ne!(response, first(behaviour(1, 2, 3, Behaviour::Repair)));
    }
}
