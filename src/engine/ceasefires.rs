//! The ceasefires of one case that are remembered from run to run, so that a text that is signed often is made ready
//! once.

use std::collections::BTreeMap;

use crate::{ceasefire::Ceasefire, model::terms};

use super::run::Bench;

/// The most periods of ceasefires that are remembered: some 40 MB.
const MOST_REMEMBERED: usize = 400_000;

/// A text as it was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signature {
    /// Its position among the signable deals.
    pub text: usize,
    /// Bits of what each belligerent resents; 0 where nobody resents anything, whatever the pressure was.
    resentment: [u64; 2],
}

impl Signature {
    /// A text signed by belligerents that resent so much.
    #[must_use]
    pub fn new(text: usize, resentment: [f64; 2]) -> Self {
        Self { text, resentment: resentment.map(f64::to_bits) }
    }

    /// Another text that took its place; what was resented is not forgotten.
    #[must_use]
    pub fn under(self, text: usize) -> Self {
        Self { text, ..self }
    }

    fn resentment(self) -> [f64; 2] {
        self.resentment.map(f64::from_bits)
    }
}

/// The ceasefires that a case's runs have begun.
#[derive(Debug, Default)]
pub struct Ceasefires {
    known: BTreeMap<Signature, Ceasefire>,
}

impl Ceasefires {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes ceasefires ready that are watched for `hold` periods, if they are not.
    pub fn remember(&mut self, bench: &Bench<'_>, hold: u32, signed: impl Iterator<Item = Signature>) {
        if self.known.len() * hold.max(1) as usize > MOST_REMEMBERED {
            self.known.clear();
        }
        let model = &bench.case.model;
        let Some(belligerents) = model.belligerents else { return };
        for signature in signed {
            self.known.entry(signature).or_insert_with(|| {
                let levels = bench.space.levels(signature.text);
                let flows = terms::peace_flows(model, belligerents, &levels);
                let mut terms = terms::terms(model, belligerents, &levels, flows);
                for (side, resentment) in terms.sides.iter_mut().zip(signature.resentment()) {
                    side.resentment = resentment;
                }
                Ceasefire::new(terms, hold)
            });
        }
    }

    /// A ceasefire that the last call of [`Ceasefires::remember`] made ready.
    ///
    /// # Panics
    /// If it did not.
    #[must_use]
    pub fn get(&self, signature: Signature) -> &Ceasefire {
        &self.known[&signature]
    }
}
