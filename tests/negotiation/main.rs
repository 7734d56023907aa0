//! How the talks go, against closed forms (A2, A3, A10 of the reference numbers) and the invariants B8.

mod alternating;
mod builder;
mod concession;
mod invariants;
mod monotone;
mod random;
mod random_proposer;
mod record;
mod scale;
mod silence;
mod single_text;
mod streams;
mod tracks;
