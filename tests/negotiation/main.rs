//! How the talks go, against closed forms (A2, A3, A10 of the reference numbers) and the invariants B8.

mod alternating;
mod audience;
mod battlefield;
mod beliefs;
mod builder;
mod concession;
mod invariants;
mod logit;
mod micro;
mod monotone;
mod random;
mod random_proposer;
mod ratification;
mod record;
mod scale;
mod silence;
mod single_text;
mod stacked;
mod stand_in;
mod streams;
mod tit_for_tat;
mod tracks;

fn probability(value: f64) -> armistice::Probability {
    armistice::Probability::new(value).expect("a chance")
}

fn discount(value: f64) -> armistice::theory::Discount {
    armistice::theory::Discount::new(value).expect("a discount factor")
}
