//! A seat at the table for a person: one actor of one run decides as it is told, all others by their strategies.
//!
//! A session is a function of the moves made so far: [`Session::so_far`] plays them from the first round on, and says what
//! happened and what is asked next. The same scenario, seed, run and moves give the same talks, and where the moves are
//! those of the actor's strategy, the very run that [`trace`](super::trace()) tells. No terminal is needed for it.
//!
//! A person is never silent by chance, and never proposes or signs what crosses a hard red line of its own. A text that
//! crosses one of others who must sign can be tabled, but lies outside the deals that the strategies know: it is refused
//! at once, and the turn is over. Votes at home, and a text that is reopened in crisis, are not the person's.
//!
//! ```
//! use armistice::{engine::play::{Move, Seat, Session, score}, scenario::Scenario};
//!
//! let text = include_str!("../../../scenarios/classroom-ultimatum.toml");
//! let scenario = Scenario::parse("classroom-ultimatum.toml", text, &[]).unwrap();
//! let proposer = Seat::new(&scenario, 0, 0);
//! let mut session = Session::new(&proposer);
//! // The only issue is the responder's share, in hundredths; a rational responder takes anything.
//! session.make(Move::Table(vec![0])).unwrap();
//! let ended = session.ended().expect("there is one round");
//! assert_eq!(score(&session, &ended).own.value, Some(1.0));
//! ```

mod brief;
mod score;
mod session;
mod sitter;
mod transcript;

pub use brief::{Brief, BriefActor, BriefGuarantee, BriefIssue, BriefLevel, BriefTrack};
pub use score::{Improvement, REPLICATIONS, Score, ScoredPoint, StrategyRun, StrategyScore, score};
pub use session::{Ended, Move, Objection, Question, Seat, Session, SoFar};
pub use transcript::{Misfit, PlayedScenario, TRANSCRIPT_VERSION, Transcript, TranscriptMove};
